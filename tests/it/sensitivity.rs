//! `jifen sensitivity`: every draw against a campaign carried out anew, identities, and what draws are.

use std::collections::BTreeMap;

use jifen::campaign::{self, Campaign};
use jifen::progress::Silent;
use jifen::referral::refer;
use jifen::scorecard::Scorecard;
use jifen::scoring::{Results, Scores, Weights, score};
use jifen::tuning::sensitivity::{
    Asked, Choices, CurveKind, Drawn, MissingKind, Sensitivity, Spread, TreatmentKind, Vary,
};
use statrs::distribution::{Beta, ContinuousCDF};
use statrs::statistics::Distribution;

use crate::workplace::{Folder, text};

/// Institutions of every kind of list: by points, by an order of their own, without an end, by grade.
const INSTITUTIONS: &str = r#"
rules_basis = "illustrative"
[[institution]]
id = "by-points"
name = "By points"
kind = "bank"
capacity = 40
[[institution.rule]]
when = "points >= 30"
reason = "too few points"
[[institution.rule]]
when = "loan_demand > 0"
reason = "asks for no loan"
[[institution]]
id = "by-demand"
name = "By demand"
kind = "bank"
capacity = 25
order = { by = "round(loan_demand / 500)", direction = "ascending" }
[[institution.rule]]
when = "points > 25"
reason = "too few points"
[[institution]]
id = "no-end"
name = "No end"
kind = "guarantee-fund"
[[institution.rule]]
when = "grade IS NOT NULL"
reason = "no grade"
[[institution]]
id = "small"
name = "Small"
kind = "guarantee-fund"
capacity = 15
[[institution.rule]]
when = "employees <= 60"
reason = "not small"
[[institution]]
id = "early-full"
name = "Early full"
kind = "bank"
capacity = 3
"#;

fn asked(draws: u32) -> Asked {
    Asked {
        draws,
        seed: 11,
        spread: Spread::Concentration(60.0),
        vary: Vary::All,
        choices: Choices::default(),
        tops: vec![10, 60],
        sobol: 0,
    }
}

fn folder(firms: u32, institutions: &str) -> Folder {
    let folder = Folder::with_firms(firms, 0.0);
    folder.write("institutions.toml", institutions.as_bytes());
    // Whatever the weights, everyone is known well enough to be scored.
    let card = "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nminimum_coverage = 0\n";
    folder.write("own.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"own.toml\"");
    folder
}

fn load(folder: &Folder) -> Campaign {
    Campaign::load(&folder.path("campaign.toml"), None).expect("it is right")
}

fn study(campaign: &Campaign, asked: &Asked) -> Sensitivity {
    campaign::sensitivity(campaign, asked, &Silent).expect("it can be studied").0
}

/// Carries the campaign out with each draw's weights, from the rules up, and compares every number of every firm.
fn compare_with_runs(
    campaign: &Campaign,
    asked: &Asked,
    variant: &dyn Fn(&[String]) -> Scorecard,
) -> Sensitivity {
    let found = study(campaign, asked);
    let assessed = campaign::assess(campaign, &Silent).expect("it can be scored");
    let firms = &assessed.intake.firms;
    let institutions = &campaign.institutions;
    let mut ranks: Vec<Vec<u32>> = vec![Vec::new(); firms.len];
    let mut on = vec![vec![0_u32; institutions.all.len()]; firms.len];
    let mut anywhere = vec![0_u32; firms.len];
    for drawn in &found.drawn {
        let card = variant(&drawn.choices).reweighed(&drawn.weights);
        let scores = score(firms, &card, campaign.as_of, false, &Silent);
        assert_eq!(scores.scored, assessed.scores.scored, "this cohort has no gaps that matter");
        let results = Results::new(firms, &[(&card, &scores)], campaign.as_of, institutions.slots());
        let referrals = refer(firms, &scores, institutions, &results.frame(firms));
        let mut listed = vec![false; firms.len];
        for (at, list) in referrals.lists.iter().enumerate() {
            for &firm in &list.firms {
                on[firm as usize][at] += 1;
                listed[firm as usize] = true;
            }
        }
        anywhere.iter_mut().zip(listed).for_each(|(count, listed)| *count += u32::from(listed));
        let mut shift = 0;
        for &firm in &scores.order {
            let rank = scores.rank[firm as usize];
            ranks[firm as usize].push(rank);
            shift += u64::from(rank.abs_diff(assessed.scores.rank[firm as usize]));
        }
        assert_eq!(drawn.shift, shift as f64 / scores.order.len() as f64, "draw {}", drawn.draw);
    }
    let draws = f64::from(asked.draws);
    assert_eq!(found.each.len(), assessed.scores.order.len());
    for (one, &firm) in found.each.iter().zip(&assessed.scores.order) {
        let firm = firm as usize;
        assert_eq!(one.firm, firms.ids().get_or_empty(firm));
        let own = &mut ranks[firm];
        assert_eq!(one.mean_rank, own.iter().map(|&rank| u64::from(rank)).sum::<u64>() as f64 / draws);
        for (chance, top) in one.in_top.iter().zip([10, 60]) {
            assert_eq!(*chance, own.iter().filter(|&&rank| rank <= top).count() as f64 / draws);
        }
        own.sort_unstable();
        let tail = (0.05 * draws - 1e-9).ceil() as usize - 1;
        assert_eq!((one.rank_low, one.rank_high), (own[tail], own[own.len() - 1 - tail]));
        let chances: Vec<f64> = on[firm].iter().map(|&count| f64::from(count) / draws).collect();
        assert_eq!(one.on_list, chances, "{}", one.firm);
        assert_eq!(one.referred, f64::from(anywhere[firm]) / draws);
    }
    found
}

#[test]
fn every_draw_is_a_campaign_carried_out_with_its_weights() {
    let folder = folder(300, INSTITUTIONS);
    let campaign = load(&folder);
    for (vary, spread) in [
        (Vary::All, Spread::Concentration(60.0)),
        (Vary::Within, Spread::Share(0.5)),
        (Vary::Between, Spread::Concentration(20.0)),
        (Vary::Nested, Spread::Share(0.9)),
    ] {
        let found = compare_with_runs(&campaign, &Asked { vary, spread, ..asked(60) }, &|_| {
            campaign.scorecard.clone()
        });
        assert!(!found.referred_in_full);
        let contested: Vec<usize> = found.lists.iter().map(|list| list.contested).collect();
        assert!(contested.iter().filter(|&&count| count > 0).count() >= 4, "{contested:?}");
    }
}

#[test]
fn lists_that_rest_on_more_than_points_are_referred_in_full() {
    let rules = [
        "points.technology >= 10",
        "rank <= 100",
        "points >= 20 AND revenue > 1000",
        "qualified AND segment_rank <= 50",
    ];
    for rule in rules {
        let institutions =
            format!("{INSTITUTIONS}[[institution.rule]]\nwhen = \"{rule}\"\nreason = \"it is not so\"\n");
        let folder = folder(120, &institutions);
        let campaign = load(&folder);
        let found = compare_with_runs(&campaign, &asked(12), &|_| campaign.scorecard.clone());
        assert!(found.referred_in_full, "{rule}");
    }
}

#[test]
fn any_number_of_institutions_is_told_of() {
    let one = |at: usize| {
        format!(
            "[[institution]]\nid = \"bank-{at}\"\nname = \"Bank\"\nkind = \"bank\"\ncapacity = {}\n",
            at % 9 + 1
        )
    };
    let all: String = (0..70).map(one).collect();
    let folder = folder(30, &format!("rules_basis = \"illustrative\"\n{all}"));
    let campaign = load(&folder);
    let found = compare_with_runs(&campaign, &asked(20), &|_| campaign.scorecard.clone());
    assert_eq!((found.lists.len(), found.lists[69].today), (70, 7));
}

#[test]
fn a_scorecard_that_takes_the_better_of_two_is_drawn_as_well() {
    // It has no grades.
    let folder = folder(150, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    folder.edit("campaign.toml", "\"own.toml\"", "\"tech-sme-2017\"");
    let campaign = load(&folder);
    let found = compare_with_runs(&campaign, &asked(20), &|_| campaign.scorecard.clone());
    assert!(found.shift.mean > 0.0);
}

#[test]
fn choices_are_scorecards_of_their_own() {
    let folder = folder(150, INSTITUTIONS);
    let campaign = load(&folder);
    let choices = Choices {
        curves: vec![CurveKind::Percentile, CurveKind::ZScore],
        missing: vec![MissingKind::Skip],
        treatment: vec![TreatmentKind::Trimmed],
        leave_out: true,
    };
    let variant = |picks: &[String]| {
        let mut card = campaign.scorecard.clone();
        for indicator in &mut card.indicators {
            use jifen::scorecard::{Curve, Missing, Ties, Treatment, Within};
            let within = Within::default();
            let is_number = !matches!(indicator.curve, Curve::Flag | Curve::Classes { .. });
            match &*picks[0] {
                "percentile" if is_number => {
                    indicator.curve = Curve::Percentile { within, ties: Ties::Mean };
                }
                "zscore" if is_number => indicator.curve = Curve::ZScore { within },
                _ => {}
            }
            if picks[1] == "skip" {
                indicator.missing = Missing::Skip;
            }
            if picks[2] == "trimmed" && is_number {
                indicator.treatment.retain(|step| matches!(step, Treatment::Ln | Treatment::Ln1p));
                indicator.treatment.insert(0, Treatment::Winsorise { lower: 0.01, upper: 0.99, within });
            }
        }
        card
    };
    let found = compare_with_runs(&campaign, &Asked { choices, ..asked(80) }, &variant);
    assert_eq!(found.choices.iter().map(|choice| choice.options.len()).collect::<Vec<_>>(), [3, 2, 2, 19]);
    let picked = |at: usize| {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        found.drawn.iter().for_each(|drawn| *known.entry(&drawn.choices[at]).or_default() += 1);
        known
    };
    assert_eq!((picked(0).len(), picked(1).len(), picked(2).len()), (3, 2, 2));
    // What is left out weighs nothing.
    for drawn in found.drawn.iter().filter(|drawn| drawn.choices[3] != "none") {
        let out =
            campaign.scorecard.indicators.iter().position(|one| one.id == drawn.choices[3]).expect("known");
        assert!(drawn.weights[out].iter().all(|weight| *weight == 0.0));
    }
}

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
        let found = study(&campaign, &Asked { vary, spread: Spread::Share(0.5), ..asked(50) });
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
    let found = study(&campaign, &Asked { spread: Spread::Concentration(concentration), ..asked(draws) });
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
            // Kolmogorov and Smirnov: the distance from the distribution itself, far beyond what chance would do once in
            // a million.
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
    let (few, many) = (study(&campaign, &asked(7)), study(&campaign, &asked(40)));
    assert_eq!(few.drawn[..], many.drawn[..7]);
    for number in [1, 7, 40] {
        let alone = campaign::draw(&campaign, &asked(1), number, &Silent).expect("it can be drawn").0;
        assert_eq!(alone, many.drawn[number as usize - 1]);
    }
    assert_ne!(study(&campaign, &Asked { seed: 12, ..asked(7) }).drawn, few.drawn);
}

#[test]
fn neither_rows_nor_threads_leave_a_trace() {
    let folder = folder(200, INSTITUTIONS);
    let arguments = [
        "--format",
        "json",
        "sensitivity",
        "campaign.toml",
        "--draws",
        "200",
        "--sobol",
        "16",
        "--out",
        "out",
        "--force",
    ];
    let told = |threads: &str| {
        let output = folder.jifen(&[&arguments[..], &["--threads", threads]].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        (text(&output.stdout), folder.read("out/sensitivity.csv"), folder.read("out/draws.csv"))
    };
    let one = told("1");
    assert_eq!(told("3"), one);
    let firms = folder.read("firms.csv");
    let mut lines: Vec<&str> = firms.lines().collect();
    lines[1..].reverse();
    folder.write("firms.csv", (lines.join("\n") + "\n").as_bytes());
    let turned = told("2");
    assert_eq!((turned.1, turned.2), (one.1, one.2));
    let without_hash = |text: &str| -> String {
        text.lines().filter(|line| !line.contains("sha256")).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(without_hash(&turned.0), without_hash(&one.0));
}

#[test]
fn what_makes_no_difference_is_to_blame_for_nothing() {
    let folder = folder(80, INSTITUTIONS);
    // What is missing counts as zero already, so that this choice is none; and an indicator without weight has no say.
    let card = r#"
id = "own"
title = "Own"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"
[[indicator]]
id = "rd"
title = "R&D over revenue"
value = "rd_expense / revenue * 100"
curve = { linear = { low = 0, high = 10 } }
weight = 60
[[indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { percentile = { within = [] } }
weight = 0
[[indicator]]
id = "people"
title = "People"
value = "employees"
curve = { percentile = { within = [] } }
weight = 40
"#;
    folder.write("own.toml", card.as_bytes());
    folder.write("institutions.toml", INSTITUTIONS.replace("grade IS NOT NULL", "points > 12").as_bytes());
    let campaign = load(&folder);
    let choices = Choices { missing: vec![MissingKind::Zero], ..Choices::default() };
    let found = study(&campaign, &Asked { choices, sobol: 64, ..asked(40) });
    let indices = found.indices.expect("ranks move");
    let total =
        |factor: &str| indices.iter().find(|one| one.factor == factor).expect("a factor").indices.total;
    assert_eq!((total("patents"), total("missing")), (0.0, 0.0));
    assert!(total("rd") > 0.0);
}

/// Three indicators of which the better counts, and one beside.
const BETTER: &str = r#"
id = "own"
title = "Own"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"
[[group]]
id = "ways"
title = "Ways"
combine = "max"
[[group.indicator]]
id = "rd"
title = "R&D"
value = "rd_expense / revenue * 100"
curve = { linear = { low = 0, high = 10 } }
weight = 50
[[group.indicator]]
id = "people"
title = "People"
value = "employees"
curve = { percentile = { within = [] } }
weight = 50
[[indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { percentile = { within = [] } }
weight = 50
"#;

#[test]
fn full_marks_that_rise_with_weights_tie_nobody() {
    let folder = folder(90, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    folder.write("own.toml", BETTER.as_bytes());
    let campaign = load(&folder);
    for spread in [Spread::Share(0.9), Spread::Concentration(2.0)] {
        let found =
            compare_with_runs(&campaign, &Asked { spread, ..asked(60) }, &|_| campaign.scorecard.clone());
        assert!(!found.referred_in_full);
        let marks = |drawn: &Drawn| campaign.scorecard.reweighed(&drawn.weights).groups[0].full_marks[0];
        assert!(found.drawn.iter().any(|drawn| marks(drawn) > 110.0));
    }
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
    let head = "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 2\nmissing = \"zero\"\n";
    let mut all = [
        ("rd", "rd_expense", 45),
        ("people", "employees", 30),
        ("sales", "revenue", 15),
        ("ip", "invention_applications", 10),
    ]
    .map(|(id, value, weight)| indicator(id, value, weight));
    let choices = Choices { curves: vec![CurveKind::MinMax], leave_out: true, ..Choices::default() };
    let asked = Asked { choices, sobol: 32, ..asked(60) };
    let found = |all: &[String]| {
        folder.write("own.toml", (head.to_owned() + &all.concat()).as_bytes());
        study(&load(&folder), &asked)
    };
    let one = found(&all);
    all.reverse();
    let turned = found(&all);
    assert_eq!(one.lists, turned.lists);
    for (one, turned) in one.drawn.iter().zip(&turned.drawn) {
        assert_eq!((&one.choices, one.shift), (&turned.choices, turned.shift));
    }
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
    let found = study(&campaign, &asked(30));
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
    let found = study(&campaign, &Asked { choices: Choices { curves, ..Choices::default() }, ..asked(400) });
    assert_eq!(found.choices[0].options, ["as-written", "percentile"]);
    let written = found.drawn.iter().filter(|drawn| drawn.choices[0] == "as-written").count();
    assert!((150..250).contains(&written), "{written}");
}

#[test]
fn one_firm_and_weights_that_never_move() {
    let folder = folder(1, INSTITUTIONS);
    let campaign = load(&folder);
    let found = study(&campaign, &Asked { sobol: 8, ..asked(9) });
    assert_eq!((found.firms, found.shift.mean, found.indices.is_none()), (1, 0.0, true));
    assert_eq!((found.each[0].mean_rank, found.each[0].rank_low, found.each[0].rank_high), (1.0, 1, 1));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let folder = folder(10, INSTITUTIONS);
    for (arguments, words) in [
        (&["--share", "150%"][..], "`1.5` is no share to vary weights by"),
        (&["--concentration", "0.5"], "`0.5` is no concentration"),
        (&["--draws", "0"], "0 is not in 1.."),
        (&["--share", "much"], "a share such as 0.25 or 25%"),
        (&["--share", "0.1", "--concentration", "9"], "cannot be used with"),
    ] {
        let output = folder.jifen(&[&["sensitivity", "campaign.toml"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
    }
}

#[test]
fn the_tables_hold_what_the_study_found() {
    let folder = folder(50, INSTITUTIONS);
    let told =
        folder.told(&["sensitivity", "campaign.toml", "--draws", "30", "--sobol", "8", "--out", "study"]);
    assert!(told.contains("study/"), "{told}");
    let firms = folder.rows("study/sensitivity.csv");
    assert_eq!(firms.len(), 50);
    assert!(firms[0].contains_key("chance_by-points") && firms[0]["rank"] == "1");
    assert_eq!(folder.rows("study/draws.csv").len(), 30);
    assert_eq!(folder.rows("study/lists.csv").len(), 5 + 1 + 1);
    assert_eq!(folder.rows("study/indices.csv").len(), 18);
    for name in ["sensitivity", "draws", "lists", "indices"] {
        assert!(folder.path(&format!("study/{name}.parquet")).exists());
    }
    assert!(folder.read("study/datapackage.json").contains("sensitivity.parquet"));
    let again = folder.jifen(&["sensitivity", "campaign.toml", "--draws", "30", "--out", "study"]);
    assert_eq!(again.status.code(), Some(3), "{}", text(&again.stderr));
    // `--draw` tells a draw to the last digit.
    let drawn = folder.jifen(&["--format", "json", "sensitivity", "campaign.toml", "--draw", "17"]);
    let drawn: serde_json::Value = serde_json::from_slice(&drawn.stdout).expect("JSON");
    let row = &folder.rows("study/draws.csv")[16];
    let near = |key: &str, value: &serde_json::Value| {
        let written: f64 = row[key].parse().expect("a number");
        assert!((written - value.as_f64().expect("a number")).abs() <= written.abs() * 1e-15, "{key}");
    };
    near("shift", &drawn["shift"]);
    near("weight_rd_expense.start-up", &drawn["weights"][0][0]);
}

/// Scores with today's weights are those of the run, whatever way they are made.
#[test]
fn rescoring_gives_all_that_rests_on_points() {
    use jifen::scoring::rescore;
    let folder = folder(200, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
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
        let campaign = load(&folder);
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
                        scores.unmet.clone(),
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
