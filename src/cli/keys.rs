//! `jifen keys`: the bureau's key to sign with, and the institutions' keys to seal lists to.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::desk::deliveries::{self, Made};
use crate::finding::Findings;

use super::deliver::passphrase;
use super::screen::{answer, print_findings};
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Keys {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    New(New),
    List(List),
}

#[derive(Debug, Args)]
struct New {
    #[arg(long)]
    keys: PathBuf,
    #[arg(long = "for", value_delimiter = ',')]
    institutions: Vec<String>,
}

#[derive(Debug, Args)]
struct List {
    #[arg(long)]
    keys: PathBuf,
}

impl Keys {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::only_tell();
        match self.what {
            What::New(new) => match new.make() {
                Err(findings) => stop(&findings, options),
                Ok(made) => {
                    let document = deliveries::made_document(&made);
                    show(answer(options, &made, &document), ExitCode::SUCCESS)
                }
            },
            What::List(list) => list.carry_out(options),
        }
    }
}

impl New {
    fn make(&self) -> Result<Vec<Made>, Findings> {
        let keys = deliveries::Keys::new(&self.keys);
        if self.institutions.is_empty() {
            keys.make_signer(passphrase()?.as_ref()).map(|made| vec![made])
        } else {
            keys.make_identities(&self.institutions)
        }
    }
}

impl List {
    fn carry_out(&self, options: &Options) -> ExitCode {
        match deliveries::Keys::new(&self.keys).list() {
            Err(fault) => stop(&fault.into(), options),
            Ok((keys, faults)) => {
                let code = ExitCode::from(u8::from(!faults.is_empty()));
                let code = show(answer(options, &keys, &deliveries::keys_document(&keys)), code);
                print_findings(&faults, options);
                code
            }
        }
    }
}
