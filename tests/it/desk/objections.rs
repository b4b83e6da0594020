//! `jifen objections import`: claims are decided on papers, applied in one way, and answered one by one.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Sheet, workbook};

const CARD: &str = r#"id = "card"
title = "A card"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"
pass = "points >= 40"
[[grade]]
id = "A"
at_least = 80
[[indicator]]
id = "rd"
title = "R&D"
value = "rd_expense"
unit = "万元"
curve = { linear = { low = 0, high = 100 } }
weight = 60
[[indicator]]
id = "prizes"
title = "Science awards"
value = "awards"
curve = { tiers = { at_least = [[2, 40], [1, 20]], otherwise = 0 } }
"#;

const INSTITUTIONS: &str = "[[institution]]\nid = \"bank\"\nname = \"First Bank\"\nkind = \"bank\"\n\
     tell_firms = true\n[[institution]]\nid = \"other\"\nname = \"Second Bank\"\nkind = \"bank\"\n";

const CAMPAIGN: &str = "id = \"spring\"\ntitle = \"Spring\"\ntitle_zh = \"春季批次\"\nas_of = 2025-12-31\n\
     scorecard = \"card.toml\"\ninstitutions = \"institutions.toml\"\n[firms]\n\
     path = [\"east.csv\", \"west.csv\"]\nid = \"firm\"\n[output]\ndetail = true\nlanguage = \"zh\"\n";

const EAST: &str = "firm,企业名称,授权,研发费用(千元),省级及以上科技奖励数量,备注\n\
                    A-1,Alder,是,300,0,x\n\
                    B-2,Birch,是,500,1,\n";
const WEST: &str = "firm,name,consent,rd_expense(万元),awards\nC-3,Cedar,yes,90,2\nE-4,Elm,yes,10,0\n\
                    A-5,Twin,yes,0,0\nA-6,Twin,yes,0,0\n";

const HEADER: &str = "firm,异议事项,申请更正为,计量单位,证明材料编号,异议人,异议日期,处理意见,处理理由\n";

const CLAIMS: &str = "A-1,研发费用,80,万元,P-1,,2026-01-05,采纳,\n\
                      A-1,awards,1,,P-2,Alder,2026-01-20,accepted,as the certificate says\n\
                      B-2,研发费用(千元),9000,千元,P-3,Cedar,2026-01-05,不采纳,the paper is of another year\n\
                      C-3,rd_expense,95万元,,P-4,Cedar,,,\n";

fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for (name, content) in [
        ("campaign.toml", CAMPAIGN),
        ("institutions.toml", INSTITUTIONS),
        ("card.toml", CARD),
        ("east.csv", EAST),
        ("west.csv", WEST),
    ] {
        folder.write(name, content.as_bytes());
    }
    folder.write("claims.csv", format!("{HEADER}{CLAIMS}").as_bytes());
    run(&folder, "campaign.toml", "a");
    folder
}

fn run(folder: &Folder, campaign: &str, out: &str) {
    let run = folder.jifen(&["run", campaign, "--quiet", "--out", out]);
    assert!(run.status.success(), "{}", text(&run.stderr));
}

fn import(folder: &Folder, more: &[&str]) -> (i32, String, String) {
    let fixed =
        ["objections", "import", "claims.csv", "--campaign", "campaign.toml", "--run", "a", "--out", "b"];
    let output = folder.jifen(&[&fixed[..], more].concat());
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn points(folder: &Folder, run: &str) -> BTreeMap<String, String> {
    let rows = folder.rows(&format!("{run}/scores.csv"));
    rows.into_iter().map(|row| (row["firm"].clone(), row["points"].clone())).collect()
}

#[test]
fn accepted_claims_change_a_cell_each_and_nothing_else() {
    let folder = folder();
    let (code, told, faults) = import(&folder, &["--lang", "zh"]);
    assert_eq!(code, 0, "{faults}");
    insta::assert_snapshot!("objections_zh", told);
    // 300 千元 are 18 points; 80 万元 and one award are 48 and 20.
    let [before, after] = ["a", "b"].map(|run| points(&folder, run));
    assert_eq!((&*before["A-1"], &*after["A-1"]), ("18.0", "68.0"));
    let others = |all: &BTreeMap<String, String>| {
        all.iter().filter(|(firm, _)| *firm != "A-1").map(|(_, points)| points.clone()).collect::<Vec<_>>()
    };
    assert_eq!(others(&before), others(&after));
    let changed: Vec<[String; 4]> = folder
        .rows("b/corrections.csv")
        .into_iter()
        .map(|row| ["part", "column", "before", "after"].map(|name| row[name].clone()))
        .collect();
    assert_eq!(
        changed,
        [
            ["east.csv", "研发费用(千元)", "300", "80万元"].map(str::to_owned),
            ["east.csv", "省级及以上科技奖励数量", "0", "1"].map(str::to_owned),
        ]
    );
    let corrections = folder.read("desk/objections/1-corrections-1.csv");
    assert!(corrections.contains("P-1; P-2") && corrections.lines().count() == 2, "{corrections}");
    let manifest: Value = serde_json::from_str(&folder.read("b/run.json")).unwrap();
    let inputs = manifest["inputs"].as_array().unwrap();
    assert!(inputs.iter().any(|input| input["name"] == "desk/objections/1-corrections-1.csv"), "{inputs:?}");
}

#[test]
fn a_campaign_that_names_the_corrections_gives_the_same_run() {
    let folder = folder();
    assert_eq!(import(&folder, &[]).0, 0);
    let part = "\n[[firms.part]]\npath = \"desk/objections/1-corrections-1.csv\"\ncorrects = \"east.csv\"\n";
    folder.write("kept.toml", format!("{CAMPAIGN}{part}").as_bytes());
    run(&folder, "kept.toml", "kept");
    for name in ["scores.csv", "referrals/bank.csv", "not_referred.csv"] {
        assert_eq!(folder.read(&format!("b/{name}")), folder.read(&format!("kept/{name}")), "{name}");
    }
    // A further import corrects the corrected row.
    folder.write("campaign.toml", format!("{CAMPAIGN}{part}").as_bytes());
    folder.write("claims.csv", format!("{HEADER}A-1,awards,2,,P-9,,,采纳,\n").as_bytes());
    let again =
        ["objections", "import", "claims.csv", "--campaign", "campaign.toml", "--run", "b", "--out", "c"];
    let output = folder.jifen(&again);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(points(&folder, "c")["A-1"], "88.0");
    let history = folder.rows("desk/objections.csv");
    assert_eq!(history.len(), 5);
    assert_eq!((&*history[4]["import"], &*history[4]["points_before"]), ("2", "68"));
}

#[test]
fn the_history_has_every_objection_and_only_grows() {
    let folder = folder();
    let notice =
        ["publicity", "a", "--out", "public", "--contact", "x", "--from", "2026-01-04", "--days", "5"];
    assert!(folder.jifen(&notice).status.success());
    let (code, told, faults) =
        import(&folder, &["--notice", "public/notice.json", "--format", "json", "--desk", "desk"]);
    assert_eq!(code, 0, "{faults}");
    let told: Value = serde_json::from_str(&told).unwrap();
    let counts = ["accepted", "rejected", "pending", "out_of_period"].map(|name| told[name].as_u64());
    assert_eq!(counts, [Some(2), Some(1), Some(1), Some(1)]);
    let rows = folder.rows("desk/objections.csv");
    let column = |name: &str| rows.iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    assert_eq!(column("decision"), ["accepted", "accepted", "rejected", "pending"]);
    assert_eq!(column("in_period"), ["true", "false", "true", ""]);
    assert_eq!(column("claimed"), ["80万元", "1", "9000千元", "95万元"]);
    assert_eq!(column("before"), ["300", "0", "500", "90"]);
    assert_eq!(column("points_after"), ["68", "68", "50", "94"]);
    assert_eq!(column("corrections"), ["1-corrections-1.csv", "1-corrections-1.csv", "", ""]);
    let before = folder.read("desk/objections.csv");
    folder.write("claims.csv", format!("{HEADER}E-4,awards,1,,P-5,,,采纳,\n").as_bytes());
    assert_eq!(import(&folder, &["--force"]).0, 0);
    let after = folder.read("desk/objections.csv");
    assert!(after.starts_with(&before) && after.lines().count() == before.lines().count() + 1);
    // A file that the program did not write, or that was edited, stops an import before anything is written.
    for (content, line) in [("mine\n".to_owned(), ":1"), (after.replace("P-5", "P-6"), ":6")] {
        folder.write("desk/objections.csv", content.as_bytes());
        let arguments =
            ["objections", "import", "claims.csv", "--campaign", "campaign.toml", "--run", "a", "--out", "c"];
        let output = folder.jifen(&arguments);
        let told = text(&output.stderr);
        assert!(told.contains(&format!("error[target-edited]: desk/objections.csv{line}")), "{told}");
        assert!(output.status.code() == Some(2) && !folder.path("c").exists(), "{told}");
        assert!(!folder.path("desk/objections/3-corrections-1.csv").exists());
        assert_eq!(folder.read("desk/objections.csv"), content);
    }
}

#[test]
fn each_objector_gets_a_page_and_only_the_firm_its_points() {
    let folder = folder();
    assert_eq!(import(&folder, &["--lang", "en"]).0, 0);
    let mut pages: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder.path("desk/objections/1-answers")).unwrap() {
        pages.push(entry.unwrap().file_name().to_string_lossy().into_owned());
    }
    pages.sort();
    assert_eq!(pages, ["A-1.html", "B-2-Cedar.html", "C-3.html", "datapackage.json"]);
    let page = |name: &str| folder.read(&format!("desk/objections/1-answers/{name}"));
    // The campaign's own language.
    let alder = page("A-1.html");
    for said in
        ["P-1", "P-2", "80 万元", "300 千元", "as the certificate says", "18.0", "68.0", "已推荐至First Bank"]
    {
        assert!(alder.contains(said), "{said}: {alder}");
    }
    for other in ["Birch", "Cedar", "Elm", "Second Bank"] {
        assert!(!alder.contains(other), "{other}");
    }
    let cedar = page("B-2-Cedar.html");
    assert!(cedar.contains("不予采纳") && cedar.contains("the paper is of another year"), "{cedar}");
    assert!(!cedar.contains("50.0") && !cedar.contains("更正前"), "{cedar}");
}

#[test]
fn each_fault_of_a_file_is_named_and_nothing_is_written() {
    let folder = folder();
    let faults = [
        ("X-9,awards,1,,P,,,采纳,", "error[name-unknown]", "X-9"),
        ("A-1,awrds,1,,P,,,采纳,", "error[name-unknown]", "awrds"),
        ("A-1,firm,Z-1,,P,,,采纳,", "error[name-unknown]", "firm"),
        ("A-1,awards,,,P,,,采纳,", "error[value-empty]", "blank"),
        ("A-1,awards,many,,P,,,采纳,", "error[cell-number]", "many"),
        ("A-1,awards,-1,,P,,,采纳,", "error[", "-1"),
        ("A-1,awards,1,家,P,,,采纳,", "error[value-invalid]", "家"),
        ("A-1,研发费用,80,,P,,,采纳,", "error[column-unit-missing]", "unit"),
        ("A-1,研发费用,80,美元,P,,,采纳,", "error[", "80美元"),
        ("A-1,awards,1,,,,,采纳,", "error[value-empty]", "paper"),
        ("A-1,awards,1,,P,,,不采纳,", "error[value-empty]", "reason"),
        ("A-1,awards,1,,P,,,perhaps,", "error[value-invalid]", "perhaps"),
        ("A-1,revenue,1,万元,P,,,采纳,", "error[field-unfit]", "east.csv"),
        ("A-1,awards,1,,P,,2026-13-45,采纳,", "error[", "2026-13-45"),
        ("A-1,研发费用,１２００元,万元,P,,,采纳,", "error[value-invalid]", "has another unit than `万元`"),
        ("A-1,研发费用,1200元,万元,P,,,采纳,", "error[value-invalid]", "has another unit than `万元`"),
        ("Twin,awards,1,,P,,,采纳,", "error[name-unknown]", "2 firms are called `Twin`: A-5, A-6"),
    ];
    for (row, code, said) in faults {
        folder.write("claims.csv", format!("{HEADER}{row}\n").as_bytes());
        let (exit, _, told) = import(&folder, &[]);
        assert!(exit >= 2 && told.contains(code) && told.contains(said), "{row}: {exit} {told}");
        assert!(told.contains("claims.csv:2"), "{row}: {told}");
        assert!(!folder.path("b").exists() && !folder.path("desk/objections/1-corrections-1.csv").exists());
    }
    let twice = "A-1,awards,1,,P,,,采纳,\nA-1,awards,2,,Q,,,采纳,\n";
    folder.write("claims.csv", format!("{HEADER}{twice}").as_bytes());
    assert!(import(&folder, &[]).2.contains("error[name-repeated]"));
    folder.write("claims.csv", b"firm,\xe5\xbc\x82\xe8\xae\xae\xe4\xba\x8b\xe9\xa1\xb9\nA-1,awards\n");
    assert!(import(&folder, &[]).2.contains("error[column-missing]"));
    folder.write("claims.csv", format!("{HEADER}{CLAIMS}").as_bytes());
    folder.edit("campaign.toml", "detail = true", "detail = false");
    assert!(import(&folder, &[]).2.contains("error[key-missing]"));
}

#[test]
fn a_run_that_stops_leaves_no_corrections() {
    let folder = folder();
    std::fs::create_dir(folder.path("b")).unwrap();
    folder.write("b/mine.txt", b"");
    let (code, _, told) = import(&folder, &["--force"]);
    assert!(code == 3 && told.contains("error[target-exists]"), "{told}");
    assert!(!folder.path("desk").exists());
}

#[test]
fn a_run_of_another_campaign_or_day_is_refused() {
    let folder = folder();
    let (code, _, told) = import(&folder, &["--as-of", "2026-01-31"]);
    assert!(code == 2 && told.contains("error[value-invalid]: campaign.toml [as_of]"), "{told}");
    assert!(told.contains("help: add --as-of 2025-12-31"), "{told}");
    folder.edit("campaign.toml", "id = \"spring\"", "id = \"autumn\"");
    let (code, _, told) = import(&folder, &[]);
    assert!(code == 2 && told.contains("is of the campaign `spring`"), "{told}");
    assert!(!folder.path("b").exists() && !folder.path("desk").exists());
}

#[test]
fn a_workbook_of_objections_is_read_as_its_table_is() {
    let folder = folder();
    assert_eq!(import(&folder, &[]).0, 0);
    let book = workbook(&[Sheet::of_csv("异议", &format!("{HEADER}{CLAIMS}"))]);
    folder.write("claims.xlsx", &book);
    let arguments =
        ["objections", "import", "claims.xlsx", "--campaign", "campaign.toml", "--run", "a", "--out", "c"];
    let output = folder.jifen(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stdout).starts_with("0 new objections"), "{}", text(&output.stdout));
    let arguments = [&arguments[..], &["--desk", "other"]].concat();
    let output = folder.jifen(&arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(folder.read("b/scores.csv"), folder.read("c/scores.csv"));
    let claims = |desk: &str| -> Vec<[String; 3]> {
        let rows = folder.rows(&format!("{desk}/objections.csv"));
        rows.iter().map(|row| ["firm", "claimed", "decision"].map(|name| row[name].clone())).collect()
    };
    assert_eq!(claims("desk"), claims("other"));
}

/// Imports claims about the run `a` into the new run `out`.
fn import_rows(folder: &Folder, rows: &str, out: &str) -> (i32, Value, String) {
    folder.write("claims.csv", format!("{HEADER}{rows}").as_bytes());
    let arguments = ["objections", "import", "claims.csv", "--campaign", "campaign.toml", "--run", "a"];
    let output = folder.jifen(&[&arguments[..], &["--out", out, "--format", "json"]].concat());
    let told = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code().unwrap(), told, text(&output.stderr))
}

#[test]
fn a_later_import_keeps_what_an_earlier_one_accepted() {
    let folder = folder();
    assert_eq!(
        import_rows(&folder, "A-1,awards,2,,P-1,,,采纳,\nC-3,rd_expense,20万元,,P-2,,,采纳,\n", "b").0,
        0
    );
    let (code, told, faults) =
        import_rows(&folder, "B-2,awards,2,,P-3,,,采纳,\nA-1,rd_expense,40万元,,P-4,,,采纳,\n", "c");
    assert_eq!(code, 0, "{faults}");
    assert_eq!((&told["import"], &told["carried"], &told["accepted"]), (&2.into(), &2.into(), &2.into()));
    let all = points(&folder, "c");
    assert_eq!(["A-1", "B-2", "C-3", "E-4"].map(|firm| &*all[firm]), ["64.0", "70.0", "52.0", "6.0"]);
    let corrected = |run: &str| -> Vec<[String; 3]> {
        let mut rows = folder.rows(&format!("{run}/corrections.csv"));
        rows.retain(|row| row["column"] != "证明材料编号");
        let mut cells: Vec<_> =
            rows.iter().map(|row| ["id", "before", "after"].map(|name| row[name].clone())).collect();
        cells.sort();
        cells
    };
    let cells = [["A-1", "0", "2"], ["A-1", "300", "40万元"], ["B-2", "1", "2"], ["C-3", "90", "20万元"]];
    assert_eq!(corrected("c"), cells.map(|row| row.map(str::to_owned)));
    let movers = folder.read("desk/objections/2-diff/movers.csv");
    assert!(["A-1", "B-2", "C-3"].iter().all(|firm| movers.contains(firm)), "{movers}");
    // Pasted into the campaign as printed, all corrections give the same run, and none is carried twice.
    let parts = told["corrections"].as_array().unwrap();
    assert_eq!(parts.len(), 4, "{parts:?}");
    let parts =
        parts.iter().map(|part| format!("[[firms.part]]\npath = {}\ncorrects = {}\n", part[0], part[1]));
    folder.write("campaign.toml", format!("{CAMPAIGN}{}", parts.collect::<String>()).as_bytes());
    run(&folder, "campaign.toml", "kept");
    assert_eq!(folder.read("kept/scores.csv"), folder.read("c/scores.csv"));
    let (code, told, faults) = import_rows(&folder, "E-4,awards,1,,P-5,,,采纳,\n", "d");
    assert_eq!(code, 0, "{faults}");
    assert_eq!((&told["carried"], &told["edited"][0]), (&0.into(), &"campaign.toml".into()));
    assert_eq!(points(&folder, "d")["A-1"], "64.0");
}

#[test]
fn claims_that_were_imported_before_are_added_once() {
    let folder = folder();
    let first = "A-1,awards,2,,P-1,,,采纳,\nB-2,awards,2,,P-2,,,,\n";
    assert_eq!(import_rows(&folder, first, "b").0, 0);
    let history = folder.read("desk/objections.csv");
    // The firm's name is the firm itself.
    for again in [first.to_owned(), first.replace(",P-1,", ",P-1,Alder")] {
        let (code, told, faults) = import_rows(&folder, &again, "c");
        assert_eq!((code, &told["import"], &told["known"]), (0, &Value::Null, &2.into()), "{faults}");
        assert!(!folder.path("c").exists() && !folder.path("desk/objections/2-answers").exists());
    }
    assert_eq!(folder.read("desk/objections.csv"), history);
    // A decision on a pending claim is new, and so is another paper; a row that repeats one is not.
    let rows = "A-1,awards,2,,P-1,,,采纳,\nB-2,awards,2,,P-2,,,采纳,\nB-2,awards,2,,P-2,,,采纳,\n";
    let (code, told, faults) = import_rows(&folder, rows, "c");
    assert_eq!((code, &told["accepted"], &told["known"]), (0, &1.into(), &2.into()), "{faults}");
    assert_eq!(folder.rows("desk/objections.csv").len(), 3);
    let output = folder.jifen(&[
        "objections",
        "import",
        "claims.csv",
        "--campaign",
        "campaign.toml",
        "--run",
        "a",
        "--out",
        "d",
        "--lang",
        "zh",
    ]);
    assert_eq!(text(&output.stdout), "新增 0 条，未写出任何文件\n此前已导入 3 条，不再重复答复\n");
    // An accepted claim is applied, so that a later decision against it would not be true.
    let (code, _, told) = import_rows(&folder, "A-1,awards,2,,P-1,,,不予采纳,no\n", "d");
    assert!(
        code == 2 && told.contains("claims.csv:2: the claim of `A-1` was accepted by import 1"),
        "{told}"
    );
    assert!(!folder.path("d").exists());
}

#[test]
fn what_was_edited_since_publication_is_not_answered_as_an_objection() {
    let folder = folder();
    for (file, from, to) in
        [("east.csv", "B-2,Birch,是,500", "B-2,Birch,是,900"), ("card.toml", ">= 40", ">= 50")]
    {
        let published = folder.read(file);
        folder.write(file, published.replace(from, to).as_bytes());
        let (code, _, told) = import_rows(&folder, "A-1,awards,1,,P-1,,,采纳,\n", "b");
        assert!(code == 2 && told.contains(&format!("error[value-invalid]: {file}: was edited")), "{told}");
        assert!(!folder.path("b").exists() && !folder.path("desk").exists());
        folder.write(file, published.as_bytes());
    }
}

#[test]
fn an_answer_says_what_was_decided_and_no_more() {
    let folder = folder();
    let rows = "Alder,awards,1,,P-1,,,采纳,\nCedar,awards,1,,P-2,,,,\nB-2,awards,3,,P-3,,,不采纳,too late\n\
                B-2,研发费用(千元),9000,千元,P-4,Cedar,,不采纳,another year\n";
    let (code, told, faults) = import_rows(&folder, rows, "b");
    assert_eq!(code, 0, "{faults}");
    assert_eq!(told["rejected"], 2);
    let page = |name: &str| folder.read(&format!("desk/objections/1-answers/{name}.html"));
    let has = |page: &str, said: &[&str]| {
        said.iter().for_each(|said| assert!(page.contains(said), "{said}: {page}"));
    };
    let lacks = |page: &str, said: &[&str]| {
        said.iter().for_each(|said| assert!(!page.contains(said), "{said}: {page}"));
    };
    let accepted = page("A-1");
    has(
        &accepted,
        &[
            "已核查",
            "原采用值",
            "证明材料（P-1）属实",
            "更正前",
            "更正后",
            "本答复仅含本企业的数据",
            "（盖章）",
        ],
    );
    lacks(&accepted, &["本积分单"]);
    let pending = page("C-3");
    has(&pending, &["正在核查", "另行答复"]);
    lacks(&pending, &["已核查", "更正前", "公示时", "位次："]);
    let rejected = page("B-2");
    has(&rejected, &["公示时", "现", "too late"]);
    lacks(&rejected, &["更正前"]);
    // The published list has no such column, so that the firm's own value is not for others.
    let other = page("B-2-Cedar");
    has(&other, &["9000 千元", "another year", "不含该企业未公示的数据"]);
    lacks(&other, &["500", "原采用值", "公示时"]);
}

#[test]
fn imports_at_the_same_time_lose_no_row() {
    let folder = folder();
    let begin = |at: usize| {
        let (claims, out) = (format!("claims{at}.csv"), format!("out{at}"));
        folder.write(&claims, format!("{HEADER}A-1,awards,{},,P-{at},,,采纳,\n", at + 1).as_bytes());
        let arguments =
            ["objections", "import", &claims, "--campaign", "campaign.toml", "--run", "a", "--out", &out];
        let output = folder.jifen(&arguments);
        (output.status.success(), text(&output.stderr))
    };
    let ended: Vec<(bool, String)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|at| scope.spawn(move || begin(at))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    // Each import either has its row in the history or says that it has none.
    let done = ended.iter().filter(|(success, _)| *success).count();
    assert!(done >= 1, "{ended:?}");
    assert!(ended.iter().all(|(success, told)| *success || told.contains("error[target-")), "{ended:?}");
    assert_eq!(folder.rows("desk/objections.csv").len(), done);
    assert_eq!(import_rows(&folder, "E-4,awards,2,,P-9,,,采纳,\n", "last").0, 0);
}
