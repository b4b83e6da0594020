//! Checked programmes: rules and quantities compiled, numbers within their bounds.

use rust_decimal::Decimal;

use super::bearer::Bearer;
use super::instrument::{Instrument, Payer, SubsidyOf};
use super::quantity::Quantity;
use crate::expr::Expr;
use crate::parameters::{InForce, Source};
use crate::referral::Rule;
use crate::scorecard::WeightsBasis;
use crate::words::Message;

/// A policy instrument that may be attached to a referral (政策工具).
#[derive(Clone, Debug)]
pub struct Programme {
    /// Stable id in kebab case.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese; `None` if not given.
    pub title_zh: Option<String>,
    /// Kind of instrument.
    pub instrument: Instrument,
    /// Declared source of its numbers.
    pub basis: WeightsBasis,
    /// Document of the programme; `None` if not given.
    pub source: Option<String>,
    /// Remark for readers in both languages; `None` if not given.
    pub note: Option<Message>,
    /// Keys with made-up numbers.
    pub illustrative: Vec<String>,
    /// Rules that a referral must meet, in the order of evaluation.
    pub rules: Vec<Rule>,
    /// Division of its firms in summaries; `None` for one group.
    pub layer: Option<Expr>,
    /// Bits of the words by which programmes exclude one another.
    pub exclusive: u64,
    /// Greatest supported principal in 万元; `None` for the whole loan.
    pub cap: Option<Quantity>,
    /// Greatest number of supported months; `None` for the whole term.
    pub months: Option<Quantity>,
    /// Shares of a loss; `None` if the programme shares none.
    pub loss: Option<Loss>,
    /// Fee; `None` if there is none.
    pub fee: Option<Fee>,
    /// Subsidy; `None` if there is none.
    pub subsidy: Option<Subsidy>,
    /// Funds of the central bank; `None` if there are none.
    pub relending: Option<Relending>,
    /// The dated values in force on the day.
    pub in_force: Vec<InForce>,
    /// Text of the programme, preceded by those that it extends.
    pub text: Source,
}

/// Shares of a loss of the supported principal.
#[derive(Clone, Debug)]
pub struct Loss {
    /// Share of each bearer in %, except that of `rest`.
    pub shares: Vec<(Bearer, Quantity)>,
    /// Bearer of what remains.
    pub rest: Bearer,
    /// Least shares in %.
    pub least: Vec<(Bearer, Decimal)>,
    /// Greatest shares in %.
    pub most: Vec<(Bearer, Decimal)>,
    /// Greatest compensation by all bearers except the bank, in % of the principal that the programme covers;
    /// `None` for no limit.
    pub cap: Option<Decimal>,
}

/// Fee for the support.
#[derive(Clone, Debug)]
pub struct Fee {
    /// % of the supported principal a year.
    pub rate: Quantity,
    /// Who pays it.
    pub payer: Payer,
}

/// Subsidy for the firm.
#[derive(Clone, Debug)]
pub struct Subsidy {
    /// What it is of.
    pub of: SubsidyOf,
    /// Its rate.
    pub rate: SubsidyRate,
    /// Premium in 万元 a year, of a subsidy of premiums.
    pub premium: Option<Quantity>,
    /// Greatest number of years; `None` for the whole term.
    pub years: Option<Quantity>,
    /// Greatest sum for a firm in 万元; `None` for no limit.
    pub cap: Option<Quantity>,
    /// Who pays it.
    pub payer: Payer,
}

/// Rate of a subsidy.
#[derive(Clone, Debug)]
pub enum SubsidyRate {
    /// Percentage points of the principal a year.
    Points(Quantity),
    /// % of the interest or the premium.
    Share(Quantity),
}

/// Funds that the bank can borrow from the central bank.
#[derive(Clone, Debug)]
pub struct Relending {
    /// Interest in % a year.
    pub rate: Quantity,
    /// % of the supported principal that it can borrow.
    pub share: Quantity,
    /// Quota of the whole country in 亿元; `None` if none is known.
    pub quota: Option<f64>,
}

impl Programme {
    /// Title in both languages.
    pub fn heading(&self) -> Message {
        Message::title(&self.title, self.title_zh.as_ref())
    }

    /// Whether it changes a loan's money or risk. Other programmes only name firms.
    pub fn has_effect(&self) -> bool {
        self.loss.is_some() || self.fee.is_some() || self.subsidy.is_some() || self.relending.is_some()
    }

    /// Who pays its subsidy; `None` without one.
    pub fn subsidy_payer(&self) -> Option<Payer> {
        self.subsidy.as_ref().map(|subsidy| subsidy.payer)
    }

    /// Whether it has terms of a loan: an effect, or a limit of the principal. Other programmes only name
    /// firms.
    pub fn has_terms(&self) -> bool {
        self.has_effect() || self.cap.is_some()
    }

    /// Whether a number in it is made up.
    pub fn is_illustrative(&self) -> bool {
        self.basis == WeightsBasis::Illustrative || !self.illustrative.is_empty()
    }

    /// All quantities, each with its key.
    pub fn quantities(&self) -> impl Iterator<Item = (&'static str, &Quantity)> {
        let loan = [("loan.cap", self.cap.as_ref()), ("loan.months", self.months.as_ref())];
        let loss = self.loss.iter().flat_map(|loss| &loss.shares);
        let loss = loss.map(|(bearer, share)| (bearer.key(), share));
        let fee = self.fee.iter().map(|fee| ("fee.rate", &fee.rate));
        let subsidy = self.subsidy.iter().flat_map(|subsidy| {
            let rate = match &subsidy.rate {
                SubsidyRate::Points(points) => ("subsidy.points", Some(points)),
                SubsidyRate::Share(share) => ("subsidy.share", Some(share)),
            };
            let others = [
                ("subsidy.premium", subsidy.premium.as_ref()),
                ("subsidy.years", subsidy.years.as_ref()),
                ("subsidy.cap", subsidy.cap.as_ref()),
            ];
            [rate].into_iter().chain(others).filter_map(|(key, quantity)| Some((key, quantity?)))
        });
        let relending = self.relending.iter().flat_map(|relending| {
            [("relending.rate", &relending.rate), ("relending.share", &relending.share)]
        });
        let loan = loan.into_iter().filter_map(|(key, quantity)| Some((key, quantity?)));
        loan.chain(loss).chain(fee).chain(subsidy).chain(relending)
    }

    /// Keys of its tables of terms, in the order of files.
    pub fn terms(&self) -> impl Iterator<Item = &'static str> {
        let all = [
            ("loan", self.cap.is_some() || self.months.is_some()),
            ("loss", self.loss.is_some()),
            ("fee", self.fee.is_some()),
            ("subsidy", self.subsidy.is_some()),
            ("relending", self.relending.is_some()),
        ];
        all.into_iter().filter(|(_, has)| *has).map(|(key, _)| key)
    }

    /// Keys of numbers that the campaign must give; none in a programme of a campaign.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        let is_required = |(_, quantity): &(_, &Quantity)| matches!(quantity, Quantity::Required);
        self.quantities().filter(is_required).map(|(key, _)| key)
    }

    /// All expressions: rules, layer and quantities.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        let rules = self.rules.iter().map(|rule| &rule.when);
        rules.chain(&self.layer).chain(self.quantities().filter_map(|(_, quantity)| quantity.expr()))
    }
}

impl Bearer {
    /// Key of its share in a programme.
    pub fn key(self) -> &'static str {
        match self {
            Bearer::Bank => "loss.bank",
            Bearer::Pool => "loss.pool",
            Bearer::Guarantor => "loss.guarantor",
            Bearer::Province => "loss.province",
            Bearer::Fund => "loss.fund",
            Bearer::Insurer => "loss.insurer",
        }
    }
}
