//! Weights that methods derive from firms: their intervals, and what to bear in mind of them.

use jifen::firms::Cells;
use jifen::studies::weights::methods::critic::{Correlation, critic};
use jifen::studies::weights::methods::entropy::entropy;
use jifen::studies::weights::methods::merec::merec;
use jifen::studies::weights::methods::pca::pca;
use jifen::studies::weights::methods::resampled::{REPLICATES, Rule, resampled};
use jifen::studies::weights::methods::stddev::stddev;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use crate::studies::weigh::{proposal, refusal};
use crate::support::workplace::{Folder, text};

const FIELDS: [&str; 8] = [
    "venture_capital",
    "technology_contracts",
    "registered_capital",
    "loan_demand",
    "total_assets",
    "equity_2y",
    "revenue_prev2",
    "rd_tax_relief",
];
const LINEAR: &str = "{ linear = { low = 0, high = 1 } }";
const PERCENTILE: &str = "{ percentile = { within = [] } }";

/// A cohort of made-up shares: of each indicator its curve, its weight and a value per firm.
fn folder(indicators: &[(&str, u32)], rows: &[Vec<f64>]) -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    let of_one = |((curve, weight), field): (&(&str, u32), &&str)| {
        format!(
            "[[group.indicator]]\nid = \"{field}\"\ntitle = \"{field}\"\nvalue = \"{field}\"\n\
             curve = {curve}\nweight = {weight}\n"
        )
    };
    let indicators: String = indicators.iter().zip(&FIELDS).map(of_one).collect();
    let card = format!(
        "id = \"made-up\"\ntitle = \"Made up\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 2\n\
         missing = \"skip\"\n[[group]]\nid = \"g\"\ntitle = \"G\"\n{indicators}"
    );
    folder.write("card.toml", card.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"card.toml\"");
    folder.edit("campaign.toml", "[firms]", "[firms]\nid = \"firm\"");
    folder.write("institutions.toml", b"[[institution]]\nid = \"bank\"\nname = \"Bank\"\nkind = \"bank\"\n");
    let width = rows.first().map_or(0, Vec::len);
    let header: Vec<String> = FIELDS[..width].iter().map(|field| format!("{field}(万元)")).collect();
    let mut firms = format!("firm,{}\n", header.join(","));
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|x| format!("{x:.6}")).collect();
        firms += &format!("f{at:04},{}\n", cells.join(","));
    }
    folder.write("firms.csv", firms.as_bytes());
    folder
}

/// The cautions of a kind, each by the indicators it names.
fn cautions<'a>(told: &'a Value, kind: &str) -> Vec<(String, &'a Value)> {
    let all = told["found"][0]["cautions"].as_array().expect("a list");
    let names = |caution: &Value| -> String {
        let ids = caution["indicators"].as_array().expect("a list");
        ids.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")
    };
    all.iter().filter(|one| one["kind"] == kind).map(|one| (names(one), one)).collect()
}

fn weigh(folder: &Folder, method: &str) -> Value {
    proposal(folder, &[method, "campaign.toml"])
}

#[test]
fn a_flag_that_few_firms_have_is_named_where_a_method_takes_it_far() {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut rows = |part: f64| -> Vec<Vec<f64>> {
        (0..300)
            .map(|at| {
                vec![random.random(), f64::from(u8::from(f64::from(at) < 300.0 * part)), random.random()]
            })
            .collect()
    };
    let indicators = [(LINEAR, 40), (LINEAR, 20), (LINEAR, 40)];
    let rare = folder(&indicators, &rows(0.03));
    let told = weigh(&rare, "entropy");
    let found = cautions(&told, "hardly-varies");
    assert_eq!(found.iter().map(|(names, _)| names.as_str()).collect::<Vec<_>>(), ["technology_contracts"]);
    let numbers = &found[0].1["numbers"];
    assert_eq!((&numbers["today"], &numbers["alike"]), (&Value::from(20.0), &Value::from(0.97)));
    assert!(numbers["proposed"].as_f64().expect("a number") > 80.0, "{numbers}");
    let shown = text(&rare.jifen(&["weights", "entropy", "campaign.toml"]).stdout).replace("\n  ", " ");
    assert!(shown.contains("- entropy changes the weight of technology_contracts from 20 to "), "{shown}");
    assert!(shown.contains("97.0 % of the firms have nearly the same marks in it"), "{shown}");
    // By deviation a rare flag loses what it has, for the same reason.
    let shown = text(&rare.jifen(&["--lang", "zh", "weights", "entropy", "campaign.toml"]).stdout);
    let shown = shown.replace("\n  ", "");
    assert!(shown.contains("推导权重（熵权法）：firms.csv，基准日 "), "{shown}");
    assert!(shown.contains("- 熵权法将“technology_contracts”的权重由 20 调为 "), "{shown}");
    assert!(
        shown.contains("，而 97.0% 的企业在该指标上相近：指标越集中于少数企业，权重越大，没有上限；"),
        "{shown}"
    );
    let found = weigh(&rare, "stddev");
    assert_eq!(cautions(&found, "hardly-varies").len(), 0, "20 to 22 is not far");
    let rarer = folder(&[(LINEAR, 30), (LINEAR, 40), (LINEAR, 30)], &rows(0.01));
    assert_eq!(cautions(&weigh(&rarer, "stddev"), "hardly-varies")[0].0, "technology_contracts");
    // What few firms lack stands far above the least of all.
    let common = folder(&[(LINEAR, 45), (LINEAR, 10), (LINEAR, 45)], &rows(0.97));
    assert_eq!(cautions(&weigh(&common, "merec"), "hardly-varies")[0].0, "technology_contracts");
    // A flag of half the firms is no rare one, however far it is taken.
    let half = folder(&[(LINEAR, 49), (LINEAR, 2), (LINEAR, 49)], &rows(0.5));
    for method in ["entropy", "stddev", "critic", "merec", "pca"] {
        assert_eq!(cautions(&weigh(&half, method), "hardly-varies").len(), 0, "{method}");
    }
}

#[test]
fn an_indicator_that_loads_against_its_factor_is_named() {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    let rows: Vec<Vec<f64>> = (0..200)
        .map(|_| {
            let common: f64 = random.random();
            let mut own = |sign: f64| 0.5 + 0.3 * sign * (common - 0.5) + 0.1 * random.random::<f64>();
            vec![own(1.0), own(1.0), own(-1.0), own(1.0)]
        })
        .collect();
    let told = weigh(&folder(&[(LINEAR, 30), (LINEAR, 30), (LINEAR, 10), (LINEAR, 30)], &rows), "pca");
    let found = cautions(&told, "against-factor");
    assert_eq!(found.iter().map(|(names, _)| names.as_str()).collect::<Vec<_>>(), ["registered_capital"]);
    let numbers = &found[0].1["numbers"];
    assert!(numbers["loading"].as_f64().expect("a number") < -0.8, "{numbers}");
    assert!(numbers["proposed"].as_f64().expect("a number") > 20.0, "{numbers}");
}

#[test]
fn correlations_of_fewer_firms_than_indicators_are_refused() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let mut of = |firms: usize| {
        let rows: Vec<Vec<f64>> = (0..firms).map(|_| (0..8).map(|_| random.random()).collect()).collect();
        folder(&[(LINEAR, 12); 7].into_iter().chain([(LINEAR, 16)]).collect::<Vec<_>>(), &rows)
    };
    for (firms, refused, cautioned) in
        [(5, true, false), (8, true, false), (9, false, true), (40, false, false)]
    {
        let folder = of(firms);
        for method in ["pca", "critic", "merec"] {
            if refused {
                let told = refusal(&folder, &[method, "campaign.toml"]);
                let words =
                    format!("error[firms-few]: firms.csv: `{method}` weighs 8 indicators by {firms} firms");
                assert!(told.contains(&words) && told.contains("help: use 40 firms or more"), "{told}");
                continue;
            }
            let told = weigh(&folder, method);
            let found = cautions(&told, "few-firms");
            assert_eq!(found.len(), usize::from(cautioned), "{method} of {firms}");
            assert!(found.iter().all(|(_, one)| one["numbers"]["firms"] == firms as f64), "{told}");
        }
        // Methods that read one indicator at a time have no need of so many, but of some.
        assert_eq!(cautions(&weigh(&folder, "stddev"), "few-firms").len(), usize::from(firms < 30));
    }
}

#[test]
fn percentiles_without_ties_are_weighed_by_their_curve() {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    // One of few distinct values, one lognormal, one alike by a curve of its values.
    let rows: Vec<Vec<f64>> = (0..100)
        .map(|_| {
            let far: f64 = random.random();
            vec![(random.random::<f64>() * 3.0).floor(), (far * 4.0).exp(), (far * 4.0).exp() / 60.0]
        })
        .collect();
    let folder = folder(&[(PERCENTILE, 30), (PERCENTILE, 30), (LINEAR, 40)], &rows);
    for (method, expected) in [("stddev", 1), ("entropy", 1), ("critic", 1), ("merec", 1), ("pca", 0)] {
        let told = weigh(&folder, method);
        let found = cautions(&told, "untied-curve");
        assert_eq!(found.len(), expected, "{method}");
        assert!(found.iter().all(|(names, _)| names == "technology_contracts"), "{method}: {found:?}");
    }
}

#[test]
fn every_weight_that_rests_on_firms_has_an_interval() {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let rows: Vec<Vec<f64>> =
        (0..80).map(|_| (0..3).map(|_| random.random::<f64>().powi(2)).collect()).collect();
    let folder = folder(&[(LINEAR, 30), (LINEAR, 30), (LINEAR, 40)], &rows);
    for method in ["stddev", "entropy", "critic", "merec", "pca"] {
        let told = weigh(&folder, method);
        assert_eq!(told["found"][0]["replicates"], 1000, "{method}");
        for one in told["indicators"].as_array().expect("a list") {
            let [low, high] = ["low", "high"].map(|end| one["intervals"][0][end].as_f64().expect("a number"));
            let weight = one["proposed"][0].as_f64().expect("a number");
            assert!(0.0 <= low && low < weight && weight < high && high <= 100.0, "{method}: {one}");
        }
        // Threads leave no trace.
        let other = proposal(&folder, &[method, "campaign.toml", "--threads", "1"]);
        assert_eq!(other["indicators"], told["indicators"], "{method}");
    }
    assert_eq!(weigh(&folder, "equal")["indicators"][0]["intervals"], serde_json::json!([null]));
    let shown = text(&folder.jifen(&["weights", "stddev", "campaign.toml"]).stdout);
    assert!(shown.contains("95 % of 1,000 bootstrap replicates of 80 firms lie in the intervals"), "{shown}");
    let out = folder.jifen(&["--quiet", "weights", "stddev", "campaign.toml", "--out", "study"]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let row = &folder.rows("study/weights.csv")[0];
    assert!(row["low"].parse::<f64>().is_ok() && row["high"].parse::<f64>().is_ok(), "{row:?}");
}

#[test]
fn each_segment_has_intervals_and_cautions_of_its_own() {
    let folder = Folder::with_firms(400, 0.0);
    let told = proposal(&folder, &["stddev", "campaign.toml", "--within", "segment"]);
    let found = told["found"].as_array().expect("a list");
    assert!(found.len() > 1 && found.iter().all(|one| one["replicates"] == 1000), "{found:?}");
    for one in told["indicators"].as_array().expect("a list") {
        for (segment, weight) in one["proposed"].as_array().expect("a list").iter().enumerate() {
            let interval = &one["intervals"][segment];
            assert_eq!(interval.is_null(), one["today"][segment] == 0.0, "{one}");
            assert!(
                interval.is_null() || interval["high"].as_f64() >= weight.as_f64().map(|x| x - 0.01),
                "{one}"
            );
        }
    }
}

/// Shares of one firm: evenly spread, a flag, skewed, and one that goes with the first. Some have none and
/// some all, as curves with ends have it, so that the range of every cohort is that of the population.
fn firm(random: &mut ChaCha8Rng) -> [f64; 4] {
    let [a, b, c, d]: [f64; 4] = random.random();
    let clipped = |x: f64| (1.3 * x - 0.15).clamp(0.0, 1.0);
    [clipped(a), f64::from(u8::from(b < 0.3)), clipped(c).powi(2), clipped(0.7 * a + 0.3 * d)]
}

fn cohort(firms: usize, random: &mut ChaCha8Rng) -> Vec<Cells<f64>> {
    let rows: Vec<[f64; 4]> = (0..firms).map(|_| firm(random)).collect();
    (0..4).map(|j| Cells::known(rows.iter().map(|row| row[j]).collect())).collect()
}

#[test]
fn intervals_hold_the_weights_of_the_population_nineteen_times_in_twenty() {
    const COHORTS: usize = 200;
    let mut random = ChaCha8Rng::seed_from_u64(6);
    let all = cohort(200_000, &mut random);
    let truths = [
        (Rule::StdDev, stddev(&all).weights),
        (Rule::Entropy, entropy(&all).weights),
        (Rule::Critic(Correlation::Pearson), critic(&all, Correlation::Pearson).weights),
        (Rule::Merec(0.1), merec(&all, 0.1).weights),
    ];
    for (rule, truth) in truths {
        let mut held = 0;
        for _ in 0..COHORTS {
            let replicates = resampled(&cohort(150, &mut random), rule, 200);
            assert_eq!(replicates.len(), 200);
            for (j, truth) in truth.iter().enumerate() {
                let mut weights: Vec<f64> = replicates.iter().map(|weights| weights[j]).collect();
                weights.sort_by(f64::total_cmp);
                held += usize::from(weights[4] <= *truth && *truth <= weights[195]);
            }
        }
        let coverage = held as f64 / (4 * COHORTS) as f64;
        assert!((0.92..=0.975).contains(&coverage), "{rule:?}: {coverage}");
    }
}

#[test]
fn factors_that_a_replicate_finds_weigh_as_the_method_has_it() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let columns = cohort(400, &mut random);
    let replicates = resampled(&columns, Rule::Pca, REPLICATES[1]);
    let found = pca(&columns).weights;
    for (j, weight) in found.iter().enumerate() {
        let near = replicates.iter().filter(|weights| (weights[j] - weight).abs() < 0.1).count();
        assert!(near > 150, "{j}: {near} of 200 near {weight}");
    }
    assert!(replicates.iter().all(|weights| (weights.iter().sum::<f64>() - 1.0).abs() < 1e-12));
}
