//! A scorecard exactly as it is written in TOML. Every key has its meaning here; [`check`](super::check) has the rest.
//!
//! Choices are enums written `curve = "flag"` or `curve = { linear = { low = 0, high = 50 } }`, so that every part
//! keeps its position in the file.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use toml::Spanned;

use super::{Combine, Direction, Ties, WeightsBasis};
use crate::firms::Field;

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// Stable id, `mst-2022`.
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The document the scorecard stands in.
    pub source: Option<String>,
    /// Where the weights come from.
    pub weights_basis: Spanned<WeightsBasis>,
    /// Full marks of the whole, in every segment.
    pub scale: Spanned<f64>,
    /// Decimals of published points, 0..=6.
    pub decimals: Spanned<i64>,
    /// The least share of weight whose raw values must be known, 0..=1. Absent: 0, nobody is turned away.
    pub minimum_coverage: Option<Spanned<f64>>,
    /// What a missing raw value counts as where the indicator says nothing of its own.
    pub missing: Option<Spanned<Missing>>,
    /// How the top level becomes the whole. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points of the whole; of the base, where there is a bonus or deduction.
    pub cap: Option<Spanned<f64>>,
    /// Least points of the whole; of the base, where there is a bonus or deduction.
    pub floor: Option<Spanned<f64>>,
    /// What a firm's points must satisfy to qualify: a rule, or a condition of several. Absent: nothing.
    pub pass: Option<Spanned<Pass>>,
    /// Local fields, described as in the dictionary.
    #[serde(default)]
    pub field: Vec<Spanned<Field>>,
    /// Named values.
    #[serde(default)]
    pub derived: Vec<Derived>,
    /// Segments, the first that holds counts. Absent: one segment `all`.
    #[serde(default)]
    pub segment: Vec<Segment>,
    /// Top-level groups.
    #[serde(default)]
    pub group: Vec<Group>,
    /// Indicators outside any group; they stand before the groups.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// What may come on top of the scale.
    pub bonus: Option<Extra>,
    /// What is taken off.
    pub deduction: Option<Extra>,
    /// Gates.
    #[serde(default)]
    pub gate: Vec<Spanned<Condition>>,
    /// Routes.
    #[serde(default)]
    pub route: Vec<Spanned<Condition>>,
    /// Grades, best first.
    #[serde(default)]
    pub grade: Vec<Grade>,
    /// Tops by share of rank, best first.
    #[serde(default)]
    pub top: Vec<Top>,
    /// Tie-breakers, first to last.
    #[serde(default)]
    pub tie_breaker: Vec<TieBreaker>,
}

/// `[[derived]]`: a value with a name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// Its name in later rules.
    pub id: Spanned<String>,
    /// The rule.
    pub value: Spanned<String>,
    /// What it is, for people.
    pub title: Option<String>,
}

/// `[[segment]]`: firms that share weights.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Stable id.
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Which firms belong to it. Absent: all that are left.
    pub when: Option<Spanned<String>>,
}

/// `[[group]]`, and nested `[[group.group]]`. Its indicators stand before its groups.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable id.
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// How members become one. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points it can have.
    pub cap: Option<Spanned<f64>>,
    /// Least points it can have.
    pub floor: Option<Spanned<f64>>,
    /// Full marks of a mean-like group; weight in a mean-like parent.
    pub weight: Option<Spanned<PerSegment>>,
    /// Full marks kept for members that a scorecard which extends this one adds; until then nobody has them.
    pub reserved: Option<Spanned<f64>>,
    /// Its own indicators.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Groups within it.
    #[serde(default)]
    pub group: Vec<Group>,
}

/// `[[group.indicator]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable id.
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Unit of the raw value.
    pub unit: Option<String>,
    /// The raw value: a rule.
    pub value: Spanned<String>,
    /// Which end is better. Absent: `higher`, but `lower` for tiers written `at_most`.
    pub direction: Option<Spanned<Direction>>,
    /// Steps before the curve.
    #[serde(default)]
    pub treatment: Vec<Spanned<Treatment>>,
    /// From a treated value to a share of full marks.
    pub curve: Spanned<Curve>,
    /// Full marks. Absent: those of the tiers or the cap of the units.
    pub weight: Option<Spanned<PerSegment>>,
    /// What a missing raw value counts as. Absent: what the scorecard says.
    pub missing: Option<Spanned<Missing>>,
    /// The document the table stands in.
    pub source: Option<String>,
}

/// A step before the curve.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Treatment {
    /// `{ winsorise = { lower = 0.01, upper = 0.99, within = [] } }`.
    Winsorise(Winsorise),
    /// `"ln"`.
    Ln,
    /// `"ln1p"`.
    Ln1p,
    /// `{ draw_in = { skew = 2, kurtosis = 3.5, most = 6, within = [] } }`.
    #[serde(rename = "draw_in")]
    DrawIn(DrawIn),
}

/// When values count as outliers, and how many may be drawn in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawIn {
    /// Absolute skew from which a column has outliers, if its kurtosis has reached its own bound as well.
    pub skew: Spanned<f64>,
    /// Excess kurtosis from which it has.
    pub kurtosis: Spanned<f64>,
    /// The most values to draw in.
    pub most: Spanned<usize>,
    /// The firms the column is taken over.
    pub within: Vec<Stratum>,
}

/// The quantiles values are drawn in to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Winsorise {
    /// Lower quantile.
    pub lower: Spanned<f64>,
    /// Upper quantile.
    pub upper: Spanned<f64>,
    /// The firms the quantiles are taken over.
    pub within: Vec<Stratum>,
}

/// From a treated value to a share of full marks.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// `{ tiers = { at_least = [[30, 20], [25, 16]], otherwise = 0 } }`, or `at_most`.
    Tiers(Tiers),
    /// `{ linear = { low = 0, high = 50, log = false } }`.
    Linear(Linear),
    /// `{ reference = 500 }`, or per segment.
    Reference(Spanned<PerSegment>),
    /// `{ piecewise = [[0, 0], [10, 0.5], [20, 1]] }`.
    Piecewise(Spanned<Vec<(f64, f64)>>),
    /// `{ percentile = { within = ["segment"], ties = "low" } }`.
    Percentile(Percentile),
    /// `{ minmax = { within = [] } }`.
    #[serde(rename = "minmax")]
    MinMax(Population),
    /// `{ zscore = { within = [] } }`.
    #[serde(rename = "zscore")]
    ZScore(Population),
    /// `{ per_unit = { unit = 2, points = 1, cap = 5 } }`.
    PerUnit(PerUnit),
    /// `{ classes = { points = { national = 10, provincial = 8 }, otherwise = 0 } }`.
    Classes(Classes),
    /// `"flag"`.
    Flag,
}

/// Points by the text of a value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classes {
    /// By class.
    pub points: Spanned<BTreeMap<Spanned<String>, Spanned<f64>>>,
    /// Points of a firm of any other class.
    pub otherwise: Spanned<f64>,
}

/// Steps.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tiers {
    /// (bound, points), where more is better: bounds descend.
    pub at_least: Option<Spanned<Vec<(f64, f64)>>>,
    /// (bound, points), where less is better: bounds ascend.
    pub at_most: Option<Spanned<Vec<(f64, f64)>>>,
    /// Points of a firm that reaches none.
    pub otherwise: Spanned<f64>,
}

/// Goalposts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Linear {
    /// Where marks begin.
    pub low: Spanned<f64>,
    /// Where full marks are reached.
    pub high: Spanned<f64>,
    /// Whether logarithms of all three are taken first.
    #[serde(default)]
    pub log: bool,
}

/// Ranks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Percentile {
    /// The firms ranked together.
    pub within: Vec<Stratum>,
    /// What equal values get.
    #[serde(default)]
    pub ties: Ties,
}

/// The firms a statistic is taken over.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Those equal in every stratum; `[]` for all.
    pub within: Vec<Stratum>,
}

/// Points for each full unit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerUnit {
    /// What counts as one.
    pub unit: Spanned<f64>,
    /// Points per unit.
    pub points: Spanned<f64>,
    /// Most points.
    pub cap: Spanned<f64>,
}

/// What a missing raw value counts as.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// `"zero"`.
    Zero,
    /// `"skip"`.
    Skip,
    /// `"reject"`.
    Reject,
    /// `{ mean = { within = [] } }`.
    Mean(Population),
    /// `{ median = { within = [] } }`.
    Median(Population),
    /// `{ value = 3 }`.
    Value(f64),
}

/// What firms must have in common to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stratum {
    /// The segment.
    Segment,
    /// The industry's section and division.
    Industry,
}

/// What must hold: a rule, or several conditions put together. `[[gate]]`, `[[route]]`, `[pass]` and what they consist of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Stable id.
    pub id: Option<Spanned<String>>,
    /// What it asks, for people.
    pub title: Option<String>,
    /// What a person reads when it fails. Absent: what its parts say, or the rule.
    pub reason: Option<String>,
    /// A rule.
    pub when: Option<Spanned<String>>,
    /// Whether the rule counts as met where its value is unknown.
    #[serde(default)]
    pub unknown_passes: bool,
    /// All of these must hold.
    pub all_of: Option<Spanned<Vec<Spanned<Condition>>>>,
    /// One of these must hold.
    pub any_of: Option<Spanned<Vec<Spanned<Condition>>>>,
    /// `{ count = 2, of = [{ when = "…" }, …] }`: so many of these must hold.
    pub at_least: Option<Spanned<AtLeast>>,
}

/// How many of several conditions must hold.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// How many.
    pub count: Spanned<usize>,
    /// Of which.
    pub of: Vec<Spanned<Condition>>,
}

/// The pass rule: `pass = "points >= 60"`, or `[pass]` with a condition.
#[derive(Clone, Debug)]
pub enum Pass {
    /// One rule.
    Rule(String),
    /// Several.
    Condition(Box<Condition>),
}

impl<'de> Deserialize<'de> for Pass {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Pass, D::Error> {
        deserializer.deserialize_any(PassVisitor)
    }
}

struct PassVisitor;

impl<'de> Visitor<'de> for PassVisitor {
    type Value = Pass;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rule, or a table with `when`, `all_of`, `any_of` or `at_least`")
    }

    fn visit_str<E>(self, rule: &str) -> Result<Pass, E> {
        Ok(Pass::Rule(rule.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Pass, A::Error> {
        let condition = Condition::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(Pass::Condition(Box::new(condition)))
    }
}

/// `[bonus]` or `[deduction]`: a group beside the base.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// Title in English.
    pub title: Option<String>,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// How members become one. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points it can have.
    pub cap: Option<Spanned<f64>>,
    /// Its own indicators.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Groups within it.
    #[serde(default)]
    pub group: Vec<Group>,
}

/// `[[top]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Top {
    /// Stable id.
    pub id: Spanned<String>,
    /// Title for people.
    pub title: Option<String>,
    /// The share of firms in it and in the tops before it together, above 0 and at most 1.
    pub share: Spanned<f64>,
    /// The firms ranked together: `[]` or `["segment"]`.
    pub within: Spanned<Vec<Stratum>>,
}

/// `[[grade]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// `A`.
    pub id: Spanned<String>,
    /// Least published points.
    pub at_least: Spanned<f64>,
}

/// `[[tie_breaker]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieBreaker {
    /// A rule.
    pub by: Spanned<String>,
    /// Which end comes first.
    pub order: Order,
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The least.
    Ascending,
    /// The greatest.
    Descending,
}

/// One number for all segments, or one for each: `20`, or `{ start-up = 10, growth = 8 }`.
#[derive(Clone, Debug)]
pub enum PerSegment {
    /// The same everywhere.
    All(f64),
    /// By segment id, in written order.
    Each(Vec<(Spanned<String>, Spanned<f64>)>),
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
        f.write_str("a number, or a table with a number for each segment")
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
