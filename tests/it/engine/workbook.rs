//! Lists as workbooks: every program can open them, they say what is illustrative, and they show and print
//! well.

use std::fs;

use jifen::finding::{Code, Severity};
use jifen::publish::Replace;
use roxmltree::{Document, Node};

use crate::engine::publish::{ROWS, part, write};
use crate::support::assessed::assess;

/// A worksheet of the list `book`, as its parts say it.
struct Sheet {
    book: String,
    sheet: String,
    strings: Vec<String>,
    properties: String,
    findings: Vec<String>,
}

/// The list of an institution that gets a workbook, over these rows; `more` are further keys of it.
fn sheet(rows: &str, more: &str) -> Sheet {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = format!(
        "rules_basis = \"illustrative\"\n[[institution]]\nid = \"book\"\nname = \"B\"\nkind = \
        \"bank\"\nformat = \"xlsx\"\n{more}"
    );
    let target = folder.path().join("out");
    let published = write(&assess(rows, &file), &target, Replace::Never).expect("it can be written");
    let book = fs::read(target.join("referrals/book.xlsx")).expect("the list is there");
    let strings = part(&book, "xl/sharedStrings.xml");
    let findings = published.findings.iter();
    Sheet {
        book: part(&book, "xl/workbook.xml"),
        sheet: part(&book, "xl/worksheets/sheet1.xml"),
        strings: texts(&strings),
        properties: part(&book, "docProps/core.xml"),
        findings: findings.map(|one| format!("{}: {}", one.code, one.message)).collect(),
    }
}

/// The shared texts, as a reader of workbooks takes them.
fn texts(xml: &str) -> Vec<String> {
    let document = Document::parse(xml).expect("the texts are XML");
    let items = document.descendants().filter(|node| node.has_tag_name_ns("si"));
    let text = |item: Node<'_, '_>| {
        item.descendants()
            .filter_map(|node| node.is_text().then(|| node.text()).flatten())
            .collect::<String>()
    };
    items.map(|item| unescaped(&text(item))).collect()
}

/// A text with `_xHHHH_` read as the character of that number, from left to right.
fn unescaped(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let (kept, next) = match code.and_then(char::from_u32) {
            Some(c) if rest[at + 6..].starts_with('_') => (c, at + 7),
            _ => ('_', at + 1),
        };
        out.push_str(&rest[..at]);
        out.push(kept);
        rest = &rest[next..];
    }
    out + rest
}

trait Named {
    /// Whether the element is called so, whatever its namespace.
    fn has_tag_name_ns(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_ns(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

impl Sheet {
    /// The attribute of the first element called so.
    fn attribute(&self, element: &str, name: &str) -> Option<String> {
        let document = Document::parse(&self.sheet).expect("the worksheet is XML");
        let found = document.descendants().find(|node| node.has_tag_name_ns(element))?;
        found.attribute(name).map(str::to_owned)
    }

    /// The cell called so: a text, or a number as it is written.
    fn cell(&self, name: &str) -> Option<Result<String, String>> {
        let document = Document::parse(&self.sheet).expect("the worksheet is XML");
        let cell = document.descendants().find(|node| node.attribute("r") == Some(name))?;
        let value = cell.children().find(|node| node.has_tag_name_ns("v"))?.text()?.to_owned();
        Some(match cell.attribute("t") {
            Some("s") => Ok(self.strings[value.parse::<usize>().expect("a position")].clone()),
            _ => Err(value),
        })
    }

    fn text(&self, name: &str) -> String {
        self.cell(name).expect("a cell").expect("a text")
    }
}

const TWO_COLUMNS: &str =
    "columns = [{ value = \"id\" }, { value = \"name\", header = \"a\\u0001\\uFFFFb\" }]\n";

#[test]
fn no_text_makes_a_workbook_that_must_be_repaired() {
    let names = ["甲\u{ffff}", "乙\u{fffe}", "_x12345", "_x0041_", "a_x0042_x0043_", "<&>\"", "\u{1fffe}x"];
    let row = |(at, name): (usize, &&str)| {
        format!("R{at},\"{}\",330100,{},10,12,yes,2025-03-01,no,yes\n", name.replace('"', "\"\""), 90 - at)
    };
    let rows: String = names.iter().enumerate().map(row).collect();
    let title = "name_zh = \"某\\uFFFF_x0041_[行]\\u0002\"\n";
    let sheet = sheet(&rows, &format!("{title}{TWO_COLUMNS}"));
    assert_eq!(sheet.text("B2"), "a\u{fffd}\u{fffd}b");
    for (line, expected) in
        (3..).zip(["甲\u{fffd}", "乙\u{fffd}", "_x12345", "_x0041_", "a_x0042_x0043_", "<&>\"", "\u{fffd}x"])
    {
        assert_eq!(sheet.text(&format!("B{line}")), expected);
    }
    let book = Document::parse(&sheet.book).expect("the workbook is XML");
    let name =
        book.descendants().find(|node| node.has_tag_name_ns("sheet")).and_then(|node| node.attribute("name"));
    assert_eq!(name, Some("某_ x0041_行"));
    Document::parse(&sheet.properties).expect("the properties are XML");
    assert_eq!(
        sheet.findings,
        ["cell-replaced: 4 cells (B2, B3, B4 and 1 more) held characters that no workbook can hold"]
    );
    assert_eq!(Code::CellReplaced.severity(), Severity::Warning);
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_told() {
    let rows = format!("A1,{},330100,95,10,12,yes,2025-03-01,no,yes\n", "𠀀".repeat(20_000));
    let sheet = sheet(&rows, "columns = [{ value = \"id\" }, { value = \"name\" }]\n");
    let text = sheet.text("B3");
    assert_eq!((text.encode_utf16().count(), text.ends_with("𠀀…")), (32_767, true));
    assert_eq!(sheet.findings, ["cell-cut: 1 cell (B3) cut off: longer than 32,767 UTF-16 units"]);
    assert_eq!(Code::CellCut.severity(), Severity::Warning);
}

#[test]
fn a_workbook_says_on_its_face_what_is_illustrative() {
    let sheet = sheet(ROWS, "");
    let notice = sheet.text("A1");
    for words in ["Illustrative only", "the weights of size", "rules and capacities"] {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    // Where nothing is, the header comes first.
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut assessed =
        assess(ROWS, "[[institution]]\nid = \"book\"\nname = \"B\"\nkind = \"bank\"\nformat = \"xlsx\"\n");
    assessed.scorecard.weights_basis = jifen::scorecard::WeightsBasis::Local;
    let target = folder.path().join("out");
    write(&assessed, &target, Replace::Never).expect("it can be written");
    let book = fs::read(target.join("referrals/book.xlsx")).expect("the list is there");
    let strings = texts(&part(&book, "xl/sharedStrings.xml"));
    assert_eq!(strings[0], "名单序号");
    assert!(part(&book, "xl/worksheets/sheet1.xml").contains("<autoFilter ref=\"A1:"));
}

#[test]
fn a_workbook_is_ready_to_read_and_to_print() {
    let rows = "91110113999999999X,A,330100,95,10,12,yes,2025-03-01,no,yes\n\
                911101139999999995,B,330100,85,10,12,yes,2025-03-01,no,yes\n";
    let sheet = sheet(rows, "name_zh = \"某 银行\"\n");
    // The notice and the header stay in sight, and stand on every page.
    assert_eq!(sheet.attribute("pane", "ySplit").as_deref(), Some("2"));
    assert_eq!(sheet.attribute("pane", "state").as_deref(), Some("frozen"));
    assert!(
        sheet.book.contains("_xlnm.Print_Titles") && sheet.book.contains("'某 银行'!$1:$2<"),
        "{}",
        sheet.book
    );
    assert_eq!(sheet.attribute("autoFilter", "ref").as_deref(), Some("A2:R4"));
    assert_eq!(sheet.attribute("pageSetup", "orientation").as_deref(), Some("landscape"));
    assert_eq!(sheet.attribute("pageSetup", "paperSize").as_deref(), Some("9"));
    assert_eq!(sheet.attribute("pageSetup", "fitToHeight").as_deref(), Some("0"));
    assert_eq!(sheet.attribute("pageSetUpPr", "fitToPage").as_deref(), Some("1"));
    assert!(sheet.sheet.contains("&amp;P / &amp;N</oddFooter>"), "{}", sheet.sheet);
    let document = Document::parse(&sheet.sheet).expect("the worksheet is XML");
    let widths = document.descendants().filter(|node| node.has_tag_name_ns("col"));
    let widths: Vec<f64> = widths.filter_map(|node| node.attribute("width")?.parse().ok()).collect();
    assert!(!widths.is_empty() && widths.iter().all(|width| (10.0..=61.0).contains(width)), "{widths:?}");
    // A code is a text, whatever it consists of; numbers and days are numbers.
    assert_eq!(sheet.text("B3"), "91110113999999999X");
    assert_eq!(sheet.text("B4"), "911101139999999995");
    assert_eq!(sheet.cell("A4"), Some(Err("2".to_owned())));
    assert_eq!(sheet.cell("G3"), Some(Err("95".to_owned())));
    assert_eq!(sheet.text("R2"), "授权日期");
    assert_eq!(sheet.cell("R3"), Some(Err("45717".to_owned())));
    // A list of nobody has nothing to filter.
    let empty = self::sheet(rows, "[[institution.rule]]\nwhen = \"points > 100\"\nreason = \"too few\"\n");
    assert_eq!((empty.attribute("autoFilter", "ref"), empty.text("A2")), (None, "名单序号".to_owned()));
}
