//! What a run comes to, in numbers a person and a program can read.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::{Assessed, notices};
use crate::publish::Counts;
use crate::scorecard::WeightsBasis;
use crate::scoring::from_units;
use crate::stats;

/// Firms shown from the top of the ranking.
const TOP: usize = 10;

/// What a run comes to.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The campaign's title.
    pub campaign: String,
    /// The as-of day.
    pub as_of: String,
    /// The scorecard's id.
    pub scorecard: String,
    /// Where its weights come from.
    pub weights_basis: WeightsBasis,
    /// Decimals points are published with.
    pub decimals: u8,
    /// Where every row and every firm went.
    pub counts: Counts,
    /// Why rows are quarantined.
    pub quarantine_causes: Causes,
    /// Points by segment, in the scorecard's order.
    pub segments: Vec<SegmentPoints>,
    /// What the further scorecards made of the cohort, in the campaign's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FurtherPoints>,
    /// The first firms of the ranking.
    pub top: Vec<TopFirm>,
    /// The lists, in the institutions file's order.
    pub institutions: Vec<ListSummary>,
    /// How often each code was found.
    #[serde(rename = "finding_counts")]
    pub findings: BTreeMap<&'static str, usize>,
}

/// How many rows are quarantined for each cause, by its code: a row counts once, by the first error in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Causes(pub(super) BTreeMap<&'static str, usize>);

impl Causes {
    /// The rows of all causes together.
    pub fn rows(&self) -> usize {
        self.0.values().sum()
    }

    /// The causes, the most frequent first.
    pub fn by_frequency(&self) -> Vec<(&'static str, usize)> {
        let mut causes: Vec<_> = self.0.iter().map(|(code, count)| (*code, *count)).collect();
        causes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        causes
    }
}

/// The points of one segment's firms.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentPoints {
    /// The segment's id.
    pub id: String,
    /// The segment's title.
    pub title: String,
    /// Scored firms in it.
    pub firms: usize,
    /// Firms that pass every gate and the pass rule.
    pub qualified: usize,
    /// Least, median, 90th percentile and greatest points; `None` without firms.
    pub points: Option<[f64; 4]>,
}

/// The points under a further scorecard.
#[derive(Clone, Debug, Serialize)]
pub struct FurtherPoints {
    /// The scorecard's id.
    pub id: String,
    /// Its title, Chinese if it has one.
    pub title: String,
    /// Where its weights come from.
    pub weights_basis: WeightsBasis,
    /// Decimals its points are published with.
    pub decimals: u8,
    /// Firms it scores.
    pub firms: usize,
    /// Those of them that qualify under it.
    pub qualified: usize,
    /// Least, median, 90th percentile and greatest points; `None` without firms.
    pub points: Option<[f64; 4]>,
}

/// One of the first firms.
#[derive(Clone, Debug, Serialize)]
pub struct TopFirm {
    /// Rank over the cohort.
    pub rank: u32,
    /// The firm's id.
    pub id: String,
    /// Its name, if the cohort has one.
    pub name: String,
    /// Its segment's id.
    pub segment: String,
    /// Its points.
    pub points: f64,
    /// Its grade.
    pub grade: String,
}

/// One institution's list.
#[derive(Clone, Debug, Serialize)]
pub struct ListSummary {
    /// The institution's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Firms on its list.
    pub firms: usize,
    /// Firms its rules admit, listed or not.
    pub eligible: usize,
    /// Points of the last firm listed; none where the list has an order of its own.
    pub cut_off: Option<f64>,
}

impl Summary {
    /// Points with as many decimals as they are published with.
    pub fn shown(&self, points: f64) -> String {
        format!("{points:.*}", usize::from(self.decimals))
    }
}

/// Least, median, 90th percentile and greatest.
fn spread(points: &mut [f64]) -> Option<[f64; 4]> {
    let least = stats::quantile(points, 0.0)?;
    Some([0.0, 0.5, 0.9, 1.0].map(|q| stats::quantile(points, q).unwrap_or(least)))
}

impl Assessed<'_> {
    /// What it comes to.
    pub fn summary(&self) -> Summary {
        let campaign = self.campaign;
        Summary {
            campaign: campaign.title.clone(),
            as_of: campaign.as_of.to_string(),
            scorecard: campaign.scorecard.id.clone(),
            weights_basis: campaign.scorecard.weights_basis,
            decimals: campaign.scorecard.decimals,
            counts: Counts::of(&self.intake, &self.scores, &self.referrals),
            quarantine_causes: Causes(notices::causes(&self.intake, Some(&self.scores))),
            segments: self.segments(),
            further: self.further_points(),
            top: self.scores.order.iter().take(TOP).map(|&firm| self.top_firm(firm as usize)).collect(),
            institutions: self.lists(),
            findings: self.findings.counts(),
        }
    }

    fn points(&self, units: i64) -> f64 {
        from_units(units, self.campaign.scorecard.decimals)
    }

    fn segments(&self) -> Vec<SegmentPoints> {
        let (scores, scorecard) = (&self.scores, &self.campaign.scorecard);
        let segments = scorecard.segments.par_iter().enumerate();
        segments
            .map(|(at, segment)| {
                let firms = (0..scores.points.len())
                    .filter(|&firm| scores.scored[firm] && usize::from(scores.segment[firm]) == at);
                let mut points: Vec<f64> =
                    firms.clone().map(|firm| self.points(scores.points[firm])).collect();
                SegmentPoints {
                    id: segment.id.clone(),
                    title: segment.label().to_owned(),
                    firms: points.len(),
                    qualified: firms.filter(|&firm| scores.qualified[firm]).count(),
                    points: spread(&mut points),
                }
            })
            .collect()
    }

    fn further_points(&self) -> Vec<FurtherPoints> {
        let further = self.campaign.further.par_iter().zip(&self.further);
        further
            .map(|(scorecard, scores)| {
                let decimals = scorecard.decimals;
                let firms = scores.order.iter();
                let mut points: Vec<f64> =
                    firms.map(|&firm| from_units(scores.points[firm as usize], decimals)).collect();
                FurtherPoints {
                    id: scorecard.id.clone(),
                    title: scorecard.title_zh.as_ref().unwrap_or(&scorecard.title).clone(),
                    weights_basis: scorecard.weights_basis,
                    decimals,
                    firms: points.len(),
                    qualified: scores.qualified(),
                    points: spread(&mut points),
                }
            })
            .collect()
    }

    fn top_firm(&self, firm: usize) -> TopFirm {
        let (scores, scorecard, firms) = (&self.scores, &self.campaign.scorecard, &self.intake.firms);
        let name =
            firms.column("name").and_then(|column| column.texts()).map(|names| names.get_or_empty(firm));
        TopFirm {
            rank: scores.rank[firm],
            id: firms.ids().get_or_empty(firm).to_owned(),
            name: name.unwrap_or_default().to_owned(),
            segment: scorecard.segments[usize::from(scores.segment[firm])].id.clone(),
            points: self.points(scores.points[firm]),
            grade: scores.grade[firm]
                .map_or_else(String::new, |grade| scorecard.grades[usize::from(grade)].id.clone()),
        }
    }

    fn lists(&self) -> Vec<ListSummary> {
        let institutions = self.campaign.institutions.all.iter().zip(&self.referrals.lists);
        institutions
            .map(|(institution, list)| ListSummary {
                id: institution.id.clone(),
                name: institution.name_zh.clone().unwrap_or_else(|| institution.name.clone()),
                firms: list.firms.len(),
                eligible: list.eligible,
                cut_off: list.cut_off.map(|units| self.points(units)),
            })
            .collect()
    }
}
