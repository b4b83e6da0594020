//! The tables of a derivation of weights.

use super::{Derivation, Report, SegmentDerivation};
use crate::figures::Rows;
use crate::studies::weights::judgements::Judge;
use crate::studies::weights::side_by_side::in_segments;

impl Report {
    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        let rows = in_segments(&self.indicators, &self.segments);
        Rows::table("weights", "A row per indicator and segment", rows)
            .field("indicator", "Its id", |row| &row.indicator.id)
            .field("segment", "The segment", |row| row.segment)
            .field("today", "Today's weight, in points of the scale", |row| row.indicator.today[row.at])
            .field("proposed", "The proposed weight", |row| row.indicator.proposed[row.at])
            .field(
                "low",
                "The 2.5 % quantile of its bootstrap replicates; empty where no firms are read",
                |row| row.indicator.intervals[row.at].map(|interval| interval.low),
            )
            .field("high", "Their 97.5 % quantile", |row| {
                row.indicator.intervals[row.at].map(|interval| interval.high)
            })
    }

    /// Each person's judgements, where there are several.
    pub(super) fn judges(&self) -> impl Iterator<Item = &Judge> {
        let panels = self.found.iter().filter_map(|one| match &one.found {
            Some(Derivation::Judged(panel)) => Some(panel),
            _ => None,
        });
        panels.flat_map(|panel| &panel.judges)
    }

    /// The shares that each judge gives, in the order of the indicators.
    pub(super) fn judges_table(&self) -> Rows<impl Sized> {
        let weights = self.judges().flat_map(|judge| {
            let own = self.indicators.iter().zip(judge.found.weights());
            own.map(|(indicator, weight)| (&judge.name, &indicator.id, *weight))
        });
        Rows::table("judges", "A row per judge and indicator, where there are several judges", weights)
            .field("judge", "Who", |(judge, ..)| *judge)
            .field("indicator", "The indicator's id", |(_, indicator, _)| *indicator)
            .field("weight", "Its share of the whole, by this judge alone", |(.., weight)| *weight)
    }

    /// For people: a row per indicator, a column per judge.
    pub(super) fn by_judge(&self) -> Rows<impl Sized> {
        let all = self.indicators.iter().enumerate();
        let rows = Rows::new(all).left("indicator", |(_, indicator)| &indicator.id);
        rows.each(self.judges(), |rows, judge| rows.share(&judge.name, |(at, _)| judge.found.weights()[*at]))
    }

    pub(super) fn cautions_table(&self) -> Rows<impl Sized> {
        let of = |one: &'_ SegmentDerivation| {
            one.cautions.iter().map(|caution| (one.segment.clone(), caution.clone())).collect::<Vec<_>>()
        };
        Rows::table("cautions", "Something to bear in mind of the weights", self.found.iter().flat_map(of))
            .field("kind", "What it is", |(_, caution)| caution.kind.as_str())
            .field("segment", "The segment; empty of the whole cohort", |(segment, _)| segment.clone())
            .field("indicators", "The indicators it is about, ; between them", |(_, caution)| {
                caution.indicators.join(";")
            })
            .field("message", "What was seen", |(_, caution)| caution.message.clone())
            .field("help", "What to do about it", |(_, caution)| caution.help.clone())
    }
}
