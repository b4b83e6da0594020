//! A scorecard as written in TOML, with the meaning of every key. [`check`](super::check) checks it.
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

/// Names that rules can use without quotes.
const IDENTIFIER: &str = "^[a-z][a-z0-9_]*$";
/// Names for files and tables.
const LABEL: &str = "^[a-z0-9][a-z0-9_-]*$";
/// Text with at least one character that is not blank.
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
    /// The document that contains the scorecard: name, number, year.
    pub source: Option<String>,
    /// Where the weights come from; illustrative ones are named as such on every output.
    pub weights_basis: Spanned<WeightsBasis>,
    /// Remark on illustrative weights: a clause that every output prints beside their name.
    pub weights_note: Option<String>,
    /// The same text in Chinese.
    pub weights_note_zh: Option<String>,
    /// Full marks of the whole, in every segment.
    #[schemars(transform = schema::not_negative)]
    pub scale: Spanned<f64>,
    /// Decimals of published points, 0 to 6.
    #[schemars(range(min = 0, max = 6))]
    pub decimals: Spanned<i64>,
    /// Least share of weight with known raw values, 0 to 1; firms below it are not scored. Absent: 0.
    #[schemars(transform = schema::share)]
    pub minimum_coverage: Option<Spanned<f64>>,
    /// What a missing raw value counts as, for indicators without `missing`.
    pub missing: Option<Spanned<Missing>>,
    /// How the points of the top level are combined. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points of the whole, or of the base if there is a bonus or a deduction.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<f64>>,
    /// Least points of the whole, or of the base if there is a bonus or a deduction.
    #[schemars(transform = schema::not_negative)]
    pub floor: Option<Spanned<f64>>,
    /// The pass rule on a firm's points: a rule, or a combination of conditions. Absent: none.
    pub pass: Option<Spanned<Pass>>,
    /// Fields of firms that the dictionary lacks, declared as in the dictionary; rules use them by name.
    #[serde(default)]
    pub field: Vec<Spanned<Field>>,
    /// Named values for later rules; each may use those before it.
    #[serde(default)]
    pub derived: Vec<Derived>,
    /// Segments (阶段): a firm belongs to the first whose rule it meets. Absent: one segment `all`.
    #[serde(default)]
    pub segment: Vec<Segment>,
    /// Top-level groups (一级指标).
    #[serde(default)]
    pub group: Vec<Group>,
    /// Indicators outside any group; they stand before the groups.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Points added to the base, beyond the scale.
    pub bonus: Option<Extra>,
    /// Points subtracted from base and bonus.
    pub deduction: Option<Extra>,
    /// Gates (准入): conditions that must be met before points count. Each needs an `id` and a `reason`.
    #[serde(default)]
    pub gate: Vec<Spanned<Condition>>,
    /// Routes (直通): conditions that qualify a firm in place of the pass rule. Each needs an `id` and a
    /// `title`.
    #[serde(default)]
    pub route: Vec<Spanned<Condition>>,
    /// Grades by points, best first.
    #[serde(default)]
    pub grade: Vec<Grade>,
    /// Tops by share of rank (领跑榜 and the like), best first.
    #[serde(default)]
    pub top: Vec<Top>,
    /// Keys that order firms with equal points, applied one after another.
    #[serde(default)]
    pub tie_breaker: Vec<TieBreaker>,
}

/// `[[derived]]`: a named value.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// Name of the value in later rules.
    #[schemars(extend("pattern" = IDENTIFIER))]
    pub id: Spanned<String>,
    /// A rule: an SQL expression over fields, `as_of` and the derived values above.
    pub value: Spanned<String>,
    /// Title of the value for people.
    pub title: Option<String>,
    /// Title in Chinese.
    pub title_zh: Option<String>,
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
    /// A rule that the firms of the segment meet. Absent: all remaining firms.
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
    /// How the members' points are combined. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points of the group.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<f64>>,
    /// Least points of the group.
    #[schemars(transform = schema::not_negative)]
    pub floor: Option<Spanned<f64>>,
    /// Full marks of a group that is a mean, and weight of a group in a mean; one number, or one per segment.
    #[schemars(transform = schema::not_negative)]
    pub weight: Option<Spanned<PerSegment>>,
    /// Full marks reserved for members that an extending scorecard adds. No firm gets them until then.
    #[schemars(transform = schema::not_negative)]
    pub reserved: Option<Spanned<f64>>,
    /// Indicators directly in the group.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Groups directly in the group.
    #[serde(default)]
    pub group: Vec<Group>,
}

/// `[[group.indicator]]`: a raw value and its map to points.
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
    /// Whether greater or lesser values are better. Absent: `lower` for tiers with `at_most`, otherwise
    /// `higher`.
    pub direction: Option<Spanned<Direction>>,
    /// Steps between the raw value and the curve, in order.
    #[serde(default)]
    pub treatment: Vec<Spanned<Treatment>>,
    /// Map from the treated value to a share of full marks.
    pub curve: Spanned<Curve>,
    /// Full marks: one number, or one per segment. Absent: the most points of a table, or the cap of
    /// `per_unit`.
    #[schemars(transform = schema::not_negative)]
    pub weight: Option<Spanned<PerSegment>>,
    /// What a missing raw value counts as. Absent: as `missing` of the scorecard.
    pub missing: Option<Spanned<Missing>>,
    /// The document that contains the indicator's table.
    pub source: Option<String>,
}

/// A condition: a rule, or a combination of conditions, in `[[gate]]`, `[[route]]`, `[pass]` and their parts.
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
    /// Title of the condition for people, shown in reports and lists.
    pub title: Option<String>,
    /// The same text in Chinese.
    pub title_zh: Option<String>,
    /// Reason that people read if the condition is not met. Absent: the reasons of its parts, or the rule.
    pub reason: Option<String>,
    /// The same text in Chinese.
    pub reason_zh: Option<String>,
    /// A rule: an SQL expression that is true or false for each firm.
    pub when: Option<Spanned<String>>,
    /// What the condition counts as if its value is unknown: `pass` as met, `fail` as not met; `hold`, only
    /// in a gate, keeps the firm off every list until the value is known. Absent: `hold` in a gate, `fail`
    /// elsewhere.
    pub unknown: Option<Spanned<Unknown>>,
    /// All of these conditions must be met.
    #[schemars(extend("minItems" = 1))]
    pub all_of: Option<Spanned<Vec<Spanned<Condition>>>>,
    /// At least one of these conditions must be met.
    #[schemars(extend("minItems" = 1))]
    pub any_of: Option<Spanned<Vec<Spanned<Condition>>>>,
    /// `{ count = 2, of = [{ when = "…" }, …] }`: at least this number of these conditions must be met.
    pub at_least: Option<Spanned<AtLeast>>,
}

/// A least number of conditions to meet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// Number of conditions that must be met, 1 or more.
    #[schemars(range(min = 1))]
    pub count: Spanned<usize>,
    /// The conditions that are counted.
    #[schemars(extend("minItems" = 1))]
    pub of: Vec<Spanned<Condition>>,
}

/// The pass rule: `pass = "points >= 60"`, or `[pass]` with a condition.
#[derive(Clone, Debug)]
pub enum Pass {
    /// A single rule.
    Rule(String),
    /// A combination of conditions.
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
    /// How the members' points are combined. Absent: `sum`.
    pub combine: Option<Combine>,
    /// Most points of the group.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<f64>>,
    /// Indicators directly in the group.
    #[serde(default)]
    pub indicator: Vec<Indicator>,
    /// Groups directly in the group.
    #[serde(default)]
    pub group: Vec<Group>,
}

/// `[[top]]`: the best firms by rank.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Top {
    /// Name on every output.
    #[schemars(extend("pattern" = FILLED))]
    pub id: Spanned<String>,
    /// Title for people.
    pub title: Option<String>,
    /// The same text in Chinese.
    pub title_zh: Option<String>,
    /// Share of firms in this top and all better ones together, above 0 and at most 1.
    #[schemars(transform = schema::positive, extend("maximum" = 1))]
    pub share: Spanned<f64>,
    /// The firms ranked together: `[]` or `["segment"]`.
    #[schemars(extend("maxItems" = 1, "items" = { "enum": ["segment"] }))]
    pub within: Spanned<Vec<Stratum>>,
}

/// `[[grade]]`: firms with at least a number of points.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Name on every output, such as `A`.
    #[schemars(extend("pattern" = FILLED))]
    pub id: Spanned<String>,
    /// Least published points of the grade, inclusive.
    pub at_least: Spanned<f64>,
}

/// `[[tie_breaker]]`: a key that orders firms with equal points.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TieBreaker {
    /// A rule over fields and points, with a number, a date or a flag as value.
    pub by: Spanned<String>,
    /// Whether the least or the greatest value comes first.
    pub order: Order,
}

/// Whether the least or the greatest value comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The least value comes first.
    Ascending,
    /// The greatest value comes first.
    Descending,
}
