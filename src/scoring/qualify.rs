//! Qualification under other points, without scoring again.

use jiff::civil::Date;

use super::{Results, Scores, judge, rules};
use crate::firms::{Cells, Column, Firms, Slot};
use crate::scorecard::Scorecard;

/// A scored cohort whose points vary.
#[derive(Debug)]
pub struct Qualifier<'a> {
    firms: &'a Firms,
    card: &'a Scorecard,
    scored: &'a [bool],
    /// Gate conditions not met; points do not change them.
    gates: Vec<u64>,
    results: Results,
    /// Slot of the points in the rules' scope.
    points: usize,
    unit: f64,
}

/// The first rule, among those of the pass rule and the routes, that reads other results of a firm than its
/// points; `None` if there is none. Firms are read with `fields` fields.
pub fn beyond_points(card: &Scorecard, fields: usize) -> Option<&str> {
    let slots = card.slots(fields);
    let moves = |slot: &usize| {
        *slot == slots.coverage || slots.groups.contains(slot) || slots.indicators.contains(slot)
    };
    rules(&card.conditions).find(|rule| rule.slots().iter().any(moves)).map(crate::expr::Expr::source)
}

impl<'a> Qualifier<'a> {
    /// Takes the scored firms and the gates' verdicts from `scores`, which are those of `firms` under `card`.
    /// The card's rules must read no results but points: see [`beyond_points`].
    pub fn new(firms: &'a Firms, card: &'a Scorecard, scores: &'a Scores, as_of: Date) -> Qualifier<'a> {
        let slots: Vec<usize> = rules(&card.conditions).flat_map(|rule| rule.slots()).copied().collect();
        let mask = judge::mask_of_gates(card);
        Qualifier {
            firms,
            card,
            scored: &scores.scored,
            gates: scores.unmet.iter().map(|unmet| unmet & mask).collect(),
            results: Results::new(firms, &[(card, scores)], as_of, slots),
            points: card.slots(firms.columns.len()).points,
            unit: super::rounding::power_of_ten(card.decimals),
        }
    }

    /// Number of these scored firms, as positions in the cohort, that pass the gates: an upper bound on those
    /// that qualify.
    pub fn eligible(&self, firms: &[u32]) -> usize {
        let passes = |unmet: u64| self.card.gates.iter().all(|gate| unmet >> gate & 1 == 0);
        firms.iter().filter(|&&firm| passes(self.gates[firm as usize])).count()
    }

    /// Number of these scored firms, as positions in the cohort, that qualify with `points`, in units of
    /// `10^-decimals` firm by firm.
    ///
    /// # Panics
    /// If `points` and `firms` differ in length.
    pub fn count(&self, firms: &[u32], points: &[i64]) -> usize {
        assert_eq!(points.len(), firms.len(), "each firm has points");
        let mut cells = Cells::missing(self.scored.len());
        for (&firm, points) in firms.iter().zip(points) {
            cells.values[firm as usize] = *points as f64 / self.unit;
            cells.present[firm as usize] = true;
        }
        let column = Column::Number(cells);
        let mut frame = self.results.frame(self.firms);
        frame.slots[self.points] = Slot::Column(&column);
        let mut unmet = self.gates.clone();
        judge::pass(&frame, self.card, self.scored, &mut unmet);
        firms.iter().filter(|&&firm| self.card.qualifies(unmet[firm as usize])).count()
    }
}
