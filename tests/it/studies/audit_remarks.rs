//! `jifen audit`: what it remarks first, what it says once, and which tables hold its figures.

use jifen::firms::Dictionary;
use jifen::progress::Silent;
use jifen::scoring::score;
use jifen::studies::Cohort;
use jifen::studies::Report as _;
use jifen::studies::audit::Options;
use proptest::prelude::*;
use serde_json::Value;

use crate::engine::scoring::{firms, load};
use crate::studies::audit::{Member, audit, card, list, number, of, own};
use crate::support::random_card::{self, AS_OF, generator};
use crate::support::workplace::{Folder, text};

#[test]
fn the_worst_is_said_first_and_what_is_left_is_counted_by_severity() {
    // So many of a thousand firms have no marks in each, the mild ones first.
    let floors = [200, 300, 400, 450, 600, 700, 800, 900];
    let values = floors.map(|floor| (format!("f{floor}"), format!("revenue - {floor}")));
    let members: Vec<Member<'_>> =
        values.iter().map(|(id, value)| (id.as_str(), value.as_str(), 1000.0, 10.0)).collect();
    let folder = own(&card(2, &[("one", &members)], ""), 1000);
    let told = audit(&folder, &[]);
    let remarks = list(&told["remarks"]);
    let rank = |one: &Value| (one["severity"] == "note", -number(&one["excess"]));
    assert!(remarks.windows(2).all(|pair| rank(&pair[0]) <= rank(&pair[1])), "{remarks:#?}");
    assert!(remarks.iter().all(|one| (0.0..=1.0).contains(&number(&one["excess"]))), "{remarks:#?}");
    let at_floor: Vec<&str> = remarks
        .iter()
        .filter(|one| one["key"] == "at-floor")
        .map(|one| one["subjects"][0].as_str().expect("an id"))
        .collect();
    assert_eq!(at_floor, ["f900", "f800", "f700", "f600", "f450", "f400", "f300", "f200"]);
    let of_floor = |one: &&Value| one["key"] == "at-floor" && one["subjects"][0] == "f900";
    let worst = remarks.iter().find(of_floor).expect("it is told");
    assert!((number(&worst["excess"]) - 0.75 / 0.85).abs() < 0.01, "{worst}");
    let shown = text(&folder.jifen(&["audit", "campaign.toml"]).stdout);
    assert!(shown.contains("in `f900`") && !shown.contains("in `f600`"), "{shown}");
    let hidden = shown.lines().find(|line| line.starts_with("… and ")).expect("some are hidden");
    let (warnings, notes) = hidden.split_once("), ").expect("both are counted");
    assert!(warnings.contains("1 at-floor") && warnings.contains(" warning"), "{hidden}");
    assert!(notes.contains("1 at-floor") && notes.contains(" note"), "{hidden}");
}

#[test]
fn an_indicator_without_any_value_is_remarked_once() {
    let members: [Member<'_>; 3] = [
        ("a", "revenue", 1000.0, 60.0),
        ("blank", "platforms", 2.0, 20.0),
        ("absent", "employees", 100.0, 20.0),
    ];
    let folder = own(&card(2, &[("one", &members)], ""), 60);
    let output = folder.jifen(&["audit", "campaign.toml"]);
    let (shown, noticed) = (text(&output.stdout), text(&output.stderr));
    assert!(!noticed.contains("indicator-blank"), "{noticed}");
    assert!(
        shown.contains("warning[all-missing]: no firm has a value for `blank`: its columns are there"),
        "{shown}"
    );
    assert!(
        shown.contains("warning[all-missing]: no firm has a value for `absent`: no column for"),
        "{shown}"
    );
    // Who does not audit is told as before.
    let checked = folder.jifen(&["--format", "json", "check", "campaign.toml"]);
    assert!(text(&checked.stdout).contains("indicator-blank"), "{}", text(&checked.stdout));
}

#[test]
fn every_figure_stands_in_a_table() {
    let folder = Folder::with_firms(150, 0.0);
    let output = folder.jifen(&["--quiet", "audit", "campaign.toml", "--out", "study"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let summary: Value = serde_json::from_str(&folder.read("study/summary.json")).expect("one JSON object");
    let parts = list(&summary["parts"]);
    let near = |cell: &str, value: &Value| match value.as_f64() {
        None => assert_eq!(cell, ""),
        Some(value) => {
            assert!((cell.parse::<f64>().expect("a number") - value).abs() < 1e-12, "{cell} {value}");
        }
    };
    let rows = folder.rows("study/parts.csv");
    assert_eq!(rows.len(), 4);
    for (row, part) in rows.iter().zip(parts) {
        for key in ["distinct", "tied", "tied_pairs", "largest_tie", "largest_tie_at", "entropy"] {
            near(&row[key], &part["separation"][key]);
        }
        near(&row["alpha"], &part["consistency"]["alpha"]);
    }
    let grades: Vec<&Value> = parts.iter().flat_map(|part| list(&part["separation"]["grades"])).collect();
    let rows = folder.rows("study/grades.csv");
    assert!(rows.len() == grades.len() && rows.len() > 8, "{rows:?}");
    for (row, grade) in rows.iter().zip(grades) {
        assert_eq!(row["grade"], grade["grade"].as_str().unwrap_or(""));
        near(&row["share"], &grade["share"]);
    }
    let rows = folder.rows("study/group-correlations.csv");
    assert_eq!(rows.len(), 4 * 3);
    near(&rows[0]["correlation"], &parts[0]["groups"][0]["correlations"][1]);
    near(&rows[0]["adjusted_p"], &parts[0]["groups"][0]["chances"][1]["adjusted"]);
    near(&rows[2]["correlation"], &parts[0]["groups"][1]["correlations"][2]);
    let rows = folder.rows("study/with-groups.csv");
    assert_eq!(rows.len(), 4 * 18 * 3);
    for row in rows.iter().filter(|row| row["part"] == "all") {
        let one = of(&summary, "indicators", &row["indicator"]);
        let groups = list(&parts[0]["groups"]);
        let at = groups.iter().position(|group| group["id"] == row["group"]).expect("a group");
        let fit = &one["with_groups"][at];
        near(&row["correlation"], &fit["correlation"]);
        near(&row["adjusted_p"], &fit["chance"]["adjusted"]);
        near(&row["apart_p"], &fit["apart"]["p"]);
        assert_eq!(row["own"] == "true", one["group"] == row["group"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_scorecard_is_audited_and_the_worst_of_it_comes_first(seed: u64, len in 1..80usize) {
        let mut random = generator(seed);
        let card = load(&random_card::card(&mut random).to_string());
        let firms = firms(&random_card::rows(len, &mut random), &card);
        let scores = score(&firms, &card, AS_OF, true, &Silent);
        let cohort = Cohort {
            firms: &firms,
            dictionary: &Dictionary::built_in(),
            scorecard: &card,
            scores: &scores,
            as_of: AS_OF,
            file: "firms.csv",
            parts: &jifen::intake::Parts::default(),
        };
        let told = jifen::studies::audit::audit(&cohort, &Options::default(), &Silent);
        let rank = |at: usize| {
            let remark = &told.remarks[at];
            (std::cmp::Reverse(remark.severity), -remark.excess)
        };
        for at in 1..told.remarks.len() {
            let same = told.remarks[at - 1].segment == told.remarks[at].segment;
            prop_assert!(!same || rank(at - 1) <= rank(at), "{:#?}", told.remarks);
        }
        prop_assert!(told.remarks.iter().all(|one| (0.0..=1.0).contains(&one.excess)), "{:#?}", told.remarks);
        for table in told.tables() {
            prop_assert!(
                table.columns.iter().all(|column| column.values.len() == table.rows()),
                "{}",
                table.name
            );
        }
        for part in &told.parts {
            let grades: usize = part.separation.grades.iter().map(|grade| grade.firms).sum();
            prop_assert!(card.grades.is_empty() || grades == part.firms);
            prop_assert!(part.separation.entropy.is_none_or(|entropy| (0.0..=1.0).contains(&entropy)));
        }
    }
}
