//! A campaign written for tables of which nothing is known yet: `jifen init`.
//!
//! Every table is looked at, and its part in the campaign is guessed from its headers, keys and name. A guess
//! is written with its grounds; what only a person knows is written as a comment.

mod dated;
mod day;
mod long;
mod roles;
mod sides;
mod toml;
mod written;
mod years;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use self::day::Day;
use self::roles::{Role, Table};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::Dictionary;
use crate::intake;
use crate::progress::Progress;
use crate::scorecard::{SCORECARDS, Scorecard};
use crate::words::{Language, Message, say};

/// What a new campaign is made of.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// Tables, as the user names them.
    pub files: &'a [PathBuf],
    /// A built-in id, or the path of a file that ends in `.toml`.
    pub scorecard: &'a str,
    /// The folder of the campaign.
    pub folder: &'a Path,
    /// The as-of day, if the user names one.
    pub as_of: Option<Date>,
    /// The day on which the campaign is written.
    pub today: Date,
    /// The language of comments.
    pub language: Language,
}

impl Inputs<'_> {
    /// Whether one of the tables is a workbook: a person who delivers workbooks gets workbooks.
    fn in_workbooks(&self) -> bool {
        let is_workbook =
            |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        self.files.iter().any(is_workbook)
    }
}

/// A new campaign and its institutions, not written yet.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The text of the campaign file.
    pub campaign: String,
    /// The text of the institutions file.
    pub institutions: String,
    /// Each table and the part that it takes in the campaign.
    pub tables: Vec<(String, Message)>,
}

/// Makes a campaign for the tables in `inputs`.
///
/// # Errors
/// A file that cannot be read or is no table; no table with firms; faults of the scorecard.
pub fn begin(inputs: &Inputs<'_>, progress: &dyn Progress) -> Result<Begun, Findings> {
    let base = Dictionary::built_in();
    let source = SCORECARDS.open(inputs.scorecard, Path::new(""), Place::default())?;
    let (scorecard, _) = Scorecard::load(&source, &base, None)?;
    let dictionary = scorecard.dictionary(&base);
    let (mut tables, mut faults) = (Vec::new(), Findings::new());
    // A file without anything in it is no reason to write no campaign for the others.
    let (mut empty, mut left_out) = (Vec::<(String, Findings)>::new(), Vec::new());
    let is_empty = |found: &Findings| found.iter().all(|one| one.code == Code::FileEmpty);
    for path in inputs.files {
        if intake::is_stdin(path) {
            let place = Place::file(path.display().to_string());
            let fault = Finding::new(Code::FileUnreadable, place, say!(init::stdin));
            faults.push(fault.help(say!(init::stdin_help)));
            continue;
        }
        match intake::survey(path, &dictionary, progress) {
            Ok(found) => {
                let several = found.tables.len() > 1;
                let written = relative(inputs.folder, path);
                let table = |surveyed| Table::new(surveyed, written.clone(), several);
                tables.extend(found.tables.into_iter().map(table));
                left_out.extend(found.left_out);
            }
            Err(found) if is_empty(&found) => empty.push((relative(inputs.folder, path), found)),
            Err(found) => faults.unite(found),
        }
    }
    if tables.is_empty() {
        empty.drain(..).for_each(|(_, found)| faults.unite(found));
    }
    if faults.has_errors() {
        faults.sort();
        return Err(faults);
    }
    let year = inputs.as_of.map(Date::year);
    for table in &mut tables {
        dated::settle(table, &dictionary, year);
        table.take_title_unit(&dictionary);
    }
    roles::assign(&mut tables, &dictionary, inputs.as_of);
    if !tables.iter().any(Table::is_firms) {
        let names = inputs.files.iter().map(|path| path.display().to_string());
        let place = Place::file(names.collect::<Vec<_>>().join(", "));
        let finding = Finding::new(Code::ColumnMissing, place, say!(init::no_firms));
        let returned = tables.iter().find(|table| table.role == Role::Returned);
        let help = match returned {
            Some(table) => say!(init::no_firms_returned, table = table.name()),
            None => say!(init::no_firms_help),
        };
        return Err(finding.help(help).into());
    }
    let day = Day::new(inputs, &tables);
    let empty: Vec<String> = empty.into_iter().map(|(path, _)| path).collect();
    let writer = written::Writer {
        inputs,
        scorecard: &scorecard,
        dictionary: &dictionary,
        tables: &tables,
        year: day.year(),
        empty: &empty,
        left_out: &left_out,
    };
    Ok(Begun {
        campaign: writer.campaign(&day),
        institutions: written::institutions(inputs.language, inputs.in_workbooks()),
        tables: tables
            .iter()
            .map(|table| (table.name(), table.said(&dictionary)))
            .chain(empty.iter().map(|path| (path.clone(), say!(init::role_empty))))
            .chain(left_out.iter().map(|(place, why)| (place.part().to_string(), written::left_out(*why))))
            .collect(),
    })
}

/// `path` relative to `folder`, with `/`; as it is if there is no such path.
fn relative(folder: &Path, path: &Path) -> String {
    let plain = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let absolute = |path: &Path| std::path::absolute(path).ok();
    let (Some(from), Some(to)) = (absolute(folder), absolute(path)) else { return plain(path) };
    let normal = |path: &Path| {
        let mut parts: Vec<std::ffi::OsString> = Vec::new();
        for part in path.components() {
            match part {
                std::path::Component::CurDir => {}
                std::path::Component::ParentDir => _ = parts.pop(),
                part => parts.push(part.as_os_str().to_owned()),
            }
        }
        parts
    };
    let (from, to) = (normal(&from), normal(&to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // Only the root in common, as on another drive.
    if shared == 0 {
        return plain(path);
    }
    let up = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    let down = to[shared..].iter().map(|part| part.to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<String>>().join("/")
}
