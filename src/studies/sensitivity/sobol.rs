//! The sample behind the Sobol indices of the mean absolute rank shift.

use super::draws::{Plan, Sample};
use super::engine::Engine;
use crate::progress::Progress;
use crate::stats::SaltelliSample;

/// The mean absolute rank shifts of `rows` rows of a Saltelli sample: `A` is the draws `1..=rows`, `B` the
/// next `rows`. `None` without rows.
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
    let factors = plan.factors();
    // Row by row, so that draws with the same values, which may need rescoring, are adjacent.
    let mut samples = (1..=rows).flat_map(|number| {
        let (a, b) = (plan.draw(number), plan.draw(number + rows));
        let mixed: Vec<Sample> = factors.iter().map(|&factor| Plan::mixed(&a, &b, factor)).collect();
        [a, b].into_iter().chain(mixed)
    });
    let width = factors.len() + 2;
    let mut shifts = vec![0.0; rows as usize * width];
    engine.rank_all(&mut samples, &mut shifts, None, |_, draws| progress.advance(draws as u64));
    let column = |at: usize| shifts.iter().skip(at).step_by(width).copied().collect();
    Some(SaltelliSample { a: column(0), b: column(1), mixed: (2..width).map(column).collect() })
}
