//! An institutions file as it is written.

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::scorecard::WeightsBasis;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub rules_basis: Option<WeightsBasis>,
    pub source: Option<String>,
    #[serde(default)]
    pub defaults: Defaults,
    #[serde(default, rename = "institution")]
    pub institutions: Vec<Entry>,
}

/// `[defaults]`: what holds for every institution that does not say otherwise.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleEntry>,
    pub order: Option<OrderEntry>,
    pub capacity: Option<Spanned<Capacity>>,
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    pub format: Option<Format>,
    pub encoding: Option<Spanned<Encoding>>,
}

/// `[[institution]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub id: Spanned<String>,
    pub name: Spanned<String>,
    pub name_zh: Option<String>,
    pub kind: Kind,
    pub source: Option<String>,
    #[serde(default = "yes")]
    pub default_rules: bool,
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleEntry>,
    pub order: Option<OrderEntry>,
    pub capacity: Option<Spanned<Capacity>>,
    pub columns: Option<Spanned<Vec<ColumnEntry>>>,
    pub format: Option<Format>,
    pub encoding: Option<Spanned<Encoding>>,
}

fn yes() -> bool {
    true
}

/// `[[institution.rule]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleEntry {
    pub when: Spanned<String>,
    pub reason: Spanned<String>,
    pub source: Option<String>,
}

/// `order = { by = "loan_demand", direction = "desc" }`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderEntry {
    pub by: Spanned<String>,
    #[serde(default)]
    pub direction: super::Direction,
}

/// One of `columns`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnEntry {
    pub value: Spanned<String>,
    pub header: Option<Spanned<String>>,
    pub decimals: Option<Spanned<u8>>,
}

/// `capacity = 1000`, or `"unlimited"` where the default is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capacity {
    AtMost(i64),
    Unlimited,
}

impl<'de> Deserialize<'de> for Capacity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Capacity;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number of firms or \"unlimited\"")
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

/// What an institution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    #[default]
    Csv,
    /// A workbook, where a spreadsheet cannot turn credit codes into rounded numbers.
    Xlsx,
}

impl Kind {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Bank => "bank",
            Kind::GuaranteeFund => "guarantee fund",
            Kind::Insurer => "insurer",
            Kind::Investor => "investor",
        }
    }
}

impl Format {
    /// The file name's extension.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }
}

/// How a CSV list's text becomes bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
