//! The shape of the tree: each group's role, full marks and descendants.

use std::collections::BTreeMap;

use super::Scorecard;
use super::combine::{Combine, Departure, Mark};

/// A member of a group, by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// An indicator, as a position in [`Scorecard::indicators`].
    Indicator(usize),
    /// A group, as a position in [`Scorecard::groups`].
    Group(usize),
}

/// A branch of the tree (一级指标).
#[derive(Clone, Debug)]
pub struct Group {
    /// Stable id, the name in rules: `points.<id>`.
    pub id: String,
    /// Title in English, for reports.
    pub title: String,
    /// Title in Chinese; `None` if not given.
    pub title_zh: Option<String>,
    /// Role in the whole: base, bonus, deduction or plain.
    pub role: Role,
    /// Way of combining the members' points.
    pub combine: Combine,
    /// Full marks `W` per segment, never above the cap. For a sum they are the sum of the members' full
    /// marks, for `max` and `min` the greatest and the least of them, for a mean the stated number or,
    /// without one, the sum of the members' weights.
    pub full_marks: Vec<f64>,
    /// Weight among its siblings per segment, which counts if the parent is a mean: the stated number or,
    /// without one, full marks.
    pub weight: Vec<f64>,
    /// Upper limit on its points; `None` without one.
    pub cap: Option<f64>,
    /// Lower limit on its points; `None` without one.
    pub floor: Option<f64>,
    /// Full marks reserved for members that another scorecard adds. No firm gets them, and no other member
    /// carries them: a group with a reserve is not left out even if all its members are.
    pub reserved: f64,
    /// Members in written order.
    pub members: Vec<Node>,
}

impl Group {
    /// Least possible points: the floor or, without one, the lower limit of the way of combining. `None` if
    /// there is no limit.
    pub fn least(&self) -> Option<f64> {
        self.floor.or(self.combine.least())
    }

    /// Departures of the group's points from a weighted sum: first that of the way of combining, then those
    /// of cap, reserve and lower limit.
    pub fn departures(&self) -> impl Iterator<Item = Departure> {
        let cap = self.cap.map(|_| Departure::Cap);
        let reserved = (self.reserved > 0.0).then_some(Departure::Reserved);
        let floor = self.least().map(Departure::Floor);
        [self.combine.fold().departure(), cap, reserved, floor].into_iter().flatten()
    }

    /// Full marks before the cap, from the role and the full marks of each member. For a mean they are the
    /// `stated` number.
    pub fn uncapped<N: Mark>(
        &self,
        members: impl Iterator<Item = (Role, N)>,
        stated: impl FnOnce() -> N,
    ) -> N {
        let signed = members.map(|(role, full)| (role.sign(), full));
        self.combine.full_marks(signed).map_or_else(stated, |full| full + N::of(self.reserved))
    }

    /// Full marks, limited by the cap.
    pub fn capped<N: Mark>(&self, full: N) -> N {
        self.cap.map(N::of).filter(|cap| *cap < full).unwrap_or(full)
    }
}

/// The role of a group in the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Points that count towards scale and coverage, beside a bonus or a deduction.
    Base,
    /// Points in addition to the scale.
    Bonus,
    /// Points subtracted from base and bonus.
    Deduction,
    /// Any other group: the root, and all groups below it or below the three parts.
    Plain,
}

impl Role {
    /// The members of a root [of parts](Combine::OF_PARTS), in order.
    pub const PARTS: [Role; 3] = [Role::Base, Role::Bonus, Role::Deduction];

    /// The id of the group with this role.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Role::Base => Some("base"),
            Role::Bonus => Some("bonus"),
            Role::Deduction => Some("deduction"),
            Role::Plain => None,
        }
    }

    /// The role of the group `id` in a parent of this way of combining.
    pub fn of_member(parent: Combine, id: &str) -> Role {
        let part = Role::PARTS.into_iter().find(|role| role.id() == Some(id));
        part.filter(|_| parent == Combine::OF_PARTS).unwrap_or(Role::Plain)
    }

    /// The sign of its points: −1 for a deduction, otherwise 1.
    pub fn sign(self) -> f64 {
        match self {
            Role::Deduction => -1.0,
            Role::Base | Role::Bonus | Role::Plain => 1.0,
        }
    }
}

/// Full marks and weight of every node, per segment.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks {
    /// Weight per indicator, which equals its full marks.
    pub indicators: Vec<Vec<f64>>,
    /// Full marks per group, then segment.
    pub full: Vec<Vec<f64>>,
    /// Weight per group, then segment.
    pub weight: Vec<Vec<f64>>,
}

impl Marks {
    /// Full marks of a node, one per segment.
    pub fn full(&self, node: Node) -> &[f64] {
        match node {
            Node::Indicator(at) => &self.indicators[at],
            Node::Group(at) => &self.full[at],
        }
    }

    /// Weight of a node among its siblings, one per segment.
    pub fn weight(&self, node: Node) -> &[f64] {
        match node {
            Node::Indicator(at) => &self.indicators[at],
            Node::Group(at) => &self.weight[at],
        }
    }
}

/// A group below the root or the base (一级指标), with all indicators below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Position of the group in [`Scorecard::groups`].
    pub group: usize,
    /// Positions of its indicators in [`Scorecard::indicators`], ascending.
    pub indicators: Vec<usize>,
}

impl Scorecard {
    /// Position of the group that must equal the scale: the base, or the root without one.
    pub fn base(&self) -> usize {
        self.groups.iter().position(|group| group.role == Role::Base).unwrap_or(0)
    }

    /// Position of the group with this role; `None` if there is none.
    pub fn part(&self, role: Role) -> Option<usize> {
        self.groups.iter().position(|group| group.role == role)
    }

    /// The role of a node in the whole.
    pub fn role(&self, node: Node) -> Role {
        match node {
            Node::Indicator(_) => Role::Plain,
            Node::Group(at) => self.groups[at].role,
        }
    }

    /// The id of an indicator or group.
    pub fn id(&self, node: Node) -> &str {
        match node {
            Node::Indicator(at) => &self.indicators[at].id,
            Node::Group(at) => &self.groups[at].id,
        }
    }

    /// Position of the group a node belongs to; `None` for the root.
    pub fn parent(&self, node: Node) -> Option<usize> {
        self.groups.iter().position(|group| group.members.contains(&node))
    }

    /// The sign of a node's points in the whole: −1 if they, or those of a group above it, are subtracted,
    /// otherwise 1.
    pub fn sign(&self, node: Node) -> f64 {
        let above = self.parent(node).map_or(1.0, |parent| self.sign(Node::Group(parent)));
        self.role(node).sign() * above
    }

    /// Full marks and weight of every node, per segment.
    pub fn marks(&self) -> Marks {
        Marks {
            indicators: self.indicators.iter().map(|indicator| indicator.weight.clone()).collect(),
            full: self.groups.iter().map(|group| group.full_marks.clone()).collect(),
            weight: self.groups.iter().map(|group| group.weight.clone()).collect(),
        }
    }

    /// A member's weight among its siblings in a segment.
    pub fn weight(&self, node: Node, segment: usize) -> f64 {
        match node {
            Node::Indicator(i) => self.indicators[i].weight[segment],
            Node::Group(g) => self.groups[g].weight[segment],
        }
    }

    /// Each indicator's share of the weight of the whole per segment, as in coverage. The root has 1, and a
    /// group's share is split among its members by their weights. The shares of a segment add up to 1.
    pub fn weight_shares(&self) -> Vec<Vec<f64>> {
        self.shares().indicators
    }

    /// Shares of the weight of the whole: [`Scorecard::weight_shares`] for indicators, and for each group the
    /// sum over the indicators below it. A bonus and a deduction have none.
    pub fn shares(&self) -> Marks {
        let segments = self.segments.len();
        let mut groups = vec![vec![0.0; segments]; self.groups.len()];
        groups[0].fill(1.0);
        let mut indicators = vec![vec![0.0; segments]; self.indicators.len()];
        let counts = |node: &&Node| !matches!(self.role(**node), Role::Bonus | Role::Deduction);
        // A group stands before the groups in it.
        for (at, group) in self.groups.iter().enumerate() {
            for segment in 0..segments {
                let members = || group.members.iter().filter(counts);
                let whole: f64 = members().map(|&node| self.weight(node, segment)).sum();
                let share = if whole > 0.0 { groups[at][segment] / whole } else { 0.0 };
                for &node in members() {
                    let target = match node {
                        Node::Indicator(i) => &mut indicators[i],
                        Node::Group(g) => &mut groups[g],
                    };
                    target[segment] = share * self.weight(node, segment);
                }
            }
        }
        Marks { indicators, full: groups.clone(), weight: groups }
    }

    /// All indicators below a group, ascending.
    pub fn below(&self, group: usize) -> Vec<usize> {
        let mut found = Vec::new();
        self.walk(group, &mut |node| {
            if let Node::Indicator(at) = node {
                found.push(at);
            }
        });
        found.sort_unstable();
        found
    }

    /// A group and all groups below it, each before its subgroups.
    pub fn groups_from(&self, group: usize) -> Vec<usize> {
        let mut found = vec![group];
        self.walk(group, &mut |node| {
            if let Node::Group(at) = node {
                found.push(at);
            }
        });
        found
    }

    /// Visits every node below a group, each before its members.
    fn walk(&self, group: usize, visit: &mut dyn FnMut(Node)) {
        for &node in &self.groups[group].members {
            visit(node);
            if let Node::Group(inner) = node {
                self.walk(inner, visit);
            }
        }
    }

    /// The group of an indicator's [branch](Scorecard::branches).
    pub fn branch_of(&self, indicator: usize) -> usize {
        let above = [0, self.base()];
        let mut group = self.parent(Node::Indicator(indicator)).unwrap_or(0);
        while let Some(parent) = self.parent(Node::Group(group)).filter(|parent| !above.contains(parent)) {
            group = parent;
        }
        group
    }

    /// The groups directly below the root, with the base replaced by its groups. The base, the bonus or the
    /// deduction is included itself if it has indicators as direct members. Every indicator belongs to one
    /// branch.
    pub fn branches(&self) -> Vec<Branch> {
        let mut branches: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for indicator in 0..self.indicators.len() {
            branches.entry(self.branch_of(indicator)).or_default().push(indicator);
        }
        branches.into_iter().map(|(group, indicators)| Branch { group, indicators }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::{Ratio, ratio};

    fn group(combine: Combine) -> Group {
        Group {
            id: "group".to_owned(),
            title: "Group".to_owned(),
            title_zh: None,
            role: Role::Plain,
            combine,
            full_marks: Vec::new(),
            weight: Vec::new(),
            cap: None,
            floor: None,
            reserved: 0.0,
            members: Vec::new(),
        }
    }

    #[test]
    fn a_group_departs_from_a_sum_by_its_fold_and_its_limits() {
        let departures = |group: &Group| group.departures().collect::<Vec<_>>();
        let mut own = group(Combine::Sum);
        assert_eq!(departures(&own), []);
        assert_eq!(departures(&group(Combine::OF_PARTS)), [Departure::Floor(0.0)]);
        (own.combine, own.cap, own.reserved, own.floor) = (Combine::Min, Some(9.0), 2.0, Some(1.0));
        let all = departures(&own);
        assert_eq!(
            all,
            [Departure::Pick { most: false }, Departure::Cap, Departure::Reserved, Departure::Floor(1.0)]
        );
        assert_eq!(all.iter().map(|how| how.is_linear()).collect::<Vec<_>>(), [false, false, true, false]);
    }

    #[test]
    fn full_marks_are_the_same_in_fractions_and_doubles() {
        let mut own = group(Combine::Sum);
        (own.cap, own.reserved) = (Some(14.0), 1.5);
        let full = |parts: [f64; 2]| {
            let exact = parts.map(|full| (Role::Plain, ratio(full))).into_iter();
            let exact: Ratio = own.capped(own.uncapped(exact, Ratio::default));
            let near = own.capped(own.uncapped(parts.map(|full| (Role::Plain, full)).into_iter(), || 0.0));
            assert_eq!(exact, ratio(near));
            near
        };
        assert_eq!((full([4.0, 8.0]), full([4.0, 9.0])), (13.5, 14.0));
        let mean = group(Combine::Mean);
        assert_eq!(mean.uncapped([(Role::Plain, 4.0)].into_iter(), || 20.0), 20.0);
    }
}
