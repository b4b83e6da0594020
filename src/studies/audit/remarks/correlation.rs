//! Bounds of correlations that several kinds of remarks share, and when one is beyond chance.

/// Correlation above which two things say the same, in the reading of the JRC.
pub(super) const SAME: f64 = 0.92;
/// Correlation below which two things oppose each other, and not just hardly go together.
pub(super) const OPPOSED: f64 = -0.3;
/// Correlation below which two things hardly go together, in the reading of the JRC.
pub(super) const WEAK: f64 = 0.3;
/// The normal deviate of a two-sided test at 5 %.
pub(super) const CHANCE: f64 = 1.96;

/// Whether a correlation over `n` firms differs from 0 beyond chance, by Fisher's transformation.
pub(super) fn beyond_chance(r: f64, n: usize) -> bool {
    n > 3 && z(r).abs() * (n as f64 - 3.0).sqrt() > CHANCE
}

/// Fisher's transformation of a correlation; its variance over `n` firms is `1 / (n − 3)`.
pub(super) fn z(r: f64) -> f64 {
    r.clamp(-1.0 + 1e-15, 1.0 - 1e-15).atanh()
}
