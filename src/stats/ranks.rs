//! Ranks of values: minimum ranks and mean ranks.

use super::Ascending;

/// Minimum and mean ranks of the same values.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranks {
    /// Ranks with the greatest value first, ties 1, 2, 2, 4, as in [`ranks`].
    pub falling: Vec<u32>,
    /// Ranks with the least value first, ties at their mean, as in [`mean_ranks`].
    pub mean: Vec<f64>,
}

impl Ranks {
    /// Ranks `values`, with one sort for both.
    pub fn of(values: &[f64]) -> Ranks {
        let mut ranks = Ranks { falling: vec![0; values.len()], mean: vec![0.0; values.len()] };
        by_run(values, |at, fewer, run| {
            ranks.falling[at] = falling(values.len(), fewer, run);
            ranks.mean[at] = mean(fewer, run);
        });
        ranks
    }
}

/// Ranks from 1, the greatest value first, ties 1, 2, 2, 4: one more than the number of greater values.
pub fn ranks(values: &[f64]) -> Vec<u32> {
    let mut ranks = vec![0; values.len()];
    by_run(values, |at, fewer, run| ranks[at] = falling(values.len(), fewer, run));
    ranks
}

/// [`ranks`] of values in descending order.
pub fn ranks_of_falling(values: &[f64]) -> Vec<u32> {
    let mut ranks = Vec::with_capacity(values.len());
    for run in values.chunk_by(|a, b| a == b) {
        let rank = ranks.len() as u32 + 1;
        ranks.extend(std::iter::repeat_n(rank, run.len()));
    }
    ranks
}

/// Ranks from 1, the least value first; equal values share the mean of their ranks, `l + (e + 1) / 2` for `l`
/// lesser and `e` equal values.
pub fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let mut ranks = vec![0.0; values.len()];
    by_run(values, |at, fewer, run| ranks[at] = mean(fewer, run));
    ranks
}

/// Calls `see` with each position, the number of lesser values, and the number of equal values including its
/// own.
fn by_run(values: &[f64], mut see: impl FnMut(usize, usize, usize)) {
    let mut fewer = 0;
    for run in Ascending::of(values, 0..values.len() as u32).runs() {
        let len = run.len();
        run.for_each(|at| see(at, fewer, len));
        fewer += len;
    }
}

fn falling(all: usize, fewer: usize, run: usize) -> u32 {
    (all - fewer - run) as u32 + 1
}

fn mean(fewer: usize, run: usize) -> f64 {
    fewer as f64 + (run as f64 + 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_are_1_2_2_4_or_the_mean_of_theirs() {
        let values = [50.0, 70.0, 50.0, 90.0, -3.0];
        let (falling, mean) = (vec![3, 2, 3, 1, 5], vec![2.5, 4.0, 2.5, 5.0, 1.0]);
        assert_eq!((ranks(&values), mean_ranks(&values)), (falling.clone(), mean.clone()));
        assert_eq!(Ranks::of(&values), Ranks { falling, mean });
        assert_eq!(ranks_of_falling(&[90.0, 70.0, 50.0, 50.0, -3.0]), [1, 2, 3, 3, 5]);
        assert!(ranks(&[]).is_empty() && ranks_of_falling(&[]).is_empty() && mean_ranks(&[]).is_empty());
    }
}
