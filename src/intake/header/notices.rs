//! What is told of a header once its columns are bound.

use std::collections::BTreeMap;

use super::near::{Names, without_unit};
use super::{Binder, Bound, Taken};
use crate::finding::{Code, Finding, Findings, HeaderRemedy, HeaderUnit, Place, Remedy};
use crate::firms::{Field, Kind};
use crate::intake::cells::{self, shown};
use crate::parameters::Spanned;

impl Binder<'_> {
    /// Every name in the campaign's `units` must mean something.
    pub(super) fn check_units_map(&mut self, columns: &[Option<Bound>]) {
        let file = self.file;
        for name in file.units.keys() {
            let position = self.dictionary.position(name.get_ref());
            match position.map(|at| (at, &self.dictionary.fields[at])) {
                None => self.unknown_field(name),
                Some((_, field)) if field.kind() != Kind::Number => {
                    let place = self.campaign_place(name);
                    let message = format!("the field `{}` is no number and has no unit", field.name);
                    self.fault(Code::FieldUnfit, place, message, Some("remove it".to_owned()));
                }
                Some((_, field)) if field.unit.is_none() => {
                    let place = self.campaign_place(name);
                    let message = format!("the field `{}` has no unit to convert to", field.name);
                    let help = "give it a `unit` in the scorecard, or remove this one".to_owned();
                    self.fault(Code::KeyIdle, place, message, Some(help));
                }
                Some((at, field)) if !columns.iter().flatten().any(|bound| bound.field == at) => {
                    let place = self.campaign_place(name);
                    let message = format!("no column is the field `{}`, whose unit is set here", field.name);
                    let help = self.another_header(&[&field.title, &field.name]);
                    self.fault(Code::ColumnUnknown, place, message, help);
                }
                Some(_) => {}
            }
        }
    }

    /// Every name in the campaign's `dates` must be a field of days that has a column.
    pub(super) fn check_dates_map(&mut self, columns: &[Option<Bound>]) {
        let file = self.file;
        file.dates.keys().for_each(|name| self.check_field(name, Kind::Date, "days", columns));
    }

    /// Every name in the campaign's `no` must be a field of flags that has a column, and none of its cells
    /// mean yes.
    pub(super) fn check_no_map(&mut self, columns: &[Option<Bound>]) {
        let file = self.file;
        for (name, cells) in &file.no {
            self.check_field(name, Kind::Flag, "flags", columns);
            if let Some(yes) = cells.iter().find(|cell| cells::flag(cell.trim()) == Some(true)) {
                let message = format!("`{yes}` means yes, and cannot mean no");
                self.fault(
                    Code::ValueInvalid,
                    self.campaign_place(name),
                    message,
                    Some("remove it".to_owned()),
                );
            }
        }
    }

    /// `name` must be a field of a kind, which messages call `what`, that has a column.
    fn check_field(&mut self, name: &Spanned<String>, kind: Kind, what: &str, columns: &[Option<Bound>]) {
        let Some(at) = self.dictionary.position(name.get_ref()) else { return self.unknown_field(name) };
        let (field, title) = (&self.dictionary.fields[at], self.dictionary.fields[at].title.clone());
        let place = self.campaign_place(name);
        if field.kind() != kind {
            let message = format!("the field `{}` holds no {what}", field.name);
            self.fault(Code::FieldUnfit, place, message, Some("remove it".to_owned()));
        } else if !columns.iter().flatten().any(|bound| bound.field == at) {
            let message = format!("no column is the field `{}`, whose {what} are set here", field.name);
            let help = self.another_header(&[&title, name.get_ref()]);
            self.fault(Code::ColumnUnknown, place, message, help.or_else(|| Some("remove it".to_owned())));
        }
    }

    pub(super) fn require(&mut self, columns: &[Option<Bound>]) {
        for at in 0..self.dictionary.fields.len() {
            let field = &self.dictionary.fields[at];
            if !field.constraints.required || columns.iter().flatten().any(|bound| bound.field == at) {
                continue;
            }
            let message = format!("no column is the required field `{}` ({})", field.name, field.title);
            let mut names = vec![field.title.as_str(), field.name.as_str()];
            names.extend(field.aliases.iter().map(String::as_str));
            let remedy = match self.nearest_header(&names) {
                Some(near) => Remedy::from(HeaderRemedy::Nearest(near.to_owned())),
                None => {
                    let begins = shown(&self.headers.join(","));
                    format!("the first line must hold the headers; it begins {begins}").into()
                }
            };
            self.fault(Code::ColumnMissing, self.place.clone(), message, Some(remedy));
        }
    }

    /// The campaign may bind a header to any field; that the header is another's own title, which is then
    /// without a column, is more likely a slip.
    pub(super) fn warn_of_taken(&mut self, columns: &[Option<Bound>]) {
        for Taken { column, field, place } in std::mem::take(&mut self.taken) {
            if columns.iter().flatten().any(|bound| bound.field == field) {
                continue;
            }
            let (header, field) = (&self.headers[column], &self.dictionary.fields[field]);
            let message = format!(
                "the column `{header}` is the field `{}` ({}), which has no column once it is bound \
                otherwise",
                field.name, field.title
            );
            let help = format!("take this out, or bind another column to `{}`", field.name);
            self.fault(Code::ColumnTaken, place, message, Some(help));
        }
    }

    /// A column no field claims is not read; one that nearly bears a name nobody else bears may have been
    /// meant. Returns which field that is of which column.
    pub(super) fn note_unused(&mut self, columns: &[Option<Bound>]) -> BTreeMap<usize, usize> {
        // A required field without a column is an error that names the nearest header already.
        let free = (0..self.dictionary.fields.len())
            .filter(|&at| !columns.iter().flatten().any(|bound| bound.field == at))
            .map(|at| &self.dictionary.fields[at])
            .filter(|field| !field.constraints.required);
        let names = Names::new(free);
        let (mut findings, mut near) = (Findings::new(), BTreeMap::new());
        let unused = columns.iter().zip(&self.ignored).enumerate();
        let unused = unused.filter(|(_, (bound, ignored))| bound.is_none() && !**ignored);
        for (column, _) in unused {
            let place = self.header_place(column);
            findings.push(match names.nearest(&self.keys[column]) {
                None => {
                    let message = "is no field of the dictionary and is not read";
                    let header = &self.headers[column];
                    let help = format!(
                        "if it matters, name its field in the campaign, under [firms.columns]: `{:?} = \
                        \"…\"`",
                        &**header
                    );
                    Finding::new(Code::ColumnUnused, place, message).help(help)
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

/// The warning that the column headed `header`, whose key is `key`, is nearly `field`, which has none.
fn near_miss(field: &Field, header: &str, key: &str, place: Place) -> Finding {
    let Field { name, title, .. } = field;
    let message = format!("is not read, and the field `{name}`, which is nearly called so, has no column");
    // Amounts are in the unit the header says, whatever the field's: another is ten thousand times as much.
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
