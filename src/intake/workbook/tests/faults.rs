//! Damaged archives and XML.

use super::super::xml_text::Slip;
use super::super::{Bound, Damage};
use super::*;

const PART: &str = "xl/worksheets/sheet1.xml";

fn of(xml: &str) -> Fault {
    read(&workbook_with(xml, &[])).expect_err(xml)
}

fn slip(xml: &str) -> Slip {
    match of(xml) {
        Fault::Damaged { part, damage: Damage::Xml { slip, .. } } if part == PART => slip,
        other => panic!("{xml}: {other:?}"),
    }
}

#[test]
fn broken_xml() {
    for (xml, expected) in [
        ("", Slip::Cut),
        ("<worksheet>", Slip::Cut),
        ("<worksheet><sheetData><row r=\"1\">", Slip::Cut),
        ("<worksheet><sheetData></sheetData>", Slip::Cut),
        ("<worksheet><sheetData></row></sheetData></worksheet>", Slip::End),
        ("<worksheet><sheetData><row></sheetData></row></worksheet>", Slip::End),
        ("<worksheet><sheetData/></worksheet><worksheet/>", Slip::Second),
        ("<worksheet><sheetData/></worksheet>x", Slip::Second),
        ("<worksheet><sheetData><row r=1/></sheetData></worksheet>", Slip::Attribute),
        ("<worksheet><sheetData><row r/></sheetData></worksheet>", Slip::Attribute),
        ("<worksheet><sheetData><row r=\"1\"a=\"2\"/></sheetData></worksheet>", Slip::Attribute),
        ("<worksheet><sheetData><row r=\"1/></sheetData></worksheet>", Slip::Cut),
        ("<worksheet><>", Slip::Name),
        ("<worksheet>< row>", Slip::Name),
        ("<worksheet><!-- ", Slip::Cut),
        ("<worksheet><![CDATA[ ", Slip::Cut),
        ("<worksheet><!ELEMENT x>", Slip::Name),
        ("<!DOCTYPE worksheet [<!ENTITY a \"b\">]><worksheet/>", Slip::DocumentType),
        ("<worksheet><sheetData><!DOCTYPE x></sheetData></worksheet>", Slip::DocumentType),
        ("x<worksheet/>", Slip::Name),
    ] {
        assert_eq!(slip(xml), expected, "{xml}");
    }
    assert_eq!(of("<chartsheet/>"), Fault::damaged(PART, Damage::Root("chartsheet".into())));
    let entity = worksheet("<row r=\"1\"><c t=\"str\"><v>&lol;</v></c></row>");
    assert_eq!(slip(&entity), Slip::Entity("lol".into()));
}

#[test]
fn broken_xml_of_other_parts() {
    let sheet = worksheet("<row r=\"1\"><c><v>1</v></c></row>");
    for part in [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
    ] {
        for (xml, expected) in [
            ("<!DOCTYPE x [<!ENTITY a \"b\">]><sst/>", Slip::DocumentType),
            ("", Slip::Cut),
            ("<", Slip::Cut),
        ] {
            match read(&workbook_with(&sheet, &[(part, xml)])) {
                Err(Fault::Damaged { part: named, damage: Damage::Xml { slip, .. } }) => {
                    assert_eq!((named.as_str(), slip), (part, expected), "{xml}");
                }
                other => panic!("{part} {xml}: {other:?}"),
            }
        }
    }
}

#[test]
fn deep_xml_does_not_recurse() {
    let deep = "<x>".repeat(1_000_000);
    assert_eq!(slip(&format!("<worksheet>{deep}")), Slip::Deep);
    assert_eq!(slip(&worksheet(&deep)), Slip::Deep);
    assert_eq!(slip(&worksheet(&format!("<row><c><is>{}", "<r>".repeat(300)))), Slip::Deep);
}

#[test]
fn encodings() {
    let utf16 = |text: &str| -> Vec<u8> {
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    let xml = worksheet("");
    for (bytes, name) in [
        (utf16(&xml), "UTF-16LE"),
        (utf16(&xml)[2..].to_vec(), "UTF-16LE"),
        (xml.replace("UTF-8", "GBK").into_bytes(), "GBK"),
        (xml.replace("\"UTF-8\"", "'gb18030'").into_bytes(), "gb18030"),
    ] {
        let mut parts = parts("", &[]);
        parts.last_mut().expect("the worksheet").1 = bytes;
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
        assert_eq!(read(&archive(&parts)), Err(Fault::damaged(PART, Damage::Encoding(name.into()))));
    }
    let mut parts = parts("", &[]);
    parts.last_mut().expect("the worksheet").1 = b"<worksheet>\xff".to_vec();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    assert_eq!(read(&archive(&parts)), Err(Fault::damaged(PART, Damage::Utf8 { at: 11 })));
    let marked = format!("\u{feff}{}", worksheet("<row><c><v>1</v></c></row>"));
    assert_eq!(read(&workbook_with(&marked, &[])).map(|sheet| sheet.text), Ok("1".to_owned()));
}

#[test]
fn broken_archives() {
    let good = workbook_with(&worksheet("<row><c><v>1</v></c></row>"), &[]);
    for length in [4, 100, good.len() / 2, good.len() - 1] {
        let fault = read(&good[..length]).expect_err("cut");
        assert!(
            matches!(&fault, Fault::Damaged { part, damage: Damage::Directory(_) } if part.is_empty()),
            "{fault:?}"
        );
    }
    // The worksheet is the last entry: one byte of its checksum in the directory, then of its data.
    let entry = memchr::memmem::rfind(&good, b"PK\x01\x02").expect("an entry");
    let mut bytes = good.clone();
    bytes[entry + 16] ^= 1;
    assert_eq!(read(&bytes), Err(Fault::damaged(PART, Damage::Checksum)));
    let mut bytes = good.clone();
    bytes[entry + 8] |= 1;
    assert_eq!(read(&bytes), Err(Fault::damaged(PART, Damage::Encrypted)));
    let mut bytes = good.clone();
    bytes[entry + 10] = 14;
    assert!(matches!(read(&bytes), Err(Fault::Damaged { damage: Damage::Compression(_), .. })));
    let mut bytes = good.clone();
    bytes[entry + 20] -= 5;
    assert_eq!(read(&bytes), Err(Fault::damaged(PART, Damage::Cut)));
    let mut bytes = good.clone();
    let data = memchr::memmem::rfind(&good, b"PK\x03\x04").expect("a local entry") + 30 + PART.len();
    bytes[data] |= 6;
    assert_eq!(read(&bytes), Err(Fault::damaged(PART, Damage::Deflate)));
    // A size of nearly 4 GiB in the directory is not believed.
    let mut bytes = good;
    bytes[entry + 24..entry + 28].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
    assert_eq!(read(&bytes).map(|sheet| sheet.text), Ok("1".to_owned()));
}

#[test]
fn duplicate_entries() {
    let twice = archive(&[("xl/workbook.xml", b"<x/>"), ("xl/Workbook.xml", b"<x/>")]);
    assert_eq!(read(&twice), Err(Fault::damaged("xl/Workbook.xml", Damage::Duplicate)));
    let mut bytes = archive(&[("xl/workbook.xml", b"<x/>"), ("xl/workbooK.xml", b"<x/>")]);
    for at in memchr::memmem::find_iter(&bytes.clone(), b"workbooK") {
        bytes[at + 7] = b'k';
    }
    assert_eq!(read(&bytes), Err(Fault::damaged("", Damage::Duplicate)));
}

#[test]
fn bounds_of_the_caller() {
    let mut xml = String::new();
    for row in 1..=2000 {
        xml += &format!(r#"<row r="{row}"><c r="A{row}" t="str"><v>{}</v></c></row>"#, "x".repeat(100));
    }
    let bytes = workbook_with(&worksheet(&xml), &[]);
    let read = |limits: Limits<'_>| Book::open(&bytes, limits)?.read(0);
    assert_eq!(read(Limits { text: 200_000, ..WIDE }).map(|sheet| sheet.text.len()), Ok(200_000));
    assert_eq!(read(Limits { text: 199_999, ..WIDE }), Err(Fault::too_large(PART, Bound::Text(199_999))));
    let most = worksheet(&xml).len() as u64;
    assert!(read(Limits { unpacked: most, ..WIDE }).is_ok());
    assert_eq!(
        read(Limits { unpacked: most - 1, ..WIDE }),
        Err(Fault::too_large(PART, Bound::Unpacked(most - 1)))
    );
    let refused = read(Limits { room: &|bytes| bytes < 150_000, ..WIDE });
    assert!(matches!(refused, Err(Fault::Memory { .. })), "{refused:?}");
}

#[test]
fn long_lists() {
    let sheet = worksheet("");
    for (part, before, item, after) in [
        ("_rels/.rels", "<Relationships>", "<Relationship Id=\"a\"/>", "</Relationships>"),
        ("xl/workbook.xml", "<workbook><sheets>", "<sheet/>", "</sheets></workbook>"),
    ] {
        let list = format!("{before}{}{after}", item.repeat(20_000));
        let fault = read(&workbook_with(&sheet, &[(part, &list)]));
        assert_eq!(fault, Err(Fault::too_large(part, Bound::Listed(1 << 14))));
    }
    let long = format!("<x>{}</x>", " ".repeat(17 << 20));
    let fault = read(&workbook_with(&sheet, &[("xl/workbook.xml", &long)]));
    assert_eq!(fault, Err(Fault::too_large("xl/workbook.xml", Bound::Unpacked(16 << 20))));
}

#[test]
fn odd_xml_takes_no_longer_than_other_xml() {
    let start = std::time::Instant::now();
    let comments = "<!--</row><sheetData>-->".repeat(300_000);
    let code = "z".repeat(1 << 20);
    let styles =
        format!("<styleSheet><numFmts><numFmt numFmtId=\"1\" formatCode=\"{code}\"/></numFmts></styleSheet>");
    for (sheet, other) in [
        (format!("<worksheet>{comments}<sheetData/></worksheet>"), vec![]),
        (worksheet(&format!("<row>{comments}</row>")), vec![]),
        (worksheet(&format!("<row><c t=\"str\"><v>{}</v></c></row>", "_x".repeat(1 << 20))), vec![]),
        (worksheet(""), vec![("xl/styles.xml", styles.as_str())]),
    ] {
        assert!(read(&workbook_with(&sheet, &other)).is_ok());
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}
