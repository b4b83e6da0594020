//! Texts cut and broken to a number of columns of a screen, of which a Chinese character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands where a text was cut.
pub(super) const CUT: char = '…';
/// What parts the words of a text.
pub(super) const BLANK: char = ' ';

/// Columns that a text takes.
pub(super) fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// A text with blanks for line breaks and other control characters, of which a terminal would act on some.
pub(super) fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { BLANK } else { c }).collect()
}

/// A text of at most so many columns.
pub(super) fn cut(text: &str, widest: usize) -> String {
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

/// A cell in lines of at most so many columns, broken at blanks.
pub(super) fn wrapped(text: &str, widest: usize) -> Vec<String> {
    if columns(text) <= widest {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(BLANK) {
        match lines.last_mut() {
            Some(line) if columns(line) + 1 + columns(word) <= widest => {
                line.push(BLANK);
                line.push_str(word);
            }
            _ => lines.push(cut(word, widest)),
        }
    }
    lines
}

/// Prose in lines of at most so many columns, all but the first of which begin with `indent`.
pub(super) fn broken(text: &str, indent: &str, widest: usize) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(BLANK) {
        let own = columns(word);
        // Chinese has no blanks to break at, and may be broken anywhere.
        let is_long = own + columns(indent) > widest && !word.is_ascii();
        if width > 0 && width + 1 + own > widest && !is_long {
            lines.push('\n');
            lines += indent;
            width = columns(indent);
        } else if width > 0 {
            lines.push(BLANK);
            width += 1;
        }
        if !is_long {
            lines += word;
            width += own;
            continue;
        }
        for c in word.chars() {
            let own = c.width().unwrap_or_default();
            if width + own > widest {
                lines.push('\n');
                lines += indent;
                width = columns(indent);
            }
            lines.push(c);
            width += own;
        }
    }
    lines
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
    fn a_cell_stays_on_its_line() {
        assert_eq!(on_one_line("北京\n\t公司\u{1b}[2J\u{0}"), "北京  公司 [2J ");
        assert_eq!(cut(&"长".repeat(33), 64), format!("{}…", "长".repeat(31)));
        assert_eq!(wrapped("ahead of 1,290,345", 9), ["ahead of", "1,290,345"]);
    }
}
