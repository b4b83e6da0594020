//! What studies may write, and what they say of rows kept aside: the same for every command.

use crate::support::workplace::{Folder, text};

const GOAL: &[u8] = b"bounds = 0.3\n[[goal]]\nrank_correlation = \"spearman\"\nat_least = 0.5\n";
const ORDER: &[u8] = b"order = []\n";

/// A small campaign with a goal, judgements and outcomes beside it.
fn folder(dirty: f64) -> Folder {
    let folder = Folder::with_firms(300, dirty);
    folder.write("goal.toml", GOAL);
    folder.write("said.toml", ORDER);
    folder.write("outcomes.csv", b"credit_code,outcome\n");
    folder
}

/// Every command that writes a scorecard of its own, before `--write`.
const WRITERS: [(&[&str], &str); 4] = [
    (&["weights", "equal", "campaign.toml"], "firms.csv"),
    (&["weights", "roc", "campaign.toml", "--judgements", "said.toml"], "said.toml"),
    (&["tune", "campaign.toml", "--goal", "goal.toml"], "goal.toml"),
    (&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv"], "outcomes.csv"),
];

#[test]
fn no_command_replaces_what_it_was_made_from() {
    let folder = folder(0.0);
    for (command, own) in WRITERS {
        for input in ["campaign.toml", "firms.csv", "institutions.toml", own] {
            let before = folder.read(input);
            let output = folder.jifen(&[command, &["--write", input, "--force"]].concat());
            let told = text(&output.stderr);
            assert!(
                told.contains(&format!("{input}: is one of the files that were read")),
                "{command:?}: {told}"
            );
            assert_eq!(output.status.code(), Some(3), "{command:?} {input}: {told}");
            assert_eq!(folder.read(input), before, "{command:?} leaves {input} as it was");
        }
    }
}

#[test]
fn a_study_and_a_run_do_not_replace_each_other() {
    let folder = folder(0.0);
    assert!(folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "lists"]).status.success());
    assert!(folder.jifen(&["--quiet", "audit", "campaign.toml", "--out", "study"]).status.success());
    let (lists, study) = (folder.read("lists/run.json"), folder.read("study/summary.json"));
    let studies: [&[&str]; 4] = [
        &["audit", "campaign.toml"],
        &["weights", "equal", "campaign.toml"],
        &["sensitivity", "campaign.toml", "--draws", "50", "--sobol", "0"],
        &["compare", "campaign.toml", "mst-2022"],
    ];
    for command in studies {
        let output = folder.jifen(&[command, &["--out", "lists", "--force"]].concat());
        let told = text(&output.stderr);
        assert!(
            told.contains("lists: holds the lists of a run, which a study does not replace"),
            "{command:?}: {told}"
        );
        assert_eq!(output.status.code(), Some(3), "{command:?}");
    }
    let output = folder.jifen(&["run", "campaign.toml", "--out", "study", "--force"]);
    assert!(text(&output.stderr).contains("study: holds a study, which a run does not replace"));
    assert_eq!(output.status.code(), Some(3));
    assert_eq!((folder.read("lists/run.json"), folder.read("study/summary.json")), (lists, study));
    // Of one kind they do.
    assert!(
        folder.jifen(&["--quiet", "audit", "campaign.toml", "--out", "study", "--force"]).status.success()
    );
}

#[test]
fn a_proposal_that_cannot_be_written_whole_leaves_nothing() {
    let folder = folder(0.0);
    let weights = ["weights", "equal", "campaign.toml", "--write"];
    let output = folder.jifen(&[&weights[..], &["none/new.toml"]].concat());
    let told = text(&output.stderr);
    assert!(told.contains("none/new.toml: its folder does not exist"), "{told}");
    assert_eq!(output.status.code(), Some(3));
    let output = folder.jifen(&[&weights[..], &["new.toml", "--out", "new.toml"]].concat());
    assert!(
        text(&output.stderr).contains("[name-repeated]: new.toml: is named twice"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(2));
    // A campaign takes other names for those of built-in scorecards.
    let output = folder.jifen(&[&weights[..], &["new.csv"]].concat());
    assert!(
        text(&output.stderr)
            .contains("[name-invalid]: new.csv: is not a name for a scorecard's file\n  help: let it end"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!((output.status.code(), folder.path("new.csv").exists()), (Some(2), false));
    // What can be written can be named, in capitals too.
    assert!(folder.jifen(&[&["--quiet"], &weights[..], &["NEW.TOML"]].concat()).status.success());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"NEW.TOML\"");
    let output = folder.jifen(&["--quiet", "check", "campaign.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(folder.jifen(&["--quiet", "compare", "campaign.toml", "NEW.TOML"]).status.success());
    folder.edit("campaign.toml", "\"NEW.TOML\"", "\"mst-2022\"");
    for study in [&["weights", "equal"][..], &["sensitivity"], &["audit"], &["tune", "--goal", "goal.toml"]] {
        let output = folder.jifen(&[study, &["campaign.toml", "--force"]].concat());
        assert!(text(&output.stderr).contains("required arguments are missing: "), "{study:?}");
    }
    // No folder can be made there, which shows only when it is.
    #[cfg(target_os = "linux")]
    {
        let output = folder.jifen(&[&weights[..], &["new.toml", "--out", "/proc/study"]].concat());
        assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    }
    assert!(!folder.path("new.toml").exists() && !folder.path("none").exists());
}

#[test]
fn every_command_says_what_was_kept_aside() {
    let folder = folder(0.1);
    let check = folder.jifen(&["--quiet", "check", "campaign.toml"]);
    assert_eq!(check.status.code(), Some(1));
    let commands: [&[&str]; 4] = [
        &["audit", "campaign.toml"],
        &["weights", "equal", "campaign.toml"],
        &["sensitivity", "campaign.toml", "--draws", "50", "--sobol", "0"],
        &["tune", "campaign.toml", "--goal", "goal.toml"],
    ];
    for command in commands {
        for quiet in [&["--quiet"][..], &[]] {
            let output = folder.jifen(&[quiet, command].concat());
            let told = text(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{command:?}: {told}");
            let line = told.lines().last().unwrap_or_default();
            assert!(line.contains(" quarantined ("), "{command:?}: {told}");
        }
    }
}
