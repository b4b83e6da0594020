//! Faults of rows, one tiny row each: which go to quarantine, which are warned of, with the words their
//! messages must hold.

use jifen::finding::{Code, Severity};
use jifen::words::Language;

use super::{counts, read};
use crate::support::rows::row_at;

/// Two valid codes.
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";

/// A fault of a row: header, row, code, words of the finding.
fn row_faults() -> Vec<(&'static str, String, Code, Vec<&'static str>)> {
    vec![
        ("name", format!("{A},Acme,12"), Code::RowWidth, vec!["3 cells, the header 2", "quotation marks"]),
        ("name", A.to_owned(), Code::RowWidth, vec!["1 cell, the header 2", "the row breaks off"]),
        ("name", format!("{A},Acme,,x"), Code::RowWidth, vec!["4 cells, the header 2", "quotation marks"]),
        ("name", format!("{A},\"Acme"), Code::QuoteUnclosed, vec!["opens a cell and is not closed"]),
        (
            "name",
            format!("{A},Ac\u{FFFD}me"),
            Code::CellEncoding,
            vec!["bytes that are invalid in the file's encoding"],
        ),
        (
            "name",
            ",Acme".to_owned(),
            Code::CellMissing,
            vec!["[credit_code]", "is empty", "fill in the cell"],
        ),
        ("name", "--,Acme".to_owned(), Code::CellMissing, vec!["`--` marks a missing value"]),
        (
            "营业收入(万元)",
            format!("{A},12x"),
            Code::CellNumber,
            vec!["[营业收入(万元)]", "`12x` is not a number"],
        ),
        ("营业收入(万元)", format!("{A},NaN"), Code::CellNumber, vec!["`NaN` is not a number"]),
        ("营业收入(万元)", format!("{A},1e400"), Code::CellNumber, vec!["`1e400` is too large"]),
        (
            "职工总数",
            format!("{A},12.5"),
            Code::CellInteger,
            vec!["`12.5` is not a whole number", "the field is a count"],
        ),
        (
            "职工总数",
            format!("{A},-3"),
            Code::CellRange,
            vec!["`-3` is below the minimum, 0 人", "check the number"],
        ),
        ("融资期限(月)", format!("{A},481"), Code::CellRange, vec!["`481` is above the maximum, 480 月"]),
        (
            "成立日期",
            format!("{A},2023-02-30"),
            Code::CellDate,
            vec!["`2023-02-30` does not exist in the calendar"],
        ),
        ("成立日期", format!("{A},2023-02"), Code::CellDate, vec!["has no day of the month"]),
        (
            "成立日期",
            format!("{A},2031-01-01"),
            Code::FoundedLater,
            vec!["2031-01-01 is later than the as-of day, 2025-06-30"],
        ),
        (
            "授权日期",
            format!("{A},2026-01-01"),
            Code::ConsentLater,
            vec!["[授权日期]", "2026-01-01 is later than"],
        ),
        (
            "企业名称,营业收入(万元)",
            "合 计,,100".to_owned(),
            Code::TotalRow,
            vec!["[credit_code]", "another measure of rows", "the row is not scored"],
        ),
        (
            "企业名称",
            "320100000001374,Total".to_owned(),
            Code::TotalRow,
            vec!["[企业名称]: `Total` is a total"],
        ),
        (
            "企业名称",
            "9.11101E+17,上海".to_owned(),
            Code::IdScientific,
            vec!["`9.11101E+17` is a long number", "format the column as text"],
        ),
        ("数据授权", format!("{A},maybe"), Code::CellFlag, vec!["`maybe` is neither yes nor no"]),
        (
            "注册资本(万元)",
            format!("{A},36(万美元)"),
            Code::CellUnit,
            vec!["`36(万美元)`", "`万美元`, which cannot be converted to 万元"],
        ),
        (
            "行政区划代码",
            format!("{A},44O300"),
            Code::CellPattern,
            vec!["`44O300`", "行政区划代码, such as `440305`", "six digits"],
        ),
        (
            "行业代码",
            format!("{A},Z99"),
            Code::CellPattern,
            vec!["`Z99`", "such as `C3921`", "two to four digits"],
        ),
        (
            "行业代码",
            format!("{A},不详"),
            Code::CellPattern,
            vec!["`不详`", "add \"不详\" to the list `missing`"],
        ),
        (
            "职工总数",
            format!("{A},#DIV/0!"),
            Code::CellError,
            vec!["add \"#DIV/0!\" to the list `missing` in the campaign's [firms]"],
        ),
        ("数据授权", format!("{A},#N/A"), Code::CellError, vec!["add \"#N/A\" to the list `missing`"]),
        (
            "成立日期",
            format!("{A},43221"),
            Code::CellDate,
            vec![
                "`43221` is a spreadsheet's number for the day 2018-05-01",
                "format the column as yyyy-mm-dd",
            ],
        ),
        (
            "研发人员数,职工总数",
            format!("{A},80,50"),
            Code::PartOverWhole,
            vec!["80 人 is more than 职工总数 (50 人)", "check both cells"],
        ),
        (
            "高新技术产品收入(元),营业收入(万元)",
            format!("{A},30000,2"),
            Code::PartOverWhole,
            vec!["3 万元 is more than 营业收入(万元) (2 万元)"],
        ),
        (
            "净资产(万元),资产总额(万元)",
            format!("{A},3,2"),
            Code::PartOverWhole,
            vec!["[净资产(万元)]", "more than 资产总额(万元)"],
        ),
    ]
}

#[test]
fn a_bad_row_goes_to_quarantine_whole_and_the_others_stay() {
    for (header, row, code, words) in row_faults() {
        let width = header.split(',').count();
        let text = format!("credit_code,{header}\n{B}{}\n{row}\n", ",".repeat(width));
        let intake = read(text.as_bytes(), "").unwrap_or_else(|findings| panic!("{row}: {findings:#?}"));
        assert_eq!((intake.rows, intake.firms.len, intake.quarantine.len()), (2, 1, 1), "{row}");
        let aside = intake.quarantine.row(0);
        assert_eq!((aside.line(), &*aside.original), (3, &*row));
        assert_eq!(row_at(&intake, 3), row);
        let errors = aside.faults.iter().filter(|fault| fault.code.sets_aside());
        assert_eq!(errors.map(|fault| fault.code).collect::<Vec<_>>(), [code], "{row}");
        let found =
            intake.findings.iter().find(|finding| finding.code == code).expect("a finding").to_string();
        assert!(found.contains(":3"), "{found}");
        for word in words {
            assert!(found.contains(word), "`{word}` is not in: {found}");
        }
    }
}

#[test]
fn a_finding_reads_in_chinese() {
    let text =
        format!("credit_code,职工总数,成立日期,备注\n{A},12x,2031-01-01,\n合计,5,,\n{B},7,,\n{B},8,,\n");
    let intake = read(text.as_bytes(), "").unwrap();
    let found: Vec<String> =
        intake.findings.iter().map(|finding| finding.in_language(Language::Zh)).collect();
    let found: Vec<String> = found.iter().map(|told| told.replace(&*intake.name, "firms.csv")).collect();
    for told in [
        "错误[cell-number]: firms.csv:2 [职工总数]: “12x”不是数字\n  \
         处理：请填写数字，小数点至多一个；千位可用逗号分隔",
        "错误[founded-later]: firms.csv:2 [成立日期]: 2031年1月1日晚于基准日（2025年6月30日）\n  \
         处理：请核对该日期和批次文件的基准日",
        "提示[total-row]: firms.csv:3 [credit_code]: “合计”是合计或其他汇总数，不是企业\n  \
         处理：该行不参与评分；如确为企业，请在批次文件的 [firms] 中写入 `keep = [\"合计\"]`",
        "错误[duplicate-firm]: firms.csv:4: “91310101832323099Y”另有 1 行记录（行号：5），\
         取值不一致的列：职工总数\n  处理：请保留正确的一行，删除其他行",
        "提示[column-unused]: firms.csv:1 [备注]: 不是字段字典中的字段，不予读取\n  \
         处理：如需使用，请在批次文件的 [firms.columns] 中指定对应的字段：`\"备注\" = \"…\"`",
    ] {
        assert!(found.iter().any(|found| found == told), "{told} is not in {found:#?}");
    }
}

#[test]
fn a_bad_row_lists_all_that_is_wrong_with_it() {
    let text = format!(
        "credit_code,职工总数,研发人员数,营业收入(万元),成立日期\n{A}x,1.5,3,-1,2023\n{B},5,9,1,2030-01-01\n"
    );
    let intake = read(text.as_bytes(), "").unwrap();
    let codes =
        |at: usize| intake.quarantine.row(at).faults.iter().map(|fault| fault.code).collect::<Vec<_>>();
    assert_eq!(codes(0), [Code::UsccForm, Code::CellInteger, Code::CellRange, Code::CellDate]);
    assert_eq!(codes(1), [Code::PartOverWhole, Code::FoundedLater]);
    assert_eq!(intake.quarantine.row(0).faults[1].column.as_deref(), Some("职工总数"));
}

#[test]
fn a_suspicious_credit_code_is_warned_of_and_kept() {
    for (code, stored, found, words) in [
        ("91220102732581015H", "91220102732581015H", Code::UsccCheck, "should end in the check character `"),
        ("91310000625901263c", A, Code::UsccForm, "has lower-case letters"),
        (
            "３２０１００１００９３５１",
            "3201001009351",
            Code::UsccForm,
            "has 13 characters; a credit code has 18",
        ),
        ("91110000X00016731O", "91110000X00016731O", Code::UsccForm, "holds `O`"),
    ] {
        let intake = read(format!("credit_code\n{code}\n").as_bytes(), "").unwrap();
        assert_eq!(intake.firms.ids().get(0), Some(stored));
        assert_eq!(intake.findings.len(), 1);
        let finding = &intake.findings.as_slice()[0];
        assert_eq!((finding.code, finding.severity()), (found, Severity::Warning));
        assert!(finding.message.to_string().contains(words), "{finding}");
    }
}

#[test]
fn one_firm_however_its_id_was_copied_is_one_firm() {
    let spelled = [
        "91310000625901263C",
        "'91310000625901263C",
        " 9131 0000 6259 0126 3C ",
        "\u{FEFF}91310000625901263C\u{200B}",
        "9131\u{A0}0000625901263\u{3000}C",
        "91310000\u{200B}625901263C",
        "’９１３１００００６２５９０１２６３Ｃ",
    ];
    let text = format!("credit_code,职工总数\n{}\n", spelled.map(|code| format!("{code},5")).join("\n"));
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.merged), (1, spelled.len() - 1));
    assert_eq!(intake.firms.ids().get(0), Some(A));
    assert_eq!(counts(&intake), [("duplicate-row", spelled.len() - 1)]);
    let text =
        "股票,职工总数\n600000,5\n'600000,5\n\u{200B}600000 ,5\n60 0000,5\n\u{200B},7\n1.2E+5,1\n总计,9\n";
    let intake = read(text.as_bytes(), "id = \"股票\"").unwrap();
    assert_eq!((intake.firms.len, intake.merged), (2, 2));
    let aside: Vec<Code> = intake.quarantine.iter().map(|row| row.faults[0].code).collect();
    assert_eq!(aside, [Code::CellMissing, Code::IdScientific, Code::TotalRow]);
    assert_eq!(intake.quarantine.row(0).original, "\u{200B},7");
}

#[test]
fn a_firm_with_a_credit_code_may_be_called_anything() {
    let intake = read(format!("credit_code,企业名称\n{A},Total\n").as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.findings.len()), (1, 0));
}
