//! `jifen audit` on cohorts of which it is known what is wrong with their weights, and on such as nothing is
//! wrong with.

use jifen::finding::Severity::{Note, Warning};
use jifen::studies::audit::{Importance, Remark, Report};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::studies::remarks::{Given, Values, audited};

/// Advice on weight, in whatever remark.
const OF_WEIGHT: [&str; 2] = ["lower its weight", "raise its weight"];

fn uniform(random: &mut ChaCha8Rng, firms: usize) -> Vec<f64> {
    (0..firms).map(|_| random.random_range(-1.0..1.0)).collect()
}

fn normal(random: &mut ChaCha8Rng, firms: usize) -> Vec<f64> {
    (0..firms).map(|_| StandardNormal.sample(random)).collect()
}

/// A sum of columns, each so many times.
fn sum(parts: &[(f64, &[f64])]) -> Vec<f64> {
    (0..parts[0].1.len()).map(|firm| parts.iter().map(|(times, column)| times * column[firm]).sum()).collect()
}

/// Values whose marks have this standard deviation, in units of a tenth of the scale, round the middle.
fn spread(column: &[f64], deviation: f64) -> Values {
    let mean = column.iter().sum::<f64>() / column.len() as f64;
    let variance = column.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / column.len() as f64;
    let value = |x: &f64| Some((500.0 + 100.0 * deviation * (x - mean) / variance.sqrt()).clamp(0.0, 1000.0));
    column.iter().map(value).collect()
}

fn even(column: &[f64]) -> Values {
    spread(column, 1.0)
}

fn importance<'a>(report: &'a Report, id: &str) -> &'a Importance {
    let found = report.parts[0].indicators.iter().find(|one| one.id == id);
    &found.expect("it is an indicator").importance
}

/// The remarks on this one alone.
fn on<'a>(report: &'a Report, id: &str) -> Vec<&'a Remark> {
    report.remarks.iter().filter(|one| one.subjects == [id]).collect()
}

fn keys<'a>(remarks: &[&'a Remark]) -> Vec<&'a str> {
    remarks.iter().map(|one| one.key).collect()
}

fn no_weight(report: &Report, id: &str) {
    for one in on(report, id) {
        assert!(!OF_WEIGHT.iter().any(|advice| one.help.to_string().contains(advice)), "{one:#?}");
        assert!(!["decides-alone", "matters-less", "matters-more"].contains(&one.key), "{one:#?}");
    }
}

/// Both parts are `S`, of indicators and groups.
fn adds_up(report: &Report) {
    let part = &report.parts[0];
    let all = part.indicators.iter().map(|one| &one.importance);
    for one in all.chain(part.groups.iter().map(|one| &one.importance)) {
        let parts = one.uncorrelated.zip(one.correlated).map(|(own, correlated)| own + correlated);
        assert!((parts.unwrap_or(f64::NAN) - one.ratio.unwrap_or(0.0)).abs() < 1e-12, "{one:#?}");
        assert!(one.uncorrelated.is_some_and(|own| own >= 0.0), "{one:#?}");
    }
}

/// Weight 1 %, and a correlation of 0.97 with the two that rule, together or each: what is wrong is that it
/// says nothing new, not what it weighs.
#[test]
fn what_is_redundant_is_not_told_to_lose_weight() {
    let mut random = ChaCha8Rng::seed_from_u64(20251231);
    let [a, b, e] = [(); 3].map(|()| normal(&mut random, 400));
    let third = sum(&[(0.686, &a), (0.686, &b), (0.243, &e)]);
    let given = |a: &[f64], b: &[f64], x: &[f64]| -> [Given; 3] {
        [("one", 50.0, even(a)), ("one", 49.0, even(b)), ("two", 1.0, even(x))]
    };
    let report = audited(&given(&a, &b, &third), "");
    adds_up(&report);
    let x = importance(&report, "x2");
    assert!(x.correlation.is_some_and(|r| r > 0.95), "{x:#?}");
    assert!(x.ratio.is_some_and(|ratio| ratio > 0.9) && x.uncorrelated.is_some_and(|own| own < 0.001));
    assert!(x.explained_by_others.is_some_and(|explained| explained > 0.92) && x.is_redundant);
    no_weight(&report, "x2");
    assert!(keys(&on(&report, "x2")).contains(&"redundant"), "{:#?}", report.remarks);
    // Without it the two have everything of their own.
    for id in ["x0", "x1"] {
        assert!(!importance(&report, id).is_redundant, "{:#?}", report.remarks);
    }

    // The two go together as well, so that it correlates so much with each.
    let common = normal(&mut random, 400);
    let [a, b] = [&a, &b].map(|own| sum(&[(0.97, &common), (0.243, own)]));
    let report = audited(&given(&a, &b, &common), "");
    adds_up(&report);
    assert!(report.parts[0].correlations[2][..2].iter().all(|r| r.is_some_and(|r| r > 0.96)));
    for id in ["x0", "x1", "x2"] {
        no_weight(&report, id);
    }
    assert!(keys(&on(&report, "x2")).contains(&"redundant"), "{:#?}", report.remarks);
    assert!(report.remarks.iter().any(|one| one.key == "say-the-same" && one.subjects == ["x0", "x2"]));
}

/// Importance goes by the square of the weight, and that is no fault of it.
#[test]
fn independent_weights_are_what_they_say() {
    for (seed, weights) in
        [[60.0, 30.0, 10.0].as_slice(), &[90.0, 10.0], &[50.0, 30.0, 12.0, 5.0, 3.0], &[25.0; 4]]
            .into_iter()
            .enumerate()
    {
        for firms in [60, 400] {
            let mut random = ChaCha8Rng::seed_from_u64(seed as u64);
            let given: Vec<Given> = weights
                .iter()
                .zip(["one", "one", "two", "two", "three"])
                .map(|(weight, group)| (group, *weight, even(&uniform(&mut random, firms))))
                .collect();
            let report = audited(&given, "");
            adds_up(&report);
            let of_weight = ["matters-less", "matters-more", "redundant"];
            let drawn = report.remarks.iter().filter(|one| of_weight.contains(&one.key));
            assert_eq!(drawn.count(), 0, "{weights:?} of {firms}: {:#?}", report.remarks);
            // The first has nearly all of its S of its own, and decides alone where it weighs so much.
            let first = importance(&report, "x0");
            assert!(first.is_own() || firms == 60, "{first:#?}");
            let alone = report.remarks.iter().any(|one| one.key == "decides-alone");
            assert_eq!(alone, first.correlation.is_some_and(|r| r > 0.92), "{first:#?}");
        }
    }
}

/// Ten indicators of a group, all independent, have less importance together than one of the same weight.
#[test]
fn groups_are_set_against_independent_indicators_too() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut given: Vec<Given> = vec![("one", 50.0, even(&uniform(&mut random, 500)))];
    given.extend((0..10).map(|_| ("two", 5.0, even(&uniform(&mut random, 500)))));
    let report = audited(&given, "");
    let two = &report.parts[0].groups[1].importance;
    assert!(two.share.is_some_and(|share| share < 0.15), "{two:#?}");
    assert!(two.over_expected.is_some_and(|ratio| (ratio - 1.0).abs() < 0.2), "{two:#?}");
    let drawn: Vec<&Remark> = report.remarks.iter().filter(|one| one.key.starts_with("matters")).collect();
    assert!(drawn.is_empty(), "{drawn:#?}");
}

#[test]
fn weights_that_are_not_what_they_say_are_remarked() {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let [a, b, c, d] = [(); 4].map(|()| normal(&mut random, 400));
    let weighed = |values: [Values; 3]| -> Vec<Given> {
        values.into_iter().zip([60.0, 30.0, 10.0]).map(|(values, weight)| ("one", weight, values)).collect()
    };
    let severities = |report: &Report, id: &str, key: &str| -> Vec<_> {
        on(report, id).iter().filter(|one| one.key == key).map(|one| one.severity).collect()
    };
    // A curve that gives most firms nearly the same.
    let report = audited(&weighed([even(&a), spread(&b, 0.2), even(&c)]), "");
    assert_eq!(severities(&report, "x1", "matters-less"), [Warning], "{:#?}", report.remarks);
    assert!(importance(&report, "x1").spread.is_some_and(|spread| spread < 0.1));
    // One that spreads them three times as wide.
    let report = audited(&weighed([even(&a), even(&b), spread(&c, 3.0)]), "");
    assert_eq!(severities(&report, "x2", "matters-more"), [Warning], "{:#?}", report.remarks);
    assert!(importance(&report, "x2").is_own());
    // One that goes with both others: it matters more, and its weight is not why.
    let mixed = sum(&[(0.6, &a), (0.4, &b), (0.7, &d)]);
    let report = audited(&weighed([even(&a), even(&b), even(&mixed)]), "");
    adds_up(&report);
    let own = importance(&report, "x2");
    assert!(own.uncorrelated < own.correlated && !own.is_redundant, "{own:#?}");
    assert_eq!(severities(&report, "x2", "matters-more"), [Note], "{:#?}", report.remarks);
    assert!(
        on(&report, "x2")
            .iter()
            .all(|one| OF_WEIGHT.iter().all(|advice| !one.help.to_string().contains(advice)))
    );
    // One that decides alone, though the others go with it somewhat.
    let [b, c] = [&b, &c].map(|own| sum(&[(0.4, &a), (0.9, own)]));
    let given: Vec<Given> = [(80.0, &a), (10.0, &b), (10.0, &c)].map(|(w, x)| ("one", w, even(x))).into();
    let report = audited(&given, "");
    assert_eq!(severities(&report, "x0", "decides-alone"), [Warning], "{:#?}", report.remarks);
}

/// Where few indicators have what a column has, the rest of its curve is not its own.
#[test]
fn a_curve_through_what_is_left_of_a_rare_indicator_is_not_its_own() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let a = normal(&mut random, 1000);
    // One firm in ten has marks, those with much of `a` rather.
    let rare: Vec<f64> = a.iter().map(|a| f64::from(a + random.random_range(-1.0..1.0) > 1.6)).collect();
    let report = audited(&[("one", 90.0, even(&a)), ("two", 10.0, even(&rare))], "");
    adds_up(&report);
    let own = importance(&report, "x1");
    assert!(own.ratio.is_some_and(|ratio| ratio > 0.3), "{own:#?}");
    assert!(own.uncorrelated.is_some_and(|own| own < 0.05), "{own:#?}");
    assert!(
        on(&report, "x1")
            .iter()
            .all(|one| OF_WEIGHT.iter().all(|advice| !one.help.to_string().contains(advice)))
    );
}

/// Of pure noise nothing is said about what goes with what, nor of weights, in 95 % of the cohorts.
#[test]
fn chance_alone_draws_no_remark() {
    let cohorts = 20;
    let about = ["say-the-same", "oppose", "other-group", "against-points", "redundant", "matters-less"];
    let mut drawn = Vec::new();
    let mut uncorrected = 0;
    for seed in 0..cohorts {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let given: Vec<Given> =
            (0..20).map(|at| (["a", "b", "c", "d"][at / 5], 5.0, even(&uniform(&mut random, 40)))).collect();
        let report = audited(&given, "");
        let is_about = |one: &&Remark| about.contains(&one.key) || one.key == "matters-more";
        drawn.extend(report.remarks.iter().find(is_about).cloned());
        let part = &report.parts[0];
        let chances = part.chances.iter().flatten().flatten();
        uncorrected += usize::from(chances.clone().any(|chance| chance.p < 0.05));
        assert!(chances.clone().all(|chance| chance.p <= chance.adjusted));
    }
    // One by one the tests of 190 pairs find something in each of them.
    assert_eq!(uncorrected, cohorts as usize);
    assert!(drawn.len() <= cohorts as usize / 20, "{}: {drawn:#?}", drawn.len());
}
