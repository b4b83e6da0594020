//! Lists filled again for other weights: the same firms as scoring and referring anew, list by list.

use std::collections::BTreeSet;
use std::fmt::Write;

use jifen::firms::{Dictionary, Firms};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::referral::{Draw, Institutions, Lists, Referrals, Refilled, Refiller, refer};
use jifen::scorecard::{Scorecard, run_scope};
use jifen::scoring::{Results, Reweigher, Scores, rescore, score};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::engine::reweigh::{drawn, straighten};
use crate::engine::scoring::{firms, load};
use crate::support::random_card::{self, AS_OF, generator};

/// Rules that depend on the firm alone; `other` is a further scorecard.
const ON_FIRMS: [&str; 9] = [
    "x0 > -1",
    "x2 IS NOT NULL",
    "f0",
    "stage <> 'a'",
    "both < 4 OR f1",
    "coverage >= 0.637",
    "other.points > 1",
    "other.rank <= 12",
    "other.qualified",
];
/// Orders that do; most leave ties, and values that are not known.
const ORDERS: [&str; 8] =
    ["x0", "round(x3)", "f0", "stage", "founded", "coverage", "other.points", "coalesce(x1, x2)"];
/// Rules that depend on more than the firm or more than points.
const ON_RESULTS: [&str; 6] =
    ["rank <= 9", "points > 1 AND f0", "points.n1 >= 0.5", "qualified", "percentile > 30", "top IS NULL"];

/// Rules that depend on points alone.
fn on_points(scale: f64) -> [String; 5] {
    [
        format!("points >= {}", scale * 0.3),
        format!("points < {}", scale * 0.6),
        "grade = 'A'".to_owned(),
        "grade IS NULL OR points > 1".to_owned(),
        "grade <> 'B'".to_owned(),
    ]
}

/// An institutions file; `beyond` lets some rules and orders depend on more than the firm or points.
fn institutions(scale: f64, beyond: bool, random: &mut ChaCha8Rng) -> String {
    let on_points = on_points(scale);
    let mut text = String::new();
    let many = if random.random_bool(0.05) { 66 } else { random.random_range(1..7) };
    for at in 0..many {
        let _ = writeln!(text, "[[institution]]\nid = \"bank-{at}\"\nname = \"Bank\"\nkind = \"bank\"");
        if random.random_bool(0.8) {
            let _ = writeln!(text, "capacity = {}", random.random_range(1..12));
        }
        if random.random_bool(0.4) {
            let by =
                if beyond && random.random_bool(0.2) { "points.n1" } else { ORDERS.choose(random).unwrap() };
            let direction = ["ascending", "descending"].choose(random).unwrap();
            let _ = writeln!(text, "order = {{ by = \"{by}\", direction = \"{direction}\" }}");
        }
        for _ in 0..random.random_range(0..4) {
            let when = match random.random_range(0..9) {
                0 if beyond => ON_RESULTS.choose(random).unwrap(),
                0..4 => on_points.choose(random).unwrap().as_str(),
                _ => ON_FIRMS.choose(random).unwrap(),
            };
            let _ = writeln!(text, "[[institution.rule]]\nwhen = \"{when}\"\nreason = \"it is not so\"");
        }
    }
    text
}

/// The firms on each list.
fn listed(referrals: &Referrals) -> Vec<BTreeSet<u32>> {
    referrals.lists.iter().map(|list| list.firms.iter().copied().collect()).collect()
}

/// The same of lists filled again, for candidates among these firms.
fn relisted(
    refilled: &Refilled,
    candidates: &[u32],
    firms: &[u32],
    institutions: usize,
) -> Vec<BTreeSet<u32>> {
    let mut lists = vec![BTreeSet::new(); institutions];
    for (candidate, words) in refilled.listed() {
        let firm = firms[candidates[candidate as usize] as usize];
        for at in Refilled::institutions(words) {
            assert!(lists[at].insert(firm), "firm {firm} is on list {at} twice");
        }
    }
    lists
}

/// A random cohort under random scorecards, with an institutions file.
struct Case {
    text: String,
    card: Scorecard,
    further: Vec<Scorecard>,
    firms: Firms,
    institutions: Institutions,
}

impl Case {
    fn new(round: usize, random: &mut ChaCha8Rng) -> Case {
        let mut table = random_card::card(random);
        if !round.is_multiple_of(4) {
            straighten(&mut table);
        }
        let mut other = random_card::card(random);
        other.insert("id".to_owned(), "other".into());
        let file = institutions(table["scale"].as_float().unwrap(), round.is_multiple_of(3), random);
        let text = format!("{table}\n# beside it\n{other}\n# institutions\n{file}");
        let (card, further) = (load(&table.to_string()), vec![load(&other.to_string())]);
        let consents = [Some(true), Some(true), Some(true), Some(true), Some(false), None];
        let rows = random_card::rows(2 + round % 90, random).into_iter();
        let rows: Vec<_> = rows.map(|row| row.flag("consent", *consents.choose(random).unwrap())).collect();
        let dictionary = card.dictionary(&Dictionary::built_in());
        let scope = run_scope(&card, &further, &dictionary);
        let source = Source::new("institutions.toml", file);
        let (institutions, _) = Institutions::load(&source, &scope, &dictionary, false)
            .unwrap_or_else(|findings| panic!("{findings:?}\n{text}"));
        let firms = firms(&rows, &card);
        Case { text, card, further, firms, institutions }
    }

    /// What refers the cohort by `scores` of `card`, with what stands beside it.
    fn refer(
        &self,
        card: &Scorecard,
        scores: &Scores,
        further: &[(&Scorecard, &Scores)],
    ) -> (Results, Referrals) {
        let marks = [&[(card, scores)], further].concat();
        let results = Results::new(&self.firms, &marks, AS_OF, self.institutions.slots());
        let referrals = refer(&self.firms, scores, &self.institutions, &results.frame(&self.firms));
        (results, referrals)
    }
}

#[test]
fn lists_filled_again_are_those_of_referring_anew() {
    let mut random = generator(20_260_301);
    let (mut by_points, mut in_full, mut moved, mut on_lists) = (0, 0, 0, 0);
    // One for all cohorts: what a draw leaves behind does not reach the next.
    let mut refilled = Refilled::default();
    for round in 0..160 {
        let case = Case::new(round, &mut random);
        let (card, firms) = (&case.card, &case.firms);
        let scores = score(firms, card, AS_OF, true, &Silent);
        let of_further: Vec<Scores> =
            case.further.iter().map(|card| score(firms, card, AS_OF, false, &Silent)).collect();
        let further: Vec<(&Scorecard, &Scores)> = case.further.iter().zip(&of_further).collect();
        let (results, referrals) = case.refer(card, &scores, &further);
        let frame = results.frame(firms);
        let lists = Lists { institutions: &case.institutions, referrals: &referrals, frame: &frame };
        let mut order = scores.order.clone();
        let reweigher = Reweigher::new(card, &scores, &order);
        let ranked = reweigher.firms();
        let refiller = Refiller::new(firms, &scores, &further, AS_OF, lists, &reweigher);
        // Its firms may stand elsewhere than the refiller's.
        order.reverse();
        let turned = Reweigher::new(card, &scores, &order);
        let place = |firm: &u32| turned.firms().iter().position(|other| other == firm).unwrap() as u32;
        let places: Vec<u32> = ranked.iter().map(place).collect();
        *(if refiller.refers_in_full() { &mut in_full } else { &mut by_points }) += 1;

        for draw in 0..6 {
            let weights = drawn(card, &mut random);
            let mut keys = [vec![0; ranked.len()]];
            reweigher.keys(std::slice::from_ref(&weights), &mut keys);
            let is_turned = draw % 2 == 1;
            let draw = Draw {
                reweigher: if is_turned { &turned } else { &reweigher },
                weights: &weights,
                units: &keys[0],
                places: is_turned.then_some(&places),
                scores: Some(&scores),
            };
            refiller.refill(&draw, &mut refilled);
            let again = relisted(&refilled, refiller.candidates(), ranked, case.institutions.all.len());
            let other = card.reweighed(&weights);
            let (_, anew) = case.refer(&other, &rescore(firms, &other, &scores, AS_OF), &further);
            let expected = listed(&anew);
            assert_eq!(again, expected, "round {round}, weights {weights:?} of\n{}", case.text);
            moved += usize::from(expected != listed(&referrals));
            on_lists += expected.iter().map(BTreeSet::len).sum::<usize>();
        }
    }
    assert!(by_points > 60 && in_full > 40, "{by_points} by points, {in_full} in full");
    assert!(moved > 250 && on_lists > 5_000, "{moved} draws move a list, {on_lists} places on lists");
}
