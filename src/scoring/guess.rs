//! Rules on an unknown fact: the verdict is known if it is the same for every possible value of the fact.

use crate::firms::{Cells, Frame, Kind, Slot, Value};

/// Greatest number of guesses: a rule is evaluated once for each.
const MOST: usize = 64;

/// Values of a kind that represent all others, exactly or nearly: both flags, and numbers from far below to
/// far above those of any firm. Empty for texts and days, which a rule may compare with anything.
fn guesses(kind: Kind) -> &'static [Value<'static>] {
    match kind {
        Kind::Flag => &[Value::Flag(true), Value::Flag(false)],
        Kind::Number => &[Value::Number(-1e12), Value::Number(0.0), Value::Number(1.0), Value::Number(1e12)],
        Kind::Text | Kind::Date => &[],
    }
}

/// `frame` with every combination of guesses in `slots`, each slot with its kind. `None` if a kind has no
/// guesses, or if there are more than [`MOST`] combinations.
pub(super) fn guessed<'a>(frame: &Frame<'a>, slots: &[(usize, Kind)]) -> Option<Vec<Frame<'a>>> {
    let count = slots.iter().fold(1_usize, |count, (_, kind)| count.saturating_mul(guesses(*kind).len()));
    if !(1..=MOST).contains(&count) {
        return None;
    }
    let mut frames = vec![frame.clone()];
    for &(slot, kind) in slots {
        let with = |frame: &Frame<'a>, value: Value<'static>| {
            let mut frame = frame.clone();
            frame.slots[slot] = Slot::Constant(value);
            frame
        };
        frames = frames
            .iter()
            .flat_map(|frame| guesses(kind).iter().map(move |value| with(frame, *value)))
            .collect();
    }
    Some(frames)
}

/// Makes each of `values` unknown unless all `guesses` have the same value.
pub(super) fn keep_agreed(values: &mut Cells<bool>, guesses: impl Iterator<Item = Cells<bool>>) {
    for guess in guesses {
        for (row, present) in values.present.iter_mut().enumerate() {
            *present &= guess.get(row) == Some(values.values[row]);
        }
    }
}
