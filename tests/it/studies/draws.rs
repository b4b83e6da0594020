//! What `jifen sensitivity` draws: the distribution, what is kept, and what a draw is told by.

use std::collections::BTreeMap;

use jifen::campaign;
use jifen::progress::Silent;
use jifen::scorecard::Scorecard;
use jifen::scoring::Weights;
use jifen::studies::sensitivity::{Choices, CurveKind, Draw, Options, Spread, Vary};
use statrs::distribution::{Beta, ContinuousCDF};
use statrs::statistics::Distribution;

use crate::studies::sensitivity::{INSTITUTIONS, folder, load, options, study};

fn sums(card: &Scorecard, weights: &Weights, segment: usize) -> (f64, BTreeMap<String, f64>) {
    let mut of_groups = BTreeMap::new();
    for group in &card.groups[1..] {
        let own = group.members.iter().map(|member| match member {
            jifen::scorecard::Node::Indicator(at) => weights[*at][segment],
            jifen::scorecard::Node::Group(_) => 0.0,
        });
        of_groups.insert(group.id.clone(), own.sum());
    }
    (of_groups.values().sum(), of_groups)
}

#[test]
fn weights_keep_what_is_not_drawn() {
    let folder = folder(20, INSTITUTIONS);
    let campaign = load(&folder);
    let card = &campaign.scorecard;
    let today: Weights = card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
    for (vary, keeps_groups, keeps_within) in [
        (Vary::All, false, false),
        (Vary::Within, true, false),
        (Vary::Between, false, true),
        (Vary::Nested, false, false),
    ] {
        let found = study(&campaign, &Options { vary, spread: Spread::Share(0.5), ..options(50) });
        for drawn in &found.drawn {
            for segment in 0..card.segments.len() {
                let (whole, groups) = sums(card, &drawn.weights, segment);
                let (_, before) = sums(card, &today, segment);
                assert!((whole - card.scale).abs() < 1e-9, "{whole}");
                let same = groups.values().zip(before.values()).all(|(a, b)| (a - b).abs() < 1e-9);
                assert_eq!(same, keeps_groups, "{vary:?}");
                // Proportions of the first group's indicators.
                let first: Vec<f64> =
                    (0..4).map(|at| drawn.weights[at][segment] / today[at][segment]).collect();
                let level = first.iter().all(|ratio| (ratio - first[0]).abs() < 1e-9);
                assert_eq!(level, keeps_within, "{vary:?}: {first:?}");
            }
        }
    }
}

#[test]
fn dirichlet_draws_are_beta_one_by_one() {
    let folder = folder(5, INSTITUTIONS);
    let campaign = load(&folder);
    let card = &campaign.scorecard;
    let (draws, concentration) = (4000, 80.0);
    let found = study(&campaign, &Options { spread: Spread::Concentration(concentration), ..options(draws) });
    for (at, indicator) in card.indicators.iter().enumerate() {
        for segment in 0..card.segments.len() {
            let mean = indicator.weight[segment] / card.scale;
            if mean == 0.0 {
                continue;
            }
            let beta = Beta::new(concentration * mean, concentration * (1.0 - mean)).expect("shapes above 0");
            let mut shares: Vec<f64> =
                found.drawn.iter().map(|drawn| drawn.weights[at][segment] / card.scale).collect();
            let n = shares.len() as f64;
            let average = shares.iter().sum::<f64>() / n;
            let variance = shares.iter().map(|x| (x - average).powi(2)).sum::<f64>() / (n - 1.0);
            let sd = beta.variance().expect("it has one").sqrt();
            assert!((average - mean).abs() < 5.0 * sd / n.sqrt(), "{}: {average} for {mean}", indicator.id);
            assert!(
                (variance.sqrt() / sd - 1.0).abs() < 0.08,
                "{}: {} for {sd}",
                indicator.id,
                variance.sqrt()
            );
            // Kolmogorov and Smirnov: the distance from the distribution itself, far beyond what chance would
            // do once in a million.
            shares.sort_by(f64::total_cmp);
            let distance = (0..).zip(&shares).map(|(at, &x)| (beta.cdf(x) - (f64::from(at) + 0.5) / n).abs());
            assert!(distance.fold(0.0, f64::max) < 2.7 / n.sqrt(), "{}", indicator.id);
        }
    }
}

#[test]
fn a_draw_is_told_by_its_seed_and_number_alone() {
    let folder = folder(60, INSTITUTIONS);
    let campaign = load(&folder);
    let (few, many) = (study(&campaign, &options(7)), study(&campaign, &options(40)));
    assert_eq!(few.drawn[..], many.drawn[..7]);
    for number in [1, 7, 40] {
        let alone = campaign::study(&campaign, &Draw { options: options(1), number }, &Silent)
            .expect("it can be drawn")
            .report;
        assert_eq!(alone.drawn, many.drawn[number as usize - 1]);
    }
    assert_ne!(study(&campaign, &Options { seed: 12, ..options(7) }).drawn, few.drawn);
}

#[test]
fn segments_of_the_same_weights_are_drawn_alike() {
    let folder = folder(200, INSTITUTIONS);
    let mut card = folder.read("own.toml");
    let known = load(&folder).scorecard;
    for group in &known.groups[1..] {
        card += &format!("[[group]]\nid = \"{}\"\n", group.id);
        for member in &group.members {
            let jifen::scorecard::Node::Indicator(at) = member else { continue };
            let indicator = &known.indicators[*at];
            card += &format!(
                "[[group.indicator]]\nid = \"{}\"\nweight = {}\n",
                indicator.id, indicator.weight[0]
            );
        }
    }
    folder.write("own.toml", card.as_bytes());
    let campaign = load(&folder);
    let found = study(&campaign, &options(30));
    for drawn in &found.drawn {
        for (weights, indicator) in drawn.weights.iter().zip(&campaign.scorecard.indicators) {
            assert_eq!(weights[0], weights[1], "{}", indicator.id);
            assert_eq!(weights[0], weights[2], "{}", indicator.id);
        }
    }
}

#[test]
fn a_choice_named_twice_is_as_likely_as_others() {
    let folder = folder(20, INSTITUTIONS);
    let campaign = load(&folder);
    let curves = vec![CurveKind::Percentile, CurveKind::Percentile];
    let found =
        study(&campaign, &Options { choices: Choices { curves, ..Choices::default() }, ..options(400) });
    assert_eq!(found.choices[0].options, ["as-written", "percentile"]);
    let written = found.drawn.iter().filter(|drawn| drawn.choices[0] == "as-written").count();
    assert!((150..250).contains(&written), "{written}");
}

#[test]
fn the_order_of_indicators_leaves_no_trace() {
    let folder = folder(120, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    let indicator = |id: &str, value: &str, weight: u32| {
        format!(
            "[[indicator]]\nid = \"{id}\"\ntitle = \"{id}\"\nvalue = \"{value}\"\n\
             curve = {{ percentile = {{ within = [] }} }}\nweight = {weight}\n"
        )
    };
    let head = "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = \
        2\nmissing = \"zero\"\n";
    let mut all = [
        ("rd", "rd_expense", 45),
        ("people", "employees", 30),
        ("sales", "revenue", 15),
        ("ip", "invention_applications", 10),
    ]
    .map(|(id, value, weight)| indicator(id, value, weight));
    let choices = Choices { curves: vec![CurveKind::MinMax], leave_out: true, ..Choices::default() };
    let several = Options { choices, sobol: 32, ..options(60) };
    let found = |all: &[String]| {
        folder.write("own.toml", (head.to_owned() + &all.concat()).as_bytes());
        study(&load(&folder), &several)
    };
    let one = found(&all);
    all.reverse();
    let turned = found(&all);
    assert_eq!(one.lists, turned.lists);
    for (one, turned) in one.drawn.iter().zip(&turned.drawn) {
        assert_eq!((&one.choices, one.shift), (&turned.choices, turned.shift));
    }
}
