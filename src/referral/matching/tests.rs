//! Deferred acceptance against brute force over all matchings of small markets, and published examples.

use proptest::prelude::*;

use super::*;

/// A market as written down: each firm's institutions in its order, each institution's firms in its order.
#[derive(Clone, Debug)]
struct Written {
    wishes: Vec<Vec<usize>>,
    orders: Vec<Vec<u32>>,
    seats: Vec<Seats>,
    most: usize,
}

impl Market for Written {
    fn firms(&self) -> usize {
        self.wishes.len()
    }

    fn next(&self, firm: u32, step: u32) -> Option<(usize, u32)> {
        Some((*self.wishes[firm as usize].get(step as usize)?, step + 1))
    }

    fn place(&self, firm: u32, institution: usize) -> u32 {
        let place = self.orders[institution].iter().position(|&one| one == firm);
        place.expect("every wish is mutual") as u32 + 1
    }
}

/// One seat per institution, and one institution per firm. `first` has each firm's rank of every institution,
/// `second` each institution's rank of every firm.
fn marriage(firms: &[&[usize]], institutions: &[&[u32]]) -> Written {
    let limits = Limits { firms: Some(1), amount: None, groups: vec![GroupLimits::NONE] };
    Written {
        wishes: firms.iter().map(|wishes| wishes.to_vec()).collect(),
        orders: institutions.iter().map(|order| order.to_vec()).collect(),
        seats: vec![Seats { limits, group: [].into(), amount: [].into() }; institutions.len()],
        most: 1,
    }
}

impl Written {
    fn matched(&self) -> Matched {
        matched(self, &self.seats.iter().collect::<Vec<_>>(), self.most)
    }

    /// The institutions of each firm, a bit each.
    fn of_firms(&self, lists: &[Vec<u32>]) -> Vec<u32> {
        let mut of = vec![0; self.wishes.len()];
        for (at, list) in lists.iter().enumerate() {
            list.iter().for_each(|&firm| of[firm as usize] |= 1 << at);
        }
        of
    }

    /// The choice of an institution among firms, as its definition reads, one firm at a time.
    fn choice(&self, at: usize, among: &[u32]) -> Vec<u32> {
        let Seats { limits, amount, .. } = &self.seats[at];
        let order: Vec<u32> = self.orders[at].iter().copied().filter(|firm| among.contains(firm)).collect();
        let group = |firm: u32| self.seats[at].group_of(firm);
        let mut taken: Vec<u32> = Vec::new();
        for floor in [true, false] {
            for &firm in &order {
                let own = taken.iter().filter(|&&one| group(one) == group(firm)).count();
                let of_group = &limits.groups[group(firm)];
                let most = if floor { of_group.at_least } else { of_group.at_most };
                let is_free = limits.firms.is_none_or(|most| taken.len() < most);
                let before = || taken.iter().map(|&one| amount[one as usize]).sum::<i128>();
                let is_below = limits.amount.is_none_or(|most| before() < most);
                if own < most && is_free && is_below && !taken.contains(&firm) {
                    taken.push(firm);
                } else if !floor && limits.amount.is_some() {
                    // An amount ends the list: no firm behind is taken.
                    break;
                }
            }
        }
        taken.sort_unstable();
        taken
    }

    /// The best `most` of these institutions for a firm.
    fn best(&self, firm: usize, among: u32) -> u32 {
        let wished = self.wishes[firm].iter().filter(|&&at| among >> at & 1 == 1);
        wished.take(self.most).fold(0, |bits, &at| bits | 1 << at)
    }

    /// Whether no firm or institution would drop a partner, and no pair would rather have each other.
    fn is_stable(&self, of: &[u32]) -> bool {
        let list = |at: usize| -> Vec<u32> {
            (0..of.len() as u32).filter(|&firm| of[firm as usize] >> at & 1 == 1).collect()
        };
        let keeps = |at: usize| self.choice(at, &list(at)) == list(at);
        let wants = |firm: usize, at: usize| {
            let with = of[firm] | 1 << at;
            self.best(firm, with) >> at & 1 == 1
        };
        let takes = |firm: u32, at: usize| {
            let mut with = list(at);
            with.push(firm);
            self.choice(at, &with).contains(&firm)
        };
        (0..self.orders.len()).all(keeps)
            && (0..of.len()).all(|firm| self.best(firm, of[firm]) == of[firm])
            && (0..of.len()).all(|firm| {
                let others = self.wishes[firm].iter().filter(|&&at| of[firm] >> at & 1 == 0);
                let mut others = others.copied();
                !others.any(|at| wants(firm, at) && takes(firm as u32, at))
            })
    }

    /// All stable outcomes.
    fn stable(&self) -> Vec<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for firm in 0..self.wishes.len() {
            let sets: Vec<u32> =
                (0..1_u32 << self.orders.len()).filter(|&set| self.best(firm, set) == set).collect();
            all = all
                .into_iter()
                .flat_map(|before: Vec<u32>| {
                    sets.iter().map(move |&set| before.iter().copied().chain([set]).collect::<Vec<u32>>())
                })
                .collect();
        }
        all.retain(|of| self.is_stable(of));
        all
    }
}

#[test]
fn three_by_three_has_three_stable_outcomes_and_firms_get_their_first_wishes() {
    // Gale and Shapley 1962, example 1: the ranks of α, β, γ by A, B, C, and of A, B, C by α, β, γ.
    let market = marriage(&[&[0, 1, 2], &[1, 2, 0], &[2, 0, 1]], &[&[1, 2, 0], &[2, 0, 1], &[0, 1, 2]]);
    let stable = market.stable();
    assert_eq!(stable, [[1, 2, 4], [2, 4, 1], [4, 1, 2]]);
    assert_eq!(market.of_firms(&market.matched().lists), [1, 2, 4]);
}

#[test]
fn four_by_four_has_one_stable_outcome() {
    // Gale and Shapley 1962, example 2.
    let market = marriage(
        &[&[0, 1, 2, 3], &[0, 3, 2, 1], &[1, 0, 2, 3], &[3, 1, 2, 0]],
        &[&[3, 2, 0, 1], &[1, 3, 0, 2], &[3, 0, 1, 2], &[2, 1, 0, 3]],
    );
    let stable = market.stable();
    assert_eq!(stable, [[1 << 2, 1 << 3, 1 << 0, 1 << 1]]);
    assert_eq!(market.of_firms(&market.matched().lists), stable[0]);
}

#[test]
fn a_floor_is_soft() {
    // Two seats, one of them for the group of firm 2: it goes first, although it is last.
    let limits = |at_least| Limits {
        firms: Some(2),
        amount: None,
        groups: vec![GroupLimits::NONE, GroupLimits { at_least, at_most: usize::MAX }],
    };
    let seats =
        |at_least, group: &[u32]| Seats { limits: limits(at_least), group: group.into(), amount: [].into() };
    let all = [(0, 1, 0), (0, 2, 1), (0, 3, 2)];
    assert_eq!(chosen(&[&seats(1, &[0, 0, 1])], all), [[0, 2]]);
    // No firm of the group is there: its seat goes to the next.
    assert_eq!(chosen(&[&seats(1, &[0, 0, 0])], all), [[0, 1]]);
    assert_eq!(chosen(&[&seats(0, &[0, 0, 1])], all), [[0, 1]]);
}

#[test]
fn an_amount_ends_the_list_with_the_firm_that_reaches_it() {
    let limits = Limits { firms: None, amount: Some(100), groups: vec![GroupLimits::NONE] };
    let seats = Seats { limits, group: [].into(), amount: [60, 39, 500, 1].into() };
    // 60 + 39 are below 100, so that the third is taken, and the list ends.
    assert_eq!(chosen(&[&seats], [(0, 1, 0), (0, 2, 1), (0, 3, 2), (0, 4, 3)]), [[0, 1, 2]]);
}

fn limits(firms: usize) -> impl Strategy<Value = Seats> {
    let group = prop::collection::vec(0_u32..2, firms);
    let plain = (0..4_usize).prop_map(|firms| (Some(firms), None, vec![GroupLimits::NONE; 2]));
    let free = Just((None, None, vec![GroupLimits::NONE; 2]));
    let amount = (prop::option::of(0..3_usize), 0..8_i128)
        .prop_map(|(firms, amount)| (firms, Some(amount), vec![GroupLimits::NONE]));
    let quotas =
        (0..4_usize, prop::collection::vec((0..3_usize, 0..3_usize), 2)).prop_map(|(firms, groups)| {
            let mut left = firms;
            let groups = groups.into_iter().map(|(at_least, more)| {
                let at_least = at_least.min(left);
                left -= at_least;
                GroupLimits { at_least, at_most: at_least + more }
            });
            let groups: Vec<GroupLimits> = groups.collect();
            (Some(firms), None, groups)
        });
    let all = prop_oneof![plain, free, amount, quotas];
    (all, group, prop::collection::vec(0..5_i128, firms)).prop_map(
        |((firms, amount, groups), group, amounts)| {
            let group = if groups.len() > 1 { group } else { Vec::new() };
            Seats { limits: Limits { firms, amount, groups }, group: group.into(), amount: amounts.into() }
        },
    )
}

fn market() -> impl Strategy<Value = Written> {
    (1..5_usize, 1..4_usize, 1..3_usize).prop_flat_map(|(firms, institutions, most)| {
        let wishes = prop::collection::vec(
            prop::sample::subsequence((0..institutions).collect::<Vec<_>>(), 0..=institutions).prop_shuffle(),
            firms,
        );
        let orders =
            prop::collection::vec(Just((0..firms as u32).collect::<Vec<_>>()).prop_shuffle(), institutions);
        let seats = prop::collection::vec(limits(firms), institutions);
        (wishes, orders, seats).prop_map(move |(wishes, orders, seats)| Written {
            wishes,
            orders,
            seats,
            most,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn the_outcome_is_stable_and_best_for_every_firm(market in market()) {
        let outcome = market.of_firms(&market.matched().lists);
        let stable = market.stable();
        prop_assert!(stable.contains(&outcome));
        for other in &stable {
            for firm in 0..outcome.len() {
                // Given both outcomes, the firm would keep the one that it has.
                prop_assert_eq!(market.best(firm, outcome[firm] | other[firm]), outcome[firm]);
            }
        }
    }

    #[test]
    fn lists_are_in_order_and_within_their_limits(market in market()) {
        let Matched { lists, .. } = market.matched();
        for (at, list) in lists.iter().enumerate() {
            let places: Vec<u32> = list.iter().map(|&firm| market.place(firm, at)).collect();
            prop_assert!(places.is_sorted());
            let mut all = list.clone();
            all.sort_unstable();
            prop_assert_eq!(market.choice(at, &all), all);
        }
        let of = market.of_firms(&lists);
        prop_assert!(of.iter().all(|set| set.count_ones() as usize <= market.most));
    }

    #[test]
    fn a_choice_from_all_is_the_choice_as_defined(market in market(), at in 0..3_usize, turn in 0..5_usize) {
        let at = at % market.orders.len();
        let mut all: Vec<(usize, u32, u32)> =
            (1..).zip(&market.orders[at]).map(|(place, &firm)| (0, place, firm)).collect();
        let mut ours = chosen(&[&market.seats[at]], all.iter().copied());
        // The order of proposals does not matter.
        all.reverse();
        prop_assert_eq!(&ours, &chosen(&[&market.seats[at]], all.iter().copied()));
        let middle = turn % all.len();
        all.rotate_left(middle);
        prop_assert_eq!(&ours, &chosen(&[&market.seats[at]], all));
        let mut ours = ours.remove(0);
        ours.sort_unstable();
        let everyone: Vec<u32> = (0..market.wishes.len() as u32).collect();
        prop_assert_eq!(ours, market.choice(at, &everyone));
    }

    #[test]
    fn other_names_of_the_firms_change_nothing(market in market(), turn in 0..5_usize) {
        let firms = market.wishes.len();
        let new = |firm: u32| (firm + turn as u32) % firms as u32;
        let mut renamed = market.clone();
        for firm in 0..firms {
            renamed.wishes[new(firm as u32) as usize] = market.wishes[firm].clone();
        }
        for order in &mut renamed.orders {
            order.iter_mut().for_each(|firm| *firm = new(*firm));
        }
        for (seats, before) in renamed.seats.iter_mut().zip(&market.seats) {
            let (mut group, mut amount) = (before.group.to_vec(), before.amount.to_vec());
            for firm in 0..firms {
                let to = new(firm as u32) as usize;
                if let Some(before) = before.group.get(firm) { group[to] = *before; }
                amount[to] = before.amount[firm];
            }
            (seats.group, seats.amount) = (group.into(), amount.into());
        }
        let lists = market.matched().lists.into_iter();
        let expected: Vec<Vec<u32>> = lists.map(|list| list.into_iter().map(new).collect()).collect();
        prop_assert_eq!(renamed.matched().lists, expected);
    }
}
