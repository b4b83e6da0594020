//! A comparison as tables, for plots and programs of one's own.

use super::agreement::{RankBiased, Top};
use super::churn::Churn;
use super::comparison::Comparison;
use super::movers::{Mover, PartChange};
use super::report::Report;
use super::shifts::{SegmentMove, Shift};
use crate::figures::{Document, Table};
use crate::studies::population::PopulationStability;
use crate::studies::study;

/// What the column `adjusts` says.
const ADJUSTS: &str = "Whether it is what a group adds to its members' points or takes from them";

/// A whole number of a table.
fn whole(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl study::Report for Report {
    /// The tables of the comparison.
    fn tables(&self) -> Vec<Table> {
        self.comparison.tables()
    }

    fn document(&self) -> Document {
        super::document::document(self)
    }
}

impl Comparison {
    /// Everything found, as tables.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![
            self.measures(),
            tops(&self.tops),
            weights(&self.rank_biased),
            self.rises(),
            movers(&self.movers),
            moves(&self.movers),
            parts(&self.parts),
            shifts("segments", "segment", "A segment of A's scorecard", &self.segments),
            segment_moves(&self.segment_moves),
            shifts(
                "regions",
                "region",
                "A province, or within one a prefecture, or within one a county",
                &self.regions,
            ),
            shifts("industries", "section", "A section of industry", &self.industries),
            shifts("divisions", "division", "A division of industry", &self.divisions),
            self.only(),
            lists(&self.lists),
            reasons(&self.lists),
            changes(&self.lists),
        ];
        tables.extend(self.stability.as_ref().map(PopulationStability::table));
        tables.extend(self.every_firm.clone());
        tables
    }

    fn rises(&self) -> Table {
        let middle = (self.rises.len() / 2) as f64;
        let width = if middle > 0.0 { f64::from(self.greatest_shift.max(1)) / middle } else { 0.0 };
        Table::new("rises", "Firms on both sides by how far they rise in rank, in classes equally wide")
            .number(
                "about",
                "The middle of the class in ranks; below 0 where they fall",
                (0..self.rises.len()).map(|at| (at as f64 - middle) * width),
            )
            .count("firms", "Firms in it", self.rises.iter().map(|&firms| whole(firms)))
    }

    fn only(&self) -> Table {
        let all = || {
            let before = self.only_before.iter().map(|only| (true, only));
            before.chain(self.only_after.iter().map(|only| (false, only)))
        };
        Table::new("only", "A firm of one side alone")
            .text("firm", "What tells firms apart", all().map(|(_, only)| only.firm.clone()))
            .text("name", "Its name", all().map(|(_, only)| only.name.clone().unwrap_or_default()))
            .flag("before", "Whether it is in A; else in B", all().map(|(before, _)| before))
            .text("why", "Why the other does not score it", all().map(|(_, only)| only.why.clone()))
    }

    fn measures(&self) -> Table {
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
        Table::new("measures", "A measure of how alike the two are")
            .text("measure", "Its name", rows.map(|(name, _)| name))
            .number("value", "Its value; empty where it has none", rows.map(|(_, value)| value))
    }
}

fn tops(tops: &[Top]) -> Table {
    let count = |of: fn(&Top) -> usize| tops.iter().map(move |top| whole(of(top)));
    Table::new("tops", "So many first firms of each side")
        .count("first", "How many are meant", count(|top| top.first))
        .text(
            "institutions",
            "Institutions whose list is as long, ; between them",
            tops.iter().map(|top| top.institutions.join(";")),
        )
        .count("before", "First firms of A", count(|top| top.before))
        .count("after", "First firms of B", count(|top| top.after))
        .count("shared", "Firms among both", count(|top| top.shared))
        .number("share", "Shared over the greater of the two, 0 to 1", tops.iter().map(|top| top.share))
        .number("jaccard", "Shared over those among either, 0 to 1", tops.iter().map(|top| top.jaccard))
        .count(
            "tied_before",
            "Firms of A with the points of the last, where not all are among the first",
            count(|top| top.tied_before),
        )
        .count("tied_after", "The same of B", count(|top| top.tied_after))
        .count("gone", "First firms of A that B does not have at all", count(|top| top.gone))
        .count("new", "First firms of B that A does not have at all", count(|top| top.new))
}

fn weights(overlap: &RankBiased) -> Table {
    Table::new("overlap-weights", "What the first ranks weigh in rank-biased overlap")
        .count("first", "How many ranks are meant", overlap.weights.iter().map(|depth| whole(depth.first)))
        .number(
            "weight",
            "Their share of the weight, 0 to 1",
            overlap.weights.iter().map(|depth| depth.weight),
        )
}

fn segment_moves(moves: &[SegmentMove]) -> Table {
    Table::new("segment-moves", "Firms that are in one segment in A and in another in B")
        .text("segment_before", "The segment in A", moves.iter().map(|one| one.before.clone()))
        .text("segment_after", "The segment in B", moves.iter().map(|one| one.after.clone()))
        .count("firms", "How many", moves.iter().map(|one| whole(one.firms)))
}

fn movers(movers: &[Mover]) -> Table {
    Table::new("movers", "A firm that moves much, most first")
        .text("firm", "What tells it from others", movers.iter().map(|mover| mover.firm.clone()))
        .text("name", "Its name", movers.iter().map(|mover| mover.name.clone().unwrap_or_default()))
        .count(
            "rank_before",
            "Rank in A among the firms of both sides",
            movers.iter().map(|mover| mover.rank_before),
        )
        .count("rank_after", "Rank in B", movers.iter().map(|mover| mover.rank_after))
        .number("points_before", "Published points in A", movers.iter().map(|mover| mover.points_before))
        .number("points_after", "Published points in B", movers.iter().map(|mover| mover.points_after))
}

fn moves(movers: &[Mover]) -> Table {
    let all = || movers.iter().flat_map(|mover| mover.parts.iter().map(move |part| (mover, part)));
    Table::new(
        "moves",
        "What changes of a mover, the greatest change first; together the change of its points",
    )
    .text("firm", "The mover", all().map(|(mover, _)| mover.firm.clone()))
    .text("part", "The indicator or group", all().map(|(_, part)| part.id.clone()))
    .flag("adjusts", ADJUSTS, all().map(|(_, part)| part.adjusts))
    .number("points_before", "What it adds in A, not rounded", all().map(|(_, part)| part.before))
    .number("points_after", "What it adds in B, not rounded", all().map(|(_, part)| part.after))
}

fn parts(parts: &[PartChange]) -> Table {
    Table::new("parts", "What points add up from: an indicator, or a group where a side has no details")
        .text("part", "Its id", parts.iter().map(|part| part.id.clone()))
        .flag("adjusts", ADJUSTS, parts.iter().map(|part| part.adjusts))
        .number("mean_before", "Mean points in A", parts.iter().map(|part| part.mean_before))
        .number("mean_after", "Mean points in B", parts.iter().map(|part| part.mean_after))
        .number(
            "mean_change",
            "Mean of the absolute change of points",
            parts.iter().map(|part| part.mean_change),
        )
}

fn shifts(name: &str, what: &str, about: &str, shifts: &[Shift]) -> Table {
    let number = |of: fn(&Shift) -> f64| shifts.iter().map(of);
    Table::new(name, about)
        .text(
            what,
            "Its id or code; empty where it is not known",
            shifts.iter().map(|shift| shift.of.clone().unwrap_or_default()),
        )
        .count("firms", "Its firms on both sides", shifts.iter().map(|shift| whole(shift.firms)))
        .number("mean_points_before", "Their mean points in A", number(|shift| shift.mean_points_before))
        .number("mean_points_after", "Their mean points in B", number(|shift| shift.mean_points_after))
        .number(
            "least_change",
            "The most any of them loses, or the least it gains",
            number(|shift| shift.least_change),
        )
        .number("greatest_change", "The most any of them gains", number(|shift| shift.greatest_change))
        .number("mean_rank_before", "Their mean rank in A", number(|shift| shift.mean_rank_before))
        .number("mean_rank_after", "Their mean rank in B", number(|shift| shift.mean_rank_after))
        .number(
            "share_before",
            "Their share of the first firms of A, 0 to 1",
            number(|shift| shift.share_before),
        )
        .number("share_after", "Their share of the first firms of B", number(|shift| shift.share_after))
}

fn lists(lists: &[Churn]) -> Table {
    let count = |of: fn(&Churn) -> usize| lists.iter().map(move |list| whole(of(list)));
    Table::new("lists", "An institution's list")
        .text("institution", "The institution's id", lists.iter().map(|list| list.institution.clone()))
        .text("name", "Its name", lists.iter().map(|list| list.name.clone()))
        .count("before", "Firms on it in A", lists.iter().map(|list| list.before.map(whole)))
        .count("after", "Firms on it in B", lists.iter().map(|list| list.after.map(whole)))
        .count("kept", "Firms on both", count(|list| list.kept))
        .count("joined", "Firms on that of B alone", count(|list| list.joined))
        .count("left", "Firms on that of A alone", count(|list| list.left))
}

fn reasons(lists: &[Churn]) -> Table {
    let all = || {
        lists.iter().flat_map(|list| {
            let joined = list.why_joined.iter().map(move |why| (list, true, why));
            joined.chain(list.why_left.iter().map(move |why| (list, false, why)))
        })
    };
    Table::new("reasons", "Why firms are on one of two lists alone, the most frequent reason first")
        .text("institution", "The institution's id", all().map(|(list, ..)| list.institution.clone()))
        .flag(
            "joins",
            "Whether they are on the list of B alone; else on that of A",
            all().map(|(_, joins, _)| joins),
        )
        .text("reason", "Why they are not on the other", all().map(|(.., why)| why.reason.clone()))
        .count("firms", "How many", all().map(|(.., why)| whole(why.firms)))
}

fn changes(lists: &[Churn]) -> Table {
    let all = || lists.iter().flat_map(|list| list.changes.iter().map(move |change| (list, change)));
    Table::new("changes", "A firm that joins a list or leaves it")
        .text("institution", "The institution's id", all().map(|(list, _)| list.institution.clone()))
        .text("firm", "What tells firms apart", all().map(|(_, change)| change.firm.clone()))
        .text("name", "Its name", all().map(|(_, change)| change.name.clone().unwrap_or_default()))
        .flag(
            "joins",
            "Whether it is on the list of B alone; else on that of A",
            all().map(|(_, change)| change.joins),
        )
        .text("why", "Why it is not on the other", all().map(|(_, change)| change.why.clone()))
}
