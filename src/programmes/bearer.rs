//! Who bears a loss of a loan's principal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::parameters::keywords;

/// A bearer of losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Bearer {
    /// The lending bank.
    Bank,
    /// The local risk pool (风险补偿资金池).
    Pool,
    /// The guarantor (担保机构).
    Guarantor,
    /// The province's re-guarantor (省级再担保机构).
    Province,
    /// The National Financing Guarantee Fund (国家融资担保基金).
    Fund,
    /// An insurer.
    Insurer,
}

/// Number of bearers.
pub const BEARERS: usize = 6;

keywords! { Bearer {
    Bank "bank" programmes::bearer_bank;
    Pool "pool" programmes::bearer_pool;
    Guarantor "guarantor" programmes::bearer_guarantor;
    Province "province" programmes::bearer_province;
    Fund "fund" programmes::bearer_fund;
    Insurer "insurer" programmes::bearer_insurer;
} }

impl Bearer {
    /// Whether its losses fall on the public purse.
    pub fn is_public(self) -> bool {
        matches!(self, Bearer::Pool | Bearer::Guarantor | Bearer::Province | Bearer::Fund)
    }
}
