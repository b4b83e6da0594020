//! The types of an institutions file as written, before its checks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

use crate::parameters::{self, Spanned, keywords};
use crate::scorecard::WeightsBasis;
use crate::scoring::MOST_DECIMALS;
use crate::words::{Language, say};

/// The institutions that get a list, the rules of their lists, and the form of the lists.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["institution"]))]
pub(super) struct File {
    /// Source of rules and capacities. Every output marks illustrative rules as such.
    pub rules_basis: Option<WeightsBasis>,
    /// Document of the rules and capacities.
    pub source: Option<String>,
    /// Grade of each field and result that institutions may see, by name. Read only where `may_see` sets a
    /// limit.
    #[serde(default)]
    pub sensitivity: BTreeMap<Spanned<String>, Sensitivity>,
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
    /// Firms that no institution gets, although they meet its rules. Absent: none.
    pub exclude: Option<ExcludeEntry>,
    /// The columns of the list. Absent: the usual ones.
    #[schemars(extend("minItems" = 1))]
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    /// Suggested credit line of a firm, an SQL expression over fields and results in 万元, for the column
    /// `credit_line`. Absent: none.
    pub credit_line: Option<Spanned<String>>,
    /// Highest grade of data that an institution may get, by `[sensitivity]`. Absent: no check.
    pub may_see: Option<Spanned<Sensitivity>>,
    /// Name of the list's file without its ending, with `{id}`, `{name}`, `{name_zh}`, `{campaign}` and
    /// `{as_of}` in the place of these values. Absent: `{id}`.
    #[schemars(extend("pattern" = "\\S"))]
    pub file: Option<Spanned<String>>,
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
    /// Firms that the institution does not get, although they meet its rules. Absent: those of the defaults.
    pub exclude: Option<ExcludeEntry>,
    /// Limit of the sum of an amount over the list, such as the loan demand. Absent: no limit.
    pub amount: Option<Spanned<AmountEntry>>,
    /// Quotas for groups of firms. Absent: none.
    pub quota: Option<Spanned<QuotaEntry>>,
    /// The columns of the list. Absent: those of the defaults.
    #[schemars(extend("minItems" = 1))]
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    /// Suggested credit line of a firm, an SQL expression over fields and results in 万元, for the column
    /// `credit_line`. Absent: that of the defaults.
    pub credit_line: Option<Spanned<String>>,
    /// Highest grade of data that the institution may get by its agreement. Absent: that of the defaults.
    pub may_see: Option<Spanned<Sensitivity>>,
    /// Name of the list's file without its ending. Absent: that of the defaults.
    #[schemars(extend("pattern" = "\\S"))]
    pub file: Option<Spanned<String>>,
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

/// `[defaults.exclude]`, `[institution.exclude]`: firms that an institution does not get.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Exclude")]
pub(super) struct ExcludeEntry {
    /// Tables of firms, such as the institution's customers: paths relative to the campaign.
    #[serde(default)]
    pub lists: Vec<Spanned<String>>,
    /// Whether to leave out the firms that the institution has served, by its answers.
    #[serde(default)]
    pub served: bool,
    /// Leaves out the firms on a list that was delivered to the institution within so many months before the
    /// as-of day. Absent: none.
    #[schemars(range(min = 1))]
    pub referred_months: Option<Spanned<u32>>,
}

/// `[institution.amount]`: limit of the sum of an amount over the list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Amount")]
pub(super) struct AmountEntry {
    /// Amount of a firm: an SQL expression over fields and results.
    pub of: Spanned<String>,
    /// A firm is taken if the amounts of the firms before it on the list are below this sum, in the unit of
    /// the amount.
    #[schemars(extend("exclusiveMinimum" = 0))]
    pub at_most: Spanned<f64>,
}

/// `[institution.quota]`: quotas for groups of firms, by one division of the firms.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Quota")]
pub(super) struct QuotaEntry {
    /// An SQL expression over fields and results that divides the firms into groups: a text or a flag.
    pub by: Spanned<String>,
    /// Greatest number of firms of each group, or share of the capacity. Absent: no limit.
    pub at_most: Option<Spanned<Places>>,
    /// Groups with numbers of their own.
    #[serde(default, rename = "group")]
    pub groups: Vec<GroupEntry>,
}

/// `[[institution.quota.group]]`: a group of firms with numbers of its own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "QuotaGroup")]
pub(super) struct GroupEntry {
    /// Value of the expression for the firms of the group; of a flag, "true" or "false".
    pub is: Spanned<String>,
    /// Soft floor: so many firms of the group, or such a share of the capacity, go before all others.
    pub at_least: Option<Spanned<Places>>,
    /// Greatest number of firms of the group, or share of the capacity. Absent: that of the quota.
    pub at_most: Option<Spanned<Places>>,
}

/// A number of firms, `100`, or a share of the list's capacity, `0.4`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Places {
    Firms(i64),
    Share(f64),
}

impl JsonSchema for Places {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Places".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let share = json_schema!({ "type": "number", "exclusiveMinimum": 0, "maximum": 1 });
        json_schema!({ "anyOf": [{ "type": "integer", "minimum": 0 }, share] })
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Places;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", say!(referral::expecting_places))
            }

            fn visit_i64<E: Error>(self, firms: i64) -> Result<Places, E> {
                Ok(Places::Firms(firms))
            }

            fn visit_f64<E: Error>(self, share: f64) -> Result<Places, E> {
                Ok(Places::Share(share))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Grade of data by the harm that a leak would do: general data from 1 to 4, important data, core data. GB/T
/// 43697-2024 distinguishes general, important and core data; the levels of general data are the bureau's
/// own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sensitivity(u8);

impl Sensitivity {
    const IMPORTANT: Sensitivity = Sensitivity(5);
    const CORE: Sensitivity = Sensitivity(6);

    /// The grade as files write it.
    pub fn as_str(self) -> &'static str {
        ["1", "2", "3", "4", "important", "core"][usize::from(self.0) - 1]
    }
}

impl JsonSchema for Sensitivity {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Sensitivity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let level = json_schema!({ "type": "integer", "minimum": 1, "maximum": 4 });
        json_schema!({ "anyOf": [level, { "enum": ["important", "core"] }] })
    }
}

impl<'de> Deserialize<'de> for Sensitivity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Sensitivity;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", say!(referral::expecting_sensitivity))
            }

            fn visit_i64<E: Error>(self, level: i64) -> Result<Sensitivity, E> {
                match u8::try_from(level) {
                    Ok(level @ 1..=4) => Ok(Sensitivity(level)),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Signed(level), &self)),
                }
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<Sensitivity, E> {
                match word {
                    "important" => Ok(Sensitivity::IMPORTANT),
                    "core" => Ok(Sensitivity::CORE),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(Either)
    }
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

/// `[match]` of a campaign: each firm goes to a few institutions, by deferred acceptance.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Match")]
pub struct MatchEntry {
    /// Greatest number of institutions per firm.
    #[schemars(range(min = 1))]
    pub at_most: Spanned<i64>,
    /// Ids of institutions, in the order in which a firm is offered to those that it does not name. The
    /// others follow in the order of the institutions file.
    #[serde(default)]
    pub then: Vec<Spanned<String>>,
    /// Whether a firm is matched only with institutions that it names in `preferred_institutions`.
    #[serde(default)]
    pub only_preferred: bool,
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

keywords! { Kind {
    Bank "bank" referral::kind_bank;
    GuaranteeFund "guarantee-fund" referral::kind_guarantee_fund;
    Insurer "insurer" referral::kind_insurer;
    Investor "investor" referral::kind_investor;
} }

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
