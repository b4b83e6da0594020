//! Risk weights of the internal ratings-based approach of the Basel framework.
//!
//! Source: Basel Committee on Banking Supervision, CRE31 "IRB approach: risk weight functions" (version
//! effective 1 January 2023), 31.5 to 31.9 and 31.14 to 31.19. Floors of inputs (CRE32) are not applied, nor
//! is the scaling factor of 1.06 of Basel II, which that version no longer has.

use super::{normal_cdf, normal_quantile};

/// Level at which capital covers losses.
const LEVEL: f64 = 0.999;
/// Risk weight a unit of capital: the inverse of the 8 % requirement.
const INVERSE: f64 = 12.5;
/// Turnover of small and medium-sized enterprises in million euro: lower ones count as 5, and from 50 on
/// firms are large.
const TURNOVER: (f64, f64) = (5.0, 50.0);

/// Class of exposure, by its formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Class {
    /// A firm, with its annual turnover in million euro if it is small or medium-sized.
    Corporate {
        /// Million euro; counted as 5 to 50. `None` for a large firm.
        sme_turnover: Option<f64>,
    },
    /// Secured by residential property.
    Mortgage,
    /// Qualifying revolving retail.
    Revolving,
    /// Other retail.
    OtherRetail,
}

/// Asset correlation `R` of a class at a probability of default.
///
/// Between two ends by `w = (1 − exp(−k PD)) / (1 − exp(−k))`: corporate `R = 0.12 w + 0.24 (1 − w)`,
/// `k = 50`, less `0.04 (1 − (S − 5) / 45)` for a turnover `S`; other retail `R = 0.03 w + 0.16 (1 − w)`,
/// `k = 35`. Mortgages have 0.15, revolving retail 0.04.
pub fn correlation(class: Class, pd: f64) -> f64 {
    let between = |low: f64, high: f64, k: f64| {
        let share = (-k * pd).exp_m1() / (-k).exp_m1();
        low * share + high * (1.0 - share)
    };
    match class {
        Class::Corporate { sme_turnover } => {
            let (least, most) = TURNOVER;
            let size = |turnover: f64| 1.0 - (turnover.max(least).min(most) - least) / (most - least);
            between(0.12, 0.24, 50.0) - 0.04 * sme_turnover.map_or(0.0, size)
        }
        Class::Mortgage => 0.15,
        Class::Revolving => 0.04,
        Class::OtherRetail => between(0.03, 0.16, 35.0),
    }
}

/// Risk weight `12.5 K` of an exposure that is not in default, as a share of it (1 is 100 %), with
///
/// `K = LGD · (Φ((Φ⁻¹(PD) + √R Φ⁻¹(0.999)) / √(1 − R)) − PD) · (1 + (M − 2.5) b) / (1 − 1.5 b)`,
/// `b = (0.11852 − 0.05478 ln PD)²`,
///
/// for a probability of default and a loss given default in 0..=1 and an effective maturity `M` in years,
/// which counts for corporate exposures only. 0 for a `PD` of 0 or 1, where all loss is expected.
pub fn risk_weight(class: Class, pd: f64, lgd: f64, maturity: f64) -> f64 {
    // The adjustment for maturity has no limit at 0 and a pole near 3e-6.
    if pd <= 0.0 {
        return 0.0;
    }
    let r = correlation(class, pd);
    let stressed = normal_cdf((normal_quantile(pd) + r.sqrt() * normal_quantile(LEVEL)) / (1.0 - r).sqrt());
    let adjustment = match class {
        Class::Corporate { .. } => {
            let b = (0.11852 - 0.05478 * pd.ln()).powi(2);
            (1.0 + (maturity - 2.5) * b) / (1.0 - 1.5 * b)
        }
        Class::Mortgage | Class::Revolving | Class::OtherRetail => 1.0,
    };
    INVERSE * lgd * (stressed - pd) * adjustment
}

#[cfg(test)]
mod tests {
    use super::*;

    const LARGE: Class = Class::Corporate { sme_turnover: None };
    const SMALL: Class = Class::Corporate { sme_turnover: Some(5.0) };

    /// The Committee's illustrative risk weights (CRE99), in percent.
    #[test]
    fn published_risk_weights_are_met() {
        let published = [
            (LARGE, 0.0003, 0.45, 14.44),
            (SMALL, 0.0003, 0.45, 11.30),
            (LARGE, 0.01, 0.45, 92.32),
            (SMALL, 0.01, 0.45, 72.40),
            (LARGE, 0.02, 0.45, 114.86),
            (SMALL, 0.02, 0.45, 88.55),
            (LARGE, 0.01, 0.4, 82.06),
            (SMALL, 0.01, 0.4, 64.35),
            (Class::Mortgage, 0.01, 0.45, 56.40),
            (Class::Revolving, 0.01, 0.45, 17.22),
        ];
        for (class, pd, lgd, percent) in published {
            let found = 100.0 * risk_weight(class, pd, lgd, 2.5);
            assert!((found - percent).abs() < 0.015, "{class:?} at {pd}, {lgd}: {found}");
        }
    }

    #[test]
    fn turnover_counts_from_5_to_50_million() {
        let at = |turnover| correlation(Class::Corporate { sme_turnover: Some(turnover) }, 0.01);
        assert_eq!((at(1.0), at(500.0)), (at(5.0), at(50.0)));
        assert_eq!(at(50.0), correlation(LARGE, 0.01));
        assert!((at(50.0) - at(5.0) - 0.04).abs() < 1e-15);
        assert!((at(27.5) - (at(5.0) + at(50.0)) / 2.0).abs() < 1e-15);
    }

    #[test]
    fn correlations_lie_between_their_ends() {
        let ends = |class| (correlation(class, 0.0), correlation(class, 1.0));
        assert_eq!(ends(LARGE), (0.24, 0.12));
        assert_eq!(ends(Class::OtherRetail), (0.16, 0.03));
        assert_eq!(ends(Class::Mortgage), (0.15, 0.15));
        assert_eq!(ends(Class::Revolving), (0.04, 0.04));
    }

    #[test]
    fn only_corporate_exposures_have_a_maturity() {
        let longer = |class| risk_weight(class, 0.01, 0.45, 5.0) / risk_weight(class, 0.01, 0.45, 2.5);
        assert!(longer(LARGE) > 1.2 && longer(SMALL) > 1.2);
        assert_eq!(longer(Class::OtherRetail), 1.0);
    }

    #[test]
    fn what_is_certain_has_no_unexpected_loss() {
        for class in [LARGE, SMALL, Class::Mortgage, Class::Revolving, Class::OtherRetail] {
            assert_eq!(risk_weight(class, 0.0, 0.45, 2.5), 0.0);
            assert!(risk_weight(class, 1.0, 0.45, 2.5).abs() < 1e-12);
        }
    }
}
