//! A finished run read back from its output folder: points, referrals and the reasons against them.
//!
//! Lists are read from `not_referred.csv`. A list's own file has only the columns that its institution
//! requests, and these may not identify firms.

use std::collections::BTreeMap;
use std::path::Path;

use polars::prelude::DataFrame;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::finding::Finding;
use crate::firms::Texts;
use crate::publish::{Extent, Input, Output, ReasonCell, Terms, without_apostrophe};
use crate::scorecard::{Combine, Node, Role, WeightsBasis};
use crate::studies::compare::{Labels, List, Lists, Outcome, Part, Side, Subtotal, Titles};
use crate::words::{Message, say};

/// A finished run read from its folder.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The campaign's title in `run.json`.
    pub title: Message,
    /// The as-of day in `run.json`.
    pub as_of: String,
    /// The leading scorecard's id.
    pub scorecard: String,
    /// Title of the leading scorecard.
    pub scorecard_title: Message,
    /// Source of the scorecard's weights.
    pub weights_basis: WeightsBasis,
    /// Input files of the run, with their hashes.
    pub inputs: Vec<Input>,
    /// Name of the column that identifies firms.
    pub id_column: String,
    /// Its firms, points and lists.
    pub side: Side,
    /// Published rank of each firm, in the order of the scores.
    pub ranks: Vec<u32>,
    /// Per list, the place of each firm in the list's order, in the order of the scores; 0 if it is not known
    /// or the firm is not eligible.
    pub places: Vec<Vec<u32>>,
    /// Per list, the published points of its last firm; `None` for an empty list and one with its own order.
    pub cut_offs: Vec<Option<f64>>,
    /// The rules by which it judged firms.
    pub terms: Terms,
}

/// The keys of `run.json` that are read.
#[derive(Deserialize)]
struct Run {
    title: String,
    title_zh: String,
    as_of: String,
    scorecard: Card,
    inputs: Vec<Input>,
    lists: Vec<ListEntry>,
}

#[derive(Deserialize)]
struct Card {
    id: String,
    title: String,
    weights_basis: WeightsBasis,
    scale: f64,
    decimals: u8,
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
    cut_off: Option<f64>,
}

/// Reads the output folder of a finished run.
///
/// # Errors
/// A folder that is no run's output; one of its files missing, unreadable or changed since.
pub fn read_run(folder: &Path) -> Result<Finished, Finding> {
    let output = Output::open(folder)?;
    let run: Run = output.json("run.json")?;
    let terms: Terms = output.json("run.json")?;
    let Scored { id_column, mut side, ranks, groups } = scores(&output, &run.scorecard, &terms)?;
    if output.has("points.parquet") {
        side.indicators = Some(points(&output, side.ids.len())?);
    }
    side.groups = tree(&output, &run.scorecard.groups, groups, &side)?;
    let (lists, places) = lists(&output, &run, &terms, &side.ids)?;
    side.lists = Some(lists);
    Ok(Finished {
        title: Message::both(run.title, run.title_zh),
        as_of: run.as_of,
        scorecard: run.scorecard.id,
        scorecard_title: Message::title(&run.scorecard.title, terms.scorecard.title_zh.as_ref()),
        weights_basis: run.scorecard.weights_basis,
        inputs: run.inputs,
        id_column,
        side,
        ranks,
        places,
        cut_offs: run.lists.iter().map(|list| list.cut_off).collect(),
        terms,
    })
}

/// The content of `scores.parquet`.
struct Scored {
    id_column: String,
    side: Side,
    ranks: Vec<u32>,
    /// Points of all groups but the root, in unspecified order.
    groups: Vec<Part>,
}

/// Firms, points, segments and ranks.
fn scores(output: &Output, card: &Card, terms: &Terms) -> Result<Scored, Finding> {
    const NAME: &str = "scores.parquet";
    let table = output.parquet(NAME, Extent::default())?;
    let lacks = |column: &str| output.strange(NAME, say!(desk::strange_column, column = column));
    let texts = |column: &str| texts(&table, column).ok_or_else(|| lacks(column));
    let numbers = |column: &str| numbers(&table, column).ok_or_else(|| lacks(column));
    let columns: Vec<&str> = table.get_column_names().into_iter().map(|name| name.as_str()).collect();
    let at = |name: &str| columns.iter().position(|column| *column == name).ok_or_else(|| lacks(name));
    // Groups lie between the points and the rank, each as `points_ID`.
    let (first, last) = (at("points")? + 1, at("rank")?);
    let groups = columns.get(first..last).unwrap_or_default().iter().map(|column| {
        let id = column.strip_prefix("points_").unwrap_or(column).to_owned();
        Ok(Part { id, points: numbers(column)? })
    });
    let groups = groups.collect::<Result<Vec<Part>, Finding>>()?;
    let id_column = columns.first().copied().unwrap_or_default().to_owned();
    let ranks = table.column("rank").ok().and_then(|column| column.u32().ok());
    let ranks = ranks.and_then(|ranks| ranks.iter().collect()).ok_or_else(|| lacks("rank"))?;
    let segments: Vec<String> = terms.scorecard.segments.iter().map(|segment| segment.id.clone()).collect();
    let known = |name: &str| columns.contains(&name).then(|| texts(name)).transpose();
    let side = Side {
        scale: card.scale,
        decimals: card.decimals,
        ids: texts(&id_column)?,
        names: known("name")?,
        failed: known("failed")?.map(|failed| distinct(&failed)),
        points: numbers("points")?,
        segments: labels(&texts("segment")?, &segments).ok_or_else(|| lacks("segment"))?,
        regions: known("region")?,
        industries: known("industry")?,
        groups: Vec::new(),
        is_exact: false,
        indicators: None,
        lists: None,
        unscored: BTreeMap::new(),
        knows_cohort: false,
        titles: Titles::default(),
    };
    Ok(Scored { id_column, side, ranks, groups })
}

/// The tree of groups, its root with the total points.
fn tree(
    output: &Output,
    card: &[Branch],
    mut known: Vec<Part>,
    side: &Side,
) -> Result<Vec<Subtotal>, Finding> {
    let strange = || output.strange("run.json", say!(desk::strange_groups));
    let indicators = side.indicators.as_deref();
    let root = card.first().and_then(|root| Combine::named(&root.combine)).ok_or_else(strange)?;
    let subtotal = |(at, group): (usize, &Branch)| {
        // Only later groups can be members, so that no group contains itself.
        let member = |id: &String| {
            let inner = (at + 1..card.len()).find(|&inner| card[inner].id == *id).map(Node::Group);
            inner.or_else(|| match indicators {
                Some(all) => all.iter().position(|part| part.id == *id).map(Node::Indicator),
                // Without points by indicator no position of an indicator is ever read, so each is 0.
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

/// Points per indicator: indicator by indicator, firms in the order of the scores.
fn points(output: &Output, firms: usize) -> Result<Vec<Part>, Finding> {
    const NAME: &str = "points.parquet";
    let table = output.parquet(NAME, Extent { column: Some("points"), rows: None })?;
    let points = numbers(&table, "points");
    let points = points.filter(|points| firms > 0 && points.len().is_multiple_of(firms));
    let points = points.ok_or_else(|| output.strange(NAME, say!(desk::strange_rows)))?;
    let indicators = points.len() / firms;
    let names = output.parquet(NAME, Extent { column: Some("indicator"), rows: Some(indicators) })?;
    let names =
        texts(&names, "indicator").ok_or_else(|| output.strange(NAME, say!(desk::strange_indicators)))?;
    let part = |(at, id): (usize, &str)| Part {
        id: id.to_owned(),
        points: points.iter().skip(at).step_by(indicators).copied().collect(),
    };
    Ok(names.iter().enumerate().map(part).collect())
}

/// The lists with the places on them. A firm absent from `not_referred.csv` is on all of them.
fn lists(output: &Output, run: &Run, terms: &Terms, ids: &Texts) -> Result<(Lists, Vec<Vec<u32>>), Finding> {
    const NAME: &str = "not_referred.csv";
    let known = undecided(output)?;
    if known.len() != terms.judged.rules.len() {
        return Err(output.strange("reasons.csv", say!(desk::strange_order)));
    }
    // By rule, the number of firms for which the rule is undecided on at least one list.
    let mut undecided = vec![0; known.len()];
    let mut last = vec![usize::MAX; known.len()];
    let entry = |entry: &ListEntry| List {
        institution: entry.institution.clone(),
        name: Message::title(&entry.name, entry.name_zh.as_ref()),
        capacity: entry.capacity,
        outcomes: vec![Outcome::Listed; ids.len()],
    };
    let mut all: Vec<List> = run.lists.iter().map(entry).collect();
    let mut places = vec![vec![0; ids.len()]; all.len()];
    let mut reader = output.csv(NAME)?;
    let unlike = || output.strange(NAME, say!(desk::strange_unlike));
    let header = reader.headers().map_err(|_| unlike())?;
    // Institutions are the last columns.
    let first = header.len().checked_sub(all.len()).ok_or_else(unlike)?;
    if header.iter().skip(first).ne(all.iter().map(|list| list.institution.as_str())) {
        return Err(unlike());
    }
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(|_| unlike())? {
        let id = without_apostrophe(record.get(0).unwrap_or_default());
        // Rows follow the order of the scores, which hold every firm.
        while row < ids.len() && ids.get_or_empty(row) != id {
            row += 1;
        }
        if row == ids.len() {
            return Err(unlike());
        }
        for ((list, places), cell) in all.iter_mut().zip(&mut places).zip(record.iter().skip(first)) {
            list.outcomes[row] = outcome(cell, known.len()).ok_or_else(unlike)?;
            if list.outcomes[row] == Outcome::Beyond {
                places[row] = cell.parse().unwrap_or(0);
            }
            if let Outcome::Unknown(at) = list.outcomes[row] {
                let at = at as usize;
                undecided[at] += usize::from(last[at] != row);
                last[at] = row;
            }
        }
    }
    if known != undecided {
        return Err(output.strange("reasons.csv", say!(desk::strange_undecided)));
    }
    listed_places(output, run, ids, &all, &mut places)?;
    let rules = terms.judged.rules.iter().map(|rule| rule.reason.clone()).collect();
    Ok((Lists { all, rules, has_ledger: terms.has_ledger() }, places))
}

/// Adds the places of firms on their lists.
fn listed_places(
    output: &Output,
    run: &Run,
    ids: &Texts,
    all: &[List],
    places: &mut [Vec<u32>],
) -> Result<(), Finding> {
    const NAME: &str = "referrals.csv";
    let unlike = || output.strange(NAME, say!(desk::strange_unlike));
    let rows: FxHashMap<&str, usize> = ids.iter().zip(0..).collect();
    let lists: FxHashMap<&str, usize> = run.lists.iter().map(|one| &*one.institution).zip(0..).collect();
    let mut reader = output.csv(NAME)?;
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|_| unlike())? {
        let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default());
        let (Some(&list), Ok(place), Some(&row)) =
            (lists.get(cell(0)), cell(1).parse::<u32>(), rows.get(cell(2)))
        else {
            return Err(unlike());
        };
        if all[list].outcomes[row] != Outcome::Listed {
            return Err(unlike());
        }
        places[list][row] = place;
    }
    Ok(())
}

/// Number of firms for which each rule is undecided, in the order of `reasons.csv`.
fn undecided(output: &Output) -> Result<Vec<usize>, Finding> {
    const NAME: &str = "reasons.csv";
    let mut rules = Vec::new();
    let mut reader = output.csv(NAME)?;
    let header = reader.headers().map_err(|_| output.strange(NAME, say!(desk::strange_no_table)))?;
    let counts = header.iter().position(|name| name == "unknown");
    let counts =
        counts.ok_or_else(|| output.strange(NAME, say!(desk::strange_column, column = "unknown")))?;
    for record in reader.records() {
        let record = record.map_err(|_| output.strange(NAME, say!(desk::strange_no_table)))?;
        let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default());
        if let Some(ReasonCell::Rule { at, .. }) = ReasonCell::read(cell(0)) {
            if at != rules.len() {
                return Err(output.strange(NAME, say!(desk::strange_order)));
            }
            let unknown = cell(counts).parse();
            let unknown = unknown.map_err(|_| output.strange(NAME, say!(desk::strange_counts)))?;
            rules.push(unknown);
        }
    }
    Ok(rules)
}

/// The outcome in a cell; `None` for a rule beyond the first `rules`.
fn outcome(cell: &str, rules: usize) -> Option<Outcome> {
    Some(match ReasonCell::read(cell)? {
        ReasonCell::Listed => Outcome::Listed,
        ReasonCell::Beyond => Outcome::Beyond,
        ReasonCell::Passed(passed) => Outcome::Passed(passed),
        ReasonCell::Barred(bar) => Outcome::Barred(bar),
        ReasonCell::Rule { at, .. } if at >= rules => return None,
        ReasonCell::Rule { at, is_known: true } => Outcome::Rule(at as u32),
        ReasonCell::Rule { at, is_known: false } => Outcome::Unknown(at as u32),
    })
}

/// A text column, missing cells empty.
pub(super) fn texts(table: &DataFrame, column: &str) -> Option<Texts> {
    let column = table.column(column).ok()?.str().ok()?;
    let mut texts = Texts::with_capacity(column.len(), 0);
    column.iter().for_each(|text| texts.push(text.unwrap_or_default()));
    Some(texts)
}

/// A complete number column.
pub(super) fn numbers(table: &DataFrame, column: &str) -> Option<Vec<f64>> {
    table.column(column).ok()?.f64().ok()?.iter().collect()
}

fn distinct(texts: &Texts) -> Labels<Message> {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut labels = Labels::default();
    for text in texts.iter() {
        let code = *known.entry(text).or_insert_with(|| {
            labels.names.push(text.into());
            labels.names.len() as u32 - 1
        });
        labels.codes.push(code);
    }
    labels
}

/// Texts as positions in `names`; `None` if any of them is no name.
fn labels(texts: &Texts, names: &[String]) -> Option<Labels> {
    let known: FxHashMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
    let codes = texts.iter().map(|text| known.get(text).copied()).collect::<Option<_>>()?;
    Some(Labels { codes, names: names.to_vec() })
}
