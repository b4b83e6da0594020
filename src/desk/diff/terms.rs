//! Parameters that differ between two runs.

use std::collections::BTreeMap;

use super::judge::text_of;
use super::record::Record;
use super::report::{TermChange, What};
use crate::figures::number::short;
use crate::publish::{ConditionTerms, Formula, IndicatorTerms, ListTerms, RuleTerms, Terms};
use crate::words::{Arg, Message, say};

/// All parameters that differ, in the order of their kinds.
pub(super) fn changed(before: &Record, after: &Record) -> Vec<TermChange> {
    let change = |what: What, name: Message, one: Option<Message>, other: Option<Message>| TermChange {
        what,
        institutions: Vec::new(),
        name,
        before: one,
        after: other,
    };
    let mut all = Vec::new();
    let (one, other) = (&before.run, &after.run);
    if one.scorecard != other.scorecard {
        let text = |id: &String| Some(Message::from(id));
        all.push(change(What::Scorecard, Message::default(), text(&one.scorecard), text(&other.scorecard)));
    }
    if one.as_of != other.as_of {
        let text = |day: &String| Some(Message::from(day));
        all.push(change(What::Day, Message::default(), text(&one.as_of), text(&other.as_of)));
    }
    if let (Some(one), Some(other)) = (&one.terms, &other.terms) {
        all.extend(conditions(one, other));
        all.extend(segments(one, other));
        all.extend(indicators(one, other));
        all.extend(rules(one, other));
        all.extend(orders(one, other));
        all.extend(supplements(one, other));
    }
    all.extend(capacities(before, after));
    all.sort_by_key(|change| change.what);
    all
}

fn of(what: What, name: impl Into<Message>, before: Option<Message>, after: Option<Message>) -> TermChange {
    TermChange { what, institutions: Vec::new(), name: name.into(), before, after }
}

/// Items of two runs paired by key: those of the first in their order, then those of the second alone.
fn paired<'a, T, K: PartialEq>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let find = |all: &'a [T], wanted: &K| all.iter().find(|one| key(one) == *wanted);
    let first = before.iter().map(|one| (Some(one), find(after, &key(one))));
    let second = after.iter().filter(|one| find(before, &key(one)).is_none()).map(|one| (None, Some(one)));
    first.chain(second).collect()
}

fn conditions(before: &Terms, after: &Terms) -> Vec<TermChange> {
    let text = |one: &ConditionTerms| {
        let text = Message::both(one.text[0].as_str(), one.text[1].as_str());
        match one.accepted.is_empty() {
            true => text,
            false => say!(diff::accepting, text = text, fields = Arg::items(&one.accepted)),
        }
    };
    let key = |one: &ConditionTerms| match &one.id {
        Some(id) => (one.kind, id.clone()),
        None => (one.kind, one.reasons.first().map_or_else(String::new, |reason| reason[0].clone())),
    };
    let name = |one: &ConditionTerms| match &one.id {
        Some(id) => id.into(),
        None => one
            .reasons
            .first()
            .map_or_else(Message::default, |reason| Message::both(reason[0].as_str(), reason[1].as_str())),
    };
    let pairs = paired(&before.conditions, &after.conditions, key).into_iter();
    let differ = pairs.filter(|(one, other)| match (one, other) {
        (Some(one), Some(other)) => {
            one.rules != other.rules || one.unknown != other.unknown || one.accepted != other.accepted
        }
        _ => true,
    });
    differ
        .map(|(one, other)| {
            let named = one.or(other).map_or_else(Message::default, name);
            of(What::Condition, named, one.map(text), other.map(text))
        })
        .collect()
}

fn segments(before: &Terms, after: &Terms) -> Vec<TermChange> {
    let text = |when: &Option<Formula>| when.as_ref().map_or_else(|| say!(diff::all_others), text_of);
    let pairs = paired(&before.segments, &after.segments, |segment| &segment.id).into_iter();
    let differ =
        pairs.filter(|(one, other)| one.map(|segment| &segment.when) != other.map(|segment| &segment.when));
    differ
        .map(|(one, other)| {
            let id = one.or(other).map_or("", |segment| &segment.id);
            let text = |segment: &crate::publish::SegmentTerms| text(&segment.when);
            of(What::Segment, id, one.map(text), other.map(text))
        })
        .collect()
}

fn indicators(before: &Terms, after: &Terms) -> Vec<TermChange> {
    let mut all = Vec::new();
    for (one, other) in paired(&before.indicators, &after.indicators, |indicator| &indicator.id) {
        let Some(named) = one.or(other) else { continue };
        let title = || Message::id_or_title(&named.id, &*named.title[1]);
        if one.map(|one| &one.weights) != other.map(|other| &other.weights) {
            let text = |indicator: &IndicatorTerms| weights(&indicator.weights);
            all.push(of(What::Weight, title(), one.map(text), other.map(text)));
        }
        if let (Some(one), Some(other)) = (one, other) {
            if one.value != other.value {
                let texts = (text_of(&one.value), text_of(&other.value));
                all.push(of(What::Curve, title(), Some(texts.0), Some(texts.1)));
            }
            if one.way != other.way {
                let (one, other) = ways(&one.way, &other.way);
                all.push(of(What::Curve, title(), Some(one), Some(other)));
            }
        }
    }
    all
}

/// Weights per segment; one if all are equal.
fn weights(weights: &[f64]) -> Message {
    match weights {
        [first, rest @ ..] if rest.iter().all(|weight| weight == first) => short(*first).into(),
        all => Message::verbatim(all.iter().map(|weight| short(*weight)).collect::<Vec<_>>().join(" / ")),
    }
}

/// Those keys of two ways from raw value to points that differ, as JSON.
fn ways(before: &serde_json::Value, after: &serde_json::Value) -> (Message, Message) {
    let text = |one: &serde_json::Value, other: &serde_json::Value| {
        let object = one.as_object().into_iter().flatten();
        let differ: serde_json::Map<String, serde_json::Value> = object
            .filter(|(key, value)| other.get(key.as_str()) != Some(*value))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        Message::verbatim(serde_json::Value::Object(differ).to_string())
    };
    (text(before, after), text(after, before))
}

/// Rules of institutions that both runs have: those that only one run has, with the institutions they apply
/// to. Rules with the same reason are one rule worded otherwise.
fn rules(before: &Terms, after: &Terms) -> Vec<TermChange> {
    type Key = (String, Option<String>, Option<String>);
    let mut all: BTreeMap<Key, (Message, Vec<String>)> = BTreeMap::new();
    for list in &before.lists {
        let Some(later) = after.list(&list.institution) else { continue };
        let of_list = |terms: &'_ Terms, list: &ListTerms| -> Vec<RuleTerms> {
            list.rules.iter().filter_map(|key| terms.rule(key).cloned()).collect()
        };
        let (mut one, mut other) = (of_list(before, list), of_list(after, later));
        let same: Vec<Formula> = one
            .iter()
            .map(|rule| rule.when.clone())
            .filter(|when| other.iter().any(|rule| rule.when == *when))
            .collect();
        one.retain(|rule| !same.contains(&rule.when));
        other.retain(|rule| !same.contains(&rule.when));
        let mut note = |reason: &[String; 2], texts: (Option<&RuleTerms>, Option<&RuleTerms>)| {
            let text = |rule: Option<&RuleTerms>| rule.map(|rule| text_of(&rule.when).to_string());
            let key = (reason[0].clone(), text(texts.0), text(texts.1));
            let reason = Message::both(reason[0].as_str(), reason[1].as_str());
            all.entry(key).or_insert_with(|| (reason, Vec::new())).1.push(list.institution.clone());
        };
        for rule in &one {
            let alike = other.iter().position(|other| other.reason == rule.reason);
            let alike = alike.map(|at| other.remove(at));
            note(&rule.reason, (Some(rule), alike.as_ref()));
        }
        other.iter().for_each(|rule| note(&rule.reason, (None, Some(rule))));
    }
    all.into_iter()
        .map(|((_, before, after), (name, institutions))| TermChange {
            institutions,
            ..of(What::Rule, name, before.map(Message::from), after.map(Message::from))
        })
        .collect()
}

fn orders(before: &Terms, after: &Terms) -> Vec<TermChange> {
    let text = |list: &ListTerms| match (&list.order, list.ascending) {
        (None, _) => say!(diff::by_points),
        (Some(order), true) => say!(diff::least_first, by = text_of(order)),
        (Some(order), false) => say!(diff::greatest_first, by = text_of(order)),
    };
    let pairs = before.lists.iter().filter_map(|list| Some((list, after.list(&list.institution)?)));
    let differ = pairs.filter(|(one, other)| one.order != other.order || one.ascending != other.ascending);
    differ
        .map(|(one, other)| TermChange {
            institutions: vec![one.institution.clone()],
            ..of(What::Order, Message::default(), Some(text(one)), Some(text(other)))
        })
        .collect()
}

fn supplements(before: &Terms, after: &Terms) -> Vec<TermChange> {
    let pairs = paired(&before.supplements, &after.supplements, |one| &one.id).into_iter();
    let differ = pairs.filter(|(one, other)| one.map(|one| &one.fields) != other.map(|other| &other.fields));
    differ
        .map(|(one, other)| {
            let text = |one: &crate::publish::SupplementTerms| Message::verbatim(one.fields.join(", "));
            of(What::Supplement, one.or(other).map_or("", |one| &one.id), one.map(text), other.map(text))
        })
        .collect()
}

/// Lists of both runs with another capacity.
fn capacities(before: &Record, after: &Record) -> Vec<TermChange> {
    let (Some(one), Some(other)) = (&before.run.side.lists, &after.run.side.lists) else { return Vec::new() };
    let text = |capacity: Option<usize>| match capacity {
        Some(firms) => say!(diff::most, firms = firms),
        None => say!(diff::no_limit),
    };
    let pairs = one.all.iter().filter_map(|list| {
        let later = other.all.iter().find(|later| later.institution == list.institution)?;
        Some((list, later))
    });
    let differ = pairs.filter(|(list, later)| list.capacity != later.capacity);
    differ
        .map(|(list, later)| TermChange {
            institutions: vec![list.institution.clone()],
            ..of(What::Capacity, Message::default(), Some(text(list.capacity)), Some(text(later.capacity)))
        })
        .collect()
}
