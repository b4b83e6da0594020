//! What a firm's referrals are worth under the campaign's programmes.

use serde::Serialize;

use crate::campaign::Assessed;
use crate::programmes::{Account, Money, Offer, Programmes};
use crate::referral::{Institution, Outcome};
use crate::words::Message;

/// The grant of a firm at institutions where it is the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GrantAccount {
    /// Ids of the institutions.
    pub institutions: Vec<String>,
    /// Their names in both languages.
    pub names: Vec<Message>,
    /// Principal of the loan; `None` if the demand is unknown.
    pub principal: Option<Money>,
    /// How the principal is found, and the loan's terms.
    pub working: Vec<Message>,
    /// Every programme in use.
    pub programmes: Vec<ProgrammeAccount>,
}

/// The part of one programme in a firm's grant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgrammeAccount {
    /// Id of the programme.
    pub programme: String,
    /// Its title in both languages.
    pub title: Message,
    /// Whether the firm is in it.
    pub open: bool,
    /// Whether it is in the best combination.
    pub chosen: bool,
    /// Whether it has terms of the loan; other programmes are routes to finance.
    pub effect: bool,
    /// Supported principal; `None` if the firm is not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Money>,
    /// Subsidy of each year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subsidy: Vec<Money>,
    /// The working, step by step; for a programme that the firm is not in, all reasons.
    pub lines: Vec<Message>,
}

impl Assessed<'_> {
    /// The grants of the firm at position `firm` on all lists that it is on. Institutions with the same grant
    /// stand together.
    pub(super) fn grants_of(&self, firm: usize) -> Vec<GrantAccount> {
        let Some(programmes) = &self.campaign.programmes else { return Vec::new() };
        let candidate = self.referrals.candidates.iter().position(|&one| one as usize == firm);
        let Some(candidate) = candidate else { return Vec::new() };
        let frame = self.frame();
        let mut grants: Vec<GrantAccount> = Vec::new();
        for (at, institution) in self.campaign.institutions.all.iter().enumerate() {
            if !matches!(self.referrals.outcome(candidate, at), Outcome::Listed(_)) {
                continue;
            }
            let accounts = programmes.accounts(&frame, institution, &[firm as u32]);
            let Some(account) = accounts.first() else { continue };
            let own = GrantAccount::of(programmes, institution, account);
            let same = |known: &&mut GrantAccount| {
                known.programmes == own.programmes && known.working == own.working
            };
            match grants.iter_mut().find(same) {
                Some(known) => {
                    known.institutions.extend(own.institutions);
                    known.names.extend(own.names);
                }
                None => grants.push(own),
            }
        }
        grants
    }
}

impl GrantAccount {
    fn of(programmes: &Programmes, institution: &Institution, account: &Account) -> GrantAccount {
        let all = programmes.all.iter().zip(&account.offers).enumerate();
        GrantAccount {
            institutions: vec![institution.id.clone()],
            names: vec![Message::title(&institution.name, institution.name_zh.as_ref())],
            principal: account.loan.principal,
            working: std::iter::once(account.loan.working()).chain(account.loan.terms()).collect(),
            programmes: all
                .map(|(at, (programme, offer))| ProgrammeAccount {
                    programme: programme.id.clone(),
                    title: programme.heading(),
                    open: offer.is_ok(),
                    chosen: account.chosen >> at & 1 == 1,
                    effect: programme.has_terms(),
                    principal: offer.as_ref().ok().map(|offer: &Offer| offer.principal),
                    subsidy: offer.as_ref().map(|offer| offer.subsidy.clone()).unwrap_or_default(),
                    lines: match offer {
                        Ok(offer) => programme.working(&account.loan, offer),
                        Err(absences) => absences.iter().map(|one| programme.absence(one)).collect(),
                    },
                })
                .collect(),
        }
    }
}
