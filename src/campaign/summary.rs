//! The summary of a run, for people and programs.

pub(super) mod document;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::{Assessed, written_day};
use crate::finding::{Class, Code};
use crate::intake::{Intake, Supplemented};
use crate::publish::{Counts, Scored, Waiver};
use crate::scorecard::Trial;
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::scoring::{Scores, from_units};
use crate::stats;
use crate::studies::portfolio::Brief;
use crate::words::{Message, say};

/// Firms listed from the top of the ranking.
const TOP: usize = 10;

/// The numbers of a run.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The campaign's title, with any trial weights.
    pub campaign: Message,
    /// The day firms are judged as of.
    #[serde(serialize_with = "written_day")]
    pub as_of: Date,
    /// Trial weights set on the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<Trial>,
    /// Points by segment and the first firms.
    #[serde(flatten)]
    pub standings: Standings,
    /// Counts of rows and of firms by outcome.
    pub counts: Counts,
    /// Quarantined rows by cause.
    pub quarantine_causes: Causes,
    /// Rows of supplements, in the campaign's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supplements: Vec<SupplementRows>,
    /// Gates of the leading scorecard that hold firms, in the scorecard's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<HeldBy>,
    /// Gates that firms pass despite a missing fact.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted_unknown: Vec<Waiver>,
    /// Points under the further scorecards, in the campaign's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<FurtherPoints>,
    /// Source of the institutions' rules and capacities; `None` if the institutions file names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules_basis: Option<WeightsBasis>,
    /// One entry per list, in the order of the institutions file.
    pub institutions: Vec<ListSummary>,
    /// Sums of the referred loans under the campaign's programmes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portfolio: Option<Brief>,
    /// Number of findings per code.
    #[serde(rename = "finding_counts")]
    pub findings: BTreeMap<&'static str, usize>,
}

/// Counts of a supplement's rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupplementRows {
    /// The supplement's id, or its path.
    pub id: String,
    /// Number of its rows.
    pub rows: usize,
    /// Number of rows joined with a firm.
    pub joined: usize,
    /// Number of firms with rows.
    pub firms: usize,
    /// Number of rows in supplements.csv, which were not used.
    pub left_over: usize,
    /// Number of these that cannot be read.
    pub faulty: usize,
    /// Number of rows of a long table that are of other years, or of items that are no field.
    pub others: usize,
}

impl SupplementRows {
    /// The counts of each supplement of `intake`.
    pub(super) fn all(intake: &Intake) -> Vec<SupplementRows> {
        let of = |one: &Supplemented| SupplementRows {
            id: one.id.clone(),
            rows: one.rows,
            joined: one.joined,
            firms: one.firms,
            left_over: one.left_over.len(),
            faulty: one.faulty(),
            others: one.others,
        };
        intake.supplements.iter().map(of).collect()
    }

    fn said(&self) -> Message {
        let SupplementRows { id, rows, joined, firms, left_over, faulty, others } = self;
        say!(
            campaign::supplement_rows,
            supplement = id,
            rows = *rows,
            joined = *joined,
            firms = *firms,
            left = *left_over,
            faulty = *faulty,
            others = *others
        )
    }
}

/// A gate that holds firms for a missing fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeldBy {
    /// The gate's id in the scorecard.
    pub gate: String,
    /// Number of firms that this gate holds and that would otherwise qualify, other holding gates
    /// disregarded.
    pub firms: usize,
}

impl HeldBy {
    /// The gates of a scorecard that hold firms, in the scorecard's order.
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

/// A cohort's standings under one scorecard.
#[derive(Clone, Debug, Serialize)]
pub struct Standings {
    /// The id of the scorecard in its file.
    pub scorecard: String,
    /// Source of the scorecard's weights.
    pub weights_basis: WeightsBasis,
    /// The scorecard's title in both languages.
    #[serde(skip)]
    pub title: Message,
    /// The scorecard's note on illustrative weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights_note: Option<Message>,
    /// Decimals of published points.
    pub decimals: u8,
    /// Points by segment, in the scorecard's order.
    pub segments: Vec<SegmentPoints>,
    /// The first firms of the ranking, at most ten.
    pub top: Vec<TopFirm>,
}

/// Quarantined rows by code; each row counts once, by its first error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Causes(BTreeMap<Code, usize>);

impl Causes {
    /// Causes of rows that could not be read, and of rows that scoring rejected.
    pub(super) fn of(intake: &Intake, scores: Option<&Scores>) -> Causes {
        let by_scoring = scores.into_iter().flat_map(|scores| scores.rejected.codes()).map(|(_, code)| code);
        let mut causes = Causes::default();
        intake.quarantine.causes().chain(by_scoring).for_each(|code| causes.add(code, 1));
        causes
    }

    fn add(&mut self, code: Code, rows: usize) {
        *self.0.entry(code).or_default() += rows;
    }

    pub(super) fn extend(&mut self, other: &Causes) {
        other.0.iter().for_each(|(code, rows)| self.add(*code, *rows));
    }

    /// Rows of each cause, keyed by name.
    pub(super) fn by_name(&self) -> BTreeMap<&'static str, usize> {
        self.0.iter().map(|(code, rows)| (code.as_str(), *rows)).collect()
    }

    /// Quarantined rows in total.
    pub fn rows(&self) -> usize {
        self.0.values().sum()
    }

    /// Quarantined rows that are no firms: totals, remarks, headers.
    pub fn no_firms(&self) -> usize {
        self.0.iter().filter(|(code, _)| code.says_no_firm()).map(|(_, rows)| rows).sum()
    }

    /// Quarantined rows that may be firms: all but [`Causes::no_firms`].
    pub fn firms(&self) -> usize {
        self.rows() - self.no_firms()
    }

    /// Whether any row is quarantined for an invalid cell ([`Class::Cell`]). Such a cell quarantines its row
    /// only if the run reads the field.
    pub fn by_cells(&self) -> bool {
        self.0.keys().any(|code| code.class() == Some(Class::Cell))
    }

    /// Causes with their rows, the most frequent first.
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

/// Points of one segment's firms.
#[derive(Clone, Debug, Serialize)]
pub struct SegmentPoints {
    /// The segment's id in the scorecard.
    pub id: String,
    /// The segment's title in both languages.
    pub title: Message,
    /// Number of scored firms in it.
    pub firms: usize,
    /// Firms that pass every gate and the pass rule.
    pub qualified: usize,
    /// Least, median, 90th percentile and greatest points; `None` without firms.
    pub points: Option<[f64; 4]>,
}

/// Points under one further scorecard.
#[derive(Clone, Debug, Serialize)]
pub struct FurtherPoints {
    /// The further scorecard's id.
    pub id: String,
    /// The further scorecard's title.
    pub title: Message,
    /// Source of its weights.
    pub weights_basis: WeightsBasis,
    /// Decimals of its published points.
    pub decimals: u8,
    /// Firms with points under it.
    pub firms: usize,
    /// Firms that qualify under it.
    pub qualified: usize,
    /// Least, median, 90th percentile and greatest points; `None` without firms.
    pub points: Option<[f64; 4]>,
}

/// A firm at the top of the ranking.
#[derive(Clone, Debug, Serialize)]
pub struct TopFirm {
    /// Rank over the cohort, from 1.
    pub rank: u32,
    /// The firm's id, usually the credit code.
    pub id: String,
    /// The firm's name, empty without a name column.
    pub name: String,
    /// The id of its segment in the scorecard.
    pub segment: String,
    /// Published points, rounded to the scorecard's decimals.
    pub points: f64,
    /// Id of its grade; empty without grades.
    pub grade: String,
    /// Whether it passes every gate, and the pass rule or a route.
    pub qualified: bool,
    /// Whether only missing facts keep it from qualifying.
    pub held: bool,
}

/// Numbers of one institution's list.
#[derive(Clone, Debug, Serialize)]
pub struct ListSummary {
    /// The institution's id in its file.
    pub id: String,
    /// The institution's name in both languages.
    pub name: Message,
    /// Number of firms on the list.
    pub firms: usize,
    /// Firms its rules admit, listed or not.
    pub eligible: usize,
    /// Points of the last listed firm; `None` for a list with its own order.
    pub cut_off: Option<f64>,
}

/// Least, median, 90th percentile and greatest points.
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
    /// The summary of the scored campaign.
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
            supplements: SupplementRows::all(&self.intake),
            held_by: HeldBy::all(&campaign.scorecard, &self.scores),
            accepted_unknown: self.waivers.clone(),
            further: self.further_points(),
            rules_basis: campaign.institutions.basis,
            institutions: self.lists(),
            portfolio: self.portfolio.clone(),
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
