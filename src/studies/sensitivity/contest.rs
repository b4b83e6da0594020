//! Who is on which list under drawn weights, without referring anew.
//!
//! Of what an institution asks most rests on the firm alone and is asked once: a bit per firm and
//! institution. Where the rest rests on the points alone, as `points >= 60` does, it is asked once of every
//! number of points there may be. What is left per draw is to walk down from the highest points until the
//! lists are full. Rules that read more, such as a rank or the points of a group, leave nothing but to refer
//! every draw in full.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::super::study::Cohort;
use crate::expr::Expr;
use crate::firms::{Cells, Column, Firms, Frame, Slot, Texts, Value};
use crate::referral::{Bar, Institutions, Order, Referrals};
use crate::scorecard::{Node, Scorecard, Slots, Test, TieBreaker, Unknown};
use crate::scoring::{self, Results, from_units, to_units};

/// Most institutions: a bit each.
pub(super) const MOST: usize = 64;
/// Most numbers of points each of which can be asked.
const MOST_UNITS: usize = 1 << 20;
/// Most numbers of points times ways to qualify that are kept.
const MOST_KEPT: usize = 1 << 23;

/// What decides on lists beside the scores of a draw.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    /// Who gets a list.
    pub institutions: &'a Institutions,
    /// What comes of today's weights.
    pub referrals: &'a Referrals,
    /// Firms and today's results under the scope that institutions' rules are written in.
    pub frame: &'a Frame<'a>,
}

/// A firm that may be on a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Which combination of conditions it meets.
    pub pattern: u32,
    /// The institutions of which it meets all that does not rest on points.
    pub bits: u64,
}

/// What breaks ties of points, first to last; ids break the rest.
#[derive(Debug)]
pub(super) enum Tie {
    /// The same for every draw: a number per firm ranked, the least first.
    Fixed(Vec<u64>),
    /// Points of a group or indicator.
    Points { node: Node, ascending: bool },
}

/// An institution with an order of its own.
#[derive(Debug)]
pub(super) struct OwnOrder {
    pub institution: usize,
    /// Its candidates in runs of equal values, first to last.
    pub runs: Vec<Vec<u32>>,
}

/// Everything but the points of a draw.
#[derive(Debug)]
pub(super) struct Contest {
    /// Where firms that may be on a list stand among those ranked.
    pub candidates: Vec<u32>,
    /// What is known of each.
    pub known: Vec<Candidate>,
    /// Per pattern and number of units: the institutions whose rules on points hold; none where the firm does
    /// not qualify.
    pub holds: Vec<u64>,
    /// Numbers of units there are.
    pub units: usize,
    /// Most firms on each list.
    pub capacity: Vec<u32>,
    /// Per number of units: the institutions that take firms of fewer.
    pub below: Vec<u64>,
    /// The institutions whose lists are filled from the highest points down.
    pub by_points: u64,
    pub ties: Vec<Tie>,
    /// Place of each ranked firm's id among all.
    pub id_place: Vec<u32>,
    pub own: Vec<OwnOrder>,
}

impl Contest {
    /// Prepares the lists of the firms `ranked`, positions in the cohort. `None` where a rule reads more of a
    /// draw's results than its points, or points of groups are not to be had for the asking.
    pub fn new(cohort: &Cohort<'_>, lists: &Lists<'_>, ranked: &[u32], is_linear: bool) -> Option<Contest> {
        let card = cohort.scorecard;
        let slots = card.slots(cohort.firms.columns.len());
        let most = card.groups[0].full_marks.iter().copied().fold(card.scale, f64::max);
        // Full marks of `max` and the like may rise with weights. A draw of more points still is referred in
        // full.
        let most = if is_linear { most } else { 2.0 * most };
        let units = usize::try_from(to_units(most, card.decimals)).ok()? + 1;
        if lists.institutions.all.len() > MOST || units > MOST_UNITS {
            return None;
        }
        let points = Column::Number(Cells::known(
            (0..units as i64).map(|units| from_units(units, card.decimals)).collect(),
        ));
        let grade = grades(card, units);
        let mut by_units =
            Frame { len: units, slots: vec![Slot::Constant(Value::Missing); lists.frame.slots.len()] };
        by_units.slots[slots.points] = Slot::Column(&points);
        by_units.slots[slots.grade] = Slot::Column(&grade);
        let asked = Asked { slots: &slots, by_units: &by_units };

        let (always, holds) = asked.institutions(lists)?;
        let (pattern, qualifies) = asked.qualification(cohort)?;
        let open = |firm: u32| matches!(lists.referrals.bars[firm as usize], Bar::None | Bar::NotQualified);
        let (candidates, known): (Vec<u32>, Vec<Candidate>) = (0..)
            .zip(ranked)
            .filter(|(_, firm)| open(**firm) && always[**firm as usize] != 0)
            .map(|(at, &firm)| {
                (at, Candidate { pattern: pattern[firm as usize], bits: always[firm as usize] })
            })
            .unzip();
        let own = own_orders(&asked, lists, ranked, (&candidates, &known))?;
        let ties = ties(&asked, cohort, ranked)?;
        if !is_linear && ties.iter().any(|tie| matches!(tie, Tie::Points { .. })) {
            return None;
        }
        let most = |capacity: usize| u32::try_from(capacity).unwrap_or(u32::MAX);
        let holds: Vec<u64> = qualifies
            .chunks_exact(units)
            .flat_map(|own| own.iter().zip(&holds).map(|(yes, holds)| if *yes { *holds } else { 0 }))
            .collect();
        let mut below = vec![0; units];
        for at in 1..units {
            let fewer = holds.iter().skip(at - 1).step_by(units).fold(0, |all, holds| all | holds);
            below[at] = below[at - 1] | fewer;
        }
        Some(Contest {
            below,
            candidates,
            known,
            holds,
            units,
            capacity: lists.institutions.all.iter().map(|one| one.capacity.map_or(u32::MAX, most)).collect(),
            by_points: own.iter().fold(u64::MAX, |bits, own| bits & !(1 << own.institution)),
            ties,
            id_place: id_places(cohort.firms, ranked),
            own,
        })
    }

    /// The groups and indicators whose points break ties, first to last.
    pub fn tie_nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.ties.iter().filter_map(|tie| match tie {
            Tie::Points { node, .. } => Some(*node),
            Tie::Fixed(_) => None,
        })
    }
}

/// What rules rest on.
enum Rests {
    /// On the firm: one answer for all draws.
    Firm,
    /// On nothing but points.
    Points,
}

/// How rules are asked once for all draws.
struct Asked<'a> {
    slots: &'a Slots,
    /// A row per number of units.
    by_units: &'a Frame<'a>,
}

impl Asked<'_> {
    /// What a rule rests on; nothing where that is more.
    fn rests(&self, rule: &Expr) -> Option<Rests> {
        let slots = self.slots;
        let fixed =
            |slot: &usize| !slots.results().contains(slot) || [slots.segment, slots.coverage].contains(slot);
        if rule.slots().iter().all(fixed) {
            return Some(Rests::Firm);
        }
        let on_points = |slot: &usize| [slots.points, slots.grade].contains(slot);
        rule.slots().iter().all(on_points).then_some(Rests::Points)
    }

    /// Per firm the institutions all of whose rules on the firm hold, and per number of units those whose
    /// rules on points do.
    fn institutions(&self, lists: &Lists<'_>) -> Option<(Vec<u64>, Vec<u64>)> {
        let institutions = lists.institutions;
        let all = if institutions.all.len() == MOST { u64::MAX } else { (1 << institutions.all.len()) - 1 };
        let (mut always, mut holds) = (vec![all; lists.frame.len], vec![all; self.by_units.len]);
        for (at, rule) in institutions.rules.iter().enumerate() {
            let asking = (0..).zip(&institutions.all).filter(|(_, one)| one.rules.contains(&at));
            let asking = asking.fold(0, |bits, (at, _): (u32, _)| bits | 1_u64 << at);
            let (frame, targets) = match self.rests(&rule.when)? {
                Rests::Firm => (lists.frame, &mut always),
                Rests::Points => (self.by_units, &mut holds),
            };
            let met = rule.when.flags(frame, frame.rows());
            for (target, met) in targets.iter_mut().zip(met.iter()) {
                *target &= if met == Some(true) { all } else { !asking };
            }
        }
        Some((always, holds))
    }

    /// Per firm its combination of conditions that do not rest on points, and per combination and number of
    /// units whether a firm qualifies.
    fn qualification(&self, cohort: &Cohort<'_>) -> Option<(Vec<u32>, Vec<bool>)> {
        let card = cohort.scorecard;
        // Gates look at the firm alone, and what they made of it stands.
        let gates = card.of_gates();
        let mut of_firms = 1_u64.checked_shl(gates as u32).map_or(u64::MAX, |bit| bit - 1);
        let mut of_units = vec![0_u64; self.by_units.len];
        for (bit, condition) in card.conditions.iter().enumerate().skip(gates) {
            let Test::Rule { when } = &condition.test else { continue };
            let passes = condition.unknown == Unknown::Pass;
            match self.rests(when)? {
                Rests::Firm => of_firms |= 1 << bit,
                Rests::Points => {
                    let met = when.flags(self.by_units, self.by_units.rows());
                    for (unmet, met) in of_units.iter_mut().zip(met.iter()) {
                        *unmet |= u64::from(!met.unwrap_or(passes)) << bit;
                    }
                }
            }
        }
        // Many combinations come to the same: a firm that fails a gate never qualifies.
        let mut known: FxHashMap<u64, u32> = FxHashMap::default();
        let mut ways: FxHashMap<Vec<bool>, u32> = FxHashMap::default();
        let mut qualifies: Vec<bool> = Vec::new();
        let mut patterns = Vec::with_capacity(cohort.scores.unmet.len());
        for unmet in &cohort.scores.unmet {
            let own = unmet & of_firms;
            let pattern = *known.entry(own).or_insert_with(|| {
                let of = |unmet: &u64| card.qualifies(card.conditions_unmet(own | unmet));
                let way: Vec<bool> = of_units.iter().map(of).collect();
                let next = ways.len() as u32;
                *ways.entry(way).or_insert_with_key(|way| {
                    qualifies.extend(way);
                    next
                })
            });
            patterns.push(pattern);
            if qualifies.len() > MOST_KEPT {
                return None;
            }
        }
        Some((patterns, qualifies))
    }
}

/// The grade of each number of units.
fn grades(card: &Scorecard, units: usize) -> Column {
    let grade = |units: usize| {
        let points = from_units(units as i64, card.decimals);
        let grade = card.grades.iter().find(|grade| points >= grade.at_least);
        grade.map_or("", |grade| grade.id.as_str())
    };
    Column::Text((0..units).map(grade).collect::<Texts>())
}

/// The orders that institutions have of their own; `None` where one rests on points.
fn own_orders(
    asked: &Asked<'_>,
    lists: &Lists<'_>,
    ranked: &[u32],
    (candidates, known): (&[u32], &[Candidate]),
) -> Option<Vec<OwnOrder>> {
    let firm = |candidate: u32| ranked[candidates[candidate as usize] as usize] as usize;
    let own = |(institution, order): (usize, &Order)| {
        let Some(Rests::Firm) = asked.rests(&order.by) else { return None };
        let keys = order.by.evaluate(lists.frame, lists.frame.rows());
        let mut own: Vec<u32> = (0..candidates.len() as u32)
            .filter(|&at| known[at as usize].bits >> institution & 1 == 1)
            .collect();
        own.sort_by(|&a, &b| order.compare(&keys, firm(a), firm(b)));
        let runs = own.chunk_by(|&a, &b| order.compare(&keys, firm(a), firm(b)) == Ordering::Equal);
        Some(OwnOrder { institution, runs: runs.map(<[u32]>::to_vec).collect() })
    };
    let institutions = lists.institutions.all.iter().enumerate();
    institutions.filter_map(|(at, one)| Some((at, one.order.as_ref()?))).map(own).collect()
}

/// What breaks ties; `None` where a value rests on more than the points of one group or indicator.
fn ties(asked: &Asked<'_>, cohort: &Cohort<'_>, ranked: &[u32]) -> Option<Vec<Tie>> {
    let (card, slots) = (cohort.scorecard, asked.slots);
    let needed = card.tie_breakers.iter().flat_map(|breaker| breaker.by.slots()).copied();
    let results = Results::new(cohort.firms, &[(card, cohort.scores)], cohort.as_of, needed);
    let frame = results.frame(cohort.firms);
    let mut ties = Vec::new();
    for breaker in &card.tie_breakers {
        let TieBreaker { by, ascending } = breaker;
        if let Some(Rests::Firm) = asked.rests(by) {
            let keys = scoring::tie_keys(breaker, &frame);
            ties.push(Tie::Fixed(ranked.iter().map(|&firm| keys[firm as usize]).collect()));
            continue;
        }
        let (&[slot], ascending) = (by.slots(), *ascending) else { return None };
        let (node, id) = if slots.groups.contains(&slot) {
            let at = slot - slots.groups.start + 1;
            (Node::Group(at), &card.groups[at].id)
        } else if slots.indicators.contains(&slot) {
            let at = slot - slots.indicators.start;
            (Node::Indicator(at), &card.indicators[at].id)
        } else {
            return None;
        };
        if by.source().trim() != format!("points.{id}") {
            return None;
        }
        ties.push(Tie::Points { node, ascending });
    }
    Some(ties)
}

/// Place of each ranked firm's id among all ids.
fn id_places(firms: &Firms, ranked: &[u32]) -> Vec<u32> {
    let id = |at: u32| firms.ids().get_or_empty(ranked[at as usize] as usize).as_bytes();
    let mut order: Vec<u32> = (0..ranked.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| id(a).cmp(id(b)));
    let mut places = vec![0; ranked.len()];
    (0..).zip(order).for_each(|(place, at)| places[at as usize] = place);
    places
}
