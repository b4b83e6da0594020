//! The summands of a firm's points: indicators or groups, and adjustments for groups that do more than add up
//! their members.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Serialize;

use super::side::{Side, Subtotal};
use crate::scorecard::{Node, Role};
use crate::scoring::{from_units, to_units};

/// Rounding bound of points: sums of binary fractions that differ by less are equal.
pub(super) const NOISE: f64 = 1e-9;

/// The nodes that points are split into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Indicators, with their unrounded points.
    Indicators,
    /// Groups: a finished run has no details of indicators.
    Groups,
}

/// A summand of every firm's points.
#[derive(Debug)]
pub struct Term<'a> {
    /// Id of the indicator or group.
    pub id: &'a str,
    /// Whether it is an adjustment: the group's points less the sum of its members'.
    pub adjusts: bool,
    /// Points per firm: negative for a deduction, 0 if a `max` or `min` takes another member instead.
    pub points: Cow<'a, [f64]>,
}

/// The summands of a side's points: indicators or groups in the scorecard's order, then adjustments, group by
/// group.
///
/// With `published` the subtotals are rounded, as in a finished run. A difference that may be due to rounding
/// is then not an adjustment.
pub(super) fn terms(side: &Side, level: Level, published: bool) -> Vec<Term<'_>> {
    if side.groups.is_empty() {
        return Vec::new();
    }
    let round = |points: &f64| from_units(to_units(*points, side.decimals), side.decimals);
    let subtotal = |group: &'_ Subtotal| -> Vec<f64> { group.points.iter().map(round).collect() };
    let groups = side.groups.iter().map(|group| match published && side.is_exact {
        true => Cow::Owned(subtotal(group)),
        false => Cow::Borrowed(&*group.points),
    });
    let unit = if published { from_units(1, side.decimals) } else { 0.0 };
    let mut splitter =
        Splitter { side, level, unit, groups: groups.collect(), parts: Vec::new(), adjustments: Vec::new() };
    splitter.split(0, 1.0, None);
    splitter.parts.append(&mut splitter.adjustments);
    splitter.parts
}

/// Splits the points of a side into terms, from the root down.
struct Splitter<'a> {
    side: &'a Side,
    level: Level,
    /// Rounding unit of subtotals; 0 for exact ones.
    unit: f64,
    /// Subtotals of all groups, per firm.
    groups: Vec<Cow<'a, [f64]>>,
    parts: Vec<Term<'a>>,
    adjustments: Vec<Term<'a>>,
}

impl<'a> Splitter<'a> {
    /// The points of a member; `None` for an indicator if terms are groups.
    fn points(&self, node: Node) -> Option<&[f64]> {
        match (node, self.level) {
            (Node::Group(at), _) => Some(&self.groups[at]),
            (Node::Indicator(at), Level::Indicators) => Some(&self.side.indicators.as_ref()?[at].points),
            (Node::Indicator(_), Level::Groups) => None,
        }
    }

    /// Whether a group is split: every group if terms are indicators, otherwise only the root and the base.
    fn is_split(&self, at: usize) -> bool {
        self.level == Level::Indicators || at == 0 || self.side.groups[at].role == Role::Base
    }

    /// Splits a group into its members. `sign` is −1 below a deduction; `counts` are the firms for which the
    /// group counts, by default all.
    fn split(&mut self, at: usize, sign: f64, counts: Option<&[bool]>) {
        let side = self.side;
        let group = &side.groups[at];
        let members: Vec<Option<&[f64]>> = group.members.iter().map(|&node| self.points(node)).collect();
        let signs: Vec<f64> = group.members.iter().map(|&node| side.sign(node)).collect();
        let taken = self.taken(at, &members);
        let counted = |firm: usize| counts.is_none_or(|counts| counts[firm]);
        let takes = |firm: usize, member: usize| {
            taken.as_ref().is_none_or(|taken: &Vec<Option<usize>>| taken[firm] == Some(member))
        };
        // Points of indicators that are not terms stay in their group's term.
        let adjusts = members.iter().all(Option::is_some);
        let rounded = 1 + group.members.iter().filter(|node| matches!(node, Node::Group(_))).count();
        let noise = if adjusts { 0.5 * self.unit * rounded as f64 } else { 0.0 };
        let rest = |firm: usize| {
            let of = |(member, points): (usize, &Option<&[f64]>)| {
                points.filter(|_| takes(firm, member)).map_or(0.0, |points| signs[member] * points[firm])
            };
            let points = self.groups[at][firm];
            let rest = points - members.iter().enumerate().map(of).sum::<f64>();
            let is_term = counted(firm) && rest.abs() > noise + NOISE * points.abs().max(1.0);
            if is_term { sign * rest } else { 0.0 }
        };
        let firms = side.points.len();
        let rest = Cow::Owned((0..firms).into_par_iter().map(rest).collect::<Vec<f64>>());
        let count = |member: usize| {
            let some = counts.is_some() || taken.is_some();
            some.then(|| (0..firms).map(|firm| counted(firm) && takes(firm, member)).collect::<Vec<bool>>())
        };
        let counts: Vec<Option<Vec<bool>>> = (0..members.len()).map(count).collect();
        let rest = Term { id: &group.id, adjusts, points: rest };
        let terms = if adjusts { &mut self.adjustments } else { &mut self.parts };
        terms.push(rest);
        for ((&node, own), counts) in group.members.iter().zip(signs).zip(counts) {
            match node {
                Node::Group(at) if self.is_split(at) => self.split(at, sign * own, counts.as_deref()),
                node => self.push(node, sign * own, counts.as_deref()),
            }
        }
    }

    /// Adds a member that is not split, if its points are known.
    fn push(&mut self, node: Node, sign: f64, counts: Option<&[bool]>) {
        let (id, points) = match (node, self.level, &self.side.indicators) {
            (Node::Group(at), ..) => (&self.side.groups[at].id, self.groups[at].clone()),
            (Node::Indicator(at), Level::Indicators, Some(indicators)) => {
                (&indicators[at].id, Cow::Borrowed(&*indicators[at].points))
            }
            (Node::Indicator(_), ..) => return,
        };
        let points = if sign > 0.0 && counts.is_none() {
            points
        } else {
            let counted = |firm: usize| counts.is_none_or(|counts| counts[firm]);
            let signed =
                |(firm, points): (usize, &f64)| if counted(firm) { 0.0 + sign * points } else { 0.0 };
            points.iter().enumerate().map(signed).collect()
        };
        self.parts.push(Term { id, adjusts: false, points });
    }

    /// Per firm, the member that a `max` or `min` group takes; `None` for other groups, and if unknown points
    /// of an indicator may be the ones taken. A finished run has 0 for members left out, so a `min` considers
    /// only members with at least the group's points, apart from rounding (if a floor raises the least
    /// member, another may be named in its place, with the same sum).
    fn taken(&self, at: usize, members: &[Option<&[f64]>]) -> Option<Vec<Option<usize>>> {
        let fold = self.side.groups[at].combine.fold();
        if !fold.picks() {
            return None;
        }
        let noise = 0.5 * self.unit + NOISE;
        let are_known = members.iter().all(Option::is_some);
        let of_firm = |firm: usize| {
            let best = |least: f64| {
                let known =
                    members.iter().enumerate().filter_map(|(at, points)| Some((at, points.as_ref()?[firm])));
                let allowed = known.filter(|(_, points)| *points >= least);
                fold.picked(allowed)
            };
            let lifted = || best(f64::NEG_INFINITY).filter(|_| are_known);
            best(self.groups[at][firm] - noise).or_else(lifted).map(|(at, _)| at)
        };
        Some((0..self.side.points.len()).into_par_iter().map(of_firm).collect())
    }
}
