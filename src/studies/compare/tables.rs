//! The tables of a comparison, each declared once for files and for people.

use super::agreement::{Depth, Top};
use super::churn::Churn;
use super::comparison::Comparison;
use super::movers::{Mover, PartChange};
use super::names;
use super::shifts::Shift;
use super::terms::Level;
use crate::figures::{Cell, Rows, Table};
use crate::studies::population::PopulationStability;

/// Characters of the widest bar.
const WIDTH: usize = 20;
/// What the column `adjusts` says.
const ADJUSTS: &str = "Whether it is what a group adds to its members' points or takes from them";

/// What firms are divided by.
#[derive(Clone, Copy)]
pub(super) enum Stratum {
    Segment,
    Region,
    Industry,
    Division,
}

impl Stratum {
    /// What a row is for people; then the table, its first field, and what that is about.
    pub fn words(self) -> [&'static str; 4] {
        let region = "A province, or within one a prefecture, or within one a county";
        match self {
            Stratum::Segment => ["segment", "segments", "segment", "A segment of A's scorecard"],
            Stratum::Region => ["region", "regions", "region", region],
            Stratum::Industry => ["industry", "industries", "section", "A section of industry"],
            Stratum::Division => ["division", "divisions", "division", "A division of industry"],
        }
    }
}

impl Comparison {
    /// Everything found, as tables.
    pub fn tables(&self) -> Vec<Table> {
        self.tables_with(vec![
            lists(&self.lists).into(),
            reasons(&self.lists).into(),
            changes(&self.lists).into(),
        ])
    }

    /// The tables where nobody is referred.
    pub(in crate::studies) fn tables_without_lists(&self) -> Vec<Table> {
        self.tables_with(Vec::new())
    }

    fn tables_with(&self, of_lists: Vec<Table>) -> Vec<Table> {
        let mut tables = vec![
            self.measures().into(),
            tops(&self.tops).into(),
            weights(&self.rank_biased.weights).into(),
            self.rises().into(),
            movers(&self.movers).into(),
            moves(&self.movers).into(),
            parts(self.level, &self.parts).into(),
            shifts(Stratum::Segment, &self.segments).into(),
            self.segment_moves().into(),
            shifts(Stratum::Region, &self.regions).into(),
            shifts(Stratum::Industry, &self.industries).into(),
            shifts(Stratum::Division, &self.divisions).into(),
            self.only().into(),
        ];
        tables.extend(of_lists);
        tables.extend(self.stability.as_ref().map(PopulationStability::table));
        tables.extend(self.every_firm.clone());
        tables
    }

    fn rises(&self) -> Rows<impl Sized> {
        let middle = (self.rises.len() / 2) as f64;
        let width = if middle > 0.0 { f64::from(self.greatest_shift.max(1)) / middle } else { 0.0 };
        let about = "Firms on both sides by how far they rise in rank, in classes equally wide";
        Rows::table("rises", about, self.rises.iter().enumerate())
            .field("about", "The middle of the class in ranks; below 0 where they fall", |(at, _)| {
                (*at as f64 - middle) * width
            })
            .field("firms", "Firms in it", |(_, firms)| **firms)
    }

    fn only(&self) -> Rows<impl Sized> {
        let before = self.only_before.iter().map(|only| (true, only));
        let all = before.chain(self.only_after.iter().map(|only| (false, only)));
        Rows::table("only", "A firm of one side alone", all)
            .field("firm", "What tells firms apart", |(_, only)| &only.firm)
            .field("name", "Its name", |(_, only)| only.name.as_ref())
            .field("before", "Whether it is in A; else in B", |(before, _)| *before)
            .field("why", "Why the other does not score it", |(_, only)| &only.why)
    }

    fn measures(&self) -> Rows<impl Sized> {
        let rows = [
            ("spearman", self.spearman),
            ("kendall", self.kendall),
            ("weighted_tau", self.weighted_tau),
            ("rank_biased_overlap", self.rank_biased.overlap),
            ("persistence", Some(self.rank_biased.p)),
            ("stability_index", self.stability.as_ref().and_then(|stability| stability.psi)),
            ("firms", Some(self.firms as f64)),
            ("only_before", Some(self.only_before.len() as f64)),
            ("only_after", Some(self.only_after.len() as f64)),
            ("moved", Some(self.moved as f64)),
            ("mean_shift", Some(self.mean_shift)),
            ("greatest_shift", Some(f64::from(self.greatest_shift))),
        ];
        Rows::table("measures", "A measure of how alike the two are", rows)
            .field("measure", "Its name", |(name, _)| *name)
            .field("value", "Its value; empty where it has none", |(_, value)| *value)
    }

    fn segment_moves(&self) -> Rows<impl Sized> {
        let about = "Firms that are in one segment in A and in another in B";
        Rows::table("segment-moves", about, &self.segment_moves)
            .field("segment_before", "The segment in A", |one| &one.before)
            .field("segment_after", "The segment in B", |one| &one.after)
            .field("firms", "How many", |one| one.firms)
    }
}

/// What the first firms have in common.
pub(super) fn tops(tops: &[Top]) -> Rows<&Top> {
    Rows::table("tops", "So many first firms of each side", tops)
        .field("first", "How many are meant", |top| top.first)
        .shown("first")
        .field("institutions", "Institutions whose list is as long, ; between them", |top| {
            top.institutions.join(";")
        })
        .field("before", "First firms of A", |top| top.before)
        .field("after", "First firms of B", |top| top.after)
        .field("shared", "Firms among both", |top| top.shared)
        .shown("shared")
        .field("share", "Shared over the greater of the two, 0 to 1", |top| top.share)
        .shown_share("share")
        .bars(WIDTH, |top| top.share.unwrap_or(0.0))
        .field("jaccard", "Shared over those among either, 0 to 1", |top| top.jaccard)
        .shown_to("Jaccard", 3)
        .field(
            "tied_before",
            "Firms of A with the points of the last, where not all are among the first",
            |top| top.tied_before,
        )
        .field("tied_after", "The same of B", |top| top.tied_after)
        .field("gone", "First firms of A that B does not have at all", |top| top.gone)
        .field("new", "First firms of B that A does not have at all", |top| top.new)
}

fn weights(depths: &[Depth]) -> Rows<impl Sized> {
    Rows::table("overlap-weights", "What the first ranks weigh in rank-biased overlap", depths)
        .field("first", "How many ranks are meant", |depth| depth.first)
        .field("weight", "Their share of the weight, 0 to 1", |depth| depth.weight)
}

/// Who moves; for people without points, whose decimals are the sides'.
pub(super) fn movers(movers: &[Mover]) -> Rows<&Mover> {
    let rank = |rank: u32| Cell::count(rank as usize);
    Rows::table("movers", "A firm that moves much, most first", movers)
        .field("firm", "What tells it from others", |mover| &mover.firm)
        .shown("biggest movers")
        .field("name", "Its name", |mover| mover.name.as_ref())
        .when(movers.iter().any(|mover| mover.name.is_some()), |rows| rows.shown(""))
        .field("rank_before", "Rank in A among the firms of both sides", |mover| mover.rank_before)
        .field("rank_after", "Rank in B", |mover| mover.rank_after)
        .right("rank", |mover| Cell::change(rank(mover.rank_before), rank(mover.rank_after)))
        .field("points_before", "Published points in A", |mover| mover.points_before)
        .field("points_after", "Published points in B", |mover| mover.points_after)
}

fn moves(movers: &[Mover]) -> Rows<impl Sized> {
    let all = movers.iter().flat_map(|mover| mover.parts.iter().map(move |part| (mover, part)));
    let about = "What changes of a mover, the greatest change first; together the change of its points";
    Rows::table("moves", about, all)
        .field("firm", "The mover", |(mover, _)| &mover.firm)
        .field("part", "The indicator or group", |(_, part)| &part.id)
        .field("adjusts", ADJUSTS, |(_, part)| part.adjusts)
        .field("points_before", "What it adds in A, not rounded", |(_, part)| part.before)
        .field("points_after", "What it adds in B, not rounded", |(_, part)| part.after)
}

/// What changes points.
pub(super) fn parts<'a>(
    level: Level,
    parts: impl IntoIterator<Item = &'a PartChange>,
) -> Rows<&'a PartChange> {
    let what = match level {
        Level::Indicators => "indicator",
        Level::Groups => "group",
    };
    let about = "What points add up from: an indicator, or a group where a side has no details";
    Rows::table("parts", about, parts)
        .field("part", "Its id", |part| &part.id)
        .left(what, |part| named(&part.id, part.adjusts))
        .field("adjusts", ADJUSTS, |part| part.adjusts)
        .field("mean_before", "Mean points in A", |part| part.mean_before)
        .field("mean_after", "Mean points in B", |part| part.mean_after)
        .right("mean points", |part| to_2(part.mean_before, part.mean_after))
        .field("mean_change", "Mean of the absolute change of points", |part| part.mean_change)
        .shown_to("changes by", 2)
        .bars_to_most(WIDTH, |part| part.mean_change)
}

/// How segments, regions or industries fare; for people without their share of the first firms.
pub(super) fn shifts<'a>(stratum: Stratum, shifts: impl IntoIterator<Item = &'a Shift>) -> Rows<&'a Shift> {
    let rank = |rank: f64| match rank {
        _ if rank < 100.0 => Cell::number(rank, 1),
        _ => Cell::count(rank.round() as usize),
    };
    let [what, table, field, about] = stratum.words();
    Rows::table(table, about, shifts)
        .field(field, "Its id or code; empty where it is not known", |shift| shift.of.as_ref())
        .left(what, |shift| shift.of.as_deref().map_or_else(|| "(not known)".to_owned(), names::told))
        .field("firms", "Its firms on both sides", |shift| shift.firms)
        .shown("firms")
        .field("mean_points_before", "Their mean points in A", |shift| shift.mean_points_before)
        .field("mean_points_after", "Their mean points in B", |shift| shift.mean_points_after)
        .right("mean points", |shift| to_2(shift.mean_points_before, shift.mean_points_after))
        .field("least_change", "The most any of them loses, or the least it gains", |shift| {
            shift.least_change
        })
        .right("least change", |shift| Cell::signed(shift.least_change, 2))
        .field("greatest_change", "The most any of them gains", |shift| shift.greatest_change)
        .right("greatest", |shift| Cell::signed(shift.greatest_change, 2))
        .field("mean_rank_before", "Their mean rank in A", |shift| shift.mean_rank_before)
        .field("mean_rank_after", "Their mean rank in B", |shift| shift.mean_rank_after)
        .right("mean rank", |shift| Cell::change(rank(shift.mean_rank_before), rank(shift.mean_rank_after)))
        .field("share_before", "Their share of the first firms of A, 0 to 1", |shift| shift.share_before)
        .field("share_after", "Their share of the first firms of B", |shift| shift.share_after)
}

/// How institutions' lists change.
pub(super) fn lists(lists: &[Churn]) -> Rows<&Churn> {
    Rows::table("lists", "An institution's list", lists)
        .field("institution", "The institution's id", |list| &list.institution)
        .shown("institution")
        .field("name", "Its name", |list| &list.name)
        .shown("")
        .field("before", "Firms on it in A", |list| list.before)
        .field("after", "Firms on it in B", |list| list.after)
        .right("listed", |list| Cell::change(Cell::count(list.before), Cell::count(list.after)))
        .field("kept", "Firms on both", |list| list.kept)
        .shown("kept")
        .field("joined", "Firms on that of B alone", |list| list.joined)
        .shown("joined")
        .field("left", "Firms on that of A alone", |list| list.left)
        .shown("left")
}

fn reasons(lists: &[Churn]) -> Rows<impl Sized> {
    let all = lists.iter().flat_map(|list| {
        let joined = list.why_joined.iter().map(move |why| (list, true, why));
        joined.chain(list.why_left.iter().map(move |why| (list, false, why)))
    });
    let about = "Why firms are on one of two lists alone, the most frequent reason first";
    Rows::table("reasons", about, all)
        .field("institution", "The institution's id", |(list, ..)| &list.institution)
        .field("joins", "Whether they are on the list of B alone; else on that of A", |(_, joins, _)| *joins)
        .field("reason", "Why they are not on the other", |(.., why)| &why.reason)
        .field("firms", "How many", |(.., why)| why.firms)
}

fn changes(lists: &[Churn]) -> Rows<impl Sized> {
    let all = lists.iter().flat_map(|list| list.changes.iter().map(move |change| (list, change)));
    Rows::table("changes", "A firm that joins a list or leaves it", all)
        .field("institution", "The institution's id", |(list, _)| &list.institution)
        .field("firm", "What tells firms apart", |(_, change)| &change.firm)
        .field("name", "Its name", |(_, change)| change.name.as_ref())
        .field("joins", "Whether it is on the list of B alone; else on that of A", |(_, change)| change.joins)
        .field("why", "Why it is not on the other", |(_, change)| &change.why)
}

/// Means of points before and after.
fn to_2(before: impl Into<Option<f64>>, after: impl Into<Option<f64>>) -> Cell {
    Cell::change(Cell::number(before, 2), Cell::number(after, 2))
}

/// What an indicator, a group or an adjustment is called.
pub(super) fn named(id: &str, adjusts: bool) -> String {
    if adjusts { format!("adjustment of {id}") } else { id.to_owned() }
}
