//! Places of observations on the spline, and sums over them.

/// Greatest number of distinct values of `x` that each have a place of their own on the spline. If there are
/// more, neighbours share a place.
const PLACES: usize = 1 << 10;
/// Number of intervals of the spline, each with about the same number of observations.
pub(super) const INTERVALS: usize = 40;

/// An observation with its tag.
#[derive(Clone, Copy, Debug)]
struct Row<T> {
    /// Distance from the mean, in units of the range.
    x: f64,
    /// Distance from the mean, in units of the range.
    y: f64,
    /// The caller's identifier of the observation.
    tag: T,
}

/// Neighbours that share one place of the spline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Index after the last row.
    end: usize,
    /// Index of the first B-spline that is not 0 at the place.
    pub first: usize,
    /// Values of this B-spline and the three after it.
    pub basis: [f64; 4],
}

/// Observations in ascending order of `x`, then `y`, with their places.
#[derive(Debug)]
pub(super) struct Places<T> {
    rows: Vec<Row<T>>,
    pub places: Vec<Place>,
}

/// Mean products over all observations, and sums place by place.
#[derive(Debug)]
pub(super) struct Moments {
    /// Number of observations, as a double.
    pub count: f64,
    pub xx: f64,
    /// Covariance of `x` and `y`.
    pub xy: f64,
    pub yy: f64,
    /// Per place: the share of the observations, and the sums of their `x` and `y` over `count`.
    pub at: Vec<[f64; 3]>,
}

impl<T: Copy> Places<T> {
    /// `None` for fewer than two observations.
    pub fn of(pairs: impl Iterator<Item = (f64, f64, T)>) -> Option<Places<T>> {
        let mut rows: Vec<Row<T>> = pairs.map(|(x, y, tag)| Row { x, y, tag }).collect();
        if rows.len() < 2 {
            return None;
        }
        // `+ 0.0` turns −0 into 0.
        let key = |row: &Row<T>| (row.x + 0.0, row.y + 0.0);
        rows.sort_unstable_by(|one, other| {
            let (one, other) = (key(one), key(other));
            one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
        });
        in_units_of_range(&mut rows, |row| &mut row.x);
        in_units_of_range(&mut rows, |row| &mut row.y);
        let places = places(&rows);
        Some(Places { rows, places })
    }

    /// Calls `take` with each observation: its tag, its place, and its two coordinates.
    pub fn for_each(&self, mut take: impl FnMut(T, &Place, [f64; 2])) {
        let mut first = 0;
        for place in &self.places {
            self.rows[first..place.end].iter().for_each(|row| take(row.tag, place, [row.x, row.y]));
            first = place.end;
        }
    }

    /// Mean products of all observations, with the sums place by place.
    pub fn moments(&self) -> Moments {
        let [mut xx, mut xy, mut yy] = [0.0; 3];
        let mut first = 0;
        let count = self.rows.len() as f64;
        let mut at = Vec::with_capacity(self.places.len());
        for place in &self.places {
            let [mut x, mut y] = [0.0; 2];
            for row in &self.rows[first..place.end] {
                x += row.x;
                y += row.y;
                xx += row.x * row.x;
                xy += row.x * row.y;
                yy += row.y * row.y;
            }
            at.push([(place.end - first) as f64 / count, x / count, y / count]);
            first = place.end;
        }
        Moments { count, xx: xx / count, xy: xy / count, yy: yy / count, at }
    }
}

impl Moments {
    /// `R² = xy² / (xx · yy)`; 0 if `x` is constant, `None` if `y` is.
    pub fn linear(&self) -> Option<f64> {
        if self.yy <= 0.0 {
            return None;
        }
        Some(if self.xx > 0.0 { (self.xy * self.xy / (self.xx * self.yy)).min(1.0) } else { 0.0 })
    }
}

/// Centres a coordinate and divides it by its range; a constant coordinate becomes 0.
fn in_units_of_range<T>(rows: &mut [Row<T>], of: impl Fn(&mut Row<T>) -> &mut f64) {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for row in &mut *rows {
        (least, most) = (least.min(*of(row)), most.max(*of(row)));
    }
    // Halved, so that no difference exceeds the range of doubles.
    let range = most / 2.0 - least / 2.0;
    if range <= 0.0 {
        rows.iter_mut().for_each(|row| *of(row) = 0.0);
        return;
    }
    rows.iter_mut().for_each(|row| *of(row) = (*of(row) / 2.0 - least / 2.0) / range);
    let mean = super::super::sum(rows.iter_mut().map(|row| *of(row))) / rows.len() as f64;
    rows.iter_mut().for_each(|row| *of(row) -= mean);
}

/// Places of rows, which ascend.
fn places<T>(rows: &[Row<T>]) -> Vec<Place> {
    let mut ends: Vec<usize> = Vec::new();
    let mut seen = 0;
    for equal in rows.chunk_by(|one, other| one.x == other.x) {
        seen += equal.len();
        ends.push(seen);
    }
    if ends.len() > PLACES {
        ends = joined(&ends, rows.len());
    }
    let most = rows.len() as f64 / INTERVALS as f64;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let weights: Vec<f64> = starts.zip(&ends).map(|(start, end)| ((end - start) as f64).min(most)).collect();
    let whole: f64 = weights.iter().sum();
    let mut below = 0.0;
    ends.into_iter()
        .zip(weights)
        .map(|(end, weight)| {
            let (first, basis) = splines((below + weight / 2.0) / whole);
            below += weight;
            Place { end, first, basis }
        })
        .collect()
}

/// Pools neighbouring values until a place has `rows / PLACES` rows. A value with at least that many rows has
/// its own place.
fn joined(ends: &[usize], rows: usize) -> Vec<usize> {
    let most = rows.div_ceil(PLACES);
    let mut joined = Vec::with_capacity(2 * PLACES);
    let (mut start, mut before) = (0, 0);
    for &end in ends {
        if end - before >= most && before > start {
            joined.push(before);
            start = before;
        }
        if end - start >= most {
            joined.push(end);
            start = end;
        }
        before = end;
    }
    if before > start {
        joined.push(before);
    }
    joined
}

/// Values of the four cubic B-splines that are not 0 at `u` in 0..=1, and the index of the first.
fn splines(u: f64) -> (usize, [f64; 4]) {
    let at = u * INTERVALS as f64;
    let first = (at as usize).min(INTERVALS - 1);
    let t = at - first as f64;
    let s = 1.0 - t;
    let basis = [
        s * s * s / 6.0,
        (3.0 * t * t * t - 6.0 * t * t + 4.0) / 6.0,
        (3.0 * s * s * s - 6.0 * s * s + 4.0) / 6.0,
        t * t * t / 6.0,
    ];
    (first, basis)
}
