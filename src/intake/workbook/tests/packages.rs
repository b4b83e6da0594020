//! Packages: parts by their relationships, and files of other kinds.

use super::super::{Damage, Foreign, Kind, Visibility};
use super::*;

const ONE: &str = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;

/// The fault of a workbook with other parts.
fn fault(other: &[(&str, &str)]) -> Fault {
    read(&workbook_with(&worksheet(ONE), other)).expect_err("a fault")
}

#[test]
fn sheets_have_names_and_kinds() {
    let workbook = r#"<w:workbook xmlns:w="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="q">
        <w:sheets>
        <w:sheet name="A&#20225;" sheetId="1" q:id="rId1"/><w:sheet name="b" state="hidden" q:id="rId4"/>
        <w:sheet name="c" state="veryHidden" q:id="rId5"/><w:sheet name="d" q:id="rId9"/>
        </w:sheets></w:workbook>"#;
    let more = r#"<Relationship Id="rId4" Type="x/chartsheet" Target="c.xml"/><Relationship Id="rId5"
        Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet"
        Target="nowhere.xml"/></Relationships>"#;
    let relations = RELATIONS.replace("</Relationships>", more);
    let bytes = workbook_with(
        &worksheet(ONE),
        &[("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", &relations)],
    );
    let book = Book::open(&bytes, WIDE).expect("opened");
    let found: Vec<_> =
        book.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.visibility, sheet.kind)).collect();
    assert_eq!(
        found,
        [
            ("A企", Visibility::Visible, Kind::Worksheet),
            ("b", Visibility::Hidden, Kind::Other),
            ("c", Visibility::VeryHidden, Kind::Worksheet),
            ("d", Visibility::Visible, Kind::Worksheet),
        ]
    );
    assert_eq!(book.read(0).map(|sheet| sheet.text), Ok("1".to_owned()));
    assert_eq!(book.read(1), Err(Fault::NoWorksheet { sheet: 1 }));
    let missing = |name: &str| Err(Fault::damaged("xl/workbook.xml", Damage::Missing(name.into())));
    assert_eq!(book.read(2), missing("xl/nowhere.xml"));
    assert_eq!(book.read(3), missing("rId9"));
    assert_eq!(book.read(4), Err(Fault::NoWorksheet { sheet: 4 }));
}

#[test]
fn targets_are_found_in_any_spelling() {
    for target in [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "Worksheets\\SHEET1.xml",
        "../xl/worksheets/./sheet1.xml",
    ] {
        let relations = RELATIONS.replace("worksheets/sheet1.xml", target);
        let bytes = workbook_with(&worksheet(ONE), &[("xl/_rels/workbook.xml.rels", &relations)]);
        assert_eq!(read(&bytes).map(|sheet| sheet.text), Ok("1".to_owned()), "{target}");
    }
    let bytes =
        workbook_with(&worksheet(ONE), &[("_rels/.rels", "absent"), ("[Content_Types].xml", "absent")]);
    assert!(read(&bytes).is_ok());
    let bytes = workbook_with(
        &worksheet(ONE),
        &[
            ("xl/styles.xml", "absent"),
            ("xl/sharedStrings.xml", "absent"),
            (
                "xl/_rels/workbook.xml.rels",
                &RELATIONS.replace("/styles\"", "/x\"").replace("/sharedStrings\"", "/x\""),
            ),
        ],
    );
    assert!(read(&bytes).is_ok());
}

#[test]
fn parts_that_are_missing() {
    let missing = |part: &str, name: &str| Fault::damaged(part, Damage::Missing(name.into()));
    for (name, expected) in [
        ("xl/workbook.xml", missing("_rels/.rels", "xl/workbook.xml")),
        ("xl/styles.xml", missing("xl/workbook.xml", "xl/styles.xml")),
        ("xl/sharedStrings.xml", missing("xl/workbook.xml", "xl/sharedStrings.xml")),
        ("xl/worksheets/sheet1.xml", missing("xl/workbook.xml", "xl/worksheets/sheet1.xml")),
        ("xl/_rels/workbook.xml.rels", missing("xl/workbook.xml", "rId1")),
    ] {
        assert_eq!(fault(&[(name, "absent")]), expected, "{name}");
    }
    assert_eq!(fault(&[("_rels/.rels", "<Relationships/>")]), Fault::NoWorkbook);
    assert_eq!(fault(&[("_rels/.rels", "absent"), ("xl/workbook.xml", "absent")]), Fault::NoWorkbook);
}

#[test]
fn files_of_other_kinds() {
    let compound = |name: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1536, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(4096, 0);
        bytes
    };
    let types = |kind: &str| format!(r#"<Types><Override PartName="/x" ContentType="{kind}"/></Types>"#);
    let zip = |name: &str, kind: &str| {
        let types = types(kind);
        let rels = ROOT.replace("xl/workbook.xml", name);
        archive(&[
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", rels.as_bytes()),
            (name, b"<x/>"),
        ])
    };
    let main = "application/vnd.openxmlformats-officedocument";
    for (bytes, kind) in [
        (Vec::new(), Foreign::Unknown),
        (b"name,points\n".to_vec(), Foreign::Unknown),
        (b"<html><table>".to_vec(), Foreign::Unknown),
        (compound("EncryptedPackage"), Foreign::Password),
        (compound("Workbook"), Foreign::OldExcel),
        (compound("Book"), Foreign::OldExcel),
        (compound("WordDocument"), Foreign::Compound),
        (zip("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"), Foreign::Binary),
        (zip("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"), Foreign::Macros),
        (zip("word/document.xml", &format!("{main}.wordprocessingml.document.main+xml")), Foreign::Document),
        (
            zip("ppt/presentation.xml", &format!("{main}.presentationml.presentation.main+xml")),
            Foreign::Slides,
        ),
        (archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), Foreign::OpenDocument),
        (archive(&[("firms.csv", b"a,b")]), Foreign::Archive),
    ] {
        assert_eq!(read(&bytes), Err(Fault::Foreign(kind)), "{kind:?}");
    }
    assert_eq!(fault(&[("xl/vbaProject.bin", "x")]), Fault::Foreign(Foreign::Macros));
    // Documents of other kinds embedded in a workbook mean nothing.
    let embedded =
        r#"<Default Extension="xlsm" ContentType="application/vnd.ms-excel.sheet.macroEnabled.12"/>"#;
    let types = TYPES.replace("<Types>", &format!("<Types>{embedded}"));
    assert!(read(&workbook_with(&worksheet(ONE), &[("[Content_Types].xml", &types)])).is_ok());
}
