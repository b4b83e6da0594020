//! One group per stage over 70,000 synthetic firms (the number the national round of 2024 referred), and the whole run.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jifen::campaign::{self, Campaign, Target};
use jifen::expr::Expr;
use jifen::progress::Silent;
use jifen::sample::{self, Sample};
use jifen::{referral, scoring};
use tempfile::TempDir;

const FIRMS: u64 = 70_000;

/// A folder with the sample campaign over [`FIRMS`] firms.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    for name in ["campaign.toml", "institutions.toml"] {
        fs::copy(samples.join(name), folder.path().join(name)).expect("sample data can be copied");
    }
    let mut firms = Vec::new();
    sample::write(&mut firms, &Sample::clean(FIRMS, 1)).expect("a cohort can be drawn");
    fs::write(folder.path().join("firms.csv"), firms).expect("the folder can be written");
    folder
}

fn stages(criterion: &mut Criterion) {
    let folder = folder();
    let campaign =
        Campaign::load(&folder.path().join("campaign.toml"), None).expect("the sample campaign is right");
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Elements(FIRMS)).sample_size(10);

    group.bench_function("intake", |bencher| {
        bencher.iter(|| campaign.read_firms(&Silent).expect("it can be read"));
    });
    let firms = &assessed.intake.firms;
    group.bench_function("rule", |bencher| {
        let scope = campaign.scorecard.result_scope(&campaign.dictionary);
        let rule = Expr::compile("rd_expense / NULLIF(revenue, 0) * 100", &scope).expect("a rule");
        let frame = assessed.frame();
        bencher.iter(|| black_box(rule.evaluate(&frame, frame.rows())));
    });
    group.bench_function("scoring", |bencher| {
        bencher.iter(|| scoring::score(firms, &campaign.scorecard, campaign.as_of, false, &Silent));
    });
    group.bench_function("referral", |bencher| {
        let frame = assessed.frame();
        bencher.iter(|| referral::refer(firms, &assessed.scores, &campaign.institutions, &frame));
    });
    group.bench_function("publish", |bencher| {
        let target = Target { folder: folder.path().join("published"), force: true };
        bencher.iter(|| assessed.publish(&target, &Silent).expect("it can be published"));
    });
    group.bench_function("whole run", |bencher| {
        let target = Target { folder: folder.path().join("out"), force: true };
        bencher.iter(|| {
            let campaign =
                Campaign::load(&folder.path().join("campaign.toml"), None).expect("it can be read");
            campaign::run(&campaign, &target, &Silent).expect("it can be run")
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
