//! The share of rank variance that drawn weights explain, against conditioning on each weight by simulation.

use jifen::studies::sensitivity::{Options, Report, Spread, Vary, WeightSpread};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};
use statrs::distribution::{Beta, ContinuousCDF};

use crate::studies::sensitivity::{load, options, study};
use crate::support::workplace::Folder;

/// What indicators count, each with its own share of full marks: the thousandth part.
const FIELDS: [&str; 4] = ["invention_applications", "awards", "employees", "graduates_hired"];

/// Firms with independent uniform marks, and their points under any weights.
struct Marks(Vec<[u32; 4]>);

impl Marks {
    fn new(firms: usize, seed: u64) -> Marks {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        Marks((0..firms).map(|_| std::array::from_fn(|_| random.random_range(0..=1000))).collect())
    }

    /// Ranks of published points, to three decimals.
    fn ranks(&self, weights: &[f64]) -> Vec<usize> {
        let points: Vec<i64> = self
            .0
            .iter()
            .map(|marks| {
                let points: f64 = marks.iter().zip(weights).map(|(mark, w)| f64::from(*mark) * w).sum();
                (points * 100.0).round() as i64
            })
            .collect();
        let mut falling = points.clone();
        falling.sort_unstable_by(|a, b| b.cmp(a));
        points.iter().map(|own| 1 + falling.partition_point(|other| other > own)).collect()
    }

    fn shift(&self, weights: &[f64], today: &[usize]) -> f64 {
        let ranks = self.ranks(weights);
        ranks.iter().zip(today).map(|(a, b)| a.abs_diff(*b)).sum::<usize>() as f64 / today.len() as f64
    }

    fn folder(&self, weights: &[u32]) -> Folder {
        let folder = Folder::with_firms(1, 0.0);
        let used = weights.len();
        let mut firms = format!("firm,授权,{}\n", FIELDS[..used].join(","));
        for (at, marks) in self.0.iter().enumerate() {
            let cells: Vec<String> = marks[..used].iter().map(u32::to_string).collect();
            firms += &format!("F{at:04},是,{}\n", cells.join(","));
        }
        folder.write("firms.csv", firms.as_bytes());
        let mut card = "id = \"own\"\ntitle = \"Own\"\nweights_basis = \"local\"\nscale = 100\ndecimals = \
            3\nmissing = \"zero\"\n"
            .to_owned();
        for (field, weight) in FIELDS.iter().zip(weights) {
            card += &format!("[[indicator]]\nid = \"{field}\"\ntitle = \"{field}\"\nvalue = \"{field}\"\n");
            card += &format!("curve = {{ linear = {{ low = 0, high = 1000 }} }}\nweight = {weight}\n");
        }
        folder.write("own.toml", card.as_bytes());
        let institution = "rules_basis = \"illustrative\"\n[[institution]]\nid = \"bank\"\nname = \
            \"Bank\"\nkind = \"bank\"\ncapacity = 9\n";
        folder.write("institutions.toml", institution.as_bytes());
        let campaign = "id = \"own\"\ntitle = \"Own\"\nas_of = 2025-12-31\nscorecard = \"own.toml\"\n\
            institutions = \"institutions.toml\"\n[firms]\npath = \"firms.csv\"\nid = \"firm\"\n";
        folder.write("campaign.toml", campaign.as_bytes());
        folder
    }

    fn study(&self, weights: &[u32], options: &Options) -> Report {
        study(&load(&self.folder(weights)), options)
    }
}

fn drawing(draws: u32, seed: u64, spread: Spread) -> Options {
    Options { draws, seed, spread, vary: Vary::All, ..options(1) }
}

/// `Var(E(R | w))` over `Var(R)` of weight `at`, by 200 quantiles of it and 40 draws of the others for each:
/// of a Dirichlet draw, one weight is `Beta(c m, c (1 − m))`, and the others share the rest by another such
/// draw. What chance leaves of the variance of the means of 40 draws is taken off.
fn conditioned(marks: &Marks, weights: &[u32], at: usize, concentration: f64) -> f64 {
    const OUTER: usize = 200;
    const INNER: usize = 40;
    let mut random = ChaCha8Rng::seed_from_u64(99);
    let means: Vec<f64> = weights.iter().map(|weight| f64::from(*weight) / 100.0).collect();
    let today = marks.ranks(&means);
    let own = Beta::new(concentration * means[at], concentration * (1.0 - means[at])).expect("a share");
    let gammas: Vec<Gamma<f64>> =
        means.iter().map(|mean| Gamma::new(concentration * mean, 1.0).expect("a shape")).collect();
    let (mut means_of, mut within, mut all) = (Vec::new(), 0.0, Vec::new());
    for quantile in 0..OUTER {
        let w = own.inverse_cdf((quantile as f64 + 0.5) / OUTER as f64);
        let shifts: Vec<f64> = (0..INNER)
            .map(|_| {
                let mut drawn: Vec<f64> = gammas.iter().map(|gamma| gamma.sample(&mut random)).collect();
                drawn[at] = 0.0;
                let others: f64 = drawn.iter().sum();
                drawn.iter_mut().for_each(|own| *own *= (1.0 - w) / others);
                drawn[at] = w;
                marks.shift(&drawn, &today)
            })
            .collect();
        let mean = shifts.iter().sum::<f64>() / INNER as f64;
        within += shifts.iter().map(|shift| (shift - mean).powi(2)).sum::<f64>() / (INNER - 1) as f64;
        means_of.push(mean);
        all.extend(shifts);
    }
    let variance = |values: &[f64]| {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64
    };
    (variance(&means_of) - within / OUTER as f64 / INNER as f64) / variance(&all)
}

/// Two weights that add up to the whole are one variable: each explains everything, under either spread. The
/// draws behind them are two, and the first-order indices of those say nothing of the weights.
#[test]
fn of_two_weights_each_explains_all() {
    let marks = Marks::new(80, 1);
    for (weights, spread) in [
        ([90, 10], Spread::Concentration(200.0)),
        ([50, 50], Spread::Concentration(40.0)),
        ([90, 10], Spread::Share(0.5)),
    ] {
        let found = marks.study(&weights, &Options { sobol: 256, ..drawing(1000, 1, spread) });
        let explained = found.explained.expect("ranks move");
        assert_eq!(explained.len(), 2);
        for one in &explained {
            assert!(one.share > 0.99 && one.share <= 1.0, "{one:?}");
            assert!(one.interval.0 <= one.share && one.share <= one.interval.1, "{one:?}");
        }
        let indices = found.indices.expect("ranks move");
        assert!(indices.iter().any(|one| one.indices.first < 0.9), "{indices:?}");
    }
}

#[test]
fn four_weights_explain_what_conditioning_on_each_finds() {
    let marks = Marks::new(40, 2);
    let weights = [40, 30, 20, 10];
    let found = marks.study(&weights, &drawing(3000, 3, Spread::Concentration(60.0)));
    let explained = found.explained.expect("ranks move");
    for (at, one) in explained.iter().enumerate() {
        let expected = conditioned(&marks, &weights, at, 60.0);
        assert!((one.share - expected).abs() < 0.03, "{expected} is not {one:?}");
        assert!(one.interval.1 - one.interval.0 < 0.1, "{one:?}");
    }
    // Each depends on the others: shares are no parts of one whole.
    assert!(explained.iter().map(|one| one.share).sum::<f64>() > 1.05, "{explained:?}");
}

/// 95 % intervals of 16 studies of 500 draws, each around what 8,000 draws find.
#[test]
fn intervals_cover_what_many_draws_find() {
    let folder = Marks::new(30, 4).folder(&[55, 25, 15, 5]);
    let campaign = load(&folder);
    let spread = Spread::Concentration(100.0);
    let truth = study(&campaign, &drawing(8000, 999, spread)).explained.expect("ranks move");
    let mut covered = 0;
    for seed in 1..=16 {
        let found = study(&campaign, &drawing(500, seed, spread)).explained.expect("ranks move");
        let inside = found.iter().zip(&truth).filter(|(one, truth)| {
            let (low, high) = one.interval;
            (low..=high).contains(&truth.share)
        });
        covered += inside.count();
    }
    assert!((57..=64).contains(&covered), "{covered} of 64");
}

/// A Dirichlet weight `m` has the standard deviation `√(m (1 − m) / (c + 1))`: relative to itself the more,
/// the smaller it is. Under a share all vary alike, but for being put in proportion.
#[test]
fn small_weights_vary_relatively_more_under_one_concentration() {
    let marks = Marks::new(30, 5);
    let weights = [58, 30, 10, 2];
    let spreads = |spread: Spread| -> Vec<WeightSpread> {
        let found = marks.study(&weights, &drawing(3000, 1, spread)).explained.expect("ranks move");
        found.into_iter().map(|mut one| one.weights.remove(0)).collect()
    };
    for (own, weight) in spreads(Spread::Concentration(200.0)).iter().zip(weights) {
        let m = f64::from(weight) / 100.0;
        let deviation = (m * (1.0 - m) / 201.0).sqrt();
        assert!((own.deviation / deviation - 1.0).abs() < 0.04, "{own:?} is not {deviation}");
        assert!((own.today - m).abs() < 1e-12 && (own.mean - m).abs() < 0.002, "{own:?}");
        assert!(weight > 2 || (own.relative().expect("a weight") - 0.49).abs() < 0.02, "{own:?}");
    }
    let relative: Vec<f64> = spreads(Spread::Share(0.25)).iter().filter_map(WeightSpread::relative).collect();
    assert!(relative[3] / relative[1] < 1.5, "{relative:?}");
    let folder = marks.folder(&weights);
    let printed = |arguments: &[&str]| folder.told(&[&["sensitivity", "campaign.toml"], arguments].concat());
    let by_concentration = printed(&[]);
    assert!(by_concentration.contains("small weights vary more in proportion"), "{by_concentration}");
    assert!(by_concentration.contains("draw before scaling"), "{by_concentration}");
    let by_share = printed(&["--share", "25%"]);
    assert!(!by_share.contains("small weights vary more in proportion"), "{by_share}");
}

/// What a choice explains is the variance between its options; one without effect explains nothing.
#[test]
fn choices_explain_the_variance_between_their_options() {
    use jifen::studies::sensitivity::{Choices, CurveKind, MissingKind};
    let marks = Marks::new(60, 6);
    let choices =
        Choices { curves: vec![CurveKind::ZScore], missing: vec![MissingKind::Skip], ..Choices::default() };
    let found = marks.study(&[40, 30, 20, 10], &Options { choices, ..drawing(1000, 1, Spread::Share(0.1)) });
    let explained = found.explained.expect("ranks move");
    let share =
        |name: &str| explained.iter().find(|one| one.factor.to_string() == name).expect("a factor").share;
    let shifts = |option: &str| -> Vec<f64> {
        found.drawn.iter().filter(|draw| draw.choices[0] == option).map(|draw| draw.shift).collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let all: Vec<f64> = found.drawn.iter().map(|draw| draw.shift).collect();
    let squares = |values: &[f64]| values.iter().map(|x| (x - mean(values)).powi(2)).sum::<f64>();
    let within: f64 = ["as-written", "zscore"].iter().map(|option| squares(&shifts(option))).sum();
    let expected = 1.0 - within / 998.0 / (squares(&all) / 999.0);
    assert!((share("curves") - expected).abs() < 1e-9 && expected > 0.1, "{} {expected}", share("curves"));
    // No value is missing.
    assert!(share("missing") < 0.01, "{explained:?}");
    assert!(explained.iter().filter(|one| one.weights.is_empty()).count() == 2);
}
