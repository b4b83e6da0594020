//! The tables `[loss]` and `[subsidy]` of a programme, checked.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::bearer::Bearer;
use super::check::{Checker, PERCENT, TIME, WAN};
use super::instrument::SubsidyOf;
use super::loss::LossFault;
use super::programme::{Loss, Subsidy, SubsidyRate};
use super::quantity::{self, Quantity};
use super::written;
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::words::say;

impl Checker<'_> {
    pub(super) fn loss(&mut self, written: &written::Loss, id: &str) -> Option<Loss> {
        let rest = *written.rest.get_ref();
        let each = [
            (Bearer::Bank, &written.bank),
            (Bearer::Pool, &written.pool),
            (Bearer::Guarantor, &written.guarantor),
            (Bearer::Province, &written.province),
            (Bearer::Fund, &written.fund),
            (Bearer::Insurer, &written.insurer),
        ];
        let mut shares = Vec::new();
        for (bearer, share) in each {
            let Some(share) = share else { continue };
            if bearer == rest {
                let message = say!(programmes::rest_twice, bearer = bearer.as_str());
                self.fault(Code::KeyChoice, share, bearer.key(), message, say!(programmes::rest_twice_help));
                return None;
            }
            shares.push((bearer, self.quantity(share, Some(id), bearer.key(), PERCENT)?));
        }
        let loss = Loss {
            shares,
            rest,
            least: self.limits(&written.least, "loss.least"),
            most: self.limits(&written.most, "loss.most"),
            cap: self.positive(written.cap.as_ref(), "loss.cap", PERCENT).and_then(quantity::decimal),
        };
        if let Some(fault) = impossible(&loss) {
            self.fault(Code::ValueInvalid, &written.rest, "loss", fault.said(), say!(programmes::loss_help));
        }
        Some(loss)
    }

    /// Least or greatest shares of bearers.
    fn limits(&mut self, limits: &BTreeMap<Bearer, Spanned<f64>>, key: &str) -> Vec<(Bearer, Decimal)> {
        let mut all = Vec::new();
        for (bearer, share) in limits {
            let number = *share.get_ref();
            match quantity::decimal(number).filter(|_| (PERCENT.0..=PERCENT.1).contains(&number)) {
                Some(share) => all.push((*bearer, share)),
                None => self.outside(share, key, number, PERCENT),
            }
        }
        all
    }

    /// A number above 0, if there is one.
    pub(super) fn positive(
        &mut self,
        written: Option<&Spanned<written::Number>>,
        key: &str,
        bounds: (f64, f64),
    ) -> Option<f64> {
        let written = written?;
        let number = written.get_ref().0;
        if number > 0.0 && number <= bounds.1 {
            return Some(number);
        }
        let message = say!(programmes::number_outside, key = key, number = number.to_string());
        let help = say!(programmes::number_positive_help, high = bounds.1.to_string());
        self.fault(Code::ValueInvalid, written, key, message, help);
        None
    }

    pub(super) fn outside<T>(
        &mut self,
        written: &Spanned<T>,
        key: &str,
        number: f64,
        (low, high): (f64, f64),
    ) {
        let message = say!(programmes::number_outside, key = key, number = number.to_string());
        let help = say!(programmes::number_outside_help, low = low.to_string(), high = high.to_string());
        self.fault(Code::ValueInvalid, written, key, message, help);
    }

    pub(super) fn subsidy(&mut self, written: &written::Subsidy, id: &str) -> Option<Subsidy> {
        let rate = match (&written.points, &written.share) {
            (Some(points), None) => {
                SubsidyRate::Points(self.quantity(points, Some(id), "subsidy.points", PERCENT)?)
            }
            (None, Some(share)) => {
                SubsidyRate::Share(self.quantity(share, Some(id), "subsidy.share", PERCENT)?)
            }
            _ => {
                let message = say!(programmes::subsidy_rate);
                let help = say!(programmes::subsidy_rate_help);
                self.fault(Code::KeyChoice, &written.of, "subsidy", message, help);
                return None;
            }
        };
        let is_premium = *written.of.get_ref() == SubsidyOf::Premium;
        if is_premium && (written.premium.is_none() || matches!(rate, SubsidyRate::Points(_)))
            || !is_premium && written.premium.is_some()
        {
            let message = say!(programmes::premium_misplaced);
            let help = say!(programmes::premium_misplaced_help);
            self.fault(Code::KeyChoice, &written.of, "subsidy", message, help);
            return None;
        }
        Some(Subsidy {
            of: *written.of.get_ref(),
            rate,
            premium: self.optional(written.premium.as_ref(), id, "subsidy.premium", WAN),
            years: self.optional(written.years.as_ref(), id, "subsidy.years", TIME),
            cap: self.optional(written.cap.as_ref(), id, "subsidy.cap", WAN),
            payer: written.payer,
        })
    }
}

/// Why no referral can divide a loss so. Shares that are numbers are judged once; an expression is judged for
/// each referral, and is at least 0.
fn impossible(loss: &Loss) -> Option<LossFault> {
    let number = |(bearer, share): &(Bearer, Quantity)| match share {
        Quantity::Fixed(share) => Some((*bearer, *share)),
        Quantity::Rule { .. } | Quantity::Required => None,
    };
    let fixed: Vec<_> = loss.shares.iter().filter_map(number).collect();
    if fixed.len() == loss.shares.len() {
        return loss.divide(&fixed).err();
    }
    let sum: Decimal = fixed.iter().map(|(_, share)| *share).sum();
    (sum > Decimal::ONE_HUNDRED).then_some(LossFault::Beyond(sum))
}
