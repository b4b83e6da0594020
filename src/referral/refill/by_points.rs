//! Lists as a function of points: the data that all draws share.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::Lists;
use crate::firms::{Firms, Frame};
use crate::referral::institutions::{Institution, Institutions, Order};
use crate::referral::rules::{Mask, Met};
use crate::scorecard::{Node, Scorecard, TieBreaker};
use crate::scoring::{self, Dependence, PointsGrid, Qualification, Results, Reweigher, Scores};

/// Greatest number of institutions: each has one bit of a `u64`.
const MOST_INSTITUTIONS: usize = 64;

/// A scored cohort whose lists are prepared.
pub(super) struct Cohort<'a> {
    pub firms: &'a Firms,
    pub card: &'a Scorecard,
    pub scores: &'a Scores,
    pub as_of: Date,
}

/// A firm that may be on a list at some points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Its class of [`Qualification`].
    pub class: u32,
    /// The institutions whose rules on the firm all hold, a bit each.
    pub institutions: u64,
}

/// A tie-breaker. They apply one after another, and ids break the remaining ties.
#[derive(Debug)]
pub(super) enum Tie {
    /// One order for every draw: a number per ranked firm, the least first.
    Fixed(Vec<u64>),
    /// Points of a group or indicator.
    Points { node: Node, ascending: bool },
}

/// An institution with an order of its own.
#[derive(Debug)]
pub(super) struct OwnOrder {
    pub institution: usize,
    /// The institution's candidates in runs of equal values, first to last.
    pub runs: Vec<Vec<u32>>,
}

/// The data that all draws share, since they do not depend on the points of a draw. Points are published
/// ones, in units of `10^-decimals`.
#[derive(Debug)]
pub(super) struct ByPoints {
    /// Class and institutions of each candidate.
    pub known: Vec<Candidate>,
    /// For each class and each number of points in units, the institutions whose rules on points hold; 0 if
    /// the firm does not qualify.
    pub holds: Vec<u64>,
    /// Number of entries per class in `holds`: one for each number of points, from 0 units.
    pub units: usize,
    /// Capacity of each list.
    pub capacity: Vec<u32>,
    /// For each number of points in units, the institutions whose rules hold at fewer points in some class.
    pub below: Vec<u64>,
    /// The institutions whose lists are filled from the highest points down.
    pub in_place_order: u64,
    pub ties: Vec<Tie>,
    /// Rank of each ranked firm's id among all ids.
    pub id_place: Vec<u32>,
    pub own: Vec<OwnOrder>,
}

impl ByPoints {
    /// Prepares the lists of the firms of `reweigher`; candidates are positions among them. `None` where a
    /// rule reads more of a draw's results than its points, lists have quotas or are matched, or the tables
    /// are too large.
    pub fn new(
        cohort: &Cohort<'_>,
        lists: &Lists<'_>,
        reweigher: &Reweigher<'_>,
    ) -> Option<(Vec<u32>, ByPoints)> {
        let (institutions, ranked) = (lists.institutions, reweigher.firms());
        let grid = PointsGrid::new(cohort.card, cohort.firms.columns.len(), !reweigher.is_linear())?;
        if institutions.all.len() > MOST_INSTITUTIONS || institutions.is_limited() {
            return None;
        }
        let ties = ties(&grid, cohort, reweigher)?;
        let (of_firms, of_points) = rules(&grid, institutions, lists.frame)?;
        let Qualification { class, qualifies } = grid.qualification(&cohort.scores.unmet)?;
        let (candidates, known): (Vec<u32>, Vec<Candidate>) = (0..)
            .zip(ranked.iter().map(|&firm| firm as usize))
            .filter(|&(_, firm)| lists.referrals.bars[firm].may_open() && of_firms[firm] != 0)
            .map(|(at, firm)| (at, Candidate { class: class[firm], institutions: of_firms[firm] }))
            .unzip();
        let firm = |candidate: u32| ranked[candidates[candidate as usize] as usize];
        let own = institutions.all.iter().enumerate().filter_map(|(at, one)| Some((at, one.order.as_ref()?)));
        let own = own.map(|(institution, order)| own_order(&grid, lists, &known, &firm, institution, order));
        let own: Vec<OwnOrder> = own.collect::<Option<_>>()?;
        let holds: Vec<u64> = qualifies
            .chunks_exact(grid.rows())
            .flat_map(|own| own.iter().zip(&of_points).map(|(yes, holds)| if *yes { *holds } else { 0 }))
            .collect();
        let by_points = ByPoints {
            below: below(&holds, grid.rows()),
            holds,
            units: grid.rows(),
            capacity: institutions.all.iter().map(Institution::places).collect(),
            in_place_order: own.iter().fold(u64::MAX, |bits, own| bits & !(1 << own.institution)),
            ties,
            id_place: id_places(cohort.firms, ranked),
            own,
            known,
        };
        Some((candidates, by_points))
    }

    /// Whether the lists were prepared for all of these points, in units.
    pub fn has(&self, units: &[u32]) -> bool {
        units.iter().all(|&units| (units as usize) < self.units)
    }

    /// The institutions at which a candidate is eligible with these units, a bit each.
    pub fn eligible(&self, candidate: u32, units: u32) -> u64 {
        let known = &self.known[candidate as usize];
        known.institutions & self.holds[known.class as usize * self.units + units as usize]
    }

    /// Whether `reweigher` gives all points that are needed, including those of the nodes that break ties.
    pub fn takes(&self, reweigher: &Reweigher<'_>) -> bool {
        reweigher.is_linear() || self.tie_nodes().next().is_none()
    }

    /// The groups and indicators whose points break ties, first to last.
    pub fn tie_nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.ties.iter().filter_map(|tie| match tie {
            Tie::Points { node, .. } => Some(*node),
            Tie::Fixed(_) => None,
        })
    }
}

/// For each firm the institutions whose rules on the firm all hold, and for each row of the grid the
/// institutions whose rules on points hold. `None` if a rule depends on other results.
fn rules(
    grid: &PointsGrid<'_>,
    institutions: &Institutions,
    frame: &Frame<'_>,
) -> Option<(Vec<u64>, Vec<u64>)> {
    let of: Vec<Dependence> = institutions.rules.iter().map(|rule| grid.dependence(&rule.when)).collect();
    if of.contains(&Dependence::Results) {
        return None;
    }
    let holding = |dependence: Dependence, frame: &Frame<'_>| -> Vec<u64> {
        let met = Met::of(&institutions.rules, |rule| of[rule] == dependence, frame);
        let own =
            |one: &Institution| Mask::of(one.rules.iter().copied().filter(|&rule| of[rule] == dependence));
        let needed: Vec<Mask> = institutions.all.iter().map(own).collect();
        let all = |bits: &[u64]| {
            (0..).zip(&needed).fold(0, |all, (at, needed)| all | u64::from(needed.holds(bits)) << at)
        };
        frame.rows().map(|row| all(met.row(row))).collect()
    };
    let of_points = grid.frame(frame.slots.len());
    Some((holding(Dependence::Firm, frame), holding(Dependence::Points, &of_points)))
}

/// For each number of points in units, the institutions whose rules hold at fewer points in some class.
fn below(holds: &[u64], units: usize) -> Vec<u64> {
    let mut below = vec![0; units];
    for at in 1..units {
        let fewer = holds.iter().skip(at - 1).step_by(units).fold(0, |all, holds| all | holds);
        below[at] = below[at - 1] | fewer;
    }
    below
}

/// The candidates of an institution with its own order; `None` if the order depends on more than the firm.
fn own_order(
    grid: &PointsGrid<'_>,
    lists: &Lists<'_>,
    known: &[Candidate],
    firm: &dyn Fn(u32) -> u32,
    institution: usize,
    order: &Order,
) -> Option<OwnOrder> {
    if grid.dependence(&order.by) != Dependence::Firm {
        return None;
    }
    let over = order.over(lists.frame);
    let compare = |a: u32, b: u32| over(firm(a), firm(b));
    let is_own = |&at: &u32| known[at as usize].institutions >> institution & 1 == 1;
    let mut own: Vec<u32> = (0..known.len() as u32).filter(is_own).collect();
    own.sort_by(|&a, &b| compare(a, b));
    let runs = own.chunk_by(|&a, &b| compare(a, b) == Ordering::Equal);
    Some(OwnOrder { institution, runs: runs.map(<[u32]>::to_vec).collect() })
}

/// The tie-breakers. The value of each must depend on the firm alone, or be the points of one group or
/// indicator, which `reweigher` must give; otherwise `None`.
fn ties(grid: &PointsGrid<'_>, cohort: &Cohort<'_>, reweigher: &Reweigher<'_>) -> Option<Vec<Tie>> {
    let card = cohort.card;
    let needed = card.tie_breakers.iter().flat_map(|breaker| breaker.by.slots()).copied();
    let results = Results::new(cohort.firms, &[(card, cohort.scores)], cohort.as_of, needed);
    let frame = results.frame(cohort.firms);
    let slots = card.slots(cohort.firms.columns.len());
    let tie = |breaker: &TieBreaker| {
        let TieBreaker { by, ascending } = breaker;
        if grid.dependence(by) == Dependence::Firm {
            let keys = scoring::tie_keys(breaker, &frame);
            return Some(Tie::Fixed(reweigher.firms().iter().map(|&firm| keys[firm as usize]).collect()));
        }
        let slot = by.lone_slot()?;
        let node = if slots.groups.contains(&slot) {
            Node::Group(slot - slots.groups.start + 1)
        } else if slots.indicators.contains(&slot) {
            Node::Indicator(slot - slots.indicators.start)
        } else {
            return None;
        };
        reweigher.is_linear().then_some(Tie::Points { node, ascending: *ascending })
    };
    card.tie_breakers.iter().map(tie).collect()
}

/// Rank of each ranked firm's id among all ids.
fn id_places(firms: &Firms, ranked: &[u32]) -> Vec<u32> {
    let id = |at: u32| firms.ids().get_or_empty(ranked[at as usize] as usize).as_bytes();
    let mut order: Vec<u32> = (0..ranked.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| id(a).cmp(id(b)));
    let mut places = vec![0; ranked.len()];
    (0..).zip(order).for_each(|(place, at)| places[at as usize] = place);
    places
}
