//! The terms of a run: every rule, condition, segment and indicator by which it judged firms, as `run.json`
//! holds them for a comparison with another run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::described::Described;
use super::formula::{Formula, Scope};
use super::json;
use crate::firms::Firms;
use crate::intake::Intake;
use crate::referral::{About, Direction, Exclude, Institution, Institutions, Quota, Rule};
use crate::scorecard::Scorecard;
use crate::words::Message;

/// Everything that decides a firm's points and lists besides its own data. Its keys are keys of `run.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The leading scorecard.
    pub scorecard: Described,
    /// How each firm is matched with a few institutions; `None` if each institution gets all eligible firms.
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    pub matching: Option<MatchTerms>,
    /// Lists in the order of the institutions' file.
    pub lists: Vec<ListTerms>,
    /// The rest of the parameters.
    #[serde(flatten)]
    pub judged: Judged,
}

/// Rules of the institutions, and the values that a run had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// Rules of the institutions, in the order of `reasons.csv`: `r1` is the first.
    pub rules: Vec<RuleTerms>,
    /// Fields that the run read.
    pub fields: Vec<FieldTerms>,
    /// Supplements with the fields they give.
    pub supplements: Vec<SupplementTerms>,
}

/// A rule of institutions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleTerms {
    /// Key in `reasons.csv`.
    pub key: String,
    /// The rule.
    pub when: Formula,
    /// Reason for a firm that does not meet it.
    pub reason: Message,
    /// Document of the rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The rules, the order and the limits of one list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListTerms {
    /// Id of the institution.
    pub institution: String,
    /// Keys of its rules, in the order of evaluation.
    pub rules: Vec<String>,
    /// Its own order instead of that by points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Formula>,
    /// Whether the least value of that order comes first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ascending: bool,
    /// Greatest number of firms; `None` for no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<usize>,
    /// Limit of the sum of an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountTerms>,
    /// Quotas and soft floors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaTerms>,
    /// Firms that it does not get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclude: Option<ExcludeTerms>,
}

/// Firms that an institution does not get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludeTerms {
    /// Paths of lists of firms.
    pub lists: Vec<String>,
    /// Whether firms that it serves are excluded.
    pub served: bool,
    /// Months since the last referral; 0 if referrals do not count.
    pub referred_months: u32,
}

/// Limit of the sum of an amount over a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AmountTerms {
    /// Amount of a firm.
    pub of: Formula,
    /// Greatest sum before the last firm.
    pub at_most: f64,
}

/// Quotas and soft floors for groups of firms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaTerms {
    /// Value that divides the firms into groups.
    pub by: Formula,
    /// Greatest number of firms of each group without a number of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<usize>,
    /// Groups with numbers of their own, by value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, GroupTerms>,
}

/// Numbers of firms of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTerms {
    /// Number that has priority over all other firms; 0 for none.
    pub at_least: usize,
    /// Greatest number; `None` for no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<usize>,
}

/// How each firm is matched with a few institutions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchTerms {
    /// Most lists of a firm.
    pub at_most: usize,
    /// Ids of the institutions in the order of offers to firms that do not name them; empty if firms go only
    /// to institutions that they name.
    pub order: Vec<String>,
    /// The institutions that a firm prefers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred: Option<Formula>,
}

/// A field that the run read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldTerms {
    /// Name in rules.
    pub name: String,
    /// Title for people.
    pub title: Message,
    /// Unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A supplement with the fields it gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementTerms {
    /// Its id.
    pub id: String,
    /// Fields that it gives.
    pub fields: Vec<String>,
}

impl Terms {
    /// The terms of a run, equal to those that are read back from its `run.json`.
    pub fn of(intake: &Intake, scorecard: &Scorecard, institutions: &Institutions) -> Terms {
        let scope = Scope { scorecard, firms: &intake.firms, institutions: None };
        let terms = Terms {
            scorecard: Described::of(scope),
            matching: MatchTerms::of(scope, institutions),
            lists: institutions.all.iter().map(|one| ListTerms::of(one, scope, institutions)).collect(),
            judged: Judged::of(intake, scope, institutions),
        };
        // Numbers are rounded in the file, and sentences are texts.
        json::pretty(&terms).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or(terms)
    }

    /// Whether each institution gets only firms with a consent for it in the ledger.
    pub fn has_ledger(&self) -> bool {
        self.judged.rules.iter().any(|rule| rule.when.facts.contains(&About::Consented))
    }

    /// The terms of the list of `institution`.
    pub fn list(&self, institution: &str) -> Option<&ListTerms> {
        self.lists.iter().find(|list| list.institution == institution)
    }

    /// The rule called `key` in `reasons.csv`.
    pub fn rule(&self, key: &str) -> Option<&RuleTerms> {
        self.judged.rules.iter().find(|rule| rule.key == key)
    }

    /// Whether a supplement gives the field called `name`.
    pub fn is_supplemented(&self, name: &str) -> bool {
        self.judged.supplements.iter().any(|one| one.fields.iter().any(|field| field == name))
    }

    /// Names of all fields that expressions read, sorted.
    pub fn fields_read(&self) -> Vec<String> {
        let rules = self.judged.rules.iter().map(|rule| &rule.when);
        let lists = self.lists.iter().flat_map(|list| {
            let amount = list.amount.as_ref().map(|amount| &amount.of);
            let quota = list.quota.as_ref().map(|quota| &quota.by);
            list.order.iter().chain(amount).chain(quota)
        });
        let preferred = self.matching.iter().filter_map(|matching| matching.preferred.as_ref());
        let all = self.scorecard.formulas().chain(rules).chain(lists).chain(preferred);
        let mut names: Vec<String> = all.flat_map(|formula| formula.fields.iter().cloned()).collect();
        names.sort();
        names.dedup();
        names
    }
}

impl Judged {
    pub(super) fn of(intake: &Intake, scope: Scope<'_>, institutions: &Institutions) -> Judged {
        let scope = Scope { institutions: Some(institutions), ..scope };
        let rules = institutions.rules.iter().zip(1..);
        let supplements = intake.supplements.iter();
        Judged {
            rules: rules.map(|(rule, number)| RuleTerms::of(rule, number, scope)).collect(),
            fields: fields(scope.firms),
            supplements: supplements
                .map(|one| SupplementTerms { id: one.id.clone(), fields: one.fields.clone() })
                .collect(),
        }
    }
}

fn fields(firms: &Firms) -> Vec<FieldTerms> {
    let all = firms.dictionary.fields.iter().zip(&firms.columns);
    all.filter(|(_, column)| column.is_some())
        .map(|(field, _)| FieldTerms {
            name: field.name.clone(),
            title: field.label(),
            unit: field.unit.clone(),
        })
        .collect()
}

impl RuleTerms {
    fn of(rule: &Rule, number: usize, scope: Scope<'_>) -> RuleTerms {
        RuleTerms {
            key: key(number),
            when: scope.formula(&rule.when),
            reason: rule.reason.clone(),
            source: rule.source.clone(),
        }
    }
}

/// The key of the rule with this number, from 1.
fn key(number: usize) -> String {
    format!("r{number}")
}

impl ListTerms {
    pub(super) fn of(institution: &Institution, scope: Scope<'_>, institutions: &Institutions) -> ListTerms {
        let scope = Scope { institutions: Some(institutions), ..scope };
        let Institution { order, amount, quota, .. } = institution;
        ListTerms {
            institution: institution.id.clone(),
            rules: institution.rules.iter().map(|rule| key(rule + 1)).collect(),
            order: order.as_ref().map(|order| scope.formula(&order.by)),
            ascending: order.as_ref().is_some_and(|order| order.direction == Direction::Ascending),
            capacity: institution.capacity,
            amount: amount
                .as_ref()
                .map(|amount| AmountTerms { of: scope.formula(&amount.of), at_most: amount.at_most }),
            quota: quota.as_ref().map(|quota| QuotaTerms::of(quota, scope)),
            exclude: ExcludeTerms::of(&institution.exclude),
        }
    }
}

impl ExcludeTerms {
    /// `None` if no firm is excluded.
    fn of(exclude: &Exclude) -> Option<ExcludeTerms> {
        let Exclude { lists, served, referred_months } = exclude;
        let is_any = !lists.is_empty() || exclude.reads_desk();
        is_any.then(|| ExcludeTerms {
            lists: lists.iter().map(|list| list.get_ref().clone()).collect(),
            served: *served,
            referred_months: *referred_months,
        })
    }
}

impl QuotaTerms {
    fn of(quota: &Quota, scope: Scope<'_>) -> QuotaTerms {
        let groups = quota.groups.iter().map(|(value, limits)| {
            let at_most = Some(limits.at_most).filter(|&firms| firms < usize::MAX);
            (value.clone(), GroupTerms { at_least: limits.at_least, at_most })
        });
        QuotaTerms { by: scope.formula(&quota.by), at_most: quota.at_most, groups: groups.collect() }
    }
}

impl MatchTerms {
    /// `None` if firms are not matched.
    pub(super) fn of(scope: Scope<'_>, institutions: &Institutions) -> Option<MatchTerms> {
        let scope = Scope { institutions: Some(institutions), ..scope };
        let matching = institutions.matching.as_ref()?;
        let order = if matching.only_preferred { &[][..] } else { &matching.order };
        Some(MatchTerms {
            at_most: matching.at_most,
            order: order.iter().map(|&at| institutions.all[at].id.clone()).collect(),
            preferred: matching.preferred.as_ref().map(|expr| scope.formula(expr)),
        })
    }
}
