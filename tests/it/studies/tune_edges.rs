//! `jifen tune`: what is found where other weights score other firms, and numbers at their edges.

use serde_json::Value;

use crate::studies::tune::{FIRMS, firm, list, number, own, tune};
use crate::support::workplace::{Folder, text};

/// A campaign of which the firms of one region are scored only where the third indicator, which is blank for
/// them, weighs at most a quarter: they have the most points.
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
        [[goal]]\namong_first = 50\nwhen = \
        \"region LIKE '44%'\"\nat_most = 0.05\n[search]\nevaluations = 400\n";
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
fn where_a_scoring_misses_what_the_search_met_it_goes_on() {
    let folder = half_known();
    let goal = |least: f64| {
        format!(
            "bounds = 0.9\n[[goal]]\nimportance_of = \"c\"\nat_most = 0.1\n\
             [[goal]]\nimportance_of = \"a\"\nat_least = {least}\n[search]\nevaluations = 400\n"
        )
    };
    // Rows kept aside make the exit code 1.
    let tune = |goal: &str, arguments: &[&str]| -> Value {
        folder.write("goal.toml", goal.as_bytes());
        let base = ["--format", "json", "tune", "campaign.toml", "--goal", "goal.toml"];
        let output = folder.jifen(&[&base, arguments].concat());
        serde_json::from_slice(&output.stdout).expect("one JSON object")
    };
    // Of the firms scored today a decides more than it does of those that are scored where c weighs so
    // little.
    let told = tune(&goal(0.57), &["--write", "new.toml"]);
    assert_eq!((&told["verdict"], &told["goals"][1]["slipped"]), (&"met".into(), &false.into()), "{told}");
    assert!(number(&told["evaluations"]) > 400.0 && number(&told["goals"][1]["found"]["value"]) >= 0.57);
    assert!(folder.read("new.toml").contains("meeting 2 of 2 goals"));
    folder.edit("campaign.toml", "\"card.toml\"", "\"new.toml\"");
    assert_eq!(tune(&goal(0.57), &[])["verdict"], "today");
    // What it does not find is said, and the source of the weights counts only what their scoring meets.
    folder.edit("campaign.toml", "\"new.toml\"", "\"card.toml\"");
    let told = tune(&goal(0.9), &["--write", "other.toml"]);
    assert_eq!(
        (&told["verdict"], &told["goals"][1]["slipped"]),
        (&"none-found".into(), &true.into()),
        "{told}"
    );
    assert!(folder.read("other.toml").contains("meeting 1 of 2 goals"));
}

#[test]
fn todays_weights_that_no_hundredths_say_meet_what_they_meet() {
    let folder = own([33.333, 33.333, 33.334], "");
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
        (format!("bounds = 0.3\nbetween = {{ a = [30, 45, 999] }}{goal}"), "`a` has 3 bounds, but needs two"),
        (format!("bounds = 0.3{goal}weight = 1e-323\n"), "is not a weight of a goal"),
        (format!("bounds = 0.3{goal}weight = 1.7e308\n"), "is not a weight of a goal"),
    ] {
        folder.write("goal.toml", file.as_bytes());
        let output = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
        let told = text(&output.stderr);
        assert!(output.status.code() == Some(2) && told.contains(message), "{told}");
    }
}

#[test]
fn where_weights_are_few_all_are_tried() {
    // Of c one hundredth of the least to the most, and a as much less: 121 weights.
    let folder = own([50.0, 20.0, 30.0], "");
    let goal = |least: f64| {
        format!(
            "bounds = 1\nkeep = [\"b\"]\n[between]\na = [49.4, 50.6]\n[[goal]]\nimportance_of = \
            \"c\"\nat_least = {least}\n\
             [search]\nevaluations = 121\n"
        )
    };
    let told = tune(&folder, &goal(0.9), &[]);
    assert_eq!(
        (&told["is_whole"], &told["evaluations"], &told["verdict"]),
        (&true.into(), &121.into(), &"impossible".into()),
        "{told}"
    );
    let shown = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    assert!(
        text(&shown.stdout).contains("no weights can meet the goal: all possible weights were tried"),
        "{}",
        text(&shown.stdout)
    );
    // And what comes nearest is the most that c may weigh; just as much is met there and nowhere else.
    let c = &list(&told["indicators"])[2];
    assert_eq!((number(&c["found"][0]), number(&c["most"][0])), (30.6, 60.0));
    let most = number(&told["goals"][0]["found"]["value"]);
    let told = tune(&folder, &goal(most), &[]);
    assert_eq!((&told["verdict"], number(&told["moved"])), (&"met".into(), 0.006));
    // One evaluation less is a search, which proves nothing and tries nothing twice.
    let told = tune(&folder, &goal(0.9).replace("= 121", "= 120"), &[]);
    assert_eq!((&told["is_whole"], &told["verdict"]), (&false.into(), &"none-found".into()));
    assert!(number(&told["evaluations"]) <= 120.0);
}

#[test]
fn weights_that_move_alike_keep_their_proportions() {
    let folder = Folder::with_firms(200, 0.0);
    let goal = "bounds = 0.9\nweights = \"alike\"\n[[goal]]\nimportance_of = \"growth\"\nat_least = \
        0.6\n[search]\nevaluations = 400\n";
    let told = tune(&folder, goal, &[]);
    let indicators = list(&told["indicators"]);
    // In any two segments two indicators change by the same ratio, but for the last digit of each.
    let ratio = |at: usize, segment: usize| {
        let one = &indicators[at];
        let (today, found) = (number(&one["today"][segment]), number(&one["found"][segment]));
        let edge = [&one["least"][segment], &one["most"][segment]].iter().any(|end| number(end) == found);
        (today > 0.0 && !edge).then_some((found / today, 0.011 / today))
    };
    let mut compared = 0;
    for segments in [(0, 1), (1, 2)] {
        for (a, b) in (1..indicators.len()).map(|at| (at - 1, at)) {
            let all =
                [ratio(a, segments.0), ratio(b, segments.0), ratio(a, segments.1), ratio(b, segments.1)];
            if let [Some(a), Some(b), Some(c), Some(d)] = all {
                let off = 2.0 * [a, b, c, d].iter().map(|one| one.1 / one.0).sum::<f64>();
                assert!((a.0 / b.0 / (c.0 / d.0) - 1.0).abs() <= off, "{a:?} {b:?} {c:?} {d:?}");
                compared += 1;
            }
        }
    }
    assert!(number(&told["moved"]) > 0.05 && compared > 10, "{compared}");
}

#[test]
fn what_can_never_be_is_told_at_once() {
    let gate = "[[gate]]\nid = \"known\"\nreason = \"is not known\"\nwhen = \"region <> '440305'\"\n";
    let folder = own([50.0, 20.0, 30.0], gate);
    let firms = (0..FIRMS).filter(|&at| firm(at).1 != "440305").count();
    for (goal, why) in [
        (
            format!("qualified = \"firms\"\nat_least = {}", firms + 1),
            format!("{firms} of {FIRMS} scored firms pass the gates"),
        ),
        ("rank_shift = \"greatest\"\nat_least = 240".to_owned(), format!("there are only {FIRMS} ranks")),
        ("rank_shift = \"mean\"\nat_least = 200".to_owned(), format!("there are only {FIRMS} ranks")),
        (
            "among_first = 9999\nwhen = \"region = '440305'\"\nat_least = 0.9".to_owned(),
            "the rule holds for".to_owned(),
        ),
    ] {
        let told = tune(&folder, &format!("bounds = 0.5\n[[goal]]\n{goal}\n"), &[]);
        let told_why = told["goals"][0]["impossible"]["en"].as_str().unwrap_or_default();
        assert!(told_why.contains(&why), "{goal}: {told_why}");
        assert_eq!((&told["verdict"], &told["evaluations"]), (&"impossible".into(), &1.into()), "{goal}");
    }
    // As many as can be are no impossibility.
    for goal in [
        format!("qualified = \"firms\"\nat_least = {firms}"),
        "rank_shift = \"greatest\"\nat_least = 239".to_owned(),
    ] {
        let file = format!("bounds = 0.5\n[[goal]]\n{goal}\n[search]\nevaluations = 50\n");
        assert_eq!(tune(&folder, &file, &[])["goals"][0]["impossible"], Value::Null, "{goal}");
    }
    let goal = "bounds = 0.5\n[[goal]]\namong_first = 240\nof = \"region\"\nat_most = 0.9\n";
    let told = tune(&folder, goal, &[]);
    assert_eq!((&told["goals"][0]["takes_all"], &told["verdict"]), (&true.into(), &"today".into()));
    let shown = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    assert!(text(&shown.stdout).contains("goal 1 counts all 240 firms as first"), "{}", text(&shown.stdout));
    let shown = text(&folder.jifen(&["--lang", "zh", "tune", "campaign.toml", "--goal", "goal.toml"]).stdout);
    let title =
        "目标 1 的前若干家已包括全部 240 家企业：“前 240 家中“region”同一取值（取前 2 位）的最大占比”";
    assert!(shown.contains(title) && shown.contains("现行权重已达到该目标"), "{shown}");
    // A rule that holds for nobody is told also where other weights may score other firms.
    for folder in [&folder, &half_known()] {
        for (bound, words, verdict) in [
            (
                "at_least = 0.1",
                "goal 1 cannot be met: its rule holds for no firm of the cohort\n  help: compare",
                "nothing was searched",
            ),
            (
                "at_most = 0.1",
                "goal 1 is met only because its rule holds for no firm",
                "today's weights meet the goal",
            ),
        ] {
            let goal =
                format!("bounds = 0.5\n[[goal]]\namong_first = 50\nwhen = \"region = '广东'\"\n{bound}\n");
            folder.write("goal.toml", goal.as_bytes());
            let output =
                folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml", "--write", "new.toml"]);
            let shown = text(&output.stdout);
            assert!(shown.contains(words) && shown.contains(verdict), "{shown}");
            assert!(
                shown.contains("new.toml is not written") && !folder.path("new.toml").exists(),
                "{shown}"
            );
        }
    }
    // A group that is the only one decides all.
    let alone = own([50.0, 0.0, 0.0], "");
    alone.edit("card.toml", "weight = 50", "weight = 100");
    let told = tune(&alone, "bounds = 0.5\n[[goal]]\nimportance_of = \"one\"\nat_most = 0.5\n", &[]);
    assert_eq!(
        (&told["goals"][0]["impossible"]["en"], &told["goals"][0]["impossible"]["zh"]),
        (
            &"its group is the only one, so the value is from 1 to 1 under any weights".into(),
            &"只有这一个一级指标，无论权重如何，该值只能在 1 至 1 之间".into()
        )
    );
}

#[test]
fn the_largest_is_named_and_no_digits_contradict_the_verdict() {
    let folder = own([50.0, 20.0, 30.0], "");
    let goal = "bounds = 0\n[[goal]]\namong_first = 3\nof = \"region\"\nat_most = 0.333\n\
        [[goal]]\namong_first = 240\nof = \"region\"\nat_most = 0.39999\n";
    let told = tune(&folder, goal, &[]);
    // Two of the five districts, each with as many firms, are of Jiangsu.
    assert_eq!(
        (&told["goals"][1]["largest_today"], number(&told["goals"][1]["today"]["value"])),
        (&"32".into(), 0.4)
    );
    let goal = "bounds = 0\n[[goal]]\namong_first = 3\nwhen = \"region <> '999999'\"\nat_least = 0.5\n\
        [[goal]]\nrank_correlation = \"spearman\"\nat_most = 0.99999\n";
    folder.write("goal.toml", goal.as_bytes());
    let shown = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    assert!(text(&shown.stdout).contains("≤ 0.99999  1.00000  1.00000  no"), "{}", text(&shown.stdout));
    folder.write(
        "goal.toml",
        b"bounds = 0.3\n[[goal]]\namong_first = 120\nof = \"region\"\nat_most = 0.3999\nprefix = \
            2\n[search]\nevaluations = 20\n",
    );
    let shown = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    let words = text(&shown.stdout);
    assert!(words.contains("largest region by its first 2 characters, among the first 120"), "{words}");
    assert!(words.contains("% (32)"), "{words}");
}

#[test]
fn a_bound_at_fault_is_told_with_its_group_and_line() {
    let folder = own([50.0, 20.0, 30.0], "");
    for (file, words) in [
        (
            "bounds = 0.3\ngroups = \"fixed\"\n[[goal]]\nimportance_of = \"a\"\nat_least = \
            0.6\n[between]\nb = [5, 6]\nc = [5, 7]\n",
            "goal.toml:7: in segment `all` and group `two` the bounds allow weights with a sum of 10 to \
            13, never 50",
        ),
        (
            "bounds = 0.3\n[[goal]]\nimportance_of = \"a\"\nat_least = 0.6\n[between]\na = [40.001, \
            40.002]\n",
            "goal.toml:6: no weight of 2 decimals is between the bounds of `a`",
        ),
        (
            "bounds = \"30%\"\n",
            "`\"30%\"` is a text, where a number is needed\n  help: write the number alone: 30",
        ),
        (
            "bounds = 0.3\n[[goal]]\namong_first = -1\n",
            "`-1` is outside the range of whole numbers allowed here\n  help: write a whole number from 0 \
                to 4294967295",
        ),
    ] {
        folder.write("goal.toml", file.as_bytes());
        let output = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
        let told = text(&output.stderr);
        assert!(output.status.code() == Some(2) && told.contains(words), "{told}");
    }
}

#[test]
fn weights_finer_than_can_be_written_are_not_taken_for_today_s() {
    let folder = own([33.335, 66.665, 0.0], "");
    folder.edit("card.toml", "decimals = 2", "decimals = 6");
    // By 33.335 to 66.665 P is first, by 33.33 to 66.67 Q.
    folder
        .write("firms.csv", "firm,revenue(万元),rd_expense(万元)\nP,1000,0\nQ,0,500.02\nR,0,0\n".as_bytes());
    let goal =
        |rule: &str| format!("bounds = 0.1\n[[goal]]\namong_first = 1\nwhen = \"{rule}\"\nat_least = 1\n");
    let told = tune(&folder, &goal("rd_expense > 0"), &["--write", "new.toml"]);
    let goals = &told["goals"][0];
    assert_eq!((number(&goals["today"]["value"]), number(&goals["found"]["value"])), (0.0, 1.0), "{told}");
    assert_eq!((&told["verdict"], folder.path("new.toml").exists()), (&"met".into(), true));
    let told = tune(&folder, &goal("revenue > 0"), &["--write", "other.toml"]);
    assert_eq!((&told["verdict"], folder.path("other.toml").exists()), (&"today".into(), false));
}
