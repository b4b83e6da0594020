//! `jifen deliver`: each institution's list sealed, signed and logged.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::desk::deliveries::{self, PASSPHRASE, Secret};

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
}

/// The passphrase of the bureau's key, if the environment has one.
pub(super) fn passphrase() -> Option<Secret> {
    std::env::var(PASSPHRASE).ok().filter(|word| !word.is_empty()).map(Secret::from)
}

impl Deliver {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::remove_partial_output();
        let screen = Screen::new(options);
        let asked =
            deliveries::Options { run: self.run, desk: self.desk, to: self.to, keys: self.keys, at: None };
        let delivered = deliveries::deliver(&asked, passphrase(), &screen);
        screen.clear();
        match delivered {
            Err(findings) => stop(&findings, options),
            Ok(delivered) => show(answer(options, &delivered, &delivered.document()), ExitCode::SUCCESS),
        }
    }
}
