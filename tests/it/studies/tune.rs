//! `jifen tune`: planted answers, brute force, and what no search may break.

use serde_json::Value;

use crate::support::workplace::{Folder, text};

pub(crate) const FIRMS: usize = 240;

pub(crate) fn tune(folder: &Folder, goal: &str, arguments: &[&str]) -> Value {
    folder.write("goal.toml", goal.as_bytes());
    let base = ["--format", "json", "tune", "campaign.toml", "--goal", "goal.toml"];
    let output = folder.jifen(&[&base, arguments].concat());
    let told: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    // A goal that is missed is no success.
    let is_met = list(&told["goals"]).iter().all(|goal| goal["found"]["met"] == true);
    assert_eq!(output.status.code(), Some(i32::from(!is_met)), "{}", text(&output.stderr));
    told
}

pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Shares of full marks of three indicators, a region and a flag, per firm.
pub(crate) fn firm(at: usize) -> ([f64; 3], &'static str, bool) {
    // Whole turns of three numbers without a common measure: as even as can be, and unrelated.
    let turn = |root: f64| (((at as f64 + 0.5) * root.sqrt()).fract() * 1e3).round() / 1e3;
    let region = ["110101", "310115", "320505", "320106", "440305"][at * 7 % 5];
    ([turn(2.0), turn(3.0), turn(5.0)], region, turn(7.0) + turn(2.0) > 1.1)
}

/// A campaign over those firms, with a scorecard of these weights in two groups, the first indicator in the
/// first.
pub(crate) fn own(weights: [f64; 3], more: &str) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let mut card = format!(
        "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 2\nmissing = \
        \"zero\"\n{more}"
    );
    let indicators = [("a", "revenue", "one"), ("b", "rd_expense", "two"), ("c", "total_costs", "two")];
    let mut last = "";
    for ((id, value, group), weight) in indicators.into_iter().zip(weights) {
        if weight == 0.0 {
            continue;
        }
        if group != last {
            card += &format!("[[group]]\nid = \"{group}\"\ntitle = \"{group}\"\n");
            last = group;
        }
        card += &format!(
            "[[group.indicator]]\nid = \"{id}\"\ntitle = \"{id}\"\nvalue = \"{value}\"\nweight = {weight}\n\
             curve = {{ linear = {{ low = 0, high = 1000 }} }}\n"
        );
    }
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "[firms]", "[firms]\nid = \"firm\"");
    folder
        .write("institutions.toml", b"[[institution]]\nid = \"first\"\nname = \"First\"\nkind = \"bank\"\n");
    let mut rows =
        "firm,revenue(万元),rd_expense(万元),total_costs(万元),region,strategic_industry\n".to_owned();
    for at in 0..FIRMS {
        let ([a, b, c], region, flag) = firm(at);
        let flag = if flag { "是" } else { "否" };
        rows += &format!("f{at:05},{},{},{},{region},{flag}\n", a * 1e3, b * 1e3, c * 1e3);
    }
    folder.write("firms.csv", rows.as_bytes());
    folder
}

/// Published points in hundredths, the plain way.
fn points(weights: [f64; 3]) -> Vec<i64> {
    let point = |at: usize| {
        let (shares, _, _) = firm(at);
        let sum: f64 = shares.iter().zip(weights).map(|(share, weight)| share * weight).sum();
        // To thousandths of thousandths first, where sums of binary fractions are exact again.
        (((sum * 1e8).round() / 1e6) + 1e-9).round() as i64
    };
    (0..FIRMS).map(point).collect()
}

/// The share of the first so many firms that are of a kind; those at the edge by the part of them that fits.
fn share(points: &[i64], first: usize, is: impl Fn(usize) -> bool) -> f64 {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| b.cmp(a));
    let edge = sorted[first - 1];
    let count = |at_edge: bool, own: bool| {
        let counted = (0..points.len())
            .filter(|&at| (if at_edge { points[at] == edge } else { points[at] > edge }) && (!own || is(at)));
        counted.count() as f64
    };
    let part = (first as f64 - count(false, false)) / count(true, false);
    (count(false, true) + part * count(true, true)) / first as f64
}

/// Pearson's r².
fn squared(x: &[f64], y: &[i64]) -> f64 {
    let n = x.len() as f64;
    let (mx, my) = (x.iter().sum::<f64>() / n, y.iter().sum::<i64>() as f64 / n);
    let sum =
        |f: &dyn Fn(f64, f64) -> f64| x.iter().zip(y).map(|(x, y)| f(x - mx, *y as f64 - my)).sum::<f64>();
    sum(&|x, y| x * y).powi(2) / (sum(&|x, _| x * x) * sum(&|_, y| y * y))
}

/// Linear importance of `a` among the indicators.
fn importance_of_a(points: &[i64]) -> f64 {
    let of =
        |indicator: usize| squared(&(0..FIRMS).map(|at| firm(at).0[indicator]).collect::<Vec<f64>>(), points);
    let all: Vec<f64> = (0..3).map(of).collect();
    all[0] / all.iter().sum::<f64>()
}

fn found(told: &Value) -> Vec<f64> {
    list(&told["indicators"]).iter().map(|one| number(&one["found"][0])).collect()
}

#[test]
fn goals_that_are_met_leave_todays_weights() {
    let folder = own([50.0, 30.0, 20.0], "");
    let goal = "bounds = 0.5\n[[goal]]\nrank_correlation = \"kendall\"\nat_least = 0.9\n\
        [[goal]]\namong_first = 60\nwhen = \"strategic_industry\"\nat_least = 0.1\nmust = true\n";
    let told = tune(&folder, goal, &[]);
    assert_eq!((&told["verdict"], &told["evaluations"]), (&"today".into(), &1.into()));
    assert_eq!((found(&told), number(&told["moved"])), (vec![50.0, 30.0, 20.0], 0.0));
    assert_eq!(list(&told["front"]).len(), 1);
    assert_eq!(
        (number(&told["goals"][0]["found"]["value"]), number(&told["effect"]["mean_shift"])),
        (1.0, 0.0)
    );
    let expected = share(&points([50.0, 30.0, 20.0]), 60, |at| firm(at).2);
    assert!((number(&told["goals"][1]["today"]["value"]) - expected).abs() < 1e-12);
    // Weights that may not move at all are today's, whatever is asked: there are no others.
    let kept = tune(&folder, "bounds = 0\n[[goal]]\nimportance_of = \"a\"\nat_least = 0.99\n", &[]);
    assert_eq!((&kept["verdict"], found(&kept)), (&"impossible".into(), vec![50.0, 30.0, 20.0]));
}

#[test]
fn the_one_weight_that_must_move_moves_as_far_as_it_must() {
    // Of two independent indicators whose marks vary alike a has the importance w² / (w² + (100 − w)²): 0.8
    // at 66.67.
    let folder = own([50.0, 50.0, 0.0], "");
    let goal =
        "bounds = 0.9\n[[goal]]\nimportance_of = \"one\"\nat_least = 0.8\n[search]\nevaluations = 600\n";
    let told = tune(&folder, goal, &[]);
    assert_eq!(told["verdict"], "met");
    let a = found(&told)[0];
    assert!((a - 66.67).abs() < 1.0, "{a}");
    // And exactly the least of all hundredths that do.
    let importance = |a: f64| {
        let points = points([a, 100.0 - a, 0.0]);
        let of = |indicator: usize| {
            squared(&(0..FIRMS).map(|at| firm(at).0[indicator]).collect::<Vec<f64>>(), &points)
        };
        of(0) / (of(0) + of(1))
    };
    let least = (5000..9500).map(|a| f64::from(a) / 100.0).find(|&a| importance(a) >= 0.8 - 1e-12);
    assert!((a - least.expect("there is one")).abs() < 0.05, "{a} is not {least:?}");
    assert!((number(&told["goals"][0]["found"]["value"]) - importance(a)).abs() < 1e-9);
    assert!((number(&told["moved"]) - (a - 50.0) / 100.0).abs() < 1e-9);
    let ratio = number(&told["goals"][0]["audited"]);
    assert!((ratio - 0.8).abs() < 0.05, "{ratio}");
}

#[test]
fn no_point_of_a_grid_is_better() {
    let folder = own([50.0, 30.0, 20.0], "");
    let goal = "bounds = 0.8\n[[goal]]\nimportance_of = \"a\"\nat_most = 0.35\n\
        [[goal]]\namong_first = 50\nof = \"所属地区\"\nat_most = 0.45\n\
        [[goal]]\namong_first = 50\nwhen = \"strategic_industry\"\nat_least = 0.62\n\
        [search]\nevaluations = 1500\nseed = 4\n";
    let province = |points: &[i64]| {
        let of = |prefix: &str| share(points, 50, |at| firm(at).1.starts_with(prefix));
        ["11", "31", "32", "44"].into_iter().map(of).fold(0.0, f64::max)
    };
    let values = |weights: [f64; 3]| {
        let points = points(weights);
        [importance_of_a(&points), province(&points), share(&points, 50, |at| firm(at).2)]
    };
    let meets = |[a, region, flag]: [f64; 3]| a <= 0.35 && region <= 0.45 && flag >= 0.62;
    let mut best: Option<(f64, [f64; 3])> = None;
    for a in 10..=90 {
        for b in 6..=54 {
            let c = 100 - a - b;
            let weights = [f64::from(a), f64::from(b), f64::from(c)];
            if (4..=36).contains(&c) && meets(values(weights)) {
                let moved =
                    ((weights[0] - 50.0).abs() + (weights[1] - 30.0).abs() + (weights[2] - 20.0).abs())
                        / 200.0;
                if best.is_none_or(|(least, _)| moved < least) {
                    best = Some((moved, weights));
                }
            }
        }
    }
    let (moved, weights) = best.expect("the grid has one");
    assert!(!meets(values([50.0, 30.0, 20.0])), "today's weights are no answer");
    let told = tune(&folder, goal, &[]);
    assert_eq!(told["verdict"], "met", "{:#}", told["goals"]);
    assert!(number(&told["moved"]) <= moved + 1e-9, "{} is more than {moved} of {weights:?}", told["moved"]);
    // What is reported is what the plain way measures, of the found weights and of each of the trade-off.
    for one in list(&told["front"]) {
        let weights: Vec<f64> = list(&one["weights"]).iter().map(|weights| number(&weights[0])).collect();
        let expected = values([weights[0], weights[1], weights[2]]);
        for (value, expected) in list(&one["goals"]).iter().zip(expected) {
            assert!((number(&value["value"]) - expected).abs() < 1e-9, "{one}");
        }
    }
}

#[test]
fn goals_of_counts_are_met_where_a_step_alone_changes_nothing() {
    // Of 20 firms one is a twentieth: between its steps each goal is flat.
    let folder = own([50.0, 30.0, 20.0], "");
    let goal = "bounds = 0.8\n[[goal]]\namong_first = 20\nwhen = \"region = '310115'\"\nat_least = 0.3\n\
        [[goal]]\namong_first = 20\nof = \"region\"\nat_most = 0.45\n\
        [[goal]]\namong_first = 20\nwhen = \
        \"strategic_industry\"\nat_least = 0.6\n[search]\nevaluations = 1500\n";
    let told = tune(&folder, goal, &[]);
    assert_eq!(told["verdict"], "met", "{:#}", told["goals"]);
    let weights = found(&told);
    let points = points([weights[0], weights[1], weights[2]]);
    let of = |prefix: &str| share(&points, 20, |at| firm(at).1.starts_with(prefix));
    assert!(of("310115") >= 0.3 && ["11", "31", "32", "44"].into_iter().all(|prefix| of(prefix) <= 0.45));
    assert!(share(&points, 20, |at| firm(at).2) >= 0.6);
}

#[test]
fn what_cannot_be_met_is_proved_or_only_not_found() {
    let folder = own([50.0, 30.0, 20.0], "");
    let search = "[search]\nevaluations = 300\n";
    let few = (0..FIRMS).filter(|&at| firm(at).1 == "110101").count();
    let goal = format!(
        "bounds = 0.5\n[[goal]]\namong_first = 200\nwhen = \"region = '110101'\"\nat_least = 0.5\n\
         [[goal]]\namong_first = 200\nof = \
         \"region\"\nat_most = 0.2\n[[goal]]\nrank_shift = \"mean\"\nat_most = 5\n{search}"
    );
    let told = tune(&folder, &goal, &[]);
    assert_eq!(told["verdict"], "impossible");
    let why = told["goals"][0]["impossible"]["en"].as_str().expect("a reason");
    assert!(why.contains(&format!("holds for {few} of {FIRMS} firms")), "{why}");
    assert!(told["goals"][1]["impossible"]["en"].is_string() && told["goals"][2]["impossible"].is_null());
    let shown = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    // It is told at once.
    assert_eq!((&told["evaluations"], number(&told["moved"])), (&1.into(), 0.0));
    assert!(
        text(&shown.stdout).contains("goal 1 cannot be met: the rule holds for"),
        "{}",
        text(&shown.stdout)
    );

    // Each of two goals can be met, both cannot.
    let both = format!(
        "bounds = 0.8\n[[goal]]\nimportance_of = \"a\"\nat_least = 0.8\n[[goal]]\nimportance_of = \
        \"b\"\nat_least = 0.6\n{search}"
    );
    let told = tune(&folder, &both, &[]);
    assert_eq!(told["verdict"], "none-found");
    let conflict = &list(&told["conflicts"])[0];
    assert_eq!((&conflict["one"], &conflict["other"]), (&0.into(), &1.into()));
    assert!(list(&told["goals"]).iter().all(|goal| goal["nearest"]["met"] == true), "{:#}", told["goals"]);
    let shown = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    let words = text(&shown.stdout);
    assert!(words.contains("goals 1 and 2 were each met, but never together"), "{words}");
    assert!(words.contains("no weights tried in 300 evaluations"), "{words}");
    // One that must be met comes first, whatever the other weighs.
    let must = both.replacen("[[goal]]", "[[goal]]\nweight = 50", 1).replacen(
        "at_least = 0.6",
        "at_least = 0.6\nmust = true",
        1,
    );
    let told = tune(&folder, &must, &[]);
    assert_eq!(
        (&told["goals"][0]["found"]["met"], &told["goals"][1]["found"]["met"]),
        (&false.into(), &true.into())
    );
    // Bounds too narrow for it: not even alone, and yet no proof.
    let narrow = format!("bounds = 0.05\n[[goal]]\nimportance_of = \"a\"\nat_least = 0.95\n{search}");
    let told = tune(&folder, &narrow, &[]);
    assert_eq!(
        (&told["verdict"], &told["goals"][0]["nearest"]["met"]),
        (&"none-found".into(), &false.into())
    );
    assert_eq!(found(&told)[0], 52.5);
}

/// Hundredths, exactly.
fn hundredths(weight: &Value) -> i64 {
    let units = number(weight) * 100.0;
    assert!((units - units.round()).abs() < 1e-9, "{weight} has more than two decimals");
    units.round() as i64
}

#[test]
fn bounds_and_sums_hold_exactly_and_no_point_of_the_front_is_surpassed() {
    let folder = Folder::with_firms(200, 0.0);
    let goals = "[[goal]]\nimportance_of = \"growth\"\nat_least = 0.5\n[[goal]]\namong_first = 60\nof = \
        \"region\"\nat_most = 0.1\n\
        [[goal]]\namong_first = 60\nwhen = \
        \"segment = 'stable'\"\nat_most = 0.2\nweight = 2\n[search]\nevaluations = 260\n";
    for groups in ["free", "fixed"] {
        for freedom in ["per-segment", "alike"] {
            let head = format!(
                "bounds = 0.4\ngroups = \"{groups}\"\nweights = \"{freedom}\"\nkeep = \
                [\"awards\"]\n[between]\nrd_intensity = [7, 13.5]\n"
            );
            let told = tune(&folder, &(head + goals), &[]);
            let indicators = list(&told["indicators"]);
            let front = list(&told["front"]);
            assert!(front.len() > 3, "{groups} {freedom}: {}", front.len());
            for point in front {
                let weights = list(&point["weights"]);
                for segment in 0..3 {
                    let mut by_group = std::collections::BTreeMap::new();
                    for (indicator, weights) in indicators.iter().zip(weights) {
                        let weight = hundredths(&weights[segment]);
                        let (least, most) = (&indicator["least"][segment], &indicator["most"][segment]);
                        assert!(
                            (hundredths(least)..=hundredths(most)).contains(&weight),
                            "{indicator} {weight}"
                        );
                        if indicator["id"] == "awards" {
                            assert_eq!(weight, hundredths(&indicator["today"][segment]));
                        }
                        if indicator["id"] == "rd_intensity" {
                            assert_eq!((hundredths(least), hundredths(most)), (700, 1350));
                        }
                        let sums = by_group.entry(indicator["group"].to_string()).or_insert((0, 0));
                        *sums = (sums.0 + weight, sums.1 + hundredths(&indicator["today"][segment]));
                    }
                    assert_eq!(by_group.values().map(|sums| sums.0).sum::<i64>(), 10_000);
                    assert!(groups == "free" || by_group.values().all(|(now, today)| now == today));
                }
            }
            let objectives = |point: &Value| -> Vec<f64> {
                let goals = list(&point["goals"]).iter().map(|goal| number(&goal["shortfall"]));
                goals.chain([number(&point["moved"])]).collect()
            };
            let all: Vec<Vec<f64>> = front.iter().map(objectives).collect();
            for (at, a) in all.iter().enumerate() {
                for b in &all[at + 1..] {
                    let below = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| a <= b);
                    assert!(!below(a, b) && !below(b, a), "{a:?} {b:?}");
                }
            }
            assert_eq!(front.iter().filter(|point| point["found"] == true).count(), 1);
        }
    }
}

#[test]
fn what_is_written_is_what_was_measured() {
    let folder = Folder::with_firms(250, 0.0);
    let goal = "bounds = 0.5\n[[goal]]\nimportance_of = \"technology\"\nat_least = 0.52\n\
        [[goal]]\namong_first = 80\nwhen = \
        \"segment = 'start-up'\"\nat_least = 0.3\n[search]\nevaluations = 500\n";
    let told = tune(&folder, goal, &["--write", "new.toml", "--out", "study"]);
    assert_eq!(told["verdict"], "met", "{:#}", told["goals"]);
    assert!(folder.read("new.toml").contains("weights_basis = \"derived\""));
    // Scored by the new scorecard, the goals are met by today's weights, with the very same values.
    folder.edit("campaign.toml", "\"mst-2022\"", "\"new.toml\"");
    let again = tune(&folder, goal, &[]);
    assert_eq!((&again["verdict"], &again["scorecard"]), (&"today".into(), &"mst-2022-tuned".into()));
    for (now, before) in list(&again["goals"]).iter().zip(list(&told["goals"])) {
        assert_eq!(now["today"]["met"], true);
        assert!((number(&now["today"]["value"]) - number(&before["found"]["value"])).abs() < 1e-12);
    }
    // And the audit finds the importance that was reported.
    let audit = folder.jifen(&["--format", "json", "audit", "campaign.toml"]);
    let audit: Value = serde_json::from_slice(&audit.stdout).expect("one JSON object");
    let groups = list(&audit["parts"][0]["groups"]);
    let linear: Vec<f64> = groups.iter().map(|group| number(&group["importance"]["linear"])).collect();
    let expected = linear[0] / linear.iter().sum::<f64>();
    assert!((number(&told["goals"][0]["found"]["value"]) - expected).abs() < 1e-4, "{expected}");
    assert_eq!(told["goals"][0]["audited"], groups[0]["importance"]["share"]);

    let summary: Value = serde_json::from_str(&folder.read("study/summary.json")).expect("one JSON object");
    assert_eq!(summary, told);
    assert_eq!(folder.rows("study/weights.csv").len(), 54);
    let row = &folder.rows("study/goals.csv")[0];
    let found = number(&told["goals"][0]["found"]["value"]);
    assert_eq!(row["found_met"], "true");
    assert!(row["found"].parse::<f64>().is_ok_and(|own| (own - found).abs() < 1e-12), "{}", row["found"]);
    assert_eq!(folder.rows("study/front.csv").len(), list(&told["front"]).len());
    assert_eq!(folder.rows("study/front-weights.csv").len(), 54 * list(&told["front"]).len());
    folder.edit("campaign.toml", "\"new.toml\"", "\"mst-2022\"");
    for taken in [&["--write", "new.toml"], &["--out", "study"]] {
        let output = folder.jifen(&[&["tune", "campaign.toml", "--goal", "goal.toml"], &taken[..]].concat());
        assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains("error[target-exists]"), "{}", text(&output.stderr));
    }
}

#[test]
fn importance_is_the_audits_where_values_are_missing_and_left_out() {
    let folder = own([40.0, 30.0, 30.0], "");
    folder.write("card.toml", folder.read("card.toml").replace("\"zero\"", "\"skip\"").as_bytes());
    let blank = |(at, row): (usize, &str)| -> String {
        let mut cells: Vec<&str> = row.split(',').collect();
        if at > 0 && at % 3 == 0 {
            cells[1 + at % 2] = "";
        }
        cells.join(",") + "\n"
    };
    let rows: String = folder.read("firms.csv").lines().enumerate().map(blank).collect();
    folder.write("firms.csv", rows.as_bytes());
    let goal = "bounds = 0.6\n[[goal]]\nimportance_of = \"two\"\nat_most = 0.45\n[[goal]]\nimportance_of = \
        \"b\"\nat_most = 0.2\n\
        [search]\nevaluations = 300\n";
    let told = tune(&folder, goal, &["--write", "new.toml"]);
    folder.edit("campaign.toml", "\"card.toml\"", "\"new.toml\"");
    let audit = folder.jifen(&["--format", "json", "audit", "campaign.toml"]);
    let audit: Value = serde_json::from_slice(&audit.stdout).expect("one JSON object");
    for (goal, (what, at)) in list(&told["goals"]).iter().zip([("groups", 1), ("indicators", 1)]) {
        let linear: Vec<f64> =
            list(&audit["parts"][0][what]).iter().map(|one| number(&one["importance"]["linear"])).collect();
        let expected = linear[at] / linear.iter().sum::<f64>();
        assert!((number(&goal["found"]["value"]) - expected).abs() < 1e-4, "{goal} {expected}");
    }
    let best = list(&told["front"]).iter().find(|one| one["found"] == true).expect("it is one");
    for (tried, scored) in list(&best["goals"]).iter().zip(list(&told["goals"])) {
        assert!((number(&tried["value"]) - number(&scored["found"]["value"])).abs() < 1e-9);
    }
}

#[test]
fn neither_rows_nor_threads_leave_a_trace_and_chance_does() {
    let folder = own([50.0, 30.0, 20.0], "");
    let goal = "bounds = 0.8\n[[goal]]\nimportance_of = \"a\"\nat_most = 0.3\n[[goal]]\namong_first = \
        50\nof = \"region\"\nat_most = 0.3\n\
        [[goal]]\nrank_shift = \"greatest\"\nat_most = 20\n[search]\nevaluations = 300\nseed = 9\n";
    let mut one = tune(&folder, goal, &["--threads", "1"]);
    let cohort = folder.read("firms.csv");
    let mut rows: Vec<&str> = cohort.lines().collect();
    rows[1..].reverse();
    folder.write("firms.csv", (rows.join("\n") + "\n").as_bytes());
    let mut other = tune(&folder, goal, &["--threads", "2"]);
    assert_ne!(one["cohort_sha256"].take(), other["cohort_sha256"].take());
    assert_eq!(one, other);
    assert_eq!(one["evaluations"], 300);
    let mut seeded = tune(&folder, &goal.replace("seed = 9", "seed = 10"), &[]);
    assert_ne!(seeded["front"].take(), one["front"].take());
}

#[test]
fn firms_that_qualify_are_those_a_scoring_finds() {
    let pass = "pass = { when = \"points >= 60\" }\n[[gate]]\nid = \"known\"\nreason = \"is not \
        known\"\nwhen = \"region <> '440305'\"\n";
    let folder = own([50.0, 30.0, 20.0], pass);
    let goal = "bounds = 0.6\n[[goal]]\nqualified = \"firms\"\nat_least = 70\n[[goal]]\nqualified = \
        \"share\"\nat_most = 0.9\n\
        [search]\nevaluations = 300\n";
    let told = tune(&folder, goal, &["--write", "new.toml"]);
    let qualified = |weights: [f64; 3]| {
        let points = points(weights);
        (0..FIRMS).filter(|&at| points[at] >= 6000 && firm(at).1 != "440305").count() as f64
    };
    let weights = found(&told);
    assert_eq!(number(&told["goals"][0]["today"]["value"]), qualified([50.0, 30.0, 20.0]));
    let now = qualified([weights[0], weights[1], weights[2]]);
    assert_eq!(number(&told["goals"][0]["found"]["value"]), now);
    assert!((number(&told["goals"][1]["found"]["value"]) - now / FIRMS as f64).abs() < 1e-12);
    let best = list(&told["front"]).iter().find(|one| one["found"] == true).expect("it is one");
    assert_eq!(best["goals"][0]["value"], told["goals"][0]["found"]["value"]);
    // A pass rule that reads a group's points takes a whole scoring.
    let folder = own([50.0, 30.0, 20.0], "pass = { when = \"points >= 60 AND points.two >= 10\" }\n");
    folder.write("goal.toml", goal.as_bytes());
    let output = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    let words =
        "error[goal-unmeasured]: goal.toml:3 [qualified]: `points >= 60 AND points.two >= 10` reads more";
    assert!(told.contains(words), "{told}");
}

#[test]
fn bad_goal_files_are_told_with_their_lines() {
    let folder = own([50.0, 30.0, 20.0], "");
    let sound = "bounds = 0.3\n[[goal]]\nimportance_of = \"a\"\nat_least = 0.6\n";
    let goal = |lines: &str| format!("bounds = 0.3\n[[goal]]\n{lines}\n");
    for (file, words) in [
        (
            sound.replace("0.3", "30"),
            "[value-invalid]: goal.toml:1 [bounds]: `30` is not a share of a weight",
        ),
        (sound.replace("bounds = 0.3", ""), "[key-missing]: goal.toml:1: missing key `bounds`"),
        (sound.replace("bounds", "bound"), "unknown key `bound`"),
        (sound.replace("at_least", "atleast"), "goal.toml:4: unknown key `atleast`"),
        ("bounds = 0.3\n".to_owned(), "[value-empty]: goal.toml:1 [goal]: the file names no goal"),
        ("bounds = 0.3\ngoal = []\n".to_owned(), "[value-empty]: goal.toml:1 [goal]: the file names no goal"),
        (
            goal("importance_of = \"a\""),
            "[key-choice]: goal.toml:2 [goal]: the goal does not say what to reach",
        ),
        (
            sound.to_owned() + &"[[goal]]\nrank_shift = \"mean\"\nat_most = 5\n".repeat(64),
            "[too-many]: goal.toml:194 [goal]: the file names 65 goals",
        ),
        (goal("at_least = 1"), "[key-choice]: goal.toml:2 [goal]: the goal does not say what to measure"),
        (
            goal("importance_of = \"a\"\nrank_shift = \"mean\"\nat_most = 1"),
            "the goal measures several things",
        ),
        (
            goal("importance_of = \"aa\"\nat_least = 0.6"),
            "[name-unknown]: goal.toml:3 [importance_of]: no group below the root and no indicator is \
            called `aa`",
        ),
        (goal("importance_of = \"a\"\nat_least = 60"), "goal.toml:4 [at_least]: `60` can never be met"),
        (goal("rank_correlation = \"spearman\"\nat_least = 1.1"), "`1.1` can never be met"),
        (goal("rank_correlation = \"pearson\"\nat_least = 0.9"), "goal.toml:3: unknown value `pearson`"),
        (goal("rank_shift = \"mean\"\nat_most = -1"), "`-1` can never be met"),
        (
            goal("importance_of = \"a\"\nat_least = 0.6\nat_most = 0.5"),
            "at least 0.6 is more than at most 0.5",
        ),
        (goal("importance_of = \"a\"\nat_least = 0.6\nweight = 0"), "`0` is not a weight of a goal"),
        (goal("importance_of = \"a\"\nat_least = nan"), "can never be met"),
        (
            goal("importance_of = \"a\"\nat_least = 0.6\nwhen = \"TRUE\""),
            "[key-idle]: goal.toml:5 [when]: `when` has no meaning without `among_first`",
        ),
        (goal("among_first = 10\nat_least = 0.6"), "`among_first` needs either `when` or `of`"),
        (goal("among_first = 0\nof = \"region\"\nat_most = 0.6"), "`0` is not a number of first firms"),
        (goal("among_first = -5\nof = \"region\"\nat_most = 0.6"), "goal.toml:3"),
        (
            goal("among_first = 10\nof = \"revenue\"\nprefix = 2\nat_most = 0.6"),
            "[key-idle]: goal.toml:4 [of]: `revenue` is a number and has no first characters",
        ),
        (
            goal("among_first = 10\nwhen = \"region = '11'\"\nprefix = 2\nat_most = 0.6"),
            "`2` is not a number of first characters",
        ),
        (goal("among_first = 10\nwhen = \"revenue\"\nat_most = 0.6"), "[rule-type]: goal.toml:4 [when]"),
        (
            goal("among_first = 10\nwhen = \"points > 60\"\nat_most = 0.6"),
            "help: write a rule over the firm's own fields",
        ),
        (goal("among_first = 10\nwhen = \"segment = 'young'\"\nat_most = 0.6"), "goal.toml:4 [when]"),
        (goal("among_first = 10\nwhen = \"revnue > 1\"\nat_most = 0.6"), "did you mean `revenue`?"),
        (format!("keep = [\"two\"]\n{sound}"), "`two` is a group, but an indicator is needed"),
        (
            "bounds = 0.3\n[[goal]]\namong_first = 9\nwhen = \"segment = middling\"\nat_least = 0.1\n"
                .to_owned(),
            "a text stands between single quotes",
        ),
        (
            format!("keep = [\"d\"]\n{sound}"),
            "[name-unknown]: goal.toml:1 [keep]: no indicator to weigh is called `d`",
        ),
        (
            format!("{sound}[between]\na = [60, 40]\n"),
            "goal.toml:6 [between]: `[60, 40]` are not bounds of a weight",
        ),
        (format!("{sound}[between]\na = [0, 101]\n"), "are not bounds of a weight"),
        (format!("{sound}[between]\na = 40\n"), "goal.toml:6"),
        (format!("{sound}[between]\ne = [1, 2]\n"), "no indicator to weigh is called `e`"),
        (
            format!("keep = [\"a\"]\n{sound}[between]\na = [40, 60]\n"),
            "[key-choice]: goal.toml:7 [between]: `a` is kept, but also has bounds",
        ),
        (
            format!("{sound}[between]\na = [40.001, 40.002]\n"),
            "[weights-infeasible]: goal.toml:6: no weight of 2 decimals is between the bounds of `a`",
        ),
        (
            format!("{sound}[between]\na = [90, 95]\n"),
            "[weights-infeasible]: goal.toml:6: in segment `all` the bounds allow weights with a sum of \
            125 to 160, never 100",
        ),
        (
            format!("{sound}[search]\nevaluations = 0\n"),
            "goal.toml:6 [evaluations]: `0` is not a number of evaluations",
        ),
        (format!("{sound}[search]\nevaluation = 5\n"), "unknown key `evaluation`"),
        ("bounds = \n".to_owned(), "[toml-syntax]: goal.toml:1"),
        (String::new(), "missing key `bounds`"),
    ] {
        folder.write("goal.toml", file.as_bytes());
        let output = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
        let told = text(&output.stderr);
        assert_eq!(
            (output.status.code(), text(&output.stdout).is_empty()),
            (Some(2), true),
            "{file}\n{told}"
        );
        assert!(told.contains(words) && told.contains("help: "), "{file}\n{told}");
    }
    let absent = folder.jifen(&["tune", "campaign.toml", "--goal", "nothing.toml"]);
    assert_eq!(absent.status.code(), Some(3));
    folder.write("goal.toml", sound.as_bytes());
    folder.edit("card.toml", "id = \"two\"", "cap = 50\nid = \"two\"");
    let capped = folder.jifen(&["tune", "campaign.toml", "--goal", "goal.toml"]);
    assert!(text(&capped.stderr).contains("group `two` of `own` has a cap"), "{}", text(&capped.stderr));
}
