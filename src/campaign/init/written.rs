//! The text of a new campaign file: keys, and comments with grounds, values and open questions.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::day::Day;
use super::roles::{Role, Table, has_unit};
use super::toml::{Toml, folded, listed, quoted, set};
use super::{Inputs, relative};
use crate::finding::Place;
use crate::firms::Dictionary;
use crate::intake::{LeftOut, SurveyedColumn, TitleUnit};
use crate::parameters::is_toml;
use crate::scorecard::Scorecard;
use crate::words::{Arg, Between, Language, Message, say};

/// The institutions that a new campaign begins with.
const INSTITUTIONS: &str = include_str!("../../../sample_data/institutions.toml");

/// The text of a campaign under way.
pub(super) struct Writer<'a> {
    pub inputs: &'a Inputs<'a>,
    pub scorecard: &'a Scorecard,
    pub dictionary: &'a Dictionary,
    pub tables: &'a [Table],
    /// The year of the as-of day.
    pub year: i16,
    /// Paths of files without anything in them.
    pub empty: &'a [String],
    /// Worksheets that are left out.
    pub left_out: &'a [(Place, LeftOut)],
}

impl Writer<'_> {
    pub(super) fn say(&self, message: &Message) -> String {
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
                Role::Returned => self.returned(table, &mut toml),
                Role::BesideReturned => {
                    let beside = say!(init::beside_returned, table = folded(&table.name()));
                    toml.comment(&self.say(&beside));
                }
            }
        }
        for path in self.empty {
            toml.line("");
            toml.comment(&self.say(&say!(init::empty, table = folded(path))));
        }
        if !self.left_out.is_empty() {
            toml.line("");
        }
        for (place, why) in self.left_out {
            let table = folded(&place.part());
            toml.comment(&self.say(&say!(init::left_out, table = table, why = left_out(*why))));
        }
        if self.inputs.in_workbooks() {
            toml.line("");
            toml.line("[output]");
            toml.comment(&self.say(&say!(init::workbooks)));
            toml.key("workbooks", &listed(["scores", "not_referred", "quarantine"].into_iter()));
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
        toml.line("");
        toml.comment(&self.say(&say!(init::desk)));
        toml.comment(&self.say(&say!(init::detail)));
        toml.comment(&set("consents", &quoted("consents.csv")));
        toml.comment(&set("desk", &quoted("desk")));
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
    pub(super) fn known(&self) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        for table in self.tables {
            match &table.role {
                Role::Firms => known.extend(table.columns().iter().filter_map(|column| column.field.clone())),
                Role::Supplement(supplement) => known.extend(supplement.gives.fields()),
                Role::Unclear(_) | Role::Returned | Role::BesideReturned => {}
            }
        }
        known
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
            firms.iter().for_each(|table| self.ignored(table, toml));
        }
        self.columns_of(&firms, toml);
        if is_single {
            firms.iter().for_each(|table| self.units(table, "[firms.units]", toml));
            return;
        }
        // The header of another part may name the unit.
        let has_own = |table: &&&Table| {
            let has_units = !table.unitless(self.dictionary).is_empty() || !table.titled.is_empty();
            let is_named = table.sheet.is_some() || table.surveyed.header_row.is_some();
            is_named || has_units || !table.left_out(self.dictionary).is_empty()
        };
        for table in firms.iter().filter(has_own) {
            toml.line("");
            toml.line("[[firms.part]]");
            toml.key("path", &quoted(&table.path));
            if let Some(sheet) = &table.sheet {
                toml.key("sheet", &quoted(sheet));
            }
            if let Some(row) = table.surveyed.header_row {
                toml.key("header_row", &row.to_string());
            }
            self.ignored(table, toml);
            self.units(table, "[firms.part.units]", toml);
        }
    }

    /// The line that leaves out amounts without a unit whose field another column has with a unit.
    fn ignored(&self, table: &Table, toml: &mut Toml) {
        let left_out = table.left_out(self.dictionary);
        if !left_out.is_empty() {
            toml.comment(&self.say(&say!(init::ignored_units)));
            let headers: BTreeSet<&str> = left_out.iter().map(|&at| &*table.columns()[at].header).collect();
            let headers: Vec<String> = headers.into_iter().map(quoted).collect();
            toml.key("ignore", &format!("[{}]", headers.join(", ")));
        }
    }

    /// Under `heading` the units that the titles of `table` state, and a line to complete for each amount
    /// whose unit is not known.
    fn units(&self, table: &Table, heading: &str, toml: &mut Toml) {
        let titled = table.titled.iter().map(|&at| &table.columns()[at]);
        let unitless = table.unitless(self.dictionary);
        let name = |column: &SurveyedColumn| column.field.clone().unwrap_or_default();
        self.unit_lines(
            table,
            titled.map(|one| (name(one), one)),
            unitless.into_iter().map(|one| (name(one), one)),
            heading,
            toml,
        );
    }

    /// Lines of units: of `titled` columns by the titles of `table`, and of those `open` to complete, each
    /// with the field that it becomes.
    pub(super) fn unit_lines<'t>(
        &self,
        table: &Table,
        titled: impl Iterator<Item = (String, &'t SurveyedColumn)>,
        open: impl Iterator<Item = (String, &'t SurveyedColumn)>,
        heading: &str,
        toml: &mut Toml,
    ) {
        let line = |name: &str, unit: &str, column: &SurveyedColumn| {
            let line = set(name, &quoted(unit));
            format!("{line}  # {}: {}", folded(&column.header), self.values(column))
        };
        let mut seen = BTreeSet::new();
        let titled: Vec<_> = titled.filter(|(name, _)| seen.insert(name.clone())).collect();
        let mut open = open.peekable();
        if titled.is_empty() && open.peek().is_none() {
            return;
        }
        if heading.starts_with("[firms.units") || heading.starts_with("[firms.part") {
            toml.line("");
        }
        toml.line(heading);
        if let Some(unit) = table.surveyed.unit.as_ref().filter(|_| !titled.is_empty()) {
            toml.comment(&self.title_unit(unit));
            titled.iter().for_each(|(name, column)| toml.line(&line(name, unit.unit, column)));
        }
        if open.peek().is_some() {
            toml.comment(&self.say(&say!(init::units)));
            open.for_each(|(name, column)| toml.comment(&line(&name, "…", column)));
        }
    }

    /// The comment on a unit in the titles of a table.
    pub(super) fn title_unit(&self, unit: &TitleUnit) -> String {
        let (place, text) = (folded(&unit.place.to_string()), folded(&unit.text));
        self.say(&say!(init::title_unit, place = place, text = text))
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

    pub(super) fn values(&self, column: &SurveyedColumn) -> String {
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
    pub(super) fn choices(&self, table: &Table, line: impl Fn(&str, &str) -> String, toml: &mut Toml) {
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
}

/// The built-in institutions, with a comment in one language in place of their own. They get workbooks if the
/// firms came in `workbooks`: who opens a CSV file in a spreadsheet loses digits of codes.
pub(super) fn institutions(language: Language, workbooks: bool) -> String {
    let mut text = String::new();
    for line in say!(init::institutions_head).say(language).lines() {
        text += &format!("# {line}\n");
    }
    text.push('\n');
    let mut is_blank = true;
    for line in INSTITUTIONS.lines().filter(|line| !line.starts_with('#')) {
        let line = match line.split_once('=').map(|(key, _)| key.trim()) {
            Some("format") if workbooks => &set("format", &quoted("xlsx")),
            Some("encoding") if workbooks => continue,
            _ => line,
        };
        // A section that was only a comment leaves blank lines.
        if !(line.is_empty() && is_blank) {
            text += line;
            text.push('\n');
        }
        is_blank = line.is_empty();
    }
    text
}

/// Why a worksheet is left out, in words.
pub(super) fn left_out(why: LeftOut) -> Message {
    let why = match why {
        LeftOut::Empty => "empty",
        LeftOut::Hidden => "hidden",
        LeftOut::Headless => "headless",
    };
    say!(init::role_left_out, why = why)
}
