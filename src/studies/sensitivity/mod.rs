//! Monte Carlo sensitivity of ranks and lists to weights and modelling choices.
//!
//! Draws are independent: draw `n` of a seed is the same whichever others are made. All counts are integers,
//! so results do not depend on the number of threads or the order of the firms.

mod acceptability;
mod counts;
mod document;
mod draws;
mod engine;
mod errors;
mod explained;
mod measurement;
mod names;
mod options;
mod quantiles;
mod report;
mod sobol;
mod tables;
mod tallies;
mod variants;

pub use acceptability::{Band, CutOff, NearFirm, WeightToday};
pub use measurement::{CheckedErrors, CheckedExtent, Extent, MeasurementError};
pub use names::{Choice, FactorName, Names};
pub use options::{Choices, CombineKind, CurveKind, Draw, MissingKind, Options, Spread, TreatmentKind, Vary};
pub use report::{
    DrawReport, Drawn, DrawnWeights, Explained, FirmStability, Index, Movement, Report, Stability,
    WeightSpread,
};

use self::acceptability::{Ground, NearFirms};
use self::counts::{RankCounts, SharedListCounts};
use self::draws::Plan;
use self::engine::{Engine, Listener, Place};
use self::errors::Errors;
use self::quantiles::Quantiles;
use self::tallies::Tallies;
use super::study::{Setting, Study, Subject};
use super::weights::judgements::Judge;
use crate::finding::Findings;
use crate::progress::Progress;
use crate::referral::{Lists, Refilled};

/// Share of draws within a rank interval.
const INTERVAL: f64 = 0.9;
/// Share of draws below an interval, and above it.
const TAIL: f64 = (1.0 - INTERVAL) / 2.0;
/// Number of bootstrap samples behind an index's interval.
const RESAMPLES: usize = 1000;
/// Memory of a variant of the scorecard per firm and indicator, in bytes: a share of full marks, and whether
/// it is known.
const BYTES_PER_SHARE: usize = 9;

/// Judgements and measurement errors, checked before the cohort is read.
#[derive(Debug)]
pub struct Prepared {
    /// The people whose weights are drawn; empty if weights are drawn around today's.
    judges: Vec<Judge>,
    errors: CheckedErrors,
    /// Warnings about the judgements.
    warnings: Findings,
}

impl Prepared {
    fn of(options: &Options, setting: &Setting<'_>) -> Result<Prepared, Findings> {
        let errors = measurement::check(&options.errors, setting)?;
        let (judges, warnings) = options.read_judges(setting.scorecard)?;
        Ok(Prepared { judges, errors, warnings })
    }
}

impl Study for Options {
    const NAME: &'static str = "sensitivity";
    const BYTES_PER_VALUE: usize = 80;
    type Input = Prepared;
    type Report = Report;

    fn bytes(&self, firms: usize, indicators: usize) -> usize {
        let shares = (self.choices.variants() - 1).saturating_mul(BYTES_PER_SHARE);
        let per_firm = indicators.saturating_mul(Self::BYTES_PER_VALUE.saturating_add(shares));
        let at_a_time = Engine::at_a_time(firms).min(self.draws.max(self.sobol) as usize);
        let ranks = firms.saturating_mul(at_a_time * size_of::<u32>());
        let tails = Quantiles::bytes(firms, self.draws as usize, TAIL);
        let near =
            NearFirms::bytes(self.near as usize, self.tops.len().max(1), self.draws as usize, indicators);
        // Copies of the scores: one per concurrent rescoring, and one per variant.
        let again = rayon::current_num_threads() + 1 + self.choices.variants();
        let errors = if self.errors.is_empty() { 0 } else { again };
        let errors = firms.saturating_mul(indicators * Errors::BYTES_PER_VALUE).saturating_mul(errors);
        [ranks, tails, near, errors].into_iter().fold(firms.saturating_mul(per_firm), usize::saturating_add)
    }

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<Prepared, Findings> {
        self.check(setting.scorecard)?;
        Prepared::of(self, setting)
    }

    /// Draws weights, ranks the cohort under each draw, and counts the firms in tops and on lists.
    ///
    /// # Panics
    /// If the scores were made without details.
    fn run(
        &self,
        subject: &Subject<'_>,
        prepared: Prepared,
        mut noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Report, Findings), Findings> {
        noticed.extend(prepared.warnings);
        let Subject { cohort, further, institutions, referrals, frame, .. } = subject;
        let lists = Lists { institutions, referrals, frame };
        let cards = self.choices.variants_of(cohort.scorecard);
        let plan = Plan::new(cohort.scorecard, self, &prepared.judges);
        let said = prepared.errors.said.clone();
        let errors = Errors::of(prepared.errors, cohort, self.seed, &mut noticed)?;
        let engine = Engine::new(cohort, Some(&lists), further, &plan, &cards, errors.as_ref());
        let ranked = engine.ranked.len();
        let mut quantiles = Quantiles::new(ranked, self.draws as usize, TAIL);
        let rows = u64::from(self.sobol) * (plan.factors().len() as u64 + 2);
        progress.begin(
            &crate::words::say!(progress::drawing),
            quantiles.passes() as u64 * u64::from(self.draws) + rows,
        );

        let candidates = engine.candidates();
        let listed = SharedListCounts::new(candidates.len(), institutions.all.len());
        let mut ranks = RankCounts::new(ranked, self.tops(referrals.referred, ranked));
        let ground = Ground {
            cohort,
            lists: &lists,
            ranked: &engine.ranked,
            candidates,
            may_be_on: &|candidate, institution| engine.may_list(candidate, institution),
        };
        let near = NearFirms::new(&ground, &ranks.tops, self.near as usize, self.draws as usize);
        let mut shifts = vec![0.0; self.draws as usize];
        for pass in 0..quantiles.passes() {
            let listed = |draw: usize, on: &Refilled| {
                listed.add(on);
                near.add_lists(draw, on);
            };
            let listed = (pass == 0).then_some(&listed as &Listener<'_>);
            let mut samples = (1..=u64::from(self.draws)).map(|number| plan.draw(number));
            let mut made = 0;
            engine.rank_all(&mut samples, &mut shifts, listed, |rows, draws| {
                if pass == 0 {
                    ranks.add(rows);
                    near.add_ranks(made, rows, ranked);
                    made += draws;
                }
                quantiles.add(rows);
                progress.advance(draws as u64);
            });
            quantiles.settle();
        }
        let sample = sobol::sample(&engine, &plan, self.sobol, progress);
        let tallies = Tallies {
            cohort,
            lists: &lists,
            options: self,
            plan: &plan,
            ranked: &engine.ranked,
            candidates,
            in_full: engine.refers_in_full(),
            ranks: &ranks,
            intervals: quantiles.ends(),
            listed: &listed.together(),
            shifts,
            near,
            errors: said,
        };
        Ok((tallies.report(sample), noticed))
    }
}

impl Study for Draw {
    const NAME: &'static str = Options::NAME;
    const BYTES_PER_VALUE: usize = Options::BYTES_PER_VALUE;
    type Input = Prepared;
    type Report = DrawReport;

    fn bytes(&self, firms: usize, indicators: usize) -> usize {
        Options { draws: 1, sobol: 0, near: 0, ..self.options.clone() }.bytes(firms, indicators)
    }

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<Prepared, Findings> {
        self.check(setting.scorecard)?;
        Prepared::of(&self.options, setting)
    }

    /// One draw with all digits of its weights, and its rank shift.
    ///
    /// # Panics
    /// If the scores were made without details.
    fn run(
        &self,
        subject: &Subject<'_>,
        prepared: Prepared,
        mut noticed: Findings,
        _: &dyn Progress,
    ) -> Result<(DrawReport, Findings), Findings> {
        noticed.extend(prepared.warnings);
        let card = subject.cohort.scorecard;
        let cards = self.options.choices.variants_of(card);
        let plan = Plan::new(card, &self.options, &prepared.judges);
        let errors = Errors::of(prepared.errors, &subject.cohort, self.options.seed, &mut noticed)?;
        let engine = Engine::new(&subject.cohort, None, &[], &plan, &cards, errors.as_ref());
        let sample = plan.draw(u64::from(self.number));
        let mut ranks = vec![0; engine.ranked.len()];
        let mut shift = 0.0;
        let place = Place { at: 0, sample: sample.clone(), ranks: &mut ranks, shift: &mut shift };
        engine.rank(&mut [place], None);
        let drawn = plan.drawn(self.number, &sample, shift);
        let indicators = card.indicators.iter().zip(&drawn.weights).map(|(indicator, drawn)| DrawnWeights {
            id: indicator.id.clone(),
            title_zh: indicator.title_zh.clone(),
            today: indicator.weight.clone(),
            drawn: drawn.clone(),
        });
        let names = Names::of(card);
        let options = plan.choices.iter().zip(&drawn.choices);
        let report = DrawReport {
            segments: card.segments.iter().map(|segment| segment.id.clone()).collect(),
            segment_names: card.segments.iter().map(|one| names.titles.segment(&one.id)).collect(),
            choices: options.map(|(choice, option)| names.option(choice, option)).collect(),
            indicators: indicators.collect(),
            drawn,
        };
        Ok((report, noticed))
    }
}
