//! Rules in SQL beside the rules themselves.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::*;
use crate::expr::Scope;
use crate::firms::{Cells, Column, Frame, Kind, Slot, Texts};

/// A value of an expression.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Null,
    Number(f64),
    Text(String),
    Flag(bool),
    Date(Date),
}

/// The value of `sql` with these columns, as SQL engines have it.
fn found(sql: &Sql, columns: &[(String, Found)]) -> Found {
    let all = |of: &[Sql]| of.iter().map(|one| found(one, columns)).collect::<Vec<Found>>();
    match sql {
        Sql::Null(_) => Found::Null,
        Sql::Number(number) => Found::Number(*number),
        Sql::Text(text) => Found::Text(text.to_string()),
        Sql::Flag(flag) => Found::Flag(*flag),
        Sql::Date(day) => Found::Date(*day),
        Sql::Column(name) => columns.iter().find(|(known, _)| **known == **name).unwrap().1.clone(),
        Sql::Case(arms, otherwise) => {
            let arm = arms.iter().find(|(when, _)| found(when, columns) == Found::Flag(true));
            let result = arm.map(|(_, then)| then).or(otherwise.as_deref());
            result.map_or(Found::Null, |result| found(result, columns))
        }
        Sql::Call(call, of) => called(*call, &all(of)),
    }
}

fn called(call: Call, of: &[Found]) -> Found {
    use Found::{Date as Day, Flag as Is, Null, Number as Is0, Text as Says};
    match (call, of) {
        (Call::IsNull, [one]) => Is(*one == Null),
        (Call::And, all) if all.contains(&Is(false)) => Is(false),
        (Call::Or, all) if all.contains(&Is(true)) => Is(true),
        (_, all) if all.contains(&Null) => Null,
        (Call::And, _) => Is(true),
        (Call::Or, _) => Is(false),
        (Call::Not, [Is(one)]) => Is(!one),
        (Call::Add, [Is0(a), Is0(b)]) => Is0(a + b),
        (Call::Subtract, [Is0(a), Is0(b)]) => Is0(a - b),
        (Call::Multiply, [Is0(a), Is0(b)]) => Is0(a * b),
        (Call::Divide, [Is0(_), Is0(0.0)]) => panic!("division by 0"),
        (Call::Divide, [Is0(a), Is0(b)]) => Is0(a / b),
        (Call::Abs, [Is0(a)]) => Is0(a.abs()),
        (Call::Floor, [Is0(a)]) => Is0(a.floor()),
        (Call::Equal, [a, b]) => Is(a == b),
        (Call::Less, [Is0(a), Is0(b)]) => Is(a < b),
        (Call::Less, [Day(a), Day(b)]) => Is(a < b),
        (Call::LessOrEqual, [Is0(a), Is0(b)]) => Is(a <= b),
        (Call::LessOrEqual, [Day(a), Day(b)]) => Is(a <= b),
        (Call::StartsWith, [Says(a), Says(b)]) => Is(a.starts_with(b)),
        (Call::EndsWith, [Says(a), Says(b)]) => Is(a.ends_with(b)),
        (Call::Contains, [Says(a), Says(b)]) => Is(a.contains(b.as_str())),
        (Call::Year, [Day(day)]) => Is0(f64::from(day.year())),
        (Call::MonthDay, [Day(day)]) => Is0(f64::from(100 * i32::from(day.month()) + i32::from(day.day()))),
        (call, of) => panic!("{call:?} of {of:?}"),
    }
}

/// Names: `a` in units, `b` in hundredths, `c` in ten-thousandths; text, flag and days.
const NAMES: [(&str, Kind); 8] = [
    ("a", Kind::Number),
    ("b", Kind::Number),
    ("c", Kind::Number),
    ("t", Kind::Text),
    ("f", Kind::Flag),
    ("d", Kind::Date),
    ("e", Kind::Date),
    ("g", Kind::Flag),
];
const SCALES: [u32; 3] = [0, 2, 4];

struct Columns;

impl Names for Columns {
    fn value(&self, slot: usize) -> Lowered {
        let (name, kind) = NAMES[slot];
        let column = Sql::Column(name.into());
        match kind {
            Kind::Number => Lowered::Number(Quotient::whole(column, SCALES[slot])),
            Kind::Text => Lowered::Text(column),
            Kind::Flag => Lowered::Flag(column),
            Kind::Date => Lowered::Date(column),
        }
    }
}

/// A firm: whole numbers of units, and the rest.
type Row = ([Option<i64>; 3], Option<&'static str>, [Option<bool>; 2], [Option<Date>; 2]);

fn row() -> impl Strategy<Value = Row> {
    let number = || prop::option::weighted(0.85, prop_oneof![Just(0_i64), -9..10_i64, -3000..3000_i64]);
    let day = || {
        prop::option::weighted(0.85, (2018_i16..2027, 1_i8..13, 1_i8..29).prop_map(|(y, m, d)| date(y, m, d)))
    };
    let text = prop::option::weighted(0.85, prop::sample::select(vec!["x", "xy", "江苏", "苏", "y"]));
    let flag = || prop::option::weighted(0.8, proptest::arbitrary::any::<bool>());
    ([number(), number(), number()], text, [flag(), flag()], [day(), day()])
}

fn numbers() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec!["a", "b", "c", "0", "1", "2.5", "100", "0.03", "NULL + a"]);
    leaf.prop_map(|leaf| format!("({leaf})")).prop_recursive(3, 12, 3, |inner| {
        let flag = flags(inner.clone());
        prop_oneof![
            (inner.clone(), prop::sample::select(vec!["+", "-", "*", "/", "%"]), inner.clone())
                .prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            (prop::sample::select(vec!["ABS", "FLOOR", "CEIL", "ROUND", "-"]), inner.clone())
                .prop_map(|(function, x)| format!("{function}({x})")),
            (inner.clone(), -2..4).prop_map(|(x, digits)| format!("ROUND({x}, {digits})")),
            (
                prop::sample::select(vec!["LEAST", "GREATEST", "COALESCE", "NULLIF"]),
                inner.clone(),
                inner.clone()
            )
                .prop_map(|(function, a, b)| format!("{function}({a}, {b})")),
            (flag, inner.clone(), inner.clone())
                .prop_map(|(when, a, b)| format!("(CASE WHEN {when} THEN {a} ELSE {b} END)")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(x, a, b)| format!("(CASE {x} WHEN {a} THEN {b} END)")),
            Just("YEARS_BETWEEN(d, e)".to_owned()),
        ]
    })
}

fn flags(number: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let relation = prop::sample::select(vec!["=", "<>", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        (number.clone(), relation, number.clone()).prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
        (number.clone(), number.clone(), number.clone())
            .prop_map(|(x, a, b)| format!("({x} BETWEEN {a} AND {b})")),
        (number.clone(), number.clone()).prop_map(|(x, a)| format!("({x} IN (1, 2.5, {a}))")),
        number.prop_map(|x| format!("({x} IN (0, NULL) OR {x} IS NULL)")),
        prop::sample::select(vec![
            "f",
            "g",
            "t LIKE 'x%'",
            "t LIKE '%苏'",
            "t LIKE '%y%'",
            "t IN ('x', '江苏')",
            "t = 'y'",
            "t IS NULL",
            "f IS TRUE",
            "g IS NOT TRUE",
            "d < e",
            "d BETWEEN DATE '2020-02-29' AND e",
            "COALESCE(f, g)",
            "NULLIF(t, 'x') = 'xy'",
            "GREATEST(d, e) = e",
            "CASE t WHEN 'x' THEN f ELSE g END",
            "d IN (e, NULL)",
        ])
        .prop_map(|flag| format!("({flag})")),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} AND {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b})")),
            inner.prop_map(|a| format!("(NOT {a})")),
        ]
    })
    .boxed()
}

fn rules() -> impl Strategy<Value = String> {
    prop_oneof![numbers(), flags(numbers().boxed())]
}

/// Whether every number on the way is a whole number below 2^53, or a quotient.
fn is_within(columns: &[(String, Found)]) -> bool {
    let is_small = |found: &Found| match found {
        Found::Number(number) => number.abs() < 9_007_199_254_740_992.0,
        _ => true,
    };
    columns.iter().all(|(_, found)| is_small(found))
}

/// The value of a rule's SQL for a firm, and that of the rule; `None` if SQL does not say the rule, or if a
/// number on the way is beyond 2^53.
fn both(rule: &str, (units, text, flags, days): &Row) -> Option<(Found, Found)> {
    let mut scope = Scope::default();
    NAMES.iter().for_each(|(name, kind)| scope.add(*name, *kind));
    let expr = Expr::compile(rule, &scope).ok()?;
    let mut steps = Steps::new("s");
    let sql = match expr.lower(&Columns, &mut steps).ok()? {
        Lowered::Number(number) => number.value()?,
        Lowered::Text(sql) | Lowered::Flag(sql) | Lowered::Date(sql) => sql,
    };
    let decimal = |at: usize, units: i64| crate::decimal::shifted(units as f64, -(SCALES[at] as i32));
    let number =
        |at: usize| Column::Number([units[at].map(|units| decimal(at, units))].into_iter().collect());
    let flag = |at: usize| Column::Flag([flags[at]].into_iter().collect::<Cells<bool>>());
    let day = |at: usize| Column::Date([days[at]].into_iter().collect::<Cells<Date>>());
    let mut texts = Texts::default();
    texts.push(text.unwrap_or_default());
    let cells = [number(0), number(1), number(2), Column::Text(texts), flag(0), day(0), day(1), flag(1)];
    let frame = Frame { len: 1, slots: cells.iter().map(Slot::Column).collect() };
    let expected = match expr.evaluate(&frame, 0..1) {
        Column::Number(cells) => cells.get(0).map_or(Found::Null, Found::Number),
        Column::Flag(cells) => cells.get(0).map_or(Found::Null, Found::Flag),
        other => panic!("{other:?}"),
    };
    let unit = |at: usize| units[at].map_or(Found::Null, |units| Found::Number(units as f64));
    let of_flag = |at: usize| flags[at].map_or(Found::Null, Found::Flag);
    let of_day = |at: usize| days[at].map_or(Found::Null, Found::Date);
    let text = text.map_or(Found::Null, |text| Found::Text(text.to_owned()));
    let values = [unit(0), unit(1), unit(2), text, of_flag(0), of_day(0), of_day(1), of_flag(1)];
    let names = NAMES.iter().map(|(name, _)| (*name).to_owned());
    let mut columns: Vec<(String, Found)> = names.zip(values).collect();
    for (name, step) in &steps.all {
        let value = found(step, &columns);
        columns.push((name.clone(), value));
    }
    is_within(&columns).then(|| (found(&sql, &columns), expected))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// A rule has the same values in SQL, to the last bit.
    #[test]
    fn a_rule_says_the_same_in_sql(rule in rules(), rows in prop::collection::vec(row(), 8)) {
        for row in rows {
            if let Some((told, expected)) = both(&rule, &row) {
                prop_assert_eq!(told, expected, "{} for {:?}", rule, row);
            }
        }
    }
}

/// The rules above are not passed over, and their values are mostly known.
#[test]
fn most_rules_are_compared() {
    let mut runner = TestRunner::deterministic();
    let (mut compared, mut known) = (0, 0);
    for _ in 0..1_000 {
        let rule = rules().new_tree(&mut runner).expect("a rule").current();
        let row = row().new_tree(&mut runner).expect("a row").current();
        if let Some((told, _)) = both(&rule, &row) {
            compared += 1;
            known += usize::from(told != Found::Null);
        }
    }
    assert!(compared > 850 && known > 400, "{compared} compared, {known} known");
}

#[test]
fn what_engines_say_differently_is_refused() {
    let mut scope = Scope::default();
    NAMES.iter().for_each(|(name, kind)| scope.add(*name, *kind));
    for (rule, expected) in [
        ("SQRT(a) > 2", Unsaid::Irrational),
        ("POWER(a, 2) > 2", Unsaid::Irrational),
        ("LN(a) > 2", Unsaid::Irrational),
        ("t < 'x'", Unsaid::OrderOfTexts),
        ("GREATEST(t, 'x') = 'x'", Unsaid::OrderOfTexts),
        ("t LIKE 'x_'", Unsaid::Pattern),
        ("a * 0.00000000000000000000000012 > 1", Unsaid::Digits),
        ("a > 12345678901234567", Unsaid::Digits),
    ] {
        let expr = Expr::compile(rule, &scope).expect(rule);
        assert_eq!(expr.lower(&Columns, &mut Steps::new("s")), Err(expected), "{rule}");
    }
}
