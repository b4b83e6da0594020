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
use crate::words::{Message, say};

/// Width of the widest bar, in characters.
const WIDTH: usize = 20;

/// A way to divide firms into strata.
#[derive(Clone, Copy)]
pub(super) enum Stratum {
    Segment,
    Region,
    Industry,
    Division,
}

impl Stratum {
    /// Machine names of the stratum's table and of its key field.
    fn names(self) -> [&'static str; 2] {
        match self {
            Stratum::Segment => ["segments", "segment"],
            Stratum::Region => ["regions", "region"],
            Stratum::Industry => ["industries", "section"],
            Stratum::Division => ["divisions", "division"],
        }
    }

    /// The description of the key field.
    fn about(self) -> Message {
        match self {
            Stratum::Segment => say!(compare::of_segments),
            Stratum::Region => say!(compare::of_regions),
            Stratum::Industry => say!(compare::of_industries),
            Stratum::Division => say!(compare::of_divisions),
        }
    }

    /// The header of the key column.
    fn header(self) -> Message {
        match self {
            Stratum::Segment => say!(compare::segment),
            Stratum::Region => say!(compare::region),
            Stratum::Industry => say!(compare::industry),
            Stratum::Division => say!(compare::division),
        }
    }

    /// The heading of the stratum's section.
    pub fn heading(self) -> Message {
        match self {
            Stratum::Segment => say!(compare::by_segment),
            Stratum::Region => say!(compare::by_region),
            Stratum::Industry => say!(compare::by_industry),
            Stratum::Division => say!(compare::by_division),
        }
    }
}

impl Comparison {
    /// All results as tables.
    pub fn tables(&self) -> Vec<Table> {
        self.tables_with(vec![
            lists(&self.lists).into(),
            reasons(&self.lists).into(),
            changes(&self.lists).into(),
        ])
    }

    /// All tables except those of lists, for sides without a referral.
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
            self.parts_table(&self.parts).into(),
            self.shifts(Stratum::Segment, &self.segments).into(),
            self.segment_moves().into(),
            self.shifts(Stratum::Region, &self.regions).into(),
            self.shifts(Stratum::Industry, &self.industries).into(),
            self.shifts(Stratum::Division, &self.divisions).into(),
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
        Rows::table("rises", say!(compare::of_rises), self.rises.iter().enumerate())
            .field("about", say!(compare::about_middle), |(at, _)| (*at as f64 - middle) * width)
            .field("firms", say!(compare::about_rises_firms), |(_, firms)| **firms)
    }

    fn only(&self) -> Rows<impl Sized> {
        let before = self.only_before.iter().map(|only| (true, only));
        let all = before.chain(self.only_after.iter().map(|only| (false, only)));
        Rows::table("only", say!(compare::of_only), all)
            .field("firm", say!(compare::about_firm), |(_, only)| &only.firm)
            .field("name", say!(compare::about_name), |(_, only)| only.name.as_ref())
            .field("before", say!(compare::about_is_before), |(before, _)| *before)
            .field("why", say!(compare::about_only_why), |(_, only)| &only.why)
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
        Rows::table("measures", say!(compare::of_measures), rows)
            .field("measure", say!(compare::about_measure), |(name, _)| *name)
            .field("value", say!(compare::about_value), |(_, value)| *value)
    }

    fn segment_moves(&self) -> Rows<impl Sized> {
        Rows::table("segment-moves", say!(compare::of_segment_moves), &self.segment_moves)
            .field("segment_before", say!(compare::about_segment_before), |one| &one.before)
            .field("segment_after", say!(compare::about_segment_after), |one| &one.after)
            .field("firms", say!(compare::about_count), |one| one.firms)
    }
}

/// The overlap of the first firms on both sides, one row per depth.
pub(super) fn tops(tops: &[Top]) -> Rows<&Top> {
    Rows::table("tops", say!(compare::of_tops), tops)
        .field("first", say!(compare::about_first), |top| top.first)
        .shown(say!(compare::first))
        .field("institutions", say!(compare::about_institutions), |top| top.institutions.join(";"))
        .field("before", say!(compare::about_first_before), |top| top.before)
        .field("after", say!(compare::about_first_after), |top| top.after)
        .field("shared", say!(compare::about_shared), |top| top.shared)
        .shown(say!(compare::shared))
        .field("share", say!(compare::about_share), |top| top.share)
        .shown_share(say!(compare::share))
        .bars(WIDTH, |top| top.share.unwrap_or(0.0))
        .field("jaccard", say!(compare::about_jaccard), |top| top.jaccard)
        .shown_to(say!(compare::jaccard), 3)
        .field("tied_before", say!(compare::about_tied_before), |top| top.tied_before)
        .field("tied_after", say!(compare::about_tied_after), |top| top.tied_after)
        .field("gone", say!(compare::about_gone), |top| top.gone)
        .field("new", say!(compare::about_new), |top| top.new)
}

fn weights(depths: &[Depth]) -> Rows<impl Sized> {
    Rows::table("overlap-weights", say!(compare::of_overlap_weights), depths)
        .field("first", say!(compare::about_depth), |depth| depth.first)
        .field("weight", say!(compare::about_weight), |depth| depth.weight)
}

/// The greatest movers, without points, whose decimals may differ between the sides: the caller adds them.
pub(super) fn movers(movers: &[Mover]) -> Rows<&Mover> {
    let rank = |rank: u32| Cell::count(rank as usize);
    Rows::table("movers", say!(compare::of_movers), movers)
        .field("firm", say!(compare::about_firm), |mover| &mover.firm)
        .shown(say!(compare::movers_of))
        .field("name", say!(compare::about_name), |mover| mover.name.as_ref())
        .when(movers.iter().any(|mover| mover.name.is_some()), |rows| rows.shown(""))
        .field("rank_before", say!(compare::about_rank_before), |mover| mover.rank_before)
        .field("rank_after", say!(compare::about_rank_after), |mover| mover.rank_after)
        .right(say!(compare::rank), |mover| Cell::change(rank(mover.rank_before), rank(mover.rank_after)))
        .field("points_before", say!(compare::about_points_before), |mover| mover.points_before)
        .field("points_after", say!(compare::about_points_after), |mover| mover.points_after)
}

fn moves(movers: &[Mover]) -> Rows<impl Sized> {
    let all = movers.iter().flat_map(|mover| mover.parts.iter().map(move |part| (mover, part)));
    Rows::table("moves", say!(compare::of_moves), all)
        .field("firm", say!(compare::about_mover), |(mover, _)| &mover.firm)
        .field("part", say!(compare::about_part), |(_, part)| &part.id)
        .field("adjusts", say!(compare::about_adjusts), |(_, part)| part.adjusts)
        .field("points_before", say!(compare::about_adds_before), |(_, part)| part.before)
        .field("points_after", say!(compare::about_adds_after), |(_, part)| part.after)
}

impl Comparison {
    /// The changes of points, one row per indicator, group or adjustment.
    pub(super) fn parts_table<'a>(
        &self,
        parts: impl IntoIterator<Item = &'a PartChange>,
    ) -> Rows<&'a PartChange> {
        let header = match self.level {
            Level::Indicators => say!(compare::indicator),
            Level::Groups => say!(compare::group),
        };
        Rows::table("parts", say!(compare::of_parts), parts)
            .field("part", say!(compare::about_part_id), |part| &part.id)
            .left(header, |part| self.part_name(&part.id, part.adjusts))
            .field("adjusts", say!(compare::about_adjusts), |part| part.adjusts)
            .field("mean_before", say!(compare::about_mean_before), |part| part.mean_before)
            .field("mean_after", say!(compare::about_mean_after), |part| part.mean_after)
            .right(say!(compare::mean_points), |part| to_2(part.mean_before, part.mean_after))
            .field("mean_change", say!(compare::about_mean_change), |part| part.mean_change)
            .shown_to(say!(compare::changes_by), 2)
            .bars_to_most(WIDTH, |part| part.mean_change)
    }

    /// Changes by segment, region or industry, without the share of the first firms: the caller adds it.
    pub(super) fn shifts<'a>(
        &self,
        stratum: Stratum,
        shifts: impl IntoIterator<Item = &'a Shift>,
    ) -> Rows<&'a Shift> {
        let rank = |rank: f64| match rank {
            _ if rank < 100.0 => Cell::number(rank, 1),
            _ => Cell::count(rank.round() as usize),
        };
        let label = |shift: &Shift| match (&shift.of, stratum) {
            (None, _) => say!(compare::not_known),
            (Some(id), Stratum::Segment) => Message::title(id, self.titles.segments.get(id)),
            (Some(code), _) => names::labelled(code),
        };
        let [table, field] = stratum.names();
        Rows::table(table, stratum.about(), shifts)
            .field(field, say!(compare::about_stratum), |shift| shift.of.as_ref())
            .left(stratum.header(), |shift| label(shift))
            .field("firms", say!(compare::about_stratum_firms), |shift| shift.firms)
            .shown(say!(compare::firms))
            .field("mean_points_before", say!(compare::about_mean_points_before), |shift| {
                shift.mean_points_before
            })
            .field("mean_points_after", say!(compare::about_mean_points_after), |shift| {
                shift.mean_points_after
            })
            .right(say!(compare::mean_points), |shift| {
                to_2(shift.mean_points_before, shift.mean_points_after)
            })
            .field("least_change", say!(compare::about_least_change), |shift| shift.least_change)
            .right(say!(compare::least_change), |shift| Cell::signed(shift.least_change, 2))
            .field("greatest_change", say!(compare::about_greatest_change), |shift| shift.greatest_change)
            .right(say!(compare::greatest_change), |shift| Cell::signed(shift.greatest_change, 2))
            .field("mean_rank_before", say!(compare::about_mean_rank_before), |shift| shift.mean_rank_before)
            .field("mean_rank_after", say!(compare::about_mean_rank_after), |shift| shift.mean_rank_after)
            .right(say!(compare::mean_rank), |shift| {
                Cell::change(rank(shift.mean_rank_before), rank(shift.mean_rank_after))
            })
            .field("share_before", say!(compare::about_share_before), |shift| shift.share_before)
            .field("share_after", say!(compare::about_share_after), |shift| shift.share_after)
    }

    /// The title of an indicator, a group or an adjustment.
    pub(super) fn part_name(&self, id: &str, adjusts: bool) -> Message {
        let titles = match self.level {
            Level::Indicators if !adjusts => &self.titles.indicators,
            _ => &self.titles.groups,
        };
        let name = Message::title(id, titles.get(id));
        if adjusts { say!(compare::adjustment, id = name) } else { name }
    }
}

/// Turnover of the institutions' lists.
pub(super) fn lists(lists: &[Churn]) -> Rows<&Churn> {
    Rows::table("lists", say!(compare::of_lists), lists)
        .field("institution", say!(compare::about_institution), |list| &list.institution)
        .shown(say!(compare::institution))
        .field("name", say!(compare::about_name), |list| &list.name)
        .shown("")
        .field("before", say!(compare::about_listed_before), |list| list.before)
        .field("after", say!(compare::about_listed_after), |list| list.after)
        .right(say!(compare::listed), |list| Cell::change(Cell::count(list.before), Cell::count(list.after)))
        .field("kept", say!(compare::about_kept), |list| list.kept)
        .shown(say!(compare::kept))
        .field("joined", say!(compare::about_joined), |list| list.joined)
        .shown(say!(compare::joined))
        .field("left", say!(compare::about_left), |list| list.left)
        .shown(say!(compare::left))
}

fn reasons(lists: &[Churn]) -> Rows<impl Sized> {
    let all = lists.iter().flat_map(|list| {
        let joined = list.why_joined.iter().map(move |why| (list, true, why));
        joined.chain(list.why_left.iter().map(move |why| (list, false, why)))
    });
    Rows::table("reasons", say!(compare::of_reasons), all)
        .field("institution", say!(compare::about_institution), |(list, ..)| &list.institution)
        .field("joins", say!(compare::about_they_join), |(_, joins, _)| *joins)
        .field("reason", say!(compare::about_reason), |(.., why)| &why.reason)
        .field("firms", say!(compare::about_count), |(.., why)| why.firms)
}

fn changes(lists: &[Churn]) -> Rows<impl Sized> {
    let all = lists.iter().flat_map(|list| list.changes.iter().map(move |change| (list, change)));
    Rows::table("changes", say!(compare::of_changes), all)
        .field("institution", say!(compare::about_institution), |(list, _)| &list.institution)
        .field("firm", say!(compare::about_firm), |(_, change)| &change.firm)
        .field("name", say!(compare::about_name), |(_, change)| change.name.as_ref())
        .field("joins", say!(compare::about_joins), |(_, change)| change.joins)
        .field("why", say!(compare::about_why), |(_, change)| &change.why)
}

/// Mean points before and after, with two decimals.
fn to_2(before: impl Into<Option<f64>>, after: impl Into<Option<f64>>) -> Cell {
    Cell::change(Cell::number(before, 2), Cell::number(after, 2))
}
