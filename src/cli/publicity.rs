//! `jifen publicity`: the list shown in public for some days.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::desk::publicity::{self, Column, Who};
use crate::finding::Findings;
use crate::publish;
use crate::words::Language;

use super::options::{Edits, day, today};
use super::screen::answer;
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
    #[arg(long, value_enum, default_value_t)]
    who: Shown,
    #[arg(long, value_enum, value_delimiter = ',')]
    columns: Vec<Public>,
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    title: Option<String>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Shown {
    #[default]
    Referred,
    Qualified,
    Banded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Public {
    Name,
    Id,
    Segment,
    Region,
    Industry,
    Points,
    Grade,
    Band,
}

impl Shown {
    fn who(self) -> Who {
        match self {
            Shown::Referred => Who::Referred,
            Shown::Qualified => Who::Qualified,
            Shown::Banded => Who::Banded,
        }
    }
}

impl Public {
    fn column(self) -> Column {
        match self {
            Public::Name => Column::Name,
            Public::Id => Column::Id,
            Public::Segment => Column::Segment,
            Public::Region => Column::Region,
            Public::Industry => Column::Industry,
            Public::Points => Column::Points,
            Public::Grade => Column::Grade,
            Public::Band => Column::Band,
        }
    }
}

impl Publicity {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::remove_partial_output();
        match self.write(options) {
            Ok(publicity) => {
                let document = publicity.document(&self.out.display().to_string());
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
        for column in self.columns.iter().map(|column| column.column()) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let options_of_list = publicity::Options {
            who: self.who.who(),
            columns: if columns.is_empty() { Column::USUAL.to_vec() } else { columns },
            from: self.from.unwrap_or_else(today),
            days: self.days,
            contact: self.contact.trim().to_owned(),
            title: self.title.clone(),
        };
        let publicity = publicity::read(&self.run, &options_of_list)?;
        // The public of a notice is Chinese, whatever the language of the person at the terminal.
        publicity.write(&self.out, replace, options.lang.unwrap_or(Language::Zh))?;
        Ok(publicity)
    }
}
