//! How firm ranks and lists are, for people.

use super::{Drawn, Report, Spread, Stability, Vary};
use crate::figures::number::{counted, thousands};
use crate::figures::{Cell, Chart, Document, Interval, Marks, Rows, Section};
use crate::scorecard::Scorecard;
use crate::stats::plain;

/// Characters of an interval.
const WIDE: usize = 24;
/// Firms whose ranks are drawn.
const FIRMS: usize = 40;

impl Drawn {
    /// The weights of the draw beside those of `card`, today's.
    pub fn document(&self, card: &Scorecard) -> Document {
        let choices =
            if self.choices.is_empty() { String::new() } else { format!(", {}", self.choices.join(", ")) };
        let one = card.segments.len() == 1;
        let table = Rows::new(card.indicators.iter().zip(&self.weights))
            .left("indicator", |(indicator, _)| &*indicator.id)
            .each(card.segments.iter().enumerate(), |rows, (at, segment)| {
                let header = if one { "weight" } else { segment.id.as_str() };
                // To the last digit.
                rows.right(header, |(indicator, drawn)| format!("{} → {}", indicator.weight[at], drawn[at]))
            });
        let title = format!("Draw {}{choices}: ranks shift by {:.1} on average", self.draw, self.shift);
        Document::new(title).section(Section::new().table(table))
    }
}

/// The study as a person reads it.
pub(super) fn document(report: &Report) -> Document {
    let spread = match report.spread {
        Spread::Concentration(c) => format!("Dirichlet of concentration {c} around today's weights"),
        Spread::Share(x) => {
            format!("each weight times {} to {}, then in proportion", plain(1.0 - x, 9), plain(1.0 + x, 9))
        }
    };
    let which = match report.vary {
        Vary::All => "all indicators",
        Vary::Within => "indicators within their groups",
        Vary::Between => "groups",
        Vary::Nested => "groups, and indicators within them",
    };
    let draws = counted(report.draws as usize, "draw");
    let title = format!(
        "Sensitivity of {}, {} as of {}",
        report.about.scorecard, report.about.cohort, report.about.as_of
    );
    let mut document = Document::new(title).lead(format!("{draws}, seed {}: {spread}, {which}", report.seed));
    for choice in &report.choices {
        document = document.lead(format!("{}: {}", choice.id, choice.options.join(", ")));
    }
    if report.referred_in_full {
        document = document.lead("lists rest on more than points: every draw was referred in full");
    }
    document.section(report.movement()).sections(report.lists()).section(report.blame())
}

impl Report {
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
        let decimals = usize::from(self.decimals);
        let points = |points: f64| format!("{points:.decimals$}");
        let top = |one: &Stability| {
            one.capacity.map_or(Cell::Missing, |top| format!("top {}", thousands(top.into())).into())
        };
        let lists = self.lists.iter().chain([&self.referred]).map(|one| (Cell::from(&*one.id), one));
        let table = Rows::new(lists.chain(self.tops.iter().map(|one| (top(one), one))))
            .left("list", |(name, _)| name.clone())
            .count("today", |(_, one)| one.today)
            .count("core", |(_, one)| one.core)
            .count("contested", |(_, one)| one.contested)
            .count("doubtful", |(_, one)| one.doubtful)
            .count("waiting", |(_, one)| one.waiting)
            .number("cut-off", decimals, |(_, one)| one.cut_off)
            .left("contested between", |(_, one)| {
                one.contested_points.map_or(Cell::Missing, |(from, to)| {
                    format!("{} and {} points", points(from), points(to)).into()
                })
            });
        let notes = "core: on it in at least 95 % of the draws; contested: in more than 5 % and less than \
            95 %\n\
             doubtful: on it today, but in less than half; waiting: not on it today, but in half or more";
        [Section::named("Lists").table(table), Section::new().note(notes)]
    }

    /// What the movement is due to, the greatest first.
    fn blame(&self) -> Section {
        let Some(indices) = &self.indices else {
            let alike = "ranks shift alike whatever is drawn: there is nothing to blame anything for";
            return Section::new().lines((self.sobol_rows > 0).then_some(alike));
        };
        let mut order: Vec<_> = indices.iter().collect();
        order.sort_by(|a, b| {
            b.indices.total.total_cmp(&a.indices.total).then_with(|| a.factor.cmp(&b.factor))
        });
        let most = order.iter().fold(0.0, |most: f64, one| most.max(one.indices.total_interval.1));
        let interval = |(low, high): (f64, f64)| format!("{low:.3} to {high:.3}");
        let table = Rows::new(&order)
            .left("due to", |one| &*one.factor)
            .number("first", 3, |one| one.indices.first)
            .right("95 % of first", |one| interval(one.indices.first_interval))
            .number("total", 3, |one| one.indices.total)
            .right("95 % of total", |one| interval(one.indices.total_interval))
            .left("", |one| {
                let (low, high) = one.indices.total_interval;
                Cell::interval([low, one.indices.total, high], (0.0, most), WIDE)
            });
        Section::named("What ranks rest on")
            .line(format!(
                "how much of the movement's variance each is to blame for (Sobol indices, {} rows)",
                thousands(self.sobol_rows.into())
            ))
            .table(table)
            .note(
                "first: by itself, total: together with the others; what does not lie\n\
                 clear of 0 may be chance, and is narrowed by more rows",
            )
    }
}
