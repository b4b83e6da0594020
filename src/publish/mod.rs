//! Writes the results as files. The whole output folder appears, or nothing changes.
//!
//! - `scores.csv`, `scores.parquet`: every scored firm, first to last: points, points per group, ranks,
//!   grade, coverage, failed gates, whether it is held
//! - `points.parquet`: on demand: every firm and indicator, from raw value to points
//! - `conditions.parquet`: on demand: every firm's result on each gate, route and the pass rule
//! - `scores.ID.csv`, `scores.ID.parquet`, `points.ID.parquet` and so on: on demand: the same under each
//!   further scorecard (`scores.csv` has only its points, rank, grade and whether the firm qualifies)
//! - `firms.parquet`: on demand: every scored firm with all values that were read
//! - `scores.ID.csv`, `points.ID.parquet` and so on: on demand: the same under each further scorecard
//!   (`scores.csv` has only its points, rank, grade and whether the firm qualifies)
//! - `referrals/ID.csv` or `.xlsx`: each institution's list
//! - `scores.xlsx`, `points.xlsx`, `not_referred.xlsx`, `reasons.xlsx`, `quarantine.xlsx` and
//!   `referrals/ID.xlsx`: on demand: the same tables as workbooks, in the words of people
//! - `referrals/README.txt`: the basis of the lists, whether weights and rules are illustrative, and the
//!   number of firms that pass a gate with an unknown fact
//! - `referrals.csv`: the firms of all lists by their ids, for the bureau
//! - `grants.csv`: with programmes: what each referral is worth: principal, bearers of its loss, subsidies,
//!   cost of funds, and the part of each programme in it
//! - `programmes.csv`: with programmes: the meaning of each part, with the number of referrals
//! - `not_referred.csv`: the reasons for a firm's absence from lists: a row per firm, with the reasons in
//!   words and a column per institution with the key of the reason
//! - `reasons.csv`: the meaning of each key
//! - `quarantine.csv`: rows that could not be read, trusted or scored, with all their cells
//! - `quarantine/PART-to-correct.xlsx`: the same rows of each part as they came, with notes on cells, to be
//!   corrected and returned
//! - `corrections.csv`: the cells that returned rows changed
//! - `supplements.csv`: rows of supplements that belong to no firm, or contradict one another
//! - `findings.json`: all findings, counted by code
//! - `run.json`: versions, hashes of every input, the scorecard's groups, counts, each list's length, and the
//!   terms: all rules by which firms were judged
//! - `timings.json`: the time of each stage and the number of threads: the one file that differs between
//!   equal runs
//! - `datapackage.json`: a Frictionless Data Package over all of it, with SHA-256 and schemas
//!
//! Lines of CSV files end with a line feed, and cells are quoted according to RFC 4180. The text is UTF-8
//! after a byte order mark, by which spreadsheets recognise it, except in lists with another encoding. In CSV
//! files and workbooks a text cell that a spreadsheet would run as a formula begins with an apostrophe.
//! Parquet files hold the original text.

mod beside;
mod bundle;
mod cell;
mod changed;
mod cohort;
mod conditions;
mod corrections;
mod counts;
mod described;
mod edited;
mod failures;
mod formula;
mod frame;
mod further;
mod granted;
mod grants;
mod identities;
pub mod json;
mod lists;
mod log;
mod manifest;
mod not_referred;
mod note;
mod output;
mod package;
mod parquet;
mod points;
mod programme_terms;
mod quarantine;
mod referrals;
mod scores;
mod shown;
mod sink;
mod staging;
mod study;
mod supplements;
mod table;
mod terms;
mod timings;
mod waivers;
mod workbook;
mod workbooks;

use std::path::Path;
use std::time::Instant;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

pub use bundle::{Book, Bundle, Leaf, LeafForm, csv_text, write_bundle};
pub use cell::push_text;
pub use counts::{Counts, RowCounts};
pub use described::{
    ConditionKind, Described, DescribedCondition, DescribedGrade, DescribedIndicator, DescribedSegment,
    DescribedTop, Normalisation,
};
pub use edited::{Replace, is_litter};
pub use formula::Formula;
pub use granted::Granted;
pub use grants::{GRANTS, MONTHS, PART, PartValue, RATE, shares_of};
pub use log::Log;
pub use not_referred::ReasonCell;
pub use output::{Entry, Extent, Output, Package, Stored, with_apostrophe, without_apostrophe};
pub use package::read_whole;
pub use programme_terms::{ProgrammeRule, ProgrammeTerms};
pub use referrals::REFERRALS;
pub use scores::write_csv;
pub use sink::{Written, unwritable};
pub use staging::{
    NewFolder, abandon, is_same_file, refuse, refuse_file, refuse_inputs, refuse_study, write_file,
};
pub use study::{StudyFolder, write_study};
pub use terms::{
    AmountTerms, ExcludeTerms, FieldTerms, GroupTerms, Judged, ListTerms, MatchTerms, QuotaTerms, RuleTerms,
    SupplementTerms, Terms,
};
pub use timings::Timings;
pub use waivers::{By, Waiver};
pub use workbooks::WorkbookTable;

use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Frame;
use crate::intake::{Intake, Origin};
use crate::progress::Progress;
use crate::referral::{Institutions, Referrals};
use crate::scorecard::Scorecard;
use crate::scorecard::Trial;
use crate::scoring::Scores;
use crate::words::{Arg, Language, Message, say};
use changed::Named;
use failures::Failures;
use identities::Identities;
use package::Resource;
use sink::Folder;
use staging::{Shape, Staging};

/// The contents of an output folder, before it is written.
#[derive(Clone, Copy, Debug)]
pub struct Publication<'a> {
    /// Id of the campaign, which names the package.
    pub campaign: &'a str,
    /// Title of the campaign, in both languages.
    pub title: &'a Message,
    /// As-of day of the scores.
    pub as_of: Date,
    /// The cohort and its points.
    pub scored: Scored<'a>,
    /// Institutions that get a list each.
    pub institutions: &'a Institutions,
    /// Lists, and the reasons of absent firms.
    pub referrals: &'a Referrals,
    /// Programmes in use and what each referral is worth; `None` if the campaign names none.
    pub granted: Option<Granted<'a>>,
    /// Gates that firms pass with unknown facts.
    pub waivers: &'a [Waiver],
    /// Values of firms and results, by slot of the scope that the institutions were loaded with. It needs at
    /// least the slots in [`Institutions::slots`].
    pub frame: &'a Frame<'a>,
    /// Every file the run read.
    pub inputs: &'a [Input],
    /// Findings of the run so far, sorted.
    pub findings: &'a Findings,
    /// Whether to write `points.parquet` as well.
    pub detail: bool,
    /// Whether to write `firms.parquet` as well.
    pub firms: bool,
    /// Tables to write as workbooks as well.
    pub workbooks: &'a [WorkbookTable],
    /// Weights set on the command line, already in the scorecard.
    pub trial: Option<&'a Trial>,
    /// Times of the stages before publishing.
    pub timings: &'a Timings,
    /// The desk that the campaign names, relative to the output folder; `None` if it names none.
    pub desk: Option<&'a str>,
    /// The campaign's file, relative to the output folder, if a ledger of consents decides.
    pub campaign_file: Option<&'a str>,
    /// Language of texts for people in the output.
    pub language: Language,
}

/// A cohort and its scores under each scorecard.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'a> {
    /// Firms of the cohort, and rows kept out of it.
    pub intake: &'a Intake,
    /// Leading scorecard of the run: it qualifies firms and orders lists.
    pub scorecard: &'a Scorecard,
    /// Scores under the leading scorecard.
    pub scores: &'a Scores,
    /// Further scorecards, each with its scores.
    pub further: &'a [(&'a Scorecard, &'a Scores)],
}

/// A file the run read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Input {
    /// Role in the run: `campaign`, `scorecard`, `institutions`, `firms`, `supplement`, `consents` or `list`.
    pub role: String,
    /// Name of the file as the user wrote it.
    pub name: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, in hexadecimal.
    pub sha256: String,
}

/// The files of a cohort, each once.
pub fn inputs(intake: &Intake) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    for Origin { place, sha256, bytes, .. } in intake.parts.iter().map(|part| &part.origin) {
        if inputs.iter().all(|input| input.name != *place.file) {
            let (role, name) = ("firms".to_owned(), place.file.to_string());
            inputs.push(Input { role, name, bytes: *bytes, sha256: sha256.clone() });
        }
    }
    for Origin { place, sha256, bytes, .. } in intake.supplements.iter().flat_map(|one| &one.files) {
        if inputs.iter().all(|input| input.name != *place.file) {
            let (role, name) = ("supplement".to_owned(), place.file.to_string());
            inputs.push(Input { role, name, bytes: *bytes, sha256: sha256.clone() });
        }
    }
    for (role, Origin { place, sha256, bytes, .. }) in &intake.beside {
        if inputs.iter().all(|input| input.name != *place.file) {
            let (role, name) = ((*role).to_owned(), place.file.to_string());
            inputs.push(Input { role, name, bytes: *bytes, sha256: sha256.clone() });
        }
    }
    inputs
}

/// A finished output folder, as written.
#[derive(Clone, Debug)]
pub struct Published {
    /// Files in the package's order; the package itself comes last.
    pub files: Vec<Written>,
    /// Findings made while writing, such as defused cells.
    pub findings: Findings,
}

/// Whether a table of the output has a column called `name`. The id column may then not have this name.
pub fn is_column(leading: &Scorecard, further: &[Scorecard], name: &str) -> bool {
    let tables = further.iter().flat_map(|scorecard| scores::fields_of(scorecard, 1));
    let own = tables.chain(points::own_fields()).map(|field| field.name);
    let mut of_lists =
        [not_referred::FIRM_NAME, not_referred::IN_WORDS].into_iter().chain(referrals::COLUMNS);
    columns_of_scores(leading, further).chain(own).any(|column| column == name)
        || of_lists.any(|column| column == name)
}

/// The first name that two columns of `scores.csv` would have in common; `None` if all names differ. Names of
/// further scorecards' columns begin with [`Scorecard::prefix`].
pub fn repeated_column(leading: &Scorecard, further: &[Scorecard]) -> Option<String> {
    let mut known: FxHashSet<String> = scores::REPEATED.iter().map(|name| (*name).to_owned()).collect();
    columns_of_scores(leading, further).find(|column| !known.insert(column.clone()))
}

/// Names of the columns that scorecards add.
fn columns_of_scores<'a>(
    leading: &'a Scorecard,
    further: &'a [Scorecard],
) -> impl Iterator<Item = String> + 'a {
    let own = scores::fields_of(leading, 1)
        .chain(further.iter().flat_map(|scorecard| further::fields(scorecard, 1)));
    own.map(|field| field.name)
}

/// Writes the output to a new folder beside `target` and renames it to `target` in one step.
///
/// # Errors
/// As [`refuse`]; [`Code::TargetUnwritable`] if another run is writing to the same target or a file cannot be
/// written; [`Code::RowsLost`] if the number of firms in the files differs from the number counted. After an
/// error the target is unchanged and no temporary file remains.
pub fn publish(
    target: &Path,
    replace: Replace,
    publication: &Publication<'_>,
    progress: &dyn Progress,
) -> Result<Published, Finding> {
    let began = Instant::now();
    let staging = Staging::begin(target, replace, Shape::Run)?;
    let folder = Folder::new(staging.path(), staging.shown());
    let mut resources = tables(&folder, publication, progress)?;
    let noticed = noticed(&resources);
    let mut findings = publication.findings.clone();
    findings.extend(noticed.clone());
    resources.push(manifest::findings(&folder, &findings)?);
    resources.push(manifest::run(&folder, publication, &findings)?);
    resources.push(manifest::timings(&folder, publication.timings, began)?);
    let package = package::write(&folder, &heading(publication), &resources)?;
    staging.finish()?;
    let mut files: Vec<Written> = resources.into_iter().map(|resource| resource.written).collect();
    files.push(package);
    Ok(Published { files, findings: noticed })
}

/// Title, day and sources of the output's package.
fn heading<'a>(publication: &Publication<'a>) -> package::Heading<'a> {
    let scorecard = publication.scored.scorecard;
    let further = publication.scored.further.iter().filter_map(|(scorecard, _)| scorecard.source.as_ref());
    let programmes = publication.granted.iter().flat_map(|granted| &granted.programmes.all);
    let programmes = programmes.filter_map(|programme| programme.source.as_ref());
    let sources = scorecard.source.iter().chain(further).chain(&publication.institutions.source);
    let sources = sources.chain(programmes);
    package::Heading {
        name: publication.campaign,
        title: publication.title.say(publication.language),
        description: note::note(publication),
        language: publication.language,
        as_of: publication.as_of,
        sources: sources.map(String::as_str).collect(),
    }
}

/// Writes the tables in parallel. Their order in the package is fixed.
fn tables(
    folder: &Folder,
    publication: &Publication<'_>,
    progress: &dyn Progress,
) -> Result<Vec<Resource>, Finding> {
    folder.folder("referrals")?;
    let scored = publication.scored;
    let (identities, failures) =
        rayon::join(|| Identities::new(&scored), || Failures::new(&scored, publication.language));
    let detailed = if publication.detail { scored.further } else { &[] };
    let lists = publication.institutions.all.len() as u64;
    progress.begin(&crate::words::say!(progress::writing), 3 + lists + detailed.len() as u64);
    let done = |resources: Result<Vec<Resource>, Finding>| {
        progress.advance(1);
        resources
    };
    let leading = || {
        let mut all = scores_and_points(folder, publication, &scored, &identities, &failures, "")?;
        all.extend(cohort::write(folder, publication, &identities)?);
        done(Ok(all))
    };
    let further = || {
        let of_one = |&(scorecard, scores): &(&Scorecard, &Scores)| {
            let scored = Scored { scorecard, scores, further: &[], ..scored };
            let (identities, failures) =
                (Identities::new(&scored), Failures::new(&scored, publication.language));
            let suffix = format!(".{}", scorecard.id);
            done(scores_and_points(folder, publication, &scored, &identities, &failures, &suffix))
        };
        detailed.par_iter().map(of_one).collect::<Result<Vec<_>, Finding>>()
    };
    let others = || {
        let (not_referred, (lists, quarantine)) = rayon::join(
            || done(not_referred::write(folder, publication, &identities, &failures)),
            || {
                let lists = lists::write(folder, publication, progress).and_then(|mut all| {
                    all.push(referrals::write(folder, publication, &identities)?);
                    all.extend(grants::write(folder, publication)?);
                    Ok(all)
                });
                let quarantine = quarantine::write(folder, publication).and_then(|mut all| {
                    all.extend(supplements::write(folder, publication)?);
                    all.extend(corrections::write(folder, publication)?);
                    Ok(all)
                });
                (lists, done(quarantine))
            },
        );
        let mut resources = lists?;
        resources.extend(not_referred?);
        resources.extend(quarantine?);
        Ok(resources)
    };
    let ((leading, further), others) = rayon::join(|| rayon::join(leading, further), others);
    let mut resources: Vec<Resource> = leading?;
    resources.extend(further?.into_iter().flatten());
    resources.extend::<Vec<Resource>>(others?);
    Ok(resources)
}

/// Writes one scorecard's scores and points; `suffix` distinguishes its files.
fn scores_and_points(
    folder: &Folder,
    publication: &Publication<'_>,
    scored: &Scored<'_>,
    identities: &Identities,
    failures: &Failures,
    suffix: &str,
) -> Result<Vec<Resource>, Finding> {
    let mut resources = scores::write(folder, publication, scored, identities, failures, suffix)?;
    resources.extend(points::write(folder, publication, scored, identities, suffix)?);
    resources.extend(conditions::write(folder, scored, identities, suffix)?);
    Ok(resources)
}

/// Findings about altered cells, file by file.
fn noticed(resources: &[Resource]) -> Findings {
    let mut findings = Findings::new();
    for Resource { written, changed, .. } in resources {
        let mut notice = |code, count: usize, message: Message, help: Message| {
            if count > 0 {
                findings.push(Finding::new(code, Place::file(written.path.clone()), message).help(help));
            }
        };
        let message = say!(publish::defused, count = changed.defused);
        notice(Code::CellDefused, changed.defused, message, say!(publish::defused_help));
        let cells = |kind: &Named| {
            let names = Arg::items(&kind.first);
            match kind.count - kind.first.len() {
                0 => say!(publish::cells_named, count = kind.count, names = names),
                more => say!(publish::cells_named_more, count = kind.count, names = names, more = more),
            }
        };
        let message = say!(publish::replaced, cells = cells(&changed.replaced));
        notice(Code::CellReplaced, changed.replaced.count, message, say!(publish::replaced_help));
        let message = say!(publish::cut, cells = cells(&changed.cut));
        notice(Code::CellCut, changed.cut.count, message, say!(publish::cut_help));
    }
    findings
}
