//! Help on a row's fault, unless the message gives it.

use std::sync::Arc;

use super::DateForm;
use super::columns::Mark;
use super::days::{day_of, serial_day};
use super::reading::Reading;
use super::{ids, not_firms, records, row_number_title};
use crate::finding::{Code, Finding, Place};
use crate::firms::width::folded;
use crate::words::{Message, say};

/// Words and errors that people and spreadsheets write for unknown values, too ambiguous for a dictionary.
const UNKNOWN: [&str; 24] = [
    "未知",
    "不详",
    "不明",
    "未填",
    "未填写",
    "未填报",
    "未提供",
    "未统计",
    "未披露",
    "暂无",
    "暂缺",
    "待定",
    "待补",
    "空",
    "不适用",
    "无数据",
    "nan",
    "none",
    "nil",
    "null",
    "n.a.",
    "unknown",
    "?",
    "tbd",
];

impl Reading {
    /// The help for `mark` in the row `record`.
    pub(super) fn help(&self, record: &str, mark: Mark) -> Option<Message> {
        match mark.code {
            Code::RowWidth => Some(width(self, record)),
            code if not_firms::is_told(code) => Some(no_firm(self, record, mark)),
            code if is_unread(code) || code == Code::UsccCheck => of_cell(self, record, mark),
            code => general(code),
        }
    }

    /// The help for `mark` in the row `record` for those who delivered it: they correct their own table, but
    /// not the campaign. A row that is no firm is not returned to them.
    pub(super) fn advice(&self, record: &str, mark: Mark) -> Option<Message> {
        let numbers = row_number_title();
        match mark.code {
            code if code.says_no_firm() => None,
            Code::FoundedLater | Code::ConsentLater => Some(say!(intake::advice_later)),
            Code::IdText => Some(say!(intake::advice_id_text, column = numbers)),
            Code::CellMissing => Some(say!(intake::advice_cell_missing, column = numbers)),
            Code::DuplicateFirm => Some(say!(intake::advice_duplicate_firm, column = numbers)),
            Code::CellEncoding => Some(say!(intake::advice_cell_encoding)),
            Code::CellFormula | Code::CellError => Some(say!(intake::advice_cell_formula)),
            Code::CellMerged => Some(say!(intake::advice_cell_merged)),
            code if is_unread(code) && says_nothing(&self.cell(record, mark)?) => {
                Some(say!(intake::advice_unknown))
            }
            Code::CellDate if short_of_a_day(&self.cell(record, mark)?).is_some() => {
                Some(say!(intake::help_cell_date))
            }
            Code::RowWidth if is_short(self, record) => Some(say!(intake::advice_width_short)),
            _ => self.help(record, mark),
        }
    }

    /// The folded cell of the row `record` in the column of `mark`.
    fn cell(&self, record: &str, mark: Mark) -> Option<String> {
        let cell = records::cells(record, self.plan.delimiter).nth(mark.column()?).unwrap_or_default();
        Some(folded(&cell).into_owned())
    }

    /// `place` in the column at `column`.
    pub(super) fn header(&self, place: &Place, column: usize) -> Place {
        let place = place.clone().in_column(Arc::clone(&self.headers[column]));
        // Columns of supplements are not those of the part.
        if column < self.plan.rules.len() { place.at_position(column) } else { place }
    }

    /// The finding of `mark` in the row `record` at `place`.
    pub(super) fn finding(&self, place: &Place, record: &str, mark: Mark, message: Message) -> Finding {
        let place = mark.column().map_or_else(|| place.clone(), |column| self.header(place, column));
        Finding::new(mark.code, place, message).help_if(self.help(record, mark))
    }
}

/// Whether the code means an unreadable cell.
fn is_unread(code: Code) -> bool {
    matches!(
        code,
        Code::CellNumber
            | Code::CellUnit
            | Code::CellDate
            | Code::CellFlag
            | Code::CellPattern
            | Code::CellError
    )
}

fn general(code: Code) -> Option<Message> {
    Some(match code {
        Code::CellMissing => say!(intake::help_cell_missing),
        Code::CellInteger => say!(intake::help_cell_integer),
        Code::CellRange => say!(intake::help_cell_range),
        Code::CellNumber => say!(intake::help_cell_number),
        Code::CellUnit => say!(intake::help_cell_unit),
        Code::CellDate => say!(intake::help_cell_date),
        Code::CellFlag => say!(intake::help_cell_flag),
        Code::IdScientific => say!(intake::help_id_scientific),
        Code::IdRounded => say!(intake::help_id_rounded),
        Code::CellError => say!(intake::help_cell_error),
        Code::CellFormula => say!(intake::help_cell_formula),
        Code::CellMerged => say!(intake::help_cell_merged),
        Code::UsccForm => say!(intake::help_uscc_form),
        Code::UsccCheck => say!(intake::help_uscc_check),
        Code::CellPattern => say!(intake::help_cell_pattern),
        Code::CellEncoding => say!(intake::help_cell_encoding),
        Code::RecordTooLong => say!(intake::help_record_too_long),
        Code::DuplicateRow => say!(intake::help_duplicate_row),
        Code::QuoteUnclosed => say!(intake::help_quote_unclosed),
        Code::PartOverWhole => say!(intake::help_part_over_whole),
        Code::FoundedLater | Code::ConsentLater => say!(intake::help_later),
        Code::DuplicateAside => say!(intake::help_duplicate_aside),
        Code::DuplicateFirm => say!(intake::help_duplicate_firm),
        _ => return None,
    })
}

/// Help for a row that is no firm: how to remove it, or to keep it if it is a firm.
fn no_firm(reading: &Reading, record: &str, mark: Mark) -> Message {
    if reading.is_supplement && mark.code != Code::HeaderRow {
        return say!(intake::help_no_firm_beside);
    }
    let kept = || mark.column().and_then(|column| kept_by(reading, record, column));
    match (mark.code, kept()) {
        (Code::HeaderRow, _) => say!(intake::help_header_row),
        (Code::IdText, Some(named)) => say!(intake::help_id_text_keep, named = named),
        (Code::IdText, None) => say!(intake::help_id_text),
        (_, Some(named)) => say!(intake::help_no_firm_keep, named = named),
        (_, None) => say!(intake::help_no_firm),
    }
}

/// The TOML that keeps a row whose `column` marks it as no firm; `None` for a row without an id, and for
/// texts too long to write down.
fn kept_by(reading: &Reading, record: &str, column: usize) -> Option<String> {
    let of =
        |field: Option<usize>| field.and_then(|field| reading.bound.iter().position(|&at| at == Some(field)));
    let cell = |column: usize| {
        let cell = records::cells(record, reading.plan.delimiter).nth(column).unwrap_or_default();
        ids::cleaned(cell.trim()).into_owned()
    };
    let (id, name) = (of(Some(reading.id_field))?, of(reading.dictionary.position("name")));
    let text = cell(column);
    let is_one = column == id || Some(column) == name;
    let is_short = !text.contains(char::is_control) && text.chars().count() <= 40;
    let has_id = !reading.plan.marks.are(cell(id).trim());
    (is_one && is_short && has_id).then(|| text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a row has fewer cells than the header.
fn is_short(reading: &Reading, record: &str) -> bool {
    let width = reading.headers.len();
    records::cells(record, reading.plan.delimiter).take(width).count() < width
}

/// Help for a row with too many or too few cells.
fn width(reading: &Reading, record: &str) -> Message {
    let mut beyond = records::cells(record, reading.plan.delimiter).skip(reading.headers.len());
    if is_short(reading, record) {
        say!(intake::help_width_short)
    } else if beyond.all(|cell| cell.trim().is_empty()) {
        say!(intake::help_width_blank)
    } else {
        say!(intake::help_width_long)
    }
}

/// Help for an unreadable cell.
fn of_cell(reading: &Reading, record: &str, mark: Mark) -> Option<Message> {
    let column = mark.column()?;
    let cell = records::cells(record, reading.plan.delimiter).nth(column).unwrap_or_default();
    let cell = folded(&cell);
    if says_nothing(&cell) {
        let mark = cell.replace('\\', "\\\\").replace('"', "\\\"");
        return Some(say!(intake::help_mark, mark = mark));
    }
    let field = || Some(&reading.dictionary.fields[reading.bound[column]?]);
    match mark.code {
        Code::CellDate => Some(of_day(&cell, &field()?.name)),
        Code::CellPattern => {
            let field = field()?;
            let Some(about) = field.meaning() else { return general(mark.code) };
            Some(say!(intake::help_field, title = &field.title, name = &field.name, about = about))
        }
        Code::UsccCheck if is_cut(&cell) => Some(say!(intake::help_digits_lost)),
        code => general(code),
    }
}

/// Help for a folded cell that is no day of `field`.
fn of_day(cell: &str, field: &str) -> Message {
    if serial_day(cell).is_some() {
        say!(intake::help_day_serial)
    } else if cell.contains(':') {
        say!(intake::help_time)
    } else if let Some(form) = short_of_a_day(cell) {
        say!(intake::help_day_form, field = field, form = form)
    } else {
        say!(intake::help_cell_date)
    }
}

/// Whether a code ends like a number cut to 15 digits by a spreadsheet.
fn is_cut(code: &str) -> bool {
    code.len() == 18 && code.bytes().all(|byte| byte.is_ascii_digit()) && code.ends_with("000")
}

/// The partial form of a folded cell that is no whole day, as `[firms.dates]` names it.
fn short_of_a_day(cell: &str) -> Option<&'static str> {
    let is = |form| day_of(cell, Some(form)).is_ok();
    if is(DateForm::Month) { Some("month") } else { is(DateForm::Year).then_some("year") }
}

/// Whether a folded cell is a spreadsheet error or a word for "not known".
fn says_nothing(cell: &str) -> bool {
    let is_error = cell.starts_with('#') && cell.ends_with(['!', '?', 'A']);
    is_error || UNKNOWN.contains(&&*cell.to_lowercase())
}
