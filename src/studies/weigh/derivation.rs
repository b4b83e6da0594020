//! Weights derived by a method, from the cohort or one of its segments.

use rayon::prelude::*;
use serde::Serialize;

use super::caution::{Caution, Look, PER_INDICATOR};
use super::options::Options;
use crate::finding::{Code, Finding, Place};
use crate::firms::Cells;
use crate::stats;
use crate::studies::Cohort;
use crate::studies::weights::methods::critic::{Critic, critic};
use crate::studies::weights::methods::entropy::{Entropy, entropy};
use crate::studies::weights::methods::equal::{Equal, equal};
use crate::studies::weights::methods::merec::{LEAST_SHARE, Merec, merec};
use crate::studies::weights::methods::pca::{Pca, pca};
use crate::studies::weights::methods::resampled::{REPLICATES, Rule, resampled};
use crate::studies::weights::methods::stddev::{StdDev, stddev};
use crate::studies::weights::{Method, Panel};
use crate::words::{Message, say};

/// Least number of firms in a segment for weights from data.
const FEWEST: usize = 2;

/// The result of a method, per indicator in their order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Derivation {
    /// The same weight for every indicator.
    Equal(Equal),
    /// Weights with the standard deviations.
    StdDev(StdDev),
    /// Weights with the entropies.
    Entropy(Entropy),
    /// Weights with deviations, conflicts and correlations.
    Critic(Critic),
    /// Weights with the removal effects.
    Merec(Merec),
    /// Weights with eigenvalues and rotated loadings.
    Pca(Pca),
    /// Weights from judgements, with their consistency.
    Judged(Panel),
}

impl Derivation {
    /// The weights of the indicators; they add up to 1.
    pub fn weights(&self) -> &[f64] {
        match self {
            Derivation::Equal(found) => &found.weights,
            Derivation::StdDev(found) => &found.weights,
            Derivation::Entropy(found) => &found.weights,
            Derivation::Critic(found) => &found.weights,
            Derivation::Merec(found) => &found.weights,
            Derivation::Pca(found) => &found.weights,
            Derivation::Judged(found) => found.weights(),
        }
    }
}

/// The result of a method for one segment or the whole cohort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SegmentDerivation {
    /// The id of the segment; `None` for the whole cohort.
    pub segment: Option<String>,
    /// Number of scored firms it is derived from.
    pub firms: usize,
    /// The result; `None` if there are too few firms, and today's weights stay.
    pub found: Option<Derivation>,
    /// Ids of the indicators that are weighed.
    pub indicators: Vec<String>,
    /// Number of bootstrap replicates behind the intervals of the weights; 0 for methods that read no firms.
    pub replicates: usize,
    /// Cautions about the weights, the gravest first.
    pub cautions: Vec<Caution>,
    /// The weights of each bootstrap replicate.
    #[serde(skip)]
    pub(super) resampled: Vec<Vec<f64>>,
    /// The distribution of each indicator's shares; empty for methods that read no firms.
    #[serde(skip)]
    pub(super) looks: Vec<Look>,
}

/// Share of replicates below an interval, and above it: 95 % lie within.
const TAIL: f64 = 0.025;

impl SegmentDerivation {
    /// Derives weights of `members` from the firms of `segment`, or from all, or from judgements. Firms are
    /// in the order of their points, so the order of rows does not matter.
    ///
    /// # Errors
    /// A whole cohort with no more firms than indicators, if the method correlates indicators.
    pub(super) fn new(
        cohort: &Cohort<'_>,
        options: &Options,
        judged: Option<&Panel>,
        members: &[usize],
        segment: Option<usize>,
    ) -> Result<SegmentDerivation, Finding> {
        let (card, scores) = (cohort.scorecard, cohort.scores);
        let is_own = |firm: &u32| segment.is_none_or(|at| usize::from(scores.segment[*firm as usize]) == at);
        let rows: Vec<u32> = scores.order.iter().copied().filter(is_own).collect();
        let mut derivation = SegmentDerivation {
            segment: segment.map(|at| card.segments[at].id.clone()),
            firms: rows.len(),
            found: None,
            indicators: members.iter().map(|&at| card.indicators[at].id.clone()).collect(),
            replicates: 0,
            cautions: Vec::new(),
            resampled: Vec::new(),
            looks: Vec::new(),
        };
        let Some(rule) = rule(options) else {
            derivation.found = match judged {
                Some(judged) => Some(Derivation::Judged(judged.clone())),
                None => Some(Derivation::Equal(equal(members.len()))),
            };
            return Ok(derivation);
        };
        if rows.len() < FEWEST {
            return Ok(derivation);
        }
        let details = scores.details.as_ref().unwrap_or_else(|| panic!("scores keep their details"));
        let columns: Vec<Cells<f64>> = members.iter().map(|&at| details[at].normalised.take(&rows)).collect();
        let curves = members.par_iter().map(|&at| &card.indicators[at].curve);
        derivation.looks = curves.zip(&columns).map(|(curve, column)| Look::of(curve, column)).collect();
        let (firms, varying) = derivation.size();
        if reads_pairs(options.method) && varying > 0 && firms <= varying {
            return match segment {
                Some(_) => Ok(derivation),
                None => Err(too_few(cohort, options.method, firms, varying)),
            };
        }
        derivation.found = Some(by_data(rule, &columns));
        derivation.resampled = resampled(&columns, rule, REPLICATES[0]);
        derivation.replicates = derivation.resampled.len();
        Ok(derivation)
    }

    /// The least number of known shares among varying indicators, and the number of such indicators.
    pub(super) fn size(&self) -> (usize, usize) {
        let varying = || self.looks.iter().filter(|look| look.varies);
        (varying().map(|look| look.known).min().unwrap_or(self.firms), varying().count())
    }

    /// States that today's weights stay, with the reason.
    pub(super) fn todays_stay(&self) -> Message {
        match self.size() {
            (known, varying) if known >= FEWEST && varying > 0 => {
                say!(weigh::todays_tied, firms = self.firms, indicators = varying)
            }
            _ => say!(weigh::todays_few, firms = self.firms),
        }
    }

    /// The derived weight of an indicator by its id, 0 if it is not weighed; `None` if today's weights stay.
    pub(super) fn weight(&self, id: &str) -> Option<f64> {
        let found = self.found.as_ref()?;
        let place = self.indicators.iter().position(|other| other == id);
        Some(place.map_or(0.0, |place| found.weights()[place]))
    }

    /// Per indicator of `ids`, which are all indicators of a segment, the interval with 95 % of its
    /// replicated weights. Empty without replicates.
    pub(super) fn intervals(&self, ids: &[&str]) -> Vec<[f64; 2]> {
        if self.resampled.is_empty() {
            return Vec::new();
        }
        let places: Vec<Option<usize>> =
            ids.iter().map(|id| self.indicators.iter().position(|other| other == id)).collect();
        let mut shares: Vec<Vec<f64>> = vec![Vec::with_capacity(self.resampled.len()); ids.len()];
        for weights in &self.resampled {
            let weight = |place: &Option<usize>| place.map_or(0.0, |place| weights[place]);
            let whole: f64 = places.iter().map(weight).sum();
            for (shares, place) in shares.iter_mut().zip(&places) {
                // Indicators with weight elsewhere may all have 0 in this segment; their weights are then
                // equal.
                shares.push(if whole > 0.0 { weight(place) / whole } else { 1.0 / ids.len() as f64 });
            }
        }
        let ends = |shares: &mut Vec<f64>| {
            [TAIL, 1.0 - TAIL].map(|q| stats::quantile(shares, q).unwrap_or_default())
        };
        shares.iter_mut().map(ends).collect()
    }
}

/// The method with its parameters; `None` for equal weights and methods of judgements.
fn rule(options: &Options) -> Option<Rule> {
    match options.method {
        Method::StdDev => Some(Rule::StdDev),
        Method::Entropy => Some(Rule::Entropy),
        Method::Critic => Some(Rule::Critic(options.correlation.unwrap_or_default())),
        Method::Merec => Some(Rule::Merec(options.least_share.unwrap_or(LEAST_SHARE))),
        Method::Pca => Some(Rule::Pca),
        Method::Equal | Method::Ahp | Method::Bwm | Method::Roc | Method::Swing => None,
    }
}

/// Weights derived from shares of full marks.
fn by_data(rule: Rule, columns: &[Cells<f64>]) -> Derivation {
    match rule {
        Rule::StdDev => Derivation::StdDev(stddev(columns)),
        Rule::Entropy => Derivation::Entropy(entropy(columns)),
        Rule::Critic(correlation) => Derivation::Critic(critic(columns, correlation)),
        Rule::Merec(least_share) => Derivation::Merec(merec(columns, least_share)),
        Rule::Pca => Derivation::Pca(pca(columns)),
    }
}

/// Whether a method depends on pairs of indicators, and so needs more firms than indicators.
pub(super) fn reads_pairs(method: Method) -> bool {
    matches!(method, Method::Critic | Method::Merec | Method::Pca)
}

/// The fault of too few firms: `n` firms span at most `n − 1` directions.
fn too_few(cohort: &Cohort<'_>, method: Method, firms: usize, indicators: usize) -> Finding {
    let message = say!(weigh::firms_few, method = method.as_str(), indicators = indicators, firms = firms);
    Finding::new(Code::FirmsFew, Place::file(cohort.file.to_owned()), message)
        .help(say!(weigh::firms_few_help, enough = PER_INDICATOR * indicators))
}
