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
