//! Workbooks that other programs wrote.

use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::mutations::fields;
use super::*;

#[derive(Clone, Debug)]
enum Cell {
    Blank,
    Text(String),
    Number(f64),
    Truth(bool),
    Day(u32),
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Blank),
        "[ -~中文企业，（）\n\"&<>_x0041é😀]{1,12}".prop_map(Cell::Text),
        // Not together: the writer lets `_x0041` and the escape of a control character run into one another.
        "[\\x00-\\x1fa-z]{1,14}".prop_map(Cell::Text),
        "[_x0-9A-F]{1,20}".prop_map(Cell::Text),
        (-1_000_000i64..1_000_000, 0u32..6)
            .prop_map(|(n, scale)| Cell::Number(n as f64 / 10f64.powi(scale as i32))),
        any::<bool>().prop_map(Cell::Truth),
        (61u32..2_958_000).prop_map(Cell::Day),
    ]
}

/// What the worksheet should say of `cell`.
fn expected(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => {
            let odd = |mark: char| mark < ' ' && !matches!(mark, '\n' | '\t' | '\r');
            text.chars().map(|mark| if odd(mark) { '\u{fffd}' } else { mark }).collect()
        }
        Cell::Number(value) => format!("{}", if *value == 0.0 { 0.0 } else { *value }),
        Cell::Truth(value) => value.to_string().to_uppercase(),
        Cell::Day(serial) => {
            let mut text = String::new();
            let day =
                super::super::dates::day(f64::from(*serial), super::super::dates::Epoch::Y1900, &mut text);
            assert!(day);
            text
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_come_back(table in prop::collection::vec(prop::collection::vec(cell(), 1..8), 1..30)) {
        let mut workbook = Workbook::new();
        let worksheet = workbook.add_worksheet();
        let days = Format::new().set_num_format("yyyy-mm-dd");
        for (row, cells) in (0..).zip(&table) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Blank => worksheet.write_blank(row, column, &days),
                    Cell::Text(text) => worksheet.write_string(row, column, text),
                    Cell::Number(value) => worksheet.write_number(row, column, *value),
                    Cell::Truth(value) => worksheet.write_boolean(row, column, *value),
                    Cell::Day(serial) => {
                        worksheet.write_number_with_format(row, column, f64::from(*serial), &days)
                    }
                }.expect("written");
            }
        }
        let sheet = read(&workbook.save_to_buffer().expect("saved")).expect("read");
        let mut rows = sheet.rows.iter();
        for (line, cells) in (1..).zip(&table) {
            let mut texts: Vec<String> = cells.iter().map(expected).collect();
            if texts.iter().all(|text| text.trim().is_empty()) {
                continue;
            }
            let row = rows.next().expect("a row");
            prop_assert_eq!(row.line, line);
            let found = fields(&sheet.text[row.start as usize..row.end as usize]);
            while texts.len() > sheet.width && texts.last().is_some_and(|text| text.trim().is_empty()) {
                texts.pop();
            }
            texts.resize(sheet.width, String::new());
            prop_assert_eq!(found, texts);
        }
        prop_assert_eq!(rows.next(), None);
    }
}

#[test]
fn what_rust_xlsxwriter_writes() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let percent = Format::new().set_num_format("0.0%");
    let code = Format::new().set_num_format("000000");
    sheet.write_number_with_format(0, 0, 0.1234, &percent).expect("written");
    sheet.write_number_with_format(0, 1, 42, &code).expect("written");
    sheet.write_formula(0, 2, Formula::new("1+1").set_result("2")).expect("written");
    sheet.write_formula(0, 3, Formula::new("\"a\"&\"b\"").set_result("ab")).expect("written");
    sheet.merge_range(1, 0, 2, 1, "合并", &Format::new()).expect("written");
    sheet.set_row_hidden(1).expect("hidden");
    sheet.set_column_hidden(3).expect("hidden");
    let sheet = read(&workbook.save_to_buffer().expect("saved")).expect("read");
    assert_eq!(records(&sheet), ["1:12.34%,000042,2,ab", "2:合并,,,"]);
    assert_eq!((sheet.merges.len(), sheet.notes.hidden_rows.count, sheet.hidden_columns.len()), (1, 1, 1));
}

/// Workbooks of openpyxl and LibreOffice, kept with the tests.
#[test]
fn what_openpyxl_and_libreoffice_write() {
    let table = [
        "1:名称,日期,时间,比率,代码,数,错误,公式,真",
        "2:\"甲,\"\"公司\"\"\",2023-01-05,08:30:00,12.34%,000042,0.1,#N/A,",
        "3:\"乙\n公司\",2023-01-05,12:00:00,100%,123456,9.11100001234568E+17,#DIV/0!,",
    ];
    for (bytes, formulas) in [
        (&include_bytes!("openpyxl.xlsx")[..], ["=F2*2,TRUE", "\"=SUM(F2,F3)\",FALSE"]),
        (&include_bytes!("libreoffice.xlsx")[..], ["0.2,TRUE", "9.11100001234568E+17,FALSE"]),
    ] {
        let sheet = read(bytes).expect("read");
        let [header, first, second] = table.map(str::to_owned);
        assert_eq!(records(&sheet), [header, first + formulas[0], second + formulas[1]]);
        assert_eq!(sheet.merges.len(), 1);
        assert_eq!((sheet.notes.hidden_rows.count, sheet.hidden_columns.len()), (1, 1));
        assert_eq!(sheet.notes.errors.count, 2);
    }
}
