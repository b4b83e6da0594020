//! A look into a scorecard by what it does to a cohort: what its indicators tell, what its weights really
//! come to, and what to do about it.
//!
//! [`audit`] looks at the scored firms, all together and segment by segment. Everything is taken over shares
//! of full marks, so that direction comes first and more is better everywhere, unless raw values are named;
//! over what is known, a share being missing where the indicator is left out for the firm; and over firms in
//! the order of their points, so that neither the order of rows nor the number of threads leaves a trace. The
//! cohort is the population: variances have divisor `n`.
//!
//! What has no answer has none ([`None`]): statistics of firms that are not there, of values that do not
//! vary, of an indicator that has weight in no segment. Each item says where that is so.

mod dependence;
mod ends;
mod importance;
mod omission;
mod part;
mod profile;
mod remarks;
mod separation;
mod tables;

use rayon::prelude::*;
use serde::Serialize;

pub use dependence::{Consistency, consistency};
pub use importance::{Importance, are_few, importance};
pub use omission::Shift;
pub use profile::{Distribution, FENCES, KURTOSIS, Profile, SKEW, distribution, profile};
pub use remarks::{ALL_MISSING, Remark, SIGNS};
pub use separation::{GradeShare, Histogram, Separation};

use self::part::Part;
pub(super) use self::part::{Branch, branches};
use super::Cohort;
use crate::firms::Cells;
use crate::progress::Progress;

/// What is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// How many firms count as first where indicators are left out; a tenth of a part's firms, rounded up, if
    /// nothing is said.
    pub top: Option<usize>,
}

/// What a look into a scorecard finds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Audit {
    /// The scorecard.
    pub scorecard: String,
    /// The as-of day.
    pub as_of: String,
    /// The cohort's file.
    pub cohort: String,
    /// Its SHA-256.
    pub cohort_sha256: String,
    /// Full marks of the whole.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// What to know and what to do: of the whole cohort, then what only a segment shows; of each warnings
    /// before notes, those farthest beyond their bound first.
    pub remarks: Vec<Remark>,
    /// The whole cohort, and each segment where there is more than one.
    pub parts: Vec<PartAudit>,
}

/// What some firms show.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartAudit {
    /// The segment; nothing for the whole cohort.
    pub segment: Option<String>,
    /// Its scored firms.
    pub firms: usize,
    /// How many of them count as first.
    pub top: usize,
    /// How the published points tell them apart.
    pub separation: Separation,
    /// All indicators, in the scorecard's order.
    pub indicators: Vec<IndicatorAudit>,
    /// The groups below the root, with those of bonus and deduction.
    pub groups: Vec<GroupAudit>,
    /// Pearson's correlations of the indicators' shares, in their order, each over the firms that have both;
    /// nothing where one does not vary.
    pub correlations: Vec<Vec<Option<f64>>>,
    /// How many firms each of them is taken over.
    pub pairs: Vec<Vec<usize>>,
    /// Whether the indicators that have weight measure one thing together.
    pub consistency: Consistency,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorAudit {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The group below the root it is in.
    pub group: String,
    /// Its values.
    pub profile: Profile,
    /// Its weight and what that comes to.
    pub importance: Importance,
    /// Its correlation with the weighted mean share of each of [`PartAudit::groups`], its own without itself.
    pub with_groups: Vec<Option<f64>>,
    /// How many firms each of them is taken over.
    pub pairs_with_groups: Vec<usize>,
    /// What would happen without it; nothing where it is all that weighs.
    pub without: Option<Shift>,
}

/// One group below the root (一级指标).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupAudit {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Its indicators, those of groups inside it with them.
    pub indicators: Vec<String>,
    /// Its weight and what that comes to, by its share of its full marks.
    pub importance: Importance,
    /// Correlations of its share with those of all groups.
    pub correlations: Vec<Option<f64>>,
    /// Whether its indicators measure one thing.
    pub consistency: Consistency,
    /// What would happen without it.
    pub without: Option<Shift>,
}

/// Looks into the scorecard of `cohort`.
///
/// # Panics
/// If the scores were made without details.
pub fn audit(cohort: &Cohort<'_>, asked: &Asked, progress: &dyn Progress) -> Audit {
    let (card, scores) = (cohort.scorecard, cohort.scores);
    let branches = branches(card);
    let segments = if card.segments.len() > 1 { 0..card.segments.len() } else { 0..0 };
    let parts: Vec<Part<'_>> = std::iter::once(None)
        .chain(segments.map(Some))
        .map(|segment| Part::new(card, scores, segment))
        .collect();
    progress.begin("looking into the scorecard", 1 + parts.len() as u64);
    let tops: Vec<usize> =
        parts.iter().map(|part| asked.top.unwrap_or_else(|| part.rows.len().div_ceil(10))).collect();
    let sets: Vec<Vec<usize>> = (0..card.indicators.len())
        .map(|at| vec![at])
        .chain(branches.iter().map(|branch| branch.indicators.clone()))
        .collect();
    let shifts = omission::without(&parts, &sets, &tops);
    progress.advance(1);
    let part = |((part, shifts), top)| {
        let told = of_part(part, &branches, shifts, top);
        progress.advance(1);
        told
    };
    let told: Vec<PartAudit> = parts.iter().zip(shifts).zip(tops).map(part).collect();
    Audit {
        scorecard: card.id.clone(),
        as_of: cohort.as_of.to_string(),
        cohort: cohort.file.to_owned(),
        cohort_sha256: cohort.sha256.to_owned(),
        scale: card.scale,
        decimals: card.decimals,
        remarks: remarks::of(&told, card),
        parts: told,
    }
}

fn of_part(part: &Part<'_>, branches: &[Branch], mut shifts: Vec<Option<Shift>>, top: usize) -> PartAudit {
    let card = part.card;
    let of_groups = shifts.split_off(card.indicators.len());
    let group_of = |at: usize| {
        let branch = branches.iter().find(|branch| branch.indicators.contains(&at));
        branch.map_or(String::new(), |branch| card.groups[branch.group].id.clone())
    };
    let profiles: Vec<Profile> = (0..card.indicators.len())
        .into_par_iter()
        .map(|at| profile(&part.raw(at), &part.shares[at], &part.counts(at)))
        .collect();
    let counted: Vec<f64> = (0..card.indicators.len()).map(|at| part.counted(&[at])).collect();
    let importances = importance(&part.shares, &part.nominal, &counted, &part.points);
    let found = profiles.into_iter().zip(importances).zip(dependence::fit(part, branches)).zip(shifts);
    let indicators = card.indicators.iter().enumerate().zip(found);
    let indicators =
        indicators.map(|((at, indicator), (((profile, importance), fit), without))| IndicatorAudit {
            id: indicator.id.clone(),
            title: indicator.title.clone(),
            title_zh: indicator.title_zh.clone(),
            group: group_of(at),
            profile,
            importance,
            with_groups: fit.iter().map(|(r, _)| *r).collect(),
            pairs_with_groups: fit.iter().map(|(_, firms)| *firms).collect(),
            without,
        });
    let weighing: Vec<&Cells<f64>> =
        (0..part.shares.len()).filter(|&at| part.weighs(at)).map(|at| &part.shares[at]).collect();
    PartAudit {
        segment: part.segment.map(|at| card.segments[at].id.clone()),
        firms: part.rows.len(),
        top,
        separation: separation::separation(part),
        indicators: indicators.collect(),
        groups: groups(part, branches, of_groups),
        correlations: dependence::matrix(&part.shares),
        pairs: dependence::pairs(&part.shares),
        consistency: consistency(&weighing),
    }
}

fn groups(part: &Part<'_>, branches: &[Branch], shifts: Vec<Option<Shift>>) -> Vec<GroupAudit> {
    let shares: Vec<Cells<f64>> = branches.iter().map(|branch| part.group_shares(branch)).collect();
    let nominal: Vec<f64> =
        branches.iter().map(|branch| branch.indicators.iter().map(|&at| part.nominal[at]).sum()).collect();
    let counted: Vec<f64> = branches.iter().map(|branch| part.counted(&branch.indicators)).collect();
    let importances = importance(&shares, &nominal, &counted, &part.points);
    let correlations = dependence::matrix(&shares);
    let told = branches.iter().zip(importances).zip(correlations).zip(shifts);
    told.map(|(((branch, importance), correlations), without)| {
        let group = &part.card.groups[branch.group];
        let columns: Vec<&Cells<f64>> = branch.indicators.iter().map(|&at| &part.shares[at]).collect();
        GroupAudit {
            id: group.id.clone(),
            title: group.title.clone(),
            title_zh: group.title_zh.clone(),
            indicators: branch.indicators.iter().map(|&at| part.card.indicators[at].id.clone()).collect(),
            importance,
            correlations,
            consistency: consistency(&columns),
            without,
        }
    })
    .collect()
}
