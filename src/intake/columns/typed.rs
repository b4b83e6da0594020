//! Columns of a frame as typed columns: numbers, days and flags are taken over as they are; all other cells
//! are read as text.

use polars_arrow::array::{BooleanArray, Float64Array};
use polars_arrow::bitmap::Bitmap;
use polars_arrow::bitmap::utils::BitChunks;
use rayon::prelude::*;

use super::{Lane, Mark, Plan};
use crate::finding::Code;
use crate::firms::{Cells, Column, Texts};
use crate::intake::fields::{FlagRule, Memo, NumberRule, Rule};
use crate::intake::values::{Columnar, Days, Values};

/// Greatest integer up to which every integer is a double.
const EXACT: f64 = 9_007_199_254_740_992.0;
/// Greatest power of ten that is a double.
const MOST_POWER: i32 = 22;

/// Typed columns with their faults.
pub(in crate::intake) struct Read {
    /// Per column of the file: its cells.
    pub columns: Vec<Option<Column>>,
    /// Faults of cells, in the order of rows.
    pub marks: Vec<Mark>,
    pub unfit: Vec<Unfit>,
}

/// A column of a type that its field excludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Unfit {
    pub column: usize,
    /// Position of its first value.
    pub first: usize,
}

/// Reads the columns of `all` that are fields. Each is let go once it is read.
pub(in crate::intake) fn read(all: &dyn Columnar, plan: &Plan) -> Read {
    let of_column = |(at, rule): (usize, &Rule)| {
        let kind = rule.kind()?;
        let values = all.values(at);
        let (mut column, mut marks) = (Column::missing(kind, all.len()), Vec::new());
        let is_fit = values.can_be(kind) || is_code(rule, &values) || plan.as_texts && is_plain_text(rule);
        if let Some(first) = values.first_known().filter(|_| !is_fit) {
            return Some((column, marks, Some(Unfit { column: at, first })));
        }
        of_column(rule, &values, &mut column, plan, &mut |row, code| {
            marks.push(Mark::new(row as u32, code, Some(at)));
        });
        Some((column, marks, None))
    };
    let read: Vec<Option<_>> = plan.rules.par_iter().enumerate().map(of_column).collect();
    let (mut columns, mut marks, mut unfit) = (Vec::with_capacity(read.len()), Vec::new(), Vec::new());
    for of_column in read {
        let Some((column, faults, is_unfit)) = of_column else {
            columns.push(None);
            continue;
        };
        columns.push(Some(column));
        marks.extend(faults);
        unfit.extend(is_unfit);
    }
    // Stable: a row's faults stay in the order of columns.
    marks.sort_by_key(|mark| mark.row);
    Read { columns, marks, unfit }
}

/// Whether it is a text that identifies no firm: the number of an id has lost digits or zeros.
fn is_plain_text(rule: &Rule) -> bool {
    matches!(rule, Rule::Text(rule) if !rule.is_id())
}

/// Whether integers are codes of a field whose codes never begin with a zero, which a number loses. Other
/// numbers are no texts: their digits depend on how they are written.
fn is_code(rule: &Rule, values: &Values) -> bool {
    let is_whole = matches!(values, Values::Whole(_) | Values::Unsigned(_));
    is_whole && matches!(rule, Rule::Text(rule) if rule.is_code())
}

/// Fills `column` with `values`; a fault goes to `fault` with its row.
fn of_column(
    rule: &Rule,
    values: &Values,
    column: &mut Column,
    plan: &Plan,
    fault: &mut dyn FnMut(usize, Code),
) {
    let len = column.len();
    let mut lane = match (rule, column) {
        (Rule::Number(rule), Column::Number(Cells { values, present })) => {
            Lane::Number { rule, values, present }
        }
        (Rule::Flag(rule), Column::Flag(Cells { values, present })) => Lane::Flag { rule, values, present },
        (Rule::Date(rule), Column::Date(Cells { values, present })) => Lane::Date { rule, values, present },
        (Rule::Text(rule), column @ Column::Text(_)) => {
            // The first rows show how much room the whole is likely to need.
            let few = len.min(SHOWING);
            let bytes = values.text_bytes(few).unwrap_or(16 * few) / few.max(1) + 1;
            let texts = Texts::with_capacity(len, bytes.min(LONGEST) * len);
            let mut lane = Lane::Text { rule, texts, memo: Memo::of(len) };
            each_text(&mut lane, values, len, plan, fault);
            if let Lane::Text { texts, .. } = lane {
                *column = Column::Text(texts);
            }
            return;
        }
        _ => return,
    };
    each(&mut lane, values, len, plan, fault);
}

/// Reads the cells of a column of texts.
fn each_text(
    lane: &mut Lane<'_>,
    values: &Values,
    len: usize,
    plan: &Plan,
    fault: &mut dyn FnMut(usize, Code),
) {
    match values {
        Values::Text(texts) => {
            for (row, text) in texts.iter().enumerate() {
                lane.read(text.unwrap_or_default(), row, plan, |code, _| fault(row, code));
            }
        }
        _ => (0..len).for_each(|row| written(lane, values, row, plan, fault)),
    }
}

/// Reads the cells of a column of numbers, flags or days. Those that cannot be taken over are read as text.
fn each(lane: &mut Lane<'_>, values: &Values, len: usize, plan: &Plan, fault: &mut dyn FnMut(usize, Code)) {
    let mut left: Vec<usize> = Vec::new();
    match (&mut *lane, values) {
        (Lane::Number { rule, values, present }, Values::Number(numbers)) => {
            let mut start = 0;
            for chunk in numbers.downcast_iter() {
                let end = start + chunk.len();
                let (values, present) = (&mut values[start..end], &mut present[start..end]);
                of_chunk(rule, chunk, values, present, start, &mut left);
                start = end;
            }
        }
        (Lane::Number { rule, values, present }, Values::Whole(numbers)) => {
            let cells = numbers.downcast_iter().flat_map(|chunk| chunk.iter());
            for (row, number) in cells.enumerate() {
                let is_kept = match number {
                    None => !rule.required,
                    Some(number) => {
                        number.unsigned_abs() < EXACT as u64
                            && keep(rule, *number as f64, &mut values[row], &mut present[row])
                    }
                };
                if !is_kept {
                    left.push(row);
                }
            }
        }
        (Lane::Flag { rule, values, present }, Values::Flag(flags)) if rule.plain && rule.no.is_none() => {
            let mut start = 0;
            for chunk in flags.downcast_iter() {
                let end = start + chunk.len();
                of_flags(rule, chunk, &mut values[start..end], &mut present[start..end], start, &mut left);
                start = end;
            }
        }
        (Lane::Date { rule, values, present }, Values::Day(days)) => {
            let cells = days.downcast_iter().flat_map(|chunk| chunk.iter());
            let mut known = Days::default();
            for (row, days) in cells.enumerate() {
                match days.map(|days| known.day(*days).filter(|day| !rule.unknown.contains(day))) {
                    Some(Some(day)) => (values[row], present[row]) = (day, true),
                    None if !rule.required => {}
                    _ => left.push(row),
                }
            }
        }
        (lane, Values::Text(texts)) => {
            for (row, text) in texts.iter().enumerate() {
                lane.read(text.unwrap_or_default(), row, plan, |code, _| fault(row, code));
            }
        }
        _ => left.extend(0..len),
    }
    left.into_iter().for_each(|row| written(lane, values, row, plan, fault));
}

/// Rows from which the length of all texts is estimated.
const SHOWING: usize = 1 << 10;
/// Bytes of a text for which room is made at first, at most: the others may be short.
const LONGEST: usize = 64;
/// Rows whose validity is one word of the bitmap.
const WORD: usize = 64;

/// The bits of `bitmap`, a word at a time, then ones without end.
fn words(bitmap: Option<&Bitmap>) -> impl Iterator<Item = u64> + '_ {
    let chunks = bitmap.map(|bitmap| bitmap.chunks::<u64>());
    let last = chunks.as_ref().map(BitChunks::remainder);
    chunks.into_iter().flatten().chain(last).chain(std::iter::repeat(u64::MAX))
}

/// Keeps the flags of a chunk that begins at row `start`; where each row needs a value, the rows without one
/// are appended to `left`.
fn of_flags(
    rule: &FlagRule,
    chunk: &BooleanArray,
    values: &mut [bool],
    present: &mut [bool],
    start: usize,
    left: &mut Vec<usize>,
) {
    let rows = values.chunks_mut(WORD).zip(present.chunks_mut(WORD));
    let bits = words(Some(chunk.values())).zip(words(chunk.validity()));
    for (word, ((values, present), (flags, valid))) in rows.zip(bits).enumerate() {
        for (at, (value, present)) in values.iter_mut().zip(present.iter_mut()).enumerate() {
            (*value, *present) = (flags & valid & 1 << at != 0, valid & 1 << at != 0);
        }
        if rule.required {
            let missing = present.iter().enumerate().filter(|(_, present)| !**present);
            left.extend(missing.map(|(at, _)| start + word * WORD + at));
        }
    }
}

/// Keeps the numbers of a chunk that begins at row `start`; the rows of all others are appended to `left`.
fn of_chunk(
    rule: &NumberRule,
    chunk: &Float64Array,
    values: &mut [f64],
    present: &mut [bool],
    start: usize,
    left: &mut Vec<usize>,
) {
    let rows = values.chunks_mut(WORD).zip(present.chunks_mut(WORD)).zip(chunk.values().chunks(WORD));
    for (word, (((values, present), numbers), valid)) in rows.zip(words(chunk.validity())).enumerate() {
        let is_valid = |at: usize| valid >> at & 1 == 1;
        keep_all(rule, numbers, values, present);
        if valid != u64::MAX {
            present.iter_mut().enumerate().for_each(|(at, present)| *present &= is_valid(at));
        }
        // In most words of rows every number is kept.
        if present.iter().fold(true, |all, present| all & present) {
            continue;
        }
        for (at, value) in values.iter_mut().enumerate().filter(|(at, _)| !present[*at]) {
            // A missing value is 0, whatever the file has in its place.
            *value = 0.0;
            if rule.required || is_valid(at) {
                left.push(start + word * WORD + at);
            }
        }
    }
}

/// [`keep`] for each of these numbers.
fn keep_all(rule: &NumberRule, numbers: &[f64], values: &mut [f64], present: &mut [bool]) {
    if rule.unseen_power != Some(0) {
        for ((value, present), number) in values.iter_mut().zip(present).zip(numbers) {
            keep(rule, *number, value, present);
        }
        return;
    }
    values.copy_from_slice(numbers);
    rule.admit(numbers, present);
}

/// Keeps a number in the field's unit, if it can be had exactly and is within bounds.
fn keep(rule: &NumberRule, number: f64, value: &mut f64, present: &mut bool) -> bool {
    let Some(scaled) = rule.unseen_power.and_then(|power| scaled(number, power)) else { return false };
    if !rule.admits(scaled) {
        return false;
    }
    (*value, *present) = (scaled, true);
    true
}

/// `number · 10^power`, rounded once; `None` if that is not the value of its decimal shifted.
fn scaled(number: f64, power: i32) -> Option<f64> {
    if power == 0 {
        return number.is_finite().then_some(number);
    }
    // An integer and a power of ten are exact, so that their quotient or product is rounded once.
    let is_exact = number.fract() == 0.0 && number.abs() < EXACT && power.abs() <= MOST_POWER;
    let ten = 10_f64.powi(power.abs());
    is_exact.then_some(if power < 0 { number / ten } else { number * ten })
}

/// Reads a cell in its form as text.
fn written(
    lane: &mut Lane<'_>,
    values: &Values,
    row: usize,
    plan: &Plan,
    fault: &mut dyn FnMut(usize, Code),
) {
    let mut text = String::new();
    values.push(&mut text, row);
    lane.read(&text, row, plan, |code, _| fault(row, code));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::numbers::plain;

    proptest! {
        #[test]
        fn a_scaled_integer_is_its_decimal_shifted(
            number in -9_007_199_254_740_991_i64..9_007_199_254_740_991,
            power in -8_i32..9,
        ) {
            let text = number.to_string();
            let read = plain(text.as_bytes(), 0, power).map(|(value, _)| value);
            let own = scaled(number as f64, power);
            prop_assert!(read.is_none() || own == read, "{number} {power}: {own:?} {read:?}");
        }
    }
}
