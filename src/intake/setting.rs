//! What the reading of every part needs.

use std::collections::BTreeSet;

use crate::firms::Dictionary;
use crate::parameters;
use crate::progress::Progress;

/// Campaign, dictionary and progress of a reading.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    /// The campaign's text, for places in it.
    pub parameters: &'a parameters::Source,
    pub dictionary: &'a Dictionary,
    /// Fields that the run reads, as positions in the dictionary.
    pub asked: &'a BTreeSet<usize>,
    pub progress: &'a dyn Progress,
    /// Whether the files may have a header and no rows.
    pub may_be_empty: bool,
    /// Whether the contents of supplements' columns are counted.
    pub inspects: bool,
    /// Whether the table is read for its looks: all columns as texts, of whatever type they are.
    pub as_texts: bool,
}

impl<'a> Setting<'a> {
    /// The setting of a cohort, which has rows, and whose supplements' columns are not counted.
    pub fn new(
        parameters: &'a parameters::Source,
        dictionary: &'a Dictionary,
        asked: &'a BTreeSet<usize>,
        progress: &'a dyn Progress,
    ) -> Setting<'a> {
        Setting {
            parameters,
            dictionary,
            asked,
            progress,
            may_be_empty: false,
            inspects: false,
            as_texts: false,
        }
    }
}
