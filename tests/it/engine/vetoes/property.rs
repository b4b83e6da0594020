//! No firm whose veto is not known is on a list, unless that is accepted: for any gates and any cohort, by
//! the word of the naive scorer.

use std::collections::BTreeSet;

use proptest::prelude::*;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use toml::{Table, Value};

use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::referral::{Institutions, refer};
use jifen::scorecard::Scorecard;
use jifen::scoring::{Results, score};

use crate::support::cohort::{Row, firms};
use crate::support::naive::{self, Meaning};
use crate::support::random_card;

/// A random scorecard with gates and nothing else that decides who qualifies.
fn card(random: &mut ChaCha8Rng) -> Table {
    loop {
        let mut card = random_card::card(random);
        if card["gate"].as_array().is_some_and(|gates| !gates.is_empty()) {
            for key in ["pass", "route", "segment", "minimum_coverage"] {
                card.remove(key);
            }
            // Weights by segment have no meaning without segments.
            if Scorecard::load(&Source::new("r.toml", card.to_string()), &Dictionary::built_in(), None)
                .is_ok()
            {
                return card;
            }
        }
    }
}

/// Takes out what gates say themselves of what is not known.
fn silence(value: &mut Value) {
    match value {
        Value::Table(table) => {
            table.remove("unknown");
            table.iter_mut().for_each(|(_, value)| silence(value));
        }
        Value::Array(values) => values.iter_mut().for_each(silence),
        _ => {}
    }
}

/// The ids on the list of a bank that asks for nothing, under a campaign that accepts `accepted`.
fn listed(card: &Table, rows: &[Row], accepted: &[&str]) -> BTreeSet<String> {
    let source = Source::new("r.toml", card.to_string());
    let (mut scorecard, _) = Scorecard::load(&source, &Dictionary::built_in(), None).expect("it is sound");
    let dictionary = scorecard.dictionary(&Dictionary::built_in());
    let bank = Source::new("i.toml", "[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    let scope = scorecard.result_scope(&dictionary);
    let (institutions, _) = Institutions::load(&bank, &scope, &dictionary, false).expect("it is sound");
    let fields = accepted.iter().map(|name| dictionary.position(name).expect("a field")).collect();
    scorecard.accept_unknown(&fields, &dictionary);
    let firms = firms(rows, dictionary);
    let as_of = random_card::AS_OF;
    let scores = score(&firms, &scorecard, as_of, false, &Silent);
    let results = Results::new(&firms, &[(&scorecard, &scores)], as_of, institutions.slots());
    let referrals = refer(&firms, &scores, &institutions, &results.frame(&firms));
    let ids = firms.ids();
    referrals.lists[0].firms.iter().map(|&firm| ids.get_or_empty(firm as usize).to_owned()).collect()
}

/// Who qualifies, by the naive scorer, where rules over `accepted` hold that are not known.
fn expected(card: &Table, rows: &[Row], accepted: &[&str]) -> BTreeSet<String> {
    let holds = |row: &Row, rule: &str| {
        let field = rule.split(' ').next().expect("a name");
        random_card::holds(row, rule).or(accepted.contains(&field).then_some(true))
    };
    let meaning = Meaning {
        exact: &random_card::exact,
        holds: &holds,
        text: &random_card::text,
        field: &random_card::field,
    };
    let (verdicts, _) = naive::score(card, rows, &meaning);
    let qualified = rows.iter().zip(verdicts).filter(|(_, verdict)| verdict.qualified);
    qualified.map(|(row, _)| row.id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_firm_whose_veto_is_not_known_is_on_a_list(seed: u64, len in 1..40usize) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let card = card(&mut random);
        let rows = random_card::rows(len, &mut random).into_iter().map(|row| row.flag("consent", true));
        let rows: Vec<Row> = rows.collect();
        prop_assert_eq!(listed(&card, &rows, &[]), expected(&card, &rows, &[]));
    }

    #[test]
    fn unless_it_is_accepted(seed: u64, len in 1..40usize, which in 0..4usize) {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut card = card(&mut random);
        silence(&mut card["gate"]);
        let rows = random_card::rows(len, &mut random).into_iter().map(|row| row.flag("consent", true));
        let rows: Vec<Row> = rows.collect();
        let accepted = [&["f0"][..], &["f1", "x0"], &["stage"], &["f0", "f1", "x0", "x2", "stage"]][which];
        let (without, with) = (listed(&card, &rows, &[]), listed(&card, &rows, accepted));
        prop_assert_eq!(&without, &expected(&card, &rows, &[]));
        prop_assert_eq!(&with, &expected(&card, &rows, accepted));
        prop_assert!(without.is_subset(&with));
    }
}

/// The cohorts of the properties do have firms that are held, and some that are let through.
#[test]
fn random_cohorts_hold_and_let_through() {
    let (mut held, mut let_through) = (0, 0);
    for seed in 0..60 {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut card = card(&mut random);
        silence(&mut card["gate"]);
        let rows = random_card::rows(30, &mut random).into_iter().map(|row| row.flag("consent", true));
        let rows: Vec<Row> = rows.collect();
        let all = ["f0", "f1", "x0", "x2", "stage"];
        held += rows.len() - listed(&card, &rows, &[]).len();
        let_through += listed(&card, &rows, &all).len() - listed(&card, &rows, &[]).len();
    }
    assert!(held > 300 && let_through > 100, "{held} off the lists, {let_through} let through");
}
