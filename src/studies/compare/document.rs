//! The document of a comparison, for people.

use super::comparison::{Comparison, Only};
use super::matched::Both;
use super::report::{Report, SideAbout, SideKind};
use super::tables::{Stratum, lists, movers, tops};
use super::{Churn, Level, Mover, PartMove, Shift, Top};
use crate::figures::number::number;
use crate::figures::{Cell, Chart, Document, Flow, Marks, Rows, Section, Statistic};
use crate::studies::population::PopulationStability;
use crate::studies::study::day;
use crate::words::{Arg, Between, Message, say};

/// Most firms of only one side that are named; more are only counted.
const NAMED: usize = 5;
/// Divisor of the depth: ties at the cut-off are reported if there are more than the quotient.
const TIED: usize = 10;
/// Least gap between Kendall's τ and the weighted τ that is reported.
const AT_THE_TOP: f64 = 0.05;
/// Most rows printed per table; more are only counted.
const ROWS: usize = 10;
/// Most parts of a mover that are named.
const PARTS: usize = 3;
/// Most institutions that are named; more are only counted.
const LISTS: usize = 3;
/// Least number of firms for a histogram of rank changes.
const FIRMS: usize = 30;
/// Least difference of mean points that is not 0 in print.
const SHOWN: f64 = 0.005;
/// Most newly scored or unscored firms that are named; more are only counted.
const SCORED: usize = 10;

impl Report {
    /// The title of the document.
    pub fn title(&self) -> Message {
        say!(compare::title, before = self.before.shown(), after = self.after.shown())
    }

    /// The comparison as a document for people.
    pub(super) fn to_document(&self) -> Document {
        let Report { before, after, comparison, .. } = self;
        let document = Document::untitled(self.title()).section(comparison.verdict()).sections(sides(self));
        if comparison.firms == 0 {
            return document.section(what_to_do(self));
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

/// The two sides, their common firms, and the parts not compared.
fn sides(compared: &Report) -> [Section; 2] {
    let table = Rows::new([("A", &compared.before), ("B", &compared.after)])
        .left("", |(name, _)| *name)
        .left("", |(_, about)| about.shown())
        .left("", |(_, about)| say!(compare::kind, kind = about.kind.as_str()))
        .left(say!(compare::scorecard), |(_, about)| &*about.scorecard)
        .left(say!(compare::as_of), |(_, about)| &*about.as_of)
        .count(say!(compare::firms), |(_, about)| about.firms)
        .count(say!(compare::lists), |(_, about)| about.lists);
    let comparison = &compared.comparison;
    let shared = Section::new().line(say!(
        compare::shared_firms,
        both = comparison.firms,
        before = comparison.only_before.len(),
        after = comparison.only_after.len()
    ));
    [Section::new().table(table), compared.notes.iter().fold(shared, Section::prose)]
}

/// Firms of only one side with reasons; consecutive firms share a reason.
fn alone(firms: &[Only]) -> Arg {
    let alike = firms.chunk_by(|one, next| one.why == next.why).map(|alike| {
        let named = alike.iter().map(|only| match &only.name {
            Some(name) => say!(compare::only_firm, firm = &only.firm, name = name),
            None => Message::from(&only.firm),
        });
        say!(compare::only_alike, firms = Arg::items(named), why = &alike[0].why)
    });
    Arg::items(alike)
}

/// States that ties decide the first firms of the side `name`, if many are tied.
fn ties(name: &str, tops: &[Top], tied: fn(&Top) -> usize) -> Option<Message> {
    let top = tops.iter().max_by_key(|top| tied(top)).filter(|top| tied(top) > top.first / TIED)?;
    Some(say!(compare::ties, firms = tied(top), side = name, first = top.first))
}

/// Remarks on the figures, and further commands.
fn what_to_do(compared: &Report) -> Section {
    let comparison = &compared.comparison;
    let mut section = Section::named(say!(compare::reading));
    for (name, only) in [("A", &comparison.only_before), ("B", &comparison.only_after)] {
        if let Some(first) = only.get(..only.len().min(NAMED)).filter(|first| !first.is_empty()) {
            let firms = alone(first);
            section = section.hanging(match only.len() > NAMED {
                true => say!(compare::only_in_more, side = name, firms = firms),
                false => say!(compare::only_in, side = name, firms = firms),
            });
        }
    }
    section.join(what_to_know(compared)).join(where_to_go_on(compared))
}

/// Remarks that qualify the figures.
fn what_to_know(compared: &Report) -> Section {
    let Report { before, after, comparison, .. } = compared;
    let mut lines: Vec<Message> = Vec::new();
    if before.as_of != after.as_of {
        lines.push(say!(compare::days_differ, before = day(&before.as_of), after = day(&after.as_of)));
    }
    if before.scale != after.scale {
        let [before, after] = [before, after].map(|side| side.scale.to_string());
        lines.push(say!(compare::scales_differ, before = before, after = after));
    }
    if comparison.firms > 0 {
        lines.extend(ties("A", &comparison.tops, |top| top.tied_before));
        lines.extend(ties("B", &comparison.tops, |top| top.tied_after));
    }
    if let (Some(kendall), Some(weighted)) = (comparison.kendall, comparison.weighted_tau)
        && kendall - weighted > AT_THE_TOP
    {
        lines.push(say!(compare::top_differs));
    }
    Section::new().lines(lines)
}

/// The command that explains the greatest mover, and how to have indicators reported.
fn where_to_go_on(compared: &Report) -> Section {
    let Report { before, after, comparison, .. } = compared;
    let mut section = Section::new();
    if let Some(mover) = comparison.movers.first() {
        // Only `run` and `compare` accept weights without a file.
        let is_explained = |side: &SideAbout| side.kind == SideKind::Campaign && side.trial.is_none();
        let campaigns: Vec<&str> =
            [before, after].into_iter().filter(|side| is_explained(side)).map(|side| &*side.named).collect();
        let firm = &mover.firm;
        section = match campaigns[..] {
            [] => section,
            [one] => section.command(say!(compare::explain, campaign = one, firm = firm)),
            [one, other, ..] => {
                section.command(say!(compare::explain_both, before = one, after = other, firm = firm))
            }
        };
    }
    if comparison.level == Level::Groups && comparison.moved > 0 {
        section = section.line(say!(compare::by_groups));
    }
    section
}

/// A measure of agreement between two rankings.
struct Agreement {
    name: Message,
    value: Option<f64>,
    /// The reading of its value.
    note: Message,
}

impl Comparison {
    /// What the comparison comes to: whether ranks and lists change. Without a firm on both sides, whether
    /// the points are alike.
    fn verdict(&self) -> Section {
        if self.firms == 0 {
            return Section::new().line(say!(compare::none_shared)).lines(self.points_apart());
        }
        let changed = self.lists.iter().filter(|list| list.joined + list.left > 0).count();
        if self.moved == 0 && changed == 0 {
            return Section::new().line(say!(compare::nothing_moves));
        }
        let ranks = say!(compare::verdict_ranks, moved = self.moved, firms = self.firms);
        let lists = (!self.lists.is_empty()).then(|| {
            let joined: usize = self.lists.iter().map(|list| list.joined).sum();
            let left: usize = self.lists.iter().map(|list| list.left).sum();
            let lists = self.lists.len();
            say!(compare::verdict_lists, changed = changed, lists = lists, joined = joined, left = left)
        });
        Section::new().line(Message::joined(Between::Clauses, std::iter::once(ranks).chain(lists)))
    }

    /// The effects of other weights; points are printed with `decimals`.
    pub(in crate::studies) fn effect(&self, decimals: u8) -> Vec<Section> {
        let scored = Section::named(say!(compare::effect))
            .line(say!(compare::scored, firms = self.firms))
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

    /// Firms that are no longer scored under other weights, and firms that are newly scored.
    pub(in crate::studies) fn scored_otherwise(&self) -> Vec<Message> {
        let named = |only: &[Only]| Arg::items(only.iter().take(SCORED).map(|one| &one.firm));
        let (gone, new) = (&self.only_before, &self.only_after);
        let mut lines = Vec::new();
        match gone.len() {
            0 => {}
            count @ ..=SCORED => {
                lines.push(say!(compare::no_longer_scored, count = count, firms = named(gone)));
            }
            count => lines.push(say!(compare::no_longer_scored_more, count = count, firms = named(gone))),
        }
        match new.len() {
            0 => {}
            count @ ..=SCORED => lines.push(say!(compare::newly_scored, count = count, firms = named(new))),
            count => lines.push(say!(compare::newly_scored_more, count = count, firms = named(new))),
        }
        lines
    }

    /// Measures of agreement, and the distribution of rank changes.
    fn agreement(&self) -> [Section; 2] {
        let overlap = &self.rank_biased;
        let depth = overlap.weights.iter().find(|depth| depth.first == self.first);
        let weight = 100.0 * depth.map_or(0.0, |depth| depth.weight);
        let depth = say!(
            compare::rank_biased_note,
            persistence = persistence(overlap.p),
            first = self.first,
            weight = format!("{weight:.0}")
        );
        let of = |name, value, note| Agreement { name, value, note };
        let stability = self.stability.as_ref();
        let rows = [
            of(say!(compare::spearman), self.spearman, read(Statistic::Correlation, self.spearman)),
            of(say!(compare::kendall), self.kendall, read(Statistic::Tau, self.kendall)),
            of(say!(compare::weighted_tau), self.weighted_tau, say!(compare::weighted_tau_note)),
            of(say!(compare::rank_biased), overlap.overlap, depth),
        ];
        let table = Rows::new(rows.into_iter().chain(stability.map(psi)))
            .left(say!(compare::agreement_of), |one| one.name.clone())
            .number("", 3, |one| one.value)
            .left("", |one| one.note.clone());
        let most = self.greatest_shift;
        let moves = Section::new().line(say!(
            compare::moved,
            moved = self.moved,
            firms = self.firms,
            mean = format!("{:.1}", self.mean_shift),
            most = most
        ));
        let moves = if self.firms >= FIRMS && self.moved > 0 {
            let end = f64::from(most);
            let marks = Marks::Histogram { from: -end, to: end, counts: self.rises.clone() };
            let chart = Chart::new(say!(compare::rises_chart), marks)
                .across(say!(compare::rises_across))
                .up(say!(compare::rises_up));
            moves.chart(
                chart.in_line(say!(compare::falls_by, most = most), say!(compare::rises_by, most = most)),
            )
        } else {
            moves
        };
        let read = stability.is_some_and(|one| one.shared == 0);
        let section =
            Section::named(say!(compare::agreement)).table(table).note(Statistic::Correlation.legend());
        let section = if read { section.note(Statistic::Stability.legend()) } else { section };
        [section, moves]
    }

    /// For two cohorts without a common firm: the difference of their points.
    fn points_apart(&self) -> Option<Message> {
        let Agreement { value, note, .. } = psi(self.stability.as_ref()?);
        let value = number(value, 3);
        Some(match note.is_empty() {
            true => say!(compare::psi_line, psi = value),
            false => say!(compare::psi_line_read, psi = value, reading = note),
        })
    }

    /// The overlap of the first firms.
    fn first_firms(&self) -> Section {
        if self.tops.is_empty() {
            return Section::new();
        }
        let has_lists = self.tops.iter().any(|top| !top.institutions.is_empty());
        let table =
            tops(&self.tops).when(has_lists, |rows| rows.left(say!(compare::long_as), |top| whose(top)));
        Section::named(say!(compare::first_firms)).table(table)
    }

    /// The indicators or groups with the greatest changes of points.
    fn parts_changed(&self) -> Section {
        let mut changed: Vec<_> = self.parts.iter().filter(|part| part.mean_change >= SHOWN).collect();
        changed.sort_by(|a, b| {
            let by_name = || (a.adjusts, &a.id).cmp(&(b.adjusts, &b.id));
            b.mean_change.total_cmp(&a.mean_change).then_with(by_name)
        });
        if changed.is_empty() {
            return Section::new();
        }
        let table = self.parts_table(changed.iter().copied().take(ROWS));
        Section::named(say!(compare::parts)).table(table).lines(more(changed.len()))
    }

    /// The greatest movers and their parts; points are printed with `decimals`.
    fn biggest_movers(&self, decimals: Both<u8>) -> Section {
        if self.movers.is_empty() {
            return Section::new();
        }
        let part_decimals = usize::from(decimals.before.max(decimals.after));
        let points = |points: f64, decimals: u8| Cell::number(points, decimals.into());
        let table = movers(&self.movers)
            .right(say!(compare::points), |mover| {
                let before = points(mover.points_before, decimals.before);
                Cell::change(before, points(mover.points_after, decimals.after))
            })
            .left(say!(compare::moved_by), |mover| self.moved_by(mover, part_decimals));
        let flows = self.movers.iter().map(|mover| Flow {
            label: mover.name.as_ref().unwrap_or(&mover.firm).into(),
            from: mover.rank_before,
            to: mover.rank_after,
        });
        let sides = [say!(compare::rank_before), say!(compare::rank_after)];
        let marks = Marks::Flow { sides, flows: flows.collect() };
        let chart = Chart::new(say!(compare::movers_chart), marks);
        Section::named(say!(compare::movers)).table(table).chart(chart)
    }

    /// Changes by segment, region or industry: the strata whose share of the first firms changes most, in the
    /// order of strata.
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
        // If every firm is among the first, there is nothing to report.
        let is_part = all.iter().map(|shift| shift.firms).sum::<usize>() > first;
        let table = self.shifts(stratum, shown.into_iter().map(|at| &all[at])).when(is_part, |rows| {
            rows.right(say!(compare::of_first, first = first), |shift| {
                Cell::change(Cell::share(shift.share_before), Cell::share(shift.share_after))
            })
        });
        Section::named(stratum.heading()).table(table).lines(more(all.len()))
    }

    /// Turnover of the institutions' lists.
    fn lists_changed(&self) -> Section {
        if self.lists.is_empty() {
            return Section::new();
        }
        Section::named(say!(compare::lists_changed))
            .table(lists(&self.lists).left(say!(compare::why_left), |list| why_left(list)))
    }
}

/// The conventional reading of a statistic's value; empty without one.
fn read(statistic: Statistic, value: Option<f64>) -> Message {
    value.and_then(|value| statistic.reading(value)).unwrap_or_default()
}

/// The stability index, with its reading if no firm is on both sides.
fn psi(stability: &PopulationStability) -> Agreement {
    let note = match stability.shared {
        0 => stability.reading().unwrap_or_default(),
        firms => say!(compare::psi_unread, firms = firms),
    };
    Agreement { name: say!(compare::psi), value: stability.psi, note }
}

/// The `p` of rank-biased overlap, with enough digits to distinguish it from 0 and 1.
fn persistence(p: f64) -> String {
    if p < 0.001 {
        return "p < 0.001".to_owned();
    }
    match (3..=9).find(|decimals| (1.0 - p) * 10_f64.powi(*decimals) >= 10.0) {
        Some(decimals) => format!("p {p:.*}", decimals as usize),
        None => "p > 0.99999999".to_owned(),
    }
}

/// Institutions whose lists have this length: their names, or their number.
fn whose(top: &Top) -> Message {
    match top.institutions.len() {
        0..=LISTS => Message::joined(Between::Items, &top.institutions),
        many => say!(compare::institutions, count = many),
    }
}

impl Comparison {
    /// The parts that moved a firm.
    fn moved_by(&self, mover: &Mover, decimals: usize) -> Message {
        let points = |points: Option<f64>| number(points, decimals);
        // A part that rounds to the same points did not move.
        let moved: Vec<&PartMove> =
            mover.parts.iter().filter(|one| points(one.before) != points(one.after)).collect();
        let (named, rest) = moved.split_at(PARTS.min(moved.len()));
        let part = |one: &&PartMove| {
            say!(
                compare::part_moved,
                part = self.part_name(&one.id, one.adjusts),
                before = points(one.before),
                after = points(one.after)
            )
        };
        let more = (!rest.is_empty()).then(|| {
            let change: f64 = rest.iter().map(|one| one.rise()).sum();
            say!(compare::parts_more, parts = rest.len(), change = format!("{change:+.decimals$}"))
        });
        Message::joined(Between::Items, named.iter().map(part).chain(more))
    }
}

fn more(rows: usize) -> Option<Message> {
    (rows > ROWS).then(|| say!(compare::more_rows, rows = rows - ROWS))
}

fn why_left(list: &Churn) -> Message {
    match &list.why_left[..] {
        [] => Message::default(),
        [why] => say!(compare::reason, firms = why.firms, reason = &why.reason),
        [why, rest @ ..] => {
            say!(compare::reason_more, firms = why.firms, reason = &why.reason, others = rest.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn counts_read_in_both_languages() {
        let shared = say!(compare::shared_firms, both = 1_usize, before = 1200_usize, after = 0_usize);
        assert_eq!(shared.to_string(), "1 firm on both sides, 1,200 only in A, 0 only in B");
        assert_eq!(shared.say(Language::Zh), "双方共有 1 家企业，仅 A 有 1,200 家，仅 B 有 0 家");
        let moved = say!(compare::moved, moved = 1_usize, firms = 30_usize, mean = "0.1", most = 4_usize);
        assert_eq!(moved.to_string(), "1 of 30 firms changes rank, by 0.1 on average and by 4 at most");
        assert_eq!(moved.say(Language::Zh), "30 家企业中有 1 家排名变化，平均变化 0.1 位，最多 4 位");
    }

    #[test]
    fn a_command_stands_on_a_line_of_its_own() {
        let said = say!(compare::explain, campaign = "campaign.toml", firm = "C1");
        let command = "\n  jifen explain campaign.toml --firm C1";
        assert_eq!(said.to_string(), format!("the firm that moves most, in full:{command}"));
        assert_eq!(said.say(Language::Zh), format!("变动最大的企业详见：{command}"));
    }

    #[test]
    fn persistence_is_distinguished_from_0_and_1() {
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
