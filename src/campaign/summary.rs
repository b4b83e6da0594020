//! The summary of a run: its numbers, for a person and for a program.

pub(super) mod document;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::{Assessed, written_day};
use crate::finding::{Class, Code};
use crate::intake::Intake;
use crate::publish::{Counts, Scored, Waiver};
use crate::scorecard::Trial;
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::scoring::{Scores, from_units};
use crate::stats;
use crate::words::Message;

/// Firms shown from the top of the ranking.
const TOP: usize = 10;

/// The summary of a run.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The campaign's title, with the weights tried if there are any.
    pub campaign: Message,
    /// The as-of day.
    #[serde(serialize_with = "written_day")]
    pub as_of: Date,
    /// Weights set on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<Trial>,
    /// The cohort's points.
    #[serde(flatten)]
    pub standings: Standings,
    /// Where every row and every firm went.
    pub counts: Counts,
    /// Why rows are quarantined.
    pub quarantine_causes: Causes,
    /// The gates that hold firms of the leading scorecard, in its order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<HeldBy>,
    /// The gates that firms pass although a fact is not known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted_unknown: Vec<Waiver>,
    /// Points under the further scorecards, in the campaign's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FurtherPoints>,
    /// Where the institutions' rules and capacities come from, if their file says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules_basis: Option<WeightsBasis>,
    /// The lists, in the institutions file's order.
    pub institutions: Vec<ListSummary>,
    /// How often each code was found.
    #[serde(rename = "finding_counts")]
    pub findings: BTreeMap<&'static str, usize>,
}

/// A gate that holds firms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeldBy {
    /// Id of the gate.
    pub gate: String,
    /// Firms that it holds and that would qualify otherwise, but for other gates that hold them.
    pub firms: usize,
}

impl HeldBy {
    /// Those of a scorecard, in its order.
    pub(super) fn all(scorecard: &Scorecard, scores: &Scores) -> Vec<HeldBy> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let held = scores.held.iter().enumerate().filter(|(_, held)| **held);
        for (firm, _) in held {
            let gates = scorecard.held_by(scores.unmet[firm], scores.unknown[firm]);
            gates.for_each(|gate| *counts.entry(gate).or_default() += 1);
        }
        let id = |gate: usize| scorecard.conditions[gate].id.clone().unwrap_or_default();
        counts.into_iter().map(|(gate, firms)| HeldBy { gate: id(gate), firms }).collect()
    }
}

/// The standings of a cohort under a scorecard.
#[derive(Clone, Debug, Serialize)]
pub struct Standings {
    /// The scorecard's id.
    pub scorecard: String,
    /// Where its weights come from.
    pub weights_basis: WeightsBasis,
    /// The scorecard's title.
    #[serde(skip)]
    pub title: Message,
    /// Why they are illustrative, as the scorecard says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights_note: Option<Message>,
    /// Decimals points are published with.
    pub decimals: u8,
    /// Points by segment, in the scorecard's order.
    pub segments: Vec<SegmentPoints>,
    /// The first firms of the ranking.
    pub top: Vec<TopFirm>,
}

/// How many rows are quarantined for each cause, by its code: a row counts once, by the first error in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes(BTreeMap<Code, usize>);

impl Causes {
    /// The causes of the rows that were not read, and of those that `scores` turned away.
    pub(super) fn of(intake: &Intake, scores: Option<&Scores>) -> Causes {
        let by_scoring = scores.into_iter().flat_map(|scores| scores.rejected.codes()).map(|(_, code)| code);
        let mut causes = Causes::default();
        intake.quarantine.causes().chain(by_scoring).for_each(|code| causes.add(code, 1));
        causes
    }

    fn add(&mut self, code: Code, rows: usize) {
        *self.0.entry(code).or_default() += rows;
    }

    /// Adds the rows of another file.
    pub(super) fn extend(&mut self, other: &Causes) {
        other.0.iter().for_each(|(code, rows)| self.add(*code, *rows));
    }

    /// The rows of each cause, by its name.
    pub(super) fn by_name(&self) -> BTreeMap<&'static str, usize> {
        self.0.iter().map(|(code, rows)| (code.as_str(), *rows)).collect()
    }

    /// The rows of all causes together.
    pub fn rows(&self) -> usize {
        self.0.values().sum()
    }

    /// The rows that are no firms: totals, remarks, headers.
    pub fn no_firms(&self) -> usize {
        self.0.iter().filter(|(code, _)| code.says_no_firm()).map(|(_, rows)| rows).sum()
    }

    /// Whether one of them is a cell or day that is wrong for its field, which costs a row only where
    /// something reads it.
    pub fn by_cells(&self) -> bool {
        self.0.keys().any(|code| code.class() == Some(Class::Cell))
    }

    /// The causes, the most frequent first.
    pub fn by_frequency(&self) -> Vec<(&'static str, usize)> {
        let mut causes: Vec<_> = self.by_name().into_iter().collect();
        causes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        causes
    }
}

impl Serialize for Causes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.by_name().serialize(serializer)
    }
}

/// The points of one segment's firms.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentPoints {
    /// The segment's id.
    pub id: String,
    /// The segment's title.
    pub title: Message,
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
    /// Its title.
    pub title: Message,
    /// Where its weights come from.
    pub weights_basis: WeightsBasis,
    /// Decimals its points are published with.
    pub decimals: u8,
    /// Firms with points under it.
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
    /// Its published points.
    pub points: f64,
    /// Id of its grade; empty without grades.
    pub grade: String,
    /// Whether it meets every gate, and the pass rule or a route.
    pub qualified: bool,
    /// Whether only what is not known of it keeps it from that.
    pub held: bool,
}

/// One institution's list.
#[derive(Clone, Debug, Serialize)]
pub struct ListSummary {
    /// The institution's id.
    pub id: String,
    /// Its name.
    pub name: Message,
    /// Firms on its list.
    pub firms: usize,
    /// Firms its rules admit, listed or not.
    pub eligible: usize,
    /// Points of the last firm listed; none where the list has an order of its own.
    pub cut_off: Option<f64>,
}

/// Least, median, 90th percentile and greatest.
fn spread(points: &mut [f64]) -> Option<[f64; 4]> {
    let least = stats::quantile(points, 0.0)?;
    Some([0.0, 0.5, 0.9, 1.0].map(|q| stats::quantile(points, q).unwrap_or(least)))
}

impl Standings {
    /// The standings of a scored cohort.
    pub fn of(scored: &Scored<'_>) -> Standings {
        let Scored { scorecard, scores, .. } = scored;
        Standings {
            scorecard: scorecard.id.clone(),
            weights_basis: scorecard.weights_basis,
            title: Message::title(&scorecard.title, scorecard.title_zh.as_ref()),
            weights_note: scorecard
                .weights_note
                .as_ref()
                .map(|note| Message::title(note, scorecard.weights_note_zh.as_ref())),
            decimals: scorecard.decimals,
            segments: segments(scorecard, scores),
            top: scores.order.iter().take(TOP).map(|&firm| top_firm(scored, firm as usize)).collect(),
        }
    }
}

fn segments(scorecard: &Scorecard, scores: &Scores) -> Vec<SegmentPoints> {
    let mut of_each = vec![(Vec::new(), 0); scorecard.segments.len()];
    for firm in (0..scores.points.len()).filter(|&firm| scores.scored[firm]) {
        let (points, qualified) = &mut of_each[usize::from(scores.segment[firm])];
        points.push(from_units(scores.points[firm], scorecard.decimals));
        *qualified += usize::from(scores.qualified[firm]);
    }
    let segments = scorecard.segments.par_iter().zip(of_each);
    segments
        .map(|(segment, (mut points, qualified))| SegmentPoints {
            id: segment.id.clone(),
            title: Message::title(&segment.title, segment.title_zh.as_ref()),
            firms: points.len(),
            qualified,
            points: spread(&mut points),
        })
        .collect()
}

fn top_firm(scored: &Scored<'_>, firm: usize) -> TopFirm {
    let Scored { scorecard, scores, intake, .. } = scored;
    let firms = &intake.firms;
    let name = firms.column("name").and_then(|column| column.texts()).map(|names| names.get_or_empty(firm));
    TopFirm {
        rank: scores.rank[firm],
        id: firms.ids().get_or_empty(firm).to_owned(),
        name: name.unwrap_or_default().to_owned(),
        segment: scorecard.segments[usize::from(scores.segment[firm])].id.clone(),
        points: from_units(scores.points[firm], scorecard.decimals),
        grade: scores.grade[firm]
            .map_or_else(String::new, |grade| scorecard.grades[usize::from(grade)].id.clone()),
        qualified: scores.qualified[firm],
        held: scores.held[firm],
    }
}

impl Assessed<'_> {
    /// The summary of the run.
    pub fn summary(&self) -> Summary {
        let campaign = self.campaign;
        Summary {
            campaign: campaign.called(),
            as_of: campaign.as_of,
            trial: campaign.trial.clone(),
            standings: Standings::of(&Scored {
                intake: &self.intake,
                scorecard: &campaign.scorecard,
                scores: &self.scores,
                further: &[],
            }),
            counts: Counts::of(&self.intake, &self.scores, &self.referrals),
            quarantine_causes: Causes::of(&self.intake, Some(&self.scores)),
            held_by: HeldBy::all(&campaign.scorecard, &self.scores),
            accepted_unknown: self.waivers.clone(),
            further: self.further_points(),
            rules_basis: campaign.institutions.basis,
            institutions: self.lists(),
            findings: self.findings.counts(),
        }
    }

    fn points(&self, units: i64) -> f64 {
        from_units(units, self.campaign.scorecard.decimals)
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
                    title: Message::title(&scorecard.title, scorecard.title_zh.as_ref()),
                    weights_basis: scorecard.weights_basis,
                    decimals,
                    firms: points.len(),
                    qualified: scores.qualified(),
                    points: spread(&mut points),
                }
            })
            .collect()
    }

    fn lists(&self) -> Vec<ListSummary> {
        let institutions = self.campaign.institutions.all.iter().zip(&self.referrals.lists);
        institutions
            .map(|(institution, list)| ListSummary {
                id: institution.id.clone(),
                name: Message::title(&institution.name, institution.name_zh.as_ref()),
                firms: list.firms.len(),
                eligible: list.eligible,
                cut_off: list.cut_off.map(|units| self.points(units)),
            })
            .collect()
    }
}
