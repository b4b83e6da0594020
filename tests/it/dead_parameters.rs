//! A parameter that moves nothing is a fault: every number, limit, gate and choice of the national scorecard, changed a
//! little, must change what some firm is given.

use jifen::progress::Silent;
use jifen::scoring::{Scores, score};
use toml::{Table, Value};

use crate::cohort::{self, Row};
use crate::random_card::AS_OF;
use crate::scoring::{firms, load, national};

/// A cohort in which everything occurs: blanks, registers that are silent, equal points, firms with nothing to show.
fn rows() -> Vec<Row> {
    let mut rows = cohort::plausible(2000, 11);
    for (at, row) in rows.iter_mut().enumerate() {
        match at % 40 {
            0 => row.flags.clear(),
            1 => row.dates.clear(),
            2 => row.numbers.retain(|name, _| name != "revenue"),
            3 => {
                // Nothing to show, and so equal points, but for an R&D expense that is the least of the segment.
                let year = row.dates["founded"].year();
                row.numbers.values_mut().for_each(|value| *value = 0.0);
                row.numbers.insert("rd_expense".to_owned(), if year > 2020 { 0.0 } else { 0.001 });
            }
            4 => {
                row.dates.clear();
                row.numbers.retain(|name, _| name != "revenue");
            }
            5 => row.numbers.retain(|name, _| name.len() % 2 == at % 3 % 2),
            _ => {}
        }
    }
    rows
}

/// All that a firm is given.
fn given(card: &Table, rows: &[Row]) -> impl PartialEq + use<> {
    let card = load(&card.to_string());
    let Scores { scored, points, grade, unmet, qualified, order, segment, .. } =
        score(&firms(rows, &card), &card, AS_OF, false, &Silent);
    (scored, points, grade, unmet, qualified, order, segment)
}

/// Where a value stands: keys and positions from the root.
type Path = Vec<String>;

fn at<'v>(value: &'v mut Value, path: &[String]) -> &'v mut Value {
    path.iter().fold(value, |value, step| match value {
        Value::Array(items) => &mut items[step.parse::<usize>().unwrap()],
        other => &mut other[step.as_str()],
    })
}

/// Every leaf below `value`.
fn leaves(value: &Value, path: &mut Path, found: &mut Vec<(Path, Value)>) {
    let mut below = |step: String, value: &Value| {
        path.push(step);
        leaves(value, path, found);
        path.pop();
    };
    match value {
        Value::Table(table) => table.iter().for_each(|(key, value)| below(key.clone(), value)),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(at, value)| below(at.to_string(), value));
        }
        leaf => found.push((path.clone(), leaf.clone())),
    }
}

/// Scorecards that differ from `card` in the leaf at `path` alone (and, for a weight, in what balances it).
fn nudged(card: &Value, path: &Path, leaf: &Value) -> Vec<Value> {
    let set = |value: Value| {
        let mut card = card.clone();
        *at(&mut card, path) = value;
        card
    };
    let key = path.last().unwrap().as_str();
    let owner = path.iter().rev().nth(1).map_or("", String::as_str);
    match leaf {
        _ if owner == "weight" => {
            // The next indicator of the group gives what this one takes.
            let (group, indicator) = (path[1].parse::<usize>().unwrap(), path[3].parse::<usize>().unwrap());
            let siblings = card["group"][group]["indicator"].as_array().unwrap().len();
            let mut other = path.clone();
            other[3] = ((indicator + 1) % siblings).to_string();
            let mut card = set((leaf.as_integer().unwrap() + 1).into());
            let balance = at(&mut card, &other);
            *balance = (balance.as_integer().unwrap() - 1).into();
            vec![card]
        }
        // The scale must be the sum of the weights: the checks tell, not the scores.
        _ if key == "scale" => vec![],
        Value::Integer(1..) if key == "decimals" => vec![set(1.into())],
        Value::Integer(number @ 1..) if key == "at_least" => vec![set((number - 4).into())],
        Value::Integer(number) => vec![set((number + 1).into())],
        Value::Float(number) => vec![set((number * 1.5).into())],
        Value::Boolean(flag) => vec![set((!flag).into())],
        Value::String(rule) if ["when", "value"].contains(&key) => {
            rule_nudged(rule).into_iter().map(set).collect()
        }
        Value::String(order) if key == "order" => {
            vec![set(if order == "ascending" { "descending" } else { "ascending" }.into())]
        }
        Value::String(_) if key == "by" => vec![set("employees".into())],
        Value::String(policy) if key == "missing" => {
            assert_eq!(policy, "zero");
            vec![set("skip".into())]
        }
        Value::String(stratum) if path.contains(&"within".to_owned()) => {
            assert_eq!(stratum, "segment");
            vec![set("industry".into())]
        }
        Value::String(_) => {
            let words = ["id", "title", "title_zh", "source", "unit", "reason", "weights_basis"];
            assert!(words.contains(&key), "{path:?} is a parameter this test does not know");
            vec![]
        }
        other => panic!("{path:?} is a parameter this test does not know: {other}"),
    }
}

/// A rule with each of its numbers changed, one at a time; one without numbers turned into its opposite.
fn rule_nudged(rule: &str) -> Vec<Value> {
    let numbers = regex::Regex::new(r"\b\d+\b").unwrap();
    let changed = numbers.find_iter(rule).map(|number| {
        let more = number.as_str().parse::<i64>().unwrap() * 3 / 2 + 1;
        format!("{}{more}{}", &rule[..number.start()], &rule[number.end()..]).into()
    });
    let changed: Vec<Value> = changed.collect();
    if !changed.is_empty() {
        return changed;
    }
    let is_condition = rule.contains("NOT ");
    vec![if is_condition { format!("NOT ({rule})") } else { format!("NULLIF({rule}, {rule})") }.into()]
}

#[test]
fn every_parameter_of_the_national_scorecard_moves_something() {
    let card: Value = Value::Table(national().parse().unwrap());
    let rows = rows();
    let plain = given(card.as_table().unwrap(), &rows);
    let mut parameters = Vec::new();
    leaves(&card, &mut Vec::new(), &mut parameters);
    let (mut tried, mut dead) = (0, Vec::new());
    for (path, leaf) in parameters {
        for nudged in nudged(&card, &path, &leaf) {
            tried += 1;
            if given(nudged.as_table().unwrap(), &rows) == plain {
                dead.push(format!("{} = {leaf}", path.join(".")));
            }
        }
    }
    assert!(dead.is_empty(), "dead parameters: {dead:#?}");
    // 54 weights, 12 goalposts, 12 populations, 5 grades, 4 gates twice, rules and the rest.
    assert!(tried > 110, "only {tried} parameters were tried");
}
