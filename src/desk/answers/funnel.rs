//! Referrals counted by stage, all together and by what firms have in common.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::decision::Decision;
use super::referrals::Referral;
use crate::decimal::{self, nearest};
use crate::parameters::keywords;
use crate::stats::{bins, median};
use crate::studies::compare::labelled;
use crate::words::{Message, say};

/// Number of bands of points.
const BANDS: usize = 5;
/// What stands between the ends of a band in files.
const TO: &str = "..";
/// Digits of a region's code that name its province, GB/T 2260.
const PROVINCE: usize = 2;

/// What referrals are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The institution.
    Institution,
    /// The firm's segment.
    Segment,
    /// The firm's grade.
    Grade,
    /// The province of the firm's region.
    Region,
    /// Fifths of the points, equal points in one band.
    Points,
}

keywords! { By {
    Institution "institution" answers::by_institution;
    Segment "segment" answers::by_segment;
    Grade "grade" answers::by_grade;
    Region "region" answers::by_region;
    Points "points" answers::by_points;
} }

/// Counts and sums of some referrals.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Firms referred, each once for each institution.
    pub referred: usize,
    /// Different firms among them.
    pub firms: usize,
    /// Referrals with an answer of any kind.
    pub answered: usize,
    /// Firms that the institution has not spoken to, by its own answer.
    pub not_contacted: usize,
    /// Firms without demand.
    pub no_demand: usize,
    /// Referrals with an application: under way, refused or approved.
    pub applied: usize,
    /// Applications under way.
    pub open: usize,
    /// Applications refused.
    pub refused: usize,
    /// Applications approved.
    pub approved: usize,
    /// Approvals paid out, in whole or in part.
    pub drawn: usize,
    /// Sum of the amounts approved, in 万元; exact, then rounded to the nearest double.
    pub amount: f64,
    /// Approvals whose amount is known.
    pub with_amount: usize,
    /// Sum of the amounts paid out, in 万元; as the amounts approved.
    pub drawn_amount: f64,
    /// Referrals whose amount paid out is known.
    pub with_drawn: usize,
    /// Median of the days from the first delivery to the first answer.
    pub median_days: Option<f64>,
    /// Referrals without an answer for longer than the limit.
    pub overdue: usize,
}

impl Tally {
    /// Counts `referrals` on the day `as_of`, with a limit of `after` days to answer.
    pub fn of<'a>(referrals: impl IntoIterator<Item = &'a Referral>, as_of: Date, after: u32) -> Tally {
        let mut tally = Tally::default();
        let (mut amounts, mut drawn, mut days) =
            (decimal::Sum::default(), decimal::Sum::default(), Vec::new());
        let mut firms: FxHashSet<&str> = FxHashSet::default();
        for referral in referrals {
            tally.referred += 1;
            firms.insert(&referral.id);
            let waited = referral.waited(as_of);
            let Some(answer) = referral.answer() else {
                tally.overdue += usize::from(i64::from(waited) > i64::from(after));
                continue;
            };
            tally.answered += 1;
            days.push(f64::from(waited));
            let decision = answer.decision;
            tally.not_contacted += usize::from(decision == Decision::NotContacted);
            tally.no_demand += usize::from(decision == Decision::NoDemand);
            tally.applied += usize::from(decision.is_application());
            tally.open += usize::from(decision.is_open());
            tally.refused += usize::from(decision == Decision::Refused);
            if !decision.is_approval() {
                continue;
            }
            tally.approved += 1;
            tally.drawn += usize::from(answer.is_drawn());
            tally.with_amount += usize::from(answer.amount.is_some());
            tally.with_drawn += usize::from(answer.drawn.is_some());
            answer.amount.into_iter().for_each(|amount| amounts.add(amount));
            answer.drawn.into_iter().for_each(|amount| drawn.add(amount));
        }
        tally.firms = firms.len();
        (tally.amount, tally.drawn_amount) = (nearest(&amounts.total()), nearest(&drawn.total()));
        tally.median_days = median(&mut days);
        tally
    }

    /// Share of the referrals with an answer; `None` without referrals.
    pub fn answered_share(&self) -> Option<f64> {
        share(self.answered, self.referred)
    }

    /// Share of the referrals approved; `None` without referrals.
    pub fn approved_share(&self) -> Option<f64> {
        share(self.approved, self.referred)
    }

    /// The stages of the funnel with their numbers of referrals, the first to the last.
    pub fn stages(&self) -> [(Stage, usize); 5] {
        [
            (Stage::Referred, self.referred),
            (Stage::Answered, self.answered),
            (Stage::Applied, self.applied),
            (Stage::Approved, self.approved),
            (Stage::Drawn, self.drawn),
        ]
    }
}

/// A stage of the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Delivered to the institution.
    Referred,
    /// Answered by it.
    Answered,
    /// Applied for credit.
    Applied,
    /// Approved.
    Approved,
    /// Paid out.
    Drawn,
}

impl Stage {
    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Referred => "referred",
            Stage::Answered => "answered",
            Stage::Applied => "applied",
            Stage::Approved => "approved",
            Stage::Drawn => "drawn",
        }
    }

    /// The name for people.
    pub fn name(self) -> Message {
        match self {
            Stage::Referred => say!(answers::stage_referred),
            Stage::Answered => say!(answers::stage_answered),
            Stage::Applied => say!(answers::stage_applied),
            Stage::Approved => say!(answers::stage_approved),
            Stage::Drawn => say!(answers::stage_drawn),
        }
    }
}

/// `part` of `whole` as a share.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// One group of referrals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What they have in common, in files; empty if unknown.
    pub key: String,
    /// The same for people.
    #[serde(skip)]
    pub name: Message,
    /// Their counts.
    #[serde(flatten)]
    pub tally: Tally,
}

/// The groups of referrals by one thing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Grouped {
    /// What the referrals are grouped by.
    pub by: By,
    /// The groups in the order of their keys, points from the most to the least.
    pub groups: Vec<Group>,
}

impl Grouped {
    /// Groups `referrals` by `by`; see [`Tally::of`].
    pub fn of(by: By, referrals: &[Referral], as_of: Date, after: u32) -> Grouped {
        let by_text = |text: fn(&Referral) -> &str| {
            referrals.iter().map(|referral| (Key::of(text(referral)), referral)).collect()
        };
        let keyed: Vec<(Key, &Referral)> = match by {
            By::Institution => by_text(|referral| &referral.institution),
            By::Segment => by_text(|referral| &referral.segment),
            By::Grade => by_text(|referral| &referral.grade),
            By::Region => by_text(|referral| referral.region.get(..PROVINCE).unwrap_or_default()),
            By::Points => by_points(referrals),
        };
        let mut found: BTreeMap<Key, Vec<&Referral>> = BTreeMap::new();
        keyed.into_iter().for_each(|(key, referral)| found.entry(key).or_default().push(referral));
        let group = |(key, referrals): (Key, Vec<&Referral>)| {
            let tally = Tally::of(referrals, as_of, after);
            let name = key.name(by);
            Group { key: key.text, name, tally }
        };
        Grouped { by, groups: found.into_iter().map(group).collect() }
    }
}

/// What a group has in common; unknown comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    is_unknown: bool,
    /// Position of a band.
    order: u32,
    text: String,
}

impl Key {
    fn of(text: &str) -> Key {
        Key { is_unknown: text.is_empty(), order: 0, text: text.to_owned() }
    }

    fn name(&self, by: By) -> Message {
        match by {
            _ if self.is_unknown => say!(answers::unknown),
            By::Region => labelled(&self.text),
            By::Points => match self.text.split_once(TO) {
                Some((low, high)) => say!(answers::band, low = low, high = high),
                None => Message::verbatim(&*self.text),
            },
            _ => Message::verbatim(&*self.text),
        }
    }
}

/// The band of each referral's points, named by its least and its greatest points.
fn by_points(referrals: &[Referral]) -> Vec<(Key, &Referral)> {
    let known: Vec<&Referral> = referrals.iter().filter(|referral| referral.points.is_some()).collect();
    let points: Vec<f64> = known.iter().filter_map(|referral| referral.points).collect();
    let bands = bins(&points, BANDS);
    let mut ends: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for (band, points) in bands.iter().zip(&points) {
        let (low, high) = ends.entry(*band).or_insert((*points, *points));
        (*low, *high) = (low.min(*points), high.max(*points));
    }
    let name = |band: u32| {
        let (low, high) = ends.get(&band).copied().unwrap_or_default();
        if low == high { low.to_string() } else { format!("{low}{TO}{high}") }
    };
    let names: BTreeMap<u32, String> = ends.keys().map(|band| (*band, name(*band))).collect();
    let unknown = referrals.iter().filter(|referral| referral.points.is_none());
    // The most points first.
    let key = |band: u32| {
        let text = names.get(&band).cloned().unwrap_or_default();
        Key { is_unknown: false, order: u32::MAX - band, text }
    };
    let known = bands.iter().map(|band| key(*band)).zip(known);
    known.chain(unknown.map(|referral| (Key::of(""), referral))).collect()
}
