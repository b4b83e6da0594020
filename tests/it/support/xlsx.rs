//! Workbooks as spreadsheets save them, in their smallest form: what a test says of a cell stands in it, and
//! nothing else.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

/// One worksheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    name: String,
    rows: String,
    line: u32,
    merges: Vec<String>,
    hidden_columns: Vec<u32>,
    state: Option<&'static str>,
}

/// The value of a cell.
#[derive(Clone, Debug)]
pub enum Cell {
    /// No cell.
    Blank,
    /// A text.
    Text(String),
    /// A number as it stands in the file.
    Number(String),
    /// A number in the format at this position of [`FORMATS`].
    Formatted(String, usize),
    /// A formula with the value a program kept, if any.
    Formula(String, Option<String>),
    /// An error such as `#DIV/0!`.
    Error(String),
}

/// Number formats of cells, by position.
pub const FORMATS: [&str; 5] = ["General", "yyyy-mm-dd", "0.0%", "000000", "0!.0,"];

impl Cell {
    /// The cell that `text` shows: empty, a formula (`=A1`), an error (`#N/A`), a number, or a text. After an
    /// apostrophe it is a text in any case.
    pub fn shown(text: &str) -> Cell {
        let is_number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
        match text {
            "" => Cell::Blank,
            _ if text.starts_with('=') => Cell::Formula(text[1..].to_owned(), None),
            _ if text.starts_with('#') && text.len() > 1 => Cell::Error(text.to_owned()),
            _ if text.starts_with('\'') => Cell::Text(text[1..].to_owned()),
            _ if text.strip_suffix('%').is_some_and(is_number) => {
                let number: f64 = text.trim_end_matches('%').parse().unwrap_or_default();
                Cell::Formatted((number / 100.0).to_string(), 2)
            }
            _ if is_number(text) => Cell::Number(text.to_owned()),
            _ => Cell::Text(text.to_owned()),
        }
    }
}

impl Sheet {
    /// A worksheet without rows.
    pub fn new(name: &str) -> Sheet {
        Sheet { name: name.to_owned(), ..Sheet::default() }
    }

    /// A worksheet of the lines of a CSV text, each cell as [`Cell::shown`] has it.
    pub fn of_csv(name: &str, csv: &str) -> Sheet {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
        reader.records().fold(Sheet::new(name), |sheet, row| {
            let row = row.expect("the test's own table");
            sheet.row(row.iter().map(Cell::shown))
        })
    }

    /// The worksheet with another row.
    pub fn row(self, cells: impl IntoIterator<Item = Cell>) -> Sheet {
        self.row_with(cells, "")
    }

    /// The worksheet with another row, which people do not see.
    pub fn hidden_row(self, cells: impl IntoIterator<Item = Cell>) -> Sheet {
        self.row_with(cells, " hidden=\"1\"")
    }

    fn row_with(mut self, cells: impl IntoIterator<Item = Cell>, attributes: &str) -> Sheet {
        self.line += 1;
        let line = self.line;
        let _ = write!(self.rows, "<row r=\"{line}\"{attributes}>");
        for (at, cell) in cells.into_iter().enumerate() {
            let at = format!("{}{line}", letters(at as u32));
            let written = match cell {
                Cell::Blank => continue,
                Cell::Text(text) => {
                    let text = escaped(&text);
                    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
                }
                Cell::Number(number) => format!("<c r=\"{at}\"><v>{number}</v></c>"),
                Cell::Formatted(number, format) => {
                    format!("<c r=\"{at}\" s=\"{format}\"><v>{number}</v></c>")
                }
                Cell::Formula(formula, value) => {
                    let value = value.map(|value| format!("<v>{value}</v>")).unwrap_or_default();
                    format!("<c r=\"{at}\"><f>{}</f>{value}</c>", escaped(&formula))
                }
                Cell::Error(error) => format!("<c r=\"{at}\" t=\"e\"><v>{}</v></c>", escaped(&error)),
            };
            self.rows += &written;
        }
        self.rows += "</row>";
        self
    }

    /// The worksheet with the cells of `range` (`A1:B2`) merged.
    pub fn merge(mut self, range: &str) -> Sheet {
        self.merges.push(range.to_owned());
        self
    }

    /// The worksheet with a column, from 1, that people do not see.
    pub fn hide_column(mut self, column: u32) -> Sheet {
        self.hidden_columns.push(column);
        self
    }

    /// The worksheet, not in sight.
    pub fn hidden(mut self) -> Sheet {
        self.state = Some("hidden");
        self
    }

    fn xml(&self) -> String {
        let columns: String = self
            .hidden_columns
            .iter()
            .map(|at| format!("<col min=\"{at}\" max=\"{at}\" width=\"9\" hidden=\"1\"/>"))
            .collect();
        let columns = if columns.is_empty() { columns } else { format!("<cols>{columns}</cols>") };
        let merges: String =
            self.merges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        let merges = match self.merges.len() {
            0 => String::new(),
            count => format!("<mergeCells count=\"{count}\">{merges}</mergeCells>"),
        };
        format!(
            "{XML}<worksheet xmlns=\"{MAIN}\">{columns}<sheetData>{}</sheetData>{merges}</worksheet>",
            self.rows
        )
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The bytes of a workbook of these worksheets.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    workbook_since(sheets, "")
}

/// The bytes of a workbook whose days count from 1904.
pub fn workbook_since_1904(sheets: &[Sheet]) -> Vec<u8> {
    workbook_since(sheets, "<workbookPr date1904=\"1\"/>")
}

fn workbook_since(sheets: &[Sheet], properties: &str) -> Vec<u8> {
    let numbered = || sheets.iter().zip(1..);
    let of_sheets = |text: &dyn Fn(&Sheet, u32) -> String| -> String {
        numbered().map(|(sheet, at)| text(sheet, at)).collect()
    };
    let listed = of_sheets(&|sheet, at| {
        let state = sheet.state.map(|state| format!(" state=\"{state}\"")).unwrap_or_default();
        format!("<sheet name=\"{}\" sheetId=\"{at}\"{state} r:id=\"rId{at}\"/>", escaped(&sheet.name))
    });
    let relations = of_sheets(&|_, at| {
        format!(
            "<Relationship Id=\"rId{at}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        )
    });
    let types = of_sheets(&|_, at| {
        format!("<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>")
    });
    let formats: String = FORMATS
        .iter()
        .zip(164..)
        .map(|(format, id)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", escaped(format)))
        .collect();
    let styles: String = (164..).take(FORMATS.len()).map(|id| format!("<xf numFmtId=\"{id}\"/>")).collect();
    let mut parts = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
                 Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
                 ContentType=\"{TYPE}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
                 ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{properties}<sheets>{listed}\
                 </sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}<Relationship \
                 Id=\"styles\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "{XML}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{}\">{formats}</numFmts><cellXfs \
                 count=\"{}\">{styles}</cellXfs></styleSheet>",
                FORMATS.len(),
                FORMATS.len()
            ),
        ),
    ];
    parts.extend(numbered().map(|(sheet, at)| (format!("xl/worksheets/sheet{at}.xml"), sheet.xml())));
    zipped(&parts)
}

/// A zip archive of these entries, not compressed.
pub fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        archive.start_file(name, stored).expect("an entry");
        archive.write_all(text.as_bytes()).expect("memory takes bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column + 1, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
