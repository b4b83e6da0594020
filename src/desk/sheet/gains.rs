//! What would raise a firm's points most, and the tree that its points make up.

use super::record::Record;
use super::{Gain, NextGrade, Part, Way};
use crate::desk::run::Card;
use crate::publish::{DescribedGrade, DescribedIndicator};
use crate::scorecard::{Curve, Direction, Node, Role, Treatment};
use crate::scoring::{CurvePlace, place_on_curve};
use crate::studies::compare::Subtotal;

/// Gains named on a sheet.
const NAMED: usize = 5;

/// The tree with the points of all firms.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    pub card: &'a Card,
    /// Groups in the order of `run.json`, the root first.
    pub groups: &'a [Subtotal],
}

/// The firm whose gains are sought.
#[derive(Clone, Copy)]
struct Firm<'a> {
    place: usize,
    segment: usize,
    record: &'a Record,
}

/// How far the points of a group's members count.
#[derive(Clone, Copy)]
struct Reach {
    /// Whether they are deducted.
    deducted: bool,
    /// The most that they can count for.
    room: f64,
    /// Points of the whole for each of theirs.
    factor: f64,
}

/// The least grade above these points. Grades are ordered from best to worst.
pub(super) fn next_grade(grades: &[DescribedGrade], points: f64) -> Option<NextGrade> {
    let above = grades.iter().rfind(|grade| grade.at_least > points)?;
    Some(NextGrade { id: above.id.clone(), at_least: above.at_least })
}

impl Whole<'_> {
    /// Groups and indicators below the root, each group before its members.
    pub fn parts(&self, place: usize, segment: usize, record: &Record) -> Vec<Part> {
        let mut parts = Vec::new();
        self.push_parts(0, 0, false, Firm { place, segment, record }, &mut parts);
        parts
    }

    fn push_parts(&self, at: usize, depth: usize, deducted: bool, firm: Firm<'_>, parts: &mut Vec<Part>) {
        for &member in &self.groups[at].members {
            match member {
                Node::Group(inner) => {
                    let (group, known) = (&self.groups[inner], &self.card.groups[inner]);
                    let (points, full) = (group.points[firm.place], known.full_marks[firm.segment]);
                    let deducted = deducted || group.role == Role::Deduction;
                    parts.push(Part {
                        id: group.id.clone(),
                        title: known.title.clone(),
                        depth,
                        value: None,
                        share: (full > 0.0).then(|| (points / full).clamp(0.0, 1.0)),
                        points,
                        full_marks: full,
                        deducted,
                    });
                    self.push_parts(inner, depth + 1, deducted, firm, parts);
                }
                Node::Indicator(inner) => {
                    let indicator = &self.card.described.indicators[inner];
                    parts.push(Part {
                        id: indicator.id.clone(),
                        title: indicator.title.clone(),
                        depth,
                        value: Some(firm.record.value(inner, indicator)),
                        share: firm.record.share[inner],
                        points: firm.record.points[inner],
                        full_marks: indicator.full_marks[firm.segment],
                        deducted,
                    });
                }
            }
        }
    }

    /// Whether the points of the whole are the sum of those of its members.
    pub fn is_sum(&self, place: usize, segment: usize, record: &Record) -> bool {
        self.adds_up(0, Firm { place, segment, record })
    }

    /// The greatest gains, with the next step of each.
    pub fn gains(&self, place: usize, segment: usize, record: &Record) -> Vec<Gain> {
        let mut gains = Vec::new();
        let firm = Firm { place, segment, record };
        let (root, sum) = (&self.groups[0], self.sum(0, firm));
        let points = root.points[place];
        // Points below 0 are made up for first.
        let debt = if points == 0.0 { (-sum).max(0.0) } else { 0.0 };
        let room = match self.adds_up(0, firm) || debt > 0.0 {
            true => f64::INFINITY,
            false => (self.card.groups[0].full_marks[segment] - points).max(0.0),
        };
        let is_bent = root.combine.fold().departure().is_some();
        if !is_bent {
            self.push_gains(0, Reach { deducted: false, room, factor: 1.0 }, firm, &mut gains);
        }
        gains.iter_mut().for_each(|gain| gain.less(debt));
        let least = 0.5 * 10_f64.powi(-i32::from(self.card.decimals));
        gains.retain(|gain| gain.points >= least);
        gains.sort_by(|a, b| b.points.total_cmp(&a.points));
        gains.truncate(NAMED);
        gains
    }

    /// Adds the gains below group `at`.
    fn push_gains(&self, at: usize, reach: Reach, firm: Firm<'_>, gains: &mut Vec<Gain>) {
        let factor = reach.factor * self.carry(at, firm);
        for &member in &self.groups[at].members {
            match member {
                Node::Group(inner) => {
                    let (group, known) = (&self.groups[inner], &self.card.groups[inner]);
                    let deducted = reach.deducted || group.role == Role::Deduction;
                    let points = group.points[firm.place];
                    let left = if deducted { points } else { known.full_marks[firm.segment] - points };
                    let room = reach.room.min(factor * left.max(0.0));
                    if self.adds_up(inner, firm) {
                        self.push_gains(inner, Reach { deducted, room, factor }, firm, gains);
                    } else {
                        let way = if deducted { Way::Deduction } else { Way::Together };
                        let (id, title) = (group.id.clone(), known.title.clone());
                        gains.push(Gain { id, title, points: room, way });
                    }
                }
                Node::Indicator(inner) => {
                    let indicator = &self.card.described.indicators[inner];
                    gains.extend(gain(indicator, inner, Reach { factor, ..reach }, firm));
                }
            }
        }
    }

    /// The sum of the members' points, with the full marks that they carry of those left out.
    fn sum(&self, at: usize, firm: Firm<'_>) -> f64 {
        let points = |member: &Node| match *member {
            Node::Group(inner) => self.groups[inner].role.sign() * self.groups[inner].points[firm.place],
            Node::Indicator(inner) => firm.record.points[inner],
        };
        self.groups[at].members.iter().map(points).sum::<f64>() * self.carry(at, firm)
    }

    /// The factor by which members carry the full marks of those left out; 1 in a group that carries none.
    fn carry(&self, at: usize, firm: Firm<'_>) -> f64 {
        let group = &self.groups[at];
        let full = |member: &&Node| match **member {
            Node::Group(inner) => self.card.groups[inner].full_marks[firm.segment],
            Node::Indicator(inner) => self.card.described.indicators[inner].full_marks[firm.segment],
        };
        let all: f64 = group.members.iter().map(|member| full(&member)).sum();
        let known = group.members.iter().filter(|member| !self.is_left_out(**member, firm));
        let known: f64 = known.map(|member| full(&member)).sum();
        if group.combine.fold().carries() && known > 0.0 { all / known } else { 1.0 }
    }

    fn is_left_out(&self, node: Node, firm: Firm<'_>) -> bool {
        match node {
            Node::Indicator(at) => firm.record.share[at].is_none(),
            Node::Group(at) => {
                let members = &self.groups[at].members;
                !members.is_empty() && members.iter().all(|&member| self.is_left_out(member, firm))
            }
        }
    }

    /// Whether the group's points are the sum of its members' for this firm. Groups have rounded points.
    fn adds_up(&self, at: usize, firm: Firm<'_>) -> bool {
        let group = &self.groups[at];
        let unit = 10_f64.powi(-i32::from(self.card.decimals));
        let rounded = group.members.iter().filter(|member| matches!(member, Node::Group(_))).count() + 1;
        let tolerance = (0.5 * unit * rounded as f64) * self.carry(at, firm) + 1e-9;
        group.combine.fold().departure().is_none()
            && (self.sum(at, firm) - group.points[firm.place]).abs() <= tolerance
    }
}

/// The gain in one indicator; `None` where it is left out or at full marks.
fn gain(indicator: &DescribedIndicator, at: usize, reach: Reach, firm: Firm<'_>) -> Option<Gain> {
    let Reach { deducted, room, factor } = reach;
    let full = indicator.full_marks[firm.segment] * factor;
    let share = firm.record.share[at]?;
    let points = if deducted { firm.record.points[at] * factor } else { (1.0 - share) * full };
    let points = points.min(room);
    let way = if deducted { Way::Deduction } else { way(indicator, at, share, full, points, firm) };
    let (id, title) = (indicator.id.clone(), indicator.title.clone());
    Some(Gain { id, title, points, way })
}

impl Gain {
    /// Takes `debt` off the points, which it makes up for before it counts.
    fn less(&mut self, debt: f64) {
        let rest = |points: f64| (points - debt).max(0.0);
        self.points = rest(self.points);
        if let Way::Step { points, .. } | Way::Class { points, .. } = &mut self.way {
            *points = rest(*points);
        }
    }
}

/// The next step on the indicator's curve. `full` are the points at full marks, `most` the gain there.
fn way(indicator: &DescribedIndicator, at: usize, share: f64, full: f64, most: f64, firm: Firm<'_>) -> Way {
    let normalisation = &indicator.normalisation;
    let x = match (firm.record.raw[at], firm.record.treated[at]) {
        (None, _) => return Way::Unknown,
        (Some(_), Some(x)) if !normalisation.is_relative() => x,
        _ => return Way::Peers,
    };
    let lower = normalisation.direction == Direction::Lower;
    let gained = |then: f64| ((then - share) * full).clamp(0.0, most);
    let step = |value: f64, at_most: bool, then: f64| Way::Step {
        value: untreated(value, &normalisation.treatment),
        unit: indicator.unit.clone(),
        at_most,
        points: gained(then),
    };
    match (
        &normalisation.curve,
        place_on_curve(&normalisation.curve, normalisation.direction, x, firm.segment, &[], String::new),
    ) {
        (Curve::Tiers { full, .. }, CurvePlace::Tiers { next: Some(next), .. }) => {
            step(next.bound, lower, next.gives / full)
        }
        (_, CurvePlace::Linear { low, high, .. }) => step(if lower { low } else { high }, lower, 1.0),
        (_, CurvePlace::Reference { reference }) => step(reference, lower, 1.0),
        (Curve::Piecewise { knots }, _) => {
            let better = knots.iter().filter(|(_, then)| *then > share);
            let nearest = better.min_by(|a, b| (a.0 - x).abs().total_cmp(&(b.0 - x).abs()));
            nearest.map_or(Way::Together, |&(knot, then)| step(knot, knot < x, then))
        }
        (_, CurvePlace::PerUnit { unit, points, cap }) => {
            let units = (share * cap / points).round() + 1.0;
            step(units * unit, false, (units * points).min(cap) / cap)
        }
        (Curve::Classes { classes, full, .. }, _) => {
            let next = classes.iter().map(|(_, gives)| *gives).filter(|gives| gives / full > share);
            let next = next.fold(f64::INFINITY, f64::min);
            let named = classes.iter().filter(|(_, gives)| *gives == next).map(|(class, _)| class.clone());
            Way::Class { classes: named.collect(), points: gained(next / full) }
        }
        (Curve::Flag, _) => Way::Flag { yes: !lower },
        // Reached only at full marks, where nothing is left to gain.
        _ => Way::Together,
    }
}

/// The raw value behind a treated one.
fn untreated(value: f64, treatment: &[Treatment]) -> f64 {
    treatment.iter().rev().fold(value, |value, step| match step {
        Treatment::Ln => value.exp(),
        Treatment::Ln1p => value.exp_m1(),
        Treatment::Winsorise { .. } | Treatment::DrawIn { .. } => value,
    })
}
