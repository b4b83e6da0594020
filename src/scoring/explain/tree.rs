//! One firm's subtotals, caps, floors and branches that do not count.

use std::sync::Arc;

use super::{Above, Explainer, GroupAccount, More};
use crate::scorecard::{Group, Node, Scorecard};
use crate::scoring::formula::{Formula, NodePoints, One};
use crate::scoring::{Detail, Scores};
use crate::words::Message;

/// Points of every indicator and group for one firm.
pub(super) fn evaluate(
    card: &Scorecard,
    scores: &Scores,
    details: &[Detail],
    firm: usize,
) -> (Vec<NodePoints>, Vec<NodePoints>) {
    let leaf = |(detail, points): (&Detail, &Arc<Vec<f64>>)| {
        NodePoints::leaf(points[firm], detail.normalised.get(firm).is_none())
    };
    let indicators: Vec<NodePoints> = details.iter().zip(&scores.indicator_points).map(leaf).collect();
    let one = One { marks: &card.marks(), segment: usize::from(scores.segment[firm]) };
    let groups = Formula::of(card).evaluate(&one, &indicators.iter().collect::<Vec<_>>());
    (indicators, groups)
}

/// The firm that is compared with the explained one.
#[derive(Clone, Copy)]
struct Other<'a> {
    firm: usize,
    /// Its points per group, the root first.
    groups: &'a [NodePoints],
}

impl Explainer<'_> {
    fn points(&self, node: Node, firm: usize) -> f64 {
        match node {
            Node::Indicator(i) => self.scores.indicator_points[i][firm],
            Node::Group(g) => self.scores.group_points[g][firm],
        }
    }

    /// Whether the points of `node` are subtracted.
    pub(super) fn deducted(&self, node: Node) -> bool {
        self.scorecard.sign(node) < 0.0
    }

    fn given(&self, node: Node) -> &NodePoints {
        match node {
            Node::Indicator(at) => &self.indicators[at],
            Node::Group(at) => &self.groups[at],
        }
    }

    /// Whether `node`, or a group above it, is a member that its group does not pick, where the group counts
    /// only one of its members. Among equal members the first is picked; if no member has points, none is
    /// outdone.
    pub(super) fn outdone(&self, node: Node) -> bool {
        let own = self.given(node);
        let Some(parent) = self.scorecard.parent(node).filter(|_| !own.left_out) else { return false };
        let group = &self.scorecard.groups[parent];
        let members = group.members.iter().map(|&member| (member, self.given(member)));
        let present = members.filter(|(_, given)| !given.left_out);
        let picked = group.combine.fold().picked(present.map(|(member, given)| (member, given.points)));
        let here = picked
            .is_some_and(|(member, points)| member != node && (points != own.points || own.points > 0.0));
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
            title: Message::title(&group.title, group.title_zh.as_ref()),
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
        // Among firms with the same points, the last one is the nearest.
        let order = self.scores.order.iter().rev().map(|&at| at as usize);
        let in_segment = |firm: &usize| self.scores.segment[*firm] == self.scores.segment[self.firm];
        let nearest = order.filter(in_segment).find(|&firm| points(firm) == least)?;
        let mut more = Vec::new();
        let (_, theirs) = evaluate(self.scorecard, self.scores, self.details, nearest);
        self.push_more(0, Other { firm: nearest, groups: &theirs }, 1.0, &mut more);
        more.retain(|more| more.points > 0.0);
        more.sort_by(|a, b| b.points.total_cmp(&a.points));
        Some(Above { points: self.published(nearest), segment_rank: self.scores.segment_rank[nearest], more })
    }

    /// Adds the leads of `other` below group `at`: member by member if the group is a sum, otherwise for the
    /// group as a whole.
    fn push_more(&self, at: usize, other: Other<'_>, sign: f64, more: &mut Vec<More>) {
        let group = &self.scorecard.groups[at];
        for &member in &group.members {
            let sign = if self.deducted(member) { -1.0 } else { sign };
            let points = sign * (self.points(member, other.firm) - self.points(member, self.firm));
            match member {
                Node::Group(inner) if self.groups[inner].adds_up && other.groups[inner].adds_up => {
                    self.push_more(inner, other, sign, more);
                }
                _ => more.push(More { id: self.scorecard.id(member).to_owned(), points }),
            }
        }
    }
}
