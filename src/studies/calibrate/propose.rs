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
use crate::studies::overlay::{self, Named, Said, Scale};

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
fn units(space: &Space<'_>, shares: &Shares, scale: Scale) -> Vec<Option<Vec<u64>>> {
    let card = space.card;
    let mut units: Vec<Option<Vec<u64>>> = vec![None; card.indicators.len()];
    space.members.iter().for_each(|&at| units[at] = Some(vec![0; card.segments.len()]));
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
            let bounds = members.iter().map(|&at| space.bounds(stratum, at));
            let bounds: Vec<(f64, f64)> = bounds.map(|(low, high)| (of_scale(low), of_scale(high))).collect();
            for (&at, own) in members.iter().zip(rounded(&exact, &bounds, whole)) {
                units[space.members[at]].iter_mut().for_each(|units| units[segment] = own);
            }
        }
    }
    units
}

/// Whole numbers near `exact` that add up to `whole`: each rounded down but not below its bounds, then one
/// after the other raised or lowered where that errs least, the first of equals first. None leaves its bounds
/// as long as another can give way.
fn rounded(exact: &[f64], bounds: &[(f64, f64)], whole: u64) -> Vec<u64> {
    // What noise has brought just beyond a whole number is that number.
    let (least, most) = (|at: usize| (bounds[at].0 - 1e-6).ceil(), |at: usize| (bounds[at].1 + 1e-6).floor());
    let start = |at: usize| (exact[at] + 1e-6).floor().max(least(at)).min(most(at)) as u64;
    let mut units: Vec<u64> = (0..exact.len()).map(start).collect();
    while !units.is_empty() && units.iter().sum::<u64>() != whole {
        let grows = units.iter().sum::<u64>() < whole;
        let choice = (0..units.len()).filter(|&at| grows || units[at] > 0).max_by(|&a, &b| {
            let fits = |at: usize| {
                let now = units[at] as f64;
                if grows { now + 1.0 <= most(at) } else { now - 1.0 >= least(at) }
            };
            let lost = |at: usize| (exact[at] - units[at] as f64) * if grows { 1.0 } else { -1.0 };
            fits(a).cmp(&fits(b)).then(lost(a).total_cmp(&lost(b))).then(b.cmp(&a))
        });
        let Some(at) = choice else { break };
        units[at] = if grows { units[at] + 1 } else { units[at] - 1 };
    }
    units
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
    let units = units(space, shares, scale);
    let id = overlay::id_of(card, "-calibrated");
    let said = Said {
        id: &id,
        title: &format!("{} (weights calibrated on outcomes)", card.title),
        title_zh: None,
        source,
        basis: WeightsBasis::Derived,
        remark: "A proposal, written by `jifen calibrate`: only weights, laid over the scorecard they are for.",
    };
    let overlay = overlay::text(card, scale, &units, named, &said);
    let (reweighted, _) = Scorecard::load(
        &Source::new(named.file.as_str(), overlay.as_str()),
        cohort.dictionary,
        Some(cohort.as_of),
    )?;
    let after = scoring::score(cohort.firms, &reweighted, cohort.as_of, false, progress);
    let weight = |at: &usize| units[*at].iter().flatten().map(|units| scale.number(*units)).collect();
    Ok(Proposed {
        weights: space.members.iter().map(weight).collect(),
        effect: Comparison::between(
            &Side::of(cohort.firms, card, cohort.scores),
            &Side::of(cohort.firms, &reweighted, &after),
            &compare::Options::default(),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::nearest::nearest;
    use super::*;

    #[test]
    fn a_bound_holds_while_another_can_give_way() {
        assert_eq!(rounded(&[3.5, 3.5, 3.0], &[(0.0, 9.0); 3], 10), [4, 3, 3]);
        assert_eq!(rounded(&[3.9, 3.6, 2.5], &[(0.0, 3.9), (0.0, 9.0), (0.0, 9.0)], 10), [3, 4, 3]);
        // A bound between whole numbers: 5 is below it.
        assert_eq!(rounded(&[5.25, 4.75], &[(5.25, 9.0), (0.0, 9.0)], 10), [6, 4]);
        // The sum goes first.
        assert_eq!(rounded(&[3.5, 3.5], &[(3.2, 3.8); 2], 7), [4, 3]);
        assert_eq!(rounded(&[2.0, 3.0], &[(0.0, 9.0); 2], 4), [1, 3]);
        assert_eq!(rounded(&[], &[], 0), Vec::<u64>::new());
    }

    proptest! {
        #[test]
        fn bounds_that_bind_are_kept_wherever_they_leave_room(
            parts in prop::collection::vec((1u64..90, 0.0f64..4.0, 0.0f64..4.0, 0.0f64..=1.0), 2..9),
        ) {
            // Today's weights are whole and within the bounds, so that some whole weights of their sum are.
            let bounds: Vec<(f64, f64)> =
                parts.iter().map(|part| ((part.0 as f64 - part.1).max(0.0), part.0 as f64 + part.2)).collect();
            let whole: u64 = parts.iter().map(|part| part.0).sum();
            let wanted: Vec<f64> =
                bounds.iter().zip(&parts).map(|((low, high), part)| low + part.3 * (high - low)).collect();
            let exact = nearest(&wanted, &bounds, whole as f64);
            let units = rounded(&exact, &bounds, whole);
            prop_assert_eq!(units.iter().sum::<u64>(), whole);
            for (units, (low, high)) in units.iter().zip(&bounds) {
                prop_assert!((low - 1e-6..=high + 1e-6).contains(&(*units as f64)), "{units} {low} {high}");
            }
        }

        #[test]
        fn rounding_keeps_the_sum_and_errs_by_less_than_one(parts in prop::collection::vec(0.0f64..50.0, 1..9)) {
            let whole = parts.iter().sum::<f64>().round();
            let factor = if parts.iter().sum::<f64>() > 0.0 { whole / parts.iter().sum::<f64>() } else { 0.0 };
            let exact: Vec<f64> = parts.iter().map(|part| part * factor).collect();
            let units = rounded(&exact, &vec![(0.0, 1e9); exact.len()], whole as u64);
            prop_assert_eq!(units.iter().sum::<u64>(), whole as u64);
            prop_assert!(units.iter().zip(&exact).all(|(units, exact)| (*units as f64 - exact).abs() < 1.0 + 1e-6));
        }
    }
}
