//! What becomes of a firm's points on their way to the root: subtotals, limits, ways that do not count.

use super::super::{Detail, combine};
use super::{Above, Explainer, GroupAccount, More, label};
use crate::scorecard::{Combine, DEDUCTION, Node};

impl Explainer<'_> {
    fn points(&self, node: Node, firm: usize) -> f64 {
        match node {
            Node::Indicator(i) => self.scores.indicator_points[i][firm],
            Node::Group(g) => self.scores.group_points[g][firm],
        }
    }

    /// The group `node` stands in.
    fn parent(&self, node: Node) -> Option<usize> {
        self.scorecard.groups.iter().position(|group| group.members.contains(&node))
    }

    /// Whether the points of `node` are taken off.
    pub(super) fn deducted(&self, node: Node) -> bool {
        let groups = &self.scorecard.groups;
        let is_deduction = |parent: usize| {
            matches!(node, Node::Group(g) if groups[g].id == DEDUCTION)
                && groups[parent].combine == Combine::Whole
        };
        self.parent(node).is_some_and(|parent| is_deduction(parent) || self.deducted(Node::Group(parent)))
    }

    /// Whether `node` is left out for the firm: an indicator that has no share, a group without weight in its
    /// segment or of which nothing has a share, unless it keeps points back.
    fn left_out(&self, node: Node, details: &[Detail]) -> bool {
        match node {
            Node::Indicator(i) => details[i].normalised.get(self.firm).is_none(),
            Node::Group(g) => {
                let group = &self.scorecard.groups[g];
                let weightless = group.weight[self.segment] == 0.0 || group.full_marks[self.segment] == 0.0;
                let members = &group.members;
                let counts = members.is_empty() || group.reserved > 0.0;
                weightless || (!counts && members.iter().all(|&member| self.left_out(member, details)))
            }
        }
    }

    /// Whether another member of a group that takes one of them is taken in place of `node`, or of a group it
    /// lies in. Of equal ones the first is.
    pub(super) fn outdone(&self, node: Node, details: &[Detail]) -> bool {
        if self.left_out(node, details) {
            return false;
        }
        let Some(parent) = self.parent(node) else { return false };
        let group = &self.scorecard.groups[parent];
        let points = |node| self.points(node, self.firm);
        let own = points(node);
        let position = group.members.iter().position(|member| *member == node);
        let others = group.members.iter().enumerate();
        let mut others = others.filter(|(_, member)| **member != node && !self.left_out(**member, details));
        let here = match group.combine {
            // Where none has points, none stands in another's way.
            Combine::Max => others.any(|(at, &other)| {
                points(other) > own || (points(other) == own && own > 0.0 && Some(at) < position)
            }),
            Combine::Min => others.any(|(at, &other)| {
                points(other) < own || (points(other) == own && own > 0.0 && Some(at) < position)
            }),
            _ => false,
        };
        here || self.outdone(Node::Group(parent), details)
    }

    pub(super) fn groups(&self, details: &[Detail]) -> Vec<GroupAccount> {
        let groups = &self.scorecard.groups;
        // From the last to the first, so that the groups within a group are known.
        let mut left_out = vec![false; groups.len()];
        let mut accounts: Vec<GroupAccount> = Vec::new();
        for (at, group) in groups.iter().enumerate().rev() {
            let members = group.members.iter().map(|&member| match member {
                Node::Indicator(_) => (self.points(member, self.firm), self.left_out(member, details)),
                Node::Group(g) => (self.points(member, self.firm), left_out[g]),
            });
            let members: Vec<(f64, bool)> = members.collect();
            let (made, out) = combine::of_one(self.scorecard, at, self.segment, &members);
            left_out[at] = out;
            let made = if group.combine == Combine::Whole { self.signed_sum(at) } else { made };
            let points = self.points(Node::Group(at), self.firm);
            accounts.push(GroupAccount {
                id: group.id.clone(),
                title: label(&group.title, group.title_zh.as_ref()),
                depth: 0,
                points,
                deducted: self.deducted(Node::Group(at)),
                full_marks: group.full_marks[self.segment],
                before_limit: (made != points && !out).then_some(made),
                left_out: out,
            });
        }
        accounts.reverse();
        for (at, group) in groups.iter().enumerate() {
            let below = accounts[at].depth + 1;
            for member in &group.members {
                if let Node::Group(g) = member {
                    accounts[*g].depth = below;
                }
            }
        }
        accounts
    }

    /// What the base, the bonus and the deduction come to, which may be less than 0.
    fn signed_sum(&self, at: usize) -> f64 {
        let signed = |&member: &Node| {
            let points = self.points(member, self.firm);
            if self.deducted(member) { -points } else { points }
        };
        self.scorecard.groups[at].members.iter().map(signed).sum()
    }

    pub(super) fn above(&self, peers: &[usize]) -> Option<Above> {
        let points = |firm: usize| self.scores.points[firm];
        let own = points(self.firm);
        let least = peers.iter().map(|&peer| points(peer)).filter(|points| *points > own).min()?;
        // Of several with the same points the one that stands last: it is the nearest.
        let order = self.scores.order.iter().rev().map(|&at| at as usize);
        let in_segment = |firm: &usize| self.scores.segment[*firm] == self.scores.segment[self.firm];
        let nearest = order.filter(in_segment).find(|&firm| points(firm) == least)?;
        let mut more = Vec::new();
        self.push_more(0, nearest, 1.0, &mut more);
        more.retain(|more| more.points > 0.0);
        more.sort_by(|a, b| b.points.total_cmp(&a.points));
        Some(Above { points: self.published(nearest), segment_rank: self.scores.segment_rank[nearest], more })
    }

    /// What `other` has more of below group `at`: member by member where points are added up, else the group
    /// as a whole.
    fn push_more(&self, at: usize, other: usize, sign: f64, more: &mut Vec<More>) {
        let group = &self.scorecard.groups[at];
        for &member in &group.members {
            let sign = if self.deducted(member) { -1.0 } else { sign };
            let points = sign * (self.points(member, other) - self.points(member, self.firm));
            let (id, below) = match member {
                Node::Indicator(i) => (&self.scorecard.indicators[i].id, None),
                Node::Group(g) => (&self.scorecard.groups[g].id, Some(g)),
            };
            match below.filter(|&g| self.adds_up(g, other)) {
                Some(g) => self.push_more(g, other, sign, more),
                None => more.push(More { id: id.clone(), points }),
            }
        }
    }

    /// Whether the points of group `at` are the sum of its members', for the firm and for `other`.
    fn adds_up(&self, at: usize, other: usize) -> bool {
        let group = &self.scorecard.groups[at];
        let adds = |firm: usize| {
            let sum: f64 = group.members.iter().map(|&member| self.points(member, firm)).sum();
            (sum - self.points(Node::Group(at), firm)).abs() < 1e-9
        };
        matches!(group.combine, Combine::Sum) && adds(self.firm) && adds(other)
    }
}
