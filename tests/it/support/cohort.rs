//! Cohorts made by hand or at random: rows of named cells, and the columns they become.

use std::collections::BTreeMap;

use jifen::firms::{Cells, Column, Dictionary, FieldType, Firms};
use jiff::civil::Date;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A firm as a row. A cell that is not there is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub id: String,
    pub numbers: BTreeMap<String, f64>,
    pub texts: BTreeMap<String, String>,
    pub flags: BTreeMap<String, bool>,
    pub dates: BTreeMap<String, Date>,
}

impl Row {
    pub fn new(id: impl Into<String>) -> Row {
        Row { id: id.into(), ..Row::default() }
    }

    pub fn number(mut self, name: &str, value: impl Into<Option<f64>>) -> Row {
        if let Some(value) = value.into() {
            self.numbers.insert(name.to_owned(), value);
        }
        self
    }

    pub fn text(mut self, name: &str, value: impl Into<Option<&'static str>>) -> Row {
        if let Some(value) = value.into() {
            self.texts.insert(name.to_owned(), value.to_owned());
        }
        self
    }

    pub fn flag(mut self, name: &str, value: impl Into<Option<bool>>) -> Row {
        if let Some(value) = value.into() {
            self.flags.insert(name.to_owned(), value);
        }
        self
    }

    pub fn date(mut self, name: &str, value: impl Into<Option<Date>>) -> Row {
        if let Some(value) = value.into() {
            self.dates.insert(name.to_owned(), value);
        }
        self
    }
}

/// The rows as columns over `dictionary`. A field no row has a cell of has no column.
pub fn firms(rows: &[Row], dictionary: Dictionary) -> Firms {
    let column = |name: &str, kind: FieldType| -> Option<Column> {
        let numbers = rows.iter().map(|row| row.numbers.get(name).copied());
        let column = match kind {
            FieldType::String if name == dictionary.primary_key => {
                Column::Text(rows.iter().map(|row| row.id.as_str()).collect())
            }
            FieldType::String => {
                Column::Text(rows.iter().map(|row| row.texts.get(name).map_or("", String::as_str)).collect())
            }
            FieldType::Number | FieldType::Integer => Column::Number(numbers.collect()),
            FieldType::Boolean => Column::Flag(rows.iter().map(|row| row.flags.get(name).copied()).collect()),
            FieldType::Date => {
                Column::Date(rows.iter().map(|row| row.dates.get(name).copied()).collect::<Cells<Date>>())
            }
        };
        let known = (0..column.len()).any(|at| column.value(at) != jifen::firms::Value::Missing);
        (known || name == dictionary.primary_key).then_some(column)
    };
    Firms {
        len: rows.len(),
        columns: dictionary.fields.iter().map(|field| column(&field.name, field.field_type)).collect(),
        id_field: dictionary.position(&dictionary.primary_key).unwrap(),
        rows: (0..).take(rows.len()).collect(),
        facts: Vec::new(),
        dictionary,
    }
}

/// `len` plausible firms of all stages: the same for the same seed.
pub fn plausible(len: usize, seed: u64) -> Vec<Row> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut rows = Vec::with_capacity(len);
    for at in 0..len {
        let mut row = Row::new(format!("91{:016}", (at as u64 * 7_919) % 1_000_003 + len as u64));
        let age = random.random_range(0..25i16);
        let size = f64::exp(random.random_range(3.0..11.0));
        let money = |x: f64| (x * 100.0).round() / 100.0;
        let employees = (size / 40.0).ceil() + 1.0;
        let of_staff =
            |random: &mut ChaCha8Rng, most: f64| (employees * random.random_range(0.0..most)).floor();
        let rd = size * random.random_range(0.0..0.2);
        let mut put = |name: &str, value: f64| row.numbers.insert(name.to_owned(), value);
        put("revenue", money(size));
        put("revenue_prev", money(size * random.random_range(0.6..1.3)));
        put("rd_expense", money(rd));
        put("rd_expense_prev", money(rd * random.random_range(0.5..1.4)));
        put("hightech_revenue", money(size * random.random_range(0.0..0.9)));
        put("rd_tax_relief", money(rd * 0.15));
        put("technology_contracts", money(f64::max(0.0, size * random.random_range(-0.2..0.2))));
        put("venture_capital", f64::max(0.0, random.random_range(-3000.0..3000.0f64)).floor());
        put("net_assets", money(size * random.random_range(-0.1..1.5)));
        put("net_profit", money(size * random.random_range(-0.2..0.25)));
        put("employees", employees);
        put("technical_staff", of_staff(&mut random, 0.7));
        put("postgraduates", of_staff(&mut random, 0.35));
        put("graduates_hired", of_staff(&mut random, 0.2));
        put("invention_applications", random.random_range(0.0..12.0f64).floor());
        put("pct_applications", f64::max(0.0, random.random_range(-6.0..4.0f64)).floor());
        for rare in ["platforms", "awards", "projects"] {
            put(rare, f64::max(0.0, random.random_range(-4.0..4.0f64)).floor());
        }
        for blank in ["rd_expense_prev", "hightech_revenue", "rd_tax_relief", "venture_capital", "net_profit"]
        {
            if random.random_bool(0.05) {
                row.numbers.remove(blank);
            }
        }
        for flag in ["dishonest", "abnormal", "major_accident", "research_misconduct"] {
            row.flags.insert(flag.to_owned(), random.random_bool(0.02));
        }
        let founded = Date::constant(2024 - age, random.random_range(1..=12), random.random_range(1..=28));
        row.dates.insert("founded".to_owned(), founded);
        row.texts.insert("industry".to_owned(), ["C39", "C3912", "I65", "I6510", "M73"][at % 5].to_owned());
        rows.push(row);
    }
    rows
}
