//! Charts as data, independent of their rendering.

use crate::words::Message;

/// A chart with its title, axes and marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart<T = Message> {
    /// The title of the chart.
    pub title: T,
    /// Label of the horizontal axis, unit included; empty if the marks name it.
    pub across: T,
    /// Label of the vertical axis; empty without one.
    pub up: T,
    /// The marks that are drawn.
    pub marks: Marks<T>,
    /// Texts before and after a histogram that is drawn in a line of text, as on a terminal. Without them a
    /// terminal omits the chart, since a table beside it has the same figures.
    pub line: Option<[T; 2]>,
}

/// Marks of a chart. Numbers that are not finite are omitted.
#[derive(Clone, Debug, PartialEq)]
pub enum Marks<T = Message> {
    /// Grouped bars from 0: a group per label, a bar per series.
    Bars {
        /// Names of the series, at most two.
        series: Vec<T>,
        /// Groups of bars, from top to bottom.
        bars: Vec<Bar<T>>,
    },
    /// A histogram with classes of equal width.
    Histogram {
        /// Lower bound of the first class.
        from: f64,
        /// Upper bound of the last class.
        to: f64,
        /// Number of values in each class.
        counts: Vec<usize>,
    },
    /// An interval with a point for each label.
    Intervals(Vec<Interval<T>>),
    /// A point for each pair of numbers.
    Scatter(Vec<Point<T>>),
    /// A slope chart: a line from one rank to another per label; rank 1 is at the top.
    Flow {
        /// Headings of the left and the right ranks.
        sides: [T; 2],
        /// Lines, one per label.
        flows: Vec<Flow<T>>,
    },
    /// A line chart, one line per series.
    Curve(Vec<Series<T>>),
}

/// The bars of one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar<T = Message> {
    /// Label of the group.
    pub label: T,
    /// A length for each series; `None` if missing.
    pub values: Vec<Option<f64>>,
}

/// An interval with a point in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval<T = Message> {
    /// Label of the interval.
    pub label: T,
    /// Lower end, point, upper end.
    pub ends: [f64; 3],
}

/// A point of a scatter plot or curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Point<T = Message> {
    /// Label of the point; may be empty.
    pub label: T,
    /// Value on the horizontal axis.
    pub x: f64,
    /// Value on the vertical axis.
    pub y: f64,
}

/// One label's rank before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow<T = Message> {
    /// Label of the line.
    pub label: T,
    /// Rank before, from 1.
    pub from: u32,
    /// Rank after, from 1.
    pub to: u32,
}

/// The points of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series<T = Message> {
    /// Name of the series; empty for a single series.
    pub label: T,
    /// Points from left to right.
    pub points: Vec<Point<T>>,
    /// Whether it is a reference line, such as a diagonal.
    pub guide: bool,
}

impl Chart {
    /// A chart without axis labels.
    pub fn new(title: impl Into<Message>, marks: Marks) -> Chart {
        Chart { title: title.into(), across: Message::default(), up: Message::default(), marks, line: None }
    }

    /// The chart with a label of the horizontal axis.
    #[must_use]
    pub fn across(mut self, what: impl Into<Message>) -> Chart {
        self.across = what.into();
        self
    }

    /// The chart with a label of the vertical axis.
    #[must_use]
    pub fn up(mut self, what: impl Into<Message>) -> Chart {
        self.up = what.into();
        self
    }

    /// The chart, drawable in a line of text between two texts.
    #[must_use]
    pub fn in_line(mut self, before: impl Into<Message>, after: impl Into<Message>) -> Chart {
        self.line = Some([before.into(), after.into()]);
        self
    }
}

impl<T> Chart<T> {
    /// Whether no mark can be drawn.
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

    /// The chart with `f` applied to each text.
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
