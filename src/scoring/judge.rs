//! What points are worth: gates, routes, the pass rule, grades and tops.

use std::ops::Range;

use rayon::prelude::*;

use super::derive::BLOCK;
use super::rank::Ranking;
use super::rounding::from_units;
use crate::decimal::up_to_whole;
use crate::firms::Frame;
use crate::scorecard::{Condition, Scorecard, Test, Top, Unknown};

/// For each firm the conditions of the gates that it does not meet, bit by bit, and those whose value is not
/// known of it. The frame begins with `fields` fields.
pub(super) fn gates(frame: &Frame<'_>, scorecard: &Scorecard, fields: usize, scored: &[bool]) -> Verdicts {
    let mut verdicts = Verdicts { unmet: vec![0; frame.len], unknown: vec![0; frame.len] };
    let gates = 0..scorecard.of_gates();
    let blind = blind(frame, scorecard, fields);
    let unmet = verdicts.unmet.par_chunks_mut(BLOCK);
    unmet.zip(verdicts.unknown.par_chunks_mut(BLOCK)).enumerate().for_each(|(block, (unmet, unknown))| {
        // Written before they are read, as memory fresh from the system should be.
        unmet.fill(0);
        unknown.fill(0);
        conditions(frame, scorecard, (gates.clone(), blind), scored, block * BLOCK, (unmet, unknown));
    });
    verdicts
}

/// Adds the conditions of the routes and of the pass rule.
pub(super) fn pass(frame: &Frame<'_>, scorecard: &Scorecard, scored: &[bool], unmet: &mut [u64]) {
    let rest = scorecard.of_gates()..scorecard.conditions.len();
    unmet.par_chunks_mut(BLOCK).enumerate().for_each(|(block, unmet)| {
        // What is not known of these counts as met or as not met, and holds nobody.
        let mut unknown = vec![0; unmet.len()];
        conditions(frame, scorecard, (rest.clone(), 0), scored, block * BLOCK, (unmet, &mut unknown));
    });
}

/// The rules of gates that hold firms and read fields of which not one has a column, a bit each. Whatever
/// such a rule says of a blank, as `COALESCE(dishonest, FALSE) = FALSE` takes it for no, it says of no fact.
fn blind(frame: &Frame<'_>, scorecard: &Scorecard, fields: usize) -> u64 {
    let is_absent = |field: usize| frame.slots[field].column().is_none();
    let is_blind = |&rule: &usize| {
        let read = scorecard.fields_of_rule(rule, fields);
        !read.is_empty() && read.into_iter().all(is_absent)
    };
    let rules = 0..scorecard.of_gates();
    rules.filter(is_blind).fold(0, |mask, rule| mask | 1 << rule) & scorecard.holding()
}

/// The bits of the conditions that gates consist of.
pub(super) fn mask_of_gates(scorecard: &Scorecard) -> u64 {
    1_u64.checked_shl(scorecard.of_gates() as u32).map_or(u64::MAX, |bit| bit - 1)
}

/// What conditions say of firms, a bit per condition.
#[derive(Clone, Debug)]
pub(super) struct Verdicts {
    /// Set where it does not count as met.
    pub unmet: Vec<u64>,
    /// Set where its value is not known; of gates only.
    pub unknown: Vec<u64>,
}

/// Sets the bits of the conditions `which` that scored firms from `start` on do not meet, and of those not
/// known of them. Those of `blind` are known of none.
fn conditions(
    frame: &Frame<'_>,
    scorecard: &Scorecard,
    (which, blind): (Range<usize>, u64),
    scored: &[bool],
    start: usize,
    (unmet, unknown): (&mut [u64], &mut [u64]),
) {
    let rows = start..start + unmet.len();
    let holding = scorecard.holding();
    for (bit, condition) in which.clone().zip(&scorecard.conditions[which]) {
        let firms = unmet.iter_mut().zip(unknown.iter_mut()).zip(&scored[rows.clone()]);
        match &condition.test {
            Test::Rule { when } => {
                let is_blind = blind >> bit & 1 == 1;
                let values = when.flags(frame, rows.clone());
                for (row, (((unmet, unknown), scored), value)) in rows.clone().zip(firms.zip(values.iter())) {
                    let value = value.filter(|_| !is_blind);
                    if *scored && value != Some(true) {
                        let accepted = value.is_none() && is_accepted(condition, frame, row);
                        settle(condition, bit, value, accepted, (unmet, unknown));
                    }
                }
            }
            parted => {
                for ((unmet, unknown), _) in firms.filter(|(_, scored)| **scored) {
                    let held = *unmet & *unknown & holding;
                    let value = parted.of_parts(*unmet & !held, held);
                    settle(condition, bit, value, false, (unmet, unknown));
                }
            }
        }
    }
}

/// Sets the bits of a condition of this value.
#[inline]
fn settle(
    condition: &Condition,
    bit: usize,
    value: Option<bool>,
    accepted: bool,
    (unmet, unknown): (&mut u64, &mut u64),
) {
    let fails = value.map_or(condition.unknown != Unknown::Pass && !accepted, |met| !met);
    *unmet |= u64::from(fails) << bit;
    *unknown |= u64::from(value.is_none()) << bit;
}

/// Whether the firm in `row` lacks some of the fields that the campaign accepts as not known, and none of the
/// others that the rule reads.
fn is_accepted(condition: &Condition, frame: &Frame<'_>, row: usize) -> bool {
    let Some(accepted) = &condition.accepted else { return false };
    let lacks = |&field: &usize| frame.slots[field].is_missing(row);
    accepted.fields.iter().any(lacks) && !accepted.others.iter().any(lacks)
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
