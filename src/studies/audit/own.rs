//! Split of an indicator's importance into an uncorrelated and a correlated part.

use rayon::prelude::*;

use super::chance::{is_significant, tested};
use super::effect::{Importance, are_few};
use crate::firms::Cells;
use crate::stats::{self, OnOthers};

/// `R²` of an indicator on the others above which it is redundant: a variance inflation factor above 10
/// (Marquardt 1970, Generalized inverses, ridge regression, biased linear estimation, Technometrics 12).
pub(super) const REDUNDANT: f64 = 0.9;
/// Least variance of the points less an indicator's own part, as a share of the variance of the points, that
/// sums of doubles distinguish from 0.
const LEAST: f64 = 1e-12;

/// The importance of one column, split; as in [`Importance`].
struct Part {
    /// `R²` of the points on the column's residual.
    linear: f64,
    own: f64,
    correlated: f64,
    with_rest: Option<f64>,
}

/// Adds the uncorrelated and the correlated part of each column; see [`importance`](super::importance()) for
/// the formulas.
pub(super) fn split(columns: &[Cells<f64>], points: &[f64], found: &mut [Importance]) {
    let used: Vec<usize> = (0..columns.len())
        .filter(|&at| found[at].firms > 0 && !are_few(found[at].firms, points.len()))
        .collect();
    let whole: Vec<usize> =
        (0..points.len()).filter(|&firm| used.iter().all(|&at| columns[at].present[firm])).collect();
    used.iter().for_each(|&at| found[at].split_firms = whole.len());
    if whole.len() < used.len() + 2 {
        return;
    }
    let of = |values: &[f64]| whole.iter().map(|&firm| values[firm]).collect::<Vec<f64>>();
    let y = of(points);
    if y.iter().all(|points| *points == y[0]) {
        return;
    }
    let x: Vec<Vec<f64>> = used.par_iter().map(|&at| stats::standardised(&of(&columns[at].values))).collect();
    let on_others = stats::on_others(&x.iter().map(|x| &**x).collect::<Vec<_>>());
    let parts: Vec<Part> = (0..used.len())
        .into_par_iter()
        .map(|at| part(&x, &y, at, on_others[at].as_ref(), &found[used[at]]))
        .collect();
    let p = |part: &Part| part.with_rest.and_then(|r| stats::correlation_p(r, whole.len()));
    let chances = tested(&parts.iter().map(p).collect::<Vec<_>>());
    for (((&at, on_others), part), chance) in used.iter().zip(&on_others).zip(parts).zip(chances) {
        let one = &mut found[at];
        one.explained_by_others = on_others.as_ref().map(|others| others.explained);
        one.explained_adjusted = on_others.as_ref().and_then(|others| adjusted(others, whole.len()));
        one.linear_uncorrelated = Some(part.linear);
        one.uncorrelated = Some(part.own);
        one.correlated = Some(part.correlated);
        one.with_rest = part.with_rest;
        one.with_rest_chance = chance;
    }
    mark_redundant(&x, &used, on_others, found);
}

fn part(x: &[Vec<f64>], y: &[f64], at: usize, others: Option<&OnOthers>, found: &Importance) -> Part {
    let Some(others) = others else {
        return Part { linear: 0.0, own: 0.0, correlated: 0.0, with_rest: None };
    };
    let left = 1.0 - others.explained;
    let own = stats::pearson(&residual(x, at, others), y).unwrap_or(0.0);
    let all = stats::pearson(&x[at], y).unwrap_or(0.0);
    let (ratio, linear) = match found.ratio.zip(found.linear) {
        Some(known) if found.firms == y.len() => known,
        _ => stats::correlation_ratio(&x[at], y).map_or((0.0, 0.0), |of| (of.ratio, of.linear)),
    };
    let whole = own * own + (ratio - linear) * left;
    // `alone` is `b √(Var(x) / Var(y))`; the correlation of `x` with `y − b x` then has a closed form.
    let with_rest = (left > 0.0).then(|| own / left.sqrt()).and_then(|alone| {
        let variance = 1.0 - 2.0 * all * alone + alone * alone;
        (variance > LEAST).then(|| ((all - alone) / variance.sqrt()).clamp(-1.0, 1.0))
    });
    Part { linear: own * own, own: whole, correlated: ratio - whole, with_rest }
}

/// Residual of a standardised column on the others; 0 for every firm if they explain it completely.
fn residual(columns: &[Vec<f64>], at: usize, others: &OnOthers) -> Vec<f64> {
    if others.explained >= 1.0 {
        return vec![0.0; columns[at].len()];
    }
    let mut left = columns[at].clone();
    for (column, coefficient) in columns.iter().zip(&others.coefficients).filter(|(_, c)| **c != 0.0) {
        left.iter_mut().zip(column).for_each(|(left, x)| *left -= coefficient * x);
    }
    left
}

fn adjusted(others: &OnOthers, firms: usize) -> Option<f64> {
    stats::adjusted_explained(others.explained, others.others, firms)
}

/// Marks redundant columns. Columns that explain each other all have a high `R²`, but not all of them are
/// redundant. So the column with the least uncorrelated part is removed, and the others are checked without
/// it, and so on. Among equal parts the column with the least weight is removed, among equal weights the
/// last.
fn mark_redundant(
    x: &[Vec<f64>],
    used: &[usize],
    on_others: Vec<Option<OnOthers>>,
    found: &mut [Importance],
) {
    let firms = x.first().map_or(0, Vec::len);
    let mut kept: Vec<usize> = (0..used.len()).collect();
    let mut on_others = on_others;
    loop {
        let p = |others: &Option<OnOthers>| {
            let others = others.as_ref()?;
            stats::explained_p(others.explained, others.others, firms)
        };
        let chances = tested(&on_others.iter().map(p).collect::<Vec<_>>());
        let is_said = |place: &usize| {
            let others = on_others[*place].as_ref();
            let explained = others.and_then(|others| adjusted(others, firms));
            explained.is_some_and(|explained| explained > REDUNDANT)
                && is_significant(chances[*place])
                && found[used[kept[*place]]].nominal > 0.0
        };
        let least = (0..kept.len()).filter(is_said).min_by(|a, b| {
            let [one, other] = [a, b].map(|place| &found[used[kept[*place]]]);
            // Rounding noise near 0 must not decide.
            let own = |one: &Importance| one.uncorrelated.filter(|own| *own > 1e-9).unwrap_or(0.0);
            own(one).total_cmp(&own(other)).then(one.nominal.total_cmp(&other.nominal)).then(b.cmp(a))
        });
        let Some(least) = least else { return };
        found[used[kept.remove(least)]].is_redundant = true;
        on_others = stats::on_others(&kept.iter().map(|&at| &*x[at]).collect::<Vec<_>>());
    }
}
