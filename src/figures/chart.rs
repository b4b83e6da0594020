//! A chart as data: what is drawn, not how.

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// What the axis across counts, unit included; empty where marks say it.
    pub across: String,
    /// What the axis up counts; empty where there is none.
    pub up: String,
    /// What is drawn.
    pub marks: Marks,
    /// What stands before and after its columns where a form draws it in a line of text. Without it such a
    /// form leaves the chart out: a table beside it has the same figures.
    pub line: Option<[String; 2]>,
}

/// What a chart draws. Numbers that are not finite are left out.
#[derive(Clone, Debug, PartialEq)]
pub enum Marks {
    /// A group of bars for each label, from 0, one of each series.
    Bars {
        /// What the bars of each group are, at most two.
        series: Vec<String>,
        /// The groups.
        bars: Vec<Bar>,
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
    Intervals(Vec<Interval>),
    /// A point for each pair of numbers.
    Scatter(Vec<Point>),
    /// A line from one rank to another for each label; rank 1 is at the top.
    Flow {
        /// What the ranks at the left and at the right are.
        sides: [String; 2],
        /// The lines.
        flows: Vec<Flow>,
    },
    /// Points joined by a line for each series.
    Curve(Vec<Series>),
}

/// Bars under one label.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What they are of.
    pub label: String,
    /// A length for each series; `None` where there is none.
    pub values: Vec<Option<f64>>,
}

/// A stretch with a point in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    /// What it is of.
    pub label: String,
    /// Its lower end, the point, and its upper end.
    pub ends: [f64; 3],
}

/// A pair of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What it is of; empty where that does not matter.
    pub label: String,
    /// Across.
    pub x: f64,
    /// Up.
    pub y: f64,
}

/// A label's rank before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Whose ranks they are.
    pub label: String,
    /// Its rank before.
    pub from: u32,
    /// Its rank after.
    pub to: u32,
}

/// Points of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What they are; empty where there is one series only.
    pub label: String,
    /// From left to right.
    pub points: Vec<Point>,
    /// Whether it is only there to compare with, such as a diagonal.
    pub guide: bool,
}

impl Chart {
    /// A chart without words at its axes.
    pub fn new(title: impl Into<String>, marks: Marks) -> Chart {
        Chart { title: title.into(), across: String::new(), up: String::new(), marks, line: None }
    }

    /// The same with words at the axis across.
    #[must_use]
    pub fn across(mut self, what: impl Into<String>) -> Chart {
        self.across = what.into();
        self
    }

    /// The same with words at the axis up.
    #[must_use]
    pub fn up(mut self, what: impl Into<String>) -> Chart {
        self.up = what.into();
        self
    }

    /// The same, to be drawn in a line of text between two texts.
    #[must_use]
    pub fn in_line(mut self, before: impl Into<String>, after: impl Into<String>) -> Chart {
        self.line = Some([before.into(), after.into()]);
        self
    }

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
}
