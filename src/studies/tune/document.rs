//! What a search found, for people.

use super::{GoalOutcome, Report, Trade, Unit, Verdict};
use crate::figures::number::{counted, number, percent, thousands};
use crate::figures::{Cell, Chart, Document, Marks, Point, Remark, Rows, Section, Series};
use crate::stats::{decimals_apart, plain};

/// Characters of a bar.
const BAR: usize = 10;
/// What to do about a rule that holds for no firm.
const NOBODY: &str =
    "compare the rule with the cells of the cohort: a region is a code such as 440305, not a name";

/// What was found, as a person reads it.
pub(super) fn document(tuned: &Report) -> Document {
    let title = format!(
        "Weights of {} tuned for {}, {} as of {}: {}",
        tuned.about.scorecard,
        tuned.goal_file,
        tuned.about.cohort,
        tuned.about.as_of,
        counted(tuned.firms, "firm")
    );
    let mut document =
        Document::new(title).section(goals(tuned)).section(Section::new().line(verdict(tuned)));
    if tuned.verdict != Verdict::Today && !tuned.is_hopeless() {
        document.push(weights(tuned));
    }
    if tuned.front.len() > 1 {
        document.push(front(tuned));
    }
    document.section(advice(tuned))
}

/// A goal's value; one that misses its bound with as many digits as part the two.
fn shown(value: Option<f64>, goal: &GoalOutcome) -> Cell {
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

/// What was asked and what it is.
fn goals(tuned: &Report) -> Section {
    let is_audited = tuned.goals.iter().any(|goal| goal.audited.is_some());
    let of = |largest: &Option<String>| largest.as_ref().map_or(String::new(), |of| format!(" ({of})"));
    let table = Rows::new(tuned.goals.iter().enumerate())
        .right("", |(at, _)| (at + 1).to_string())
        .left("goal", |(_, goal)| format!("{}{}", goal.title, if goal.must { " (must)" } else { "" }))
        .left("asked", |(_, goal)| asked(goal))
        .right("today", |(_, goal)| shown(goal.today.value, goal).noted(of(&goal.largest_today)))
        .right("found", |(_, goal)| shown(goal.found.value, goal).noted(of(&goal.largest_found)))
        .left("met", |(_, goal)| if goal.found.met { "yes" } else { "no" })
        .when(is_audited, |rows| {
            rows.right("by audit", |(_, goal)| goal.audited.map_or_else(Cell::blank, Cell::share))
        });
    Section::named("Goals").table(table)
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
    let one = tuned.segments.len() == 1;
    let decimals = tuned.weight_decimals as usize;
    let table = Rows::new(&tuned.indicators).left("indicator", |indicator| &*indicator.id).each(
        tuned.segments.iter().enumerate(),
        |rows, (at, segment)| {
            rows.right(if one { "weight" } else { segment.as_str() }, |indicator| {
                let (today, found) = (indicator.today[at], indicator.found[at]);
                let (least, most) = (indicator.least[at], indicator.most[at]);
                let edge = match () {
                    () if least == most => "=",
                    () if found <= least => "↓",
                    () if found >= most => "↑",
                    () => " ",
                };
                Cell::change(Cell::number(today, decimals), Cell::number(found, decimals)).noted(edge)
            })
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
    let most = tuned.front.iter().map(|one| one.moved).fold(f64::MIN_POSITIVE, f64::max);
    let worst = tuned.front.iter().map(|one| one.shortfall).fold(f64::MIN_POSITIVE, f64::max);
    let table = Rows::new(&tuned.front)
        .share("trade-off: moved", |one| one.moved)
        .bars(BAR, |one| one.moved / most)
        .each(tuned.goals.iter().enumerate(), |rows, (at, goal)| {
            rows.right(format!("goal {}", at + 1), |one| {
                let value = &one.goals[at];
                shown(value.value, goal).noted(if value.met { " ✓" } else { "  " })
            })
        })
        .right("met", |one| one.met.to_string())
        .number("missing", 3, |one| one.shortfall)
        .left("", |one| {
            Cell::bar(one.shortfall / worst, BAR).noted(if one.found { " ◀ found" } else { "" })
        });
    Section::named("Trade-off").table(table).chart(trade_off(&tuned.front))
}

/// What is missing of the goals against what moves.
fn trade_off(front: &[Trade]) -> Chart {
    let points = front.iter().map(|one| Point {
        label: if one.found { "found:".to_owned() } else { format!("{} met:", counted(one.met, "goal")) },
        x: 100.0 * one.moved,
        y: one.shortfall,
    });
    let series = Series { label: String::new(), points: points.collect(), guide: false };
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
