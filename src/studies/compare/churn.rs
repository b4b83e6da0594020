//! Turnover of institutions' lists, firm by firm, with reasons.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::matched::Matched;
use super::side::{List, Outcome, Side};
use crate::referral::Bar;
use crate::words::{Message, say};

/// Turnover of one institution's list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Churn {
    /// The institution's id in its file.
    pub institution: String,
    /// The name in each language.
    pub name: Message,
    /// Number of firms on the list before; `None` if the side has no such list.
    pub before: Option<usize>,
    /// Number of firms on the list after; `None` if the side has no such list.
    pub after: Option<usize>,
    /// Number of firms on both lists.
    pub kept: usize,
    /// Number of firms only on the list after.
    pub joined: usize,
    /// Number of firms only on the list before.
    pub left: usize,
    /// Reasons why joining firms were not on the list before, the most frequent first.
    pub why_joined: Vec<Why>,
    /// Reasons why leaving firms are not on the list after, the most frequent first.
    pub why_left: Vec<Why>,
    /// Each firm that joins or leaves, sorted by id.
    pub changes: Vec<Change>,
}

/// A reason for firms not to be on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The reason as a clause.
    pub reason: Message,
    /// Number of firms with this reason.
    pub firms: usize,
}

/// A firm that joins a list or leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The firm's id in the cohort's file.
    pub firm: String,
    /// The firm's name, if the cohort has names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `true` if the firm joins, `false` if it leaves.
    pub joins: bool,
    /// The reason why it is not on the other side's list.
    pub why: Message,
    /// Its row on each side.
    #[serde(skip)]
    pub rows: Rows,
}

/// A firm's row on each side; `None` where it has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Row on the first side.
    pub before: Option<u32>,
    /// Row on the second side.
    pub after: Option<u32>,
}

/// The reason why the firm in `row` of `side`, with this `outcome`, is not on a list. The wording is the same
/// for firms that join and firms that leave, so it names no event.
pub fn why(outcome: Outcome, side: &Side, row: u32) -> Message {
    let rules = side.lists.as_ref().map_or(&[][..], |lists| &lists.rules);
    let has_ledger = side.lists.as_ref().is_some_and(|lists| lists.has_ledger);
    let rule = |rule: u32| rules.get(rule as usize).cloned().unwrap_or_else(|| say!(compare::a_rule));
    let failed = || {
        let failed = side.failed.as_ref()?;
        let why = &failed.names[*failed.codes.get(row as usize)? as usize];
        Some(why).filter(|why| !why.is_empty())
    };
    match outcome {
        Outcome::Listed => say!(compare::on_list),
        Outcome::Beyond => say!(compare::beyond_list),
        Outcome::Passed(passed) => passed.words(),
        Outcome::Barred(Bar::ConsentRefused) if has_ledger => say!(compare::consent_withdrawn),
        Outcome::Barred(Bar::ConsentRefused) => say!(compare::consent_refused),
        Outcome::Barred(Bar::ConsentUnknown) if has_ledger => say!(compare::consent_none),
        Outcome::Barred(Bar::ConsentUnknown) => say!(compare::consent_unknown),
        Outcome::Barred(Bar::NotQualified) => match failed() {
            Some(why) => say!(compare::not_qualified_why, why = why),
            None => say!(compare::not_qualified),
        },
        Outcome::Barred(Bar::Held) => match failed() {
            Some(why) => say!(compare::held_why, why = why),
            None => say!(compare::held),
        },
        Outcome::Barred(Bar::None | Bar::NotScored) => say!(compare::not_scored),
        Outcome::Rule(at) => rule(at),
        Outcome::Unknown(at) => say!(compare::rule_unknown, reason = rule(at)),
    }
}

/// One side's version of a list, if it has one.
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

    /// The reason why the firm `id`, in `row` if the side has it, is not on the list.
    fn why(&self, id: &str, row: Option<u32>) -> Message {
        match (self.list, row) {
            (None, _) => say!(compare::no_such_list),
            (Some(list), Some(row)) => why(list.outcomes[row as usize], self.side, row),
            (Some(_), None) => self.side.absence(id),
        }
    }
}

/// Turnover of every list of either side: the lists of the first side in their order, then those that only
/// the second side has. Empty if a side has no lists at all.
pub fn churn(before: &Side, after: &Side, matched: &Matched) -> Vec<Churn> {
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
    // A firm that joins or leaves has a row on the side where it is on the list, and may have one on the
    // other side.
    let mut change = |on: &Half<'_>, row: u32, joins: bool, off: &Half<'_>, other: Option<u32>| {
        let firm = on.side.ids.get_or_empty(row as usize).to_owned();
        let name = on.side.name(row);
        let why = off.why(&firm, other);
        let rows = match joins {
            true => Rows { before: other, after: Some(row) },
            false => Rows { before: Some(row), after: other },
        };
        changes.push(Change { firm, name, joins, why, rows });
    };
    for rows in &matched.rows {
        match (before.is_listed(rows.before), after.is_listed(rows.after)) {
            (true, true) => kept += 1,
            (true, false) => change(before, rows.before, false, after, Some(rows.after)),
            (false, true) => change(after, rows.after, true, before, Some(rows.before)),
            (false, false) => {}
        }
    }
    let listed = |half: &Half<'_>, rows: &[u32]| -> Vec<u32> {
        rows.iter().copied().filter(|&row| half.is_listed(row)).collect()
    };
    for row in listed(before, &matched.only_before) {
        change(before, row, false, after, None);
    }
    for row in listed(after, &matched.only_after) {
        change(after, row, true, before, None);
    }
    changes.sort_by(|a, b| a.firm.cmp(&b.firm));
    let count = |joins: bool| changes.iter().filter(|change| change.joins == joins).count();
    let named = before.list.or(after.list);
    Churn {
        institution: named.map_or_else(String::new, |list| list.institution.clone()),
        name: named.map_or_else(Message::default, |list| list.name.clone()),
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
    let mut counts: BTreeMap<&Message, usize> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.joins == joins) {
        *counts.entry(&change.why).or_default() += 1;
    }
    let mut whys: Vec<Why> =
        counts.into_iter().map(|(reason, firms)| Why { reason: reason.clone(), firms }).collect();
    whys.sort_by_key(|why| std::cmp::Reverse(why.firms));
    whys
}
