//! Lists, and the effect of supposed values.

use super::super::{FailedRule, FurtherAccount, ListOutcome, ListPlace, Standing, Supposed};
use super::numbers::{decimals, read, shown};
use super::{card, part, segment};
use crate::figures::Section;
use crate::referral::Passed;
use crate::scoring::Account;
use crate::words::{Arg, Between, Message, say};

/// A line per institution, lists with the firm first. The bar from all lists is printed once.
pub(super) fn lists(lists: &[ListPlace]) -> Section {
    let (on, off): (Vec<&ListPlace>, Vec<&ListPlace>) = lists.iter().partition(|place| is_on(place));
    let item = |place: &ListPlace, outcome: Message| {
        (1, say!(explain::item, institution = &place.institution, name = &place.name, outcome = outcome))
    };
    let section = Section::named(say!(explain::lists));
    let barred = off.iter().find_map(|place| match &place.outcome {
        ListOutcome::Barred { reason, .. } => Some(reason),
        _ => None,
    });
    if let Some(reason) = barred {
        let rules = off.iter().filter_map(|place| match &place.outcome {
            // The firm's place under no bar is not known.
            ListOutcome::Barred { rules, .. } if rules.is_empty() => {
                Some(item(place, say!(explain::own_rules_met)))
            }
            ListOutcome::Barred { rules, .. } => {
                Some(item(place, say!(explain::own_rules_fail, rules = failed(rules))))
            }
            _ => None,
        });
        return section.line(say!(explain::no_list, reason = reason)).items(rules);
    }
    let is_passed = |place: &&&ListPlace| match &place.outcome {
        ListOutcome::Beyond { .. } => true,
        ListOutcome::Passed { cause } => matches!(cause, Passed::Quota | Passed::Floor),
        _ => false,
    };
    let passed = off.iter().filter(is_passed).count();
    let unmatched = (on.is_empty() && passed > 0).then(|| say!(explain::unmatched, institutions = passed));
    [(say!(explain::on_lists), on), (say!(explain::off_lists), off)].into_iter().fold(
        unmatched.into_iter().fold(section, Section::line),
        |section, (title, places)| {
            let items = places.iter().map(|place| item(place, outcome(&place.outcome)));
            if places.is_empty() { section } else { section.heading(title).items(items) }
        },
    )
}

fn is_on(place: &ListPlace) -> bool {
    matches!(place.outcome, ListOutcome::Listed { .. })
}

/// The firm's place on a list, or why it is not on it.
fn outcome(outcome: &ListOutcome) -> Message {
    match outcome {
        ListOutcome::Listed { place, of } => say!(explain::place, place = *place, firms = *of),
        ListOutcome::Beyond { place, of } => say!(explain::beyond, place = *place, firms = *of),
        ListOutcome::Passed { cause } => cause.words(),
        // The first rule gives the reason; of the others only those known to fail follow.
        ListOutcome::Fails { rules } => {
            let shown = rules.iter().enumerate().filter(|(at, rule)| *at == 0 || !rule.unknown);
            failed(shown.map(|(_, rule)| rule))
        }
        ListOutcome::Barred { reason, rules } if rules.is_empty() => reason.clone(),
        ListOutcome::Barred { reason, rules } => {
            Message::joined(Between::Clauses, [reason.clone(), failed(rules)])
        }
    }
}

/// Reasons of rules with the values they read.
fn failed<'a>(rules: impl IntoIterator<Item = &'a FailedRule>) -> Message {
    Message::joined(Between::Clauses, rules.into_iter().map(of_rule))
}

fn of_rule(rule: &FailedRule) -> Message {
    let reads = rule.reads.iter().map(read);
    let (reason, is_any, reads) = (&rule.reason, !rule.reads.is_empty(), Arg::items(reads));
    match (rule.unknown, is_any) {
        (false, false) => say!(explain::rule_fails, reason = reason),
        (false, true) => say!(explain::rule_fails_reads, reason = reason, reads = reads),
        (true, false) => say!(explain::rule_unknown, reason = reason),
        (true, true) => say!(explain::rule_unknown_reads, reason = reason, reads = reads),
    }
}

/// The effect of the supposed values.
pub(super) fn difference(now: &Standing, supposed: &Supposed) -> Section {
    let changes = supposed.values.iter().map(read);
    let mut items = accounts(&now.account, &supposed.standing.account);
    for (now, then) in now.further.iter().zip(&supposed.standing.further) {
        match (now, then) {
            (FurtherAccount::Scored(now), FurtherAccount::Scored(then)) => items.extend(accounts(now, then)),
            (FurtherAccount::Scored(now), FurtherAccount::NotScored { reason, .. }) => {
                let points = shown(now, now.points);
                let scorecard = card(now);
                items.push((
                    1,
                    say!(explain::diff_no_points, scorecard = scorecard, before = points, reason = reason),
                ));
            }
            (FurtherAccount::NotScored { .. }, FurtherAccount::Scored(then)) => {
                let points = shown(then, then.points);
                items.push((1, say!(explain::diff_points_none, scorecard = card(then), points = points)));
            }
            (FurtherAccount::NotScored { .. }, FurtherAccount::NotScored { .. }) => {}
        }
    }
    let lists = now.lists.iter().zip(&supposed.standing.lists);
    let moved: Vec<_> = lists.filter_map(|(now, then)| moved(now, then)).collect();
    if moved.is_empty() {
        items.push((1, say!(explain::diff_lists_same)));
    }
    items.extend(moved);
    Section::named(say!(explain::what_if))
        .heading(say!(explain::supposed, changes = Arg::items(changes)))
        .items(items)
}

/// A line for a list where the outcome changes.
fn moved(now: &ListPlace, then: &ListPlace) -> Option<(usize, Message)> {
    let outcomes = [&now.outcome, &then.outcome].map(outcome);
    let status = match (is_on(now), is_on(then)) {
        (false, true) => "now-on",
        (true, false) => "now-off",
        _ if outcomes[0] == outcomes[1] => return None,
        (true, true) => "still-on",
        (false, false) => "still-off",
    };
    let [_, outcome] = outcomes;
    let (id, name) = (&then.institution, &then.name);
    Some((1, say!(explain::diff_list, institution = id, name = name, status = status, outcome = outcome)))
}

/// A line for points and ranks, and one for each part that changes.
fn accounts(now: &Account, then: &Account) -> Vec<(usize, Message)> {
    let account = then;
    let reasons = || Arg::list(Between::Clauses, &then.reasons);
    let is_changed = (now.qualified, now.held, &now.reasons) != (then.qualified, then.held, &then.reasons);
    let verdict = || match (then.qualified, then.held) {
        (true, _) => say!(explain::diff_qualifies),
        (false, true) => say!(explain::diff_held, reasons = reasons()),
        (false, false) => say!(explain::diff_unqualified, reasons = reasons()),
    };
    let or_none = |id: &Option<String>| id.as_ref().map_or_else(|| say!(explain::none), Message::from);
    let facts = [
        Some(points(now, then)),
        Some(rank(now, then)),
        within(now, then),
        (now.grade != then.grade)
            .then(|| say!(explain::diff_grade, grade = or_none(&then.grade), before = or_none(&now.grade))),
        (now.top != then.top)
            .then(|| say!(explain::diff_top, top = or_none(&then.top), before = or_none(&now.top))),
        is_changed.then(verdict),
    ];
    let facts: Vec<Message> = facts.into_iter().flatten().collect();
    let shown = |points: f64| format!("{points:.*}", decimals(account));
    let indicators = now.indicators.iter().zip(&then.indicators);
    let indicators = indicators.filter_map(|(now, then)| {
        let (before, points) = (shown(now.points), shown(then.points));
        let part = part(account, &then.id);
        // Values shown alike are no difference.
        (points != before)
            .then(|| (2, say!(explain::diff_part, part = part, points = points, before = before)))
    });
    let groups = now.groups.iter().zip(&then.groups).skip(1);
    let groups = groups.filter_map(|(now, then)| {
        let (before, points) = (shown(now.points), shown(then.points));
        let part = Message::id_or_title(&then.id, &then.title);
        (points != before)
            .then(|| (2, say!(explain::diff_group, part = part, points = points, before = before)))
    });
    let first = (1, Message::joined(Between::Clauses, facts));
    std::iter::once(first).chain(indicators).chain(groups).collect()
}

/// Points now, and before.
fn points(now: &Account, then: &Account) -> Message {
    let (before, points, scorecard) = (shown(now, now.points), shown(then, then.points), card(then));
    if points == before {
        say!(explain::diff_points_same, scorecard = scorecard, points = points)
    } else {
        say!(explain::diff_points, scorecard = scorecard, points = points, before = before)
    }
}

/// Rank over the cohort now, and before.
fn rank(now: &Account, then: &Account) -> Message {
    if then.rank == now.rank {
        say!(explain::diff_rank_same, rank = then.rank)
    } else {
        say!(explain::diff_rank, rank = then.rank, before = now.rank)
    }
}

/// The segment, or the rank within it if the cohort has several.
fn within(now: &Account, then: &Account) -> Option<Message> {
    if now.segment != then.segment {
        return Some(say!(explain::diff_segment, segment = segment(then), before = segment(now)));
    }
    let (rank, before) = (then.segment_rank, now.segment_rank);
    (then.segment_firms < then.firms).then(|| {
        if rank == before {
            say!(explain::diff_segment_rank_same, rank = rank, segment = segment(then))
        } else {
            say!(explain::diff_segment_rank, rank = rank, before = before, segment = segment(then))
        }
    })
}
