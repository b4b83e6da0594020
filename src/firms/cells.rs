//! Fixed-width cells of a column, each known or missing.

use std::ops::Range;

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
    pub(super) fn reserve(&mut self, more: usize) {
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
    pub(super) fn append(&mut self, mut other: Cells<T>) {
        self.values.append(&mut other.values);
        self.present.append(&mut other.present);
    }

    /// Replaces the cell at `index` by the first cell of `other`.
    pub(super) fn replace(&mut self, index: usize, other: &Cells<T>) {
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
/// The runs of `true` in `keep`. No run is empty.
pub(super) fn kept_runs(keep: &[bool]) -> impl Iterator<Item = Range<usize>> + '_ {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_cell_is_missing_and_keeps_its_place() {
        let cells: Cells<f64> = [Some(1.0), None, Some(0.0)].into_iter().collect();
        assert_eq!((cells.len(), cells.get(0), cells.get(1), cells.get(2)), (3, Some(1.0), None, Some(0.0)));
    }
}
