//! The report as tables, for plots and programs of one's own.

use super::report::Report;
use crate::figures::{Document, Table};
use crate::studies;

impl studies::Report for Report {
    /// `weights`, a row per indicator and segment, and what the new weights would cause. Nobody is referred,
    /// so there are none of lists.
    fn tables(&self) -> Vec<Table> {
        let of_lists = |table: &Table| ["lists", "reasons", "changes"].contains(&table.name.as_str());
        let effect = self.effect.tables().into_iter().filter(|table| !of_lists(table));
        std::iter::once(self.weights_table()).chain(effect).collect()
    }

    fn document(&self) -> Document {
        super::document::document(self)
    }
}

impl Report {
    fn weights_table(&self) -> Table {
        let rows = || {
            let segments = 0..self.segments.len();
            self.indicators.iter().flat_map(move |indicator| segments.clone().map(move |at| (indicator, at)))
        };
        Table::new("weights", "A row per indicator and segment")
            .text("indicator", "Its id", rows().map(|(indicator, _)| indicator.id.as_str()))
            .text("segment", "The segment", rows().map(|(_, at)| self.segments[at].as_str()))
            .number("today", "Today's weight, in points of the scale", rows().map(|(one, at)| one.today[at]))
            .number("proposed", "The proposed weight", rows().map(|(one, at)| one.proposed[at]))
    }
}
