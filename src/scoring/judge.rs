//! What points are worth: gates, the pass rule and grades.

use rayon::prelude::*;

use super::PASS_RULE;
use super::derive::BLOCK;
use super::rounding::from_units;
use crate::expr::Expr;
use crate::firms::Frame;
use crate::scorecard::Scorecard;

/// For each firm the gates it fails, bit by bit. A rule whose value is unknown fails unless the gate says otherwise.
pub(super) fn gates(frame: &Frame<'_>, scorecard: &Scorecard, scored: &[bool]) -> Vec<u64> {
    let mut failed = vec![0; frame.len];
    failed.par_chunks_mut(BLOCK).enumerate().for_each(|(block, failed)| {
        // Written before it is read, as memory fresh from the system should be.
        failed.fill(0);
        for (bit, gate) in scorecard.gates.iter().enumerate() {
            require(frame, &gate.when, gate.unknown_passes, bit as u32, scored, block * BLOCK, failed);
        }
    });
    failed
}

/// Adds the pass rule's bit to `failed`.
pub(super) fn pass(frame: &Frame<'_>, scorecard: &Scorecard, scored: &[bool], failed: &mut [u64]) {
    let Some(pass) = &scorecard.pass else { return };
    failed.par_chunks_mut(BLOCK).enumerate().for_each(|(block, failed)| {
        require(frame, pass, false, PASS_RULE, scored, block * BLOCK, failed);
    });
}

/// Sets `bit` of the firms from `start` on that are scored and do not meet `rule`.
fn require(
    frame: &Frame<'_>,
    rule: &Expr,
    unknown_passes: bool,
    bit: u32,
    scored: &[bool],
    start: usize,
    failed: &mut [u64],
) {
    let rows = start..start + failed.len();
    let holds = rule.flags(frame, rows.clone());
    for ((failed, scored), holds) in failed.iter_mut().zip(&scored[rows]).zip(holds.iter()) {
        let passes = holds.unwrap_or(unknown_passes);
        *failed |= u64::from(*scored && !passes) << bit;
    }
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
