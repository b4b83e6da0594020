//! A page and a picture for each curve, drawn by the engine from the page's own scorecard.

use std::fs;

use jifen::progress::Silent;
use jifen::scorecard::{Curve, Direction, Scorecard};
use jifen::scoring::{Detail, score};

use super::chart::{Chart, Marks, Series};
use super::page::Page;
use super::{is_current, root};
use crate::engine::scoring::{firms, load};
use crate::support::cohort::Row;
use crate::support::random_card::AS_OF;

/// How a curve is shown: which raw values its page's scorecard is given.
struct Shown {
    /// The curve.
    curve: &'static str,
    /// Fields that take the raw value; the others that rules divide by are 100.
    fields: &'static [&'static str],
    /// What the raw value is.
    across: &'static str,
    /// The raw values.
    values: Values,
}

enum Values {
    /// A line over raw values from 0 to this.
    Line(f64),
    /// Steps over the same.
    Steps(f64),
    /// These firms.
    Firms(&'static [f64]),
    /// Yes, no and missing.
    Flags,
    /// These texts, and missing.
    Texts(&'static [&'static str]),
}

/// Patents of thirty firms, as they often lie: most have none.
const COUNTS: [f64; 30] = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 3.0,
    3.0, 4.0, 5.0, 5.0, 7.0, 9.0, 12.0, 16.0, 20.0,
];

/// Growth of fifteen firms in percent, the last of them far from the others.
const GROWTH: [f64; 15] =
    [-24.0, -15.0, -8.0, -3.0, 0.0, 3.0, 6.0, 9.0, 12.0, 16.0, 20.0, 26.0, 33.0, 45.0, 160.0];

const SHOWN: [Shown; 10] = [
    Shown {
        curve: "tiers",
        fields: &["hightech_revenue", "total_liabilities"],
        across: "raw value, %",
        values: Values::Steps(100.0),
    },
    Shown {
        curve: "classes",
        fields: &["rd_body"],
        across: "class",
        values: Values::Texts(&["国家级", "省级", "市级", "市级以下"]),
    },
    Shown {
        curve: "linear",
        fields: &["hightech_revenue", "total_liabilities", "venture_capital"],
        across: "raw value",
        values: Values::Line(100.0),
    },
    Shown {
        curve: "reference",
        fields: &["technology_contracts", "total_costs"],
        across: "raw value",
        values: Values::Line(200.0),
    },
    Shown {
        curve: "piecewise",
        fields: &["technical_staff", "total_liabilities"],
        across: "raw value, %",
        values: Values::Line(100.0),
    },
    Shown {
        curve: "percentile",
        fields: &["invention_applications"],
        across: "patent applications of thirty firms",
        values: Values::Firms(&COUNTS),
    },
    Shown {
        curve: "minmax",
        fields: &["venture_capital"],
        across: "raw value of fifteen firms",
        values: Values::Firms(&GROWTH),
    },
    Shown {
        curve: "zscore",
        fields: &["venture_capital"],
        across: "raw value of fifteen firms",
        values: Values::Firms(&GROWTH),
    },
    Shown {
        curve: "per_unit",
        fields: &["invention_applications", "graduates_hired"],
        across: "raw value",
        values: Values::Steps(20.0),
    },
    Shown { curve: "flag", fields: &["hnte", "abnormal"], across: "the firm's flag", values: Values::Flags },
];

/// The name of a curve in a scorecard.
fn name(curve: &Curve) -> &'static str {
    match curve {
        Curve::Tiers { .. } => "tiers",
        Curve::Linear { .. } => "linear",
        Curve::Reference { .. } => "reference",
        Curve::Piecewise { .. } => "piecewise",
        Curve::Percentile { .. } => "percentile",
        Curve::MinMax { .. } => "minmax",
        Curve::ZScore { .. } => "zscore",
        Curve::PerUnit { .. } => "per_unit",
        Curve::Classes { .. } => "classes",
        Curve::Flag => "flag",
    }
}

impl Shown {
    /// The raw values across, each with the firm that has it.
    fn rows(&self) -> Vec<(f64, Row)> {
        let base = |at: usize| {
            let whole = ["revenue", "total_assets", "employees"];
            whole.iter().fold(Row::new(format!("{at:04}")), |row, name| row.number(name, 100.0))
        };
        let number =
            |(at, x): (usize, f64)| (x, self.fields.iter().fold(base(at), |row, field| row.number(field, x)));
        match &self.values {
            // A quarter of a unit meets every bound, and is finer than the picture.
            Values::Line(to) | Values::Steps(to) => {
                (0..=400).map(|at| number((at, to * at as f64 / 400.0))).collect()
            }
            Values::Firms(values) => values.iter().copied().enumerate().map(number).collect(),
            Values::Flags => [Some(true), Some(false), None]
                .into_iter()
                .enumerate()
                .map(|(at, flag)| {
                    (at as f64, self.fields.iter().fold(base(at), |row, field| row.flag(field, flag)))
                })
                .collect(),
            Values::Texts(texts) => texts
                .iter()
                .map(|text| Some(*text))
                .chain([None])
                .enumerate()
                .map(|(at, text)| {
                    (at as f64, self.fields.iter().fold(base(at), |row, field| row.text(field, text)))
                })
                .collect(),
        }
    }

    fn ticks(&self) -> ((f64, f64), Vec<(f64, String)>) {
        let named = |names: Vec<&str>| {
            let range = (-0.6, names.len() as f64 - 0.4);
            (range, names.iter().enumerate().map(|(at, name)| (at as f64, (*name).to_owned())).collect())
        };
        let (from, to, step) = match &self.values {
            Values::Line(to) | Values::Steps(to) => (0.0, *to, to / 10.0),
            Values::Firms(values) if values.iter().any(|x| *x < 0.0) => (-40.0, 180.0, 20.0),
            Values::Firms(_) => (0.0, 20.0, 2.0),
            Values::Flags => return named(vec!["yes", "no", "missing"]),
            Values::Texts(texts) => return named(texts.iter().copied().chain(["missing"]).collect()),
        };
        let count = ((to - from) / step) as usize;
        let ticks = (0..=count).map(|at| from + step * at as f64).map(|x| (x, x.to_string()));
        // Dots at either end stand free of the edge.
        let free = if matches!(self.values, Values::Firms(_)) { (to - from) / 40.0 } else { 0.0 };
        ((from - free, to + free), ticks.collect())
    }

    /// One indicator's shares over the raw values.
    fn marks(&self, points: Vec<(f64, f64)>, direction: Direction) -> Marks {
        match self.values {
            Values::Line(_) => Marks::Line(points),
            Values::Firms(_) => Marks::Dots(points),
            Values::Flags | Values::Texts(_) => Marks::Bars(points),
            Values::Steps(_) => {
                let runs = points.chunk_by(|a, b| a.1 == b.1);
                let ends = runs.map(|run| (run[0].0, run[run.len() - 1].0, run[0].1));
                Marks::Steps { runs: ends.collect(), last: direction == Direction::Lower }
            }
        }
    }

    /// The indicators of one scorecard over the raw values.
    fn series(&self, card: &Scorecard) -> Vec<Series> {
        let (across, rows): (Vec<f64>, Vec<Row>) = self.rows().into_iter().unzip();
        let scores = score(&firms(&rows, card), card, AS_OF, true, &Silent);
        assert!(scores.scored.iter().all(|scored| *scored), "{}: a firm is not scored", self.curve);
        let details = scores.details.expect("they were asked for");
        let shares = |detail: &Detail| -> Vec<(f64, f64)> {
            let shares = detail.normalised.iter().map(|share| share.unwrap_or(0.0));
            across.iter().copied().zip(shares).collect()
        };
        let indicators = card.indicators.iter().zip(&details);
        indicators
            .map(|(indicator, detail)| Series {
                label: indicator.title.clone(),
                marks: self.marks(shares(detail), indicator.direction),
            })
            .collect()
    }

    /// The picture over all scorecards of the page.
    fn chart(&self, cards: &[Scorecard]) -> String {
        let (range, ticks) = self.ticks();
        let title = format!("{}: share of full marks by raw value", self.curve);
        let series = cards.iter().flat_map(|card| self.series(card)).collect();
        Chart { title: &title, across: self.across, range, ticks, series }.svg()
    }
}

#[test]
fn every_curve_has_a_page_and_a_picture_of_what_it_does() {
    for shown in &SHOWN {
        let curve = shown.curve;
        let file = root().join(format!("docs/curves/{curve}.md"));
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(text.contains(&format!("]({curve}.svg)")), "{curve}.md does not show its picture");
        let page = Page::read(&text).unwrap_or_else(|fault| panic!("{curve}.md, {fault}"));
        let cards: Vec<Scorecard> = page.files("card.toml").iter().map(|text| load(text)).collect();
        assert!(!cards.is_empty(), "{curve}.md has no card.toml");
        let own = cards.iter().flat_map(|card| &card.indicators).map(|indicator| name(&indicator.curve));
        assert!(own.into_iter().all(|name| name == curve), "{curve}.md draws another curve");
        is_current(&format!("curves/{curve}.svg"), &shown.chart(&cards));
    }
}
