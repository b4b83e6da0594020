//! The account of one firm: its points, and the lists it is on. The campaign is scored again and explained
//! for this firm.

mod document;
mod grants;

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

pub use self::grants::{GrantAccount, ProgrammeAccount};

use super::{Assessed, Campaign, Wanted, carry_out, notices, written_day};
use crate::finding::{Code, Finding, Findings, Place, listed};
use crate::firms::width::folded;
use crate::firms::{Field, Firms, Frame, Texts};
use crate::intake::{self, Change, Intake};
use crate::progress::Progress;
use crate::referral::{About, Bar, Outcome, Passed, Rule};
use crate::scorecard::WeightsBasis;
use crate::scoring::{self, Account, Given, Input};
use crate::words::{Arg, Between, Message, say};

/// The name messages give the changes of a supposition.
const WHAT_IF: &str = "--what-if";
/// Least Jaro–Winkler similarity of a name that may be meant.
const ALIKE: f64 = 0.9;

/// The account of one firm.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The campaign's title in both languages.
    pub campaign: Message,
    /// The day firms are judged as of.
    #[serde(serialize_with = "written_day")]
    pub as_of: Date,
    /// The firm's id, usually the credit code.
    pub firm: String,
    /// The firm's name, if the cohort has one.
    pub name: Option<String>,
    /// The firm's row: file and line.
    #[serde(flatten)]
    pub place: Place,
    /// The row's place in a heading.
    #[serde(skip)]
    stands: Message,
    /// Source of the institutions' rules and capacities, if their file says.
    pub rules_basis: Option<WeightsBasis>,
    /// Findings of the firm's row.
    pub findings: Vec<Finding>,
    /// The firm's standing: what [`run`](super::run) publishes.
    #[serde(flatten)]
    pub standing: Standing,
    /// The firm's standing with supposed values, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_if: Option<Supposed>,
}

/// A firm's points and its place on each list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The account under the leading scorecard.
    pub account: Account,
    /// The accounts under the further scorecards, in the campaign's order; a reason where the firm has no
    /// points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FurtherAccount>,
    /// Every institution, in its file's order.
    pub lists: Vec<ListPlace>,
    /// What its referrals are worth; empty if the campaign names no programmes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<GrantAccount>,
}

/// A firm's result under a further scorecard.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FurtherAccount {
    /// The firm has points.
    Scored(Box<Account>),
    /// The firm has no points.
    NotScored {
        /// The further scorecard's id.
        scorecard: String,
        /// The further scorecard's title.
        #[serde(skip)]
        title: Message,
        /// Why the firm has no points under it.
        reason: Message,
    },
}

/// A firm's outcome at one institution.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListPlace {
    /// The institution's id in its file.
    pub institution: String,
    /// The institution's name in both languages.
    pub name: Message,
    /// Place on the list, or why the firm is not on it.
    #[serde(flatten)]
    pub outcome: ListOutcome,
}

/// Outcome of a firm at an institution.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum ListOutcome {
    /// On the institution's list.
    Listed {
        /// Place on the list, from 1.
        place: u32,
        /// Number of firms on the list.
        of: usize,
    },
    /// Eligible, but beyond the list's end.
    Beyond {
        /// Place in the institution's order, from 1.
        place: u32,
        /// Number of firms on the list.
        of: usize,
    },
    /// Eligible, but passed over.
    Passed {
        /// Why the firm is passed over.
        cause: Passed,
    },
    /// Not eligible: at least one rule does not hold.
    Fails {
        /// Failed rules in the order they are tried, at least one.
        rules: Vec<FailedRule>,
    },
    /// Barred from every list.
    Barred {
        /// Missing consent, and every reason that keeps the firm from qualifying.
        reason: Message,
        /// Further rules of the institution that do not hold.
        rules: Vec<FailedRule>,
    },
}

/// An institution's rule that does not hold for a firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FailedRule {
    /// The rule's reason, for people.
    pub reason: Message,
    /// The rule as an SQL expression.
    pub when: String,
    /// The document the rule is taken from.
    pub source: Option<String>,
    /// Whether the rule is unknown, since a value is missing, rather than false.
    pub unknown: bool,
    /// Values of the firm and its results that the rule reads.
    pub reads: Vec<Input>,
    /// The fact that it reads; `None` for a rule on values alone.
    #[serde(skip)]
    pub about: Option<About>,
}

/// A firm with supposed values in some cells; the rest of the cohort is unchanged.
#[derive(Clone, Debug, Serialize)]
pub struct Supposed {
    /// The changed fields with their supposed cells.
    pub changes: Vec<Change>,
    /// The supposed values, each under the field's name as given.
    #[serde(skip)]
    pub values: Vec<Input>,
    /// The firm's standing under the supposition.
    #[serde(flatten)]
    pub standing: Standing,
}

/// Scores `campaign` and explains `firm`; with `changes`, also its standing under those values.
///
/// # Errors
/// As [`assess`](super::assess); no such firm, a firm without points, impossible changes.
pub fn explain(
    campaign: &Campaign,
    firm: &str,
    changes: &[Change],
    progress: &dyn Progress,
) -> Result<Explanation, Findings> {
    let intake = campaign.read_firms(progress)?;
    let at = find(&intake, firm)?;
    let assessed = carry_out(campaign, intake, Wanted::detailed(), progress)?;
    let firms = &assessed.intake.firms;
    let row = assessed.intake.place_of(at);
    let of_row = |finding: &&Finding| finding.place.is_in_row_of(&row);
    // A file with many faulty rows keeps only some findings; those of this row are made again.
    let mut findings: Findings = assessed.findings.iter().filter(of_row).cloned().collect();
    findings.unite(assessed.intake.parts.findings_of(firms.rows[at]).into_iter().collect());
    for (scorecard, scores) in campaign.further.iter().zip(&assessed.further) {
        findings.unite(notices::without_points_of(&assessed.intake, scorecard, scores, at));
    }
    findings.sort();
    let mut explanation = Explanation {
        campaign: campaign.heading(),
        as_of: campaign.as_of,
        firm: firms.ids().get_or_empty(at).to_owned(),
        name: firms
            .column("name")
            .and_then(|column| column.texts())
            .and_then(|names| names.get(at))
            .map(str::to_owned),
        stands: stands(&assessed.intake, &row),
        place: row,
        rules_basis: campaign.institutions.basis,
        findings: findings.into_iter().collect(),
        standing: assessed.standing(at)?,
        what_if: None,
    };
    if changes.is_empty() {
        return Ok(explanation);
    }
    let amended = intake::amended(firms, at, changes, WHAT_IF, &campaign.firms_file, campaign.as_of)?;
    let values = changes.iter().filter_map(|change| changed(change, &amended, at)).collect();
    let Assessed { intake, scores, further, results, referrals, grants, .. } = assessed;
    // The results of a national cohort take a gigabyte, and scoring the supposition takes as much again.
    drop((scores, further, results, referrals, grants));
    let intake = Intake { firms: amended, ..intake };
    let supposed = carry_out(campaign, intake, Wanted::detailed(), progress)?;
    let standing = supposed.standing(at).map_err(as_supposed)?;
    explanation.what_if = Some(Supposed { changes: changes.to_vec(), values, standing });
    Ok(explanation)
}

/// A row's place for a heading: the line, or the whole place if the line alone is not enough.
fn stands(intake: &Intake, row: &Place) -> Message {
    match (intake.parts.only(), &row.sheet, row.line) {
        (Some(_), None, Some(line)) => say!(explain::line, line = line.to_string()),
        _ => row.said(),
    }
}

/// The value that `change` gives the firm at position `at` of `firms`.
fn changed(change: &Change, firms: &Firms, at: usize) -> Option<Input> {
    let slot = firms.dictionary.find(&change.field)?;
    let field = &firms.dictionary.fields[slot];
    Some(Input {
        name: change.field.clone(),
        title: Some(field.label()),
        unit: field.unit.clone(),
        value: firms.columns[slot].as_ref().and_then(|column| Given::of(column.value(at))),
    })
}

/// Places a fault of a supposition on the command line, since no line of the file holds it.
fn as_supposed(fault: Finding) -> Finding {
    Finding { place: Place::file(WHAT_IF), ..fault }.help(say!(explain::suppose_help))
}

/// The position of `firm` in the cohort.
fn find(intake: &Intake, firm: &str) -> Result<usize, Finding> {
    let wanted = &*folded(firm.trim());
    let ids = intake.firms.ids();
    if let Some(at) = ids.iter().position(|id| id == wanted) {
        return Ok(at);
    }
    // Ids that differ only in case must be written exactly.
    let alike = |id: &str| id.eq_ignore_ascii_case(wanted);
    if let (Some(at), 1) = (ids.iter().position(alike), ids.iter().filter(|id| alike(id)).take(2).count()) {
        return Ok(at);
    }
    let names = intake.firms.column("name").and_then(|column| column.texts());
    let of_that_name = |names: &Texts| -> Vec<usize> {
        let found = names.iter().enumerate().filter(|(_, name)| !name.is_empty() && *name == firm.trim());
        found.map(|(at, _)| at).collect()
    };
    let named = names.map(of_that_name).unwrap_or_default();
    if let [at] = named[..] {
        return Ok(at);
    }
    let is_cell = |cell: &str| folded(cell.trim().trim_matches(['"', '\''])) == wanted;
    let delimiter = |row: u32| intake.parts.part_of(row).map_or(',', |part| part.layout.delimiter);
    let is_row = |(row, text): (u32, Cow<'_, str>)| text.split(delimiter(row)).any(is_cell);
    let aside = intake.quarantine.originals().position(is_row);
    Err(match aside.map(|at| intake.quarantine.row(at)) {
        Some(row) => {
            let faults = Arg::list(Between::Clauses, row.faults.iter().map(|fault| &fault.message));
            let message = say!(explain::put_aside, firm = wanted, faults = faults);
            Finding::new(Code::NameUnknown, row.place, message).help(say!(explain::put_aside_help))
        }
        None => {
            // Only an id that differs by one typing error is suggested: codes of one place and kind resemble
            // each other anyway.
            let near = ids.iter().find(|id| strsim::osa_distance(id, wanted) == 1);
            let like = names.map(|names| like(wanted, names, ids)).unwrap_or_default();
            let help = match (named.len(), near) {
                (0, Some(near)) => say!(campaign::did_you_mean, name = near),
                (0, None) if like.is_empty() => say!(explain::unknown_help),
                (0, None) => say!(explain::near_help, firms = listed(like.iter(), like.len())),
                (firms, _) => say!(explain::several_help, firms = firms),
            };
            Finding::new(Code::NameUnknown, intake.place(), say!(explain::unknown, firm = wanted)).help(help)
        }
    })
}

/// The firms in whose names `wanted` stands, each with its id; else those with nearly this name.
fn like(wanted: &str, names: &Texts, ids: &Texts) -> Vec<Message> {
    let of = |is_like: &dyn Fn(&str) -> bool| -> Vec<Message> {
        let named = names.iter().zip(ids.iter()).filter(|(name, _)| is_like(folded(name).as_ref()));
        named.map(|(name, id)| say!(explain::near_firm, name = name, id = id)).collect()
    };
    let part = of(&|name| !wanted.is_empty() && name.contains(wanted));
    let is_near = |name: &str| strsim::jaro_winkler(name, wanted) >= ALIKE;
    if part.is_empty() { of(&is_near) } else { part }
}

impl Assessed<'_> {
    /// The standing of the firm at position `firm`.
    ///
    /// # Errors
    /// The firm has no points.
    fn standing(&self, firm: usize) -> Result<Standing, Finding> {
        let (firms, as_of) = (&self.intake.firms, self.campaign.as_of);
        let Some(account) = scoring::explain(firms, &self.campaign.scorecard, &self.scores, as_of, firm)
        else {
            let rejected = self.scores.rejection_of(firm);
            let (code, reason): (Code, Message) =
                rejected.unwrap_or_else(|| (Code::NameUnknown, say!(explain::without_points)));
            let place = self.intake.place_of(firm);
            return Err(Finding::new(code, place, say!(explain::not_scored, reason = reason))
                .help(say!(explain::not_scored_help)));
        };
        let further =
            self.campaign.further.iter().zip(&self.further).map(
                |(scorecard, scores)| match scoring::explain(firms, scorecard, scores, as_of, firm) {
                    Some(account) => FurtherAccount::Scored(Box::new(account)),
                    None => FurtherAccount::NotScored {
                        scorecard: scorecard.id.clone(),
                        title: Message::title(&scorecard.title, scorecard.title_zh.as_ref()),
                        reason: scores.rejection_of(firm).map_or_else(Message::default, |(_, reason)| reason),
                    },
                },
            );
        Ok(Standing {
            further: further.collect(),
            lists: self.list_places(firm, &account),
            grants: self.grants_of(firm),
            account,
        })
    }

    fn list_places(&self, firm: usize, account: &Account) -> Vec<ListPlace> {
        let candidate = self.referrals.candidates.iter().position(|&at| at as usize == firm);
        let frame = self.frame();
        let outcomes: Vec<ListOutcome> = match candidate {
            None => {
                let reason = self.bar(firm, account);
                let barred = |at| {
                    let rules = self.failed(at, firm, &frame).into_iter();
                    // A missing consent bars the firm everywhere, so that it is no reason of one institution.
                    let rules = rules.filter(|rule| rule.about != Some(About::Consented)).collect();
                    ListOutcome::Barred { reason: reason.clone(), rules }
                };
                (0..self.referrals.lists.len()).map(barred).collect()
            }
            Some(candidate) => {
                let outcomes = self.referrals.outcomes(candidate).zip(&self.referrals.lists).enumerate();
                outcomes
                    .map(|(at, (outcome, list))| match outcome {
                        Outcome::Listed(place) => ListOutcome::Listed { place, of: list.firms.len() },
                        Outcome::Beyond(place) => ListOutcome::Beyond { place, of: list.firms.len() },
                        Outcome::Passed(passed) => ListOutcome::Passed { cause: passed },
                        Outcome::Rule(_) | Outcome::Unknown(_) => {
                            ListOutcome::Fails { rules: self.failed(at, firm, &frame) }
                        }
                    })
                    .collect()
            }
        };
        let institutions = self.campaign.institutions.all.iter().zip(outcomes);
        institutions
            .map(|(institution, outcome)| ListPlace {
                institution: institution.id.clone(),
                name: Message::title(&institution.name, institution.name_zh.as_ref()),
                outcome,
            })
            .collect()
    }

    /// Every reason that keeps the firm off all lists: the bar itself holds only the first.
    fn bar(&self, firm: usize, account: &Account) -> Message {
        let has_ledger = self.campaign.institutions.has_ledger();
        let consent = match self.referrals.bars[firm] {
            Bar::ConsentRefused if has_ledger => Some(say!(explain::consent_withdrawn)),
            Bar::ConsentRefused => Some(say!(explain::consent_refused)),
            Bar::ConsentUnknown if has_ledger => Some(say!(explain::consent_none)),
            Bar::ConsentUnknown => Some(say!(explain::consent_unknown)),
            Bar::None | Bar::NotScored | Bar::NotQualified | Bar::Held => None,
        };
        let unqualified = (!account.qualified).then(|| {
            let reasons = Arg::list(Between::Clauses, &account.reasons);
            match self.referrals.bars[firm] {
                Bar::Held => say!(explain::held, reasons = reasons),
                _ => say!(explain::unqualified, reasons = reasons),
            }
        });
        Message::joined(Between::Clauses, consent.into_iter().chain(unqualified))
    }

    /// Rules of institution `at` that do not hold for the firm.
    fn failed(&self, at: usize, firm: usize, frame: &Frame<'_>) -> Vec<FailedRule> {
        let institutions = &self.campaign.institutions;
        let campaign = self.campaign;
        let scope = &institutions.scope;
        let read = |&slot: &usize| {
            let value = Given::of(frame.slots[slot].value(firm));
            let field = campaign.dictionary.fields.get(slot);
            let title = field.map(Field::label);
            let unit = field.and_then(|field| field.unit.clone());
            Input { name: scope.name(slot).to_owned(), title, unit, value }
        };
        let is_value = |slot: &&usize| institutions.fact(**slot).is_none();
        let rules = institutions.all[at].rules.iter().map(|&rule| &institutions.rules[rule]);
        let failed = |rule: &Rule| {
            let holds = rule.when.flags(frame, firm..firm + 1).get(0);
            (holds != Some(true)).then(|| FailedRule {
                reason: rule.reason.clone(),
                when: rule.when.source().trim().to_owned(),
                source: rule.source.clone(),
                unknown: holds.is_none(),
                reads: rule.when.slots().iter().filter(is_value).map(read).collect(),
                about: rule
                    .when
                    .slots()
                    .iter()
                    .find_map(|&slot| institutions.fact(slot))
                    .map(|fact| fact.about),
            })
        };
        rules.filter_map(failed).collect()
    }
}
