//! The whole run: nothing lost, nothing that depends on threads or on the order of rows.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;
use polars_io::prelude::{ParquetReader, SerReader};
use proptest::prelude::*;

use crate::support::workplace::{Folder, text};

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

/// Every scored firm is on a list or has its reason for every institution, of which there are `lists`;
/// reasons are counted as they are written.
fn everyone_has_a_reason(folder: &Folder, lists: usize) {
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
    assert_eq!(institutions.len(), lists);

    let cells: Vec<Vec<String>> =
        institutions.iter().map(|institution| column("out/not_referred.csv", institution)).collect();
    assert!(cells.iter().flatten().all(|cell| !cell.is_empty()), "a blank cell says nothing");
    let kept_off: usize = cells.iter().flatten().filter(|cell| *cell != "listed").count();
    // A place beyond a list's end is a reason too, and counted as one.
    let key = |cell: &str| match cell.parse::<u32>() {
        Ok(_) => "place".to_owned(),
        Err(_) => cell.strip_suffix("-unknown").unwrap_or(cell).to_owned(),
    };
    let mut firms_of: BTreeMap<String, usize> = BTreeMap::new();
    let mut undecided: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..cells[0].len() {
        let keys: BTreeSet<String> = cells.iter().map(|column| key(&column[row])).collect();
        keys.into_iter().filter(|key| key != "listed").for_each(|key| *firms_of.entry(key).or_default() += 1);
        let unknown: BTreeSet<&str> =
            cells.iter().filter_map(|column| column[row].strip_suffix("-unknown")).collect();
        unknown.into_iter().for_each(|key| *undecided.entry(key.to_owned()).or_default() += 1);
    }
    let counts = |name: &str| -> BTreeMap<String, usize> {
        let counts = column("out/reasons.csv", name).into_iter().map(|count| count.parse().expect("a count"));
        column("out/reasons.csv", "reason").into_iter().zip(counts).filter(|(_, count)| *count > 0).collect()
    };
    assert_eq!((counts("firms"), counts("unknown")), (firms_of.clone(), undecided));
    let in_words = column("out/not_referred.csv", "in_words");
    for (row, words) in in_words.iter().enumerate() {
        let keys: BTreeSet<String> = cells.iter().map(|column| key(&column[row])).collect();
        let told: BTreeSet<&str> =
            words.split("; ").filter_map(|words| Some(words.split_once(": ")?.0)).collect();
        let reasons = keys.iter().map(String::as_str).filter(|key| *key != "listed");
        assert!(reasons.clone().all(|key| told.contains(key)), "{keys:?} {words}");
        assert_eq!(
            told.iter().filter(|key| firms_of.contains_key(**key)).count(),
            reasons.count(),
            "{words}"
        );
    }
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let referrals = run["counts"]["referrals"].as_u64().expect("a count") as usize;
    assert_eq!(kept_off + referrals, firms.len() * institutions.len());
}

#[test]
fn every_scored_firm_is_on_a_list_or_has_its_reason_for_every_institution() {
    let folder = Folder::with_firms(3000, 0.02);
    assert_eq!(folder.jifen(&["run", "campaign.toml"]).status.code(), Some(1));
    everyone_has_a_reason(&folder, 22);
}

/// More rules than a word has bits, and more text in reasons than is held at a time.
#[test]
fn reasons_of_any_number_and_length_are_counted_as_they_are_written() {
    let folder = Folder::with_firms(300, 0.0);
    let rule = |at: usize| {
        let when = match at % 3 {
            0 => format!("revenue >= {}", 40 * at),
            1 => format!("rd_expense >= {}", 3 * at),
            _ => format!("loan_demand <= {}", 5000 - 60 * at),
        };
        let reason = "because it is so, ".repeat(160);
        format!(
            "[[institution]]\nid = \"b{at}\"\nname = \"B{at}\"\nkind = \"bank\"\ncapacity = 90\n\
                 [[institution.rule]]\nwhen = \"{when}\"\nreason = \"{reason}{at}\"\n"
        )
    };
    folder.write("institutions.toml", (0..70).map(rule).collect::<String>().as_bytes());
    let output = folder.jifen(&["run", "campaign.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    everyone_has_a_reason(&folder, 70);
}

/// Details are written piece by piece, several at a time on their way.
#[test]
fn details_of_many_firms_are_all_there_and_in_order() {
    let folder = Folder::with_firms(20_000, 0.0);
    let output = folder.jifen(&["run", "campaign.toml", "--quiet"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    let table = |name: &str| {
        let file = std::fs::File::open(folder.path(name)).expect("it was written");
        ParquetReader::new(file).finish().expect("a Parquet file")
    };
    let (scores, points) = (table("out/scores.parquet"), table("out/points.parquet"));
    let column = |table: &DataFrame, name: &str| table.column(name).expect("the column").clone();
    let (firms, ids) = (column(&scores, "credit_code"), column(&points, "credit_code"));
    let (totals, parts) = (column(&scores, "points"), column(&points, "points"));
    let (firms, ids) = (firms.str().expect("texts"), ids.str().expect("texts"));
    let (totals, parts) = (totals.f64().expect("numbers"), parts.f64().expect("numbers"));
    let each = points.height() / scores.height();
    assert_eq!((each, points.height()), (18, 18 * scores.height()));
    assert!(scores.height() > 19_000);
    for firm in 0..scores.height() {
        let rows = firm * each..(firm + 1) * each;
        assert!(rows.clone().all(|row| ids.get(row) == firms.get(firm)), "{firm}");
        let sum: f64 = rows.map(|row| parts.get(row).expect("points")).sum();
        assert!((sum - totals.get(firm).expect("points")).abs() <= 0.0051, "{firm}: {sum}");
    }
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
        let scored =
            csv::Reader::from_reader(folder.read("out/scores.csv").as_bytes()).records().count() as u64;
        prop_assert_eq!(scored, count("scored"));
    }
}
