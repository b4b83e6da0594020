//! `jifen tune`: what is found where other weights score other firms, and numbers at their edges.

use serde_json::Value;

use crate::tune::{FIRMS, firm, list, number, own, tune};
use crate::workplace::{Folder, text};

/// A campaign of which the firms of one region are scored only where the third indicator, which is blank for them, weighs
/// at most a quarter: they have the most points.
fn half_known() -> Folder {
    let folder = own([50.0, 20.0, 30.0], "minimum_coverage = 0.75\n");
    folder.edit("card.toml", "missing = \"zero\"", "missing = \"skip\"");
    let mut rows =
        "firm,revenue(万元),rd_expense(万元),total_costs(万元),region,strategic_industry\n".to_owned();
    for at in 0..FIRMS {
        let ([a, b, c], ..) = firm(at);
        rows += &match at % 3 {
            0 => format!("f{at:05},{},{},,440305,是\n", 900 + at % 100, 900 + at % 90),
            _ => format!("f{at:05},{},{},{},110101,否\n", a * 800.0, b * 800.0, c * 800.0),
        };
    }
    folder.write("firms.csv", rows.as_bytes());
    folder
}

#[test]
fn what_is_found_is_what_a_run_with_these_weights_has_though_it_scores_other_firms() {
    let folder = half_known();
    let goal = "bounds = 0.5\n[[goal]]\nimportance_of = \"c\"\nat_most = 0.1\n\
        [[goal]]\namong_first = 50\nwhen = \"region LIKE '44%'\"\nat_most = 0.05\n[search]\nevaluations = 400\n";
    folder.write("goal.toml", goal.as_bytes());
    let arguments =
        ["--format", "json", "tune", "campaign.toml", "--goal", "goal.toml", "--write", "new.toml"];
    let output = folder.jifen(&arguments);
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let share = &told["goals"][1];
    assert_eq!((number(&share["today"]["value"]), number(&share["found"]["value"])), (0.0, 1.0), "{share}");
    assert_eq!(
        (&share["slipped"], &share["found"]["met"], &told["verdict"]),
        (&true.into(), &false.into(), &"none-found".into())
    );
    // A third of the firms is scored then for the first time.
    assert_eq!(list(&told["effect"]["only_after"]).len(), FIRMS / 3);
    folder.edit("campaign.toml", "\"card.toml\"", "\"new.toml\"");
    folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "lists"]);
    let first: Vec<_> = folder.rows("lists/scores.csv").into_iter().take(50).collect();
    assert!(first.iter().all(|row| row["region"].starts_with("44")), "{first:?}");
    // Today no firm scored is of that region: that proves nothing.
    let goal = "bounds = 0.5\n[[goal]]\namong_first = 50\nwhen = \"region LIKE '44%'\"\nat_least = 0.5\n";
    folder.edit("campaign.toml", "\"new.toml\"", "\"card.toml\"");
    folder.write("goal.toml", goal.as_bytes());
    let output = folder.jifen(&arguments[..6]);
    let told: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!((&told["goals"][0]["impossible"], &told["verdict"]), (&Value::Null, &"none-found".into()));
}

#[test]
fn todays_weights_that_no_hundredths_say_meet_what_they_meet() {
    let folder = own([100.0 / 3.0, 100.0 / 3.0, 100.0 / 3.0], "");
    let told = tune(&folder, "bounds = 0.3\n[[goal]]\nrank_shift = \"greatest\"\nat_most = 0\n", &[]);
    assert_eq!(
        (&told["verdict"], &told["goals"][0]["found"]["met"]),
        (&"today".into(), &true.into()),
        "{told}"
    );
}

#[test]
fn numbers_that_would_be_passed_over_are_refused() {
    let folder = own([50.0, 20.0, 30.0], "");
    let goal = "\n[[goal]]\nimportance_of = \"a\"\nat_least = 0.9\n";
    for (file, message) in [
        (
            format!("bounds = 0.3\nbetween = {{ a = [30, 45, 999] }}{goal}"),
            "`a` has 3 bounds, where two are needed",
        ),
        (format!("bounds = 0.3{goal}weight = 1e-323\n"), "is no weight of a goal"),
        (format!("bounds = 0.3{goal}weight = 1.7e308\n"), "is no weight of a goal"),
    ] {
        folder.write("goal.toml", file.as_bytes());
        let output = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
        let told = text(&output.stderr);
        assert!(output.status.code() == Some(2) && told.contains(message), "{told}");
    }
}
