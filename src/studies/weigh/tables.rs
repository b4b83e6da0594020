//! The tables of a derivation of weights.

use super::{Derivation, Report, SegmentDerivation};
use crate::figures::Rows;
use crate::studies::weights::judgements::Judge;
use crate::studies::weights::side_by_side::in_segments;
use crate::words::{Message, say};

impl Report {
    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        let rows = in_segments(&self.indicators, &self.segments);
        Rows::table("weights", say!(weigh::about_weights), rows)
            .field("indicator", say!(weigh::about_indicator), |row| &row.indicator.id)
            .field("segment", say!(weigh::about_segment), |row| row.segment)
            .field("today", say!(weigh::about_today), |row| row.indicator.today[row.at])
            .field("proposed", say!(weigh::about_proposed), |row| row.indicator.proposed[row.at])
            .field("low", say!(weigh::about_low), |row| {
                row.indicator.intervals[row.at].map(|interval| interval.low)
            })
            .field("high", say!(weigh::about_high), |row| {
                row.indicator.intervals[row.at].map(|interval| interval.high)
            })
    }

    /// Each person's judgements; empty for one person.
    pub(super) fn judges(&self) -> impl Iterator<Item = &Judge> {
        let panels = self.found.iter().filter_map(|one| match &one.found {
            Some(Derivation::Judged(panel)) => Some(panel),
            _ => None,
        });
        panels.flat_map(|panel| &panel.judges)
    }

    /// The weights by each judge, in the order of the indicators.
    pub(super) fn judges_table(&self) -> Rows<impl Sized> {
        let weights = self.judges().flat_map(|judge| {
            let own = self.indicators.iter().zip(judge.found.weights());
            own.map(|(indicator, weight)| (&judge.name, &indicator.id, *weight))
        });
        Rows::table("judges", say!(weigh::about_judges), weights)
            .field("judge", say!(weigh::about_judge), |(judge, ..)| *judge)
            .field("indicator", say!(weigh::about_indicator), |(_, indicator, _)| *indicator)
            .field("weight", say!(weigh::about_weight), |(.., weight)| *weight)
    }

    /// For people: one row per indicator, one column per judge.
    pub(super) fn by_judge(&self) -> Rows<impl Sized> {
        let all = self.indicators.iter().enumerate();
        let rows = Rows::new(all).left(say!(weigh::header_indicator), |(_, indicator)| {
            Message::title(&indicator.id, indicator.title_zh.as_ref())
        });
        rows.each(self.judges(), |rows, judge| rows.share(&judge.name, |(at, _)| judge.found.weights()[*at]))
    }

    pub(super) fn cautions_table(&self) -> Rows<impl Sized> {
        let of = |one: &'_ SegmentDerivation| {
            one.cautions.iter().map(|caution| (one.segment.clone(), caution.clone())).collect::<Vec<_>>()
        };
        Rows::table("cautions", say!(weigh::about_cautions), self.found.iter().flat_map(of))
            .field("kind", say!(weigh::about_kind), |(_, caution)| caution.kind.as_str())
            .field("segment", say!(weigh::about_caution_segment), |(segment, _)| segment.clone())
            .field("indicators", say!(weigh::about_indicators), |(_, caution)| caution.indicators.join(";"))
            .field("message", say!(weigh::about_message), |(_, caution)| caution.message.clone())
            .field("help", say!(weigh::about_help), |(_, caution)| caution.help.clone())
    }
}
