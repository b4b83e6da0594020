//! The page of one firm in both runs.

use super::report::{FirmChange, FirmList, FirmStanding, Report};
use super::tables::{cells, parts};
use crate::figures::{Cell, Document, Rows, Section};
use crate::words::{Message, say};

/// What became of the firm: its standing, its points, its values, and every list.
pub(super) fn page(report: &Report, firm: &FirmChange) -> Document {
    let title = match &firm.name {
        Some(name) => say!(diff::page_named, firm = &firm.firm, name = name),
        None => say!(diff::page, firm = &firm.firm),
    };
    let (changed, same): (Vec<&FirmList>, Vec<&FirmList>) =
        firm.lists.iter().partition(|list| list.cause.is_some());
    Document::new(title)
        .section(verdict(firm))
        .sections(report.runs())
        .section(standing(report, firm))
        .section(points(report, firm))
        .section(values(firm))
        .section(changed_lists(&changed))
        .section(same_lists(&same))
        .section(report.terms_section())
}

fn verdict(firm: &FirmChange) -> Section {
    let count = |at: usize| firm.lists.iter().filter(|list| list.listed[at]).count();
    let left = firm.lists.iter().filter(|list| list.listed == [true, false]).count();
    let joined = firm.lists.iter().filter(|list| list.listed == [false, true]).count();
    let lists = say!(diff::firm_lists, before = count(0), after = count(1), left = left, joined = joined);
    let absent = firm.absent.iter().flatten().map(|cause| cause.detail.clone());
    Section::new().line(lists).lines(absent)
}

/// A line of the standing: its name and the two values.
type Line = (Message, [Cell; 2]);

fn standing(report: &Report, firm: &FirmChange) -> Section {
    let cell = |of: &dyn Fn(&FirmStanding) -> Cell| {
        let [before, after] = &firm.standing;
        [before, after].map(|standing| standing.as_ref().map_or(Cell::Missing, of))
    };
    let decimals = report.decimals;
    let points = [0, 1].map(|at| {
        let standing = firm.standing[at].as_ref();
        Cell::number(standing.map(|one| one.points), decimals[at].into())
    });
    let rank = cell(&|one| say!(diff::rank_of, rank = one.rank, firms = one.firms).into());
    let segment = cell(&|one| one.segment_title.clone().into());
    let lines: [Line; 3] =
        [(say!(diff::points_of), points), (say!(diff::rank), rank), (say!(diff::segment_of), segment)];
    let table = Rows::new(lines)
        .left("", |(name, _)| name.clone())
        .right(say!(diff::then), |(_, [before, _])| before.clone())
        .right(say!(diff::now), |(_, [_, after])| after.clone());
    Section::named(say!(diff::standing)).table(table)
}

fn points(report: &Report, firm: &FirmChange) -> Section {
    let Some(cause) = &firm.points else { return Section::new() };
    let why = say!(diff::points_why, reason = cause.reason.said());
    let section = Section::named(say!(diff::points_heading)).line(why);
    if firm.parts.is_empty() { section } else { section.table(parts(&firm.parts, report.decimals)) }
}

fn values(firm: &FirmChange) -> Section {
    if firm.cells.is_empty() {
        return Section::new();
    }
    Section::named(say!(diff::values)).heading(say!(diff::values_heading)).table(cells(&firm.cells))
}

/// The lists that the firm joined or left, each with the reason.
fn changed_lists(lists: &[&FirmList]) -> Section {
    let item = |list: &&FirmList| {
        let [before, after] = &list.state;
        let cause = list.cause.as_ref();
        let reason = cause.map_or_else(Message::default, |cause| cause.reason.said());
        let detail = cause.map_or_else(Message::default, |cause| cause.detail.clone());
        let head = say!(
            diff::list_change,
            institution = &list.institution,
            name = &list.name,
            before = before,
            after = after
        );
        let why = match detail.is_empty() {
            true => reason,
            false => say!(diff::reason_detail, reason = reason, detail = detail),
        };
        [(1, head), (2, why)]
    };
    match lists.is_empty() {
        true => Section::new(),
        false => Section::named(say!(diff::lists_changed))
            .heading(say!(diff::lists_changed))
            .items(lists.iter().flat_map(item)),
    }
}

/// The lists where nothing changed: those with the firm, and the number of others.
fn same_lists(lists: &[&FirmList]) -> Section {
    let (on, off): (Vec<&&FirmList>, Vec<&&FirmList>) = lists.iter().partition(|list| list.listed[1]);
    let item = |list: &&&FirmList| {
        let state = match list.state[0].in_both() == list.state[1].in_both() {
            true => list.state[1].clone(),
            false => say!(diff::states, before = &list.state[0], after = &list.state[1]),
        };
        (1, say!(diff::list_same, institution = &list.institution, name = &list.name, state = state))
    };
    let mut section = Section::named(say!(diff::lists_same));
    for (heading, lists) in [(say!(diff::still_on), on), (say!(diff::still_off), off)] {
        if !lists.is_empty() {
            section = section.heading(heading).items(lists.iter().map(item));
        }
    }
    section
}
