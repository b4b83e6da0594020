//! References of cells (`AB12`) and ranges (`A1:C3`).

use std::fmt;

/// Greatest number of rows of a worksheet.
pub const ROWS: u32 = 1_048_576;
/// Greatest number of columns of a worksheet.
pub const COLUMNS: u32 = 16_384;

/// A cell's place in its worksheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// Row from 1.
    pub row: u32,
    /// Column from 0.
    pub column: u32,
}

/// A merged range of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The cell at the upper left.
    pub first: Address,
    /// The cell at the lower right.
    pub last: Address,
}

impl Address {
    /// The cell written as `text`, if it lies in a worksheet.
    #[inline]
    pub fn parse(text: &[u8]) -> Option<Address> {
        let (mut column, mut row, mut digits) = (0u32, 0u32, false);
        if text.len() > 10 {
            return None;
        }
        for &byte in text {
            match byte {
                b'A'..=b'Z' if !digits => column = column * 26 + u32::from(byte - b'A' + 1),
                b'a'..=b'z' if !digits => column = column * 26 + u32::from(byte - b'a' + 1),
                b'0'..=b'9' if column > 0 => {
                    digits = true;
                    row = row * 10 + u32::from(byte - b'0');
                }
                _ => return None,
            }
            if column > COLUMNS || row > ROWS {
                return None;
            }
        }
        (row > 0).then(|| Address { row, column: column - 1 })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut letters, mut left) = (Vec::new(), u64::from(self.column) + 1);
        while left > 0 {
            left -= 1;
            letters.push(char::from(b'A' + (left % 26) as u8));
            left /= 26;
        }
        write!(f, "{}{}", letters.iter().rev().collect::<String>(), self.row)
    }
}

impl Merge {
    /// The range written as `text`: two corners, or one cell.
    pub fn parse(text: &str) -> Option<Merge> {
        let text: String = text.chars().filter(|&mark| mark != '$').collect();
        let (from, to) = text.split_once(':').unwrap_or((&text, &text));
        let (a, b) = (Address::parse(from.as_bytes())?, Address::parse(to.as_bytes())?);
        Some(Merge {
            first: Address { row: a.row.min(b.row), column: a.column.min(b.column) },
            last: Address { row: a.row.max(b.row), column: a.column.max(b.column) },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_printed() {
        for (text, row, column) in
            [("A1", 1, 0), ("z9", 9, 25), ("AA10", 10, 26), ("XFD1048576", ROWS, COLUMNS - 1)]
        {
            let address = Address::parse(text.as_bytes());
            assert_eq!(address, Some(Address { row, column }), "{text}");
            assert_eq!(Address { row, column }.to_string(), text.to_uppercase());
        }
        for text in
            ["", "A", "1", "A0", "1A", "A1B", "XFE1", "A1048577", "A1 ", "AAAAAAAAAAAA1", "A99999999999"]
        {
            assert_eq!(Address::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn ranges_have_two_corners_in_any_order() {
        let range = Merge { first: Address { row: 1, column: 0 }, last: Address { row: 3, column: 2 } };
        for text in ["A1:C3", "C3:A1", "$A$1:$C$3", "A3:C1"] {
            assert_eq!(Merge::parse(text), Some(range), "{text}");
        }
        assert_eq!(Merge::parse("A1:"), None);
        assert!(Merge::parse("B2").is_some());
    }
}
