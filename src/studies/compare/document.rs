//! A comparison for people.

use super::comparison::{Comparison, Only};
use super::matched::Both;
use super::report::{Report, SideAbout, SideKind};
use super::tables::{Stratum, lists, movers, named, parts, shifts, tops};
use super::{Churn, Level, Mover, PartMove, Shift, Top};
use crate::figures::number::{counted, number, thousands};
use crate::figures::{Cell, Chart, Document, Flow, Marks, Rows, Section};
use crate::studies::population::PopulationStability;

/// Firms of one side alone that are named before the rest are only counted.
const NAMED: usize = 5;
/// Ties at the end of the first so many are worth saying from one in so many of them on.
const TIED: usize = 10;
/// How much lower the weighted τ is than Kendall's before it is worth saying.
const AT_THE_TOP: f64 = 0.05;
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
/// Firms that other weights score or no longer score, named before the rest are only counted.
const SCORED: usize = 10;

impl Report {
    /// What the comparison is called.
    pub fn title(&self) -> String {
        format!("{} and {} compared", self.before.shown(), self.after.shown())
    }

    /// The comparison as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let Report { before, after, comparison, .. } = self;
        let document = Document::untitled(self.title()).sections(sides(self));
        if comparison.firms == 0 {
            let apart = Section::new()
                .line("no firm is on both sides: see that both tell firms apart by the same column")
                .lines(comparison.points_apart());
            return document.section(apart.join(what_to_do(self)));
        }
        let strata = [
            (Stratum::Segment, &comparison.segments),
            (Stratum::Region, &comparison.regions),
            (Stratum::Industry, &comparison.industries),
        ];
        let strata = strata.into_iter().filter(|_| comparison.moved > 0);
        let decimals = Both { before: before.decimals, after: after.decimals };
        document
            .sections(comparison.agreement())
            .section(comparison.first_firms())
            .section(comparison.lists_changed())
            .section(comparison.biggest_movers(decimals))
            .section(comparison.parts_changed())
            .sections(strata.map(|(stratum, all)| comparison.by_stratum(stratum, all)))
            .section(what_to_do(self))
    }
}

/// What the two sides are, which firms they share, and what is not compared.
fn sides(compared: &Report) -> [Section; 2] {
    let table = Rows::new([("A", &compared.before), ("B", &compared.after)])
        .left("", |(name, _)| *name)
        .left("", |(_, about)| about.shown())
        .left("", |(_, about)| about.kind.as_str())
        .left("scorecard", |(_, about)| &*about.scorecard)
        .left("as of", |(_, about)| &*about.as_of)
        .count("firms", |(_, about)| about.firms)
        .count("lists", |(_, about)| about.lists);
    let comparison = &compared.comparison;
    let shared = Section::new().line(format!(
        "{} on both sides, {} only in A, {} only in B",
        counted(comparison.firms, "firm"),
        thousands(comparison.only_before.len() as u64),
        thousands(comparison.only_after.len() as u64)
    ));
    [Section::new().table(table), compared.notes.iter().fold(shared, Section::prose)]
}

/// Firms of one side alone, and why, once for those that follow one another.
fn told(firms: &[Only]) -> String {
    let alike: Vec<String> = firms
        .chunk_by(|one, next| one.why == next.why)
        .map(|alike| {
            let named = alike.iter().map(|only| match &only.name {
                Some(name) => format!("{} {name}", only.firm),
                None => only.firm.clone(),
            });
            format!("{} ({})", named.collect::<Vec<_>>().join(", "), alike[0].why)
        })
        .collect();
    alike.join(", ")
}

/// That ties decide who is among the first of the side called `name`, where many do.
fn ties(name: &str, tops: &[Top], tied: fn(&Top) -> usize) -> Option<String> {
    let top = tops.iter().max_by_key(|top| tied(top)).filter(|top| tied(top) > top.first / TIED)?;
    Some(format!(
        "{} of {name} have the points of the one in place {}: tie-breakers and ids decide which come first",
        counted(tied(top), "firm"),
        thousands(top.first as u64)
    ))
}

/// How to read it, and where to go on.
fn what_to_do(compared: &Report) -> Section {
    let Report { before, after, comparison, .. } = compared;
    let mut section = Section::named("How to read it");
    for (name, only) in [("A", &comparison.only_before), ("B", &comparison.only_after)] {
        if let Some(first) = only.get(..only.len().min(NAMED)).filter(|first| !first.is_empty()) {
            let rest = if only.len() > NAMED { "; all: --format json or --out DIR" } else { "" };
            section = section.hanging(format!("only in {name}: {}{rest}", told(first)));
        }
    }
    let mut lines: Vec<String> = Vec::new();
    if before.as_of != after.as_of {
        lines.push(format!(
            "A is as of {} and B as of {}: ages, and values that change by date, move firms too",
            before.as_of, after.as_of
        ));
    }
    let is_still = comparison.lists.iter().all(|list| list.joined + list.left == 0);
    if comparison.firms > 0 && comparison.moved == 0 && is_still {
        lines.push("all firms on both sides rank alike, and no list changes".to_owned());
    }
    if before.scale != after.scale {
        lines.push(format!(
            "points are of scales of {} and {}: read ranks rather than points",
            before.scale, after.scale
        ));
    }
    if comparison.firms > 0 {
        lines.extend(ties("A", &comparison.tops, |top| top.tied_before));
        lines.extend(ties("B", &comparison.tops, |top| top.tied_after));
    }
    if let (Some(kendall), Some(weighted)) = (comparison.kendall, comparison.weighted_tau)
        && kendall - weighted > AT_THE_TOP
    {
        lines.push("they part most at the top, where lists are filled: look at the first firms".to_owned());
    }
    section = section.lines(lines);
    if let Some(mover) = comparison.movers.first() {
        // Nothing but `run` and `compare` knows weights without a file.
        let is_explained = |side: &SideAbout| side.kind == SideKind::Campaign && side.trial.is_none();
        let explain = |about: &SideAbout| format!("jifen explain {} --firm {}", about.named, mover.firm);
        let campaigns: Vec<String> =
            [before, after].into_iter().filter(|side| is_explained(side)).map(explain).collect();
        if !campaigns.is_empty() {
            section =
                section.command(format!("the firm that moves most, in full:\n  {}", campaigns.join("\n  ")));
        }
    }
    if comparison.level == Level::Groups && comparison.moved > 0 {
        section = section.line(
            "what moves firms is told by group: a run with `detail = true` under [output] tells indicators",
        );
    }
    section
}

/// A measure of how alike two rankings are.
struct Agreement {
    name: &'static str,
    value: Option<f64>,
    note: String,
}

impl Comparison {
    /// What other weights cause; points have so many decimals.
    pub(in crate::studies) fn effect(&self, decimals: u8) -> Vec<Section> {
        let firms = counted(self.firms, "firm");
        let scored = Section::named("Effect")
            .line(format!("{firms} scored by today's weights and by these"))
            .lines(self.scored_otherwise());
        let agreement = self.agreement();
        std::iter::once(scored)
            .chain(agreement)
            .chain([
                self.by_stratum(Stratum::Segment, &self.segments),
                self.biggest_movers(Both { before: decimals, after: decimals }),
            ])
            .collect()
    }

    /// The firms that other weights no longer score, and those they score first.
    pub(in crate::studies) fn scored_otherwise(&self) -> Vec<String> {
        let sides = [("no longer", &self.only_before), ("newly", &self.only_after)];
        let told = sides.into_iter().filter(|(_, only)| !only.is_empty()).map(|(which, only)| {
            let named: Vec<&str> = only.iter().take(SCORED).map(|one| one.firm.as_str()).collect();
            let rest = if only.len() > SCORED { "; all: --format json" } else { "" };
            let firms = counted(only.len(), "firm");
            format!("{firms} would {which} be scored: {}{rest}", named.join(", "))
        });
        told.collect()
    }

    /// How alike two rankings are, and how far firms move.
    fn agreement(&self) -> [Section; 2] {
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
    fn points_apart(&self) -> Option<String> {
        let Agreement { name, value, note } = psi(self.stability.as_ref()?);
        let note = if note.is_empty() { note } else { format!("  {note}") };
        Some(format!("{name}  {}{note}", number(value, 3)))
    }

    /// What the first firms have in common.
    fn first_firms(&self) -> Section {
        if self.tops.is_empty() {
            return Section::new();
        }
        let has_lists = self.tops.iter().any(|top| !top.institutions.is_empty());
        let table =
            tops(&self.tops).when(has_lists, |rows| rows.left("as long as the list of", |top| whose(top)));
        Section::named("First firms").table(table)
    }

    /// Which indicators or groups change points the most.
    fn parts_changed(&self) -> Section {
        let mut changed: Vec<_> = self.parts.iter().filter(|part| part.mean_change >= SHOWN).collect();
        changed.sort_by(|a, b| {
            let by_name = || (a.adjusts, &a.id).cmp(&(b.adjusts, &b.id));
            b.mean_change.total_cmp(&a.mean_change).then_with(by_name)
        });
        if changed.is_empty() {
            return Section::new();
        }
        let table = parts(self.level, changed.iter().copied().take(ROWS));
        Section::named("What changes points").table(table).lines(more(changed.len()))
    }

    /// Who moves the most, and by what; points have so many decimals.
    fn biggest_movers(&self, decimals: Both<u8>) -> Section {
        if self.movers.is_empty() {
            return Section::new();
        }
        let part_decimals = usize::from(decimals.before.max(decimals.after));
        let points = |points: f64, decimals: u8| Cell::number(points, decimals.into());
        let table = movers(&self.movers)
            .right("points", |mover| {
                let before = points(mover.points_before, decimals.before);
                Cell::change(before, points(mover.points_after, decimals.after))
            })
            .left("by", |mover| moved_by(mover, part_decimals));
        let flows = self.movers.iter().map(|mover| Flow {
            label: mover.name.as_ref().unwrap_or(&mover.firm).into(),
            from: mover.rank_before,
            to: mover.rank_after,
        });
        let sides = ["rank before", "rank after"].map(Into::into);
        let chart = Chart::new("Ranks of the biggest movers", Marks::Flow { sides, flows: flows.collect() });
        Section::named("Biggest movers").table(table).chart(chart)
    }

    /// How segments, regions or industries fare: those whose share of the first firms changes most, in their
    /// own order.
    fn by_stratum(&self, stratum: Stratum, all: &[Shift]) -> Section {
        let first = self.first;
        if all.is_empty() {
            return Section::new();
        }
        let change = |at: usize| (all[at].share_after - all[at].share_before).abs();
        let mut shown: Vec<usize> = (0..all.len()).collect();
        shown.sort_by(|&a, &b| change(b).total_cmp(&change(a)).then(a.cmp(&b)));
        shown.truncate(ROWS);
        shown.sort_unstable();
        // Where everyone is among the first, there is nothing to report.
        let tells = all.iter().map(|shift| shift.firms).sum::<usize>() > first;
        let table = shifts(stratum, shown.into_iter().map(|at| &all[at])).when(tells, |rows| {
            rows.right(format!("of the first {}", thousands(first as u64)), |shift| {
                Cell::change(Cell::share(shift.share_before), Cell::share(shift.share_after))
            })
        });
        let [what, ..] = stratum.words();
        Section::named(format!("By {what}")).table(table).lines(more(all.len()))
    }

    /// How institutions' lists change.
    fn lists_changed(&self) -> Section {
        if self.lists.is_empty() {
            return Section::new();
        }
        Section::named("Lists").table(lists(&self.lists).left("why they left", |list| why_left(list)))
    }
}

/// The stability index, with its reading where no firm is on both sides.
fn psi(stability: &PopulationStability) -> Agreement {
    let note = match stability.shared {
        0 => stability.reading().unwrap_or_default().to_owned(),
        firms => format!("no reading: {} on both sides", counted(firms, "firm")),
    };
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
