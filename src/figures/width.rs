//! Texts cut and wrapped to a number of terminal columns; a Chinese character takes two.

use unicode_linebreak::linebreaks;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks the place of a cut.
pub(super) const CUT: char = '…';
/// Separates the words of a text.
pub(super) const BLANK: char = ' ';

/// Width of a text in columns.
pub(crate) fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text with blanks in place of line breaks and other control characters, since some of them are commands
/// to a terminal.
pub(super) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { BLANK } else { c }).collect()
}

/// A text cut to at most this many columns.
pub(crate) fn cut(text: &str, widest: usize) -> String {
    if columns(text) <= widest {
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

/// The pieces of a text, between which it may be wrapped: words with their trailing blanks, and pieces of
/// Chinese text. No line begins with a closing mark or ends with an opening mark (Unicode Standard Annex 14).
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let is_wide = |c: Option<char>| c.is_some_and(|c| c.width() == Some(2));
    let allowed = move |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
        before == Some(BLANK) || is_wide(before) || is_wide(after)
    };
    let ends = linebreaks(text).map(|(at, _)| at).filter(move |&at| at == text.len() || allowed(at));
    let mut start = 0;
    ends.map(move |end| {
        let piece = &text[start..end];
        start = end;
        piece
    })
}

/// Marks within a piece behind which it is broken if it is wider than a line.
const BREAKS: [char; 5] = ['_', '-', '/', '.', ']'];

/// Width of the widest piece of a text; a piece ends at an underscore as well if `is_soft`.
pub(super) fn widest_piece(text: &str, is_soft: bool) -> usize {
    let ends = |c: char| is_soft && c == '_';
    let parts = pieces(text).flat_map(|piece| piece.split_inclusive(ends));
    parts.map(|part| columns(part.trim_end_matches(BLANK))).max().unwrap_or_default()
}

/// The width of each piece of a text, and that without trailing blanks.
pub(super) fn pieces_wide(text: &str) -> Vec<[usize; 2]> {
    pieces(text).map(|piece| [piece, piece.trim_end_matches(BLANK)].map(columns)).collect()
}

/// A piece in parts of at most this many columns: broken behind an underscore or the like if a part has one.
fn parts(piece: &str, widest: usize) -> impl Iterator<Item = &str> {
    let mut rest = piece;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut width = 0;
        let fits = |c: &char| {
            width += c.width().unwrap_or_default();
            width <= widest
        };
        let mut end: usize = rest.chars().take_while(fits).map(char::len_utf8).sum();
        if columns(rest.trim_end_matches(BLANK)) <= widest {
            end = rest.len();
        } else if let Some(at) = rest[..end].rfind(BREAKS) {
            end = at + 1;
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let (part, behind) = rest.split_at(end.max(first));
        rest = behind;
        Some(part)
    })
}

/// A cell in lines of at most this many columns. Only a piece wider than a line is broken.
pub(super) fn wrapped(text: &str, widest: usize) -> Vec<String> {
    if columns(text) <= widest {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces(text).flat_map(|piece| parts(piece, widest)) {
        match lines.last_mut() {
            Some(line) if columns(line) + columns(piece.trim_end_matches(BLANK)) <= widest => {
                line.push_str(piece);
            }
            _ => lines.push(piece.to_owned()),
        }
    }
    lines.into_iter().map(|line| cut(line.trim_end_matches(BLANK), widest)).collect()
}

/// Prose in lines of at most this many columns. Every line except the first begins with `indent`.
pub(crate) fn broken(text: &str, indent: &str, widest: usize) -> String {
    let mut lines: Vec<String> = vec![String::new()];
    // A piece wider than a line is broken at any character, unless it may be a path or a command.
    let parts = |piece: &str| -> Vec<String> {
        let is_long = columns(piece) + columns(indent) > widest && !piece.is_ascii();
        if is_long { piece.chars().map(String::from).collect() } else { vec![piece.to_owned()] }
    };
    for part in pieces(text).flat_map(parts) {
        let line = lines.last_mut().map(|line| (columns(line), line));
        match line {
            Some((width, line))
                if line.trim().is_empty() || width + columns(part.trim_end_matches(BLANK)) <= widest =>
            {
                line.push_str(&part);
            }
            _ => lines.push(format!("{indent}{part}")),
        }
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end_matches(BLANK)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_broken_between_words_and_loses_none() {
        let text = "points of 企业 that knew the outcome prove nothing ".repeat(9);
        let told = broken(text.trim_end(), "  ", 100);
        assert!(told.lines().count() > 4 && told.lines().all(|line| columns(line) <= 100), "{told}");
        assert!(told.lines().skip(1).all(|line| line.starts_with("  ")));
        assert_eq!(told.split_whitespace().collect::<Vec<_>>(), text.split_whitespace().collect::<Vec<_>>());
        assert_eq!(broken(&"x".repeat(200), "  ", 80), "x".repeat(200));
        let chinese = broken(&"长".repeat(99), "  ", 40);
        assert!(chinese.lines().all(|line| columns(line) <= 40) && chinese.matches('长').count() == 99);
    }

    #[test]
    fn chinese_is_broken_where_its_marks_allow() {
        let text = "企业（含个体工商户）共三家，均未达到准入条件，详见 findings.json。";
        for widest in 10..60 {
            let lines = broken(text, "", widest);
            assert!(lines.lines().all(|line| columns(line) <= widest.max(13)), "{widest}\n{lines}");
            assert!(
                lines.lines().all(|line| !line.starts_with(['，', '）', '。', '、'])),
                "{widest}\n{lines}"
            );
            assert!(lines.lines().all(|line| !line.ends_with('（')), "{widest}\n{lines}");
        }
    }

    #[test]
    fn a_cell_stays_on_its_line() {
        assert_eq!(on_one_line("北京\n\t公司\u{1b}[2J\u{0}"), "北京  公司 [2J ");
        assert_eq!(cut(&"长".repeat(33), 64), format!("{}…", "长".repeat(31)));
        assert_eq!(wrapped("ahead of 1,290,345", 9), ["ahead of", "1,290,345"]);
        assert_eq!(
            wrapped("preferred_institutions 意向机构", 14),
            ["preferred_", "institutions", "意向机构"]
        );
        assert_eq!(wrapped("91330110MA6XBR2G51", 10), ["91330110MA", "6XBR2G51"]);
        assert_eq!(wrapped("长长", 1), ["长", "长"].map(|_| "…"));
    }
}
