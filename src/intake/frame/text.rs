//! Turns the rows of a frame into records of text.

use std::fmt::Write;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use polars::prelude::{
    BooleanChunked, DataType, Float32Chunked, Float64Chunked, Int32Chunked, Int64Chunked, Series,
    StringChunked, TimeUnit, UInt64Chunked,
};
use rayon::prelude::*;

use crate::finding::{Findings, Place};
use crate::intake::encoding;
use crate::intake::records::{QUOTE, Row, Rows};

/// The byte between cells.
pub(super) const DELIMITER: u8 = b',';
/// Rows written at a time by one thread.
const BLOCK: usize = 1 << 13;

/// The text of `len` rows of these columns, and the position of each row in the text. Each column must
/// consist of one chunk.
///
/// # Errors
/// `file-too-large` if the text is too long for 32-bit positions.
pub(super) fn of(series: &[Series], len: usize, place: &Place) -> Result<(String, Rows), Findings> {
    let columns: Vec<Values> = series.iter().map(Values::of).collect();
    let starts: Vec<usize> = (0..len).step_by(BLOCK).collect();
    let block = |&start: &usize| {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(BLOCK));
        for row in start..len.min(start + BLOCK) {
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    text.push(char::from(DELIMITER));
                }
                column.push(&mut text, row);
            }
            ends.push(text.len());
        }
        (text, ends)
    };
    let blocks: Vec<(String, Vec<usize>)> = starts.par_iter().map(block).collect();
    let bytes: usize = blocks.iter().map(|(text, _)| text.len()).sum();
    encoding::admit(bytes, place)?;
    let (mut text, mut rows) = (String::with_capacity(bytes), Rows::default());
    rows.rows.reserve(len);
    for (of_block, ends) in blocks {
        // Positions in the whole text fit into 32 bits (`encoding::admit`), and so do its rows.
        let base = text.len() as u32;
        let mut start = base;
        for end in ends {
            let end = base + end as u32;
            rows.rows.push(Row { start, end, line: rows.rows.len() as u32 + 1 });
            start = end;
        }
        text.push_str(&of_block);
    }
    Ok((text, rows))
}

/// The values of one column in a writable form.
enum Values {
    /// A type that no field has.
    Blank,
    Flag(BooleanChunked),
    Whole(Int64Chunked),
    Unsigned(UInt64Chunked),
    Number(Float64Chunked),
    /// 32-bit floats stay separate, since their shortest decimal is shorter than after a cast to 64 bits.
    Short(Float32Chunked),
    Text(StringChunked),
    /// Days since 1970-01-01.
    Day(Int32Chunked),
    /// Units since 1970-01-01, with their number per second; instants with a zone are in UTC.
    Instant {
        units: Int64Chunked,
        per_second: i64,
        zoned: bool,
    },
}

impl Values {
    fn of(series: &Series) -> Values {
        let physical = series.to_physical_repr();
        let cast = |dtype: &DataType| series.cast(dtype).ok();
        let values = match series.dtype() {
            DataType::Boolean => series.bool().ok().cloned().map(Values::Flag),
            DataType::UInt64 => series.u64().ok().cloned().map(Values::Unsigned),
            DataType::Float32 => series.f32().ok().cloned().map(Values::Short),
            DataType::Float64 => series.f64().ok().cloned().map(Values::Number),
            DataType::String => series.str().ok().cloned().map(Values::Text),
            DataType::Date => physical.i32().ok().cloned().map(Values::Day),
            DataType::Datetime(unit, zone) => physical.i64().ok().cloned().map(|units| Values::Instant {
                units,
                per_second: match unit {
                    TimeUnit::Nanoseconds => 1_000_000_000,
                    TimeUnit::Microseconds => 1_000_000,
                    TimeUnit::Milliseconds => 1_000,
                },
                zoned: zone.is_some(),
            }),
            DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
                cast(&DataType::Int64).and_then(|cast| cast.i64().ok().cloned()).map(Values::Whole)
            }
            DataType::UInt8 | DataType::UInt16 | DataType::UInt32 => {
                cast(&DataType::UInt64).and_then(|cast| cast.u64().ok().cloned()).map(Values::Unsigned)
            }
            // A cast to text is exact for decimals and large integers; a cast to a double is not.
            other
                if other.is_primitive_numeric()
                    || other.is_decimal()
                    || other.is_categorical()
                    || other.is_enum() =>
            {
                cast(&DataType::String).and_then(|cast| cast.str().ok().cloned()).map(Values::Text)
            }
            _ => None,
        };
        values.unwrap_or(Values::Blank)
    }

    /// Appends the cell of `row`; a missing one is empty.
    fn push(&self, text: &mut String, row: usize) {
        match self {
            Values::Blank => {}
            Values::Flag(flags) => push(text, flags.get(row)),
            Values::Whole(numbers) => push(text, numbers.get(row)),
            Values::Unsigned(numbers) => push(text, numbers.get(row)),
            Values::Number(numbers) => push(text, numbers.get(row)),
            Values::Short(numbers) => push(text, numbers.get(row)),
            Values::Text(texts) => push_text(text, texts.get(row).unwrap_or_default()),
            Values::Day(days) => {
                let day = |days: i32| {
                    date(1970, 1, 1).checked_add(SignedDuration::from_hours(24 * i64::from(days)))
                };
                push_or_number(text, days.get(row).map(|days| (day(days).ok(), i64::from(days))));
            }
            Values::Instant { units, per_second, zoned } => {
                let Some(units) = units.get(row) else { return };
                let nanoseconds = units.rem_euclid(*per_second) * (1_000_000_000 / per_second);
                let since = SignedDuration::new(units.div_euclid(*per_second), nanoseconds as i32);
                let instant = Timestamp::from_duration(since).ok();
                if *zoned {
                    push_or_number(text, Some((instant, units)));
                } else {
                    let midnight = date(1970, 1, 1).at(0, 0, 0, 0);
                    push_or_number(text, Some((midnight.checked_add(since).ok(), units)));
                }
            }
        }
    }
}

fn push(text: &mut String, value: Option<impl std::fmt::Display>) {
    if let Some(value) = value {
        // Writing to a string never fails.
        let _ = write!(text, "{value}");
    }
}

/// Appends a day. A day outside the calendar is appended as its number, which is then rejected as no day.
fn push_or_number<T: std::fmt::Display>(text: &mut String, day: Option<(Option<T>, i64)>) {
    match day {
        Some((Some(day), _)) => push(text, Some(day)),
        Some((None, number)) => push(text, Some(number)),
        None => {}
    }
}

/// Appends a text, in quotation marks if it contains a delimiter, a quotation mark or a line break.
fn push_text(text: &mut String, cell: &str) {
    let quote = char::from(QUOTE);
    if cell.bytes().any(|byte| matches!(byte, DELIMITER | QUOTE | b'\n' | b'\r')) {
        text.push(quote);
        text.push_str(&cell.replace(quote, "\"\""));
        text.push(quote);
    } else {
        text.push_str(cell);
    }
}
