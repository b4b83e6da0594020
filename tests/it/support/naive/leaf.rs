//! One indicator's shares of full marks: missing policy, treatment and curve, as the pages of `docs/curves/`
//! and `docs/language/` have them.

use std::collections::HashMap;

use num_rational::BigRational;
use toml::{Table, Value};

use super::tree::{of_segment, own_marks, weight};
use super::{Meaning, Verdict, float, policy, text};
use crate::engine::by_hand;
use crate::support::cohort::Row;

/// The raw value: of a class its points.
pub(super) fn raw(indicator: &Table, row: &Row, meaning: &Meaning) -> Option<f64> {
    exact(indicator, row, meaning).map(|value| by_hand::double(&value))
}

/// The raw value before it is rounded to a double.
fn exact(indicator: &Table, row: &Row, meaning: &Meaning) -> Option<BigRational> {
    let value = text(indicator, "value");
    match indicator["curve"].get("classes") {
        Some(classes) => {
            let class = (meaning.text)(row, value)?;
            Some(by_hand::of(float(classes["points"].get(&class).unwrap_or(&classes["otherwise"]))))
        }
        None => (meaning.exact)(row, value),
    }
}

/// The share of full marks for each scored row; none where the indicator is left out.
pub(super) fn shares(
    card: &Table,
    indicator: &Table,
    rows: &[Row],
    verdicts: &[Verdict],
    scored: &[usize],
    meaning: &Meaning,
) -> Vec<(usize, Option<f64>)> {
    let peers = |values: &HashMap<usize, f64>, within: &Value, at: usize| -> Vec<f64> {
        let own = stratum(within, &rows[at], &verdicts[at]);
        let alike = |o: &usize| stratum(within, &rows[*o], &verdicts[*o]) == own;
        let mut peers: Vec<f64> = values.iter().filter(|(o, _)| alike(o)).map(|(_, x)| *x).collect();
        peers.sort_by(f64::total_cmp);
        peers
    };
    // Means and quantiles are of the exact values until a treatment changes them.
    let raw: HashMap<usize, BigRational> =
        scored.iter().filter_map(|&at| Some((at, exact(indicator, &rows[at], meaning)?))).collect();
    let exact_peers = |values: &HashMap<usize, BigRational>, within: &Value, at: usize| {
        let own = stratum(within, &rows[at], &verdicts[at]);
        let alike = |o: &usize| stratum(within, &rows[*o], &verdicts[*o]) == own;
        let mut peers: Vec<BigRational> =
            values.iter().filter(|(o, _)| alike(o)).map(|(_, x)| x.clone()).collect();
        peers.sort();
        peers
    };
    let policy = policy(card, indicator);
    let mut exact = raw.clone();
    for &at in scored {
        let imputed = match policy {
            Value::Table(table) if table.contains_key("value") => Some(float(&table["value"])),
            Value::Table(table) => table.iter().next().and_then(|(name, over)| {
                let peers = exact_peers(&raw, &over["within"], at);
                // To the last digit, since a mean may be somebody's own value.
                let mean = mean_by_hand(&peers);
                (!peers.is_empty()).then(|| if name == "mean" { mean } else { quantile(&peers, 0.5) })
            }),
            _ => None,
        };
        if let Some(imputed) = imputed {
            exact.entry(at).or_insert_with(|| by_hand::of(imputed));
        }
    }
    for step in indicator.get("treatment").map_or(&[][..], |steps| steps.as_array().unwrap()) {
        let treated = |(&at, x): (&usize, &BigRational)| {
            let peers = |within: &Value| exact_peers(&exact, within, at);
            Some((at, by_hand::of(treat(step, by_hand::double(x), &peers)?)))
        };
        exact = exact.iter().filter_map(treated).collect();
    }
    let values: HashMap<usize, f64> = exact.iter().map(|(&at, x)| (at, by_hand::double(x))).collect();
    let mut shares = Vec::new();
    for &at in scored {
        let segment = &verdicts[at].segment;
        let left_out =
            weight(indicator, segment) == 0.0 || (policy.as_str() == Some("skip") && !raw.contains_key(&at));
        let share = values
            .get(&at)
            .map_or(0.0, |&x| share(indicator, x, segment, &|within| peers(&values, within, at)));
        shares.push((at, (!left_out).then_some(share)));
    }
    shares
}

/// What a row is compared with others by.
fn stratum(within: &Value, row: &Row, verdict: &Verdict) -> Vec<String> {
    let industry = row.texts.get("industry").map_or(String::new(), |i| i.chars().take(3).collect());
    let part = |name: &Value| match name.as_str().unwrap() {
        "segment" => verdict.segment.clone(),
        _ => industry.clone(),
    };
    within.as_array().unwrap().iter().map(part).collect()
}

/// A value after one step; none if it has no logarithm.
fn treat(step: &Value, x: f64, peers: &dyn Fn(&Value) -> Vec<BigRational>) -> Option<f64> {
    match step {
        Value::String(name) if name == "ln" => (x > 0.0).then(|| x.ln()),
        Value::String(_) => (x > -1.0).then(|| x.ln_1p()),
        Value::Table(table) if table.contains_key("winsorise") => {
            let bounds = &step["winsorise"];
            let peers = peers(&bounds["within"]);
            let (lower, upper) = (float(&bounds["lower"]), float(&bounds["upper"]));
            Some(x.clamp(quantile(&peers, lower), quantile(&peers, upper)))
        }
        _ => {
            let bounds = &step["draw_in"];
            let mut peers: Vec<f64> = peers(&bounds["within"]).iter().map(by_hand::double).collect();
            for _ in 0..bounds["most"].as_integer().unwrap() {
                let Some((rises, squared_skew, kurtosis)) = moments(&peers) else { break };
                let bound = |name: &str| by_hand::of(float(&bounds[name]));
                if squared_skew < bound("skew").pow(2) || kurtosis < bound("kurtosis") {
                    break;
                }
                let extreme = if rises { peers[peers.len() - 1] } else { peers[0] };
                let others = peers.iter().copied().filter(|other| *other != extreme);
                let next =
                    if rises { others.fold(f64::MIN, f64::max) } else { others.fold(f64::MAX, f64::min) };
                peers.iter_mut().filter(|other| **other == extreme).for_each(|other| *other = next);
            }
            Some(x.clamp(peers[0], peers[peers.len() - 1]))
        }
    }
}

/// Whether `G1` of Joanes and Gill (1998) is 0 or above, its square, and `G2`, from the moments about the
/// mean of the decimals; none of fewer than four values or equal ones.
fn moments(column: &[f64]) -> Option<(bool, BigRational, BigRational)> {
    let exact: Vec<BigRational> = column.iter().map(|x| by_hand::of(*x)).collect();
    let whole = |n: usize| BigRational::from_integer(n.into());
    let (n, count) = (column.len(), whole(column.len()));
    let mean = exact.iter().sum::<BigRational>() / &count;
    let m = |power: i32| exact.iter().map(|x| (x - &mean).pow(power)).sum::<BigRational>() / &count;
    if n < 4 || column[0] == column[n - 1] {
        return None;
    }
    let squared_g1 = m(3).pow(2) / m(2).pow(3);
    let squared_skew = whole(n * (n - 1)) / whole((n - 2) * (n - 2)) * squared_g1;
    let g2 = m(4) / m(2).pow(2) - whole(3);
    let kurtosis = whole(n - 1) / whole((n - 2) * (n - 3)) * (whole(n + 1) * g2 + whole(6));
    Some((m(3) >= whole(0), squared_skew, kurtosis))
}

/// The mean; 0 of none.
fn mean_by_hand(values: &[BigRational]) -> f64 {
    let sum: BigRational = values.iter().sum();
    by_hand::double(&(sum / BigRational::from_integer(values.len().max(1).into())))
}

/// The share of full marks of a treated value.
fn share(indicator: &Table, x: f64, segment: &str, peers: &dyn Fn(&Value) -> Vec<f64>) -> f64 {
    let lower = indicator.get("direction").is_some_and(|direction| direction.as_str() == Some("lower"));
    let Value::Table(curve) = &indicator["curve"] else { return if lower { 1.0 - x } else { x } };
    let (name, curve) = curve.iter().next().unwrap();
    let number = |key: &str| float(&curve[key]);
    let turn = |share: f64| if lower { 1.0 - share } else { share };
    match name.as_str() {
        "tiers" => {
            let (bounds, sign) = match curve.get("at_least") {
                Some(bounds) => (bounds, 1.0),
                None => (&curve["at_most"], -1.0),
            };
            let steps: Vec<(f64, f64)> =
                bounds.as_array().unwrap().iter().map(|step| (float(&step[0]), float(&step[1]))).collect();
            let reached = steps.iter().find(|(bound, _)| sign * x >= sign * bound);
            reached.map_or(number("otherwise"), |(_, points)| *points) / steps[0].1
        }
        // The raw value of a class is its points.
        "classes" => x / own_marks(&indicator["curve"]).unwrap(),
        "linear" => {
            let log = curve.get("log").is_some_and(|log| log.as_bool().unwrap());
            if log && x <= 0.0 {
                return 0.0;
            }
            let on = |x: f64| if log { x.ln() } else { x };
            let goalpost = |key: &str| on(of_segment(&curve[key], segment));
            let (low, high) = (goalpost("low"), goalpost("high"));
            turn(((on(x) - low) / (high - low)).clamp(0.0, 1.0))
        }
        "reference" => {
            let reference = of_segment(curve, segment);
            match (lower, x > 0.0) {
                (false, _) => (x / reference).clamp(0.0, 1.0),
                (true, true) => (reference / x).min(1.0),
                (true, false) => 1.0,
            }
        }
        "piecewise" => {
            let knots: Vec<(f64, f64)> =
                curve.as_array().unwrap().iter().map(|knot| (float(&knot[0]), float(&knot[1]))).collect();
            if x <= knots[0].0 {
                return knots[0].1;
            }
            for pair in knots.windows(2) {
                if x <= pair[1].0 {
                    return pair[0].1 + (pair[1].1 - pair[0].1) * (x - pair[0].0) / (pair[1].0 - pair[0].0);
                }
            }
            knots[knots.len() - 1].1
        }
        "per_unit" => {
            let units = (by_hand::of(x) / by_hand::of(number("unit"))).floor();
            let marks = by_hand::double(&(units * by_hand::of(number("points"))));
            marks.clamp(0.0, number("cap")) / number("cap")
        }
        _ => {
            let peers = peers(&curve["within"]);
            population_share(name, curve, x, &peers, lower)
        }
    }
}

fn population_share(name: &str, curve: &Value, x: f64, peers: &[f64], lower: bool) -> f64 {
    let turn = |share: f64| if lower { 1.0 - share } else { share };
    if name == "percentile" {
        let n = peers.len() as f64;
        let worse = peers.iter().filter(|p| if lower { **p > x } else { **p < x }).count() as f64;
        let same = peers.iter().filter(|p| **p == x).count() as f64 - 1.0;
        let ties = match curve.get("ties").map_or("low", |ties| ties.as_str().unwrap()) {
            "low" => 0.0,
            "mean" => 0.5,
            _ => 1.0,
        };
        return if n == 1.0 { ties } else { (worse + ties * same) / (n - 1.0) };
    }
    let (least, greatest) = (peers[0], peers[peers.len() - 1]);
    if least == greatest {
        return 0.5;
    }
    // To the last digit where the decimals differ in nothing else.
    let exact = by_hand::of(x);
    if name == "minmax" {
        let range = greatest - least;
        if 64.0 * range >= least.abs().max(greatest.abs()) {
            return turn((x - least) / range);
        }
        let least = by_hand::of(least);
        return turn(by_hand::double(&((exact - &least) / (by_hand::of(greatest) - &least))));
    }
    let peers: Vec<BigRational> = peers.iter().map(|x| by_hand::of(*x)).collect();
    let count = BigRational::from_integer(peers.len().into());
    let mean = peers.iter().sum::<BigRational>() / &count;
    let variance = peers.iter().map(|peer| (peer - &mean).pow(2)).sum::<BigRational>() / count;
    let above = exact > mean;
    let distance = by_hand::double(&((exact - mean).pow(2) / variance)).sqrt();
    normal(if above == lower { -distance } else { distance })
}

/// Φ by Simpson's rule over the density.
fn normal(z: f64) -> f64 {
    let (steps, end) = (4000, z.abs().min(12.0));
    let step = end / f64::from(steps);
    let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let factor = |i: i32| if i == 0 || i == steps { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
    let area: f64 = (0..=steps).map(|i| factor(i) * density(f64::from(i) * step)).sum::<f64>() * step / 3.0;
    if z < 0.0 { 0.5 - area } else { 0.5 + area }
}

/// Type 7 of ascending values.
fn quantile(sorted: &[BigRational], q: f64) -> f64 {
    let h = by_hand::of(q) * BigRational::from_integer((sorted.len() - 1).into());
    let at = |h: BigRational| &sorted[by_hand::double(&h) as usize];
    let (below, above) = (at(h.floor()), at(h.ceil()));
    by_hand::double(&(below + (above - below) * (&h - h.floor())))
}
