//! What the studies and the tools print in English: status, standard output and standard error.

use std::fs;

use crate::support::workplace::Folder;

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn shows(name: &str, told: &str) {
    super::commands::shows(&format!("en_{name}"), told);
}

#[test]
fn studies() {
    let folder = Folder::with_firms(300, 0.0);
    shows("audit", &folder.told(&["audit", "campaign.toml"]));
    shows("sensitivity", &folder.told(&["sensitivity", "campaign.toml", "--draws", "60", "--seed", "1"]));
    for method in ["critic", "entropy", "pca"] {
        shows(&format!("weights_{method}"), &folder.told(&["weights", method, "campaign.toml"]));
    }
    shows("compare", &folder.told(&["compare", "campaign.toml", "--set", "revenue=8", "--rescale"]));
}

#[test]
fn studies_of_the_guides() {
    let folder = Folder::with_firms(1, 0.0);
    for file in fs::read_dir("docs/example").expect("it is there").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        folder.write(&name, &fs::read(file.path()).expect("it can be read"));
    }
    for (name, arguments) in [
        ("calibrate", &["calibrate", "borrowers.toml", "--outcomes", "outcomes.csv"][..]),
        ("tune", &["tune", "borrowers.toml", "--goal", "goal.toml"]),
        ("compare_campaigns", &["compare", "campaign.toml", "next.toml"]),
    ] {
        let told = folder.told(arguments);
        assert!(!told.contains(is_han), "{told}");
        shows(name, &told);
    }
}

#[test]
fn scorecards_and_tools() {
    let folder = Folder::with_firms(200, 0.1);
    shows("scorecards_list", &folder.told(&["scorecards", "list"]));
    shows("scorecards_check", &folder.told(&["scorecards", "check", "mst-2022"]));
    shows("scorecards_new", &folder.told(&["scorecards", "new", "mine", "--from", "mst-2022"]));
    for (name, arguments) in super::programmes::SHOWN {
        shows(&format!("programmes_{name}"), &folder.told(arguments));
    }
    shows(
        "sample",
        &folder.told(&["sample", "--firms", "50", "--seed", "1", "--dirty", "0.2", "--out", "s.csv"]),
    );
    let score = [
        "score",
        "firms.csv",
        "--scorecard",
        "innovative-sme-2022",
        "--out",
        "t.csv",
        "--as-of",
        "2025-12-31",
    ];
    shows("score", &folder.told(&score));
    shows("check_cohort", &folder.told(&["check", "firms.csv", "--as-of", "2025-12-31"]));
    let man = folder.told(&["man", "run"]);
    assert!(man.contains(".TH") && !man.contains(is_han), "{man}");
}
