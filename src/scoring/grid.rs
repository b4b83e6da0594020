//! Every possible number of points, as rows of a frame. A rule that depends on points alone is evaluated once
//! per row.

use rustc_hash::FxHashMap;

use super::judge;
use super::rounding::{from_units, to_units};
use crate::expr::Expr;
use crate::firms::{Cells, Column, Frame, Slot, Value};
use crate::scorecard::{Scorecard, Slots, Test};

/// Most rows of a grid.
const MOST_POINTS: usize = 1 << 20;
/// Most entries of [`Qualification::qualifies`].
const MOST_ENTRIES: usize = 1 << 23;

/// What a rule depends on, if points vary and the cohort does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dependence {
    /// Only the firm, including its results under further scorecards.
    Firm,
    /// Only published points and grades.
    Points,
    /// Anything else: both firm and points, a rank, or points of a group.
    Results,
}

/// The published points a scorecard can give, from 0 in steps of `10^-decimals`, each with its grade.
#[derive(Debug)]
pub struct PointsGrid<'a> {
    card: &'a Scorecard,
    slots: Slots,
    points: Column,
    grade: Column,
}

/// The firms that qualify, as a function of points.
#[derive(Debug)]
pub struct Qualification {
    /// Class of each firm of the cohort; firms of a class qualify at the same points.
    pub class: Vec<u32>,
    /// Per class, whether it qualifies at each row of the grid.
    pub qualifies: Vec<bool>,
}

impl<'a> PointsGrid<'a> {
    /// The grid from 0 to full marks; to twice as much with `rises`, if full marks may rise with weights as
    /// in a maximum. `None` for more than 2²⁰ rows. Firms are read with `fields` fields.
    pub fn new(card: &'a Scorecard, fields: usize, rises: bool) -> Option<PointsGrid<'a>> {
        let most = card.groups[0].full_marks.iter().copied().fold(card.scale, f64::max);
        let most = to_units(if rises { 2.0 * most } else { most }, card.decimals);
        // By rounding, drawn weights may add up to more than full marks: hence one more row.
        let rows = most.checked_add(2).filter(|rows| (0..=MOST_POINTS as i64).contains(rows))?;
        let units: Vec<i64> = (0..rows).collect();
        let grades = judge::grades(card, &units, &vec![true; units.len()]);
        let grade = |grade: Option<u16>| grade.map_or("", |at| card.grades[usize::from(at)].id.as_str());
        Some(PointsGrid {
            card,
            slots: card.slots(fields),
            points: Column::Number(Cells::known(
                units.iter().map(|&units| from_units(units, card.decimals)).collect(),
            )),
            grade: Column::Text(grades.into_iter().map(grade).collect()),
        })
    }

    /// Number of rows; row `i` is `i` units of `10^-decimals`.
    pub fn rows(&self) -> usize {
        self.points.len()
    }

    /// The rows as a frame of `slots` slots, with points and grade known.
    pub fn frame(&self, slots: usize) -> Frame<'_> {
        let mut frame = Frame { len: self.rows(), slots: vec![Slot::Constant(Value::Missing); slots] };
        frame.slots[self.slots.points] = Slot::Column(&self.points);
        frame.slots[self.slots.grade] = Slot::Column(&self.grade);
        frame
    }

    /// What `rule` depends on.
    pub fn dependence(&self, rule: &Expr) -> Dependence {
        let slots = &self.slots;
        // The scored firms, their segments and their coverage do not vary.
        let stays =
            |slot: &usize| !slots.results().contains(slot) || [slots.segment, slots.coverage].contains(slot);
        let of_points = |slot: &usize| [slots.points, slots.grade].contains(slot);
        match rule.slots() {
            all if all.iter().all(stays) => Dependence::Firm,
            all if all.iter().all(of_points) => Dependence::Points,
            _ => Dependence::Results,
        }
    }

    /// The firms that qualify as a function of points, from the conditions that each firm does not meet today
    /// ([`Scores::unmet`](super::Scores::unmet)). `None` if a condition depends on both firm and points, or
    /// there are too many classes.
    pub fn qualification(&self, unmet: &[u64]) -> Option<Qualification> {
        let card = self.card;
        // Gates depend only on the firm.
        let (mut of_firms, mut of_points) = (judge::mask_of_gates(card), 0_u64);
        for (bit, condition) in card.conditions.iter().enumerate().skip(card.of_gates()) {
            let Test::Rule { when } = &condition.test else { continue };
            match self.dependence(when) {
                Dependence::Firm => of_firms |= 1 << bit,
                Dependence::Points => of_points |= 1 << bit,
                Dependence::Results => return None,
            }
        }
        let mut at_points = vec![0; self.rows()];
        let frame = self.frame(self.slots.results().end);
        judge::pass(&frame, card, &vec![true; self.rows()], &mut at_points);
        // Many combinations are equivalent: a firm that fails a gate never qualifies.
        let mut known: FxHashMap<u64, u32> = FxHashMap::default();
        let mut classes: FxHashMap<Vec<bool>, u32> = FxHashMap::default();
        let mut qualifies = Vec::new();
        let mut class = Vec::with_capacity(unmet.len());
        for unmet in unmet {
            let own = unmet & of_firms;
            class.push(*known.entry(own).or_insert_with(|| {
                let at = |unmet: &u64| card.qualifies(card.conditions_unmet(own | unmet & of_points));
                let row: Vec<bool> = at_points.iter().map(at).collect();
                let next = classes.len() as u32;
                *classes.entry(row).or_insert_with_key(|row| {
                    qualifies.extend(row);
                    next
                })
            }));
            if qualifies.len() > MOST_ENTRIES {
                return None;
            }
        }
        Some(Qualification { class, qualifies })
    }
}
