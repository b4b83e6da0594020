//! Columns out of the ordinary: constant, unknown, one firm alone, extremes, what has no logarithm. Every
//! curve, after every treatment, does what its page in `docs/curves/` says.

use std::collections::BTreeMap;

use jifen::progress::Silent;
use jifen::scorecard::Scorecard;
use jifen::scoring::{Detail, Scores, score};
use proptest::prelude::*;

use crate::engine::scoring::{firms, load};
use crate::support::cohort::Row;
use crate::support::random_card::AS_OF;

/// A curve of numbers.
#[derive(Clone, Debug)]
struct Curve {
    /// As it is written, with its direction.
    toml: String,
    /// The share of equal firms and of a firm alone, where others make a difference.
    alone: Option<f64>,
    /// Whether more gives no less.
    rises: bool,
}

/// Every curve of numbers, in each direction it may have; populations are parted by `within`.
fn curves(within: &str) -> Vec<Curve> {
    let each = |toml: &str, alone: Option<f64>, directions: &[(&str, bool)]| -> Vec<Curve> {
        let one = |(direction, rises): &(&str, bool)| Curve {
            toml: format!("curve = {{ {} }}{direction}", toml.replace("WITHIN", within)),
            alone,
            rises: *rises,
        };
        directions.iter().map(one).collect()
    };
    let both = [("", true), ("\ndirection = \"lower\"", false)];
    [
        each("tiers = { at_least = [[3, 10], [1, 6.5], [-1, 2]], otherwise = 1 }", None, &both[..1]),
        each("tiers = { at_most = [[0, 7], [4, 0.5]], otherwise = 0 }", None, &[("", false)]),
        each("linear = { low = -1, high = 4 }", None, &both),
        each("linear = { low = 0.5, high = 4000, log = true }", None, &both),
        each("reference = 3.5", None, &both),
        each("piecewise = [[-1, 0.1], [0.1, 0.5], [500, 1]]", None, &both[..1]),
        each("per_unit = { unit = 0.1, points = 0.7, cap = 5 }", None, &both[..1]),
        each("percentile = { within = WITHIN }", Some(0.0), &both),
        each("percentile = { within = WITHIN, ties = \"mean\" }", Some(0.5), &both),
        each("percentile = { within = WITHIN, ties = \"high\" }", Some(1.0), &both),
        each("minmax = { within = WITHIN }", Some(0.5), &both),
        each("zscore = { within = WITHIN }", Some(0.5), &both),
    ]
    .concat()
}

/// No treatment, every one, and two after one another.
const TREATMENTS: [&str; 7] = [
    "",
    "\"ln\"",
    "\"ln1p\"",
    "{ winsorise = { lower = 0.1, upper = 0.8, within = WITHIN } }",
    "{ draw_in = { skew = 2, kurtosis = 3.5, most = 6, within = WITHIN } }",
    "{ winsorise = { lower = 0.1, upper = 0.8, within = WITHIN } }, \"ln\"",
    "\"ln1p\", { draw_in = { skew = 1, kurtosis = 1, most = 3, within = WITHIN } }",
];

/// Every curve after every treatment.
fn ways(within: &str) -> Vec<(Curve, String)> {
    let treated = |curve: Curve| {
        TREATMENTS.map(|steps| {
            let toml = format!("{}\ntreatment = [{}]", curve.toml, steps.replace("WITHIN", within));
            (Curve { toml, ..curve.clone() }, steps.to_owned())
        })
    };
    curves(within).into_iter().flat_map(treated).collect()
}

/// Every missing policy.
const POLICIES: [&str; 6] = [
    "\"zero\"",
    "\"skip\"",
    "\"reject\"",
    "{ value = 2 }",
    "{ mean = { within = [] } }",
    "{ median = { within = [] } }",
];

fn card(indicator: &str, segments: &str) -> Scorecard {
    load(&format!(
        "id = \"c\"\ntitle = \"c\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 6\nmissing = \
        \"zero\"\n{segments}\
         [[indicator]]\nid = \"x\"\ntitle = \"x\"\nweight = 10\n{indicator}\n"
    ))
}

/// The scores of `rows` under a scorecard of one indicator; everything in them is a number within its bounds.
fn sound(rows: &[Row], card: &Scorecard) -> Scores {
    let scores = score(&firms(rows, card), card, AS_OF, true, &Silent);
    let share = |x: f64| (-1e-12..=1.0 + 1e-12).contains(&x);
    for (at, scored) in scores.scored.iter().enumerate().filter(|(_, scored)| **scored) {
        let all = scores.group_points.iter().chain(&scores.indicator_points);
        assert!(all.into_iter().all(|points| share(points[at] / 10.0)), "{rows:#?}");
        assert!(share(scores.percentile[at] / 100.0) && share(scores.coverage[at]) && *scored, "{rows:#?}");
        for detail in scores.details.as_ref().unwrap() {
            assert!(detail.treated.get(at).is_none_or(f64::is_finite), "{rows:#?}");
            assert!(detail.normalised.get(at).is_none_or(share), "{rows:#?}");
        }
    }
    scores
}

fn rows(values: &[Option<f64>]) -> Vec<Row> {
    let row = |(at, x): (usize, &Option<f64>)| Row::new(format!("{at:03}")).number("revenue", *x);
    values.iter().enumerate().map(row).collect()
}

/// What an indicator makes of a column.
fn of_column(indicator: &str, missing: &str, values: &[Option<f64>]) -> Scores {
    sound(&rows(values), &card(&format!("value = \"revenue\"\n{indicator}\nmissing = {missing}"), ""))
}

/// The points of a column none of which is missing.
fn points(indicator: &str, values: &[f64]) -> Vec<f64> {
    let values: Vec<Option<f64>> = values.iter().map(|x| Some(*x)).collect();
    of_column(indicator, "\"zero\"", &values).indicator_points[0].to_vec()
}

fn detail(scores: &Scores) -> &Detail {
    &scores.details.as_ref().unwrap()[0]
}

fn near(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-9)
}

/// Numbers as they come, and as they hardly ever do.
fn number() -> impl Strategy<Value = f64> {
    let extremes = [1e15, -1e15, 1e-15, -1e-15, -0.0, 0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE / 8.0];
    prop_oneof![
        4 => (-3i32..7).prop_map(f64::from),
        2 => (-40i32..900).prop_map(|x| f64::from(x) / 10.0),
        2 => prop::sample::select(extremes.to_vec()),
        1 => -1e6..1e6,
    ]
}

/// A way of a number to points.
fn way() -> impl Strategy<Value = (Curve, String)> {
    prop::sample::select(ways("[]"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn no_column_gives_an_infinity_or_no_number(
        values in prop::collection::vec(prop::option::of(number()), 1..25),
        (curve, _) in way(),
        policy in prop::sample::select(POLICIES.to_vec()),
    ) {
        let scores = of_column(&curve.toml, policy, &values);
        let turned_away =
            if policy == "\"reject\"" { values.iter().filter(|x| x.is_none()).count() } else { 0 };
        prop_assert_eq!(scores.order.len(), values.len() - turned_away);
        let counted = |missing: &Option<f64>| missing.is_some() || policy.starts_with('{');
        for (at, value) in values.iter().enumerate().filter(|(_, value)| !counted(value)) {
            prop_assert_eq!(
                (scores.indicator_points[0][at], detail(&scores).treated.get(at)),
                (0.0, None),
                "{:?}",
                value
            );
        }
    }

    #[test]
    fn equal_firms_have_equal_points_and_more_is_no_less(
        values in prop::collection::vec(number(), 2..25),
        (curve, _) in way(),
    ) {
        let values = [values.clone(), values[..2].to_vec()].concat();
        let scores = of_column(&curve.toml, "\"zero\"", &values.iter().map(|x| Some(*x)).collect::<Vec<_>>());
        let points = &scores.indicator_points[0];
        let falls_from_nothing = curve.toml.contains("log = true") && !curve.rises;
        let treated = |at: usize| detail(&scores).treated.get(at).filter(|x| *x > 0.0 || !falls_from_nothing);
        for (a, b) in (0..values.len()).flat_map(|a| (0..values.len()).map(move |b| (a, b))) {
            if values[a] == values[b] {
                prop_assert_eq!(points[a].to_bits(), points[b].to_bits());
            }
            if let (Some(x), Some(y)) = (treated(a), treated(b))
                && x <= y
            {
                let (less, more) = if curve.rises { (a, b) } else { (b, a) };
                prop_assert!(
                    points[less] <= points[more] + 1e-9,
                    "{} of {x}, {} of {y}",
                    points[a],
                    points[b]
                );
            }
        }
    }

    #[test]
    fn what_has_no_logarithm_counts_for_nobody(
        values in prop::collection::vec(prop::option::of(number()), 1..25),
        curve in prop::sample::select(curves("[]")),
    ) {
        for (step, least) in [("ln", 0.0), ("ln1p", -1.0)] {
            let indicator = format!("{}\ntreatment = [\"{step}\"]", curve.toml);
            let known: Vec<Option<f64>> = values.iter().map(|x| x.filter(|x| *x > least)).collect();
            let all = of_column(&indicator, "\"zero\"", &values);
            let others = of_column(&indicator, "\"zero\"", &known);
            prop_assert_eq!(&all.indicator_points, &others.indicator_points);
            // A value is known, if without a logarithm: nothing takes its place, and nobody carries its
            // weight.
            for policy in ["\"skip\"", "{ mean = { within = [] } }"] {
                let scores = of_column(&indicator, policy, &values);
                for at in (0..values.len()).filter(|&at| values[at].is_some_and(|x| x <= least)) {
                    prop_assert_eq!(
                        (detail(&scores).treated.get(at), detail(&scores).normalised.get(at)),
                        (None, Some(0.0))
                    );
                    prop_assert_eq!(scores.coverage[at], 1.0);
                }
            }
        }
    }

    #[test]
    fn shares_within_a_cohort_know_no_unit(
        values in prop::collection::vec((-30i32..900).prop_map(|x| f64::from(x) / 10.0), 1..25),
        curve in prop::sample::select(curves("[]")),
        factor in prop::sample::select(vec![1e4, 1e-4, 0.25, 1e9]),
    ) {
        for steps in ["", TREATMENTS[3], TREATMENTS[4]].map(|steps| steps.replace("WITHIN", "[]")) {
            let indicator = format!("{}\ntreatment = [{steps}]", curve.toml);
            let scaled: Vec<f64> = values.iter().map(|x| x * factor).collect();
            if curve.alone.is_some() {
                prop_assert!(near(&points(&indicator, &values), &points(&indicator, &scaled)), "{indicator}");
            }
        }
    }
}

#[test]
fn equal_firms_and_a_firm_alone_get_what_the_curve_says() {
    for (curve, _) in ways("[]") {
        for x in [7.3, 0.1, -0.5, 0.0, -0.0, -3.0, 1e15, 1e-15, -1e15] {
            let alone = of_column(&curve.toml, "\"zero\"", &[Some(x)]);
            let treated = detail(&alone).treated.get(0);
            let expected = match (treated, curve.alone) {
                (None, _) => 0.0,
                (Some(_), Some(share)) => share * 10.0,
                (Some(_), None) => alone.indicator_points[0][0],
            };
            assert_eq!(*alone.indicator_points[0], [expected], "{x} {}", curve.toml);
            assert_eq!((alone.rank[0], alone.segment_rank[0], alone.percentile[0]), (1, 1, 100.0));
            // The mean of equal values is that value to the last bit.
            for policy in ["{ mean = { within = [] } }", "{ median = { within = [] } }"] {
                let many = of_column(&curve.toml, policy, &[Some(x), None, Some(x), Some(x), Some(x), None]);
                assert_eq!(*many.indicator_points[0], [expected; 6], "{x} {}", curve.toml);
                assert_eq!((&many.rank, &many.percentile), (&vec![1; 6], &vec![0.0; 6]));
            }
        }
    }
}

#[test]
fn a_column_nobody_has_counts_as_its_policy_says() {
    for (curve, _) in ways("[]") {
        for policy in POLICIES {
            let scores = of_column(&curve.toml, policy, &[None; 5]);
            if policy == "\"reject\"" {
                assert_eq!((scores.order.len(), scores.rejected.len()), (0, 5));
                continue;
            }
            let expected = match policy {
                "{ value = 2 }" => points(&curve.toml, &[2.0; 5]),
                _ => vec![0.0; 5],
            };
            assert_eq!(*scores.indicator_points[0], expected, "{policy} {}", curve.toml);
            assert_eq!((&scores.coverage, &scores.rank), (&vec![0.0; 5], &vec![1; 5]));
            let told: Vec<&str> = scores.findings.iter().map(|finding| finding.code.as_str()).collect();
            assert_eq!(told, ["indicator-blank"]);
        }
    }
}

#[test]
fn zeros_of_both_signs_are_one_number() {
    for (curve, _) in ways("[]") {
        let found = points(&curve.toml, &[0.0, -0.0, 3.0, -0.0, -2.0]);
        assert!(found[0] == found[1] && found[1] == found[3], "{found:?} {}", curve.toml);
    }
}

/// Three firms of segment `a`, one of `b`, none of `c`.
#[test]
fn a_segment_of_one_firm_or_none_is_a_cohort_of_its_own() {
    let segment = |id: &str| {
        format!("[[segment]]\nid = \"{id}\"\ntitle = \"{id}\"\nwhen = \"region = '{}'\"\n", region(id))
    };
    let segments = ["a", "b", "c"].map(segment).concat();
    let top = "[[top]]\nid = \"first\"\nshare = 0.1\nwithin = [\"segment\"]\n";
    let row = |id: &str, of: &str, x: f64| {
        let mut row = Row::new(id).number("revenue", x);
        row.texts = BTreeMap::from([("region".to_owned(), region(of).to_owned())]);
        row
    };
    let all = [row("1", "a", 2.0), row("2", "b", 500.0), row("3", "a", 40.0), row("4", "a", 3.0)];
    for ((within, _), (whole, _)) in ways("[\"segment\"]").into_iter().zip(ways("[]")) {
        let value = "value = \"revenue\"";
        let parted = card(&format!("{value}\n{}", within.toml), &format!("{top}{segments}"));
        let scores = sound(&all, &parted);
        let of = |at: usize| scores.indicator_points[0][at];
        let own = points(&whole.toml, &[2.0, 40.0, 3.0]);
        assert_eq!([of(0), of(2), of(3)], own[..], "{}", within.toml);
        assert_eq!([of(1)], points(&whole.toml, &[500.0])[..], "{}", within.toml);
        assert_eq!((scores.segment_rank[1], scores.top[1]), (1, Some(0)), "{}", within.toml);
    }
    // A segment that knows no value has no mean, whatever others know.
    for policy in ["mean", "median"] {
        let missing = format!("missing = {{ {policy} = {{ within = [\"segment\"] }} }}");
        let card = card(&format!("value = \"revenue\"\ncurve = {{ reference = 100 }}\n{missing}"), &segments);
        let mut rows = all.to_vec();
        rows[1].numbers.clear();
        rows[3].numbers.clear();
        let scores = sound(&rows, &card);
        assert!(near(&scores.indicator_points[0], &[0.2, 0.0, 4.0, 2.1]), "{:?}", scores.indicator_points);
    }
}

/// A region for each segment of the test above.
fn region(segment: &str) -> &'static str {
    match segment {
        "a" => "110000",
        "b" => "320000",
        _ => "440000",
    }
}

#[test]
fn flags_and_classes_that_say_nothing_give_what_is_said() {
    let flag = "value = \"hnte\"\ncurve = \"flag\"";
    let class =
        "value = \"region\"\ncurve = { classes = { points = { 110000 = 4, 320000 = 8 }, otherwise = 2 } }";
    let with = |yes: Option<bool>, region: Option<&'static str>| {
        Row::new("").flag("hnte", yes).text("region", region)
    };
    let of = |indicator: &str, missing: &str, rows: &[Row]| {
        let rows: Vec<Row> =
            rows.iter().enumerate().map(|(at, row)| Row { id: at.to_string(), ..row.clone() }).collect();
        let scores = sound(&rows, &card(&format!("{indicator}\nmissing = {missing}"), ""));
        let share = |at: usize| scores.scored[at].then(|| detail(&scores).normalised.get(at));
        (0..rows.len()).map(share).collect::<Vec<_>>()
    };
    let unknown = [with(None, None), with(None, None)];
    for indicator in [flag, class] {
        assert_eq!(of(indicator, "\"zero\"", &unknown), [Some(Some(0.0)); 2]);
        assert_eq!(of(indicator, "\"skip\"", &unknown), [Some(None); 2]);
        assert_eq!(of(indicator, "\"reject\"", &unknown), [None; 2]);
    }
    assert_eq!(of(flag, "{ value = 1 }", &unknown), [Some(Some(1.0)); 2]);
    let lower = format!("{flag}\ndirection = \"lower\"");
    assert_eq!(of(&lower, "{ value = 1 }", &unknown), [Some(Some(0.0)); 2]);
    assert_eq!(of(&lower, "\"zero\"", &unknown), [Some(Some(0.0)); 2]);
    // A firm alone and equal ones get what each gets by itself.
    for many in [1, 3] {
        let rows = vec![with(Some(false), Some("999999")); many];
        assert_eq!(of(flag, "\"zero\"", &rows), vec![Some(Some(0.0)); many]);
        assert_eq!(of(&lower, "\"zero\"", &rows), vec![Some(Some(1.0)); many]);
        assert_eq!(of(class, "\"zero\"", &rows), vec![Some(Some(0.25)); many]);
    }
}
