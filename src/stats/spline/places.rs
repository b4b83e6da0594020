//! Where observations stand on the spline: their places among all values, and sums over them.

/// Places of the spline where there are more different `x`: neighbours share one.
const PLACES: usize = 1 << 10;
/// Intervals of the spline, each with as many observations.
pub(super) const INTERVALS: usize = 40;

/// An observation.
#[derive(Clone, Copy, Debug)]
struct Row<T> {
    /// From the mean, in units of the range.
    x: f64,
    /// Likewise.
    y: f64,
    /// What replicates know it by.
    tag: T,
}

/// Some neighbours that stand at one place of the spline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The row after its last.
    end: usize,
    /// The first B-spline that is not 0 there.
    pub first: usize,
    /// It and the three after it.
    pub basis: [f64; 4],
}

/// Observations in ascending order, and where they stand.
#[derive(Debug)]
pub(super) struct Places<T> {
    rows: Vec<Row<T>>,
    pub places: Vec<Place>,
}

/// Sums of a replicate: over all, and place by place.
#[derive(Debug)]
pub(super) struct Moments {
    /// Observations.
    pub count: f64,
    /// Variance of `x`, divisor `count`; 0 where it is constant.
    pub xx: f64,
    /// Covariance of the two.
    pub xy: f64,
    /// Variance of `y`.
    pub yy: f64,
    /// Per place: the share of the observations, and the means over all of their `x − x̄` and `y − ȳ`.
    pub at: Vec<[f64; 3]>,
}

impl<T: Copy> Places<T> {
    /// `None` of fewer than two observations.
    pub fn of(pairs: impl Iterator<Item = (f64, f64, T)>) -> Option<Places<T>> {
        let mut rows: Vec<Row<T>> = pairs.map(|(x, y, tag)| Row { x, y, tag }).collect();
        if rows.len() < 2 {
            return None;
        }
        // `+ 0.0` makes one zero of both.
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

    /// How many observations there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The sums, each observation counted `count` times.
    pub fn moments(&self, count: impl Fn(&T) -> f64) -> Moments {
        let [mut all, mut xx, mut xy, mut yy] = [0.0; 4];
        let mut first = 0;
        let mut at: Vec<[f64; 3]> = Vec::with_capacity(self.places.len());
        for place in &self.places {
            let mut sums = [0.0; 3];
            for row in &self.rows[first..place.end] {
                let count = count(&row.tag);
                let (x, y) = (count * row.x, count * row.y);
                sums[0] += count;
                sums[1] += x;
                sums[2] += y;
                xx += x * row.x;
                xy += x * row.y;
                yy += y * row.y;
            }
            all += sums[0];
            first = place.end;
            at.push(sums);
        }
        let mean = |of: usize| at.iter().map(|sums| sums[of]).sum::<f64>() / all;
        let (x, y) = (mean(1), mean(2));
        for sums in &mut at {
            *sums = [sums[0] / all, (sums[1] - sums[0] * x) / all, (sums[2] - sums[0] * y) / all];
        }
        // What rounding leaves of a constant column is no variance.
        let variance = |squares: f64, mean: f64| {
            let variance = squares / all - mean * mean;
            if variance > 1e-14 * (squares / all) { variance } else { 0.0 }
        };
        Moments { count: all, xx: variance(xx, x), xy: xy / all - x * y, yy: variance(yy, y), at }
    }
}

impl Moments {
    /// `R² = r²`; 0 where `x` is constant, `None` where `y` is.
    pub fn linear(&self) -> Option<f64> {
        if self.yy <= 0.0 {
            return None;
        }
        Some(if self.xx > 0.0 { (self.xy * self.xy / (self.xx * self.yy)).min(1.0) } else { 0.0 })
    }
}

/// Brings a coordinate to distances from its mean in units of its range; 0 throughout where it is constant.
fn in_units_of_range<T>(rows: &mut [Row<T>], of: impl Fn(&mut Row<T>) -> &mut f64) {
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for row in &mut *rows {
        (least, most) = (least.min(*of(row)), most.max(*of(row)));
    }
    // Halves, so that no difference leaves the range of doubles.
    let range = most / 2.0 - least / 2.0;
    if range <= 0.0 {
        rows.iter_mut().for_each(|row| *of(row) = 0.0);
        return;
    }
    rows.iter_mut().for_each(|row| *of(row) = (*of(row) / 2.0 - least / 2.0) / range);
    let mean = super::super::sum(rows.iter_mut().map(|row| *of(row))) / rows.len() as f64;
    rows.iter_mut().for_each(|row| *of(row) -= mean);
}

/// The places of rows that ascend.
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

/// Neighbours together until they are as many as stand at one place. A value that as many have stands alone.
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

/// The four cubic B-splines that are not 0 at `u` in 0..=1, and the place of the first.
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
