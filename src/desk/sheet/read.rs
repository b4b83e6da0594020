//! A finished run read for its firms' sheets.

use std::ops::Range;
use std::path::Path;

use jiff::civil::Date;
use polars::prelude::DataFrame;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::grants::Told;
use super::record::Record;
use super::{Sheet, gains};
use crate::desk::aside::Asides;
use crate::desk::finished::{Finished, numbers, read_run, texts};
use crate::desk::run::{Group, Run, Standing};
use crate::finding::{Code, Finding, Place};
use crate::firms::Texts;
use crate::firms::width::folded;
use crate::publish::{DescribedIndicator, Input, Output, Stored};
use crate::scorecard::Curve;
use crate::scoring::ConditionState;
use crate::studies::compare::Subtotal;
use crate::words::{Message, say};

/// Firms whose records are read at a time.
pub(super) const BLOCK: usize = 1 << 12;

/// The firms of a finished run, whose sheets can be made.
#[derive(Debug)]
pub struct Sheets {
    pub(super) run: Run,
    pub(super) as_of: Date,
    pub(super) finished: Finished,
    pub(super) standing: Standing,
    /// Number of firms in each segment.
    pub(super) segment_firms: Vec<usize>,
    points: Stored,
    /// `None` for a scorecard without conditions.
    conditions: Option<Stored>,
    is_credit_code: bool,
    place: Place,
    /// Rows that are not among the firms.
    aside: Asides,
    told: Told,
    /// SHA-256 of `run.json`.
    sha256: String,
}

impl Sheets {
    /// Reads the run in `folder`.
    ///
    /// # Errors
    /// As [`read_run`]; a run without details; files that do not belong together.
    pub fn open(folder: &Path) -> Result<Sheets, Finding> {
        let output = Output::open(folder)?;
        let place = Place::file(folder.display().to_string());
        if !output.has("points.parquet") {
            return Err(
                Finding::new(Code::FileKind, place, say!(sheet::no_detail)).help(say!(sheet::no_detail_help))
            );
        }
        let run: Run = output.json("run.json")?;
        let finished = read_run(folder)?;
        let odd = || output.strange("run.json", say!(sheet::strange_card));
        if !agree(&run, &finished) {
            return Err(odd());
        }
        let as_of = run.as_of.parse().map_err(|_| odd())?;
        let standing = Standing::read(&output, finished.side.ids.len())?;
        let mut segment_firms = vec![0; run.scorecard.described.segments.len()];
        finished.side.segments.codes.iter().for_each(|&segment| segment_firms[segment as usize] += 1);
        let has_conditions = !run.scorecard.described.conditions.is_empty();
        Ok(Sheets {
            as_of,
            segment_firms,
            points: output.stored("points.parquet")?,
            conditions: has_conditions.then(|| output.stored("conditions.parquet")).transpose()?,
            is_credit_code: standing.id_column == "credit_code",
            standing,
            place,
            told: Told::read(&output, &run)?,
            sha256: output.digest("run.json").unwrap_or_default().to_owned(),
            aside: Asides::Output(output),
            run,
            finished,
        })
    }

    /// Number of firms.
    pub fn len(&self) -> usize {
        self.finished.side.ids.len()
    }

    /// Whether the run has no firm.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Id of the run's campaign.
    pub fn campaign(&self) -> &str {
        &self.run.campaign
    }

    /// The run's as-of day.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Input files of the run, with their hashes.
    pub fn inputs(&self) -> &[Input] {
        &self.finished.inputs
    }

    /// SHA-256 of the run's `run.json`.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Id of the firm at `place`, from 0.
    pub fn id(&self, place: usize) -> &str {
        self.finished.side.ids.get_or_empty(place)
    }

    /// Name of the firm at `place`; empty without one.
    pub fn name(&self, place: usize) -> &str {
        self.finished.side.names.as_ref().map_or("", |names| names.get_or_empty(place))
    }

    /// The place, from 0, of the firm with this id, or with this name if no other firm has it.
    ///
    /// # Errors
    /// No such firm, with its row if that was put aside, or several.
    pub fn find(&self, firm: &str) -> Result<usize, Finding> {
        let wanted = &*folded(firm);
        let ids = &self.finished.side.ids;
        if let Some(place) = ids.iter().position(|id| id == wanted) {
            return Ok(place);
        }
        let only = |texts: &Texts, is_meant: &dyn Fn(&str) -> bool| {
            let mut found = texts.iter().enumerate().filter(|(_, text)| is_meant(text));
            (found.next().map(|(place, _)| place), 1 + found.count())
        };
        let (place, count) = only(ids, &|id| id.eq_ignore_ascii_case(wanted));
        if let (Some(place), 1) = (place, count) {
            return Ok(place);
        }
        let names = self.finished.side.names.as_ref();
        let named = names.map(|names| only(names, &|name| !name.is_empty() && folded(name) == wanted));
        let help = match named {
            Some((Some(place), 1)) => return Ok(place),
            Some((Some(_), count)) => say!(sheet::several_help, firms = count),
            _ => match self.aside.find(&FxHashSet::from_iter([wanted]))?.remove(wanted) {
                Some(aside) => return Err(aside.fault(wanted, &self.place.file)),
                None => say!(sheet::unknown_help),
            },
        };
        let message = say!(sheet::unknown, firm = wanted);
        Err(Finding::new(Code::NameUnknown, self.place.clone(), message).help(help))
    }

    /// The sheets of the firms at these places.
    ///
    /// # Errors
    /// Tables that cannot be understood or do not belong together.
    pub fn of(&self, places: Range<usize>) -> Result<Vec<Sheet>, Finding> {
        let records = self.records(places.clone())?;
        let card = &self.run.scorecard;
        let whole = gains::Whole { card, groups: &self.finished.side.groups };
        let sheets =
            places.into_par_iter().zip(records).map(|(place, record)| self.sheet(place, record, whole));
        sheets.collect()
    }

    /// The records of these firms in `points.parquet` and `conditions.parquet`.
    fn records(&self, places: Range<usize>) -> Result<Vec<Record>, Finding> {
        let width = self.run.scorecard.described.indicators.len();
        let table = self.points.rows(places.start * width..places.end * width)?;
        let values = Values::of(&table, places.len() * width)
            .filter(|values| {
                (0..values.ids.len()).all(|row| values.ids.get(row) == self.id_of(&places, row / width))
            })
            .ok_or_else(|| self.points.strange(say!(desk::strange_rows)))?;
        let conditions = match &self.conditions {
            Some(stored) => self.states(stored, &places)?,
            None => vec![Vec::new(); places.len()],
        };
        let record =
            |(at, states): (usize, Vec<ConditionState>)| values.record(at * width..(at + 1) * width, states);
        Ok(conditions.into_iter().enumerate().map(record).collect())
    }

    fn id_of(&self, places: &Range<usize>, at: usize) -> Option<&str> {
        self.finished.side.ids.get(places.start + at)
    }

    /// Results of conditions per firm, in the order of `run.json`.
    fn states(&self, stored: &Stored, places: &Range<usize>) -> Result<Vec<Vec<ConditionState>>, Finding> {
        let odd = |column: &str| stored.strange(say!(desk::strange_column, column = column));
        let table = stored.rows(places.clone())?;
        let id = table.get_column_names().first().map(|name| name.to_string()).unwrap_or_default();
        let ids = texts(&table, &id).filter(|ids| ids.len() == places.len()).ok_or_else(|| odd(&id))?;
        if (0..ids.len()).any(|row| ids.get(row) != self.id_of(places, row)) {
            return Err(stored.strange(say!(desk::strange_unlike)));
        }
        let mut states = vec![Vec::new(); places.len()];
        for condition in &self.run.scorecard.described.conditions {
            let words = texts(&table, &condition.column).ok_or_else(|| odd(&condition.column))?;
            for (firm, word) in states.iter_mut().zip(words.iter()) {
                firm.push(ConditionState::named(word).ok_or_else(|| odd(&condition.column))?);
            }
        }
        Ok(states)
    }

    fn sheet(&self, place: usize, record: Record, whole: gains::Whole<'_>) -> Result<Sheet, Finding> {
        let (card, side) = (&self.run.scorecard, &self.finished.side);
        let segment = side.segments.codes[place] as usize;
        let points = side.points[place];
        let title = |top: &str| {
            let known = card.described.tops.iter().find(|one| one.id == top);
            known.and_then(|one| one.title.clone()).unwrap_or_else(|| top.into())
        };
        let told = self.run.lists.iter().zip(side.lists.iter().flat_map(|lists| &lists.all)).enumerate();
        let told: Vec<(usize, &Message)> = told
            .filter(|(_, (entry, list))| entry.tell_firms && list.is_listed(place))
            .map(|(at, (_, list))| (at, &list.name))
            .collect();
        let mut grants = Vec::new();
        for (at, name) in &told {
            grants.extend(self.told.of(*at, self.id(place), name, &self.run)?);
        }
        let is_sum = whole.is_sum(place, segment, &record);
        Ok(Sheet {
            campaign: self.run.title(),
            as_of: self.as_of,
            scorecard: card.id.clone(),
            scorecard_title: card.title(),
            weights_basis: card.weights_basis,
            note: self.run.note.clone(),
            firm: self.id(place).to_owned(),
            is_credit_code: self.is_credit_code,
            name: Some(self.name(place).to_owned()).filter(|name| !name.is_empty()),
            segment: (card.described.segments.len() > 1)
                .then(|| card.described.segments[segment].title.clone()),
            points,
            scale: card.scale,
            decimals: card.decimals,
            rank: self.standing.segment_rank[place],
            firms: self.segment_firms[segment],
            grade: self.standing.grade.get(place).map(str::to_owned),
            next_grade: gains::next_grade(&card.described.grades, points),
            top: self.standing.top.as_ref().and_then(|tops| tops.get(place)).map(title),
            qualified: self.standing.qualified[place],
            held: self.standing.held.as_ref().is_some_and(|held| held[place]),
            parts: whole.parts(place, segment, &record),
            is_sum,
            gains: whole.gains(place, segment, &record),
            conditions: record.conditions(&card.described.conditions),
            grants,
            referred: told.iter().map(|(_, name)| (*name).clone()).collect(),
        })
    }
}

/// Rows of `points.parquet`.
struct Values {
    ids: Texts,
    raw: Vec<Option<f64>>,
    treated: Vec<Option<f64>>,
    share: Vec<Option<f64>>,
    points: Vec<f64>,
}

impl Values {
    /// `None` unless the table has these columns and `rows` rows.
    fn of(table: &DataFrame, rows: usize) -> Option<Values> {
        let known = |name: &str| -> Option<Vec<Option<f64>>> {
            Some(table.column(name).ok()?.f64().ok()?.iter().collect())
        };
        let id = table.get_column_names().first().map(|name| name.to_string())?;
        let values = Values {
            ids: texts(table, &id)?,
            raw: known("raw")?,
            treated: known("treated")?,
            share: known("normalised")?,
            points: numbers(table, "points")?,
        };
        (values.ids.len() == rows).then_some(values)
    }

    fn record(&self, rows: Range<usize>, conditions: Vec<ConditionState>) -> Record {
        Record {
            raw: self.raw[rows.clone()].to_vec(),
            treated: self.treated[rows.clone()].to_vec(),
            share: self.share[rows.clone()].to_vec(),
            points: self.points[rows].to_vec(),
            states: conditions,
        }
    }
}

/// Whether `run.json` describes the tables of the run: every title, full mark and curve has its segment, and
/// indicators and groups are those of the tables.
fn agree(run: &Run, finished: &Finished) -> bool {
    let (card, side) = (&run.scorecard, &finished.side);
    let segments = card.described.segments.len();
    let in_segments = |values: &[f64]| values.len() == segments;
    let is_complete = |indicator: &DescribedIndicator| {
        let curve = match &indicator.normalisation.curve {
            Curve::Linear { low, high, .. } => in_segments(low) && in_segments(high),
            Curve::Reference { reference } => in_segments(reference),
            Curve::Piecewise { knots } => !knots.is_empty(),
            _ => true,
        };
        curve && in_segments(&indicator.full_marks)
    };
    let described = &card.described;
    let indicators = side.indicators.as_deref().unwrap_or_default();
    let ids = indicators.iter().map(|part| &part.id);
    let same_group =
        |(group, known): (&Group, &Subtotal)| group.id == known.id && in_segments(&group.full_marks);
    described.indicators.iter().all(is_complete)
        && described.indicators.iter().map(|indicator| &indicator.id).eq(ids)
        && card.groups.len() == side.groups.len()
        && card.groups.iter().zip(&side.groups).all(same_group)
        && run.lists.len() == side.lists.as_ref().map_or(0, |lists| lists.all.len())
}
