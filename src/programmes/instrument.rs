//! Words of programme files: kinds of instruments, payers, what is subsidised, what is preferred.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::parameters::keywords;

/// Kind of policy instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Instrument {
    /// Funds of the central bank for banks' loans (再贷款).
    Relending,
    /// Guarantee with a shared risk (融资担保).
    Guarantee,
    /// Compensation of banks' losses by a local pool (贷款风险补偿).
    RiskCompensation,
    /// Subsidy of interest (贷款贴息).
    InterestSubsidy,
    /// Subsidy of insurance premiums (保费补贴).
    PremiumSubsidy,
    /// Insurance (保险).
    Insurance,
    /// Loan for mergers and acquisitions (并购贷款).
    MergerLoan,
    /// Equity investment (股权投资).
    Equity,
    /// Finance on intellectual property (知识产权金融).
    IpFinance,
    /// Bonds (债券).
    Bond,
    /// Listing on an exchange (上市).
    Listing,
    /// Matching with large enterprises (融通对接).
    Matching,
    /// Layer of regions (重点地区).
    Region,
}

keywords! { Instrument {
    Relending "relending" programmes::instrument_relending;
    Guarantee "guarantee" programmes::instrument_guarantee;
    RiskCompensation "risk-compensation" programmes::instrument_risk_compensation;
    InterestSubsidy "interest-subsidy" programmes::instrument_interest_subsidy;
    PremiumSubsidy "premium-subsidy" programmes::instrument_premium_subsidy;
    Insurance "insurance" programmes::instrument_insurance;
    MergerLoan "merger-loan" programmes::instrument_merger_loan;
    Equity "equity" programmes::instrument_equity;
    IpFinance "ip-finance" programmes::instrument_ip_finance;
    Bond "bond" programmes::instrument_bond;
    Listing "listing" programmes::instrument_listing;
    Matching "matching" programmes::instrument_matching;
    Region "region" programmes::instrument_region;
} }

/// Who pays a fee or a subsidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Payer {
    /// The firm.
    Firm,
    /// The guarantor.
    Guarantor,
    /// The central budget.
    Central,
    /// The local budget.
    Local,
}

keywords! { Payer {
    Firm "firm" programmes::payer_firm;
    Guarantor "guarantor" programmes::payer_guarantor;
    Central "central" programmes::payer_central;
    Local "local" programmes::payer_local;
} }

/// What a subsidy is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SubsidyOf {
    /// Of a loan's interest.
    Interest,
    /// Of an insurance premium.
    Premium,
}

keywords! { SubsidyOf {
    Interest "interest" programmes::subsidy_of_interest;
    Premium "premium" programmes::subsidy_of_premium;
} }

/// What makes a combination of programmes best for the firm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Prefer {
    /// The least share of the loss for the bank, then the most money for the firm.
    #[default]
    Cover,
    /// The most money for the firm, then the least share of the loss for the bank.
    Money,
}

keywords! { Prefer {
    Cover "cover" programmes::prefer_cover;
    Money "money" programmes::prefer_money;
} }
