//! The `[[firms.supplement]]` tables of a campaign.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{DateForm, Encoding, FirmsFile, Paths, ShortRows};
use crate::parameters::Spanned;

/// A `[[firms.supplement]]` table: another table whose rows belong to firms, and the fields it gives them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Id in messages and in `supplements.csv`, of which no other supplement has the same. Absent: the path,
    /// with the worksheet in square brackets.
    #[serde(default)]
    pub id: Option<Spanned<String>>,
    /// Path of the table, or a list of paths and patterns, as in `[firms]`.
    pub path: Spanned<Paths>,
    /// Worksheet of a workbook; `*` for all visible ones.
    #[serde(default)]
    pub sheet: Option<Spanned<String>>,
    /// Row of the header in the file or worksheet, from 1.
    #[serde(default)]
    pub header_row: Option<Spanned<u32>>,
    /// Encoding of the file. Absent: `auto`.
    #[serde(default)]
    pub encoding: Encoding,
    /// Key that joins rows with firms. Absent: the id of firms if the table has it, else the name.
    #[serde(default)]
    pub by: Option<Spanned<Key>>,
    /// Header of the column with the key, if the dictionary does not know it.
    #[serde(default)]
    pub key: Option<Spanned<String>>,
    /// Header → field, for headers that the dictionary does not know.
    #[serde(default)]
    pub columns: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Field → unit, for columns whose header names no unit.
    #[serde(default)]
    pub units: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Marks for "not known" in cells, in addition to the dictionary's.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Field of days → the partial form of a day that its cells may have.
    #[serde(default)]
    pub dates: BTreeMap<Spanned<String>, Spanned<DateForm>>,
    /// Field → its origin in the table. Absent: every column that is a field gives its value.
    #[serde(default)]
    pub fields: BTreeMap<Spanned<String>, Spanned<Given>>,
    /// Whether the table holds the year before: a field `x` gives `x_prev`.
    #[serde(default)]
    pub as_previous_year: bool,
    /// Columns of a table with a row for each firm, year and item.
    #[serde(default)]
    pub long: Option<Spanned<Long>>,
}

/// Columns of a long table, by their headers. An item is a field by its name, its title or `columns`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Long {
    /// Column of the year. Absent: every row is of the current year.
    #[serde(default)]
    pub year: Option<String>,
    /// Column of the item.
    pub item: String,
    /// Column of the value.
    pub value: String,
    /// Column of the unit of the value.
    #[serde(default)]
    pub unit: Option<String>,
    /// The year that gives a field `x`; the year before gives `x_prev`. Absent: the year of the as-of day.
    #[serde(default)]
    pub current: Option<i16>,
}

/// The key that joins rows of a supplement with firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// The credit code, or the id that the campaign names.
    Id,
    /// The firm's name, in a form without brackets' width, blanks and middle dots.
    Name,
}

/// The origin of a field: exactly one of its keys besides `on` and `where`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// Header of the column that gives the value; rows of a firm must agree.
    #[serde(default)]
    pub value: Option<String>,
    /// `true`: the number of the firm's rows, 0 without any.
    #[serde(default)]
    pub count: Option<bool>,
    /// Header of the column whose values are added up; 0 without a row.
    #[serde(default)]
    pub sum: Option<String>,
    /// Header of the column whose greatest value it is.
    #[serde(default)]
    pub max: Option<String>,
    /// Header of the column whose value in the latest row it is.
    #[serde(default)]
    pub latest: Option<String>,
    /// Header of the column by which rows are the latest: a day, a year or another number.
    #[serde(default)]
    pub on: Option<String>,
    /// `true`: whether the firm is listed, yes or no.
    #[serde(default)]
    pub listed: Option<bool>,
    /// Rule over the columns of the table: only rows that meet it count.
    #[serde(default, rename = "where")]
    pub condition: Option<Spanned<String>>,
}

impl Supplement {
    /// The id in messages: that of the campaign, else the path with the worksheet.
    pub fn id(&self) -> String {
        let path = || match &self.sheet {
            Some(sheet) => format!("{}[{}]", self.path.get_ref().joined(), sheet.get_ref()),
            None => self.path.get_ref().joined(),
        };
        self.id.as_ref().map_or_else(path, |id| id.get_ref().clone())
    }

    /// The table's files and how to read them; further headers are bound by the caller's dictionary.
    pub(in crate::intake) fn file(&self) -> FirmsFile {
        FirmsFile {
            path: self.path.clone(),
            sheet: self.sheet.clone(),
            header_row: self.header_row.clone(),
            encoding: self.encoding,
            columns: self.columns.clone(),
            units: self.units.clone(),
            missing: self.missing.clone(),
            dates: self.dates.clone(),
            short_rows: ShortRows::Aside,
            is_supplement: true,
            ..FirmsFile::plain("".as_ref())
        }
    }
}
