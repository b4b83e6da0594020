//! Numbers of a rule as quotients of whole numbers, in SQL.
//!
//! A rule reckons with decimals, exactly. An engine has doubles, in which sums, differences and products of
//! whole numbers are exact below 2^53, and one division is rounded once. So a number is kept as
//! `over / (under · 10^scale)` with whole `over` and `under`, and is divided once, when it leaves the rule:
//! then it is the double nearest to the exact number, which is what the rule itself returns. Two numbers are
//! compared by their products, never by their quotients. Whoever runs the SQL must make sure that all whole
//! numbers on the way are below 2^53: they are columns, whose greatest sizes can be asked for.

use std::collections::BTreeSet;

use super::sql::{Call, Sql};
use crate::firms::Kind;

/// The greatest power of ten that a double holds exactly.
const MOST_SCALE: u32 = 22;

/// A number, `over / (under · 10^scale)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotient {
    /// Numerator, a whole number.
    pub over: Sql,
    /// Denominator, a whole number that is not 0, missing where there is no number; `None` for 1.
    pub under: Option<Sql>,
    /// Power of ten by which the quotient is divided as well.
    pub scale: u32,
}

/// Steps with names, in the order of evaluation: each may read those before it.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// Names and expressions.
    pub all: Vec<(String, Sql)>,
    /// Beginning of the names.
    prefix: String,
    /// Names in use, in lower case: some engines know no other.
    taken: BTreeSet<String>,
}

impl Steps {
    /// No steps; names begin with `prefix`.
    pub fn new(prefix: impl Into<String>) -> Steps {
        Steps { prefix: prefix.into(), ..Steps::default() }
    }

    /// Begins the names of the steps to come with `prefix`.
    pub fn begin(&mut self, prefix: &str) {
        self.prefix = prefix.to_owned();
    }

    /// Sets a name aside. Returns whether it was free.
    pub fn take(&mut self, name: &str) -> bool {
        self.taken.insert(name.to_lowercase())
    }

    /// `sql` under a name, so that it is evaluated once however often it is written; a constant or a column
    /// as it is.
    pub fn named(&mut self, sql: Sql) -> Sql {
        if sql.is_simple() {
            return sql;
        }
        let known = self.all.iter().find(|(_, known)| *known == sql);
        let name = known.map(|(name, _)| name.clone()).unwrap_or_else(|| {
            let names = (1..).map(|at| format!("{}{at}", self.prefix));
            let name = names.into_iter().find(|name| self.taken.insert(name.to_lowercase()));
            let name = name.unwrap_or_else(|| unreachable!("numbers do not end"));
            self.all.push((name.clone(), sql));
            name
        });
        Sql::Column(name.into())
    }
}

/// `10^power` as a number; `None` beyond what a double holds exactly.
pub(super) fn ten(power: u32) -> Option<Sql> {
    (power <= MOST_SCALE).then(|| Sql::Number(10_f64.powi(power as i32)))
}

fn product(a: Option<Sql>, b: Option<Sql>) -> Option<Sql> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.times(b)),
        (one, None) | (None, one) => one,
    }
}

impl Quotient {
    /// A whole number of units of `10^-scale`.
    pub fn whole(over: Sql, scale: u32) -> Quotient {
        Quotient { over, under: None, scale }
    }

    /// The number in SQL: one division.
    pub fn value(self) -> Option<Sql> {
        let scale = ten(self.scale)?;
        let under = match self.under {
            Some(under) => under.times(scale),
            None if self.scale == 0 => return Some(self.over),
            None => scale,
        };
        Some(Sql::of(Call::Divide, self.over, under))
    }

    /// Whether the number is known.
    pub fn is_known(&self) -> Sql {
        let over = self.over.clone().is_known();
        match &self.under {
            Some(under) => Sql::of(Call::And, over, under.clone().is_known()),
            None => over,
        }
    }

    /// The number with its parts under names.
    pub(super) fn named(self, steps: &mut Steps) -> Quotient {
        Quotient {
            over: steps.named(self.over),
            under: self.under.map(|under| steps.named(under)),
            scale: self.scale,
        }
    }

    /// The same number with a denominator above 0.
    pub(super) fn upright(self, steps: &mut Steps) -> Quotient {
        let Some(under) = self.under else { return self };
        let (over, under) = (steps.named(self.over), steps.named(under));
        let is_below = || Sql::of(Call::Less, under.clone(), Sql::Number(0.0));
        let minus = |sql: &Sql| Sql::of(Call::Subtract, Sql::Number(0.0), sql.clone());
        let flipped = Sql::choose(is_below(), minus(&over), over.clone());
        Quotient {
            over: steps.named(flipped),
            under: Some(steps.named(Sql::of_one(Call::Abs, under))),
            scale: self.scale,
        }
    }

    /// Both numbers over one denominator: their numerators, and what is below them.
    pub(super) fn alike(self, other: Quotient, steps: &mut Steps) -> Option<(Sql, Sql, Option<Sql>, u32)> {
        let scale = self.scale.max(other.scale);
        let raise = |sql: Sql, own: u32| Some(sql.times(ten(scale - own)?));
        let (a, b) = (raise(self.over, self.scale)?, raise(other.over, other.scale)?);
        if self.under == other.under {
            return Some((a, b, self.under, scale));
        }
        let (under, of_other) =
            (self.under.map(|under| steps.named(under)), other.under.map(|under| steps.named(under)));
        let a = product(Some(a), of_other.clone())?;
        let b = product(Some(b), under.clone())?;
        Some((a, b, product(under, of_other), scale))
    }

    /// `self + other`, or `self − other`.
    pub(super) fn plus(self, call: Call, other: Quotient, steps: &mut Steps) -> Option<Quotient> {
        let (a, b, under, scale) = self.alike(other, steps)?;
        Some(Quotient { over: Sql::of(call, a, b), under, scale })
    }

    /// `self · other`.
    pub(super) fn times(self, other: Quotient) -> Option<Quotient> {
        let under = product(self.under, other.under);
        Some(Quotient { over: self.over.times(other.over), under, scale: self.scale + other.scale })
    }

    /// `self / other`; missing where `other` is 0.
    pub(super) fn divided_by(self, other: Quotient, steps: &mut Steps) -> Option<Quotient> {
        let divisor = steps.named(other.over);
        let is_other = Sql::of(Call::Equal, divisor.clone(), Sql::Number(0.0));
        let divisor = Sql::choose(is_other, Sql::Null(Kind::Number), divisor);
        let over = product(Some(self.over), other.under)?;
        let under = product(self.under, Some(divisor))?;
        Some(match other.scale.checked_sub(self.scale) {
            Some(more) => Quotient { over: over.times(ten(more)?), under: Some(under), scale: 0 },
            None => Quotient { over, under: Some(under), scale: self.scale - other.scale },
        })
    }

    /// Whether `self` and `other` are in the relation `call`, by their products.
    pub(super) fn compared(self, call: Call, other: Quotient, steps: &mut Steps) -> Option<Sql> {
        let (a, b) = (self.upright(steps), other.upright(steps));
        let (a, b, under, _) = a.alike(b, steps)?;
        let answer = Sql::of(call, a, b);
        // A denominator is missing where there is no number, even if the products do not have it.
        Some(match under {
            Some(under) => Sql::Case(vec![(steps.named(under).is_known(), answer)], None),
            None => answer,
        })
    }

    /// `⌊self · 10^digits + halves / 2⌋ / 10^digits`, for a denominator above 0.
    ///
    /// The quotient of whole numbers below 2^53 is never rounded to a whole number that it does not have: the
    /// distance is at least `1 / under`, more than half a unit in the last place. So the floor of the double
    /// is that of the number.
    fn floor_of(self, digits: i32, halves: f64) -> Option<Quotient> {
        let scale = i32::try_from(self.scale).ok()?;
        let (up, down) = ((digits - scale).max(0) as u32, (scale - digits).max(0) as u32);
        let under = product(self.under, Some(ten(down)?));
        let over = self.over.times(ten(up)?);
        let under = under.unwrap_or(Sql::Number(1.0));
        let shifted = match halves {
            0.0 => over,
            halves => {
                let twice = Sql::Number(2.0).times(over);
                Sql::of(Call::Add, twice, Sql::Number(halves).times(under.clone()))
            }
        };
        let by = if halves == 0.0 { under } else { Sql::Number(2.0).times(under) };
        let whole = Sql::of_one(Call::Floor, Sql::of(Call::Divide, shifted, by));
        Some(match u32::try_from(digits) {
            Ok(digits) => Quotient::whole(whole, digits),
            Err(_) => Quotient::whole(whole.times(ten(digits.unsigned_abs())?), 0),
        })
    }

    /// The greatest whole number up to it.
    pub(super) fn floor(self, steps: &mut Steps) -> Option<Quotient> {
        self.upright(steps).floor_of(0, 0.0)
    }

    /// Rounded to `digits` decimals, halves away from zero; with `halves = 0` cut instead.
    pub(super) fn rounded(self, digits: i32, halves: f64, steps: &mut Steps) -> Option<Quotient> {
        let upright = self.upright(steps).named(steps);
        let is_below = Sql::of(Call::Less, upright.over.clone(), Sql::Number(0.0));
        let size = Quotient { over: steps.named(Sql::of_one(Call::Abs, upright.over)), ..upright };
        let size = size.floor_of(digits, halves)?.named(steps);
        let minus = Sql::of(Call::Subtract, Sql::Number(0.0), size.over.clone());
        Some(Quotient { over: Sql::choose(is_below, minus, size.over), ..size })
    }
}
