//! Publicity (公示): the list shown in public for some days, so that objections can be raised.
//!
//! A public list has no loan data, no consent, no preferences, and no firm that refused its consent or was
//! not asked.

mod document;
mod read;

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::figures::{Html, Renderer};
use crate::finding::Finding;
use crate::parameters::keywords;
use crate::publish::{Bundle, Leaf, LeafForm, Replace, json, write_bundle};
use crate::words::{Language, Message, say};

pub use read::read;

/// Name of the file that says what is shown, and when.
pub const NOTICE: &str = "notice.json";

/// Options of a notice.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which firms are shown.
    pub who: Who,
    /// Columns from left to right, each once; a running number stands before them.
    pub columns: Vec<Column>,
    /// First day.
    pub from: Date,
    /// Number of calendar days, 1 or more.
    pub days: u32,
    /// Where objections are received.
    pub contact: String,
    /// Title; `None` for the usual one.
    pub title: Option<String>,
}

/// Which firms are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// On at least one institution's list.
    #[default]
    Referred,
    /// Qualified.
    Qualified,
    /// In a band by rank (榜单).
    Banded,
}

/// A column that may be public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Name of the firm.
    Name,
    /// What identifies it, usually the credit code.
    Id,
    /// Segment.
    Segment,
    /// Region code.
    Region,
    /// Industry code.
    Industry,
    /// Published points.
    Points,
    /// Grade.
    Grade,
    /// Band by rank.
    Band,
}

keywords! { Who {
    Referred "referred" publicity::who_referred;
    Qualified "qualified" publicity::who_qualified;
    Banded "banded" publicity::who_banded;
} }

keywords! { Column {
    Name "name" publicity::header_name;
    Id "id" publicity::header_id;
    Segment "segment" publicity::header_segment;
    Region "region" publicity::header_region;
    Industry "industry" publicity::header_industry;
    Points "points" publicity::header_points;
    Grade "grade" publicity::header_grade;
    Band "band" publicity::header_band;
} }

impl Column {
    /// Columns unless others are named.
    pub const USUAL: [Column; 4] = [Column::Name, Column::Id, Column::Segment, Column::Region];
}

/// Content of `notice.json`, which objections refer to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// SHA-256 of the run's `run.json`.
    pub run_sha256: String,
    /// Id of the campaign.
    pub campaign: String,
    /// As-of day of the run.
    pub as_of: String,
    /// Title for people.
    pub title: Message,
    /// Which firms are shown.
    pub who: Who,
    /// Columns after the running number.
    pub columns: Vec<Column>,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Number of calendar days.
    pub days: u32,
    /// Where objections are received.
    pub contact: String,
    /// Number of firms shown.
    pub firms: usize,
    /// Number of firms left out because their consent is refused, unknown, for some institutions only, or no
    /// longer in force.
    pub without_consent: usize,
    /// Number of firms shown without a name.
    #[serde(default)]
    pub nameless: usize,
}

impl Notice {
    /// Whether the list has a column with the field called `field`.
    pub fn shows(&self, field: &str) -> bool {
        let is_of = |column: &Column| match column {
            Column::Name => field == "name",
            Column::Region => field == "region",
            Column::Industry => field == "industry",
            Column::Id | Column::Segment | Column::Points | Column::Grade | Column::Band => false,
        };
        self.columns.iter().any(is_of)
    }

    /// Whether a day lies within the period. `None` where the file has no days.
    pub fn covers(&self, day: Date) -> Option<bool> {
        let [from, to] = [&self.from, &self.to].map(|day| day.parse::<Date>().ok());
        Some((from?..=to?).contains(&day))
    }
}

/// A public list, ready to write.
#[derive(Clone, Debug)]
pub struct Publicity {
    /// Notice of the list.
    pub notice: Notice,
    period: [Date; 2],
    as_of: Date,
    campaign: Message,
    scorecard: Message,
    is_credit_code: bool,
    /// Columns that were asked for, but are blank for every firm.
    blank: Vec<Column>,
    /// Notice on what is illustrative.
    illustrative: Option<Message>,
    rows: Vec<Row>,
}

/// A firm shown in public.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    name: String,
    id: String,
    segment: Message,
    region: String,
    industry: String,
    points: f64,
    grade: String,
    band: Message,
}

impl Row {
    /// Whether the firm has nothing in a column.
    fn is_blank(&self, column: Column) -> bool {
        match column {
            Column::Name => self.name.is_empty(),
            Column::Id => self.id.is_empty(),
            Column::Segment => self.segment.is_empty(),
            Column::Region => self.region.is_empty(),
            Column::Industry => self.industry.is_empty(),
            Column::Points => false,
            Column::Grade => self.grade.is_empty(),
            Column::Band => self.band.is_empty(),
        }
    }
}

impl Options {
    /// The last day. `None` beyond the calendar.
    pub fn last_day(&self) -> Option<Date> {
        self.from.checked_add(i64::from(self.days.saturating_sub(1)).days()).ok()
    }
}

impl Publicity {
    /// Writes `notice.json`, `publicity.html` and `publicity.xlsx` to `target`: whole or not at all.
    ///
    /// # Errors
    /// As [`write_bundle`].
    pub fn write(&self, target: &Path, replace: Replace, language: Language) -> Result<(), Finding> {
        let bundle = Bundle {
            name: format!("{}-publicity", self.notice.campaign),
            title: self.notice.title.clone(),
            as_of: self.as_of,
            language,
            tables: Vec::new(),
            books: vec![self.book()],
        };
        // A notice is texts and numbers, and memory takes them.
        let notice = json::pretty(&self.notice).unwrap_or_default();
        let page = Html { language }.render(&self.page()).into_bytes();
        let leaf = |name: &str, form, about: Message, bytes| Leaf {
            name: name.to_owned(),
            form,
            title: self.notice.title.clone(),
            about,
            bytes,
        };
        let leaves = |_| {
            Ok(vec![
                leaf(NOTICE, LeafForm::Json, say!(publicity::about_notice), notice.clone()),
                leaf("publicity.html", LeafForm::Html, say!(publicity::about_page), page.clone()),
            ])
        };
        write_bundle(target, replace, &bundle, 1, leaves)
    }
}
