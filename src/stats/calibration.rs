//! Whether predicted chances are those that come true.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// The Brier score `Σ (p − y)² / n`: the mean squared distance of a predicted chance from what came, 1 or 0
/// (Brier 1950, for one of two outcomes: his own is twice that). `None` of nothing.
///
/// # Panics
/// If the two differ in length.
pub fn brier(chances: &[f64], came: &[bool]) -> Option<f64> {
    assert_eq!(chances.len(), came.len(), "every chance is of something");
    let squares = chances.iter().zip(came).map(|(p, &came)| (p - f64::from(u8::from(came))).powi(2));
    (!chances.is_empty()).then(|| super::sum(squares) / chances.len() as f64)
}

/// Firms with chances alike: how many they are, how many were to go bad, how many did.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Expected {
    /// Firms.
    pub firms: u64,
    /// The sum of their chances.
    pub expected: f64,
    /// Those that went bad.
    pub bad: u64,
}

/// The statistic `Σ (bad − expected)² / (expected (1 − expected / firms))` over groups (Hosmer and Lemeshow
/// 1980), and the chance that it is as great or greater where the chances are right: that of χ² with as many
/// degrees of freedom as groups, since firms held out took no part in the fit (of the firms fitted it would
/// be two fewer). `None` where a group expects nobody or everybody to go bad.
pub fn hosmer_lemeshow(groups: &[Expected]) -> Option<(f64, f64)> {
    let of = |group: &Expected| {
        let spread = group.expected * (1.0 - group.expected / group.firms as f64);
        (spread > 0.0).then(|| (group.bad as f64 - group.expected).powi(2) / spread)
    };
    let terms: Vec<f64> = groups.iter().map(of).collect::<Option<_>>()?;
    let statistic = super::sum(terms.into_iter());
    let law = ChiSquared::new(groups.len() as f64).ok()?;
    Some((statistic, law.sf(statistic)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_by_hand() {
        assert_eq!(brier(&[0.5, 1.0, 0.0], &[true, true, true]), Some(1.25 / 3.0));
        assert_eq!(brier(&[], &[]), None);
        let groups =
            [Expected { firms: 10, expected: 2.0, bad: 3 }, Expected { firms: 10, expected: 5.0, bad: 5 }];
        let (statistic, chance) = hosmer_lemeshow(&groups).expect("all can be measured");
        assert!((statistic - 1.0 / 1.6).abs() < 1e-15);
        // Of two degrees of freedom the chance is exp(−x / 2).
        assert!((chance - (-statistic / 2.0).exp()).abs() < 1e-12);
        assert_eq!(hosmer_lemeshow(&[Expected { firms: 3, expected: 0.0, bad: 0 }]), None);
        assert_eq!(hosmer_lemeshow(&[]), None);
    }
}
