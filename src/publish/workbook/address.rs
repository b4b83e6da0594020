//! Names of columns and addresses of cells.

use std::fmt::Display;

/// The name of column `at`, from 0: `A` to `Z`, then `AA`.
pub(super) fn column_name(at: usize) -> String {
    let letter = char::from(b'A' + (at % 26) as u8);
    if at < 26 { letter.to_string() } else { format!("{}{letter}", column_name(at / 26 - 1)) }
}

/// The address of a cell; `sheet` is the name of its worksheet where there are several.
pub(super) fn address(sheet: Option<&str>, column: &str, row: impl Display) -> String {
    let sheet = sheet.map(|sheet| format!("{sheet}!")).unwrap_or_default();
    format!("{sheet}{column}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_by_letters() {
        let names: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(column_name).into();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
