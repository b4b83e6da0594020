//! Lists as workbooks: ids stay texts, numbers stay numbers, the header stays in sight. Equal lists give equal bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cell::is_formula;
use super::table::{Data, Field, Table};
use crate::scoring::from_units;

/// Rows of a worksheet below its header.
const ROWS: usize = 1_048_575;

/// The workbook's bytes, with `comment` among its properties, and how many texts were defused. A list longer than a
/// worksheet goes on on the next.
pub(super) fn write(fields: &[Field], table: &Table, comment: &str) -> Result<(Vec<u8>, usize), XlsxError> {
    let mut book = Workbook::new();
    // The day a workbook was made would make every run's bytes its own.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day).set_comment(comment));
    let mut defused = 0;
    let mut first = 0;
    loop {
        let end = table.rows.min(first + ROWS);
        let sheet = book.add_worksheet();
        write_header(sheet, fields)?;
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

fn write_header(sheet: &mut Worksheet, fields: &[Field]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (at, field) in fields.iter().enumerate() {
        sheet.write_string_with_format(0, at as u16, shortened(field.name.clone()), &bold)?;
        // Chinese characters are two columns wide.
        let width: usize = field.name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        let least = if field.kind == "string" { 20 } else { 10 };
        sheet.set_column_width(at as u16, (width + 2).max(least) as f64)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
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
                sheet.write_number(line, column, counts[row])?;
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
