//! Checks of a written scorecard: every name is resolved, every rule typed and every number kept within its
//! range. All faults are reported together.

mod basis;
mod conditions;
mod curve;
mod domain;
mod fields;
mod limits;
mod names;
mod numbers;
mod rules;
mod segments;
mod sum;
mod tree;

use std::ops::Range;

pub(crate) use fields::check_fields;

use conditions::Conditions;
use domain::Domain;
use numbers::Allowed;
use rules::Rules;

use super::scope::{RESULT, Scored, add_points};
use super::written::{self, Order, Stratum};
use super::{Derived, Grade, Scorecard, Segment, TieBreaker, Top};
use crate::decimal::{Ratio, nearest, ratio};
use crate::finding::{Code, Finding, Findings, Remedy};
use crate::firms::{Dictionary, Kind};
use crate::parameters::{InForce, Source};
use crate::words::{Message, say};

/// The file under check, and its faults so far.
struct Checker<'a> {
    source: &'a Source,
    findings: Findings,
}

impl Checker<'_> {
    /// Adds a fault at the bytes `span`, in the value of `key`, with a help line.
    fn fault(
        &mut self,
        code: Code,
        span: &Range<usize>,
        key: &str,
        message: impl Into<Message>,
        help: impl Into<Remedy>,
    ) {
        let place = self.source.place(span.start).in_column(key);
        self.findings.push(Finding::new(code, place, message).help(help));
    }

    /// The file's text at `span`, on one line.
    fn quote(&self, span: &Range<usize>) -> String {
        let text = self.source.text.get(span.clone()).unwrap_or_default();
        let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = line.char_indices().nth(80) {
            line.truncate(end);
            line.push('…');
        }
        line
    }
}

/// Checks `written`, read from `source`, against the fields of `dictionary`.
pub(super) fn check(
    source: &Source,
    written: &written::Scorecard,
    in_force: Vec<InForce>,
    dictionary: &Dictionary,
) -> Result<(Scorecard, Findings), Findings> {
    let mut checker = Checker { source, findings: Findings::new() };
    names::check(&mut checker, written, dictionary);
    let (fields, dictionary) = fields::check(&mut checker, written, dictionary);
    let decimals = numbers::decimals(&mut checker, written);
    let minimum_coverage = numbers::minimum_coverage(&mut checker, written);

    let mut rules = Rules::new(&dictionary);
    let derived = derived(&mut checker, &mut rules, written);
    let segments = segments::check(&mut checker, &rules, written);
    let tree = tree::check(&mut checker, &rules, written, &in_force);
    let mut conditions = Conditions::default();
    let gates = conditions.gates(&mut checker, &rules, &written.gate);
    let grades = grades(&mut checker, written, &tree, decimals);
    let tops = tops(&mut checker, written);
    let groups = tree.groups.iter().skip(1).map(Scored::group);
    let indicators = tree.indicator_ids.iter().map(|id| {
        // A faulty indicator has only its id.
        let whole = tree.indicators.iter().find(|indicator| indicator.id == *id);
        whole.map_or(Scored { id, titles: [None; 2] }, Scored::indicator)
    });
    add_points(&mut rules.scope, &segments, groups.chain(indicators));
    rules.domains.extend(points(&checker, &segments, &tree, decimals));
    let routes = conditions.routes(&mut checker, &rules, written);
    let pass = conditions.pass(&mut checker, &rules, written.pass.as_ref());
    let tie_breakers = tie_breakers(&mut checker, &rules, written);

    basis::check(&mut checker, written);
    checker.findings.sort();
    let scorecard = Scorecard {
        id: written.id.get_ref().clone(),
        title: written.title.clone(),
        title_zh: written.title_zh.clone(),
        source: written.source.clone(),
        weights_basis: *written.weights_basis.get_ref(),
        weights_note: written.weights_note.clone(),
        weights_note_zh: written.weights_note_zh.clone(),
        scale: *written.scale.get_ref(),
        decimals,
        fields,
        derived,
        segments,
        indicators: tree.indicators,
        groups: tree.groups,
        conditions: conditions.all,
        gates,
        routes,
        pass,
        grades,
        tops,
        tie_breakers,
        minimum_coverage,
        in_force,
        text: source.clone(),
    };
    checker.findings.or_stop(scorecard)
}

/// The domains of the names that [`add_points`] adds, in the same order.
fn points(checker: &Checker<'_>, segments: &[Segment], tree: &tree::Tree, decimals: u8) -> Vec<Domain> {
    let ids = segments.iter().map(|segment| segment.id.clone()).collect();
    // After a fault, full marks may be wrong too.
    let sound = !checker.findings.has_errors();
    let most = |full: &[f64]| Domain::up_to(most_published(full, decimals));
    let limited = |full: &Vec<f64>| if sound { most(full) } else { Domain::any() };
    let groups: Vec<Domain> = tree.groups.iter().map(|group| limited(&group.full_marks)).collect();
    let mut domains = vec![Domain::one_of(ids), groups[0].clone(), Domain::up_to(1.0)];
    domains.extend(groups.into_iter().skip(1));
    let known = tree.indicators.len() == tree.indicator_ids.len();
    let indicators = tree.indicators.iter().filter(|_| known).map(|indicator| limited(&indicator.weight));
    domains.extend(indicators);
    domains
}

/// The most points that can be published: the maximum of `full`, the full marks per segment, rounded up to
/// `decimals`.
fn most_published(full: &[f64], decimals: u8) -> f64 {
    let full = full.iter().copied().fold(0.0, f64::max);
    let unit = Ratio::from_integer(10.into()).pow(-i32::from(decimals));
    nearest(&((ratio(full) / &unit).ceil() * unit))
}

/// The derived values. The scope grows by one at a time, so each may use those before it.
fn derived(checker: &mut Checker<'_>, rules: &mut Rules, written: &written::Scorecard) -> Vec<Derived> {
    let mut derived = Vec::new();
    for entry in &written.derived {
        let id = entry.id.get_ref().clone();
        match rules.compile(checker, &entry.value, "value", None) {
            Some(value) => {
                rules.derive(&id, entry.title.as_ref(), &value);
                let (title, title_zh) = (entry.title.clone(), entry.title_zh.clone());
                derived.push(Derived { id, title, title_zh, value });
            }
            None => rules.broken.push(id),
        }
    }
    derived
}

/// The grades, from best to worst.
fn grades(
    checker: &mut Checker<'_>,
    written: &written::Scorecard,
    tree: &tree::Tree,
    decimals: u8,
) -> Vec<Grade> {
    // With a bonus, points may exceed the scale.
    let scale = tree.groups[0].full_marks.iter().copied().fold(*written.scale.get_ref(), f64::max);
    let most = if scale.is_finite() { most_published(&[scale], decimals) } else { scale };
    let mut above = f64::INFINITY;
    let mut grades = Vec::new();
    for grade in &written.grade {
        let span = grade.at_least.span();
        let Some(at_least) = Allowed::Finite.of(checker, &grade.at_least, "at_least") else { continue };
        if at_least > most {
            let (id, bound) = (grade.id.get_ref(), at_least.to_string());
            let message = say!(scorecard::grade_unreachable, grade = id, bound = bound);
            let help = say!(scorecard::grade_unreachable_help, most = most.to_string());
            checker.fault(Code::ValueInvalid, &span, "at_least", message, help);
        } else if at_least >= above {
            let (id, bound) = (grade.id.get_ref(), at_least.to_string());
            let message = say!(scorecard::grade_order, grade = id, bound = bound);
            let help = say!(scorecard::grade_order_help);
            checker.fault(Code::ValueInvalid, &span, "at_least", message, help);
        }
        above = at_least;
        grades.push(Grade { id: grade.id.get_ref().clone(), at_least });
    }
    grades
}

/// The tops, from best to worst.
fn tops(checker: &mut Checker<'_>, written: &written::Scorecard) -> Vec<Top> {
    let mut before: Option<f64> = None;
    let mut tops = Vec::new();
    for top in &written.top {
        let span = top.share.span();
        let share = Allowed::SharePositive.number(checker, *top.share.get_ref(), &span, "share");
        let Some(share) = share else { continue };
        if before.is_some_and(|before| share <= before) {
            let message = say!(scorecard::top_order, top = top.id.get_ref());
            let help = say!(scorecard::top_order_help);
            checker.fault(Code::ValueInvalid, &span, "share", message, help);
        }
        before = Some(share);
        let within_segment = match top.within.get_ref().as_slice() {
            [] => false,
            [Stratum::Segment] => true,
            _ => {
                let message = say!(scorecard::top_within, top = top.id.get_ref());
                let help = say!(scorecard::top_within_help);
                checker.fault(Code::ValueInvalid, &top.within.span(), "within", message, help);
                continue;
            }
        };
        let title = top.title.as_ref().or(top.title_zh.as_ref());
        let title = title.map(|title| Message::title(title, top.title_zh.as_ref()));
        tops.push(Top { id: top.id.get_ref().clone(), title, share, within_segment });
    }
    tops
}

fn tie_breakers(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard) -> Vec<TieBreaker> {
    let mut tie_breakers = Vec::new();
    for entry in &written.tie_breaker {
        let Some(by) = rules.compile(checker, &entry.by, "by", None) else { continue };
        if by.kind() == Kind::Text {
            let message = say!(scorecard::tie_text, rule = checker.quote(&entry.by.span()));
            let help = say!(scorecard::tie_text_help);
            checker.fault(Code::RuleType, &entry.by.span(), "by", message, help);
        }
        tie_breakers.push(TieBreaker { by, ascending: entry.order == Order::Ascending });
    }
    tie_breakers
}

/// Names that no field or derived value may have, because they have a meaning in rules.
fn reserved() -> impl Iterator<Item = &'static str> {
    let names = super::scope::POINTS.iter().chain(&RESULT).map(|(name, ..)| *name);
    [super::scope::AS_OF].into_iter().chain(names)
}

/// Names of list columns that are not fields. A list could not include a field with one of these names.
const LIST_COLUMNS: [&str; 4] = ["id", "list_place", "segment_title", "preference_place"];

/// Whether `name` has a meaning in rules or lists, so that the identifier's column must not have it. `id` is
/// allowed: in lists it means this column.
pub(crate) fn is_reserved(name: &str) -> bool {
    name != "id" && reserved().chain(LIST_COLUMNS).any(|reserved| reserved == name)
}
