//! How firm ranks and lists are, for people.

use super::acceptability::{CutOff, WeightToday, near_table};
use super::report::{DrawReport, Report};
use super::tables::indices_table;
use super::{Spread, Vary};
use crate::figures::number::{counted, thousands};
use crate::figures::{Chart, Document, Interval, Marks, Section};
use crate::stats::plain;
use crate::studies::weights::side_by_side::by_indicator;

/// Firms whose ranks are drawn.
const FIRMS: usize = 40;
/// Cut-offs of which the next firms are printed.
const CUT_OFFS: usize = 6;
/// Weights that are named of a firm.
const WEIGHTS: usize = 3;

impl DrawReport {
    /// The weights of the draw beside today's, to the last digit.
    pub(super) fn to_document(&self) -> Document {
        let drawn = &self.drawn;
        let choices =
            if drawn.choices.is_empty() { String::new() } else { format!(", {}", drawn.choices.join(", ")) };
        let table = by_indicator(
            &self.indicators,
            &self.segments,
            |one| &one.id,
            |one, at| format!("{} → {}", one.today[at], one.drawn[at]).into(),
        );
        let title = format!("Draw {}{choices}: ranks shift by {:.1} on average", drawn.draw, drawn.shift);
        Document::new(title).section(Section::new().table(table))
    }
}

impl Report {
    /// The study as a person reads it.
    pub(super) fn to_document(&self) -> Document {
        let spread = match self.spread {
            Spread::Concentration(c) => format!("Dirichlet of concentration {c} around today's weights"),
            Spread::Share(x) => {
                format!(
                    "each weight times {} to {}, then in proportion",
                    plain(1.0 - x, 9),
                    plain(1.0 + x, 9)
                )
            }
        };
        let which = match self.vary {
            Vary::All => "all indicators",
            Vary::Within => "indicators within their groups",
            Vary::Between => "groups",
            Vary::Nested => "groups, and indicators within them",
        };
        let draws = counted(self.draws as usize, "draw");
        let title = format!(
            "Sensitivity of {}, {} as of {}",
            self.about.scorecard, self.about.cohort, self.about.as_of
        );
        let mut document =
            Document::new(title).lead(format!("{draws}, seed {}: {spread}, {which}", self.seed));
        for choice in &self.choices {
            document = document.lead(format!("{}: {}", choice.id, choice.options.join(", ")));
        }
        if !self.errors.is_empty() {
            let said = self.errors.iter().map(|error| {
                format!("{} {}", error.indicator.as_deref().unwrap_or_default(), error.extent.words())
            });
            let said: Vec<String> = said.collect();
            document = document.lead(format!("values, scored again in every draw: {}", said.join(", ")));
        }
        if self.referred_in_full {
            document = document.lead("lists rest on more than points: every draw was referred in full");
        }
        document.section(self.movement()).sections(self.lists()).section(self.near()).section(self.blame())
    }

    /// How far ranks move, and between which ranks the first firms are.
    fn movement(&self) -> Section {
        let shift = &self.shift;
        let counts = shift.histogram.iter().map(|&count| count as usize).collect();
        let histogram = Marks::Histogram { from: shift.least, to: shift.greatest, counts };
        let chart =
            Chart::new("Draws by how far ranks shift on average", histogram).across("ranks").up("draws");
        let intervals = self.each.iter().take(FIRMS).map(|firm| Interval {
            label: if firm.name.is_empty() { firm.firm.clone() } else { firm.name.clone() },
            ends: [firm.rank_low.into(), firm.mean_rank, firm.rank_high.into()],
        });
        let ranks = "Ranks of today's first firms: mean, and nine draws in ten";
        Section::named("Ranks")
            .line(format!(
                "ranks of {} shift by {:.1} on average; nine draws in ten: {:.1} to {:.1}",
                counted(self.firms, "firm"),
                shift.mean,
                shift.low,
                shift.high
            ))
            .chart(chart.in_line(format!("  {:.1} ", shift.least), format!(" {:.1}", shift.greatest)))
            .chart(Chart::new(ranks, Marks::Intervals(intervals.collect())).across("rank"))
    }

    fn lists(&self) -> [Section; 2] {
        let notes = "core: on it in at least 95 % of the draws; contested: in more than 5 % and less than \
            95 %\n\
             doubtful: on it today, but in less than half; waiting: not on it today, but in half or more";
        [Section::named("Lists").table(self.lists_table()), Section::new().note(notes)]
    }

    /// The firms next to each cut-off.
    fn near(&self) -> Section {
        if self.acceptability.is_empty() {
            return Section::new();
        }
        let shown = &self.acceptability[..self.acceptability.len().min(CUT_OFFS)];
        let each = if shown.len() > 3 { 1 } else { 2 };
        let kept = match self.acceptability.len() - shown.len() {
            0 => String::new(),
            more => format!(
                "\n{} more and further firms are in the table `acceptability`",
                counted(more, "cut-off")
            ),
        };
        let note = format!(
            "c: the cut-off rank; in: share of draws in which the firm is in; behind it: share of draws with a\n\
             rank up to c/2, beyond that up to 0.9 c, and so on{kept}"
        );
        Section::named("Near the cut-off")
            .line("rank acceptability of the firms next to each cut-off")
            .table(near_table(shown, each))
            .note(note)
            .lines(shown.iter().filter_map(|of| self.central(of)))
    }

    /// The weights that put a firm in that is out today, the first that any draw does: those that differ
    /// most.
    fn central(&self, of: &CutOff) -> Option<String> {
        let mut out = of.firms.iter().filter(|firm| !firm.today).peekable();
        out.peek()?;
        let Some((firm, central)) = out.find_map(|firm| Some((firm, firm.central.as_ref()?))) else {
            return Some(format!("{}: no draw puts any of the firms next out in", of.id));
        };
        let name = if firm.name.is_empty() { &firm.firm } else { &firm.name };
        let own = self.weights_today.iter().zip(central).filter(|(today, _)| today.segment == firm.segment);
        let mut own: Vec<_> = own.filter(|(today, _)| today.weight > 0.0).collect();
        let apart = |(today, central): &(&WeightToday, &f64)| (*central - today.weight).abs();
        own.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
        let own = own.iter().take(WEIGHTS).map(|(today, central)| {
            format!("{} {central:.1} (today {})", today.indicator, plain(today.weight, 1))
        });
        let own: Vec<String> = own.collect();
        let draws = counted(firm.draws as usize, "draw");
        Some(format!("{}: {draws} put {name} in; their mean weights: {}", of.id, own.join(", ")))
    }

    /// What the movement is due to, the greatest first.
    fn blame(&self) -> Section {
        let Some(indices) = &self.indices else {
            let alike = "ranks shift alike whatever is drawn: there is nothing to blame anything for";
            return Section::new().lines((self.sobol_rows > 0).then_some(alike));
        };
        let mut order: Vec<_> = indices.iter().collect();
        order.sort_by(|a, b| {
            b.indices
                .total
                .total_cmp(&a.indices.total)
                .then_with(|| a.factor.to_string().cmp(&b.factor.to_string()))
        });
        Section::named("What ranks rest on")
            .line(format!(
                "how much of the movement's variance each is to blame for (Sobol indices, {} rows)",
                thousands(self.sobol_rows.into())
            ))
            .table(indices_table(order))
            .note(
                "first: by itself, total: together with the others; what does not lie\n\
                 clear of 0 may be chance, and is narrowed by more rows",
            )
    }
}
