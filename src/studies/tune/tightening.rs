//! Continued search from weights that met the goals in the search, but not in the full scoring.

use super::Scored;
use super::candidate::Evaluator;
use super::goal::Goals;
use super::report::GoalValue;
use super::search::{Search, Solution};
use super::wishes::Units;
use crate::finding::Findings;
use crate::progress::Progress;

/// Largest number of further searches.
const ROUNDS: u64 = 4;
/// Divisor of all evaluations for each of the [`ROUNDS`].
const PART: usize = 4;

/// Continues the search from the weights in `found`, with targets raised by the miss, while a goal that they
/// met in the search is missed in `after`, the full scoring. Weights that meet all goals in their full
/// scoring replace the found ones.
pub(super) fn search_on(
    evaluator: &Evaluator<'_>,
    found: &mut Solution,
    after: &mut Scored,
    score: &dyn Fn(&Units) -> Result<Scored, Findings>,
    progress: &dyn Progress,
) -> Result<(), Findings> {
    let count = evaluator.goals.all.len();
    if found.best.objectives[..count].iter().any(|short| *short > 0.0) {
        return Ok(());
    }
    let mut aim = evaluator.goals.clone();
    aim.evaluations = (aim.evaluations / PART).max(1);
    let (mut from, mut missed) = (found.best.clone(), after.values.clone());
    for round in 1..=ROUNDS {
        if missed.iter().all(|value| value.met) || !raise(&mut aim, evaluator.goals, &from.values, &missed) {
            break;
        }
        aim.seed = evaluator.goals.seed.wrapping_add(round);
        let next = Search::new(&Evaluator { goals: &aim, ..*evaluator }, progress)
            .from(from.units)
            .run(false, false);
        found.evaluations += next.evaluations;
        let scored = score(&next.best.units)?;
        if scored.values.iter().all(|value| value.met) {
            found.best = evaluator.run(&[next.best.units], 0.0).remove(0);
            *after = scored;
            break;
        }
        (from, missed) = (next.best, scored.values);
    }
    Ok(())
}

/// Raises each missed target by the difference between `had`, its value in the search, and its value in the
/// full scoring, but by at most half of the range left. Returns whether any range was left.
fn raise(aim: &mut Goals, goals: &Goals, had: &[Option<f64>], missed: &[GoalValue]) -> bool {
    let mut is_raised = false;
    for (((aim, goal), had), missed) in aim.all.iter_mut().zip(&goals.all).zip(had).zip(missed) {
        let (Some(value), Some(had), false) = (missed.value, had, missed.met) else { continue };
        let (low, high) = goal.what.ends();
        let bounds = [(&mut aim.at_least, goal.at_least, high), (&mut aim.at_most, goal.at_most, low)];
        for (aim, bound, end) in bounds {
            let (Some(aim), Some(bound)) = (aim.as_mut(), bound) else { continue };
            // Only the missed bound lies between the value and the end.
            let miss = bound - value;
            if miss * (end - bound) > 0.0 {
                let half = (end - had) / 2.0;
                let step = if miss.abs() < half.abs() { miss } else { half };
                is_raised |= step != 0.0;
                *aim = had + step;
            }
        }
    }
    is_raised
}
