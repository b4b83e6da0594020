//! The same scorecard with other choices: curves, missing values, outliers.

use serde::{Deserialize, Serialize};

use super::draws::Choice;
use crate::parameters::keywords;
use crate::scorecard::{Curve, Direction, Indicator, Missing, Scorecard, Ties, Treatment, Within};

/// Quantiles to which `trimmed` draws values in.
const TRIM: f64 = 0.01;

/// Another curve for every indicator of a number, over the whole cohort. Marks of knots that both rise and
/// fall have no end that is better: such a curve stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CurveKind {
    /// [`Curve::Percentile`], equal values having the mean of their places.
    Percentile,
    /// [`Curve::MinMax`].
    MinMax,
    /// [`Curve::ZScore`].
    ZScore,
}

keywords! { CurveKind {
    Percentile "percentile" "By place in the cohort";
    MinMax "minmax" "From the least to the greatest value";
    ZScore "zscore" "By distance from the mean";
} }

/// What else a missing value could count as. An indicator that must have a value still must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MissingKind {
    /// [`Missing::Zero`].
    Zero,
    /// [`Missing::Skip`].
    Skip,
    /// [`Missing::Mean`] of the whole cohort, for numbers.
    Mean,
    /// [`Missing::Median`] of the whole cohort, for numbers.
    Median,
}

keywords! { MissingKind {
    Zero "zero" "No points";
    Skip "skip" "Left out, the others carry its weight";
    Mean "mean" "The cohort's mean";
    Median "median" "The cohort's median";
} }

/// How else outliers could be treated, for numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TreatmentKind {
    /// Nothing is winsorised nor drawn in; logarithms stay.
    Untrimmed,
    /// Winsorised at 1 % and 99 % of the whole cohort before anything else, and nowhere else.
    Trimmed,
}

keywords! { TreatmentKind {
    Untrimmed "untrimmed" "Outliers stay";
    Trimmed "trimmed" "Values drawn in to the 1 % and 99 % quantile";
} }

/// What is uncertain beside the weights; nothing where there is no other way.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Choices {
    /// Other curves.
    pub curves: Vec<CurveKind>,
    /// Other policies for missing values.
    pub missing: Vec<MissingKind>,
    /// Other treatments of outliers.
    pub treatment: Vec<TreatmentKind>,
    /// Whether none or one of the indicators is left out.
    pub leave_out: bool,
}

/// What the scorecard's own way is called.
const AS_WRITTEN: &str = "as-written";

impl Choices {
    /// Those with more than one way, but for the indicator to leave out.
    pub(super) fn of_variants(&self) -> Vec<Choice> {
        let all = [
            ("curves", names(&self.curves)),
            ("missing", names(&self.missing)),
            ("treatment", names(&self.treatment)),
        ];
        let several = all.into_iter().filter(|(_, options)| options.len() > 1);
        several.map(|(id, options)| Choice { id: id.to_owned(), options }).collect()
    }

    /// How many variants of a scorecard there are.
    pub fn variants(&self) -> usize {
        options(&self.curves).len() * options(&self.missing).len() * options(&self.treatment).len()
    }

    /// Every variant of `card`, in the order of [`Plan::variant`](super::draws::Plan::variant): the scorecard
    /// as it is first.
    pub(super) fn variants_of(&self, card: &Scorecard) -> Vec<Scorecard> {
        let mut variants = Vec::with_capacity(self.variants());
        for curve in options(&self.curves) {
            for missing in options(&self.missing) {
                for treatment in options(&self.treatment) {
                    let mut variant = card.clone();
                    for indicator in &mut variant.indicators {
                        change(indicator, curve, missing, treatment);
                    }
                    variants.push(variant);
                }
            }
        }
        variants
    }
}

/// The scorecard's own way, then the others, each once.
fn options<T: Copy + PartialEq>(others: &[T]) -> Vec<Option<T>> {
    let mut options = vec![None];
    for &other in others {
        if !options.contains(&Some(other)) {
            options.push(Some(other));
        }
    }
    options
}

/// The words files and people see for the [`options`].
fn names<T: Copy + PartialEq + Serialize>(others: &[T]) -> Vec<String> {
    let word = |kind: T| serde_json::to_value(kind).ok().and_then(|word| Some(word.as_str()?.to_owned()));
    let name = |option: Option<T>| option.and_then(word).unwrap_or_else(|| AS_WRITTEN.to_owned());
    options(others).into_iter().map(name).collect()
}

fn change(
    indicator: &mut Indicator,
    curve: Option<CurveKind>,
    missing: Option<MissingKind>,
    treatment: Option<TreatmentKind>,
) {
    let all = Within::default();
    let is_number = !matches!(indicator.curve, Curve::Flag | Curve::Classes { .. });
    if let (Some(treatment), true) = (treatment, is_number) {
        let stays = |step: &Treatment| matches!(step, Treatment::Ln | Treatment::Ln1p);
        indicator.treatment.retain(stays);
        if treatment == TreatmentKind::Trimmed {
            let trim = Treatment::Winsorise { lower: TRIM, upper: 1.0 - TRIM, within: all };
            indicator.treatment.insert(0, trim);
        }
    }
    if let (Some(curve), true, Some(direction)) = (curve, is_number, better_end(indicator)) {
        indicator.direction = direction;
        indicator.curve = match curve {
            CurveKind::Percentile => Curve::Percentile { within: all, ties: Ties::Mean },
            CurveKind::MinMax => Curve::MinMax { within: all },
            CurveKind::ZScore => Curve::ZScore { within: all },
        };
    }
    if indicator.missing == Missing::Reject {
        return;
    }
    indicator.missing = match missing {
        None => indicator.missing,
        Some(MissingKind::Zero) => Missing::Zero,
        Some(MissingKind::Skip) => Missing::Skip,
        Some(MissingKind::Mean) if is_number => Missing::Mean(all),
        Some(MissingKind::Median) if is_number => Missing::Median(all),
        Some(MissingKind::Mean | MissingKind::Median) => indicator.missing,
    };
}

/// Which end of an indicator is better: its direction, which for knots lies in the curve itself; nothing
/// where their marks both rise and fall, or do neither.
fn better_end(indicator: &Indicator) -> Option<Direction> {
    let Curve::Piecewise { knots } = &indicator.curve else { return Some(indicator.direction) };
    let rises = knots.windows(2).any(|pair| pair[0].1 < pair[1].1);
    let falls = knots.windows(2).any(|pair| pair[0].1 > pair[1].1);
    match (rises, falls) {
        (true, false) => Some(Direction::Higher),
        (false, true) => Some(Direction::Lower),
        _ => None,
    }
}
