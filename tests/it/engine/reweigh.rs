//! Points under other weights: the fast way gives what scoring anew does, for scorecards of every kind.

use jifen::progress::Silent;
use jifen::scorecard::{Combine, Scorecard};
use jifen::scoring::{Reweigher, Scores, Weights, rescore, score};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use toml::{Table, Value};

use crate::engine::invariants::each_branch;
use crate::engine::scoring::{firms, load};
use crate::studies::sensitivity::INSTITUTIONS;
use crate::support::random_card::{self, AS_OF, generator};

fn today(card: &Scorecard) -> Weights {
    card.indicators.iter().map(|indicator| indicator.weight.clone()).collect()
}

/// Today's weights, each times a number of its own; now and then nothing.
pub fn drawn(card: &Scorecard, random: &mut ChaCha8Rng) -> Weights {
    let mut weights = today(card);
    for weight in weights.iter_mut().flatten() {
        *weight *= if random.random_bool(0.1) { 0.0 } else { random.random_range(0.1..2.5) };
    }
    weights
}

/// Makes every group a sum or a mean without cap and floor; where full marks change by it, the whole is a
/// mean too.
pub fn straighten(card: &mut Table) {
    let mut changed = false;
    each_branch(card, &mut |branch| {
        changed |= branch.remove("cap").is_some();
        branch.remove("floor");
        let is_plain = matches!(branch.get("combine").and_then(Value::as_str), None | Some("sum" | "mean"));
        if !is_plain {
            changed = true;
            branch.insert("combine".to_owned(), "mean".into());
            branch.remove("reserved");
        }
    });
    if changed {
        card.insert("combine".to_owned(), "mean".into());
        card.remove("reserved");
    }
}

/// The units of scored firms, in the order of the reweigher.
fn units(scores: &Scores, reweigher: &Reweigher<'_>) -> Vec<i64> {
    reweigher.firms().iter().map(|&firm| scores.points[firm as usize]).collect()
}

#[test]
fn other_weights_give_the_points_of_scoring_anew() {
    let mut random = generator(20_260_101);
    let (mut linear, mut other, mut compared) = (0, 0, 0);
    for round in 0..600 {
        // Some longer than the lots are wide in registers.
        let rows = random_card::rows(2 + round % 90, &mut random);
        let mut table = random_card::card(&mut random);
        if round % 2 == 0 {
            straighten(&mut table);
        }
        let text = table.to_string();
        let card = load(&text);
        let cohort = firms(&rows, &card);
        let scores = score(&cohort, &card, AS_OF, true, &Silent);
        let mut order: Vec<u32> = (0..rows.len() as u32).collect();
        order.rotate_left(round % rows.len());
        let reweigher = Reweigher::new(&card, &scores, &order);
        *(if reweigher.is_linear() { &mut linear } else { &mut other }) += 1;
        assert_eq!(reweigher.points(&today(&card)), masked(&scores), "today's weights\n{text}");

        let draws: Vec<Weights> = (0..5).map(|_| drawn(&card, &mut random)).collect();
        let mut keys = vec![vec![0; reweigher.firms().len()]; draws.len()];
        reweigher.keys(&draws, &mut keys);
        for (weights, keys) in draws.iter().zip(&keys) {
            let anew = score(&cohort, &card.reweighed(weights), AS_OF, false, &Silent);
            // Coverage is judged by the weights; who is scored now makes other statistics of the cohort.
            if anew.scored != scores.scored {
                continue;
            }
            compared += 1;
            let points = reweigher.points(weights);
            assert_eq!(points, masked(&anew), "weights {weights:?} of\n{text}");
            let expected: Vec<u32> = units(&anew, &reweigher).into_iter().map(|units| units as u32).collect();
            assert_eq!(*keys, expected);
        }
    }
    assert!(linear > 250 && other > 200 && compared > 1000, "{linear} {other} {compared}");
}

/// Points of the scored firms, 0 for the others.
fn masked(scores: &Scores) -> Vec<i64> {
    scores
        .points
        .iter()
        .zip(&scores.scored)
        .map(|(points, scored)| if *scored { *points } else { 0 })
        .collect()
}

#[test]
fn todays_weights_reweigh_a_scorecard_into_itself() {
    let mut random = generator(7);
    for _ in 0..300 {
        let card = load(&random_card::card(&mut random).to_string());
        let same = card.reweighed(&today(&card));
        for (group, was) in same.groups.iter().zip(&card.groups) {
            let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-12 * b.abs());
            assert!(near(&group.full_marks, &was.full_marks), "{group:?} was {was:?}");
            assert!(near(&group.weight, &was.weight), "{group:?} was {was:?}");
        }
    }
}

#[test]
fn weights_moved_within_a_sum_keep_its_full_marks() {
    let mut random = generator(11);
    for _ in 0..300 {
        let card = load(&random_card::card(&mut random).to_string());
        let plain = |group: &jifen::scorecard::Group| {
            matches!(group.combine, Combine::Sum | Combine::Whole)
                && group.cap.is_none()
                && group.reserved == 0.0
        };
        if !card.groups.iter().all(plain) {
            continue;
        }
        let mut doubled = today(&card);
        doubled.iter_mut().flatten().for_each(|weight| *weight *= 2.0);
        let double = card.reweighed(&doubled);
        for (group, was) in double.groups.iter().zip(&card.groups) {
            for (now, was) in group.full_marks.iter().zip(&was.full_marks) {
                assert!((now - 2.0 * was).abs() <= 1e-9, "{group:?}");
            }
        }
    }
}

/// Checked by the shares alone: scoring does not come into it.
#[test]
fn shares_follow_weights_however_units_differ() {
    let mut random = generator(13);
    let mut means = 0;
    for _ in 0..400 {
        let mut table = random_card::card(&mut random);
        straighten(&mut table);
        let card = load(&table.to_string());
        if card.groups.iter().any(|group| group.reserved > 0.0) {
            continue;
        }
        means += usize::from(card.groups[1..].iter().any(|group| group.combine == Combine::Mean));
        let weights = drawn(&card, &mut random);
        let (before, after) = (card.weight_shares(), card.reweighed(&weights).weight_shares());
        for segment in 0..card.segments.len() {
            let expected: Vec<f64> = (0..card.indicators.len())
                .map(|at| {
                    let today = card.indicators[at].weight[segment];
                    if today > 0.0 { before[at][segment] * weights[at][segment] / today } else { 0.0 }
                })
                .collect();
            let whole: f64 = expected.iter().sum();
            for (at, expected) in expected.iter().enumerate().filter(|_| whole > 0.0) {
                let found = after[at][segment];
                assert!(
                    (found - expected / whole).abs() < 1e-9,
                    "{found} is not {expected} of {whole}\n{table}"
                );
            }
        }
    }
    assert!(means > 60, "{means}");
}

/// Scores with today's weights are those of the run, whatever way they are made.
#[test]
fn rescoring_gives_all_that_rests_on_points() {
    let folder =
        crate::studies::sensitivity::folder(200, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    let mut compared = 0;
    for card in ["mst-2022", "tech-sme-2017", "innovative-sme-2022", "specialized-sme-2022"] {
        folder.write(
            "campaign.toml",
            folder
                .read("campaign.toml")
                .lines()
                .map(|line| {
                    if line.starts_with("scorecard") {
                        format!("scorecard = \"{card}\"\n")
                    } else {
                        format!("{line}\n")
                    }
                })
                .collect::<String>()
                .as_bytes(),
        );
        let campaign = crate::studies::sensitivity::load(&folder);
        let intake = campaign.read_firms(&Silent).expect("it can be read");
        let own = &campaign.scorecard;
        let details = score(&intake.firms, own, campaign.as_of, true, &Silent);
        let mut halved: Weights = own.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
        halved[0].iter_mut().for_each(|weight| *weight /= 2.0);
        for weights in [own.indicators.iter().map(|one| one.weight.clone()).collect(), halved] {
            let other = own.reweighed(&weights);
            let anew = score(&intake.firms, &other, campaign.as_of, false, &Silent);
            if anew.scored != details.scored {
                continue;
            }
            let again = rescore(&intake.firms, &other, &details, campaign.as_of);
            let told = |scores: &Scores| {
                (
                    (
                        scores.points.clone(),
                        scores.rank.clone(),
                        scores.segment_rank.clone(),
                        scores.order.clone(),
                    ),
                    (
                        scores.grade.clone(),
                        scores.qualified.clone(),
                        (scores.unmet.clone(), scores.unknown.clone(), scores.held.clone()),
                        scores.top.clone(),
                    ),
                )
            };
            assert_eq!(told(&again), told(&anew), "{card}");
            compared += 1;
        }
    }
    assert!(compared >= 7, "{compared}");
}
