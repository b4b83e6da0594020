//! `jifen weights`: weights derived by a method, compared with today's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::keyword::keyword;
use crate::campaign::Campaign;
use crate::figures::Section;
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::read_text;
use crate::parameters::{Origin, Source};
use crate::scorecard::Scorecard;
use crate::studies::weigh::{self, Report};
use crate::studies::weights::judgements;
use crate::studies::weights::methods::ahp::RandomIndex;
use crate::studies::weights::methods::critic::Correlation;
use crate::studies::weights::{Method, Named};
use crate::words::{Language, Message, say};

use super::Options;
use super::study::{Added, Common, Files, Proposal};

#[derive(Debug, Args)]
pub(super) struct Weights {
    #[arg(value_parser = keyword::<Method>())]
    method: Method,
    campaign: PathBuf,
    #[arg(long)]
    within: Option<Stratum>,
    #[arg(long, value_parser = keyword::<Correlation>())]
    correlation: Option<Correlation>,
    #[arg(long)]
    judgements: Vec<PathBuf>,
    #[arg(long, value_parser = keyword::<RandomIndex>())]
    random_index: Option<RandomIndex>,
    #[arg(long, value_parser = least_share)]
    least_share: Option<f64>,
    #[command(flatten)]
    proposal: Proposal,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Stratum {
    Segment,
}

fn least_share(text: &str) -> Result<f64, Message> {
    super::options::share(text, say!(cli::value_share_open), |share| share > 0.0 && share < 1.0)
}

impl Weights {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let write = self.proposal.write.as_deref();
        let judgements: Vec<&Path> = self.judgements.iter().map(PathBuf::as_path).collect();
        let files = Files { write, besides: &judgements };
        let study = |campaign: &Campaign| {
            Ok(weigh::Options {
                method: self.method,
                correlation: self.correlation,
                random_index: self.random_index,
                least_share: self.least_share,
                within_segment: matches!(self.within, Some(Stratum::Segment)),
                judgements: read_judgements(&judgements)?,
                named: named(&campaign.scorecard, write, options.language()),
            })
        };
        self.common.study(&self.campaign, files, options, study, |proposal| self.added(proposal))
    }

    /// The proposal, and the command that shows who would join and leave lists.
    fn added<'a>(&self, proposal: &'a Report) -> Result<Added<'a>, Findings> {
        let write = self.proposal.write.as_ref();
        if proposal.is_todays() {
            return match write {
                None => Ok(Added::default()),
                Some(_) => Err(nothing_to_write(proposal).into()),
            };
        }
        let next = |card: &PathBuf| {
            let (campaign, card) = (self.campaign.display().to_string(), card.display().to_string());
            Section::new().command(say!(cli::compare_hint, campaign = campaign, card = card))
        };
        Ok(Added { overlay: Some(&proposal.overlay), next: write.map(next), ..Added::default() })
    }
}

fn nothing_to_write(proposal: &Report) -> Finding {
    let method = proposal.method.as_str();
    let message = say!(cli::weights_few, method = method);
    Finding::new(Code::FirmsFew, Place::default(), message).help(say!(cli::weights_few_help))
}

/// Files of judgements, as TOML or as CSV matrices. A CSV file may be in any encoding that a cohort's file
/// may have. A file may be given only once.
pub(super) fn read_judgements(files: &[&Path]) -> Result<Vec<Source>, Findings> {
    let mut sources = Vec::new();
    let mut known: Vec<PathBuf> = Vec::new();
    for path in files {
        let source = if judgements::is_table(path) { read_text(path)? } else { Source::read(path)? };
        sources.push(source);
        let Ok(file) = fs::canonicalize(path) else { continue };
        if known.contains(&file) {
            let place = Place::file(path.display().to_string());
            let fault = Finding::new(Code::NameRepeated, place, say!(cli::file_twice));
            return Err(fault.help(say!(cli::file_twice_help)).into());
        }
        known.push(file);
    }
    Ok(sources)
}

/// The proposal's file name, and the extended scorecard's path from there.
pub(super) fn named(card: &Scorecard, write: Option<&Path>, language: Language) -> Named {
    if let Origin::BuiltIn(id) = &card.text.origin {
        let file = write.map_or_else(|| "proposal.toml".to_owned(), |path| path.display().to_string());
        return Named { file, extends: id.to_string(), language };
    }
    let card = Path::new(&*card.text.name);
    // An unwritten proposal is checked as if it were beside the scorecard.
    let file = write.map_or_else(|| card.with_file_name("proposal.toml"), Path::to_path_buf);
    Named {
        extends: relative(card, file.parent().unwrap_or(Path::new(""))),
        file: file.display().to_string(),
        language,
    }
}

/// The path of `file` relative to `folder`; unchanged if either is missing.
fn relative(file: &Path, folder: &Path) -> String {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(file), Ok(folder)) = (fs::canonicalize(file), fs::canonicalize(folder)) else {
        return file.display().to_string();
    };
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = file.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
