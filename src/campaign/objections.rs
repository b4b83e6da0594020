//! A campaign carried out again with the accepted objections to a published run, and the answers to them.

use std::path::{Path, PathBuf};

use super::{Campaign, Target, run};
use crate::desk::diff;
use crate::desk::objections::{
    self, Answered, Correcting, Decision, Objection, Record, append, write_answers, write_corrections,
};
use crate::desk::publicity::Notice;
use crate::desk::sheet::{Sheet, Sheets};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::folded;
use crate::intake::PartOptions;
use crate::parameters::{self, Spanned};
use crate::progress::Progress;
use crate::publish::{self, Replace, StudyFolder, read_whole};
use crate::studies::Report as _;
use crate::words::{Language, say};

/// What an import of objections reads, and where it keeps what it writes.
#[derive(Clone, Debug)]
pub struct Objected {
    /// File of objections.
    pub file: PathBuf,
    /// Folder of the published run that they are about.
    pub run: PathBuf,
    /// The desk's folder.
    pub desk: PathBuf,
    /// `notice.json` of the publicity; `None` without one.
    pub notice: Option<PathBuf>,
}

/// Reads objections, carries the campaign out again with those that were accepted, and answers each.
///
/// The new run appears whole or not at all. The corrections stay in the desk's folder, which the new run
/// names among its inputs.
///
/// # Errors
/// As [`run`]; faults of the objections; a published run without details, of another campaign or another
/// as-of day; a notice of another run.
pub fn object(
    campaign: Campaign,
    asked: &Objected,
    target: &Target,
    progress: &dyn Progress,
) -> Result<Answered, Findings> {
    publish::refuse(&target.folder, target.replace)?;
    publish::refuse_inputs(&target.folder, [&*asked.run, &asked.file, &asked.desk])?;
    campaign.refuse_inputs(&target.folder, &[&asked.file])?;
    if !campaign.detail {
        let place = Place::file(campaign.path.display().to_string());
        let fault = Finding::new(Code::KeyMissing, place, say!(objections::no_detail));
        return Err(fault.help(say!(sheet::no_detail_help)).into());
    }
    let before = Sheets::open(&asked.run)?;
    refuse_other(&campaign, &before, &asked.run)?;
    let notice = asked.notice.as_deref().map(|path| notice(path, &before)).transpose()?;
    let cohort = campaign.read_firms(progress)?;
    let (like, dictionary) = (&campaign.firms_file, &campaign.dictionary);
    let objections = objections::read(&asked.file, &cohort, like, dictionary, campaign.as_of, progress)?;
    let digest = digest(&asked.file)?;
    let folder = asked.desk.join("objections");
    let mut written = write_corrections(&folder, &cohort, &objections)?;
    drop(cohort);
    let language = campaign.language.unwrap_or(target.language);
    let corrected = corrected(campaign, &written.parts);
    run(&corrected, target, progress)?;
    // The new run stands, and names the files.
    written.keep();
    let after = Sheets::open(&target.folder)?;
    let records = objections.iter().map(|objection| {
        Ok(Record {
            objection,
            is_in_period: notice.as_ref().zip(objection.day).and_then(|(notice, day)| notice.covers(day)),
            before: sheet(&before, objection)?,
            after: sheet(&after, objection)?,
        })
    });
    let records = records.collect::<Result<Vec<Record<'_>>, Finding>>()?;
    let answers = folder.join(format!("{}-answers", written.number));
    let (id, title) = (&corrected.id, corrected.heading());
    write_answers(&answers, &records, id, &title, corrected.as_of, language)?;
    let changes = folder.join(format!("{}-diff", written.number));
    write_difference(&changes, [&asked.run, &target.folder], &corrected, language)?;
    append(&asked.desk, &records, written.number, &digest, [before.sha256(), after.sha256()])?;
    let count = |decision| objections.iter().filter(|one| one.decision == decision).count();
    let shown = |path: &Path| path.display().to_string().trim_end_matches('/').to_owned();
    Ok(Answered {
        import: written.number,
        accepted: count(Decision::Accepted),
        rejected: count(Decision::Rejected),
        pending: count(Decision::Pending),
        out_of_period: records.iter().filter(|record| record.is_in_period == Some(false)).count(),
        run: shown(&target.folder),
        answers: shown(&answers),
        difference: shown(&changes),
        corrections: written.parts.iter().map(|part| [shown(&part.path), part.corrects.clone()]).collect(),
    })
}

/// Writes the difference between the published run and the new one into the folder `target`.
fn write_difference(
    target: &Path,
    [before, after]: [&Path; 2],
    campaign: &Campaign,
    language: Language,
) -> Result<(), Findings> {
    let [before, after] = diff::Record::read_both(before, after)?;
    let report =
        diff::diff(&before, &after, &diff::Options { every_firm: true, ..diff::Options::default() })?;
    let folder = StudyFolder {
        name: format!("{}-difference", campaign.id),
        title: report.title(),
        as_of: campaign.as_of,
        source: None,
        summary: &report,
        tables: report.tables(),
        language,
    };
    Ok(publish::write_study(Some((target, &folder)), &[], Replace::Never)?)
}

/// Refuses a published run of another campaign or another day, whose points would differ by more than the
/// corrections.
fn refuse_other(campaign: &Campaign, published: &Sheets, folder: &Path) -> Result<(), Finding> {
    let place = Place::file(campaign.path.display().to_string());
    let run = folder.display().to_string();
    if campaign.id != published.campaign() {
        let message = say!(objections::campaign_other, run = run, id = published.campaign());
        return Err(Finding::new(Code::ValueInvalid, place.in_column("id"), message)
            .help(say!(objections::campaign_other_help)));
    }
    let day = published.as_of();
    if campaign.as_of != day {
        let message = say!(objections::day_other, run = run, day = day.to_string());
        return Err(Finding::new(Code::ValueInvalid, place.in_column("as_of"), message)
            .help(say!(objections::day_other_help, day = day.to_string())));
    }
    Ok(())
}

/// The campaign with further parts that correct others.
fn corrected(mut campaign: Campaign, parts: &[Correcting]) -> Campaign {
    let unplaced = |text: &str| Spanned::new(0..0, text.to_owned());
    let folder = campaign.folder().to_owned();
    campaign.firms_file.part.extend(parts.iter().map(|part| {
        let path = from_folder(&part.path, &folder);
        PartOptions {
            corrects: Some(unplaced(&part.corrects)),
            ..PartOptions::of(unplaced(&path.display().to_string()))
        }
    }));
    campaign
}

/// A path as a campaign in `folder` names it: relative to the folder where the file lies in it.
fn from_folder(path: &Path, folder: &Path) -> PathBuf {
    match path.strip_prefix(folder) {
        Ok(inner) if path.is_absolute() == folder.is_absolute() => inner.to_owned(),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

/// The notice in the file at `path`.
fn notice(path: &Path, run: &Sheets) -> Result<Notice, Finding> {
    let place = || Place::file(path.display().to_string());
    let bytes = read_whole(path).map_err(|error| Finding::unreadable(place(), &error))?;
    let odd = |message| Finding::new(Code::FileKind, place(), message).help(say!(objections::notice_help));
    let notice: Notice = serde_json::from_slice(&bytes).map_err(|_| odd(say!(objections::notice_unread)))?;
    match notice.run_sha256 == run.sha256() {
        true => Ok(notice),
        false => Err(odd(say!(objections::notice_other))),
    }
}

fn digest(path: &Path) -> Result<String, Finding> {
    let unreadable = |error| Finding::unreadable(Place::file(path.display().to_string()), &error);
    Ok(parameters::sha256(&read_whole(path).map_err(unreadable)?))
}

/// The sheet of the objection's firm; `None` if it has no points in the run.
fn sheet(sheets: &Sheets, objection: &Objection) -> Result<Option<Sheet>, Finding> {
    let wanted = folded(&objection.firm);
    let Some(place) = (0..sheets.len()).find(|&place| sheets.id(place) == wanted) else { return Ok(None) };
    Ok(Some(sheets.of(place..place + 1)?.remove(0)))
}
