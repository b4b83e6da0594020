//! A scorecard with other weights.

use super::{BASE, BONUS, Combine, Group, Node, Scorecard};

impl Scorecard {
    /// The scorecard with `weight` for its indicators, per segment, in the unit of their
    /// [`weight`](super::Indicator::weight); nothing else of it changes but what rests on them. Full marks of
    /// a sum are those of its members, of `max` and `min` the greatest and the least of them, never above a
    /// cap. A mean, and a group in a mean, weighs what it weighs today times `Σ s_i w_i' / w_i / Σ s_i` over
    /// the indicators below it, with `s_i` their [shares](Scorecard::weight_shares) of the whole today, `w_i`
    /// their weights and `w_i'` the new ones; the whole keeps the scale. So where all groups are sums and
    /// means without cap and reserve, the shares of the new scorecard are in proportion to `s_i w_i' / w_i`,
    /// however units differ from group to group.
    ///
    /// # Panics
    /// If there is not one weight per indicator and segment.
    #[must_use]
    pub fn reweighed(&self, weight: &[Vec<f64>]) -> Scorecard {
        let mut card = self.clone();
        card.groups = self.groups_reweighed(weight);
        for (indicator, weight) in card.indicators.iter_mut().zip(weight) {
            indicator.weight.clone_from(weight);
        }
        card
    }

    /// The groups of [`Scorecard::reweighed`].
    ///
    /// # Panics
    /// As there.
    pub(crate) fn groups_reweighed(&self, weight: &[Vec<f64>]) -> Vec<Group> {
        assert_eq!(weight.len(), self.indicators.len(), "each indicator has weights");
        let segments = self.segments.len();
        assert!(weight.iter().all(|weight| weight.len() == segments), "each segment has a weight");
        let shares = self.weight_shares();
        let mut groups = self.groups.clone();
        // A group stands before the groups in it.
        for at in (0..groups.len()).rev() {
            for segment in 0..segments {
                let growth = self.growth(&shares, weight, at, segment);
                self.settle(&mut groups, weight, (at, segment), growth);
            }
        }
        groups
    }

    /// What a group weighs by new weights of the indicators below it, over what it weighs today.
    fn growth(&self, shares: &[Vec<f64>], weight: &[Vec<f64>], at: usize, segment: usize) -> f64 {
        let own = |indicator: usize| self.indicators[indicator].weight[segment];
        let today = self.below(at, &|indicator| shares[indicator][segment]);
        if today > 0.0 {
            let new = |indicator: usize| match own(indicator) {
                0.0 => 0.0,
                own => shares[indicator][segment] * weight[indicator][segment] / own,
            };
            return self.below(at, &new) / today;
        }
        // Bonus and deduction have no share of the whole.
        let today = self.below(at, &own);
        if today > 0.0 { self.below(at, &|indicator| weight[indicator][segment]) / today } else { 1.0 }
    }

    /// Full marks and weight of a group whose members have theirs.
    fn settle(&self, groups: &mut [Group], weight: &[Vec<f64>], (at, segment): (usize, usize), growth: f64) {
        let (old, group) = (&self.groups[at], &groups[at]);
        let marks = || {
            group.members.iter().map(|&node| match node {
                Node::Indicator(indicator) => weight[indicator][segment],
                Node::Group(inner) => groups[inner].full_marks[segment],
            })
        };
        let uncapped = match group.combine {
            Combine::Sum => marks().sum::<f64>() + group.reserved,
            Combine::Whole => {
                let counts = |&inner: &usize| groups[inner].id == BASE || groups[inner].id == BONUS;
                let inner = group.members.iter().filter_map(|node| match *node {
                    Node::Group(inner) => Some(inner),
                    Node::Indicator(_) => None,
                });
                inner.filter(counts).map(|inner| groups[inner].full_marks[segment]).sum()
            }
            Combine::Max => marks().fold(0.0, f64::max),
            Combine::Min => marks().filter(|full| *full > 0.0).reduce(f64::min).unwrap_or(0.0),
            // The whole has the scale, whatever its members weigh.
            _ if at == 0 || group.id == BASE => old.full_marks[segment],
            _ => old.full_marks[segment] * growth,
        };
        let full = group.cap.map_or(uncapped, |cap| uncapped.min(cap));
        let is_stated = old.weight[segment] != old.full_marks[segment];
        let weight = if is_stated { old.weight[segment] * growth } else { full };
        (groups[at].full_marks[segment], groups[at].weight[segment]) = (full, weight);
    }

    /// The sum of something over the indicators below a group.
    fn below(&self, at: usize, of: &dyn Fn(usize) -> f64) -> f64 {
        let one = |node: &Node| match *node {
            Node::Indicator(indicator) => of(indicator),
            Node::Group(inner) => self.below(inner, of),
        };
        self.groups[at].members.iter().map(one).sum()
    }
}
