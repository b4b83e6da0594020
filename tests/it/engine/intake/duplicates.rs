//! Firms that stand in the file more than once: merged, set aside, or kept with a warning.

use jifen::finding::Code;

use super::{counts, number, read};
use crate::support::rows::lines;

/// Two valid codes.
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";

/// The message of the finding of `code` on `line`.
fn message(intake: &jifen::intake::Intake, code: Code, line: u32) -> String {
    let found = intake.findings.iter().find(|f| f.code == code && f.place.line == Some(line));
    found
        .unwrap_or_else(|| panic!("{code} is not on line {line}: {:#?}", intake.findings))
        .message
        .to_string()
}

#[test]
fn equal_rows_merge_and_contradictions_leave() {
    let text = format!(
        "credit_code,职工总数,营业收入(万元),备注\n{A},5,1.0,a\n{B},7,1,b\n{A},5,1,c\n{},5,1,d\n",
        A.to_lowercase()
    );
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.merged, intake.quarantine.len()), (2, 2, 0));
    assert_eq!(lines(&intake), [2, 3]);
    assert_eq!(counts(&intake), [("column-unused", 1), ("duplicate-row", 2), ("uscc-form", 1)]);
    assert!(intake.findings.iter().any(|finding| finding.message.to_string().contains("repeats line 2")));

    let text = format!("credit_code,职工总数,营业收入(万元)\n{A},5,1\n{B},7,1\n{A},5,2\n{A},5,1\n");
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.merged, intake.quarantine.len()), (1, 0, 3));
    let faults: Vec<String> = intake.quarantine.iter().map(|row| row.faults[0].message.to_string()).collect();
    assert_eq!(faults[1], format!("`{A}` also stands on lines 2, 5; the rows differ in 营业收入(万元)"));
    assert_eq!(intake.quarantine.iter().map(|row| row.line()).collect::<Vec<_>>(), [2, 4, 5]);
}

#[test]
fn another_id_is_checked_for_uniqueness_only() {
    let text = "股票代码,企业名称,营业收入(百万元)\n000001,平安银行,73407.0\n000002,万科A,146388.0045\n,x,1\n000001,平安银行,1\n";
    let intake = read(text.as_bytes(), "id = \"股票代码\"").unwrap();
    assert_eq!(counts(&intake), [("cell-missing", 1), ("duplicate-firm", 2)]);
    assert_eq!(intake.firms.ids().get(0), Some("000002"));
    assert_eq!(number(&intake, "revenue", 0), Some(14_638_800.45));
    assert_eq!(intake.firms.dictionary.primary_key, "股票代码");
}

#[test]
fn a_merged_row_that_differs_where_nothing_is_read_says_so() {
    let text = format!(
        "credit_code,职工总数,备注,联系人\n{A},5,\"a, b\",c\n{A},5,\"a, b\",c\n{A},5.0,x,c\n{A},5,x,\"d\"\n"
    );
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.merged), (1, 3));
    let said = |line| message(&intake, Code::DuplicateRow, line);
    assert_eq!(said(3), "repeats line 2 in every cell; line 2 is kept");
    assert_eq!(said(4), "repeats line 2 in every column read, but not in 备注; line 2 is kept");
    assert_eq!(said(5), "repeats line 2 in every column read, but not in 备注, 联系人; line 2 is kept");
}

#[test]
fn a_row_kept_says_that_another_of_the_firm_was_set_aside() {
    let text =
        format!("credit_code,职工总数\n{A},100\n{B},7\n{},x\n{A},100\n{A},1.5\n{A}\n", A.to_lowercase());
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.merged, intake.quarantine.len()), (2, 1, 3));
    assert_eq!(
        message(&intake, Code::DuplicateAside, 2),
        format!("`{A}` also stands on lines 4, 6, which are in quarantine")
    );
    let count = counts(&intake).into_iter().find(|(code, _)| *code == "duplicate-aside");
    assert_eq!(count, Some(("duplicate-aside", 1)));

    // Rows that contradict each other are all set aside, and so is none left to warn of.
    let text = format!("credit_code,职工总数\n{A},100\n{A},x\n{A},101\n");
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!(counts(&intake), [("cell-number", 1), ("duplicate-firm", 2)]);
    let text = format!("credit_code,职工总数\n{A},x\n{A},y\n");
    assert_eq!(counts(&read(text.as_bytes(), "").unwrap()), [("cell-number", 2)]);
}

#[test]
fn ids_of_any_kind_are_compared_half_width() {
    let table = "id = \"股票代码\"";
    let text = "股票代码,职工总数\nＡ１,5\nA1,5\nA2,6\n Ａ２ ,7\na1,8\n";
    let intake = read(text.as_bytes(), table).unwrap();
    assert_eq!((intake.firms.len, intake.merged, intake.quarantine.len()), (2, 1, 2));
    assert_eq!(intake.firms.ids().iter().collect::<Vec<_>>(), ["A1", "a1"]);
    assert!(
        message(&intake, Code::DuplicateFirm, 4)
            .starts_with("`A2` also stands on line 5; the rows differ in ")
    );
}
