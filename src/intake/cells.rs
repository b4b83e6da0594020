//! Reading of flags, and the form of cells in messages.

use crate::finding::Code;
use crate::firms::width::folded;
use crate::words::{Message, say};

/// Reads a flag: 是/否, 有, Y/N, yes/no, true/false, T/F, 1/0, 1.0/0.0, √/×; ASCII letters in either case. 无
/// marks a missing cell in the built-in dictionary, and means no where a dictionary does not list it.
#[inline]
pub(super) fn flag(cell: &str) -> Option<bool> {
    match cell.as_bytes() {
        b"1" => return Some(true),
        b"0" => return Some(false),
        _ => {}
    }
    match cell {
        "是" | "有" | "√" | "✓" | "✔" | "同意" | "已授权" => return Some(true),
        "否" | "无" | "×" | "✗" | "不同意" | "未授权" => return Some(false),
        _ if cell.len() > 15 => return None,
        _ => {}
    }
    match folded(cell).to_ascii_lowercase().as_str() {
        "y" | "yes" | "true" | "t" | "1" | "1.0" => Some(true),
        "n" | "no" | "false" | "f" | "0" | "0.0" => Some(false),
        _ => None,
    }
}

/// Reads a flag in its usual forms (是, 否, 1, 0) at the start of `bytes`, ending with them or at `delimiter`:
/// its value and length.
#[inline]
pub(super) fn plain_flag(bytes: &[u8], delimiter: u8) -> Option<(bool, usize)> {
    let (value, length) = match bytes {
        [b'0', ..] => (false, 1),
        [b'1', ..] => (true, 1),
        _ if bytes.starts_with("否".as_bytes()) => (false, "否".len()),
        _ if bytes.starts_with("是".as_bytes()) => (true, "是".len()),
        _ => return None,
    };
    bytes.get(length).is_none_or(|&byte| byte == delimiter).then_some((value, length))
}

/// A cell as messages print it: on one line, cut to a readable length.
pub(super) fn shown(cell: &str) -> String {
    const MOST: usize = 60;
    let mut text = String::new();
    for (at, c) in cell.trim().chars().enumerate() {
        if at == MOST {
            text.push('…');
            break;
        }
        match c {
            '`' => text.push('\''),
            c if c.is_control() => text.extend(c.escape_default()),
            c => text.push(c),
        }
    }
    text
}

/// Values that spreadsheets show for a formula they cannot compute.
const ERRORS: [&str; 14] = [
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#GETTING_DATA",
];

/// The fault of a cell that is a spreadsheet's error, or in a worksheet a formula without a value.
pub(super) fn of_spreadsheet(cell: &str, in_workbook: bool) -> Option<(Code, Message)> {
    if ERRORS.iter().any(|error| error.eq_ignore_ascii_case(cell)) {
        return Some((Code::CellError, say!(intake::cell_error, cell = cell)));
    }
    (in_workbook && cell.starts_with('='))
        .then(|| (Code::CellFormula, say!(intake::cell_formula, cell = shown(cell))))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn flags_of_every_kind() {
        for cell in ["是", "有", "Y", "yes", "TRUE", "t", "1", "１", "1.0", "√", "ＹＥＳ"] {
            assert_eq!(flag(cell), Some(true), "{cell}");
        }
        for cell in ["否", "无", "n", "No", "false", "F", "0", "0.0", "×"] {
            assert_eq!(flag(cell), Some(false), "{cell}");
        }
        for cell in ["maybe", "2", "0.5", "是的吧", "", "是否是否是否是否是否"] {
            assert_eq!(flag(cell), None, "{cell}");
        }
    }

    #[test]
    fn plain_flags_read_as_all_flags_do() {
        for (bytes, value) in [
            ("是,1", Some((true, 3))),
            ("否", Some((false, 3))),
            ("1,", Some((true, 1))),
            ("0", Some((false, 1))),
        ] {
            assert_eq!(plain_flag(bytes.as_bytes(), b','), value, "{bytes}");
            assert_eq!(flag(bytes.split(',').next().unwrap_or_default()), value.map(|(value, _)| value));
        }
        for bytes in ["", "10", "是的", "Y", " 1", "\u{E6}"] {
            assert_eq!(plain_flag(bytes.as_bytes(), b','), None, "{bytes}");
        }
    }

    #[test]
    fn a_cell_is_shown_on_one_line() {
        assert_eq!(shown(" a\n`b` "), "a\\n'b'");
        assert_eq!(shown(&"长".repeat(100)).chars().count(), 61);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,14}") {
            let _ = flag(&text);
            prop_assert!(!shown(&text).contains('\n'));
        }
    }
}
