//! The columns of a frame, and its rows as records of text.

use std::fmt::Write;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Float32Chunked, Float64Chunked, Int32Chunked, Int64Chunked, Series,
    StringChunked, TimeUnit, UInt64Chunked,
};

use super::records::{QUOTE, Row};
use crate::firms::Kind;

/// The byte between cells.
pub(in crate::intake) const DELIMITER: u8 = b',';
/// The columns of a frame.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub columns: Vec<Values>,
    /// Number of rows.
    pub len: usize,
    /// Bytes of memory.
    pub bytes: usize,
    /// The type of each column in messages.
    pub types: Vec<String>,
}

impl Frame {
    /// The columns of `frame`.
    pub fn of(frame: &DataFrame) -> Frame {
        let columns = frame.columns().iter().map(|column| Values::of(column.as_materialized_series()));
        let columns = columns.collect();
        let types = frame.columns().iter().map(|column| column.dtype().to_string()).collect();
        Frame { columns, len: frame.height(), bytes: frame.estimated_size(), types }
    }

    /// The row at `row`, from 0, as a record of text.
    pub fn record(&self, row: usize) -> String {
        record(&self.columns, row, self.len)
    }
}

/// Columns of values, all of one length.
pub(super) trait Columnar: Sync {
    /// Number of rows.
    fn len(&self) -> usize;

    /// The values of the column at `at`.
    fn values(&self, at: usize) -> Values;

    /// The first `rows` values of the column at `at`, or all.
    fn head(&self, at: usize, rows: usize) -> Values;

    /// The type of the column at `at` in messages.
    fn dtype(&self, at: usize) -> &str;

    /// The positions of all rows, whose lines are their numbers from 1.
    fn rows(&self) -> Vec<Row> {
        // A frame has fewer rows than 2^32.
        (1..=self.len() as u32).map(|line| Row { start: 0, end: 0, line }).collect()
    }
}

impl Columnar for Frame {
    fn len(&self) -> usize {
        self.len
    }

    fn values(&self, at: usize) -> Values {
        self.columns[at].clone()
    }

    fn head(&self, at: usize, _: usize) -> Values {
        self.values(at)
    }

    fn dtype(&self, at: usize) -> &str {
        &self.types[at]
    }
}

/// The row at `row` of `columns` with `len` rows, from 0, as a record of text.
pub(super) fn record(columns: &[Values], row: usize, len: usize) -> String {
    let mut text = String::new();
    if row >= len {
        return text;
    }
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            text.push(char::from(DELIMITER));
        }
        column.push(&mut text, row);
    }
    text
}

/// The values of one column in a writable form.
#[derive(Clone, Debug)]
pub(super) enum Values {
    /// Nothing but nulls, or a type that no field has; then with the position of the first value.
    Blank(Option<usize>),
    Flag(BooleanChunked),
    Whole(Int64Chunked),
    Unsigned(UInt64Chunked),
    Number(Float64Chunked),
    /// 32-bit floats stay separate, since their shortest decimal is shorter than after a cast to 64 bits.
    Short(Float32Chunked),
    Text(StringChunked),
    /// Numbers of types without a double of the same value, as decimals.
    Decimal(StringChunked),
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
    pub fn of(series: &Series) -> Values {
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
            other if other.is_primitive_numeric() || other.is_decimal() => {
                cast(&DataType::String).and_then(|cast| cast.str().ok().cloned()).map(Values::Decimal)
            }
            other if other.is_categorical() || other.is_enum() => {
                cast(&DataType::String).and_then(|cast| cast.str().ok().cloned()).map(Values::Text)
            }
            _ => None,
        };
        let values = values.filter(|_| series.null_count() < series.len());
        values.unwrap_or_else(|| Values::Blank(series.is_not_null().first_true_idx()))
    }

    /// A copy of the first `rows` values, which keeps nothing of the others in memory.
    pub fn first(&self, rows: usize) -> Values {
        match self {
            Values::Blank(first) => Values::Blank(first.filter(|first| *first < rows)),
            Values::Flag(flags) => Values::Flag(flags.iter().take(rows).collect()),
            Values::Whole(numbers) => Values::Whole(numbers.iter().take(rows).collect()),
            Values::Unsigned(numbers) => Values::Unsigned(numbers.iter().take(rows).collect()),
            Values::Number(numbers) => Values::Number(numbers.iter().take(rows).collect()),
            Values::Short(numbers) => Values::Short(numbers.iter().take(rows).collect()),
            Values::Text(texts) => Values::Text(texts.iter().take(rows).collect()),
            Values::Decimal(texts) => Values::Decimal(texts.iter().take(rows).collect()),
            Values::Day(days) => Values::Day(days.iter().take(rows).collect()),
            &Values::Instant { ref units, per_second, zoned } => {
                Values::Instant { units: units.iter().take(rows).collect(), per_second, zoned }
            }
        }
    }

    /// The position of the first value that is not null.
    pub fn first_known(&self) -> Option<usize> {
        let known = |get: &dyn Fn(usize) -> bool, len: usize| (0..len).find(|&at| get(at));
        match self {
            Values::Blank(first) => *first,
            Values::Flag(flags) => known(&|at| flags.get(at).is_some(), flags.len()),
            Values::Whole(numbers) => known(&|at| numbers.get(at).is_some(), numbers.len()),
            Values::Unsigned(numbers) => known(&|at| numbers.get(at).is_some(), numbers.len()),
            Values::Number(numbers) => known(&|at| numbers.get(at).is_some(), numbers.len()),
            Values::Short(numbers) => known(&|at| numbers.get(at).is_some(), numbers.len()),
            Values::Decimal(texts) | Values::Text(texts) => known(&|at| texts.get(at).is_some(), texts.len()),
            Values::Day(days) => known(&|at| days.get(at).is_some(), days.len()),
            Values::Instant { units, .. } => known(&|at| units.get(at).is_some(), units.len()),
        }
    }

    /// Bytes of the first `rows` texts, if they are texts.
    pub fn text_bytes(&self, rows: usize) -> Option<usize> {
        match self {
            Values::Text(texts) => Some(texts.iter().take(rows).flatten().map(str::len).sum()),
            _ => None,
        }
    }

    /// Whether the values can be those of a field of this kind.
    pub fn can_be(&self, kind: Kind) -> bool {
        match self {
            Values::Text(_) => true,
            Values::Flag(_) => kind == Kind::Flag,
            Values::Whole(_)
            | Values::Unsigned(_)
            | Values::Number(_)
            | Values::Short(_)
            | Values::Decimal(_) => {
                matches!(kind, Kind::Number | Kind::Flag)
            }
            Values::Day(_) | Values::Instant { .. } => kind == Kind::Date,
            Values::Blank(_) => false,
        }
    }

    /// Appends the cell of `row`; a missing one is empty.
    pub fn push(&self, text: &mut String, row: usize) {
        match self {
            Values::Blank(_) => {}
            Values::Flag(flags) => push(text, flags.get(row)),
            Values::Whole(numbers) => push(text, numbers.get(row)),
            Values::Unsigned(numbers) => push(text, numbers.get(row)),
            Values::Number(numbers) => push(text, numbers.get(row)),
            Values::Short(numbers) => push(text, numbers.get(row)),
            Values::Text(texts) | Values::Decimal(texts) => {
                push_text(text, texts.get(row).unwrap_or_default());
            }
            Values::Day(days) => {
                push_or_number(text, days.get(row).map(|days| (day(days), i64::from(days))));
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

/// Days that are remembered: those of 44 years in a row, if no others come between.
const KNOWN: usize = 1 << 14;

/// The days of recent numbers of days, since firms share many.
pub(super) struct Days {
    /// A number of days and its day, at the number's last bits.
    known: Vec<(i32, Option<Date>)>,
}

impl Default for Days {
    fn default() -> Days {
        Days { known: vec![(0, day(0)); KNOWN] }
    }
}

impl Days {
    /// As [`day`].
    #[inline]
    pub fn day(&mut self, days: i32) -> Option<Date> {
        let known = &mut self.known[days as usize % KNOWN];
        if known.0 != days {
            *known = (days, day(days));
        }
        known.1
    }
}

/// The day so many days after 1970-01-01; `None` outside the calendar.
pub(super) fn day(days: i32) -> Option<Date> {
    date(1970, 1, 1).checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok()
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
pub(super) fn push_text(text: &mut String, cell: &str) {
    let quote = char::from(QUOTE);
    if cell.bytes().any(|byte| matches!(byte, DELIMITER | QUOTE | b'\n' | b'\r')) {
        text.push(quote);
        text.push_str(&cell.replace(quote, "\"\""));
        text.push(quote);
    } else {
        text.push_str(cell);
    }
}
