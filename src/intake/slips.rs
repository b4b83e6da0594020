//! Suspected unit slips: amounts about 1,000 or 10,000 times off the firm's other amounts.
//!
//! An amount `v` of column `c` has the relative size `z = log v − median_c(log v)`. The size of a firm is the
//! median `z` of its other measures. Measures are the nine columns of amounts and staff that most firms have.
//! The deviation `d = z − median(z of the firm's other measures)` is about 0 for a firm of any size, and
//! about ±4 decades for an amount in 元 in a column of 万元.
//!
//! An amount is suspected if `d` is at least 2.5 decades and at least 4 robust standard deviations from the
//! column's median deviation: `|d − med d| ≥ max(2.5, 4 · 1.4826 · MAD)`. This is the modified z-score of
//! Iglewicz and Hoaglin (1993, *How to Detect and Handle Outliers*), with a cut-off of 4 instead of 3.5,
//! since each firm is tested on every amount.
//!
//! The amounts of a firm with fewer than two other measures are compared only with the column. Correct
//! amounts of a column differ by four decades and more, so an amount is suspected only if it is at least 6
//! decades and at least 6 robust standard deviations from the column's median.
//!
//! Logarithms have steps of 1/64 octave and are taken from the binary exponent and the leading bits of the
//! mantissa (within 0.09 octave of the true value). All statistics are counts of integers: exact, cheap, and
//! the same for any number of threads and any order of rows.

pub(super) mod apart;
pub(super) mod words;

use std::ops::Range;

use rayon::prelude::*;

use super::checks::Fields;
use crate::firms::{Cells, Column};

/// Steps per octave.
const STEPS: i32 = 64;
/// 2.5 decades in steps: 2.5 / log10(2) · 64.
const LEAST: i32 = 531;
/// 4 robust standard deviations, as a multiple of the MAD.
const MADS: f64 = 4.0 * 1.4826;
/// 6 decades in steps.
const LEAST_ALONE: i32 = 1276;
/// 6 robust standard deviations, as a multiple of the MAD.
const MADS_ALONE: f64 = 6.0 * 1.4826;
/// Levels are clamped to ±[`HALF`] steps, which are 64 octaves or 19 decades.
const HALF: i32 = 64 * STEPS;
/// Least number of amounts for a column's median.
const FEWEST: u32 = 30;
/// Least number of other measures from which the size of a firm is computed.
const OTHERS: usize = 2;
/// Greatest number of columns that serve as measures of size.
const SIZES: usize = 9;
/// Firms per block; a block's counts take 32 KB per column.
const BLOCK: usize = 1 << 16;

/// The reference of a suspected amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Against {
    /// The firm's other amounts.
    Firm,
    /// The column's median, for a firm with too few other amounts.
    Column,
}

/// A suspected unit slip of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// Position of the firm.
    pub firm: u32,
    /// Position of the file's column.
    pub column: usize,
    /// Decades by which the amount is too large (positive) or too small: 3, 4 or more.
    pub decades: i32,
    /// The reference that the amount was compared with.
    pub against: Against,
}

/// One column that measures the size of firms.
pub(super) struct Measure<'a> {
    column: usize,
    cells: &'a Cells<f64>,
    /// Whether it is money, so that its unit can slip.
    judged: bool,
    /// Whether small amounts are judged. They are not if the field may be negative, since a profit or a
    /// balance may truly be close to zero.
    judged_below: bool,
    /// Median of the column's levels, in steps.
    median: i32,
    /// Levels that are suspicious regardless of the firm's other amounts.
    alone: Bounds,
    /// Number of firms with a value.
    known: u32,
    /// Whether it is one of the measures of a firm's size.
    sizes: bool,
}

/// Bounds of suspicion, in steps: a value is suspected if it is at most `low` or at least `high`.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: i32,
    high: i32,
}

impl Bounds {
    /// Bounds at `least` steps from `center`; no lower bound unless small amounts are judged.
    fn around(center: i32, least: i32, judged_below: bool) -> Bounds {
        Bounds { low: if judged_below { center - least } else { i32::MIN }, high: center + least }
    }

    #[inline]
    fn suspect(self, steps: i32) -> bool {
        steps <= self.low || steps >= self.high
    }

    /// Whether these bounds suspect every value that `other` suspects.
    fn cover(self, other: Bounds) -> bool {
        self.low >= other.low && self.high <= other.high
    }
}

/// log2 |value| in steps for each of these cells; `None` for 0 and missing.
#[inline]
fn levels(cells: &Cells<f64>, rows: Range<usize>) -> impl Iterator<Item = Option<i32>> + '_ {
    cells.values[rows.clone()].iter().zip(&cells.present[rows]).map(|(value, &known)| {
        let value = value.abs();
        let bits = (value.to_bits() >> 46) as i32 - (1023 << 6);
        ((value > 0.0) & known).then_some(bits.clamp(-HALF, HALF - 1))
    })
}

/// Number of occurrences of each level, starting at level −[`HALF`].
#[derive(Clone)]
struct Counts(Vec<u32>);

impl Counts {
    fn new() -> Counts {
        Counts(vec![0; 2 * HALF as usize])
    }

    #[inline]
    fn add(&mut self, level: i32) {
        self.0[(level.clamp(-HALF, HALF - 1) + HALF) as usize] += 1;
    }

    fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The lower median; 0 without counts.
    fn median(&self) -> i32 {
        let half = self.total().div_ceil(2);
        let mut below = 0;
        let at = self.0.iter().position(|count| {
            below += count;
            below >= half.max(1)
        });
        at.map_or(0, |at| at as i32 - HALF)
    }

    /// The median absolute deviation from `center`.
    fn deviation(&self, center: i32) -> i32 {
        let mut folded = Counts::new();
        for (at, &count) in self.0.iter().enumerate() {
            let distance = (at as i32 - HALF - center).abs().min(HALF - 1);
            folded.0[(distance + HALF) as usize] += count;
        }
        folded.median()
    }

    fn merge(mut self, other: Counts) -> Counts {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
        self
    }
}

/// The columns that measure the size of firms: amounts of money and the staff, if enough firms have them.
pub(super) fn measures<'a>(fields: &Fields<'a>) -> Vec<Measure<'a>> {
    struct Candidate<'a> {
        column: usize,
        cells: &'a Cells<f64>,
        judged: bool,
        judged_below: bool,
    }
    let candidates: Vec<Candidate<'a>> = fields
        .columns
        .iter()
        .enumerate()
        .filter_map(|(at, column)| {
            let field = &fields.dictionary.fields[fields.bound[at]?];
            let cells = column.as_ref().and_then(Column::numbers)?;
            let judged = field.is_money();
            let judged_below = field.constraints.minimum.is_some_and(|least| least >= 0.0);
            let sized = judged || field.name == "employees";
            sized.then_some(Candidate { column: at, cells, judged, judged_below })
        })
        .collect();
    let measured = candidates.into_par_iter().filter_map(|candidate| {
        let Candidate { column, cells, judged, judged_below } = candidate;
        let mut counts = Counts::new();
        levels(cells, 0..cells.len()).flatten().for_each(|level| counts.add(level));
        let (median, known) = (counts.median(), counts.total());
        let least = LEAST_ALONE.max((MADS_ALONE * f64::from(counts.deviation(median))).ceil() as i32);
        let alone = Bounds::around(0, least, judged_below);
        let measure = Measure { column, cells, judged, judged_below, median, alone, known, sizes: false };
        (known >= FEWEST).then_some(measure)
    });
    let mut measures: Vec<Measure<'a>> = measured.collect();
    // The sort is stable: of columns with equally many known values, the first in the file comes first.
    measures.sort_by_key(|measure| std::cmp::Reverse(measure.known));
    measures.iter_mut().take(SIZES).for_each(|measure| measure.sizes = true);
    measures.sort_by_key(|measure| measure.column);
    measures
}

/// A value of one firm in one measure that may be a slip.
struct Suspect {
    firm: u32,
    measure: usize,
    /// Distance from the expected level, in steps.
    off: i32,
}

/// Deviations of a set of firms.
struct Deviations {
    /// Histogram of deviations for each measure.
    counts: Vec<Counts>,
    /// Suspected deviations from the size of the firm.
    large: Vec<Suspect>,
    /// Suspected amounts of firms with too few other measures.
    alone: Vec<Suspect>,
}

/// The cells with a suspected unit slip, by firm and column.
pub(super) fn cells(measures: &[Measure<'_>], firms: usize) -> Vec<Slip> {
    // A slip is at least `LEAST` from the median deviation. This median is usually near 0, so a slip is at
    // least `LEAST / 2` from 0, and one scan finds all slips.
    let first: Vec<Bounds> =
        measures.iter().map(|measure| Bounds::around(0, LEAST / 2, measure.judged_below)).collect();
    let mut found = of_all(measures, firms, &first);
    let centers: Vec<i32> = found.counts.iter().map(Counts::median).collect();
    let spread = |at: usize| (MADS * f64::from(found.counts[at].deviation(centers[at]))).ceil() as i32;
    let bounds: Vec<Bounds> = measures
        .iter()
        .enumerate()
        .map(|(at, measure)| Bounds::around(centers[at], LEAST.max(spread(at)), measure.judged_below))
        .collect();
    if !first.iter().zip(&bounds).all(|(first, exact)| first.cover(*exact)) {
        // If a median is far from 0, which is rare, the firms are scanned a second time.
        found = of_all(measures, firms, &bounds);
    }
    let slip = |suspect: Suspect, against: Against| {
        let column = measures[suspect.measure].column;
        Slip { firm: suspect.firm, column, decades: decades(suspect.off), against }
    };
    let large = found.large.into_iter().filter(|one| bounds[one.measure].suspect(one.off));
    let large = large.map(|one| Suspect { off: one.off - centers[one.measure], ..one });
    let large = large.map(|suspect| slip(suspect, Against::Firm));
    let alone = found.alone.into_iter().map(|suspect| slip(suspect, Against::Column));
    let mut slips: Vec<Slip> = large.chain(alone).collect();
    slips.sort_unstable_by_key(|slip| (slip.firm, slip.column));
    slips
}

/// Whole decades of a slip of so many steps. The least slip of 2.5 decades counts as 3.
fn decades(steps: i32) -> i32 {
    let decades = f64::from(steps) / f64::from(STEPS) * std::f64::consts::LOG10_2;
    (decades.abs().round().max(3.0) * decades.signum()) as i32
}

/// Deviations of all firms, with the values that `bounds` suspect.
fn of_all(measures: &[Measure<'_>], firms: usize, bounds: &[Bounds]) -> Deviations {
    let starts: Vec<usize> = (0..firms).step_by(BLOCK).collect();
    let blocks: Vec<Deviations> = starts
        .par_iter()
        .map(|&start| deviations(measures, start, firms.min(start + BLOCK), bounds))
        .collect();
    let none =
        Deviations { counts: vec![Counts::new(); measures.len()], large: Vec::new(), alone: Vec::new() };
    blocks.into_iter().fold(none, |mut all, block| {
        all.counts = all.counts.into_iter().zip(block.counts).map(|(sum, more)| sum.merge(more)).collect();
        all.large.extend(block.large);
        all.alone.extend(block.alone);
        all
    })
}

/// Number of firms that are processed together, a measure at a time. Their sizes and the counts of one
/// measure stay in the processor's nearest cache.
const TILE: usize = 512;

fn deviations(measures: &[Measure<'_>], start: usize, end: usize, bounds: &[Bounds]) -> Deviations {
    let counts = vec![Counts::new(); measures.len()];
    let mut found = Deviations { counts, large: Vec::new(), alone: Vec::new() };
    let mut sizes = Sizes::default();
    let mut tile = [0; TILE];
    for first in (start..end).step_by(TILE) {
        let rows = first..end.min(first + TILE);
        sizes.measure(measures, rows.clone());
        for (at, measure) in measures.iter().enumerate().filter(|(_, measure)| measure.judged) {
            let (counts, bounds) = (&mut found.counts[at], bounds[at]);
            let cells = levels(measure.cells, rows.clone());
            tile.iter_mut().zip(cells).for_each(|(size, level)| *size = measure.size(level));
            let deviations = sizes.deviations(&tile, measure.sizes);
            for (lane, &deviation) in deviations[..rows.len()].iter().enumerate() {
                if tile[lane] == NOT_KNOWN {
                    continue;
                }
                let suspect = |off: i32| Suspect { firm: (first + lane) as u32, measure: at, off };
                if sizes.known[lane] <= OTHERS {
                    if measure.alone.suspect(tile[lane]) {
                        found.alone.push(suspect(tile[lane]));
                    }
                    continue;
                }
                counts.add(deviation);
                if bounds.suspect(deviation) {
                    found.large.push(suspect(deviation));
                }
            }
        }
    }
    found
}

/// One number per firm of a tile.
type Lanes = [i32; TILE];

/// Relative sizes of a tile's firms by each measure of size. Firms are adjacent, so that several are computed
/// at once without a branch per firm.
struct Sizes {
    /// Sizes of firm `lane` are `ascending[..known[lane]][lane]`.
    ascending: [Lanes; SIZES],
    known: [usize; TILE],
    /// The two middle sizes, which are equal for an odd number of sizes.
    middle: [Lanes; 2],
    /// The two middle sizes after one of the larger sizes is left out.
    below: [Lanes; 2],
    /// The two middle sizes after one of the smaller sizes is left out. Each is the next larger size after
    /// that in `below`.
    above: [Lanes; 2],
}

/// An unknown size, greater than all others.
const NOT_KNOWN: i32 = i32::MAX / 4;

impl Measure<'_> {
    #[inline]
    fn size(&self, level: Option<i32>) -> i32 {
        level.map_or(NOT_KNOWN, |level| level - self.median)
    }
}

impl Default for Sizes {
    fn default() -> Sizes {
        Sizes {
            ascending: [[NOT_KNOWN; TILE]; SIZES],
            known: [0; TILE],
            middle: [[0; TILE]; 2],
            below: [[0; TILE]; 2],
            above: [[0; TILE]; 2],
        }
    }
}

impl Sizes {
    fn measure(&mut self, measures: &[Measure<'_>], rows: Range<usize>) {
        self.known = [0; TILE];
        for (at, measure) in measures.iter().filter(|measure| measure.sizes).enumerate() {
            let lanes = self.ascending[at].iter_mut().zip(&mut self.known);
            for ((size, known), level) in lanes.zip(levels(measure.cells, rows.clone())) {
                *size = measure.size(level);
                *known += usize::from(level.is_some());
            }
            self.insert(at);
        }
        self.find_middles();
    }

    /// Inserts the sizes at position `at` into the sizes before them, which are in ascending order.
    fn insert(&mut self, at: usize) {
        for upper in (1..=at).rev() {
            let (below, from) = self.ascending.split_at_mut(upper);
            for (low, high) in below[upper - 1].iter_mut().zip(&mut from[0]) {
                (*low, *high) = ((*low).min(*high), (*low).max(*high));
            }
        }
    }

    fn find_middles(&mut self) {
        let middle = |known: usize| [known.saturating_sub(1) / 2, known / 2];
        for (lane, &known) in self.known.iter().enumerate() {
            let (all, others) = (middle(known), middle(known.saturating_sub(1)));
            for side in [0, 1] {
                self.middle[side][lane] = self.ascending[all[side]][lane];
                self.below[side][lane] = self.ascending[others[side]][lane];
                self.above[side][lane] = self.ascending[others[side] + 1][lane];
            }
        }
    }

    /// Deviations `z − median(z of the firm's other measures)` of the `sizes` by one measure. The median of
    /// an even number of sizes is the mean of the middle two. `is_among` if this measure is one of the
    /// measures of a firm's size.
    fn deviations(&self, sizes: &Lanes, is_among: bool) -> Lanes {
        let mut deviations = [0; TILE];
        for (lane, deviation) in deviations.iter_mut().enumerate() {
            let other = |side: usize| {
                let (below, above) = (self.below[side][lane], self.above[side][lane]);
                below + ((above - below) & -i32::from(sizes[lane] <= below))
            };
            let [one, other] = match is_among {
                true => [other(0), other(1)],
                false => [self.middle[0][lane], self.middle[1][lane]],
            };
            *deviation = sizes[lane] - (one + other) / 2;
        }
        deviations
    }
}

/// Pairs of built-in fields and the decades by which the median of the first usually exceeds that of the
/// second; revenue per employee is about 100 万元, R&D expense about a twentieth of revenue.
const SIBLINGS: [(&str, &str, f64); 5] = [
    ("revenue_prev", "revenue", 0.0),
    ("rd_expense_prev", "rd_expense", 0.0),
    ("total_assets", "revenue", 0.0),
    ("rd_expense", "revenue", -1.3),
    ("revenue", "employees", 2.0),
];
/// Least distance from the usual ratio, in decades, at which two medians do not fit.
const APART: f64 = 2.5;

/// A column with a suspected unit slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    /// Position of the suspected column.
    pub column: usize,
    /// Position of the column that it does not fit.
    pub sibling: usize,
    /// Decades by which it is too large (positive) or too small.
    pub decades: i32,
    /// Whether the sibling may equally have slipped, in the other direction.
    pub is_either: bool,
}

/// Columns with a suspected unit slip: the medians of a column and its sibling are at least 2.5 decades from
/// the usual ratio. The column that fits fewer of its siblings is at fault. If both fit equally few, either
/// may be at fault. A column of counts, such as staff, is never at fault.
pub(super) fn columns(fields: &Fields<'_>, measures: &[Measure<'_>]) -> Vec<Whole> {
    let find = |name: &str| {
        let (column, _) = fields.column(name)?;
        measures.iter().find(|measure| measure.column == column)
    };
    let pairs = SIBLINGS.iter().filter_map(|&(name, sibling, usual)| {
        let (measure, sibling) = (find(name)?, find(sibling)?);
        let steps = f64::from(measure.median - sibling.median);
        let decades = steps / f64::from(STEPS) * std::f64::consts::LOG10_2 - usual;
        Some((measure, sibling, decades))
    });
    let pairs: Vec<(&Measure<'_>, &Measure<'_>, f64)> = pairs.collect();
    // Number of siblings that a column does not fit, minus the number of those that it fits.
    let misfits = |one: &Measure<'_>| -> i32 {
        let own = pairs.iter().filter(|(a, b, _)| a.column == one.column || b.column == one.column);
        own.map(|(.., decades)| if decades.abs() >= APART { 1 } else { -1 }).sum()
    };
    let mut found: Vec<Whole> = Vec::new();
    for &(measure, sibling, decades) in pairs.iter().filter(|(.., decades)| decades.abs() >= APART) {
        let (ours, theirs) = (misfits(measure), misfits(sibling));
        let is_ours = !sibling.judged || ours > theirs;
        let (column, sibling, decades) = if is_ours || ours == theirs {
            (measure.column, sibling.column, decades)
        } else {
            (sibling.column, measure.column, -decades)
        };
        let whole =
            Whole { column, sibling, decades: decades.round() as i32, is_either: !is_ours && ours == theirs };
        if whole.is_either || found.iter().all(|other| other.is_either || other.column != column) {
            found.push(whole);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn levels_are_logarithms() {
        let cells: Cells<f64> =
            [Some(1.0), Some(-8.0), Some(0.25), Some(3.0), Some(0.0), None].into_iter().collect();
        let levels: Vec<_> = levels(&cells, 0..cells.len()).collect();
        assert_eq!(levels, [Some(0), Some(3 * STEPS), Some(-2 * STEPS), Some(STEPS + STEPS / 2), None, None]);
        assert_eq!(LEAST, (2.5 / std::f64::consts::LOG10_2 * f64::from(STEPS)) as i32);
        assert_eq!(LEAST_ALONE, (6.0 / std::f64::consts::LOG10_2 * f64::from(STEPS)).ceil() as i32);
    }

    proptest! {
        #[test]
        fn medians_are_those_of_sorted_lists(levels in prop::collection::vec(-4000i32..4000, 1..200)) {
            let mut counts = Counts::new();
            levels.iter().for_each(|&level| counts.add(level));
            let mut sorted = levels.clone();
            sorted.sort_unstable();
            let center = sorted[(sorted.len() - 1) / 2];
            prop_assert_eq!(counts.median(), center);
            let distance = |level: &i32| (level - center).abs().min(HALF - 1);
            let mut distances: Vec<i32> = levels.iter().map(distance).collect();
            distances.sort_unstable();
            prop_assert_eq!(counts.deviation(center), distances[(distances.len() - 1) / 2]);
        }

        #[test]
        fn the_median_of_the_others_leaves_one_out(sizes in prop::collection::vec(-5i32..5, 3..=SIZES)) {
            let mut ready = Sizes::default();
            for (at, &size) in sizes.iter().enumerate() {
                ready.ascending[at][7] = size;
                ready.insert(at);
            }
            let sorted = |mut sizes: Vec<i32>| {
                sizes.sort_unstable();
                sizes
            };
            let ascending: Vec<i32> = ready.ascending[..sizes.len()].iter().map(|lanes| lanes[7]).collect();
            prop_assert_eq!(&ascending, &sorted(sizes.clone()));
            let median = |sorted: &[i32]| {
                let half = sorted.len() / 2;
                if sorted.len() % 2 == 1 { sorted[half] } else { (sorted[half - 1] + sorted[half]) / 2 }
            };
            ready.known[7] = sizes.len();
            ready.find_middles();
            let deviation = |size: i32, is_among: bool| ready.deviations(&[size; TILE], is_among)[7];
            prop_assert_eq!(deviation(9, false), 9 - median(&ascending));
            for (at, &size) in sizes.iter().enumerate() {
                let mut others = sizes.clone();
                others.remove(at);
                prop_assert_eq!(deviation(size, true), size - median(&sorted(others)));
            }
        }
    }
}
