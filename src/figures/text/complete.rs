//! Widths of the columns of a complete table, whose texts are all wrapped.

use crate::figures::width::{columns, pieces_wide, widest_piece};

/// Greatest least width of a column for its widest piece, which is broken if it is wider, and whether it may
/// be broken behind an underscore before: the first of these that fits the screen.
const LEVELS: [(usize, bool); 10] = [
    (28, false),
    (22, false),
    (20, false),
    (20, true),
    (18, true),
    (16, true),
    (14, true),
    (12, true),
    (8, true),
    (4, true),
];
/// Least width of a column whose texts are wider, unless they are broken to less.
const LEAST: usize = 6;
/// Weight of a line of the table against one of a cell, which may stand beside others.
const LINE: usize = 16;
/// Greatest number of rows whose height is counted.
const COUNTED: usize = 500;

/// A column with its header and its cells.
pub(super) struct Texts<'a> {
    pub texts: Vec<&'a str>,
    /// Whether it has figures, which are never wrapped.
    pub right: bool,
}

/// Widths of all columns, which with the `gaps` between them fit the `screen`, such that the table has few
/// lines; `None` if not even broken texts fit.
pub(super) fn widths(all: &[Texts<'_>], gaps: usize, screen: usize) -> Option<Vec<usize>> {
    let room = screen.checked_sub(gaps)?;
    let wide: Vec<usize> = all.iter().map(Texts::width).collect();
    let least = |level: &(usize, bool)| {
        let least = all.iter().zip(&wide).map(|(column, &wide)| column.least(wide, *level));
        let least: Vec<usize> = least.collect();
        (least.iter().sum::<usize>() <= room).then_some(least)
    };
    let mut widths = LEVELS.iter().find_map(least)?;
    let pieces: Vec<Vec<Vec<[usize; 2]>>> = all.iter().map(Texts::pieces).collect();
    let lines = |at: usize, row: usize, width: usize| match all[at].right {
        true => 1,
        false => lines(&pieces[at][row], width),
    };
    let rows = pieces.first().map_or(0, Vec::len);
    loop {
        let left = room - widths.iter().sum::<usize>();
        let mut best: Option<(usize, usize, usize)> = None;
        for at in 0..all.len() {
            let other = |row: usize| {
                let others = (0..all.len()).filter(|other| *other != at);
                others.map(|other| lines(other, row, widths[other])).max().unwrap_or(1)
            };
            let others: Vec<usize> = (0..rows).map(other).collect();
            let cost = |width: usize| -> usize {
                let of_row = |(row, &others): (usize, &usize)| {
                    let own = lines(at, row, width);
                    LINE * others.max(own) + own
                };
                others.iter().enumerate().map(of_row).sum()
            };
            let now = cost(widths[at]);
            for more in 1..=left.min(wide[at] - widths[at]) {
                let saved = now.saturating_sub(cost(widths[at] + more));
                let is_better = best.is_none_or(|(_, most, width)| saved * width > most * more) && saved > 0;
                if is_better {
                    best = Some((at, saved, more));
                }
            }
        }
        match best {
            Some((at, _, more)) => widths[at] += more,
            None => return Some(widths),
        }
    }
}

/// Lines of a text of these pieces, each with its width and that without trailing blanks.
fn lines(pieces: &[[usize; 2]], width: usize) -> usize {
    let (mut lines, mut taken) = (1, 0);
    for [whole, bare] in pieces {
        if taken + bare <= width {
            taken += whole;
        } else {
            lines += usize::from(taken > 0) + bare.saturating_sub(1) / width;
            taken = whole - bare / width * width.min(*bare);
        }
    }
    lines
}

impl Texts<'_> {
    fn width(&self) -> usize {
        self.texts.iter().map(|text| columns(text)).max().unwrap_or_default()
    }

    /// The least width of the column, whose texts take `wide` columns at most.
    fn least(&self, wide: usize, (broken, is_soft): (usize, bool)) -> usize {
        if self.right {
            return wide;
        }
        let widest = self.texts.iter().map(|text| widest_piece(text, is_soft)).max().unwrap_or_default();
        wide.min(widest.max(LEAST).min(broken))
    }

    fn pieces(&self) -> Vec<Vec<[usize; 2]>> {
        self.texts.iter().take(COUNTED).map(|text| pieces_wide(text)).collect()
    }
}
