//! Rows, their places and widths.

use super::super::address::Address;
use super::super::sheet::Columns;
use super::super::{Damage, Tally};
use super::*;

fn damage(xml: &str) -> Damage {
    match rows(xml) {
        Err(Fault::Damaged { part, damage }) if part == "xl/worksheets/sheet1.xml" => damage,
        other => panic!("{xml}: {other:?}"),
    }
}

#[test]
fn records_have_one_width_and_blank_rows_are_left_out() {
    let sheet = rows(
        r#"<row r="1"><c r="B1" t="s"><v>0</v></c></row><row r="2"/>
        <row r="3"><c r="A3" t="s"><v>2</v></c></row>
        <row r="5"><c r="A5" t="s"><v>2</v></c><c r="D5"><v>3</v></c><c r="F5" t="s"><v>2</v></c></row>"#,
    )
    .expect("read");
    assert_eq!(records(&sheet), ["1:,名称,,", "5: ,,,3"]);
    assert_eq!(sheet.width, 4);
    assert_eq!(sheet.notes.beyond, Tally::default());
    for empty in ["", r#"<row r="1"/>"#, r#"<row r="9"><c r="A9" t="s"><v>2</v></c></row>"#] {
        let sheet = rows(empty).expect("read");
        assert_eq!((sheet.rows.len(), sheet.width, sheet.text.as_str()), (0, 0, ""), "{empty}");
    }
}

#[test]
fn cells_beyond_the_first_rows_are_counted() {
    let mut xml = String::new();
    for row in 1..=80 {
        let far =
            if row == 70 || row == 75 { format!(r#"<c r="D{row}"><v>4</v></c>"#) } else { String::new() };
        xml += &format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><v>2</v></c>{far}</row>"#);
    }
    let sheet = rows(&xml).expect("read");
    assert_eq!(sheet.width, 2);
    assert_eq!(sheet.notes.beyond, Tally { count: 2, first: Some(Address { row: 70, column: 3 }) });
    assert!(records(&sheet).iter().all(|record| record.ends_with(":1,2")));
}

#[test]
fn places_count_on() {
    let sheet = rows(
        r#"<row><c><v>1</v></c><c><v>2</v></c></row>
        <row r="5"><c r="B5"><v>3</v></c><c><v>4</v></c></row><row><c/><c><v>5</v></c></row>"#,
    )
    .expect("read");
    assert_eq!(records(&sheet), ["1:1,2,", "5:,3,4", "6:,5,"]);
}

#[test]
fn places_out_of_order() {
    let cell = |row, column| Damage::Cell(Address { row, column });
    for (xml, expected) in [
        (r#"<row r="2"/><row r="2"/>"#, Damage::Row(2)),
        (r#"<row r="2"/><row r="1"/>"#, Damage::Row(1)),
        (r#"<row r="2"><c r="B2"/><c r="A2"/></row>"#, cell(2, 0)),
        (r#"<row r="2"><c r="B2"/><c r="B2"/></row>"#, cell(2, 1)),
        (r#"<row r="2"><c r="B3"/></row>"#, cell(3, 1)),
        (r#"<row r="0"/>"#, Damage::Reference("0".into())),
        (r#"<row r="1048577"/>"#, Damage::Reference("1048577".into())),
        (r#"<row r="x"/>"#, Damage::Reference("x".into())),
        (r#"<row r="1048576"/><row/>"#, Damage::Reference("1048577".into())),
        (r#"<row r="1"><c r="XFE1"/></row>"#, Damage::Reference("XFE1".into())),
        (r#"<row r="1"><c r="XFD1"/><c/></row>"#, Damage::Reference("XFE1".into())),
        (r#"<row r="1"><c r="1A"/></row>"#, Damage::Reference("1A".into())),
    ] {
        assert_eq!(damage(xml), expected, "{xml}");
    }
}

#[test]
fn hidden_rows_and_columns_and_merged_ranges() {
    let xml = format!(
        r#"{HEAD}<worksheet><cols><col min="1" max="2" width="9"/><col min="3" max="4" hidden="1"/>
        <col min="6" max="6" width="0"/></cols><sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row>
        <row r="2" hidden="1"/><row r="3" ht="0" customHeight="1"><c r="A3"><v>1</v></c></row>
        <row r="4"><c r="A4"><v>1</v></c></row></sheetData>
        <mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="D9"/></mergeCells>
        <extLst><ext><mergeCells><mergeCell ref="bad"/></mergeCells></ext></extLst></worksheet>"#
    );
    let sheet = read(&workbook_with(&xml, &[])).expect("read");
    assert_eq!((sheet.notes.hidden_rows.count, sheet.notes.hidden_rows.first), (2, vec![1, 3]));
    assert_eq!(sheet.hidden_columns, [Columns { first: 2, last: 3 }, Columns { first: 5, last: 5 }]);
    let corners: Vec<_> =
        sheet.merges.iter().map(|merge| format!("{}:{}", merge.first, merge.last)).collect();
    assert_eq!(corners, ["A1:C2", "D9:D9"]);
    for (from, to) in [("A1:C2", "A1:C2:D3"), ("ref=\"D9\"", "x=\"D9\""), ("min=\"3\"", "min=\"0\"")] {
        let fault = read(&workbook_with(&xml.replace(from, to), &[])).expect_err(to);
        assert!(matches!(fault, Fault::Damaged { damage: Damage::Reference(_), .. }), "{fault:?}");
    }
}

#[test]
fn prefixes_comments_and_sections() {
    let xml = r#"<?xml version="1.0"?><!-- <x:sheetData> -->
        <x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><?go <sheetData>?><x:sheetData>
        <!-- </x:row></x:sheetData> --><x:row r="1"><x:c r="A1" t="inlineStr"><x:is>
        <x:t><![CDATA[</x:row>]]></x:t></x:is></x:c></x:row ></x:sheetData></x:worksheet>"#;
    assert_eq!(read(&workbook_with(xml, &[])).expect("read").text, "</x:row>");
    let empty = format!("{HEAD}<worksheet><sheetData/><mergeCells/></worksheet>\n");
    assert_eq!(read(&workbook_with(&empty, &[])), Ok(Sheet::default()));
}
