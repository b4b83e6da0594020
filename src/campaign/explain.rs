//! Why one firm has its points, and which lists it is on: the campaign carried out again, and explained for
//! this firm alone.

mod document;

use std::time::Instant;

use jiff::civil::Date;
use serde::Serialize;

use super::{Assessed, Campaign, carry_out, notices, written_day};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::folded;
use crate::firms::{Dictionary, Frame, Texts};
use crate::intake::{self, Change, Intake};
use crate::progress::Progress;
use crate::publish::Timings;
use crate::referral::{Bar, Outcome, Rule};
use crate::scorecard::{WeightsBasis, run_scope};
use crate::scoring::{self, Account, Given};
use crate::words::{Arg, Between, Message, say};

/// What messages call the changes of a supposition.
const WHAT_IF: &str = "--what-if";

/// Everything about one firm.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The campaign's title.
    pub campaign: Message,
    /// The as-of day.
    #[serde(serialize_with = "written_day")]
    pub as_of: Date,
    /// The firm's id.
    pub firm: String,
    /// Its name, if the cohort has one.
    pub name: Option<String>,
    /// The line of its row in the cohort's file.
    pub line: u32,
    /// Where the institutions' rules and capacities come from, if their file says.
    pub rules_basis: Option<WeightsBasis>,
    /// What was noticed in its row.
    pub findings: Vec<Finding>,
    /// How it stands: what [`run`](super::run) publishes.
    #[serde(flatten)]
    pub standing: Standing,
    /// How it would stand, if something of it were different.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_if: Option<Supposed>,
}

/// How a firm stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// Under the leading scorecard.
    pub account: Account,
    /// Under the further ones, in the campaign's order; those that do not score it say why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FurtherAccount>,
    /// Every institution, in its file's order.
    pub lists: Vec<ListPlace>,
}

/// A firm under a further scorecard.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FurtherAccount {
    /// With points.
    Scored(Box<Account>),
    /// Without points.
    NotScored {
        /// The scorecard's id.
        scorecard: String,
        /// Its title.
        #[serde(skip)]
        title: Message,
        /// Why the firm has no points under it.
        reason: Message,
    },
}

/// A firm at an institution.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListPlace {
    /// The institution's id.
    pub institution: String,
    /// Its name.
    pub name: Message,
    /// Whether the firm is on the list, and where, or why not.
    #[serde(flatten)]
    pub outcome: ListOutcome,
}

/// What came of a firm at an institution.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum ListOutcome {
    /// On the list.
    Listed {
        /// Its place, from 1.
        place: u32,
        /// How many firms are on it.
        of: usize,
    },
    /// Eligible, but beyond the list's end.
    Beyond {
        /// Its place in the institution's order, from 1.
        place: u32,
        /// How many firms are on the list.
        of: usize,
    },
    /// It does not meet these rules, in the order they are tried.
    Fails {
        /// Those rules, at least one.
        rules: Vec<FailedRule>,
    },
    /// On no list at all.
    Barred {
        /// Why: consent, and what keeps the firm from qualifying, as far as either does.
        reason: Message,
        /// The institution's rules that it does not meet either.
        rules: Vec<FailedRule>,
    },
}

/// A rule of an institution that a firm does not meet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FailedRule {
    /// What a person reads.
    pub reason: Message,
    /// The rule, an SQL expression.
    pub when: String,
    /// The document it stands in.
    pub source: Option<String>,
    /// Whether it is not known of the firm, rather than known not to hold.
    pub unknown: bool,
    /// What it reads of the firm and its results.
    pub reads: Vec<Read>,
}

/// A value that an institution's rule reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Read {
    /// Its name in rules.
    pub name: String,
    /// The title of a field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The value; `None` where it is missing.
    pub value: Option<Given>,
}

/// A firm with other values in some of its cells, the rest of the cohort as it is.
#[derive(Clone, Debug, Serialize)]
pub struct Supposed {
    /// The fields that are different, and the cells supposed.
    pub changes: Vec<Change>,
    /// The field of each change: in English as it was given, in Chinese by its title.
    #[serde(skip)]
    pub fields: Vec<Message>,
    /// How the firm would stand.
    #[serde(flatten)]
    pub standing: Standing,
}

/// Carries `campaign` out and explains the firm called `firm`; with `changes`, also how it would stand if
/// those were its values.
///
/// # Errors
/// As [`assess`](super::assess); no firm of that name, or one that is not scored; changes that cannot be.
pub fn explain(
    campaign: &Campaign,
    firm: &str,
    changes: &[Change],
    progress: &dyn Progress,
) -> Result<Explanation, Findings> {
    let intake = campaign.read_firms(progress)?;
    let at = find(&intake, firm)?;
    let assessed = carry_out(campaign, intake, true, Timings::default(), Instant::now(), progress)?;
    let firms = &assessed.intake.firms;
    let (file, line) = (assessed.intake.text.name.clone(), firms.lines[at]);
    let of_row = |finding: &&Finding| finding.place.file == file && finding.place.line == Some(line);
    // Of a file at fault in many rows not every finding is kept; those of this row are found again.
    let mut findings: Findings = assessed.findings.iter().filter(of_row).cloned().collect();
    findings.unite(assessed.intake.noticed(line).into_iter().collect());
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
        line: firms.lines[at],
        rules_basis: campaign.institutions.basis,
        findings: findings.into_iter().collect(),
        standing: assessed.standing(at)?,
        what_if: None,
    };
    if changes.is_empty() {
        return Ok(explanation);
    }
    let amended = intake::amended(firms, at, changes, WHAT_IF, &campaign.firms_file, campaign.as_of)?;
    let Assessed { intake, scores, further, results, referrals, .. } = assessed;
    // Of a national round they are a gigabyte, and the next are as large.
    drop((scores, further, results, referrals));
    let intake = Intake { firms: amended, ..intake };
    let supposed = carry_out(campaign, intake, true, Timings::default(), Instant::now(), progress)?;
    let standing = supposed.standing(at).map_err(as_supposed)?;
    let fields = changes.iter().map(|change| titled(&campaign.dictionary, &change.field)).collect();
    explanation.what_if = Some(Supposed { changes: changes.to_vec(), fields, standing });
    Ok(explanation)
}

/// A field as the user wrote it; in Chinese its title.
fn titled(dictionary: &Dictionary, written: &str) -> Message {
    dictionary
        .find(written)
        .map_or_else(|| written.into(), |field| Message::both(written, &dictionary.fields[field].title))
}

/// A fault of what was supposed stands in no line of the file.
fn as_supposed(fault: Finding) -> Finding {
    Finding { place: Place::file(WHAT_IF), ..fault }.help(say!(explain::suppose_help))
}

/// The position of the firm called `firm`.
fn find(intake: &Intake, firm: &str) -> Result<usize, Finding> {
    let wanted = &*folded(firm.trim());
    let ids = intake.firms.ids();
    if let Some(at) = ids.iter().position(|id| id == wanted) {
        return Ok(at);
    }
    // Ids that differ by case alone must be written exactly.
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
    let file = Place::file(intake.text.name.clone());
    let is_cell = |cell: &str| folded(cell.trim().trim_matches(['"', '\''])) == wanted;
    let delimiter = intake.layout.delimiter;
    let aside = intake.quarantine.originals().position(|(_, row)| row.split(delimiter).any(is_cell));
    Err(match aside.map(|at| intake.quarantine.row(at)) {
        Some(row) => {
            let faults = Arg::list(Between::Clauses, row.faults.iter().map(|fault| &fault.message));
            let message = say!(explain::put_aside, firm = wanted, faults = faults);
            Finding::new(Code::NameUnknown, file.at_line(row.line), message)
                .help(say!(explain::put_aside_help))
        }
        None => {
            // One slip of the finger; codes of one place and kind are alike anyway.
            let near = ids.iter().find(|id| strsim::osa_distance(id, wanted) == 1);
            let help = match (named.len(), near) {
                (0, Some(near)) => say!(campaign::did_you_mean, name = near),
                (0, None) => say!(explain::unknown_help),
                (firms, _) => say!(explain::several_help, firms = firms),
            };
            Finding::new(Code::NameUnknown, file, say!(explain::unknown, firm = wanted)).help(help)
        }
    })
}

impl Assessed<'_> {
    /// How the firm at position `firm` stands.
    ///
    /// # Errors
    /// It is not scored.
    fn standing(&self, firm: usize) -> Result<Standing, Finding> {
        let (firms, as_of) = (&self.intake.firms, self.campaign.as_of);
        let Some(account) = scoring::explain(firms, &self.campaign.scorecard, &self.scores, as_of, firm)
        else {
            let rejected = self.scores.rejection_of(firm);
            let (code, reason): (Code, Message) =
                rejected.unwrap_or_else(|| (Code::NameUnknown, say!(explain::without_points)));
            let place = Place::file(self.intake.text.name.clone()).at_line(firms.lines[firm]);
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
        Ok(Standing { further: further.collect(), lists: self.list_places(firm, &account), account })
    }

    fn list_places(&self, firm: usize, account: &Account) -> Vec<ListPlace> {
        let candidate = self.referrals.candidates.iter().position(|&at| at as usize == firm);
        let frame = self.frame();
        let outcomes: Vec<ListOutcome> = match candidate {
            None => {
                let reason = self.bar(firm, account);
                let barred =
                    |at| ListOutcome::Barred { reason: reason.clone(), rules: self.failed(at, firm, &frame) };
                (0..self.referrals.lists.len()).map(barred).collect()
            }
            Some(candidate) => {
                let outcomes = self.referrals.outcomes(candidate).zip(&self.referrals.lists).enumerate();
                outcomes
                    .map(|(at, (outcome, list))| match outcome {
                        Outcome::Listed(place) => ListOutcome::Listed { place, of: list.firms.len() },
                        Outcome::Beyond(place) => ListOutcome::Beyond { place, of: list.firms.len() },
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

    /// All that keeps the firm off every list: its bar is only the first of it.
    fn bar(&self, firm: usize, account: &Account) -> Message {
        let consent = match self.referrals.bars[firm] {
            Bar::ConsentRefused => Some(say!(explain::consent_refused)),
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

    /// The rules of institution `at` that the firm does not meet.
    fn failed(&self, at: usize, firm: usize, frame: &Frame<'_>) -> Vec<FailedRule> {
        let institutions = &self.campaign.institutions;
        let campaign = self.campaign;
        let scope = run_scope(&campaign.scorecard, &campaign.further, &campaign.dictionary);
        let read = |&slot: &usize| {
            let value = Given::of(frame.slots[slot].value(firm));
            let title = campaign.dictionary.fields.get(slot).map(|field| field.title.clone());
            Read { name: scope.name(slot).to_owned(), title, value }
        };
        let rules = institutions.all[at].rules.iter().map(|&rule| &institutions.rules[rule]);
        let failed = |rule: &Rule| {
            let holds = rule.when.flags(frame, firm..firm + 1).get(0);
            (holds != Some(true)).then(|| FailedRule {
                reason: rule.reason.clone(),
                when: rule.when.source().trim().to_owned(),
                source: rule.source.clone(),
                unknown: holds.is_none(),
                reads: rule.when.slots().iter().map(read).collect(),
            })
        };
        rules.filter_map(failed).collect()
    }
}
