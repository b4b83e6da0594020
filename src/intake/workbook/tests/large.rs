//! Worksheets of many pieces, and archives that unpack to far more than they are.

use flate2::Crc;

use super::super::address::Address;
use super::super::{Bound, Damage};
use super::*;

/// A worksheet of `count` rows of three cells; without numbers of rows if not `numbered`.
fn many(count: u32, numbered: bool) -> String {
    let mut xml = String::new();
    for row in 1..=count {
        let (r, a) =
            if numbered { (format!(r#" r="{row}""#), format!(r#" r="A{row}""#)) } else { Default::default() };
        xml += &format!(
            r#"<row{r}><c{a} t="s"><v>{}</v></c><c><v>{row}</v></c><c><v>0.1</v></c></row>"#,
            row % 2
        );
    }
    xml
}

fn check(sheet: &Sheet, count: u32) {
    assert_eq!(sheet.rows.len(), count as usize);
    for (row, record) in (1..).zip(records(sheet)) {
        let name = if row % 2 == 0 { "名称" } else { "\"a,b\"" };
        assert_eq!(record, format!("{row}:{name},{row},0.1"));
    }
}

#[test]
fn pieces_join_into_one() {
    for numbered in [true, false] {
        let rows = many(120_000, numbered);
        check(&super::rows(&rows).expect("read"), 120_000);
        // Comments that look like rows wherever a piece may be cut.
        let noisy = rows.replace("</row>", "</row><!-- </row> -->");
        check(&super::rows(&noisy).expect("read"), 120_000);
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
        let bytes = workbook_with(&worksheet(&rows), &[]);
        assert_eq!(one.install(|| read(&bytes)), read(&bytes));
    }
}

#[test]
fn faults_of_late_pieces_have_their_place() {
    let rows = many(120_000, true);
    let late = rows.replace("r=\"A110000\"", "r=\"A110001\"");
    let fault = super::rows(&late).expect_err("a fault");
    let place = Address { row: 110_001, column: 0 };
    assert_eq!(fault, Fault::damaged("xl/worksheets/sheet1.xml", Damage::Cell(place)));
    let late = rows.replace("<v>110000</v>", "<v>110000</w>");
    let at = worksheet(&rows).find("<v>110000</v>").expect("there") as u64;
    match super::rows(&late) {
        Err(Fault::Damaged { damage: Damage::Xml { at: found, .. }, .. }) => {
            assert!((at..at + 13).contains(&found), "{at} {found}");
        }
        other => panic!("{other:?}"),
    }
    let mut twice = many(60_000, true);
    twice += &many(60_000, true);
    assert_eq!(super::rows(&twice), Err(Fault::damaged("xl/worksheets/sheet1.xml", Damage::Row(1))));
}

#[test]
fn blank_rows_before_the_table_cost_no_width() {
    let mut xml = String::new();
    for row in 1..=60_000 {
        xml += &format!(r#"<row r="{row}" hidden="1"><c r="A{row}" s="1"/></row>"#);
    }
    xml +=
        r#"<row r="70000"><c r="B70000"><v>1</v></c></row><row r="70001"><c r="C70001"><v>1</v></c></row>"#;
    let sheet = super::rows(&xml).expect("read");
    assert_eq!(records(&sheet), ["70000:,1,", "70001:,,1"]);
}

/// An archive with one more entry, whose data is `unit` in deflated blocks `times` over.
fn bomb(name: &str, head: &str, unit: &str, times: usize, tail: &str) -> Vec<u8> {
    let pack = |text: &str, last: bool| {
        let mut packer = flate2::Compress::new(flate2::Compression::new(9), false);
        let mut out = Vec::with_capacity(text.len() + 1000);
        let flush = if last { flate2::FlushCompress::Finish } else { flate2::FlushCompress::Full };
        packer.compress_vec(text.as_bytes(), &mut out, flush).expect("packed");
        out
    };
    let (mut data, middle) = (pack(head, false), pack(unit, false));
    let mut sum = Crc::new();
    sum.update(head.as_bytes());
    let mut of_unit = Crc::new();
    of_unit.update(unit.as_bytes());
    for _ in 0..times {
        data.extend_from_slice(&middle);
        sum.combine(&of_unit);
    }
    data.extend(pack(tail, true));
    sum.update(tail.as_bytes());
    // Stored by the writer, then marked as deflated.
    let parts = parts("", &[(name, "absent")]);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in &parts {
        zip.start_file(name.as_str(), options).expect("free");
        zip.write_all(bytes).expect("memory");
    }
    zip.start_file(name, options.compression_method(CompressionMethod::Stored)).expect("free");
    zip.write_all(&data).expect("memory");
    let mut bytes = zip.finish().expect("memory").into_inner();
    let entry = memchr::memmem::rfind(&bytes, b"PK\x01\x02").expect("an entry");
    bytes[entry + 10] = 8;
    bytes[entry + 16..entry + 20].copy_from_slice(&sum.sum().to_le_bytes());
    bytes
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn blanks_without_end() {
    let blanks = " ".repeat(8 << 20);
    // 10 GB in a row; between rows; after them.
    for (head, bound) in [
        ("<worksheet><sheetData><row r=\"1\">", Bound::Stretch(16 << 20)),
        ("<worksheet><sheetData>", Bound::Stretch(16 << 20)),
        ("<worksheet>", Bound::Stretch(16 << 20)),
        ("<worksheet><sheetData><row r=\"1\"/></sheetData>", Bound::Stretch(128 << 20)),
    ] {
        let bytes = bomb(SHEET, head, &blanks, 1280, "");
        assert_eq!(read(&bytes), Err(Fault::too_large(SHEET, bound)), "{head}");
    }
}

#[test]
fn rows_without_end() {
    let row = "<row><c s=\"1\"/></row>".repeat(40_000);
    let bytes = bomb(SHEET, "<worksheet><sheetData>", &row, 27, "</sheetData></worksheet>");
    assert_eq!(read(&bytes), Err(Fault::damaged(SHEET, Damage::Reference("1048577".into()))));
    let wide = "<row><c r=\"XFD1\"><v>1</v></c></row>".to_owned();
    let narrow = "<row><c><v>1</v></c></row>".repeat(40_000);
    let bytes =
        bomb(SHEET, &format!("<worksheet><sheetData>{wide}"), &narrow, 20, "</sheetData></worksheet>");
    let limits = Limits { text: 1 << 26, ..WIDE };
    let fault = Book::open(&bytes, limits).and_then(|book| book.read(0));
    assert_eq!(fault, Err(Fault::too_large(SHEET, Bound::Text(1 << 26))));
    let limits = Limits { unpacked: 10 << 20, ..WIDE };
    let bytes = bomb(SHEET, "<worksheet><sheetData>", &narrow, 30, "</sheetData></worksheet>");
    let fault = Book::open(&bytes, limits).and_then(|book| book.read(0));
    assert_eq!(fault, Err(Fault::too_large(SHEET, Bound::Unpacked(10 << 20))));
}

#[test]
fn shared_strings_without_end() {
    let part = "xl/sharedStrings.xml";
    let strings = "<si><t>x</t></si>".repeat(10_000);
    let bytes = bomb(part, "<sst>", &strings, 1000, "</sst>");
    let limits = Limits { room: &|bytes| bytes < 20 << 20, ..WIDE };
    let fault = Book::open(&bytes, limits).and_then(|book| book.read(0));
    assert!(matches!(fault, Err(Fault::Memory { .. })), "{fault:?}");
    let text = "x".repeat(1 << 20);
    let bytes = bomb(part, "<sst><si><t>", &text, 1000, "</t></si></sst>");
    assert_eq!(read(&bytes), Err(Fault::too_large(part, Bound::Stretch(16 << 20))));
}
