//! The year of a table, from its name and titles.

/// Words for the year before.
const BEFORE: [&str; 6] = ["上年", "上一年", "去年", "前一年", "last-year", "previous-year"];

/// The year in `text`, the greatest if there are several: `2024年`, `firms-2024`.
pub(super) fn of(text: &str) -> Option<i16> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let years = (0..bytes.len()).filter(|&at| at == 0 || !is_digit(at - 1)).filter_map(|at| {
        let is_year = (at..at + 4).all(is_digit) && !is_digit(at + 4);
        let year: i16 = if is_year { text.get(at..at + 4)?.parse().ok()? } else { return None };
        (1990..2100).contains(&year).then_some(year)
    });
    years.max()
}

/// Whether `text` names the year before.
pub(super) fn is_before(text: &str) -> bool {
    let text = text.to_lowercase().replace([' ', '_'], "-");
    BEFORE.iter().any(|word| text.contains(word))
}
