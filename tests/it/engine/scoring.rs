//! The engine against the naive scorer, and what must hold for any cohort.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jifen::firms::{Dictionary, Firms};
use jifen::parameters::Source;
use jifen::progress::{Progress, Silent};
use jifen::scorecard::{SCORECARDS, Scorecard};
use jifen::scoring::{Reasons, Scores, score};
use jifen::words::{Language, Message};
use jiff::civil::Date;
use proptest::prelude::*;
use rand::RngExt;
use rand::seq::SliceRandom;
use toml::Table;

use crate::engine::by_hand;
use crate::support::cohort::{self, Row};
use crate::support::naive::{self, Meaning};
use crate::support::random_card::{self, AS_OF, generator};

/// The scorecard in `text`, which must be sound.
pub fn load(text: &str) -> Scorecard {
    let source = Source::new("card.toml", text);
    match Scorecard::load(&source, &Dictionary::built_in(), None) {
        Ok((scorecard, _)) => scorecard,
        Err(findings) => {
            let list: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
            panic!("{list}\n{text}")
        }
    }
}

/// The national scorecard's text.
pub fn national() -> String {
    SCORECARDS.find("mst-2022", jifen::finding::Place::default()).unwrap().text.to_string()
}

/// The firms of `rows` with the fields of `scorecard`.
pub fn firms(rows: &[Row], scorecard: &Scorecard) -> Firms {
    cohort::firms(rows, scorecard.dictionary(&Dictionary::built_in()))
}

fn scored(rows: &[Row], scorecard: &Scorecard) -> Scores {
    score(&firms(rows, scorecard), scorecard, AS_OF, true, &Silent)
}

/// Every difference between the engine and the naive scorer.
fn differences(card: &Table, rows: &[Row], meaning: &Meaning) -> Vec<String> {
    let scorecard = load(&card.to_string());
    let (cohort, scores) = (firms(rows, &scorecard), scored(rows, &scorecard));
    let (verdicts, order) = naive::score(card, rows, meaning);
    let mut differences = Vec::new();
    let mut compare = |at: usize, what: &str, engine: String, naive: String| {
        if engine != naive {
            differences.push(format!("{} {what}: engine {engine}, naive {naive}", rows[at].id));
        }
    };
    for (at, verdict) in verdicts.iter().enumerate() {
        let rejected = scores.rejection_of(at).map(|(code, _)| code.as_str());
        compare(at, "rejected", format!("{rejected:?}"), format!("{:?}", verdict.rejected));
        compare(at, "scored", scores.scored[at].to_string(), verdict.rejected.is_none().to_string());
        if !scores.scored[at] || verdict.rejected.is_some() {
            continue;
        }
        let segment = &scorecard.segments[usize::from(scores.segment[at])].id;
        compare(at, "segment", segment.clone(), verdict.segment.clone());
        let grade = scores.grade[at].map(|grade| &scorecard.grades[usize::from(grade)].id);
        compare(at, "grade", format!("{grade:?}"), format!("{:?}", verdict.grade));
        let top = scores.top[at].map(|top| &scorecard.tops[usize::from(top)].id);
        compare(at, "top", format!("{top:?}"), format!("{:?}", verdict.top));
        compare(at, "published", scores.points[at].to_string(), verdict.published.to_string());
        compare(at, "rank", scores.rank[at].to_string(), verdict.rank.to_string());
        compare(at, "segment rank", scores.segment_rank[at].to_string(), verdict.segment_rank.to_string());
        compare(at, "percentile", scores.percentile[at].to_string(), verdict.percentile.to_string());
        compare(at, "qualified", scores.qualified[at].to_string(), verdict.qualified.to_string());
        let route = scorecard.route(scores.unmet[at]).map(|at| scorecard.routes[at]);
        let route = route.and_then(|at| scorecard.conditions[at].id.clone());
        compare(at, "route", format!("{route:?}"), format!("{:?}", verdict.route));
        compare(at, "held", scores.held[at].to_string(), verdict.held.to_string());
        let reasons = Reasons::new(&cohort, &scorecard, &scores).of(at);
        compare(at, "reasons", format!("{reasons:?}"), format!("{:?}", verdict.reasons));
        let groups = scorecard.groups.iter().map(|group| &group.id).zip(&scores.group_points);
        let leaves = scorecard.indicators.iter().map(|leaf| &leaf.id).zip(&scores.indicator_points);
        for (id, points) in groups.chain(leaves) {
            let naive = verdict.points[id].unwrap_or(0.0);
            let close = (points[at] - naive).abs() <= 1e-9 * scorecard.scale.max(1.0);
            compare(at, id, if close { naive } else { points[at] }.to_string(), naive.to_string());
        }
        let details = scores.details.as_ref().unwrap();
        for (leaf, detail) in scorecard.indicators.iter().zip(details) {
            let (engine, naive) = (detail.normalised.get(at), verdict.shares[&leaf.id]);
            let close = engine.zip(naive).is_some_and(|(engine, naive)| (engine - naive).abs() <= 1e-9);
            let engine = if close { naive } else { engine };
            compare(at, &format!("share of {}", leaf.id), format!("{engine:?}"), format!("{naive:?}"));
        }
        let close = (scores.coverage[at] - verdict.coverage).abs() <= 1e-9;
        compare(at, "coverage", close.to_string(), true.to_string());
    }
    let ids = |order: &[usize]| order.iter().map(|&at| rows[at].id.clone()).collect::<Vec<_>>().join(" ");
    let engine: Vec<usize> = scores.order.iter().map(|&at| at as usize).collect();
    compare(0, "order", ids(&engine), ids(&order));
    differences
}

/// What the rules of the national scorecard say of a row.
fn national_number(row: &Row, rule: &str) -> Option<f64> {
    let field = |name: &str| row.numbers.get(name).copied();
    let over = |part: &str, whole: &str| Some(field(part)? / field(whole).filter(|whole| *whole != 0.0)?);
    let growth = |now: &str, before: &str| Some((over(now, before)? - 1.0) * 100.0);
    match rule {
        "(rd_expense / rd_expense_prev - 1) * 100" => growth("rd_expense", "rd_expense_prev"),
        "(revenue / revenue_prev - 1) * 100" => growth("revenue", "revenue_prev"),
        "rd_expense / revenue * 100" => Some(over("rd_expense", "revenue")? * 100.0),
        "technical_staff / employees * 100" => Some(over("technical_staff", "employees")? * 100.0),
        "postgraduates / employees * 100" => Some(over("postgraduates", "employees")? * 100.0),
        "CASE WHEN net_assets > 0 THEN net_profit / net_assets * 100 END" => {
            (field("net_assets")? > 0.0).then(|| over("net_profit", "net_assets"))?.map(|share| share * 100.0)
        }
        plain => {
            assert!(plain.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{plain} has no meaning here");
            field(plain)
        }
    }
}

fn national_holds(row: &Row, rule: &str) -> Option<bool> {
    if let Some(flag) = rule.strip_prefix("NOT ") {
        return row.flags.get(flag).map(|yes| !yes);
    }
    let age = row.dates.get("founded").map(|founded| {
        let whole = i32::from(AS_OF.year() - founded.year());
        whole - i32::from((AS_OF.month(), AS_OF.day()) < (founded.month(), founded.day()))
    });
    let revenue = row.numbers.get("revenue").copied();
    let known = age.is_some() || revenue.is_some();
    let below = |years: i32, limit: f64| {
        age.is_none_or(|age| age < years) && revenue.is_none_or(|revenue| revenue < limit) && known
    };
    Some(match rule {
        _ if rule.contains("age < 5") && rule.contains("revenue < 2000,") => below(5, 2000.0),
        _ if rule.contains("age < 10") && rule.contains("revenue < 20000,") => below(10, 20_000.0),
        "age IS NOT NULL OR revenue IS NOT NULL" => known,
        other => panic!("{other} has no meaning here"),
    })
}

const NATIONAL: Meaning = Meaning {
    exact: &|row, rule| national_number(row, rule).map(by_hand::of),
    holds: &national_holds,
    text: &|_, rule| panic!("{rule} is no text here"),
    field: &|rule| {
        let title = match rule {
            "NOT dishonest" => "失信被执行人",
            "NOT abnormal" => "经营异常名录",
            "NOT major_accident" => "重大安全质量环境事故",
            _ => "科研严重失信",
        };
        format!("{} ({title})", rule.trim_start_matches("NOT "))
    },
};
const RANDOM: Meaning = Meaning {
    exact: &random_card::exact,
    holds: &random_card::holds,
    text: &random_card::text,
    field: &random_card::field,
};

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_scorecard_scores_as_the_naive_scorer_does(seed: u64, len in 1..40usize) {
        let mut random = generator(seed);
        let card = random_card::card(&mut random);
        let rows = random_card::rows(len, &mut random);
        let differences = differences(&card, &rows, &RANDOM);
        prop_assert!(differences.is_empty(), "{differences:#?}\n{card}\n{rows:#?}");
    }
}

/// The mean of two sums, 1000000000000003.2 and -999999999999999, is 2.1; of their doubles it is 2.15.
#[test]
fn means_are_of_sums_to_the_last_digit() {
    let mut random = generator(14_120_454_388_586_836_303);
    let card = random_card::card(&mut random);
    let rows = random_card::rows(21, &mut random);
    let has = |x0: f64, x1: f64| {
        rows.iter()
            .any(|row| [("x0", x0), ("x1", x1)].iter().all(|(name, x)| row.numbers.get(*name) == Some(x)))
    };
    assert!(has(3.2, 1e15) && has(1.0, -1e15), "the generator has other rows now");
    let differences = differences(&card, &rows, &RANDOM);
    assert!(differences.is_empty(), "{differences:#?}");
}

/// The mean of 4 and 4.000000000000001 is imputed as the latter; of one 4 and four of these, 4 is an outlier.
#[test]
fn outliers_are_found_by_the_last_digit() {
    let mut random = generator(10_314_904_911_945_940_539);
    let card = random_card::card(&mut random);
    let rows = random_card::rows(24, &mut random);
    let sum = |row: &Row| random_card::exact(row, "both").map(|sum| by_hand::double(&sum));
    let sums: Vec<Option<f64>> = rows.iter().map(sum).collect();
    assert!(sums.contains(&Some(4.000_000_000_000_001)), "the generator has other rows now");
    let differences = differences(&card, &rows, &RANDOM);
    assert!(differences.is_empty(), "{differences:#?}");
}

/// -1.9999999999999991, -1.9999999999999996 and -2, winsorised sums and their imputed median, are evenly
/// apart as doubles, but not as decimals: the first is 1.2675 deviations above the mean.
#[test]
fn standard_scores_are_of_decimals_to_the_last_digit() {
    let mut random = generator(2_544_983_249_439_192_187);
    let card = random_card::card(&mut random);
    let rows = random_card::rows(9, &mut random);
    let sums: Vec<Option<f64>> = rows
        .iter()
        .filter(|row| row.texts.get("industry").is_some_and(|industry| industry == "I65"))
        .map(|row| random_card::exact(row, "both").map(|sum| by_hand::double(&sum)))
        .collect();
    assert_eq!(sums, [None, Some(-1.999_999_999_999_999), Some(-2.0)], "the generator has other rows now");
    let differences = differences(&card, &rows, &RANDOM);
    assert!(differences.is_empty(), "{differences:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_national_scorecard_scores_as_the_naive_scorer_does(
        seed: u64,
        len in 1..90usize,
        blanks in 0.0..0.5f64,
    ) {
        let mut random = generator(seed);
        let mut rows = cohort::plausible(len, seed);
        for row in &mut rows {
            row.numbers.retain(|_, _| !random.random_bool(blanks));
            row.dates.retain(|_, _| !random.random_bool(blanks));
            row.flags.retain(|_, _| !random.random_bool(blanks));
        }
        let differences = differences(&national().parse().unwrap(), &rows, &NATIONAL);
        prop_assert!(differences.is_empty(), "{differences:#?}");
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace(seed: u64, len in 2..60usize) {
        let mut random = generator(seed);
        let scorecard = load(&random_card::card(&mut random).to_string());
        let rows = random_card::rows(len, &mut random);
        let mut shuffled = rows.clone();
        shuffled.shuffle(&mut random);
        prop_assert_eq!(by_id(&rows, &scorecard), by_id(&shuffled, &scorecard));
    }
}

/// All that is said of each firm, floats to the last bit, and the order of the firms.
fn by_id(rows: &[Row], scorecard: &Scorecard) -> (BTreeMap<String, String>, Vec<String>) {
    let scores = scored(rows, scorecard);
    let of = |at: usize| {
        if !scores.scored[at] {
            return format!("{:?}", scores.rejection_of(at));
        }
        let bits =
            |columns: &[Arc<Vec<f64>>]| columns.iter().map(|column| column[at].to_bits()).collect::<Vec<_>>();
        let details = scores.details.as_ref().unwrap();
        let details = details.iter().map(|d| (d.raw.get(at), d.treated.get(at), d.normalised.get(at)));
        format!(
            "{} {} {} {} {} {:?} {} {:?} {:?} {} {:?}",
            scores.points[at],
            scores.rank[at],
            scores.segment_rank[at],
            scores.percentile[at].to_bits(),
            scores.coverage[at].to_bits(),
            scores.grade[at],
            scores.unmet[at],
            bits(&scores.group_points),
            bits(&scores.indicator_points),
            scores.segment[at],
            details.collect::<Vec<_>>(),
        )
    };
    let firms = rows.iter().enumerate().map(|(at, row)| (row.id.clone(), of(at))).collect();
    (firms, scores.order.iter().map(|&at| rows[at as usize].id.clone()).collect())
}

#[test]
fn many_firms_score_alike_in_any_order_and_on_any_number_of_threads() {
    let scorecard = load(&national());
    let rows = cohort::plausible(30_000, 7);
    let mut shuffled = rows.clone();
    shuffled.shuffle(&mut generator(1));
    let on = |threads: usize, rows: &[Row]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| by_id(rows, &scorecard))
    };
    let one = on(1, &rows);
    assert_eq!(one.1.len(), 30_000);
    assert!(one == on(4, &rows), "the number of threads shows");
    assert!(one == on(3, &shuffled), "the order of rows shows");
}

#[test]
fn an_indicator_of_no_weight_changes_nothing() {
    let rows = cohort::plausible(400, 5);
    let card: Table = national().parse().unwrap();
    let plain = scored(&rows, &load(&card.to_string()));
    for curve in ["{ zscore = { within = [] } }", "{ tiers = { at_least = [[5, 1]], otherwise = 0 } }"] {
        for missing in ["\"reject\"", "\"skip\"", "{ mean = { within = [] } }"] {
            let idle: Table = format!(
                "id = \"idle\"\ntitle = \"idle\"\nvalue = \"venture_capital\"\ncurve = {curve}\nmissing = \
                {missing}\nweight = 0"
            )
            .parse()
            .unwrap();
            let mut with = card.clone();
            with["group"][1]["indicator"].as_array_mut().unwrap().insert(2, idle.into());
            let with = scored(&rows, &load(&with.to_string()));
            assert_eq!((&plain.points, &plain.order), (&with.points, &with.order));
            assert_eq!((&plain.group_points, &plain.coverage), (&with.group_points, &with.coverage));
            assert_eq!(
                (&plain.scored, &plain.unmet, &plain.unknown),
                (&with.scored, &with.unmet, &with.unknown)
            );
        }
    }
}

#[test]
fn a_firm_alone_and_a_cohort_of_none_are_scored() {
    let scorecard = load(&national());
    let none = scored(&[], &scorecard);
    assert!(none.order.is_empty() && none.rejected.is_empty() && none.findings.is_empty());
    let alone = scored(&cohort::plausible(1, 9), &scorecard);
    assert_eq!((alone.rank[0], alone.segment_rank[0], alone.percentile[0]), (1, 1, 100.0));
    assert!(alone.group_points.iter().all(|points| points[0].is_finite()));
}

#[test]
fn firms_that_say_too_little_are_turned_away_with_the_reason() {
    let scorecard = load(&national());
    let known = |name: &str| Row::new(name).number("revenue", 900.0);
    let rows = [Row::new("nothing"), known("revenue only"), cohort::plausible(1, 4).remove(0)];
    let scores = scored(&rows, &scorecard);
    assert_eq!(scores.scored, [false, false, true]);
    assert_eq!(scores.order, [2]);
    let said: Vec<String> =
        scores.rejections().map(|(at, code, message)| format!("{at} {code} {message}")).collect();
    assert_eq!(
        said,
        [
            "0 segment-none fits no segment",
            "1 coverage-low values are known for 3.0 % of the weight, but 50.0 % is needed"
        ]
    );
    let chinese: Vec<String> =
        scores.rejections().map(|(.., message)| message.say(Language::Zh).into_owned()).collect();
    assert_eq!(chinese, ["不属于任何阶段", "已知指标的权重占 3.0%，至少应为 50.0%"]);
}

#[test]
fn an_indicator_no_firm_has_is_reported() {
    let mut rows = cohort::plausible(20, 4);
    rows.iter_mut().for_each(|row| row.numbers.retain(|name, _| name != "pct_applications"));
    let scores = scored(&rows, &load(&national()));
    let told: Vec<String> = scores.findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["warning[indicator-blank]: no firm has a value for indicator `pct_applications` of \
            `mst-2022`\n  help: no column for PCT专利申请量 (pct_applications): add it"]
    );
    let chinese: Vec<String> =
        scores.findings.iter().map(|finding| finding.in_language(Language::Zh)).collect();
    assert_eq!(
        chinese,
        ["警告[indicator-blank]: 指标体系“mst-2022”的指标“pct_applications”没有任何企业的值\n  \
          处理：请补充缺少的列：PCT专利申请量（pct_applications）"]
    );
}

#[test]
fn progress_ends_where_it_said_it_would() {
    #[derive(Default)]
    struct Counter {
        total: AtomicU64,
        done: AtomicU64,
    }
    impl Progress for Counter {
        fn begin(&self, stage: &Message, total: u64) {
            let said = Language::ALL.map(|language| stage.say(language));
            assert_eq!(said, ["scoring", "正在评分"]);
            self.total.store(total, Ordering::Relaxed);
        }
        fn advance(&self, units: u64) {
            self.done.fetch_add(units, Ordering::Relaxed);
        }
    }
    let (scorecard, counter) = (load(&national()), Counter::default());
    score(&firms(&cohort::plausible(10, 1), &scorecard), &scorecard, AS_OF, false, &counter);
    assert_eq!(counter.total.into_inner(), 36);
    assert_eq!(counter.done.into_inner(), 36);
}

#[test]
fn random_cohorts_show_what_they_should() {
    let (mut rows, mut scored, mut qualified, mut ties, mut rejected) = (0, 0, 0, 0, BTreeMap::new());
    let (mut routed, mut topped, mut taken_off, mut held) = (0, 0, 0, 0);
    for seed in 0..300 {
        let mut random = generator(seed);
        let card = load(&random_card::card(&mut random).to_string());
        let cohort = random_card::rows(30, &mut random);
        let scores = self::scored(&cohort, &card);
        rows += cohort.len();
        scored += scores.order.len();
        qualified += scores.qualified.iter().filter(|yes| **yes).count();
        held += scores.held();
        let points = |at: u32| scores.points[at as usize];
        ties += scores.order.windows(2).filter(|pair| points(pair[0]) == points(pair[1])).count();
        let firms = || scores.order.iter().map(|&at| at as usize);
        routed += firms().filter(|&at| card.route(scores.unmet[at]).is_some()).count();
        topped += firms().filter(|&at| scores.top[at].is_some()).count();
        let deduction = card.groups.iter().position(|group| group.id == "deduction");
        taken_off +=
            deduction.map_or(0, |group| firms().filter(|&at| scores.group_points[group][at] > 0.0).count());
        scores.rejected.codes().for_each(|(_, code)| *rejected.entry(code.as_str()).or_insert(0) += 1);
    }
    assert!(scored * 2 > rows, "{scored} of {rows} are scored");
    assert!(
        qualified * 20 > scored && held * 40 > scored && ties * 20 > scored,
        "{qualified} qualify, {held} are held, {ties} ties"
    );
    assert!(
        routed * 10 > scored && topped * 10 > scored && taken_off * 10 > scored,
        "{routed} on a route, {topped} in a top, {taken_off} with a deduction"
    );
    assert!(rejected.len() == 3 && rejected.values().all(|many| *many > 50), "{rejected:?}");
}

#[test]
fn a_top_holds_its_share_of_firms_rounded_up() {
    for percent in 1..=100_u32 {
        let card = load(&format!(
            "id = \"t\"\ntitle = \"t\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 0\nmissing = \
            \"zero\"\n\
             [[top]]\nid = \"t\"\nshare = {}\nwithin = []\n\
             [[indicator]]\nid = \"x\"\ntitle = \"x\"\nvalue = \"revenue\"\nweight = 100\n\
             curve = {{ reference = 100 }}\n",
            f64::from(percent) / 100.0
        ));
        // 28 % of 25 firms are 7, though 0.28 · 25 comes out a hair above.
        for firms in [1, 7, 25, 50, 100] {
            let row = |at: u32| Row::new(at.to_string()).number("revenue", f64::from(at));
            let scores = scored(&(0..firms).map(row).collect::<Vec<_>>(), &card);
            let first = scores.top.iter().filter(|top| top.is_some()).count() as u32;
            assert_eq!(first, (percent * firms).div_ceil(100), "{percent} % of {firms}");
        }
    }
}

#[test]
fn a_checklist_needs_no_points() {
    let card = load(
        "id = \"list\"\ntitle = \"list\"\nweights_basis = \"official\"\nscale = 0\ndecimals = 0\n\
         pass = \"hnte OR revenue > 100\"\n",
    );
    let rows = [Row::new("a").flag("hnte", true), Row::new("b").number("revenue", 5.0), Row::new("c")];
    let scores = scored(&rows, &card);
    assert_eq!(
        (scores.qualified, scores.points, scores.coverage),
        (vec![true, false, false], vec![0; 3], vec![1.0; 3])
    );
    assert_eq!(scores.rank, [1, 1, 1]);
}

#[test]
fn a_day_of_the_run_moves_stages() {
    let scorecard = load(&national());
    let row = cohort::plausible(1, 2)
        .remove(0)
        .date("founded", Date::constant(2020, 3, 1))
        .number("revenue", 100.0);
    let segment = |year: i16| {
        let firms = firms(std::slice::from_ref(&row), &scorecard);
        let scores = score(&firms, &scorecard, Date::constant(year, 6, 30), false, &Silent);
        scorecard.segments[usize::from(scores.segment[0])].id.clone()
    };
    assert_eq!([segment(2024), segment(2026), segment(2031)], ["start-up", "growth", "stable"]);
}
