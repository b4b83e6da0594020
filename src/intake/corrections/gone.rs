//! Firms of which no row is left.

use std::collections::BTreeMap;

use super::matched::Ids;
use crate::finding::{Code, Finding};
use crate::intake::part::Draft;
use crate::intake::remarks::remark;
use crate::intake::uscc;
use crate::words::say;

/// A withdrawn row and the returned row that withdraws it: position of the part, and of the row among all of
/// the part.
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
    let ids: Vec<Ids<'_>> = drafts.iter().map(Ids::of).collect();
    let is_code =
        drafts.first().is_some_and(|draft| draft.table.reading.dictionary.primary_key == "credit_code");
    let mut last: BTreeMap<String, Withdrawal> = BTreeMap::new();
    for withdrawal in all {
        let id = ids[withdrawal.of].get(withdrawal.old).to_ascii_uppercase();
        // Totals are no firms, and a wrong code may come back right.
        let is_firm =
            if is_code { uscc::check(&id).is_none() } else { !id.is_empty() && remark(&id).is_none() };
        last.extend(is_firm.then_some((id, *withdrawal)));
    }
    if last.is_empty() {
        return Vec::new();
    }
    for ((draft, ids), dropped) in drafts.iter().zip(&ids).zip(dropped) {
        let left = (0..draft.table.all().len()).filter(|row| !dropped.get(*row).copied().unwrap_or(false));
        left.for_each(|row| _ = last.remove(&ids.get(row as u32).to_ascii_uppercase()));
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
