//! Values of the goals for given points.

use std::collections::BTreeMap;

use super::super::Cohort;
use super::goal::{Goal, Goals, Measured, Unit};
use super::linear::Linear;
use super::ranking::{Edge, Ranking, spearman};
use super::written::{Qualified, RankCorrelation, RankShift};
use crate::firms::{Cells, Column};
use crate::scoring::{Qualifier, Results, Weights};
use crate::stats;

/// Code of a missing value.
pub(super) const NONE: u32 = u32::MAX;

/// Some scored firms, prepared for measuring goals under any points.
#[derive(Debug)]
pub(super) struct Yardstick<'a> {
    pub(super) goals: &'a [Goal],
    /// Positions of the firms in the cohort.
    pub firms: Vec<u32>,
    /// Per goal, the rule or value of each firm.
    pub(super) known: Vec<Known>,
    /// Ranking under today's points.
    pub(super) before: Ranking<'static>,
    pub(super) linear: Option<Linear>,
    pub(super) qualifier: Option<Qualifier<'a>>,
    /// Whether the same firms are scored under any weights.
    pub(super) is_settled: bool,
    /// Per goal, whether its rule holds for no firm of the cohort, scored or not.
    pub(super) holds_for_none: Vec<bool>,
}

#[derive(Debug)]
pub(super) enum Known {
    /// Whether the rule holds, per firm.
    Holds(Vec<bool>),
    /// Code of the value per firm, and the values by code.
    Value(Vec<u32>, Vec<String>),
    Nothing,
}

/// Points under some weights.
pub(super) struct Points<'a> {
    /// Keys with the same order as the points.
    pub ranking: &'a Ranking<'a>,
    /// Published units, if a goal needs them: see [`Yardstick::asks_points`].
    pub units: &'a [i64],
    /// Weights that gave the points.
    pub weights: &'a Weights,
}

impl<'a> Yardstick<'a> {
    /// Yardstick of the firms at these positions of the cohort.
    pub fn new(cohort: &Cohort<'a>, goals: &'a Goals, firms: Vec<u32>) -> Yardstick<'a> {
        let rules = goals.all.iter().filter_map(|goal| match &goal.what {
            Measured::Holds { when: rule, .. } | Measured::Largest { of: rule, .. } => Some(rule),
            _ => None,
        });
        let slots: Vec<usize> = rules.flat_map(|rule| rule.slots()).copied().collect();
        let results = Results::new(cohort.firms, &[(cohort.scorecard, cohort.scores)], cohort.as_of, slots);
        let frame = results.frame(cohort.firms);
        let known = |goal: &Goal| match &goal.what {
            Measured::Holds { when, .. } => {
                let flags = when.flags(&frame, frame.rows());
                Known::Holds(firms.iter().map(|&firm| flags.get(firm as usize) == Some(true)).collect())
            }
            Measured::Largest { of, prefix, .. } => {
                values(&of.evaluate(&frame, frame.rows()), *prefix, &firms)
            }
            _ => Known::Nothing,
        };
        let holds_for_none = |goal: &Goal| match &goal.what {
            Measured::Holds { when, .. } => {
                frame.len > 0 && when.flags(&frame, frame.rows()).iter().all(|held| held != Some(true))
            }
            _ => false,
        };
        let measures = |what: fn(&Measured) -> bool| goals.all.iter().any(|goal| what(&goal.what));
        let of_groups = measures(|what| matches!(what, Measured::Importance { is_group: true, .. }));
        let of_indicators = measures(|what| matches!(what, Measured::Importance { is_group: false, .. }));
        Yardstick {
            goals: &goals.all,
            known: goals.all.iter().map(known).collect(),
            before: Ranking::of_points(
                &firms.iter().map(|&firm| cohort.scores.points[firm as usize]).collect::<Vec<i64>>(),
            ),
            linear: (of_groups || of_indicators)
                .then(|| Linear::new(cohort, &firms, of_groups, of_indicators)),
            qualifier: measures(|what| matches!(what, Measured::Qualified(_)))
                .then(|| Qualifier::new(cohort.firms, cohort.scorecard, cohort.scores, cohort.as_of)),
            holds_for_none: goals.all.iter().map(holds_for_none).collect(),
            firms,
            is_settled: is_settled(cohort),
        }
    }

    /// Whether a goal needs points and not only their order.
    pub fn asks_points(&self) -> bool {
        self.linear.is_some() || self.qualifier.is_some()
    }

    /// Each goal's value; `None` if undefined, as a correlation of constant points.
    pub fn measure(&self, points: &Points<'_>) -> Vec<Option<f64>> {
        let importance = self.linear.as_ref().map(|linear| linear.shares(points.units, points.weights));
        let before = &self.before;
        let one = |(goal, known): (&Goal, &Known)| match (&goal.what, known) {
            (Measured::Holds { first, .. }, Known::Holds(holds)) => {
                share_that_holds(points.ranking, points.ranking.edge(*first), holds)
            }
            (Measured::Largest { first, .. }, Known::Value(values, labels)) => {
                largest(points.ranking, points.ranking.edge(*first), values, labels.len())
                    .map(|(_, share)| share)
            }
            (Measured::Importance { id, is_group, .. }, _) => {
                importance.as_ref()?.of(id, *is_group).map(twelve_decimals)
            }
            (Measured::Correlation(RankCorrelation::Spearman), _) => {
                spearman(before, points.ranking).map(twelve_decimals)
            }
            (Measured::Correlation(RankCorrelation::Kendall), _) => {
                let falling = |ranking: &Ranking<'_>| {
                    (0..ranking.len()).map(|firm| f64::from(ranking.rank(firm))).collect::<Vec<f64>>()
                };
                stats::kendall(&falling(before), &falling(points.ranking)).map(twelve_decimals)
            }
            (Measured::Shift(shift), _) => Some(shift_between(before, points.ranking, *shift)),
            (Measured::Qualified(count), _) => self.qualified(points.units, *count),
            _ => None,
        };
        self.goals.iter().zip(&self.known).map(one).collect()
    }

    /// Guide of the search towards each goal of the leading firms: the shortfall with a
    /// [blurred](Ranking::blurred) edge of the leading group, so that firms near the edge count before they
    /// cross it. For an upper bound on a largest share it is the sum of all excesses, so that a decrease of
    /// one of two equal shares counts. `None` for other goals, for which the shortfall is the guide.
    pub fn guides(&self, ranking: &Ranking<'_>, blur: f64) -> Vec<Option<f64>> {
        let firms = ranking.len();
        let one = |(goal, known): (&Goal, &Known)| {
            let first = goal.what.first().filter(|&first| first < firms)?;
            let part = ranking.blurred(first, blur);
            let part = |place: &u32| part[*place as usize];
            match known {
                Known::Holds(holds) => {
                    let own = ranking.places().iter().zip(holds).filter(|(_, holds)| **holds);
                    let share = own.map(|(place, _)| part(place)).sum::<f64>() / first as f64;
                    Some(goal.shortfall(Some(twelve_decimals(share)), firms))
                }
                Known::Value(values, labels) => {
                    let mut shares = vec![0.0; labels.len()];
                    for (place, value) in ranking.places().iter().zip(values).filter(|(_, v)| **v != NONE) {
                        shares[*value as usize] += part(place) / first as f64;
                    }
                    let most = shares.iter().copied().fold(0.0, f64::max);
                    let below = goal.at_least.map_or(0.0, |bound| (bound - most).max(0.0));
                    let above = goal.at_most.map_or(0.0, |bound| {
                        shares.iter().map(|share| (share - bound).max(0.0)).sum::<f64>()
                    });
                    Some((below + above) * goal.weight)
                }
                Known::Nothing => None,
            }
        };
        self.goals.iter().zip(&self.known).map(one).collect()
    }

    fn qualified(&self, units: &[i64], count: Qualified) -> Option<f64> {
        let firms = self.qualifier.as_ref()?.count(&self.firms, units) as f64;
        Some(if count == Qualified::Share { firms / self.firms.len().max(1) as f64 } else { firms })
    }

    /// The value with the largest share, for a goal of that kind.
    pub fn largest(&self, goal: usize, ranking: &Ranking<'_>) -> Option<String> {
        let (Measured::Largest { first, .. }, Known::Value(values, labels)) =
            (&self.goals[goal].what, &self.known[goal])
        else {
            return None;
        };
        let (value, _) = largest(ranking, ranking.edge(*first), values, labels.len())?;
        value.map(|value| labels[value].clone())
    }
}

/// Whether the scored firms do not depend on weights: all firms are scored, and coverage is 1 or has no
/// minimum.
fn is_settled(cohort: &Cohort<'_>) -> bool {
    let scores = cohort.scores;
    let all_known = || scores.order.iter().all(|&firm| scores.coverage[firm as usize] >= 1.0);
    scores.rejected.is_empty() && (cohort.scorecard.minimum_coverage == 0.0 || all_known())
}

/// Rounds to twelve decimals. Correlations and importance contain roots and have no last digit; shares of
/// firms are quotients of whole numbers and need no rounding.
fn twelve_decimals(x: f64) -> f64 {
    (x * 1e12).round() / 1e12
}

impl Goal {
    /// Distance of a value from its target: 0 if the goal is met, otherwise the distance from the bound (for
    /// ranks and firms as a share of `firms`), times the goal's weight. For an undefined value, the greatest
    /// possible distance.
    pub fn shortfall(&self, value: Option<f64>, firms: usize) -> f64 {
        let Some(value) = value else { return 2.0 * self.weight };
        let missed = missed(value, self.at_least, self.at_most).into_iter().flatten();
        let distance = missed.map(|bound| (bound - value).abs()).fold(0.0, f64::max);
        let unit = if self.what.unit() == Unit::Firms { firms.max(1) as f64 } else { 1.0 };
        distance / unit * self.weight
    }
}

/// The bounds that a value misses, the lower and the upper. Both are doubles nearest to a number, so their
/// order is that of the numbers.
pub(super) fn missed(value: f64, at_least: Option<f64>, at_most: Option<f64>) -> [Option<f64>; 2] {
    [at_least.filter(|least| value < *least), at_most.filter(|most| value > *most)]
}

/// Codes of values, in the order of the values.
fn values(column: &Column, prefix: Option<usize>, firms: &[u32]) -> Known {
    fn coded<T: Ord + Clone>(all: Vec<Option<T>>, label: impl Fn(&T) -> String) -> Known {
        let mut codes: BTreeMap<T, u32> = BTreeMap::new();
        for value in all.iter().flatten() {
            codes.insert(value.clone(), 0);
        }
        codes.values_mut().zip(0..).for_each(|(code, at)| *code = at);
        let labels = codes.keys().map(label).collect();
        Known::Value(all.iter().map(|value| value.as_ref().map_or(NONE, |v| codes[v])).collect(), labels)
    }
    fn of<T: Copy + Default, U>(cells: &Cells<T>, firms: &[u32], value: impl Fn(T) -> U) -> Vec<Option<U>> {
        firms.iter().map(|&firm| cells.get(firm as usize).map(&value)).collect()
    }
    match column {
        Column::Number(cells) => {
            // Keys have the order of the numbers; each entry is one firm with that key.
            let keys = of(cells, firms, stats::order_key);
            let number: BTreeMap<u64, f64> =
                keys.iter().copied().zip(of(cells, firms, |x| x)).filter_map(|(k, x)| k.zip(x)).collect();
            coded(keys, |key| number[key].to_string())
        }
        Column::Flag(cells) => coded(of(cells, firms, |flag| flag), bool::to_string),
        Column::Date(cells) => coded(of(cells, firms, |day| day), ToString::to_string),
        Column::Text(texts) => {
            let end = |text: &str| {
                prefix.and_then(|prefix| text.char_indices().nth(prefix)).map_or(text.len(), |(at, _)| at)
            };
            let short = |&firm: &u32| texts.get(firm as usize).map(|text| &text[..end(text)]);
            coded(firms.iter().map(short).collect(), |text: &&str| (*text).to_owned())
        }
    }
}

fn share_that_holds(ranking: &Ranking<'_>, edge: Edge, holds: &[bool]) -> Option<f64> {
    let (mut above, mut at) = (0_u32, 0_u32);
    for (place, holds) in ranking.places().iter().zip(holds) {
        above += u32::from(*holds && *place > edge.place);
        at += u32::from(*holds && *place == edge.place);
    }
    (edge.first > 0).then(|| edge.share(edge.parts(above, at)))
}

/// The most frequent value among the firms within the edge, with its share; the first of equally frequent
/// values.
fn largest(ranking: &Ranking<'_>, edge: Edge, values: &[u32], count: usize) -> Option<(Option<usize>, f64)> {
    let mut firms = vec![(0_u32, 0_u32); count];
    for (place, value) in ranking.places().iter().zip(values) {
        if *value != NONE && *place >= edge.place {
            let (above, at) = &mut firms[*value as usize];
            *above += u32::from(*place > edge.place);
            *at += u32::from(*place == edge.place);
        }
    }
    let parts = firms.into_iter().map(|(above, at)| edge.parts(above, at)).enumerate();
    let (value, most) = parts.fold(
        (None, 0),
        |(value, most), (at, parts)| {
            if parts > most { (Some(at), parts) } else { (value, most) }
        },
    );
    (edge.first > 0).then(|| (value, edge.share(most)))
}

fn shift_between(before: &Ranking<'_>, after: &Ranking<'_>, shift: RankShift) -> f64 {
    let shifts = (0..before.len()).map(|firm| u64::from(before.rank(firm).abs_diff(after.rank(firm))));
    match shift {
        RankShift::Mean => shifts.sum::<u64>() as f64 / before.len().max(1) as f64,
        RankShift::Greatest => shifts.max().unwrap_or(0) as f64,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decimal::{Ratio, ratio};
    use crate::words::Message;

    fn goal(at_least: Option<f64>, at_most: Option<f64>) -> Goal {
        let what = Measured::Correlation(RankCorrelation::Spearman);
        Goal { title: Message::default(), what, at_least, at_most, weight: 1.0, must: false }
    }

    #[test]
    fn a_goal_is_met_on_its_bound_and_missed_beside_it() {
        let short = |value: f64| goal(Some(0.7), Some(0.9)).shortfall(Some(value), 10);
        assert_eq!((short(0.7), short(0.9)), (0.0, 0.0));
        assert!(short(0.7 - 1e-13) > 0.0 && short(0.9 + 1e-13) > 0.0);
        // A root that is slightly below its decimal value in doubles.
        assert_eq!(short(twelve_decimals(0.7 - 1e-15)), 0.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        /// A share of firms meets a bound exactly if it does in exact arithmetic.
        #[test]
        fn shares_are_held_against_bounds_as_by_hand(
            points in prop::collection::vec(0_i64..6, 1..40),
            holds in prop::collection::vec(any::<bool>(), 40),
            first in 1_usize..45,
            thousandths in 0_u32..=1000,
        ) {
            let holds = &holds[..points.len()];
            let ranking = Ranking::of_points(&points);
            let share = share_that_holds(&ranking, ranking.edge(first), holds).unwrap();
            let bound = f64::from(thousandths) / 1e3;
            let first = first.min(points.len());
            let whole = |n: usize| Ratio::from_integer(n.into());
            let mut ranked = points.clone();
            ranked.sort_unstable_by(|a, b| b.cmp(a));
            let edge = ranked[first - 1];
            let count = |is: &dyn Fn(i64) -> bool, held: bool| {
                points.iter().zip(holds).filter(|(points, holds)| is(**points) && (**holds || !held)).count()
            };
            let fits = first - count(&|points| points > edge, false);
            let part = whole(fits) / whole(count(&|points| points == edge, false));
            let by_hand = (whole(count(&|points| points > edge, true))
                + part * whole(count(&|points| points == edge, true))) / whole(first);
            let short = goal(Some(bound), None).shortfall(Some(share), 1);
            prop_assert_eq!(short == 0.0, by_hand >= ratio(bound), "{} against {}", by_hand, bound);
            let over = goal(None, Some(bound)).shortfall(Some(share), 1);
            prop_assert_eq!(over == 0.0, by_hand <= ratio(bound), "{} against {}", by_hand, bound);
        }
    }
}
