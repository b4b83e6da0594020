//! The weights found as a scorecard of its own, and what it would cause.

use super::space::{Shares, Space};
use super::study::Study;
use crate::finding::Findings;
use crate::parameters::Source;
use crate::progress::Progress;
use crate::scorecard::{Scorecard, WeightsBasis};
use crate::scoring;
use crate::studies::Cohort;
use crate::studies::compare::{self, Comparison, Side};
use crate::studies::weights::overlay::{self, Header, Named};
use crate::studies::weights::units::{NOISE, Scale, WholeWeights, rounded};

/// A proposal.
struct Proposed {
    /// Per member and segment: its weight, rounded so that each group keeps its sum.
    weights: Vec<Vec<f64>>,
    /// What they would cause.
    effect: Comparison,
    /// The overlay.
    overlay: String,
}

/// Whole units per indicator of the card and segment: each group's sum is today's, rounded so that they add
/// up to the scale, and within it each weight keeps its bounds.
fn whole(space: &Space<'_>, shares: &Shares, scale: Scale) -> WholeWeights {
    let card = space.card;
    let mut weights = WholeWeights::zero(card, scale, &space.members);
    let mut groups = space.parent.clone();
    groups.sort_unstable();
    groups.dedup();
    for (segment, &stratum) in space.strata.iter().enumerate() {
        let own = |group: usize| (0..space.members.len()).filter(move |&at| space.parent[at] == group);
        let today = |at: usize| space.today[stratum][at];
        let sums: Vec<f64> = groups.iter().map(|&group| own(group).map(today).sum()).collect();
        for (&group, whole) in groups.iter().zip(scale.split(&sums)) {
            let members: Vec<usize> = own(group).filter(|&at| today(at) > 0.0).collect();
            let of_scale = |share: f64| share * scale.units() as f64;
            let exact: Vec<f64> = members.iter().map(|&at| of_scale(shares[stratum][at])).collect();
            let bounds = |&at: &usize| {
                let (low, high) = space.bounds(stratum, at);
                // What noise has brought just beyond a whole number is that number.
                ((of_scale(low) - NOISE).ceil() as u64, (of_scale(high) + NOISE).floor() as u64)
            };
            let bounds: Vec<(u64, u64)> = members.iter().map(bounds).collect();
            for (&at, own) in members.iter().zip(rounded(&exact, &bounds, whole)) {
                weights.set(space.members[at], segment, own);
            }
        }
    }
    weights
}

/// Makes the scorecard of `shares`, checks it as a file would be, and scores the cohort with it.
///
/// # Errors
/// An overlay that is not sound.
fn proposed(
    space: &Space<'_>,
    cohort: &Cohort<'_>,
    shares: &Shares,
    named: &Named,
    source: &str,
    progress: &dyn Progress,
) -> Result<Proposed, Findings> {
    let card = space.card;
    let scale = Scale::of(card)?;
    let weights = whole(space, shares, scale);
    let id = overlay::id_of(card, "-calibrated");
    let header = Header {
        id: &id,
        title: &format!("{} (weights calibrated on outcomes)", card.title),
        title_zh: None,
        source,
        basis: WeightsBasis::Derived,
        remark: "A proposal, written by `jifen calibrate`: only weights, laid over the scorecard they are for.",
    };
    let overlay = overlay::text(card, &weights, named, &header);
    let (reweighted, _) = Scorecard::load(
        &Source::new(named.file.as_str(), overlay.as_str()),
        cohort.dictionary,
        Some(cohort.as_of),
    )?;
    let after = scoring::score(cohort.firms, &reweighted, cohort.as_of, false, progress);
    Ok(Proposed {
        weights: space.members.iter().map(|&at| weights.numbers(at)).collect(),
        effect: Comparison::between(
            &Side::of(cohort.firms, card, cohort.scores),
            &Side::of(cohort.firms, &reweighted, &after),
            &compare::Asked::default(),
        ),
        overlay,
    })
}

impl Study {
    /// Makes the proposal, where there is a case for one.
    ///
    /// # Errors
    /// An overlay that is not sound.
    pub(super) fn propose(
        &mut self,
        space: &Space<'_>,
        cohort: &Cohort<'_>,
        named: &Named,
        progress: &dyn Progress,
    ) -> Result<(), Findings> {
        if !self.verdict.proposed {
            return Ok(());
        }
        let source = format!(
            "weights calibrated by {} within {} % of today's, from {} as of {}; cohort {}, SHA-256 {}; {} outcomes, {} bad, of {}, SHA-256 {}; seed {}",
            self.fitted.maximise.as_str(),
            self.fitted.reach_percent(),
            self.about.scorecard,
            self.about.as_of,
            self.about.cohort,
            self.about.cohort_sha256,
            self.account.used,
            self.bad,
            self.outcomes_file,
            self.outcomes_sha256,
            self.seed
        );
        let made = proposed(space, cohort, &self.shares, named, &source, progress)?;
        for (row, weights) in self.weights.iter_mut().zip(made.weights) {
            row.proposed = Some(weights);
        }
        self.effect = Some(made.effect);
        self.overlay = Some(made.overlay);
        Ok(())
    }
}
