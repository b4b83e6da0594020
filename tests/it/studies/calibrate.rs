//! `jifen calibrate`: planted truth, noise, segments and windows, and what is refused.

use jifen::campaign::{Campaign, assess};
use jifen::progress::Silent;
use jifen::scoring::Reweigher;
use jifen::stats::{self, chance};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use crate::support::workplace::{Folder, text};

/// Five indicators in two groups: three weights are free.
const CARD: &str = r#"
id = "small"
title = "Small"
weights_basis = "local"
scale = 100
decimals = 2
missing = "zero"

[[group]]
id = "research"
title = "Research"

[[group.indicator]]
id = "rd"
title = "R&D"
value = "rd_expense"
curve = { percentile = { within = [] } }
weight = 25

[[group.indicator]]
id = "staff"
title = "Technical staff"
value = "technical_staff / employees * 100"
curve = { percentile = { within = [] } }
weight = 25

[[group.indicator]]
id = "patents"
title = "Patents"
value = "invention_applications"
curve = { percentile = { within = [] } }
weight = 20

[[group]]
id = "growth"
title = "Growth"

[[group.indicator]]
id = "return"
title = "Return"
value = "net_profit / net_assets * 100"
curve = { percentile = { within = [] } }
weight = 20

[[group.indicator]]
id = "new"
title = "Growth"
value = "(revenue / revenue_prev - 1) * 100"
curve = { percentile = { within = [] } }
weight = 10
"#;

/// Weights within 60 % of those of [`CARD`], of the same sums.
pub(crate) const TRUTH: [f64; 5] = [14.0, 34.0, 22.0, 26.0, 4.0];

pub(crate) fn small(firms: u32) -> Folder {
    let folder = Folder::with_firms(firms, 0.0);
    folder.write("card.toml", CARD.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder
        .write("institutions.toml", b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n");
    folder
}

/// Ids and points of the folder's firms by the weights `truth` of all segments.
pub(crate) fn points(folder: &Folder, truth: [f64; 5]) -> Vec<(String, f64)> {
    points_by(folder, &truth.map(|weight| vec![weight]))
}

/// The same by weights per segment.
pub(crate) fn points_by(folder: &Folder, truth: &[Vec<f64>]) -> Vec<(String, f64)> {
    let campaign = Campaign::load(&folder.path("campaign.toml"), None).expect("it is sound");
    let assessed = assess(&campaign, &Silent).expect("it can be carried out");
    let reweigher = Reweigher::new(&campaign.scorecard, &assessed.scores, &assessed.scores.order);
    let points = reweigher.points(&truth.to_vec());
    let ids = assessed.intake.firms.ids();
    let of = |(at, units): (usize, &i64)| (ids.get_or_empty(at).to_owned(), *units as f64 / 100.0);
    points.iter().enumerate().map(of).collect()
}

/// Outcomes with the log-odds `constant − slope · points / 100` of going bad, in two windows.
pub(crate) fn write_outcomes(
    folder: &Folder,
    points: &[(String, f64)],
    (constant, slope): (f64, f64),
    seed: u64,
) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut table = "credit_code,outcome,window\n".to_owned();
    for (id, points) in points {
        let bad = rng.random::<f64>() < chance(constant - slope * points / 100.0);
        let window = if rng.random::<f64>() < 0.5 { "2026H1" } else { "2026H2" };
        table += &format!("{id},{},{window}\n", u8::from(bad));
    }
    folder.write("outcomes.csv", table.as_bytes());
}

/// The study, and the exit code.
pub(crate) fn study(folder: &Folder, arguments: &[&str]) -> (Value, i32) {
    let all = [&["--format", "json", "calibrate", "campaign.toml", "--outcomes", "outcomes.csv"], arguments]
        .concat();
    let output = folder.jifen(&all);
    let code = output.status.code().expect("it ends");
    assert!(code < 2, "{}", text(&output.stderr));
    (serde_json::from_slice(&output.stdout).expect("one JSON object"), code)
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// How many of the weights found have an interval that holds the true one.
fn held(told: &Value, truth: [f64; 5]) -> usize {
    let rows = told["weights"].as_array().expect("a list").iter().zip(truth);
    rows.filter(|(row, truth)| {
        let fitted = &row["fitted"][0];
        number(&fitted["low"]) <= *truth && *truth <= number(&fitted["high"])
    })
    .count()
}

#[test]
fn planted_weights_are_recovered_and_proposed() {
    let folder = small(1500);
    let points = points(&folder, TRUTH);
    let (mut within, mut off, mut off_today) = (0, 0.0, 0.0);
    for seed in 1..5 {
        write_outcomes(&folder, &points, (4.0, 11.0), seed);
        let (told, code) = study(&folder, &["--bounds", "80%", "--draws", "60"]);
        assert_eq!((code, &told["account"]["used"]), (0, &1500.into()));
        within += held(&told, TRUTH);
        for (row, truth) in told["weights"].as_array().expect("a list").iter().zip(TRUTH) {
            let (found, today) = (number(&row["fitted"][0]["value"]), number(&row["today"][0]));
            off += (found - truth).abs();
            off_today += (today - truth).abs();
            assert!((found - truth).abs() < 6.0, "{seed}: {row} is not {truth}");
        }
        assert_eq!(told["verdict"]["proposed"], true, "{}", told["verdict"]);
        assert!(number(&told["fitted"]["gap"]) <= 1e-6);
    }
    // Today's weights are 6.8 points off on average.
    assert!(off < 0.4 * off_today, "{off} {off_today}");
    // Intervals of 95 %, twenty of them.
    assert!(within >= 18, "{within} of 20 intervals hold the truth");
}

#[test]
fn planted_weights_are_recovered_by_the_area_too() {
    let folder = small(400);
    let points = points(&folder, TRUTH);
    let mut within = 0;
    for seed in 1..4 {
        write_outcomes(&folder, &points, (4.0, 11.0), seed);
        let arguments = ["--bounds", "80%", "--draws", "50", "--maximise", "auc"];
        let (told, _) = study(&folder, &arguments);
        within += held(&told, TRUTH);
        assert_eq!(told["fitted"]["gap"], Value::Null);
    }
    // Fifteen intervals of 95 %; those of one study err together.
    assert!(within >= 12, "{within} of 15 intervals hold the truth");
}

#[test]
fn noise_parts_nobody_and_nothing_is_proposed() {
    let folder = small(400);
    let points = points(&folder, TRUTH);
    let mut off = 0;
    for (seed, maximise) in
        [(11, "likelihood"), (12, "auc"), (13, "likelihood"), (14, "likelihood"), (15, "likelihood")]
    {
        write_outcomes(&folder, &points, (-1.0, 0.0), seed);
        let arguments = ["--draws", "60", "--maximise", maximise, "--write", "new.toml"];
        let (told, code) = study(&folder, &arguments);
        assert_eq!((code, &told["verdict"]["proposed"]), (0, &Value::Bool(false)), "{}", told["verdict"]);
        assert!(!folder.path("new.toml").exists());
        let auc = &told["by_firm"]["auc_fitted"];
        assert!((number(&auc["value"]) - 0.5).abs() < 0.1, "{seed}: {auc}");
        off += u32::from(number(&auc["low"]) > 0.5 || number(&auc["high"]) < 0.5);
    }
    // Of twenty intervals of 95 % one may be off.
    assert!(off <= 1, "{off} of 5 intervals do not hold one half");
}

#[test]
fn the_area_is_as_great_as_any_within_the_bounds() {
    let folder = small(300);
    let points = points(&folder, TRUTH);
    write_outcomes(&folder, &points, (4.0, 11.0), 5);
    let (told, _) = study(&folder, &["--bounds", "60%", "--draws", "50", "--maximise", "auc"]);
    let bad: Vec<bool> = folder.rows("outcomes.csv").iter().map(|row| row["outcome"] == "1").collect();
    let campaign = Campaign::load(&folder.path("campaign.toml"), None).expect("it is sound");
    let assessed = assess(&campaign, &Silent).expect("it can be carried out");
    let reweigher = Reweigher::new(&campaign.scorecard, &assessed.scores, &assessed.scores.order);
    let area = |weights: [f64; 5]| {
        let weights: Vec<Vec<f64>> = weights.iter().map(|weight| vec![*weight]).collect();
        let points: Vec<f64> = reweigher.points(&weights).iter().map(|units| *units as f64).collect();
        stats::parted(&points, &bad).expect("both kinds").auc
    };
    let found: Vec<f64> = (0..5).map(|at| number(&told["weights"][at]["fitted"][0]["value"])).collect();
    let found = area(found.try_into().expect("five"));
    let mut greatest: f64 = 0.0;
    // Every point of a grid within the bounds.
    for rd in (10..=40).step_by(3) {
        for staff in (10..=40).step_by(3) {
            for growth in (4..=16).step_by(2) {
                let (rd, staff, growth) = (f64::from(rd), f64::from(staff), f64::from(growth));
                let patents = 70.0 - rd - staff;
                if (8.0..=32.0).contains(&patents) && (8.0..=32.0).contains(&(30.0 - growth)) {
                    greatest = greatest.max(area([rd, staff, patents, 30.0 - growth, growth]));
                }
            }
        }
    }
    assert!(found > greatest - 0.001, "{found} is not {greatest}");
    assert!(found > area([25.0, 25.0, 20.0, 20.0, 10.0]));
}

#[test]
fn neither_rows_nor_threads_leave_a_trace() {
    let folder = small(250);
    let points = points(&folder, TRUTH);
    write_outcomes(&folder, &points, (3.5, 11.0), 6);
    let arguments = ["--bounds", "60%", "--draws", "50", "--out", "one", "--threads", "1"];
    let (one, _) = study(&folder, &arguments);
    for name in ["firms.csv", "outcomes.csv"] {
        let table = folder.read(name);
        let mut rows: Vec<&str> = table.lines().collect();
        rows[1..].reverse();
        folder.write(name, (rows.join("\n") + "\n").as_bytes());
    }
    let arguments = ["--bounds", "60%", "--draws", "50", "--out", "two", "--threads", "2"];
    let (mut two, _) = study(&folder, &arguments);
    assert_ne!(one["cohort_sha256"], two["cohort_sha256"]);
    for hash in ["cohort_sha256", "outcomes_sha256"] {
        two[hash] = one[hash].clone();
    }
    assert_eq!(one, two);
    for table in ["weights", "outcomes", "draws", "bins", "lift"] {
        let name = |folder: &str| format!("{folder}/{table}.csv");
        assert_eq!(folder.read(&name("one")), folder.read(&name("two")), "{table}");
    }
}

#[test]
fn a_proposal_keeps_bounds_and_sums_and_is_sound() {
    let folder = small(700);
    let points = points(&folder, [6.0, 30.0, 34.0, 12.0, 18.0]);
    write_outcomes(&folder, &points, (5.0, 14.0), 3);
    let arguments = ["--bounds", "80%", "--draws", "50", "--write", "new.toml"];
    let (told, _) = study(&folder, &arguments);
    assert_eq!(told["verdict"]["proposed"], true, "{}", told["verdict"]);
    let weights: Vec<f64> = (0..5).map(|at| number(&told["weights"][at]["proposed"][0])).collect();
    // In hundredths, exactly.
    let units: Vec<i64> = weights.iter().map(|weight| (weight * 100.0).round() as i64).collect();
    assert_eq!((units[..3].iter().sum::<i64>(), units[3..].iter().sum::<i64>()), (7000, 3000), "{weights:?}");
    for (weight, today) in weights.iter().zip([25.0, 25.0, 20.0, 20.0, 10.0]) {
        assert!((0.2 * today..=1.8 * today).contains(weight), "{weights:?}");
    }
    let card = folder.read("new.toml");
    assert!(
        card.contains("weights_basis = \"derived\"")
            && card.contains(told["outcomes_sha256"].as_str().expect("text"))
    );
    let checked = folder.jifen(&["scorecards", "check", "new.toml"]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    // With it there is no further case: most of what there was to gain is gained.
    folder.edit("campaign.toml", "\"card.toml\"", "\"new.toml\"");
    let (again, _) = study(&folder, &["--bounds", "80%", "--draws", "50"]);
    assert!(number(&again["by_firm"]["gain"]["value"]) < number(&told["by_firm"]["gain"]["value"]));
    assert!(number(&again["by_firm"]["auc_today"]["value"]) > number(&told["by_firm"]["auc_today"]["value"]));
}

#[test]
fn arguments_that_mean_nothing_are_refused() {
    let folder = small(30);
    folder.write("outcomes.csv", b"credit_code,outcome\nx,1\n");
    for (arguments, words) in [
        (&["--bounds", "30"][..], "write a share above 0 and up to 1, like 30% or 0.3"),
        (&["--bounds", "0%"], "above 0"),
        (&["--bounds", "nan%"], "above 0"),
        (&["--good", "2"], "it must lie from 0 to 1"),
        (&["--folds", "1"], "from 2 to 20"),
        (&["--draws", "3"], "from 50 to 100"),
        (&["--maximise", "gini"], "which takes `likelihood` or `auc`"),
    ] {
        let all = [&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv"], arguments].concat();
        let output = folder.jifen(&all);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(words), "{words}\n{}", text(&output.stderr));
    }
    let output = folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "none.csv"]);
    assert_eq!(output.status.code(), Some(3));
    // What is in the way is told before the work.
    folder.write("new.toml", b"");
    let output =
        folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "none.csv", "--write", "new.toml"]);
    assert!(text(&output.stderr).contains("target-exists"), "{}", text(&output.stderr));
}

#[test]
fn segments_of_other_weights_keep_weights_of_their_own() {
    let folder = small(1200);
    let segments = "[[segment]]\nid = \"young\"\ntitle = \"Young\"\nwhen = \"founded >= DATE \
        '2018-01-01'\"\n\n\
                    [[segment]]\nid = \"middle\"\ntitle = \"Middle\"\nwhen = \"founded >= DATE \
                    '2012-01-01'\"\n\n\
                    [[segment]]\nid = \"old\"\ntitle = \"Old\"\n\n[[group]]\nid = \"research\"";
    folder.edit("card.toml", "[[group]]\nid = \"research\"", segments);
    folder.edit("card.toml", "weight = 25", "weight = { young = 25, middle = 25, old = 30 }");
    folder.edit(
        "card.toml",
        "weight = 20\n\n[[group]]",
        "weight = { young = 20, middle = 20, old = 15 }\n\n[[group]]",
    );
    let truth = [[6.0, 6.0, 50.0], [30.0, 30.0, 12.0], [34.0, 34.0, 8.0], [26.0; 3], [4.0; 3]];
    let truth: Vec<Vec<f64>> = truth.iter().map(|weights| weights.to_vec()).collect();
    write_outcomes(&folder, &points_by(&folder, &truth), (4.5, 12.0), 8);
    let arguments = ["--bounds", "80%", "--draws", "50", "--write", "new.toml"];
    let (told, _) = study(&folder, &arguments);
    assert_eq!(told["verdict"]["proposed"], true, "{}", told["verdict"]);
    // Two strata of two groups: the two segments of equal weights are one.
    assert_eq!(told["fitted"]["free"], 6);
    let weight = |at: usize, segment: usize| number(&told["weights"][at]["proposed"][segment]);
    for segment in 0..3 {
        let sum = |range: std::ops::Range<usize>| range.map(|at| weight(at, segment)).sum::<f64>();
        assert!((sum(0..3) - 70.0).abs() < 1e-9 && (sum(3..5) - 30.0).abs() < 1e-9, "{}", told["weights"]);
        for (at, truth) in truth.iter().enumerate() {
            assert!(
                (weight(at, segment) - truth[segment]).abs() < 10.0,
                "{at} {segment}: {}",
                told["weights"]
            );
        }
    }
    assert!((0..5).all(|at| weight(at, 0) == weight(at, 1)));
    let checked = folder.jifen(&["scorecards", "check", "new.toml"]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    let output = folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv", "--draws", "50"]);
    assert!(text(&output.stdout).contains("young"), "{}", text(&output.stdout));
}

#[test]
fn later_windows_are_held_against_earlier_ones() {
    let folder = small(300);
    let points = points(&folder, TRUTH);
    let row = |(at, (id, points)): (usize, &(String, f64))| {
        let bad = u8::from(*points < 30.0 + ((at * 37) % 40) as f64);
        // Four windows by their days; the first two overlap.
        let (from, to) = [
            ("2025-10-01", "2026-03-31"),
            ("2026-01-01", "2026-06-30"),
            ("2026-07-01", "2026-12-31"),
            ("2027-01-01", "2027-06-30"),
        ][at % 4];
        format!("{id},{bad},{from},{to}\n")
    };
    let rows: String = points.iter().enumerate().map(row).collect();
    folder.write("outcomes.csv", format!("credit_code,outcome,window_from,window_to\n{rows}").as_bytes());
    let (told, _) = study(&folder, &["--draws", "50"]);
    let names = |what: &str| told["by_time"][what].as_array().expect("a list").len();
    // The last two have half of the outcomes; the last alone has a quarter, less than 30 %.
    assert_eq!(
        (names("trained"), names("tested"), &told["by_time"]["outcomes"]),
        (2, 2, &150.into()),
        "{told}"
    );
    assert_eq!(told["windows"][0]["name"], "2025-10-01..2026-03-31");
    let cautions = told["cautions"].to_string();
    assert!(cautions.contains("the windows of 75 outcomes begin before or end by 2025-12-31"), "{cautions}");
    // The first two do, on one side of the cut.
    assert!(!cautions.contains("overlap"), "{cautions}");
    // One window is not earlier than itself.
    let rows: String =
        rows.lines().map(|row| row.split(',').take(2).collect::<Vec<_>>().join(",") + "\n").collect();
    folder.write("outcomes.csv", format!("credit_code,outcome\n{rows}").as_bytes());
    let (told, _) = study(&folder, &["--draws", "50"]);
    assert_eq!(told["by_time"], Value::Null);
    assert!(told["no_time"]["en"] == "the outcomes are of fewer than two windows");
    assert_eq!(told["stability"]["base"]["en"], "all firms scored");
}

#[test]
fn windows_are_parted_by_time_only_where_time_is_known() {
    let folder = small(300);
    let points = points(&folder, TRUTH);
    let told = |windows: [&str; 2], columns: &str| {
        let row = |(at, (id, points)): (usize, &(String, f64))| {
            let bad = u8::from(*points < 30.0 + ((at * 37) % 40) as f64);
            format!("{id},{bad},{}\n", windows[at % 2])
        };
        let rows: String = points.iter().enumerate().map(row).collect();
        folder.write("outcomes.csv", format!("credit_code,outcome,{columns}\n{rows}").as_bytes());
        study(&folder, &["--draws", "50"]).0
    };
    // By name autumn would be first.
    let told_by_name = told(["spring 2024", "autumn 2024"], "window");
    assert_eq!(told_by_name["by_time"], Value::Null);
    let why = told_by_name["no_time"]["en"].as_str().expect("a reason");
    assert!(why.contains("neither days nor names say which window is earlier"), "{why}");
    assert_eq!(told_by_name["stability"]["base"]["en"], "all firms scored");
    for (windows, columns, [earlier, later]) in [
        (["2026-10", "2026-9"], "window", ["2026-9", "2026-10"]),
        (["2026年下半年", "2026年上半年"], "window", ["2026年上半年", "2026年下半年"]),
        (["autumn,2026-10-01", "spring,2026-04-01"], "window,window_from", ["spring", "autumn"]),
        (["autumn,2026-12-31", "spring,2026-06-30"], "window,window_to", ["spring", "autumn"]),
    ] {
        let told = told(windows, columns);
        let by_time = &told["by_time"];
        assert_eq!(
            (&by_time["trained"][0], &by_time["tested"][0]),
            (&earlier.into(), &later.into()),
            "{told}"
        );
        assert_eq!(told["stability"]["base"], earlier);
    }
    let at_once = told(["a,2026-01-01", "b,2026-01-01"], "window,window_from");
    assert_eq!(at_once["no_time"]["en"], "all windows begin at the same time");
    assert_eq!(at_once["no_time"]["zh"], "所有观察期同时开始");
}

#[test]
fn a_fold_that_proves_nothing_leaves_the_evidence() {
    let folder = small(120);
    let points = points(&folder, [25.0, 25.0, 20.0, 20.0, 10.0]);
    let mut sorted: Vec<f64> = points.iter().map(|(_, points)| *points).collect();
    sorted.sort_by(f64::total_cmp);
    // Points decide of all firms but the best one: without the fold it is in, they tell all.
    let is_bad = |points: f64| points < sorted[60] || points == sorted[119];
    let rows: String =
        points.iter().map(|(id, points)| format!("{id},{}\n", u8::from(is_bad(*points)))).collect();
    folder.write("outcomes.csv", format!("credit_code,outcome\n{rows}").as_bytes());
    let (told, code) = study(&folder, &["--draws", "50", "--write", "new.toml", "--out", "study"]);
    assert_eq!((code, &told["by_firm"], &told["calibration_fitted"]), (0, &Value::Null, &Value::Null));
    let why = told["no_firm"]["en"].as_str().expect("a reason");
    assert!(
        why.starts_with("without fold ") && why.contains(" of 5, points separate all bad firms"),
        "{why}"
    );
    assert_eq!(told["verdict"]["proposed"], false);
    assert!(!folder.path("new.toml").exists());
    assert!(number(&told["evidence"][0]["auc"]) > 0.9, "{}", told["evidence"][0]);
    assert!(
        folder
            .rows("study/outcomes.csv")
            .iter()
            .all(|row| row["fold"].is_empty() && !row["points"].is_empty())
    );
    assert!(folder.rows("study/held-out.csv").is_empty());
    for threads in ["1", "2"] {
        let (again, _) = study(&folder, &["--draws", "50", "--threads", threads]);
        assert_eq!(again, told);
    }
    let output = folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv", "--draws", "50"]);
    let shown = text(&output.stdout);
    assert!(output.status.success() && shown.contains("not held out by firm: without fold "), "{shown}");
    assert!(shown.contains("No case for change") && shown.contains("points today"), "{shown}");
    let output = folder.jifen(&[
        "--lang",
        "zh",
        "calibrate",
        "campaign.toml",
        "--outcomes",
        "outcomes.csv",
        "--draws",
        "50",
    ]);
    let shown = text(&output.stdout);
    assert!(shown.contains("没有调整权重的依据：没有留出企业可用于检验权重"), "{shown}");
    assert!(shown.contains("未按企业留出：留出第 ") && shown.contains("现行积分"), "{shown}");
}

#[test]
fn the_range_of_borrowers_is_told() {
    let folder = small(600);
    let points = points(&folder, [25.0, 25.0, 20.0, 20.0, 10.0]);
    // A bank that lends to the best only, and to those on its list alone.
    let rule = "kind = \"bank\"\n\n[[institution.rule]]\nwhen = \"points >= 50\"\nreason = \"few points\"\n";
    folder.edit("institutions.toml", "kind = \"bank\"\n", rule);
    let run = folder.jifen(&["run", "campaign.toml"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let listed: Vec<String> = folder
        .rows("out/referrals/first.csv")
        .into_iter()
        .filter_map(|mut row| row.remove("统一社会信用代码"))
        .collect();
    let lent: Vec<(String, f64)> = points.into_iter().filter(|(id, _)| listed.contains(id)).collect();
    assert!(lent.len() > 60, "{}", lent.len());
    write_outcomes(&folder, &lent, (2.0, 4.0), 4);
    let (told, _) = study(&folder, &["--draws", "50"]);
    let standing = &told["standing"];
    assert!(standing["scored"] == 600 && number(&standing["referred"]) < 600.0, "{standing}");
    assert!(number(&standing["deviation_ratio"]) < 0.7, "{standing}");
    let cautions = told["cautions"].to_string();
    assert!(
        cautions.contains("on no list have no outcome: the weights say nothing about them"),
        "{cautions} {standing}"
    );
    assert!(cautions.contains("times as much as those of all firms"), "{cautions}");
}
