//! Points as columns over all firms: the algebra of a run.

use std::sync::Arc;

use rayon::prelude::*;

use super::{Algebra, Brought, Step, carry, is_weightless};
use crate::scorecard::{Fold, Marks, Node};
use crate::scoring::derive::BLOCK;

/// The points of a node over all firms, and the firms for which the node is left out.
pub struct Column {
    /// Points firm by firm; 0 for a firm for which the node is left out.
    pub points: Arc<Vec<f64>>,
    /// Whether no firm has points; the column is then the shared zeros.
    pub blank: bool,
    /// Firms for which the node is left out; `None` if there are none.
    pub absent: Option<Vec<bool>>,
}

/// The algebra of columns: one value per firm of a cohort.
pub struct Columns<'a> {
    /// Full marks and weights of every node, per segment.
    pub marks: &'a Marks,
    /// Position of each firm's segment.
    pub segment: &'a [u16],
    /// Shared zeros of a node without points; `None` if no node needs them.
    pub zeros: Option<&'a Arc<Vec<f64>>>,
}

/// A member of a group, as the group reads it.
struct View<'a> {
    column: &'a Column,
    sign: f64,
    /// Full marks, one per segment.
    full: &'a [f64],
    /// Weight, one per segment.
    weight: &'a [f64],
}

impl View<'_> {
    fn is_absent(&self, firm: usize) -> bool {
        self.column.absent.as_ref().is_some_and(|absent| absent[firm])
    }
}

impl Algebra for Columns<'_> {
    type Value = Column;

    /// A group without points shares the zeros of its members.
    fn group(&self, group: usize, step: &Step, members: &[&Column]) -> Column {
        let views = step.members.iter().zip(members).map(|(member, column)| View {
            column,
            sign: member.sign,
            full: self.marks.full(member.node),
            weight: self.marks.weight(member.node),
        });
        let views: Vec<View<'_>> = views.collect();
        let absent = self.absent(group, step, members);
        if let Some(zeros) = self.zeros.filter(|_| is_blank(step, members)) {
            return Column { points: Arc::clone(zeros), blank: true, absent };
        }
        let mut points = vec![0.0; self.segment.len()];
        points.par_chunks_mut(BLOCK).enumerate().for_each(|(block, points)| {
            let start = block * BLOCK;
            let segment = &self.segment[start..start + points.len()];
            if let Fold::Add { carried } = step.fold {
                sum(&views, carried, start, segment, points);
            } else {
                let full = self.marks.full(Node::Group(group));
                one_by_one(step, full, &views, start, segment, points);
            }
            for (at, points) in points.iter_mut().enumerate() {
                let is_absent = absent.as_ref().is_some_and(|absent| absent[start + at]);
                *points = if is_absent { 0.0 } else { step.limited(*points) };
            }
        });
        Column { points: Arc::new(points), blank: false, absent }
    }
}

impl Columns<'_> {
    /// The firms for which a group [is left out](Step::is_out).
    fn absent(&self, group: usize, step: &Step, members: &[&Column]) -> Option<Vec<bool>> {
        let segments = 0..self.marks.full[group].len();
        let weightless: Vec<bool> =
            segments.map(|segment| is_weightless(self.marks, group, segment)).collect();
        let masks: Option<Vec<&[bool]>> = members.iter().map(|member| member.absent.as_deref()).collect();
        if (masks.is_none() || step.stays) && !weightless.contains(&true) {
            return None;
        }
        let all_out = |firm: usize| masks.as_ref().is_some_and(|masks| masks.iter().all(|mask| mask[firm]));
        let is_out =
            |(firm, segment): (usize, &u16)| step.is_out(weightless[usize::from(*segment)], || all_out(firm));
        Some(self.segment.par_iter().with_min_len(BLOCK).enumerate().map(is_out).collect())
    }
}

/// Whether no firm has points in a group, because no firm has points in any of its members.
fn is_blank(step: &Step, members: &[&Column]) -> bool {
    step.fold.keeps_zero() && step.limited(0.0) == 0.0 && members.iter().all(|member| member.blank)
}

/// [`Step::made`] for a sum, member by member.
fn sum(members: &[View<'_>], carried: bool, start: usize, segment: &[u16], sums: &mut [f64]) {
    for (at, member) in members.iter().filter(|member| !member.column.blank).enumerate() {
        let points = sums.iter_mut().zip(&member.column.points[start..]);
        match at {
            // Fresh memory is written before it is read: reading first would cost a second page fault per
            // page, and an interrupt of every other processor.
            0 => points.for_each(|(sum, points)| *sum = 0.0 + member.sign * points),
            _ => points.for_each(|(sum, points)| *sum += member.sign * points),
        }
    }
    if !carried || members.iter().all(|member| member.column.absent.is_none()) {
        return;
    }
    for (at, sum) in sums.iter_mut().enumerate() {
        let (mut all, mut present) = (0.0, 0.0);
        for member in members {
            let full = member.full[usize::from(segment[at])];
            all += full;
            present += if member.is_absent(start + at) { 0.0 } else { full };
        }
        *sum *= carry(all, present);
    }
}

/// [`Step::made`] firm by firm, for a group with these full marks per segment.
fn one_by_one(
    step: &Step,
    full: &[f64],
    members: &[View<'_>],
    start: usize,
    segment: &[u16],
    points: &mut [f64],
) {
    for (at, points) in points.iter_mut().enumerate() {
        let (firm, segment) = (start + at, usize::from(segment[at]));
        let present = members.iter().filter(|member| !member.is_absent(firm)).map(|member| Brought {
            points: member.column.points[firm],
            sign: member.sign,
            full: member.full[segment],
            weight: member.weight[segment],
        });
        let all = members.iter().map(|member| member.full[segment]).sum();
        *points = step.made(full[segment], all, present);
    }
}
