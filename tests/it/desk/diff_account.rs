//! The account of a difference, recounted from what the two runs published.

use std::collections::{BTreeMap, BTreeSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::support::workplace::{Folder, text};

/// The firms on each list of a run, from its published files: those that `not_referred.csv` does not name.
fn listed(folder: &Folder, run: &str) -> BTreeMap<String, BTreeSet<String>> {
    let all: BTreeSet<String> =
        folder.rows(&format!("{run}/scores.csv")).iter().map(|row| row["credit_code"].clone()).collect();
    let not_referred = folder.rows(&format!("{run}/not_referred.csv"));
    let institutions: Vec<String> = not_referred[0]
        .keys()
        .filter(|name| !["credit_code", "firm_name", "in_words"].contains(&name.as_str()))
        .cloned()
        .collect();
    let of_one = |institution: &String| {
        let off = not_referred.iter().filter(|row| row[institution] != "listed");
        let off: BTreeSet<String> = off.map(|row| row["credit_code"].clone()).collect();
        (institution.clone(), all.difference(&off).cloned().collect())
    };
    institutions.iter().map(of_one).collect()
}

/// A month later: some firms are gone, some cells are changed or emptied, some consents withdrawn.
fn a_month_later(folder: &Folder, seed: u64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let text = folder.read("firms.csv");
    let mut lines = text.lines();
    let header = lines.next().expect("a header");
    let columns = header.split(',').count();
    let mut later = format!("{header}\n");
    for line in lines {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        if cells.len() != columns || rng.random_range(0..20) == 0 {
            continue;
        }
        if rng.random_range(0..3) == 0 {
            let at = rng.random_range(2..columns);
            cells[at] = match cells[at].parse::<f64>() {
                Ok(number) => format!("{:.2}", number * rng.random_range(0..30) as f64 / 10.0),
                Err(_) if cells[at] == "是" => "否".to_owned(),
                Err(_) if cells[at] == "否" => String::new(),
                Err(_) => cells[at].clone(),
            };
        }
        later += &(cells.join(",") + "\n");
    }
    folder.write("firms.csv", later.as_bytes());
}

#[test]
fn every_change_is_reported_once_with_one_reason() {
    for seed in [1, 2, 3] {
        let folder = Folder::with_firms(400, 0.05);
        folder.edit("campaign.toml", "detail = true", "detail = true\nfirms = true");
        let done = |arguments: &[&str]| {
            let output = folder.jifen(arguments);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
        };
        let run = |out: &str| {
            done(&["--quiet", "run", "campaign.toml", "--max-quarantined", "100%", "--out", out]);
        };
        run("a");
        a_month_later(&folder, seed);
        run("b");
        done(&["--quiet", "diff", "a", "b", "--out", "told"]);
        let (before, after) = (listed(&folder, "a"), listed(&folder, "b"));
        let mut expected: BTreeSet<(String, String, &str)> = BTreeSet::new();
        for (institution, one) in &before {
            let other = &after[institution];
            let gone = one.difference(other).map(|firm| (institution.clone(), firm.clone(), "gone"));
            let new = other.difference(one).map(|firm| (institution.clone(), firm.clone(), "new"));
            expected.extend(gone.chain(new));
        }
        assert!(expected.len() > 50, "the month changes too little");
        let rows = folder.rows("told/changes.csv");
        let mut found: Vec<(String, String, &str)> = Vec::new();
        for row in rows.iter().filter(|row| row["change"] != "moved") {
            let change = if row["change"] == "new" { "new" } else { "gone" };
            found.push((row["institution"].clone(), row["firm"].clone(), change));
            assert!(!row["reason"].is_empty());
        }
        assert_eq!(found.len(), expected.len(), "a change stands twice, or is missing");
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
        accounts_agree(&folder, &before, &after);
        reasons_agree(&folder, &rows);
        // The other way round, who joined has left.
        done(&["--quiet", "diff", "b", "a", "--out", "back"]);
        let back = folder.rows("back/changes.csv");
        let mirrored: BTreeSet<(String, String, &str)> = back
            .iter()
            .filter(|row| row["change"] != "moved")
            .map(|row| {
                let change = if row["change"] == "new" { "gone" } else { "new" };
                (row["institution"].clone(), row["firm"].clone(), change)
            })
            .collect();
        assert_eq!(mirrored, expected);
    }
}

/// The account of every list is that of the published lists.
fn accounts_agree(
    folder: &Folder,
    before: &BTreeMap<String, BTreeSet<String>>,
    after: &BTreeMap<String, BTreeSet<String>>,
) {
    for row in folder.rows("told/accounts.csv").iter().filter(|row| !row["institution"].is_empty()) {
        let (one, other) = (&before[&row["institution"]], &after[&row["institution"]]);
        let count = |key: &str| row[key].parse::<usize>().expect("a number");
        assert_eq!((count("before"), count("after")), (one.len(), other.len()));
        assert_eq!(
            (count("gone"), count("new")),
            (one.difference(other).count(), other.difference(one).count())
        );
        let kept = count("moved") + count("unmoved") + count("unplaced");
        assert_eq!(kept, one.intersection(other).count());
        assert_eq!(count("before") - count("gone") + count("new"), count("after"));
    }
}

/// The counts of reasons are those of the changes.
fn reasons_agree(folder: &Folder, changes: &[BTreeMap<String, String>]) {
    let mut counts: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for row in changes {
        let key = (row["institution"].clone(), row["change"].clone(), row["reason"].clone());
        *counts.entry(key).or_default() += 1;
    }
    let told: BTreeMap<(String, String, String), usize> = folder
        .rows("told/reasons.csv")
        .iter()
        .filter(|row| !row["institution"].is_empty())
        .map(|row| {
            let key = (row["institution"].clone(), row["change"].clone(), row["reason"].clone());
            (key, row["firms"].parse().expect("a number"))
        })
        .collect();
    assert_eq!(counts, told);
}
