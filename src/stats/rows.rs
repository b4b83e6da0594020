//! Data of a regression: a table, and linear bounds of its coefficients.

/// Rows per block of a sum: few enough for the processor's cache.
const BLOCK: usize = 1 << 9;
/// Number of parallel sums, for the processor's vector units.
const LANES: usize = 8;

/// A table that stores rows with entries in the same columns together, column by column, so sums run over
/// adjacent memory. A missing entry is 0.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    parts: Vec<Part>,
    len: usize,
}

/// Rows with entries in the same columns.
#[derive(Clone, Debug)]
struct Part {
    columns: Vec<u32>,
    /// Positions among all rows, ascending.
    at: Vec<u32>,
    /// Values by column, then by row.
    values: Vec<Vec<f64>>,
}

/// Consecutive rows of one part.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub columns: &'a [u32],
    /// Positions among all rows.
    pub at: &'a [u32],
    /// Values by column, then by row.
    pub values: Vec<&'a [f64]>,
}

impl Rows {
    /// Adds a row by its entries: column and value, columns ascending.
    pub fn push(&mut self, entries: impl IntoIterator<Item = (usize, f64)>) {
        let (columns, values): (Vec<u32>, Vec<f64>) =
            entries.into_iter().map(|(column, value)| (column as u32, value)).unzip();
        let known = self.parts.iter().position(|part| part.columns == columns);
        let at = known.unwrap_or_else(|| {
            let values = vec![Vec::new(); columns.len()];
            self.parts.push(Part { columns, at: Vec::new(), values });
            self.parts.len() - 1
        });
        let part = &mut self.parts[at];
        part.at.push(self.len as u32);
        part.values.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        self.len += 1;
    }

    /// Number of rows pushed so far.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the table has no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The rows whose position satisfies `keeps`, in their order.
    pub fn filtered(&self, keeps: impl Fn(usize) -> bool) -> Rows {
        let mut place = vec![0; self.len];
        let mut len = 0;
        for (at, place) in place.iter_mut().enumerate() {
            *place = len;
            len += u32::from(keeps(at));
        }
        let of_part = |part: &Part| {
            let kept: Vec<usize> = (0..part.at.len()).filter(|&row| keeps(part.at[row] as usize)).collect();
            let column = |values: &Vec<f64>| kept.iter().map(|&row| values[row]).collect();
            Part {
                columns: part.columns.clone(),
                at: kept.iter().map(|&row| place[part.at[row] as usize]).collect(),
                values: part.values.iter().map(column).collect(),
            }
        };
        Rows { parts: self.parts.iter().map(of_part).collect(), len: len as usize }
    }

    /// All rows, in blocks.
    pub(super) fn blocks(&self) -> Vec<Block<'_>> {
        let mut blocks = Vec::new();
        for part in &self.parts {
            let rows = part.at.len();
            for from in (0..rows).step_by(BLOCK) {
                let to = rows.min(from + BLOCK);
                let values = part.values.iter().map(|column| &column[from..to]).collect();
                blocks.push(Block { columns: &part.columns, at: &part.at[from..to], values });
            }
        }
        blocks
    }

    /// `Σ θ_j x_j` of each row.
    pub fn products(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut products = vec![0.0; self.len];
        for block in self.blocks() {
            let own = block.products(coefficients);
            block.at.iter().zip(own).for_each(|(&at, product)| products[at as usize] = product);
        }
        products
    }

    /// `Σ f_i x_ij` over the rows `i`, for each of `width` columns `j`.
    pub fn weighted(&self, factors: &[f64], width: usize) -> Vec<f64> {
        let mut sums = vec![0.0; width];
        for block in self.blocks() {
            let own: Vec<f64> = block.at.iter().map(|&at| factors[at as usize]).collect();
            for (&column, values) in block.columns.iter().zip(&block.values) {
                sums[column as usize] += dot(&own, values);
            }
        }
        sums
    }
}

impl Block<'_> {
    /// `Σ θ_j x_j` of each row.
    pub fn products(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut products = vec![0.0; self.at.len()];
        for (&column, values) in self.columns.iter().zip(&self.values) {
            let coefficient = coefficients[column as usize];
            products.iter_mut().zip(*values).for_each(|(sum, value)| *sum += coefficient * value);
        }
        products
    }
}

/// `Σ a_i b_i`, always in the same order of summation.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum::<f64>() + rest
}

/// A linear bound `k + Σ c_j θ_j > 0`.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// Coefficients `c`, as column and value.
    pub terms: Vec<(usize, f64)>,
    /// Constant term `k` of the bound.
    pub constant: f64,
}

impl Bound {
    /// Slack of `theta`, below 0 beyond the bound.
    pub fn slack(&self, theta: &[f64]) -> f64 {
        self.constant + self.along(theta)
    }

    /// Change of the slack along a step.
    pub(super) fn along(&self, step: &[f64]) -> f64 {
        self.terms.iter().map(|&(column, c)| c * step[column]).sum()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sums_are_those_of_the_rows_one_by_one(
            table in prop::collection::vec(
                (prop::collection::vec(prop::option::of(-9i32..9), 4), -3i32..3, any::<bool>()),
                0..70,
            ),
        ) {
            let mut rows = Rows::default();
            for (row, ..) in &table {
                rows.push(row.iter().enumerate().filter_map(|(at, x)| Some((at, f64::from((*x)?)))));
            }
            let coefficients = [2.0, -1.0, 3.0, 5.0];
            // Whole numbers, so the order of addition does not matter.
            let product = |row: &[Option<i32>]| -> f64 {
                row.iter().zip(coefficients).map(|(x, c)| c * f64::from(x.unwrap_or(0))).sum()
            };
            let expected: Vec<f64> = table.iter().map(|(row, ..)| product(row)).collect();
            prop_assert_eq!(rows.products(&coefficients), expected);
            let kept = rows.filtered(|at| table[at].2);
            let own: Vec<_> = table.iter().filter(|row| row.2).collect();
            prop_assert_eq!((rows.len(), kept.len()), (table.len(), own.len()));
            prop_assert_eq!(
                kept.products(&coefficients),
                own.iter().map(|(row, ..)| product(row)).collect::<Vec<f64>>()
            );
            let factors: Vec<f64> = own.iter().map(|(_, factor, _)| f64::from(*factor)).collect();
            for (column, sum) in kept.weighted(&factors, 4).into_iter().enumerate() {
                let all = own.iter().map(|(row, factor, _)| factor * row[column].unwrap_or(0));
                prop_assert_eq!(sum, f64::from(all.sum::<i32>()));
            }
        }
    }
}
