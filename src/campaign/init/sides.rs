//! The text of a new campaign for tables besides those of firms.

use super::long::Long;
use super::roles::{Gives, Joined, Supplement, Table, has_unit};
use super::toml::{Toml, braced, folded, quoted, set};
use super::written::Writer;
use crate::intake::{Key, SurveyedColumn};
use crate::words::say;

impl Writer<'_> {
    /// Amounts without a unit in `table` that are fields nothing gives.
    fn side_amounts<'t>(&self, table: &'t Table) -> Vec<(String, &'t SurveyedColumn)> {
        let known = self.known();
        let named = table.unitless(self.dictionary).into_iter();
        let named = named.filter_map(|column| Some((column.field.clone()?, column)));
        named.filter(|(name, _)| !known.contains(name)).collect()
    }

    /// The line to complete for the units of `amounts`, which are not read without.
    fn side_units(&self, amounts: &[(String, &SurveyedColumn)], toml: &mut Toml) {
        if amounts.is_empty() {
            return;
        }
        toml.comment(&self.say(&say!(init::side_units)));
        for (name, column) in amounts {
            toml.comment(&self.say(&say!(
                init::column,
                header = folded(&column.header),
                name = name,
                values = self.values(column)
            )));
        }
        let units: Vec<String> = amounts.iter().map(|(name, _)| set(name, &quoted("…"))).collect();
        toml.comment(&set("units", &braced(&units)));
    }

    pub(super) fn supplement(&self, table: &Table, supplement: &Supplement, toml: &mut Toml) {
        toml.line("");
        let (keys, firms) = supplement.joined.keys;
        let header = folded(&table.columns()[supplement.joined.column].header);
        toml.comment(&self.say(&say!(
            init::supplement_grounds,
            table = table.name(),
            role = table.said(self.dictionary),
            header = header,
            keys = keys,
            firms = firms
        )));
        let mut lines = self.joined(table, Some(&supplement.joined));
        let value = |at: usize| braced(&[set("value", &quoted(&table.columns()[at].header))]);
        let mut fields: Vec<String> = Vec::new();
        match &supplement.gives {
            Gives::PreviousYear(given) => {
                fields.extend(given.iter().map(|(name, at)| set(name, &value(*at))));
                if self.is_whole_year(table, given) {
                    lines.push(set("as_previous_year", "true"));
                    fields.clear();
                }
            }
            Gives::Values(given) => {
                fields.extend(given.iter().map(|(name, at)| set(name, &value(*at))));
            }
            Gives::Long(long, _) => {
                lines.push(self.long(table, long));
                fields.extend(long_fields(long));
            }
            Gives::Listed(field) => fields.push(set(field, &braced(&[set("listed", "true")]))),
            Gives::Counts(counts) => fields.extend(counts.iter().map(|(name, at, kind)| {
                let rule = set(&table.columns()[*at].header, &format!("'{kind}'"));
                set(name, &braced(&[set("count", "true"), set("where", &quoted(&rule))]))
            })),
        }
        if table.surveyed.rows == 0 {
            toml.comment(&self.say(&say!(init::no_rows)));
        }
        toml.block(true, &lines);
        let is_before = matches!(supplement.gives, Gives::PreviousYear(_));
        let is_whole = is_before && fields.is_empty();
        if let Gives::PreviousYear(given) | Gives::Values(given) = &supplement.gives {
            let own = |name: &str| match is_whole {
                true => name.trim_end_matches("_prev").to_owned(),
                false => name.to_owned(),
            };
            let all = || given.iter().map(|(name, at)| (own(name), *at));
            let column = |at: usize| &table.columns()[at];
            let titled = all().filter(|(_, at)| table.titled.contains(at));
            let open = all().filter(|(_, at)| !has_unit(column(*at), self.dictionary));
            let (titled, open) =
                (titled.map(|(name, at)| (name, column(at))), open.map(|(name, at)| (name, column(at))));
            self.unit_lines(table, titled, open, "[firms.supplement.units]", toml);
        }
        if let Gives::Long(long, _) = &supplement.gives {
            self.long_units(table, long, toml);
        }
        if !fields.is_empty() {
            toml.line("[firms.supplement.fields]");
            fields.iter().for_each(|line| toml.line(line));
        }
        if matches!(supplement.gives, Gives::PreviousYear(_) | Gives::Values(_)) && !fields.is_empty() {
            let of = |name: &str| if is_before { format!("{name}_prev") } else { name.to_owned() };
            let given = |name: &str, header: &str| set(&of(name), &braced(&[set("value", header)]));
            self.choices(table, given, toml);
        }
    }

    /// The units of items without one, by the titles of the table.
    fn long_units(&self, table: &Table, long: &Long, toml: &mut Toml) {
        let mut open = long.unitless(self.dictionary).peekable();
        let Some(unit) = table.surveyed.unit.as_ref().filter(|_| open.peek().is_some()) else { return };
        toml.line("[firms.supplement.units]");
        toml.comment(&self.title_unit(unit));
        open.for_each(|field| toml.key(&field.name, &quoted(unit.unit)));
    }

    /// Rows that were sent back for correction, as a part to complete.
    pub(super) fn returned(&self, table: &Table, toml: &mut Toml) {
        toml.line("");
        toml.comment(&self.say(&say!(init::returned, table = folded(&table.name()))));
        let part = [set("path", &quoted(&table.path)), set("corrects", &quoted("…"))];
        toml.block(false, &[&["[[firms.part]]".to_owned()], &part[..]].concat());
    }

    /// The line that names the columns of a long table.
    fn long(&self, table: &Table, long: &Long) -> String {
        let column = |key: &str, at: usize| set(key, &quoted(&table.columns()[at].header));
        let mut keys: Vec<String> = long.year.map(|at| column("year", at)).into_iter().collect();
        keys.extend([column("item", long.item), column("value", long.value)]);
        keys.extend(long.unit.map(|at| column("unit", at)));
        let current = long.latest.filter(|latest| *latest != self.year);
        keys.extend(current.map(|year| set("current", &year.to_string())));
        set("long", &braced(&keys))
    }

    /// Whether a table of last year gives all of its fields, so that none has to be named.
    fn is_whole_year(&self, table: &Table, given: &[(String, usize)]) -> bool {
        if table.dated.is_some() {
            return false;
        }
        let is_key = |name: &str| name == "name" || name == self.dictionary.primary_key;
        let bound = table.columns().iter().enumerate();
        bound.filter(|(_, column)| column.field.as_deref().is_some_and(|name| !is_key(name))).all(
            |(at, column)| {
                let previous = format!("{}_prev", column.field.as_deref().unwrap_or_default());
                let has_previous = self.dictionary.position(&previous).is_some();
                has_unit(column, self.dictionary) && (!has_previous || given.iter().any(|(_, of)| *of == at))
            },
        )
    }

    /// The lines that name a supplement, its path and key.
    fn joined(&self, table: &Table, joined: Option<&Joined>) -> Vec<String> {
        let mut lines = vec!["[[firms.supplement]]".to_owned(), set("path", &quoted(&table.path))];
        lines.extend(table.sheet.as_ref().map(|sheet| set("sheet", &quoted(sheet))));
        lines.extend(table.surveyed.header_row.map(|row| set("header_row", &row.to_string())));
        if let Some(joined) = joined {
            let (by, field) = match joined.by {
                Key::Id => ("id", &*self.dictionary.primary_key),
                Key::Name => ("name", "name"),
            };
            lines.push(set("by", &quoted(by)));
            let column = &table.columns()[joined.column];
            if column.field.as_deref() != Some(field) {
                lines.push(set("key", &quoted(&column.header)));
            }
        }
        lines
    }

    /// A table whose use is not clear, as a block to complete.
    pub(super) fn unclear(&self, table: &Table, joined: Option<&Joined>, toml: &mut Toml) {
        toml.line("");
        toml.comment(&self.say(&say!(init::unclear, table = table.name())));
        for column in table.columns() {
            toml.comment(&format!("  {}: {}", folded(&column.header), self.values(column)));
        }
        if let Some((year, current)) = table.apart {
            let (year, current) = (year.to_string(), current.to_string());
            toml.comment(&self.say(&say!(init::apart, year = year, current = current)));
        }
        toml.block(false, &self.joined(table, joined));
        match &table.long {
            Some(long) => self.unclear_long(table, long, toml),
            None if table.apart.is_some() => toml.block(false, &[set("as_previous_year", "true")]),
            None => {
                self.side_units(&self.side_amounts(table), toml);
                let count = set(&quoted("…"), &braced(&[set("count", "true")]));
                toml.block(false, &[set("fields", &braced(&[count]))]);
            }
        }
    }

    /// The rest of the block of a long table whose amounts have no unit, or whose fields are given already.
    fn unclear_long(&self, table: &Table, long: &Long, toml: &mut Toml) {
        toml.block(false, &[self.long(table, long)]);
        let units: Vec<String> =
            long.unitless(self.dictionary).map(|field| set(&field.name, &quoted("…"))).collect();
        if !units.is_empty() {
            toml.comment(&self.say(&say!(init::side_units)));
            toml.block(false, &[set("units", &braced(&units))]);
        }
        let fields = long_fields(long);
        if !fields.is_empty() {
            toml.block(false, &[set("fields", &braced(&fields))]);
        }
    }
}

/// The fields of the items of a long table, if they have to be named.
fn long_fields(long: &Long) -> Vec<String> {
    let field = |(name, item): &(String, String)| set(name, &braced(&[set("value", &quoted(item))]));
    long.items.iter().filter(|_| long.is_choice).map(field).collect()
}
