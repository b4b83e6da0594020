//! Rules with the values they must have.

use jifen::expr::{Expr, Scope};
use jifen::firms::{Column, Dictionary, Frame, Kind, Slot, Value};

use super::{Named, firms, flags, frame, numbers, scope, value_of};

/// Each rule, and its value for the three firms.
const TABLE: &[(&str, [&str; 3])] = &[
    // Arithmetic: a missing operand makes a missing result, and so does what has no finite value.
    ("rd_expense / NULLIF(revenue, 0) * 100", ["7.5", "-", "-"]),
    ("rd_expense / revenue", ["0.075", "-", "-"]),
    ("revenue - rd_expense", ["1850", "-12.5", "-"]),
    ("revenue + 1e308 * 10", ["-", "-", "-"]),
    ("(1e308 + revenue * 1e308) / 1e308", ["2001", "1", "-"]),
    ("-points", ["-81.25", "0.5", "-"]),
    ("- revenue", ["-2000", "0", "-"]),
    ("revenue * -1", ["-2000", "0", "-"]),
    ("2 + 3 * 4 - 6 / 3 % 2", ["14", "14", "14"]),
    ("(2 + 3) * 4", ["20", "20", "20"]),
    ("10 - 4 - 3", ["3", "3", "3"]),
    ("-2 * 3 + -1", ["-7", "-7", "-7"]),
    ("revenue % 7", ["5", "0", "-"]),
    ("-7 % 3", ["-1", "-1", "-1"]),
    ("7 % 0", ["-", "-", "-"]),
    (".5 + 1.", ["1.5", "1.5", "1.5"]),
    ("1.5e2", ["150", "150", "150"]),
    // Comparison.
    ("points >= 70", ["true", "false", "-"]),
    ("70 <= points", ["true", "false", "-"]),
    ("points < 81.25", ["false", "true", "-"]),
    ("points <= 81.25", ["true", "true", "-"]),
    ("points > -0.5", ["true", "false", "-"]),
    ("points <> 81.25", ["false", "true", "-"]),
    ("points != 81.25", ["false", "true", "-"]),
    ("revenue = -0", ["false", "true", "-"]),
    ("revenue > rd_expense", ["true", "false", "-"]),
    ("region = '320500'", ["true", "false", "-"]),
    ("'320500' = region", ["true", "false", "-"]),
    ("region < '2'", ["false", "true", "-"]),
    ("'2' < region", ["true", "false", "-"]),
    ("名称 = '苏州企业'", ["true", "false", "-"]),
    ("\"名称\" >= '一'", ["true", "false", "-"]),
    ("\"user name\" = 'a'", ["true", "false", "-"]),
    ("`user name` = region", ["false", "false", "-"]),
    ("hnte = TRUE", ["true", "false", "-"]),
    ("hnte <> (points > 0)", ["false", "false", "-"]),
    ("founded < DATE '2020-01-01'", ["true", "false", "-"]),
    ("founded < '2020-01-01'", ["true", "false", "-"]),
    ("'2023-12-31' = founded", ["false", "true", "-"]),
    ("founded <= listed", ["true", "-", "-"]),
    ("revenue = NULL", ["-", "-", "-"]),
    ("NULL = NULL", ["-", "-", "-"]),
    ("position + 1", ["2", "3", "-"]),
    ("points.technology / 2", ["20", "-", "-"]),
    ("\"points.technology\" / 2", ["20", "-", "-"]),
    // Logic.
    ("region LIKE '32%' AND points >= 70", ["true", "false", "-"]),
    ("region LIKE '32%' OR points.technology > 0", ["true", "-", "-"]),
    ("hnte", ["true", "false", "-"]),
    ("NOT hnte", ["false", "true", "-"]),
    ("not hnte AND FALSE", ["false", "false", "false"]),
    ("hnte OR true", ["true", "true", "true"]),
    ("hnte AND NULL", ["-", "false", "-"]),
    ("NULL OR hnte", ["true", "-", "-"]),
    ("TRUE OR FALSE AND FALSE", ["true", "true", "true"]),
    ("NOT FALSE AND FALSE", ["false", "false", "false"]),
    ("NOT revenue = 0", ["true", "false", "-"]),
    ("NOT revenue IS NULL", ["true", "true", "false"]),
    ("NOT NOT hnte", ["true", "false", "-"]),
    // IS.
    ("revenue IS NULL", ["false", "false", "true"]),
    ("revenue IS NOT NULL", ["true", "true", "false"]),
    ("region IS NULL", ["false", "false", "true"]),
    ("founded IS NOT NULL", ["true", "true", "false"]),
    ("NULL IS NULL", ["true", "true", "true"]),
    ("NULL IS NOT NULL", ["false", "false", "false"]),
    ("rd_expense / revenue IS NULL", ["false", "true", "true"]),
    ("hnte IS TRUE", ["true", "false", "false"]),
    ("hnte IS NOT TRUE", ["false", "true", "true"]),
    ("hnte IS FALSE", ["false", "true", "false"]),
    ("hnte IS NOT FALSE", ["true", "false", "true"]),
    ("(hnte OR points > 90) IS TRUE", ["true", "false", "false"]),
    // IN.
    ("region IN ('110108', '320500')", ["true", "true", "-"]),
    ("region IN ('110108')", ["false", "true", "-"]),
    ("region NOT IN ('110108', '5')", ["true", "false", "-"]),
    ("region IN ('110108', NULL)", ["-", "true", "-"]),
    ("region NOT IN ('110108', NULL)", ["-", "false", "-"]),
    ("revenue IN (0, 1 + 1)", ["false", "true", "-"]),
    ("revenue IN (-0, 1)", ["false", "true", "-"]),
    ("revenue IN (rd_expense, 2000)", ["true", "false", "-"]),
    ("12.5 IN (rd_expense, revenue)", ["false", "true", "-"]),
    ("points IN (points.technology, 3)", ["false", "-", "-"]),
    ("founded IN ('2016-02-29', DATE '2000-01-01')", ["true", "false", "-"]),
    ("NULL IN (1, 2)", ["-", "-", "-"]),
    ("hnte IN (FALSE)", ["false", "true", "-"]),
    // BETWEEN.
    ("revenue BETWEEN 0 AND 2000", ["true", "true", "-"]),
    ("revenue NOT BETWEEN 1 AND 2000", ["false", "true", "-"]),
    ("revenue BETWEEN 2001 AND NULL", ["false", "false", "-"]),
    ("revenue BETWEEN 1 AND NULL", ["-", "false", "-"]),
    ("1 BETWEEN 2 AND revenue", ["false", "false", "false"]),
    ("region BETWEEN '11' AND '12' AND points < 0", ["false", "true", "-"]),
    ("founded BETWEEN '2016-02-29' AND '2016-03-01'", ["true", "false", "-"]),
    ("revenue BETWEEN 1500 + 500 AND 1 * 3000", ["true", "false", "-"]),
    // LIKE.
    ("region LIKE '32%'", ["true", "false", "-"]),
    ("region NOT LIKE '32%'", ["false", "true", "-"]),
    ("region LIKE '1_01%'", ["false", "true", "-"]),
    ("region LIKE '%0%'", ["true", "true", "-"]),
    ("region LIKE '%8'", ["false", "true", "-"]),
    ("region LIKE '______'", ["true", "true", "-"]),
    ("region LIKE '%'", ["true", "true", "-"]),
    ("名称 LIKE '苏_企%'", ["true", "false", "-"]),
    ("名称 LIKE '100!%!_%' ESCAPE '!'", ["false", "true", "-"]),
    ("名称 LIKE '100\\%%' ESCAPE '\\'", ["false", "true", "-"]),
    ("NULL LIKE 'a'", ["-", "-", "-"]),
    ("'it''s' LIKE 'it''_'", ["true", "true", "true"]),
    // CASE.
    ("CASE WHEN points >= 70 THEN 'A' WHEN points >= -1 THEN 'B' ELSE 'C' END", ["A", "B", "C"]),
    ("CASE WHEN points >= 70 THEN 'A' END", ["A", "-", "-"]),
    ("CASE WHEN hnte THEN revenue ELSE rd_expense END", ["2000", "12.5", "-"]),
    ("CASE WHEN TRUE THEN 1 WHEN hnte THEN 2 END", ["1", "1", "1"]),
    ("CASE WHEN NULL THEN 1 ELSE 2 END", ["2", "2", "2"]),
    ("CASE region WHEN '320500' THEN 1 WHEN '110108' THEN 2 ELSE 0 END", ["1", "2", "0"]),
    ("CASE region WHEN NULL THEN 1 ELSE 0 END", ["0", "0", "0"]),
    ("CASE NULL WHEN NULL THEN 1 ELSE 0 END", ["0", "0", "0"]),
    ("CASE founded WHEN '2016-02-29' THEN founded ELSE listed END", ["2016-02-29", "-", "-"]),
    ("CASE WHEN revenue = 0 THEN NULL ELSE hnte END", ["true", "-", "-"]),
    ("CASE hnte WHEN TRUE THEN region WHEN FALSE THEN 名称 END", ["320500", "100%_a", "-"]),
    ("1 + case when hnte then 1 else 0 end * 2", ["3", "1", "1"]),
    // Functions.
    ("COALESCE(points.technology, revenue, -1)", ["40", "0", "-1"]),
    ("COALESCE(region, '?')", ["320500", "110108", "?"]),
    ("COALESCE(NULL, hnte, FALSE)", ["true", "false", "false"]),
    ("COALESCE(listed, founded)", ["2021-02-28", "2023-12-31", "-"]),
    ("COALESCE(listed, '2000-01-01')", ["2021-02-28", "2000-01-01", "2000-01-01"]),
    ("NULLIF(revenue, 0)", ["2000", "-", "-"]),
    ("NULLIF(revenue, NULL)", ["2000", "0", "-"]),
    ("NULLIF(region, '320500')", ["-", "110108", "-"]),
    ("NULLIF(5, revenue + 5)", ["5", "-", "5"]),
    ("LEAST(revenue, rd_expense, 100)", ["100", "0", "100"]),
    ("GREATEST(revenue, rd_expense)", ["2000", "12.5", "-"]),
    ("GREATEST(points.technology, points)", ["81.25", "-0.5", "-"]),
    ("LEAST(region, '2')", ["2", "110108", "2"]),
    ("greatest(founded, listed)", ["2021-02-28", "2023-12-31", "-"]),
    ("LEAST(NULL, 3, NULL)", ["3", "3", "3"]),
    ("ABS(points)", ["81.25", "0.5", "-"]),
    ("ROUND(LN(revenue), 6)", ["7.600902", "-", "-"]),
    ("LN(points) IS NULL", ["false", "true", "true"]),
    ("SQRT(points)", ["9.01387818865997", "-", "-"]),
    ("POWER(rd_expense, 2)", ["22500", "156.25", "-"]),
    ("ROUND(POWER(points, 0.5), 6)", ["9.013878", "-", "-"]),
    ("POWER(0, -1)", ["-", "-", "-"]),
    ("ROUND(points)", ["81", "-1", "-"]),
    ("ROUND(points, 1)", ["81.3", "-0.5", "-"]),
    ("ROUND(revenue / 7, 2)", ["285.71", "0", "-"]),
    ("ROUND(revenue - 1, -3)", ["2000", "0", "-"]),
    ("ROUND(-0.2)", ["0", "0", "0"]),
    ("FLOOR(points)", ["81", "-1", "-"]),
    ("CEIL(points)", ["82", "0", "-"]),
    ("YEARS_BETWEEN(founded, DATE '2024-12-31')", ["8", "1", "-"]),
    ("YEARS_BETWEEN(founded, listed)", ["4", "-", "-"]),
    ("YEARS_BETWEEN(listed, founded)", ["-4", "-", "-"]),
    ("Years_Between('2020-02-29', '2021-03-01')", ["1", "1", "1"]),
    // Layout.
    ("revenue\r\n  >\n\t1", ["true", "false", "-"]),
];

#[test]
fn rules_have_the_values_of_the_table() {
    let wrong: Vec<_> = TABLE.iter().filter(|(rule, values)| value_of(rule) != values).collect();
    assert!(
        wrong.is_empty(),
        "{:#?}",
        wrong.iter().map(|(rule, _)| (rule, value_of(rule))).collect::<Vec<_>>()
    );
}

#[test]
fn logic_has_three_values() {
    let states = [Some(true), Some(false), None];
    let a: Vec<_> = states.iter().flat_map(|&state| [state; 3]).collect();
    let b = states.repeat(3);
    let columns: Vec<Named> = vec![("a", flags(&a)), ("b", flags(&b))];
    let frame = frame(&columns);
    let truth = |rule: &str| -> String {
        let flags = Expr::compile(rule, &scope(&columns)).unwrap().flags(&frame, frame.rows());
        flags.iter().map(|flag| flag.map_or('n', |flag| if flag { 't' } else { 'f' })).collect()
    };
    assert_eq!(truth("a AND b"), "tfnfffnfn");
    assert_eq!(truth("a OR b"), "ttttfntnn");
    assert_eq!(truth("NOT a"), "fffTTTnnn".to_lowercase());
    assert_eq!(truth("a = b"), "tfnftnnnn");
    assert_eq!(truth("a <> b"), "ftntfnnnn");
}

#[test]
fn a_slot_may_be_one_value_for_all_rows() {
    let columns = firms();
    let mut scope = scope(&columns);
    for (name, kind) in
        [("absent", Kind::Number), ("as_of", Kind::Date), ("limit", Kind::Number), ("place", Kind::Text)]
    {
        scope.add(name, kind);
    }
    let mut frame = frame(&columns);
    let as_of = jiff::civil::date(2024, 12, 31);
    frame.slots.extend([
        Slot::Constant(Value::Missing),
        Slot::Constant(Value::Date(as_of)),
        Slot::Constant(Value::Number(80.0)),
        Slot::Constant(Value::Text("320500")),
    ]);
    let value = |rule: &str| -> Vec<String> {
        let column = Expr::compile(rule, &scope).unwrap().evaluate(&frame, frame.rows());
        (0..column.len()).map(|row| super::written(column.value(row))).collect()
    };
    assert_eq!(value("points >= limit"), ["true", "false", "-"]);
    assert_eq!(value("absent + revenue"), ["-", "-", "-"]);
    assert_eq!(value("COALESCE(absent, revenue, 1)"), ["2000", "0", "1"]);
    assert_eq!(value("YEARS_BETWEEN(founded, as_of)"), ["8", "1", "-"]);
    assert_eq!(value("absent"), ["-", "-", "-"]);
    assert_eq!(value("as_of"), ["2024-12-31", "2024-12-31", "2024-12-31"]);
    assert_eq!(value("place"), ["320500", "320500", "320500"]);
    assert_eq!(value("place = region"), ["true", "false", "-"]);
    assert_eq!(value("place LIKE '32%' AND absent IS NULL"), ["true", "true", "true"]);
}

#[test]
fn every_field_of_the_dictionary_is_a_name() {
    let dictionary = Dictionary::built_in();
    let mut scope = Scope::default();
    for field in &dictionary.fields {
        scope.add(&field.name, field.kind());
    }
    for (slot, field) in dictionary.fields.iter().enumerate() {
        let expr = Expr::compile(&field.name, &scope).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!((expr.kind(), expr.slots()), (field.kind(), &[slot][..]), "{}", field.name);
    }
    assert_eq!(scope.len(), dictionary.fields.len());
    assert_eq!(scope.names().nth(3), Some(dictionary.fields[3].name.as_str()));
}

#[test]
fn slots_are_listed_once_and_ascending() {
    let expr = Expr::compile("points + revenue > points AND region LIKE '3%'", &scope(&firms())).unwrap();
    assert_eq!(expr.slots(), [0, 2, 4]);
    assert_eq!(Expr::compile("1 + 1", &scope(&firms())).unwrap().slots(), [0_usize; 0]);
}

#[test]
fn null_takes_the_type_that_is_asked_for() {
    let scope = scope(&firms());
    let frame = Frame { len: 2, slots: Vec::new() };
    for kind in [Kind::Number, Kind::Text, Kind::Flag, Kind::Date] {
        let expr = Expr::compile_as("COALESCE(NULL, NULL)", &scope, kind).unwrap();
        assert_eq!(expr.evaluate(&frame, 0..2), Column::missing(kind, 2));
    }
    let day = Expr::compile_as("'2024-01-31'", &scope, Kind::Date).unwrap();
    assert_eq!(super::written(day.evaluate(&frame, 0..2).value(1)), "2024-01-31");
}

#[test]
fn rows_may_begin_and_end_anywhere() {
    for len in [0, 1, 4095, 4096, 4097, 9000] {
        let values: Vec<Option<f64>> =
            (0..len).map(|row| if row % 5 == 3 { None } else { Some(f64::from(row)) }).collect();
        let codes: Vec<String> = (0..len).map(|row| (row % 7).to_string()).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let columns: Vec<Named> = vec![("x", numbers(&values)), ("code", super::texts(&codes))];
        let frame = frame(&columns);
        let scope = scope(&columns);
        let number = Expr::compile("x * 2 + 1", &scope).unwrap();
        let text = Expr::compile("CASE WHEN x IS NULL THEN NULL ELSE code END", &scope).unwrap();
        let flag = Expr::compile("code IN ('1', '2') AND x > 3", &scope).unwrap();
        let len = values.len();
        for rows in
            [0..len, len / 3..len, len / 2..len / 2, 1.min(len)..len.saturating_sub(1).max(1.min(len))]
        {
            let doubled = number.numbers(&frame, rows.clone());
            let expected: Vec<_> = values[rows.clone()].iter().map(|x| x.map(|x| x * 2.0 + 1.0)).collect();
            assert_eq!(doubled.iter().collect::<Vec<_>>(), expected, "{rows:?} of {len}");
            assert!(doubled.iter().zip(&doubled.values).all(|(x, raw)| x.is_some() || *raw == 0.0));
            let column = text.evaluate(&frame, rows.clone());
            assert_eq!(column.len(), rows.len());
            let known = |row: usize| values[row].is_some();
            for (at, row) in rows.clone().enumerate() {
                assert_eq!(column.texts().unwrap().get(at), known(row).then_some(codes[row]));
                let chosen = flag.flags(&frame, row..row + 1).get(0);
                let in_list = ["1", "2"].contains(&codes[row]);
                let expected = if in_list { values[row].map(|x| x > 3.0) } else { Some(false) };
                assert_eq!(chosen, expected, "row {row}");
            }
        }
    }
}

#[test]
#[should_panic(expected = "rows 0..4 of a frame of 3")]
fn rows_beyond_the_frame_are_the_callers_fault() {
    let columns = firms();
    let frame = frame(&columns);
    Expr::compile("TRUE", &scope(&columns)).unwrap().flags(&frame, 0..4);
}

#[test]
#[should_panic(expected = "slot 0 of the frame is no number")]
fn a_frame_of_other_types_is_the_callers_fault() {
    let columns = firms();
    let expr = Expr::compile("revenue", &scope(&columns)).unwrap();
    let frame = Frame { len: 1, slots: vec![Slot::Constant(Value::Flag(true))] };
    expr.numbers(&frame, 0..1);
}

#[test]
fn rules_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&Expr::compile("TRUE", &Scope::default()).unwrap());
}
