//! `jifen sql`: a scorecard as scripts for an engine that holds the firms.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use serde::Serialize;

use super::options::{Edits, day, today};
use super::screen::answer;
use super::{Options, interrupt, scorecards, show, stop};
use crate::figures::{Document, Section};
use crate::finding::Findings;
use crate::firms::Dictionary;
use crate::parameters::sha256;
use crate::publish::{self, Bundle, Leaf, LeafForm, write_bundle};
use crate::scorecard::Scorecard;
use crate::warehouse::{self, DIALECTS, Dialect, Script};
use crate::words::{Message, say};

#[derive(Args)]
pub(super) struct SqlOf {
    scorecard: String,
    #[arg(long, value_parser = dialect())]
    dialect: &'static dyn Dialect,
    #[arg(long)]
    out: PathBuf,
    #[arg(long, default_value = "firms")]
    firms: String,
    #[arg(long, default_value = "credit_code")]
    id: String,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

impl std::fmt::Debug for SqlOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqlOf").field("scorecard", &self.scorecard).finish_non_exhaustive()
    }
}

/// The dialect of a name.
fn dialect() -> impl TypedValueParser<Value = &'static dyn Dialect> {
    let names = DIALECTS.map(Dialect::name);
    PossibleValuesParser::new(names)
        .try_map(|name| warehouse::dialect(&name).ok_or_else(|| say!(cli::value_word)))
}

/// What was written.
#[derive(Serialize)]
struct Written {
    folder: String,
    scorecard: String,
    dialect: &'static str,
    as_of: String,
    scripts: Vec<String>,
}

impl SqlOf {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::remove_partial_output();
        match self.write(options) {
            Ok(written) => {
                let section = Section::new()
                    .lines(written.scripts.iter().map(|script| Message::verbatim(script.clone())));
                let title = say!(warehouse::written, folder = &written.folder);
                let document =
                    Document::untitled(title.clone()).section(Section::new().line(title)).section(section);
                show(answer(options, &written, &document), ExitCode::SUCCESS)
            }
            Err(findings) => stop(&findings, options),
        }
    }

    fn write(&self, options: &Options) -> Result<Written, Findings> {
        let as_of = self.as_of.unwrap_or_else(today);
        let (card, _) = scorecards::load(&self.scorecard, Some(as_of))?;
        let replace = self.edits.replace(self.force);
        publish::refuse_inputs(&self.out, [Path::new(&self.scorecard)])?;
        publish::refuse_study(&self.out, replace)?;
        let dictionary = card.dictionary(&Dictionary::built_in());
        let asked = warehouse::Options { dialect: self.dialect, as_of, firms: &self.firms, id: &self.id };
        let scripts = warehouse::scripts(&card, &dictionary, &asked)?;
        let bundle = Bundle {
            name: format!("{}-{}", card.id, self.dialect.name()),
            title: say!(warehouse::title, scorecard = &card.id, engine = self.dialect.tried()),
            as_of,
            language: options.language(),
            tables: Vec::new(),
            books: Vec::new(),
        };
        let leaf = |script: &Script| Leaf {
            name: format!("{}.sql", script.name),
            form: LeafForm::Sql,
            title: script.about.clone(),
            about: script.about.clone(),
            bytes: script.text(&self.header(&card, script, as_of, options)).into_bytes(),
        };
        write_bundle(&self.out, replace, &bundle, 1, |_| Ok(scripts.iter().map(leaf).collect()))?;
        Ok(Written {
            folder: self.out.display().to_string().trim_end_matches('/').to_owned(),
            scorecard: card.id.clone(),
            dialect: self.dialect.name(),
            as_of: as_of.to_string(),
            scripts: scripts.iter().map(|script| format!("{}.sql", script.name)).collect(),
        })
    }

    /// What a script is made from.
    fn header(&self, card: &Scorecard, script: &Script, as_of: Date, options: &Options) -> Vec<String> {
        let language = options.language();
        let lines = [
            say!(warehouse::header, script = script.name, about = script.about.clone()),
            say!(
                warehouse::header_card,
                scorecard = &card.id,
                sha256 = &sha256(card.text.text.as_bytes())[..12],
                day = as_of.to_string(),
                engine = self.dialect.tried()
            ),
        ];
        lines.iter().map(|line| line.say(language).into_owned()).collect()
    }
}
