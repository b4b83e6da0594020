//! Ids and names of the scored firms in place order, gathered once for all tables that begin with them.

use std::sync::Arc;

use rayon::prelude::*;

use super::Scored;
use super::cell::{needs_quotes, push_plain, push_text};
use crate::firms::{Column, Firms, Texts};

/// Firms in one step of a table.
pub(super) const STEP: usize = 1 << 16;

/// Ids and names in place order.
#[derive(Debug)]
pub(super) struct Identities {
    pub ids: Gathered,
    /// Names; `None` without such a column, or where names are the ids.
    pub names: Option<Gathered>,
}

/// A column of texts in place order, [`STEP`] by [`STEP`].
#[derive(Debug)]
pub(super) struct Gathered {
    steps: Vec<Arc<Texts>>,
    /// For each step, whether none of its texts needs CSV quotes.
    plain: Vec<bool>,
}

impl Identities {
    pub(super) fn new(scored: &Scored<'_>) -> Identities {
        let gathered = |texts: &Texts| Gathered::new(texts, &scored.scores.order);
        let firms = &scored.intake.firms;
        let (ids, names) = rayon::join(|| gathered(firms.ids()), || names(firms).map(gathered));
        Identities { ids, names }
    }
}

/// The names of firms; `None` where they are the ids.
pub(super) fn names(firms: &Firms) -> Option<&Texts> {
    match firms.column("name") {
        Some(Column::Text(names)) if firms.dictionary.position("name") != Some(firms.id_field) => Some(names),
        _ => None,
    }
}

impl Gathered {
    fn new(texts: &Texts, order: &[u32]) -> Gathered {
        let steps = order.par_chunks(STEP).map(|firms| {
            let taken = texts.take(firms);
            let plain = !needs_quotes(taken.all().as_bytes());
            (Arc::new(taken), plain)
        });
        let (steps, plain) = steps.unzip();
        Gathered { steps, plain }
    }

    /// The texts of step number `step`.
    pub(super) fn step(&self, step: usize) -> Arc<Texts> {
        Arc::clone(&self.steps[step])
    }

    /// The text of the firm at `place`, from 0.
    pub(super) fn at(&self, place: usize) -> &str {
        self.steps[place / STEP].get_or_empty(place % STEP)
    }

    /// Appends the text at `place` as a CSV cell. Returns whether it was defused.
    pub(super) fn push(&self, out: &mut Vec<u8>, place: usize) -> bool {
        let push = if self.plain[place / STEP] { push_plain } else { push_text };
        push(out, self.at(place))
    }
}
