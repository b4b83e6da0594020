//! A cohort of several files and worksheets.

use std::fs;
use std::path::Path;

use jifen::finding::{Code, Findings, Severity};
use jifen::firms::Dictionary;
use jifen::intake::{FirmsFile, Intake, read_all};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jiff::civil::date;

use super::number;
use crate::support::xlsx::{Sheet, workbook};

const HEADER: &str = "信用代码,企业名称,营业收入(万元),研发费用(万元)\n";
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";
const C: &str = "91330100MA2KTX001P";

/// Reads the cohort that the `[firms]` table `table` names in `folder`.
fn read(folder: &Path, table: &str) -> Result<Intake, Findings> {
    let source = Source::new("campaign.toml", table.to_owned());
    let file: FirmsFile = source.parse()?;
    let dictionary = Dictionary::built_in();
    let all = (0..dictionary.fields.len()).collect();
    let intake = read_all(folder, &file, &source, &dictionary, &all, date(2025, 6, 30), &Silent)?;
    assert_eq!(intake.rows, intake.firms.len + intake.quarantine.len() + intake.merged, "a row is lost");
    Ok(intake)
}

/// A folder with these files.
fn folder(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a temporary folder takes files");
    }
    folder
}

fn rows(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}{}\n", rows.join("\n")).into_bytes()
}

fn book(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let sheet =
        |(name, rows): &(&str, &[&str])| Sheet::of_csv(name, &format!("{HEADER}{}\n", rows.join("\n")));
    workbook(&sheets.iter().map(sheet).collect::<Vec<_>>())
}

/// Code and message of each warning and error.
fn told(intake: &Intake) -> Vec<(Code, String)> {
    let all = intake.findings.iter().filter(|one| one.code.severity() > Severity::Note);
    all.map(|one| (one.code, format!("{}: {}", one.place, one.message))).collect()
}

#[test]
fn files_of_all_forms_are_one_cohort_whatever_their_order() {
    let [a, b, c] = [A, B, C].map(|code| format!("{code},甲,1000,50"));
    let folder = folder(&[
        ("区县/东区.xlsx", book(&[("企业", &[&a])])),
        ("区县/~$东区.xlsx", b"lock".to_vec()),
        ("late.csv", encoding_rs::GB18030.encode(&format!("{HEADER}{b}\n")).0.into_owned()),
        ("last.csv", rows(&[&c])),
    ]);
    let one = read(folder.path(), "path = [\"区县/*.xlsx\", \"late.csv\", \"last.csv\"]").expect("a cohort");
    let other =
        read(folder.path(), "path = [\"l*.csv\", \"last.csv\", \"区县/东区.xlsx\"]").expect("a cohort");
    assert_eq!(one.firms.len, 3);
    assert_eq!(one.firms.columns, other.firms.columns);
    let names = |intake: &Intake| intake.parts.iter().map(|part| part.name()).collect::<Vec<_>>();
    assert_eq!(names(&one), ["last.csv", "late.csv", "区县/东区.xlsx[企业]"]);
    assert_eq!(names(&one), names(&other));
    assert_eq!(one.parts.sha256(), other.parts.sha256());
    assert_eq!(told(&one), []);
    // Findings are placed by this name.
    let turned =
        read(folder.path(), "path = [\"last.csv\", \"区县/*.xlsx\", \"late.csv\"]").expect("a cohort");
    assert_eq!((&*one.name, &*turned.name), ("last.csv, late.csv, 区县/*.xlsx", &*one.name));
}

#[test]
fn a_part_may_be_read_otherwise() {
    let folder = folder(&[
        ("a.csv", rows(&[&format!("{A},甲,1000,50")])),
        ("b.csv", format!("名单\n代码,企业名称,营业收入,研发费用(万元)\n{B},乙,10000000,50\n").into_bytes()),
    ]);
    let table = "path = [\"a.csv\", \"b.csv\"]\n[[part]]\npath = \"b.*\"\nheader_row = 2\n\
                 columns = { \"代码\" = \"credit_code\" }\nunits = { revenue = \"元\" }\n";
    let intake = read(folder.path(), table).expect("a cohort");
    assert_eq!((number(&intake, "revenue", 0), number(&intake, "revenue", 1)), (Some(1000.0), Some(1000.0)));
    // An entry of no part, and a part of no file.
    let fault = read(folder.path(), &table.replace("b.*", "c.csv")).expect_err("no such file").to_string();
    assert!(
        fault.contains("[name-unknown]: campaign.toml:3 [path]: `c.csv` is none of the files"),
        "{fault}"
    );
    let fault = read(folder.path(), &format!("{table}ignore = [\"x\"]\n")).expect_err("no such column");
    assert!(fault.iter().any(|one| one.code == Code::ColumnUnknown), "{fault}");
    // A header that one part has is known.
    let table = format!(
        "ignore = [\"企业名称\", \"代码\"]\n{}",
        table.replace("{ \"代码\" = \"credit_code\" }", "{}")
    );
    let fault = read(folder.path(), &table).expect_err("the code is left out").to_string();
    assert!(fault.contains("[column-missing]: ") && !fault.contains("column-unknown"), "{fault}");
}

#[test]
fn a_firm_in_two_parts_is_told_with_both_places() {
    let folder = folder(&[
        ("a.csv", rows(&[&format!("{A},甲,1000,50"), &format!("{B},乙,1000,50")])),
        ("b.xlsx", book(&[("企业", &[&format!("{A},甲,2000,50"), &format!("{B},乙,1000,50")])])),
    ]);
    let intake = read(folder.path(), "path = [\"a.csv\", \"b.xlsx\"]").expect("a cohort");
    assert_eq!((intake.firms.len, intake.quarantine.len(), intake.merged), (1, 2, 1));
    let all: Vec<String> =
        intake.findings.iter().map(|one| format!("{} {}", one.place, one.message)).collect();
    let all = all.join("\n").replace(&format!("{}/", folder.path().display()), "");
    for said in [
        "a.csv:2 `91310000625901263C` also stands at b.xlsx[企业]!2:2; the rows differ in 营业收入(万元)",
        "b.xlsx[企业]!2:2 `91310000625901263C` also stands at a.csv:2; the rows differ in 营业收入(万元)",
        "b.xlsx[企业]!3:3 repeats a.csv:3 in every cell; that row is kept",
    ] {
        assert!(all.contains(said), "{said} is not in\n{all}");
    }
    let aside: Vec<String> = intake.quarantine.iter().map(|row| intake.parts.name(row.row)).collect();
    assert_eq!(aside, ["a.csv", "b.xlsx[企业]"]);
    assert_eq!(intake.quarantine.row(1).original, format!("{A},甲,2000,50"));
}

#[test]
fn a_part_without_firms_or_with_a_column_too_few_is_told() {
    let folder = folder(&[
        ("a.csv", rows(&[&format!("{A},甲,1000,50")])),
        ("b.csv", HEADER.as_bytes().to_vec()),
        ("c.csv", format!("信用代码,企业名称,营业收入(万元)\n{C},丙,1000\n").into_bytes()),
    ]);
    let intake = read(folder.path(), "path = \"*.csv\"").expect("a cohort");
    let told: Vec<(Code, String)> = told(&intake);
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::PartEmpty, Code::PartColumns]);
    assert!(
        told[1].1.ends_with(
            "c.csv:1: has no column for `rd_expense` (研发费用), unlike other parts of the cohort"
        ),
        "{told:?}"
    );
    assert_eq!((intake.firms.len, number(&intake, "rd_expense", 1)), (2, None));
    let fault = read(folder.path(), "path = [\"b.csv\", \"b.csv\"]").expect_err("no firms");
    assert_eq!(fault.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::FileHeaderOnly]);
    for (table, said) in [
        ("path = \"*.txt\"", "no file matches `*.txt`"),
        ("path = [\"a.csv\", \"x.csv\"]", "no file is called `x.csv`"),
    ] {
        let fault = read(folder.path(), table).expect_err("no such file").to_string();
        assert!(
            fault.starts_with("error[file-unreadable]: campaign.toml:1 [path]: ") && fault.contains(said),
            "{fault}"
        );
    }
    assert!(read(folder.path(), "path = []").is_err());
}

#[test]
fn a_part_whose_amounts_are_all_in_another_unit_is_named_once() {
    let row = |at: usize, factor: f64| {
        let revenue = (1000 + at * 37 % 900) as f64;
        format!("F{at:04},甲{at},{},{}", revenue * factor, revenue / 20.0 * factor)
    };
    let lines = |from: usize, factor: f64| (from..from + 60).map(|at| row(at, factor)).collect::<Vec<_>>();
    let text = |lines: Vec<String>| rows(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let folder = folder(&[
        ("a.csv", text(lines(0, 1.0))),
        ("b.csv", text(lines(100, 1e4))),
        ("c.csv", text(lines(200, 1.5))),
    ]);
    let slips = |paths: &str| -> Vec<String> {
        let intake = read(folder.path(), paths).expect("a cohort");
        let slips = intake.findings.iter().filter(|one| one.code == Code::UnitSlip);
        slips.map(|slip| slip.to_string()).collect()
    };
    let three = slips("path = \"?.csv\"");
    assert!(three.len() == 1, "{three:?}");
    assert!(
        three[0]
            .contains("b.csv: the medians of this part are about 10,000 times those of the other parts: ")
    );
    let two = slips("path = [\"b.csv\", \"c.csv\"]");
    assert!(
        two.len() == 1 && two[0].contains("b.csv: the medians of this part are about 10,000 times those of "),
        "{two:?}"
    );
    assert!(two[0].contains("c.csv: ") && two[0].contains("units"), "{two:?}");
    assert_eq!(slips("path = [\"a.csv\", \"c.csv\"]"), Vec::<String>::new());
}

#[test]
fn a_unit_slip_of_one_part_is_seen_in_that_part() {
    let row = |at: usize, factor: f64| {
        let revenue = (1000 + at * 37 % 900) as f64;
        format!("F{at:04},甲{at},{},{}", revenue * factor, revenue / 20.0)
    };
    let lines = |from: usize, factor: f64| (from..from + 60).map(|at| row(at, factor)).collect::<Vec<_>>();
    let text = |lines: Vec<String>| rows(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let folder = folder(&[
        ("a.csv", text(lines(0, 1.0))),
        ("b.csv", text(lines(100, 1e4))),
        ("c.csv", text(lines(200, 1.0))),
    ]);
    let intake = read(folder.path(), "path = \"?.csv\"").expect("a cohort");
    let whole: Vec<String> = intake
        .findings
        .iter()
        .filter(|one| one.code == Code::UnitSlip && one.place.line.is_none())
        .map(|one| one.place.to_string())
        .collect();
    assert!(whole.len() == 1 && whole[0].ends_with("b.csv"), "{whole:?}");
}
