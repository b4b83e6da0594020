//! What is said of supplements: the place is the supplement's, and advice holds when it is followed.

use std::path::Path;

use jifen::finding::{Code, Finding, Findings};
use jifen::intake::Intake;

use super::supplements::{A, B, field, read, read_bytes};
use crate::support::xlsx::{Sheet, workbook};

/// Each finding with `code`, in one line, with the file's name alone.
fn said(findings: &Findings, code: Code) -> Vec<String> {
    let of_code = findings.iter().filter(|one| one.code == code);
    let short = |one: &Finding| {
        let name = Path::new(&*one.place.file).file_name().unwrap_or_default().to_string_lossy();
        one.to_string().replace(&*one.place.file, &name).replace("\n  help: ", " => ")
    };
    of_code.map(short).collect()
}

fn refused(read: Result<Intake, Findings>, code: Code) -> Vec<String> {
    said(&read.map(|_| ()).expect_err("the supplement is refused"), code)
}

const AMOUNTS: &str = "信用代码,营业收入(万元),净利润(万元)\n91310000625901263C,90,7\n";

#[test]
fn a_field_of_the_cohort_too_is_left_out_where_the_advice_says() {
    let files = [("a.csv", AMOUNTS)];
    assert_eq!(
        refused(read(&files, "[[supplement]]\npath = \"a.csv\"\n"), Code::ColumnAmbiguous),
        ["error[column-ambiguous]: campaign.toml:3 [supplement]: `revenue` is given here and by the \
          cohort's column \"营业收入(万元)\" => keep one of them: write `ignore = [\"营业收入(万元)\"]` in [firms], or \
          list the other fields in this supplement's `fields`"]
    );
    let ignored = "ignore = [\"营业收入(万元)\"]\n[[supplement]]\npath = \"a.csv\"\n";
    assert_eq!(field(&read(&files, ignored).unwrap(), "revenue"), ["90", "?", "?"]);
    let listed = "[[supplement]]\npath = \"a.csv\"\nfields.net_profit.value = \"净利润(万元)\"\n";
    let intake = read(&files, listed).unwrap();
    assert_eq!(field(&intake, "revenue"), ["1000", "500", "700"]);
    assert_eq!(field(&intake, "net_profit"), ["7", "?", "?"]);
    // One that `fields` names is removed there.
    let named = "[[supplement]]\npath = \"a.csv\"\nfields.revenue.value = \"营业收入(万元)\"\n";
    let faults = refused(read(&files, named), Code::ColumnAmbiguous);
    assert!(faults[0].ends_with("or remove it from this supplement's `fields`"), "{faults:?}");
}

#[test]
fn a_field_of_two_supplements_or_items_is_chosen_by_fields() {
    let files = [("a.csv", "信用代码,净利润(万元)\n91310000625901263C,7\n"), ("b.csv", AMOUNTS)];
    let two = |fields: &str| {
        let ignored = "ignore = [\"营业收入(万元)\"]\n[[supplement]]\npath = \"a.csv\"\n";
        read(&files, &format!("{ignored}[[supplement]]\npath = \"b.csv\"\n{fields}"))
    };
    let advice = "is given here and elsewhere => keep one of them: list in the supplement's `fields` those \
                  that it is to give";
    let faults = refused(two(""), Code::ColumnAmbiguous);
    assert!(faults.len() == 1 && faults[0].ends_with(&format!("`net_profit` {advice}")), "{faults:?}");
    let intake = two("fields.revenue.value = \"营业收入(万元)\"\n").unwrap();
    assert_eq!(intake.firms.column("net_profit").map(|column| column.len()), Some(3));

    let items = format!(
        "信用代码,指标,年度,数值(万元)\n{A},净利润,2025,9\n{A},研发费用,2025,4\n{A},研发费用,2024,3\n\
         {A},上年研发费用,2025,5\n"
    );
    let long = |fields: &str| {
        let table = "[[supplement]]\npath = \"l.csv\"\n\
                     long = { year = \"年度\", item = \"指标\", value = \"数值(万元)\" }\n";
        read(&[("l.csv", &items)], &format!("{table}{fields}"))
    };
    let faults = refused(long(""), Code::ColumnAmbiguous);
    assert!(faults.len() == 1 && faults[0].ends_with(&format!("`rd_expense_prev` {advice}")), "{faults:?}");
    let intake = long("fields.rd_expense.value = \"研发费用\"\n").unwrap();
    assert_eq!(field(&intake, "rd_expense_prev"), ["3", "?", "?"]);
}

#[test]
fn rows_of_no_firm_are_not_kept_by_a_key_that_has_no_effect() {
    let table = |name: &str, by: &str| {
        format!("[[supplement]]\npath = \"{name}\"\nby = \"{by}\"\nfields.awards.sum = \"件数\"\n")
    };
    let names = [("n.csv", "企业名称,件数\n乙有限责任公司,2\n合计,5\n")];
    let intake = read(&names, &table("n.csv", "name")).unwrap();
    assert_eq!(
        said(&intake.findings, Code::TotalRow),
        [
            "note[total-row]: n.csv:3 [企业名称]: `合计` is a total or another measure of rows, not a firm => the \
          row is joined with no firm; if it belongs to one, enter the firm's id or name as in the cohort"
        ]
    );
    let ids = format!("信用代码,件数\n{A},1\n{B},2\n科技创新企业培育情况,5\n");
    let intake = read(&[("i.csv", &ids)], &table("i.csv", "id")).unwrap();
    let all: Vec<String> = intake.findings.iter().map(ToString::to_string).collect();
    assert!(!all.iter().any(|one| one.contains("keep = [")), "{all:#?}");
    assert_eq!(field(&intake, "awards"), ["1", "2", "0"]);
}

#[test]
fn standard_input_is_no_supplement() {
    for path in ["\"-\"", "[\"-\", \"-\"]"] {
        let faults = refused(read(&[], &format!("[[supplement]]\npath = {path}\n")), Code::FileUnreadable);
        assert!(
            faults.iter().all(|one| one.ends_with(
                "a supplement cannot be read from standard input => save the table as a file, and write its \
                 path"
            )) && !faults.is_empty(),
            "{faults:?}"
        );
    }
}

/// A valid credit code of the firm `at` (GB 32100-2015).
fn code(at: usize) -> String {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91310000{at:09}");
    let value = |sign: u8| SIGNS.iter().position(|&one| one == sign).expect("a sign of codes");
    let (sum, _) =
        body.bytes().fold((0, 1), |(sum, weight), sign| (sum + weight * value(sign), weight * 3 % 31));
    format!("{body}{}", char::from(SIGNS[(31 - sum % 31) % 31]))
}

#[test]
fn a_slip_of_a_supplements_column_is_the_supplements() {
    let many = |count: usize, factor: f64| {
        let mut firms = String::from("信用代码,营业收入(万元)\n");
        let mut side = String::from("信用代码,上年营业收入(万元),研发费用(万元)\n");
        for at in 0..count {
            let id = code(at);
            firms += &format!("{id},{}\n", 1000 + at);
            side += &format!("{id},{},{}\n", (1000 + at) as f64 * factor, 50 + at % 7);
        }
        (firms, side)
    };
    let (firms, side) = many(60, 1e-4);
    let files = [("firms.csv", firms.into_bytes()), ("side.csv", side.into_bytes())];
    let intake = read_bytes(&files, "[[supplement]]\npath = \"side.csv\"\n").unwrap();
    let slips = said(&intake.findings, Code::UnitSlip);
    assert!(
        slips.len() == 1
            && slips[0].starts_with("warning[unit-slip]: side.csv [上年营业收入(万元)]: the column's"),
        "{slips:?}"
    );
}

#[test]
fn the_worksheet_that_is_offered_is_there() {
    let list = |count: u32| format!("信用代码,件数\n{A},{count}\n");
    let book = workbook(&[Sheet::of_csv("甲\"x\"", &list(1)), Sheet::of_csv("乙", &list(2))]);
    let table = |sheet: &str| {
        let path = "[[supplement]]\npath = \"l.xlsx\"\n";
        format!("{path}{sheet}fields.awards.sum = \"件数\"\n")
    };
    let of = |sheet: &str| read_bytes(&[("l.xlsx", book.clone())], &table(sheet));
    let faults = refused(of(""), Code::SheetUnclear);
    let line = "sheet = \"甲\\\"x\\\"\"";
    assert!(faults.len() == 1 && faults[0].contains(&format!("such as `{line}`, or")), "{faults:?}");
    assert_eq!(field(&of(&format!("{line}\n")).unwrap(), "awards"), ["1", "0", "0"]);
}

#[test]
fn a_header_near_a_field_that_nothing_gives_is_named() {
    let near = |text: &str, rest: &str| {
        let intake = read(&[("l.csv", text)], &format!("[[supplement]]\npath = \"l.csv\"\n{rest}"));
        said(&intake.unwrap().findings, Code::ColumnNear)
    };
    let text = format!("信用代码,净利间(万元),研发费甩(万元),营业收人(万元),登记机关\n{A},1,2,3,4\n");
    let given = text.replace("净利间", "净利润");
    assert_eq!(
        near(&given, ""),
        ["warning[column-near]: l.csv [研发费甩(万元)]: is not read; its header resembles the name of the \
             field `rd_expense`, which has no column => did you mean 研发费用 (rd_expense)? write the title, or \
          bind the header in the supplement's `columns`: `\"研发费甩(万元)\" = \"rd_expense\"`"]
    );
    // As advised, it is read; and with `fields` a person has chosen.
    let bound = "columns = { \"研发费甩(万元)\" = \"rd_expense\" }\n";
    assert_eq!(near(&given, bound), [""; 0]);
    assert_eq!(near(&given, "fields.net_profit.value = \"净利润(万元)\"\n"), [""; 0]);
    // The year before: 营业收人 would give `revenue_prev`.
    let before = near(&given, "as_previous_year = true\ncolumns = { \"净利润(万元)\" = \"rd_expense\" }\n");
    assert_eq!(before.len(), 1, "{before:?}");
    assert!(before[0].contains("[营业收人(万元)]"), "{before:?}");
}

#[test]
fn documents_of_marks_under_the_names_of_workbooks_are_named() {
    let page = "\u{FEFF}\r\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>信用代码";
    let book = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook>";
    for (text, what) in [(page, "a web page (HTML)"), (book, "an XML document")] {
        for name in ["l.xls", "l.xlsx", "l.csv"] {
            let read = read_bytes(
                &[(name, text.as_bytes().to_vec())],
                &format!("[[supplement]]\npath = \"{name}\"\nfields.awards.count = true\n"),
            );
            let faults = refused(read, Code::FileBinary);
            let told = format!(
                "{name}: is {what}, not a workbook or a CSV file => open it in Excel and save it as `.xlsx`"
            );
            assert!(faults.len() == 1 && faults[0].ends_with(&told), "{faults:?}");
        }
    }
}
