//! The study of sensitivity as a document for people.

use super::acceptability::near_section;
use super::report::{DrawReport, Explained, Index, Report};
use super::tables::{explained_table, indices_table, spreads};
use super::{Extent, MeasurementError, Spread, Vary};
use crate::figures::number::{percent, percent_to};
use crate::figures::{Chart, Document, Interval, Marks, Section, Statistic};
use crate::stats::plain;
use crate::studies::weights::side_by_side::by_indicator;
use crate::words::{Arg, Message, say};

/// Most firms whose rank intervals are charted.
const FIRMS: usize = 40;

impl DrawReport {
    /// The weights of one draw beside today's, with all their digits.
    pub(super) fn to_document(&self) -> Document {
        let drawn = &self.drawn;
        let table = by_indicator(
            &self.indicators,
            &self.segment_names,
            |one| Message::title(&one.id, one.title_zh.as_ref()),
            |one, at| format!("{} → {}", one.today[at], one.drawn[at]).into(),
        );
        let (draw, shift) = (drawn.draw.to_string(), format!("{:.1}", drawn.shift));
        let title = if drawn.choices.is_empty() {
            say!(sensitivity::draw_title, draw = draw, shift = shift)
        } else {
            let choices = Arg::items(self.choices.iter().cloned());
            say!(sensitivity::draw_title_choices, draw = draw, choices = choices, shift = shift)
        };
        Document::new(title).section(Section::new().table(table))
    }
}

impl Report {
    /// The study as a document for people.
    pub(super) fn to_document(&self) -> Document {
        let title = say!(
            sensitivity::title,
            scorecard = &self.about.scorecard,
            cohort = &self.about.cohort,
            day = self.about.day()
        );
        let mut document = Document::new(title).lead(self.drawn_from());
        for choice in &self.choices {
            let options = choice.options.iter().map(|option| self.names.option(choice, option));
            let (input, options) = (self.names.choice(&choice.id), Arg::items(options));
            document = document.lead(say!(sensitivity::lead_choice, input = input, options = options));
        }
        if !self.errors.is_empty() {
            let errors = Arg::items(self.errors.iter().map(|error| self.error(error)));
            document = document.lead(say!(sensitivity::lead_errors, errors = errors));
        }
        if self.referred_in_full {
            document = document.lead(say!(sensitivity::lead_in_full));
        }
        let near = near_section(&self.acceptability, &self.weights_today, &self.names);
        document.section(self.movement()).sections(self.lists()).section(near).sections(self.causes())
    }

    /// Number of draws, and what varies in them.
    fn drawn_from(&self) -> Message {
        let vary = match self.vary {
            Vary::All => "all",
            Vary::Within => "within",
            Vary::Between => "between",
            Vary::Nested => "nested",
        };
        let (draws, seed) = (self.draws, self.seed.to_string());
        match self.spread {
            Spread::Judges => say!(sensitivity::lead_judges, draws = draws, seed = seed),
            Spread::Concentration(c) => say!(
                sensitivity::lead_concentration,
                draws = draws,
                seed = seed,
                concentration = c.to_string(),
                vary = vary
            ),
            Spread::Share(x) => say!(
                sensitivity::lead_share,
                draws = draws,
                seed = seed,
                low = plain(1.0 - x, 9),
                high = plain(1.0 + x, 9),
                vary = vary
            ),
        }
    }

    fn error(&self, error: &MeasurementError) -> Message {
        let indicator = self.names.titles.indicator(error.indicator.as_deref().unwrap_or_default());
        match &error.extent {
            Extent::Share(share) => {
                say!(sensitivity::error_share, indicator = indicator, share = percent_to(*share, 1))
            }
            Extent::Within(width) => {
                say!(sensitivity::error_width, indicator = indicator, width = width)
            }
            Extent::Between(low, high) => {
                say!(sensitivity::error_bounds, indicator = indicator, low = low, high = high)
            }
        }
    }

    /// The spread of rank shifts, and the rank intervals of the first firms.
    fn movement(&self) -> Section {
        let shift = &self.shift;
        let counts = shift.histogram.iter().map(|&count| count as usize).collect();
        let histogram = Marks::Histogram { from: shift.least, to: shift.greatest, counts };
        let chart = Chart::new(say!(sensitivity::chart_shifts), histogram)
            .across(say!(sensitivity::axis_ranks))
            .up(say!(sensitivity::axis_draws));
        let intervals = self.each.iter().take(FIRMS).map(|firm| Interval {
            label: if firm.name.is_empty() { &firm.firm } else { &firm.name }.into(),
            ends: [firm.rank_low.into(), firm.mean_rank, firm.rank_high.into()],
        });
        let intervals = Marks::Intervals(intervals.collect());
        let [mean, low, high] = [shift.mean, shift.low, shift.high].map(|ranks| format!("{ranks:.1}"));
        Section::named(say!(sensitivity::ranks))
            .line(say!(sensitivity::ranks_line, firms = self.firms, mean = mean, low = low, high = high))
            .chart(chart.in_line(format!("  {:.1} ", shift.least), format!(" {:.1}", shift.greatest)))
            .chart(
                Chart::new(say!(sensitivity::chart_intervals), intervals)
                    .across(say!(sensitivity::axis_rank)),
            )
    }

    fn lists(&self) -> [Section; 2] {
        let lists = Section::named(say!(sensitivity::lists)).table(self.lists_table());
        [lists, Section::new().note(say!(sensitivity::lists_note))]
    }

    /// The sources of rank variance in descending order: weights as drawn, and the Sobol indices of their
    /// draws before scaling.
    fn causes(&self) -> Vec<Section> {
        let Some(explained) = &self.explained else {
            return vec![Section::new().line(say!(sensitivity::explained_alike))];
        };
        let mut sections = vec![self.shares(explained)];
        // A single input has a share of 1.
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
        let is_split = explained.iter().any(|one| one.weights.len() > 1);
        let spreads = is_split.then(|| spreads(explained, &self.names));
        let mut section = Section::named(say!(sensitivity::explained))
            .line(say!(sensitivity::explained_line, draws = self.draws))
            .table(explained_table(order, &self.names))
            .note(say!(sensitivity::explained_note));
        if self.spread == Spread::Judges {
            section = section.note(say!(sensitivity::explained_judges));
        }
        if !self.errors.is_empty() {
            section = section.note(say!(sensitivity::explained_errors));
        }
        if let Some(spreads) = spreads {
            section = section.heading(say!(sensitivity::spreads_line)).table(spreads);
        }
        match self.uneven(explained) {
            Some(note) => section.note(note),
            None => section,
        }
    }

    /// States that under one concentration small weights vary relatively more, with the smallest and the
    /// greatest as an example.
    fn uneven(&self, explained: &[Explained]) -> Option<Message> {
        let Spread::Concentration(_) = self.spread else { return None };
        let weights = explained.iter().flat_map(|one| one.weights.iter().map(move |own| (one, own)));
        let varied = weights.filter(|(_, own)| own.deviation > 0.0 && own.today > 0.0);
        let mut varied: Vec<_> = varied.filter_map(|(one, own)| Some((one, own, own.relative()?))).collect();
        varied.sort_by(|a, b| a.1.today.total_cmp(&b.1.today));
        let ((small, least, most), (great, greatest, fewest)) = (varied.first()?, varied.last()?);
        if *most < 1.5 * *fewest {
            return None;
        }
        Some(say!(
            sensitivity::uneven,
            small = self.names.factor(&small.factor),
            least = percent(least.today),
            most = percent_to(*most, 0),
            great = self.names.factor(&great.factor),
            greatest = percent(greatest.today),
            fewest = percent_to(*fewest, 0)
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
        let rows = self.sobol_rows;
        let largest = order.first().map(|one| {
            let total = Statistic::Sobol.read(one.indices.total, 3);
            say!(sensitivity::sobol_largest, input = self.names.factor(&one.factor), total = total)
        });
        if self.spread == Spread::Judges {
            return Section::named(say!(sensitivity::sobol_judges))
                .line(say!(sensitivity::sobol_judges_line, rows = rows))
                .table(indices_table(order, say!(sensitivity::header_input), &self.names))
                .note(say!(sensitivity::sobol_judges_note))
                .note(Statistic::Sobol.legend())
                .lines(largest);
        }
        Section::named(say!(sensitivity::sobol_draws))
            .line(say!(sensitivity::sobol_draws_line, rows = rows))
            .table(indices_table(order, say!(sensitivity::header_drawn), &self.names))
            .note(say!(sensitivity::sobol_draws_note))
            .note(Statistic::Sobol.legend())
            .lines(largest)
    }
}
