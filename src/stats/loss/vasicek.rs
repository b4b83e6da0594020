//! Loss rate of infinitely many equal loans (Vasicek 1991, 2002).
//!
//! Given the factor, the share of defaults is `p(z)` itself, so its distribution is known in closed form.

use crate::stats::{normal_cdf, normal_quantile};

/// The quantile `x(α) = Φ((Φ⁻¹(p) + √ρ Φ⁻¹(α)) / √(1 − ρ))` of the share of defaults, for a probability of
/// default `p` and a correlation `ρ` in 0..1.
pub fn quantile(default: f64, correlation: f64, level: f64) -> f64 {
    // Infinite times 0, without correlation.
    let shift = if correlation > 0.0 { correlation.sqrt() * normal_quantile(level) } else { 0.0 };
    normal_cdf((normal_quantile(default) + shift) / (1.0 - correlation).sqrt())
}

/// The distribution function `F(x) = Φ((√(1 − ρ) Φ⁻¹(x) − Φ⁻¹(p)) / √ρ)` of the share of defaults, for a
/// correlation `ρ` in 0..1; a step at `p` if `ρ` is 0.
pub fn distribution(default: f64, correlation: f64, share: f64) -> f64 {
    if correlation <= 0.0 || default <= 0.0 || default >= 1.0 {
        return f64::from(u8::from(share >= default));
    }
    if share >= 1.0 {
        return 1.0;
    }
    let own = (1.0 - correlation).sqrt() * normal_quantile(share);
    normal_cdf((own - normal_quantile(default)) / correlation.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_function_undoes_the_quantile() {
        for (p, rho) in [(0.02, 0.1), (0.3, 0.5), (1e-6, 0.2), (0.5, 0.8)] {
            for level in [0.01, 0.5, 0.95, 0.99] {
                let back = distribution(p, rho, quantile(p, rho, level));
                assert!((back - level).abs() < 1e-9, "{p} {rho} {level}: {back}");
            }
        }
    }

    #[test]
    fn a_known_quantile() {
        // Basel's K at LGD 1 before the maturity adjustment: PD 1 %, R 0.15, level 99.9 %.
        assert!((quantile(0.01, 0.15, 0.999) - 0.110_26).abs() < 1e-4, "{}", quantile(0.01, 0.15, 0.999));
    }

    #[test]
    fn without_correlation_the_share_is_certain() {
        assert!((quantile(0.02, 0.0, 0.999) - 0.02).abs() < 1e-11);
        assert_eq!((distribution(0.02, 0.0, 0.019), distribution(0.02, 0.0, 0.02)), (0.0, 1.0));
        assert_eq!((quantile(0.0, 0.3, 0.9), quantile(1.0, 0.3, 0.9)), (0.0, 1.0));
        assert_eq!((distribution(0.02, 0.3, 0.0), distribution(0.02, 0.3, 1.0)), (0.0, 1.0));
    }
}
