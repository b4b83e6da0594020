//! The table `[programmes.portfolio]` of a campaign.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};

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
    Given(Numbers),
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
    Each(Numbers),
}

/// Numbers by name.
type Numbers = BTreeMap<String, Spanned<f64>>;

/// Reads a value of one of several kinds. Another kind is a fault that says what is `expected`.
struct Either<T> {
    expected: Message,
    number: Option<fn(f64) -> T>,
    text: Option<fn(String) -> T>,
    numbers: Option<fn(Numbers) -> T>,
}

impl<T> Either<T> {
    fn of(expected: Message) -> Either<T> {
        Either { expected, number: None, text: None, numbers: None }
    }
}

impl<'de, T> Visitor<'de> for Either<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.expected)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        match self.number {
            Some(of) => Ok(of(number as f64)),
            None => Err(E::invalid_type(Unexpected::Signed(number), &self)),
        }
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        match self.number {
            Some(of) => Ok(of(number)),
            None => Err(E::invalid_type(Unexpected::Float(number), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        match self.text {
            Some(of) => Ok(of(text.to_owned())),
            None => Err(E::invalid_type(Unexpected::Str(text), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let Some(of) = self.numbers else { return Err(A::Error::invalid_type(Unexpected::Map, &self)) };
        let mut numbers = BTreeMap::new();
        while let Some((name, number)) = map.next_entry()? {
            numbers.insert(name, number);
        }
        Ok(of(numbers))
    }
}

impl<'de> Deserialize<'de> for Defaults {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Defaults, D::Error> {
        deserializer.deserialize_any(Either {
            text: Some(Defaults::File),
            numbers: Some(Defaults::Given),
            ..Either::of(say!(programmes::expecting_defaults))
        })
    }
}

impl<'de> Deserialize<'de> for Correlation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Correlation, D::Error> {
        deserializer.deserialize_any(Either {
            number: Some(Correlation::Number),
            text: Some(Correlation::Class),
            ..Either::of(say!(programmes::expecting_correlation))
        })
    }
}

impl<'de> Deserialize<'de> for Pools {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pools, D::Error> {
        deserializer.deserialize_any(Either {
            number: Some(Pools::One),
            numbers: Some(Pools::Each),
            ..Either::of(say!(programmes::expecting_pools))
        })
    }
}
