//! `jifen verify`: whether deliveries and their log are as they were written.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::desk::deliveries::{self, Keys, Verified};
use crate::finding::{Code, Finding, Place};
use crate::words::say;

use super::screen::{answer, print_findings};
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Verify {
    #[arg(conflicts_with = "log")]
    delivery: Option<PathBuf>,
    #[arg(long)]
    log: bool,
    #[arg(long)]
    desk: Option<PathBuf>,
    #[arg(long)]
    keys: Option<PathBuf>,
    #[arg(long, conflicts_with = "log")]
    identity: Option<PathBuf>,
    #[arg(long, requires = "log")]
    head: Option<String>,
}

impl Verify {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::only_tell();
        match self.verify() {
            Err(fault) => stop(&fault.into(), options),
            Ok(verified) => {
                let code = ExitCode::from(u8::from(!verified.faults.is_empty()));
                let code = show(answer(options, &verified, &verified.document()), code);
                print_findings(&verified.faults, options);
                code
            }
        }
    }

    fn verify(&self) -> Result<Verified, Finding> {
        let keys = self.keys.as_deref().map(Keys::new);
        match &self.delivery {
            Some(delivery) => {
                let identity = self.identity.as_deref().map(deliveries::identity).transpose()?;
                deliveries::verify_delivery(delivery, self.desk.as_deref(), keys.as_ref(), identity.as_ref())
            }
            None if !self.log => {
                Err(Finding::new(Code::OptionMissing, Place::default(), say!(deliveries::nothing_to_verify))
                    .help(say!(deliveries::nothing_to_verify_help)))
            }
            None => {
                let desk = self.desk.as_deref().unwrap_or(Path::new("desk"));
                deliveries::verify_log(desk, keys.as_ref(), self.head.as_deref())
            }
        }
    }
}
