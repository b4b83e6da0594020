//! Cells that mean "not known".

use crate::firms::width::{folded, half_width};

/// The marks of a run: the dictionary's and the campaign's, compared after folding and trimming, ASCII
/// letters in either case.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    marks: Vec<String>,
    /// Per ASCII character, whether a mark begins with it, in either case.
    begins: [bool; 128],
    /// Other characters that begin a mark.
    begins_beyond: Vec<char>,
    /// Length of the longest mark in bytes.
    longest: usize,
    /// Whether any mark reads as a number.
    pub digits: bool,
}

impl Marks {
    /// The marks written as `marks`. An empty cell is always missing.
    pub fn new<'a>(marks: impl IntoIterator<Item = &'a str>) -> Marks {
        let mut folded: Vec<String> =
            marks.into_iter().map(|mark| folded(mark).to_ascii_lowercase()).collect();
        folded.retain(|mark| !mark.is_empty());
        folded.sort_unstable();
        folded.dedup();
        let mut begins = [false; 128];
        let mut begins_beyond = Vec::new();
        for first in folded.iter().filter_map(|mark| mark.chars().next()) {
            match begins.get_mut(first as usize) {
                Some(begins) => *begins = true,
                None => begins_beyond.push(first),
            }
        }
        for lower in b'a'..=b'z' {
            begins[lower.to_ascii_uppercase() as usize] = begins[lower as usize];
        }
        Marks {
            begins,
            begins_beyond,
            longest: folded.iter().map(String::len).max().unwrap_or(0),
            digits: folded.iter().any(|mark| mark.bytes().any(|byte| byte.is_ascii_digit())),
            marks: folded,
        }
    }

    /// Whether the trimmed `cell` means "not known".
    #[inline]
    pub fn are(&self, cell: &str) -> bool {
        match cell.as_bytes().first() {
            None => true,
            Some(&first) if first.is_ascii() => self.begins[first as usize] && self.holds(cell),
            // A full-width character takes three bytes for one.
            Some(_) => {
                cell.len() <= 3 * self.longest
                    && cell.chars().next().map(half_width).is_some_and(|first| {
                        match self.begins.get(first as usize) {
                            Some(&begins) => begins,
                            None => self.begins_beyond.contains(&first),
                        }
                    })
                    && self.holds(cell)
            }
        }
    }

    fn holds(&self, cell: &str) -> bool {
        let folded = || cell.chars().map(|c| half_width(c).to_ascii_lowercase());
        self.marks.iter().any(|mark| mark.chars().eq(folded()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_compare_folded_and_in_either_case() {
        let marks = Marks::new(["", "--", "N/A", "null", "无", "未填报"]);
        for cell in ["", "--", "－－", "n/a", "Ｎ／Ａ", "NULL", "无", "未填报"] {
            assert!(marks.are(cell), "{cell}");
        }
        for cell in ["-", "无锡", "nul", "0", "上海一号有限责任公司"] {
            assert!(!marks.are(cell), "{cell}");
        }
        assert!(!marks.digits && Marks::new(["-999"]).digits);
    }
}
