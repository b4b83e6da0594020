//! Times of a run's stages.

use std::time::{Duration, Instant};

/// Stages in the order they ran, each with its time.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    pub(super) stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Records the time since `clock` for `stage`, and restarts the clock.
    pub fn lap(&mut self, stage: &'static str, clock: &mut Instant) {
        let now = Instant::now();
        self.stages.push((stage, now - *clock));
        *clock = now;
    }
}
