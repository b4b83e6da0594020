//! The report as tables, for plots and programs of one's own.

use super::report::{Report, Verdict};
use crate::figures::{Document, Table};
use crate::studies;

impl Verdict {
    /// The word files and people see.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Today => "today",
            Verdict::Met => "met",
            Verdict::NoneFound => "none-found",
            Verdict::Impossible => "impossible",
        }
    }
}

impl studies::Report for Report {
    /// The tables of the study: goals, weights, the trade-off, its weights, and all that the found weights
    /// would cause.
    fn tables(&self) -> Vec<Table> {
        let own = [self.goal_table(), self.weight_table(), self.front_table(), self.front_weights()];
        own.into_iter().chain(self.effect.tables()).collect()
    }

    fn document(&self) -> Document {
        super::document::document(self)
    }
}

impl Report {
    fn goal_table(&self) -> Table {
        let all = || self.goals.iter();
        let impossible = |goal: &super::GoalOutcome| goal.impossible.clone().unwrap_or_default();
        Table::new("goals", "a goal")
            .text("goal", "what is measured", all().map(|goal| goal.title.clone()))
            .flag("must", "whether it comes before the others", all().map(|goal| goal.must))
            .number("weight", "how much a shortfall counts", all().map(|goal| goal.weight))
            .number("at_least", "the least it is to be", all().map(|goal| goal.at_least))
            .number("at_most", "the most it is to be", all().map(|goal| goal.at_most))
            .number("today", "its value under today's weights", all().map(|goal| goal.today.value))
            .flag("today_met", "whether today's weights meet it", all().map(|goal| goal.today.met))
            .number("found", "its value under the found weights", all().map(|goal| goal.found.value))
            .flag("found_met", "whether the found weights meet it", all().map(|goal| goal.found.met))
            .number(
                "shortfall",
                "its distance to the bound, times its weight",
                all().map(|g| g.found.shortfall),
            )
            .text(
                "largest_found",
                "of a largest share, the value that has it under the found weights",
                all().map(|goal| goal.largest_found.clone().unwrap_or_default()),
            )
            .number("nearest", "its value where it came nearest to the bound", all().map(|g| g.nearest.value))
            .number(
                "audited",
                "its share of the correlation ratios, as an audit has it",
                all().map(|g| g.audited),
            )
            .text("impossible", "why no weights can meet it", all().map(impossible))
    }

    fn weight_table(&self) -> Table {
        let rows: Vec<_> = self
            .indicators
            .iter()
            .flat_map(|one| self.segments.iter().enumerate().map(move |(at, segment)| (one, at, segment)))
            .collect();
        Table::new("weights", "an indicator's weight in a segment")
            .text("segment", "id of the segment", rows.iter().map(|row| row.2.clone()))
            .text("indicator", "id of the indicator", rows.iter().map(|row| row.0.id.clone()))
            .text("group", "id of its group", rows.iter().map(|row| row.0.group.clone()))
            .number(
                "today",
                "today's weight, in the unit of the scale",
                rows.iter().map(|row| row.0.today[row.1]),
            )
            .number("found", "the found weight", rows.iter().map(|row| row.0.found[row.1]))
            .number("least", "the least it may be", rows.iter().map(|row| row.0.least[row.1]))
            .number("most", "the most it may be", rows.iter().map(|row| row.0.most[row.1]))
    }

    fn front_table(&self) -> Table {
        let mut table = Table::new("front", "weights of the trade-off between goals and closeness to today")
            .count("point", "number of the weights, from the least moved", numbered(self.front.len()))
            .flag("found", "whether they are the found ones", self.front.iter().map(|one| one.found))
            .number("moved", "share of the weights that moved, 0..1", self.front.iter().map(|one| one.moved))
            .count("met", "goals that are met", self.front.iter().map(|one| one.met as u32))
            .number("shortfall", "what the goals miss together", self.front.iter().map(|one| one.shortfall));
        for (at, goal) in self.goals.iter().enumerate() {
            let about = format!("value of goal {}: {}", at + 1, goal.title);
            let values = self.front.iter().map(|one| one.goals[at].value);
            table = table.number(format!("goal_{}", at + 1), about, values);
        }
        table
    }

    fn front_weights(&self) -> Table {
        let mut rows = Vec::new();
        for (point, one) in self.front.iter().enumerate() {
            for (indicator, weights) in self.indicators.iter().zip(&one.weights) {
                for (segment, weight) in self.segments.iter().zip(weights) {
                    rows.push((point as u32 + 1, segment, &indicator.id, *weight));
                }
            }
        }
        Table::new("front-weights", "an indicator's weight in a segment, at a point of the trade-off")
            .count("point", "number of the weights", rows.iter().map(|row| row.0))
            .text("segment", "id of the segment", rows.iter().map(|row| row.1.clone()))
            .text("indicator", "id of the indicator", rows.iter().map(|row| row.2.clone()))
            .number("weight", "its weight, in the unit of the scale", rows.iter().map(|row| row.3))
    }
}

fn numbered(count: usize) -> impl Iterator<Item = u32> {
    (0..count).map(|at| at as u32 + 1)
}
