//! The study as tables, for plots of one's own.

use super::heldout::{Contest, Draw};
use super::quality::{Calibration, Lift};
use super::report::{IndicatorWeights, Report};
use crate::figures::{Document, Table};
use crate::studies;

impl studies::Report for Report {
    /// Its tables: `evidence`, `bins`, `weights`, `held-out`, `calibration`, `lift`, `grades`, `stability`,
    /// `draws`, `outcomes`, and `rows` with what became of every row of the file.
    fn tables(&self) -> Vec<Table> {
        vec![
            self.evidence_table(),
            self.bins_table(),
            self.weights_table(),
            self.contests_table(),
            self.calibration_table(),
            self.lift_table(),
            self.grades_table(),
            self.stability.table(),
            self.draws_table(),
            self.outcomes_table(),
            self.rows_table(),
        ]
    }

    fn document(&self) -> Document {
        super::document::document(self)
    }
}

impl Report {
    fn evidence_table(&self) -> Table {
        let all = &self.evidence;
        Table::new("evidence", "What the points and each indicator say of outcomes, a row each")
            .text("id", "The indicator; `points` for the whole", all.iter().map(|one| one.id.as_str()))
            .text("title", "Its title", all.iter().map(|one| one.title.as_str()))
            .count("known", "Outcomes of firms whose value is known", all.iter().map(|one| one.known as u32))
            .number("iv", "Information value", all.iter().map(|one| one.iv))
            .number(
                "iv_by_chance",
                "What the information value of noise stays at or below 95 times in 100",
                all.iter().map(|one| one.iv_by_chance),
            )
            .text(
                "strength",
                "Reading of the information value; empty where chance may bring it about",
                all.iter().map(|one| one.strength.map_or("", |one| one.as_str())),
            )
            .number("ks", "Kolmogorov and Smirnov's distance", all.iter().map(|one| one.ks))
            .number(
                "auc",
                "Area under the ROC curve; above 0.5 more is better",
                all.iter().map(|one| one.auc),
            )
            .number("auc_error", "Its standard error", all.iter().map(|one| one.auc_error))
            .flag("monotone", "Whether the bad rate falls over the bins", all.iter().map(|one| one.monotone))
            .count("pooled", "Bins left where it is made to fall", all.iter().map(|one| one.pooled as u32))
    }

    fn bins_table(&self) -> Table {
        let all: Vec<_> =
            self.evidence.iter().flat_map(|one| one.bins.iter().map(move |bin| (one, bin))).collect();
        Table::new("bins", "The bins of the points and of each indicator, a row each")
            .text("id", "The indicator; `points` for the whole", all.iter().map(|(one, _)| one.id.as_str()))
            .number(
                "from",
                "Least value; empty for firms of whom it is not known",
                all.iter().map(|(_, bin)| bin.from),
            )
            .number("to", "Greatest value", all.iter().map(|(_, bin)| bin.to))
            .count("good", "Good outcomes", all.iter().map(|(_, bin)| bin.good as u32))
            .count("bad", "Bad outcomes", all.iter().map(|(_, bin)| bin.bad as u32))
            .number("bad_rate", "Share of bad ones", all.iter().map(|(_, bin)| bin.bad_rate))
            .number("woe", "Weight of evidence; above 0 better than all", all.iter().map(|(_, bin)| bin.woe))
    }

    fn weights_table(&self) -> Table {
        let all: Vec<(&IndicatorWeights, usize)> =
            self.weights.iter().flat_map(|row| (0..self.segments.len()).map(move |at| (row, at))).collect();
        let proposed =
            |(row, at): &(&IndicatorWeights, usize)| row.proposed.as_ref().map(|weights| weights[*at]);
        Table::new("weights", "Weights of each indicator in each segment")
            .text("indicator", "The indicator", all.iter().map(|(row, _)| row.id.as_str()))
            .text("segment", "The segment", all.iter().map(|(_, at)| self.segments[*at].as_str()))
            .number(
                "today",
                "Today's weight, in points of the scale",
                all.iter().map(|(row, at)| row.today[*at]),
            )
            .number("fitted", "The weight found", all.iter().map(|(row, at)| row.fitted[*at].value))
            .number("low", "Lower end of its 95 % interval", all.iter().map(|(row, at)| row.fitted[*at].low))
            .number("high", "Upper end", all.iter().map(|(row, at)| row.fitted[*at].high))
            .number(
                "proposed",
                "The weight proposed, rounded; empty without a proposal",
                all.iter().map(proposed),
            )
    }

    fn contests_table(&self) -> Table {
        let all: Vec<(&str, &Contest)> = self
            .by_firm
            .iter()
            .map(|contest| ("firm", contest))
            .chain(self.by_time.iter().map(|time| ("time", &time.contest)))
            .collect();
        let estimates = all.iter().flat_map(|(by, contest)| {
            [("auc_today", contest.auc_today), ("auc_fitted", contest.auc_fitted), ("gain", contest.gain)]
                .map(|(what, estimate)| (*by, what, contest.outcomes as u32, estimate))
        });
        let all: Vec<_> = estimates.collect();
        Table::new(
            "held-out",
            "Areas under the ROC curve on outcomes held out, and what the weights found gain",
        )
        .text("by", "Held out by firm or by time", all.iter().map(|row| row.0))
        .text("what", "The number", all.iter().map(|row| row.1))
        .count("outcomes", "Outcomes held out", all.iter().map(|row| row.2))
        .number("value", "Its value", all.iter().map(|row| row.3.value))
        .number("low", "Lower end of its 95 % interval", all.iter().map(|row| row.3.low))
        .number("high", "Upper end", all.iter().map(|row| row.3.high))
    }

    fn calibration_table(&self) -> Table {
        let of = |name: &'static str, one: &Option<Calibration>| {
            let tenths = one.iter().flat_map(|one| one.tenths.iter().enumerate());
            tenths.map(|(at, tenth)| (name, at as u32 + 1, *tenth)).collect::<Vec<_>>()
        };
        let all = [of("today", &self.calibration_today), of("fitted", &self.calibration_fitted)].concat();
        Table::new("calibration", "Chances held out against what came, by tenths of the chance")
            .text("weights", "Which weights the chance is by", all.iter().map(|row| row.0))
            .count("tenth", "Its place, the least chance first", all.iter().map(|row| row.1))
            .count("outcomes", "Outcomes", all.iter().map(|row| row.2.outcomes as u32))
            .number("predicted", "Mean predicted chance", all.iter().map(|row| row.2.predicted))
            .number("observed", "Share that went bad", all.iter().map(|row| row.2.observed))
    }

    fn lift_table(&self) -> Table {
        let of = |name: &'static str, rows: &[Lift]| rows.iter().map(|row| (name, *row)).collect::<Vec<_>>();
        let all = [of("today", &self.lift_today), of("fitted", &self.lift_fitted)].concat();
        Table::new("lift", "Bad outcomes by tenths of points, the fewest first")
            .text("weights", "Which weights the points are by", all.iter().map(|row| row.0))
            .number("from", "Least points", all.iter().map(|row| row.1.from))
            .number("to", "Most points", all.iter().map(|row| row.1.to))
            .count("outcomes", "Outcomes", all.iter().map(|row| row.1.outcomes as u32))
            .count("bad", "Bad ones", all.iter().map(|row| row.1.bad as u32))
            .number("bad_rate", "Share of bad ones", all.iter().map(|row| row.1.bad_rate))
            .number("lift", "That share over the share of all", all.iter().map(|row| row.1.lift))
            .number(
                "captured",
                "Share of all bad ones with these points or fewer",
                all.iter().map(|row| row.1.captured),
            )
    }

    fn grades_table(&self) -> Table {
        let all = &self.grades;
        Table::new("grades", "Bad outcomes by today's grade, best first")
            .text(
                "grade",
                "The grade; empty below the last",
                all.iter().map(|row| row.grade.clone().unwrap_or_default()),
            )
            .count("outcomes", "Outcomes", all.iter().map(|row| row.outcomes as u32))
            .count("bad", "Bad ones", all.iter().map(|row| row.bad as u32))
            .number("bad_rate", "Share of bad ones", all.iter().map(|row| row.bad_rate))
    }

    fn draws_table(&self) -> Table {
        let area =
            |of: fn(&Draw) -> Option<f64>| self.drawn.iter().map(move |draw| draw.as_ref().and_then(of));
        Table::new("draws", "Draws of the bootstrap; empty where one came to nothing")
            .count(
                "draw",
                "Its number, from 0: with the seed it makes the draw again",
                0..self.drawn.len() as u32,
            )
            .number("auc_today", "Area of today's points", area(|draw| Some(draw.auc_today)))
            .number("auc_fitted", "Area of points held out", area(|draw| draw.auc_fitted))
    }

    fn outcomes_table(&self) -> Table {
        let all = &self.outcomes;
        Table::new("outcomes", "Every outcome that counts")
            .text("firm", "The firm's id", all.iter().map(|row| row.firm.as_str()))
            .text("window", "Its window", all.iter().map(|row| row.window.clone().unwrap_or_default()))
            .flag("bad", "Whether it went bad", all.iter().map(|row| row.bad))
            .number("points", "Today's points", all.iter().map(|row| row.points))
            .count(
                "fold",
                "The fold it was held out with, from 0; empty where none could be",
                all.iter().map(|row| row.held_out.map(|one| one.fold as u32)),
            )
            .number(
                "points_held_out",
                "Points by weights found without its fold",
                all.iter().map(|row| row.held_out.map(|one| one.points)),
            )
            .number(
                "chance_today",
                "Chance of going bad by today's points",
                all.iter().map(|row| row.held_out.map(|one| one.chance_today)),
            )
            .number(
                "chance_held_out",
                "The same by points held out",
                all.iter().map(|row| row.held_out.map(|one| one.chance)),
            )
    }

    fn rows_table(&self) -> Table {
        Table::new("rows", "What became of every row of the file of outcomes")
            .count("line", "Its line", self.rows.lines.iter().copied())
            .text("firm", "Its firm; empty where it could not be read", self.rows.firms.iter())
            .text("fate", "What became of it", self.rows.fates.iter().map(|fate| fate.as_str()))
    }
}
