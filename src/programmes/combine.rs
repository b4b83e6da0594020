//! The best combination of programmes for one loan, by exact search.

use super::instrument::Prefer;
use super::money::Money;

/// A programme that a loan could use, in the terms of the search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    /// Position of the programme.
    pub programme: usize,
    /// Bits of the words by which programmes exclude one another.
    pub exclusive: u64,
    /// Whether it divides the loss: at most one programme of a combination does.
    pub divides: bool,
    /// Part of the principal whose loss others than the bank bear.
    pub covered: Money,
    /// Subsidies less fees of the firm over the term; may be negative.
    pub money: Money,
    /// Saving of the bank by cheap funds over the term.
    pub saving: Money,
    /// Supported principal of a programme that changes neither money nor risk; `None` for any other.
    pub route: Option<Money>,
    /// Subsidies of interest by year.
    pub interest: &'a [Money],
}

/// Value of a combination: the greater of two is better, by the first number that differs. Of covered
/// principal, money and saving follow the supported principal of routes, and the number of routes less that
/// of other programmes.
type Worth = (Money, Money, Money, Money, i32);

impl Candidate<'_> {
    /// What it adds to the last two numbers.
    fn reach(&self) -> (Money, i32) {
        self.route.map_or((Money::ZERO, -1), |principal| (principal, 1))
    }
}

/// The best combination of `candidates`, as bits of the positions of programmes.
///
/// A combination is possible if no two of its programmes share a word of `exclusive`, at most one divides the
/// loss, and the subsidies of interest of no year exceed the loan's `interest` of that year by more than
/// rounding. All possible combinations are considered, except those that cannot be better than the best one
/// found. Among combinations of the same value the one with more routes and fewer other programmes is best,
/// then the one with the earlier programmes.
pub(super) fn best(candidates: &[Candidate<'_>], interest: &[Money], prefer: Prefer) -> u64 {
    let mut rest: Vec<Worth> = vec![Default::default(); candidates.len() + 1];
    for (at, one) in candidates.iter().enumerate().rev() {
        let (cover, money, saving, reached, more) = rest[at + 1];
        let (principal, number) = one.reach();
        let money = money + one.money.max(Money::ZERO);
        let saving = saving + one.saving.max(Money::ZERO);
        rest[at] = (cover.max(one.covered), money, saving, reached + principal, more + number.max(0));
    }
    let mut search = Search { candidates, interest, prefer, rest, best: None };
    search.from(0, &State { chosen: 0, words: 0, divides: false, worth: Default::default() });
    search.best.map_or(0, |(_, chosen)| chosen)
}

struct Search<'a> {
    candidates: &'a [Candidate<'a>],
    interest: &'a [Money],
    prefer: Prefer,
    /// What the candidates from each position on can add at most.
    rest: Vec<Worth>,
    best: Option<(Worth, u64)>,
}

/// A combination of some candidates before a position.
#[derive(Clone, Copy)]
struct State {
    /// Bits of positions of candidates.
    chosen: u64,
    words: u64,
    divides: bool,
    worth: Worth,
}

impl Search<'_> {
    /// The worth in the order of what is preferred.
    fn ordered(&self, (covered, money, saving, reached, more): Worth) -> Worth {
        match self.prefer {
            Prefer::Cover => (covered, money, saving, reached, more),
            Prefer::Money => (money, covered, saving, reached, more),
        }
    }

    fn from(&mut self, at: usize, state: &State) {
        let Some(one) = self.candidates.get(at) else {
            let worth = self.ordered(state.worth);
            // The first of equal combinations stays: it has the earlier programmes.
            if self.best.is_none_or(|(best, _)| worth > best) {
                let programmes = self.candidates.iter().enumerate();
                let chosen = programmes.filter(|(at, _)| state.chosen >> at & 1 == 1);
                self.best = Some((worth, chosen.fold(0, |bits, (_, one)| bits | 1 << one.programme)));
            }
            return;
        };
        let (rest, known) = (self.rest[at], state.worth);
        let sums = (known.1 + rest.1, known.2 + rest.2, known.3 + rest.3, known.4 + rest.4);
        let most = (known.0.max(rest.0), sums.0, sums.1, sums.2, sums.3);
        if self.best.is_some_and(|(best, _)| self.ordered(most) <= best) {
            return;
        }
        if one.exclusive & state.words == 0 && !(one.divides && state.divides) {
            let (covered, money, saving, reached, more) = state.worth;
            let (principal, number) = one.reach();
            let worth = (covered + one.covered, money + one.money, saving + one.saving);
            let with = State {
                chosen: state.chosen | 1 << at,
                words: state.words | one.exclusive,
                divides: state.divides || one.divides,
                worth: (worth.0, worth.1, worth.2, reached + principal, more + number),
            };
            if self.within_interest(with.chosen) {
                self.from(at + 1, &with);
            }
        }
        self.from(at + 1, state);
    }

    /// Whether the subsidies of interest stay within the interest of each year.
    fn within_interest(&self, chosen: u64) -> bool {
        let of_year = |year: usize| {
            let all = self.candidates.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1);
            all.filter_map(|(_, one)| one.interest.get(year).copied()).sum::<Money>()
        };
        let years = self.candidates.iter().map(|one| one.interest.len()).max().unwrap_or(0);
        let rounded = rounding(self.candidates);
        let most = |year: usize| self.interest.get(year).copied().unwrap_or(Money::ZERO) + rounded;
        (0..years).all(|year| of_year(year) <= most(year))
    }
}

/// Fen by which rounded subsidies of interest may together exceed the interest: less than one for each. It is
/// the same for every combination, so that a part of a possible combination is possible.
fn rounding(candidates: &[Candidate<'_>]) -> Money {
    let paid = candidates.iter().filter(|one| !one.interest.is_empty()).count();
    Money::of_fen(paid.saturating_sub(1) as i64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn worth(candidates: &[Candidate<'_>], chosen: u64, prefer: Prefer) -> Worth {
        let sum = |of: fn(&Candidate<'_>) -> Money| {
            let all = candidates.iter().filter(|one| chosen >> one.programme & 1 == 1);
            all.map(of).sum::<Money>()
        };
        let (covered, money) = (sum(|one| one.covered), sum(|one| one.money));
        let (first, second) = match prefer {
            Prefer::Cover => (covered, money),
            Prefer::Money => (money, covered),
        };
        let all = candidates.iter().filter(|one| chosen >> one.programme & 1 == 1);
        let more = all.map(|one| one.reach().1).sum();
        (first, second, sum(|one| one.saving), sum(|one| one.reach().0), more)
    }

    fn is_possible(candidates: &[Candidate<'_>], interest: &[Money], chosen: u64) -> bool {
        let all: Vec<_> = candidates.iter().filter(|one| chosen >> one.programme & 1 == 1).collect();
        let apart = all.iter().enumerate().all(|(at, one)| {
            all[..at]
                .iter()
                .all(|other| one.exclusive & other.exclusive == 0 && !(one.divides && other.divides))
        });
        let within = (0..3).all(|year| {
            let sum: Money = all.iter().filter_map(|one| one.interest.get(year).copied()).sum();
            sum <= interest.get(year).copied().unwrap_or(Money::ZERO) + rounding(candidates)
        });
        apart && within
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_best_of_all_possible_combinations_is_found(
            written in prop::collection::vec(
                (0_u64..8, any::<bool>(), 0_i64..5, -3_i64..5, -2_i64..3,
                    prop::collection::vec(0_i64..4, 0..3), prop::option::of(0_i64..3)),
                0..7,
            ),
            interest in prop::collection::vec(0_i64..7, 0..3),
            cover in any::<bool>(),
        ) {
            let fen = |all: &[i64]| all.iter().copied().map(Money::of_fen).collect::<Vec<_>>();
            let years: Vec<Vec<Money>> = written.iter().map(|one| fen(&one.5)).collect();
            let candidates: Vec<Candidate<'_>> = written.iter().zip(&years).enumerate().map(
                |(programme, (&(exclusive, divides, covered, money, saving, _, route), interest))| Candidate {
                    programme, exclusive, divides, interest, route: route.map(Money::of_fen),
                    covered: Money::of_fen(if divides { covered } else { 0 }),
                    money: Money::of_fen(money), saving: Money::of_fen(saving),
                }).collect();
            let interest = fen(&interest);
            let prefer = if cover { Prefer::Cover } else { Prefer::Money };
            let found = best(&candidates, &interest, prefer);
            prop_assert!(is_possible(&candidates, &interest, found));
            let all = (0..1 << candidates.len()).filter(|&set| is_possible(&candidates, &interest, set));
            let most = all.map(|set| worth(&candidates, set, prefer)).max().unwrap();
            prop_assert_eq!(worth(&candidates, found, prefer), most);
        }
    }
}
