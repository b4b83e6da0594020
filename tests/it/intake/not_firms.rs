//! Rows that are no firms: totals, remarks, signatures, repeated headers; and firms that are called as they are.

use jifen::finding::{Code, Severity};
use jifen::intake::Intake;

use super::{counts, read};

/// Two valid codes.
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";

/// The first error of each row set aside.
fn aside(intake: &Intake) -> Vec<Code> {
    let error = |code: &Code| code.severity() == Severity::Error;
    let first = |row: &jifen::intake::Quarantined| row.faults.iter().map(|fault| fault.code).find(error);
    intake.quarantine.iter().filter_map(|row| first(&row)).collect()
}

/// What becomes of `row` below a firm, under the header `credit_code,name,职工总数`.
fn code_of(row: &str) -> Option<Code> {
    let intake = read(format!("credit_code,name,职工总数\n{A},上海,5\n{row}\n").as_bytes(), "").unwrap();
    assert_eq!(intake.firms.len + intake.quarantine.len(), 2, "{row}");
    for aside in &intake.quarantine {
        assert_eq!((aside.line, &*aside.original), (3, row));
        assert!(
            intake.findings.iter().any(|finding| finding.help.is_some() && finding.place.line == Some(3))
        );
    }
    aside(&intake).first().copied()
}

#[test]
fn totals_are_no_firms_wherever_they_are_told() {
    for row in [
        "合计,,300",
        "合计：,,300",
        "合计(2家),,300",
        "总 计,,300",
        "Subtotal,,300",
        "Grand Total,,300",
        "总计（万元）,,300",
        "平均值,,150",
        "合计数,,300",
        "共计,,300",
        "累计,,300",
        "全市合计,,300",
        "2024年合计,,300",
        ",合计,300",
        "--,小计,300",
        "3,合计,300",
        "320100000001374,Total,300",
        "合计,300",
        "合计",
        "\"合　计\",,\"1,300\"",
        "=\"合计\",,300",
        ",,合计300",
        "小计,,,,",
    ] {
        assert_eq!(code_of(row), Some(Code::TotalRow), "{row}");
    }
}

#[test]
fn remarks_and_signatures_are_no_firms_however_they_are_spread() {
    for row in [
        "注：以上数据经审计,,",
        "填表人：王某,,",
        "填表人：王某,审核人：李某,日期：2025年1月",
        ",填表人：王某,审核人：李某",
        ",,单位：某公司",
        "填表人：王某",
        "\"注：1. 数据来源, 统计局\n2. 未经审计\",,",
        "备注,,",
        "以上数据由各区提供,,",
        "第1页,共3页,",
        "Prepared by: Wang,,",
        "320100000001374,注：待核实,",
        "制表：,,审核：,,负责人：",
    ] {
        assert_eq!(code_of(row), Some(Code::NoteRow), "{row}");
    }
}

#[test]
fn the_header_again_is_no_firm() {
    for row in [
        "credit_code,name,职工总数",
        "统一社会信用代码,企业名称,职工总数(人)",
        "统一社会信用代码（18位）,企业名称,从业人数",
        "Credit_Code,NAME,职工总数",
        "信用代码,,",
        "统一社会信用代码,企业名称",
        ",企业名称,职工总数",
        ",,人数(万元)",
    ] {
        let expected = if row == ",,人数(万元)" { Code::CellMissing } else { Code::HeaderRow };
        assert_eq!(code_of(row), Some(expected), "{row}");
    }
    let text = format!("credit_code,revenue(万元),净利润(万元)\n,（万元）,万元\n{A},1,1\n");
    assert_eq!(aside(&read(text.as_bytes(), "").unwrap()), [Code::HeaderRow]);
    assert_eq!(code_of(",,单位：万元"), Some(Code::HeaderRow));
}

#[test]
fn a_text_that_can_be_no_credit_code_is_no_id() {
    for row in ["待补,某公司,5", "Alder,,5", "王某,,", "上海一号公司,,5", "n.n.,x,5"] {
        assert_eq!(code_of(row), Some(Code::IdText), "{row}");
    }
    for row in [
        "3201001009351,某公司,5",
        "A1,某公司,5",
        "91310000x00016731o,某公司,5",
        "91310000625901263甲,某公司,5",
        "企合苏总字第000063,某公司,5",
    ] {
        assert_eq!(code_of(row), None, "{row}");
    }
    assert_eq!(code_of("--,某公司,5"), Some(Code::CellMissing));
    assert_eq!(code_of(",某公司,5"), Some(Code::CellMissing));
}

#[test]
fn a_firm_is_a_firm_whatever_it_is_called() {
    for name in ["Total", "合计", "平均值", "注：", "企业名称", "合计科技有限公司"] {
        assert_eq!(code_of(&format!("{B},{name},5")), None, "{name}");
    }
    let names = [
        "合计科技有限公司",
        "平均律文化有限公司",
        "共享单车有限公司",
        "总计划咨询",
        "TotalEnergies",
        "Summit",
        "合计(北京)科技有限公司",
        "注能科技",
        "以上科技有限公司",
        "Source Photonics",
        "累计智能集团",
        "编号科技",
    ];
    let text = format!("编号,企业名称\n{}\n", names.map(|name| format!("{name},{name}")).join("\n"));
    let intake = read(text.as_bytes(), "id = \"编号\"").unwrap();
    assert_eq!((intake.firms.len, counts(&intake)), (names.len(), vec![]));
}

#[test]
fn ids_of_ones_own_are_judged_by_the_same_words() {
    let text = "firm,企业名称,职工总数\nAlder,甲,5\n共计,,300\n注：口径,,\nfirm,企业名称,职工总数\n7,合计,9\nBirch,乙,6\n";
    let intake = read(text.as_bytes(), "id = \"firm\"").unwrap();
    assert_eq!(aside(&intake), [Code::TotalRow, Code::NoteRow, Code::HeaderRow, Code::TotalRow]);
    assert_eq!(intake.firms.ids().iter().collect::<Vec<_>>(), ["Alder", "Birch"]);
    // One firm may be called as the column is.
    let intake = read("firm,职工总数\nfirm,5\n".as_bytes(), "id = \"firm\"").unwrap();
    assert_eq!(intake.firms.len, 1);
}

#[test]
fn of_a_row_that_is_no_firm_nothing_else_is_told() {
    let text = format!(
        "credit_code,name,职工总数,成立日期\n{A},上海,5,2020-01-01\ncredit_code,name,职工总数,成立日期\n合计,,-1.5,x\n"
    );
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!(counts(&intake), [("header-row", 1), ("total-row", 1)]);
    assert_eq!(intake.quarantine.iter().map(|row| row.faults.len()).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn rows_that_cannot_be_parted_stay_what_they_are() {
    assert_eq!(code_of("合计,\"x,300"), Some(Code::QuoteUnclosed));
    assert_eq!(code_of("合计,\u{FFFD},300"), Some(Code::CellEncoding));
    assert_eq!(code_of(&format!("{B},上海,5,6")), Some(Code::RowWidth));
}
