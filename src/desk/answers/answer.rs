//! One answer of an institution about one firm.

use jiff::civil::Date;

use super::decision::Decision;

/// What an institution said of a firm.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The decision.
    pub decision: Decision,
    /// Amount approved, in 万元.
    pub amount: Option<f64>,
    /// Amount paid out, in 万元.
    pub drawn: Option<f64>,
    /// Interest rate, per cent a year.
    pub rate: Option<f64>,
    /// Term in months.
    pub term: Option<f64>,
    /// Day of the decision.
    pub date: Option<Date>,
    /// The institution's reason; empty without one.
    pub reason: String,
}

impl Answer {
    /// Whether money was paid out, by the decision or by an amount.
    pub fn is_drawn(&self) -> bool {
        self.decision == Decision::Drawn || self.drawn.is_some_and(|drawn| drawn > 0.0)
    }

    /// The day it counts from: that of the decision, else the day it was `received`.
    pub fn day(&self, received: Date) -> Date {
        self.date.unwrap_or(received)
    }
}
