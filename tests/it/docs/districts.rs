//! The districts of the sample: three workbooks as districts fill them in, with patents, last year's figures
//! and a list of debtors, made of firms of `sample_data/firms.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use super::{root, updates};
use crate::support::workplace::{Folder, text};

/// Number of firms.
const FIRMS: usize = 60;
const ID: &str = "统一社会信用代码";
const NAME: &str = "企业名称";
const DEBTOR: &str = "失信被执行人";
const PATENTS: [(&str, &str); 2] = [("发明专利申请量(件)", "发明专利"), ("PCT专利申请量(件)", "PCT")];
const BEFORE: [(&str, &str); 2] =
    [("上年营业收入(万元)", "营业收入(万元)"), ("上年研发费用(万元)", "研发费用(万元)")];
const FLAGS: [&str; 8] = [
    "高新技术企业",
    "科技型中小企业",
    "专精特新中小企业",
    "专精特新小巨人",
    "经营异常名录",
    "重大安全质量环境事故",
    "科研严重失信",
    "数据授权",
];

type Firm = BTreeMap<String, String>;

/// The sample's headers in order, and the firms of the districts.
fn firms() -> (Vec<String>, Vec<Firm>) {
    let table = fs::read_to_string(root().join("sample_data/firms.csv")).expect("the sample");
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let headers: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        headers.iter().cloned().zip(row.iter().map(str::to_owned)).collect::<Firm>()
    });
    let mut names = BTreeSet::new();
    let (mut debtors, mut others) = (Vec::new(), Vec::new());
    for firm in rows.filter(is_plain) {
        if names.insert(firm[NAME].clone()) {
            if firm[DEBTOR] == "是" { debtors.push(firm) } else { others.push(firm) }
        }
    }
    others.truncate(FIRMS - 2);
    others.extend(debtors.into_iter().take(2));
    // The north has one whose code is all digits.
    let digits = others.iter().position(|firm| firm[ID].bytes().all(|byte| byte.is_ascii_digit()));
    let firm = others.remove(digits.expect("a code of digits"));
    others.push(firm);
    assert_eq!(others.len(), FIRMS);
    (headers, others)
}

/// Whether every cell can be typed.
fn is_plain(firm: &Firm) -> bool {
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    firm.iter().all(|(header, cell)| match header.as_str() {
        ID => cell.len() == 18,
        "成立日期" => cell.parse::<jiff::civil::Date>().is_ok(),
        DEBTOR => matches!(cell.as_str(), "是" | "否"),
        _ if FLAGS.contains(&header.as_str()) => matches!(cell.as_str(), "是" | "否"),
        _ if header.starts_with("融资") => cell.is_empty() || header == "融资用途" || is_number(cell),
        _ if header.contains('(') => is_number(cell),
        _ => true,
    })
}

/// The columns that districts fill in: the others come from further tables.
fn own(headers: &[String]) -> Vec<&str> {
    let is_elsewhere = |header: &&str| {
        *header == DEBTOR
            || PATENTS.iter().any(|(column, _)| column == header)
            || BEFORE.iter().any(|(column, _)| column == header)
    };
    headers.iter().map(String::as_str).filter(|header| !is_elsewhere(header)).collect()
}

fn book() -> Workbook {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 1, 15).expect("a day");
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    book
}

/// Writes a cell as a person would enter it: a number, a day or a text.
fn enter(sheet: &mut Worksheet, row: u32, column: u16, header: &str, cell: &str) {
    let day = Format::new().set_num_format("yyyy/m/d");
    let written = match (header, cell) {
        (_, "") => return,
        ("成立日期" | "授权日期", day_) => {
            let parsed = ExcelDateTime::parse_from_str(day_).expect("a day");
            sheet.write_with_format(row, column, &parsed, &day)
        }
        (header, number) if header.contains('(') => {
            sheet.write(row, column, number.parse::<f64>().expect("a number"))
        }
        _ => sheet.write(row, column, cell),
    };
    written.expect("a cell");
}

/// The eastern district: a title, and a header over two rows with the unit below each amount.
fn east(headers: &[&str], firms: &[Firm]) -> Vec<u8> {
    let mut book = book();
    let sheet = book.add_worksheet().set_name("申报表").expect("a name");
    let last = headers.len() as u16 - 1;
    let title = Format::new().set_bold().set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, last, "东区 2025 年度科技企业申报表", &title).expect("a title");
    for (column, header) in (0..).zip(headers) {
        match header.split_once('(') {
            Some((name, unit)) => {
                sheet.write(1, column, name).expect("a header");
                sheet.write(2, column, format!("({unit}")).expect("a unit");
            }
            None => {
                sheet.merge_range(1, column, 2, column, header, &Format::new()).expect("a header");
            }
        }
    }
    for (row, firm) in (3..).zip(firms) {
        (0..).zip(headers).for_each(|(column, header)| enter(sheet, row, column, header, &firm[*header]));
    }
    sheet.set_freeze_panes(3, 2).expect("panes");
    book.save_to_buffer().expect("a workbook")
}

/// The western district: amounts in 元, days as people write them, ticks and crosses.
fn west(headers: &[&str], firms: &[Firm]) -> Vec<u8> {
    let renamed = |header: &str| match header {
        ID => "社会信用代码".to_owned(),
        NAME => "单位名称".to_owned(),
        "成立日期" => "注册时间".to_owned(),
        "营业收入(万元)" => "营业总收入(元)".to_owned(),
        other => other.replace("(万元)", "(元)"),
    };
    let mut book = book();
    let sheet = book.add_worksheet().set_name("西区").expect("a name");
    for (column, header) in (0..).zip(headers) {
        sheet.write(0, column, renamed(header)).expect("a header");
    }
    for (row, firm) in (1..).zip(firms) {
        for (column, header) in (0..).zip(headers) {
            let cell = firm[*header].as_str();
            match (*header, cell) {
                ("成立日期", day) => {
                    let day: jiff::civil::Date = day.parse().expect("a day");
                    let day = format!("{}年{}月{}日", day.year(), day.month(), day.day());
                    sheet.write(row, column, day).expect("a cell");
                }
                (header, "是" | "否") if FLAGS.contains(&header) => {
                    sheet.write(row, column, if cell == "是" { "√" } else { "×" }).expect("a cell");
                }
                (header, number) if header.contains("(万元)") && !number.is_empty() => {
                    // The decimal point moves, as by hand.
                    let amount: f64 = format!("{number}e4").parse().expect("a number");
                    sheet.write(row, column, amount).expect("a cell");
                }
                (header, cell) => enter(sheet, row, column, header, cell),
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The northern district: the unit of all amounts above the table, and a second worksheet with a guide. The
/// code of one firm was entered as a number.
fn north(headers: &[&str], firms: &[Firm], is_corrected: bool) -> Vec<u8> {
    let mut book = book();
    book.add_worksheet()
        .set_name("填报说明")
        .expect("a name")
        .write(0, 0, "一、金额单位为万元。二、信用代码按营业执照填写。")
        .expect("a cell");
    let sheet = book.add_worksheet().set_name("企业名单").expect("a name");
    sheet.write(0, 0, "北区科技企业名单").expect("a title");
    sheet.write(1, 0, "单位：万元").expect("a unit");
    for (column, header) in (0..).zip(headers) {
        sheet.write(2, column, header.split('(').next().unwrap_or_default()).expect("a header");
    }
    let rounded = firms.iter().position(|firm| firm[ID].bytes().all(|byte| byte.is_ascii_digit()));
    for (at, firm) in firms.iter().enumerate() {
        let row = at as u32 + 3;
        for (column, header) in (0..).zip(headers) {
            if *header == ID && Some(at) == rounded && !is_corrected {
                sheet.write(row, column, firm[ID].parse::<f64>().expect("digits")).expect("a cell");
            } else {
                enter(sheet, row, column, header, &firm[*header]);
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The row of the northern district that was quarantined, with its code as a text.
fn returned(headers: &[&str], firm: &Firm, line: usize) -> Vec<u8> {
    let mut book = book();
    let sheet = book.add_worksheet().set_name("企业名单").expect("a name");
    for (column, header) in (0..).zip(headers) {
        sheet.write(0, column, header.split('(').next().unwrap_or_default()).expect("a header");
        enter(sheet, 1, column, header, &firm[*header]);
    }
    let last = headers.len() as u16;
    sheet.write(0, last, "原行号").expect("a header");
    sheet.write(1, last, line as u32).expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

/// A row for each patent.
fn patents(firms: &[Firm]) -> Vec<u8> {
    let mut book = book();
    let sheet = book.add_worksheet().set_name("专利").expect("a name");
    for (column, header) in ["申请号", "申请人", "类型", "申请年"].iter().enumerate() {
        sheet.write(0, column as u16, *header).expect("a header");
    }
    let mut row = 0;
    let mut enter = |name: &str, kind: &str| {
        row += 1;
        let number = format!("CN2025{:08}.{}", 10_007 * row % 100_000_000, row % 10);
        sheet.write(row, 0, number).expect("a cell");
        sheet.write(row, 1, name).expect("a cell");
        sheet.write(row, 2, kind).expect("a cell");
        sheet.write(row, 3, 2025).expect("a cell");
    };
    for (at, firm) in firms.iter().enumerate() {
        // Patents of the same firm come with its name in another width.
        let name = if at % 3 == 0 { firm[NAME].replace('(', "（") } else { firm[NAME].clone() };
        for (column, kind) in PATENTS {
            let count: usize = firm[column].parse().expect("a count");
            (0..count).for_each(|_| enter(&name, kind));
        }
        if at % 4 == 0 {
            enter(&name, "实用新型");
        }
    }
    enter("外地科技有限公司", "发明专利");
    book.save_to_buffer().expect("a workbook")
}

/// Last year's figures.
fn last_year(firms: &[Firm]) -> Vec<u8> {
    let mut book = book();
    let sheet = book.add_worksheet().set_name("2024年度").expect("a name");
    sheet.write(0, 0, ID).expect("a header");
    for (column, (_, header)) in (1..).zip(BEFORE) {
        sheet.write(0, column, header).expect("a header");
    }
    for (row, firm) in (1..).zip(firms) {
        sheet.write(row, 0, firm[ID].as_str()).expect("a cell");
        for (column, (header, _)) in (1..).zip(BEFORE) {
            enter(sheet, row, column, header, &firm[header]);
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A list of debtors in GBK.
fn debtors(firms: &[Firm]) -> Vec<u8> {
    let listed = firms.iter().filter(|firm| firm[DEBTOR] == "是").map(|firm| firm[NAME].as_str());
    let rows = (1..).zip(listed.chain(["外地贸易有限公司"]));
    let rows: String = rows.map(|(at, name)| format!("{at},{name},(2025)执{at:04}号\r\n")).collect();
    encoding_rs::GB18030.encode(&format!("序号,失信被执行人名称,案号\r\n{rows}")).0.into_owned()
}

/// All files of the districts by name.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let (headers, firms) = firms();
    let own = own(&headers);
    let part = |at: usize| &firms[at * FIRMS / 3..(at + 1) * FIRMS / 3];
    vec![
        ("east.xlsx", east(&own, part(0))),
        ("west.xlsx", west(&own, part(1))),
        ("north.xlsx", north(&own, part(2), false)),
        ("patents.xlsx", patents(&firms)),
        ("last-year.xlsx", last_year(&firms)),
        ("debtors.csv", debtors(&firms)),
        // Three rows stand above the firms.
        ("north-returned.xlsx", returned(&own, &firms[FIRMS - 1], FIRMS / 3 + 3)),
    ]
}

fn folder() -> PathBuf {
    root().join("sample_data/districts")
}

/// A workbook's cells; of another file its bytes.
fn content(name: &str, bytes: &[u8]) -> Vec<u8> {
    if !name.ends_with(".xlsx") {
        return bytes.to_vec();
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut names: Vec<String> =
        archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    names.retain(|name| name.starts_with("xl/worksheets/sheet") || name == "xl/sharedStrings.xml");
    names.sort();
    let mut content = Vec::new();
    for name in names {
        let mut file = archive.by_name(&name).expect("an entry");
        std::io::copy(&mut file, &mut content).expect("memory takes bytes");
    }
    content
}

#[test]
fn the_districts_are_made_of_firms_of_the_sample() {
    for (name, bytes) in files() {
        let path = folder().join(name);
        if updates() && fs::read(&path).map_or(true, |old| content(name, &old) != content(name, &bytes)) {
            fs::write(&path, &bytes).expect("a file can be written");
        }
        let there = fs::read(&path).unwrap_or_else(|_| panic!("sample_data/districts/{name} is missing"));
        assert!(
            content(name, &there) == content(name, &bytes),
            "sample_data/districts/{name} is stale: run UPDATE_DOCS=1 cargo test --test it districts"
        );
    }
}

/// The districts in a folder of their own.
fn copy() -> Folder {
    let folder = Folder::with_firms(1, 0.0);
    for entry in fs::read_dir(self::folder()).expect("the districts") {
        let path = entry.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        folder.write(name, &fs::read(&path).expect("a file"));
    }
    folder
}

#[test]
fn the_districts_come_out_as_one_table_of_their_firms() {
    let (headers, firms) = firms();
    let districts = copy();
    let run = |folder: &Folder, campaign: &str, out: &str| {
        let output = folder.jifen(&["run", campaign, "--out", out]);
        (output.status.code(), text(&output.stderr))
    };
    // As delivered: one code has lost its last digits.
    let (code, said) = run(&districts, "campaign.toml", "out");
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(districts.rows("out/scores.csv").len(), FIRMS - 1, "{said}");
    let aside = districts.rows("out/quarantine.csv");
    let aside: Vec<(&str, &str)> =
        aside.iter().map(|row| (row["part"].as_str(), row["codes"].as_str())).collect();
    assert_eq!(aside, [("north.xlsx[企业名单]", "id-rounded")]);
    // Patents of a stranger, figures of the quarantined firm, and a debtor from elsewhere.
    let left = districts.rows("out/supplements.csv");
    let left: Vec<(&str, &str)> =
        left.iter().map(|row| (row["supplement"].as_str(), row["key"].as_str())).collect();
    let rounded = firms[FIRMS - 1][ID].as_str();
    assert_eq!(
        left,
        [("patents", "外地科技有限公司"), ("last-year", rounded), ("debtors", "外地贸易有限公司")]
    );

    // Corrected, they are the firms of one table, whether the row comes back or the whole workbook.
    let third = FIRMS / 3;
    let campaign = districts.read("campaign.toml");
    let back = "[[firms.part]]\npath = \"north-returned.xlsx\"\ncorrects = \"north.xlsx\"\n";
    districts.write("back.toml", format!("{campaign}\n{back}").as_bytes());
    let (code, said) = run(&districts, "back.toml", "back");
    assert_eq!(code, Some(0), "{said}");
    districts.write("north.xlsx", &north(&own(&headers), &firms[2 * third..], true));
    let (code, said) = run(&districts, "campaign.toml", "mended");
    assert!(matches!(code, Some(0 | 1)), "{said}");
    let line = |cells: Vec<&str>| cells.join(",") + "\n";
    let table: String = std::iter::once(line(headers.iter().map(String::as_str).collect()))
        .chain(firms.iter().map(|firm| line(headers.iter().map(|header| firm[header].as_str()).collect())))
        .collect();
    districts.write("one.csv", table.as_bytes());
    let head = campaign.split("[firms]").next().expect("a head");
    districts.write("one.toml", format!("{head}[firms]\npath = \"one.csv\"\n").as_bytes());
    let (code, said) = run(&districts, "one.toml", "one");
    assert!(matches!(code, Some(0 | 1)), "{said}");
    let published = |out: &str| -> BTreeMap<String, Vec<u8>> {
        let named = |(name, _): &(String, Vec<u8>)| {
            name.starts_with("referrals/") || ["scores.csv", "not_referred.csv"].contains(&name.as_str())
        };
        districts.content(out).into_iter().filter(named).collect()
    };
    let (back, mended, one) = (published("back"), published("mended"), published("one"));
    assert!(one.len() > 5, "{:?}", one.keys());
    assert_eq!(mended.keys().collect::<Vec<_>>(), one.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(mended[name] == *bytes, "{name} differs");
        assert!(back[name] == *bytes, "{name} differs where the row came back");
    }
    let run: serde_json::Value = serde_json::from_str(&districts.read("mended/run.json")).expect("JSON");
    assert_eq!((&run["counts"]["scored"], &run["counts"]["referred"]), (&60.into(), &27.into()), "{said}");
}
