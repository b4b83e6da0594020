//! Numbers at their bounds, and facts that are not known.

use jifen::campaign::{Campaign, assess};
use jifen::finding::Code;
use jifen::programmes::{Absence, Money};
use jifen::progress::Silent;

use super::{Case, Outcome, wan};
use crate::support::workplace::Folder;

/// A programme with these terms.
fn programme(id: &str, terms: &str) -> String {
    format!("id = \"{id}\"\ntitle = \"{id}\"\ninstrument = \"guarantee\"\nbasis = \"local\"\n{terms}")
}

/// The firms under programmes with these terms, called `a`, `b` and so on, and further lines of the campaign.
fn under(firms: &[&str], terms: &[&str], more: &str) -> Outcome {
    Outcome::of(&folder(firms, terms, more, ""))
}

fn folder(firms: &[&str], terms: &[&str], more: &str, institution: &str) -> Folder {
    let folder = Folder::empty();
    let names: Vec<String> = (0..terms.len()).map(|at| char::from(b'a' + at as u8).to_string()).collect();
    let files: Vec<String> = names.iter().map(|name| format!("\"{name}.toml\"")).collect();
    let programmes = format!("use = [{}]\n{more}", files.join(", "));
    Case { day: "2026-03-31", kind: "bank", programmes: &programmes, firms }.write(&folder);
    for (name, terms) in names.iter().zip(terms) {
        folder.write(&format!("{name}.toml"), programme(name, terms).as_bytes());
    }
    let text = folder.read("institutions.toml") + institution;
    folder.write("institutions.toml", text.as_bytes());
    folder
}

const POINTS: &str = "[subsidy]\nof = \"interest\"\npayer = \"local\"\npoints = 1.5\n";
const RATE: &str = "[programmes.loan]\nrate = 3.5\n";

#[test]
fn no_year_and_a_cap_below_nothing_give_nothing() {
    let none = under(&[""], &[&format!("{POINTS}years = 0\n")], RATE);
    assert_eq!(none.offer(0, "a").expect("an offer").subsidy, [Money::ZERO; 0]);
    let cap = format!("{POINTS}cap = \"revenue - 80\"\n");
    let outcome = under(&["revenue=20", "revenue=90", ""], &[&cap], RATE);
    assert_eq!(outcome.offer(0, "a"), Err(&vec![Absence::Lacking("subsidy.cap")]));
    let paid: Money = outcome.offer(1, "a").expect("an offer").subsidy.iter().copied().sum();
    assert_eq!(paid, wan(10.0));
    assert_eq!(outcome.offer(2, "a"), Err(&vec![Absence::Lacking("subsidy.cap")]));
}

#[test]
fn an_unknown_credit_line_is_not_no_line() {
    let line = "credit_line = \"CASE WHEN stated_points >= 90 THEN 50 END\"\n";
    let outcome =
        Outcome::of(&folder(&["stated_points=95", ""], &["[loss]\npool = 50\nrest = \"bank\"\n"], "", line));
    assert_eq!(outcome.grant(0).principal, Some(wan(50.0)));
    assert_eq!(outcome.grant(1).principal, None);
    assert_eq!(outcome.offer(1, "a"), Err(&vec![Absence::Lacking("loan.credit_line")]));
}

#[test]
fn subsidies_stay_within_the_interest_to_the_fen() {
    // One subsidy is cut to the interest; without a known rate there is none.
    let all = format!("{}years = 1\n", POINTS.replace("1.5", "9"));
    let rate = "[programmes.loan]\nrate = \"CASE WHEN stated_points >= 50 THEN 3.5 END\"\n";
    let outcome = under(&["loan_term=12", "stated_points=20"], &[&all], rate);
    assert_eq!(outcome.offer(0, "a").expect("an offer").subsidy, [wan(35.0)]);
    assert_eq!(outcome.offer(1, "a"), Err(&vec![Absence::Lacking("loan.rate")]));
    // Two halves of 11.666683 万元 are 5.8333415, rounded up to 58,333.42 yuan each: a fen too much together.
    let half = "[subsidy]\nof = \"interest\"\npayer = \"local\"\nshare = 50\n";
    let outcome = under(&["loan_demand=333.3338 loan_term=12"], &[half, half], RATE);
    assert_eq!(outcome.chosen(0), ["a", "b"]);
    let paid = ["a", "b"].map(|id| outcome.offer(0, id).expect("an offer").subsidy[0].fen());
    assert_eq!(paid, [5_833_342, 5_833_341]);
    assert_eq!(outcome.account(0).interest, [Money::of_fen(11_666_683)]);
}

#[test]
fn bounds_hold_for_expressions_too() {
    for (terms, key, more) in [
        (
            "[relending]\nrate = 1\nshare = \"300 + 300\"\n",
            "relending.share",
            "[programmes.loan]\nfunding = 2\n",
        ),
        ("[fee]\nrate = \"stated_points - 200\"\npayer = \"firm\"\n", "fee.rate", ""),
        ("[fee]\nrate = \"9e13 + 1\"\npayer = \"firm\"\n", "fee.rate", ""),
        ("[loan]\ncap = \"-1 + 0\"\n", "loan.cap", ""),
    ] {
        let outcome = under(&[""], &[terms], more);
        assert_eq!(outcome.offer(0, "a"), Err(&vec![Absence::Lacking(key)]), "{terms}");
    }
}

#[test]
fn subsidised_years_do_not_shorten_cheap_funds_and_premiums_need_no_loan() {
    let both = format!("{POINTS}years = 1\n[relending]\nrate = 1\nshare = 100\n");
    let outcome = under(&[""], &[&both], "[programmes.loan]\nrate = 3.5\nfunding = 2\n");
    let offer = outcome.offer(0, "a").expect("an offer");
    assert_eq!((offer.subsidy.clone(), offer.saving), (vec![wan(15.0)], [wan(10.0), wan(30.0)]));
    let premium = "[subsidy]\nof = \"premium\"\npremium = \"technology_premium\"\nshare = 50\n\
                   payer = \"local\"\n[[field]]\nname = \"technology_premium\"\ntitle = \"保费\"\n\
                   type = \"number\"\nunit = \"万元\"\n";
    let outcome = under(&["technology_premium=4 loan_demand= loan_term="], &[premium], "");
    assert_eq!(outcome.offer(0, "a").expect("an offer").subsidy, [wan(2.0)]);
    assert_eq!(outcome.chosen(0), ["a"]);
}

#[test]
fn a_field_that_no_firm_states_is_a_warning() {
    let terms = "[loss]\npool = \"CASE WHEN first_loan THEN 90 ELSE 80 END\"\nrest = \"bank\"\n[[field]]\n\
                 name = \"first_loan\"\ntitle = \"首贷\"\ntype = \"boolean\"\n";
    let codes = |firms: &[&str]| {
        let folder = folder(firms, &[terms], "", "");
        let campaign = Campaign::load(&folder.path("campaign.toml"), None).expect("it is sound");
        let assessed = assess(&campaign, &Silent).expect("it runs");
        assessed.findings.iter().filter(|finding| finding.code == Code::ProgrammeBlank).count()
    };
    assert_eq!((codes(&[""]), codes(&["first_loan=是"])), (1, 0));
}
