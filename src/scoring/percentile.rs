//! Shares by rank: the curve for amounts and counts.

use rayon::prelude::*;

use super::population::Strata;
use crate::firms::Cells;
use crate::scorecard::Ties;
use crate::stats::Ascending;

/// Each firm's share `(worse + t) / (n − 1)` among the `n` firms of its stratum: `worse` of them have a worse
/// value, and of the `e` others with the same value `t` count as worse, 0, `e / 2` or `e` by `ties`. 0 for a
/// missing value.
pub(super) fn shares(cells: &Cells<f64>, strata: &Strata, ties: Ties, lower: bool) -> Vec<f64> {
    let share = |below: usize, equal: usize, of: usize| {
        let worse = if lower { of - below - equal } else { below };
        share(worse, equal - 1, of, ties)
    };
    match counts(cells, strata) {
        Some(counts) => by_counting(cells, strata, counts, share),
        None => by_sorting(cells, strata, share),
    }
}

fn share(worse: usize, others: usize, of: usize, ties: Ties) -> f64 {
    if of == 1 {
        return match ties {
            Ties::Low => 0.0,
            Ties::Mean => 0.5,
            Ties::High => 1.0,
        };
    }
    let counted = match ties {
        Ties::Low => worse as f64,
        Ties::Mean => worse as f64 + others as f64 / 2.0,
        Ties::High => (worse + others) as f64,
    };
    counted / (of - 1) as f64
}

fn by_sorting(cells: &Cells<f64>, strata: &Strata, share: impl Fn(usize, usize, usize) -> f64) -> Vec<f64> {
    let mut shares = vec![0.0; cells.len()];
    let members = strata.members(&cells.present).into_par_iter();
    let sorted: Vec<Ascending<'_>> =
        members.map(|members| Ascending::of(&cells.values, members.into_iter())).collect();
    for ascending in sorted {
        let of = ascending.len();
        let mut below = 0;
        for run in ascending.runs() {
            let share = share(below, run.len(), of);
            below += run.len();
            run.for_each(|firm| shares[firm] = share);
        }
    }
    shares
}

/// Frequency of each whole number in each stratum: `counts[stratum · width + number]`.
struct Counts {
    width: usize,
    counts: Vec<usize>,
}

/// Counts the values if all are whole numbers from 0 and small enough for a table no larger than the cohort:
/// patents, awards and the like, where counting is far faster than sorting.
fn counts(cells: &Cells<f64>, strata: &Strata) -> Option<Counts> {
    let most = cells.len() / strata.count;
    let mut greatest = 0;
    for (&x, _) in cells.values.iter().zip(&cells.present).filter(|(_, present)| **present) {
        let number = x as usize;
        if number as f64 != x || number >= most {
            return None;
        }
        greatest = greatest.max(number);
    }
    let width = greatest + 1;
    let mut counts = vec![0; width * strata.count];
    for (firm, (&x, _)) in
        cells.values.iter().zip(&cells.present).enumerate().filter(|(_, (_, present))| **present)
    {
        counts[strata.of(firm) * width + x as usize] += 1;
    }
    Some(Counts { width, counts })
}

fn by_counting(
    cells: &Cells<f64>,
    strata: &Strata,
    Counts { width, counts }: Counts,
    share: impl Fn(usize, usize, usize) -> f64,
) -> Vec<f64> {
    let mut table = vec![0.0; counts.len()];
    for (table, counts) in table.chunks_mut(width).zip(counts.chunks(width)) {
        let of = counts.iter().sum();
        let mut below = 0;
        for (entry, &equal) in table.iter_mut().zip(counts).filter(|(_, equal)| **equal > 0) {
            *entry = share(below, equal, of);
            below += equal;
        }
    }
    let firms = cells.values.iter().zip(&cells.present).enumerate();
    firms
        .map(|(firm, (&x, present))| if *present { table[strata.of(firm) * width + x as usize] } else { 0.0 })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counting_and_sorting_agree(
            values in prop::collection::vec(prop::option::of(0u8..9), 30..200),
            lower: bool,
            ties in prop_oneof![Just(Ties::Low), Just(Ties::Mean), Just(Ties::High)],
        ) {
            let cells: Cells<f64> = values.iter().map(|x| x.map(f64::from)).collect();
            let strata = Strata::for_test((0..cells.len() as u32).map(|at| at % 3).collect(), 3);
            let share = |below: usize, equal: usize, of: usize| {
                share(if lower { of - below - equal } else { below }, equal - 1, of, ties)
            };
            let counts = counts(&cells, &strata);
            prop_assert!(counts.is_some());
            let counted = counts.map(|counts| by_counting(&cells, &strata, counts, share));
            prop_assert_eq!(counted, Some(by_sorting(&cells, &strata, share)));
        }
    }
}
