//! Two scorings of 20,000 firms side by side: under today's weights and under others, each with the lists of
//! 22 institutions.

mod cohort;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jifen::campaign::{self, Assessed, Campaign};
use jifen::progress::Silent;
use jifen::studies::compare::{Comparison, Options, Side};

use cohort::sample_campaign;

const FIRMS: u64 = 20_000;

/// A side with its lists.
fn side(campaign: &Campaign, assessed: &Assessed<'_>) -> Side {
    Side::of(&assessed.intake.firms, &campaign.scorecard, &assessed.scores).referred(
        &assessed.scores,
        &campaign.institutions,
        &assessed.referrals,
    )
}

fn comparisons(criterion: &mut Criterion) {
    let (_folder, mut campaign) = sample_campaign(FIRMS);
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let before = side(&campaign, &assessed);
    drop(assessed);
    // Less and less from the first indicator to the last.
    for (at, indicator) in (1..).zip(&mut campaign.scorecard.indicators) {
        indicator.weight.iter_mut().for_each(|weight| *weight *= 2.0 / f64::from(at));
    }
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let after = side(&campaign, &assessed);
    let mut group = criterion.benchmark_group("compare");
    group.throughput(Throughput::Elements(FIRMS)).sample_size(10);
    group.bench_function("a side and its lists", |bencher| {
        bencher.iter(|| black_box(side(&campaign, &assessed)));
    });
    let options = Options { every_firm: true, ..Options::default() };
    group.bench_function("whole comparison", |bencher| {
        bencher.iter(|| black_box(Comparison::between(&before, &after, &options)));
    });
    group.finish();
}

criterion_group!(benches, comparisons);
criterion_main!(benches);
