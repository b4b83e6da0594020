//! The same firms in every form that people have them in: the same scores and lists, to the byte.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;

use jiff::civil::date;
use polars::prelude::*;
use polars_io::prelude::ParquetWriter;

use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Cell, Sheet, workbook};

/// Headers of columns of texts; all others are numbers, days or flags.
const TEXTS: [&str; 6] = ["统一社会信用代码", "企业名称", "行政区划代码", "行业代码", "融资用途", "意向机构"];
const DAYS: [&str; 2] = ["成立日期", "授权日期"];
const PATENTS: &str = "发明专利申请量(件)";
const BEFORE: [(&str, &str); 2] =
    [("上年营业收入(万元)", "营业收入(万元)"), ("上年研发费用(万元)", "研发费用(万元)")];
const LISTED: &str = "失信被执行人";

/// A table of texts, an empty cell for what is not known.
#[derive(Clone)]
struct Table {
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(csv: &str) -> Table {
        let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let headers: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let known = |cell: &str| {
            if ["--", "—", "－", "-", "/", "N/A", "NA", "NULL", "无"].contains(&cell) {
                String::new()
            } else {
                cell.to_owned()
            }
        };
        let rows = reader.records().map(|row| row.expect("a row").iter().map(known).collect()).collect();
        Table { headers, rows }
    }

    fn at(&self, header: &str) -> usize {
        self.headers.iter().position(|one| one == header).unwrap_or_else(|| panic!("no column {header}"))
    }

    /// The rows whose position leaves `rest` when divided by `parts`.
    fn part(&self, rest: usize, parts: usize) -> Table {
        let rows = self.rows.iter().enumerate().filter(|(at, _)| at % parts == rest);
        Table { headers: self.headers.clone(), rows: rows.map(|(_, row)| row.clone()).collect() }
    }

    fn without(&self, headers: &[&str]) -> Table {
        let kept: Vec<usize> =
            (0..self.headers.len()).filter(|&at| !headers.contains(&self.headers[at].as_str())).collect();
        let take = |row: &Vec<String>| kept.iter().map(|&at| row[at].clone()).collect::<Vec<_>>();
        Table { headers: take(&self.headers), rows: self.rows.iter().map(take).collect() }
    }

    fn csv(&self, delimiter: u8) -> String {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        writer.write_record(&self.headers).expect("memory takes rows");
        self.rows.iter().for_each(|row| writer.write_record(row).expect("memory takes rows"));
        String::from_utf8(writer.into_inner().expect("it is whole")).expect("text")
    }

    fn gb18030(&self) -> Vec<u8> {
        encoding_rs::GB18030.encode(&self.csv(b',')).0.into_owned()
    }

    /// The cells as a spreadsheet keeps them: numbers as numbers, days as days with a format.
    fn sheet(&self, name: &str) -> Sheet {
        let header = Sheet::new(name).row(self.headers.iter().map(|text| Cell::Text(text.clone())));
        self.rows.iter().fold(header, |sheet, row| {
            let cells = row.iter().zip(&self.headers).map(|(cell, header)| match header.as_str() {
                _ if cell.is_empty() => Cell::Blank,
                header if TEXTS.contains(&header) => Cell::Text(cell.clone()),
                header if DAYS.contains(&header) => Cell::Formatted(serial(cell).to_string(), 1),
                _ => Cell::shown(cell),
            });
            sheet.row(cells)
        })
    }

    /// The same by the program's peer in writing workbooks.
    fn by_another_writer(&self) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        let day = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        for (at, header) in (0..).zip(&self.headers) {
            sheet.write_string(0, at, header).expect("a cell");
        }
        for (line, row) in (1..).zip(&self.rows) {
            for (at, (cell, header)) in (0..).zip(row.iter().zip(&self.headers)) {
                let written = match (cell.parse::<f64>(), header.as_str()) {
                    _ if cell.is_empty() => continue,
                    (_, header) if DAYS.contains(&header) => {
                        sheet.write_number_with_format(line, at, serial(cell), &day)
                    }
                    (Ok(number), header) if !TEXTS.contains(&header) => sheet.write_number(line, at, number),
                    _ => sheet.write_string(line, at, cell),
                };
                written.expect("a cell");
            }
        }
        book.save_to_buffer().expect("a workbook")
    }

    /// The cells typed as a warehouse has them.
    fn parquet(&self, path: &std::path::Path) {
        let columns = self.headers.iter().enumerate().map(|(at, header)| {
            let cells =
                || self.rows.iter().map(move |row| Some(row[at].as_str()).filter(|cell| !cell.is_empty()));
            let is_flag = cells().flatten().all(|cell| matches!(cell, "是" | "否"));
            let name = PlSmallStr::from_str(header);
            if TEXTS.contains(&header.as_str()) {
                Column::new(name, cells().collect::<Vec<Option<&str>>>())
            } else if DAYS.contains(&header.as_str()) {
                let days = |cell: &str| serial(cell) as i32 - 25_569;
                let days: Vec<Option<i32>> = cells().map(|cell| cell.map(days)).collect();
                Column::new(name, days).cast(&DataType::Date).expect("days")
            } else if is_flag {
                Column::new(name, cells().map(|cell| cell.map(|cell| cell == "是")).collect::<Vec<_>>())
            } else {
                let number = |cell: &str| cell.parse::<f64>().unwrap_or_else(|_| panic!("{header}: {cell}"));
                Column::new(name, cells().map(|cell| cell.map(number)).collect::<Vec<_>>())
            }
        });
        let mut frame = DataFrame::new(self.rows.len(), columns.collect()).expect("columns of one length");
        ParquetWriter::new(File::create(path).expect("a file")).finish(&mut frame).expect("a Parquet file");
    }
}

/// The number that a spreadsheet keeps for a day.
fn serial(cell: &str) -> f64 {
    let day: jiff::civil::Date = cell.parse().expect("a day");
    f64::from((day - date(1899, 12, 30)).get_days())
}

/// What a run publishes of firms and lists.
fn lists(folder: &Folder, path: &str, more: &str) -> BTreeMap<String, Vec<u8>> {
    let campaign = folder.read("campaign.toml");
    let (head, tail) = campaign.split_once("path = \"firms.csv\"").expect("the path of the firms");
    folder.write("other.toml", format!("{head}path = {path}\n{more}{tail}").as_bytes());
    let output = folder.jifen(&["run", "other.toml", "--force", "--quiet"]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{path}: {}", text(&output.stderr));
    let is_list = |name: &str| {
        name.starts_with("referrals")
            || ["scores.", "not_referred.", "reasons.", "points."].iter().any(|one| name.starts_with(one))
    };
    folder.content("out").into_iter().filter(|(name, _)| is_list(name)).collect()
}

#[test]
fn every_form_gives_the_same_scores_and_lists() {
    let folder = Folder::with_firms(5000, 0.0);
    let mut table = Table::read(&folder.read("firms.csv"));
    // A table of patents and a list of debtors know of every firm.
    let (patents, listed) = (table.at(PATENTS), table.at(LISTED));
    for row in &mut table.rows {
        if row[patents].is_empty() {
            row[patents] = "0".to_owned();
        }
        assert!(matches!(&*row[listed], "是" | "否"));
    }
    folder.write("firms.csv", table.csv(b',').as_bytes());
    let expected = lists(&folder, "\"firms.csv\"", "");
    assert!(expected.len() > 20, "{:?}", expected.keys());
    let same = |path: &str, more: &str| {
        let found = lists(&folder, path, more);
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{path}");
        for (name, bytes) in &expected {
            assert!(found[name] == *bytes, "{path}: {name} differs");
        }
    };
    folder.write("gbk.csv", &table.gb18030());
    folder.write("firms.xlsx", &workbook(&[table.sheet("企业数据")]));
    folder.write("peer.xlsx", &table.by_another_writer());
    table.parquet(&folder.path("firms.parquet"));
    for path in ["gbk.csv", "firms.xlsx", "peer.xlsx", "firms.parquet"] {
        same(&format!("{path:?}"), "");
    }

    let part = |at: usize| table.part(at, 8);
    folder.write("1.csv", part(0).csv(b',').as_bytes());
    folder.write("2.csv", part(1).csv(b';').as_bytes());
    folder.write("3.csv", &part(2).gb18030());
    folder.write("4.xlsx", &workbook(&[part(3).sheet("甲"), part(4).sheet("乙")]));
    folder.write("5.xlsx", &part(5).by_another_writer());
    part(6).parquet(&folder.path("6.parquet"));
    let zipped = zstd::encode_all(part(7).csv(b'\t').as_bytes(), 1).expect("memory takes bytes");
    folder.write("7.csv.zst", &zipped);
    same("[\"?.csv\", \"?.xlsx\", \"6.parquet\", \"7.csv.zst\"]", "sheet = \"*\"\n");

    let ids = table.at("统一社会信用代码");
    let names = table.at("企业名称");
    let mut base = table.without(&[PATENTS, LISTED, BEFORE[0].0, BEFORE[1].0]);
    base.rows.reverse();
    folder.write("base.csv", base.csv(b',').as_bytes());
    let headers = ["统一社会信用代码", BEFORE[0].1, BEFORE[1].1].map(str::to_owned).to_vec();
    let mut last = Table { headers, rows: Vec::new() };
    let (mut rights, mut debtors) = ("专利号,权利人代码,类型\n".to_owned(), "名称\n".to_owned());
    for row in &table.rows {
        let before = BEFORE.map(|(header, _)| row[table.at(header)].clone());
        last.rows.push([vec![row[ids].clone()], before.to_vec()].concat());
        let count: usize = row[patents].parse().expect("a count");
        for at in 0..count {
            let _ = writeln!(rights, "{}-{at},{},发明专利", row[ids], row[ids]);
        }
        let _ = writeln!(rights, "{},{},实用新型", row[ids], row[ids]);
        if row[listed] == "是" {
            let _ = writeln!(debtors, "{}", row[names].replace('(', "（").replace(')', "）"));
        }
    }
    folder.write("last.xlsx", &workbook(&[last.sheet("2024")]));
    folder.write("patents.csv", rights.as_bytes());
    folder.write("debtors.csv", debtors.as_bytes());
    let supplements = "\n[[firms.supplement]]\npath = \"last.xlsx\"\nas_previous_year = true\n\n\
        [[firms.supplement]]\npath = \"patents.csv\"\nkey = \"权利人代码\"\nby = \"id\"\n\
        fields = { invention_applications = { count = true, where = \"类型 = '发明专利'\" } }\n\n\
        [[firms.supplement]]\npath = \"debtors.csv\"\nkey = \"名称\"\nby = \"name\"\n\
        fields = { dishonest = { listed = true } }\n\n";
    same("\"base.csv\"", supplements);
}
