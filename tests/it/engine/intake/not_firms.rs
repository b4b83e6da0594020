//! Rows that are no firms: totals, remarks, signatures, repeated headers; and firms that are called as they
//! are.

use jifen::finding::{Code, Finding};
use jifen::intake::Intake;

use super::{counts, read};
use crate::support::workplace::{Folder, text};

/// Two valid codes.
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";

/// The first error of each row set aside.
fn aside(intake: &Intake) -> Vec<Code> {
    let error = |code: &Code| code.sets_aside();
    let first = |row: &jifen::intake::Quarantined| row.faults.iter().map(|fault| fault.code).find(error);
    intake.quarantine.iter().filter_map(|row| first(&row)).collect()
}

/// What becomes of `row` below a firm, under the header `credit_code,name,职工总数`.
fn code_of(row: &str) -> Option<Code> {
    let intake = read(format!("credit_code,name,职工总数\n{A},上海,5\n{row}\n").as_bytes(), "").unwrap();
    assert_eq!(intake.firms.len + intake.quarantine.len(), 2, "{row}");
    for aside in &intake.quarantine {
        assert_eq!((aside.line(), &*aside.original), (3, row));
        assert!(
            intake.findings.iter().any(|finding| finding.remedy.is_some() && finding.place.line == Some(3))
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
fn the_numbers_of_columns_are_no_firm() {
    for row in ["1,2,3", "栏次,1,2", "甲,乙,1", "栏次,2,3"] {
        let expected = if row == "甲,乙,1" { None } else { Some(Code::HeaderRow) };
        assert_eq!(code_of(row).filter(|code| *code == Code::HeaderRow), expected, "{row}");
    }
    let text = format!(
        "序号,信用代码,企业名称,营业收入(万元),职工总数\n栏次,甲,乙,1,2\n1,{A},甲公司,1,2\n2,x,乙公司,3,4\n"
    );
    assert_eq!(aside(&read(text.as_bytes(), "").unwrap()), [Code::HeaderRow, Code::IdText]);
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
    assert_eq!(code_of("320100000001374,***,5"), None);
    assert_eq!(code_of("320100000001374,<&>,5"), None);
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

/// What becomes of each of `names` as the name that tells firms apart: those set aside, with their codes.
fn by_name(names: &[&str], table: &str) -> Vec<(String, Code)> {
    let quoted = names.iter().map(|name| format!("\"{}\",7\n", name.replace('"', "\"\"")));
    let text = format!("企业名称,职工总数\n甲科技有限公司,5\n{}", quoted.collect::<String>());
    let intake = read(text.as_bytes(), &format!("id = \"企业名称\"\n{table}")).unwrap();
    let error = |row: &jifen::intake::Quarantined| {
        row.faults.iter().map(|fault| fault.code).find(|code| code.sets_aside())
    };
    intake
        .quarantine
        .iter()
        .map(|row| (names[row.line() as usize - 3].to_owned(), error(&row).expect("an error")))
        .collect()
}

/// Texts that head totals where nothing but names tells firms apart.
const TOTALS: &[&str] = &[
    "最大值",
    "最小值",
    "最大",
    "最小",
    "合計",
    "總計",
    "小計",
    "共計",
    "平均數",
    "总户数",
    "总家数",
    "總戶數",
    "企业数量",
    "其中：高新技术企业",
    "其中:规上",
    "其中规上企业",
    "标准偏差",
    "標準差",
    "方差",
    "众数",
    "中位数",
    "上四分位数",
    "极差",
    "变异系数",
    "Max",
    "Min",
    "MAX",
    "Maximum",
    "Count",
    "count",
    "std",
    "Std. Dev.",
    "Standard deviation",
    "25%",
    "75%",
    "Number of firms (total)",
    "∑",
    "Σ",
    "∑(万元)",
    "求和",
    "同比增长",
    "同比增长(%)",
    "比上年增长%",
    "较去年同期增减",
    "环比",
    "占比",
    "占比（%）",
    "占全市比重",
    "增速",
    "年均增长率",
    "共3家",
    "共 3 家企业",
    "3家",
    "共有三户",
    "共三家",
    "合计(2家)",
    "合计2家，其中高新1家",
    "总人数",
    "样本量",
    "北京均值",
    "2024年度杭州市高新技术产业开发区规模以上工业企业合计",
    "T O T A L",
    "某集团（合计）",
    "户均",
    "平均每户",
    "其他",
    "（合計）",
    "合 計 (戶)",
    "计",
    "全部",
    "平均 律",
];
/// Texts that head remarks, sources and signatures there.
const NOTES: &[&str] = &[
    "填报时间",
    "填報時間：2025年1月",
    "填报时间2025年1月",
    "(盖章)",
    "（公章）",
    "单位负责人（签字）",
    "制表人",
    "制表人：",
    "製表人：王",
    "填表人王某",
    "审核人李娜",
    "審核：",
    "備註",
    "註：以上",
    "说明",
    "报送单位",
    "填报单位 杭州某某有限公司",
    "填报单位：杭州某某有限公司",
    "上报日期：",
    "数据提供部门",
    "审计意见",
    "备注2",
    "附表1",
    "注2：口径",
    "以下空白",
    "（以下无正文）",
    "续表",
    "转下页",
    "略",
    "……",
    "——",
    "***",
    "第1页",
    "共2页",
    "第二页",
    "2024年12月31日",
    "2024年",
    "一、制造业",
    "（二）高新区",
    "2024年科技型中小企业评价汇总表",
    "企业名单",
    "以上企业均已公示",
    "数据均为快报数。",
    "Prepared by:",
    "Note: x",
    "联系电话13800000000",
    "财务负责人",
    "单位（盖章）：",
    "打印时间 2025-01-01",
    "主管领导",
    "不含子公司数据",
];
/// Names of firms that begin, or sound, as those do.
const FIRMS: &[&str] = &[
    "共1家餐饮店",
    "共3网络工作室",
    "附 子堂药业有限公司",
    "第1页书店有限公司",
    "主管 家软件有限公司",
    "共享",
    "共享单车",
    "合计划",
    "总计划",
    "平均律",
    "平均律文化工作室",
    "注册通",
    "注册会计师事务所",
    "注1科技有限公司",
    "备注科技有限公司",
    "备注 科技有限公司",
    "合计公司",
    "合计(北京)科技有限公司",
    "合计厂",
    "北京均值科技有限公司",
    "均值 数据中心",
    "其中科技有限公司",
    "其中 药业有限公司",
    "总部基地",
    "总动员动漫有限公司",
    "说明书印刷厂",
    "电话机厂",
    "联系人科技",
    "负责任咨询有限公司",
    "增长工场",
    "同比科技有限公司",
    "占比数据有限公司",
    "最大公约数科技有限公司",
    "最小二乘软件有限公司",
    "方差分析实验室",
    "众数智能",
    "计算所",
    "计量院",
    "截至科技公司",
    "上述信息技术有限公司",
    "时间管理研究所",
    "日期科技",
    "单位一号",
    "企业1",
    "企业001",
    "公司A",
    "共青城投资中心",
    "一、二、三科技有限公司",
    "三只松鼠",
    "58同城",
    "7天酒店",
    "百分之一设计工作室",
    "360",
    "3M",
    "Maxim",
    "Minin",
    "Max Mara",
    "Mean Well",
    "Summit",
    "Count On Us Ltd",
    "Mini",
    "Total Access Ltd",
    "TotalEnergies",
    "Notepad",
    "总 统大酒店有限公司",
    "某集团（上海）",
    "全部家当商店",
    "略阳县供销社",
    "续缘堂",
    "中位面科技有限公司",
    "附子理中制药厂",
    "表一表钟表店",
    "其他堂",
    "A1",
    "数说明天",
    "比亚迪",
    "计数器厂",
    "华为",
    "總統府餐廳有限公司",
    "審計師事務所",
];

#[test]
fn labels_are_no_firms_where_names_tell_them_apart() {
    for (labels, code) in [(TOTALS, Code::TotalRow), (NOTES, Code::NoteRow)] {
        let aside = by_name(labels, "");
        let expected: Vec<(String, Code)> = labels.iter().map(|label| ((*label).to_owned(), code)).collect();
        let wrong: Vec<&(String, Code)> = expected.iter().filter(|one| !aside.contains(one)).collect();
        assert!(wrong.is_empty(), "{wrong:?} are not told");
    }
}

#[test]
fn names_that_sound_like_labels_are_firms() {
    assert_eq!(by_name(FIRMS, ""), []);
}

#[test]
fn a_row_that_the_campaign_keeps_is_a_firm() {
    let names = ["北京均值", "合计", "平均 律", "其中规上企业", "企业名称", "带\"引号\"的合计"];
    let text = format!(
        "企业名称,职工总数\n甲科技有限公司,5\n{}",
        names.map(|name| format!("\"{}\",7\n", name.replace('"', "\"\""))).concat()
    );
    let intake = read(text.as_bytes(), "id = \"企业名称\"").unwrap();
    let helps: Vec<String> = intake
        .findings
        .iter()
        .filter_map(|one: &Finding| one.help_line(jifen::words::Language::En))
        .collect();
    let kept: Vec<&str> =
        helps.iter().filter_map(|help| Some(help.split_once("keep = [")?.1.split_once(']')?.0)).collect();
    assert_eq!(kept.len(), 5, "{helps:?}");
    let keep = format!("id = \"企业名称\"\nkeep = [{}]", kept.join(", "));
    let intake = read(text.as_bytes(), &keep).unwrap();
    assert_eq!(intake.firms.len, 1 + names.len(), "{:?}", intake.findings);
    // A code of another country's firms.
    let text = format!("credit_code,name\n{A},甲\n境外-001,乙\n");
    let intake = read(text.as_bytes(), "").unwrap();
    assert_eq!(aside(&intake), [Code::IdText]);
    let help =
        intake.findings.iter().find_map(|one: &Finding| one.help_line(jifen::words::Language::En)).unwrap();
    assert!(help.contains("keep = [\"境外-001\"]"), "{help}");
    let intake = read(text.as_bytes(), "keep = [\"境外-001\"]").unwrap();
    assert_eq!((intake.firms.len, aside(&intake)), (2, vec![]));
    // A row without an id cannot be kept.
    let intake = read(format!("credit_code,name\n{A},甲\n,合计\n").as_bytes(), "").unwrap();
    assert_eq!(
        intake.findings.iter().next().unwrap().help_line(jifen::words::Language::En).as_deref(),
        Some("the row is not scored; if it is a firm, enter its id")
    );
}

#[test]
fn a_credit_code_in_any_column_makes_a_firm() {
    let text = format!("企业名称,职工总数,统一社会信用代码\n合计,5,{A}\n小计,6,{}\n均值,7,\n", &B[..17]);
    let intake = read(text.as_bytes(), "id = \"企业名称\"").unwrap();
    assert_eq!(intake.firms.ids().iter().collect::<Vec<_>>(), ["合计"]);
    let text = format!("企业名称,职工总数,代码\n合计,5,{}\n", A.to_lowercase());
    assert_eq!(read(text.as_bytes(), "id = \"企业名称\"").unwrap().firms.len, 1);
}

#[test]
fn rows_that_are_no_firms_are_noted_and_listed_and_cause_no_exit_code() {
    let folder = Folder::with_firms(6, 0.0);
    let firms = folder.read("firms.csv");
    let width = firms.lines().next().map_or(0, |line| line.split(',').count());
    let rows = ["合计,,300", "填表人：王某,审核人：李某", "注：以上数据经审计"];
    let padded = rows.map(|row| format!("{row}{}\n", ",".repeat(width - row.split(',').count())));
    folder.write("firms.csv", format!("{firms}{}", padded.concat()).as_bytes());
    let output = folder.jifen(&["run", "campaign.toml", "--out", "lists"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("3 rows quarantined: 2 note-row, 1 total-row; no firm among them\n"), "{told}");
    let aside: Vec<String> =
        folder.rows("lists/quarantine.csv").iter().map(|row| row["codes"].clone()).collect();
    assert_eq!(aside, ["total-row", "note-row", "note-row"]);
    let checked = folder.jifen(&["check", "campaign.toml", "--findings", "all"]);
    let notes = text(&checked.stderr);
    assert_eq!(checked.status.code(), Some(0), "{notes}");
    assert!(notes.contains("note[total-row]: firms.csv:8 ") && !notes.contains("error["), "{notes}");
    // A row that may be a firm still causes it, and only such rows count.
    folder
        .write("firms.csv", format!("{firms}{}待补{}\n", padded.concat(), ",".repeat(width - 1)).as_bytes());
    let code =
        |arguments: &[&str]| folder.jifen(&[&["check", "campaign.toml"], arguments].concat()).status.code();
    assert_eq!([code(&[]), code(&["--max-quarantined", "1"])], [Some(1), Some(0)]);
}
