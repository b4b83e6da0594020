//! Discrimination of the published points: ties, entropy, grades, histogram.

use serde::Serialize;

use super::stratum::Stratum;
use crate::scoring::from_units;

/// Bars of the histogram of points.
const BARS: usize = 20;

/// Discrimination of the published points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Separation {
    /// Number of different points.
    pub distinct: usize,
    /// Share of the firms tied with another firm.
    pub tied: Option<f64>,
    /// Share of the pairs of firms with equal points: the chance that the points do not distinguish two
    /// firms.
    pub tied_pairs: Option<f64>,
    /// Firms in the largest tie.
    pub largest_tie: usize,
    /// Points of the largest tie, the most if there are several such ties; `None` without firms.
    pub largest_tie_at: Option<f64>,
    /// Shannon's entropy of the points over `ln n`: 1 if all points differ, 0 if all are equal. The base of
    /// logarithms cancels. `None` with fewer than two firms.
    pub entropy: Option<f64>,
    /// Firms per grade, best first, then those below the last; empty for a scorecard without grades.
    pub grades: Vec<GradeShare>,
    /// Firms in each of 20 equal intervals of points. A bound belongs to the interval above it; the upper
    /// bound of the last interval belongs to that interval.
    pub histogram: Histogram,
}

/// Firms of one grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GradeShare {
    /// The grade; `None` for firms below the last.
    pub grade: Option<String>,
    /// Least points of the grade; `None` below the last.
    pub at_least: Option<f64>,
    /// Scored firms with this grade.
    pub firms: usize,
    /// Share of all scored firms; `None` without firms.
    pub share: Option<f64>,
}

/// Counts of points in equal intervals from 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Histogram {
    /// Upper end of the last interval: the scale, or the most points where they exceed it.
    pub to: f64,
    /// Firms per interval, ascending.
    pub firms: Vec<usize>,
}

/// Discrimination of the points of a stratum.
pub(super) fn separation(stratum: &Stratum<'_>) -> Separation {
    let (card, scores) = (stratum.card, stratum.scores);
    let units: Vec<i64> = stratum.rows.iter().map(|&firm| scores.points[firm as usize]).collect();
    let n = units.len();
    let share = |count: usize| (n > 0).then(|| count as f64 / n as f64);
    // Runs are in descending order of points, as the firms are.
    let runs: Vec<(usize, i64)> = units.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
    let lengths = || runs.iter().map(|(len, _)| *len);
    let pairs = |n: usize| n as f64 * (n as f64 - 1.0) / 2.0;
    let largest = lengths().max().unwrap_or(0);
    let entropy = -crate::stats::sum(lengths().map(|len| {
        let share = len as f64 / n as f64;
        share * share.ln()
    }));
    let at = |units: i64| from_units(units, card.decimals);
    let mut counts = vec![0; card.grades.len() + 1];
    for &firm in &stratum.rows {
        counts[scores.grade[firm as usize].map_or(card.grades.len(), usize::from)] += 1;
    }
    let grade = |(place, &firms): (usize, &usize)| {
        let grade = card.grades.get(place);
        GradeShare {
            grade: grade.map(|grade| grade.id.clone()),
            at_least: grade.map(|grade| grade.at_least),
            firms,
            share: share(firms),
        }
    };
    let grades = if card.grades.is_empty() { &[][..] } else { &counts };
    Separation {
        distinct: runs.len(),
        tied: share(lengths().filter(|len| *len > 1).sum()),
        tied_pairs: (n > 1).then(|| lengths().map(pairs).sum::<f64>() / pairs(n)),
        largest_tie: largest,
        largest_tie_at: runs.iter().find(|(len, _)| *len == largest).map(|(_, units)| at(*units)),
        entropy: (n > 1).then(|| (entropy / (n as f64).ln()).clamp(0.0, 1.0)),
        grades: grades.iter().enumerate().map(grade).collect(),
        histogram: histogram(&units.iter().map(|units| at(*units)).collect::<Vec<_>>(), card.scale),
    }
}

fn histogram(points: &[f64], scale: f64) -> Histogram {
    let to = points.iter().copied().fold(scale, f64::max);
    let mut firms = vec![0; BARS];
    for points in points {
        let bar = if to > 0.0 { (points / to * BARS as f64) as usize } else { 0 };
        firms[bar.min(BARS - 1)] += 1;
    }
    Histogram { to, firms }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_counted_in_intervals() {
        let told = histogram(&[0.0, 4.9, 5.0, 99.0, 100.0, 100.0], 100.0);
        assert_eq!((told.firms[0], told.firms[1], told.firms[19], told.to), (2, 1, 3, 100.0));
        assert_eq!(histogram(&[130.0], 100.0).firms[19], 1);
        assert_eq!(histogram(&[0.0], 0.0).firms[0], 1);
        assert_eq!(histogram(&[], 100.0).firms, [0; BARS]);
    }
}
