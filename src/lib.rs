//! Innovation-credit scoring for bank referrals.
#![warn(missing_docs)]
pub mod campaign;
pub mod cli;
pub mod expr;
pub mod finding;
pub mod firms;
pub mod intake;
pub mod parameters;
pub mod progress;
pub mod publish;
pub mod referral;
pub mod sample;
pub mod scorecard;
pub mod scoring;
pub mod stats;
