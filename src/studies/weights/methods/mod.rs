//! Weight methods: pure functions from shares of full marks, or from judgements, to weights that add up to 1.
//!
//! Methods that read data take a column per indicator and a value per firm: shares of full marks, so more is
//! better everywhere, whatever the direction. A missing share is an indicator left out for the firm; no sum
//! includes it, and a correlation is taken over the firms that have both shares.
//!
//! Cases that the papers leave open:
//!
//! - An indicator without variation (all shares equal, none known, or one firm) has the weight 0, and the
//!   others the weights they would have without it.
//! - If the method has no basis for weights, the indicators with variation have equal weights; if no
//!   indicator has variation, all do.
//! - Without indicators there are no weights.
//!
//! Sums over firms are taken in the order given, in blocks, so the result does not depend on the number of
//! threads; for the same bits from any file, sort the firms first.

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

/// Whether a column has variation: two known shares that differ.
fn varies(column: &Cells<f64>) -> bool {
    let mut known = column.iter().flatten();
    known.next().is_some_and(|first| known.any(|share| share != first))
}

/// Number of known shares in a column.
fn known(column: &Cells<f64>) -> usize {
    column.present.iter().filter(|present| **present).count()
}

/// `Σ f(x)` over the known shares of a column.
fn sum_of(column: &Cells<f64>, f: impl Fn(f64) -> f64 + Sync) -> f64 {
    stats::sum_over(column.len(), |at| if column.present[at] { f(column.values[at]) } else { 0.0 })
}

/// Weights in proportion to `amounts`, which are finite and ≥ 0. If all are 0: equal weights for those that
/// `vary`, or for all.
fn in_proportion(amounts: &[f64], vary: &[bool]) -> Vec<f64> {
    let shares = |amounts: &[f64]| -> Option<Vec<f64>> {
        let whole = stats::sum(amounts.iter().copied());
        (whole > 0.0 && whole.is_finite()).then(|| amounts.iter().map(|amount| amount / whole).collect())
    };
    // A sum of finite numbers may exceed the range of doubles.
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
