//! The rule language through its public door.

mod amounts;
pub(crate) mod hostile;
mod mistaken;
mod naive;
mod refusals;
mod titles;
mod values;

use jifen::expr::{Expr, Fault, Scope};
use jifen::firms::{Cells, Column, Frame, Kind, Slot, Texts, Value};
use jiff::civil::{Date, date};

/// A column by name.
pub type Named = (&'static str, Column);

/// Numbers; `None` is missing, and then garbage stands in its place.
pub fn numbers(values: &[Option<f64>]) -> Column {
    let mut cells: Cells<f64> = values.iter().copied().collect();
    for (value, known) in cells.values.iter_mut().zip(&cells.present) {
        *value = if *known { *value } else { 7.0 };
    }
    Column::Number(cells)
}

/// Flags; `None` is missing, and then garbage stands in its place.
pub fn flags(values: &[Option<bool>]) -> Column {
    let present = values.iter().map(Option::is_some).collect();
    Column::Flag(Cells { values: values.iter().map(|value| value.unwrap_or(true)).collect(), present })
}

/// Texts; an empty one is missing.
pub fn texts(values: &[&str]) -> Column {
    Column::Text(values.iter().copied().collect::<Texts>())
}

/// Days.
pub fn dates(values: &[Option<Date>]) -> Column {
    Column::Date(values.iter().copied().collect())
}

/// The scope of `columns`.
pub fn scope(columns: &[Named]) -> Scope {
    let mut scope = Scope::default();
    for (name, column) in columns {
        scope.add(*name, column.kind());
    }
    scope
}

/// The frame of `columns`.
pub fn frame(columns: &[Named]) -> Frame<'_> {
    let len = columns.first().map_or(0, |(_, column)| column.len());
    Frame { len, slots: columns.iter().map(|(_, column)| Slot::Column(column)).collect() }
}

/// Three firms that know everything, half of it, and nothing.
pub fn firms() -> Vec<Named> {
    vec![
        ("revenue", numbers(&[Some(2000.0), Some(0.0), None])),
        ("rd_expense", numbers(&[Some(150.0), Some(12.5), None])),
        ("points", numbers(&[Some(81.25), Some(-0.5), None])),
        ("points.technology", numbers(&[Some(40.0), None, None])),
        ("region", texts(&["320500", "110108", ""])),
        ("名称", texts(&["苏州企业", "100%_a", ""])),
        ("hnte", flags(&[Some(true), Some(false), None])),
        ("founded", dates(&[Some(date(2016, 2, 29)), Some(date(2023, 12, 31)), None])),
        ("listed", dates(&[Some(date(2021, 2, 28)), None, None])),
        ("position", numbers(&[Some(1.0), Some(2.0), None])),
        ("user name", texts(&["a", "b", ""])),
    ]
}

/// The value of `rule` for each firm of [`firms`], as a person would write it; `-` where it is missing.
pub fn value_of(rule: &str) -> Vec<String> {
    let columns = firms();
    let frame = frame(&columns);
    let expr = Expr::compile(rule, &scope(&columns)).unwrap_or_else(|faults| panic!("{rule}: {faults:#?}"));
    let column = expr.evaluate(&frame, frame.rows());
    assert_eq!(column.kind(), expr.kind(), "{rule}");
    assert_eq!(expr.source(), rule);
    (0..column.len()).map(|row| written(column.value(row))).collect()
}

/// A value as a person would write it.
pub fn written(value: Value<'_>) -> String {
    match value {
        Value::Missing => "-".to_owned(),
        Value::Number(number) => {
            assert!(number.is_finite() && !(number == 0.0 && number.is_sign_negative()), "{number}");
            number.to_string()
        }
        Value::Text(text) => text.to_owned(),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
    }
}

/// The faults of `rule` in the scope of [`firms`].
pub fn faults_of(rule: &str) -> Vec<Fault> {
    Expr::compile(rule, &scope(&firms())).err().unwrap_or_default()
}

/// The faults of `rule` if its type must be `kind`.
pub fn faults_as(rule: &str, kind: Kind) -> Vec<Fault> {
    Expr::compile_as(rule, &scope(&firms()), kind).err().unwrap_or_default()
}
