//! `jifen sheet`: what a firm may know of its own result, on one page.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args};

use crate::desk::sheet::{self, Sheet, Sheets, Written};
use crate::finding::Findings;
use crate::publish;

use super::options::Edits;
use super::screen::{Screen, answer};
use super::study::Page;
use super::threads::Threads;
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").required(true)))]
pub(super) struct SheetOf {
    run: PathBuf,
    #[arg(long, group = "which")]
    firm: Option<String>,
    #[arg(long, group = "which", requires = "out")]
    all: bool,
    #[arg(long, requires = "firm")]
    html: Option<PathBuf>,
    #[arg(long, requires = "all")]
    out: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    threads: Threads,
}

impl SheetOf {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = self.threads.set() {
            return code;
        }
        interrupt::remove_partial_output();
        let screen = Screen::new(options);
        let result = match (&self.firm, &self.out) {
            (Some(firm), _) => self.one(firm, options).map(|sheet| {
                let document = sheet.document().sections(self.page(options).map(|page| page.named()));
                answer(options, &sheet, &document)
            }),
            (None, Some(out)) => {
                self.all(out, &screen, options).map(|written| answer(options, &written, &written.document()))
            }
            // The parser demands a folder for all sheets.
            (None, None) => Ok(String::new()),
        };
        screen.clear();
        match result {
            Ok(result) => show(result, ExitCode::SUCCESS),
            Err(findings) => stop(&findings, options),
        }
    }

    fn page(&self, options: &Options) -> Option<Page<'_>> {
        Page::at(self.html.as_deref(), self.edits.replace(self.force), options)
    }

    fn one(&self, firm: &str, options: &Options) -> Result<Sheet, Findings> {
        let page = self.page(options);
        page.map_or(Ok(()), |page| page.refuse(None, Some(&self.run)))?;
        let sheets = Sheets::open(&self.run)?;
        let place = sheets.find(firm)?;
        let sheet = sheets.of(place..place + 1)?.remove(0);
        page.map_or(Ok(()), |page| page.write(&sheet.document()))?;
        Ok(sheet)
    }

    fn all(&self, out: &Path, screen: &Screen, options: &Options) -> Result<Written, Findings> {
        let replace = self.edits.replace(self.force);
        publish::refuse_inputs(out, [&*self.run])?;
        publish::refuse_study(out, replace)?;
        let sheets = Sheets::open(&self.run)?;
        Ok(sheet::write_all(&sheets, out, replace, options.language(), screen)?)
    }
}
