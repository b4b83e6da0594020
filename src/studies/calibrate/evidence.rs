//! Evidence on outcomes of the points, and of each indicator.

use rayon::prelude::*;
use serde::Serialize;

use super::outcomes::Observed;
use crate::scorecard::Scorecard;
use crate::scoring::{Scores, from_units};
use crate::stats::{self, Binned, GoodBad};
use crate::words::{Message, say};

/// Most bins of a number; up to this many different values have a bin each.
const BINS: usize = 10;
/// Level of the critical value for the information value, and of intervals.
const LEVEL: f64 = 0.95;
/// Predictive strength: Siddiqi's (2006) reading of the information value, here less its expectation under
/// independence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Information value below 0.02: not predictive.
    None,
    /// Information value from 0.02, below 0.1.
    Weak,
    /// Information value from 0.1, below 0.3.
    Medium,
    /// Information value from 0.3 up to 0.5.
    Strong,
    /// Information value above 0.5: the outcome itself may be in the number.
    Suspicious,
}

impl Strength {
    /// Bounds between the readings, ascending.
    pub const EDGES: [f64; 4] = [0.02, 0.1, 0.3, 0.5];

    /// Reading of a corrected information value.
    pub fn of(value: f64) -> Strength {
        let [weak, medium, strong, suspicious] = Strength::EDGES;
        match value {
            value if value < weak => Strength::None,
            value if value < medium => Strength::Weak,
            value if value < strong => Strength::Medium,
            value if value <= suspicious => Strength::Strong,
            _ => Strength::Suspicious,
        }
    }

    /// Displayed form of the reading.
    pub fn words(self) -> Message {
        match self {
            Strength::None => say!(readings::iv_none),
            Strength::Weak => say!(readings::iv_weak),
            Strength::Medium => say!(readings::iv_medium),
            Strength::Strong => say!(readings::iv_strong),
            Strength::Suspicious => say!(readings::iv_suspicious),
        }
    }
}

/// A bin of a number, or of firms whose value is unknown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Least value in the bin; `None` for the bin of unknown values.
    pub from: Option<f64>,
    /// Greatest value in the bin; `None` for the bin of unknown values.
    pub to: Option<f64>,
    /// Number of good outcomes.
    pub good: u64,
    /// Number of bad outcomes.
    pub bad: u64,
    /// Share of bad outcomes; `None` for an empty bin.
    pub bad_rate: Option<f64>,
    /// Weight of evidence, a natural logarithm; above 0 for a bin better than all outcomes together.
    pub woe: f64,
    /// Number of firms with these outcomes.
    pub firms: usize,
    /// Number of firms with a bad outcome.
    pub bad_firms: usize,
}

/// Evidence of a number on outcomes. Values are shares of full marks, so more is better; for the points they
/// are points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// Id of the indicator; `points` for the whole.
    pub id: String,
    /// Title in English, from the scorecard.
    pub title: String,
    /// Displayed name: the id, or the Chinese title.
    #[serde(skip)]
    pub name: Message,
    /// Outcomes of firms whose value is known.
    pub known: usize,
    /// Number of firms whose value is known.
    pub known_firms: usize,
    /// Information value over all bins, including that of unknown values.
    pub iv: Option<f64>,
    /// Information value less its expectation under independence ([`stats::information_by_chance_alone`]):
    /// about 0 for a number unrelated to outcomes.
    pub iv_corrected: Option<f64>,
    /// 95 % quantile of the information value under independence ([`stats::information_value_by_chance`]);
    /// `None` for one bin.
    pub iv_by_chance: Option<f64>,
    /// Reading of the corrected information value; `None` if it is not significant.
    pub strength: Option<Strength>,
    /// Kolmogorov–Smirnov distance between bad and good, over known values.
    pub ks: Option<f64>,
    /// Area under the ROC curve, over known values: above ½ more is better.
    pub auc: Option<f64>,
    /// Standard error of the area, clustered by firm ([`stats::area`]).
    pub auc_error: Option<f64>,
    /// Lower end of the area's interval of 95 % ([`stats::Area::interval`]).
    pub auc_low: Option<f64>,
    /// Upper end of the same interval.
    pub auc_high: Option<f64>,
    /// Whether the bad rate falls over the bins of known values and never rises from one to the next; `None`
    /// for one bin.
    pub monotone: Option<bool>,
    /// Number of bins after neighbours are pooled until the bad rate is monotone; 1 if it does not fall at
    /// all.
    pub pooled: usize,
    /// Bins by ascending value; that of unknown values last, if any.
    pub bins: Vec<Bin>,
}

impl Evidence {
    /// Whether greater values go with bad outcomes, significantly: the 95 % interval of the area lies below
    /// ½.
    pub fn is_wrong_way(&self) -> bool {
        // An area of 0 has no interval.
        self.auc_error.is_some() && self.auc_high.or(self.auc).is_some_and(|high| high < 0.5)
    }
}

/// Evidence of `values` on `bad`, one outcome each; `firms` numbers their firms from 0. A firm has the same
/// value for all of its outcomes.
///
/// # Panics
/// If the three slices differ in length.
pub fn evidence(id: &str, title: &str, values: &[Option<f64>], bad: &[bool], firms: &[usize]) -> Evidence {
    assert_eq!((values.len(), values.len()), (bad.len(), firms.len()));
    let known: Vec<usize> = (0..values.len()).filter(|&at| values[at].is_some()).collect();
    let numbers: Vec<f64> = known.iter().filter_map(|&at| values[at]).collect();
    let own: Vec<bool> = known.iter().map(|&at| bad[at]).collect();
    let of: Vec<usize> = known.iter().map(|&at| firms[at]).collect();
    let places = stats::bins(&numbers, BINS);
    let bins = places.iter().max().map_or(0, |most| *most as usize + 1);
    let mut ranges = vec![(f64::INFINITY, f64::NEG_INFINITY); bins];
    // Bin of each outcome; unknown values have their own, the last.
    let mut bin_of = vec![bins; values.len()];
    for ((&place, &value), &at) in places.iter().zip(&numbers).zip(&known) {
        let range = &mut ranges[place as usize];
        *range = (range.0.min(value), range.1.max(value));
        bin_of[at] = place as usize;
    }
    let mut counts = vec![GoodBad::default(); bins + usize::from(known.len() < values.len())];
    bin_of.iter().zip(bad).for_each(|(&bin, &bad)| counts[bin].add(bad));
    let binned = binned(&bin_of, bad, firms);
    let pooled = stats::pooled(&counts[..bins]).len();
    let rises = |pair: &[GoodBad]| pair[1].bad_rate() > pair[0].bad_rate();
    let monotone = (bins > 1).then(|| pooled > 1 && !counts[..bins].windows(2).any(rises));
    let whole = GoodBad::sum(&counts);
    let rate = whole.bad_rate().unwrap_or_default();
    let design_effect = stats::design_effect(&vec![rate; bad.len()], bad, firms);
    let mut in_bin = vec![(0, 0); counts.len()];
    for firm in &binned {
        in_bin[firm.bin].0 += 1;
        in_bin[firm.bin].1 += usize::from(firm.bad > 0);
    }
    let bin = |(at, count): (usize, &GoodBad)| Bin {
        from: ranges.get(at).map(|range| range.0),
        to: ranges.get(at).map(|range| range.1),
        good: count.good,
        bad: count.bad,
        bad_rate: count.bad_rate(),
        woe: count.woe(whole, design_effect),
        firms: in_bin[at].0,
        bad_firms: in_bin[at].1,
    };
    let iv = stats::information_value(&counts, design_effect);
    let alone = stats::information_by_chance_alone(&counts, design_effect);
    let iv_corrected = iv.zip(alone).map(|(iv, alone)| iv - alone);
    let iv_by_chance = stats::information_value_by_chance(&binned, LEVEL, design_effect);
    let is_beyond_chance = iv.zip(iv_by_chance).is_some_and(|(iv, chance)| iv > chance);
    let parted = stats::parted(&numbers, &own);
    let area = stats::area(&numbers, &own, &of);
    let interval = area.and_then(|area| area.interval(LEVEL));
    Evidence {
        id: id.to_owned(),
        title: title.to_owned(),
        name: id.into(),
        known: numbers.len(),
        known_firms: in_bin[..bins].iter().map(|firms| firms.0).sum(),
        iv,
        iv_corrected,
        iv_by_chance,
        strength: iv_corrected.filter(|_| is_beyond_chance).map(Strength::of),
        ks: parted.map(|parted| parted.ks),
        auc: parted.map(|parted| parted.auc),
        auc_error: area.map(|area| area.error),
        auc_low: interval.map(|interval| interval.0),
        auc_high: interval.map(|interval| interval.1),
        monotone,
        pooled,
        bins: counts.iter().enumerate().map(bin).collect(),
    }
}

/// Firms with their outcomes, by bin.
fn binned(bin_of: &[usize], bad: &[bool], firms: &[usize]) -> Vec<Binned> {
    let count = firms.iter().max().map_or(0, |most| most + 1);
    let mut binned = vec![Binned { outcomes: 0, bin: 0, bad: 0 }; count];
    for ((&firm, &bin), &bad) in firms.iter().zip(bin_of).zip(bad) {
        let own = &mut binned[firm];
        *own = Binned { outcomes: own.outcomes + 1, bin, bad: own.bad + u64::from(bad) };
    }
    binned.retain(|firm| firm.outcomes > 0);
    binned
}

/// Evidence of the points and of each indicator of `members`, over the firms with outcomes. An indicator's
/// value is its share of full marks where its raw value is known, whatever a missing value counts as.
pub(super) fn of_all(
    card: &Scorecard,
    scores: &Scores,
    members: &[usize],
    observed: &[Observed],
) -> Vec<Evidence> {
    let bad: Vec<bool> = observed.iter().map(|one| one.bad).collect();
    let firms: Vec<usize> = observed.iter().map(|one| one.unit).collect();
    let points: Vec<Option<f64>> =
        observed.iter().map(|one| Some(from_units(scores.points[one.firm], card.decimals))).collect();
    let details = scores.details.as_deref().unwrap_or_default();
    let of_member = |&at: &usize| {
        let (indicator, detail) = (&card.indicators[at], &details[at]);
        let value = |one: &Observed| detail.normalised.get(one.firm).filter(|_| detail.raw.present[one.firm]);
        let values: Vec<Option<f64>> = observed.iter().map(value).collect();
        let name = Message::title(&indicator.id, indicator.title_zh.as_ref());
        Evidence { name, ..evidence(&indicator.id, &indicator.title, &values, &bad, &firms) }
    };
    let whole = evidence("points", "Points", &points, &bad, &firms);
    let whole = Evidence { name: say!(calibrate::points), ..whole };
    let members: Vec<Evidence> = members.par_iter().map(of_member).collect();
    std::iter::once(whole).chain(members).collect()
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    /// Evidence of `firms` firms, value and outcome by the firm's number, repeated in each window.
    fn told(
        firms: usize,
        windows: usize,
        value: impl Fn(usize) -> f64,
        bad: impl Fn(usize) -> bool,
    ) -> Evidence {
        let of: Vec<usize> = (0..firms).flat_map(|firm| std::iter::repeat_n(firm, windows)).collect();
        let values: Vec<Option<f64>> = of.iter().map(|firm| Some(value(*firm))).collect();
        let outcomes: Vec<bool> = of.iter().map(|firm| bad(*firm)).collect();
        evidence("x", "x", &values, &outcomes, &of)
    }

    #[test]
    fn readings_are_of_what_chance_does_not_make() {
        // A flag: 32 of 200 are bad without it, 52 of 200 with it.
        let flag = |firm: usize| f64::from(u8::from(firm < 200));
        let bad = |firm: usize| firm < 32 || (200..252).contains(&firm);
        for windows in [1, 4] {
            let told = told(400, windows, flag, bad);
            let (iv, corrected) = (told.iv.expect("both kinds"), told.iv_corrected.expect("both kinds"));
            // One degree of freedom, over firms.
            assert!((iv - corrected - (1.0 / 84.0 + 1.0 / 316.0)).abs() < 1e-12, "{told:?}");
            assert_eq!(told.strength, Some(Strength::Weak), "{told:?}");
            assert_eq!((told.known, told.known_firms), (400 * windows, 400));
            assert_eq!((told.bins[0].firms, told.bins[0].bad_firms), (200, 52));
        }
        for (value, word) in [
            (0.019, "not predictive"),
            (0.02, "weak"),
            (0.1, "medium"),
            (0.3, "strong"),
            (0.5, "strong"),
            (0.501, "suspiciously strong"),
        ] {
            assert_eq!(Strength::of(value).words().to_string(), word);
        }
        // The outcome itself, except for one firm in ten.
        let told = told(400, 1, |firm| f64::from(u8::from(bad(firm) == (firm % 10 > 0))), bad);
        assert_eq!(told.strength, Some(Strength::Suspicious), "{told:?}");
    }

    #[test]
    fn noise_has_a_corrected_value_of_nothing() {
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let (mut plain, mut corrected) = (0.0, 0.0);
        for _ in 0..30 {
            let values: Vec<f64> = (0..400).map(|_| rng.random()).collect();
            let told = told(400, 4, |firm| values[firm], |firm| firm < 100);
            plain += told.iv.expect("both kinds") / 30.0;
            corrected += told.iv_corrected.expect("both kinds") / 30.0;
        }
        assert!(plain > 0.1 && corrected.abs() < 0.03, "{plain} {corrected}");
    }
}
