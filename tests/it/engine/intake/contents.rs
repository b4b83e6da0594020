//! Filled cells and first values of every column, against a count by hand of the rows as written.

use jifen::intake::{Intake, Profile};
use proptest::prelude::*;

use super::read;
use crate::support::rows::only;

/// A row of the table: its cells, and whether it can be read by its cells.
#[derive(Clone, Debug)]
struct Line {
    cells: [&'static str; 6],
    is_whole: bool,
    text: String,
}

const HEADER: &str = "信用代码,职工总数,营业收入(万元),成立日期,失信被执行人,备注";

/// A row with one cell of each of these.
fn line() -> impl Strategy<Value = Line> {
    let one_of = |cells: &[&'static str]| prop::sample::select(cells.to_vec());
    let ids = one_of(&["91310000625901263C", "91310101832323099Y", "91330100MA2KTX001P", "9131", "-", ""]);
    let cells = (
        ids,
        one_of(&["", "--", "12", " 7 ", "3.5", "many", "#N/A"]),
        one_of(&["", "1", "1", "\"1,234\"", "5(万美元)", "#DIV/0!", "不详"]),
        one_of(&["", "2020-01-05", "2020-02-30", "2019年3月1日", "-", "#REF!"]),
        one_of(&["", "是", "否", "maybe", "--"]),
        one_of(&["", "甲", "乙", "\"甲,乙\"", "--", "#VALUE!", "甲"]),
    );
    let shape = prop_oneof![8 => Just(0), 1 => Just(1), 1 => Just(2)];
    (cells, shape).prop_map(|((a, b, c, d, e, f), shape)| {
        let cells = [a, b, c, d, e, f];
        let text = match shape {
            0 => cells.join(","),
            1 => format!("{},more", cells.join(",")),
            _ => format!("合计,{},,,,", cells[1]),
        };
        Line { cells, is_whole: shape == 0, text }
    })
}

/// Whether a cell holds something: not blank, no mark, no error value.
fn is_filled(cell: &str) -> bool {
    !matches!(cell.trim(), "" | "-" | "--") && !cell.starts_with('#')
}

/// The profile that the rows give by hand.
fn by_hand(lines: &[Line]) -> (usize, Vec<usize>, Vec<Vec<String>>) {
    let whole: Vec<&Line> =
        lines.iter().filter(|line| line.is_whole && !line.text.starts_with(",,")).collect();
    let column = |at: usize| {
        let cells = whole.iter().map(|line| line.cells[at]).filter(|cell| is_filled(cell));
        cells.map(|cell| cell.trim().trim_matches('"').to_owned()).collect::<Vec<_>>()
    };
    let columns: Vec<Vec<String>> = (0..6).map(column).collect();
    let first = |cells: &Vec<String>| {
        let mut first: Vec<String> = Vec::new();
        for cell in cells {
            if first.len() < 3 && !first.contains(cell) {
                first.push(cell.clone());
            }
        }
        first
    };
    (whole.len(), columns.iter().map(Vec::len).collect(), columns.iter().map(first).collect())
}

fn profile(intake: &Intake) -> (usize, Vec<usize>, Vec<Vec<String>>) {
    let Profile { rows, columns } = only(intake).profile();
    let filled = columns.iter().map(|column| column.filled.expect("texts can be read")).collect();
    (rows, filled, columns.into_iter().map(|column| column.values).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn contents_are_those_counted_by_hand(lines in prop::collection::vec(line(), 1..30)) {
        // A row without an id may be a remark, and one of blank cells is none at all.
        let lines: Vec<Line> = lines
            .into_iter()
            .filter(|line| !line.is_whole || !matches!(line.cells[0], "" | "-"))
            .collect();
        let rows: String = lines.iter().map(|line| format!("{}\n", line.text)).collect();
        let Ok(intake) = read(format!("{HEADER}\n{rows}").as_bytes(), "") else { return Ok(()) };
        prop_assert_eq!(profile(&intake), by_hand(&lines), "{}", rows);
    }
}

#[test]
fn a_column_that_is_blank_above_shows_values_from_below() {
    let row = |at: usize| {
        let note = if at > 11_000 { ["甲", "乙"][at % 2] } else { "" };
        let staff = if at == 11_999 { "7" } else { "" };
        format!("F{at:05},{staff},{note},{}\n", at % 2)
    };
    let rows: String = (0..12_000).map(row).collect();
    let intake =
        read(format!("编号,职工总数,备注,有无\n{rows}").as_bytes(), "id = \"编号\"\n").expect("a cohort");
    let (rows, filled, values) = profile(&intake);
    assert_eq!((rows, filled), (12_000, vec![12_000, 1, 999, 12_000]));
    assert_eq!(values[0], ["F00000", "F00001", "F00002"]);
    assert_eq!(values[1..], [vec!["7"], vec!["乙", "甲"], vec!["0", "1"]]);
}
