//! The results of a study of sensitivity.

use serde::Serialize;

use super::acceptability::{CutOff, WeightToday};
use super::measurement::MeasurementError;
use super::names::{Choice, FactorName, Names};
use super::options::{Spread, Vary};
use crate::figures::{Document, Table};
use crate::scoring::Weights;
use crate::stats::{SaltelliSample, SobolIndices};
use crate::studies::study::{self, About};
use crate::words::Message;

/// Stability of ranks and lists under other weights and choices.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The scorecard and the cohort that were studied.
    #[serde(flatten)]
    pub about: About,
    /// Decimals of published points, 0 or more.
    pub decimals: u8,
    /// Number of firms ranked.
    pub firms: usize,
    /// Number of draws, all of them counted.
    pub draws: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// The distribution of weights around today's.
    pub spread: Spread,
    /// The level of the hierarchy at which weights were drawn.
    pub vary: Vary,
    /// Uncertain modelling choices besides the weights.
    pub choices: Vec<Choice>,
    /// Measurement errors of the values, per indicator.
    pub errors: Vec<MeasurementError>,
    /// Share of draws within a rank interval.
    pub interval: f64,
    /// Whether lists depend on more than points, so that every draw needed a full referral.
    pub referred_in_full: bool,
    /// The distribution of rank shifts over the draws.
    pub shift: Movement,
    /// Stability of each institution's list, in its file's order.
    pub lists: Vec<Stability>,
    /// Stability of all lists together.
    pub referred: Stability,
    /// Stability of the tops by rank.
    pub tops: Vec<Stability>,
    /// Today's weights, in the order of [`NearFirm::central`](super::NearFirm::central).
    pub weights_today: Vec<WeightToday>,
    /// Rank acceptability of the firms near each cut-off: per list with a cut-off by points, and per top.
    pub acceptability: Vec<CutOff>,
    /// Share of the variance of the rank shift explained by each drawn weight or choice, over all draws;
    /// `None` if all draws have the same shift.
    pub explained: Option<Vec<Explained>>,
    /// Sobol indices of the draws before scaling; `None` if not requested, or if ranks never move.
    pub indices: Option<Vec<Index>>,
    /// Rows of the sample behind the Sobol indices.
    pub sobol_rows: u32,
    /// The mean absolute rank shift of each draw in the Saltelli sample; `None` without indices.
    #[serde(skip)]
    pub sample: Option<SaltelliSample>,
    /// Stability of each firm's rank, in today's place order.
    #[serde(skip)]
    pub each: Vec<FirmStability>,
    /// Each draw with its choices and weights.
    #[serde(skip)]
    pub drawn: Vec<Drawn>,
    /// Column names of [`Drawn::weights`], one per weight.
    #[serde(skip)]
    pub weight_names: Vec<String>,
    /// Names of the inputs in each language.
    #[serde(skip)]
    pub names: Names,
}

impl study::Report for Report {
    /// `sensitivity`, a row per firm; `draws`, `lists`; with firms near a cut-off `acceptability` and
    /// `central_weights`; `explained` and `weights` if ranks move; and with indices `indices` and their
    /// sample, `sobol`.
    fn tables(&self) -> Vec<Table> {
        let tables = [self.firms_table().into(), self.draws_table().into(), self.lists_table().into()];
        let further = [self.near_tables(), self.explained_tables(), self.indices_tables()];
        tables.into_iter().chain(further.into_iter().flatten().flatten()).collect()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

/// The distribution over the draws of the mean absolute rank shift, `R = Σ |rank − today's rank| / n`
/// (Saisana, Saltelli and Tarantola 2005).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Movement {
    /// Mean over the draws, in ranks.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// Number of draws in each of twenty equal classes between `least` and `greatest`.
    pub histogram: [u32; 20],
    /// The least over the draws.
    pub least: f64,
    /// The greatest over the draws.
    pub greatest: f64,
}

/// Stability of a list or a top.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stability {
    /// The institution's id, `top 500`, or `any list`.
    pub id: String,
    /// The name in each language.
    pub name: Message,
    /// The id in English, the name in Chinese.
    #[serde(skip)]
    pub label: Message,
    /// Most firms that the list takes; `None` without a limit, and for tops.
    pub capacity: Option<u32>,
    /// Number of firms on it today.
    pub today: usize,
    /// Stable core: number of firms on it in at least 95 % of the draws.
    pub core: usize,
    /// Contested zone: number of firms on it in more than 5 % and less than 95 % of the draws.
    pub contested: usize,
    /// Number of firms on it today, but in less than half of the draws.
    pub doubtful: usize,
    /// Number of firms not on it today, but in at least half of the draws.
    pub waiting: usize,
    /// Today's published points of its last firm; `None` if points are not a threshold.
    pub cut_off: Option<f64>,
    /// Least and greatest of today's points in the contested zone; `None` if that is empty.
    pub contested_points: Option<(f64, f64)>,
}

/// The share of the variance of the rank shift `R` explained by a drawn weight or choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The indicator or group that has the weight, or the choice.
    pub factor: FactorName,
    /// `Var(E(R | w)) / Var(R)`, with `w` the weight as a share of the whole and `E(R | w)` the curve of
    /// [`stats::correlation_ratio`](crate::stats::correlation_ratio). The sum over segments with different
    /// weights; for a choice `ε²` (Kelley 1935).
    pub share: f64,
    /// The 95 % bootstrap interval of `share`.
    pub interval: (f64, f64),
    /// The weight per segment; empty for a choice.
    pub weights: Vec<WeightSpread>,
}

/// The spread of a drawn weight in one segment, as a share of the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightSpread {
    /// The id of the segment.
    pub segment: String,
    /// Today's share of the whole.
    pub today: f64,
    /// Mean share over the draws.
    pub mean: f64,
    /// Standard deviation over the draws, divisor `n`.
    pub deviation: f64,
    /// `Var(E(R | w)) / Var(R)` of this segment's weight.
    pub share: f64,
    /// The 95 % bootstrap interval of `share`.
    pub interval: (f64, f64),
}

impl WeightSpread {
    /// The coefficient of variation, `deviation / mean`; `None` for a weight of 0.
    pub fn relative(&self) -> Option<f64> {
        (self.mean > 0.0).then(|| self.deviation / self.mean)
    }
}

/// Sobol indices of an uncertain input; for a weight, of its draw before scaling to the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The weight or choice that varies.
    pub factor: FactorName,
    /// First-order and total index, with intervals.
    #[serde(flatten)]
    pub indices: SobolIndices,
}

/// Stability of a firm's rank.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmStability {
    /// The id in the cohort's file.
    pub firm: String,
    /// The firm's name; empty if the cohort has no names.
    pub name: String,
    /// The id of the firm's segment.
    pub segment: String,
    /// Points as published under today's weights.
    pub points: f64,
    /// Today's rank, ties 1, 2, 2, 4.
    pub rank: u32,
    /// Mean rank over the draws.
    pub mean_rank: f64,
    /// Lower end of the rank interval.
    pub rank_low: u32,
    /// Upper end of the rank interval.
    pub rank_high: u32,
    /// Share of draws with the firm on any list.
    pub referred: f64,
    /// Share of draws with the firm in each top.
    pub in_top: Vec<f64>,
    /// Share of draws with the firm on each institution's list.
    pub on_list: Vec<f64>,
}

/// One draw with its choices, weights and rank shift.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drawn {
    /// Number of the draw, from 1.
    pub draw: u32,
    /// The option drawn of each choice, in the order of [`Report::choices`].
    pub choices: Vec<String>,
    /// The mean absolute rank shift of the draw.
    pub shift: f64,
    /// Weights per indicator and segment, in the scorecard's own unit.
    pub weights: Weights,
}

/// One draw beside today's weights.
#[derive(Clone, Debug, Serialize)]
pub struct DrawReport {
    /// The draw with its rank shift.
    #[serde(flatten)]
    pub drawn: Drawn,
    /// Ids of the segments, in the scorecard's order.
    #[serde(skip)]
    pub segments: Vec<String>,
    /// Names of the segments in each language.
    #[serde(skip)]
    pub segment_names: Vec<Message>,
    /// The option drawn of each choice, in each language.
    #[serde(skip)]
    pub choices: Vec<Message>,
    /// Weights of all indicators, in the scorecard's order.
    #[serde(skip)]
    pub indicators: Vec<DrawnWeights>,
}

/// An indicator's weights in one draw, in the scorecard's own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnWeights {
    /// The id of the indicator.
    pub id: String,
    /// Title in Chinese, if the scorecard has one.
    pub title_zh: Option<String>,
    /// Today's weight per segment.
    pub today: Vec<f64>,
    /// The drawn weight per segment.
    pub drawn: Vec<f64>,
}

impl study::Report for DrawReport {
    fn tables(&self) -> Vec<Table> {
        vec![self.weights_table().into()]
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}
