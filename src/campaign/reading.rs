//! How a cohort was understood, as `jifen check` tells it: which column is which field, in what unit, how
//! full.

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::civil::Date;
use serde::Serialize;

use crate::figures::number::{counted, thousands};
use crate::figures::{Document, Rows, Section};
use crate::finding::{Findings, Place};
use crate::firms::{Column, Dictionary};
use crate::intake::{Intake, Layout, ReadColumn};
use crate::scorecard::{Scorecard, catalogue};

/// Fields without a column that a line of the table names before it only counts them.
const NAMED: usize = 6;

/// How a cohort was understood.
#[derive(Debug, Serialize)]
pub struct Reading {
    file: String,
    as_of: String,
    rows: usize,
    firms: usize,
    quarantined: usize,
    /// Of those, rows that are no firms.
    no_firms: usize,
    merged: usize,
    encoding: &'static str,
    delimiter: char,
    columns: Vec<Read>,
    scorecards: Vec<Coverage>,
}

/// One column of the file.
#[derive(Debug, Serialize)]
struct Read {
    header: String,
    /// Its field; `None` where it is not read.
    field: Option<String>,
    title: Option<String>,
    /// The unit its cells are in, as the header names it.
    unit_read: Option<String>,
    /// The unit its numbers are kept in.
    unit: Option<String>,
    /// Firms that have a value in it.
    filled: Option<usize>,
}

/// What a built-in scorecard finds in the file.
#[derive(Debug, Serialize)]
struct Coverage {
    scorecard: &'static str,
    indicators: usize,
    /// Indicators all of whose fields have a column.
    covered: usize,
    /// Fields of indicators that have none.
    fields_without_column: Vec<String>,
    /// Fields that gates ask for and that have none: a run would stop or hold firms for them.
    gate_fields_without_column: Vec<String>,
    /// Fields that segments' rules ask for and that have none.
    segment_fields_without_column: Vec<String>,
}

impl Reading {
    /// How `intake` was understood, as of a day.
    ///
    /// # Errors
    /// A fault of a built-in scorecard, which tests rule out.
    pub fn new(intake: &Intake, as_of: Date) -> Result<Reading, Findings> {
        let Layout { encoding, delimiter, columns } = &intake.layout;
        Ok(Reading {
            file: intake.text.name.to_string(),
            as_of: as_of.to_string(),
            rows: intake.rows,
            firms: intake.firms.len,
            quarantined: intake.quarantine.len(),
            no_firms: intake.quarantine.no_firms(),
            merged: intake.merged,
            encoding: encoding.as_str(),
            delimiter: *delimiter,
            columns: columns.iter().map(|column| Read::new(column, intake)).collect(),
            scorecards: Coverage::of_all(intake)?,
        })
    }

    /// The day it is judged as of.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// For people, `as_of` a day in their words.
    pub fn document(&self, as_of: impl Into<crate::words::Message>) -> Document {
        let as_of = as_of.into();
        let count = |number: usize| thousands(number as u64);
        let delimiter = match self.delimiter {
            '\t' => "tabs",
            ';' => "semicolons",
            '|' => "vertical bars",
            _ => "commas",
        };
        let rows = Section::new()
            .line(format!(
                "{} read: {}, {} quarantined, {} merged as duplicates",
                counted(self.rows, "row"),
                counted(self.firms, "firm"),
                count(self.quarantined),
                count(self.merged)
            ))
            .line(format!("text in {}, cells parted by {delimiter}", self.encoding));
        let columns = Rows::new(&self.columns)
            .left("column", |column| &*column.header)
            .left("field", |column| column.field.as_deref().unwrap_or("(not read)"))
            .left("unit", |column| column.unit_shown())
            // Rounded down, so that 100 % is all of them.
            .right("filled", |column| {
                let filled = column.filled.map(|filled| format!("{} %", 100 * filled / self.firms.max(1)));
                filled.unwrap_or_default()
            });
        let scorecards = Rows::new(&self.scorecards)
            .left("scorecard", |card| card.scorecard)
            .left("indicators", |card| format!("{} of {}", card.covered, card.indicators))
            .left("fields without a column", |card| card.absent());
        let lacking = self.scorecards.iter().flat_map(Coverage::lacking);
        Document::new(format!("{} as of {as_of}", self.file))
            .section(rows)
            .section(Section::named("Columns").table(columns))
            .section(Section::named("Scorecards").table(scorecards))
            .section(lacking.fold(Section::new(), Section::hanging))
    }
}

impl Read {
    fn new(column: &ReadColumn, intake: &Intake) -> Read {
        let firms = &intake.firms;
        let field = column.field.map(|at| &firms.dictionary.fields[at]);
        Read {
            header: column.header.to_string(),
            field: field.map(|field| field.name.clone()),
            title: field.map(|field| field.title.clone()),
            unit_read: column.unit.clone(),
            unit: field.and_then(|field| field.unit.clone()),
            filled: column.field.and_then(|at| firms.columns[at].as_ref()).map(filled),
        }
    }

    /// The unit its numbers are kept in, and the one they are read from where that is another.
    fn unit_shown(&self) -> String {
        match (&self.unit_read, &self.unit) {
            (Some(read), Some(kept)) if read != kept => format!("{read} → {kept}"),
            (_, Some(kept)) => kept.clone(),
            (_, None) => String::new(),
        }
    }
}

/// How many of a column's cells have a value.
fn filled(column: &Column) -> usize {
    let known = |present: &[bool]| present.iter().filter(|present| **present).count();
    match column {
        Column::Number(cells) => known(&cells.present),
        Column::Flag(cells) => known(&cells.present),
        Column::Date(cells) => known(&cells.present),
        Column::Text(texts) => texts.iter().filter(|text| !text.is_empty()).count(),
    }
}

impl Coverage {
    /// Of every built-in scorecard that has indicators.
    fn of_all(intake: &Intake) -> Result<Vec<Coverage>, Findings> {
        let all: Vec<Coverage> =
            catalogue::ids().map(|id| Coverage::new(id, intake)).collect::<Result<_, _>>()?;
        Ok(all.into_iter().filter(|card| card.indicators > 0).collect())
    }

    fn new(id: &'static str, intake: &Intake) -> Result<Coverage, Findings> {
        let base = Dictionary::built_in();
        let source = catalogue::find(id, Place::default())?;
        let (card, _) = Scorecard::load(&source, &base, None)?;
        let dictionary = card.dictionary(&base);
        let mut absent: Vec<usize> = Vec::new();
        let mut covered = 0;
        for indicator in &card.indicators {
            let mut fields = Vec::new();
            fields_of(&card, indicator.value.slots(), dictionary.fields.len(), &mut fields);
            fields.retain(|&at| intake.firms.column(&dictionary.fields[at].name).is_none());
            covered += usize::from(fields.is_empty());
            absent.extend(fields);
        }
        absent.sort_unstable();
        absent.dedup();
        let name = |at: usize| dictionary.fields[at].name.clone();
        let without = |fields: BTreeSet<usize>| {
            let names = fields.into_iter().map(name);
            names.filter(|name| intake.firms.column(name).is_none()).collect::<Vec<_>>()
        };
        let all = dictionary.fields.len();
        Ok(Coverage {
            scorecard: id,
            indicators: card.indicators.len(),
            covered,
            fields_without_column: absent.into_iter().map(name).collect(),
            gate_fields_without_column: without(card.fields_of_gates(all)),
            segment_fields_without_column: without(card.fields_of_segments(all)),
        })
    }

    /// A line for the gates and one for the segments that ask for fields without a column.
    fn lacking(&self) -> impl Iterator<Item = String> {
        let of =
            [("gates", &self.gate_fields_without_column), ("segments", &self.segment_fields_without_column)];
        let lacking = of.into_iter().filter(|(_, fields)| !fields.is_empty());
        lacking.map(|(who, fields)| {
            format!("{who} of {} ask for what has no column: {}", self.scorecard, fields.join(", "))
        })
    }

    /// The fields without a column: the first by name.
    fn absent(&self) -> String {
        let absent = &self.fields_without_column;
        let mut names = absent.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        if absent.len() > NAMED {
            let _ = write!(names, " and {} more", absent.len() - NAMED);
        }
        names
    }
}

/// The positions among `len` fields that a rule over the firm scope reads, by way of derived values too:
/// behind the fields the scope has the day, then those.
fn fields_of(card: &Scorecard, slots: &[usize], len: usize, fields: &mut Vec<usize>) {
    for &slot in slots {
        if slot < len {
            fields.push(slot);
        } else if slot > len {
            fields_of(card, card.derived[slot - len - 1].value.slots(), len, fields);
        }
    }
}
