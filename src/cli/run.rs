//! `jifen run`: score a cohort and write every institution's list.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::campaign::{Campaign, Outcome, Standings, Summary, Target};
use crate::scorecard::WeightsBasis;

use super::options::{Format, day};
use super::screen::{Screen, causes, counted, print_findings, table, thousands};
use super::{Options, interrupt, json, show, stop};

/// Score the cohort and write every institution's ranked list
///
/// The output folder appears whole or not at all; an existing one is kept unless --force replaces it in one step.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// The output folder
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    #[command(flatten)]
    how: How,
    /// Replace the output folder if it exists
    #[arg(long)]
    force: bool,
}

/// What `run` and `check` share.
#[derive(Debug, Args)]
pub(super) struct How {
    /// Judge as of this day instead of the campaign's
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) as_of: Option<Date>,
    /// Use this many threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

impl How {
    /// Sets the number of threads of this process.
    pub(super) fn set_threads(&self) -> io::Result<()> {
        let Some(threads) = self.threads else { return Ok(()) };
        rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global().map_err(io::Error::other)
    }
}

impl Run {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(error) = self.how.set_threads() {
            return super::trouble(&format!(
                "{} threads cannot be started: {error}",
                self.how.threads.unwrap_or(0)
            ));
        }
        let screen = Screen::new(options);
        interrupt::remove_partial_output();
        let target = Target { folder: self.out, force: self.force };
        let outcome = Campaign::load(&self.campaign, self.how.as_of)
            .and_then(|campaign| crate::campaign::run(&campaign, &target, &screen));
        screen.clear();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(findings) => return stop(&findings, options),
        };
        if !options.quiet && options.format == Format::Text {
            print_findings(&outcome.findings, false);
        }
        let result = match options.format {
            _ if options.quiet => String::new(),
            Format::Json => json(&outcome.summary),
            _ => text(&outcome),
        };
        if options.quiet && outcome.summary.counts.quarantined > 0 {
            let summary = &outcome.summary;
            let table = outcome.folder.join("quarantine.csv");
            let aside = counted(summary.counts.quarantined, "row");
            eprintln!(
                "{aside} quarantined ({}), see {}",
                causes(&summary.quarantine_causes),
                table.display()
            );
        }
        show(result, ExitCode::from(u8::from(outcome.summary.counts.quarantined > 0)))
    }
}

fn text(outcome: &Outcome) -> String {
    let points = "  points.parquet               every indicator of every firm, from raw value to points\n";
    let further = "  scores.ID.*, points.ID.*     the same under each further scorecard\n";
    format!(
        "{}\n{}/\n  scores.csv, scores.parquet   points, rank and grade of every firm\n{}{}  \
         referrals/                   one list per institution\n  \
         not_referred.csv             who is off which list, and why\n  \
         reasons.csv                  what the keys in it stand for\n  \
         quarantine.csv               rows kept aside, whole, with reasons\n  \
         findings.json, run.json      what was noticed; what went in, with hashes\n  \
         datapackage.json             the contract over all of it (Frictionless Data Package)\n",
        overview(&outcome.summary),
        outcome.folder.display(),
        if outcome.detail { points } else { "" },
        if outcome.detail && !outcome.summary.further.is_empty() { further } else { "" },
    )
}

/// The summary as a person reads it, without the files.
pub(super) fn overview(summary: &Summary) -> String {
    let c = &summary.counts;
    let mut out = format!(
        "{} · as of {} · scorecard {}\n\n",
        summary.campaign, summary.as_of, summary.standings.scorecard
    );
    out += &format!(
        "{} read: {} scored, {} quarantined, {} merged as duplicates\n",
        counted(c.rows, "row"),
        thousands(c.scored as u64),
        thousands(c.quarantined as u64),
        thousands(c.merged as u64),
    );
    if c.quarantined > 0 {
        let quarantined = thousands(c.quarantined as u64);
        out += &format!("{quarantined} quarantined: {}\n", causes(&summary.quarantine_causes));
    }
    out +=
        &format!("{} referred, {} in all\n", counted(c.referred, "firm"), counted(c.referrals, "referral"),);
    out += &format!("\n{}", segments(&summary.standings));
    if !summary.further.is_empty() {
        out += &format!("\n{}", further(summary));
    }
    out += &format!("\n{}", top(&summary.standings));
    out += &format!("\n{}", institutions(summary));
    out += weights(&summary.standings);
    for card in summary.further.iter().filter(|card| card.weights_basis == WeightsBasis::Illustrative) {
        out += &format!("The weights of {} are illustrative too.\n", card.id);
    }
    out
}

/// Where the weights come from, where that is not an authority.
pub(super) fn weights(standings: &Standings) -> &'static str {
    match standings.weights_basis {
        WeightsBasis::Illustrative => {
            "\nThe scorecard's weights are illustrative: no official ones are published. Put your own in before a list \
             leaves the house.\n"
        }
        WeightsBasis::Local => "\nThe scorecard's weights are local ones.\n",
        WeightsBasis::Derived => {
            "\nThe scorecard's weights are derived by a method: its source says which.\n"
        }
        WeightsBasis::Official => "",
    }
}

pub(super) fn segments(summary: &Standings) -> String {
    let columns = [
        ("segment", false),
        ("", false),
        ("firms", true),
        ("qualified", true),
        ("least", true),
        ("median", true),
        ("p90", true),
        ("most", true),
    ];
    let rows = summary.segments.iter().map(|segment| {
        let points = segment.points.map(|points| points.map(|points| summary.shown(points)));
        let mut row = vec![
            segment.id.clone(),
            segment.title.clone(),
            thousands(segment.firms as u64),
            thousands(segment.qualified as u64),
        ];
        row.extend(points.unwrap_or_else(|| std::array::from_fn(|_| "–".to_owned())));
        row
    });
    table(&columns, rows)
}

fn further(summary: &Summary) -> String {
    let columns = [
        ("further scorecard", false),
        ("", false),
        ("firms", true),
        ("qualified", true),
        ("least", true),
        ("median", true),
        ("p90", true),
        ("most", true),
    ];
    let rows = summary.further.iter().map(|card| {
        let shown = |points: f64| format!("{points:.*}", usize::from(card.decimals));
        let points = card.points.map(|points| points.map(shown));
        let mut row = vec![
            card.id.clone(),
            card.title.clone(),
            thousands(card.firms as u64),
            thousands(card.qualified as u64),
        ];
        row.extend(points.unwrap_or_else(|| std::array::from_fn(|_| "–".to_owned())));
        row
    });
    table(&columns, rows)
}

pub(super) fn top(summary: &Standings) -> String {
    let columns = [
        ("rank", true),
        ("firm", false),
        ("", false),
        ("segment", false),
        ("points", true),
        ("grade", false),
    ];
    let rows = summary.top.iter().map(|firm| {
        vec![
            firm.rank.to_string(),
            firm.id.clone(),
            firm.name.clone(),
            firm.segment.clone(),
            summary.shown(firm.points),
            firm.grade.clone(),
        ]
    });
    table(&columns, rows)
}

fn institutions(summary: &Summary) -> String {
    let columns =
        [("institution", false), ("", false), ("listed", true), ("eligible", true), ("cut-off", true)];
    let rows = summary.institutions.iter().map(|list| {
        vec![
            list.id.clone(),
            list.name.clone(),
            thousands(list.firms as u64),
            thousands(list.eligible as u64),
            list.cut_off.map_or_else(|| "–".to_owned(), |points| summary.standings.shown(points)),
        ]
    });
    table(&columns, rows)
}
