//! Unit slips planted in a plausible, heavy-tailed cohort: how many are found, and how many honest amounts
//! are suspected.

use std::collections::BTreeSet;
use std::fmt::Write;

use jifen::finding::Code;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

use super::read;

/// Money columns: median in 万元 as exp(a), how much it follows the firm's size, its own spread, and its share
/// of firms. The spreads are of natural logarithms.
const MONEY: [(&str, f64, f64, f64, f64); 9] = [
    ("资产总额(万元)", 8.4, 1.0, 0.8, 1.0),
    ("营业收入(万元)", 8.0, 1.0, 0.7, 1.0),
    ("上年营业收入(万元)", 7.9, 1.0, 0.8, 1.0),
    ("研发费用(万元)", 5.2, 1.0, 1.0, 1.0),
    ("上年研发费用(万元)", 5.1, 1.0, 1.1, 1.0),
    ("研发费用加计扣除所得税减免额(万元)", 3.3, 1.0, 1.1, 0.9),
    ("注册资本(万元)", 6.0, 0.6, 1.0, 1.0),
    ("技术合同成交额(万元)", 5.0, 0.7, 1.4, 0.3),
    ("融资需求金额(万元)", 6.2, 0.7, 1.0, 0.8),
];
/// The columns in which slips are planted: all but the contracts, whose honest spread is nearly that of a
/// slip.
const PLANTED: [usize; 8] = [0, 1, 2, 3, 4, 5, 6, 8];

struct Cohort {
    text: String,
    /// (line, column) of each planted slip.
    planted: BTreeSet<(u32, usize)>,
}

/// Firms whose size has a natural standard deviation of 1.8, one in `every` with one amount `factor` times
/// off.
fn cohort(firms: usize, every: usize, factor: f64) -> Cohort {
    let mut random = ChaCha8Rng::seed_from_u64(20_250_630);
    let normal = |random: &mut ChaCha8Rng| -> f64 { StandardNormal.sample(random) };
    let mut text = String::from("企业名称,职工总数");
    MONEY.iter().for_each(|(header, ..)| text.extend([",", header]));
    let mut planted = BTreeSet::new();
    for firm in 0..firms {
        let size = 1.8 * normal(&mut random);
        let staff = (4.0 + 0.8 * size + 0.5 * normal(&mut random)).exp().ceil();
        let _ = write!(text, "\n第{firm}号,{staff}");
        let slipped = (firm % every == 0).then(|| PLANTED[random.random_range(0..PLANTED.len())]);
        for (column, (_, median, follows, spread, share)) in MONEY.into_iter().enumerate() {
            let amount = (median + follows * size + spread * normal(&mut random)).exp();
            let known = random.random::<f64>() < share;
            let slips = slipped == Some(column) && known;
            if slips {
                planted.insert((firm as u32 + 2, column));
            }
            match known {
                true => write!(text, ",{:.8}", amount * if slips { factor } else { 1.0 }),
                false => write!(text, ",0"),
            }
            .expect("a string takes text");
        }
    }
    Cohort { text, planted }
}

fn suspected(text: &str) -> BTreeSet<(u32, usize)> {
    let intake = read(text.as_bytes(), "id = \"企业名称\"").unwrap();
    let slips = intake.findings.iter().filter(|finding| finding.code == Code::UnitSlip);
    slips
        .map(|finding| {
            let header = finding.place.column.as_deref().expect("a slip has a column");
            let column = MONEY.iter().position(|(money, ..)| *money == header).expect("a money column");
            (finding.place.line.expect("a slip has a line"), column)
        })
        .collect()
}

#[test]
fn slips_of_ten_thousand_are_found_and_honest_firms_left_alone() {
    for factor in [1e4, 1e-4] {
        let cohort = cohort(40_000, 100, factor);
        let found = suspected(&cohort.text);
        let hits = found.intersection(&cohort.planted).count();
        let detected = hits as f64 / cohort.planted.len() as f64;
        let false_alarms = (found.len() - hits) as f64 / 40_000.0;
        eprintln!(
            "factor {factor}: {detected:.4} of {} found, {false_alarms:.6} false alarms a firm",
            cohort.planted.len()
        );
        assert!(detected > 0.9, "{detected}");
        assert!(false_alarms < 0.001, "{false_alarms}");
    }
}

#[test]
fn the_message_names_the_cell_and_the_factor() {
    let cohort = cohort(2_000, 2_000, 1e4);
    let intake = read(cohort.text.as_bytes(), "id = \"企业名称\"").unwrap();
    let planted = cohort.planted.first().expect("one slip");
    let slip = intake.findings.iter().find(|f| f.code == Code::UnitSlip && f.place.line == Some(planted.0));
    let slip = slip.expect("the slip is found").to_string();
    let cell =
        cohort.text.lines().nth(planted.0 as usize - 1).and_then(|line| line.split(',').nth(planted.1 + 2));
    assert!(slip.contains(&format!("`{}` is about 1", cell.unwrap_or_default())), "{slip}");
    assert_eq!(intake.firms.len, 2_000);
}

/// What is said of whole columns where all amounts of those at `slipped` are `factor` times as large.
fn whole(text: &str, slipped: &[usize], factor: f64) -> Vec<(Option<String>, String)> {
    let line = |(at, line): (usize, &str)| {
        let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        for &column in slipped.iter().filter(|_| at > 0) {
            cells[column] = (cells[column].parse::<f64>().expect("an amount") * factor).to_string();
        }
        cells.join(",") + "\n"
    };
    let intake = read(text.lines().enumerate().map(line).collect::<String>().as_bytes(), "id = \"企业名称\"");
    let findings = intake.unwrap().findings;
    let whole = findings.iter().filter(|finding| finding.place.line.is_none());
    whole.map(|one| (one.place.column.as_ref().map(ToString::to_string), one.message.to_string())).collect()
}

#[test]
fn a_whole_column_in_the_wrong_unit_is_named_once() {
    let Cohort { text, .. } = cohort(2_000, 3_000, 1.0);
    // Columns of the text: the name and the staff stand before the amounts.
    for (slipped, factor, said) in [
        (4, 1e4, "the column's median is about 10,000 times the value expected from 营业收入(万元)"),
        (3, 1e4, "about 10,000 times the value expected from "),
        (3, 1e-4, "about 1/10,000 of the value expected from "),
        (2, 1e4, "the column's median is about 10,000 times the value expected from 营业收入(万元)"),
    ] {
        let found = whole(&text, &[slipped], factor);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].0.as_deref(), Some(MONEY[slipped - 2].0), "{found:?}");
        assert!(found[0].1.contains(said), "{found:?}");
    }
}

#[test]
fn where_two_columns_alone_do_not_fit_both_are_named() {
    let Cohort { text, .. } = cohort(200, 300, 1.0);
    // Nothing but the revenue of two years.
    let two = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{},{},{}\n", cells[0], cells[3], cells[4])
    };
    let text: String = text.lines().map(two).collect();
    for slipped in [1, 2] {
        let found = whole(&text, &[slipped], 1e4);
        assert_eq!((found.len(), &found[0].0), (1, &None), "{found:#?}");
        let (header, message) = ("营业收入(万元)", &found[0].1);
        assert!(
            message.contains(&format!("上年{header} is about"))
                && message.contains(&format!(", or {header} is about")),
            "{message}"
        );
    }
    // The staff tells which of the two it is.
    let found = whole(&cohort(200, 300, 1.0).text, &[3, 4], 1e4);
    assert_eq!((found.len(), found[0].0.as_deref()), (1, Some("营业收入(万元)")), "{found:#?}");
}

#[test]
fn a_small_cohort_says_nothing_of_its_peers() {
    let Cohort { text, .. } = cohort(20, 5, 1e4);
    assert!(suspected(&text).is_empty());
}

/// `firms` with the amounts `of` gives for each, in 万元, under `headers`; `""` where nothing is known.
fn table(headers: &[&str], firms: u32, of: impl Fn(u32) -> Vec<Option<f64>>) -> String {
    let mut text = format!("企业名称,{}", headers.join(","));
    for firm in 0..firms {
        let _ = write!(text, "\n第{firm}号");
        for amount in of(firm) {
            let _ = write!(text, ",{}", amount.map(|amount| format!("{amount:.8}")).unwrap_or_default());
        }
    }
    text
}

/// Between 1 and 10, different for each firm and column.
fn spread(firm: u32, column: u32) -> f64 {
    f64::from((firm * 31 + column * 17).wrapping_mul(2_654_435_769) >> 16) / 65_536.0 * 9.0 + 1.0
}

#[test]
fn a_slip_is_found_in_a_column_that_only_large_firms_have() {
    let headers = ["资产总额(万元)", "营业收入(万元)", "上年营业收入(万元)", "技术合同成交额(万元)"];
    let text = |slipped: u32, factor: f64| {
        table(&headers, 1_000, |firm| {
            let large = firm % 5 == 0;
            let size = if large { 1e5 } else { 10.0 };
            let contracts = large.then(|| spread(firm, 3) * if firm == slipped { factor } else { 1.0 });
            let usual = (0..3).map(|column| Some(spread(firm, column) * size));
            usual.chain([contracts]).collect()
        })
    };
    assert_eq!(suspected(&text(0, 1.0)), BTreeSet::new());
    for factor in [1e4, 1e-4] {
        assert_eq!(suspected(&text(500, factor)), BTreeSet::from([(502, 7)]), "{factor}");
    }
}

#[test]
fn firms_of_few_amounts_are_held_against_their_column() {
    for headers in [vec!["营业收入(万元)"], vec!["营业收入(万元)", "净利润(万元)"]] {
        let text = |factor: f64| {
            table(&headers, 1_000, |firm| {
                let columns = 0..headers.len() as u32;
                let slips = |column| if (firm, column) == (400, 0) { factor } else { 1.0 };
                columns.map(|column| Some(spread(firm, column) * 100.0 * slips(column))).collect()
            })
        };
        for (factor, times) in [(1e7, "1,000,000 or more times"), (1e-7, "1/1,000,000 or less of")] {
            let intake = read(text(factor).as_bytes(), "id = \"企业名称\"").unwrap();
            let slips: Vec<_> = intake.findings.iter().filter(|f| f.code == Code::UnitSlip).collect();
            assert_eq!(slips.len(), 1, "{slips:#?}");
            assert_eq!(slips[0].place.line, Some(402));
            assert!(
                slips[0].message.to_string().ends_with(&format!("is about {times} the column's median")),
                "{}",
                slips[0]
            );
        }
        // Firms differ by four decades honestly.
        assert_eq!(suspected(&text(1e4)), BTreeSet::new());
    }
}

#[test]
fn honest_firms_of_two_amounts_are_left_alone() {
    let Cohort { text, .. } = cohort(40_000, 100_000, 1.0);
    let two: String = text
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!("{},{},{}\n", cells[0], cells[3], cells[5])
        })
        .collect();
    assert!(two.starts_with("企业名称,营业收入(万元),研发费用(万元)"));
    assert_eq!(suspected(&two), BTreeSet::new());
}
