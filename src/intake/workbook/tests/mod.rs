//! Workbooks of a few cells, and what becomes of them.

mod cells;
mod faults;
mod large;
mod mutations;
mod packages;
mod rows;
mod written;

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::{Book, Fault, Limits, Sheet};

pub(super) const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const TYPES: &str = concat!(
    r#"<Types><Override PartName="/xl/workbook.xml" "#,
    r#"ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
);
const ROOT: &str = concat!(
    r#"<Relationships><Relationship Id="rId1" Target="xl/workbook.xml" "#,
    r#"Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>"#,
    "</Relationships>",
);
const WORKBOOK: &str = concat!(
    r#"<workbook xmlns:r="r"><workbookPr/><sheets>"#,
    r#"<sheet name="企业 &amp; 积分" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
);
const RELATIONS: &str = concat!(
    r#"<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://x/styles" Target="styles.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
);
const SHARED: &str = concat!(
    r#"<sst><si><t>名称</t></si><si><t>a,b</t></si><si><t xml:space="preserve"> </t></si>"#,
    r#"<si><r><rPr><b/></rPr><t>R&amp;</t></r><r><t>D_x000D_</t></r>"#,
    r#"<rPh sb="0" eb="1"><t>注</t></rPh></si><si/></sst>"#,
);
/// Formats of the styles from 1 on.
pub(super) const FORMATS: [&str; 9] =
    ["yyyy-mm-dd", "h:mm", "[h]:mm", "0.00%", "000000", "0.0,", "General", "0.00", "[$-804]m\"月\""];

/// An archive of `parts`.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a name that is free");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// The styles of [`FORMATS`].
fn styles() -> String {
    let (mut codes, mut cells) = (String::new(), String::from(r#"<xf numFmtId="0"/>"#));
    for (at, code) in FORMATS.iter().enumerate() {
        let (id, code) = (164 + at, code.replace('"', "&quot;"));
        codes += &format!(r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#);
        cells += &format!(r#"<xf numFmtId="{id}"/>"#);
    }
    format!("<styleSheet><numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>")
}

/// The parts of a workbook whose worksheet is `sheet`, with those of `other` in place of the usual ones.
pub(super) fn parts<'a>(sheet: &'a str, other: &[(&'a str, &'a str)]) -> Vec<(String, Vec<u8>)> {
    let styles = styles();
    let usual = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/styles.xml", &styles),
        ("xl/sharedStrings.xml", SHARED),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for (name, text) in usual.iter().chain(other) {
        let bytes = text.as_bytes().to_vec();
        match parts.iter_mut().find(|(known, _)| known == name) {
            Some(part) => part.1 = bytes,
            None => parts.push(((*name).to_owned(), bytes)),
        }
    }
    parts.retain(|(_, bytes)| bytes != b"absent");
    parts
}

/// A workbook whose worksheet is `sheet`.
pub(super) fn workbook_with(sheet: &str, other: &[(&str, &str)]) -> Vec<u8> {
    let parts = parts(sheet, other);
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    archive(&parts)
}

/// A worksheet with `rows`.
pub(super) fn worksheet(rows: &str) -> String {
    format!("{HEAD}<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// Bounds far away.
pub(super) const WIDE: Limits<'static> =
    Limits { text: 1 << 30, unpacked: 1 << 32, room: &|bytes| bytes <= 1 << 31 };

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Fault> {
    Book::open(bytes, WIDE)?.read(0)
}

/// The worksheet with `rows`, read.
pub(super) fn rows(rows: &str) -> Result<Sheet, Fault> {
    read(&workbook_with(&worksheet(rows), &[]))
}

/// The records of `sheet`, each after its line.
pub(super) fn records(sheet: &Sheet) -> Vec<String> {
    let record = |row: &super::Row| {
        let text = &sheet.text[row.start as usize..row.end as usize];
        format!("{}:{text}", row.line)
    };
    sheet.rows.iter().map(record).collect()
}
