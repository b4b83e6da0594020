//! Stray cells right of a worksheet's last header: no columns, but counted by the note on cells beyond.

use std::borrow::Cow;

use super::records;
use super::workbook::{Address, Sheet};

/// Most cells that a column without a header may have right of the last header and be none.
const STRAY: usize = 8;

/// Takes the cells right of the last of `headers` from the rows of `sheet` behind the first `skipped`, unless
/// they are the cells of a column. Rows without any other cell are none. `delimiter` is the byte between
/// cells.
pub(super) fn leave_out(sheet: &mut Sheet, headers: &mut Vec<String>, skipped: usize, delimiter: u8) {
    let named = headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1);
    if named == 0 || named == headers.len() {
        return;
    }
    let Sheet { text, rows, notes, .. } = sheet;
    let skipped = skipped.min(rows.len());
    let filled = |start: u32, end: u32, from: usize| {
        let cells = records::cells(text.get(start as usize..end as usize).unwrap_or_default(), delimiter);
        let cells = cells.enumerate().skip(from);
        cells.filter(|(_, cell): &(usize, Cow<'_, str>)| !cell.trim().is_empty()).map(|(at, _)| at)
    };
    let mut counts = vec![0usize; headers.len() - named];
    for row in &rows[skipped..] {
        for at in filled(row.start, row.end, named) {
            if let Some(count) = counts.get_mut(at - named) {
                *count += 1;
            }
        }
    }
    let width = named + counts.iter().rposition(|count| *count > STRAY).map_or(0, |last| last + 1);
    headers.truncate(width);
    let mut at = 0;
    rows.retain_mut(|row| {
        at += 1;
        if at <= skipped {
            return true;
        }
        for column in filled(row.start, row.end, width) {
            let place = Address { row: row.line, column: u32::try_from(column).unwrap_or(u32::MAX) };
            notes.beyond.count += 1;
            notes.beyond.first = Some(notes.beyond.first.map_or(place, |first| first.min(place)));
        }
        let record = text.get(row.start as usize..row.end as usize).unwrap_or_default();
        row.end = row.start + end_of(record, width, delimiter) as u32;
        filled(row.start, row.end, 0).next().is_some()
    });
}

/// The position behind the first `width` cells of `record`.
fn end_of(record: &str, width: usize, delimiter: u8) -> usize {
    let (mut left, mut is_quoted) = (width, false);
    for (at, byte) in record.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if byte == delimiter && !is_quoted => left -= 1,
            _ => {}
        }
        if left == 0 {
            return at;
        }
    }
    record.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_ends_behind_its_cells_also_in_quotation_marks() {
        for (record, width, cells) in [
            ("a,b,c", 2, "a,b"),
            ("a,\"b,\"\",\",c", 2, "a,\"b,\"\",\""),
            ("a,b", 2, "a,b"),
            ("a", 2, "a"),
            (",,,x", 2, ","),
        ] {
            assert_eq!(record.get(..end_of(record, width, b',')), Some(cells), "{record}");
        }
    }
}
