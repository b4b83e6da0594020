//! A scorecard with other weights.

use super::{BASE, BONUS, Combine, Group, Node, Scorecard};

impl Scorecard {
    /// The scorecard with `weight` for its indicators, per segment, in the unit of their
    /// [`weight`](super::Indicator::weight); nothing else of it changes but what rests on them. Full marks of a sum are
    /// those of its members, of `max` and `min` the greatest and the least of them, never above a cap. A mean, and a group
    /// in a mean, weighs what it weighs today times the weights of the indicators below it over today's; the whole keeps
    /// the scale.
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
        let mut groups = self.groups.clone();
        // A group stands before the groups in it.
        for at in (0..groups.len()).rev() {
            for segment in 0..segments {
                self.settle(&mut groups, weight, at, segment);
            }
        }
        groups
    }

    /// Full marks and weight of a group whose members have theirs.
    fn settle(&self, groups: &mut [Group], weight: &[Vec<f64>], at: usize, segment: usize) {
        let (old, group) = (&self.groups[at], &groups[at]);
        let marks = || {
            group.members.iter().map(|&node| match node {
                Node::Indicator(indicator) => weight[indicator][segment],
                Node::Group(inner) => groups[inner].full_marks[segment],
            })
        };
        let grown = |was: f64| {
            let today = self.below(at, &|indicator| self.indicators[indicator].weight[segment]);
            if today > 0.0 {
                was * self.below(at, &|indicator| weight[indicator][segment]) / today
            } else {
                was
            }
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
            _ => grown(old.full_marks[segment]),
        };
        let full = group.cap.map_or(uncapped, |cap| uncapped.min(cap));
        let is_stated = old.weight[segment] != old.full_marks[segment];
        let weight = if is_stated { grown(old.weight[segment]) } else { full };
        (groups[at].full_marks[segment], groups[at].weight[segment]) = (full, weight);
    }

    /// What the indicators below a group weigh together.
    fn below(&self, at: usize, weight: &dyn Fn(usize) -> f64) -> f64 {
        let of = |node: &Node| match *node {
            Node::Indicator(indicator) => weight(indicator),
            Node::Group(inner) => self.below(inner, weight),
        };
        self.groups[at].members.iter().map(of).sum()
    }
}
