//! Rows of a cohort in one file, by line.

use jifen::intake::{Intake, Part};

/// The cohort's only part.
pub fn only(intake: &Intake) -> &Part {
    intake.parts.only().expect("the cohort is one file")
}

/// The line of each firm.
pub fn lines(intake: &Intake) -> Vec<u32> {
    (0..intake.firms.len).map(|firm| intake.line_of(firm)).collect()
}

/// The row that begins on `line`, as written; empty if none begins there.
pub fn row_at(intake: &Intake, line: u32) -> String {
    let (mut from, mut to) = (0, intake.rows as u32);
    while from < to {
        let middle = from.midpoint(to);
        if intake.parts.place(middle).line < Some(line) { from = middle + 1 } else { to = middle }
    }
    let is_there = intake.parts.place(from).line == Some(line);
    if is_there { intake.parts.record(from).into_owned() } else { String::new() }
}
