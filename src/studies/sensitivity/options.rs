//! Options of `jifen sensitivity`: inputs that vary, and the number of draws.

use serde::{Deserialize, Serialize};

use super::measurement::MeasurementError;
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::{Source, keywords};
#[cfg(doc)]
use crate::scorecard::Combine;
use crate::scorecard::Scorecard;
use crate::studies::weights::judgements::{Judge, Terms, read_judges};
use crate::words::{Message, say};

/// Most variants of a scorecard, since each keeps the shares of the whole cohort.
const MOST_VARIANTS: usize = 64;
/// Greatest concentration: a weight of 0.1 then has a standard deviation of 0.00001, less than published
/// points resolve.
const MOST_CONCENTRATED: f64 = 1e9;

/// Greatest number of draws.
const MOST_DRAWS: u32 = 200_000;
/// Most rows of the sample behind the Sobol indices.
const MOST_ROWS: u32 = 20_000;

/// Most firms on either side of a cut-off.
const MOST_NEAR: u32 = 1000;

/// Options of `jifen sensitivity`, with inputs that vary and sample sizes.
#[derive(Clone, Debug)]
pub struct Options {
    /// Number of random draws of weights and choices.
    pub draws: u32,
    /// Seed of all random numbers.
    pub seed: u64,
    /// The distribution of weights around today's.
    pub spread: Spread,
    /// The files of people's judgements, for [`Spread::Judges`].
    pub judges: Vec<Source>,
    /// The level of the hierarchy at which weights are drawn.
    pub vary: Vary,
    /// Uncertain modelling choices besides the weights.
    pub choices: Choices,
    /// Measurement errors of the values.
    pub errors: Vec<MeasurementError>,
    /// Sizes of tops by rank; if empty, the number of firms on any list today, or a tenth of all.
    pub tops: Vec<u32>,
    /// Rows of the sample behind the Sobol indices; 0 skips them.
    pub sobol: u32,
    /// Firms on either side of a cut-off with rank acceptability; 0 skips it.
    pub near: u32,
}

/// Options of `jifen sensitivity` for a single draw.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The options that all draws share.
    pub options: Options,
    /// Number of the draw, from 1.
    pub number: u32,
}

/// The distribution of drawn weights around today's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Spread {
    /// Dirichlet: weights `w` with density `∝ Π w_i^(c m_i − 1)` around today's `m`, which add up to 1. Each
    /// has mean `m_i`, variance `m_i (1 − m_i) / (c + 1)` for concentration `c`, and the marginal `Beta(c
    /// m_i, c (1 − m_i))`.
    Concentration(f64),
    /// Each weight is multiplied by a number uniform in `1 − x ..= 1 + x`, and all are rescaled to the same
    /// sum.
    Share(f64),
    /// The weights of one of several people, with equal probability: the expert as an uncertain input
    /// (Saisana, Saltelli and Tarantola 2005).
    Judges,
}

/// The level of the hierarchy at which weights are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Vary {
    /// The weights of all indicators jointly.
    #[default]
    All,
    /// Indicators' weights within each top-level group, whose own weight is fixed.
    Within,
    /// The weights of top-level groups, within which indicators keep their proportions.
    Between,
    /// Both `Within` and `Between`, drawn independently.
    Nested,
}

keywords! { Vary {
    All "all" sensitivity::choice_vary_all;
    Within "within" sensitivity::choice_vary_within;
    Between "between" sensitivity::choice_vary_between;
    Nested "nested" sensitivity::choice_vary_nested;
} }

/// Another curve for every numeric indicator, over the whole cohort. A curve of knots whose marks both rise
/// and fall has no better end and is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CurveKind {
    /// [`Curve::Percentile`](crate::scorecard::Curve::Percentile); ties have their mean place.
    Percentile,
    /// Min-max scaling: [`Curve::MinMax`](crate::scorecard::Curve::MinMax).
    MinMax,
    /// Standard scores: [`Curve::ZScore`](crate::scorecard::Curve::ZScore).
    ZScore,
}

keywords! { CurveKind {
    Percentile "percentile" sensitivity::choice_curve_percentile;
    MinMax "minmax" sensitivity::choice_curve_minmax;
    ZScore "zscore" sensitivity::choice_curve_zscore;
} }

/// Another policy for missing values. An indicator that requires a value still does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MissingKind {
    /// No marks: [`Missing::Zero`](crate::scorecard::Missing::Zero).
    Zero,
    /// The others carry the weight: [`Missing::Skip`](crate::scorecard::Missing::Skip).
    Skip,
    /// [`Missing::Mean`](crate::scorecard::Missing::Mean) of the whole cohort, for numeric indicators.
    Mean,
    /// [`Missing::Median`](crate::scorecard::Missing::Median) of the whole cohort, for numeric indicators.
    Median,
}

keywords! { MissingKind {
    Zero "zero" sensitivity::choice_missing_zero;
    Skip "skip" sensitivity::choice_missing_skip;
    Mean "mean" sensitivity::choice_missing_mean;
    Median "median" sensitivity::choice_missing_median;
} }

/// Another treatment of outliers, for numeric indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TreatmentKind {
    /// No winsorising and no fences; logarithms are kept.
    Untrimmed,
    /// Winsorised at 1 % and 99 % of the whole cohort as the only such treatment, before any other step.
    Trimmed,
}

keywords! { TreatmentKind {
    Untrimmed "untrimmed" sensitivity::choice_treatment_untrimmed;
    Trimmed "trimmed" sensitivity::choice_treatment_trimmed;
} }

/// Another aggregation at the top level of the base: the weighted mean of its members' shares of full marks,
/// times its full marks. A sum is the arithmetic mean. Bonus and deduction are unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CombineKind {
    /// [`Combine::Mean`]: full compensation between members.
    Mean,
    /// [`Combine::Geometric`]: less compensation for weak members; a share of 0 gives no points.
    Geometric,
    /// [`Combine::Harmonic`]: the least compensation.
    Harmonic,
}

keywords! { CombineKind {
    Mean "mean" sensitivity::choice_combine_mean;
    Geometric "geometric" sensitivity::choice_combine_geometric;
    Harmonic "harmonic" sensitivity::choice_combine_harmonic;
} }

/// Uncertain choices besides the weights; empty lists leave the scorecard as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Choices {
    /// Other curves of indicators.
    pub curves: Vec<CurveKind>,
    /// Other policies for missing values.
    pub missing: Vec<MissingKind>,
    /// Other treatments of outliers.
    pub treatment: Vec<TreatmentKind>,
    /// Other aggregations at the top level.
    pub combine: Vec<CombineKind>,
    /// Whether an indicator, or none, is left out at random.
    pub leave_out: bool,
}

impl Options {
    /// Refuses options that allow no draws.
    ///
    /// # Errors
    /// Too many variants of the scorecard for memory; a scorecard without weights; a spread out of range.
    pub(super) fn check(&self, card: &Scorecard) -> Result<(), Findings> {
        self.check_numbers()?;
        self.choices.check_combine(card)?;
        let variants = self.choices.variants();
        if variants > MOST_VARIANTS {
            return Err(refused(
                Code::TooMany,
                say!(sensitivity::variants_many, variants = variants, most = MOST_VARIANTS),
                say!(sensitivity::variants_many_help),
            ));
        }
        if card.weight_shares().iter().flatten().all(|share| *share == 0.0) {
            return Err(refused(
                Code::IndicatorsAbsent,
                say!(sensitivity::nothing_to_weigh, scorecard = &card.id),
                say!(sensitivity::nothing_to_weigh_help),
            ));
        }
        self.check_spread()
    }

    fn check_spread(&self) -> Result<(), Findings> {
        match self.spread {
            // Below 1, nearly all weight is on one indicator, and the other weights may underflow.
            Spread::Concentration(c) if !(1.0..=MOST_CONCENTRATED).contains(&c) => {
                let (concentration, most) = (format!("{c:?}"), MOST_CONCENTRATED as u64);
                Err(refused(
                    Code::ValueInvalid,
                    say!(sensitivity::concentration_range, concentration = concentration, most = most),
                    say!(sensitivity::concentration_range_help, most = most),
                ))
            }
            Spread::Share(x) if !(x > 0.0 && x < 1.0) => Err(refused(
                Code::ValueInvalid,
                say!(sensitivity::share_range, share = x.to_string()),
                say!(sensitivity::share_range_help),
            )),
            Spread::Judges if self.vary != Vary::All => Err(refused(
                Code::OptionIdle,
                say!(sensitivity::judges_vary, vary = self.vary.as_str()),
                say!(sensitivity::judges_vary_help),
            )),
            _ => Ok(()),
        }
    }

    /// Each person's weights of the indicators that are drawn, with warnings of inconsistent judgements.
    ///
    /// # Errors
    /// Files that are not judgements; fewer than two people.
    pub(super) fn read_judges(&self, card: &Scorecard) -> Result<(Vec<Judge>, Findings), Findings> {
        if self.spread != Spread::Judges {
            return Ok((Vec::new(), Findings::new()));
        }
        let weighed = card.below(card.base());
        let (mut judges, warnings) = read_judges(&self.judges, &Terms::of(card, &weighed))?;
        if judges.len() < 2 {
            let message = say!(sensitivity::judges_few, judges = judges.len());
            return Err(refused(Code::JudgementsMissing, message, say!(sensitivity::judges_few_help)));
        }
        judges.sort_by(|a, b| a.name.cmp(&b.name));
        Ok((judges, warnings))
    }

    fn check_numbers(&self) -> Result<(), Findings> {
        if !(1..=MOST_DRAWS).contains(&self.draws) {
            let message = say!(sensitivity::draws_range, number = self.draws.to_string());
            return Err(unfit(message, say!(sensitivity::draws_range_help, most = MOST_DRAWS)));
        }
        if self.sobol > MOST_ROWS {
            let message = say!(sensitivity::rows_range, number = self.sobol.to_string());
            return Err(unfit(message, say!(sensitivity::rows_range_help, most = MOST_ROWS)));
        }
        if self.near > MOST_NEAR {
            let message = say!(sensitivity::near_range, number = self.near.to_string());
            return Err(unfit(message, say!(sensitivity::near_range_help, most = MOST_NEAR)));
        }
        if self.tops.contains(&0) {
            return Err(unfit(say!(sensitivity::top_range, number = 0), say!(sensitivity::top_range_help)));
        }
        Ok(())
    }

    /// The tops in the options, ascending; by default the number of firms on a list today, or a tenth of all.
    pub(super) fn tops(&self, referred: usize, ranked: usize) -> Vec<u32> {
        let mut tops = self.tops.clone();
        if tops.is_empty() {
            tops.push(if referred > 0 { referred } else { ranked.div_ceil(10) } as u32);
        }
        tops.sort_unstable();
        tops.dedup();
        tops
    }
}

fn refused(code: Code, message: Message, help: Message) -> Findings {
    Finding::new(code, Place::default(), message).help(help).into()
}

fn unfit(message: Message, help: Message) -> Findings {
    refused(Code::ValueInvalid, message, help)
}

impl Draw {
    /// Refuses a draw number out of range, and options that allow no draws.
    pub(super) fn check(&self, card: &Scorecard) -> Result<(), Findings> {
        if self.number == 0 {
            return Err(unfit(say!(sensitivity::draw_range, number = 0), say!(sensitivity::draw_range_help)));
        }
        self.options.check(card)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_bounds() {
        let is_fit = |draws, sobol, top, near| {
            let (spread, vary, choices) = (Spread::Concentration(200.0), Vary::All, Choices::default());
            Options {
                draws,
                seed: 1,
                spread,
                judges: Vec::new(),
                vary,
                choices,
                errors: Vec::new(),
                tops: vec![top],
                sobol,
                near,
            }
            .check_numbers()
            .is_ok()
        };
        assert!(is_fit(1, 0, 1, 0) && is_fit(MOST_DRAWS, MOST_ROWS, 100, MOST_NEAR));
        assert!(!is_fit(0, 0, 1, 0) && !is_fit(MOST_DRAWS + 1, 0, 1, 0));
        assert!(!is_fit(1, MOST_ROWS + 1, 1, 0) && !is_fit(1, 0, 0, 0));
        assert!(!is_fit(1, 0, 1, MOST_NEAR + 1));
    }
}
