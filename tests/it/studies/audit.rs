//! `jifen audit`: what it says of cohorts made for it, against what a second scoring and plain sums say.

use std::collections::BTreeSet;

use jifen::studies::audit::KINDS;
use serde_json::Value;

use crate::support::workplace::{Folder, text};

pub(crate) fn audit(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(&[&["--format", "json", "audit", "campaign.toml"], arguments].concat());
    // A firm of the sample cannot be scored.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// A sentence of a report in English.
pub(crate) fn said(value: &Value) -> &str {
    value.as_str().or_else(|| value["en"].as_str()).unwrap_or_else(|| panic!("{value} is no sentence"))
}

/// The row of an indicator or a group in the first part.
pub(crate) fn of<'a>(told: &'a Value, what: &str, id: &str) -> &'a Value {
    let rows = list(&told["parts"][0][what]);
    rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id} among {what}"))
}

fn keys(told: &Value) -> BTreeSet<String> {
    list(&told["remarks"]).iter().map(|one| one["key"].as_str().expect("a text").to_owned()).collect()
}

/// A campaign of one's own: a scorecard, and firms with three columns that go with none other, evenly spread
/// over 0..1000.
pub(crate) fn own(card: &str, firms: usize) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "[firms]", "[firms]\nid = \"firm\"");
    folder
        .write("institutions.toml", b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n");
    let mut rows = "firm,revenue(万元),rd_expense(万元),total_costs(万元),awards,platforms,projects,\
         invention_applications,strategic_industry\n"
        .to_owned();
    for at in 0..firms {
        // Whole turns of three numbers without a common measure: as even as can be, and unrelated.
        let turn = |root: f64| (((at as f64 + 0.5) * root.sqrt()).fract() * 1e6).round() / 1e3;
        let (a, b, c) = (turn(2.0), turn(3.0), turn(5.0));
        let few = if at % 20 == 0 { c.round() } else { 0.0 };
        let known = if at % 3 == 0 { "1" } else { "" };
        let other = if at % 2 == 0 { "是" } else { "否" };
        rows += &format!("f{at:05},{a},{b},{c},1,,{known},{few},{other}\n");
    }
    folder.write("firms.csv", rows.as_bytes());
    folder
}

/// An indicator: its id, its value, where goalposts from 0 end, its weight.
pub(crate) type Member<'a> = (&'a str, &'a str, f64, f64);

/// A scorecard of groups.
pub(crate) fn card(decimals: u8, groups: &[(&str, &[Member<'_>])], rest: &str) -> String {
    let weights = groups.iter().flat_map(|(_, members)| members.iter().map(|member| member.3));
    let scale: f64 = weights.sum();
    let mut text = format!(
        "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = {scale}\ndecimals = {decimals}\n\
         missing = \"zero\"\n{rest}"
    );
    for (group, members) in groups {
        text += &format!("[[group]]\nid = \"{group}\"\ntitle = \"{group}\"\n");
        for (id, value, high, weight) in *members {
            text += &format!(
                "[[group.indicator]]\nid = \"{id}\"\ntitle = \"{id}\"\nvalue = \"{value}\"\nweight = \
                {weight}\n\
                 curve = {{ linear = {{ low = 0, high = {high} }} }}\n"
            );
        }
    }
    text
}

#[test]
fn independent_indicators_are_as_important_as_their_weights_make_them() {
    let groups: [(&str, &[_]); 2] = [
        ("one", &[("a", "revenue", 1000.0, 50.0), ("b", "rd_expense", 1000.0, 30.0)]),
        ("two", &[("c", "total_costs", 1000.0, 20.0)]),
    ];
    let told = audit(&own(&card(2, &groups, ""), 2000), &[]);
    for (id, weight) in [("a", 50.0), ("b", 30.0), ("c", 20.0)] {
        let found = &of(&told, "indicators", id)["importance"];
        let expected = weight * weight / 3800.0;
        for key in ["ratio", "linear", "uncorrelated", "linear_uncorrelated", "expected"] {
            assert!((number(&found[key]) - expected).abs() < 0.02, "{id} {key}: {found}");
        }
        assert!((number(&found["over_expected"]) - 1.0).abs() < 0.05, "{id}: {found}");
        assert_eq!(number(&found["nominal"]), weight / 100.0);
        assert!((number(&found["over_nominal"]) - expected / (weight / 100.0)).abs() < 0.05, "{found}");
    }
    let one = &of(&told, "groups", "one")["importance"];
    assert!((number(&one["ratio"]) - 3400.0 / 3800.0).abs() < 0.01, "{one}");
    assert_eq!(number(&one["nominal"]), 0.8);
    // Nothing is wrong with weights that decide by their squares.
    assert_eq!(keys(&told), ["low-alpha".to_owned()].into(), "{}", told["remarks"]);
}

#[test]
fn what_counts_for_a_few_firms_matters_for_a_few() {
    let segments = "[[segment]]\nid = \"small\"\ntitle = \"Small\"\nwhen = \"invention_applications > 0\"\n\
        [[segment]]\nid = \"rest\"\ntitle = \"Rest\"\n";
    let members = [
        ("a", "revenue", 1000.0, 51.0),
        ("b", "rd_expense", 1000.0, 50.0),
        ("c", "total_costs", 1000.0, 49.0),
    ];
    let card = card(2, &[("one", &members[..1]), ("two", &members[1..])], segments)
        .replace("scale = 150", "scale = 100")
        .replace("weight = 51", "weight = { small = 50, rest = 0 }")
        .replace("weight = 49", "weight = { small = 0, rest = 50 }");
    let told = audit(&own(&card, 1200), &[]);
    for (id, weight) in [("a", 0.025), ("b", 0.5), ("c", 0.475)] {
        let found = &of(&told, "indicators", id)["importance"];
        assert!((number(&found["nominal"]) - weight).abs() < 0.01, "{found}");
        assert!((number(&found["over_nominal"]) - 1.0).abs() < 0.5, "{id}: {found}");
        // No firm has all of them.
        assert_eq!(found["split_firms"], 0);
    }
    assert!((number(&of(&told, "groups", "one")["importance"]["over_nominal"]) - 1.0).abs() < 0.5);
    assert!(!keys(&told).contains("matters-more"), "{}", told["remarks"]);
}

#[test]
fn without_an_indicator_ranks_are_those_of_the_scorecard_without_it() {
    let members: [(&str, &str, f64, f64); 3] =
        [("a", "revenue", 1000.0, 50.0), ("b", "rd_expense", 700.0, 30.0), ("c", "total_costs", 400.0, 20.0)];
    let folder = own(&card(1, &[("one", &members[..1]), ("two", &members[1..])], ""), 150);
    let told = audit(&folder, &["--top", "12"]);
    assert_eq!(told["parts"][0]["top"], 12);
    let ranks = |scorecard: &str| {
        folder.write("other.toml", scorecard.as_bytes());
        let arguments =
            ["score", "firms.csv", "--scorecard", "other.toml", "--id", "firm", "--out", "s.csv", "--force"];
        let output = folder.jifen(&arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let mut ranks: Vec<(String, i64)> = folder
            .rows("s.csv")
            .iter()
            .map(|row| (row["firm"].clone(), row["rank"].parse().expect("a rank")))
            .collect();
        ranks.sort();
        ranks
    };
    let before = ranks(&folder.read("card.toml"));
    for (without, groups) in [
        ("a", vec![("two", vec![("b", "rd_expense", 700.0, 60.0), ("c", "total_costs", 400.0, 40.0)])]),
        ("two", vec![("one", vec![("a", "revenue", 1000.0, 100.0)])]),
        (
            "c",
            vec![
                ("one", vec![("a", "revenue", 1000.0, 62.5)]),
                ("two", vec![("b", "rd_expense", 700.0, 37.5)]),
            ],
        ),
    ] {
        let groups: Vec<(&str, &[_])> = groups.iter().map(|(id, members)| (*id, &members[..])).collect();
        let after = ranks(&card(1, &groups, ""));
        let shifts: Vec<i64> = before
            .iter()
            .zip(&after)
            .map(|((a, x), (b, y))| {
                assert_eq!(a, b);
                (x - y).abs()
            })
            .collect();
        let what = if without == "two" { "groups" } else { "indicators" };
        let found = &of(&told, what, without)["without"];
        assert_eq!(found["greatest"].as_i64(), shifts.iter().max().copied(), "{without}");
        let mean = shifts.iter().sum::<i64>() as f64 / 150.0;
        assert!((number(&found["mean"]) - mean).abs() < 1e-12, "{without}: {found} is not {mean}");
        // Those who share the last rank share its room.
        let part = |all: &[(String, i64)], rank: i64| {
            let sharing = all.iter().filter(|(_, other)| *other == rank).count() as f64;
            ((13 - rank) as f64 / sharing).clamp(0.0, 1.0)
        };
        let leave: f64 = before
            .iter()
            .zip(&after)
            .map(|((_, x), (_, y))| (part(&before, *x) - part(&after, *y)).max(0.0))
            .sum();
        assert!((number(&found["leave_top"]) - leave).abs() < 1e-9, "{without}: {found} is not {leave}");
    }
}

#[test]
fn every_sign_is_seen_where_it_is_planted() {
    let first: [(&str, &[_]); 3] = [
        (
            "own",
            &[
                ("a", "revenue", 1000.0, 60.0),
                ("double", "revenue * 2", 2000.0, 5.0),
                ("against", "1000 - revenue", 1000.0, 5.0),
                ("other", "rd_expense + total_costs / 10", 1100.0, 4.0),
            ],
        ),
        ("expense", &[("b", "rd_expense", 1000.0, 10.0), ("half", "rd_expense / 2", 100.0, 4.0)]),
        (
            "rest",
            &[
                ("same", "awards", 2.0, 3.0),
                ("blank", "platforms", 2.0, 3.0),
                ("gaps", "projects", 2.0, 3.0),
                ("rare", "invention_applications", 1000.0, 3.0),
                ("twin", "revenue + total_costs / 100", 1000.0, 3.0),
            ],
        ),
    ];
    let told = audit(&own(&card(2, &first, ""), 400), &[]);
    let mut seen = keys(&told);
    let has = |key: &str, subjects: &[&str]| {
        let found = list(&told["remarks"])
            .iter()
            .any(|one| one["key"] == key && one["subjects"] == serde_json::json!(subjects));
        assert!(found, "no {key} of {subjects:?} in {:#}", told["remarks"]);
    };
    has("say-the-same", &["a", "double"]);
    has("say-the-same", &["a", "twin"]);
    has("oppose", &["a", "against"]);
    has("against-points", &["against"]);
    // It is made up by others, which are to go before its weight does.
    has("redundant", &["double"]);
    let decides = |one: &&Value| one["key"] == "decides-alone";
    assert!(list(&told["remarks"]).iter().find(decides).is_none(), "{:#}", told["remarks"]);
    has("other-group", &["other", "expense"]);
    has("at-ceiling", &["half"]);
    has("at-floor", &["rare"]);
    has("skewed", &["rare"]);
    has("constant", &["same"]);
    has("all-missing", &["blank"]);
    has("mostly-missing", &["gaps"]);
    has("matters-less", &["rare"]);

    let grades = "[[grade]]\nid = \"A\"\nat_least = 9\n[[grade]]\nid = \"B\"\nat_least = 5\n[[grade]]\nid = \
        \"C\"\nat_least = 0\n";
    let second: [(&str, &[_]); 1] = [(
        "own",
        &[
            ("step", "CASE WHEN revenue > 850 THEN 1 ELSE 0 END", 1.0, 9.9),
            ("small", "rd_expense", 1000.0, 0.1),
        ],
    )];
    let told =
        audit(&own(&card(0, &second, "").replace("[[group]]", &format!("{grades}[[group]]")), 400), &[]);
    seen.extend(keys(&told));
    let small = of(&told, "indicators", "small");
    assert_eq!((&small["without"]["greatest"], &small["without"]["mean"]), (&0.into(), &0.0.into()));
    let separation = &told["parts"][0]["separation"];
    assert_eq!(separation["distinct"], 2);
    let tied = number(&separation["grades"][2]["share"]);
    assert!((number(&separation["tied_pairs"]) - (tied * tied + (1.0 - tied) * (1.0 - tied))).abs() < 0.01);

    let spread: [(&str, &[_]); 1] =
        [("own", &[("a", "revenue", 1000.0, 50.0), ("b", "rd_expense + 20000", 21000.0, 50.0)])];
    seen.extend(keys(&audit(&own(&card(2, &spread, ""), 200), &[])));
    let six = audit(&own(&card(2, &spread, ""), 6), &[]);
    assert_eq!(keys(&six), ["few-firms".to_owned()].into(), "{:#}", six["remarks"]);
    seen.extend(keys(&six));

    let all: BTreeSet<String> = KINDS.iter().map(|kind| kind.key.to_owned()).collect();
    let unseen: Vec<&String> = all.difference(&seen).collect();
    assert!(unseen.is_empty(), "nobody saw {unseen:?}");
}

#[test]
fn nothing_is_judged_by_a_few_firms_of_many() {
    let rare = "CASE WHEN revenue < 15 THEN total_costs END";
    let groups: [(&str, &[_]); 3] = [
        ("research", &[("a", "revenue", 1000.0, 30.0), ("patents", rare, 1000.0, 20.0)]),
        ("recognition", &[("c", "total_costs", 1000.0, 20.0), ("d", "rd_expense", 1000.0, 10.0)]),
        ("apart", &[("alone", rare, 1000.0, 20.0)]),
    ];
    let card = card(2, &groups, "").replace("missing = \"zero\"", "missing = \"skip\"");
    let told = audit(&own(&card, 200), &[]);
    let patents = of(&told, "indicators", "patents");
    let known = patents["importance"]["firms"].as_u64().expect("a count");
    assert!((2..30).contains(&known), "{known}");
    assert_eq!(
        (&patents["with_groups"][0]["firms"], &patents["profile"]["firms"]),
        (&known.into(), &200.into())
    );
    // It goes with the other group, of these firms.
    assert!(number(&patents["with_groups"][1]["correlation"]) > 0.3, "{patents}");
    assert!(!patents["importance"]["ratio"].is_null() && patents["importance"]["share"].is_null());
    let judged = ["mostly-missing", "at-floor", "at-ceiling", "skewed", "constant"];
    for one in
        list(&told["remarks"]).iter().filter(|one| !judged.contains(&one["key"].as_str().expect("a key")))
    {
        let few =
            |id: &Value| ["patents", "alone", "research", "apart"].contains(&id.as_str().expect("an id"));
        let of_group = |id: &Value| id == "research" && one["key"] != "low-alpha";
        assert!(!list(&one["subjects"]).iter().any(|id| few(id) && !of_group(id)), "{one}");
    }
    // What they show takes nothing from the importance of others.
    let shares: f64 =
        ["a", "c", "d"].iter().map(|id| number(&of(&told, "indicators", id)["importance"]["share"])).sum();
    assert!((shares - 1.0).abs() < 1e-12, "{shares}");
    let a = &of(&told, "indicators", "a")["importance"];
    assert!((number(&a["over_nominal"]) - number(&a["share"]) / 0.5).abs() < 1e-12, "{a}");
}

#[test]
fn of_each_part_a_tenth_is_first_and_of_all_of_them_nobody_leaves() {
    let folder = Folder::with_firms(200, 0.0);
    let told = audit(&folder, &[]);
    let leaves = |part: &Value| {
        let all = list(&part["indicators"]).iter().map(|one| one["without"]["leave_top"].clone());
        all.collect::<Vec<Value>>()
    };
    for part in list(&told["parts"]) {
        assert_eq!(part["top"], part["firms"].as_u64().expect("a count").div_ceil(10));
        assert!(leaves(part).iter().all(Value::is_number), "{part}");
    }
    // More than a segment has, fewer than all have.
    let told = audit(&folder, &["--top", "150", "--out", "study"]);
    let parts = list(&told["parts"]);
    assert!(parts.iter().all(|part| part["top"] == 150));
    assert!(leaves(&parts[0]).iter().all(Value::is_number));
    assert!(parts[1..].iter().all(|part| leaves(part).iter().all(Value::is_null)));
    let rows = folder.rows("study/indicators.csv");
    assert!(
        rows.iter().all(|row| row["top"] == "150" && row["leave_top"].is_empty() == (row["part"] != "all"))
    );
}

#[test]
fn the_whole_of_the_sample_adds_up() {
    let folder = Folder::with_firms(600, 0.0);
    let told = audit(&folder, &[]);
    let parts = list(&told["parts"]);
    assert_eq!((parts.len(), &parts[0]["top"]), (4, &60.into()));
    let firms = |part: &Value| part["firms"].as_u64().expect("a number");
    assert_eq!(firms(&parts[0]), parts[1..].iter().map(firms).sum::<u64>());
    for part in parts {
        assert_eq!(part["top"], firms(part).div_ceil(10));
        for what in ["indicators", "groups"] {
            let sum =
                |key: &str| list(&part[what]).iter().map(|one| number(&one["importance"][key])).sum::<f64>();
            assert!((sum("nominal") - 1.0).abs() < 1e-12 && (sum("share") - 1.0).abs() < 1e-12, "{what}");
        }
        for indicator in list(&part["indicators"]) {
            let one = &indicator["importance"];
            let (ratio, linear) = (number(&one["ratio"]), number(&one["linear"]));
            assert!((0.0..=1.0).contains(&ratio) && linear <= ratio, "{one}");
            assert!((number(&one["correlation"]).powi(2) - linear).abs() < 1e-12, "{one}");
            assert_eq!(indicator["profile"]["firms"], part["firms"]);
        }
        let separation = &part["separation"];
        let counted = |rows: &Value, key: &str| -> u64 {
            list(rows)
                .iter()
                .map(|row| if key.is_empty() { row } else { &row[key] }.as_u64().expect("a count"))
                .sum()
        };
        assert_eq!(counted(&separation["grades"], "firms"), firms(part));
        assert_eq!(counted(&separation["histogram"]["firms"], ""), firms(part));
        let correlations = list(&part["correlations"]);
        for (i, row) in correlations.iter().enumerate() {
            assert!(list(row).iter().enumerate().all(|(j, r)| *r == correlations[j][i]));
        }
    }
    // Segments tell only what the whole does not.
    for one in list(&told["remarks"]).iter().filter(|one| !one["segment"].is_null()) {
        let again = |other: &&Value| {
            other["segment"].is_null()
                && ["key", "subjects", "severity"].iter().all(|key| other[key] == one[key])
                && (!list(&one["subjects"]).is_empty() || other["message"] == one["message"])
        };
        assert!(list(&told["remarks"]).iter().find(again).is_none(), "{one}");
    }
}

#[test]
fn neither_rows_nor_threads_leave_a_trace() {
    let folder = Folder::with_firms(200, 0.0);
    let mut one = audit(&folder, &["--threads", "1"]);
    let cohort = folder.read("firms.csv");
    let mut rows: Vec<&str> = cohort.lines().collect();
    rows[1..].reverse();
    folder.write("firms.csv", (rows.join("\n") + "\n").as_bytes());
    let mut other = audit(&folder, &["--threads", "2"]);
    assert_ne!(one["cohort_sha256"].take(), other["cohort_sha256"].take());
    assert_eq!(one, other);
}

#[test]
fn what_has_no_answer_is_told_as_such() {
    let members: [(&str, &str, f64, f64); 3] = [
        ("a", "revenue", 1000.0, 50.0),
        ("b", "rd_expense", 1000.0, 50.0),
        ("none", "total_costs", 1000.0, 0.0),
    ];
    let segments = "[[segment]]\nid = \"small\"\ntitle = \"Small\"\nwhen = \"revenue < 0.001\"\n\
        [[segment]]\nid = \"rest\"\ntitle = \"Rest\"\n";
    let extra = "[bonus]\n[[bonus.indicator]]\nid = \"new\"\ntitle = \"New\"\nvalue = \
        \"strategic_industry\"\ncurve = \"flag\"\n\
        weight = 5\n[deduction]\n[[deduction.indicator]]\nid = \"late\"\ntitle = \"Late\"\nvalue = \
        \"total_costs\"\n\
        curve = { linear = { low = 0, high = 1000 } }\nweight = 10\n";
    let written = |firms: usize| {
        let card =
            card(2, &[("own", &members)], "").replace("[[group]]", &format!("{segments}[[group]]")) + extra;
        own(&card, firms)
    };
    let told = audit(&written(100), &[]);
    let none = of(&told, "indicators", "none");
    assert_eq!((&none["profile"]["firms"], &none["importance"]["nominal"]), (&0.into(), &0.0.into()));
    for absent in [&none["profile"]["missing"], &none["importance"]["ratio"], &none["profile"]["shares"]] {
        assert!(absent.is_null(), "{none}");
    }
    assert_eq!(none["without"]["greatest"], 0);
    // Bonus and deduction matter without a weight to be set against.
    for (id, group) in [("new", "bonus"), ("late", "deduction")] {
        let one = of(&told, "indicators", id);
        assert_eq!((&one["group"], &one["importance"]["over_nominal"]), (&group.into(), &Value::Null));
        assert!(number(&one["importance"]["ratio"]) > 0.0 && one["without"]["greatest"] != 0, "{one}");
        assert!(number(&of(&told, "groups", group)["importance"]["ratio"]) > 0.0);
    }
    assert!(number(&of(&told, "indicators", "late")["importance"]["correlation"]) < 0.0);
    // A flag that half of the firms have is no scale with a floor.
    assert_eq!(of(&told, "indicators", "new")["profile"]["floor"], 0.5);
    assert!(!keys(&told).contains("at-floor") && !keys(&told).contains("at-ceiling"), "{}", told["remarks"]);
    // The segment nobody is in.
    let empty = &told["parts"][1];
    assert_eq!((&empty["segment"], &empty["firms"]), (&"small".into(), &0.into()));
    assert!(empty["separation"]["tied"].is_null() && empty["indicators"][0]["without"].is_null());

    let alone = audit(&written(1), &[]);
    let one = of(&alone, "indicators", "a");
    assert!(one["importance"]["ratio"].is_null() && one["profile"]["shares"]["skew"].is_null());
    assert_eq!((number(&one["without"]["mean"]), &alone["parts"][0]["top"]), (0.0, &1.into()));
    assert_eq!(one["without"]["leave_top"], Value::Null);
    assert_eq!(alone["parts"][0]["separation"]["entropy"], Value::Null);
    assert_eq!(keys(&alone), ["few-firms".to_owned()].into());
    // An indicator that is all there is cannot be left out.
    let single = audit(&own(&card(2, &[("own", &members[..1])], ""), 50), &[]);
    assert!(of(&single, "indicators", "a")["without"].is_null());
    assert!(!keys(&single).contains("decides-alone"), "{}", single["remarks"]);
    assert!((number(&of(&single, "indicators", "a")["importance"]["ratio"]) - 1.0).abs() < 1e-6);
    for folder in [written(100), written(1)] {
        let shown = folder.jifen(&["audit", "campaign.toml"]);
        assert!(shown.status.success(), "{}", text(&shown.stderr));
        assert!(
            !text(&shown.stdout).contains("; 0.00 % of all pairs")
                || !text(&shown.stdout).contains(": 1 firm")
        );
        assert!(!text(&shown.stdout).contains("NaN") && !text(&shown.stdout).contains("inf"));
    }
}

#[test]
fn scorecards_that_are_no_sums_are_audited_too() {
    let folder = Folder::with_firms(300, 0.0);
    for id in ["tech-sme-2017", "innovative-sme-2022", "specialized-sme-2022"] {
        folder.write("campaign.toml", folder.read("campaign.toml").replace("mst-2022", id).as_bytes());
        folder.write(
            "institutions.toml",
            b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n",
        );
        let told = audit(&folder, &[]);
        let shares: f64 = list(&told["parts"][0]["indicators"])
            .iter()
            .filter_map(|one| one["importance"]["share"].as_f64())
            .sum();
        assert!((shares - 1.0).abs() < 1e-9, "{id}: {shares}");
        folder.write("campaign.toml", folder.read("campaign.toml").replace(id, "mst-2022").as_bytes());
    }
}

#[test]
fn a_study_is_written_whole_or_not_at_all() {
    let folder = Folder::with_firms(120, 0.0);
    let output = folder.jifen(&["audit", "campaign.toml", "--out", "study"]);
    assert!(
        output.status.success() && text(&output.stdout).contains("\nstudy/\n"),
        "{}",
        text(&output.stderr)
    );
    let summary: Value = serde_json::from_str(&folder.read("study/summary.json")).expect("one JSON object");
    assert_eq!(summary, audit(&folder, &[]));
    for (table, rows) in
        [("indicators", 4 * 18), ("groups", 4 * 3), ("correlations", 4 * 153), ("points", 4 * 20)]
    {
        assert_eq!(folder.rows(&format!("study/{table}.csv")).len(), rows, "{table}");
        assert!(folder.path(&format!("study/{table}.parquet")).exists());
    }
    let remarks = folder.rows("study/remarks.csv");
    assert_eq!(remarks.len(), list(&summary["remarks"]).len());
    let row = &folder.rows("study/indicators.csv")[0];
    assert_eq!((&*row["part"], &*row["indicator"]), ("all", "rd_expense"));
    let ratio = number(&summary["parts"][0]["indicators"][0]["importance"]["ratio"]);
    let same = row["ratio"].parse::<f64>().is_ok_and(|own| (own - ratio).abs() < 1e-12);
    assert!(same, "{} is not {ratio}", row["ratio"]);
    let again = folder.jifen(&["audit", "campaign.toml", "--out", "study"]);
    assert_eq!(again.status.code(), Some(3), "{}", text(&again.stderr));
    assert!(text(&again.stderr).contains("error[target-exists]"), "{}", text(&again.stderr));
    assert!(folder.jifen(&["audit", "campaign.toml", "--out", "study", "--force"]).status.success());
    folder.edit("campaign.toml", "mst-2022", "star-attribute-2024");
    folder
        .write("institutions.toml", b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n");
    let checklist = folder.jifen(&["audit", "campaign.toml"]);
    assert_eq!(checklist.status.code(), Some(2));
    assert!(text(&checklist.stderr).contains("`star-attribute-2024` has no indicators"), "{checklist:?}");
    folder.edit("campaign.toml", "star-attribute-2024", "mst-2022");
    for wrong in [&["--force"][..], &["--top", "0"], &["--top", "many"]] {
        let output = folder.jifen(&[&["audit", "campaign.toml"], wrong].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    let quiet = folder.jifen(&["audit", "campaign.toml", "--quiet"]);
    assert!(quiet.status.success() && quiet.stdout.is_empty() && quiet.stderr.is_empty());
}
