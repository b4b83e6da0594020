//! A study of sensitivity as tables.

use super::report::{Drawn, Index, Report, Stability};
use crate::figures::{Document, Table};
use crate::stats::{SaltelliSample, SobolIndices};
use crate::studies::study;

impl study::Report for Report {
    /// As tables: `sensitivity`, a row per firm; `draws`, a row per draw; `lists`; `indices`; `sobol`, what
    /// the indices are estimated from.
    fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.firms_table(), self.draws_table(), self.lists_table()];
        if let (Some(indices), Some(sample)) = (&self.indices, &self.sample) {
            tables.extend([indices_table(indices), sobol_table(indices, sample)]);
        }
        tables
    }

    fn document(&self) -> Document {
        super::document::document(self)
    }
}

impl Report {
    fn firms_table(&self) -> Table {
        let each = || self.each.iter();
        let mut table = Table::new("sensitivity", "A row per firm, in today's place order")
            .text("firm", "What tells it from others", each().map(|one| one.firm.as_str()))
            .text("name", "Its name, where the cohort has one", each().map(|one| one.name.as_str()))
            .text("segment", "Its segment", each().map(|one| one.segment.as_str()))
            .number("points", "Today's published points", each().map(|one| one.points))
            .count("rank", "Today's rank", each().map(|one| one.rank))
            .number("mean_rank", "Mean rank over the draws", each().map(|one| one.mean_rank))
            .count("rank_low", "5 % quantile of its ranks", each().map(|one| one.rank_low))
            .count("rank_high", "95 % quantile of its ranks", each().map(|one| one.rank_high))
            .number("chance_any_list", "Share of draws on any list", each().map(|one| one.referred));
        for (at, top) in self.tops.iter().enumerate() {
            let name = format!("chance_{}", top.id.replace(' ', "_"));
            table = table.number(name, "Share of draws in this top", each().map(|one| one.in_top[at]));
        }
        for (at, list) in self.lists.iter().enumerate() {
            let about = format!("Share of draws on the list of {}", list.name);
            table = table.number(format!("chance_{}", list.id), about, each().map(|one| one.on_list[at]));
        }
        table
    }

    fn draws_table(&self) -> Table {
        let drawn = || self.drawn.iter();
        let about = "A row per draw: what it drew, and how far ranks move";
        let mut table = Table::new("draws", about)
            .count("draw", "Number of the draw", drawn().map(|one| one.draw))
            .number("shift", "Mean absolute rank shift", drawn().map(|one| one.shift));
        for (at, choice) in self.choices.iter().enumerate() {
            let picks = drawn().map(|one| one.choices[at].as_str());
            table = table.text(choice.id.clone(), "What the choice came to", picks);
        }
        for (at, name) in self.weight_names.iter().enumerate() {
            let weight = |one: &Drawn| one.weights.iter().flatten().nth(at).copied();
            table = table.number(format!("weight_{name}"), "Its weight", drawn().map(weight));
        }
        table
    }

    fn lists_table(&self) -> Table {
        let all = || self.lists.iter().chain([&self.referred]).chain(&self.tops);
        let count = |of: fn(&Stability) -> usize| all().map(move |one| of(one) as u32);
        Table::new("lists", "A row per list, for all of them together, and per top")
            .text("list", "The institution's id, `any list`, or the top", all().map(|one| one.id.as_str()))
            .text("name", "Name", all().map(|one| one.name.as_str()))
            .count("capacity", "Most firms on it", all().map(|one| one.capacity))
            .count("today", "Firms on it today", count(|one| one.today))
            .count("core", "Firms on it in at least 95 % of the draws", count(|one| one.core))
            .count("contested", "Firms on it in more than 5 % and less than 95 %", count(|one| one.contested))
            .count("doubtful", "On it today, but in less than half of the draws", count(|one| one.doubtful))
            .count("waiting", "Not on it today, but in at least half of the draws", count(|one| one.waiting))
            .number("cut_off", "Today's points of the last on it", all().map(|one| one.cut_off))
            .number(
                "contested_from",
                "Least of today's points in the contested zone",
                all().map(|one| one.contested_points.map(|zone| zone.0)),
            )
            .number("contested_to", "Most of them", all().map(|one| one.contested_points.map(|zone| zone.1)))
    }
}

fn indices_table(indices: &[Index]) -> Table {
    let of = |value: fn(&SobolIndices) -> f64| indices.iter().map(move |one| value(&one.indices));
    Table::new("indices", "Sobol indices of the mean absolute rank shift, a row per uncertain input")
        .text("factor", "The input", indices.iter().map(|one| one.factor.as_str()))
        .number("first", "First-order index", of(|one| one.first))
        .number("first_low", "2.5 % of its bootstrap", of(|one| one.first_interval.0))
        .number("first_high", "97.5 % of it", of(|one| one.first_interval.1))
        .number("total", "Total index", of(|one| one.total))
        .number("total_low", "2.5 % of its bootstrap", of(|one| one.total_interval.0))
        .number("total_high", "97.5 % of it", of(|one| one.total_interval.1))
}

fn sobol_table(indices: &[Index], sample: &SaltelliSample) -> Table {
    let about =
        "The mean absolute rank shifts that the indices are estimated from, a row per row of the sample";
    let table = Table::new("sobol", about)
        .count(
            "row",
            "Number of the row, and of the draw of A; that of B has as many more as there are rows",
            1..=sample.a.len() as u32,
        )
        .number("a", "Shift of the draw of A", sample.a.iter().copied())
        .number("b", "Shift of the draw of B", sample.b.iter().copied());
    indices.iter().zip(&sample.mixed).fold(table, |table, (index, mixed)| {
        let name = format!("mixed_{}", index.factor.replace(' ', "_"));
        let about = format!("Shift of the draw of A with {} from that of B", index.factor);
        table.number(name, about, mixed.iter().copied())
    })
}
