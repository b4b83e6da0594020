//! Credit loss of a portfolio of 70,000 loans of four grades, losses of 45 % of 100,000 to 30 million yuan:
//! its distribution by recursion, and 10,000 scenarios.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jifen::stats::loss::{Loan, exact, simulate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const LOANS: usize = 70_000;
const SCENARIOS: usize = 10_000;
/// Probabilities of default of the grades.
const GRADES: [f64; 4] = [0.005, 0.01, 0.02, 0.05];
const CORRELATION: f64 = 0.12;
/// Loss of a loan of 10,000 yuan, in fen.
const LOSS: i64 = 450_000;

fn loans() -> Vec<Loan> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut loan = || Loan {
        default: GRADES[random.random_range(0..GRADES.len())],
        correlation: CORRELATION,
        loss: LOSS * random.random_range(10..=3000),
    };
    (0..LOANS).map(|_| loan()).collect()
}

fn portfolio(criterion: &mut Criterion) {
    let loans = loans();
    let mut group = criterion.benchmark_group("portfolio");
    group.throughput(Throughput::Elements(LOANS as u64)).sample_size(10);
    group.bench_function("exact", |bencher| bencher.iter(|| black_box(exact(&loans))));
    group.bench_function("simulate", |bencher| bencher.iter(|| black_box(simulate(&loans, SCENARIOS, 1))));
    group.finish();
}

criterion_group!(benches, portfolio);
criterion_main!(benches);
