//! Tables for people, no wider than the screen.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use comfy_table::{CellAlignment, ContentArrangement, Table, TableStyle};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a screen that is none, such as a pipe.
const USUAL: usize = 80;
/// The narrowest screen that tables are fitted to.
const LEAST: usize = 40;
/// Columns of a screen between two columns of a table.
const GAP: usize = 2;
/// Columns of a screen that texts keep when they are cut: those that name a row, and the others.
const KEPT: [usize; 2] = [28, 14];
/// Rows of a table whose other columns may stand below; of a longer one they are left out.
const FEW: usize = 24;
/// What stands where a text was cut.
const CUT: char = '…';
/// What parts the words of a text that is wrapped.
const BLANK: char = ' ';

/// The columns that the widest table printed so far would take; 0 while all fit.
static NEEDED: AtomicUsize = AtomicUsize::new(0);

/// Columns of the screen: what `COLUMNS` says, else those of the terminal, else 80.
pub(super) fn screen_width() -> usize {
    static WIDTH: OnceLock<usize> = OnceLock::new();
    *WIDTH.get_or_init(|| {
        let said = std::env::var("COLUMNS").ok().and_then(|text| text.trim().parse::<usize>().ok());
        let terminal = || {
            let size = terminal_size::terminal_size_of(io::stdout());
            size.filter(|_| io::stdout().is_terminal()).map(|(width, _)| usize::from(width.0))
        };
        said.filter(|width| *width > 0).or_else(terminal).map_or(USUAL, |width| width.max(LEAST))
    })
}

/// What to say after an answer whose tables were cut; empty where none was.
pub(super) fn cut_note() -> String {
    match NEEDED.load(Ordering::Relaxed) {
        0 => String::new(),
        needed => {
            format!("\ncut to {} columns; whole: COLUMNS={needed} or --format json\n", screen_width())
        }
    }
}

/// A table without lines: `columns` are (header, right-aligned). Where the screen is too narrow, texts are
/// cut, but those with figures in them are wrapped; columns that still have no room stand below in a second table with the same first column, or are left
/// out of a long table. [`cut_note`] says how to see the rest.
pub(super) fn table(columns: &[(&str, bool)], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let rows = rows.into_iter().map(|row| row.iter().map(|cell| on_one_line(cell)).collect()).collect();
    let Fitted { text, needed } = fitted(columns, rows, screen_width());
    if let Some(needed) = needed {
        NEEDED.fetch_max(needed, Ordering::Relaxed);
    }
    text
}

/// A table that fits.
struct Fitted {
    text: String,
    /// The columns it would take whole, where it was cut.
    needed: Option<usize>,
}

/// `rows` under `columns` on a screen so wide.
fn fitted(columns: &[(&str, bool)], rows: Vec<Vec<String>>, screen: usize) -> Fitted {
    let n = columns.len().max(rows.iter().map(Vec::len).max().unwrap_or_default());
    let cells = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(String::as_str);
    let header = |at: usize| columns.get(at).map_or("", |(header, _)| *header);
    let wide: Vec<usize> = (0..n)
        .map(|at| cells(at).chain([header(at)]).map(UnicodeWidthStr::width).max().unwrap_or_default())
        .collect();
    let kinds: Vec<Kind> = (0..n)
        .map(|at| Kind::of(at, columns.get(at).is_some_and(|(_, right)| *right), header(at), cells(at)))
        .collect();
    let needed = taken(&wide);
    if needed <= screen {
        let all: Vec<usize> = (0..n).collect();
        return Fitted { text: laid_out(columns, &rows, &all, &wide, &kinds), needed: None };
    }
    let mut left: Vec<usize> = (0..n).collect();
    let mut text = String::new();
    let mut out: Vec<&str> = Vec::new();
    let mut is_whole = true;
    while left.len() > 1 || text.is_empty() {
        let (kept, widths) = fit(left.clone(), &wide, &kinds, screen);
        let is_wrapped = |at: usize| matches!(kinds[at], Kind::Figures(_));
        is_whole &= kept.iter().zip(&widths).all(|(&at, &width)| wide[at] == width || is_wrapped(at));
        let beyond = |at: &usize| !kept.contains(at) && kinds[*at] != Kind::Picture;
        let mut rest: Vec<usize> = left.iter().copied().filter(beyond).collect();
        if kept.len() > 1 || text.is_empty() {
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}{}", laid_out(columns, &rows, &kept, &widths, &kinds));
        }
        if rows.len() > FEW {
            out.extend(rest.drain(..).map(header));
        } else if kept.len() < 2 && !rest.is_empty() {
            // Not even beside the first column alone.
            out.push(header(rest.remove(0)));
        }
        // The first column says again whose the others are.
        left = std::iter::once(0).chain(rest).collect();
    }
    if !out.is_empty() {
        let named: Vec<&str> = out.iter().copied().filter(|name| !name.is_empty()).collect();
        let names = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) };
        let plural = if out.len() == 1 { "column" } else { "columns" };
        text += &format!("{}\n", cut(&format!("{CUT} {} more {plural}{names}", out.len()), screen));
    }
    Fitted { text, needed: (!is_whole || !out.is_empty()).then_some(needed) }
}

/// What may become of a column where room is short.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Numbers: whole or not at all.
    Number,
    /// Texts, which may be cut down to so many columns of the screen.
    Text(usize),
    /// Texts of several words with figures among them, which are never cut: wrapped into so many columns or
    /// more.
    Figures(usize),
    /// Bars and the like, which say again what stands beside them: the first to be left out.
    Picture,
}

impl Kind {
    fn of<'a>(at: usize, right: bool, header: &str, cells: impl Iterator<Item = &'a str> + Clone) -> Kind {
        if right {
            return Kind::Number;
        }
        if at > 0 && header.is_empty() && cells.clone().all(|cell| !cell.chars().any(char::is_alphanumeric)) {
            return Kind::Picture;
        }
        let least = KEPT[usize::from(at > 0)].max(header.width());
        let figures = |cell: &str| {
            let mut words = cell.split(BLANK).filter(|word| word.contains(|c: char| c.is_ascii_digit()));
            words
                .clone()
                .any(|word| word.len() < cell.len())
                .then(|| words.by_ref().map(UnicodeWidthStr::width).max())
        };
        let longest = cells.filter_map(figures).flatten().max();
        match longest.filter(|_| at > 0) {
            Some(longest) => Kind::Figures(least.max(longest)),
            None => Kind::Text(least),
        }
    }
}

/// Columns of the screen that columns so wide take together.
fn taken(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// Which of the columns `kept` the screen has room for, and how wide: pictures go first, then columns from
/// the right, until texts cut short leave room for the others; those then share the room, the widest cut
/// most.
fn fit(mut kept: Vec<usize>, wide: &[usize], kinds: &[Kind], screen: usize) -> (Vec<usize>, Vec<usize>) {
    let least = |at: usize| match kinds[at] {
        Kind::Text(least) | Kind::Figures(least) => wide[at].min(least),
        _ => wide[at],
    };
    while kept.len() > 1 && taken(&kept.iter().map(|&at| least(at)).collect::<Vec<_>>()) > screen {
        let picture = kept.iter().rposition(|&at| kinds[at] == Kind::Picture);
        kept.remove(picture.unwrap_or(kept.len() - 1));
    }
    let mut widths: Vec<usize> = kept.iter().map(|&at| wide[at]).collect();
    while taken(&widths) > screen {
        let over = taken(&widths) - screen;
        let may_give = |place: &usize| widths[*place] > least(kept[*place]);
        let Some(widest) = (0..kept.len()).filter(may_give).max_by_key(|&place| widths[place]) else {
            // One column alone, wider than the screen.
            widths[0] = widths[0].min(screen);
            break;
        };
        let others = (0..kept.len()).filter(|place| *place != widest && may_give(place));
        let next = others.map(|place| widths[place]).max().unwrap_or_default();
        let floor = least(kept[widest]).max(next.min(widths[widest] - 1));
        widths[widest] -= over.min(widths[widest] - floor);
    }
    (kept, widths)
}

/// The columns of `kept`, each cut or wrapped to its width.
fn laid_out(
    columns: &[(&str, bool)],
    rows: &[Vec<String>],
    kept: &[usize],
    widths: &[usize],
    kinds: &[Kind],
) -> String {
    let mut table = Table::new();
    table.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Disabled);
    let header = |at: usize| columns.get(at).map_or("", |(header, _)| *header);
    table.set_header(kept.iter().zip(widths).map(|(&at, &width)| cut(header(at), width)));
    table.add_rows(rows.iter().map(|row| {
        let cell = |(&at, &width): (&usize, &usize)| {
            let text = row.get(at).map_or("", String::as_str);
            if matches!(kinds[at], Kind::Figures(_)) { wrapped(text, width) } else { cut(text, width) }
        };
        kept.iter().zip(widths).map(cell).collect::<Vec<_>>()
    }));
    for (column, &at) in table.column_iter_mut().zip(kept) {
        column.set_padding((0, GAP as u16));
        if columns.get(at).is_some_and(|(_, right)| *right) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// A cell with spaces for line breaks and the like.
fn on_one_line(cell: &str) -> String {
    cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A text that takes at most so many columns of the screen.
fn cut(text: &str, widest: usize) -> String {
    if text.width() <= widest {
        return text.to_owned();
    }
    let mut width = 1;
    let mut shown = String::with_capacity(widest);
    for c in text.chars() {
        width += c.width().unwrap_or_default();
        if width > widest {
            break;
        }
        shown.push(c);
    }
    shown.push(CUT);
    shown
}

/// A text in lines of at most so many columns of the screen, broken at blanks.
fn wrapped(text: &str, widest: usize) -> String {
    if text.width() <= widest {
        return text.to_owned();
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(BLANK) {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= widest => {
                line.push(BLANK);
                line.push_str(word);
            }
            _ => lines.push(cut(word, widest)),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn widest(text: &str) -> usize {
        text.lines().map(UnicodeWidthStr::width).max().unwrap_or_default()
    }

    const COLUMNS: [(&str, bool); 5] =
        [("firm", false), ("name", false), ("points", true), ("", false), ("rank", true)];

    #[test]
    fn what_fits_is_whole() {
        let firms = rows(&[&["91110113MATXBMU431", "北京澜川创工程", "88.79", "██", "1 → 2"]]);
        let Fitted { text, needed } = fitted(&COLUMNS, firms, 80);
        assert_eq!(needed, None);
        assert!(text.contains("北京澜川创工程") && text.contains("██"), "{text}");
    }

    #[test]
    fn a_name_is_cut_before_a_number_is_left_out() {
        let name = "北京澜川创工程技术有限公司";
        let firms = rows(&[&["91110113MATXBMU431", name, "88.79", "██", "1 → 2"]]);
        let Fitted { text, needed } = fitted(&COLUMNS, firms.clone(), 60);
        assert_eq!(needed, Some(18 + 26 + 6 + 2 + 5 + 8));
        assert!(text.contains("88.79") && text.contains("1 → 2") && text.contains("有…"), "{text}");
        assert!(widest(&text) <= 60, "{text}");
        let narrow = fitted(&COLUMNS, firms.clone(), 49).text;
        assert!(!narrow.contains("██") && narrow.contains("1 → 2") && widest(&narrow) <= 49, "{narrow}");
        let narrow = fitted(&COLUMNS, firms.clone(), 44).text;
        assert!(narrow.ends_with("\n\nfirm                 rank\n91110113MATXBMU431  1 → 2\n"), "{narrow}");
        let many: Vec<Vec<String>> = firms.into_iter().cycle().take(FEW + 1).collect();
        let narrow = fitted(&COLUMNS, many, 44).text;
        assert!(narrow.ends_with("… 1 more column: rank\n") && widest(&narrow) <= 44, "{narrow}");
    }

    #[test]
    fn a_figure_is_wrapped_and_never_cut() {
        let columns = [("indicator", false), ("where it lies", false), ("share", true)];
        let place = "ahead of 1,290,345 of 1,557, level with 123,456 others";
        for screen in 40..=90 {
            let Fitted { text, needed } = fitted(&columns, rows(&[&["rd_expense", place, "84.7 %"]]), screen);
            for figure in place.split(' ').chain(["84.7 %"]) {
                assert!(text.contains(figure), "{screen}: {figure}\n{text}");
            }
            assert!(widest(&text) <= screen && needed.is_none(), "{screen}\n{text}");
        }
    }

    #[test]
    fn any_cell_fits_any_screen() {
        for screen in LEAST..=130 {
            let firms = rows(&[&["长".repeat(99).as_str(), "x", "1", "█", &"9".repeat(90)]]);
            let Fitted { text, .. } = fitted(&COLUMNS, firms, screen);
            assert!(widest(&text) <= screen && text.lines().count() >= 2, "{screen}\n{text}");
        }
    }

    #[test]
    fn a_cell_stays_on_its_line() {
        assert_eq!(on_one_line("北京\n\t公司"), "北京  公司");
        assert_eq!(table(&[("name", false), ("n", true)], rows(&[&["a\nb", "1"]])).lines().count(), 2);
        assert_eq!(cut(&"长".repeat(33), 64), format!("{}…", "长".repeat(31)));
    }
}
