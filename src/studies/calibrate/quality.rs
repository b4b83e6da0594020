//! Tables of how well points and chances fit what came: calibration, lift, grades.

use serde::Serialize;

use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::stats::{self, Expected, GoodBad};

use super::outcomes::Observed;

/// Groups of about equal size.
const TENTHS: usize = 10;

/// Firms of chances alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tenth {
    /// Outcomes.
    pub outcomes: u64,
    /// Mean predicted chance of going bad.
    pub predicted: f64,
    /// Share that did.
    pub observed: f64,
}

/// Whether chances held out are those that came true.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// Tenths by predicted chance, least first.
    pub tenths: Vec<Tenth>,
    /// The Brier score, less is better.
    pub brier: f64,
    /// That of the mean bad rate for everybody: what points must beat.
    pub brier_of_mean: f64,
    /// Hosmer and Lemeshow's statistic over the tenths.
    pub hosmer_lemeshow: Option<f64>,
    /// The chance of one as great or greater where the chances are right: below 0.05 they are not.
    pub p: Option<f64>,
}

impl Calibration {
    /// Of `chances` and what came.
    pub fn of(chances: &[f64], bad: &[bool]) -> Calibration {
        let mut groups: Vec<Expected> = Vec::new();
        for ((place, chance), bad) in stats::bins(chances, TENTHS).into_iter().zip(chances).zip(bad) {
            let place = place as usize;
            groups.resize(groups.len().max(place + 1), Expected::default());
            groups[place].firms += 1;
            groups[place].expected += chance;
            groups[place].bad += u64::from(*bad);
        }
        let rate = bad.iter().filter(|bad| **bad).count() as f64 / bad.len().max(1) as f64;
        let tested = stats::hosmer_lemeshow(&groups);
        Calibration {
            tenths: groups
                .iter()
                .map(|group| Tenth {
                    outcomes: group.firms,
                    predicted: group.expected / group.firms as f64,
                    observed: group.bad as f64 / group.firms as f64,
                })
                .collect(),
            brier: stats::brier(chances, bad).unwrap_or(f64::NAN),
            brier_of_mean: rate * (1.0 - rate),
            hosmer_lemeshow: tested.map(|tested| tested.0),
            p: tested.map(|tested| tested.1),
        }
    }
}

/// Firms of points alike, those with the fewest first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Lift {
    /// Least points.
    pub from: f64,
    /// Most points.
    pub to: f64,
    /// Outcomes.
    pub outcomes: u64,
    /// Bad ones.
    pub bad: u64,
    /// Share of bad ones.
    pub bad_rate: f64,
    /// That share over the share of all.
    pub lift: f64,
    /// Share of all bad ones that have these points or fewer.
    pub captured: f64,
}

/// The lift table of `points`.
pub fn lift(points: &[f64], bad: &[bool]) -> Vec<Lift> {
    let mut rows: Vec<(f64, f64, GoodBad)> = Vec::new();
    for ((place, &points), &bad) in stats::bins(points, TENTHS).into_iter().zip(points).zip(bad) {
        let place = place as usize;
        rows.resize(rows.len().max(place + 1), (f64::INFINITY, f64::NEG_INFINITY, GoodBad::default()));
        let row = &mut rows[place];
        (row.0, row.1) = (row.0.min(points), row.1.max(points));
        row.2.add(bad);
    }
    let whole = bad.iter().filter(|bad| **bad).count() as f64;
    let rate = whole / bad.len().max(1) as f64;
    let mut so_far = 0;
    let row = |(from, to, count): (f64, f64, GoodBad)| {
        so_far += count.bad;
        let bad_rate = count.bad_rate().unwrap_or_default();
        Lift {
            from,
            to,
            outcomes: count.firms(),
            bad: count.bad,
            bad_rate,
            lift: bad_rate / rate,
            captured: so_far as f64 / whole,
        }
    };
    rows.into_iter().map(row).collect()
}

/// Firms of one grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GradeRow {
    /// The grade; nothing below the last.
    pub grade: Option<String>,
    /// Outcomes.
    pub outcomes: u64,
    /// Bad ones.
    pub bad: u64,
    /// Share of bad ones.
    pub bad_rate: Option<f64>,
}

/// What became of each grade, best first, and whether the bad rate never falls from one to the next; nothing
/// where fewer than two have outcomes. No rows where the scorecard has no grades.
pub(super) fn grades(
    card: &Scorecard,
    scores: &Scores,
    observed: &[Observed],
) -> (Vec<GradeRow>, Option<bool>) {
    if card.grades.is_empty() {
        return (Vec::new(), None);
    }
    let mut counts = vec![GoodBad::default(); card.grades.len() + 1];
    for one in observed {
        counts[scores.grade[one.firm].map_or(card.grades.len(), usize::from)].add(one.bad);
    }
    let rates: Vec<f64> = counts.iter().filter_map(GoodBad::bad_rate).collect();
    let monotone = (rates.len() > 1).then(|| rates.is_sorted());
    let name = |at: usize| card.grades.get(at).map(|grade| grade.id.clone());
    let rows = counts.iter().enumerate().map(|(at, count)| GradeRow {
        grade: name(at),
        outcomes: count.firms(),
        bad: count.bad,
        bad_rate: count.bad_rate(),
    });
    (rows.collect(), monotone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_count_everybody_once() {
        let points: Vec<f64> = (0..95).map(f64::from).collect();
        let bad: Vec<bool> = (0..95).map(|at| at % 7 == 0).collect();
        let rows = lift(&points, &bad);
        assert_eq!(rows.iter().map(|row| row.outcomes).sum::<u64>(), 95);
        assert_eq!((rows[0].from, rows[9].to, rows[9].captured), (0.0, 94.0, 1.0));
        let chances: Vec<f64> = points.iter().map(|points| points / 100.0).collect();
        let calibration = Calibration::of(&chances, &bad);
        assert_eq!(calibration.tenths.iter().map(|tenth| tenth.outcomes).sum::<u64>(), 95);
        assert!(calibration.p.is_some_and(|p| p < 1e-9), "{calibration:?}");
    }
}
