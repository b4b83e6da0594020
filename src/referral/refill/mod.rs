//! Fills a cohort's lists again for other weights: who is on which list, as [`refer`] has it.
//!
//! What does not depend on points is evaluated once. Most rules depend on the firm alone, which leaves a bit
//! per firm and institution; others, as `points >= 60`, on points alone, and are evaluated for each number of
//! points there may be. Per draw of weights the lists are then filled from the highest points down. Where a
//! rule, an order or a tie-breaker reads more of a draw's results, such as a rank, every draw is scored and
//! referred in full.

mod by_points;
mod fill;
mod places;

use jiff::civil::Date;

use self::by_points::ByPoints;
pub use self::fill::Refilled;
use super::institutions::Institutions;
use super::outcome::Referrals;
use super::refer::refer;
use crate::firms::{Firms, Frame};
use crate::scorecard::Scorecard;
use crate::scoring::{Results, Reweigher, Scores, Weights, rescore};

/// A cohort's lists, and what they were filled from beside the scores.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    /// Who gets a list.
    pub institutions: &'a Institutions,
    /// What [`refer`] made of them.
    pub referrals: &'a Referrals,
    /// Firms and results under the scope that the institutions' rules are written in.
    pub frame: &'a Frame<'a>,
}

/// Other weights, and the points they give.
#[derive(Clone, Copy, Debug)]
pub struct Draw<'d> {
    /// What gives them.
    pub reweigher: &'d Reweigher<'d>,
    /// The weights.
    pub weights: &'d Weights,
    /// Published points in units of `10^-decimals`, in the order of the firms that the refiller was made
    /// with.
    pub units: &'d [u32],
    /// Where each of those firms stands in [`Reweigher::firms`]; `None` if in the same place.
    pub places: Option<&'d [u32]>,
    /// What the reweigher was made of. Read only where [`Refiller::may_score`] says so.
    pub scores: Option<&'d Scores>,
}

/// A cohort whose lists are to be filled again.
#[derive(Debug)]
pub struct Refiller<'a> {
    firms: &'a Firms,
    /// Scorecards beside the leading one.
    further: &'a [(&'a Scorecard, &'a Scores)],
    as_of: Date,
    institutions: &'a Institutions,
    /// The firms that may be on a list, by position among those ranked.
    candidates: Vec<u32>,
    /// Position in `candidates` of each firm of the cohort that is there.
    candidate_of: Vec<u32>,
    /// `None` where every draw is referred in full.
    by_points: Option<ByPoints>,
    /// Whether points are linear in shares, and so never above full marks.
    is_linear: bool,
}

impl<'a> Refiller<'a> {
    /// Prepares the `lists` of `firms`, of which the leading scorecard made `scores`, and `further` ones what
    /// stands beside them. Draws give points to the firms of `reweigher`, in its order.
    pub fn new(
        firms: &'a Firms,
        scores: &'a Scores,
        further: &'a [(&'a Scorecard, &'a Scores)],
        as_of: Date,
        lists: Lists<'a>,
        reweigher: &Reweigher<'_>,
    ) -> Refiller<'a> {
        let (card, ranked) = (reweigher.scorecard(), reweigher.firms());
        let cohort = by_points::Cohort { firms, card, scores, as_of };
        let prepared = ByPoints::new(&cohort, &lists, reweigher);
        let (candidates, by_points) = match prepared {
            Some((candidates, by_points)) => (candidates, Some(by_points)),
            None => ((0..ranked.len() as u32).collect(), None),
        };
        let mut candidate_of = vec![0; firms.len];
        (0..).zip(&candidates).for_each(|(candidate, &at): (u32, &u32)| {
            candidate_of[ranked[at as usize] as usize] = candidate;
        });
        Refiller {
            firms,
            further,
            as_of,
            institutions: lists.institutions,
            candidates,
            candidate_of,
            by_points,
            is_linear: reweigher.is_linear(),
        }
    }

    /// The firms that may be on a list, as positions among those that draws give points to.
    pub fn candidates(&self) -> &[u32] {
        &self.candidates
    }

    /// Whether a candidate may be on an institution's list at some points: all rules that depend on the firm
    /// alone hold. Where every draw is referred in full nobody is excluded.
    pub fn may_list(&self, candidate: u32, institution: usize) -> bool {
        let bits = self.by_points.as_ref().map(|by_points| by_points.known[candidate as usize].institutions);
        bits.is_none_or(|bits| bits >> institution & 1 == 1)
    }

    /// Whether every draw is scored and referred in full.
    pub fn refers_in_full(&self) -> bool {
        self.by_points.is_none()
    }

    /// Whether some draws of `reweigher` may have to be scored and referred in full, which takes
    /// [`Draw::scores`].
    pub fn may_score(&self, reweigher: &Reweigher<'_>) -> bool {
        let takes = self.by_points.as_ref().is_some_and(|by_points| by_points.takes(reweigher));
        !takes || !self.is_linear
    }

    /// Fills the lists of a draw.
    ///
    /// # Panics
    /// If the draw must be scored, and is without the scores or these without their details.
    pub fn refill(&self, draw: &Draw<'_>, refilled: &mut Refilled) {
        let words = self.institutions.all.len().div_ceil(64).max(1);
        refilled.clear(self.candidates.len(), words);
        match &self.by_points {
            Some(by_points) if by_points.takes(draw.reweigher) && by_points.has(draw.units) => {
                fill::fill(by_points, &self.candidates, draw, refilled);
            }
            _ => self.in_full(draw, refilled),
        }
    }

    /// Scores and refers a draw as a run does.
    fn in_full(&self, draw: &Draw<'_>, refilled: &mut Refilled) {
        let scores = draw.scores.expect("the draw keeps its scores");
        let card = draw.reweigher.scorecard().reweighed(draw.weights);
        let scores = rescore(self.firms, &card, scores, self.as_of);
        let mut marks = vec![(&card, &scores)];
        marks.extend(self.further);
        let results = Results::new(self.firms, &marks, self.as_of, self.institutions.slots());
        let referrals = refer(self.firms, &scores, self.institutions, &results.frame(self.firms));
        for (at, list) in referrals.lists.iter().enumerate() {
            list.firms.iter().for_each(|&firm| refilled.list(self.candidate_of[firm as usize], at));
        }
    }
}
