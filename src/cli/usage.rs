//! Usage errors, in text or as a JSON finding.

use std::error::Error as _;
use std::ffi::OsString;
use std::num::{ParseFloatError, ParseIntError};
use std::process::ExitCode;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::help::{Asked, Texts};
use super::screen::screen_width;
use super::{Listed, json, language, show};
use crate::finding::{Code, Finding, Findings, Place};
use crate::scorecard::Malformed;
use crate::words::{Arg, Language, Message, say};

/// The greatest bound a person sets; a larger one is a type's limit.
const GREATEST: u64 = u32::MAX as u64 - 1;

/// Options of other programs, or of other commands, each with the one that does the same here.
const MEANT: [(&str, &str); 4] =
    [("--id", "--firm"), ("-o", "--out"), ("--output", "--out"), ("-f", "--force")];
/// Commands that read one file of firms.
const OF_ONE_FILE: [&str; 2] = ["score", "check"];

/// The parser's answer, with all its texts in a language.
struct Refusal {
    error: clap::Error,
    /// The command at fault, as typed.
    command: String,
    /// Its options, with their dashes.
    options: Vec<String>,
    usage: Option<String>,
}

/// Prints a usage error, or the help or version asked for. Returns the exit code.
pub(super) fn refused(error: clap::Error, program: fn() -> Command, arguments: Vec<OsString>) -> ExitCode {
    let language = language::of_command_line();
    let refusal = match error.kind() {
        ErrorKind::DisplayVersion => None,
        _ => Refusal::new(program(), &arguments, language),
    };
    let kind = refusal.as_ref().map_or(error.kind(), |refusal| refusal.error.kind());
    let code = refusal.as_ref().map_or(error.exit_code(), |refusal| refusal.error.exit_code());
    let code = ExitCode::from(u8::try_from(code).unwrap_or(2));
    match (&refusal, kind) {
        (Some(refusal), ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) => {
            // The reader may have closed it.
            let _ = refusal.error.print();
        }
        (Some(refusal), _) => refusal.lines(language).iter().for_each(|line| eprintln!("{line}")),
        (None, _) => {
            let _ = error.print();
        }
    }
    let is_help = matches!(kind, ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    match refusal {
        Some(_) if !is_help && asks_for_json(arguments.iter().cloned()) => {
            let findings: Findings = finding(program, &arguments).into_iter().collect();
            show(json(&serde_json::json!(Listed::from(&findings))), code)
        }
        _ => code,
    }
}

impl Refusal {
    fn new(program: Command, arguments: &[OsString], language: Language) -> Option<Refusal> {
        let texts = Texts::new(language);
        let mut program = texts.localised(program);
        let asked = Asked::of(&program, arguments);
        asked.put_into(&mut program, &texts, screen_width());
        let (command, mut of) = (asked.name(), &program);
        for name in command.split(' ').skip(1) {
            of = of.find_subcommand(name).unwrap_or(of);
        }
        let options = of.get_opts().filter_map(|option| Some(format!("--{}", option.get_long()?))).collect();
        let by_command = asked.by_command();
        let error = program.try_get_matches_from(by_command.as_deref().unwrap_or(arguments)).err()?;
        let usage = match error.get(ContextKind::Usage) {
            Some(ContextValue::StyledStr(usage)) => Some(texts.usage(&on_one_line(&usage.to_string()))),
            _ => None,
        };
        Some(Refusal { options, error, command, usage })
    }

    /// The fault, with a suggestion or the usage.
    fn parts(&self) -> (Message, Option<Message>) {
        let usage = || Some(say!(cli::usage_line, usage = self.usage.as_ref()?));
        (message(&self.error), self.tip().or_else(usage))
    }

    /// A suggestion: what is meant by an option known from elsewhere, or by several files; else what is
    /// similar.
    fn tip(&self) -> Option<Message> {
        let argument = text(&self.error, ContextKind::InvalidArg).unwrap_or_default();
        let is_unknown = self.error.kind() == ErrorKind::UnknownArgument;
        let is_meant =
            |(from, to): &&(&str, &str)| *from == argument && self.options.iter().any(|option| option == to);
        if let Some((_, option)) = MEANT.iter().find(is_meant).filter(|_| is_unknown) {
            return Some(say!(cli::usage_similar, names = Arg::any([say!(cli::quoted, text = *option)])));
        }
        let is_of_one_file = self.command.split(' ').nth(1).is_some_and(|name| OF_ONE_FILE.contains(&name));
        if is_unknown && argument == "--sheet" && is_of_one_file {
            return Some(say!(cli::usage_sheet));
        }
        let is_further_file = is_unknown && !argument.starts_with('-');
        if is_further_file && is_of_one_file {
            return Some(say!(cli::usage_one_file, argument = argument));
        }
        tip(&self.error)
    }

    /// The fault as lines for people, with both the suggestion and the usage.
    fn lines(&self, language: Language) -> Vec<String> {
        let finding = Finding::new(Code::Usage, Place::default(), message(&self.error));
        let finding = finding.help_if(self.tip()).in_language(language);
        let usage = self.usage.as_ref().map(|usage| say!(cli::usage_line, usage = usage));
        let more = say!(cli::usage_more, command = &self.command);
        let below = usage.into_iter().chain([more]).map(|line| line.say(language).into_owned());
        [finding, String::new()].into_iter().chain(below).collect()
    }
}

/// The fault for programs, the same in every language of the command line.
fn finding(program: fn() -> Command, arguments: &[OsString]) -> Option<Finding> {
    let [english, chinese] = Language::ALL.map(|language| Refusal::new(program(), arguments, language));
    let ((english, help), (chinese, help_zh)) = (english?.parts(), chinese?.parts());
    let help = help.zip(help_zh).map(|(english, chinese)| Message::paired(&english, &chinese));
    Some(Finding::new(Code::Usage, Place::default(), Message::paired(&english, &chinese)).help_if(help))
}

/// Whether unparsable arguments contain `--format json`; the last one counts.
fn asks_for_json(arguments: impl Iterator<Item = OsString>) -> bool {
    let mut last = None;
    let mut is_next = false;
    for argument in arguments.skip(1).map_while(|one| (one != "--").then_some(one)) {
        let text = argument.to_string_lossy();
        if is_next {
            last = Some(text.into_owned());
            is_next = false;
        } else if let Some(form) = text.strip_prefix("--format=") {
            last = Some(form.to_owned());
        } else {
            is_next = text == "--format";
        }
    }
    last.as_deref() == Some("json")
}

/// A text in the context of the parser's error.
fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

/// Texts in the context of the parser's error.
fn texts(error: &clap::Error, kind: ContextKind) -> &[String] {
    match error.get(kind) {
        Some(ContextValue::String(text)) => std::slice::from_ref(text),
        Some(ContextValue::Strings(texts)) => texts,
        _ => &[],
    }
}

fn quoted(texts: &[String]) -> impl Iterator<Item = Message> {
    texts.iter().map(|text| say!(cli::quoted, text = text))
}

fn message(error: &clap::Error) -> Message {
    let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = text(error, ContextKind::InvalidValue).unwrap_or_default();
    let command = text(error, ContextKind::InvalidSubcommand).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            say!(cli::usage_option_unknown, argument = argument)
        }
        ErrorKind::UnknownArgument => say!(cli::usage_argument_extra, argument = argument),
        ErrorKind::InvalidSubcommand => say!(cli::usage_command_unknown, name = command),
        ErrorKind::MissingSubcommand => {
            let commands = Arg::items(texts(error, ContextKind::ValidSubcommand));
            say!(cli::usage_command_missing, command = command, commands = commands)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => say!(cli::usage_command_none),
        ErrorKind::InvalidValue => invalid(argument, value, texts(error, ContextKind::ValidValue)),
        ErrorKind::ValueValidation => match cause(error) {
            Some(cause) => say!(cli::usage_value_wrong, value = value, argument = argument, cause = cause),
            None => say!(cli::usage_value_unfit, value = value, argument = argument),
        },
        ErrorKind::TooManyValues => say!(cli::usage_value_extra, value = value, argument = argument),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            say!(cli::usage_value_missing, argument = argument)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = Arg::items(quoted(texts(error, ContextKind::InvalidArg)));
            say!(cli::usage_required, arguments = missing)
        }
        ErrorKind::ArgumentConflict => {
            let argument = if argument.is_empty() { command } else { argument };
            let others: Vec<String> = texts(error, ContextKind::PriorArg).to_vec();
            if others.iter().all(|other| other == argument) {
                say!(cli::usage_repeated, argument = argument)
            } else {
                say!(cli::usage_conflict, argument = argument, others = Arg::all(quoted(&others)))
            }
        }
        ErrorKind::InvalidUtf8 => say!(cli::usage_not_unicode),
        _ => say!(cli::usage_refused),
    }
}

/// A missing value, or one outside the `choices`.
fn invalid(argument: &str, value: &str, choices: &[String]) -> Message {
    let values = Arg::any(quoted(choices));
    match (value.is_empty(), choices.is_empty()) {
        (true, true) => say!(cli::usage_value_missing, argument = argument),
        (true, false) => say!(cli::usage_value_missing_choice, argument = argument, values = values),
        (false, true) => say!(cli::usage_value_unfit, argument = argument, value = value),
        (false, false) => say!(cli::usage_value_choice, argument = argument, value = value, values = values),
    }
}

/// The message of a value's own parser; the argument parser's own words are English.
fn cause(error: &clap::Error) -> Option<Message> {
    let source = error.source()?;
    if let Some(message) = source.downcast_ref::<Message>() {
        return Some(message.clone());
    }
    if let Some(Malformed(message)) = source.downcast_ref() {
        return Some(message.clone());
    }
    if source.is::<ParseIntError>() {
        return Some(say!(cli::value_whole));
    }
    if source.is::<ParseFloatError>() {
        return Some(say!(cli::value_number));
    }
    let said = source.to_string();
    let Some((_, bounds)) = said.split_once(" is not in ") else {
        return Some(say!(finding::foreign, text = said));
    };
    let (least, greatest) = bounds.split_once("..")?;
    let least: u64 = least.parse().ok()?;
    let greatest: u64 = greatest.trim_start_matches('=').parse().ok()?;
    Some(if greatest > GREATEST {
        say!(cli::value_at_least, least = least)
    } else {
        say!(cli::value_range, least = least, greatest = greatest)
    })
}

/// A suggestion for a mistyped name or value.
fn tip(error: &clap::Error) -> Option<Message> {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    // The parser puts the likeliest last.
    let likeliest = |kind: &ContextKind| texts(error, *kind).iter().rev();
    let mut names: Vec<String> = kinds.iter().flat_map(likeliest).cloned().collect();
    let others = match error.get(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(others)) => &others[..],
        _ => &[],
    };
    let mut is_value = false;
    for other in others.iter().map(ToString::to_string) {
        // Such as `'run --out' exists`; the other kind concerns a value that begins like an option.
        match other.strip_suffix("' exists").and_then(|other| other.strip_prefix('\'')) {
            Some(name) => names.push(name.to_owned()),
            None => is_value |= other.starts_with("to pass "),
        }
    }
    if !names.is_empty() {
        return Some(say!(cli::usage_similar, names = Arg::any(quoted(&names))));
    }
    let argument = text(error, ContextKind::InvalidArg)?;
    is_value.then(|| say!(cli::usage_as_value, argument = argument))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn the_form_asked_for_is_known_before_the_rest_is() {
        let asks = |line: &str| asks_for_json(line.split(' ').map(OsString::from));
        assert!(asks("jifen run --format json --nothing") && asks("jifen --format=json"));
        assert!(
            !asks("jifen run") && !asks("jifen run --format text") && !asks("jifen run -- --format json")
        );
        assert!(!asks("jifen --format json run --format=text"));
    }

    fn said(line: &str, language: Language) -> String {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let refusal = Refusal::new(Cli::command(), &arguments, language);
        refusal.expect("it is refused").lines(language).join("\n")
    }

    /// The first line in each language.
    fn both(line: &str) -> [String; 2] {
        Language::ALL.map(|language| said(line, language).lines().next().unwrap_or_default().to_owned())
    }

    #[test]
    fn what_is_wrong_is_said_with_what_was_meant_and_how_the_command_is_used() {
        assert_eq!(
            said("jifen run a.toml --formt json", Language::En),
            "error[usage]: `--formt` is not an option of this command\n  help: did you mean `--format`?\n\n\
            usage: jifen run --format <FORM> <CAMPAIGN>\nall options: jifen run --help"
        );
        assert_eq!(
            said("jifen run a.toml --formt json", Language::Zh),
            "错误[usage]: 此命令没有选项“--formt”\n  处理：是否指“--format”？\n\n\
            用法：jifen run --format <格式> <批次文件>\n全部选项：jifen run --help"
        );
        assert_eq!(
            said("jifen score", Language::En),
            "error[usage]: required arguments are missing: `--scorecard <ID|FILE>`, `--out <FILE>`, \
            `<FIRMS>`\n\n\
            usage: jifen score --scorecard <ID|FILE> --out <FILE> <FIRMS>\nall options: jifen score --help"
        );
    }

    #[test]
    fn an_option_known_from_elsewhere_and_a_further_file_are_understood() {
        let help = |line: &str| said(line, Language::En).lines().nth(1).unwrap_or_default().to_owned();
        assert_eq!(help("jifen explain c.toml --id 9131"), "  help: did you mean `--firm`?");
        assert_eq!(help("jifen run c.toml -o lists"), "  help: did you mean `--out`?");
        assert_eq!(help("jifen score a.csv --scorecard x --output b.csv"), "  help: did you mean `--out`?");
        // A command without the option has no such suggestion.
        assert_ne!(help("jifen schema -o x"), "  help: did you mean `--out`?");
        let several = "  help: one file is read; a campaign reads several: `path = [\"…\", \"b.csv\"]` \
                       under [firms] (`jifen init` writes one)";
        assert_eq!(help("jifen score a.csv b.csv --scorecard x --out -"), several);
        assert_eq!(help("jifen check a.csv b.csv"), several);
        assert_eq!(
            said("jifen check a.csv b.csv", Language::Zh).lines().nth(1).unwrap_or_default(),
            "  处理：只读取一个文件；多个文件由推荐批次读取：[firms] 下写 `path = [\"…\", \"b.csv\"]`（可用 `jifen init` 起草）"
        );
    }

    #[test]
    fn programs_get_one_fault_whatever_language_people_read() {
        let arguments: Vec<OsString> = "jifen run a --threads x".split(' ').map(OsString::from).collect();
        let finding = finding(Cli::command, &arguments).expect("it is refused");
        let json = serde_json::to_value(&finding).expect("it can be written");
        assert_eq!(json["message"], "`x` is not a value of `--threads <N>`: write a whole number");
        assert_eq!(json["message_zh"], "“--threads <数量>”不能取值“x”：请填写整数");
        assert_eq!(
            json["args"]["argument"],
            serde_json::json!({ "en": "--threads <N>", "zh": "--threads <数量>" })
        );
    }

    #[test]
    fn every_kind_of_fault_is_said_in_both_languages() {
        let wanted = [
            ("jifen rnu", "error[usage]: no command is called `rnu`", "错误[usage]: 没有名为“rnu”的命令"),
            ("jifen run a b", "error[usage]: `b` is one argument too many", "错误[usage]: 多余的参数“b”"),
            (
                "jifen run a --format pdf",
                "error[usage]: `pdf` is not a value of `--format <FORM>`, which takes `text` or `json`",
                "错误[usage]: “--format <格式>”不能取值“pdf”，可选“text”或“json”",
            ),
            (
                "jifen run a --threads 0",
                "error[usage]: `0` is not a value of `--threads <N>`: it must lie from 1 to 1,024",
                "错误[usage]: “--threads <数量>”不能取值“0”：须在 1 到 1,024 之间",
            ),
            (
                "jifen run a --threads x",
                "error[usage]: `x` is not a value of `--threads <N>`: write a whole number",
                "错误[usage]: “--threads <数量>”不能取值“x”：请填写整数",
            ),
            (
                "jifen audit a --top 0",
                "error[usage]: `0` is not a value of `--top <K>`: it must be 1 or more",
                "错误[usage]: “--top <数量>”不能取值“0”：须不小于 1",
            ),
            (
                "jifen run a --as-of today",
                "error[usage]: `today` is not a value of `--as-of <YYYY-MM-DD>`: write a day like 2025-12-31",
                "错误[usage]: “--as-of <YYYY-MM-DD>”不能取值“today”：日期请写作 2025-12-31 的形式",
            ),
            (
                "jifen run a --out",
                "error[usage]: `--out <DIR>` needs a value",
                "错误[usage]: “--out <文件夹>”缺少取值",
            ),
            (
                "jifen run a --out b --out c",
                "error[usage]: `--out <DIR>` cannot be used twice",
                "错误[usage]: “--out <文件夹>”不能重复使用",
            ),
            (
                "jifen compare a b --set c=1",
                "error[usage]: `[B]` cannot be used with `--set <ID=WEIGHT>`",
                "错误[usage]: “[后者]”不能与“--set <编号=权重>”同时使用",
            ),
        ];
        for (line, english, chinese) in wanted {
            assert_eq!(both(line), [english, chinese], "{line}");
        }
    }
}
