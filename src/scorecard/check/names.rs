//! Names: valid in form, and unique.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Checker, LIST_COLUMNS, reserved};
use crate::finding::Code;
use crate::firms::{Dictionary, Field};
use crate::parameters::Spanned;
use crate::scorecard::Role;
use crate::scorecard::written::{Condition, Group, Indicator, Scorecard};
use crate::words::say;

/// Checks every id of the file for form and uniqueness.
pub(super) fn check(checker: &mut Checker<'_>, written: &Scorecard, dictionary: &Dictionary) {
    let mut ids = Ids::default();
    label(checker, &written.id);

    // Names that rules use bare.
    ids.fields(checker, &written.field.iter().collect::<Vec<_>>(), dictionary);
    for derived in &written.derived {
        identifier(checker, derived.id.get_ref(), &derived.id.span(), "id");
        ids.claim(checker, derived.id.get_ref(), derived.id.span(), "id", "derived");
    }

    // Names that rules use as `points.<id>`.
    let mut ids = Ids::default();
    let extras = [&written.bonus, &written.deduction];
    if extras.iter().any(|extra| extra.is_some()) {
        let parts = Role::PARTS.into_iter().filter_map(Role::id);
        parts.for_each(|name| ids.know(name, "part"));
    }
    written.indicator.iter().for_each(|indicator| member(checker, &mut ids, &indicator.id, "indicator"));
    written.group.iter().for_each(|group| branch(checker, &mut ids, group));
    for extra in extras.into_iter().flatten() {
        extra.indicator.iter().for_each(|indicator| member(checker, &mut ids, &indicator.id, "indicator"));
        extra.group.iter().for_each(|group| branch(checker, &mut ids, group));
    }

    let conditions = |list: &'_ [Spanned<Condition>]| -> Vec<Spanned<String>> {
        list.iter().filter_map(|condition| condition.get_ref().id.clone()).collect()
    };
    let lists: [(&str, Vec<Spanned<String>>); 5] = [
        ("segment", written.segment.iter().map(|segment| segment.id.clone()).collect()),
        ("gate", conditions(&written.gate)),
        ("route", conditions(&written.route)),
        ("grade", written.grade.iter().map(|grade| grade.id.clone()).collect()),
        ("top", written.top.iter().map(|top| top.id.clone()).collect()),
    ];
    for (what, list) in lists {
        let mut ids = Ids::default();
        for id in &list {
            if matches!(what, "grade" | "top") {
                filled(checker, id);
            } else {
                label(checker, id);
            }
            ids.claim(checker, id.get_ref(), id.span(), "id", what);
        }
    }
}

/// Checks the names of fields that are added to `dictionary`.
pub(super) fn of_fields(checker: &mut Checker<'_>, fields: &[&Spanned<Field>], dictionary: &Dictionary) {
    Ids::default().fields(checker, fields, dictionary);
}

fn branch(checker: &mut Checker<'_>, ids: &mut Ids, group: &Group) {
    member(checker, ids, &group.id, "group");
    let Group { indicator, group: groups, .. } = group;
    indicator.iter().for_each(|Indicator { id, .. }| member(checker, ids, id, "indicator"));
    groups.iter().for_each(|group| branch(checker, ids, group));
}

fn member(checker: &mut Checker<'_>, ids: &mut Ids, id: &Spanned<String>, what: &'static str) {
    identifier(checker, id.get_ref(), &id.span(), "id");
    ids.claim(checker, id.get_ref(), id.span(), "id", what);
}

/// Names used so far, each with its bearer (a value of the message's selector) and its position in the file.
#[derive(Default)]
struct Ids(BTreeMap<String, (&'static str, Option<usize>)>);

impl Ids {
    fn know(&mut self, name: &str, what: &'static str) {
        self.0.insert(name.to_owned(), (what, None));
    }

    /// Claims the names of `fields`, besides those with a meaning in rules or lists and those of
    /// `dictionary`.
    fn fields(&mut self, checker: &mut Checker<'_>, fields: &[&Spanned<Field>], dictionary: &Dictionary) {
        reserved().for_each(|name| self.know(name, "rules"));
        LIST_COLUMNS.into_iter().for_each(|name| self.know(name, "lists"));
        dictionary.fields.iter().for_each(|field| self.know(&field.name, "dictionary"));
        for field in fields {
            let name = &field.get_ref().name;
            identifier(checker, name, &field.span(), "name");
            self.claim(checker, name, field.span(), "name", "field");
        }
    }

    fn claim(
        &mut self,
        checker: &mut Checker<'_>,
        name: &str,
        span: Range<usize>,
        key: &str,
        what: &'static str,
    ) {
        let Some((bearer, position)) = self.0.get(name) else {
            self.0.insert(name.to_owned(), (what, Some(span.start)));
            return;
        };
        let line = position.and_then(|position| checker.source.place(position).line);
        let message = match line {
            Some(line) => {
                say!(scorecard::name_taken_at, name = name, bearer = *bearer, line = line.to_string())
            }
            None => say!(scorecard::name_taken, name = name, bearer = *bearer),
        };
        checker.fault(Code::NameRepeated, &span, key, message, say!(scorecard::name_other));
    }
}

/// Checks a name that rules use as an identifier.
fn identifier(checker: &mut Checker<'_>, name: &str, span: &Range<usize>, key: &str) {
    let tail = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !(name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(tail)) {
        let message = say!(scorecard::name_not_for_rules, name = name);
        let help = say!(scorecard::name_not_for_rules_help);
        checker.fault(Code::NameInvalid, span, key, message, help);
    }
}

/// Checks a name used in files and tables.
fn label(checker: &mut Checker<'_>, id: &Spanned<String>) {
    let tail = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    let name = id.get_ref();
    if !(name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(tail)) {
        let (message, help) = (say!(scorecard::id_invalid, name = name), say!(scorecard::id_invalid_help));
        checker.fault(Code::NameInvalid, &id.span(), "id", message, help);
    }
}

fn filled(checker: &mut Checker<'_>, id: &Spanned<String>) {
    if id.get_ref().trim().is_empty() {
        let message = say!(scorecard::id_invalid, name = id.get_ref());
        checker.fault(Code::ValueEmpty, &id.span(), "id", message, say!(scorecard::id_empty_help));
    }
}
