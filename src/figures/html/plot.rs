//! Charts drawn as SVG.

use std::ops::RangeInclusive;

use super::svg::{Anchor, CHARACTER, Drawing};
use crate::figures::chart::{Bar, Chart, Flow, Interval, Marks, Point, Series};
use crate::figures::number::{finite, number, short, thousands};
use crate::figures::width::{columns, cut};

/// Width of a chart in pixels.
const WIDE: f64 = 720.0;
/// Height of a two-axis plot area in pixels.
const HIGH: f64 = 300.0;
/// Pixels from one row to the next.
const ROW: f64 = 20.0;
/// Width of a number beside its mark, in pixels.
const NUMBER: f64 = 74.0;
/// Greatest length of a label in characters.
const LABEL: usize = 36;
/// Approximate number of ticks per axis.
const TICKS: f64 = 5.0;
/// Style classes of the two series.
const FILLS: [&str; 2] = ["s0", "s1"];
const LINES: [&str; 2] = ["l0", "l1"];

/// The chart as an SVG element.
pub(super) fn chart(chart: &Chart<String>) -> String {
    let drawing = match &chart.marks {
        Marks::Bars { series, bars } => self::bars(chart, series, bars),
        Marks::Histogram { from, to, counts } => histogram(chart, *from..=*to, counts),
        Marks::Intervals(intervals) => self::intervals(chart, intervals),
        Marks::Scatter(points) => {
            let series = Series { label: String::new(), points: points.clone(), guide: false };
            field(chart, &[series], false)
        }
        Marks::Flow { sides, flows } => self::flows(sides, flows),
        Marks::Curve(series) => field(chart, series, true),
    };
    drawing.finish(&chart.title)
}

/// A linear map from numbers to pixels.
struct Scale {
    least: f64,
    most: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale over all finite `numbers`.
    fn over(numbers: impl IntoIterator<Item = f64>, from: f64, to: f64) -> Scale {
        let mut ends: Option<(f64, f64)> = None;
        for number in numbers.into_iter().filter_map(finite) {
            let (least, most) = ends.unwrap_or((number, number));
            ends = Some((least.min(number), most.max(number)));
        }
        let (least, most) = ends.unwrap_or((0.0, 1.0));
        // If all numbers are equal, the scale has a margin around them.
        let room = if most > least { 0.0 } else { (0.5 * most.abs()).max(0.5) };
        Scale { least: least - room, most: most + room, from, to }
    }

    fn at(&self, number: f64) -> f64 {
        // Both differences are halved, so that neither overflows.
        let (span, beyond) = (self.most / 2.0 - self.least / 2.0, number / 2.0 - self.least / 2.0);
        self.from + (self.to - self.from) * (beyond / span).clamp(0.0, 1.0)
    }

    /// Round numbers along the scale.
    fn ticks(&self) -> Vec<f64> {
        let raw = self.most / TICKS - self.least / TICKS;
        let power = 10_f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|by| by * power).find(|step| *step >= raw);
        let Some(step) = step.filter(|step| step.is_normal()) else { return Vec::new() };
        let first = (self.least / step).ceil();
        (0..=2 * TICKS as usize)
            .map(|at| (first + at as f64) * step)
            .take_while(|tick| *tick <= self.most)
            .collect()
    }
}

/// Width of the longest of `labels` in pixels.
fn room<'a>(labels: impl Iterator<Item = &'a str>) -> f64 {
    labels.map(|label| columns(label).min(LABEL)).max().unwrap_or_default() as f64 * CHARACTER + 12.0
}

/// Draws the name and the colour of each series, from `left` in pixels.
fn legend(drawing: &mut Drawing, left: f64, names: &[&str]) {
    let mut x = left;
    for (at, name) in names.iter().enumerate() {
        drawing.bar(FILLS[at % 2], [x, 3.0, 10.0, 10.0], "");
        drawing.text("", Anchor::Start, x + 15.0, 12.0, name);
        x += columns(name) as f64 * CHARACTER + 40.0;
    }
}

fn bars(chart: &Chart<String>, series: &[String], bars: &[Bar<String>]) -> Drawing {
    let left = room(bars.iter().map(|bar| &*bar.label));
    let several = series.len() > 1;
    let (top, of_row) = (if several { 24.0 } else { 4.0 }, if several { 26.0 } else { ROW });
    let height = top + of_row * bars.len() as f64 + if chart.across.is_empty() { 4.0 } else { 22.0 };
    let mut drawing = Drawing::new(WIDE, height);
    let all = bars.iter().flat_map(|bar| bar.values.iter().flatten().copied());
    let scale = Scale::over(all.chain([0.0]), left, WIDE - NUMBER);
    let zero = scale.at(0.0);
    // Three significant digits of the number greatest in magnitude.
    let decimals = 2.0 - scale.most.abs().max(scale.least.abs()).log10().floor();
    let decimals = decimals.clamp(0.0, 4.0) as usize;
    if several {
        legend(&mut drawing, left, &series.iter().map(String::as_str).collect::<Vec<_>>());
    }
    for (at, bar) in bars.iter().enumerate() {
        let y = top + of_row * at as f64;
        drawing.text("", Anchor::End, left - 8.0, y + of_row / 2.0 + 3.0, &cut(&bar.label, LABEL));
        let thick = (of_row - 6.0) / series.len().max(1) as f64;
        for (of, value) in bar.values.iter().enumerate() {
            let Some(value) = value.and_then(finite) else { continue };
            let end = scale.at(value);
            let (x, y) = (zero.min(end), y + 2.0 + thick * of as f64);
            let class = FILLS[if several { of % 2 } else { 1 }];
            let name = series.get(of).map_or("", String::as_str);
            drawing.bar(
                class,
                [x, y, (end - zero).abs(), thick],
                &format!("{} {name} {}", bar.label, short(value)),
            );
            if of + 1 == series.len() {
                let longest = bar.values.iter().flatten().map(|value| scale.at(*value)).fold(zero, f64::max);
                let text = number(value, decimals);
                drawing.text("dim", Anchor::Start, longest + 5.0, y + thick / 2.0 + 4.0, &text);
            }
        }
    }
    drawing.line("axis", [zero, top, zero, top + of_row * bars.len() as f64]);
    if !chart.across.is_empty() {
        drawing.text("dim", Anchor::Start, left, height - 6.0, &chart.across);
    }
    drawing
}

/// `value` rounded to four significant digits, the resolution of a chart.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

fn histogram(chart: &Chart<String>, scale: RangeInclusive<f64>, counts: &[usize]) -> Drawing {
    let (from, to) = scale.into_inner();
    let (left, right, top, bottom) = (10.0, WIDE - 10.0, 18.0, 178.0);
    let mut drawing = Drawing::new(WIDE, bottom + 40.0);
    let most = counts.iter().copied().max().unwrap_or_default();
    let wide = (right - left) / counts.len().max(1) as f64;
    let end = |at: usize| from + (to - from) * at as f64 / counts.len().max(1) as f64;
    for (at, count) in counts.iter().enumerate() {
        let high = (bottom - top) * *count as f64 / most.max(1) as f64;
        let said = format!("{}–{}: {}", short(end(at)), short(end(at + 1)), thousands(*count as u64));
        drawing.bar("s1", [left + wide * at as f64 + 1.0, bottom - high, wide - 2.0, high], &said);
    }
    drawing.line("axis", [left, bottom, right, bottom]);
    let scale = Scale { least: from, most: to, from: left, to: right };
    for tick in scale.ticks() {
        drawing.text("dim", Anchor::Middle, scale.at(tick), bottom + 16.0, &short(tick));
    }
    drawing.text("dim", Anchor::Start, left, 11.0, &format!("{} ≤ {}", chart.up, thousands(most as u64)));
    drawing.text("dim", Anchor::End, right, bottom + 34.0, &chart.across);
    drawing
}

fn intervals(chart: &Chart<String>, all: &[Interval<String>]) -> Drawing {
    let left = room(all.iter().map(|one| &*one.label));
    let bottom = 4.0 + ROW * all.len() as f64;
    let mut drawing = Drawing::new(WIDE, bottom + 40.0);
    let scale = Scale::over(all.iter().flat_map(|one| one.ends), left, WIDE - 16.0);
    for tick in scale.ticks() {
        let x = scale.at(tick);
        drawing.line("grid", [x, 4.0, x, bottom]);
        drawing.text("dim", Anchor::Middle, x, bottom + 15.0, &short(tick));
    }
    for (at, one) in all.iter().enumerate() {
        let y = 4.0 + ROW * (at as f64 + 0.5);
        drawing.text("", Anchor::End, left - 8.0, y + 4.0, &cut(&one.label, LABEL));
        if one.ends.iter().all(|end| end.is_finite()) {
            let [low, middle, high] = one.ends.map(|end| scale.at(end));
            drawing.line("l1", [low, y, high, y]);
            let [low, mid, high] = one.ends.map(|end| short(rounded(end)));
            drawing.dot("s1", middle, y, &format!("{}: {mid} ({low}–{high})", one.label));
        }
    }
    drawing.text("dim", Anchor::End, WIDE - 16.0, bottom + 33.0, &chart.across);
    drawing
}

/// Points or joined lines between two axes.
fn field(chart: &Chart<String>, all: &[Series<String>], joined: bool) -> Drawing {
    let named: Vec<&Series<String>> = all.iter().filter(|series| !series.guide).collect();
    let several = named.len() > 1;
    let (left, top) = (64.0, if several { 50.0 } else { 26.0 });
    let bottom = top + HIGH;
    let mut drawing = Drawing::new(WIDE, bottom + 42.0);
    let is_drawn = |point: &&Point<String>| point.x.is_finite() && point.y.is_finite();
    let points = || all.iter().flat_map(|series| &series.points).filter(is_drawn);
    let across = Scale::over(points().map(|point| point.x), left, WIDE - 24.0);
    let up = Scale::over(points().map(|point| point.y), bottom, top);
    for tick in across.ticks() {
        drawing.line("grid", [across.at(tick), top, across.at(tick), bottom]);
        drawing.text("dim", Anchor::Middle, across.at(tick), bottom + 16.0, &short(tick));
    }
    for tick in up.ticks() {
        drawing.line("grid", [left, up.at(tick), WIDE - 24.0, up.at(tick)]);
        drawing.text("dim", Anchor::End, left - 6.0, up.at(tick) + 4.0, &short(tick));
    }
    drawing.line("axis", [left, bottom, WIDE - 24.0, bottom]);
    drawing.line("axis", [left, top, left, bottom]);
    let mut of = usize::from(!several);
    for series in all {
        let class = if series.guide { "axis" } else { LINES[of % 2] };
        let drawn = || series.points.iter().filter(is_drawn);
        if joined {
            let line = drawn().map(|point| (across.at(point.x), up.at(point.y)));
            drawing.path(&format!("{class} path"), line, series.guide);
        }
        if !series.guide {
            for point in drawn().filter(|point| !joined || !point.label.is_empty()) {
                let said =
                    format!("{} {}, {}", point.label, short(rounded(point.x)), short(rounded(point.y)));
                drawing.dot(FILLS[of % 2], across.at(point.x), up.at(point.y), said.trim());
            }
            of += 1;
        }
    }
    if several {
        legend(&mut drawing, left, &named.iter().map(|series| &*series.label).collect::<Vec<_>>());
    }
    drawing.text("dim", Anchor::Start, 0.0, top - 10.0, &chart.up);
    drawing.text("dim", Anchor::End, WIDE - 24.0, bottom + 34.0, &chart.across);
    drawing
}

/// Lines from ranks on the left to ranks on the right.
fn flows(sides: &[String; 2], flows: &[Flow<String>]) -> Drawing {
    let label =
        |flow: &Flow<String>, rank: u32| format!("{} {}", thousands(rank.into()), cut(&flow.label, LABEL));
    let places = |rank: fn(&Flow<String>) -> u32| {
        let mut order: Vec<usize> = (0..flows.len()).collect();
        order.sort_by_key(|&at| (rank(&flows[at]), at));
        let mut places = vec![0; flows.len()];
        order.iter().enumerate().for_each(|(place, &at)| places[at] = place);
        places
    };
    let (from, to) = (places(|flow| flow.from), places(|flow| flow.to));
    let longest = flows.iter().map(|flow| columns(&label(flow, flow.from.max(flow.to)))).max();
    let side = longest.unwrap_or_default() as f64 * CHARACTER + 16.0;
    let mut drawing = Drawing::new(WIDE, 26.0 + ROW * flows.len() as f64);
    let y = |place: usize| 26.0 + ROW * (place as f64 + 0.5);
    let (left, right) = (side.min(WIDE / 2.0 - 40.0), (WIDE - side).max(WIDE / 2.0 + 40.0));
    drawing.text("dim", Anchor::End, left - 8.0, 14.0, &sides[0]);
    drawing.text("dim", Anchor::Start, right + 8.0, 14.0, &sides[1]);
    for ((flow, from), to) in flows.iter().zip(from).zip(to) {
        let class = LINES[usize::from(flow.to < flow.from)];
        drawing.line(class, [left, y(from), right, y(to)]);
        drawing.text("", Anchor::End, left - 8.0, y(from) + 4.0, &label(flow, flow.from));
        drawing.text("", Anchor::Start, right + 8.0, y(to) + 4.0, &label(flow, flow.to));
    }
    drawing
}
