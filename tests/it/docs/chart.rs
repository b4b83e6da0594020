//! A small chart as SVG: shares of full marks over raw values, readable on light and on dark ground.

use std::collections::BTreeSet;
use std::fmt::Write;

/// What is drawn.
pub(super) struct Chart<'a> {
    /// What the picture shows, for those who do not see it.
    pub title: &'a str,
    /// What the axis across counts.
    pub across: &'a str,
    /// Where it begins and ends.
    pub range: (f64, f64),
    /// What is written along it, and where.
    pub ticks: Vec<(f64, String)>,
    /// One for each indicator, at most three.
    pub series: Vec<Series>,
}

/// One indicator.
pub(super) struct Series {
    /// What it is called.
    pub label: String,
    /// How it is drawn.
    pub marks: Marks,
}

/// Raw values `x` and shares of full marks `y`.
pub(super) enum Marks {
    /// Points `(x, y)` joined by a line.
    Line(Vec<(f64, f64)>),
    /// Level stretches `(from, to, y)`; the dot stands at the end that belongs to the stretch: its first, or
    /// its last.
    Steps { runs: Vec<(f64, f64, f64)>, last: bool },
    /// Points.
    Dots(Vec<(f64, f64)>),
    /// A bar at each `x`.
    Bars(Vec<(f64, f64)>),
}

const WIDTH: f64 = 680.0;
const HEIGHT: f64 = 360.0;
/// The sides of the field that holds the marks.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 660.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = 300.0;
const BAR: f64 = 22.0;

const STYLE: &str = "\
.ground{fill:#fff}text{font:13px system-ui,sans-serif;fill:#24292f}.grid{stroke:#d8dee4}.axis{stroke:#57606a}\
.s0{stroke:#0969da}.s1{stroke:#bc4c00}.s2{stroke:#1a7f37}.f0{fill:#0969da}.f1{fill:#bc4c00}.f2{fill:#1a7f37}\
path{fill:none;stroke-width:2.5}.s1{stroke-dasharray:7 4}.s2{stroke-dasharray:2 3}\
@media(prefers-color-scheme:dark){.ground{fill:#0d1117}text{fill:#e6edf3}.grid{stroke:#30363d}\
.axis{stroke:#8b949e}.s0{stroke:#58a6ff}.s1{stroke:#f0883e}.s2{stroke:#56d364}.f0{fill:#58a6ff}\
.f1{fill:#f0883e}.f2{fill:#56d364}}";

impl Chart<'_> {
    /// The chart as text, the same for the same chart.
    pub fn svg(&self) -> String {
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n\
             <rect class=\"ground\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>\n",
            escaped(self.title)
        );
        self.axes(&mut out);
        for (at, series) in self.series.iter().enumerate() {
            let x = LEFT + (RIGHT - LEFT) / self.series.len() as f64 * at as f64;
            let _ = match &series.marks {
                Marks::Line(_) | Marks::Steps { .. } => {
                    writeln!(out, "<path class=\"s{at}\" d=\"M{x:.0} 22h26\"/>")
                }
                Marks::Dots(_) => {
                    let (middle, r) = (x + 13.0, radius(at));
                    writeln!(out, "<circle class=\"f{at}\" cx=\"{middle:.0}\" cy=\"22\" r=\"{r}\"/>")
                }
                Marks::Bars(_) => {
                    let left = x + 6.0;
                    writeln!(
                        out,
                        "<rect class=\"f{at}\" x=\"{left:.0}\" y=\"15\" width=\"14\" height=\"14\"/>"
                    )
                }
            };
            let _ = writeln!(out, "<text x=\"{:.0}\" y=\"26\">{}</text>", x + 32.0, escaped(&series.label));
            self.marks(at, &series.marks, &mut out);
        }
        out += "</svg>\n";
        out
    }

    fn axes(&self, out: &mut String) {
        for percent in [0, 25, 50, 75, 100] {
            let y = down(f64::from(percent) / 100.0);
            let class = if percent == 0 { "axis" } else { "grid" };
            let _ = writeln!(
                out,
                "<line class=\"{class}\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
            );
            let _ = writeln!(
                out,
                "<text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{percent}&#160;%</text>",
                LEFT - 8.0,
                y + 4.5
            );
        }
        let _ =
            writeln!(out, "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{LEFT}\" y1=\"{TOP}\" y2=\"{BOTTOM}\"/>");
        for (x, label) in &self.ticks {
            let x = self.right(*x);
            let (from, to) = (BOTTOM, BOTTOM + 5.0);
            let _ =
                writeln!(out, "<line class=\"axis\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{from}\" y2=\"{to}\"/>");
            let label = escaped(label);
            let _ =
                writeln!(out, "<text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{label}</text>", to + 15.0);
        }
        let middle = (LEFT + RIGHT) / 2.0;
        let across = escaped(self.across);
        let _ = writeln!(
            out,
            "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{across}</text>",
            HEIGHT - 14.0
        );
        let half = (TOP + BOTTOM) / 2.0;
        let _ = writeln!(
            out,
            "<text transform=\"translate(15 {half}) rotate(-90)\" text-anchor=\"middle\">share of full \
            marks</text>"
        );
    }

    fn marks(&self, at: usize, marks: &Marks, out: &mut String) {
        match marks {
            Marks::Line(points) => {
                let places: Vec<(f64, f64)> = points.iter().map(|&(x, y)| (self.right(x), down(y))).collect();
                let path: Vec<String> =
                    corners(&places).iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
                let _ = writeln!(out, "<path class=\"s{at}\" d=\"M{}\"/>", path.join("L"));
            }
            Marks::Steps { runs, last } => {
                let (mut path, mut dots) = (String::new(), String::new());
                for (from, to, y) in runs {
                    let (from, to, y) = (self.right(*from), self.right(*to), down(*y));
                    let _ = write!(path, "M{from:.1} {y:.1}H{to:.1}");
                    let x = if *last { to } else { from };
                    // Where the picture begins or ends no stretch does.
                    if x > LEFT + 0.5 && x < RIGHT - 0.5 {
                        let _ =
                            writeln!(dots, "<circle class=\"f{at}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\"/>");
                    }
                }
                let _ = writeln!(out, "<path class=\"s{at}\" d=\"{path}\"/>");
                *out += &dots;
            }
            Marks::Dots(points) => {
                let mut drawn = BTreeSet::new();
                for (x, y) in points {
                    let (x, y, r) = (self.right(*x), down(*y), radius(at));
                    // Equal firms are one dot.
                    if drawn.insert(format!("{x:.1} {y:.1}")) {
                        let _ =
                            writeln!(out, "<circle class=\"f{at}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\"/>");
                    }
                }
            }
            Marks::Bars(points) => {
                let shift = BAR * (at as f64 - (self.series.len() as f64) / 2.0);
                for (x, y) in points {
                    let (x, y) = (self.right(*x) + shift, down(*y));
                    // A share of 0 is a bar too, if a flat one.
                    let (top, height) = (y.min(BOTTOM - 1.5), (BOTTOM - y).max(1.5));
                    let _ = writeln!(
                        out,
                        "<rect class=\"f{at}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{:.1}\" \
                        height=\"{height:.1}\"/>",
                        BAR - 2.0
                    );
                }
            }
        }
    }

    fn right(&self, x: f64) -> f64 {
        LEFT + (RIGHT - LEFT) * (x - self.range.0) / (self.range.1 - self.range.0)
    }
}

/// Later dots are smaller, so that they cover none.
fn radius(at: usize) -> f64 {
    6.0 - 1.5 * at as f64
}

fn down(share: f64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * share
}

/// The points without those that lie on the line between their neighbours, to a twentieth of a dot.
fn corners(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    let mut start = 0;
    for (at, point) in points.iter().enumerate() {
        let (x0, y0) = points[start];
        let off = |&(x, y): &(f64, f64)| {
            let way = if point.0 == x0 { 0.0 } else { (x - x0) / (point.0 - x0) };
            (y - (y0 + (point.1 - y0) * way)).abs()
        };
        if points[start..at].iter().any(|between| off(between) > 0.05) {
            start = at - 1;
            kept.push(points[start]);
        }
    }
    points.first().into_iter().chain(&kept).chain(points.last()).copied().collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
