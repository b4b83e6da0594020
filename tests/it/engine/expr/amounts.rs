//! Comparisons of amounts as people have them, read in any unit, come out as they do by hand: with exact
//! rationals of what is written.

use jifen::expr::{Expr, Scope};
use jifen::firms::{Column, Dictionary, Frame, Kind, Slot};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use proptest::prelude::*;

use super::naive::{Builder, E, KINDS, NAMES, V, columns, number, read_value, value};
use super::numbers;
use crate::engine::by_hand::{self, decimal, double};
use crate::engine::intake::read_path;

/// Numbers of up to six decimals, in the way people have them, whatever their unit.
fn amount() -> impl Strategy<Value = (i64, u32)> {
    prop_oneof![(1_i64..100_000, 0_u32..3), (1_i64..10_000_000_000, 0_u32..7), (-5_000_i64..5_000, 0_u32..2)]
}

/// Units of money, each with the power of ten from it to 万元.
const UNITS: [(&str, i32); 5] = [("元", -4), ("千元", -1), ("万元", 0), ("百万元", 2), ("亿元", 4)];

/// The columns of three amounts as intake reads them in a unit, and the numbers as written, in 万元.
fn read_in(unit: (&str, i32), rows: &[[(i64, u32); 3]]) -> (Vec<Column>, Vec<[BigRational; 3]>) {
    let ten = decimal("10");
    let text = |(m, k): (i64, u32)| {
        let digits = format!("{:0>1$}", m.abs(), k as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - k as usize);
        format!("{}{whole}.{fraction}0", if m < 0 { "-" } else { "" })
    };
    let mut table = format!("firm,营业收入({0}),上年营业收入({0}),研发费用({0})\n", unit.0);
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|amount| text(*amount)).collect();
        table += &format!("A{at},{}\n", cells.join(","));
    }
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), table).expect("it takes bytes");
    let mut dictionary = Dictionary::built_in();
    // Amounts below 0 are none of its own.
    dictionary.fields.iter_mut().for_each(|field| field.constraints.minimum = None);
    let read = read_path(&dictionary, file.path(), "id = \"firm\"").expect("a table");
    assert_eq!(read.firms.len, rows.len(), "{:?}", read.findings);
    let column = |name: &str| read.firms.column(name).expect("it is there").clone();
    let exact = |(m, k): (i64, u32)| BigRational::from_integer(m.into()) * ten.pow(unit.1 - k as i32);
    let columns = ["revenue", "revenue_prev", "rd_expense"].map(column).into();
    (columns, rows.iter().map(|row| row.map(exact)).collect())
}

/// The decimal that a number is, if it is one of few digits.
fn short(number: &BigRational) -> Option<String> {
    let text = double(number).to_string();
    (text.len() < 14
        && text.parse::<f64>().is_ok()
        && by_hand::decimal(text.trim_start_matches('-')) == number.abs())
    .then_some(text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(250))]

    /// A million comparisons (250 cases · 14 rules · 300 rows) of random rules over amounts as a file has
    /// them in any unit. Every second rule has for its bound what it comes to of one of the firms.
    #[test]
    fn random_comparisons_of_amounts_in_any_unit_come_out_as_by_hand(
        unit in prop::sample::select(&UNITS[..]),
        pool in prop::collection::vec(amount(), 40),
        picks in prop::collection::vec([0_usize..40, 0_usize..40, 0_usize..40], 300),
        rules in prop::collection::vec(
            (
                prop::collection::vec(any::<u8>(), 4..40),
                prop::collection::vec(any::<u8>(), 1..20),
                0_usize..300,
                0_usize..6,
            ),
            14,
        ),
    ) {
        let rows: Vec<[(i64, u32); 3]> = picks.iter().map(|row| row.map(|at| pool[at])).collect();
        let (read, exact) = read_in(unit, &rows);
        let others = columns(rows.len(), 1);
        let slots =
            read.iter().chain(others[3..].iter().map(|(_, column)| column)).map(Slot::Column).collect();
        let frame = Frame { len: rows.len(), slots };
        let values: Vec<Vec<Option<V>>> = (0..rows.len())
            .map(|row| {
                let numbers = exact[row].iter().map(|number| Some(V::N(number.clone())));
                numbers.chain(frame.slots[3..].iter().map(|slot| read_value(slot.value(row)))).collect()
            })
            .collect();
        let mut scope = Scope::default();
        NAMES.iter().enumerate().for_each(|(at, name)| scope.add(*name, KINDS[at / 3]));
        for (first, second, at, operator) in rules {
            let left = Builder { bytes: first.iter() }.rule(Kind::Number, 3);
            let bound = value(&left, &values[at]).and_then(|known| short(&number(Some(known))?));
            let right = match bound.filter(|_| second.len() % 2 == 0) {
                Some(bound) if bound.starts_with('-') => {
                    E::Negate(Box::new(E::Literal(V::N(decimal(&bound[1..])))))
                },
                Some(bound) => E::Literal(V::N(decimal(&bound))),
                None => Builder { bytes: second.iter() }.rule(Kind::Number, 2),
            };
            let operator = ["=", "<>", "<", "<=", ">", ">="][operator];
            let rule = E::Compare(operator, Box::new(left), Box::new(right));
            let text = rule.to_string();
            let Ok(expr) = Expr::compile_as(&text, &scope, Kind::Flag) else { panic!("{text}") };
            let found = expr.flags(&frame, frame.rows());
            for (row, values) in values.iter().enumerate() {
                let expected = value(&rule, values).map(|value| value == V::F(true));
                prop_assert_eq!(found.get(row), expected, "{} of {:?} in {}", text, rows[row], unit.0);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Rules as people write them (60 cases · 8 rules · 500 rows): of every second row one number is made to
    /// lie exactly on the bound.
    #[test]
    fn comparisons_come_out_as_by_hand(
        bound in prop::sample::select(vec!["3", "5", "20", "0.1", "2.5", "33.3", "0.07"]),
        unit in -4_i32..=4,
        rows in prop::collection::vec((amount(), amount(), any::<bool>()), 500),
    ) {
        let written = |(m, k): (i64, u32), power: i32| {
            format!("{m}e{}", power - k as i32).parse::<f64>().expect("a number")
        };
        let exact = by_hand::of;
        let share = decimal(bound);
        let hundred = decimal("100");
        let a: Vec<f64> = rows
            .iter()
            .map(|&(a, b, on_bound)| {
                let on = exact(written(b, unit)) * &share / &hundred;
                if on_bound && exact(double(&on)) == on { double(&on) } else { written(a, unit) }
            })
            .collect();
        let b: Vec<f64> = rows.iter().map(|&(_, b, _)| written(b, unit)).collect();
        let known = |values: &[f64]| numbers(&values.iter().map(|x| Some(*x)).collect::<Vec<_>>());
        let columns = [("a", known(&a)), ("b", known(&b))];
        let mut scope = Scope::default();
        columns.iter().for_each(|(name, _)| scope.add(*name, Kind::Number));
        let frame = super::frame(&columns);
        let ratio = |a: &BigRational, b: &BigRational| (!b.is_zero()).then(|| a / b);
        type Value = Box<dyn Fn(&BigRational, &BigRational) -> Option<bool>>;
        let (h, s) = (hundred, share);
        let checks: Vec<(String, Value)> = vec![
            (
                format!("a / b * 100 >= {bound}"),
                Box::new({
                    let (h, s) = (h.clone(), s.clone());
                    move |a, b| Some(ratio(a, b)? * &h >= s)
                }),
            ),
            (
                format!("a * 100 / b < {bound}"),
                Box::new({
                    let (h, s) = (h.clone(), s.clone());
                    move |a, b| Some(ratio(a, b)? * &h < s)
                }),
            ),
            (
                format!("(a / b - 1) * 100 >= {bound} - 100"),
                Box::new({
                    let (h, s) = (h.clone(), s.clone());
                    move |a, b| Some((ratio(a, b)? - decimal("1")) * &h >= &s - &h)
                }),
            ),
            (
                format!("a = b * ({bound} / 100)"),
                Box::new({
                    let (h, s) = (h.clone(), s.clone());
                    move |a, b| Some(*a == b * (&s / &h))
                }),
            ),
            (
                format!("a / b * 100 BETWEEN {bound} AND {bound}"),
                Box::new({
                    let (h, s) = (h.clone(), s.clone());
                    move |a, b| Some(ratio(a, b)? * &h == s)
                }),
            ),
            (
                format!("a / b * 100 IN ({bound}, 7)"),
                Box::new({
                    let (h, s) = (h.clone(), s.clone());
                    move |a, b| {
                        let x = ratio(a, b)? * &h;
                        Some(x == s || x == decimal("7"))
                    }
                }),
            ),
            (
                format!("LEAST(a / b * 100, 50) <= {bound}"),
                Box::new({
                    let (h, s) = (h.clone(), s.clone());
                    move |a, b| {
                        let least = ratio(a, b).map_or(decimal("50"), |x| (x * &h).min(decimal("50")));
                        Some(least <= s)
                    }
                }),
            ),
            (
                format!("FLOOR(a / b * 100 / {bound}) >= 1"),
                Box::new({
                    let (h, s) = (h, s);
                    move |a, b| Some((ratio(a, b)? * &h / &s).floor() >= decimal("1"))
                }),
            ),
        ];
        for (rule, by_hand) in &checks {
            let expr = Expr::compile_as(rule, &scope, Kind::Flag).expect("a rule");
            let found = expr.flags(&frame, frame.rows());
            for row in 0..frame.len {
                let expected = by_hand(&exact(a[row]), &exact(b[row]));
                prop_assert_eq!(found.get(row), expected, "{} of {} and {}", rule, a[row], b[row]);
            }
        }
    }
}
