//! Weight methods against published vectors, and what must hold of each on any cohort.

use jifen::firms::Cells;
use jifen::studies::weights::methods::ahp::{RandomIndex, ahp, most_inconsistent};
use jifen::studies::weights::methods::bwm::{BestWorst, bwm};
use jifen::studies::weights::methods::critic::{Correlation, critic};
use jifen::studies::weights::methods::entropy::entropy;
use jifen::studies::weights::methods::equal::equal;
use jifen::studies::weights::methods::merec::{LEAST_SHARE, merec};
use jifen::studies::weights::methods::pca::pca;
use jifen::studies::weights::methods::roc::roc;
use jifen::studies::weights::methods::stddev::stddev;
use jifen::studies::weights::methods::swing::swing;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use crate::support::reference_data;

/// The published vector called `id`.
fn vector(id: &str) -> Option<Value> {
    let path = reference_data::path("vectors/reference_vectors.json")?;
    let text = std::fs::read_to_string(path).expect("the vectors can be read");
    let all: Value = serde_json::from_str(&text).expect("they are JSON");
    let vectors = all["vectors"].as_array().expect("a list");
    Some(vectors.iter().find(|vector| vector["id"] == id).unwrap_or_else(|| panic!("no vector {id}")).clone())
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number")).collect()
}

fn matrix(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().expect("a list").iter().map(numbers).collect()
}

/// The columns of a vector's matrix, each put through `by` where less is better.
fn columns(vector: &Value, by: fn(f64) -> f64) -> Vec<Cells<f64>> {
    let rows = matrix(&vector["matrix"]);
    let types = vector.get("types").map(numbers).unwrap_or_else(|| vec![1.0; rows[0].len()]);
    let cell = |row: &Vec<f64>, j: usize| if types[j] < 0.0 { by(row[j]) } else { row[j] };
    (0..types.len()).map(|j| Cells::known(rows.iter().map(|row| cell(row, j)).collect())).collect()
}

fn near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected} within {tolerance}");
    }
}

#[test]
fn published_weights_from_data() {
    type Of = fn(&Value) -> Vec<f64>;
    let methods: [(&str, Of); 5] = [
        ("w_entropy_elsayed2017", |v| entropy(&columns(v, |x| x)).weights),
        ("w_std_jahan2013", |v| stddev(&columns(v, |x| x)).weights),
        ("w_critic_diakoulaki1995", |v| critic(&columns(v, |x| -x), Correlation::Pearson).weights),
        ("w_critic_jmcdm_cost", |v| critic(&columns(v, |x| -x), Correlation::Pearson).weights),
        // 1 / x turns the paper's form for costs, x / max, into the one for benefits, min / x.
        ("w_merec_2021", |v| merec(&columns(v, |x| 1.0 / x), f64::MIN_POSITIVE).weights),
    ];
    for (id, weights) in methods {
        let Some(vector) = vector(id) else { return };
        let tolerance = vector["atol"].as_f64().expect("a number");
        near(&weights(&vector), &numbers(&vector["expected"]), tolerance);
    }
}

#[test]
fn published_comparisons_in_pairs() {
    let Some(drinks) = vector("ahp_drinks_saaty2008") else { return };
    let saaty = ahp(&matrix(&drinks["matrix"]), RandomIndex::Saaty);
    near(&saaty.weights, &numbers(&drinks["expected"]), 5e-5);
    let exact = &drinks["recomputed"];
    near(&saaty.weights, &numbers(&exact["weights"]), 1e-12);
    near(&[saaty.lambda_max], &[exact["lambda_max"].as_f64().expect("a number")], 1e-11);
    near(
        &[saaty.consistency_ratio.expect("seven rows")],
        &[exact["cr_saaty_RI_1_35"].as_f64().expect("a number")],
        1e-12,
    );
    let dodd = ahp(&matrix(&drinks["matrix"]), RandomIndex::DoneganDodd);
    near(
        &[dodd.consistency_ratio.expect("seven rows")],
        &[exact["cr_dd_RI_1_2519"].as_f64().expect("a number")],
        1e-12,
    );
    let Some(wang) = vector("ahp_wang2011") else { return };
    let found = ahp(&matrix(&wang["matrix"]), RandomIndex::DoneganDodd);
    near(&found.weights, &numbers(&wang["recomputed"]["weights"]), 1e-12);
    near(&[found.consistency_index], &[wang["recomputed"]["ci"].as_f64().expect("a number")], 1e-12);
}

#[test]
fn a_published_hierarchy() {
    let Some(cities) = vector("ahp_hierarchy_cities") else { return };
    let goal = ahp(&matrix(&cities["matrix"]), RandomIndex::Saaty);
    near(&goal.weights, &numbers(&cities["recomputed"]["goal_weights"]), 1e-12);
    let mut whole = [0.0; 4];
    for (name, weight) in cities["names"].as_array().expect("names").iter().zip(&goal.weights) {
        let child = &cities["children"][name.as_str().expect("a name")];
        let local = ahp(&matrix(child), RandomIndex::Saaty);
        whole.iter_mut().zip(&local.weights).for_each(|(sum, local)| *sum += weight * local);
    }
    near(&whole, &numbers(&cities["expected"]), 5.1e-5);
    near(&whole, &numbers(&cities["recomputed"]["target"]), 1e-12);
}

#[test]
fn the_judgement_to_revisit_is_the_one_that_was_spoilt() {
    let weights = [0.4, 0.3, 0.2, 0.1];
    let mut matrix: Vec<Vec<f64>> = weights.iter().map(|a| weights.iter().map(|b| a / b).collect()).collect();
    assert_eq!(ahp(&matrix, RandomIndex::Saaty).revisit, None);
    near(&ahp(&matrix, RandomIndex::Saaty).weights, &weights, 1e-12);
    (matrix[1][3], matrix[3][1]) = (1.0 / 3.0, 3.0);
    let found = ahp(&matrix, RandomIndex::Saaty);
    let revisit = found.revisit.expect("it contradicts the others");
    assert_eq!((revisit.row, revisit.column), (1, 3));
    assert!(revisit.derived > revisit.said && revisit.consistency_ratio < found.consistency_ratio);
    assert_eq!(RandomIndex::DoneganDodd.of(101), None);
    // Beyond Saaty's 15 rows Alonso and Lamata's line goes on: (2.7699 · 16 − 4.3513 − 16) / 15.
    near(&[RandomIndex::Saaty.of(16).expect("a line")], &[23.9671 / 15.0], 1e-12);
    assert_eq!(
        [15, 16].map(|rows| RandomIndex::Saaty.of_whom(rows).to_string()),
        ["Saaty", "Alonso and Lamata"]
    );
    near(&[RandomIndex::DoneganDodd.of(22).expect("within")], &[1.5371 + 0.4 * (1.5619 - 1.5371)], 1e-12);
}

/// The mean consistency index of random reciprocal matrices of `n` rows: judgements 1/9, 1/8, …, 1, …, 9,
/// each as likely (Saaty 1980).
fn random_index(n: usize, matrices: usize, random: &mut ChaCha8Rng) -> f64 {
    let index = |random: &mut ChaCha8Rng| {
        let mut matrix = vec![vec![1.0; n]; n];
        for (i, j) in (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))) {
            let judgement = random.random_range(-8i32..=8);
            let times = f64::from(judgement.abs() + 1);
            matrix[i][j] = if judgement < 0 { 1.0 / times } else { times };
            matrix[j][i] = 1.0 / matrix[i][j];
        }
        // The greatest eigenvalue, by powers of the matrix.
        let mut vector = vec![1.0; n];
        let mut lambda = 0.0;
        for _ in 0..40 {
            let next: Vec<f64> =
                matrix.iter().map(|row| row.iter().zip(&vector).map(|(a, x)| a * x).sum()).collect();
            lambda = next.iter().sum::<f64>() / vector.iter().sum::<f64>();
            let whole: f64 = next.iter().sum();
            vector = next.iter().map(|x| x / whole).collect();
        }
        (lambda - n as f64) / (n - 1) as f64
    };
    (0..matrices).map(|_| index(random)).sum::<f64>() / matrices as f64
}

#[test]
fn the_random_index_is_that_of_random_matrices() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    // Four standard errors and the rounding to two digits, by size.
    for (n, matrices, tolerance) in
        [(3, 6000, 0.04), (4, 3000, 0.05), (6, 1000, 0.05), (8, 600, 0.05), (10, 500, 0.045)]
    {
        let simulated = random_index(n, matrices, &mut random);
        let used = RandomIndex::default().of(n).expect("a size of the table");
        assert!((used - simulated).abs() < tolerance, "{n}: {used}, simulated {simulated}");
        if n == 10 {
            assert_eq!(used, 1.49);
            let lower = RandomIndex::DoneganDodd.of(n).expect("a size of the table");
            assert!(
                simulated - lower > tolerance,
                "the lower table is that of no such matrices: {simulated}"
            );
        }
    }
}

#[test]
fn the_limit_of_consistency_goes_by_the_size_of_the_matrix() {
    assert_eq!([2, 3, 4, 5, 9, 20].map(most_inconsistent), [0.05, 0.05, 0.08, 0.1, 0.1, 0.1]);
    // 2 times 2 is said to be 6: a ratio of 0.018 for 3 rows; to be 8: 0.05 and more, which 5 rows may have.
    let spoilt = |times: f64| vec![vec![1.0, 2.0, times], vec![0.5, 1.0, 2.0], vec![1.0 / times, 0.5, 1.0]];
    let found = [6.0, 9.0].map(|times| ahp(&spoilt(times), RandomIndex::Saaty));
    assert!(!found[0].is_inconsistent() && found[1].is_inconsistent(), "{found:?}");
    assert!(found[1].consistency_ratio.is_some_and(|ratio| ratio > 0.05 && ratio < 0.1), "{found:?}");
}

fn said(best: usize, worst: usize, to_best: &[f64], to_worst: &[f64]) -> BestWorst {
    BestWorst { best, worst, best_to_others: to_best.to_vec(), others_to_worst: to_worst.to_vec() }
}

#[test]
fn published_comparisons_with_best_and_worst() {
    let Some(rezaei) = vector("bwm_rezaei2015") else { return };
    let judged = said(2, 0, &numbers(&rezaei["best_to_others"]), &numbers(&rezaei["others_to_worst"]));
    // The paper's own weights are of the form in ratios; these of the linear one are by hand: with ξ = 1 the
    // greatest sum is 28, at b = 17, c = 2.
    let linear = bwm(&judged);
    near(&linear.weights, &[2.0 / 28.0, 9.0 / 28.0, 17.0 / 28.0], 1e-12);
    near(&[linear.xi, linear.consistency_ratio.expect("they differ")], &[1.0 / 28.0, 2.0 / 56.0], 1e-12);
    assert_eq!(linear.revisit, Some(1));
}

#[test]
fn comparisons_that_agree_leave_nothing_over() {
    let found = bwm(&said(0, 2, &[1.0, 2.0, 8.0], &[8.0, 4.0, 1.0]));
    near(&found.weights, &[8.0 / 13.0, 4.0 / 13.0, 1.0 / 13.0], 1e-15);
    assert_eq!((found.xi, found.consistency_ratio, found.revisit), (0.0, Some(0.0), None));
    assert_eq!(bwm(&said(0, 0, &[1.0], &[1.0])).weights, [1.0]);
    assert_eq!(bwm(&said(0, 1, &[1.0; 2], &[1.0; 2])).consistency_ratio, None);
}

#[test]
fn what_agrees_by_hand_is_consistent() {
    // In binary 3 times 1.1 is 3.3000000000000003.
    let found = bwm(&said(0, 2, &[1.0, 3.0, 3.3], &[3.3, 1.1, 1.0]));
    assert_eq!((found.consistency_ratio, found.revisit), (Some(0.0), None));
    // A contradiction in the thirteenth digit is one.
    let found = bwm(&said(0, 2, &[1.0, 3.0, 3.3], &[3.3, 1.100_000_000_000_1, 1.0]));
    assert_eq!(found.revisit, Some(1));
    assert!(found.weights.iter().all(|weight| weight.is_finite()));
}

#[test]
fn orders_and_swings() {
    near(&roc(&[0, 1, 2]).weights, &[11.0 / 18.0, 5.0 / 18.0, 2.0 / 18.0], 1e-15);
    near(&roc(&[1, 0, 1]).weights, &[3.5 / 18.0, 11.0 / 18.0, 3.5 / 18.0], 1e-15);
    near(&swing(&[100.0, 60.0, 40.0]).weights, &[0.5, 0.3, 0.2], 1e-15);
    near(&swing(&[0.0, 0.0]).weights, &[0.5, 0.5], 0.0);
    near(&swing(&[1e308, 1e308, 4.0]).weights, &[0.5, 0.5, 0.0], 1e-15);
    near(&equal(4).weights, &[0.25; 4], 0.0);
}

#[test]
fn principal_components_of_two_themes() {
    // Two pairs that say the same, and nothing across: two factors of two indicators each.
    let x = [0.1, 0.9, 0.1, 0.9];
    let y = [0.2, 0.2, 0.8, 0.8];
    let found = pca(&[x, x, y, y].map(|column| Cells::known(column.to_vec())));
    near(&found.eigenvalues, &[2.0, 2.0, 0.0, 0.0], 1e-12);
    near(&found.weights, &[0.25; 4], 1e-12);
    near(&found.explained, &[0.5, 0.5], 1e-12);
    assert!(found.is_enough);
    assert!(!pca(&[x, y].map(|column| Cells::known(column.to_vec()))).is_enough);
    assert!(found.factor[0] == found.factor[1] && found.factor[2] == found.factor[3]);
    assert!(found.factor[0] != found.factor[2]);
    // A pair and a stranger: the pair's factor alone has an eigenvalue above 1.
    let found = pca(&[x, x, y].map(|column| Cells::known(column.to_vec())));
    near(&found.weights, &[0.5, 0.5, 0.0], 1e-12);
}

/// The methods that read data, each by its name.
type Method = fn(&[Cells<f64>]) -> Vec<f64>;
const METHODS: [(&str, Method); 6] = [
    ("stddev", |c| stddev(c).weights),
    ("entropy", |c| entropy(c).weights),
    ("critic", |c| critic(c, Correlation::Pearson).weights),
    ("critic by rank", |c| critic(c, Correlation::Spearman).weights),
    ("merec", |c| merec(c, LEAST_SHARE).weights),
    ("pca", |c| pca(c).weights),
];

#[test]
fn nothing_to_weigh_by_has_a_meaning() {
    let constant = || Cells::known(vec![0.3; 5]);
    let zeros = || Cells::known(vec![0.0; 5]);
    let unknown = || Cells::missing(5);
    let telling = || Cells::known(vec![0.0, 0.2, 0.5, 0.7, 1.0]);
    for (name, weights) in METHODS {
        assert_eq!(weights(&[]), [0.0; 0], "{name} of no indicator");
        assert_eq!(weights(&[Cells::default(), Cells::default()]), [0.5, 0.5], "{name} of no firm");
        let alone = || Cells::known(vec![0.4]);
        assert_eq!(weights(&[alone(), alone()]), [0.5, 0.5], "{name} of one firm");
        assert_eq!(weights(&[constant(), zeros(), unknown()]), [1.0 / 3.0; 3], "{name} of constants");
        let found = weights(&[constant(), telling(), zeros(), unknown()]);
        assert_eq!(found, [0.0, 1.0, 0.0, 0.0], "{name} of one that tells");
        let same = weights(&[telling(), telling()]);
        near(&same, &[0.5, 0.5], 1e-15);
    }
}

#[test]
fn a_constant_column_leaves_the_others_as_they_are() {
    let columns = |rows: [[f64; 6]; 3]| rows.map(|row| Cells::known(row.to_vec()));
    let three = columns([
        [0.1, 0.9, 0.4, 0.3, 0.7, 0.2],
        [0.3, 0.2, 0.8, 1.0, 0.0, 0.5],
        [0.6, 0.1, 0.2, 0.9, 0.4, 0.3],
    ]);
    for (name, weights) in METHODS.into_iter().filter(|(name, _)| *name != "merec") {
        let mut more = three.to_vec();
        more.insert(1, Cells::known(vec![0.5; 6]));
        let (before, mut after) = (weights(&three), weights(&more));
        assert_eq!(after.remove(1), 0.0, "{name}");
        near(&after, &before, 1e-14);
    }
}

fn shares() -> impl Strategy<Value = Vec<Vec<Option<f64>>>> {
    let share = prop_oneof![
        6 => (0.0..=1.0f64).prop_map(Some),
        2 => (0u8..=4).prop_map(|n| Some(f64::from(n) / 4.0)),
        1 => Just(None),
    ];
    (1usize..6, 3usize..40)
        .prop_flat_map(move |(m, n)| prop::collection::vec(prop::collection::vec(share.clone(), n), m))
}

proptest! {
    #[test]
    fn weights_add_up_and_follow_their_indicators(columns in shares(), by in 0usize..5) {
        let cells: Vec<Cells<f64>> = columns.iter().map(|column| column.iter().copied().collect()).collect();
        let turn = by % cells.len();
        let mut turned = cells.clone();
        turned.rotate_left(turn);
        let mut firms = cells.clone();
        for column in &mut firms {
            let by = by % column.len();
            column.values.rotate_left(by);
            column.present.rotate_left(by);
        }
        for (name, weights) in METHODS {
            let found = weights(&cells);
            prop_assert!((found.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{} adds up", name);
            prop_assert!(found.iter().all(|weight| (0.0..=1.0 + 1e-12).contains(weight)), "{}", name);
            // Two factors that explain alike may change places, and an indicator its factor.
            if name == "pca" {
                continue;
            }
            let mut indicators = found.clone();
            indicators.rotate_left(turn);
            for (a, b) in weights(&turned).iter().zip(&indicators) {
                prop_assert!((a - b).abs() < 1e-9, "{}: {} became {} with the indicators turned", name, b, a);
            }
            for (a, b) in weights(&firms).iter().zip(&found) {
                prop_assert!((a - b).abs() < 1e-9, "{}: {} became {} with the firms turned", name, b, a);
            }
        }
    }

    #[test]
    fn the_unit_of_a_column_counts_where_it_should(columns in shares(), factor in 0.5..2.0f64) {
        let cells: Vec<Cells<f64>> = columns.iter().map(|column| column.iter().copied().collect()).collect();
        let mut scaled = cells.clone();
        scaled[0].values.iter_mut().for_each(|value| *value *= factor);
        // Entropy and CRITIC see shares of the whole and of the range; the standard deviation sees the unit.
        let sees_shares = |name: &str| name.contains("critic") || name == "entropy";
        for (name, weights) in METHODS.into_iter().filter(|(name, _)| sees_shares(name)) {
            for (a, b) in weights(&scaled).iter().zip(&weights(&cells)) {
                prop_assert!((a - b).abs() < 1e-9, "{}: {} became {}", name, b, a);
            }
        }
        let (before, after) = (stddev(&cells).deviations, stddev(&scaled).deviations);
        prop_assert!((after[0] - factor * before[0]).abs() < 1e-12);
    }

    #[test]
    fn the_best_worst_solution_keeps_its_own_bounds(
        middle in prop::collection::vec((1u8..=9, 1u8..=9), 0..6), whole in 1u8..=9,
    ) {
        let whole = f64::from(whole);
        let (mut to_best, mut to_worst) = (vec![1.0, whole], vec![whole, 1.0]);
        for (a, s) in middle {
            to_best.push(f64::from(a).min(whole));
            to_worst.push(f64::from(s).min(whole));
        }
        let found = bwm(&said(0, 1, &to_best, &to_worst));
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let (best, worst) = (found.weights[0], found.weights[1]);
        for (j, weight) in found.weights.iter().enumerate() {
            prop_assert!((best - to_best[j] * weight).abs() <= found.xi + 1e-9);
            prop_assert!((weight - to_worst[j] * worst).abs() <= found.xi + 1e-9);
        }
    }
}
