//! A list's seats: its limits, with the group and the amount of each candidate.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::institutions::Institution;
use super::limits::Quota;
use super::matching::{GroupLimits, Limits, Seats};
use super::outcome::Group;
use crate::decimal::units;
use crate::firms::{Column, Frame};

/// Decimals of amounts when they are added up: in 万元, the hundred-millionth part of a yuan.
const AMOUNT_DECIMALS: i32 = 12;

/// An institution's list before it is filled: its limits, and the value of each group.
pub(super) struct Prepared {
    pub seats: Seats,
    /// Value of each group; empty without a quota.
    values: Vec<Option<String>>,
}

impl Prepared {
    /// The seats of `institution` for these candidates.
    pub fn of(institution: &Institution, candidates: &[u32], frame: &Frame<'_>) -> Prepared {
        let firms = institution.capacity;
        let amount = institution.amount.as_ref().map(|limit| units(limit.at_most, AMOUNT_DECIMALS));
        let amounts = institution.amount.as_ref().map(|limit| {
            let cells = limit.of.numbers(frame, frame.rows());
            let of = |&firm: &u32| cells.get(firm as usize).map_or(0, |x| units(x, AMOUNT_DECIMALS).max(0));
            candidates.par_iter().map(of).collect()
        });
        let (values, group) = match &institution.quota {
            Some(quota) => divided(quota, candidates, frame),
            None => (Vec::new(), Vec::new()),
        };
        let groups = match &institution.quota {
            Some(quota) => values.iter().map(|value| limits_of(quota, value.as_deref())).collect(),
            None => vec![GroupLimits::NONE],
        };
        let limits = Limits { firms, amount, groups };
        Prepared { seats: Seats { limits, group, amount: amounts.unwrap_or_default() }, values }
    }

    /// The numbers of each group that has a limit of its own or an eligible firm. `eligible` and `listed` are
    /// positions among the candidates.
    pub fn groups(&self, eligible: impl Iterator<Item = usize>, listed: &[u32]) -> Vec<Group> {
        if self.values.is_empty() {
            return Vec::new();
        }
        let mut counts = vec![[0; 2]; self.values.len()];
        eligible.for_each(|row| counts[self.seats.group[row] as usize][0] += 1);
        listed.iter().for_each(|&row| counts[self.seats.group[row as usize] as usize][1] += 1);
        let all = self.values.iter().zip(&self.seats.limits.groups).zip(counts);
        let groups = all.map(|((value, limits), [eligible, listed])| Group {
            value: value.clone(),
            at_least: limits.at_least,
            at_most: Some(limits.at_most).filter(|&firms| firms < usize::MAX),
            eligible,
            listed,
        });
        groups.filter(|group| group.eligible > 0 || group.at_least > 0).collect()
    }
}

fn limits_of(quota: &Quota, value: Option<&str>) -> GroupLimits {
    let of_others = GroupLimits { at_least: 0, at_most: quota.at_most.unwrap_or(usize::MAX) };
    value.and_then(|value| quota.groups.get(value)).copied().unwrap_or(of_others)
}

/// The values that the quota divides by, those of its own groups included, and the position of each
/// candidate's value. Firms without a value come last.
fn divided(quota: &Quota, candidates: &[u32], frame: &Frame<'_>) -> (Vec<Option<String>>, Vec<u32>) {
    let column = quota.by.evaluate(frame, frame.rows());
    let value = |firm: u32| match &column {
        Column::Text(texts) => texts.get(firm as usize),
        Column::Flag(flags) => flags.get(firm as usize).map(|flag| if flag { "true" } else { "false" }),
        Column::Number(_) | Column::Date(_) => None,
    };
    let mut known: BTreeMap<&str, u32> = quota.groups.keys().map(|value| (value.as_str(), 0)).collect();
    candidates.iter().filter_map(|&firm| value(firm)).for_each(|value| {
        known.entry(value).or_default();
    });
    known.values_mut().zip(0..).for_each(|(position, at)| *position = at);
    let unknown = known.len() as u32;
    let group =
        candidates.par_iter().map(|&firm| value(firm).map_or(unknown, |value| known[value])).collect();
    (known.into_keys().map(|value| Some(value.to_owned())).chain([None]).collect(), group)
}
