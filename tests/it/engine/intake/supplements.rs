//! Other tables joined with firms: by code and by name, counted, summed, listed, a year back.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jifen::finding::{Code, Findings};
use jifen::firms::{Dictionary, Value};
use jifen::intake::{Fate, FirmsFile, Intake, inspect_all, read_all};
use jifen::parameters::Source;
use jifen::progress::{Progress, Silent};
use jiff::civil::{Date, date};

use super::number;
use crate::support::xlsx::{Sheet, workbook};

pub(super) const A: &str = "91310000625901263C";
pub(super) const B: &str = "91310101832323099Y";
pub(super) const C: &str = "91330100MA2KTX001P";

/// The cohort of three firms with these `supplements`, tables of TOML, over `files`.
pub(super) fn read(files: &[(&str, &str)], supplements: &str) -> Result<Intake, Findings> {
    let bytes = |name: &str, text: &str| match name.ends_with(".xlsx") {
        true => workbook(&[Sheet::of_csv("附表", text)]),
        false => text.as_bytes().to_vec(),
    };
    let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(name, text)| (*name, bytes(name, text))).collect();
    read_bytes(&files, supplements)
}

/// The same as [`read`], with the columns of supplements.
pub(super) fn inspect(files: &[(&str, &str)], supplements: &str) -> Result<Intake, Findings> {
    let files: Vec<(&str, Vec<u8>)> =
        files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect();
    read_by(inspect_all, &files, supplements)
}

/// The same over files of these bytes.
pub(super) fn read_bytes(files: &[(&str, Vec<u8>)], supplements: &str) -> Result<Intake, Findings> {
    read_by(read_all, files, supplements)
}

type Reader = fn(
    &Path,
    &FirmsFile,
    &Source,
    &Dictionary,
    &BTreeSet<usize>,
    Date,
    &dyn Progress,
) -> Result<Intake, Findings>;

fn read_by(reader: Reader, files: &[(&str, Vec<u8>)], supplements: &str) -> Result<Intake, Findings> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let firms = format!(
        "信用代码,企业名称,营业收入(万元),职工总数\n{A},甲（上海）科技有限公司,1000,50\n\
         {B},乙有限责任公司,500,20\n{C},丙·科技有限公司,700,10\n"
    );
    fs::write(folder.path().join("firms.csv"), firms).expect("a temporary folder takes files");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a temporary folder takes files");
    }
    let source = Source::new("campaign.toml", format!("path = \"firms.csv\"\n{supplements}"));
    let file: FirmsFile = source.parse()?;
    let dictionary = Dictionary::built_in();
    let all = (0..dictionary.fields.len()).collect();
    reader(folder.path(), &file, &source, &dictionary, &all, date(2025, 6, 30), &Silent)
}

/// A field of the three firms, as text; `?` if it is not known.
pub(super) fn field(intake: &Intake, name: &str) -> [String; 3] {
    let column =
        intake.firms.column(name).unwrap_or_else(|| panic!("no column {name}: {:?}", intake.findings));
    [0, 1, 2].map(|firm| match column.value(firm) {
        Value::Missing => "?".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Text(text) => text.to_owned(),
    })
}

/// Line and fate of each row that was left over.
pub(super) fn left(intake: &Intake) -> Vec<(u32, Fate)> {
    intake.supplements[0].left_over.iter().map(|row| (row.line, row.fate.clone())).collect()
}

const PATENTS: &str = "专利号,企业名称,类型,授权年,金额(元)\n\
    1,甲(上海)科技有限公司,发明专利,2023,1000\n\
    2,甲（上海） 科技有限公司,发明专利,2021,2000\n\
    3,甲（上海）科技有限公司,实用新型,2024,1\n\
    4,丙科技有限公司,发明专利,2024,5000\n\
    5,丁有限公司,发明专利,2024,7\n";

#[test]
fn rows_are_counted_summed_and_chosen_by_a_rule() {
    for name in ["patents.csv", "patents.xlsx"] {
        let table = format!(
            "[[supplement]]\npath = \"{name}\"\n[supplement.fields]\n\
             invention_applications = {{ count = true, where = \"类型 = '发明专利' AND 授权年 >= 2022\" }}\n\
             technology_contracts = {{ sum = \"金额(元)\" }}\n\
             awards = {{ max = \"授权年\" }}\n\
             loan_purpose = {{ latest = \"类型\", on = \"授权年\" }}\n"
        );
        let intake = read(&[(name, PATENTS)], &table).expect("a cohort");
        assert_eq!(field(&intake, "invention_applications"), ["1", "0", "1"], "{name}");
        assert_eq!(field(&intake, "technology_contracts"), ["0.3001", "0", "0.5"], "{name}");
        assert_eq!(field(&intake, "awards"), ["2024", "?", "2024"], "{name}");
        assert_eq!(field(&intake, "loan_purpose"), ["实用新型", "?", "发明专利"], "{name}");
        assert_eq!(left(&intake), [(6, Fate::Unmatched)], "{name}");
        let report = &intake.supplements[0];
        assert_eq!((report.rows, report.joined, report.firms), (5, 4, 2));
        assert!(
            intake.findings.iter().any(|one| one.code == Code::SupplementUnmatched),
            "{:?}",
            intake.findings
        );
    }
}

#[test]
fn a_list_makes_not_listed_known_and_a_near_name_unknown() {
    let list = "名称\n乙有限公司\n丙·科技 有限公司\n";
    let table = "[[supplement]]\npath = \"debtors.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                 fields = { dishonest = { listed = true } }\n";
    let intake = read(&[("debtors.csv", list)], table).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "?", "true"]);
    assert_eq!(left(&intake), [(2, Fate::Near(vec![B.to_owned()]))]);
    let told = intake.findings.iter().find(|one| one.code == Code::SupplementUnclear).expect("a warning");
    assert_eq!(
        told.message.to_string(),
        "the name `乙有限公司` in `debtors.csv` differs from a firm's only in 有限公司 or 有限责任公司"
    );
    // By code.
    let list = format!("{A},x\n{C},y\n91330100MA2KTX002N,z\n");
    let intake = read(
        &[("debtors.csv", &format!("信用代码,备注\n{list}"))],
        "[[supplement]]\npath = \"debtors.csv\"\nfields = { dishonest = { listed = true } }\n",
    )
    .expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["true", "false", "true"]);
}

#[test]
fn a_firm_without_a_name_is_not_known_by_names() {
    let list = "名称\n戊有限公司\n";
    let table = "[[supplement]]\npath = \"debtors.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                 fields = { dishonest = { listed = true }, awards = { count = true } }\n";
    let firms = format!("信用代码,企业名称\n{A},甲有限公司\n{B},\n{C},--\n");
    let intake = read(&[("firms.csv", &firms), ("debtors.csv", list)], table).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "?", "?"]);
    assert_eq!(field(&intake, "awards"), ["0", "?", "?"]);
}

#[test]
fn last_years_values_fill_the_fields_of_the_year_before() {
    let last = format!(
        "信用代码,企业名称,营业收入(元),研发费用(万元),职工总数\n{A},甲,9000000,40,45\n{C},丙,,30,x\n"
    );
    let table = "[[supplement]]\npath = \"2024.csv\"\nas_previous_year = true\n";
    let intake = read(&[("2024.csv", &last)], table).expect("a cohort");
    assert_eq!(field(&intake, "revenue_prev"), ["900", "?", "?"]);
    // The row of 丙 has a faulty cell, so nothing of it is known.
    assert_eq!(field(&intake, "rd_expense_prev"), ["40", "?", "?"]);
    assert_eq!(number(&intake, "revenue", 0), Some(1000.0));
    assert_eq!(intake.supplements[0].left_over.len(), 1);
}

#[test]
fn rows_that_contradict_one_another_give_nothing() {
    let table = format!("信用代码,净利润(万元)\n{A},5\n{A},5\n{B},6\n{B},7\n");
    let intake = read(&[("p.csv", &table)], "[[supplement]]\npath = \"p.csv\"\n").expect("a cohort");
    assert_eq!(field(&intake, "net_profit"), ["5", "?", "?"]);
    assert_eq!(left(&intake), [(4, Fate::Contradicted(B.to_owned())), (5, Fate::Contradicted(B.to_owned()))]);
}

#[test]
fn a_value_of_a_supplement_is_checked_against_the_firms_own() {
    let table = format!("信用代码,研发人员数\n{A},60\n{B},20\n");
    let intake = read(&[("staff.csv", &table)], "[[supplement]]\npath = \"staff.csv\"\n").expect("a cohort");
    assert_eq!((intake.firms.len, intake.quarantine.len()), (2, 1));
    let row = intake.quarantine.row(0);
    assert_eq!((row.line(), row.faults[0].code), (2, Code::PartOverWhole));
    assert_eq!(row.faults[0].message.to_string(), "60 人 is more than 职工总数 (50 人)");
}

#[test]
fn faults_of_supplements_stop_with_their_place() {
    let files = [("p.csv", "信用代码,类型\n1,x\n"), ("n.csv", "a,b\n1,2\n")];
    for (table, code, said) in [
        ("path = \"x.csv\"", Code::FileUnreadable, "campaign.toml:3 [path]: no file is called `x.csv`"),
        ("path = \"n.csv\"", Code::ColumnMissing, "has no column of ids or names"),
        ("path = \"p.csv\"", Code::KeyIdle, "gives no field"),
        ("path = \"p.csv\"\nfields = { revenue = { value = \"x\" } }", Code::ColumnUnknown, "no column `x`"),
        (
            "path = \"p.csv\"\nfields = { revenue = { count = true } }",
            Code::ColumnAmbiguous,
            "`revenue` is given here and by the cohort's column",
        ),
        (
            "path = \"p.csv\"\nfields = { revenu = { count = true } }",
            Code::NameUnknown,
            "no field is called `revenu`",
        ),
        (
            "path = \"p.csv\"\nfields = { loan_purpose = { latest = \"类型\", on = \"类型\" } }",
            Code::FieldUnfit,
            "holds a text",
        ),
        (
            "path = \"p.csv\"\nfields = { dishonest = { count = true } }",
            Code::FieldUnfit,
            "which this origin does not give",
        ),
        (
            "path = \"p.csv\"\nfields = { awards = { count = true, max = \"类型\" } }",
            Code::KeyChoice,
            "exactly one origin",
        ),
        (
            "path = \"p.csv\"\nfields = { awards = { count = true, where = \"类别 = 'x'\" } }",
            Code::NameUnknown,
            "unknown name `类别`",
        ),
    ] {
        let fault = read(&files, &format!("[[supplement]]\n{table}\n")).expect_err(said);
        let found = fault.iter().find(|one| one.code == code).unwrap_or_else(|| panic!("{code}: {fault}"));
        assert!(found.to_string().contains(said), "{said}: {found}");
    }
}

#[test]
fn a_list_of_names_needs_names() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a temporary folder");
    write("firms.csv", &format!("信用代码,职工总数\n{A},50\n"));
    write("debtors.csv", "名称\n乙有限公司\n");
    let text = "path = \"firms.csv\"\n[[supplement]]\npath = \"debtors.csv\"\nby = \"name\"\n\
                key = \"名称\"\nfields = { dishonest = { listed = true } }\n";
    let source = Source::new("campaign.toml", text);
    let file: FirmsFile = source.parse().expect("a table");
    let dictionary = Dictionary::built_in();
    let all = (0..dictionary.fields.len()).collect();
    let faults = read_all(folder.path(), &file, &source, &dictionary, &all, date(2025, 6, 30), &Silent)
        .expect_err("no names");
    assert_eq!(
        faults.iter().map(|one| one.message.to_string()).collect::<Vec<_>>(),
        ["the supplement `debtors.csv` is joined by name, but the cohort has no column of names"]
    );
}

#[test]
fn a_key_that_is_none_stops_and_a_list_without_firms_is_remarked() {
    let list = "序号,名称,案号\n1,乙有限责任公司,(2025)执0001号\n2,丁有限公司,(2025)执0002号\n";
    let table = |key: &str| {
        format!(
            "[[supplement]]\npath = \"debtors.csv\"\nby = \"name\"\nkey = \"{key}\"\n\
             fields = {{ dishonest = {{ listed = true }} }}\n"
        )
    };
    let faults = read(&[("debtors.csv", list)], &table("案号")).expect_err("no names");
    assert_eq!(
        faults.iter().map(|one| one.message.to_string()).collect::<Vec<_>>(),
        ["no row of `debtors.csv` belongs to a firm of the cohort, and its keys do not look like names of \
             firms: (2025)执0001号, (2025)执0002号"]
    );
    // Strangers alone may well be on a list.
    let strangers = list.replace("乙有限责任公司", "戊有限公司");
    let intake = read(&[("debtors.csv", &strangers)], &table("名称")).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "false", "false"]);
    let told: Vec<&jifen::finding::Finding> =
        intake.findings.iter().filter(|one| one.code == Code::SupplementUnclear).collect();
    assert_eq!(told.len(), 1, "{:?}", intake.findings);
    assert!(told[0].message.to_string().starts_with("no row of `debtors.csv` belongs to a firm"), "{told:?}");
}

#[test]
fn a_rule_that_no_row_meets_is_remarked() {
    let table = "[[supplement]]\npath = \"patents.csv\"\n[supplement.fields]\n\
                 invention_applications = { count = true, where = \"类型 = '发明'\" }\n";
    let intake = read(&[("patents.csv", PATENTS)], table).expect("a cohort");
    assert_eq!(field(&intake, "invention_applications"), ["0", "0", "0"]);
    let told = intake.findings.iter().find(|one| one.code == Code::SupplementUnclear).expect("a warning");
    assert_eq!(
        told.to_string().lines().next(),
        Some(
            "warning[supplement-unclear]: campaign.toml:5 [where]: no row of `patents.csv` meets the rule of \
             `invention_applications`"
        )
    );
}

#[test]
fn a_row_without_a_readable_key_leaves_whom_it_may_mean_unknown() {
    let listed = "fields = { dishonest = { listed = true } }\n";
    // A code as a number with the name beside it, a code that was cut, and a name without its code.
    for (row, known) in [
        (format!("{},乙有限责任公司", "9.1310101832323E+17"), ["false", "?", "false"]),
        ("9.1310101832323E+17,某".to_owned(), ["false", "?", "false"]),
        (",乙有限责任公司".to_owned(), ["false", "?", "false"]),
        (format!("{B},乙有限责任公司"), ["false", "true", "false"]),
    ] {
        let list = format!("信用代码,名称\n{row}\n91330100MA2KTX002N,外地公司\n");
        let table = format!("[[supplement]]\npath = \"debtors.csv\"\nby = \"id\"\n{listed}");
        let cohort = |list: &str| read(&[("debtors.csv", list)], &table).expect("a cohort");
        let field_of = |list: &str| field(&cohort(list), "dishonest");
        assert_eq!(field_of(&list.replace("91310101832323099Y", B)), known, "{row}");
    }
}

#[test]
fn a_rule_that_is_not_known_of_a_row_leaves_its_firm_unknown() {
    let list = "名称,状态,件数\n乙有限责任公司,,1\n丙·科技有限公司,在册,2\n甲（上海）科技有限公司,已移出,3\n\
                丙·科技有限公司,,4\n";
    let table = "[[supplement]]\npath = \"list.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                 [supplement.fields]\n\
                 dishonest = { listed = true, where = \"状态 <> '已移出'\" }\n\
                 awards = { count = true, where = \"状态 = '在册'\" }\n\
                 projects = { max = \"件数\", where = \"状态 = '在册'\" }\n";
    let intake = read(&[("list.csv", list)], table).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "?", "true"]);
    assert_eq!(field(&intake, "awards"), ["0", "?", "?"]);
    assert_eq!(field(&intake, "projects"), ["?", "?", "?"]);
}

#[test]
fn faults_of_columns_that_nothing_reads_do_no_harm() {
    let list = "名称,备注日期,执行标的(元)\n乙有限责任公司,#N/A,5\n丁有限公司,2024-01-01,abc\n";
    let table = "[[supplement]]\npath = \"list.xlsx\"\nby = \"name\"\nkey = \"名称\"\n\
                 fields = { dishonest = { listed = true } }\n";
    let intake = read(&[("list.xlsx", list)], table).expect("a cohort");
    assert_eq!(field(&intake, "dishonest"), ["false", "true", "false"]);
}

#[test]
fn a_column_that_only_a_text_of_a_rule_names_is_not_read() {
    let rows = format!("信用代码,类型,年份\n{A},年份,2024\n{A},年份,2O24\n{B},x,2024\n");
    let of = |rule: &str| {
        let table = format!(
            "[[supplement]]\npath = \"l.csv\"\n\
             fields = {{ awards = {{ count = true, where = \"{rule}\" }} }}\n"
        );
        read(&[("l.csv", &rows)], &table).expect("a cohort")
    };
    let intake = of("类型 = '年份'");
    assert_eq!((field(&intake, "awards"), left(&intake)), (["2", "0", "0"].map(str::to_owned), vec![]));
    let intake = of("类型 = '年份' AND 年份 > 2000");
    assert_eq!((field(&intake, "awards"), left(&intake).len()), (["?", "0", "0"].map(str::to_owned), 1));
}

#[test]
fn a_bad_cell_of_a_column_of_days_is_a_fault_of_its_row() {
    let mut table = "名称,授权日\n乙有限责任公司,2024-02-30\n".to_owned();
    for day in 1..20 {
        table += &format!("丙·科技有限公司,2024-03-{day:02}\n");
    }
    let supplement = "[[supplement]]\npath = \"p.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                      fields = { awards = { count = true, where = \"授权日 >= DATE '2024-03-10'\" } }\n";
    let intake = read(&[("p.csv", &table)], supplement).expect("a cohort");
    assert_eq!(field(&intake, "awards"), ["0", "?", "10"]);
    assert!(matches!(&left(&intake)[..], [(2, Fate::Faulty(_))]), "{:?}", left(&intake));
}

#[test]
fn names_that_are_ids_are_compared_as_names() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a temporary folder");
    write("firms.csv", "企业名称,职工总数\n丁有限公司,50\n丙·科 技有限公司,3\n戊有限公司,3\n");
    write("debtors.csv", "名称\n丁有限责任公司\n丙科技有限公司\n");
    for by in ["id", "name"] {
        let text = format!(
            "path = \"firms.csv\"\n[[supplement]]\npath = \"debtors.csv\"\nby = \"{by}\"\n\
             key = \"名称\"\nfields = {{ dishonest = {{ listed = true }} }}\n"
        );
        let source = Source::new("campaign.toml", text);
        let file: FirmsFile = source.parse().expect("a table");
        let mut dictionary = Dictionary::built_in();
        dictionary.identify_by(dictionary.position("name").expect("a field"));
        let all = (0..dictionary.fields.len()).collect();
        let intake = read_all(folder.path(), &file, &source, &dictionary, &all, date(2025, 6, 30), &Silent)
            .expect("a cohort");
        assert_eq!(field(&intake, "dishonest"), ["?", "true", "false"], "{by}");
    }
}

#[test]
fn a_rule_orders_days_and_numbers_and_never_letters() {
    let of = |day: &str, rule: &str| {
        let table = format!(
            "信用代码,申请日\n{A},2024-1-5\n{A},2023/12/1\n{B},2022年5月6日\n{B},{day}\n{C},2021-1-1\n"
        );
        let supplement = format!(
            "[[supplement]]\npath = \"l.csv\"\n\
             fields = {{ awards = {{ count = true, where = \"{rule}\" }} }}\n"
        );
        read(&[("l.csv", &table)], &supplement)
    };
    // An unreadable day is a fault of its row: it may meet the rule.
    for day in ["不详", "受理中", "#N/A"] {
        let intake = of(day, "申请日 >= '2024-01-01'").or_else(|_| of(day, "申请日 >= DATE '2024-01-01'"));
        assert_eq!(field(&intake.expect("a cohort"), "awards"), ["1", "?", "0"], "{day}");
    }
    // Of years, one in words; where most are words, they cannot be ordered.
    let years = |cells: [&str; 3], rule: &str| {
        let table = format!("信用代码,年\n{A},{}\n{B},{}\n{C},{}\n", cells[0], cells[1], cells[2]);
        let supplement = format!(
            "[[supplement]]\npath = \"l.csv\"\n\
             fields = {{ awards = {{ count = true, where = \"{rule}\" }} }}\n"
        );
        read(&[("l.csv", &table)], &supplement)
    };
    let intake = years(["2025", "约2020年", "2020"], "年 >= 2021").expect("a cohort");
    assert_eq!(field(&intake, "awards"), ["1", "?", "0"]);
    let refused = years(["2025", "约2020年", "约2019年"], "年 >= '2021'").expect_err("letters").to_string();
    assert!(
        refused.starts_with("error[rule-type]: campaign.toml:4 [where]: the rule orders the column `年`")
            && refused.contains("such as `约2020年`"),
        "{refused}"
    );
    let intake = years(["2025", "约2020年", "约2019年"], "年 = '2025' OR 年 = '<'").expect("no order");
    assert_eq!(field(&intake, "awards"), ["1", "0", "0"]);
    // What matters is the column that is ordered, however the rule writes it.
    let beside = |rule: &str| {
        let table = format!("信用代码,年,额\n{A},2025,5\n{B},约2020年,7\n{C},约2019年,3\n");
        let supplement = format!(
            "[[supplement]]\npath = \"l.csv\"\n\
             fields = {{ awards = {{ count = true, where = \"{rule}\" }} }}\n"
        );
        read(&[("l.csv", &table)], &supplement)
    };
    let intake =
        beside("额 > 4 AND 年 <> '2025' AND NOT 年 IN ('<', '>')").expect("only numbers are ordered");
    assert_eq!(field(&intake, "awards"), ["0", "1", "0"]);
    for rule in ["年 between '2019' and '2030'", "GREATEST(年, '2021') = '2021'", "额 > 4 OR NOT '2021' > 年"]
    {
        let refused = beside(rule).expect_err(rule).to_string();
        assert!(refused.contains("the rule orders the column `年`"), "{rule}: {refused}");
    }
}

#[test]
fn a_row_without_a_key_may_mean_any_firm() {
    let list = |rows: &str| {
        let table = format!("序号,名称,案号\n{rows}");
        let supplement = "[[supplement]]\npath = \"l.csv\"\nby = \"name\"\nkey = \"名称\"\n\
                          fields = { dishonest = { listed = true }, awards = { count = true } }\n";
        read(&[("l.csv", &table)], supplement).expect("a cohort")
    };
    let open = list("1,乙有限责任公司,(2025)1号\n2,,(2025)2号\n3,丙·科技有限公司,(2025)3号\n");
    assert_eq!(field(&open, "dishonest"), ["?", "true", "true"]);
    // It may continue the row above.
    assert_eq!(field(&open, "awards"), ["0", "?", "1"]);
    let warned = open.findings.iter().find(|one| one.code == Code::SupplementUnclear).expect("a warning");
    assert!(warned.to_string().contains("a row of `l.csv` does not say which firm it means"), "{warned}");
    assert!(matches!(&left(&open)[..], [(3, Fate::Nameless(_))]), "{:?}", left(&open));
    // A number that a template has filled in before its row is none; nor is a total.
    let numbered = list("1,乙有限责任公司,(2025)1号\n2,,\n3,,\n合计,1,\n");
    assert_eq!(field(&numbered, "dishonest"), ["false", "true", "false"]);
    // The other cells name the firm.
    let hinted = list("1,乙有限责任公司,(2025)1号\n2,,丙·科技有限公司\n");
    assert_eq!(field(&hinted, "dishonest"), ["false", "true", "?"]);
}

#[test]
fn a_wrong_code_in_a_list_is_warned_of() {
    let cut = format!("信用代码\n{}\n{B}\n", &A[..17]);
    let table = "[[supplement]]\npath = \"l.csv\"\nfields = { dishonest = { listed = true } }\n";
    let intake = read(&[("l.csv", &cut)], table).expect("a cohort");
    let codes: Vec<Code> = intake.findings.iter().map(|one| one.code).collect();
    assert!(codes.contains(&Code::UsccForm), "{codes:?}");
}

#[test]
fn an_unknown_value_may_be_the_greatest_or_the_latest() {
    let rows = format!(
        "信用代码,年,额\n{A},2023,5\n{A},2024,\n{B},2024,7\n{B},2024,--\n{B},2023,1\n{C},2024,3\n{C},2023,\n"
    );
    let of = |given: &str| {
        let table = format!("[[supplement]]\npath = \"l.csv\"\nfields = {{ awards = {{ {given} }} }}\n");
        field(&read(&[("l.csv", &rows)], &table).expect("a cohort"), "awards")
    };
    assert_eq!(of("max = \"额\""), ["?", "?", "?"]);
    assert_eq!(of("latest = \"额\", on = \"年\""), ["?", "?", "3"]);
    assert_eq!(of("max = \"额\", where = \"额 IS NOT NULL\""), ["5", "7", "3"]);
}

#[test]
fn a_supplement_of_several_files_has_the_columns_of_all() {
    let (a, b) = (format!("信用代码,人\n{A},5\n"), format!("信用代码,研发费用(万元)\n{B},7\n"));
    for (one, other) in [("a.csv", "b.csv"), ("b.csv", "a.csv")] {
        let table = format!("[[supplement]]\npath = [\"{one}\", \"{other}\"]\n");
        let intake = read(&[(one, &a), (other, &b)], &table).expect("a cohort");
        assert_eq!(field(&intake, "rd_expense"), ["?", "7", "?"], "{one}");
    }
}
