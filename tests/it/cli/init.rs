//! `init`: a campaign for tables of which nothing is known.

use std::fs;

use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Sheet, workbook};

const EAST: &str = "2024年科技企业一览表,,,,,,,,\n\
    信用代码,企业名称,营业收入(万元),研发费用,失信被执行人,经营异常名录,数据授权,联系人,科技人员\n\
    91310000625901263C,甲有限公司,1000,50,否,否,是,张三,3\n\
    91310101832323099Y,乙有限公司,2000,60,否,否,是,李四,4\n";
const WEST: &str = "信用代码,企业名称,营业收入(万元),研发费用,失信被执行人,经营异常名录,数据授权\n\
    91330100MA2KTX001P,丙有限公司,800,40,否,否,是\n";
const LAST: &str = "信用代码,营业收入(万元)\n91310000625901263C,900\n91330100MA2KTX001P,700\n";
const PATENTS: &str = "专利号,权利人,类型,授权年\n\
    1,甲有限公司,发明专利,2024\n2,甲有限公司,实用新型,2023\n3,丙有限公司,发明专利,2024\n";
const ACCIDENTS: &str = "名称,案号\n丁有限公司,（2024）1号\n";

const OWN: &str = "extends = \"mst-2022\"\nid = \"own\"\ntitle = \"Own\"\ntitle_zh = \"自定\"\n\
    weights_basis = \"illustrative\"\nminimum_coverage = 0\n";

/// Districts with titles and in GBK, last year's figures, patents and a list of accidents.
fn folder() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for name in ["campaign.toml", "institutions.toml", "firms.csv"] {
        fs::remove_file(folder.path(name)).expect("it is there");
    }
    folder.write(
        "东区2024.xlsx",
        &workbook(&[Sheet::of_csv("企业", EAST), Sheet::of_csv("说明", "填表说明\n")]),
    );
    folder.write("西区2024.csv", &encoding_rs::GB18030.encode(WEST).0);
    folder.write("2023年.csv", LAST.as_bytes());
    folder.write("专利.xlsx", &workbook(&[Sheet::of_csv("清单", PATENTS)]));
    folder.write("重大安全事故名单.csv", ACCIDENTS.as_bytes());
    folder.write("其他.csv", "项目,金额\nx,1\n".as_bytes());
    folder
}

const FILES: [&str; 6] =
    ["东区2024.xlsx", "西区2024.csv", "2023年.csv", "专利.xlsx", "重大安全事故名单.csv", "其他.csv"];

#[test]
fn every_table_has_its_part_and_the_campaign_runs() {
    let folder = folder();
    let told = folder.told(&[&["init"], &FILES[..]].concat());
    let shown = format!("{told}\n--- campaign.toml\n{}", folder.read("campaign.toml"));
    super::commands::shows("init", &shown);
    let written = folder.read("campaign.toml");
    toml::from_str::<toml::Table>(&written).expect("it is TOML");
    let checked = folder.told(&["check", "campaign.toml"]);
    // What only a person knows: a unit, and then a veto without any list.
    assert!(checked.contains("error[column-unit-missing]"), "{checked}");
    folder.edit("campaign.toml", "# accept_unknown", "accept_unknown");
    // These small tables have few of the scorecard's fields.
    folder.write("own.toml", OWN.as_bytes());
    folder.edit("campaign.toml", "\"mst-2022\"", "\"own.toml\"");
    // One edit states the unit.
    let output = folder.jifen(&["run", "campaign.toml", "--out", "lists"]);
    let told = text(&output.stderr);
    assert!(output.status.code() == Some(3) && told.contains("error[column-unit-missing]"), "{told}");
    for _ in 0..2 {
        folder.edit("campaign.toml", "# rd_expense = \"…\"", "rd_expense = \"万元\"");
    }
    let output = folder.jifen(&["run", "campaign.toml", "--out", "lists"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let scores = folder.read("lists/scores.csv");
    assert!(scores.contains("甲有限公司") && scores.contains("丙有限公司"), "{scores}");
}

#[test]
fn a_campaign_in_chinese_in_another_folder() {
    let folder = folder();
    let arguments = [&["init", "--out", "批次", "--lang", "zh"], &FILES[..]].concat();
    let told = folder.told(&arguments);
    let shown = format!("{told}\n--- campaign.toml\n{}", folder.read("批次/campaign.toml"));
    super::commands::shows("zh_init", &shown);
    let institutions = folder.read("批次/institutions.toml");
    assert!(
        institutions.starts_with("# 接收名单的机构")
            && !institutions.contains("# Large")
            && institutions.contains("\nformat = \"xlsx\"\n")
            && !institutions.contains("csv")
            && !institutions.contains("encoding"),
        "{institutions}"
    );
    assert_eq!(institutions.matches("[[institution]]").count(), 22);
    let checked = text(&folder.jifen(&["check", "批次/campaign.toml", "--lang", "zh"]).stderr);
    assert!(checked.contains("column-unit-missing"), "{checked}");
}

#[test]
fn headers_of_last_year_and_words_of_lists_mislead_nobody() {
    let folder = Folder::with_firms(40, 0.0);
    fs::rename(folder.path("firms.csv"), folder.path("list.csv")).expect("it is there");
    let lists = [
        ("科研失信名单.csv", "企业名称,失信被执行人\n丁有限公司,是\n"),
        ("安全生产许可.csv", "企业名称,许可证\n丁有限公司,1\n"),
        ("补充.csv", "企业名称,失信被执行人,所得税\n丁有限公司,是,1\n"),
    ];
    lists.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
    let files: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
    // The table of firms has columns of last year and all flags already.
    let arguments = [&["init", "list.csv", "--out", "round"], &files[..]].concat();
    let told = text(&folder.jifen(&arguments).stdout);
    let unclear = told.matches("not clear; commented out").count();
    assert!(told.contains("list.csv          firms") && unclear == 3, "{told}");
    let output = folder.jifen(&["check", "round/campaign.toml", "--as-of", "2025-12-31"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));

    folder.write("few.csv", "企业名称,营业收入(万元)\n甲有限公司,1\n".as_bytes());
    let told = text(&folder.jifen(&["init", "few.csv", files[0], files[1], "--out", "few"]).stdout);
    let written = folder.read("few/campaign.toml");
    assert!(written.contains("research_misconduct = { listed = true }"), "{written}");
    assert!(!written.contains("dishonest = {") && !written.contains("major_accident = {"), "{written}");
    assert_eq!(told.matches("not clear").count(), 1, "{told}");
}

#[test]
fn bad_inputs_are_refused() {
    let folder = folder();
    let stderr = |arguments: &[&str]| {
        let output = folder.jifen(arguments);
        (output.status.code(), text(&output.stderr))
    };
    let (code, told) = stderr(&["init", "absent.csv", "西区2024.csv"]);
    assert!(code == Some(3) && told.contains("absent.csv"), "{told}");
    let (code, told) = stderr(&["init", "其他.csv"]);
    assert!(code == Some(3) && told.contains("no table has firms"), "{told}");
    assert!(!folder.path("campaign.toml").exists());
    let (code, told) = stderr(&["init", "西区2024.csv", "-"]);
    assert!(code == Some(3) && told.contains("error[file-unreadable]: -: is standard input"), "{told}");
    assert!(told.contains("save the table as a file") && !folder.path("campaign.toml").exists(), "{told}");
    let (code, told) = stderr(&["init", "西区2024.csv", "--scorecard", "no-such"]);
    assert!(code == Some(2) && told.contains("no-such"), "{told}");
    folder.write("campaign.toml", b"id = 1\n");
    let (code, told) = stderr(&["init", "西区2024.csv"]);
    assert!(code == Some(3) && told.contains("campaign.toml"), "{told}");
    assert_eq!(folder.read("campaign.toml"), "id = 1\n");
    assert!(!folder.path("institutions.toml").exists());
    folder.write("file", b"x");
    let (code, told) = stderr(&["init", "西区2024.csv", "--out", "file/below"]);
    assert!(code == Some(3) && told.contains("file/below"), "{told}");
}

#[test]
fn several_worksheets_of_firms_and_local_ids() {
    let folder = folder();
    let rows = |id: u32| format!("企业编号,企业名称,营业收入(万元)\nF-{id},甲{id}公司,10\n");
    let book = [Sheet::of_csv("东", &rows(1)), Sheet::of_csv("西", &rows(2)), Sheet::of_csv("专利", PATENTS)];
    folder.write("all.xlsx", &workbook(&book));
    folder.write("own.toml", OWN.as_bytes());
    let output = folder.jifen(&["init", "all.xlsx", "--as-of", "2025-06-30", "--scorecard", "own.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let written = folder.read("campaign.toml");
    for line in [
        "as_of = 2025-06-30",
        "scorecard = \"own.toml\"",
        "id = \"企业编号\"",
        "sheet = \"东\"",
        "sheet = \"西\"",
    ] {
        assert!(written.contains(line), "{line}\n{written}");
    }
    folder.edit("campaign.toml", "# accept_unknown", "accept_unknown");
    let output = folder.jifen(&["check", "campaign.toml"]);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}\n{written}", text(&output.stderr));
}

/// The campaign that `init` writes for these files in a new folder.
fn begun(files: &[(&str, &str)]) -> (Folder, String) {
    let folder = folder();
    files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let output = folder.jifen(&[&["init", "--out", "round"], &names[..]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let written = folder.read("round/campaign.toml");
    toml::from_str::<toml::Table>(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    (folder, written)
}

/// The campaign with all comments that hold a key of TOML taken as keys, one at a time.
fn uncommented(written: &str) {
    for (at, line) in written.lines().enumerate() {
        let Some(key) = line.strip_prefix("# ").filter(|line| line.contains(" = ")) else { continue };
        if key.starts_with(|c: char| c.is_ascii_lowercase() || c == '"') {
            let alone = toml::from_str::<toml::Table>(key);
            assert!(alone.is_ok(), "line {}: {key}: {alone:?}", at + 1);
        }
    }
}

#[test]
fn two_columns_of_one_field_are_a_choice() {
    let firms = "信用代码,企业名称,营业收入(万元),营业收入(元),职工总数,职工总数,研发费用,研发费用(元)\n\
                 91310000625901263C,甲有限公司,1,10000,3,3,,20000\n";
    let (folder, written) = begun(&[("firms.csv", firms)]);
    for line in [
        "# 2 columns are revenue. Remove the # of the right one:\n# \"营业收入(万元)\" = \"revenue\"  # 1\n\
         # \"营业收入(元)\" = \"revenue\"  # 10000\n",
        "# 2 columns have the header 职工总数 of employees. Rename all but one in the file.\n",
        // The one with a unit is read.
        "# 研发费用(元) → rd_expense, 元: 20000\n",
        "ignore = [\"研发费用\"]\n",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
    uncommented(&written);
    assert!(!written.contains("→ revenue"), "{written}");
    folder.write("firms.csv", firms.replace(",职工总数,职工总数,", ",职工总数,备注,").as_bytes());
    folder.edit("round/campaign.toml", "# \"营业收入(元)\"", "\"营业收入(元)\"");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("column-ambiguous"), "{checked}");
}

#[test]
fn empty_files_and_lists_without_rows_stop_nothing() {
    let firms = "信用代码,企业名称,营业收入(万元)\n91310000625901263C,甲有限公司,1\n";
    let (folder, written) = begun(&[
        ("firms.csv", firms),
        ("失信名单.csv", "序号,名称\n"),
        ("空.csv", ""),
        ("其他.csv", "a,b\n"),
    ]);
    assert!(written.contains("# ../空.csv is empty and is left out.\n"), "{written}");
    assert!(
        written.contains(
            "# The table has a header and no rows: nothing is in it yet.\n[[firms.supplement]]\n\
             path = \"../失信名单.csv\"\nby = \"name\"\nkey = \"名称\"\n"
        ),
        "{written}"
    );
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(
        checked.contains("warning[part-empty]: ") && checked.contains("the list names no firm"),
        "{checked}"
    );
    let alone = text(&folder.jifen(&["init", "空.csv", "--out", "alone"]).stderr);
    assert!(alone.contains("error[file-empty]"), "{alone}");
}

#[test]
fn amounts_of_side_tables_have_a_line_for_their_unit() {
    let firms = "信用代码,企业名称,营业收入(万元),上市情况,资产总额(万元),融资需求金额(万元),发明专利申请量,成立日期\n\
                 91310000625901263C,甲有限公司,1,无,2,3,4,2010-01-01\n";
    let side = "信用代码,职工总数,净利润,研发费用\n91310000625901263C,3,5,6\n";
    let last = "信用代码,营业收入,研发费用(万元)\n91310000625901263C,3,5\n";
    let (folder, written) = begun(&[("firms2024.csv", firms), ("其他数据.csv", side), ("2023年.csv", last)]);
    for line in [
        "[firms.supplement.units]\n# The unit of these amounts is not known. Write 元, 千元, 万元, 百万元 or \
         亿元 in place of …, and remove the #:\n# net_profit = \"…\"  # 净利润: 5\n\
         # rd_expense = \"…\"  # 研发费用: 6\n[firms.supplement.fields]\n\
         employees = { value = \"职工总数\" }\nnet_profit = { value = \"净利润\" }\n\
         rd_expense = { value = \"研发费用\" }\n",
        "# revenue_prev = \"…\"  # 营业收入: 3\n",
        "\nrevenue_prev = { value = \"营业收入\" }\n",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
    uncommented(&written);
    // Completed, they are read.
    for field in ["net_profit", "rd_expense", "revenue_prev"] {
        folder.edit("round/campaign.toml", &format!("# {field} = \"…\""), &format!("{field} = \"万元\""));
    }
    folder.write("own.toml", OWN.as_bytes());
    folder.edit("round/campaign.toml", "\"mst-2022\"", "\"../own.toml\"");
    folder.edit("round/campaign.toml", "# accept_unknown", "accept_unknown");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(checked.contains("净利润") && !checked.contains("error["), "{checked}");
}

#[test]
fn texts_of_tables_stay_on_one_line_of_a_comment() {
    let firms = "信用代码,\"企业\n名称\",\"营业收入\r\n(万元)\",\"研发\n费用\",\"a\"\"b\\c\n# d = 1\"\n\
                 91310000625901263C,\"甲\n有限公司\",1,2,\"x\ny\"\n";
    let side = "\"申请\n人\",\"类\n型\"\n甲有限公司,\"发明\n专利\"\n";
    let (_, written) = begun(&[("firms.csv", firms), ("其他表.csv", side)]);
    uncommented(&written);
    for line in [
        "# \"a\\\"b\\\\c\\n# d = 1\" = \"…\"  # x\\ny\n",
        "# 营业收入 (万元) → revenue, 万元: 1\n",
        "# rd_expense = \"…\"  # 研发 费用: 2\n",
        "#   申请 人: 甲有限公司\n",
    ] {
        assert!(written.contains(line), "{line}: {written}");
    }
}

const CODES: [&str; 3] = ["91310000625901263C", "91310101832323099Y", "91330100MA2KTX001P"];

/// A table of three firms: each has `row` behind its code and name.
fn firms(headers: &str, row: &str) -> String {
    let rows =
        CODES.iter().zip(["甲", "乙", "丙"]).map(|(code, name)| format!("{code},{name}有限公司{row}\n"));
    format!("信用代码,企业名称{headers}\n{}", rows.collect::<String>())
}

/// The campaign with a scorecard that few fields suffice.
fn with_own_scorecard(folder: &Folder) {
    folder.write("own.toml", OWN.as_bytes());
    folder.edit("round/campaign.toml", "\"mst-2022\"", "\"../own.toml\"");
    folder.edit("round/campaign.toml", "# accept_unknown", "accept_unknown");
}

#[test]
fn only_the_year_before_is_taken_for_the_year_before() {
    let (current, other) = (firms(",营业收入(万元)", ",100"), firms(",营业收入(万元)", ",90"));
    let (folder, written) = begun(&[("2026.csv", &current), ("2024年.csv", &other)]);
    let apart = "# It is a table of 2024, and the firms have figures of 2026: 2024 is not the year before.\n\
                 # [[firms.supplement]]\n# path = \"../2024年.csv\"\n# by = \"id\"\n\
                 # as_previous_year = true\n";
    assert!(written.contains(apart) && !written.contains("\nas_previous_year"), "{written}");
    uncommented(&written);
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("2024年.csv"), "{checked}");
    for (name, day) in
        [("2025年.csv", &[][..]), ("上年2024.csv", &[]), ("2025.csv", &["--as-of", "2026-06-30"])]
    {
        let folder = self::folder();
        folder.write("2026.csv", current.as_bytes());
        folder.write(name, other.as_bytes());
        folder.told(&[&["init", "--out", "round", "2026.csv", name], day].concat());
        let written = folder.read("round/campaign.toml");
        assert!(written.contains("\nas_previous_year = true\n"), "{name}: {written}");
    }
    // The only table is of the year before the day, and no table is of the day's own.
    let told = folder.told(&["init", "--out", "alone", "2024年.csv", "--as-of", "2025-06-30"]);
    assert!(told.contains("2024年.csv  firms"), "{told}");
}

#[test]
fn headers_of_two_years_are_this_year_and_the_year_before() {
    let text = firms(
        ",营业收入(2024年)(万元),营业收入(2025年)(万元),2025年研发费用(万元),净利润(2023年)(万元),资产总额(2025年)",
        ",90,100,3,7,8",
    );
    let (folder, written) = begun(&[("firms.csv", &text)]);
    let lines = "[firms.columns]\n\
                 # Headers that name years: 2025 counts as the current year. Please confirm it.\n\
                 \"营业收入(2024年)(万元)\" = \"revenue_prev\"\n\"营业收入(2025年)(万元)\" = \"revenue\"\n\
                 \"2025年研发费用(万元)\" = \"rd_expense\"\n";
    assert!(written.contains(lines), "{written}");
    // An amount without a unit is bound, and its unit is asked for.
    assert!(written.contains("\n\"资产总额(2025年)\" = \"total_assets\"\n"), "{written}");
    assert!(written.contains("\n# total_assets = \"…\"  # 资产总额(2025年): 8\n"), "{written}");
    assert!(written.contains("as_of = 2025-12-31\n"), "{written}");
    uncommented(&written);
    with_own_scorecard(&folder);
    folder.edit("round/campaign.toml", "# total_assets = \"…\"", "total_assets = \"元\"");
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("error["), "{checked}");
    assert!(checked.contains("revenue_prev") && checked.contains("rd_expense"), "{checked}");
    // A title without a year is this year's, and a day names its own year.
    let text = firms(",营业收入(万元),营业收入(2024年)(万元),营业收入(2023年)(万元)", ",100,90,80");
    let folder = self::folder();
    folder.write("firms.csv", text.as_bytes());
    folder.told(&["init", "--out", "round", "firms.csv", "--as-of", "2023-12-31"]);
    let written = folder.read("round/campaign.toml");
    assert!(
        !written.contains("2023年)(万元)\" = \"revenue\"") && written.contains("→ revenue, 万元"),
        "{written}"
    );
}

#[test]
fn a_table_of_last_year_with_years_in_its_headers_names_its_fields() {
    let now = firms(",营业收入(万元)", ",100");
    let last = firms(",2025年营业收入(万元),2025年研发费用(万元)", ",90,3");
    let (folder, written) = begun(&[("2026.csv", &now), ("2025.csv", &last)]);
    let given = "[firms.supplement.fields]\nrd_expense_prev = { value = \"2025年研发费用(万元)\" }\n\
                 revenue_prev = { value = \"2025年营业收入(万元)\" }\n";
    assert!(written.contains(given) && !written.contains("as_previous_year"), "{written}");
    with_own_scorecard(&folder);
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("error["), "{checked}");
}

/// A long table of these items of each firm in two years.
fn items(value: &str, unit: Option<&str>, items: &[&str]) -> String {
    let mut text = format!("信用代码,指标,年度,{}{value}\n", if unit.is_some() { "单位," } else { "" });
    for code in CODES {
        for item in items {
            for year in [2024, 2025] {
                let unit = unit.map(|unit| format!("{unit},")).unwrap_or_default();
                text += &format!("{code},{item},{year},{unit}{year}\n");
            }
        }
    }
    text
}

#[test]
fn a_long_table_is_known_by_its_columns_and_items() {
    // The firms have codes and names alone.
    let names = firms("", "");
    let all = items("数值", Some("万元"), &["营业收入", "研发费用", "登记天数"]);
    let (folder, written) = begun(&[("指标.csv", &all), ("firms.csv", &names)]);
    let long = "[[firms.supplement]]\npath = \"../指标.csv\"\nby = \"id\"\n\
                long = { year = \"年度\", item = \"指标\", value = \"数值\", unit = \"单位\" }\n";
    assert!(written.contains(long) && !written.contains("[firms.supplement.fields]"), "{written}");
    with_own_scorecard(&folder);
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("error[") && checked.contains("revenue_prev"), "{checked}");

    // Fields of the cohort are not given twice, and the year of the rows is named.
    let some = firms(",营业收入(万元)", ",100");
    let all = items("数值(万元)", None, &["营业收入", "净利润"]);
    let folder = self::folder();
    folder.write("firms.csv", some.as_bytes());
    folder.write("指标.csv", all.as_bytes());
    folder.told(&["init", "--out", "round", "firms.csv", "指标.csv", "--as-of", "2026-06-30"]);
    let written = folder.read("round/campaign.toml");
    let long = "long = { year = \"年度\", item = \"指标\", value = \"数值(万元)\", current = 2025 }\n\
                [firms.supplement.fields]\nnet_profit = { value = \"净利润\" }\n";
    assert!(written.contains(long), "{written}");
    with_own_scorecard(&folder);
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("error["), "{checked}");
}

#[test]
fn a_long_table_without_units_is_a_block_to_complete() {
    let some = firms(",营业收入(万元)", ",100");
    let (folder, written) = begun(&[
        ("firms.csv", &some),
        ("指标.csv", &items("数值", None, &["净利润", "职工总数", "营业收入"])),
    ]);
    let block = "# [[firms.supplement]]\n# path = \"../指标.csv\"\n# by = \"id\"\n\
                 # long = { year = \"年度\", item = \"指标\", value = \"数值\" }\n\
                 # The unit of these amounts is not known. Write 元, 千元, 万元, 百万元 or 亿元 in place of \
                 …:\n# units = { net_profit = \"…\" }\n\
                 # fields = { net_profit = { value = \"净利润\" }, employees = { value = \"职工总数\" } }\n";
    assert!(written.contains(block), "{written}");
    uncommented(&written);
    let (head, rest) = written.split_once("# [[firms.supplement]]\n# path = \"../指标").expect("the block");
    let rest: Vec<&str> = rest.lines().filter_map(|line| line.strip_prefix("# ")).collect();
    let rest: Vec<&str> = rest.into_iter().filter(|line| line.contains(" = ")).collect();
    let rest: Vec<String> = rest.into_iter().map(|line| line.replace('…', "万元")).collect();
    let whole = format!("{head}[[firms.supplement]]\npath = \"../指标.csv\"\n{}\n", rest.join("\n"));
    folder.write("round/campaign.toml", whole.as_bytes());
    with_own_scorecard(&folder);
    let checked = folder.told(&["check", "round/campaign.toml"]);
    assert!(!checked.contains("error[") && checked.contains("net_profit"), "{checked}");
}
