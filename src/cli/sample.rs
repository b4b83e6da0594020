//! `jifen sample`: a plausible synthetic cohort.

use std::collections::BTreeMap;
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::finding::cause;
use crate::publish;
use crate::sample::{self, Report};
use crate::words::{Between, Message, say};

use super::options::{Edits, Format, day};
use super::threads::Threads;
use super::{Options, interrupt, show, stop, trouble};

#[derive(Debug, Args)]
pub(super) struct Sample {
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=sample::MOST_FIRMS))]
    firms: u64,
    #[arg(long)]
    seed: u64,
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    dirty: f64,
    #[arg(long, default_value_t = sample::AS_OF, value_parser = as_of)]
    as_of: Date,
    #[arg(long)]
    wide: bool,
    #[arg(long)]
    out: PathBuf,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

fn share(text: &str) -> Result<f64, Message> {
    super::options::share(text, say!(cli::value_share_closed), |share| (0.0..=1.0).contains(&share))
}

fn as_of(text: &str) -> Result<Date, Message> {
    let day = day(text)?;
    let (first, last) = (sample::YEARS.start(), sample::YEARS.end());
    let lies_within = sample::YEARS.contains(&day.year());
    let why = || say!(cli::value_sample_day, first = first.to_string(), last = last.to_string());
    lies_within.then_some(day).ok_or_else(why)
}

impl Sample {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = Threads::ALL.set() {
            return code;
        }
        let cohort = sample::Sample {
            firms: self.firms,
            seed: self.seed,
            dirty: self.dirty,
            as_of: self.as_of,
            wide: self.wide,
        };
        if self.out.as_os_str() == "-" {
            return print(&cohort);
        }
        interrupt::remove_partial_output();
        let report = match publish::write_file(&self.out, self.edits.replace(self.force), |out| {
            sample::write(out, &cohort)
        }) {
            Ok(report) => report,
            Err(fault) => return stop(&fault.into(), options),
        };
        let text = match options.format {
            _ if options.quiet => String::new(),
            Format::Json => {
                let planted: BTreeMap<&str, u64> =
                    report.planted.iter().map(|(kind, n)| (kind.as_str(), *n)).collect();
                format!(
                    "{}\n",
                    serde_json::json!({ "rows": report.rows, "bytes": report.bytes, "planted": planted })
                )
            }
            _ => self.told(&report).say(options.language()).into_owned() + "\n",
        };
        show(text, ExitCode::SUCCESS)
    }

    /// The file's path, and a line for each kind of planted fault.
    fn told(&self, report: &Report) -> Message {
        let file = self.out.display().to_string();
        let first = say!(cli::sample_written, file = file, firms = report.rows);
        let planted = report.planted.iter();
        let planted =
            planted.map(|(kind, count)| say!(cli::sample_planted, count = *count, kind = kind.as_str()));
        Message::joined(Between::Lines, std::iter::once(first).chain(planted))
    }
}

/// Writes only the cohort to standard output; a reader that closes early is no fault.
fn print(cohort: &sample::Sample) -> ExitCode {
    interrupt::only_tell();
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    match sample::write(&mut out, cohort) {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => trouble(&say!(cli::stdout_unwritable, cause = cause(&error)), None),
    }
}
