//! `jifen compare`: two campaigns, scorecards or finished runs, set side by side.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use crate::campaign::{self, Sides, Studied, Target};
use crate::finding::{Finding, Findings};
use crate::publish::StudyFolder;
use crate::studies::Report as _;
use crate::studies::compare::{self, Level, MOVERS, Only, Report, SideAbout, SideKind, Top};

use super::options::{Edits, Format, today};
use super::run::{How, Tried};
use super::screen::{Screen, counted, prose, table, thousands};
use super::study::{Beside, Targets, check, told_beside, worked};
use super::tolerance::Tolerance;
use super::{Options, changes, json, stop};

/// Firms of one side alone that are named before the rest are only counted.
const NAMED: usize = 5;
/// Ties at the end of the first so many are worth saying from one in so many of them on.
const TIED: usize = 10;
/// How much lower the weighted τ is than Kendall's before it is worth saying.
const AT_THE_TOP: f64 = 0.05;

/// Compare two campaigns, scorecards or finished runs: ranks, lists, and who moves by what
///
/// Each side is a campaign file, a scorecard (a built-in id, or a file) or the output folder of a run. A
/// scorecard scores the firms of the other side's campaign, and fills its lists; two scorecards, or one and a
/// run, need --firms. Firms are matched by what tells them apart, the credit code unless a campaign says
/// otherwise. Nothing is changed.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// What was: a campaign, a scorecard or the output folder of a run
    #[arg(value_name = "A", value_parser = NonEmptyStringValueParser::new())]
    before: String,
    /// What is to be: likewise; with --set the campaign A itself, with the weights that are set
    #[arg(
        value_name = "B",
        value_parser = NonEmptyStringValueParser::new(),
        required_unless_present = "set",
        conflicts_with = "set"
    )]
    after: Option<String>,
    #[command(flatten)]
    tried: Tried,
    /// The cohort of scorecards without a campaign (CSV, also gzip or zstd)
    #[arg(long, value_name = "FILE")]
    firms: Option<PathBuf>,
    /// The column of that cohort that tells firms apart [default: the credit code]
    #[arg(long, value_name = "HEADER", value_parser = NonEmptyStringValueParser::new())]
    id: Option<String>,
    /// Look at the first so many firms too, beside the lengths of all lists; 100,500 for several
    #[arg(long, value_name = "K", value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..))]
    top: Vec<u32>,
    /// What a rank weighs of the rank before it in rank-biased overlap, between 0 and 1
    /// [default: so that the first have 90 % of the weight: the most of --top, else as many as half of the lists are long]
    #[arg(long, value_name = "P", value_parser = share)]
    persistence: Option<f64>,
    /// Tell of so many movers
    #[arg(long, value_name = "N", default_value_t = MOVERS)]
    movers: usize,
    /// Write a folder with everything as tables (CSV and Parquet) and as JSON
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the folder if it exists
    #[arg(long, requires = "out")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

fn share(text: &str) -> Result<f64, String> {
    super::options::share(text, "between 0 and 1", |share| share > 0.0 && share < 1.0)
}

impl Compare {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let studied = match worked(&self.how, options, |screen| self.compare(screen)) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let compared = &studied.report;
        if let Err(fault) = self.write(compared) {
            return stop(&fault.into(), options);
        }
        let answer = match options.format {
            _ if options.quiet => String::new(),
            Format::Json => json(compared),
            _ => words(compared) + &self.targets().named(false),
        };
        let beside = Beside { all: self.all(compared), ..Beside::default() };
        told_beside(&answer, &studied, &beside, self.tolerance, options)
    }

    fn targets(&self) -> Targets<'_> {
        Targets { write: None, out: self.out.as_deref(), replace: self.edits.replace(self.force) }
    }

    /// What prints all findings: of the campaigns, or of the cohort of scorecards.
    fn all(&self, compared: &Report) -> String {
        let Report { before, after, .. } = compared;
        let is_campaign = |about: &&SideAbout| about.kind == SideKind::Campaign;
        let mut files: Vec<&Path> =
            [before, after].into_iter().filter(is_campaign).map(|about| Path::new(&*about.named)).collect();
        files.dedup();
        if files.is_empty() {
            files.extend(self.firms.as_deref());
        }
        files.into_iter().map(|file| check(&self.how.named(file))).collect::<Vec<_>>().join("; ")
    }

    fn compare(&self, screen: &Screen) -> Result<Studied<Report>, Findings> {
        let sides = Sides {
            before: self.before.clone(),
            after: self.after.clone().unwrap_or_else(|| self.before.clone()),
            trial: self.tried.trial()?,
            firms: self.firms.clone(),
            id: self.id.clone(),
            as_of: self.how.as_of,
            today: today(),
            target: self.out.clone().map(|folder| Target { folder, replace: self.edits.replace(self.force) }),
        };
        let options = compare::Options {
            tops: self.top.iter().map(|&first| first as usize).collect(),
            persistence: self.persistence,
            movers: self.movers,
            every_firm: self.out.is_some(),
        };
        campaign::compare(&sides, &options, screen)
    }

    fn write(&self, compared: &Report) -> Result<(), Finding> {
        if self.out.is_none() {
            return Ok(());
        }
        let day = |about: &SideAbout| about.as_of.parse::<Date>().ok();
        let study = StudyFolder {
            name: "comparison".to_owned(),
            title: format!("{} and {} compared", compared.before.shown(), compared.after.shown()),
            as_of: day(&compared.before).max(day(&compared.after)).unwrap_or_else(today),
            source: None,
            summary: compared,
            tables: compared.tables(),
        };
        self.targets().write(None, &study)
    }
}

/// The comparison for people.
fn words(compared: &Report) -> String {
    let Report { before, after, comparison, .. } = compared;
    let mut text = sides(compared);
    if comparison.firms == 0 {
        text += "no firm is on both sides: see that both tell firms apart by the same column\n";
        text += &changes::stability(comparison);
        return text + &what_to_do(compared);
    }
    text += &changes::agreement(comparison);
    text += &changes::tops(comparison);
    text += &changes::lists(&comparison.lists);
    text += &changes::movers(&comparison.movers, (before.decimals, after.decimals));
    text += &changes::parts(comparison);
    let strata = [
        ("segment", &comparison.segments),
        ("region", &comparison.regions),
        ("industry", &comparison.industries),
    ];
    for (what, shifts) in strata.into_iter().filter(|_| comparison.moved > 0) {
        text += &changes::shifts(what, shifts, comparison.first);
    }
    let todo = what_to_do(compared);
    if !todo.is_empty() {
        text.push('\n');
    }
    text + &todo
}

/// What the two sides are, which firms they share, and what is not compared.
fn sides(compared: &Report) -> String {
    let row = |name: &str, about: &SideAbout| {
        vec![
            name.to_owned(),
            about.shown().to_owned(),
            about.kind.as_str().to_owned(),
            about.scorecard.clone(),
            about.as_of.clone(),
            thousands(about.firms as u64),
            about.lists.map_or_else(|| "–".to_owned(), |lists| lists.to_string()),
        ]
    };
    let columns = [
        ("", false),
        ("", false),
        ("", false),
        ("scorecard", false),
        ("as of", false),
        ("firms", true),
        ("lists", true),
    ];
    let comparison = &compared.comparison;
    let rows = [row("A", &compared.before), row("B", &compared.after)];
    let notes: String = compared.notes.iter().map(|note| prose(note, "") + "\n").collect();
    format!(
        "{}\n{} on both sides, {} only in A, {} only in B\n{notes}\n",
        table(&columns, rows),
        counted(comparison.firms, "firm"),
        thousands(comparison.only_before.len() as u64),
        thousands(comparison.only_after.len() as u64)
    )
}

/// Firms of one side alone, and why, once for those that follow one another.
fn told(firms: &[Only]) -> String {
    let alike: Vec<String> = firms
        .chunk_by(|one, next| one.why == next.why)
        .map(|alike| {
            let named = alike.iter().map(|only| match &only.name {
                Some(name) => format!("{} {name}", only.firm),
                None => only.firm.clone(),
            });
            format!("{} ({})", named.collect::<Vec<_>>().join(", "), alike[0].why)
        })
        .collect();
    alike.join(", ")
}

/// That ties decide who is among the first of the side called `name`, where many do.
fn ties(name: &str, tops: &[Top], tied: fn(&Top) -> usize) -> Option<String> {
    let top = tops.iter().max_by_key(|top| tied(top)).filter(|top| tied(top) > top.first / TIED)?;
    Some(format!(
        "{} of {name} have the points of the one in place {}: tie-breakers and ids decide which come first",
        counted(tied(top), "firm"),
        thousands(top.first as u64)
    ))
}

/// How to read it, and where to go on.
fn what_to_do(compared: &Report) -> String {
    let Report { before, after, comparison, .. } = compared;
    let mut lines: Vec<String> = Vec::new();
    for (name, only) in [("A", &comparison.only_before), ("B", &comparison.only_after)] {
        if let Some(first) = only.get(..only.len().min(NAMED)).filter(|first| !first.is_empty()) {
            let rest = if only.len() > NAMED { "; all: --format json or --out DIR" } else { "" };
            lines.push(prose(&format!("only in {name}: {}{rest}", told(first)), "  "));
        }
    }
    if before.as_of != after.as_of {
        lines.push(format!(
            "A is as of {} and B as of {}: ages, and values that change by date, move firms too",
            before.as_of, after.as_of
        ));
    }
    if comparison.firms > 0
        && comparison.moved == 0
        && comparison.lists.iter().all(|list| list.joined + list.left == 0)
    {
        lines.push("all firms on both sides rank alike, and no list changes".to_owned());
    }
    if before.scale != after.scale {
        lines.push(format!(
            "points are of scales of {} and {}: read ranks rather than points",
            before.scale, after.scale
        ));
    }
    if comparison.firms > 0 {
        lines.extend(ties("A", &comparison.tops, |top| top.tied_before));
        lines.extend(ties("B", &comparison.tops, |top| top.tied_after));
    }
    if let (Some(kendall), Some(weighted)) = (comparison.kendall, comparison.weighted_tau)
        && kendall - weighted > AT_THE_TOP
    {
        lines.push("they part most at the top, where lists are filled: look at the first firms".to_owned());
    }
    if let Some(mover) = comparison.movers.first() {
        // Nothing but `run` and `compare` knows weights without a file.
        let is_explained = |side: &SideAbout| side.kind == SideKind::Campaign && side.trial.is_none();
        let explain = |about: &SideAbout| format!("jifen explain {} --firm {}", about.named, mover.firm);
        let campaigns: Vec<String> =
            [before, after].into_iter().filter(|side| is_explained(side)).map(explain).collect();
        if !campaigns.is_empty() {
            lines.push(format!("the firm that moves most, in full:\n  {}", campaigns.join("\n  ")));
        }
    }
    if comparison.level == Level::Groups && comparison.moved > 0 {
        lines.push(
            "what moves firms is told by group: a run with `detail = true` under [output] tells indicators"
                .to_owned(),
        );
    }
    lines.into_iter().map(|line| format!("{line}\n")).collect()
}
