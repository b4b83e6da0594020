//! A calibration of 18 indicators in three segments against 5,000 outcomes, with 50 draws of the bootstrap,
//! by either measure.

mod cohort;

use std::fmt::Write;
use std::fs;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jifen::campaign;
use jifen::progress::Silent;
use jifen::stats::chance;
use jifen::studies::calibrate::{Maximise, Options};
use jifen::studies::weights::Named;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use cohort::sample_campaign;

const FIRMS: u64 = 5_000;

fn outcomes(criterion: &mut Criterion) {
    let (folder, campaign) = sample_campaign(FIRMS);
    let assessed = campaign::assess(&campaign, &Silent).expect("the sample can be scored");
    // The first half of the indicators tells of outcomes, the second does not.
    let details = assessed.scores.details.as_ref().expect("the sample campaign keeps them");
    let telling = &details[..details.len() / 2];
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut table = "credit_code,outcome\n".to_owned();
    for (firm, id) in assessed.intake.firms.ids().iter().enumerate() {
        let shares: f64 = telling.iter().map(|detail| detail.normalised.get(firm).unwrap_or(0.0)).sum();
        let bad = rng.random::<f64>() < chance(1.0 - 6.0 * shares / telling.len() as f64);
        writeln!(table, "{id},{}", u8::from(bad)).expect("a text can be written");
    }
    let file = folder.path().join("outcomes.csv");
    fs::write(&file, table).expect("the folder can be written");
    let named = Named {
        file: "proposal.toml".to_owned(),
        extends: campaign.scorecard.id.clone(),
        language: jifen::words::Language::En,
    };

    let mut group = criterion.benchmark_group("calibrate");
    group.sample_size(10);
    for maximise in [Maximise::Likelihood, Maximise::Auc] {
        group.bench_function(maximise.as_str(), |bencher| {
            let options = Options {
                outcomes: file.clone(),
                one_is_good: false,
                reach: 0.3,
                maximise,
                folds: 5,
                draws: 50,
                seed: 1,
                named: named.clone(),
            };
            bencher.iter(|| black_box(campaign::study(&campaign, &options, &Silent)).expect("both kinds"));
        });
    }
    group.finish();
}

criterion_group!(benches, outcomes);
criterion_main!(benches);
