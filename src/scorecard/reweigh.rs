//! Reweighing: a scorecard with other weights.

use super::{Marks, Role, Scorecard};

impl Scorecard {
    /// The scorecard with `weight` for its indicators, per segment, in the unit of their
    /// [`weight`](super::Indicator::weight); everything that does not depend on weights is unchanged.
    ///
    /// Full marks of a sum are the sum of its members' full marks; those of `max` and `min` are the greatest
    /// and the least of them; none exceeds a cap. The weight of a mean, and of a group in a mean, is its
    /// present weight times `Σ s_i w_i' / w_i / Σ s_i` over the indicators below it, where `s_i` are their
    /// present [shares](Scorecard::weight_shares) of the whole, `w_i` their weights and `w_i'` the new ones.
    /// The whole keeps the scale. If all groups are sums and means without cap and reserve, the shares of the
    /// new scorecard are therefore in proportion to `s_i w_i' / w_i`, even if groups have different units.
    ///
    /// # Panics
    /// If there is not one weight per indicator and segment.
    #[must_use]
    pub fn reweighed(&self, weight: &[Vec<f64>]) -> Scorecard {
        let mut card = self.clone();
        let Marks { indicators, full, weight } = self.marks_reweighed(weight);
        card.indicators.iter_mut().zip(indicators).for_each(|(indicator, weight)| indicator.weight = weight);
        for ((group, full), weight) in card.groups.iter_mut().zip(full).zip(weight) {
            (group.full_marks, group.weight) = (full, weight);
        }
        card
    }

    /// Full marks and weights of [`Scorecard::reweighed`].
    ///
    /// # Panics
    /// As [`Scorecard::reweighed`].
    pub(crate) fn marks_reweighed(&self, weight: &[Vec<f64>]) -> Marks {
        assert_eq!(weight.len(), self.indicators.len());
        let segments = self.segments.len();
        assert!(weight.iter().all(|weight| weight.len() == segments));
        let shares = self.weight_shares();
        let mut marks = Marks { indicators: weight.to_vec(), ..self.marks() };
        // A group stands before the groups in it.
        for at in (0..self.groups.len()).rev() {
            let below = self.below(at);
            for segment in 0..segments {
                let growth = self.growth(&shares, weight, &below, segment);
                self.settle(&mut marks, at, segment, growth);
            }
        }
        marks
    }

    /// The ratio of a group's new weight to its present one, given new weights of the indicators `below` it.
    fn growth(&self, shares: &[Vec<f64>], weight: &[Vec<f64>], below: &[usize], segment: usize) -> f64 {
        let total = |of: &dyn Fn(usize) -> f64| below.iter().map(|&indicator| of(indicator)).sum::<f64>();
        let own = |indicator: usize| self.indicators[indicator].weight[segment];
        let today = total(&|indicator| shares[indicator][segment]);
        if today > 0.0 {
            let new = |indicator: usize| match own(indicator) {
                0.0 => 0.0,
                own => shares[indicator][segment] * weight[indicator][segment] / own,
            };
            return total(&new) / today;
        }
        // Bonus and deduction have no share of the whole.
        let today = total(&own);
        if today > 0.0 { total(&|indicator| weight[indicator][segment]) / today } else { 1.0 }
    }

    /// Full marks and weight of a group, from its members'.
    fn settle(&self, marks: &mut Marks, at: usize, segment: usize, growth: f64) {
        let group = &self.groups[at];
        let members = group.members.iter().map(|&node| (self.role(node), marks.full(node)[segment]));
        // The whole keeps the scale, whatever its members weigh.
        let is_whole = at == 0 || group.role == Role::Base;
        let stated = || group.full_marks[segment] * if is_whole { 1.0 } else { growth };
        let full = group.capped(group.uncapped(members, stated));
        let is_stated = group.weight[segment] != group.full_marks[segment];
        marks.full[at][segment] = full;
        marks.weight[at][segment] = if is_stated { group.weight[segment] * growth } else { full };
    }
}
