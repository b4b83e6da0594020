//! The types of an institutions file as written, before its checks.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

use crate::parameters::{self, Spanned};
use crate::scorecard::WeightsBasis;
use crate::scoring::MOST_DECIMALS;
use crate::words::{Language, Message, say};

/// The institutions that get a list, the rules of their lists, and the form of the lists.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["institution"]))]
pub(super) struct File {
    /// Source of rules and capacities. Every output marks illustrative rules as such.
    pub rules_basis: Option<WeightsBasis>,
    /// Document of the rules and capacities.
    pub source: Option<String>,
    /// Values for every institution without a value of its own.
    #[serde(default)]
    pub defaults: Defaults,
    /// The institutions, at least one.
    #[serde(default, rename = "institution")]
    #[schemars(extend("minItems" = 1))]
    pub institutions: Vec<Entry>,
}

/// `[defaults]`: values for every institution without a value of its own.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    /// Rules that a firm must meet, evaluated in order before the institution's own rules.
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleEntry>,
    /// Order of the list. Absent: by points, as the scorecard ranks firms.
    pub order: Option<OrderEntry>,
    /// Greatest number of firms on the list, or `"unlimited"`. Absent: no limit.
    pub capacity: Option<Spanned<Capacity>>,
    /// The columns of the list. Absent: the usual ones.
    #[schemars(extend("minItems" = 1))]
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    /// File format of the list. Absent: `csv`.
    pub format: Option<Format>,
    /// Encoding of a CSV list. Absent: `utf-8-bom`. A workbook has no encoding.
    pub encoding: Option<Spanned<Encoding>>,
    /// Whether a firm may know that it is on a list: its sheet then names the institution. Absent: no.
    #[serde(default)]
    pub tell_firms: bool,
}

/// `[[institution]]`: an institution that gets a list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Institution")]
pub(super) struct Entry {
    /// Stable id of lower-case letters and digits with single hyphens between them. The file of the list has
    /// this name.
    #[schemars(extend("pattern" = "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength" = 64))]
    pub id: Spanned<String>,
    /// Name in English.
    #[schemars(extend("pattern" = "\\S"))]
    pub name: Spanned<String>,
    /// Name in Chinese.
    pub name_zh: Option<String>,
    /// Kind of institution.
    pub kind: Kind,
    /// Document of the institution's rules. Absent: the document of the file.
    pub source: Option<String>,
    /// Whether the rules of the defaults apply as well.
    #[serde(default = "yes")]
    pub default_rules: bool,
    /// Rules that a firm must meet in addition to those of the defaults.
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleEntry>,
    /// Order of the list. Absent: that of the defaults.
    pub order: Option<OrderEntry>,
    /// Greatest number of firms on the list, or `"unlimited"`. Absent: the capacity of the defaults.
    pub capacity: Option<Spanned<Capacity>>,
    /// The columns of the list. Absent: those of the defaults.
    #[schemars(extend("minItems" = 1))]
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    /// File format of the list. Absent: that of the defaults.
    pub format: Option<Format>,
    /// Encoding of a CSV list. Absent: that of the defaults. A workbook has no encoding.
    pub encoding: Option<Spanned<Encoding>>,
    /// Whether a firm may know that it is on the list: its sheet then names the institution. Absent: as in
    /// the defaults.
    pub tell_firms: Option<bool>,
}

fn yes() -> bool {
    true
}

/// `[[defaults.rule]]`, `[[institution.rule]]`: a rule that a firm must meet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    /// An SQL expression over fields and results that is true for eligible firms. A firm for which it is
    /// unknown is not eligible.
    pub when: Spanned<String>,
    /// Reason that is printed for a firm that does not meet the rule.
    #[schemars(extend("pattern" = "\\S"))]
    pub reason: Spanned<String>,
    /// The reason in Chinese.
    pub reason_zh: Option<String>,
    /// Document of the rule.
    pub source: Option<String>,
}

/// Order of a list: `order = { by = "loan_demand", direction = "descending" }`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderEntry {
    /// An SQL expression over fields and results, by which firms are ordered. Unknown values come last.
    pub by: Spanned<String>,
    /// Whether the least or the greatest value comes first. Absent: `descending`.
    #[serde(default)]
    pub direction: Direction,
}

/// The direction of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "OrderDirection")]
pub enum Direction {
    /// The least value comes first.
    Ascending,
    /// The greatest value comes first.
    #[default]
    Descending,
}

/// A column of a list: `columns = [{ value = "id" }, { value = "points", header = "分", decimals = 1 }]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnEntry {
    /// A field, a result, `id`, `list_place`, `segment_title`, `preference_place` or an SQL expression over
    /// fields and results.
    pub value: Spanned<String>,
    /// Header of the column. Absent: the usual header of the field or result.
    #[schemars(extend("pattern" = "\\S"))]
    pub header: Option<Spanned<String>>,
    /// Decimals to which numbers are rounded.
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

/// The JSON Schema of an institutions file, for editors, with descriptions in `language`.
pub fn schema(language: Language) -> serde_json::Value {
    parameters::schema::of::<File>("institutions", language)
}

/// Kind of institution.
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

/// File format of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    #[default]
    Csv,
    /// A workbook. Spreadsheets keep credit codes as texts and do not round them.
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

/// Encoding of a CSV list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ListEncoding")]
pub enum Encoding {
    /// UTF-8 after a byte order mark, by which Excel recognises it.
    #[default]
    #[serde(rename = "utf-8-bom")]
    Utf8Bom,
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, which includes GBK.
    #[serde(rename = "gb18030")]
    Gb18030,
}
