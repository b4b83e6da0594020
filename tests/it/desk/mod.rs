//! The desk: what happens to lists after they are published.

mod answers;
mod answers_hostile;
mod answers_recount;
#[cfg(feature = "seal")]
mod deliveries;
#[cfg(feature = "seal")]
mod tampered;
