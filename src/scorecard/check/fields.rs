//! Local fields: those a scorecard adds to the dictionary.

use std::ops::Range;

use super::Checker;
use crate::finding::Code;
use crate::firms::{Dictionary, Field, Headers, Kind};
use crate::scorecard::written::Scorecard;

/// The scorecard's own fields, and `base` with them at its end. Their names are checked with all the others.
pub(super) fn check(
    checker: &mut Checker<'_>,
    written: &Scorecard,
    base: &Dictionary,
) -> (Vec<Field>, Dictionary) {
    let mut dictionary = base.clone();
    let mut taken = Headers::of(base);
    for entry in &written.field {
        let field = entry.get_ref();
        headers(checker, field, &entry.span(), &dictionary, &taken);
        constraints(checker, field, &entry.span());
        without_effect(checker, field, &entry.span());
        taken.add(dictionary.fields.len(), field);
        dictionary.fields.push(field.clone());
    }
    let fields = dictionary.fields[base.fields.len()..].to_vec();
    (fields, dictionary)
}

/// No header may mean two fields: headers are compared without regard to case, width and blanks.
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
            let message =
                format!("header `{header}` of field `{}` already means `{}`", field.name, other.name);
            checker.fault(Code::NameRepeated, span, "title", message, "choose another title or alias");
        }
    }
    // That no two fields bear one name is seen where all names are.
    if let Some(other) = meant(&field.name).filter(|other| other.name != field.name) {
        let message = format!("`{}` is a header of the field `{}`", field.name, other.name);
        checker.fault(Code::NameRepeated, span, "name", message, "choose another name");
    }
}

fn constraints(checker: &mut Checker<'_>, field: &Field, span: &Range<usize>) {
    let bounds = &field.constraints;
    let mut fault = |code: Code, message: String, help: &str| {
        checker.fault(code, span, "constraints", message, help);
    };
    let (minimum, maximum) = (bounds.minimum, bounds.maximum);
    if minimum.into_iter().chain(maximum).any(|bound| !bound.is_finite()) {
        fault(
            Code::ValueInvalid,
            format!("a bound of field `{}` is not finite", field.name),
            "leave out a bound that bounds nothing",
        );
    } else if let (Some(minimum), Some(maximum)) = (minimum, maximum)
        && minimum > maximum
    {
        fault(
            Code::ValueInvalid,
            format!("field `{}` can have no value from {minimum} to {maximum}", field.name),
            "swap the bounds",
        );
    }
    if let Some(pattern) = &bounds.pattern
        && regex::Regex::new(pattern).is_err()
    {
        fault(
            Code::ValueInvalid,
            format!("`{pattern}` of field `{}` is no regular expression", field.name),
            "close what is open in it",
        );
    }
    if bounds.one_of.as_ref().is_some_and(Vec::is_empty) {
        fault(
            Code::ValueEmpty,
            format!("field `{}` allows no value at all", field.name),
            "list the values in `enum`, or remove it",
        );
    }
}

/// What would be accepted and then ignored.
fn without_effect(checker: &mut Checker<'_>, field: &Field, span: &Range<usize>) {
    let bounds = &field.constraints;
    let mut fault = |key: &str, message: String, help: &str| {
        checker.fault(Code::KeyIdle, span, key, message, help);
    };
    if field.kind() != Kind::Number && (bounds.minimum.is_some() || bounds.maximum.is_some()) {
        fault("constraints", format!("field `{}` is no number and has no bounds", field.name), "remove them");
    }
    if field.kind() != Kind::Number && field.unit.is_some() {
        fault("unit", format!("field `{}` is no number and has no unit", field.name), "remove it");
    }
    if field.kind() != Kind::Text && (bounds.pattern.is_some() || bounds.one_of.is_some()) {
        let message = format!("field `{}` is no text and has neither `pattern` nor `enum`", field.name);
        fault("constraints", message, "remove them, or make it a field of type `string`");
    }
    // The campaign says which field is the id, and makes that one unique whatever stands here.
    if bounds.unique {
        let message =
            format!("`unique` of field `{}` has no effect: only a campaign's `id` is unique", field.name);
        fault("constraints", message, "remove it; the field a campaign names as `id` is unique of itself");
    }
}
