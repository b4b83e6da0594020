//! How long the stages of a run took.

use std::time::{Duration, Instant};

/// Stages in the order they ran, each with its time.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    pub(super) stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Notes that `stage` took the time since `clock`, and starts the clock anew.
    pub fn lap(&mut self, stage: &'static str, clock: &mut Instant) {
        let now = Instant::now();
        self.stages.push((stage, now - *clock));
        *clock = now;
    }
}
