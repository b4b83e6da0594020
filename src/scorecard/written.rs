//! A scorecard exactly as it is written in TOML. Every key has its meaning here; [`check`](super::check) has the rest.
//!
//! Choices are enums written `curve = "flag"` or `curve = { linear = { low = 0, high = 50 } }`, so that every part
//! keeps its position in the file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::json;

use super::{Combine, Direction, Ties, WeightsBasis};
use crate::firms::Field;
use crate::parameters::{Spanned, schema};

/// What rules can use as it stands.
const IDENTIFIER: &str = "^[a-z][a-z0-9_]*$";
/// What files and tables can be named by.
const LABEL: &str = "^[A-Za-z0-9][a-z0-9_-]*$";
/// Anything but blanks.
const FILLED: &str = "\\S";

/// A scorecard: indicators, weights, curves and gates, one way to score firms. With `extends` the file says only what it
/// changes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scorecard {
    /// Stable id in lower-case letters, digits, `-` and `_`: `mst-2022`.
    #[schemars(extend("pattern" = LABEL))]
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The document the scorecard stands in: name, number, year.
    pub source: Option<String>,
    /// Where the weights come from.
    pub weights_basis: Spanned<WeightsBasis>,
    /// Full marks of the whole, in every segment.
    #[schemars(transform = schema::not_negative)]
    pub scale: Spanned<f64>,
    /// Decimals of published points, 0..=6.
    #[schemars(range(min = 0, max = 6))]
    pub decimals: Spanned<i64>,
    /// The least share of weight whose raw values must be known, 0..=1. Absent: 0, nobody is turned away.
    #[schemars(transform = schema::share)]
    pub minimum_coverage: Option<Spanned<f64>>,
    /// What a missing raw value counts as where the indicator says nothing of its own.
    pub missing: Option<Spanned<Missing>>,
    /// How the top level becomes the whole. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points of the whole.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<f64>>,
    /// Least points of the whole.
    #[schemars(transform = schema::not_negative)]
    pub floor: Option<Spanned<f64>>,
    /// What a firm's points must satisfy to qualify: a rule, or a condition of several. Absent: nothing.
    pub pass: Option<Spanned<Pass>>,
    /// Fields of the firms that the dictionary has not, described as there; rules use them by name.
    #[serde(default)]
    pub field: Vec<Spanned<Field>>,
    /// Values with a name, for later rules to use; each sees those before it.
    #[serde(default)]
    pub derived: Vec<Derived>,
    /// Segments (阶段): a firm belongs to the first whose rule holds. Absent: one segment `all`.
    #[serde(default)]
    pub segment: Vec<Segment>,
    /// Top-level groups (一级指标).
    #[serde(default)]
    pub group: Vec<Group>,
    /// Indicators outside any group; they stand before the groups.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Points that come on top of the scale.
    pub bonus: Option<Extra>,
    /// Points that are taken off.
    pub deduction: Option<Extra>,
    /// Gates (准入): what must hold before points count. Each needs an `id` and a `reason`.
    #[serde(default)]
    pub gate: Vec<Spanned<Condition>>,
    /// Routes (直通): what qualifies a firm in place of the pass rule. Each needs an `id` and a `title`.
    #[serde(default)]
    pub route: Vec<Spanned<Condition>>,
    /// Grades by points, best first.
    #[serde(default)]
    pub grade: Vec<Grade>,
    /// Tops by share of rank, best first.
    #[serde(default)]
    pub top: Vec<Top>,
    /// What orders firms of equal points, first to last.
    #[serde(default)]
    pub tie_breaker: Vec<TieBreaker>,
}

/// `[[derived]]`: a value with a name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// Its name in later rules.
    #[schemars(extend("pattern" = IDENTIFIER))]
    pub id: Spanned<String>,
    /// A rule: an SQL expression over fields, `as_of` and the derived values before it.
    pub value: Spanned<String>,
    /// What it is, for people.
    pub title: Option<String>,
}

/// `[[segment]]`: firms that share weights.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Stable id.
    #[schemars(extend("pattern" = LABEL))]
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// A rule: which firms belong to it. Absent: all that are left.
    pub when: Option<Spanned<String>>,
}

/// `[[group]]`, and nested `[[group.group]]`. Its indicators stand before its groups.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable id.
    #[schemars(extend("pattern" = IDENTIFIER))]
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// How members become one. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points it can have.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<f64>>,
    /// Least points it can have.
    #[schemars(transform = schema::not_negative)]
    pub floor: Option<Spanned<f64>>,
    /// Full marks of a mean-like group; weight in a mean-like parent.
    #[schemars(transform = schema::not_negative)]
    pub weight: Option<Spanned<PerSegment>>,
    /// Full marks kept for members that a scorecard which extends this one adds; until then nobody has them.
    #[schemars(transform = schema::not_negative)]
    pub reserved: Option<Spanned<f64>>,
    /// Its own indicators.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Groups within it.
    #[serde(default)]
    pub group: Vec<Group>,
}

/// `[[group.indicator]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable id.
    #[schemars(extend("pattern" = IDENTIFIER))]
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Unit of the raw value, for people.
    pub unit: Option<String>,
    /// The raw value: an SQL expression over fields and derived values; a number, a flag for `flag`, a text for `classes`.
    pub value: Spanned<String>,
    /// Which end is better. Absent: `higher`, but `lower` for tiers written `at_most`.
    pub direction: Option<Spanned<Direction>>,
    /// Steps between the raw value and the curve, in order.
    #[serde(default)]
    pub treatment: Vec<Spanned<Treatment>>,
    /// From a treated value to a share of full marks.
    pub curve: Spanned<Curve>,
    /// Full marks, one number or one per segment. Absent: those of the tiers or the cap of the units.
    #[schemars(transform = schema::not_negative)]
    pub weight: Option<Spanned<PerSegment>>,
    /// What a missing raw value counts as. Absent: what the scorecard says.
    pub missing: Option<Spanned<Missing>>,
    /// The document the table stands in.
    pub source: Option<String>,
}

/// A step before the curve.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Treatment {
    /// Values drawn in to two quantiles: `{ winsorise = { lower = 0.01, upper = 0.99, within = [] } }`.
    Winsorise(Winsorise),
    /// The natural logarithm: `"ln"`.
    Ln,
    /// That of 1 more: `"ln1p"`.
    Ln1p,
    /// Outliers drawn in one at a time: `{ draw_in = { skew = 2, kurtosis = 3.5, most = 6, within = [] } }`.
    #[serde(rename = "draw_in")]
    DrawIn(DrawIn),
}

/// When values count as outliers, and how many may be drawn in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawIn {
    /// Absolute skew from which a column has outliers, if its kurtosis has reached its own bound as well.
    #[schemars(transform = schema::positive)]
    pub skew: Spanned<f64>,
    /// Excess kurtosis from which it has.
    #[schemars(transform = schema::positive)]
    pub kurtosis: Spanned<f64>,
    /// The most values to draw in.
    #[schemars(range(min = 1))]
    pub most: Spanned<usize>,
    /// The firms the column is taken over.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
}

/// The quantiles values are drawn in to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Winsorise {
    /// Lower quantile, from 0 to 1.
    #[schemars(transform = schema::share)]
    pub lower: Spanned<f64>,
    /// Upper quantile, from 0 to 1.
    #[schemars(transform = schema::share)]
    pub upper: Spanned<f64>,
    /// The firms the quantiles are taken over.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
}

/// From a treated value to a share of full marks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// Steps: `{ tiers = { at_least = [[30, 20], [25, 16]], otherwise = 0 } }`, or `at_most`.
    Tiers(Tiers),
    /// Straight between goalposts: `{ linear = { low = 0, high = 50, log = false } }`, each goalpost one number or one per segment.
    Linear(Linear),
    /// The value of full marks, `x / reference`: `{ reference = 500 }`, or per segment.
    #[schemars(transform = full_marks_positive)]
    Reference(Spanned<PerSegment>),
    /// Straight lines between knots (value, share): `{ piecewise = [[0, 0], [10, 0.5], [20, 1]] }`.
    #[schemars(transform = knots)]
    Piecewise(Spanned<Vec<(f64, f64)>>),
    /// The share of its peers a firm beats: `{ percentile = { within = ["segment"], ties = "low" } }`.
    Percentile(Percentile),
    /// Between the least and the greatest value: `{ minmax = { within = [] } }`.
    #[serde(rename = "minmax")]
    MinMax(Population),
    /// The normal distribution at the standard score: `{ zscore = { within = [] } }`.
    #[serde(rename = "zscore")]
    ZScore(Population),
    /// Points for each full unit: `{ per_unit = { unit = 2, points = 1, cap = 5 } }`.
    PerUnit(PerUnit),
    /// Points by the text of the value: `{ classes = { points = { national = 10, provincial = 8 }, otherwise = 0 } }`.
    Classes(Classes),
    /// All for yes, nothing for no: `"flag"`.
    Flag,
}

/// Points by the text of a value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Classes {
    /// Points by class.
    #[schemars(transform = schema::not_negative)]
    pub points: Spanned<BTreeMap<Spanned<String>, Spanned<f64>>>,
    /// Points of a firm of any other class.
    #[schemars(transform = schema::not_negative)]
    pub otherwise: Spanned<f64>,
}

/// Steps.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{ "required": ["at_least"] }, { "required": ["at_most"] }]))]
pub struct Tiers {
    /// (bound, points), where more is better: bounds descend.
    #[schemars(transform = schema::pairs_not_negative, extend("minItems" = 1))]
    pub at_least: Option<Spanned<Vec<(f64, f64)>>>,
    /// (bound, points), where less is better: bounds ascend.
    #[schemars(transform = schema::pairs_not_negative, extend("minItems" = 1))]
    pub at_most: Option<Spanned<Vec<(f64, f64)>>>,
    /// Points of a firm that reaches none.
    #[schemars(transform = schema::not_negative)]
    pub otherwise: Spanned<f64>,
}

/// Goalposts.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Linear {
    /// Where marks begin, one number or one per segment.
    pub low: Spanned<PerSegment>,
    /// Where full marks are reached, one number or one per segment.
    pub high: Spanned<PerSegment>,
    /// Whether logarithms of all three are taken first.
    #[serde(default)]
    pub log: bool,
}

/// Ranks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Percentile {
    /// The firms ranked together: those equal in every stratum; `[]` for all.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
    /// What equal values get.
    #[serde(default)]
    pub ties: Ties,
}

/// The firms a statistic is taken over.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Those equal in every stratum; `[]` for all.
    #[schemars(extend("uniqueItems" = true))]
    pub within: Vec<Stratum>,
}

/// Points for each full unit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerUnit {
    /// What counts as one.
    #[schemars(transform = schema::positive)]
    pub unit: Spanned<f64>,
    /// Points per unit.
    #[schemars(transform = schema::positive)]
    pub points: Spanned<f64>,
    /// Most points.
    #[schemars(transform = schema::positive)]
    pub cap: Spanned<f64>,
}

/// What a missing raw value counts as.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// No points: `"zero"`.
    Zero,
    /// Left out, its weight carried by the others of its group: `"skip"`.
    Skip,
    /// The firm is not scored: `"reject"`.
    Reject,
    /// The mean of the known values: `{ mean = { within = [] } }`.
    Mean(Population),
    /// Their median: `{ median = { within = [] } }`.
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

/// What must hold: a rule, or several conditions put together. `[[gate]]`, `[[route]]`, `[pass]` and what they consist of.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    { "required": ["when"] },
    { "required": ["all_of"] },
    { "required": ["any_of"] },
    { "required": ["at_least"] },
]))]
pub struct Condition {
    /// Stable id.
    #[schemars(extend("pattern" = LABEL))]
    pub id: Option<Spanned<String>>,
    /// What it asks, for people.
    pub title: Option<String>,
    /// What a person reads when it fails. Absent: what its parts say, or the rule.
    pub reason: Option<String>,
    /// A rule: an SQL expression that is true or false of a firm.
    pub when: Option<Spanned<String>>,
    /// Whether the rule counts as met where its value is unknown.
    #[serde(default)]
    pub unknown_passes: bool,
    /// All of these must hold.
    #[schemars(extend("minItems" = 1))]
    pub all_of: Option<Spanned<Vec<Spanned<Condition>>>>,
    /// One of these must hold.
    #[schemars(extend("minItems" = 1))]
    pub any_of: Option<Spanned<Vec<Spanned<Condition>>>>,
    /// `{ count = 2, of = [{ when = "…" }, …] }`: so many of these must hold.
    pub at_least: Option<Spanned<AtLeast>>,
}

/// How many of several conditions must hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// How many.
    #[schemars(range(min = 1))]
    pub count: Spanned<usize>,
    /// Of which.
    #[schemars(extend("minItems" = 1))]
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

impl JsonSchema for Pass {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Pass".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, generator.subschema_for::<Condition>()] })
    }
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
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// Title in English.
    pub title: Option<String>,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// How members become one. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points it can have.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<f64>>,
    /// Its own indicators.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Groups within it.
    #[serde(default)]
    pub group: Vec<Group>,
}

/// `[[top]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Top {
    /// Stable id.
    #[schemars(extend("pattern" = FILLED))]
    pub id: Spanned<String>,
    /// Title for people.
    pub title: Option<String>,
    /// The share of firms in it and in the tops before it together, above 0 and at most 1.
    #[schemars(transform = schema::positive, extend("maximum" = 1))]
    pub share: Spanned<f64>,
    /// The firms ranked together: `[]` or `["segment"]`.
    #[schemars(extend("maxItems" = 1, "items" = { "enum": ["segment"] }))]
    pub within: Spanned<Vec<Stratum>>,
}

/// `[[grade]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its name on every output: `A`.
    #[schemars(extend("pattern" = FILLED))]
    pub id: Spanned<String>,
    /// Least published points, themselves included.
    pub at_least: Spanned<f64>,
}

/// `[[tie_breaker]]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TieBreaker {
    /// A rule: a number, a date or a flag, over fields and points.
    pub by: Spanned<String>,
    /// Which end comes first.
    pub order: Order,
}

/// Which end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
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

/// `reference` is above 0, in whichever segment.
fn full_marks_positive(schema: &mut Schema) {
    of_choice(schema, "reference", schema::positive);
}

/// A line needs two knots, each with a share.
fn knots(schema: &mut Schema) {
    of_choice(schema, "piecewise", |knots| {
        schema::pairs_share(knots);
        knots.insert("minItems".to_owned(), 2.into());
    });
}

/// Changes the schema of what stands under `key`, the only key of a choice with settings.
fn of_choice(choice: &mut Schema, key: &str, change: impl FnOnce(&mut Schema)) {
    if let Some(settings) = choice.get_mut("properties").and_then(|properties| properties.get_mut(key))
        && let Ok(settings) = <&mut Schema>::try_from(settings)
    {
        change(settings);
    }
}
