//! A page carried out: its files written into a folder of its own, its commands run there, its rules
//! evaluated.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use jifen::expr::{Expr, Scope};
use jifen::finding::Place;
use jifen::firms::{Column, Dictionary, Frame, Kind as ColumnKind, Value};
use jifen::scorecard::{SCORECARDS, Scorecard};
use jifen::words::Language;
use tempfile::TempDir;

use super::page::{Kind, Page, unescaped};
use crate::support::xlsx::{Sheet, workbook};

/// What stands for lines that are not shown.
const CUT: &str = "…";

/// What a page turned out to be.
pub(super) struct Played {
    /// Each console block, as it would be now, by its position among the blocks.
    pub consoles: BTreeMap<usize, Vec<String>>,
    /// What is not as the page says, consoles included.
    pub faults: Vec<String>,
    /// How many commands within its sentences and tables were carried out.
    pub inline: usize,
}

/// Carries out `page`, in a folder that holds copies of the files of `with`.
pub(super) fn play(page: &Page, with: &Path) -> Played {
    let folder = TempDir::new().expect("a temporary folder can be made");
    copy(with, folder.path());
    carry_out_blocks(page, folder.path(), false)
}

/// Copies the files of a folder and of those in it.
fn copy(from: &Path, to: &Path) {
    /// What whoever tried the pages in place left there.
    const LEFT: [&str; 2] = ["searches.jsonl", "out"];
    for entry in fs::read_dir(from).expect("the files to begin with can be listed") {
        let path = entry.expect("a folder can be listed").path();
        let Some(name) = path.file_name().filter(|name| !LEFT.iter().any(|left| *name == *left)) else {
            continue;
        };
        let to = to.join(name);
        if path.is_dir() {
            fs::create_dir(&to).expect("a folder can be made");
            copy(&path, &to);
        } else {
            fs::copy(&path, to).expect("a file can be copied");
        }
    }
}

/// Carries out `page` in `folder` with every command as it is written, those within sentences and tables too,
/// in the order they stand in.
pub(super) fn play_as_written(page: &Page, folder: &Path) -> Played {
    carry_out_blocks(page, folder, true)
}

fn carry_out_blocks(page: &Page, folder: &Path, inline: bool) -> Played {
    let mut played = Played { consoles: BTreeMap::new(), faults: Vec::new(), inline: 0 };
    let mut before = 0;
    let mut books: BTreeMap<String, Vec<Sheet>> = BTreeMap::new();
    let in_sentences = |lines: std::ops::Range<usize>, played: &mut Played| {
        for line in lines.filter(|_| inline) {
            for command in commands(&page.lines[line]) {
                played.inline += 1;
                if let Err(fault) = shell(folder, command, page.locale) {
                    played.faults.push(format!("line {}: {fault}", line + 1));
                }
            }
        }
    };
    for (at, block) in page.blocks.iter().enumerate() {
        in_sentences(before..block.line, &mut played);
        before = block.body.end;
        let body = page.body(block);
        let told = match &block.kind {
            Kind::File { name, sheet: Some(sheet), .. } => {
                let sheets = books.entry(name.clone()).or_default();
                sheets.push(sheet.of(&body));
                fs::write(folder.join(name), workbook(sheets)).map_err(|error| format!("{name}: {error}"))
            }
            Kind::File { name, bytes, sheet: None } => write(folder, name, &body, *bytes),
            Kind::Add { name } => add(folder, name, &body),
            Kind::Rules => {
                let now: Vec<String> = body.lines().map(|line| rule(line, page.locale)).collect();
                let wrong = now.iter().zip(body.lines()).find(|(now, line)| now != line);
                let fault = wrong.map(|(now, line)| format!("`{line}` is now `{now}`"));
                played.consoles.insert(at, now);
                fault.map_or(Ok(()), Err)
            }
            Kind::Shell => body.lines().try_for_each(|line| shell(folder, line, page.locale)),
            Kind::Text => Ok(()),
            Kind::Console => console(folder, &body, page.locale).and_then(|now| {
                let same = now.iter().map(String::as_str).eq(body.lines());
                let shown = now.join("\n");
                played.consoles.insert(at, now);
                if same { Ok(()) } else { Err(format!("is stale; now it is\n{shown}")) }
            }),
        };
        if let Err(fault) = told {
            played.faults.push(format!("line {}: {fault}", block.line));
        }
    }
    in_sentences(before..page.lines.len(), &mut played);
    played
}

/// The commands of a line that say what to do it to: `jifen run` alone is a name.
fn commands(line: &str) -> impl Iterator<Item = &str> {
    let spans = line.split('`').skip(1).step_by(2);
    spans.filter(|span| match span.split_whitespace().collect::<Vec<_>>()[..] {
        ["jifen", "scorecards", _] => false,
        ["jifen", ref words @ ..] => words.len() > 1,
        _ => false,
    })
}

fn write(folder: &Path, name: &str, body: &str, bytes: bool) -> Result<(), String> {
    let bytes = if bytes { unescaped(body)? } else { body.as_bytes().to_vec() };
    if let Some(parent) = Path::new(name).parent() {
        fs::create_dir_all(folder.join(parent)).map_err(|error| format!("{name}: {error}"))?;
    }
    fs::write(folder.join(name), bytes).map_err(|error| format!("{name}: {error}"))
}

fn add(folder: &Path, name: &str, body: &str) -> Result<(), String> {
    let before = fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    write(folder, name, &format!("{before}\n{body}"), false)
}

/// The commands of a console block, each with what it prints now.
fn console(folder: &Path, body: &str, locale: &str) -> Result<Vec<String>, String> {
    let mut now = Vec::new();
    let lines: Vec<&str> = body.lines().collect();
    if !lines.first().is_some_and(|line| line.starts_with("$ ")) {
        return Err("a console begins with `$ ` and a command".to_owned());
    }
    for session in lines.chunk_by(|_, next| !next.starts_with("$ ")) {
        let (command, shown) = (session[0], &session[1..]);
        now.push(command.to_owned());
        now.extend(like(shown, carry_out(folder, &command[2..], locale)?)?);
    }
    Ok(now)
}

/// `told`, with as many lines left out as `shown` leaves out.
fn like(shown: &[&str], told: Vec<String>) -> Result<Vec<String>, String> {
    let Some(cut) = shown.iter().position(|line| *line == CUT) else { return Ok(told) };
    let after = shown.len() - cut - 1;
    if told.len() <= cut + after {
        return Err(format!("`{CUT}` stands for no line of\n{}", told.join("\n")));
    }
    let end = told[told.len() - after..].iter().cloned();
    Ok(told[..cut].iter().cloned().chain([CUT.to_owned()]).chain(end).collect())
}

/// What a command prints, line by line, and its exit code where that is not 0.
fn carry_out(folder: &Path, command: &str, locale: &str) -> Result<Vec<String>, String> {
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let read = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        Ok::<String, String>(text.trim_start_matches('\u{feff}').to_owned())
    };
    let (told, code) = match words[..] {
        ["jifen", ref arguments @ ..] => jifen_in(folder, arguments, locale),
        ["cat", name] => (read(name)?, 0),
        ["cut", "-d,", fields, name] => (cut(&read(name)?, fields)?, 0),
        ["grep", "-v", text, name] => {
            let kept = read(name)?;
            (kept.lines().filter(|line| !line.contains(text)).map(|line| format!("{line}\n")).collect(), 0)
        }
        ["head", "-n", count, name] => {
            let count = count.parse().map_err(|_| format!("`{count}` counts no lines"))?;
            (read(name)?.lines().take(count).map(|line| format!("{line}\n")).collect(), 0)
        }
        _ => return Err(format!("nobody here knows the command `{command}`")),
    };
    if told.contains(&*folder.to_string_lossy()) {
        return Err(format!("`{command}` names the folder it ran in:\n{told}"));
    }
    let mut lines: Vec<String> = told.lines().map(|line| line.trim_end().to_owned()).collect();
    if code != 0 {
        lines.push(format!("# exit code {code}"));
    }
    Ok(lines)
}

/// The words of a command; quotation marks keep blanks together.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// Runs the program; what it prints to either stream, in the order it does.
pub(super) fn jifen(folder: &Path, arguments: &[&str]) -> (String, i32) {
    jifen_in(folder, arguments, "C")
}

fn jifen_in(folder: &Path, arguments: &[&str], locale: &str) -> (String, i32) {
    let (mut reader, writer) = std::io::pipe().expect("a pipe can be made");
    let mut command = Command::new(env!("CARGO_BIN_EXE_jifen"));
    command.env("LC_ALL", locale);
    command.current_dir(folder).env("NO_COLOR", "1").env("COLUMNS", "160").args(arguments);
    command.stdout(writer.try_clone().expect("a pipe has two ends")).stderr(writer);
    let mut child = command.spawn().expect("the program can be started");
    // Its ends of the pipe must be closed here, or reading would not end.
    drop(command);
    let mut told = String::new();
    reader.read_to_string(&mut told).expect("the program prints UTF-8");
    let status = child.wait().expect("the program ends");
    (told, status.code().unwrap_or(-1))
}

/// `cut -d, -f2,4-5`: some columns of a table without quotation marks.
fn cut(text: &str, fields: &str) -> Result<String, String> {
    let mut kept = Vec::new();
    for range in fields.strip_prefix("-f").unwrap_or_default().split(',') {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let number =
            |digits: &str| digits.parse::<usize>().map_err(|_| format!("`{fields}` names no columns"));
        kept.extend(number(first)?..=number(last)?);
    }
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let kept = kept.iter().filter_map(|at| cells.get(at - 1).copied());
        kept.collect::<Vec<_>>().join(",") + "\n"
    };
    Ok(text.lines().map(row).collect())
}

/// A command whose output is not shown: the program must do it, or do it with rows put aside.
pub(super) fn shell(folder: &Path, line: &str, locale: &str) -> Result<(), String> {
    /// What has been done where this runs: the program stands on the path.
    const DONE: [&str; 2] = ["cargo install --path .", "cargo test"];
    let command = line.split(" #").next().unwrap_or_default().trim();
    if DONE.contains(&command) {
        return Ok(());
    }
    let words = words(command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (["jifen", arguments @ ..] | ["cargo", "run", "--release", "--", arguments @ ..]) = &words[..] else {
        return Err(format!("nobody here knows the command `{command}`"));
    };
    let (arguments, file) = match arguments {
        [before @ .., ">", file] => (before, Some(*file)),
        all => (all, None),
    };
    match jifen_in(folder, arguments, locale) {
        (told, 0 | 1) => file.map_or(Ok(()), |file| write(folder, file, &told, false)),
        (told, code) => Err(format!("`{command}` ends with {code}:\n{told}")),
    }
}

/// The names rules of a page may use: the dictionary's fields, and the results of the national scorecard.
fn scope() -> &'static Scope {
    static SCOPE: OnceLock<Scope> = OnceLock::new();
    SCOPE.get_or_init(|| {
        let source = SCORECARDS.find("mst-2022", Place::default()).expect("it is built in");
        let (card, _) = Scorecard::load(&source, &Dictionary::built_in(), None).expect("it is sound");
        card.result_scope(&card.dictionary(&Dictionary::built_in()))
    })
}

/// `ROUND(1.005, 2)  -- 1.01`: a rule with the value of one that asks nothing of a firm, the type of any
/// other, or
/// its fault.
fn rule(line: &str, locale: &str) -> String {
    let Some((rule, _)) = line.split_once(" -- ") else { return line.to_owned() };
    let language = Language::of_locale(locale).unwrap_or_default();
    let now = match Expr::compile(rule.trim(), scope()) {
        Err(faults) => {
            format!("{}{}", language.pick("refused: ", "拒绝："), faults[0].message.say(language))
        }
        Ok(rule) if !rule.is_constant() => match language {
            Language::En => format!("a {}", rule.kind().as_str()),
            Language::Zh => match rule.kind() {
                ColumnKind::Number => "数值".to_owned(),
                ColumnKind::Text => "文本".to_owned(),
                ColumnKind::Flag => "是或否".to_owned(),
                ColumnKind::Date => "日期".to_owned(),
            },
        },
        Ok(rule) => value(&rule.evaluate(&Frame { len: 1, slots: Vec::new() }, 0..1), language),
    };
    format!("{rule} -- {now}")
}

fn value(column: &Column, language: Language) -> String {
    match column.value(0) {
        Value::Missing => language.pick("missing", "缺失").to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => format!("'{text}'"),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
    }
}
