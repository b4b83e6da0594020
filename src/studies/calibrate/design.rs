//! The design matrix of a fit: the derivative of each firm's points by each indicator's weight.

use super::directions::Directions;
use crate::scorecard::{Marks, Node, Role, Scorecard};
use crate::scoring::formula::{Formula, Under};
use crate::scoring::{Detail, Scores};
use crate::stats::Rows;

impl Directions<'_> {
    /// Regressors of the log-odds of going bad, one row per firm: a constant, minus today's points, and for
    /// each direction minus the value of a unit of weight moved from the last member to another. Also whether
    /// this is exact for all weights within the bounds: no firm has an indicator left out, or can reach the
    /// floor of a group or lose all points to deductions.
    pub fn rows(&self, scores: &Scores, firms: &[usize]) -> (Rows, bool) {
        let shares = self.card.shares();
        let parent = |at: usize| self.card.parent(Node::Indicator(at)).unwrap_or(0);
        let gradient = Gradient {
            card: self.card,
            formula: Formula::of(self.card),
            scores,
            details: scores.details.as_deref().unwrap_or_default(),
            parents: (0..self.card.indicators.len()).map(parent).collect(),
            shares: &shares,
            // Least share of today's points that a firm keeps in a group under any weights within the bounds:
            // each member's weight is at least `(1 − r) w`, and the sum of weights at most `(1 + r) W`.
            least: (1.0 - self.reach) / (1.0 + self.reach),
        };
        let mut rows = Rows::default();
        let mut linear = true;
        for &firm in firms {
            let segment = usize::from(scores.segment[firm]);
            let (worth, bends) = gradient.of(firm);
            let is_left_out = |&at: &usize| {
                shares.indicators[at][segment] > 0.0 && gradient.details[at].normalised.get(firm).is_none()
            };
            linear &= !bends && !self.members.iter().any(is_left_out);
            let directions = self.differences(segment, |indicator| worth[indicator]);
            let points = scores.group_points[0][firm] / self.card.scale;
            rows.push([(0, 1.0), (1, -points)].into_iter().chain(directions));
        }
        (rows, linear)
    }
}

/// Derivative of firms' points by the weights of indicators.
struct Gradient<'a> {
    card: &'a Scorecard,
    formula: Formula,
    scores: &'a Scores,
    details: &'a [Detail],
    /// Group of each indicator.
    parents: Vec<usize>,
    /// Shares of the weight of the whole.
    shares: &'a Marks,
    /// Least share of a group's points under any weights within the bounds.
    least: f64,
}

impl Gradient<'_> {
    /// Value of a unit of each indicator's weight to a firm: `g (s_i − S)`, where a point of its group is
    /// worth `g` of the whole and `S` is the group's share of its full marks. Also whether the firm may reach
    /// the floor of a group, where the derivative is 0, or lose all points to deductions.
    fn of(&self, firm: usize) -> (Vec<f64>, bool) {
        let segment = usize::from(self.scores.segment[firm]);
        let points = |group: usize| self.scores.group_points[group][firm];
        let share = |at: usize| self.details[at].normalised.get(firm);
        let mut worth = vec![0.0; self.card.indicators.len()];
        let base = self.card.base();
        let steps = &self.formula.steps;
        let deducted = self.card.part(Role::Deduction).map_or(0.0, points);
        // A bonus may still keep the firm above 0, but it is not relied on.
        let mut bends = deducted > 0.0 && steps[0].is_held(points(base) * self.least - deducted);
        // Where deductions take all points, the derivative is 0.
        if deducted > 0.0 && steps[0].is_held(points(0)) {
            return (worth, bends);
        }
        let group_share = |group: usize| points(group) / self.card.groups[group].full_marks[segment];
        let mut moves = |group: usize| {
            bends |= steps[group].is_held(self.least * points(group));
            !steps[group].is_held(points(group))
        };
        let left_out = |at: usize| share(at).is_none();
        let under = Under { marks: self.shares, segment, left_out: &left_out };
        let is_in = !self.formula.is_out(Node::Group(base), self.shares, segment, &left_out);
        if is_in && moves(base) {
            self.formula.slopes(base, &under, 1.0, &mut |node, slope| match node {
                Node::Group(group) => moves(group),
                Node::Indicator(at) => {
                    worth[at] = slope * (share(at).unwrap_or(0.0) - group_share(self.parents[at]));
                    false
                }
            });
        }
        (worth, bends)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{CARD, scored, within_half};
    use crate::scoring::{Reweigher, from_units};

    #[test]
    fn points_are_linear_in_weights_and_tangent_where_some_are_left_out() {
        let (card, scores) = &scored(CARD);
        let firms: Vec<usize> = scores.order.iter().map(|&firm| firm as usize).collect();
        let twice = [firms.clone(), firms.clone()].concat();
        let bad: Vec<bool> = (0..twice.len()).map(|at| at < firms.len()).collect();
        let directions = within_half(card, scores, &twice, &bad);
        // Two strata of two blocks each: revenue and staff, awards and projects.
        assert_eq!(
            (directions.space.strata.as_slice(), directions.space.blocks.len(), directions.free()),
            (&[0, 1][..], 4, 4)
        );
        let (rows, linear) = directions.rows(scores, &firms);
        assert!(!linear);
        let reweigher = Reweigher::new(card, scores, &scores.order);
        let moved = |step: f64| {
            let mut shares = directions.space.today.clone();
            for (at, block) in directions.space.blocks.iter().enumerate() {
                let by = step * (at as f64 - 1.7) * directions.space.today[block.slots[0]];
                shares[block.slots[0]] += by;
                shares[block.slots[1]] -= by;
            }
            directions.space.nearest(&shares)
        };
        let details = scores.details.as_ref().expect("they are kept");
        let complete = |firm: usize| details.iter().all(|detail| detail.raw.present[firm]);
        let (mut exact, mut tangent) = (0, 0);
        for step in [0.2, 1e-4] {
            let shares = moved(step);
            let points = reweigher.points(&directions.weights(&shares));
            let coefficients = directions.coefficients(&shares);
            let products = rows.products(&coefficients);
            for (product, &firm) in products.iter().zip(&firms) {
                let (now, then) = (from_units(points[firm], 6), from_units(scores.points[firm], 6));
                let stated = -product * card.scale;
                if complete(firm) {
                    assert!((stated - now).abs() < 2e-6, "{firm}: {stated} is not {now}");
                    exact += 1;
                } else if step < 0.01 {
                    assert!(
                        (stated - now).abs() < 2e-6 + 1e-3 * (now - then).abs(),
                        "{firm}: {stated} is not {now}"
                    );
                    tangent += usize::from((now - then).abs() > 1e-5);
                }
            }
        }
        assert!(exact > 40 && tangent > 5, "{exact} {tangent}");
    }

    #[test]
    fn a_firm_at_a_floor_gains_nothing_there() {
        let card =
            CARD.replace("title = \"Outer\"", "title = \"Outer\"\nfloor = 3.5").replace("skip", "zero");
        for (card, linear) in [(CARD.replace("skip", "zero"), true), (card, false)] {
            let (card, scores) = &scored(&card);
            let firms: Vec<usize> = scores.order.iter().map(|&firm| firm as usize).collect();
            let twice = [firms.clone(), firms.clone()].concat();
            let bad: Vec<bool> = (0..twice.len()).map(|at| at < firms.len()).collect();
            let directions = within_half(card, scores, &twice, &bad);
            let (rows, stated) = directions.rows(scores, &firms);
            assert_eq!(stated, linear);
            let outer = card.groups.iter().position(|group| group.id == "outer").expect("it is there");
            let mut coefficients = vec![0.0; 2 + directions.free()];
            coefficients[2..].fill(1.0);
            let moved = rows.products(&coefficients);
            let lifted = |firm: usize| scores.group_points[outer][firm] <= 3.5;
            // Firms at the floor that would gain without it.
            let gain =
                firms.iter().zip(&moved).filter(|(firm, moved)| lifted(**firm) && **moved != 0.0).count();
            assert_eq!(gain > 3, linear, "{gain}");
            assert!(firms.iter().zip(&moved).any(|(firm, moved)| !lifted(*firm) && *moved != 0.0));
            // Firms above the floor that some weights within half of today's may bring down to it, and the
            // other firms.
            let above = |least: f64| -> Vec<usize> {
                let own = |firm: &usize| scores.group_points[outer][*firm] > least;
                firms.iter().copied().filter(own).collect()
            };
            assert!(above(3.5).len() > above(10.5).len() && !above(10.5).is_empty());
            assert_eq!(
                [directions.rows(scores, &above(3.5)).1, directions.rows(scores, &above(10.5)).1],
                [linear, true]
            );
        }
    }
}
