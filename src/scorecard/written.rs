//! A scorecard as written in TOML. Every key has its meaning here; [`check`](super::check) has the rest.
//!
//! Choices are enums written `curve = "flag"` or `curve = { linear = { low = 0, high = 50 } }`, so that every
//! part keeps its position in the file.

mod curve;

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};

use super::{Combine, Direction, Unknown, WeightsBasis};
use crate::firms::Field;
use crate::parameters::{Spanned, schema};
use crate::words::say;

pub use curve::{Classes, Curve, Linear, Missing, PerSegment, PerUnit, Stratum, Tiers, Treatment};

/// What rules can use as it stands.
const IDENTIFIER: &str = "^[a-z][a-z0-9_]*$";
/// What files and tables can be named by.
const LABEL: &str = "^[a-z0-9][a-z0-9_-]*$";
/// Anything but blanks.
const FILLED: &str = "\\S";

/// A scorecard: indicators, weights, curves and gates, one way to score firms. With `extends` the file says
/// only what it changes.
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
    /// Where the weights come from; illustrative ones are named as such on every output.
    pub weights_basis: Spanned<WeightsBasis>,
    /// What else is to be said of illustrative weights: a clause that every output says beside.
    pub weights_note: Option<String>,
    /// The same in Chinese.
    pub weights_note_zh: Option<String>,
    /// Full marks of the whole, in every segment.
    #[schemars(transform = schema::not_negative)]
    pub scale: Spanned<f64>,
    /// Decimals of published points, 0 to 6.
    #[schemars(range(min = 0, max = 6))]
    pub decimals: Spanned<i64>,
    /// The least share of weight whose raw values must be known, 0 to 1. Absent: 0, nobody is turned away.
    #[schemars(transform = schema::share)]
    pub minimum_coverage: Option<Spanned<f64>>,
    /// What a missing raw value counts as where the indicator says nothing of its own.
    pub missing: Option<Spanned<Missing>>,
    /// How the top level becomes the whole. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points of the whole; of the base, where there is a bonus or deduction.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<f64>>,
    /// Least points of the whole; of the base, where there is a bonus or deduction.
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
    /// Tops by share of rank (领跑榜 and the like), best first.
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
    /// Stable id in lower-case letters, digits, `-` and `_`.
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
    /// Stable id in lower-case letters, digits and `_`; rules call its points `points.<id>`.
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
    /// Full marks of a group that is a mean, and weight in a parent that is one; one number or one per
    /// segment.
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

/// `[[group.indicator]]`: from a raw value to points.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Stable id in lower-case letters, digits and `_`; rules call its points `points.<id>`.
    #[schemars(extend("pattern" = IDENTIFIER))]
    pub id: Spanned<String>,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Unit of the raw value, for people.
    pub unit: Option<String>,
    /// The raw value: an SQL expression over fields and derived values; a number, a flag for `flag`, a text
    /// for `classes`.
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

/// What must hold: a rule, or several conditions put together. `[[gate]]`, `[[route]]`, `[pass]` and what
/// they consist of.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [
    { "required": ["when"] },
    { "required": ["all_of"] },
    { "required": ["any_of"] },
    { "required": ["at_least"] },
]))]
pub struct Condition {
    /// Stable id in lower-case letters, digits, `-` and `_`.
    #[schemars(extend("pattern" = LABEL))]
    pub id: Option<Spanned<String>>,
    /// What it asks, for people: reports and lists show it.
    pub title: Option<String>,
    /// The same in Chinese.
    pub title_zh: Option<String>,
    /// What a person reads when it fails. Absent: what its parts say, or the rule.
    pub reason: Option<String>,
    /// The same in Chinese.
    pub reason_zh: Option<String>,
    /// A rule: an SQL expression that is true or false of a firm.
    pub when: Option<Spanned<String>>,
    /// What it counts as where its value is not known: `hold` (of a gate and its parts) keeps the firm off
    /// every list until it is, `pass` and `fail` count it as met and as not met. Absent: `hold` in a gate,
    /// `fail` elsewhere.
    pub unknown: Option<Spanned<Unknown>>,
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
    /// How many must hold, at least 1.
    #[schemars(range(min = 1))]
    pub count: Spanned<usize>,
    /// The conditions they are counted among.
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
        write!(f, "{}", say!(scorecard::expecting_pass))
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

/// `[[top]]`: the best firms by rank.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Top {
    /// Its name on every output.
    #[schemars(extend("pattern" = FILLED))]
    pub id: Spanned<String>,
    /// Title for people.
    pub title: Option<String>,
    /// The same in Chinese.
    pub title_zh: Option<String>,
    /// The share of firms in it and in the tops before it together, above 0 and at most 1.
    #[schemars(transform = schema::positive, extend("maximum" = 1))]
    pub share: Spanned<f64>,
    /// The firms ranked together: `[]` or `["segment"]`.
    #[schemars(extend("maxItems" = 1, "items" = { "enum": ["segment"] }))]
    pub within: Spanned<Vec<Stratum>>,
}

/// `[[grade]]`: firms with at least so many points.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Its name on every output: `A`.
    #[schemars(extend("pattern" = FILLED))]
    pub id: Spanned<String>,
    /// Least published points, themselves included.
    pub at_least: Spanned<f64>,
}

/// `[[tie_breaker]]`: what orders firms of equal points.
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
