//! Facts from other sources than the cohort's files, joined to the cohort: consents, and lists of firms that
//! institutions exclude.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Campaign;
use super::foreign::{Foreign, unknown_withdrawals};
use crate::desk::Past;
use crate::finding::{Code, Finding, Findings, Place, listed};
use crate::firms::{Cells, Column, Firms};
use crate::intake::{self, Intake};
use crate::parameters::Spanned;
use crate::progress::Progress;
use crate::referral::{About, CONSENT, Consent, Consents, Fact, Standing};
use crate::words::say;

/// Field of the day on which a firm gave its consent.
const CONSENT_DATE: &str = "consent_date";

impl Campaign {
    /// Reads the campaign's cohort. Faulty cells quarantine a row only in columns that a scorecard, an
    /// institution or the run itself reads.
    ///
    /// # Errors
    /// Faults of the file or of its header.
    pub fn read_firms(&self, progress: &dyn Progress) -> Result<Intake, Findings> {
        let (folder, file, asked) = (self.folder(), &self.firms_file, self.asked());
        let mut intake =
            intake::read_all(folder, file, &self.source, &self.dictionary, &asked, self.as_of, progress)?;
        join(self, &mut intake, progress)?;
        Ok(intake)
    }

    /// As [`Campaign::read_firms`], with the contents of all columns of supplements.
    ///
    /// # Errors
    /// As [`Campaign::read_firms`].
    pub fn inspect_firms(&self, progress: &dyn Progress) -> Result<Intake, Findings> {
        let (folder, file, asked) = (self.folder(), &self.firms_file, self.asked());
        let mut intake =
            intake::inspect_all(folder, file, &self.source, &self.dictionary, &asked, self.as_of, progress)?;
        join(self, &mut intake, progress)?;
        Ok(intake)
    }
}

/// Joins the facts that rules read to the firms of `intake`. A ledger of consents decides about consent in
/// place of the cohort's columns, except that a firm whose own row refuses stays refused.
///
/// # Errors
/// A file that cannot be read, a row of one that cannot be read, a ledger that names an unknown institution.
fn join(campaign: &Campaign, intake: &mut Intake, progress: &dyn Progress) -> Result<(), Findings> {
    let mut findings = Findings::new();
    let consents = match &campaign.consents {
        None => None,
        Some(path) => Some(read_consents(campaign, path, intake, progress)?),
    };
    if let Some((consents, noticed)) = &consents {
        findings.extend(noticed.clone());
        judge(campaign, consents, &mut intake.firms);
    }
    let consents = consents.as_ref().map(|(consents, _)| consents);
    let past_of = match &campaign.desk {
        Some(desk) => read_past(campaign, desk, intake)?,
        None => Past::default(),
    };
    let mut lists = Lists { campaign, read: Vec::new() };
    let mut facts = Vec::with_capacity(campaign.institutions.facts.len());
    for &fact in &campaign.institutions.facts {
        let column = match fact.about {
            About::Consented => consented(campaign, consents, &intake.firms, fact.institution),
            About::Excluded => lists.excluded(intake, fact, progress)?,
            About::Served | About::Referred => past(campaign, &past_of, &intake.firms, fact),
        };
        facts.push(Column::Flag(column));
    }
    intake.firms.facts = facts;
    intake.findings.extend(findings);
    intake.findings.sort();
    Ok(())
}

/// The consents in the ledger at `path`, and what is noticed about them.
///
/// # Errors
/// As [`intake::read_consents`]; an unknown institution.
pub(super) fn read_consents(
    campaign: &Campaign,
    path: &Path,
    cohort: &mut Intake,
    progress: &dyn Progress,
) -> Result<(Consents, Findings), Findings> {
    let (consents, ledger) = read_ledger(campaign, path, progress)?;
    cohort.beside.extend(ledger.parts.iter().map(|part| ("consents", part.origin.clone())));
    let foreign = Foreign::of(cohort, &ledger);
    foreign.misspelt(cohort, &ledger).or_stop(())?;
    let withdrawn = ledger.firms.column("withdrawn").and_then(Column::dates);
    let is_withdrawal = |row: &usize| withdrawn.is_some_and(|days| days.get(*row).is_some());
    let withdrawals = foreign.rows.into_iter().filter(is_withdrawal).collect();
    let unknown = unknown_withdrawals(withdrawals, &ledger);
    let mut findings = ledger.findings;
    findings.extend(unknown.into_iter().collect());
    Ok((consents, findings))
}

/// As [`read_consents`], with the ledger as a table, whose firms need not be in a cohort.
///
/// # Errors
/// As [`read_consents`].
pub(super) fn read_ledger(
    campaign: &Campaign,
    path: &Path,
    progress: &dyn Progress,
) -> Result<(Consents, Intake), Findings> {
    let ledger =
        intake::read_consents(path, &campaign.firms_file, &campaign.dictionary, campaign.as_of, progress)?;
    let firms = &ledger.firms;
    let day = |name: &str, row: usize| firms.column(name)?.dates()?.get(row);
    let mut consents = Consents::default();
    let mut faults = Findings::new();
    for row in 0..firms.len {
        let written =
            firms.column("institution").and_then(Column::texts).map(|texts| texts.get_or_empty(row));
        let written = written.unwrap_or_default().trim();
        let institution = match written {
            all if intake::is_every_institution(all) => None,
            name => match campaign.institutions.called(name) {
                Some(at) => Some(at),
                None => {
                    faults.push(unknown_institution(campaign, name, ledger.place_of(row)));
                    continue;
                }
            },
        };
        let [given, until, withdrawn] = ["given", "until", "withdrawn"].map(|name| day(name, row));
        let place = ledger.place_of(row);
        if given.is_none() && withdrawn.is_none() {
            let message = say!(campaign::consent_without_day);
            faults.push(
                Finding::new(Code::ValueEmpty, place, message).help(say!(campaign::consent_without_day_help)),
            );
        } else if let (Some(from), Some(to)) = (given, until)
            && to < from
        {
            let message = say!(campaign::consent_reversed, from = from.to_string(), to = to.to_string());
            faults.push(
                Finding::new(Code::ValueInvalid, place, message).help(say!(campaign::consent_reversed_help)),
            );
        }
        if let (Some(given), Some(withdrawn)) = (given, withdrawn)
            && withdrawn < given
        {
            let message = say!(campaign::consent_undone, given = given, withdrawn = withdrawn);
            faults.push(
                Finding::new(Code::ValueInvalid, ledger.place_of(row), message)
                    .help(say!(campaign::consent_undone_help)),
            );
        }
        consents.add(firms.ids().get_or_empty(row), Consent { institution, given, until, withdrawn });
    }
    faults.or_stop(consents).map(|(consents, _)| (consents, ledger))
}

fn unknown_institution(campaign: &Campaign, name: &str, place: Place) -> Finding {
    let message = match campaign.institutions.all.iter().filter(|one| one.is_called(name)).count() {
        0 => say!(campaign::consent_institution, name = name),
        several => say!(campaign::consent_institutions, name = name, institutions = several),
    };
    // No guess: another bank's consent must not be taken for this one's.
    let all = &campaign.institutions.all;
    let help =
        say!(campaign::consent_institution_help, known = listed(all.iter().map(|one| &*one.id), all.len()));
    Finding::new(Code::NameUnknown, place.in_column("institution"), message).help(help)
}

/// Puts the ledger's judgement in the place of the cohort's columns of consent.
fn judge(campaign: &Campaign, consents: &Consents, firms: &mut Firms) {
    let ids = firms.ids();
    let own = firms.column(CONSENT).and_then(Column::flags);
    let standing = |firm: usize| {
        let refused = own.is_some_and(|own| own.get(firm) == Some(false));
        let standing =
            consents.anywhere(ids.get_or_empty(firm), campaign.institutions.all.len(), campaign.as_of);
        let flag = match standing {
            _ if refused => Some(false),
            Standing::Given { .. } => Some(true),
            Standing::Withdrawn(_) => Some(false),
            Standing::Absent | Standing::Later(_) | Standing::Ended(_) => None,
        };
        let day = match standing {
            Standing::Given { since, .. } => Some(since),
            _ => None,
        };
        (flag, day)
    };
    let judged: Vec<_> = (0..firms.len).into_par_iter().map(standing).collect();
    let columns = [
        (CONSENT, Column::Flag(judged.iter().map(|(flag, _)| *flag).collect())),
        (CONSENT_DATE, Column::Date(judged.iter().map(|(_, day)| *day).collect())),
    ];
    for (name, column) in columns {
        if let Some(field) = firms.dictionary.position(name) {
            firms.columns[field] = Some(column);
        }
    }
}

/// Whether each firm's consent for an institution is in force.
fn consented(campaign: &Campaign, consents: Option<&Consents>, firms: &Firms, at: usize) -> Cells<bool> {
    let Some(consents) = consents else { return Cells::missing(firms.len) };
    let ids = firms.ids();
    let holds = |firm: usize| consents.at(ids.get_or_empty(firm), at, campaign.as_of).holds();
    Cells::known((0..firms.len).into_par_iter().map(holds).collect())
}

/// The past of the desk in a folder. A folder that does not exist has none, which is a warning.
fn read_past(campaign: &Campaign, desk: &Path, intake: &mut Intake) -> Result<Past, Findings> {
    if let Some(past) = Past::read(desk, campaign.as_of)? {
        return Ok(past);
    }
    let place = Place::file(campaign.source.name.clone()).in_column("desk");
    let message = say!(campaign::desk_absent, folder = desk.display().to_string());
    intake
        .findings
        .push(Finding::new(Code::DeskAbsent, place, message).help(say!(campaign::desk_absent_help)));
    Ok(Past::default())
}

/// Whether each firm is served by an institution, or was referred to it lately.
fn past(campaign: &Campaign, past: &Past, firms: &Firms, fact: Fact) -> Cells<bool> {
    let institution = &campaign.institutions.all[fact.institution];
    let ids = firms.ids();
    let holds = |firm: usize| {
        let firm = ids.get_or_empty(firm);
        match fact.about {
            About::Served => past.serves(&institution.id, firm),
            _ => {
                let months = institution.exclude.referred_months;
                past.referred(&institution.id, firm, campaign.as_of, months)
            }
        }
    };
    Cells::known((0..firms.len).into_par_iter().map(holds).collect())
}

/// The lists of firms that institutions exclude, each read once.
struct Lists<'a> {
    campaign: &'a Campaign,
    read: Vec<(PathBuf, FxHashSet<String>)>,
}

impl Lists<'_> {
    /// Whether each firm is on one of the lists that the fact's institution excludes.
    fn excluded(
        &mut self,
        intake: &mut Intake,
        fact: Fact,
        progress: &dyn Progress,
    ) -> Result<Cells<bool>, Findings> {
        let campaign = self.campaign;
        let mut lists = Vec::new();
        for list in &campaign.institutions.all[fact.institution].exclude.lists {
            lists.push(self.list(list, intake, progress)?);
        }
        let ids = intake.firms.ids();
        let is_on = |firm: usize| lists.iter().any(|&at| self.read[at].1.contains(ids.get_or_empty(firm)));
        Ok(Cells::known((0..intake.firms.len).into_par_iter().map(is_on).collect()))
    }

    /// The position of a list among those read.
    fn list(
        &mut self,
        written: &Spanned<String>,
        cohort: &mut Intake,
        progress: &dyn Progress,
    ) -> Result<usize, Findings> {
        let campaign = self.campaign;
        let path = campaign.folder().join(written.get_ref());
        if let Some(at) = self.read.iter().position(|(known, _)| *known == path) {
            return Ok(at);
        }
        let place = campaign.institutions_source.place(written.span().start).in_column("lists");
        if !intake::is_there(&path) {
            let message = say!(campaign::list_absent, path = written.get_ref());
            return Err(Finding::new(Code::FileUnreadable, place, message)
                .help(say!(campaign::list_absent_help))
                .into());
        }
        let list =
            intake::read_list(&path, &campaign.firms_file, &campaign.dictionary, campaign.as_of, progress)?;
        cohort.beside.extend(list.parts.iter().map(|part| ("list", part.origin.clone())));
        Foreign::of(cohort, &list).misspelt(cohort, &list).or_stop(())?;
        let ids: FxHashSet<String> = list.firms.ids().iter().map(str::to_owned).collect();
        if !ids.is_empty() && !cohort.firms.ids().iter().any(|id| ids.contains(id)) {
            let message = say!(campaign::list_foreign, path = written.get_ref(), firms = ids.len());
            cohort.findings.push(
                Finding::new(Code::FirmUnknown, place, message).help(say!(campaign::list_foreign_help)),
            );
        }
        self.read.push((path, ids));
        Ok(self.read.len() - 1)
    }
}
