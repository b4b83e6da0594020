//! Programmes without terms: the regions, industries and facts by which they name firms.

use jifen::programmes::Absence;

use super::Case;

/// Whether firms of `regions` are in `id` on `day`.
fn in_regions(id: &str, day: &str, regions: &[&str]) -> Vec<bool> {
    let used = format!("use = [\"{id}\"]");
    let firms: Vec<String> = regions.iter().map(|region| format!("region={region}")).collect();
    let firms: Vec<&str> = firms.iter().map(String::as_str).collect();
    Case { day, kind: "investor", programmes: &used, firms: &firms }.carried_out().is_in(id)
}

const CITIES: [&str; 18] = [
    "110108", "120103", "310115", "500103", "320104", "330106", "340104", "370102", "420106", "430104",
    "440106", "510104", "610113", "330203", "350203", "370202", "440305", "320505",
];

#[test]
fn the_equity_pilot_is_in_eighteen_cities_and_then_in_their_provinces() {
    let others =
        ["320281", "330402", "341002", "350102", "370302", "420502", "430202", "440402", "510703", "610302"];
    let outside = ["130102", "210102", "410102", "360102", "530102"];
    for (day, is_whole) in [("2025-03-04", false), ("2025-03-05", true)] {
        assert_eq!(in_regions("equity-pilot", day, &CITIES), [true; 18], "{day}");
        assert_eq!(in_regions("equity-pilot", day, &others), [is_whole; 10], "{day}");
        assert_eq!(in_regions("equity-pilot", day, &outside), [false; 5], "{day}");
    }
}

#[test]
fn the_merger_pilot_is_in_the_same_cities() {
    let used = "use = [\"merger-loan-pilot\"]";
    let firm = |region: &&str| format!("region={region} acquisition_price=10 acquisition_control=是");
    let firms: Vec<String> = CITIES.iter().chain(&["320281", "130102"]).map(firm).collect();
    let firms: Vec<&str> = firms.iter().map(String::as_str).collect();
    let is_in = Case { day: "2025-06-01", kind: "bank", programmes: used, firms: &firms }
        .carried_out()
        .is_in("merger-loan-pilot");
    assert_eq!(is_in, [&[true; 18][..], &[false; 2]].concat());
}

#[test]
fn key_regions_and_the_ip_pilot_are_where_their_lists_say() {
    let regions = [
        "110108", "310115", "120103", "320281", "330402", "341002", "370302", "420502", "440402", "500103",
        "510703", "610302", "440305", "130102", "350102", "430104",
    ];
    let key = in_regions("key-regions", "2025-12-31", &regions);
    assert_eq!(key, [&[true; 13][..], &[false; 3]].concat());
    let regions =
        ["110108", "310115", "320281", "330402", "440402", "510703", "440305", "330203", "370202", "500103"];
    let ip = in_regions("ip-finance-pilot", "2025-12-31", &regions);
    assert_eq!(ip, [&[true; 8][..], &[false; 2]].concat());
}

#[test]
fn the_fifth_standard_names_every_condition_that_is_missing() {
    let used = "use = [\"star-fifth-standard\"]";
    let firms = [
        "market_value=400000 product_approved=是 large_market=是 staged_results=是",
        "market_value=399999.99 product_approved=否 large_market=是 staged_results=否",
        "market_value=500000 large_market=否",
    ];
    let case = Case { day: "2025-12-31", kind: "investor", programmes: used, firms: &firms };
    let outcome = case.carried_out();
    let id = "star-fifth-standard";
    assert!(outcome.offer(0, id).is_ok());
    let [unmet, unknown] = [Absence::Unmet as fn(usize) -> Absence, Absence::Unknown];
    assert_eq!(outcome.offer(1, id), Err(&vec![unmet(0), unmet(1), unmet(3)]));
    assert_eq!(outcome.offer(2, id), Err(&vec![unknown(1), unmet(2), unknown(3)]));
    // In a list stands the first that is not met, before any that is unknown.
    assert_eq!(outcome.grant(2).parts[0], jifen::programmes::Part::Unmet(2));
}

#[test]
fn facts_lead_to_the_other_routes() {
    let used = "use = [\"star-green-channel\", \"technology-bonds\", \"co-insurance\", \
        \"enterprise-matching\", \"insurance-funds-pilot\"]";
    let firms = [
        "key_core_technology=是 net_profit=-5",
        "bond_plan=5000 equity_investor=是",
        "industry=C3973",
        "industry=C3742 industry_chain=航天 matching_need=供货",
        "industry=I6520 industry_chain=芯片",
        "industry=C3921 key_core_technology=否 bond_plan=0",
    ];
    let case = Case { day: "2025-12-31", kind: "investor", programmes: used, firms: &firms };
    let outcome = case.carried_out();
    let is_in = |id| outcome.is_in(id);
    assert_eq!(is_in("star-green-channel"), [true, false, false, false, false, false]);
    assert_eq!(is_in("technology-bonds"), [false, true, false, false, false, false]);
    assert_eq!(is_in("co-insurance"), [false, false, true, true, true, false]);
    assert_eq!(is_in("enterprise-matching"), [false, false, false, true, false, false]);
    assert_eq!(is_in("insurance-funds-pilot"), [false; 6]);
    assert_eq!(outcome.chosen(3), ["co-insurance", "enterprise-matching"]);
    let insurer = Case { kind: "insurer", ..case };
    assert_eq!(insurer.carried_out().is_in("insurance-funds-pilot"), [true; 6]);
}
