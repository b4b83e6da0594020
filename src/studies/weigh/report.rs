//! What a weight method finds.

use serde::Serialize;

use super::derivation::SegmentDerivation;
use crate::figures::{Document, Table};
use crate::studies::compare::Comparison;
use crate::studies::study::{self, About};
use crate::studies::titles::Titles;
use crate::studies::weights::Method;
use crate::studies::weights::methods::critic::Correlation;

/// Other weights for a scorecard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The method.
    pub method: Method,
    /// How CRITIC compares; `None` for other methods.
    pub correlation: Option<Correlation>,
    /// The scorecard whose weights these are to be, and the cohort.
    #[serde(flatten)]
    pub about: About,
    /// The segments, in the scorecard's order.
    pub segments: Vec<String>,
    /// Decimals of published points.
    pub decimals: u8,
    /// Decimals of proposed weights.
    pub weight_decimals: u32,
    /// What the method derives: once over the cohort, or segment by segment.
    pub found: Vec<SegmentDerivation>,
    /// Today's weights and the proposed ones, which add up to the scale in each segment.
    pub indicators: Vec<IndicatorWeights>,
    /// What they would cause.
    pub effect: Comparison,
    /// The overlay that holds them.
    #[serde(skip)]
    pub overlay: String,
    /// What indicators, groups and segments are called in each language.
    #[serde(skip)]
    pub(super) titles: Titles,
}

/// One indicator's weights, today's and others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorWeights {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Today's weight per segment: the share of the scale it has, times the scale.
    pub today: Vec<f64>,
    /// The proposed weight per segment.
    pub proposed: Vec<f64>,
    /// Per segment, where the proposed weight lies in 95 % of bootstrap replicates, in points of the scale;
    /// `None` where it does not rest on firms, where the indicator weighs nothing and where today's stay.
    pub intervals: Vec<Option<Interval>>,
}

/// From the 2.5 % quantile to the 97.5 % quantile of bootstrap replicates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl study::Report for Report {
    /// `weights`, `cautions` and `judges`, and what the new weights would cause. Nobody is referred, so there
    /// are no tables of lists.
    fn tables(&self) -> Vec<Table> {
        let own = [self.weights_table().into(), self.cautions_table().into(), self.judges_table().into()];
        own.into_iter().chain(self.effect.tables_without_lists()).collect()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

impl Report {
    /// Whether today's weights stay as they are everywhere, for want of firms to weigh by.
    pub fn is_todays(&self) -> bool {
        self.found.iter().all(|one| one.found.is_none())
    }
}
