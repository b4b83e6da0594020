//! A second scorer, as plain as can be: row by row over the scorecard's own TOML, with hash maps, options and the
//! standard sort. It shares no code with the engine; what the two disagree on is a fault of one of them.

use std::collections::HashMap;

use toml::{Table, Value};

use crate::cohort::Row;

/// What rules say of a row: the tests write a rule's meaning down a second time.
pub struct Meaning<'a> {
    /// A rule whose value is a number; of a flag 1 or 0.
    pub number: &'a dyn Fn(&Row, &str) -> Option<f64>,
    /// A rule that holds, does not hold, or is unknown.
    pub holds: &'a dyn Fn(&Row, &str) -> Option<bool>,
}

/// What becomes of a row.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Why it is not scored.
    pub rejected: Option<&'static str>,
    pub segment: String,
    pub coverage: f64,
    /// Points of every group and indicator, and of the whole as `""`; none where left out.
    pub points: HashMap<String, Option<f64>>,
    /// Digits of the published points.
    pub published: i64,
    pub rank: usize,
    pub segment_rank: usize,
    pub percentile: f64,
    pub grade: Option<String>,
    pub failed: Vec<String>,
    pub qualified: bool,
}

/// Scores `rows` and puts the scored ones in order.
pub fn score(card: &Table, rows: &[Row], meaning: &Meaning) -> (Vec<Verdict>, Vec<usize>) {
    let mut verdicts: Vec<Verdict> = rows.iter().map(|row| screen(card, row, meaning)).collect();
    let scored: Vec<usize> = (0..rows.len()).filter(|&at| verdicts[at].rejected.is_none()).collect();
    for indicator in indicators(card) {
        let id = text(indicator, "id");
        for (at, points) in leaf(card, indicator, rows, &verdicts, &scored, meaning) {
            verdicts[at].points.insert(id.to_owned(), points);
        }
    }
    let decimals = card["decimals"].as_integer().unwrap() as usize;
    for &at in &scored {
        branch(card, true, &mut verdicts[at]);
        verdicts[at].published = published(verdicts[at].points[""].unwrap_or(0.0), decimals);
    }
    let unit = 10f64.powi(decimals as i32);
    let value_of = |verdict: &Verdict, row: &Row, rule: &str| match rule.strip_prefix("points.") {
        Some(id) => Some(published(verdict.points[id].unwrap_or(0.0), decimals) as f64 / unit),
        None => (meaning.number)(row, rule),
    };
    for &at in &scored {
        let worth = verdicts[at].published;
        let others = |all: &dyn Fn(&Verdict) -> bool| scored.iter().filter(|&&o| all(&verdicts[o])).count();
        let rank = others(&|o| o.published > worth) + 1;
        let segment_rank = others(&|o| o.published > worth && o.segment == verdicts[at].segment) + 1;
        let fewer = others(&|o| o.published < worth);
        let percentile =
            if scored.len() == 1 { 100.0 } else { 100.0 * fewer as f64 / (scored.len() - 1) as f64 };
        let points = worth as f64 / unit;
        let grade = list(card, "grade").find(|grade| points >= float(&grade["at_least"]));
        let mut failed = Vec::new();
        for gate in list(card, "gate") {
            let unknown = gate.get("unknown_passes").is_some_and(|passes| passes.as_bool().unwrap());
            if !(meaning.holds)(&rows[at], text(gate, "when")).unwrap_or(unknown) {
                failed.push(text(gate, "id").to_owned());
            }
        }
        if let Some(pass) = card.get("pass") {
            let (left, right) = pass.as_str().unwrap().split_once(">=").unwrap();
            assert_eq!(left.trim(), "points");
            if points < right.trim().parse::<f64>().unwrap() {
                failed.push("pass".to_owned());
            }
        }
        let verdict = &mut verdicts[at];
        (verdict.rank, verdict.segment_rank, verdict.percentile) = (rank, segment_rank, percentile);
        verdict.grade = grade.map(|grade| text(grade, "id").to_owned());
        verdict.qualified = failed.is_empty();
        verdict.failed = failed;
    }
    let mut order = scored;
    order.sort_by(|&a, &b| {
        let mut order = verdicts[b].published.cmp(&verdicts[a].published);
        for breaker in list(card, "tie_breaker") {
            let value = |at: usize| value_of(&verdicts[at], &rows[at], text(breaker, "by"));
            let ascending = text(breaker, "order") == "ascending";
            order = order.then(match (value(a), value(b)) {
                (Some(a), Some(b)) if ascending => a.partial_cmp(&b).unwrap(),
                (Some(a), Some(b)) => b.partial_cmp(&a).unwrap(),
                (a, b) => a.is_none().cmp(&b.is_none()),
            });
        }
        order.then_with(|| rows[a].id.as_bytes().cmp(rows[b].id.as_bytes()))
    });
    (verdicts, order)
}

/// Segment, coverage and whether the row can be scored at all.
fn screen(card: &Table, row: &Row, meaning: &Meaning) -> Verdict {
    let mut verdict = Verdict::default();
    let segment = list(card, "segment")
        .find(|segment| segment.get("when").is_none_or(|when| holds(row, when.as_str().unwrap(), meaning)))
        .map(|segment| text(segment, "id"));
    let Some(segment) = segment.or(list(card, "segment").next().is_none().then_some("all")) else {
        verdict.rejected = Some("segment-none");
        return verdict;
    };
    verdict.segment = segment.to_owned();
    let (mut known, mut lacks) = (0.0, false);
    for (indicator, share) in shares(card, 1.0, segment) {
        match (meaning.number)(row, text(indicator, "value")) {
            Some(_) => known += share,
            None => lacks |= share > 0.0 && policy(card, indicator).as_str() == Some("reject"),
        }
    }
    verdict.coverage = known;
    let least = card.get("minimum_coverage").map_or(0.0, float);
    if lacks {
        verdict.rejected = Some("indicator-missing");
    } else if known < least - 1e-9 {
        verdict.rejected = Some("coverage-low");
    }
    verdict
}

fn holds(row: &Row, rule: &str, meaning: &Meaning) -> bool {
    (meaning.holds)(row, rule) == Some(true)
}

/// Each indicator below `node` with its share of `whole`.
fn shares<'c>(node: &'c Table, whole: f64, segment: &str) -> Vec<(&'c Table, f64)> {
    let members = || list(node, "indicator").chain(list(node, "group"));
    let total: f64 = members().map(|member| weight(member, segment)).sum();
    let mut shares = Vec::new();
    for member in members() {
        let share = if total > 0.0 { whole * weight(member, segment) / total } else { 0.0 };
        if member.contains_key("curve") {
            shares.push((member, share));
        } else {
            shares.extend(self::shares(member, share, segment));
        }
    }
    shares
}

/// The points of one indicator for each scored row.
fn leaf(
    card: &Table,
    indicator: &Table,
    rows: &[Row],
    verdicts: &[Verdict],
    scored: &[usize],
    meaning: &Meaning,
) -> Vec<(usize, Option<f64>)> {
    let stratum = |within: &Value, at: usize| -> Vec<String> {
        let industry = rows[at].texts.get("industry").map_or(String::new(), |i| i.chars().take(3).collect());
        let part = |name: &Value| match name.as_str().unwrap() {
            "segment" => verdicts[at].segment.clone(),
            _ => industry.clone(),
        };
        within.as_array().unwrap().iter().map(part).collect()
    };
    let raw: HashMap<usize, f64> = scored
        .iter()
        .filter_map(|&at| Some((at, (meaning.number)(&rows[at], text(indicator, "value"))?)))
        .collect();
    let peers = |values: &HashMap<usize, f64>, within: &Value, at: usize| -> Vec<f64> {
        let mut peers: Vec<f64> = values
            .iter()
            .filter(|(o, _)| stratum(within, **o) == stratum(within, at))
            .map(|(_, x)| *x)
            .collect();
        peers.sort_by(f64::total_cmp);
        peers
    };
    let policy = policy(card, indicator);
    let mut values = raw.clone();
    for &at in scored {
        let imputed = match policy {
            Value::Table(table) if table.contains_key("value") => Some(float(&table["value"])),
            Value::Table(table) => table.iter().next().and_then(|(name, over)| {
                let peers = peers(&raw, &over["within"], at);
                // To the last bit, since a mean may be somebody's own value.
                let mean = exact_sum(&peers) / peers.len() as f64;
                (!peers.is_empty()).then(|| if name == "mean" { mean } else { quantile(&peers, 0.5) })
            }),
            _ => None,
        };
        if let Some(imputed) = imputed {
            values.entry(at).or_insert(imputed);
        }
    }
    for step in indicator.get("treatment").map_or(&[][..], |steps| steps.as_array().unwrap()) {
        let before = values.clone();
        values = before
            .iter()
            .filter_map(|(&at, &x)| {
                let y = match step {
                    Value::String(name) if name == "ln" => (x > 0.0).then(|| x.ln()),
                    Value::String(_) => (x > -1.0).then(|| x.ln_1p()),
                    other => {
                        let bounds = &other["winsorise"];
                        let peers = peers(&before, &bounds["within"], at);
                        let (lower, upper) = (float(&bounds["lower"]), float(&bounds["upper"]));
                        Some(x.clamp(quantile(&peers, lower), quantile(&peers, upper)))
                    }
                };
                Some((at, y?))
            })
            .collect();
    }
    let mut points = Vec::new();
    for &at in scored {
        let segment = &verdicts[at].segment;
        let weight = weight(indicator, segment);
        let left_out = weight == 0.0 || (policy.as_str() == Some("skip") && !raw.contains_key(&at));
        let share = values
            .get(&at)
            .map_or(0.0, |&x| share(indicator, x, segment, &|within| peers(&values, within, at)));
        points.push((at, (!left_out).then_some(share * weight)));
    }
    points
}

/// The sum rounded once: what each addition loses is kept apart (Shewchuk 1997).
fn exact_sum(values: &[f64]) -> f64 {
    let mut parts: Vec<f64> = Vec::new();
    for &value in values {
        let mut x = value;
        parts.retain_mut(|part| {
            let (large, small) = if x.abs() < part.abs() { (*part, x) } else { (x, *part) };
            x = large + small;
            *part = small - (x - large);
            *part != 0.0
        });
        parts.push(x);
    }
    parts.iter().sum()
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
            let reached = steps.iter().find(|(bound, _)| sign * (x - bound) >= -1e-12 * bound.abs());
            reached.map_or(number("otherwise"), |(_, points)| *points) / steps[0].1
        }
        "linear" => {
            let log = curve.get("log").is_some_and(|log| log.as_bool().unwrap());
            if log && x <= 0.0 {
                return 0.0;
            }
            let on = |x: f64| if log { x.ln() } else { x };
            let (low, high) =
                (on(of_segment(&curve["low"], segment)), on(of_segment(&curve["high"], segment)));
            turn(((on(x) - low) / (high - low)).clamp(0.0, 1.0))
        }
        "reference" => {
            let reference = if curve.is_table() { number(segment) } else { float(curve) };
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
            let units = x / number("unit");
            let whole = (units + units.abs() * 1e-12).floor();
            (whole * number("points")).clamp(0.0, number("cap")) / number("cap")
        }
        _ => {
            let peers = peers(&curve["within"]);
            population_share(name, curve, x, &peers, lower)
        }
    }
}

fn population_share(name: &str, curve: &Value, x: f64, peers: &[f64], lower: bool) -> f64 {
    let n = peers.len() as f64;
    let turn = |share: f64| if lower { 1.0 - share } else { share };
    if name == "percentile" {
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
    if name == "minmax" {
        return turn((x - least) / (greatest - least));
    }
    let mean = peers.iter().sum::<f64>() / n;
    let deviation = (peers.iter().map(|p| (p - mean).powi(2)).sum::<f64>() / n).sqrt();
    let z = (x - mean) / deviation;
    normal(if lower { -z } else { z })
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
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let h = (sorted.len() - 1) as f64 * q;
    let (below, above) = (sorted[h.floor() as usize], sorted[h.ceil() as usize]);
    below + (above - below) * (h - h.floor())
}

/// The points of a branch and of all below it; none where it is left out.
fn branch(node: &Table, root: bool, verdict: &mut Verdict) -> Option<f64> {
    let segment = verdict.segment.clone();
    let mut present: Vec<(f64, f64, f64)> = Vec::new();
    let mut whole = 0.0;
    for member in list(node, "indicator").chain(list(node, "group")) {
        let points = match member.contains_key("curve") {
            true => verdict.points[text(member, "id")],
            false => branch(member, false, verdict),
        };
        whole += full(member, &segment);
        if let Some(points) = points {
            present.push((points, full(member, &segment), weight(member, &segment)));
        }
    }
    let id = if root { "" } else { text(node, "id") };
    let marks = full(node, &segment);
    if present.is_empty() || marks == 0.0 || (!root && weight(node, &segment) == 0.0) {
        verdict.points.insert(id.to_owned(), None);
        return None;
    }
    let total: f64 = present.iter().map(|(.., weight)| weight).sum();
    let shares =
        || present.iter().map(|(points, full, weight)| ((points / full).clamp(0.0, 1.0), weight / total));
    let points = match combine(node) {
        "sum" => {
            let carried: f64 = present.iter().map(|(_, full, _)| full).sum();
            present.iter().map(|(points, ..)| points).sum::<f64>() * whole / carried
        }
        "max" => present.iter().map(|(points, ..)| *points).fold(f64::MIN, f64::max),
        "min" => present.iter().map(|(points, ..)| *points).fold(f64::MAX, f64::min),
        "mean" => marks * shares().map(|(share, weight)| share * weight).sum::<f64>(),
        "geometric" => marks * shares().map(|(share, weight)| share.powf(weight)).product::<f64>(),
        _ if shares().any(|(share, _)| share == 0.0) => 0.0,
        _ => marks / shares().map(|(share, weight)| weight / share).sum::<f64>(),
    };
    let capped = node.get("cap").map_or(points, |cap| points.min(float(cap)));
    let points = node.get("floor").map_or(capped, |floor| capped.max(float(floor)));
    verdict.points.insert(id.to_owned(), Some(points));
    Some(points)
}

fn combine(node: &Table) -> &str {
    node.get("combine").map_or("sum", |combine| combine.as_str().unwrap())
}

/// Full marks of a node in a segment.
pub fn full(node: &Table, segment: &str) -> f64 {
    if node.contains_key("curve") {
        return weight(node, segment);
    }
    let members = || list(node, "indicator").chain(list(node, "group"));
    let of_members = members().map(|member| full(member, segment)).filter(|full| *full > 0.0);
    let marks = match combine(node) {
        "sum" => of_members.sum(),
        "max" => of_members.fold(0.0, f64::max),
        "min" => of_members.reduce(f64::min).unwrap_or(0.0),
        _ if node.contains_key("scale") => float(&node["scale"]),
        _ => match node.get("weight") {
            Some(weight) => of_segment(weight, segment),
            None => members().map(|member| weight(member, segment)).sum(),
        },
    };
    node.get("cap").map_or(marks, |cap| marks.min(float(cap)))
}

/// A member's weight in a segment.
fn weight(node: &Table, segment: &str) -> f64 {
    if let Some(weight) = node.get("weight") {
        return of_segment(weight, segment);
    }
    if !node.contains_key("curve") {
        return full(node, segment);
    }
    let curve = &node["curve"];
    match curve.get("tiers") {
        Some(tiers) => float(&tiers.get("at_least").unwrap_or_else(|| &tiers["at_most"])[0][1]),
        None => float(&curve["per_unit"]["cap"]),
    }
}

fn of_segment(value: &Value, segment: &str) -> f64 {
    if value.is_table() { float(&value[segment]) } else { float(value) }
}

fn policy<'c>(card: &'c Table, indicator: &'c Table) -> &'c Value {
    indicator.get("missing").unwrap_or_else(|| &card["missing"])
}

/// Rounded half away from zero on the decimal digits.
fn published(points: f64, decimals: usize) -> i64 {
    let digits: i128 = format!("{points:.*}", decimals + 6).replace('.', "").parse().unwrap();
    let away = if digits < 0 { -500_000 } else { 500_000 };
    ((digits + away) / 1_000_000) as i64
}

/// All indicators, depth first.
pub fn indicators(node: &Table) -> Vec<&Table> {
    let below = list(node, "group").flat_map(indicators);
    list(node, "indicator").chain(below).collect()
}

fn list<'c>(table: &'c Table, key: &str) -> impl Iterator<Item = &'c Table> + use<'c> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn text<'c>(table: &'c Table, key: &str) -> &'c str {
    table[key].as_str().unwrap()
}

fn float(value: &Value) -> f64 {
    value.as_float().or(value.as_integer().map(|whole| whole as f64)).unwrap()
}
