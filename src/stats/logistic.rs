//! Logistic regression with linear bounds on the coefficients.
//!
//! `ln(p / (1 − p)) = Σ θ_j x_j` for the chance `p` of an event. The log-likelihood is concave and the bounds
//! are linear, so there is one maximum, and the result comes with a proof: at the point where Newton's method
//! converges under a logarithmic barrier of height `μ`, no coefficients within the `m` bounds have a
//! log-likelihood more than `m μ` greater (Boyd and Vandenberghe 2004, section 11.2).

use super::likelihood::{Cases, Height, Paraboloid, State};
use super::rows::{Bound, dot};

/// Divisor of the barrier each time Newton's method has converged.
const LOWER: f64 = 10.0;
/// Largest number of Newton steps at one height of the barrier: far above any sound problem.
const STEPS: usize = 80;
/// Change of log-odds by a Newton step that indicates separation if the gain is negligible. Near a maximum
/// steps shrink. If the likelihood grows without limit, each step changes log-odds by 1 or more, even where
/// cases on a threshold add nothing to the growth.
const ENDLESS: f64 = 0.5;
/// Least barrier from which a fit to other data can start: with a lower one, the point lies too near the
/// bounds.
const START: f64 = 0.02;
/// Largest number of paraboloids in [`beside`]: each doubles the number of correct digits.
const PARABOLOIDS: usize = 12;

/// Termination of a fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Maximum likelihood, within the requested precision.
    Greatest,
    /// Separation: some coefficients separate events from non-events, apart from cases on one threshold, so
    /// that the likelihood grows with them without limit.
    Separated,
    /// Newton's method did not converge.
    Unsettled,
}

/// Start of a fit: coefficients strictly within the bounds, with the height of the barrier at which they are
/// stationary, if any.
#[derive(Clone, Debug)]
pub struct Start {
    /// Coefficients, one per column of the cases.
    pub coefficients: Vec<f64>,
    /// Barrier height; `None` where the coefficients are not stationary.
    pub barrier: Option<f64>,
}

/// Result of a fit, with its proof.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Coefficients, one per column of the cases.
    pub coefficients: Vec<f64>,
    /// Log-likelihood of the coefficients, by natural logarithm.
    pub log_likelihood: f64,
    /// Upper bound on how much greater the log-likelihood of any coefficients within the bounds can be.
    pub gap: f64,
    /// Whether the fit converged, and why not.
    pub end: End,
    /// Start for a fit to similar data.
    pub centre: Start,
}

/// Maximum-likelihood coefficients within the bounds, with a log-likelihood within `precision` of the
/// maximum.
///
/// # Panics
/// If `start` does not lie strictly within the bounds, or the columns of `cases` differ in length.
pub fn logistic(cases: &Cases<'_>, start: &Start, precision: f64) -> Fit {
    let (rows, bounds) = (cases.rows.len(), cases.bounds.len());
    assert!(cases.happened.len() == rows && cases.times.len() == rows, "every row has an outcome");
    let mut theta = start.coefficients.clone();
    assert!(cases.bounds.iter().all(|bound| bound.slack(&theta) > 0.0), "the start lies within the bounds");
    let lowest = if bounds == 0 { 0.0 } else { precision / bounds as f64 };
    let mut state = cases.state(&theta);
    let first = state.loss / (10.0 * bounds.max(1) as f64);
    let mut barrier = if bounds == 0 { 0.0 } else { start.barrier.unwrap_or(first).max(lowest) };
    if start.barrier.is_some()
        && barrier > lowest
        && let Some(beside) = beside(cases, &theta, &state, barrier, lowest)
    {
        ((theta, state), barrier) = (beside, lowest);
    }
    let mut centre = Start { coefficients: theta.clone(), barrier: None };
    loop {
        let end = rest(cases, &mut theta, &mut state, barrier);
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

/// Half of Newton's decrement below which a fit under a barrier has converged. Below the resolution of
/// doubles no step helps.
fn near(barrier: f64, loss: f64) -> f64 {
    let near = if barrier > 0.0 { 1e-3 * barrier } else { 1e-14 };
    near.max(1e-15 * loss.abs())
}

/// Fit under the `lowest` barrier to data similar to those of `centre`, the optimum under `barrier`. While
/// the barrier is lowered, a paraboloid replaces the likelihood, so that the data are not evaluated. A line
/// search towards the optimum of the paraboloid evaluates the data. The next paraboloid touches the
/// likelihood at the end of this search. `None` without convergence.
fn beside(
    cases: &Cases<'_>,
    centre: &[f64],
    state: &State,
    barrier: f64,
    lowest: f64,
) -> Option<(Vec<f64>, State)> {
    let (mut theta, mut state) = (centre.to_vec(), state.clone());
    for _ in 0..PARABOLOIDS {
        let (_, decrement) = newton(cases.bounds, &theta, &state, lowest);
        if decrement / 2.0 <= near(lowest, state.loss) {
            return Some((theta, state));
        }
        let paraboloid = Paraboloid { bounds: cases.bounds, at: &theta, state: &state };
        let mut to = centre.to_vec();
        let mut there = paraboloid.state(&to);
        let mut height = barrier;
        while rest(&paraboloid, &mut to, &mut there, height) == End::Greatest && height > lowest {
            height = (height / LOWER).max(lowest);
        }
        let step: Vec<f64> = to.iter().zip(&theta).map(|(to, from)| to - from).collect();
        let (gradient, _) = barriered(cases.bounds, &theta, &state, lowest);
        let fall = -dot(&gradient, &step);
        if fall <= 0.0 {
            return None;
        }
        (theta, state) = lower(cases, &theta, &state, &step, 1.0, fall, lowest)?;
    }
    None
}

/// Newton's method under a barrier, until convergence.
fn rest<H: Height>(of: &H, theta: &mut Vec<f64>, state: &mut State, barrier: f64) -> End {
    for _ in 0..STEPS {
        if state.is_separated() {
            return End::Separated;
        }
        let (step, decrement) = newton(of.bounds(), theta, state, barrier);
        if decrement / 2.0 <= near(barrier, state.loss) {
            return if of.farthest(&step) < ENDLESS { End::Greatest } else { End::Separated };
        }
        let length = longest(of.bounds(), theta, &step);
        match lower(of, theta, state, &step, length, decrement, barrier) {
            Some(next) => (*theta, *state) = next,
            None => return End::Unsettled,
        }
    }
    End::Unsettled
}

/// Backtracking line search along `step`, halving from `length`: the first point whose decrease is at least a
/// share of what the slope `fall` predicts. `None` if there is no such point.
fn lower<H: Height>(
    of: &H,
    theta: &[f64],
    state: &State,
    step: &[f64],
    mut length: f64,
    fall: f64,
    barrier: f64,
) -> Option<(Vec<f64>, State)> {
    let height = state.loss + wall(of.bounds(), theta, barrier);
    while length >= 1e-10 {
        let tried: Vec<f64> = theta.iter().zip(step).map(|(theta, step)| theta + length * step).collect();
        if of.bounds().iter().all(|bound| bound.slack(&tried) > 0.0) {
            let next = of.state(&tried);
            let to = next.loss + wall(of.bounds(), &tried, barrier);
            if to <= height - 1e-4 * length * fall + 1e-13 * height.abs() {
                return Some((tried, next));
            }
        }
        length /= 2.0;
    }
    None
}

/// Height of the barrier at `theta`.
fn wall(bounds: &[Bound], theta: &[f64], barrier: f64) -> f64 {
    -barrier * bounds.iter().map(|bound| bound.slack(theta).ln()).sum::<f64>()
}

/// Largest multiple of a step, at most 1, that stays within the bounds.
fn longest(bounds: &[Bound], theta: &[f64], step: &[f64]) -> f64 {
    let reach = |bound: &Bound| {
        let falls = bound.along(step);
        if falls < 0.0 { -0.99 * bound.slack(theta) / falls } else { 1.0 }
    };
    bounds.iter().map(reach).fold(1.0, f64::min)
}

/// Slope and curvature under the barrier.
fn barriered(bounds: &[Bound], theta: &[f64], state: &State, barrier: f64) -> (Vec<f64>, Vec<f64>) {
    let width = theta.len();
    let (mut gradient, mut hessian) = (state.gradient.clone(), state.hessian.clone());
    for bound in bounds {
        let slack = bound.slack(theta);
        for &(i, c) in &bound.terms {
            gradient[i] -= barrier * c / slack;
            for &(j, d) in &bound.terms {
                hessian[i * width + j] += barrier * (c / slack) * (d / slack);
            }
        }
    }
    (gradient, hessian)
}

/// Newton step of the likelihood under the barrier, and its decrement `gᵀ H⁻¹ g`.
fn newton(bounds: &[Bound], theta: &[f64], state: &State, barrier: f64) -> (Vec<f64>, f64) {
    let (gradient, hessian) = barriered(bounds, theta, state, barrier);
    let step = solved(hessian, &gradient);
    let decrement = step.iter().zip(&gradient).map(|(step, gradient)| step * gradient).sum();
    (step.into_iter().map(|step| -step).collect(), decrement)
}

/// The solution of `H x = g` for `H` symmetric and positive, by Cholesky's method; a flat direction is given
/// a slight curvature.
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

#[cfg(test)]
mod tests {
    use super::super::Rows;
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

        // An inactive bound costs no more than the reported gap.
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
    fn a_fit_beside_a_known_one_is_that_from_afar() {
        let mut rows = Rows::default();
        let cell = |at: u32, of: u32| f64::from(at * of % 17) / 17.0;
        (0..300).for_each(|at| rows.push([(0, 1.0), (1, cell(at, 5)), (2, cell(at, 3)), (3, cell(at, 11))]));
        let happened: Vec<bool> = (0..300).map(|at| cell(at, 5) + cell(at * 7 + 3, 4) > 1.1).collect();
        // The first slope wants to go beyond its bound, the others stay inside.
        let bound = |column: usize, c: f64, constant: f64| Bound { terms: vec![(column, c)], constant };
        let bounds: Vec<Bound> =
            (1..4).flat_map(|column| [bound(column, 1.0, 2.0), bound(column, -1.0, 2.0)]).collect();
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 300], bounds: &bounds };
        let known = logistic(&cases, &from(&[0.0; 4]), 1e-6);
        assert!(known.centre.barrier.is_some_and(|barrier| barrier >= START), "{known:?}");
        let times: Vec<f64> = (0..300).map(|at| f64::from((at * 7 + at / 9) % 3)).collect();
        let cases = Cases { times: &times, ..cases };
        let (afar, near) = (logistic(&cases, &from(&[0.0; 4]), 1e-6), logistic(&cases, &known.centre, 1e-6));
        assert_eq!((near.end, near.gap), (End::Greatest, afar.gap));
        assert!(near.coefficients[1] > 1.999, "{near:?}");
        assert!((near.log_likelihood - afar.log_likelihood).abs() <= 1e-6, "{afar:?} {near:?}");
        // The warm start converges by itself, without falling back on the cold start.
        let centre = &known.centre.coefficients;
        let barrier = known.centre.barrier.expect("a barrier");
        let rests = beside(&cases, centre, &cases.state(centre), barrier, 1e-6 / 6.0);
        let (there, state) = rests.expect("it comes to rest");
        assert!((state.loss + near.log_likelihood).abs() <= 1e-6 && there.len() == 4);
    }

    #[test]
    fn separated_data_are_told() {
        let rows = line(&[0.0, 1.0, 2.0, 3.0]);
        for happened in [[false, false, true, true], [true, false, false, false]] {
            let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 4], bounds: &[] };
            assert_eq!(logistic(&cases, &from(&[0.0, 0.0]), 1e-6).end, End::Separated);
        }
        // One threshold with a case of either kind on it.
        let rows = line(&[0.0, 1.0, 1.0, 2.0]);
        let happened = [false, false, true, true];
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 4], bounds: &[] };
        assert_eq!(logistic(&cases, &from(&[0.0, 0.0]), 1e-6).end, End::Separated);
    }

    #[test]
    fn cases_on_a_threshold_that_go_their_own_way_hide_no_separation() {
        // The first column separates all but those at 0, which the second predicts only in part.
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
        // Without the first column they have a maximum.
        let mut rows = Rows::default();
        cells.iter().for_each(|(_, z)| rows.push([(0, 1.0), (1, *z)]));
        let cases = Cases { rows: &rows, ..cases };
        assert_eq!(logistic(&cases, &from(&[0.0; 2]), 1e-6).end, End::Greatest);
    }

    #[test]
    fn a_case_far_out_separates_nothing() {
        // Log-odds of about 3 x fit the five cases near 0. At ±40 the chance is then within 1e-43 of 0 or 1.
        let rows = line(&[-40.0, -0.2, 0.0, 0.1, 0.1, 0.2, 40.0]);
        let happened = [false, false, true, false, false, true, true];
        let cases = Cases { rows: &rows, happened: &happened, times: &[1.0; 7], bounds: &[] };
        let fit = logistic(&cases, &from(&[0.0, 0.0]), 1e-6);
        assert!(fit.end == End::Greatest && 40.0 * fit.coefficients[1] > 100.0, "{fit:?}");
        // Identical cases are not separated.
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
