//! What the loans of a campaign are worth under its programmes, and what they cost the public purse.
//!
//! Each referred firm with a known demand has one loan. Losses follow the one-factor Gaussian copula
//! ([`stats::loss`](crate::stats::loss)): a loan defaults with the probability of its class, and a stated
//! share of the principal is lost. The distribution of the loss is exact, for each bearer and for each
//! limited compensation, and is checked by simulation.

mod budget;
mod defaults;
mod document;
mod exposures;
mod in_use;
mod layers;
mod loans;
mod options;
mod pool;
mod report;
mod scenario;
mod tables;

pub use budget::{Budget, BudgetRow};
pub use defaults::Chance;
pub use exposures::{BearerRow, CapRow, LEVELS};
pub use in_use::{ProgrammeRow, YearRow};
pub use layers::{Concentration, LayerRow};
pub use loans::{Loan, PartOf};
pub use options::{Options, Other};
pub use pool::Pool;
pub use report::{Check, ClassRow, Report};
pub use scenario::{FirmChange, QuotaUse, Scenario, Sums, Totals};

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use self::defaults::Chances;
use self::exposures::{End, Exposures, yuan_of};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Frame, Value};
use crate::parameters::Source;
use crate::programmes::{Assumptions, Bearer, Grants, Money, Programmes};
use crate::progress::Progress;
use crate::referral::Institutions;
use crate::stats::basel;
use crate::stats::loss::{self, Distribution};
use crate::studies::study::{Setting, Study, Subject};
use crate::words::{Message, say};

/// Points of a loss curve.
const POINTS: usize = 120;
/// The least chance that a loss curve shows.
const LEAST: f64 = 1e-4;
/// Confidence of the simulation's intervals.
const CONFIDENCE: f64 = 0.99;
/// Least probability of default in the Basel risk weights (CRE32.4: 0.05 %).
const FLOOR: f64 = 0.0005;
/// Effective maturity of the Basel risk weights, in years.
const MATURITY: f64 = 2.5;

/// What a portfolio is computed from besides the cohort.
#[derive(Debug)]
pub struct Input {
    chances: Chances,
    place: Place,
}

impl Study for Options {
    const NAME: &'static str = "simulate";
    const BYTES_PER_VALUE: usize = 8;
    type Input = Input;
    type Report = Report;

    fn slots(&self, institutions: &Institutions) -> Vec<usize> {
        let other = self.other.iter();
        other.flat_map(|other| other.programmes.slots_with(institutions).collect::<Vec<_>>()).collect()
    }

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<Input, Findings> {
        self.check()?;
        let place = setting.source.place(0).in_column("programmes");
        let Some(programmes) = setting.programmes else {
            let fault = Finding::new(Code::KeyMissing, place, say!(portfolio::no_programmes));
            return Err(fault.help(say!(portfolio::no_programmes_help)).into());
        };
        let Some(assumptions) = &programmes.assumptions else {
            let place = place.in_column("programmes.portfolio");
            let fault = Finding::new(Code::KeyMissing, place, say!(portfolio::no_assumptions));
            return Err(fault.help(say!(portfolio::no_assumptions_help)).into());
        };
        let chances = match &self.defaults {
            Some(table) => defaults::table_of(&Source::read(table)?)?,
            None => defaults::read(assumptions, setting.source, setting.folder)?,
        };
        Ok(Input { chances, place: place.in_column("programmes.portfolio.default") })
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        input: Input,
        noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Report, Findings), Findings> {
        let (programmes, grants) =
            subject.granted.unwrap_or_else(|| unreachable!("a campaign without programmes is refused"));
        let own = Side { programmes, frame: subject.frame.clone(), grants };
        progress.begin(&say!(portfolio::progress), 3);
        let (loans, without) = loans::loans(subject, programmes, grants, &own.frame);
        if loans.is_empty() {
            let message = say!(portfolio::no_loans);
            let fault = Finding::new(Code::NobodyScored, input.place, message);
            return Err(fault.help(say!(portfolio::no_loans_help)).into());
        }
        let exposures = own.exposures(&loans, &input)?;
        progress.advance(1);
        let mut report = self.report(subject, &own, &exposures, without);
        progress.advance(1);
        if let Some(other) = &self.other {
            report.scenario = Some(scenario(subject, other, &own, &exposures, &input)?);
        }
        progress.advance(1);
        Ok((report, noticed))
    }
}

/// The sums of a run's loans, and the pool.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// Number of referred firms without a known demand, which have no loan.
    pub without: usize,
    /// Sums of money.
    #[serde(flatten)]
    pub sums: Sums,
    /// What has made-up numbers; empty if nothing has.
    #[serde(skip)]
    pub made_up: Vec<Message>,
    /// The local pool; `None` without one, or without assumptions about losses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<Pool>,
}

/// The sums of the loans of a run, and its pool; `None` without programmes. The campaign file `source` is in
/// `folder`.
///
/// # Errors
/// A table of default probabilities that cannot be read, or that lacks a class.
pub fn brief(subject: &Subject<'_>, source: &Source, folder: &Path) -> Result<Option<Brief>, Findings> {
    let Some((programmes, grants)) = subject.granted else { return Ok(None) };
    let side = Side { programmes, frame: subject.frame.clone(), grants };
    let (loans, without) = loans::loans(subject, programmes, grants, &side.frame);
    let sums = scenario::sums(&loans, &programmes.all);
    let pool = match &programmes.assumptions {
        Some(assumptions) => {
            let place = source.place(0).in_column("programmes.portfolio.default");
            let input = Input { chances: defaults::read(assumptions, source, folder)?, place };
            let exposures = side.exposures(&loans, &input)?;
            let of = exposures.distribution(End::Point, |loan| loan.borne[Bearer::Pool as usize]);
            pool::pool(&exposures, &of, assumptions.pool)
        }
        None => None,
    };
    Ok(Some(Brief { without, sums, made_up: programmes.made_up(), pool }))
}

/// A set of programmes with what it gives.
struct Side<'a> {
    programmes: &'a Programmes,
    frame: Frame<'a>,
    grants: &'a Grants,
}

impl Side<'_> {
    fn assumptions(&self) -> &Assumptions {
        let assumptions = self.programmes.assumptions.as_ref();
        assumptions.unwrap_or_else(|| unreachable!("a campaign without assumptions is refused"))
    }

    fn exposures<'b>(&'b self, loans: &'b [Loan], input: &Input) -> Result<Exposures<'b>, Findings> {
        let values = self.assumptions().classes.evaluate(&self.frame, self.frame.rows());
        let class = |loan: &Loan| match values.value(loan.firm as usize) {
            Value::Text(text) => text.to_owned(),
            _ => String::new(),
        };
        let classes = loans.iter().map(class).collect();
        Exposures::of(loans, classes, &input.chances, self.assumptions())
            .map_err(|classes| defaults::missing(&classes, input.place.clone()))
    }
}

impl Options {
    fn report(
        &self,
        subject: &Subject<'_>,
        own: &Side<'_>,
        exposures: &Exposures<'_>,
        without: usize,
    ) -> Report {
        let all = &own.programmes.all;
        let assumptions = own.assumptions();
        let (mut bearers, pooled, whole) = exposures::bearers(exposures);
        let caps = exposures::caps(exposures, all);
        let set = self.pool.or(assumptions.pool);
        let pool = pool::pool(exposures, &pooled, set);
        move_excess(&mut bearers, &caps, pool.as_ref(), exposures);
        let scores = &subject.cohort.scores;
        let ranks: Vec<u32> = exposures.loans.iter().map(|loan| scores.rank[loan.firm as usize]).collect();
        Report {
            about: subject.cohort.about(),
            segments: subject
                .cohort
                .scorecard
                .segments
                .iter()
                .map(|one| (one.id.clone(), crate::words::Message::title(&one.title, one.title_zh.as_ref())))
                .collect(),
            loss_given_default: assumptions.loss_given_default.to_string(),
            basis: assumptions.basis,
            made_up: own.programmes.made_up(),
            without,
            totals: scenario::totals(exposures, all),
            classes: classes(exposures),
            programmes: in_use::programme_rows(exposures.loans, own.programmes, own.grants),
            years: in_use::years(exposures.loans, all),
            bearers,
            caps,
            curves: [&whole, &pooled].map(|of| {
                let points = of.curve(POINTS, LEAST).into_iter();
                points.map(|(loss, chance)| (yuan_of(loss as f64), chance)).collect()
            }),
            layers: layers::layers(subject, exposures, all, &own.frame),
            concentration: layers::concentration(exposures.loans),
            budget: budget::budget(exposures, &ranks, self.budget),
            check: self.simulated(exposures, &whole),
            unit: yuan_of(whole.unit as f64),
            is_banded: whole.is_banded,
            pool,
            scenario: None,
        }
    }

    /// The simulation of the loss of all loans beside its exact distribution; `None` without draws.
    fn simulated(&self, exposures: &Exposures<'_>, exact: &Distribution) -> Option<Check> {
        if self.draws == 0 {
            return None;
        }
        let found =
            loss::simulate(&exposures.losses(End::Point, |loan| loan.principal), self.draws, self.seed);
        let mean = found.mean();
        let quantiles = LEVELS.map(|level| {
            let interval = found.quantile(level, CONFIDENCE);
            let end = |fen: i64| yuan_of(fen as f64);
            report::Simulated {
                level,
                exact: end(exact.quantile(level)),
                simulated: interval.as_ref().map(|one| end(one.value)),
                low: interval.as_ref().map(|one| end(one.low)),
                high: interval.as_ref().and_then(|one| one.high).map(end),
            }
        });
        Some(Check {
            draws: self.draws,
            seed: self.seed,
            exact: yuan_of(exact.mean()),
            mean: yuan_of(mean.value),
            error: yuan_of(mean.error),
            quantiles: quantiles.to_vec(),
        })
    }
}

/// Moves expected losses above limits to the bank. The limit of a programme lowers the losses of its bearers
/// in proportion; the pool's size lowers those of the pool.
fn move_excess(bearers: &mut [BearerRow], caps: &[CapRow], pool: Option<&Pool>, exposures: &Exposures<'_>) {
    let others = |row: &BearerRow| !matches!(row.bearer, None | Some(Bearer::Bank));
    let mut to_bank = 0.0;
    for cap in caps.iter().filter(|cap| cap.excess > 0.0) {
        let expected = exposures.expected_by_bearer(cap.at);
        let sum: f64 = expected.iter().skip(1).sum();
        for row in bearers.iter_mut().filter(|row| others(row)) {
            let own = row.bearer.map_or(0.0, |bearer| expected[bearer as usize]);
            row.moved -= if sum > 0.0 { cap.excess * own / sum } else { 0.0 };
        }
        to_bank += cap.excess;
    }
    if let Some(pool) = pool.filter(|pool| pool.is_set) {
        let row = bearers.iter_mut().find(|row| row.bearer == Some(Bearer::Pool));
        row.into_iter().for_each(|row| row.moved -= pool.excess);
        to_bank += pool.excess;
    }
    let bank = bearers.iter_mut().find(|row| row.bearer == Some(Bearer::Bank));
    bank.into_iter().for_each(|row| row.moved += to_bank);
}

/// The classes with their probabilities, correlations and risk weights.
fn classes(exposures: &Exposures<'_>) -> Vec<ClassRow> {
    let mut rows: BTreeMap<&str, ClassRow> = BTreeMap::new();
    let assumptions = exposures.assumptions;
    let lgd = f64::try_from(assumptions.loss_given_default).unwrap_or(0.0) / 100.0;
    for ((loan, class), chance) in exposures.loans.iter().zip(&exposures.classes).zip(&exposures.chances) {
        let row = rows.entry(class).or_insert_with(|| ClassRow {
            class: class.clone(),
            loans: 0,
            principal: Money::ZERO,
            chance: *chance,
            correlation: assumptions.correlation.of(chance.default),
            risk_weight: match assumptions.correlation {
                crate::programmes::Correlation::Basel(exposure) => {
                    let default = chance.default.max(FLOOR);
                    Some(basel::risk_weight(exposure.class(), default, lgd, MATURITY))
                }
                crate::programmes::Correlation::Number(_) => None,
            },
        });
        row.loans += 1;
        row.principal += loan.principal;
    }
    rows.into_values().collect()
}

/// The portfolio under the other set of parameters.
fn scenario(
    subject: &Subject<'_>,
    other: &Other,
    own: &Side<'_>,
    exposures: &Exposures<'_>,
    input: &Input,
) -> Result<Scenario, Findings> {
    let frame = loans::on_day(subject.frame, &other.programmes, other.as_of);
    let grants = other.programmes.grant(subject.institutions, subject.referrals, &frame);
    let side = Side { programmes: &other.programmes, frame, grants: &grants };
    let (loans, _) = loans::loans(subject, side.programmes, &grants, &side.frame);
    let changed = side.exposures(&loans, input)?;
    let ids = subject.cohort.firms.ids();
    let sides = [(exposures, &own.programmes.all[..]), (&changed, &side.programmes.all[..])];
    let firms = scenario::changes(sides, |firm| ids.get_or_empty(firm as usize).to_owned());
    let loses = |one: &FirmChange| one.money < Money::ZERO || one.covered < Money::ZERO;
    let gains = |one: &FirmChange| !loses(one) && one.money + one.covered > Money::ZERO;
    let pooled = changed.distribution(End::Point, |loan| loan.borne[Bearer::Pool as usize]);
    let has_pool = changed.loans.iter().any(|loan| loan.borne[Bearer::Pool as usize] > Money::ZERO);
    let level = side.assumptions().level;
    Ok(Scenario {
        as_of: other.as_of.to_string(),
        changes: other.changes.clone(),
        totals: scenario::totals(&changed, &side.programmes.all),
        pool: has_pool.then(|| yuan_of(pooled.quantile(level) as f64)),
        quotas: scenario::quotas(
            &in_use::programme_rows(exposures.loans, own.programmes, own.grants),
            &in_use::programme_rows(&loans, side.programmes, &grants),
        ),
        gain: firms.iter().filter(|one| gains(one)).count(),
        lose: firms.iter().filter(|one| loses(one)).count(),
        firms,
    })
}

impl Exposures<'_> {
    /// Expected losses in yuan by bearer of the part of one programme.
    fn expected_by_bearer(&self, programme: usize) -> Vec<f64> {
        let mut expected = vec![0.0; crate::programmes::BEARERS];
        for (at, loan) in self.loans.iter().enumerate() {
            for part in loan.parts.iter().filter(|part| part.programme == programme) {
                let all = part.borne.iter().zip(&mut expected);
                all.for_each(|(borne, sum)| *sum += self.expected(at, *borne));
            }
        }
        expected
    }
}
