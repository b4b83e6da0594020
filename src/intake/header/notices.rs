//! Findings on a header with bound columns.

use std::collections::BTreeMap;

use super::near::{Names, without_unit};
use super::years::Dated;
use super::{Binder, Bound, Taken};
use crate::finding::{Code, Finding, Findings, HeaderRemedy, HeaderUnit, Place, Remedy};
use crate::firms::{Field, Kind};
use crate::intake::cells::{self, shown};
use crate::parameters::Spanned;
use crate::words::say;

impl Binder<'_> {
    /// Every name in the campaign's `units` must be a number field with a unit and a column.
    pub(super) fn check_units_map(&mut self, columns: &[Option<Bound>]) {
        let file = self.file;
        for name in file.units.keys() {
            let position = self.dictionary.position(name.get_ref());
            match position.map(|at| (at, &self.dictionary.fields[at])) {
                None => self.unknown_field(name),
                Some((_, field)) if field.kind() != Kind::Number => {
                    let place = self.campaign_place(name);
                    let message = say!(intake::unit_of_no_number, name = &field.name);
                    self.fault(Code::FieldUnfit, place, message, Some(say!(intake::remove_help)));
                }
                Some((_, field)) if field.unit.is_none() => {
                    let place = self.campaign_place(name);
                    let message = say!(intake::unit_idle, name = &field.name);
                    let help = say!(intake::unit_idle_help);
                    self.fault(Code::KeyIdle, place, message, Some(help));
                }
                Some((at, field)) if !columns.iter().flatten().any(|bound| bound.field == at) => {
                    let message = say!(intake::unit_without_column, name = &field.name);
                    let help = self.another_header(&[&field.title, &field.name]);
                    self.idle(name, message, help);
                }
                Some(_) => _ = self.used.insert(name.span().start),
            }
        }
    }

    /// Every name in the campaign's `dates` must be a date field with a column.
    pub(super) fn check_dates_map(&mut self, columns: &[Option<Bound>]) {
        let file = self.file;
        file.dates.keys().for_each(|name| self.check_field(name, Kind::Date, columns));
    }

    /// Every name in the campaign's `no` must be a flag field with a column, and none of its cells may mean
    /// yes.
    pub(super) fn check_no_map(&mut self, columns: &[Option<Bound>]) {
        let file = self.file;
        for (name, cells) in &file.no {
            self.check_field(name, Kind::Flag, columns);
            if let Some(yes) = cells.iter().find(|cell| cells::flag(cell.trim()) == Some(true)) {
                let (place, message) = (self.campaign_place(name), say!(intake::yes_as_no, yes = yes));
                self.fault(Code::ValueInvalid, place, message, Some(say!(intake::remove_help)));
            }
        }
    }

    /// `name` must be a field of `kind` with a column.
    fn check_field(&mut self, name: &Spanned<String>, kind: Kind, columns: &[Option<Bound>]) {
        let Some(at) = self.dictionary.position(name.get_ref()) else { return self.unknown_field(name) };
        let (field, title) = (&self.dictionary.fields[at], self.dictionary.fields[at].title.clone());
        let place = self.campaign_place(name);
        if field.kind() != kind {
            let message = say!(intake::set_of_other_kind, name = &field.name, kind = kind.as_str());
            self.fault(Code::FieldUnfit, place, message, Some(say!(intake::remove_help)));
        } else if !columns.iter().flatten().any(|bound| bound.field == at) {
            let message = say!(intake::set_without_column, name = &field.name, kind = kind.as_str());
            let help = self.another_header(&[&title, name.get_ref()]);
            let help = help.or_else(|| Some(say!(intake::remove_help)));
            self.idle(name, message, help);
        } else {
            self.used.insert(name.span().start);
        }
    }

    pub(super) fn require(&mut self, columns: &[Option<Bound>]) {
        for at in 0..self.dictionary.fields.len() {
            let field = &self.dictionary.fields[at];
            if !field.constraints.required || columns.iter().flatten().any(|bound| bound.field == at) {
                continue;
            }
            let (name, title) = (&field.name, &field.title);
            let message = say!(intake::field_without_column, name = name, title = title);
            let mut names = vec![field.title.as_str(), field.name.as_str()];
            names.extend(field.aliases.iter().map(String::as_str));
            if let Some(header) = self.left_out_for(&names) {
                let help = say!(intake::header_ignored_help, header = header);
                self.fault(Code::ColumnMissing, self.place.clone(), message, Some(help));
                continue;
            }
            let remedy = match self.nearest_header(&names) {
                Some(near) => Remedy::from(HeaderRemedy::Nearest(near.to_owned())),
                None => {
                    let begins = shown(&self.headers.join(","));
                    say!(intake::header_begins_help, begins = begins).into()
                }
            };
            self.fault(Code::ColumnMissing, self.place.clone(), message, Some(remedy));
        }
    }

    /// The campaign may bind a header to any field; but a header that is the title of another field without a
    /// column is probably a slip.
    pub(super) fn warn_of_taken(&mut self, columns: &[Option<Bound>]) {
        for Taken { column, field, place } in std::mem::take(&mut self.taken) {
            if columns.iter().flatten().any(|bound| bound.field == field) {
                continue;
            }
            let (header, field) = (&self.headers[column], &self.dictionary.fields[field]);
            let (name, title) = (&field.name, &field.title);
            let message = say!(intake::column_taken, header = header, name = name, title = title);
            let help = say!(intake::column_taken_help, name = name);
            self.fault(Code::ColumnTaken, place, message, Some(help));
        }
    }

    /// A column that no field claims is not read. If its header is nearly the name of a field without a
    /// column, it may be meant for this field. Returns these fields by column.
    /// Columns that name a year have a warning of their own.
    pub(super) fn note_unused(
        &mut self,
        columns: &[Option<Bound>],
        dated: &[Dated],
    ) -> BTreeMap<usize, usize> {
        // Required fields are left out: for one without a column an error already names the nearest header.
        let free = (0..self.dictionary.fields.len())
            .filter(|&at| !columns.iter().flatten().any(|bound| bound.field == at))
            .map(|at| &self.dictionary.fields[at])
            .filter(|field| !field.constraints.required);
        let names = Names::new(free);
        let (mut findings, mut near) = (Findings::new(), BTreeMap::new());
        let unused = columns.iter().zip(&self.ignored).enumerate();
        let unused = unused.filter(|(_, (bound, ignored))| bound.is_none() && !**ignored);
        for (column, _) in unused {
            if let Some(dated) = dated.iter().find(|dated| dated.column == column) {
                let name = if dated.is_free { Some(&dated.name) } else { dated.previous.as_ref() };
                let field = name.and_then(|name| self.dictionary.position(name));
                near.extend(field.map(|field| (column, field)));
                continue;
            }
            let place = self.header_place(column);
            findings.push(match names.nearest(&self.keys[column]) {
                None => {
                    let header = format!("{:?}", &*self.headers[column]);
                    Finding::new(Code::ColumnUnused, place, say!(intake::column_unused))
                        .help(say!(intake::column_unused_help, header = header))
                }
                Some(field) => {
                    near.extend(self.dictionary.position(&field.name).map(|field| (column, field)));
                    near_miss(field, &self.headers[column], &self.keys[column], place)
                }
            });
        }
        self.findings.extend(findings);
        near
    }
}

/// The warning for a column headed `header`, with key `key`, that is nearly `field`, which has no column.
fn near_miss(field: &Field, header: &str, key: &str, place: Place) -> Finding {
    let Field { name, title, .. } = field;
    let message = say!(intake::column_near, name = name);
    // The advice keeps the header's unit even if the field has another. With the field's unit, amounts could
    // be wrong by a factor of 10,000.
    let unit = match without_unit(key).1 {
        Some(unit) if field.is_money() => HeaderUnit::Named(unit.to_owned()),
        None if field.is_money() => HeaderUnit::Money,
        _ => HeaderUnit::None,
    };
    Finding::new(Code::ColumnNear, place, message).help(HeaderRemedy::Field {
        name: name.clone(),
        title: title.clone(),
        unit,
        header: header.to_owned(),
    })
}
