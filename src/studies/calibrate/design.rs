//! The design matrix of a fit: what a unit of an indicator's weight is worth to a firm, by its way through
//! the tree.

use super::directions::Directions;
use crate::scorecard::{Combine, DEDUCTION, Node, Scorecard};
use crate::scoring::{Detail, Scores};
use crate::stats::Rows;

impl Directions<'_> {
    /// What makes the log-odds of going bad, a row per firm: a constant, today's points with the opposite
    /// sign, and by direction what a unit of weight more for one member and less for the last is worth,
    /// likewise. And whether that is so for all weights within the bounds: no firm has an indicator left out,
    /// or can come to the floor of a group or lose all points to deductions.
    pub fn rows(&self, scores: &Scores, firms: &[usize]) -> (Rows, bool) {
        let details = scores.details.as_deref().unwrap_or_default();
        let shares = self.card.weight_shares();
        let base = self.card.base();
        let whole = self.card.groups[0].combine == Combine::Whole;
        let mut rows = Rows::default();
        let mut linear = true;
        // Of a firm's points in a group no weights within the bounds leave less: `(1 − r) w` of each member's
        // weight, in the place of `(1 + r) w` of all together.
        let least = (1.0 - self.reach) / (1.0 + self.reach);
        let deduction = self.card.groups.iter().position(|group| whole && group.id == DEDUCTION);
        for &firm in firms {
            let segment = usize::from(scores.segment[firm]);
            let mut walk = Walk {
                card: self.card,
                scores,
                details,
                shares: &shares,
                firm,
                segment,
                worth: vec![0.0; self.card.indicators.len()],
                least,
                bends: false,
            };
            let deducted = deduction.map_or(0.0, |group| scores.group_points[group][firm]);
            walk.bends |= deducted > 0.0 && scores.group_points[base][firm] * least <= deducted;
            // Where deductions have taken all, a little more changes nothing.
            if deducted == 0.0 || scores.group_points[0][firm] > 0.0 {
                walk.worths(if whole { base } else { 0 }, 1.0);
            }
            let is_left_out =
                |&at: &usize| shares[at][segment] > 0.0 && details[at].normalised.get(firm).is_none();
            linear &= !walk.bends && !self.members.iter().any(is_left_out);
            let worth = &walk.worth;
            let directions = self.differences(segment, |indicator| worth[indicator]);
            let points = scores.group_points[0][firm] / self.card.scale;
            rows.push([(0, 1.0), (1, -points)].into_iter().chain(directions));
        }
        (rows, linear)
    }
}

/// One firm's way through the tree.
struct Walk<'a> {
    card: &'a Scorecard,
    scores: &'a Scores,
    details: &'a [Detail],
    /// Shares of the weight of the whole, per indicator and segment.
    shares: &'a [Vec<f64>],
    firm: usize,
    segment: usize,
    /// Per indicator of the scorecard: what a unit of its weight is worth.
    worth: Vec<f64>,
    /// The part of a group's points that is left under any weights within the bounds.
    least: f64,
    /// Whether it may stand at the floor of a group, where a little more changes nothing, or lose all to
    /// deductions.
    bends: bool,
}

impl Walk<'_> {
    fn share(&self, at: usize) -> Option<f64> {
        self.details[at].normalised.get(self.firm)
    }

    /// A member's weight and its share of full marks; nothing of one that weighs nothing or is left out.
    fn member(&self, node: Node) -> Option<(f64, f64)> {
        match node {
            Node::Indicator(at) => {
                let weight = self.shares[at][self.segment];
                self.share(at).filter(|_| weight > 0.0).map(|share| (weight, share))
            }
            Node::Group(at) => {
                let (weight, points, _) = self.group(at);
                let share = match self.is_lifted(at) {
                    true => {
                        self.scores.group_points[at][self.firm]
                            / self.card.groups[at].full_marks[self.segment]
                    }
                    false => points / weight,
                };
                (weight > 0.0).then(|| (self.full(at), share))
            }
        }
    }

    /// What all indicators below a group weigh.
    fn full(&self, at: usize) -> f64 {
        let of = |node: &Node| match *node {
            Node::Indicator(at) => self.shares[at][self.segment],
            Node::Group(inner) => self.full(inner),
        };
        self.card.groups[at].members.iter().map(of).sum()
    }

    /// The weights of the members that are there, their weighted shares added up, and whether any is.
    fn group(&self, at: usize) -> (f64, f64, bool) {
        let members = self.card.groups[at].members.iter().filter_map(|&node| self.member(node));
        members.fold((0.0, 0.0, false), |(weight, points, _), (w, s)| (weight + w, points + w * s, true))
    }

    /// Whether the firm has no more points in a group than its floor gives.
    fn is_lifted(&self, at: usize) -> bool {
        self.card.groups[at].floor.is_some_and(|floor| self.scores.group_points[at][self.firm] <= floor)
    }

    /// Notes what is worth what below a group that has the share `full` of the whole.
    fn worths(&mut self, at: usize, full: f64) {
        let (weight, points, any) = self.group(at);
        let least = self.least * self.scores.group_points[at][self.firm];
        self.bends |= any && self.card.groups[at].floor.is_some_and(|floor| least <= floor);
        if !any || self.is_lifted(at) {
            return;
        }
        let mean = points / weight;
        let nodes = self.card.groups[at].members.clone();
        for node in nodes {
            let Some((own, share)) = self.member(node) else { continue };
            match node {
                Node::Indicator(indicator) => self.worth[indicator] = full * (share - mean) / weight,
                Node::Group(inner) => self.worths(inner, full * own / weight),
            }
        }
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
            // Of those at the floor who would gain without it.
            let gain =
                firms.iter().zip(&moved).filter(|(firm, moved)| lifted(**firm) && **moved != 0.0).count();
            assert_eq!(gain > 3, linear, "{gain}");
            assert!(firms.iter().zip(&moved).any(|(firm, moved)| !lifted(*firm) && *moved != 0.0));
            // Firms above it that other weights within half of today's may bring down to it, and those that
            // none do.
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
