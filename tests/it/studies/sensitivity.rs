//! `jifen sensitivity`: every draw against a campaign carried out anew, identities, and what is refused.

use std::collections::BTreeMap;

use jifen::campaign::{self, Campaign};
use jifen::progress::Silent;
use jifen::referral::refer;
use jifen::scorecard::Scorecard;
use jifen::scoring::{Results, score};
use jifen::studies::sensitivity::{
    Choices, CurveKind, Drawn, MissingKind, Options, Report, Spread, TreatmentKind, Vary,
};

use crate::support::workplace::{Folder, text};

/// Institutions of every kind of list: by points, by an order of their own, without an end, by grade.
pub(crate) const INSTITUTIONS: &str = r#"
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

pub(crate) fn options(draws: u32) -> Options {
    Options {
        draws,
        seed: 11,
        spread: Spread::Concentration(60.0),
        judges: Vec::new(),
        vary: Vary::All,
        choices: Choices::default(),
        errors: Vec::new(),
        tops: vec![10, 60],
        sobol: 0,
        near: 3,
    }
}

pub(crate) fn folder(firms: u32, institutions: &str) -> Folder {
    let folder = Folder::with_firms(firms, 0.0);
    folder.write("institutions.toml", institutions.as_bytes());
    // Whatever the weights, everyone is known well enough to be scored.
    let card = "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\nweights_basis = \
        \"illustrative\"\nminimum_coverage = 0\n";
    folder.write("own.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"own.toml\"");
    folder
}

pub(crate) fn load(folder: &Folder) -> Campaign {
    Campaign::load(&folder.path("campaign.toml"), None).expect("it is right")
}

pub(crate) fn study(campaign: &Campaign, options: &Options) -> Report {
    campaign::study(campaign, options, &Silent).expect("it can be studied").report
}

/// Carries the campaign out with each draw's weights, from the rules up, and compares every number of every
/// firm.
pub(crate) fn compare_with_runs(
    campaign: &Campaign,
    options: &Options,
    variant: &dyn Fn(&[String]) -> Scorecard,
) -> Report {
    let found = study(campaign, options);
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
    let draws = f64::from(options.draws);
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
        let found = compare_with_runs(&campaign, &Options { vary, spread, ..options(60) }, &|_| {
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
        let found = compare_with_runs(&campaign, &options(12), &|_| campaign.scorecard.clone());
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
    let found = compare_with_runs(&campaign, &options(20), &|_| campaign.scorecard.clone());
    assert_eq!((found.lists.len(), found.lists[69].today), (70, 7));
}

#[test]
fn a_scorecard_that_takes_the_better_of_two_is_drawn_as_well() {
    // It has no grades.
    let folder = folder(150, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    folder.edit(
        "campaign.toml",
        "\"own.toml\"",
        "\"tech-sme-2017\"\naccept_unknown = [\"resident_enterprise\", \"prohibited_product\"]",
    );
    let campaign = load(&folder);
    let found = compare_with_runs(&campaign, &options(20), &|_| campaign.scorecard.clone());
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
        combine: Vec::new(),
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
    let found = compare_with_runs(&campaign, &Options { choices, ..options(80) }, &variant);
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
        "64",
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
    // What is missing counts as zero already, so that this choice is none; and an indicator without weight
    // has no say.
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
    let found = study(&campaign, &Options { choices, sobol: 64, ..options(40) });
    let indices = found.indices.expect("ranks move");
    let total = |factor: &str| {
        indices.iter().find(|one| one.factor.to_string() == factor).expect("a factor").indices.total
    };
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
            compare_with_runs(&campaign, &Options { spread, ..options(60) }, &|_| campaign.scorecard.clone());
        assert!(!found.referred_in_full);
        let marks = |drawn: &Drawn| campaign.scorecard.reweighed(&drawn.weights).groups[0].full_marks[0];
        assert!(found.drawn.iter().any(|drawn| marks(drawn) > 110.0));
    }
}

#[test]
fn one_firm_and_weights_that_never_move() {
    let folder = folder(1, INSTITUTIONS);
    let campaign = load(&folder);
    let found = study(&campaign, &Options { sobol: 8, ..options(9) });
    assert_eq!((found.firms, found.shift.mean, found.indices.is_none()), (1, 0.0, true));
    assert_eq!((found.each[0].mean_rank, found.each[0].rank_low, found.each[0].rank_high), (1.0, 1, 1));
}

#[test]
fn a_study_reads_right_in_chinese() {
    let folder = folder(60, INSTITUTIONS);
    let told = |arguments: &[&str]| {
        text(&folder.jifen(&[&["--lang", "zh", "sensitivity", "campaign.toml"], arguments].concat()).stdout)
    };
    let study = told(&["--draws", "60", "--sobol", "64", "--curves", "percentile"]);
    for words in [
        "敏感性分析：firms.csv，基准日 2025年12月31日\n",
        "抽样 60 次，随机种子 1：以现行权重为中心，按集中度 200 的狄利克雷分布，对所有指标权重一并抽样\n",
        "计分曲线：每次抽取其一（按指标体系、百分位）\n",
        " 家企业的名次平均变动 ",
        "名单  ",
        "稳定入选：在至少 95% 的抽样中列入名单的企业数；边缘企业：在超过 5%、不足 95% 的抽样中列入名单的企业数\n",
        "各入选线附近企业的名次可接受度\n",
        "归一化前各独立抽样值的索博尔指数（样本 64 行）\n",
    ] {
        assert!(study.contains(words), "{words}\n{study}");
    }
    let draw = told(&["--draw", "7", "--missing", "zero,skip"]);
    assert!(draw.starts_with("第 7 次抽样（"), "{draw}");
    let refused = folder.jifen(&["--lang", "zh", "sensitivity", "campaign.toml", "--error", "three=10%"]);
    let told = text(&refused.stderr);
    assert!(told.contains("错误[name-unknown]: 指标体系“own”没有指标“three”\n  处理：请用 "), "{told}");
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let folder = folder(10, INSTITUTIONS);
    for (arguments, words) in [
        (&["--share", "150%"][..], "write a share between 0 and 1"),
        (&["--concentration", "0.5"], "`0.5` is not a concentration from 1 to 1,000,000,000"),
        (&["--concentration", "1e308"], "`1e308` is not a concentration from 1 to 1,000,000,000"),
        (&["--draws", "49"], "it must lie from 50 to 200,000"),
        (&["--sobol", "63"], "write 64 to 20000 rows, or 0 for none"),
        (&["--draw", "3", "--sobol", "99"], "cannot be used with"),
        (&["--draw", "3", "--top", "2"], "cannot be used with"),
        (&["--draw", "3", "--draws", "90"], "cannot be used with"),
        (&["--share", "much"], "write a share between 0 and 1, like 30% or 0.3"),
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
        folder.told(&["sensitivity", "campaign.toml", "--draws", "60", "--sobol", "64", "--out", "study"]);
    assert!(told.contains("study/"), "{told}");
    let firms = folder.rows("study/sensitivity.csv");
    assert_eq!(firms.len(), 50);
    assert!(firms[0].contains_key("chance_by-points") && firms[0]["rank"] == "1");
    assert_eq!(folder.rows("study/draws.csv").len(), 60);
    assert_eq!(folder.rows("study/lists.csv").len(), 5 + 1 + 1);
    assert_eq!(folder.rows("study/indices.csv").len(), 18);
    assert_eq!(folder.rows("study/explained.csv").len(), 18);
    // Three segments.
    assert_eq!(folder.rows("study/weights.csv").len(), 3 * 18);
    for name in ["sensitivity", "draws", "lists", "explained", "weights", "indices", "sobol"] {
        assert!(folder.path(&format!("study/{name}.parquet")).exists());
    }
    // The indices come of the sample written beside them.
    let rows = folder.rows("study/sobol.csv");
    let column =
        |name: &str| -> Vec<f64> { rows.iter().map(|row| row[name].parse().expect("a number")).collect() };
    let (a, b) = (column("a"), column("b"));
    assert_eq!(rows.len(), 64);
    let shift: f64 = folder.rows("study/draws.csv")[0]["shift"].parse().expect("a number");
    assert_eq!(a[0], shift);
    let all = || a.iter().chain(&b);
    let mean = all().sum::<f64>() / 128.0;
    let variance = all().map(|x| (x - mean).powi(2)).sum::<f64>() / 128.0;
    for index in folder.rows("study/indices.csv") {
        let mixed = column(&format!("mixed_{}", index["factor"]));
        let moved: Vec<f64> = mixed.iter().zip(&a).map(|(mixed, a)| mixed - a).collect();
        let expected_total = moved.iter().map(|x| x * x).sum::<f64>() / (128.0 * variance);
        let centred = b.iter().map(|b| b - mean);
        let expected_first = centred.zip(&moved).map(|(b, x)| b * x).sum::<f64>() / (64.0 * variance);
        let total: f64 = index["total"].parse().expect("a number");
        let first: f64 = index["first"].parse().expect("a number");
        assert!((total - expected_total).abs() < 1e-9, "{index:?}");
        assert!((first - expected_first).abs() < 1e-9, "{index:?}");
    }
    assert!(folder.read("study/datapackage.json").contains("sensitivity.parquet"));
    let again = folder.jifen(&["sensitivity", "campaign.toml", "--draws", "60", "--out", "study"]);
    assert_eq!(again.status.code(), Some(3), "{}", text(&again.stderr));
    // `--draw` tells a draw to the fourteen digits that JSON keeps.
    let drawn = folder.jifen(&["--format", "json", "sensitivity", "campaign.toml", "--draw", "17"]);
    let drawn: serde_json::Value = serde_json::from_slice(&drawn.stdout).expect("JSON");
    let row = &folder.rows("study/draws.csv")[16];
    let near = |key: &str, value: &serde_json::Value| {
        let written: f64 = row[key].parse().expect("a number");
        assert!((written - value.as_f64().expect("a number")).abs() <= written.abs() * 1e-13, "{key}");
    };
    near("shift", &drawn["shift"]);
    near("weight_rd_expense.start-up", &drawn["weights"][0][0]);
}

/// A scorecard of one indicator of the cohort's R&D intensity, of which less is better.
fn one_curve(curve: &str, direction: &str) -> String {
    format!(
        "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 1\nmissing = \
        \"zero\"\n\
         [[indicator]]\nid = \"rd\"\ntitle = \"R&D\"\nvalue = \"rd_expense / revenue * 100\"\n\
         curve = {{ {curve} }}\n{direction}weight = 100\n"
    )
}

#[test]
fn other_curves_keep_the_end_that_is_better() {
    let folder = folder(60, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    let choices = Choices {
        curves: vec![CurveKind::Percentile, CurveKind::MinMax, CurveKind::ZScore],
        ..Choices::default()
    };
    let ranks = |curve: &str, direction: &str| {
        folder.write("own.toml", one_curve(curve, direction).as_bytes());
        let campaign = load(&folder);
        let found = study(&campaign, &Options { choices: choices.clone(), tops: vec![5], ..options(60) });
        (found.each[0].rank_high, found.each[59].mean_rank, found.shift.greatest)
    };
    let lower = "direction = \"lower\"\n";
    for (curve, direction) in [
        ("piecewise = [[0, 1], [50, 0.5], [10000, 0]]", ""),
        ("linear = { low = 0, high = 100 }", lower),
        ("reference = 1", lower),
        ("piecewise = [[0, 0], [50, 0.5], [10000, 1]]", ""),
    ] {
        let (first, last, _) = ranks(curve, direction);
        assert!(first <= 15 && last >= 45.0, "{curve}: {first} and {last}");
    }
    // No end is better: the curve stays, and ranks with it.
    assert_eq!(ranks("piecewise = [[0, 0], [5, 1], [10000, 0]]", "").2, 0.0);
}

#[test]
fn the_only_indicator_of_a_segment_stays_in() {
    let folder = folder(40, &INSTITUTIONS.replace("grade IS NOT NULL", "points > 12"));
    let card = r#"
id = "own"
title = "Own"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"
[[segment]]
id = "small"
title = "Small"
when = "employees < 50"
[[segment]]
id = "large"
title = "Large"
[[indicator]]
id = "rd"
title = "R&D"
value = "rd_expense / revenue * 100"
curve = { linear = { low = 0, high = 10 } }
weight = { small = 100, large = 40 }
[[indicator]]
id = "people"
title = "People"
value = "employees"
curve = { percentile = { within = [] } }
weight = { small = 0, large = 60 }
"#;
    folder.write("own.toml", card.as_bytes());
    let campaign = load(&folder);
    let choices = Choices { leave_out: true, ..Choices::default() };
    let found = study(&campaign, &Options { choices, ..options(60) });
    assert_eq!(found.choices[0].options, ["none", "people"]);
    for drawn in &found.drawn {
        assert_eq!(drawn.weights[1][1] == 0.0, drawn.choices[0] == "people", "draw {}", drawn.draw);
    }
}
