//! Supplements: other tables whose rows belong to firms of the cohort, and the fields they give them.
//!
//! A row is joined with a firm by its id or by its name. A row that means no firm, or one of several, is
//! joined with none, and is reported. A firm for which such a row may stand, or a faulty one, has no value:
//! it is not known. A firm without rows has a count and a sum of 0, is not listed, and has no other value.

mod columns;
mod firms;
mod given;
mod how;
mod idle;
mod keyless;
mod long;
mod names;
mod near;
mod read;
mod twice;
mod year_before;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;

use super::files;
use super::options::{Key, Supplement};
use super::part::Draft;
use super::quarantine::Fault;
use super::setting::Setting;
use crate::finding::{Code, Finding, Findings};
use crate::firms::Column;
use crate::words::{Message, say};
pub use columns::{SupplementPart, Use};
use firms::{Firms, Meant};
use given::Target;
pub use how::How;
pub(super) use names::normal;
use read::{Read, Table};

/// The fate of a supplement's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// No firm of the cohort has the key.
    Unmatched,
    /// The name is that of a firm but for `有限公司` and `有限责任公司`.
    Near(String),
    /// Several firms have the name.
    Ambiguous(Vec<String>),
    /// Another row of the firm of this id gives another value.
    Contradicted(String),
    /// The row may be the latest of its firm, but its day is not known; the column of the day.
    Undated(String),
    /// The row has cells, but none that says which firm is meant; the fault of its key.
    Nameless(Message),
    /// The row could not be read.
    Faulty(Message),
}

/// A row of a supplement that was not joined, or contradicts another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOver {
    /// The part in published tables.
    pub part: String,
    /// The line in the part, from 1.
    pub line: u32,
    /// The key as read; empty if it could not be.
    pub key: String,
    /// The fate of the row.
    pub fate: Fate,
}

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
    /// Number of rows of a cohort's firm joined; a firm counts once.
    pub firms: usize,
    /// Rows that were not joined, by part and line.
    pub left_over: Vec<LeftOver>,
    /// The key that joins its rows.
    pub by: Key,
    /// Its files and worksheets with their columns; empty unless the columns were to be inspected.
    pub parts: Vec<SupplementPart>,
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
        let (report, columns) = one(supplement, &read, &targets, &firms, setting);
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
        findings.extend(remarks(&report, &read));
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

/// Whether a finding says anything of a supplement, where ids that are no credit codes and columns without a
/// field are no matter.
fn is_of_table(finding: &Finding) -> bool {
    !matches!(finding.code, Code::UsccCheck | Code::UsccForm | Code::ColumnUnused | Code::ColumnNear)
}

/// A finding of a supplement's table, with advice on the supplement: it has no `ignore`.
fn of_supplement(finding: Finding) -> Finding {
    match finding.code {
        Code::ColumnIdle => finding.help(say!(intake::supplement_idle_help)),
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

/// The firms that rows mean, and the rows that mean none.
struct Meaning {
    /// The firm of each row.
    of_row: Vec<Option<u32>>,
    /// Whether each firm may have further rows.
    doubtful: Vec<bool>,
    /// Whether a row may mean any firm: it has cells, but no key.
    is_open: bool,
    left_over: Vec<LeftOver>,
}

/// Joins the rows of one supplement; returns its report, and the columns of its targets by firm.
fn one(
    supplement: &Supplement,
    read: &Read,
    targets: &[Vec<Target>],
    firms: &Firms,
    setting: Setting<'_>,
) -> (Supplemented, Vec<Column>) {
    // Nothing can be said of a firm without a name by names.
    let mut doubtful: Vec<bool> = firms.named.iter().map(|named| read.by == Key::Name && !named).collect();
    doubt(&read.loose, read.by, firms, &mut doubtful);
    let (mut joined, mut joined_firms) = (0, BTreeSet::<u32>::new());
    let (mut left_over, mut columns) = (read.loose.clone(), Vec::new());
    for (table, targets) in read.tables.iter().zip(targets) {
        let mut doubtful = doubtful.clone();
        doubt(&table.faulty, table.by, firms, &mut doubtful);
        let meaning = meaning(table, firms, doubtful);
        let rows = of_table(table, targets, firms, &meaning, &mut columns);
        joined += meaning.of_row.iter().flatten().count() - rows.len();
        joined_firms.extend(meaning.of_row.iter().flatten());
        left_over.extend(meaning.left_over);
        left_over.extend(table.faulty.iter().cloned());
        left_over.extend(rows);
    }
    left_over.sort_by(|a, b| (&a.part, a.line).cmp(&(&b.part, b.line)));
    let fields = targets.iter().flatten().map(|target| setting.dictionary.fields[target.field].name.clone());
    let report = Supplemented {
        id: supplement.id(),
        files: read.files.clone(),
        fields: fields.collect(),
        rows: read.rows,
        joined,
        firms: joined_firms.len(),
        left_over,
        by: read.by,
        parts: if setting.inspects { columns::of(&read.tables, targets) } else { Vec::new() },
    };
    (report, columns)
}

/// Marks the firms that `rows` may mean.
fn doubt(rows: &[LeftOver], by: Key, firms: &Firms, doubtful: &mut [bool]) {
    for row in rows {
        match firms.meant(by, &row.key) {
            Meant::Firm(firm) => doubtful[firm as usize] = true,
            Meant::Near(several) | Meant::Several(several) => {
                several.iter().for_each(|firm| doubtful[*firm as usize] = true);
            }
            Meant::Nobody => {}
        }
    }
}

/// The firms that the rows of `table` mean. `doubtful` are firms that rows outside the table may mean.
fn meaning(table: &Table, firms: &Firms, mut doubtful: Vec<bool>) -> Meaning {
    let intake = &table.intake;
    let keys = intake.firms.ids();
    let (mut of_row, mut left_over) = (Vec::with_capacity(intake.firms.len), Vec::new());
    let ids = |all: &[u32]| all.iter().map(|firm| firms.ids[*firm as usize].clone()).collect::<Vec<_>>();
    for row in 0..intake.firms.len {
        let key = keys.get_or_empty(row);
        let fate = match firms.meant(table.by, key) {
            Meant::Firm(firm) => {
                of_row.push(Some(firm));
                continue;
            }
            Meant::Nobody => Fate::Unmatched,
            Meant::Near(near) => {
                near.iter().for_each(|firm| doubtful[*firm as usize] = true);
                Fate::Near(ids(&near).join(";"))
            }
            Meant::Several(several) => {
                several.iter().for_each(|firm| doubtful[*firm as usize] = true);
                Fate::Ambiguous(ids(&several))
            }
        };
        of_row.push(None);
        left_over.push(table.left_over(intake.firms.rows[row], key, fate));
    }
    let mut is_open = false;
    for (aside, key) in intake.quarantine.iter().zip(table.aside_keys()) {
        // Totals and remarks are no rows of a firm.
        let mut is_nameless = false;
        let is_no_firm = aside.faults.iter().any(|fault| fault.code.says_no_firm());
        if !is_no_firm {
            match firms.meant(table.by, &key) {
                Meant::Firm(firm) => doubtful[firm as usize] = true,
                // The key says nothing: any of its cells may.
                _ => {
                    let cells = table.cells(aside.row);
                    let hinted = firms.hinted(cells.iter());
                    // A row without a key may continue the row above it.
                    if key.is_empty() && hinted.is_empty() && !cells.is_empty() {
                        (is_open, is_nameless) = (true, true);
                        let above = intake.firms.rows.partition_point(|row| *row < aside.row);
                        let above = above.checked_sub(1).and_then(|above| of_row[above]);
                        above.into_iter().for_each(|firm| doubtful[firm as usize] = true);
                    }
                    hinted.into_iter().for_each(|firm| doubtful[firm as usize] = true);
                }
            }
        }
        // A warning is not why the row is out.
        let is_error = |fault: &&Fault| fault.code.sets_aside();
        let reason = aside.faults.iter().find(is_error).or(aside.faults.first());
        let reason = reason.map(|fault| fault.message.clone()).unwrap_or_default();
        let fate = if is_nameless { Fate::Nameless(reason) } else { Fate::Faulty(reason) };
        left_over.push(table.left_over(aside.row, &key, fate));
    }
    Meaning { of_row, doubtful, is_open, left_over }
}

/// Appends the columns of `targets` to `columns`; returns rows of a firm that contradict one another, and
/// rows that may be its latest.
fn of_table(
    table: &Table,
    targets: &[Target],
    firms: &Firms,
    meaning: &Meaning,
    columns: &mut Vec<Column>,
) -> Vec<LeftOver> {
    let intake = &table.intake;
    let keys = intake.firms.ids();
    let firm = |row: usize| meaning.of_row[row].map(|firm| firms.ids[firm as usize].clone());
    let mut left: BTreeMap<usize, Fate> = BTreeMap::new();
    let everybody = vec![true; firms.ids.len()];
    for target in targets {
        // Of no firm is it known that such a row does not list it.
        let doubtful = if meaning.is_open && target.lists() { &everybody } else { &meaning.doubtful };
        let (column, unclear) = given::column(target, intake, &meaning.of_row, firms.ids.len(), doubtful);
        columns.push(column);
        for row in unclear.undated {
            left.insert(row, Fate::Undated(target.day_of(intake)));
        }
        for row in unclear.contradicted {
            left.insert(row, Fate::Contradicted(firm(row).unwrap_or_default()));
        }
    }
    let left = left
        .into_iter()
        .map(|(row, fate)| table.left_over(intake.firms.rows[row], keys.get_or_empty(row), fate));
    left.collect()
}

/// Warnings about rows that stand for no firm, by kind, with the first of each.
fn remarks(report: &Supplemented, read: &Read) -> Findings {
    let mut findings = Findings::new();
    let mut remark = |code: Code, is_one: &dyn Fn(&Fate) -> bool, kind: &str| {
        let rows: Vec<&LeftOver> = report.left_over.iter().filter(|row| is_one(&row.fate)).collect();
        if let Some(first) = rows.first() {
            let message = say!(
                intake::supplement_left,
                supplement = &report.id,
                kind = kind,
                count = rows.len(),
                key = &first.key
            );
            let file = read.files.iter().find(|file| file.part() == first.part);
            let place = file.map(|file| file.place.clone()).unwrap_or_default().at_line(first.line);
            findings.push(
                Finding::new(code, place, message).help(say!(intake::supplement_left_help, kind = kind)),
            );
        }
    };
    remark(Code::SupplementUnmatched, &|fate| *fate == Fate::Unmatched, "unmatched");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Near(_)), "near");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Ambiguous(_)), "ambiguous");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Contradicted(_)), "contradicted");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Undated(_)), "undated");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Nameless(_)), "nameless");
    findings
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
