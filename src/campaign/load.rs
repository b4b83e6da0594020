//! Reads a campaign from TOML and checks it: reads every file that it names and compiles every rule.

mod faults;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use self::faults::{beside, check_names, day, desk_needed, refuse, without_programmes};
use super::cards::{Cards, Named};
use super::{accepted, asked};
use crate::expr::Scope;
use crate::finding::{Code, Finding, Findings};
use crate::firms::Dictionary;
use crate::intake::{self, FirmsFile};
use crate::parameters::{self, Document, Source, Spanned};
use crate::programmes::{self, Draft, Programmes, ProgrammesEntry};
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
    /// Policy instruments that may be attached to referrals. Absent: none.
    programmes: Option<ProgrammesEntry>,
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
        drafts: &'a [Draft],
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
            drafts,
        }
    }

    /// The institutions of the file `listed`, with the campaign's matching, and the faults of that file: with
    /// any, there are no institutions.
    fn institutions(
        &self,
        source: &Source,
        listed: &Source,
        (scope, dictionary): (&Scope, &Dictionary),
        faults: &mut Findings,
    ) -> (Institutions, Findings) {
        match Institutions::load(listed, scope, dictionary, self.consents.is_some()) {
            Ok((mut institutions, noticed)) => {
                faults.extend(noticed);
                let matching = self.matching.as_ref();
                let matching = matching.map(|entry| Matching::read(entry, source, &institutions, scope));
                institutions.matching = matching.and_then(|matching| kept(matching, faults));
                (institutions, Findings::new())
            }
            Err(found) => (Institutions::none(), found),
        }
    }

    /// The programmes of `drafts`, checked; `None` without any.
    fn programmes(
        &self,
        source: &Source,
        drafts: &[Draft],
        institutions: &Institutions,
        faults: &mut Findings,
    ) -> Option<Programmes> {
        let entry = self.programmes.as_ref().filter(|_| !drafts.is_empty())?;
        match Programmes::check(drafts, entry, source, &institutions.scope) {
            Ok((programmes, noticed)) => {
                faults.extend(noticed);
                return Some(programmes);
            }
            // Without institutions, their names are not in scope.
            Err(found) if !institutions.all.is_empty() => faults.extend(found),
            Err(_) => {}
        }
        None
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
    /// Policy instruments in use; `None` if the campaign names none.
    pub programmes: Option<Programmes>,
    /// The built-in dictionary with the local fields of scorecards and programmes.
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

    /// As [`Campaign::load`], with the values of `set` in place of the campaign's own, each under the keys of
    /// the campaign.
    ///
    /// # Errors
    /// As [`Campaign::load`].
    pub fn load_set(path: &Path, as_of: Option<Date>, set: &Source) -> Result<Campaign, Findings> {
        let change = Change { set: Some(set), ..Change::default() };
        Campaign::sound(Campaign::read(path, as_of, change)?)
    }

    /// As [`Campaign::load`], with trial weights for the leading scorecard. Every output names these weights.
    ///
    /// # Errors
    /// As [`Campaign::load`] and [`Trial::over`].
    pub fn load_with(path: &Path, as_of: Option<Date>, trial: Option<&Trial>) -> Result<Campaign, Findings> {
        Campaign::sound(Campaign::read(path, as_of, Change { trial, ..Change::default() })?)
    }

    fn sound((mut campaign, faults): (Campaign, Findings)) -> Result<Campaign, Findings> {
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
        Campaign::read(path, as_of, Change { scorecard: Some(scorecard), ..Change::default() })
    }

    fn read(path: &Path, as_of: Option<Date>, change: Change<'_>) -> Result<(Campaign, Findings), Findings> {
        let Change { scorecard, trial, set } = change;
        refuse(path)?;
        let file = Source::read(path)?;
        let document = Document::parse(&file)?;
        let document = match set {
            Some(set) => Document::parse(set)?.set_in(document)?,
            None => document,
        };
        let source = document.source.clone();
        let mut written: Written = document.clone().read()?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut faults = Findings::new();

        check_names(&source, &written, &mut faults);
        let workbooks = written.output.books(&source, &mut faults);
        let as_of = as_of.or_else(|| day(&source, &written, &mut faults));
        // An argument's path is relative to the working directory.
        let leading_folder = if scorecard.is_some() { Path::new("") } else { folder };
        scorecard.into_iter().for_each(|name| written.lead_with(name));
        let drafts = match &written.programmes {
            Some(entry) => kept(programmes::open(entry, &document, folder, as_of), &mut faults),
            None => None,
        };
        let drafts = drafts.unwrap_or_default();
        let named = written.named(&source, folder, leading_folder, as_of, &drafts);
        let cards = kept(under_trial(&named, trial), &mut faults);
        let institutions_source =
            kept(beside(&source, folder, &written.institutions, "institutions"), &mut faults);
        // Without scorecards, names in the institutions' rules cannot be resolved.
        let (Some(cards), Some(institutions_source)) = (cards, institutions_source) else {
            return Err(faults);
        };
        let Cards { leading, further, dictionary, findings } = cards;
        faults.extend(findings);
        let mut cards: Vec<Scorecard> = std::iter::once(leading).chain(further).collect();
        // `accept_unknown` names fields of gates in the campaign's own scorecard; another one may lack them.
        let is_own = scorecard.is_none();
        let accepted = accepted::accept(&source, &written.accept_unknown, &mut cards, &dictionary, is_own);
        let accepted = kept(accepted, &mut faults).unwrap_or_default();
        let scorecard = cards.remove(0);
        let further = cards;
        let scope = run_scope(&scorecard, &further, &dictionary);
        let (institutions, of_institutions) =
            written.institutions(&source, &institutions_source, (&scope, &dictionary), &mut faults);
        let programmes = written.programmes(&source, &drafts, &institutions, &mut faults);
        if written.programmes.is_none() {
            faults.extend(without_programmes(&institutions));
        }
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
            programmes,
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
        asked::fields(cards, Some(&self.institutions), self.programmes.as_ref(), &self.dictionary)
    }

    /// The campaign's parameter files with their hashes.
    pub fn inputs(&self) -> Vec<Input> {
        let further = self.further.iter().map(|scorecard| ("scorecard", &scorecard.text));
        let sources = [("campaign", &self.source), ("scorecard", &self.scorecard.text)]
            .into_iter()
            .chain(further)
            .chain([("institutions", &self.institutions_source)])
            .chain(self.programmes.iter().flat_map(|all| &all.all).map(|one| ("programme", &one.text)));
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

/// What a command changes in a campaign.
#[derive(Clone, Copy, Debug, Default)]
struct Change<'a> {
    /// Another leading scorecard: a built-in id or a path that ends in `.toml`.
    scorecard: Option<&'a str>,
    /// Trial weights for the leading scorecard.
    trial: Option<&'a Trial>,
    /// Values under keys of the campaign.
    set: Option<&'a Source>,
}

/// The value; faults in its place are added to `faults`.
fn kept<T>(found: Result<T, Findings>, faults: &mut Findings) -> Option<T> {
    found.map_err(|found| faults.extend(found)).ok()
}

/// The scorecards, the leading one with any trial weights.
fn under_trial(named: &Named<'_>, trial: Option<&Trial>) -> Result<Cards, Findings> {
    let cards = named.load()?;
    let Some(trial) = trial else { return Ok(cards) };
    let over = trial.over(&cards.leading)?;
    Named { over: Some(&over), ..*named }.load()
}
