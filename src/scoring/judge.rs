//! What points are worth: gates, routes, the pass rule, grades and tops.

use std::ops::Range;

use rayon::prelude::*;

use super::derive::BLOCK;
use super::rank::Ranking;
use super::rounding::from_units;
use crate::decimal::up_to_whole;
use crate::firms::Frame;
use crate::scorecard::{Condition, Scorecard, Test, Top};

/// For each firm the conditions of the gates that it does not meet, bit by bit.
pub(super) fn gates(frame: &Frame<'_>, scorecard: &Scorecard, scored: &[bool]) -> Vec<u64> {
    let mut unmet = vec![0; frame.len];
    let gates = 0..of_gates(scorecard).len();
    unmet.par_chunks_mut(BLOCK).enumerate().for_each(|(block, unmet)| {
        // Written before it is read, as memory fresh from the system should be.
        unmet.fill(0);
        conditions(frame, scorecard, gates.clone(), scored, block * BLOCK, unmet);
    });
    unmet
}

/// Adds the conditions of the routes and of the pass rule.
pub(super) fn pass(frame: &Frame<'_>, scorecard: &Scorecard, scored: &[bool], unmet: &mut [u64]) {
    let rest = of_gates(scorecard).len()..scorecard.conditions.len();
    unmet.par_chunks_mut(BLOCK).enumerate().for_each(|(block, unmet)| {
        conditions(frame, scorecard, rest.clone(), scored, block * BLOCK, unmet);
    });
}

/// The conditions of the gates, which stand before those that may ask for points.
pub(super) fn of_gates(scorecard: &Scorecard) -> &[Condition] {
    &scorecard.conditions[..scorecard.gates.last().map_or(0, |last| last + 1)]
}

/// Sets the bits of the conditions `which` that scored firms from `start` on do not meet.
fn conditions(
    frame: &Frame<'_>,
    scorecard: &Scorecard,
    which: Range<usize>,
    scored: &[bool],
    start: usize,
    unmet: &mut [u64],
) {
    let rows = start..start + unmet.len();
    for (bit, condition) in which.clone().zip(&scorecard.conditions[which]) {
        let firms = unmet.iter_mut().zip(&scored[rows.clone()]).filter(|(_, scored)| **scored);
        match &condition.test {
            Test::Rule { when, unknown_passes } => {
                let holds = when.flags(frame, rows.clone());
                for ((unmet, scored), holds) in unmet.iter_mut().zip(&scored[rows.clone()]).zip(holds.iter())
                {
                    *unmet |= u64::from(*scored && !holds.unwrap_or(*unknown_passes)) << bit;
                }
            }
            Test::All(parts) => {
                let mask = mask(parts);
                firms.for_each(|(unmet, _)| *unmet |= u64::from(*unmet & mask != 0) << bit);
            }
            Test::Any(parts) => {
                let mask = mask(parts);
                firms.for_each(|(unmet, _)| *unmet |= u64::from(*unmet & mask == mask) << bit);
            }
            Test::AtLeast(count, parts) => {
                let (mask, parts) = (mask(parts), parts.len() as u32);
                let met = |unmet: u64| parts - (unmet & mask).count_ones();
                firms.for_each(|(unmet, _)| *unmet |= u64::from(met(*unmet) < *count) << bit);
            }
        }
    }
}

fn mask(parts: &[usize]) -> u64 {
    parts.iter().fold(0, |mask, part| mask | 1 << part)
}

/// The top each scored firm is in: the first whose share its rank lies in, rounded up to whole firms.
pub(super) fn tops(
    scorecard: &Scorecard,
    ranking: &Ranking,
    scored: &[bool],
    segment: &[u16],
) -> Vec<Option<u16>> {
    if scorecard.tops.is_empty() {
        return vec![None; scored.len()];
    }
    let mut firms = vec![0_u32; scorecard.segments.len()];
    segment.iter().zip(scored).filter(|(_, scored)| **scored).for_each(|(s, _)| firms[usize::from(*s)] += 1);
    let all: u32 = firms.iter().sum();
    // Per top, the last rank in it: in each segment, then in the whole cohort.
    let whole_firms = |top: &Top, of: u32| up_to_whole(top.share, of as usize) as u32;
    let last_ranks = |top: &Top| firms.iter().chain([&all]).map(|of| whole_firms(top, *of)).collect();
    let lasts: Vec<Vec<u32>> = scorecard.tops.iter().map(last_ranks).collect();
    let within = |(top, lasts): (&Top, &Vec<u32>), firm: usize| match top.within_segment {
        true => ranking.segment_rank[firm] <= lasts[usize::from(segment[firm])],
        false => ranking.rank[firm] <= lasts[firms.len()],
    };
    let tops = || scorecard.tops.iter().zip(&lasts);
    let top = |firm: usize| tops().position(|top| within(top, firm)).map(|at| at as u16);
    (0..scored.len())
        .into_par_iter()
        .with_min_len(BLOCK)
        .map(|firm| scored[firm].then(|| top(firm)).flatten())
        .collect()
}

/// Each firm's grade: the first whose bound its published points reach.
pub(super) fn grades(scorecard: &Scorecard, points: &[i64], scored: &[bool]) -> Vec<Option<u16>> {
    let grade = |points: i64| {
        let points = from_units(points, scorecard.decimals);
        scorecard.grades.iter().position(|grade| points >= grade.at_least).map(|at| at as u16)
    };
    let firms = points.par_iter().zip(scored).with_min_len(BLOCK);
    firms.map(|(points, scored)| scored.then(|| grade(*points)).flatten()).collect()
}
