//! Headers that name a year, in themselves or in the group above them.

use jifen::finding::{Code, Findings};
use jifen::firms::Dictionary;
use jifen::intake::Intake;

use super::{number, read, read_path};
use crate::support::xlsx::{Sheet, workbook};

const A: &str = "91310000625901263C";

/// Codes and texts of findings on years.
fn told(intake: &Intake) -> Vec<String> {
    let of_years = intake.findings.iter().filter(|one| one.code == Code::ColumnYear);
    of_years.map(ToString::to_string).collect()
}

fn csv(headers: &str, cells: &str, table: &str) -> Result<Intake, Findings> {
    read(format!("credit_code,{headers}\n{A},{cells}\n").as_bytes(), table)
}

/// Reads a worksheet with these merged cells.
fn sheet(rows: &str, merges: &[&str], table: &str) -> Result<Intake, Findings> {
    let sheet = merges.iter().fold(Sheet::of_csv("企业", rows), |sheet, range| sheet.merge(range));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("firms.xlsx");
    std::fs::write(&path, workbook(&[sheet])).expect("a temporary folder takes files");
    read_path(&Dictionary::built_in(), &path, table)
}

#[test]
fn a_year_run_on_is_named_with_the_lines_that_bind_it() {
    // The as-of day is 2025-06-30.
    let one = csv("2024年营业收入(万元)", "5", "").unwrap();
    assert_eq!(number(&one, "revenue", 0), None);
    let [said] = &told(&one)[..] else { panic!("{:?}", one.findings) };
    assert!(
        said.ends_with(
            ":1 [2024年营业收入(万元)]: names the year 2024 and is not read; without the year it is `revenue`\n  \
             help: bind it in the campaign, under [firms.columns]: `\"2024年营业收入(万元)\" = \"revenue\"`, or \
             `\"2024年营业收入(万元)\" = \"revenue_prev\"` if it is the year before"
        ),
        "{said}"
    );
    let current = told(&csv("营业收入_2025(万元)", "5", "").unwrap());
    assert!(current[0].ends_with("[firms.columns]: `\"营业收入_2025(万元)\" = \"revenue\"`"), "{current:?}");
    // Of two years the earlier may be the year before.
    let two = told(&csv("2024年营业收入(万元),2023年营业收入(万元)", "5,4", "").unwrap());
    assert_eq!(two.len(), 2);
    let before = two.iter().find(|said| said.contains("2023")).expect("the earlier year");
    assert!(
        before.ends_with(
            "help: if it is the year before, bind it in the campaign, under [firms.columns]: \
             `\"2023年营业收入(万元)\" = \"revenue_prev\"`"
        ),
        "{before}"
    );
    // The lines do what they say, also where the year stands behind the unit.
    for [now, last] in [
        ["2024年营业收入(万元)", "2023年营业收入(元)"],
        ["营业收入(万元) 2024年", "营业收入(元)_2023"],
        ["营业收入(2024年)(万元)", "营业收入(2023年)(元)"],
    ] {
        let columns = format!("columns = {{ \"{now}\" = \"revenue\", \"{last}\" = \"revenue_prev\" }}");
        let bound =
            csv(&format!("{now},{last}"), "5,40000", &columns).unwrap_or_else(|e| panic!("{now}: {e}"));
        let numbers = [number(&bound, "revenue", 0), number(&bound, "revenue_prev", 0)];
        assert_eq!((numbers, told(&bound)), ([Some(5.0), Some(4.0)], vec![]), "{now}");
    }
}

#[test]
fn a_year_beside_its_title_or_in_brackets_is_not_passed_in_silence() {
    let beside = told(&csv("营业收入(万元),营业收入(2024年)(万元)", "5,4", "").unwrap());
    assert!(beside[0].contains("= \"revenue_prev\"") && !beside[0].contains("= \"revenue\""), "{beside:?}");
    // There is no field for last year's total, or it has a column.
    for headers in
        ["资产总额(万元),资产总额(2024年)(万元)", "营业收入(万元),上年营业收入(万元),2024年营业收入(万元)"]
    {
        let cells = vec!["5"; headers.split(',').count()].join(",");
        let intake = csv(headers, &cells, "").unwrap();
        assert_eq!(told(&intake), Vec::<String>::new());
        assert!(intake.findings.iter().any(|one| one.code == Code::ColumnUnused), "{headers}");
    }
    let read_so = csv("营业收入(2024年)(万元)", "5", "").unwrap();
    assert_eq!(number(&read_so, "revenue", 0), Some(5.0));
    assert!(told(&read_so)[0].contains("names the year 2024 and is read as `revenue`"));
    assert_eq!(told(&csv("营业收入(2025年)(万元)", "5", "").unwrap()), Vec::<String>::new());
    // Left out, bound, or of something else.
    for (headers, table) in [
        ("2024年营业收入(万元)", "ignore = [\"2024年营业收入(万元)\"]"),
        ("失信被执行人(2024年)", ""),
        ("2024年6月营业收入(万元)", ""),
    ] {
        assert_eq!(told(&csv(headers, "5", table).unwrap()), Vec::<String>::new(), "{headers}");
    }
}

#[test]
fn two_years_of_one_title_are_told_apart_by_the_help() {
    let fault = csv("营业收入(2023年)(万元),营业收入(2024年)(万元)", "5,4", "").unwrap_err().to_string();
    assert!(
        fault.contains("error[column-ambiguous]")
            && fault.contains(
                "help: bind both in the campaign, under [firms.columns], if 2024 is the year that counts: \
                 `\"营业收入(2024年)(万元)\" = \"revenue\"`, `\"营业收入(2023年)(万元)\" = \"revenue_prev\"`"
            ),
        "{fault}"
    );
    let fault = csv("职工总数(2023年末),职工总数(2024年末)", "5,4", "").unwrap_err().to_string();
    assert!(
        fault.contains("bind the one that counts")
            && fault.contains("`\"职工总数(2024年末)\" = \"employees\"` for 2024"),
        "{fault}"
    );
}

#[test]
fn a_year_over_columns_is_theirs() {
    let rows = format!("信用代码,企业名称,2024年度,\n,,营业收入(万元),研发费用(万元)\n{A},甲公司,1,2\n");
    let merges = ["A1:A2", "B1:B2", "C1:D1"];
    let intake = sheet(&rows, &merges, "").unwrap();
    assert_eq!(number(&intake, "revenue", 0), Some(1.0));
    let said = told(&intake);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].contains("!C") && said[0].contains("[营业收入(万元)(2024年)]: names the year 2024"),
        "{said:?}"
    );
    let bound = sheet(&rows, &merges, "columns = { \"营业收入(万元)(2024年)\" = \"revenue_prev\" }").unwrap();
    assert_eq!([number(&bound, "revenue_prev", 0), number(&bound, "revenue", 0)], [Some(1.0), None]);
    // The words of another period, and a group that is none.
    let last = sheet(&rows.replace("2024年度", "上年度"), &merges, "").unwrap();
    assert_eq!([number(&last, "revenue", 0), number(&last, "revenue_prev", 0)], [None, Some(1.0)]);
    let planned = sheet(&rows.replace("2024年度", "本年计划"), &merges, "").unwrap();
    assert_eq!(number(&planned, "revenue", 0), None);
    let plain = sheet(&rows.replace("2024年度", "财务指标"), &merges, "").unwrap();
    assert_eq!((number(&plain, "revenue", 0), told(&plain)), (Some(1.0), vec![]));
    // A year over the firm's own columns is the table's.
    let over = rows
        .replace("信用代码,企业名称,2024年度,", "2024年企业,,2024年度,")
        .replace(",,营业", "信用代码,企业名称,营业");
    let over = sheet(&over, &["A1:B1", "C1:D1"], "").unwrap();
    assert_eq!((over.firms.len, number(&over, "revenue", 0)), (1, Some(1.0)));
}

#[test]
fn a_year_in_a_supplement_is_named_too() {
    let rows = format!("信用代码,净利润(2024年)(万元),职工总数\n{A},5,1\n");
    let read = |more: &str| {
        let text = rows.replace("职工总数", "研发费用(万元)");
        super::supplements::read(&[("p.csv", &text)], &format!("[[supplement]]\npath = \"p.csv\"\n{more}"))
            .expect("a cohort")
    };
    let intake = read("");
    assert!(intake.firms.column("net_profit").is_none());
    assert!(
        told(&intake)[0]
            .contains("under [firms.supplement.columns]: `\"净利润(2024年)(万元)\" = \"net_profit\"`"),
        "{:?}",
        told(&intake)
    );
    let bound = read("columns = { \"净利润(2024年)(万元)\" = \"net_profit\" }\n");
    assert_eq!(super::supplements::field(&bound, "net_profit"), ["5", "?", "?"]);
    assert_eq!(told(&bound), Vec::<String>::new());
}

#[test]
fn a_period_over_the_whole_table_is_that_of_its_columns() {
    let names = "信用代码,企业名称,营业收入(万元),研发费用(万元),备注";
    let over = |title: &str, range: &str, table: &str| {
        let first = "ABC".find(&range[..1]).expect("a column");
        let rows =
            format!("{}{title}{}\n{names}\n{A},甲公司,1,2,无\n", ",".repeat(first), ",".repeat(4 - first));
        sheet(&rows, &[range], table).unwrap_or_else(|faults| panic!("{title} {range}: {faults}"))
    };
    for range in ["A1:E1", "A1:F1", "B1:E1", "C1:E1", "A1:D1"] {
        let said = told(&over("2024年度", range, ""));
        assert_eq!(said.len(), 2, "{range}: {said:?}");
        assert!(said[0].contains("[营业收入(万元)(2024年)]: names the year 2024"), "{range}: {said:?}");
        let last = over("上年", range, "");
        assert_eq!(
            [number(&last, "revenue", 0), number(&last, "revenue_prev", 0)],
            [None, Some(1.0)],
            "{range}"
        );
        for title in ["本年", "2025", "２０２５年度"] {
            let now = over(title, range, "");
            assert_eq!((number(&now, "revenue", 0), told(&now)), (Some(1.0), vec![]), "{title} {range}");
        }
    }
    // A title is none of the headers, whatever it says and however far it reaches over a firm's own columns.
    for title in ["2026年创新积分申报表", "2024年企业情况表", "上年度企业情况", "预计名单"]
    {
        for range in ["A1:E1", "A1:D1", "A1:C1", "B1:E1", "A1:F1"] {
            let table = "columns = { \"备注\" = \"region\" }";
            let intake = over(title, range, table);
            assert_eq!(
                (number(&intake, "revenue", 0), told(&intake)),
                (Some(1.0), vec![]),
                "{title} {range}"
            );
            let headers = intake.parts.iter().flat_map(|part| &part.layout.columns);
            let headers: Vec<&str> = headers.map(|column| &*column.header).collect();
            assert_eq!(headers.join(","), names, "{title} {range}");
        }
    }
    // Over other columns it is a group, and its year is theirs.
    assert_eq!(told(&over("2024年度财务数据", "C1:D1", "")).len(), 2);
    // A period above a header over two rows; a title above a period.
    let rows = format!(
        "某区企业表,,,\n2024年,,,\n信用代码,企业名称,财务,\n,,营业收入(万元),备注\n{A},甲公司,1,无\n"
    );
    let two = sheet(&rows, &["A1:D1", "A2:D2", "A3:A4", "B3:B4", "C3:D3"], "").unwrap();
    assert_eq!((two.firms.len, told(&two).len()), (1, 1), "{:?}", two.findings);
    assert!(
        told(&two)[0].contains("(2024年)]: names the year 2024 and is read as `revenue`"),
        "{:?}",
        told(&two)
    );
}

#[test]
fn the_year_of_a_field_of_the_year_before_is_the_one_before() {
    let said = |headers: &str| told(&csv(headers, "5", "").unwrap());
    assert_eq!(said("上年营业收入(2024年)(万元)"), Vec::<String>::new());
    let this = said("上年营业收入(2025年)(万元)");
    assert!(this[0].contains("names the year 2025 and is read as `revenue_prev`"), "{this:?}");
    assert!(said("上年营业收入(2023年)(万元)")[0].contains("names the year 2023"));
    // Under the year of a group it is the one before that year.
    let rows = format!("2025年度,,\n信用代码,营业收入(万元),上年营业收入(万元)\n{A},1,2\n");
    let both = sheet(&rows, &["A1:C1"], "").unwrap();
    let numbers = [number(&both, "revenue", 0), number(&both, "revenue_prev", 0)];
    assert_eq!((numbers, told(&both)), ([Some(1.0), Some(2.0)], vec![]));
    let late = told(&sheet(&rows.replace("2025", "2024"), &["A1:C1"], "").unwrap());
    assert!(
        late.iter().any(|one| one.contains("[上年营业收入(万元)(2023年)]: names the year 2023")),
        "{late:?}"
    );
}

#[test]
fn the_lines_for_two_years_agree_and_work() {
    let (headers, cells) = ("营业收入(2024年)(万元),2025年营业收入(万元)", "4,5");
    let said = told(&csv(headers, cells, "").unwrap());
    assert_eq!(said.len(), 2, "{said:?}");
    let help = "help: bind both in the campaign, under [firms.columns], if 2025 is the year that counts: \
                `\"2025年营业收入(万元)\" = \"revenue\"`, `\"营业收入(2024年)(万元)\" = \"revenue_prev\"`";
    assert!(said.iter().all(|one| one.ends_with(help)), "{said:?}");
    let lines =
        "columns = { \"2025年营业收入(万元)\" = \"revenue\", \"营业收入(2024年)(万元)\" = \"revenue_prev\" }";
    let one = "columns = { \"营业收入(2024年)(万元)\" = \"revenue_prev\" }";
    let bound = csv(headers, cells, lines).unwrap();
    assert_eq!([number(&bound, "revenue", 0), number(&bound, "revenue_prev", 0)], [Some(5.0), Some(4.0)]);
    let alone = csv("营业收入(2024年)(万元)", "4", one).unwrap();
    assert_eq!(number(&alone, "revenue_prev", 0), Some(4.0));
    for intake in [&bound, &alone] {
        let warned = [Code::ColumnYear, Code::ColumnTaken];
        assert!(!intake.findings.iter().any(|one| warned.contains(&one.code)), "{:?}", intake.findings);
    }
    // The title alone of another field is still a slip.
    let taken = csv("营业收入(万元)", "4", &one.replace("(2024年)", "")).unwrap();
    assert!(taken.findings.iter().any(|one| one.code == Code::ColumnTaken), "{:?}", taken.findings);
}

#[test]
fn a_table_of_the_year_before_may_name_it() {
    let read = |headers: &str, more: &str| {
        let text = format!("信用代码,{headers}\n{A},5,6\n");
        let table = format!("[[supplement]]\npath = \"p.csv\"\nas_previous_year = true\n{more}");
        super::supplements::read(&[("p.csv", &text)], &table)
    };
    let field = super::supplements::field;
    for headers in [
        "营业收入(2024年)(万元),研发费用(2024年)(万元)",
        "2024年营业收入(万元),研发费用(万元) 2024年度",
        "营业收入(万元)(2024年),研发费用(万元)",
    ] {
        let intake = read(headers, "").unwrap_or_else(|faults| panic!("{headers}: {faults}"));
        assert_eq!(field(&intake, "revenue_prev"), ["5", "?", "?"], "{headers}");
        assert_eq!(field(&intake, "rd_expense_prev"), ["6", "?", "?"], "{headers}");
        assert_eq!(told(&intake), Vec::<String>::new(), "{headers}");
    }
    // Bound to either field it is the same.
    for name in ["revenue", "revenue_prev"] {
        let intake = read(
            "营业收入(2024年)(万元),备注",
            &format!("columns = {{ \"营业收入(2024年)(万元)\" = \"{name}\" }}"),
        );
        assert_eq!(field(&intake.unwrap(), "revenue_prev"), ["5", "?", "?"], "{name}");
    }
    // Another year is named, also if nothing else is given.
    let other = told(&read("营业收入(2023年)(万元),研发费用(万元)", "").unwrap());
    assert!(other[0].contains("names the year 2023 and is not read"), "{other:?}");
    let nothing = read("营业收入(2023年)(万元),备注", "").unwrap_err().to_string();
    assert!(nothing.contains("error[key-idle]") && nothing.contains("names the year 2023"), "{nothing}");
}
