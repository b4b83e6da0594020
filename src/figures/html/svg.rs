//! SVG drawing: shapes, texts and the small pictures of cells.

use std::fmt::Write;

use super::escape;
use crate::figures::cell::Picture;
use crate::figures::number::finite;
use crate::words::Language;

/// Width of a terminal character in pixels.
pub(super) const CHARACTER: f64 = 6.6;
/// Height of a picture in pixels.
const HIGH: f64 = 12.0;

pub(super) struct Drawing {
    width: f64,
    height: f64,
    shapes: String,
}

impl Drawing {
    pub fn new(width: f64, height: f64) -> Drawing {
        Drawing { width, height, shapes: String::new() }
    }

    /// The finished element; `title` describes it for those who do not see it.
    pub fn finish(self, title: &str) -> String {
        let Drawing { width, height, shapes } = self;
        let title = escape(title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\"><title>{title}</title>{shapes}</svg>"
        )
    }

    /// A rectangle with the tooltip `said`; an empty `said` gives none.
    pub fn bar(&mut self, class: &str, [x, y, width, height]: [f64; 4], said: &str) {
        let title = titled(said);
        let _ = write!(
            self.shapes,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" \
             width=\"{:.1}\" height=\"{:.1}\">{title}</rect>",
            width.max(0.0),
            height.max(0.0)
        );
    }

    pub fn dot(&mut self, class: &str, x: f64, y: f64, said: &str) {
        let title = titled(said);
        let _ = write!(
            self.shapes,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\">{title}</circle>"
        );
    }

    pub fn line(&mut self, class: &str, [x, y, to_x, to_y]: [f64; 4]) {
        let _ = write!(
            self.shapes,
            "<line class=\"{class}\" x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{to_x:.1}\" y2=\"{to_y:.1}\"/>"
        );
    }

    /// A line through all `points`.
    pub fn path(&mut self, class: &str, points: impl Iterator<Item = (f64, f64)>, dashed: bool) {
        let points: Vec<String> = points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let dashes = if dashed { " stroke-dasharray=\"4 4\"" } else { "" };
        let _ = write!(self.shapes, "<polyline class=\"{class}\"{dashes} points=\"{}\"/>", points.join(" "));
    }

    /// A text whose start, middle or end is at `x`, according to `anchor`.
    pub fn text(&mut self, class: &str, anchor: Anchor, x: f64, y: f64, text: &str) {
        let anchor = anchor.as_str();
        let text = escape(text);
        let _ = write!(
            self.shapes,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>"
        );
    }
}

fn titled(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("<title>{}</title>", escape(said)) }
}

/// The part of a text that is placed at its coordinates.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn as_str(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

pub(super) fn picture(picture: &Picture, language: Language) -> String {
    let mut drawing;
    match picture {
        Picture::Bar { share, width } => {
            let full = *width as f64 * CHARACTER;
            drawing = Drawing::new(full, HIGH);
            let share = finite(*share).unwrap_or_default().clamp(0.0, 1.0);
            drawing.bar("s1", [0.0, 1.0, full * share, HIGH - 2.0], "");
        }
        Picture::Interval { ends, scale, width, .. } => {
            let (least, most) = (scale.start(), scale.end());
            let full = *width as f64 * CHARACTER;
            drawing = Drawing::new(full, HIGH);
            let middle = HIGH / 2.0;
            drawing.line("grid", [0.0, middle, full, middle]);
            let place = |x: f64| {
                let share = if most > least { (x - least) / (most - least) } else { 0.5 };
                4.0 + (full - 8.0) * share.clamp(0.0, 1.0)
            };
            if ends.iter().all(|end| end.is_finite()) {
                let [low, at, high] = ends.map(place);
                drawing.line("l1", [low, middle, high, middle]);
                drawing.dot("s1", at, middle, "");
            }
        }
        Picture::Histogram(counts) => {
            drawing = Drawing::new(counts.len() as f64 * CHARACTER, HIGH);
            let most = counts.iter().copied().max().unwrap_or_default().max(1) as f64;
            for (at, count) in counts.iter().enumerate() {
                let high = HIGH * *count as f64 / most;
                drawing.bar("s1", [at as f64 * CHARACTER, HIGH - high, CHARACTER - 1.0, high], "");
            }
        }
    }
    drawing.finish(&picture.said().say(language))
}
