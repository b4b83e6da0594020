//! Amounts of every built-in programme with terms, by hand from its document.

use jifen::programmes::{Absence, Bearer, Money};

use super::{Case, by_bearer, wan};

const RATES: &str = "[programmes.loan]\nbasis = \"local\"\nrate = 3.6\n";

fn case<'a>(day: &'a str, programmes: &'a str, firms: &'a [&'a str]) -> Case<'a> {
    Case { day, kind: "bank", programmes, firms }
}

#[test]
fn the_special_guarantee_divides_a_loss_by_the_kind_of_firm() {
    let used = "use = [\"special-guarantee-2024\"]\n";
    let firms = [
        "loan_demand=2000 little_giant=是",
        "loan_demand=2000 hnte=是",
        "loan_demand=2000 tech_sme=是 stage=growth",
        "loan_demand=2000 tech_sme=是 stage=stable",
        "loan_demand=5000 specialized_sme=是",
        "loan_demand=2000 innovative_sme=是",
        "loan_demand=500 tech_sme=是 stage=start-up",
        "loan_demand=500.01 hnte=是 tech_sme=否",
    ];
    let outcome = case("2025-12-31", used, &firms).carried_out();
    let four = |bank, province, fund, guarantor| {
        by_bearer(&[
            (Bearer::Bank, bank),
            (Bearer::Province, province),
            (Bearer::Fund, fund),
            (Bearer::Guarantor, guarantor),
        ])
    };
    let borne = |firm: usize| outcome.grant(firm).borne;
    assert_eq!(borne(0), four(400.0, 400.0, 800.0, 400.0));
    assert_eq!(borne(1), four(400.0, 400.0, 700.0, 500.0));
    // The points route: 35 % for a technology SME in its growth stage, 30 % in its stable one.
    assert_eq!(borne(2), four(400.0, 400.0, 700.0, 500.0));
    assert_eq!(borne(3), four(400.0, 400.0, 600.0, 600.0));
    // 3,000 of 5,000 are covered: the bank bears 2,000 alone and 20 % of the rest.
    assert_eq!(borne(4), four(2_600.0, 600.0, 1_200.0, 600.0));
    assert_eq!(borne(5), four(400.0, 400.0, 600.0, 600.0));
    // The fee is 0.5 % a year above 500 万元, else 0.3 %: of 500 that is 1.5 a year, for three years. The
    // guarantor pays it, so that the firm pays none.
    let fee = |firm| outcome.offer(firm, "special-guarantee-2024").expect("in it").fee;
    assert_eq!(fee(6), [wan(1.5), wan(4.5)]);
    assert_eq!(fee(7), [Money::of_fen(2_500_050), Money::of_fen(7_500_150)]);
    assert_eq!(fee(4), [wan(15.0), wan(45.0)]);
    assert_eq!(outcome.grant(4).fees, Money::ZERO);
}

#[test]
fn a_firm_of_no_kind_is_not_in_the_special_guarantee_and_an_unknown_kind_is_not_known_to_be() {
    let used = "use = [\"special-guarantee-2024\"]\n";
    let none = "little_giant=否 specialized_sme=否 national_major_project=否 hnte=否 tech_sme=否 \
        innovative_sme=否";
    let outcome = case("2025-12-31", used, &[none, "hnte=否 little_giant=否"]).carried_out();
    assert_eq!(outcome.offer(0, "special-guarantee-2024"), Err(&vec![Absence::Unmet(1)]));
    assert_eq!(outcome.offer(1, "special-guarantee-2024"), Err(&vec![Absence::Unknown(1)]));
    assert_eq!(outcome.grant(0).borne, by_bearer(&[(Bearer::Bank, 1_000.0)]));
    let insurer = Case { kind: "insurer", ..case("2025-12-31", used, &["hnte=是"]) };
    assert_eq!(insurer.carried_out().offer(0, "special-guarantee-2024"), Err(&vec![Absence::Unmet(0)]));
    let guarantor = Case { kind: "guarantee-fund", ..case("2025-12-31", used, &["hnte=是"]) };
    assert_eq!(guarantor.carried_out().is_in("special-guarantee-2024"), [true]);
}

#[test]
fn mianyang_caps_the_principal_by_revenue_and_bears_more_of_a_first_loan() {
    let used = "use = [\"mianyang-risk-compensation\"]\n";
    let revenues = ["1999.99", "2000", "10000", "10000.01", "50000", "50000.01"];
    let mut firms: Vec<String> = revenues
        .iter()
        .map(|revenue| format!("region=510703 loan_demand=3000 first_loan=否 revenue={revenue}"))
        .collect();
    firms.push("region=510703 loan_demand=3000 first_loan=是 revenue=10000".to_owned());
    firms.push("region=510703 loan_demand=300 first_loan=是 revenue=100".to_owned());
    firms.push("region=510703 loan_demand=300".to_owned());
    firms.push("region=510104 loan_demand=300 revenue=100".to_owned());
    let firms: Vec<&str> = firms.iter().map(String::as_str).collect();
    let outcome = case("2025-12-31", used, &firms).carried_out();
    let id = "mianyang-risk-compensation";
    let supported = |firm| outcome.offer(firm, id).map(|offer| offer.principal);
    let caps: Vec<_> = (0..5).map(|firm| supported(firm).expect("in it")).collect();
    assert_eq!(caps, [500.0, 1_000.0, 1_000.0, 2_000.0, 2_000.0].map(wan));
    assert_eq!(supported(5), Err(&vec![Absence::Unmet(2)]));
    assert_eq!(supported(8), Err(&vec![Absence::Unknown(2)]));
    assert_eq!(supported(9), Err(&vec![Absence::Unmet(1)]));
    let both = |bank, pool| by_bearer(&[(Bearer::Bank, bank), (Bearer::Pool, pool)]);
    // 80 % of 500, and of 1,000 for a first loan 90 %.
    assert_eq!(outcome.grant(0).borne, both(2_600.0, 400.0));
    assert_eq!(outcome.grant(6).borne, both(2_100.0, 900.0));
    assert_eq!(outcome.grant(7).borne, both(30.0, 270.0));
}

#[test]
fn jinan_bears_half_and_shandong_seventy_percent_of_at_most_ten_million() {
    let used = "use = [\"jinan-risk-compensation\", \"shandong-risk-compensation\"]\n";
    let firms = [
        "region=370102 loan_demand=2500",
        "region=370202 loan_demand=2500",
        "region=110108",
        "region=370102",
    ];
    let outcome = case("2025-12-31", used, &firms).carried_out();
    let both = |bank, pool| by_bearer(&[(Bearer::Bank, bank), (Bearer::Pool, pool)]);
    let offer = |firm, id| outcome.offer(firm, id).map(|offer| offer.borne);
    assert_eq!(offer(0, "jinan-risk-compensation"), Ok(both(1_250.0, 1_250.0)));
    assert_eq!(offer(0, "shandong-risk-compensation"), Ok(both(300.0, 700.0)));
    assert_eq!(offer(1, "jinan-risk-compensation"), Err(&vec![Absence::Unmet(1)]));
    assert_eq!(offer(2, "shandong-risk-compensation"), Err(&vec![Absence::Unmet(1)]));
    // One programme divides the loss: of 2,500 the half, of 1,000 the 70 %.
    assert_eq!(outcome.chosen(0), ["jinan-risk-compensation"]);
    assert_eq!(outcome.chosen(1), ["shandong-risk-compensation"]);
    assert_eq!(outcome.grant(1).borne, both(1_800.0, 700.0));
    assert_eq!(outcome.chosen(3), ["shandong-risk-compensation"]);
    assert_eq!(outcome.grant(3).borne, both(300.0, 700.0));
}

#[test]
fn the_central_budget_pays_a_point_and_a_half_for_two_years_from_2026() {
    let used = format!("use = [\"central-interest-subsidy-2026\"]\n{RATES}");
    let firms =
        ["loan_demand=6000 loan_term=36", "loan_demand=1000 loan_term=18", "loan_demand=1000 loan_term=6"];
    let outcome = case("2026-01-01", &used, &firms).carried_out();
    let subsidy = |firm| outcome.offer(firm, "central-interest-subsidy-2026").expect("in it").subsidy.clone();
    // 5,000 · 1.5 % are 75 a year.
    assert_eq!(subsidy(0), [wan(75.0), wan(75.0)]);
    assert_eq!(outcome.grant(0).central, wan(150.0));
    assert_eq!(subsidy(1), [wan(15.0), wan(7.5)]);
    assert_eq!(subsidy(2), [wan(7.5)]);
    assert_eq!(outcome.grant(2).local, Money::ZERO);
    let before = case("2025-12-31", &used, &firms).carried_out();
    assert_eq!(before.offer(0, "central-interest-subsidy-2026"), Err(&vec![Absence::Unmet(1)]));
}

#[test]
fn beijing_pays_a_fifth_of_the_interest_and_two_fifths_for_an_innovative_sme() {
    let used = format!("use = [\"beijing-interest-subsidy\", \"shanghai-interest-subsidy\"]\n{RATES}");
    let firms = [
        "region=110108 loan_term=12",
        "region=110108 loan_term=12 innovative_sme=是",
        "region=310115 loan_term=12",
        "region=310115 loan_demand=5000 loan_term=24",
        "region=310115 loan_demand=3000 loan_term=36",
        "region=320104",
    ];
    let outcome = case("2025-12-31", &used, &firms).carried_out();
    // 1,000 · 3.6 % are 36 of interest: 7.2 and 14.4 of it are paid.
    let sums: Vec<Money> = (0..6).map(|firm| outcome.grant(firm).local).collect();
    assert_eq!(sums, [7.2, 14.4, 7.2, 50.0, 50.0, 0.0].map(wan));
    let subsidy = |firm| outcome.offer(firm, "shanghai-interest-subsidy").expect("in it").subsidy.clone();
    // 5,000 · 3.6 % · 20 % are 36 a year, cut at 50; 3,000 give 21.6 a year.
    assert_eq!(subsidy(3), [wan(36.0), wan(14.0)]);
    assert_eq!(subsidy(4), [wan(21.6), wan(21.6), wan(6.8)]);
    assert!(outcome.offer(5, "beijing-interest-subsidy").is_err());
}

#[test]
fn the_rate_of_relending_changes_with_the_day_and_with_it_the_cost_of_funds() {
    let used = "use = [\"technology-relending\"]\n[programmes.loan]\nfunding = 2.0\n\
        [programmes.set.technology-relending.relending]\nshare = 60\n";
    let days = [
        ("2025-05-06", 1.75, 5000.0),
        ("2025-05-08", 1.5, 8000.0),
        ("2026-01-18", 1.5, 12_000.0),
        ("2026-01-19", 1.25, 12_000.0),
    ];
    for (day, rate, quota) in days {
        let firms =
            ["tech_sme=是 stage=growth", "tech_sme=是 stage=stable", "tech_sme=否 high_rd_private=是"];
        let outcome = case(day, used, &firms).carried_out();
        let grant = outcome.grant(0);
        // Of 1,000, 600 are borrowed at `rate` in place of 2 %: 20 a year less 600 · (2 − rate) %.
        assert_eq!(grant.relent, wan(600.0), "{day}");
        assert_eq!(grant.funding, Some([wan(20.0), wan(20.0 - 6.0 * (2.0 - rate))]), "{day}");
        let saving = outcome.offer(0, "technology-relending").expect("in it").saving;
        assert_eq!(saving, [wan(6.0 * (2.0 - rate)), wan(18.0 * (2.0 - rate))], "{day}");
        assert_eq!(outcome.grant(1).funding, Some([wan(20.0), wan(20.0)]));
        // The quota in 亿元.
        let relending = outcome.programme("technology-relending").relending.as_ref();
        assert_eq!(relending.and_then(|relending| relending.quota), Some(quota), "{day}");
        // Private SMEs with high R&D are in it from 2026 on.
        let is_in = outcome.is_in("technology-relending");
        assert_eq!(is_in, [true, false, day.starts_with("2026")], "{day}");
    }
    let upgrade = ["loan_purpose=设备更新", "loan_purpose=技术改造项目", "loan_purpose=流动资金 tech_sme=否"];
    assert_eq!(
        case("2025-06-01", used, &upgrade).carried_out().is_in("technology-relending"),
        [true, true, false]
    );
}

#[test]
fn a_merger_loan_finances_seventy_percent_and_the_pilot_eighty() {
    let used = "use = [\"merger-loan\", \"merger-loan-pilot\"]\n";
    let firms = [
        "region=310115 acquisition_price=2000 acquisition_control=是 loan_demand=3000 loan_term=180",
        "region=310115 acquisition_price=2000 acquisition_control=否 loan_demand=3000",
        "region=370302 acquisition_price=2000 acquisition_control=是 loan_demand=3000",
        "region=310115 loan_demand=3000",
        "region=310115 acquisition_price=2000 acquisition_control=是 loan_demand=100",
    ];
    let outcome = case("2025-12-31", used, &firms).carried_out();
    let supported = |firm, id| outcome.offer(firm, id).map(|offer| (offer.principal, offer.months));
    assert_eq!(supported(0, "merger-loan"), Ok((wan(1_400.0), 120)));
    assert_eq!(supported(0, "merger-loan-pilot"), Ok((wan(1_600.0), 120)));
    assert_eq!(supported(1, "merger-loan-pilot"), Err(&vec![Absence::Unmet(2)]));
    assert_eq!(supported(2, "merger-loan-pilot"), Err(&vec![Absence::Unmet(1)]));
    assert_eq!(supported(3, "merger-loan"), Err(&vec![Absence::Unknown(2)]));
    assert_eq!(supported(4, "merger-loan-pilot"), Ok((wan(100.0), 36)));
    // One of the two, the one that finances more.
    assert_eq!(outcome.chosen(0), ["merger-loan-pilot"]);
    assert_eq!(outcome.chosen(1), ["merger-loan"]);
    assert_eq!(outcome.chosen(2), ["merger-loan"]);
    assert_eq!(outcome.chosen(3), [""; 0]);
    assert_eq!(outcome.chosen(4), ["merger-loan"]);
    let before = case("2025-12-30", used, &firms).carried_out();
    assert_eq!(before.offer(0, "merger-loan"), Err(&vec![Absence::Unmet(1)]));
    assert_eq!(before.chosen(0), ["merger-loan-pilot"]);
}

#[test]
fn the_subsidy_of_premiums_is_the_localitys() {
    let used = "use = [\"technology-insurance\"]\n[programmes.set.technology-insurance.subsidy]\nshare = \
        50\ncap = 8\nyears = 3\n";
    let firms =
        ["technology_premium=4 loan_term=36", "technology_premium=6 loan_term=36", "technology_premium=0"];
    let outcome = case("2025-12-31", used, &firms).carried_out();
    let subsidy = |firm| outcome.offer(firm, "technology-insurance").map(|offer| offer.subsidy.clone());
    assert_eq!(subsidy(0), Ok(vec![wan(2.0), wan(2.0), wan(2.0)]));
    assert_eq!(subsidy(1), Ok(vec![wan(3.0), wan(3.0), wan(2.0)]));
    assert_eq!(subsidy(2), Err(&vec![Absence::Unmet(0)]));
    assert_eq!(outcome.grant(1).local, wan(8.0));
}
