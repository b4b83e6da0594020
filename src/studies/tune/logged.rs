//! Log entry of a goal-driven search, beside a campaign.

use serde_json::{Value, json};

use super::{GoalOutcome, Goals, Options, Report, Verdict};
use crate::studies::searches::{Found, Names, Search, Searches};
use crate::studies::study::{Cohort, Study};

/// Characters of a goal's English title in the log.
const TITLE: usize = 80;

/// Log entry of a `report` on `cohort`.
pub(super) fn logged(cohort: &Cohort<'_>, goals: &Goals, report: &Report) -> Searches {
    let search = cohort.search(Options::NAME);
    let figures: [(&str, Value); 5] = [
        ("goals", report.goals.iter().map(goal).collect()),
        ("met", report.goals.iter().filter(|goal| goal.found.met).count().into()),
        ("missing", report.goals.iter().map(|goal| goal.found.shortfall).sum::<f64>().into()),
        ("moved", report.moved.into()),
        ("evaluations", report.evaluations.into()),
    ];
    Searches::of(Search {
        seed: report.seed,
        bounds: report.bounds,
        goal: report.goal_sha256.clone(),
        options: [("evaluations".to_owned(), goals.evaluations.into())].into(),
        result: Found {
            verdict: report.verdict.as_str().to_owned(),
            succeeded: matches!(report.verdict, Verdict::Today | Verdict::Met),
            auc: None,
            figures: figures.map(|(name, value)| (name.to_owned(), value)).into(),
        },
        names: Names { goals: Some(report.goal_file.clone()), ..search.names },
        ..search
    })
}

/// A goal with its found value, as JSON.
fn goal(goal: &GoalOutcome) -> Value {
    let title: String = goal.title.to_string().chars().take(TITLE).collect();
    json!({
        "title": title,
        "at_least": goal.at_least,
        "at_most": goal.at_most,
        "found": goal.found.value,
        "met": goal.found.met,
    })
}
