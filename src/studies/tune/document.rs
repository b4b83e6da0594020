//! What a search found, for people.

use super::report::{GoalOutcome, Report, Trade, Verdict};
use super::tables::shown;
use crate::figures::number::{counted, number, percent, thousands};
use crate::figures::{Chart, Document, Marks, Point, Remark, Section, Series};
use crate::studies::weights::side_by_side::{by_indicator, change};
use crate::words::Message;

/// What to do about a rule that holds for no firm.
const NOBODY: &str =
    "compare the rule with the cells of the cohort: a region is a code such as 440305, not a name";

impl Report {
    /// What was found, as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let title = format!(
            "Weights of {} tuned for {}, {} as of {}: {}",
            self.about.scorecard,
            self.goal_file,
            self.about.cohort,
            self.about.as_of,
            counted(self.firms, "firm")
        );
        let mut document = Document::new(title)
            .section(Section::named("Goals").table(self.goals_table()))
            .section(Section::new().line(verdict(self)).prose(self.searches.summary()));
        if self.verdict != Verdict::Today && !self.is_hopeless() {
            document.push(weights(self));
        }
        if self.front.len() > 1 {
            document.push(front(self));
        }
        document.section(advice(self))
    }
}

fn verdict(tuned: &Report) -> String {
    let tried = format!("{} (seed {})", counted(tuned.evaluations, "evaluation"), tuned.seed);
    let met = tuned.goals.iter().filter(|goal| goal.found.met).count();
    let of = format!("{met} of {}", counted(tuned.goals.len(), "goal"));
    let all = if tuned.goals.len() == 1 {
        "the goal".to_owned()
    } else {
        format!("all {} goals", tuned.goals.len())
    };
    let moved = percent(tuned.moved);
    let least = if tuned.is_whole { "the least of all there are," } else { "the least found in" };
    match tuned.verdict {
        Verdict::Today => format!("today's weights meet {all}"),
        Verdict::Met => {
            format!("these weights meet {all}; {moved} of the weights moved, {least} {tried}")
        }
        Verdict::NoneFound => format!(
            "none found in {tried} that meet {all}: these come nearest, meeting {met}; \
             {moved} of the weights moved"
        ),
        Verdict::Impossible if tuned.is_hopeless() => {
            format!("no weights meet {all}: nothing was searched; today's meet {met}")
        }
        Verdict::Impossible => format!(
            "no weights meet {all}, as all there are were tried, {tried}: these come nearest, meeting {of}; \
             {moved} of the weights moved"
        ),
    }
}

/// Today's weights and those found, and what they would cause.
fn weights(tuned: &Report) -> Section {
    let table = by_indicator(
        &tuned.indicators,
        &tuned.segments,
        |indicator| &indicator.id,
        |indicator, at| {
            let (today, found) = (indicator.today[at], indicator.found[at]);
            let (least, most) = (indicator.least[at], indicator.most[at]);
            let edge = match () {
                () if least == most => "=",
                () if found <= least => "↓",
                () if found >= most => "↑",
                () => " ",
            };
            change(today, found, tuned.weight_decimals).noted(edge)
        },
    );
    let effect = &tuned.effect;
    Section::named("Weights")
        .table(table)
        .note("↓ at its least, ↑ at its greatest, = kept")
        .lines(effect.scored_otherwise())
        .line(format!(
            "rank correlation with today {} (Spearman); ranks shift by {:.1} on average, by {} at most",
            number(effect.spearman, 3),
            effect.mean_shift,
            thousands(effect.greatest_shift.into())
        ))
}

/// Goals against closeness to today.
fn front(tuned: &Report) -> Section {
    Section::named("Trade-off").table(tuned.front_table()).chart(trade_off(&tuned.front))
}

/// What is missing of the goals against what moves.
fn trade_off(front: &[Trade]) -> Chart {
    let points = front.iter().map(|one| Point {
        label: if one.found { "found:".into() } else { format!("{} met:", counted(one.met, "goal")).into() },
        x: 100.0 * one.moved,
        y: one.shortfall,
    });
    let series = Series { label: Message::default(), points: points.collect(), guide: false };
    Chart::new("Goals against closeness to today", Marks::Curve(vec![series]))
        .across("weights moved, %")
        .up("missing of the goals")
}

/// What stands in the way, and what to do.
fn advice(tuned: &Report) -> Section {
    let goals = || tuned.goals.iter().enumerate().map(|(at, goal)| (at + 1, goal));
    let alone = goals().filter_map(|(number, goal)| of_goal(tuned, number, goal));
    let takes_all = goals().filter(|(_, goal)| goal.takes_all).map(|(number, goal)| {
        let firms = counted(tuned.firms, "firm");
        Remark::advice(
            format!("goal {number} counts all {firms} as first, for there are no more: `{}`", goal.title),
            "weights change nothing in it; count fewer as first",
        )
    });
    let conflicts = tuned.conflicts.iter().map(|conflict| {
        let [one, other] = [(conflict.one, conflict.value_of_one), (conflict.other, conflict.value_of_other)]
            .map(|(at, value)| shown(value, &tuned.goals[at]));
        let (first, second) = (conflict.one + 1, conflict.other + 1);
        Remark::advice(
            format!("goals {first} and {second} were met, but never together: nearest {one} and {other}"),
            "ask less of one of them, or widen the bounds",
        )
    });
    let section = alone.chain(takes_all).chain(conflicts).fold(Section::named("What to do"), Section::remark);
    match tuned.verdict {
        Verdict::Today if section.blocks.is_empty() => section.line("nothing to do"),
        Verdict::Met => section.line("to use these weights, name their scorecard in the campaign"),
        _ if section.blocks.is_empty() => section.remark(Remark::advice(
            "each two goals were met together, but never all",
            "ask less of one of them, widen the bounds, or search longer",
        )),
        _ => section,
    }
}

/// What stands in the way of a goal by itself.
fn of_goal(tuned: &Report, number: usize, goal: &GoalOutcome) -> Option<Remark> {
    let advice = if let Some(why) = &goal.impossible {
        let help = match (goal.holds_for_none, goal.counts_first) {
            (true, _) => NOBODY,
            (false, true) => "ask for less, or change how many firms count as first",
            (false, false) => "ask for less",
        };
        Remark::advice(format!("goal {number} cannot be met: {why}"), help)
    } else if goal.holds_for_none {
        Remark::advice(
            format!("goal {number} is met by asking of nobody: its rule holds for no firm"),
            NOBODY,
        )
    } else if goal.slipped {
        Remark::advice(
            format!("goal {number} is met among the firms scored today, and not once others are"),
            "ask for a little more, or lower the scorecard's `minimum_coverage`",
        )
    } else if goal.nearest.value.is_none() {
        Remark::advice(
            format!("goal {number} has no value: points, or what is asked of them, do not vary"),
            "see that there are firms to tell apart",
        )
    } else if !goal.nearest.met {
        let longer = if tuned.is_whole { "" } else { "search longer or with another seed, " };
        let tried = counted(tuned.evaluations, "evaluation");
        let nearest = shown(goal.nearest.value, goal);
        Remark::advice(
            format!("goal {number} was met by none of {tried}, not even alone: it came to {nearest}"),
            format!("{longer}ask for less, or widen the bounds"),
        )
    } else {
        return None;
    };
    Some(advice)
}
