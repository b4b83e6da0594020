//! Measures what stands on standard input against outcomes, as a program of another language would ask for
//! it.
//!
//! Each line is a JSON object: `parted` (`values`, `bad`), `bins` (pairs of good and bad), `moved` (counts of
//! two cohorts), `chances` (`chances`, `came`), `clustered` (`values`, `bad`, `firms`), `noise` (`points`,
//! `bad`, `firms`, `chances`, `sloped`), or `fit` (`rows`, `happened`, `times`, `bounds`, `start`,
//! `precision`). Each answer is a JSON object on a line of its own.

use std::error::Error;

use jifen::stats::{self, Bound, Cases, End, GoodBad, Rows, Start};
use jifen::studies::calibrate::{Calibration, Predicted, evidence};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Case {
    Parted { values: Vec<f64>, bad: Vec<bool> },
    Bins(Vec<(u64, u64)>),
    Moved { base: Vec<u64>, other: Vec<u64> },
    Chances { chances: Vec<f64>, came: Vec<bool> },
    Clustered { values: Vec<f64>, bad: Vec<bool>, firms: Vec<usize> },
    Noise { points: Vec<f64>, bad: Vec<bool>, firms: Vec<usize>, chances: Vec<f64>, sloped: Vec<bool> },
    Fit(Fit),
}

#[derive(Deserialize)]
struct Fit {
    rows: Vec<Vec<f64>>,
    happened: Vec<bool>,
    times: Vec<f64>,
    bounds: Vec<(Vec<(usize, f64)>, f64)>,
    start: Vec<f64>,
    precision: f64,
}

/// Firms of one outcome each.
fn each(count: usize) -> Vec<usize> {
    (0..count).collect()
}

fn of(case: Case) -> Value {
    match case {
        Case::Parted { values, bad } => {
            let known: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            let parted = stats::parted(&values, &bad);
            json!({
                "auc": parted.map(|parted| parted.auc),
                "ks": parted.map(|parted| parted.ks),
                "evidence": evidence("x", "x", &known, &bad, &each(bad.len())),
            })
        }
        Case::Bins(bins) => {
            let bins: Vec<GoodBad> = bins.into_iter().map(|(good, bad)| GoodBad { good, bad }).collect();
            let whole = GoodBad::sum(&bins);
            let pools: Vec<(usize, usize)> =
                stats::pooled(&bins).into_iter().map(|range| (range.start, range.end)).collect();
            json!({
                "iv": stats::information_value(&bins, 1.0),
                "woe": bins.iter().map(|bin| bin.woe(whole, 1.0)).collect::<Vec<f64>>(),
                "pools": pools,
            })
        }
        Case::Moved { base, other } => json!({ "psi": stats::stability_index(&base, &other) }),
        Case::Chances { chances, came } => {
            let of = |(firm, (&chance, &bad)): (usize, (&f64, &bool))| {
                // More points go with less chance.
                Predicted { firm, points: -chance, chance, is_sloped: true, bad }
            };
            json!(Calibration::of(&chances.iter().zip(&came).enumerate().map(of).collect::<Vec<_>>()))
        }
        Case::Noise { points, bad, firms, chances, sloped } => {
            let known: Vec<Option<f64>> = points.iter().copied().map(Some).collect();
            let of = |at: usize| Predicted {
                firm: firms[at],
                points: points[at],
                chance: chances[at],
                is_sloped: sloped[at],
                bad: bad[at],
            };
            let calibration = Calibration::of(&(0..points.len()).map(of).collect::<Vec<_>>());
            json!({ "evidence": evidence("x", "x", &known, &bad, &firms), "calibration": calibration })
        }
        Case::Clustered { values, bad, firms } => {
            let area = stats::area(&values, &bad, &firms);
            json!({
                "error": area.map(|area| area.error),
                "degrees": area.map(|area| area.degrees),
                "interval": area.and_then(|area| area.interval(0.95)),
            })
        }
        Case::Fit(Fit { rows, happened, times, bounds, start, precision }) => {
            let mut sparse = Rows::default();
            rows.into_iter()
                .for_each(|row| sparse.push(row.into_iter().enumerate().filter(|(_, x)| *x != 0.0)));
            let bound = |(terms, constant)| Bound { terms, constant };
            let bounds: Vec<Bound> = bounds.into_iter().map(bound).collect();
            let cases = Cases { rows: &sparse, happened: &happened, times: &times, bounds: &bounds };
            let fit = stats::logistic(&cases, &Start { coefficients: start, barrier: None }, precision);
            let end = match fit.end {
                End::Greatest => "greatest",
                End::Separated => "separated",
                End::Unsettled => "unsettled",
            };
            let gap = Some(fit.gap).filter(|gap| gap.is_finite());
            json!({
                "coefficients": fit.coefficients,
                "log_likelihood": fit.log_likelihood,
                "gap": gap,
                "end": end,
            })
        }
    }
}

pub(super) fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    Ok(of(serde_json::from_str(line)?).to_string())
}
