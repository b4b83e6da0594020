//! Firms of which no row is left.

use std::collections::BTreeMap;

use super::matched::Ids;
use crate::finding::{Code, Finding};
use crate::intake::part::Draft;
use crate::intake::remarks::remark;
use crate::words::say;

/// A row that a returned one withdraws; parts, and rows among all of their part, by position.
#[derive(Clone, Copy, Debug)]
pub(super) struct Withdrawal {
    pub of: usize,
    pub old: u32,
    pub by: usize,
    pub new: u32,
}

/// A warning, with the part that it is on, for each firm all of whose rows were withdrawn. `dropped` are the
/// rows of each part that leave the cohort.
pub(super) fn remarks(drafts: &[Draft], dropped: &[Vec<bool>], all: &[Withdrawal]) -> Vec<(usize, Finding)> {
    let mut last: BTreeMap<String, Withdrawal> = BTreeMap::new();
    for withdrawal in all {
        let id = Ids::of(&drafts[withdrawal.of]).get(withdrawal.old).into_owned();
        // A total is no firm.
        let is_firm = !id.is_empty() && remark(&id).is_none();
        last.extend(is_firm.then_some((id, *withdrawal)));
    }
    if last.is_empty() {
        return Vec::new();
    }
    for (draft, dropped) in drafts.iter().zip(dropped) {
        let ids = Ids::of(draft);
        let left = (0..draft.table.all().len()).filter(|row| !dropped.get(*row).copied().unwrap_or(false));
        left.for_each(|row| _ = last.remove(&*ids.get(row as u32)));
    }
    let warning = |(id, withdrawal): (String, Withdrawal)| {
        let by = &drafts[withdrawal.by];
        let line = by.table.all()[withdrawal.new as usize].line;
        let place = by.origin.place.clone().at_line(line);
        let message = say!(intake::firm_withdrawn, id = id);
        let finding = Finding::new(Code::FirmWithdrawn, place, message);
        (withdrawal.by, finding.help(say!(intake::firm_withdrawn_help)))
    };
    last.into_iter().map(warning).collect()
}
