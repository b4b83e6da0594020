//! The lists of a finished run, and the firms on them.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::firms;
use crate::desk::finished::{numbers, texts};
use crate::finding::{Code, Finding, Findings, Place, nearest};
use crate::firms::Texts;
use crate::parameters;
use crate::publish::{Extent, Output, REFERRALS, without_apostrophe};
use crate::referral::{is_file_name, is_institution_id};
use crate::words::{Arg, Message, say};

/// Folder of the lists in a run.
pub(super) const LISTS: &str = "referrals/";

/// The keys of `run.json` that deliveries need.
#[derive(Deserialize)]
struct Run {
    campaign: String,
    title: String,
    title_zh: String,
    as_of: String,
    scorecard: Card,
    desk: Option<String>,
    lists: Vec<Entry>,
}

#[derive(Deserialize)]
struct Card {
    decimals: u8,
}

#[derive(Deserialize)]
struct Entry {
    institution: String,
    name: String,
    name_zh: Option<String>,
    /// Path of the list's file; an earlier version names lists by their institutions and has none.
    file: Option<String>,
    listed: usize,
}

impl Entry {
    /// Whether `word` is the institution's id or one of its names.
    fn is_called(&self, word: &str) -> bool {
        let names = [Some(&self.institution), Some(&self.name), self.name_zh.as_ref()];
        names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(word))
    }

    fn id_and_name(&self) -> String {
        let name = self.name_zh.as_ref().unwrap_or(&self.name);
        format!("{} ({name})", self.institution)
    }

    /// Name of the list's file without folder and ending; `None` for a path that no list has.
    fn stem(&self) -> Option<&str> {
        let Some(path) = &self.file else { return Some(&self.institution) };
        let (stem, _) = path.strip_prefix(LISTS)?.rsplit_once('.')?;
        is_file_name(stem).then_some(stem)
    }
}

/// A run, as far as deliveries need it.
#[derive(Debug)]
pub struct Lists {
    /// Id of the campaign.
    pub campaign: String,
    /// Title of the campaign.
    pub title: Message,
    /// As-of day.
    pub as_of: Date,
    /// SHA-256 of `run.json`.
    pub run: String,
    /// The desk that the campaign names, relative to the run's folder.
    pub desk: Option<String>,
    /// The lists asked for, in the run's order.
    pub all: Vec<List>,
    firms: Firms,
}

/// One institution's list.
#[derive(Debug)]
pub struct List {
    /// Id of the institution, in the form that institutions files demand.
    pub institution: String,
    /// Its name.
    pub name: Message,
    /// Name of the list's file without folder and ending, a single name on every system.
    pub stem: String,
    /// Firms in the order of the list, by their row in the scores.
    pub firms: Vec<u32>,
}

/// Columns of the scores.
#[derive(Debug)]
struct Firms {
    /// Header of the id column.
    id: String,
    ids: Texts,
    points: Vec<f64>,
    decimals: usize,
    /// Name, segment, region, industry and grade, where the scores have them.
    others: [Option<Texts>; 5],
}

impl Lists {
    /// Reads the lists of these institutions, by ids or names, or of all if none is named.
    ///
    /// # Errors
    /// [`Code::NameUnknown`] for an institution without a list; a folder whose files are absent, changed or
    /// contradict one another.
    pub fn read(output: &Output, institutions: &[String]) -> Result<Lists, Findings> {
        let strange = |what: Message| output.strange("run.json", what);
        let bytes = output.file("run.json")?;
        let run: Run = output.json("run.json")?;
        let as_of: Date =
            run.as_of.parse().map_err(|_| strange(say!(deliveries::run_day, day = &run.as_of)))?;
        let mut faults = Findings::new();
        for (at, entry) in run.lists.iter().enumerate() {
            let institution = &entry.institution;
            let is_repeated = run.lists[..at].iter().any(|other| other.institution == *institution);
            if is_repeated || !is_institution_id(institution) {
                faults.push(strange(say!(deliveries::run_institution, id = institution)));
            }
            if entry.stem().is_none() {
                let path = entry.file.as_deref().unwrap_or_default();
                faults.push(strange(say!(deliveries::run_file, path = path)));
            }
        }
        for id in institutions {
            if run.lists.iter().all(|entry| !entry.is_called(id)) {
                let known = run.lists.iter().map(|entry| entry.institution.as_str());
                let help = match nearest(id, known) {
                    Some(near) => say!(deliveries::to_near, near = near),
                    None => {
                        let known = run.lists.iter().map(Entry::id_and_name);
                        say!(deliveries::to_known, known = Arg::items(known))
                    }
                };
                let message = say!(deliveries::to_unknown, id = id);
                faults.push(Finding::new(Code::NameUnknown, Place::default(), message).help(help));
            }
        }
        faults.or_stop(())?;
        let firms = Firms::read(output, usize::from(run.scorecard.decimals))?;
        let is_asked = |entry: &&Entry| {
            institutions.is_empty() || institutions.iter().any(|asked| entry.is_called(asked))
        };
        let asked: Vec<&Entry> = run.lists.iter().filter(is_asked).collect();
        let mut all: Vec<List> = asked
            .iter()
            .map(|entry| List {
                institution: entry.institution.clone(),
                name: Message::title(&entry.name, entry.name_zh.as_ref()),
                stem: entry.stem().unwrap_or(&entry.institution).to_owned(),
                firms: Vec::with_capacity(entry.listed.min(firms.ids.len())),
            })
            .collect();
        referrals(output, &firms, &mut all)?;
        if all.iter().zip(&asked).any(|(list, entry)| list.firms.len() != entry.listed) {
            return Err(output.strange(REFERRALS, say!(desk::strange_unlike)).into());
        }
        let title = Message::both(run.title, run.title_zh);
        Ok(Lists {
            campaign: run.campaign,
            title,
            as_of,
            run: parameters::sha256(bytes),
            desk: run.desk,
            all,
            firms,
        })
    }

    /// Ids and names of a list's firms, in its order; no name is empty.
    pub fn named<'a>(&'a self, list: &'a List) -> impl Iterator<Item = (&'a str, &'a str)> {
        let Firms { ids, others: [names, ..], .. } = &self.firms;
        list.firms.iter().map(move |&firm| {
            let name = names.as_ref().map_or("", |names| names.get_or_empty(firm as usize));
            (ids.get_or_empty(firm as usize), name)
        })
    }

    /// `firms.csv` of a list: places, ids, names and facts of its firms.
    pub fn firms(&self, list: &List) -> Vec<u8> {
        fn cell(column: &Option<Texts>, firm: usize) -> &str {
            column.as_ref().map_or("", |column| column.get_or_empty(firm))
        }
        let Firms { id, ids, points, decimals, others } = &self.firms;
        let [name, segment, region, industry, grade] = others;
        let row = |&firm: &u32| {
            let firm = firm as usize;
            firms::Row {
                id: ids.get_or_empty(firm),
                before: [name, segment, region, industry].map(|column| cell(column, firm)),
                points: format!("{:.decimals$}", points[firm]),
                grade: cell(grade, firm),
            }
        };
        firms::write(id, list.firms.iter().map(row))
    }
}

impl Firms {
    fn read(output: &Output, decimals: usize) -> Result<Firms, Finding> {
        const NAME: &str = "scores.parquet";
        let table = output.parquet(NAME, Extent::default())?;
        let lacks = |column: &str| output.strange(NAME, say!(desk::strange_column, column = column));
        let id = table.get_column_names().first().map(|name| name.to_string()).unwrap_or_default();
        Ok(Firms {
            ids: texts(&table, &id).ok_or_else(|| lacks(&id))?,
            points: numbers(&table, "points").ok_or_else(|| lacks("points"))?,
            decimals,
            others: ["name", "segment", "region", "industry", "grade"].map(|name| texts(&table, name)),
            id,
        })
    }
}

/// Reads the firms of these lists from `referrals.csv`.
fn referrals(output: &Output, firms: &Firms, lists: &mut [List]) -> Result<(), Finding> {
    let unlike = || output.strange(REFERRALS, say!(desk::strange_unlike));
    let rows: FxHashMap<&str, u32> = firms.ids.iter().zip(0..).collect();
    let mut reader = output.csv(REFERRALS)?;
    let header = reader.headers().map_err(|_| unlike())?;
    if header.iter().take(2).ne(["institution", "place"]) || header.len() < 3 {
        return Err(unlike());
    }
    let at: FxHashMap<String, usize> =
        lists.iter().enumerate().map(|(at, list)| (list.institution.clone(), at)).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| unlike())? {
        let Some(&at) = record.get(0).and_then(|institution| at.get(institution)) else { continue };
        let list = &mut lists[at];
        let is_next = record.get(1).is_some_and(|place| place.parse() == Ok(list.firms.len() + 1));
        let id = without_apostrophe(record.get(2).unwrap_or_default());
        match rows.get(id).filter(|_| is_next) {
            Some(&row) => list.firms.push(row),
            None => return Err(unlike()),
        }
    }
    Ok(())
}
