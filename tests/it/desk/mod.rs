//! The desk: what happens to lists after they are published.

mod answers;
mod answers_hostile;
mod answers_recount;
#[cfg(feature = "seal")]
mod delivered_once;
#[cfg(feature = "seal")]
mod deliveries;
mod diff;
mod diff_account;
mod diff_reasons;
mod gains;
#[cfg(feature = "seal")]
mod months;
mod objections;
mod publicity;
mod sheet;
#[cfg(feature = "seal")]
mod tampered;
