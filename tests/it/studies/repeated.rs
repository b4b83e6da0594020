//! `jifen calibrate` on outcomes of firms seen through several windows, and on firms that have none.

use std::collections::HashMap;

use jifen::stats::chance;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use crate::studies::calibrate::{TRUTH, number, points, small, study, write_outcomes};
use crate::support::workplace::{Folder, text};

const WINDOWS: [&str; 4] = ["2026H1", "2026H2", "2027H1", "2027H2"];

/// The same outcome of each firm in each of `windows`.
fn write(folder: &Folder, outcomes: &[(String, bool)], windows: &[&str]) {
    let of = |(id, bad): &(String, bool)| -> String {
        windows.iter().map(|window| format!("{id},{},{window}\n", u8::from(*bad))).collect()
    };
    let rows: String = outcomes.iter().map(of).collect();
    folder.write("outcomes.csv", format!("credit_code,outcome,window\n{rows}").as_bytes());
}

fn misses_one_half(low: &Value, high: &Value) -> bool {
    number(low) > 0.5 || number(high) < 0.5
}

#[test]
fn firms_of_whom_nothing_is_known_but_noise_stay_noise_however_often_they_are_seen() {
    let folder = small(100);
    let mut ids: Vec<String> = points(&folder, TRUTH).into_iter().map(|(id, _)| id).collect();
    ids.sort();
    let (mut read, mut missed, mut rejected) = (0, 0, 0);
    for seed in 1..=4 {
        ids.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let outcomes: Vec<(String, bool)> =
            ids.iter().enumerate().map(|(at, id)| (id.clone(), at < 25)).collect();
        write(&folder, &outcomes, &WINDOWS);
        let (told, _) = study(&folder, &["--draws", "50", "--out", "study", "--force"]);
        let counts = ["bad", "firms", "bad_firms", "good_firms"].map(|name| told[name].as_u64());
        assert_eq!(counts, [Some(100), Some(100), Some(25), Some(75)]);
        assert!((number(&told["design_effect"]) - 4.0).abs() < 1e-9);
        let evidence = told["evidence"].as_array().expect("a list");
        read += evidence.iter().filter(|one| !one["strength"].is_null()).count();
        missed += usize::from(misses_one_half(&evidence[0]["auc_low"], &evidence[0]["auc_high"]));
        let today = &told["by_firm"]["auc_today"];
        missed += usize::from(misses_one_half(&today["low"], &today["high"]));
        for of in ["calibration_today", "calibration_fitted"] {
            rejected += usize::from(number(&told[of]["p"]) < 0.05);
        }
        assert_eq!(told["verdict"]["proposed"], false, "{}", told["verdict"]);
        // No firm is in two folds.
        let mut folds: HashMap<String, String> = HashMap::new();
        for mut row in folder.rows("study/outcomes.csv") {
            let (firm, fold) = (row.remove("firm").expect("a firm"), row.remove("fold").expect("a fold"));
            assert_eq!(folds.entry(firm).or_insert_with(|| fold.clone()), &fold);
        }
        assert_eq!(folds.len(), 100);
    }
    // Five in 100 of 24 readings, of 8 intervals and of 8 tests. Rows taken for firms have 22, 3 and 8.
    assert!(read <= 3 && missed <= 1 && rejected <= 1, "{read} {missed} {rejected}");
}

#[test]
fn what_is_said_four_times_is_known_once() {
    let folder = small(200);
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let outcomes: Vec<(String, bool)> = points(&folder, TRUTH)
        .into_iter()
        .map(|(id, points)| (id, rng.random::<f64>() < chance(1.5 - 5.0 * points / 100.0)))
        .collect();
    write(&folder, &outcomes, &WINDOWS[..1]);
    let (once, _) = study(&folder, &["--draws", "50"]);
    write(&folder, &outcomes, &WINDOWS);
    let (often, _) = study(&folder, &["--draws", "50"]);
    assert_eq!(number(&often["account"]["used"]), 4.0 * number(&once["account"]["used"]));
    for name in ["firms", "bad_firms", "good_firms"] {
        assert_eq!(once[name], often[name]);
    }
    let near = |a: &Value, b: &Value, most: f64| {
        assert!((number(a) - number(b)).abs() <= most, "{a} {b}");
    };
    for (one, again) in
        once["evidence"].as_array().expect("a list").iter().zip(often["evidence"].as_array().expect("a list"))
    {
        for name in ["auc", "auc_error", "auc_low", "auc_high"] {
            near(&one[name], &again[name], 1e-12);
        }
        for name in ["iv", "iv_corrected", "iv_by_chance"] {
            near(&one[name], &again[name], 1e-9);
        }
        assert_eq!(one["strength"].is_null(), again["strength"].is_null(), "{one} {again}");
    }
    for of in ["auc_today", "auc_fitted", "gain"] {
        for end in ["value", "low", "high"] {
            near(&once["by_firm"][of][end], &often["by_firm"][of][end], 0.01);
        }
    }
    near(&once["calibration_today"]["p"], &often["calibration_today"]["p"], 0.1);
    assert_eq!(once["fitted"]["per_weight"], often["fitted"]["per_weight"]);
    let output = folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv", "--draws", "50"]);
    let shown = text(&output.stdout);
    let words = format!(" of 800 outcomes are bad ({:.1} %), ", 100.0 * number(&often["bad"]) / 800.0);
    assert!(
        shown.contains(&words) && shown.contains(" of 200 firms are bad; an outcome of 1 means bad\n"),
        "{shown}"
    );
    assert!(shown.contains("these are worth 200 independent ones"), "{shown}");
    // Points of the same firms are no two samples.
    let stability = &often["stability"];
    assert_eq!((&stability["shared"], number(&stability["psi"])), (&200.into(), 0.0), "{stability}");
    assert!(shown.contains("PSI 0.000, no reading: 200 firms in both\n"), "{shown}");
    // Nobody is earlier than himself.
    assert!(
        often["no_time"]["en"]
            .as_str()
            .is_some_and(|why| why.starts_with("the earlier windows need 20 bad and 20"))
    );
}

#[test]
fn outcomes_of_few_bad_firms_are_refused_however_many_they_are() {
    let folder = small(100);
    let outcomes: Vec<(String, bool)> =
        points(&folder, TRUTH).into_iter().enumerate().map(|(at, (id, _))| (id, at < 5)).collect();
    write(&folder, &outcomes, &WINDOWS);
    let output = folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv"]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    let words = "[outcomes-few]: outcomes.csv: outcomes of 5 bad and 95 good firms count, but a \
        calibration needs 20 of each";
    assert!(told.contains(words), "{told}");
}

#[test]
fn a_firm_without_its_like_keeps_its_outcomes() {
    let folder = small(120);
    write_outcomes(&folder, &points(&folder, TRUTH), (2.0, 5.0), 3);
    let mut table = folder.read("outcomes.csv");
    let first = table.lines().nth(1).and_then(|row| row.split(',').next()).expect("an id").to_owned();
    table += &format!("{first},0,2027H1\n{first},0,2027H2\n");
    folder.write("outcomes.csv", table.as_bytes());
    let (told, _) = study(&folder, &["--draws", "50"]);
    assert_eq!(told["firms_not_shuffled"], 1);
    let output = folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv", "--draws", "50"]);
    let words = "outcomes are exchanged among firms with the same number of outcomes; 1 firm has no \
        such partner and keeps";
    assert!(text(&output.stdout).contains(words), "{}", text(&output.stdout));
}

/// The area of firms by every pair: points and the chance of being bad.
fn naive(firms: &[(f64, f64)]) -> f64 {
    let (mut won, mut pairs) = (0.0, 0.0);
    for (x, bad) in firms {
        for (y, other) in firms {
            let weight = bad * (1.0 - other);
            pairs += weight;
            won += weight
                * if x < y {
                    1.0
                } else if x == y {
                    0.5
                } else {
                    0.0
                };
        }
    }
    won / pairs
}

#[test]
fn firms_without_an_outcome_leave_bounds() {
    let folder = small(150);
    let all = points(&folder, [25.0, 25.0, 20.0, 20.0, 10.0]);
    let mut sorted: Vec<f64> = all.iter().map(|(_, points)| *points).collect();
    sorted.sort_by(f64::total_cmp);
    // Only the better half got credit.
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    let outcomes: Vec<(String, bool)> = all
        .iter()
        .filter(|(_, points)| *points >= sorted[60])
        .map(|(id, points)| (id.clone(), rng.random::<f64>() < chance(2.5 - 6.0 * points / 100.0)))
        .collect();
    write(&folder, &outcomes, &WINDOWS[..2]);
    let (told, _) = study(&folder, &["--draws", "50", "--out", "study"]);
    let selection = &told["selection"];
    assert_eq!((&selection["firms"], &selection["unseen"]), (&150.into(), &60.into()), "{selection}");
    let bad: HashMap<&str, bool> = outcomes.iter().map(|(id, bad)| (id.as_str(), *bad)).collect();
    let by = |unseen: f64| -> Vec<(f64, f64)> {
        let of = |(id, points): &(String, f64)| {
            (*points, bad.get(id.as_str()).map_or(unseen, |bad| f64::from(u8::from(*bad))))
        };
        all.iter().map(of).collect()
    };
    for (name, unseen) in [("all_good", 0.0), ("all_bad", 1.0)] {
        assert!((number(&selection[name]) - naive(&by(unseen))).abs() < 1e-12, "{name}: {selection}");
    }
    let seen: Vec<(f64, f64)> = by(f64::NAN).into_iter().filter(|(_, bad)| !bad.is_nan()).collect();
    assert!((number(&selection["seen_only"]) - naive(&seen)).abs() < 1e-12);
    assert!((number(&selection["seen_only"]) - number(&told["evidence"][0]["auc"])).abs() < 1e-12);
    let [least, good, points, all_bad, greatest] =
        ["least", "all_good", "by_points", "all_bad", "greatest"].map(|name| number(&selection[name]));
    // The unseen are those with the fewest points: taken for good they turn the order round.
    assert!(least <= good && good < points && points <= all_bad && all_bad <= greatest, "{selection}");
    assert_eq!(folder.rows("study/selection.csv").len(), 6);
    let cautions = told["cautions"].to_string();
    assert!(
        !cautions.contains("firms on no list have no outcome")
            || cautions.contains("over all firms the AUC may be")
    );
    let output = folder.jifen(&["calibrate", "campaign.toml", "--outcomes", "outcomes.csv", "--draws", "50"]);
    let words =
        "today's points over all 150 firms scored, by what is assumed for the 60 firms without an outcome";
    assert!(text(&output.stdout).contains(words), "{}", text(&output.stdout));
    // Who was there to get credit before the points nobody knows.
    write(&folder, &outcomes, &["2024H1"]);
    assert_eq!(study(&folder, &["--draws", "50"]).0["selection"], Value::Null);
    // Where all have an outcome there is nothing to bound.
    write_outcomes(&folder, &all, (2.0, 5.0), 3);
    assert_eq!(study(&folder, &["--draws", "50"]).0["selection"], Value::Null);
}
