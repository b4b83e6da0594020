//! Workbooks as people have them: titles, merged headers, dates, formulas, hidden rows.

use jifen::finding::{Code, Findings};
use jifen::firms::{Dictionary, Value};
use jifen::intake::Intake;
use jiff::civil::date;

use super::{counts, number, read, read_path};
use crate::support::xlsx::{Cell, Sheet, workbook, workbook_since_1904, zipped};

const HEADER: &str = "信用代码,企业名称,成立日期,营业收入(万元),研发费用(万元),职工总数,失信被执行人\n";
const CODES: [&str; 4] =
    ["91310000625901263C", "91310101832323099Y", "91330100MA2KTX001P", "91330100MA2KTX002T"];

/// A worksheet with the usual header and these rows.
fn sheet(name: &str, rows: &str) -> Sheet {
    Sheet::of_csv(name, &format!("{HEADER}{rows}"))
}

fn read_sheets(sheets: &[Sheet], table: &str) -> Result<Intake, Findings> {
    read(&workbook(sheets), table)
}

/// Code and place of each finding, the file's name left out.
fn found(intake: &Intake) -> Vec<(Code, String)> {
    let place = |place: &jifen::finding::Place| {
        let text = place.to_string();
        text.split_once('[').map_or(String::new(), |(_, rest)| format!("[{rest}"))
    };
    intake.findings.iter().map(|finding| (finding.code, place(&finding.place))).collect()
}

fn place_of(intake: &Intake, code: Code) -> String {
    found(intake).into_iter().find(|(one, _)| *one == code).map(|(_, place)| place).unwrap_or_default()
}

#[test]
fn a_worksheet_reads_as_the_same_table_in_text() {
    let rows = format!(
        "{},甲公司,2015-03-01,1234.5,100,20,否\n{},\"乙,公司\",2016/4/2,0.3,\"1,000\",30,是\n",
        CODES[0], CODES[1]
    );
    let text = read(format!("{HEADER}{rows}").as_bytes(), "").expect("a table");
    let book = read_sheets(&[sheet("企业数据", &rows)], "").expect("a workbook");
    assert_eq!(book.firms.columns, text.firms.columns);
    assert_eq!((book.rows, book.firms.len), (2, 2));
    assert_eq!(
        book.place_of(1).to_string().rsplit_once('[').map(|(_, at)| at.to_owned()),
        Some("企业数据]!3:3".into())
    );
}

#[test]
fn numbers_are_read_as_they_are_shown() {
    let day = |serial: &str| Cell::Formatted(serial.to_owned(), 1);
    let row = |code: &str, day: Cell, amount: Cell, staff: Cell| {
        [Cell::shown(code), Cell::shown("甲"), day, amount, Cell::Blank, staff]
    };
    let number_of = |text: &str| Cell::Number(text.to_owned());
    let book = sheet("a", "")
        .row(row(CODES[0], day("42064"), number_of("0.30000000000000004"), number_of("20")))
        .row(row(
            CODES[1],
            day("42064.999"),
            number_of("1.2345E3"),
            Cell::Formula("A1+1".into(), Some("7".into())),
        ));
    let intake = read_sheets(&[book], "").expect("a workbook");
    assert_eq!(
        intake.findings.iter().filter(|one| one.code.severity() > jifen::finding::Severity::Note).count(),
        0,
        "{:?}",
        intake.findings
    );
    let days = intake.firms.column("founded").and_then(|column| column.dates()).expect("days");
    assert_eq!(
        (days.get(0), days.get(1)),
        (Some(date(2015, 3, 1)), Some(date(2015, 3, 1))),
        "a time of day that is not shown"
    );
    assert_eq!((number(&intake, "revenue", 0), number(&intake, "revenue", 1)), (Some(0.3), Some(1234.5)));
    assert_eq!(number(&intake, "employees", 1), Some(7.0));
}

#[test]
fn percentages_count_as_shown() {
    let header = "信用代码,资产负债率(%)\n";
    let mut dictionary = Dictionary::built_in();
    let revenue = dictionary.field("revenue").expect("a field").clone();
    dictionary.fields.push(jifen::firms::Field {
        name: "debt_ratio".into(),
        title: "资产负债率(%)".into(),
        unit: Some("%".into()),
        aliases: Vec::new(),
        terms: Vec::new(),
        ..revenue
    });
    let book = workbook(&[Sheet::of_csv("a", &format!("{header}{},12.34%\n{},12.34\n", CODES[0], CODES[1]))]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("firms.xlsx");
    std::fs::write(&path, book).expect("a folder takes files");
    let intake = read_path(&dictionary, &path, "").expect("a workbook");
    assert_eq!(
        (number(&intake, "debt_ratio", 0), number(&intake, "debt_ratio", 1)),
        (Some(12.34), Some(12.34))
    );
}

#[test]
fn what_a_workbook_hides_is_found_at_its_cell() {
    let rows = [
        format!("{},甲公司,2019-05-06,=D4*2,7,8,否", CODES[0]),
        format!("{},乙公司,2019-05-06,#DIV/0!,7,8,否", CODES[1]),
        "913101018323230990,丙公司,2019-05-06,5,1,3,否".to_owned(),
        format!("{},丁公司,2019-05-06,5,1,3,否", CODES[2]),
        format!("{},戊公司,2019-05-06,5,,3,否", CODES[3]),
    ];
    let intake = read_sheets(&[sheet("企业数据", &rows.join("\n")).merge("E5:E6").merge("A9:G9")], "")
        .expect("a workbook");
    assert_eq!((intake.firms.len, intake.quarantine.len()), (0, 5));
    assert_eq!(place_of(&intake, Code::CellFormula), "[企业数据]!D2 [营业收入(万元)]");
    assert_eq!(place_of(&intake, Code::CellError), "[企业数据]!D3 [营业收入(万元)]");
    assert_eq!(place_of(&intake, Code::IdRounded), "[企业数据]!A4 [信用代码]");
    assert_eq!(place_of(&intake, Code::CellMerged), "[企业数据]!E5 [研发费用(万元)]");
    assert_eq!(counts(&intake).iter().find(|(code, _)| *code == "cell-merged"), Some(&("cell-merged", 2)));
    let merged =
        intake.quarantine.iter().find(|row| row.faults.iter().any(|one| one.code == Code::CellMerged));
    let message = merged.expect("a row").faults[0].message.to_string();
    assert_eq!(message, "belongs to the merged cells E5:E6");
}

#[test]
fn an_error_in_a_column_that_is_not_read_hurts_nobody() {
    let header = "信用代码,企业名称,备注\n";
    let intake = read_sheets(
        &[Sheet::of_csv("a", &format!("{header}{},甲,#N/A\n{},乙,=A1\n", CODES[0], CODES[1])).merge("C2:C3")],
        "",
    )
    .expect("a workbook");
    assert_eq!((intake.firms.len, intake.quarantine.len()), (2, 0));
    // In text, too, an error is no name.
    let text = read(format!("{header}{},#REF!,x\n", CODES[0]).as_bytes(), "").expect("a table");
    assert_eq!(text.quarantine.row(0).faults[0].code, Code::CellError);
}

#[test]
fn titles_hidden_rows_and_cells_beyond_are_noted() {
    let book = Sheet::new("企业数据")
        .row([Cell::shown("2025年科技企业一览表")])
        .row([])
        .row(HEADER.trim().split(',').map(Cell::shown))
        .hidden_row([CODES[0], "甲公司", "2019-05-06", "5", "1", "3", "否"].map(Cell::shown))
        .row([CODES[1], "乙公司", "2019-05-06", "5", "1", "3", "否"].map(Cell::shown))
        .merge("A1:G1")
        .hide_column(6);
    let intake = read_sheets(&[book], "").expect("a workbook");
    assert_eq!((intake.rows, intake.firms.len), (2, 2));
    assert_eq!(place_of(&intake, Code::HeaderBelow), "[企业数据]!3:3");
    let hidden: Vec<String> = intake
        .findings
        .iter()
        .filter(|one| one.code == Code::SheetHidden)
        .map(|one| one.message.to_string())
        .collect();
    assert_eq!(hidden, ["hidden columns are read: F:F", "row 4 is hidden; it is read"]);
    let mut far = sheet("a", "");
    for at in 0..70 {
        let code = format!("{at:06}");
        far = far.row([Cell::Text(code), Cell::shown("甲")]);
    }
    let beyond = far.row(std::iter::repeat_n(Cell::Blank, 20).chain([Cell::shown("x")]).collect::<Vec<_>>());
    let intake = read_sheets(&[beyond], "").expect("a workbook");
    assert_eq!(place_of(&intake, Code::CellsBeyond), "[a]!U72");
}

#[test]
fn a_header_over_two_rows_is_joined() {
    let book = Sheet::of_csv(
        "a",
        &format!(
            "信用代码,企业名称,财务情况,,备注\n,,营业收入(万元),研发费用(万元),\n{},甲,5,1,\n{},乙,6,2,x\n",
            CODES[0], CODES[1]
        ),
    );
    let book = book.merge("A1:A2").merge("B1:B2").merge("C1:D1").merge("E1:E2");
    let intake = read_sheets(&[book], "").expect("a workbook");
    assert_eq!(intake.firms.len, 2, "{:?}", intake.findings);
    assert_eq!((number(&intake, "revenue", 0), number(&intake, "rd_expense", 1)), (Some(5.0), Some(2.0)));
}

#[test]
fn a_row_may_be_named_as_the_header() {
    let book = || [Sheet::of_csv("a", &format!("信用代码,企业名称\n企业代码,名称\n{},甲\n", CODES[0]))];
    let table = "header_row = 2\ncolumns = { \"企业代码\" = \"credit_code\" }";
    assert_eq!(read_sheets(&book(), table).expect("a workbook").firms.len, 1);
    let fault = read_sheets(&book(), "header_row = 9").expect_err("no such row");
    assert!(fault.iter().any(|one| one.code == Code::ValueInvalid && one.place.line == Some(2)), "{fault}");
    let fault = read_sheets(&book(), "header_row = 4294967295").expect_err("no such row");
    assert!(fault.iter().any(|one| one.code == Code::ValueInvalid), "{fault}");
    let text = format!("名单\n信用代码,企业名称\n{},甲\n", CODES[0]);
    for table in ["", "header_row = 2"] {
        assert_eq!(read(text.as_bytes(), table).expect("a table").firms.len, 1, "{table}");
    }
}

#[test]
fn the_worksheet_is_named_found_or_all_are_read() {
    let first = || sheet("东区", &format!("{},甲公司,2019-05-06,5,1,3,否", CODES[0]));
    let second = || sheet("西区", &format!("{},乙公司,2019-05-06,5,1,3,否", CODES[1]));
    let guide = || Sheet::of_csv("填报说明", "请如实填报\n");
    let read = |sheets: &[Sheet], table: &str| read_sheets(sheets, table);
    // One has a header.
    let intake = read(&[guide(), first(), sheet("旧", "").hidden()], "").expect("one worksheet");
    assert_eq!((intake.firms.len, counts(&intake).contains(&("sheet-skipped", 2))), (1, true));
    // Two have one.
    let fault = read(&[first(), second()], "").expect_err("two worksheets");
    assert_eq!(fault.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::SheetUnclear]);
    let fault = fault.to_string();
    assert!(fault.contains("several worksheets have a header: 东区, 西区"), "{fault}");
    for (table, firms) in [("sheet = \"西区\"", 1), ("sheet = \"*\"", 2)] {
        assert_eq!(read(&[first(), second(), guide()], table).expect("a cohort").firms.len, firms, "{table}");
    }
    let fault = read(&[first(), second()], "sheet = \"南区\"").expect_err("no such worksheet").to_string();
    assert!(fault.starts_with("error[name-unknown]: campaign.toml:2 [sheet]: `"), "{fault}");
    assert!(fault.contains("its worksheets are 东区, 西区"), "{fault}");
    for sheets in [vec![guide()], vec![Sheet::new("a")], vec![first().hidden()]] {
        assert!(read(&sheets, "").is_err());
    }
}

#[test]
fn other_files_are_refused_with_advice() {
    let told = |bytes: &[u8]| read(bytes, "").expect_err("no workbook").to_string();
    let part = |name: &str| (name.to_owned(), "<x/>".to_owned());
    for (bytes, said) in [
        (zipped(&[part("a.txt")]), "is a zip archive, not an .xlsx workbook"),
        (zipped(&[part("[Content_Types].xml"), part("xl/workbook.bin")]), ".xlsb"),
        ([&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 600]].concat(), "file-binary"),
    ] {
        let told = told(&bytes);
        assert!(
            told.starts_with("error[file-binary]") && told.contains(said) && told.contains("help: "),
            "{told}"
        );
    }
    let whole = workbook(&[sheet("a", &format!("{},甲公司,,5,1,3,否", CODES[0]))]);
    for cut in [whole.len() / 3, whole.len() - 30] {
        let told = told(&whole[..cut]);
        assert!(told.starts_with("error[file-unreadable]") && told.contains("help: "), "{told}");
    }
}

#[test]
fn a_date_of_the_other_epoch_is_another_day() {
    let book =
        sheet("a", "").row([Cell::shown(CODES[0]), Cell::shown("甲"), Cell::Formatted("40602".into(), 1)]);
    let day = |intake: &Intake| match intake.firms.column("founded").map(|column| column.value(0)) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    let read_day = |bytes: &[u8]| day(&read(bytes, "").expect("a workbook"));
    assert_eq!(read_day(&workbook(std::slice::from_ref(&book))), Some(date(2011, 2, 28)));
    assert_eq!(read_day(&workbook_since_1904(&[book])), Some(date(2015, 3, 1)));
}

#[test]
fn a_number_for_a_day_is_named_by_the_days_of_its_workbook() {
    let rows = format!("信用代码,成立日期\n{},39813\n", CODES[0]);
    let told = |bytes: Vec<u8>| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("firms.xlsx");
        std::fs::write(&path, bytes).expect("a temporary folder takes files");
        let intake = read_path(&Dictionary::built_in(), &path, "").expect("a workbook");
        intake.quarantine.row(0).faults[0].message.to_string()
    };
    assert_eq!(
        told(workbook(&[Sheet::of_csv("企业", &rows)])),
        "`39813` is a spreadsheet's number for the day 2008-12-31"
    );
    assert_eq!(
        told(workbook_since_1904(&[Sheet::of_csv("企业", &rows)])),
        "`39813` is a number for the day 2013-01-01 in this workbook, whose days count from 1904"
    );
}

#[test]
fn stray_cells_right_of_the_headers_are_one_note() {
    let rows = |stray: &str| {
        format!(
            "信用代码,企业名称,营业收入(万元)\n{},\"甲,公司\",1\n{},乙公司,2,,,,,,,remark\n{}{stray}",
            CODES[0], CODES[1], ",,,,,,,,,,y\n"
        )
    };
    let far = format!("{}x\n", ",".repeat(16_000));
    for (stray, count) in [("", 2), (&*far, 3)] {
        let intake = read_sheets(&[Sheet::of_csv("a", &rows(stray))], "").expect("a workbook");
        assert_eq!((intake.rows, intake.firms.len), (2, 2), "{:?}", intake.findings);
        assert_eq!([number(&intake, "revenue", 0), number(&intake, "revenue", 1)], [Some(1.0), Some(2.0)]);
        assert_eq!(found(&intake), [(Code::CellsBeyond, "[a]!J3".to_owned())], "{:?}", intake.findings);
        assert!(intake.findings.iter().any(|one| one.to_string().contains(&format!("{count} cells right"))));
        assert!(intake.parts.iter().all(|part| part.layout.columns.len() == 3));
    }
    // A column with many cells is one, though it has no header, and what stands beyond it is stray.
    let many: String = CODES.iter().cycle().take(12).map(|code| format!("{code},甲公司,1,,z\n")).collect();
    let text = format!("信用代码,企业名称,营业收入(万元)\n{many}");
    let intake =
        read_sheets(&[Sheet::of_csv("a", &text.replacen("1,,z", "1,,z,q", 1))], "").expect("a workbook");
    assert!(intake.parts.iter().all(|part| part.layout.columns.len() == 5));
    assert_eq!(place_of(&intake, Code::CellsBeyond), "[a]!F2");
}
