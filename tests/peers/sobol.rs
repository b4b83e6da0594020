//! Sobol indices of what stands on standard input, as a program of another language would ask for them.
//!
//! Each line is a JSON object with `a`, `b` and `mixed` (a list per input): an output over both samples and
//! the mixed ones. Each answer is a JSON list of indices on a line of its own, `null` where the output does
//! not vary.

use std::error::Error;

use jifen::stats::{SaltelliSample, sobol};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    a: Vec<f64>,
    b: Vec<f64>,
    mixed: Vec<Vec<f64>>,
}

pub(super) fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    let Case { a, b, mixed } = serde_json::from_str(line)?;
    Ok(serde_json::to_string(&sobol(&SaltelliSample { a, b, mixed }, 200, 1))?)
}
