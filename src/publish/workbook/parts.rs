//! The parts of a workbook other than its worksheets: which parts there are, styles, names and properties.

use std::fmt::Write;

use super::address::column_name;
use super::measure::height;
use super::text::{self, xml};

/// Styles of cells, as positions in the part of styles.
pub(super) const PLAIN: usize = 0;
pub(super) const TEXT: usize = 1;
pub(super) const DAY: usize = 2;
pub(super) const HEADER: usize = 3;
pub(super) const NOTICE: usize = 4;
pub(super) const TITLE: usize = 5;
/// Words of the cover, wrapped, and the same in bold.
pub(super) const WORDS: usize = 6;
pub(super) const LABEL: usize = 7;
pub(super) const ALARM: usize = 8;
pub(super) const COUNT: usize = 9;
/// A text at fault, with a colour behind it.
pub(super) const FAULTY: usize = 10;
/// The header of a column of numbers, which stand at the right.
pub(super) const HEADER_OF_NUMBERS: usize = 11;
/// A word of few, such as that of a flag.
pub(super) const WORD: usize = 12;
/// A text of several lines.
pub(super) const WRAPPED: usize = 13;
/// The first style of numbers in a format; a style for each format follows.
pub(super) const FIXED: usize = 14;

/// Number formats: those below 164 have their numbers from the standard.
const AS_TEXT: usize = 49;
const GROUPED: usize = 3;
const ISO_DAY: usize = 164;
const FORMATS: usize = 165;

pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const METADATA: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const PACKAGE: &str = "application/vnd.openxmlformats-package";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A worksheet, for the workbook's names.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub name: String,
    /// Rows that every printed page repeats: the number of the last one; 0 for none.
    pub header: usize,
    /// Columns that every printed page repeats, counted from the left.
    pub leading: usize,
    /// The cells with a filter, such as `$A$2:$R$9`.
    pub filtered: Option<String>,
    /// Whether cells have notes.
    pub noted: bool,
}

/// A workbook as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole<'a> {
    pub sheets: &'a [Sheet],
    /// Position of the worksheet that is open at first.
    pub active: usize,
    /// Properties of the document.
    pub title: &'a str,
    pub remark: &'a str,
    /// Formats of numbers that have a style each.
    pub formats: &'a [String],
}

/// Path of worksheet `at`, from 0.
pub(super) fn sheet_path(at: usize) -> String {
    format!("xl/worksheets/sheet{}.xml", at + 1)
}

/// Path of the notes of worksheet `at`, from 0.
pub(super) fn comments_path(at: usize) -> String {
    format!("xl/comments{}.xml", at + 1)
}

/// Path of the drawing that places the notes of worksheet `at`, from 0.
pub(super) fn drawing_path(at: usize) -> String {
    format!("xl/drawings/vmlDrawing{}.vml", at + 1)
}

/// What worksheet `at` with notes refers to, and its path. The drawing is `rId1`.
pub(super) fn relations_of_sheet(at: usize) -> (String, String) {
    let number = at + 1;
    let relations = format!(
        "{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">\
         <Relationship Id=\"rId1\" Type=\"{DOCUMENT}/vmlDrawing\" \
         Target=\"../drawings/vmlDrawing{number}.vml\"/>\
         <Relationship Id=\"rId2\" Type=\"{DOCUMENT}/comments\" Target=\"../comments{number}.xml\"/>\
         </Relationships>"
    );
    (format!("xl/worksheets/_rels/sheet{number}.xml.rels"), relations)
}

/// A cell with a text, in a style; empty without a text.
pub(super) fn text_cell(address: &str, words: &str, style: usize) -> String {
    if words.is_empty() {
        return String::new();
    }
    let words = xml(&text::fit(words).text);
    format!(
        "<c r=\"{address}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>"
    )
}

/// A worksheet up to its columns: its first rows and columns stay in sight, as many as `frozen` says.
/// `is_open` is that of the worksheet that is open at first.
pub(super) fn sheet_begins(frozen: (usize, usize), is_open: bool) -> String {
    let ((header, leading), selected) = (frozen, if is_open { " tabSelected=\"1\"" } else { "" });
    let cell = format!("{}{}", column_name(leading), header + 1);
    let (split, pane) = match leading {
        0 => (String::new(), "bottomLeft"),
        _ => (format!(" xSplit=\"{leading}\""), "bottomRight"),
    };
    let others =
        if leading > 0 { "<selection pane=\"topRight\"/><selection pane=\"bottomLeft\"/>" } else { "" };
    format!(
        "{DECLARATION}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheetPr>\
         <pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView{selected} workbookViewId=\"0\">\
         <pane{split} ySplit=\"{header}\" topLeftCell=\"{cell}\" activePane=\"{pane}\" state=\"frozen\"/>\
         {others}<selection pane=\"{pane}\" activeCell=\"{cell}\" sqref=\"{cell}\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/>"
    )
}

/// The columns of a worksheet by width in characters and style; none without columns.
pub(super) fn columns(columns: &[(usize, usize)]) -> String {
    let mut out = String::new();
    for (number, (width, style)) in (1..).zip(columns) {
        // An empty cell for a code is a text as well.
        let style =
            if matches!(*style, TEXT | WRAPPED) { format!(" style=\"{style}\"") } else { String::new() };
        let _ = write!(
            out,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\"{style} customWidth=\"1\"/>"
        );
    }
    if out.is_empty() { out } else { format!("<cols>{out}</cols>") }
}

/// A row of texts, each with its style, as high as `lines`.
pub(super) fn row<'a>(number: usize, cells: impl Iterator<Item = (&'a str, usize)>, lines: usize) -> String {
    let cell = |(at, (words, style))| text_cell(&format!("{}{number}", column_name(at)), words, style);
    let cells: String = (0..).zip(cells).map(cell).collect();
    format!("<row r=\"{number}\"{}>{cells}</row>", height(lines))
}

/// The end of a worksheet's rows: rows can be filtered, `pages` side by side hold every column, and pages are
/// numbered. A code of digits is a text on purpose: no mark of a fault. `filtered` has the cells with a
/// filter, and `noted` is whether cells have notes.
pub(super) fn sheet_ends(filtered: Option<&str>, noted: bool, pages: usize) -> String {
    let filter = filtered.map(|cells| format!("<autoFilter ref=\"{cells}\"/>")).unwrap_or_default();
    let ignored = filtered.map(|cells| {
        format!("<ignoredErrors><ignoredError sqref=\"{cells}\" numberStoredAsText=\"1\"/></ignoredErrors>")
    });
    let drawing = if noted { "<legacyDrawing r:id=\"rId1\"/>" } else { "" };
    format!(
        "</sheetData>{filter}{}{FOOTER}{}{drawing}</worksheet>",
        page("landscape", pages),
        ignored.unwrap_or_default()
    )
}

/// The worksheet's name and the page's number at the foot of each page.
pub(super) const FOOTER: &str =
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>";

/// Margins and paper of a worksheet: A4, its columns on as many pages side by side.
pub(super) fn page(orientation: &str, pages: usize) -> String {
    let width = if pages > 1 { format!(" fitToWidth=\"{pages}\"") } else { String::new() };
    // Pages side by side follow one another, so that the rows of a page stay together.
    let order = if pages > 1 { " pageOrder=\"overThenDown\"" } else { "" };
    format!(
        "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\"{width} fitToHeight=\"0\"{order} orientation=\"{orientation}\"/>"
    )
}

/// Every part but the worksheets and their notes, with its path.
pub(super) fn all(whole: Whole<'_>) -> [(&'static str, String); 6] {
    let Whole { sheets, active, title, remark, formats } = whole;
    [
        ("[Content_Types].xml", content_types(sheets)),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", properties(title, remark)),
        ("xl/workbook.xml", workbook(sheets, active)),
        ("xl/_rels/workbook.xml.rels", relations_of_workbook(sheets.len())),
        ("xl/styles.xml", styles(formats)),
    ]
}

fn content_types(sheets: &[Sheet]) -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"{PACKAGE}.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    if sheets.iter().any(|sheet| sheet.noted) {
        let _ = write!(out, "<Default Extension=\"vml\" ContentType=\"{DRAWING}\"/>");
    }
    let mut part = |path: &str, kind: &str| {
        let _ = write!(out, "<Override PartName=\"/{path}\" ContentType=\"{kind}+xml\"/>");
    };
    part("docProps/core.xml", &format!("{PACKAGE}.core-properties"));
    part("xl/workbook.xml", &format!("{CONTENT}.sheet.main"));
    part("xl/styles.xml", &format!("{CONTENT}.styles"));
    for (at, sheet) in sheets.iter().enumerate() {
        part(&sheet_path(at), &format!("{CONTENT}.worksheet"));
        if sheet.noted {
            part(&comments_path(at), &format!("{CONTENT}.comments"));
        }
    }
    out + "</Types>"
}

fn relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">\
         <Relationship Id=\"rId1\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{RELATIONS}/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/>\
         </Relationships>"
    )
}

fn relations_of_workbook(sheets: usize) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">");
    let mut relation = |number: usize, kind: &str, target: &str| {
        let _ =
            write!(out, "<Relationship Id=\"rId{number}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>");
    };
    (1..=sheets).for_each(|number| relation(number, "worksheet", &format!("worksheets/sheet{number}.xml")));
    relation(sheets + 1, "styles", "styles.xml");
    out + "</Relationships>"
}

fn properties(title: &str, remark: &str) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{METADATA}\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title><dc:description>{}</dc:description></cp:coreProperties>",
        xml(title),
        xml(remark)
    )
}

/// The worksheets in order.
fn workbook(sheets: &[Sheet], active: usize) -> String {
    let mut out = format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><bookViews>\
         <workbookView xWindow=\"0\" yWindow=\"0\" windowWidth=\"24000\" windowHeight=\"12000\" \
         activeTab=\"{active}\"/>\
         </bookViews><sheets>"
    );
    for (number, sheet) in (1..).zip(sheets) {
        let name = xml(&sheet.name);
        let _ = write!(out, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
    }
    out += "</sheets><definedNames>";
    let titled = sheets.iter().enumerate().filter(|(_, sheet)| sheet.header > 0);
    for (at, Sheet { name, header, leading, filtered, .. }) in titled {
        let name = xml(name);
        if let Some(filtered) = filtered {
            let _ = write!(
                out,
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{at}\" hidden=\"1\">\
                 '{name}'!{filtered}</definedName>"
            );
        }
        let columns = match leading.checked_sub(1) {
            Some(last) => format!("'{name}'!$A:${},", column_name(last)),
            None => String::new(),
        };
        let _ = write!(
            out,
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{at}\">\
             {columns}'{name}'!$1:${header}</definedName>"
        );
    }
    out + "</definedNames></workbook>"
}

fn styles(formats: &[String]) -> String {
    let mut out =
        format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{}\">", formats.len() + 1);
    let _ = write!(out, "<numFmt numFmtId=\"{ISO_DAY}\" formatCode=\"yyyy\\-mm\\-dd\"/>");
    for (number, format) in (FORMATS..).zip(formats) {
        let _ = write!(out, "<numFmt numFmtId=\"{number}\" formatCode=\"{format}\"/>");
    }
    let font = |bold: &str, size: u8, color: &str| {
        format!("<font>{bold}<sz val=\"{size}\"/>{color}<name val=\"Calibri\"/><family val=\"2\"/></font>")
    };
    out += "</numFmts><fonts count=\"4\">";
    out += &font("", 11, "");
    out += &font("<b/>", 11, "");
    out += &font("<b/>", 11, "<color rgb=\"FFFF0000\"/>");
    out += &font("<b/>", 14, "");
    out += "</fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>\
        <fill><patternFill patternType=\"gray125\"/></fill>\
        <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFC7CE\"/><bgColor indexed=\"64\"/>\
        </patternFill></fill></fills>\
        <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
        </cellStyleXfs>";
    let wrapped = "<alignment vertical=\"top\" wrapText=\"1\"/>";
    let left = "<alignment horizontal=\"left\" vertical=\"top\"/>";
    // A text keeps its distance from a number at its left.
    let aside = "<alignment horizontal=\"left\" vertical=\"center\" indent=\"1\"/>";
    let aside_wrapped = "<alignment horizontal=\"left\" vertical=\"center\" wrapText=\"1\" indent=\"1\"/>";
    let right_wrapped = "<alignment horizontal=\"right\" vertical=\"center\" wrapText=\"1\"/>";
    let day = "<alignment horizontal=\"center\" vertical=\"center\"/>";
    let number = "<alignment vertical=\"center\"/>";
    // In the order of the constants above.
    let fixed = [
        (0, 0, number),
        (AS_TEXT, 0, aside),
        (ISO_DAY, 0, day),
        (0, 1, aside_wrapped),
        (0, 2, ""),
        (0, 3, ""),
        (0, 0, wrapped),
        (0, 1, wrapped),
        (0, 2, wrapped),
        (GROUPED, 0, left),
        (AS_TEXT, 0, aside),
        (0, 1, right_wrapped),
        (0, 0, aside),
        (AS_TEXT, 0, aside_wrapped),
    ];
    let more = (FORMATS..).zip(formats).map(|(format, _)| (format, 0, number));
    let _ = write!(out, "<cellXfs count=\"{}\">", fixed.len() + formats.len());
    for (at, (format, font, alignment)) in fixed.into_iter().chain(more).enumerate() {
        let fill = if at == FAULTY { "2\" applyFill=\"1" } else { "0" };
        let _ = write!(
            out,
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"0\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\">{alignment}</xf>"
        );
    }
    out + "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>\
           </cellStyles>\
           </styleSheet>"
}
