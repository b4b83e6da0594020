//! What to do about a row's fault, where the message does not say it already.

use std::borrow::Cow;

use super::DateForm;
use super::columns::Mark;
use super::days::{day_of, serial_day};
use super::reading::Reading;
use super::{ids, not_firms, records};
use crate::finding::{Code, Finding, Place};
use crate::firms::width::folded;

/// Words and errors that people and spreadsheets write where nothing is known, and no dictionary may take for
/// granted.
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
    /// What to do about `mark`, whose row is `record`.
    pub(super) fn help(&self, record: &str, mark: Mark) -> Option<Cow<'static, str>> {
        match mark.code {
            Code::RowWidth => Some(width(self, record).into()),
            code if not_firms::is_told(code) => Some(no_firm(self, record, mark)),
            code if is_unread(code) || code == Code::UsccCheck => of_cell(self, record, mark),
            code => general(code).map(Cow::Borrowed),
        }
    }

    /// The finding of `mark`, whose row is `record` and begins on `line` of the file at `place`.
    pub(super) fn finding(
        &self,
        place: &Place,
        line: u32,
        record: &str,
        mark: Mark,
        message: String,
    ) -> Finding {
        let mut place = place.clone().at_line(line);
        if let Some(column) = mark.column() {
            place = place.in_column(self.headers[column].clone());
        }
        Finding::new(mark.code, place, message).help_if(self.help(record, mark))
    }
}

/// Whether the code says that a cell does not read as its field.
fn is_unread(code: Code) -> bool {
    matches!(code, Code::CellNumber | Code::CellUnit | Code::CellDate | Code::CellFlag | Code::CellPattern)
}

fn general(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::CellMissing => "fill the cell in, or delete the row if it is no firm",
        Code::CellInteger => "the field is a count: write a whole number, or check the column's header",
        Code::CellRange => "check the number, its sign and the column's unit",
        Code::CellNumber => "write digits with at most one point; thousands may be parted by commas",
        Code::CellUnit => "write the amount in the column's unit, or with its own unit in renminbi: 60万元",
        Code::CellDate => "write year, month and day: 2023-01-05",
        Code::CellFlag => "write 是 or 否, yes or no, 1 or 0",
        Code::IdScientific => {
            "format the column as text in the spreadsheet and enter the ids again; digits are lost"
        }
        Code::UsccForm => {
            "a credit code has 18 digits and capital letters other than I, O, S, V and Z; the row is kept, \
            its code in capitals"
        }
        Code::UsccCheck => {
            "compare it with the business licence; a few registered codes do end otherwise, so that the \
            row is kept"
        }
        Code::CellPattern => "write it as the field dictionary has it",
        Code::CellEncoding => {
            "export the row again; where many rows are told, the file is in another encoding: write it \
            into the campaign's [firms]"
        }
        Code::RecordTooLong => "look for a quotation mark that opens a cell and does not close it",
        Code::DuplicateRow => "the firm counts once; delete one of the rows, or leave it",
        Code::QuoteUnclosed => "close the quotation mark, or double one that is text",
        Code::PartOverWhole => "check both cells and the units of both columns",
        Code::FoundedLater | Code::ConsentLater => "check the day, and the day the campaign is as of",
        Code::DuplicateAside => "make sure that the row kept is the right one, and delete the others",
        Code::DuplicateFirm => "keep the right row and delete the others",
        _ => return None,
    })
}

/// What to do about a row that is no firm: how to be rid of it, and how to keep it where it is one.
fn no_firm(reading: &Reading, record: &str, mark: Mark) -> Cow<'static, str> {
    let general = match mark.code {
        Code::HeaderRow => return "delete the row; the header stands once, in the first line".into(),
        Code::IdText => "enter the firm's credit code, or delete the row if it is no firm",
        _ => "delete the row",
    };
    let Some(named) = mark.column().and_then(|column| kept_by(reading, record, column)) else {
        return general.into();
    };
    let that = if mark.code == Code::IdText { "or, to keep it as it is" } else { "or, if it is a firm" };
    format!("{general}; {that}, write `keep = [\"{named}\"]` in the campaign's [firms]").into()
}

/// What keeps a row whose `column` says that it is no firm, as TOML has it; `None` of a row without an id,
/// and of texts that nobody would write down.
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

/// What to do about a row with too many or too few cells.
fn width(reading: &Reading, record: &str) -> &'static str {
    let width = reading.headers.len();
    let mut cells = records::cells(record, reading.plan.delimiter);
    if cells.by_ref().take(width).count() < width {
        "the row breaks off: look for a line break within a cell, or write `short_rows = \"blank\"` in the \
        campaign's [firms] if blank cells at its end were left out"
    } else if cells.all(|cell| cell.trim().is_empty()) {
        "the cells beyond the header are empty, but a stray delimiter may have moved others: put a cell \
        that holds one in quotation marks, or delete those at the row's end"
    } else {
        "put a cell that holds a delimiter in quotation marks"
    }
}

/// What to do about a cell that does not read as its field.
fn of_cell(reading: &Reading, record: &str, mark: Mark) -> Option<Cow<'static, str>> {
    let column = mark.column()?;
    let cell = records::cells(record, reading.plan.delimiter).nth(column).unwrap_or_default();
    let cell = folded(&cell);
    if says_nothing(&cell) {
        let mark = cell.replace('\\', "\\\\").replace('"', "\\\"");
        return Some(
            format!(
                "if it means that nothing is known, write `missing = [\"{mark}\"]` in the campaign's [firms]"
            )
            .into(),
        );
    }
    if mark.code == Code::CellDate && serial_day(&cell).is_some() {
        return Some("format the column as yyyy-mm-dd in the spreadsheet and save it again".into());
    }
    if mark.code == Code::CellDate && cell.contains(':') {
        return Some(
            "write the day alone, or the time with its zone: 2019-12-31T16:00:00Z is 2020-01-01 in China"
                .into(),
        );
    }
    if mark.code == Code::CellDate
        && let Some(form) = short_of_a_day(&cell)
    {
        let field = &reading.dictionary.fields[reading.bound[column]?].name;
        return Some(
            format!(
                "write the whole day, or let the campaign say `{field} = \"{form}\"` under [firms.dates]"
            )
            .into(),
        );
    }
    if mark.code == Code::CellPattern {
        let field = &reading.dictionary.fields[reading.bound[column]?];
        if let Some(about) = &field.description {
            return Some(format!("{} ({}): {about}", field.title, field.name).into());
        }
    }
    let is_cut = cell.len() == 18 && cell.bytes().all(|byte| byte.is_ascii_digit()) && cell.ends_with("000");
    if mark.code == Code::UsccCheck && is_cut {
        return Some("a spreadsheet keeps 15 digits of a number: enter the codes again as text".into());
    }
    general(mark.code).map(Cow::Borrowed)
}

/// What a folded cell that names no whole day does name, as `[firms.dates]` calls it.
fn short_of_a_day(cell: &str) -> Option<&'static str> {
    let is = |form| day_of(cell, Some(form)).is_ok();
    if is(DateForm::Month) { Some("month") } else { is(DateForm::Year).then_some("year") }
}

/// Whether a folded cell is an error of a spreadsheet or a word for "not known".
fn says_nothing(cell: &str) -> bool {
    let is_error = cell.starts_with('#') && cell.ends_with(['!', '?', 'A']);
    is_error || UNKNOWN.contains(&&*cell.to_lowercase())
}
