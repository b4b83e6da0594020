//! Damaged and hostile workbooks and Parquet files: the program ends with a code of its own, in bounded
//! memory, and says why.

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use polars::prelude::{Column, DataFrame};
use polars_io::prelude::ParquetWriter;
use rand::RngExt;
use rand::seq::{IndexedMutRandom, IndexedRandom};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::support::random_card::generator;
use crate::support::xlsx::{Sheet, workbook};

/// Most memory of a process in KiB, whatever it is given.
const MOST: u32 = 3 << 20;

/// A file's name in the archive with its bytes.
type Entry = (String, Vec<u8>);

/// A workbook of all that cells can be: shared texts, days, formulas, errors, merged titles.
fn rich() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("企业数据").expect("a name");
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.merge_range(0, 0, 0, 4, "高新区企业数据表", &Format::new()).expect("a title");
    let headers = ["统一社会信用代码", "企业名称", "成立日期", "营业收入(万元)", "失信被执行人"];
    for (at, header) in headers.iter().enumerate() {
        sheet.write(1, at as u16, *header).expect("a header");
    }
    let ids = ["91310000625901263C", "91310101832323099Y", "91330100MA2KTX001P"];
    for (row, id) in (2..).zip(ids) {
        let founded = ExcelDateTime::from_ymd(2015, 3, row as u8).expect("a day");
        sheet.write(row, 0, id).expect("a cell");
        sheet.write(row, 1, "甲科技有限公司").expect("a cell");
        sheet.write_with_format(row, 2, &founded, &day).expect("a cell");
        sheet.write(row, 3, Formula::new("=1000*2").set_result("2000")).expect("a cell");
        sheet.write(row, 4, "否").expect("a cell");
    }
    sheet.set_row_hidden(3).expect("a row");
    book.add_worksheet().set_name("说明").expect("a name").write(0, 0, "填报说明").expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

fn entries(book: &[u8]) -> Vec<Entry> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("an entry");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("an entry's bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn packed(entries: &[Entry], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let method = match random.random_bool(0.5) {
        true => zip::CompressionMethod::Stored,
        false => zip::CompressionMethod::Deflated,
    };
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in entries {
        // A name that stands twice is refused by the writer, and left out.
        if archive.start_file(name, options).is_ok() {
            archive.write_all(bytes).expect("memory takes bytes");
        }
    }
    archive.finish().expect("an archive").into_inner()
}

/// What stands in a file of XML, and what takes its place.
const SWAPS: [(&str, &[&str]); 14] = [
    (
        "t=\"s\"",
        &["t=\"n\"", "t=\"b\"", "t=\"e\"", "t=\"str\"", "t=\"inlineStr\"", "t=\"d\"", "t=\"zz\"", ""],
    ),
    ("t=\"inlineStr\"", &["t=\"s\"", "t=\"n\"", "t=\"b\"", "t=\"\""]),
    (
        "<v>",
        &["<v>-1", "<v>99999999999", "<v>1e999", "<v>NaN", "<v>0x1F", "<v> ", "<v><v>", "<w>", "<v>&amp;"],
    ),
    ("</v>", &["", "</w>", "<x/></v>", "]]></v>", "<![CDATA[7]]></v>"]),
    ("r=\"A", &["r=\"", "r=\"XFE", "r=\"ZZZZZZZ", "r=\"A0", "r=\"A9999999", "r=\"-", "r=\"a", "q=\"A"]),
    (
        "<row r=\"",
        &["<row r=\"0", "<row r=\"1048576", "<row r=\"99999999999", "<row r=\"-", "<row spans=\"9:1\" r=\""],
    ),
    (" s=\"", &[" s=\"9999", " s=\"-", " s=\"4294967296", " style=\""]),
    ("<si>", &["<si><si>", "", "<si><r>", "<si><rPh>", "<si/>"]),
    ("uniqueCount=\"", &["uniqueCount=\"4294967295", "uniqueCount=\"-", "count=\"1\" uniqueCount=\""]),
    ("numFmtId=\"", &["numFmtId=\"99999", "numFmtId=\"-1", "numFmtId=\"x"]),
    ("<sheetData>", &["<sheetData><sheetData>", "</sheetData><sheetData>", "", "<sheetDataX>"]),
    ("ref=\"", &["ref=\"A1:XFD1048576\" q=\"", "ref=\"B2:A1", "ref=\"", "ref=\"Z", "ref=\"A1:"]),
    (
        "Target=\"",
        &[
            "Target=\"../../../../etc/passwd\" q=\"",
            "Target=\"/",
            "Target=\"",
            "TargetMode=\"External\" Target=\"http://",
        ],
    ),
    ("encoding=\"UTF-8\"", &["encoding=\"UTF-16\"", "encoding=\"GBK\"", "encoding=\"zz\"", ""]),
];

/// What is put at the start of a file of XML, behind its declaration.
const PROLOGUES: [&str; 4] = [
    "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
     <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
    "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
    "<?xml-stylesheet href=\"file:///etc/passwd\"?><!-- -- -->",
];

fn replaced(bytes: &[u8], from: &str, to: &str, every: bool, random: &mut ChaCha8Rng) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let places: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
    let Some(&at) = places.choose(random) else { return bytes.to_vec() };
    match every {
        true => text.replace(from, to).into_bytes(),
        false => format!("{}{to}{}", &text[..at], &text[at + from.len()..]).into_bytes(),
    }
}

/// A workbook made of `base` by one to three changes.
fn mutant(base: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut entries = entries(base);
    for _ in 0..random.random_range(1..4) {
        let at = random.random_range(0..entries.len());
        let (name, bytes) = entries[at].clone();
        match random.random_range(0..12) {
            // A value in another form.
            0..5 => {
                let (from, to) = SWAPS.choose(random).expect("swaps");
                let to = to.choose(random).expect("a text");
                let every = random.random_bool(0.3);
                for (_, bytes) in &mut entries {
                    *bytes = replaced(bytes, from, to, every, random);
                }
            }
            5 => {
                let prologue = PROLOGUES.choose(random).expect("prologues");
                let named = ["&a;", "&c;", "&e;", "&zz;", "&#0;", "&#x110000;", "&#55296;"];
                let named = named.choose(random).expect("an entity");
                let text = replaced(&bytes, "?>", &format!("?>{prologue}"), false, random);
                entries[at].1 = replaced(&text, "<v>", &format!("<v>{named}"), false, random);
            }
            6 => {
                let deep = 10_usize.pow(random.random_range(2..6));
                let (open, close) = *[("<a>", "</a>"), ("<c>", "</c>"), ("<is>", ""), ("<x y='", "'/>")]
                    .choose(random)
                    .expect("a tag");
                let deep = open.repeat(deep) + &close.repeat(deep);
                entries[at].1 = replaced(&bytes, ">", &format!(">{deep}"), false, random);
            }
            7 => {
                entries.remove(at);
                if entries.is_empty() {
                    entries.push((name, bytes));
                }
            }
            8 => entries[at].1.truncate(random.random_range(0..=bytes.len())),
            9 => {
                for _ in 0..random.random_range(1..20) {
                    if let Some(byte) = entries[at].1.choose_mut(random) {
                        *byte = random.random_range(0..=255);
                    }
                }
            }
            10 => {
                let other = random.random_range(0..entries.len());
                entries[at].1 = entries[other].1.clone();
            }
            _ => {
                let space = " ".repeat(1 << random.random_range(4..22));
                entries[at].1 = replaced(&bytes, ">", &format!(">{space}"), false, random);
            }
        }
    }
    let mut book = packed(&entries, random);
    match random.random_range(0..6) {
        0 => book.truncate(random.random_range(0..=book.len())),
        1 => {
            for _ in 0..random.random_range(1..12) {
                if let Some(byte) = book.choose_mut(random) {
                    *byte ^= 1 << random.random_range(0..8);
                }
            }
        }
        2 => {
            // Sizes and names in the directory at the end.
            let from = book.len().saturating_sub(200);
            for _ in 0..random.random_range(1..8) {
                if let Some(byte) = book[from..].choose_mut(random) {
                    *byte = random.random_range(0..=255);
                }
            }
        }
        _ => {}
    }
    book
}

/// Runs `jifen check` over the file with bounded memory; returns its code, or what is wrong with its end.
fn code(path: &Path, threads: usize) -> Result<i32, String> {
    let script = format!("ulimit -v {MOST}; exec \"$0\" check \"$1\" --threads {threads} --lang en");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_jifen")])
        .arg(path)
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => Ok(0),
        Some(code @ 1..=3) if !said.is_empty() && !said.contains("panicked") => Ok(code),
        _ => Err(format!("{:?}: {said}", output.status)),
    }
}

/// Runs the program over each of `count` files that `make` gives for its seed. Some must be read and some
/// refused, or the changes prove nothing.
fn run_over(count: u64, ending: &str, make: impl Fn(&mut ChaCha8Rng) -> Vec<u8> + Sync) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |seed| {
        let path = folder.path().join(format!("{seed}.{ending}"));
        std::fs::write(&path, make(&mut generator(seed))).expect("a temporary folder takes files");
        let code = code(&path, 1).map_err(|fault| format!("seed {seed}: {fault}"));
        std::fs::remove_file(&path).expect("the file is there");
        code
    };
    judged((0..count).into_par_iter().map(run).collect());
}

/// Fails unless each file ended with a code, some read and some refused.
fn judged(codes: Vec<Result<i32, String>>) {
    let count = codes.len() as u64;
    let faults: Vec<&String> = codes.iter().filter_map(|code| code.as_ref().err()).collect();
    assert!(faults.is_empty(), "{} of {count}: {:#?}", faults.len(), &faults[..faults.len().min(5)]);
    let read = codes.iter().flatten().filter(|code| **code < 2).count() as u64;
    assert!((count / 20..count * 19 / 20).contains(&read), "{read} of {count} were read");
}

#[test]
fn two_thousand_broken_workbooks_end_with_a_code() {
    let plain = workbook(&[Sheet::of_csv(
        "企业",
        "企业名称,统一社会信用代码,营业收入(元),成立日期\n甲公司,91310000625901263C,1000,2015-03-01\n\
         乙公司,91310101832323099Y,=A1,#N/A\n",
    )
    .merge("C2:C3")]);
    let bases = [rich(), plain];
    run_over(2_000, "xlsx", |random| {
        let base = bases.choose(random).expect("a base").clone();
        mutant(&base, random)
    });
}

/// A workbook of two worksheets of firms, whose rows are long enough to be read in pieces by several threads.
fn long() -> Vec<u8> {
    let mut book = Workbook::new();
    for name in ["东区", "西区"] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (at, header) in ["统一社会信用代码", "企业名称", "营业收入(万元)"].iter().enumerate()
        {
            sheet.write(0, at as u16, *header).expect("a header");
        }
        for row in 1..LONG {
            sheet.write(row, 0, format!("{name}{row:06}")).expect("a cell");
            sheet.write(row, 1, format!("{name}第{row}科技有限公司")).expect("a cell");
            sheet.write(row, 2, f64::from(row) / 4.0).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A campaign over both worksheets, its scorecard of one indicator and its only institution.
const CAMPAIGN: [(&str, &str); 3] = [
    (
        "campaign.toml",
        r#"
id = "m"
title = "m"
as_of = 2025-12-31
scorecard = "card.toml"
institutions = "institutions.toml"

[firms]
path = "firms.xlsx"
sheet = "*"
"#,
    ),
    (
        "card.toml",
        r#"
id = "m"
title = "m"
weights_basis = "local"
scale = 100
decimals = 1
missing = "zero"

[[indicator]]
id = "revenue"
title = "m"
value = "revenue"
curve = { linear = { low = 0, high = 5 } }
weight = 100
"#,
    ),
    (
        "institutions.toml",
        r#"
rules_basis = "illustrative"

[[institution]]
id = "bank"
name = "Bank"
kind = "bank"
"#,
    ),
];

/// Rows of each worksheet of [`long`].
const LONG: u32 = 12_000;

#[test]
fn broken_workbooks_of_several_pieces_and_worksheets_end_with_a_code() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let base = long();
    let sheet = entries(&base).into_iter().find(|(name, _)| name.ends_with("sheet1.xml"));
    let bytes = sheet.expect("a worksheet").1.len();
    assert!(bytes > 1 << 20, "{bytes} bytes of a worksheet are read by one thread");
    let run = |seed: u64| {
        let of_seed = folder.path().join(seed.to_string());
        std::fs::create_dir(&of_seed).expect("a temporary folder takes folders");
        let book = match seed {
            0 => base.clone(),
            _ => mutant(&base, &mut generator(seed)),
        };
        std::fs::write(of_seed.join("firms.xlsx"), book).expect("a folder takes files");
        for (name, text) in CAMPAIGN {
            std::fs::write(of_seed.join(name), text).expect("a folder takes files");
        }
        let code = code(&of_seed.join("campaign.toml"), 2).map_err(|fault| format!("seed {seed}: {fault}"));
        std::fs::remove_dir_all(&of_seed).expect("the folder is there");
        code
    };
    let sound = run(0);
    assert!(matches!(sound, Ok(0 | 1)), "{sound:?}");
    judged((1..81).into_par_iter().map(run).collect());
}

#[test]
fn broken_parquet_files_end_with_a_code() {
    let ids = ["91310000625901263C", "91310101832323099Y", "91330100MA2KTX001P"].repeat(40);
    let columns = vec![
        Column::new("统一社会信用代码".into(), ids),
        Column::new("营业收入(万元)".into(), (0..120).map(f64::from).collect::<Vec<f64>>()),
        Column::new("职工总数".into(), (0..120).collect::<Vec<i32>>()),
        Column::new("失信被执行人".into(), (0..120).map(|at| at % 3 == 0).collect::<Vec<bool>>()),
    ];
    let mut frame = DataFrame::new(120, columns).expect("a frame");
    let mut sound = Vec::new();
    ParquetWriter::new(&mut sound).finish(&mut frame).expect("a Parquet file");
    run_over(400, "parquet", |random| {
        let mut bytes = sound.clone();
        match random.random_range(0..5) {
            0 => bytes.truncate(random.random_range(4..=sound.len())),
            1 => {
                let at = random.random_range(4..sound.len() - 8);
                bytes.drain(at..(at + random.random_range(1..9)).min(sound.len() - 8));
            }
            _ => {
                for _ in 0..random.random_range(1..10) {
                    // The first and last four bytes name the format.
                    let at = random.random_range(4..sound.len() - 4);
                    bytes[at] = random.random_range(0..=255);
                }
            }
        }
        bytes
    });
}
