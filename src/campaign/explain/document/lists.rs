//! Lists, and what would be different.

use super::super::{FailedRule, FurtherAccount, ListOutcome, ListPlace, Standing, Supposed};
use super::numbers::{count, decimals, shown, value};
use crate::figures::Section;
use crate::figures::number::thousands;
use crate::intake::Change;
use crate::referral::unknown_rule;
use crate::scoring::Account;
use crate::words::{Between, Message};

/// A line for each institution, those whose list the firm is on first. What keeps it off all lists stands
/// once.
pub(super) fn lists(lists: &[ListPlace]) -> Section {
    let (on, off): (Vec<&ListPlace>, Vec<&ListPlace>) =
        lists.iter().partition(|place| matches!(place.outcome, ListOutcome::Listed { .. }));
    let named = |place: &ListPlace, told: &str| (1, format!("{} {}: {told}", place.institution, place.name));
    let barred = off.iter().find_map(|place| match &place.outcome {
        ListOutcome::Barred { reason, .. } => Some(reason),
        _ => None,
    });
    if let Some(reason) = barred {
        let rules = off.iter().filter_map(|place| match &place.outcome {
            // Whether its place would have been within the list is not known.
            ListOutcome::Barred { rules, .. } if rules.is_empty() => {
                Some(named(place, "its own rules are met"))
            }
            ListOutcome::Barred { rules, .. } => {
                Some(named(place, &format!("besides, {}", all_failed(rules))))
            }
            _ => None,
        });
        return Section::named("Lists").line(format!("on no list: {reason}")).items(rules);
    }
    let mut section = Section::named("Lists");
    for (title, places) in [("on the list of", on), ("not on the list of", off)] {
        if !places.is_empty() {
            let items = places.iter().map(|place| named(place, &outcome(&place.outcome).1));
            section = section.heading(title).items(items);
        }
    }
    section
}

/// Whether the firm is on a list, and where or why not.
fn outcome(outcome: &ListOutcome) -> (&'static str, String) {
    match outcome {
        ListOutcome::Listed { place, of } => {
            ("on it", format!("place {} of {}", count(*place), thousands(*of as u64)))
        }
        ListOutcome::Beyond { place, of } => (
            "not on it",
            format!("eligible at place {}, the list ends at {}", count(*place), thousands(*of as u64)),
        ),
        // The first is why; of the others only those that are known to fail.
        ListOutcome::Fails { rules } => {
            let told = rules.iter().enumerate().filter(|(at, rule)| *at == 0 || !rule.unknown);
            ("not on it", told.map(|(_, rule)| failed(rule)).collect::<Vec<_>>().join("; "))
        }
        ListOutcome::Barred { reason, rules } if rules.is_empty() => ("not on it", reason.clone()),
        ListOutcome::Barred { reason, rules } => ("not on it", format!("{reason}; {}", all_failed(rules))),
    }
}

/// The reasons of rules, and what they read.
fn all_failed(rules: &[FailedRule]) -> String {
    rules.iter().map(failed).collect::<Vec<_>>().join("; ")
}

/// The reason of a rule, and what it read.
fn failed(rule: &FailedRule) -> String {
    let reads = rule.reads.iter().map(|read| format!("{} = {}", read.name, value(read.value.as_ref())));
    let reads = reads.collect::<Vec<_>>().join(", ");
    let said = match (reads.is_empty(), rule.unknown) {
        (true, _) => rule.reason.clone(),
        (false, false) => format!("{} ({reads})", rule.reason),
        (false, true) => format!("{}: {reads}", rule.reason),
    };
    if rule.unknown { unknown_rule(&said) } else { said }
}

/// What would be different.
pub(super) fn difference(now: &Standing, supposed: &Supposed) -> Section {
    let changes = supposed.changes.iter().map(|Change { field, cell }| {
        if cell.is_empty() { format!("{field} were not known") } else { format!("{field} were {cell}") }
    });
    let mut items = accounts(&now.account, &supposed.standing.account);
    for (now, then) in now.further.iter().zip(&supposed.standing.further) {
        match (now, then) {
            (FurtherAccount::Scored(now), FurtherAccount::Scored(then)) => items.extend(accounts(now, then)),
            (FurtherAccount::Scored(now), FurtherAccount::NotScored { reason, .. }) => {
                let points = shown(now, now.points);
                items.push((1, format!("{}: no points instead of {points}, {reason}", now.scorecard)));
            }
            (FurtherAccount::NotScored { .. }, FurtherAccount::Scored(then)) => {
                let points = shown(then, then.points);
                items.push((1, format!("{}: {points} points instead of none", then.scorecard)));
            }
            (FurtherAccount::NotScored { .. }, FurtherAccount::NotScored { .. }) => {}
        }
    }
    let moved: Vec<_> = now
        .lists
        .iter()
        .zip(&supposed.standing.lists)
        .filter(|(now, then)| outcome(&now.outcome) != outcome(&then.outcome))
        .collect();
    if moved.is_empty() {
        items.push((1, "every list as it is".to_owned()));
    }
    for (now, then) in moved {
        let ((was, _), (is, why)) = (outcome(&now.outcome), outcome(&then.outcome));
        let is = if was == is { format!("still {is}") } else { format!("now {is}") };
        items.push((1, format!("{} {}: {is}, {why}", then.institution, then.name)));
    }
    let title = format!("if {}:", changes.collect::<Vec<_>>().join(", "));
    Section::named("What if").heading(title).items(items)
}

/// A line on the points and ranks, and one for each part that differs.
fn accounts(now: &Account, then: &Account) -> Vec<(usize, String)> {
    let account = then;
    let mut out = format!(
        "{}: {}, rank {}",
        then.scorecard,
        instead(&shown(then, then.points), &shown(now, now.points), " points"),
        instead(&count(then.rank), &count(now.rank), ""),
    );
    if now.segment != then.segment {
        out += &format!(", in {} instead of {}", then.segment, now.segment);
    } else if then.segment_firms < then.firms {
        let rank = instead(&count(then.segment_rank), &count(now.segment_rank), "");
        out += &format!(", {rank} in {}", then.segment);
    }
    let none = || "none".to_owned();
    for (what, then, now) in [("grade", &then.grade, &now.grade), ("top", &then.top, &now.top)] {
        if now != then {
            let [then, now] = [then, now].map(|id| id.clone().unwrap_or_else(none));
            out += &format!(", {what} {then} instead of {now}");
        }
    }
    let is_changed = (now.qualified, now.held, &now.reasons) != (then.qualified, then.held, &then.reasons);
    let reasons = Message::joined(Between::Clauses, &then.reasons);
    match (then.qualified, then.held) {
        _ if !is_changed => {}
        (true, _) => out += ", and it would qualify",
        (false, true) => out += &format!(", and it would be held: {reasons}"),
        (false, false) => out += &format!(", and it would not qualify: {reasons}"),
    }
    let indicators = now.indicators.iter().zip(&then.indicators);
    let indicators = indicators.map(|(now, then)| (then.id.clone(), now.points, then.points));
    let groups = now.groups.iter().zip(&then.groups).skip(1);
    let groups = groups.map(|(now, then)| (format!("group {}", then.id), now.points, then.points));
    let parts = indicators.chain(groups).filter_map(|(what, now, then)| {
        let [now, then] = [now, then].map(|points| format!("{points:.*}", decimals(account)));
        // What is the same as it is shown is no difference.
        (now != then).then(|| (2, format!("{what} {}", instead(&then, &now, ""))))
    });
    std::iter::once((1, out)).chain(parts).collect()
}

/// `64.45 points instead of 60.10`, or that they are as before.
fn instead(then: &str, now: &str, what: &str) -> String {
    if then == now { format!("{then}{what} as before") } else { format!("{then}{what} instead of {now}") }
}
