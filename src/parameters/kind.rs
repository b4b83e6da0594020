//! What a file that was named on the command line is, by its content: people name the wrong one.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::words::{Message, say};

/// Bytes looked at.
const HEAD: u64 = 1 << 16;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A campaign: any TOML, and any file that ends in `.toml`, that looks like nothing else.
    Campaign,
    /// A scorecard.
    Scorecard,
    /// An institutions file.
    Institutions,
    /// No TOML: firms, if anything.
    Table,
}

impl FileKind {
    /// What the file at `path` is; `None` where that cannot be seen: it is not there, or a pipe, which can be
    /// read but once.
    pub fn of(path: &Path) -> Option<FileKind> {
        let file = path.is_file().then(|| File::open(path).ok())??;
        let mut head = Vec::new();
        file.take(HEAD).read_to_end(&mut head).ok()?;
        // Keys are ASCII in every encoding; UTF-16 has zeros between.
        head.retain(|byte| *byte != 0);
        let text = String::from_utf8_lossy(&head);
        let lines = text.trim_start_matches(['\u{feff}', '\u{fffd}']).lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        if !is_toml(path) && lines.clone().next().and_then(key).is_none() {
            return Some(FileKind::Table);
        }
        let keys: Vec<&str> = lines.filter_map(key).collect();
        let has = |names: &[&str]| keys.iter().any(|key| names.contains(key));
        Some(if has(&["firms"]) {
            FileKind::Campaign
        } else if has(&["institution", "rules_basis"]) {
            FileKind::Institutions
        } else if has(&["group", "weights_basis", "extends"]) {
            FileKind::Scorecard
        } else {
            FileKind::Campaign
        })
    }

    /// What the file is, as a sentence has it behind `is`: `a campaign`.
    pub fn as_str(self) -> Message {
        match self {
            FileKind::Campaign => say!(parameters::file_campaign),
            FileKind::Scorecard => say!(parameters::file_scorecard),
            FileKind::Institutions => say!(parameters::file_institutions),
            FileKind::Table => say!(parameters::file_table),
        }
    }
}

/// Whether the path ends in `.toml`.
pub fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// The key, or the first key of the table, that a line of TOML gives.
fn key(line: &str) -> Option<&str> {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = line.trim_start_matches('[');
    let end = name.find(|c| !bare(c))?;
    let rest = name[end..].trim_start();
    // `sep=;` says what parts the cells of a table, a tab among others; TOML has a value behind the sign.
    let is_table = name[..end].eq_ignore_ascii_case("sep")
        && rest.chars().count() <= 2
        && !rest.ends_with(|c: char| c.is_ascii_digit());
    if is_table {
        return None;
    }
    let is_key = if name.len() < line.len() { rest.starts_with([']', '.']) } else { rest.starts_with('=') };
    (end > 0 && is_key).then(|| &name[..end])
}
