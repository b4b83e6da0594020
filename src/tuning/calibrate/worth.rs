//! What a unit of an indicator's weight is worth to a firm, by its way through the tree.

use crate::scorecard::{Node, Scorecard};
use crate::scoring::Detail;

/// One firm's way through the tree.
pub(super) struct Walk<'a> {
    pub card: &'a Scorecard,
    pub details: &'a [Detail],
    /// Shares of the weight of the whole, per indicator and segment.
    pub shares: &'a [Vec<f64>],
    pub firm: usize,
    pub segment: usize,
    /// Per indicator of the scorecard: what a unit of its weight is worth.
    pub worth: Vec<f64>,
}

impl Walk<'_> {
    fn share(&self, at: usize) -> Option<f64> {
        self.details[at].normalised.get(self.firm)
    }

    /// A member's weight and its share of full marks; nothing of one that weighs nothing or is left out.
    fn member(&self, node: Node) -> Option<(f64, f64)> {
        match node {
            Node::Indicator(at) => {
                let weight = self.shares[at][self.segment];
                self.share(at).filter(|_| weight > 0.0).map(|share| (weight, share))
            }
            Node::Group(at) => {
                let (weight, points, _) = self.group(at);
                (weight > 0.0).then(|| (self.full(at), points / weight))
            }
        }
    }

    /// What all indicators below a group weigh.
    fn full(&self, at: usize) -> f64 {
        let of = |node: &Node| match *node {
            Node::Indicator(at) => self.shares[at][self.segment],
            Node::Group(inner) => self.full(inner),
        };
        self.card.groups[at].members.iter().map(of).sum()
    }

    /// The weights of the members that are there, their weighted shares added up, and whether any is.
    fn group(&self, at: usize) -> (f64, f64, bool) {
        let members = self.card.groups[at].members.iter().filter_map(|&node| self.member(node));
        members.fold((0.0, 0.0, false), |(weight, points, _), (w, s)| (weight + w, points + w * s, true))
    }

    /// Notes what is worth what below a group that has the share `full` of the whole.
    pub fn worths(&mut self, at: usize, full: f64) {
        let (weight, points, any) = self.group(at);
        if !any {
            return;
        }
        let mean = points / weight;
        let nodes = self.card.groups[at].members.clone();
        for node in nodes {
            let Some((own, share)) = self.member(node) else { continue };
            match node {
                Node::Indicator(indicator) => self.worth[indicator] = full * (share - mean) / weight,
                Node::Group(inner) => self.worths(inner, full * own / weight),
            }
        }
    }
}
