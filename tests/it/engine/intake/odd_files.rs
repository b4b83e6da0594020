//! Files as other programs and people write them: delimiters told or foreign, rows wider and narrower than
//! the header, marks at a file's end, cells that hold more than their value.

use jifen::finding::Code;

use super::{counts, number, read};
use crate::support::rows::{lines, only, row_at};

/// Two valid codes.
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";

#[test]
fn a_first_line_may_say_what_parts_cells() {
    for (line, mark) in
        [("sep=;", ";"), ("SEP=,", ","), ("sep=|", "|"), ("\"sep=\t\"", "\t"), ("\u{FEFF}sep=;", ";")]
    {
        let text = format!("{line}\r\ncredit_code{mark}name{mark}职工总数\r\n{A}{mark}Alder{mark}5\r\n");
        let intake = read(text.as_bytes(), "").unwrap_or_else(|findings| panic!("{line}: {findings:#?}"));
        assert_eq!((intake.firms.len, number(&intake, "employees", 0)), (1, Some(5.0)), "{line:?}");
        assert_eq!(lines(&intake), [3]);
        assert_eq!(
            (only(&intake).layout.delimiter.to_string().as_str(), row_at(&intake, 3).len()),
            (mark, text.lines().last().unwrap().len())
        );
    }
    let findings = read("sep=^\ncredit_code^name\n1^2\n".as_bytes(), "").unwrap_err();
    assert_eq!(findings.as_slice()[0].code, Code::FileDelimiter);
    assert!(findings.as_slice()[0].to_string().contains(":1: the line `sep=^`"), "{findings:?}");
    assert_eq!(read("sep=;\n".as_bytes(), "").unwrap_err().as_slice()[0].code, Code::FileEmpty);
    assert_eq!(
        read("sep=;\ncredit_code;name\n".as_bytes(), "").unwrap_err().as_slice()[0].code,
        Code::FileHeaderOnly
    );
}

#[test]
fn bars_part_cells_and_foreign_marks_are_named() {
    let intake = read(format!("credit_code|职工总数\n{A}|5\n").as_bytes(), "").unwrap();
    assert_eq!(number(&intake, "employees", 0), Some(5.0));
    for mark in ["，", "；", "、", "^", " ", "\u{1}", "｜"] {
        let text = format!("credit_code{mark}name{mark}revenue(万元)\n{A}{mark}Alder{mark}5\n");
        let findings = read(text.as_bytes(), "").unwrap_err();
        let finding = &findings.as_slice()[0];
        assert_eq!((finding.code, findings.len()), (Code::FileDelimiter, 1), "{mark:?}");
        assert!(finding.to_string().contains(":1: `") && finding.remedy.is_some(), "{finding}");
    }
}

#[test]
fn cells_that_say_nothing_cost_no_firm() {
    let plain = read(format!("credit_code,name,职工总数\n{A},甲,5\n{B},,6\n").as_bytes(), "").unwrap();
    for text in [
        format!("credit_code,name,职工总数\n{A},甲,5,\n{B},,6\n"),
        format!("credit_code,name,职工总数\n{A},甲,5,,\" \",\n{B},,6,　\n"),
        format!("credit_code,name,职工总数,,,\n{A},甲,5,,,\n{B},,6\n"),
        format!("credit_code,name,职工总数,,\n{A},甲,5\n{B},,6,,,,\n"),
        format!(",,\ncredit_code,name,职工总数\n,,\n{A},甲,5\n\"\",\"\",\"\"\n ,  ,\n{B},,6\n,,,,,\n"),
        format!("credit_code,name,职工总数\n{A},甲,5\n{B},,6\n\u{1A}"),
        format!("credit_code,name,职工总数\n{A},甲,5\n{B},,6\u{1A}"),
        format!("credit_code,name,职工总数\n{A},甲,5\n{B},,6\n\u{1A}\0\0\0\n"),
        format!("credit_code,name,职工总数\n{A},甲,5\n{B},,6\n\0\0\0\0"),
        format!("credit_code, name, 职工总数\n\"{A}\", \"甲\" ,\"5\"\n \"{B}\",  \"\", 6\n"),
        format!("credit_code,name,职工总数\n\"=\"\"{A}\"\"\",=\"甲\",=\"5\"\n{B},,6\n"),
    ] {
        let intake = read(text.as_bytes(), "").unwrap_or_else(|findings| panic!("{text}: {findings:#?}"));
        assert_eq!((intake.rows, intake.quarantine.len()), (2, 0), "{text:?}: {:?}", intake.findings);
        assert_eq!(intake.firms.columns, plain.firms.columns, "{text:?}");
        assert!(intake.findings.iter().all(|finding| finding.code == Code::ColumnUnused), "{text:?}");
    }
}

#[test]
fn a_row_short_under_a_named_header_is_read_where_the_campaign_says_so() {
    let text = format!("credit_code,name,职工总数\n{A},甲\n{B}\n7,\"乙\"\n");
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, counts(&intake)), (0, vec![("row-width", 3)]));
    assert!(
        intake.findings.as_slice()[0]
            .help_line(jifen::words::Language::En)
            .is_some_and(|help| help.contains("short_rows = \"blank\""))
    );
    let intake = read(text.as_bytes(), "short_rows = \"blank\"").unwrap();
    assert_eq!((intake.firms.len, number(&intake, "employees", 0)), (3, None));
    // A stray delimiter that moved cells shows in what they hold.
    let moved =
        |rows: &str| read(format!("credit_code,name,职工总数,研发人员数\n{rows}").as_bytes(), "").unwrap();
    let regular = format!("{B},乙,5,1\n3201001009351,丙,5,1\n");
    assert_eq!(moved(&format!("{regular}{A},甲,5,2,\n")).firms.len, 3);
    // Where a last cell may be blank, one that was moved beyond it shows in nothing.
    let aside = moved(&format!("{regular}3201001009352,丁,5,\n{A},0,5,2,\n"));
    assert_eq!((aside.firms.len, aside.quarantine.row(0).faults[0].code), (3, Code::RowWidth));
    assert!(aside.findings.iter().any(|f| {
        f.help_line(jifen::words::Language::En)
            .is_some_and(|help| help.contains("may have moved other cells"))
    }));
    let moved = read(format!("credit_code,name,职工总数,成立日期\n{A},,甲,5,\n").as_bytes(), "").unwrap();
    assert_eq!(counts(&moved), [("row-width", 1)]);
    // A row that is too wide stays set aside.
    let intake = read(format!("{text}{A},甲,5,6\n").as_bytes(), "short_rows = \"blank\"").unwrap();
    assert!(counts(&intake).contains(&("row-width", 1)), "{:?}", counts(&intake));
}

#[test]
fn a_zero_byte_costs_its_row_wherever_it_stands() {
    let long = "上海一号公司".repeat(8);
    for rows in [10, 20_000] {
        let mut text = format!("credit_code,name\n{A},甲\0乙\n");
        (0..rows).for_each(|row| text += &format!("F{row},{long}\n"));
        text += &format!("{B},丙\0丁\n");
        let intake = read(text.as_bytes(), "").unwrap();
        let aside: Vec<(u32, Code)> =
            intake.quarantine.iter().map(|row| (row.line(), row.faults[0].code)).collect();
        assert_eq!(aside, [(2, Code::CellEncoding), (rows + 3, Code::CellEncoding)]);
    }
    for text in ["credit\0_code\n1\n2\n3\n", "a,b\n\u{1}\0,\0\n"] {
        assert_eq!(read(text.as_bytes(), "").unwrap_err().as_slice()[0].code, Code::FileBinary, "{text:?}");
    }
}

#[test]
fn one_firm_however_its_code_was_wrapped_is_one_firm() {
    let spelled = [
        A.to_owned(),
        format!("\"=\"\"{A}\"\"\""),
        format!("=\"{A}\""),
        format!(" \"{A}\""),
        format!("\"{A}\" "),
        format!("{A}'"),
        format!("'{A}'"),
        format!("\"'{A}'\""),
        format!("“{A}”"),
        format!("\"\"\"{A}\"\"\""),
        format!("`{A}`"),
        format!("\"\t{A}\""),
        format!("＝＂{A}＂").replace(['＝', '＂'], ""),
    ];
    let text = format!(
        "credit_code,职工总数\n{}\n",
        spelled.iter().map(|code| format!("{code},5")).collect::<Vec<_>>().join("\n")
    );
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.merged), (1, spelled.len() - 1), "{:#?}", intake.findings);
    assert_eq!(intake.firms.ids().get(0), Some(A));
    let text = "股票,职工总数\n600000,5\n\"=\"\"600000\"\"\",5\n600000',5\n \"600000\",5\n“600000”,5\n";
    let intake = read(text.as_bytes(), "id = \"股票\"").unwrap();
    assert_eq!((intake.firms.len, intake.merged), (1, 4));
}

#[test]
fn a_year_in_brackets_behind_an_exact_title_is_read_with_it() {
    for header in [
        "营业收入(2024年)(万元)",
        "营业收入（2024年度）（万元）",
        "营业收入(万元)(2024年)",
        "营业收入(2024)(万元)",
    ] {
        let intake = read(format!("credit_code,{header}\n{A},5\n").as_bytes(), "").unwrap();
        let told = vec![("column-year", 1)];
        assert_eq!((counts(&intake), number(&intake, "revenue", 0)), (told, Some(5.0)), "{header}");
        let table = format!("columns = {{ \"{header}\" = \"revenue_prev\" }}");
        let intake = read(format!("credit_code,{header}\n{A},5\n").as_bytes(), &table).unwrap();
        assert_eq!(number(&intake, "revenue_prev", 0), Some(5.0), "{header}");
    }
    let intake = read(format!("credit_code,职工总数(2024年末)\n{A},5\n").as_bytes(), "").unwrap();
    assert_eq!(number(&intake, "employees", 0), Some(5.0));
    // Of two years nobody knows which is meant; beside the title alone a year is another's.
    let two = format!("credit_code,营业收入(2024年)(万元),营业收入(2023年)(万元)\n{A},5,4\n");
    let fault = read(two.as_bytes(), "").unwrap_err().iter().next().unwrap().to_string();
    assert!(
        fault.starts_with("error[column-ambiguous]") && fault.contains("2024年") && fault.contains("2023年"),
        "{fault}"
    );
    let beside = format!("credit_code,营业收入(万元),营业收入(2023年)(万元)\n{A},5,4\n");
    let intake = read(beside.as_bytes(), "").unwrap();
    assert_eq!((counts(&intake), number(&intake, "revenue", 0)), (vec![("column-year", 1)], Some(5.0)));
    let none = read(format!("credit_code,营业收入(2024年)\n{A},5\n").as_bytes(), "").unwrap_err();
    assert!(none.iter().next().unwrap().to_string().contains("column-unit-missing"), "{none:?}");
}

#[test]
fn a_header_with_its_year_run_on_is_warned_of_and_bound_by_the_campaign() {
    for (header, code) in [
        ("营业收入_2024(万元)", "column-year"),
        ("2024年营业收入(万元)", "column-year"),
        ("营业收人(2024年)(万元)", "column-near"),
    ] {
        let text = format!("credit_code,{header}\n{A},5\n");
        let intake = read(text.as_bytes(), "").unwrap();
        assert_eq!(counts(&intake), [(code, 1)], "{header}");
        let bound = read(
            text.as_bytes(),
            &format!("columns = {{ \"{header}\" = \"revenue\" }}\nunits = {{ revenue = \"万元\" }}"),
        );
        let bound = bound.unwrap_or_else(|findings| panic!("{header}: {findings:#?}"));
        assert_eq!(number(&bound, "revenue", 0), Some(5.0), "{header}");
    }
}

#[test]
fn a_column_can_be_left_out() {
    let text = format!("credit_code,成立日期,备注,Employees\n{A},2007,x,5\n");
    let intake = read(text.as_bytes(), "ignore = [\"成立日期\", \"备注\", \"ＥＭＰＬＯＹＥＥＳ\"]").unwrap();
    assert_eq!((intake.firms.len, counts(&intake)), (1, vec![]));
    assert!(intake.firms.column("founded").is_none() && intake.firms.column("employees").is_none());
    for (table, code, words) in [
        ("ignore = [\"成立日\"]", Code::ColumnUnknown, "campaign.toml:2: the file has no column `成立日`"),
        ("ignore = [\"credit_code\"]", Code::ColumnMissing, "required field `credit_code`"),
        (
            "ignore = [\"备注\"]\ncolumns = { \"备注\" = \"name\" }",
            Code::ColumnAmbiguous,
            "`备注` is bound to a field and also listed in `ignore`",
        ),
    ] {
        let findings = read(text.as_bytes(), table).unwrap_err();
        assert!(
            findings.iter().any(|finding| finding.code == code && finding.to_string().contains(words)),
            "{findings:#?}"
        );
    }
}

/// Ten thousand times as much otherwise.
#[test]
fn advice_on_headers_keeps_their_unit() {
    for (header, advice) in [
        ("上年营业收人（元）", "write `上年营业收入(元)`, or bind"),
        ("上年营业收人万元", "write `上年营业收入(万元)`, or bind"),
        (
            "上年营业收人",
            "write `上年营业收入(元)` or `上年营业收入(万元)`, depending on the unit of the amounts, or bind",
        ),
    ] {
        let intake = read(format!("credit_code,{header}\n{A},5\n").as_bytes(), "").expect("a table of firms");
        let findings: String = intake.findings.iter().map(|one| format!("{one}\n")).collect();
        assert!(findings.contains(advice), "{header}: {findings}");
    }
    let findings = read(format!("credit_code,上年营业收入\n{A},5\n").as_bytes(), "").unwrap_err();
    let told = findings.as_slice()[0].to_string();
    assert!(told.contains("`上年营业收入(元)` or `上年营业收入(万元)`"), "{told}");
}

#[test]
fn dashes_and_dots_within_a_credit_code_are_a_habit() {
    let cut = |mark: &str| format!("{}{mark}{}{mark}{}", &A[..2], &A[2..8], &A[8..]);
    let spelled = [
        A.to_owned(),
        cut("-"),
        cut("—"),
        cut("－"),
        cut("."),
        cut("·"),
        cut("–").to_lowercase(),
        cut(" - "),
    ];
    let rows: Vec<String> = spelled.iter().map(|code| format!("{code},5")).collect();
    let intake = read(format!("credit_code,职工总数\n{}\n", rows.join("\n")).as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, intake.merged), (1, spelled.len() - 1), "{:#?}", intake.findings);
    assert_eq!(intake.firms.ids().get(0), Some(A));
    // What is no code without them stays as it is.
    let intake = read("credit_code,职工总数\n3201-0000-0001374,5\n12345678-9,6\n".as_bytes(), "").unwrap();
    assert_eq!(intake.firms.ids().iter().collect::<Vec<_>>(), ["3201-0000-0001374", "12345678-9"]);
}

#[test]
fn a_time_with_a_named_zone_is_read_or_told() {
    let text = format!(
        "credit_code,成立日期\n{A},2019-12-31T16:00:00[Asia/Shanghai]\n91310101832323099Y,2019-12-31T00:00:00 \
        (CST)\n"
    );
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!((intake.firms.len, counts(&intake)), (1, vec![("cell-date", 1)]));
    let fault = intake.findings.iter().next().unwrap();
    assert!(
        fault.message.to_string().contains("names the zone `CST` without its offset from UTC"),
        "{fault}"
    );
    assert!(fault.remedy.is_some());
}
