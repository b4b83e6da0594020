//! Industry codes of GB/T 4754-2017, brought to one form.

use std::borrow::Cow;

/// Sections with their first and last division.
const SECTIONS: [(u8, u8, char); 20] = [
    (1, 5, 'A'),
    (6, 12, 'B'),
    (13, 43, 'C'),
    (44, 46, 'D'),
    (47, 50, 'E'),
    (51, 52, 'F'),
    (53, 60, 'G'),
    (61, 62, 'H'),
    (63, 65, 'I'),
    (66, 69, 'J'),
    (70, 70, 'K'),
    (71, 72, 'L'),
    (73, 75, 'M'),
    (76, 79, 'N'),
    (80, 82, 'O'),
    (83, 83, 'P'),
    (84, 85, 'Q'),
    (86, 90, 'R'),
    (91, 96, 'S'),
    (97, 97, 'T'),
];

/// `code` with its section letter, in upper case: `c39` → `C39`, `6510` → `I6510`. Other texts stay
/// unchanged.
#[inline]
pub(super) fn normalised(code: &str) -> Cow<'_, str> {
    match *code.as_bytes() {
        [letter, ..] if letter.is_ascii_uppercase() => Cow::Borrowed(code),
        [letter, ..] if letter.is_ascii_lowercase() => Cow::Owned(code.to_ascii_uppercase()),
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] => {
            let division = (tens - b'0') * 10 + (ones - b'0');
            let section = SECTIONS.iter().find(|(first, last, _)| (*first..=*last).contains(&division));
            section.map_or(Cow::Borrowed(code), |(_, _, letter)| Cow::Owned(format!("{letter}{code}")))
        }
        _ => Cow::Borrowed(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_and_lower_case_codes_get_their_section() {
        for (code, expected) in [
            ("C39", "C39"),
            ("c3912", "C3912"),
            ("6510", "I6510"),
            ("39", "C39"),
            ("0111", "A0111"),
            ("97", "T97"),
            ("70", "K70"),
            ("98", "98"),
            ("00", "00"),
            ("6", "6"),
            ("软件", "软件"),
            ("", ""),
        ] {
            assert_eq!(normalised(code), expected);
        }
    }

    #[test]
    fn sections_leave_no_gap() {
        assert!(SECTIONS.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0 && pair[0].2 < pair[1].2));
    }
}
