//! The tables of a search, each declared once for files and for people.

use super::goal::Unit;
use super::report::{GoalOutcome, Report, Trade};
use crate::figures::{Cell, Rows};
use crate::stats::{decimals_apart, plain};
use crate::studies::weights::side_by_side::in_segments;

/// Characters of a bar.
const BAR: usize = 10;

impl Report {
    /// What was asked and what it is.
    pub(super) fn goals_table(&self) -> Rows<(usize, &GoalOutcome)> {
        let is_audited = self.goals.iter().any(|goal| goal.audited.is_some());
        let of = |largest: &Option<String>| largest.as_ref().map_or(String::new(), |of| format!(" ({of})"));
        Rows::table("goals", "a goal", self.goals.iter().enumerate())
            .right("", |(at, _)| (at + 1).to_string())
            .field("goal", "what is measured", |(_, goal)| &goal.title)
            .left("goal", |(_, goal)| format!("{}{}", goal.title, if goal.must { " (must)" } else { "" }))
            .field("must", "whether it comes before the others", |(_, goal)| goal.must)
            .field("weight", "how much a shortfall counts", |(_, goal)| goal.weight)
            .field("at_least", "the least it is to be", |(_, goal)| goal.at_least)
            .field("at_most", "the most it is to be", |(_, goal)| goal.at_most)
            .left("asked", |(_, goal)| asked(goal))
            .field("today", "its value under today's weights", |(_, goal)| goal.today.value)
            .right("today", |(_, goal)| shown(goal.today.value, goal).noted(of(&goal.largest_today)))
            .field("today_met", "whether today's weights meet it", |(_, goal)| goal.today.met)
            .field("found", "its value under the found weights", |(_, goal)| goal.found.value)
            .right("found", |(_, goal)| shown(goal.found.value, goal).noted(of(&goal.largest_found)))
            .field("found_met", "whether the found weights meet it", |(_, goal)| goal.found.met)
            .shown("met")
            .field("shortfall", "its distance to the bound, times its weight", |(_, goal)| {
                goal.found.shortfall
            })
            .field(
                "largest_found",
                "of a largest share, the value that has it under the found weights",
                |(_, goal)| goal.largest_found.as_ref(),
            )
            .field("nearest", "its value where it came nearest to the bound", |(_, goal)| goal.nearest.value)
            .field("audited", "its share of the correlation ratios, as an audit has it", |(_, goal)| {
                goal.audited
            })
            .when(is_audited, |rows| {
                rows.right("by audit", |(_, goal)| goal.audited.map_or_else(Cell::blank, Cell::share))
            })
            .field("impossible", "why no weights can meet it", |(_, goal)| goal.impossible.as_ref())
    }

    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        let rows = in_segments(&self.indicators, &self.segments);
        Rows::table("weights", "an indicator's weight in a segment", rows)
            .field("segment", "id of the segment", |row| row.segment)
            .field("indicator", "id of the indicator", |row| &row.indicator.id)
            .field("group", "id of its group", |row| &row.indicator.group)
            .field("today", "today's weight, in the unit of the scale", |row| row.indicator.today[row.at])
            .field("found", "the found weight", |row| row.indicator.found[row.at])
            .field("least", "the least it may be", |row| row.indicator.least[row.at])
            .field("most", "the most it may be", |row| row.indicator.most[row.at])
    }

    /// Goals against closeness to today.
    pub(super) fn front_table(&self) -> Rows<(usize, &Trade)> {
        let worst = self.front.iter().map(|one| one.shortfall).fold(f64::MIN_POSITIVE, f64::max);
        let about = "weights of the trade-off between goals and closeness to today";
        Rows::table("front", about, (1..).zip(&self.front))
            .field("point", "number of the weights, from the least moved", |(point, _)| *point)
            .field("found", "whether they are the found ones", |(_, one)| one.found)
            .field("moved", "share of the weights that moved, 0..1", |(_, one)| one.moved)
            .shown_share("trade-off: moved")
            .bars_to_most(BAR, |(_, one)| one.moved)
            .field("met", "goals that are met", |(_, one)| one.met)
            .field("shortfall", "what the goals miss together", |(_, one)| one.shortfall)
            .each((1..).zip(&self.goals), |rows, (number, goal)| {
                let about = format!("value of goal {number}: {}", goal.title);
                rows.field(format!("goal_{number}"), about, |(_, one)| one.goals[number - 1].value).right(
                    format!("goal {number}"),
                    |(_, one)| {
                        let value = &one.goals[number - 1];
                        shown(value.value, goal).noted(if value.met { " ✓" } else { "  " })
                    },
                )
            })
            .right("met", |(_, one)| one.met.to_string())
            .number("missing", 3, |(_, one)| one.shortfall)
            .left("", |(_, one)| {
                Cell::bar(one.shortfall / worst, BAR).noted(if one.found { " ◀ found" } else { "" })
            })
    }

    pub(super) fn front_weights(&self) -> Rows<impl Sized> {
        let mut rows = Vec::new();
        for (point, one) in (1_usize..).zip(&self.front) {
            for (indicator, weights) in self.indicators.iter().zip(&one.weights) {
                for (segment, weight) in self.segments.iter().zip(weights) {
                    rows.push((point, segment, &indicator.id, *weight));
                }
            }
        }
        let about = "an indicator's weight in a segment, at a point of the trade-off";
        Rows::table("front-weights", about, rows)
            .field("point", "number of the weights", |(point, ..)| *point)
            .field("segment", "id of the segment", |(_, segment, ..)| *segment)
            .field("indicator", "id of the indicator", |(_, _, indicator, _)| *indicator)
            .field("weight", "its weight, in the unit of the scale", |(.., weight)| *weight)
    }
}

/// A goal's value; one that misses its bound with as many digits as part the two.
pub(super) fn shown(value: Option<f64>, goal: &GoalOutcome) -> Cell {
    let Some(value) = value else { return Cell::Missing };
    let usual = if goal.unit == Unit::Correlation { 3 } else { 1 };
    let is_share = goal.unit == Unit::Share;
    let factor = if is_share { 100.0 } else { 1.0 };
    let missed = goal.missed(value).into_iter().flatten();
    let digits = decimals_apart(missed.map(|bound| (factor * bound, factor * value)), usual);
    if is_share { Cell::share_to(value, digits) } else { Cell::number(value, digits) }
}

/// A bound as it was written, not rounded.
fn bound(value: f64, unit: Unit) -> String {
    if unit == Unit::Share { format!("{} %", plain(100.0 * value, 6)) } else { plain(value, 6) }
}

fn asked(goal: &GoalOutcome) -> String {
    let least = goal.at_least.map(|least| format!("≥ {}", bound(least, goal.unit)));
    let most = goal.at_most.map(|most| format!("≤ {}", bound(most, goal.unit)));
    least.into_iter().chain(most).collect::<Vec<_>>().join(", ")
}
