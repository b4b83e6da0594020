//! The official scorecards against their tables, which are written down here a second time, from the
//! documents: every tier at its edge, just below and just above it; every gate, route and pass rule. And the
//! words local ones are made of: tops, bonus, deductions, so many of several.

use jifen::firms::Dictionary;
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::scorecard::{SCORECARDS, Scorecard};
use jifen::scoring::{Reasons, Scores, score};

use crate::engine::scoring::firms;
use crate::support::cohort::Row;
use crate::support::random_card::AS_OF;

fn card(id: &str) -> Scorecard {
    let source: Source = SCORECARDS.find(id, jifen::finding::Place::default()).expect("it is built in");
    Scorecard::load(&source, &Dictionary::built_in(), None).expect("it is sound").0
}

fn scored(card: &Scorecard, rows: &[Row]) -> Scores {
    score(&firms(rows, card), card, AS_OF, true, &Silent)
}

/// Points of one indicator or group, of one firm.
fn points(card: &Scorecard, id: &str, row: Row) -> f64 {
    let scores = scored(card, &[row]);
    if let Some(at) = card.indicators.iter().position(|indicator| indicator.id == id) {
        return scores.indicator_points[at][0];
    }
    let at = card.groups.iter().position(|group| group.id == id).unwrap_or_else(|| panic!("no {id}"));
    scores.group_points[at][0]
}

/// Checks a table of (bound, points), best first: the bound belongs to its tier, and so does a step to the
/// better side of it; a step to the other is in the next.
#[track_caller]
fn tiers(
    card: &Scorecard,
    id: &str,
    table: &[(f64, f64)],
    otherwise: f64,
    better: f64,
    row: impl Fn(f64) -> Row,
) {
    for (at, &(bound, expected)) in table.iter().enumerate() {
        let next = table.get(at + 1).map_or(otherwise, |(_, points)| *points);
        assert_eq!(points(card, id, row(bound)), expected, "{id} at {bound}");
        assert_eq!(points(card, id, row(bound + better)), expected, "{id} just better than {bound}");
        assert_eq!(points(card, id, row(bound - better)), next, "{id} just worse than {bound}");
    }
}

/// [`tiers`] where more is better.
#[track_caller]
fn at_least(
    card: &Scorecard,
    id: &str,
    table: &[(f64, f64)],
    otherwise: f64,
    step: f64,
    row: impl Fn(f64) -> Row,
) {
    tiers(card, id, table, otherwise, step, row);
}

/// [`tiers`] where less is better.
#[track_caller]
fn at_most(
    card: &Scorecard,
    id: &str,
    table: &[(f64, f64)],
    otherwise: f64,
    step: f64,
    row: impl Fn(f64) -> Row,
) {
    tiers(card, id, table, otherwise, -step, row);
}

/// A share in percent that is a shade beside its bound.
const SHADE: f64 = 1e-7;

/// A firm of which `part` is so many percent of `whole`.
fn share(part: &'static str, whole: &'static str) -> impl Fn(f64) -> Row {
    move |percent| Row::new("A").number(part, percent).number(whole, 100.0)
}

fn number(name: &'static str) -> impl Fn(f64) -> Row {
    move |value| Row::new("A").number(name, value)
}

/// Whether the firm qualifies, and what it lacks.
fn verdict(card: &Scorecard, row: &Row) -> (bool, Vec<String>) {
    let scores = scored(card, std::slice::from_ref(row));
    (
        scores.qualified[0],
        Reasons::new(&firms(std::slice::from_ref(row), card), card, &scores)
            .of(0)
            .iter()
            .map(ToString::to_string)
            .collect(),
    )
}

#[track_caller]
fn qualifies(card: &Scorecard, row: &Row) {
    assert_eq!(verdict(card, row), (true, vec![]));
}

#[track_caller]
fn fails(card: &Scorecard, row: &Row, reasons: &[&str]) {
    let (qualified, found) = verdict(card, row);
    assert!(!qualified, "it qualifies");
    assert_eq!(found, reasons);
}

#[test]
fn the_table_of_technology_smes() {
    let card = card("tech-sme-2017");
    let staff = [(30.0, 20.0), (25.0, 16.0), (20.0, 12.0), (15.0, 8.0), (10.0, 4.0)];
    at_least(&card, "staff", &staff, 0.0, SHADE, share("technical_staff", "employees"));
    let sales = [(6.0, 50.0), (5.0, 40.0), (4.0, 30.0), (3.0, 20.0), (2.0, 10.0)];
    at_least(&card, "rd_over_sales", &sales, 0.0, SHADE, share("rd_expense", "revenue"));
    at_least(&card, "rd", &sales, 0.0, SHADE, share("rd_expense", "revenue"));
    let costs = [(30.0, 50.0), (25.0, 40.0), (20.0, 30.0), (15.0, 20.0), (10.0, 10.0)];
    at_least(&card, "rd_over_costs", &costs, 0.0, SHADE, share("rd_expense", "total_costs"));
    at_least(&card, "rd", &costs, 0.0, SHADE, share("rd_expense", "total_costs"));
    at_least(&card, "class1", &[(1.0, 30.0)], 0.0, 0.5, number("ip_class1"));
    let second = [(4.0, 24.0), (3.0, 18.0), (2.0, 12.0), (1.0, 6.0)];
    at_least(&card, "class2", &second, 0.0, 0.5, number("ip_class2"));
    at_least(&card, "results", &second, 0.0, 0.5, number("ip_class2"));
    // The better of two ways, not their sum; one class I outweighs any class II.
    let both = Row::new("A").number("rd_expense", 20.0).number("revenue", 500.0).number("total_costs", 100.0);
    assert_eq!(points(&card, "rd", both), 30.0);
    assert_eq!(
        points(&card, "results", Row::new("A").number("ip_class1", 2.0).number("ip_class2", 9.0)),
        30.0
    );
}

/// Every share of whole numbers that is exactly a bound reaches it, however the quotient is rounded.
#[test]
fn a_share_of_exactly_the_bound_is_in_for_every_pair_of_whole_numbers() {
    let card = card("tech-sme-2017");
    let bounds = [(30, 20.0), (25, 16.0), (20, 12.0), (15, 8.0), (10, 4.0)];
    let pairs = (1..=500_i32).flat_map(|of| (0..=of).map(move |part| (part, of)));
    let exact: Vec<(i32, i32, f64)> = pairs
        .filter_map(|(part, of)| {
            let (_, points) = bounds.iter().find(|(bound, _)| part * 100 == bound * of)?;
            Some((part, of, *points))
        })
        .collect();
    assert!(exact.len() > 300);
    let rows: Vec<Row> = exact
        .iter()
        .map(|(part, of, _)| {
            let row = Row::new(format!("{part}/{of}"));
            row.number("technical_staff", f64::from(*part)).number("employees", f64::from(*of))
        })
        .collect();
    let scores = scored(&card, &rows);
    for (at, (part, of, points)) in exact.iter().enumerate() {
        assert_eq!(scores.indicator_points[0][at], *points, "{part} of {of}");
    }
}

/// 20 + 30 + 12 points, and every gate holds.
fn technology_sme() -> Row {
    let row = Row::new("A").number("technical_staff", 30.0).number("employees", 100.0);
    let row = row.number("rd_expense", 80.0).number("revenue", 2000.0).number("total_assets", 3000.0);
    on_no_register(row.number("ip_class2", 2.0))
}

/// The same, known to be on none of the registers that gates ask for.
fn on_no_register(row: Row) -> Row {
    let registers = ["prohibited_product", "major_accident", "research_misconduct", "abnormal", "dishonest"];
    registers.iter().fold(row.flag("resident_enterprise", true), |row, register| row.flag(register, false))
}

#[test]
fn gates_routes_and_pass_rule_of_technology_smes() {
    let card = card("tech-sme-2017");
    qualifies(&card, &technology_sme());
    // 56 points.
    let short = technology_sme().number("ip_class2", 1.0);
    fails(&card, &short, &["fewer than 60 points"]);
    // 60 points exactly: 30 + 30.
    let exact = technology_sme().number("technical_staff", 9.0).number("ip_class1", 1.0);
    fails(&card, &exact, &["no points for technical staff"]);
    qualifies(&card, &technology_sme().number("technical_staff", 10.0).number("ip_class1", 1.0));
    fails(
        &card,
        &on_no_register(
            Row::new("A").number("employees", 1.0).number("revenue", 1.0).number("total_assets", 1.0),
        ),
        &["fewer than 60 points", "no points for technical staff"],
    );
    for (field, title, limit, reason) in [
        ("employees", "职工总数", 500.0, "more than 500 employees"),
        ("revenue", "营业收入", 20000.0, "sales above 20,000 万元"),
        ("total_assets", "资产总额", 20000.0, "assets above 20,000 万元"),
    ] {
        let firm = |value: f64| {
            let row = technology_sme().number(field, value).flag("hnte", true);
            if field == "employees" { row.number("technical_staff", value) } else { row }
        };
        qualifies(&card, &firm(limit));
        fails(&card, &firm(limit + 0.01), &[reason]);
        // What is not known holds.
        let mut unknown = firm(limit);
        unknown.numbers.remove(field);
        fails(&card, &unknown, &[&format!("not known: {field} ({title})")]);
        assert!(scored(&card, &[unknown]).held[0]);
    }
    for (flag, title, holds, reason) in [
        ("resident_enterprise", "居民企业", true, "no resident enterprise"),
        ("prohibited_product", "禁止限制淘汰类产品", false, "prohibited, restricted or eliminated products"),
        ("major_accident", "重大安全质量环境事故", false, "major safety, quality or environmental accident"),
        ("research_misconduct", "科研严重失信", false, "serious research misconduct"),
        ("abnormal", "经营异常名录", false, "on the list of abnormal operations"),
        ("dishonest", "失信被执行人", false, "on the list of serious dishonesty"),
    ] {
        qualifies(&card, &technology_sme().flag(flag, holds));
        // Gates hold on every route.
        fails(&card, &technology_sme().flag(flag, !holds).flag("hnte", true), &[reason]);
        let mut silent = technology_sme();
        silent.flags.remove(flag);
        fails(&card, &silent, &[&format!("not known: {flag} ({title})")]);
        assert!(scored(&card, &[silent]).held[0]);
    }
    // All faults, not the first.
    let many = technology_sme().number("employees", 501.0).flag("abnormal", true).number("ip_class2", 0.0);
    fails(
        &card,
        &many,
        &[
            "more than 500 employees",
            "on the list of abnormal operations",
            "fewer than 60 points",
            "no points for technical staff",
        ],
    );
    routes(
        &card,
        &short,
        &[
            ("hnte", |row| row.flag("hnte", true)),
            ("award", |row| row.flag("national_science_award", true)),
            ("rd-body", |row| row.text("rd_body", "省级")),
            ("standard", |row| row.number("standards_led", 1.0)),
        ],
    );
    fails(&card, &short.clone().text("rd_body", "市级"), &["fewer than 60 points"]);
    fails(&card, &short.number("standards_led", 0.0), &["fewer than 60 points"]);
}

/// A change to a row.
type Change = fn(Row) -> Row;

/// Each route alone qualifies `short`, which has too few points, and is named.
#[track_caller]
fn routes(card: &Scorecard, short: &Row, routes: &[(&str, Change)]) {
    assert_eq!(card.routes.len(), routes.len());
    for (id, take) in routes {
        let row = take(short.clone());
        qualifies(card, &row);
        let scores = scored(card, &[row]);
        let route = card.route(scores.unmet[0]).map(|at| card.conditions[card.routes[at]].id.as_deref());
        assert_eq!(route, Some(Some(*id)));
    }
}

#[test]
fn the_table_of_innovative_smes() {
    let card = card("innovative-sme-2022");
    for (field, expected) in
        [("ip_class1_high_value", 20.0), ("ip_class1_self", 15.0), ("ip_class1", 10.0), ("ip_class2", 5.0)]
    {
        at_least(&card, "ip", &[(1.0, expected)], 0.0, 0.5, number(field));
    }
    let all = Row::new("A").number("ip_class2", 3.0).number("ip_class1", 1.0).number("ip_class1_self", 1.0);
    assert_eq!(points(&card, "ip", all), 15.0);
    let rd = [(5.0, 20.0), (3.0, 15.0), (2.0, 10.0), (1.0, 5.0)];
    at_least(&card, "rd_intensity", &rd, 0.0, SHADE, share("rd_expense", "revenue"));
    let growth = [(15.0, 20.0), (10.0, 15.0), (5.0, 10.0), (0.0, 5.0)];
    let grown = |percent: f64| {
        Row::new("A").number("main_revenue", 100.0 + percent).number("main_revenue_prev", 100.0)
    };
    at_least(&card, "main_growth", &growth, 0.0, SHADE, grown);
    let debt = [(55.0, 10.0), (75.0, 5.0)];
    at_most(&card, "debt_ratio", &debt, 0.0, SHADE, share("total_liabilities", "total_assets"));
    assert_eq!(points(&card, "debt_ratio", Row::new("A")), 0.0);
    for (strategic, expected) in [(Some(true), 10.0), (Some(false), 5.0), (None, 0.0)] {
        assert_eq!(points(&card, "field", Row::new("A").flag("strategic_industry", strategic)), expected);
    }
    let main = [(70.0, 20.0), (60.0, 15.0), (55.0, 10.0), (50.0, 5.0)];
    at_least(&card, "main_share", &main, 0.0, SHADE, share("main_revenue", "revenue"));
}

/// 20 innovation, 15 growth, 25 specialisation: 60 points.
fn innovative_sme() -> Row {
    let row =
        Row::new("A").number("rd_expense", 50.0).number("revenue", 1000.0).number("main_revenue", 700.0);
    let row = row.number("main_revenue_prev", 660.0).number("total_assets", 100.0);
    row.number("total_liabilities", 70.0).flag("strategic_industry", Some(false))
}

#[test]
fn minimum_points_and_routes_of_innovative_smes() {
    let card = card("innovative-sme-2022");
    qualifies(&card, &innovative_sme());
    assert_eq!(points(&card, "total", innovative_sme()), 60.0);
    // 59 is no number of points the table gives; 55 is.
    let short = innovative_sme().number("total_liabilities", 76.0);
    fails(&card, &short, &["fewer than 60 points", "fewer than 15 points for growth"]);
    // 35 innovation, 10 growth, 25 specialisation.
    let slow = short.clone().number("ip_class1_self", 1.0);
    fails(&card, &slow, &["fewer than 15 points for growth"]);
    // 15 innovation, 30 growth, 25 specialisation.
    let idle = innovative_sme().number("rd_expense", 30.0).number("main_revenue_prev", 500.0);
    fails(&card, &idle.number("total_liabilities", 0.0), &["fewer than 20 points for innovation"]);
    // 40 innovation, 30 growth, 10 specialisation.
    let broad = innovative_sme().number("ip_class1_high_value", 1.0).number("main_revenue", 520.0);
    let broad = broad.number("main_revenue_prev", 400.0).number("total_liabilities", 0.0);
    qualifies(&card, &broad.clone().number("main_revenue", 550.0));
    fails(&card, &broad, &["fewer than 15 points for specialisation"]);
    routes(
        &card,
        &short,
        &[
            ("award", |row| row.number("awards_3y", 1.0)),
            ("certificate", |row| row.flag("innovation_demonstration", true)),
            ("rd-body", |row| row.text("rd_body", "国家级")),
            ("equity", |row| row.number("equity_3y", 500.0)),
        ],
    );
    qualifies(&card, &short.clone().flag("hnte", true));
    let beside = short.number("equity_3y", 499.99).number("awards_3y", 0.0).text("rd_body", "市级");
    fails(&card, &beside, &["fewer than 60 points", "fewer than 15 points for growth"]);
}

#[test]
fn the_table_of_specialised_smes() {
    let card = card("specialized-sme-2022");
    let main = [(80.0, 5.0), (70.0, 3.0), (60.0, 1.0)];
    at_least(&card, "main_share", &main, 0.0, SHADE, share("main_revenue", "revenue"));
    let growth = [(10.0, 10.0), (8.0, 8.0), (6.0, 6.0), (4.0, 4.0), (0.0, 2.0)];
    // Last year stood still, so the mean of two years is half of this year's growth.
    let grown = |mean: f64| {
        let row = Row::new("A").number("main_revenue", 100.0 + 2.0 * mean).number("main_revenue_prev", 100.0);
        row.number("main_revenue_prev2", 100.0)
    };
    at_least(&card, "main_growth", &growth, 0.0, SHADE, grown);
    let years = [(10.0, 5.0), (8.0, 4.0), (6.0, 3.0), (4.0, 2.0), (2.0, 1.0)];
    at_least(&card, "niche", &years, 0.0, 0.01, number("niche_years"));
    assert_eq!(points(&card, "niche", number("niche_years")(40.0)), 5.0);
    for (role, expected) in
        [("补短板填空白", 5.0), ("六基老字号或配套", 3.0), ("其他", 0.0), ("不在表内", 0.0)]
    {
        assert_eq!(points(&card, "field", Row::new("A").text("niche_role", role)), expected, "{role}");
    }
    at_least(&card, "digital", &[(3.0, 5.0), (2.0, 3.0)], 0.0, 0.5, number("digital_level"));
    assert_eq!(points(&card, "digital", number("digital_level")(1.0)), 0.0);
    for (items, expected) in [(0.0, 0.0), (1.0, 3.0), (2.0, 5.0), (3.0, 5.0), (4.0, 5.0)] {
        assert_eq!(points(&card, "quality", number("quality_items")(items)), expected, "{items} items");
    }
    let margin = [(10.0, 10.0), (8.0, 8.0), (6.0, 6.0), (4.0, 4.0), (2.0, 2.0)];
    at_least(&card, "margin", &margin, 0.0, SHADE, share("net_profit", "revenue"));
    let debt = [(50.0, 5.0), (60.0, 3.0), (70.0, 1.0)];
    at_most(&card, "debt_ratio", &debt, 0.0, SHADE, share("total_liabilities", "total_assets"));
    for (field, expected) in
        [("ip_class1_high_value", 10.0), ("ip_class1_self", 8.0), ("ip_class1", 6.0), ("ip_class2", 2.0)]
    {
        at_least(&card, "ip", &[(1.0, expected)], 0.0, 0.5, number(field));
    }
    let amount = [(500.0, 10.0), (400.0, 8.0), (300.0, 6.0), (200.0, 4.0), (100.0, 2.0)];
    at_least(&card, "rd", &amount, 0.0, 0.01, number("rd_expense"));
    let rd_share = [(10.0, 10.0), (8.0, 8.0), (6.0, 6.0), (4.0, 4.0), (3.0, 2.0)];
    at_least(&card, "rd", &rd_share, 0.0, SHADE, |percent| {
        Row::new("A").number("rd_expense", percent / 10.0).number("revenue", 10.0)
    });
    let both = Row::new("A").number("rd_expense", 400.0).number("revenue", 20000.0);
    assert_eq!(points(&card, "rd", both), 8.0);
    at_least(
        &card,
        "rd_staff",
        &[(20.0, 5.0), (10.0, 3.0), (5.0, 1.0)],
        0.0,
        SHADE,
        share("rd_staff", "employees"),
    );
    for (body, expected) in [("国家级", 10.0), ("省级", 8.0), ("市级", 4.0), ("市级以下", 2.0), ("无", 0.0)]
    {
        assert_eq!(points(&card, "rd_body", Row::new("A").text("rd_body", body)), expected, "{body}");
    }
    // Of 100 the province gives 15.
    assert_eq!(card.groups.iter().map(|group| group.reserved).sum::<f64>(), 15.0);
}

/// 60 points: 5 + 10 + 5 + 0, 0 + 0 + 10 + 5, 5 + 0 + 10 + 10.
fn specialised_sme() -> Row {
    let row =
        Row::new("A").number("niche_years", 10.0).number("revenue", 1000.0).number("main_revenue", 900.0);
    let row = row.number("main_revenue_prev", 800.0).number("main_revenue_prev2", 700.0);
    let row = row.number("net_profit", 100.0).number("total_assets", 100.0).number("total_liabilities", 50.0);
    let row = row.number("rd_expense", 100.0).number("rd_staff", 20.0).number("employees", 100.0);
    row.number("ip_class1_high_value", 1.0)
}

#[test]
fn conditions_and_routes_of_specialised_smes() {
    let card = card("specialized-sme-2022");
    assert_eq!(points(&card, "total", specialised_sme()), 60.0);
    qualifies(&card, &specialised_sme());
    let short = specialised_sme().number("ip_class1_high_value", 0.0).number("ip_class1_self", 1.0);
    assert_eq!(points(&card, "total", short.clone()), 58.0);
    fails(&card, &short, &["fewer than 60 points, and no direct route"]);
    let rich = |row: Row| row.flag("leading_award", true);
    let niche = "less than two years in the niche";
    qualifies(&card, &rich(specialised_sme().number("niche_years", 2.0)));
    fails(&card, &rich(specialised_sme().number("niche_years", 1.9)), &[niche]);
    let rd = "R&D below 100 万元 or below 3 % of revenue";
    fails(&card, &rich(specialised_sme().number("rd_expense", 99.99)), &[rd]);
    qualifies(&card, &rich(specialised_sme().number("rd_expense", 120.0).number("revenue", 4000.0)));
    fails(&card, &rich(specialised_sme().number("rd_expense", 119.99).number("revenue", 4000.0)), &[rd]);
    let size = "revenue below 1,000 万元 without 2,000 万元 of new equity in two years";
    let small = rich(specialised_sme().number("revenue", 999.99));
    fails(&card, &small, &["not known: equity_2y (近两年新增股权融资)"]);
    qualifies(&card, &small.clone().number("equity_2y", 2000.0));
    fails(&card, &small.number("equity_2y", 1999.99), &[size]);
    routes(
        &card,
        &short,
        &[
            ("award", |row| row.flag("leading_award", true)),
            ("rd-mean", |row| row.number("rd_expense_prev", 1900.0)),
            ("equity", |row| row.number("equity_2y", 6000.0)),
            ("maker-china", |row| row.flag("maker_china", true)),
        ],
    );
    let beside = short.number("rd_expense_prev", 1899.99).number("equity_2y", 5999.99);
    fails(&card, &beside, &["fewer than 60 points, and no direct route"]);
}

/// A firm with the four attributes, each at its bound.
fn innovator() -> Row {
    let row = Row::new("A").number("rd_expense", 5.0).number("rd_expense_prev", 4.0);
    let row = row.number("rd_expense_prev2", 3.2).number("revenue", 100.0).number("revenue_prev", 80.0);
    let row = row.number("revenue_prev2", 64.0).number("rd_staff", 10.0).number("employees", 100.0);
    row.number("invention_patents_used", 7.0)
}

#[test]
fn the_checklist_of_star_attributes() {
    let card = card("star-attribute-2024");
    qualifies(&card, &innovator());
    let rest = "no internationally leading technology recognised by an authority, no national science award \
        used in the \
                main business, leads no national major project, no key product that replaces imports, fewer \
                than 50 \
                patents for inventions in use";
    let lacks = |row: &Row, reason: &str| fails(&card, row, &[&format!("none of: {reason}, {rest}")]);
    lacks(
        &innovator().number("rd_expense", 4.99),
        "R&D of three years below 5 % of their revenue and below 8,000 万元",
    );
    lacks(&innovator().number("rd_staff", 9.0), "R&D staff below 10 % of employees");
    lacks(
        &innovator().number("invention_patents_used", 6.0),
        "fewer than 7 patents for inventions used in the main business",
    );
    let slow = innovator().number("revenue", 99.9).number("rd_expense", 6.0);
    lacks(&slow, "compound revenue growth below 25 % and revenue below 30,000 万元");
    // The other way of each pair: 8,000 万元 of R&D, 30,000 万元 of revenue.
    let large = |rd: f64, revenue: f64| {
        let row = innovator().number("rd_expense", rd).number("rd_expense_prev", 0.0);
        row.number("rd_expense_prev2", 0.0).number("revenue", revenue).number("revenue_prev", 1e6)
    };
    qualifies(&card, &large(8000.0, 30000.0));
    lacks(
        &large(7999.99, 30000.0).number("revenue_prev2", 20000.0),
        "R&D of three years below 5 % of their revenue and below 8,000 万元",
    );
    lacks(
        &large(8000.0, 29999.99).number("revenue_prev2", 20000.0),
        "compound revenue growth below 25 % and revenue below 30,000 万元",
    );
    for flag in ["leading_technology", "national_award_used", "national_major_project", "import_substitution"]
    {
        qualifies(&card, &Row::new("A").number("employees", 1.0).flag(flag, true));
    }
    qualifies(&card, &Row::new("A").number("invention_patents_used", 50.0));
    assert!(!verdict(&card, &Row::new("A").number("invention_patents_used", 49.0)).0);
    assert_eq!(scored(&card, &[innovator()]).points, [0]);
}

/// A scorecard of one indicator, worth as many points as the firm has employees, and what `rest` adds.
fn headcount(rest: &str) -> Scorecard {
    crate::engine::scoring::load(&format!(
        "id = \"h\"\ntitle = \"h\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 0\nmissing = \
        \"zero\"\n{rest}\n\
         [[indicator]]\nid = \"heads\"\ntitle = \"Heads\"\nvalue = \"employees\"\ncurve = {{ linear = {{ \
         low = 0, high = \
         100 }} }}\nweight = 100\n"
    ))
}

#[test]
fn tops_are_counted_where_they_say() {
    let stages = "[[segment]]\nid = \"small\"\ntitle = \"s\"\nwhen = \"employees < 50\"\n[[segment]]\nid = \
        \"large\"\ntitle = \"l\"\n";
    let tops = |within: &str| {
        format!(
            "{stages}[[top]]\nid = \"lead\"\nshare = 0.05\nwithin = {within}\n[[top]]\nid = \"rise\"\nshare \
            = 0.2\nwithin = {within}\n"
        )
    };
    // 40 small firms and 15 large ones; two large ones share the first place.
    let firm = |at: u32, heads: u32| Row::new(format!("{at:02}")).number("employees", f64::from(heads));
    let rows: Vec<Row> = (0..40)
        .map(|at| firm(at, at + 1))
        .chain((0..15).map(|at| firm(at + 40, (at + 60).min(73))))
        .collect();
    let members = |within: &str, top: u16| -> Vec<usize> {
        let scores = scored(&headcount(&tops(within)), &rows);
        (0..rows.len()).filter(|&at| scores.top[at] == Some(top)).collect()
    };
    // 5 % of 40 are 2; of 15, rounded up, 1, and a second firm has the same rank.
    assert_eq!(members("[\"segment\"]", 0), [38, 39, 53, 54]);
    // 20 % of 40 are 8, the better top's 2 among them; of 15 they are 3.
    assert_eq!(members("[\"segment\"]", 1), [32, 33, 34, 35, 36, 37, 52]);
    // Of all 55 firms 3 and 11.
    assert_eq!(members("[]", 0), [52, 53, 54]);
    assert_eq!(members("[]", 1), [44, 45, 46, 47, 48, 49, 50, 51]);
}

#[test]
fn a_bonus_comes_on_top_and_deductions_never_go_below_nothing() {
    let card = headcount(
        "[bonus]\ncap = 10\n[[bonus.indicator]]\nid = \"giant\"\ntitle = \"g\"\nvalue = \
        \"little_giant\"\ncurve = \"flag\"\nweight = \
         8\n[[bonus.indicator]]\nid = \"hnte\"\ntitle = \"h\"\nvalue = \"hnte\"\ncurve = \"flag\"\nweight = \
         7\n\
         [deduction]\n[[deduction.indicator]]\nid = \"accident\"\ntitle = \"a\"\nvalue = \
         \"major_accident\"\ncurve = \
         \"flag\"\nweight = 25\n",
    );
    let firm = |heads: f64, giant: bool, hnte: bool, accident: bool| {
        let row = Row::new("A").number("employees", heads).flag("little_giant", giant).flag("hnte", hnte);
        let scores = scored(&card, &[row.flag("major_accident", accident)]);
        (scores.points[0], scores.coverage[0])
    };
    assert_eq!(firm(60.0, false, false, false), (60, 1.0));
    assert_eq!(firm(60.0, true, false, false), (68, 1.0));
    // 15 of bonus are 10 by the cap, and the whole may pass the scale.
    assert_eq!(firm(100.0, true, true, false), (110, 1.0));
    assert_eq!(firm(60.0, true, true, true), (45, 1.0));
    assert_eq!(firm(20.0, false, false, true), (0, 1.0));
    let ids: Vec<&str> = card.groups.iter().map(|group| group.id.as_str()).collect();
    assert_eq!(ids, ["total", "base", "bonus", "deduction"]);
    // What is said of neither bonus nor deduction counts for nothing in coverage.
    let silent = scored(&card, &[Row::new("A").number("employees", 60.0)]);
    assert_eq!((silent.points[0], silent.coverage[0]), (60, 1.0));
}

#[test]
fn so_many_of_several_conditions() {
    let card = headcount(
        "[[gate]]\nid = \"two\"\nreason = \"fewer than two of three\"\nat_least = { count = 2, of = [{ when \
        = \"hnte\" }, { when = \
         \"tech_sme\" }, { when = \"little_giant\", unknown = \"pass\" }] }\n",
    );
    for (hnte, tech, giant, holds) in [
        (Some(true), Some(true), Some(false), true),
        (Some(true), None, None, true),
        (Some(false), None, None, false),
        (None, Some(true), Some(false), false),
        (Some(true), Some(true), Some(true), true),
    ] {
        let row = Row::new("A").number("employees", 5.0).flag("hnte", hnte).flag("tech_sme", tech);
        let (qualified, reasons) = verdict(&card, &row.flag("little_giant", giant));
        assert_eq!(qualified, holds, "{hnte:?} {tech:?} {giant:?}");
        assert_eq!(reasons.is_empty(), holds);
    }
}
