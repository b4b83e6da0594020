//! The reading of a cohort, which `jifen check` prints: every column of every part with its field, unit,
//! share of filled cells, first values and readers.

mod columns;
mod coverage;
mod parts;

use jiff::civil::Date;
use serde::Serialize;

use self::columns::{ReadPart, ReadSupplement};
use self::coverage::Coverage;
use super::Campaign;
use super::readers::Readers;
use crate::figures::{Document, Section};
use crate::finding::{Findings, Place};
use crate::firms::Dictionary;
use crate::intake::{self, Intake};
use crate::scorecard::{SCORECARDS, Scorecard};
use crate::words::{Arg, say};

/// The reading of a cohort: its columns with their fields and units, contents and readers.
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    supplements: Vec<ReadSupplement>,
    /// Coverage of scorecards; none for a campaign.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scorecards: Vec<Coverage>,
    /// What reads the fields.
    #[serde(skip)]
    readers: Readers,
}

impl Reading {
    /// The reading of `intake` without a scorecard, as of a day: its fields are read by built-in scorecards.
    ///
    /// # Errors
    /// A fault of a built-in scorecard, which tests exclude.
    pub fn new(intake: &Intake, as_of: Date) -> Result<Reading, Findings> {
        let cards = built_in()?;
        let readers = Readers::of_catalogue(&cards, &intake.firms.dictionary);
        let pairs = cards.iter().map(|(card, dictionary)| (card, dictionary));
        Ok(Reading { scorecards: Coverage::of_all(pairs, intake), ..Reading::by(readers, intake, as_of) })
    }

    /// The reading of `intake`, read for `scorecard`, as of a day.
    pub fn under(scorecard: &Scorecard, intake: &Intake, as_of: Date) -> Reading {
        let dictionary = &intake.firms.dictionary;
        let readers = Readers::of_scorecard(scorecard, dictionary);
        let scorecards = Coverage::of_all([(scorecard, dictionary)], intake);
        Reading { scorecards, ..Reading::by(readers, intake, as_of) }
    }

    /// The reading of a campaign's cohort, its parts in the campaign's order. Columns of supplements are
    /// known only if the cohort was inspected.
    pub(super) fn of_campaign(campaign: &Campaign, intake: &Intake) -> Reading {
        let mut reading = Reading::by(Readers::of_campaign(campaign), intake, campaign.as_of);
        let position = |part: &ReadPart| intake::position(&campaign.firms_file, &part.place.file);
        reading.parts.sort_by_cached_key(position);
        reading
    }

    fn by(readers: Readers, intake: &Intake, as_of: Date) -> Reading {
        let parts = intake.parts.iter().map(|part| ReadPart::new(part, intake, &readers));
        let supplements = intake.supplements.iter();
        let supplements = supplements.map(|one| ReadSupplement::new(one, intake, &readers));
        Reading {
            file: intake.name.to_string(),
            as_of: as_of.to_string(),
            rows: intake.rows,
            firms: intake.firms.len,
            quarantined: intake.quarantine.len(),
            no_firms: intake.quarantine.no_firms(),
            merged: intake.merged,
            parts: parts.collect(),
            supplements: supplements.collect(),
            scorecards: Vec::new(),
            readers,
        }
    }

    /// The as-of day as `YYYY-MM-DD`.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// The reading laid out for people; `as_of` is a day in words.
    pub fn document(&self, as_of: impl Into<Arg>) -> Document {
        self.counted(as_of).sections(self.columns()).sections(Coverage::sections(&self.scorecards))
    }

    /// A document with the numbers of rows alone; `as_of` is a day in words.
    pub fn counted(&self, as_of: impl Into<Arg>) -> Document {
        let as_of: Arg = as_of.into();
        let rows = say!(
            campaign::reading_rows,
            rows = self.rows,
            firms = self.firms,
            quarantined = self.quarantined,
            merged = self.merged
        );
        Document::new(say!(campaign::reading_title, file = &self.file, day = as_of))
            .section(Section::new().line(rows))
    }

    /// Tables of all columns: of the parts of the cohort, then of each supplement.
    pub fn columns(&self) -> Vec<Section> {
        let parts = parts::section(&self.parts, None, &self.readers);
        let supplements = self.supplements.iter();
        let supplements =
            supplements.filter_map(|one| parts::section(&one.parts, Some(&one.heading()), &self.readers));
        parts.into_iter().chain(supplements).collect()
    }
}

/// The built-in scorecards, each with its dictionary.
fn built_in() -> Result<Vec<(Scorecard, Dictionary)>, Findings> {
    let base = Dictionary::built_in();
    let cards = SCORECARDS.ids().map(|id| {
        let source = SCORECARDS.find(id, Place::default())?;
        let (card, _) = Scorecard::load(&source, &base, None)?;
        let dictionary = card.dictionary(&base);
        Ok((card, dictionary))
    });
    cards.collect()
}
