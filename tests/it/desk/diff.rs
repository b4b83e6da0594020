//! `jifen diff` and `jifen explain --since`: what they report of two runs, and what they refuse.

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

/// A folder with the small campaign and its run in `a`.
pub(super) fn folder() -> Folder {
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

pub(super) fn run(folder: &Folder, out: &str) {
    let output =
        folder.jifen(&["--quiet", "run", "campaign.toml", "--max-quarantined", "100%", "--out", out]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", text(&output.stderr));
}

pub(super) fn diff(folder: &Folder, arguments: &[&str]) -> Value {
    let output = folder.jifen(&[&["--format", "json", "diff"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

/// The difference that some edits make; each is a file, a text in it, and the text in its place.
pub(super) fn after(edits: &[(&str, &str, &str)]) -> (Folder, Value) {
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
pub(super) fn changes(told: &Value) -> Vec<[String; 4]> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let of_one = |one: &Value| ["institution", "firm", "change", "reason"].map(|key| text(&one[key]));
    told["changes"].as_array().expect("a list").iter().map(of_one).collect()
}

pub(super) fn detail_of(told: &Value, institution: &str, firm: &str) -> String {
    let all = told["changes"].as_array().expect("a list").iter();
    let mut one = all
        .filter(|one| one["institution"] == institution && one["firm"] == firm)
        .map(|one| english(&one["detail"]));
    one.next_back().expect("a change").as_str().expect("a text").to_owned()
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
