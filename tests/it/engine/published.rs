//! Published tables as scorecards: the Human Development Index, an ASEM index of the R package COINr, the
//! vectors of other packages.

use std::collections::{BTreeMap, HashMap};

use jifen::progress::Silent;
use jifen::scorecard::Scorecard;
use jifen::scoring::{Scores, from_units, score};

use crate::engine::scoring::{firms, load};
use crate::support::cohort::Row;
use crate::support::random_card::AS_OF;
use crate::support::reference_data;

/// The records of a reference file, each by its header; none where the file is absent.
fn records(name: &str) -> Option<Vec<HashMap<String, String>>> {
    let mut reader = csv::Reader::from_path(reference_data::path(name)?).unwrap();
    Some(reader.deserialize().map(|record| record.unwrap()).collect())
}

/// A row of all cells of `record` that are numbers.
fn row(id: &str, record: &HashMap<String, String>) -> Row {
    let numbers =
        record.iter().filter_map(|(name, cell)| Some((name.to_lowercase(), cell.parse::<f64>().ok()?)));
    Row { id: record[id].clone(), numbers: numbers.collect(), ..Row::default() }
}

/// `[[field]]` of a local number for each name.
fn fields<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let field =
        |name: &str| format!("[[field]]\nname = \"{name}\"\ntitle = \"{name} (test)\"\ntype = \"number\"\n");
    names.into_iter().map(field).collect()
}

fn scores(card: &Scorecard, rows: &[Row]) -> Scores {
    score(&firms(rows, card), card, AS_OF, true, &Silent)
}

const HDI: &str = r#"
[[grade]]
id = "Very High"
at_least = 0.8
[[grade]]
id = "High"
at_least = 0.7
[[grade]]
id = "Medium"
at_least = 0.55
[[grade]]
id = "Low"
at_least = 0

[[indicator]]
id = "health"
title = "Life expectancy at birth"
value = "le"
curve = { linear = { low = 20, high = 85 } }
weight = 1

[[indicator]]
id = "income"
title = "Gross national income per head"
value = "gnipc"
curve = { linear = { low = 100, high = 75000, log = true } }
weight = 1

[[group]]
id = "education"
title = "Education"
combine = "mean"
weight = 1

[[group.indicator]]
id = "expected_schooling"
title = "Expected years of schooling"
value = "eys"
curve = { linear = { low = 0, high = 18 } }
weight = 1

[[group.indicator]]
id = "mean_schooling"
title = "Mean years of schooling"
value = "mys"
curve = { linear = { low = 0, high = 15 } }
weight = 1
"#;

#[test]
fn the_human_development_index_of_193_countries() {
    let (Some(inputs), Some(expected)) =
        (records("composite/hdi/hdi2022_inputs.csv"), records("composite/hdi/hdi2022_expected.csv"))
    else {
        return;
    };
    let card = load(&format!(
        "id = \"hdi\"\ntitle = \"HDI\"\nweights_basis = \"official\"\nscale = 1\ndecimals = 3\nmissing = \
        \"reject\"\n\
         combine = \"geometric\"\n{}{HDI}",
        fields(["le", "eys", "mys", "gnipc"])
    ));
    let rows: Vec<Row> = inputs.iter().map(|record| row("iso3", record)).collect();
    let scores = scores(&card, &rows);
    // Two of the 195 countries lack an input, and the published table has no value for them either.
    assert_eq!((rows.len(), scores.order.len(), expected.len()), (195, 193, 195));
    for published in expected {
        let at = rows.iter().position(|row| row.id == published["iso3"]).unwrap();
        assert_eq!(scores.scored[at], !published["hdi_2022"].is_empty(), "{published:?}");
        if !scores.scored[at] {
            continue;
        }
        let grade = scores.grade[at].map(|grade| card.grades[usize::from(grade)].id.as_str());
        let found = (from_units(scores.points[at], 3), f64::from(scores.rank[at]), grade.unwrap().to_owned());
        let number = |name: &str| published[name].parse::<f64>().unwrap();
        assert_eq!(
            found,
            (number("hdi_2022"), number("hdi_rank_2022"), published["hdicode"].clone()),
            "{published:?}"
        );
    }
}

/// The ASEM index: three groups of equal weight, equal weights within, of minimum-maximum shares by
/// direction.
fn asem(curve: &str, missing: &str, treatment: &str) -> Option<(Scorecard, Vec<String>)> {
    let indicators = records("composite/asem_19x3/indicators.csv")?;
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    let names: Vec<String> = indicators.iter().map(|indicator| indicator["IndCode"].to_lowercase()).collect();
    for (indicator, name) in indicators.iter().zip(&names) {
        let direction = if indicator["Direction"].starts_with('-') { "lower" } else { "higher" };
        *groups.entry(&indicator["Group"]).or_default() += &format!(
            "[[group.indicator]]\nid = \"{name}\"\ntitle = \"{name}\"\nvalue = \"{name}\"\nweight = 1\n\
             direction = \"{direction}\"\ntreatment = {treatment}\ncurve = {curve}\n"
        );
    }
    let group = |(name, members): (&&str, &String)| {
        let id = name.to_lowercase();
        format!("[[group]]\nid = \"{id}\"\ntitle = \"{name}\"\ncombine = \"mean\"\nweight = 1\n{members}")
    };
    let groups: String = groups.iter().map(group).collect();
    let card = load(&format!(
        "id = \"asem\"\ntitle = \"ASEM\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 6\ncombine = \
        \"mean\"\n\
         missing = {missing}\n{fields}\
         [[segment]]\nid = \"asia\"\ntitle = \"Asia\"\nwhen = \"region = 'Asia'\"\n\
         [[segment]]\nid = \"europe\"\ntitle = \"Europe\"\nwhen = \"region = 'Europe'\"\n{groups}",
        fields = fields(names.iter().map(String::as_str)),
    ));
    Some((card, names))
}

fn asem_rows(step: &str) -> Option<Vec<Row>> {
    let of = |record: &HashMap<String, String>| {
        let mut row = row("UnitCode", record);
        row.texts.insert("region".to_owned(), record["Group_EurAsia"].clone());
        row
    };
    Some(records(&format!("composite/asem_19x3/{step}"))?.iter().map(of).collect())
}

#[test]
fn the_asem_index_of_51_countries() {
    let (Some((card, names)), Some(rows), Some(shares), Some(expected)) = (
        asem("{ minmax = { within = [] } }", "\"reject\"", "[]"),
        asem_rows("3_after_winsorisation.csv"),
        asem_rows("4_after_minmax_0_100.csv"),
        records("composite/asem_19x3/5_expected_scores_and_rank.csv"),
    ) else {
        return;
    };
    let scores = scores(&card, &rows);
    assert_eq!((rows.len(), scores.order.len()), (51, 51));
    let details = scores.details.as_ref().unwrap();
    for (detail, indicator) in details.iter().zip(&card.indicators) {
        for (share, expected) in detail.normalised.iter().zip(&shares) {
            assert!((share.unwrap() * 100.0 - expected.numbers[&indicator.id]).abs() < 1e-9);
        }
    }
    assert_eq!(details.len(), names.len());
    for published in expected {
        let at = rows.iter().position(|row| row.id == published["UnitCode"]).unwrap();
        let number = |name: &str| published[name].parse::<f64>().unwrap();
        assert!((scores.group_points[0][at] - number("Sust")).abs() < 1e-9, "{published:?}");
        assert_eq!(f64::from(scores.rank[at]), number("Sust_rank_COINr"), "{published:?}");
        for (group, name) in card.groups[1..].iter().zip(["Environ", "Social", "SusEcFin"]) {
            let position = card.groups.iter().position(|other| other.id == group.id).unwrap();
            // Of full marks 1, where the package writes 100.
            assert!((scores.group_points[position][at] * 100.0 - number(name)).abs() < 1e-9, "{published:?}");
        }
    }
}

#[test]
fn means_of_asia_and_europe_fill_the_gaps_of_the_asem_index() {
    let (Some((card, _)), Some(rows), Some(filled)) = (
        asem("{ minmax = { within = [] } }", "{ mean = { within = [\"segment\"] } }", "[]"),
        asem_rows("1_input_with_missing.csv"),
        asem_rows("2_after_group_mean_imputation.csv"),
    ) else {
        return;
    };
    let scores = scores(&card, &rows);
    let mut gaps = 0;
    for (detail, indicator) in scores.details.as_ref().unwrap().iter().zip(&card.indicators) {
        for (at, expected) in filled.iter().enumerate() {
            let expected = expected.numbers[&indicator.id];
            let found = detail.treated.get(at).unwrap();
            assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{} {found} {expected}", indicator.id);
            gaps += usize::from(detail.raw.get(at).is_none());
        }
    }
    assert!(gaps > 0);
}

/// Nothing prepared: the published input with its gaps goes in, and every step is the scorecard's own.
#[test]
fn the_asem_index_from_its_input_to_its_ranks() {
    let treatment = "[{ draw_in = { skew = 2, kurtosis = 3.5, most = 6, within = [] } }]";
    let (Some((card, _)), Some(rows), Some(drawn_in), Some(expected)) = (
        asem("{ minmax = { within = [] } }", "{ mean = { within = [\"segment\"] } }", treatment),
        asem_rows("1_input_with_missing.csv"),
        asem_rows("3_after_winsorisation.csv"),
        records("composite/asem_19x3/5_expected_scores_and_rank.csv"),
    ) else {
        return;
    };
    let scores = scores(&card, &rows);
    let mut moved = 0;
    for (detail, indicator) in scores.details.as_ref().unwrap().iter().zip(&card.indicators) {
        for (at, expected) in drawn_in.iter().enumerate() {
            let expected = expected.numbers[&indicator.id];
            let found = detail.treated.get(at).unwrap();
            assert!((found - expected).abs() <= 1e-9 * expected.abs(), "{} {found} {expected}", indicator.id);
            moved += usize::from(detail.raw.get(at).is_some_and(|raw| raw != found));
        }
    }
    assert!(moved > 0);
    for published in expected {
        let at = rows.iter().position(|row| row.id == published["UnitCode"]).unwrap();
        let number = |name: &str| published[name].parse::<f64>().unwrap();
        assert!((scores.group_points[0][at] - number("Sust")).abs() < 1e-9, "{published:?}");
        assert_eq!(f64::from(scores.rank[at]), number("Sust_rank_COINr"), "{published:?}");
    }
}

/// The vectors of kind `kind` that `keep` admits.
fn vectors(kind: &str, keep: impl Fn(&serde_json::Value) -> bool) -> Vec<serde_json::Value> {
    let Some(path) = reference_data::path("vectors/reference_vectors.json") else { return Vec::new() };
    let file: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let vectors: Vec<serde_json::Value> = file["vectors"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|v| v["kind"] == kind && keep(v))
        .cloned()
        .collect();
    assert!(!vectors.is_empty(), "no vector of kind {kind}");
    vectors
}

fn numbers(value: &serde_json::Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

/// The shares that `curve` makes of the column `x`.
fn shares(x: &[f64], curve: &str, higher: bool) -> Vec<f64> {
    let direction = if higher { "higher" } else { "lower" };
    let card = load(&format!(
        "id = \"v\"\ntitle = \"v\"\nweights_basis = \"local\"\nscale = 1\ndecimals = 3\nmissing = \"zero\"\n\
         [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\nweight = 1\ncurve = {curve}\n\
         direction = \"{direction}\"\n"
    ));
    let rows: Vec<Row> =
        x.iter().enumerate().map(|(at, x)| Row::new(at.to_string()).number("revenue", *x)).collect();
    scores(&card, &rows).details.unwrap()[0].normalised.iter().flatten().collect()
}

#[test]
fn normalisations_of_other_packages() {
    for vector in vectors("normalise", |v| v["method"] == "minmax" || v["method"] == "zscore_pop") {
        let matrix: Vec<Vec<f64>> = vector["matrix"].as_array().unwrap().iter().map(numbers).collect();
        let expected: Vec<Vec<f64>> = vector["expected"].as_array().unwrap().iter().map(numbers).collect();
        for (column, kind) in numbers(&vector["types"]).into_iter().enumerate() {
            let x: Vec<f64> = matrix.iter().map(|row| row[column]).collect();
            let zscore = vector["method"] == "zscore_pop";
            let curve = if zscore { "{ zscore = { within = [] } }" } else { "{ minmax = { within = [] } }" };
            for (share, row) in shares(&x, curve, kind > 0.0).into_iter().zip(&expected) {
                // A z of 1 has the share Φ(1).
                let expected = if zscore { 0.5 + 0.341_344_746_068_543 * row[column] } else { row[column] };
                assert!(
                    (share - expected).abs() < vector["atol"].as_f64().unwrap().max(1e-10),
                    "{}",
                    vector["id"]
                );
            }
        }
    }
    for vector in vectors("normalise1d", |v| v["method"] == "goalposts") {
        let bound = |name: &str| vector["params"][name].as_f64().unwrap();
        let curve = format!("{{ linear = {{ low = {}, high = {} }} }}", bound("lower"), bound("upper"));
        let found = shares(&numbers(&vector["x"]), &curve, bound("direction") > 0.0);
        assert!((found[0] - numbers(&vector["expected"])[0]).abs() < 1e-12, "{}", vector["id"]);
    }
}

#[test]
fn means_of_other_packages() {
    for vector in vectors("aggregate1d", |_| true) {
        let (x, weights) = (numbers(&vector["x"]), numbers(&vector["weights"]));
        let combine = vector["method"].as_str().unwrap().replace("arithmetic", "mean");
        let names: Vec<String> = (0..x.len()).map(|at| format!("x{at}")).collect();
        let leaf = |(name, weight): (&String, &f64)| {
            format!(
                "[[indicator]]\nid = \"{name}\"\ntitle = \"{name}\"\nvalue = \"{name}\"\nweight = {weight}\n\
                 curve = {{ linear = {{ low = 0, high = 10 }} }}\n"
            )
        };
        let card = load(&format!(
            "id = \"v\"\ntitle = \"v\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 3\nmissing = \
            \"zero\"\n\
             combine = \"{combine}\"\n{}{}",
            fields(names.iter().map(String::as_str)),
            names.iter().zip(&weights).map(leaf).collect::<String>()
        ));
        let row = names.iter().zip(&x).fold(Row::new("a"), |row, (name, x)| row.number(name, *x));
        let found = scores(&card, &[row]).group_points[0][0];
        assert!((found - vector["expected"].as_f64().unwrap()).abs() < 1e-12, "{} {found}", vector["id"]);
    }
}

#[test]
fn a_mean_of_what_is_known_where_enough_is() {
    for vector in vectors("aggregate_missing", |v| v["method"] == "arithmetic") {
        let weights = numbers(&vector["weights"]);
        let names: Vec<String> = (0..weights.len()).map(|at| format!("x{at}")).collect();
        let leaf = |(name, weight): (&String, &f64)| {
            format!(
                "[[indicator]]\nid = \"{name}\"\ntitle = \"{name}\"\nvalue = \"{name}\"\nweight = {weight}\n\
                 curve = {{ linear = {{ low = 0, high = 10 }} }}\n"
            )
        };
        let card = load(&format!(
            "id = \"v\"\ntitle = \"v\"\nweights_basis = \"local\"\nscale = 10\ndecimals = 6\nmissing = \
            \"skip\"\n\
             combine = \"mean\"\nminimum_coverage = {}\n{}{}",
            vector["min_availability"],
            fields(names.iter().map(String::as_str)),
            names.iter().zip(&weights).map(leaf).collect::<String>()
        ));
        let row = |(at, cells): (usize, &serde_json::Value)| {
            let cells = names.iter().zip(cells.as_array().unwrap());
            cells.fold(Row::new(at.to_string()), |row, (name, cell)| row.number(name, cell.as_f64()))
        };
        let rows: Vec<Row> = vector["matrix"].as_array().unwrap().iter().enumerate().map(row).collect();
        let scores = scores(&card, &rows);
        for (at, expected) in vector["expected"].as_array().unwrap().iter().enumerate() {
            let found = scores.scored[at].then_some(scores.group_points[0][at]);
            let close = match (found, expected.as_f64()) {
                (Some(found), Some(expected)) => (found - expected).abs() <= vector["atol"].as_f64().unwrap(),
                (found, expected) => found == expected,
            };
            assert!(close, "{} {found:?} {expected}", vector["id"]);
        }
    }
}

#[test]
fn outliers_are_drawn_in_as_another_package_does() {
    for vector in vectors("winsorise", |_| true) {
        let (x, bound) = (numbers(&vector["x"]), |name: &str| &vector["params"][name]);
        let card = load(&format!(
            "id = \"v\"\ntitle = \"v\"\nweights_basis = \"local\"\nscale = 1\ndecimals = 3\nmissing = \
            \"zero\"\n\
             [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\nweight = 1\ncurve = {{ \
             reference = 1 }}\n\
             treatment = [{{ draw_in = {{ skew = {}, kurtosis = {}, most = {}, within = [] }} }}]\n",
            bound("skew"),
            bound("kurt"),
            bound("winmax")
        ));
        let rows: Vec<Row> =
            x.iter().enumerate().map(|(at, x)| Row::new(at.to_string()).number("revenue", *x)).collect();
        let treated: Vec<f64> = scores(&card, &rows).details.unwrap()[0].treated.iter().flatten().collect();
        assert_eq!(treated, numbers(&vector["expected"]), "{}", vector["id"]);
        let moved = treated.iter().zip(&x).filter(|(treated, x)| treated != x).count();
        assert_eq!(moved as u64, vector["expected_n"], "{}", vector["id"]);
    }
}

/// Distance to a target is capped here, as full marks are the most there is.
#[test]
fn distances_to_a_target_are_a_line_from_the_least() {
    for vector in vectors("normalise1d", |v| v["method"] == "dist2target") {
        let x = numbers(&vector["x"]);
        let least = x.iter().copied().fold(f64::MAX, f64::min);
        let curve = format!("{{ linear = {{ low = {least}, high = {} }} }}", vector["params"]["target"]);
        let expected: Vec<f64> = numbers(&vector["expected"]).iter().map(|share| share.min(1.0)).collect();
        let found = shares(&x, &curve, true);
        assert!(
            found.iter().zip(&expected).all(|(f, e)| (f - e).abs() < 1e-12),
            "{} {found:?}",
            vector["id"]
        );
    }
}
