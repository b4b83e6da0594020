//! Help in the reader's language. Texts of commands and arguments are in `locales/*/help.ftl`; the parser
//! receives them only for help, manual pages, completions and usage errors.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::mem;

use clap::builder::{PossibleValuesParser, StyledStr};
use clap::{Arg, Command};

use crate::figures::{broken, columns};
use crate::words::{self, Arg as Said, Language, Message, say};

/// Maximum width of help in columns.
const WIDEST: usize = 100;

/// The start of each listed value of an argument.
const LISTED: &str = "- ";

/// The command that prints help of the others.
const HELP: &str = "help";

/// The program's commands, grouped by user.
const GROUPS: [&[&str]; 5] = [
    &["init", "run", "check", "explain", "score"],
    &["audit", "sensitivity", "compare", "calibrate"],
    &["weights", "tune"],
    &["consent", "deliver", "verify", "keys", "answers", "diff", "sheet", "publicity", "objections"],
    &["sample", "scorecards", "programmes", "sql", "schema", "completions", "man", HELP],
];

/// Help texts in one language.
pub(super) struct Texts {
    language: Language,
    /// Texts found, by message and attribute.
    found: RefCell<BTreeSet<String>>,
    /// Texts needed but missing.
    missing: RefCell<BTreeSet<String>>,
}

/// Help of one argument.
struct About {
    text: String,
    /// Paragraphs of the long help.
    long: Option<String>,
    /// Placeholder of the value.
    value: Option<String>,
    default: Option<String>,
    /// Possible values with their texts.
    choices: Vec<(String, Option<String>)>,
}

impl Texts {
    pub(super) fn new(language: Language) -> Texts {
        Texts { language, found: RefCell::default(), missing: RefCell::default() }
    }

    fn say(&self, message: &Message) -> String {
        message.say(self.language).into_owned()
    }

    /// The text of the first of `ids` in the catalogue.
    fn text(&self, ids: &[String], attribute: Option<&str>) -> Option<String> {
        ids.iter().find_map(|id| {
            let text = words::looked_up(HELP, id, attribute, self.language)?;
            let name = attribute.map_or(id.clone(), |attribute| format!("{id}.{attribute}"));
            self.found.borrow_mut().insert(name);
            Some(text)
        })
    }

    /// As [`Self::text`], for a required text: a missing text is recorded.
    fn needed(&self, ids: &[String], attribute: Option<&str>) -> String {
        self.text(ids, attribute).unwrap_or_else(|| {
            self.missing.borrow_mut().insert(ids.join(" "));
            String::new()
        })
    }

    fn argument(&self, arg: &Arg, path: &str) -> About {
        let id = arg.get_id().as_str().replace('_', "-");
        let own = format!("{path}-{id}");
        let own_is_there = self.text(std::slice::from_ref(&own), None).is_some();
        let ids = [if own_is_there { own } else { format!("arg-{id}") }];
        let takes_value = arg.get_action().takes_values();
        let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        let known = || (takes_value && !defaults.is_empty()).then(|| defaults.join(","));
        let choice = |name: &str| (name.to_owned(), self.text(&[format!("choice-{id}-{name}")], None));
        // If the catalogue has texts for the values of this argument in this command, only these values are
        // listed, even hidden ones.
        let own = |name: &str| {
            self.text(&[format!("choice-{path}-{id}-{name}")], None).map(|text| (name.to_owned(), Some(text)))
        };
        let values = arg.get_possible_values();
        let mut choices: Vec<_> = values.iter().filter_map(|value| own(value.get_name())).collect();
        if choices.is_empty() {
            let visible = values.iter().filter(|value| !value.is_hide_set());
            choices = visible.map(|value| choice(value.get_name())).collect();
        }
        About {
            text: self.needed(&ids, None),
            long: self.text(&ids, Some("long")),
            value: takes_value.then(|| self.needed(&ids, Some("value"))),
            default: self.text(&ids, Some("default")).or_else(known),
            choices,
        }
    }

    /// The command and its subcommands with all texts.
    pub(super) fn localised(&self, mut command: Command) -> Command {
        // With the arguments and commands that the parser adds itself.
        command.build();
        let path = command.get_name().to_owned();
        self.command(command, &path, "")
    }

    /// `path` is the command's name in the catalogue, `base` the prefix of its subcommands' names.
    fn command(&self, command: Command, path: &str, base: &str) -> Command {
        let is_help = command.get_name() == HELP;
        let about = self.needed(&[if is_help { HELP } else { path }.to_owned()], None);
        let long = self.text(&[path.to_owned()], Some("long"));
        let long = long.map_or(about.clone(), |long| format!("{about}\n\n{long}"));
        let mut command = command
            .about(about)
            .long_about(long)
            .subcommand_value_name(self.say(&say!(cli::help_command)))
            .subcommand_help_heading(self.say(&say!(cli::help_commands)));
        if !is_help {
            command = command.mut_args(|arg| self.arg(arg, path));
        }
        command.mut_subcommands(|below| {
            let name = below.get_name().to_owned();
            let path = format!("{base}{name}");
            // `help` lists its own siblings.
            let base = if name == HELP { base.to_owned() } else { format!("{path}-") };
            self.command(below, &path, &base)
        })
    }

    fn arg(&self, arg: Arg, path: &str) -> Arg {
        let about = self.argument(&arg, path);
        let all = self.paragraphs(&about);
        let long = all.iter().filter(|text| !text.is_empty()).map(String::as_str);
        let long = long.collect::<Vec<_>>().join("\n\n");
        let mut arg =
            arg.help(&about.text).long_help(long).hide_default_value(true).hide_possible_values(true);
        if let Some(value) = about.value {
            arg = arg.value_name(value);
        }
        let values = arg.get_possible_values();
        if values.is_empty() {
            return arg;
        }
        let id = arg.get_id().as_str().replace('_', "-");
        let text = |name: &str| self.text(&[format!("choice-{id}-{name}")], None);
        let values = values.into_iter().map(|value| match text(value.get_name()) {
            Some(text) => value.help(text),
            None => value,
        });
        arg.value_parser(PossibleValuesParser::new(values))
    }

    /// The paragraphs of an argument's help; an empty one is a blank line.
    fn paragraphs(&self, about: &About) -> Vec<String> {
        let long = about.long.iter().flat_map(|long| [String::new(), long.clone()]);
        let first = std::iter::once(about.text.clone()).chain(long);
        first.chain(self.default(about)).chain(self.choices(about)).collect()
    }

    fn default(&self, about: &About) -> Option<String> {
        about.default.as_ref().map(|value| self.say(&say!(cli::help_default, value = value)))
    }

    /// Possible values, each with any text.
    fn choices(&self, about: &About) -> Vec<String> {
        let listed = |(value, text): &(String, Option<String>)| {
            let text = text.as_ref()?;
            Some(format!("{LISTED}{}", self.say(&say!(cli::help_choice, value = value, text = text))))
        };
        let all: Option<Vec<String>> = about.choices.iter().map(listed).collect();
        match all {
            Some(all) => all,
            None => vec![self.names(about)],
        }
    }

    fn names(&self, about: &About) -> String {
        let names = Said::items(about.choices.iter().map(|(value, _)| value));
        self.say(&say!(cli::help_choices, values = names))
    }

    /// The usage line without a heading.
    pub(super) fn usage(&self, rendered: &str) -> String {
        let usage = rendered.strip_prefix("Usage: ").unwrap_or(rendered);
        usage.replace("[OPTIONS]", &format!("[{}]", self.say(&say!(cli::help_options))))
    }
}

/// The command whose help is asked for, or that is at fault.
pub(super) struct Asked {
    /// Names from the program down to the command.
    path: Vec<String>,
    /// Whether the long form is asked for: `--help`, not `-h`.
    is_long: bool,
    /// Whether the help is asked for by the command `help`, which takes no options.
    is_by_command: bool,
}

impl Asked {
    /// The program's name, the same in all help.
    const PROGRAM: &str = "jifen";

    /// The command that `arguments` name; the first is the program.
    pub(super) fn of(program: &Command, arguments: &[OsString]) -> Asked {
        let mut asked = Asked { path: Vec::new(), is_long: false, is_by_command: false };
        let mut at = program;
        let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
        while let Some(word) = words.next() {
            if word == "--help" {
                asked.is_long = true;
                break;
            } else if word == HELP && at.has_subcommands() {
                (asked.is_long, asked.is_by_command) = (true, true);
            } else if let Some(name) = word.strip_prefix("--") {
                let option = at.get_arguments().find(|arg| arg.get_long() == Some(name));
                if name.is_empty() {
                    break;
                } else if option.is_some_and(|arg| arg.get_action().takes_values()) {
                    words.next();
                }
            } else if word.starts_with('-') && word.contains('h') {
                break;
            } else if let Some(below) = at.find_subcommand(&*word) {
                asked.path.push(below.get_name().to_owned());
                at = below;
            } else {
                // The parser reports the missing command.
                asked.is_by_command = false;
            }
        }
        asked
    }

    /// The command as typed.
    pub(super) fn name(&self) -> String {
        let words = std::iter::once(Self::PROGRAM).chain(self.path.iter().map(String::as_str));
        words.collect::<Vec<_>>().join(" ")
    }

    /// The arguments that ask for the help, if the command `help` does.
    pub(super) fn by_command(&self) -> Option<Vec<OsString>> {
        let words = [Self::PROGRAM, HELP].into_iter().chain(self.path.iter().map(String::as_str));
        self.is_by_command.then(|| words.map(OsString::from).collect())
    }

    /// Sets the rendered help on `program`, which already has its texts.
    pub(super) fn put_into(&self, program: &mut Command, texts: &Texts, width: usize) {
        let mut at = program;
        for name in &self.path {
            match at.find_subcommand_mut(name) {
                Some(below) => at = below,
                None => return,
            }
        }
        let path = if self.path.is_empty() { at.get_name().to_owned() } else { self.path.join("-") };
        let usage = at.render_usage().to_string();
        let help = Page { texts, command: at, path: &path, is_long: self.is_long, width: width.min(WIDEST) };
        let help = help.text(&texts.usage(&usage));
        *at = mem::take(at).override_help(help);
    }
}

struct Page<'a> {
    texts: &'a Texts,
    command: &'a Command,
    path: &'a str,
    is_long: bool,
    width: usize,
}

/// A line of a list: name, value and text.
struct Row {
    name: String,
    value: String,
    text: Vec<String>,
}

/// Blanks before a name, before its text beside it, and before a text below it.
const MARGIN: usize = 2;
const BELOW: usize = 10;

impl Page<'_> {
    fn text(&self, usage: &str) -> StyledStr {
        let about = self.command.get_long_about().filter(|_| self.is_long).or(self.command.get_about());
        let about = about.map(ToString::to_string).unwrap_or_default();
        let mut text: String = about.lines().map(|line| broken(line, "", self.width) + "\n").collect();
        let heading = self.texts.say(&say!(cli::help_usage));
        let usage = broken(&format!("{heading}{usage}"), &" ".repeat(MARGIN), self.width);
        let (heading, usage) = usage.split_at(heading.trim_end().len());
        let _ = write!(text, "\n{}{usage}\n", self.heading(heading));
        self.commands(&mut text);
        let (general, own): (Vec<&Arg>, Vec<&Arg>) =
            self.command.get_arguments().filter(|arg| !arg.is_hide_set()).partition(|arg| is_general(arg));
        let (positional, options): (Vec<&Arg>, Vec<&Arg>) =
            own.into_iter().partition(|arg| arg.is_positional());
        let beside = if options.is_empty() {
            say!(cli::help_heading_options)
        } else {
            say!(cli::help_heading_general)
        };
        self.arguments(&say!(cli::help_heading_arguments), &positional, &mut text);
        self.arguments(&say!(cli::help_heading_options), &options, &mut text);
        self.arguments(&beside, &general, &mut text);
        StyledStr::from(text)
    }

    fn heading(&self, heading: &str) -> String {
        let style = self.command.get_styles().get_header();
        format!("{style}{heading}{style:#}")
    }

    /// The subcommands, the program's own in groups.
    fn commands(&self, text: &mut String) {
        let rows = |is_in: &dyn Fn(&str) -> bool| -> Vec<Row> {
            let below = self.command.get_subcommands().filter(|below| !below.is_hide_set());
            let row = |below: &Command| Row {
                name: below.get_name().to_owned(),
                value: String::new(),
                text: below.get_about().map(ToString::to_string).into_iter().collect(),
            };
            below.filter(|below| is_in(below.get_name())).map(row).collect()
        };
        if !self.path_is_program() {
            return self.list(&say!(cli::help_heading_commands), &rows(&|_| true), false, text);
        }
        let headings = [
            say!(cli::help_heading_refer),
            say!(cli::help_heading_look),
            say!(cli::help_heading_tune),
            say!(cli::help_heading_desk),
            say!(cli::help_heading_make),
        ];
        for (heading, names) in headings.iter().zip(GROUPS) {
            let mut rows = rows(&|name| names.contains(&name));
            rows.sort_by_key(|row| names.iter().position(|name| *name == row.name));
            self.list(heading, &rows, false, text);
        }
    }

    fn path_is_program(&self) -> bool {
        self.command.get_name() == self.path && self.command.get_version().is_some()
    }

    fn arguments(&self, heading: &Message, all: &[&Arg], text: &mut String) {
        let rows: Vec<Row> = all.iter().map(|arg| self.row(arg)).collect();
        self.list(heading, &rows, self.is_long, text);
    }

    fn row(&self, arg: &Arg) -> Row {
        let about = self.texts.argument(arg, self.path);
        let value = about.value.as_deref().unwrap_or_default();
        let (name, value) = match (arg.get_short(), arg.get_long()) {
            (Some(short), Some(long)) => (format!("-{short}, --{long}"), value),
            (None, Some(long)) => (format!("    --{long}"), value),
            (Some(short), None) => (format!("-{short}"), value),
            (None, None) if arg.is_required_set() => (format!("<{value}>"), ""),
            (None, None) => (format!("[{value}]"), ""),
        };
        let value = if value.is_empty() { String::new() } else { format!(" <{value}>") };
        let text = if self.is_long {
            self.texts.paragraphs(&about)
        } else {
            let names = (!about.choices.is_empty()).then(|| self.texts.names(&about));
            let all = [Some(about.text.clone()), self.texts.default(&about), names];
            vec![all.into_iter().flatten().collect::<Vec<_>>().join(" ")]
        };
        Row { name, value, text }
    }

    /// A list under its heading, with texts beside or below the names.
    fn list(&self, heading: &Message, rows: &[Row], is_below: bool, text: &mut String) {
        if rows.is_empty() {
            return;
        }
        let _ = write!(text, "\n{}\n", self.heading(&self.texts.say(heading)));
        let taken = |row: &Row| columns(&row.name) + columns(&row.value);
        let longest = rows.iter().map(taken).max().unwrap_or_default();
        let beside = (longest + 2 * MARGIN).min(self.width * 2 / 5);
        let column = if is_below { BELOW } else { beside };
        let style = self.command.get_styles().get_literal();
        for (at, row) in rows.iter().enumerate() {
            if is_below && at > 0 {
                text.push('\n');
            }
            let _ = write!(text, "{:MARGIN$}{style}{}{style:#}{}", "", row.name, row.value);
            let end = MARGIN + taken(row);
            // A long name has a line of its own.
            let mut room = (!is_below && end + MARGIN <= column).then(|| column - end);
            if room.is_none() {
                text.push('\n');
            }
            let indent = |text: &str| if text.starts_with(LISTED) { "  " } else { "" };
            let lines = row.text.iter().map(|text| broken(text, indent(text), self.width - column));
            for line in lines.collect::<Vec<_>>().iter().flat_map(|text| text.split('\n')) {
                let room = room.take().unwrap_or(if line.is_empty() { 0 } else { column });
                let _ = writeln!(text, "{:room$}{line}", "");
            }
        }
    }
}

fn is_general(arg: &Arg) -> bool {
    arg.is_global_set() || matches!(arg.get_id().as_str(), HELP | "version")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use fluent_syntax::ast::Entry;

    use super::*;
    use crate::cli::Cli;

    /// Latin words that Chinese help contains besides commands, options, values and file names.
    const LATIN: &str = "\
        ahp bash Even Better CRITIC CSV critic Dirichlet Dodd Donegan Alonso Lamata Saaty Excel GB \
        GB18030 T HTML JSON LANG LC_ALL LC_MESSAGES MEREC Markdown Parquet P ROC Schema Sobol TOML \
        UTF-8 VS Code WPS YYYY-MM-DD gzip jifen merec n RBO RI roff taplo zstd rd rd_error rd_low..rd_high \
        l mst-2022-official -l AGE-SECRET-KEY-1 JIFEN_SIGN_PASSPHRASE SM3 abc age desk icbc minisign \
        unsealed A4 N detail firms output tell_firms true loan portfolio SQL sql 01_firms.sql \
        08_checks.sql portfolio.default.D Spark DuckDB PostgreSQL ClickHouse DataFusion Apache";

    /// Every command with its name in the catalogue, except those below `help`.
    fn walk<'a>(command: &'a Command, path: &str, base: &str, all: &mut Vec<(String, &'a Command)>) {
        all.push((path.to_owned(), command));
        for below in command.get_subcommands().filter(|_| command.get_name() != HELP) {
            let path = format!("{base}{}", below.get_name());
            walk(below, &path, &format!("{path}-"), all);
        }
    }

    fn pages(program: &Command, texts: &Texts, width: usize) -> String {
        let mut all = Vec::new();
        walk(program, "jifen", "", &mut all);
        let page = |(path, command): &(String, &Command), is_long| {
            let page = Page { texts, command, path, is_long, width };
            page.text(&texts.usage(&(*command).clone().render_usage().to_string())).to_string()
        };
        all.iter()
            .filter(|(_, command)| command.get_name() != HELP)
            .map(|one| page(one, false) + &page(one, true))
            .collect()
    }

    #[test]
    fn every_text_is_there_and_each_is_used() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            let program = texts.localised(Cli::command());
            assert!(texts.missing.borrow().is_empty(), "{language:?} lacks {:?}", texts.missing.borrow());
            let mut all = Vec::new();
            walk(&program, "jifen", "", &mut all);
            for (path, command) in all.iter().filter(|(_, command)| command.get_name() != HELP) {
                for about in command.get_arguments().map(|arg| texts.argument(arg, path)) {
                    let told = about.choices.iter().filter(|(_, text)| text.is_some()).count();
                    let shells = about.choices.iter().any(|(name, _)| name == "bash");
                    assert!(
                        told == about.choices.len() || shells,
                        "{language:?} {path}: {:?}",
                        about.choices
                    );
                }
            }
            let source = words::template(HELP, language).expect("there is a catalogue");
            let known = fluent_syntax::parser::parse(source).expect("it can be read");
            let known = known.body.iter().filter_map(|entry| match entry {
                Entry::Message(message) => Some(message),
                _ => None,
            });
            let names = known.flat_map(|message| {
                let of = |id: &str| format!("{}.{id}", message.id.name);
                let attributes = message.attributes.iter().map(move |attribute| of(attribute.id.name));
                std::iter::once(message.id.name.to_owned()).chain(attributes)
            });
            let found = texts.found.borrow();
            let unused: Vec<String> = names.filter(|name| !found.contains(name)).collect();
            assert!(unused.is_empty(), "{language:?} does not use {unused:?}");
        }
    }

    #[test]
    fn help_is_as_wide_as_it_may_be() {
        for language in Language::ALL {
            let texts = Texts::new(language);
            let program = texts.localised(Cli::command());
            for width in [60, 72, 80, 100] {
                let pages = pages(&program, &texts, width);
                // A long path or command stays whole.
                let is_whole = |line: &str| line.trim().split(' ').count() == 1;
                let wide = pages.lines().find(|line| columns(line) > width && !is_whole(line));
                assert_eq!(wide, None, "{width}");
                assert!(!pages.lines().any(|line| line.trim_start().starts_with(['，', '。', '、', '；'])));
            }
        }
    }

    #[test]
    fn chinese_help_is_chinese() {
        let texts = Texts::new(Language::Zh);
        let program = texts.localised(Cli::command());
        let mut all = Vec::new();
        walk(&program, "jifen", "", &mut all);
        let mut known: BTreeSet<String> = LATIN.split(' ').map(str::to_owned).collect();
        for (_, command) in &all {
            known.insert(command.get_name().to_owned());
            for arg in command.get_arguments() {
                known.extend(arg.get_long().map(|long| format!("--{long}")));
                known.extend(arg.get_short().map(|short| format!("-{short}")));
                let values = arg.get_possible_values();
                known.extend(values.iter().map(|value| value.get_name().to_owned()));
                known.extend(
                    arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()),
                );
            }
        }
        let is_of_word = |c: char| c.is_ascii_alphanumeric() || "-_./~".contains(c);
        let is_file =
            |word: &str| word.contains('/') || word.rsplit_once('.').is_some_and(|(_, end)| end.len() > 1);
        let pages = pages(&program, &texts, 100);
        let words = pages.split(|c: char| !is_of_word(c)).map(|word| word.trim_end_matches('.'));
        let strange: BTreeSet<&str> = words
            .filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()))
            .filter(|word| !known.contains(*word) && !is_file(word))
            .collect();
        assert!(strange.is_empty(), "{strange:?}");
    }

    #[test]
    fn the_command_asked_about_is_known_from_the_arguments() {
        let mut program = Cli::command();
        program.build();
        let asked = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let asked = Asked::of(&program, &arguments);
            (asked.path.join(" "), asked.is_long, asked.is_by_command)
        };
        let wanted = |path: &str, is_long, is_by_command| (path.to_owned(), is_long, is_by_command);
        assert_eq!(asked("jifen"), wanted("", false, false));
        assert_eq!(asked("jifen --lang zh run -qh"), wanted("run", false, false));
        assert_eq!(asked("jifen scorecards --lang=zh show --help"), wanted("scorecards show", true, false));
        assert_eq!(asked("jifen help scorecards show --lang zh"), wanted("scorecards show", true, true));
        assert_eq!(asked("jifen help nothing"), wanted("", true, false));
    }
}
