//! Recognises the kind of a file by its content, since people may name the wrong file on the command line.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::words::{Message, say};

/// Bytes read from the start of a file.
const HEAD: u64 = 1 << 16;

/// The kind of a file, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A campaign: any TOML, or a file whose name ends in `.toml`, without the keys of another kind.
    Campaign,
    /// A scorecard in TOML.
    Scorecard,
    /// An institutions file in TOML.
    Institutions,
    /// A programme in TOML.
    Programme,
    /// No TOML: probably a table of firms.
    Table,
}

impl FileKind {
    /// The kind of the file at `path`; `None` for a missing file or a pipe, which can be read only once.
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
        } else if has(&["instrument"]) || has(&["extends"]) && has(&["basis"]) && !has(&["weights_basis"]) {
            FileKind::Programme
        } else if has(&["group", "weights_basis", "extends"]) {
            FileKind::Scorecard
        } else {
            FileKind::Campaign
        })
    }

    /// The name of the kind with its article, for a sentence: `a campaign`.
    pub fn as_str(self) -> Message {
        match self {
            FileKind::Campaign => say!(parameters::file_campaign),
            FileKind::Scorecard => say!(parameters::file_scorecard),
            FileKind::Institutions => say!(parameters::file_institutions),
            FileKind::Programme => say!(parameters::file_programme),
            FileKind::Table => say!(parameters::file_table),
        }
    }
}

/// Whether the path ends in `.toml`.
pub fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"))
}

/// The key, or the first key of the table, in a line of TOML.
fn key(line: &str) -> Option<&str> {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = line.trim_start_matches('[');
    let end = name.find(|c| !bare(c))?;
    let rest = name[end..].trim_start();
    // `sep=;` declares the delimiter of a table. If the delimiter is a tab, only a blank follows the sign,
    // whereas TOML has a value there.
    let is_table = name[..end].eq_ignore_ascii_case("sep")
        && rest.chars().count() <= 2
        && !rest.ends_with(|c: char| c.is_ascii_digit());
    if is_table {
        return None;
    }
    let is_key = if name.len() < line.len() { rest.starts_with([']', '.']) } else { rest.starts_with('=') };
    (end > 0 && is_key).then(|| &name[..end])
}
