//! What a rule says of firms whatever a fact that is not known of them may be.

use crate::firms::{Cells, Frame, Kind, Slot, Value};

/// The most guesses at once: a rule is reckoned again for each.
const MOST: usize = 64;

/// Values one of which decides as any value of its kind does, or nearly: both flags, and numbers from far
/// below what firms have to far above. None of texts and days, of which a rule may name any.
fn guesses(kind: Kind) -> &'static [Value<'static>] {
    match kind {
        Kind::Flag => &[Value::Flag(true), Value::Flag(false)],
        Kind::Number => &[Value::Number(-1e12), Value::Number(0.0), Value::Number(1.0), Value::Number(1e12)],
        Kind::Text | Kind::Date => &[],
    }
}

/// `frame` with every combination of guesses in `slots`, each of a kind; `None` where there are none of a
/// kind or more than [`MOST`].
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

/// Leaves of `values` only those that every one of `guesses` agrees with.
pub(super) fn keep_agreed(values: &mut Cells<bool>, guesses: impl Iterator<Item = Cells<bool>>) {
    for guess in guesses {
        for (row, present) in values.present.iter_mut().enumerate() {
            *present &= guess.get(row) == Some(values.values[row]);
        }
    }
}
