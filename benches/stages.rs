//! One group per stage over 70,000 synthetic firms (the number the national round of 2024 referred), and the
//! whole run.

mod cohort;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jifen::campaign::{self, Campaign, Target};
use jifen::expr::Expr;
use jifen::progress::Silent;
use jifen::publish::Replace;
use jifen::{referral, scoring};

use cohort::sample_campaign;

const FIRMS: u64 = 70_000;

fn stages(criterion: &mut Criterion) {
    let (folder, campaign) = sample_campaign(FIRMS);
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
        let target = Target {
            folder: folder.path().join("published"),
            replace: Replace::Unedited,
            language: jifen::words::Language::En,
        };
        bencher.iter(|| assessed.publish(&target, &Silent).expect("it can be published"));
    });
    group.bench_function("whole run", |bencher| {
        let target = Target {
            folder: folder.path().join("out"),
            replace: Replace::Unedited,
            language: jifen::words::Language::En,
        };
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
