//! Audit of a scorecard on a cohort: distributions, importance, correlation, discrimination, and remarks.
//!
//! [`audit`] covers all scored firms together and each segment. Statistics use shares of full marks unless
//! raw values are named, so that more is always better. They use only known values; a share is missing if the
//! indicator is left out for the firm. They use firms in the order of their points, so that neither the order
//! of rows nor the number of threads matters. The cohort is the population: variances have the divisor `n`.
//!
//! An undefined statistic is [`None`]: no firms, constant values, an indicator without weight in any segment.
//! The comment on each field gives the cases in which it is `None`.

mod chance;
mod dependence;
mod document;
mod effect;
mod importance;
mod omission;
mod options;
mod own;
mod profile;
mod remarks;
mod report;
mod separation;
mod stratum;
mod tables;

use rayon::prelude::*;

pub use chance::Chance;
pub use dependence::{Consistency, Fit, consistency};
pub use effect::{Importance, are_few};
pub use importance::{Weight, importance};
pub use omission::Shift;
pub use options::Options;
pub use profile::{Distribution, FENCES, KURTOSIS, Profile, SKEW, distribution, profile};
pub use remarks::{ALL_MISSING, KINDS, Kind};
pub use report::{GroupAudit, IndicatorAudit, PartAudit, Remark, Report};
pub use separation::{GradeShare, Histogram, Separation};

use self::stratum::Stratum;
use super::study::{Cohort, Setting, Study, Subject};
use crate::finding::{Code, Finding, Findings, Place, Remedy};
use crate::firms::Cells;
use crate::progress::Progress;
use crate::scorecard::{Branch, Indicator};
use crate::words::{Message, say};

impl Study for Options {
    const NAME: &'static str = "audit";
    const BYTES_PER_VALUE: usize = 60;
    type Input = ();
    type Report = Report;

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<(), Findings> {
        self.check()?;
        let card = setting.scorecard;
        if !card.indicators.is_empty() {
            return Ok(());
        }
        let message = say!(audit::no_indicators, scorecard = &card.id);
        Err(Finding::new(Code::IndicatorsAbsent, Place::file(card.text.name.clone()), message)
            .help(say!(audit::no_indicators_help))
            .into())
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        (): (),
        mut noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Report, Findings), Findings> {
        let report = audit(&subject.cohort, self, progress);
        state_once(&report, &subject.cohort.scores.findings, &mut noticed);
        Ok((report, noticed))
    }
}

/// Removes indicators without any value from `noticed`, since a remark covers each.
fn state_once(report: &Report, own: &Findings, noticed: &mut Findings) {
    let remarks = report.remarks.iter().filter(|one| one.key == ALL_MISSING && one.segment.is_none());
    let stated: Vec<&Finding> = remarks.filter_map(|remark| blank(own, remark.subjects.first()?)).collect();
    noticed.retain(|finding| !stated.contains(&finding));
}

/// The finding that no firm has a value for an indicator.
fn blank<'a>(findings: &'a Findings, indicator: &str) -> Option<&'a Finding> {
    let of = |one: &&Finding| one.place.column.as_deref() == Some(indicator);
    findings.iter().filter(|one| one.code == Code::IndicatorBlank).find(of)
}

/// Audits the scorecard of `cohort`.
///
/// # Panics
/// If the scores were made without details.
pub fn audit(cohort: &Cohort<'_>, options: &Options, progress: &dyn Progress) -> Report {
    let (card, scores) = (cohort.scorecard, cohort.scores);
    let branches = card.branches();
    let segments = if card.segments.len() > 1 { 0..card.segments.len() } else { 0..0 };
    let strata: Vec<Stratum<'_>> = std::iter::once(None)
        .chain(segments.map(Some))
        .map(|segment| Stratum::new(card, scores, segment))
        .collect();
    progress.begin(&crate::words::say!(progress::examining), 1 + strata.len() as u64);
    let tops: Vec<usize> =
        strata.iter().map(|stratum| options.top.unwrap_or_else(|| stratum.rows.len().div_ceil(10))).collect();
    let sets: Vec<Vec<usize>> = (0..card.indicators.len())
        .map(|at| vec![at])
        .chain(branches.iter().map(|branch| branch.indicators.clone()))
        .collect();
    let shifts = omission::without(&strata, &sets, &tops);
    progress.advance(1);
    let part = |((stratum, shifts), top)| {
        let part = part_audit(stratum, &branches, shifts, top);
        progress.advance(1);
        part
    };
    let parts: Vec<PartAudit> = strata.iter().zip(shifts).zip(tops).map(part).collect();
    Report {
        about: cohort.about(),
        scale: card.scale,
        decimals: card.decimals,
        remarks: remarks::of(&parts, card),
        parts,
    }
}

fn part_audit(
    stratum: &Stratum<'_>,
    branches: &[Branch],
    mut shifts: Vec<Option<Shift>>,
    top: usize,
) -> PartAudit {
    let card = stratum.card;
    let of_groups = shifts.split_off(card.indicators.len());
    let profiles: Vec<Profile> = (0..card.indicators.len())
        .into_par_iter()
        .map(|at| profile(&stratum.raw(at), &stratum.shares[at], &stratum.counts(at)))
        .collect();
    let absent = |indicator: &Indicator| {
        let is_whole = stratum.segment.is_none();
        let finding = blank(&stratum.scores.findings, &indicator.id).filter(|_| is_whole)?;
        finding.remedy.as_ref().map(Remedy::message)
    };
    let importances = importance(&stratum.shares, &stratum.given(), &stratum.points);
    let group_name = |at: usize| {
        let group = &card.groups[card.branch_of(at)];
        Message::title(&group.id, group.title_zh.as_ref())
    };
    let found = profiles.into_iter().zip(importances).zip(dependence::fit(stratum, branches)).zip(shifts);
    let indicators = card.indicators.iter().enumerate().zip(found);
    let indicators =
        indicators.map(|((at, indicator), (((profile, importance), fit), without))| IndicatorAudit {
            id: indicator.id.clone(),
            title: indicator.title.clone(),
            title_zh: indicator.title_zh.clone(),
            group: card.groups[card.branch_of(at)].id.clone(),
            group_name: group_name(at),
            absent: absent(indicator),
            profile,
            importance,
            with_groups: fit,
            without,
        });
    let weighing: Vec<&Cells<f64>> =
        (0..stratum.shares.len()).filter(|&at| stratum.weighs(at)).map(|at| &stratum.shares[at]).collect();
    let (correlations, pairs) = (dependence::matrix(&stratum.shares), dependence::pairs(&stratum.shares));
    let segment = stratum.segment.map(|at| &card.segments[at]);
    PartAudit {
        segment: segment.map(|segment| segment.id.clone()),
        name: segment.map_or_else(Message::default, |one| Message::title(&one.id, one.title_zh.as_ref())),
        firms: stratum.rows.len(),
        top,
        separation: separation::separation(stratum),
        indicators: indicators.collect(),
        groups: groups(stratum, branches, of_groups),
        chances: dependence::chances(&correlations, &pairs),
        correlations,
        pairs,
        consistency: consistency(&weighing),
    }
}

fn groups(stratum: &Stratum<'_>, branches: &[Branch], shifts: Vec<Option<Shift>>) -> Vec<GroupAudit> {
    let shares: Vec<Cells<f64>> = branches.iter().map(|branch| stratum.group_shares(branch)).collect();
    let given = stratum.given();
    let weight = |branch: &Branch| {
        let own: Vec<Weight> = branch.indicators.iter().map(|&at| given[at]).collect();
        Weight::of_group(&own, stratum.counted(&branch.indicators))
    };
    let weights: Vec<Weight> = branches.iter().map(weight).collect();
    let importances = importance(&shares, &weights, &stratum.points);
    let (correlations, pairs) = (dependence::matrix(&shares), dependence::pairs(&shares));
    let chances = dependence::chances(&correlations, &pairs);
    let pairs = correlations.into_iter().zip(pairs).zip(chances);
    let groups = branches.iter().zip(importances).zip(pairs).zip(shifts);
    groups
        .map(|(((branch, importance), ((correlations, pairs), chances)), without)| {
            let group = &stratum.card.groups[branch.group];
            let columns: Vec<&Cells<f64>> = branch.indicators.iter().map(|&at| &stratum.shares[at]).collect();
            GroupAudit {
                id: group.id.clone(),
                title: group.title.clone(),
                title_zh: group.title_zh.clone(),
                indicators: branch
                    .indicators
                    .iter()
                    .map(|&at| stratum.card.indicators[at].id.clone())
                    .collect(),
                importance,
                correlations,
                pairs,
                chances,
                consistency: consistency(&columns),
                without,
            }
        })
        .collect()
}
