//! Checks of a goal file: every name resolved, every rule typed, every number in its bounds.

use std::ops::RangeInclusive;

use super::goal::{Between, Goal, Goals, Measured, Unit, one_line};
use super::written::{Entry, Written};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, nearest};
use crate::firms::{Dictionary, Kind};
use crate::parameters::{Source, Spanned};
use crate::scorecard::{self, Group, Indicator, Scorecard};
use crate::scoring::beyond_points;
use crate::studies::weights::space;
use crate::words::{Arg, Message, say};

/// The field with codes of GB/T 2260, and the number of digits of the province.
const REGION: (&str, usize) = ("region", 2);
/// Range of a goal's weight: outside it one shortfall would hide the others.
const WEIGHTS: RangeInclusive<f64> = 1e-6..=1e6;
/// Largest number of goals: the search tracks every pair.
const MOST_GOALS: usize = 64;
/// Largest number of evaluations: more would not end within a day.
const MOST_EVALUATIONS: u32 = 100_000_000;

impl Goals {
    /// Reads goals for the weights of `card`, whose firms are read with `dictionary`.
    ///
    /// # Errors
    /// Every fault of the file, each with its line; a scorecard whose weights do not add up to its scale.
    pub fn read(source: &Source, card: &Scorecard, dictionary: &Dictionary) -> Result<Goals, Findings> {
        let members = space::members(card)?;
        let written: Written = source.parse()?;
        let mut scope = card.firm_scope(dictionary);
        scorecard::add_segment(&mut scope, &card.segments);
        for name in scorecard::result_words() {
            scope.hint(name, say!(tune::results_hint));
        }
        let fields = dictionary.fields.len();
        let mut reader = Reader { source, card, members, fields, scope, findings: Findings::new() };
        let goals = reader.goals(&written);
        reader.findings.sort();
        if reader.findings.has_errors() { Err(reader.findings) } else { Ok(goals) }
    }
}

struct Reader<'a> {
    source: &'a Source,
    card: &'a Scorecard,
    members: Vec<usize>,
    fields: usize,
    scope: Scope,
    findings: Findings,
}

impl Reader<'_> {
    fn fault(&mut self, at: usize, key: &'static str, message: Message, help: Message) {
        self.fault_of(Code::ValueInvalid, at, key, message, help);
    }

    fn fault_of(&mut self, code: Code, at: usize, key: &'static str, message: Message, help: Message) {
        let place = self.source.place(at).in_column(key);
        self.findings.push(Finding::new(code, place, message).help(help));
    }

    fn goals(&mut self, written: &Written) -> Goals {
        let bounds = *written.bounds.get_ref();
        if !(0.0..=1.0).contains(&bounds) {
            let message = say!(tune::bounds_invalid, bounds = bounds.to_string());
            let at = written.bounds.span().start;
            self.fault(at, "bounds", message, say!(tune::bounds_invalid_help));
        }
        let keep: Vec<usize> = written
            .keep
            .iter()
            .filter_map(|id| self.indicator(id.get_ref(), id.span().start, "keep"))
            .collect();
        let between = self.between(written, &keep);
        self.check_counts(written);
        let all = written.goal.iter().filter_map(|entry| self.goal(entry)).collect();
        Goals {
            source: self.source.clone(),
            bounds,
            groups: written.groups,
            weights: written.weights,
            keep,
            between,
            all,
            evaluations: *written.search.evaluations.get_ref() as usize,
            seed: written.search.seed,
            at: written.bounds.span().start,
        }
    }

    /// Own bounds of indicators, except those in `keep`, which may have none.
    fn between(&mut self, written: &Written, keep: &[usize]) -> Vec<Between> {
        let mut between = Vec::new();
        for (id, range) in &written.between {
            let at = range.span().start;
            let &[least, most] = range.get_ref().as_slice() else {
                let count = range.get_ref().len();
                let message = say!(tune::bounds_count, indicator = id.get_ref(), count = count);
                self.fault(at, "between", message, say!(tune::bounds_count_help));
                continue;
            };
            if !(0.0 <= least && least <= most && most <= self.card.scale) {
                let (least, most) = (least.to_string(), most.to_string());
                let message = say!(tune::between_invalid, least = least, most = most);
                let help = say!(tune::between_invalid_help, scale = self.card.scale.to_string());
                self.fault(at, "between", message, help);
            }
            let Some(indicator) = self.indicator(id.get_ref(), id.span().start, "between") else { continue };
            if keep.contains(&indicator) {
                let message = say!(tune::kept_bounded, indicator = id.get_ref());
                self.fault_of(Code::KeyChoice, at, "between", message, say!(tune::kept_bounded_help));
            }
            between.push(Between { indicator, least, most, at });
        }
        between
    }

    /// Checks the numbers of goals and of evaluations.
    fn check_counts(&mut self, written: &Written) {
        let evaluations = *written.search.evaluations.get_ref();
        if !(1..=MOST_EVALUATIONS).contains(&evaluations) {
            let at = written.search.evaluations.span().start;
            let message = say!(tune::evaluations_invalid, evaluations = evaluations.to_string());
            let help = say!(tune::evaluations_invalid_help, most = MOST_EVALUATIONS.to_string());
            self.fault(at, "evaluations", message, help);
        }
        if written.goal.is_empty() {
            self.fault_of(Code::ValueEmpty, 0, "goal", say!(tune::no_goal), say!(tune::no_goal_help));
        }
        if let Some(beyond) = written.goal.get(MOST_GOALS) {
            let message = say!(tune::too_many, goals = written.goal.len());
            let help = say!(tune::too_many_help, most = MOST_GOALS);
            self.fault_of(Code::TooMany, beyond.span().start, "goal", message, help);
        }
    }

    fn indicator(&mut self, id: &str, at: usize, key: &'static str) -> Option<usize> {
        let known = |&&at: &&usize| self.card.indicators[at].id == id;
        if let Some(&found) = self.members.iter().find(known) {
            return Some(found);
        }
        if self.card.groups.iter().any(|group| group.id == id) {
            let message = say!(tune::group_named, id = id);
            self.fault_of(Code::NameUnknown, at, key, message, say!(tune::group_named_help));
            return None;
        }
        let ids: Vec<&str> = self.members.iter().map(|&at| &*self.card.indicators[at].id).collect();
        let message = say!(tune::indicator_unknown, id = id);
        self.fault_of(Code::NameUnknown, at, key, message, nearest_or_all(id, &ids));
        None
    }

    fn goal(&mut self, entry: &Spanned<Entry>) -> Option<Goal> {
        let at = entry.span().start;
        let entry = entry.get_ref();
        let what = self.measured(entry, at)?;
        let range = match what {
            Measured::Correlation(_) => (-1.0, 1.0, say!(tune::correlation_help)),
            _ if what.unit() == Unit::Firms => (0.0, f64::MAX, say!(tune::count_help)),
            _ => (0.0, 1.0, say!(tune::share_help)),
        };
        for (key, said) in [("at_least", &entry.at_least), ("at_most", &entry.at_most)] {
            if let Some(said) = said
                && !(range.0..=range.1).contains(said.get_ref())
            {
                let message = say!(tune::never_met, bound = said.get_ref().to_string());
                self.fault(said.span().start, key, message, range.2.clone());
            }
        }
        let (at_least, at_most) = (entry.at_least.as_ref(), entry.at_most.as_ref());
        match (at_least, at_most) {
            (None, None) => {
                let (message, help) = (say!(tune::no_bound), say!(tune::no_bound_help));
                self.fault_of(Code::KeyChoice, at, "goal", message, help);
            }
            (Some(least), Some(most)) if least.get_ref() > most.get_ref() => {
                let [low, high] = [least, most].map(|bound| bound.get_ref().to_string());
                let message = say!(tune::bounds_crossed, least = low, most = high);
                self.fault(least.span().start, "at_least", message, say!(tune::bounds_crossed_help));
            }
            _ => {}
        }
        let weight = entry.weight.as_ref().map_or(1.0, |weight| *weight.get_ref());
        if !WEIGHTS.contains(&weight) {
            let place = entry.weight.as_ref().map_or(at, |weight| weight.span().start);
            let message = say!(tune::weight_invalid, weight = weight.to_string());
            self.fault(place, "weight", message, say!(tune::weight_invalid_help));
        }
        Some(Goal {
            title: entry.title.as_ref().map_or_else(|| what.title(), Message::from),
            what,
            at_least: at_least.map(|said| *said.get_ref()),
            at_most: at_most.map(|said| *said.get_ref()),
            weight,
            must: entry.must,
        })
    }

    /// Measure of a goal; exactly one per entry.
    fn measured(&mut self, entry: &Entry, at: usize) -> Option<Measured> {
        let named = [
            entry.among_first.is_some(),
            entry.importance_of.is_some(),
            entry.rank_correlation.is_some(),
            entry.rank_shift.is_some(),
            entry.qualified.is_some(),
        ];
        let message = match named.iter().filter(|named| **named).count() {
            1 => None,
            0 => Some(say!(tune::no_measure)),
            _ => Some(say!(tune::several_measures)),
        };
        if let Some(message) = message {
            self.fault_of(Code::KeyChoice, at, "goal", message, say!(tune::measures_help));
            return None;
        }
        let stray = [
            ("when", entry.when.as_ref().map(|rule| rule.span().start)),
            ("of", entry.of.as_ref().map(|rule| rule.span().start)),
            ("prefix", entry.prefix.as_ref().map(|prefix| prefix.span().start)),
        ];
        if let (None, Some((key, Some(place)))) =
            (&entry.among_first, stray.into_iter().find(|(_, place)| place.is_some()))
        {
            let message = say!(tune::needs_first, key = key);
            self.fault_of(Code::KeyIdle, place, key, message, say!(tune::needs_first_help));
        }
        if let Some(first) = &entry.among_first {
            return self.among_first(entry, first, at);
        }
        if let Some(id) = &entry.importance_of {
            return self.importance(id);
        }
        if let Some(qualified) = &entry.qualified {
            if let Some(rule) = beyond_points(self.card, self.fields) {
                let message = say!(tune::beyond_points, rule = rule);
                let help = say!(tune::beyond_points_help);
                self.fault_of(Code::GoalUnmeasured, qualified.span().start, "qualified", message, help);
            }
            return Some(Measured::Qualified(*qualified.get_ref()));
        }
        entry.rank_correlation.map(Measured::Correlation).or(entry.rank_shift.map(Measured::Shift))
    }

    fn among_first(&mut self, entry: &Entry, first: &Spanned<u32>, at: usize) -> Option<Measured> {
        let place = first.span().start;
        let first = *first.get_ref() as usize;
        if first == 0 {
            self.fault(place, "among_first", say!(tune::first_zero), say!(tune::one_or_more_help));
        }
        if let Some(prefix) = &entry.prefix
            && (*prefix.get_ref() == 0 || entry.of.is_none())
        {
            let message = say!(tune::prefix_invalid, prefix = prefix.get_ref().to_string());
            self.fault(prefix.span().start, "prefix", message, say!(tune::prefix_invalid_help));
        }
        let (rule, key, kind) = match (&entry.when, &entry.of) {
            (Some(when), None) => (when, "when", Some(Kind::Flag)),
            (None, Some(of)) => (of, "of", None),
            _ => {
                let (message, help) = (say!(tune::when_or_of), say!(tune::when_or_of_help));
                self.fault_of(Code::KeyChoice, at, "goal", message, help);
                return None;
            }
        };
        let compiled = match kind {
            Some(kind) => Expr::compile_as(rule.get_ref(), &self.scope, kind),
            None => Expr::compile(rule.get_ref(), &self.scope),
        };
        let expr = match compiled {
            Ok(expr) => expr,
            Err(faults) => {
                let begins = rule.span().start;
                let told = faults.into_iter().map(|fault| fault.into_finding(self.source, begins, key));
                self.findings.extend(told.collect());
                return None;
            }
        };
        if kind.is_some() {
            return Some(Measured::Holds { first, when: expr });
        }
        let said = entry.prefix.as_ref().map(|prefix| *prefix.get_ref() as usize);
        let prefix = said.or((self.scope.called(expr.source().trim()) == Some(REGION.0)).then_some(REGION.1));
        if said.is_some() && expr.kind() != Kind::Text {
            let (name, kind) = (one_line(&expr), expr.kind().as_str());
            let message = say!(tune::prefix_idle, rule = name, kind = kind);
            self.fault_of(Code::KeyIdle, rule.span().start, "of", message, say!(tune::prefix_idle_help));
        }
        Some(Measured::Largest { first, of: expr, prefix })
    }

    fn importance(&mut self, id: &Spanned<String>) -> Option<Measured> {
        let name = id.get_ref();
        let groups: Vec<&Group> =
            self.card.branches().iter().map(|branch| &self.card.groups[branch.group]).collect();
        let indicators: Vec<&Indicator> = self.members.iter().map(|&at| &self.card.indicators[at]).collect();
        let group = groups.iter().find(|group| group.id == *name).map(|group| &group.title_zh);
        let indicator = indicators.iter().find(|indicator| indicator.id == *name);
        let Some(title_zh) = group.or(indicator.map(|indicator| &indicator.title_zh)) else {
            let ids = groups.iter().map(|group| &*group.id);
            let ids: Vec<&str> = ids.chain(indicators.iter().map(|indicator| &*indicator.id)).collect();
            let (at, message) = (id.span().start, say!(tune::name_unknown, id = name));
            self.fault_of(Code::NameUnknown, at, "importance_of", message, nearest_or_all(name, &ids));
            return None;
        };
        let shown = Message::title(name, title_zh.as_ref());
        Some(Measured::Importance { id: name.clone(), name: shown, is_group: group.is_some() })
    }
}

/// The nearest known name, or all of them.
fn nearest_or_all(name: &str, known: &[&str]) -> Message {
    match nearest(name, known.iter().copied()) {
        Some(near) => say!(tune::nearest_help, name = near),
        None => say!(tune::known_help, names = Arg::items(known)),
    }
}
