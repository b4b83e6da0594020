//! `jifen publicity`: the public list, its period, and what is not public.

use std::collections::BTreeSet;

use jifen::desk::publicity::Notice;
use serde_json::Value;

use crate::engine::publish::part;
use crate::support::workplace::{Folder, text};

const CARD: &str = r#"id = "card"
title = "A card"
title_zh = "示例指标体系"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"
pass = "points >= 20"
[[top]]
id = "lead"
title = "leading"
title_zh = "领跑榜"
share = 0.25
within = []
[[indicator]]
id = "revenue"
title = "Revenue"
value = "revenue"
curve = { linear = { low = 0, high = 1000 } }
weight = 100
"#;

const INSTITUTIONS: &str = r#"
[[institution]]
id = "bank"
name = "Bank"
kind = "bank"
[[institution.rule]]
when = "loan_demand > 0"
reason = "asks for no loan"
"#;

const FIRMS: &str = "统一社会信用代码,企业名称,行政区划代码,授权,营业收入(万元),融资需求(万元),意向机构\n\
                     91110108551385082Q,Alder,330100,是,900,77771,bank\n\
                     91310000625901263C,=Birch,330100,是,800,77772,bank\n\
                     91330100799655058B,Cedar,330102,是,700,0,bank\n\
                     91440300708461136T,Elm,330102,否,600,77773,bank\n\
                     91110000802100433B,Fir,,,500,77774,bank\n\
                     91350200MA2XN2QJ9M,Hazel,,是,100,77775,bank\n";

fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    folder.write("card.toml", CARD.as_bytes());
    folder.write("institutions.toml", INSTITUTIONS.as_bytes());
    folder.write("firms.csv", FIRMS.as_bytes());
    folder.edit("campaign.toml", "scorecard = \"mst-2022\"", "scorecard = \"card.toml\"");
    folder.edit(
        "campaign.toml",
        "title = \"A small campaign\"",
        "title = \"Spring\"\ntitle_zh = \"春季批次\"",
    );
    let run = folder.jifen(&["run", "campaign.toml", "--quiet"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    folder
}

const SHOWN: [&str; 8] =
    ["publicity", "out", "--out", "public", "--contact", "创新科 0000-0000", "--from", "2026-01-29"];

/// Carries the command out with further arguments; its standard output.
fn shown(folder: &Folder, more: &[&str]) -> String {
    let output = folder.jifen(&[&SHOWN[..], more].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn notice(folder: &Folder) -> Notice {
    serde_json::from_str(&folder.read("public/notice.json")).expect("a notice")
}

/// The rows of the workbook's table, header first.
fn rows(folder: &Folder) -> Vec<Vec<String>> {
    let book = std::fs::read(folder.path("public/publicity.xlsx")).expect("a workbook");
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    let document = roxmltree::Document::parse(&sheet).expect("the worksheet is XML");
    let named = |name: &'static str| move |node: &roxmltree::Node<'_, '_>| node.tag_name().name() == name;
    let text = |node: roxmltree::Node<'_, '_>| -> String {
        node.descendants().filter(|inner| inner.is_text()).filter_map(|inner| inner.text()).collect()
    };
    let rows = document.descendants().filter(named("row"));
    rows.map(|row| row.children().filter(named("c")).map(text).collect()).collect()
}

#[test]
fn the_notice_is_chinese_first_and_english_on_request() {
    let folder = folder();
    insta::assert_snapshot!("publicity_text", shown(&folder, &[]));
    let page = folder.read("public/publicity.html");
    assert!(page.contains("lang=\"zh-CN\"") && page.contains("关于春季批次拟推荐企业名单的公示"), "{page}");
    assert!(page.contains("2026年1月29日至2026年2月2日（共 5 个自然日）"), "{page}");
    assert!(page.contains("创新科 0000-0000"), "{page}");
    insta::assert_snapshot!("publicity_text_zh", shown(&folder, &["--force", "--lang", "zh", "--days", "1"]));
    shown(&folder, &["--force", "--lang", "en"]);
    let page = folder.read("public/publicity.html");
    assert!(page.contains("from 2026-01-29 to 2026-02-02 (5 calendar days)"), "{page}");
    let titled = shown(&folder, &["--force", "--title", "关于某事的公示", "--format", "json"]);
    let told: Value = serde_json::from_str(&titled).expect("JSON");
    assert_eq!(told["title"], "关于某事的公示");
    assert_eq!(told, serde_json::from_str::<Value>(&folder.read("public/notice.json")).unwrap());
}

#[test]
fn only_public_columns_and_firms_with_consent_are_shown() {
    let folder = folder();
    shown(&folder, &[]);
    let names = |folder: &Folder| -> Vec<String> {
        rows(folder).into_iter().skip(1).map(|row| row[1].clone()).collect()
    };
    assert_eq!(rows(&folder)[0], ["序号", "企业名称", "统一社会信用代码", "阶段", "行政区划代码"]);
    // Hazel has too few points, and Cedar asks for no loan.
    assert_eq!(names(&folder), ["Alder", "'=Birch"]);
    let run: Value = serde_json::from_str(&folder.read("out/datapackage.json")).unwrap();
    let run = run["resources"].as_array().unwrap().iter().find(|one| one["path"] == "run.json").unwrap();
    let known = notice(&folder);
    assert_eq!(run["hash"], format!("sha256:{}", known.run_sha256));
    assert_eq!((known.firms, known.without_consent), (2, 0));
    assert_eq!((&*known.from, &*known.to), ("2026-01-29", "2026-02-02"));

    shown(&folder, &["--force", "--who", "qualified", "--columns", "name,points,points,band"]);
    assert_eq!(rows(&folder)[0], ["序号", "企业名称", "积分", "榜单"]);
    assert_eq!(names(&folder), ["Alder", "'=Birch", "Cedar"]);
    // Elm refuses, and nothing is known of Fir.
    assert_eq!(notice(&folder).without_consent, 2);
    let page = folder.read("public/publicity.html");
    let all = page + &folder.read("public/notice.json") + &format!("{:?}", rows(&folder));
    for private in ["Elm", "Fir", "Hazel", "7777", "bank", "Bank"] {
        assert!(!all.contains(private), "{private}");
    }

    shown(&folder, &["--force", "--who", "banded", "--columns", "band,name"]);
    let bands: BTreeSet<String> = rows(&folder).into_iter().skip(1).map(|row| row[1].clone()).collect();
    assert_eq!(bands, BTreeSet::from(["领跑榜".to_owned()]));
}

#[test]
fn the_bytes_depend_on_neither_threads_nor_the_order_of_rows() {
    let folder = folder();
    shown(&folder, &[]);
    let before = folder.content("public");
    let (header, rows) = FIRMS.split_once('\n').unwrap();
    let reversed: String = rows.lines().rev().map(|line| format!("{line}\n")).collect();
    folder.write("firms.csv", format!("{header}\n{reversed}").as_bytes());
    folder.jifen(&["run", "campaign.toml", "--quiet", "--force"]);
    shown(&folder, &["--force"]);
    let after = folder.content("public");
    let shown_files = |all: &[(String, Vec<u8>)]| -> Vec<(String, Vec<u8>)> {
        all.iter().filter(|(name, _)| name.starts_with("publicity")).cloned().collect()
    };
    assert_eq!(shown_files(&before).len(), 2);
    assert_eq!(shown_files(&before), shown_files(&after));
}

#[test]
fn what_cannot_be_shown_is_refused() {
    let folder = folder();
    let told = |arguments: &[&str]| {
        let output = folder.jifen(arguments);
        (output.status.code().unwrap(), text(&output.stderr))
    };
    for arguments in [
        &["publicity", "out", "--out", "p"][..],
        &["publicity", "out", "--out", "p", "--contact", ""],
        &["publicity", "out", "--out", "p", "--contact", "x", "--days", "0"],
        &["publicity", "out", "--out", "p", "--contact", "x", "--columns", "loan_demand"],
    ] {
        let (code, said) = told(arguments);
        assert!(code == 2 && said.contains("error[usage]"), "{arguments:?}: {said}");
    }
    let late = ["publicity", "out", "--out", "p", "--contact", "x", "--from", "9999-12-30"];
    let (code, said) = told(&late);
    assert!(code == 2 && said.contains("error[value-invalid]"), "{said}");
    shown(&folder, &[]);
    let (code, said) = told(&SHOWN);
    assert!(code == 3 && said.contains("error[target-exists]"), "{said}");
    folder.edit(
        "card.toml",
        "[[top]]\nid = \"lead\"\ntitle = \"leading\"\ntitle_zh = \"领跑榜\"\nshare = 0.25\nwithin = []\n",
        "",
    );
    folder.jifen(&["run", "campaign.toml", "--quiet", "--force"]);
    let (code, said) = told(&[&SHOWN[..], &["--who", "banded", "--force"]].concat());
    assert!(code == 2 && said.contains("error[option-idle]"), "{said}");
}

#[test]
fn a_consent_for_some_institutions_is_none_to_publication() {
    let folder = folder();
    let ledger = "统一社会信用代码,授权机构,授权日期,授权截止日期,撤回日期\n\
                  91110108551385082Q,,2020-06-01,,\n91310000625901263C,bank,2020-06-01,,\n\
                  91330100799655058B,,2020-06-01,,\n91330100799655058B,bank,2020-07-01,,\n";
    folder.write("consents.csv", ledger.as_bytes());
    folder.edit("campaign.toml", "[firms]", "consents = \"consents.csv\"\n[firms]");
    let run = folder.jifen(&["run", "campaign.toml", "--quiet", "--force"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let list = folder.read("out/referrals/bank.csv");
    assert!(list.contains("91310000625901263C"), "{list}");
    let told = shown(&folder, &["--who", "qualified", "--lang", "en"]);
    let names: Vec<String> = rows(&folder).into_iter().skip(1).map(|row| row[1].clone()).collect();
    assert_eq!(names, ["Alder", "Cedar"]);
    // Birch's is for the bank alone; Elm and Fir have no row, and Hazel does not qualify.
    assert_eq!(notice(&folder).without_consent, 3);
    assert!(told.contains("3 firms left out") && told.contains("for some institutions only"), "{told}");
}

#[test]
fn what_is_blank_is_left_out_and_firms_without_a_name_are_counted() {
    let folder = folder();
    let bare = FIRMS.replace("=Birch", "").replace(",330100", ",").replace(",330102", ",");
    folder.write("firms.csv", bare.as_bytes());
    folder.jifen(&["run", "campaign.toml", "--quiet", "--force"]);
    let told = shown(&folder, &["--lang", "en"]);
    assert!(told.contains("columns left out, blank for every firm: region"), "{told}");
    assert!(told.contains("1 firm is shown without a name"), "{told}");
    assert_eq!(rows(&folder)[0], ["no.", "firm", "credit code", "stage"]);
    assert_eq!(notice(&folder).nameless, 1);
    let page = folder.read("public/publicity.html");
    assert!(page.contains("Published by (seal)") && page.contains("Date: 2026-01-29"), "{page}");
}
