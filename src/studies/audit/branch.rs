//! The groups of a scorecard that weigh against each other.

use crate::scorecard::{BASE, Combine, Node, Scorecard};

/// A group below the root (一级指标), with all indicators below it.
pub(in crate::studies) struct Branch {
    /// Position in [`Scorecard::groups`].
    pub group: usize,
    /// Positions in [`Scorecard::indicators`], ascending.
    pub indicators: Vec<usize>,
}

/// The groups straight below the root, those of the base in its place; and the group itself where indicators
/// stand straight in the base, the bonus or the deduction. Every indicator is in one.
pub(in crate::studies) fn branches(card: &Scorecard) -> Vec<Branch> {
    let mut branches = Vec::new();
    let whole = card.groups[0].combine == Combine::Whole;
    let tops: Vec<usize> = if whole { below(card, 0) } else { vec![0] };
    for top in tops {
        let split = !whole || card.groups[top].id == BASE;
        let straight: Vec<usize> = if split { straight(card, top) } else { all(card, top) };
        if !straight.is_empty() {
            branches.push(Branch { group: top, indicators: straight });
        }
        if split {
            let groups = below(card, top).into_iter();
            branches.extend(groups.map(|group| Branch { group, indicators: all(card, group) }));
        }
    }
    branches.retain(|branch| !branch.indicators.is_empty());
    branches
}

fn below(card: &Scorecard, group: usize) -> Vec<usize> {
    let groups = card.groups[group].members.iter().filter_map(|node| match node {
        Node::Group(group) => Some(*group),
        Node::Indicator(_) => None,
    });
    groups.collect()
}

fn straight(card: &Scorecard, group: usize) -> Vec<usize> {
    let indicators = card.groups[group].members.iter().filter_map(|node| match node {
        Node::Indicator(indicator) => Some(*indicator),
        Node::Group(_) => None,
    });
    indicators.collect()
}

fn all(card: &Scorecard, group: usize) -> Vec<usize> {
    let mut found = straight(card, group);
    below(card, group).into_iter().for_each(|inner| found.extend(all(card, inner)));
    found.sort_unstable();
    found
}
