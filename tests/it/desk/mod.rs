//! What happens to lists after they are published.

#[cfg(feature = "seal")]
mod deliveries;
#[cfg(feature = "seal")]
mod tampered;
