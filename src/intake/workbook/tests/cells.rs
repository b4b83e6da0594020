//! One cell, and its text.

use super::super::Damage;
use super::super::address::Address;
use super::*;

/// The text of one cell in a row with an anchor after it.
fn cell(xml: &str) -> String {
    let sheet = rows(&format!(r#"<row r="7">{xml}<c r="B7"><v>1</v></c></row>"#)).expect(xml);
    let text = sheet.text.strip_suffix(",1").expect("the anchor");
    text.to_owned()
}

#[test]
fn texts() {
    for (xml, text) in [
        (r#"<c r="A7" t="s"><v>0</v></c>"#, "名称"),
        (r#"<c r="A7" t="s"><v>1</v></c>"#, "\"a,b\""),
        (r#"<c r="A7" t="s"><v>2</v></c>"#, " "),
        (r#"<c r="A7" t="s"><v>3</v></c>"#, "\"R&D\r\""),
        (r#"<c r="A7" t="s"><v>4</v></c>"#, ""),
        (r#"<c r="A7" t="s"><v> 0 </v></c>"#, "名称"),
        (r#"<c r="A7" t="s"/>"#, ""),
        (r#"<c r="A7" t="s"><v/></c>"#, ""),
        (r#"<c r="A7" t="inlineStr"><is><t>x</t></is></c>"#, "x"),
        (
            r#"<c r="A7" t="inlineStr"><is><r><t>x</t></r><r><rPr><t>no</t></rPr><t>"y"</t></r></is></c>"#,
            "\"x\"\"y\"\"\"",
        ),
        (r#"<c r="A7" t="inlineStr"><is><t>x</t><rPh><t>no</t></rPh></is></c>"#, "x"),
        (r#"<c r="A7"><is><t>x</t></is></c>"#, "x"),
        (r#"<c r="A7" t="inlineStr"><v>x</v></c>"#, "x"),
        (r#"<c r="A7" t="inlineStr"><is><t><![CDATA[<&>]]>&lt;</t></is></c>"#, "<&><"),
        (r#"<c r="A7" t="str"><f>A1</f><v>x &lt; y</v></c>"#, "x < y"),
        (r#"<c r="A7" t="str"><v>007</v></c>"#, "007"),
        (r#"<c r="A7" t="str"><v>_x005F_x0041_</v></c>"#, "_x0041_"),
        ("<c r=\"A7\" t=\"str\"><v>a\u{1}&#0;</v></c>", "a\u{fffd}\u{fffd}"),
        ("<c r=\"A7\" t=\"str\"><v>a\r\nb</v></c>", "\"a\nb\""),
        (r#"<c r="A7" t="str"><v>a<!-- </row> -->b</v></c>"#, "ab"),
        ("<c t='str' r='A7' x=\"a>b'/>\" ><v  >x</v  ></c >", "x"),
    ] {
        assert_eq!(cell(xml), text, "{xml}");
    }
}

#[test]
fn numbers() {
    for (value, text) in [
        ("12.5", "12.5"),
        ("100.0", "100"),
        ("0.30000000000000004", "0.3"),
        ("1.0E7", "10000000"),
        ("-0", "0"),
        ("911100001234567890", "9.11100001234568E+17"),
        ("1e-20", "1E-20"),
        (" 5 ", "5"),
        ("5<!-- x -->6", "56"),
        ("&#53;", "5"),
        ("<![CDATA[5]]>", "5"),
        ("", ""),
    ] {
        assert_eq!(cell(&format!(r#"<c r="A7"><v>{value}</v></c>"#)), text, "{value}");
        assert_eq!(cell(&format!(r#"<c r="A7" t="n" s="0"><v>{value}</v></c>"#)), text, "{value}");
    }
    let sheet =
        rows(r#"<row r="2"><c r="A2"><v>12 万,</v></c><c r="B2"><v>NaN</v></c></row>"#).expect("read");
    assert_eq!(sheet.text, "\"12 万,\",NaN");
    assert_eq!(sheet.notes.not_numbers.count, 2);
}

#[test]
fn formats() {
    for (style, value, text) in [
        (1, "44931", "2023-01-05"),
        (1, "44931.354166666664", "2023-01-05"),
        (1, "60", "1900-02-29"),
        (1, "-1", "-1"),
        (1, "2958466", "2958466"),
        (1, "x", "x"),
        (2, "0.35416666666666669", "08:30:00"),
        (2, "44931.5", "2023-01-05 12:00:00"),
        (3, "1.5", "36:00:00"),
        (4, "0.1234", "12.34%"),
        (5, "42", "000042"),
        (5, "4.2", "4.2"),
        (6, "123456", "123456"),
        (7, "0.5", "0.5"),
        (8, "0.123", "0.123"),
        (9, "44931", "2023-01-05"),
    ] {
        assert_eq!(cell(&format!(r#"<c r="A7" s="{style}"><v>{value}</v></c>"#)), text, "{style} {value}");
    }
    // The style of a text means nothing.
    assert_eq!(cell(r#"<c r="A7" s="4" t="str"><v>1</v></c>"#), "1");
    assert_eq!(cell(r#"<c r="A7" s="999" t="str"><v>1</v></c>"#), "1");
    let sheet = rows(r#"<row r="3"><c r="A3" s="6"><v>1</v></c><c r="B3" s="6"/></row>"#).expect("read");
    assert_eq!(sheet.notes.scaled.count, 1);
    assert_eq!(sheet.notes.scaled.first, Some(Address { row: 3, column: 0 }));
}

#[test]
fn the_epoch_of_1904() {
    let workbook = WORKBOOK.replace("<workbookPr/>", r#"<workbookPr date1904="1"/>"#);
    let sheet = worksheet(r#"<row r="1"><c r="A1" s="1"><v>43469</v></c></row>"#);
    let sheet = read(&workbook_with(&sheet, &[("xl/workbook.xml", &workbook)])).expect("read");
    assert_eq!(sheet.text, "2023-01-05");
}

#[test]
fn other_types() {
    for (xml, text) in [
        (r#"<c r="A7" t="b"><v>1</v></c>"#, "TRUE"),
        (r#"<c r="A7" t="b"><v>0</v></c>"#, "FALSE"),
        (r#"<c r="A7" t="b"><v>2</v></c>"#, "2"),
        (r#"<c r="A7" t="b" s="4"><f>A1</f><v>1</v></c>"#, "TRUE"),
        (r#"<c r="A7" t="d"><v>2023-01-05T00:00:00</v></c>"#, "2023-01-05"),
        (r#"<c r="A7" t="d"><v>2023-01-05T08:30:00Z</v></c>"#, "2023-01-05 08:30:00"),
        (r#"<c r="A7" t="d"><v>2023-01-05</v></c>"#, "2023-01-05"),
        (r#"<c r="A7" t="e"><v>#DIV/0!</v></c>"#, "#DIV/0!"),
        (r#"<c r="A7" t="e"><f>1/0</f><v>#N/A</v></c>"#, "#N/A"),
        (r#"<c r="A7"/>"#, ""),
        (r#"<c r="A7" s="3"></c>"#, ""),
        (r#"<c r="A7"><extLst><ext><v>9</v></ext></extLst></c>"#, ""),
    ] {
        assert_eq!(cell(xml), text, "{xml}");
    }
    let sheet = rows(r#"<row r="2"><c r="C2" t="e"><v>#REF!</v></c><c r="D2" t="e"><v>#N/A</v></c></row>"#);
    let notes = sheet.expect("read").notes;
    assert_eq!((notes.errors.count, notes.errors.first), (2, Some(Address { row: 2, column: 2 })));
}

#[test]
fn formulas_without_a_value() {
    for (xml, text) in [
        (r#"<c r="A7"><f>SUM(A1:A3)</f></c>"#, "=SUM(A1:A3)"),
        (r#"<c r="A7"><f>SUM(A1,A3)</f><v></v></c>"#, "\"=SUM(A1,A3)\""),
        (r#"<c r="A7"><f>A1&amp;B1</f><v/></c>"#, "=A1&B1"),
        (r#"<c r="A7"><f t="shared" si="0"/></c>"#, "=…"),
        (r#"<c r="A7" t="str"><f>A1</f></c>"#, "=A1"),
        (r#"<c r="A7" t="str"><f>A1</f><v></v></c>"#, ""),
        (r#"<c r="A7" t="s"><f>A1</f></c>"#, "=A1"),
        (r#"<c r="A7"><f>A1</f><v>0</v></c>"#, "0"),
        (r#"<c r="A7" s="1"><v>44931</v><f>TODAY()</f></c>"#, "2023-01-05"),
    ] {
        assert_eq!(cell(xml), text, "{xml}");
    }
    let sheet = rows(r#"<row r="2"><c r="A2"><f>A1</f></c><c r="B2" t="str"><f>A1</f><v></v></c></row>"#);
    let notes = sheet.expect("read").notes;
    assert_eq!(notes.without_value.count, 1);
}

#[test]
fn references_that_lead_nowhere() {
    let place = Address { row: 2, column: 1 };
    for (xml, damage) in [
        (r#"<c r="B2" t="s"><v>5</v></c>"#, Damage::SharedString { cell: place, index: "5".into() }),
        (r#"<c r="B2" t="s"><v>-1</v></c>"#, Damage::SharedString { cell: place, index: "-1".into() }),
        (
            r#"<c r="B2" t="s"><v>99999999999999999999999</v></c>"#,
            Damage::SharedString { cell: place, index: "99999999999999999999".into() },
        ),
        (r#"<c r="B2" t="s"><v>x</v></c>"#, Damage::SharedString { cell: place, index: "x".into() }),
        (r#"<c r="B2" s="10"><v>5</v></c>"#, Damage::Style { cell: place, index: "10".into() }),
        (r#"<c r="B2" s="-1"><v>5</v></c>"#, Damage::Style { cell: place, index: "-1".into() }),
    ] {
        let fault = rows(&format!(r#"<row r="2">{xml}</row>"#)).expect_err(xml);
        assert_eq!(fault, Fault::damaged("xl/worksheets/sheet1.xml", damage), "{xml}");
    }
}
