//! Compares what stands on standard input, as a program of another language would ask for it.
//!
//! Each line is a JSON object: `columns` is a pair of lists of values, of the same firms; `rankings` is a
//! pair of lists of values by item, higher first, with the `p` of rank-biased overlap. Each answer is a JSON
//! object on a line of its own.

use std::collections::BTreeMap;
use std::error::Error;

use jifen::stats::{kendall, rank_biased_overlap, rank_biased_weight, ranks, spearman, weighted_tau};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Case {
    Columns(Vec<f64>, Vec<f64>),
    Rankings { a: BTreeMap<String, f64>, b: BTreeMap<String, f64>, p: f64 },
}

/// Ranks of items by falling value.
fn ranked(items: &BTreeMap<String, f64>) -> BTreeMap<&str, u32> {
    let values: Vec<f64> = items.values().copied().collect();
    items.keys().map(String::as_str).zip(ranks(&values)).collect()
}

fn of(case: &Case) -> Value {
    match case {
        Case::Columns(x, y) => json!({
            "spearman": spearman(x, y),
            "kendall": kendall(x, y),
            "weighted_tau": weighted_tau(x, y),
        }),
        Case::Rankings { a, b, p } => {
            let (one, other) = (ranked(a), ranked(b));
            let shared = one.iter().filter_map(|(item, rank)| Some((*rank, *other.get(item)?)));
            let all = |ranks: &BTreeMap<&str, u32>| ranks.values().copied().collect::<Vec<u32>>();
            json!({
                "overlap": rank_biased_overlap(&all(&one), &all(&other), shared, *p),
                "weight_of_first_ten": rank_biased_weight(*p, 10),
            })
        }
    }
}

pub(super) fn answer(line: &str) -> Result<String, Box<dyn Error>> {
    Ok(of(&serde_json::from_str(line)?).to_string())
}
