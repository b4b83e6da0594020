//! `jifen programmes`: list, show and check programmes, start a new one, and sum up a campaign's loans.

mod new;
mod page;
mod simulate;

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::figures::{Document, Rows, Section};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::{FileKind, Source};
use crate::programmes::{self, Draft, PROGRAMMES, Programme};
use crate::words::{Arg, Between, Message, say};

use super::dated::on_every_day;
use super::ending::Noticed;
use super::options::{Format, day};
use super::scorecards::names_firms;
use super::screen::{self, answer};
use super::tolerance::Tolerance;
use super::{Options, json, show, stop};

#[derive(Debug, Args)]
pub(super) struct Programmes {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List,
    Show(Show),
    Check(Check),
    New(new::New),
    Simulate(Box<simulate::Simulate>),
}

#[derive(Debug, Args)]
struct Show {
    programme: String,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
}

#[derive(Debug, Args)]
struct Check {
    programme: String,
    #[arg(long)]
    strict: bool,
}

impl Programmes {
    /// Whether it is `programmes show`, which has formats of its own: `md` and `toml`.
    pub(super) fn shows(&self) -> bool {
        matches!(self.command, Command::Show(_))
    }

    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        match self.command {
            Command::List => list(options),
            Command::Show(command) => command.carry_out(options),
            Command::Check(command) => command.carry_out(options),
            Command::New(command) => command.carry_out(options),
            Command::Simulate(command) => command.carry_out(options),
        }
    }
}

/// The built-in programme or the file called `name`.
///
/// # Errors
/// No such programme or file; a file of another kind.
fn open(name: &str) -> Result<Source, Findings> {
    let path = Path::new(name);
    let (message, help) = match FileKind::of(path) {
        Some(FileKind::Institutions) => (say!(programmes::is_institutions), say!(scorecards::campaign_help)),
        Some(FileKind::Scorecard) => {
            (say!(programmes::is_scorecard), say!(programmes::scorecard_help, name = name))
        }
        // A TOML file without the keys of another kind is taken for a campaign, but it may be a programme.
        Some(FileKind::Campaign) if names_firms(path) => {
            (say!(programmes::is_campaign), say!(scorecards::campaign_help))
        }
        _ => return Ok(PROGRAMMES.open(name, Path::new(""), Place::default())?),
    };
    Err(Finding::new(Code::FileKind, Place::file(name.to_owned()), message).help(help).into())
}

/// The programme called `name`, checked by itself.
fn load(name: &str, day: Option<Date>) -> Result<(Draft, Programme, Findings), Findings> {
    programmes::Programmes::load_alone(&open(name)?, day)
}

fn list(options: &Options) -> ExitCode {
    let all: Result<Vec<Programme>, Findings> =
        PROGRAMMES.ids().map(|id| load(id, None).map(|(_, programme, _)| programme)).collect();
    let all = match all {
        Ok(all) => all,
        Err(findings) => return stop(&findings, options),
    };
    let table = Rows::new(&all)
        .left(say!(programmes::column_programme), |one| &*one.id)
        .left(say!(programmes::column_instrument), |one| page::instrument(one))
        .left(say!(programmes::column_basis), |one| basis(one))
        .left(say!(programmes::column_title), |one| one.heading());
    let text = match options.format {
        Format::Json => json(&all.iter().map(entry).collect::<Vec<_>>()),
        _ => screen::text(
            &Document::untitled(say!(programmes::list_title)).section(Section::new().table(table)),
            options.language(),
        ),
    };
    show(text, ExitCode::SUCCESS)
}

/// The basis of a programme's numbers, with marks: some may be made up, some may be missing.
fn basis(programme: &Programme) -> Message {
    let made_up = (!programme.illustrative.is_empty()).then(|| say!(programmes::partly_illustrative));
    let required = programme.required().next().is_some().then(|| say!(programmes::some_required));
    let basis = say!(programmes::basis, basis = programme.basis.as_str());
    Message::joined(Between::Items, [Some(basis), made_up, required].into_iter().flatten())
}

fn entry(programme: &Programme) -> serde_json::Value {
    serde_json::json!({
        "id": programme.id,
        "instrument": programme.instrument,
        "title": programme.title,
        "title_zh": programme.title_zh,
        "source": programme.source,
        "basis": programme.basis,
        "illustrative": programme.illustrative,
        "rules": programme.rules.len(),
        "terms": programme.terms().collect::<Vec<_>>(),
        "required": programme.required().collect::<Vec<_>>(),
    })
}

impl Show {
    fn carry_out(self, options: &Options) -> ExitCode {
        let text = match options.format {
            Format::Md => load(&self.programme, self.as_of)
                .map(|(draft, programme, _)| page::markdown(&draft, &programme, options.language())),
            format => open(&self.programme)
                .and_then(|source| PROGRAMMES.merged(&source, self.as_of))
                .map(|(toml, merged)| if format == Format::Json { json(&merged) } else { toml }),
        };
        match text {
            Ok(text) => show(text, ExitCode::SUCCESS),
            Err(findings) => stop(&findings, options),
        }
    }
}

impl Check {
    fn carry_out(self, options: &Options) -> ExitCode {
        let days = open(&self.programme).and_then(|source| PROGRAMMES.turning_days(&source));
        let checked = days.and_then(|days| on_every_day(days, |day| load(&self.programme, day)));
        let (_, programme, findings) = match checked {
            Ok(checked) => checked,
            Err(findings) => return stop(&findings, options),
        };
        let told = serde_json::json!({ "programme": entry(&programme), "findings": findings.as_slice() });
        let rules = programme.rules.len();
        let mut document = match programme.terms().next() {
            Some(_) => Document::new(say!(
                programmes::sound,
                id = &programme.id,
                rules = rules,
                terms = Arg::items(programme.terms())
            )),
            None => Document::new(say!(programmes::sound_route, id = &programme.id, rules = rules)),
        };
        if programme.required().next().is_some() {
            document = document
                .lead(say!(programmes::sound_required, keys = Arg::all(programme.required())))
                .lead(say!(programmes::sound_required_help, id = &programme.id));
        }
        let text = answer(options, &told, &document);
        let noticed = Noticed::of_file(&findings);
        noticed.after(&text, Tolerance::of_warnings(self.strict), options)
    }
}
