//! Local fields: those a scorecard adds to the dictionary.

use std::ops::Range;

use super::{Checker, names};
use crate::finding::{Code, Findings};
use crate::firms::{Dictionary, Field, Headers, Kind};
use crate::parameters::{Source, Spanned};
use crate::scorecard::written::Scorecard;
use crate::words::{Message, say};

/// Returns the scorecard's own fields, and the dictionary `base` with these appended. Field names are checked
/// elsewhere, together with all other names.
pub(super) fn check(
    checker: &mut Checker<'_>,
    written: &Scorecard,
    base: &Dictionary,
) -> (Vec<Field>, Dictionary) {
    let mut dictionary = base.clone();
    let mut taken = Headers::of(base);
    for entry in &written.field {
        add(checker, entry, &mut dictionary, &mut taken);
    }
    let fields = dictionary.fields[base.fields.len()..].to_vec();
    (fields, dictionary)
}

/// The faults of `fields`, which a file other than a scorecard adds to the dictionary `base`. Fields that
/// `base` has with the same declaration are left out.
pub(crate) fn check_fields(fields: &[Spanned<Field>], source: &Source, base: &Dictionary) -> Findings {
    let mut checker = Checker { source, findings: Findings::new() };
    let own: Vec<_> = fields.iter().filter(|entry| !base.fields.contains(entry.get_ref())).collect();
    names::of_fields(&mut checker, &own, base);
    let (mut dictionary, mut taken) = (base.clone(), Headers::of(base));
    own.into_iter().for_each(|entry| add(&mut checker, entry, &mut dictionary, &mut taken));
    checker.findings
}

fn add(checker: &mut Checker<'_>, entry: &Spanned<Field>, dictionary: &mut Dictionary, taken: &mut Headers) {
    let field = entry.get_ref();
    headers(checker, field, &entry.span(), dictionary, taken);
    constraints(checker, field, &entry.span());
    without_effect(checker, field, &entry.span());
    taken.add(dictionary.fields.len(), field);
    dictionary.fields.push(field.clone());
}

/// Reports headers of `field` that already belong to another field. Case, character width and blanks are
/// ignored.
fn headers(
    checker: &mut Checker<'_>,
    field: &Field,
    span: &Range<usize>,
    dictionary: &Dictionary,
    taken: &Headers,
) {
    let meant = |header: &str| taken.position(header).map(|position| &dictionary.fields[position]);
    for header in std::iter::once(&field.title).chain(&field.aliases) {
        if let Some(other) = meant(header) {
            let (name, other) = (&field.name, &other.name);
            let message = say!(scorecard::header_taken, header = header, field = name, other = other);
            let help = say!(scorecard::header_taken_help);
            checker.fault(Code::NameRepeated, span, "title", message, help);
        }
    }
    // Two fields with the same name are reported by the check of all names.
    if let Some(other) = meant(&field.name).filter(|other| other.name != field.name) {
        let message = say!(scorecard::name_is_header, name = &field.name, other = &other.name);
        checker.fault(Code::NameRepeated, span, "name", message, say!(scorecard::name_other));
    }
}

fn constraints(checker: &mut Checker<'_>, field: &Field, span: &Range<usize>) {
    let bounds = &field.constraints;
    let name = &field.name;
    let mut fault = |code: Code, message: Message, help: Message| {
        checker.fault(code, span, "constraints", message, help);
    };
    let (minimum, maximum) = (bounds.minimum, bounds.maximum);
    if minimum.into_iter().chain(maximum).any(|bound| !bound.is_finite()) {
        let message = say!(scorecard::bound_not_finite, field = name);
        fault(Code::ValueInvalid, message, say!(scorecard::bound_not_finite_help));
    } else if let (Some(minimum), Some(maximum)) = (minimum, maximum)
        && minimum > maximum
    {
        let (low, high) = (minimum.to_string(), maximum.to_string());
        let message = say!(scorecard::bounds_swapped, field = name, minimum = low, maximum = high);
        fault(Code::ValueInvalid, message, say!(scorecard::swap));
    }
    if let Some(pattern) = &bounds.pattern
        && regex::Regex::new(pattern).is_err()
    {
        let message = say!(scorecard::pattern_invalid, pattern = pattern, field = name);
        fault(Code::ValueInvalid, message, say!(scorecard::pattern_invalid_help));
    }
    if bounds.one_of.as_ref().is_some_and(Vec::is_empty) {
        let message = say!(scorecard::enum_empty, field = name);
        fault(Code::ValueEmpty, message, say!(scorecard::enum_empty_help));
    }
}

/// Reports settings of a field that have no effect.
fn without_effect(checker: &mut Checker<'_>, field: &Field, span: &Range<usize>) {
    let bounds = &field.constraints;
    let name = &field.name;
    let mut fault = |key: &str, message: Message, help: Message| {
        checker.fault(Code::KeyIdle, span, key, message, help);
    };
    if field.kind() != Kind::Number && (bounds.minimum.is_some() || bounds.maximum.is_some()) {
        let message = say!(scorecard::bounds_idle, field = name);
        fault("constraints", message, say!(scorecard::bounds_idle_help));
    }
    if field.kind() != Kind::Number && field.unit.is_some() {
        fault("unit", say!(scorecard::unit_idle, field = name), say!(scorecard::remove));
    }
    if field.kind() != Kind::Text && (bounds.pattern.is_some() || bounds.one_of.is_some()) {
        let message = say!(scorecard::pattern_idle, field = name);
        fault("constraints", message, say!(scorecard::pattern_idle_help));
    }
    // The campaign names the id field and makes it unique, whatever is set here.
    if bounds.unique {
        let message = say!(scorecard::unique_idle, field = name);
        fault("constraints", message, say!(scorecard::unique_idle_help));
    }
}
