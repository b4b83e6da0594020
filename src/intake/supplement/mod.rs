//! Supplements: other tables whose rows belong to firms of the cohort, and the fields they give them.
//!
//! A row is joined with a firm by its id or by its name. A row that means no firm, or one of several, is
//! joined with none, and is reported. A firm for which such a row may stand, or a faulty one, has no value:
//! it is not known. A firm without rows has a count and a sum of 0, is not listed, and has no other value.

mod absent_key;
mod codes;
mod columns;
mod fields;
mod firms;
mod given;
mod how;
mod idle;
mod index;
mod joined;
mod left;
mod long;
mod names;
mod near;
mod order;
mod read;
mod rules;
mod seen;
mod twice;
mod values;
mod year_before;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use super::files;
use super::options::{Key, Supplement};
use super::part::Draft;
use super::setting::Setting;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Column;
use crate::words::say;
pub use columns::{SupplementPart, Use};
use firms::Firms;
use given::Target;
pub use how::How;
pub use left::{Fate, LeftOver};
pub(super) use names::normal;
use read::Read;

/// What became of the rows of a supplement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplemented {
    /// The supplement's id.
    pub id: String,
    /// The supplement's files with their hashes.
    pub files: Vec<super::Origin>,
    /// Names of the fields that it gives.
    pub fields: Vec<String>,
    /// Number of its rows.
    pub rows: usize,
    /// Number of rows joined with a firm.
    pub joined: usize,
    /// Number of rows of a long table that are of other years, or of items that are no field.
    pub others: usize,
    /// Number of firms with rows.
    pub firms: usize,
    /// Rows that were not joined, or leave a value of their firm unknown, by part and line. With those joined
    /// and `others` they are all rows.
    pub left_over: Vec<LeftOver>,
    /// The key that joins its rows.
    pub by: Key,
    /// Its files and worksheets with their columns; empty unless the columns were to be inspected.
    pub parts: Vec<SupplementPart>,
}

impl Supplemented {
    /// Number of rows that cannot be read, and may be a firm's.
    pub fn faulty(&self) -> usize {
        let is_faulty = |row: &&LeftOver| matches!(row.fate, Fate::Faulty(_) | Fate::Nameless(_));
        self.left_over.iter().filter(is_faulty).count()
    }
}

/// Reads `supplements`, whose paths are relative to `folder`, and appends the columns they give to `drafts`.
///
/// # Errors
/// Faults of the supplements' files, headers and rules; a field that the cohort or another supplement gives.
pub(super) fn join(
    drafts: &mut [Draft],
    supplements: &[Supplement],
    folder: &Path,
    setting: Setting<'_>,
    as_of: Date,
) -> Result<(Vec<Supplemented>, Findings), Findings> {
    if supplements.is_empty() {
        return Ok((Vec::new(), Findings::new()));
    }
    refuse_repeated(supplements, setting)?;
    refuse_previous(supplements, setting)?;
    let firms = Firms::of(drafts);
    let (mut reports, mut findings, mut faults) = (Vec::new(), Findings::new(), Findings::new());
    let mut given: BTreeSet<usize> =
        drafts.iter().flat_map(|draft| draft.table.reading.bound.iter().flatten().copied()).collect();
    for supplement in supplements {
        let joined = files::of(folder, &supplement.file(), setting.parameters)
            .and_then(|files| match &supplement.long {
                Some(long) => long::read(supplement, long, &files, setting, as_of),
                None => read::read(supplement, &files, setting, as_of),
            })
            .map_err(|faults| faults.into_iter().map(of_supplement).collect::<Findings>())
            .and_then(|read| {
                refuse_nameless(supplement, read.by, drafts, setting)?;
                let targets = targets(supplement, &read, &given, drafts, setting)?;
                Ok((read, targets))
            });
        let (read, targets) = match joined {
            Ok(joined) => joined,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        given.extend(targets.iter().flatten().map(|target| target.field));
        let (report, columns) = joined::one(supplement, &read, &targets, &firms, setting);
        // A wrong code in a list of firms lets a firm pass.
        let is_list = targets.iter().flatten().any(Target::lists);
        let is_wrong_code = |one: &Finding| matches!(one.code, Code::UsccCheck | Code::UsccForm);
        for table in &read.tables {
            let is_of_list =
                is_list && table.by == Key::Id && setting.dictionary.primary_key == "credit_code";
            let is_told = |one: &&Finding| is_of_table(one) || (is_of_list && is_wrong_code(one));
            findings
                .extend(table.intake.findings.iter().filter(is_told).cloned().map(of_supplement).collect());
        }
        match idle::remarks(supplement, &read, &targets, &report, (&firms, setting)) {
            Ok(remarks) => findings.extend(remarks),
            Err(found) => {
                faults.extend(found);
                continue;
            }
        }
        findings.extend(left::remarks(&report.id, &report.left_over, &read.files));
        findings.extend(near::remarks(supplement, &read, &given, setting));
        let origins = columns::origins(&read.tables, &targets);
        findings.extend(read.notes);
        for (draft, rows) in drafts.iter_mut().zip(&firms.rows) {
            for ((target, values), origin) in targets.iter().flatten().zip(&columns).zip(&origins) {
                append(draft, target, values, rows, setting);
                draft.table.reading.given.push(origin.clone());
            }
        }
        reports.push(report);
    }
    faults.or_stop((reports, findings)).map(|(joined, _)| joined)
}

/// Refuses supplements of one id: nothing would distinguish their rows.
fn refuse_repeated(supplements: &[Supplement], setting: Setting<'_>) -> Result<(), Findings> {
    let written = |one: &Supplement| {
        let at = one.id.as_ref().map_or(one.path.span().start, |id| id.span().start);
        setting.parameters.place(at).in_column("supplement")
    };
    let mut first: BTreeMap<String, Place> = BTreeMap::new();
    let mut faults = Findings::new();
    for supplement in supplements {
        let place = written(supplement);
        match first.get(&supplement.id()) {
            None => _ = first.insert(supplement.id(), place),
            Some(other) => {
                let message = say!(
                    intake::supplement_repeated,
                    supplement = supplement.id(),
                    line = other.line.unwrap_or_default().to_string()
                );
                let help = say!(intake::supplement_repeated_help);
                faults.push(Finding::new(Code::NameRepeated, place, message).help(help));
            }
        }
    }
    faults.or_stop(()).map(|_| ())
}

/// Refuses a table of the year before whose `fields` say what it gives: their names say the year.
fn refuse_previous(supplements: &[Supplement], setting: Setting<'_>) -> Result<(), Findings> {
    let contrary = supplements.iter().filter(|one| one.as_previous_year && !one.fields.is_empty());
    let fault = |supplement: &Supplement| {
        let place = setting.parameters.place(supplement.path.span().start).in_column("supplement");
        Finding::new(Code::KeyChoice, place, say!(intake::previous_and_fields))
            .help(say!(intake::previous_and_fields_help))
    };
    contrary.map(fault).collect::<Findings>().or_stop(()).map(|_| ())
}

/// Whether a finding says anything of a supplement, where ids that are no credit codes and columns without a
/// field are no matter.
fn is_of_table(finding: &Finding) -> bool {
    !matches!(finding.code, Code::UsccCheck | Code::UsccForm | Code::ColumnUnused | Code::ColumnNear)
}

/// A finding of a supplement's table, with advice on the supplement: it has no `ignore`.
fn of_supplement(finding: Finding) -> Finding {
    match finding.code {
        Code::ColumnIdle => finding.help(say!(intake::supplement_idle_help)),
        Code::PartColumns => finding.help(say!(intake::supplement_columns_help)),
        Code::ColumnUnitClash => finding.help(say!(intake::supplement_unit_clash_help)),
        _ => finding,
    }
}

/// The targets of each table of a supplement, whose fields nothing else gives.
fn targets(
    supplement: &Supplement,
    read: &Read,
    given: &BTreeSet<usize>,
    drafts: &[Draft],
    setting: Setting<'_>,
) -> Result<Vec<Vec<Target>>, Findings> {
    let mut given = given.clone();
    let mut all = Vec::new();
    for table in &read.tables {
        let targets = given::targets(supplement, table, setting)?;
        twice::refuse(supplement, &targets, &given, drafts, setting)?;
        given.extend(targets.iter().map(|target| target.field));
        all.push(targets);
    }
    match all.iter().all(Vec::is_empty) {
        // Notes name columns of another year.
        true => Err(given::nothing(supplement, setting).into_iter().chain(read.notes.clone()).collect()),
        false => Ok(all),
    }
}

/// Refuses a table of names where the cohort has none.
fn refuse_nameless(
    supplement: &Supplement,
    by: Key,
    drafts: &[Draft],
    setting: Setting<'_>,
) -> Result<(), Findings> {
    let is_named = |draft: &Draft| {
        let name = draft.table.reading.dictionary.position("name");
        draft.table.reading.bound.iter().any(|bound| bound.is_some() && *bound == name)
    };
    if by == Key::Id || drafts.iter().any(is_named) {
        return Ok(());
    }
    let place = setting.parameters.place(supplement.path.span().start).in_column("supplement");
    let message = say!(intake::supplement_nameless, supplement = supplement.id());
    Err(Finding::new(Code::ColumnMissing, place, message).help(say!(intake::supplement_nameless_help)).into())
}

/// Appends the column of `target` to a part: the `values` of the firm of each row.
fn append(draft: &mut Draft, target: &Target, values: &Column, rows: &[Option<u32>], setting: Setting<'_>) {
    let field = &setting.dictionary.fields[target.field];
    let reading = &mut draft.table.reading;
    draft.table.columns.push(Some(values.gather(rows)));
    reading.bound.push(Some(target.field));
    reading.headers.push(field.title.as_str().into());
    reading.idle.push(false);
}
