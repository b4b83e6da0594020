//! The scorecard's tree lowered to one step per group, which every interpreter shares.
//!
//! A [`Formula`] has one [`Step`] per group and no weights: full marks and weights are passed as [`Marks`],
//! so that one formula serves for all weights. An [`Algebra`] defines what points are, a column over all
//! firms or one firm's number, and [`Formula::evaluate`] computes them from the leaves to the root.
//! [`Formula::slopes`] goes from the root to the leaves: it gives the derivative of a group's points by the
//! points of each node below.

mod columns;

pub(super) use columns::{Column, Columns};

use crate::scorecard::{Departure, Fold, Marks, Mean, Node, Scorecard};

/// The tree of a scorecard as steps.
#[derive(Clone, Debug)]
pub struct Formula {
    /// One step per group, the root first, each before those of its subgroups.
    pub steps: Vec<Step>,
    is_linear: bool,
}

/// The operation that makes a group's points from its members'.
#[derive(Clone, Debug)]
pub struct Step {
    /// Fold of the members: a sum, a mean or a pick.
    pub fold: Fold,
    /// Members in written order, with their signs.
    pub members: Vec<Operand>,
    /// Upper limit on the group's points; `None` without one.
    pub cap: Option<f64>,
    /// Lower limit on the group's points; `None` without one.
    pub floor: Option<f64>,
    /// Whether the group counts even if all its members are left out: it is empty, or reserves full marks.
    pub stays: bool,
}

/// A member of a step, with its sign.
#[derive(Clone, Copy, Debug)]
pub struct Operand {
    /// The indicator or group.
    pub node: Node,
    /// −1 if its points are subtracted, otherwise 1.
    pub sign: f64,
}

/// One firm's numbers of a member that is not left out.
#[derive(Clone, Copy, Debug)]
pub struct Brought {
    /// Points of the member for the firm.
    pub points: f64,
    /// −1 if the points are subtracted, otherwise 1.
    pub sign: f64,
    /// Full marks in the firm's segment.
    pub full: f64,
    /// Weight among its siblings, in the firm's segment.
    pub weight: f64,
}

/// The representation of points for an interpreter of the tree.
pub trait Algebra {
    /// A node's points, and where it is left out.
    type Value;

    /// The value of the group at position `group` from those of its members.
    fn group(&self, group: usize, step: &Step, members: &[&Self::Value]) -> Self::Value;
}

impl Formula {
    /// The formula of a scorecard.
    pub fn of(card: &Scorecard) -> Formula {
        let steps = card.groups.iter().map(|group| Step {
            fold: group.combine.fold(),
            members: group
                .members
                .iter()
                .map(|&node| Operand { node, sign: card.role(node).sign() })
                .collect(),
            cap: group.cap,
            floor: group.least(),
            stays: group.members.is_empty() || group.reserved > 0.0,
        });
        let is_linear = card.groups.iter().enumerate().all(|(at, group)| {
            let is_at_0 = |departure: &Departure| at == 0 && *departure == Departure::Floor(0.0);
            group.departures().all(|departure| departure.is_linear() || is_at_0(&departure))
        });
        Formula { steps: steps.collect(), is_linear }
    }

    /// The value of every group, the root first, from those of the indicators.
    pub fn evaluate<A: Algebra>(&self, algebra: &A, indicators: &[&A::Value]) -> Vec<A::Value> {
        // From the last to the first, so that all members of a group are ready: they follow it.
        let mut reversed: Vec<A::Value> = Vec::with_capacity(self.steps.len());
        for (at, step) in self.steps.iter().enumerate().rev() {
            let members = step.members.iter().map(|member| match member.node {
                Node::Indicator(indicator) => indicators[indicator],
                Node::Group(group) => &reversed[self.steps.len() - 1 - group],
            });
            let value = algebra.group(at, step, &members.collect::<Vec<_>>());
            reversed.push(value);
        }
        reversed.reverse();
        reversed
    }

    /// Whether points are linear in shares of full marks, except that the root's points may be limited to 0:
    /// all groups are sums and arithmetic means without cap and, except for the root's 0, without floor.
    pub fn is_linear(&self) -> bool {
        self.is_linear
    }

    /// Whether a node is left out in a segment, given the indicators for which `left_out` is true.
    pub fn is_out(
        &self,
        node: Node,
        marks: &Marks,
        segment: usize,
        left_out: &dyn Fn(usize) -> bool,
    ) -> bool {
        match node {
            Node::Indicator(at) => marks.indicators[at][segment] == 0.0 || left_out(at),
            Node::Group(at) => {
                let step = &self.steps[at];
                let out = |member: &Operand| self.is_out(member.node, marks, segment, left_out);
                step.is_out(is_weightless(marks, at, segment), || step.members.iter().all(out))
            }
        }
    }

    /// Visits every node below `group` that is not left out, with the derivative of the points of `group` by
    /// its points: the product of the slopes on the way. Caps and floors are ignored. The members of a group
    /// for which `visit` returns `false` are not visited.
    pub fn slopes(
        &self,
        group: usize,
        under: &Under<'_>,
        worth: f64,
        visit: &mut dyn FnMut(Node, f64) -> bool,
    ) {
        let is_in = |node: Node| !self.is_out(node, under.marks, under.segment, under.left_out);
        self.steps[group].slopes(group, under, &is_in, &mut |node, slope| {
            let worth = worth * slope;
            if visit(node, worth)
                && let Node::Group(inner) = node
            {
                self.slopes(inner, under, worth, visit);
            }
        });
    }
}

/// The conditions under which slopes are taken.
#[derive(Clone, Copy)]
pub struct Under<'a> {
    /// Full marks and weights of every node, per segment.
    pub marks: &'a Marks,
    /// Position of the firm's segment.
    pub segment: usize,
    /// Whether an indicator is left out for the firm.
    pub left_out: &'a dyn Fn(usize) -> bool,
}

impl Step {
    /// One firm's points before the cap and the floor, from its `present` members. `full` are the group's
    /// full marks, `all` the full marks of all its members together.
    pub fn made(&self, full: f64, all: f64, present: impl Iterator<Item = Brought> + Clone) -> f64 {
        match self.fold {
            Fold::Add { carried } => {
                // From 0: the sum of no members is 0, not −0.
                let sum = present.clone().fold(0.0, |sum, member| sum + member.sign * member.points);
                let left: f64 = present.map(|member| member.full).sum();
                if carried { sum * carry(all, left) } else { sum }
            }
            Fold::Mean(mean) => {
                // A sum of binary fractions may exceed its full marks by rounding. The harmonic mean
                // takes the reciprocal of a share, which of −0 would be negative.
                let share = |member: Brought| (member.points / member.full).clamp(0.0, 1.0) + 0.0;
                full * weighted(mean, present.map(move |member| (member.weight, share(member))))
            }
            Fold::Pick { .. } => {
                let picked = self.fold.picked(present.map(|member| ((), member.points)));
                picked.map_or(0.0, |((), points)| points)
            }
        }
    }

    /// Whether the group is left out: it is `weightless`, or all its members are left out and it does not
    /// [stay](Step::stays).
    fn is_out(&self, weightless: bool, all_out: impl FnOnce() -> bool) -> bool {
        weightless || (!self.stays && all_out())
    }

    /// Whether the group has a cap or a floor.
    pub fn is_limited(&self) -> bool {
        self.cap.is_some() || self.floor.is_some()
    }

    /// Whether the floor replaces `points`, so that a small change of them has no effect.
    pub fn is_held(&self, points: f64) -> bool {
        self.floor.is_some_and(|floor| points <= floor)
    }

    /// Points clipped to the cap and the floor.
    pub fn limited(&self, points: f64) -> f64 {
        let capped = self.cap.map_or(points, |cap| points.min(cap));
        self.floor.map_or(capped, |floor| capped.max(floor))
    }

    /// Visits the members that are `is_in`, each with the derivative of the points of the group at position
    /// `group` by the member's points: the partial derivative of [`Step::made`]. Folds that
    /// [depart](Fold::departure) from a sum have none.
    fn slopes(
        &self,
        group: usize,
        under: &Under<'_>,
        is_in: &dyn Fn(Node) -> bool,
        visit: &mut dyn FnMut(Node, f64),
    ) {
        let (marks, segment) = (under.marks, under.segment);
        let full = |member: &Operand| marks.full(member.node)[segment];
        let weight = |member: &Operand| marks.weight(member.node)[segment];
        let present = || self.members.iter().filter(|member| is_in(member.node));
        match self.fold {
            Fold::Add { carried } => {
                let all: f64 = self.members.iter().map(full).sum();
                let left: f64 = present().map(full).sum();
                let factor = if carried { carry(all, left) } else { 1.0 };
                present().for_each(|member| visit(member.node, member.sign * factor));
            }
            Fold::Mean(Mean::Arithmetic) => {
                let whole: f64 = present().map(weight).sum();
                let own = marks.full[group][segment];
                let weighing = present().filter(|_| whole > 0.0);
                weighing.for_each(|member| visit(member.node, own * weight(member) / whole / full(member)));
            }
            Fold::Mean(Mean::Geometric | Mean::Harmonic) | Fold::Pick { .. } => {}
        }
    }
}

impl Fold {
    /// Whether members without points leave the group without points. Not so for the geometric and the
    /// harmonic mean, which may then be NaN.
    fn keeps_zero(self) -> bool {
        match self {
            Fold::Add { .. } | Fold::Mean(Mean::Arithmetic) | Fold::Pick { .. } => true,
            Fold::Mean(Mean::Geometric | Mean::Harmonic) => false,
        }
    }

    /// `Some(true)` if the greatest member is taken, `Some(false)` if the least is, `None` for other folds.
    fn pick(self) -> Option<bool> {
        match self {
            Fold::Pick { most } => Some(most),
            Fold::Add { .. } | Fold::Mean(_) => None,
        }
    }

    /// Whether the group takes the points of one member.
    pub fn picks(self) -> bool {
        self.pick().is_some()
    }

    /// The member whose points the group takes, among those not left out; the first of several equal ones.
    /// `None` without members, and for a fold that does not [pick](Fold::picks).
    pub fn picked<K>(self, members: impl Iterator<Item = (K, f64)>) -> Option<(K, f64)> {
        let most = self.pick()?;
        let is_better = |next: f64, best: f64| if most { next > best } else { next < best };
        members.reduce(|best, next| if is_better(next.1, best.1) { next } else { best })
    }
}

/// The factor by which present members carry the full marks of absent ones: `all / left`.
fn carry(all: f64, left: f64) -> f64 {
    if 0.0 < left && left < all { all / left } else { 1.0 }
}

/// The weighted mean of shares; 0 if no share has weight.
fn weighted(mean: Mean, shares: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let whole: f64 = shares.clone().map(|(weight, _)| weight).sum();
    if whole == 0.0 {
        return 0.0;
    }
    match mean {
        Mean::Arithmetic => shares.map(|(weight, share)| weight * share).sum::<f64>() / whole,
        Mean::Geometric => shares.map(|(weight, share)| share.powf(weight / whole)).product(),
        // A share of 0 makes the sum infinite and the mean 0.
        Mean::Harmonic => whole / shares.map(|(weight, share)| weight / share).sum::<f64>(),
    }
}

/// Whether the group at position `at` has no weight in a segment.
fn is_weightless(marks: &Marks, at: usize, segment: usize) -> bool {
    marks.weight[at][segment] == 0.0 || marks.full[at][segment] == 0.0
}

/// An algebra of one firm's points, which explanations follow.
pub(super) struct One<'a> {
    /// Full marks and weights of every node, per segment.
    pub marks: &'a Marks,
    /// Position of the firm's segment.
    pub segment: usize,
}

/// One firm's value of a node.
pub(super) struct NodePoints {
    /// Points within the limits; 0 where left out.
    pub points: f64,
    /// Points before cap and floor.
    pub made: f64,
    /// Whether the node is left out for the firm.
    pub left_out: bool,
    /// Whether the points are the plain sum of the members': none carried, capped or raised.
    pub adds_up: bool,
}

impl NodePoints {
    /// The value of an indicator.
    pub fn leaf(points: f64, left_out: bool) -> NodePoints {
        NodePoints { points, made: points, left_out, adds_up: false }
    }
}

impl Algebra for One<'_> {
    type Value = NodePoints;

    fn group(&self, group: usize, step: &Step, members: &[&NodePoints]) -> NodePoints {
        let full = |node: Node| self.marks.full(node)[self.segment];
        let all = step.members.iter().map(|member| full(member.node)).sum();
        let present = step.members.iter().zip(members).filter(|(_, given)| !given.left_out);
        let present = present.map(|(member, given)| Brought {
            points: given.points,
            sign: member.sign,
            full: full(member.node),
            weight: self.marks.weight(member.node)[self.segment],
        });
        let made = step.made(self.marks.full[group][self.segment], all, present);
        let is_weightless = is_weightless(self.marks, group, self.segment);
        let left_out = step.is_out(is_weightless, || members.iter().all(|member| member.left_out));
        let points = if left_out { 0.0 } else { step.limited(made) };
        // A member that is left out has 0, which keeps the sum to the last bit.
        let signed = step.members.iter().zip(members).map(|(member, given)| member.sign * given.points);
        let adds_up = step.fold.adds() && signed.sum::<f64>() == points;
        NodePoints { points, made, left_out, adds_up }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Place;
    use crate::firms::Dictionary;
    use crate::parameters::Source;
    use crate::scorecard::SCORECARDS;

    /// Sums and means within each other, a bonus and a deduction.
    const CARD: &str = r#"
id = "linear"
title = "Linear"
weights_basis = "local"
scale = 100
decimals = 2
missing = "skip"

[[indicator]]
id = "straight"
title = "Straight"
value = "employees"
curve = { linear = { low = 0, high = 50 } }
weight = 20

[[group]]
id = "mean"
title = "Mean"
combine = "mean"
weight = 50

[[group.indicator]]
id = "first"
title = "First"
value = "employees"
curve = { linear = { low = 0, high = 50 } }
weight = 1

[[group.group]]
id = "inner"
title = "Inner"
weight = 3

[[group.group.indicator]]
id = "second"
title = "Second"
value = "employees"
curve = { linear = { low = 0, high = 50 } }
weight = 4

[[group.group.indicator]]
id = "third"
title = "Third"
value = "employees"
curve = { linear = { low = 0, high = 50 } }
weight = 6

[[group]]
id = "sum"
title = "Sum"

[[group.indicator]]
id = "fourth"
title = "Fourth"
value = "employees"
curve = { linear = { low = 0, high = 50 } }
weight = 30

[[bonus.indicator]]
id = "more"
title = "More"
value = "employees"
curve = { linear = { low = 0, high = 9 } }
weight = 5

[[deduction.indicator]]
id = "less"
title = "Less"
value = "employees"
curve = { linear = { low = 0, high = 9 } }
weight = 9
"#;

    fn cards() -> Vec<Scorecard> {
        let dictionary = Dictionary::built_in();
        let built_in =
            SCORECARDS.ids().map(|id| SCORECARDS.find(id, Place::default()).expect("it is built in"));
        let sources = built_in.chain([Source::new("linear.toml", CARD)]);
        let load = |source: Source| match Scorecard::load(&source, &dictionary, None) {
            Ok((card, _)) => card,
            Err(faults) => panic!("{}: {faults:?}", source.name),
        };
        sources.map(load).collect()
    }

    /// One firm's points of every group from its shares of full marks; `None` for indicators left out.
    fn points(card: &Scorecard, segment: usize, shares: &[Option<f64>]) -> Vec<NodePoints> {
        let leaf = |(indicator, share): (&crate::scorecard::Indicator, &Option<f64>)| {
            let weight = indicator.weight[segment];
            let points = share.unwrap_or(0.0) * weight;
            NodePoints::leaf(points, share.is_none() || weight == 0.0)
        };
        let leaves: Vec<NodePoints> = card.indicators.iter().zip(shares).map(leaf).collect();
        let one = One { marks: &card.marks(), segment };
        Formula::of(card).evaluate(&one, &leaves.iter().collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn slopes_times_points_are_the_points_of_the_root(
            shares in proptest::collection::vec(proptest::option::weighted(0.8, 0.0..1.0), 64),
            segment in 0usize..8,
        ) {
            let mut linear = 0;
            for card in cards() {
                let formula = Formula::of(&card);
                if !formula.is_linear() || card.indicators.is_empty() {
                    continue;
                }
                linear += 1;
                let (segment, marks) = (segment % card.segments.len(), card.marks());
                let left_out = |at: usize| shares[at].is_none();
                let under = Under { marks: &marks, segment, left_out: &left_out };
                let mut sum = 0.0;
                formula.slopes(0, &under, 1.0, &mut |node, worth| {
                    if let Node::Indicator(at) = node {
                        sum += worth * shares[at].unwrap_or(0.0) * card.indicators[at].weight[segment];
                    }
                    true
                });
                let root = &points(&card, segment, &shares)[0];
                prop_assert!((root.made - sum).abs() < 1e-9, "{}: {} and {sum}", card.id, root.made);
            }
            prop_assert_eq!(linear, 2);
        }
    }

    #[test]
    fn of_equal_members_the_first_is_picked() {
        let picked = |fold: Fold| fold.picked([4.0, 9.0, 4.0, 9.0].into_iter().enumerate());
        assert_eq!(picked(Fold::Pick { most: true }), Some((1, 9.0)));
        assert_eq!(picked(Fold::Pick { most: false }), Some((0, 4.0)));
        assert_eq!(picked(Fold::Add { carried: true }), None);
        assert_eq!(Fold::Pick { most: true }.picked([0.0; 0].into_iter().enumerate()), None);
    }

    #[test]
    fn the_present_carry_what_is_left_out() {
        assert_eq!([carry(15.0, 10.0), carry(15.0, 15.0), carry(15.0, 0.0)], [1.5, 1.0, 1.0]);
    }

    #[test]
    fn a_member_of_minus_zero_is_without_points() {
        let step = |fold| Step { fold, members: Vec::new(), cap: None, floor: None, stays: true };
        let none = step(Fold::Add { carried: true }).made(3.0, 3.0, std::iter::empty());
        assert!(none == 0.0 && none.is_sign_positive());
        let members = [-0.0, 0.0, 5.0].map(|points| Brought { points, sign: 1.0, full: 5.0, weight: 1.0 });
        for mean in [Mean::Harmonic, Mean::Geometric] {
            assert_eq!(step(Fold::Mean(mean)).made(15.0, 15.0, members.into_iter()), 0.0, "{mean:?}");
        }
    }

    #[test]
    fn a_group_takes_what_its_fold_says() {
        let step = |fold| Step { fold, members: Vec::new(), cap: Some(8.0), floor: Some(1.0), stays: false };
        let members = [(4.0, 5.0, 1.0), (9.0, 10.0, 3.0)];
        let brought = members.map(|(points, full, weight)| Brought { points, sign: 1.0, full, weight });
        let made = |fold| step(fold).made(20.0, 15.0, brought.into_iter());
        assert_eq!(made(Fold::Add { carried: true }), 13.0);
        // The second of the two carries the full marks of the first.
        let second = || brought[1..].iter().copied();
        assert_eq!(step(Fold::Add { carried: true }).made(15.0, 15.0, second()), 13.5);
        assert_eq!(step(Fold::Add { carried: false }).made(15.0, 15.0, second()), 9.0);
        // 20 (1 · 0.8 + 3 · 0.9) / 4
        assert!((made(Fold::Mean(Mean::Arithmetic)) - 17.5).abs() < 1e-12);
        assert!(
            (made(Fold::Mean(Mean::Geometric)) - 20.0 * (0.8 * 0.9_f64.powi(3)).powf(0.25)).abs() < 1e-12
        );
        assert!((made(Fold::Mean(Mean::Harmonic)) - 80.0 / (1.0 / 0.8 + 3.0 / 0.9)).abs() < 1e-12);
        assert_eq!((made(Fold::Pick { most: true }), made(Fold::Pick { most: false })), (9.0, 4.0));
        let limited = |points| step(Fold::Pick { most: true }).limited(points);
        assert_eq!((limited(9.0), limited(0.5), limited(4.0)), (8.0, 1.0, 4.0));
        let step = step(Fold::Pick { most: true });
        assert_eq!([0.5, 1.0, 1.5].map(|points| step.is_held(points)), [true, true, false]);
    }
}
