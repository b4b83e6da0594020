//! Sums of money to the fen, and their shares.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};

use crate::decimal::units;

/// A sum of money in fen (分), a hundredth of a yuan.
///
/// Sums and differences saturate at ±92 千万亿元, far beyond any sum that is let in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// Decimals of a 万元 down to a fen.
const FEN_OF_WAN: i32 = 6;
/// The greatest sum in fen that is let in: a hundred 万亿元.
const MOST: i128 = 10_000_000_000_000_000;

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);

    /// A sum in fen.
    pub const fn of_fen(fen: i64) -> Money {
        Money(fen)
    }

    /// `wan` in 万元, rounded to the fen, halves away from zero. `None` for a negative sum or one beyond a
    /// hundred 万亿元.
    pub fn of_wan(wan: f64) -> Option<Money> {
        if !wan.is_finite() {
            return None;
        }
        let fen = units(wan, FEN_OF_WAN);
        if (0..=MOST).contains(&fen) { i64::try_from(fen).ok().map(Money) } else { None }
    }

    /// A sum in yuan as written with at most two decimals; `None` for other texts, and beyond a hundred
    /// 万亿元.
    pub fn of_yuan(text: &str) -> Option<Money> {
        let fen = text.parse::<Decimal>().ok()?.checked_mul(Decimal::ONE_HUNDRED)?;
        let fen = i64::try_from(fen).ok().filter(|whole| Decimal::from(*whole) == fen)?;
        (i128::from(fen).abs() <= MOST).then_some(Money(fen))
    }

    /// The sum in fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The sum in 万元, as the nearest double.
    pub fn wan(self) -> f64 {
        crate::decimal::shifted(self.0 as f64, -FEN_OF_WAN)
    }

    /// The sum in yuan, exactly.
    pub fn yuan(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// `percent` % of the sum times `months / 12`, rounded to the fen once, halves away from zero.
    pub fn yearly(self, percent: Decimal, months: u32) -> Money {
        rounded(Decimal::from(self.0) * percent * Decimal::from(months) / Decimal::from(1_200))
    }

    /// `percent` % of the sum, rounded to the fen, halves away from zero.
    pub fn percent(self, percent: Decimal) -> Money {
        rounded(Decimal::from(self.0) * percent / Decimal::ONE_HUNDRED)
    }
}

fn rounded(fen: Decimal) -> Money {
    let fen = fen.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    // Beyond 64 bits only a rate of many thousand percent leads.
    let most = if fen.is_sign_negative() { i64::MIN } else { i64::MAX };
    Money(i64::try_from(fen).unwrap_or(most))
}

/// Divides `whole` by shares in percent that sum to 100, to the fen: each part is rounded down, and the fen
/// that remain go to the largest remainders, the first of equal ones before the others. The parts sum to
/// `whole`.
pub fn apportion<const N: usize>(whole: Money, percents: &[Decimal; N]) -> [Money; N] {
    let mut parts = [Money::ZERO; N];
    let mut rests = [Decimal::ZERO; N];
    for (at, percent) in percents.iter().enumerate() {
        let exact = Decimal::from(whole.0) * percent / Decimal::ONE_HUNDRED;
        let down = exact.floor();
        parts[at] = rounded(down);
        rests[at] = exact - down;
    }
    let mut left = whole.0 - parts.iter().map(|part| part.0).sum::<i64>();
    let mut order: [usize; N] = std::array::from_fn(|at| at);
    order.sort_by(|&a, &b| rests[b].cmp(&rests[a]).then(a.cmp(&b)));
    for at in order {
        if left <= 0 {
            break;
        }
        parts[at].0 += 1;
        left -= 1;
    }
    parts
}

impl Add for Money {
    type Output = Money;

    fn add(self, other: Money) -> Money {
        Money(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl Sub for Money {
    type Output = Money;

    fn sub(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Money;

    fn neg(self) -> Money {
        Money(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(sums: I) -> Money {
        sums.fold(Money::ZERO, Add::add)
    }
}

/// In yuan, as a text with two decimals, so that no reader rounds it.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.yuan())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn percent(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_sum_in_wan_yuan_is_its_fen() {
        assert_eq!(Money::of_wan(3_000.0), Some(Money(3_000_000_000)));
        assert_eq!(Money::of_wan(0.1 + 0.2).map(Money::fen), Some(300_000));
        assert_eq!(Money::of_wan(0.000_000_5), Some(Money(1)));
        assert_eq!([-1.0, 1e12, f64::NAN, f64::INFINITY].map(Money::of_wan), [None; 4]);
        assert_eq!(Money::of_yuan("1234567.89"), Some(Money(123_456_789)));
        assert_eq!(["1.005", "x", "1e30", "79228162514264337593543950335"].map(Money::of_yuan), [None; 4]);
        assert_eq!(Money(123_456_789).yuan().to_string(), "1234567.89");
    }

    #[test]
    fn half_a_fen_is_rounded_away_from_zero_once() {
        // 1.5 % of 0.33 yuan over 12 months is 0.495 fen, over 24 it is 0.99.
        assert_eq!(Money(33).yearly(percent("1.5"), 12), Money(0));
        assert_eq!(Money(100).percent(percent("0.5")), Money(1));
        assert_eq!(Money(-100).percent(percent("0.5")), Money(-1));
    }

    #[test]
    fn the_fen_that_remain_go_to_the_largest_remainders() {
        let thirds = [percent("33.3333"), percent("33.3333"), percent("33.3334")];
        assert_eq!(apportion(Money(100), &thirds), [Money(33), Money(33), Money(34)]);
        let shares = [percent("20"), percent("40"), percent("25"), percent("15")];
        assert_eq!(apportion(Money(7), &shares), [Money(1), Money(3), Money(2), Money(1)]);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_are_within_a_fen_of_their_share(
            whole in 0_i64..1_000_000_000_000,
            cuts in prop::array::uniform4(0_u32..=10_000),
        ) {
            let mut ends = cuts.map(|cut| Decimal::new(i64::from(cut), 2));
            ends.sort_unstable();
            let [a, b, c, d] = ends;
            let shares = [a, b - a, c - b, d - c, Decimal::ONE_HUNDRED - d];
            let parts = apportion(Money(whole), &shares);
            prop_assert_eq!(parts.iter().copied().sum::<Money>(), Money(whole));
            for (part, share) in parts.iter().zip(shares) {
                let exact = Decimal::from(whole) * share / Decimal::ONE_HUNDRED;
                prop_assert!((Decimal::from(part.0) - exact).abs() < Decimal::ONE);
            }
        }
    }
}
