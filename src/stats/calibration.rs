//! Calibration of predicted chances.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// The Brier score `Σ (p − y)² / n`: the mean squared distance of a predicted chance from the outcome, 1 or 0
/// (Brier 1950, for one of two outcomes: the original is twice that). `None` for no outcomes.
///
/// # Panics
/// If the two slices differ in length.
pub fn brier(chances: &[f64], came: &[bool]) -> Option<f64> {
    assert_eq!(chances.len(), came.len(), "every chance is of something");
    let squares = chances.iter().zip(came).map(|(p, &came)| (p - f64::from(u8::from(came))).powi(2));
    (!chances.is_empty()).then(|| super::sum(squares) / chances.len() as f64)
}

/// Outcomes with similar chances: their number, expected and observed bad ones.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Expected {
    /// Number of outcomes in the group.
    pub outcomes: u64,
    /// Expected number of bad outcomes: the sum of the chances.
    pub expected: f64,
    /// Observed number of bad outcomes.
    pub bad: u64,
}

/// Design effect: the variance of a sum of outcomes clustered by firm over that of independent ones, `Σ_f
/// (Σ_j (y_fj − p_fj))² / Σ p (1 − p)` over the firms `f` and their outcomes `j` (Rao and Scott 1992,
/// Biometrics 48: a simple method for the analysis of clustered binary data). Firms with equal outcomes in
/// each of `m` windows give `m`. 1 if no firm has two outcomes, and if all chances are 0 or 1.
///
/// # Panics
/// If the three slices differ in length.
pub fn design_effect(chances: &[f64], came: &[bool], firms: &[usize]) -> f64 {
    assert_eq!(chances.len(), came.len(), "every chance is of something");
    assert_eq!(chances.len(), firms.len(), "every chance is a firm's");
    let count = firms.iter().max().map_or(0, |most| most + 1);
    let (mut outcomes, mut residuals) = (vec![0u32; count], vec![0.0; count]);
    for ((&firm, p), &came) in firms.iter().zip(chances).zip(came) {
        outcomes[firm] += 1;
        residuals[firm] += f64::from(u8::from(came)) - p;
    }
    let independent = super::sum_sorted(chances.iter().map(|p| p * (1.0 - p)).collect());
    if outcomes.iter().all(|count| *count < 2) || independent <= 0.0 {
        return 1.0;
    }
    super::sum_sorted(residuals.iter().map(|residual| residual * residual).collect()) / independent
}

/// Hosmer–Lemeshow test of the fit of chances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GoodnessOfFit {
    /// χ² statistic, after division by the design effect.
    pub statistic: f64,
    /// Degrees of freedom of the χ² law.
    pub degrees: f64,
    /// p-value: the chance of this statistic or a greater one for correct chances.
    pub p: f64,
}

/// Hosmer and Lemeshow's statistic (1980) over groups of outcomes,
/// `Σ (bad − expected)² / (expected (1 − expected / firms))`, divided by the [`design_effect`], and its law:
/// χ² with one degree of freedom per group less those `estimated`. Outcomes of one firm must belong to the
/// same group. The division by the design effect is that of Rao and Scott (1992); the test of Archer,
/// Lemeshow and Hosmer (2007), with a covariance per group, fails if a group has hardly any bad firm. `None`
/// if a group expects no bad outcome or only bad ones, and if no degree of freedom is left.
pub fn hosmer_lemeshow(groups: &[Expected], design_effect: f64, estimated: f64) -> Option<GoodnessOfFit> {
    let of = |group: &Expected| {
        let spread = group.expected * (1.0 - group.expected / group.outcomes as f64);
        (spread > 0.0).then(|| (group.bad as f64 - group.expected).powi(2) / spread)
    };
    let terms: Vec<f64> = groups.iter().map(of).collect::<Option<_>>()?;
    let statistic = super::sum(terms.into_iter()) / design_effect;
    let degrees = groups.len() as f64 - estimated;
    let law = ChiSquared::new(degrees).ok().filter(|_| statistic.is_finite())?;
    Some(GoodnessOfFit { statistic, degrees, p: law.sf(statistic) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_by_hand() {
        assert_eq!(brier(&[0.5, 1.0, 0.0], &[true, true, true]), Some(1.25 / 3.0));
        assert_eq!(brier(&[], &[]), None);
        let group = |outcomes, expected, bad| Expected { outcomes, expected, bad };
        let groups = [group(10, 2.0, 3), group(10, 5.0, 5)];
        let found = hosmer_lemeshow(&groups, 1.0, 0.0).expect("all can be measured");
        assert!((found.statistic - 1.0 / 1.6).abs() < 1e-15 && found.degrees == 2.0);
        // With two degrees of freedom the p-value is exp(−x / 2).
        assert!((found.p - (-found.statistic / 2.0).exp()).abs() < 1e-12);
        let clustered = hosmer_lemeshow(&groups, 4.0, 0.0).expect("all can be measured");
        assert!((clustered.statistic - found.statistic / 4.0).abs() < 1e-15);
        assert_eq!(hosmer_lemeshow(&groups, 1.0, 2.0), None);
        assert_eq!(hosmer_lemeshow(&[group(3, 0.0, 0)], 1.0, 0.0), None);
        assert_eq!(hosmer_lemeshow(&[], 1.0, 0.0), None);
    }

    #[test]
    fn outcomes_said_m_times_have_a_design_effect_of_m() {
        let bad = |at: usize| at.is_multiple_of(5);
        for windows in [1, 2, 4] {
            let firms: Vec<usize> = (0..40 * windows).map(|at| at % 40).collect();
            let came: Vec<bool> = firms.iter().map(|firm| bad(*firm)).collect();
            let found = design_effect(&vec![0.2; came.len()], &came, &firms);
            assert!((found - windows as f64).abs() < 1e-12, "{found}");
        }
        // One bad outcome of two for each firm: they cancel.
        assert_eq!(design_effect(&[0.5; 4], &[true, false, true, false], &[0, 0, 1, 1]), 0.0);
        assert_eq!(design_effect(&[1.0; 2], &[true, true], &[0, 0]), 1.0);
        assert_eq!(design_effect(&[], &[], &[]), 1.0);
    }
}
