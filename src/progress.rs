//! The stages of long work, and how far each is.

use crate::words::Message;

/// Shows the stages of long work. Called from many threads.
pub trait Progress: Sync {
    /// A stage begins, of `total` units of work (0: unknown).
    fn begin(&self, stage: &Message, total: u64);
    /// `units` more are done.
    fn advance(&self, units: u64);
}

/// Says nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: &Message, _total: u64) {}
    fn advance(&self, _units: u64) {}
}
