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
        let name = giving(header).or_else(|| bound.get(&key(header)).map(|field| (*field).clone()))?;
        cohort.field(&name)
    };
    let usual = |header: &String| {
        let position = bound_field(&known, header).filter(|_| supplement.fields.is_empty())?;
        Some(&cohort.fields[position])
    };
    // The position of each field, and the column that it is.
    let mut taken: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for (at, column) in seen.columns.iter().enumerate() {
        let headers = &column.headers;
        let field = headers.iter().find_map(named).or_else(|| headers.iter().find_map(usual));
        let known = field.and_then(|field| taken.get(&field.name)).copied();
        match (field, known) {
            // The key has its field.
            (Some(field), _) if field.name == fields.fields[0].name => {}
            (Some(field), None) => {
                taken.insert(field.name.clone(), (fields.fields.len(), at));
                let mut field = field.clone();
                field.constraints.required = false;
                field.aliases.extend(headers.iter().cloned());
                fields.fields.push(field);
            }
            // Parts may call a field differently; of two columns in one part neither can be chosen.
            (Some(field), Some((own, other))) if field.name != "name" || seen.are_apart(at, other) => {
                fields.fields[own].aliases.extend(headers.iter().cloned());
            }
            _ if headers.iter().any(|header| fields.fields[0].is_headed(header)) => {}
            _ if taken.contains_key(&headers[0]) => {}
            _ => {
                taken.insert(headers[0].clone(), (fields.fields.len(), at));
                fields.fields.push(local(supplement, column, cohort));
            }
        }
    }
    fields
}

/// The field that the column of `headers` gives by its sum, its greatest or its latest value.
fn measured<'a>(supplement: &Supplement, headers: &[String], cohort: &'a Dictionary) -> Option<&'a Field> {
    let is_it = |given: &Given| {
        let mut columns = [&given.sum, &given.max, &given.latest].into_iter().flatten();
        columns.any(|column| headers.iter().any(|header| key(column) == key(header)))
    };
    let (field, _) = supplement.fields.iter().find(|(_, given)| is_it(given.get_ref()))?;
    cohort.fields.get(cohort.find(field.get_ref())?)
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
    let measured = measured(supplement, headers, cohort);
    let field_type = measured.map_or(column.field_type, |field| field.field_type);
    let campaign = || {
        let mut units = supplement.units.iter();
        let is_it = |name: &str| {
            headers.iter().any(|header| is_called(header, name))
                || measured.is_some_and(|field| field.name == name)
        };
        let (_, unit) = units.find(|(name, _)| is_it(name.get_ref()))?;
        Some(unit.get_ref().clone()).filter(|unit| unit != units::IN_CELL)
    };
    let of_header = || headers.iter().find_map(|header| units::parted(header)).map(|(_, unit)| unit);
    let of_field = || measured.and_then(|field| field.unit.clone());
    let unit = || campaign().or_else(of_header).or_else(of_field);
    let unit = matches!(field_type, FieldType::Number | FieldType::Integer).then(unit).flatten();
    let aliases = headers[1..].to_vec();
    Field { field_type, unit, aliases, ..Field::text(&headers[0]) }
}

/// Whether a person may call the column of `header` by `name`: with its unit or without.
fn is_called(header: &str, name: &str) -> bool {
    let is_base = |(base, _): (String, String)| base == key(name);
    key(header) == key(name) || units::parted(header).is_some_and(is_base)
}

/// The units of `supplement` under the names of the fields in `own`: the campaign names a column by its
/// header or by the field that it gives.
pub(super) fn own_units(
    supplement: &Supplement,
    own: &Dictionary,
    cohort: &Dictionary,
) -> BTreeMap<Spanned<String>, Spanned<String>> {
    let name = |written: &String| {
        let called = |field: &&Field| field.headers().any(|header| is_called(header, written));
        let gives = |field: &&Field| {
            let headers: Vec<String> = field.headers().map(str::to_owned).collect();
            measured(supplement, &headers, cohort).is_some_and(|field| field.name == *written)
        };
        let all = || own.fields.iter().skip(1);
        match own.position(written) {
            Some(_) => None,
            None => all().find(called).or_else(|| all().find(gives)).map(|field| field.name.clone()),
        }
    };
    let unit = |(written, unit): (&Spanned<String>, &Spanned<String>)| {
        let name = name(written.get_ref()).map(|name| Spanned::new(written.span(), name));
        (name.unwrap_or_else(|| written.clone()), unit.clone())
    };
    supplement.units.iter().map(unit).collect()
}

/// The column of `header` in `intake`.
pub(super) fn column<'a>(intake: &'a Intake, header: &str) -> Option<(usize, &'a Column)> {
    let wanted = key(header);
    let fields = &intake.firms.dictionary.fields;
    let at = fields.iter().position(|field| field.headers().any(|name| key(name) == wanted))?;
    Some((at, intake.firms.columns[at].as_ref()?))
}
