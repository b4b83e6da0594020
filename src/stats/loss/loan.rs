//! A loan as the model sees it.

/// One loan, or one guarantee.
///
/// Numbers out of range count as the nearest end of it, and one that is no number as 0: whoever fills the
/// fields checks them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loan {
    /// Probability of default within the horizon, in 0..=1. Below 1e-100 it counts as 0.
    pub default: f64,
    /// Asset correlation `ρ` of two firms of equal `ρ`, the square of each one's with the common factor. In
    /// 0..1; above 0.9999 it counts as 0.9999.
    pub correlation: f64,
    /// Loss at default in fen. A loan without one is left out. Sums beyond an `i64` count as its greatest.
    pub loss: i64,
}
