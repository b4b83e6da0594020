//! The weights that may be chosen: each within a share of today's, each group's sum as it is, none negative.
//!
//! A firm's points are `P + Σ δ_i x_i`: `P` today's, `δ_i` what indicator `i` weighs more than today, and
//! `x_i` what a unit of its weight is worth to the firm. Within a group of full marks `W`, whose members of
//! weights `w_j` have the shares `s_j`, `x_i = W (s_i − S) / Σ w_j` over the members that are not left out,
//! `S` their weighted mean. Where none is left out this is exact for any weights of the same sum; where some
//! are, the others carry their weight, and it is the tangent at today's weights. Points that are told are
//! never made so: they come from scoring with the weights found.

use super::LEAST;
use super::nearest::nearest;
use crate::finding::{Code, Finding, Place};
use crate::scorecard::{Node, Scorecard};
use crate::scoring::Scores;

/// Columns before those of the directions: the constant and the slope.
pub(super) const FIRST: usize = 2;

/// Weights as shares of the scale: by stratum, then by member.
pub(super) type Shares = Vec<Vec<f64>>;

/// The choice of weights.
#[derive(Clone, Debug)]
pub(super) struct Space<'a> {
    pub card: &'a Scorecard,
    /// The indicators whose weights add up to the scale.
    pub members: Vec<usize>,
    /// Per segment: its stratum. Segments of equal weights are one, and keep equal weights.
    pub strata: Vec<usize>,
    /// Today's weights.
    pub today: Shares,
    /// How far a weight may go, as a share of today's.
    pub reach: f64,
    /// Where there is a choice.
    pub blocks: Vec<Block>,
    /// The group an indicator of `members` stands in.
    pub parent: Vec<usize>,
    /// Per stratum: whether it has too few outcomes of either kind for weights of its own.
    pub few: Vec<bool>,
}

/// Members of one group, at least two, whose weights in a stratum have a fixed sum. Of `k` members `k − 1`
/// are free: the last takes what the others leave.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub stratum: usize,
    /// Positions in [`Space::members`].
    pub members: Vec<usize>,
    /// The column of the first member; the others follow, but for the last, which has none.
    pub column: usize,
}

impl<'a> Space<'a> {
    /// Of the weights of `members` in `card` within `reach` of today's, as a share in 0..=1, for firms of
    /// whom `scores` tells, with whether each went bad. An indicator in which all of a stratum's firms are
    /// alike says nothing for another weight and keeps its own there. A stratum with fewer than [`LEAST`] bad
    /// or good outcomes keeps all of its weights.
    ///
    /// # Errors
    /// A group in which points are not linear in weights.
    pub fn new(
        card: &'a Scorecard,
        members: Vec<usize>,
        reach: f64,
        scores: &Scores,
        (firms, bad): (&[usize], &[bool]),
    ) -> Result<Space<'a>, Finding> {
        for group in &card.groups {
            if group.combine.is_mean() && !group.combine.fold().is_linear() {
                let message = format!(
                    "group `{}` of `{}` takes a geometric or harmonic mean: its points are no sum by weights",
                    group.id, card.id
                );
                return Err(Finding::new(
                    Code::WeightsNonlinear,
                    Place::file(card.text.name.clone()),
                    message,
                )
                .help("weights are calibrated where all groups are sums or arithmetic means"));
            }
        }
        let shares = card.weight_shares();
        let of = |segment: usize| members.iter().map(|&at| shares[at][segment]).collect::<Vec<f64>>();
        let (mut today, mut strata): (Shares, Vec<usize>) = (Vec::new(), Vec::new());
        for segment in 0..card.segments.len() {
            let own = of(segment);
            // Equal weights of an equal whole have equal shares, to the last bit.
            strata.push(today.iter().position(|other| *other == own).unwrap_or(today.len()));
            if strata[segment] == today.len() {
                today.push(own);
            }
        }
        let parent = |indicator: &usize| {
            let holds = |node: &Node| *node == Node::Indicator(*indicator);
            card.groups.iter().position(|group| group.members.iter().any(holds)).unwrap_or(0)
        };
        let parent: Vec<usize> = members.iter().map(parent).collect();
        let details = scores.details.as_deref().unwrap_or_default();
        let varies = |stratum: usize, at: usize| {
            let own = firms.iter().filter(|&&firm| strata[usize::from(scores.segment[firm])] == stratum);
            let mut shares = own.map(|&firm| details[members[at]].normalised.get(firm));
            shares.next().is_some_and(|first| shares.any(|share| share != first))
        };
        let mut counts = vec![[0; 2]; today.len()];
        for (&firm, bad) in firms.iter().zip(bad) {
            counts[strata[usize::from(scores.segment[firm])]][usize::from(*bad)] += 1;
        }
        let few: Vec<bool> = counts.iter().map(|kinds| kinds.iter().any(|count| *count < LEAST)).collect();
        let mut blocks = Vec::new();
        let mut column = FIRST;
        for (stratum, weights) in today.iter().enumerate().filter(|(stratum, _)| !few[*stratum]) {
            for group in 0..card.groups.len() {
                let free = |at: &usize| parent[*at] == group && weights[*at] > 0.0 && varies(stratum, *at);
                let own = (0..members.len()).filter(free);
                let own: Vec<usize> = own.collect();
                if own.len() > 1 && reach > 0.0 {
                    column += own.len() - 1;
                    blocks.push(Block { stratum, column: column + 1 - own.len(), members: own });
                }
            }
        }
        Ok(Space { card, members, strata, today, reach, blocks, parent, few })
    }

    /// Why no weight is free; `None` where some is.
    pub fn why_fixed(&self) -> Option<String> {
        if self.free() > 0 {
            return None;
        }
        // Whether a group has two indicators with a weight in a stratum.
        let has_choice = |stratum: usize| {
            let weighs = |at: &usize| self.today[stratum][*at] > 0.0;
            let mut parents: Vec<usize> =
                (0..self.members.len()).filter(weighs).map(|at| self.parent[at]).collect();
            parents.sort_unstable();
            parents.windows(2).any(|pair| pair[0] == pair[1])
        };
        let strata = 0..self.today.len();
        let why = if !strata.clone().any(has_choice) {
            "no group has two indicators with a weight, to weigh one against the other".to_owned()
        } else if self.reach <= 0.0 {
            "--bounds keeps every weight where it is".to_owned()
        } else if strata.filter(|stratum| has_choice(*stratum)).all(|stratum| self.few[stratum]) {
            match self.today.len() {
                1 => format!("fewer than {LEAST} bad or {LEAST} good outcomes count"),
                _ => format!(
                    "segments have weights of their own, and of none there are {LEAST} bad and {LEAST} good outcomes"
                ),
            }
        } else {
            "in no group do firms with an outcome differ in two indicators".to_owned()
        };
        Some(why)
    }

    /// How many weights are free.
    pub fn free(&self) -> usize {
        self.blocks.iter().map(|block| block.members.len() - 1).sum()
    }

    /// The least and the most a member may weigh.
    pub fn bounds(&self, stratum: usize, member: usize) -> (f64, f64) {
        let today = self.today[stratum][member];
        (today * (1.0 - self.reach), today * (1.0 + self.reach))
    }

    /// The weights of coefficients. One that is nearer to a bound than the share `near` of its reach is put
    /// on it, where a search under a barrier never ends; the others of its block take what that leaves.
    pub fn shares(&self, coefficients: &[f64], near: f64) -> Shares {
        let slope = coefficients[1];
        let mut shares = self.today.clone();
        for block in &self.blocks {
            let Some((&last, free)) = block.members.split_last() else { continue };
            for (at, &member) in free.iter().enumerate() {
                let more = coefficients[block.column + at] / slope;
                shares[block.stratum][member] += more;
                shares[block.stratum][last] -= more;
            }
            let own = &mut shares[block.stratum];
            let (mut inside, mut moved) = (Vec::new(), 0.0);
            for &member in &block.members {
                let today = self.today[block.stratum][member];
                let bound = today + (self.reach * today).copysign(own[member] - today);
                if (own[member] - bound).abs() < near * self.reach * today {
                    moved += bound - own[member];
                    own[member] = bound;
                } else {
                    inside.push(member);
                }
            }
            inside.iter().for_each(|&member| own[member] -= moved / inside.len() as f64);
            if inside.is_empty() {
                shares = self.within(shares);
            }
        }
        shares
    }

    /// The coefficients of weights with a slope of 1 and no constant: `−Σ` of them is the points, as a share
    /// of the scale.
    pub fn coefficients(&self, shares: &Shares) -> Vec<f64> {
        let mut coefficients = vec![0.0; FIRST + self.free()];
        coefficients[1] = 1.0;
        for block in &self.blocks {
            for (at, &member) in block.members.iter().enumerate().take(block.members.len() - 1) {
                coefficients[block.column + at] =
                    shares[block.stratum][member] - self.today[block.stratum][member];
            }
        }
        coefficients
    }

    /// The weights nearest to `shares` that keep within the bounds and the groups' sums.
    pub fn within(&self, mut shares: Shares) -> Shares {
        for block in &self.blocks {
            let of = |at: usize| self.bounds(block.stratum, block.members[at]);
            let whole: f64 = block.members.iter().map(|&at| self.today[block.stratum][at]).sum();
            let own: Vec<f64> = block.members.iter().map(|&at| shares[block.stratum][at]).collect();
            let bounds: Vec<(f64, f64)> = (0..own.len()).map(of).collect();
            for (&at, share) in block.members.iter().zip(nearest(&own, &bounds, whole)) {
                shares[block.stratum][at] = share;
            }
        }
        shares
    }

    /// The scorecard's own weights, of all indicators and segments, that stand for `shares`.
    pub fn weights(&self, shares: &Shares) -> Vec<Vec<f64>> {
        let mut weights: Vec<Vec<f64>> =
            self.card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
        for (segment, &stratum) in self.strata.iter().enumerate() {
            for (member, &at) in self.members.iter().enumerate() {
                let today = self.today[stratum][member];
                if today > 0.0 {
                    weights[at][segment] *= shares[stratum][member] / today;
                }
            }
        }
        weights
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{Campaign, assess};
    use crate::progress::Silent;
    use crate::scoring::{Reweigher, from_units};
    use crate::studies::overlay;

    const CARD: &str = r#"
id = "nested"
title = "Nested"
weights_basis = "local"
scale = 10
decimals = 6
combine = "mean"
missing = "skip"

[[segment]]
id = "small"
title = "Small"
when = "employees < 50"

[[segment]]
id = "large"
title = "Large"

[[group]]
id = "outer"
title = "Outer"
weight = 7

[[group.group]]
id = "inner"
title = "Inner"
combine = "mean"
weight = 7

[[group.group.indicator]]
id = "revenue"
title = "Revenue"
value = "revenue"
curve = { linear = { low = 0, high = 100 } }
weight = { small = 1, large = 3 }

[[group.group.indicator]]
id = "staff"
title = "Staff"
value = "employees"
curve = { linear = { low = 0, high = 100 } }
weight = 5

[[group.indicator]]
id = "awards"
title = "Awards"
value = "awards"
curve = { linear = { low = 0, high = 9 } }
weight = 4

[[group.indicator]]
id = "projects"
title = "Projects"
value = "projects"
curve = { linear = { low = 0, high = 9 } }
weight = 3

[[group]]
id = "rest"
title = "Rest"
weight = 3

[[group.indicator]]
id = "rd"
title = "R&D"
value = "rd_expense"
curve = { linear = { low = 0, high = 100 } }
weight = 3
"#;

    /// A campaign of 60 firms, every third cell of which is not known.
    fn campaign(card: &str) -> (tempfile::TempDir, Campaign) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("it can be written");
        };
        write("card.toml", card);
        write("institutions.toml", "[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\n");
        write(
            "campaign.toml",
            "id = \"c\"\ntitle = \"C\"\nas_of = 2025-12-31\nscorecard = \"card.toml\"\n\
             institutions = \"institutions.toml\"\n[firms]\npath = \"firms.csv\"\nid = \"firm\"\n",
        );
        let mut table = "firm,revenue(万元),employees,awards,projects,rd_expense(万元)\n".to_owned();
        for at in 0..60u32 {
            let number = |of: u32, most: u32| (at * of + of) % most;
            let cell = |of: u32, most: u32| match at % 3 == 0 && number(of, 7) < 3 {
                true => String::new(),
                false => number(of, most).to_string(),
            };
            let row = [cell(17, 100), number(29, 100).to_string(), cell(5, 10), cell(7, 10), cell(13, 100)];
            table += &format!("F{at:02},{}\n", row.join(","));
        }
        write("firms.csv", &table);
        let loaded = Campaign::load(&folder.path().join("campaign.toml"), None).expect("it is sound");
        (folder, Campaign { detail: true, ..loaded })
    }

    #[test]
    fn points_are_linear_in_weights_and_tangent_where_some_are_left_out() {
        let (_folder, campaign) = campaign(CARD);
        let assessed = assess(&campaign, &Silent).expect("it can be carried out");
        let (card, scores) = (&campaign.scorecard, &assessed.scores);
        let firms: Vec<usize> = scores.order.iter().map(|&firm| firm as usize).collect();
        let members = overlay::members(card).expect("it can be reweighted");
        let twice = [firms.clone(), firms.clone()].concat();
        let bad: Vec<bool> = (0..twice.len()).map(|at| at < firms.len()).collect();
        let space = Space::new(card, members, 0.5, scores, (&twice, &bad)).expect("sums and means");
        // Two strata of two blocks each: revenue and staff, awards and projects.
        assert_eq!((space.strata.as_slice(), space.blocks.len(), space.free()), (&[0, 1][..], 4, 4));
        let (rows, linear) = space.rows(scores, &firms);
        assert!(!linear);
        let reweigher = Reweigher::new(card, scores, &scores.order);
        let moved = |step: f64| {
            let mut shares = space.today.clone();
            for (at, block) in space.blocks.iter().enumerate() {
                let by = step * (at as f64 - 1.7) * space.today[block.stratum][block.members[0]];
                shares[block.stratum][block.members[0]] += by;
                shares[block.stratum][block.members[1]] -= by;
            }
            space.within(shares)
        };
        let details = scores.details.as_ref().expect("they are kept");
        let complete = |firm: usize| details.iter().all(|detail| detail.raw.present[firm]);
        let (mut exact, mut tangent) = (0, 0);
        for step in [0.2, 1e-4] {
            let shares = moved(step);
            let points = reweigher.points(&space.weights(&shares));
            let coefficients = space.coefficients(&shares);
            let products = rows.products(&coefficients);
            for (product, &firm) in products.iter().zip(&firms) {
                let (now, then) = (from_units(points[firm], 6), from_units(scores.points[firm], 6));
                let told = -product * card.scale;
                if complete(firm) {
                    assert!((told - now).abs() < 2e-6, "{firm}: {told} is not {now}");
                    exact += 1;
                } else if step < 0.01 {
                    assert!(
                        (told - now).abs() < 2e-6 + 1e-3 * (now - then).abs(),
                        "{firm}: {told} is not {now}"
                    );
                    tangent += usize::from((now - then).abs() > 1e-5);
                }
            }
        }
        assert!(exact > 40 && tangent > 5, "{exact} {tangent}");
    }

    #[test]
    fn coefficients_and_weights_say_the_same() {
        let (_folder, campaign) = campaign(CARD);
        let card = &campaign.scorecard;
        let assessed = assess(&campaign, &Silent).expect("it can be carried out");
        let members = overlay::members(card).expect("it can be reweighted");
        let twice: Vec<usize> = (0..120).map(|at| at % 60).collect();
        let bad: Vec<bool> = (0..120).map(|at| at < 60).collect();
        let scores = &assessed.scores;
        let space = Space::new(card, members, 0.5, scores, (&twice, &bad)).expect("sums and means");
        assert_eq!(space.few, [false, false]);
        // Where all are alike there is nothing to choose, and neither where outcomes are few.
        let one = Space::new(card, space.members.clone(), 0.5, scores, (&[3; 120], &bad));
        assert_eq!(one.expect("sums and means").free(), 0);
        let few = Space::new(card, space.members.clone(), 0.5, scores, (&twice, &[true; 120]));
        let few = few.expect("sums and means");
        assert_eq!((few.free(), few.few.as_slice()), (0, &[true, true][..]));
        let mut shares = space.today.clone();
        for block in &space.blocks {
            shares[block.stratum][block.members[0]] *= 1.2;
        }
        let shares = space.within(shares);
        let mut coefficients = space.coefficients(&shares);
        coefficients.iter_mut().for_each(|coefficient| *coefficient *= 7.0);
        let back = space.shares(&coefficients, 1e-9);
        for (a, b) in shares.iter().flatten().zip(back.iter().flatten()) {
            assert!((a - b).abs() < 1e-12);
        }
        assert!(space.linear_bounds().iter().all(|bound| bound.slack(&coefficients) > 0.0));
        // A step beyond the bounds breaks one.
        let first = &space.blocks[0];
        coefficients[first.column] = 7.0 * 0.51 * space.today[first.stratum][first.members[0]];
        assert!(space.linear_bounds().iter().any(|bound| bound.slack(&coefficients) < 0.0));
    }

    #[test]
    fn a_firm_at_a_floor_gains_nothing_there() {
        let card =
            CARD.replace("title = \"Outer\"", "title = \"Outer\"\nfloor = 3.5").replace("skip", "zero");
        for (card, linear) in [(CARD.replace("skip", "zero"), true), (card, false)] {
            let (_folder, campaign) = campaign(&card);
            let assessed = assess(&campaign, &Silent).expect("it can be carried out");
            let (card, scores) = (&campaign.scorecard, &assessed.scores);
            let firms: Vec<usize> = scores.order.iter().map(|&firm| firm as usize).collect();
            let members = overlay::members(card).expect("it can be reweighted");
            let twice = [firms.clone(), firms.clone()].concat();
            let bad: Vec<bool> = (0..twice.len()).map(|at| at < firms.len()).collect();
            let space = Space::new(card, members, 0.5, scores, (&twice, &bad)).expect("sums and means");
            let (rows, told) = space.rows(scores, &firms);
            assert_eq!(told, linear);
            let outer = card.groups.iter().position(|group| group.id == "outer").expect("it is there");
            let mut coefficients = vec![0.0; 2 + space.free()];
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
                [space.rows(scores, &above(3.5)).1, space.rows(scores, &above(10.5)).1],
                [linear, true]
            );
        }
    }
}
