//! Weighs what stands on standard input, by every method, as a program of another language would ask for it.
//!
//! Each line is a JSON object with `columns` (a list of shares per indicator, `null` where missing), a
//! `matrix` of comparisons in pairs, `best_worst` (`best`, `worst`, `to_best`, `to_worst`), or `places` of an
//! order. Each answer is a JSON object on a line of its own.

use std::error::Error;

use jifen::firms::Cells;
use jifen::studies::weights::methods::ahp::{RandomIndex, ahp};
use jifen::studies::weights::methods::bwm::{BestWorst, bwm};
use jifen::studies::weights::methods::critic::{Correlation, critic};
use jifen::studies::weights::methods::entropy::entropy;
use jifen::studies::weights::methods::merec::{LEAST_SHARE, merec};
use jifen::studies::weights::methods::pca::pca;
use jifen::studies::weights::methods::roc::roc;
use jifen::studies::weights::methods::stddev::stddev;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Case {
    Columns(Vec<Vec<Option<f64>>>),
    Matrix(Vec<Vec<f64>>),
    BestWorst { best: usize, worst: usize, to_best: Vec<f64>, to_worst: Vec<f64> },
    Places(Vec<usize>),
}

fn of(case: Case) -> Value {
    match case {
        Case::Columns(columns) => {
            let cells: Vec<Cells<f64>> =
                columns.into_iter().map(|column| column.into_iter().collect()).collect();
            json!({
                "stddev": stddev(&cells),
                "entropy": entropy(&cells),
                "critic": critic(&cells, Correlation::Pearson),
                "critic_by_rank": critic(&cells, Correlation::Spearman),
                "merec": merec(&cells, LEAST_SHARE),
                "pca": pca(&cells),
            })
        }
        Case::Matrix(matrix) => json!(ahp(&matrix, RandomIndex::Saaty)),
        Case::BestWorst { best, worst, to_best, to_worst } => {
            json!(bwm(&BestWorst { best, worst, best_to_others: to_best, others_to_worst: to_worst }))
        }
        Case::Places(places) => json!(roc(&places)),
    }
}

pub(super) fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    Ok(of(serde_json::from_str(line)?).to_string())
}
