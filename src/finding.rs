//! A fault: what is wrong, where, and what to do. [`Findings`] collects them.
//!
//! No code of this crate prints a fault where it occurs. A stage returns its findings; the command decides
//! what to print. Every kind of fault has a stable [`Code`], so that a nightly job can count or ignore a kind
//! by name.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::words::{Arg, Args, Language, Message, say};

mod code;
mod collected;
mod remedy;

pub use self::code::{Class, Code};
pub use self::collected::{Findings, MOST_ALIKE, OfCode, Omitted};
pub use self::remedy::{HeaderRemedy, HeaderUnit, Naming, PathBase, Remedy};

/// The importance of a finding, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; no value was changed or lost.
    Note,
    /// Suspicious; the value was used as it stands.
    Warning,
    /// Wrong; the row went to quarantine, or the run stopped.
    Error,
}

impl Severity {
    /// The word in output for people.
    pub fn word(self, language: Language) -> String {
        let word = match self {
            Severity::Note => say!(finding::note),
            Severity::Warning => say!(finding::warning),
            Severity::Error => say!(finding::error),
        };
        word.say(language).into_owned()
    }

    /// The lower-case word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Location of a fault: a file, and, if known, a line (from 1) and a column or key in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// The worksheet of a workbook, and the position of a column in it.
    pub sheet: Option<Arc<Sheet>>,
    /// Physical line from 1; in a workbook the row of the worksheet.
    pub line: Option<u32>,
    /// The header of a table's column, or a parameter's key.
    pub column: Option<Arc<str>>,
}

/// A worksheet, or one of its columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sheet {
    /// The worksheet's name.
    pub name: String,
    /// The column's position from 0.
    pub position: Option<u16>,
}

impl Place {
    /// The place of a whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Place {
        Place { file: file.into(), ..Place::default() }
    }

    /// The same file, in the worksheet `sheet`.
    pub fn in_sheet(mut self, name: impl Into<String>) -> Place {
        self.sheet = Some(Arc::new(Sheet { name: name.into(), position: None }));
        self
    }

    /// The same file, at `line`.
    pub fn at_line(mut self, line: u32) -> Place {
        self.line = Some(line);
        self
    }

    /// The same place, in `column`.
    pub fn in_column(mut self, column: impl Into<Arc<str>>) -> Place {
        self.column = Some(column.into());
        self
    }

    /// The same place, in the column at `position` from 0; without effect outside a worksheet.
    pub fn at_position(mut self, position: usize) -> Place {
        let position = u16::try_from(position).ok();
        self.sheet = self.sheet.map(|sheet| Arc::new(Sheet { position, name: sheet.name.clone() }));
        self
    }

    /// The address in a worksheet as spreadsheets write it: a cell `C17`, a row `17:17`, a column `C:C`.
    pub fn address(&self) -> Option<String> {
        match (self.line, self.sheet.as_ref()?.position.map(letters)) {
            (Some(line), Some(column)) => Some(format!("{column}{line}")),
            (Some(line), None) => Some(format!("{line}:{line}")),
            (None, Some(column)) => Some(format!("{column}:{column}")),
            (None, None) => None,
        }
    }

    /// The place for people: that of a whole row of a worksheet with its number, any other as it is
    /// displayed.
    pub fn said(&self) -> Message {
        match (&self.sheet, self.line, &self.column) {
            (Some(sheet), Some(row), None) if sheet.position.is_none() => {
                say!(finding::row_of, part = on_one_line(self.part().to_string()), row = row.to_string())
            }
            _ => Message::verbatim(self.to_string()),
        }
    }

    /// Whether the place is in the row that begins at `row`.
    pub fn is_in_row_of(&self, row: &Place) -> bool {
        (&self.file, self.sheet_name(), self.line) == (&row.file, row.sheet_name(), row.line)
    }

    /// The worksheet's name.
    pub fn sheet_name(&self) -> Option<&str> {
        self.sheet.as_ref().map(|sheet| &*sheet.name)
    }

    /// The file, with the worksheet if it is a workbook: `firms.xlsx[企业数据]`.
    pub fn part(&self) -> Arc<str> {
        match &self.sheet {
            Some(sheet) => format!("{}[{}]", self.file, sheet.name).into(),
            None => Arc::clone(&self.file),
        }
    }
}

/// By file, worksheet, line and column.
impl Ord for Place {
    fn cmp(&self, other: &Place) -> Ordering {
        fn key(place: &Place) -> (&str, Option<&str>, Option<u32>, Option<u16>, Option<&str>) {
            let Place { file, sheet, line, column } = place;
            let position = sheet.as_ref().and_then(|sheet| sheet.position);
            (file, place.sheet_name(), *line, position, column.as_deref())
        }
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Place) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The letters of a worksheet's column at `position` from 0: `A`, `Z`, `AA`.
fn letters(position: u16) -> String {
    let mut rest = u32::from(position) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// The members `file`, `sheet`, `line`, `cell` and `column`, as far as they are known.
impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a> {
            file: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            sheet: Option<&'a str>,
            #[serde(skip_serializing_if = "Option::is_none")]
            line: Option<u32>,
            #[serde(skip_serializing_if = "Option::is_none")]
            cell: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            column: Option<&'a str>,
        }
        let Place { file, line, column, .. } = self;
        let (sheet, column) = (self.sheet_name(), column.as_deref());
        Flat { file, sheet, line: *line, cell: self.address(), column }.serialize(serializer)
    }
}

/// `firms.csv:12 [营业收入(万元)]`; in a workbook `firms.xlsx[企业数据]!C12 [营业收入(万元)]`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&on_one_line(self.part().to_string()))?;
        match (self.address(), self.line) {
            (Some(address), _) => write!(f, "!{address}")?,
            (None, Some(line)) => write!(f, ":{line}")?,
            (None, None) => {}
        }
        if let Some(column) = &self.column {
            write!(f, " [{}]", on_one_line(column.to_string()))?;
        }
        Ok(())
    }
}

/// One fault. Printed as `error[cell-number]: firms.csv:12 [营业收入(万元)]: \`12x\` is not a number`, then `help:
/// …`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// The kind of fault.
    pub code: Code,
    /// File, line and column of the fault.
    pub place: Place,
    /// One line, lower case, no full stop, the user's text in backticks.
    pub message: Message,
    /// Advice, if there is any.
    pub remedy: Option<Remedy>,
}

/// The form for files and programs, which is the same in every language: a flat object with the severity, the
/// message in both languages, and the name and arguments of the sentence.
impl Serialize for Finding {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Flat<'a> {
            severity: Severity,
            code: Code,
            #[serde(flatten)]
            place: &'a Place,
            message: String,
            message_zh: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            id: Option<String>,
            args: Args<'a>,
            #[serde(skip_serializing_if = "Option::is_none")]
            help: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            help_zh: Option<String>,
        }
        let [message, message_zh] = Language::ALL.map(|language| self.sentence(language));
        let [help, help_zh] = Language::ALL.map(|language| self.help_line(language));
        let Finding { code, place, .. } = self;
        let (id, args) = (self.message.id(), Args(&self.message));
        Flat { severity: self.severity(), code: *code, place, message, message_zh, id, args, help, help_zh }
            .serialize(serializer)
    }
}

impl Finding {
    /// A fault of kind `code` at `place`, without advice.
    pub fn new(code: Code, place: Place, message: impl Into<Message>) -> Finding {
        Finding { code, place, message: message.into(), remedy: None }
    }

    /// The fault of an unreadable file.
    pub fn unreadable(place: Place, error: &io::Error) -> Finding {
        let message = match error.kind() {
            io::ErrorKind::IsADirectory => say!(finding::is_directory),
            _ => say!(finding::unreadable, cause = cause(error)),
        };
        let remedy = match error.kind() {
            io::ErrorKind::IsADirectory => say!(finding::is_directory_help).into(),
            io::ErrorKind::PermissionDenied => say!(finding::permission_help).into(),
            _ => Remedy::Path(PathBase::Unknown),
        };
        Finding::new(Code::FileUnreadable, place, message).help(remedy)
    }

    /// The same fault at the `place` of another file that names this one. `written` is the path as written
    /// there, relative to `base`.
    pub fn of_named(self, written: &str, place: Place, base: PathBase) -> Finding {
        let message = say!(finding::of_named, written = written, what = &self.message);
        let own = self.remedy.filter(|_| self.code != Code::FileUnreadable);
        Finding::new(self.code, place, message).help(own.unwrap_or(Remedy::Path(base)))
    }

    /// The same fault with advice.
    pub fn help(self, remedy: impl Into<Remedy>) -> Finding {
        Finding { remedy: Some(remedy.into()), ..self }
    }

    /// The same fault with advice, if any is known.
    pub fn help_if(self, remedy: Option<impl Into<Remedy>>) -> Finding {
        match remedy {
            Some(remedy) => self.help(remedy),
            None => self,
        }
    }

    /// The same fault with further advice.
    pub fn also(self, remedy: impl Into<Remedy>) -> Finding {
        let remedy = match self.remedy {
            Some(first) => Remedy::Several(vec![first, remedy.into()]),
            None => remedy.into(),
        };
        Finding { remedy: Some(remedy), ..self }
    }

    /// The message in one line.
    pub fn sentence(&self, language: Language) -> String {
        on_one_line(self.message.say(language).into_owned())
    }

    /// The advice in one line.
    pub fn help_line(&self, language: Language) -> Option<String> {
        let line = |remedy: &Remedy| on_one_line(remedy.message().say(language).into_owned());
        self.remedy.as_ref().map(line)
    }

    /// The finding as a terminal prints it, in one language.
    pub fn in_language(&self, language: Language) -> String {
        let mut text = format!("{}[{}]: ", self.severity().word(language), self.code);
        if !self.place.file.is_empty() {
            text += &format!("{}: ", self.place.said().say(language));
        }
        text += &self.sentence(language);
        if let Some(help) = self.help_line(language) {
            text += &format!("\n  {}{help}", say!(finding::help).say(language));
        }
        text
    }

    /// The severity, which the code determines.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Prints the finding in English.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_language(Language::En))
    }
}

impl Error for Finding {}

/// A text with line breaks and other control characters escaped, so that text from a file cannot break a
/// message into lines.
fn on_one_line(text: String) -> String {
    if !text.chars().any(char::is_control) {
        return text;
    }
    let escaped = |c: char| if c.is_control() { c.escape_default().collect() } else { c.to_string() };
    text.chars().map(escaped).collect()
}

/// Why a file cannot be read or written, without the operating system's error number.
pub fn cause(error: &(dyn Error + 'static)) -> Message {
    let io = error.downcast_ref::<io::Error>();
    if let Some(message) = io.and_then(|io| io.get_ref()?.downcast_ref::<Message>()) {
        return message.clone();
    }
    match io.map_or(io::ErrorKind::Other, io::Error::kind) {
        io::ErrorKind::NotFound => say!(finding::cause_not_found),
        io::ErrorKind::PermissionDenied => say!(finding::cause_permission),
        io::ErrorKind::IsADirectory => say!(finding::cause_directory),
        io::ErrorKind::NotADirectory => say!(finding::cause_no_directory),
        io::ErrorKind::AlreadyExists => say!(finding::cause_exists),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => say!(finding::cause_full),
        io::ErrorKind::FileTooLarge => say!(finding::cause_too_large),
        io::ErrorKind::ReadOnlyFilesystem => say!(finding::cause_read_only),
        io::ErrorKind::BrokenPipe => say!(finding::cause_broken_pipe),
        io::ErrorKind::OutOfMemory => say!(finding::cause_memory),
        io::ErrorKind::UnexpectedEof => say!(finding::cause_eof),
        io::ErrorKind::InvalidFilename => say!(finding::cause_name),
        io::ErrorKind::DirectoryNotEmpty => say!(finding::cause_not_empty),
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => say!(finding::cause_busy),
        io::ErrorKind::TimedOut => say!(finding::cause_timed_out),
        io::ErrorKind::StaleNetworkFileHandle => say!(finding::cause_stale),
        io::ErrorKind::WriteZero => say!(finding::cause_write_zero),
        io::ErrorKind::NotSeekable => say!(finding::cause_not_seekable),
        io::ErrorKind::Unsupported => say!(finding::cause_unsupported),
        _ => {
            let text = error.to_string();
            say!(finding::foreign, text = text.split(" (os error").next().unwrap_or_default().to_lowercase())
        }
    }
}

/// Greatest number of names that [`listed`] spells out.
pub const MOST_NAMED: usize = 5;

/// `names` for a message: at most the first [`MOST_NAMED`] of `count`.
pub fn listed<T: Into<Arg>>(names: impl Iterator<Item = T>, count: usize) -> Message {
    let named: Vec<T> = names.take(MOST_NAMED).collect();
    let more = count - named.len();
    let names = Arg::items(named);
    if more == 0 {
        say!(finding::listed, names = names)
    } else {
        say!(finding::listed_more, names = names, more = more)
    }
}

/// A path for people: without folders that `..` leaves again, as in `round/../firms.csv`.
pub fn shown_path(path: &Path) -> String {
    let is_up = |part: &Component<'_>| *part == Component::ParentDir;
    let mut parts: Vec<Component<'_>> = Vec::new();
    let mut is_plain = true;
    for part in path.components() {
        match parts.last() {
            Some(Component::Normal(_)) if is_up(&part) => {
                parts.pop();
                is_plain = false;
            }
            Some(Component::CurDir) if !is_plain => {
                parts.pop();
                parts.push(part);
            }
            _ => parts.push(part),
        }
    }
    match is_plain {
        true => path.display().to_string(),
        false if parts.is_empty() => ".".to_owned(),
        false => parts.iter().collect::<PathBuf>().display().to_string(),
    }
}

/// The name among `known` that is most similar to `name`, if it is probably meant: a Jaro–Winkler similarity
/// of at least 0.8.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best = None;
    let mut best_similarity = 0.8;
    for candidate in known {
        let similarity = strsim::jaro_winkler(&name.to_lowercase(), &candidate.to_lowercase());
        if similarity >= best_similarity && (best.is_none() || similarity > best_similarity) {
            best = Some(candidate);
            best_similarity = similarity;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_a_slip_and_refuses_a_stranger() {
        assert_eq!(nearest("encodng", ["path", "encoding", "units"]), Some("encoding"));
        assert_eq!(nearest("colour", ["path", "encoding", "units"]), None);
    }

    #[test]
    fn a_place_in_a_workbook_is_an_address() {
        let sheet = Place::file("firms.xlsx").in_sheet("企业数据");
        let column = |position: usize| sheet.clone().at_position(position);
        assert_eq!(column(2).at_line(17).to_string(), "firms.xlsx[企业数据]!C17");
        assert_eq!(sheet.clone().at_line(17).to_string(), "firms.xlsx[企业数据]!17:17");
        let said = |place: &Place| Language::ALL.map(|language| place.said().say(language).into_owned());
        assert_eq!(
            said(&sheet.clone().at_line(17)),
            ["firms.xlsx[企业数据] row 17", "firms.xlsx[企业数据] 第 17 行"]
        );
        assert_eq!(said(&column(2).at_line(17)), ["firms.xlsx[企业数据]!C17"; 2]);
        assert_eq!(said(&Place::file("firms.csv").at_line(17)), ["firms.csv:17"; 2]);
        let addresses = [0, 25, 26, 701, 702, 16_383].map(|position| column(position).address());
        let expected = ["A:A", "Z:Z", "AA:AA", "ZZ:ZZ", "AAA:AAA", "XFD:XFD"];
        assert_eq!(addresses.map(Option::unwrap_or_default), expected);
        assert_eq!(Place::file("firms.csv").at_line(17).at_position(2).to_string(), "firms.csv:17");
        let json = serde_json::to_string(&column(2).at_line(17)).expect("a place is plain data");
        assert_eq!(json, r#"{"file":"firms.xlsx","sheet":"企业数据","line":17,"cell":"C17"}"#);
    }

    #[test]
    fn a_finding_reads_as_one_line_and_a_help_line() {
        let place = Place::file("firms.csv").at_line(12).in_column("营业收入(万元)");
        let finding =
            Finding::new(Code::CellNumber, place, "`12x` is not a number").help("write digits only");
        assert_eq!(
            finding.to_string(),
            "error[cell-number]: firms.csv:12 [营业收入(万元)]: `12x` is not a number\n  help: write digits only"
        );
    }
}
