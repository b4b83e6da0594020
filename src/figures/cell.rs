//! One cell of a view: a value and its format.

use std::fmt;
use std::ops::RangeInclusive;

use super::glyphs::{bar, histogram, interval};
use crate::words::{Arg, Language, Message};

use super::number::{NONE, finite, number, percent_to, short, thousands};

/// A value with its format.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<T = Message> {
    /// A text, printed unchanged. An empty text leaves the cell blank.
    Text(T),
    /// A missing value, printed as `–`.
    Missing,
    /// A whole number with thousands separators.
    Count(u64),
    /// A finite number with a fixed number of decimals.
    Number {
        /// The number, which is finite.
        value: f64,
        /// Number of decimals printed, zeros included.
        decimals: usize,
        /// Whether a plus sign is printed too.
        signed: bool,
    },
    /// A number with thousands separators and at most four decimals.
    Short(f64),
    /// A share, printed in per cent.
    Share {
        /// The share, where 1 is 100 %.
        value: f64,
        /// Decimals of the percentage.
        decimals: usize,
    },
    /// A value before and after a change.
    Change(Box<[Cell<T>; 2]>),
    /// A value followed by a few words.
    Noted(Box<Cell<T>>, T),
    /// A small picture, such as a bar.
    Picture(Picture),
}

/// A picture in a cell. Widths are characters of a terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// A bar from the left.
    Bar {
        /// Length of the bar, 0..=1 of the width.
        share: f64,
        /// Characters of the longest bar.
        width: usize,
    },
    /// An interval on a scale, with a point in it.
    Interval {
        /// Lower end, point, upper end.
        ends: [f64; 3],
        /// First and last value of the scale.
        scale: RangeInclusive<f64>,
        /// Whether the scale's ends are marked.
        framed: bool,
        /// Characters across the scale.
        width: usize,
    },
    /// A histogram with one column of blocks per count.
    Histogram(Vec<usize>),
}

impl Cell {
    /// A cell without any content.
    pub fn blank() -> Cell {
        Cell::Text(Message::default())
    }

    /// A whole number; `None` is missing.
    pub fn count(count: impl Into<Option<usize>>) -> Cell {
        count.into().map_or(Cell::Missing, |count| Cell::Count(count as u64))
    }

    /// A number with this many decimals; missing unless finite.
    pub fn number(value: impl Into<Option<f64>>, decimals: usize) -> Cell {
        finite(value).map_or(Cell::Missing, |value| Cell::Number { value, decimals, signed: false })
    }

    /// A number with its sign and this many decimals.
    pub fn signed(value: impl Into<Option<f64>>, decimals: usize) -> Cell {
        finite(value).map_or(Cell::Missing, |value| Cell::Number { value, decimals, signed: true })
    }

    /// A number with at most four decimals; missing unless finite.
    pub fn short(value: impl Into<Option<f64>>) -> Cell {
        finite(value).map_or(Cell::Missing, Cell::Short)
    }

    /// A share in per cent with one decimal.
    pub fn share(value: impl Into<Option<f64>>) -> Cell {
        Cell::share_to(value, 1)
    }

    /// A share in per cent with this many decimals.
    pub fn share_to(value: impl Into<Option<f64>>, decimals: usize) -> Cell {
        finite(value).map_or(Cell::Missing, |value| Cell::Share { value, decimals })
    }

    /// A value before and after a change.
    pub fn change(before: Cell, after: Cell) -> Cell {
        Cell::Change(Box::new([before, after]))
    }

    /// This cell followed by `words`.
    #[must_use]
    pub fn noted(self, words: impl Into<Message>) -> Cell {
        let words = words.into();
        if words.is_empty() { self } else { Cell::Noted(Box::new(self), words) }
    }

    /// A bar that fills `share` of `width` characters.
    pub fn bar(share: f64, width: usize) -> Cell {
        Cell::Picture(Picture::Bar { share, width })
    }

    /// The interval from `low` to `high` with point `middle`, on a scale `width` characters wide.
    pub fn interval([low, middle, high]: [f64; 3], scale: RangeInclusive<f64>, width: usize) -> Cell {
        Cell::Picture(Picture::Interval { ends: [low, middle, high], scale, framed: false, width })
    }
}

impl<T> Cell<T> {
    /// The cell with `f` applied to each text.
    pub(super) fn map<U>(&self, f: &impl Fn(&T) -> U) -> Cell<U> {
        match self {
            Cell::Text(text) => Cell::Text(f(text)),
            Cell::Missing => Cell::Missing,
            Cell::Count(count) => Cell::Count(*count),
            &Cell::Number { value, decimals, signed } => Cell::Number { value, decimals, signed },
            Cell::Short(value) => Cell::Short(*value),
            &Cell::Share { value, decimals } => Cell::Share { value, decimals },
            Cell::Change(cells) => Cell::Change(Box::new([cells[0].map(f), cells[1].map(f)])),
            Cell::Noted(cell, words) => Cell::Noted(Box::new(cell.map(f)), f(words)),
            Cell::Picture(picture) => Cell::Picture(picture.clone()),
        }
    }
}

impl Cell<String> {
    /// The cell as the language writes it.
    pub(super) fn shown(&self, language: Language) -> String {
        match self {
            Cell::Share { value, decimals } => percent_to(*value, *decimals).say(language),
            Cell::Change(cells) => format!("{} → {}", cells[0].shown(language), cells[1].shown(language)),
            Cell::Noted(cell, words) => format!("{}{words}", cell.shown(language)),
            cell => cell.to_string(),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Text(text) => text.fmt(f),
            Cell::Missing => f.write_str(NONE),
            Cell::Count(count) => f.write_str(&thousands(*count)),
            Cell::Number { value, decimals, signed: true } if value.is_finite() => {
                write!(f, "{value:+.decimals$}")
            }
            Cell::Number { value, decimals, .. } => f.write_str(&number(*value, *decimals)),
            Cell::Short(value) => f.write_str(&short(*value)),
            Cell::Share { value, decimals } => f.write_str(&percent_to(*value, *decimals).say(Language::En)),
            Cell::Change(cells) => write!(f, "{} → {}", cells[0], cells[1]),
            Cell::Noted(cell, words) => write!(f, "{cell}{words}"),
            Cell::Picture(picture) => picture.fmt(f),
        }
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Picture::Bar { share, width } => f.write_str(&bar(*share, *width)),
            Picture::Interval { ends, scale, framed, width } => {
                let [left, right] = if *framed { ["▕", "▏"] } else { [""; 2] };
                write!(f, "{left}{}{right}", interval(*ends, scale, *width))
            }
            Picture::Histogram(counts) => f.write_str(&histogram(counts)),
        }
    }
}

/// A cell in a sentence, as the sentence's language writes it.
impl From<Cell> for Arg {
    fn from(cell: Cell) -> Arg {
        match cell {
            Cell::Text(text) => text.into(),
            Cell::Share { value, decimals } => percent_to(value, decimals).into(),
            cell => cell.to_string().into(),
        }
    }
}

impl<T: Into<Message>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::Text(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_shown_and_no_number_is_none() {
        let shown = |cell: Cell| cell.to_string();
        assert_eq!(shown(Cell::count(1234)), "1,234");
        assert_eq!(shown(Cell::number(-0.125, 2)), "-0.12");
        assert_eq!(shown(Cell::signed(3.0, 1)), "+3.0");
        assert_eq!(shown(Cell::share(0.0625)), "6.2 %");
        assert_eq!(shown(Cell::change(Cell::count(1), Cell::count(None))), "1 → –");
        assert_eq!(shown(Cell::share(1.0).noted(" ✓")), "100.0 % ✓");
        assert_eq!(shown(Cell::blank().noted("")), "");
        assert_eq!(shown(Cell::bar(0.5, 4)), "██  ");
        let odd = f64::NAN;
        let cells = [Cell::number(odd, 1), Cell::signed(odd, 1), Cell::short(odd), Cell::share(odd)];
        assert!(cells.into_iter().all(|cell| cell == Cell::Missing && shown(cell) == NONE));
        for signed in [true, false] {
            assert_eq!(shown(Cell::Number { value: odd, decimals: 1, signed }), NONE);
        }
        let interval = Cell::interval([odd; 3], 0.0..=1.0, 3);
        assert!([shown(Cell::bar(odd, 3)), shown(interval)].iter().all(|text| text.chars().count() == 3));
    }
}
