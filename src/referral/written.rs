//! The types of an institutions file as written, before its checks.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

use crate::parameters::{self, Spanned};
use crate::scorecard::WeightsBasis;
use crate::scoring::MOST_DECIMALS;
use crate::words::{Message, say};

/// Who gets a list, by which rules, in which form.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["institution"]))]
pub(super) struct File {
    /// Where rules and capacities come from; illustrative ones are named as such on every output.
    pub rules_basis: Option<WeightsBasis>,
    /// The document they stand in.
    pub source: Option<String>,
    /// What holds for every institution that does not say otherwise.
    #[serde(default)]
    pub defaults: Defaults,
    /// The institutions, at least one.
    #[serde(default, rename = "institution")]
    #[schemars(extend("minItems" = 1))]
    pub institutions: Vec<Entry>,
}

/// `[defaults]`: what holds for every institution that does not say otherwise.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    /// What a firm must meet, tried in order before an institution's own rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleEntry>,
    /// What orders the list. Absent: points, as the scorecard ranks them.
    pub order: Option<OrderEntry>,
    /// Most firms on the list, or `"unlimited"`. Absent: no limit.
    pub capacity: Option<Spanned<Capacity>>,
    /// The columns of the list. Absent: the usual ones.
    #[schemars(extend("minItems" = 1))]
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    /// What file the list is. Absent: `csv`.
    pub format: Option<Format>,
    /// How a CSV list's text becomes bytes. Absent: `utf-8-bom`. A workbook has none.
    pub encoding: Option<Spanned<Encoding>>,
}

/// `[[institution]]`: who gets a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Stable id, which its list's file is named by: lower-case letters and digits, single hyphens between
    /// them.
    #[schemars(extend("pattern" = "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength" = 64))]
    pub id: Spanned<String>,
    /// Name in English.
    #[schemars(extend("pattern" = "\\S"))]
    pub name: Spanned<String>,
    /// Name in Chinese.
    pub name_zh: Option<String>,
    /// What kind of institution it is.
    pub kind: Kind,
    /// The document its rules stand in, if not that of the file.
    pub source: Option<String>,
    /// Whether the defaults' rules hold for it too.
    #[serde(default = "yes")]
    pub default_rules: bool,
    /// What a firm must meet besides the defaults' rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleEntry>,
    /// What orders the list. Absent: what the defaults say.
    pub order: Option<OrderEntry>,
    /// Most firms on the list, or `"unlimited"`. Absent: what the defaults say.
    pub capacity: Option<Spanned<Capacity>>,
    /// The columns of the list. Absent: those of the defaults.
    #[schemars(extend("minItems" = 1))]
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    /// What file the list is. Absent: what the defaults say.
    pub format: Option<Format>,
    /// How a CSV list's text becomes bytes. Absent: what the defaults say. A workbook has none.
    pub encoding: Option<Spanned<Encoding>>,
}

fn yes() -> bool {
    true
}

/// `[[defaults.rule]]`, `[[institution.rule]]`: what a firm must meet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    /// An SQL expression over fields and results: which firms are eligible. One for whom it is unknown is
    /// not.
    pub when: Spanned<String>,
    /// What a person reads of a firm that fails it.
    #[schemars(extend("pattern" = "\\S"))]
    pub reason: Spanned<String>,
    /// The same in Chinese.
    pub reason_zh: Option<String>,
    /// The document it stands in.
    pub source: Option<String>,
}

/// `order = { by = "loan_demand", direction = "descending" }`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderEntry {
    /// An SQL expression over fields and results; unknown values come last.
    pub by: Spanned<String>,
    /// Which end comes first. Absent: `descending`.
    #[serde(default)]
    pub direction: Direction,
}

/// Which end of an order comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The least.
    Ascending,
    /// The greatest.
    #[default]
    Descending,
}

/// `columns = [{ value = "id" }, { value = "points", header = "分", decimals = 1 }]`: one of them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnEntry {
    /// A field, a result, `id`, `list_place`, `segment_title`, `preference_place` or an SQL expression over
    /// fields and results.
    pub value: Spanned<String>,
    /// Its header. Absent: the usual one of a field or result.
    #[schemars(extend("pattern" = "\\S"))]
    pub header: Option<Spanned<String>>,
    /// Decimals its numbers are rounded to.
    #[schemars(range(max = MOST_DECIMALS))]
    pub decimals: Option<Spanned<u8>>,
}

/// `capacity = 1000`, or `"unlimited"` where the default is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capacity {
    AtMost(i64),
    Unlimited,
}

impl JsonSchema for Capacity {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Capacity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "integer", "minimum": 1 }, { "enum": ["unlimited"] }] })
    }
}

impl<'de> Deserialize<'de> for Capacity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Capacity;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", say!(referral::expecting_capacity))
            }

            fn visit_i64<E: Error>(self, firms: i64) -> Result<Capacity, E> {
                Ok(Capacity::AtMost(firms))
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<Capacity, E> {
                if word == "unlimited" {
                    return Ok(Capacity::Unlimited);
                }
                Err(E::invalid_value(serde::de::Unexpected::Str(word), &self))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// The JSON Schema of an institutions file, for editors.
pub fn schema() -> serde_json::Value {
    parameters::schema::of::<File>("institutions", "jifen institutions")
}

/// What an institution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A bank (银行).
    Bank,
    /// A guarantee fund (担保基金).
    GuaranteeFund,
    /// An insurer (保险机构).
    Insurer,
    /// An investor (投资机构).
    Investor,
}

/// What file a list is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    #[default]
    Csv,
    /// A workbook, where a spreadsheet cannot turn credit codes into rounded numbers.
    Xlsx,
}

impl Kind {
    /// The format's name for people.
    pub fn title(self) -> Message {
        match self {
            Kind::Bank => say!(referral::kind_bank),
            Kind::GuaranteeFund => say!(referral::kind_guarantee_fund),
            Kind::Insurer => say!(referral::kind_insurer),
            Kind::Investor => say!(referral::kind_investor),
        }
    }
}

impl Format {
    /// Extension of the file name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }
}

/// How a CSV list's text becomes bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Encoding {
    /// UTF-8 after a byte order mark, by which Excel knows it.
    #[default]
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, of which GBK is a part.
    #[serde(rename = "gb18030")]
    Gb18030,
}
