//! Lists beside a cohort: without rows, below titles, with rows of which the day is not known.

use jifen::finding::Code;
use jifen::intake::Fate;

use super::supplements::{A, B, field, left, read};

const DEBTORS: &str = "by = \"name\"\nkey = \"名称\"\nfields = { dishonest = { listed = true } }\n";

#[test]
fn nobody_is_in_a_list_without_rows() {
    for name in ["debtors.csv", "debtors.xlsx"] {
        let table = format!("[[supplement]]\npath = \"{name}\"\n{DEBTORS}");
        let intake = read(&[(name, "名称,案号\n")], &table).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["false", "false", "false"], "{name}");
        let told = intake.findings.iter().find(|one| one.code == Code::PartEmpty).expect("a warning");
        assert!(told.to_string().contains("has a header and no rows: the list names no firm"), "{told}");
        let empty = read(&[(name, "")], &table).expect_err("an empty file");
        assert!(empty.iter().any(|one| one.code == Code::FileEmpty), "{empty}");
    }
    // A table that gives more than a list needs rows.
    let table = "[[supplement]]\npath = \"debtors.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                 fields = { dishonest = { listed = true }, awards = { count = true } }\n";
    let fault = read(&[("debtors.csv", "名称\n")], table).expect_err("no rows");
    assert!(fault.iter().any(|one| one.code == Code::FileHeaderOnly), "{fault}");
}

#[test]
fn a_header_below_titles_is_found_by_what_the_campaign_names() {
    let rows = "失信被执行人名单,,\n填报单位：某法院,,\n序号,名称,案号\n1,乙有限责任公司,(2025)执1号\n";
    for name in ["debtors.csv", "debtors.xlsx"] {
        let table = format!("[[supplement]]\npath = \"{name}\"\n{DEBTORS}");
        let intake = read(&[(name, rows)], &table).expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["false", "true", "false"], "{name}");
        assert_eq!(left(&intake), []);
    }
    // By its columns alone.
    let rows = format!("技术合同,,\n某局,,\n信用代码,金额(元),编号\n{A},10000,1\n{A},20000,2\n");
    let table = "[[supplement]]\npath = \"contracts.csv\"\n\
                 fields = { technology_contracts = { sum = \"金额(元)\" } }\n";
    let intake = read(&[("contracts.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "technology_contracts"), ["3", "0", "0"]);
    // A long table by its own.
    let rows = format!("指标数据,,\n,,\n代码,项,值\n{A},职工总数,1\n{B},研发费用(元),400000\n");
    let table = "[[supplement]]\npath = \"long.csv\"\nby = \"id\"\nkey = \"代码\"\n\
                 long = { item = \"项\", value = \"值\" }\nfields = { rd_expense = { value = \"研发费用(元)\" } }\n";
    let intake = read(&[("long.csv", &rows)], table).expect("a cohort");
    assert_eq!(field(&intake, "rd_expense"), ["?", "40", "?"]);
}

#[test]
fn a_row_without_a_day_may_be_the_latest() {
    let rows = "名称,日期,等级\n乙有限责任公司,2024-01-01,A\n乙有限责任公司,,B\n\
                丙·科技有限公司,2024-01-01,A\n丙·科技有限公司,--,A\n\
                甲（上海）科技有限公司,2023-01-01,B\n甲（上海）科技有限公司,2024-01-01,C\n丁有限公司,,D\n";
    let table = "[[supplement]]\npath = \"grades.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                 fields = { loan_purpose = { latest = \"等级\", on = \"日期\" } }\n";
    let intake = read(&[("grades.csv", rows)], table).expect("a cohort");
    // Of C both rows agree, so their order is no matter.
    assert_eq!(field(&intake, "loan_purpose"), ["C", "?", "A"]);
    assert_eq!(left(&intake), [(3, Fate::Undated("日期".to_owned())), (8, Fate::Unmatched)]);
    let told = intake.findings.iter().find(|one| one.code == Code::SupplementUnclear).expect("a warning");
    let told = told.to_string();
    assert_eq!(
        told.split_once("/grades").map_or(&*told, |(_, rest)| rest),
        ".csv:3: a row of `grades.csv` may be the latest of its firm, but has \
         no day: `乙有限责任公司`\n  help: write the day, or leave the rows out with `where`; what the supplement \
         gives these firms is not known until then"
    );
    // Rows that the rule leaves out do no harm.
    let where_ = table.replace("on = \"日期\"", "on = \"日期\", where = \"等级 <> 'B'\"");
    let intake = read(&[("grades.csv", rows)], &where_).expect("a cohort");
    assert_eq!(field(&intake, "loan_purpose"), ["C", "A", "A"]);
    assert_eq!(left(&intake), [(8, Fate::Unmatched)]);
}
