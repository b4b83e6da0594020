//! The table of a supplement, read like a cohort by a dictionary of its own.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Fate, LeftOver, keyless};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::{folded, key};
use crate::firms::{Column, Dictionary, Field, FieldType, Headers};
use crate::intake::cells::{self, shown};
use crate::intake::columns::Plan;
use crate::intake::files::CohortFile;
use crate::intake::header::{self, years::Dated};
use crate::intake::options::{Given, Key, Long, Supplement};
use crate::intake::part::Draft;
use crate::intake::setting::Setting;
use crate::intake::{Intake, Origin, days, drafts, outcome, records, units};
use crate::parameters::Spanned;
use crate::words::say;

/// A supplement as it was read.
pub(super) struct Read {
    /// Its table; of a long table one of each item.
    pub tables: Vec<Table>,
    /// The key that joins its rows.
    pub by: Key,
    pub files: Vec<Origin>,
    /// Number of its rows.
    pub rows: usize,
    /// Rows that are in no table.
    pub loose: Vec<LeftOver>,
    /// Notes on these.
    pub notes: Findings,
}

/// Headers of running numbers, which templates fill in before their rows.
const NUMBERS: [&str; 6] = ["序号", "行号", "编号", "no", "no.", "#"];

/// A table with a key, one row a firm or several.
pub(super) struct Table {
    pub intake: Intake,
    /// The key that joins its rows.
    pub by: Key,
    /// Headers of its columns, of all parts.
    pub headers: Vec<String>,
    /// Whether a field `x` gives `x_prev`.
    pub is_previous: bool,
    /// Whether it is one field of a long table.
    pub is_item: bool,
    /// Rows of this field that cannot be read.
    pub faulty: Vec<LeftOver>,
    /// Columns of texts of which some are numbers or days, each with a cell that is neither.
    pub mixed: Vec<Mixed>,
}

/// A column of texts of which some are numbers or days.
#[derive(Clone, Debug)]
pub(super) struct Mixed {
    pub header: String,
    /// A cell that is neither.
    pub cell: String,
}

impl Table {
    pub fn left_over(&self, row: u32, key: &str, fate: Fate) -> LeftOver {
        let line = self.intake.parts.place(row).line.unwrap_or(0);
        LeftOver { part: self.intake.parts.name(row), line, key: key.to_owned(), fate }
    }

    /// The cells of the row at position `row`, trimmed; without that of a running number.
    pub fn cells(&self, row: u32) -> Vec<String> {
        let Some(part) = self.intake.parts.part_of(row) else { return Vec::new() };
        let record = self.intake.parts.record(row);
        let cells = records::cells(&record, part.layout.delimiter as u8).zip(&part.layout.columns);
        let cells = cells.filter(|(_, column)| !NUMBERS.contains(&&*key(&column.header)));
        let cells = cells.map(|(cell, _)| folded(cell.trim()).into_owned());
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    /// The key of each quarantined row as written; empty if it has none.
    pub fn aside_keys(&self) -> Vec<String> {
        let key = |row: u32| {
            let part = self.intake.parts.part_of(row)?;
            let is_key =
                |column: &crate::intake::ReadColumn| column.field == Some(self.intake.firms.id_field);
            let column = part.layout.columns.iter().position(is_key)?;
            let record = self.intake.parts.record(row);
            let cell = records::cells(&record, part.layout.delimiter as u8).nth(column)?;
            Some(folded(cell.trim()).into_owned())
        };
        self.intake.quarantine.positions().map(|row| key(row).unwrap_or_default()).collect()
    }
}

/// Reads the table of `supplement` in `files`. Its columns are those that give fields, and all others as
/// numbers, days or texts.
///
/// # Errors
/// As of a cohort; a table without its key.
pub(super) fn read(
    supplement: &Supplement,
    files: &[CohortFile],
    setting: Setting<'_>,
    as_of: Date,
) -> Result<Read, Findings> {
    let is_list = |given: &Spanned<Given>| given.get_ref().listed == Some(true);
    let only_lists = !supplement.fields.is_empty() && supplement.fields.values().all(is_list);
    // Nobody is in a list without rows.
    let setting = Setting { may_be_empty: only_lists, ..setting };
    let first = draft_headers(supplement, files, setting)?;
    let by = key_of(supplement, &first.headers, setting)?;
    let cohort = setting.dictionary;
    let (supplement, files) = &super::year_before::named(supplement, files, &first.headers, cohort, as_of);
    let dictionary = fields(supplement, by, &first, cohort);
    let asked = asked(supplement, &dictionary);
    let setting = Setting { dictionary: &dictionary, asked: &asked, ..setting };
    let drafts = drafts::of(files, setting)?;
    let is_empty = drafts.iter().all(|draft| draft.table.is_empty());
    let mut notes = Findings::new();
    for draft in &drafts {
        notes.extend(years(supplement, &headers(draft), &draft.table.header, cohort, as_of));
    }
    let empty = drafts.first().filter(|_| is_empty).map(|draft| empty_list(&draft.table.header));
    notes.extend(empty.into_iter().collect());
    let outcome = outcome::settle(drafts, &dictionary, &asked, as_of);
    let intake = Intake::of(supplement.id().into(), outcome);
    let files = intake.parts.iter().map(|part| part.origin.clone()).collect();
    let rows = intake.rows - intake.merged;
    let table = Table {
        intake,
        by,
        headers: first.headers,
        is_previous: supplement.as_previous_year,
        is_item: false,
        faulty: Vec::new(),
        mixed: first.mixed,
    };
    Ok(Read { tables: vec![table], by, files, rows, loose: Vec::new(), notes })
}

/// Warnings about columns that are not read, since their header names a year beside a field.
fn years(
    supplement: &Supplement,
    headers: &[String],
    header_at: &Place,
    cohort: &Dictionary,
    as_of: Date,
) -> Findings {
    let known = Headers::of(cohort);
    let is_bound = |header: &str| supplement.columns.keys().any(|bound| key(bound.get_ref()) == key(header));
    let note = |(column, header): (usize, &String)| {
        let (year, field) = header::years::meant(&key(header), &known, cohort)?;
        let name = cohort.fields[field].name.clone();
        let previous = cohort.position(&format!("{name}_prev")).map(|at| cohort.fields[at].name.clone());
        // A table of the year before gives its fields itself.
        let previous = previous.filter(|_| !supplement.as_previous_year);
        let dated = Dated { column, year, name, is_read: false, is_free: true, previous, several: None };
        let place = header_at.clone().in_column(header.as_str()).at_position(column);
        dated.finding(header, place, as_of, "[firms.supplement.columns]")
    };
    let unread = headers.iter().enumerate().filter(|(_, header)| !is_bound(header));
    unread.filter(|_| supplement.fields.is_empty()).filter_map(note).collect()
}

/// The warning about a list without rows.
fn empty_list(header: &Place) -> Finding {
    Finding::new(Code::PartEmpty, header.clone(), say!(intake::list_empty))
        .help(say!(intake::list_empty_help))
}

/// Positions of the fields that the supplement reads: its key, and columns that its fields and rules name.
/// A fault in any other column is no fault of the row.
fn asked(supplement: &Supplement, dictionary: &Dictionary) -> BTreeSet<usize> {
    let all = || 0..dictionary.fields.len();
    if supplement.fields.is_empty() {
        return all().collect();
    }
    let is_named = |given: &Given, field: &Field| {
        let Given { value, sum, max, latest, on, condition, .. } = given;
        let columns = [value, sum, max, latest, on].into_iter().flatten();
        let mut headers = columns.map(|header| key(header));
        let rule = condition.as_ref().map(|rule| key(rule.get_ref()));
        headers.any(|header| field.headers().any(|own| key(own) == header))
            || rule.is_some_and(|rule| field.headers().any(|own| rule.contains(base(&key(own)))))
    };
    let is_read = |at: &usize| {
        let field = &dictionary.fields[*at];
        *at == 0 || supplement.fields.values().any(|given| is_named(given.get_ref(), field))
    };
    all().filter(is_read).collect()
}

/// A header without its unit.
fn base(header: &str) -> &str {
    units::splits(header).map(|(base, _)| base).next().unwrap_or(header)
}

/// Headers with the type of each column, by its cells.
pub(super) struct Seen {
    headers: Vec<String>,
    types: Vec<FieldType>,
    mixed: Vec<Mixed>,
}

impl Seen {
    /// Columns of texts.
    pub fn texts(headers: &[String]) -> Seen {
        let types = vec![FieldType::String; headers.len()];
        Seen { headers: headers.to_vec(), types, mixed: Vec::new() }
    }
}

/// The headers of the table, and what its cells look like.
fn draft_headers(
    supplement: &Supplement,
    files: &[CohortFile],
    setting: Setting<'_>,
) -> Result<Seen, Findings> {
    let drafts = as_texts(supplement, files, setting)?;
    // Of all parts: one may have columns that another lacks.
    let mut headers: Vec<String> = Vec::new();
    for header in drafts.iter().flat_map(self::headers) {
        if !headers.iter().any(|own| key(own) == key(&header)) {
            headers.push(header);
        }
    }
    let mut seen = vec![Cells::default(); headers.len()];
    for draft in &drafts {
        let of: Vec<Option<usize>> = draft
            .table
            .reading
            .headers
            .iter()
            .map(|header| headers.iter().position(|own| key(own) == key(header)))
            .collect();
        for row in &draft.table.rows {
            let record = draft.body.record(*row);
            let cells = records::cells(&record, draft.table.reading.plan.delimiter);
            for (cell, at) in cells.zip(&of) {
                let cell = cell.trim();
                let Some(at) = *at else { continue };
                let Plan { marks, in_workbook, .. } = &draft.table.reading.plan;
                if cell.is_empty() || marks.are(cell) || cells::of_spreadsheet(cell, *in_workbook).is_some() {
                    continue;
                }
                let seen = &mut seen[at];
                seen.filled += 1;
                seen.zeros |= has_leading_zero(cell);
                let is_number = is_number(cell);
                seen.numbers += usize::from(is_number);
                // Whether a text is a day costs most.
                let may_be_day = seen.filled <= 100 || seen.days > 0;
                let is_day = may_be_day && days::day(cell).is_ok();
                seen.days += usize::from(is_day);
                if !is_number && !is_day && seen.other.is_none() {
                    seen.other = Some(shown(cell));
                }
            }
        }
    }
    let types = seen.iter().map(Cells::field_type).collect();
    let mixed = headers.iter().zip(&seen).filter_map(|(header, cells)| cells.mixed(header)).collect();
    Ok(Seen { headers, types, mixed })
}

/// The cells of a column by their look.
#[derive(Clone, Debug, Default)]
struct Cells {
    filled: usize,
    numbers: usize,
    days: usize,
    /// Whether one begins with zeros, as codes do.
    zeros: bool,
    /// The first that is neither a number nor a day.
    other: Option<String>,
}

impl Cells {
    /// The type of half of the cells; the others are faulty then.
    fn field_type(&self) -> FieldType {
        let are_most = |count: usize| self.filled > 0 && 2 * count >= self.filled;
        if are_most(self.days) {
            FieldType::Date
        } else if are_most(self.numbers) && !self.zeros {
            FieldType::Number
        } else {
            FieldType::String
        }
    }

    /// The column if its texts cannot be ordered: some are numbers or days.
    fn mixed(&self, header: &str) -> Option<Mixed> {
        let is_mixed = self.field_type() == FieldType::String && self.numbers + self.days > 0 && !self.zeros;
        let cell = self.other.clone().filter(|_| is_mixed)?;
        Some(Mixed { header: header.to_owned(), cell })
    }
}

/// The headers of a part.
pub(super) fn headers(draft: &Draft) -> Vec<String> {
    draft.table.reading.headers.iter().map(|header| header.to_string()).collect()
}

/// The parts of the table with every cell a text.
pub(super) fn as_texts(
    supplement: &Supplement,
    files: &[CohortFile],
    setting: Setting<'_>,
) -> Result<Vec<Draft>, Findings> {
    // Every column is a text here, and none is needed.
    let mut dictionary = setting.dictionary.clone();
    for field in &mut dictionary.fields {
        field.constraints = Default::default();
        (field.field_type, field.unit) = (FieldType::String, None);
    }
    // Columns that the campaign names show which row is the header.
    let known = Headers::of(&dictionary);
    let named = named(supplement).into_iter().filter(|header| known.position(&key(header)).is_none());
    dictionary.fields.extend(named.map(|header| Field::text(&header)).collect::<Vec<Field>>());
    let bare = |file: &CohortFile| {
        let mut file = file.clone();
        file.common.columns.clear();
        file.common.units.clear();
        file.common.dates.clear();
        if let Some(header) = &supplement.key {
            dictionary_key(&mut file, header, &setting.dictionary.primary_key);
        }
        file
    };
    let files: Vec<CohortFile> = files.iter().map(bare).collect();
    let asked = BTreeSet::new();
    let setting = Setting { dictionary: &dictionary, asked: &asked, ..setting };
    drafts::of(&files, setting).map_err(|faults| match &supplement.key {
        Some(key) if faults.iter().any(|fault| fault.code == Code::SheetUnclear) => {
            keyless::fault(key, &files, setting).map_or(faults, Findings::from)
        }
        _ => faults,
    })
}

/// Headers that the entries of `supplement` name, besides its key.
fn named(supplement: &Supplement) -> BTreeSet<String> {
    let given = supplement.fields.values().flat_map(|given| {
        let Given { value, sum, max, latest, on, .. } = given.get_ref();
        [value, sum, max, latest, on].into_iter().flatten()
    });
    let long = supplement.long.iter().flat_map(|long| {
        let Long { year, item, value, unit, .. } = long.get_ref();
        [year.as_ref(), Some(item), Some(value), unit.as_ref()].into_iter().flatten()
    });
    // The values of a long table's fields are items, not columns.
    let given = given.filter(|_| supplement.long.is_none());
    let key = supplement.key.as_ref().map(|header| key(header.get_ref()));
    let columns =
        supplement.columns.keys().map(|header| header.get_ref()).filter(|_| supplement.long.is_none());
    let all = given.chain(long).chain(columns);
    all.filter(|header| Some(crate::firms::width::key(header)) != key).cloned().collect()
}

/// Whether a cell is a number as people write it: `1,234.5`.
fn is_number(cell: &str) -> bool {
    // Most texts are none by their first character.
    if cell.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let bare: String = folded(cell).chars().filter(|c| *c != ',').collect();
    bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && bare.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether a number begins with zeros, as codes do: 007.
fn has_leading_zero(cell: &str) -> bool {
    let digits = cell.strip_prefix('0').and_then(|rest| rest.chars().next());
    digits.is_some_and(|next| next.is_ascii_digit())
}

/// Binds the header of the key to the field called `primary_key`.
fn dictionary_key(file: &mut CohortFile, header: &crate::parameters::Spanned<String>, primary_key: &str) {
    let field = crate::parameters::Spanned::new(header.span(), primary_key.to_owned());
    file.common.columns.insert(header.clone(), field);
}

/// The key of the table: as the campaign says, else the id if there is one, else the name.
pub(super) fn key_of(
    supplement: &Supplement,
    headers: &[String],
    setting: Setting<'_>,
) -> Result<Key, Findings> {
    let known = Headers::of(setting.dictionary);
    let has = |name: &str| {
        let field = setting.dictionary.position(name);
        field.is_some() && headers.iter().any(|header| known.position(header) == field)
    };
    if let Some(by) = &supplement.by {
        return Ok(*by.get_ref());
    }
    match (has(&setting.dictionary.primary_key), has("name")) {
        (true, _) => Ok(Key::Id),
        (false, true) => Ok(Key::Name),
        _ if supplement.key.is_some() => Ok(Key::Id),
        (false, false) => Err(keyless(supplement, setting)),
    }
}

/// The fault of a table without a key.
pub(super) fn keyless(supplement: &Supplement, setting: Setting<'_>) -> Findings {
    let place = setting.parameters.place(supplement.path.span().start).in_column("supplement");
    let message = say!(intake::supplement_keyless, supplement = supplement.id());
    Finding::new(Code::ColumnMissing, place, message).help(say!(intake::supplement_keyless_help)).into()
}

/// The field that a column gives by its header.
pub(super) fn field_of<'a>(
    supplement: &Supplement,
    header: &str,
    cohort: &'a Dictionary,
) -> Option<&'a Field> {
    let bound = supplement.columns.iter().find(|(bound, _)| key(bound.get_ref()) == key(header));
    match bound {
        Some((_, field)) => cohort.field(field.get_ref()),
        None => Some(&cohort.fields[bound_field(&Headers::of(cohort), header)?]),
    }
}

/// The dictionary of the supplement's columns: its key, the fields whose values it gives, and its other
/// columns by their headers.
pub(super) fn fields(supplement: &Supplement, by: Key, seen: &Seen, cohort: &Dictionary) -> Dictionary {
    let id = match by {
        Key::Id => cohort.primary_key.clone(),
        Key::Name => "name".to_owned(),
    };
    let mut fields = cohort.clone();
    (fields.fields, fields.primary_key) = (Vec::new(), id.clone());
    let own = cohort.field(&id).cloned().unwrap_or_else(|| local(&id, FieldType::String));
    let mut own = Field { constraints: Default::default(), ..own };
    own.constraints.required = true;
    own.aliases.extend(supplement.key.iter().map(|header| header.get_ref().clone()));
    fields.fields.push(own);
    // Columns that give the value of a field are read as that field's are.
    let giving = |header: &str| {
        let is_it = |given: &Given| given.value.as_deref().is_some_and(|value| key(value) == key(header));
        supplement
            .fields
            .iter()
            .find(|(_, given)| is_it(given.get_ref()))
            .map(|(field, _)| field.get_ref().clone())
    };
    let known = Headers::of(cohort);
    let is_taken = |fields: &Dictionary, name: &str| fields.position(name).is_some();
    for (header, field_type) in seen.headers.iter().zip(&seen.types) {
        let bound = supplement.columns.iter().find(|(bound, _)| key(bound.get_ref()) == key(header));
        let named = giving(header).or_else(|| bound.map(|(_, field)| field.get_ref().clone()));
        let named = named.and_then(|name| cohort.field(&name)).cloned();
        let usual = || {
            let position = bound_field(&known, header)?;
            Some(cohort.fields[position].clone()).filter(|_| supplement.fields.is_empty())
        };
        match named.or_else(usual) {
            Some(field) if !is_taken(&fields, &field.name) => {
                let mut field = Field { constraints: field.constraints.clone(), ..field };
                field.constraints.required = false;
                field.aliases.push(header.clone());
                fields.fields.push(field);
            }
            _ if fields.fields[0].is_headed(header) || is_taken(&fields, header) => {}
            _ => match measured(supplement, header, cohort) {
                // Amounts are added up in the unit of the field they give.
                Some(field) => fields.fields.push(Field {
                    field_type: field.field_type,
                    unit: field.unit.clone(),
                    ..Field::text(header)
                }),
                None => fields.fields.push(local(header, *field_type)),
            },
        }
    }
    fields
}

/// The field that the column of `header` gives by its sum, its greatest or its latest value.
fn measured<'a>(supplement: &Supplement, header: &str, cohort: &'a Dictionary) -> Option<&'a Field> {
    let is_it = |given: &Given| {
        [&given.sum, &given.max, &given.latest].into_iter().flatten().any(|column| key(column) == key(header))
    };
    let (field, _) = supplement.fields.iter().find(|(_, given)| is_it(given.get_ref()))?;
    cohort.fields.get(cohort.find(field.get_ref())?)
}

/// The field of a header, with its unit or without.
pub(super) fn bound_field(known: &Headers, header: &str) -> Option<usize> {
    let key = key(header);
    let whole = known.position(&key);
    whole.or_else(|| crate::intake::units::splits(&key).find_map(|(base, _)| known.position(base)))
}

/// A field called as its header, in the unit that the header names.
fn local(header: &str, field_type: FieldType) -> Field {
    let written = key(header);
    let unit = units::splits(&written).map(|(_, unit)| unit).find(|unit| units::is_unit(unit));
    let unit = unit.filter(|_| field_type == FieldType::Number).map(str::to_owned);
    Field { field_type, unit, ..Field::text(header) }
}

/// The column of `header` in `intake`.
pub(super) fn column<'a>(intake: &'a Intake, header: &str) -> Option<(usize, &'a Column)> {
    let wanted = key(header);
    let fields = &intake.firms.dictionary.fields;
    let at = fields.iter().position(|field| field.headers().any(|name| key(name) == wanted))?;
    Some((at, intake.firms.columns[at].as_ref()?))
}
