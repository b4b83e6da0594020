//! What becomes of a firm's points on their way to the root: subtotals, limits, ways that do not count.

use super::{Above, Explainer, GroupAccount, More, label};
use crate::scorecard::{Fold, Group, Node};
use crate::scoring::formula::NodePoints;

impl Explainer<'_> {
    fn points(&self, node: Node, firm: usize) -> f64 {
        match node {
            Node::Indicator(i) => self.scores.indicator_points[i][firm],
            Node::Group(g) => self.scores.group_points[g][firm],
        }
    }

    /// Whether the points of `node` are taken off.
    pub(super) fn deducted(&self, node: Node) -> bool {
        self.scorecard.sign(node) < 0.0
    }

    fn given(&self, node: Node) -> &NodePoints {
        match node {
            Node::Indicator(at) => &self.indicators[at],
            Node::Group(at) => &self.groups[at],
        }
    }

    /// Whether another member of a group that takes one of them is taken in place of `node`, or of a group it
    /// lies in. Of equal ones the first is, but where none has points none stands in another's way.
    pub(super) fn outdone(&self, node: Node) -> bool {
        let own = self.given(node);
        let Some(parent) = self.scorecard.parent(node).filter(|_| !own.left_out) else { return false };
        let group = &self.scorecard.groups[parent];
        let fold = group.combine.fold();
        let position = group.members.iter().position(|member| *member == node);
        let mut others = group.members.iter().enumerate().filter(|(at, _)| Some(*at) != position);
        let here = matches!(fold, Fold::Pick { .. })
            && others.any(|(at, &other)| {
                let other = self.given(other);
                let is_equal = other.points == own.points && own.points > 0.0;
                let is_first = is_equal && Some(at) < position;
                !other.left_out && (fold.prefers(other.points, own.points) || is_first)
            });
        here || self.outdone(Node::Group(parent))
    }

    pub(super) fn groups(&self) -> Vec<GroupAccount> {
        let mut depth = vec![0; self.groups.len()];
        // A group stands before the groups in it.
        for (at, group) in self.scorecard.groups.iter().enumerate() {
            for member in &group.members {
                if let Node::Group(inner) = *member {
                    depth[inner] = depth[at] + 1;
                }
            }
        }
        let groups = self.scorecard.groups.iter().zip(&self.groups).zip(depth).enumerate();
        let account = |(at, ((group, given), depth)): (usize, ((&Group, &NodePoints), usize))| GroupAccount {
            id: group.id.clone(),
            title: label(&group.title, group.title_zh.as_ref()),
            depth,
            points: self.points(Node::Group(at), self.firm),
            deducted: self.deducted(Node::Group(at)),
            full_marks: group.full_marks[self.segment],
            before_limit: (given.made != given.points && !given.left_out).then_some(given.made),
            left_out: given.left_out,
        };
        groups.map(account).collect()
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
        group.combine.is_sum() && adds(self.firm) && adds(other)
    }
}
