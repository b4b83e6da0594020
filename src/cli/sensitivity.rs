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

/// Draw other weights and tell how firm ranks and lists are
///
/// Carries the campaign out, then again by the weights of every draw, which lie around today's: as many as
/// you like, each told by the seed and its number alone. For each firm the mean rank, the interval of nine
/// draws in ten, and the chance to be on each list; for each list its stable core and contested zone; for
/// each uncertain input what it is to blame for.
#[derive(Debug, Args)]
pub(super) struct Sensitivity {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// How many draws
    #[arg(long, value_name = "N", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u32).range(50..=200_000))]
    draws: u32,
    /// What they are drawn from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Dirichlet draws of this concentration: the greater, the nearer to today's weights [default: 200]
    #[arg(long, value_name = "C", conflicts_with = "share")]
    concentration: Option<f64>,
    /// Instead: each weight times a number within so much of 1, such as 25%, and all put in proportion
    #[arg(long, value_name = "SHARE", value_parser = share)]
    share: Option<f64>,
    /// Instead: in each draw the weights of one judge, by a file of judgements as `jifen weights` reads them;
    /// several times for several people
    #[arg(long, value_name = "FILE", conflicts_with_all = ["concentration", "share", "vary"])]
    judges: Vec<PathBuf>,
    /// Which weights are drawn
    #[arg(long, value_parser = keyword::<Vary>(), default_value = Vary::All.as_str(), value_name = "WHICH")]
    vary: Vary,
    /// Also draw other curves for numbers
    #[arg(long, value_parser = keyword::<CurveKind>(), value_delimiter = ',', value_name = "KINDS")]
    curves: Vec<CurveKind>,
    /// Also draw other policies for missing values
    #[arg(long, value_parser = keyword::<MissingKind>(), value_delimiter = ',', value_name = "KINDS")]
    missing: Vec<MissingKind>,
    /// Also draw other treatments of outliers
    #[arg(long, value_parser = keyword::<TreatmentKind>(), value_delimiter = ',', value_name = "KINDS")]
    treatment: Vec<TreatmentKind>,
    /// Also draw other ways of combining the top level of the scorecard, bonus and deduction apart
    #[arg(long, value_parser = keyword::<CombineKind>(), value_delimiter = ',', value_name = "KINDS")]
    combine: Vec<CombineKind>,
    /// Also leave out none or one of the indicators
    #[arg(long)]
    leave_out: bool,
    /// How far an indicator's values may be off, uniformly and firm by firm: rd=10%, 10% for all numbers,
    /// rd=rd_error for a width on either side, or rd=rd_low..rd_high for bounds, by rules over the firm's
    /// fields; each draw then scores the cohort again, which takes some hundred times as long
    #[arg(long, value_name = "[INDICATOR=]EXTENT")]
    error: Vec<MeasurementError>,
    /// Tops by rank to tell chances of [default: as many as are on a list today]
    #[arg(long, value_delimiter = ',', value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    top: Vec<u32>,
    /// Rows of the sample behind the Sobol indices, 64 or more; 0 for none
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = rows)]
    sobol: u32,
    /// Firms on either side of each cut-off of which the chance of each band of ranks, and the mean weights
    /// of the draws in which they are in, are counted; 0 for none
    #[arg(long, value_name = "N", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u32).range(..=1000))]
    near: u32,
    /// Tell of this draw alone, with its weights to the last digit
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(1..),
        conflicts_with_all = ["draws", "top", "sobol", "near", "out"]
    )]
    draw: Option<u32>,
    #[command(flatten)]
    common: Common,
}

fn share(text: &str) -> Result<f64, String> {
    super::options::share(text, "between 0 and 1", |share| share > 0.0 && share < 1.0)
}

/// Rows of the sample: too few give indices that are chance, with intervals that do not tell.
fn rows(text: &str) -> Result<u32, String> {
    let rows = text.parse().ok().filter(|rows| *rows == 0 || (64..=20_000).contains(rows));
    rows.ok_or_else(|| "rows are 64 to 20000, or 0 for none".to_owned())
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
