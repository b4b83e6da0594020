//! 70,000 firms and 18 indicators under other weights: once, as whoever tunes them waits for it, and as some
//! of many draws.

mod cohort;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jifen::campaign;
use jifen::progress::Silent;
use jifen::scoring::{DRAWS, Reweigher, Weights, rank_keys};

use cohort::sample_campaign;

const FIRMS: u64 = 70_000;

fn other_weights(criterion: &mut Criterion) {
    let (_folder, campaign) = sample_campaign(FIRMS);
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let card = &campaign.scorecard;
    let order: Vec<u32> = (0..assessed.intake.firms.len as u32).collect();
    let reweigher = Reweigher::new(card, &assessed.scores, &order);
    assert!(reweigher.is_linear(), "the sample scorecard is a sum");
    let today: Weights = card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();

    let mut group = criterion.benchmark_group("sensitivity");
    group.sample_size(10);
    group.bench_function("points under other weights", |bencher| {
        bencher.iter(|| black_box(reweigher.points(black_box(&today))));
    });
    let draws = vec![today; DRAWS];
    let mut keys = vec![vec![0; reweigher.firms().len()]; DRAWS];
    group.bench_function(format!("points of {DRAWS} draws, one thread"), |bencher| {
        bencher.iter(|| reweigher.keys(black_box(&draws), &mut keys));
    });
    let (mut counts, mut ranks) = (Vec::new(), vec![0; reweigher.firms().len()]);
    group.bench_function("ranks of one draw, one thread", |bencher| {
        bencher.iter(|| rank_keys(black_box(&keys[0]), &mut counts, &mut ranks));
    });
    group.finish();
}

criterion_group!(benches, other_weights);
criterion_main!(benches);
