//! `jifen diff` and `jifen explain --since`: one thing is changed between two runs, and exactly the reason
//! for it is reported.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::support::workplace::{Folder, english, text};

const CARD: &str = r#"
id = "small"
title = "A small scorecard"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"
minimum_coverage = 0.3

[[gate]]
id = "honest"
when = "NOT dishonest"
reason = "a dishonest judgment debtor"

[[group]]
id = "research"
title = "Research"

[[group.indicator]]
id = "rd"
title = "R&D over revenue"
value = "rd_expense / revenue * 100"
curve = { linear = { low = 0, high = 10 } }
weight = 60

[[group.indicator]]
id = "patents"
title = "Patents applied for"
value = "invention_applications"
curve = { linear = { low = 0, high = 10 } }
weight = 40
"#;

const INSTITUTIONS: &str = r#"
[[institution]]
id = "first-bank"
name = "First Bank"
kind = "bank"
capacity = 3

[[institution]]
id = "second-bank"
name = "Second Bank"
kind = "bank"

[[institution.rule]]
when = "points >= 35"
reason = "too few points"

[[institution]]
id = "third-fund"
name = "Third Fund"
kind = "guarantee-fund"

[[institution.rule]]
when = "YEARS_BETWEEN(founded, as_of) < 5"
reason = "too old"
"#;

/// Points: Birch 96, Fir 60, Alder 48, Elm 48, Cedar 32, Hazel 10.
const FIRMS: &str = "\
firm,授权,失信,成立日期,营业收入(万元),研发费用(万元)
Alder,是,否,2022-03-01,1000,60
Birch,是,否,2022-03-01,1000,100
Cedar,是,否,2022-03-01,1000,20
Elm,是,否,2021-06-30,1000,80
Fir,是,否,2022-03-01,1000,40
Hazel,是,否,2022-03-01,1000,10
";

const PATENTS: &str = "firm,专利\nAlder,3\nBirch,9\nCedar,5\nElm,0\nFir,9\nHazel,1\n";

const CAMPAIGN: &str = r#"
id = "test"
title = "A small campaign"
as_of = 2025-12-31
scorecard = "card.toml"
institutions = "institutions.toml"

[firms]
path = "firms.csv"
id = "firm"

[[firms.supplement]]
path = "patents.csv"

[firms.supplement.fields]
invention_applications = { value = "专利" }

[output]
detail = true
firms = true
"#;

/// The first list with a quota.
const QUOTA: &str = "capacity = 3\n[institution.quota]\n\
    by = \"CASE WHEN founded < DATE '2022-01-01' THEN 'old' ELSE 'new' END\"\nat_most = 2";

/// A folder with the small campaign and its run in `a`.
fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for (name, content) in [
        ("card.toml", CARD),
        ("institutions.toml", INSTITUTIONS),
        ("firms.csv", FIRMS),
        ("patents.csv", PATENTS),
        ("campaign.toml", CAMPAIGN),
    ] {
        folder.write(name, content.as_bytes());
    }
    folder
}

fn run(folder: &Folder, out: &str) {
    let output =
        folder.jifen(&["--quiet", "run", "campaign.toml", "--max-quarantined", "100%", "--out", out]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
}

fn diff(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(&[&["--format", "json", "diff"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// The difference that some edits make; each is a file, a text in it, and the text in its place.
fn after(edits: &[(&str, &str, &str)]) -> (Folder, Value) {
    let folder = folder();
    run(&folder, "a");
    for (name, from, to) in edits {
        folder.edit(name, from, to);
    }
    run(&folder, "b");
    let told = diff(&folder, &["a", "b"]);
    (folder, told)
}

/// Each change of a list: institution, firm, what happened, reason.
fn changes(told: &Value) -> Vec<[String; 4]> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let of_one = |one: &Value| ["institution", "firm", "change", "reason"].map(|key| text(&one[key]));
    told["changes"].as_array().expect("a list").iter().map(of_one).collect()
}

fn detail_of(told: &Value, institution: &str, firm: &str) -> String {
    let all = told["changes"].as_array().expect("a list").iter();
    let mut one = all
        .filter(|one| one["institution"] == institution && one["firm"] == firm)
        .map(|one| english(&one["detail"]));
    one.next_back().expect("a change").as_str().expect("a text").to_owned()
}

type Case<'a> = (&'a str, &'a [(&'a str, &'a str, &'a str)], &'a [[&'a str; 4]], &'a str);

/// What is changed, the edits, every change they make, and a part of the detail of the first.
const CASES: &[Case<'_>] = &[
    (
        "a value of the firm's row",
        &[("firms.csv", "Fir,是,否,2022-03-01,1000,40", "Fir,是,否,2022-03-01,1000,0")],
        &[["first-bank", "Fir", "gone", "data"], ["first-bank", "Elm", "new", "ahead"]],
        "points 60.0 → 36.0: rd 24.0 → 0.0; values: rd_expense 40 → 0",
    ),
    (
        "a value of a supplement",
        &[("patents.csv", "Fir,9", "Fir,1")],
        &[
            ["first-bank", "Fir", "gone", "supplement"],
            ["first-bank", "Elm", "new", "ahead"],
            ["second-bank", "Fir", "gone", "supplement"],
        ],
        "values: invention_applications 9 → 1",
    ),
    (
        "a row of a supplement is missing",
        &[("patents.csv", "Fir,9\n", "")],
        &[
            ["first-bank", "Fir", "gone", "supplement"],
            ["first-bank", "Elm", "new", "ahead"],
            ["second-bank", "Fir", "gone", "supplement"],
        ],
        "invention_applications 9 → missing",
    ),
    (
        "the threshold of a rule",
        &[("institutions.toml", "points >= 35", "points >= 50")],
        &[["second-bank", "Alder", "gone", "rule"], ["second-bank", "Elm", "gone", "rule"]],
        "too few points; the rule was `points >= 35`, now `points >= 50`",
    ),
    (
        "a rule is removed",
        &[(
            "institutions.toml",
            "[[institution.rule]]\nwhen = \"points >= 35\"\nreason = \"too few points\"\n",
            "",
        )],
        &[["second-bank", "Cedar", "new", "rule"], ["second-bank", "Hazel", "new", "rule"]],
        "the rule `points >= 35` is gone",
    ),
    (
        "a rule is added",
        &[(
            "institutions.toml",
            "reason = \"too old\"\n",
            "reason = \"too old\"\n[[institution.rule]]\nwhen = \"rd_expense > 15\"\n\
             reason = \"little R&D\"\n",
        )],
        &[["third-fund", "Hazel", "gone", "rule"]],
        "little R&D; the rule `rd_expense > 15` is new",
    ),
    (
        "a gate",
        &[("card.toml", "NOT dishonest", "NOT dishonest AND rd_expense > 15")],
        &[["third-fund", "Hazel", "gone", "rule"]],
        "the rule was `NOT dishonest`, now `NOT dishonest AND rd_expense > 15`",
    ),
    (
        "a fact of a gate",
        &[("firms.csv", "Elm,是,否", "Elm,是,是")],
        &[["second-bank", "Elm", "gone", "data"], ["third-fund", "Elm", "gone", "data"]],
        "values: dishonest no → yes",
    ),
    (
        "a fact of a gate is not known",
        &[("firms.csv", "Elm,是,否", "Elm,是,")],
        &[["second-bank", "Elm", "gone", "data"], ["third-fund", "Elm", "gone", "data"]],
        "values: dishonest no → missing",
    ),
    (
        "a list is shorter",
        &[("institutions.toml", "capacity = 3", "capacity = 2")],
        &[["first-bank", "Alder", "gone", "capacity"]],
        "the list took at most 3 firms, now at most 2 firms; place 3",
    ),
    (
        "a list is longer",
        &[("institutions.toml", "capacity = 3", "capacity = 4")],
        &[["first-bank", "Elm", "new", "capacity"]],
        "the list took at most 3 firms, now at most 4 firms; place 4",
    ),
    (
        "a list has another order",
        &[("institutions.toml", "capacity = 3", "capacity = 3\norder = { by = \"rd_expense\" }")],
        &[["first-bank", "Fir", "gone", "rule"], ["first-bank", "Elm", "new", "rule"]],
        "the order of the list was by points, now `rd_expense`",
    ),
    (
        "a quota",
        &[("institutions.toml", "capacity = 3", QUOTA)],
        &[["first-bank", "Alder", "gone", "rule"], ["first-bank", "Elm", "new", "rule"]],
        "the rule was no quota, now by `CASE WHEN founded < DATE '2022-01-01' THEN 'old' ELSE 'new' END`: \
         at most 2 of each group",
    ),
    (
        "firms are excluded",
        &[("institutions.toml", "capacity = 3", "capacity = 3\nexclude = { lists = [\"patents.csv\"] }")],
        &[
            ["first-bank", "Alder", "gone", "rule"],
            ["first-bank", "Birch", "gone", "rule"],
            ["first-bank", "Fir", "gone", "rule"],
        ],
        "the rule was no firm excluded, now excluding the firms of patents.csv",
    ),
    (
        "each firm goes to one institution",
        &[("campaign.toml", "\n[firms]", "\n[match]\nat_most = 1\n\n[firms]")],
        &[
            ["second-bank", "Alder", "gone", "rule"],
            ["second-bank", "Birch", "gone", "rule"],
            ["second-bank", "Fir", "gone", "rule"],
            ["third-fund", "Alder", "gone", "rule"],
            ["third-fund", "Birch", "gone", "rule"],
            ["third-fund", "Elm", "gone", "rule"],
            ["third-fund", "Fir", "gone", "rule"],
        ],
        "the rule was every eligible firm on every list, now each firm on at most 1 list, \
         those of `preferred_institutions` first, then first-bank, second-bank, third-fund",
    ),
    (
        "consent",
        &[("firms.csv", "Hazel,是", "Hazel,否")],
        &[["third-fund", "Hazel", "gone", "consent"]],
        "its data may not reach institutions",
    ),
    (
        "a row is missing",
        &[("firms.csv", "Hazel,是,否,2022-03-01,1000,10\n", "")],
        &[["third-fund", "Hazel", "gone", "row"]],
        "b has no row of the firm",
    ),
    (
        "a row is new",
        &[("firms.csv", "Hazel,是", "Ivy,是,否,2022-03-01,1000,30\nHazel,是")],
        &[["third-fund", "Ivy", "new", "row"]],
        "a has no row of the firm",
    ),
    (
        "a row is quarantined",
        &[("firms.csv", "1000,10\n", "1000,1O\n")],
        &[["third-fund", "Hazel", "gone", "quarantined"]],
        "in b its row is in quarantine (firms.csv, line 7): `1O` is not a number",
    ),
    (
        "a firm is no longer scored",
        &[("firms.csv", "1000,10\n", "1000,\n"), ("patents.csv", "Hazel,1", "Hazel,")],
        &[["third-fund", "Hazel", "gone", "not-scored"]],
        "in b it is not scored (firms.csv, line 7)",
    ),
    (
        "weights",
        &[("card.toml", "weight = 60", "weight = 20"), ("card.toml", "weight = 40", "weight = 80")],
        &[
            ["first-bank", "Alder", "gone", "weights"],
            ["first-bank", "Cedar", "new", "weights"],
            ["second-bank", "Elm", "gone", "weights"],
            ["second-bank", "Cedar", "new", "weights"],
        ],
        "points 48.0 → 36.0: rd 36.0 → 12.0, patents 12.0 → 24.0",
    ),
    (
        "a curve",
        &[("card.toml", "high = 10 } }\nweight = 60", "high = 20 } }\nweight = 60")],
        &[["second-bank", "Alder", "gone", "weights"], ["second-bank", "Elm", "gone", "weights"]],
        "points 48.0 → 30.0: rd 36.0 → 18.0",
    ),
    (
        "another scorecard",
        &[
            ("card.toml", "id = \"small\"", "id = \"other\""),
            ("card.toml", "high = 10 } }\nweight = 60", "high = 20 } }\nweight = 60"),
        ],
        &[["second-bank", "Alder", "gone", "scorecard"], ["second-bank", "Elm", "gone", "scorecard"]],
        "points 48.0 → 30.0: rd 36.0 → 18.0",
    ),
    (
        "the day",
        &[("campaign.toml", "2025-12-31", "2026-06-30")],
        &[["third-fund", "Elm", "gone", "day"]],
        "too old; as of 2025-12-31 → 2026-06-30",
    ),
    (
        "an institution is new",
        &[(
            "institutions.toml",
            "[[institution]]\nid = \"third-fund\"",
            "[[institution]]\nid = \"new-bank\"\nname = \"New Bank\"\nkind = \"bank\"\ncapacity = 1\n\n\
             [[institution]]\nid = \"third-fund\"",
        )],
        &[["new-bank", "Birch", "new", "institution"]],
        "a has no such list",
    ),
    (
        "another firm comes ahead",
        &[("firms.csv", "Elm,是,否,2021-06-30,1000,80", "Elm,是,否,2021-06-30,1000,100")],
        &[["first-bank", "Alder", "gone", "ahead"], ["first-bank", "Elm", "new", "data"]],
        "1 firm came onto the list (Elm; 0 new, 0 newly eligible, 1 from beyond its end); \
         cut-off 48.0 → 60.0",
    ),
];

#[test]
fn one_thing_changed_is_the_reason() {
    for (what, edits, expected, detail) in CASES {
        let (_, told) = after(edits);
        let expected: Vec<[String; 4]> = expected.iter().map(|change| change.map(str::to_owned)).collect();
        assert_eq!(changes(&told), expected, "{what}");
        let [institution, firm, ..] = &expected[0];
        let found = detail_of(&told, institution, firm);
        assert!(found.contains(detail), "{what}: `{found}` does not hold `{detail}`");
        // The account comes out on every list.
        for list in told["lists"].as_array().expect("a list") {
            let number = |key: &str| list[key].as_u64().expect("a number");
            assert_eq!(number("before") - number("gone") + number("new"), number("after"), "{what}");
        }
    }
}

#[test]
fn points_that_depend_on_others_change_with_them() {
    let folder = folder();
    // 36 for R&D and 40 · 2/5 for patents: Alder has 52. After Hazel's patents, 40 · 1/5: 44.
    folder.edit(
        "card.toml",
        "curve = { linear = { low = 0, high = 10 } }\nweight = 40",
        "curve = { percentile = { within = [] } }\nweight = 40",
    );
    folder.edit("institutions.toml", "points >= 35", "points >= 50");
    run(&folder, "a");
    folder.edit("patents.csv", "Hazel,1", "Hazel,8");
    run(&folder, "b");
    let told = diff(&folder, &["a", "b"]);
    let of_alder = changes(&told).into_iter().rfind(|[_, firm, ..]| firm == "Alder");
    assert_eq!(of_alder.expect("a change"), ["second-bank", "Alder", "gone", "peers"]);
    assert!(detail_of(&told, "second-bank", "Alder").contains("points 52.0 → 44.0: patents 16.0 → 8.0"));
}

#[test]
fn the_same_run_has_no_difference() {
    let folder = folder();
    run(&folder, "a");
    run(&folder, "b");
    for other in ["a", "b"] {
        let told = diff(&folder, &["a", other]);
        assert_eq!((&told["changes"], &told["terms"]), (&Value::Array(vec![]), &Value::Array(vec![])));
        assert_eq!(told["ranking"]["unmoved"], 6);
    }
    let told = text(&folder.jifen(&["diff", "a", "b"]).stdout);
    assert!(told.starts_with("nothing changed: the same firms"), "{told}");
}

#[test]
fn ids_written_otherwise_are_other_firms() {
    let (_, told) =
        after(&[("firms.csv", "Birch,是", "Birch Ltd,是"), ("patents.csv", "Birch", "Birch Ltd")]);
    let ranking = &told["ranking"];
    assert_eq!((&ranking["gone"], &ranking["new"], &ranking["after"]), (&1.into(), &1.into(), &6.into()));
    let scored: Vec<(&str, &str)> = told["scored"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (one["firm"].as_str().expect("a text"), one["reason"].as_str().expect("a text")))
        .collect();
    assert_eq!(scored, [("Birch", "row"), ("Birch Ltd", "row")]);
}

#[test]
fn a_stage_by_age_changes_with_the_day() {
    let folder = folder();
    let stages = "[[segment]]\nid = \"young\"\ntitle = \"Young\"\n\
                  when = \"YEARS_BETWEEN(founded, as_of) < 4\"\n\n\
                  [[segment]]\nid = \"old\"\ntitle = \"Old\"\n";
    folder.edit("card.toml", "[[gate]]", &format!("{stages}\n[[gate]]"));
    folder.edit("card.toml", "weight = 60", "weight = { young = 60, old = 20 }");
    folder.edit("card.toml", "weight = 40", "weight = { young = 40, old = 80 }");
    run(&folder, "a");
    folder.edit("campaign.toml", "2025-12-31", "2026-03-31");
    run(&folder, "b");
    let told = diff(&folder, &["a", "b", "--institution", "first-bank"]);
    let expected = [["first-bank", "Alder", "gone", "day"], ["first-bank", "Cedar", "new", "ahead"]];
    assert_eq!(changes(&told), expected.map(|change| change.map(str::to_owned)));
    let page = folder.jifen(&["diff", "a", "b", "--firm", "Alder"]);
    assert!(text(&page.stdout).contains("Young"), "{}", text(&page.stdout));
}

#[test]
fn a_firm_that_is_set_aside_or_has_a_name_of_others_is_named_as_such() {
    let folder = folder();
    folder.edit("firms.csv", "1000,10\n", "1000,1O\n");
    run(&folder, "a");
    run(&folder, "b");
    let output = folder.jifen(&["diff", "a", "b", "--firm", "Hazel"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("in b its row is in quarantine (firms.csv, line 7): `1O` is not a number"),
        "{said}"
    );
    let output = folder.jifen(&["explain", "campaign.toml", "--since", "a", "--firm", "Hazel"]);
    let said = text(&output.stderr);
    assert!(said.contains("in quarantine (firms.csv, line 7)"), "{said}");
}

#[test]
fn a_run_that_kept_less_explains_less_and_says_so() {
    let folder = folder();
    folder.edit("campaign.toml", "detail = true\nfirms = true\n", "");
    run(&folder, "a");
    folder.edit("firms.csv", "Fir,是,否,2022-03-01,1000,40", "Fir,是,否,2022-03-01,1000,0");
    run(&folder, "b");
    let told = diff(&folder, &["a", "b"]);
    let notes: Vec<Value> = told["notes"].as_array().expect("a list").iter().map(english).collect();
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert!(notes[0].as_str().expect("a text").starts_with("a has no points.parquet"), "{notes:?}");
    assert!(notes[1].as_str().expect("a text").starts_with("a has no firms.parquet"), "{notes:?}");
    // Nothing but its own data can have changed: rules, weights, curves and the day are the same.
    assert_eq!(changes(&told)[0], ["first-bank", "Fir", "gone", "data"]);
    assert!(detail_of(&told, "first-bank", "Fir").contains("points 60.0 → 36.0: research 60.0 → 36.0"));
}

/// Puts a file into a run, with its hash in the package, as if the run had written it.
fn put(folder: &Folder, run: &str, name: &str, bytes: &[u8]) {
    let package = format!("{run}/datapackage.json");
    let mut value: Value = serde_json::from_str(&folder.read(&package)).expect("JSON");
    let hex: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let resources = value["resources"].as_array_mut().expect("resources");
    let at = resources.iter().position(|resource| resource["path"] == name).unwrap_or_else(|| {
        resources.push(serde_json::json!({ "name": "added", "path": name }));
        resources.len() - 1
    });
    resources[at]["hash"] = format!("sha256:{hex}").into();
    resources[at]["bytes"] = bytes.len().into();
    folder.write(&format!("{run}/{name}"), bytes);
    folder.write(&package, value.to_string().as_bytes());
}

#[test]
fn places_of_a_list_with_its_own_order_are_those_that_the_run_wrote() {
    let folder = folder();
    folder.edit("institutions.toml", "capacity = 3", "capacity = 3\norder = { by = \"rd_expense\" }");
    run(&folder, "a");
    folder.edit("firms.csv", "1000,80", "1000,120");
    run(&folder, "b");
    let account = || diff(&folder, &["a", "b"])["lists"][0].clone();
    let account_before = account();
    assert_eq!((&account_before["unplaced"], &account_before["moved"]), (&0.into(), &2.into()));
    let places = |firms: [&str; 3]| {
        let rows = firms.iter().zip(1..).map(|(firm, place)| format!("first-bank,{place},{firm},\n"));
        format!("\u{feff}institution,place,firm,firm_name\n{}", rows.collect::<String>())
    };
    put(&folder, "a", "referrals.csv", places(["Birch", "Elm", "Alder"]).as_bytes());
    put(&folder, "b", "referrals.csv", places(["Elm", "Birch", "Alder"]).as_bytes());
    let account_after = account();
    assert_eq!((&account_after["moved"], &account_after["unmoved"]), (&2.into(), &1.into()));
    let told = diff(&folder, &["a", "b", "--firm", "Elm"]);
    assert_eq!(told["firm"]["lists"][0]["place"], serde_json::json!([2, 1]));
    // A firm that is not on the list has no place there.
    put(&folder, "b", "referrals.csv", places(["Elm", "Birch", "Hazel"]).as_bytes());
    let output = folder.jifen(&["diff", "a", "b"]);
    let told = text(&output.stderr);
    assert!(told.contains("error[file-kind]: b/referrals.csv: does not match the other files"), "{told}");
}

#[test]
fn tables_of_another_run_are_refused() {
    let folder = folder();
    run(&folder, "a");
    folder.edit("firms.csv", "Hazel,是,否,2022-03-01,1000,10\n", "");
    run(&folder, "b");
    let of_a = |name: &str| std::fs::read(folder.path(&format!("a/{name}"))).expect("it can be read");
    put(&folder, "b", "firms.parquet", &of_a("firms.parquet"));
    let told = text(&folder.jifen(&["diff", "a", "b"]).stderr);
    assert!(told.contains("error[file-kind]: b/firms.parquet: does not match the other files"), "{told}");
    put(&folder, "b", "firms.parquet", b"PAR1");
    let told = text(&folder.jifen(&["diff", "a", "b"]).stderr);
    assert!(told.contains("error[file-kind]: b/firms.parquet: "), "{told}");
    run(&folder, "c");
    put(&folder, "c", "quarantine.csv", b"no,such\ntable\n");
    let told = text(&folder.jifen(&["diff", "a", "c"]).stderr);
    assert!(told.contains("error[file-kind]: c/quarantine.csv: is not a table"), "{told}");
}

#[test]
fn faults_are_refused_with_their_place() {
    let folder = folder();
    run(&folder, "a");
    run(&folder, "b");
    folder.edit("campaign.toml", "id = \"firm\"\n", "id = \"name\"\n");
    folder.edit("firms.csv", "firm,", "企业名称,");
    folder.edit("patents.csv", "firm,", "企业名称,");
    run(&folder, "named");
    let mut bytes = std::fs::read(folder.path("b/points.parquet")).expect("it can be read");
    bytes[40] ^= 1;
    folder.write("b/points.parquet", &bytes);
    let refused = |arguments: &[&str], told: &str| {
        let output = folder.jifen(&[&["diff"], arguments].concat());
        let found = text(&output.stderr);
        assert!(
            matches!(output.status.code(), Some(2 | 3)) && found.contains(told),
            "{arguments:?}: {found}"
        );
        assert!(output.stdout.is_empty());
    };
    refused(&["a", "b"], "error[file-kind]: b/points.parquet: is not as the run wrote it");
    refused(&["a", "named"], "error[file-kind]: named: identifies firms by `name`, and `a` by `firm`");
    refused(&["a", "nowhere"], "error[file-unreadable]: nowhere: cannot be read");
    refused(
        &["a", "a", "--institution", "first-bnk"],
        "error[name-unknown]: a: neither run has an institution called `first-bnk`\n  \
         help: did you mean `first-bank`?",
    );
    refused(&["a", "a", "--firm", "Brich"], "neither `a` nor `a` scores a firm called `Brich`");
    refused(&["a", "a", "--out", "a"], "error[target-exists]: a: is one of the two runs");
    let output = folder.jifen(&["explain", "campaign.toml", "--firm", "Fir", "--since", "a"]);
    assert!(text(&output.stderr).contains("identifies firms by `name`"), "{}", text(&output.stderr));
}

#[test]
fn a_firm_is_set_beside_its_former_self() {
    let folder = folder();
    run(&folder, "a");
    folder.edit("firms.csv", "Fir,是,否,2022-03-01,1000,40", "Fir,是,否,2022-03-01,1000,0");
    folder.edit("firms.csv", "1000,10\n", "1000,1O\n");
    let since = |firm: &str| -> Value {
        let output =
            folder.jifen(&["--format", "json", "explain", "campaign.toml", "--firm", firm, "--since", "a"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        serde_json::from_slice::<Value>(&output.stdout).expect("one JSON object")["firm"].clone()
    };
    let told = since("Fir");
    assert_eq!(told["standing"][0]["points"], 60.0);
    assert_eq!(told["standing"][1]["points"], 36.0);
    assert_eq!(
        (&told["points"]["reason"], &told["cells"][0]["field"]),
        (&"data".into(), &"rd_expense".into())
    );
    assert_eq!((&told["cells"][0]["before"], &told["cells"][0]["after"]), (&40.0.into(), &0.0.into()));
    assert_eq!(told["parts"][0]["raw"], serde_json::json!([4.0, 0.0]));
    let lists = told["lists"].as_array().expect("a list");
    assert_eq!(
        (&lists[0]["listed"], &lists[0]["reason"]),
        (&serde_json::json!([true, false]), &"data".into())
    );
    assert_eq!(lists[0]["place"], serde_json::json!([2, 4]));
    assert_eq!((&lists[1]["listed"], &lists[1]["reason"]), (&serde_json::json!([true, true]), &Value::Null));
    // A firm that is not scored now.
    let told = since("Hazel");
    assert_eq!((&told["standing"][1], &told["absent"][1]["reason"]), (&Value::Null, &"quarantined".into()));
    assert_eq!(told["lists"][2]["reason"], "quarantined");
    // A run and the campaign that made it are alike.
    folder.write("firms.csv", FIRMS.as_bytes());
    let told = since("Fir");
    assert_eq!((&told["points"], &told["cells"]), (&Value::Null, &Value::Array(vec![])));
}

#[test]
fn what_a_run_keeps_does_not_depend_on_threads() {
    let folder = Folder::with_firms(3_000, 0.1);
    folder.edit("campaign.toml", "detail = true", "detail = true\nfirms = true");
    for (threads, out) in [("1", "one"), ("4", "four")] {
        let output = folder.jifen(&[
            "--quiet",
            "run",
            "campaign.toml",
            "--threads",
            threads,
            "--max-quarantined",
            "100%",
            "--out",
            out,
        ]);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
    }
    assert!(folder.path("one/firms.parquet").exists());
    assert_eq!(folder.content("one"), folder.content("four"));
    let told = diff(&folder, &["one", "four"]);
    assert_eq!(told["ranking"]["moved"], 0);
}
