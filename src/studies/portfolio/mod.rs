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
mod limits;
mod loans;
mod options;
mod pool;
mod report;
mod scenario;
mod tables;

pub use budget::{Budget, BudgetRow};
pub use defaults::Chance;
pub use exposures::LEVELS;
pub use in_use::{ProgrammeRow, YearRow};
pub use layers::{Concentration, LayerRow};
pub use limits::{BearerRow, CapRow};
pub use loans::{Loan, PartOf};
pub use options::{Options, Other};
pub use pool::Pool;
pub use report::{Check, ClassRow, Report};
pub use scenario::{BankChange, FirmChange, PoolChange, PoolState, QuotaUse, Scenario, Sums, Totals};

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use self::defaults::Chances;
use self::exposures::{Distributions, End, Exposures, PoolLoss, yuan_of};
use self::limits::Limits;
use self::report::Curve;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Frame, Value};
use crate::parameters::Source;
use crate::programmes::{self, Assumptions, Grants, Money, Programme, Programmes};
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
    own: Assumed,
    /// Those of the other set of parameters; `None` without one.
    other: Option<Assumed>,
}

/// Default probabilities, and where they are stated.
#[derive(Clone, Debug)]
struct Assumed {
    chances: Chances,
    place: Place,
}

impl Assumed {
    /// Those that `assumptions` of the campaign file `source` in `folder` state.
    fn of(assumptions: &Assumptions, source: &Source, folder: &Path) -> Result<Assumed, Findings> {
        let place = assumptions.stated.clone();
        Ok(Assumed { chances: defaults::read(assumptions, source, folder)?, place })
    }

    /// Those of the table at `path`.
    fn of_table(path: &Path) -> Result<Assumed, Findings> {
        let table = Source::read(path)?;
        Ok(Assumed { chances: defaults::table_of(&table)?, place: table.place(0) })
    }

    /// With the probabilities of `classes` from `stated`.
    fn with(mut self, classes: &[&str], stated: &Assumed) -> Assumed {
        let known = classes.iter().filter_map(|class| {
            let chance = stated.chances.get(*class)?;
            Some(((*class).to_owned(), *chance))
        });
        self.chances.extend(known);
        self
    }
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
        let table = self.defaults.as_deref().map(Assumed::of_table).transpose()?;
        let own = match &table {
            Some(table) => table.clone(),
            None => Assumed::of(assumptions, setting.source, setting.folder)?,
        };
        self.sums(programmes, assumptions)?;
        let other =
            self.other.as_ref().and_then(|other| Some((other, other.programmes.assumptions.as_ref()?)));
        let other = other.map(|(other, assumptions)| {
            self.sums(&other.programmes, assumptions)?;
            let stated = || Assumed::of(assumptions, &other.source, setting.folder);
            match &table {
                // What the other set states itself replaces values of the command's table.
                Some(table) if !other.states_defaults() => match other.stated_classes() {
                    classes if classes.is_empty() => Ok(table.clone()),
                    classes => Ok(table.clone().with(&classes, &stated()?)),
                },
                _ => stated(),
            }
        });
        let other = other.transpose()?;
        Ok(Input { own, other })
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
            let fault = Finding::new(Code::NobodyScored, input.own.place, message);
            return Err(fault.help(say!(portfolio::no_loans_help)).into());
        }
        let exposures = own.exposures(&loans, &input.own)?;
        let losses = Distributions::of(&exposures, &programmes.all);
        let sums = self.sums(programmes, own.assumptions())?;
        let limits = own.limits(&exposures, &losses.pools, &sums);
        progress.advance(1);
        let mut report = self.report(subject, &own, &exposures, (&losses, &limits), without);
        progress.advance(1);
        let mut noticed = noticed;
        if let (Some(other), Some(of_other)) = (&self.other, &input.other) {
            report.scenario = Some(self.scenario(subject, (other, of_other), &own, (&exposures, &limits))?);
            noticed.unite(other.findings.clone());
        }
        progress.advance(1);
        Ok((report, noticed))
    }
}

/// The sums of a run's loans, and the pools.
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
    /// Local pools of the programmes; none without assumptions about losses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pools: Vec<Pool>,
}

/// The sums of the loans of a run, and its pools; `None` without programmes. The campaign file `source` is in
/// `folder`.
///
/// # Errors
/// A table of default probabilities that cannot be read, or that lacks a class.
pub fn brief(subject: &Subject<'_>, source: &Source, folder: &Path) -> Result<Option<Brief>, Findings> {
    let Some((programmes, grants)) = subject.granted else { return Ok(None) };
    let side = Side { programmes, frame: subject.frame.clone(), grants };
    let (loans, without) = loans::loans(subject, programmes, grants, &side.frame);
    let sums = scenario::sums(&loans, &programmes.all);
    let pools = match &programmes.assumptions {
        Some(assumptions) => {
            let assumed = Assumed::of(assumptions, source, folder)?;
            let exposures = side.exposures(&loans, &assumed)?;
            side.limits(&exposures, &exposures::pools(&exposures, &programmes.all), &assumptions.pools).pools
        }
        None => Vec::new(),
    };
    Ok(Some(Brief { without, sums, made_up: programmes.made_up(), pools }))
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

    fn exposures<'b>(&'b self, loans: &'b [Loan], assumed: &Assumed) -> Result<Exposures<'b>, Findings> {
        let values = self.assumptions().classes.evaluate(&self.frame, self.frame.rows());
        let class = |loan: &Loan| match values.value(loan.firm as usize) {
            Value::Text(text) => text.to_owned(),
            _ => String::new(),
        };
        let classes = loans.iter().map(class).collect();
        Exposures::of(loans, classes, &assumed.chances, self.assumptions())
            .map_err(|classes| defaults::missing(&classes, assumed.place.clone()))
    }

    /// The limits, with `sums` in the pools.
    fn limits(
        &self,
        exposures: &Exposures<'_>,
        losses: &[PoolLoss],
        sums: &BTreeMap<usize, Money>,
    ) -> Limits {
        Limits::of(exposures, &self.programmes.all, losses, sums)
    }
}

impl Options {
    /// Sums in the pools of `programmes`: those of the command, else those of `assumptions`.
    fn sums(
        &self,
        programmes: &Programmes,
        assumptions: &Assumptions,
    ) -> Result<BTreeMap<usize, Money>, Finding> {
        let own = self.pools.iter().map(|sum| (sum.clone(), Place::file("--pool")));
        let mut sums = assumptions.pools.clone();
        sums.extend(programmes::pools_of(&programmes.all, &own.collect::<Vec<_>>())?);
        Ok(sums)
    }

    fn report(
        &self,
        subject: &Subject<'_>,
        own: &Side<'_>,
        exposures: &Exposures<'_>,
        (losses, limits): (&Distributions, &Limits),
        without: usize,
    ) -> Report {
        let all = &own.programmes.all;
        let assumptions = own.assumptions();
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
            totals: scenario::totals(exposures, all, limits),
            classes: classes(exposures),
            programmes: in_use::programme_rows(exposures.loans, own.programmes, own.grants),
            years: in_use::years(exposures.loans, all),
            bearers: limits::bearers(exposures, losses, limits),
            curves: curves(losses, all),
            layers: layers::layers(subject, exposures, all, &own.frame),
            concentration: layers::concentration(exposures.loans),
            budget: budget::budget(exposures, limits, &ranks, self.budget),
            check: self.simulated(exposures, &losses.whole),
            unit: yuan_of(losses.whole.unit as f64),
            is_banded: losses.whole.is_banded,
            caps: limits.caps.clone(),
            pools: limits.pools.clone(),
            scenario: None,
        }
    }

    /// The portfolio under the other set of parameters.
    fn scenario(
        &self,
        subject: &Subject<'_>,
        (other, assumed): (&Other, &Assumed),
        own: &Side<'_>,
        (exposures, limits): (&Exposures<'_>, &Limits),
    ) -> Result<Scenario, Findings> {
        let frame = loans::on_day(subject.frame, &other.programmes, other.as_of);
        let grants = other.programmes.grant(subject.institutions, subject.referrals, &frame);
        let side = Side { programmes: &other.programmes, frame, grants: &grants };
        let (loans, _) = loans::loans(subject, side.programmes, &grants, &side.frame);
        let changed = side.exposures(&loans, assumed)?;
        let ids = subject.cohort.firms.ids();
        // A sum that the other set states itself is its own, not the command's.
        let mut sums = self.sums(side.programmes, side.assumptions())?;
        for (at, programme) in side.programmes.all.iter().enumerate() {
            if other.states_pool(&programme.id) {
                match side.assumptions().pools.get(&at) {
                    Some(sum) => sums.insert(at, *sum),
                    None => sums.remove(&at),
                };
            }
        }
        let limited = side.limits(&changed, &exposures::pools(&changed, &side.programmes.all), &sums);
        let sides =
            [(exposures, &own.programmes.all[..], limits), (&changed, &side.programmes.all[..], &limited)];
        let called = |at: usize| {
            let one = &subject.institutions.all[at];
            (one.id.clone(), Message::title(&one.name, one.name_zh.as_ref()))
        };
        let firms = scenario::changes(sides, |firm| ids.get_or_empty(firm as usize).to_owned());
        let loses = |one: &FirmChange| one.money < Money::ZERO || one.covered < Money::ZERO;
        let gains = |one: &FirmChange| !loses(one) && one.money + one.covered > Money::ZERO;
        Ok(Scenario {
            as_of: other.as_of.to_string(),
            changes: other.changes.clone(),
            totals: scenario::totals(&changed, &side.programmes.all, &limited),
            pools: scenario::pools(&limits.pools, &limited.pools),
            banks: scenario::banks(sides, called),
            quotas: scenario::quotas(
                &in_use::programme_rows(exposures.loans, own.programmes, own.grants),
                &in_use::programme_rows(&loans, side.programmes, &grants),
            ),
            gain: firms.iter().filter(|one| gains(one)).count(),
            lose: firms.iter().filter(|one| loses(one)).count(),
            firms,
        })
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

/// The loss curves of all loans and of each pool.
fn curves(losses: &Distributions, programmes: &[Programme]) -> Vec<Curve> {
    let curve = |id: &str, title: Message, of: &Distribution| {
        let points = of.curve(POINTS, LEAST).into_iter();
        let points = points.map(|(loss, chance)| (yuan_of(loss as f64), chance)).collect();
        Curve { id: id.to_owned(), title, points }
    };
    let of_pools = losses.pools.iter().map(|pool| {
        let programme = &programmes[pool.programme];
        curve(&programme.id, programme.heading(), &pool.of)
    });
    std::iter::once(curve("all", say!(portfolio::curve_all), &losses.whole)).chain(of_pools).collect()
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
