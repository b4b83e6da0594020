//! A chart as data: what is drawn, not how.

use crate::words::Message;

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart<T = Message> {
    /// What it shows.
    pub title: T,
    /// What the axis across counts, unit included; empty where marks say it.
    pub across: T,
    /// What the axis up counts; empty where there is none.
    pub up: T,
    /// What is drawn.
    pub marks: Marks<T>,
    /// What stands before and after its columns where a form draws it in a line of text. Without it such a
    /// form leaves the chart out: a table beside it has the same figures.
    pub line: Option<[T; 2]>,
}

/// What a chart draws. Numbers that are not finite are left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Marks<T = Message> {
    /// A group of bars for each label, from 0, one of each series.
    Bars {
        /// What the bars of each group are, at most two.
        series: Vec<T>,
        /// The groups.
        bars: Vec<Bar<T>>,
    },
    /// A column for each of equally wide classes.
    Histogram {
        /// Where the first begins.
        from: f64,
        /// Where the last ends.
        to: f64,
        /// How many fall into each.
        counts: Vec<usize>,
    },
    /// A stretch with a point in it for each label.
    Intervals(Vec<Interval<T>>),
    /// A point for each pair of numbers.
    Scatter(Vec<Point<T>>),
    /// A line from one rank to another for each label; rank 1 is at the top.
    Flow {
        /// What the ranks at the left and at the right are.
        sides: [T; 2],
        /// The lines.
        flows: Vec<Flow<T>>,
    },
    /// Points joined by a line for each series.
    Curve(Vec<Series<T>>),
}

/// Bars under one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar<T = Message> {
    /// What they are of.
    pub label: T,
    /// A length for each series; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// A stretch with a point in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval<T = Message> {
    /// What it is of.
    pub label: T,
    /// Its lower end, the point, and its upper end.
    pub ends: [f64; 3],
}

/// A pair of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Point<T = Message> {
    /// What it is of; empty where that does not matter.
    pub label: T,
    /// Across.
    pub x: f64,
    /// Up.
    pub y: f64,
}

/// A label's rank before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow<T = Message> {
    /// Whose ranks they are.
    pub label: T,
    /// Its rank before.
    pub from: u32,
    /// Its rank after.
    pub to: u32,
}

/// Points of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Series<T = Message> {
    /// What they are; empty where there is one series only.
    pub label: T,
    /// From left to right.
    pub points: Vec<Point<T>>,
    /// Whether it is only there to compare with, such as a diagonal.
    pub guide: bool,
}

impl Chart {
    /// A chart without words at its axes.
    pub fn new(title: impl Into<Message>, marks: Marks) -> Chart {
        Chart { title: title.into(), across: Message::default(), up: Message::default(), marks, line: None }
    }

    /// The same with words at the axis across.
    #[must_use]
    pub fn across(mut self, what: impl Into<Message>) -> Chart {
        self.across = what.into();
        self
    }

    /// The same with words at the axis up.
    #[must_use]
    pub fn up(mut self, what: impl Into<Message>) -> Chart {
        self.up = what.into();
        self
    }

    /// The same, to be drawn in a line of text between two texts.
    #[must_use]
    pub fn in_line(mut self, before: impl Into<Message>, after: impl Into<Message>) -> Chart {
        self.line = Some([before.into(), after.into()]);
        self
    }
}

impl<T> Chart<T> {
    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        match &self.marks {
            Marks::Bars { bars, .. } => bars.is_empty(),
            Marks::Histogram { counts, .. } => counts.iter().all(|count| *count == 0),
            Marks::Intervals(intervals) => intervals.is_empty(),
            Marks::Scatter(points) => points.is_empty(),
            Marks::Flow { flows, .. } => flows.is_empty(),
            Marks::Curve(series) => series.iter().all(|series| series.points.is_empty()),
        }
    }

    /// The chart with `f` of each text.
    pub(super) fn map<U>(&self, f: &impl Fn(&T) -> U) -> Chart<U> {
        Chart {
            title: f(&self.title),
            across: f(&self.across),
            up: f(&self.up),
            marks: self.marks.map(f),
            line: self.line.as_ref().map(|[before, after]| [f(before), f(after)]),
        }
    }
}

impl<T> Marks<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Marks<U> {
        match self {
            Marks::Bars { series, bars } => {
                let bar = |bar: &Bar<T>| Bar { label: f(&bar.label), values: bar.values.clone() };
                Marks::Bars { series: series.iter().map(f).collect(), bars: bars.iter().map(bar).collect() }
            }
            Marks::Histogram { from, to, counts } => {
                Marks::Histogram { from: *from, to: *to, counts: counts.clone() }
            }
            Marks::Intervals(all) => {
                let interval = |one: &Interval<T>| Interval { label: f(&one.label), ends: one.ends };
                Marks::Intervals(all.iter().map(interval).collect())
            }
            Marks::Scatter(points) => Marks::Scatter(points.iter().map(|point| point.map(f)).collect()),
            Marks::Flow { sides, flows } => {
                let flow = |flow: &Flow<T>| Flow { label: f(&flow.label), from: flow.from, to: flow.to };
                Marks::Flow { sides: [f(&sides[0]), f(&sides[1])], flows: flows.iter().map(flow).collect() }
            }
            Marks::Curve(all) => {
                let series = |one: &Series<T>| Series {
                    label: f(&one.label),
                    points: one.points.iter().map(|point| point.map(f)).collect(),
                    guide: one.guide,
                };
                Marks::Curve(all.iter().map(series).collect())
            }
        }
    }
}

impl<T> Point<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Point<U> {
        Point { label: f(&self.label), x: self.x, y: self.y }
    }
}
