//! The rows of a long table that mean one field of one year, under whatever titles, and their table.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::rows::{Columns, Entry, Item};
use crate::finding::Findings;
use crate::firms::width::key;
use crate::firms::{Field, Kind, Unit};
use crate::intake::body::Body;
use crate::intake::options::{Key, Supplement};
use crate::intake::part::Draft;
use crate::intake::records::{Row, Rows};
use crate::intake::setting::Setting;
use crate::intake::supplement::left::{Fate, LeftOver};
use crate::intake::supplement::read::{self, Table};
use crate::intake::supplement::{fields, seen};
use crate::intake::table::{self, Records};
use crate::intake::units;
use crate::intake::values::{DELIMITER, push_text};
use crate::intake::{Intake, outcome};
use crate::parameters::Spanned;
use crate::words::{Message, say};

/// The rows of one field in one year.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Number of rows under each title, without its unit.
    titles: BTreeMap<String, usize>,
    /// The rows of each part.
    rows: BTreeMap<usize, Vec<Member>>,
    /// Whether no value lacks a unit.
    is_settled: bool,
}

/// A row of a group.
#[derive(Debug)]
struct Member {
    entry: Entry,
    /// The unit in the title of its item.
    of_title: Option<String>,
    /// The unit of its value, once it is settled.
    unit: Option<String>,
}

/// Units that are named for the values of a field, other than in rows.
#[derive(Clone, Copy)]
pub(super) struct Named<'a> {
    /// The unit in the header of the value column of each part.
    pub headers: &'a [Option<String>],
    /// The unit in the campaign.
    pub campaign: Option<&'a str>,
}

impl Group {
    /// Takes the rows of `item`, whose whole title `is_known` or is so without its unit.
    pub fn take(&mut self, item: Item, is_known: bool) {
        let of_title = units::parted(&item.title).map(|(_, unit)| unit);
        let base = if is_known { item.title.clone() } else { base(&item.title) };
        *self.titles.entry(base).or_default() += item.len();
        for (part, entries) in item.rows {
            let of_title = of_title.clone();
            let member = |entry| Member { entry, of_title: of_title.clone(), unit: None };
            let members = entries.into_iter().map(member);
            self.rows.entry(part).or_default().extend(members);
        }
        // The order of a part's rows is that of its lines, whatever the titles.
        self.rows.values_mut().for_each(|members| members.sort_by_key(|member| member.entry.at));
    }

    /// Settles the unit of each row, and takes out rows of which it is not known or does not fit `field`.
    /// The unit of a row is that of its cell, of its title, or of the header, which must agree; else the
    /// campaign's.
    pub fn settle(&mut self, field: &Field, named: Named<'_>, drafts: &[Draft]) -> Vec<LeftOver> {
        let mut faulty = Vec::new();
        if field.kind() != Kind::Number {
            return faulty;
        }
        // The unit of the column is that of amounts; counts among them have another.
        let of_column =
            |part: usize| named.headers[part].as_deref().filter(|unit| unfit(field, unit).is_none());
        let is_blank =
            |part: usize, value: &str| value.is_empty() || drafts[part].table.reading.plan.marks.are(value);
        let is_said = |member: &Member| !member.entry.unit.is_empty() || member.of_title.is_some();
        let is_unsaid = self.rows.keys().all(|part| of_column(*part).is_none())
            && !self.rows.values().flatten().any(is_said);
        let mut of_parts = self.rows.iter();
        let has_value =
            of_parts.any(|(part, members)| members.iter().any(|one| !is_blank(*part, &one.entry.value)));
        if is_unsaid && has_value {
            return faulty;
        }
        self.is_settled = true;
        for (&part, members) in &mut self.rows {
            let draft = &drafts[part];
            members.retain_mut(|member| {
                if is_blank(part, &member.entry.value) {
                    return true;
                }
                match member.settled(field, of_column(part), named.campaign) {
                    Ok(unit) => {
                        member.unit = unit;
                        true
                    }
                    Err(reason) => {
                        faulty.push(LeftOver {
                            part: draft.origin.part(),
                            line: draft.table.rows[member.entry.at].line,
                            key: member.entry.key.clone(),
                            name: member.entry.name.clone(),
                            fate: Fate::Faulty(reason),
                        });
                        false
                    }
                }
            });
        }
        faulty
    }

    /// The unit of most rows; `None` if none has one.
    fn unit(&self) -> Option<&str> {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        let units = self.rows.values().flatten().filter_map(|member| member.unit.as_deref());
        units.for_each(|unit| *count.entry(unit).or_default() += 1);
        count.into_iter().max_by_key(|(unit, count)| (*count, Reverse(*unit))).map(|(unit, _)| unit)
    }

    /// The title of most rows.
    fn title(&self) -> &str {
        let most = self.titles.iter().max_by_key(|(title, count)| (**count, Reverse(*title)));
        most.map_or("", |(title, _)| title)
    }

    /// The table of the group, with a column for its key and one for its value.
    ///
    /// # Errors
    /// Faults of the column, such as an amount without any unit.
    pub fn table(
        &self,
        supplement: &Supplement,
        field: &Field,
        (by, as_of): (Key, Date),
        drafts: &[Draft],
        columns: &[Columns],
        setting: Setting<'_>,
    ) -> Result<Table, Findings> {
        let is_title = |bound: &str| self.titles.keys().any(|title| key(&base(title)) == key(&base(bound)));
        let bound = supplement.columns.iter().find(|(bound, _)| is_title(bound.get_ref()));
        let title = bound.map_or_else(|| self.title().to_owned(), |(bound, _)| base(bound.get_ref()));
        // The campaign may say that each cell names its unit.
        let in_cell = supplement
            .units
            .iter()
            .any(|(name, unit)| *name.get_ref() == field.name && unit.get_ref() == units::IN_CELL);
        let stored = || field.unit.as_deref().filter(|_| self.is_settled && field.is_money());
        let unit = self.unit().or_else(stored).filter(|_| !in_cell);
        let has_unit = |unit: &str| units::splits(&key(&title)).any(|(_, own)| own == unit);
        let header = match unit.filter(|unit| !has_unit(unit)) {
            Some(unit) => format!("{title}({unit})"),
            None => title.clone(),
        };
        let named = bound.map(|(bound, field)| (Spanned::new(bound.span(), header.clone()), field.clone()));
        let plain = Supplement {
            fields: BTreeMap::new(),
            columns: named.into_iter().collect(),
            ..supplement.clone()
        };
        let first = self.rows.keys().next().map(|&part| (seen::headers(&drafts[part]), &columns[part]));
        let own_key = first.as_ref().map(|(headers, own)| headers[own.key].clone()).unwrap_or_default();
        let name = columns
            .iter()
            .zip(drafts)
            .find_map(|(own, draft)| Some(&seen::headers(draft)[own.name?]).cloned());
        let headers: Vec<String> = [own_key, header].into_iter().chain(name).collect();
        let dictionary = fields::dictionary(&plain, by, &seen::Seen::texts(&headers), setting.dictionary);
        let asked = (0..dictionary.fields.len()).collect();
        let mut file = plain.file();
        let name = dictionary.fields.get(1).map(|field| field.name.clone());
        file.units.retain(|field, _| unit.is_none() && Some(field.get_ref()) == name.as_ref());
        file.dates.retain(|field, _| Some(field.get_ref()) == name.as_ref());
        let mut parts = Vec::new();
        for (&part, members) in &self.rows {
            let draft = &drafts[part];
            let own = &columns[part];
            let width = own.key.max(own.value).max(own.name.unwrap_or(0)) + 1;
            let (mut text, mut rows) = (String::new(), Vec::with_capacity(members.len()));
            let mut in_place = vec![String::new(); width];
            in_place[own.key].clone_from(&seen::headers(draft)[own.key]);
            in_place[own.value].clone_from(&headers[1]);
            if let Some(at) = own.name {
                in_place[at].clone_from(&headers[2]);
            }
            for Member { entry, unit: of_row, .. } in members {
                let start = text.len() as u32;
                let value = match of_row.as_deref().filter(|of_row| Some(*of_row) != unit) {
                    Some(other) => with_unit(&entry.value, other),
                    None => entry.value.clone(),
                };
                // Cells stay in their columns, so that they keep their addresses.
                for at in 0..width {
                    if at > 0 {
                        text.push(char::from(DELIMITER));
                    }
                    match at {
                        _ if at == own.key => push_text(&mut text, &entry.key),
                        _ if at == own.value => push_text(&mut text, &value),
                        _ if Some(at) == own.name => push_text(&mut text, &entry.name),
                        _ => {}
                    }
                }
                rows.push(Row { start, end: text.len() as u32, line: draft.table.rows[entry.at].line });
                text.push('\n');
            }
            let place = &draft.origin.place;
            let records = Records {
                text: &text,
                unpacked: draft.origin.unpacked.max(text.len()),
                delimiter: DELIMITER,
                header: draft.table.header.clone(),
                headers: in_place,
                rows: Rows { rows, unclosed: Vec::new() },
                in_workbook: draft.table.reading.plan.in_workbook,
                since_1904: draft.table.reading.plan.since_1904,
            };
            let silent = &crate::progress::Silent;
            let table = table::read_records(records, place, &file, setting.parameters, &dictionary, silent)?;
            let body = Body::Text { text: text.into_bytes(), start: 0 };
            parts.push(Draft::new(draft.origin.clone(), draft.form, table, body));
        }
        let outcome = outcome::settle(parts, &dictionary, &asked, as_of);
        let intake = Intake::of(Arc::from(supplement.id()), outcome);
        Ok(Table {
            intake,
            by,
            headers,
            is_previous: false,
            is_item: true,
            faulty: Vec::new(),
            names: read::names(by, &dictionary),
            mixed: Vec::new(),
        })
    }
}

/// A value with its unit in one cell. Brackets of accounts mean a negative number.
fn with_unit(value: &str, unit: &str) -> String {
    match value.strip_prefix('(').and_then(|value| value.strip_suffix(')')) {
        Some(amount) if amount.starts_with(|c: char| c.is_ascii_digit()) => format!("-{amount}{unit}"),
        _ => format!("{value}{unit}"),
    }
}

/// A title without its unit.
fn base(title: &str) -> String {
    units::parted(title).map_or_else(|| title.to_owned(), |(base, _)| base)
}

impl Member {
    /// The unit of the value for `field`; `None` if the field needs none.
    ///
    /// # Errors
    /// A unit that does not fit, two units, and an amount without one.
    fn settled(
        &self,
        field: &Field,
        of_column: Option<&str>,
        campaign: Option<&str>,
    ) -> Result<Option<String>, Message> {
        let of_cell = Some(&*self.entry.unit).filter(|unit| !unit.is_empty());
        let mut said = [of_cell, self.of_title.as_deref(), of_column].into_iter().flatten();
        let Some(unit) = said.next() else {
            let unit = campaign.filter(|unit| *unit != units::IN_CELL);
            // A cell of its own unit needs no other.
            return match unit {
                None if field.is_money() && campaign.is_none() => Err(say!(intake::long_without_unit)),
                unit => Ok(unit.map(str::to_owned)),
            };
        };
        if let Some(reason) = unfit(field, unit) {
            return Err(reason);
        }
        // `3万` of 亿元 may be either.
        let multiple = self.entry.value.chars().last().filter(|last| "百千万亿".contains(*last));
        if let Some(multiple) = multiple.filter(|_| !matches!(Unit::parse(unit), Unit::Money { power: 0 })) {
            return Err(say!(intake::long_unit_clash, unit = unit, said = multiple.to_string()));
        }
        match said.find(|other| units::clash(Some(other), unit).is_some()) {
            Some(other) => Err(say!(intake::long_unit_clash, unit = unit, said = other)),
            None => Ok(Some(unit.to_owned())),
        }
    }
}

/// Why a value of `field` cannot be in `unit`.
fn unfit(field: &Field, unit: &str) -> Option<Message> {
    match field.unit.as_deref() {
        Some(stored) if Unit::parse(unit).power_to(&Unit::parse(stored)).is_none() => {
            Some(say!(intake::unit_unknown, unit = unit, stored = stored, name = &field.name))
        }
        None if units::is_unit(unit) => Some(say!(intake::unit_unasked, unit = unit, name = &field.name)),
        _ => None,
    }
}
