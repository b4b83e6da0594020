//! Log entry of a calibration, beside a campaign.

use serde_json::{Value, json};

use super::{Options, Report};
use crate::studies::searches::{Found, Names, Search, Searches};
use crate::studies::study::{Cohort, Study};

/// Log entry of a `report` on `cohort`.
pub(super) fn logged(cohort: &Cohort<'_>, options: &Options, report: &Report) -> Searches {
    let search = cohort.search(Options::NAME);
    let contest = report.by_firm.as_ref();
    let estimates = contest.map(|contest| {
        [("auc_today", contest.auc_today), ("auc_found", contest.auc_fitted), ("gain", contest.gain)]
    });
    let later = report.by_time.as_ref().map(|time| ("gain_later", time.contest.gain));
    let figures = estimates.into_iter().flatten().chain(later);
    let figures = figures.map(|(name, it)| (name.to_owned(), json!([it.value, it.low, it.high])));
    let proposed = report.verdict.proposed;
    let options: [(&str, Value); 3] = [
        ("good", u8::from(options.one_is_good).into()),
        ("folds", options.folds.into()),
        ("draws", options.draws.into()),
    ];
    let mut data = search.data;
    data.outcomes_sha256 = Some(report.outcomes_sha256.clone());
    Searches::of(Search {
        data,
        seed: report.seed,
        bounds: report.fitted.reach,
        goal: report.fitted.maximise.as_str().to_owned(),
        options: options.map(|(name, value)| (name.to_owned(), value)).into(),
        result: Found {
            verdict: if proposed { "proposed" } else { "not-proposed" }.to_owned(),
            succeeded: proposed,
            auc: contest.map(|contest| contest.auc_fitted.value),
            figures: figures.collect(),
        },
        names: Names { outcomes: Some(report.outcomes_file.clone()), ..search.names },
        ..search
    })
}
