//! What a study is: options, which are run over a scored cohort, and a report of tables.
//!
//! Every study has a folder of the same rooms: `mod.rs` with the run itself; `options.rs`; `report.rs` with
//! the result and its [`Report`]; `tables.rs`, which declares each table once, for files and for people;
//! `document.rs`, which puts those and its words together; and then the files of its engine.

use std::fmt::Display;

use jiff::civil::Date;
use serde::Serialize;

use super::searches::{Data, Names, Search, Searches};
use crate::figures::{Document, Table};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Dictionary, Firms, Frame};
use crate::intake::{FirmsFile, Intake};
use crate::parameters::sha256;
use crate::progress::Progress;
use crate::referral::{Institutions, Referrals};
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::words::{Arg, Message, say};

/// A study, as its options ask for it.
pub trait Study {
    /// The command that runs it.
    const NAME: &'static str;
    /// Bytes per firm and indicator beyond those of scoring: measured, with room to spare.
    const BYTES_PER_VALUE: usize;
    /// What is read besides the cohort.
    type Input;
    /// Its result.
    type Report;

    /// Bytes beyond those of scoring, of so many firms and indicators.
    fn bytes(&self, firms: usize, indicators: usize) -> usize {
        firms.saturating_mul(indicators.saturating_mul(Self::BYTES_PER_VALUE))
    }

    /// The search of a `report`, for the log beside the campaign; `None` for a study that searches for
    /// nothing.
    fn searches(_report: &mut Self::Report) -> Option<&mut Searches> {
        None
    }

    /// Reads and checks whatever needs no cohort, so that its faults are reported before the cohort is read.
    ///
    /// # Errors
    /// A file that cannot be read; options or a scorecard that the study is not for.
    fn prepare(&self, setting: &Setting<'_>, progress: &dyn Progress) -> Result<Self::Input, Findings>;

    /// Runs it. Returns the report, and `noticed` with what the study itself notices but without what the
    /// report states already.
    ///
    /// # Errors
    /// What stops the study.
    fn run(
        &self,
        subject: &Subject<'_>,
        input: Self::Input,
        noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Self::Report, Findings), Findings>;
}

/// The fault of a `number` that is no `what`, a noun; `help` says which are.
pub(super) fn unfit(number: impl Display, what: impl Into<Message>, help: impl Into<Message>) -> Findings {
    let message = say!(studies::unfit, number = number.to_string(), what = what.into());
    Finding::new(Code::ValueInvalid, Place::default(), message).help(help.into()).into()
}

/// A day in a report, as a sentence has it.
pub(super) fn day(iso: &str) -> Arg {
    iso.parse::<Date>().map_or_else(|_| iso.into(), Arg::from)
}

/// The result of a study: a summary as JSON, tables, and a document.
pub trait Report: Serialize {
    /// Its tables, for plots and programs of one's own.
    fn tables(&self) -> Vec<Table>;

    /// It as a person reads it.
    fn document(&self) -> Document;
}

/// A cohort under a scorecard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// The scorecard's id.
    pub scorecard: String,
    /// The as-of day.
    pub as_of: String,
    /// The cohort's file.
    pub cohort: String,
    /// Its SHA-256.
    pub cohort_sha256: String,
}

impl About {
    /// The as-of day as sentences have it.
    pub(super) fn day(&self) -> crate::words::Arg {
        self.as_of.parse::<Date>().map_or_else(|_| (&self.as_of).into(), Into::into)
    }
}

/// What is known before the cohort is read.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The scorecard.
    pub scorecard: &'a Scorecard,
    /// The fields of firms.
    pub dictionary: &'a Dictionary,
    /// How the cohort's file is written.
    pub firms_file: &'a FirmsFile,
    /// The as-of day.
    pub as_of: Date,
}

/// A cohort with its points under the scorecard that is studied.
#[derive(Clone, Copy, Debug)]
pub struct Cohort<'a> {
    /// The firms.
    pub firms: &'a Firms,
    /// The fields they were read with.
    pub dictionary: &'a Dictionary,
    /// The scorecard.
    pub scorecard: &'a Scorecard,
    /// Their scores, with details.
    pub scores: &'a Scores,
    /// The as-of day.
    pub as_of: Date,
    /// The cohort's file.
    pub file: &'a str,
    /// Its SHA-256.
    pub sha256: &'a str,
}

impl Cohort<'_> {
    /// What any search of `study` for its weights has in the log.
    pub(super) fn search(&self, study: &str) -> Search {
        Search {
            data: Data {
                study: study.to_owned(),
                cohort_sha256: self.sha256.to_owned(),
                outcomes_sha256: None,
            },
            scorecard_sha256: sha256(self.scorecard.text.text.as_bytes()),
            as_of: self.as_of.to_string(),
            names: Names {
                scorecard: self.scorecard.id.clone(),
                cohort: self.file.to_owned(),
                ..Names::default()
            },
            ..Search::default()
        }
    }

    /// What a report of it is about.
    pub fn about(&self) -> About {
        About {
            scorecard: self.scorecard.id.clone(),
            as_of: self.as_of.to_string(),
            cohort: self.file.to_owned(),
            cohort_sha256: self.sha256.to_owned(),
        }
    }
}

/// A campaign carried out: the cohort, and whatever else decides on its lists.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The cohort under the leading scorecard.
    pub cohort: Cohort<'a>,
    /// The cohort's file as it was read.
    pub intake: &'a Intake,
    /// The other scorecards with their scores, in the campaign's order.
    pub further: &'a [(&'a Scorecard, &'a Scores)],
    /// The institutions that get lists.
    pub institutions: &'a Institutions,
    /// Today's lists.
    pub referrals: &'a Referrals,
    /// Firms and today's results in the scope of the institutions' rules.
    pub frame: &'a Frame<'a>,
}

impl Subject<'_> {
    /// Whether each firm is on a list today.
    pub fn referred(&self) -> Vec<bool> {
        let mut referred = vec![false; self.cohort.firms.len];
        for list in &self.referrals.lists {
            list.firms.iter().for_each(|&firm| referred[firm as usize] = true);
        }
        referred
    }
}
