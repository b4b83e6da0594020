//! Random gates, routes and pass rules.

use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use toml::{Table, Value};

use super::{as_table, table};

/// What is known of a row before there are points.
const OF_A_ROW: [&str; 5] = ["x0 > -1", "x2 > 0.5", "f0", "f1", "stage = 'a'"];

/// Puts gates, and mostly a pass rule and routes, into `card`, whose scale is known.
pub(super) fn put(card: &mut Table, scale: f64, random: &mut ChaCha8Rng) {
    let before: Vec<String> = OF_A_ROW.map(str::to_owned).to_vec();
    let mut after = before.clone();
    after.extend([
        format!("points >= {}", scale * 0.3),
        format!("points >= {}", scale * 0.5),
        "points.n1 >= 0.5".to_owned(),
        // No sum of the weights used here comes near it.
        "coverage >= 0.637".to_owned(),
    ]);
    if card.contains_key("segment") {
        after.push("segment = 's0'".to_owned());
    }
    let mut named = |id: &str, rules: &[String], of: Of| {
        let mut condition = condition(2, rules, of, random);
        condition.insert("id".to_owned(), id.into());
        for key in ["title", "reason"] {
            condition.insert(key.to_owned(), format!("{key} of {id}").into());
        }
        Value::Table(condition)
    };
    let (gates, routes) = (
        [named("g0", &before, Of::Gate), named("g1", &before, Of::Gate)],
        [named("r0", &after, Of::Rest), named("r1", &after, Of::Rest)],
    );
    card.insert("gate".to_owned(), gates[..random.random_range(0..3)].to_vec().into());
    let pass = match random.random_range(0..10) {
        0 => return,
        1..4 => format!("points >= {}", scale * 0.4).into(),
        _ => condition(2, &after, Of::Rest, random).into(),
    };
    card.insert("pass".to_owned(), pass);
    card.insert("route".to_owned(), routes[..random.random_range(0..3)].to_vec().into());
}

/// What a condition is part of.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Gate,
    Rest,
}

/// A rule, or several put together.
fn condition(depth: u32, rules: &[String], of: Of, random: &mut ChaCha8Rng) -> Table {
    let parts = |random: &mut ChaCha8Rng| -> Vec<Value> {
        (0..random.random_range(1..4)).map(|_| condition(depth - 1, rules, of, random).into()).collect()
    };
    let mut condition = match if depth == 0 { 9 } else { random.random_range(0..8) } {
        0 => table(&[("all_of", parts(random).into())]),
        1 => table(&[("any_of", parts(random).into())]),
        2 => {
            let parts = parts(random);
            let count = random.random_range(1..=parts.len()) as i64;
            table(&[("at_least", table(&[("count", count.into()), ("of", parts.into())]))])
        }
        _ => {
            let when = rules.choose(random).unwrap().as_str().into();
            table(&[("when", when)])
        }
    };
    // Only gates hold firms, and only they and rules can be not known.
    let words: &[Option<&str>] = match (of, condition.get("when")) {
        (Of::Gate, _) => &[None, None, Some("hold"), Some("pass"), Some("fail")],
        (Of::Rest, Some(_)) => &[None, Some("pass"), Some("fail")],
        (Of::Rest, None) => &[None],
    };
    if let Some(word) = words.choose(random).unwrap() {
        condition.as_table_mut().unwrap().insert("unknown".to_owned(), (*word).into());
    }
    for key in ["title", "reason"] {
        if random.random_bool(0.3) {
            let words = format!("{key} {}", random.random_range(0..1000));
            condition.as_table_mut().unwrap().insert(key.to_owned(), words.into());
        }
    }
    as_table(condition)
}
