//! The text of a new campaign file: keys, and comments with grounds, values and open questions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::{Date, date};

use super::long::Long;
use super::roles::{Gives, Joined, Role, Supplement, Table, has_unit};
use super::toml::{Toml, braced, folded, listed, quoted, set};
use super::{Inputs, relative};
use crate::firms::Dictionary;
use crate::intake::{Key, SurveyedColumn};
use crate::parameters::is_toml;
use crate::scorecard::Scorecard;
use crate::words::{Arg, Between, Language, Message, say};

/// The institutions that a new campaign begins with.
const INSTITUTIONS: &str = include_str!("../../../sample_data/institutions.toml");

/// The as-of day with its grounds.
pub(super) struct Day {
    as_of: Date,
    grounds: Message,
}

impl Day {
    /// The day that the user names; else the last day of the `year` of the tables, or of last year; in a year
    /// that is not over, the last day of last month.
    pub fn new(inputs: &Inputs<'_>, year: Option<i16>) -> Day {
        let last_day = |year: i16| date(year, 12, 31);
        let today = inputs.today;
        let (as_of, grounds) = match (inputs.as_of, year) {
            (Some(day), _) => (day, say!(init::as_of_given)),
            (None, Some(year)) if last_day(year) > today => {
                (today.first_of_month().yesterday().unwrap_or(today), say!(init::as_of_month))
            }
            (None, Some(year)) => (last_day(year), say!(init::as_of_year, year = year.to_string())),
            (None, None) => (last_day(today.year() - 1), say!(init::as_of_last)),
        };
        Day { as_of, grounds }
    }

    pub fn year(&self) -> i16 {
        self.as_of.year()
    }
}

pub(super) struct Writer<'a> {
    pub inputs: &'a Inputs<'a>,
    pub scorecard: &'a Scorecard,
    pub dictionary: &'a Dictionary,
    pub tables: &'a [Table],
    /// The year of the as-of day.
    pub year: i16,
    /// Paths of files without anything in them.
    pub empty: &'a [String],
}

impl Writer<'_> {
    fn say(&self, message: &Message) -> String {
        message.say(self.inputs.language).into_owned()
    }

    pub fn campaign(&self, day: &Day) -> String {
        let mut toml = Toml::default();
        self.head(day, &mut toml);
        self.firms(&mut toml);
        for table in self.tables {
            match &table.role {
                Role::Firms => {}
                Role::Supplement(supplement) => self.supplement(table, supplement, &mut toml),
                Role::Unclear(joined) => self.unclear(table, joined.as_ref(), &mut toml),
            }
        }
        for path in self.empty {
            toml.line("");
            toml.comment(&self.say(&say!(init::empty, table = folded(path))));
        }
        toml.text
    }

    fn head(&self, day: &Day, toml: &mut Toml) {
        let Day { as_of, grounds } = day;
        let as_of = *as_of;
        toml.comment(&self.say(&say!(init::head)));
        toml.line("");
        toml.key("id", &quoted(&format!("round-{as_of}")));
        toml.key("title", &quoted(&say!(init::title, day = as_of).say(Language::En)));
        let chinese = say!(init::title, day = as_of).say(Language::Zh).into_owned();
        toml.key("title_zh", &quoted(&chinese));
        toml.line("");
        toml.comment(&self.say(grounds));
        toml.key("as_of", &as_of.to_string());
        toml.line("");
        let scorecard = self.inputs.scorecard;
        toml.comment(&self.say(&say!(init::scorecard)));
        let scorecard = match is_toml(Path::new(scorecard)) {
            true => relative(self.inputs.folder, Path::new(scorecard)),
            false => scorecard.to_owned(),
        };
        toml.key("scorecard", &quoted(&scorecard));
        toml.line("");
        toml.comment(&self.say(&say!(init::institutions)));
        toml.key("institutions", &quoted("institutions.toml"));
        self.vetoes(toml);
    }

    /// The fields of gates that no table gives.
    fn vetoes(&self, toml: &mut Toml) {
        let fields = &self.dictionary.fields;
        let known = self.known();
        let asked = self.scorecard.acceptable(fields.len()).into_iter();
        let lacking: Vec<usize> = asked.filter(|&at| !known.contains(&fields[at].name)).collect();
        if lacking.is_empty() {
            return;
        }
        toml.line("");
        let named =
            lacking.iter().map(|&at| say!(init::field, name = &fields[at].name, title = &fields[at].title));
        toml.comment(&self.say(&say!(init::vetoes, fields = Arg::items(named))));
        let names: Vec<String> = lacking.iter().map(|&at| quoted(&fields[at].name)).collect();
        toml.comment(&set("accept_unknown", &format!("[{}]", names.join(", "))));
    }

    /// Fields that a table gives.
    fn known(&self) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        for table in self.tables {
            match &table.role {
                Role::Firms => known.extend(self.columns(table).filter_map(|column| column.field.clone())),
                Role::Supplement(supplement) => known.extend(supplement.gives.fields()),
                Role::Unclear(_) => {}
            }
        }
        known
    }

    /// Columns of a table of firms that are read: amounts without a unit are not.
    fn columns<'t>(&'t self, table: &'t Table) -> impl Iterator<Item = &'t SurveyedColumn> {
        table.columns().iter().filter(|column| has_unit(column, self.dictionary))
    }

    fn firms(&self, toml: &mut Toml) {
        let firms: Vec<&Table> = self.tables.iter().filter(|table| table.is_firms()).collect();
        toml.line("");
        toml.line("[firms]");
        for table in &firms {
            let grounds = say!(
                init::firms_grounds,
                table = table.name(),
                rows = table.surveyed.rows,
                columns = table.columns().iter().filter(|column| column.field.is_some()).count()
            );
            toml.comment(&self.say(&grounds));
        }
        let mut paths: Vec<&str> = firms.iter().map(|table| &*table.path).collect();
        paths.dedup();
        toml.key("path", &listed(paths.iter().copied()));
        let is_single = firms.len() == 1;
        if let (true, Some(sheet)) = (is_single, firms.first().and_then(|table| table.sheet.as_ref())) {
            toml.key("sheet", &quoted(sheet));
        }
        if let (true, Some(row)) = (is_single, firms.first().and_then(|table| table.surveyed.header_row)) {
            toml.key("header_row", &row.to_string());
        }
        self.id(&firms, toml);
        if is_single {
            self.ignored(&firms, toml);
        }
        self.columns_of(&firms, toml);
        if is_single {
            self.units(&firms, "[firms.units]", toml);
            return;
        }
        // The header of another part may name the unit.
        let has_own = |table: &&&Table| table.sheet.is_some() || !self.unitless(&[table]).is_empty();
        for table in firms.iter().filter(has_own) {
            toml.line("");
            toml.line("[[firms.part]]");
            toml.key("path", &quoted(&table.path));
            if let Some(sheet) = &table.sheet {
                toml.key("sheet", &quoted(sheet));
            }
            self.ignored(&[table], toml);
            self.units(&[table], "[firms.part.units]", toml);
        }
    }

    /// Columns of amounts without a unit, each once.
    fn unitless<'t>(&self, tables: &[&'t Table]) -> Vec<&'t SurveyedColumn> {
        let mut seen = BTreeSet::new();
        let all = tables.iter().flat_map(|table| table.columns());
        all.filter(|column| seen.insert(&*column.header) && !has_unit(column, self.dictionary)).collect()
    }

    /// The line that leaves out amounts without a unit.
    fn ignored(&self, tables: &[&Table], toml: &mut Toml) {
        let unitless = self.unitless(tables);
        if !unitless.is_empty() {
            toml.comment(&self.say(&say!(init::ignored_units)));
            let headers: Vec<String> = unitless.iter().map(|column| quoted(&column.header)).collect();
            toml.key("ignore", &format!("[{}]", headers.join(", ")));
        }
    }

    /// A line to complete for the unit of each amount that has none.
    fn units(&self, tables: &[&Table], heading: &str, toml: &mut Toml) {
        let unitless = self.unitless(tables);
        if unitless.is_empty() {
            return;
        }
        toml.line("");
        toml.line(heading);
        toml.comment(&self.say(&say!(init::units)));
        for column in unitless {
            let field = column.field.as_deref().unwrap_or_default();
            let line = set(field, &quoted("万元"));
            toml.comment(&format!("{line}  # {}: {}", folded(&column.header), self.values(column)));
        }
    }

    /// The column that identifies firms, if it is not the credit code.
    fn id(&self, firms: &[&Table], toml: &mut Toml) {
        let key = &self.dictionary.primary_key;
        if firms.iter().all(|table| table.column_of(key).is_some()) {
            return;
        }
        let at = firms.first().and_then(|table| Some((table, table.id_column(self.dictionary)?)));
        if let Some((table, at)) = at {
            toml.comment(&self.say(&say!(init::id)));
            toml.key("id", &quoted(&table.columns()[at].header));
        }
    }

    /// A comment on each column; those that match no field as lines to complete.
    fn columns_of(&self, firms: &[&Table], toml: &mut Toml) {
        let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
        let all = firms.iter().flat_map(|table| table.columns());
        let all: Vec<&SurveyedColumn> =
            all.filter(|column| seen.insert(&column.header, ()).is_none()).collect();
        toml.line("");
        toml.comment(&self.say(&say!(init::columns)));
        let is_unclear = |column: &SurveyedColumn| firms.iter().any(|table| self.is_unclear(table, column));
        let read = all.iter().filter(|column| column.field.is_some() && has_unit(column, self.dictionary));
        read.filter(|column| !is_unclear(column)).for_each(|column| self.column(column, toml));
        toml.line("[firms.columns]");
        self.dated(firms, toml);
        firms.iter().for_each(|table| self.choices(table, |name, header| set(header, &quoted(name)), toml));
        let key = |column: &SurveyedColumn| {
            firms.iter().any(|table| {
                let id = table.column_of(&self.dictionary.primary_key).is_none();
                id && table.id_column(self.dictionary).is_some_and(|at| table.columns()[at] == *column)
            })
        };
        let unbound: Vec<&&SurveyedColumn> =
            all.iter().filter(|column| column.field.is_none() && !key(column)).collect();
        if !unbound.is_empty() {
            toml.comment(&self.say(&say!(init::unbound)));
        }
        for column in unbound {
            let near = column.near.as_deref().unwrap_or("…");
            let values = self.values(column);
            toml.comment(&format!("{}  # {values}", set(&quoted(&column.header), &quoted(near))));
        }
    }

    /// Lines for columns whose headers name years.
    fn dated(&self, firms: &[&Table], toml: &mut Toml) {
        let mut seen: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        for (table, (year, columns)) in firms.iter().filter_map(|table| Some((table, table.dated.as_ref()?)))
        {
            let columns = columns.iter().map(|&at| &table.columns()[at]);
            let columns: Vec<&SurveyedColumn> =
                columns.filter(|one| seen.get(&*one.header) != Some(&one.field.as_deref())).collect();
            if columns.is_empty() {
                continue;
            }
            toml.comment(&self.say(&say!(init::dated, year = year.to_string())));
            for column in columns {
                let line = set(&quoted(&column.header), &quoted(column.field.as_deref().unwrap_or_default()));
                // Another table has the same header for another year.
                let is_first = seen.insert(&column.header, column.field.as_deref()).is_none();
                toml.block(is_first, &[line]);
            }
        }
    }

    fn values(&self, column: &SurveyedColumn) -> String {
        let values = column.contents.values.iter().map(|value| folded(value));
        self.say(&Message::joined(Between::Items, values))
    }

    /// Whether other columns of `table` are the same field as `column`.
    fn is_unclear(&self, table: &Table, column: &SurveyedColumn) -> bool {
        let several = table.several(self.dictionary);
        several.values().flatten().any(|&at| table.columns()[at] == *column)
    }

    /// A choice among the columns of each field that several columns are, as lines to complete: `line` makes
    /// one of the field's name and the quoted header.
    fn choices(&self, table: &Table, line: impl Fn(&str, &str) -> String, toml: &mut Toml) {
        for (name, columns) in table.several(self.dictionary) {
            let columns: Vec<&SurveyedColumn> = columns.iter().map(|&at| &table.columns()[at]).collect();
            let headers: BTreeSet<&str> = columns.iter().map(|column| &*column.header).collect();
            if let (1, Some(header)) = (headers.len(), headers.first()) {
                let header = folded(header);
                let same = say!(init::several_same, count = columns.len(), name = name, header = header);
                toml.comment(&self.say(&same));
                continue;
            }
            toml.comment(&self.say(&say!(init::several, count = columns.len(), name = name)));
            for column in columns {
                let line = line(name, &quoted(&column.header));
                toml.comment(&format!("{line}  # {}", self.values(column)));
            }
        }
    }

    /// Amounts without a unit in `table` that are fields nothing gives, with the field that they become.
    fn side_amounts<'t>(&self, table: &'t Table, is_before: bool) -> Vec<(String, &'t SurveyedColumn)> {
        let known = self.known();
        let named = self.unitless(&[table]).into_iter().filter_map(|column| {
            let name = column.field.as_deref()?;
            let name = if is_before { format!("{name}_prev") } else { name.to_owned() };
            (self.dictionary.position(&name).is_some() && !known.contains(&name)).then_some((name, column))
        });
        named.collect()
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
        let units: Vec<String> = amounts.iter().map(|(name, _)| set(name, &quoted("万元"))).collect();
        toml.comment(&set("units", &braced(&units)));
    }

    /// `营业收入(万元) → revenue 营业收入, 万元: 1000, 1200, 900`.
    fn column(&self, column: &SurveyedColumn, toml: &mut Toml) {
        let Some(field) = column.field.as_ref().and_then(|name| self.dictionary.field(name)) else { return };
        let unit = column.unit.as_ref().or(field.unit.as_ref()).filter(|_| field.unit.is_some());
        let (header, name, values) = (folded(&column.header), &*field.name, self.values(column));
        toml.comment(&self.say(&match unit {
            Some(unit) => say!(init::column_unit, header = header, name = name, unit = unit, values = values),
            None => say!(init::column, header = header, name = name, values = values),
        }));
    }

    fn supplement(&self, table: &Table, supplement: &Supplement, toml: &mut Toml) {
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
        let has_values = is_before || matches!(supplement.gives, Gives::Values(_));
        let amounts = if has_values { self.side_amounts(table, is_before) } else { Vec::new() };
        self.side_units(&amounts, toml);
        let given = |name: &str, header: &str| set(name, &braced(&[set("value", header)]));
        if !fields.is_empty() {
            toml.line("[firms.supplement.fields]");
            fields.iter().for_each(|line| toml.line(line));
            amounts.iter().for_each(|(name, column)| toml.comment(&given(name, &quoted(&column.header))));
            if has_values {
                let of = |name: &str| if is_before { format!("{name}_prev") } else { name.to_owned() };
                self.choices(table, |name, header| given(&of(name), header), toml);
            }
        }
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
    fn unclear(&self, table: &Table, joined: Option<&Joined>, toml: &mut Toml) {
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
                self.side_units(&self.side_amounts(table, false), toml);
                let count = set(&quoted("…"), &braced(&[set("count", "true")]));
                toml.block(false, &[set("fields", &braced(&[count]))]);
            }
        }
    }

    /// The rest of the block of a long table whose amounts have no unit, or whose fields are given already.
    fn unclear_long(&self, table: &Table, long: &Long, toml: &mut Toml) {
        toml.block(false, &[self.long(table, long)]);
        let units: Vec<String> =
            long.unitless(self.dictionary).map(|field| set(&field.name, &quoted("万元"))).collect();
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

/// The built-in institutions, with a comment in one language in place of their own.
pub(super) fn institutions(language: Language) -> String {
    let mut text = String::new();
    for line in say!(init::institutions_head).say(language).lines() {
        text += &format!("# {line}\n");
    }
    text.push('\n');
    let mut is_blank = true;
    for line in INSTITUTIONS.lines().filter(|line| !line.starts_with('#')) {
        // A section that was only a comment leaves blank lines.
        if !(line.is_empty() && is_blank) {
            text += line;
            text.push('\n');
        }
        is_blank = line.is_empty();
    }
    text
}
