//! How firm ranks and lists are, for people.

use super::acceptability::near_section;
use super::report::{DrawReport, Explained, Index, Report};
use super::tables::{explained_table, indices_table, spreads};
use super::{Spread, Vary};
use crate::figures::number::{counted, percent, percent_to, thousands};
use crate::figures::{Chart, Document, Interval, Marks, Section};
use crate::stats::plain;
use crate::studies::weights::side_by_side::by_indicator;

/// Firms whose ranks are drawn.
const FIRMS: usize = 40;

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
            Spread::Judges => "the weights of one judge in each draw".to_owned(),
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
            _ if self.spread == Spread::Judges => "each as likely",
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
        let near = near_section(&self.acceptability, &self.weights_today);
        document.section(self.movement()).sections(self.lists()).section(near).sections(self.causes())
    }

    /// How far ranks move, and between which ranks the first firms are.
    fn movement(&self) -> Section {
        let shift = &self.shift;
        let counts = shift.histogram.iter().map(|&count| count as usize).collect();
        let histogram = Marks::Histogram { from: shift.least, to: shift.greatest, counts };
        let chart =
            Chart::new("Draws by how far ranks shift on average", histogram).across("ranks").up("draws");
        let intervals = self.each.iter().take(FIRMS).map(|firm| Interval {
            label: if firm.name.is_empty() { &firm.firm } else { &firm.name }.into(),
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

    /// What ranks rest on, the greatest first: weights as they were drawn, and the Sobol indices of the draws
    /// behind them.
    fn causes(&self) -> Vec<Section> {
        let Some(explained) = &self.explained else {
            let alike = "ranks shift alike whatever is drawn: there is no variance to explain";
            return vec![Section::new().line(alike)];
        };
        let mut sections = vec![self.shares(explained)];
        // One input alone has nothing to share with.
        if let Some(indices) = self.indices.as_ref().filter(|indices| indices.len() > 1) {
            sections.push(self.sobol(indices));
        }
        sections
    }

    fn shares(&self, explained: &[Explained]) -> Section {
        let mut order: Vec<_> = explained.iter().collect();
        order.sort_by(|a, b| {
            b.share.total_cmp(&a.share).then_with(|| a.factor.to_string().cmp(&b.factor.to_string()))
        });
        let spreads = explained.iter().any(|one| one.weights.len() > 1).then(|| spreads(explained));
        let mut section = Section::named("What ranks rest on")
            .line(format!(
                "share of the variance of the rank shift that each weight explains, over all {}",
                counted(self.draws as usize, "draw")
            ))
            .table(explained_table(order))
            .note(
                "weights add up to the whole, so each depends on the others: shares need not add up to 1\n\
                 SD: standard deviation of the weight over the draws, as a share of the whole",
            );
        if self.spread == Spread::Judges {
            section = section.note(
                "a weight has as many values as judges give it: each explains as much as it says of who\n\
                 judged, and the judge explains what no other choice does",
            );
        }
        if !self.errors.is_empty() {
            section = section.note(
                "errors of values are in the variance too and have no row: what the others leave may \
                 be theirs",
            );
        }
        if let Some(spreads) = spreads {
            section = section.line("today's weights and the standard deviation of the draws").table(spreads);
        }
        match self.uneven(explained) {
            Some(note) => section.note(note),
            None => section,
        }
    }

    /// That under one concentration small weights vary relatively more, with the least and the greatest as an
    /// example.
    fn uneven(&self, explained: &[Explained]) -> Option<String> {
        let Spread::Concentration(_) = self.spread else { return None };
        let weights = explained.iter().flat_map(|one| one.weights.iter().map(move |own| (one, own)));
        let varied = weights.filter(|(_, own)| own.deviation > 0.0 && own.today > 0.0);
        let mut varied: Vec<_> = varied.filter_map(|(one, own)| Some((one, own, own.relative()?))).collect();
        varied.sort_by(|a, b| a.1.today.total_cmp(&b.1.today));
        let ((small, least, most), (great, own, fewest)) = (varied.first()?, varied.last()?);
        if *most < 1.5 * *fewest {
            return None;
        }
        Some(format!(
            "under one concentration small weights vary relatively more: `{}` ({}) by {}, `{}` ({}) by {};\n\
             `--share 25%` is the fairer comparison: each varies by the same proportion before scaling",
            small.factor,
            percent(least.today),
            percent_to(*most, 0),
            great.factor,
            percent(own.today),
            percent_to(*fewest, 0),
        ))
    }

    fn sobol(&self, indices: &[Index]) -> Section {
        let mut order: Vec<_> = indices.iter().collect();
        order.sort_by(|a, b| {
            b.indices
                .total
                .total_cmp(&a.indices.total)
                .then_with(|| a.factor.to_string().cmp(&b.factor.to_string()))
        });
        let rows = thousands(self.sobol_rows.into());
        let orders = "first: by itself, total: together with the others; more rows narrow the intervals";
        if self.spread == Spread::Judges {
            return Section::named("Judges and choices")
                .line(format!("Sobol indices of the judge and of the choices ({rows} rows)"))
                .table(indices_table(order, "drawn"))
                .note(orders);
        }
        Section::named("Draws before scaling")
            .line(format!(
                "Sobol indices of the independent draws, before they are scaled to one sum ({rows} rows)"
            ))
            .table(indices_table(order, "draw before scaling"))
            .note(format!(
                "{orders}\nthey are about draws, not weights: scaling makes each weight depend on every draw"
            ))
    }
}
