//! `init`: what it asks for, what titles state, and every table that it names.

use std::fs;

use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Sheet, workbook};

const CODES: [&str; 3] = ["91310000625901263C", "91310101832323099Y", "91330100MA2KTX001P"];

/// Rows of three firms below `headers`, each with `row` behind its code and name.
fn firms(headers: &str, row: &str) -> String {
    let names = ["甲", "乙", "丙"];
    let rows = CODES.iter().zip(names).map(|(code, name)| format!("{code},{name}有限公司,{row}\n"));
    format!("信用代码,企业名称,{headers}\n{}", rows.collect::<String>())
}

fn empty() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for name in ["campaign.toml", "institutions.toml", "firms.csv"] {
        fs::remove_file(folder.path(name)).expect("it is there");
    }
    folder
}

/// What `init` prints, and the campaign that it writes.
fn begun(folder: &Folder, files: &[&str]) -> (String, String) {
    let output = folder.jifen(&[&["init", "--out", "round"], files].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let written = folder.read("round/campaign.toml");
    toml::from_str::<toml::Table>(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    (text(&output.stdout), written)
}

#[test]
fn a_unit_is_never_proposed_and_one_edit_states_it() {
    let folder = empty();
    folder.write("firms.csv", firms("营业收入,职工总数", "100,3").as_bytes());
    let (_, written) = begun(&folder, &["firms.csv"]);
    let asked = "\n[firms.units]\n# The unit of these amounts is not known. Write 元, 千元, 万元, 百万元 or 亿元 in \
                 place of …, and remove the #:\n# revenue = \"…\"  # 营业收入: 100\n";
    assert!(written.contains(asked) && !written.contains("ignore = "), "{written}");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(checked.contains("error[column-unit-missing]: firms.csv:1 [营业收入]"), "{checked}");
    // The mark alone is no unit.
    folder.edit("round/campaign.toml", "# revenue = ", "revenue = ");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(checked.contains("error[column-unit-unknown]"), "{checked}");
    folder.edit("round/campaign.toml", "\"…\"", "\"元\"");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("column-unit"), "{checked}");
}

#[test]
fn a_title_states_the_unit_of_amounts_without_one() {
    let folder = empty();
    let table =
        format!("一览表,,,,\n,,,,金额单位：万元\n{}", firms("营业收入,研发费用(元),职工总数", "1,2,3"));
    let side = format!("单位：元,\n{}", firms("净利润", "5"));
    let last = format!("上年数据（单位:千元）,,\n{}", firms("营业收入", "7"));
    folder.write("firms.xlsx", &workbook(&[Sheet::of_csv("企业数据", &table)]));
    folder.write("其他.csv", side.as_bytes());
    folder.write("上年.csv", last.as_bytes());
    let (_, written) = begun(&folder, &["firms.xlsx", "其他.csv", "上年.csv"]);
    for part in [
        "[firms.units]\n# The unit of these amounts stands in firms.xlsx[企业数据]!E2: 金额单位：万元\n\
         revenue = \"万元\"  # 营业收入: 1\n",
        "# 营业收入 → revenue, 万元: 1\n",
        "[firms.supplement.units]\n# The unit of these amounts stands in 其他.csv:1: 单位：元\n\
         net_profit = \"元\"  # 净利润: 5\n[firms.supplement.fields]\nnet_profit = { value = \"净利润\" }\n",
        "as_previous_year = true\n[firms.supplement.units]\n\
         # The unit of these amounts stands in 上年.csv:1: 上年数据（单位:千元）\n",
    ] {
        assert!(written.contains(part), "{part}\n{written}");
    }
    assert!(!written.contains('…'), "{written}");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("error[column") && !checked.contains("error[name"), "{checked}");
    assert!(checked.contains("revenue_prev") && !checked.contains("key-idle"), "{checked}");
    // Two units, and the name of a body, state none.
    for title in ["单位：元、万元", "填报单位：某局"] {
        folder.write("firms.csv", format!("{title},,,\n{}", firms("营业收入,职工总数", "1,3")).as_bytes());
        folder.jifen(&["init", "--out", "round", "--force", "firms.csv"]);
        let written = folder.read("round/campaign.toml");
        assert!(written.contains("# revenue = \"…\""), "{written}");
    }
}

#[test]
fn every_worksheet_is_named() {
    let folder = empty();
    let book = [
        Sheet::of_csv("企业", &firms("营业收入(万元)", "1")),
        Sheet::of_csv("专利", "甲区专利一览表,,\n专利号,权利人,类型\n1,甲有限公司,发明专利\n"),
        Sheet::of_csv("填表说明", "说明\n各区填报\n"),
        Sheet::of_csv("空", ""),
        Sheet::of_csv("底稿", &firms("营业收入(万元)", "9")).hidden(),
    ];
    folder.write("all.xlsx", &workbook(&book));
    let (told, written) = begun(&folder, &["all.xlsx"]);
    for (name, role) in [
        ("企业", "firms"),
        ("专利", "counts of rows by kind"),
        ("填表说明", "left out: no row looks like a header"),
        ("空", "left out: the worksheet is empty"),
        ("底稿", "left out: the worksheet is hidden"),
    ] {
        let line = told.lines().find(|line| line.starts_with(&format!("all.xlsx[{name}]")));
        assert!(line.is_some_and(|line| line.ends_with(role)), "{name}: {told}");
        assert!(written.contains(&format!("all.xlsx[{name}]")), "{name}: {written}");
    }
    let supplement = "[[firms.supplement]]\npath = \"../all.xlsx\"\nsheet = \"专利\"\nheader_row = 2\n\
                      by = \"name\"\nkey = \"权利人\"\n";
    assert!(written.contains(supplement), "{written}");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("error[sheet") && checked.contains("(number of rows)"), "{checked}");
}

#[test]
fn headers_stand_in_other_rows_of_other_files() {
    let folder = empty();
    let titles = ["", "一览表,,,\n", "一览表,,,\n填报单位：某局,,,\n2024年12月,,,\n"];
    for (at, title) in titles.iter().enumerate() {
        let known = format!("{title}信用代码,企业名称,营业收入(万元),职工总数\n{},公司{at},1,2\n", CODES[at]);
        folder.write(&format!("{at}.csv"), known.as_bytes());
        folder.write(&format!("{at}.xlsx"), &workbook(&[Sheet::of_csv("企业", &known)]));
        let own = format!("{title}企业编号,全称,营业收入(万元),x\nF{at},公司{at},1,2\n");
        folder.write(&format!("own{at}.xlsx"), &workbook(&[Sheet::of_csv("企业", &own)]));
    }
    for (files, rows) in [
        (["0.csv", "1.csv", "2.csv"], &[][..]),
        (["0.xlsx", "1.xlsx", "2.xlsx"], &[]),
        (["own0.xlsx", "own1.xlsx", "own2.xlsx"], &["header_row = 2\n", "header_row = 4\n"]),
    ] {
        folder.told(&[&["init", "--out", "round", "--force"], &files[..]].concat());
        let written = folder.read("round/campaign.toml");
        assert!(rows.iter().all(|row| written.contains(row)), "{written}");
        assert_eq!(written.matches("header_row").count(), rows.len(), "{written}");
        let checked = folder.told(&["check", "round/campaign.toml"]);
        assert!(checked.contains("3 rows read: 3 firms, 0 quarantined"), "{files:?}: {checked}");
    }
}

#[test]
fn a_returned_file_is_no_table_of_firms() {
    let folder = empty();
    let returned = "信用代码,企业名称,营业收入(万元),原行号\n91310000625901263C,甲有限公司,1,7\n";
    let summary = "问题,问题说明,行数\nid-rounded,企业标识,1\n";
    let book = [Sheet::of_csv("企业名单", returned), Sheet::of_csv("问题汇总", summary)];
    folder.write("北区-待更正.xlsx", &workbook(&book));
    folder.write("firms.csv", firms("营业收入(万元)", "1").as_bytes());
    let (told, written) = begun(&folder, &["北区-待更正.xlsx", "firms.csv"]);
    assert!(told.contains("rows returned for correction; commented out"), "{told}");
    let block = "# [[firms.part]]\n# path = \"../北区-待更正.xlsx\"\n# corrects = \"…\"\n\
                 # 北区-待更正.xlsx[问题汇总]: a worksheet beside these rows; left out.\n";
    assert!(written.contains(block) && written.contains("path = \"../firms.csv\"\n"), "{written}");
    let alone = text(&folder.jifen(&["init", "北区-待更正.xlsx", "--out", "alone"]).stderr);
    assert!(
        alone.contains("no table has firms") && alone.contains("[[firms.part]] with `corrects`"),
        "{alone}"
    );
}

#[test]
fn the_day_follows_from_the_tables_that_name_a_year() {
    let plain = firms("营业收入(万元)", "1");
    let long = "信用代码,指标,年度,数值(万元)\n91310000625901263C,资产总额,2023,4\n";
    let with_year = firms("营业收入(2022年)(万元),研发费用(2022年)(万元)", "1,2");
    for (files, year, grounds) in [
        (&[("firms.csv", &*with_year)][..], 2022, "the year in the names, headers or rows"),
        (&[("firms.csv", &*firms("2022年营业收入", "1"))], 2022, "the year in the names, headers or rows"),
        (&[("firms.csv", &*plain), ("指标.csv", long)], 2023, "the year in the names, headers or rows"),
        (&[("firms.csv", &*plain), ("上年2021.csv", &*plain)], 2022, "has the figures of 2021 as those of"),
    ] {
        let folder = empty();
        files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let (_, written) = begun(&folder, &names);
        assert!(written.contains(&format!("as_of = {year}-12-31\n")), "{written}");
        assert!(written.contains(grounds), "{grounds}: {written}");
    }
}
