//! What must hold between the cells of one firm.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::columns::RowFault;
use crate::finding::Code;
use crate::firms::{Column, Dictionary};

/// A part and the whole that cannot be less, by the meaning of the fields. Technical and R&D staff, postgraduates:
/// counted among the staff. High-tech revenue: part of revenue. Net assets: assets less liabilities, which are not
/// negative.
const PARTS: [(&str, &str); 5] = [
    ("technical_staff", "employees"),
    ("rd_staff", "employees"),
    ("postgraduates", "employees"),
    ("hightech_revenue", "revenue"),
    ("net_assets", "total_assets"),
];

/// Days that cannot lie after the as-of day, and the fault of one that does.
const PAST: [(&str, Code); 2] = [("founded", Code::FoundedLater), ("consent_date", Code::ConsentLater)];

/// How far a part may exceed its whole, relative to it: amounts may have been rounded in different units.
const TOLERANCE: f64 = 1e-9;

/// The columns of a file by field, to check them against each other.
pub(super) struct Fields<'a> {
    /// Names of fields.
    pub dictionary: &'a Dictionary,
    /// Per column of the file: the field it is bound to.
    pub bound: &'a [Option<usize>],
    /// The columns of the file.
    pub columns: &'a [Option<Column>],
    /// Their headers.
    pub headers: &'a [Arc<str>],
    /// Per column of the file: whether nothing asks for it, so that its cells are not judged.
    pub idle: &'a [bool],
}

impl Fields<'_> {
    /// The position in the file and the column of the field called `name`.
    pub fn column(&self, name: &str) -> Option<(usize, &Column)> {
        let field = self.dictionary.position(name)?;
        let at = self.bound.iter().position(|&bound| bound == Some(field))?;
        Some((at, self.columns[at].as_ref()?))
    }

    /// The unit in which the numbers of the file's column `at` are kept, with a blank before it.
    fn unit(&self, at: usize) -> String {
        let field = self.bound[at].map(|field| &self.dictionary.fields[field]);
        field.and_then(|field| field.unit.as_ref()).map(|unit| format!(" {unit}")).unwrap_or_default()
    }
}

/// Every part larger than its whole and every day after `as_of`, check by check. A pair of which either is missing holds;
/// of one that nothing asks for, that one is to blame.
pub(super) fn cross(fields: &Fields<'_>, as_of: Date) -> Vec<RowFault> {
    let parts =
        PARTS.par_iter().map(|(part, whole)| part_over_whole(fields, part, whole).unwrap_or_default());
    let past = PAST.par_iter().map(|&(name, code)| after(fields, name, code, as_of).unwrap_or_default());
    let mut faults: Vec<RowFault> = parts.chain(past).flatten_iter().collect();
    faults.sort_by_key(|fault| fault.row);
    faults
}

fn part_over_whole(fields: &Fields<'_>, part: &str, whole: &str) -> Option<Vec<RowFault>> {
    let (part_at, part_cells) = fields.column(part)?;
    let (whole_at, whole_cells) = fields.column(whole)?;
    let (parts, wholes) = (part_cells.numbers()?, whole_cells.numbers()?);
    let blamed = if fields.idle[whole_at] && !fields.idle[part_at] { whole_at } else { part_at };
    let mut faults = Vec::new();
    for (row, (part, whole)) in parts.values.iter().zip(&wholes.values).enumerate() {
        if *part > whole + whole.abs() * TOLERANCE && parts.present[row] && wholes.present[row] {
            let unit = fields.unit(part_at);
            let message = match blamed == part_at {
                true => format!("{part}{unit} is more than {}, {whole}{unit}", fields.headers[whole_at]),
                false => format!("{whole}{unit} is less than {}, {part}{unit}", fields.headers[part_at]),
            };
            faults.push(RowFault {
                row: row as u32,
                code: Code::PartOverWhole,
                column: Some(blamed),
                message,
            });
        }
    }
    Some(faults)
}

fn after(fields: &Fields<'_>, name: &str, code: Code, as_of: Date) -> Option<Vec<RowFault>> {
    let (at, column) = fields.column(name)?;
    let days = column.dates()?;
    let late = days.values.iter().enumerate().filter(|&(row, &day)| day > as_of && days.present[row]);
    let fault = |(row, day): (usize, &Date)| RowFault {
        row: row as u32,
        code,
        column: Some(at),
        message: format!("{day} lies after the as-of day, {as_of}"),
    };
    Some(late.map(fault).collect())
}
