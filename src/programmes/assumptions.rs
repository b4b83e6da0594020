//! Assumptions about losses of the loans of a campaign: `[programmes.portfolio]`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::money::Money;
use super::pools::{PoolSum, by_programme};
use super::programme::Programme;
use super::quantity::decimal;
use super::written::{Correlation as WrittenCorrelation, Defaults as WrittenDefaults, Pools, PortfolioEntry};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, Place, nearest};
use crate::firms::Kind;
use crate::parameters::{Keyword, Source, Spanned, keywords};
use crate::scorecard::WeightsBasis;
use crate::stats::basel;
use crate::words::{Arg, Message, say};

/// The division into classes if the campaign names none.
const CLASSES: &str = "grade";
/// The chance with which a pool must suffice, in %, if the campaign names none.
const LEVEL: f64 = 99.0;

/// Assumptions about losses, checked.
#[derive(Clone, Debug)]
pub struct Assumptions {
    /// Source of the numbers.
    pub basis: WeightsBasis,
    /// Division of the loans into classes of one probability of default.
    pub classes: Expr,
    /// Probabilities of default.
    pub defaults: Defaults,
    /// Where the probabilities are stated.
    pub stated: Place,
    /// Share of the principal that is lost at default, in %.
    pub loss_given_default: Decimal,
    /// Asset correlation.
    pub correlation: Correlation,
    /// Public money in local pools, by position of their programmes; none for pools without a set sum.
    pub pools: BTreeMap<usize, Money>,
    /// Chance with which a pool must suffice, 0..1.
    pub level: f64,
}

/// Probabilities of default over the life of a loan.
#[derive(Clone, Debug, PartialEq)]
pub enum Defaults {
    /// By class, as shares of 1.
    Given(BTreeMap<String, f64>),
    /// In the table at this path, relative to the campaign.
    File(Spanned<String>),
}

/// Asset correlation of the loans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Correlation {
    /// The same for all, 0 ≤ ρ < 1.
    Number(f64),
    /// By the probability of default, as the Basel framework states it.
    Basel(Exposure),
}

/// Class of exposures of the Basel framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exposure {
    /// Firms of any size.
    Corporate,
    /// Firms with a turnover of 5 million euro or less.
    SmallCorporate,
    /// Retail exposures to small firms.
    OtherRetail,
}

keywords! { Exposure {
    Corporate "basel-corporate" programmes::exposure_corporate;
    SmallCorporate "basel-sme" programmes::exposure_sme;
    OtherRetail "basel-retail" programmes::exposure_retail;
} }

impl Exposure {
    /// The class whose formula applies.
    pub fn class(self) -> basel::Class {
        match self {
            Exposure::Corporate => basel::Class::Corporate { sme_turnover: None },
            Exposure::SmallCorporate => basel::Class::Corporate { sme_turnover: Some(0.0) },
            Exposure::OtherRetail => basel::Class::OtherRetail,
        }
    }
}

impl Correlation {
    /// ρ of loans with this probability of default.
    pub fn of(self, default: f64) -> f64 {
        match self {
            Correlation::Number(number) => number,
            Correlation::Basel(exposure) => basel::correlation(exposure.class(), default),
        }
    }
}

impl Assumptions {
    /// Checks `entry` of the campaign file `source`; rules may use the names of `scope`. Pools are those of
    /// `programmes`, unless some could not be read.
    ///
    /// # Errors
    /// Every fault.
    pub(super) fn check(
        entry: &PortfolioEntry,
        source: &Source,
        scope: &Scope,
        programmes: Option<&[Programme]>,
    ) -> Result<Assumptions, Findings> {
        let mut checker = Checker { source, findings: Findings::new() };
        let usual = Spanned::new(0..0, CLASSES.to_owned());
        let classes = checker.classes(entry.classes.as_ref().unwrap_or(&usual), scope);
        let lgd = checker.percent(&entry.loss_given_default, "loss_given_default", |x| x > 0.0 && x <= 100.0);
        let known =
            classes.as_ref().and_then(Expr::lone_slot).and_then(|slot| scope.values(scope.name(slot)));
        let defaults = checker.defaults(&entry.default, known);
        let correlation = checker.correlation(&entry.correlation);
        let level = match &entry.level {
            Some(level) => checker.percent(level, "level", |x| x > 0.0 && x < 100.0),
            None => Some(LEVEL),
        };
        let pools = entry.pool.as_ref().map(|pool| checker.pools(pool, programmes)).unwrap_or_default();
        match (classes, lgd.and_then(decimal), defaults, correlation, level) {
            (Some(classes), Some(loss_given_default), Some(defaults), Some(correlation), Some(level))
                if checker.findings.is_empty() =>
            {
                let (basis, level) = (entry.basis, level / 100.0);
                let stated = checker.place(&entry.default, "default");
                Ok(Assumptions {
                    basis,
                    classes,
                    defaults,
                    stated,
                    loss_given_default,
                    correlation,
                    pools,
                    level,
                })
            }
            _ => Err(checker.findings),
        }
    }
}

struct Checker<'a> {
    source: &'a Source,
    findings: Findings,
}

impl Checker<'_> {
    fn fault<T>(&mut self, written: &Spanned<T>, key: &str, message: Message, help: Message) {
        let place = self.place(written, key);
        self.findings.push(Finding::new(Code::ValueInvalid, place, message).help(help));
    }

    fn place<T>(&self, written: &Spanned<T>, key: &str) -> Place {
        self.source.place(written.span().start).in_column(key)
    }

    fn classes(&mut self, written: &Spanned<String>, scope: &Scope) -> Option<Expr> {
        match Expr::compile_as(written.get_ref(), scope, Kind::Text) {
            Ok(expr) => Some(expr),
            Err(faults) => {
                let at = written.span().start;
                let found = faults.into_iter().map(|fault| fault.into_finding(self.source, at, "classes"));
                self.findings.extend(found.collect());
                None
            }
        }
    }

    fn percent(&mut self, written: &Spanned<f64>, key: &str, fits: fn(f64) -> bool) -> Option<f64> {
        let number = *written.get_ref();
        if fits(number) {
            return Some(number);
        }
        let message = say!(programmes::number_outside, key = key, number = number.to_string());
        let help = match key {
            "level" => say!(programmes::level_help),
            _ => say!(programmes::percent_help),
        };
        self.fault(written, key, message, help);
        None
    }

    fn pools(
        &mut self,
        written: &Spanned<Pools>,
        programmes: Option<&[Programme]>,
    ) -> BTreeMap<usize, Money> {
        let stated: Vec<(Option<String>, Spanned<f64>)> = match written.get_ref() {
            Pools::One(sum) => vec![(None, Spanned::new(written.span(), *sum))],
            Pools::Each(all) => all.iter().map(|(id, sum)| (Some(id.clone()), sum.clone())).collect(),
        };
        let mut sums = Vec::new();
        for (programme, number) in stated {
            match Money::of_wan(*number.get_ref()) {
                Some(sum) => sums.push((PoolSum { programme, sum }, self.place(&number, "pool"))),
                None => {
                    let key = programme.map_or_else(|| "pool".to_owned(), |id| format!("pool.{id}"));
                    let outside = number.get_ref().to_string();
                    let message = say!(programmes::number_outside, key = key, number = outside);
                    self.fault(&number, "pool", message, say!(programmes::pool_help));
                }
            }
        }
        let found = programmes.map(|all| by_programme(all, &sums)).transpose();
        found.map_err(|fault| self.findings.push(fault)).ok().flatten().unwrap_or_default()
    }

    /// The probabilities, by class; `known` are the only classes there can be, if they are limited.
    fn defaults(&mut self, written: &Spanned<WrittenDefaults>, known: Option<&[String]>) -> Option<Defaults> {
        let all = match written.get_ref() {
            WrittenDefaults::File(path) => {
                return Some(Defaults::File(Spanned::new(written.span(), path.clone())));
            }
            WrittenDefaults::Given(all) => all,
        };
        let before = self.findings.len();
        for (class, percent) in all {
            if !(0.0..=100.0).contains(percent.get_ref()) {
                let number = percent.get_ref().to_string();
                let message = say!(programmes::default_outside, class = class, number = number);
                self.fault(percent, "default", message, say!(programmes::default_help));
            }
            // Firms below the last grade have the class "".
            let Some(known) = known.filter(|known| !class.is_empty() && !known.contains(class)) else {
                continue;
            };
            let help = match nearest(class, known.iter().map(String::as_str)) {
                Some(near) => say!(parameters::did_you_mean, near = near),
                None => say!(programmes::class_help, classes = Arg::all(known)),
            };
            let message = say!(programmes::class_unknown, class = class);
            let place = self.place(percent, "default");
            self.findings.push(Finding::new(Code::NameUnknown, place, message).help(help));
        }
        let share = |percent: &Spanned<f64>| crate::decimal::shifted(*percent.get_ref(), -2);
        let shares = all.iter().map(|(class, percent)| (class.clone(), share(percent)));
        (self.findings.len() == before).then(|| Defaults::Given(shares.collect()))
    }

    fn correlation(&mut self, written: &Spanned<WrittenCorrelation>) -> Option<Correlation> {
        let known = match written.get_ref() {
            WrittenCorrelation::Number(number) => {
                (0.0..1.0).contains(number).then_some(Correlation::Number(*number))
            }
            WrittenCorrelation::Class(word) => {
                Exposure::ALL.iter().find(|one| one.word() == word).map(|one| Correlation::Basel(*one))
            }
        };
        if known.is_none() {
            let words = Arg::all(Exposure::ALL.iter().map(|one| one.word()));
            let help = say!(programmes::correlation_help, words = words);
            self.fault(written, "correlation", say!(programmes::correlation_invalid), help);
        }
        known
    }
}
