//! A programme as written in TOML, and the table `[programmes]` of a campaign, with the meaning of every key.

mod portfolio;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

pub use self::portfolio::PortfolioEntry;
pub(super) use self::portfolio::{Correlation, Defaults, Pools};
use super::bearer::Bearer;
use super::instrument::{Instrument, Payer, Prefer, SubsidyOf};
use crate::firms::Field;
use crate::parameters::{Keyword, Spanned, schema};
use crate::scorecard::WeightsBasis;
use crate::words::say;

/// Text with at least one character that is not blank.
const FILLED: &str = "\\S";
/// Names for files and tables.
const LABEL: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A programme (政策工具): a policy instrument that may be attached to a referral. With `extends` the file says
/// only what it changes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Programme {
    /// Stable id of lower-case letters and digits with single hyphens between them.
    #[schemars(extend("pattern" = LABEL, "maxLength" = 64))]
    pub id: Spanned<String>,
    /// Title in English.
    #[schemars(extend("pattern" = FILLED))]
    pub title: Spanned<String>,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Kind of instrument.
    pub instrument: Instrument,
    /// Document of the programme.
    pub source: Option<String>,
    /// Source of the numbers. Every output names illustrative ones as such.
    pub basis: WeightsBasis,
    /// Keys with made-up numbers in a programme whose other numbers come from its document.
    #[serde(default)]
    pub illustrative: Vec<Spanned<String>>,
    /// Remark for readers.
    pub note: Option<String>,
    /// The remark in Chinese.
    pub note_zh: Option<String>,
    /// Fields of firms that the dictionary lacks, declared as in the dictionary.
    #[serde(default)]
    pub field: Vec<Spanned<Field>>,
    /// Rules that a referral must meet.
    #[serde(default)]
    pub rule: Vec<Rule>,
    /// Division of the firms of the programme in summaries: an SQL expression with a text as value. Absent:
    /// none.
    pub layer: Option<Spanned<String>>,
    /// Programmes that share one of these words are not used together for one loan.
    #[serde(default)]
    pub exclusive: Vec<Spanned<String>>,
    /// The part of a loan that the programme supports.
    #[serde(default)]
    pub loan: Loan,
    /// Who bears a loss of the principal.
    pub loss: Option<Loss>,
    /// Fee for the support.
    pub fee: Option<Fee>,
    /// Subsidy for the firm.
    pub subsidy: Option<Subsidy>,
    /// Cheap funds for the bank.
    pub relending: Option<Relending>,
}

/// `[[rule]]`: a rule that a referral must meet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProgrammeRule")]
pub(super) struct Rule {
    /// Name of the rule, by which an extending file changes it.
    pub id: Spanned<String>,
    /// An SQL expression that is true for referrals in the programme. A referral for which it is unknown is
    /// not in it.
    pub when: Spanned<String>,
    /// Reason that is printed for a firm that does not meet the rule.
    #[schemars(extend("pattern" = FILLED))]
    pub reason: Spanned<String>,
    /// The reason in Chinese.
    pub reason_zh: Option<String>,
    /// Document of the rule. Absent: that of the programme.
    pub source: Option<String>,
}

/// `[loan]`: the part of a loan that the programme supports.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProgrammeLoan")]
pub(super) struct Loan {
    /// Greatest principal that is supported, in 万元. Absent: the whole loan.
    pub cap: Option<Spanned<Quantity>>,
    /// Greatest number of months that are supported. Absent: the whole term.
    pub months: Option<Spanned<Quantity>>,
}

/// `[loss]`: shares of a loss of the principal, in %.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProgrammeLoss")]
pub(super) struct Loss {
    /// Share of the bank.
    pub bank: Option<Spanned<Quantity>>,
    /// Share of the local pool.
    pub pool: Option<Spanned<Quantity>>,
    /// Share of the guarantor.
    pub guarantor: Option<Spanned<Quantity>>,
    /// Share of the province's re-guarantor.
    pub province: Option<Spanned<Quantity>>,
    /// Share of the national fund.
    pub fund: Option<Spanned<Quantity>>,
    /// Share of an insurer.
    pub insurer: Option<Spanned<Quantity>>,
    /// Who bears what remains.
    pub rest: Spanned<Bearer>,
    /// Least shares, in %.
    #[serde(default)]
    #[schemars(transform = by_bearer)]
    pub least: BTreeMap<Bearer, Spanned<f64>>,
    /// Greatest shares, in %.
    #[serde(default)]
    #[schemars(transform = by_bearer)]
    pub most: BTreeMap<Bearer, Spanned<f64>>,
    /// Greatest compensation by all bearers except the bank, in % of the principal covered by the programme.
    /// The bank bears the rest. Absent: no limit.
    #[schemars(transform = schema::positive)]
    pub cap: Option<Spanned<Number>>,
}

/// `[fee]`: fee per year for the support.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProgrammeFee")]
pub(super) struct Fee {
    /// Fee per year, in % of the supported principal.
    pub rate: Spanned<Quantity>,
    /// Who pays it.
    pub payer: Payer,
}

/// `[subsidy]`: a subsidy for the firm.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProgrammeSubsidy")]
pub(super) struct Subsidy {
    /// What is subsidised.
    pub of: Spanned<SubsidyOf>,
    /// Percentage points of interest per year. Either this or `share`.
    pub points: Option<Spanned<Quantity>>,
    /// Share of the interest or the premium, in %.
    pub share: Option<Spanned<Quantity>>,
    /// Premium per year in 万元, for a subsidy of premiums.
    pub premium: Option<Spanned<Quantity>>,
    /// Greatest number of years. Absent: the whole term.
    pub years: Option<Spanned<Quantity>>,
    /// Greatest sum for a firm over all years, in 万元. Absent: no limit.
    pub cap: Option<Spanned<Quantity>>,
    /// Who pays it.
    pub payer: Payer,
}

/// `[relending]`: funds that the bank can borrow from the central bank.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ProgrammeRelending")]
pub(super) struct Relending {
    /// Interest per year, in %.
    pub rate: Spanned<Quantity>,
    /// Share of the supported principal that the bank can borrow, in %.
    pub share: Spanned<Quantity>,
    /// Quota of the whole country, in 亿元. Absent: none is known.
    #[schemars(transform = schema::positive)]
    pub quota: Option<Spanned<Number>>,
}

/// The table `[programmes]` of a campaign: programmes in use, and the terms of loans.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Programmes")]
pub struct ProgrammesEntry {
    /// Programmes in use, each the id of a built-in one or a path that ends in `.toml`, relative to the
    /// campaign.
    #[serde(rename = "use")]
    #[schemars(extend("minItems" = 1))]
    pub used: Spanned<Vec<Spanned<String>>>,
    /// What makes a combination of programmes best for the firm. Absent: `cover`.
    #[serde(default)]
    pub prefer: Prefer,
    /// Terms of the loans.
    #[serde(default)]
    pub loan: LoanEntry,
    /// Values of programmes in place of their own, by id of the programme.
    #[serde(default)]
    #[schemars(schema_with = "any_table")]
    pub set: BTreeMap<String, toml::Table>,
    /// Assumptions about losses, for `jifen programmes simulate`.
    pub portfolio: Option<Spanned<PortfolioEntry>>,
}

/// `[programmes.loan]`: terms of the loans.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "LoanTerms")]
pub struct LoanEntry {
    /// Source of the rates. Every output names illustrative ones as such.
    pub basis: Option<WeightsBasis>,
    /// Loan that a firm asks for, in 万元: an SQL expression. Absent: `loan_demand`.
    pub(super) principal: Option<Spanned<Quantity>>,
    /// Term in months. Absent: `loan_term`.
    pub(super) months: Option<Spanned<Quantity>>,
    /// Interest that the firm pays per year, in %. Interest subsidies need it.
    pub(super) rate: Option<Spanned<Quantity>>,
    /// Interest that the bank pays per year for its own funds, in %. Re-lending needs it.
    pub(super) funding: Option<Spanned<Quantity>>,
}

/// The keys are bearers.
fn by_bearer(schema: &mut Schema) {
    let words: Vec<&str> = Bearer::ALL.iter().map(|bearer| bearer.word()).collect();
    schema.insert("propertyNames".to_owned(), serde_json::json!({ "enum": words }));
}

fn any_table(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": { "type": "object" } })
}

/// A number as written, whole or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number(pub f64);

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Number)
    }
}

/// A number, an SQL expression, or `"required"` for a number that the campaign must give.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Quantity {
    Number(f64),
    Text(String),
}

/// The word for a number that the campaign must give.
pub(super) const REQUIRED: &str = "required";

impl JsonSchema for Quantity {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Quantity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "number" }, { "type": "string" }] })
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl Visitor<'_> for Either {
            type Value = Quantity;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", say!(programmes::expecting_quantity))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Quantity, E> {
                Ok(Quantity::Number(number as f64))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Quantity, E> {
                Ok(Quantity::Number(number))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Quantity, E> {
                Ok(Quantity::Text(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Either)
    }
}
