//! Tables with a row for each firm, year and item.

use std::collections::BTreeSet;

use super::years;
use crate::firms::width::key;
use crate::firms::{Dictionary, Field, Headers, Kind, Unit};
use crate::intake::Surveyed;

/// Headers of the column of items.
const ITEMS: [&str; 7] = ["指标", "指标名称", "项目", "项目名称", "科目", "item", "indicator"];
/// Headers of the column of values.
const VALUES: [&str; 7] = ["数值", "值", "指标值", "金额", "数额", "value", "amount"];
/// Headers of the column of years.
const YEARS: [&str; 7] = ["年份", "年度", "年", "报告年度", "所属年度", "会计年度", "year"];
/// Headers of the column of units.
const UNITS: [&str; 3] = ["单位", "计量单位", "unit"];

/// The columns of a long table and the fields of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Long {
    /// Positions of columns.
    pub item: usize,
    pub value: usize,
    pub year: Option<usize>,
    pub unit: Option<usize>,
    /// The greatest year.
    pub latest: Option<i16>,
    /// Whether there are rows of the year before that.
    has_previous: bool,
    /// Whether the header of values names a unit of money.
    is_measured: bool,
    /// Fields with their items.
    pub items: Vec<(String, String)>,
    /// Whether some items are left out, so that fields have to be named.
    pub is_choice: bool,
}

/// The columns of `table` if it is long: at least one of its items is a field of numbers.
pub(super) fn of(table: &Surveyed, dictionary: &Dictionary) -> Option<Long> {
    let column =
        |names: &[&str]| table.columns.iter().position(|column| names.contains(&base(&key(&column.header))));
    let (item, value) = (column(&ITEMS)?, column(&VALUES)?);
    let (year, unit) = (column(&YEARS), column(&UNITS));
    let known = Headers::of(dictionary);
    let titles: BTreeSet<String> = table.cells(item).collect();
    let field = |title: &String| {
        let title = key(title);
        let at = known.position(&title).or_else(|| known.position(base(&title)))?;
        let field = &dictionary.fields[at];
        (field.kind() == Kind::Number).then(|| field.name.clone())
    };
    let items: Vec<(String, String)> =
        titles.into_iter().filter_map(|title| Some((field(&title)?, title))).collect();
    if items.is_empty() {
        return None;
    }
    let years: BTreeSet<i16> =
        year.into_iter().flat_map(|at| table.cells(at)).filter_map(|cell| years::of(&cell)).collect();
    let latest = years.last().copied();
    let has_previous = latest.is_some_and(|latest| years.contains(&(latest - 1)));
    let is_measured = is_money(&key(&table.columns[value].header));
    Some(Long { item, value, year, unit, latest, has_previous, is_measured, items, is_choice: false })
}

/// A header without the bracket of its unit.
fn base(header: &str) -> &str {
    header.split('(').next().unwrap_or(header)
}

/// Whether a header ends in a unit of money in brackets.
fn is_money(header: &str) -> bool {
    let unit = header.strip_suffix(')').and_then(|header| header.rsplit_once('('));
    unit.is_some_and(|(_, unit)| Unit::parse(unit).is_money())
}

impl Long {
    /// The table with the items whose fields, of this year and the year before, nothing has `given`.
    pub fn free(&self, given: &BTreeSet<String>, dictionary: &Dictionary) -> Long {
        let (mut taken, mut items) = (given.clone(), self.items.clone());
        // What an item of this year says of the year before comes first.
        items.sort_by_key(|(name, _)| name.ends_with("_prev"));
        items.retain(|(name, _)| {
            let gives = self.gives(name, dictionary);
            let is_free = gives.iter().all(|field| !taken.contains(field));
            taken.extend(gives.into_iter().filter(|_| is_free));
            is_free
        });
        let is_choice = items.len() < self.items.len();
        Long { items, is_choice, ..self.clone() }
    }

    /// The fields that the item of the field called `name` gives.
    fn gives(&self, name: &str, dictionary: &Dictionary) -> Vec<String> {
        let previous = Some(format!("{name}_prev"));
        let previous = previous.filter(|name| self.has_previous && dictionary.position(name).is_some());
        std::iter::once(name.to_owned()).chain(previous).collect()
    }

    /// The fields that the table gives.
    pub fn fields(&self, dictionary: &Dictionary) -> Vec<String> {
        self.items.iter().flat_map(|(name, _)| self.gives(name, dictionary)).collect()
    }

    /// Fields whose amounts have no unit.
    pub fn unitless<'a>(&'a self, dictionary: &'a Dictionary) -> impl Iterator<Item = &'a Field> {
        let is_open = |(name, title): &&(String, String)| {
            let is_told = self.unit.is_some() || self.is_measured || is_money(&key(title));
            !is_told && dictionary.field(name).is_some_and(|field| !is_measured(field, None))
        };
        self.items.iter().filter(is_open).filter_map(|(name, _)| dictionary.field(name))
    }
}

/// Whether `unit` is one for the amounts of `field`, if they need one.
pub(super) fn is_measured(field: &Field, unit: Option<&str>) -> bool {
    !field.is_money() || unit.is_some_and(|unit| Unit::parse(unit).is_money())
}
