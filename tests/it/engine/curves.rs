//! Curves, treatments and missing policies by hand: columns small enough to reckon on paper.

use jifen::progress::Silent;
use jifen::scoring::{Detail, score};

use crate::engine::scoring::{firms, load};
use crate::support::cohort::Row;
use crate::support::random_card::AS_OF;

/// What becomes of the column `values` of a one-indicator scorecard of full marks 10.
fn way(indicator: &str, values: &[Option<f64>]) -> (Vec<f64>, Detail) {
    let rows: Vec<Row> = values
        .iter()
        .enumerate()
        .map(|(at, value)| Row::new(format!("{at:03}")).number("revenue", *value))
        .collect();
    let card = load(&format!(
        "id = \"c\"\ntitle = \"c\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 3\nmissing = \"zero\"\n\
         [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\nweight = 10\n{indicator}\n"
    ));
    let scores = score(&firms(&rows, &card), &card, AS_OF, true, &Silent);
    assert!(scores.group_points.iter().flat_map(|points| points.iter()).all(|points| points.is_finite()));
    (scores.indicator_points[0].to_vec(), scores.details.unwrap().remove(0))
}

/// The points of `values`, none of which is missing.
fn points(indicator: &str, values: &[f64]) -> Vec<f64> {
    way(indicator, &values.iter().map(|x| Some(*x)).collect::<Vec<_>>()).0
}

/// The same to nine digits, for curves whose formula is not exact.
fn near(found: Vec<f64>, expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-9), "{found:?} is not {expected:?}");
}

#[test]
fn tiers_include_their_lower_bound_and_nothing_below_it() {
    let tiers = "curve = { tiers = { at_least = [[30, 10], [25, 8], [10, 4]], otherwise = 0 } }";
    let values = [31.0, 30.0, 29.99, 25.0, 10.0, 9.0, -5.0, 30.0 - 4e-15];
    assert_eq!(points(tiers, &values), [10.0, 10.0, 8.0, 8.0, 4.0, 0.0, 0.0, 8.0]);
    let tiers = "curve = { tiers = { at_most = [[55, 10], [75, 5]], otherwise = 1 } }";
    assert_eq!(points(tiers, &[-1.0, 55.0, 55.1, 75.0, 75.1]), [10.0, 10.0, 5.0, 5.0, 1.0]);
}

#[test]
fn a_table_gives_its_own_numbers_and_other_weights_scale_them() {
    let own = load(
        "id = \"c\"\ntitle = \"c\"\nweights_basis = \"local\"\nscale = 0.3\ndecimals = 3\nmissing = \
        \"zero\"\n\
         [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\n\
         curve = { tiers = { at_least = [[2, 0.3], [1, 0.1]], otherwise = 0 } }\n",
    );
    let rows = [Row::new("a").number("revenue", 1.0), Row::new("b").number("revenue", 2.0)];
    let scores = score(&firms(&rows, &own), &own, AS_OF, false, &Silent);
    assert_eq!(*scores.indicator_points[0], [0.1, 0.3]);
    assert!(scores.details.is_none());
    let tiers = "curve = { tiers = { at_least = [[2, 20], [1, 5]], otherwise = 1 } }";
    assert_eq!(points(tiers, &[2.0, 1.0, 0.0]), [10.0, 2.5, 0.5]);
}

#[test]
fn goalposts_clip() {
    let linear = "curve = { linear = { low = 10, high = 30 } }";
    assert_eq!(points(linear, &[5.0, 10.0, 15.0, 30.0, 99.0, -1e308]), [0.0, 0.0, 2.5, 10.0, 10.0, 0.0]);
    let lower = "curve = { linear = { low = 10, high = 30 } }\ndirection = \"lower\"";
    assert_eq!(points(lower, &[5.0, 15.0, 30.0]), [10.0, 7.5, 0.0]);
}

#[test]
fn goalposts_on_logarithms_give_nothing_for_what_has_none() {
    let log = "curve = { linear = { low = 1, high = 100, log = true } }";
    near(points(log, &[0.5, 1.0, 10.0, 100.0, 1e9, 0.0, -3.0]), &[0.0, 0.0, 5.0, 10.0, 10.0, 0.0, 0.0]);
    let lower = "curve = { linear = { low = 1, high = 100, log = true } }\ndirection = \"lower\"";
    near(points(lower, &[1.0, 10.0, 1000.0, 0.0, -3.0]), &[10.0, 5.0, 0.0, 0.0, 0.0]);
}

#[test]
fn a_reference_is_full_marks() {
    assert_eq!(
        points("curve = { reference = 40 }", &[10.0, 40.0, 80.0, 0.0, -8.0]),
        [2.5, 10.0, 10.0, 0.0, 0.0]
    );
    let lower = "curve = { reference = 40 }\ndirection = \"lower\"";
    assert_eq!(points(lower, &[20.0, 40.0, 80.0, 0.0, -8.0]), [10.0, 10.0, 5.0, 10.0, 10.0]);
}

#[test]
fn lines_run_between_knots_and_flat_outside() {
    let knots = "curve = { piecewise = [[0, 0.2], [10, 1], [20, 0]] }";
    near(points(knots, &[-5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 99.0]), &[2.0, 2.0, 6.0, 10.0, 5.0, 0.0, 0.0]);
    let widest = "curve = { piecewise = [[-1.7e308, 0], [1.7e308, 1]] }";
    near(points(widest, &[0.0, 1.7e308, -1.7e308]), &[5.0, 10.0, 0.0]);
}

#[test]
fn units_count_whole_and_up_to_the_cap() {
    let unit = "curve = { per_unit = { unit = 2, points = 1, cap = 5 } }";
    assert_eq!(points(unit, &[-9.0, 1.9, 2.0, 5.0, 10.0, 99.0]), [0.0, 0.0, 2.0, 4.0, 10.0, 10.0]);
    let tenths = "curve = { per_unit = { unit = 0.1, points = 1, cap = 10 } }";
    assert_eq!(points(tenths, &[0.3, 0.7, 0.69]), [3.0, 7.0, 6.0]);
}

#[test]
fn percentiles_share_ties_as_told() {
    let values = [3.0, 1.0, 3.0, 7.0, -0.0, 0.0];
    let low = "curve = { percentile = { within = [] } }";
    assert_eq!(points(low, &values), [6.0, 4.0, 6.0, 10.0, 0.0, 0.0]);
    let mean = "curve = { percentile = { within = [], ties = \"mean\" } }";
    assert_eq!(points(mean, &values), [7.0, 4.0, 7.0, 10.0, 1.0, 1.0]);
    let high = "curve = { percentile = { within = [], ties = \"high\" } }";
    assert_eq!(points(high, &values), [8.0, 4.0, 8.0, 10.0, 2.0, 2.0]);
    let lower = "curve = { percentile = { within = [] } }\ndirection = \"lower\"";
    assert_eq!(points(lower, &values), [2.0, 6.0, 2.0, 0.0, 8.0, 8.0]);
}

#[test]
fn a_firm_alone_and_a_constant_column() {
    for (curve, alone, constant) in [
        ("percentile = { within = [] }", 0.0, 0.0),
        ("percentile = { within = [], ties = \"mean\" }", 5.0, 5.0),
        ("percentile = { within = [], ties = \"high\" }", 10.0, 10.0),
        ("minmax = { within = [] }", 5.0, 5.0),
        ("zscore = { within = [] }", 5.0, 5.0),
    ] {
        for direction in ["higher", "lower"] {
            let indicator = format!("curve = {{ {curve} }}\ndirection = \"{direction}\"");
            assert_eq!(points(&indicator, &[7.3]), [alone], "{indicator}");
            assert_eq!(points(&indicator, &[0.1; 7]), [constant; 7], "{indicator}");
            assert_eq!(way(&indicator, &[None, None]).0, [0.0, 0.0], "{indicator}");
        }
    }
}

#[test]
fn extremes_and_scores_by_moments() {
    let minmax = "curve = { minmax = { within = [] } }";
    assert_eq!(points(minmax, &[2.0, 4.0, 12.0]), [0.0, 2.0, 10.0]);
    assert_eq!(points(minmax, &[f64::MAX, f64::MIN, 0.0]), [10.0, 0.0, 5.0]);
    let zscore = "curve = { zscore = { within = [] } }";
    // Mean 5, deviation 2: z = -1.5, -0.5, 0, 1, 2.
    let found = points(zscore, &[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
    let phi = |share: f64| share * 10.0;
    let (a, b, c) = (phi(0.066_807_201_268_858), phi(0.308_537_538_725_987), phi(0.841_344_746_068_543));
    near(found, &[a, b, b, b, 5.0, 5.0, c, phi(0.977_249_868_051_821)]);
    assert!(points(zscore, &[f64::MAX, f64::MIN, 0.0]).windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn winsorising_draws_in_and_logarithms_lose_what_has_none() {
    let values: Vec<Option<f64>> = (0..=10).map(|x| Some(f64::from(x * x))).collect();
    let indicator = "curve = { minmax = { within = [] } }\n\
                     treatment = [{ winsorise = { lower = 0.1, upper = 0.75, within = [] } }]";
    let (_, detail) = way(indicator, &values);
    // Quantiles of 0, 1, 4 … 100: the one at h = 1 and the one half way from 49 to 64.
    let treated: Vec<f64> = detail.treated.iter().flatten().collect();
    assert_eq!(treated, [1.0, 1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 49.0, 56.5, 56.5, 56.5]);
    let (points, detail) = way(
        "curve = { minmax = { within = [] } }\ntreatment = [\"ln\"]",
        &[Some(1.0), Some(0.0), Some(-2.0), Some(std::f64::consts::E), None],
    );
    assert_eq!(points, [0.0, 0.0, 0.0, 10.0, 0.0]);
    assert_eq!(detail.treated.present, [true, false, false, true, false]);
    assert_eq!(detail.raw.present, [true, true, true, true, false]);
    assert_eq!(detail.normalised.present, [true; 5]);
    let (_, detail) =
        way("curve = { reference = 1 }\ntreatment = [\"ln1p\"]", &[Some(0.0), Some(-1.0), Some(1.0)]);
    assert_eq!(detail.treated.iter().collect::<Vec<_>>(), [Some(0.0), None, Some(2f64.ln())]);
}

#[test]
fn missing_values_count_as_told() {
    let values = [Some(10.0), None, Some(20.0), Some(60.0)];
    let linear =
        |missing: &str| format!("curve = {{ linear = {{ low = 0, high = 100 }} }}\nmissing = {missing}");
    let found = |missing: &str| way(&linear(missing), &values).0;
    assert_eq!(found("\"zero\""), [1.0, 0.0, 2.0, 6.0]);
    assert_eq!(found("\"skip\""), [1.0, 0.0, 2.0, 6.0]);
    assert_eq!(found("{ mean = { within = [] } }"), [1.0, 3.0, 2.0, 6.0]);
    assert_eq!(found("{ median = { within = [] } }"), [1.0, 2.0, 2.0, 6.0]);
    assert_eq!(found("{ value = 55 }"), [1.0, 5.5, 2.0, 6.0]);
    let (_, detail) = way(&linear("\"skip\""), &values);
    assert_eq!(detail.normalised.present, [true, false, true, true]);
    assert_eq!(way(&linear("{ mean = { within = [] } }"), &[None, None]).0, [0.0, 0.0]);
}

#[test]
fn a_direction_turns_a_flag_round() {
    for (direction, expected) in [("higher", [1.0, 0.0, 0.0]), ("lower", [0.0, 1.0, 0.0])] {
        let card = load(&format!(
            "id = \"c\"\ntitle = \"c\"\nweights_basis = \"local\"\nscale = 1\ndecimals = 0\nmissing = \
            \"zero\"\n\
             [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"hnte OR FALSE\"\ncurve = \"flag\"\nweight \
             = 1\n\
             direction = \"{direction}\"\n"
        ));
        let rows = [Row::new("a").flag("hnte", true), Row::new("b").flag("hnte", false), Row::new("c")];
        let scores = score(&firms(&rows, &card), &card, AS_OF, false, &Silent);
        assert_eq!(*scores.indicator_points[0], expected);
    }
}

/// Two indicators of full marks 6 and 4 over revenue and net profit, both shares of 10, combined as told.
fn combined(combine: &str, rows: &[(Option<f64>, Option<f64>)]) -> Vec<f64> {
    let card = load(&format!(
        "id = \"c\"\ntitle = \"c\"\nweights_basis = \"local\"\nscale = 20\ndecimals = 3\nmissing = \"skip\"\n\
         [[indicator]]\nid = \"rest\"\ntitle = \"rest\"\nvalue = \"employees\"\ncurve = {{ reference = 1 }}\n\
         weight = {rest}\nmissing = \"zero\"\n\
         [[group]]\nid = \"g\"\ntitle = \"g\"\n{combine}\n\
         [[group.indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\ncurve = {{ reference = 10 \
         }}\nweight = 6\n\
         [[group.indicator]]\nid = \"y\"\ntitle = \"y\"\nvalue = \"net_profit\"\n\
         curve = {{ reference = 10 }}\nweight = 4\n",
        rest = 20
            - if combine.contains("max") {
                6
            } else if combine.contains("min") {
                4
            } else if combine.contains("cap") {
                7
            } else {
                10
            },
    ));
    let rows: Vec<Row> = rows
        .iter()
        .enumerate()
        .map(|(at, (x, y))| Row::new(at.to_string()).number("revenue", *x).number("net_profit", *y))
        .collect();
    score(&firms(&rows, &card), &card, AS_OF, false, &Silent).group_points[1].to_vec()
}

#[test]
fn groups_combine_their_members() {
    let rows = [
        (Some(10.0), Some(5.0)),
        (Some(5.0), Some(10.0)),
        (Some(0.0), Some(10.0)),
        (Some(5.0), None),
        (None, Some(2.5)),
        (None, None),
    ];
    near(combined("combine = \"sum\"", &rows), &[8.0, 7.0, 4.0, 5.0, 2.5, 0.0]);
    near(combined("combine = \"mean\"", &rows), &[8.0, 7.0, 4.0, 5.0, 2.5, 0.0]);
    near(combined("combine = \"max\"", &rows), &[6.0, 4.0, 4.0, 3.0, 1.0, 0.0]);
    near(combined("combine = \"min\"", &rows), &[2.0, 3.0, 0.0, 3.0, 1.0, 0.0]);
    let geometric = [10.0 * 0.5f64.powf(0.4), 10.0 * 0.5f64.powf(0.6), 0.0, 5.0, 2.5, 0.0];
    near(combined("combine = \"geometric\"", &rows), &geometric);
    let harmonic = [10.0 / (0.6 + 0.4 / 0.5), 10.0 / (0.6 / 0.5 + 0.4), 0.0, 5.0, 2.5, 0.0];
    near(combined("combine = \"harmonic\"", &rows), &harmonic);
    near(combined("cap = 7\nfloor = 3", &rows), &[7.0, 7.0, 4.0, 5.0, 3.0, 0.0]);
}
