//! The values by firm of the fields that a supplement gives.

use std::collections::BTreeMap;

use super::given::{From, Target};
use crate::decimal::{self, Sum};
use crate::firms::{Cells, Column, Field, Kind, Value};
use crate::intake::{Intake, fields};

/// Rows that leave the value of their firm unknown.
#[derive(Debug, Default)]
pub(super) struct Unclear {
    /// Rows that contradict others.
    pub contradicted: Vec<usize>,
    /// Rows that may be the latest, since nothing says when they are.
    pub undated: Vec<usize>,
    /// Rows whose part in the value is not known: they may meet the rule, or have no value.
    pub undecided: Vec<usize>,
    /// Rows from which a value follows that the field's bounds do not admit.
    pub beyond: Vec<usize>,
}

impl Unclear {
    fn undecided(undecided: Vec<usize>) -> Unclear {
        Unclear { undecided, ..Unclear::default() }
    }
}

/// The values of `target`, which is `field`, by firm, of which there are `firms`, and rows that leave it
/// unknown. `of_row` is the firm of each row of `intake`. A doubtful firm has no value, nor has one whose
/// value the field's bounds do not admit.
pub(super) fn column(
    target: &Target,
    field: &Field,
    intake: &Intake,
    (of_row, firms): (&[Option<u32>], usize),
    doubtful: &[bool],
) -> (Column, Unclear) {
    let meets = meets(target, intake);
    let is_met = |row: usize| meets.as_ref().map_or(Some(true), |meets| meets[row]);
    let (column, mut unclear) = unbounded(target, intake, (of_row, firms), &is_met, doubtful);
    let admits = fields::admits(field);
    let is_beyond: Vec<bool> = (0..firms).map(|firm| !admits(column.value(firm))).collect();
    if !is_beyond.contains(&true) {
        return (column, unclear);
    }
    // A sum follows from all rows of its firm, and a chosen value from those that have it.
    let chosen = match target.from {
        From::Value(at) | From::Max(at) | From::Latest { column: at, .. } => at.of(intake),
        From::Count | From::Sum(_) | From::Listed => None,
    };
    let gives =
        |row: usize, firm: usize| chosen.as_ref().is_none_or(|cells| cells.value(row) == column.value(firm));
    let of_firms = of_row.iter().enumerate().filter_map(|(row, firm)| Some((row, (*firm)? as usize)));
    let beyond =
        of_firms.filter(|(row, firm)| is_beyond[*firm] && is_met(*row) == Some(true) && gives(*row, *firm));
    unclear.beyond = beyond.map(|(row, _)| row).collect();
    let kept: Vec<Option<u32>> =
        (0..firms as u32).map(|firm| (!is_beyond[firm as usize]).then_some(firm)).collect();
    (column.gather(&kept), unclear)
}

/// The values of `target` by firm, whatever the bounds of its field, and rows that leave it unknown.
fn unbounded(
    target: &Target,
    intake: &Intake,
    (of_row, firms): (&[Option<u32>], usize),
    is_met: &dyn Fn(usize) -> Option<bool>,
    doubtful: &[bool],
) -> (Column, Unclear) {
    let of_firms = |met: Option<bool>| {
        let all = of_row.iter().enumerate().filter(move |(row, _)| is_met(*row) == met);
        all.filter_map(|(row, firm)| Some((row, (*firm)? as usize)))
    };
    let rows = || of_firms(Some(true));
    let of = |at: usize| intake.firms.columns[at].as_ref();
    // A row that may or may not meet the rule leaves its firm unknown.
    let mut doubtful = doubtful.to_vec();
    let mut undecided = Vec::new();
    let mut leave = |(row, firm): (usize, usize), doubtful: &mut [bool]| {
        doubtful[firm] = true;
        undecided.push(row);
    };
    of_firms(None).for_each(|at| leave(at, &mut doubtful));
    let known = |firm: usize| !doubtful[firm];
    match target.from {
        From::Count => {
            let mut counts = vec![0.0; firms];
            rows().for_each(|(_, firm)| counts[firm] += 1.0);
            (numbers(counts, known), Unclear::undecided(undecided))
        }
        From::Listed => {
            let mut listed = vec![false; firms];
            rows().for_each(|(_, firm)| listed[firm] = true);
            undecided.retain(|row| of_row[*row].is_some_and(|firm| !listed[firm as usize]));
            // Whoever is listed is so, whatever other rows say.
            let cells = listed
                .into_iter()
                .enumerate()
                .map(|(firm, listed)| (listed || known(firm)).then_some(listed));
            (Column::Flag(cells.collect()), Unclear::undecided(undecided))
        }
        From::Sum(at) => {
            let mut sums: Vec<Vec<f64>> = vec![Vec::new(); firms];
            let cells = of(at.column).and_then(Column::numbers);
            for (row, firm) in rows() {
                match cells.and_then(|cells| cells.get(row)) {
                    Some(value) => sums[firm].push(value),
                    // An amount that is not known makes the sum unknown.
                    None => leave((row, firm), &mut doubtful),
                }
            }
            let sums = sums.into_iter().map(|values| decimal_sum(values, at.power)).collect();
            (numbers(sums, |firm| !doubtful[firm]), Unclear::undecided(undecided))
        }
        From::Value(at) => {
            let (column, contradicted) = chosen(of(at.column), rows(), firms, known, |_, _| Order::Same);
            (at.scaled(column), Unclear { contradicted, undecided, ..Unclear::default() })
        }
        From::Max(at) => {
            let column = of(at.column);
            // A value that is not known may be the greatest.
            let is_unknown = |row: usize| column.is_some_and(|column| column.value(row) == Value::Missing);
            rows().filter(|(row, _)| is_unknown(*row)).for_each(|at| leave(at, &mut doubtful));
            let known = |firm: usize| !doubtful[firm];
            let (greatest, contradicted) = chosen(column, rows(), firms, known, |a, b| order(column, a, b));
            (at.scaled(greatest), Unclear { contradicted, undecided, ..Unclear::default() })
        }
        From::Latest { column: at, on } => {
            let column = of(at.column);
            let undated = undated(column, of(on), rows());
            undated.iter().for_each(|&row| {
                of_row[row].into_iter().for_each(|firm| doubtful[firm as usize] = true);
            });
            let on = of(on);
            let blank = blank_at_last(column, rows(), |a, b| order(on, a, b));
            blank.into_iter().for_each(|at| leave(at, &mut doubtful));
            let known = |firm: usize| !doubtful[firm];
            let (latest, contradicted) = chosen(column, rows(), firms, known, |a, b| order(on, a, b));
            (at.scaled(latest), Unclear { contradicted, undated, undecided, ..Unclear::default() })
        }
    }
}

/// Rows that come last of their firm and have no value, each with the firm.
fn blank_at_last(
    column: Option<&Column>,
    rows: impl Iterator<Item = (usize, usize)>,
    order: impl Fn(usize, usize) -> Order,
) -> Vec<(usize, usize)> {
    let Some(column) = column else { return Vec::new() };
    let last = last_rows(rows, order).into_iter();
    let rows = last.flat_map(|(firm, rows)| rows.into_iter().map(move |row| (row, firm)));
    rows.filter(|(row, _)| column.value(*row) == Value::Missing).collect()
}

/// Per firm the rows that come last together.
fn last_rows(
    rows: impl Iterator<Item = (usize, usize)>,
    order: impl Fn(usize, usize) -> Order,
) -> BTreeMap<usize, Vec<usize>> {
    let mut last: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, firm) in rows {
        let best = last.entry(firm).or_default();
        match best.first().map_or(Order::Behind, |&first| order(row, first)) {
            Order::Behind => *best = vec![row],
            Order::Same => best.push(row),
            Order::Before => {}
        }
    }
    last
}

/// Rows without a day, `on`, of which any may be its firm's latest: another row of the firm has another
/// value.
fn undated(
    column: Option<&Column>,
    on: Option<&Column>,
    rows: impl Iterator<Item = (usize, usize)>,
) -> Vec<usize> {
    let (Some(column), Some(on)) = (column, on) else { return Vec::new() };
    // The rows of each firm that has one without a day.
    let mut of_firm: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    rows.for_each(|(row, firm)| of_firm.entry(firm).or_default().push(row));
    let is_undated = |row: &usize| on.value(*row) == Value::Missing;
    let differ = |rows: &[usize]| rows.windows(2).any(|pair| column.value(pair[0]) != column.value(pair[1]));
    let unclear = of_firm.into_values().filter(|rows| rows.iter().any(is_undated) && differ(rows));
    unclear.flatten().filter(is_undated).collect()
}

/// Number of rows of `intake` that meet or may meet the target's rule; `None` without a rule.
pub(super) fn met(target: &Target, intake: &Intake) -> Option<usize> {
    Some(meets(target, intake)?.into_iter().filter(|met| *met != Some(false)).count())
}

/// Whether each row meets the target's rule, if that is known; `None` without a rule.
fn meets(target: &Target, intake: &Intake) -> Option<Vec<Option<bool>>> {
    Some(target.condition.as_ref()?.met(intake))
}

fn numbers(values: Vec<f64>, known: impl Fn(usize) -> bool) -> Column {
    let cells = values.into_iter().enumerate().map(|(firm, value)| known(firm).then_some(value));
    Column::Number(cells.collect::<Cells<f64>>())
}

/// The sum of decimals times `10^power`, rounded once: 0.1 + 0.2 is 0.3. In ascending order, so that the
/// order of rows has no effect.
fn decimal_sum(mut values: Vec<f64>, power: i32) -> f64 {
    values.sort_by(f64::total_cmp);
    let mut sum = Sum::default();
    values.into_iter().for_each(|value| sum.add(value));
    decimal::nearest(&(sum.total() * decimal::power_of_ten(power)))
}

/// How one row stands to another of the same firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Before,
    Same,
    Behind,
}

/// The order of two rows by a column; a missing value comes first.
fn order(column: Option<&Column>, a: usize, b: usize) -> Order {
    let compared = match column {
        Some(Column::Number(cells)) => cells.get(a).partial_cmp(&cells.get(b)),
        Some(Column::Date(cells)) => cells.get(a).partial_cmp(&cells.get(b)),
        _ => None,
    };
    match compared {
        Some(std::cmp::Ordering::Less) => Order::Before,
        Some(std::cmp::Ordering::Greater) => Order::Behind,
        _ => Order::Same,
    }
}

/// Per firm the value of its last row by `order`. Rows that come last together must agree, or the firm has no
/// value, and they are returned.
fn chosen(
    column: Option<&Column>,
    rows: impl Iterator<Item = (usize, usize)>,
    firms: usize,
    known: impl Fn(usize) -> bool,
    order: impl Fn(usize, usize) -> Order,
) -> (Column, Vec<usize>) {
    let Some(column) = column else { return (Column::missing(Kind::Number, firms), Vec::new()) };
    let mut contradicted = Vec::new();
    let mut chosen = vec![None; firms];
    for (firm, mut rows) in last_rows(rows, order) {
        rows.retain(|row| column.value(*row) != Value::Missing);
        let agree = rows.windows(2).all(|pair| column.value(pair[0]) == column.value(pair[1]));
        if agree && known(firm) {
            chosen[firm] = rows.first().map(|row| *row as u32);
        }
        if !agree {
            contradicted.extend(&rows);
        }
    }
    (column.gather(&chosen), contradicted)
}
