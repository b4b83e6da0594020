//! The log of searches beside a campaign: what `calibrate` and `tune` say of those that came before.

use std::fs;

use serde_json::Value;

use super::calibrate::{TRUTH, points, small, study, write_outcomes};
use super::tune::{own, tune};
use crate::support::workplace::{Folder, text};

const LOG: &str = "searches.jsonl";

fn goal(seed: u32, bounds: f64) -> String {
    format!(
        "bounds = {bounds}\n[[goal]]\namong_first = 40\nof = \"region\"\nat_most = 0.2\n[search]\n\
         evaluations = 40\nseed = {seed}\n"
    )
}

/// The lines of the log, each of which is whole.
fn lines(folder: &Folder) -> Vec<Value> {
    let text = folder.read(LOG);
    assert!(text.ends_with('\n'));
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect()
}

fn plain(folder: &Folder) -> String {
    text(&folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]).stdout)
}

#[test]
fn searches_for_goals_on_the_same_firms_are_counted() {
    let folder = own([50.0, 30.0, 20.0], "");
    let first = tune(&folder, &goal(1, 0.3), &[])["searches"].clone();
    assert_eq!((&first["others"], &first["seeds"]), (&0.into(), &0.into()));
    let line = &lines(&folder)[0];
    assert_eq!((&line["study"], &line["seed"], &line["bounds"]), (&"tune".into(), &1.into(), &0.3.into()));
    assert!(line["result"]["figures"]["goals"][0]["found"].is_number(), "{line}");

    // The same again is no other search: the same words, and no line.
    let before = plain(&folder);
    assert!(
        before.contains("the log of searches (searches.jsonl) has no other search on these firms\n"),
        "{before}"
    );
    assert_eq!((plain(&folder), lines(&folder).len()), (before, 1));

    // Another seed, then other bounds, which are another goal file as well.
    let second = tune(&folder, &goal(2, 0.3), &[])["searches"].clone();
    assert_eq!((&second["others"], &second["seeds"]), (&1.into(), &1.into()));
    let third = tune(&folder, &goal(2, 0.4), &[])["searches"].clone();
    for (of, count) in [("others", 2), ("seeds", 2), ("bounds", 1), ("goals", 2), ("scorecards", 1)] {
        assert_eq!(third[of], count, "{of}: {third}");
    }
    // Another scorecard, in a copy of the campaign.
    folder.write("copy.toml", folder.read("campaign.toml").replace("card.toml", "other.toml").as_bytes());
    folder.write(
        "other.toml",
        folder.read("card.toml").replace("= 50", "= 40").replace("= 20", "= 30").as_bytes(),
    );
    let said = text(&folder.jifen(&["tune", "copy.toml", "--goal", "goal.toml"]).stdout).replace('\n', " ");
    assert!(
        said.contains(
            "the log of searches (searches.jsonl) has 3 other searches on these firms (2 \
            seeds, 2 sets of bounds, 3 goal files, 1"
        ),
        "{said}"
    );

    // A search that is refused leaves nothing, and another cohort has none before it.
    folder.write("goal.toml", b"bounds = 2\n");
    assert_eq!(folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]).status.code(), Some(2));
    assert_eq!(lines(&folder).len(), 4);
    folder.edit("firms.csv", "f00000,", "g00000,");
    assert_eq!(tune(&folder, &goal(1, 0.3), &[])["searches"]["others"], 0);
    assert_eq!(lines(&folder).len(), 5);
}

#[test]
fn calibrations_on_the_same_outcomes_are_counted() {
    let folder = small(300);
    write_outcomes(&folder, &points(&folder, TRUTH), (2.0, 6.0), 1);
    let run = |seed: &str, maximise: &str| {
        let options = ["--seed", seed, "--maximise", maximise, "--draws", "50"];
        study(&folder, &options).0["searches"].clone()
    };
    assert_eq!(run("1", "likelihood")["others"], 0);
    assert_eq!(run("1", "likelihood")["others"], 0);
    assert_eq!(run("2", "likelihood")["others"], 1);
    let third = run("2", "auc");
    assert_eq!((&third["others"], &third["seeds"], &third["goals"]), (&2.into(), &2.into(), &1.into()));
    let best =
        lines(&folder).iter().take(2).filter_map(|line| line["result"]["auc"].as_f64()).fold(0.0, f64::max);
    let told = third["best_auc"].as_f64().expect("it is a number");
    assert!(best > 0.5 && (told - best).abs() < 1e-9, "{third}: {best}");
    let said = text(&folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv"]).stdout);
    let said = said.split_whitespace().collect::<Vec<&str>>().join(" ");
    assert!(
        said.contains(
            "has 3 other searches on these firms and outcomes (2 seeds, 1 set of bounds, \
        2 objectives, 1 scorecard)"
        ),
        "{said}"
    );
    // 1 − 0.05 / 4
    assert!(said.contains("each interval needs 98.8 % (Bonferroni)"), "{said}");
    // Other outcomes; a search for goals is none for outcomes.
    write_outcomes(&folder, &points(&folder, TRUTH), (2.0, 6.0), 2);
    assert_eq!(run("1", "likelihood")["others"], 0);
    assert_eq!(tune(&folder, &goal(1, 0.3), &[])["searches"]["others"], 0);
}

#[test]
fn a_line_that_cannot_be_read_is_warned_of_and_kept() {
    let folder = own([50.0, 30.0, 20.0], "");
    tune(&folder, &goal(1, 0.3), &[]);
    let whole = folder.read(LOG);
    let broken = format!("{{}}\n{whole}{}", &whole[..whole.len() / 2]);
    folder.write(LOG, broken.as_bytes());
    folder.write("goal.toml", goal(2, 0.3).as_bytes());
    let output = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    let told = text(&output.stderr);
    assert!(told.contains("warning[search-unread]: searches.jsonl:1: the line is not a search"), "{told}");
    assert!(told.contains("searches.jsonl:3: the line is cut off or not JSON"), "{told}");
    assert!(text(&output.stdout).contains("has 1 other search on these firms (1 seed, 1 set of bounds, 1"));
    let after = folder.read(LOG);
    assert!(after.starts_with(&format!("{broken}\n{{\"time\"")), "{after}");
    assert_eq!(after.lines().count(), 4);
}

/// What `tune` says and warns of, which ends as ever.
fn said_and_warned(folder: &Folder) -> (String, String) {
    folder.write("goal.toml", goal(1, 0.3).as_bytes());
    let output = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    assert!(output.status.code().is_some_and(|code| code < 2));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_log_that_cannot_be_written_is_warned_of() {
    let folder = own([50.0, 30.0, 20.0], "");
    fs::create_dir(folder.path(LOG)).expect("it can be made");
    let (said, warned) = said_and_warned(&folder);
    assert!(said.contains("the number of earlier searches on these firms is not known"), "{said}");
    assert!(warned.contains("warning[search-unrecorded]: searches.jsonl: is not a regular file"), "{warned}");
    fs::remove_dir(folder.path(LOG)).expect("it is empty");

    // Other studies search for nothing, and leave none.
    assert!(folder.jifen(&["audit", "campaign.toml"]).status.success());
    assert!(!folder.path(LOG).exists());
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_pipes_are_not_opened() {
    use std::os::unix::fs::symlink;

    let folder = own([50.0, 30.0, 20.0], "");
    // Whoever may write everywhere cannot write here either.
    symlink("no-such-folder/log", folder.path(LOG)).expect("it can be made");
    let (said, warned) = said_and_warned(&folder);
    assert!(
        said.contains("the log of searches (searches.jsonl) has no other search on these firms\n"),
        "{said}"
    );
    assert!(warned.contains("warning[search-unrecorded]: searches.jsonl: cannot be written"), "{warned}");
    fs::create_dir(folder.path("no-such-folder")).expect("it can be made");
    assert!(!said_and_warned(&folder).1.contains("[search-"));
    assert_eq!(folder.read("no-such-folder/log").lines().count(), 1);
    // A campaign that is no file has nothing beside it.
    let piped = "tune /dev/stdin --goal goal.toml";
    let output = folder
        .command()
        .args(piped.split(' '))
        .stdin(fs::File::open("/dev/null").expect("it is there"))
        .output()
        .expect("it can be started");
    assert!(output.status.code().is_some_and(|code| code > 1));
    assert!(!std::path::Path::new("/dev/searches.jsonl").exists());
}

#[test]
fn searches_at_once_leave_a_whole_line_each() {
    let folder = own([50.0, 30.0, 20.0], "");
    let running: Vec<_> = (1..=6)
        .map(|seed| {
            let name = format!("goal-{seed}.toml");
            folder.write(&name, goal(seed, 0.3).as_bytes());
            let mut command = folder.command();
            command.args(["--format", "json", "tune", "campaign.toml", "--goal", &name]);
            command
                .stderr(std::process::Stdio::null())
                .stdout(std::process::Stdio::piped())
                .spawn()
                .expect("it can be started")
        })
        .collect();
    let of_one = |one: std::process::Child| {
        let output = one.wait_with_output().expect("it ends");
        let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
        (told["seed"].as_u64(), told["searches"]["others"].as_u64())
    };
    let told: Vec<_> = running.into_iter().map(of_one).collect();
    let lines = lines(&folder);
    assert_eq!(lines.len(), 6);
    // Each counts those whose lines stand above its own.
    for (above, line) in lines.iter().enumerate() {
        assert!(told.contains(&(line["seed"].as_u64(), Some(above as u64))), "{line}: {told:?}");
    }
}
