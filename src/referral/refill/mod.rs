//! Fills a cohort's lists again under other weights, with the same result as [`refer`].
//!
//! Every value that does not depend on points is evaluated once. Most rules depend only on the firm and give
//! a bit per firm and institution. Rules that depend only on points, such as `points >= 60`, are evaluated
//! for each possible number of points. The lists of each draw of weights are then filled from the highest
//! points down. If a rule, an order or a tie-breaker reads other results of a draw, such as a rank, every
//! draw is scored and referred in full.

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

/// A cohort's lists, with the rules and results on which they are based.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    /// Institutions that get a list each.
    pub institutions: &'a Institutions,
    /// Result of [`refer`] under the original weights.
    pub referrals: &'a Referrals,
    /// Firms and results in the scope of the institutions' rules.
    pub frame: &'a Frame<'a>,
}

/// Other weights, and the points they give.
#[derive(Clone, Copy, Debug)]
pub struct Draw<'d> {
    /// Source of the draw's points.
    pub reweigher: &'d Reweigher<'d>,
    /// Weights per indicator and segment.
    pub weights: &'d Weights,
    /// Published points in units of `10^-decimals`, in the order of the refiller's firms.
    pub units: &'d [u32],
    /// Position of each of those firms in [`Reweigher::firms`]; `None` if both orders agree.
    pub places: Option<&'d [u32]>,
    /// Scores on which the reweigher is based; read only if [`Refiller::may_score`] is true.
    pub scores: Option<&'d Scores>,
}

/// A cohort prepared to fill its lists again.
#[derive(Debug)]
pub struct Refiller<'a> {
    firms: &'a Firms,
    /// Further scorecards with their scores.
    further: &'a [(&'a Scorecard, &'a Scores)],
    as_of: Date,
    institutions: &'a Institutions,
    /// Candidates of all lists, by position among the ranked firms.
    candidates: Vec<u32>,
    /// Position in `candidates` of each firm of the cohort; meaningless for other firms.
    candidate_of: Vec<u32>,
    /// Lists as a function of points; `None` where every draw is referred in full.
    by_points: Option<ByPoints>,
    /// Whether points are linear in shares, and so never above full marks.
    is_linear: bool,
}

impl<'a> Refiller<'a> {
    /// Prepares the `lists` of `firms` with the leading scorecard's `scores` and the results of the `further`
    /// ones. Draws give points to the firms of `reweigher`, in its order.
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
    /// alone hold. True for all where every draw is referred in full.
    pub fn may_list(&self, candidate: u32, institution: usize) -> bool {
        let bits = self.by_points.as_ref().map(|by_points| by_points.known[candidate as usize].institutions);
        bits.is_none_or(|bits| bits >> institution & 1 == 1)
    }

    /// Whether every draw is scored and referred in full.
    pub fn refers_in_full(&self) -> bool {
        self.by_points.is_none()
    }

    /// Whether some draws of `reweigher` may have to be scored and referred in full, for which
    /// [`Draw::scores`] is needed.
    pub fn may_score(&self, reweigher: &Reweigher<'_>) -> bool {
        let takes = self.by_points.as_ref().is_some_and(|by_points| by_points.takes(reweigher));
        !takes || !self.is_linear
    }

    /// Fills the lists of a draw into `refilled`.
    ///
    /// # Panics
    /// If the draw must be scored, and its scores or their details are missing.
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

    /// Scores and refers a draw in the same way as a run.
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
