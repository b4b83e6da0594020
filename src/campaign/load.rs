//! Reads a campaign from TOML and checks it: reads every file that it names and compiles every rule.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::cards::{Cards, Named};
use super::{accepted, asked};
use crate::finding::{Code, Finding, Findings, PathBase, Place};
use crate::firms::Dictionary;
use crate::intake::{self, FirmsFile};
use crate::parameters::{self, FileKind, Source, Spanned};
use crate::publish::{Input, WorkbookTable};
use crate::referral::{Institutions, MatchEntry, Matching};
use crate::scorecard::{Scorecard, Trial, run_scope};
use crate::words::{Language, Message, say};

/// A campaign: one run of a scorecard over a cohort of firms, for the lists of its institutions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    /// Stable id of lower-case letters, digits, `-`, `_` and `.`. The output package has this name.
    #[schemars(extend("pattern" = "^[a-z0-9_.-]+$"))]
    id: Spanned<String>,
    /// Title for people.
    #[schemars(extend("pattern" = "\\S"))]
    title: Spanned<String>,
    /// The title in Chinese.
    title_zh: Option<String>,
    /// The day the cohort is judged as of.
    #[schemars(schema_with = "parameters::schema::day")]
    as_of: Spanned<toml::value::Datetime>,
    /// The id of a built-in scorecard, or the path of a scorecard file that ends in `.toml`, relative to this
    /// file.
    scorecard: Spanned<String>,
    /// Further scorecards of the same firms, each as an id or a path. Rules of institutions can use their
    /// results.
    #[serde(default)]
    further_scorecards: Vec<Spanned<String>>,
    /// The institutions file, relative to this one.
    institutions: Spanned<String>,
    /// Fields that may be missing in gates: a gate counts as met if it is unknown only because such fields
    /// are missing.
    #[serde(default)]
    accept_unknown: Vec<Spanned<String>>,
    /// The ledger of consents, a table with a row per consent, relative to this file. Absent: the firms' own
    /// column of consent decides.
    consents: Option<Spanned<String>>,
    /// The desk's folder with deliveries and answers, relative to this file. Institutions that exclude firms
    /// they serve, or firms referred lately, need it.
    desk: Option<Spanned<String>>,
    /// How each firm is matched with a few institutions. Absent: every institution gets every eligible firm
    /// up to its limits.
    #[serde(rename = "match")]
    matching: Option<MatchEntry>,
    /// The file of firms and how to read it.
    firms: FirmsFile,
    /// Options of the output.
    #[serde(default)]
    output: Output,
}

/// The `[output]` table: options of the output.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Output {
    /// Whether to write `points.parquet`: a row per firm and indicator, from raw value to points.
    #[serde(default)]
    detail: bool,
    /// Whether to write `firms.parquet`: every scored firm with the values of all fields that were read.
    #[serde(default)]
    firms: bool,
    /// The language of texts for people in the output: notes, titles and reasons. Absent: the language of the
    /// command.
    language: Option<Language>,
    /// Tables to write as workbooks as well. Absent: none, apart from lists whose institution asks for a
    /// workbook.
    #[serde(default)]
    workbooks: Vec<Spanned<WorkbookTable>>,
}

impl Output {
    /// The tables to write as workbooks. The table of points is not made without details.
    fn books(&self, source: &Source, faults: &mut Findings) -> Vec<WorkbookTable> {
        let is_made = |table: WorkbookTable| table != WorkbookTable::Points || self.detail;
        for table in self.workbooks.iter().filter(|table| !is_made(*table.get_ref())) {
            let place = source.place(table.span().start).in_column("workbooks");
            faults.push(
                Finding::new(Code::KeyIdle, place, say!(campaign::book_without_detail))
                    .help(say!(campaign::book_without_detail_help)),
            );
        }
        self.workbooks.iter().map(|table| *table.get_ref()).collect()
    }
}

impl Written {
    /// Makes `name` the leading scorecard and removes it from the further scorecards.
    fn lead_with(&mut self, name: &str) {
        self.further_scorecards.retain(|further| further.get_ref() != name);
        self.scorecard = Spanned::new(self.scorecard.span(), name.to_owned());
    }

    /// The scorecards that the campaign file `source` in `folder` names.
    fn named<'a>(
        &'a self,
        source: &'a Source,
        folder: &'a Path,
        leading_folder: &'a Path,
        as_of: Option<Date>,
    ) -> Named<'a> {
        Named {
            source,
            folder,
            leading: &self.scorecard,
            leading_folder,
            over: None,
            further: &self.further_scorecards,
            firms: &self.firms,
            as_of,
        }
    }

    /// The campaign's id; a trial has an id of its own.
    fn id(&self, trial: Option<&Trial>) -> String {
        let id = self.id.get_ref();
        if trial.is_some() { format!("{id}-trial") } else { id.clone() }
    }
}

/// A checked campaign: cohort, scorecard, institutions and day of one run.
#[derive(Debug)]
pub struct Campaign {
    /// Stable id that names the output package.
    pub id: String,
    /// The campaign's title for people.
    pub title: String,
    /// The campaign's title in Chinese.
    pub title_zh: Option<String>,
    /// The day the cohort is judged as of.
    pub as_of: Date,
    /// The campaign file's text and name.
    pub source: Source,
    /// The institutions file's text and name.
    pub institutions_source: Source,
    /// The leading scorecard: it ranks the cohort, qualifies firms and orders lists.
    pub scorecard: Scorecard,
    /// Further scorecards of the same firms, whose results institutions' rules can use.
    pub further: Vec<Scorecard>,
    /// Institutions, each with rules and a list.
    pub institutions: Institutions,
    /// The built-in dictionary with the scorecards' local fields.
    pub dictionary: Dictionary,
    /// The cohort's file or files as the campaign names them.
    pub firms_name: String,
    /// The table `[firms]`: how the cohort is read.
    pub firms_file: FirmsFile,
    /// The campaign file's path.
    pub path: PathBuf,
    /// The ledger of consents; `None` if the firms' own column of consent decides.
    pub consents: Option<PathBuf>,
    /// The desk's folder with deliveries and answers; `None` if no rule needs it.
    pub desk: Option<PathBuf>,
    /// Fields accepted as unknown in gates, as positions in the dictionary.
    pub accepted: BTreeSet<usize>,
    /// Whether `points.parquet` is written.
    pub detail: bool,
    /// Whether `firms.parquet` is written.
    pub keeps_firms: bool,
    /// Tables that are written as workbooks as well.
    pub workbooks: Vec<WorkbookTable>,
    /// The language of the output, if the campaign names one.
    pub language: Option<Language>,
    /// Trial weights set on the command line, in place of the scorecard's own.
    pub trial: Option<Trial>,
    /// Findings of the parameter files.
    pub findings: Findings,
}

/// The JSON Schema of a campaign, for editors, with descriptions in `language`.
pub fn schema(language: Language) -> serde_json::Value {
    parameters::schema::of::<Written>("campaign", language)
}

impl Campaign {
    /// Reads and checks the campaign at `path` and its parameter files, but does not read the firms. `as_of`
    /// replaces the campaign's day.
    ///
    /// # Errors
    /// Every fault found in the campaign, its scorecard and its institutions.
    pub fn load(path: &Path, as_of: Option<Date>) -> Result<Campaign, Findings> {
        Campaign::load_with(path, as_of, None)
    }

    /// As [`Campaign::load`], with trial weights for the leading scorecard. Every output names these weights.
    ///
    /// # Errors
    /// As [`Campaign::load`] and [`Trial::over`].
    pub fn load_with(path: &Path, as_of: Option<Date>, trial: Option<&Trial>) -> Result<Campaign, Findings> {
        let (mut campaign, faults) = Campaign::read(path, as_of, None, trial)?;
        campaign.findings.extend(faults);
        if campaign.findings.has_errors() { Err(campaign.findings) } else { Ok(campaign) }
    }

    /// As [`Campaign::load`], with another leading scorecard: a built-in id or a path that ends in `.toml`.
    ///
    /// Rules of institutions may use names that only the campaign's own scorecard has. The faults of the
    /// institutions file are therefore returned beside the campaign, which then has no institutions.
    ///
    /// # Errors
    /// Every fault except those of the institutions file.
    pub(super) fn under(
        path: &Path,
        as_of: Option<Date>,
        scorecard: &str,
    ) -> Result<(Campaign, Findings), Findings> {
        Campaign::read(path, as_of, Some(scorecard), None)
    }

    fn read(
        path: &Path,
        as_of: Option<Date>,
        scorecard: Option<&str>,
        trial: Option<&Trial>,
    ) -> Result<(Campaign, Findings), Findings> {
        refuse(path)?;
        let source = Source::read(path)?;
        let mut written: Written = source.parse()?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut faults = Findings::new();

        check_names(&source, &written, &mut faults);
        let workbooks = written.output.books(&source, &mut faults);
        let as_of = as_of.or_else(|| day(&source, &written, &mut faults));
        // An argument's path is relative to the working directory.
        let leading_folder = if scorecard.is_some() { Path::new("") } else { folder };
        scorecard.into_iter().for_each(|name| written.lead_with(name));
        let named = written.named(&source, folder, leading_folder, as_of);
        let cards = under_trial(&named, trial).map_err(|found| faults.extend(found));
        let institutions_source = beside(&source, folder, &written.institutions, "institutions")
            .map_err(|found| faults.extend(found));
        // Without scorecards, names in the institutions' rules cannot be resolved.
        let (Ok(cards), Ok(institutions_source)) = (cards, institutions_source) else {
            return Err(faults);
        };
        let Cards { leading, further, dictionary, findings } = cards;
        faults.extend(findings);
        let mut cards: Vec<Scorecard> = std::iter::once(leading).chain(further).collect();
        // `accept_unknown` names fields of gates in the campaign's own scorecard; another one may lack them.
        let is_own = scorecard.is_none();
        let accepted = accepted::accept(&source, &written.accept_unknown, &mut cards, &dictionary, is_own)
            .unwrap_or_else(|found| {
                faults.extend(found);
                BTreeSet::new()
            });
        let scorecard = cards.remove(0);
        let further = cards;
        let scope = run_scope(&scorecard, &further, &dictionary);
        let has_ledger = written.consents.is_some();
        let institutions = Institutions::load(&institutions_source, &scope, &dictionary, has_ledger);
        let (institutions, of_institutions) = match institutions {
            Ok((mut institutions, noticed)) => {
                faults.extend(noticed);
                let entry = written.matching.as_ref();
                let matching = entry.map(|entry| Matching::read(entry, &source, &institutions, &scope));
                institutions.matching =
                    matching.transpose().map_err(|found| faults.extend(found)).unwrap_or_default();
                (institutions, Findings::new())
            }
            Err(found) => (Institutions::none(), found),
        };
        desk_needed(&source, &written, &institutions).into_iter().for_each(|fault| faults.push(fault));
        let of_files = |day| institutions.check_files(&written.id(trial), day);
        faults.extend(as_of.map(of_files).unwrap_or_default());
        let (Some(as_of), false) = (as_of, faults.has_errors()) else {
            faults.extend(of_institutions);
            return Err(faults);
        };
        let campaign = Campaign {
            id: written.id(trial),
            title: written.title.into_inner(),
            title_zh: written.title_zh,
            trial: trial.cloned(),
            as_of,
            path: path.to_owned(),
            firms_name: written.firms.path.get_ref().joined(),
            firms_file: written.firms,
            detail: written.output.detail,
            keeps_firms: written.output.firms,
            workbooks,
            language: written.output.language,
            accepted,
            desk: written.desk.map(|path| folder.join(path.into_inner())),
            consents: written.consents.map(|path| folder.join(path.into_inner())),
            institutions,
            institutions_source,
            scorecard,
            further,
            dictionary,
            source,
            findings: faults,
        };
        Ok((campaign, of_institutions))
    }

    /// The folder that the campaign's paths are relative to.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// The files of the cohort, as far as they exist.
    pub fn firms_paths(&self) -> Vec<PathBuf> {
        intake::paths(self.folder(), &self.firms_file)
    }

    /// The campaign's title in both languages.
    pub fn heading(&self) -> Message {
        Message::title(&self.title, self.title_zh.as_ref())
    }

    /// The campaign's title, with any trial weights.
    pub fn called(&self) -> Message {
        match &self.trial {
            Some(trial) => say!(campaign::titled_trial, title = self.heading(), trial = trial.said()),
            None => self.heading(),
        }
    }

    /// Positions of the fields that the run reads.
    pub(super) fn asked(&self) -> BTreeSet<usize> {
        let cards = std::iter::once(&self.scorecard).chain(&self.further);
        asked::fields(cards, Some(&self.institutions), &self.dictionary)
    }

    /// The campaign's parameter files with their hashes.
    pub fn inputs(&self) -> Vec<Input> {
        let further = self.further.iter().map(|scorecard| ("scorecard", &scorecard.text));
        let sources = [("campaign", &self.source), ("scorecard", &self.scorecard.text)]
            .into_iter()
            .chain(further)
            .chain([("institutions", &self.institutions_source)]);
        let inputs = sources.flat_map(|(role, source)| {
            source.files().map(move |(name, text)| Input {
                role: role.to_owned(),
                name: name.to_owned(),
                bytes: text.len() as u64,
                sha256: parameters::sha256(text),
            })
        });
        inputs.collect()
    }
}

/// The scorecards, the leading one with any trial weights.
fn under_trial(named: &Named<'_>, trial: Option<&Trial>) -> Result<Cards, Findings> {
    let cards = named.load()?;
    let Some(trial) = trial else { return Ok(cards) };
    let over = trial.over(&cards.leading)?;
    Named { over: Some(&over), ..*named }.load()
}

/// Refuses a file of another kind before it is parsed as a campaign.
fn refuse(path: &Path) -> Result<(), Finding> {
    let Some(kind) = FileKind::of(path) else { return Ok(()) };
    let name = path.display().to_string();
    let (message, help) = match kind {
        FileKind::Campaign => return Ok(()),
        FileKind::Scorecard => {
            (say!(campaign::is_scorecard), say!(campaign::is_scorecard_help, name = &name))
        }
        FileKind::Institutions => {
            (say!(campaign::is_institutions), say!(campaign::is_institutions_help, name = &name))
        }
        FileKind::Table => (say!(campaign::is_table), say!(campaign::is_table_help, name = &name)),
    };
    Err(Finding::new(Code::FileKind, Place::file(name), message).help(help))
}

/// A fault if an institution excludes firms by deliveries or answers and the campaign names no desk, or a
/// desk that no institution needs.
fn desk_needed(source: &Source, written: &Written, institutions: &Institutions) -> Option<Finding> {
    match (&written.desk, institutions.reads_desk()) {
        (None, true) => Some(
            Finding::new(Code::KeyMissing, source.place(0).in_column("desk"), say!(campaign::desk_missing))
                .help(say!(campaign::desk_missing_help)),
        ),
        (Some(desk), false) if !institutions.all.is_empty() => {
            let place = source.place(desk.span().start).in_column("desk");
            Some(
                Finding::new(Code::KeyIdle, place, say!(campaign::desk_idle))
                    .help(say!(campaign::desk_idle_help)),
            )
        }
        _ => None,
    }
}

/// The as-of day; a fault if invalid.
fn day(source: &Source, written: &Written, faults: &mut Findings) -> Option<Date> {
    let day = parameters::day(written.as_of.get_ref());
    if day.is_none() {
        let place = source.place(written.as_of.span().start).in_column("as_of");
        let message = say!(campaign::day_invalid, written = written.as_of.get_ref().to_string());
        let help = say!(campaign::day_invalid_help);
        faults.push(Finding::new(Code::ValueInvalid, place, message).help(help));
    }
    day
}

/// Notes an id that cannot name a package, and an empty title.
fn check_names(source: &Source, written: &Written, faults: &mut Findings) {
    let id = written.id.get_ref();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || !id.chars().all(allowed) {
        let place = source.place(written.id.span().start).in_column("id");
        faults.push(
            Finding::new(Code::NameInvalid, place, say!(campaign::id_invalid, id = id))
                .help(say!(campaign::id_invalid_help)),
        );
    }
    if written.title.get_ref().trim().is_empty() {
        let place = source.place(written.title.span().start).in_column("title");
        faults.push(
            Finding::new(Code::ValueEmpty, place, say!(campaign::title_empty))
                .help(say!(campaign::title_empty_help)),
        );
    }
}

/// Reads the file `written`, a path relative to the campaign's folder. A failure has the place of that path
/// in the campaign.
fn beside(
    campaign: &Source,
    folder: &Path,
    written: &Spanned<String>,
    key: &str,
) -> Result<Source, Findings> {
    let path = folder.join(written.get_ref());
    Source::read(&path).map_err(|fault| {
        let place = campaign.place(written.span().start).in_column(key);
        fault.of_named(written.get_ref(), place, PathBase::Campaign).into()
    })
}
