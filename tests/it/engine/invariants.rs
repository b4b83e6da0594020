//! What must change nothing: weights in another measure, an indicator of no weight, points that everyone has.

use jifen::progress::Silent;
use jifen::scoring::{Scores, score};
use proptest::prelude::*;
use rand::RngExt;
use toml::{Table, Value};

use crate::engine::scoring::{firms, load};
use crate::support::cohort::Row;
use crate::support::naive;
use crate::support::random_card::{self, AS_OF, generator};

fn scores(card: &Table, rows: &[Row]) -> Scores {
    let card = load(&card.to_string());
    score(&firms(rows, &card), &card, AS_OF, false, &Silent)
}

/// A random scorecard without conditions, some of which ask for a number of points.
fn without_conditions(random: &mut rand_chacha::ChaCha8Rng) -> Table {
    let mut card = random_card::card(random);
    card.remove("pass");
    card.remove("route");
    card
}

/// The table and all groups below it, bonus and deduction included.
pub fn each_branch(node: &mut Table, change: &mut impl FnMut(&mut Table)) {
    change(node);
    for extra in ["bonus", "deduction"] {
        if let Some(Value::Table(extra)) = node.get_mut(extra) {
            each_branch(extra, change);
        }
    }
    for group in node.get_mut("group").and_then(Value::as_array_mut).into_iter().flatten() {
        each_branch(group.as_table_mut().unwrap(), change);
    }
}

fn leaves(branch: &mut Table) -> Option<&mut Vec<Value>> {
    branch.get_mut("indicator").and_then(Value::as_array_mut)
}

/// Ten times every number that is an amount of points, with one decimal less.
fn tenfold(card: &Table) -> Table {
    let mut card = card.clone();
    let times_ten = |value: &mut Value| match value {
        Value::Table(each) => each.iter_mut().for_each(|(_, one)| *one = (as_float(one) * 10.0).into()),
        one => *one = (as_float(one) * 10.0).into(),
    };
    each_branch(&mut card, &mut |branch| {
        for key in ["weight", "cap", "floor", "reserved", "scale"] {
            branch.get_mut(key).into_iter().for_each(times_ten);
        }
        for leaf in leaves(branch).into_iter().flatten().map(|leaf| leaf.as_table_mut().unwrap()) {
            let own = || {
                Value::from(naive::full(&Table::from_iter([("curve".to_owned(), leaf["curve"].clone())]), ""))
            };
            let mut weight = leaf.get("weight").cloned().unwrap_or_else(own);
            times_ten(&mut weight);
            leaf.insert("weight".to_owned(), weight);
        }
    });
    for grade in card["grade"].as_array_mut().unwrap() {
        times_ten(&mut grade["at_least"]);
    }
    card["decimals"] = (card["decimals"].as_integer().unwrap() - 1).into();
    card
}

fn as_float(value: &Value) -> f64 {
    value.as_float().or(value.as_integer().map(|whole| whole as f64)).unwrap()
}

/// Whether scores say the same of every firm, but for the number of points. A sum of weights is exact to its
/// last digits.
fn rank_alike(a: &Scores, b: &Scores) -> bool {
    let places = |s: &Scores| (s.rank.clone(), s.segment_rank.clone(), s.order.clone(), s.percentile.clone());
    let judged = |s: &Scores| (s.scored.clone(), s.top.clone(), s.unmet.clone());
    let coverage = a.coverage.iter().zip(&b.coverage).all(|(a, b)| (a - b).abs() < 1e-9);
    coverage && places(a) == places(b) && judged(a) == judged(b)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn weights_in_another_measure_rank_alike(seed: u64, len in 1..40usize) {
        let mut random = generator(seed);
        let mut card = without_conditions(&mut random);
        if card["decimals"].as_integer() == Some(0) {
            card["decimals"] = 1.into();
        }
        let rows = random_card::rows(len, &mut random);
        let (plain, tenfold) = (scores(&card, &rows), scores(&tenfold(&card), &rows));
        prop_assert_eq!(&plain.points, &tenfold.points, "{}", card);
        prop_assert!(rank_alike(&plain, &tenfold) && plain.grade == tenfold.grade, "{card}");
    }

    #[test]
    fn an_indicator_of_no_weight_in_any_group_changes_nothing(seed: u64, len in 1..40usize) {
        let mut random = generator(seed);
        let card = random_card::card(&mut random);
        let rows = random_card::rows(len, &mut random);
        let (mut with, mut named) = (card.clone(), 0);
        each_branch(&mut with, &mut |branch| {
            named += 1;
            let policy = ["\"zero\"", "\"skip\"", "{ mean = { within = [] } }"][random.random_range(0..3)];
            let curve = ["{ zscore = { within = [] } }", "{ tiers = { at_least = [[1, 3]], otherwise = 1 } }"]
                [random.random_range(0..2)];
            let idle: Table = format!(
                "id = \"idle{named}\"\ntitle = \"idle\"\nvalue = \"x3\"\ncurve = {curve}\nmissing = \
                {policy}\nweight = 0"
            )
            .parse()
            .unwrap();
            match leaves(branch) {
                Some(leaves) => leaves.insert(random.random_range(0..=leaves.len()), idle.into()),
                None => drop(branch.insert("indicator".to_owned(), vec![Value::Table(idle)].into())),
            }
        });
        let (plain, with) = (scores(&card, &rows), scores(&with, &rows));
        prop_assert_eq!(&plain.group_points, &with.group_points, "{}", card);
        prop_assert!(rank_alike(&plain, &with) && plain.points == with.points, "{card}");
    }

    /// An indicator that gives everyone the same adds the same, and moves nobody.
    #[test]
    fn points_that_everyone_has_move_nobody(seed: u64, len in 1..40usize) {
        let mut random = generator(seed);
        let mut card = without_conditions(&mut random);
        let is_bound = |card: &Table| ["cap", "floor"].iter().any(|key| card.contains_key(*key));
        while card["combine"].as_str() != Some("sum") || is_bound(&card) {
            card = without_conditions(&mut random);
        }
        card.remove("deduction");
        // Nothing is left out whose weight the new one would carry a part of.
        each_branch(&mut card, &mut |branch| {
            for leaf in leaves(branch).into_iter().flatten() {
                leaf.as_table_mut().unwrap().insert("missing".to_owned(), "zero".into());
            }
        });
        let rows = random_card::rows(len, &mut random);
        let plain = scores(&card, &rows);
        for (value, curve, shares) in [
            ("1", "{ reference = 1 }", 1),
            ("7", "{ minmax = { within = [\"segment\"] } }", 2),
            ("7", "{ zscore = { within = [] } }", 2),
            ("-3", "{ percentile = { within = [], ties = \"high\" } }", 1),
            ("0", "{ percentile = { within = [] } }", 0),
        ] {
            let mut with = card.clone();
            let own: Table = format!(
                "id = \"same\"\ntitle = \"same\"\nvalue = \"{value}\"\ncurve = {curve}\nmissing = \
                \"zero\"\nweight = 10"
            )
            .parse()
            .unwrap();
            leaves(&mut with).unwrap().push(own.into());
            with["scale"] = (as_float(&with["scale"]) + 10.0).into();
            let with = scores(&with, &rows);
            let more = if shares == 0 {
                0
            } else {
                10 / shares * 10_i64.pow(card["decimals"].as_integer().unwrap() as u32)
            };
            let ranks =
                (plain.scored == with.scored).then_some((&with.rank, &with.segment_rank, &with.order));
            // What coverage rests on is more now, and lets others in.
            if let Some(ranks) = ranks {
                prop_assert_eq!(ranks, (&plain.rank, &plain.segment_rank, &plain.order), "{}", card);
                for at in (0..len).filter(|&at| plain.scored[at]) {
                    prop_assert_eq!(with.points[at], plain.points[at] + more);
                }
            }
        }
    }
}
