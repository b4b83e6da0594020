//! Studies fill lists again for other weights, and set lists side by side: held firms are on none of theirs
//! either.

use std::collections::BTreeSet;

use super::{TITLE, changed, folder, json, listed, misspelt, without_column};
use crate::support::workplace::{Folder, english, text};

/// A cohort in which every third firm is not known.
fn some_blank() -> Folder {
    folder(&changed(TITLE, TITLE, |row, cell| if row % 3 == 0 { String::new() } else { cell.to_owned() }))
}

fn held(folder: &Folder) -> BTreeSet<String> {
    let rows = folder.rows("out/scores.csv").into_iter();
    rows.filter(|row| row["held"] == "true").map(|row| row["credit_code"].clone()).collect()
}

#[test]
fn sensitivity_lists_nobody_who_is_held() {
    let folder = some_blank();
    assert!(folder.jifen(&["run", "campaign.toml", "-q"]).status.success());
    let held = held(&folder);
    assert!(held.len() > 10);
    let study = ["sensitivity", "campaign.toml", "--draws", "200", "--out", "study", "-q"];
    assert!(folder.jifen(&study).status.success());
    let rows = folder.rows("study/sensitivity.csv");
    let chance = |row: &std::collections::BTreeMap<String, String>| {
        row["chance_any_list"].parse::<f64>().expect("a share")
    };
    let on: BTreeSet<String> =
        rows.iter().filter(|row| chance(row) > 0.0).map(|row| row["firm"].clone()).collect();
    assert!(on.is_superset(&listed(&folder, "out")) && on.is_disjoint(&held), "{on:?}");
}

#[test]
fn compare_says_held_of_runs_and_of_campaigns() {
    let folder = some_blank();
    assert!(folder.jifen(&["run", "campaign.toml", "-q"]).status.success());
    folder.write(
        "open.toml",
        folder
            .read("campaign.toml")
            .replacen("institutions =", "accept_unknown = [\"dishonest\"]\ninstitutions =", 1)
            .as_bytes(),
    );
    assert!(folder.jifen(&["run", "open.toml", "--out", "open", "-q"]).status.success());
    let why = "held: not known: dishonest (失信被执行人)";
    let told = |before: &str, after: &str| {
        let mut told = json(&folder, &["compare", before, after, "--format", "json"]);
        for key in ["before", "after"] {
            told[key].take();
        }
        told
    };
    // A finished run has its reasons in the language it was published in, a campaign in every language.
    let (runs, campaigns) = (told("out", "open"), told("campaign.toml", "open.toml"));
    let [runs, campaigns] = [runs, campaigns].map(|told| english(&told["lists"]));
    assert_eq!(runs, campaigns);
    let runs = serde_json::json!({ "lists": runs });
    assert!(runs["lists"].to_string().contains(why), "{}", runs["lists"]);
}

/// A scorecard in the place of a campaign's own may have none of the gates the campaign speaks of.
#[test]
fn compare_under_another_scorecard_takes_what_it_has() {
    let folder = folder(&without_column());
    folder.edit("campaign.toml", "institutions =", "accept_unknown = [\"dishonest\"]\ninstitutions =");
    folder.write(
        "loose.toml",
        b"extends = \"mst-2022\"\nid = \"loose\"\ntitle = \"Loose\"\nweights_basis = \"illustrative\"\n\
          [[gate]]\nid = \"dishonest\"\nremove = true\n",
    );
    let output = folder.jifen(&["compare", "campaign.toml", "loose.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

/// Nobody is referred by a study, so that it goes on, and says so.
#[test]
fn a_study_goes_on_without_a_vetos_column_and_says_so_once() {
    for (firms, words) in [
        (
            without_column(),
            "warning[veto-unknown]: firms.csv: gate `dishonest` holds 39 firms, beside 1 that does not \
            qualify anyway: no column for `dishonest`",
        ),
        (misspelt(), "warning[column-near]: firms.csv:1 [失信被执行入]: is not read"),
    ] {
        let folder = folder(&firms);
        for study in [
            &["audit", "campaign.toml"][..],
            &["sensitivity", "campaign.toml", "--draws", "60"],
            &["weights", "equal", "campaign.toml"],
        ] {
            let output = folder.jifen(study);
            let told = text(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{study:?} {told}");
            assert_eq!(told.matches(words).count(), 1, "{study:?} {told}");
        }
    }
}
