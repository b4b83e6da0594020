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
    /// The last firm of each group above its floor, the last of all on top; entries may be out of date.
    last: BinaryHeap<Proposal>,
    firms: usize,
    amount: i128,
}

impl<'a> Held<'a> {
    pub fn new(limits: &'a Limits, amounts: &'a [i128]) -> Held<'a> {
        let groups = limits.groups.iter().map(|_| BinaryHeap::new()).collect();
        Held { limits, amounts, groups, last: BinaryHeap::new(), firms: 0, amount: 0 }
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
        self.groups[group].push(proposal);
        self.firms += 1;
        if self.groups[group].len() > self.limits.groups[group].at_most {
            self.drop_last(group, rejected);
        }
        self.note_last(group);
        if self.limits.firms.is_none_or(|most| self.firms <= most) {
            return;
        }
        while let Some(last) = self.last.pop() {
            let group = last.group as usize;
            if self.groups[group].peek() == Some(&last) && self.is_above_floor(group) {
                self.drop_last(group, rejected);
                self.note_last(group);
                return;
            }
        }
    }

    fn drop_last(&mut self, group: usize, rejected: &mut Vec<u32>) {
        if let Some(last) = self.groups[group].pop() {
            self.firms -= 1;
            rejected.push(last.firm);
        }
    }

    fn note_last(&mut self, group: usize) {
        if self.is_above_floor(group) {
            self.last.extend(self.groups[group].peek());
        }
    }

    fn is_above_floor(&self, group: usize) -> bool {
        self.groups[group].len() > self.limits.groups[group].at_least
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
