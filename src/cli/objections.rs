//! `jifen objections`: claims that published data are wrong.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::campaign::{self, Campaign, ObjectionsImport, Target};
use crate::desk::desk_of;
use crate::desk::objections::Imported;
use crate::finding::Findings;

use super::how::How;
use super::options::Edits;
use super::screen::{Screen, answer};
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Objections {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(Box<Import>),
}

#[derive(Debug, Args)]
struct Import {
    file: PathBuf,
    #[arg(long)]
    campaign: PathBuf,
    #[arg(long)]
    run: PathBuf,
    #[arg(long)]
    out: PathBuf,
    #[arg(long)]
    desk: Option<PathBuf>,
    #[arg(long)]
    notice: Option<PathBuf>,
    #[command(flatten)]
    how: How,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

impl Objections {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        match self.command {
            Command::Import(command) => command.carry_out(options),
        }
    }
}

impl Import {
    fn carry_out(&self, options: &Options) -> ExitCode {
        if let Err(code) = self.how.threads.set() {
            return code;
        }
        interrupt::remove_partial_output();
        let screen = Screen::new(options);
        let imported = self.import(&screen, options);
        screen.clear();
        match imported {
            Ok(imported) => show(answer(options, &imported, &imported.document()), ExitCode::SUCCESS),
            Err(findings) => stop(&findings, options),
        }
    }

    fn import(&self, screen: &Screen, options: &Options) -> Result<Imported, Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        let import = ObjectionsImport {
            file: self.file.clone(),
            run: self.run.clone(),
            desk: self.desk.clone().unwrap_or_else(|| desk_of(&self.run)),
            notice: self.notice.clone(),
        };
        let target = Target {
            folder: self.out.clone(),
            replace: self.edits.replace(self.force),
            language: options.language(),
        };
        campaign::object(campaign, &import, &target, screen)
    }
}
