//! `jifen explain`: one firm's points, and the lists it is on.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::campaign::{self, Campaign, Explanation};
use crate::desk::diff::Report;
use crate::figures::Document;
use crate::finding::Findings;
use crate::intake::Change;
use crate::studies::Report as _;
use crate::words::{Message, say};

use super::how::How;
use super::options::Edits;
use super::screen::{Screen, answer};
use super::study::Page;
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Explain {
    campaign: PathBuf,
    #[arg(long)]
    firm: String,
    #[arg(long, value_parser = change)]
    what_if: Vec<Change>,
    #[arg(long, conflicts_with = "what_if")]
    since: Option<PathBuf>,
    #[arg(long)]
    html: Option<PathBuf>,
    #[arg(long, requires = "html")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
}

/// `rd_expense=1200`; an empty right side means a missing value.
fn change(text: &str) -> Result<Change, Message> {
    let (field, value) = text.split_once('=').ok_or_else(|| say!(cli::value_change))?;
    let (field, value) = (field.trim(), value.trim());
    if field.is_empty() {
        Err(say!(cli::value_change_field))
    } else {
        Ok(Change { field: field.to_owned(), cell: value.to_owned() })
    }
}

impl Explain {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = self.how.threads.set() {
            return code;
        }
        match self.html {
            Some(_) => interrupt::remove_partial_output(),
            None => interrupt::only_tell(),
        }
        let screen = Screen::new(options);
        let told = match &self.since {
            None => self.explain(&screen, options).map(|explanation| {
                let document = explanation.document();
                self.answer(&explanation, document, options)
            }),
            Some(run) => self.set_beside(run, &screen, options).map(|report| {
                let document = report.document();
                self.answer(&report, document, options)
            }),
        };
        screen.clear();
        told.map_or_else(|findings| stop(&findings, options), |told| show(told, ExitCode::SUCCESS))
    }

    fn answer(&self, value: &impl Serialize, document: Document, options: &Options) -> String {
        answer(options, value, &document.sections(self.page(options).map(|page| page.named())))
    }

    fn page(&self, options: &Options) -> Option<Page<'_>> {
        Page::at(self.html.as_deref(), self.edits.replace(self.force), options)
    }

    fn campaign(&self, options: &Options) -> Result<Campaign, Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        if let Some(page) = self.page(options) {
            campaign.refuse_inputs(page.path, &[])?;
            page.refuse(None, None)?;
        }
        Ok(campaign)
    }

    /// The firm now and in a finished run.
    fn set_beside(&self, run: &Path, screen: &Screen, options: &Options) -> Result<Report, Findings> {
        let campaign = self.campaign(options)?;
        let report = campaign::since(&campaign, run, &self.firm, screen)?;
        self.page(options).map_or(Ok(()), |page| page.write(&report.document()))?;
        Ok(report)
    }

    fn explain(&self, screen: &Screen, options: &Options) -> Result<Explanation, Findings> {
        let campaign = self.campaign(options)?;
        let explanation = campaign::explain(&campaign, &self.firm, &self.what_if, screen)?;
        self.page(options).map_or(Ok(()), |page| page.write(&explanation.document()))?;
        Ok(explanation)
    }
}
