//! The fields of a supplement's own columns, and its key.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::seen::{Seen, SeenColumn};
use crate::finding::{Code, Finding, Findings};
use crate::firms::width::key;
use crate::firms::{Column, Dictionary, Field, FieldType, Headers};
use crate::intake::options::{Given, Key, Supplement};
use crate::intake::setting::Setting;
use crate::intake::{Intake, units};
use crate::parameters::Spanned;
use crate::words::say;

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
pub(super) fn dictionary(supplement: &Supplement, by: Key, seen: &Seen, cohort: &Dictionary) -> Dictionary {
    let id = match by {
        Key::Id => cohort.primary_key.clone(),
        Key::Name => "name".to_owned(),
    };
    let mut fields = cohort.clone();
    (fields.fields, fields.primary_key) = (Vec::new(), id.clone());
    let own = cohort.field(&id).cloned().unwrap_or_else(|| Field::text(&id));
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
    let bound = supplement.columns.iter().map(|(header, field)| (key(header.get_ref()), field.get_ref()));
    let bound: FxHashMap<String, &String> = bound.collect();
    let named = |header: &String| {
        let whole = || bound.get(&key(header));
        // The campaign may leave the unit out.
        let base = || bound.get(&units::parted(header)?.0);
        let name = giving(header).or_else(|| whole().or_else(base).map(|field| (*field).clone()))?;
        cohort.field(&name)
    };
    let name = cohort.position("name").filter(|_| by == Key::Id);
    // Names beside ids count whatever the table gives.
    let usual = |header: &String| {
        let position = bound_field(&known, header)?;
        (supplement.fields.is_empty() || Some(position) == name).then(|| &cohort.fields[position])
    };
    // The position of each field, and the columns that it is.
    let mut taken: FxHashMap<String, (usize, Vec<usize>)> = FxHashMap::default();
    for (at, column) in seen.columns.iter().enumerate() {
        let headers = &column.headers;
        let field = headers.iter().find_map(named).or_else(|| headers.iter().find_map(usual));
        let is_taken = taken.contains_key(&headers[0]);
        let known = field.and_then(|field| taken.get_mut(&field.name));
        match (field, known) {
            // The key has its field.
            (Some(field), _) if field.name == fields.fields[0].name => {}
            (Some(field), None) => {
                taken.insert(field.name.clone(), (fields.fields.len(), vec![at]));
                let mut field = field.clone();
                field.constraints.required = false;
                field.aliases.extend(headers.iter().cloned());
                fields.fields.push(field);
            }
            // Parts may call a field differently; of two columns in one part neither can be chosen.
            (Some(field), Some((own, others)))
                if field.name != "name" || others.iter().all(|other| seen.are_apart(at, *other)) =>
            {
                others.push(at);
                fields.fields[*own].aliases.extend(headers.iter().cloned());
            }
            _ if headers.iter().any(|header| fields.fields[0].is_headed(header)) => {}
            _ if is_taken => {}
            _ => {
                taken.insert(headers[0].clone(), (fields.fields.len(), vec![at]));
                fields.fields.push(local(supplement, column, cohort));
            }
        }
    }
    fields
}

/// The fields that the column of `headers` gives by its sum, its greatest or its latest value.
fn measured<'a>(
    supplement: &'a Supplement,
    headers: &'a [String],
    cohort: &'a Dictionary,
) -> impl Iterator<Item = &'a Field> {
    let is_it = |given: &Given| {
        let mut columns = [&given.sum, &given.max, &given.latest].into_iter().flatten();
        columns.any(|column| headers.iter().any(|header| key(column) == key(header)))
    };
    let given = supplement.fields.iter().filter(move |(_, given)| is_it(given.get_ref()));
    given.filter_map(|(field, _)| cohort.fields.get(cohort.find(field.get_ref())?))
}

/// The campaign's units of the column of `headers`, under whatever names: its headers, with their unit or
/// without, or the fields that it gives.
fn units_of<'a>(
    supplement: &'a Supplement,
    headers: &'a [String],
    cohort: &'a Dictionary,
) -> impl Iterator<Item = (&'a Spanned<String>, &'a Spanned<String>)> {
    let is_it = |name: &str| {
        headers.iter().any(|header| is_called(header, name))
            || measured(supplement, headers, cohort).any(|field| field.name == name)
    };
    supplement.units.iter().filter(move |(name, _)| is_it(name.get_ref()))
}

/// The field of a header, with its unit or without.
pub(super) fn bound_field(known: &Headers, header: &str) -> Option<usize> {
    let key = key(header);
    let whole = known.position(&key);
    whole.or_else(|| units::splits(&key).find_map(|(base, _)| known.position(base)))
}

/// A field called as the first header of `column`, in the unit that the campaign or a header names. An amount
/// without a unit has that of the field it gives, so that one is asked for.
fn local(supplement: &Supplement, column: &SeenColumn, cohort: &Dictionary) -> Field {
    let headers = &column.headers;
    let mut of_fields = measured(supplement, headers, cohort);
    let first = of_fields.next();
    let campaign = units_of(supplement, headers, cohort).next().map(|(_, unit)| unit.get_ref().clone());
    let is_in_cell = campaign.as_deref() == Some(units::IN_CELL);
    let field_type = match first {
        Some(field) => field.field_type,
        None if is_in_cell => FieldType::Number,
        None => column.field_type,
    };
    let of_header = || headers.iter().find_map(|header| units::parted(header)).map(|(_, unit)| unit);
    let of_field = || first.into_iter().chain(of_fields).find(|field| field.is_money())?.unit.clone();
    let campaign = campaign.filter(|_| !is_in_cell);
    let unit = || {
        let known = campaign.or_else(of_header).or_else(of_field);
        known.or_else(|| is_in_cell.then(|| units::MONEY[0].to_owned()))
    };
    let unit = matches!(field_type, FieldType::Number | FieldType::Integer).then(unit).flatten();
    let aliases = headers[1..].to_vec();
    Field { field_type, unit, aliases, ..Field::text(&headers[0]) }
}

/// Whether a person may call the column of `header` by `name`: with its unit or without.
fn is_called(header: &str, name: &str) -> bool {
    let is_base = |(base, _): (String, String)| base == key(name);
    key(header) == key(name) || units::parted(header).is_some_and(is_base)
}

/// The units of `supplement` under the names of the fields in `own`.
///
/// # Errors
/// `column-unit-clash` for different units of one column.
pub(super) fn own_units(
    supplement: &Supplement,
    own: &Dictionary,
    cohort: &Dictionary,
    setting: Setting<'_>,
) -> Result<BTreeMap<Spanned<String>, Spanned<String>>, Findings> {
    let mut all = supplement.units.clone();
    let mut faults = Findings::new();
    for field in own.fields.iter().skip(1) {
        let headers: Vec<String> = field.headers().map(str::to_owned).collect();
        let mut entries = units_of(supplement, &headers, cohort);
        let Some((name, unit)) = entries.next() else { continue };
        for (other, contrary) in entries {
            if contrary.get_ref() != unit.get_ref() {
                let place = setting.parameters.place(contrary.span().start);
                let [one, two] = [unit, contrary].map(|unit| unit.get_ref().as_str());
                let message =
                    say!(intake::supplement_units_differ, header = other.get_ref(), unit = two, other = one);
                let help = say!(intake::supplement_unit_clash_help);
                faults.push(Finding::new(Code::ColumnUnitClash, place, message).help(help));
            }
            all.remove(other);
        }
        all.remove(name);
        all.insert(Spanned::new(name.span(), field.name.clone()), unit.clone());
    }
    faults.or_stop(all).map(|(all, _)| all)
}

/// The column of `header` in `intake`.
pub(super) fn column<'a>(intake: &'a Intake, header: &str) -> Option<(usize, &'a Column)> {
    let wanted = key(header);
    let fields = &intake.firms.dictionary.fields;
    let at = fields.iter().position(|field| field.headers().any(|name| key(name) == wanted))?;
    Some((at, intake.firms.columns[at].as_ref()?))
}
