//! What is drawn, and how often.

use serde::{Deserialize, Serialize};

use super::measurement::MeasurementError;
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::{Source, keywords};
#[cfg(doc)]
use crate::scorecard::Combine;
use crate::scorecard::Scorecard;
use crate::studies::weights::judgements::{Judge, Terms, read_judges};
use crate::words::{Message, say};

/// Most variants of a scorecard: each keeps the shares of the whole cohort.
const MOST_VARIANTS: usize = 64;
/// Greatest concentration: a tenth varies by 0.00001, less than published points show.
const MOST_CONCENTRATED: f64 = 1e9;

/// Most draws.
const MOST_DRAWS: u32 = 200_000;
/// Most rows of the sample behind the Sobol indices.
const MOST_ROWS: u32 = 20_000;

/// Most firms on either side of a cut-off.
const MOST_NEAR: u32 = 1000;

/// Options of `jifen sensitivity`.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many draws.
    pub draws: u32,
    /// What they are drawn from.
    pub seed: u64,
    /// How far weights lie from today's.
    pub spread: Spread,
    /// What people say of the weights, for [`Spread::Judges`].
    pub judges: Vec<Source>,
    /// Which weights are drawn.
    pub vary: Vary,
    /// What else is uncertain.
    pub choices: Choices,
    /// How far measured values may be off.
    pub errors: Vec<MeasurementError>,
    /// Tops by rank to be in; if empty, the number of firms on any list today, or a tenth of all.
    pub tops: Vec<u32>,
    /// Rows of the sample behind the Sobol indices; 0 for none.
    pub sobol: u32,
    /// Firms on either side of a cut-off of which rank acceptability is counted; 0 for none.
    pub near: u32,
}

/// One draw by its number.
#[derive(Clone, Debug)]
pub struct Draw {
    /// What is drawn.
    pub options: Options,
    /// Its number, from 1.
    pub number: u32,
}

/// How far drawn weights lie from today's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Spread {
    /// Dirichlet: weights `w` with the density `∝ Π w_i^(c m_i − 1)` around today's `m`, which add up to 1.
    /// Each has mean `m_i` and variance `m_i (1 − m_i) / (c + 1)` for the concentration `c`; it is
    /// `Beta(c m_i, c (1 − m_i))`.
    Concentration(f64),
    /// Each weight times a number uniform in `1 − x ..= 1 + x`, and all of them in proportion so that they
    /// add up again.
    Share(f64),
    /// The weights of one of several people, each as likely: the expert as an uncertain input (Saisana,
    /// Saltelli and Tarantola 2005).
    Judges,
}

/// Which weights are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Vary {
    /// All indicators' together.
    #[default]
    All,
    /// Those of indicators within each top-level group, which keeps what it weighs.
    Within,
    /// Those of the top-level groups, in which indicators keep their proportions.
    Between,
    /// Both of these, one independent of the other.
    Nested,
}

keywords! { Vary {
    All "all" sensitivity::choice_vary_all;
    Within "within" sensitivity::choice_vary_within;
    Between "between" sensitivity::choice_vary_between;
    Nested "nested" sensitivity::choice_vary_nested;
} }

/// Another curve for every indicator of a number, over the whole cohort. Marks of knots that both rise and
/// fall have no end that is better: such a curve stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CurveKind {
    /// [`Curve::Percentile`](crate::scorecard::Curve::Percentile); equal values have the mean of their
    /// places.
    Percentile,
    /// [`Curve::MinMax`](crate::scorecard::Curve::MinMax).
    MinMax,
    /// [`Curve::ZScore`](crate::scorecard::Curve::ZScore).
    ZScore,
}

keywords! { CurveKind {
    Percentile "percentile" sensitivity::choice_curve_percentile;
    MinMax "minmax" sensitivity::choice_curve_minmax;
    ZScore "zscore" sensitivity::choice_curve_zscore;
} }

/// What else a missing value could count as. An indicator that must have a value still must.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MissingKind {
    /// [`Missing::Zero`](crate::scorecard::Missing::Zero).
    Zero,
    /// [`Missing::Skip`](crate::scorecard::Missing::Skip).
    Skip,
    /// [`Missing::Mean`](crate::scorecard::Missing::Mean) of the whole cohort, for numbers.
    Mean,
    /// [`Missing::Median`](crate::scorecard::Missing::Median) of the whole cohort, for numbers.
    Median,
}

keywords! { MissingKind {
    Zero "zero" sensitivity::choice_missing_zero;
    Skip "skip" sensitivity::choice_missing_skip;
    Mean "mean" sensitivity::choice_missing_mean;
    Median "median" sensitivity::choice_missing_median;
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
    Untrimmed "untrimmed" sensitivity::choice_treatment_untrimmed;
    Trimmed "trimmed" sensitivity::choice_treatment_trimmed;
} }

/// How else the top level of the base could be combined: the weighted mean of its members' shares of full
/// marks, times its full marks. A sum is the arithmetic one. Bonus and deduction stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CombineKind {
    /// [`Combine::Mean`]: strength in one makes up for weakness in another.
    Mean,
    /// [`Combine::Geometric`]: the less so the weaker; one of share 0 leaves no points.
    Geometric,
    /// [`Combine::Harmonic`]: less still.
    Harmonic,
}

keywords! { CombineKind {
    Mean "mean" sensitivity::choice_combine_mean;
    Geometric "geometric" sensitivity::choice_combine_geometric;
    Harmonic "harmonic" sensitivity::choice_combine_harmonic;
} }

/// What is uncertain beside the weights; `None` where there is no other way.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Choices {
    /// Other curves.
    pub curves: Vec<CurveKind>,
    /// Other policies for missing values.
    pub missing: Vec<MissingKind>,
    /// Other treatments of outliers.
    pub treatment: Vec<TreatmentKind>,
    /// Other ways of combining the top level.
    pub combine: Vec<CombineKind>,
    /// Whether none or one of the indicators is left out.
    pub leave_out: bool,
}

impl Options {
    /// Refuses what cannot be drawn.
    ///
    /// # Errors
    /// More variants of the scorecard than can be held; a scorecard without weights; a spread out of range.
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
            // Below 1 nearly all weight falls to one indicator, and what falls to others may underflow.
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

    /// Each person's weights of the indicators that are drawn, by name of the person, with warnings of
    /// judgements that contradict one another.
    ///
    /// # Errors
    /// Files that are no judgements; fewer than two people.
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

    /// The tops asked for, ascending; if none, the number of firms on a list today, or a tenth of all.
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
    /// Refuses a number that no draw has, and what cannot be drawn.
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
