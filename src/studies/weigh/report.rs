//! The report of a weight method.

use serde::Serialize;

use super::derivation::SegmentDerivation;
use crate::figures::{Document, Table};
use crate::studies::compare::Comparison;
use crate::studies::study::{self, About};
use crate::studies::titles::Titles;
use crate::studies::weights::Method;
use crate::studies::weights::methods::critic::Correlation;

/// Proposed weights for a scorecard, with their effects.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The method that derived the weights.
    pub method: Method,
    /// The correlation coefficient of CRITIC; `None` for other methods.
    pub correlation: Option<Correlation>,
    /// The scorecard to reweight, and the cohort.
    #[serde(flatten)]
    pub about: About,
    /// Ids of the segments, in the scorecard's order.
    pub segments: Vec<String>,
    /// Decimals of published points, 0 or more.
    pub decimals: u8,
    /// Decimals of proposed weights.
    pub weight_decimals: u32,
    /// The method's results: one for the cohort, or one per segment.
    pub found: Vec<SegmentDerivation>,
    /// Today's weights and the proposed ones, which add up to the scale in each segment.
    pub indicators: Vec<IndicatorWeights>,
    /// The effects of the proposed weights on points and ranks.
    pub effect: Comparison,
    /// The overlay with the proposed weights, as TOML.
    #[serde(skip)]
    pub overlay: String,
    /// Titles of indicators, groups and segments in both languages.
    #[serde(skip)]
    pub(super) titles: Titles,
}

/// One indicator's weights, today's and proposed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorWeights {
    /// The indicator's id in the scorecard.
    pub id: String,
    /// Title in English, as in the scorecard.
    pub title: String,
    /// Title in Chinese, if the scorecard has one.
    pub title_zh: Option<String>,
    /// Today's weight per segment: its share of the scale, times the scale.
    pub today: Vec<f64>,
    /// The proposed weight per segment.
    pub proposed: Vec<f64>,
    /// Per segment, the interval with 95 % of the bootstrap replicates of the proposed weight, in points of
    /// the scale; `None` if the method reads no firms, the indicator has no weight or today's weights stay.
    pub intervals: Vec<Option<Interval>>,
}

/// From the 2.5 % to the 97.5 % quantile of bootstrap replicates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The 2.5 % quantile, its lower end.
    pub low: f64,
    /// The 97.5 % quantile, its upper end.
    pub high: f64,
}

impl study::Report for Report {
    /// `weights`, `cautions` and `judges`, and the effects of the new weights. Without a referral, there are
    /// no tables of lists.
    fn tables(&self) -> Vec<Table> {
        let own = [self.weights_table().into(), self.cautions_table().into(), self.judges_table().into()];
        own.into_iter().chain(self.effect.tables_without_lists()).collect()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

impl Report {
    /// Whether today's weights stay everywhere, because there are too few firms.
    pub fn is_todays(&self) -> bool {
        self.found.iter().all(|one| one.found.is_none())
    }
}
