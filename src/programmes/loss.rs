//! Division of a loss among its bearers.

use rust_decimal::Decimal;

use super::bearer::{BEARERS, Bearer};
use super::programme::Loss;
use crate::words::{Message, say};

/// Shares of a loss in %, by position of the bearer; they sum to 100.
pub type Shares = [Decimal; BEARERS];

/// Shares that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossFault {
    /// A share is below 0, or the shares exceed 100 %.
    Beyond(Decimal),
    /// A bearer's share is below the least one.
    Below(Bearer, Decimal, Decimal),
    /// A bearer's share is above the greatest one.
    Above(Bearer, Decimal, Decimal),
}

impl LossFault {
    /// The fault as a clause.
    pub fn said(self) -> Message {
        match self {
            LossFault::Beyond(sum) => say!(programmes::loss_beyond, sum = sum.to_string()),
            LossFault::Below(bearer, share, bound) => say!(
                programmes::loss_below,
                bearer = bearer.as_str(),
                share = share.to_string(),
                bound = bound.to_string()
            ),
            LossFault::Above(bearer, share, bound) => say!(
                programmes::loss_above,
                bearer = bearer.as_str(),
                share = share.to_string(),
                bound = bound.to_string()
            ),
        }
    }
}

impl Loss {
    /// The shares of all bearers from those stated: `rest` bears what remains of 100 %.
    ///
    /// # Errors
    /// Shares below 0, above 100 % together, or outside the programme's bounds.
    pub(super) fn divide(&self, stated: &[(Bearer, Decimal)]) -> Result<Shares, LossFault> {
        let mut shares = [Decimal::ZERO; BEARERS];
        let sum: Decimal = stated.iter().map(|(_, share)| *share).sum();
        if sum > Decimal::ONE_HUNDRED || stated.iter().any(|(_, share)| share.is_sign_negative()) {
            return Err(LossFault::Beyond(sum));
        }
        stated.iter().for_each(|(bearer, share)| shares[*bearer as usize] = *share);
        shares[self.rest as usize] += Decimal::ONE_HUNDRED - sum;
        for &(bearer, least) in &self.least {
            if shares[bearer as usize] < least {
                return Err(LossFault::Below(bearer, shares[bearer as usize], least));
            }
        }
        for &(bearer, most) in &self.most {
            if shares[bearer as usize] > most {
                return Err(LossFault::Above(bearer, shares[bearer as usize], most));
            }
        }
        Ok(shares)
    }
}
