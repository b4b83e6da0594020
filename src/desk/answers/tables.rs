//! The tables of a report on answers, each declared once for files and for people.

use jiff::civil::Date;

use super::funnel::{By, Group, Grouped, Stage, Tally, share};
use super::referrals::Referral;
use super::report::{Overdue, Report};
use crate::figures::{Rows, Table};
use crate::parameters::Keyword;
use crate::words::{Message, say};

/// Characters of the widest bar.
const WIDTH: usize = 24;

impl Report {
    /// All figures as tables.
    pub(super) fn to_tables(&self) -> Vec<Table> {
        let mut tables = vec![funnel(&self.all).into()];
        tables.extend(self.groups.iter().map(|grouped| grouped.table().into()));
        tables.push(overdue(&self.overdue).into());
        tables.push(referrals(&self.referrals, self.as_of.parse().ok()).into());
        tables
    }
}

/// The stages from referred to drawn.
pub(super) fn funnel(all: &Tally) -> Rows<impl Sized> {
    let stages = all.stages();
    let before = |at: usize| stages.get(at.wrapping_sub(1)).map(|(_, referrals)| *referrals);
    let rows = stages.iter().enumerate().map(|(at, (stage, count))| (*stage, *count, before(at)));
    let first = all.referred;
    Rows::table("funnel", say!(answers::of_funnel), rows)
        .field("stage", say!(answers::about_stage), |(stage, ..): &(Stage, usize, _)| stage.as_str())
        .left("", |(stage, ..)| stage.name())
        .field("referrals", say!(answers::about_stage_count), |(_, count, _)| *count)
        .shown(say!(answers::head_referrals))
        .field("share_of_referred", say!(answers::about_of_referred), move |(_, count, _)| {
            share(*count, first)
        })
        .shown_share(say!(answers::head_of_referred))
        .field("share_of_stage_before", say!(answers::about_of_before), |(_, count, before)| {
            before.and_then(|before| share(*count, before))
        })
        .shown_share(say!(answers::head_of_before))
        .bars(WIDTH, move |(_, count, _)| share(*count, first).unwrap_or_default())
}

impl By {
    /// Name of the table in files.
    fn table_name(self) -> String {
        format!("by-{}", self.as_str())
    }

    /// Header of the groups.
    fn header(self) -> Message {
        match self {
            By::Institution => say!(answers::head_institution),
            By::Segment => say!(answers::head_segment),
            By::Grade => say!(answers::head_grade),
            By::Region => say!(answers::head_province),
            By::Points => say!(answers::head_points),
        }
    }

    /// Heading of the table.
    pub(super) fn heading(self) -> Message {
        match self {
            By::Institution => say!(answers::heading_institution),
            By::Segment => say!(answers::heading_segment),
            By::Grade => say!(answers::heading_grade),
            By::Region => say!(answers::heading_province),
            By::Points => say!(answers::heading_points),
        }
    }
}

impl Grouped {
    /// The groups with their counts.
    pub(super) fn table(&self) -> Rows<&Group> {
        Rows::table(self.by.table_name(), say!(answers::of_groups), &self.groups)
            .field(self.by.as_str(), self.by.about(), |group| &*group.key)
            .left(self.by.header(), |group| &group.name)
            .field("referred", say!(answers::about_referred), |group| group.tally.referred)
            .shown(say!(answers::head_referred))
            .field("firms", say!(answers::about_firms), |group| group.tally.firms)
            .field("answered", say!(answers::about_answered), |group| group.tally.answered)
            .shown(say!(answers::head_answered))
            .field("answered_share", say!(answers::about_answered_share), |group| {
                group.tally.answered_share()
            })
            .shown_share(say!(answers::head_of_referred))
            .field("not_contacted", say!(answers::about_not_contacted), |group| group.tally.not_contacted)
            .field("no_demand", say!(answers::about_no_demand), |group| group.tally.no_demand)
            .field("applied", say!(answers::about_applied), |group| group.tally.applied)
            .shown(say!(answers::head_applied))
            .field("open", say!(answers::about_open), |group| group.tally.open)
            .field("refused", say!(answers::about_refused), |group| group.tally.refused)
            .shown(say!(answers::head_refused))
            .field("approved", say!(answers::about_approved), |group| group.tally.approved)
            .shown(say!(answers::head_approved))
            .field("approved_share", say!(answers::about_approved_share), |group| {
                group.tally.approved_share()
            })
            .shown_share(say!(answers::head_of_referred))
            .field("drawn", say!(answers::about_drawn), |group| group.tally.drawn)
            .shown(say!(answers::head_drawn))
            .field("amount", say!(answers::about_amount), |group| group.tally.amount)
            .shown(say!(answers::head_amount))
            .field("amounts_known", say!(answers::about_with_amount), |group| group.tally.with_amount)
            .field("drawn_amount", say!(answers::about_drawn_amount), |group| group.tally.drawn_amount)
            .shown(say!(answers::head_drawn_amount))
            .field("drawn_amounts_known", say!(answers::about_with_drawn), |group| group.tally.with_drawn)
            .field("median_days", say!(answers::about_median_days), |group| group.tally.median_days)
            .shown(say!(answers::head_median_days))
            .field("overdue", say!(answers::about_overdue), |group| group.tally.overdue)
            .shown(say!(answers::head_overdue))
    }
}

/// Referrals without an answer for longer than the limit.
pub(super) fn overdue(all: &[Overdue]) -> Rows<&Overdue> {
    Rows::table("overdue", say!(answers::of_overdue), all)
        .field("institution", By::Institution.about(), |one| &*one.institution)
        .shown(say!(answers::head_institution))
        .field("delivery", say!(answers::about_delivery), |one| &*one.delivery)
        .shown(say!(answers::head_delivery))
        .field("firm", say!(answers::about_firm), |one| &*one.id)
        .shown(say!(answers::head_firm))
        .field("name", say!(answers::about_name), |one| &*one.name)
        .shown(say!(answers::head_name))
        .field("segment", By::Segment.about(), |one| &*one.segment)
        .field("region", say!(answers::about_region), |one| &*one.region)
        .field("points", say!(answers::about_points), |one| one.points)
        .shown(say!(answers::head_points))
        .field("delivered", say!(answers::about_delivered), |one| &*one.delivered)
        .field("days", say!(answers::about_waited), |one| f64::from(one.days))
        .shown(say!(answers::head_days))
}

/// Every referral with its latest answer.
fn referrals(all: &[Referral], as_of: Option<Date>) -> Rows<&Referral> {
    let number =
        |referral: &Referral, value: fn(&super::Answer) -> Option<f64>| referral.answer().and_then(value);
    Rows::table("referrals", say!(answers::of_referrals), all)
        .field("institution", By::Institution.about(), |one| &*one.institution)
        .field("delivery", say!(answers::about_delivery), |one| &*one.delivery)
        .field("place", say!(answers::about_place), |one| one.place)
        .field("firm", say!(answers::about_firm), |one| &*one.id)
        .field("name", say!(answers::about_name), |one| &*one.name)
        .field("segment", By::Segment.about(), |one| &*one.segment)
        .field("grade", By::Grade.about(), |one| &*one.grade)
        .field("region", say!(answers::about_region), |one| &*one.region)
        .field("points", say!(answers::about_points), |one| one.points)
        .field("delivered", say!(answers::about_delivered), |one| one.delivered.to_string())
        .field("decision", say!(answers::about_decision), |one| {
            one.answer().map(|answer| answer.decision.as_str()).unwrap_or_default()
        })
        .field("day", say!(answers::about_day), |one| {
            one.answered.as_ref().map(|answered| answered.day.to_string())
        })
        .field("days", say!(answers::about_waited), move |one| {
            as_of.map(|as_of| f64::from(one.waited(as_of)))
        })
        .field("amount", say!(answers::about_amount_one), move |one| number(one, |answer| answer.amount))
        .field("drawn_amount", say!(answers::about_drawn_one), move |one| number(one, |answer| answer.drawn))
        .field("rate", say!(answers::about_rate), move |one| number(one, |answer| answer.rate))
        .field("term", say!(answers::about_term), move |one| number(one, |answer| answer.term))
        .field("reason", say!(answers::about_reason), |one| {
            one.answer().map(|answer| answer.reason.clone()).unwrap_or_default()
        })
}
