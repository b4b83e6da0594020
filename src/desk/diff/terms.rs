//! Parameters that differ between two runs.

use std::collections::BTreeMap;

use super::record::Record;
use super::report::{TermChange, What};
use super::said::{excluded, limits, matched, most, ordered, text_of};
use crate::figures::number::short;
use crate::publish::{
    Described, DescribedCondition, DescribedIndicator, DescribedSegment, Formula, ListTerms, Normalisation,
    RuleTerms, SupplementTerms, Terms,
};
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
    let (one, other) = (&one.terms, &other.terms);
    all.extend(conditions(&one.scorecard, &other.scorecard));
    all.extend(segments(&one.scorecard, &other.scorecard));
    all.extend(indicators(&one.scorecard, &other.scorecard));
    all.extend(rules(one, other));
    all.extend(of_lists(one, other));
    all.extend(matching(one, other));
    all.extend(supplements(one, other));
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

fn conditions(before: &Described, after: &Described) -> Vec<TermChange> {
    let text = |one: &DescribedCondition| match one.accepted.is_empty() {
        true => one.asks.clone(),
        false => say!(diff::accepting, text = &one.asks, fields = Arg::items(&one.accepted)),
    };
    let name = |one: &DescribedCondition| match &one.id {
        Some(id) => id.into(),
        None => one.reasons.first().cloned().unwrap_or_default(),
    };
    let key = |one: &DescribedCondition| (one.kind, name(one).to_string());
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

fn segments(before: &Described, after: &Described) -> Vec<TermChange> {
    let text = |when: &Option<Formula>| when.as_ref().map_or_else(|| say!(diff::all_others), text_of);
    let pairs = paired(&before.segments, &after.segments, |segment| &segment.id).into_iter();
    let differ =
        pairs.filter(|(one, other)| one.map(|segment| &segment.when) != other.map(|segment| &segment.when));
    differ
        .map(|(one, other)| {
            let id = one.or(other).map_or("", |segment| &segment.id);
            let text = |segment: &DescribedSegment| text(&segment.when);
            of(What::Segment, id, one.map(text), other.map(text))
        })
        .collect()
}

fn indicators(before: &Described, after: &Described) -> Vec<TermChange> {
    let mut all = Vec::new();
    for (one, other) in paired(&before.indicators, &after.indicators, |indicator| &indicator.id) {
        let Some(named) = one.or(other) else { continue };
        let title = || named.said();
        if one.map(|one| &one.full_marks) != other.map(|other| &other.full_marks) {
            let text = |indicator: &DescribedIndicator| weights(&indicator.full_marks);
            all.push(of(What::Weight, title(), one.map(text), other.map(text)));
        }
        if let (Some(one), Some(other)) = (one, other) {
            if one.value != other.value {
                let texts = (text_of(&one.value), text_of(&other.value));
                all.push(of(What::Curve, title(), Some(texts.0), Some(texts.1)));
            }
            if one.normalisation != other.normalisation {
                let (one, other) = differing(&one.normalisation, &other.normalisation);
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

/// The keys of two normalisations that differ, as JSON.
fn differing(before: &Normalisation, after: &Normalisation) -> (Message, Message) {
    let value = |one: &Normalisation| serde_json::to_value(one).unwrap_or_default();
    let (before, after) = (value(before), value(after));
    let text = |one: &serde_json::Value, other: &serde_json::Value| {
        let object = one.as_object().into_iter().flatten();
        let differ: serde_json::Map<String, serde_json::Value> = object
            .filter(|(key, value)| other.get(key.as_str()) != Some(*value))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        Message::verbatim(serde_json::Value::Object(differ).to_string())
    };
    (text(&before, &after), text(&after, &before))
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
        let mut note = |reason: &Message, texts: (Option<&RuleTerms>, Option<&RuleTerms>)| {
            let text = |rule: Option<&RuleTerms>| rule.map(|rule| text_of(&rule.when).to_string());
            let key = (reason.to_string(), text(texts.0), text(texts.1));
            all.entry(key).or_insert_with(|| (reason.clone(), Vec::new())).1.push(list.institution.clone());
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

/// Orders, capacities and limits of the lists of both runs.
fn of_lists(before: &Terms, after: &Terms) -> Vec<TermChange> {
    let pairs = before.lists.iter().filter_map(|list| Some((list, after.list(&list.institution)?)));
    let change = |what: What, list: &ListTerms, before: Message, after: Message| TermChange {
        institutions: vec![list.institution.clone()],
        ..of(what, Message::default(), Some(before), Some(after))
    };
    let all = pairs.flat_map(|(one, other)| {
        let order = ((&one.order, one.ascending) != (&other.order, other.ascending))
            .then(|| change(What::Order, one, ordered(one), ordered(other)));
        let capacity = (one.capacity != other.capacity)
            .then(|| change(What::Capacity, one, most(one.capacity), most(other.capacity)));
        let limits = ((&one.quota, &one.amount) != (&other.quota, &other.amount))
            .then(|| change(What::Quota, one, limits(one), limits(other)));
        let exclude = (one.exclude != other.exclude)
            .then(|| change(What::Exclude, one, excluded(one), excluded(other)));
        [order, capacity, limits, exclude].into_iter().flatten()
    });
    all.collect()
}

fn matching(before: &Terms, after: &Terms) -> Option<TermChange> {
    let (one, other) = (before.matching.as_ref(), after.matching.as_ref());
    let differ = one != other;
    differ.then(|| of(What::Match, Message::default(), Some(matched(one)), Some(matched(other))))
}

fn supplements(before: &Terms, after: &Terms) -> Vec<TermChange> {
    let pairs = paired(&before.judged.supplements, &after.judged.supplements, |one| &one.id).into_iter();
    let differ = pairs.filter(|(one, other)| one.map(|one| &one.fields) != other.map(|other| &other.fields));
    differ
        .map(|(one, other)| {
            let text = |one: &SupplementTerms| Message::verbatim(one.fields.join(", "));
            of(What::Supplement, one.or(other).map_or("", |one| &one.id), one.map(text), other.map(text))
        })
        .collect()
}
