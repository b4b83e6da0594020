//! Mistakes that a newcomer makes first, and what is said of them.

use std::fs;

use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Sheet, workbook};

/// What a command prints on standard error.
fn told(folder: &Folder, arguments: &[&str]) -> String {
    text(&folder.jifen(arguments).stderr)
}

#[test]
fn a_lock_file_is_called_by_its_name() {
    let folder = Folder::with_firms(3, 0.0);
    folder.write("~$firms.xlsx", b"\x05admin\0\0");
    let said = "error[file-unreadable]: ~$firms.xlsx: is a lock file, which a spreadsheet program keeps \
                while the workbook is open\n  \
                help: close the workbook in Excel or WPS, and name `firms.xlsx` itself";
    let init = told(&folder, &["init", "firms.csv", "~$firms.xlsx", "--out", "round"]);
    assert!(init.contains(said) && !folder.path("round/campaign.toml").exists(), "{init}");
    folder.edit("campaign.toml", "firms.csv", "~$firms.xlsx");
    let check = told(&folder, &["check", "campaign.toml"]);
    assert!(check.contains(said) && !check.contains("file-binary"), "{check}");
}

#[test]
fn a_misspelt_key_is_the_only_fault_that_follows_from_it() {
    for (from, to, fault) in [
        ("[firms]", "[firm]", "unknown key `firm`\n  help: did you mean `firms`?"),
        ("as_of = ", "asof = ", "unknown key `asof`\n  help: did you mean `as_of`?"),
        ("scorecard = ", "score_card = ", "unknown key `score_card`\n  help: did you mean `scorecard`?"),
    ] {
        let folder = Folder::with_firms(3, 0.0);
        folder.edit("campaign.toml", from, to);
        let said = told(&folder, &["check", "campaign.toml"]);
        assert!(said.contains(fault) && said.matches("error[").count() == 1, "{said}");
    }
    // A table below declares `firms` as well.
    let folder = Folder::with_firms(3, 0.0);
    folder.edit("campaign.toml", "[firms]", "[firm]");
    let whole = format!("{}\n[firms.units]\nrevenue = \"万元\"\n", folder.read("campaign.toml"));
    folder.write("campaign.toml", whole.as_bytes());
    let said = told(&folder, &["check", "campaign.toml"]);
    assert!(said.contains("did you mean `firms`?") && said.matches("error[").count() == 1, "{said}");
    // A value that does not fit the near key adds no fault.
    folder.edit("campaign.toml", "[firm]", "[firms]");
    folder.edit("campaign.toml", "[firms]\n", "[firms]\nmising = 3\n");
    let said = told(&folder, &["check", "campaign.toml"]);
    assert!(said.contains("did you mean `missing`?") && said.matches("error[").count() == 1, "{said}");
    folder.edit("campaign.toml", "[firms]\nmising = 3\n", "[firm]\n");
    // Without a near key nothing is put in its place.
    folder.edit("campaign.toml", "[firm]", "[cohort]");
    let said = told(&folder, &["check", "campaign.toml"]);
    assert!(said.contains("unknown key `cohort`") && said.contains("missing key `path`"), "{said}");
}

#[test]
fn a_folder_in_place_of_its_files_is_one_fault() {
    let folder = Folder::with_firms(3, 0.0);
    fs::create_dir(folder.path("districts")).expect("a folder can be made");
    fs::rename(folder.path("firms.csv"), folder.path("districts/firms.csv")).expect("it is there");
    folder.edit("campaign.toml", "\"firms.csv\"", "\"districts\"");
    let part = "\n[[firms.part]]\npath = \"districts/firms.csv\"\n\n[[firms.part]]\n\
                path = \"districts/back.csv\"\n\
                corrects = \"districts/firms.csv\"\n";
    folder.write("districts/back.csv", b"a\n");
    folder.write("campaign.toml", (folder.read("campaign.toml") + part).as_bytes());
    let said = told(&folder, &["check", "campaign.toml"]);
    assert!(said.contains("`districts` is a folder, not a file"), "{said}");
    assert!(said.contains("write the pattern `districts/*.csv`"), "{said}");
    assert_eq!(said.matches("error[").count(), 1, "{said}");
}

#[test]
fn a_part_that_corrects_where_there_is_none_has_advice() {
    let folder = Folder::with_firms(3, 0.0);
    let part = "\n[[firms.part]]\npath = \"firms.csv\"\ncorrects = \"east.csv\"\n";
    folder.write("campaign.toml", (folder.read("campaign.toml") + part).as_bytes());
    let said = told(&folder, &["check", "campaign.toml", "--lang", "zh"]);
    assert!(
        said.contains("请先在 [firms] 的 `path` 中填写被更正的文件") && !said.contains("其中之一"),
        "{said}"
    );
}

#[test]
fn a_wrong_key_of_a_supplement_names_the_headers() {
    let folder = Folder::with_firms(3, 0.0);
    let patents = "甲区专利,,\n专利号,申请人,类型\n1,甲有限公司,发明\n";
    folder.write("专利.xlsx", &workbook(&[Sheet::of_csv("专利", patents)]));
    folder.write("专利.csv", "专利号,申请人,类型\n1,甲有限公司,发明\n".as_bytes());
    let campaign = folder.read("campaign.toml");
    for (path, key, help) in [
        ("专利.xlsx", "申请人名", "did you mean the header `申请人`?"),
        ("专利.xlsx", "企业", "the headers are 专利号, 申请人, 类型"),
        ("专利.csv", "申请人名", "did you mean the header `申请人`?"),
        ("专利.csv", "企业", "the headers are 专利号, 申请人, 类型"),
    ] {
        let supplement = format!(
            "\n[[firms.supplement]]\npath = \"{path}\"\nby = \"name\"\nkey = \"{key}\"\n\
             [firms.supplement.fields]\ninvention_applications = {{ count = true }}\n"
        );
        folder.write("campaign.toml", (campaign.clone() + &supplement).as_bytes());
        let said = told(&folder, &["check", "campaign.toml"]);
        assert!(said.contains("error[column-unknown]") && said.contains(help), "{path} {key}: {said}");
        assert!(said.contains(&format!("the file has no column `{key}`")), "{said}");
    }
}

#[test]
fn a_column_that_is_left_out_is_named_as_such() {
    let folder = Folder::with_firms(3, 0.0);
    folder.edit("campaign.toml", "[firms]", "[firms]\nignore = [\"统一社会信用代码\"]");
    let said = told(&folder, &["check", "campaign.toml"]);
    assert!(said.contains("error[column-missing]"), "{said}");
    assert!(
        said.contains("the column `统一社会信用代码` is in `ignore` under [firms] or its part"),
        "{said}"
    );
    assert!(!said.contains("did you mean the header"), "{said}");
}

#[test]
fn little_coverage_is_blamed_on_columns_left_out() {
    let folder = Folder::with_firms(5, 0.0);
    let header = folder.read("firms.csv");
    let header = header.trim_start_matches('\u{feff}').lines().next().expect("a header").to_owned();
    let known = ["统一社会信用代码", "企业名称", "成立日期", "营业收入"];
    let cut: Vec<String> = header
        .split(',')
        .filter(|one| !known.iter().any(|known| one.starts_with(known)))
        .map(|one| format!("{one:?}"))
        .collect();
    folder.edit("campaign.toml", "[firms]", &format!("[firms]\nignore = [{}]", cut.join(", ")));
    let said = told(&folder, &["check", "campaign.toml", "--findings", "all"]);
    assert!(said.contains("error[coverage-low]"), "{said}");
    assert!(said.contains("remove columns with values from `ignore`"), "{said}");
}

#[test]
fn worksheets_are_listed_for_a_wrong_one() {
    let folder = Folder::with_firms(1, 0.0);
    let table = folder.read("firms.csv");
    folder.write("firms.xlsx", &workbook(&[Sheet::of_csv("说明", "x\n"), Sheet::of_csv("企业数据", &table)]));
    folder.edit("campaign.toml", "\"firms.csv\"", "\"firms.xlsx\"\nsheet = \"企业\"");
    let said = told(&folder, &["check", "campaign.toml"]);
    assert!(said.contains("help: its worksheets are 企业数据, 说明\n"), "{said}");
    let said = told(&folder, &["check", "firms.xlsx", "--sheet", "企业"]);
    assert!(said.contains("name the worksheet in a campaign, under [firms]: `sheet = \"…\"`"), "{said}");
}

#[test]
fn a_part_of_a_name_finds_the_firms_that_may_be_meant() {
    let folder = Folder::with_firms(40, 0.0);
    let firms = folder.read("firms.csv");
    let row: Vec<&str> = firms.lines().nth(1).expect("a firm").split(',').collect();
    let (id, name) = (row[0], row[1]);
    let part: String = name.chars().skip(2).take(3).collect();
    let said = told(&folder, &["explain", "campaign.toml", "--firm", &part]);
    assert!(said.contains(&format!("no firm is called `{part}`")), "{said}");
    assert!(said.contains("give the whole name or the id of one of these firms: "), "{said}");
    assert!(said.contains(&format!("{name} ({id})")), "{said}");
    let said = told(&folder, &["explain", "campaign.toml", "--firm", "有限公司"]);
    assert!(said.matches("有限公司 (").count() <= 5 && said.contains("more"), "{said}");
}

#[test]
fn a_path_is_shown_without_folders_that_it_leaves_again() {
    let folder = Folder::with_firms(5, 0.0);
    let firms = folder.read("firms.csv");
    let (header, rows) = firms.split_once('\n').expect("a header");
    let (_, rest) = rows.split_once(',').expect("an id");
    folder.write("firms.csv", format!("{header}\n,{rest}").as_bytes());
    fs::create_dir(folder.path("round")).expect("a folder can be made");
    for name in ["campaign.toml", "institutions.toml"] {
        fs::rename(folder.path(name), folder.path(&format!("round/{name}"))).expect("it is there");
    }
    folder.edit("round/campaign.toml", "\"firms.csv\"", "\"d/../../firms.csv\"");
    fs::create_dir(folder.path("round/d")).expect("a folder can be made");
    let said = folder.told(&["check", "round/campaign.toml", "--findings", "all"]);
    assert!(!said.contains("..") && said.contains("firms.csv:2 "), "{said}");
    folder.told(&["run", "round/campaign.toml", "--out", "lists"]);
    let rows = folder.read("lists/quarantine.csv");
    assert!(rows.contains("../firms.csv,2,") && !rows.contains("d/.."), "{rows}");
}
