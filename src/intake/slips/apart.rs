//! Parts of a cohort whose amounts seem to be in another unit than those of the other parts.
//!
//! The amounts of a firm agree with one another where a whole part is in 元 in place of 万元, so that no single
//! amount is suspected. The medians of the part's columns are then about four decades from those of others.

use std::collections::BTreeMap;

use super::{LEAST, Measure, decades};

/// The median of one column of money in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Median {
    /// Position of the column.
    pub column: usize,
    /// The median of its logarithms, in steps.
    level: i32,
}

/// The medians of the columns of money among `measures`.
pub(in crate::intake) fn medians(measures: &[Measure<'_>]) -> Vec<Median> {
    let money = measures.iter().filter(|measure| measure.judged);
    money.map(|measure| Median { column: measure.column, level: measure.median }).collect()
}

/// A part whose medians are at least 2.5 decades from those of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Apart {
    /// Position of the part.
    pub part: usize,
    /// Positions of the columns, ascending.
    pub columns: Vec<usize>,
    /// Decades by which most of them are too large (positive) or too small: 3, 4 or more.
    pub decades: i32,
    /// The only other part with these columns, which may equally be in another unit.
    pub other: Option<usize>,
}

/// The parts that differ, by the medians of each part. Of two parts the one with the larger amounts is named;
/// of more, those that are far from the lower median of all.
pub(in crate::intake) fn parts(medians: &[Vec<Median>]) -> Vec<Apart> {
    let mut by_column: BTreeMap<usize, Vec<(i32, usize)>> = BTreeMap::new();
    for (part, medians) in medians.iter().enumerate() {
        for median in medians {
            by_column.entry(median.column).or_default().push((median.level, part));
        }
    }
    // By part and the only other one: how far it is off, and the column.
    let mut found = BTreeMap::<_, Vec<(i32, usize)>>::new();
    for (column, mut levels) in by_column {
        levels.sort_unstable();
        let center = levels[(levels.len() - 1) / 2];
        let other = (levels.len() == 2).then_some(center.1);
        for &(level, part) in levels.iter().filter(|(level, _)| (level - center.0).abs() >= LEAST) {
            found.entry((part, other)).or_default().push((level - center.0, column));
        }
    }
    let apart = found.into_iter().map(|((part, other), mut columns)| {
        columns.sort_unstable();
        let off = columns[(columns.len() - 1) / 2].0;
        let mut columns: Vec<usize> = columns.into_iter().map(|(_, column)| column).collect();
        columns.sort_unstable();
        Apart { part, columns, decades: decades(off), other }
    });
    apart.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(levels: &[(usize, i32)]) -> Vec<Median> {
        levels.iter().map(|&(column, level)| Median { column, level }).collect()
    }

    #[test]
    fn a_part_in_another_unit_is_named_with_its_columns() {
        // 850 steps are four decades.
        let sound = part(&[(1, 640), (2, 500)]);
        let slipped = part(&[(1, 640 + 850), (2, 520 + 850)]);
        let small = part(&[(1, 300), (2, 200)]);
        let of = |part, other| Apart { part, columns: vec![1, 2], decades: 4, other };
        assert_eq!(parts(&[sound.clone(), slipped.clone()]), [of(1, Some(0))]);
        assert_eq!(parts(&[slipped.clone(), sound.clone()]), [of(0, Some(1))]);
        assert_eq!(parts(&[small.clone(), slipped, sound.clone()]), [of(1, None)]);
        assert_eq!(parts(&[small, sound.clone(), sound]), []);
    }

    #[test]
    fn a_column_of_one_part_is_compared_with_none() {
        assert_eq!(parts(&[part(&[(1, 0)]), part(&[(2, 4000)])]), []);
        assert_eq!(parts(&[part(&[(1, 0)])]), []);
    }
}
