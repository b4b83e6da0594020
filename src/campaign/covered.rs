//! Whether the consents of a run's firms still hold on the day on which their data are passed on: between a
//! run and its delivery a firm may have withdrawn.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::Campaign;
use super::facts::read_ledger;
use crate::desk::deliveries::Lists;
use crate::desk::found;
use crate::desk::publicity::{self, Publicity};
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::publish::{Input, Output};
use crate::referral::{Consents, Standing};
use crate::words::{Message, say};

/// The keys of `run.json` that lead to the ledger.
#[derive(Deserialize)]
struct Run {
    campaign: String,
    inputs: Vec<Input>,
    campaign_file: Option<String>,
}

/// The ledger of a run's campaign as it is now, judged on a day.
struct Ledger {
    campaign: Campaign,
    path: PathBuf,
    consents: Consents,
    day: Date,
}

/// Refuses lists of the run in the folder `run` with a firm whose consent for the institution does not hold
/// on `day`, by the campaign's ledger as it is now. `campaign` is the campaign's file, if not the one that
/// the run names; `to` has the institutions, none for all. A run without a ledger has nothing to judge.
///
/// # Errors
/// Each such firm ([`Code::ConsentLapsed`]); a campaign or ledger that cannot be found or read.
pub fn refuse_uncovered_lists(
    run: &Path,
    campaign: Option<&Path>,
    to: &[String],
    day: Date,
    progress: &dyn Progress,
) -> Result<(), Findings> {
    let Some(ledger) = Ledger::read(run, campaign, day, progress)? else { return Ok(()) };
    let lists = Lists::read(&Output::open(run)?, to)?;
    let mut faults = Findings::new();
    for list in &lists.all {
        let at = ledger.campaign.institutions.all.iter().position(|one| one.id == list.institution);
        for (firm, name) in lists.named(list) {
            let standing = match at {
                Some(at) => ledger.consents.at(firm, at, day),
                // Consents for one institution alone are not for one that the campaign has no longer.
                None => ledger.consents.within(firm, None, day),
            };
            if let Some(words) = ended(standing) {
                let to = &list.institution;
                let message =
                    say!(campaign::uncovered, firm = firm, name = name, institution = to, how = words);
                faults.push(ledger.fault(message));
            }
        }
    }
    faults.or_stop(()).map(|_| ())
}

/// The public list of the run in the folder `run`. It leaves out firms without a general consent on the first
/// day of the period, by the campaign's ledger as it is now. `campaign` is as in [`refuse_uncovered_lists`].
///
/// # Errors
/// As [`publicity::read`]; a campaign or ledger that cannot be found or read.
pub fn public_list(
    run: &Path,
    campaign: Option<&Path>,
    options: &publicity::Options,
    progress: &dyn Progress,
) -> Result<Publicity, Findings> {
    let ledger = Ledger::read(run, campaign, options.from, progress)?;
    // A consent for some institutions is none for the public.
    let consents = |firm: &str| {
        ledger.as_ref().is_none_or(|ledger| ledger.consents.within(firm, None, ledger.day).holds())
    };
    Ok(publicity::read(run, options, &consents)?)
}

/// How a consent does not hold; `None` if it does.
fn ended(standing: Standing) -> Option<Message> {
    Some(match standing {
        Standing::Given { .. } => return None,
        Standing::Withdrawn(day) => say!(campaign::uncovered_withdrawn, day = day.to_string()),
        Standing::Ended(day) => say!(campaign::uncovered_ended, day = day.to_string()),
        Standing::Later(day) => say!(campaign::uncovered_later, day = day.to_string()),
        Standing::Absent => say!(campaign::uncovered_absent),
    })
}

impl Ledger {
    /// The ledger of a run; `None` if the run had none.
    fn read(
        run: &Path,
        campaign: Option<&Path>,
        day: Date,
        progress: &dyn Progress,
    ) -> Result<Option<Ledger>, Findings> {
        let about: Run = Output::open(run)?.json("run.json")?;
        if about.inputs.iter().all(|input| input.role != "consents") {
            return Ok(None);
        }
        let place = || Place::file(run.join("run.json").display().to_string());
        let help = || say!(campaign::ledger_help);
        let named = about.campaign_file.and_then(|path| found(run, &path));
        let Some(path) = campaign.map(Path::to_owned).or(named) else {
            let fault = Finding::new(Code::OptionMissing, place(), say!(campaign::ledger_lost));
            return Err(fault.help(help()).into());
        };
        let mut campaign = Campaign::load(&path, None)?;
        if campaign.id != about.campaign {
            let place = Place::file(path.display().to_string());
            let message = say!(campaign::ledger_other, id = &campaign.id, run = &about.campaign);
            return Err(Finding::new(Code::NameUnknown, place, message).help(help()).into());
        }
        campaign.as_of = day;
        let Some(path) = campaign.consents.clone() else {
            let place = Place::file(path.display().to_string()).in_column("consents");
            return Err(Finding::new(Code::KeyMissing, place, say!(consent::no_ledger))
                .help(say!(consent::no_ledger_help))
                .into());
        };
        let (consents, _) = read_ledger(&campaign, &path, progress)?;
        Ok(Some(Ledger { campaign, path, consents, day }))
    }

    fn fault(&self, message: Message) -> Finding {
        let place = Place::file(self.path.display().to_string());
        let (campaign, day) = (self.campaign.path.display().to_string(), self.day.to_string());
        Finding::new(Code::ConsentLapsed, place, message).help(say!(
            campaign::uncovered_help,
            campaign = campaign,
            day = day
        ))
    }
}
