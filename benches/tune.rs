//! A search for weights over 5,000 firms and 18 indicators.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use jifen::campaign::{self, Campaign};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jifen::sample::{self, Sample};
use jifen::tuning::tune::{Goals, tune};
use jifen::tuning::{Cohort, Named};
use tempfile::TempDir;

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
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    let goals = Goals::read(&Source::new("goal.toml", GOALS), &campaign.scorecard, &campaign.dictionary)
        .expect("the goals are right");
    let named = Named { file: "new.toml".to_owned(), extends: campaign.scorecard.id.clone() };

    let cohort = Cohort {
        firms: &assessed.intake.firms,
        dictionary: &campaign.dictionary,
        scorecard: &campaign.scorecard,
        scores: &assessed.scores,
        as_of: campaign.as_of,
        file: "firms.csv",
        sha256: "",
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
