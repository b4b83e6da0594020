//! Judgements of several people: what they come to together, and how far they agree.

use serde_json::Value;

use crate::studies::weigh::{nested, proposal, refusal};
use crate::support::workplace::{Folder, text};

fn several(method: &str, files: &[&str]) -> Vec<String> {
    let files = files.iter().flat_map(|file| ["--judgements".to_owned(), (*file).to_owned()]);
    [method, "campaign.toml"].map(str::to_owned).into_iter().chain(files).collect()
}

fn told(folder: &Folder, method: &str, files: &[&str]) -> Value {
    let arguments = several(method, files);
    proposal(folder, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

fn shown(folder: &Folder, method: &str, files: &[&str]) -> String {
    let arguments = several(method, files);
    let arguments: Vec<&str> = ["weights"].into_iter().chain(arguments.iter().map(String::as_str)).collect();
    text(&folder.jifen(&arguments).stdout)
}

fn numbers(values: &Value) -> Vec<f64> {
    values.as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number")).collect()
}

fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{found:?} is not {expected:?}");
}

#[test]
fn swings_of_several_judges_are_averaged_by_weight() {
    let folder = nested();
    // 100, 50 and 50 weigh 0.5, 0.25, 0.25; 100, 0 and 60 weigh 0.625, 0, 0.375.
    folder.write("one.toml", b"expert = \"Wang\"\n[swing]\nrevenue = 100\nstaff = 50\nrd = 50\n");
    folder.write("two.toml", b"[swing]\nrevenue = 100\nstaff = 0\nrd = 60\n");
    let found = &told(&folder, "swing", &["one.toml", "two.toml"])["found"][0]["found"];
    near(&numbers(&found["weights"]), &[0.5625, 0.125, 0.3125]);
    assert_eq!(found["judges"][0]["name"], "Wang");
    assert_eq!(found["judges"][1]["name"], "two.toml");
    near(&numbers(&found["judges"][1]["weights"]), &[0.625, 0.0, 0.375]);
    // Ranks 3, 1.5, 1.5 and 3, 1, 2: S = 4 + 2.25 + 0.25 = 6.5, T = 6, W = 78 / (96 − 12).
    let agreement = &found["agreement"];
    assert!((agreement["w"].as_f64().expect("a number") - 78.0 / 84.0).abs() < 1e-12, "{agreement}");
    // Of six orders of the second, two have its greatest rank where the first has: 1, 2 or 2, 1 behind it.
    near(&[agreement["p"].as_f64().expect("a number")], &[1.0 / 3.0]);
    assert_eq!(agreement["is_exact"], true);
    let shown = shown(&folder, "swing", &["one.toml", "two.toml"]);
    let words = "2 judges, all counted alike: weights are the mean of theirs; agreement of their orders: \
                 Kendall's W 0.929 (very strong agreement), p 0.333 over all arrangements";
    assert!(shown.contains(words), "{shown}");
    let chinese = ["--lang", "zh", "weights", "swing", "campaign.toml", "--judgements", "one.toml"];
    let chinese = text(&folder.jifen(&[&chinese[..], &["--judgements", "two.toml"]].concat()).stdout);
    let words = "2 位专家同等看待，取各人权重的平均值；排序一致性：肯德尔 W 系数 = 0.929（一致程度很强），p 0.333（按全部排列计算）";
    assert!(chinese.replace("\n  ", "").contains(words), "{chinese}");
    let row = shown.lines().rfind(|line| line.starts_with("staff ")).expect("a row");
    assert!(row.contains("25.0 %") && row.contains("0.0 %"), "{shown}");
    // One alone is neither.
    let alone = &told(&folder, "swing", &["one.toml"])["found"][0]["found"];
    assert!(alone.get("judges").is_none() && alone.get("agreement").is_none(), "{alone}");
}

#[test]
fn best_worst_and_orders_of_several_judges_are_averaged_too() {
    let folder = nested();
    let said = |best: &str, worst: &str, to_best: [u32; 3], to_worst: [u32; 3]| {
        let list = |of: [u32; 3]| format!("revenue = {}\nstaff = {}\nrd = {}\n", of[0], of[1], of[2]);
        format!(
            "best = \"{best}\"\nworst = \"{worst}\"\n[best_to_others]\n{}[others_to_worst]\n{}",
            list(to_best),
            list(to_worst)
        )
    };
    // One agrees with himself: 4 to 2 to 1. The other says 2 times 4 where the whole is 6.
    folder.write("wang.toml", said("revenue", "rd", [1, 2, 4], [4, 2, 1]).as_bytes());
    folder.write(
        "li.toml",
        format!("expert = \"Li\"\n{}", said("rd", "revenue", [6, 2, 1], [1, 4, 6])).as_bytes(),
    );
    let both = ["wang.toml", "li.toml"];
    let found = &told(&folder, "bwm", &both)["found"][0]["found"];
    let judges = found["judges"].as_array().expect("judges");
    near(&numbers(&judges[0]["weights"]), &[4.0 / 7.0, 2.0 / 7.0, 1.0 / 7.0]);
    assert_eq!(judges[0]["consistency_ratio"], 0.0);
    // (2 · 4 − 6) / (36 − 6).
    near(&[judges[1]["consistency_ratio"].as_f64().expect("a number")], &[2.0 / 30.0]);
    let mean: Vec<f64> = [0, 1, 2]
        .map(|at| judges.iter().map(|judge| numbers(&judge["weights"])[at]).sum::<f64>() / 2.0)
        .to_vec();
    near(&numbers(&found["weights"]), &mean);
    let shown = shown(&folder, "bwm", &both);
    assert!(
        shown.contains("\nwang.toml: consistency ratio 0.000, ξ 0.0000\nLi: consistency ratio 0.067"),
        "{shown}"
    );
    folder.write("first.toml", b"order = [\"revenue\", \"staff\", \"rd\"]\n");
    folder.write("second.toml", b"order = [\"rd\", \"staff\", \"revenue\"]\n");
    let found = &told(&folder, "roc", &["first.toml", "second.toml"])["found"][0]["found"];
    near(&numbers(&found["weights"]), &[13.0 / 36.0, 10.0 / 36.0, 13.0 / 36.0]);
    assert_eq!((&found["agreement"]["w"], &found["agreement"]["p"]), (&Value::from(0.0), &Value::from(1.0)));
}

#[test]
fn judges_of_pairs_are_merged_and_shown_each_by_the_weights_of_all_indicators() {
    let folder = nested();
    let tree = |expert: &str, whole: u32, inner: u32| {
        format!(
            "[[compare]]\n{expert}members = [\"outer\", \"rest\"]\n\
             matrix = [[1, {whole}], [\"1/{whole}\", 1]]\n\
             [[compare]]\n{expert}group = \"inner\"\nmembers = [\"revenue\", \"staff\"]\n\
             matrix = [[1, {inner}], [\"1/{inner}\", 1]]\n"
        )
    };
    folder.write("wang.toml", tree("", 4, 3).as_bytes());
    folder.write("li.toml", format!("expert = \"Li\"\n{}", tree("", 1, 1)).as_bytes());
    let found = &told(&folder, "ahp", &["wang.toml", "li.toml"])["found"][0]["found"];
    let judges = found["judges"].as_array().expect("judges");
    assert_eq!([&judges[0]["name"], &judges[1]["name"]], ["wang.toml", "Li"]);
    near(&numbers(&judges[0]["weights"]), &[0.6, 0.2, 0.2]);
    near(&numbers(&judges[1]["weights"]), &[0.25, 0.25, 0.5]);
    // Entry by entry: 2 to 1, and √3 to 1.
    let root = 3f64.sqrt();
    near(
        &numbers(&found["weights"]),
        &[2.0 / 3.0 * root / (1.0 + root), 2.0 / 3.0 / (1.0 + root), 1.0 / 3.0],
    );
    assert!(found["agreement"]["w"].is_f64(), "{found}");
    // A matrix that all share has no expert; in a file of two people the rest has one.
    let shared = tree("expert = \"Wang\"\n", 4, 3).replacen("expert = \"Wang\"\n", "", 1)
        + &tree("expert = \"Li\"\n", 1, 1)
            .split_once("[[compare]]\nexpert = \"Li\"\ngroup")
            .map_or_else(String::new, |(_, rest)| format!("[[compare]]\nexpert = \"Li\"\ngroup{rest}"));
    folder.write("shared.toml", shared.as_bytes());
    let found = &told(&folder, "ahp", &["shared.toml"])["found"][0]["found"];
    near(&numbers(&found["judges"][1]["weights"]), &[0.4, 0.4, 0.2]);
    // Who lacks what another has is named.
    let lacking = shared.replacen("[[compare]]\nmembers", "[[compare]]\nexpert = \"Wang\"\nmembers", 1);
    folder.write("lacking.toml", lacking.as_bytes());
    let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", "lacking.toml"]);
    assert!(
        told.contains(
            "[judgements-missing]: lacking.toml:10: `Li` does not compare the members of the whole \
            scorecard, \
                as `Wang` does"
        ),
        "{told}"
    );
}

#[test]
fn nobody_judges_twice_and_faults_name_their_file() {
    let folder = nested();
    let swing = "[swing]\nrevenue = 100\nstaff = 50\nrd = 50\n";
    folder.write("one.toml", format!("expert = \"王 五\"\n{swing}").as_bytes());
    folder.write("two.toml", format!("expert = \"王五\"\n{swing}").as_bytes());
    let both = ["swing", "campaign.toml", "--judgements", "one.toml", "--judgements", "two.toml"];
    let refused = refusal(&folder, &both);
    assert!(refused.contains("[name-repeated]: two.toml:1: `王 五` judges twice"), "{refused}");
    folder.write("two.toml", b"[swing]\nrevenue = 100\nstaff = 101\nrd = 1\n");
    assert!(refusal(&folder, &both).contains("two.toml:3: `101` of `staff` is above 100"));
    folder.write("two.toml", b"[swing]\nrevenue = 100\nstaff = 10\n");
    assert!(refusal(&folder, &both).contains("two.toml:1: `swing` has no entry for `rd`"));
    folder.write("two.csv", b",revenue,staff,rd\nrevenue,1,1,1\nstaff,,1,1\nrd,,,1\n");
    let table = ["swing", "campaign.toml", "--judgements", "one.toml", "--judgements", "two.csv"];
    assert!(
        refusal(&folder, &table).contains("two.csv:1: a CSV matrix compares pairs"),
        "{}",
        refusal(&folder, &table)
    );
}

/// Three judges of the nested scorecard, by three methods.
fn bench() -> (Folder, [&'static str; 6]) {
    let folder = nested();
    folder.write("wang.toml", b"[swing]\nrevenue = 100\nstaff = 50\nrd = 50\n");
    folder.write("li.toml", b"expert = \"Li\"\norder = [\"rd\", \"staff\", \"revenue\"]\n");
    folder.write("zhao.csv", b",revenue,staff,rd\nrevenue,1,1,2\nstaff,,1,2\nrd,,,1\n");
    (folder, ["--judges", "wang.toml", "--judges", "li.toml", "--judges", "zhao.csv"])
}

/// The shares of revenue, staff and rd that the three give, by name: swings, centroids, pairs.
const SHARES: [(&str, [f64; 3]); 3] = [
    ("Li", [1.0 / 9.0, 5.0 / 18.0, 11.0 / 18.0]),
    ("wang.toml", [0.5, 0.25, 0.25]),
    ("zhao.csv", [0.4, 0.4, 0.2]),
];

#[test]
fn each_draw_of_sensitivity_has_the_weights_of_one_judge() {
    let (folder, judges) = bench();
    let run = |more: &[&str]| {
        let arguments =
            [&["--format", "json", "sensitivity", "campaign.toml", "--draws", "300"], &judges[..], more]
                .concat();
        let output = folder.jifen(&arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).expect("one JSON object")
    };
    let found = run(&[]);
    assert_eq!(found["spread"], "judges");
    assert_eq!(found["choices"][0]["id"], "judge");
    assert_eq!(found["choices"][0]["options"], serde_json::json!(["Li", "wang.toml", "zhao.csv"]));
    let explained = found["explained"].as_array().expect("a list");
    let of = |name: &str| {
        explained.iter().find(|one| one["factor"].to_string().contains(name)).expect("a factor")["share"]
            .as_f64()
    };
    // Who judges decides everything, and each weight says who judges: all three give three values.
    for name in ["judge", "revenue", "staff", "rd"] {
        assert!(of(name).is_some_and(|share| (share - 1.0).abs() < 1e-9), "{name}: {explained:?}");
    }
    let indices = found["indices"].as_array().expect("a list");
    assert_eq!(indices.len(), 1, "the only input is the judge: {indices:?}");
    assert!(indices[0].to_string().contains("judge"), "{indices:?}");
    // Another choice beside takes its part, and leaves the judge what is his.
    let with = run(&["--leave-out"]);
    let judge = with["explained"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|one| one["factor"].to_string().contains("judge"));
    let share = judge.and_then(|one| one["share"].as_f64()).expect("a share");
    assert!(share < 0.95, "{share}");
    // A single draw is told with the judge and the judge's weights, in whatever order files are named.
    let order = ["--judges", "zhao.csv", "--judges", "wang.toml", "--judges", "li.toml"];
    let mut seen = Vec::new();
    for number in 1..=12 {
        let number = number.to_string();
        let draw = |judges: &[&str]| {
            let one = ["--format", "json", "sensitivity", "campaign.toml", "--draw", &number];
            let output = folder.jifen(&[&one, judges].concat());
            serde_json::from_slice::<Value>(&output.stdout).expect("one JSON object")
        };
        let drawn = draw(&judges);
        assert_eq!(drawn, draw(&order));
        let name = &drawn["choices"][0];
        let (name, shares) = SHARES.iter().find(|(known, _)| name == known).expect("one of the three");
        seen.push(*name);
        let drawn: Vec<f64> =
            drawn["weights"].as_array().expect("a list").iter().map(|own| numbers(own)[0]).collect();
        // Shares of the whole today: a sixth and five sixths of the inner group's 7 in 10, and 3 in 10.
        let (today, shares_today) = ([1.0, 5.0, 3.0], [7.0 / 60.0, 35.0 / 60.0, 0.3]);
        for at in 0..3 {
            let expected = today[at] * shares[at] / shares_today[at];
            assert!((drawn[at] - expected).abs() < 1e-9, "{name}: {} is not {expected}", drawn[at]);
        }
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 3, "each is as likely: {seen:?}");
}

#[test]
fn judges_of_sensitivity_are_two_and_stand_for_the_spread() {
    let (folder, judges) = bench();
    let told = |more: &[&str]| {
        let output = folder.jifen(&[&["sensitivity", "campaign.toml"], more].concat());
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
        text(&output.stderr)
    };
    for other in [&["--share", "25%"][..], &["--concentration", "100"], &["--vary", "within"]] {
        assert!(told(&[&judges[..], other].concat()).contains("cannot be used with"), "{other:?}");
    }
    assert!(
        told(&judges[..2]).contains("error[judgements-missing]: 1 judge is too few to draw weights from")
    );
    folder.write("other.toml", b"expert = \"Li\"\n[swing]\nrevenue = 100\nstaff = 50\nrd = 50\n");
    let twice = told(&[&judges[2..4], &["--judges", "other.toml"]].concat());
    assert!(twice.contains("[name-repeated]: other.toml:1: `Li` judges in another file too"), "{twice}");
    folder.write("other.toml", b"expert = \"Sun\"\n");
    let none = told(&[&judges[..4], &["--judges", "other.toml"]].concat());
    assert!(none.contains("[judgements-missing]: other.toml:1: has no judgements"), "{none}");
}
