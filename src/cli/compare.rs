//! `jifen compare`: two campaigns, scorecards or finished runs, set side by side.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::NonEmptyStringValueParser;
use clap::{ArgGroup, Args};
use jiff::civil::Date;

use crate::campaign::{self, Sides, Studied, Target};
use crate::figures::Document;
use crate::finding::{Finding, Findings};
use crate::publish::StudyFolder;
use crate::studies::Report as _;
use crate::studies::compare::{self, MOVERS, Report, SideAbout, SideKind};

use super::how::How;
use super::options::{Edits, today};
use super::run::Tried;
use super::screen::{Screen, answer};
use super::study::{Beside, Targets, check, told_beside, worked};
use super::tolerance::Tolerance;
use super::{Options, stop};

/// Compare two campaigns, scorecards or finished runs: ranks, lists, and who moves by what
///
/// Each side is a campaign file, a scorecard (a built-in id, or a file) or the output folder of a run. A
/// scorecard scores the firms of the other side's campaign, and fills its lists; two scorecards, or one and a
/// run, need --firms. Firms are matched by what tells them apart, the credit code unless a campaign says
/// otherwise. Nothing is changed.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
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
    /// What a rank weighs of the rank before it in rank-biased overlap, between 0 and 1 [default: so that the
    /// first have 90 % of the weight: the most of --top, else as many as half of the lists are long]
    #[arg(long, value_name = "P", value_parser = share)]
    persistence: Option<f64>,
    /// Tell of so many movers
    #[arg(long, value_name = "N", default_value_t = MOVERS)]
    movers: usize,
    /// Write a folder with everything as tables (CSV and Parquet) and as JSON
    #[arg(long, value_name = "DIR", group = "target")]
    out: Option<PathBuf>,
    /// Write what is printed, with charts, as an HTML page of its own
    #[arg(long, value_name = "FILE", group = "target")]
    html: Option<PathBuf>,
    /// Replace what --out and --html name if it exists
    #[arg(long, requires = "target")]
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
        let document = compared.document();
        if let Err(fault) = self.write(compared, &document) {
            return stop(&fault.into(), options);
        }
        let answer = answer(options, compared, &document.sections(self.targets().named(false)));
        let beside = Beside { all: self.all(compared), ..Beside::default() };
        told_beside(&answer, &studied, &beside, self.tolerance, options)
    }

    fn targets(&self) -> Targets<'_> {
        Targets {
            write: None,
            out: self.out.as_deref(),
            html: self.html.as_deref(),
            replace: self.edits.replace(self.force),
        }
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
            page: self.html.clone(),
        };
        let options = compare::Options {
            tops: self.top.iter().map(|&first| first as usize).collect(),
            persistence: self.persistence,
            movers: self.movers,
            every_firm: self.out.is_some(),
        };
        let page = self.targets().page();
        page.map_or(Ok(()), |page| page.refuse(None, self.out.as_deref()))?;
        campaign::compare(&sides, &options, screen)
    }

    fn write(&self, compared: &Report, document: &Document) -> Result<(), Finding> {
        let day = |about: &SideAbout| about.as_of.parse::<Date>().ok();
        let study = StudyFolder {
            name: "comparison".to_owned(),
            title: compared.title(),
            as_of: day(&compared.before).max(day(&compared.after)).unwrap_or_else(today),
            source: None,
            summary: compared,
            tables: if self.out.is_some() { compared.tables() } else { Vec::new() },
        };
        self.targets().write(None, &study, document)
    }
}
