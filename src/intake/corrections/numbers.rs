//! The column with the row that each row of a returned part stands for.

use std::sync::Arc;

use crate::finding::Code;
use crate::firms::width::{folded, key};
use crate::intake::table::Table;
use crate::words::Message;

/// Title of the column in Chinese, for parts that no person reads first.
pub const ROW_NUMBER: &str = "原行号";

/// Title of the column in English and in Chinese: either is known, whatever the language of the run.
const TITLES: [&str; 2] = ["original row", ROW_NUMBER];

/// Title of the column in parts that the program writes.
pub fn title() -> Message {
    let [english, chinese] = TITLES;
    Message::both(english, chinese)
}

/// The position of the column among `headers`. It is the last of them, since a part may have had such a
/// column before.
pub(in crate::intake) fn column(headers: &[Arc<str>]) -> Option<usize> {
    let titles = TITLES.map(key);
    headers.iter().rposition(|header| titles.contains(&key(header)))
}

/// The row in a cell of the column; `None` if it holds no row's number.
pub(super) fn row(cell: &str) -> Option<u32> {
    folded(cell.trim()).parse().ok()
}

/// Drops the findings on the column as one that no field claims.
pub(super) fn expect(table: &mut Table, numbers: Option<usize>) {
    let Some(header) = numbers.map(|at| Arc::clone(&table.reading.headers[at])) else { return };
    table.findings.retain(|one| {
        let is_unclaimed = matches!(one.code, Code::ColumnUnused | Code::ColumnNear);
        !(is_unclaimed && one.place.column.as_ref() == Some(&header))
    });
}
