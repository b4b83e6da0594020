//! The names that judgements may use: indicators and groups, by id or by title.

use crate::firms::width::key;
use crate::scorecard::{Node, Scorecard};

/// The indicators to weigh and the groups above them, by id and title.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    /// Ids of the indicators to weigh, in the scorecard's order.
    pub(super) indicators: Vec<&'a str>,
    groups: Vec<Group<'a>>,
    /// Titles that only one node has, each with the node's id.
    titles: Vec<(&'a str, &'a str)>,
}

/// A group with at least one indicator to weigh.
#[derive(Clone, Debug)]
struct Group<'a> {
    id: &'a str,
    /// Ids of the direct members with an indicator to weigh.
    members: Vec<&'a str>,
    /// Ids of all indicators to weigh below the group.
    below: Vec<&'a str>,
}

impl<'a> Terms<'a> {
    /// The indicators of `card` at the positions `weighed`, and its groups.
    pub fn of(card: &'a Scorecard, weighed: &[usize]) -> Terms<'a> {
        let indicators = weighed.iter().map(|&at| card.indicators[at].id.as_str()).collect();
        let base = card.base();
        let groups: Vec<Group<'a>> = (0..card.groups.len())
            .filter(|&at| at != base && at != 0)
            .map(|at| Group::of(card, at, weighed))
            .filter(|group| !group.below.is_empty())
            .collect();
        let of_indicators = weighed.iter().map(|&at| &card.indicators[at]);
        let named = of_indicators.map(|one| (&one.id, &one.title, &one.title_zh));
        let of_groups = card.groups.iter().map(|one| (&one.id, &one.title, &one.title_zh));
        let titles = named
            .chain(of_groups.filter(|(id, ..)| groups.iter().any(|group| group.id == id.as_str())))
            .flat_map(|(id, title, zh)| [Some(title), zh.as_ref()].map(|title| Some((title?.trim(), &**id))))
            .flatten()
            .collect();
        Terms { indicators, groups, titles }
    }

    /// The id meant by `name`, an id or an unambiguous title; `name` itself if there is none. Character width
    /// and blanks are ignored.
    pub(super) fn id<'n>(&self, name: &'n str) -> &'n str
    where
        'a: 'n,
    {
        let ids = || self.indicators.iter().copied().chain(self.group_ids());
        if ids().any(|id| id == name) {
            return name;
        }
        let written = key(name);
        if let Some(id) = ids().find(|id| *id == written) {
            return id;
        }
        let mut meant = self.titles.iter().filter(|(title, _)| key(title) == written).map(|(_, id)| *id);
        match meant.next() {
            Some(id) if meant.all(|other| other == id) => id,
            _ => name,
        }
    }

    /// Ids of all groups in scope.
    pub(super) fn group_ids(&self) -> impl Iterator<Item = &'a str> + use<'_, 'a> {
        self.groups.iter().map(|group| group.id)
    }

    /// Whether a group, and no indicator, has this id.
    pub(super) fn has_group(&self, id: &str) -> bool {
        !self.indicators.contains(&id) && self.group_ids().any(|group| group == id)
    }

    /// Ids of the direct members of the group `id`, and of all indicators below it.
    pub(super) fn in_group(&self, id: &str) -> Option<(&[&'a str], &[&'a str])> {
        let group = self.groups.iter().find(|group| group.id == id && self.has_group(id))?;
        Some((&group.members, &group.below))
    }

    /// Whether these nodes cover each indicator exactly once.
    pub(super) fn make_up_the_whole(&self, ids: &[&str]) -> bool {
        let mut below: Vec<&str> = Vec::new();
        for id in ids {
            match self.in_group(id) {
                Some((_, indicators)) => below.extend(indicators),
                None => below.push(id),
            }
        }
        below.len() == self.indicators.len() && self.indicators.iter().all(|id| below.contains(id))
    }

    /// The group that shares the most members with these, and its own members.
    pub(super) fn near_group(&self, members: &[&str]) -> Option<(&'a str, &[&'a str])> {
        let shared = |group: &Group<'_>| members.iter().filter(|id| group.members.contains(id)).count();
        let near = self.groups.iter().rev().max_by_key(|group| shared(group))?;
        (shared(near) > 0).then_some((near.id, &near.members[..]))
    }

    /// The only member in scope of the group `id`, if no indicator has that id.
    pub(super) fn only_member(&self, id: &str) -> Option<&'a str> {
        let group = self.groups.iter().find(|group| group.id == id && !self.indicators.contains(&id))?;
        if let [only] = group.members[..] { Some(only) } else { None }
    }

    /// The group with exactly these members, for a matrix that names no group.
    pub(super) fn group_of(&self, members: &[&str]) -> Option<&'a str> {
        let is_it = |group: &&Group<'_>| {
            group.members.len() == members.len() && members.iter().all(|id| group.members.contains(id))
        };
        let is_whole =
            members.len() == self.indicators.len() && members.iter().all(|id| self.indicators.contains(id));
        self.groups.iter().find(is_it).filter(|_| !is_whole).map(|group| group.id)
    }
}

impl<'a> Group<'a> {
    fn of(card: &'a Scorecard, at: usize, weighed: &[usize]) -> Group<'a> {
        let is_weighed = |node: &Node| match *node {
            Node::Indicator(indicator) => weighed.contains(&indicator),
            Node::Group(inner) => card.below(inner).iter().any(|indicator| weighed.contains(indicator)),
        };
        let group = &card.groups[at];
        let members = group.members.iter().copied().filter(is_weighed).map(|node| card.id(node));
        let below = card.below(at).into_iter().filter(|indicator| weighed.contains(indicator));
        let below = below.map(|indicator| card.indicators[indicator].id.as_str());
        Group { id: &group.id, members: members.collect(), below: below.collect() }
    }
}
