//! The fields of a supplement's own columns, and its key.

use rustc_hash::{FxHashMap, FxHashSet};

use super::seen::Seen;
use crate::expr::Scope;
use crate::finding::{Code, Finding, Findings};
use crate::firms::width::key;
use crate::firms::{Column, Dictionary, Field, FieldType, Headers};
use crate::intake::options::{Given, Key, Supplement};
use crate::intake::setting::Setting;
use crate::intake::{Intake, units};
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
    let bound = supplement.columns.iter().map(|(header, field)| (key(header.get_ref()), field.get_ref()));
    let bound: FxHashMap<String, &String> = bound.collect();
    let mut taken: FxHashSet<String> = std::iter::once(fields.fields[0].name.clone()).collect();
    for (header, field_type) in seen.headers.iter().zip(&seen.types) {
        let named = giving(header).or_else(|| bound.get(&key(header)).map(|field| (*field).clone()));
        let named = named.and_then(|name| cohort.field(&name)).cloned();
        let usual = || {
            let position = bound_field(&known, header)?;
            Some(cohort.fields[position].clone()).filter(|_| supplement.fields.is_empty())
        };
        match named.or_else(usual) {
            Some(field) if taken.insert(field.name.clone()) => {
                let mut field = Field { constraints: field.constraints.clone(), ..field };
                field.constraints.required = false;
                field.aliases.push(header.clone());
                fields.fields.push(field);
            }
            _ if fields.fields[0].is_headed(header) || !taken.insert(header.clone()) => {}
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
    whole.or_else(|| units::splits(&key).find_map(|(base, _)| known.position(base)))
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

/// The names that a rule over the columns of `own` may use: their headers, with a unit and without.
pub(super) fn scope(own: &Dictionary) -> Scope {
    let mut scope = Scope::default();
    for (slot, field) in own.fields.iter().enumerate() {
        scope.add(&*field.name, field.kind());
        let names = field.headers().flat_map(|name| {
            let base = units::splits(name).map(|(base, _)| base.to_owned()).next();
            std::iter::once(name.to_owned()).chain(base)
        });
        names.filter(|name| *name != field.name).for_each(|name| scope.alias(name, slot));
    }
    scope
}
