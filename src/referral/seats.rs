//! A list's seats: its limits, with the group and the amount of each candidate.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::institutions::Institution;
use super::limits::Quota;
use super::matching::{GroupLimits, Limits, Seats};
use super::outcome::Group;
use crate::decimal::units;
use crate::expr::Expr;
use crate::firms::{Column, Frame};

/// Decimals of amounts when they are added up: in 万元, the hundred-millionth part of a yuan.
const AMOUNT_DECIMALS: i32 = 12;

/// An institution's list before it is filled: its limits, and the value of each group.
pub(super) struct Prepared {
    pub seats: Seats,
    /// Value of each group; empty without a quota.
    values: Arc<[Option<String>]>,
}

impl Prepared {
    /// The seats of all institutions for these candidates. Values that several institutions divide or add up
    /// are evaluated once.
    pub fn all(institutions: &[Institution], candidates: &[u32], frame: &Frame<'_>) -> Vec<Prepared> {
        let mut quotas: BTreeMap<&str, Vec<&Quota>> = BTreeMap::new();
        let mut amounts: BTreeMap<&str, &Expr> = BTreeMap::new();
        for one in institutions {
            one.quota.iter().for_each(|quota| quotas.entry(quota.by.source()).or_default().push(quota));
            amounts.extend(one.amount.iter().map(|limit| (limit.of.source(), &limit.of)));
        }
        let divisions: FxHashMap<&str, Division> = quotas
            .into_par_iter()
            .map(|(by, quotas)| (by, Division::of(&quotas, candidates, frame)))
            .collect();
        let amounts: FxHashMap<&str, Arc<[i128]>> =
            amounts.into_par_iter().map(|(of, expr)| (of, amounts_of(expr, candidates, frame))).collect();
        let prepared = |one: &Institution| {
            let division = one.quota.as_ref().map(|quota| (quota, &divisions[quota.by.source()]));
            let groups = division.map_or(vec![GroupLimits::NONE], |(quota, division)| {
                division.values.iter().map(|value| limits_of(quota, value.as_deref())).collect()
            });
            let amount = one.amount.as_ref();
            let limits = Limits {
                firms: one.capacity,
                amount: amount.map(|limit| units(limit.at_most, AMOUNT_DECIMALS)),
                groups,
            };
            let Division { values, group } =
                division.map(|(_, division)| division.clone()).unwrap_or_default();
            let amount = amount.map_or_else(|| [].into(), |limit| amounts[limit.of.source()].clone());
            Prepared { seats: Seats { limits, group, amount }, values }
        };
        institutions.iter().map(prepared).collect()
    }

    /// Number of groups; 0 without a quota.
    pub fn division(&self) -> usize {
        self.values.len()
    }

    /// The numbers of each group that has a limit of its own or an eligible firm. `eligible` has the number
    /// of eligible candidates per group; `listed` are positions among the candidates.
    pub fn groups(&self, eligible: &[usize], listed: &[u32]) -> Vec<Group> {
        if self.values.is_empty() {
            return Vec::new();
        }
        let mut on_list = vec![0; self.values.len()];
        listed.iter().for_each(|&row| on_list[self.seats.group[row as usize] as usize] += 1);
        let counts = eligible.iter().copied().zip(on_list);
        let all = self.values.iter().zip(&self.seats.limits.groups).zip(counts);
        let groups = all.map(|((value, limits), (eligible, listed))| Group {
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

/// Greatest amount, in units: the sum over 2³² firms, the most that a cohort has, is still exact.
const MOST_AMOUNT: i128 = i128::MAX >> 33;

/// Amount of each candidate, 0 where it is not known or negative.
fn amounts_of(expr: &Expr, candidates: &[u32], frame: &Frame<'_>) -> Arc<[i128]> {
    let cells = expr.numbers(frame, frame.rows());
    let of =
        |&firm: &u32| cells.get(firm as usize).map_or(0, |x| units(x, AMOUNT_DECIMALS).clamp(0, MOST_AMOUNT));
    candidates.par_iter().map(of).collect()
}

/// Candidates divided into groups by a value.
#[derive(Clone, Default)]
struct Division {
    /// Value of each group. The last is that of firms without a value.
    values: Arc<[Option<String>]>,
    /// Group of each candidate.
    group: Arc<[u32]>,
}

impl Division {
    /// The candidates by the value of these quotas, which all divide by the same one. The values that they
    /// name are groups even without a candidate.
    fn of(quotas: &[&Quota], candidates: &[u32], frame: &Frame<'_>) -> Division {
        let column = quotas[0].by.evaluate(frame, frame.rows());
        let value = |firm: u32| match &column {
            Column::Text(texts) => texts.get(firm as usize),
            Column::Flag(flags) => flags.get(firm as usize).map(|flag| if flag { "true" } else { "false" }),
            Column::Number(_) | Column::Date(_) => None,
        };
        let named = quotas.iter().flat_map(|quota| quota.groups.keys().map(String::as_str));
        let mut known: FxHashMap<&str, u32> = named.map(|value| (value, 0)).collect();
        for value in candidates.iter().filter_map(|&firm| value(firm)) {
            known.entry(value).or_default();
        }
        let mut values: Vec<&str> = known.keys().copied().collect();
        values.sort_unstable();
        for (at, value) in (0..).zip(&values) {
            known.insert(value, at);
        }
        let unknown = values.len() as u32;
        let group = |&firm: &u32| value(firm).map_or(unknown, |value| known[value]);
        Division {
            group: candidates.par_iter().map(group).collect(),
            values: values.into_iter().map(|value| Some(value.to_owned())).chain([None]).collect(),
        }
    }
}
