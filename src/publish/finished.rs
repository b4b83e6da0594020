//! A finished run, read back from its output folder: what its firms scored, who was referred, and why others
//! were not.
//!
//! Each file must have the SHA-256 that the folder's package names, so that all of them are of one run and as
//! it wrote them. Lists are read from `not_referred.csv`: a list's own file has the columns its institution
//! asks for, which may leave out what tells firms apart.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use polars::prelude::{DataFrame, PolarsError};
use polars_io::prelude::{ParquetReader, SerReader};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Input;
use super::cell::is_formula;
use super::not_referred::{HELD, LISTED, reason};
use super::package;
use super::package::read_whole;
use crate::finding::{Code, Finding, Place, cause};
use crate::firms::Texts;
use crate::memory;
use crate::parameters;
use crate::referral::{Bar, unknown_rule};
use crate::scorecard::{Combine, Node, Role, WeightsBasis};
use crate::studies::compare::{Labels, List, Lists, Outcome, Part, Side, Subtotal};

/// A run whose output folder stands.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The campaign's title.
    pub title: String,
    /// The day it speaks of.
    pub as_of: String,
    /// The scorecard's id.
    pub scorecard: String,
    /// Where its weights come from.
    pub weights_basis: WeightsBasis,
    /// Every file it was made from.
    pub inputs: Vec<Input>,
    /// Its firms and lists.
    pub side: Side,
}

/// `run.json`, as far as it is asked for.
#[derive(Deserialize)]
struct Run {
    title: String,
    as_of: String,
    scorecard: Card,
    inputs: Vec<Input>,
    lists: Vec<ListEntry>,
}

#[derive(Deserialize)]
struct Card {
    id: String,
    weights_basis: WeightsBasis,
    scale: f64,
    decimals: u8,
    segments: Vec<String>,
    groups: Vec<Branch>,
}

#[derive(Deserialize)]
struct Branch {
    id: String,
    combine: String,
    members: Vec<String>,
}

#[derive(Deserialize)]
struct ListEntry {
    institution: String,
    name: String,
    name_zh: Option<String>,
    capacity: Option<usize>,
}

/// The folder, and what its files should be.
struct Output {
    folder: PathBuf,
    /// SHA-256 per file.
    digests: FxHashMap<String, String>,
}

/// Reads the output folder of a finished run.
///
/// # Errors
/// A folder that is no output of a run; a file of it that is not there, cannot be read, or is not as the run
/// wrote it.
pub fn read_run(folder: &Path) -> Result<Finished, Finding> {
    let output = Output { folder: folder.to_owned(), digests: package::digests(folder) };
    if !output.digests.contains_key("run.json") || !output.digests.contains_key("scores.parquet") {
        let message = "is a folder, but not the output of a finished run";
        return Err(Finding::new(Code::FileKind, Place::file(folder.display().to_string()), message)
            .help("give the folder that `jifen run --out` made, with run.json and datapackage.json in it"));
    }
    let run: Run = output.json("run.json")?;
    let (mut side, groups) = output.scores(&run.scorecard)?;
    if output.digests.contains_key("points.parquet") {
        side.indicators = Some(output.points(side.ids.len())?);
    }
    side.groups = output.tree(&run.scorecard.groups, groups, &side)?;
    side.lists = Some(output.lists(&run, &side.ids)?);
    Ok(Finished {
        title: run.title,
        as_of: run.as_of,
        scorecard: run.scorecard.id,
        weights_basis: run.scorecard.weights_basis,
        inputs: run.inputs,
        side,
    })
}

impl Output {
    fn place(&self, name: &str) -> Place {
        Place::file(self.folder.join(name).display().to_string())
    }

    /// The bytes of a file, if they are those the run wrote.
    fn bytes(&self, name: &str) -> Result<Vec<u8>, Finding> {
        let bytes = read_whole(&self.folder.join(name))
            .map_err(|error| Finding::unreadable(self.place(name), &error))?;
        match self.digests.get(name) {
            Some(digest) if *digest == parameters::sha256(&bytes) => Ok(bytes),
            _ => {
                let message = "is not as the run wrote it: its SHA-256 is not the one in datapackage.json";
                Err(Finding::new(Code::FileKind, self.place(name), message)
                    .help("run the campaign again, and keep the folder as it is: change copies"))
            }
        }
    }

    /// What cannot be, unless another version of the program wrote the file.
    fn strange(&self, name: &str, what: &str) -> Finding {
        Finding::new(Code::FileKind, self.place(name), format!("{what}, so that another version wrote it"))
            .help("run the campaign again with this version")
    }

    fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Finding> {
        serde_json::from_slice(&self.bytes(name)?)
            .map_err(|error| self.strange(name, &format!("cannot be understood: {}", cause(&error))))
    }

    fn parquet(
        &self,
        name: &str,
        read: impl Fn(Table) -> Result<DataFrame, PolarsError>,
    ) -> Result<DataFrame, Finding> {
        let bytes = self.bytes(name)?;
        memory::room(bytes.len().saturating_mul(UNPACKED), &self.place(name))?;
        match without_panic(|| read(ParquetReader::new(Cursor::new(bytes)))) {
            Some(table) => {
                table.map_err(|error| self.strange(name, &format!("cannot be read: {}", cause(&error))))
            }
            None => {
                let message = "cannot be read: what it says of its own form contradicts itself";
                Err(Finding::new(Code::FileKind, self.place(name), message)
                    .help("the file was changed, and its SHA-256 with it: run the campaign again"))
            }
        }
    }

    /// Firms, points and segments; and the points of all groups but the root, in no order to rely on.
    fn scores(&self, card: &Card) -> Result<(Side, Vec<Part>), Finding> {
        const NAME: &str = "scores.parquet";
        let table = self.parquet(NAME, |reader| reader.finish())?;
        let lacks = |column: &str| self.strange(NAME, &format!("has no column `{column}` as expected"));
        let texts = |column: &str| texts(&table, column).ok_or_else(|| lacks(column));
        let numbers = |column: &str| numbers(&table, column).ok_or_else(|| lacks(column));
        let columns: Vec<&str> = table.get_column_names().into_iter().map(|name| name.as_str()).collect();
        let at = |name: &str| columns.iter().position(|column| *column == name).ok_or_else(|| lacks(name));
        // Groups stand between the points and the rank, each as `points_ID`.
        let (first, last) = (at("points")? + 1, at("rank")?);
        let groups = columns.get(first..last).unwrap_or_default().iter().map(|column| {
            let id = column.strip_prefix("points_").unwrap_or(column).to_owned();
            Ok(Part { id, points: numbers(column)? })
        });
        let groups = groups.collect::<Result<Vec<Part>, Finding>>()?;
        let known = |name: &str| columns.contains(&name).then(|| texts(name)).transpose();
        let side = Side {
            scale: card.scale,
            decimals: card.decimals,
            ids: texts(columns.first().copied().unwrap_or_default())?,
            names: known("name")?,
            failed: known("failed")?.map(|failed| distinct(&failed)),
            points: numbers("points")?,
            segments: labels(&texts("segment")?, &card.segments).ok_or_else(|| lacks("segment"))?,
            regions: known("region")?,
            industries: known("industry")?,
            groups: Vec::new(),
            is_exact: false,
            indicators: None,
            lists: None,
            unscored: BTreeMap::new(),
            knows_cohort: false,
        };
        Ok((side, groups))
    }

    /// The groups as they hang together, the root with the points of the whole.
    fn tree(&self, card: &[Branch], mut known: Vec<Part>, side: &Side) -> Result<Vec<Subtotal>, Finding> {
        let strange = || self.strange("run.json", "tells of groups that do not go with scores.parquet");
        let indicators = side.indicators.as_deref();
        let root = card.first().and_then(|root| Combine::named(&root.combine)).ok_or_else(strange)?;
        let subtotal = |(at, group): (usize, &Branch)| {
            // A group stands before those within it, so that none is in itself.
            let member = |id: &String| {
                let inner = (at + 1..card.len()).find(|&inner| card[inner].id == *id).map(Node::Group);
                inner.or_else(|| match indicators {
                    Some(all) => all.iter().position(|part| part.id == *id).map(Node::Indicator),
                    // Nobody asks which, where none is known.
                    None => Some(Node::Indicator(0)),
                })
            };
            let points = match at {
                0 => side.points.clone(),
                _ => known.swap_remove(known.iter().position(|part| part.id == group.id)?).points,
            };
            Some(Subtotal {
                id: group.id.clone(),
                role: Role::of_member(root, &group.id),
                combine: Combine::named(&group.combine)?,
                members: group.members.iter().map(member).collect::<Option<_>>()?,
                points,
            })
        };
        let groups: Option<Vec<Subtotal>> = card.iter().enumerate().map(subtotal).collect();
        groups.filter(|groups| !groups.is_empty()).ok_or_else(strange)
    }

    /// Points per indicator: firm by firm in the order of the scores, indicator by indicator.
    fn points(&self, firms: usize) -> Result<Vec<Part>, Finding> {
        const NAME: &str = "points.parquet";
        let columns = |name: &str| Some(vec![name.to_owned()]);
        let table = self.parquet(NAME, |reader| reader.with_columns(columns("points")).finish())?;
        let points = numbers(&table, "points");
        let points = points.filter(|points| firms > 0 && points.len().is_multiple_of(firms));
        let points = points.ok_or_else(|| self.strange(NAME, "has not as many rows for each firm"))?;
        let indicators = points.len() / firms;
        let names = self.parquet(NAME, |reader| {
            reader.with_columns(columns("indicator")).with_slice(Some((0, indicators))).finish()
        })?;
        let names = texts(&names, "indicator").ok_or_else(|| self.strange(NAME, "names no indicators"))?;
        let part = |(at, id): (usize, &str)| Part {
            id: id.to_owned(),
            points: points.iter().skip(at).step_by(indicators).copied().collect(),
        };
        Ok(names.iter().enumerate().map(part).collect())
    }

    /// The lists: everyone is on all of them of whom `not_referred.csv` says nothing else.
    fn lists(&self, run: &Run, ids: &Texts) -> Result<Lists, Finding> {
        const NAME: &str = "not_referred.csv";
        let rules = self.rules()?;
        let entry = |entry: &ListEntry| List {
            institution: entry.institution.clone(),
            name: entry.name_zh.as_ref().unwrap_or(&entry.name).clone(),
            capacity: entry.capacity,
            outcomes: vec![Outcome::Listed; ids.len()],
        };
        let mut all: Vec<List> = run.lists.iter().map(entry).collect();
        let bytes = self.bytes(NAME)?;
        let mut reader =
            csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes));
        let unlike = || self.strange(NAME, "does not go with the other files");
        // Before the institutions stand the firm and its reasons in words.
        let header = reader.headers().map_err(|_| unlike())?;
        let first = header.len().checked_sub(all.len()).ok_or_else(unlike)?;
        if header.iter().skip(first).ne(all.iter().map(|list| list.institution.as_str())) {
            return Err(unlike());
        }
        let mut record = csv::StringRecord::new();
        let mut row = 0;
        while reader.read_record(&mut record).map_err(|_| unlike())? {
            let id = undefused(record.get(0).unwrap_or_default());
            // Rows stand in the order of the scores, which have everyone.
            while row < ids.len() && ids.get_or_empty(row) != id {
                row += 1;
            }
            if row == ids.len() {
                return Err(unlike());
            }
            let in_words = first.checked_sub(1).and_then(|at| record.get(at)).unwrap_or_default();
            for (list, cell) in all.iter_mut().zip(record.iter().skip(first)) {
                list.outcomes[row] = outcome(cell, in_words, &rules).ok_or_else(unlike)?;
            }
        }
        let count = rules.len();
        let mut words = vec![String::new(); count];
        rules.into_values().for_each(|rule| words[rule.at as usize] = rule.words);
        Ok(Lists { all, rules: words })
    }

    /// The rules that `reasons.csv` names, by their keys.
    fn rules(&self) -> Result<FxHashMap<String, Rule>, Finding> {
        const NAME: &str = "reasons.csv";
        let bytes = self.bytes(NAME)?;
        let mut reader =
            csv::Reader::from_reader(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes));
        let mut rules = FxHashMap::default();
        for record in reader.records() {
            let record = record.map_err(|_| self.strange(NAME, "is no table"))?;
            let cell = |at: usize| undefused(record.get(at).unwrap_or_default());
            if cell(0).strip_prefix('r').is_some_and(|number| number.parse::<u32>().is_ok()) {
                let unknown = reason(cell(0), &unknown_rule(cell(1)));
                let rule = Rule { at: rules.len() as u32, words: cell(1).to_owned(), unknown };
                rules.insert(cell(0).to_owned(), rule);
            }
        }
        Ok(rules)
    }
}

type Table = ParquetReader<Cursor<Vec<u8>>>;

/// A table in memory over its Parquet file, and what reading it takes besides: measured, with room to spare.
const UNPACKED: usize = 16;

/// What `read` gives; `None` where it panics, as the reader of Parquet files does of some that are damaged.
/// The panic is no fault of the program, and nothing is said of it, on whatever thread it is.
fn without_panic<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    static READING: AtomicUsize = AtomicUsize::new(0);
    HOOK.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if READING.load(Ordering::Relaxed) == 0 {
                hook(info);
            }
        }));
    });
    READING.fetch_add(1, Ordering::Relaxed);
    let found = panic::catch_unwind(AssertUnwindSafe(read));
    READING.fetch_sub(1, Ordering::Relaxed);
    found.ok()
}

/// A rule that keeps firms off lists.
struct Rule {
    /// Its position among the rules.
    at: u32,
    words: String,
    /// How it stands among a firm's reasons in words where it is not known to hold or to fail.
    unknown: String,
}

/// What a cell of `not_referred.csv` says, beside the firm's reasons in words: a rule is not known where
/// those say so.
fn outcome(cell: &str, in_words: &str, rules: &FxHashMap<String, Rule>) -> Option<Outcome> {
    Some(match cell {
        LISTED => Outcome::Listed,
        "no-consent" => Outcome::Barred(Bar::ConsentRefused),
        "consent-unknown" => Outcome::Barred(Bar::ConsentUnknown),
        "not-qualified" => Outcome::Barred(Bar::NotQualified),
        held if held.starts_with(HELD) => Outcome::Barred(Bar::Held),
        place if !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit()) => Outcome::Beyond,
        key => match rules.get(key)? {
            rule if in_words.contains(&rule.unknown) => Outcome::Unknown(rule.at),
            rule => Outcome::Rule(rule.at),
        },
    })
}

/// A cell as it was before an apostrophe kept spreadsheets from running it.
fn undefused(cell: &str) -> &str {
    if is_formula(cell) { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

/// A column of texts, missing ones empty.
fn texts(table: &DataFrame, column: &str) -> Option<Texts> {
    let column = table.column(column).ok()?.str().ok()?;
    let mut texts = Texts::with_capacity(column.len(), 0);
    column.iter().for_each(|text| texts.push(text.unwrap_or_default()));
    Some(texts)
}

/// A column of numbers, none of them missing.
fn numbers(table: &DataFrame, column: &str) -> Option<Vec<f64>> {
    table.column(column).ok()?.f64().ok()?.iter().collect()
}

/// Texts, of which there are few.
fn distinct(texts: &Texts) -> Labels {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut labels = Labels::default();
    for text in texts.iter() {
        let code = *known.entry(text).or_insert_with(|| {
            labels.names.push(text.to_owned());
            labels.names.len() as u32 - 1
        });
        labels.codes.push(code);
    }
    labels
}

/// Texts as positions in `names`; nothing where one of them is none of these.
fn labels(texts: &Texts, names: &[String]) -> Option<Labels> {
    let known: FxHashMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
    let codes = texts.iter().map(|text| known.get(text).copied()).collect::<Option<_>>()?;
    Some(Labels { codes, names: names.to_vec() })
}
