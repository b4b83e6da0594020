//! What each indicator, and the points, say of outcomes.

use rayon::prelude::*;
use serde::Serialize;

use super::outcomes::Observed;
use crate::scorecard::Scorecard;
use crate::scoring::{Scores, from_units};
use crate::stats::{self, GoodBad};

/// Most bins of a number; up to as many different values have a bin each.
const BINS: usize = 10;
/// How often the information value of noise stays at or below what is called chance.
const LEVEL: f64 = 0.95;
/// Standard errors on either side of an area that hold 95 %.
const ERRORS: f64 = 1.96;

/// How strongly a number goes with outcomes, by its information value: the reading of Siddiqi (2006).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Below 0.02.
    None,
    /// Below 0.1.
    Weak,
    /// Below 0.3.
    Medium,
    /// 0.3 and more.
    Strong,
}

impl Strength {
    /// Where one reading ends and the next begins.
    pub const EDGES: [f64; 3] = [0.02, 0.1, 0.3];

    /// Of an information value.
    pub fn of(value: f64) -> Strength {
        let [weak, medium, strong] = Strength::EDGES;
        match value {
            value if value < weak => Strength::None,
            value if value < medium => Strength::Weak,
            value if value < strong => Strength::Medium,
            _ => Strength::Strong,
        }
    }

    /// The word people read.
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::None => "none",
            Strength::Weak => "weak",
            Strength::Medium => "medium",
            Strength::Strong => "strong",
        }
    }
}

/// A bin of a number, or the firms of whom it is not known.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// The least value in it; nothing of the bin of unknown ones.
    pub from: Option<f64>,
    /// The greatest.
    pub to: Option<f64>,
    /// Good outcomes.
    pub good: u64,
    /// Bad ones.
    pub bad: u64,
    /// Share of bad ones.
    pub bad_rate: Option<f64>,
    /// Weight of evidence.
    pub woe: f64,
}

/// What a number says of outcomes. Values are shares of full marks, so that more is better; for the points
/// they are points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The indicator; `points` for the whole.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Outcomes of firms whose value is known.
    pub known: usize,
    /// Information value over all bins, that of unknown values included.
    pub iv: Option<f64>,
    /// What the information value of a number that says nothing of outcomes stays at or below 95 times in 100
    /// ([`stats::information_value_by_chance`]). Nothing of one bin.
    pub iv_by_chance: Option<f64>,
    /// The reading of the information value; `None` where chance alone may bring it about.
    pub strength: Option<Strength>,
    /// Kolmogorov and Smirnov's distance, over known values.
    pub ks: Option<f64>,
    /// Area under the ROC curve, over known values: above ½ more is better.
    pub auc: Option<f64>,
    /// Its standard error ([`stats::auc_error`]).
    pub auc_error: Option<f64>,
    /// Whether the bad rate falls over the bins of known values and never rises from one to the next; nothing
    /// of one bin.
    pub monotone: Option<bool>,
    /// Bins that are left where neighbours are pooled until it does; 1 where it does not fall at all.
    pub pooled: usize,
    /// The bins, by value; that of unknown values last, where there are any.
    pub bins: Vec<Bin>,
}

impl Evidence {
    /// Whether more of it goes with bad outcomes, beyond chance: its area's interval of 95 % lies below ½.
    pub fn is_wrong_way(&self) -> bool {
        self.auc.zip(self.auc_error).is_some_and(|(auc, error)| auc + ERRORS * error < 0.5)
    }
}

/// What `values` say of `bad`.
pub fn evidence(id: &str, title: &str, values: &[Option<f64>], bad: &[bool]) -> Evidence {
    let known: Vec<(f64, bool)> =
        values.iter().zip(bad).filter_map(|(value, bad)| value.map(|value| (value, *bad))).collect();
    let (numbers, own): (Vec<f64>, Vec<bool>) = known.iter().copied().unzip();
    let places = stats::bins(&numbers, BINS);
    let mut ranges: Vec<(f64, f64)> = Vec::new();
    let mut counts: Vec<GoodBad> = Vec::new();
    for (&place, &(value, bad)) in places.iter().zip(&known) {
        let place = place as usize;
        if counts.len() <= place {
            counts.resize(place + 1, GoodBad::default());
            ranges.resize(place + 1, (f64::INFINITY, f64::NEG_INFINITY));
        }
        counts[place].add(bad);
        ranges[place] = (ranges[place].0.min(value), ranges[place].1.max(value));
    }
    let pooled = stats::pooled(&counts).len();
    let rises = |pair: &[GoodBad]| pair[1].bad_rate() > pair[0].bad_rate();
    let monotone = (counts.len() > 1).then(|| pooled > 1 && !counts.windows(2).any(rises));
    let mut unknown = GoodBad::default();
    values.iter().zip(bad).filter(|(value, _)| value.is_none()).for_each(|(_, bad)| unknown.add(*bad));
    if unknown.firms() > 0 {
        counts.push(unknown);
    }
    let whole = GoodBad::sum(&counts);
    let bin = |(at, count): (usize, &GoodBad)| Bin {
        from: ranges.get(at).map(|range| range.0),
        to: ranges.get(at).map(|range| range.1),
        good: count.good,
        bad: count.bad,
        bad_rate: count.bad_rate(),
        woe: count.woe(whole),
    };
    let parted = stats::parted(&numbers, &own);
    let iv = stats::information_value(&counts);
    let iv_by_chance = stats::information_value_by_chance(&counts, LEVEL);
    let beyond_chance = |iv: &f64| iv_by_chance.is_some_and(|chance| *iv > chance);
    Evidence {
        id: id.to_owned(),
        title: title.to_owned(),
        known: numbers.len(),
        iv,
        iv_by_chance,
        strength: iv.filter(beyond_chance).map(Strength::of),
        ks: parted.map(|parted| parted.ks),
        auc: parted.map(|parted| parted.auc),
        auc_error: stats::auc_error(&numbers, &own),
        monotone,
        pooled,
        bins: counts.iter().enumerate().map(bin).collect(),
    }
}

/// The evidence of the points and of each indicator of `members`, by the firms with outcomes. An indicator's
/// value is its share of full marks where its raw value is known, whatever it counts as where it is not.
pub(super) fn of_all(
    card: &Scorecard,
    scores: &Scores,
    members: &[usize],
    observed: &[Observed],
) -> Vec<Evidence> {
    let bad: Vec<bool> = observed.iter().map(|one| one.bad).collect();
    let points: Vec<Option<f64>> =
        observed.iter().map(|one| Some(from_units(scores.points[one.firm], card.decimals))).collect();
    let details = scores.details.as_deref().unwrap_or_default();
    let of_member = |&at: &usize| {
        let (indicator, detail) = (&card.indicators[at], &details[at]);
        let value = |one: &Observed| detail.normalised.get(one.firm).filter(|_| detail.raw.present[one.firm]);
        let values: Vec<Option<f64>> = observed.iter().map(value).collect();
        evidence(&indicator.id, &indicator.title, &values, &bad)
    };
    let whole = evidence("points", "Points", &points, &bad);
    let members: Vec<Evidence> = members.par_iter().map(of_member).collect();
    std::iter::once(whole).chain(members).collect()
}
