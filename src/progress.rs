//! Progress of long work, by stage.

use crate::words::Message;

/// A receiver of progress, called from many threads.
pub trait Progress: Sync {
    /// A stage begins, of `total` units of work (0: unknown).
    fn begin(&self, stage: &Message, total: u64);
    /// Reports `units` of work as done.
    fn advance(&self, units: u64);
}

/// A receiver that ignores all progress.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: &Message, _total: u64) {}
    fn advance(&self, _units: u64) {}
}
