//! Parts that correct others: which rows they replace, and what is reported.

use std::fs;
use std::path::Path;

use jifen::finding::{Code, Findings, Severity};
use jifen::firms::Dictionary;
use jifen::intake::{Corrected, CorrectionOutcome, FirmsFile, Intake, read_all};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jiff::civil::date;

use crate::support::xlsx::{Sheet, workbook};

const HEADER: &str = "信用代码,企业名称,营业收入(万元),研发费用(万元)\n";
const A: &str = "91310000625901263C";
const B: &str = "91310101832323099Y";
const C: &str = "91330100MA2KTX001P";

fn read(files: &[(&str, &str)], table: &str) -> Result<Intake, Findings> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder can be made");
        let bytes = match Path::new(name).extension().is_some_and(|ending| ending == "xlsx") {
            true => workbook(&[Sheet::of_csv("企业", text)]),
            false => text.as_bytes().to_vec(),
        };
        fs::write(path, bytes).expect("a temporary folder takes files");
    }
    let source = Source::new("campaign.toml", table.to_owned());
    let file: FirmsFile = source.parse()?;
    let dictionary = Dictionary::built_in();
    let all = (0..dictionary.fields.len()).collect();
    let intake = read_all(folder.path(), &file, &source, &dictionary, &all, date(2025, 6, 30), &Silent)?;
    assert_eq!(intake.rows, intake.firms.len + intake.quarantine.len() + intake.merged, "a row is lost");
    Ok(intake)
}

fn rows(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

fn returned(rows: &[&str]) -> String {
    format!("{},原行号\n{}\n", HEADER.trim_end(), rows.join("\n"))
}

const CORRECTS: &str = "path = \"a.csv\"\n[[part]]\npath = \"back.csv\"\ncorrects = \"a.csv\"\n";

/// Code and message of each warning and error, without folders.
fn told(findings: &Findings) -> Vec<(Code, String)> {
    let all = findings.iter().filter(|one| one.code.severity() > Severity::Note);
    let of = |place: String| place.rsplit('/').next().unwrap_or_default().to_owned();
    all.map(|one| (one.code, format!("{}: {}", of(one.place.to_string()), one.message))).collect()
}

fn names(intake: &Intake) -> Vec<(String, Option<f64>)> {
    let names = intake.firms.column("name").and_then(|column| column.texts()).expect("names");
    let revenue = intake.firms.column("revenue").and_then(|column| column.numbers()).expect("amounts");
    let mut all: Vec<_> =
        (0..intake.firms.len).map(|at| (names.get_or_empty(at).to_owned(), revenue.get(at))).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn firms(intake: &Intake) -> Vec<String> {
    names(intake).into_iter().map(|(name, revenue)| format!("{name} {}", revenue.unwrap_or(-1.0))).collect()
}

/// The corrections: lines, outcome and changes.
fn log(intake: &Intake) -> Vec<String> {
    let corrections = &intake.corrections;
    let all = corrections.rows(&intake.parts, 0..corrections.len());
    let line = |line: Option<u32>| line.map_or_else(|| "-".to_owned(), |line| line.to_string());
    all.iter()
        .map(|one| {
            let changes = one.changes.iter().map(|c| format!(" {}:{}→{}", c.column, c.before, c.after));
            let changes: String = changes.collect();
            let (part, by, outcome) = (&one.part, &one.by, one.outcome.as_str());
            let whole = one.withdrawn.iter().map(|row| format!(" {row}")).collect::<String>();
            format!("{part}:{} {by}:{} {} {outcome}{changes}{whole}", line(one.line), one.by_line, one.id)
        })
        .collect()
}

#[test]
fn a_returned_row_replaces_that_of_its_id_and_the_rest_is_kept() {
    let files = [
        ("a.csv", rows(&[&format!("{A},甲,1x,50"), &format!("{B},乙,2000,50"), &format!("{C},丙,y,1")])),
        ("back.csv", rows(&[&format!("{A},甲,1000,60"), &format!("{B},乙,2000,50")])),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let intake = read(&files, CORRECTS).expect("a cohort");
    assert_eq!(firms(&intake), ["乙 2000", "甲 1000"]);
    assert_eq!((intake.rows, intake.quarantine.len(), intake.merged), (3, 1, 0));
    assert_eq!(intake.quarantine.row(0).original, format!("{C},丙,y,1"));
    assert_eq!(intake.quarantine.row(0).line(), 4);
    let counts = Corrected { replaced: 1, cells: 2, unchanged: 1, added: 0, withdrawn: 0 };
    assert_eq!(intake.corrections.counts(), counts);
    let expected = [
        format!("a.csv:2 back.csv:2 {A} replaced 营业收入(万元):1x→1000 研发费用(万元):50→60"),
        format!("a.csv:3 back.csv:3 {B} unchanged"),
    ];
    assert_eq!(log(&intake), expected);
    assert_eq!(told(&intake.findings).len(), 1, "{:?}", told(&intake.findings));
}

#[test]
fn the_original_row_mends_an_id_and_a_row_that_is_too_short() {
    let bad = "9.13100006259013E+17";
    let a = rows(&[&format!("{bad},甲,1000,50"), "乙", &format!("{C},丙,1,1")]);
    let back = returned(&[&format!("{B},乙,2000,50,3"), &format!("{A},甲,1000,50,2")]);
    for name in ["back.csv", "back.xlsx"] {
        let table = CORRECTS.replace("back.csv", name);
        let files = [("a.csv", a.as_str()), (name, back.as_str())];
        let intake = read(&files, &table).expect("a cohort");
        assert_eq!(firms(&intake), ["丙 1", "乙 2000", "甲 1000"]);
        assert_eq!((intake.rows, intake.quarantine.len()), (3, 0));
        let by = if name == "back.csv" { "back.csv" } else { "back.xlsx[企业]" };
        let expected = [
            format!("a.csv:2 {by}:3 {A} replaced 信用代码:{bad}→{A}"),
            format!(
                "a.csv:3 {by}:2 {B} replaced 信用代码:乙→{B} 企业名称:→乙 营业收入(万元):→2000 研发费用(万元):→50"
            ),
        ];
        assert_eq!(log(&intake), expected);
        let codes: Vec<Code> = intake.findings.iter().map(|one| one.code).collect();
        assert_eq!(codes, [], "{}", intake.findings);
    }
    // The title in English stands for the same column, and without it a wrong id is not found.
    let files = [("a.csv", a.as_str()), ("back.csv", &back.replace("原行号", "Original Row"))];
    assert_eq!(read(&files, CORRECTS).expect("a cohort").quarantine.len(), 0);
    let files = [("a.csv", a.as_str()), ("back.csv", &back.replace("原行号", "行"))];
    let intake = read(&files, CORRECTS).expect("a cohort");
    assert_eq!((intake.quarantine.len(), intake.corrections.counts().added), (2, 2));
}

#[test]
fn the_number_of_a_row_is_no_content_under_any_header() {
    let a = rows(&[&format!("{A},甲,1x,50"), &format!("{B},乙,2000,50")]);
    let back = returned(&[&format!("{A},甲,1000,50,2"), &format!("{B},乙,2000,50,3")]);
    // Renamed, or without a header: the credit code still says which row it is.
    for header in ["行号", "", "序号2"] {
        let back = back.replace("原行号", header);
        let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
        let expected = [
            format!("a.csv:2 back.csv:2 {A} replaced 营业收入(万元):1x→1000"),
            format!("a.csv:3 back.csv:3 {B} unchanged"),
        ];
        assert_eq!(log(&intake), expected, "{header}");
    }
    // Removed in the second round, where the corrected part has it.
    let again =
        back.replace(",原行号", "").replace(",1000,50,2", ",1001,50").replace(",2000,50,3", ",2000,50");
    let twice = format!("{CORRECTS}[[part]]\npath = \"again.csv\"\ncorrects = \"back.csv\"\n");
    let first = back.replace(",2000,50,3", ",2002,50,3");
    let intake =
        read(&[("a.csv", &a), ("back.csv", &first), ("again.csv", &again)], &twice).expect("a cohort");
    let log = log(&intake);
    assert!(log.iter().any(|line| line.ends_with("replaced 营业收入(万元):1000→1001")), "{log:?}");
    assert!(log.iter().all(|line| !line.contains("原行号")), "{log:?}");
}

#[test]
fn a_row_that_stands_for_none_is_added_and_reported() {
    let a = rows(&[&format!("{A},甲,1x,50"), &format!("{B},乙,2000,50")]);
    let back =
        returned(&[&format!("{C},丙,1,1,9"), "91310000MA1FL0001X,丁,2,1,", &format!("{B},乙,2000,50,2")]);
    let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
    let unmatched: Vec<String> = told(&intake.findings)
        .into_iter()
        .filter(|(code, _)| *code == Code::CorrectionUnmatched)
        .map(|(_, told)| told)
        .collect();
    let expected = [
        format!("back.csv:2: `a.csv` has neither a row 9 nor one with the id `{C}`; the row was added"),
        "back.csv:3: `a.csv` has no row with the id `91310000MA1FL0001X`; the row was added".to_owned(),
        format!(
            "back.csv:4: row 2 of `a.csv` has the id `{A}`, and the id `{B}` stands in row 3; the row was \
             added, and both stay"
        ),
    ];
    assert_eq!(unmatched, expected);
    // The row of 乙 equals the one that stayed.
    assert_eq!((intake.merged, intake.quarantine.len()), (1, 1));
    assert_eq!(intake.corrections.counts(), Corrected { added: 3, ..Corrected::default() });
    let all = intake.corrections.rows(&intake.parts, 0..3);
    assert!(all.iter().all(|one| one.outcome == CorrectionOutcome::Added && one.line.is_none()));
}

#[test]
fn a_firm_of_two_rows_may_come_back_as_one() {
    let a = rows(&[&format!("{A},甲,1000,50"), &format!("{B},乙,2000,50"), &format!("{A},甲,3000,50")]);
    let one = format!("{A},甲,3000,50,4");
    let intake = read(&[("a.csv", &a), ("back.csv", &returned(&[&one]))], CORRECTS).expect("a cohort");
    assert_eq!((firms(&intake), intake.quarantine.len()), (vec!["乙 2000".into(), "甲 3000".into()], 0));
    let expected = [
        format!("a.csv:2 back.csv:2 {A} replaced 营业收入(万元):1000→3000"),
        format!("a.csv:4 back.csv:2 {A} unchanged"),
    ];
    assert_eq!(log(&intake), expected);
    // Two rows for one firm are a duplicate as always.
    let other = format!("{A},甲,1000,50,2");
    let back = returned(&[&one, &other]);
    let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
    let codes: Vec<Code> = intake.quarantine.causes().collect();
    assert_eq!(codes, [Code::DuplicateFirm; 2]);
    // So are two firms for one row.
    let back = returned(&[&one, &format!("{C},甲,3000,50,4")]);
    let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
    let codes: Vec<Code> = intake.quarantine.causes().collect();
    assert_eq!(codes, [Code::DuplicateFirm; 2]);
    let messages: Vec<String> =
        intake.quarantine.iter().map(|row| row.faults[0].message.to_string()).collect();
    assert_eq!(messages[0], "row 4 of `a.csv` is corrected here and in row 3, with different ids");
    assert_eq!(firms(&intake), ["乙 2000"]);
}

#[test]
fn a_faulty_correction_goes_to_quarantine_and_the_old_row_does_not_return() {
    let a = rows(&[&format!("{A},甲,1000,50"), &format!("{B},乙,2000,50")]);
    let back = returned(&[&format!("{A},甲,1z,50,2")]);
    let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
    assert_eq!((firms(&intake), intake.rows), (vec!["乙 2000".to_owned()], 2));
    let row = intake.quarantine.row(0);
    assert_eq!((intake.parts.name(row.row), row.line()), ("back.csv".to_owned(), 2));
}

#[test]
fn corrections_of_corrections_work_in_any_order_and_circles_do_not() {
    let a = rows(&[&format!("{A},甲,1x,50"), &format!("{B},乙,2y,50"), &format!("{C},丙,3,1")]);
    let back = returned(&[&format!("{A},甲,1000,50,2"), &format!("{B},乙,2z,50,3")]);
    let again = returned(&[&format!("{B},乙,2000,50,3")]);
    let files = [("a.csv", a.as_str()), ("back.csv", &back), ("again.csv", &again)];
    let parts = |order: [[&str; 2]; 2]| {
        let part = |[path, of]: [&str; 2]| format!("[[part]]\npath = \"{path}\"\ncorrects = \"{of}\"\n");
        format!("path = \"a.csv\"\n{}", order.map(part).concat())
    };
    for order in [
        [["back.csv", "a.csv"], ["again.csv", "back.csv"]],
        [["again.csv", "back.csv"], ["back.csv", "a.csv"]],
    ] {
        let intake = read(&files, &parts(order)).expect("a cohort");
        assert_eq!(firms(&intake), ["丙 3", "乙 2000", "甲 1000"]);
        assert_eq!((intake.rows, intake.quarantine.len()), (3, 0));
        assert_eq!(intake.corrections.counts(), Corrected { replaced: 3, cells: 3, ..Corrected::default() });
        assert_eq!(log(&intake)[2], format!("back.csv:3 again.csv:2 {B} replaced 营业收入(万元):2z→2000"));
    }
    let fault = |order| told(&read(&files, &parts(order)).expect_err("a circle"));
    let circle = fault([["back.csv", "again.csv"], ["again.csv", "back.csv"]]);
    let said = "campaign.toml:4 [corrects]: `back.csv` corrects itself, directly or by way of another part";
    assert!(circle.contains(&(Code::ValueInvalid, said.to_owned())), "{circle:?}");
    let own = fault([["back.csv", "back.csv"], ["again.csv", "back.csv"]]);
    assert!(own.contains(&(Code::ValueInvalid, said.to_owned())), "{own:?}");
}

#[test]
fn a_name_of_no_part_or_of_several_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sheet = |name: &str, row: &str| Sheet::of_csv(name, &rows(&[row]));
    let book = workbook(&[sheet("东", &format!("{A},甲,1x,1")), sheet("西", &format!("{B},乙,2x,1"))]);
    fs::write(folder.path().join("a[1].xlsx"), book).expect("a file");
    fs::write(folder.path().join("back.csv"), rows(&[&format!("{A},甲,1,1")])).expect("a file");
    let read = |corrects: &str| {
        let table = format!(
            "path = \"a[1].xlsx\"\nsheet = \"*\"\n[[part]]\npath = \"back.csv\"\ncorrects = \"{corrects}\"\n"
        );
        let source = Source::new("campaign.toml", table);
        let file: FirmsFile = source.parse().expect("a table");
        let dictionary = Dictionary::built_in();
        let all = (0..dictionary.fields.len()).collect();
        read_all(folder.path(), &file, &source, &dictionary, &all, date(2025, 6, 30), &Silent)
    };
    assert_eq!(read("a[1].xlsx[东]").expect("a cohort").corrections.counts().replaced, 1);
    // The row stands in the other worksheet.
    assert_eq!(read("a[1].xlsx[西]").expect("a cohort").corrections.counts().added, 1);
    let fault = |corrects: &str| {
        let findings = read(corrects).expect_err("no such part");
        let one = findings.iter().next().expect("a fault");
        format!("{one}").replace('\n', "")
    };
    assert_eq!(
        fault("a[1].xlsx"),
        "error[name-ambiguous]: campaign.toml:5 [corrects]: `a[1].xlsx` has several parts: a[1].xlsx[东], \
         a[1].xlsx[西]  help: name one of them, with its worksheet in brackets"
    );
    assert_eq!(
        fault("a[1].xlsx[两]"),
        "error[name-unknown]: campaign.toml:5 [corrects]: `a[1].xlsx[两]` is no part of the cohort  help: \
         name one of a[1].xlsx[东], a[1].xlsx[西]"
    );
    assert_eq!(
        fault("a1.xlsx[西]"),
        "error[name-unknown]: campaign.toml:5 [corrects]: `a1.xlsx[西]` is no part of the cohort  help: \
         name one of a[1].xlsx"
    );
}

#[test]
fn a_correction_is_read_as_its_original_is() {
    let a =
        format!("名单\n代码,企业名称,营业收入,研发费用(万元),备注\n{A},甲,10000000,待补,x\n{B},乙,1x,5,\n");
    let back = format!("代码,企业名称,营业收入,研发费用(万元),备注,原行号\n{B},乙,20000000,待补,y,4\n");
    let table = "path = \"a.csv\"\nheader_row = 2\nsheet = \"别的\"\n[[part]]\npath = \"a.csv\"\n\
                 columns = { \"代码\" = \"credit_code\" }\nunits = { revenue = \"元\" }\nmissing = [\"待补\"]\n\
                 ignore = [\"备注\"]\n[[part]]\npath = \"back.xlsx\"\ncorrects = \"a.csv\"\n";
    let intake = read(&[("a.csv", &a), ("back.xlsx", &back)], table).expect("a cohort");
    assert_eq!((firms(&intake), intake.quarantine.len()), (vec!["乙 2000".into(), "甲 1000".into()], 0));
    assert_eq!(told(&intake.findings), []);
    let expected = [format!(
        "a.csv:4 back.xlsx[企业]:2 {B} replaced 营业收入:1x→20000000 研发费用(万元):5→待补 备注:→y"
    )];
    assert_eq!(log(&intake), expected);
}

/// A row of another list of faults has a number of that list.
#[test]
fn the_number_of_another_firms_sound_row_stands_for_none() {
    let a = rows(&[&format!("{A},甲公司,1,1"), "待补,乙公司,2,2"]);
    let back = returned(&[&format!("{B},乙公司,2,2,2")]);
    let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
    assert_eq!(firms(&intake), ["乙公司 2", "甲公司 1"]);
    let codes: Vec<Code> = told(&intake.findings).into_iter().map(|(code, _)| code).collect();
    assert!(codes.contains(&Code::CorrectionUnmatched), "{codes:?}");
}

#[test]
fn a_blank_row_withdraws_no_sound_one() {
    let a = rows(&[&format!("{A},甲,1000,50"), &format!("{B},乙,x,50")]);
    let back = returned(&[",,,,2", ",,,,3", ",,,,9", "--,,,,3"]);
    let files = [("a.csv", a.as_str()), ("back.csv", back.as_str())];
    let intake = read(&files, CORRECTS).expect("a cohort");
    assert_eq!(firms(&intake), ["甲 1000"]);
    let expected = [
        format!("a.csv:3 back.csv:3  withdrawn {B},乙,x,50"),
        format!(
            "a.csv:3 back.csv:5 -- replaced 信用代码:{B}→-- 企业名称:乙→ 营业收入(万元):x→ 研发费用(万元):50→"
        ),
        "a.csv:- back.csv:2  added".to_owned(),
        "a.csv:- back.csv:4  added".to_owned(),
    ];
    assert_eq!(log(&intake), expected);
    // Rows that stand for none, and one with a cell, stay faulty rows.
    assert_eq!((intake.rows, intake.quarantine.len()), (4, 3));
    assert_eq!(intake.corrections.counts().withdrawn, 1);
}

/// A file that was returned for another part: its numbers are those of other firms' faulty rows.
#[test]
fn the_row_of_a_firm_with_another_name_and_id_is_not_replaced() {
    let a = rows(&[&format!("{A},甲,10,x"), &format!("{B},乙,20,y")]);
    let back = returned(&[&format!("{C},丙,30,3,2"), &format!("{C},乙,20,4,3")]);
    let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
    // The first stays quarantined. The second has a new code and its old name: it is corrected.
    let aside: Vec<u32> = intake.quarantine.iter().map(|row| row.line()).collect();
    assert!(
        log(&intake).contains(&"a.csv:- back.csv:2 91330100MA2KTX001P added".to_owned()),
        "{:?}",
        log(&intake)
    );
    assert!(log(&intake).iter().any(|line| line.starts_with("a.csv:3 back.csv:3")), "{:?}", log(&intake));
    assert!(aside.contains(&2), "{aside:?}");
    assert!(
        told(&intake.findings).iter().any(|(code, text)| *code == Code::CorrectionUnmatched
            && text.contains("is that of another firm, `91310000625901263C`, not of `91330100MA2KTX001P`")),
        "{:?}",
        told(&intake.findings)
    );
}

#[test]
fn a_faulty_row_returned_as_it_was_replaces_no_sound_row_of_its_firm() {
    let a = rows(&[&format!("{A},甲,1000,50"), &format!("{B},乙,x,50"), &format!("{B},乙,2000,50")]);
    let back = returned(&[&format!("{B},乙,x,50,3")]);
    let intake = read(&[("a.csv", &a), ("back.csv", &back)], CORRECTS).expect("a cohort");
    assert_eq!(firms(&intake), ["乙 2000", "甲 1000"]);
    assert_eq!(log(&intake), [format!("a.csv:3 back.csv:2 {B} unchanged")]);
}

#[test]
fn a_value_that_was_merged_is_mended_by_being_there() {
    let text = format!("{HEADER}{A},甲,1000,50\n{B},乙,,60\n{C},丙,700,1\n");
    let book = workbook(&[Sheet::of_csv("企业", &text).merge("C2:C3")]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("a.xlsx"), book).expect("a temporary folder takes files");
    let read = |rows: &[&str]| {
        fs::write(folder.path().join("back.csv"), returned(rows)).expect("a folder takes files");
        let source = Source::new("campaign.toml", CORRECTS.replace("a.csv", "a.xlsx"));
        let file: FirmsFile = source.parse().expect("a table of firms");
        let dictionary = Dictionary::built_in();
        let all = (0..dictionary.fields.len()).collect();
        let day = date(2025, 6, 30);
        read_all(folder.path(), &file, &source, &dictionary, &all, day, &Silent).expect("a cohort")
    };
    let intake = read(&[&format!("{A},甲,1000,50,2"), &format!("{B},乙,900,60,3")]);
    assert_eq!(firms(&intake), ["丙 700", "乙 900", "甲 1000"]);
    let counts = intake.corrections.counts();
    assert_eq!((counts.replaced, counts.unchanged), (2, 0));
    // A blank cell says nothing of what was merged there.
    let intake = read(&[&format!("{A},甲,1000,50,2"), &format!("{B},乙,,60,3")]);
    assert_eq!(firms(&intake), ["丙 700", "甲 1000"]);
    assert_eq!((intake.corrections.counts().replaced, intake.quarantine.len()), (1, 1));
}

#[test]
fn a_firm_whose_every_row_is_withdrawn_is_named() {
    let a = rows(&[&format!("{A},甲,1,1"), &format!("{B},乙,40,4"), "合计,,41,5"]);
    let b = rows(&[&format!("{B},乙,50,5")]);
    let table = "path = [\"a.csv\", \"b.csv\"]\n[[part]]\npath = \"back-a.csv\"\ncorrects = \"a.csv\"\n\
                 [[part]]\npath = \"back-b.csv\"\ncorrects = \"b.csv\"\n";
    let gone = |of_a: &[&str], of_b: &[&str]| {
        let (of_a, of_b) = (returned(of_a), returned(of_b));
        let files = [("a.csv", &*a), ("b.csv", &*b), ("back-a.csv", &*of_a), ("back-b.csv", &*of_b)];
        let intake = read(&files, table).expect("a cohort");
        let told = told(&intake.findings).into_iter().filter(|(code, _)| *code == Code::FirmWithdrawn);
        told.map(|(_, told)| told).collect::<Vec<String>>()
    };
    let expected =
        [format!("back-b.csv:2: every row of `{B}` was withdrawn; the firm is no longer in the cohort")];
    assert_eq!(gone(&[",,,,3", ",,,,4"], &[",,,,2"]), expected);
    // One of them comes back as it was, or with another value.
    for row in ["乙,50,5", "乙,60,5"] {
        assert_eq!(gone(&[",,,,3"], &[&format!("{B},{row},2")]), [] as [String; 0], "{row}");
    }
    // A total is no firm.
    assert_eq!(gone(&[",,,,4"], &[&format!("{B},乙,50,5,2")]), [] as [String; 0]);
}
