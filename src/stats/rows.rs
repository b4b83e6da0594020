//! What a regression is made of: sparse rows, and linear bounds of its coefficients.

/// A table row by row, of which only entries other than 0 are kept.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f64>,
}

impl Rows {
    /// Adds a row by its entries: column and value, columns ascending.
    pub fn push(&mut self, entries: impl IntoIterator<Item = (usize, f64)>) {
        for (column, value) in entries {
            self.columns.push(column as u32);
            self.values.push(value);
        }
        self.ends.push(self.columns.len());
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The columns and values of row `at`.
    pub(super) fn row(&self, at: usize) -> (&[u32], &[f64]) {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        (&self.columns[start..self.ends[at]], &self.values[start..self.ends[at]])
    }

    /// `Σ θ_j x_j` of row `at`.
    pub fn dot(&self, at: usize, coefficients: &[f64]) -> f64 {
        let (columns, values) = self.row(at);
        columns.iter().zip(values).map(|(&column, value)| coefficients[column as usize] * value).sum()
    }

    /// Adds `factor` times row `at` to `sums`, entry by entry.
    pub fn add_to(&self, at: usize, factor: f64, sums: &mut [f64]) {
        let (columns, values) = self.row(at);
        columns.iter().zip(values).for_each(|(&column, value)| sums[column as usize] += factor * value);
    }
}

/// A linear bound `k + Σ c_j θ_j > 0`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The `c`, as column and value.
    pub terms: Vec<(usize, f64)>,
    /// The `k`.
    pub constant: f64,
}

impl Bound {
    /// How far `theta` is from the bound, below 0 beyond it.
    pub fn slack(&self, theta: &[f64]) -> f64 {
        self.constant + self.along(theta)
    }

    /// How much farther a step leads from it.
    pub(super) fn along(&self, step: &[f64]) -> f64 {
        self.terms.iter().map(|&(column, c)| c * step[column]).sum()
    }
}
