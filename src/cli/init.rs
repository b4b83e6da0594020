//! `jifen init`: a campaign for tables of which nothing is known yet.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::campaign::{self, Begun, Inputs};
use crate::figures::{Document, Rows, Section};
use crate::finding::{Finding, Findings};
use crate::publish;
use crate::words::say;

use super::options::{Edits, day, today};
use super::screen::{Screen, answer};
use super::threads::Threads;
use super::{Options, interrupt, show, stop};

/// The names of the two files.
const NAMES: [&str; 2] = ["campaign.toml", "institutions.toml"];

#[derive(Debug, Args)]
pub(super) struct Init {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long, default_value = ".", hide_default_value = true)]
    out: PathBuf,
    #[arg(long, default_value = "mst-2022")]
    scorecard: String,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

/// JSON output of a new campaign.
#[derive(serde::Serialize)]
struct Made {
    campaign: String,
    institutions: String,
    tables: Vec<MadeTable>,
}

#[derive(serde::Serialize)]
struct MadeTable {
    table: String,
    role: crate::words::Message,
}

impl Init {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = Threads::ALL.set() {
            return code;
        }
        // Messages call files of the current folder by their names alone.
        let targets = NAMES.map(|name| match self.out.as_os_str() == "." {
            true => PathBuf::from(name),
            false => self.out.join(name),
        });
        let replace = self.edits.replace(self.force);
        let refused: Vec<Findings> =
            targets.iter().filter_map(|target| publish::refuse_file(target, replace).err()).collect();
        if !refused.is_empty() {
            let mut faults = Findings::new();
            refused.into_iter().for_each(|found| faults.unite(found));
            return stop(&faults, options);
        }
        let screen = Screen::new(options);
        interrupt::remove_partial_output();
        let inputs = Inputs {
            files: &self.files,
            scorecard: &self.scorecard,
            folder: &self.out,
            as_of: self.as_of,
            today: today(),
            language: options.language(),
        };
        let begun = campaign::begin(&inputs, &screen);
        screen.clear();
        let Begun { campaign, institutions, tables } = match begun {
            Ok(begun) => begun,
            Err(findings) => return stop(&findings, options),
        };
        let write = |at: usize, text: &str| -> Result<(), Finding> {
            publish::write_file(&targets[at], replace, |out| out.write_all(text.as_bytes()))
        };
        if let Err(fault) = write(1, &institutions).and_then(|()| write(0, &campaign)) {
            return stop(&fault.into(), options);
        }
        let [file, beside] = targets.map(|target| target.display().to_string());
        let table = Rows::new(&tables)
            .left(say!(cli::init_table), |(name, _)| &**name)
            .left(say!(cli::init_role), |(_, role)| role.clone());
        let document = Document::untitled(say!(cli::init_title)).section(Section::new().line(say!(
            cli::init_written,
            campaign = &file,
            institutions = beside.as_str()
        )));
        let next = Section::new().command(say!(cli::init_next, campaign = file.as_str()));
        let document = document.section(Section::new().table(table)).section(next);
        let tables = tables.into_iter().map(|(table, role)| MadeTable { table, role });
        let made = Made { campaign: file, institutions: beside, tables: tables.collect() };
        show(answer(options, &made, &document), ExitCode::SUCCESS)
    }
}
