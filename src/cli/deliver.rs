//! `jifen deliver`: each institution's list sealed, signed and logged.

use std::env::VarError;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::campaign::refuse_uncovered_lists;
use crate::desk::deliveries::{self, Delivered, PASSPHRASE, Secret};
use crate::finding::{Code, Finding, Findings, Place};
use crate::words::say;

use super::options::{day, today};
use super::screen::{Screen, answer};
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Deliver {
    run: PathBuf,
    #[arg(long)]
    keys: PathBuf,
    #[arg(long)]
    desk: Option<PathBuf>,
    #[arg(long, value_delimiter = ',')]
    to: Vec<String>,
    #[arg(long)]
    again: bool,
    #[arg(long)]
    new_keys: bool,
    #[arg(long)]
    campaign: Option<PathBuf>,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
}

/// The passphrase of the bureau's key, if the environment has one.
///
/// # Errors
/// One that is empty or not UTF-8: it would protect no key.
pub(super) fn passphrase() -> Result<Option<Secret>, Finding> {
    let unfit = |message| {
        Finding::new(Code::OptionMissing, Place::default(), message)
            .help(say!(deliveries::passphrase_help, variable = PASSPHRASE))
    };
    match std::env::var(PASSPHRASE) {
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(unfit(say!(deliveries::passphrase_text, variable = PASSPHRASE))),
        Ok(word) if word.is_empty() => Err(unfit(say!(deliveries::passphrase_empty, variable = PASSPHRASE))),
        Ok(word) => Ok(Some(Secret::from(word))),
    }
}

/// Delivers, unless a firm's consent no longer holds.
fn deliver(
    asked: &deliveries::Options,
    campaign: Option<&Path>,
    as_of: Date,
    screen: &Screen,
) -> Result<Delivered, Findings> {
    let word = passphrase()?;
    deliveries::Keys::new(&asked.keys).refuse_absent()?;
    refuse_uncovered_lists(&asked.run, campaign, &asked.to, as_of, screen)?;
    deliveries::deliver(asked, word.as_ref(), screen)
}

impl Deliver {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::remove_partial_output();
        let screen = Screen::new(options);
        let asked = deliveries::Options {
            run: self.run,
            desk: self.desk,
            to: self.to,
            keys: self.keys,
            again: self.again,
            new_keys: self.new_keys,
            at: None,
        };
        let as_of = self.as_of.unwrap_or_else(today);
        let delivered = deliver(&asked, self.campaign.as_deref(), as_of, &screen);
        screen.clear();
        match delivered {
            Err(findings) => stop(&findings, options),
            Ok(delivered) => show(answer(options, &delivered, &delivered.document()), ExitCode::SUCCESS),
        }
    }
}
