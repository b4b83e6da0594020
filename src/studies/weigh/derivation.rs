//! Weights derived by a method, over the cohort or one of its segments.

use serde::Serialize;

use super::options::Options;
use crate::firms::Cells;
use crate::studies::Cohort;
use crate::studies::weights::methods::critic::{Critic, critic};
use crate::studies::weights::methods::entropy::{Entropy, entropy};
use crate::studies::weights::methods::equal::{Equal, equal};
use crate::studies::weights::methods::merec::{LEAST_SHARE, Merec, merec};
use crate::studies::weights::methods::pca::{Pca, pca};
use crate::studies::weights::methods::stddev::{StdDev, stddev};
use crate::studies::weights::{Judgements, Method};

/// Fewest firms of a segment from which data can weigh anything.
const FEWEST: usize = 2;

/// What a method derives, of the indicators it weighs in their order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Derivation {
    /// Equal weights.
    Equal(Equal),
    /// Deviations.
    StdDev(StdDev),
    /// Entropies.
    Entropy(Entropy),
    /// Deviations, conflicts, correlations.
    Critic(Critic),
    /// Effects of removal.
    Merec(Merec),
    /// Eigenvalues and loadings.
    Pca(Pca),
    /// Weights from judgements, with their consistency.
    Judged(Judgements),
}

impl Derivation {
    /// The weights, which add up to 1.
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

/// What a method derives from some firms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SegmentDerivation {
    /// The segment; `None` for the whole cohort.
    pub segment: Option<String>,
    /// Its scored firms.
    pub firms: usize,
    /// What is derived; `None` where too few firms leave today's weights as they are.
    pub found: Option<Derivation>,
    /// Ids of the indicators weighed.
    pub indicators: Vec<String>,
}

impl SegmentDerivation {
    /// Weighs `members` by the firms of `segment`, or by all, in the order of their points, so that the order
    /// of rows leaves no trace; or by what people say.
    pub(super) fn new(
        cohort: &Cohort<'_>,
        options: &Options,
        judged: Option<&Judgements>,
        members: &[usize],
        segment: Option<usize>,
    ) -> SegmentDerivation {
        let (card, scores) = (cohort.scorecard, cohort.scores);
        let is_own = |firm: &u32| segment.is_none_or(|at| usize::from(scores.segment[*firm as usize]) == at);
        let rows: Vec<u32> = scores.order.iter().copied().filter(is_own).collect();
        let columns = || -> Vec<Cells<f64>> {
            let details = scores.details.as_ref().unwrap_or_else(|| panic!("scores keep their details"));
            members.iter().map(|&at| details[at].normalised.take(&rows)).collect()
        };
        let found = match judged {
            Some(judged) => Some(Derivation::Judged(judged.clone())),
            None if options.method == Method::Equal => Some(Derivation::Equal(equal(members.len()))),
            None if rows.len() < FEWEST => None,
            None => by_data(options, &columns()),
        };
        SegmentDerivation {
            segment: segment.map(|at| card.segments[at].id.clone()),
            firms: rows.len(),
            found,
            indicators: members.iter().map(|&at| card.indicators[at].id.clone()).collect(),
        }
    }

    /// The derived weight of an indicator by its id: 0 of one that is not weighed. `None` where today's stay.
    pub(super) fn weight(&self, id: &str) -> Option<f64> {
        let found = self.found.as_ref()?;
        let place = self.indicators.iter().position(|other| other == id);
        Some(place.map_or(0.0, |place| found.weights()[place]))
    }
}

/// Weights by shares of full marks; `None` for a method that asks people.
fn by_data(options: &Options, columns: &[Cells<f64>]) -> Option<Derivation> {
    match options.method {
        Method::StdDev => Some(Derivation::StdDev(stddev(columns))),
        Method::Entropy => Some(Derivation::Entropy(entropy(columns))),
        Method::Critic => Some(Derivation::Critic(critic(columns, options.correlation.unwrap_or_default()))),
        Method::Merec => Some(Derivation::Merec(merec(columns, options.least_share.unwrap_or(LEAST_SHARE)))),
        Method::Pca => Some(Derivation::Pca(pca(columns))),
        Method::Equal | Method::Ahp | Method::Bwm | Method::Roc | Method::Swing => None,
    }
}
