//! `jifen weights`: proposals over a cohort, the overlay that says them, and what is refused.

use jifen::finding::Findings;
use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::scorecard::{Scorecard, WeightsBasis};
use serde_json::Value;

use crate::studies::sensitivity::INSTITUTIONS;
use crate::support::workplace::{Folder, text};

pub(crate) fn proposal(folder: &Folder, arguments: &[&str]) -> Value {
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

pub(crate) fn nested() -> Folder {
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
fn a_written_overlay_says_where_its_weights_come_from_in_the_language_of_the_command() {
    let folder = nested();
    folder.write("said.toml", b"[swing]\nrevenue = 50\nstaff = 25\nrd = 25\n");
    let arguments = ["weights", "swing", "campaign.toml", "--judgements", "said.toml", "--write"];
    let written = |lang: &str, file: &str| {
        let output = folder.jifen(&[&["--lang", lang], &arguments[..], &[file]].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        folder.read(file)
    };
    let (english, chinese) = (written("en", "en.toml"), written("zh", "zh.toml"));
    for (overlay, words) in [
        (
            &english,
            [
                "# A proposal, written by `jifen weights`: it changes only the weights of the scorecard it \
                extends.\n",
                "\nsource = \"weights derived by swing, from nested as of 2025-12-31; cohort firms.csv, \
                    SHA-256 ",
                "; judgements said.toml, SHA-256 ",
            ],
        ),
        (
            &chinese,
            [
                "# 拟定权重，由 `jifen weights` 生成：只改变所叠加指标体系的权重。\n",
                "\nsource = \"权重按摆幅赋权法推导，依据 nested，基准日 2025年12月31日；企业数据 firms.csv，SHA-256 ",
                "；专家判断 said.toml，SHA-256 ",
            ],
        ),
    ] {
        words.iter().for_each(|words| assert!(overlay.contains(words), "{words}\n{overlay}"));
        // Titles are in both languages, whatever the command speaks.
        assert!(overlay.contains(" (weights by swing)\"\n"), "{overlay}");
        assert!(overlay.contains("\ntitle_zh = \"") && overlay.contains("推导权重）\"\n"), "{overlay}");
    }
    let weights = |overlay: &str| overlay.split_once("[[").map(|(_, rest)| rest.to_owned());
    assert_eq!(weights(&english), weights(&chinese));
}

#[test]
fn judgements_are_refused_in_chinese() {
    let folder = nested();
    for (method, said, words) in [
        (
            "swing",
            "[swing]\nrevenue = 5\n",
            "`swing` 缺少以下指标：“staff”、“rd”\n  处理：请为每项计权指标填写判断",
        ),
        (
            "ahp",
            "[[compare]]\nmembers = [\"rd\", \"staff\"]\nmatrix = [[1, 2], [3, 1]]\n",
            "“rd”与“staff”之比为“2”，而“staff”与“rd”之比为“3”，不是其倒数\n  处理：请将前者写为 \"1/3\"",
        ),
        (
            "roc",
            "order = [\"rd\", \"rd\", \"staff\", \"revenue\"]\n",
            "“rd”在 `order` 中重复出现\n  处理：请只写一次",
        ),
    ] {
        folder.write("said.toml", said.as_bytes());
        let arguments = ["--lang", "zh", "weights", method, "campaign.toml", "--judgements", "said.toml"];
        let told = text(&folder.jifen(&arguments).stderr);
        assert!(told.contains(words), "{words}\n{told}");
    }
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
    let deep = "[[compare]]\ngroup = \"size\"\nmembers = [\"revenue\", \"staff\"]\nmatrix = [[1, 2], \
        [\"1/2\", 1]]\n\
                [[compare]]\nmembers = [\"size\", \"rd\"]\nmatrix = [[1, 9], [\"1/9\", 1]]\n";
    let table = ",revenue,staff,rd\nrevenue,1,2,6\nstaff,,1,3\nrd,,,1\n";
    let best = "best = \"revenue\"\nworst = \"rd\"\n[best_to_others]\nrevenue = 1\nstaff = 2\nrd = 6\n\
                [others_to_worst]\nrevenue = 6\nstaff = 3\nrd = 1\n";
    let swings = "[swing]\nrevenue = 100\nstaff = 50\nrd = 16.666666666666668\n";
    for (method, file, said) in [
        ("ahp", "flat.toml", flat),
        ("ahp", "deep.toml", deep),
        ("ahp", "table.csv", table),
        ("ahp", "marks.csv", &table.replace(',', ";")),
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
pub(crate) fn refusal(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.jifen(&[&["weights"], arguments].concat());
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn what_cannot_be_weighed_is_refused() {
    let folder = nested();
    let told = refusal(&folder, &["ahp", "campaign.toml"]);
    assert!(
        told.contains("[judgements-missing]: `ahp` needs judgements") && told.contains("help: "),
        "{told}"
    );
    for (method, said, words) in [
        ("critic", "", "[option-idle]: `critic` derives weights from data, not from judgements"),
        (
            "swing",
            "[swing]\nrevenue = 1\nstaf = 2\nrd = 3\n",
            "said.toml:3: no indicator to weigh is called `staf`",
        ),
        (
            "swing",
            "[swing]\nrevenue = 1\nrd = 3\n",
            "[judgements-missing]: said.toml:1: `swing` has no entry for `staff`",
        ),
        (
            "swing",
            "[swing]\nrevenue = 100\nstaff = 100.5\nrd = 3\n",
            "said.toml:3: `100.5` of `staff` is above 100\n  help: give 100 to the indicator with the \
                greatest worth, and to each other indicator its worth relative to that",
        ),
        ("swing", "[swing]\nrevenue = -1\nstaff = 2\nrd = 3\n", "`-1` of `revenue` is below 0"),
        (
            "swing",
            "[swing]\nrevenue = 0\nstaff = 0\nrd = 0\n",
            "[judgements-invalid]: said.toml:1: no swing is above 0",
        ),
        ("roc", "order = [\"rd\", [\"staff\", \"rd\"], \"revenue\"]\n", "`rd` stands twice"),
        ("roc", "", "missing key `order`"),
        ("bwm", "best = \"rd\"\n", "missing key `worst`"),
        (
            "ahp",
            "[[compare]]\nmembers = [\"rd\", \"staff\"]\nmatrix = [[1, 2], [3, 1]]\n",
            "`staff` to `rd` is `3`, not its reciprocal",
        ),
        (
            "ahp",
            "[[compare]]\nmembers = [\"rd\"]\nmatrix = [[1, 2]]\n",
            "the matrix is not 1 × 1 of different members",
        ),
        (
            "ahp",
            "[[compare]]\nmembers = [\"rd\"]\nmatrix = [[\"x\"]]\n",
            "the entry `x` of the matrix is not a number above 0",
        ),
        (
            "ahp",
            "[[compare]]\nmembers = [\"rd\"]\nmatrix = [[1]]\n",
            "`compare` has no entry for `revenue`, `staff`",
        ),
        (
            "ahp",
            "[[compare]]\nmembers = [\"a\"]\nmatrix = [[1]]\n[[compare]]\ngroup = \"a\"\nmembers = \
            [\"a\"]\nmatrix = [[1]]\n",
            "no indicator to weigh is called `a`",
        ),
        (
            "ahp",
            "[[compare]]\ngroup = \"all\"\nmembers = [\"rd\"]\nmatrix = [[1]]\n",
            "every [[compare]] has a `group`, so none compares the members of the whole",
        ),
        (
            "ahp",
            "[[compare]]\nmembers = [\"siz\", \"rd\"]\nmatrix = [[1, 1], [1, 1]]\n[[compare]]\ngroup = \
            \"size\"\nmembers = [\"staff\", \"revenue\"]\nmatrix = [[1, 1], [1, 1]]\n",
            "called `siz`\n  help: did you mean `size`?",
        ),
        (
            "ahp",
            "[[compare]]\nmembers = [\"rd\"]\nmatrix = [[2]]\n",
            "`rd` is judged `2` times as important as itself",
        ),
        ("ahp", "", "missing key `compare`"),
    ] {
        folder.write("said.toml", said.as_bytes());
        let told = refusal(&folder, &[method, "campaign.toml", "--judgements", "said.toml"]);
        assert!(told.contains(words) && told.contains("help: "), "{method} {said}\n{told}");
    }
    for arguments in [
        &["entropy", "campaign.toml", "--correlation", "spearman"][..],
        &["equal", "campaign.toml", "--random-index", "saaty"],
        &["pca", "campaign.toml", "--least-share", "5%"],
    ] {
        let told = refusal(&folder, arguments);
        assert!(
            told.contains("error[option-idle]: `--")
                && told.contains("` is read by `")
                && told.contains("help: leave "),
            "{told}"
        );
    }
    for (matrix, words) in [
        (",revenue,staff,rd\nstaff,1,3,5\n", "row `staff` of the matrix has the place of column `revenue`"),
        (",revenue,staff\nrevenue,1,3\n", "the matrix has 1 row and 2 columns"),
        (
            ",revenue,staff,rd\nrevenue,1,,5\nstaff,2,1,4\nrd,,,1\n",
            "[judgements-missing]: said.csv:2: the ratio of `revenue` to `staff` is blank",
        ),
    ] {
        folder.write("said.csv", matrix.as_bytes());
        let told = refusal(&folder, &["ahp", "campaign.toml", "--judgements", "said.csv"]);
        assert!(told.contains(words) && told.contains("help: "), "{matrix}\n{told}");
        assert_eq!(told.matches("error[").count(), 1, "{told}");
    }
    folder.write("said.toml", b"[swing]\nrevenue = 1\nstaff = 2\nrd = 3\n");
    let within = ["swing", "campaign.toml", "--judgements", "said.toml", "--within", "segment"];
    assert!(refusal(&folder, &within).contains("[option-idle]: `swing` uses no data of firms"));
    folder.edit("campaign.toml", "\"card.toml\"", "\"tech-sme-2017\"");
    let told = refusal(&folder, &["critic", "campaign.toml"]);
    assert!(told.contains("takes the points of its best member"), "{told}");
}

/// Best, worst, and the six numbers of `revenue`, `staff` and `rd`.
fn best(to_others: [f64; 3], to_worst: [f64; 3]) -> String {
    let [a, b, c] = to_others;
    let [d, e, f] = to_worst;
    format!(
        "best = \"revenue\"\nworst = \"rd\"\n[best_to_others]\nrevenue = {a}\nstaff = {b}\nrd = {c}\n\
         [others_to_worst]\nrevenue = {d}\nstaff = {e}\nrd = {f}\n"
    )
}

#[test]
fn every_fault_of_judgements_is_told_at_its_line() {
    let folder = nested();
    let several = "[[compare]]\nmembers = [\"size\", \"rd\"]\nmatrix = [[1, 9], [\"1/9\", 1]]\n\
                   [[compare]]\ngroup = \"size\"\nmembers = [\"revenue\", \"staff\"]\nmatrix = [\n[1, \
                   2],\n[2, 1],\n]\n\
                   [[compare]]\ngroup = \"size\"\nmembers = [\"rd\"]\nmatrix = [[0]]\n";
    let contradictory = best([1.0, 9.0, 1.0], [1.0, 2.0, 1.0]);
    let unlike = best([2.0, 1.0, 3.0], [4.0, 1.0, 1.0]);
    let beyond = "[[compare]]\nmembers = [\"revenue\", \"staff\", \"rd\"]\n\
                  matrix = [[1, 1e200, 1], [\"1e-200\", 1, 1], [1, 1, 1]]\n";
    for (method, file, said, words) in [
        (
            "ahp",
            "said.toml",
            several,
            &[
                "said.toml:9: `revenue` to `staff` is `2`, but `staff` to `revenue` is `2`, not its \
                    reciprocal",
                "said.toml:11: the members of `size` are compared twice",
                "said.toml:14: the entry `0` of the matrix is not a number above 0",
                "help: write \"1/2\" for the second",
            ][..],
        ),
        (
            "ahp",
            "said.toml",
            "[[compare]]\nmembers = [\"revenue\",\n\"staf\",\n\"r\"]\nmatrix = [[1, 1, 1], [1, 1, 1], [1, \
            1, 1]]\n",
            &[
                "said.toml:3: no indicator to weigh is called `staf`",
                "said.toml:4: no indicator to weigh is called `r`",
            ],
        ),
        ("ahp", "said.toml", beyond, &["said.toml:3: the entry `1e200` of the matrix is above 1000000"]),
        (
            "ahp",
            "said.csv",
            "\u{feff},revenue,staff,rd\n\nrevenue,1,2,6,7\nstaff,,1\nrd,,,1\n",
            &["said.csv:3: `revenue` has 5 cells, but the header has 4", "said.csv:4: `staff` has 3 cells"],
        ),
        (
            "ahp",
            "said.csv",
            ",revenue,staff,rd\nrevenue,1,x,6\nstaff,,1,\nrd,,,1\n",
            &["said.csv:2: the entry `x` of the matrix", "said.csv:3: the ratio of `staff` to `rd` is blank"],
        ),
        (
            "ahp",
            "said.csv",
            ",revenue,staff,rd\nrevenue,1,2,6\nrd,,1,3\nstaff,,,1\n",
            &["said.csv:3: row `rd` of the matrix has the place of column `staff`"],
        ),
        (
            "swing",
            "said.toml",
            "[swing]\nrevenue = inf\nstaff = nan\nrd = -1\n",
            &[
                "said.toml:2: `inf` of `revenue` is not a finite number",
                "said.toml:3: `NaN` of `staff` is not a finite number",
                "said.toml:4: `-1` of `rd` is below 0",
            ],
        ),
        (
            "swing",
            "said.toml",
            "order = [\"rd\"]\n[swing]\nrevenue = 1\nstaff = 1\nrd = 1\n",
            &["[key-idle]: said.toml:1: `order` is read by `roc`, not by `swing`"],
        ),
        (
            "bwm",
            "said.toml",
            &contradictory,
            &[
                "said.toml:5: the ratio of `revenue` to `staff` is `9`, above the ratio of the best to \
                the worst, `1`",
                "help: change this ratio, or the ratio `1` of `revenue` to `rd`: no other ratio may be \
                greater than that",
                "said.toml:9: the ratio of `staff` to `rd` is `2`, above the ratio of the best to the \
                worst, `1`",
            ],
        ),
        (
            "bwm",
            "said.toml",
            &unlike,
            &[
                "said.toml:4: `revenue` is judged `2` times as important as itself",
                "said.toml:8: the ratio of the best to the worst is `3` in one list",
            ],
        ),
        (
            "bwm",
            "said.toml",
            &best([1.0, 2.0, 2e6], [2e6, 2.0, 1.0]),
            &["said.toml:6: `2000000` of `rd` is above 1000000"],
        ),
    ] {
        folder.write(file, said.as_bytes());
        let told = refusal(&folder, &[method, "campaign.toml", "--judgements", file]);
        for words in words {
            assert!(told.contains(words) && told.contains("help: "), "{said}\n{words}\n{told}");
        }
    }
}

#[test]
fn the_least_share_of_merec_is_chosen_and_named() {
    let folder = Folder::with_firms(120, 0.0);
    let told = |more: &[&str]| {
        proposal(&folder, &[&["merec", "campaign.toml", "--force", "--write", "new.toml"], more].concat())
    };
    let usual = told(&[]);
    assert!(folder.read("new.toml").contains("derived by merec, from mst-2022"));
    assert_eq!(usual["found"][0]["found"]["least_share"], 0.01);
    // What is taken anyway is the same said aloud.
    assert_eq!(told(&["--least-share", "1%"])["indicators"], usual["indicators"]);
    let other = told(&["--least-share", "20%"]);
    assert_eq!(other["found"][0]["found"]["least_share"], 0.2);
    assert_ne!(other["indicators"], usual["indicators"]);
    assert!(folder.read("new.toml").contains("derived by merec (shares below 0.2 count as 0.2), from"));
    for share in ["0", "100%", "x"] {
        let refused = refusal(&folder, &["merec", "campaign.toml", "--least-share", share]);
        assert!(refused.contains("write a share between 0 and 1, like 30% or 0.3"), "{refused}");
    }
}

#[test]
fn the_table_of_random_indices_is_told_and_chosen() {
    let folder = nested();
    folder.write("pairs.csv", b",revenue,staff,rd\nrevenue,1,3,1/5\nstaff,,1,4\nrd,,,1\n");
    let told = |more: &[&str]| {
        let pairs = ["weights", "ahp", "campaign.toml", "--judgements", "pairs.csv"];
        text(&folder.jifen(&[&pairs[..], more].concat()).stdout)
    };
    assert!(told(&[]).contains("by the random index of Saaty"), "{}", told(&[]));
    let other = told(&["--random-index", "donegan-dodd"]);
    assert!(other.contains("by the random index of Donegan and Dodd"), "{other}");
}

#[test]
fn too_few_firms_to_weigh_by_are_named_and_nothing_is_written() {
    let folder = nested();
    let rows = folder.read("firms.csv");
    let header = rows.lines().next().expect("a header");
    let alone = format!("{header}\n{}\n", rows.lines().nth(1).expect("a firm"));
    folder.write("firms.csv", alone.as_bytes());
    let told = refusal(&folder, &["entropy", "campaign.toml", "--write", "new.toml"]);
    assert!(
        told.contains("[firms-few]: `entropy` has too few firms to derive weights from")
            && !folder.path("new.toml").exists()
    );
    let told = text(&folder.jifen(&["weights", "entropy", "campaign.toml"]).stdout);
    assert!(told.contains("\n\n1 firm is too few to derive weights from: today's weights stay"), "{told}");
    assert!(!told.contains("\n\n\n") && !told.contains("jifen compare"), "{told}");
}

/// Two segments: many small firms, and as many large ones as are asked for; what must be known of a firm goes
/// by weight.
fn two_segments(large: usize) -> Folder {
    let folder = Folder::with_firms(5, 0.0);
    folder.write("institutions.toml", INSTITUTIONS.replace("grade IS NOT NULL", "points > 12").as_bytes());
    let card = r#"
id = "two"
title = "Two"
weights_basis = "local"
scale = 100
decimals = 1
missing = "skip"
minimum_coverage = 0.6
[[segment]]
id = "small"
title = "Small"
when = "employees < 50"
[[segment]]
id = "large"
title = "Large"
[[indicator]]
id = "rd"
title = "R&D"
value = "rd_expense / revenue * 100"
curve = { linear = { low = 0, high = 10 } }
weight = 90
[[indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { linear = { low = 0, high = 10 } }
weight = 10
"#;
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "path = \"firms.csv\"", "path = \"firms.csv\"\nid = \"firm\"");
    let mut firms = "firm,授权,营业收入(万元),研发费用(万元),发明专利申请量,从业人数\n\
                     a,是,1000,60,3,10\nb,是,1000,90,9,10\nc,是,1000,30,,10\n"
        .to_owned();
    (0..large).for_each(|at| firms += &format!("large-{at},是,1000,{},{at},90\n", 20 + 10 * at));
    folder.write("firms.csv", firms.as_bytes());
    folder
}

#[test]
fn a_segment_that_keeps_todays_weights_is_named_in_the_source() {
    for (large, named) in [(1, true), (3, false)] {
        let folder = two_segments(large);
        proposal(&folder, &["stddev", "campaign.toml", "--within", "segment", "--write", "new.toml"]);
        let card = folder.read("new.toml");
        assert_eq!(card.contains("(too few firms, today's weights kept: large)"), named, "{card}");
    }
}

#[test]
fn firms_that_one_of_the_weights_alone_would_score_are_named() {
    let folder = two_segments(3);
    let told = text(&folder.jifen(&["weights", "equal", "campaign.toml", "--out", "out"]).stdout);
    assert!(
        told.contains(
            "5 firms scored both under today's and under the new weights\n1 firm would no longer be \
            scored: c\n"
        ),
        "{told}"
    );
    assert!(told.contains("--write NEW.toml writes these weights as a new scorecard"), "{told}");
    // Nobody was referred: there are no lists to tell of.
    for name in ["lists", "reasons", "changes"] {
        assert!(!folder.path(&format!("out/{name}.csv")).exists(), "{name}");
    }
    assert!(folder.path("out/weights.csv").exists() && folder.path("out/only.csv").exists());
}
