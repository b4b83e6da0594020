//! Audits what stands on standard input, part by part, as a program of another language would ask for it.
//!
//! Each line is a JSON object with a `profile` (`raw` and `shares`, `null` where missing), an `importance`
//! (`columns` of shares, `nominal` weights, `points`), a `consistency` (columns of shares) or a `ratio` (`x`
//! and `y`). Each answer is a JSON object on a line of its own.

use std::error::Error;

use jifen::firms::Cells;
use jifen::stats::correlation_ratio;
use jifen::studies::audit::{Weight, consistency, importance, profile};
use serde::Deserialize;
use serde_json::{Value, json};

type Column = Vec<Option<f64>>;

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Case {
    Profile { raw: Column, shares: Column },
    Importance { columns: Vec<Column>, nominal: Vec<f64>, points: Vec<f64> },
    Consistency(Vec<Column>),
    Ratio { x: Vec<f64>, y: Vec<f64> },
}

fn cells(column: Column) -> Cells<f64> {
    column.into_iter().collect()
}

fn of(case: Case) -> Value {
    match case {
        Case::Profile { raw, shares } => {
            let counts = vec![true; raw.len()];
            json!(profile(&cells(raw), &cells(shares), &counts))
        }
        Case::Importance { columns, nominal, points } => {
            let columns: Vec<Cells<f64>> = columns.into_iter().map(cells).collect();
            let weights: Vec<Weight> = nominal.iter().map(|nominal| Weight::of(*nominal, 1.0)).collect();
            json!(importance(&columns, &weights, &points))
        }
        Case::Consistency(columns) => {
            let columns: Vec<Cells<f64>> = columns.into_iter().map(cells).collect();
            json!(consistency(&columns.iter().collect::<Vec<_>>()))
        }
        Case::Ratio { x, y } => {
            let of = correlation_ratio(&x, &y);
            json!({
                "ratio": of.map(|of| of.ratio),
                "linear": of.map(|of| of.linear),
                "freedom": of.map(|of| of.freedom),
            })
        }
    }
}

pub(super) fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    Ok(of(serde_json::from_str(line)?).to_string())
}
