//! Lists filled again for other weights: the same firms as scoring and referring anew, list by list.
//! Broadcast lists are filled by points; lists with quotas, amounts or matching are referred in full.

use std::collections::BTreeSet;
use std::fmt::Write;

use jifen::expr::Expr;
use jifen::firms::{Dictionary, Firms};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::referral::{Draw, Institutions, Lists, Matching, Referrals, Refilled, Refiller, refer};
use jifen::scorecard::{Scorecard, run_scope};
use jifen::scoring::{Results, Reweigher, Scores, rescore, score};
use rand::RngExt;
use rand::seq::{IndexedRandom, SliceRandom};
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

/// Values that quotas divide firms by.
const DIVISIONS: [&str; 3] = ["stage", "f0", "CASE WHEN x0 > 0 THEN 'above' WHEN x2 < 0 THEN 'below' END"];
/// Institutions that a firm names in its own order; some name none.
const PREFERRED: &str =
    "CASE WHEN x0 > 0.5 THEN 'bank-1;bank-0' WHEN f1 THEN 'bank-2' WHEN x2 < 0 THEN 'bank-0;bank-3' END";

/// Quotas or an amount of an institution with this capacity, if any.
fn limits(capacity: Option<u32>, random: &mut ChaCha8Rng) -> String {
    match random.random_range(0..4) {
        0 => format!("amount = {{ of = \"abs(x1) + 1\", at_most = {} }}\n", random.random_range(1..12)),
        1 | 2 => {
            let at_most = random.random_range(1..5);
            let by = DIVISIONS.choose(random).unwrap();
            let mut text = format!("[institution.quota]\nby = \"{by}\"\nat_most = {at_most}\n");
            if capacity.is_some_and(|firms| firms >= at_most) {
                let group = ["a", "true", "above"].choose(random).unwrap();
                let floor = random.random_range(1..=at_most);
                let _ = writeln!(text, "group = [{{ is = \"{group}\", at_least = {floor} }}]");
            }
            text
        }
        _ => String::new(),
    }
}

/// A matching of every firm with a few of these institutions.
fn matching(institutions: &Institutions, random: &mut ChaCha8Rng) -> Matching {
    let mut order: Vec<usize> = (0..institutions.all.len()).collect();
    order.shuffle(random);
    let preferred = random.random_bool(0.8).then(|| Expr::compile(PREFERRED, &institutions.scope).unwrap());
    let only_preferred = preferred.is_some() && random.random_bool(0.3);
    Matching { at_most: random.random_range(1..4), order, only_preferred, preferred }
}

/// An institutions file; `beyond` lets some rules and orders depend on more than the firm or points,
/// `limited` gives some lists quotas or an amount.
fn institutions(scale: f64, beyond: bool, limited: bool, random: &mut ChaCha8Rng) -> String {
    let on_points = on_points(scale);
    let mut text = String::new();
    let many = if random.random_bool(0.05) { 66 } else { random.random_range(1..7) };
    for at in 0..many {
        let _ = writeln!(text, "[[institution]]\nid = \"bank-{at}\"\nname = \"Bank\"\nkind = \"bank\"");
        let capacity = random.random_bool(0.8).then(|| random.random_range(1..12));
        if let Some(capacity) = capacity {
            let _ = writeln!(text, "capacity = {capacity}");
        }
        if random.random_bool(0.4) {
            let by =
                if beyond && random.random_bool(0.2) { "points.n1" } else { ORDERS.choose(random).unwrap() };
            let direction = ["ascending", "descending"].choose(random).unwrap();
            let _ = writeln!(text, "order = {{ by = \"{by}\", direction = \"{direction}\" }}");
        }
        if limited {
            text.push_str(&limits(capacity, random));
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
    fn new(round: usize, limited: bool, random: &mut ChaCha8Rng) -> Case {
        let mut table = random_card::card(random);
        if !round.is_multiple_of(4) {
            straighten(&mut table);
        }
        let mut other = random_card::card(random);
        other.insert("id".to_owned(), "other".into());
        let scale = table["scale"].as_float().unwrap();
        let file = institutions(scale, round.is_multiple_of(3), limited, random);
        let text = format!("{table}\n# beside it\n{other}\n# institutions\n{file}");
        let (card, further) = (load(&table.to_string()), vec![load(&other.to_string())]);
        let consents = [Some(true), Some(true), Some(true), Some(true), Some(false), None];
        let rows = random_card::rows(2 + round % 90, random).into_iter();
        let rows: Vec<_> = rows.map(|row| row.flag("consent", *consents.choose(random).unwrap())).collect();
        let dictionary = card.dictionary(&Dictionary::built_in());
        let scope = run_scope(&card, &further, &dictionary);
        let source = Source::new("institutions.toml", file);
        let (mut institutions, _) = Institutions::load(&source, &scope, &dictionary, false)
            .unwrap_or_else(|findings| panic!("{findings:?}\n{text}"));
        if limited && random.random_bool(0.6) {
            institutions.matching = Some(matching(&institutions, random));
        }
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

/// What cases have come to.
#[derive(Default)]
struct Tally {
    by_points: usize,
    in_full: usize,
    /// Draws of weights that change a list.
    moved: usize,
    /// Places on all lists.
    on_lists: usize,
}

/// Fills a case's lists again for draws of weights, and compares each with referring anew.
fn fill_again(case: &Case, refilled: &mut Refilled, tally: &mut Tally, random: &mut ChaCha8Rng) {
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
    *(if refiller.refers_in_full() { &mut tally.in_full } else { &mut tally.by_points }) += 1;

    for draw in 0..6 {
        let weights = drawn(card, random);
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
        refiller.refill(&draw, refilled);
        let again = relisted(refilled, refiller.candidates(), ranked, case.institutions.all.len());
        let other = card.reweighed(&weights);
        let (_, anew) = case.refer(&other, &rescore(firms, &other, &scores, AS_OF), &further);
        let expected = listed(&anew);
        assert_eq!(again, expected, "weights {weights:?} of\n{}", case.text);
        tally.moved += usize::from(expected != listed(&referrals));
        tally.on_lists += expected.iter().map(BTreeSet::len).sum::<usize>();
    }
}

#[test]
fn lists_filled_again_are_those_of_referring_anew() {
    let mut random = generator(20_260_301);
    let mut tally = Tally::default();
    // One for all cohorts: what a draw leaves behind does not reach the next.
    let mut refilled = Refilled::default();
    for round in 0..160 {
        let case = Case::new(round, false, &mut random);
        fill_again(&case, &mut refilled, &mut tally, &mut random);
    }
    let Tally { by_points, in_full, moved, on_lists } = tally;
    assert!(by_points > 60 && in_full > 40, "{by_points} by points, {in_full} in full");
    assert!(moved > 250 && on_lists > 5_000, "{moved} draws move a list, {on_lists} places on lists");
}

#[test]
fn so_are_lists_with_quotas_amounts_and_matching() {
    let mut random = generator(20_260_402);
    let (mut limited, mut other) = (Tally::default(), Tally::default());
    let mut refilled = Refilled::default();
    let mut apart = 0;
    for round in 0..120 {
        let mut case = Case::new(round, true, &mut random);
        let tally = if case.institutions.is_limited() { &mut limited } else { &mut other };
        fill_again(&case, &mut refilled, tally, &mut random);
        if case.institutions.is_limited() {
            let scores = score(&case.firms, &case.card, AS_OF, true, &Silent);
            let of_further: Vec<Scores> =
                case.further.iter().map(|card| score(&case.firms, card, AS_OF, false, &Silent)).collect();
            let further: Vec<(&Scorecard, &Scores)> = case.further.iter().zip(&of_further).collect();
            let (_, with) = case.refer(&case.card, &scores, &further);
            case.institutions.matching = None;
            case.institutions.all.iter_mut().for_each(|one| (one.amount, one.quota) = (None, None));
            let (_, without) = case.refer(&case.card, &scores, &further);
            apart += usize::from(listed(&with) != listed(&without));
        }
    }
    assert_eq!(limited.by_points, 0, "limits are beyond lists by points");
    let Tally { in_full, moved, on_lists, .. } = limited;
    assert!(in_full > 80 && apart > 50, "{in_full} cases with limits, {apart} of which change a list");
    assert!(moved > 150 && on_lists > 2_000, "{moved} draws move a list, {on_lists} places on lists");
}
