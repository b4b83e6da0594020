//! The report on answers: what became of the firms referred.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use super::funnel::{By, Grouped, Tally};
use super::history::{Head, History};
use super::referrals::{Referral, referrals};
use crate::desk::delivered::read_deliveries;
use crate::figures::{Document, Table};
use crate::finding::{Code, Finding, Findings, Place};
use crate::words::say;

/// What a report covers.
#[derive(Clone, Debug)]
pub struct Options {
    /// The desk's folder.
    pub desk: PathBuf,
    /// Last day of deliveries and replies that count.
    pub as_of: Date,
    /// Days after which a referral without an answer is overdue.
    pub unanswered_after: u32,
    /// Tables of groups, in this order, each once.
    pub by: Vec<By>,
}

/// A referral without an answer for longer than the limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overdue {
    /// Id of the institution.
    pub institution: String,
    /// Folder of the latest delivery.
    pub delivery: String,
    /// The firm's id.
    pub id: String,
    /// The firm's name; empty if unknown.
    pub name: String,
    /// The firm's segment; empty without one.
    pub segment: String,
    /// Code of the firm's region; empty if unknown.
    pub region: String,
    /// The firm's points.
    pub points: Option<f64>,
    /// Day of the first delivery, in ISO form.
    pub delivered: String,
    /// Days since that day.
    pub days: i32,
}

/// The report on answers.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Last day of deliveries and replies that count, in ISO form.
    pub as_of: String,
    /// Days after which a referral without an answer is overdue.
    pub unanswered_after: u32,
    /// Deliveries that count.
    pub deliveries: usize,
    /// Institutions that they went to.
    pub institutions: usize,
    /// Answers that count, earlier ones on the same firms included.
    pub answers: usize,
    /// Answers on firms that are in no delivery of the institution.
    pub strangers: usize,
    /// The end of the history.
    pub history: Head,
    /// All referrals.
    pub all: Tally,
    /// The same by what firms have in common.
    pub groups: Vec<Grouped>,
    /// Referrals without an answer for longer than the limit, by institution and place.
    pub overdue: Vec<Overdue>,
    /// Every referral with its latest answer.
    #[serde(skip)]
    pub referrals: Vec<Referral>,
    /// Header of the firms' ids.
    #[serde(skip)]
    pub id_header: String,
}

/// Reads the desk and counts what became of the firms referred.
///
/// # Errors
/// A desk without deliveries, or none by the day; a log or history that was edited or cannot be read.
pub fn report(options: &Options) -> Result<Report, Findings> {
    let Options { as_of, unanswered_after: after, .. } = *options;
    let deliveries = read_deliveries(&options.desk)?;
    let history = History::read(&options.desk)?;
    let (referrals, strangers) = referrals(&deliveries, &history.entries, as_of);
    let counted: Vec<_> = deliveries.iter().filter(|delivery| delivery.day <= as_of).collect();
    if counted.is_empty() {
        let place = Place::file(options.desk.display().to_string());
        let message = say!(answers::none_by_day, day = as_of);
        return Err(Finding::new(Code::ValueInvalid, place, message)
            .help(say!(answers::none_by_day_help))
            .into());
    }
    let mut institutions: Vec<&str> = counted.iter().map(|delivery| &*delivery.institution).collect();
    institutions.sort_unstable();
    institutions.dedup();
    let is_overdue = |referral: &&Referral| {
        referral.answered.is_none() && i64::from(referral.waited(as_of)) > i64::from(after)
    };
    let overdue = |referral: &Referral| Overdue {
        institution: referral.institution.clone(),
        delivery: referral.delivery.clone(),
        id: referral.id.clone(),
        name: referral.name.clone(),
        segment: referral.segment.clone(),
        region: referral.region.clone(),
        points: referral.points,
        delivered: referral.delivered.to_string(),
        days: referral.waited(as_of),
    };
    let mut by: Vec<By> = Vec::new();
    options.by.iter().for_each(|one| {
        if !by.contains(one) {
            by.push(*one);
        }
    });
    Ok(Report {
        as_of: as_of.to_string(),
        unanswered_after: after,
        deliveries: counted.len(),
        institutions: institutions.len(),
        answers: history.entries.iter().filter(|entry| entry.received <= as_of).count(),
        strangers,
        history: history.head,
        all: Tally::of(&referrals, as_of, after),
        groups: by.into_iter().map(|by| Grouped::of(by, &referrals, as_of, after)).collect(),
        overdue: referrals.iter().filter(is_overdue).map(overdue).collect(),
        id_header: counted.last().map(|delivery| delivery.id_header.clone()).unwrap_or_default(),
        referrals,
    })
}

impl crate::studies::Report for Report {
    fn tables(&self) -> Vec<Table> {
        self.to_tables()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}
