//! `datapackage.json`: a Frictionless Data Package over all files, with their hashes, sizes and schemas.

use std::borrow::Cow;
use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::changed::Changed;
use super::json;
use super::sink::{Folder, Written};
use super::table::Field;
use crate::finding::Finding;
use crate::parameters;
use crate::words::{Language, Message, say};

/// Path of the package within an output.
pub(super) const PATH: &str = "datapackage.json";
/// Name of the package's maker, by which a later run knows an output folder.
const GENERATOR: &str = "jifen";

/// A file's format, for the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// CSV in the named encoding.
    Csv(&'static str),
    /// A Parquet file of typed columns.
    Parquet,
    /// An Office Open XML workbook.
    Xlsx,
    /// JSON, without a schema.
    Json,
    /// A page for a browser, UTF-8.
    Html,
    /// Text for people, UTF-8.
    Text,
    /// Statements of SQL, UTF-8.
    Sql,
}

/// A file of the package, with its description.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    pub written: Written,
    /// Counts of altered cells, by kind.
    pub changed: Changed,
    /// Whether equal runs give equal bytes.
    pub repeatable: bool,
    format: Format,
    title: Message,
    description: Message,
    fields: Vec<Field>,
    key: Option<String>,
}

impl Resource {
    pub(super) fn new(
        written: Written,
        format: Format,
        title: impl Into<Message>,
        description: impl Into<Message>,
    ) -> Resource {
        Resource {
            written,
            changed: Changed::default(),
            repeatable: true,
            format,
            title: title.into(),
            description: description.into(),
            fields: Vec::new(),
            key: None,
        }
    }

    pub(super) fn fields(mut self, fields: Vec<Field>) -> Resource {
        self.fields = fields;
        self
    }

    pub(super) fn key(mut self, key: &str) -> Resource {
        self.key = Some(key.to_owned());
        self
    }

    /// Sets the number of defused texts.
    pub(super) fn defused(self, defused: usize) -> Resource {
        self.changed(Changed { defused, ..Changed::default() })
    }

    pub(super) fn changed(mut self, changed: Changed) -> Resource {
        self.changed = changed;
        self
    }

    pub(super) fn not_repeatable(mut self) -> Resource {
        self.repeatable = false;
        self
    }

    fn entry(&self, language: Language) -> Entry<'_> {
        let (format, mediatype, encoding) = match self.format {
            Format::Csv(encoding) => ("csv", "text/csv", Some(encoding)),
            Format::Parquet => ("parquet", "application/vnd.apache.parquet", None),
            Format::Xlsx => {
                ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", None)
            }
            Format::Json => ("json", "application/json", Some("utf-8")),
            Format::Html => ("html", "text/html", Some("utf-8")),
            Format::Sql => ("sql", "application/sql", Some("utf-8")),
            Format::Text => ("txt", "text/plain", Some("utf-8")),
        };
        let is_table = matches!(self.format, Format::Csv(_));
        let kind = match self.format {
            Format::Csv(_) => "table",
            Format::Json => "json",
            // Not every validator reads these formats; as plain files their bytes are still checked.
            Format::Parquet | Format::Xlsx | Format::Html | Format::Text | Format::Sql => "file",
        };
        // `scores.csv` and `scores.parquet` must not share a name, and names are in lower case.
        let name = match self.format {
            Format::Csv(_) => self.written.path.trim_end_matches(".csv"),
            _ => &self.written.path,
        };
        let fields = self.fields.iter().map(|field| field.settled(language)).collect();
        let schema = Schema { fields, primary_key: self.key.as_deref(), missing_values: [""] };
        Entry {
            name: identifier(name),
            path: &self.written.path,
            title: self.title.say(language),
            description: self.description.say(language),
            kind,
            profile: if is_table { "tabular-data-resource" } else { "data-resource" },
            format,
            mediatype,
            encoding,
            bytes: self.repeatable.then_some(self.written.bytes),
            hash: self.repeatable.then(|| format!("sha256:{}", self.written.sha256)),
            schema: (!self.fields.is_empty()).then_some(schema),
        }
    }
}

/// A resource's name, which has only lower-case letters, digits and `.`, `_`, `-`, `/`. Other characters of a
/// path become `-`, and a hash behind them keeps names apart.
fn identifier(path: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let name = path.to_ascii_lowercase();
    if name.chars().all(is_plain) {
        return name;
    }
    let hash = parameters::sha256(path.as_bytes());
    format!("{}-{}", name.replace(|c: char| !is_plain(c), "-"), &hash[..8])
}

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: &'a str,
    title: &'a str,
    description: Cow<'a, str>,
    version: &'static str,
    generator: String,
    as_of: String,
    sources: Vec<Source<'a>>,
    resources: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    title: &'a str,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: String,
    path: &'a str,
    title: Cow<'a, str>,
    description: Cow<'a, str>,
    #[serde(rename = "type")]
    kind: &'static str,
    profile: &'static str,
    format: &'static str,
    mediatype: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'a str>,
    missing_values: [&'static str; 1],
}

/// Name, title and origin of a package.
pub(super) struct Heading<'a> {
    /// Name in lower case, for programs.
    pub name: &'a str,
    /// Title for people, in one language.
    pub title: Cow<'a, str>,
    /// Summary of the content, in both languages.
    pub description: Message,
    /// Language of titles and descriptions.
    pub language: Language,
    /// As-of day of its numbers.
    pub as_of: Date,
    /// Documents on which the content is based.
    pub sources: Vec<&'a str>,
}

/// Writes `datapackage.json` over these files.
pub(super) fn write(
    folder: &Folder,
    heading: &Heading<'_>,
    resources: &[Resource],
) -> Result<Written, Finding> {
    let package = Package {
        profile: "data-package",
        name: heading.name,
        title: &heading.title,
        description: heading.description.say(heading.language),
        version: env!("CARGO_PKG_VERSION"),
        generator: format!("{GENERATOR} {}", env!("CARGO_PKG_VERSION")),
        as_of: heading.as_of.to_string(),
        sources: heading.sources.iter().map(|&title| Source { title }).collect(),
        resources: resources.iter().map(|one| one.entry(heading.language)).collect(),
    };
    let mut file = folder.file(PATH)?;
    let text = json::pretty(&package).map_err(|error| file.unwritable(&error))?;
    file.put(&text)?;
    Ok(file.finish())
}

/// A file's entry in a package.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Known {
    /// Its path within the output, `/` between folders.
    pub path: String,
    /// Its size, if equal runs give equal bytes.
    pub bytes: Option<u64>,
    /// SHA-256 of its bytes, in hexadecimal, if equal runs give equal bytes.
    #[serde(rename = "hash", default, deserialize_with = "digest")]
    pub digest: Option<String>,
}

/// The digest after `sha256:`, if present.
fn digest<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let hash = Option::<String>::deserialize(from)?;
    Ok(hash.and_then(|hash| hash.strip_prefix("sha256:").map(str::to_owned)))
}

/// The bytes of a regular file. Anything else, such as a link to a device, may have no end.
///
/// # Errors
/// A path that is no regular file, or cannot be read.
pub fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() {
        fs::read(path)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, say!(publish::no_disk_file)))
    }
}

/// The files an earlier run wrote into `folder`, in its package's order; empty without a package of this
/// program.
pub(super) fn known_in(folder: &Path) -> Vec<Known> {
    #[derive(Deserialize)]
    struct Package {
        generator: String,
        resources: Vec<Known>,
    }
    let text = read_whole(&folder.join(PATH)).unwrap_or_default();
    match serde_json::from_slice::<Package>(&text) {
        Ok(package) if package.generator.split(' ').next() == Some(GENERATOR) => package.resources,
        _ => Vec::new(),
    }
}

/// The paths of the files an earlier run wrote into `folder`, with its package; empty without a package of
/// this program.
pub(super) fn paths_in(folder: &Path) -> FxHashSet<String> {
    let known = known_in(folder);
    let package = (!known.is_empty()).then(|| PATH.to_owned());
    known.into_iter().map(|file| file.path).chain(package).collect()
}

/// The SHA-256 of each file an earlier run wrote into `folder`, by its package; empty without a package of
/// this program.
pub(super) fn digests(folder: &Path) -> FxHashMap<String, String> {
    known_in(folder).into_iter().filter_map(|file| Some((file.path, file.digest?))).collect()
}
