//! Matching: each firm with a few institutions, by the firms' own order, with quotas and floors.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::support::round::round;
use crate::support::workplace::{Folder, text};

/// Five firms: id, points, loan demand, stage, preferred institutions.
const FIRMS: &str = "\
firm,name,revenue(万元),loan_demand(万元),industry,consent,preferred_institutions
A,Alder,90,500,C39,yes,
B,Birch,80,400,C39,yes,second;first
C,Cedar,70,300,I65,yes,第一银行
D,Dogwood,60,200,I65,yes,third;unknown bank
E,Elm,50,100,,yes,first;second
";

const BANKS: &str = r#"
[[institution]]
id = "first"
name = "First Bank"
name_zh = "第一银行"
kind = "bank"
capacity = 1

[[institution]]
id = "second"
name = "Second Bank"
kind = "bank"
capacity = 2

[[institution]]
id = "third"
name = "Third Bank"
kind = "bank"
order = { by = "loan_demand", direction = "ascending" }
capacity = 1
"#;

fn folder(table: &str, banks: &str) -> Folder {
    round(table, banks, FIRMS)
}

fn run(folder: &Folder) {
    let output = folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "out", "--force"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// The firms of a list, first to last.
fn list(folder: &Folder, id: &str) -> Vec<String> {
    folder.rows(&format!("out/referrals/{id}.csv")).into_iter().map(|row| row["firm"].clone()).collect()
}

/// The keys of the reasons of a firm, by institution.
fn reasons(folder: &Folder, firm: &str) -> BTreeMap<String, String> {
    let rows = folder.rows("out/not_referred.csv");
    rows.into_iter().find(|row| row["firm"] == firm).unwrap_or_default()
}

#[test]
fn firms_propose_in_their_own_order_and_then_in_the_campaigns() {
    let folder = folder("[match]\nat_most = 1\nthen = [\"second\"]\n", BANKS);
    run(&folder);
    // Alder names none: second, then first and third. Birch has its first wish. Cedar's is full of nobody
    // better, and Elm, who names it too, has fewer points. Dogwood has the least demand of those who ask.
    assert_eq!(list(&folder, "first"), ["C"]);
    assert_eq!(list(&folder, "second"), ["A", "B"]);
    assert_eq!(list(&folder, "third"), ["E"]);
    assert_eq!(reasons(&folder, "A")["first"], "elsewhere");
    assert_eq!(reasons(&folder, "E")["first"], "5");
    let dogwood = reasons(&folder, "D");
    assert_eq!((&*dogwood["first"], &*dogwood["second"], &*dogwood["third"]), ("4", "4", "2"));
    assert_eq!(dogwood["in_words"], "place: eligible, but beyond the end of the list");
    let findings = folder.read("out/findings.json");
    assert!(findings.contains("preference-unknown") && findings.contains("`unknown bank`"), "{findings}");
    let told = folder.jifen(&["explain", "campaign.toml", "--firm", "D"]);
    let told = text(&told.stdout);
    let expected = "on no list: eligible at 3 institutions, whose places went to firms that come first";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn a_firm_may_go_to_several_and_only_to_those_that_it_names() {
    let folder = folder("[match]\nat_most = 2\nonly_preferred = true\n", BANKS);
    run(&folder);
    assert_eq!(list(&folder, "first"), ["B"]);
    assert_eq!(list(&folder, "second"), ["B", "E"]);
    assert_eq!(list(&folder, "third"), ["D"]);
    assert_eq!(reasons(&folder, "A")["second"], "unnamed");
    assert_eq!(reasons(&folder, "B")["third"], "unnamed");
    let keys: BTreeSet<String> =
        folder.rows("out/reasons.csv").into_iter().map(|row| row["reason"].clone()).collect();
    assert!(keys.contains("unnamed") && keys.contains("elsewhere") && !keys.contains("quota"), "{keys:?}");
}

#[test]
fn quotas_and_floors_hold_without_matching_too() {
    let banks = r#"
[[institution]]
id = "first"
name = "First Bank"
kind = "bank"
capacity = 3
[institution.quota]
by = "industry"
at_most = 1
[[institution.quota.group]]
is = "I65"
at_least = 0.5

[[institution]]
id = "second"
name = "Second Bank"
kind = "bank"
amount = { of = "loan_demand", at_most = 900 }

[[institution]]
id = "third"
name = "Third Bank"
kind = "bank"
capacity = 2
[institution.quota]
by = "industry"
[[institution.quota.group]]
is = "I65"
at_least = 1
[[institution.quota.group]]
is = "M75"
at_least = 1
"#;
    let folder = folder("", &banks.replace("at_least = 0.5", "at_least = 0.5\nat_most = 2"));
    run(&folder);
    // Half of three places, rounded up, go to the two firms of I65, then one of C39; Elm has no industry.
    assert_eq!(list(&folder, "first"), ["A", "C", "D"]);
    assert_eq!(reasons(&folder, "B")["first"], "quota");
    assert_eq!(reasons(&folder, "E")["first"], "5");
    // 500 + 400 reach 900: the list ends with Birch.
    assert_eq!(list(&folder, "second"), ["A", "B"]);
    assert_eq!(list(&folder, "third"), ["A", "C"]);
    assert_eq!(reasons(&folder, "B")["third"], "floor");
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let groups = &run["lists"][2]["groups"];
    let expected = serde_json::json!([
        {"value": "C39", "at_least": 0, "eligible": 2, "listed": 1},
        {"value": "I65", "at_least": 1, "eligible": 2, "listed": 1},
        {"value": "M75", "at_least": 1, "eligible": 0, "listed": 0},
        {"value": null, "at_least": 0, "eligible": 1, "listed": 0},
    ]);
    assert_eq!(groups, &expected);
    let findings = folder.read("out/findings.json");
    assert!(
        findings.contains("floor-unmet") && findings.contains("`third` has 0 of the 1 firms of `M75`"),
        "{findings}"
    );
}

#[test]
fn limits_that_have_no_stable_matching_are_refused_where_they_stand() {
    let refused = |banks: &str, table: &str| {
        let folder = folder(table, banks);
        let output = folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "out"]);
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
        text(&output.stderr)
    };
    let bank = |keys: &str| {
        format!("[[institution]]\nid = \"first\"\nname = \"First Bank\"\nkind = \"bank\"\n{keys}\n")
    };
    for (keys, expected) in [
        (
            "amount = { of = \"loan_demand\", at_most = 9 }\n[institution.quota]\nby = \"industry\"\n\
             at_most = 1",
            "a list with a limit of amounts cannot have a quota",
        ),
        ("amount = { of = \"loan_demand\", at_most = 0 }", "the amount at which a list ends must be above 0"),
        (
            "[institution.quota]\nby = \"revenue\"\nat_most = 1",
            "divides firms by a text or a flag, not by a number",
        ),
        ("[institution.quota]\nby = \"industry\"", "the quota sets no number"),
        ("[institution.quota]\nby = \"industry\"\nat_most = 0.5", "a share needs a list with a capacity"),
        ("[institution.quota]\nby = \"industry\"\nat_most = 1.5", "neither a number of firms nor a share"),
        (
            "[institution.quota]\nby = \"industry\"\n[[institution.quota.group]]\nis = \"C39\"\nat_least = 2",
            "a floor has no effect on a list without a capacity",
        ),
        (
            "capacity = 1\n[institution.quota]\nby = \"industry\"\n[[institution.quota.group]]\n\
             is = \"C39\"\nat_least = 2",
            "the floors add up to 2 firms, more than the capacity of 1",
        ),
        (
            "capacity = 5\n[institution.quota]\nby = \"industry\"\n[[institution.quota.group]]\n\
             is = \"C39\"\nat_least = 2\nat_most = 1",
            "the floor of 2 firms is above the group's limit of 1",
        ),
        (
            "capacity = 5\n[institution.quota]\nby = \"industry\"\n[[institution.quota.group]]\nis = \"C39\"",
            "has neither `at_least` nor `at_most`",
        ),
    ] {
        let said = refused(&bank(keys), "");
        assert!(said.contains(expected) && said.contains("institutions.toml:"), "{keys}\n{said}");
    }
    for (table, expected) in [
        ("[match]\nat_most = 0\n", "a firm needs at least one institution"),
        ("[match]\nat_most = 1\nthen = [\"frist\"]\n", "did you mean `first`?"),
        ("[match]\nat_most = 1\nthen = [\"first\", \"first\"]\n", "`first` stands twice"),
        ("[match]\nat_most = 1\nthen = [\"first\"]\nonly_preferred = true\n", "`then` has no effect"),
    ] {
        let said = refused(&bank(""), table);
        assert!(said.contains(expected) && said.contains("campaign.toml:"), "{table}\n{said}");
    }
}

/// A cohort of random firms, and its lists.
fn cohort() -> impl Strategy<Value = (String, usize)> {
    let industry = prop::sample::select(vec!["C39", "I65", "M75", ""]);
    let preferred =
        prop::sample::subsequence(vec!["first", "第一银行", "Second Bank", "third"], 0..=4).prop_shuffle();
    let firm = (0..40_u32, 0..6_u32, industry, preferred);
    (prop::collection::vec(firm, 1..25), 1..4_usize).prop_map(|(firms, most)| {
        let row = |(at, (points, demand, industry, preferred)): (usize, (u32, u32, &str, Vec<&str>))| {
            let demand = if demand == 0 { String::new() } else { (demand * 100).to_string() };
            format!("F{at:02},Firm {at},{points},{demand},{industry},yes,{}\n", preferred.join(";"))
        };
        let rows: String = firms.into_iter().enumerate().map(row).collect();
        (format!("{}\n{rows}", FIRMS.lines().next().expect("a header")), most)
    })
}

const LIMITED: &str = r#"
[[institution]]
id = "first"
name = "First Bank"
name_zh = "第一银行"
kind = "bank"
capacity = 4
[institution.quota]
by = "industry"
at_most = 0.5
[[institution.quota.group]]
is = "I65"
at_least = 0.4

[[institution]]
id = "second"
name = "Second Bank"
kind = "bank"
amount = { of = "loan_demand", at_most = 1000 }
order = { by = "loan_demand" }

[[institution]]
id = "third"
name = "Third Bank"
kind = "bank"
capacity = 5
[[institution.rule]]
when = "points >= 10"
reason = "few points"
"#;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn neither_the_order_of_rows_nor_threads_matter_and_every_firm_has_a_reason((rows, most) in cohort()) {
        let folder = folder(&format!("[match]\nat_most = {most}\n"), LIMITED);
        folder.write("firms.csv", rows.as_bytes());
        run(&folder);
        let lists = ["first", "second", "third"].map(|id| list(&folder, id));
        let told = folder.read("out/not_referred.csv");
        let header = rows.lines().next().expect("a header");
        let mut turned: Vec<&str> = rows.lines().skip(1).collect();
        turned.reverse();
        folder.write("firms.csv", format!("{header}\n{}\n", turned.join("\n")).as_bytes());
        let again =
            folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "out", "--force", "--threads", "1"]);
        prop_assert!(again.status.success(), "{}", text(&again.stderr));
        prop_assert_eq!(&lists, &["first", "second", "third"].map(|id| list(&folder, id)));
        prop_assert_eq!(told, folder.read("out/not_referred.csv"));
        // Every firm is on at most so many lists, and one that is on fewer is told why by each institution.
        for row in folder.rows("out/not_referred.csv") {
            let cells = ["first", "second", "third"].map(|id| row[id].clone());
            let on = cells.iter().filter(|cell| *cell == "listed").count();
            let elsewhere = cells.iter().any(|cell| cell == "elsewhere");
            prop_assert!(on <= most && (!elsewhere || on == most), "{row:?}");
        }
        let listed: usize = lists.iter().map(Vec::len).sum();
        let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
        prop_assert_eq!(run["counts"]["referrals"].as_u64(), Some(listed as u64));
    }
}
