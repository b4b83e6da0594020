//! Weights that bring about what is wanted of a scorecard, as near to today's as can be found.
//!
//! [`Goals`] says what is wanted and how far weights may move; [`tune`] looks for weights. Each goal has a
//! value under any weights, and a shortfall: its distance to the bound, times its weight. The search is for
//! the least sum of shortfalls, goals that must be met first, and then for the least move away from today:
//! the share of the weights that goes to other indicators, `½ Σ |w − w₀| / scale`, the mean over the
//! segments. It begins at today's weights, goes straight towards each goal, evolves (NSGA-II), anneals and
//! refines by small trades; where there are no more weights than may be tried, it tries them all. See
//! `search.rs`.
//!
//! Weights are whole units of the scale's last digit throughout: each that is tried keeps its bounds and adds
//! up exactly, and what is written is what was measured. The best are written as an overlay, read again and
//! the cohort scored by it; the values reported as found are those of that scoring. The search takes who is
//! scored as given: where other weights change whose coverage is enough, what it meets may be missed by that
//! scoring. It then goes on and asks for as much more as was missed, a few times, and if that is of no help
//! it is said.
//!
//! | goal | measured as |
//! |---|---|
//! | `among_first` with `when` | the share of the first K firms by published points that a rule holds for; firms that share the points at the edge count by the part of them that fits |
//! | `among_first` with `of` | the largest share of the first K that have one value; a missing value is none |
//! | `importance_of` | `R² / Σ R²`, `R²` of the published points by the share of full marks; among groups or among indicators |
//! | `rank_correlation` | Spearman's ρ or Kendall's τ-b of the published points with today's |
//! | `rank_shift` | mean or greatest `|rank − rank today|`, ties 1, 2, 2, 4 |
//! | `qualified` | scored firms that pass gates and pass rule, or a route |

mod anneal;
mod archive;
mod document;
mod goal;
mod impossible;
mod linear;
mod measure;
mod options;
mod outcome;
mod read;
mod refine;
mod search;
mod slip;
mod space;
mod standing;
mod tables;
mod trial;
mod whole;
mod written;

use self::measure::{Points, Yardstick};
use self::outcome::Told;
use self::search::Search;
use self::space::{Space, Units};
use self::standing::Standing;
use self::trial::Trials;
use super::compare::{self, Comparison, Side};
use super::overlay::{self, Named, Said, Scale};
use super::{Cohort, audit};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::Source;
use crate::progress::Progress;
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::scoring::{self, Reweigher, Scores, Weights};

pub use self::goal::{Goal, Goals, Measured, Unit, schema};
pub use self::options::Options;
pub use self::outcome::{Conflict, GoalOutcome, GoalValue, IndicatorWeights, Trade, Tuned, Verdict};
pub use self::written::{Freedom, GroupSums, Qualified, RankCorrelation, RankShift};

/// Looks for weights of the scorecard of `cohort` that meet `goals`, and scores the cohort with the best.
///
/// # Errors
/// A scorecard that cannot be reweighted; bounds between which no weights add up; an overlay that is not
/// sound.
///
/// # Panics
/// If the scores were made without details.
pub fn tune(
    cohort: &Cohort<'_>,
    goals: &Goals,
    named: &Named,
    progress: &dyn Progress,
) -> Result<Tuned, Findings> {
    let card = cohort.scorecard;
    let scale = Scale::of(card)?;
    let members = overlay::members(card)?;
    if members.is_empty() {
        let message = format!("`{}` has no indicators to weigh", card.id);
        return Err(Finding::new(Code::IndicatorsAbsent, Place::file(card.text.name.clone()), message)
            .help("only a scorecard that gives points can be tuned")
            .into());
    }
    let space = Space::new(card, &members, scale, goals)?;
    // Today's weights in the unit of what is proposed, so that all that is tried is in one unit.
    let write = |units: &Units, said: &str| text(cohort, goals, named, scale, &space, units, said);
    let load = |overlay: &str| -> Result<Scorecard, Findings> {
        let source = Source::new(named.file.as_str(), overlay);
        Ok(Scorecard::load(&source, cohort.dictionary, Some(cohort.as_of))?.0)
    };
    let plain = load(&write(&space.today, "today's weights"))?;
    let others: Weights = plain.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
    let reweigher = Reweigher::new(&plain, cohort.scores, &cohort.scores.order);
    let yardstick = Yardstick::new(cohort, goals, reweigher.firms().to_vec());
    let trials = Trials {
        goals,
        space: &space,
        yardstick: &yardstick,
        reweigher: &reweigher,
        scale,
        others: &others,
        segments: segments(&space),
    };
    let today = measured(cohort, goals, &yardstick, cohort.scores, card);
    let is_met = today.iter().all(|goal| goal.met);
    let is_hopeless = (0..goals.all.len()).any(|goal| yardstick.impossible(goal).is_some());
    let mut found = Search::new(&trials, progress).run(is_met, is_hopeless);
    let score = |units: &Units| -> Result<Scored, Findings> {
        let reweighted = load(&write(units, "on trial"))?;
        let scores = scoring::score(cohort.firms, &reweighted, cohort.as_of, true, progress);
        let values = by_scoring(cohort, goals, &scores, &reweighted);
        Ok(Scored { card: reweighted, scores, values })
    };
    let mut after = score(&found.best.units)?;
    if is_met && found.best.moved == 0 {
        after.values.clone_from(&today);
    } else {
        slip::search_on(&trials, &mut found, &mut after, &score, progress)?;
    }
    let met = after.values.iter().filter(|value| value.met).count();
    let told = Told {
        cohort,
        goals,
        trials: &trials,
        members: &members,
        today,
        largest: [
            largest(cohort, goals, cohort.scores, card),
            largest(cohort, goals, &after.scores, &after.card),
        ],
        audited: audited(cohort, goals, &after.scores, &after.card, progress),
        effect: Comparison::between(
            &Side::of(cohort.firms, card, cohort.scores),
            &Side::of(cohort.firms, &after.card, &after.scores),
            &compare::Options::default(),
        ),
        after: after.values,
        overlay: write(&found.best.units, &format!("meeting {met} of {} goals", goals.all.len())),
    };
    Ok(told.tell(found))
}

/// The cohort as other weights score it.
struct Scored {
    card: Scorecard,
    scores: Scores,
    /// Each goal's.
    values: Vec<GoalValue>,
}

/// The value of each goal of a largest share that has it, of all firms that are scored.
fn largest(cohort: &Cohort<'_>, goals: &Goals, scores: &Scores, card: &Scorecard) -> Vec<Option<String>> {
    let own = Cohort { scorecard: card, scores, ..*cohort };
    let yardstick = Yardstick::new(&own, goals, scores.order.clone());
    let units: Vec<i64> = yardstick.firms.iter().map(|&firm| scores.points[firm as usize]).collect();
    let standing = Standing::of_points(&units);
    (0..goals.all.len()).map(|goal| yardstick.largest(goal, &standing)).collect()
}

/// Segments that have weights to search.
fn segments(space: &Space) -> usize {
    let mut segments: Vec<usize> = space.slots.iter().map(|slot| slot.segment).collect();
    segments.dedup();
    segments.len()
}

/// Each goal's value under a real scoring.
fn measured(
    cohort: &Cohort<'_>,
    goals: &Goals,
    yardstick: &Yardstick<'_>,
    scores: &Scores,
    card: &Scorecard,
) -> Vec<GoalValue> {
    let units: Vec<i64> = yardstick.firms.iter().map(|&firm| scores.points[firm as usize]).collect();
    let weights: Weights = card.weight_shares();
    let standing = Standing::of_points(&units);
    let values = yardstick.measure(&Points { standing: &standing, units: &units, weights: &weights });
    let firms = cohort.scores.order.len();
    let one = |(goal, value): (&Goal, Option<f64>)| {
        let shortfall = goal.shortfall(value, firms);
        GoalValue { value, shortfall, met: shortfall == 0.0 }
    };
    goals.all.iter().zip(values).map(one).collect()
}

/// Each goal's value as a run with other weights would have it: of all firms it scores, and where today's
/// ranks are asked for, of those that are scored both times.
fn by_scoring(cohort: &Cohort<'_>, goals: &Goals, after: &Scores, card: &Scorecard) -> Vec<GoalValue> {
    let own = Cohort { scorecard: card, scores: after, ..*cohort };
    let all = measured(&own, goals, &Yardstick::new(&own, goals, after.order.clone()), after, card);
    let is_both = |firm: &u32| after.scored[*firm as usize];
    let both: Vec<u32> = cohort.scores.order.iter().copied().filter(is_both).collect();
    let both = measured(cohort, goals, &Yardstick::new(cohort, goals, both), after, card);
    let one = |(goal, (all, both)): (&Goal, (GoalValue, GoalValue))| match goal.what {
        Measured::Correlation(_) | Measured::Shift(_) => both,
        _ => all,
    };
    goals.all.iter().zip(all.into_iter().zip(both)).map(one).collect()
}

/// What an audit of the found weights says of each goal of importance: the share of the correlation ratios.
fn audited(
    cohort: &Cohort<'_>,
    goals: &Goals,
    after: &Scores,
    card: &Scorecard,
    progress: &dyn Progress,
) -> Vec<Option<f64>> {
    let asks = |goal: &Goal| matches!(goal.what, Measured::Importance { .. });
    if !goals.all.iter().any(asks) {
        return vec![None; goals.all.len()];
    }
    let told = audit::audit(
        &Cohort { scorecard: card, scores: after, ..*cohort },
        &audit::Options::default(),
        progress,
    );
    let one = |goal: &Goal| {
        let Measured::Importance { id, is_group } = &goal.what else { return None };
        let whole = told.parts.first()?;
        if *is_group {
            return whole.groups.iter().find(|group| group.id == *id)?.importance.share;
        }
        whole.indicators.iter().find(|indicator| indicator.id == *id)?.importance.share
    };
    goals.all.iter().map(one).collect()
}

/// The overlay that says weights, with where they come from.
fn text(
    cohort: &Cohort<'_>,
    goals: &Goals,
    named: &Named,
    scale: Scale,
    space: &Space,
    units: &Units,
    said: &str,
) -> String {
    let card = cohort.scorecard;
    let mut by_indicator: Vec<Option<Vec<u64>>> = vec![None; card.indicators.len()];
    for (slot, units) in space.slots.iter().zip(units) {
        let own = by_indicator[slot.indicator].get_or_insert_with(|| vec![0; card.segments.len()]);
        own[slot.segment] = *units;
    }
    let digest = crate::parameters::sha256(goals.source.text.as_bytes());
    let source = format!(
        "weights tuned, {said}, from {} as of {}; cohort {}, SHA-256 {}; goals {}, SHA-256 {digest}, seed {}",
        card.id, cohort.as_of, cohort.file, cohort.sha256, goals.source.name, goals.seed
    );
    let said = Said {
        id: &overlay::id_of(card, "-tuned"),
        title: &format!("{} (weights tuned)", card.title),
        title_zh: None,
        source: &source,
        basis: WeightsBasis::Derived,
        remark: "A proposal, written by `jifen tune`: only weights, laid over the scorecard they are for.",
    };
    overlay::text(card, scale, &by_indicator, named, &said)
}
