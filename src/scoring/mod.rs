//! [`Scores`] of firms under a scorecard, in the steps derive, screen, treat, curve, combine, publish, rank,
//! judge.
//!
//! Each step is a file. Work per firm runs over blocks of firms, work on populations over indicators, both in
//! parallel. The result depends neither on the number of threads nor on the order of the firms: sums over
//! firms are taken over sorted values, sums over indicators in the scorecard's order.

mod columns;
mod curve;
mod derive;
mod explain;
pub mod formula;
mod grid;
mod guess;
mod judge;
mod linear;
mod percentile;
mod population;
mod qualify;
mod rank;
mod rank_keys;
mod remeasure;
mod rescore;
mod reweigh;
mod rounding;
mod screen;
mod treat;
mod unknown;

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

pub use columns::Results;
pub use explain::{
    Above, Account, ConditionAccount, ConditionState, CurvePlace, Given, GroupAccount, IndicatorAccount,
    Input, More, NotKnown, Step, explain, place_on_curve,
};
pub use grid::{Dependence, PointsGrid, Qualification};
pub use linear::{DRAWS, NodeWorth, Weights};
pub use qualify::{Qualifier, beyond_points};
pub use rank::tie_keys;
pub use rank_keys::rank_keys;
pub use remeasure::remeasure;
pub use rescore::rescore;
pub use reweigh::Reweigher;
pub use rounding::{COVERAGE_DECIMALS, MOST_DECIMALS, PERCENTILE_DECIMALS, from_units, to_units};
pub use screen::Rejections;
pub use unknown::{Alike, Reasons, titled};

use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Cells, Firms};
use crate::progress::Progress;
use crate::scorecard::{Condition, Marks, Scorecard, Test};
use crate::words::{Arg, Message, say};
use formula::{Column, Columns, Formula};

/// The scores of a cohort. Every vector has one entry per firm, in the cohort's order.
#[derive(Clone, Debug)]
pub struct Scores {
    /// Whether the firm was scored; the others are in `rejected`, and their other entries are meaningless.
    pub scored: Vec<bool>,
    /// The firms that could not be scored, each with its reason (`segment-none`, `indicator-missing`,
    /// `coverage-low`): see [`Scores::rejections`].
    pub rejected: Rejections,
    /// Segment as a position in [`Scorecard::segments`].
    pub segment: Vec<u16>,
    /// Published points, in units of `10^-decimals`: see [`to_units`].
    pub points: Vec<i64>,
    /// Unrounded points per group of the scorecard, the root first; 0 where the group is left out for the
    /// firm.
    pub group_points: Vec<Arc<Vec<f64>>>,
    /// Unrounded points per indicator; 0 where it is left out for the firm.
    pub indicator_points: Vec<Arc<Vec<f64>>>,
    /// Share of weight whose raw values are known, 0..=1.
    pub coverage: Vec<f64>,
    /// Rank of the published points over the cohort, ties 1, 2, 2, 4.
    pub rank: Vec<u32>,
    /// Rank of the published points within the segment, ties likewise.
    pub segment_rank: Vec<u32>,
    /// `100 · (firms with fewer published points) / (n − 1)`, 100 for a single firm.
    pub percentile: Vec<f64>,
    /// Scored firms from first to last: by published points, tie-breakers (missing last), id.
    pub order: Vec<u32>,
    /// Position in the scorecard's grades; `None` below the last.
    pub grade: Vec<Option<u16>>,
    /// Whether all gates are met, and the pass rule or a route. Without a pass rule the gates suffice.
    pub qualified: Vec<bool>,
    /// Whether only unknown facts keep the firm from qualifying: see
    /// [`Unknown::Hold`](crate::scorecard::Unknown).
    pub held: Vec<bool>,
    /// Bit c is set where condition c of [`Scorecard::conditions`] is not met.
    pub unmet: Vec<u64>,
    /// Bit c is set where condition c, of a gate or a part of one, has an unknown value.
    pub unknown: Vec<u64>,
    /// The top the firm is in, as a position in [`Scorecard::tops`].
    pub top: Vec<Option<u16>>,
    /// Intermediate values per indicator; `None` unless requested.
    pub details: Option<Vec<Detail>>,
    /// Findings of scoring: indicators without a value for any firm.
    pub findings: Findings,
}

impl Scores {
    /// Number of scored firms that qualify.
    pub fn qualified(&self) -> usize {
        let firms = self.scored.iter().zip(&self.qualified);
        firms.filter(|&(scored, qualified)| *scored && *qualified).count()
    }

    /// Number of scored firms that are held.
    pub fn held(&self) -> usize {
        self.held.iter().filter(|held| **held).count()
    }
}

/// One indicator's values on the way from raw value to share of full marks, for every firm.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The value of the indicator's expression; of a flag, 1 for yes and 0 for no.
    pub raw: Arc<Cells<f64>>,
    /// The curve's input: the value after the missing policy and the treatment.
    pub treated: Arc<Cells<f64>>,
    /// Share of full marks, 0..=1; missing where the indicator is left out for the firm.
    pub normalised: Arc<Cells<f64>>,
}

/// Scores `firms` as of a day. `keep_details` keeps [`Scores::details`], at most 27 bytes per firm and
/// indicator.
///
/// The firms must have been read with the scorecard's own dictionary ([`Scorecard::dictionary`]). A firm that
/// fits no segment, lacks a required value or has too low a coverage is not scored and takes no part in any
/// statistic or rank. One unit of progress is one indicator read or turned into points.
///
/// # Panics
/// If the firms were read with another dictionary and a rule finds no column of its type in a slot.
pub fn score(
    firms: &Firms,
    scorecard: &Scorecard,
    as_of: Date,
    keep_details: bool,
    progress: &dyn Progress,
) -> Scores {
    progress.begin(&crate::words::say!(progress::scoring), 2 * scorecard.indicators.len() as u64);
    let Facts { raw, screened, gates } = Facts::read(firms, scorecard, as_of, progress);
    let findings = blank_indicators(firms, scorecard, &raw, &screened.scored);
    let members = members(firms, scorecard, raw, &screened, keep_details, progress);
    let mut scores = finish(firms, scorecard, as_of, screened, gates, members, keep_details);
    scores.findings = findings;
    scores
}

/// Computes everything that depends on points, from the leaves of the tree. `gates` has only the verdicts of
/// gates.
fn finish(
    firms: &Firms,
    scorecard: &Scorecard,
    as_of: Date,
    screened: screen::Screened,
    gates: judge::Verdicts,
    members: Vec<curve::Member>,
    keep_details: bool,
) -> Scores {
    let columns: Vec<&Column> = members.iter().map(|member| &member.column).collect();
    let group_points = group_points(&Formula::of(scorecard), &scorecard.marks(), &screened.segment, &columns);
    let points = rounding::publish(&group_points[0], scorecard.decimals);
    let ranking = rank::Ranking::of(&points, &screened.scored, &screened.segment);
    let top = judge::tops(scorecard, &ranking, &screened.scored, &screened.segment);
    let (indicator_points, details): (Vec<_>, Vec<_>) =
        members.into_iter().map(|member| (member.column.points, member.detail)).unzip();
    let mut scores = Scores {
        scored: screened.scored,
        rejected: screened.rejected,
        segment: screened.segment,
        points,
        group_points,
        indicator_points,
        coverage: screened.coverage,
        rank: ranking.rank,
        segment_rank: ranking.segment_rank,
        percentile: ranking.percentile,
        order: ranking.order,
        grade: Vec::new(),
        qualified: Vec::new(),
        held: Vec::new(),
        unmet: gates.unmet,
        unknown: gates.unknown,
        top,
        details: keep_details.then(|| details.into_iter().flatten().collect()),
        findings: Findings::new(),
    };
    judge(firms, scorecard, as_of, &mut scores);
    scores
}

/// Points of every group, the root first, from those of the indicators.
fn group_points(
    formula: &Formula,
    marks: &Marks,
    segment: &[u16],
    indicators: &[&Column],
) -> Vec<Arc<Vec<f64>>> {
    let zeros = indicators.iter().find(|column| column.blank).map(|column| &column.points);
    let groups = formula.evaluate(&Columns { marks, segment, zeros }, indicators);
    groups.into_iter().map(|column| column.points).collect()
}

/// Facts about firms that do not depend on points.
struct Facts {
    /// Raw values per indicator, `None` without any.
    raw: Vec<Option<derive::Raw>>,
    /// The scored firms and their segments.
    screened: screen::Screened,
    /// Gate conditions not met, or unknown.
    gates: judge::Verdicts,
}

impl Facts {
    fn read(firms: &Firms, scorecard: &Scorecard, as_of: Date, progress: &dyn Progress) -> Facts {
        let derived = columns::derived(firms, scorecard, as_of, firm_slots(scorecard));
        let frame = columns::firm_frame(firms, &derived, as_of);
        let raw = derive::raw(&frame, scorecard, progress);
        let mut screened = screen::screen(scorecard, derive::segments(&frame, scorecard), &raw);
        screened.rejected.name_absent(firms, scorecard);
        let gates = judge::gates(&frame, scorecard, firms, &screened.scored);
        Facts { raw, screened, gates }
    }
}

/// The indicators over all firms, as members of the tree. Consumes the raw values one indicator at a time.
fn members(
    firms: &Firms,
    scorecard: &Scorecard,
    raw: Vec<Option<derive::Raw>>,
    screened: &screen::Screened,
    keep_details: bool,
    progress: &dyn Progress,
) -> Vec<curve::Member> {
    let cohort = population::Cohort::new(firms, scorecard, &screened.scored, &screened.segment);
    let blank = curve::Blank::new(&screened.scored, keep_details);
    let indicators = scorecard.indicators.par_iter().zip(raw);
    let member = |(indicator, raw)| {
        let member = curve::member(indicator, raw, &cohort, &blank, keep_details);
        progress.advance(1);
        member
    };
    indicators.map(member).collect()
}

/// Everything that depends on points: the pass rule, the order of ties, grades, qualification.
fn judge(firms: &Firms, scorecard: &Scorecard, as_of: Date, scores: &mut Scores) {
    let rules =
        rules(&scorecard.conditions).chain(scorecard.tie_breakers.iter().map(|tie_breaker| &tie_breaker.by));
    let slots: Vec<usize> = rules.flat_map(|rule| rule.slots()).copied().collect();
    let results = Results::new(firms, &[(scorecard, &*scores)], as_of, slots);
    let frame = results.frame(firms);
    judge::pass(&frame, scorecard, &scores.scored, &mut scores.unmet);
    rank::break_ties(&mut scores.order, &scores.points, &frame, scorecard, firms.ids());
    scores.grade = judge::grades(scorecard, &scores.points, &scores.scored);
    let qualified = || {
        let firms = scores.scored.iter().zip(&scores.unmet);
        firms.map(|(scored, unmet)| *scored && scorecard.qualifies(*unmet)).collect()
    };
    let held = || {
        let firms = scores.unmet.iter().zip(&scores.unknown);
        // A firm that is not scored has no bit set.
        firms.map(|(unmet, unknown)| *unknown != 0 && scorecard.is_held(*unmet, *unknown)).collect()
    };
    (scores.qualified, scores.held) = rayon::join(qualified, held);
}

/// The rules among these conditions.
fn rules(conditions: &[Condition]) -> impl Iterator<Item = &Expr> {
    conditions.iter().filter_map(|condition| match &condition.test {
        Test::Rule { when } => Some(when),
        _ => None,
    })
}

/// The slots of the firm scope that scoring reads before points exist.
fn firm_slots(scorecard: &Scorecard) -> Vec<usize> {
    let indicators = scorecard.indicators.iter().map(|indicator| &indicator.value);
    let segments = scorecard.segments.iter().filter_map(|segment| segment.when.as_ref());
    let gates = rules(&scorecard.conditions[..scorecard.of_gates()]);
    indicators.chain(segments).chain(gates).flat_map(|rule| rule.slots()).copied().collect()
}

/// A warning for each indicator without a raw value for any scored firm: most likely its column was not
/// bound.
fn blank_indicators(
    firms: &Firms,
    scorecard: &Scorecard,
    raw: &[Option<derive::Raw>],
    scored: &[bool],
) -> Findings {
    if !scored.contains(&true) {
        return Findings::new();
    }
    let known =
        |raw: &derive::Raw| raw.cells.present.iter().zip(scored).any(|(present, scored)| *present && *scored);
    let indicators = scorecard.indicators.iter().zip(raw);
    let blank = indicators.filter(|(_, raw)| !raw.as_ref().is_some_and(known));
    blank
        .map(|(indicator, _)| {
            let (id, rule) = (&indicator.id, indicator.value.source());
            let message = say!(scoring::indicator_blank, indicator = id, scorecard = &scorecard.id);
            let fields = scorecard.fields_of(&indicator.value, firms.columns.len());
            let absent: Vec<Message> = fields
                .into_iter()
                .filter(|&field| firms.columns[field].is_none())
                .map(|field| &firms.dictionary.fields[field])
                .map(|field| say!(scoring::field, title = &field.title, name = &field.name))
                .collect();
            let help = match absent.is_empty() {
                true => say!(scoring::cells_blank, rule = rule),
                false => say!(scoring::fields_absent, fields = Arg::items(absent)),
            };
            Finding::new(Code::IndicatorBlank, Place::default().in_column(indicator.id.as_str()), message)
                .help(help)
        })
        .collect()
}
