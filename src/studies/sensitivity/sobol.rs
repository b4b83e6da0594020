//! The sample behind the Sobol indices of the mean absolute rank shift.

use super::draws::{Factor, Plan, Sample};
use super::engine::Engine;
use crate::progress::Progress;
use crate::stats::SaltelliSample;

/// The mean absolute rank shifts of `rows` rows: `A` is the draws `1..=rows`, `B` those after them. `None`
/// without rows.
pub(super) fn sample(
    engine: &Engine<'_>,
    plan: &Plan<'_>,
    rows: u32,
    progress: &dyn Progress,
) -> Option<SaltelliSample> {
    let rows = u64::from(rows);
    if rows == 0 {
        return None;
    }
    let draws =
        |first: u64| -> Vec<Sample> { (first..first + rows).map(|number| plan.draw(number)).collect() };
    let (a, b) = (draws(1), draws(rows + 1));
    let output = |samples: &mut dyn Iterator<Item = Sample>| {
        let mut shifts = vec![0.0; rows as usize];
        engine.rank_all(samples, &mut shifts, None, |_, draws| progress.advance(draws as u64));
        shifts
    };
    let mixed = |factor: Factor| output(&mut a.iter().zip(&b).map(|(a, b)| Plan::mixed(a, b, factor)));
    let mixed = plan.factors().into_iter().map(mixed).collect();
    Some(SaltelliSample { a: output(&mut a.iter().cloned()), b: output(&mut b.iter().cloned()), mixed })
}
