//! `jifen sensitivity`: how firm ranks and lists are if weights had been others.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::campaign::Campaign;
use crate::finding::Findings;
use crate::studies::Report as _;
use crate::studies::sensitivity::{
    self, Choices, CombineKind, CurveKind, Draw, MeasurementError, MissingKind, Spread, TreatmentKind, Vary,
};

use super::Options;
use super::keyword::keyword;
use super::study::{Added, Common, Files};
use super::weights::read_judgements;
use crate::words::{Message, say};

#[derive(Debug, Args)]
pub(super) struct Sensitivity {
    campaign: PathBuf,
    #[arg(long, default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u32).range(50..=200_000))]
    draws: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, conflicts_with = "share")]
    concentration: Option<f64>,
    #[arg(long, value_parser = share)]
    share: Option<f64>,
    #[arg(long, conflicts_with_all = ["concentration", "share", "vary"])]
    judges: Vec<PathBuf>,
    #[arg(long, value_parser = keyword::<Vary>(), default_value = Vary::All.as_str())]
    vary: Vary,
    #[arg(long, value_parser = keyword::<CurveKind>(), value_delimiter = ',')]
    curves: Vec<CurveKind>,
    #[arg(long, value_parser = keyword::<MissingKind>(), value_delimiter = ',')]
    missing: Vec<MissingKind>,
    #[arg(long, value_parser = keyword::<TreatmentKind>(), value_delimiter = ',')]
    treatment: Vec<TreatmentKind>,
    #[arg(long, value_parser = keyword::<CombineKind>(), value_delimiter = ',')]
    combine: Vec<CombineKind>,
    #[arg(long)]
    leave_out: bool,
    #[arg(long)]
    error: Vec<MeasurementError>,
    #[arg(long, value_delimiter = ',', value_parser = clap::value_parser!(u32).range(1..))]
    top: Vec<u32>,
    #[arg(long, default_value_t = 256, value_parser = rows)]
    sobol: u32,
    #[arg(long, default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u32).range(..=1000))]
    near: u32,
    #[arg(
        long,
        value_parser = clap::value_parser!(u32).range(1..),
        conflicts_with_all = ["draws", "top", "sobol", "near", "out"]
    )]
    draw: Option<u32>,
    #[command(flatten)]
    common: Common,
}

fn share(text: &str) -> Result<f64, Message> {
    super::options::share(text, say!(cli::value_share_open), |share| share > 0.0 && share < 1.0)
}

/// Rows of the sample: too few give indices that are chance, with intervals that do not tell.
fn rows(text: &str) -> Result<u32, Message> {
    let rows = text.parse().ok().filter(|rows| *rows == 0 || (64..=20_000).contains(rows));
    rows.ok_or_else(|| say!(cli::value_sobol))
}

impl Sensitivity {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        match self.draw {
            Some(number) => self.tell_of(number, options),
            None => {
                let judges: Vec<&Path> = self.judges.iter().map(PathBuf::as_path).collect();
                let study = |_: &Campaign| self.options();
                let files = Files { besides: &judges, ..Files::default() };
                self.common.study(&self.campaign, files, options, study, |_| Ok(Added::default()))
            }
        }
    }

    /// Prints one draw, which has no tables.
    fn tell_of(&self, number: u32, options: &Options) -> ExitCode {
        let judges: Vec<&Path> = self.judges.iter().map(PathBuf::as_path).collect();
        let study = |_: &Campaign| Ok(Draw { options: self.options()?, number });
        let files = Files { besides: &judges, ..Files::default() };
        let (_, studied) = match self.common.studied(&self.campaign, files, options, study) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let document = studied.report.document();
        self.common.show(&studied, document, &self.campaign, options)
    }

    fn options(&self) -> Result<sensitivity::Options, Findings> {
        let judges: Vec<&Path> = self.judges.iter().map(PathBuf::as_path).collect();
        let spread = match (self.share, self.concentration) {
            _ if !judges.is_empty() => Spread::Judges,
            (Some(share), _) => Spread::Share(share),
            (None, concentration) => Spread::Concentration(concentration.unwrap_or(200.0)),
        };
        Ok(sensitivity::Options {
            draws: self.draws,
            seed: self.seed,
            spread,
            judges: read_judgements(&judges)?,
            vary: self.vary,
            choices: Choices {
                curves: self.curves.clone(),
                missing: self.missing.clone(),
                treatment: self.treatment.clone(),
                combine: self.combine.clone(),
                leave_out: self.leave_out,
            },
            errors: self.error.clone(),
            tops: self.top.clone(),
            sobol: self.sobol,
            near: self.near,
        })
    }
}
