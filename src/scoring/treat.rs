//! From raw to treated values: the missing policy, then the treatment.

use super::population::{Cohort, Strata};
use crate::firms::Cells;
use crate::scorecard::{Missing, Treatment};
use crate::stats;

/// Gives firms without a raw value the one their policy names. `zero`, `skip` and `reject` name none.
pub(super) fn impute(raw: &mut Cells<f64>, policy: Missing, cohort: &Cohort<'_>) {
    match policy {
        Missing::Zero | Missing::Skip | Missing::Reject => {}
        Missing::Value(value) => fill(raw, cohort, |_| Some(value)),
        Missing::Mean(within) => {
            let strata = cohort.strata(within);
            let means =
                per_stratum(raw, strata, |values| stats::mean_and_deviation(values).map(|(mean, _)| mean));
            fill(raw, cohort, |firm| means[strata.of(firm)]);
        }
        Missing::Median(within) => {
            let strata = cohort.strata(within);
            let medians = per_stratum(raw, strata, stats::median);
            fill(raw, cohort, |firm| medians[strata.of(firm)]);
        }
    }
}

/// A statistic of the present values of each stratum.
fn per_stratum<T>(cells: &Cells<f64>, strata: &Strata, statistic: impl Fn(&mut [f64]) -> T) -> Vec<T> {
    strata.split(&cells.values, &cells.present).iter_mut().map(|values| statistic(values)).collect()
}

fn fill(raw: &mut Cells<f64>, cohort: &Cohort<'_>, value: impl Fn(usize) -> Option<f64>) {
    for firm in (0..raw.len()).filter(|&firm| cohort.scored[firm]) {
        if !raw.present[firm]
            && let Some(value) = value(firm)
        {
            raw.values[firm] = value;
            raw.present[firm] = true;
        }
    }
}

/// Takes the steps of `treatment` in order. Statistics are taken over the values present at that step.
pub(super) fn treat(cells: &mut Cells<f64>, treatment: &[Treatment], cohort: &Cohort<'_>) {
    for step in treatment {
        match *step {
            Treatment::Ln => each(cells, |x| (x > 0.0).then(|| x.ln())),
            Treatment::Ln1p => each(cells, |x| (x > -1.0).then(|| x.ln_1p())),
            Treatment::Winsorise { lower, upper, within } => {
                let strata = cohort.strata(within);
                let bounds = per_stratum(cells, strata, |values| {
                    Some((stats::quantile(values, lower)?, stats::quantile(values, upper)?))
                });
                for (firm, x) in cells.values.iter_mut().enumerate().filter(|(firm, _)| cells.present[*firm])
                {
                    if let Some((lower, upper)) = bounds[strata.of(firm)] {
                        *x = x.max(lower).min(upper);
                    }
                }
            }
        }
    }
}

fn each(cells: &mut Cells<f64>, step: impl Fn(f64) -> Option<f64>) {
    for (x, present) in cells.values.iter_mut().zip(&mut cells.present).filter(|(_, present)| **present) {
        match step(*x) {
            Some(treated) => *x = treated,
            None => *present = false,
        }
    }
}
