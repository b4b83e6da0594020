//! How long work tells a person that it is alive.

/// Hears of stages and how far they are. Called from many threads.
pub trait Progress: Sync {
    /// A stage begins; `total` units of work are known to lie in it (0: unknown).
    fn begin(&self, stage: &str, total: u64);
    /// `units` more are done.
    fn advance(&self, units: u64);
}

/// Says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: &str, _total: u64) {}
    fn advance(&self, _units: u64) {}
}
