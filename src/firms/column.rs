//! Typed columns with missing values, and their values.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::decimal::{Fraction, Ratio, ratio, ratio_of_fraction};

/// The type of a column, a rule or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A finite number of double precision.
    Number,
    /// Text, never empty (an empty cell is missing).
    Text,
    /// A flag: true or false.
    Flag,
    /// A day of the calendar.
    Date,
}

impl Kind {
    /// The word for the type in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Text => "text",
            Kind::Flag => "flag",
            Kind::Date => "date",
        }
    }
}

/// Fixed-width values with known marks. A missing cell holds `T::default()`, which has no meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cells<T> {
    /// One value per firm.
    pub values: Vec<T>,
    /// Whether each firm's value is known.
    pub present: Vec<bool>,
}

impl<T: Copy + Default> Cells<T> {
    /// A column of `len` missing cells.
    pub fn missing(len: usize) -> Cells<T> {
        Cells { values: vec![T::default(); len], present: vec![false; len] }
    }

    /// A column with every cell known.
    pub fn known(values: Vec<T>) -> Cells<T> {
        Cells { present: vec![true; values.len()], values }
    }

    /// Makes room for `more` cells.
    fn reserve(&mut self, more: usize) {
        self.values.reserve(more);
        self.present.reserve(more);
    }

    /// Number of cells, missing ones included.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the column has no cells.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value at `index`; `None` if missing.
    #[inline]
    pub fn get(&self, index: usize) -> Option<T> {
        self.present[index].then(|| self.values[index])
    }

    /// Appends a cell; `None` is missing.
    #[inline]
    pub fn push(&mut self, value: Option<T>) {
        self.values.push(value.unwrap_or_default());
        self.present.push(value.is_some());
    }

    /// Iterates over the cells, `None` if missing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<T>> + '_ {
        self.values.iter().zip(&self.present).map(|(&value, &present)| present.then_some(value))
    }

    /// The cells at `rows`, in that order.
    pub fn take(&self, rows: &[u32]) -> Cells<T> {
        Cells {
            values: rows.iter().map(|&row| self.values[row as usize]).collect(),
            present: rows.iter().map(|&row| self.present[row as usize]).collect(),
        }
    }

    /// Appends the cells of `other`.
    fn append(&mut self, mut other: Cells<T>) {
        self.values.append(&mut other.values);
        self.present.append(&mut other.present);
    }

    /// Replaces the cell at `index` by the first cell of `other`.
    fn replace(&mut self, index: usize, other: &Cells<T>) {
        (self.values[index], self.present[index]) = (other.values[0], other.present[0]);
    }

    /// Keeps the cells whose `keep` is true, in order.
    pub fn retain(&mut self, keep: &[bool]) {
        let mut kept = 0;
        for run in kept_runs(keep) {
            // Usually few rows are dropped, so a whole run of rows moves at a time. The first run stays in
            // place.
            if run.start != kept {
                self.values.copy_within(run.clone(), kept);
                self.present.copy_within(run.clone(), kept);
            }
            kept += run.len();
        }
        self.values.truncate(kept);
        self.present.truncate(kept);
    }
}

impl<T: Copy + Default> FromIterator<Option<T>> for Cells<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(iter: I) -> Cells<T> {
        let iter = iter.into_iter();
        let mut cells = Cells { values: Vec::with_capacity(iter.size_hint().0), present: Vec::new() };
        cells.present.reserve(iter.size_hint().0);
        iter.for_each(|value| cells.push(value));
        cells
    }
}

/// Texts in one contiguous buffer. An empty text is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    text: String,
    /// The end of each text in bytes. A text begins at the end of the preceding text.
    ends: Vec<u32>,
}

impl Texts {
    /// A column of `len` missing texts.
    pub fn missing(len: usize) -> Texts {
        Texts { text: String::new(), ends: vec![0; len] }
    }

    /// An empty column with room for `len` texts of `bytes` bytes in all.
    pub fn with_capacity(len: usize, bytes: usize) -> Texts {
        Texts { text: String::with_capacity(bytes), ends: Vec::with_capacity(len) }
    }

    /// Number of texts, missing ones included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the column has no texts.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Total bytes of text. Callers of [`Texts::push`] and [`Texts::append`] must keep it within `u32`.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The buffer of all texts.
    pub fn all(&self) -> &str {
        &self.text
    }

    /// The end of each text in [`Texts::all`] in bytes. A text begins at the end of the preceding text.
    pub fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// The text at `index`; `None` if missing.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&str> {
        let text = self.get_or_empty(index);
        if text.is_empty() { None } else { Some(text) }
    }

    /// The text at `index`; empty if missing.
    #[inline]
    pub fn get_or_empty(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text[start..self.ends[index] as usize]
    }

    /// Appends a text; an empty text is missing. Intake admits at most 4 GiB of text, so that the end fits
    /// into 32 bits.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Appends all texts of `other`.
    pub fn append(&mut self, other: &Texts) {
        let base = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }

    /// Iterates over the texts, empty if missing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        (0..self.len()).map(|index| self.get_or_empty(index))
    }

    /// The texts at `rows`, in that order; together they must stay within 4 GiB.
    pub fn take(&self, rows: &[u32]) -> Texts {
        let mean = self.bytes() / self.len().max(1) + 1;
        let mut taken = Texts::with_capacity(rows.len(), mean * rows.len());
        let bytes = self.text.as_bytes();
        let mut ranges = [(0, 0); 128];
        for rows in rows.chunks(ranges.len()) {
            // Distant rows are rarely in the processor's cache, but independent loads run in parallel.
            // Therefore the positions of all texts are loaded first, then their first bytes, then the texts.
            for (range, &row) in ranges.iter_mut().zip(rows) {
                let start = if row == 0 { 0 } else { self.ends[row as usize - 1] };
                *range = (start as usize, self.ends[row as usize] as usize);
            }
            let ranges = &ranges[..rows.len()];
            let first: u8 =
                ranges.iter().fold(0, |all, &(start, _)| all ^ bytes.get(start).copied().unwrap_or(0));
            std::hint::black_box(first);
            ranges.iter().for_each(|&(start, end)| taken.push(&self.text[start..end]));
        }
        taken
    }

    /// Keeps the texts whose `keep` is true, in order.
    pub fn retain(&mut self, keep: &[bool]) {
        let mut kept = Texts::with_capacity(self.len(), self.text.len());
        for run in kept_runs(keep) {
            let start = if run.start == 0 { 0 } else { self.ends[run.start - 1] };
            let end = self.ends[run.end - 1];
            let base = kept.text.len() as u32;
            kept.text.push_str(&self.text[start as usize..end as usize]);
            kept.ends.extend(self.ends[run].iter().map(|end| end - start + base));
        }
        *self = kept;
    }
}

/// The runs of `true` in `keep`. No run is empty.
fn kept_runs(keep: &[bool]) -> impl Iterator<Item = Range<usize>> + '_ {
    let next = move |from: usize, wanted: bool| {
        let found = keep[from..].iter().position(|&kept| kept == wanted);
        found.map_or(keep.len(), |offset| from + offset)
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = next(at, true);
        at = next(start, false);
        (start < at).then_some(start..at)
    })
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(iter: I) -> Texts {
        let mut texts = Texts::default();
        iter.into_iter().for_each(|text| texts.push(text));
        texts
    }
}

/// One column of the cohort.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Finite numbers in the field's unit.
    Number(Cells<f64>),
    /// A column of texts.
    Text(Texts),
    /// A column of flags.
    Flag(Cells<bool>),
    /// A column of days.
    Date(Cells<Date>),
}

impl Column {
    /// A column without cells of `kind`, with room for `len`.
    pub fn with_capacity(kind: Kind, len: usize) -> Column {
        let mut column = Column::missing(kind, 0);
        match &mut column {
            Column::Number(cells) => cells.reserve(len),
            Column::Flag(cells) => cells.reserve(len),
            Column::Date(cells) => cells.reserve(len),
            Column::Text(texts) => *texts = Texts::with_capacity(len, 0),
        }
        column
    }

    /// Appends the cells of `other`, a column of the same kind.
    ///
    /// # Panics
    /// If the kinds differ.
    pub fn append(&mut self, other: Column) {
        match (self, other) {
            (Column::Number(cells), Column::Number(other)) => cells.append(other),
            (Column::Flag(cells), Column::Flag(other)) => cells.append(other),
            (Column::Date(cells), Column::Date(other)) => cells.append(other),
            (Column::Text(texts), Column::Text(other)) => texts.append(&other),
            _ => unreachable!("columns of one field are of one kind"),
        }
    }

    /// A column of `len` missing cells of `kind`.
    pub fn missing(kind: Kind, len: usize) -> Column {
        match kind {
            Kind::Number => Column::Number(Cells::missing(len)),
            Kind::Text => Column::Text(Texts::missing(len)),
            Kind::Flag => Column::Flag(Cells::missing(len)),
            Kind::Date => Column::Date(Cells::missing(len)),
        }
    }

    /// The type of the column.
    pub fn kind(&self) -> Kind {
        match self {
            Column::Number(_) => Kind::Number,
            Column::Text(_) => Kind::Text,
            Column::Flag(_) => Kind::Flag,
            Column::Date(_) => Kind::Date,
        }
    }

    /// Number of cells, missing ones included.
    pub fn len(&self) -> usize {
        match self {
            Column::Number(cells) => cells.len(),
            Column::Text(texts) => texts.len(),
            Column::Flag(cells) => cells.len(),
            Column::Date(cells) => cells.len(),
        }
    }

    /// Whether the column has no cells.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells at `rows`, in that order; `None` is a missing cell.
    pub fn gather(&self, rows: &[Option<u32>]) -> Column {
        fn of<T: Copy + Default>(cells: &Cells<T>, rows: &[Option<u32>]) -> Cells<T> {
            rows.iter().map(|row| row.and_then(|row| cells.get(row as usize))).collect()
        }
        match self {
            Column::Number(cells) => Column::Number(of(cells, rows)),
            Column::Flag(cells) => Column::Flag(of(cells, rows)),
            Column::Date(cells) => Column::Date(of(cells, rows)),
            Column::Text(texts) => {
                let mut gathered = Texts::with_capacity(rows.len(), texts.bytes());
                for row in rows {
                    gathered.push(row.map_or("", |row| texts.get_or_empty(row as usize)));
                }
                Column::Text(gathered)
            }
        }
    }

    /// Number of known cells.
    pub fn known(&self) -> usize {
        let count = |present: &[bool]| present.iter().map(|&is_known| usize::from(is_known)).sum();
        match self {
            Column::Number(cells) => count(&cells.present),
            Column::Flag(cells) => count(&cells.present),
            Column::Date(cells) => count(&cells.present),
            Column::Text(texts) => texts.iter().filter(|text| !text.is_empty()).count(),
        }
    }

    /// Bytes of memory of its cells.
    pub fn bytes(&self) -> usize {
        let cell = match self {
            Column::Number(_) => size_of::<f64>() + size_of::<bool>(),
            Column::Flag(_) => 2 * size_of::<bool>(),
            Column::Date(_) => size_of::<Date>() + size_of::<bool>(),
            Column::Text(texts) => return texts.bytes() + texts.len() * size_of::<u32>(),
        };
        self.len() * cell
    }

    /// Keeps the cells whose `keep` is true, in order.
    pub fn retain(&mut self, keep: &[bool]) {
        match self {
            Column::Number(cells) => cells.retain(keep),
            Column::Text(texts) => texts.retain(keep),
            Column::Flag(cells) => cells.retain(keep),
            Column::Date(cells) => cells.retain(keep),
        }
    }

    /// The cells at `rows`, in that order.
    pub fn take(&self, rows: &[u32]) -> Column {
        match self {
            Column::Number(cells) => Column::Number(cells.take(rows)),
            Column::Text(texts) => Column::Text(texts.take(rows)),
            Column::Flag(cells) => Column::Flag(cells.take(rows)),
            Column::Date(cells) => Column::Date(cells.take(rows)),
        }
    }

    /// Replaces the cell at `index` by the only cell of `other`, a column of the same type.
    ///
    /// # Panics
    /// If the types differ or there is no cell at `index`.
    pub fn replace(&mut self, index: usize, other: &Column) {
        match (self, other) {
            (Column::Number(cells), Column::Number(other)) => cells.replace(index, other),
            (Column::Flag(cells), Column::Flag(other)) => cells.replace(index, other),
            (Column::Date(cells), Column::Date(other)) => cells.replace(index, other),
            (Column::Text(texts), Column::Text(other)) => {
                let mut replaced = Texts::with_capacity(texts.len(), texts.bytes() + other.bytes());
                texts.iter().enumerate().for_each(|(at, text)| {
                    replaced.push(if at == index { other.get_or_empty(0) } else { text });
                });
                *texts = replaced;
            }
            (column, other) => panic!("a {:?} takes no {:?}", column.kind(), other.kind()),
        }
    }

    /// The cell at `index` as a value.
    pub fn value(&self, index: usize) -> Value<'_> {
        match self {
            Column::Number(cells) => cells.get(index).map_or(Value::Missing, Value::Number),
            Column::Text(texts) => texts.get(index).map_or(Value::Missing, Value::Text),
            Column::Flag(cells) => cells.get(index).map_or(Value::Missing, Value::Flag),
            Column::Date(cells) => cells.get(index).map_or(Value::Missing, Value::Date),
        }
    }

    /// The numbers, if it is a column of numbers.
    pub fn numbers(&self) -> Option<&Cells<f64>> {
        if let Column::Number(cells) = self { Some(cells) } else { None }
    }

    /// The texts, if it is a column of texts.
    pub fn texts(&self) -> Option<&Texts> {
        if let Column::Text(texts) = self { Some(texts) } else { None }
    }

    /// The flags, if it is a column of flags.
    pub fn flags(&self) -> Option<&Cells<bool>> {
        if let Column::Flag(cells) = self { Some(cells) } else { None }
    }

    /// The days, if it is a column of days.
    pub fn dates(&self) -> Option<&Cells<Date>> {
        if let Column::Date(cells) = self { Some(cells) } else { None }
    }
}

/// The value of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// No value is known.
    Missing,
    /// A finite number of double precision.
    Number(f64),
    /// A text, not empty.
    Text(&'a str),
    /// A flag: true or false.
    Flag(bool),
    /// A day of the calendar.
    Date(Date),
}

/// The exact numbers behind a column of computed doubles. The doubles are rounded if a number is no decimal,
/// such as 1 / 3.
#[derive(Clone, Debug, Default)]
pub struct Exact {
    /// One per row; 0 if missing.
    pub fractions: Vec<Fraction>,
    /// Numbers beyond the range of [`Fraction`], by row. Their entry in `fractions` is [`Fraction::BEYOND`].
    pub others: BTreeMap<u32, Ratio>,
}

impl Exact {
    /// The decimals that these doubles represent.
    pub fn of(cells: &Cells<f64>) -> Exact {
        let fractions: Vec<Fraction> = cells.values.iter().map(|&x| Fraction::of(x)).collect();
        let beyond = fractions.iter().enumerate().filter(|(_, fraction)| fraction.is_beyond());
        let others = beyond.map(|(row, _)| (row as u32, ratio(cells.values[row]))).collect();
        Exact { fractions, others }
    }

    /// The number at `row`; without meaning if it is missing.
    pub fn get(&self, row: usize) -> Ratio {
        let other = || self.others.get(&(row as u32)).cloned();
        ratio_of_fraction(self.fractions[row]).or_else(other).unwrap_or_default()
    }

    /// Whether the decimal of every known double in `cells` equals the exact number.
    pub fn equals(&self, cells: &Cells<f64>) -> bool {
        let is_equal = |(row, x): (usize, f64)| match self.fractions[row] {
            fraction if fraction.is_number() => fraction == Fraction::of(x),
            _ => self.get(row) == ratio(x),
        };
        let known = cells.iter().enumerate().filter_map(|(row, cell)| Some((row, cell?)));
        known.into_iter().all(is_equal)
    }

    /// The numbers at `rows`, in that order.
    pub fn take(&self, rows: &[u32]) -> Exact {
        let others = rows.iter().enumerate();
        Exact {
            fractions: rows.iter().map(|&row| self.fractions[row as usize]).collect(),
            others: others.filter_map(|(at, row)| Some((at as u32, self.others.get(row)?.clone()))).collect(),
        }
    }
}

/// The source of a name's values in a rule: a column, or one value for every row.
#[derive(Clone, Copy, Debug)]
pub enum Slot<'a> {
    /// One value per row.
    Column(&'a Column),
    /// A column of numbers, with their exact values.
    Exact(&'a Column, &'a Exact),
    /// One value for every row; [`Value::Missing`] for a field without a column.
    Constant(Value<'a>),
}

impl<'a> Slot<'a> {
    /// The column; `None` for a constant.
    pub fn column(self) -> Option<&'a Column> {
        match self {
            Slot::Column(column) | Slot::Exact(column, _) => Some(column),
            Slot::Constant(_) => None,
        }
    }

    /// The value at `row`.
    pub fn value(self, row: usize) -> Value<'a> {
        match self {
            Slot::Column(column) | Slot::Exact(column, _) => column.value(row),
            Slot::Constant(value) => value,
        }
    }

    /// Whether the value at `row` is missing.
    pub fn is_missing(self, row: usize) -> bool {
        self.value(row) == Value::Missing
    }
}

/// The columns that a rule reads, by slot number of the scope that the rule was checked against.
#[derive(Clone, Debug, Default)]
pub struct Frame<'a> {
    /// Number of rows in every column.
    pub len: usize,
    /// One slot per name of the scope, in its order. Every column has `len` cells.
    pub slots: Vec<Slot<'a>>,
}

impl Frame<'_> {
    /// The range of all rows.
    pub fn rows(&self) -> Range<usize> {
        0..self.len
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_missing_cell_is_missing_and_keeps_its_place() {
        let cells: Cells<f64> = [Some(1.0), None, Some(0.0)].into_iter().collect();
        assert_eq!((cells.len(), cells.get(0), cells.get(1), cells.get(2)), (3, Some(1.0), None, Some(0.0)));
        let texts: Texts = ["甲", "", "b"].into_iter().collect();
        assert_eq!((texts.len(), texts.get(0), texts.get(1), texts.get(2)), (3, Some("甲"), None, Some("b")));
        assert_eq!(Column::Number(cells).value(1), Value::Missing);
    }

    #[test]
    fn appended_texts_follow_in_order() {
        let mut texts: Texts = ["甲", ""].into_iter().collect();
        texts.append(&["b", "丙"].into_iter().collect());
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["甲", "", "b", "丙"]);
    }

    proptest! {
        #[test]
        fn retain_keeps_what_a_filter_keeps(
            rows in prop::collection::vec((any::<bool>(), prop::option::of(-9i32..9), "[a甲]{0,3}"), 0..40),
        ) {
            let keep: Vec<bool> = rows.iter().map(|row| row.0).collect();
            let mut numbers: Cells<f64> = rows.iter().map(|row| row.1.map(f64::from)).collect();
            let mut texts: Texts = rows.iter().map(|row| row.2.as_str()).collect();
            numbers.retain(&keep);
            texts.retain(&keep);
            let kept: Vec<_> = rows.iter().filter(|row| row.0).collect();
            prop_assert_eq!(
                numbers.iter().collect::<Vec<_>>(),
                kept.iter().map(|row| row.1.map(f64::from)).collect::<Vec<_>>()
            );
            prop_assert_eq!(
                texts.iter().collect::<Vec<_>>(),
                kept.iter().map(|row| row.2.as_str()).collect::<Vec<_>>()
            );
        }
    }
}
