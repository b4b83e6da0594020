//! `jifen weights`: proposals over a cohort, the overlay that says them, and what is refused.

use jifen::finding::Findings;
use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::{Scorecard, WeightsBasis};
use serde_json::Value;

use crate::workplace::{Folder, text};

fn proposal(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(&[&["--format", "json", "weights"], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn load(folder: &Folder, name: &str) -> Result<Scorecard, Findings> {
    let path = folder.path(name).display().to_string();
    let source = Source::new(path, folder.read(name));
    Scorecard::load(&source, &Dictionary::built_in(), None).map(|(card, _)| card)
}

/// Hundredths, exactly as written.
fn hundredths(weight: &Value) -> i64 {
    let text = format!("{weight}");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    assert!(part.len() <= 2, "{text} has more than two decimals");
    whole.parse::<i64>().expect("digits") * 100 + format!("{part:0<2}").parse::<i64>().expect("digits")
}

#[test]
fn every_method_writes_a_sound_overlay_that_says_its_weights() {
    let folder = Folder::with_firms(300, 0.0);
    for method in ["equal", "stddev", "entropy", "critic", "merec", "pca"] {
        for within in [&[][..], &["--within", "segment"]] {
            let file = format!("{method}{}.toml", within.len());
            let told = proposal(&folder, &[&[method, "campaign.toml", "--write", &file], within].concat());
            let checked = folder.jifen(&["scorecards", "check", &file]);
            assert!(checked.status.success(), "{method}: {}", text(&checked.stderr));
            let card = load(&folder, &file).expect("it is sound");
            assert_eq!(
                (card.weights_basis, &*card.id),
                (WeightsBasis::Derived, &*format!("mst-2022-{method}"))
            );
            assert!(
                card.source.expect("it has one").contains(told["cohort_sha256"].as_str().expect("a text"))
            );
            let mut sums = [0; 3];
            for indicator in told["indicators"].as_array().expect("a list") {
                let known = card.indicators.iter().find(|known| indicator["id"] == known.id).expect("known");
                for (segment, weight) in indicator["proposed"].as_array().expect("a list").iter().enumerate()
                {
                    assert_eq!(known.weight[segment], weight.as_f64().expect("a number"), "{method}");
                    sums[segment] += hundredths(weight);
                }
            }
            assert_eq!(sums, [10_000; 3], "{method}");
            assert_eq!(told["effect"]["firms"], 300);
        }
    }
    // A run with one of them says so.
    folder.edit("campaign.toml", "\"mst-2022\"", "\"critic2.toml\"");
    let run = folder.jifen(&["run", "campaign.toml"]);
    assert!(text(&run.stdout).contains("weights are derived by a method"), "{}", text(&run.stdout));
    assert!(folder.read("out/referrals/README.txt").contains("derived by a method"));
}

#[test]
fn neither_rows_nor_threads_leave_a_trace() {
    let folder = Folder::with_firms(200, 0.0);
    let one = proposal(&folder, &["critic", "campaign.toml", "--threads", "1"]);
    let cohort = folder.read("firms.csv");
    let mut rows: Vec<&str> = cohort.lines().collect();
    rows[1..].reverse();
    folder.write("firms.csv", (rows.join("\n") + "\n").as_bytes());
    let other = proposal(&folder, &["critic", "campaign.toml", "--threads", "2"]);
    for part in ["found", "indicators", "effect"] {
        assert_eq!(one[part], other[part], "{part}");
    }
    assert_ne!(one["cohort_sha256"], other["cohort_sha256"]);
}

const CARD: &str = r#"
id = "nested"
title = "Nested"
weights_basis = "local"
scale = 10
decimals = 2
combine = "mean"
missing = "skip"

[[group]]
id = "outer"
title = "Outer"
weight = 7

[[group.group]]
id = "inner"
title = "Inner"
combine = "geometric"
weight = 7

[[group.group.indicator]]
id = "revenue"
title = "Revenue"
value = "revenue"
curve = { percentile = { within = [] } }
weight = 1

[[group.group.indicator]]
id = "staff"
title = "Staff"
value = "employees"
curve = { tiers = { at_least = [[100, 5], [20, 2]], otherwise = 1 } }

[[group]]
id = "rest"
title = "Rest"

[[group.indicator]]
id = "rd"
title = "R&D"
value = "rd_expense"
curve = "minmax"
weight = 3
"#;

fn nested() -> Folder {
    let folder = Folder::with_firms(100, 0.0);
    let card = CARD.replace("curve = \"minmax\"", "curve = { minmax = { within = [] } }");
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    // Those of the sample ask for segments, which this scorecard has not.
    folder
        .write("institutions.toml", b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n");
    folder
}

#[test]
fn means_within_means_get_weights_of_their_own() {
    let folder = nested();
    folder.write("said.toml", b"[swing]\nrevenue = 50\nstaff = 25\nrd = 25\n");
    std::fs::create_dir(folder.path("new")).expect("a folder");
    let told = proposal(
        &folder,
        &["swing", "campaign.toml", "--judgements", "said.toml", "--write", "new/card.toml"],
    );
    // The mean of Inner weighs 7 of 10, of which staff has 5 parts in 6.
    let today = |at: usize| told["indicators"][at]["today"][0].as_f64().expect("a number");
    assert!((today(0) - 7.0 / 6.0).abs() < 1e-12 && (today(1) - 35.0 / 6.0).abs() < 1e-12, "{told}");
    let card = load(&folder, "new/card.toml").expect("it is sound");
    let weights: Vec<f64> = card.indicators.iter().map(|indicator| indicator.weight[0]).collect();
    assert_eq!(weights, [5.0, 2.5, 2.5]);
    let groups: Vec<(&str, f64)> = card.groups.iter().map(|group| (&*group.id, group.weight[0])).collect();
    assert_eq!(groups[1..], [("outer", 7.5), ("inner", 7.5), ("rest", 2.5)]);
    assert!(folder.read("new/card.toml").contains("extends = \"../card.toml\""));
}

#[test]
fn todays_weights_cause_nothing() {
    let folder = Folder::with_firms(120, 0.0);
    let first = proposal(&folder, &["equal", "campaign.toml", "--write", "equal.toml"]);
    assert!(first["effect"]["greatest_shift"].as_u64().expect("a number") > 0);
    folder.edit("campaign.toml", "\"mst-2022\"", "\"equal.toml\"");
    let again = proposal(&folder, &["equal", "campaign.toml"]);
    let effect = &again["effect"];
    assert_eq!((&effect["greatest_shift"], &effect["mean_shift"]), (&0.into(), &0.0.into()));
    assert_eq!((&effect["spearman"], &effect["kendall"]), (&1.0.into(), &1.0.into()));
    assert_eq!(effect["movers"], Value::Array(Vec::new()));
}

#[test]
fn judgements_come_to_the_same_by_every_way_of_writing_them() {
    let folder = nested();
    let weights = |method: &str, file: &str, said: &str| {
        folder.write(file, said.as_bytes());
        let told = proposal(&folder, &[method, "campaign.toml", "--judgements", file]);
        let indicators = told["indicators"].as_array().expect("a list").clone();
        let weights = indicators.iter().map(|one| one["proposed"][0].as_f64().expect("a number"));
        (weights.collect::<Vec<f64>>(), told["found"][0]["found"].clone())
    };
    // revenue : staff : rd = 6 : 3 : 1
    let flat = "[[compare]]\nmembers = [\"rd\", \"revenue\", \"staff\"]\n\
                matrix = [[1, \"1/6\", \"1/3\"], [6, 1, 2], [3, 0.5, 1]]\n";
    let deep = "[[compare]]\ngroup = \"size\"\nmembers = [\"revenue\", \"staff\"]\nmatrix = [[1, 2], [\"1/2\", 1]]\n\
                [[compare]]\nmembers = [\"size\", \"rd\"]\nmatrix = [[1, 9], [\"1/9\", 1]]\n";
    let table = ",revenue,staff,rd\nrevenue,1,2,6\nstaff,,1,3\nrd,,,1\n";
    let best = "best = \"revenue\"\nworst = \"rd\"\n[best_to_others]\nrevenue = 1\nstaff = 2\nrd = 6\n\
                [others_to_worst]\nrevenue = 6\nstaff = 3\nrd = 1\n";
    let swings = "[swing]\nrevenue = 100\nstaff = 50\nrd = 16.666666666666668\n";
    for (method, file, said) in [
        ("ahp", "flat.toml", flat),
        ("ahp", "deep.toml", deep),
        ("ahp", "table.csv", table),
        ("bwm", "best.toml", best),
        ("swing", "swings.toml", swings),
    ] {
        assert_eq!(weights(method, file, said).0, [6.0, 3.0, 1.0], "{method} {file}");
    }
    let (_, found) = weights("ahp", "deep.toml", deep);
    assert_eq!(found["comparisons"].as_array().map(Vec::len), Some(2));
    let order = "order = [\"revenue\", [\"staff\", \"rd\"]]\n";
    // 11/18 and twice 7/36 of 10, rounded down but for the one that loses most.
    assert_eq!(weights("roc", "order.toml", order).0, [6.111, 1.945, 1.944]);
}

/// What `weights` says when it refuses.
fn refusal(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.jifen(&[&["weights"], arguments].concat());
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn what_cannot_be_weighed_is_refused() {
    let folder = nested();
    let told = refusal(&folder, &["ahp", "campaign.toml"]);
    assert!(told.contains("`ahp` needs judgements") && told.contains("help: "), "{told}");
    for (method, said, words) in [
        ("critic", "", "`critic` asks data, not people"),
        (
            "swing",
            "[swing]\nrevenue = 1\nstaf = 2\nrd = 3\n",
            "said.toml:3: no indicator to weigh is called `staf`",
        ),
        ("swing", "[swing]\nrevenue = 1\nrd = 3\n", "`swing` says nothing of `staff`"),
        ("swing", "[swing]\nrevenue = -1\nstaff = 2\nrd = 3\n", "`-1` of `revenue` is below 0"),
        ("swing", "[swing]\nrevenue = 0\nstaff = 0\nrd = 0\n", "no swing is above 0"),
        ("roc", "order = [\"rd\", [\"staff\", \"rd\"], \"revenue\"]\n", "`rd` stands twice"),
        ("roc", "", "missing key `order`"),
        ("bwm", "best = \"rd\"\n", "missing key `worst`"),
        ("ahp", "[[compare]]\nmembers = [\"rd\", \"staff\"]\nmatrix = [[1, 2], [3, 1]]\n", "no reciprocal"),
        ("ahp", "[[compare]]\nmembers = [\"rd\"]\nmatrix = [[1, 2]]\n", "not one of 1 different members"),
        ("ahp", "[[compare]]\nmembers = [\"rd\"]\nmatrix = [[\"x\"]]\n", "no number above 0"),
        ("ahp", "[[compare]]\nmembers = [\"rd\"]\nmatrix = [[1]]\n", "says nothing of `revenue`, `staff`"),
        (
            "ahp",
            "[[compare]]\nmembers = [\"a\"]\nmatrix = [[1]]\n[[compare]]\ngroup = \"a\"\nmembers = [\"a\"]\nmatrix = [[1]]\n",
            "no indicator to weigh is called `a`",
        ),
    ] {
        folder.write("said.toml", said.as_bytes());
        let told = refusal(&folder, &[method, "campaign.toml", "--judgements", "said.toml"]);
        assert!(told.contains(words) && told.contains("help: "), "{method} {said}\n{told}");
    }
    folder.write("said.toml", b"[swing]\nrevenue = 1\nstaff = 2\nrd = 3\n");
    let within = ["swing", "campaign.toml", "--judgements", "said.toml", "--within", "segment"];
    assert!(refusal(&folder, &within).contains("knows no firms"));
    folder.edit("campaign.toml", "\"card.toml\"", "\"tech-sme-2017\"");
    let told = refusal(&folder, &["critic", "campaign.toml"]);
    assert!(told.contains("takes the most of its members"), "{told}");
}
