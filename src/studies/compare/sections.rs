//! What changes from one scoring to another, for people: sections that studies share.

use super::{Churn, Comparison, Level, Mover, PartMove, Shift, Top, names};
use crate::figures::number::{counted, number, thousands};
use crate::figures::{Cell, Chart, Flow, Marks, Rows, Section};
use crate::studies::PopulationStability;

/// Rows of a table before the rest are only counted.
const ROWS: usize = 10;
/// Parts of a mover that are named.
const PARTS: usize = 3;
/// Institutions that are named before they are only counted.
const LISTS: usize = 3;
/// Firms from which the spread of their moves makes a picture.
const FIRMS: usize = 30;
/// Mean points that differ by less are the same as they are shown.
const SHOWN: f64 = 0.005;
/// Firms scored on one side alone that are named before the rest are only counted.
const NAMED: usize = 10;
/// Characters of the widest bar.
const WIDTH: usize = 20;

/// A measure of how alike two rankings are.
struct Agreement {
    name: &'static str,
    value: Option<f64>,
    note: String,
}

impl Comparison {
    /// What other weights cause; points have so many decimals.
    pub(crate) fn effect(&self, decimals: u8) -> Vec<Section> {
        let firms = counted(self.firms, "firm");
        let scored = Section::named("Effect")
            .line(format!("{firms} scored by today's weights and by these"))
            .lines(self.scored_otherwise());
        let agreement = self.agreement();
        std::iter::once(scored)
            .chain(agreement)
            .chain([self.by_stratum("segment", &self.segments), self.biggest_movers((decimals, decimals))])
            .collect()
    }

    /// The firms that other weights no longer score, and those they score first.
    pub(crate) fn scored_otherwise(&self) -> Vec<String> {
        let sides = [("no longer", &self.only_before), ("newly", &self.only_after)];
        let told = sides.into_iter().filter(|(_, only)| !only.is_empty()).map(|(which, only)| {
            let named: Vec<&str> = only.iter().take(NAMED).map(|one| one.firm.as_str()).collect();
            let rest = if only.len() > NAMED { "; all: --format json" } else { "" };
            let firms = counted(only.len(), "firm");
            format!("{firms} would {which} be scored: {}{rest}", named.join(", "))
        });
        told.collect()
    }

    /// How alike two rankings are, and how far firms move.
    pub(crate) fn agreement(&self) -> [Section; 2] {
        let overlap = &self.rank_biased;
        let depth = overlap.weights.iter().find(|depth| depth.first == self.first);
        let weight = 100.0 * depth.map_or(0.0, |depth| depth.weight);
        let first = match self.first {
            1 => format!("the first has {weight:.0} % of"),
            first => format!("the first {} have {weight:.0} % of", thousands(first as u64)),
        };
        let of = |name, value, note| Agreement { name, value, note };
        let stability = self.stability.as_ref();
        let rows = [
            of("Spearman's ρ", self.spearman, String::new()),
            of("Kendall's τ", self.kendall, String::new()),
            of("weighted τ", self.weighted_tau, "the top counts more".to_owned()),
            of(
                "rank-biased overlap",
                overlap.overlap,
                format!("{}: {first} the weight", persistence(overlap.p)),
            ),
        ];
        let table = Rows::new(rows.into_iter().chain(stability.map(psi)))
            .left("agreement", |one| one.name)
            .number("", 3, |one| one.value)
            .left("", |one| one.note.clone());
        let most = thousands(self.greatest_shift.into());
        let moves = Section::new().line(format!(
            "{} of {} {} in rank, by {:.1} on average and by {most} at most",
            thousands(self.moved as u64),
            counted(self.firms, "firm"),
            if self.moved == 1 { "moves" } else { "move" },
            self.mean_shift,
        ));
        let moves = if self.firms >= FIRMS && self.moved > 0 {
            let end = f64::from(self.greatest_shift);
            let marks = Marks::Histogram { from: -end, to: end, counts: self.rises.clone() };
            let chart = Chart::new("Firms by how far they rise in rank", marks).across("ranks").up("firms");
            moves.chart(chart.in_line(format!("falls by {most} "), format!(" rises by {most}")))
        } else {
            moves
        };
        [Section::named("Agreement").table(table), moves]
    }

    /// What may be said of two cohorts without a firm in common: how unlike their points are.
    pub(crate) fn points_apart(&self) -> Option<String> {
        let Agreement { name, value, note } = psi(self.stability.as_ref()?);
        let note = if note.is_empty() { note } else { format!("  {note}") };
        Some(format!("{name}  {}{note}", number(value, 3)))
    }

    /// What the first firms have in common.
    pub(crate) fn first_firms(&self) -> Section {
        if self.tops.is_empty() {
            return Section::new();
        }
        let has_lists = self.tops.iter().any(|top| !top.institutions.is_empty());
        let table = Rows::new(&self.tops)
            .count("first", |top| top.first)
            .count("shared", |top| top.shared)
            .share("share", |top| top.share)
            .bars(WIDTH, |top| top.share.unwrap_or(0.0))
            .number("Jaccard", 3, |top| top.jaccard)
            .when(has_lists, |rows| rows.left("as long as the list of", |top| whose(top)));
        Section::named("First firms").table(table)
    }

    /// Which indicators or groups change points the most.
    pub(crate) fn parts_changed(&self) -> Section {
        let mut parts: Vec<_> = self.parts.iter().filter(|part| part.mean_change >= SHOWN).collect();
        parts.sort_by(|a, b| {
            let by_name = || (a.adjusts, &a.id).cmp(&(b.adjusts, &b.id));
            b.mean_change.total_cmp(&a.mean_change).then_with(by_name)
        });
        let Some(most) = parts.first().map(|part| part.mean_change) else { return Section::new() };
        let what = match self.level {
            Level::Indicators => "indicator",
            Level::Groups => "group",
        };
        let table = Rows::new(parts.iter().take(ROWS))
            .left(what, |part| named(&part.id, part.adjusts))
            .right("mean points", |part| {
                Cell::change(Cell::number(part.mean_before, 2), Cell::number(part.mean_after, 2))
            })
            .number("changes by", 2, |part| part.mean_change)
            .bars(WIDTH, |part| part.mean_change / most);
        Section::named("What changes points").table(table).lines(more(parts.len()))
    }

    /// Who moves the most, and by what; points have so many decimals before and after.
    pub(crate) fn biggest_movers(&self, decimals: (u8, u8)) -> Section {
        let movers = &self.movers;
        if movers.is_empty() {
            return Section::new();
        }
        let part_decimals = usize::from(decimals.0.max(decimals.1));
        let has_names = movers.iter().any(|mover| mover.name.is_some());
        let rank = |rank: u32| Cell::count(rank as usize);
        let points = |points: f64, decimals: u8| Cell::number(points, decimals.into());
        let table = Rows::new(movers)
            .left("biggest movers", |mover| &*mover.firm)
            .when(has_names, |rows| rows.left("", |mover| mover.name.as_deref().unwrap_or_default()))
            .right("rank", |mover| Cell::change(rank(mover.rank_before), rank(mover.rank_after)))
            .right("points", |mover| {
                Cell::change(points(mover.points_before, decimals.0), points(mover.points_after, decimals.1))
            })
            .left("by", |mover| moved_by(mover, part_decimals));
        let flows = movers.iter().map(|mover| Flow {
            label: mover.name.clone().unwrap_or_else(|| mover.firm.clone()),
            from: mover.rank_before,
            to: mover.rank_after,
        });
        let sides = ["rank before", "rank after"].map(str::to_owned);
        let chart = Chart::new("Ranks of the biggest movers", Marks::Flow { sides, flows: flows.collect() });
        Section::named("Biggest movers").table(table).chart(chart)
    }

    /// How segments, regions or industries fare: those whose share of the first firms changes most, in their
    /// own order.
    pub(crate) fn by_stratum(&self, what: &str, shifts: &[Shift]) -> Section {
        let first = self.first;
        if shifts.is_empty() {
            return Section::new();
        }
        let change = |at: usize| (shifts[at].share_after - shifts[at].share_before).abs();
        let mut shown: Vec<usize> = (0..shifts.len()).collect();
        shown.sort_by(|&a, &b| change(b).total_cmp(&change(a)).then(a.cmp(&b)));
        shown.truncate(ROWS);
        shown.sort_unstable();
        let rank = |rank: f64| match rank {
            _ if rank < 100.0 => Cell::number(rank, 1),
            _ => Cell::count(rank.round() as usize),
        };
        // Where everyone is among the first, there is nothing to tell.
        let tells = shifts.iter().map(|shift| shift.firms).sum::<usize>() > first;
        let table = Rows::new(shown.into_iter().map(|at| &shifts[at]))
            .left(what, |shift| shift.of.as_deref().map_or_else(|| "(not known)".to_owned(), names::told))
            .count("firms", |shift| shift.firms)
            .right("mean points", |shift| {
                Cell::change(
                    Cell::number(shift.mean_points_before, 2),
                    Cell::number(shift.mean_points_after, 2),
                )
            })
            .right("least change", |shift| Cell::signed(shift.least_change, 2))
            .right("greatest", |shift| Cell::signed(shift.greatest_change, 2))
            .right("mean rank", |shift| {
                Cell::change(rank(shift.mean_rank_before), rank(shift.mean_rank_after))
            })
            .when(tells, |rows| {
                rows.right(format!("of the first {}", thousands(first as u64)), |shift| {
                    Cell::change(Cell::share(shift.share_before), Cell::share(shift.share_after))
                })
            });
        Section::named(format!("By {what}")).table(table).lines(more(shifts.len()))
    }

    /// What becomes of institutions' lists.
    pub(crate) fn lists_changed(&self) -> Section {
        let lists = &self.lists;
        if lists.is_empty() {
            return Section::new();
        }
        let table = Rows::new(lists)
            .left("institution", |list| &*list.institution)
            .left("", |list| &*list.name)
            .right("listed", |list| Cell::change(Cell::count(list.before), Cell::count(list.after)))
            .count("kept", |list| list.kept)
            .count("joined", |list| list.joined)
            .count("left", |list| list.left)
            .left("why they left", |list| why_left(list));
        Section::named("Lists").table(table)
    }
}

/// The stability index and its reading.
fn psi(stability: &PopulationStability) -> Agreement {
    let note = stability.reading().unwrap_or_default().to_owned();
    Agreement { name: "PSI of points", value: stability.psi, note }
}

/// The `p` of rank-biased overlap, with as many digits as tell it from 0 and 1.
fn persistence(p: f64) -> String {
    if p < 0.001 {
        return "p < 0.001".to_owned();
    }
    match (3..=9).find(|decimals| (1.0 - p) * 10_f64.powi(*decimals) >= 10.0) {
        Some(decimals) => format!("p {p:.*}", decimals as usize),
        None => "p > 0.99999999".to_owned(),
    }
}

/// The institutions whose lists are as long: by name, or how many they are.
fn whose(top: &Top) -> String {
    match top.institutions.len() {
        0..=LISTS => top.institutions.join(", "),
        many => format!("{many} institutions"),
    }
}

/// The parts that move a firm.
fn moved_by(mover: &Mover, decimals: usize) -> String {
    let part = |points: Option<f64>| number(points, decimals);
    // What is the same as it is shown did not move.
    let moved: Vec<&PartMove> =
        mover.parts.iter().filter(|one| part(one.before) != part(one.after)).collect();
    let told = moved
        .iter()
        .take(PARTS)
        .map(|one| format!("{} {} → {}", named(&one.id, one.adjusts), part(one.before), part(one.after)));
    let mut by: Vec<String> = told.collect();
    if moved.len() > PARTS {
        let rest: f64 = moved[PARTS..].iter().map(|one| one.rise()).sum();
        by.push(format!("{} more {rest:+.decimals$}", moved.len() - PARTS));
    }
    by.join(", ")
}

/// What an indicator, a group or an adjustment is called.
fn named(id: &str, adjusts: bool) -> String {
    if adjusts { format!("adjustment of {id}") } else { id.to_owned() }
}

fn more(rows: usize) -> Option<String> {
    (rows > ROWS).then(|| format!("… and {} more", rows - ROWS))
}

fn why_left(list: &Churn) -> String {
    list.why_left.first().map_or(String::new(), |why| {
        let rest = list.why_left.len() - 1;
        let others = if rest > 0 { format!(" and {}", counted(rest, "other reason")) } else { String::new() };
        format!("{} {}{others}", thousands(why.firms as u64), why.reason)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persistence_is_told_from_0_and_1() {
        for (p, told) in [
            (1e-300, "p < 0.001"),
            (0.5, "p 0.500"),
            (0.9964, "p 0.9964"),
            (0.999_964, "p 0.999964"),
            (0.999_999_999_99, "p > 0.99999999"),
        ] {
            assert_eq!(persistence(p), told);
        }
    }
}
