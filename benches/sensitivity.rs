//! 70,000 firms and 18 indicators under other weights: once, as whoever tunes them waits for it, and as some of many draws.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use jifen::campaign::{self, Campaign};
use jifen::progress::Silent;
use jifen::sample::{self, Sample};
use jifen::scoring::{DRAWS, Reweigher, Weights, rank_keys};
use tempfile::TempDir;

const FIRMS: u64 = 70_000;

fn other_weights(criterion: &mut Criterion) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    for name in ["campaign.toml", "institutions.toml"] {
        fs::copy(samples.join(name), folder.path().join(name)).expect("sample data can be copied");
    }
    let mut firms = Vec::new();
    sample::write(&mut firms, &Sample::clean(FIRMS, 1)).expect("a cohort can be drawn");
    fs::write(folder.path().join("firms.csv"), firms).expect("the folder can be written");
    // The sample campaign keeps its details, from which shares are taken.
    let campaign =
        Campaign::load(&folder.path().join("campaign.toml"), None).expect("the sample campaign is right");
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
