//! What numbers say of outcomes, against published tables.

use jifen::stats::{self, GoodBad};
use jifen::studies::calibrate::evidence;
use serde_json::Value;

use crate::support::reference_data;

/// The rows of a published table, cells by header.
fn published(name: &str) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let path = reference_data::path(name)?;
    let mut reader = csv::Reader::from_path(path).expect("a published table");
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<String>>();
    let headers = cells(reader.headers().expect("a header"));
    Some((headers, reader.records().map(|record| cells(&record.expect("a record"))).collect()))
}

#[test]
fn information_and_areas_of_german_credit_are_the_published_ones() {
    let Some((headers, rows)) = published("credit/germancredit.csv") else { return };
    let (_, expected) = published("credit/published_iv_auc.csv").expect("it stands beside");
    let column = |name: &str| {
        let at = headers.iter().position(|header| header == name).expect("a variable");
        rows.iter().map(|row| row[at].as_str()).collect::<Vec<&str>>()
    };
    let bad: Vec<bool> = column("creditability").iter().map(|cell| *cell == "bad").collect();
    let mut compared = 0;
    for row in &expected {
        // The copy of this variable is damaged.
        if row[0] == "personal_status_and_sex" {
            continue;
        }
        let cells = column(&row[0]);
        let mut classes = cells.clone();
        classes.sort_unstable();
        classes.dedup();
        let count = |class: &&str| {
            let mut count = GoodBad::default();
            cells.iter().zip(&bad).filter(|(cell, _)| *cell == class).for_each(|(_, bad)| count.add(*bad));
            count
        };
        let counts: Vec<GoodBad> = classes.iter().map(count).collect();
        let value = stats::information_value(&counts, 1.0).expect("both kinds");
        assert!((value - row[1].parse::<f64>().expect("a number")).abs() < 1e-9, "{}: {value}", row[0]);
        // Classes have no order of their own: they are ordered by weight of evidence, as in the published
        // areas.
        let whole = GoodBad::sum(&counts);
        let woe = |cell: &&str| counts[classes.binary_search(cell).expect("a class")].woe(whole, 1.0);
        let values: Vec<f64> = cells.iter().map(woe).collect();
        let found = stats::parted(&values, &bad).expect("both kinds");
        if !row[2].is_empty() {
            assert!(
                (found.auc - row[2].parse::<f64>().expect("a number")).abs() < 1e-6,
                "{}: {found:?}",
                row[0]
            );
            compared += 1;
        }
        // So ordered, the bad rate falls from class to class.
        let known: Vec<Option<f64>> = values.into_iter().map(Some).collect();
        let firms: Vec<usize> = (0..bad.len()).collect();
        let told = evidence(&row[0], &row[0], &known, &bad, &firms);
        assert!(
            (told.iv.expect("both kinds") - value).abs() < 1e-9 && told.monotone == Some(true),
            "{told:?}"
        );
    }
    assert_eq!(compared, 14);
}

#[test]
fn distance_area_and_stability_are_the_published_ones() {
    let Some((headers, rows)) = published("credit/ks_auc_psi_data.csv") else { return };
    let path = reference_data::path("credit/ks_auc_psi_expected.json").expect("it stands beside");
    let told: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("text")).expect("JSON");
    let expected = |name: &str| told["expected"][name].as_f64().expect("a number");
    let column = |name: &str| -> Vec<f64> {
        let at = headers.iter().position(|header| header == name).expect("a column");
        rows.iter().map(|row| row[at].parse().expect("a number")).collect()
    };
    let bad: Vec<bool> = column("target").iter().map(|target| *target == 1.0).collect();
    let found = stats::parted(&column("feature"), &bad).expect("both kinds");
    assert!((found.ks - expected("KS(feature,target)")).abs() < 1e-12);
    // Published for more being worse.
    assert!((1.0 - found.auc - expected("AUC(feature,target)")).abs() < 1e-12);
    let binned = |name: &str, cuts: &[f64]| {
        let mut counts = vec![0; cuts.len() + 1];
        column(name).iter().for_each(|value| counts[cuts.partition_point(|cut| cut < value)] += 1);
        counts
    };
    for (of, base, cuts, name) in [
        ("feature", "base_feature", &[0.3, 0.5, 0.7][..], "PSI(feature,base_feature,cuts=[0.3,0.5,0.7])"),
        ("test_B", "base_B", &[0.4, 0.8], "PSI(test_B,base_B,cuts=[0.4,0.8])"),
    ] {
        let found = stats::stability_index(&binned(base, cuts), &binned(of, cuts)).expect("both are there");
        assert!((found - expected(name)).abs() < 1e-12, "{name}: {found}");
    }
}
