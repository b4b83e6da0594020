//! Lists as workbooks: every program can open them, they say what is illustrative, and they show and print
//! well.

use std::fs;
use std::path::Path;

use jifen::finding::{Code, Severity};
use jifen::publish::{Published, Replace, WorkbookTable};
use roxmltree::{Document, Node};

use crate::engine::publish::{INSTITUTIONS, ROWS, content, part, write};
use crate::support::assessed::assess;
use crate::support::workplace::{Folder, text};

/// A workbook of a run, as its parts say it.
struct Sheet {
    book: String,
    cover: String,
    sheet: String,
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
    Sheet::read(&target.join("referrals/book.xlsx"), &published)
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
    /// A workbook among what was published.
    fn read(path: &Path, published: &Published) -> Sheet {
        let book = fs::read(path).expect("the workbook is there");
        let findings = published.findings.iter();
        Sheet {
            book: part(&book, "xl/workbook.xml"),
            cover: part(&book, "xl/worksheets/sheet1.xml"),
            sheet: part(&book, "xl/worksheets/sheet2.xml"),
            properties: part(&book, "docProps/core.xml"),
            findings: findings.map(|one| format!("{}: {}", one.code, one.message)).collect(),
        }
    }

    /// Names of the worksheets, in order.
    fn names(&self) -> Vec<String> {
        let document = Document::parse(&self.book).expect("the workbook is XML");
        let sheets = document.descendants().filter(|node| node.has_tag_name_ns("sheet"));
        sheets.filter_map(|node| node.attribute("name").map(str::to_owned)).collect()
    }

    /// The attribute of the first element called so.
    fn attribute(&self, element: &str, name: &str) -> Option<String> {
        let document = Document::parse(&self.sheet).expect("the worksheet is XML");
        let found = document.descendants().find(|node| node.has_tag_name_ns(element))?;
        found.attribute(name).map(str::to_owned)
    }

    /// The cell called so: a text, or a number as it is written.
    fn cell(&self, name: &str) -> Option<Result<String, String>> {
        cell(&self.sheet, name)
    }

    /// The text beside a label on the cover.
    fn about(&self, label: &str) -> Option<String> {
        let texts = |column: &str, row: usize| cell(&self.cover, &format!("{column}{row}"));
        let row = (1..100).find(|row| texts("A", *row) == Some(Ok(label.to_owned())))?;
        texts("B", row).map(|found| found.unwrap_or_else(|number| number))
    }

    /// The cover's cells in three columns, from the row under the heading `of` to the next empty row.
    fn listed(&self, of: &str) -> Vec<[String; 3]> {
        let text = |column: &str, row: usize| match cell(&self.cover, &format!("{column}{row}")) {
            Some(Ok(text)) => text,
            _ => String::new(),
        };
        let row = (1..100).find(|row| text("B", *row) == of);
        let rows = row.into_iter().flat_map(|row| row + 1..);
        rows.map(|row| ["A", "B", "C"].map(|column| text(column, row)))
            .take_while(|cells| !cells[0].is_empty())
            .collect()
    }

    /// The code of a cell in the column with this header, by the cover; the cell itself without one.
    fn code(&self, name: &str, cell: &str, expected: &str) -> String {
        let columns = self.listed("Meaning");
        let names: Vec<&str> = columns.iter().map(|column| &*column[0]).collect();
        let at = names.iter().position(|header| *header == name).expect("a column");
        // Columns beside one another may share their words.
        let listed = self.listed("Words");
        let is_own = |header: &str| match header.split_once(" and the columns after it, ") {
            None => header == name,
            Some((first, count)) => {
                let first = names.iter().position(|header| *header == first).expect("a column");
                let count: usize =
                    count.split(' ').next().and_then(|count| count.parse().ok()).expect("a count");
                (first..first + count).contains(&at)
            }
        };
        let place =
            cell.strip_prefix("beyond the end of the list (place ").and_then(|rest| rest.strip_suffix(')'));
        let plain = cell.strip_prefix('\'').unwrap_or(cell);
        // Several codes may have the same words: the expected one must be among them.
        let mut found =
            listed.iter().filter(|[header, words, _]| words == plain && is_own(header)).peekable();
        match found.peek() {
            None => place.unwrap_or(cell).to_owned(),
            Some([.., first]) => {
                let first = first.clone();
                found.find(|[.., code]| code == expected).map_or(first, |[.., code]| code.clone())
            }
        }
    }

    fn text(&self, name: &str) -> String {
        self.cell(name).expect("a cell").expect("a text")
    }
}

/// A cell of a worksheet: a text, or a number as it is written.
fn cell(sheet: &str, name: &str) -> Option<Result<String, String>> {
    let document = Document::parse(sheet).expect("the worksheet is XML");
    let cell = document.descendants().find(|node| node.attribute("r") == Some(name))?;
    let has_text = cell.attribute("t") == Some("inlineStr");
    let value = cell.descendants().find(|node| node.has_tag_name_ns(if has_text { "t" } else { "v" }))?;
    let value = value.text().unwrap_or_default().to_owned();
    Some(if has_text { Ok(unescaped(&value)) } else { Err(value) })
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
    assert_eq!(sheet.names(), ["About", "某_ x0041_行"]);
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
    let list = part(&book, "xl/worksheets/sheet2.xml");
    assert_eq!(cell(&list, "A1"), Some(Ok("名单序号".to_owned())));
    assert!(list.contains("<autoFilter ref=\"A1:"));
    assert!(!part(&book, "xl/worksheets/sheet1.xml").contains("Illustrative"));
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
    assert!(!widths.is_empty() && widths.iter().all(|width| (10.0..=60.0).contains(width)), "{widths:?}");
    // The table is the sheet that is open, and digits in a text are no fault.
    assert!(sheet.book.contains("activeTab=\"1\""), "{}", sheet.book);
    assert_eq!(sheet.attribute("sheetView", "tabSelected").as_deref(), Some("1"));
    assert_eq!(sheet.attribute("ignoredError", "sqref").as_deref(), Some("A2:R4"));
    // A code is a text, whatever it consists of; numbers and days are numbers.
    assert_eq!(sheet.text("B3"), "91110113999999999X");
    assert_eq!(sheet.text("B4"), "911101139999999995");
    assert_eq!(sheet.cell("A4"), Some(Err("2".to_owned())));
    assert_eq!(sheet.cell("G3"), Some(Err("95.0".to_owned())));
    assert_eq!(sheet.text("R2"), "授权日期");
    assert_eq!(sheet.cell("R3"), Some(Err("45717".to_owned())));
    // A list of nobody has nothing to filter.
    let empty = self::sheet(rows, "[[institution.rule]]\nwhen = \"points > 100\"\nreason = \"too few\"\n");
    assert_eq!((empty.attribute("autoFilter", "ref"), empty.text("A2")), (None, "名单序号".to_owned()));
}

#[test]
fn a_cover_says_what_the_table_is_made_from_and_how_to_read_it() {
    let sheet = sheet(ROWS, "");
    assert_eq!(cell(&sheet.cover, "A1"), Some(Ok("B".to_owned())));
    let about = |label: &str| sheet.about(label).unwrap_or_else(|| panic!("{label}: {}", sheet.cover));
    assert_eq!(about("Campaign"), "A test (a-test)");
    assert_eq!(about("As-of day"), "2025-12-31");
    assert_eq!(about("Scorecard"), "Size alone (size)");
    assert_eq!(about("Notice"), sheet.text("A1"));
    assert!(about("Basis").contains("weights are illustrative"));
    let rows = sheet.sheet.matches("<row ").count() - 2;
    let counts = [
        ("Rows in this table", &*rows.to_string()),
        ("Rows of firms read", "8"),
        ("Firms scored", "6"),
        ("Rows of firms quarantined", "2"),
    ];
    for (label, count) in counts {
        assert_eq!(about(label), count, "{label}");
    }
    assert_eq!(about("创新积分"), "Published points");
    assert!(about("融资需求金额(万元)").ends_with(" (unit: 万元)"), "{}", about("融资需求金额(万元)"));
}

#[test]
fn every_table_asked_for_is_a_workbook_with_the_rows_of_its_csv_file() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    let mut assessed = assess(ROWS, INSTITUTIONS);
    assessed.workbooks = vec![
        WorkbookTable::Scores,
        WorkbookTable::Points,
        WorkbookTable::NotReferred,
        WorkbookTable::Reasons,
        WorkbookTable::Quarantine,
        WorkbookTable::Lists,
    ];
    let published = write(&assessed, &target, Replace::Never).expect("it can be written");
    let names: Vec<&str> = published.files.iter().map(|file| file.path.as_str()).collect();
    assert!(names.contains(&"points.xlsx"), "{names:?}");
    for name in ["scores", "not_referred", "reasons", "quarantine", "referrals/zh", "referrals/empty"] {
        assert!(names.contains(&&*format!("{name}.xlsx")), "{name}: {names:?}");
        let sheet = Sheet::read(&target.join(format!("{name}.xlsx")), &published);
        let bytes = fs::read(target.join(format!("{name}.csv"))).expect("the table is there");
        let text = match name {
            "referrals/zh" => encoding_rs::GB18030.decode(&bytes).0,
            _ => encoding_rs::UTF_8.decode(&bytes).0,
        };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut count = 0;
        let columns = sheet.listed("Meaning");
        for (row, record) in (2..).zip(reader.records()) {
            for ((column, expected), [header, _, name]) in
                ('A'..).zip(&record.expect("a record")).zip(&columns)
            {
                if row == 2 {
                    // The cover has the header of the CSV file beside that of the workbook.
                    assert_eq!(sheet.text(&format!("{column}2")), *header, "{name}");
                    let name = if name.is_empty() { header } else { name };
                    assert_eq!(name.trim_start_matches('\u{feff}'), expected.trim_start_matches('\u{feff}'));
                    continue;
                }
                let found = match sheet.cell(&format!("{column}{row}")) {
                    None => String::new(),
                    Some(Ok(text)) => sheet.code(header, &text, expected),
                    // A day is the number of days since the end of 1899.
                    Some(Err(days)) if expected.matches('-').count() == 2 => {
                        let days = days.parse::<i64>().expect("a day");
                        let start = jiff::civil::date(1899, 12, 30);
                        start.saturating_add(jiff::Span::new().days(days)).to_string()
                    }
                    Some(Err(number)) => number,
                };
                // The words of reasons stand without their keys.
                let expected = match &**header {
                    "Reasons for no referral" => {
                        let reasons =
                            expected.split("; ").map(|one| one.split_once(": ").map_or(one, |(_, one)| one));
                        let words = reasons.collect::<Vec<_>>().join("; ");
                        // Without its key a reason may look like a formula.
                        if words.starts_with('=') { format!("'{words}") } else { words }
                    }
                    _ => expected.to_owned(),
                };
                assert_eq!(found, expected, "{name} {column}{row}");
            }
            count += 1;
        }
        assert_eq!(sheet.sheet.matches("<row ").count(), count + 1, "{name}");
        assert_eq!(sheet.about("Rows in this table"), Some((count - 1).to_string()), "{name}");
    }
}

#[test]
fn a_table_for_people_has_their_words_for_headers_and_codes() {
    let folder = Folder::with_firms(30, 0.0);
    let text = folder.read("firms.csv");
    // Neither a total nor a signature is a firm, in any count.
    let width = text.lines().next().expect("a header").split(',').count();
    let rows = ["合计", "填表人：王某"].map(|row| format!("{row}{}\n", ",".repeat(width - 1)));
    folder.write("firms.csv", format!("{text}{}", rows.concat()).as_bytes());
    let tables = "detail = true\nlanguage = \"zh\"\n\
                  workbooks = [\"scores\", \"points\", \"not_referred\", \"reasons\"]";
    folder.edit("campaign.toml", "detail = true", tables);
    let output = folder.jifen(&["run", "campaign.toml", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", self::text(&output.stderr));
    let read = |name: &str| {
        let book = fs::read(folder.path(&format!("out/{name}.xlsx"))).expect("a workbook");
        let [cover, sheet, styles] = ["worksheets/sheet1", "worksheets/sheet2", "styles"]
            .map(|name| part(&book, &format!("xl/{name}.xml")));
        let header = ('A'..='Z').map_while(|column| cell(&sheet, &format!("{column}2")));
        let header: Vec<String> = header.map(|header| header.expect("a text")).collect();
        (header, cover, sheet, styles)
    };
    let (header, cover, sheet, styles) = read("scores");
    let whole = "统一社会信用代码 企业名称 行政区划代码 行业代码 阶段 积分 技术创新 成长经营 辅助 排名 阶段内排名 \
                 百分位(%) 等级 达标 数据完整度 未通过条件 待核实";
    assert_eq!(header.join(" "), whole);
    for (words, code) in [("阶段", "segment"), ("初创期", "start-up"), ("是", "true"), ("否", "false")]
    {
        assert!(
            cover.contains(&format!(">{words}</t>")) && cover.contains(&format!(">{code}</t>")),
            "{code}"
        );
    }
    let texts = |column: char| (3..33).map(|row| cell(&sheet, &format!("{column}{row}"))).collect::<Vec<_>>();
    let is_one = |cell: &Option<Result<String, String>>, all: &[&str]| {
        cell.as_ref().is_some_and(|cell| cell.as_ref().is_ok_and(|text| all.contains(&&**text)))
    };
    assert!(texts('E').iter().all(|cell| is_one(cell, &["初创期", "成长期", "稳定期"])), "{:?}", texts('E'));
    assert!(texts('N').iter().all(|cell| is_one(cell, &["是", "否"])), "{:?}", texts('N'));
    // The cell has the share, the reader sees per cent.
    assert!(styles.contains("formatCode=\"0.00%\""), "{styles}");
    let count = |label: &str| {
        let row = (1..40).find(|row| cell(&cover, &format!("A{row}")) == Some(Ok(label.to_owned())));
        row.and_then(|row| cell(&cover, &format!("B{row}")))
    };
    for (label, rows) in
        [("报送企业行数", "30"), ("待核企业行数", "0"), ("非企业行数（合计、备注、重复表头）", "2")]
    {
        assert_eq!(count(label), Some(Err(rows.to_owned())), "{label}");
    }
    let (header, _, sheet, _) = read("points");
    assert_eq!(header.join(" "), "统一社会信用代码 指标 原始值 处理后的值 得分率 满分 得分");
    assert_eq!(cell(&sheet, "B3"), Some(Ok("研发费用金额".to_owned())));
    let (header, _, sheet, _) = read("not_referred");
    assert_eq!(header[..3].join(" "), "统一社会信用代码 企业名称 未推荐原因");
    for code in ["no-consent", "listed<", "not-qualified", ">r1", "：无"] {
        assert!(!sheet.contains(code), "{code} is in {sheet}");
    }
    let (header, _, sheet, _) = read("reasons");
    assert_eq!(header.join(" "), "原因代号 原因 涉及机构 涉及企业数 其中：信息不明 依据文件");
    assert_eq!(cell(&sheet, "C3"), Some(Ok("全部机构".to_owned())));
}

#[test]
fn a_column_of_a_list_is_explained_in_words_and_shown_as_what_it_is() {
    let rows =
        "A1,甲,330100,95,1200.5,12,yes,2025-03-01,no,yes\nB1,乙,330100,85,10,12,yes,2025-03-01,no,yes\n";
    let columns = "columns = [{ value = \"id\" }, { value = \"loan_demand\" }, \
                   { value = \"loan_demand / 3\", header = \"三分之一\", decimals = 2 }]\n";
    let sheet = sheet(rows, columns);
    assert_eq!(sheet.about("三分之一").as_deref(), Some("Computed by the formula loan_demand / 3"));
    let style = |name: &str| {
        let document = Document::parse(&sheet.sheet).expect("the worksheet is XML");
        let cell = document.descendants().find(|node| node.attribute("r") == Some(name));
        cell.and_then(|cell| cell.attribute("s").map(str::to_owned))
    };
    // Amounts of money have separators and cents, others the decimals of the list.
    assert_eq!((style("B3"), style("B4")), (Some("14".into()), Some("14".into())));
    assert_eq!(style("C3"), Some("15".into()));
    assert_eq!(sheet.cell("B3"), Some(Err("1200.5".to_owned())));
}

#[test]
fn a_wide_table_keeps_the_firm_in_sight_and_prints_over_several_pages() {
    let sheet = sheet(ROWS, "name_zh = \"某银行\"\n");
    // Eighteen columns are more than a page holds: the place, the id and the name stand on every one.
    assert_eq!(sheet.attribute("pane", "xSplit").as_deref(), Some("3"));
    assert_eq!(sheet.attribute("pane", "topLeftCell").as_deref(), Some("D3"));
    assert_eq!(sheet.attribute("pageSetup", "fitToWidth").as_deref(), Some("2"));
    assert!(sheet.book.contains("'某银行'!$A:$C,'某银行'!$1:$2<"), "{}", sheet.book);
    let narrow = self::sheet(ROWS, TWO_COLUMNS);
    assert_eq!(
        (narrow.attribute("pane", "xSplit"), narrow.attribute("pageSetup", "fitToWidth")),
        (None, None)
    );
    // Long texts of the cover have rows of their height.
    assert!(sheet.cover.contains(" ht=\"30\" customHeight=\"1\""), "{}", sheet.cover);
}

#[test]
fn threads_leave_no_trace_in_workbooks() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let rows: String = (0..9000)
        .map(|n| format!("F{n:06},<公司{n}>,330100,{},{},12,yes,2025-03-01,no,yes\n", n % 97, n % 500))
        .collect();
    let books = [1, 2, 5].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let target = folder.path().join(threads.to_string());
        let mut assessed = assess(&rows, INSTITUTIONS);
        assessed.workbooks = vec![WorkbookTable::Scores, WorkbookTable::NotReferred, WorkbookTable::Points];
        pool.install(|| write(&assessed, &target, Replace::Never)).expect("it can be written");
        content(&target)
    });
    assert!(books[0].iter().filter(|(name, _)| name.ends_with(".xlsx")).count() == 4);
    assert!(books.iter().all(|content| content == &books[0]), "bytes differ");
}

#[test]
fn a_workbook_of_no_table_is_refused_with_the_tables_there_are() {
    let folder = Folder::with_firms(20, 0.0);
    folder.edit("campaign.toml", "detail = true", "detail = true\nworkbooks = [\"reason\", \"lists\"]");
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    assert!(told.contains("did you mean `reasons`?"), "{told}");
    folder.edit("campaign.toml", "[\"reason\", \"lists\"]", "[\"ranking\"]");
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    assert!(told.contains("campaign.toml:") && told.contains("scores, points, not_referred"), "{told}");
    folder.edit("campaign.toml", "detail = true\nworkbooks = [\"ranking\"]", "workbooks = [\"points\"]");
    let told = text(&folder.jifen(&["check", "campaign.toml"]).stderr);
    assert!(told.contains("error[key-idle]: campaign.toml:"), "{told}");
    assert!(told.contains("a workbook of points needs the table of points"), "{told}");
}
