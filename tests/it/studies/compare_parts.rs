//! `jifen compare`: what moves a firm adds up to how far its points move, and what is told of sides unlike
//! one another.

use std::collections::{BTreeMap, BTreeSet};

use jifen::progress::Silent;
use jifen::scoring::{Account, explain, score};
use jifen::studies::compare::{Comparison, Mover, Options, Side};
use proptest::prelude::*;
use serde_json::Value;

use crate::engine::scoring::{firms, load};
use crate::support::cohort::Row;
use crate::support::random_card::{self, AS_OF, generator};
use crate::support::workplace::{Folder, text};

const SINGLES: &str = r#"
[[group.indicator]]
id = "ID"
title = "ID"
value = "VALUE"
curve = { linear = { low = 0, high = HIGH } }
weight = WEIGHT
"#;

fn indicator(id: &str, value: &str, high: f64, weight: f64) -> String {
    SINGLES
        .replace("ID", id)
        .replace("VALUE", value)
        .replace("HIGH", &high.to_string())
        .replace("WEIGHT", &weight.to_string())
}

/// A scorecard with every way that points are more or less than the sum of what they are made of.
fn card(id: &str, scale: f64, decimals: u8) -> String {
    let group = |id: &str, rest: &str, indicators: &[String]| {
        format!("[[group]]\nid = \"{id}\"\ntitle = \"{id}\"\n{rest}\n{}", indicators.concat())
    };
    let below = |name: &str, text: String| text.replace("[[group", &format!("[[{name}"));
    let groups = [
        group(
            "capped",
            "cap = 20",
            &[indicator("a", "revenue", 1000.0 * scale, 20.0), indicator("b", "rd_expense", 1000.0, 10.0)],
        ),
        group(
            "better",
            "combine = \"max\"",
            &[indicator("c", "revenue", 1000.0, 20.0), indicator("d", "total_costs", 1000.0 * scale, 20.0)],
        ),
        group(
            "worse",
            "combine = \"min\"",
            &[indicator("e", "revenue", 700.0 * scale, 20.0), indicator("f", "rd_expense", 1000.0, 30.0)],
        ),
        group(
            "mean",
            "combine = \"geometric\"\nweight = 20",
            &[indicator("g", "rd_expense", 1000.0 * scale, 1.0), indicator("h", "total_costs", 900.0, 3.0)],
        ),
        group(
            "skipping",
            "",
            &[
                indicator("i", "total_costs", 1000.0 * scale, 10.0),
                indicator("j", "projects", 2.0, 10.0).replace("value =", "missing = \"skip\"\nvalue ="),
            ],
        ),
        group("floored", "floor = 2", &[indicator("k", "rd_expense", 4000.0 * scale, 10.0)]),
    ];
    let more = below("bonus", indicator("l", "revenue", 1000.0, 8.0));
    let less = below("deduction", indicator("m", "total_costs", 1000.0 * scale, 90.0));
    format!(
        "id = \"{id}\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 110\ndecimals = \
        {decimals}\nmissing = \"zero\"\n\
         [bonus]\ncap = 5\n[deduction]\n{}{more}{less}",
        groups.concat()
    )
}

/// Three columns that go with none other, evenly spread over 0 to 1000, and one that every third firm has.
fn folder(decimals: u8) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", card("one", 1.0, decimals).as_bytes());
    folder.write("next.toml", card("next", 1.4, decimals).as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "[firms]", "[firms]\nid = \"firm\"");
    folder.write("institutions.toml", b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    let mut rows = "firm,revenue(万元),rd_expense(万元),total_costs(万元),projects\n".to_owned();
    for at in 0..120 {
        let turn = |root: f64| (((f64::from(at) + 0.5) * root.sqrt()).fract() * 1e6).round() / 1e3;
        let projects = if at % 3 == 0 { "1" } else { "" };
        rows += &format!("f{at:03},{},{},{},{projects}\n", turn(2.0), turn(3.0), turn(5.0));
    }
    folder.write("firms.csv", rows.as_bytes());
    folder
}

fn compared(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(&[&["--format", "json", "compare", "--movers", "1000"], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn done(folder: &Folder, arguments: &[&str]) {
    let output = folder.jifen(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(0.0)
}

/// How far the parts of each mover are from the change of its points, at most.
fn off(told: &Value) -> f64 {
    let off = |mover: &Value| {
        let parts = list(&mover["parts"]).iter();
        let parts: f64 = parts.map(|part| number(&part["after"]) - number(&part["before"])).sum();
        (number(&mover["points_after"]) - number(&mover["points_before"]) - parts).abs()
    };
    assert!(list(&told["movers"]).len() > 80, "{}", told["moved"]);
    list(&told["movers"]).iter().map(off).fold(0.0, f64::max)
}

fn ids(told: &Value, adjusts: bool) -> BTreeSet<&str> {
    let parts = list(&told["parts"]).iter().filter(|part| part["adjusts"] == adjusts);
    parts.map(|part| part["id"].as_str().expect("a text")).collect()
}

#[test]
fn parts_add_up_to_how_far_points_move() {
    let folder = folder(6);
    let told = compared(&folder, &["campaign.toml", "next.toml"]);
    // What is published is rounded once on either side.
    assert!(off(&told) < 1.01e-6, "{}", off(&told));
    assert_eq!(ids(&told, false).into_iter().collect::<String>(), "abcdefghijklm");
    // The better and the worse of two ways are points of the one that counts, and no adjustment.
    let adjusted = ["bonus", "capped", "floored", "mean", "skipping", "total"];
    assert_eq!(ids(&told, true).into_iter().collect::<Vec<_>>(), adjusted);
    for mover in list(&told["movers"]) {
        let part = |id: &str| {
            let found =
                list(&mover["parts"]).iter().find(|part| part["id"] == id && part["adjusts"] == false);
            found.map_or((0.0, 0.0), |part| (number(&part["before"]), number(&part["after"])))
        };
        let ((c, other_c), (d, other_d)) = (part("c"), part("d"));
        assert!(c * d == 0.0 && other_c * other_d == 0.0, "{mover}");
        assert!(part("m").0 <= 0.0 && part("m").1 <= 0.0, "a deduction is taken off: {mover}");
    }
    let of =
        |id: &str| list(&told["parts"]).iter().find(|part| part["id"] == id).expect("it is told").clone();
    assert!(number(&of("capped")["mean_before"]) < 0.0 && number(&of("floored")["mean_before"]) > 0.0);
}

#[test]
fn runs_tell_what_campaigns_do_as_far_as_they_are_rounded() {
    let folder = folder(2);
    done(&folder, &["--quiet", "run", "campaign.toml", "--out", "one"]);
    folder.write("second.toml", folder.read("campaign.toml").as_bytes());
    folder.edit("second.toml", "card.toml", "next.toml");
    done(&folder, &["--quiet", "run", "second.toml", "--out", "two"]);
    let (runs, whole) =
        (compared(&folder, &["one", "two"]), compared(&folder, &["campaign.toml", "next.toml"]));
    assert!(off(&runs) < 0.2, "{}", off(&runs));
    assert_eq!((ids(&runs, false), ids(&runs, true)), (ids(&whole, false), ids(&whole, true)));
    for (run, whole) in list(&runs["parts"]).iter().zip(list(&whole["parts"])) {
        for key in ["mean_before", "mean_after"] {
            assert!((number(&run[key]) - number(&whole[key])).abs() < 0.02, "{run} {whole}");
        }
    }
    // A run and its campaign are alike, with all that groups make of their members.
    for part in list(&compared(&folder, &["campaign.toml", "one"])["parts"]) {
        assert_eq!(part["mean_change"], 0.0, "{part}");
    }
}

#[test]
fn groups_without_details_are_those_below_the_root() {
    let folder = folder(2);
    let nested = "[[group.group]]\nid = \"inner\"\ntitle = \"Inner\"\n".to_owned()
        + &indicator("n", "revenue", 900.0, 10.0).replace("[[group.", "[[group.group.");
    for card in ["card.toml", "next.toml"] {
        folder.edit(
            card,
            "[[group]]
id = \"better\"",
            &format!(
                "{nested}
[[group]]
id = \"better\""
            ),
        );
    }
    folder.edit("campaign.toml", "detail = true", "detail = false");
    done(&folder, &["--quiet", "run", "campaign.toml", "--out", "one"]);
    let told = compared(&folder, &["one", "next.toml", "--firms", "firms.csv", "--id", "firm"]);
    assert_eq!(told["level"], "groups");
    let groups = ["better", "bonus", "capped", "deduction", "floored", "mean", "skipping", "worse"];
    assert_eq!(ids(&told, false).into_iter().collect::<Vec<_>>(), groups);
    assert_eq!(ids(&told, true).into_iter().collect::<Vec<_>>(), ["total"]);
    assert!(off(&told) < 0.1, "{}", off(&told));
    // The scorecard was judged as of the run's day.
    assert_eq!(
        (&told["after"]["as_of"], &told["before"]["as_of"]),
        (&"2025-12-31".into(), &"2025-12-31".into())
    );
}

#[test]
fn groups_that_do_not_hang_together_are_refused() {
    let folder = folder(2);
    done(&folder, &["--quiet", "run", "campaign.toml", "--out", "one"]);
    let run = folder.read("one/run.json");
    let changed = run.replacen("\"combine\": \"max\"", "\"combine\": \"most\"", 1);
    assert_ne!(run, changed);
    folder.write("one/run.json", changed.as_bytes());
    let package = folder.read("one/datapackage.json");
    let digest = |text: &str| jifen::parameters::sha256(text.as_bytes());
    folder.write("one/datapackage.json", package.replace(&digest(&run), &digest(&changed)).as_bytes());
    let output = folder.jifen(&["compare", "one", "campaign.toml"]);
    let told = text(&output.stderr);
    assert!(
        told.contains("error[file-kind]: one/run.json: names groups that do not match scores.parquet"),
        "{told}"
    );
}

#[test]
fn days_that_differ_are_told() {
    let folder = folder(2);
    done(&folder, &["--quiet", "run", "campaign.toml", "--out", "one"]);
    let shown = |arguments: &[&str]| text(&folder.jifen(&[&["compare"], arguments].concat()).stdout);
    let told = shown(&["one", "next.toml", "--firms", "firms.csv", "--id", "firm", "--as-of", "2026-06-30"]);
    assert!(told.contains("A is as of 2025-12-31 and B as of 2026-06-30: ages"), "{told}");
    assert!(!shown(&["one", "next.toml", "--firms", "firms.csv", "--id", "firm"]).contains("is as of"));
}

#[test]
fn without_a_firm_in_common_the_cause_comes_first() {
    let folder = folder(2);
    folder.write("others.csv", folder.read("firms.csv").replace("\nf", "\ng").as_bytes());
    folder.write("second.toml", folder.read("campaign.toml").as_bytes());
    folder.edit("second.toml", "firms.csv", "others.csv");
    let told = text(&folder.jifen(&["compare", "campaign.toml", "second.toml"]).stdout);
    let first: Vec<&str> = told.lines().take(3).collect();
    assert!(first[0].starts_with("no firm is on both sides: "), "{told}");
    assert_eq!(first[1..], ["PSI of points  0.000  hardly shifted", ""]);
    // What is wrapped counts once.
    let after = told.split("120 only in B\n\n").nth(1).expect("the counts").replace("\n  ", " ");
    let after: Vec<&str> = after.lines().collect();
    assert!(after[0].starts_with("only in A: f0") && after.len() == 2, "{told}");
}

#[test]
fn the_verdict_comes_first() {
    let folder = folder(2);
    let told = text(&folder.jifen(&["compare", "campaign.toml", "campaign.toml"]).stdout);
    assert!(
        told.starts_with("all firms on both sides have the same rank, and no list changes\n\n"),
        "{told}"
    );
}

#[test]
fn a_side_with_rows_kept_aside_ends_with_1() {
    let folder = folder(2);
    done(&folder, &["--quiet", "compare", "campaign.toml", "next.toml"]);
    folder.write("firms.csv", (folder.read("firms.csv") + "f999,many,1,1,\n").as_bytes());
    let output = folder.jifen(&["compare", "campaign.toml", "next.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    assert!(told.ends_with("1 row quarantined (1 cell-number)\n"), "{told}");
    // Quarantined on two sides that are two cohorts.
    folder.write("others.csv", (folder.read("firms.csv") + "f998,many,1,1,\n").as_bytes());
    folder.write("second.toml", folder.read("campaign.toml").as_bytes());
    folder.edit("second.toml", "firms.csv", "others.csv");
    let told = text(&folder.jifen(&["compare", "campaign.toml", "second.toml"]).stderr);
    assert!(told.ends_with("3 rows quarantined (3 cell-number)\n"), "{told}");
}

#[test]
fn no_file_a_side_is_made_from_is_replaced() {
    let folder = folder(2);
    done(&folder, &["--quiet", "run", "campaign.toml", "--out", "one"]);
    std::fs::create_dir(folder.path("study")).expect("a folder");
    for (name, copy) in [("next.toml", "study/next.toml"), ("firms.csv", "study/firms.csv")] {
        folder.write(copy, folder.read(name).as_bytes());
    }
    for (arguments, words) in [
        (
            &["campaign.toml", "next.toml", "--out", "institutions.toml"][..],
            "institutions.toml: is one of the files",
        ),
        (&["one", "campaign.toml", "--out", "card.toml"], "card.toml: is one of the files"),
        (&["one", "one", "--out", "firms.csv"], "firms.csv: is one of the files"),
        (
            &["campaign.toml", "study/next.toml", "--out", "study"],
            "study: holds `next.toml`, which is one of",
        ),
        (
            &["one", "next.toml", "--firms", "study/firms.csv", "--id", "firm", "--out", "study"],
            "study: holds `firms.csv`, which is one of",
        ),
    ] {
        let output = folder.jifen(&[&["compare", "--force"], arguments].concat());
        let told = text(&output.stderr);
        assert!(output.status.code() == Some(3) && told.contains(words), "{arguments:?}\n{told}");
    }
}

#[test]
fn every_figure_stands_in_a_table() {
    let folder = Folder::with_firms(300, 0.0);
    done(&folder, &["--quiet", "weights", "critic", "campaign.toml", "--write", "critic.toml"]);
    done(&folder, &["--quiet", "compare", "campaign.toml", "critic.toml", "--out", "study"]);
    let summary: Value = serde_json::from_str(&folder.read("study/summary.json")).expect("JSON");
    let rises = folder.rows("study/rises.csv");
    let firms: Vec<Value> =
        rises.iter().map(|row| row["firms"].parse::<u64>().expect("a count").into()).collect();
    assert_eq!(Value::Array(firms), summary["rises"]);
    assert_eq!(rises[0]["about"], format!("-{}", summary["greatest_shift"]));
    assert_eq!(rises[20]["about"], summary["greatest_shift"].to_string());
    let weights = folder.rows("study/overlap-weights.csv");
    for (row, depth) in weights.iter().zip(list(&summary["rank_biased"]["weights"])) {
        assert_eq!(row["first"], depth["first"].to_string());
        let weight: f64 = row["weight"].parse().expect("a number");
        assert!((weight - number(&depth["weight"])).abs() < 1e-12);
    }
    assert!(!weights.is_empty());
    let shown = text(&folder.jifen(&["compare", "campaign.toml", "critic.toml"]).stdout);
    let lists = list(&summary["tops"]).iter().map(|top| list(&top["institutions"]).len());
    let most = lists.max().expect("there are lists");
    assert!(most > 3 && shown.contains(&format!("  {most} institutions\n")), "{shown}");
}

/// What a scorecard makes of the rows, and its account of each firm by id.
fn told(card: &str, rows: &[Row]) -> (Side, BTreeMap<String, Account>) {
    let card = load(card);
    let firms = firms(rows, &card);
    let scores = score(&firms, &card, AS_OF, true, &Silent);
    let account = |at: usize| {
        let account = explain(&firms, &card, &scores, AS_OF, at)?;
        Some((firms.ids().get_or_empty(at).to_owned(), account))
    };
    let accounts = (0..rows.len()).filter_map(account).collect();
    (Side::of(&firms, &card, &scores), accounts)
}

/// The indicators of which the account says that another counts in their place. A minimum that a floor lifts
/// does not tell by its points whose they were.
fn outdone(card: &str, accounts: &BTreeMap<String, Account>, firm: &str) -> BTreeSet<String> {
    let is_told = !(card.contains("\"min\"") && card.contains("floor"));
    let all = accounts[firm].indicators.iter().filter(|one| one.outdone && is_told);
    all.map(|one| one.id.clone()).collect()
}

#[test]
fn a_group_without_weight_outdoes_nobody() {
    let idle = "[[deduction.group]]\nid = \"idle\"\ntitle = \"Idle\"\ncombine = \"mean\"\nweight = 0\n"
        .to_owned()
        + &indicator("less", "awards", 10.0, 1.0).replace("[[group.", "[[deduction.group.");
    let late = indicator("late", "total_costs", 100.0, 10.0).replace("[[group.", "[[deduction.");
    let card =
        "id = \"c\"\ntitle = \"T\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 1\nmissing = \"zero\"\n\
                [deduction]\ncombine = \"min\"\n[[group]]\nid = \"g\"\ntitle = \"G\"\n"
            .to_owned()
            + &indicator("a", "revenue", 10.0, 10.0)
            + &late + &idle;
    let row = |id: &str, late: f64| Row::new(id).number("revenue", 10.0).number("total_costs", late);
    let (side, accounts) = told(&card, &[row("first", 10.0), row("second", 50.0)]);
    assert_eq!(side.points, [9.0, 5.0]);
    for firm in ["first", "second"] {
        assert!(outdone(&card, &accounts, firm).is_empty(), "{:?}", accounts[firm].indicators);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_any_scorecards_add_up(seed: u64, len in 2..40usize) {
        let mut random = generator(seed);
        let cards =
            [random_card::card(&mut random), random_card::card(&mut random)].map(|card| card.to_string());
        let rows = random_card::rows(len, &mut random);
        let ((before, accounts), (after, others)) = (told(&cards[0], &rows), told(&cards[1], &rows));
        let found = Comparison::between(&before, &after, &Options { movers: len, ..Options::default() });
        let half = |side: &Side| 0.5 * 10f64.powi(-i32::from(side.decimals));
        for Mover { firm, points_before, points_after, parts, .. } in &found.movers {
            let sum: f64 = parts.iter().map(|part| part.rise()).sum();
            let off = (points_after - points_before - sum).abs();
            prop_assert!(off < half(&before) + half(&after) + 1e-6, "{off} of {firm}: \
                {parts:?}\n{}\n{}", cards[0], cards[1]);
            let (out, other) = (outdone(&cards[0], &accounts, firm), outdone(&cards[1], &others, firm));
            for part in parts.iter().filter(|part| !part.adjusts) {
                prop_assert!(
                    !out.contains(&part.id) || part.before.unwrap_or(0.0) == 0.0,
                    "{firm} {part:?}\n{}",
                    cards[0]
                );
                prop_assert!(
                    !other.contains(&part.id) || part.after.unwrap_or(0.0) == 0.0,
                    "{firm} {part:?}\n{}",
                    cards[1]
                );
            }
        }
    }
}
