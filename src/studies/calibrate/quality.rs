//! Goodness of fit of points and default probabilities: calibration, lift, grades.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::stats::{self, Expected, GoodBad};

use super::outcomes::Observed;

/// Least effective number of independent outcomes per group for a test of fit: the usual five.
const PER_GROUP: f64 = 5.0;
/// Number of groups of about equal size.
const TENTHS: usize = 10;

/// Outcomes of firms with similar points, about a tenth of all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tenth {
    /// Number of outcomes in the group.
    pub outcomes: u64,
    /// Number of firms with these outcomes.
    pub firms: usize,
    /// Mean predicted chance of going bad.
    pub predicted: f64,
    /// Observed share of bad outcomes.
    pub observed: f64,
}

/// Agreement of held-out default probabilities with outcomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// Tenths by points, the most points first, so that chances rise.
    pub tenths: Vec<Tenth>,
    /// The Brier score: less is better.
    pub brier: f64,
    /// Brier score of the mean bad rate for all firms, the benchmark.
    pub brier_of_mean: f64,
    /// Variance of the outcomes over that of independent ones ([`stats::design_effect`]).
    pub design_effect: f64,
    /// Hosmer and Lemeshow's statistic over the tenths, divided by the design effect; `None` if firms have
    /// several outcomes and a tenth has an effective number of outcomes below five.
    pub hosmer_lemeshow: Option<f64>,
    /// Degrees of freedom: tenths less the estimated parameters of the lines.
    pub degrees: Option<f64>,
    /// p-value of the statistic: below 0.05 the chances are wrong.
    pub p: Option<f64>,
}

/// An outcome with its predicted chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Predicted {
    /// Number of its firm, from 0.
    pub firm: usize,
    /// Points of the firm, by which outcomes are grouped.
    pub points: f64,
    /// Chance of a bad outcome, by a line fitted without this firm.
    pub chance: f64,
    /// Whether that line has a slope.
    pub is_sloped: bool,
    /// Whether the outcome is bad.
    pub bad: bool,
}

impl Calibration {
    /// Calibration of held-out chances.
    ///
    /// The folds are predicted from each other, so the residuals over all of them add up to about 0, and so
    /// do residuals times points if the lines have a slope. Like a line fitted to all outcomes, the lines
    /// therefore use one degree of freedom for the constant, and one for the slope times the share of
    /// outcomes whose line has a slope. Groups are by points, not by chances: nearly equal chances would be
    /// sorted by fold, since the other folds predict greater chances for a fold with few bad firms.
    pub fn of(all: &[Predicted]) -> Calibration {
        let mut groups: Vec<(Expected, BTreeSet<usize>)> = Vec::new();
        // The most points first.
        let falling: Vec<f64> = all.iter().map(|one| -one.points).collect();
        for (place, one) in stats::bins(&falling, TENTHS).into_iter().zip(all) {
            let place = place as usize;
            groups.resize(groups.len().max(place + 1), Default::default());
            let (group, firms) = &mut groups[place];
            group.outcomes += 1;
            group.expected += one.chance;
            group.bad += u64::from(one.bad);
            firms.insert(one.firm);
        }
        let chances: Vec<f64> = all.iter().map(|one| one.chance).collect();
        let bad: Vec<bool> = all.iter().map(|one| one.bad).collect();
        let firms: Vec<usize> = all.iter().map(|one| one.firm).collect();
        let share = |of: fn(&Predicted) -> bool| {
            all.iter().filter(|one| of(one)).count() as f64 / all.len().max(1) as f64
        };
        let rate = share(|one| one.bad);
        let design_effect = stats::design_effect(&chances, &bad, &firms);
        let expected: Vec<Expected> = groups.iter().map(|(group, _)| *group).collect();
        // With few effective outcomes per group, any statistic would pass after division by the design
        // effect.
        let per_group = all.len() as f64 / design_effect / groups.len().max(1) as f64;
        let tested = stats::hosmer_lemeshow(&expected, design_effect, 1.0 + share(|one| one.is_sloped))
            .filter(|_| design_effect <= 1.0 || per_group >= PER_GROUP);
        Calibration {
            tenths: groups
                .iter()
                .map(|(group, firms)| Tenth {
                    outcomes: group.outcomes,
                    firms: firms.len(),
                    predicted: group.expected / group.outcomes as f64,
                    observed: group.bad as f64 / group.outcomes as f64,
                })
                .collect(),
            brier: stats::brier(&chances, &bad).unwrap_or(f64::NAN),
            brier_of_mean: rate * (1.0 - rate),
            design_effect,
            hosmer_lemeshow: tested.map(|tested| tested.statistic),
            degrees: tested.map(|tested| tested.degrees),
            p: tested.map(|tested| tested.p),
        }
    }
}

/// Firms with similar points, the fewest points first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Lift {
    /// Least points in the group.
    pub from: f64,
    /// Most points in the group.
    pub to: f64,
    /// Number of outcomes in the group.
    pub outcomes: u64,
    /// Number of bad outcomes.
    pub bad: u64,
    /// Number of firms with these outcomes.
    pub firms: usize,
    /// Number of firms with a bad outcome.
    pub bad_firms: usize,
    /// Share of bad outcomes in the group.
    pub bad_rate: f64,
    /// Bad rate of the group over that of all.
    pub lift: f64,
    /// Cumulative share of all bad outcomes, up to these points.
    pub captured: f64,
}

/// The lift table of `points`, one outcome each; `firms` numbers their firms from 0.
///
/// # Panics
/// If the three slices differ in length.
pub fn lift(points: &[f64], bad: &[bool], firms: &[usize]) -> Vec<Lift> {
    assert_eq!((points.len(), bad.len()), (bad.len(), firms.len()));
    let places = stats::bins(points, TENTHS);
    let bins = places.iter().max().map_or(0, |most| *most as usize + 1);
    let mut rows = vec![(f64::INFINITY, f64::NEG_INFINITY, Counted::default()); bins];
    for (((place, &points), &bad), &firm) in places.into_iter().zip(points).zip(bad).zip(firms) {
        let row = &mut rows[place as usize];
        (row.0, row.1) = (row.0.min(points), row.1.max(points));
        row.2.add(firm, bad);
    }
    let whole = bad.iter().filter(|bad| **bad).count() as f64;
    let rate = whole / bad.len().max(1) as f64;
    let mut so_far = 0;
    let row = |(from, to, Counted { outcomes, firms, bad_firms }): (f64, f64, Counted)| {
        so_far += outcomes.bad;
        let bad_rate = outcomes.bad_rate().unwrap_or_default();
        Lift {
            from,
            to,
            outcomes: outcomes.firms(),
            bad: outcomes.bad,
            firms: firms.len(),
            bad_firms: bad_firms.len(),
            bad_rate,
            lift: bad_rate / rate,
            captured: so_far as f64 / whole,
        }
    };
    rows.into_iter().map(row).collect()
}

/// Numbers of outcomes and of their firms.
#[derive(Clone, Debug, Default)]
struct Counted {
    outcomes: GoodBad,
    firms: BTreeSet<usize>,
    bad_firms: BTreeSet<usize>,
}

impl Counted {
    fn add(&mut self, firm: usize, bad: bool) {
        self.outcomes.add(bad);
        self.firms.insert(firm);
        if bad {
            self.bad_firms.insert(firm);
        }
    }
}

/// Outcomes of the firms of one grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GradeRow {
    /// The grade; `None` for firms below the last.
    pub grade: Option<String>,
    /// Number of outcomes in the grade.
    pub outcomes: u64,
    /// Number of bad outcomes.
    pub bad: u64,
    /// Number of firms with these outcomes.
    pub firms: usize,
    /// Number of firms with a bad outcome.
    pub bad_firms: usize,
    /// Share of bad outcomes; `None` without outcomes.
    pub bad_rate: Option<f64>,
}

/// Outcomes per grade, best first, and whether the bad rate never falls from one to the next; `None` if fewer
/// than two grades have outcomes. No rows for a scorecard without grades.
pub(super) fn grades(
    card: &Scorecard,
    scores: &Scores,
    observed: &[Observed],
) -> (Vec<GradeRow>, Option<bool>) {
    if card.grades.is_empty() {
        return (Vec::new(), None);
    }
    let mut counts = vec![Counted::default(); card.grades.len() + 1];
    for one in observed {
        counts[scores.grade[one.firm].map_or(card.grades.len(), usize::from)].add(one.unit, one.bad);
    }
    let rates: Vec<f64> = counts.iter().filter_map(|count| count.outcomes.bad_rate()).collect();
    let monotone = (rates.len() > 1).then(|| rates.is_sorted());
    let name = |at: usize| card.grades.get(at).map(|grade| grade.id.clone());
    let rows = counts.iter().enumerate().map(|(at, count)| GradeRow {
        grade: name(at),
        outcomes: count.outcomes.firms(),
        bad: count.outcomes.bad,
        firms: count.firms.len(),
        bad_firms: count.bad_firms.len(),
        bad_rate: count.outcomes.bad_rate(),
    });
    (rows.collect(), monotone)
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::studies::calibrate::fit::{FLAT, Sample};
    use crate::studies::calibrate::heldout::folds;

    #[test]
    fn tables_count_everybody_once() {
        // Firms 0 to 9 have one more outcome.
        let firms: Vec<usize> = (0..95).chain(0..10).collect();
        let points: Vec<f64> = firms.iter().map(|firm| *firm as f64).collect();
        let bad: Vec<bool> = (0..105).map(|at| at % 7 == 0).collect();
        let rows = lift(&points, &bad, &firms);
        assert_eq!(rows.iter().map(|row| row.outcomes).sum::<u64>(), 105);
        assert_eq!(rows.iter().map(|row| row.firms).sum::<usize>(), 95);
        assert_eq!((rows[0].from, rows[9].to, rows[9].captured), (0.0, 94.0, 1.0));
        let ever: BTreeSet<usize> = (0..105).filter(|at| bad[*at]).map(|at| firms[at]).collect();
        assert_eq!(rows.iter().map(|row| row.bad_firms).sum::<usize>(), ever.len());
        let predicted = |at: usize| {
            let (firm, points) = (firms[at], points[at]);
            Predicted { firm, points, chance: points / 100.0, is_sloped: true, bad: bad[at] }
        };
        let calibration = Calibration::of(&(1..105).map(predicted).collect::<Vec<_>>());
        assert_eq!(calibration.tenths.iter().map(|tenth| tenth.outcomes).sum::<u64>(), 104);
        assert!(calibration.p.is_some_and(|p| p < 1e-9), "{calibration:?}");
        assert_eq!(calibration.degrees, Some(calibration.tenths.len() as f64 - 2.0));
    }

    /// A tenth of the firms have forty outcomes each, the others one: any statistic would pass after division
    /// by their design effect.
    #[test]
    fn outcomes_of_a_few_firms_are_not_tested() {
        let firms: Vec<usize> = (0..180).chain((0..20).flat_map(|firm| [180 + firm; 40])).collect();
        let predicted = |(place, &firm): (usize, &usize)| Predicted {
            firm,
            points: place as f64,
            chance: 0.2,
            is_sloped: true,
            bad: firm.is_multiple_of(5),
        };
        let all: Vec<Predicted> = firms.iter().enumerate().map(predicted).collect();
        let uneven = Calibration::of(&all);
        assert!(uneven.design_effect > 20.0 && uneven.p.is_none(), "{uneven:?}");
        let once = Calibration::of(&all[..180]);
        assert!(once.design_effect == 1.0 && once.p.is_some(), "{once:?}");
    }

    /// p-value of Hosmer and Lemeshow's test for noise, with lines held out by firm as in a study; all
    /// outcomes of a firm are equal, in `windows` windows.
    fn tested(firms: usize, bad: usize, windows: usize, seed: u64) -> f64 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let ids: Vec<String> = (0..firms).map(|at| format!("F{at}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let ever: Vec<bool> = (0..firms).map(|firm| firm < bad).collect();
        let fold_of = folds(&ids, &ever, 5, seed);
        let points: Vec<f64> = (0..firms).map(|_| rng.random()).collect();
        let mut all: Vec<Predicted> = Vec::new();
        for fold in 0..5 {
            let times: Vec<f64> = fold_of.iter().map(|own| f64::from(u8::from(*own != fold))).collect();
            let (constant, slope) = Sample::line(&points, &ever, &times).expect("it has one");
            for firm in (0..firms).filter(|&firm| fold_of[firm] == fold) {
                let (points, chance) = (points[firm], stats::chance(constant - slope * points[firm]));
                let one = Predicted { firm, points, chance, is_sloped: slope > FLAT, bad: ever[firm] };
                all.extend(std::iter::repeat_n(one, windows));
            }
        }
        Calibration::of(&all).p.expect("it can be tested")
    }

    #[test]
    fn noise_is_rejected_one_time_in_twenty_however_often_a_firm_is_seen() {
        for windows in [1, 4] {
            let all: Vec<f64> = (0..100).map(|seed| tested(100, 25, windows, seed)).collect();
            let rejected = all.iter().filter(|p| **p < 0.05).count();
            assert!((1..=10).contains(&rejected), "{windows} windows: {rejected} of 100");
            // p-values are uniform over 0 to 1, so that their mean is near ½.
            let mean = all.iter().sum::<f64>() / 100.0;
            assert!((0.42..0.58).contains(&mean), "{windows} windows: {mean}");
        }
    }
}
