//! `jifen programmes simulate`: sums by hand, losses against known figures, and what no parameter may break.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::workplace::{Folder, sample_data, text};

/// A scorecard by which the loan's purpose, a number in `revenue`, is the points.
const CARD: &str = r#"id = "card"
title = "Card"
weights_basis = "local"
scale = 100
decimals = 0
missing = "zero"

[[indicator]]
id = "a"
title = "A"
value = "revenue"
weight = 100
curve = { linear = { low = 0, high = 100 } }

[[grade]]
id = "A"
at_least = 50

[[grade]]
id = "B"
at_least = 0
"#;

const POOL: &str = r#"id = "pool"
title = "Pool"
instrument = "risk-compensation"
basis = "local"

[loss]
pool = 80
rest = "bank"
"#;

/// A campaign over `rows` of `firm,revenue,demand,months` with `programmes`, each a file's text.
fn campaign(rows: &str, programmes: &[(&str, &str)], more: &str) -> Folder {
    let folder = Folder::empty();
    folder.write("card.toml", CARD.as_bytes());
    let names: Vec<String> = programmes.iter().map(|(name, _)| format!("{name:?}")).collect();
    for (name, text) in programmes.iter().filter(|(_, text)| !text.is_empty()) {
        folder.write(name, text.as_bytes());
    }
    let campaign = format!(
        "id = \"test\"\ntitle = \"Test\"\nas_of = 2026-03-31\nscorecard = \"card.toml\"\ninstitutions = \
         \"institutions.toml\"\n[firms]\npath = \"firms.csv\"\nid = \"firm\"\n[programmes]\nuse = \
         [{}]\n{more}",
        names.join(", ")
    );
    folder.write("campaign.toml", campaign.as_bytes());
    folder.write(
        "institutions.toml",
        b"[[institution]]\nid = \"one\"\nname = \"One\"\nkind = \"bank\"\n[[institution]]\nid = \"two\"\n\
          name = \"Two\"\nkind = \"bank\"\n",
    );
    let header = "firm,营业收入(万元),融资需求金额(万元),融资期限(月),意向机构,consent\n";
    let rows: String = rows.lines().map(|row| format!("{row},yes\n")).collect();
    folder.write("firms.csv", format!("{header}{rows}").as_bytes());
    folder
}

const ASSUMED: &str = "[programmes.portfolio]\nbasis = \"local\"\nloss_given_default = 100\ncorrelation = \
                       0.1\ndefault = { A = 2, B = 2 }\n";

fn simulated(folder: &Folder, arguments: &[&str]) -> Value {
    let base = ["--format", "json", "programmes", "simulate", "campaign.toml"];
    let output = folder.jifen(&[&base, arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.jifen(&[&["programmes", "simulate", "campaign.toml"], arguments].concat());
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_else(|| panic!("{value} is no number"))
}

fn close(one: f64, other: f64) {
    assert!((one - other).abs() <= 1e-6 * one.abs().max(1.0), "{one} is not {other}");
}

/// `count` firms with a loan of 100 万元 for a year each.
fn equal(count: usize) -> String {
    (0..count).map(|at| format!("f{at:04},{},100,12,\n", 100 - at % 100)).collect()
}

#[test]
fn a_hundred_equal_loans_have_the_known_distribution() {
    let all = POOL.replace("pool = 80", "pool = 100");
    let folder = campaign(&equal(100), &[("pool.toml", &all)], ASSUMED);
    let told = simulated(&folder, &["--draws", "20000"]);
    let pool = &told["pools"][0];
    // 100 loans, p = 2 %, ρ = 0.1: quantiles of 6, 10 and 15 defaults, each of 100 万元.
    for (at, defaults) in [6.0, 10.0, 15.0].into_iter().enumerate() {
        close(number(&pool["sizes"][at]), defaults * 1e6);
    }
    close(number(&pool["expected"]), 2e6);
    close(number(&pool["needed"]), 1e7);
    close(number(&pool["leverage"]), 10.0);
    assert_eq!((&told["unit"], &told["is_banded"]), (&1e6.into(), &false.into()));
    for quantile in told["check"]["quantiles"].as_array().expect("quantiles") {
        let [exact, low, high] = ["exact", "low", "high"].map(|key| number(&quantile[key]));
        assert!(low <= exact && exact <= high, "{quantile}");
    }
    let error = number(&told["check"]["error"]);
    assert!((number(&told["check"]["mean"]) - 2e6).abs() < 4.0 * error);
    // A pool that just suffices with 99 % is exhausted with less than 1 %.
    let set = simulated(&folder, &["--draws", "0", "--pool", "1000"]);
    assert!(number(&set["pools"][0]["exhausted"]) < 0.01 && set["check"].is_null());
    // P(L > 0) = 1 − 0.270717.
    let none = simulated(&folder, &["--draws", "0", "--pool", "0"]);
    assert!((number(&none["pools"][0]["exhausted"]) - (1.0 - 0.270_717)).abs() < 1e-6);
    close(number(&none["pools"][0]["excess"]), 2e6);
}

#[test]
fn sums_are_those_by_hand() {
    let subsidy = "id = \"subsidy\"\ntitle = \"Subsidy\"\ninstrument = \"interest-subsidy\"\nbasis = \
                   \"local\"\n[loan]\ncap = 150\n[subsidy]\nof = \"interest\"\npoints = 1.5\nyears = 2\n\
                   payer = \"central\"\n";
    let more = format!("[programmes.loan]\nrate = 4\n{ASSUMED}pool = 40\n");
    // The second firm asks for 200 万元 over 30 months, the third for nothing, the fourth has no demand.
    let rows = "a,90,100,12,two\nb,40,200,30,\nc,30,0,12,\nd,20,,12,\n";
    let folder = campaign(rows, &[("pool.toml", POOL), ("subsidy.toml", subsidy)], &more);
    let told = simulated(&folder, &["--draws", "0"]);
    assert_eq!((&told["totals"]["loans"], &told["without"]), (&2.into(), &2.into()));
    let sums = ["principal", "covered", "central", "local", "fees"].map(|key| number(&told["totals"][key]));
    // 80 % of 300 万元; 1.5 on 100 for a year, and 2.25 on 150 for each of two years.
    assert_eq!(sums, [3e6, 2.4e6, 60_000.0, 0.0, 0.0]);
    let years: Vec<[f64; 2]> = told["years"]
        .as_array()
        .expect("years")
        .iter()
        .map(|year| [number(&year["interest"]), number(&year["central"])])
        .collect();
    // 4 % of 300, of 200, and of 200 for half a year.
    assert_eq!(years, [[120_000.0, 37_500.0], [80_000.0, 22_500.0], [40_000.0, 0.0]]);
    // Losses of 0, 80, 160 and 240 万元; a pool of 40 is exhausted if any loan defaults, and the banks bear
    // the rest. Expected losses: 2 % of 240 for the pool, of 60 for the banks.
    let [exhausted, excess] = ["exhausted", "excess"].map(|key| number(&told["pools"][0][key]));
    close(excess, 48_000.0 - 400_000.0 * exhausted);
    close(number(&told["totals"]["public"]), 48_000.0 - excess);
    close(number(&told["totals"]["banks"]), 12_000.0 + excess);
    close(number(&told["budget"]["whole"]), 60_000.0 + 48_000.0 - excess);
    let bearers = told["bearers"].as_array().expect("bearers");
    let moved: Vec<f64> = bearers.iter().map(|row| number(&row["moved"])).collect();
    assert!(moved.iter().sum::<f64>().abs() < 1e-6 && (moved[0] - excess).abs() < 1e-6, "{moved:?}");
    // The firm that names the second bank borrows there.
    let layers = told["layers"].as_array().expect("layers");
    let at: BTreeMap<&str, f64> = layers
        .iter()
        .filter(|row| row["division"] == "institution")
        .map(|row| (row["group"].as_str().expect("a name"), number(&row["principal"])))
        .collect();
    assert_eq!(at, BTreeMap::from([("one", 2e6), ("two", 1e6)]));
}

#[test]
fn two_sets_of_parameters_stand_side_by_side() {
    let relending = "id = \"cheap\"\ntitle = \"Cheap\"\ninstrument = \"relending\"\nbasis = \
                     \"local\"\n[relending]\nshare = 100\nquota = { dated = [{ value = 5000 }, \
                     { valid_from = 2025-05-07, value = 8000 }] }\nrate = { dated = [{ value = 1.75 }, \
                     { valid_from = 2025-05-07, value = 1.5 }] }\n";
    let low = POOL.replace("80", "30");
    let more = format!("[programmes.loan]\nfunding = 2\n{ASSUMED}");
    let folder = campaign(&equal(10), &[("pool.toml", &low), ("cheap.toml", relending)], &more);
    // The values of an earlier day: 1,000 万元 at 1.5 % save 5, at 1.75 % 2.5 万元.
    let told = simulated(&folder, &["--draws", "0", "--against", "2025-05-06"]);
    let other = &told["scenario"]["totals"];
    assert_eq!([number(&told["totals"]["saving"]), number(&other["saving"])], [50_000.0, 25_000.0]);
    let quotas = &told["scenario"]["quotas"][0];
    close(number(&quotas["own"]), 1e7 / 8e11);
    close(number(&quotas["other"]), 1e7 / 5e11);
    assert_eq!((&told["scenario"]["gain"], &told["scenario"]["lose"]), (&0.into(), &0.into()));
    assert_eq!(told["scenario"]["firms"].as_array().map(Vec::len), Some(10));
    let same = simulated(&folder, &["--draws", "0", "--against", "2025-05-07"]);
    assert_eq!(same["scenario"]["firms"].as_array().map(Vec::len), Some(0));
    // A pool that bears 50 % in place of 30: each firm's covered principal grows by 20 万元.
    let ample = ["--draws", "0", "--pool", "1000"];
    let told = simulated(&folder, &[&ample[..], &["--set", "pool.loss.pool=50"]].concat());
    let (own, other) = (&told["totals"], &told["scenario"]["totals"]);
    assert_eq!([number(&own["covered"]), number(&other["covered"])], [3e6, 5e6]);
    close(number(&other["public"]) - number(&own["public"]), 0.02 * 2e6);
    assert_eq!(told["scenario"]["gain"], 10);
    assert!(number(&told["scenario"]["pools"][0]["other"]["needed"]) > number(&told["pools"][0]["needed"]));
    for firm in told["scenario"]["firms"].as_array().expect("firms") {
        assert_eq!((number(&firm["covered"]), number(&firm["money"])), (200_000.0, 0.0));
        close(number(&firm["cost"]), 4_000.0);
    }
}

#[test]
fn public_money_reaches_down_the_list() {
    let folder = campaign(&equal(40), &[("pool.toml", POOL)], ASSUMED);
    // No pool's size limits the cost. Each loan costs 2 % of 80 万元, 1.6 万元: 16 pay for ten firms, and the
    // next million for the others.
    let told = simulated(&folder, &["--draws", "0", "--pool", "4000", "--budget", "16"]);
    let row = &told["budget"]["rows"][0];
    assert_eq!((&row["firms"], &row["rank"]), (&10.into(), &10.into()));
    assert_eq!(number(&row["principal"]), 1e7);
    close(number(&row["next_million"]), 3e7);
    close(number(&told["budget"]["leverage"]), 40e6 / (40.0 * 16_000.0));
    let whole = simulated(&folder, &["--draws", "0", "--pool", "4000"]);
    let rows = whole["budget"]["rows"].as_array().expect("rows");
    let firms: Vec<&Value> = rows.iter().map(|row| &row["firms"]).collect();
    assert_eq!(firms, [10, 20, 30, 40]);
    // Half a firm's cost supports half its loan.
    let told = simulated(&folder, &["--draws", "0", "--pool", "4000", "--budget", "16.8"]);
    let row = &told["budget"]["rows"][0];
    assert_eq!(row["firms"], 10);
    close(number(&row["next_million"]), 2.95e7);
}

#[test]
fn a_limit_of_compensation_leaves_the_rest_to_the_bank() {
    let guarantee = "id = \"guarantee\"\ntitle = \"Guarantee\"\ninstrument = \"guarantee\"\nbasis = \
                     \"local\"\n[loss]\nbank = 20\nfund = 40\nrest = \"guarantor\"\ncap = 5\n";
    let folder = campaign(&equal(100), &[("guarantee.toml", guarantee)], ASSUMED);
    let told = simulated(&folder, &["--draws", "0"]);
    let cap = &told["caps"][0];
    // 5 % of 10,000 万元 are 500; each default costs 80, so that the seventh exceeds it.
    close(number(&cap["limit"]), 5e6);
    let chance = number(&cap["chance"]);
    let excess = number(&cap["excess"]);
    assert!(chance > 0.03 && chance < 0.06 && excess > 0.0, "{cap}");
    let bearers = told["bearers"].as_array().expect("bearers");
    let moved = |name: &str| {
        let row = bearers.iter().find(|row| row["bearer"] == name).expect("a bearer");
        number(&row["moved"])
    };
    close(moved("bank"), excess);
    close(moved("fund"), -excess / 2.0);
    close(moved("guarantor"), -excess / 2.0);
    close(number(&told["totals"]["banks"]), 400_000.0 + excess);
    close(number(&told["totals"]["public"]), 1_600_000.0 - excess);
    close(number(&told["budget"]["whole"]), 1_600_000.0 - excess);
    // Half of the principal is hardly ever lost: under that limit the banks lose their own 20 %.
    let wide = simulated(&folder, &["--draws", "0", "--set", "guarantee.loss.cap=50"]);
    let other = &wide["scenario"]["totals"];
    close(number(&other["banks"]), 400_000.0);
    close(number(&other["public"]), 1_600_000.0);
    let cost: f64 =
        wide["scenario"]["firms"].as_array().expect("firms").iter().map(|firm| number(&firm["cost"])).sum();
    close(cost, excess);
}

#[test]
fn a_pool_pays_no_more_than_its_programmes_compensate() {
    let open = campaign(&equal(100), &[("pool.toml", POOL)], ASSUMED);
    let capped = campaign(&equal(100), &[("pool.toml", &format!("{POOL}cap = 5\n"))], ASSUMED);
    let excess = |folder: &Folder, pool: &str| {
        let told = simulated(folder, &["--draws", "0", "--pool", pool]);
        (number(&told["pools"][0]["excess"]), number(&told["pools"][0]["exhausted"]), told)
    };
    // Each default costs 80 万元. The cap is 5 % of 10,000, 500.
    let [(over_400, used_400, _), (over_500, used_500, _)] = ["400", "500"].map(|pool| excess(&open, pool));
    let told = simulated(&capped, &["--draws", "0"]);
    let sizes = [0, 1, 2].map(|at| number(&told["pools"][0]["sizes"][at]));
    assert_eq!(sizes, [4.8e6, 5e6, 5e6]);
    let pool = &told["pools"][0];
    let [needed, exhausted, leverage] = ["needed", "exhausted", "leverage"].map(|key| number(&pool[key]));
    assert_eq!([needed, exhausted, leverage, number(&pool["most"])], [5e6, 0.0, 20.0, 5e6]);
    close(number(&told["caps"][0]["excess"]), over_500);
    close(number(&told["caps"][0]["chance"]), used_500);
    close(number(&pool["expected"]), 1.6e6 - over_500);
    // A pool below the cap leaves the banks what exceeds it: once, not also what exceeds the cap.
    let (further, exhausted, told) = excess(&capped, "400");
    close(exhausted, used_400);
    close(further, over_400 - over_500);
    close(number(&told["totals"]["banks"]), 400_000.0 + over_400);
    close(number(&told["totals"]["public"]), 1.6e6 - over_400);
    // A pool of more than the cap is never exhausted.
    let (further, exhausted, told) = excess(&capped, "600");
    assert_eq!([further, exhausted], [0.0, 0.0]);
    close(number(&told["totals"]["banks"]), 400_000.0 + over_500);
}

/// The pool pays its part of what the programme may compensate.
#[test]
fn a_pool_has_its_part_of_the_cap() {
    let shared = POOL.replace("pool = 80", "pool = 50\nguarantor = 20\ncap = 5");
    let folder = campaign(&equal(100), &[("pool.toml", &shared)], ASSUMED);
    // 5 % of 10,000 万元, of which the pool has five sevenths.
    let told = simulated(&folder, &["--draws", "0", "--pool", "358"]);
    let pool = &told["pools"][0];
    close(number(&pool["most"]), 5e6 * 5.0 / 7.0);
    assert_eq!([number(&pool["exhausted"]), number(&pool["excess"])], [0.0, 0.0]);
    assert_eq!(number(&pool["sizes"][2]), number(&pool["most"]));
    // Below it, the banks bear once what the cap and the sum leave.
    let told = simulated(&folder, &["--draws", "0", "--pool", "300"]);
    let open = campaign(&equal(100), &[("pool.toml", &shared.replace("cap = 5", ""))], ASSUMED);
    let open = simulated(&open, &["--draws", "0", "--pool", "300"]);
    let left = |told: &Value| number(&told["pools"][0]["excess"]);
    let of_cap = number(&told["caps"][0]["excess"]) * 5.0 / 7.0;
    close(left(&told), left(&open) - of_cap);
}

/// Nine loans that default independently with 20 %, so that all outcomes can be counted. The pool has 40, 35
/// or 30 of the 80 % that are compensated.
#[test]
fn unlike_parts_of_a_cap_are_bounds_and_named_as_such() {
    let shared = POOL.replace(
        "pool = 80\nrest = \"bank\"",
        "bank = 20\nrest = \"guarantor\"\ncap = 20\n\
         pool = \"CASE WHEN revenue >= 60 THEN 40 WHEN revenue >= 30 THEN 35 ELSE 30 END\"",
    );
    let assumed = ASSUMED.replace("correlation = 0.1", "correlation = 0").replace("= 2", "= 20");
    let loans: Vec<(u32, f64)> = (0..9).map(|at| (10 * at + 5, 1e4 * f64::from(20 + 13 * at))).collect();
    let rows: String = loans
        .iter()
        .enumerate()
        .map(|(at, (revenue, yuan))| format!("f{at},{revenue},{},12,\n", yuan / 1e4))
        .collect();
    let folder = campaign(&rows, &[("pool.toml", &shared)], &assumed);
    let told = simulated(&folder, &["--draws", "0", "--pool", "60"]);
    let cap = 0.2 * loans.iter().map(|(_, yuan)| yuan).sum::<f64>();
    let part = |revenue: u32| match revenue {
        60.. => 0.4,
        30..60 => 0.35,
        _ => 0.3,
    };
    // Chance, whole compensation and that of the pool, of each outcome.
    let outcomes: Vec<(f64, f64, f64)> = (0..1_u32 << 9)
        .map(|bits| {
            let lost = loans.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
            let (all, pool) = lost.fold((0.0, 0.0), |(all, pool), (_, (revenue, yuan))| {
                (all + 0.8 * yuan, pool + part(*revenue) * yuan)
            });
            let defaults = bits.count_ones() as i32;
            (0.2_f64.powi(defaults) * 0.8_f64.powi(9 - defaults), all, pool)
        })
        .collect();
    let mean = |of: &dyn Fn(f64, f64) -> f64| {
        outcomes.iter().map(|(chance, all, pool)| chance * of(*all, *pool)).sum::<f64>()
    };
    let row = &told["caps"][0];
    close(number(&row["limit"]), cap);
    close(number(&row["expected"]), mean(&|all, _| all));
    close(number(&row["excess"]), mean(&|all, _| (all - cap).max(0.0)));
    close(number(&row["chance"]), mean(&|all, _| f64::from(u8::from(all > cap))));
    // What the pool pays: its part of the compensation, of which the cap lets a share through.
    let paid = |all: f64, pool: f64| if all > cap { pool * cap / all } else { pool };
    let pool = &told["pools"][0];
    assert_eq!(pool["is_exact"], false);
    let exhausted = mean(&|all, pool| f64::from(u8::from(paid(all, pool) > 6e5)));
    assert!(exhausted > 0.01 && exhausted <= number(&pool["exhausted"]) + 1e-12, "{exhausted} {pool}");
    for (at, level) in [0.95, 0.99, 0.999].into_iter().enumerate() {
        let mut all: Vec<(f64, f64)> =
            outcomes.iter().map(|(chance, all, pool)| (paid(*all, *pool), *chance)).collect();
        all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0.0;
        let exact = all.iter().find(|(_, chance)| {
            sum += chance;
            sum >= level
        });
        let size = number(&pool["sizes"][at]);
        assert!(size + 1.0 >= exact.expect("a quantile").0 && size <= cap, "{size} {exact:?}");
    }
    // The expected loss is divided in proportion, which is close to what the outcomes give.
    let exact = mean(&paid);
    assert!((number(&pool["expected"]) / exact - 1.0).abs() < 0.02, "{pool} {exact}");
    let output = folder.jifen(&["programmes", "simulate", "campaign.toml", "--draws", "0"]);
    assert!(
        text(&output.stdout).contains("the sizes and the chance of exhaustion are therefore upper bounds")
    );
    // Thirds of loans in fen are alike, whatever their sums round to.
    let thirds = POOL.replace("pool = 80", "pool = 33.33\nguarantor = 33.33\ncap = 20");
    let rows: String = (0..9).map(|at| format!("f{at},50,{}.000{},12,\n", 3 + at, 1 + at)).collect();
    let told = simulated(&campaign(&rows, &[("pool.toml", &thirds)], &assumed), &["--draws", "0"]);
    let pool = &told["pools"][0];
    assert_eq!(pool["is_exact"], true);
    assert_eq!(number(&pool["most"]), (number(&told["caps"][0]["limit"]) * 50.0).ceil() / 100.0);
    assert!(!text(&output.stdout).contains("pool-unlike"));
}

/// A pool without a set sum counts as large as it needs to be, in every total.
#[test]
fn a_pool_without_a_sum_holds_what_it_needs() {
    let folder = campaign(&equal(100), &[("pool.toml", POOL)], ASSUMED);
    let unset = simulated(&folder, &["--draws", "0"]);
    let needed = number(&unset["pools"][0]["needed"]);
    let set = simulated(&folder, &["--draws", "0", "--pool", &(needed / 1e4).to_string()]);
    assert!(number(&unset["pools"][0]["excess"]) > 0.0);
    assert_eq!(unset["totals"], set["totals"]);
    assert_eq!(unset["budget"], set["budget"]);
    assert_eq!([&unset, &set].map(|told| told["pools"][0]["is_set"] == true), [false, true]);
    // A pool of 0 is set: `run` says what follows.
    folder.edit("campaign.toml", "loss_given_default", "pool = 0\nloss_given_default");
    let run = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    let said = text(&run.stdout);
    assert!(
        said.contains("at 0 万元 it is exhausted with a chance of") && !said.contains("each yuan"),
        "{said}"
    );
}

/// Each key replaces one value, however deep it is.
#[test]
fn a_set_value_leaves_the_values_beside_it() {
    let bounded = format!("{POOL}province = 5\nleast = {{ bank = 10, province = 5 }}\n");
    let folder = campaign(&equal(3), &[("pool.toml", &bounded)], ASSUMED);
    let fault = refused(&folder, &["--set", "pool.loss.least.bank=12", "--set", "pool.loss.province=2"]);
    assert!(fault.contains("province") && fault.contains('5'), "{fault}");
    folder.edit(
        "campaign.toml",
        "[programmes.portfolio]",
        "[programmes.set.pool.loss.least]\nbank = 12\n[programmes.portfolio]",
    );
    let fault = refused(&folder, &["--set", "pool.loss.province=2"]);
    assert!(fault.contains("province") && fault.contains('5'), "{fault}");
    // Two pools of which the other set states one: the command's sum is that of the other.
    let regional = |id: &str, rule: &str| {
        let rule = format!("[[rule]]\nid = \"r\"\nwhen = \"{rule}\"\nreason = \"r\"\n");
        format!("{}{rule}", POOL.replace("\"pool\"", &format!("{id:?}")))
    };
    let [low, high] = [regional("low", "revenue < 50"), regional("high", "revenue >= 50")];
    let rows: String = (0..20).map(|at| format!("f{at:02},{},100,12,\n", 5 * at)).collect();
    let both = campaign(&rows, &[("low.toml", &low), ("high.toml", &high)], ASSUMED);
    for set in ["portfolio.pool={low=50}", "portfolio.pool.low=50", "portfolio.\"pool\".low = 50"] {
        let told = simulated(&both, &["--draws", "0", "--set", set, "--pool", "high=90", "--pool", "low=90"]);
        let sizes = |side: &str| {
            let pools = told["scenario"]["pools"].as_array().expect("pools").iter();
            pools.map(|pool| number(&pool[side]["size"])).collect::<Vec<f64>>()
        };
        assert_eq!([sizes("own"), sizes("other")], [vec![9e5, 9e5], vec![5e5, 9e5]], "{set}");
        let [own, other] =
            ["own", "other"].map(|side| number(&told["scenario"]["pools"][0][side]["exhausted"]));
        assert!(own < other, "{own} {other}");
    }
    // Of the command's probabilities only the stated class changes.
    folder.write("pd.csv", b"class,default\nA,4\nB,6\n");
    let rows: String = (0..4).map(|at| format!("f{at},{},100,12,\n", 25 * at)).collect();
    let two = campaign(&rows, &[("pool.toml", POOL)], ASSUMED);
    two.write("pd.csv", b"class,default\nA,4\nB,6\n");
    let told = simulated(&two, &["--draws", "0", "--defaults", "pd.csv", "--set", "portfolio.default.A=10"]);
    let of = |totals: &Value| number(&totals["public"]) + number(&totals["banks"]);
    close(of(&told["totals"]), 2e6 * 0.04 + 2e6 * 0.06);
    close(of(&told["scenario"]["totals"]), 2e6 * 0.1 + 2e6 * 0.06);
    // A value holds no further keys, and a class may have a point or an equals sign in its name.
    let fault = refused(&two, &["--set", "portfolio.default.A=10\nportfolio.default.B=90"]);
    assert!(fault.contains("where a number is needed"), "{fault}");
    let classes = "CASE WHEN grade = 'A' THEN 'A.1' ELSE 'B=2' END";
    two.edit(
        "campaign.toml",
        "default = { A = 2, B = 2 }",
        &format!("default = {{ \"A.1\" = 2, \"B=2\" = 2 }}\nclasses = \"{classes}\""),
    );
    let set = ["--set", "portfolio.default.\"A.1\"=10", "--set", "portfolio.default.\"B=2\"=6"];
    let told = simulated(&two, &[&["--draws", "0"][..], &set].concat());
    close(of(&told["scenario"]["totals"]), 2e6 * 0.1 + 2e6 * 0.06);
    assert_eq!(
        told["scenario"]["changes"],
        serde_json::json!(["portfolio.default.\"A.1\" = 10", "portfolio.default.\"B=2\" = 6"])
    );
    for key in ["portfolio.default.\"A=3", "portfolio..A=3", "portfolio.default.\"A\"x=3", ".A=3", "=3"] {
        assert!(refused(&two, &["--set", key]).contains("write KEY=VALUE"), "{key}");
    }
    // Months are whole.
    let fault = refused(&two, &["--set", "loan.months=6.5"]);
    assert!(fault.contains("is 6.5, which is no whole number of months"), "{fault}");
}

#[test]
fn limits_move_losses_and_lose_none() {
    let regional = |id: &str, rule: &str, more: &str| {
        format!(
            "{}{more}\n[[rule]]\nid = \"r\"\nwhen = \"{rule}\"\nreason = \"r\"\nreason_zh = \"r\"\n",
            POOL.replace("\"pool\"", &format!("{id:?}"))
        )
    };
    let [low, high] = [
        regional("low", "revenue < 50", "cap = 2\nguarantor = 10"),
        regional("high", "revenue >= 50", "guarantor = 15"),
    ];
    for pool in ["0", "50", "300", "100000"] {
        let folder = campaign(&equal(80), &[("low.toml", &low), ("high.toml", &high)], ASSUMED);
        let sums = ["low", "high"].map(|id| format!("{id}={pool}"));
        let told = simulated(&folder, &["--draws", "0", "--pool", &sums[0], "--pool", &sums[1]]);
        let bearers = told["bearers"].as_array().expect("bearers");
        let [all, rest @ ..] = &bearers.iter().rev().collect::<Vec<_>>()[..] else { panic!("no bearers") };
        let [expected, moved] = ["expected", "moved"].map(|key| {
            let of = |row: &&Value| number(&row[key]);
            rest.iter().map(of).collect::<Vec<_>>()
        });
        close(expected.iter().sum(), number(&all["expected"]));
        assert!(moved.iter().sum::<f64>().abs() < 1e-6, "{moved:?}");
        assert!(expected.iter().zip(&moved).all(|(expected, moved)| expected + moved >= -1e-6));
        let [banks, public] = ["banks", "public"].map(|key| number(&told["totals"][key]));
        close(banks + public, number(&all["expected"]));
        close(number(&told["budget"]["whole"]), public);
        let pools = told["pools"].as_array().expect("pools");
        assert_eq!([&pools[0]["most"], &pools[1]["most"]].map(Value::is_null), [false, true]);
    }
}

/// Two places with a programme each: their pools are apart, and each has its own sum.
#[test]
fn each_programme_has_its_own_pool() {
    let regional = |id: &str, rule: &str| {
        let rule = format!("[[rule]]\nid = \"r\"\nwhen = \"{rule}\"\nreason = \"r\"\n");
        format!("{}{rule}", POOL.replace("\"pool\"", &format!("{id:?}")))
    };
    let [low, high] = [regional("low", "revenue < 50"), regional("high", "revenue >= 50")];
    let row = |at: usize, revenue: usize| format!("f{at},{revenue},100,12,\n");
    let [of_low, of_high]: [String; 2] =
        [(0..30).map(|at| row(at, 40)).collect(), (30..90).map(|at| row(at, 60)).collect()];
    let both = campaign(&format!("{of_low}{of_high}"), &[("low.toml", &low), ("high.toml", &high)], ASSUMED);
    let told = simulated(&both, &["--draws", "0", "--pool", "low=160", "--pool", "high=240"]);
    let pools = told["pools"].as_array().expect("pools");
    for (pool, (id, rows, sum)) in pools.iter().zip([("low", of_low, "160"), ("high", of_high, "240")]) {
        // As if the other place were not there.
        let alone = campaign(&rows, &[("pool.toml", POOL)], ASSUMED);
        let mut alone = simulated(&alone, &["--draws", "0", "--pool", sum])["pools"][0].clone();
        alone["programme"] = id.into();
        assert_eq!(pool, &alone);
    }
    let left: f64 = pools.iter().map(|pool| number(&pool["excess"])).sum();
    close(number(&told["totals"]["banks"]), 0.02 * 20e4 * 90.0 + left);
    close(number(&told["totals"]["public"]), 0.02 * 80e4 * 90.0 - left);
    // The campaign's own sums.
    both.edit("campaign.toml", "loss_given_default", "pool = { high = 240 }\nloss_given_default");
    let told = simulated(&both, &["--draws", "0"]);
    assert_eq!([0, 1].map(|at| told["pools"][at]["is_set"] == true), [false, true]);
    close(number(&told["pools"][1]["excess"]), number(&pools[1]["excess"]));
    // The curves are by pool, too.
    let output = both.jifen(&["programmes", "simulate", "campaign.toml", "--draws", "0", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let curves: Vec<String> =
        both.rows("out/loss-curve.csv").into_iter().map(|row| row["curve"].clone()).collect();
    assert_eq!(BTreeSet::from_iter(curves), ["all", "high", "low"].map(str::to_owned).into());
    for (arguments, expected) in [
        (&["--pool", "100"][..], "one sum is set for several pools: low and high"),
        (&["--pool", "hihg=100"], "did you mean `high`?"),
        (&["--pool", "third=100"], "programmes with a local pool: low and high"),
        (&["--pool", "low=1", "--pool", "low=2"], "two sums are set for the pool of `low`"),
        (&["--pool", "low=-1"], "write a sum in 万元"),
        (&["--pool", "=1"], "write a sum in 万元"),
    ] {
        let fault = refused(&both, arguments);
        assert!(fault.contains(expected) && fault.contains("--pool"), "{fault}");
    }
    let none = campaign(&equal(3), &[("pool.toml", &POOL.replace("pool = 80", "fund = 80"))], ASSUMED);
    assert!(refused(&none, &["--pool", "100"]).contains("no programme in use has a local pool"));
}

/// Values under the campaign's own tables: rates, probabilities, pools.
#[test]
fn the_other_set_may_change_the_campaigns_own_numbers() {
    let interest = "id = \"interest\"\ntitle = \"Interest\"\ninstrument = \"interest-subsidy\"\nbasis = \
                    \"local\"\n[subsidy]\nof = \"interest\"\nshare = 50\npayer = \"local\"\n";
    let more = format!("[programmes.loan]\nrate = 4\n{ASSUMED}pool = 90\n");
    let rows = "a,60,100,12,one\nb,60,100,12,one\nc,60,100,12,two\n";
    let folder = campaign(rows, &[("pool.toml", POOL), ("interest.toml", interest)], &more);
    let told = simulated(
        &folder,
        &[
            "--draws",
            "0",
            "--set",
            "loan.rate=3",
            "--set",
            "portfolio.default.A=10",
            "--set",
            "portfolio.pool=40",
        ],
    );
    let (own, other) = (&told["totals"], &told["scenario"]["totals"]);
    // Half of the interest of 4 % and of 3 % on 300 万元.
    assert_eq!([number(&own["local"]), number(&other["local"])], [60_000.0, 45_000.0]);
    close(number(&own["public"]) + number(&own["banks"]), 0.02 * 3e6);
    close(number(&other["public"]) + number(&other["banks"]), 0.1 * 3e6);
    // The pool of 40 万元 bears half of what one default costs it; that of 90 the whole.
    assert!(number(&other["public"]) < 0.1 * 2.4e6 / 2.0 + 1.0);
    assert_eq!((&told["scenario"]["gain"], &told["scenario"]["lose"]), (&0.into(), &3.into()));
    let banks = told["scenario"]["banks"].as_array().expect("banks");
    let expected: f64 = banks.iter().map(|bank| number(&bank["expected"])).sum();
    close(expected, number(&other["banks"]) - number(&own["banks"]));
    let loans: Vec<&Value> = banks.iter().map(|bank| &bank["loans"]).collect();
    assert_eq!((loans, banks.len()), (vec![&0.into(), &0.into()], 2));
    close(number(&banks[0]["expected"]), 2.0 * number(&banks[1]["expected"]));
    assert_eq!(
        told["scenario"]["changes"],
        serde_json::json!(["loan.rate = 3", "portfolio.default.A = 10", "portfolio.pool = 40"])
    );
    // A pool without a yuan carries no loans, which is no number.
    let empty = simulated(&folder, &["--draws", "0", "--pool", "0"]);
    assert!(empty["pools"][0]["leverage"].is_null());
    // The command's sum is that of both sets, unless the other states its own.
    let both = simulated(&folder, &["--draws", "0", "--pool", "50", "--set", "loan.rate=3"]);
    let [own, other] = [&both["totals"], &both["scenario"]["totals"]].map(|totals| number(&totals["banks"]));
    close(own, other);
    assert_eq!(both["pools"][0]["size"], 5e5);
    // A sum that the other set states is its own, be it the campaign's or not.
    for sum in ["90", "90.0001"] {
        let set = format!("portfolio.pool={sum}");
        let told = simulated(&folder, &["--draws", "0", "--pool", "50", "--set", &set]);
        let [own, other] = [&told["totals"], &told["scenario"]["totals"]].map(|of| number(&of["banks"]));
        assert!(own > other + 1_000.0);
        let at_90 = number(&simulated(&folder, &["--draws", "0", "--pool", sum])["totals"]["banks"]);
        close(other, at_90);
    }
    // Probabilities that the other set states are not those of the command's table.
    folder.write("pd.csv", b"class,default\nA,2\nB,2\n");
    let table = ["--draws", "0", "--defaults", "pd.csv", "--set", "portfolio.default.A=10"];
    let told = simulated(&folder, &table);
    let of = |totals: &Value| number(&totals["public"]) + number(&totals["banks"]);
    close(of(&told["totals"]), 0.02 * 3e6);
    close(of(&told["scenario"]["totals"]), 0.1 * 3e6);
    let told = simulated(&folder, &["--draws", "0", "--set", "portfolio.default.\"A\"=10"]);
    close(of(&told["scenario"]["totals"]), 0.1 * 3e6);
    // Faults are at the command's values.
    for (set, expected) in [
        ("loan.rat=3", "did you mean `rate`?"),
        ("loan.rate=101", "`rate` is 101"),
        ("portfolio.pool=-1", "`pool` is -1"),
        ("portfolio.default=5", "where percentages by class or the path of a table is needed"),
        ("portfolio.default.A=abc", "where a number is needed"),
        ("portfolio.default.a=3", "did you mean `A`?"),
        ("portfolio.default.Z=3", "the classes are A and B"),
        ("portfolio.correlation=[1]", "where a number or the word for a class of exposures is needed"),
        ("portfolio.pool=lots", "where a sum in 万元 or sums by id of a programme is needed"),
        ("portfolio.pool.pol=3", "did you mean `pool`?"),
        ("portfolio.pool.pool=-3", "`pool.pool` is -3"),
        ("portfolio.classes=nothing", "nothing"),
        ("portfolio.pool=nan", "`pool` is NaN"),
    ] {
        let fault = refused(&folder, &["--set", set]);
        assert!(fault.contains(expected) && fault.contains("--set:1"), "{set}: {fault}");
    }
}

#[test]
fn probabilities_come_from_a_table_with_their_interval() {
    let folder =
        campaign(&equal(60), &[("pool.toml", POOL)], &ASSUMED.replace("{ A = 2, B = 2 }", "\"pd.csv\""));
    folder.write("pd.csv", "grade,outcomes,bad,bad_rate\nA,100,2,0.02\nB,100,4,0.04\n".as_bytes());
    let told = simulated(&folder, &["--draws", "0"]);
    let classes = told["classes"].as_array().expect("classes");
    let rates: Vec<f64> = classes.iter().map(|class| number(&class["default"])).collect();
    assert_eq!(rates, [0.02, 0.04]);
    let [low, high] = [0, 1].map(|at| number(&told["pools"][0]["interval"][at]));
    let needed = number(&told["pools"][0]["needed"]);
    assert!(low < needed && needed < high, "{low} {needed} {high}");
    // The command's own table replaces it.
    folder.write("other.csv", "class,default\nA,0\nB,0\n".as_bytes());
    let none = simulated(&folder, &["--draws", "0", "--defaults", "other.csv"]);
    assert_eq!(number(&none["pools"][0]["expected"]), 0.0);
    folder.write("pd.csv", "grade,outcomes,bad\nA,100,2\n".as_bytes());
    let fault = refused(&folder, &["--draws", "0"]);
    assert!(fault.contains("no probability of default for `B`"), "{fault}");
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let folder = campaign(&equal(3), &[("pool.toml", POOL)], "");
    assert!(refused(&folder, &[]).contains("the campaign states no assumptions about losses"));
    let folder = campaign(&equal(3), &[("pool.toml", POOL)], ASSUMED);
    let fault = refused(&folder, &["--set", "pol.loss.pool=50"]);
    assert!(fault.contains("values are set for `pol`") && fault.contains("did you mean `pool`?"), "{fault}");
    let fault = refused(&folder, &["--set", "pool.loss.pol=50"]);
    assert!(fault.contains("--set:1") && fault.contains("did you mean `pool`?"), "{fault}");
    assert!(refused(&folder, &["--set", "pool.loss.pool=101"]).contains("`loss.pool` is 101"));
    assert!(refused(&folder, &["--set", "pool"]).contains("write KEY=VALUE"));
    assert!(refused(&folder, &["--budget=-1"]).contains("万元"));
    assert!(refused(&folder, &["--draws", "99999999999"]).contains("--draws"));
    for (key, value, expected) in [
        ("loss_given_default = 100", "loss_given_default = 0", "`loss_given_default` is 0"),
        ("correlation = 0.1", "correlation = 1", "the correlation is neither"),
        ("correlation = 0.1", "correlation = \"basel\"", "basel-sme"),
        ("A = 2, ", "A = 101, ", "class `A` is 101"),
        ("default = {", "level = 100\ndefault = {", "`level` is 100"),
        ("default = {", "pool = -1\ndefault = {", "`pool` is -1"),
        ("default = {", "classes = \"revenue\"\ndefault = {", "a text is needed"),
    ] {
        let folder = campaign(&equal(3), &[("pool.toml", POOL)], ASSUMED);
        folder.edit("campaign.toml", key, value);
        let fault = refused(&folder, &[]);
        assert!(fault.contains(expected) && fault.contains("campaign.toml:"), "{value}: {fault}");
    }
    // Nobody asks for a loan.
    let folder = campaign("a,10,,12,\n", &[("pool.toml", POOL)], ASSUMED);
    let output = folder.jifen(&["programmes", "simulate", "campaign.toml"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("no referred firm has a known loan demand"));
}

/// A campaign's own programmes on the sample firms, the plain way: one row of a list after the other.
#[test]
fn the_sample_list_is_worth_what_a_plain_reckoning_says() {
    let folder = Folder::empty();
    let sample = sample_data("programmes/campaign.toml");
    let run = folder.jifen(&["--quiet", "run", sample.to_str().expect("a path"), "--out", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let firms: BTreeMap<String, BTreeMap<String, String>> = {
        let text = std::fs::read_to_string(sample_data("firms.csv")).expect("the sample");
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().expect("a header").clone();
        let rows = reader.records().map(|row| row.expect("a row"));
        rows.map(|row| {
            let cells = header.iter().map(str::to_owned).zip(row.iter().map(str::to_owned));
            (row[0].to_owned(), cells.collect())
        })
        .collect()
    };
    let scores = folder.rows("out/scores.csv");
    let scores: BTreeMap<&str, &BTreeMap<String, String>> =
        scores.iter().map(|row| (row["credit_code"].as_str(), row)).collect();
    let mut compared = 0;
    for row in folder.rows("out/grants.csv").iter().filter(|row| row["institution"] == "icbc") {
        let (firm, score) = (&firms[&row["credit_code"]], scores[row["credit_code"].as_str()]);
        let line: i64 = match score["grade"].as_str() {
            "A" => 4_000,
            "B" => 3_000,
            "C" => 2_000,
            "D" => 1_000,
            _ => 500,
        };
        let fen = |wan: i64| wan * 1_000_000;
        let demand: i64 = firm["融资需求金额(万元)"].parse().expect("whole 万元");
        let principal = demand.min(line);
        assert_eq!(money(&row["grant.principal"]), fen(principal));
        let borne: i64 = ["bank", "pool", "guarantor", "province", "fund", "insurer"]
            .iter()
            .map(|bearer| money(&row[&format!("grant.{bearer}")]))
            .sum();
        assert_eq!(borne, fen(principal));
        if row["part.special-guarantee-2024"] == "chosen" {
            let yes = |field: &str| firm[field] == "是";
            let early = ["start-up", "growth"].contains(&score["segment"].as_str());
            let fund = if yes("专精特新小巨人") || yes("专精特新中小企业") {
                40
            } else if yes("高新技术企业") || (score["qualified"] == "true" && yes("科技型中小企业") && early)
            {
                35
            } else {
                30
            };
            let covered = principal.min(3_000);
            assert_eq!(money(&row["grant.fund"]), fen(covered) * fund / 100);
            assert_eq!(money(&row["grant.province"]), fen(covered) / 5);
            assert_eq!(money(&row["grant.bank"]), fen(covered) / 5 + fen(principal - covered));
            compared += 1;
        }
        if row["part.central-interest-subsidy-2026"] == "chosen" {
            let months: i64 = firm["融资期限(月)"].parse::<i64>().expect("months").min(24);
            // 1.5 points a year on at most 5,000 万元.
            let sum = fen(principal.min(5_000)) * 15 * months / 12_000;
            assert_eq!(money(&row["subsidy.central-interest-subsidy-2026"]), sum, "{row:?}");
        }
        if row["part.technology-relending"] == "chosen" {
            let months: i64 = firm["融资期限(月)"].parse::<i64>().expect("months").min(12);
            let relent = fen(principal) * 60 / 100;
            assert_eq!(money(&row["grant.relent"]), relent);
            let saved = money(&row["grant.funding"]) - money(&row["grant.funding_relent"]);
            // 1.9 % less 1.25 %.
            assert_eq!(saved, relent * 65 * months / 120_000);
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// The sheet of a firm has the same lines as `explain`, except those on the bank's own money.
#[test]
fn a_sheet_has_the_working_that_explain_has() {
    let folder = Folder::empty();
    std::fs::create_dir(folder.path("programmes")).expect("a folder");
    let files = ["campaign.toml", "chengdu-like.toml", "institutions.toml", "support.csv"];
    for name in files.map(|name| format!("programmes/{name}")).into_iter().chain(["firms.csv".to_owned()]) {
        folder.write(&name, &std::fs::read(sample_data(&name)).expect("the sample"));
    }
    let sample = "programmes/campaign.toml";
    folder.edit(sample, "[programmes]", "[output]\ndetail = true\n\n[programmes]");
    assert_eq!(folder.jifen(&["--quiet", "run", sample, "--out", "out"]).status.code(), Some(0));
    let rows = folder.rows("out/grants.csv");
    let mut seen = BTreeSet::new();
    let mut compared = 0;
    for row in rows.iter().filter(|row| !row["grant.principal"].is_empty()) {
        // One firm for each combination of the first 400, up to six.
        if seen.len() == 6 || !seen.insert(row["grant.programmes"].clone()) {
            continue;
        }
        let firm = row["credit_code"].as_str();
        let [explained, sheet] = [["explain", sample], ["sheet", "out"]].map(|command| {
            let output = folder.jifen(&[&command[..], &["--firm", firm]].concat());
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            text(&output.stdout)
        });
        let explained: BTreeSet<&str> = explained.lines().map(str::trim).collect();
        let worked = ["subsidy: ", "loss of ", "fee: ", "supports ", "the bank bears the "];
        for line in sheet.lines().map(|line| line.trim().trim_start_matches("- ")) {
            if worked.iter().any(|start| line.starts_with(start)) {
                assert!(explained.contains(line), "{firm}: {line}\n{explained:#?}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 12, "{compared}");
}

/// A sum in yuan as fen.
fn money(cell: &str) -> i64 {
    let (yuan, fen) = cell.split_once('.').unwrap_or_else(|| panic!("`{cell}` is no sum"));
    yuan.parse::<i64>().expect("yuan") * 100 + fen.parse::<i64>().expect("fen")
}

#[test]
fn a_portfolio_depends_on_neither_threads_nor_the_order_of_rows() {
    let rows: Vec<String> = (0..300)
        .map(|at| format!("f{at:04},{},{},{},", at * 7 % 101, 13 + at * 31 % 977, 3 + at * 5 % 60))
        .collect();
    let straight = rows.join("\n");
    let mut turned = rows;
    turned.reverse();
    let folder = campaign(&straight, &[("pool.toml", POOL)], ASSUMED);
    let other = campaign(&turned.join("\n"), &[("pool.toml", POOL)], ASSUMED);
    let arguments = ["--draws", "3000"];
    let mut told = simulated(&folder, &arguments);
    let mut again = simulated(&other, &[&arguments[..], &["--threads", "1"]].concat());
    for one in [&mut told, &mut again] {
        one["about"]["cohort_sha256"] = Value::Null;
    }
    assert_eq!(told, again);
}
