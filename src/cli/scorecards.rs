//! `jifen scorecards`: list, show and check scorecards, and start a new one.

mod page;
mod weights;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::figures::{Cell, Document, Rows, Section};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Dictionary;
use crate::parameters::{FileKind, Source};
use crate::scorecard::{Node, SCORECARDS, Scorecard};
use crate::words::{Language, Message, say};

use super::dated::on_every_day;
use super::ending::Noticed;
use super::options::{Edits, Format, day};
use super::screen::{self, answer};
use super::tolerance::Tolerance;
use super::{Options, json, new_file, show, stop};

#[derive(Debug, Args)]
pub(super) struct Scorecards {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List,
    Show(Show),
    Check(Check),
    New(New),
    Weights(weights::Weights),
}

#[derive(Debug, Args)]
struct Show {
    scorecard: String,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
}

#[derive(Debug, Args)]
struct Check {
    scorecard: String,
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct New {
    id: String,
    #[arg(long)]
    from: Option<String>,
    #[arg(long)]
    out: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

impl Scorecards {
    /// Whether it is `scorecards show`, which has formats of its own: `md` and `toml`.
    pub(super) fn shows(&self) -> bool {
        matches!(self.command, Command::Show(_))
    }

    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        match self.command {
            Command::List => list(options),
            Command::Show(command) => command.carry_out(options),
            Command::Check(command) => command.carry_out(options),
            Command::New(command) => command.carry_out(options),
            Command::Weights(command) => command.carry_out(options),
        }
    }
}

fn open(name: &str) -> Result<Source, Findings> {
    let path = Path::new(name);
    let is_other = |kind: &FileKind| !matches!(kind, FileKind::Scorecard | FileKind::Table);
    // `FileKind::of` takes an unrecognised TOML file for a campaign, but it may be a scorecard. Only a file
    // with a `[firms]` table is refused as a campaign.
    let looks_it = |kind: &FileKind| *kind != FileKind::Campaign || names_firms(path);
    if let Some(kind) = FileKind::of(path).filter(|kind| is_other(kind) && looks_it(kind)) {
        let message = match kind {
            FileKind::Institutions => say!(scorecards::is_institutions),
            FileKind::Programme => say!(scorecards::is_programme),
            _ => say!(scorecards::is_campaign),
        };
        let help = match kind {
            FileKind::Programme => say!(scorecards::programme_help, name = name),
            _ => say!(scorecards::campaign_help),
        };
        return Err(Finding::new(Code::FileKind, Place::file(name.to_owned()), message).help(help).into());
    }
    Ok(SCORECARDS.open(name, Path::new(""), Place::default())?)
}

/// Whether the file has a `[firms]` table: only campaigns do.
pub(super) fn names_firms(path: &Path) -> bool {
    Source::read(path).is_ok_and(|file| file.text.lines().any(|line| line.trim() == "[firms]"))
}

pub(super) fn load(name: &str, day: Option<Date>) -> Result<(Scorecard, Findings), Findings> {
    Scorecard::load(&open(name)?, &Dictionary::built_in(), day)
}

fn list(options: &Options) -> ExitCode {
    let cards: Result<Vec<Scorecard>, Findings> =
        SCORECARDS.ids().map(|id| load(id, None).map(|(card, _)| card)).collect();
    let cards = match cards {
        Ok(cards) => cards,
        Err(findings) => return stop(&findings, options),
    };
    let table = Rows::new(&cards)
        .left(say!(scorecards::column_scorecard), |card| &*card.id)
        .right(say!(scorecards::column_indicators), |card| card.indicators.len().to_string())
        .right(say!(scorecards::column_scale), |card| {
            Cell::short((!card.indicators.is_empty()).then_some(card.scale))
        })
        .left(say!(scorecards::column_weights), |card| match card.indicators.is_empty() {
            true => say!(scorecards::no_weights),
            false => say!(scorecards::basis, basis = card.weights_basis.as_str()),
        })
        .left(say!(scorecards::column_title), |card| Message::title(&card.title, card.title_zh.as_ref()));
    let text = match options.format {
        Format::Json => json(&cards.iter().map(entry).collect::<Vec<_>>()),
        _ => screen::text(
            &Document::untitled(say!(scorecards::list_title)).section(Section::new().table(table)),
            options.language(),
        ),
    };
    show(text, ExitCode::SUCCESS)
}

fn entry(card: &Scorecard) -> serde_json::Value {
    serde_json::json!({
        "id": card.id,
        "title": card.title,
        "title_zh": card.title_zh,
        "source": card.source,
        "weights_basis": card.weights_basis,
        "scale": card.scale,
        "indicators": card.indicators.len(),
        "segments": card.segments.iter().map(|segment| &segment.id).collect::<Vec<_>>(),
    })
}

impl Show {
    fn carry_out(self, options: &Options) -> ExitCode {
        let text = match options.format {
            Format::Md => {
                load(&self.scorecard, self.as_of).map(|(card, _)| page::markdown(&card, options.language()))
            }
            format => open(&self.scorecard)
                .and_then(|source| Scorecard::merged(&source, self.as_of))
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
        let days = open(&self.scorecard).and_then(|source| Scorecard::turning_days(&source));
        let checked = days.and_then(|days| on_every_day(days, |day| load(&self.scorecard, day)));
        let (card, findings) = match checked {
            Ok(checked) => checked,
            Err(findings) => return stop(&findings, options),
        };
        let told = serde_json::json!({ "scorecard": entry(&card), "findings": findings.as_slice() });
        let document = Document::new(say!(
            scorecards::sound,
            id = &card.id,
            indicators = card.indicators.len(),
            gates = card.gates.len(),
            routes = card.routes.len(),
            segments = card.segments.len(),
            scale = card.scale.to_string()
        ));
        let text = answer(options, &told, &document);
        let noticed = Noticed::of_file(&findings);
        noticed.after(&text, Tolerance::of_warnings(self.strict), options)
    }
}

impl New {
    fn carry_out(self, options: &Options) -> ExitCode {
        let text = match &self.from {
            None => Ok(whole(&self.id, options.language())),
            Some(base) => load(base, None).map(|(card, _)| over(&self.id, base, &card, options.language())),
        };
        let text = match text {
            Ok(text) => text,
            Err(findings) => return stop(&findings, options),
        };
        // The new file must be sound; an invalid id is reported before it exists.
        let path = self.out.unwrap_or_else(|| PathBuf::from(format!("{}.toml", self.id)));
        let source = Source::new(path.display().to_string(), text.as_str());
        let card = match Scorecard::load(&source, &Dictionary::built_in(), None) {
            Ok((card, _)) => card,
            Err(findings) => return stop(&findings, options),
        };
        let value = serde_json::json!({
            "scorecard": card.id,
            "file": path.display().to_string(),
            "extends": self.from,
            "weights_basis": card.weights_basis,
        });
        let written = say!(scorecards::new_written, file = path.display().to_string());
        new_file::write(&path, self.edits.replace(self.force), &text, &value, &written, options)
    }
}

/// A small scorecard with one of each common part.
fn whole(id: &str, language: Language) -> String {
    let [basis, missing, unknown] =
        [say!(scorecards::new_basis), say!(scorecards::new_missing), say!(scorecards::new_unknown)];
    let [basis, missing, unknown] = [&basis, &missing, &unknown].map(|message| message.say(language));
    format!(include_str!("scorecards/new.toml"), id = id, basis = basis, missing = missing, unknown = unknown)
}

/// An overlay that changes nothing in another scorecard. It has each weight as a comment to uncomment, below
/// comments for the weight's groups.
fn over(id: &str, base: &str, card: &Scorecard, language: Language) -> String {
    let remark = |message: Message| format!("# {}\n", message.say(language));
    let title = say!(scorecards::over_title, id = id, base = &card.id);
    let mut text = remark(say!(scorecards::over_changes, base = base));
    text += &remark(say!(scorecards::over_remove));
    text += &format!(
        "extends = {base:?}\nid = {id:?}\ntitle = {:?}\ntitle_zh = {:?}\n",
        title.say(Language::En),
        title.say(Language::Zh)
    );
    text += &remark(say!(scorecards::over_basis, base = &card.id));
    text += &format!("weights_basis = {:?}\n\n", card.weights_basis.as_str());
    text += &remark(say!(scorecards::over_weights));
    // Only weights of the base are listed, not those of a bonus or deduction.
    let root = card.base();
    remarks(card, root, "", "", &mut text);
    if root > 0 {
        text += &format!("\n{}", remark(say!(scorecards::over_extras, base = base)));
    }
    text
}

/// Weights of a group's indicators and of its subgroups; the lines that open the parent groups are `above`.
fn remarks(card: &Scorecard, group: usize, path: &str, above: &str, text: &mut String) {
    for node in &card.groups[group].members {
        match *node {
            Node::Indicator(at) => {
                let indicator = &card.indicators[at];
                let weight = per_segment(card, &indicator.weight);
                *text += &format!("\n{above}# [[{path}indicator]]\n# id = {:?}\n", indicator.id);
                *text += &format!("# weight = {weight}\n");
            }
            Node::Group(at) => {
                let above = format!("{above}# [[{path}group]]\n# id = {:?}\n", card.groups[at].id);
                remarks(card, at, &format!("{path}group."), &above, text);
            }
        }
    }
}

/// One number, or one per segment, in scorecard syntax.
fn per_segment(card: &Scorecard, numbers: &[f64]) -> String {
    match numbers {
        [first, rest @ ..] if rest.iter().all(|number| number == first) => first.to_string(),
        many => {
            let each =
                card.segments.iter().zip(many).map(|(segment, number)| format!("{} = {number}", segment.id));
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        }
    }
}
