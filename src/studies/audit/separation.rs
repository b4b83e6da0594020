//! How well the published points tell firms apart.

use serde::Serialize;

use super::stratum::Stratum;
use crate::scoring::from_units;

/// Bars of the histogram of points.
const BARS: usize = 20;

/// How well the published points tell firms apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Separation {
    /// How many different points there are.
    pub distinct: usize,
    /// Share of the firms that have the points of another firm.
    pub tied: Option<f64>,
    /// Share of the pairs of firms whose points are equal: the chance that two firms cannot be told apart.
    pub tied_pairs: Option<f64>,
    /// The most firms that have the same points.
    pub largest_tie: usize,
    /// Those points; of several the most. Nothing without firms.
    pub largest_tie_at: Option<f64>,
    /// Shannon's entropy of the points over `ln n`: 1 where all differ, 0 where all are equal; the base of
    /// logarithms cancels. Nothing of fewer than two firms.
    pub entropy: Option<f64>,
    /// How many firms have each grade, best first, then those below the last; `None` where there are no
    /// grades.
    pub grades: Vec<GradeShare>,
    /// How many firms lie in each of 20 equal intervals of points. Bounds belong to the interval above, the
    /// last to its own.
    pub histogram: Histogram,
}

/// Firms of one grade.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GradeShare {
    /// The grade; nothing for firms below the last.
    pub grade: Option<String>,
    /// Least points.
    pub at_least: Option<f64>,
    /// Its firms.
    pub firms: usize,
    /// Their share of all.
    pub share: Option<f64>,
}

/// Counts of points in equal intervals from 0.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Histogram {
    /// Where the last ends: the scale, or the most points where they are more.
    pub to: f64,
    /// Firms in each.
    pub firms: Vec<usize>,
}

/// How the firms of a stratum are told apart.
pub(super) fn separation(stratum: &Stratum<'_>) -> Separation {
    let (card, scores) = (stratum.card, stratum.scores);
    let units: Vec<i64> = stratum.rows.iter().map(|&firm| scores.points[firm as usize]).collect();
    let n = units.len();
    let share = |count: usize| (n > 0).then(|| count as f64 / n as f64);
    // They stand from most to fewest, as the order of the firms has them.
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
