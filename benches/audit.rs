//! The look into a scorecard over 20,000 firms and 18 indicators, the whole cohort and three segments.

mod cohort;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jifen::campaign;
use jifen::progress::Silent;
use jifen::studies::Cohort;
use jifen::studies::Report as _;
use jifen::studies::audit::{Options, audit};

use cohort::sample_campaign;

const FIRMS: u64 = 20_000;

fn audits(criterion: &mut Criterion) {
    let (_folder, campaign) = sample_campaign(FIRMS);
    // The sample campaign keeps its details, which an audit looks at.
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let cohort = Cohort {
        firms: &assessed.intake.firms,
        dictionary: &campaign.dictionary,
        scorecard: &campaign.scorecard,
        scores: &assessed.scores,
        as_of: campaign.as_of,
        file: "firms.csv",
        parts: &assessed.intake.parts,
    };
    let mut group = criterion.benchmark_group("audit");
    group.throughput(Throughput::Elements(FIRMS)).sample_size(10);
    group.bench_function("whole audit", |bencher| {
        bencher.iter(|| black_box(audit(&cohort, &Options::default(), &Silent)));
    });
    let told = audit(&cohort, &Options::default(), &Silent);
    group.bench_function("its tables", |bencher| bencher.iter(|| black_box(told.tables())));
    group.finish();
}

criterion_group!(benches, audits);
criterion_main!(benches);
