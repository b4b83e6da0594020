//! The coverage of scorecards by the columns of a cohort.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::columns::first_names;
use crate::figures::{Rows, Section};
use crate::firms::Dictionary;
use crate::intake::Intake;
use crate::scorecard::Scorecard;
use crate::words::{Arg, Message, say};

/// A scorecard's coverage by the file.
#[derive(Debug, Serialize)]
pub(super) struct Coverage {
    scorecard: String,
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

impl Coverage {
    /// The coverage of those of the `cards`, each with its dictionary, that have indicators.
    pub fn of_all<'a>(
        cards: impl IntoIterator<Item = (&'a Scorecard, &'a Dictionary)>,
        intake: &Intake,
    ) -> Vec<Coverage> {
        let cards = cards.into_iter().filter(|(card, _)| !card.indicators.is_empty());
        cards.map(|(card, dictionary)| Coverage::new(card, dictionary, intake)).collect()
    }

    /// A table of all, and a line for each kind of rule that lacks columns.
    pub fn sections(all: &[Coverage]) -> Vec<Section> {
        if all.is_empty() {
            return Vec::new();
        }
        let table = Rows::new(all)
            .left(say!(campaign::header_scorecard), |card| &*card.scorecard)
            .left(say!(campaign::header_indicators), |card| {
                say!(campaign::covered, covered = card.covered, indicators = card.indicators)
            })
            .left(say!(campaign::header_absent), |card| card.absent());
        let lacking = all.iter().flat_map(Coverage::lacking);
        vec![
            Section::named(say!(campaign::reading_scorecards)).table(table),
            lacking.fold(Section::new(), Section::hanging),
        ]
    }

    fn new(card: &Scorecard, dictionary: &Dictionary, intake: &Intake) -> Coverage {
        let mut absent: Vec<usize> = Vec::new();
        let mut covered = 0;
        for indicator in &card.indicators {
            let mut fields = Vec::new();
            fields_of(card, indicator.value.slots(), dictionary.fields.len(), &mut fields);
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
        Coverage {
            scorecard: card.id.clone(),
            titles: dictionary.fields.iter().map(|field| (field.name.clone(), field.title.clone())).collect(),
            indicators: card.indicators.len(),
            covered,
            fields_without_column: absent.into_iter().map(name).collect(),
            gate_fields_without_column: without(card.fields_of_gates(all)),
            segment_fields_without_column: without(card.fields_of_segments(all)),
        }
    }

    /// A line for gates and one for segments with fields without a column.
    fn lacking(&self) -> impl Iterator<Item = Message> {
        let card = &self.scorecard;
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
        first_names(self.fields_without_column.iter().map(|name| self.shown(name)))
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
