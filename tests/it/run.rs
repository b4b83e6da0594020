//! The whole run: nothing lost, nothing that depends on threads or on the order of rows.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::workplace::{Folder, text};

#[test]
fn threads_leave_no_trace() {
    let folder = Folder::with_firms(5000, 0.03);
    for threads in ["1", "2", "5"] {
        let output = folder.jifen(&["run", "campaign.toml", "--threads", threads, "--out", threads]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    }
    let one = folder.content("1");
    assert!(one.len() > 28, "{} files", one.len());
    for other in ["2", "5"] {
        for ((name, left), (other_name, right)) in one.iter().zip(&folder.content(other)) {
            assert_eq!(name, other_name);
            assert!(left == right, "{name} differs between 1 and {other} threads");
        }
    }
}

#[test]
fn the_order_of_rows_leaves_no_trace_in_scores_and_lists() {
    let folder = Folder::with_firms(3000, 0.0);
    let output = folder.jifen(&["run", "campaign.toml", "--out", "sorted"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));

    let cohort = folder.read("firms.csv");
    let (header, body) = cohort.split_once('\n').expect("a header");
    let mut rows: Vec<&str> = body.lines().collect();
    // A fixed shuffle: by a multiplicative hash of the row's place.
    let mut keyed: Vec<(u64, &str)> = rows
        .drain(..)
        .enumerate()
        .map(|(at, row)| ((at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15), row))
        .collect();
    keyed.sort_unstable();
    let shuffled: Vec<&str> = keyed.into_iter().map(|(_, row)| row).collect();
    folder.write("firms.csv", format!("{header}\n{}\n", shuffled.join("\n")).as_bytes());
    let output = folder.jifen(&["run", "campaign.toml", "--out", "shuffled"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));

    let published = |out: &str| -> Vec<(String, Vec<u8>)> {
        let mut files = folder.content(out);
        files.retain(|(name, _)| {
            name.starts_with("referrals/") || name.starts_with("scores.") || name.starts_with("points.")
        });
        files
    };
    let (left, right) = (published("sorted"), published("shuffled"));
    assert_eq!(left.len(), 26);
    for ((name, left), (_, right)) in left.iter().zip(&right) {
        assert!(left == right, "{name} depends on the order of rows");
    }
}

#[test]
fn every_scored_firm_is_on_a_list_or_has_its_reason_for_every_institution() {
    let folder = Folder::with_firms(3000, 0.02);
    assert_eq!(folder.jifen(&["run", "campaign.toml"]).status.code(), Some(1));
    let column = |name: &str, column: &str| -> Vec<String> {
        let mut reader = csv::Reader::from_reader(folder.read(name).into_bytes().leak() as &[u8]);
        let at = reader.headers().expect("a header").iter().position(|h| h == column).expect("the column");
        reader.records().map(|record| record.expect("a record")[at].to_owned()).collect()
    };
    let firms = column("out/scores.csv", "credit_code");
    let institutions: Vec<String> = folder
        .content("out/referrals")
        .into_iter()
        .filter(|(name, _)| name != "README.txt")
        .map(|(name, _)| name.rsplit_once('.').expect("an extension").0.to_owned())
        .collect();
    assert_eq!(institutions.len(), 22);

    let cells: Vec<Vec<String>> =
        institutions.iter().map(|institution| column("out/not_referred.csv", institution)).collect();
    assert!(cells.iter().flatten().all(|cell| !cell.is_empty()), "a blank cell says nothing");
    let kept_off: usize = cells.iter().flatten().filter(|cell| *cell != "listed").count();
    // A place beyond a list's end is a reason too, and counted as one.
    let key = |cell: &str| if cell.parse::<u32>().is_ok() { "a number".to_owned() } else { cell.to_owned() };
    let mut firms_of: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..cells[0].len() {
        let keys: BTreeSet<String> = cells.iter().map(|column| key(&column[row])).collect();
        keys.into_iter().filter(|key| key != "listed").for_each(|key| *firms_of.entry(key).or_default() += 1);
    }
    let counts = column("out/reasons.csv", "firms").into_iter().map(|count| count.parse().expect("a count"));
    let told: BTreeMap<String, usize> =
        column("out/reasons.csv", "reason").into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
    assert_eq!(told, firms_of);
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let referrals = run["counts"]["referrals"].as_u64().expect("a count") as usize;
    assert_eq!(kept_off + referrals, firms.len() * institutions.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn rows_in_are_rows_out_however_dirty_the_cohort(firms in 1u32..400, dirty in 0.0f64..1.0) {
        let folder = Folder::with_firms(firms, dirty);
        let output = folder.jifen(&["run", "campaign.toml", "--format", "json"]);
        // A cohort of which nobody is left stops the run.
        if text(&output.stderr).contains("error[nobody-scored]") {
            prop_assert_eq!(output.status.code(), Some(3));
            return Ok(());
        }
        prop_assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
        let summary: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let count = |name: &str| summary["counts"][name].as_u64().expect("a count");
        prop_assert_eq!(count("rows"), count("scored") + count("quarantined") + count("merged"));
        let quarantine = folder.read("out/quarantine.csv");
        let kept = csv::Reader::from_reader(quarantine.as_bytes()).records().count() as u64;
        prop_assert_eq!(kept, count("quarantined"));
        let scored = csv::Reader::from_reader(folder.read("out/scores.csv").as_bytes()).records().count() as u64;
        prop_assert_eq!(scored, count("scored"));
    }
}
