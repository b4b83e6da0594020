//! `jifen run`: score a cohort and write every institution's list.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::campaign::{Campaign, Causes, HeldBy, Outcome, Standings, Summary, Target, TopFirm};
use crate::finding::{Code, Finding, Place};
use crate::publish::By;
use crate::scorecard::WeightsBasis;
use crate::studies::weights::{SetWeight, Trial};

use super::ending::Noticed;
use super::options::{Edits, Format, day};
use super::screen::{Screen, causes, counted, prose, table, thousands};
use super::threads::Threads;
use super::tolerance::{Rows, Tolerance};
use super::{Options, interrupt, json, stop};

/// Score the cohort and write every institution's ranked list
///
/// The output folder appears whole or not at all; an existing one is kept unless --force replaces it in one
/// step.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// The output folder
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tried: Tried,
    #[command(flatten)]
    tolerance: Tolerance,
    /// Replace the output folder if it exists
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

/// What `run` and `check` share.
#[derive(Debug, Args)]
pub(super) struct How {
    /// Judge as of this day instead of the campaign's
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) as_of: Option<Date>,
    #[command(flatten)]
    pub(super) threads: Threads,
}

/// Weights to try without a file.
#[derive(Debug, Args)]
pub(super) struct Tried {
    /// Try a weight without a file: of an indicator or a group, by id or title, in points of the scale; in
    /// one segment with ID@SEGMENT=WEIGHT; may be given several times. Every output says that it is a trial
    #[arg(long = "set", value_name = "ID=WEIGHT")]
    set: Vec<SetWeight>,
    /// Scale the other weights by one factor, so that all add up to the scale again
    #[arg(long)]
    rescale: bool,
}

impl Tried {
    /// The weights, if there are any.
    ///
    /// # Errors
    /// Room is to be made for none.
    pub(super) fn trial(&self) -> Result<Option<Trial>, Finding> {
        if self.set.is_empty() && self.rescale {
            let message = "`--rescale` makes room for weights that are set, and none is";
            return Err(Finding::new(Code::OptionIdle, Place::default(), message)
                .help("set one with --set ID=WEIGHT, or leave --rescale out"));
        }
        Ok((!self.set.is_empty()).then(|| Trial { set: self.set.clone(), rescale: self.rescale }))
    }
}

impl How {
    /// The campaign's file as an argument of `jifen check`, with the day it is judged as of.
    pub(super) fn named(&self, campaign: &Path) -> String {
        let day = self.as_of.map_or_else(String::new, |day| format!(" --as-of {day}"));
        format!("{}{day}", campaign.display())
    }
}

impl Run {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(message) = self.how.threads.set() {
            return super::trouble(&message);
        }
        let screen = Screen::new(options);
        interrupt::remove_partial_output();
        let target = Target { folder: self.out, replace: self.edits.replace(self.force) };
        let trial = match self.tried.trial() {
            Ok(trial) => trial,
            Err(fault) => return stop(&fault.into(), options),
        };
        let outcome = Campaign::load_with(&self.campaign, self.how.as_of, trial.as_ref())
            .and_then(|campaign| crate::campaign::run(&campaign, &target, &screen));
        screen.clear();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(findings) => return stop(&findings, options),
        };
        let counts = outcome.summary.counts;
        let result = match options.format {
            _ if options.quiet => String::new(),
            Format::Json => json(&outcome.summary),
            _ => text(&outcome),
        };
        let quarantined = outcome.folder.join("quarantine.csv");
        let aside = (options.quiet && counts.quarantined > 0).then(|| {
            let (rows, causes) =
                (counted(counts.quarantined, "row"), causes(&outcome.summary.quarantine_causes));
            format!("{rows} quarantined ({causes}), see {}", quarantined.display())
        });
        let held = if options.quiet { unknown(&outcome.summary) } else { String::new() };
        let noticed = Noticed {
            findings: &outcome.findings,
            notes: false,
            told: options.format == Format::Text,
            all: &outcome.folder.join("findings.json").display().to_string(),
            aside: aside.into_iter().chain(held.lines().map(str::to_owned)).collect(),
            files: &[Rows { all: counts.rows, aside: counts.quarantined }],
        };
        noticed.after(&result, self.tolerance, options)
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

/// A line for the firms that gates hold, and one for each gate that firms pass though it is not known of
/// them.
pub(super) fn unknown(summary: &Summary) -> String {
    let mut out = held(summary.counts.held, &summary.held_by);
    for waiver in &summary.accepted_unknown {
        let by = match waiver.by {
            By::Campaign => "accepted by the campaign",
            By::Scorecard => "let pass by the scorecard",
        };
        out += &format!(
            "{} not known of {}, {by}: gate {} of {}, {} of them referred\n",
            waiver.fields.join(", "),
            counted(waiver.firms, "firm"),
            waiver.gate,
            waiver.scorecard,
            thousands(waiver.referred as u64),
        );
    }
    out
}

/// `4 firms held, on no list until it is known: 4 dishonest`; nothing where none is.
pub(super) fn held(firms: usize, by: &[HeldBy]) -> String {
    if firms == 0 {
        return String::new();
    }
    let by: Vec<String> = by.iter().map(|by| format!("{} {}", thousands(by.firms as u64), by.gate)).collect();
    format!("{} held, since what gates ask for is not known: {}\n", counted(firms, "firm"), by.join(", "))
}

/// `4 quarantined: 3 cell-number, 1 total-row; 1 of them is no firm`; nothing where none is.
pub(super) fn quarantined(rows: usize, of: &Causes) -> String {
    if rows == 0 {
        return String::new();
    }
    format!("{}\n", prose(&format!("{} quarantined: {}", thousands(rows as u64), causes(of)), ""))
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
    out += &quarantined(c.quarantined, &summary.quarantine_causes);
    out +=
        &format!("{} referred, {} in all\n", counted(c.referred, "firm"), counted(c.referrals, "referral"),);
    out += &unknown(summary);
    out += &format!("\n{}", segments(&summary.standings));
    if !summary.further.is_empty() {
        out += &format!("\n{}", further(summary));
    }
    out += &format!("\n{}", top(&summary.standings));
    out += &format!("\n{}", institutions(summary));
    match &summary.trial {
        Some(trial) => {
            out += &format!(
                "\nThe weights are a trial, set on the command line: {}. The lists are not the campaign's.\n",
                trial.said()
            );
        }
        None => out += &weights(&summary.standings),
    }
    for card in summary.further.iter().filter(|card| card.weights_basis == WeightsBasis::Illustrative) {
        out += &format!("The weights of {} are illustrative too.\n", card.id);
    }
    out
}

/// Where the weights come from, where that is not an authority.
pub(super) fn weights(standings: &Standings) -> String {
    match standings.weights_basis {
        WeightsBasis::Illustrative => {
            let note = standings.weights_note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            let told = format!(
                "The scorecard's weights are illustrative{note}. Put the official ones or your own in before a list leaves the \
                 house: `jifen scorecards weights`."
            );
            format!("\n{}\n", prose(&told, ""))
        }
        WeightsBasis::Local => "\nThe scorecard's weights are local ones.\n".to_owned(),
        WeightsBasis::Derived => {
            "\nThe scorecard's weights are derived by a method: its source says which.\n".to_owned()
        }
        WeightsBasis::Official => String::new(),
    }
}

pub(super) fn segments(standings: &Standings) -> String {
    let rows = standings.segments.iter().map(|segment| {
        let Standings { decimals, .. } = standings;
        spread([&segment.id, &segment.title], [segment.firms, segment.qualified], segment.points, *decimals)
    });
    spreads("segment", rows)
}

fn further(summary: &Summary) -> String {
    let rows = summary.further.iter().map(|card| {
        spread([&card.id, &card.title], [card.firms, card.qualified], card.points, card.decimals)
    });
    spreads("further scorecard", rows)
}

/// A table of points: what has them, how many firms, how the points are spread.
fn spreads(what: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let counts = ["firms", "qualified", "least", "median", "p90", "most"].map(|name| (name, true));
    let columns: Vec<(&str, bool)> = [(what, false), ("", false)].into_iter().chain(counts).collect();
    table(&columns, rows)
}

fn spread(names: [&str; 2], counts: [usize; 2], points: Option<[f64; 4]>, decimals: u8) -> Vec<String> {
    let shown = |points: f64| format!("{points:.*}", usize::from(decimals));
    let points = points.map_or_else(|| std::array::from_fn(|_| "–".to_owned()), |points| points.map(shown));
    let counts = counts.map(|count| thousands(count as u64));
    names.map(str::to_owned).into_iter().chain(counts).chain(points).collect()
}

pub(super) fn top(summary: &Standings) -> String {
    let columns = [
        ("rank", true),
        ("firm", false),
        ("", false),
        ("segment", false),
        ("points", true),
        ("grade", false),
        ("qualified", false),
    ];
    let rows = summary.top.iter().map(|firm| {
        vec![
            firm.rank.to_string(),
            firm.id.clone(),
            firm.name.clone(),
            firm.segment.clone(),
            summary.shown(firm.points),
            firm.grade.clone(),
            verdict(firm).to_owned(),
        ]
    });
    table(&columns, rows)
}

/// Whether a firm qualifies.
fn verdict(firm: &TopFirm) -> &'static str {
    match (firm.qualified, firm.held) {
        (true, _) => "yes",
        (false, true) => "held",
        (false, false) => "no",
    }
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
