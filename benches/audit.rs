//! The look into a scorecard over 20,000 firms and 18 indicators, the whole cohort and three segments.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jifen::campaign::{self, Campaign};
use jifen::progress::Silent;
use jifen::sample::{self, Sample};
use jifen::tuning::Cohort;
use jifen::tuning::audit::{Asked, audit};
use tempfile::TempDir;

const FIRMS: u64 = 20_000;

/// The sample campaign over [`FIRMS`] firms, in a folder that goes with the first.
fn sample_campaign() -> (TempDir, Campaign) {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    for name in ["campaign.toml", "institutions.toml"] {
        fs::copy(samples.join(name), folder.path().join(name)).expect("sample data can be copied");
    }
    let mut firms = Vec::new();
    sample::write(&mut firms, &Sample::clean(FIRMS, 1)).expect("a cohort can be drawn");
    fs::write(folder.path().join("firms.csv"), firms).expect("the folder can be written");
    let campaign =
        Campaign::load(&folder.path().join("campaign.toml"), None).expect("the sample campaign is right");
    (folder, campaign)
}

fn audits(criterion: &mut Criterion) {
    let (_folder, campaign) = sample_campaign();
    // The sample campaign keeps its details, which an audit looks at.
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let cohort = Cohort {
        firms: &assessed.intake.firms,
        dictionary: &campaign.dictionary,
        scorecard: &campaign.scorecard,
        scores: &assessed.scores,
        as_of: campaign.as_of,
        file: "firms.csv",
        sha256: &assessed.intake.text.sha256,
    };
    let mut group = criterion.benchmark_group("audit");
    group.throughput(Throughput::Elements(FIRMS)).sample_size(10);
    group.bench_function("whole audit", |bencher| {
        bencher.iter(|| black_box(audit(&cohort, &Asked::default(), &Silent)));
    });
    let told = audit(&cohort, &Asked::default(), &Silent);
    group.bench_function("its tables", |bencher| bencher.iter(|| black_box(told.tables())));
    group.finish();
}

criterion_group!(benches, audits);
criterion_main!(benches);
