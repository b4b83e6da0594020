//! Limits of a list besides its capacity: an amount, and quotas for groups of firms.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::institutions::Institution;
use super::matching::{GroupLimits, Limits, Seats};
use super::names::Names;
use super::outcome::Group;
use super::written::{AmountEntry, GroupEntry, Places, QuotaEntry};
use crate::decimal::{down_to_whole, units, up_to_whole};
use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings};
use crate::firms::{Column, Frame, Kind};
use crate::parameters::Spanned;
use crate::words::{Message, say};

/// Decimals of amounts when they are added up: in 万元, the hundred-millionth part of a yuan.
const AMOUNT_DECIMALS: i32 = 12;

/// Limit of the sum of an amount over a list's firms.
#[derive(Clone, Debug)]
pub struct AmountLimit {
    /// Amount of a firm, an expression over fields and results. A firm without one, or with a negative one, is
    /// not eligible.
    pub of: Expr,
    /// A firm is taken if the amounts of the firms before it are below this sum.
    pub at_most: f64,
}

/// Quotas and soft floors for groups of firms.
#[derive(Clone, Debug)]
pub struct Quota {
    /// Value that divides the firms into groups: a text or a flag. Firms without a value are a group.
    pub by: Expr,
    /// Greatest number of firms of each group without a number of its own; `None` for no limit.
    pub at_most: Option<usize>,
    /// Groups with numbers of their own, by value.
    pub groups: BTreeMap<String, GroupLimits>,
}

impl Quota {
    /// Whether a group has a floor.
    pub fn has_floor(&self) -> bool {
        self.groups.values().any(|group| group.at_least > 0)
    }
}

/// Reads a limit of amounts; `None` with a fault.
pub(super) fn amount(names: &Names<'_>, entry: &AmountEntry, findings: &mut Findings) -> Option<AmountLimit> {
    let of = names.compile(&entry.of, Some(Kind::Number), "of", findings);
    let at_most = *entry.at_most.get_ref();
    if !(at_most.is_finite() && at_most > 0.0) {
        let place = names.source.place(entry.at_most.span().start).in_column("at_most");
        findings.push(
            Finding::new(Code::ValueInvalid, place, say!(referral::amount_invalid))
                .help(say!(referral::amount_invalid_help)),
        );
    }
    of.map(|of| AmountLimit { of, at_most })
}

/// Reads a quota of a list with this capacity; `None` with a fault.
pub(super) fn quota(
    names: &Names<'_>,
    entry: &Spanned<QuotaEntry>,
    capacity: Option<usize>,
    findings: &mut Findings,
) -> Option<Quota> {
    let written = entry.get_ref();
    let by = names.compile(&written.by, None, "by", findings)?;
    let mut reader = Reader { names, capacity, findings };
    if !matches!(by.kind(), Kind::Text | Kind::Flag) {
        let message = say!(referral::quota_kind, kind = by.kind().as_str());
        reader.fault(Code::RuleType, written.by.span().start, "by", message, say!(referral::quota_kind_help));
    }
    let at_most = written.at_most.as_ref().and_then(|places| reader.places(places, "at_most", down_to_whole));
    if at_most.is_none() && written.groups.is_empty() {
        let message = say!(referral::quota_empty);
        reader.fault(
            Code::KeyMissing,
            entry.span().start,
            "quota",
            message,
            say!(referral::quota_empty_help),
        );
    }
    let mut groups = BTreeMap::new();
    for group in &written.groups {
        let limits = reader.group(group, at_most);
        if groups.insert(group.is.get_ref().clone(), limits).is_some() {
            let message = say!(referral::quota_repeated, value = group.is.get_ref());
            let help = say!(referral::quota_repeated_help);
            reader.fault(Code::NameRepeated, group.is.span().start, "is", message, help);
        }
    }
    let floors = groups.values().fold(0_usize, |sum, group| sum.saturating_add(group.at_least));
    match capacity {
        Some(capacity) if floors > capacity => {
            let message = say!(referral::floors_many, floors = floors, capacity = capacity);
            let help = say!(referral::floors_many_help);
            reader.fault(Code::ValueInvalid, entry.span().start, "quota", message, help);
        }
        None if floors > 0 => {
            let message = say!(referral::floors_unlimited);
            let help = say!(referral::floors_unlimited_help);
            reader.fault(Code::KeyIdle, entry.span().start, "quota", message, help);
        }
        _ => {}
    }
    Some(Quota { by, at_most, groups })
}

struct Reader<'a, 'f> {
    names: &'a Names<'a>,
    capacity: Option<usize>,
    findings: &'f mut Findings,
}

impl Reader<'_, '_> {
    fn group(&mut self, entry: &GroupEntry, of_all: Option<usize>) -> GroupLimits {
        let at_least = entry.at_least.as_ref();
        let at_least = at_least.and_then(|places| self.places(places, "at_least", up_to_whole)).unwrap_or(0);
        let own = entry.at_most.as_ref().and_then(|places| self.places(places, "at_most", down_to_whole));
        let at_most = own.or(of_all).unwrap_or(usize::MAX);
        if at_least > at_most {
            let message = say!(referral::floor_above_quota, at_least = at_least, at_most = at_most);
            let help = say!(referral::floor_above_quota_help);
            self.fault(Code::ValueInvalid, entry.is.span().start, "at_least", message, help);
        }
        if entry.at_least.is_none() && entry.at_most.is_none() {
            let message = say!(referral::group_empty, value = entry.is.get_ref());
            self.fault(
                Code::KeyMissing,
                entry.is.span().start,
                "is",
                message,
                say!(referral::group_empty_help),
            );
        }
        GroupLimits { at_least, at_most: at_most.max(at_least) }
    }

    /// A number of firms, or a share of the capacity, rounded by `whole`.
    fn places(
        &mut self,
        places: &Spanned<Places>,
        key: &'static str,
        whole: fn(f64, usize) -> usize,
    ) -> Option<usize> {
        let at = places.span().start;
        match (*places.get_ref(), self.capacity) {
            (Places::Firms(firms), _) if firms >= 0 => usize::try_from(firms).ok(),
            (Places::Share(share), Some(capacity)) if share > 0.0 && share <= 1.0 => {
                Some(whole(share, capacity))
            }
            (Places::Share(share), None) if share > 0.0 && share <= 1.0 => {
                let message = say!(referral::share_unlimited);
                self.fault(Code::KeyMissing, at, key, message, say!(referral::share_unlimited_help));
                None
            }
            (Places::Firms(_) | Places::Share(_), _) => {
                let (message, help) = (say!(referral::places_invalid), say!(referral::places_invalid_help));
                self.fault(Code::ValueInvalid, at, key, message, help);
                None
            }
        }
    }

    fn fault(
        &mut self,
        code: Code,
        at: usize,
        key: &'static str,
        message: impl Into<Message>,
        help: impl Into<Message>,
    ) {
        let place = self.names.source.place(at).in_column(key);
        self.findings.push(Finding::new(code, place, message).help(help));
    }
}

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

/// Amount of each candidate, 0 where it is not known or negative.
fn amounts_of(expr: &Expr, candidates: &[u32], frame: &Frame<'_>) -> Arc<[i128]> {
    let cells = expr.numbers(frame, frame.rows());
    let of = |&firm: &u32| cells.get(firm as usize).map_or(0, |x| units(x, AMOUNT_DECIMALS).max(0));
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
