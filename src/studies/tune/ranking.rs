//! Rankings of firms by points, in whole numbers, so that the order of summation does not matter.

use std::borrow::Cow;

/// Keys serve as places if the greatest is at most this multiple of the number of firms, plus [`SMALL`].
const SPARSE: usize = 4;
/// Allowance added to the multiple of [`SPARSE`].
const SMALL: usize = 1 << 16;

/// Firms by points. Each place has the number of firms above it and the number tied at it.
#[derive(Debug)]
pub(super) struct Ranking<'a> {
    /// Per firm, the index of its points in `above` and `same`.
    place: Cow<'a, [u32]>,
    /// Number of firms with more points, per place.
    above: Vec<u32>,
    /// Number of firms with these points, per place.
    same: Vec<u32>,
}

impl<'a> Ranking<'a> {
    /// Ranking from keys with the order of the points.
    pub fn of(keys: &'a [u32]) -> Ranking<'a> {
        let most = keys.iter().copied().max().unwrap_or(0) as usize;
        if most > SPARSE * keys.len() + SMALL {
            let wide: Vec<i64> = keys.iter().map(|key| i64::from(*key)).collect();
            return Ranking::counted(Cow::Owned(dense(&wide)));
        }
        Ranking::counted(Cow::Borrowed(keys))
    }

    /// Ranking from points, greatest first.
    pub fn of_points(points: &[i64]) -> Ranking<'static> {
        Ranking::counted(Cow::Owned(dense(points)))
    }

    fn counted(place: Cow<'a, [u32]>) -> Ranking<'a> {
        let places = place.iter().map(|place| *place as usize + 1).max().unwrap_or(0);
        let mut same = vec![0; places];
        place.iter().for_each(|&place| same[place as usize] += 1);
        let mut above = vec![0; places];
        let mut more = 0;
        for at in (0..places).rev() {
            above[at] = more;
            more += same[at];
        }
        Ranking { place, above, same }
    }

    pub fn len(&self) -> usize {
        self.place.len()
    }

    /// A firm's rank from 1, ties 1, 2, 2, 4.
    pub fn rank(&self, firm: usize) -> u32 {
        self.above[self.place[firm] as usize] + 1
    }

    /// Twice a firm's rank from 1, the most points first, ties at their mean, less `n + 1`: whole numbers
    /// whose sum is 0.
    pub fn centred(&self, firm: usize) -> i64 {
        let place = self.place[firm] as usize;
        2 * i64::from(self.above[place]) + i64::from(self.same[place]) - self.place.len() as i64
    }

    /// Edge of the first `first` firms: firms in better places are inside, firms at the edge in part.
    pub fn edge(&self, first: usize) -> Edge {
        let first = first.min(self.len()) as u32;
        // The lowest place with firms and with fewer than `first` above it.
        let reached = |&at: &usize| self.same[at] > 0 && self.above[at] < first;
        let place = (0..self.same.len()).find(reached).unwrap_or(0);
        let (inside, tied) = match self.same.get(place) {
            Some(&same) if same > 0 && first > 0 => (first - self.above[place], same),
            _ => (0, 1),
        };
        Edge { place: place as u32, inside, tied, first: first as usize }
    }

    /// Per place, the share of its firms that are inside: the mean over leading groups of `first (1 − blur)`
    /// to `first (1 + blur)` firms. So firms near the edge count in part before they cross it.
    pub fn blurred(&self, first: usize, blur: f64) -> Vec<f64> {
        let first = first.min(self.len()) as f64;
        let (low, high) = (first * (1.0 - blur), first * (1.0 + blur));
        // Mean number inside among the first `of` firms: all up to `low`, then a falling share up to `high`.
        let firms = |of: f64| match of.min(high) - low {
            into if into <= 0.0 => of.min(low),
            into => low + into - into * into / (2.0 * (high - low)),
        };
        let part = |(above, same): (&u32, &u32)| {
            let (above, same) = (f64::from(*above), f64::from(*same));
            match () {
                () if same == 0.0 || above >= high => 0.0,
                () if above + same <= low => 1.0,
                () => (firms(above + same) - firms(above)) / same,
            }
        };
        self.above.iter().zip(&self.same).map(part).collect()
    }

    /// Place of each firm's points.
    pub fn places(&self) -> &[u32] {
        &self.place
    }
}

/// End of the leading group. Firms tied at the edge count in part, by the places left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Better places are inside; this one is inside in part.
    pub place: u32,
    /// Number of the `tied` firms at the edge that are inside.
    inside: u32,
    tied: u32,
    /// Size of the leading group.
    pub first: usize,
}

impl Edge {
    /// Number of firms inside, in units of `1 / tied` firm, among `above` firms in better places and `at`
    /// firms at the edge: `above · tied + at · inside`. It is a whole number, so that equal numbers of firms
    /// are exactly equal.
    pub fn parts(self, above: u32, at: u32) -> u64 {
        u64::from(above) * u64::from(self.tied) + u64::from(self.inside) * u64::from(at)
    }

    /// `parts` as a share of the whole leading group: the nearest double.
    pub fn share(self, parts: u64) -> f64 {
        parts as f64 / (self.tied as usize * self.first) as f64
    }
}

/// Consecutive places from 0, ascending; equal points share one.
fn dense(points: &[i64]) -> Vec<u32> {
    let mut known = points.to_vec();
    known.sort_unstable();
    known.dedup();
    points.iter().map(|points| known.partition_point(|other| other < points) as u32).collect()
}

/// Spearman's ρ of two rankings of the same firms, exact except for the last division; `None` where either is
/// constant.
pub(super) fn spearman(a: &Ranking<'_>, b: &Ranking<'_>) -> Option<f64> {
    let (mut aa, mut bb, mut ab) = (0_i128, 0_i128, 0_i128);
    for firm in 0..a.len() {
        let (x, y) = (i128::from(a.centred(firm)), i128::from(b.centred(firm)));
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    let whole = (aa as f64).sqrt() * (bb as f64).sqrt();
    match ab {
        _ if aa == 0 || bb == 0 => None,
        ab if ab == aa && ab == bb => Some(1.0),
        ab => Some((ab as f64 / whole).clamp(-1.0, 1.0)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats;

    #[test]
    fn ties_at_the_edge_are_in_by_their_part() {
        let keys = [5, 9, 5, 7, 5];
        let ranking = Ranking::of(&keys);
        assert_eq!((0..5).map(|firm| ranking.rank(firm)).collect::<Vec<_>>(), [3, 1, 3, 2, 3]);
        let edge = ranking.edge(4);
        assert_eq!((edge.place, edge.inside, edge.tied, edge.first), (5, 2, 3, 4));
        assert_eq!(edge.share(edge.parts(2, 3)), 1.0);
        assert_eq!(edge.share(edge.parts(1, 1)), 5.0 / 12.0);
        let of = |first: usize| {
            let edge = ranking.edge(first);
            (edge.place, edge.inside, edge.tied)
        };
        assert_eq!((of(2), of(9)), ((7, 1, 1), (5, 3, 3)));
        assert_eq!(Ranking::of(&[]).edge(3).first, 0);
    }

    proptest! {
        #[test]
        fn it_agrees_with_ranks_and_sorting(
            pairs in prop::collection::vec((0u32..9, 0u32..4_000_000_000), 1..80), first in 1usize..90,
        ) {
            let (a, b): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
            let (x, y) = (Ranking::of(&a), Ranking::of(&b));
            let floats = |keys: &[u32]| keys.iter().map(|key| f64::from(*key)).collect::<Vec<f64>>();
            match (spearman(&x, &y), stats::spearman(&floats(&a), &floats(&b))) {
                (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-12),
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
            for ranking in [&x, &y] {
                let edge = ranking.edge(first);
                let above = ranking.places().iter().filter(|place| **place > edge.place).count() as u32;
                let at = ranking.places().iter().filter(|place| **place == edge.place).count() as u32;
                prop_assert_eq!(edge.share(edge.parts(above, at)), 1.0);
                prop_assert!(above < edge.first as u32 && edge.inside > 0 && edge.inside <= edge.tied);
                // Without a blur it is the edge itself; with one, the mean over the edges within it.
                let sharp = ranking.blurred(first, 0.0);
                for (firm, place) in ranking.places().iter().enumerate() {
                    let part = match place.cmp(&edge.place) {
                        std::cmp::Ordering::Greater => 1.0,
                        std::cmp::Ordering::Equal => f64::from(edge.inside) / f64::from(edge.tied),
                        std::cmp::Ordering::Less => 0.0,
                    };
                    prop_assert!((sharp[*place as usize] - part).abs() < 1e-9, "{firm}");
                }
                let within = a.len() as f64 / first.min(a.len()) as f64 - 1.0;
                let blurred = ranking.blurred(first, within.min(0.5));
                let sum: f64 = ranking.places().iter().map(|place| blurred[*place as usize]).sum();
                prop_assert!((sum - first.min(a.len()) as f64).abs() < 1e-6, "{sum}");
            }
        }
    }
}
