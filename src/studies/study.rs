//! Interface of a study: options, a run over a scored cohort, and a report of tables.
//!
//! Every study has a folder of the same files: `mod.rs` with the run itself; `options.rs`; `report.rs` with
//! the result and its [`Report`]; `tables.rs`, which declares each table once, for files and for people;
//! `document.rs`, which arranges the tables with sentences; and the files of its algorithm.

use std::fmt::Display;
use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::searches::{Data, Names, Search, Searches};
use crate::figures::{Document, Table};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Dictionary, Firms, Frame};
use crate::intake::{FirmsFile, Intake, Parts};
use crate::parameters::{Source, sha256};
use crate::programmes::{Grants, Programmes};
use crate::progress::Progress;
use crate::referral::{Institutions, Referrals};
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::words::{Arg, Message, say};

/// A study with its options.
pub trait Study {
    /// Name of its command.
    const NAME: &'static str;
    /// Bytes per firm and indicator beyond those of scoring: measured, with a margin.
    const BYTES_PER_VALUE: usize;
    /// Checked input besides the cohort.
    type Input;
    /// Type of its result.
    type Report;

    /// Bytes beyond those of scoring, for these numbers of firms and indicators.
    fn bytes(&self, firms: usize, indicators: usize) -> usize {
        firms.saturating_mul(indicators.saturating_mul(Self::BYTES_PER_VALUE))
    }

    /// Slots of the institutions' scope that it reads besides those of the campaign.
    fn slots(&self, _institutions: &Institutions) -> Vec<usize> {
        Vec::new()
    }

    /// The search of a `report`, for the log beside the campaign; `None` for a study without a search.
    fn searches(_report: &mut Self::Report) -> Option<&mut Searches> {
        None
    }

    /// Reads and checks all input besides the cohort, so that its faults are reported before the cohort is
    /// read.
    ///
    /// # Errors
    /// An unreadable file; options or a scorecard that the study cannot use.
    fn prepare(&self, setting: &Setting<'_>, progress: &dyn Progress) -> Result<Self::Input, Findings>;

    /// Runs the study. Returns the report, and `noticed` with the study's own findings, except those stated
    /// in the report.
    ///
    /// # Errors
    /// Faults that stop the study.
    fn run(
        &self,
        subject: &Subject<'_>,
        input: Self::Input,
        noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Self::Report, Findings), Findings>;
}

/// Finding for a `number` that is not a `what`, a noun; `help` lists the valid numbers.
pub(super) fn unfit(number: impl Display, what: impl Into<Message>, help: impl Into<Message>) -> Findings {
    let message = say!(studies::unfit, number = number.to_string(), what = what.into());
    Finding::new(Code::ValueInvalid, Place::default(), message).help(help.into()).into()
}

/// A day in a report, as an argument of a sentence.
pub(super) fn day(iso: &str) -> Arg {
    iso.parse::<Date>().map_or_else(|_| iso.into(), Arg::from)
}

/// The result of a study: a summary as JSON, tables, and a document.
pub trait Report: Serialize {
    /// Tables of all figures, for plots and other programs.
    fn tables(&self) -> Vec<Table>;

    /// The report as a document for people.
    fn document(&self) -> Document;
}

/// Scorecard, day and cohort of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Id of the scorecard.
    pub scorecard: String,
    /// The as-of day of the points, in ISO form.
    pub as_of: String,
    /// Path of the cohort's file.
    pub cohort: String,
    /// SHA-256 of the cohort's file.
    pub cohort_sha256: String,
}

impl About {
    /// The as-of day as an argument of a sentence.
    pub(super) fn day(&self) -> crate::words::Arg {
        self.as_of.parse::<Date>().map_or_else(|_| (&self.as_of).into(), Into::into)
    }
}

/// Inputs known before the cohort is read.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The scorecard to be studied.
    pub scorecard: &'a Scorecard,
    /// Fields that the firms are read with.
    pub dictionary: &'a Dictionary,
    /// Format of the cohort's file.
    pub firms_file: &'a FirmsFile,
    /// The day the points are as of.
    pub as_of: Date,
    /// Programmes in use; `None` if the campaign names none.
    pub programmes: Option<&'a Programmes>,
    /// The campaign file.
    pub source: &'a Source,
    /// The folder that the campaign's paths are relative to.
    pub folder: &'a Path,
}

/// A cohort scored with the studied scorecard.
#[derive(Clone, Copy, Debug)]
pub struct Cohort<'a> {
    /// Scored and unscored firms, as columns.
    pub firms: &'a Firms,
    /// Fields that the firms were read with.
    pub dictionary: &'a Dictionary,
    /// The scorecard that is studied.
    pub scorecard: &'a Scorecard,
    /// Scores of the firms, with details.
    pub scores: &'a Scores,
    /// The day the points are as of.
    pub as_of: Date,
    /// Path of the cohort's file.
    pub file: &'a str,
    /// Files and worksheets of the cohort, with the rows as written.
    pub parts: &'a Parts,
}

impl Cohort<'_> {
    /// Log entry of a search of `study`, without options and result.
    pub(super) fn search(&self, study: &str) -> Search {
        Search {
            data: Data {
                study: study.to_owned(),
                cohort_sha256: self.parts.sha256().to_owned(),
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

    /// Scorecard, day and cohort, for a report.
    pub fn about(&self) -> About {
        About {
            scorecard: self.scorecard.id.clone(),
            as_of: self.as_of.to_string(),
            cohort: self.file.to_owned(),
            cohort_sha256: self.parts.sha256().to_owned(),
        }
    }
}

/// A completed campaign run: the cohort, with all inputs of its lists.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The cohort under the leading scorecard.
    pub cohort: Cohort<'a>,
    /// The cohort's file as read, with its quarantine.
    pub intake: &'a Intake,
    /// Further scorecards with their scores, in the campaign's order.
    pub further: &'a [(&'a Scorecard, &'a Scores)],
    /// Institutions that get lists.
    pub institutions: &'a Institutions,
    /// Lists under today's weights.
    pub referrals: &'a Referrals,
    /// Firms and today's results in the scope of the institutions' rules.
    pub frame: &'a Frame<'a>,
    /// Programmes in use with the grants of all referrals; `None` if the campaign names none.
    pub granted: Option<(&'a Programmes, &'a Grants)>,
}

impl Subject<'_> {
    /// Per firm, whether it is on a list today.
    pub fn referred(&self) -> Vec<bool> {
        let mut referred = vec![false; self.cohort.firms.len];
        for list in &self.referrals.lists {
            list.firms.iter().for_each(|&firm| referred[firm as usize] = true);
        }
        referred
    }
}
