//! From the leaves to the root: each group's points from its members'.

use std::slice::from_ref;
use std::sync::Arc;

use rayon::prelude::*;

use super::curve::Member;
use super::derive::BLOCK;
use crate::scorecard::{Combine, DEDUCTION, Group, Node, Scorecard};

/// A group's points over all firms, and where it is left out.
struct Branch {
    points: Arc<Vec<f64>>,
    /// Whether no firm has any.
    blank: bool,
    absent: Option<Vec<bool>>,
}

/// A member as its group sees it.
struct View<'a> {
    points: &'a [f64],
    /// Whether no firm has any points.
    blank: bool,
    absent: Option<&'a [bool]>,
    /// Full marks per segment.
    full: Vec<f64>,
    /// Weight per segment.
    weight: Vec<f64>,
    /// Whether its points are taken off.
    deducted: bool,
}

/// The points of every group, the root first.
pub(super) fn combine(scorecard: &Scorecard, segment: &[u16], indicators: &[Member]) -> Vec<Arc<Vec<f64>>> {
    let zeros = indicators.iter().find(|member| member.blank).map(|member| &member.points);
    let mut branches: Vec<Option<Branch>> = scorecard.groups.iter().map(|_| None).collect();
    // A group stands before the groups in it, so from the last to the first all members are ready.
    for (at, group) in scorecard.groups.iter().enumerate().rev() {
        let (_, below) = branches.split_at(at + 1);
        let views: Vec<View<'_>> = group
            .members
            .iter()
            .filter_map(|&node| {
                let (points, absent, blank) = match node {
                    Node::Indicator(i) => {
                        let member = &indicators[i];
                        (&member.points, &member.absent, member.blank)
                    }
                    Node::Group(g) => {
                        let branch = below[g - at - 1].as_ref()?;
                        (&branch.points, &branch.absent, branch.blank)
                    }
                };
                Some(View { blank, ..view(scorecard, group, node, points, absent.as_deref()) })
            })
            .collect();
        let branch = branch(group, &views, segment, zeros);
        branches[at] = Some(branch);
    }
    branches.into_iter().flatten().map(|branch| branch.points).collect()
}

fn view<'a>(
    scorecard: &Scorecard,
    group: &Group,
    node: Node,
    points: &'a [f64],
    absent: Option<&'a [bool]>,
) -> View<'a> {
    let segments = 0..scorecard.segments.len();
    View {
        points,
        blank: false,
        absent,
        full: segments.clone().map(|segment| scorecard.full_marks(node, segment)).collect(),
        weight: segments.map(|segment| scorecard.weight(node, segment)).collect(),
        deducted: group.combine == Combine::Whole
            && matches!(node, Node::Group(g) if scorecard.groups[g].id == DEDUCTION),
    }
}

/// What one firm's members, by points and whether they are left out, make of group `at` before its cap and
/// floor, and whether the group itself is left out.
pub(super) fn of_one(
    scorecard: &Scorecard,
    at: usize,
    segment: usize,
    members: &[(f64, bool)],
) -> (f64, bool) {
    let group = &scorecard.groups[at];
    let views: Vec<View<'_>> = group
        .members
        .iter()
        .zip(members)
        .map(|(&node, (points, left_out))| {
            view(scorecard, group, node, from_ref(points), Some(from_ref(left_out)))
        })
        .collect();
    let segments = [segment as u16];
    let left_out = absent(group, &views, &segments).is_some_and(|absent| absent[0]);
    let mut points = [0.0];
    match group.combine {
        Combine::Sum => sum(&views, 0, &segments, &mut points),
        _ => points[0] = one(group, &views, 0, segment),
    }
    (points[0], left_out)
}

/// The points of `group`; those of one in which nobody has any are the same `zeros` as its members'.
fn branch(group: &Group, members: &[View<'_>], segment: &[u16], zeros: Option<&Arc<Vec<f64>>>) -> Branch {
    let absent = absent(group, members, segment);
    if let Some(zeros) = zeros.filter(|_| is_blank(group, members)) {
        return Branch { points: Arc::clone(zeros), blank: true, absent };
    }
    let mut points = vec![0.0; segment.len()];
    points.par_chunks_mut(BLOCK).enumerate().for_each(|(block, points)| {
        let start = block * BLOCK;
        let segment = &segment[start..start + points.len()];
        if group.combine == Combine::Sum {
            sum(members, start, segment, points);
        } else {
            for (at, points) in points.iter_mut().enumerate() {
                *points = one(group, members, start + at, usize::from(segment[at]));
            }
        }
        for (at, points) in points.iter_mut().enumerate() {
            let capped = group.cap.map_or(*points, |cap| points.min(cap));
            *points = group.floor.map_or(capped, |floor| capped.max(floor));
            if absent.as_ref().is_some_and(|absent| absent[start + at]) {
                *points = 0.0;
            }
        }
    });
    Branch { points: Arc::new(points), blank: false, absent }
}

/// Whether nobody has points of a group because nobody has any of its members.
fn is_blank(group: &Group, members: &[View<'_>]) -> bool {
    let keeps_zero = !matches!(group.combine, Combine::Geometric | Combine::Harmonic)
        && group.cap.is_none_or(|cap| cap >= 0.0)
        && group.floor.is_none_or(|floor| floor <= 0.0);
    keeps_zero && members.iter().all(|member| member.blank)
}

/// A group is left out where all its members are, and where it has no weight. One that keeps points back is
/// not: nobody has those, and nobody else carries them.
fn absent(group: &Group, members: &[View<'_>], segment: &[u16]) -> Option<Vec<bool>> {
    let of_no_weight = |weight: &f64| *weight == 0.0;
    let weightless: Vec<bool> = group
        .weight
        .iter()
        .zip(&group.full_marks)
        .map(|(weight, full)| of_no_weight(weight) || of_no_weight(full))
        .collect();
    let masks: Option<Vec<&[bool]>> = if members.is_empty() || group.reserved > 0.0 {
        None
    } else {
        members.iter().map(|member| member.absent).collect()
    };
    if masks.is_none() && !weightless.contains(&true) {
        return None;
    }
    let all_out = |firm: usize| masks.as_ref().is_some_and(|masks| masks.iter().all(|mask| mask[firm]));
    let segments = segment.par_iter().with_min_len(BLOCK).enumerate();
    Some(segments.map(|(firm, segment)| weightless[usize::from(*segment)] || all_out(firm)).collect())
}

/// `Σ p_i`, where some members are left out times full marks of all over full marks of the present ones.
fn sum(members: &[View<'_>], start: usize, segment: &[u16], sums: &mut [f64]) {
    for (at, member) in members.iter().filter(|member| !member.blank).enumerate() {
        let points = sums.iter_mut().zip(&member.points[start..]);
        match at {
            // Fresh memory is written before it is read: reading it first would cost a second page fault per
            // page, and an interrupt of every other processor.
            0 => points.for_each(|(sum, points)| *sum = 0.0 + points),
            _ => points.for_each(|(sum, points)| *sum += points),
        }
    }
    if members.iter().all(|member| member.absent.is_none()) {
        return;
    }
    for (at, sum) in sums.iter_mut().enumerate() {
        let (mut all, mut present) = (0.0, 0.0);
        for member in members {
            let full = member.full[usize::from(segment[at])];
            all += full;
            present += if member.absent.is_some_and(|absent| absent[start + at]) { 0.0 } else { full };
        }
        if 0.0 < present && present < all {
            *sum *= all / present;
        }
    }
}

/// One firm's points of a group that is no sum.
fn one(group: &Group, members: &[View<'_>], firm: usize, segment: usize) -> f64 {
    let present = || members.iter().filter(|member| member.absent.is_none_or(|absent| !absent[firm]));
    let points = || present().map(|member| member.points[firm]);
    // Weight and share of full marks. A sum of binary fractions may exceed its full marks by a hair.
    let shares = || {
        let share = |member: &View<'_>| (member.points[firm] / member.full[segment]).clamp(0.0, 1.0);
        present().map(move |member| (member.weight[segment], share(member)))
    };
    let weight = || shares().map(|(weight, _)| weight).sum::<f64>();
    let full = group.full_marks[segment];
    match group.combine {
        Combine::Sum => points().sum(),
        Combine::Whole => {
            let signed = |member: &View<'_>| {
                if member.deducted { -member.points[firm] } else { member.points[firm] }
            };
            present().map(signed).sum::<f64>().max(0.0)
        }
        Combine::Max => points().reduce(f64::max).unwrap_or(0.0),
        Combine::Min => points().reduce(f64::min).unwrap_or(0.0),
        _ if weight() == 0.0 => 0.0,
        Combine::Mean => full * (shares().map(|(weight, share)| weight * share).sum::<f64>() / weight()),
        Combine::Geometric => {
            let whole = weight();
            full * shares().map(|(weight, share)| share.powf(weight / whole)).product::<f64>()
        }
        Combine::Harmonic => {
            // A share of 0 makes the sum infinite and the mean 0.
            full * (weight() / shares().map(|(weight, share)| weight / share).sum::<f64>())
        }
    }
}
