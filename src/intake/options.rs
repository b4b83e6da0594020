//! The `[firms]` table of a campaign: the files of firms and how to read them.

mod supplement;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::finding::shown_path;
use crate::parameters::Spanned;

pub use supplement::{Given, Key, Long, Supplement};

/// The `[firms]` table of a campaign: the file or files of firms and how to read them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FirmsFile {
    /// Path of the file, relative to the campaign file; of several files a list of paths and patterns such as
    /// `districts/*.xlsx`. `-` is standard input.
    pub path: Spanned<Paths>,
    /// Worksheet of a workbook; `*` for all visible ones, each a part of the cohort. Absent: the only one
    /// that has a header.
    #[serde(default)]
    pub sheet: Option<Spanned<String>>,
    /// Row of the header in the file or worksheet, from 1. Absent: the first row, or the row below titles
    /// that names the most fields.
    #[serde(default)]
    pub header_row: Option<Spanned<u32>>,
    /// Encoding of the file. Absent: `auto`.
    #[serde(default)]
    pub encoding: Encoding,
    /// Header → field, for headers that the dictionary does not know or binds to another field.
    #[serde(default)]
    pub columns: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Field → unit, for columns whose header names no unit. `in-cell` if each cell names its own unit.
    #[serde(default)]
    pub units: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Marks for "not known" in cells, in addition to the dictionary's. A mark that is a day stands for this
    /// day in every form.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Flag → marks that mean "no" in its column, although they mean "not known" in other columns.
    #[serde(default)]
    pub no: BTreeMap<Spanned<String>, Vec<String>>,
    /// Ids or names of rows that are firms, although they look like a total, a remark or a header, or the id
    /// looks like no credit code.
    #[serde(default)]
    pub keep: Vec<String>,
    /// Headers of columns to leave out, even if the dictionary knows them.
    #[serde(default)]
    pub ignore: Vec<Spanned<String>>,
    /// Field of days → the partial form of a day that its cells may have.
    #[serde(default)]
    pub dates: BTreeMap<Spanned<String>, Spanned<DateForm>>,
    /// Treatment of a row that ends before the header does. Absent: `aside`.
    #[serde(default)]
    pub short_rows: ShortRows,
    /// The column that identifies firms, if it is not the credit code: the name, title or alias of a field,
    /// or any other header. Only uniqueness of such ids is checked. Ids are kept half-width, so that `Ａ1` and
    /// `A1` are the same firm.
    // The caller makes it the dictionary's `primary_key`.
    #[serde(default)]
    pub id: Option<Spanned<String>>,
    /// Files or worksheets that are read otherwise than the others.
    #[serde(default)]
    pub part: Vec<PartOptions>,
    /// Other tables whose rows belong to firms, and the fields they give.
    #[serde(default)]
    pub supplement: Vec<Supplement>,
    /// Whether only the first of several columns of one field is taken, without a fault: for a first look at
    /// a file.
    #[serde(skip)]
    pub(crate) takes_first: bool,
    /// Whether the table is a supplement.
    #[serde(skip)]
    pub(crate) is_supplement: bool,
}

/// Paths and patterns of files, at least one; in TOML a text or a list of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths(Vec<String>);

impl Paths {
    /// One path or pattern.
    pub fn one(path: impl Into<String>) -> Paths {
        Paths(vec![path.into()])
    }

    /// The paths and patterns in order.
    pub fn all(&self) -> &[String] {
        &self.0
    }

    /// The paths and patterns in their own order, with commas between them.
    pub fn sorted(&self) -> String {
        let mut all: Vec<String> = self.shown().collect();
        all.sort_unstable();
        all.join(", ")
    }

    /// The paths and patterns with commas between them.
    pub fn joined(&self) -> String {
        self.shown().collect::<Vec<String>>().join(", ")
    }

    fn shown(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|path| shown_path(Path::new(path)))
    }
}

impl<'de> Deserialize<'de> for Paths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Paths, D::Error> {
        struct TextOrList;
        impl<'de> Visitor<'de> for TextOrList {
            type Value = Paths;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, path: &str) -> Result<Paths, E> {
                Ok(Paths::one(path))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Paths, A::Error> {
                let mut paths = Vec::new();
                while let Some(path) = list.next_element::<String>()? {
                    paths.push(path);
                }
                if paths.is_empty() { Err(de::Error::invalid_length(0, &self)) } else { Ok(Paths(paths)) }
            }
        }
        deserializer.deserialize_any(TextOrList)
    }
}

impl JsonSchema for Paths {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Paths".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" }, "minItems": 1 }]
        })
    }
}

/// A `[[firms.part]]` table: files or worksheets that are read otherwise. Maps add to those of `[firms]`, and
/// replace their entries; other options replace those of `[firms]`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartOptions {
    /// Path or pattern of the files, as in `[firms]`.
    pub path: Spanned<String>,
    /// Worksheet of these workbooks. Named here, it is read.
    #[serde(default)]
    pub sheet: Option<Spanned<String>>,
    /// The part whose rows these files correct: a file, with its worksheet in brackets if it has several.
    #[serde(default)]
    pub corrects: Option<Spanned<String>>,
    /// Row of the header in the file or worksheet, from 1.
    #[serde(default)]
    pub header_row: Option<Spanned<u32>>,
    /// Encoding of the files.
    #[serde(default)]
    pub encoding: Option<Encoding>,
    /// Header → field.
    #[serde(default)]
    pub columns: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Field → unit, for columns whose header names no unit.
    #[serde(default)]
    pub units: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Further marks for "not known".
    #[serde(default)]
    pub missing: Vec<String>,
    /// Flag → marks that mean "no" in its column.
    #[serde(default)]
    pub no: BTreeMap<Spanned<String>, Vec<String>>,
    /// Headers of columns to leave out.
    #[serde(default)]
    pub ignore: Vec<Spanned<String>>,
    /// Field of days → the partial form of a day that its cells may have.
    #[serde(default)]
    pub dates: BTreeMap<Spanned<String>, Spanned<DateForm>>,
    /// Treatment of a row that ends before the header does.
    #[serde(default)]
    pub short_rows: Option<ShortRows>,
}

impl PartOptions {
    /// A part that is read as the others are.
    pub fn of(path: Spanned<String>) -> PartOptions {
        PartOptions {
            path,
            sheet: None,
            corrects: None,
            header_row: None,
            encoding: None,
            columns: BTreeMap::new(),
            units: BTreeMap::new(),
            missing: Vec::new(),
            no: BTreeMap::new(),
            ignore: Vec::new(),
            dates: BTreeMap::new(),
            short_rows: None,
        }
    }
}

impl FirmsFile {
    /// The table for a file at `path` whose headers are those of the dictionary.
    pub fn plain(path: &Path) -> FirmsFile {
        FirmsFile {
            path: Spanned::new(0..0, Paths::one(path.display().to_string())),
            sheet: None,
            header_row: None,
            encoding: Encoding::Auto,
            columns: BTreeMap::new(),
            units: BTreeMap::new(),
            missing: Vec::new(),
            no: BTreeMap::new(),
            keep: Vec::new(),
            ignore: Vec::new(),
            dates: BTreeMap::new(),
            short_rows: ShortRows::Aside,
            id: None,
            part: Vec::new(),
            supplement: Vec::new(),
            takes_first: false,
            is_supplement: false,
        }
    }

    /// Whether columns are left out, of all files or of some.
    pub fn leaves_out(&self) -> bool {
        !self.ignore.is_empty() || self.part.iter().any(|part| !part.ignore.is_empty())
    }

    /// The table with the options of the given parts, the last of which takes precedence.
    pub(super) fn with<'a>(&self, parts: impl IntoIterator<Item = &'a PartOptions>) -> FirmsFile {
        let mut file = FirmsFile { part: Vec::new(), supplement: Vec::new(), ..self.clone() };
        for part in parts {
            let part = part.clone();
            file.sheet = part.sheet.or(file.sheet);
            file.header_row = part.header_row.or(file.header_row);
            file.encoding = part.encoding.unwrap_or(file.encoding);
            file.short_rows = part.short_rows.unwrap_or(file.short_rows);
            replace(&mut file.columns, part.columns);
            replace(&mut file.units, part.units);
            replace(&mut file.no, part.no);
            replace(&mut file.dates, part.dates);
            file.missing.extend(part.missing);
            file.ignore.extend(part.ignore);
        }
        file
    }
}

/// Adds `entries` to `map`; an entry replaces one of the same name with its position.
fn replace<T>(map: &mut BTreeMap<Spanned<String>, T>, entries: BTreeMap<Spanned<String>, T>) {
    map.retain(|name, _| entries.keys().all(|other| other.get_ref() != name.get_ref()));
    map.extend(entries);
}

/// Partial form of a day that a cell may have. A whole day is accepted as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateForm {
    /// A year, read as 1 January, or a year and a month, read as the first day of the month.
    Year,
    /// A year and a month, read as the first day of the month.
    Month,
}

/// Treatment of a row with fewer cells than the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShortRows {
    /// The row is quarantined, unless only cells of columns without a header are missing.
    #[default]
    Aside,
    /// The missing cells are empty.
    Blank,
}

/// Encoding of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// By byte order mark; else UTF-8 if the bytes are valid; else GB18030.
    #[default]
    Auto,
    /// UTF-8, with or without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, which includes GBK and GB 2312.
    Gb18030,
    /// UTF-16, by byte order mark; little-endian without one.
    #[serde(rename = "utf-16")]
    Utf16,
}

impl Encoding {
    /// The name of the encoding in a campaign.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Auto => "auto",
            Encoding::Utf8 => "utf-8",
            Encoding::Gb18030 => "gb18030",
            Encoding::Utf16 => "utf-16",
        }
    }
}
