//! Long tables: a row has a firm, a year, an item and its value. The items of one field and year become a
//! table of their own with a column for the value, so that its cells are read as those of any other column.

mod group;
mod notes;
mod rows;

use std::collections::BTreeMap;

use jiff::civil::Date;

use self::group::{Group, Named};
use self::rows::{Columns, Items, Unused, Years};
use super::read::{Read, Table};
use super::{fields, seen};
use crate::finding::{Code, Finding, Findings, listed, nearest};
use crate::firms::width::key;
use crate::firms::{Dictionary, Field, Headers};
use crate::intake::files::CohortFile;
use crate::intake::header::years;
use crate::intake::options::{Given, Key, Long, Supplement};
use crate::intake::part::{Draft, Origin};
use crate::intake::setting::Setting;
use crate::intake::units;
use crate::parameters::Spanned;
use crate::words::say;

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
    let drafts = seen::as_texts(supplement, files, setting)?;
    let headers: Vec<String> = drafts.first().map(seen::headers).unwrap_or_default();
    let by = fields::key_of(supplement, &headers, setting)?;
    let columns: Vec<Columns> =
        drafts.iter().map(|draft| columns(supplement, long, by, draft, setting)).collect::<Result<_, _>>()?;
    let year = long.get_ref().current.unwrap_or_else(|| as_of.year());
    let years = Years { current: year, is_previous: supplement.as_previous_year };
    let mut supplement = with_columns(supplement);
    supplement.units = field_units(&supplement, setting)?;
    let supplement = &supplement;
    let (mut items, mut unused) = (Items::new(), Unused::default());
    for (part, (draft, columns)) in drafts.iter().zip(&columns).enumerate() {
        rows::sort(draft, part, columns, years, &mut items, &mut unused);
    }
    if items.is_empty() && !unused.years.is_empty() {
        return Err(notes::no_such_year(supplement, long, year, &unused, setting).into());
    }
    refuse_absent(supplement, &headers, &items, setting)?;
    let dictionary = setting.dictionary;
    let years = (years, long.get_ref().year.is_some());
    let groups = grouped(supplement, items, years, &drafts, dictionary, &mut unused);
    let rows = drafts.iter().map(rows::count).sum();
    // Parts may head the values in different units.
    let unit = |(draft, own): (&Draft, &Columns)| units::parted(&seen::headers(draft)[own.value]);
    let of_values: Vec<Option<String>> =
        drafts.iter().zip(&columns).map(unit).map(|parted| parted.map(|(_, unit)| unit)).collect();
    let (mut tables, mut faults) = (Vec::new(), Findings::new());
    for ((field, is_previous), mut group) in groups {
        let field = &dictionary.fields[field];
        let is_its = |name: &str| {
            name == field.name
                || fields::field_of(supplement, name, dictionary)
                    .is_some_and(|named| named.name == field.name)
        };
        let campaign = supplement.units.iter().find(|(name, _)| is_its(name.get_ref()));
        let campaign = campaign.map(|(_, unit)| unit);
        let mut said = of_values.iter().flatten();
        if let Some(fault) = said.find_map(|said| clash(field, long, Some(said), campaign, setting)) {
            faults.push(fault);
            continue;
        }
        let named = Named { headers: &of_values, campaign: campaign.map(|unit| &**unit.get_ref()) };
        let faulty = group.settle(field, named, &drafts);
        match group.table(supplement, field, (by, as_of), &drafts, &columns, setting) {
            Ok(table) => tables.push(Table { is_previous, faulty, ..table }),
            Err(found) => faults.unite(found),
        }
    }
    unused.faulty.sort_by(|a, b| (&a.part, a.line).cmp(&(&b.part, b.line)));
    let files: Vec<Origin> = drafts.into_iter().map(|draft| draft.origin).collect();
    if tables.is_empty() && !faults.has_errors() {
        // A table without rows of the year says nothing of its items.
        let is_of_year = unused.seen.is_empty() || unused.seen.contains(&year);
        let fault = match is_of_year {
            true => notes::nothing(supplement, long, &unused, setting),
            false => notes::no_such_year(supplement, long, year, &unused, setting),
        };
        return Err(fault.into());
    }
    let notes = notes::notes(supplement, year, &unused, &tables, &files, dictionary);
    faults
        .or_stop(Read { tables, by, files, rows, others: unused.others(), loose: unused.faulty, notes })
        .map(|(read, _)| read)
}

/// Rows by field and year, which rows have in a cell if `has_column`. Rows that no field takes are counted in
/// `unused`. A year in the title of an item must be that of its rows; without a cell it is their year.
fn grouped(
    supplement: &Supplement,
    items: Items,
    (years, has_column): (Years, bool),
    drafts: &[Draft],
    dictionary: &Dictionary,
    unused: &mut Unused,
) -> BTreeMap<(usize, bool), Group> {
    let year = years.current;
    let known = Headers::of(dictionary);
    let is_bound = |title: &str| supplement.columns.keys().any(|header| key(header.get_ref()) == key(title));
    let mut groups: BTreeMap<(usize, bool), Group> = BTreeMap::new();
    for ((_, mut is_previous), mut item) in items {
        let dated = (!is_bound(&item.title)).then(|| dated(&item.title, &known)).flatten();
        let dated = dated.filter(|(_, bare)| is_bound(bare) || fields::bound_field(&known, bare).is_some());
        if let Some((of_item, bare)) = dated {
            let of_rows = year - i16::from(is_previous);
            let is_used = of_item + 1 == year || of_item == year && !years.is_previous;
            if !has_column {
                unused.seen.insert(of_item);
            }
            if !has_column && !is_used {
                *unused.years.entry(of_item).or_default() += item.len();
                continue;
            }
            if has_column && of_item != of_rows {
                let (of_item, of_rows) = (of_item.to_string(), of_rows.to_string());
                unused.contradict(item, drafts, &say!(intake::long_item_year, item = of_item, row = of_rows));
                continue;
            }
            (is_previous, item.title) = (of_item != year, bare);
        }
        // The id and the name of firms are keys, and no values.
        let field = fields::field_of(supplement, &item.title, dictionary)
            .filter(|field| field.name != dictionary.primary_key && field.name != "name");
        // Last year's value of a field without a field for it is not used.
        if is_previous
            && field.is_some_and(|field| dictionary.position(&format!("{}_prev", field.name)).is_none())
        {
            *unused.years.entry(year - 1).or_default() += item.len();
            continue;
        }
        let is_chosen = is_bound(&item.title) || supplement.fields.is_empty();
        match field.and_then(|field| dictionary.position(&field.name)).filter(|_| is_chosen) {
            None => *unused.items.entry(item.title.clone()).or_default() += item.len(),
            Some(field) => {
                let is_known = known.position(&key(&item.title)).is_some();
                groups.entry((field, is_previous)).or_default().take(item, is_known);
            }
        }
    }
    groups
}

/// The year that the title of an item names, and the title without it; `None` if the whole title is a name of
/// a field.
fn dated(title: &str, known: &Headers) -> Option<(i16, String)> {
    let title = key(title);
    known.position(&title).is_none().then(|| years::parted(&title)).flatten()
}

/// The fault of a unit in the header of the value column that contradicts the campaign's for `field`.
fn clash(
    field: &Field,
    long: &Spanned<Long>,
    of_value: Option<&str>,
    campaign: Option<&Spanned<String>>,
    setting: Setting<'_>,
) -> Option<Finding> {
    let unit = campaign.filter(|_| field.is_money())?;
    let said = units::clash(of_value, unit.get_ref())?;
    let place = setting.parameters.place(unit.span().start);
    let (header, unit) = (&long.get_ref().value, unit.get_ref());
    let message = say!(intake::unit_clash, header = header, unit = unit, said = said);
    Some(Finding::new(Code::ColumnUnitClash, place, message).help(say!(intake::unit_clash_help)))
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

/// The units of `supplement` under the names of the fields; it names them by these or by the titles of items.
///
/// # Errors
/// `name-unknown` for another name, `column-unit-clash` for different units of one field.
fn field_units(
    supplement: &Supplement,
    setting: Setting<'_>,
) -> Result<BTreeMap<Spanned<String>, Spanned<String>>, Findings> {
    let dictionary = setting.dictionary;
    let mut units: BTreeMap<Spanned<String>, Spanned<String>> = BTreeMap::new();
    let mut faults = Findings::new();
    for (written, unit) in &supplement.units {
        let place = setting.parameters.place(written.span().start).in_column("units");
        let named = || fields::field_of(supplement, written.get_ref(), dictionary);
        let Some(field) = dictionary.field(written.get_ref()).or_else(named) else {
            let message = say!(intake::no_such_field, name = written.get_ref());
            faults
                .push(Finding::new(Code::NameUnknown, place, message).help(say!(intake::name_a_field_help)));
            continue;
        };
        match units.insert(Spanned::new(written.span(), field.name.clone()), unit.clone()) {
            Some(other) if other.get_ref() != unit.get_ref() => {
                let [unit, other] = [unit, &other].map(|unit| unit.get_ref().as_str());
                let header = written.get_ref();
                let message =
                    say!(intake::supplement_units_differ, header = header, unit = unit, other = other);
                let help = say!(intake::supplement_unit_clash_help);
                faults.push(Finding::new(Code::ColumnUnitClash, place, message).help(help));
            }
            _ => {}
        }
    }
    faults.or_stop(units).map(|(units, _)| units)
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
        let is_undated = |title: &str| years::parted(title).is_some_and(|(_, bare)| bare == key(header));
        all.any(|title| key(title) == key(header) || is_undated(&key(title)))
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
    let headers = seen::headers(draft);
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
    let Some(key) = key else { return Err(fields::keyless(supplement, setting)) };
    let Long { year, item, value, unit, .. } = long.get_ref();
    // The header of the values may name another unit than in the campaign.
    let bare = |header: &str| {
        units::parted(header).map_or_else(|| crate::firms::width::key(header), |(base, _)| base)
    };
    let valued = || position(value).or_else(|| headers.iter().position(|header| bare(header) == bare(value)));
    let is_name = |header: &String| known.position(header) == setting.dictionary.position("name");
    let name = || headers.iter().position(is_name);
    Ok(Columns {
        key,
        name: (by == Key::Id && setting.dictionary.position("name").is_some()).then(name).flatten(),
        year: year.as_ref().map(at).transpose()?,
        item: at(item)?,
        value: valued().map_or_else(|| at(value), Ok)?,
        unit: unit.as_ref().map(at).transpose()?,
    })
}
