//! Why a firm is on a list in one run and not in the other.

use rustc_hash::FxHashMap;

use super::super::aside::Aside;
use super::points::Change;
use super::reason::{Cause, Reason};
use super::record::Record;
use super::said::{changed_limits, day, excluded, most, text_of};
use crate::figures::number::number;
use crate::publish::{ConditionKind, DescribedCondition, Formula, ListTerms, RuleTerms, Terms};
use crate::referral::{About, Bar};
use crate::studies::compare::{Both, Outcome, Rows, why};
use crate::words::{Arg, Between, Message, say};

/// Judges changes of firms between two runs.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub change: Change<'a>,
    /// Rows of the first run that are no scored firms, by id.
    pub aside_before: FxHashMap<String, Aside>,
    /// Rows of the second run that are no scored firms, by id.
    pub aside_after: FxHashMap<String, Aside>,
}

/// One list in both runs.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub institution: String,
    /// Position among the lists of each run.
    pub at: Both<Option<usize>>,
    /// Firms that came onto the list and firms that left it.
    pub joined: Kinds,
    pub left: Kinds,
    /// Ids of the first few of them, by their place on the list.
    pub first_joined: Vec<String>,
    pub first_left: Vec<String>,
}

/// Firms that are on a list in one run only, by what they are in the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Kinds {
    /// Firms that are not scored there.
    pub unscored: usize,
    /// Firms that are barred or fail a rule there.
    pub ineligible: usize,
    /// Firms that are beyond the end of the list there.
    pub beyond: usize,
}

/// The side of a change on which the firm is off the list, and the other one.
struct Off<'a> {
    /// The run in which the firm is off the list.
    off: &'a Record,
    /// The run in which it is on the list.
    on: &'a Record,
    /// Whether the firm leaves the list, so that it is off in the second run.
    leaves: bool,
}

impl Off<'_> {
    /// Texts of the first and of the second run, from those of the run where the firm is off and on the list.
    fn in_order<T>(&self, off: T, on: T) -> Both<T> {
        if self.leaves { Both { before: on, after: off } } else { Both { before: off, after: on } }
    }
}

impl Judge<'_> {
    /// Why a firm is not scored in the second run (or, if not `is_after`, in the first).
    pub(super) fn absent(&self, id: &str, is_after: bool) -> Cause {
        let (aside, record) = match is_after {
            true => (&self.aside_after, self.change.after),
            false => (&self.aside_before, self.change.before),
        };
        let run = &record.named;
        match aside.get(id) {
            None => Cause::new(Reason::Row, say!(diff::no_row, run = run)),
            Some(aside) => {
                let reason = if aside.is_read { Reason::NotScored } else { Reason::Quarantined };
                Cause::new(reason, aside.said(run))
            }
        }
    }

    /// Why a firm joins a list (`joins`) or leaves it.
    pub(super) fn listed(&self, pair: &Pair, id: &str, rows: Rows, joins: bool) -> Cause {
        let (before, after) = (self.change.before, self.change.after);
        let Both { before: Some(one), after: Some(other) } = pair.at else {
            let run = if pair.at.before.is_none() { &before.named } else { &after.named };
            return Cause::new(Reason::Institution, say!(diff::no_list, run = run));
        };
        let (Some(row), Some(other_row)) = (rows.before, rows.after) else {
            return self.absent(id, rows.after.is_none());
        };
        let rows = Both { before: row, after: other_row };
        let (side, at) = match joins {
            true => (Off { off: before, on: after, leaves: false }, Both { before: other, after: one }),
            false => (Off { off: after, on: before, leaves: true }, Both { before: one, after: other }),
        };
        // From here on `before` is the run where the firm is on the list, `after` where it is off.
        let (on_list, off_list) = (at.before, at.after);
        let row = if joins { rows.before } else { rows.after };
        let Some(lists) = &side.off.run.side.lists else {
            return Cause::new(Reason::Unmet, Message::default());
        };
        let outcome = lists.all[off_list].outcomes[row as usize];
        let state = why(outcome, &side.off.run.side, row);
        let state = if joins { say!(diff::formerly, state = state) } else { state };
        match outcome {
            Outcome::Barred(Bar::ConsentRefused | Bar::ConsentUnknown) => Cause::new(Reason::Consent, state),
            Outcome::Barred(_) => self.barred(&side, rows, row, state),
            Outcome::Rule(rule) | Outcome::Unknown(rule) => {
                self.ruled(&side, &pair.institution, rule, rows, state)
            }
            Outcome::Passed(_) => self.passed(&pair.institution, state),
            Outcome::Beyond | Outcome::Listed => self.beyond(&side, pair, [on_list, off_list], rows, row),
        }
    }

    /// Why a firm that does not qualify, or is held, in one run qualifies in the other.
    fn barred(&self, side: &Off<'_>, rows: Both<u32>, row: u32, state: Message) -> Cause {
        let (off, on) = (&side.off.run.terms, &side.on.run.terms);
        let failed = side.off.run.side.failed.as_ref().and_then(|failed| {
            let code = *failed.codes.get(row as usize)?;
            failed.names.get(code as usize)
        });
        let texts = failed.map(Message::in_both).unwrap_or_default();
        let is_named = |one: &&DescribedCondition| {
            let reasons = one.reasons.iter().flat_map(Message::in_both);
            let mut reasons = reasons.filter(|reason| !reason.is_empty());
            reasons.any(|reason| texts.iter().any(|text| text.contains(&reason)))
        };
        let judging = |one: &&DescribedCondition| one.kind != ConditionKind::Route;
        let mut named: Vec<&DescribedCondition> =
            off.scorecard.conditions.iter().filter(judging).filter(is_named).collect();
        if named.is_empty() {
            named = off.scorecard.conditions.iter().filter(judging).collect();
        }
        if let Some(cause) = changed_condition(side, &named, on, &state) {
            return cause;
        }
        let formulas: Vec<&Formula> = named.iter().flat_map(|one| &one.rules).collect();
        self.met_otherwise(&formulas, rows, state)
    }

    /// Why a rule that a firm fails in one run does not keep it off the list in the other.
    fn ruled(&self, side: &Off<'_>, institution: &str, rule: u32, rows: Both<u32>, state: Message) -> Cause {
        let (off, on) = (&side.off.run.terms, &side.on.run.terms);
        let Some(own) = off.rule(&format!("r{}", rule + 1)) else {
            return Cause::new(Reason::Unmet, state);
        };
        match own.when.facts[..] {
            [About::Consented] => return Cause::new(Reason::Consent, state),
            [About::Excluded | About::Served | About::Referred] => {
                let Both { before: Some(before), after: Some(after) } = self.list_of(institution) else {
                    return Cause::new(Reason::Excluded, state);
                };
                if before.exclude == after.exclude {
                    return Cause::new(Reason::Excluded, state);
                }
                let texts = Both { before: Some(excluded(before)), after: Some(excluded(after)) };
                let details = [state, changed_rule(texts)];
                return Cause::new(Reason::Rule, Message::joined(Between::Clauses, details));
            }
            _ => {}
        }
        let others = rules_of(on, institution);
        if others.iter().any(|other| other.when == own.when) {
            return self.met_otherwise(&[&own.when], rows, state);
        }
        let alike = others.iter().find(|other| other.reason == own.reason);
        let texts = side.in_order(Some(text_of(&own.when)), alike.map(|rule| text_of(&rule.when)));
        Cause::new(Reason::Rule, Message::joined(Between::Clauses, [state, changed_rule(texts)]))
    }

    /// Why rules that are the same in both runs are met in one only.
    fn met_otherwise(&self, formulas: &[&Formula], rows: Both<u32>, state: Message) -> Cause {
        let with = |reason: Reason, detail: Option<Message>| {
            let details = std::iter::once(state.clone()).chain(detail);
            Cause::new(reason, Message::joined(Between::Clauses, details))
        };
        let found = self.change.of_formulas(formulas.iter().copied(), rows);
        if let Some(Some(reason)) = found {
            let read = |field: &str| formulas.iter().any(|one| one.fields.iter().any(|name| name == field));
            let mut cells = self.change.changed_cells(rows);
            cells.retain(|cell| read(&cell.field));
            return with(reason, self.change.said_cells(&cells));
        }
        let reads_results = formulas.iter().any(|one| one.results);
        if reads_results && self.change.rise(rows) != 0.0 {
            let Cause { reason, detail } = self.change.cause(rows);
            return with(reason, Some(detail));
        }
        if reads_results {
            let Both { before, after } = self.change.segment_titles(rows);
            if before != after {
                let detail = say!(diff::segment, before = before, after = after);
                return with(Reason::Data, Some(detail));
            }
        }
        if !self.change.same_day && formulas.iter().any(|one| one.day) {
            return with(Reason::Day, Some(self.days()));
        }
        match found {
            _ if reads_results => with(Reason::Ahead, None),
            // The same rule on the same day: only the firm's own values can differ.
            None if self.change.same_day && formulas.iter().any(|one| !one.fields.is_empty()) => {
                with(Reason::Data, Some(say!(diff::values_not_kept)))
            }
            _ => with(Reason::Unmet, None),
        }
    }

    /// The as-of days of both runs.
    fn days(&self) -> Message {
        let day = |record: &Record| day(&record.run.as_of);
        say!(diff::days, before = day(self.change.before), after = day(self.change.after))
    }

    /// Why an eligible firm is beyond the end of a list in one run only. `at` are the positions of the list
    /// where the firm is on it, and where it is not.
    fn beyond(
        &self,
        side: &Off<'_>,
        pair: &Pair,
        [on_list, off_list]: [usize; 2],
        rows: Both<u32>,
        row: u32,
    ) -> Cause {
        let list = |record: &Record, at: usize| {
            record.run.side.lists.as_ref().and_then(|lists| lists.all[at].capacity)
        };
        let (on_capacity, off_capacity) = (list(side.on, on_list), list(side.off, off_list));
        let place = side.off.run.places[off_list][row as usize] as usize;
        let terms = self.list_of(&pair.institution);
        if let Both { before: Some(one), after: Some(other) } = terms
            && (one.order != other.order || one.ascending != other.ascending)
        {
            let text = |list: &ListTerms| list.order.as_ref().map(text_of);
            let texts = Both { before: text(one), after: text(other) };
            return Cause::new(Reason::Rule, changed_order(texts));
        }
        if on_capacity != off_capacity && place > 0 && on_capacity.is_none_or(|most| place <= most) {
            let Both { before, after } = side.in_order(off_capacity, on_capacity);
            return Cause::new(Reason::Capacity, said_capacity(before, after, place));
        }
        let cause = self.ordered(terms.after, rows, side.leaves);
        let cause = cause.filter(|cause| match cause.reason {
            // Weights move the firms before it too.
            Reason::Weights | Reason::Scorecard => true,
            _ => self.suffices(pair, rows, side.leaves),
        });
        let limits = || {
            let texts = changed_limits(self.change.terms, terms)?;
            Some(Cause::new(Reason::Rule, changed_rule(texts)))
        };
        cause
            .or_else(limits)
            .unwrap_or_else(|| Cause::new(Reason::Ahead, self.came_before(pair, side.leaves)))
    }

    /// Why an eligible firm is passed over on a list, in one run only, for its quota or another institution.
    fn passed(&self, institution: &str, state: Message) -> Cause {
        match changed_limits(self.change.terms, self.list_of(institution)) {
            None => Cause::new(Reason::Matched, state),
            Some(texts) => {
                Cause::new(Reason::Rule, Message::joined(Between::Clauses, [state, changed_rule(texts)]))
            }
        }
    }

    /// Whether a firm's own points decide its place: those it had would keep it on the list of today; or
    /// those it has now would have put it on the list then. True for a list with its own order.
    fn suffices(&self, pair: &Pair, rows: Both<u32>, leaves: bool) -> bool {
        let Change { before, after, .. } = self.change;
        let cut_off = |record: &Record, at: Option<usize>| at.and_then(|at| record.run.cut_offs[at]);
        let (points, cut_off) = match leaves {
            true => (before.run.side.points[rows.before as usize], cut_off(after, pair.at.after)),
            false => (after.run.side.points[rows.after as usize], cut_off(before, pair.at.before)),
        };
        cut_off.is_none_or(|cut_off| points >= cut_off)
    }

    /// Why a firm's own standing in a list's order changed; `None` if it did not get worse (`falls`) or
    /// better.
    fn ordered(&self, terms: Option<&ListTerms>, rows: Both<u32>, falls: bool) -> Option<Cause> {
        if let Some(order) = terms.and_then(|list| list.order.as_ref())
            && let Some(Some(reason)) = self.change.of_formulas([order], rows)
        {
            let mut cells = self.change.changed_cells(rows);
            cells.retain(|cell| order.fields.contains(&cell.field));
            return Some(Cause::new(reason, self.change.said_cells(&cells).unwrap_or_default()));
        }
        let rise = self.change.rise(rows);
        ((rise < 0.0) == falls && rise != 0.0).then(|| self.change.cause(rows))
    }

    fn list_of(&self, institution: &str) -> Both<Option<&ListTerms>> {
        let Both { before, after } = self.change.terms;
        Both { before: before.list(institution), after: after.list(institution) }
    }

    /// Firms that came before a firm that leaves, or that made room for one that joins; and the cut-offs.
    fn came_before(&self, pair: &Pair, leaves: bool) -> Message {
        let Kinds { unscored, ineligible, beyond } = if leaves { pair.joined } else { pair.left };
        let all = unscored + ineligible + beyond;
        let first = if leaves { &pair.first_joined } else { &pair.first_left };
        let named = Arg::items(first);
        let firms = match all - first.len() {
            0 => say!(diff::firms_named, firms = named),
            more => say!(diff::firms_more, firms = named, more = more),
        };
        let moved = match leaves {
            true => {
                say!(
                    diff::came_ahead,
                    all = all,
                    firms = firms,
                    new = unscored,
                    eligible = ineligible,
                    overtook = beyond
                )
            }
            false => {
                say!(
                    diff::made_room,
                    all = all,
                    firms = firms,
                    gone = unscored,
                    ineligible = ineligible,
                    fell = beyond
                )
            }
        };
        let cut_off = |record: &Record, at: Option<usize>| {
            let points = record.run.cut_offs[at?]?;
            Some(number(points, record.run.side.decimals.into()))
        };
        let before = cut_off(self.change.before, pair.at.before);
        let after = cut_off(self.change.after, pair.at.after);
        match (before, after) {
            (Some(before), Some(after)) => {
                let cut_offs = say!(diff::cut_offs, before = before, after = after);
                Message::joined(Between::Clauses, [moved, cut_offs])
            }
            _ => moved,
        }
    }

    /// Why a firm that stays on a list has another place there.
    pub(super) fn moved(&self, pair: &Pair, rows: Both<u32>, falls: bool) -> Reason {
        let order = self.list_of(&pair.institution).after;
        if let Some(order) = order.and_then(|list| list.order.as_ref())
            && let Some(Some(reason)) = self.change.of_formulas([order], rows)
        {
            return reason;
        }
        self.rank_moved(rows, falls)
    }

    /// Why a firm has another rank.
    pub(super) fn rank_moved(&self, rows: Both<u32>, falls: bool) -> Reason {
        let rise = self.change.rise(rows);
        if (rise < 0.0) == falls && rise != 0.0 { self.change.reason(rows) } else { Reason::Ahead }
    }
}

/// The rules of an institution.
fn rules_of<'a>(terms: &'a Terms, institution: &str) -> Vec<&'a RuleTerms> {
    let keys = terms.list(institution).map(|list| list.rules.as_slice()).unwrap_or_default();
    keys.iter().filter_map(|key| terms.rule(key)).collect()
}

/// The condition of `named`, those of the run where a firm does not qualify, that the other run has not or
/// has in another form.
fn changed_condition(
    side: &Off<'_>,
    named: &[&DescribedCondition],
    on: &Terms,
    state: &Message,
) -> Option<Cause> {
    let same = |one: &DescribedCondition, other: &DescribedCondition| {
        one.rules == other.rules && one.unknown == other.unknown && one.accepted == other.accepted
    };
    for own in named {
        let of_kind = || on.scorecard.conditions.iter().filter(|other| other.kind == own.kind);
        if of_kind().any(|other| same(own, other)) {
            continue;
        }
        let alike = of_kind().find(|other| other.id == own.id || other.reasons == own.reasons);
        let texts = side.in_order(Some(own.asks.clone()), alike.map(|one| one.asks.clone()));
        let detail = Message::joined(Between::Clauses, [state.clone(), changed_rule(texts)]);
        return Some(Cause::new(Reason::Rule, detail));
    }
    None
}

/// A rule that was added, removed or worded otherwise.
pub(super) fn changed_rule(texts: Both<Option<Message>>) -> Message {
    match texts {
        Both { before: Some(before), after: Some(after) } => {
            say!(diff::rule_changed, before = before, after = after)
        }
        Both { before: None, after: Some(after) } => say!(diff::rule_added, rule = after),
        Both { before: Some(before), after: None } => say!(diff::rule_removed, rule = before),
        Both { before: None, after: None } => Message::default(),
    }
}

/// A list's order that was changed.
pub(super) fn changed_order(texts: Both<Option<Message>>) -> Message {
    let order = |text: Option<Message>| text.unwrap_or_else(|| say!(diff::by_points));
    say!(diff::order_changed, before = order(texts.before), after = order(texts.after))
}

/// A capacity that was changed, and the firm's place where it is off the list.
fn said_capacity(before: Option<usize>, after: Option<usize>, place: usize) -> Message {
    say!(diff::capacity, before = most(before), after = most(after), place = place)
}
