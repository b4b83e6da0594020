//! Real lists, with all their ways of writing things.

use jifen::finding::Code;
use jifen::firms::{Dictionary, Field, FieldType};

use super::{counts, number, read, read_by};
use crate::support::reference_data;
use crate::support::rows::{lines, row_at};

fn bytes(name: &str) -> Option<Vec<u8>> {
    reference_data::path(name).map(|path| std::fs::read(path).expect("the reference data can be read"))
}

/// A dictionary in which 注册资金 is a text, for tests of the codes alone.
fn without_capital() -> Dictionary {
    let mut dictionary = Dictionary::built_in();
    dictionary.fields.retain(|field| field.name != "registered_capital");
    dictionary
}

#[test]
fn a_thousand_valid_codes_pass_without_a_word() {
    let Some(bytes) = bytes("uscc/uscc_valid.csv") else { return };
    let intake = read_by(&without_capital(), &bytes, "").unwrap();
    assert_eq!((intake.rows, intake.firms.len, intake.merged), (1000, 1000, 0));
    assert_eq!(counts(&intake), [("column-unused", 3)]);
}

#[test]
fn irregular_codes_are_warned_of_and_never_lost() {
    let Some(bytes) = bytes("uscc/uscc_irregular_real.csv") else { return };
    let text = String::from_utf8(bytes.clone()).unwrap();
    let reasons: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let intake = read(&bytes, "columns = { code_as_printed = \"credit_code\" }").unwrap();
    assert_eq!(intake.rows, reasons.len());
    // Every row is a firm but the three whose code is the mark 无, one with a name in its place, and two firms
    // that share one old number.
    let aside = |code| {
        intake.quarantine.iter().filter(|row| row.faults.iter().any(|fault| fault.code == code)).count()
    };
    assert_eq!((aside(Code::CellMissing), aside(Code::IdText), aside(Code::DuplicateFirm)), (3, 1, 2));
    assert_eq!((intake.firms.len, intake.quarantine.len()), (reasons.len() - 6, 6));
    for (at, reason) in reasons.iter().enumerate() {
        let line = at as u32 + 2;
        let noticed = intake.parts.findings_of(at as u32);
        let here = |code| noticed.iter().any(|f| f.place.line == Some(line) && f.code == code);
        match *reason {
            "check_digit" => assert!(here(Code::UsccCheck) && !here(Code::UsccForm), "line {line}"),
            "len1" => assert!(here(Code::CellMissing), "line {line}"),
            "len17" if here(Code::IdText) => {}
            _ => assert!(here(Code::UsccForm), "line {line}"),
        }
    }
    assert_eq!(reasons.iter().filter(|reason| **reason == "check_digit").count(), 57);
}

/// What an amount with its unit in the cell must come out as.
#[derive(Debug, PartialEq)]
enum Amount {
    Known(f64),
    Missing,
    Unit,
    NoNumber,
}

/// The class of a cell, told apart by lists of words rather than by a grammar.
fn expected(cell: &str) -> Amount {
    let folded: String = cell.chars().filter(|c| !" (),（），".contains(*c)).collect();
    let digits: String = folded.chars().take_while(|c| c.is_ascii_digit() || ".E-".contains(*c)).collect();
    let unit = &folded[digits.len()..];
    if cell == "N/A" {
        return Amount::Missing;
    }
    let Ok(value) = digits.parse::<f64>() else { return Amount::NoNumber };
    match unit {
        "万" | "万元" | "万人民币" | "万人民币元" | "万元人民币" | "万元人民币元" => {
            Amount::Known(value)
        }
        "人民币元" | "元人民币" => Amount::Known(value / 1e4),
        _ => Amount::Unit,
    }
}

#[test]
fn every_way_of_writing_an_amount_has_its_class() {
    let Some(bytes) = bytes("uscc/registered_capital_formats.csv") else { return };
    // Some shapes are marks themselves, so that each row gets an id of its own.
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["row", "注册资本"]).unwrap();
    for (at, record) in csv::Reader::from_reader(bytes.as_slice()).records().enumerate() {
        writer.write_record([&format!("row {at}"), &record.unwrap()[2]]).unwrap();
    }
    let rows = writer.into_inner().unwrap();
    let intake = read(&rows, "id = \"row\"\nunits = { registered_capital = \"in-cell\" }").unwrap();
    assert_eq!(intake.rows, 183);
    let mut classes = [0; 4];
    for (at, record) in csv::Reader::from_reader(bytes.as_slice()).records().enumerate() {
        let cell = &record.unwrap()[2];
        let line = at as u32 + 2;
        let aside = intake.quarantine.iter().find(|row| row.line() == line);
        let found = match aside.map(|row| row.faults[0].code) {
            Some(Code::CellUnit) => Amount::Unit,
            Some(Code::CellNumber) => Amount::NoNumber,
            Some(other) => panic!("`{cell}` is {other}"),
            None => {
                let firm = lines(&intake).binary_search(&line).unwrap();
                number(&intake, "registered_capital", firm).map_or(Amount::Missing, Amount::Known)
            }
        };
        assert_eq!(found, expected(cell), "`{cell}`");
        classes[match found {
            Amount::Known(_) => 0,
            Amount::Missing => 1,
            Amount::Unit => 2,
            Amount::NoNumber => 3,
        }] += 1;
    }
    assert!(classes[0] > 50 && classes[1] == 1 && classes[2] > 70 && classes[3] > 25, "{classes:?}");
}

#[test]
fn amounts_with_their_unit_in_the_cell_beside_valid_codes() {
    let Some(bytes) = bytes("uscc/uscc_valid.csv") else { return };
    let intake = read(&bytes, "units = { registered_capital = \"in-cell\" }").unwrap();
    assert_eq!(intake.rows, 1000);
    assert!(intake.quarantine.iter().flat_map(|row| row.faults).all(|fault| fault.code == Code::CellUnit));
    let foreign = |row: &str| ["美元", "港", "日元", "欧元", "()"].iter().any(|word| row.contains(word));
    assert!(intake.quarantine.iter().all(|row| foreign(&row.original)), "{:#?}", intake.quarantine);
    let at = intake.firms.ids().iter().position(|id| id == "91310000625901263C").unwrap();
    assert_eq!(number(&intake, "registered_capital", at), Some(94140.0145));
}

fn local(name: &str, title: &str, unit: &str) -> Field {
    Field {
        name: name.into(),
        title: title.into(),
        description: None,
        description_zh: None,
        example: None,
        field_type: FieldType::Number,
        unit: Some(unit.into()),
        aliases: Vec::new(),
        terms: Vec::new(),
        constraints: Default::default(),
    }
}

#[test]
fn all_companies_of_a_stock_list_are_accounted_for() {
    let Some(bytes) = bytes("firms/ashare_2014_zh_gb18030.csv") else { return };
    let mut dictionary = Dictionary::built_in();
    dictionary.fields.extend([
        local("debt_ratio", "资产负债率", "%"),
        local("equity_ratio", "股东权益比率", "%"),
        local("growth", "营业收入增长率", "%"),
        local("sales", "销售额", "百万元"),
    ]);
    let table = "id = \"股票代码\"\ncolumns = { \"总资产(万元)_2016快照\" = \"total_assets\" }\nunits = { total_assets \
        = \"万元\" }";
    let intake = read_by(&dictionary, &bytes, table).unwrap();
    assert_eq!((intake.rows, intake.firms.len, intake.merged), (2905, 2905, 0));
    assert!(!intake.findings.has_errors());
    let at = intake.firms.ids().iter().position(|id| id == "000002").unwrap();
    assert_eq!(number(&intake, "revenue", at), Some(14_638_800.45));
    assert_eq!(number(&intake, "total_assets", at), Some(71_230_672.0));
    let mut both = 0;
    for row in 0..intake.firms.len {
        if let (Some(debt), Some(equity)) =
            (number(&intake, "debt_ratio", row), number(&intake, "equity_ratio", row))
        {
            assert!((debt + equity - 100.0).abs() < 1e-2, "line {}", lines(&intake)[row]);
            both += 1;
        }
    }
    assert!(both > 2800, "{both}");
    // The bank in the first row has no growth: blank is missing, not 0.
    assert_eq!(number(&intake, "growth", 0), None);
    let decoded = encoding_rs::GB18030.decode(&bytes).0.into_owned();
    for (at, line) in decoded.lines().enumerate().skip(1) {
        assert_eq!(row_at(&intake, at as u32 + 1), line);
    }
}
