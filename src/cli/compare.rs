//! `jifen compare`: two campaigns, scorecards or finished runs, set side by side.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use crate::campaign::{self, Sides, Studied, Target};
use crate::finding::Findings;
use crate::publish::StudyFolder;
use crate::studies::Report as _;
use crate::studies::compare::{self, MOVERS, Report, SideAbout, SideKind};
use crate::words::{Between, Message, say};

use super::Options;
use super::options::today;
use super::run::Tried;
use super::screen::Screen;
use super::study::{Added, Common};

#[derive(Debug, Args)]
pub(super) struct Compare {
    #[arg(value_parser = NonEmptyStringValueParser::new())]
    before: String,
    #[arg(
        value_parser = NonEmptyStringValueParser::new(),
        required_unless_present = "set",
        conflicts_with = "set"
    )]
    after: Option<String>,
    #[command(flatten)]
    tried: Tried,
    #[arg(long)]
    firms: Option<PathBuf>,
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    id: Option<String>,
    #[arg(long, value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..))]
    top: Vec<u32>,
    #[arg(long, value_parser = share)]
    persistence: Option<f64>,
    #[arg(long, default_value_t = MOVERS)]
    movers: usize,
    #[command(flatten)]
    common: Common,
}

fn share(text: &str) -> Result<f64, Message> {
    super::options::share(text, say!(cli::value_share_open), |share| share > 0.0 && share < 1.0)
}

impl Compare {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let studied = match self.common.worked(options, |screen| self.compare(screen, options)) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let compared = &studied.report;
        let day = |about: &SideAbout| about.as_of.parse::<Date>().ok();
        let folder = StudyFolder {
            name: "comparison".to_owned(),
            title: compared.title(),
            language: options.language(),
            as_of: day(&compared.before).max(day(&compared.after)).unwrap_or_else(today),
            source: None,
            summary: compared,
            tables: if self.common.targets(None, options).out.is_some() {
                compared.tables()
            } else {
                Vec::new()
            },
        };
        let added = Added { all: Some(self.all(compared)), ..Added::default() };
        self.common.end(&studied, &folder, None, added, options)
    }

    /// The command that prints all findings of the campaigns, or of the scorecards' cohort.
    fn all(&self, compared: &Report) -> Message {
        let Report { before, after, .. } = compared;
        let is_campaign = |about: &&SideAbout| about.kind == SideKind::Campaign;
        let mut files: Vec<&Path> =
            [before, after].into_iter().filter(is_campaign).map(|about| Path::new(&*about.named)).collect();
        files.dedup();
        if files.is_empty() {
            files.extend(self.firms.as_deref());
        }
        Message::joined(Between::Clauses, files.into_iter().map(|file| self.common.check(file)))
    }

    fn compare(&self, screen: &Screen, options: &Options) -> Result<Studied<Report>, Findings> {
        let targets = self.common.targets(None, options);
        let sides = Sides {
            before: self.before.clone(),
            after: self.after.clone().unwrap_or_else(|| self.before.clone()),
            trial: self.tried.trial()?,
            firms: self.firms.clone(),
            id: self.id.clone(),
            as_of: self.common.as_of(),
            today: today(),
            target: targets.out.map(|out| Target {
                folder: out.to_owned(),
                replace: targets.replace,
                language: options.language(),
            }),
            page: targets.html.map(Path::to_owned),
        };
        let options = compare::Options {
            tops: self.top.iter().map(|&first| first as usize).collect(),
            persistence: self.persistence,
            movers: self.movers,
            every_firm: targets.out.is_some(),
        };
        targets.page().map_or(Ok(()), |page| page.refuse(None, targets.out))?;
        campaign::compare(&sides, &options, screen)
    }
}
