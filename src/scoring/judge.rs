//! The judgement of points: gates, routes, the pass rule, grades and tops.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::derive::BLOCK;
use super::guess::{guessed, keep_agreed};
use super::rank::Ranking;
use super::rounding::from_units;
use crate::decimal::up_to_whole;
use crate::expr::Expr;
use crate::firms::{Cells, Firms, Frame, Kind};
use crate::scorecard::{Condition, Scorecard, Test, Top, Unknown};

/// Per firm, the conditions of gates that are not met and those with an unknown value, one bit each.
pub(super) fn gates(frame: &Frame<'_>, scorecard: &Scorecard, firms: &Firms, scored: &[bool]) -> Verdicts {
    let mut verdicts = Verdicts { unmet: vec![0; frame.len], unknown: vec![0; frame.len] };
    let gates = 0..scorecard.of_gates();
    let doubts: Vec<Doubt<'_>> = gates.clone().map(|rule| Doubt::of(rule, frame, scorecard, firms)).collect();
    let unmet = verdicts.unmet.par_chunks_mut(BLOCK);
    unmet.zip(verdicts.unknown.par_chunks_mut(BLOCK)).enumerate().for_each(|(block, (unmet, unknown))| {
        // Fresh memory is written before it is read, which saves a page fault per page.
        unmet.fill(0);
        unknown.fill(0);
        let bits = Bits { unmet, unknown };
        conditions(frame, scorecard, gates.clone(), &doubts, scored, block * BLOCK, bits);
    });
    verdicts
}

/// Sets the bits of the conditions of routes and of the pass rule that are not met.
pub(super) fn pass(frame: &Frame<'_>, scorecard: &Scorecard, scored: &[bool], unmet: &mut [u64]) {
    let rest = scorecard.of_gates()..scorecard.conditions.len();
    unmet.par_chunks_mut(BLOCK).enumerate().for_each(|(block, unmet)| {
        // Unknown values of these count as met or as not met, and hold no firm.
        let mut unknown = vec![0; unmet.len()];
        let bits = Bits { unmet, unknown: &mut unknown };
        conditions(frame, scorecard, rest.clone(), &[], scored, block * BLOCK, bits);
    });
}

/// Doubt about the verdict of a gate's rule that reads columns the cohort lacks, even if the rule gives
/// blanks a value. `COALESCE(dishonest, FALSE) = FALSE` takes a blank as no; if the whole column is absent,
/// that is not a fact.
enum Doubt<'a> {
    /// The rule reads only absent columns.
    Blind,
    /// The verdict is known for a firm if it is the same under every guess for the absent flags.
    Guessed(Vec<Frame<'a>>),
}

impl<'a> Doubt<'a> {
    /// The doubt about rule `rule`; no guesses if the rule cannot hold a firm.
    fn of(rule: usize, frame: &Frame<'a>, scorecard: &Scorecard, firms: &Firms) -> Doubt<'a> {
        let nothing = Doubt::Guessed(Vec::new());
        let Test::Rule { when } = &scorecard.conditions[rule].test else { return nothing };
        if scorecard.holding() >> rule & 1 == 0 {
            return nothing;
        }
        let fields = firms.columns.len();
        let is_absent = |field: &usize| frame.slots[*field].column().is_none();
        let read = scorecard.fields_of_rule(rule, fields);
        if !read.is_empty() && read.iter().all(is_absent) {
            return Doubt::Blind;
        }
        let is_flag = |field: &usize| firms.dictionary.fields[*field].kind() == Kind::Flag;
        let derived = scorecard.slots(fields).derived;
        // A derived flag that reads an absent flag is as unknown as that flag.
        let is_doubted = |slot: &usize| match derived.contains(slot) {
            false => *slot < fields && is_flag(slot) && is_absent(slot),
            true => {
                let value = &scorecard.derived[*slot - derived.start].value;
                let reads = || scorecard.fields_of(value, fields);
                value.kind() == Kind::Flag && reads().iter().any(|field| is_flag(field) && is_absent(field))
            }
        };
        let doubted: Vec<(usize, Kind)> =
            when.slots().iter().copied().filter(is_doubted).map(|slot| (slot, Kind::Flag)).collect();
        if doubted.is_empty() {
            return nothing;
        }
        guessed(frame, &doubted).map_or(Doubt::Blind, Doubt::Guessed)
    }

    /// Makes the verdicts in doubt unknown. `values` are the verdicts of the rule `when` in `rows`.
    fn apply(&self, when: &Expr, rows: &Range<usize>, values: &mut Cells<bool>) {
        match self {
            Doubt::Blind => values.present.fill(false),
            Doubt::Guessed(frames) => {
                keep_agreed(values, frames.iter().map(|frame| when.flags(frame, rows.clone())));
            }
        }
    }
}

/// The bits of all conditions of gates, their parts included.
pub(super) fn mask_of_gates(scorecard: &Scorecard) -> u64 {
    1_u64.checked_shl(scorecard.of_gates() as u32).map_or(u64::MAX, |bit| bit - 1)
}

/// Verdicts on firms, one bit per condition.
#[derive(Clone, Debug)]
pub(super) struct Verdicts {
    /// Bits of conditions that do not count as met.
    pub unmet: Vec<u64>,
    /// Bits of conditions with unknown value; only for gates.
    pub unknown: Vec<u64>,
}

/// The verdicts on a block of firms.
struct Bits<'a> {
    unmet: &'a mut [u64],
    unknown: &'a mut [u64],
}

/// Sets the bits of the conditions `which` for the scored firms from position `start` on: those not met, and
/// those with unknown value. `doubts` belong to the first conditions.
fn conditions(
    frame: &Frame<'_>,
    scorecard: &Scorecard,
    which: Range<usize>,
    doubts: &[Doubt<'_>],
    scored: &[bool],
    start: usize,
    bits: Bits<'_>,
) {
    let Bits { unmet, unknown } = bits;
    let rows = start..start + unmet.len();
    let holding = scorecard.holding();
    for (bit, condition) in which.clone().zip(&scorecard.conditions[which]) {
        let firms = unmet.iter_mut().zip(unknown.iter_mut()).zip(&scored[rows.clone()]);
        match &condition.test {
            Test::Rule { when } => {
                let mut values = when.flags(frame, rows.clone());
                if let Some(doubt) = doubts.get(bit) {
                    doubt.apply(when, &rows, &mut values);
                }
                let mut waivers = Waivers::default();
                for (row, (((unmet, unknown), scored), value)) in rows.clone().zip(firms.zip(values.iter())) {
                    if *scored && value != Some(true) {
                        let accepted = value.is_none() && waivers.accept(condition, when, frame, row, &rows);
                        settle(condition, bit, value, accepted, unmet, unknown);
                    }
                }
            }
            parted => {
                for ((unmet, unknown), _) in firms.filter(|(_, scored)| **scored) {
                    let held = *unmet & *unknown & holding;
                    let value = parted.of_parts(*unmet & !held, held);
                    settle(condition, bit, value, false, unmet, unknown);
                }
            }
        }
    }
}

/// Sets the bits of one condition for one firm.
#[inline]
fn settle(
    condition: &Condition,
    bit: usize,
    value: Option<bool>,
    accepted: bool,
    unmet: &mut u64,
    unknown: &mut u64,
) {
    let fails = value.map_or(condition.unknown != Unknown::Pass && !accepted, |met| !met);
    *unmet |= u64::from(fails) << bit;
    *unknown |= u64::from(value.is_none()) << bit;
}

/// Verdicts of one rule on a block of firms under every guess for missing fields, by those fields. `None` if
/// they cannot be guessed.
#[derive(Default)]
struct Waivers(FxHashMap<Vec<usize>, Option<Vec<Cells<bool>>>>);

impl Waivers {
    /// Whether an unknown value of the rule is accepted for the firm in `row` of the block `rows`: the firm
    /// lacks fields that the campaign accepts as unknown, lacks none of the rule's other fields, and could
    /// meet the rule if the missing fields were known. A value that is unknown for another reason, such as a
    /// quotient by 0, is not accepted.
    fn accept(
        &mut self,
        condition: &Condition,
        when: &Expr,
        frame: &Frame<'_>,
        row: usize,
        rows: &Range<usize>,
    ) -> bool {
        let Some(accepted) = &condition.accepted else { return false };
        let lacks = |&field: &usize| frame.slots[field].is_missing(row);
        if accepted.others.iter().any(lacks) {
            return false;
        }
        let missing: Vec<usize> = accepted.fields.iter().copied().filter(lacks).collect();
        // A field that is read only through derived values is not guessed.
        let is_read = |field: &usize| when.slots().contains(field);
        if missing.is_empty() || !missing.iter().all(is_read) {
            return !missing.is_empty();
        }
        let found = self.0.entry(missing).or_insert_with_key(|missing| {
            let kinds = |field: &usize| Some((*field, accepted.kinds.get(field).copied()?));
            let slots: Option<Vec<(usize, Kind)>> = missing.iter().map(kinds).collect();
            let frames = guessed(frame, &slots?)?;
            Some(frames.iter().map(|frame| when.flags(frame, rows.clone())).collect())
        });
        let could = |guess: &Cells<bool>| guess.get(row - rows.start) == Some(true);
        found.as_ref().is_none_or(|guesses| guesses.iter().any(could))
    }
}

/// The top of each scored firm: the first with `rank ≤ ⌈share · n⌉`.
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
    // Last rank of each top: per segment, then over the whole cohort.
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
