//! The tables of a search, each declared once for files and for people.

use super::goal::Unit;
use super::report::{GoalOutcome, Report, Trade};
use crate::figures::{Cell, Rows};
use crate::stats::{decimals_apart, plain};
use crate::studies::weights::side_by_side::in_segments;
use crate::words::{Between, Message, Percent, say};

/// Characters of a bar.
const BAR: usize = 10;

impl Report {
    /// Goals with their targets and values.
    pub(super) fn goals_table(&self) -> Rows<(usize, &GoalOutcome)> {
        let is_audited = self.goals.iter().any(|goal| goal.audited.is_some());
        let of = |largest: &Option<String>| {
            largest.as_ref().map_or_else(Message::default, |of| say!(tune::largest_value, value = of))
        };
        Rows::table("goals", say!(tune::table_goals), self.goals.iter().enumerate())
            .right("", |(at, _)| (at + 1).to_string())
            .field("goal", say!(tune::col_goal), |(_, goal)| &goal.title)
            .left(say!(tune::head_goal), |(_, goal)| match goal.must {
                true => say!(tune::goal_must, title = &goal.title),
                false => goal.title.clone(),
            })
            .field("must", say!(tune::col_must), |(_, goal)| goal.must)
            .field("weight", say!(tune::col_goal_weight), |(_, goal)| goal.weight)
            .field("at_least", say!(tune::col_at_least), |(_, goal)| goal.at_least)
            .field("at_most", say!(tune::col_at_most), |(_, goal)| goal.at_most)
            .left(say!(tune::head_asked), |(_, goal)| asked(goal))
            .field("today", say!(tune::col_goal_today), |(_, goal)| goal.today.value)
            .right(say!(tune::head_today), |(_, goal)| {
                shown(goal.today.value, goal).noted(of(&goal.largest_today))
            })
            .field("today_met", say!(tune::col_today_met), |(_, goal)| goal.today.met)
            .field("found", say!(tune::col_goal_found), |(_, goal)| goal.found.value)
            .right(say!(tune::head_found), |(_, goal)| {
                shown(goal.found.value, goal).noted(of(&goal.largest_found))
            })
            .field("found_met", say!(tune::col_found_met), |(_, goal)| goal.found.met)
            .shown(say!(tune::head_met))
            .field("shortfall", say!(tune::col_shortfall), |(_, goal)| goal.found.shortfall)
            .field("largest_found", say!(tune::col_largest_found), |(_, goal)| goal.largest_found.as_ref())
            .field("nearest", say!(tune::col_nearest), |(_, goal)| goal.nearest.value)
            .field("audited", say!(tune::col_audited), |(_, goal)| goal.audited)
            .when(is_audited, |rows| {
                rows.right(say!(tune::head_audited), |(_, goal)| {
                    goal.audited.map_or_else(Cell::blank, Cell::share)
                })
            })
            .field("impossible", say!(tune::col_impossible), |(_, goal)| goal.impossible.as_ref())
    }

    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        let rows = in_segments(&self.indicators, &self.segments);
        Rows::table("weights", say!(tune::table_weights), rows)
            .field("segment", say!(tune::col_segment), |row| row.segment)
            .field("indicator", say!(tune::col_indicator), |row| &row.indicator.id)
            .field("group", say!(tune::col_group), |row| &row.indicator.group)
            .field("today", say!(tune::col_today), |row| row.indicator.today[row.at])
            .field("found", say!(tune::col_found), |row| row.indicator.found[row.at])
            .field("least", say!(tune::col_least), |row| row.indicator.least[row.at])
            .field("most", say!(tune::col_most), |row| row.indicator.most[row.at])
    }

    /// Goals against closeness to today.
    pub(super) fn front_table(&self) -> Rows<(usize, &Trade)> {
        let worst = self.front.iter().map(|one| one.shortfall).fold(f64::MIN_POSITIVE, f64::max);
        Rows::table("front", say!(tune::table_front), (1..).zip(&self.front))
            .field("point", say!(tune::col_point), |(point, _)| *point)
            .field("found", say!(tune::col_is_found), |(_, one)| one.found)
            .field("moved", say!(tune::col_moved), |(_, one)| one.moved)
            .shown_share(say!(tune::head_moved))
            .bars_to_most(BAR, |(_, one)| one.moved)
            .field("met", say!(tune::col_met), |(_, one)| one.met)
            .field("shortfall", say!(tune::col_missing), |(_, one)| one.shortfall)
            .each((1..).zip(&self.goals), |rows, (number, goal)| {
                let about = say!(tune::col_goal_value, number = number, title = &goal.title);
                rows.field(format!("goal_{number}"), about, |(_, one)| one.goals[number - 1].value).right(
                    say!(tune::head_goal_number, number = number),
                    |(_, one)| {
                        let value = &one.goals[number - 1];
                        shown(value.value, goal).noted(if value.met { " ✓" } else { "  " })
                    },
                )
            })
            .right(say!(tune::head_met), |(_, one)| one.met.to_string())
            .number(say!(tune::head_missing), 3, |(_, one)| one.shortfall)
            .left("", |(_, one)| {
                let mark = if one.found { say!(tune::mark_found) } else { Message::default() };
                Cell::bar(one.shortfall / worst, BAR).noted(mark)
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
        Rows::table("front-weights", say!(tune::table_front_weights), rows)
            .field("point", say!(tune::col_weights_point), |(point, ..)| *point)
            .field("segment", say!(tune::col_segment), |(_, segment, ..)| *segment)
            .field("indicator", say!(tune::col_indicator), |(_, _, indicator, _)| *indicator)
            .field("weight", say!(tune::col_weight), |(.., weight)| *weight)
    }
}

/// A goal's value. If it misses its bound, it has enough digits to be distinguished from the bound.
pub(super) fn shown(value: Option<f64>, goal: &GoalOutcome) -> Cell {
    let Some(value) = value else { return Cell::Missing };
    let usual = if goal.unit == Unit::Correlation { 3 } else { 1 };
    let is_share = goal.unit == Unit::Share;
    let factor = if is_share { 100.0 } else { 1.0 };
    let missed = goal.missed(value).into_iter().flatten();
    let digits = decimals_apart(missed.map(|bound| (factor * bound, factor * value)), usual);
    if is_share { Cell::share_to(value, digits) } else { Cell::number(value, digits) }
}

/// A bound as written, not rounded.
fn bound(value: f64, unit: Unit) -> Message {
    if unit == Unit::Share { Percent::new(plain(100.0 * value, 6)).into() } else { plain(value, 6).into() }
}

fn asked(goal: &GoalOutcome) -> Message {
    let beyond = |sign: &str, value: f64| {
        Message::joined(Between::Words, [Message::verbatim(sign), bound(value, goal.unit)])
    };
    let least = goal.at_least.map(|least| beyond("≥", least));
    let most = goal.at_most.map(|most| beyond("≤", most));
    Message::joined(Between::Items, least.into_iter().chain(most).collect::<Vec<Message>>())
}
