//! Credit loss of a portfolio in the one-factor Gaussian copula (Vasicek 2002; the model behind Basel's IRB
//! formula).
//!
//! Firm `i` defaults if `√ρ_i Z + √(1 − ρ_i) ε_i ≤ Φ⁻¹(p_i)`, with `Z` common to all firms, `ε_i` its own,
//! all standard normal and independent. Given `Z = z` the loans default independently, with probability
//! `p_i(z) = Φ((Φ⁻¹(p_i) − √ρ_i z) / √(1 − ρ_i))`.
//!
//! [`exact`] computes the distribution of the sum of losses, [`simulate`] draws it as a check, and
//! [`vasicek`] has the limit of many equal loans.

mod bands;
mod classes;
mod convolution;
mod distribution;
mod loan;
mod nodes;
mod recursion;
mod simulation;
pub mod vasicek;

pub use distribution::Distribution;
pub use loan::Loan;
pub use recursion::exact;
pub use simulation::{Estimate, Interval, Simulated, simulate};
