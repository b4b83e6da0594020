//! Widths of texts and heights of rows, as spreadsheets show them.

/// Height of a line, in points, and the most that a row can have.
const LINE: usize = 15;
const HIGHEST: usize = 405;

/// The width of a text in characters; a Chinese character counts as two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Lines of a wrapped text, `characters` in each.
pub(super) fn lines(text: &str, characters: usize) -> usize {
    text.split('\n').map(|line| width(line).div_ceil(characters.max(1)).max(1)).sum()
}

/// The attributes of a row with this number of lines; none for one line, which is the usual height.
pub(super) fn height(lines: usize) -> String {
    if lines <= 1 {
        return String::new();
    }
    format!(" ht=\"{}\" customHeight=\"1\"", (lines * LINE).min(HIGHEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_lines() {
        assert_eq!((lines("", 10), lines("一二三四五六", 10), lines("a\nb\n", 10)), (1, 2, 3));
        assert_eq!((height(1), height(3)), (String::new(), " ht=\"45\" customHeight=\"1\"".to_owned()));
        assert_eq!(height(1000), " ht=\"405\" customHeight=\"1\"");
    }
}
