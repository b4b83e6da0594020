//! The tables of a derivation of weights.

use super::Report;
use crate::figures::Rows;
use crate::studies::weights::side_by_side::in_segments;

impl Report {
    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        let rows = in_segments(&self.indicators, &self.segments);
        Rows::table("weights", "A row per indicator and segment", rows)
            .field("indicator", "Its id", |row| &row.indicator.id)
            .field("segment", "The segment", |row| row.segment)
            .field("today", "Today's weight, in points of the scale", |row| row.indicator.today[row.at])
            .field("proposed", "The proposed weight", |row| row.indicator.proposed[row.at])
    }
}
