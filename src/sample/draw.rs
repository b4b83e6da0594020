//! Random draws: one stream of ChaCha8 per firm, so that a firm depends only on the seed and its own number.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson, StandardNormal};

/// The streams of one seed.
#[derive(Clone)]
pub(super) struct Seed(ChaCha8Rng);

impl Seed {
    pub fn new(seed: u64) -> Seed {
        Seed(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Random draws from the start of stream `stream`.
    pub fn stream(&self, stream: u64) -> Draw {
        let mut rng = self.0.clone();
        rng.set_stream(stream);
        Draw(rng)
    }
}

pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// Uniform in [0, 1).
    #[inline]
    pub fn unit(&mut self) -> f64 {
        self.0.random()
    }

    /// Uniform in 0..`below`; 0 if `below` is 0.
    #[inline]
    pub fn below(&mut self, below: u32) -> u32 {
        ((u64::from(self.0.random::<u32>()) * u64::from(below)) >> 32) as u32
    }

    /// `true` with probability `p`.
    #[inline]
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Standard normal.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        StandardNormal.sample(&mut self.0)
    }

    /// `exp(sd · z)`: log-normal with median 1.
    #[inline]
    pub fn spread(&mut self, sd: f64) -> f64 {
        (sd * self.normal()).exp()
    }

    /// `1 / (1 + exp(−(mean + sd · z)))`: a share with median `logistic(mean)`.
    #[inline]
    pub fn share(&mut self, mean: f64, sd: f64) -> f64 {
        logistic(mean + sd * self.normal())
    }

    /// A Poisson count with mean `mean`; a mean above 1,000,000 counts as 1,000,000.
    #[inline]
    pub fn count(&mut self, mean: f64) -> u32 {
        // A mean that is not positive has no Poisson distribution, so the count is 0.
        Poisson::new(mean.min(1e6)).map_or(0, |poisson| poisson.sample(&mut self.0) as u32)
    }

    /// One of `items`, each equally likely.
    #[inline]
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u32) as usize]
    }
}

/// `1 / (1 + exp(−x))`.
#[inline]
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Picks positions with probability proportional to their weights.
pub(super) struct Wheel(Vec<u32>);

impl Wheel {
    /// A wheel over `weights`, whose sum is above 0 and below 2³².
    pub fn new(weights: impl Iterator<Item = u32>) -> Wheel {
        let mut sum = 0;
        Wheel(
            weights
                .map(|weight| {
                    sum += weight;
                    sum
                })
                .collect(),
        )
    }

    #[inline]
    pub fn spin(&self, draw: &mut Draw) -> usize {
        let at = draw.below(self.0.last().copied().unwrap_or(0));
        self.0.partition_point(|&end| end <= at)
    }
}
