//! The programmes of a run, as `run.json` holds them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::parameters::Keyword;
use crate::programmes::{LoanTerms, Payer, Programme, Quantity};
use crate::scorecard::WeightsBasis;
use crate::words::Message;

/// A programme in use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgrammeTerms {
    /// Id of the programme.
    pub id: String,
    /// Title in both languages.
    pub title: Message,
    /// Kind of instrument.
    pub instrument: String,
    /// Declared source of its numbers.
    pub basis: WeightsBasis,
    /// Keys with made-up numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub illustrative: Vec<String>,
    /// Document of the programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether it has terms of a loan; other programmes are routes to finance.
    pub effect: bool,
    /// Who pays its fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_payer: Option<Payer>,
    /// Rules in the order of evaluation: `r1` in `grants.csv` is the first.
    pub rules: Vec<ProgrammeRule>,
    /// Quantities as written, by key.
    pub quantities: BTreeMap<String, String>,
    /// First day of each dated value in force, by key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub in_force: BTreeMap<String, String>,
}

/// A rule of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeRule {
    /// The rule as written.
    pub when: String,
    /// Reason for a referral that does not meet it.
    pub reason: Message,
}

impl ProgrammeTerms {
    pub(super) fn of(programme: &Programme) -> ProgrammeTerms {
        let rules = programme.rules.iter().map(|rule| ProgrammeRule {
            when: rule.when.source().trim().to_owned(),
            reason: rule.reason.clone(),
        });
        let quantities = programme.quantities();
        let in_force = programme
            .in_force
            .iter()
            .filter_map(|value| Some((value.key.clone(), value.valid_from?.to_string())));
        ProgrammeTerms {
            id: programme.id.clone(),
            title: programme.heading(),
            instrument: programme.instrument.word().to_owned(),
            basis: programme.basis,
            illustrative: programme.illustrative.clone(),
            source: programme.source.clone(),
            effect: programme.has_terms(),
            fee_payer: programme.fee.as_ref().map(|fee| fee.payer),
            rules: rules.collect(),
            quantities: quantities.map(|(key, quantity)| (key.to_owned(), quantity.written())).collect(),
            in_force: in_force.collect(),
        }
    }
}

/// Terms of the loans by key, as written.
pub(super) fn loan(terms: &LoanTerms) -> BTreeMap<&'static str, String> {
    let rates = [("rate", terms.rate.as_ref()), ("funding", terms.funding.as_ref())];
    let known = [("principal", Some(&terms.principal)), ("months", Some(&terms.months))];
    let all = known.into_iter().chain(rates);
    all.filter_map(|(key, quantity)| Some((key, quantity.map(Quantity::written)?))).collect()
}
