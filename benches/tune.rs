//! A search for weights over 5,000 firms and 18 indicators.

mod cohort;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jifen::campaign;
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::studies::Cohort;
use jifen::studies::tune::{Goals, tune};
use jifen::studies::weights::Named;

use cohort::sample_campaign;

const FIRMS: u64 = 5_000;
/// A goal of a count at an edge, and one of a straight line.
const GOALS: &str = r#"
bounds = 0.3
[[goal]]
among_first = 500
of = "region"
at_most = 0.1
[[goal]]
importance_of = "technology"
at_least = 0.5
[search]
evaluations = 2000
"#;

fn search(criterion: &mut Criterion) {
    let (_folder, campaign) = sample_campaign(FIRMS);
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let goals = Goals::read(&Source::new("goal.toml", GOALS), &campaign.scorecard, &campaign.dictionary)
        .expect("the goals are right");
    let named = Named {
        file: "new.toml".to_owned(),
        extends: campaign.scorecard.id.clone(),
        language: jifen::words::Language::En,
    };

    let cohort = Cohort {
        firms: &assessed.intake.firms,
        dictionary: &campaign.dictionary,
        scorecard: &campaign.scorecard,
        scores: &assessed.scores,
        as_of: campaign.as_of,
        file: "firms.csv",
        parts: &assessed.intake.parts,
    };
    let mut group = criterion.benchmark_group("tune");
    group.sample_size(10);
    group.bench_function("2,000 evaluations of two goals", |bencher| {
        bencher.iter(|| black_box(tune(&cohort, &goals, &named, &Silent)));
    });
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
