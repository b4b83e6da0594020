//! Document of a search for weights.

use super::report::{GoalOutcome, IndicatorWeights, Report, Trade, Verdict};
use super::tables::shown;
use crate::figures::number::{number, percent};
use crate::figures::{Chart, Document, Marks, Point, Remark, Section, Series, Statistic};
use crate::studies::study::day;
use crate::studies::weights::side_by_side::{by_indicator, change};
use crate::words::{Message, say};

impl Report {
    /// The result as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let title = say!(
            tune::title,
            scorecard = &self.about.scorecard,
            goals = &self.goal_file,
            cohort = &self.about.cohort,
            as_of = day(&self.about.as_of),
            firms = self.firms,
        );
        let mut document = Document::new(title)
            .section(goals(self))
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

/// The goals, asked and found.
fn goals(tuned: &Report) -> Section {
    let section = Section::named(say!(tune::goals)).table(tuned.goals_table());
    if tuned.goals.iter().any(|goal| goal.audited.is_some()) {
        section.note(say!(tune::audited_note))
    } else {
        section
    }
}

fn verdict(tuned: &Report) -> Message {
    let (goals, evaluations, seed) = (tuned.goals.len(), tuned.evaluations, tuned.seed.to_string());
    let met = tuned.goals.iter().filter(|goal| goal.found.met).count();
    let moved = percent(tuned.moved);
    match tuned.verdict {
        Verdict::Today => say!(tune::verdict_today, goals = goals),
        Verdict::Met if tuned.is_whole => say!(
            tune::verdict_met_whole,
            goals = goals,
            moved = moved,
            evaluations = evaluations,
            seed = seed,
        ),
        Verdict::Met => {
            say!(tune::verdict_met, goals = goals, moved = moved, evaluations = evaluations, seed = seed)
        }
        Verdict::NoneFound => say!(
            tune::verdict_none,
            evaluations = evaluations,
            seed = seed,
            goals = goals,
            met = met,
            moved = moved,
        ),
        Verdict::Impossible if tuned.is_hopeless() => {
            say!(tune::verdict_hopeless, goals = goals, met = met)
        }
        Verdict::Impossible => say!(
            tune::verdict_impossible,
            goals = goals,
            evaluations = evaluations,
            seed = seed,
            met = met,
            moved = moved,
        ),
    }
}

/// Today's weights and the found weights, with their effect.
fn weights(tuned: &Report) -> Section {
    let table =
        by_indicator(&tuned.indicators, &tuned.segment_names, IndicatorWeights::name, |indicator, at| {
            let (today, found) = (indicator.today[at], indicator.found[at]);
            let (least, most) = (indicator.least[at], indicator.most[at]);
            let edge = match () {
                () if least == most => "=",
                () if found <= least => "↓",
                () if found >= most => "↑",
                () => " ",
            };
            change(today, found, tuned.weight_decimals).noted(edge)
        });
    let effect = &tuned.effect;
    Section::named(say!(tune::weights))
        .table(table)
        .note(say!(tune::weights_note))
        .lines(effect.scored_otherwise())
        .line(say!(
            tune::agreement,
            spearman = effect
                .spearman
                .map_or_else(|| number(None, 3).into(), |rho| Statistic::Correlation.read(rho, 3)),
            mean = format!("{:.1}", effect.mean_shift),
            greatest = effect.greatest_shift,
        ))
        .note(Statistic::Correlation.legend())
}

/// Goals against closeness to today.
fn front(tuned: &Report) -> Section {
    Section::named(say!(tune::trade_off)).table(tuned.front_table()).chart(trade_off(&tuned.front))
}

/// Total shortfall of the goals against the share of the weights that moves.
fn trade_off(front: &[Trade]) -> Chart {
    let points = front.iter().map(|one| Point {
        label: match one.found {
            true => say!(tune::point_found),
            false => say!(tune::point_met, goals = one.met),
        },
        x: 100.0 * one.moved,
        y: one.shortfall,
    });
    let series = Series { label: Message::default(), points: points.collect(), guide: false };
    Chart::new(say!(tune::trade_off_chart), Marks::Curve(vec![series]))
        .across(say!(tune::trade_off_across))
        .up(say!(tune::trade_off_up))
}

/// Obstacles to the goals, with advice.
fn advice(tuned: &Report) -> Section {
    let goals = || tuned.goals.iter().enumerate().map(|(at, goal)| (at + 1, goal));
    let alone = goals().filter_map(|(number, goal)| of_goal(tuned, number, goal));
    let takes_all = goals().filter(|(_, goal)| goal.takes_all).map(|(number, goal)| {
        Remark::advice(
            say!(tune::takes_all, number = number, firms = tuned.firms, title = &goal.title),
            say!(tune::takes_all_help),
        )
    });
    let conflicts = tuned.conflicts.iter().map(|conflict| {
        let [one, other] = [(conflict.one, conflict.value_of_one), (conflict.other, conflict.value_of_other)]
            .map(|(at, value)| shown(value, &tuned.goals[at]));
        let (first, second) = (conflict.one + 1, conflict.other + 1);
        Remark::advice(
            say!(tune::conflict, first = first, second = second, one = one, other = other),
            say!(tune::conflict_help),
        )
    });
    let section = Section::named(say!(tune::what_to_do));
    let section = alone.chain(takes_all).chain(conflicts).fold(section, Section::remark);
    match tuned.verdict {
        Verdict::Today if section.blocks.is_empty() => section.line(say!(tune::nothing_to_do)),
        Verdict::Met => section.line(say!(tune::use_weights)),
        _ if section.blocks.is_empty() => {
            section.remark(Remark::advice(say!(tune::never_all), say!(tune::never_all_help)))
        }
        _ => section,
    }
}

/// Obstacle to a single goal, with advice.
fn of_goal(tuned: &Report, number: usize, goal: &GoalOutcome) -> Option<Remark> {
    let advice = if let Some(why) = &goal.impossible {
        let help = match (goal.holds_for_none, goal.counts_first) {
            (true, _) => say!(tune::compare_rule_help),
            (false, true) => say!(tune::less_or_first_help),
            (false, false) => say!(tune::less_help),
        };
        Remark::advice(say!(tune::cannot_be_met, number = number, why = why), help)
    } else if goal.holds_for_none {
        Remark::advice(say!(tune::met_by_none, number = number), say!(tune::compare_rule_help))
    } else if goal.slipped {
        Remark::advice(say!(tune::slipped, number = number), say!(tune::slipped_help))
    } else if goal.nearest.value.is_none() {
        Remark::advice(say!(tune::no_value, number = number), say!(tune::no_value_help))
    } else if !goal.nearest.met {
        let nearest = shown(goal.nearest.value, goal);
        let help = match tuned.is_whole {
            true => say!(tune::missed_whole_help),
            false => say!(tune::missed_help),
        };
        Remark::advice(
            say!(tune::missed, number = number, evaluations = tuned.evaluations, nearest = nearest),
            help,
        )
    } else {
        return None;
    };
    Some(advice)
}
