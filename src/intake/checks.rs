//! Checks between the cells of one firm.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::columns::Mark;
use crate::finding::Code;
use crate::firms::{Column, Dictionary};
use crate::words::{Message, say};

/// A part with its whole, which is never less by the fields' meaning. Technical and R&D staff, postgraduates:
/// counted among the staff. High-tech revenue: part of revenue. Net assets: assets less liabilities, which
/// are not negative.
const PARTS: [(&str, &str); 5] = [
    ("technical_staff", "employees"),
    ("rd_staff", "employees"),
    ("postgraduates", "employees"),
    ("hightech_revenue", "revenue"),
    ("net_assets", "total_assets"),
];

/// Days that cannot be after the as-of day, with the code of a violation.
const PAST: [(&str, Code); 2] = [("founded", Code::FoundedLater), ("consent_date", Code::ConsentLater)];

/// Relative tolerance of a part above its whole: amounts may be rounded in different units.
const TOLERANCE: f64 = 1e-9;

/// The columns of a file by field, for checks between them.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub dictionary: &'a Dictionary,
    /// Per column of the file: its field.
    pub bound: &'a [Option<usize>],
    pub columns: &'a [Option<Column>],
    pub headers: &'a [Arc<str>],
    /// Whether each column of the file is idle: the run does not read its field, so its cells are not judged.
    pub idle: &'a [bool],
}

impl Fields<'_> {
    /// The file position and the column of the field `name`.
    pub fn column(&self, name: &str) -> Option<(usize, &Column)> {
        let field = self.dictionary.position(name)?;
        let at = self.bound.iter().position(|&bound| bound == Some(field))?;
        Some((at, self.columns.get(at)?.as_ref()?))
    }

    /// The storage unit of the file's column `at`, with a blank before it.
    fn unit(&self, at: usize) -> String {
        let field = self.bound[at].map(|field| &self.dictionary.fields[field]);
        field.and_then(|field| field.unit.as_ref()).map(|unit| format!(" {unit}")).unwrap_or_default()
    }
}

/// Makes the record kept of a fault from its mark and message.
pub(super) type Make<'a, T> = &'a (dyn Fn(Mark, &dyn Fn() -> Message) -> T + Sync);

/// Every part larger than its whole and every day after `as_of`, check by check, each passed to `make`. A
/// pair with a missing value passes. The fault belongs to the part, or to the whole if only the whole is
/// idle.
pub(super) fn cross<T: Send>(fields: &Fields<'_>, as_of: Date, make: Make<'_, T>) -> Vec<T> {
    let parts =
        PARTS.par_iter().map(|(part, whole)| part_over_whole(fields, part, whole, make).unwrap_or_default());
    let past =
        PAST.par_iter().map(|&(name, code)| after(fields, name, code, as_of, make).unwrap_or_default());
    parts.chain(past).flatten_iter().collect()
}

fn part_over_whole<T>(fields: &Fields<'_>, part: &str, whole: &str, make: Make<'_, T>) -> Option<Vec<T>> {
    let (part_at, part_cells) = fields.column(part)?;
    let (whole_at, whole_cells) = fields.column(whole)?;
    let (parts, wholes) = (part_cells.numbers()?, whole_cells.numbers()?);
    let blamed = if fields.idle[whole_at] && !fields.idle[part_at] { whole_at } else { part_at };
    let mut faults = Vec::new();
    for (row, (part, whole)) in parts.values.iter().zip(&wholes.values).enumerate() {
        if *part > whole + whole.abs() * TOLERANCE && parts.present[row] && wholes.present[row] {
            let message = || {
                let unit = fields.unit(part_at);
                let [part, whole] = [part, whole].map(|value| format!("{value}{unit}"));
                let [of_part, of_whole] = [part_at, whole_at].map(|at| &fields.headers[at]);
                match blamed == part_at {
                    true => say!(intake::part_over_whole, part = part, header = of_whole, whole = whole),
                    false => say!(intake::whole_under_part, whole = whole, header = of_part, part = part),
                }
            };
            faults.push(make(Mark::new(row as u32, Code::PartOverWhole, Some(blamed)), &message));
        }
    }
    Some(faults)
}

fn after<T>(fields: &Fields<'_>, name: &str, code: Code, as_of: Date, make: Make<'_, T>) -> Option<Vec<T>> {
    let (at, column) = fields.column(name)?;
    let days = column.dates()?;
    let late = days.values.iter().enumerate().filter(|&(row, &day)| day > as_of && days.present[row]);
    let fault = |(row, day): (usize, &Date)| {
        let message = || say!(intake::day_later, day = *day, as_of = as_of);
        make(Mark::new(row as u32, code, Some(at)), &message)
    };
    Some(late.map(fault).collect())
}
