//! Written → checked: every name resolved, every rule typed, every number within its bounds, all faults at once.

mod conditions;
mod curve;
mod fields;
mod names;
mod numbers;
mod rules;
mod tree;

use std::ops::Range;

use conditions::Conditions;
use rules::Rules;

use super::scope::{RESULT, add_points};
use super::written::{self, Order, Stratum};
use super::{Derived, Grade, Scorecard, Segment, TieBreaker, Top, WeightsBasis};
use crate::finding::{Code, Finding, Findings};
use crate::firms::{Dictionary, Kind};
use crate::parameters::{InForce, Source, Spanned};

/// The faults of one file.
struct Checker<'a> {
    source: &'a Source,
    findings: Findings,
}

impl Checker<'_> {
    /// Adds a fault of the bytes `span`, under `key`, with what to do.
    fn fault(
        &mut self,
        code: Code,
        span: &Range<usize>,
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.source.place(span.start).in_column(key);
        self.findings.push(Finding::new(code, place, message).help(help));
    }

    /// What the file has at `span`, in backticks and on one line.
    fn quote(&self, span: &Range<usize>) -> String {
        let text = self.source.text.get(span.clone()).unwrap_or_default();
        let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = line.char_indices().nth(80) {
            line.truncate(end);
            line.push('…');
        }
        format!("`{line}`")
    }
}

/// Checks `written`, which was read from `source`, against the fields of `dictionary`.
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
    let segments = segments(&mut checker, &rules, written);
    let tree = tree::check(&mut checker, &rules, written);
    let mut conditions = Conditions::default();
    let gates = conditions.gates(&mut checker, &rules, &written.gate);
    let grades = grades(&mut checker, written, &tree);
    let tops = tops(&mut checker, written);
    let ids = tree.groups.iter().skip(1).map(|group| &group.id).chain(&tree.indicator_ids);
    add_points(&mut rules.scope, &segments, ids.map(String::as_str));
    let routes = conditions.routes(&mut checker, &rules, written);
    let pass = conditions.pass(&mut checker, &rules, written.pass.as_ref());
    let tie_breakers = tie_breakers(&mut checker, &rules, written);

    if *written.weights_basis.get_ref() == WeightsBasis::Illustrative {
        let place = source.place(written.weights_basis.span().start);
        let message = format!("the weights of `{}` are illustrative, no official ones", written.id.get_ref());
        checker.findings.push(
            Finding::new(Code::IllustrativeWeights, place, message)
                .help("put your own numbers into a copy of the scorecard, with weights_basis = \"local\""),
        );
    }
    checker.findings.sort();
    let scorecard = Scorecard {
        id: written.id.get_ref().clone(),
        title: written.title.clone(),
        title_zh: written.title_zh.clone(),
        source: written.source.clone(),
        weights_basis: *written.weights_basis.get_ref(),
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

/// The derived values; each sees those before it, and the scope grows with them.
fn derived(checker: &mut Checker<'_>, rules: &mut Rules, written: &written::Scorecard) -> Vec<Derived> {
    let mut derived = Vec::new();
    for entry in &written.derived {
        let id = entry.id.get_ref().clone();
        match rules.compile(checker, &entry.value, "value", None) {
            Some(value) => {
                rules.scope.add(id.clone(), value.kind());
                derived.push(Derived { id, title: entry.title.clone(), value });
            }
            None => rules.broken.push(id),
        }
    }
    derived
}

/// The segments; one for all firms where the scorecard has none.
fn segments(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard) -> Vec<Segment> {
    if written.segment.is_empty() {
        let (title, title_zh) = ("All firms".to_owned(), Some("全部企业".to_owned()));
        return vec![Segment { id: tree::ALL.to_owned(), title, title_zh, when: None }];
    }
    let compile = |checker: &mut Checker<'_>, when: &Option<Spanned<String>>| {
        when.as_ref().and_then(|when| rules.parting(checker, when, "when", "the segment's rule"))
    };
    if let Some(catch_all) = written.segment.iter().position(|segment| segment.when.is_none()) {
        for beyond in &written.segment[catch_all + 1..] {
            let message = format!("no firm can reach segment `{}`", beyond.id.get_ref());
            let help = format!(
                "segment `{}` takes every firm: give it a `when`",
                written.segment[catch_all].id.get_ref()
            );
            checker.fault(Code::ValueInvalid, &beyond.id.span(), "id", message, help);
        }
    }
    if written.segment.len() > usize::from(u16::MAX) {
        let help = format!("at most {} are possible", u16::MAX);
        checker.fault(Code::ValueInvalid, &written.id.span(), "segment", "too many segments", help);
    }
    let mut segments = Vec::new();
    for segment in &written.segment {
        segments.push(Segment {
            id: segment.id.get_ref().clone(),
            title: segment.title.clone(),
            title_zh: segment.title_zh.clone(),
            when: compile(checker, &segment.when),
        });
    }
    segments
}

/// The grades, from best to worst.
fn grades(checker: &mut Checker<'_>, written: &written::Scorecard, tree: &tree::Tree) -> Vec<Grade> {
    // With a bonus, points may go beyond the scale.
    let scale = tree.groups[0].full_marks.iter().copied().fold(*written.scale.get_ref(), f64::max);
    let mut above = f64::INFINITY;
    let mut grades = Vec::new();
    for grade in &written.grade {
        let span = grade.at_least.span();
        let Some(at_least) = numbers::finite(checker, &grade.at_least, "at_least") else { continue };
        if at_least > scale {
            let message = format!("no firm can reach grade `{}` at `{at_least}`", grade.id.get_ref());
            checker.fault(
                Code::ValueInvalid,
                &span,
                "at_least",
                message,
                format!("the most points are {scale}"),
            );
        } else if at_least >= above {
            let message =
                format!("grade `{}` at `{at_least}` is not below the one before it", grade.id.get_ref());
            checker.fault(Code::ValueInvalid, &span, "at_least", message, "write grades from best to worst");
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
        let allowed = |share: f64| share > 0.0 && share <= 1.0;
        let what = "a share above 0 and at most 1";
        let Some(share) = numbers::within(checker, *top.share.get_ref(), &span, "share", what, allowed)
        else {
            continue;
        };
        if before.is_some_and(|before| share <= before) {
            let message = format!("top `{}` is no larger than the one before it", top.id.get_ref());
            let help = "write tops from best to worst; a share counts the firms of the tops before it too";
            checker.fault(Code::ValueInvalid, &span, "share", message, help);
        }
        before = Some(share);
        let within_segment = match top.within.get_ref().as_slice() {
            [] => false,
            [Stratum::Segment] => true,
            _ => {
                let message = format!("top `{}` ranks within what has no ranks", top.id.get_ref());
                let help = "write within = [] for all firms, or within = [\"segment\"]";
                checker.fault(Code::ValueInvalid, &top.within.span(), "within", message, help);
                continue;
            }
        };
        tops.push(Top { id: top.id.get_ref().clone(), title: top.title.clone(), share, within_segment });
    }
    tops
}

fn tie_breakers(checker: &mut Checker<'_>, rules: &Rules, written: &written::Scorecard) -> Vec<TieBreaker> {
    let mut tie_breakers = Vec::new();
    for entry in &written.tie_breaker {
        let Some(by) = rules.compile(checker, &entry.by, "by", None) else { continue };
        if by.kind() == Kind::Text {
            let message = format!(
                "{} is a text, which says nothing of better or worse",
                checker.quote(&entry.by.span())
            );
            let help = "order by a number, a date or a flag; ties that are left go by id";
            checker.fault(Code::RuleType, &entry.by.span(), "by", message, help);
        }
        tie_breakers.push(TieBreaker { by, ascending: entry.order == Order::Ascending });
    }
    tie_breakers
}

/// Names no field and no derived value may take, since rules know them already.
fn reserved() -> impl Iterator<Item = &'static str> {
    let names = super::scope::POINTS.iter().chain(&RESULT).map(|(name, _)| *name);
    [super::scope::AS_OF].into_iter().chain(names)
}

/// What institutions call columns of their lists that are no fields; a field of such a name would be out of reach.
const LIST_COLUMNS: [&str; 3] = ["id", "list_place", "segment_title"];

/// Whether a column that tells firms apart may not be called `name`, since rules or lists know it as something else.
/// `id` may: lists mean just that column by it.
pub(crate) fn is_reserved(name: &str) -> bool {
    name != "id" && reserved().chain(LIST_COLUMNS).any(|reserved| reserved == name)
}
