//! A parameter that moves nothing is a fault: every number, limit, gate and choice of a built-in scorecard,
//! changed a little, must change what some firm is given.

use jifen::firms::{Dictionary, Field, Firms, Kind};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::scorecard::{SCORECARDS, Scorecard};
use jifen::scoring::{Scores, score};
use rayon::prelude::*;
use toml::{Table, Value};

use crate::engine::scoring::{firms, load, national};
use crate::support::cohort::{self, Row};
use crate::support::random_card::AS_OF;

/// A cohort in which everything occurs: blanks, registers that are silent, equal points, firms with nothing
/// to show.
fn rows() -> Vec<Row> {
    let mut rows = cohort::plausible(2000, 11);
    for (at, row) in rows.iter_mut().enumerate() {
        match at % 40 {
            0 => row.flags.clear(),
            1 => row.dates.clear(),
            2 => row.numbers.retain(|name, _| name != "revenue"),
            3 => {
                // Nothing to show, and so equal points, but for an R&D expense that is the least of the
                // segment.
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
    given_by(&card, &firms(rows, &card))
}

fn given_by(card: &Scorecard, firms: &Firms) -> impl PartialEq + use<> {
    let Scores { scored, points, grade, top, unmet, unknown, held, qualified, order, segment, .. } =
        score(firms, card, AS_OF, false, &Silent);
    (scored, points, grade, top, (unmet, unknown, held), qualified, order, segment)
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
            assert!(WORDS.contains(&key), "{path:?} is a parameter this test does not know");
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

/// Firms of a wide sample as rows.
fn sampled(firms: u64) -> Vec<Row> {
    let mut text = Vec::new();
    let sample = jifen::sample::Sample { wide: true, ..jifen::sample::Sample::clean(firms, 5) };
    jifen::sample::write(&mut text, &sample).unwrap();
    let dictionary = Dictionary::built_in();
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let fields: Vec<Field> = reader
        .headers()
        .unwrap()
        .iter()
        .map(|header| {
            let title = header.split('(').next().unwrap();
            dictionary.fields.iter().find(|field| field.title == title).unwrap().clone()
        })
        .collect();
    let row = |record: csv::StringRecord| {
        let mut row = Row::new(&record[0]);
        for (field, cell) in fields.iter().zip(&record).filter(|(_, cell)| !["", "--", "/"].contains(cell)) {
            let name = field.name.clone();
            match field.kind() {
                Kind::Number => drop(row.numbers.insert(name, cell.parse().unwrap())),
                Kind::Flag => drop(row.flags.insert(name, cell == "是")),
                Kind::Date => drop(row.dates.insert(name, cell.parse().unwrap())),
                Kind::Text => drop(row.texts.insert(name, cell.to_owned())),
            }
        }
        row
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The sampled firms, some of which say nothing of their flags, some with one blank, some of whom nothing is
/// known.
fn wide_rows(firms: u64) -> Vec<Row> {
    let mut rows = sampled(firms);
    for (at, row) in rows.iter_mut().enumerate() {
        match at % 30 {
            0 | 1 => row.flags.clear(),
            2..9 => {
                let blank = row.numbers.keys().nth(at % row.numbers.len()).cloned();
                blank.map(|name| row.numbers.remove(&name));
            }
            9 => row.numbers.clear(),
            10 => row.texts.clear(),
            12..18 => {
                // Much to show, and much to answer for.
                row.numbers.insert("leading_talent".to_owned(), (at / 30 % 4) as f64);
                for (bit, flag) in [
                    "strategic_industry",
                    "little_giant",
                    "major_accident",
                    "research_misconduct",
                    "dishonest",
                ]
                .into_iter()
                .enumerate()
                {
                    row.flags.insert(flag.to_owned(), ((at / 30) >> bit) & 1 == 1);
                }
            }
            11 => {
                // Little R&D over sales, more or less over costs.
                let rd = row.numbers.get("rd_expense").copied().unwrap_or(0.0);
                row.numbers.insert("revenue".to_owned(), rd * 100.0);
                row.numbers.insert("total_costs".to_owned(), rd * 100.0 / (5.5 + (at / 30 % 30) as f64));
            }
            _ => {}
        }
    }
    rows
}

/// What says something to people and changes no number.
const WORDS: [&str; 10] = [
    "id",
    "title",
    "title_zh",
    "source",
    "unit",
    "reason",
    "reason_zh",
    "weights_basis",
    "weights_note",
    "weights_note_zh",
];

/// Changes of the leaf at `path`, each of which alone would show that it counts; none for what is no
/// parameter.
fn changes(card: &Value, path: &Path, leaf: &Value) -> Vec<Value> {
    let key = path.last().unwrap().as_str();
    let owner = path.iter().rev().nth(1).map_or("", String::as_str);
    match leaf {
        // Local fields are described for the reader of firms. A weight of one segment must be balanced by
        // another: the national scorecard's are.
        _ if path[0] == "field" || owner == "weight" => vec![],
        // Points of so many parts are seldom equal; the national scorecard's test has firms that are.
        _ if path[0] == "tie_breaker" => vec![],
        // Tops rank within segments or not at all; `tops_are_counted_where_they_say` tells the two apart.
        _ if path[0] == "top" && owner == "within" => vec![],
        // A scale is the sum of full marks, and what is reserved is nobody's: the checks tell.
        _ if WORDS.contains(&key) || ["scale", "reserved", "decimals"].contains(&key) => vec![],
        Value::String(_) if key == "missing" => vec!["skip".into(), "reject".into()],
        Value::String(_) if key == "combine" => vec!["min".into()],
        Value::String(_) if key == "curve" || key == "basis" => vec![],
        Value::String(_) if key == "direction" => vec!["higher".into()],
        Value::String(_) if key == "ties" => vec!["high".into()],
        Value::String(_) if key == "order" => vec!["ascending".into()],
        Value::String(stratum) if owner == "within" => {
            vec![if stratum == "segment" { "industry" } else { "segment" }.into()]
        }
        Value::String(_) if owner == "treatment" => vec!["ln".into()],
        // A list of no strata is all firms.
        Value::Array(_) => ["segment", "industry"].map(|stratum| vec![Value::from(stratum)].into()).into(),
        Value::Integer(count) if key == "count" => vec![(count - 1).into(), (count + 1).into()],
        Value::String(rule) => rule_changes(rule),
        Value::Boolean(flag) => vec![(!flag).into()],
        // The bound of a tier: half-way to its neighbour.
        Value::Integer(bound) if key == "0" => {
            let number: usize = owner.parse().unwrap();
            let tiers = path[..path.len() - 2].iter().fold(card, |value, step| match value {
                Value::Array(items) => &items[step.parse::<usize>().unwrap()],
                other => &other[step.as_str()],
            });
            let next = tiers.as_array().unwrap().get(number + 1).map(|tier| tier[0].as_integer().unwrap());
            let bound = *bound as f64;
            let near = next.map_or(bound * 0.6 - 0.5, |next| (bound + next as f64) / 2.0);
            let far = if bound == 0.0 { -5.0 } else { bound + (bound - near) / 2.0 };
            [near, far, near * 0.5, bound * 1.2].map(Value::from).into()
        }
        // Points: a little less keeps them in order.
        Value::Integer(points) => {
            [*points as f64 - 0.5, *points as f64 + 0.5, *points as f64 * 1.3].map(Value::from).into()
        }
        Value::Float(number) => [number * 0.8, number * 1.2].map(Value::from).into(),
        other => panic!("{path:?} is a parameter this test does not know: {other}"),
    }
}

/// A rule with one of its numbers or texts changed, or made to hold for nobody, or for those it did not hold
/// for.
fn rule_changes(rule: &str) -> Vec<Value> {
    let parts = regex::Regex::new(r"\b\d+\b|'[^']+'").unwrap();
    let changed = parts.find_iter(rule).flat_map(|part| {
        let (before, after) = (&rule[..part.start()], &rule[part.end()..]);
        let with = |text: String| Value::from(format!("{before}{text}{after}"));
        match part.as_str().parse::<i64>() {
            Ok(number) => vec![with((number * 3 / 2 + 1).to_string()), with((number * 8 + 9).to_string())],
            // A text the field can be; the checks let no other through.
            Err(_) => vec![with("'市级'".to_owned()), with("'no such text'".to_owned())],
        }
    });
    let changed: Vec<Value> = changed.collect();
    changed.into_iter().chain([format!("NULLIF({rule}, {rule})").into()]).collect()
}

/// The card with another value at `path`; the scale follows full marks. `None` if the checks refuse it.
fn changed(card: &Value, path: &Path, value: Value) -> Option<Scorecard> {
    let mut card = card.clone();
    *at(&mut card, path) = value;
    for _ in 0..3 {
        let source = Source::new("card.toml", card.as_table().unwrap().to_string());
        let findings = match Scorecard::load(&source, &Dictionary::built_in(), None) {
            Ok((card, _)) => return Some(card),
            Err(findings) => findings,
        };
        let sum = findings.iter().find_map(|finding| {
            let said = finding.message.to_string();
            let sum = said.strip_prefix("full marks add up to `")?;
            sum.split('`').next()?.parse::<f64>().ok()
        });
        *at(&mut card, &["scale".to_owned()]) = sum?.into();
    }
    None
}

#[test]
fn every_goalpost_of_every_segment_moves_something() {
    let plain = national();
    let from = "curve = { linear = { low = 0, high = 60 } }";
    assert!(plain.contains(from));
    let to = "curve = { linear = { low = { start-up = 0, growth = 1, stable = 2 }, high = { start-up = 60, \
        growth = 50, \
              stable = 40 } } }";
    let card: Value = Value::Table(plain.replacen(from, to, 1).parse().unwrap());
    let rows = rows();
    let plain = given(card.as_table().unwrap(), &rows);
    let mut parameters = Vec::new();
    leaves(&card, &mut Vec::new(), &mut parameters);
    parameters.retain(|(path, _)| path.iter().any(|key| key == "linear") && path.len() > 7);
    assert_eq!(parameters.len(), 6);
    for (path, leaf) in parameters {
        let nudged = nudged(&card, &path, &leaf).remove(0);
        assert!(given(nudged.as_table().unwrap(), &rows) != plain, "{} = {leaf} is dead", path.join("."));
    }
}

#[test]
fn every_parameter_of_the_sibling_scorecards_moves_something() {
    let siblings = SCORECARDS.ids().filter(|id| *id != "mst-2022");
    all_count(siblings.map(|id| SCORECARDS.find(id, jifen::finding::Place::default()).unwrap()));
}

#[test]
fn every_parameter_of_the_scorecards_made_for_teaching_moves_something() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data/scorecards");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 3);
    all_count(files.iter().map(|path| Source::read(path).unwrap()));
}

/// Every parameter of each scorecard, merged with what it extends, moves something.
fn all_count(sources: impl Iterator<Item = Source>) {
    let rows = wide_rows(3000);
    for source in sources {
        let (text, _) = Scorecard::merged(&source, None).unwrap();
        let id = &source.name;
        let card: Value = Value::Table(text.parse().unwrap());
        let whole = load(&text);
        let cohort = firms(&rows, &whole);
        let plain = given_by(&whole, &cohort);
        let mut parameters = Vec::new();
        leaves(&card, &mut Vec::new(), &mut parameters);
        parameters.retain(|(path, leaf)| !changes(&card, path, leaf).is_empty());
        assert!(parameters.len() > 10, "only {} parameters of {id} were tried", parameters.len());
        let moves = |(path, leaf): &(Path, Value)| {
            let changed =
                changes(&card, path, leaf).into_iter().filter_map(|value| changed(&card, path, value));
            changed.into_iter().any(|card| given_by(&card, &cohort) != plain)
        };
        let dead: Vec<String> = parameters
            .par_iter()
            .filter(|parameter| !moves(parameter))
            .map(|(path, leaf)| format!("{} = {leaf}", path.join(".")))
            .collect();
        assert!(dead.is_empty(), "dead parameters of {id}: {dead:#?}");
    }
}
