//! Rows that went to quarantine come back in the workbooks that a run writes, and mend the cohort.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use jifen::firms::Dictionary;
use jifen::intake::{self, FirmsFile};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jiff::civil::date;
use proptest::prelude::*;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::engine::publish::part;
use crate::support::workplace::{Folder, text};
use crate::support::xlsx::{Cell, Sheet, workbook};

/// Columns of the synthetic cohort that the sample's scorecard and lists read.
const REVENUE: usize = 14;
const DISHONEST: usize = 32;

/// Files that say what was read, not what came of it.
const OF_THE_RUN: [&str; 5] =
    ["run.json", "findings.json", "datapackage.json", "quarantine.csv", "corrections.csv"];

/// Where each row stands: a part of the cohort, and the row's line in it.
type At = (usize, usize);

/// The cohort in four parts: two files of one name, and two worksheets.
const PARTS: [&str; 4] = ["a/east.csv", "b/east.csv", "west.xlsx[东]", "west.xlsx[西]"];
/// The workbooks that their quarantined rows are in.
const BOOKS: [&str; 4] = ["a-east.csv", "b-east.csv", "west-东", "west-西"];

fn csv(header: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows.iter().map(Vec::as_slice)) {
        writer.write_record(row).expect("memory takes it");
    }
    writer.into_inner().expect("memory takes it")
}

fn sheet(name: &str, header: &[String], rows: &[Vec<String>]) -> Sheet {
    let cell = |text: &String| if text.is_empty() { Cell::Blank } else { Cell::Text(text.clone()) };
    let rows = std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    rows.fold(Sheet::new(name), |sheet, row| sheet.row(row.iter().map(cell)))
}

fn write_parts(folder: &Folder, header: &[String], parts: &[Vec<Vec<String>>]) {
    for (name, rows) in ["a/east.csv", "b/east.csv"].iter().zip(parts) {
        let path = folder.path(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(path, csv(header, rows)).expect("the folder takes files");
    }
    let sheets = [sheet("东", header, &parts[2]), sheet("西", header, &parts[3])];
    folder.write("west.xlsx", &workbook(&sheets));
}

/// What came of a run, by file.
fn result(folder: &Folder, name: &str) -> BTreeMap<String, Vec<u8>> {
    folder.content(name).into_iter().filter(|(name, _)| !OF_THE_RUN.contains(&name.as_str())).collect()
}

fn run(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String) {
    let all = ["--quiet", "run"].into_iter().chain(arguments.iter().copied()).collect::<Vec<_>>();
    let output = folder.jifen(&[&all[..], &["--max-quarantined", "100%"]].concat());
    (output.status.code(), text(&output.stderr))
}

/// The rows of a workbook that a run wrote, as a part of a cohort: its headers, and the cells of each row.
fn read_book(folder: &Folder, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let path = folder.path(name);
    let file = FirmsFile::plain(&path);
    let arguments = Source::new("", "");
    let dictionary = Dictionary::built_in();
    let read = intake::read(&path, &file, &arguments, &dictionary, date(2025, 12, 31), &Silent);
    let read = read.unwrap_or_else(|fault| panic!("{name}: {fault}"));
    let part = read.parts.only().expect("one worksheet has a header");
    let headers = part.layout.columns.iter().map(|column| column.header.to_string()).collect();
    let cells = |row: u32| {
        let record = read.parts.record(row);
        part.cells(&record).map(|cell| cell.into_owned()).collect::<Vec<String>>()
    };
    (headers, (0..read.rows as u32).map(cells).collect())
}

/// Breaks some rows so that each goes to quarantine.
fn break_rows(parts: &mut [Vec<Vec<String>>], random: &mut ChaCha8Rng) {
    let whole: Vec<At> =
        (0..parts.len()).flat_map(|part| (0..parts[part].len()).map(move |row| (part, row))).collect();
    let broken: Vec<bool> = whole.iter().map(|_| random.random_bool(0.3)).collect();
    let sound: Vec<At> =
        whole.iter().zip(&broken).filter(|(_, broken)| !**broken).map(|(at, _)| *at).collect();
    let ids: Vec<String> = sound.iter().map(|&(part, row)| parts[part][row][0].clone()).collect();
    for (&(part, row), _) in whole.iter().zip(broken).filter(|(_, broken)| *broken) {
        let cells = &mut parts[part][row];
        match random.random_range(0..8) {
            0 => cells[REVENUE] = "12x".to_owned(),
            1 => cells[DISHONEST] = "坏".to_owned(),
            2 => cells[0] = "9.11101E+17".to_owned(),
            3 => cells[0] = String::new(),
            // The id of another firm: both rows contradict each other.
            4 => cells[0] = ids[random.random_range(0..ids.len())].clone(),
            5 => {
                // Of a worksheet's row the blank cells at its end are none.
                cells.truncate(2);
                cells[1] = "甲公司".to_owned();
            }
            6 => cells.push("one too many".to_owned()),
            _ => {
                cells[REVENUE] = "=1+1x".to_owned();
                cells[DISHONEST] = "?!".to_owned();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn rows_that_come_back_right_leave_no_trace(seed in any::<u64>()) {
        let random = &mut ChaCha8Rng::seed_from_u64(seed);
        let folder = Folder::with_firms(48, 0.0);
        let (code, told) = run(&folder, &["campaign.toml", "--out", "clean"]);
        prop_assert_eq!(code, Some(0), "{}", told);
        let mut reader = csv::Reader::from_path(folder.path("firms.csv")).expect("the cohort");
        let strip = |text: &str| text.trim_start_matches('\u{feff}').to_owned();
        let header: Vec<String> = reader.headers().expect("a header").iter().map(strip).collect();
        prop_assert_eq!(&*header[REVENUE], "营业收入(万元)");
        prop_assert_eq!(&*header[DISHONEST], "失信被执行人");
        let all = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
        let all: Vec<Vec<String>> = all.collect();
        let right: Vec<Vec<Vec<String>>> = all.chunks(12).map(<[_]>::to_vec).collect();
        let mut parts = right.clone();
        break_rows(&mut parts, random);
        write_parts(&folder, &header, &parts);
        let paths = "path = [\"west.xlsx\", \"a/*.csv\", \"b/east.csv\"]\nsheet = \"*\"";
        folder.edit("campaign.toml", "path = \"firms.csv\"", paths);
        let (_, told) = run(&folder, &["campaign.toml", "--out", "faulty"]);
        prop_assert!(result(&folder, "faulty")["scores.csv"] != result(&folder, "clean")["scores.csv"]);
        let mut corrects = String::new();
        let mut back: Vec<&str> = Vec::new();
        for (at, (name, of)) in BOOKS.iter().zip(PARTS).enumerate() {
            let book = format!("faulty/quarantine/{name}-to-correct.xlsx");
            if !folder.path(&book).exists() {
                continue;
            }
            let (headers, rows) = read_book(&folder, &book);
            prop_assert_eq!(&headers[..header.len()], &header[..], "{}", told);
            prop_assert_eq!(headers.last().map(String::as_str), Some("original row"));
            let mut rows: Vec<Vec<String>> = rows
                .into_iter()
                .map(|row| {
                    let line: usize = row.last().expect("a number").parse().expect("a number");
                    let written = &parts[at][line - 2];
                    let mut cells = row[..row.len() - 1].to_vec();
                    cells.resize(cells.len().max(written.len()), String::new());
                    let mut whole = written.clone();
                    whole.resize(cells.len(), String::new());
                    assert_eq!(cells, whole, "cells as they came");
                    let mut mended = right[at][line - 2].clone();
                    mended.push(line.to_string());
                    mended
                })
                .collect();
            // The order of returned rows has no effect.
            let last = rows.len() - 1;
            rows.swap(0, random.random_range(0..=last));
            let own: Vec<String> = header.iter().cloned().chain(["原行号".to_owned()]).collect();
            let path = if random.random_bool(0.5) {
                let path = format!("back-{at}.csv");
                folder.write(&path, &csv(&own, &rows));
                path
            } else {
                let path = format!("back-{at}.xlsx");
                folder.write(&path, &workbook(&[sheet("returned", &own, &rows)]));
                path
            };
            back.push(name);
            write!(corrects, "[[firms.part]]\npath = \"{path}\"\ncorrects = \"{of}\"\n").expect("memory");
        }
        folder.edit("campaign.toml", "[output]", &format!("{corrects}\n[output]"));
        let (code, told) = run(&folder, &["campaign.toml", "--out", "mended"]);
        prop_assert_eq!(code, Some(0), "{:?} {}", back, told);
        let (clean, mended) = (result(&folder, "clean"), result(&folder, "mended"));
        prop_assert_eq!(clean.keys().collect::<Vec<_>>(), mended.keys().collect::<Vec<_>>());
        for (name, bytes) in clean {
            prop_assert!(mended[&name] == bytes, "{} differs", name);
        }
    }
}

#[test]
fn a_workbook_of_quarantined_rows_has_notes_where_they_are_at_fault() {
    let folder = Folder::with_firms(6, 0.0);
    let text = folder.read("firms.csv");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let mut row = cells(&lines[2]);
    row[REVENUE] = "=1+1x".to_owned();
    row[DISHONEST] = "坏".to_owned();
    lines[2] = row.join(",");
    lines[4] = cells(&lines[4])[..3].join(",");
    folder.write("firms.csv", lines.join("\n").as_bytes());
    let (code, told) = run(&folder, &["campaign.toml", "--out", "out"]);
    assert_eq!(code, Some(0), "{told}");
    let book = fs::read(folder.path("out/quarantine/firms-to-correct.xlsx")).expect("a workbook");
    let [sheet, comments, drawing, relations, types, summary] = [
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "[Content_Types].xml",
        "xl/worksheets/sheet2.xml",
    ]
    .map(|name| part(&book, name));
    // One note for each fault, that of a whole row at its id; a formula is a text without an apostrophe.
    for (cell, note) in [
        ("O2", "`=1+1x` is not a number\nhelp: "),
        ("AG2", "`坏` is neither yes nor no\nhelp: "),
        ("A3", "the row has 3 cells, the header "),
    ] {
        let at = format!("<comment ref=\"{cell}\" authorId=\"0\"><text><t xml:space=\"preserve\">{note}");
        assert!(comments.contains(&at), "{at} is not in {comments}");
    }
    assert_eq!(comments.matches("<comment ").count(), 3);
    assert_eq!(drawing.matches("<v:shape ").count(), 3);
    assert!(drawing.contains("<x:Row>1</x:Row><x:Column>14</x:Column>"), "{drawing}");
    assert!(sheet.contains("<c r=\"O2\" s=\"10\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1x</t>"));
    assert!(sheet.contains("<legacyDrawing r:id=\"rId1\"/></worksheet>"), "{sheet}");
    assert!(sheet.contains("<c r=\"AQ2\"><v>3</v></c></row>"), "{sheet}");
    assert!(relations.contains("Target=\"../drawings/vmlDrawing1.vml\""), "{relations}");
    assert!(relations.contains("Target=\"../comments1.xml\""), "{relations}");
    assert!(
        types.contains("PartName=\"/xl/comments1.xml\"") && types.contains("Extension=\"vml\""),
        "{types}"
    );
    for said in ["cell-number", "cell-flag", "row-width", ">A3<", ">O2<", ">AG2<"] {
        assert!(summary.contains(said), "{said} is not in {summary}");
    }
    // A row returned without a change stays at fault, though it has blank cells where it had none.
    let (header, rows) = read_book(&folder, "out/quarantine/firms-to-correct.xlsx");
    folder.write("back.csv", &csv(&header, &rows));
    let part = "[[firms.part]]\npath = \"back.csv\"\ncorrects = \"firms.csv\"\n\n[output]";
    folder.edit("campaign.toml", "[output]", part);
    let (code, told) = run(&folder, &["campaign.toml", "--out", "again"]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(folder.read("out/quarantine.csv"), folder.read("again/quarantine.csv"));
    let log = folder.rows("again/corrections.csv");
    assert!(log.len() == 2 && log.iter().all(|row| row["outcome"] == "unchanged"), "{log:?}");
    // A workbook is not corrected where the next run replaces it.
    folder.edit("campaign.toml", "back.csv", "out/quarantine/firms-to-correct.xlsx");
    let (code, told) = run(&folder, &["campaign.toml", "--out", "out", "--force"]);
    assert_eq!(code, Some(3), "{told}");
    assert!(
        told.contains("error[target-exists]: out: ") && told.contains("quarantine/firms-to-correct.xlsx"),
        "{told}"
    );
    assert!(folder.path("out/quarantine/firms-to-correct.xlsx").exists());
}

#[test]
fn the_counts_of_a_run_say_what_came_back() {
    let folder = Folder::with_firms(6, 0.0);
    let text = folder.read("firms.csv");
    let rows: Vec<&str> = text.lines().collect();
    let broken = rows[1].replacen(',', ",甲", 1);
    folder.write("back.csv", format!("{}\n{broken}\n{}\n", rows[0], rows[2]).as_bytes());
    let part = "[[firms.part]]\npath = \"back.csv\"\ncorrects = \"firms.csv\"\n\n[output]";
    folder.edit("campaign.toml", "[output]", part);
    let output = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    let told = self::text(&output.stdout);
    assert!(told.contains("1 row corrected (1 cell), 1 returned unchanged, 0 added\n"), "{told}");
    assert!(told.contains("  corrections.csv "), "{told}");
    let run: serde_json::Value = serde_json::from_str(&folder.read("out/run.json")).expect("JSON");
    let counts = serde_json::json!({ "replaced": 1, "cells": 1, "unchanged": 1, "added": 0, "withdrawn": 0 });
    assert_eq!(run["counts"]["corrections"], counts);
    assert_eq!(run["counts"]["rows"], 6);
    let log = folder.rows("out/corrections.csv");
    let name = rows[1].split(',').nth(1).expect("a name");
    assert_eq!(
        (&*log[0]["column"], &*log[0]["before"], &*log[0]["after"]),
        ("企业名称", name, &*format!("甲{name}"))
    );
    assert!(!folder.path("out/quarantine").exists());
}

/// The notes of a workbook, by cell.
fn notes(folder: &Folder, name: &str) -> BTreeMap<String, String> {
    let book = fs::read(folder.path(name)).expect("a workbook");
    let comments = part(&book, "xl/comments1.xml");
    let notes = comments.split("<comment ref=\"").skip(1).map(|comment| {
        let (cell, rest) = comment.split_once('"').expect("an address");
        let text = rest.split("<t xml:space=\"preserve\">").nth(1).expect("a text");
        (cell.to_owned(), text.split("</t>").next().expect("its end").to_owned())
    });
    notes.collect()
}

#[test]
fn notes_say_what_those_who_delivered_the_rows_can_do() {
    let folder = Folder::with_firms(6, 0.0);
    let text = folder.read("firms.csv");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let id = cells(&lines[5])[0].clone();
    let mut edit = |line: usize, column: usize, cell: &str| {
        let mut row = cells(&lines[line]);
        row[column] = cell.to_owned();
        lines[line] = row.join(",");
    };
    edit(1, REVENUE, "暂无");
    edit(2, 0, "待补");
    edit(3, 0, "");
    edit(4, 0, &id);
    let width = cells(&lines[0]).len();
    for row in ["合计,,300", "注：以上数据经审计", "填表人：王某"] {
        lines.push(format!("{row}{}", ",".repeat(width - row.split(',').count())));
    }
    folder.write("firms.csv", lines.join("\n").as_bytes());
    let (_, told) = run(&folder, &["campaign.toml", "--out", "out", "--lang", "zh"]);
    let book = "out/quarantine/firms-待更正.xlsx";
    let notes = notes(&folder, book);
    assert_eq!(notes.len(), 5, "{notes:?} {told}");
    let withdrawn = "清空除“原行号”外的各单元格，即撤回该行";
    for (cell, advice) in [
        ("O2", "处理：请填写实际值；不掌握的，请留空".to_owned()),
        ("A3", format!("处理：请填写企业的统一社会信用代码；该行如不是企业，请{withdrawn}")),
        ("A4", format!("处理：请补填该单元格；该行如不是企业，请{withdrawn}")),
        ("A5", format!("处理：请更正应保留的一行；其余各行请{withdrawn}")),
        ("A6", format!("处理：请更正应保留的一行；其余各行请{withdrawn}")),
    ] {
        assert!(notes[cell].contains(&advice), "{cell} {}", notes[cell]);
    }
    // Totals, remarks and signatures are not asked back: the summary names them.
    let (_, rows) = read_book(&folder, book);
    assert_eq!(rows.len(), 5);
    let summary = part(&fs::read(folder.path(book)).expect("a workbook"), "xl/worksheets/sheet2.xml");
    for said in [
        ">total-row<",
        ">原文件第 8 行<",
        ">note-row<",
        ">原文件第 9、10 行<",
        "不是企业，未列入第一个工作表",
    ] {
        assert!(summary.contains(said), "{said} is not in {summary}");
    }
    for words in notes.values().chain([&summary]) {
        for word in ["[firms]", "批次文件", "keep", "missing =", "删除"] {
            assert!(!words.contains(word), "{word} is in {words}");
        }
    }
}

#[test]
fn a_row_that_comes_back_blank_is_withdrawn() {
    let folder = Folder::with_firms(6, 0.0);
    let text = folder.read("firms.csv");
    let lines: Vec<&str> = text.lines().collect();
    // The first firm twice, with different figures, and a total.
    let again = lines[1].replacen(',', ",甲", 1);
    let total = format!("合计{}", ",".repeat(lines[0].split(',').count() - 1));
    folder.write("firms.csv", format!("{text}{again}\n{total}\n").as_bytes());
    let total_row = total;
    let (code, told) = run(&folder, &["campaign.toml", "--out", "out"]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(folder.rows("out/quarantine.csv").len(), 3);
    let (header, rows) = read_book(&folder, "out/quarantine/firms-to-correct.xlsx");
    let blank = |row: &Vec<String>| {
        let mut blank = vec![String::new(); row.len()];
        blank[row.len() - 1].clone_from(&row[row.len() - 1]);
        blank
    };
    // The total is no firm and was not asked back; its row can be withdrawn all the same.
    assert_eq!(rows.len(), 2);
    let mut total = blank(&rows[1]);
    *total.last_mut().expect("a number") = "9".to_owned();
    let back = [rows[0].clone(), blank(&rows[1]), total];
    folder.write("back.xlsx", &workbook(&[sheet("returned", &header, &back)]));
    let part = "[[firms.part]]\npath = \"back.xlsx\"\ncorrects = \"firms.csv\"\n\n[output]";
    folder.edit("campaign.toml", "[output]", part);
    let output = folder.jifen(&["run", "campaign.toml", "--out", "mended"]);
    let told = self::text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{told}{}", self::text(&output.stderr));
    assert!(
        told.contains("0 rows corrected (0 cells), 1 returned unchanged, 0 added, 2 withdrawn\n"),
        "{told}"
    );
    let run: serde_json::Value = serde_json::from_str(&folder.read("mended/run.json")).expect("JSON");
    assert_eq!((&run["counts"]["rows"], &run["counts"]["scored"]), (&6.into(), &6.into()));
    assert_eq!(folder.rows("mended/quarantine.csv").len(), 0);
    let log = folder.rows("mended/corrections.csv");
    let of = |line: &str| log.iter().filter(|row| row["line"] == line).collect::<Vec<_>>();
    assert!(of("2").len() == 1 && of("2")[0]["outcome"] == "unchanged", "{log:?}");
    // A withdrawn row is one line of the log, which has the whole row.
    for (line, whole) in [("8", &again), ("9", &total_row)] {
        let [row] = of(line)[..] else { panic!("{line}: {log:?}") };
        assert_eq!((&*row["outcome"], &row["before"]), ("withdrawn", whole), "{row:?}");
        assert!(row["column"].is_empty() && row["after"].is_empty(), "{row:?}");
    }
}

/// A scorecard that turns away firms with less than all of its weight known.
const WHOLE: &str = r#"
id = "whole"
title = "Whole"
weights_basis = "local"
scale = 100
decimals = 1
minimum_coverage = 0.9
missing = "zero"

[[indicator]]
id = "size"
title = "Size"
value = "revenue"
curve = { linear = { low = 0, high = 100 } }
weight = 50

[[indicator]]
id = "research"
title = "Research"
value = "rd_expense / revenue"
curve = { linear = { low = 0, high = 1 } }
weight = 50
"#;

/// A campaign over `firms` under [`WHOLE`], with this minimum coverage.
fn with_coverage(firms: &str, least: &str) -> Folder {
    let folder = Folder::with_firms(2, 0.0);
    folder.write("whole.toml", WHOLE.replace("0.9", least).as_bytes());
    let all = "rules_basis = \"illustrative\"\n\
               [[institution]]\nid = \"all\"\nname = \"All\"\nkind = \"bank\"\ncapacity = 9\n";
    folder.write("institutions.toml", all.as_bytes());
    let campaign = folder.read("campaign.toml");
    let scorecard = campaign.lines().find(|line| line.starts_with("scorecard = ")).expect("a scorecard");
    folder.edit("campaign.toml", scorecard, "scorecard = \"whole.toml\"");
    folder.edit("campaign.toml", "firms.csv", firms);
    folder
}

#[test]
fn a_row_with_too_few_values_is_told_which_cells_are_blank() {
    let folder = with_coverage("firms.csv", "0.9");
    let firms = "信用代码,企业名称,营业收入(万元),研发费用(万元)\n91310000625901263C,甲,10,\n\
                 91310101832323099Y,乙,0,5\n91330100MA2KTX001P,丙,10,5\n";
    folder.write("firms.csv", firms.as_bytes());
    let (_, told) = run(&folder, &["campaign.toml", "--out", "out", "--lang", "zh"]);
    assert!(folder.path("out/quarantine/firms-待更正.xlsx").exists(), "{told}");
    let notes = notes(&folder, "out/quarantine/firms-待更正.xlsx");
    let all: Vec<&String> = notes.values().collect();
    assert_eq!(all.len(), 2, "{notes:?} {told}");
    assert!(all[0].contains("处理：请补填空白单元格：“研发费用(万元)”"), "{notes:?}");
    assert!(all[1].contains("处理：本行中指标所用的单元格均已填写"), "{notes:?}");
}

#[test]
fn a_row_of_a_workbook_is_sent_back_with_what_can_be_done_in_it() {
    let folder = with_coverage("firms.xlsx", "0.1");
    let header = ["信用代码", "企业名称", "营业收入(万元)"].map(str::to_owned).to_vec();
    let row = |id: &str, name: &str, revenue: &str| [id, name, revenue].map(str::to_owned).to_vec();
    let rows = [row("91310000625901263C", "甲", "#DIV/0!"), row("91310101832323099Y", "乙", "3")];
    folder.write("firms.xlsx", &workbook(&[sheet("企业", &header, &rows)]));
    let (_, told) = run(&folder, &["campaign.toml", "--out", "out", "--lang", "zh"]);
    assert!(folder.path("out/quarantine/firms-待更正.xlsx").exists(), "{told}");
    let notes = notes(&folder, "out/quarantine/firms-待更正.xlsx");
    assert!(notes.values().any(|note| note.contains("处理：请填写公式应得的数值")), "{notes:?} {told}");
}
