//! Long tables: a row has a firm, a year, an item and its value. Each item of a year becomes a table of its
//! own with a column for the value, so that its cells are read as those of any other column.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::read::{self, Read, Table};
use super::{Fate, LeftOver};
use crate::finding::{Code, Finding, Findings, listed, nearest};
use crate::firms::width::{folded, key};
use crate::firms::{Dictionary, Headers};
use crate::intake::body::Body;
use crate::intake::files::CohortFile;
use crate::intake::options::{Given, Key, Long, Supplement};
use crate::intake::part::{Draft, Origin};
use crate::intake::reading::Marked;
use crate::intake::records::{self, Row, Rows};
use crate::intake::setting::Setting;
use crate::intake::table::{self, Records};
use crate::intake::values::{DELIMITER, push_text};
use crate::intake::{Intake, days, outcome, units};
use crate::parameters::Spanned;
use crate::words::{Message, say};

/// Items with their rows, in the order of their titles.
type Items = BTreeMap<(String, bool), Item>;

/// The rows of one item in one year.
#[derive(Debug, Default)]
struct Item {
    /// The item as its first row has it.
    title: String,
    /// Number of rows with each unit.
    units: BTreeMap<String, usize>,
    /// The rows of each part.
    rows: BTreeMap<usize, Vec<Entry>>,
}

/// A row of an item.
#[derive(Debug)]
struct Entry {
    /// Position among the rows of the part.
    at: usize,
    key: String,
    value: String,
    unit: String,
}

/// Positions of the columns in a part.
struct Columns {
    key: usize,
    year: Option<usize>,
    item: usize,
    value: usize,
    unit: Option<usize>,
}

/// The years that are used.
#[derive(Clone, Copy)]
struct Years {
    current: i16,
    /// Whether rows without a year are of the year before.
    is_previous: bool,
}

/// Rows that enter no table.
#[derive(Default)]
struct Unused {
    faulty: Vec<LeftOver>,
    /// Number of rows by year.
    years: BTreeMap<i16, usize>,
    /// Number of rows by item that no field is called.
    items: BTreeMap<String, usize>,
}

/// Reads the long table of `supplement` in `files`.
///
/// # Errors
/// As of a cohort; a column that the table lacks; no row of the year.
pub(super) fn read(
    supplement: &Supplement,
    long: &Spanned<Long>,
    files: &[CohortFile],
    setting: Setting<'_>,
    as_of: Date,
) -> Result<Read, Findings> {
    refuse(supplement, long, setting)?;
    let drafts = read::as_texts(supplement, files, setting)?;
    let headers: Vec<String> = drafts.first().map(read::headers).unwrap_or_default();
    let by = read::key_of(supplement, &headers, setting)?;
    let columns: Vec<Columns> =
        drafts.iter().map(|draft| columns(supplement, long, by, draft, setting)).collect::<Result<_, _>>()?;
    let year = long.get_ref().current.unwrap_or_else(|| as_of.year());
    let years = Years { current: year, is_previous: supplement.as_previous_year };
    let supplement = &with_columns(supplement);
    let (mut items, mut unused) = (Items::new(), Unused::default());
    for (part, (draft, columns)) in drafts.iter().zip(&columns).enumerate() {
        sort(draft, part, columns, years, &mut items, &mut unused);
    }
    if items.is_empty() && !unused.years.is_empty() {
        return Err(no_such_year(supplement, long, year, &unused, setting).into());
    }
    refuse_absent(supplement, &headers, &items, setting)?;
    // Last year's value of a field without a field for it is not used.
    let gives_none = |item: &Item| {
        let field = read::field_of(supplement, &item.title, setting.dictionary);
        field.is_some_and(|field| setting.dictionary.position(&format!("{}_prev", field.name)).is_none())
    };
    let known = Headers::of(setting.dictionary);
    let is_chosen = |title: &str| {
        let bound = supplement.columns.keys().any(|header| key(header.get_ref()) == key(title));
        bound || (supplement.fields.is_empty() && read::bound_field(&known, title).is_some())
    };
    let rows = drafts.iter().map(rows_of).sum();
    let mut tables = Vec::new();
    let mut faults = Findings::new();
    for ((_, is_previous), mut item) in items {
        if is_previous && gives_none(&item) {
            *unused.years.entry(year - 1).or_default() += item.rows.values().map(Vec::len).sum::<usize>();
            continue;
        }
        if !is_chosen(&item.title) {
            *unused.items.entry(item.title).or_default() += item.rows.values().map(Vec::len).sum::<usize>();
            continue;
        }
        unused.faulty.extend(without_unit(&mut item, &drafts, supplement, setting.dictionary));
        match of_item(supplement, &item, by, &drafts, &columns, setting, as_of) {
            Ok(table) => tables.push(Table { is_previous, ..table }),
            Err(found) => faults.unite(found),
        }
    }
    unused.faulty.sort_by(|a, b| (&a.part, a.line).cmp(&(&b.part, b.line)));
    let files: Vec<Origin> = drafts.into_iter().map(|draft| draft.origin).collect();
    let notes = notes(supplement, &unused, &files, setting.dictionary);
    faults.or_stop(Read { tables, by, files, rows, loose: unused.faulty, notes }).map(|(read, _)| read)
}

/// Refuses what a long table cannot give.
fn refuse(supplement: &Supplement, long: &Spanned<Long>, setting: Setting<'_>) -> Result<(), Findings> {
    let mut faults = Findings::new();
    let is_value = |given: &Given| {
        let Given { value, count, sum, max, latest, on, listed, condition } = given;
        value.is_some()
            && (count, listed) == (&None, &None)
            && [sum, max, latest, on].into_iter().all(Option::is_none)
            && condition.is_none()
    };
    for (name, given) in supplement.fields.iter().filter(|(_, given)| !is_value(given.get_ref())) {
        let place = setting.parameters.place(given.span().start).in_column(name.get_ref().as_str());
        let message = say!(intake::long_only_values, name = name.get_ref());
        faults.push(Finding::new(Code::KeyChoice, place, message).help(say!(intake::long_only_values_help)));
    }
    if supplement.as_previous_year && long.get_ref().year.is_some() {
        let place = setting.parameters.place(long.span().start).in_column("long");
        let finding = Finding::new(Code::KeyChoice, place, say!(intake::long_and_previous));
        faults.push(finding.help(say!(intake::long_and_previous_help)));
    }
    faults.or_stop(()).map(|_| ())
}

/// Refuses entries of the campaign that name no item and no column of the table.
fn refuse_absent(
    supplement: &Supplement,
    headers: &[String],
    items: &Items,
    setting: Setting<'_>,
) -> Result<(), Findings> {
    let titles = || items.values().map(|item| item.title.as_str());
    let is_there = |header: &str| {
        let mut all = titles().chain(headers.iter().map(String::as_str));
        all.any(|title| key(title) == key(header))
    };
    let absent = supplement.columns.keys().filter(|header| !is_there(header.get_ref()));
    let fault = |header: &Spanned<String>| {
        let place = setting.parameters.place(header.span().start).in_column("columns");
        let help = match nearest(header.get_ref(), titles()) {
            Some(near) => say!(intake::long_item_near, near = near),
            None => say!(intake::long_item_help, items = listed(titles(), items.len())),
        };
        let message = say!(intake::long_item_absent, item = header.get_ref());
        Finding::new(Code::ColumnUnknown, place, message).help(help)
    };
    absent.map(fault).collect::<Findings>().or_stop(()).map(|_| ())
}

/// The supplement with the values of `fields` among its columns.
fn with_columns(supplement: &Supplement) -> Supplement {
    let mut supplement = supplement.clone();
    for (field, given) in &supplement.fields {
        if let Given { value: Some(header), .. } = given.get_ref() {
            let header = Spanned::new(given.span(), header.clone());
            supplement.columns.insert(header, field.clone());
        }
    }
    supplement
}

fn columns(
    supplement: &Supplement,
    long: &Spanned<Long>,
    by: Key,
    draft: &Draft,
    setting: Setting<'_>,
) -> Result<Columns, Findings> {
    let headers = read::headers(draft);
    let position = |title: &str| headers.iter().position(|header| key(header) == key(title));
    let at = |title: &String| {
        position(title).ok_or_else(|| {
            let place = setting.parameters.place(long.span().start).in_column("long");
            let near = nearest(title, headers.iter().map(String::as_str));
            let help = match near {
                Some(near) => say!(intake::header_near, near = near),
                None => say!(intake::long_column_help, headers = listed(headers.iter(), headers.len())),
            };
            let message = say!(intake::no_such_column, header = title);
            Findings::from(Finding::new(Code::ColumnUnknown, place, message).help(help))
        })
    };
    let wanted = match by {
        Key::Id => &setting.dictionary.primary_key,
        Key::Name => "name",
    };
    let known = Headers::of(setting.dictionary);
    let usual =
        || headers.iter().position(|header| known.position(header) == setting.dictionary.position(wanted));
    let key = match &supplement.key {
        Some(title) => Some(at(title.get_ref())?),
        None => usual(),
    };
    let Some(key) = key else { return Err(read::keyless(supplement, setting)) };
    let Long { year, item, value, unit, .. } = long.get_ref();
    Ok(Columns {
        key,
        year: year.as_ref().map(at).transpose()?,
        item: at(item)?,
        value: at(value)?,
        unit: unit.as_ref().map(at).transpose()?,
    })
}

/// Sorts the rows of a part by item and year.
fn sort(draft: &Draft, part: usize, columns: &Columns, years: Years, items: &mut Items, unused: &mut Unused) {
    for (row, mark) in draft
        .table
        .short
        .iter()
        .flat_map(|short| short.marks.iter().map(|mark| (&short.all[mark.row as usize], mark)))
    {
        let fate = Fate::Faulty(mark.code.message());
        unused.faulty.push(LeftOver { part: draft.origin.part(), line: row.line, key: String::new(), fate });
    }
    let faulty = faults(draft);
    for (at, row) in draft.table.rows.iter().enumerate() {
        let record = draft.body.record(*row);
        let cells: Vec<String> = records::cells(&record, draft.table.reading.plan.delimiter)
            .map(|cell| folded(cell.trim()).into_owned())
            .collect();
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let mut set_aside = |reason: Message| {
            let (key, part) = (cell(columns.key).to_owned(), draft.origin.part());
            unused.faulty.push(LeftOver { part, line: row.line, key, fate: Fate::Faulty(reason) });
        };
        if let Some(reason) = faulty.get(&(at as u32)) {
            set_aside(reason.clone());
            continue;
        }
        let item = cell(columns.item);
        if item.is_empty() {
            set_aside(say!(intake::long_without_item));
            continue;
        }
        let is_previous = match columns.year.map(|column| (cell(column), self::year(cell(column)))) {
            None => years.is_previous,
            Some((_, Some(of))) if of == years.current => false,
            Some((_, Some(of))) if of + 1 == years.current => true,
            Some((_, Some(of))) => {
                *unused.years.entry(of).or_default() += 1;
                continue;
            }
            Some((written, None)) => {
                set_aside(say!(intake::long_without_year, cell = written));
                continue;
            }
        };
        let found = items.entry((key(item), is_previous)).or_default();
        if found.title.is_empty() {
            found.title = item.to_owned();
        }
        let unit = columns.unit.map_or("", cell).to_owned();
        if !unit.is_empty() {
            *found.units.entry(unit.clone()).or_default() += 1;
        }
        let entry =
            Entry { at, key: cell(columns.key).to_owned(), value: cell(columns.value).to_owned(), unit };
        found.rows.entry(part).or_default().push(entry);
    }
}

/// Number of rows of a part.
fn rows_of(draft: &Draft) -> usize {
    draft.table.short.as_ref().map_or(draft.table.rows.len(), |short| short.all.len())
}

/// The first fault of each row that has one, by its position in the part.
fn faults(draft: &Draft) -> BTreeMap<u32, Message> {
    let mut faulty = BTreeMap::new();
    for mark in draft.table.marks.iter().filter(|mark| mark.code.sets_aside()) {
        faulty.entry(mark.row).or_insert_with(|| {
            let record = &*draft.body.record(draft.table.rows[mark.row as usize]);
            let marked = Marked { record, marks: std::slice::from_ref(mark) };
            let said = || draft.table.reading.said(&[marked], None).into_iter().flatten().next();
            let told = draft.told.get(&(mark.row, mark.code)).cloned();
            told.or_else(said).unwrap_or_else(|| mark.code.message())
        });
    }
    faulty
}

/// The year of a cell: `2024`, `2024年`, `2024年度`, or that of a day.
fn year(cell: &str) -> Option<i16> {
    let bare = cell.strip_suffix("年度").or_else(|| cell.strip_suffix('年')).unwrap_or(cell).trim();
    let bare = bare.strip_suffix(".0").unwrap_or(bare);
    let plain = (bare.len() == 4).then(|| bare.parse().ok()).flatten();
    plain.or_else(|| days::day(cell).ok().map(Date::year)).filter(|year| (1900..=2999).contains(year))
}

/// Takes rows of an amount without a unit out of a table that has units for others.
fn without_unit(
    item: &mut Item,
    drafts: &[Draft],
    supplement: &Supplement,
    dictionary: &Dictionary,
) -> Vec<LeftOver> {
    let field = read::field_of(supplement, &item.title, dictionary);
    let is_named = units::splits(&key(&item.title)).any(|(_, unit)| units::is_unit(unit));
    if is_named || item.units.is_empty() || field.is_none_or(|field| field.unit.is_none()) {
        return Vec::new();
    }
    let mut faulty = Vec::new();
    for (&part, entries) in &mut item.rows {
        let draft = &drafts[part];
        entries.retain(|entry| {
            let is_sound = !entry.unit.is_empty() || entry.value.is_empty();
            if !is_sound {
                faulty.push(LeftOver {
                    part: draft.origin.part(),
                    line: draft.table.rows[entry.at].line,
                    key: entry.key.clone(),
                    fate: Fate::Faulty(say!(intake::long_without_unit)),
                });
            }
            is_sound
        });
    }
    faulty
}

/// The table of one item, with a column for its key and one for its value.
fn of_item(
    supplement: &Supplement,
    item: &Item,
    by: Key,
    drafts: &[Draft],
    columns: &[Columns],
    setting: Setting<'_>,
    as_of: Date,
) -> Result<Table, Findings> {
    let unit = item.units.iter().max_by_key(|(unit, count)| (**count, std::cmp::Reverse(*unit)));
    let unit = unit.map(|(unit, _)| unit.as_str());
    // An item with a unit in its title overrides the most frequent one of its rows.
    let title = key(&item.title);
    let own = units::splits(&title).map(|(_, unit)| unit).find(|unit| units::is_unit(unit));
    let header = match unit {
        Some(unit) if own.is_none() => format!("{}({unit})", item.title),
        _ => item.title.clone(),
    };
    let unit = own.or(unit);
    // The campaign names items without the unit of their rows.
    let bound = supplement.columns.iter().filter(|(bound, _)| key(bound.get_ref()) == key(&item.title));
    let named =
        bound.map(|(bound, field)| (Spanned::new(bound.span(), header.clone()), field.clone())).collect();
    let plain = Supplement { fields: BTreeMap::new(), columns: named, ..supplement.clone() };
    let own_key =
        item.rows.keys().next().map(|&part| read::headers(&drafts[part])[columns[part].key].clone());
    let headers = vec![own_key.unwrap_or_default(), header];
    let dictionary = read::fields(&plain, by, &read::Seen::texts(&headers), setting.dictionary);
    let asked = (0..dictionary.fields.len()).collect();
    let mut file = plain.file();
    let name = dictionary.fields.get(1).map(|field| field.name.clone());
    file.units.retain(|field, _| unit.is_none() && Some(field.get_ref()) == name.as_ref());
    file.dates.retain(|field, _| Some(field.get_ref()) == name.as_ref());
    let mut parts = Vec::new();
    for (&part, entries) in &item.rows {
        let draft = &drafts[part];
        let own = &columns[part];
        let width = own.key.max(own.value) + 1;
        let (mut text, mut rows) = (String::new(), Vec::with_capacity(entries.len()));
        let mut in_place = vec![String::new(); width];
        in_place[own.key].clone_from(&read::headers(draft)[own.key]);
        in_place[own.value].clone_from(&headers[1]);
        for entry in entries {
            let start = text.len() as u32;
            let is_other = !entry.unit.is_empty() && Some(entry.unit.as_str()) != unit;
            let value = match is_other && !entry.value.is_empty() {
                true => format!("{}{}", entry.value, entry.unit),
                false => entry.value.clone(),
            };
            // Cells stay in their columns, so that they keep their addresses.
            for at in 0..width {
                if at > 0 {
                    text.push(char::from(DELIMITER));
                }
                match at {
                    _ if at == own.key => push_text(&mut text, &entry.key),
                    _ if at == own.value => push_text(&mut text, &value),
                    _ => {}
                }
            }
            rows.push(Row { start, end: text.len() as u32, line: draft.table.rows[entry.at].line });
            text.push('\n');
        }
        let place = &draft.origin.place;
        let records = Records {
            text: &text,
            unpacked: draft.origin.unpacked.max(text.len()),
            delimiter: DELIMITER,
            header: draft.table.header.clone(),
            headers: in_place,
            rows: Rows { rows, unclosed: Vec::new() },
            in_workbook: draft.table.reading.plan.in_workbook,
        };
        let silent = &crate::progress::Silent;
        let table = table::read_records(records, place, &file, setting.parameters, &dictionary, silent)?;
        let body = Body::Text { text: text.into_bytes(), start: 0 };
        parts.push(Draft::new(draft.origin.clone(), draft.form, table, body));
    }
    let outcome = outcome::settle(parts, &dictionary, &asked, as_of);
    let intake = Intake::of(Arc::from(supplement.id()), outcome);
    Ok(Table { intake, by, headers, is_previous: false, is_item: true })
}

/// The fault of a table without rows of `year` or the year before.
fn no_such_year(
    supplement: &Supplement,
    long: &Spanned<Long>,
    year: i16,
    unused: &Unused,
    setting: Setting<'_>,
) -> Finding {
    let place = setting.parameters.place(long.span().start).in_column("long");
    let years = listed(unused.years.keys().rev().map(i16::to_string), unused.years.len());
    let message =
        say!(intake::long_no_year, supplement = supplement.id(), year = year.to_string(), years = years);
    Finding::new(Code::ValueInvalid, place, message).help(say!(intake::long_no_year_help))
}

/// Notes on rows that enter no table.
fn notes(supplement: &Supplement, unused: &Unused, files: &[Origin], dictionary: &Dictionary) -> Findings {
    let place = files.first().map(|file| file.place.clone()).unwrap_or_default();
    let mut notes = Findings::new();
    let rows: usize = unused.years.values().sum();
    if rows > 0 {
        let years = listed(unused.years.keys().rev().map(i16::to_string), unused.years.len());
        let message =
            say!(intake::long_other_years, supplement = supplement.id(), count = rows, years = years);
        notes.push(Finding::new(Code::SupplementUnmatched, place.clone(), message));
    }
    if let Some(LeftOver { part, line, fate: Fate::Faulty(reason), .. }) = unused.faulty.first() {
        let message = say!(
            intake::long_faulty,
            supplement = supplement.id(),
            count = unused.faulty.len(),
            reason = reason.clone()
        );
        let place = files.iter().find(|file| file.part() == *part).map(|file| file.place.clone());
        let place = place.unwrap_or_default().at_line(*line);
        let help = say!(intake::long_faulty_help);
        notes.push(Finding::new(Code::SupplementUnclear, place, message).help(help));
    }
    for (item, count) in &unused.items {
        let place = place.clone().in_column(item.as_str());
        let titles = dictionary.fields.iter().flat_map(|field| field.headers());
        let near = nearest(item, titles)
            .and_then(|title| dictionary.fields.iter().find(|field| field.is_headed(title)));
        let message = say!(intake::long_no_field, count = *count);
        let help = match near {
            Some(field) => say!(intake::long_no_field_near_help, item = item, name = &field.name),
            None => say!(intake::long_no_field_help, item = item),
        };
        notes.push(Finding::new(Code::ColumnUnused, place, message).help(help));
    }
    notes
}
