//! Who stays on an institution's list, who joins it, who leaves it, and why.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::matched::Matched;
use super::side::{List, Lists, Outcome, Side};
use crate::referral::Bar;

/// What becomes of an institution's list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Churn {
    /// The institution's id.
    pub institution: String,
    /// Its name.
    pub name: String,
    /// Firms on the list before; nothing where the side has no such list.
    pub before: Option<usize>,
    /// Firms on it after.
    pub after: Option<usize>,
    /// On both.
    pub kept: usize,
    /// Only after.
    pub joined: usize,
    /// Only before.
    pub left: usize,
    /// Why those that join were not on it before, the most frequent first.
    pub why_joined: Vec<Why>,
    /// Why those that leave are not on it any more.
    pub why_left: Vec<Why>,
    /// Each firm that joins or leaves, by id.
    pub changes: Vec<Change>,
}

/// Why firms are not on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The reason.
    pub reason: String,
    /// How many.
    pub firms: usize,
}

/// A firm that joins a list or leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What tells it from others.
    pub firm: String,
    /// Whether it joins; else it leaves.
    pub joins: bool,
    /// Why it is not on the other side's list.
    pub why: String,
}

/// What keeps a firm off a list of `lists`; a firm without an outcome has no points there.
fn why(outcome: Option<Outcome>, lists: Option<&Lists>) -> &str {
    match outcome {
        None => "has no points there",
        Some(Outcome::Listed) => "is on it",
        Some(Outcome::Beyond) => "outranked: beyond the list's end",
        Some(Outcome::Barred(Bar::ConsentRefused)) => "its data may not reach institutions",
        Some(Outcome::Barred(Bar::ConsentUnknown)) => "not known whether its data may reach institutions",
        Some(Outcome::Barred(Bar::NotQualified)) => "does not qualify: a gate or the pass rule",
        Some(Outcome::Barred(Bar::Held)) => "held: what a gate asks for is not known",
        Some(Outcome::Barred(Bar::None | Bar::NotScored)) => "not scored",
        Some(Outcome::Rule(rule)) => {
            lists.and_then(|lists| lists.rules.get(rule as usize)).map_or("a rule", String::as_str)
        }
    }
}

/// One side of a list that may not be there.
struct Half<'a> {
    side: &'a Side,
    list: Option<&'a List>,
}

impl Half<'_> {
    fn outcome(&self, row: u32) -> Option<Outcome> {
        self.list.map(|list| list.outcomes[row as usize])
    }

    fn is_listed(&self, row: u32) -> bool {
        self.outcome(row) == Some(Outcome::Listed)
    }

    /// Why the firm in `row`, or in none, is not on it.
    fn why(&self, row: Option<u32>) -> &str {
        match (self.list, row) {
            (None, _) => "there is no such list there",
            (_, row) => why(row.and_then(|row| self.outcome(row)), self.side.lists.as_ref()),
        }
    }
}

/// What becomes of every list of either side, those of the first side in its order, then those only the second has.
/// Nothing where a side has no lists at all.
pub(super) fn churn(before: &Side, after: &Side, matched: &Matched) -> Vec<Churn> {
    let (Some(one), Some(other)) = (&before.lists, &after.lists) else { return Vec::new() };
    let find = |lists: &'_ [List], id: &str| lists.iter().position(|list| list.institution == id);
    let first = one.all.iter().enumerate().map(|(at, list)| (Some(at), find(&other.all, &list.institution)));
    let second = (0..other.all.len())
        .filter(|&at| find(&one.all, &other.all[at].institution).is_none())
        .map(|at| (None, Some(at)));
    let pairs: Vec<(Option<usize>, Option<usize>)> = first.chain(second).collect();
    pairs
        .into_par_iter()
        .map(|(a, b)| {
            of_one(
                &Half { side: before, list: a.map(|at| &one.all[at]) },
                &Half { side: after, list: b.map(|at| &other.all[at]) },
                matched,
            )
        })
        .collect()
}

fn of_one(before: &Half<'_>, after: &Half<'_>, matched: &Matched) -> Churn {
    let mut kept = 0;
    let mut changes: Vec<Change> = Vec::new();
    let mut change = |side: &Side, row: u32, joins: bool, why: &str| {
        let firm = side.ids.get_or_empty(row as usize).to_owned();
        changes.push(Change { firm, joins, why: why.to_owned() });
    };
    for &(row, other) in &matched.rows {
        match (before.is_listed(row), after.is_listed(other)) {
            (true, true) => kept += 1,
            (true, false) => change(before.side, row, false, after.why(Some(other))),
            (false, true) => change(after.side, other, true, before.why(Some(row))),
            (false, false) => {}
        }
    }
    let listed = |half: &Half<'_>, rows: &[u32]| -> Vec<u32> {
        rows.iter().copied().filter(|&row| half.is_listed(row)).collect()
    };
    for row in listed(before, &matched.only_before) {
        change(before.side, row, false, after.why(None));
    }
    for row in listed(after, &matched.only_after) {
        change(after.side, row, true, before.why(None));
    }
    changes.sort_by(|a, b| a.firm.cmp(&b.firm));
    let count = |joins: bool| changes.iter().filter(|change| change.joins == joins).count();
    let named = before.list.or(after.list);
    Churn {
        institution: named.map_or_else(String::new, |list| list.institution.clone()),
        name: named.map_or_else(String::new, |list| list.name.clone()),
        before: before.list.map(List::len),
        after: after.list.map(List::len),
        kept,
        joined: count(true),
        left: count(false),
        why_joined: whys(&changes, true),
        why_left: whys(&changes, false),
        changes,
    }
}

fn whys(changes: &[Change], joins: bool) -> Vec<Why> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.joins == joins) {
        *counts.entry(&change.why).or_default() += 1;
    }
    let mut whys: Vec<Why> =
        counts.into_iter().map(|(reason, firms)| Why { reason: reason.to_owned(), firms }).collect();
    whys.sort_by_key(|why| std::cmp::Reverse(why.firms));
    whys
}
