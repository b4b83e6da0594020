//! Weight methods: from shares of full marks, or from judgements, to weights that add up to 1.
//!
//! Methods that read data take a column per indicator and a value per firm: shares of full marks, so that
//! more is better everywhere and direction is dealt with. A missing share is one of an indicator left out for
//! the firm; it takes no part in any sum, and a correlation is taken over the firms that have both shares.
//!
//! What has no answer in the papers has one here:
//!
//! - An indicator without variation (all shares equal, none known, or one firm) weighs nothing, and the
//!   others weigh what they would without it.
//! - Where a method finds nothing to weigh by, the indicators with variation weigh the same; where none has
//!   any, all weigh the same.
//! - Without indicators there are no weights.
//!
//! Sums over firms are taken in the order given, in blocks, so that the number of threads leaves no trace;
//! put firms in an order of their own for the same bits from any file.

pub mod ahp;
pub mod bwm;
pub mod critic;
pub mod entropy;
pub mod equal;
pub mod merec;
mod method;
pub mod pca;
pub mod resampled;
pub mod roc;
pub mod stddev;
pub mod swing;

pub use method::Method;

use crate::firms::Cells;
use crate::stats;

/// Whether a column tells firms apart.
fn varies(column: &Cells<f64>) -> bool {
    let mut known = column.iter().flatten();
    known.next().is_some_and(|first| known.any(|share| share != first))
}

/// How many shares of a column are known.
fn known(column: &Cells<f64>) -> usize {
    column.present.iter().filter(|present| **present).count()
}

/// `Σ f(x)` over the known shares of a column.
fn sum_of(column: &Cells<f64>, f: impl Fn(f64) -> f64 + Sync) -> f64 {
    stats::sum_over(column.len(), |at| if column.present[at] { f(column.values[at]) } else { 0.0 })
}

/// Weights in proportion to `amounts`, finite and none negative. Where all are 0: the same for those that
/// `vary`, or for all.
fn in_proportion(amounts: &[f64], vary: &[bool]) -> Vec<f64> {
    let shares = |amounts: &[f64]| -> Option<Vec<f64>> {
        let whole = stats::sum(amounts.iter().copied());
        (whole > 0.0 && whole.is_finite()).then(|| amounts.iter().map(|amount| amount / whole).collect())
    };
    // A sum may be beyond the range of doubles where none of what is added is.
    let greatest = amounts.iter().copied().fold(0.0, f64::max);
    let of_greatest = || shares(&amounts.iter().map(|amount| amount / greatest).collect::<Vec<_>>());
    if let Some(shares) = shares(amounts).or_else(of_greatest) {
        return shares;
    }
    let any = vary.contains(&true);
    let counted: Vec<f64> = vary.iter().map(|vary| f64::from(u8::from(*vary || !any))).collect();
    let whole: f64 = counted.iter().sum();
    counted.iter().map(|one| one / whole).collect()
}
