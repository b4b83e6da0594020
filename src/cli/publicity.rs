//! `jifen publicity`: the list shown in public for some days.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use crate::campaign::public_list;
use crate::desk::publicity::{self, Column, Who};
use crate::finding::Findings;
use crate::publish;
use crate::words::Language;

use super::keyword::keyword;
use super::options::{Edits, day, today};
use super::screen::{Screen, answer};
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Publicity {
    run: PathBuf,
    #[arg(long)]
    out: PathBuf,
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    contact: String,
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=3650))]
    days: u32,
    #[arg(long, value_parser = day)]
    from: Option<Date>,
    #[arg(long, value_parser = keyword::<Who>(), default_value = Who::Referred.as_str())]
    who: Who,
    #[arg(long, value_parser = keyword::<Column>(), value_delimiter = ',')]
    columns: Vec<Column>,
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    title: Option<String>,
    #[arg(long)]
    campaign: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

impl Publicity {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::remove_partial_output();
        match self.write(options) {
            Ok(publicity) => {
                let document = publicity.document(&self.out.display().to_string(), language(options));
                show(answer(options, &publicity.notice, &document), ExitCode::SUCCESS)
            }
            Err(findings) => stop(&findings, options),
        }
    }

    fn write(&self, options: &Options) -> Result<publicity::Publicity, Findings> {
        let replace = self.edits.replace(self.force);
        publish::refuse_inputs(&self.out, [&*self.run])?;
        publish::refuse_study(&self.out, replace)?;
        let mut columns: Vec<Column> = Vec::new();
        for &column in &self.columns {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let options_of_list = publicity::Options {
            who: self.who,
            columns: if columns.is_empty() { Column::USUAL.to_vec() } else { columns },
            from: self.from.unwrap_or_else(today),
            days: self.days,
            contact: self.contact.trim().to_owned(),
            title: self.title.clone(),
        };
        let screen = Screen::new(options);
        let publicity = public_list(&self.run, self.campaign.as_deref(), &options_of_list, &screen)?;
        publicity.write(&self.out, replace, language(options))?;
        Ok(publicity)
    }
}

/// Language of the notice: its public is Chinese, whatever the language of the person at the terminal.
fn language(options: &Options) -> Language {
    options.lang.unwrap_or(Language::Zh)
}
