//! The reading of a cohort, which `jifen check` prints: the field of each column, its unit, and its share of
//! cells that are not empty.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::figures::{Document, Rows, Section};
use crate::finding::{Findings, Place};
use crate::firms::{Column, Dictionary};
use crate::intake::{Form, Intake, Layout, Part, ReadColumn};
use crate::scorecard::{Scorecard, catalogue};
use crate::words::{Arg, Between, Message, say};

/// Greatest number of fields without a column that a line names. Further fields are only counted.
const NAMED: usize = 6;

/// The reading of a cohort: its columns with their fields and units.
#[derive(Debug, Serialize)]
pub struct Reading {
    file: String,
    as_of: String,
    rows: usize,
    firms: usize,
    quarantined: usize,
    /// Rows quarantined as no firms.
    no_firms: usize,
    merged: usize,
    parts: Vec<ReadPart>,
    scorecards: Vec<Coverage>,
}

/// One file or worksheet of the cohort.
#[derive(Debug, Serialize)]
struct ReadPart {
    part: String,
    rows: usize,
    /// `text`, `worksheet`, `parquet` or `frame`.
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<char>,
    columns: Vec<Read>,
}

/// One column of a part.
#[derive(Debug, Serialize)]
struct Read {
    header: String,
    /// The field's name; `None` for a column not read.
    field: Option<String>,
    title: Option<String>,
    /// The unit of its cells, as the header names it.
    unit_read: Option<String>,
    /// The unit its numbers are stored in.
    unit: Option<String>,
    /// Firms with a value in it.
    filled: Option<usize>,
}

/// A built-in scorecard's coverage by the file.
#[derive(Debug, Serialize)]
struct Coverage {
    scorecard: &'static str,
    indicators: usize,
    /// Indicators with a column for every field.
    covered: usize,
    /// Indicator fields without a column.
    fields_without_column: Vec<String>,
    /// Gate fields without a column: a run would stop or hold firms for them.
    gate_fields_without_column: Vec<String>,
    /// Fields without a column in segments' rules.
    segment_fields_without_column: Vec<String>,
    /// Titles of all fields by name.
    #[serde(skip)]
    titles: BTreeMap<String, String>,
}

impl Reading {
    /// The reading of `intake`, as of a day.
    ///
    /// # Errors
    /// A fault of a built-in scorecard, which tests exclude.
    pub fn new(intake: &Intake, as_of: Date) -> Result<Reading, Findings> {
        Ok(Reading {
            file: intake.name.to_string(),
            as_of: as_of.to_string(),
            rows: intake.rows,
            firms: intake.firms.len,
            quarantined: intake.quarantine.len(),
            no_firms: intake.quarantine.no_firms(),
            merged: intake.merged,
            parts: intake.parts.iter().map(|part| ReadPart::new(part, intake)).collect(),
            scorecards: Coverage::of_all(intake)?,
        })
    }

    /// The as-of day as `YYYY-MM-DD`.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// The reading laid out for people; `as_of` is a day in words.
    pub fn document(&self, as_of: impl Into<Arg>) -> Document {
        let as_of: Arg = as_of.into();
        let rows = say!(
            campaign::reading_rows,
            rows = self.rows,
            firms = self.firms,
            quarantined = self.quarantined,
            merged = self.merged
        );
        let parts = self.parts.iter().map(|part| part.columns(self));
        let scorecards = Rows::new(&self.scorecards)
            .left(say!(campaign::header_scorecard), |card| card.scorecard)
            .left(say!(campaign::header_indicators), |card| {
                say!(campaign::covered, covered = card.covered, indicators = card.indicators)
            })
            .left(say!(campaign::header_absent), |card| card.absent());
        let lacking = self.scorecards.iter().flat_map(Coverage::lacking);
        Document::new(say!(campaign::reading_title, file = &self.file, day = as_of))
            .section(Section::new().line(rows))
            .sections(parts)
            .section(Section::named(say!(campaign::reading_scorecards)).table(scorecards))
            .section(lacking.fold(Section::new(), Section::hanging))
    }
}

impl ReadPart {
    fn new(part: &Part, intake: &Intake) -> ReadPart {
        let Layout { form, delimiter, columns } = &part.layout;
        let encoding = if let Form::Text(encoding) = form { Some(encoding.as_str()) } else { None };
        ReadPart {
            part: part.place().part().to_string(),
            rows: part.len(),
            form: form.as_str(),
            encoding,
            delimiter: encoding.map(|_| *delimiter),
            columns: columns.iter().map(|column| Read::new(column, intake)).collect(),
        }
    }

    /// The part's columns, and how its text was read.
    fn columns(&self, reading: &Reading) -> Section {
        let delimiter = match self.delimiter {
            Some('\t') => "tab",
            Some(';') => "semicolon",
            Some('|') => "bar",
            _ => "comma",
        };
        let form = match self.encoding {
            Some(encoding) => say!(campaign::reading_text, encoding = encoding, delimiter = delimiter),
            None => say!(campaign::reading_form, form = self.form),
        };
        let columns = Rows::new(&self.columns)
            .left(say!(campaign::header_column), |column| &*column.header)
            .left(say!(campaign::header_field), |column| {
                column.field.as_ref().map_or_else(|| say!(campaign::not_read), Message::from)
            })
            .left(say!(campaign::header_unit), |column| column.unit_shown())
            // Rounded down, so that 100 % means every row.
            .right(say!(campaign::header_filled), |column| {
                let filled = column.filled.map(|filled| format!("{} %", 100 * filled / reading.firms.max(1)));
                filled.unwrap_or_default()
            });
        let heading = match reading.parts.len() {
            1 => say!(campaign::reading_columns),
            _ => say!(campaign::reading_columns_of, part = &self.part),
        };
        Section::named(heading).line(form).table(columns)
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

    /// The storage unit, and the cells' unit if different.
    fn unit_shown(&self) -> Message {
        match (&self.unit_read, &self.unit) {
            (Some(read), Some(kept)) if read != kept => {
                say!(campaign::unit_change, read = read, kept = kept)
            }
            (_, Some(kept)) => kept.into(),
            (_, None) => Message::default(),
        }
    }
}

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
    /// The coverage of every built-in scorecard with indicators.
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
            titles: dictionary.fields.iter().map(|field| (field.name.clone(), field.title.clone())).collect(),
            indicators: card.indicators.len(),
            covered,
            fields_without_column: absent.into_iter().map(name).collect(),
            gate_fields_without_column: without(card.fields_of_gates(all)),
            segment_fields_without_column: without(card.fields_of_segments(all)),
        })
    }

    /// A line for gates and one for segments with fields without a column.
    fn lacking(&self) -> impl Iterator<Item = Message> {
        let card = self.scorecard;
        let shown = |fields: &[String]| {
            (!fields.is_empty()).then(|| Arg::items(fields.iter().map(|name| self.shown(name))))
        };
        let gates = shown(&self.gate_fields_without_column)
            .map(|fields| say!(campaign::lacking_gates, scorecard = card, fields = fields));
        let segments = shown(&self.segment_fields_without_column)
            .map(|fields| say!(campaign::lacking_segments, scorecard = card, fields = fields));
        gates.into_iter().chain(segments)
    }

    /// A field's name in English, its title in Chinese.
    fn shown(&self, name: &str) -> Message {
        Message::id_or_title(name, self.titles.get(name).map_or(name, String::as_str))
    }

    /// Fields without a column, the first ones by name.
    fn absent(&self) -> Message {
        let absent = &self.fields_without_column;
        let names = absent.iter().take(NAMED).map(|name| self.shown(name));
        let names = Message::joined(Between::Items, names);
        match absent.len().saturating_sub(NAMED) {
            0 => names,
            more => say!(campaign::names_more, names = names, more = more),
        }
    }
}

/// Positions among `len` fields that a rule over the firm scope reads, derived values included. Behind the
/// fields the scope has the day, then the derived values.
fn fields_of(card: &Scorecard, slots: &[usize], len: usize, fields: &mut Vec<usize>) {
    for &slot in slots {
        if slot < len {
            fields.push(slot);
        } else if slot > len {
            fields_of(card, card.derived[slot - len - 1].value.slots(), len, fields);
        }
    }
}
