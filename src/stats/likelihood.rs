//! Likelihood of a logistic regression, with its slope and curvature.

use rayon::prelude::*;

use super::rows::{Block, Bound, Rows, dot};

/// Data of a logistic regression.
#[derive(Clone, Copy, Debug)]
pub struct Cases<'a> {
    /// Regressors; a column of ones for a constant.
    pub rows: &'a Rows,
    /// Whether the event happened, per row.
    pub happened: &'a [bool],
    /// Multiplicity of each row.
    pub times: &'a [f64],
    /// Linear bounds of the coefficients.
    pub bounds: &'a [Bound],
}

/// Objective under a barrier: the negative log-likelihood of data, or a paraboloid.
pub(super) trait Height {
    fn bounds(&self) -> &[Bound];
    fn state(&self, theta: &[f64]) -> State;
    /// Largest change of log-odds of any case by a step.
    fn farthest(&self, step: &[f64]) -> f64;
}

impl Height for Cases<'_> {
    fn bounds(&self) -> &[Bound] {
        self.bounds
    }

    fn state(&self, theta: &[f64]) -> State {
        State::of(self, theta)
    }

    fn farthest(&self, step: &[f64]) -> f64 {
        let moved = self.rows.products(step);
        let counted = moved.iter().zip(self.times).filter(|(_, times)| **times > 0.0);
        counted.map(|(moved, _)| moved.abs()).fold(0.0, f64::max)
    }
}

/// Paraboloid that touches the likelihood at a point.
pub(super) struct Paraboloid<'a> {
    pub bounds: &'a [Bound],
    pub at: &'a [f64],
    pub state: &'a State,
}

impl Height for Paraboloid<'_> {
    fn bounds(&self) -> &[Bound] {
        self.bounds
    }

    fn state(&self, theta: &[f64]) -> State {
        let away: Vec<f64> = theta.iter().zip(self.at).map(|(to, from)| to - from).collect();
        let State { loss, gradient, hessian, .. } = self.state;
        let bent: Vec<f64> = hessian.chunks_exact(away.len()).map(|row| dot(row, &away)).collect();
        State {
            loss: loss + dot(gradient, &away) + dot(&bent, &away) / 2.0,
            gradient: gradient.iter().zip(&bent).map(|(slope, bent)| slope + bent).collect(),
            hessian: hessian.clone(),
            // A paraboloid has no cases to separate.
            ..State::empty(0)
        }
    }

    fn farthest(&self, _: &[f64]) -> f64 {
        0.0
    }
}

/// The negative log-likelihood with its derivatives.
#[derive(Clone)]
pub(super) struct State {
    pub loss: f64,
    pub gradient: Vec<f64>,
    pub hessian: Vec<f64>,
    /// Least and greatest log-odds of events.
    pub happened: (f64, f64),
    /// Least and greatest log-odds of non-events.
    pub others: (f64, f64),
}

impl State {
    pub fn empty(width: usize) -> State {
        State {
            loss: 0.0,
            gradient: vec![0.0; width],
            hessian: vec![0.0; width * width],
            happened: (f64::INFINITY, f64::NEG_INFINITY),
            others: (f64::INFINITY, f64::NEG_INFINITY),
        }
    }

    /// Blocks in parallel, added in their order.
    pub fn of(cases: &Cases<'_>, theta: &[f64]) -> State {
        let blocks = cases.rows.blocks();
        let states: Vec<State> =
            blocks.par_iter().map(|block| State::of_block(cases, theta, block)).collect();
        let width = theta.len();
        let mut whole = State::empty(width);
        for (block, state) in blocks.iter().zip(states) {
            whole.loss += state.loss;
            whole.happened = (whole.happened.0.min(state.happened.0), whole.happened.1.max(state.happened.1));
            whole.others = (whole.others.0.min(state.others.0), whole.others.1.max(state.others.1));
            let own = block.columns.len();
            for (a, &i) in block.columns.iter().enumerate() {
                whole.gradient[i as usize] += state.gradient[a];
                let row = &mut whole.hessian[i as usize * width..][..width];
                block.columns[a..].iter().enumerate().for_each(|(b, &j)| {
                    row[j as usize] += state.hessian[a * own + a + b];
                });
            }
        }
        // Only above the diagonal so far: the matrix is symmetric.
        for (i, j) in (0..width).flat_map(|i| (0..i).map(move |j| (i, j))) {
            whole.hessian[i * width + j] = whole.hessian[j * width + i];
        }
        whole
    }

    /// Likelihood of one block, in its own columns.
    fn of_block(cases: &Cases<'_>, theta: &[f64], block: &Block<'_>) -> State {
        let own = block.columns.len();
        let mut state = State::empty(own);
        let mut pulls = block.products(theta);
        let mut curves = vec![0.0; pulls.len()];
        for ((&at, pull), curve) in block.at.iter().zip(&mut pulls).zip(&mut curves) {
            let (odds, times, happened) = (*pull, cases.times[at as usize], cases.happened[at as usize]);
            *pull = 0.0;
            if times == 0.0 {
                continue;
            }
            let chance = chance(odds);
            state.loss += times * (if happened { softplus(-odds) } else { softplus(odds) });
            let range = if happened { &mut state.happened } else { &mut state.others };
            *range = (range.0.min(odds), range.1.max(odds));
            *pull = times * (chance - f64::from(u8::from(happened)));
            *curve = times * chance * (1.0 - chance);
        }
        let mut curved = curves.clone();
        for (a, values) in block.values.iter().enumerate() {
            state.gradient[a] = dot(&pulls, values);
            curved.iter_mut().zip(&curves).zip(*values).for_each(|((to, curve), x)| *to = curve * x);
            for (b, others) in block.values.iter().enumerate().skip(a) {
                state.hessian[a * own + b] = dot(&curved, others);
            }
        }
        state
    }

    /// Whether one threshold separates events from non-events, apart from cases on the threshold; `false` if
    /// all cases are on it.
    pub fn is_separated(&self) -> bool {
        self.happened.0 >= self.others.1
            && self.others.0.min(self.happened.0) < self.happened.1.max(self.others.1)
    }
}

/// `1 / (1 + exp(−odds))`.
pub fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// `ln(1 + exp(x))` without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}
