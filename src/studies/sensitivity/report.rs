//! What a study of sensitivity finds.

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

/// How firm ranks and lists are.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The scorecard and the cohort.
    #[serde(flatten)]
    pub about: About,
    /// Decimals of published points.
    pub decimals: u8,
    /// Firms ranked.
    pub firms: usize,
    /// Draws made.
    pub draws: u32,
    /// What they were drawn from.
    pub seed: u64,
    /// How far weights lie from today's.
    pub spread: Spread,
    /// Which weights were drawn.
    pub vary: Vary,
    /// What else was uncertain.
    pub choices: Vec<Choice>,
    /// How far measured values were off, per indicator.
    pub errors: Vec<MeasurementError>,
    /// Share of draws between the ends of an interval.
    pub interval: f64,
    /// Whether lists rest on more than points, so that every draw was referred in full.
    pub referred_in_full: bool,
    /// How far ranks move.
    pub shift: Movement,
    /// How firm each institution's list is, in its file's order.
    pub lists: Vec<Stability>,
    /// How firm it is to be on any list.
    pub referred: Stability,
    /// How firm the tops by rank are.
    pub tops: Vec<Stability>,
    /// Today's weights, the order of [`NearFirm::central`](super::NearFirm::central).
    pub weights_today: Vec<WeightToday>,
    /// How often the firms near each cut-off are in, and in which bands of ranks: per list with a cut-off by
    /// points, and per top.
    pub acceptability: Vec<CutOff>,
    /// Share of the variance of the rank shift that each drawn weight or choice explains, over all draws;
    /// `None` where ranks shift alike in all of them.
    pub explained: Option<Vec<Explained>>,
    /// Sobol indices of the draws before scaling; `None` where that was not asked, or ranks never move.
    pub indices: Option<Vec<Index>>,
    /// Rows of the sample behind the indices.
    pub sobol_rows: u32,
    /// The sample itself: the mean absolute rank shift of each of its draws. Nothing without indices.
    #[serde(skip)]
    pub sample: Option<SaltelliSample>,
    /// Firm by firm, in today's place order.
    #[serde(skip)]
    pub each: Vec<FirmStability>,
    /// Draw by draw.
    #[serde(skip)]
    pub drawn: Vec<Drawn>,
    /// What weights are of, a name for each of [`Drawn::weights`].
    #[serde(skip)]
    pub weight_names: Vec<String>,
    /// What inputs are called in each language.
    #[serde(skip)]
    pub names: Names,
}

impl study::Report for Report {
    /// `sensitivity`, a row per firm; `draws`, `lists`; with firms near a cut-off `acceptability` and
    /// `central_weights`; `explained` and `weights` where ranks move; and with indices `indices` and what
    /// they are estimated from, `sobol`.
    fn tables(&self) -> Vec<Table> {
        let tables = [self.firms_table().into(), self.draws_table().into(), self.lists_table().into()];
        let further = [self.near_tables(), self.explained_tables(), self.indices_tables()];
        tables.into_iter().chain(further.into_iter().flatten().flatten()).collect()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

/// The average of a draw's absolute rank shifts, `R = Σ |rank − today's rank| / n` (Saisana, Saltelli and
/// Tarantola 2005), over the draws.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Movement {
    /// Its mean.
    pub mean: f64,
    /// The low end of the interval.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// How many draws fall into each of twenty classes between the least and the greatest.
    pub histogram: [u32; 20],
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

/// How firm a list is, or a top.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stability {
    /// The institution's id, `top 500`, or `any list`.
    pub id: String,
    /// Name for people.
    pub name: Message,
    /// Its id in English, its name in Chinese.
    #[serde(skip)]
    pub label: Message,
    /// Most firms on it.
    pub capacity: Option<u32>,
    /// Firms on it today.
    pub today: usize,
    /// The stable core: firms on it in at least 95 % of the draws.
    pub core: usize,
    /// The contested zone: firms on it in more than 5 % and less than 95 % of the draws.
    pub contested: usize,
    /// Of those on it today, firms that are on it in less than half of the draws.
    pub doubtful: usize,
    /// Of those not on it today, firms that are on it in at least half of the draws.
    pub waiting: usize,
    /// Today's published points of the last firm on it; `None` where points are no threshold.
    pub cut_off: Option<f64>,
    /// Between which points of today the contested zone lies.
    pub contested_points: Option<(f64, f64)>,
}

/// What a drawn weight or choice explains of the rank shift `R`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The indicator or group whose weight it is, or the choice.
    pub factor: FactorName,
    /// `Var(E(R | w)) / Var(R)`, with `w` the weight as a share of the whole and `E(R | w)` the curve of
    /// [`stats::correlation_ratio`](crate::stats::correlation_ratio). The sum over segments whose weights
    /// differ; of a choice `ε²` (Kelley 1935).
    pub share: f64,
    /// Its 95 % bootstrap interval.
    pub interval: (f64, f64),
    /// Its weight per segment; empty of a choice.
    pub weights: Vec<WeightSpread>,
}

/// A drawn weight, as a share of the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightSpread {
    /// The segment.
    pub segment: String,
    /// Today's.
    pub today: f64,
    /// Mean over the draws.
    pub mean: f64,
    /// Standard deviation over the draws, divisor `n`.
    pub deviation: f64,
    /// `Var(E(R | w)) / Var(R)` of this segment's weight.
    pub share: f64,
    /// Its 95 % bootstrap interval.
    pub interval: (f64, f64),
}

impl WeightSpread {
    /// The standard deviation over the mean; `None` of a weight of 0.
    pub fn relative(&self) -> Option<f64> {
        (self.mean > 0.0).then(|| self.deviation / self.mean)
    }
}

/// Sobol indices of an uncertain input, which for a weight is its draw before all are scaled to one sum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The uncertain input.
    pub factor: FactorName,
    /// Its indices.
    #[serde(flatten)]
    pub indices: SobolIndices,
}

/// How firm a firm's rank is.
#[derive(Clone, Debug, PartialEq)]
pub struct FirmStability {
    /// What distinguishes it from others.
    pub firm: String,
    /// Its name; empty where the cohort has none.
    pub name: String,
    /// Its segment.
    pub segment: String,
    /// Today's points.
    pub points: f64,
    /// Today's rank.
    pub rank: u32,
    /// Mean rank over the draws.
    pub mean_rank: f64,
    /// The low end of the interval.
    pub rank_low: u32,
    /// The high end.
    pub rank_high: u32,
    /// Share of draws in which it is on any list.
    pub referred: f64,
    /// Share of draws in which it is in each top.
    pub in_top: Vec<f64>,
    /// Share of draws in which it is on each institution's list.
    pub on_list: Vec<f64>,
}

/// One draw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Drawn {
    /// Its number, from 1.
    pub draw: u32,
    /// What each choice came to.
    pub choices: Vec<String>,
    /// The mean absolute rank shift.
    pub shift: f64,
    /// The weights, in the scorecard's own unit: per indicator and segment.
    pub weights: Weights,
}

/// One draw beside today's weights.
#[derive(Clone, Debug, Serialize)]
pub struct DrawReport {
    /// The draw.
    #[serde(flatten)]
    pub drawn: Drawn,
    /// The segments, in the scorecard's order.
    #[serde(skip)]
    pub segments: Vec<String>,
    /// What the segments are called in each language.
    #[serde(skip)]
    pub segment_names: Vec<Message>,
    /// The option drawn of each choice, in each language.
    #[serde(skip)]
    pub choices: Vec<Message>,
    /// All indicators, in the scorecard's order.
    #[serde(skip)]
    pub indicators: Vec<DrawnWeights>,
}

/// An indicator's weights, in the scorecard's own unit.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnWeights {
    /// Its id.
    pub id: String,
    /// Title in Chinese.
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
