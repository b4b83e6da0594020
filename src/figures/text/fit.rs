//! Tables fitted to the screen's width.

use super::complete::{Texts, widths};
use crate::figures::width::{BLANK, CUT, columns, cut, on_one_line, wrapped};
use crate::figures::{Cell, View, ViewColumn};
use crate::words::{Arg, Language, say};

/// Blank columns between two columns of a table.
const GAP: usize = 2;
/// Least width of cut texts: those that name a row, and the others.
const KEPT: [usize; 2] = [28, 14];
/// Greatest number of rows of a table with columns moved below; a longer one omits them.
const FEW: usize = 24;

pub(super) struct Fitted {
    pub text: String,
    /// Its full width in columns, if it was cut.
    pub needed: Option<usize>,
}

struct Shown {
    header: String,
    cells: Vec<String>,
    right: bool,
    kind: Kind,
}

/// A table without rules on a `screen` of this width. If it is too wide, texts are cut, but those with
/// figures are wrapped; columns that still do not fit are moved to a second table that repeats the columns
/// naming the rows, or omitted from a long table. A complete table has all its texts wrapped instead.
pub(super) fn fitted(view: &View<String>, screen: usize, language: Language) -> Fitted {
    let shown = |(at, column): (usize, &ViewColumn<String>)| {
        let cells: Vec<String> = column.cells.iter().map(|cell| on_one_line(&cell.shown(language))).collect();
        let header = on_one_line(&column.header);
        let kind = Kind::of(at, column, &cells);
        Shown { header, cells, right: column.right, kind }
    };
    let mut all: Vec<Shown> = view.columns.iter().enumerate().map(shown).collect();
    let rows = view.rows();
    let widest = |one: &Shown| one.cells.iter().chain([&one.header]).map(|text| columns(text)).max();
    let wide: Vec<usize> = all.iter().map(|one| widest(one).unwrap_or_default()).collect();
    let needed = taken(&wide);
    let names = names(&all);
    let mut left: Vec<usize> = (0..all.len()).collect();
    if all.is_empty() {
        return Fitted { text: String::new(), needed: None };
    }
    if needed <= screen {
        return Fitted { text: laid_out(&all, rows, &left, &wide), needed: None };
    }
    if view.is_complete {
        let texts = all.iter().map(|column| {
            let texts = std::iter::once(&column.header).chain(&column.cells).map(String::as_str);
            Texts { texts: texts.collect(), right: column.right }
        });
        if let Some(widths) = widths(&texts.collect::<Vec<_>>(), taken(&vec![0; all.len()]), screen) {
            all.iter_mut().filter(|one| !one.right).for_each(|one| one.kind = Kind::Figures(0));
            return Fitted { text: laid_out(&all, rows, &left, &widths), needed: None };
        }
    }
    let mut text = String::new();
    let mut out: Vec<&str> = Vec::new();
    let mut is_whole = true;
    while left.len() > names || text.is_empty() {
        let (kept, widths) = fit(left.clone(), &wide, &all, screen);
        let is_wrapped = |at: usize| matches!(all[at].kind, Kind::Figures(_));
        is_whole &= kept.iter().zip(&widths).all(|(&at, &width)| wide[at] == width || is_wrapped(at));
        let beyond = |at: &usize| !kept.contains(at) && *at >= names && all[*at].kind != Kind::Picture;
        let mut rest: Vec<usize> = left.iter().copied().filter(beyond).collect();
        if kept.len() > names || text.is_empty() {
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}{}", laid_out(&all, rows, &kept, &widths));
        }
        if rows > FEW && !view.is_complete {
            out.extend(rest.drain(..).map(|at| &*all[at].header));
        } else if kept.len() <= names && !rest.is_empty() {
            // It does not fit even beside the names of the rows alone.
            out.push(&all[rest.remove(0)].header);
        }
        left = (0..names).chain(rest).collect();
    }
    if !out.is_empty() {
        let named: Vec<&str> = out.iter().copied().filter(|name| !name.is_empty()).collect();
        let said = if named.is_empty() {
            say!(figures::more_columns, count = out.len())
        } else {
            say!(figures::more_columns_named, count = out.len(), names = Arg::items(named))
        };
        text += &format!("{}\n", cut(&format!("{CUT} {}", said.say(language)), screen));
    }
    Fitted { text, needed: (!is_whole || !out.is_empty()).then_some(needed) }
}

/// Number of columns that name the rows: 2 if the first names groups of rows, once each, and the second their
/// members; otherwise 1.
fn names(all: &[Shown]) -> usize {
    let is_grouped = all.first().is_some_and(|first| first.cells.iter().any(String::is_empty));
    let has_members = all.get(1).is_some_and(|second| {
        second.kind != Kind::Number && second.cells.iter().all(|cell| !cell.is_empty())
    });
    if is_grouped && has_members { 2 } else { 1 }
}

/// Treatment of a column that is too wide.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Numbers: never cut.
    Number,
    /// Texts, which may be cut to this many columns.
    Text(usize),
    /// Texts of several words with figures, never cut: wrapped to at least this many columns.
    Figures(usize),
    /// Pictures, which repeat a number beside them: the first to be omitted.
    Picture,
}

impl Kind {
    /// The kind of the column at a place, whose `cells` have one line each.
    fn of(at: usize, column: &ViewColumn<String>, cells: &[String]) -> Kind {
        if column.right {
            return Kind::Number;
        }
        let is_wordless = |cell: &Cell<String>| {
            matches!(cell, Cell::Picture(_) | Cell::Missing) || *cell == Cell::Text(String::new())
        };
        if at > 0 && column.header.is_empty() && column.cells.iter().all(is_wordless) {
            return Kind::Picture;
        }
        let least = KEPT[usize::from(at > 0)].max(columns(&on_one_line(&column.header)));
        let figures = |cell: &str| {
            let mut words = cell.split(BLANK).filter(|word| word.contains(|c: char| c.is_ascii_digit()));
            words.clone().any(|word| word.len() < cell.len()).then(|| words.by_ref().map(columns).max())
        };
        let longest = cells.iter().filter_map(|cell| figures(cell)).flatten().max();
        match longest.filter(|_| at > 0) {
            Some(longest) => Kind::Figures(least.max(longest)),
            None => Kind::Text(least),
        }
    }
}

/// Screen width of columns of these widths, gaps included.
fn taken(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

/// The columns of `kept` that fit the screen, and their widths. While the columns do not fit even at their
/// least widths, pictures are omitted first, then columns from the right. The columns that are left are
/// narrowed until they fit, the widest first.
fn fit(mut kept: Vec<usize>, wide: &[usize], all: &[Shown], screen: usize) -> (Vec<usize>, Vec<usize>) {
    let least = |at: usize| match all[at].kind {
        Kind::Text(least) | Kind::Figures(least) => wide[at].min(least),
        _ => wide[at],
    };
    while kept.len() > 1 && taken(&kept.iter().map(|&at| least(at)).collect::<Vec<_>>()) > screen {
        let picture = kept.iter().rposition(|&at| all[at].kind == Kind::Picture);
        kept.remove(picture.unwrap_or(kept.len() - 1));
    }
    let mut widths: Vec<usize> = kept.iter().map(|&at| wide[at]).collect();
    while taken(&widths) > screen {
        let over = taken(&widths) - screen;
        let may_give = |place: &usize| widths[*place] > least(kept[*place]);
        let Some(widest) = (0..kept.len()).filter(may_give).max_by_key(|&place| widths[place]) else {
            // A single column wider than the screen.
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
fn laid_out(all: &[Shown], rows: usize, kept: &[usize], widths: &[usize]) -> String {
    let lines = |(&at, &width): (&usize, &usize)| -> Vec<Vec<String>> {
        let lay = |text: &String| match all[at].kind {
            Kind::Figures(_) => wrapped(text, width),
            _ => vec![cut(text, width)],
        };
        let header = match all[at].kind {
            Kind::Figures(_) => wrapped(&all[at].header, width),
            _ => vec![cut(&all[at].header, width)],
        };
        std::iter::once(header).chain(all[at].cells.iter().map(lay)).collect()
    };
    let cells: Vec<Vec<Vec<String>>> = kept.iter().zip(widths).map(lines).collect();
    // A wide character may leave one column free; a column without texts takes one.
    let widths: Vec<usize> = cells
        .iter()
        .map(|cells| cells.iter().flatten().map(|line| columns(line)).max().unwrap_or_default().max(1))
        .collect();
    let (mut text, gap) = (String::new(), " ".repeat(GAP));
    for row in 0..=rows {
        let height = cells.iter().map(|cells| cells[row].len()).max().unwrap_or_default();
        for line in 0..height {
            let start = text.len();
            for ((cells, &width), &at) in cells.iter().zip(&widths).zip(kept) {
                let cell = cells[row].get(line).map_or("", String::as_str);
                let blank = " ".repeat(width - columns(cell));
                let [before, after] = if all[at].right { [&*blank, ""] } else { ["", &*blank] };
                text.extend([before, cell, after, &gap]);
            }
            text.truncate(start + text[start..].trim_end().len());
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::cell::Picture;

    /// A bar if the header is empty, otherwise a text.
    fn cell(header: &str, text: &str) -> Cell<String> {
        if header.is_empty() {
            Cell::Picture(Picture::Bar { share: 1.0, width: text.chars().count() })
        } else {
            Cell::Text(text.to_owned())
        }
    }

    /// `rows` under `columns`, each a header and whether it is of figures.
    fn view(headers: &[(&str, bool)], rows: &[&[&str]]) -> View<String> {
        let columns = headers.iter().enumerate().map(|(at, (header, right))| ViewColumn {
            header: (*header).to_owned(),
            right: *right,
            cells: rows.iter().map(|row| cell(header, row[at])).collect(),
        });
        View { columns: columns.collect(), is_complete: false }
    }

    fn widest(text: &str) -> usize {
        text.lines().map(columns).max().unwrap_or_default()
    }

    const COLUMNS: [(&str, bool); 5] =
        [("firm", false), ("name", false), ("points", true), ("", false), ("rank", true)];

    #[test]
    fn what_fits_is_whole() {
        let firms = view(&COLUMNS, &[&["91110113MATXBMU431", "北京澜川创工程", "88.79", "██", "1 → 2"]]);
        let Fitted { text, needed } = fitted(&firms, 80, Language::En);
        assert_eq!(needed, None);
        assert!(text.contains("北京澜川创工程") && text.contains("██"), "{text}");
    }

    #[test]
    fn a_name_is_cut_before_a_number_is_left_out() {
        let name = "北京澜川创工程技术有限公司";
        let row: &[&str] = &["91110113MATXBMU431", name, "88.79", "██", "1 → 2"];
        let firms = view(&COLUMNS, &[row]);
        let Fitted { text, needed } = fitted(&firms, 60, Language::En);
        assert_eq!(needed, Some(18 + 26 + 6 + 2 + 5 + 8));
        assert!(text.contains("88.79") && text.contains("1 → 2") && text.contains("有…"), "{text}");
        assert!(widest(&text) <= 60, "{text}");
        let narrow = fitted(&firms, 49, Language::En).text;
        assert!(!narrow.contains("██") && narrow.contains("1 → 2") && widest(&narrow) <= 49, "{narrow}");
        let narrow = fitted(&firms, 44, Language::En).text;
        assert!(narrow.ends_with("\n\nfirm                 rank\n91110113MATXBMU431  1 → 2\n"), "{narrow}");
        let narrow = fitted(&view(&COLUMNS, &[row; FEW + 1]), 44, Language::En).text;
        assert!(narrow.ends_with("… 1 more column: rank\n") && widest(&narrow) <= 44, "{narrow}");
    }

    #[test]
    fn a_figure_is_wrapped_and_never_cut() {
        let headers = [("indicator", false), ("where it lies", false), ("share", true)];
        let place = "ahead of 1,290,345 of 1,557, level with 123,456 others";
        for screen in 40..=90 {
            let Fitted { text, needed } =
                fitted(&view(&headers, &[&["rd_expense", place, "84.7 %"]]), screen, Language::En);
            for figure in place.split(' ').chain(["84.7 %"]) {
                assert!(text.contains(figure), "{screen}: {figure}\n{text}");
            }
            assert!(widest(&text) <= screen && needed.is_none(), "{screen}\n{text}");
        }
    }

    #[test]
    fn a_complete_table_has_all_columns_and_whole_texts() {
        let headers = [("column", false), ("field", false), ("filled", true), ("values", false)];
        let field = "research_awards 省级及以上科技奖励数量";
        let row: &[&str] = &["省级奖励(项)", field, "100 %", "aaaa, bbbb, 91330110MA6XBR2G51"];
        let mut long = view(&headers, &[row; FEW + 1]);
        long.is_complete = true;
        for screen in 30..=120 {
            let Fitted { text, needed } = fitted(&long, screen, Language::En);
            assert!(needed.is_none() && widest(&text) <= screen, "{screen}\n{text}");
            assert_eq!(text.matches("100 %").count(), FEW + 1, "{screen}\n{text}");
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            let whole: usize = row.iter().map(|cell| letters(cell)).sum();
            let header: usize = headers.iter().map(|(header, _)| letters(header)).sum();
            assert_eq!(letters(&text), (FEW + 1) * whole + header, "{screen}\n{text}");
        }
        let text = fitted(&long, 60, Language::En).text;
        let first = "column  field                 filled  values\n\
                     省级奖  research_awards 省级   100 %  aaaa, bbbb,\n\
                     励(项)  及以上科技奖励数量            91330110MA6XBR2G51\n";
        assert!(text.starts_with(first), "{text}");
    }

    #[test]
    fn rows_in_groups_keep_the_names_of_their_members() {
        let headers = [("list", false), ("firm", false), ("in", true), ("beyond the end", true)];
        let rows: &[&[&str]] = &[&["Bank", "Alder", "56 %", "1 %"], &["", "Birch", "52 %", "2 %"]];
        let text = fitted(&view(&headers, rows), 28, Language::En).text;
        let first = "list  firm     in\nBank  Alder  56 %\n      Birch  52 %\n";
        let second =
            "list  firm   beyond the end\nBank  Alder             1 %\n      Birch             2 %\n";
        assert_eq!(text, format!("{first}\n{second}"));
    }

    #[test]
    fn any_cell_fits_any_screen() {
        for screen in 40..=130 {
            let firms = view(&COLUMNS, &[&["长".repeat(99).as_str(), "x", "1", "█", &"9".repeat(90)]]);
            let Fitted { text, .. } = fitted(&firms, screen, Language::En);
            assert!(widest(&text) <= screen && text.lines().count() >= 2, "{screen}\n{text}");
        }
    }
}
