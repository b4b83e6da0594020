//! Logistic regression whose coefficients keep within linear bounds.
//!
//! `ln(p / (1 − p)) = Σ θ_j x_j` for the chance `p` that something happens. The log-likelihood is concave and the bounds are
//! linear, so that there is one greatest value, and what is found carries its own proof: at the point where Newton's method
//! comes to rest under a logarithmic barrier of height `μ`, no coefficients within the `m` bounds have a log-likelihood
//! more than `m μ` greater (Boyd and Vandenberghe 2004, section 11.2).

use rayon::prelude::*;

use super::rows::{Bound, Rows};

/// Rows summed up at one go.
const BLOCK: usize = 1 << 9;
/// What the barrier is divided by each time Newton's method has come to rest.
const LOWER: f64 = 10.0;
/// Newton steps at one height of the barrier: far more than any sound problem takes.
const STEPS: usize = 80;
/// Log-odds that a Newton step still moves where nothing is left to gain: towards a greatest point steps shrink, but where
/// the likelihood grows without end, if only by cases beside a threshold that others stand on, each moves them by 1 or more.
const ENDLESS: f64 = 0.5;
/// A barrier lower than this is no start for other data: its point lies too near the bounds.
const START: f64 = 0.02;

/// What is to be explained, and by what.
#[derive(Clone, Copy, Debug)]
pub struct Cases<'a> {
    /// What explains it; a column of ones for a constant.
    pub rows: &'a Rows,
    /// Whether it happened.
    pub happened: &'a [bool],
    /// How often each row counts.
    pub times: &'a [f64],
    /// What the coefficients keep within.
    pub bounds: &'a [Bound],
}

/// How a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// At the greatest likelihood, as near as asked.
    Greatest,
    /// Some coefficients tell what happens from what does not, but for cases on one threshold: the likelihood grows as they do,
    /// without end.
    Separated,
    /// Newton's method did not come to rest.
    Unsettled,
}

/// Where a fit may begin: coefficients strictly within the bounds, and the height of the barrier they are at rest under, if they
/// are.
#[derive(Clone, Debug)]
pub struct Start {
    /// The coefficients.
    pub coefficients: Vec<f64>,
    /// The barrier.
    pub barrier: Option<f64>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The coefficients.
    pub coefficients: Vec<f64>,
    /// Their log-likelihood, by natural logarithm.
    pub log_likelihood: f64,
    /// No coefficients within the bounds have a log-likelihood more than this greater.
    pub gap: f64,
    /// How it ended.
    pub end: End,
    /// Where a fit to data alike may begin.
    pub centre: Start,
}

/// Coefficients of the greatest likelihood within the bounds, to within `precision` of it.
///
/// # Panics
/// If `start` does not lie strictly within the bounds, or the columns of `cases` differ in length.
pub fn logistic(cases: &Cases<'_>, start: &Start, precision: f64) -> Fit {
    let (rows, bounds) = (cases.rows.len(), cases.bounds.len());
    assert!(cases.happened.len() == rows && cases.times.len() == rows, "every row has an outcome");
    let mut theta = start.coefficients.clone();
    assert!(cases.bounds.iter().all(|bound| bound.slack(&theta) > 0.0), "the start lies within the bounds");
    let lowest = if bounds == 0 { 0.0 } else { precision / bounds as f64 };
    let first = || State::of(cases, &theta).loss / (10.0 * bounds.max(1) as f64);
    let mut barrier = if bounds == 0 { 0.0 } else { start.barrier.unwrap_or_else(first).max(lowest) };
    let mut centre = Start { coefficients: theta.clone(), barrier: None };
    loop {
        let (state, end) = rest(cases, &mut theta, barrier);
        if barrier >= START || centre.barrier.is_none() {
            centre = Start { coefficients: theta.clone(), barrier: Some(barrier) };
        }
        if end != End::Greatest || barrier <= lowest {
            let gap = if end == End::Greatest { bounds as f64 * barrier } else { f64::INFINITY };
            return Fit { coefficients: theta, log_likelihood: -state.loss, gap, end, centre };
        }
        barrier = (barrier / LOWER).max(lowest);
    }
}

/// Newton's method under a barrier, until it rests.
fn rest(cases: &Cases<'_>, theta: &mut Vec<f64>, barrier: f64) -> (State, End) {
    let near = if barrier > 0.0 { 1e-3 * barrier } else { 1e-14 };
    let mut state = State::of(cases, theta);
    let mut height = state.loss + wall(cases, theta, barrier);
    for _ in 0..STEPS {
        if state.is_separated() {
            return (state, End::Separated);
        }
        let (step, decrement) = newton(cases, theta, &state, barrier);
        // Beyond what doubles can tell apart no step helps.
        if decrement / 2.0 <= near.max(1e-15 * state.loss.abs()) {
            let end = if farthest(cases, &step) < ENDLESS { End::Greatest } else { End::Separated };
            return (state, end);
        }
        let mut length = longest(cases, theta, &step);
        loop {
            let tried: Vec<f64> =
                theta.iter().zip(&step).map(|(theta, step)| theta + length * step).collect();
            let within = cases.bounds.iter().all(|bound| bound.slack(&tried) > 0.0);
            if within {
                let next = State::of(cases, &tried);
                let to = next.loss + wall(cases, &tried, barrier);
                if to <= height - 1e-4 * length * decrement + 1e-13 * height.abs() {
                    (*theta, state, height) = (tried, next, to);
                    break;
                }
            }
            length /= 2.0;
            if length < 1e-10 {
                return (state, End::Unsettled);
            }
        }
    }
    (state, End::Unsettled)
}

/// The barrier's height at `theta`.
fn wall(cases: &Cases<'_>, theta: &[f64], barrier: f64) -> f64 {
    -barrier * cases.bounds.iter().map(|bound| bound.slack(theta).ln()).sum::<f64>()
}

/// How far a step may go, at most once its length, to stay within the bounds.
fn longest(cases: &Cases<'_>, theta: &[f64], step: &[f64]) -> f64 {
    let reach = |bound: &Bound| {
        let falls = bound.along(step);
        if falls < 0.0 { -0.99 * bound.slack(theta) / falls } else { 1.0 }
    };
    cases.bounds.iter().map(reach).fold(1.0, f64::min)
}

/// The step to the top of the paraboloid that touches the barriered likelihood, and its decrement `gᵀ H⁻¹ g`.
fn newton(cases: &Cases<'_>, theta: &[f64], state: &State, barrier: f64) -> (Vec<f64>, f64) {
    let width = theta.len();
    let (mut gradient, mut hessian) = (state.gradient.clone(), state.hessian.clone());
    for bound in cases.bounds {
        let slack = bound.slack(theta);
        for &(i, c) in &bound.terms {
            gradient[i] -= barrier * c / slack;
            for &(j, d) in &bound.terms {
                hessian[i * width + j] += barrier * (c / slack) * (d / slack);
            }
        }
    }
    let step = solved(hessian, &gradient);
    let decrement = step.iter().zip(&gradient).map(|(step, gradient)| step * gradient).sum();
    (step.into_iter().map(|step| -step).collect(), decrement)
}

/// The solution of `H x = g` for `H` symmetric and positive, by Cholesky's method; a direction in which it is flat is taken as
/// hardly curved.
fn solved(mut h: Vec<f64>, g: &[f64]) -> Vec<f64> {
    let n = g.len();
    let most = (0..n).map(|i| h[i * n + i]).fold(f64::MIN_POSITIVE, f64::max);
    for j in 0..n {
        for i in j..n {
            let product: f64 = (0..j).map(|k| h[i * n + k] * h[j * n + k]).sum();
            let entry = h[i * n + j] - product;
            h[i * n + j] = if i == j { entry.max(1e-14 * most).sqrt() } else { entry / h[j * n + j] };
        }
    }
    let mut x = g.to_vec();
    for i in 0..n {
        let known: f64 = (0..i).map(|k| h[i * n + k] * x[k]).sum();
        x[i] = (x[i] - known) / h[i * n + i];
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|k| h[k * n + i] * x[k]).sum();
        x[i] = (x[i] - known) / h[i * n + i];
    }
    x
}

/// The negative log-likelihood with its derivatives.
struct State {
    loss: f64,
    gradient: Vec<f64>,
    hessian: Vec<f64>,
    /// The least and the greatest log-odds of what happened.
    happened: (f64, f64),
    /// The same of what did not.
    others: (f64, f64),
}

impl State {
    fn empty(width: usize) -> State {
        State {
            loss: 0.0,
            gradient: vec![0.0; width],
            hessian: vec![0.0; width * width],
            happened: (f64::INFINITY, f64::NEG_INFINITY),
            others: (f64::INFINITY, f64::NEG_INFINITY),
        }
    }

    /// Blocks side by side, added in their order.
    fn of(cases: &Cases<'_>, theta: &[f64]) -> State {
        let blocks: Vec<State> = (0..cases.rows.len().div_ceil(BLOCK))
            .into_par_iter()
            .map(|block| {
                let mut state = State::empty(theta.len());
                (block * BLOCK..cases.rows.len().min((block + 1) * BLOCK))
                    .for_each(|at| state.add(cases, theta, at));
                state
            })
            .collect();
        let mut whole = State::empty(theta.len());
        for block in blocks {
            whole.loss += block.loss;
            whole.gradient.iter_mut().zip(&block.gradient).for_each(|(sum, more)| *sum += more);
            whole.hessian.iter_mut().zip(&block.hessian).for_each(|(sum, more)| *sum += more);
            whole.happened = (whole.happened.0.min(block.happened.0), whole.happened.1.max(block.happened.1));
            whole.others = (whole.others.0.min(block.others.0), whole.others.1.max(block.others.1));
        }
        let width = theta.len();
        for (i, j) in (0..width).flat_map(|i| (0..i).map(move |j| (i, j))) {
            whole.hessian[i * width + j] = whole.hessian[j * width + i];
        }
        whole
    }

    fn add(&mut self, cases: &Cases<'_>, theta: &[f64], at: usize) {
        let (times, happened) = (cases.times[at], cases.happened[at]);
        if times == 0.0 {
            return;
        }
        let odds = cases.rows.dot(at, theta);
        let chance = chance(odds);
        self.loss += times * (if happened { softplus(-odds) } else { softplus(odds) });
        let range = if happened { &mut self.happened } else { &mut self.others };
        *range = (range.0.min(odds), range.1.max(odds));
        let pull = times * (chance - f64::from(u8::from(happened)));
        let curve = times * chance * (1.0 - chance);
        let (columns, values) = cases.rows.row(at);
        let width = theta.len();
        for (at, (&i, x)) in columns.iter().zip(values).enumerate() {
            self.gradient[i as usize] += pull * x;
            let curve = curve * x;
            // Only above the diagonal: the other half is the same.
            let row = &mut self.hessian[i as usize * width..][..width];
            columns[at..].iter().zip(&values[at..]).for_each(|(&j, y)| row[j as usize] += curve * y);
        }
    }

    /// Whether one threshold parts what happened from what did not, cases on it aside, of which there are not all.
    fn is_separated(&self) -> bool {
        self.happened.0 >= self.others.1
            && self.others.0.min(self.happened.0) < self.happened.1.max(self.others.1)
    }
}

/// The most that a step moves the log-odds of any case.
fn farthest(cases: &Cases<'_>, step: &[f64]) -> f64 {
    let counted = (0..cases.rows.len()).filter(|&at| cases.times[at] > 0.0);
    counted.map(|at| cases.rows.dot(at, step).abs()).fold(0.0, f64::max)
}

/// `1 / (1 + exp(−odds))`.
pub fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// `ln(1 + exp(x))` without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(x: &[f64]) -> Rows {
        let mut rows = Rows::default();
        x.iter().for_each(|x| rows.push([(0, 1.0), (1, *x)]));
        rows
    }

    fn from(coefficients: &[f64]) -> Start {
        Start { coefficients: coefficients.to_vec(), barrier: None }
    }

    #[test]
    fn a_fourfold_table_has_its_log_odds() {
        // 1 of 4 where x = 0, 3 of 4 where x = 1: intercept −ln 3, slope 2 ln 3.
        let rows = line(&[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
        let happened = [true, false, false, false, true, true, true, false];
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 8], bounds: &[] };
        let fit = logistic(&cases, &from(&[0.0, 0.0]), 1e-9);
        assert_eq!((fit.end, fit.gap), (End::Greatest, 0.0));
        let ln3 = 3f64.ln();
        assert!((fit.coefficients[0] + ln3).abs() < 1e-9 && (fit.coefficients[1] - 2.0 * ln3).abs() < 1e-9);
        let greatest = 6.0 * 0.75f64.ln() + 2.0 * 0.25f64.ln();
        assert!((fit.log_likelihood - greatest).abs() < 1e-12);

        // A bound that does not bind costs no more than the gap told.
        let bounds = [Bound { terms: vec![(1, 1.0)], constant: 0.0 }];
        let cases = Cases { bounds: &bounds, ..cases };
        let fit = logistic(&cases, &from(&[0.0, 1.0]), 1e-6);
        assert!(fit.gap <= 1e-6 && greatest - fit.log_likelihood <= fit.gap);
    }

    #[test]
    fn a_bound_that_binds_is_reached() {
        let rows = line(&[0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
        let happened = [true, true, true, false, true, false, false, false];
        let bounds = [Bound { terms: vec![(1, 1.0)], constant: 0.0 }];
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 8], bounds: &bounds };
        // The slope would be negative: at 0 the chance is ½ throughout.
        let fit = logistic(&cases, &from(&[0.0, 1.0]), 1e-8);
        assert!((0.0..1e-6).contains(&fit.coefficients[1]), "{fit:?}");
        assert!((fit.log_likelihood + 8.0 * 2f64.ln()).abs() <= 1e-8, "{fit:?}");
    }

    #[test]
    fn separated_data_are_told() {
        let rows = line(&[0.0, 1.0, 2.0, 3.0]);
        for happened in [[false, false, true, true], [true, false, false, false]] {
            let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 4], bounds: &[] };
            assert_eq!(logistic(&cases, &from(&[0.0, 0.0]), 1e-6).end, End::Separated);
        }
        // One threshold that a case of either kind stands on.
        let rows = line(&[0.0, 1.0, 1.0, 2.0]);
        let happened = [false, false, true, true];
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 4], bounds: &[] };
        assert_eq!(logistic(&cases, &from(&[0.0, 0.0]), 1e-6).end, End::Separated);
    }

    #[test]
    fn cases_on_a_threshold_that_go_their_own_way_hide_no_separation() {
        // The first column parts all but those at 0, which the second tells something of, but not all.
        let cells = [
            (-1.0, 0.0),
            (-2.0, 1.0),
            (0.0, 0.0),
            (0.0, 1.0),
            (0.0, 1.0),
            (0.0, 0.0),
            (0.0, 2.0),
            (1.0, 0.0),
        ];
        let happened = [false, false, false, true, false, true, true, true];
        let mut rows = Rows::default();
        cells.iter().for_each(|(x, z)| rows.push([(0, 1.0), (1, *x), (2, *z)]));
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 8], bounds: &[] };
        assert_eq!(logistic(&cases, &from(&[0.0; 3]), 1e-6).end, End::Separated);
        // Without the first column they have a greatest point.
        let mut rows = Rows::default();
        cells.iter().for_each(|(_, z)| rows.push([(0, 1.0), (1, *z)]));
        let cases = Cases { rows: &rows, ..cases };
        assert_eq!(logistic(&cases, &from(&[0.0; 2]), 1e-6).end, End::Greatest);
    }

    #[test]
    fn a_case_far_out_separates_nothing() {
        // Log-odds of 3 x fit the six near 0, so that those of the far ones are beyond any digit of a chance.
        let rows = line(&[-40.0, -0.2, 0.0, 0.1, 0.1, 0.2, 40.0]);
        let happened = [false, false, true, false, false, true, true];
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 7], bounds: &[] };
        let fit = logistic(&cases, &from(&[0.0, 0.0]), 1e-6);
        assert!(fit.end == End::Greatest && 40.0 * fit.coefficients[1] > 100.0, "{fit:?}");
        // Where all are alike nothing is told apart.
        let rows = line(&[1.0, 1.0]);
        let cases = Cases { rows: &rows, happened: &[true, false], times: &[1.0; 2], bounds: &[] };
        assert_eq!(logistic(&cases, &from(&[0.0, 0.0]), 1e-6).end, End::Greatest);
    }

    #[test]
    fn times_count_rows_again() {
        let twice = line(&[0.0, 1.0, 1.0, 2.0, 2.0, 2.0]);
        let happened = [true, false, false, true, false, false];
        let all = Cases { rows: &twice, happened: &happened, times: &[1.0; 6], bounds: &[] };
        let once = line(&[0.0, 1.0, 2.0, 2.0]);
        let counted = Cases {
            rows: &once,
            happened: &[true, false, true, false],
            times: &[1.0, 2.0, 1.0, 2.0],
            bounds: &[],
        };
        let (a, b) = (logistic(&all, &from(&[0.0, 0.0]), 1e-9), logistic(&counted, &from(&[0.0, 0.0]), 1e-9));
        assert!((a.coefficients[1] - b.coefficients[1]).abs() < 1e-9);
    }
}
