//! Matching: each firm to at most `k` institutions, by deferred acceptance with firms proposing (Gale and
//! Shapley 1962; Roth and Sotomayor 1990, chapter 6).
//!
//! Each firm proposes to institutions in its own order until `k` hold it or none is left. An institution
//! holds, of all firms that have proposed, those it chooses, and rejects the others. The outcome is stable:
//! no institution and firm that are not matched would both have each other, in place of others if need be. No
//! firm is better off in any other stable outcome. It does not depend on the order of the proposals.
//!
//! An institution chooses as follows (Abdulkadiroğlu and Sönmez 2003; Hafalir, Yenmez and Yildirim 2013; Ehlers,
//! Hafalir, Yenmez and Yildirim 2014):
//!
//! 1. of each group of firms with a soft floor, the first firms up to the floor;
//! 2. then the first of all remaining firms, up to the greatest number of each group and of the list.
//!
//! A limit of amounts takes firms in order while the amounts of the firms before are below the limit.
//!
//! All these choices are *substitutable*: a firm chosen from a set is chosen from every smaller set with it.
//! Deferred acceptance needs this property. Quotas for two divisions at once (by region and by industry), or a
//! limit of amounts together with quotas, lack it, and a stable outcome may not exist. Such limits are
//! therefore refused. Hard floors may have no stable outcome either, so floors are soft.

mod held;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use self::held::{GroupLimits, Limits};
use self::held::{Held, Proposal};

/// The institutions that each firm proposes to, and the firms' places in the institutions' orders.
pub trait Market {
    /// Number of firms.
    fn firms(&self) -> usize;

    /// The next institution that `firm` proposes to, and the step after. The first step is 0. `None` if no
    /// institution is left.
    fn next(&self, firm: u32, step: u32) -> Option<(usize, u32)>;

    /// Place of `firm` in the order of an institution that it proposes to, from 1; places are distinct.
    fn place(&self, firm: u32, institution: usize) -> u32;
}

/// An institution's list: its limits, and the firms' groups and amounts.
#[derive(Clone, Debug)]
pub struct Seats {
    /// Limits of the list.
    pub limits: Limits,
    /// Group of each firm as a position in [`Limits::groups`]; empty if there is one group. Institutions
    /// share it.
    pub group: Arc<[u32]>,
    /// Amount of each firm, not negative; empty without a limit of amounts. Institutions share it.
    pub amount: Arc<[i128]>,
}

impl Seats {
    /// Group of a firm, as a position in [`Limits::groups`].
    pub fn group_of(&self, firm: u32) -> usize {
        self.group.get(firm as usize).map_or(0, |&group| group as usize)
    }
}

/// The outcome of a matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The firms of each institution, first to last.
    pub lists: Vec<Vec<u32>>,
    /// The step of each firm after its last proposal: see [`Market::next`].
    pub reached: Vec<u32>,
}

/// Matches each firm to at most `most` institutions: the stable outcome that is best for every firm.
///
/// Time is that of the proposals, at most firms · institutions, each logarithmic in the length of a list.
pub fn matched(market: &impl Market, seats: &[&Seats], most: usize) -> Matched {
    let mut held: Vec<Held<'_>> = seats.iter().map(|one| Held::new(&one.limits, &one.amount)).collect();
    let mut reached = vec![0; market.firms()];
    let mut places = vec![0; market.firms()];
    let (mut waiting, mut rejected) = (Vec::new(), Vec::new());
    for firm in 0..market.firms() as u32 {
        waiting.push(firm);
        while let Some(firm) = waiting.pop() {
            let at = firm as usize;
            while places[at] < most {
                let Some((institution, step)) = market.next(firm, reached[at]) else { break };
                reached[at] = step;
                places[at] += 1;
                let group = seats[institution].group_of(firm) as u32;
                let proposal = Proposal { place: market.place(firm, institution), firm, group };
                held[institution].propose(proposal, &mut rejected);
                for other in rejected.drain(..) {
                    places[other as usize] -= 1;
                    if other != firm {
                        waiting.push(other);
                    }
                }
            }
        }
    }
    Matched { lists: lists(held), reached }
}

/// The firms that each institution chooses from those that propose to it: each proposal has the institution,
/// the firm's place in its order, and the firm. They may come in any order.
pub fn chosen(seats: &[&Seats], proposals: impl IntoIterator<Item = (usize, u32, u32)>) -> Vec<Vec<u32>> {
    let mut held: Vec<Held<'_>> = seats.iter().map(|one| Held::new(&one.limits, &one.amount)).collect();
    let mut rejected = Vec::new();
    for (institution, place, firm) in proposals {
        let group = seats[institution].group_of(firm) as u32;
        held[institution].propose(Proposal { place, firm, group }, &mut rejected);
        rejected.clear();
    }
    lists(held)
}

fn lists(held: Vec<Held<'_>>) -> Vec<Vec<u32>> {
    let list = |held: Held<'_>| held.into_list().into_iter().map(|one| one.firm).collect();
    held.into_iter().map(list).collect()
}
