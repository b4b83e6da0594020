//! The table `[programmes.portfolio]` of a campaign.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny};

use crate::parameters::Spanned;
use crate::scorecard::WeightsBasis;
use crate::words::{Message, say};

/// `[programmes.portfolio]`: assumptions about losses.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Portfolio")]
pub struct PortfolioEntry {
    /// Source of the assumptions. Every output names illustrative ones as such.
    pub basis: WeightsBasis,
    /// Division of the loans into classes of one probability of default: an SQL expression with a text as
    /// value. Absent: `grade`.
    pub classes: Option<Spanned<String>>,
    /// Probability of default of each class over the life of a loan, in %; or the path of a table with the
    /// columns `class`, `default`, and for an interval `low` and `high`, relative to the campaign.
    pub default: Spanned<Defaults>,
    /// Share of the principal that is lost at default, in %.
    pub loss_given_default: Spanned<f64>,
    /// Asset correlation ρ, 0 ≤ ρ < 1, or the class of exposures whose correlation the Basel framework
    /// states.
    pub correlation: Spanned<Correlation>,
    /// Public money in the local pool, in 万元: one sum, or with several pools a sum by id of the programme.
    /// Absent: none is set.
    pub pool: Option<Spanned<Pools>>,
    /// Chance with which a pool must suffice, in %. Absent: 99.
    pub level: Option<Spanned<f64>>,
}

/// Probabilities of default: by class, or in a file.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged, rename = "DefaultProbabilities")]
pub enum Defaults {
    /// In % by class.
    Given(BTreeMap<String, f64>),
    /// Path of a table.
    File(String),
}

/// The asset correlation: a number, or a class of exposures.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum Correlation {
    /// A number ρ, 0 ≤ ρ < 1.
    Number(f64),
    /// The word for a class of exposures of the Basel framework.
    Class(String),
}

/// Public money in local pools, in 万元.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(untagged, rename = "PoolSums")]
pub enum Pools {
    /// In the only pool.
    One(f64),
    /// By id of the programme.
    Each(BTreeMap<String, f64>),
}

/// A value of one of several kinds. A value of none of them is told in our words, not in those of the
/// deserializer.
#[derive(Deserialize)]
#[serde(untagged)]
enum Either {
    Number(f64),
    Text(String),
    Numbers(BTreeMap<String, f64>),
    Other(IgnoredAny),
}

/// Reads one of several kinds of values. `None` from `of` is a fault, with what was `expected`.
fn either<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    of: impl FnOnce(Either) -> Option<T>,
    expected: Message,
) -> Result<T, D::Error> {
    of(Either::deserialize(deserializer)?).ok_or_else(|| D::Error::custom(expected))
}

impl<'de> Deserialize<'de> for Defaults {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Defaults, D::Error> {
        let of = |value| match value {
            Either::Numbers(all) => Some(Defaults::Given(all)),
            Either::Text(path) => Some(Defaults::File(path)),
            Either::Number(_) | Either::Other(_) => None,
        };
        either(deserializer, of, say!(programmes::expecting_defaults))
    }
}

impl<'de> Deserialize<'de> for Correlation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Correlation, D::Error> {
        let of = |value| match value {
            Either::Number(number) => Some(Correlation::Number(number)),
            Either::Text(class) => Some(Correlation::Class(class)),
            Either::Numbers(_) | Either::Other(_) => None,
        };
        either(deserializer, of, say!(programmes::expecting_correlation))
    }
}

impl<'de> Deserialize<'de> for Pools {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pools, D::Error> {
        let of = |value| match value {
            Either::Number(sum) => Some(Pools::One(sum)),
            Either::Numbers(all) => Some(Pools::Each(all)),
            Either::Text(_) | Either::Other(_) => None,
        };
        either(deserializer, of, say!(programmes::expecting_pools))
    }
}
