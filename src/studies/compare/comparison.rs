//! The changes from one scoring to another.

use serde::Serialize;

use super::agreement::{self, Depths, RankBiased, Top};
use super::churn::{self, Churn};
use super::firms;
use super::matched::Matched;
use super::movers::{self, Mover, PartChange, Parts};
use super::options::Options;
use super::shifts::{self, SegmentMove, Shift, Strata};
use super::side::{Side, Titles};
use super::terms::Level;
use crate::figures::Table;
use crate::firms::Texts;
use crate::stats;
use crate::studies::population::{CohortPoints, PopulationStability};
use crate::words::Message;

/// Number of classes of rank changes, odd.
const CLASSES: usize = 21;
/// Characters of an industry's code for its section (GB/T 4754).
const SECTION: usize = 1;
/// Characters of an industry's code for its division: section letter and two digits.
const DIVISION: usize = 3;

/// All changes from one scoring to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Number of firms on both sides, on which correlations, ranks, movers and shifts are based.
    pub firms: usize,
    /// Firms that only the first side scores, by place.
    pub only_before: Vec<Only>,
    /// Firms that only the second side scores, by place.
    pub only_after: Vec<Only>,
    /// Spearman's ρ of the published points; `None` for constant points.
    pub spearman: Option<f64>,
    /// Kendall's τ-b of the published points; `None` for constant points.
    pub kendall: Option<f64>,
    /// Vigna's weighted τ of the published points, in which exchanges at the top weigh more.
    pub weighted_tau: Option<f64>,
    /// Rank-biased overlap of both whole rankings.
    pub rank_biased: RankBiased,
    /// Population stability index of the points of both sides, by tenths of the first side. It has a reading
    /// only if no firm is on both sides. `None` if full marks differ.
    pub stability: Option<PopulationStability>,
    /// Overlap of the first firms, depth by depth.
    pub tops: Vec<Top>,
    /// Number of leading firms to which the shares of each [`Shift`] refer.
    pub first: usize,
    /// Number of firms with another rank.
    pub moved: usize,
    /// The mean of `|rank after − rank before|`.
    pub mean_shift: f64,
    /// The greatest `|rank after − rank before|`.
    pub greatest_shift: u32,
    /// Number of firms by rise in rank, in classes of equal width from the greatest fall to the greatest
    /// rise.
    pub rises: Vec<usize>,
    /// Whether changes of points are by indicator or by group.
    pub level: Level,
    /// Changes of the summands of points: indicators or groups, then adjustments.
    pub parts: Vec<PartChange>,
    /// Firms with the greatest rank changes, in descending order; ties by id.
    pub movers: Vec<Mover>,
    /// Change of each segment, in the order of the first side's scorecard.
    pub segments: Vec<Shift>,
    /// Firms with another segment, by pairs of segments.
    pub segment_moves: Vec<SegmentMove>,
    /// Change of each province. If all firms are in one province, change of each prefecture; if in one
    /// prefecture, of each county.
    pub regions: Vec<Shift>,
    /// Change of each section of industry.
    pub industries: Vec<Shift>,
    /// Change of each division of industry.
    pub divisions: Vec<Shift>,
    /// Turnover of each institution's list.
    pub lists: Vec<Churn>,
    /// Chinese titles of ids.
    #[serde(skip)]
    pub titles: Titles,
    /// Ranks and points of every firm; `None` unless requested.
    #[serde(skip)]
    pub every_firm: Option<Table>,
}

/// A firm that only one side scores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Only {
    /// The firm's id in the cohort's file.
    pub firm: String,
    /// The firm's name, if the cohort has names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The reason why the other side does not score it: it could not be scored, its row is in quarantine, or
    /// it is not in that cohort. A finished run may give no reason.
    pub why: Message,
}

impl Comparison {
    /// All changes from `before` to `after`.
    pub fn between(before: &Side, after: &Side, options: &Options) -> Comparison {
        let matched = Matched::of(before, after);
        let depths = Depths::of(before, after, options);
        let first = depths.first;
        let (x, y) = (&matched.points_before, &matched.points_after);
        let ((spearman, (kendall, weighted_tau)), (rank_biased, tops)) = rayon::join(
            || {
                let correlations = || (stats::kendall(x, y), stats::weighted_tau(x, y));
                rayon::join(|| stats::spearman(x, y), correlations)
            },
            || {
                let overlap = agreement::rank_biased(before, after, &matched, options, &depths);
                (overlap, agreement::tops(before, after, &matched, depths))
            },
        );
        let parts = Parts::of(before, after);
        let (movers, (changes, lists)) = rayon::join(
            || movers::movers(before, &matched, &parts, options.movers),
            || rayon::join(|| parts.changes(&matched), || churn::churn(before, after, &matched)),
        );
        let [segments, regions, industries, divisions] = shifts(before, after, &matched, first);
        let shifted = || (0..matched.len()).map(|at| matched.shift(at));
        let total: u64 = shifted().map(u64::from).sum();
        Comparison {
            firms: matched.len(),
            only_before: only(before, &matched.only_before, after),
            only_after: only(after, &matched.only_after, before),
            spearman,
            kendall,
            weighted_tau,
            rank_biased,
            stability: (before.scale == after.scale).then(|| {
                PopulationStability::between(
                    &CohortPoints { cohort: "A".into(), points: &before.points },
                    &CohortPoints { cohort: "B".into(), points: &after.points },
                )
                .sharing(matched.len())
            }),
            tops,
            first,
            moved: shifted().filter(|shift| *shift > 0).count(),
            mean_shift: if matched.len() == 0 { 0.0 } else { total as f64 / matched.len() as f64 },
            greatest_shift: shifted().max().unwrap_or(0),
            rises: rises(&matched),
            level: parts.level,
            parts: changes,
            movers,
            segments,
            segment_moves: shifts::segment_moves(before, after, &matched),
            regions,
            industries,
            divisions,
            lists,
            titles: before.titles.or(&after.titles),
            every_firm: options.every_firm.then(|| firms::every_firm(before, after, &matched)),
        }
    }
}

/// The firms in `rows` of `side`, which `other` does not score.
fn only(side: &Side, rows: &[u32], other: &Side) -> Vec<Only> {
    let firm = |row: &u32| {
        let firm = side.ids.get_or_empty(*row as usize).to_owned();
        Only { why: other.absence(&firm), name: side.name(*row), firm }
    };
    rows.iter().map(firm).collect()
}

/// Number of firms by rise in rank, in [`CLASSES`] classes from the greatest fall to the greatest rise; the
/// middle one is centred on 0.
fn rises(matched: &Matched) -> Vec<usize> {
    let mut counts = vec![0; CLASSES];
    let middle = CLASSES / 2;
    let greatest = (0..matched.len()).map(|at| matched.shift(at) as usize).max().unwrap_or(0).max(1);
    for at in 0..matched.len() {
        let off = (2 * middle * matched.shift(at) as usize + greatest) / (2 * greatest);
        let rises = matched.rank_after[at] < matched.rank_before[at];
        counts[if rises { middle + off } else { middle - off }] += 1;
    }
    counts
}

/// Changes by segment, region, section and division of industry.
fn shifts(before: &Side, after: &Side, matched: &Matched, first: usize) -> [Vec<Shift>; 4] {
    let among =
        [shifts::among_first(&matched.rank_before, first), shifts::among_first(&matched.rank_after, first)];
    let decimals = before.decimals.max(after.decimals);
    let of = |strata: &Strata| shifts::shifts(matched, &among, strata, decimals);
    let by_code = |one: Option<&Texts>, other: Option<&Texts>, digits: usize| {
        if one.or(other).is_none() {
            return Vec::new();
        }
        let mut shifts = of(&Strata::codes(one, other, matched, digits));
        // Sorted by code, with the unknown one last.
        shifts.sort_by(|a, b| (a.of.is_none(), &a.of).cmp(&(b.of.is_none(), &b.of)));
        shifts
    };
    let (region, other_region) = (before.regions.as_ref(), after.regions.as_ref());
    let (industry, other_industry) = (before.industries.as_ref(), after.industries.as_ref());
    let digits = shifts::digits_of_regions(region, other_region, matched);
    let ((segments, regions), (sections, divisions)) = rayon::join(
        || (of(&Strata::segments(before, matched)), by_code(region, other_region, digits)),
        || {
            let by_industry = |digits| by_code(industry, other_industry, digits);
            (by_industry(SECTION), by_industry(DIVISION))
        },
    );
    [segments, regions, sections, divisions]
}
