//! A second scorer, as plain as can be: row by row over the scorecard's own TOML, with hash maps, options and
//! the standard sort. It was written from the pages of `docs/` and shares no code with the engine; what the
//! two disagree on is a fault of one of them.

mod judge;
mod leaf;
mod tree;

use std::collections::HashMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use toml::{Table, Value};

use crate::support::cohort::Row;
pub use tree::full;

/// What rules say of a row: the tests write a rule's meaning down a second time.
pub struct Meaning<'a> {
    /// A rule whose value is a number, before it is rounded to a double; of a flag 1 or 0, of a day its
    /// number.
    pub exact: &'a dyn Fn(&Row, &str) -> Option<BigRational>,
    /// A rule that holds, does not hold, or is unknown.
    pub holds: &'a dyn Fn(&Row, &str) -> Option<bool>,
    /// A rule whose value is a text.
    pub text: &'a dyn Fn(&Row, &str) -> Option<String>,
    /// The field that a gate's rule reads, as reasons name it: `dishonest (失信被执行人)`.
    pub field: &'a dyn Fn(&str) -> String,
}

/// What becomes of a row.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Why it is not scored.
    pub rejected: Option<&'static str>,
    pub segment: String,
    pub coverage: f64,
    /// Points of every group and indicator, of the whole as `total`; none where left out.
    pub points: HashMap<String, Option<f64>>,
    /// Share of full marks of every indicator; none where left out.
    pub shares: HashMap<String, Option<f64>>,
    /// Digits of the published points.
    pub published: i64,
    pub rank: usize,
    pub segment_rank: usize,
    pub percentile: f64,
    pub grade: Option<String>,
    pub top: Option<String>,
    pub route: Option<String>,
    /// Why it does not qualify.
    pub reasons: Vec<String>,
    pub qualified: bool,
    /// Whether only what is not known keeps it from qualifying.
    pub held: bool,
}

/// Scores `rows` and puts the scored ones in order.
pub fn score(card: &Table, rows: &[Row], meaning: &Meaning) -> (Vec<Verdict>, Vec<usize>) {
    let mut verdicts: Vec<Verdict> = rows.iter().map(|row| screen(card, row, meaning)).collect();
    let scored: Vec<usize> = (0..rows.len()).filter(|&at| verdicts[at].rejected.is_none()).collect();
    for indicator in indicators(card) {
        let id = text(indicator, "id");
        for (at, share) in leaf::shares(card, indicator, rows, &verdicts, &scored, meaning) {
            let weight = tree::weight(indicator, &verdicts[at].segment);
            verdicts[at].points.insert(id.to_owned(), share.map(|share| share * weight));
            verdicts[at].shares.insert(id.to_owned(), share);
        }
    }
    let decimals = card["decimals"].as_integer().unwrap() as usize;
    for &at in &scored {
        tree::whole(card, &mut verdicts[at]);
        verdicts[at].published = published(verdicts[at].points["total"].unwrap_or(0.0), decimals);
    }
    for &at in &scored {
        let worth = verdicts[at].published;
        let many = |all: &dyn Fn(&Verdict) -> bool| scored.iter().filter(|&&o| all(&verdicts[o])).count();
        let same_segment = |o: &Verdict| o.segment == verdicts[at].segment;
        let rank = many(&|o| o.published > worth) + 1;
        let segment_rank = many(&|o| o.published > worth && same_segment(o)) + 1;
        let fewer = many(&|o| o.published < worth);
        let of = [scored.len(), many(&same_segment)];
        let verdict = &mut verdicts[at];
        (verdict.rank, verdict.segment_rank) = (rank, segment_rank);
        verdict.percentile = match scored.len() {
            1 => 100.0,
            n => 100.0 * fewer as f64 / (n - 1) as f64,
        };
        judge::judge(card, &rows[at], verdict, of, meaning);
    }
    let mut order = scored;
    order.sort_by(|&a, &b| {
        let mut order = verdicts[b].published.cmp(&verdicts[a].published);
        for breaker in list(card, "tie_breaker") {
            let value =
                |at: usize| judge::number(card, &rows[at], &verdicts[at], text(breaker, "by"), meaning);
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
    let holds = |rule: &Value| (meaning.holds)(row, rule.as_str().unwrap()) == Some(true);
    let segment = list(card, "segment")
        .find(|segment| segment.get("when").is_none_or(holds))
        .map(|segment| text(segment, "id"));
    let Some(segment) = segment.or(list(card, "segment").next().is_none().then_some("all")) else {
        verdict.rejected = Some("segment-none");
        return verdict;
    };
    verdict.segment = segment.to_owned();
    let (mut known, mut whole, mut lacks) = (0.0, 0.0, false);
    // Only the base counts: neither bonus nor deduction is a member of the scorecard's own table.
    for (indicator, share) in tree::weight_shares(card, 1.0, segment) {
        whole += share;
        match leaf::raw(indicator, row, meaning) {
            Some(_) => known += share,
            None => lacks |= share > 0.0 && policy(card, indicator).as_str() == Some("reject"),
        }
    }
    verdict.coverage = if whole > 0.0 { known / whole } else { 1.0 };
    let least = card.get("minimum_coverage").map_or(0.0, float);
    if lacks {
        verdict.rejected = Some("indicator-missing");
    } else if verdict.coverage < least - 1e-9 {
        verdict.rejected = Some("coverage-low");
    }
    verdict
}

fn policy<'c>(card: &'c Table, indicator: &'c Table) -> &'c Value {
    indicator.get("missing").unwrap_or_else(|| &card["missing"])
}

/// Rounded half away from zero, exactly. A sum of doubles that lies below a half by 2^-46 of itself, or of a
/// thousand where it is less, is that half.
fn published(points: f64, decimals: usize) -> i64 {
    let exact = |value: f64| BigRational::from_float(value).unwrap();
    let noise = exact(points.abs().max(1000.0)) / BigInt::from(1_u64 << 46);
    let unit = BigInt::from(10).pow(decimals as u32);
    let half = BigRational::new(1.into(), 2.into());
    let units = ((exact(points.abs()) + noise) * unit + half).floor().to_integer();
    i64::try_from(units).unwrap() * if points < 0.0 { -1 } else { 1 }
}

/// All indicators, depth first, those of a bonus and a deduction last.
pub fn indicators(node: &Table) -> Vec<&Table> {
    let extras = ["bonus", "deduction"].into_iter().filter_map(|extra| node.get(extra)?.as_table());
    let below = list(node, "group").chain(extras).flat_map(indicators);
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
