//! `jifen calibrate`: points set against what became of firms.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args};

use super::keyword::keyword;
use crate::campaign::{self, Campaign, Studied};
use crate::figures::number::counted;
use crate::finding::Findings;
use crate::studies::calibrate::{self, Maximise, Report};
use crate::studies::{Report as _, Study as _};

use super::how::How;
use super::options::Edits;
use super::screen::{Screen, answer};
use super::study::{Beside, Targets, check, told_beside, worked};
use super::tolerance::{Rows, Tolerance};
use super::weights::named;
use super::{Options, stop};

/// Set points against what became of firms, and propose weights that say more
///
/// Reads outcomes (the feedback and default files of banks: a CSV with the firms' ids, and 1 for a default or
/// the amount in default), tells what each indicator and the points say of them, and searches for weights
/// within bounds of today's that say more. It proposes them only if they do on firms that took no part in the
/// search. The scorecard is never touched: --write puts the proposal into a scorecard of its own, which
/// extends it and changes nothing but weights.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
pub(super) struct Calibrate {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// What became of firms (CSV, also gzip or zstd)
    #[arg(long, value_name = "FILE")]
    outcomes: PathBuf,
    /// Which outcome is the good one; with 1 an amount above 0 is good as well
    #[arg(long, value_name = "0|1", default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=1))]
    good: u8,
    /// How far each weight may go from today's
    #[arg(long, value_name = "SHARE", default_value = "30%", value_parser = share)]
    bounds: f64,
    /// What the weights are to make great
    #[arg(long, value_parser = keyword::<Maximise>(), default_value = Maximise::Likelihood.as_str(), value_name = "WHAT")]
    maximise: Maximise,
    /// Parts of the firms that are held out in turn
    #[arg(long, value_name = "K", default_value_t = 5, value_parser = clap::value_parser!(u16).range(2..=20))]
    folds: u16,
    /// Draws of the bootstrap that intervals come from
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(50..=100_000))]
    draws: u32,
    /// Decides draws and folds; the same seed gives the same study
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Write the proposal, if there is one, as a scorecard of its own
    #[arg(long, value_name = "NEW.toml", group = "target")]
    write: Option<PathBuf>,
    /// Write the whole study as a folder of tables
    #[arg(long, value_name = "DIR", group = "target")]
    out: Option<PathBuf>,
    /// Write what is printed, with charts, as an HTML page of its own
    #[arg(long, value_name = "FILE", group = "target")]
    html: Option<PathBuf>,
    /// Replace what --write, --out and --html name if it exists
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
    super::options::share(text, "above 0 and at most at 1", |share| share > 0.0 && share <= 1.0)
}

impl Calibrate {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let (campaign, studied) = match worked(&self.how, options, |screen| self.study(screen)) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let study = &studied.report;
        let aside = study.account.unreadable + study.account.contradictory;
        let proposed = study.overlay.is_some();
        self.targets().warn(proposed, options);
        let document = study.document();
        let written = campaign.study_folder(calibrate::Options::NAME, study);
        if let Err(fault) = self.targets().write(study.overlay.as_deref(), &written, &document) {
            return stop(&fault.into(), options);
        }
        let answer = answer(options, study, &document.sections(self.targets().named(proposed)));
        let check = check(&self.how.named(&self.campaign));
        let beside = Beside {
            all: format!("of outcomes in rows.csv with --out, of firms by {check}"),
            aside: (aside > 0).then(|| {
                format!("{} of outcomes kept aside, see rows.csv with --out", counted(aside, "row"))
            }),
            rows: Some(Rows { all: study.account.rows, aside }),
        };
        told_beside(&answer, &studied, &beside, self.tolerance, options)
    }

    fn targets(&self) -> Targets<'_> {
        Targets {
            write: self.write.as_deref(),
            out: self.out.as_deref(),
            html: self.html.as_deref(),
            replace: self.edits.replace(self.force),
        }
    }

    fn study(&self, screen: &Screen) -> Result<(Campaign, Studied<Report>), Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        self.targets().refuse(&campaign, &[&self.outcomes])?;
        let study = calibrate::Options {
            outcomes: self.outcomes.clone(),
            one_is_good: self.good == 1,
            reach: self.bounds,
            maximise: self.maximise,
            folds: self.folds.into(),
            draws: self.draws as usize,
            seed: self.seed,
            named: named(&campaign.scorecard, self.write.as_deref()),
        };
        let studied = campaign::study(&campaign, &study, screen)?;
        Ok((campaign, studied))
    }
}
