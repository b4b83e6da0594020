//! 2,905 real companies, straight from GB18030 bytes and Chinese headers, against a scorer written row by
//! row.

use std::collections::HashMap;

use statrs::distribution::{ContinuousCDF, Normal};

use crate::support::reference_data;
use crate::support::workplace::{Folder, text};

/// One company as the naive scorer sees it.
#[derive(Debug)]
struct Company {
    id: String,
    large: bool,
    growth: Option<f64>,
    margin: Option<f64>,
    return_on_equity: Option<f64>,
    equity: Option<f64>,
}

fn companies(bytes: &[u8]) -> Vec<Company> {
    let (decoded, _, broken) = encoding_rs::GB18030.decode(bytes);
    assert!(!broken);
    let mut reader = csv::Reader::from_reader(decoded.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|h| h == name).unwrap_or_else(|| panic!("no column {name}"));
    let [id, revenue, growth, margin, return_on_equity, equity] = [
        "股票代码",
        "营业收入(百万元)",
        "营业收入增长率(%)",
        "净利率(%)",
        "净资产收益率(%)",
        "股东权益比率(%)",
    ]
    .map(at);
    reader
        .records()
        .map(|record| {
            let record = record.expect("a record");
            let number = |at: usize| match record[at].trim() {
                "" | "--" => None,
                text => Some(text.parse::<f64>().unwrap_or_else(|_| panic!("`{text}` is no number"))),
            };
            Company {
                id: record[id].to_owned(),
                large: number(revenue).is_some_and(|millions| millions * 100.0 >= 200_000.0),
                growth: number(growth),
                margin: number(margin),
                return_on_equity: number(return_on_equity),
                equity: number(equity),
            }
        })
        .collect()
}

/// Quantile by linear interpolation between order statistics (type 7).
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let position = (sorted.len() - 1) as f64 * q;
    let (below, part) = (position.floor() as usize, position.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (sorted[above] - sorted[below]) * part
}

/// Published points in thousandths, or `None` where too little is known.
fn naive(companies: &[Company]) -> Vec<Option<i64>> {
    // Coverage: the share of weight whose raw values are known.
    let weights =
        |company: &Company| if company.large { [25.0, 30.0, 25.0, 20.0] } else { [35.0, 20.0, 25.0, 20.0] };
    let known = |c: &Company| {
        [c.growth.is_some(), c.margin.is_some(), c.return_on_equity.is_some(), c.equity.is_some()]
    };
    let scored = |company: &Company| {
        let covered: f64 =
            weights(company).iter().zip(known(company)).filter(|(_, known)| *known).map(|(w, _)| w).sum();
        covered / 100.0 >= 0.25
    };
    let cohort: Vec<&Company> = companies.iter().filter(|company| scored(company)).collect();

    let mut returns: Vec<f64> = cohort.iter().filter_map(|company| company.return_on_equity).collect();
    returns.sort_by(f64::total_cmp);
    let median = quantile(&returns, 0.5);
    // The median fills the gaps first, so the quantiles see it too.
    let mut filled: Vec<f64> =
        cohort.iter().map(|company| company.return_on_equity.unwrap_or(median)).collect();
    filled.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&filled, 0.02), quantile(&filled, 0.98));
    let treated: Vec<f64> = filled.iter().map(|value| value.clamp(low, high)).collect();
    let n = treated.len() as f64;
    let mean = treated.iter().sum::<f64>() / n;
    let deviation = (treated.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n).sqrt();
    let normal = Normal::new(0.0, 1.0).expect("a standard normal");

    companies
        .iter()
        .map(|company| {
            if !scored(company) {
                return None;
            }
            let [growth_full, margin_full, return_full, debt_full] = weights(company);
            let growth = company.growth.map(|own| {
                let peers: Vec<f64> = cohort
                    .iter()
                    .filter(|peer| peer.large == company.large)
                    .filter_map(|peer| peer.growth)
                    .collect();
                let below = peers.iter().filter(|peer| **peer < own).count();
                growth_full * below as f64 / (peers.len() - 1) as f64
            });
            let margin = company.margin.map_or(0.0, |own| margin_full * ((own + 5.0) / 30.0).clamp(0.0, 1.0));
            let own = company.return_on_equity.unwrap_or(median).clamp(low, high);
            let returned = return_full * normal.cdf((own - mean) / deviation);
            // All of the marks, three quarters or one quarter.
            let debt = debt_full
                * company.equity.map_or(0.0, |equity| match 100.0 - equity {
                    debt if debt <= 40.0 => 1.0,
                    debt if debt <= 55.0 => 0.75,
                    debt if debt <= 75.0 => 0.25,
                    _ => 0.0,
                });
            let first_group = match growth {
                Some(growth) => growth + margin + returned,
                None => {
                    (margin + returned) * (growth_full + margin_full + return_full)
                        / (margin_full + return_full)
                }
            };
            Some(((first_group + debt) * 1000.0).round() as i64)
        })
        .collect()
}

#[test]
fn real_companies_score_as_a_naive_scorer_has_it() {
    let Some(path) = reference_data::path("firms/ashare_2014_zh_gb18030.csv") else { return };
    let bytes = std::fs::read(path).expect("the reference data can be read");
    let folder = Folder::with_firms(1, 0.0);
    folder.write("firms.csv", &bytes);
    folder.write("campaign.toml", include_bytes!("ashare/campaign.toml"));
    folder.write("scorecard.toml", include_bytes!("ashare/scorecard.toml"));
    folder.write("institutions.toml", include_bytes!("ashare/institutions.toml"));

    let output = folder.jifen(&["run", "campaign.toml", "--format", "json"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let count = |name: &str| summary["counts"][name].as_u64().expect("a count") as usize;
    assert_eq!(count("rows"), 2905);
    assert_eq!(count("scored") + count("quarantined") + count("merged"), 2905);

    let companies = companies(&bytes);
    let expected = naive(&companies);
    assert_eq!(count("scored"), expected.iter().flatten().count());

    let scores = folder.read("out/scores.csv");
    let mut reader = csv::Reader::from_reader(scores.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|h| h == name).unwrap_or_else(|| panic!("no column {name}"));
    let (id, points, rank) = (at("stock_code"), at("points"), at("rank"));
    let mut engine: HashMap<String, (i64, usize)> = HashMap::new();
    for record in reader.records() {
        let record = record.expect("a record");
        let thousandths = (record[points].parse::<f64>().expect("points") * 1000.0).round() as i64;
        engine.insert(record[id].to_owned(), (thousandths, record[rank].parse().expect("a rank")));
    }
    for (company, expected_points) in companies.iter().zip(&expected) {
        let Some(expected_points) = expected_points else {
            assert!(!engine.contains_key(&company.id), "{company:?} should not be scored");
            continue;
        };
        let expected_rank = 1 + expected.iter().flatten().filter(|other| *other > expected_points).count();
        assert_eq!(engine.get(&company.id), Some(&(*expected_points, expected_rank)), "{company:?}");
    }
}
