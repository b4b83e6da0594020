//! Choices of an indicator as written: treatment, curve, missing policy.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::json;

use crate::parameters::{Spanned, schema};
use crate::scorecard::Ties;
use crate::words::say;

/// A step before the curve.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Treatment {
    /// Values outside two quantiles are set to them:
    /// `{ winsorise = { lower = 0.01, upper = 0.99, within = [] } }`.
    Winsorise(Winsorise),
    /// The natural logarithm: `"ln"`.
    Ln,
    /// The natural logarithm of 1 plus the value: `"ln1p"`.
    Ln1p,
    /// Outliers drawn in one at a time: `{ draw_in = { skew = 2, kurtosis = 3.5, most = 6, within = [] } }`.
    #[serde(rename = "draw_in")]
    DrawIn(DrawIn),
}

/// Bounds from which a column has outliers, and the most steps of drawing in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawIn {
    /// Absolute skew from which a column has outliers, if the kurtosis reaches its bound too.
    #[schemars(transform = schema::positive)]
    pub skew: Spanned<f64>,
    /// Excess kurtosis from which a column has outliers, if the skew reaches its bound too.
    #[schemars(transform = schema::positive)]
    pub kurtosis: Spanned<f64>,
    /// Most steps, each of which draws in the outermost values.
    #[schemars(range(min = 1))]
    pub most: Spanned<usize>,
    /// Population of skew and kurtosis: what its firms have in common, `[]` for all scored firms.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
}

/// The two quantiles of winsorising.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Winsorise {
    /// Lower quantile, from 0 to 1.
    #[schemars(transform = schema::share)]
    pub lower: Spanned<f64>,
    /// Upper quantile, from 0 to 1.
    #[schemars(transform = schema::share)]
    pub upper: Spanned<f64>,
    /// Population of the quantiles: what its firms have in common, `[]` for all scored firms.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
}

/// Map from a treated value to a share of full marks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// Steps: `{ tiers = { at_least = [[30, 20], [25, 16]], otherwise = 0 } }`, or `at_most`.
    Tiers(Tiers),
    /// A straight line between goalposts: `{ linear = { low = 0, high = 50, log = false } }`, each goalpost
    /// one number or one per segment.
    Linear(Linear),
    /// The ratio to the value of full marks, `x / reference`: `{ reference = 500 }`, or per segment.
    #[schemars(transform = full_marks_positive)]
    Reference(Spanned<PerSegment>),
    /// Straight lines between knots `[value, share]`: `{ piecewise = [[0, 0], [10, 0.5], [20, 1]] }`.
    #[schemars(transform = knots)]
    Piecewise(Spanned<Vec<(f64, f64)>>),
    /// The share of other firms with a worse value:
    /// `{ percentile = { within = ["segment"], ties = "low" } }`.
    Percentile(Percentile),
    /// The position between the least and the greatest value: `{ minmax = { within = [] } }`.
    #[serde(rename = "minmax")]
    MinMax(Population),
    /// The normal distribution function of the standard score: `{ zscore = { within = [] } }`.
    #[serde(rename = "zscore")]
    ZScore(Population),
    /// Points for each full unit: `{ per_unit = { unit = 2, points = 1, cap = 5 } }`.
    PerUnit(PerUnit),
    /// Points by the text of the value:
    /// `{ classes = { points = { national = 10, provincial = 8 }, otherwise = 0 } }`.
    Classes(Classes),
    /// Full marks for yes, none for no: `"flag"`.
    Flag,
}

/// Points by the text of a value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Classes {
    /// Points by class: `{ national = 10, provincial = 8 }`.
    #[schemars(transform = schema::not_negative)]
    pub points: Spanned<BTreeMap<Spanned<String>, Spanned<f64>>>,
    /// Points of any other class.
    #[schemars(transform = schema::not_negative)]
    pub otherwise: Spanned<f64>,
}

/// Points by tier.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["at_least"] }, { "required": ["at_most"] }]))]
pub struct Tiers {
    /// `[bound, points]` from most points to fewest, if more is better: bounds descend, and each belongs to
    /// its tier.
    #[schemars(transform = schema::pairs_not_negative, extend("minItems" = 1))]
    pub at_least: Option<Spanned<Vec<(f64, f64)>>>,
    /// `[bound, points]` from most points to fewest, if less is better: bounds ascend, and each belongs to
    /// its tier.
    #[schemars(transform = schema::pairs_not_negative, extend("minItems" = 1))]
    pub at_most: Option<Spanned<Vec<(f64, f64)>>>,
    /// Points of a firm that reaches no tier.
    #[schemars(transform = schema::not_negative)]
    pub otherwise: Spanned<f64>,
}

/// A straight line between two goalposts.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Linear {
    /// Value at which marks begin: one number, or one per segment.
    pub low: Spanned<PerSegment>,
    /// Value of full marks: one number, or one per segment.
    pub high: Spanned<PerSegment>,
    /// Whether logarithms of the value and of both goalposts are taken first.
    #[serde(default)]
    pub log: bool,
}

/// The share of other firms with a worse value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Percentile {
    /// What firms ranked together have in common; `[]` for all scored firms.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
    /// The rank that equal values share. Absent: `low`.
    #[serde(default)]
    pub ties: Ties,
}

/// The population of a statistic.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// What its firms have in common; `[]` for all scored firms.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
}

/// Points for each full unit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerUnit {
    /// Size of one unit, in the value's unit.
    #[schemars(transform = schema::positive)]
    pub unit: Spanned<f64>,
    /// Points for each full unit.
    #[schemars(transform = schema::positive)]
    pub points: Spanned<f64>,
    /// Most points, which are full marks.
    #[schemars(transform = schema::positive)]
    pub cap: Spanned<f64>,
}

/// What a missing raw value counts as.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// No points: `"zero"`.
    Zero,
    /// The indicator is left out, and the others of its group carry its weight: `"skip"`.
    Skip,
    /// The firm is not scored: `"reject"`.
    Reject,
    /// The mean of the known values: `{ mean = { within = [] } }`.
    Mean(Population),
    /// The median of the known values: `{ median = { within = [] } }`.
    Median(Population),
    /// This value: `{ value = 3 }`.
    Value(f64),
}

/// What firms must have in common to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stratum {
    /// The segment.
    Segment,
    /// The industry's section and division.
    Industry,
}

/// One number for all segments, or one for each: `20`, or `{ start-up = 10, growth = 8 }`.
#[derive(Clone, Debug)]
pub enum PerSegment {
    /// The same number in every segment.
    All(f64),
    /// One number per segment id, in written order.
    Each(Vec<(Spanned<String>, Spanned<f64>)>),
}

impl JsonSchema for PerSegment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "PerSegment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let each = json!({ "type": "object", "additionalProperties": { "type": "number" } });
        json_schema!({ "anyOf": [{ "type": "number" }, each] })
    }
}

impl<'de> Deserialize<'de> for PerSegment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<PerSegment, D::Error> {
        deserializer.deserialize_any(PerSegmentVisitor)
    }
}

struct PerSegmentVisitor;

impl<'de> Visitor<'de> for PerSegmentVisitor {
    type Value = PerSegment;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", say!(scorecard::expecting_per_segment))
    }

    fn visit_f64<E>(self, number: f64) -> Result<PerSegment, E> {
        Ok(PerSegment::All(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<PerSegment, E> {
        Ok(PerSegment::All(number as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<PerSegment, A::Error> {
        let mut each = Vec::new();
        while let Some(entry) = map.next_entry()? {
            each.push(entry);
        }
        Ok(PerSegment::Each(each))
    }
}

/// Requires every number of `reference` to be above 0.
fn full_marks_positive(schema: &mut Schema) {
    of_choice(schema, "reference", schema::positive);
}

/// Requires at least two knots, each with a share.
fn knots(schema: &mut Schema) {
    of_choice(schema, "piecewise", |knots| {
        schema::pairs_share(knots);
        knots.insert("minItems".to_owned(), 2.into());
    });
}

/// Changes the schema of the value of `key`, the only key of a choice with settings.
fn of_choice(choice: &mut Schema, key: &str, change: impl FnOnce(&mut Schema)) {
    if let Some(settings) = choice.get_mut("properties").and_then(|properties| properties.get_mut(key))
        && let Ok(settings) = <&mut Schema>::try_from(settings)
    {
        change(settings);
    }
}
