//! From a goal file to goals: every name resolved, every rule typed, every number in its bounds.

use std::ops::RangeInclusive;

use super::goal::{Between, Goal, Goals, Measured, Unit, one_line};
use super::written::{Entry, Written};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, nearest};
use crate::firms::{Dictionary, Kind};
use crate::parameters::{Source, Spanned};
use crate::scorecard::Scorecard;
use crate::scoring::beyond_points;
use crate::studies::weights::space;

/// The field whose values are codes of GB/T 2260, and how many of their digits are the province.
const REGION: (&str, usize) = ("region", 2);
/// What a goal may weigh: beyond it a shortfall would be lost beside others, or drown them.
const WEIGHTS: RangeInclusive<f64> = 1e-6..=1e6;
/// Most goals: every two of them are watched for whether they go together.
const MOST_GOALS: usize = 64;
/// Most evaluations: more would not end within a day.
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
        scope.add("segment", Kind::Text);
        scope.limit("segment", card.segments.iter().map(|segment| &segment.id));
        for name in ["points", "coverage", "grade", "top", "qualified", "rank", "segment_rank", "percentile"]
        {
            scope.hint(name, "a rule of a goal asks who a firm is: what it scores moves with the weights");
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
    /// Fields firms are read with.
    fields: usize,
    scope: Scope,
    findings: Findings,
}

impl Reader<'_> {
    fn fault(&mut self, at: usize, key: &'static str, message: String, help: &str) {
        self.fault_of(Code::ValueInvalid, at, key, message, help);
    }

    fn fault_of(&mut self, code: Code, at: usize, key: &'static str, message: String, help: &str) {
        let place = self.source.place(at).in_column(key);
        self.findings.push(Finding::new(code, place, message).help(help));
    }

    fn goals(&mut self, written: &Written) -> Goals {
        let bounds = *written.bounds.get_ref();
        if !(0.0..=1.0).contains(&bounds) {
            let message = format!("`{bounds}` is no share of a weight");
            self.fault(written.bounds.span().start, "bounds", message, "give a share from 0 to 1: 0.3");
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

    /// The bounds of indicators of their own, of which none is to `keep` its weight.
    fn between(&mut self, written: &Written, keep: &[usize]) -> Vec<Between> {
        let mut between = Vec::new();
        for (id, range) in &written.between {
            let at = range.span().start;
            let &[least, most] = range.get_ref().as_slice() else {
                let message =
                    format!("`{}` has {} bounds, where two are needed", id.get_ref(), range.get_ref().len());
                self.fault(at, "between", message, "give the least and the greatest weight: [25, 40]");
                continue;
            };
            if !(0.0 <= least && least <= most && most <= self.card.scale) {
                let message = format!("`[{least}, {most}]` are no bounds of a weight");
                let help = format!("give the least first, both from 0 to {}", self.card.scale);
                self.fault(at, "between", message, &help);
            }
            let Some(indicator) = self.indicator(id.get_ref(), id.span().start, "between") else { continue };
            if keep.contains(&indicator) {
                let message = format!("`{}` is kept, and has bounds", id.get_ref());
                self.fault_of(
                    Code::KeyChoice,
                    at,
                    "between",
                    message,
                    "leave it out of `keep` or of `between`",
                );
            }
            between.push(Between { indicator, least, most, at });
        }
        between
    }

    /// Whether there are goals, and no more of them and of evaluations than a search takes.
    fn check_counts(&mut self, written: &Written) {
        let evaluations = *written.search.evaluations.get_ref();
        if !(1..=MOST_EVALUATIONS).contains(&evaluations) {
            let at = written.search.evaluations.span().start;
            let message = format!("`{evaluations}` evaluations are no search");
            self.fault(at, "evaluations", message, "give a number from 1 to 100000000: 20000");
        }
        if written.goal.is_empty() {
            self.fault_of(
                Code::ValueEmpty,
                0,
                "goal",
                "the file names no goal".to_owned(),
                "add a `[[goal]]`: docs/tune.md shows each",
            );
        }
        if let Some(beyond) = written.goal.get(MOST_GOALS) {
            let message = format!("there are {} goals", written.goal.len());
            let help = format!("a search takes {MOST_GOALS} at most: keep those that matter");
            self.fault_of(Code::TooMany, beyond.span().start, "goal", message, &help);
        }
    }

    fn indicator(&mut self, id: &str, at: usize, key: &'static str) -> Option<usize> {
        let known = |&&at: &&usize| self.card.indicators[at].id == id;
        if let Some(&found) = self.members.iter().find(known) {
            return Some(found);
        }
        if self.card.groups.iter().any(|group| group.id == id) {
            let place = self.source.place(at).in_column(key);
            let message = format!("`{id}` is a group, where indicators are named");
            self.findings.push(
                Finding::new(Code::NameUnknown, place, message).help("name those within it, one by one"),
            );
            return None;
        }
        let ids: Vec<&str> = self.members.iter().map(|&at| &*self.card.indicators[at].id).collect();
        self.unknown(&format!("no indicator to weigh is called `{id}`"), id, &ids, at, key);
        None
    }

    fn unknown(&mut self, message: &str, id: &str, known: &[&str], at: usize, key: &'static str) {
        let help = match nearest(id, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known: {}", known.join(", ")),
        };
        let place = self.source.place(at).in_column(key);
        self.findings.push(Finding::new(Code::NameUnknown, place, message).help(help));
    }

    fn goal(&mut self, entry: &Spanned<Entry>) -> Option<Goal> {
        let at = entry.span().start;
        let entry = entry.get_ref();
        let what = self.measured(entry, at)?;
        let range = match what {
            Measured::Correlation(_) => (-1.0, 1.0, "a correlation is from -1 to 1"),
            _ if what.unit() == Unit::Firms => (0.0, f64::MAX, "a number of firms or ranks is 0 or more"),
            _ => (0.0, 1.0, "a share is from 0 to 1: 30 % is 0.3"),
        };
        for (key, said) in [("at_least", &entry.at_least), ("at_most", &entry.at_most)] {
            if let Some(said) = said
                && !(range.0..=range.1).contains(said.get_ref())
            {
                let message = format!("`{}` can never be met", said.get_ref());
                self.fault(said.span().start, key, message, range.2);
            }
        }
        let (at_least, at_most) = (entry.at_least.as_ref(), entry.at_most.as_ref());
        match (at_least, at_most) {
            (None, None) => {
                let message = "the goal does not say what is to be reached".to_owned();
                self.fault_of(Code::KeyChoice, at, "goal", message, "add `at_least` or `at_most`");
            }
            (Some(least), Some(most)) if least.get_ref() > most.get_ref() => {
                let message = format!("at least {} is more than at most {}", least.get_ref(), most.get_ref());
                self.fault(least.span().start, "at_least", message, "give the lesser number to `at_least`");
            }
            _ => {}
        }
        let weight = entry.weight.as_ref().map_or(1.0, |weight| *weight.get_ref());
        if !WEIGHTS.contains(&weight) {
            let place = entry.weight.as_ref().map_or(at, |weight| weight.span().start);
            let message = format!("`{weight}` is no weight of a goal");
            self.fault(
                place,
                "weight",
                message,
                "give a number from 0.000001 to 1000000; 1 if nothing is said",
            );
        }
        Some(Goal {
            title: entry.title.clone().unwrap_or_else(|| what.title()),
            what,
            at_least: at_least.map(|said| *said.get_ref()),
            at_most: at_most.map(|said| *said.get_ref()),
            weight,
            must: entry.must,
        })
    }

    /// What a goal measures; exactly one thing.
    fn measured(&mut self, entry: &Entry, at: usize) -> Option<Measured> {
        let named = [
            entry.among_first.is_some(),
            entry.importance_of.is_some(),
            entry.rank_correlation.is_some(),
            entry.rank_shift.is_some(),
            entry.qualified.is_some(),
        ];
        let help = "one of among_first, importance_of, rank_correlation, rank_shift, qualified";
        match named.iter().filter(|named| **named).count() {
            1 => {}
            0 => {
                self.fault_of(
                    Code::KeyChoice,
                    at,
                    "goal",
                    "the goal does not say what is measured".to_owned(),
                    help,
                );
                return None;
            }
            _ => {
                self.fault_of(
                    Code::KeyChoice,
                    at,
                    "goal",
                    "the goal measures several things".to_owned(),
                    help,
                );
                return None;
            }
        }
        let stray = [
            ("when", entry.when.as_ref().map(|rule| rule.span().start)),
            ("of", entry.of.as_ref().map(|rule| rule.span().start)),
            ("prefix", entry.prefix.as_ref().map(|prefix| prefix.span().start)),
        ];
        if let (None, Some((key, Some(place)))) =
            (&entry.among_first, stray.into_iter().find(|(_, place)| place.is_some()))
        {
            let message = format!("`{key}` has no meaning without `among_first`");
            self.fault_of(Code::KeyIdle, place, key, message, "say how many firms count as first");
        }
        if let Some(first) = &entry.among_first {
            return self.among_first(entry, first, at);
        }
        if let Some(id) = &entry.importance_of {
            return self.importance(id);
        }
        if let Some(qualified) = &entry.qualified {
            if let Some(rule) = beyond_points(self.card, self.fields) {
                let message = format!(
                    "`{rule}` reads more than a firm's points, so who qualifies takes a whole scoring"
                );
                let help = "this goal is for scorecards whose pass rule and routes read `points` and no \
                    other points";
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
            self.fault(place, "among_first", "`0` firms are no first ones".to_owned(), "give 1 or more");
        }
        if let Some(prefix) = &entry.prefix
            && (*prefix.get_ref() == 0 || entry.of.is_none())
        {
            let message = format!("`{}` is no number of first characters", prefix.get_ref());
            self.fault(prefix.span().start, "prefix", message, "give 1 or more, for the texts of `of`");
        }
        let (rule, key, kind) = match (&entry.when, &entry.of) {
            (Some(when), None) => (when, "when", Some(Kind::Flag)),
            (None, Some(of)) => (of, "of", None),
            _ => {
                let message = "`among_first` goes with one of `when` and `of`".to_owned();
                self.fault_of(
                    Code::KeyChoice,
                    at,
                    "goal",
                    message,
                    "`when = \"…\"` counts firms, `of = \"…\"` the largest value",
                );
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
        let prefix = said.or((expr.source().trim() == REGION.0).then_some(REGION.1));
        if said.is_some() && expr.kind() != Kind::Text {
            let message =
                format!("`{}` is a {} and has no first characters", one_line(&expr), expr.kind().as_str());
            self.fault_of(Code::KeyIdle, rule.span().start, "of", message, "leave `prefix` out");
        }
        Some(Measured::Largest { first, of: expr, prefix })
    }

    fn importance(&mut self, id: &Spanned<String>) -> Option<Measured> {
        let name = id.get_ref();
        let groups: Vec<&str> =
            self.card.branches().iter().map(|branch| &*self.card.groups[branch.group].id).collect();
        let indicators: Vec<&str> = self.members.iter().map(|&at| &*self.card.indicators[at].id).collect();
        let is_group = groups.contains(&name.as_str());
        if !is_group && !indicators.contains(&name.as_str()) {
            let message = format!("no group below the root and no indicator is called `{name}`");
            let known: Vec<&str> = groups.into_iter().chain(indicators).collect();
            self.unknown(&message, name, &known, id.span().start, "importance_of");
            return None;
        }
        Some(Measured::Importance { id: name.clone(), is_group })
    }
}
