//! The firms that an institution holds while firms propose.

use std::collections::BinaryHeap;

/// Limits of an institution's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Greatest number of firms; `None` for no limit.
    pub firms: Option<usize>,
    /// Amount at which the list ends: a firm is taken if the amounts of the firms before it are below this
    /// sum. `None` for no limit. Not together with more than one group.
    pub amount: Option<i128>,
    /// Limits of each group of firms. One group if the firms are not divided.
    pub groups: Vec<GroupLimits>,
}

/// Limits of a group of firms on an institution's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupLimits {
    /// Soft floor: the first so many firms of the group go before all others. The sum over the groups is at
    /// most [`Limits::firms`].
    pub at_least: usize,
    /// Greatest number of firms of the group, at least [`GroupLimits::at_least`].
    pub at_most: usize,
}

impl GroupLimits {
    /// Neither a floor nor a quota.
    pub const NONE: GroupLimits = GroupLimits { at_least: 0, at_most: usize::MAX };
}

/// A firm that proposes to an institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Proposal {
    /// Place of the firm in the institution's order, from 1.
    pub place: u32,
    /// Position of the firm.
    pub firm: u32,
    /// Group of the firm.
    pub group: u32,
}

/// The firms that an institution holds: those it chooses among all that have proposed so far.
#[derive(Debug)]
pub(super) struct Held<'a> {
    limits: &'a Limits,
    /// Amount of each firm; empty without a limit of amounts.
    amounts: &'a [i128],
    /// The firms held of each group, the last in the institution's order on top.
    groups: Vec<BinaryHeap<Proposal>>,
    last: Last,
    firms: usize,
    amount: i128,
}

/// The last firm of each group above its floor, as a tournament that the last of all wins.
#[derive(Debug)]
struct Last {
    /// The winner at 1, the two that it is drawn from at 2 and 3, and so on. Each is a firm's place in the
    /// upper half and its group in the lower one, 0 for no firm.
    rounds: Vec<u64>,
    /// Position of the first group in `rounds`.
    start: usize,
}

impl Last {
    fn new(groups: usize) -> Last {
        let start = groups.next_power_of_two();
        Last { rounds: vec![0; 2 * start], start }
    }

    /// Notes the place of the last firm of a group, 0 for no firm above the floor.
    fn note(&mut self, group: usize, place: u32) {
        let mut at = self.start + group;
        self.rounds[at] = if place == 0 { 0 } else { u64::from(place) << 32 | group as u64 };
        while at > 1 {
            at /= 2;
            self.rounds[at] = self.rounds[2 * at].max(self.rounds[2 * at + 1]);
        }
    }

    /// Place of the last firm of all; 0 if there is none.
    fn place(&self) -> u32 {
        (self.rounds[1] >> 32) as u32
    }

    /// Group of the last firm of all; `None` if there is none.
    fn group(&self) -> Option<usize> {
        (self.rounds[1] != 0).then_some(self.rounds[1] as u32 as usize)
    }
}

impl<'a> Held<'a> {
    pub fn new(limits: &'a Limits, amounts: &'a [i128]) -> Held<'a> {
        let groups = limits.groups.iter().map(|_| BinaryHeap::new()).collect();
        Held { limits, amounts, groups, last: Last::new(limits.groups.len()), firms: 0, amount: 0 }
    }

    /// Adds a firm and moves those that are no longer chosen to `rejected`, possibly the firm itself.
    pub fn propose(&mut self, proposal: Proposal, rejected: &mut Vec<u32>) {
        if let [group] = &mut *self.groups {
            // Most proposals to a full list come too late, and need no heap.
            let is_late = || group.peek().is_some_and(|last| last.place < proposal.place);
            let is_full = self.limits.firms.is_some_and(|most| self.firms >= most)
                || self.limits.amount.is_some_and(|most| self.amount >= most);
            if is_full && is_late() {
                return rejected.push(proposal.firm);
            }
            group.push(proposal);
            self.firms += 1;
            self.amount = self.amount.saturating_add(self.amount_of(proposal.firm));
            self.shorten(rejected);
        } else {
            self.propose_in_group(proposal, rejected);
        }
    }

    /// Drops the last firms until the list of one group meets its limits.
    fn shorten(&mut self, rejected: &mut Vec<u32>) {
        let limits = self.limits;
        let most = limits.firms.unwrap_or(usize::MAX).min(limits.groups[0].at_most);
        while let Some(last) = self.groups[0].peek().map(|last| last.firm) {
            let before = self.amount - self.amount_of(last);
            if self.firms <= most && limits.amount.is_none_or(|most| before < most) {
                return;
            }
            self.groups[0].pop();
            self.firms -= 1;
            self.amount = before;
            rejected.push(last);
        }
    }

    fn propose_in_group(&mut self, proposal: Proposal, rejected: &mut Vec<u32>) {
        let group = proposal.group as usize;
        if self.is_late(proposal) {
            return rejected.push(proposal.firm);
        }
        self.groups[group].push(proposal);
        self.firms += 1;
        if self.groups[group].len() > self.limits.groups[group].at_most {
            self.drop_last(group, rejected);
        }
        self.note_last(group);
        if self.is_full(1)
            && let Some(group) = self.last.group()
        {
            self.drop_last(group, rejected);
            self.note_last(group);
        }
    }

    /// Whether a firm that proposes would be dropped at once, as the last of its full group or of a full
    /// list.
    fn is_late(&self, proposal: Proposal) -> bool {
        let group = &self.groups[proposal.group as usize];
        let limits = self.limits.groups[proposal.group as usize];
        if group.peek().is_some_and(|last| last.place > proposal.place) {
            return false;
        }
        group.len() >= limits.at_most
            || group.len() >= limits.at_least && self.is_full(0) && self.last.place() < proposal.place
    }

    /// Whether the list has as many firms as it takes and `more`.
    fn is_full(&self, more: usize) -> bool {
        self.limits.firms.is_some_and(|most| self.firms >= most + more)
    }

    fn drop_last(&mut self, group: usize, rejected: &mut Vec<u32>) {
        if let Some(last) = self.groups[group].pop() {
            self.firms -= 1;
            rejected.push(last.firm);
        }
    }

    fn note_last(&mut self, group: usize) {
        let firms = &self.groups[group];
        let is_above = firms.len() > self.limits.groups[group].at_least;
        let last = firms.peek().filter(|_| is_above);
        self.last.note(group, last.map_or(0, |last| last.place));
    }

    fn amount_of(&self, firm: u32) -> i128 {
        self.amounts.get(firm as usize).copied().unwrap_or(0)
    }

    /// The firms held, in the institution's order.
    pub fn into_list(self) -> Vec<Proposal> {
        let mut list: Vec<Proposal> = self.groups.into_iter().flatten().collect();
        list.sort_unstable();
        list
    }
}
