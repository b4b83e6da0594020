//! The scored firms' ids in place order, gathered once for all the tables that begin with them.

use std::sync::Arc;

use rayon::prelude::*;

use super::Scored;
use crate::firms::Texts;

/// Firms of one step.
pub(super) const STEP: usize = 1 << 16;

/// Ids, first to last, [`STEP`] by [`STEP`].
#[derive(Debug)]
pub(super) struct Ids(Vec<Arc<Texts>>);

impl Ids {
    pub(super) fn new(scored: &Scored<'_>) -> Ids {
        let ids = scored.intake.firms.ids();
        Ids(scored.scores.order.par_chunks(STEP).map(|firms| Arc::new(ids.take(firms))).collect())
    }

    /// The ids of step `step`.
    pub(super) fn step(&self, step: usize) -> Arc<Texts> {
        Arc::clone(&self.0[step])
    }

    /// The id of the firm at `place`, from 0.
    pub(super) fn at(&self, place: usize) -> &str {
        self.0[place / STEP].get_or_empty(place % STEP)
    }
}
