//! Lists as workbooks: ids stay texts, numbers stay numbers, the header stays in sight. Equal lists give equal bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cell::is_formula;
use super::table::{Data, Field, Table};
use crate::scoring::from_units;

/// Rows of a worksheet below its header.
const ROWS: usize = 1_048_575;

/// Rows looked at to see how wide a column must be.
const LOOKED_AT: usize = 1000;
/// The widest column, in characters.
const WIDEST: usize = 60;

/// The workbook's bytes, with `comment` among its properties, and how many texts were defused. Its worksheet is called
/// `title`, as far as that can be; a list longer than a worksheet goes on on the next.
pub(super) fn write(
    fields: &[Field],
    table: &Table,
    title: &str,
    comment: &str,
) -> Result<(Vec<u8>, usize), XlsxError> {
    let mut book = Workbook::new();
    // The day a workbook was made would make every run's bytes its own.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day).set_comment(comment));
    let mut defused = 0;
    let mut first = 0;
    loop {
        let end = table.rows.min(first + ROWS);
        let number = first / ROWS + 1;
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(title, number))?;
        write_header(sheet, fields, &table.columns)?;
        for (at, data) in table.columns.iter().enumerate() {
            // A list has a few dozen columns, and a worksheet room for 16,384.
            defused += write_column(sheet, at as u16, data, first, end)?;
        }
        first = end;
        if first == table.rows {
            break;
        }
    }
    Ok((book.save_to_buffer()?, defused))
}

/// Whether the system lets the program start a thread: a workbook's sheets are put together on threads of their own.
pub(super) fn has_thread() -> bool {
    std::thread::Builder::new().spawn(|| {}).is_ok()
}

/// A name a worksheet may have: at most 31 UTF-16 units, without the characters that formulas use, and not `History`,
/// which Excel keeps for itself. The second of a list has its number.
fn sheet_name(title: &str, number: usize) -> String {
    let is_allowed =
        |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= 24
    };
    let name: String = title.chars().filter(is_allowed).take_while(fits).collect();
    let name = match name.trim() {
        "" => "名单",
        history if history.eq_ignore_ascii_case("history") => "名单",
        name => name,
    };
    if number == 1 { name.to_owned() } else { format!("{name} {number}") }
}

fn write_header(sheet: &mut Worksheet, fields: &[Field], columns: &[Data]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (at, (field, data)) in fields.iter().zip(columns).enumerate() {
        sheet.write_string_with_format(0, at as u16, shortened(field.name.clone()), &bold)?;
        // Numbers, days and flags have room in ten.
        let widest = (width(&field.name) + 2).max(widest_text(data) + 2).clamp(10, WIDEST);
        sheet.set_column_width(at as u16, widest as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// How wide a text is in characters: Chinese ones are two wide.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The width of the widest text among the first of a column; 0 for what is no text.
fn widest_text(data: &Data) -> usize {
    let widest = match data {
        Data::Text(texts) => texts.iter().take(LOOKED_AT).map(width).max(),
        Data::Label { labels, .. } => labels.iter().map(|label| width(label)).max(),
        _ => None,
    };
    widest.unwrap_or(0)
}

fn write_column(
    sheet: &mut Worksheet,
    column: u16,
    data: &Data,
    first: usize,
    end: usize,
) -> Result<usize, XlsxError> {
    let mut defused = 0;
    let mut text = |sheet: &mut Worksheet, line: u32, text: &str| -> Result<(), XlsxError> {
        if !text.is_empty() {
            let (text, was_defused) = harmless(text);
            sheet.write_string(line, column, text)?;
            defused += usize::from(was_defused);
        }
        Ok(())
    };
    let fixed = match data {
        Data::Fixed { decimals: decimals @ 1.., .. } => {
            Format::new().set_num_format(format!("0.{}", "0".repeat(usize::from(*decimals))))
        }
        _ => Format::new(),
    };
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for row in first..end {
        let line = (row - first) as u32 + 1;
        match data {
            Data::Text(texts) => text(sheet, line, texts.get_or_empty(row))?,
            Data::Label { codes, labels } => text(sheet, line, &labels[codes[row] as usize])?,
            Data::Count(counts) => {
                if let Some(count) = counts.get(row) {
                    sheet.write_number(line, column, count)?;
                }
            }
            Data::Fixed { units, decimals } => {
                if let Some(units) = units.get(row) {
                    let value = from_units(units, *decimals);
                    sheet.write_number_with_format(line, column, value, &fixed)?;
                }
            }
            Data::Number(cells) => {
                if let Some(value) = cells.get(row) {
                    sheet.write_number(line, column, value)?;
                }
            }
            Data::Flag { cells, words } => {
                if let Some(value) = cells.get(row) {
                    sheet.write_string(line, column, if value { words.yes } else { words.no })?;
                }
            }
            Data::Date(cells) => {
                if let Some(date) = cells.get(row) {
                    // A worksheet knows no day before 1900.
                    match ExcelDateTime::from_ymd(
                        u16::try_from(date.year()).unwrap_or(0),
                        date.month().unsigned_abs(),
                        date.day().unsigned_abs(),
                    ) {
                        Ok(value) => sheet.write_datetime_with_format(line, column, value, &day)?,
                        Err(_) => sheet.write_string(line, column, date.to_string())?,
                    };
                }
            }
        }
    }
    Ok(defused)
}

/// The text as a spreadsheet may have it, and whether it had to be defused.
fn harmless(text: &str) -> (String, bool) {
    let defused = is_formula(text);
    let text = if defused { format!("'{text}") } else { text.to_owned() };
    (shortened(text), defused)
}

/// A cell holds 32,767 UTF-16 units; a longer text ends in `…` there.
fn shortened(mut text: String) -> String {
    const MOST: usize = 32_767;
    if text.len() > MOST {
        let mut units = 0;
        let mut ends = text.char_indices().map(|(at, c)| {
            units += c.len_utf16();
            (at, units)
        });
        // The first character that leaves no room for the ellipsis, if the text is too long with it.
        let cut = ends.find(|&(_, units)| units >= MOST);
        if let Some((at, _)) = cut.filter(|_| text.encode_utf16().count() > MOST) {
            text.truncate(at);
            text.push('…');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worksheet_is_called_after_its_list_as_far_as_it_can_be() {
        assert_eq!(sheet_name("中国工商银行", 1), "中国工商银行");
        assert_eq!(sheet_name("中国工商银行", 2), "中国工商银行 2");
        assert_eq!(sheet_name("A/B: [x]", 1), "AB x");
        assert_eq!(sheet_name("'*'", 1), "名单");
        let long = sheet_name(&"长".repeat(90), 123_456);
        assert!(Worksheet::new().set_name(long).is_ok());
        assert_eq!(sheet_name("history", 1), "名单");
        assert_eq!(sheet_name(&"𠀀".repeat(30), 1).encode_utf16().count(), 24);
    }
}
