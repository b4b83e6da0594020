//! A campaign carried out again with the accepted objections to a published run, and the answers to them.

use std::path::{Path, PathBuf};

use super::{Campaign, Target, run};
use crate::desk::diff;
use crate::desk::objections::{
    self, Correcting, Decision, Edition, History, Import, Imported, Objection, Record, write_answers,
    write_corrections,
};
use crate::desk::publicity::Notice;
use crate::desk::sheet::{Sheet, Sheets};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::folded;
use crate::intake::{Intake, PartOptions};
use crate::parameters::{self, Spanned};
use crate::progress::Progress;
use crate::publish::{self, Input, Replace, StudyFolder, read_whole};
use crate::studies::Report as _;
use crate::words::{Language, say};

/// What an import of objections reads, and where it keeps what it writes.
#[derive(Clone, Debug)]
pub struct ObjectionsImport {
    /// File of objections.
    pub file: PathBuf,
    /// Folder of the published run that they are about.
    pub run: PathBuf,
    /// The desk's folder.
    pub desk: PathBuf,
    /// `notice.json` of the publicity; `None` without one.
    pub notice: Option<PathBuf>,
}

/// Reads objections, carries the campaign out again with those that were accepted now or by earlier imports
/// for this campaign and day, and answers each new one. Objections that were imported before are not answered
/// again, and without a new one nothing is written.
///
/// The new run appears whole or not at all. The corrections stay in the desk's folder, which the new run
/// names among its inputs.
///
/// # Errors
/// As [`run`]; faults of the objections or of their history; a published run without details, of another
/// campaign, another as-of day or other data; a notice of another run.
pub fn object(
    campaign: Campaign,
    import: &ObjectionsImport,
    target: &Target,
    progress: &dyn Progress,
) -> Result<Imported, Findings> {
    refuse(&campaign, import, target)?;
    let mut history = History::read(&import.desk, &campaign.id, &campaign.as_of.to_string())?;
    let before = Sheets::open(&import.run)?;
    refuse_other(&campaign, &before, &import.run)?;
    let notice = import.notice.as_deref().map(|path| notice(path, &before)).transpose()?;
    let folder = import.desk.join("objections");
    let (carried, claims) = carried(&history, &campaign, &folder);
    let campaign = corrected(campaign, &carried);
    let cohort = campaign.read_firms(progress)?;
    let edited = edited(&campaign, &cohort, &before)?;
    let (like, dictionary) = (&campaign.firms_file, &campaign.dictionary);
    let all = objections::read(&import.file, &cohort, like, dictionary, campaign.as_of, progress)?;
    let (new, known) = new_ones(all, &history);
    refuse_reversed(&new, &history, &import.file)?;
    let imported = Imported {
        known,
        carried: claims,
        edited,
        campaign: campaign.path.display().to_string(),
        ..Imported::default()
    };
    if new.is_empty() {
        return Ok(imported);
    }
    let digest = digest(&import.file)?;
    let mut written = write_corrections(&folder, &cohort, &new)?;
    drop(cohort);
    let language = campaign.language.unwrap_or(target.language);
    let campaign = corrected(campaign, &written.parts);
    run(&campaign, target, progress)?;
    // The new run stands, and names the files.
    written.keep();
    let after = Sheets::open(&target.folder)?;
    let record = |objection| {
        Ok(Record {
            objection,
            is_in_period: notice.as_ref().zip(objection.day).and_then(|(notice, day)| notice.covers(day)),
            before: sheet(&before, objection)?,
            after: sheet(&after, objection)?,
            corrections: written.file_of(objection),
        })
    };
    let records = new.iter().map(record).collect::<Result<Vec<Record<'_>>, Finding>>()?;
    let answers = folder.join(format!("{}-answers", written.number));
    let (title, as_of, notice) = (&campaign.heading(), campaign.as_of, notice.as_ref());
    let edition = Edition { campaign: &campaign.id, title, as_of, notice, language };
    write_answers(&answers, &records, edition)?;
    let changes = folder.join(format!("{}-diff", written.number));
    write_difference(&changes, [&import.run, &target.folder], &campaign, language)?;
    let runs = [before.sha256(), after.sha256()];
    history.add(&records, Import { number: written.number, file: &digest, runs })?;
    let count = |decision| new.iter().filter(|one| one.decision == decision).count();
    let shown = |path: &Path| path.display().to_string().trim_end_matches('/').to_owned();
    let unnamed = carried.iter().chain(&written.parts);
    let unnamed = unnamed.map(|part| {
        let path = from_folder(&part.path, campaign.folder());
        [path.display().to_string(), part.corrects.clone()]
    });
    Ok(Imported {
        import: Some(written.number),
        accepted: count(Decision::Accepted),
        rejected: count(Decision::Rejected),
        pending: count(Decision::Pending),
        out_of_period: records.iter().filter(|record| record.is_in_period == Some(false)).count(),
        run: Some(shown(&target.folder)),
        answers: Some(shown(&answers)),
        difference: Some(shown(&changes)),
        corrections: unnamed.collect(),
        ..imported
    })
}

/// Refuses a target or a campaign that no import can have.
fn refuse(campaign: &Campaign, import: &ObjectionsImport, target: &Target) -> Result<(), Findings> {
    publish::refuse(&target.folder, target.replace)?;
    publish::refuse_inputs(&target.folder, [&*import.run, &import.file, &import.desk])?;
    campaign.refuse_inputs(&target.folder, &[&import.file])?;
    if campaign.detail {
        return Ok(());
    }
    let place = Place::file(campaign.path.display().to_string());
    let fault = Finding::new(Code::KeyMissing, place, say!(objections::no_detail));
    Err(fault.help(say!(sheet::no_detail_help)).into())
}

/// Corrections of earlier imports that the campaign does not name, and the number of claims in them.
fn carried(history: &History, campaign: &Campaign, folder: &Path) -> (Vec<Correcting>, usize) {
    let named = campaign.firms_paths();
    let mut earlier = history.corrections();
    let is_named = |file: &str| named.iter().any(|path| publish::is_same_file(path, &folder.join(file)));
    earlier.retain(|one| !is_named(&one.file));
    let claims = earlier.iter().map(|one| one.claims).sum();
    let parts = earlier.into_iter();
    (parts.map(|one| Correcting { path: folder.join(one.file), corrects: one.corrects }).collect(), claims)
}

/// The objections that the history does not have, each once, and the number of the others.
fn new_ones(all: Vec<Objection>, history: &History) -> (Vec<Objection>, usize) {
    let count = all.len();
    let mut new: Vec<Objection> = Vec::new();
    for one in all {
        if !history.has(&one) && !new.iter().any(|other| other.is_same(&one)) {
            new.push(one);
        }
    }
    let known = count - new.len();
    (new, known)
}

/// Refuses decisions against claims that an earlier import accepted: their corrections are still applied.
fn refuse_reversed(new: &[Objection], history: &History, file: &Path) -> Result<(), Findings> {
    let reversed = new.iter().filter(|one| one.decision != Decision::Accepted);
    let faults: Findings = reversed
        .filter_map(|one| {
            let import = history.accepted(one)?;
            let place = Place::file(file.display().to_string()).at_line(one.line);
            let message = say!(objections::reversed, firm = &one.firm, import = import);
            Some(Finding::new(Code::ValueInvalid, place, message).help(say!(objections::reversed_help)))
        })
        .collect();
    faults.or_stop(()).map(|_| ())
}

/// Refuses data and rules that are not those of the published run, whose effect would pass for that of the
/// objections. Returns the names of edited files that may change for other reasons: the campaign, to which
/// corrections are added, and the ledgers and lists, in which consents end.
fn edited(campaign: &Campaign, cohort: &Intake, published: &Sheets) -> Result<Vec<String>, Findings> {
    let mut now = campaign.inputs();
    now.extend(publish::inputs(cohort));
    let has = |inputs: &[Input], one: &Input| {
        inputs.iter().any(|other| other.role == one.role && other.sha256 == one.sha256)
    };
    let changed = published.inputs().iter().filter(|input| !has(&now, input));
    let (others, changed): (Vec<&Input>, Vec<&Input>) =
        changed.partition(|input| ["campaign", "consents", "list"].contains(&&*input.role));
    let fault = |input: &Input| {
        let message = say!(objections::input_edited);
        Finding::new(Code::ValueInvalid, Place::file(input.name.clone()), message)
            .help(say!(objections::input_edited_help))
    };
    let faults: Findings = changed.into_iter().map(fault).collect();
    faults.or_stop(())?;
    Ok(others.into_iter().map(|input| input.name.clone()).collect())
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
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let path = whole(path);
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match path.strip_prefix(whole(folder)) {
        Ok(inner) => inner.to_owned(),
        Err(_) => path,
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
