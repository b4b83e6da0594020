//! Programmes together: what excludes what, what is best, and what no order and no share changes.

use proptest::prelude::*;

use jifen::programmes::{Bearer, Grant, Money, PROGRAMMES};

use super::{Case, Outcome, by_bearer, wan};
use crate::support::workplace::Folder;

/// A case whose programmes are files: name and text of each.
fn of_files(case: &Case<'_>, files: &[(&str, &str)]) -> Outcome {
    let folder = Folder::empty();
    case.write(&folder);
    files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
    Outcome::of(&folder)
}

/// A programme whose only terms are `terms`.
fn programme(id: &str, terms: &str) -> String {
    format!("id = \"{id}\"\ntitle = \"{id}\"\ninstrument = \"guarantee\"\nbasis = \"local\"\n{terms}")
}

const RATE: &str = "[programmes.loan]\nrate = 3\n";

#[test]
fn of_two_subsidies_of_the_central_budget_the_greater_is_paid() {
    let other = programme(
        "other",
        "exclusive = [\"equipment\", \"central-subsidy\"]\n[subsidy]\nof = \"interest\"\nshare = 60\npayer = \
        \"central\"\n",
    );
    let used = format!("use = [\"central-interest-subsidy-2026\", \"other.toml\"]\n{RATE}");
    // 1.5 points for two years are 30 of 1,000; 60 % of 30 a year are 18 in one year, 54 in three.
    let firms = ["loan_term=12", "loan_term=36"];
    let case = Case { day: "2026-06-01", kind: "bank", programmes: &used, firms: &firms };
    let outcome = of_files(&case, &[("other.toml", &other)]);
    assert_eq!([outcome.chosen(0), outcome.chosen(1)], [["other"], ["other"]]);
    assert_eq!([0, 1].map(|firm| outcome.grant(firm).central), [wan(18.0), wan(54.0)]);
    let less = other.replace("share = 60", "share = 40");
    let outcome = of_files(&case, &[("other.toml", &less)]);
    assert_eq!([outcome.chosen(0), outcome.chosen(1)], [["central-interest-subsidy-2026"], ["other"]]);
    assert_eq!([0, 1].map(|firm| outcome.grant(firm).central), [wan(15.0), wan(36.0)]);
}

#[test]
fn subsidies_of_interest_never_exceed_the_interest() {
    let local = programme("local", "[subsidy]\nof = \"interest\"\nshare = 80\npayer = \"local\"\n");
    let used = format!("use = [\"central-interest-subsidy-2026\", \"local.toml\"]\n{RATE}");
    let case = Case { day: "2026-06-01", kind: "bank", programmes: &used, firms: &["loan_term=12"] };
    // Of 30 of interest, 24 and 15 are more than all of it.
    let outcome = of_files(&case, &[("local.toml", &local)]);
    assert_eq!((outcome.chosen(0), outcome.grant(0).local), (vec!["local"], wan(24.0)));
    // 15 and 15 are all of it.
    let half = local.replace("80", "50");
    let outcome = of_files(&case, &[("local.toml", &half)]);
    assert_eq!(outcome.chosen(0), ["central-interest-subsidy-2026", "local"]);
    let grant = outcome.grant(0);
    assert_eq!([grant.central, grant.local], [wan(15.0), wan(15.0)]);
    // A subsidy that exceeds the interest by itself is cut to it.
    let low = format!("use = [\"central-interest-subsidy-2026\"]\n{}", RATE.replace('3', "1.4"));
    let outcome = Case { programmes: &low, ..case }.carried_out();
    assert_eq!(
        (outcome.chosen(0), outcome.grant(0).central),
        (vec!["central-interest-subsidy-2026"], wan(14.0))
    );
}

#[test]
fn one_programme_divides_the_loss_and_the_preference_decides_which() {
    let cover = programme("cover", "[loss]\npool = 60\nrest = \"bank\"\n[fee]\nrate = 1\npayer = \"firm\"\n");
    let money = programme(
        "money",
        "[loss]\npool = 40\nrest = \"bank\"\n[subsidy]\nof = \"interest\"\npoints = 1\npayer = \"local\"\n",
    );
    let files = [("cover.toml", &*cover), ("money.toml", &*money)];
    for (prefer, chosen, bank) in [("cover", "cover", 400.0), ("money", "money", 600.0)] {
        let used = format!("use = [\"cover.toml\", \"money.toml\"]\nprefer = \"{prefer}\"\n{RATE}");
        let case = Case { day: "2026-06-01", kind: "bank", programmes: &used, firms: &["loan_term=12"] };
        let outcome = of_files(&case, &files);
        assert_eq!(outcome.chosen(0), [chosen]);
        assert_eq!(
            outcome.grant(0).borne,
            by_bearer(&[(Bearer::Bank, bank), (Bearer::Pool, 1_000.0 - bank)])
        );
        assert_eq!(outcome.grant(0).fees, wan(if prefer == "cover" { 10.0 } else { 0.0 }));
    }
}

#[test]
fn a_referral_without_a_loan_is_in_routes_only() {
    let used = "use = [\"jinan-risk-compensation\", \"key-regions\"]";
    let firms = ["region=370102 loan_demand=0", "region=370102 loan_demand="];
    let outcome = Case { day: "2025-12-31", kind: "bank", programmes: used, firms: &firms }.carried_out();
    for firm in [0, 1] {
        assert_eq!(outcome.chosen(firm), ["key-regions"]);
        assert_eq!(outcome.grant(firm).principal, None);
        assert_eq!(outcome.grant(firm).borne, by_bearer(&[]));
    }
}

/// What a grant is worth to the bank and to the firm, whoever pays.
fn worth(grant: &Grant) -> (Money, Money, Option<[Money; 2]>) {
    (grant.borne[Bearer::Bank as usize], grant.central + grant.local - grant.fees, grant.funding)
}

/// Everything that the built-in programmes need.
const ALL: &str = "[programmes.loan]\nrate = 3.5\nfunding = 2\n\
    [programmes.set.technology-relending.relending]\nshare = 60\n\
    [programmes.set.technology-insurance.subsidy]\nshare = 50\ncap = 8\n";

const FIRMS: [&str; 4] = [
    "region=370102 tech_sme=是 loan_demand=2500 revenue=900 technology_premium=3",
    "region=110108 hnte=是 innovative_sme=是 acquisition_price=800 acquisition_control=是",
    "region=310115 little_giant=是 loan_demand=9000 market_value=500000",
    "region=510703 first_loan=是 revenue=3000 tech_sme=是 stage=start-up loan_term=7",
];

fn under(ids: &[&str]) -> Outcome {
    let names: Vec<String> = ids.iter().map(|id| format!("{id:?}")).collect();
    let used = format!("use = [{}]\n{ALL}", names.join(", "));
    Case { day: "2026-02-01", kind: "bank", programmes: &used, firms: &FIRMS }.carried_out()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn the_order_of_programmes_changes_no_money(
        order in Just(PROGRAMMES.ids().collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let [usual, other] = [under(&PROGRAMMES.ids().collect::<Vec<_>>()), under(&order)];
        for firm in 0..FIRMS.len() {
            prop_assert_eq!(worth(usual.grant(firm)), worth(other.grant(firm)), "{:?}", order);
        }
    }

    #[test]
    fn parts_of_a_loss_sum_to_the_principal_and_no_cap_is_exceeded(
        cuts in prop::array::uniform4(0_u32..=10_000),
        demands in prop::collection::vec(1_u64..5_000_000, 6),
        cap in 1_u32..300,
        most in 1_u32..20,
    ) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let share = |from: u32, to: u32| f64::from(to - from) / 100.0;
        let text = programme("random", &format!(
            "[loan]\ncap = {cap}\n[loss]\nbank = {}\npool = {}\nfund = {}\ninsurer = \"{}\"\nrest = \
            \"guarantor\"\n[subsidy]\nof = \"interest\"\nshare = 30\ncap = {most}\npayer = \"local\"\n",
            share(0, cuts[0]), share(cuts[0], cuts[1]), share(cuts[1], cuts[2]), share(cuts[2], cuts[3]),
        ));
        // Demands to the yuan.
        let firms: Vec<String> = demands
            .iter()
            .map(|demand| format!("loan_demand={}.{:04}", demand / 10_000, demand % 10_000))
            .collect();
        let firms: Vec<&str> = firms.iter().map(String::as_str).collect();
        let used = format!("use = [\"random.toml\"]\n{RATE}");
        let case = Case { day: "2026-02-01", kind: "bank", programmes: &used, firms: &firms };
        let outcome = of_files(&case, &[("random.toml", &text)]);
        for (firm, demand) in demands.iter().enumerate() {
            let (grant, offer) = (outcome.grant(firm), outcome.offer(firm, "random").expect("in it"));
            let principal = Money::of_fen(i64::try_from(demand * 100).unwrap());
            prop_assert_eq!(grant.principal, Some(principal));
            prop_assert_eq!(grant.borne.iter().copied().sum::<Money>(), principal);
            prop_assert_eq!(offer.borne.iter().copied().sum::<Money>(), offer.principal);
            prop_assert_eq!(offer.principal, principal.min(wan(f64::from(cap))));
            let paid: Money = offer.subsidy.iter().copied().sum();
            prop_assert!(paid <= wan(f64::from(most)), "{paid:?}");
            let each = offer.shares.expect("it divides the loss");
            prop_assert_eq!(each.iter().sum::<rust_decimal::Decimal>(), rust_decimal::Decimal::ONE_HUNDRED);
        }
    }
}
