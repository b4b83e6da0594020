//! Weight methods over a million firms and 18 indicators.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jifen::firms::Cells;
use jifen::studies::weights::methods::critic::{Correlation, critic};
use jifen::studies::weights::methods::entropy::entropy;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn methods(criterion: &mut Criterion) {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let column = |_| Cells::known((0..1_000_000).map(|_| random.random::<f64>()).collect());
    let columns: Vec<Cells<f64>> = (0..18).map(column).collect();
    let mut group = criterion.benchmark_group("weights");
    group.sample_size(10);
    group.bench_function("entropy", |bencher| bencher.iter(|| black_box(entropy(&columns))));
    group.bench_function("critic", |bencher| {
        bencher.iter(|| black_box(critic(&columns, Correlation::Pearson)));
    });
    group.bench_function("critic by rank", |bencher| {
        bencher.iter(|| black_box(critic(&columns, Correlation::Spearman)));
    });
    group.finish();
}

criterion_group!(benches, methods);
criterion_main!(benches);
