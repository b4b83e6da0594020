//! A file of objections, each checked against the cohort it is about.

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{Decision, Objection};
use crate::finding::{Code, Finding, Findings, Place, listed, nearest};
use crate::firms::{Column, Dictionary, Field, Texts, Unit};
use crate::intake::{self, Change, FirmsFile, Intake, name_key};
use crate::progress::Progress;
use crate::words::{Message, say};

/// Reads the objections in the file at `path` to the firms of `cohort`, which was read by `like` and
/// `dictionary`.
///
/// # Errors
/// Every fault of the file: no such firm or field, a value that cannot be read, an accepted claim without the
/// reference of a paper, a rejected one without a reason, two accepted values for one cell.
pub fn read(
    path: &Path,
    cohort: &Intake,
    like: &FirmsFile,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Vec<Objection>, Findings> {
    let claims = intake::read_objections(path, like, dictionary, as_of, progress)?;
    let ids: FxHashMap<&str, usize> = cohort.firms.ids().iter().zip(0..).collect();
    let mut names: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let texts = cohort.firms.column("name").and_then(|column| column.texts());
    for (at, name) in texts.iter().flat_map(|texts| texts.iter().enumerate()) {
        names.entry(name_key(name)).or_default().push(at);
    }
    let reader = Reader { claims: &claims, cohort, like, as_of, ids, names };
    let mut faults = Findings::new();
    let mut objections: Vec<Objection> = Vec::new();
    for row in 0..claims.firms.len {
        match reader.objection(row) {
            Ok(objection) => objections.push(objection),
            Err(found) => faults.extend(found),
        }
    }
    objections.sort_by_key(|objection| objection.line);
    let mut accepted: FxHashMap<(usize, &str), &Objection> = FxHashMap::default();
    for one in objections.iter().filter(|one| one.decision == Decision::Accepted) {
        match accepted.insert((one.at, &one.field), one) {
            Some(other) if other.claimed != one.claimed => {
                let place = claims.place().at_line(one.line);
                let message = say!(objections::twice, firm = &one.firm, line = other.line.to_string());
                faults.push(
                    Finding::new(Code::NameRepeated, place, message).help(say!(objections::twice_help)),
                );
            }
            _ => {}
        }
    }
    faults.sort();
    faults.or_stop(()).map(|_| objections)
}

struct Reader<'a> {
    claims: &'a Intake,
    cohort: &'a Intake,
    like: &'a FirmsFile,
    as_of: Date,
    /// Position of each firm of the cohort.
    ids: FxHashMap<&'a str, usize>,
    /// Positions of the firms with each name, in the form in which names are compared.
    names: FxHashMap<String, Vec<usize>>,
}

impl Reader<'_> {
    fn text(&self, row: usize, field: &str) -> String {
        let texts: Option<&Texts> = self.claims.firms.column(field).and_then(|column| column.texts());
        texts.and_then(|texts| texts.get(row)).unwrap_or_default().trim().to_owned()
    }

    /// The place of a field in the row at `place`: its header as written, or its title without a column.
    fn at_column(&self, place: &Place, field: &str) -> Place {
        let dictionary = &self.claims.firms.dictionary;
        let slot = dictionary.position(field);
        let columns = self.claims.parts.iter().flat_map(|part| &part.layout.columns);
        let header =
            columns.filter(|column| slot.is_some() && column.field == slot).map(|column| &column.header);
        match header.into_iter().next() {
            Some(header) => place.clone().in_column(&**header),
            None => place.clone().in_column(slot.map_or(field, |slot| &*dictionary.fields[slot].title)),
        }
    }

    fn day(&self, row: usize) -> Option<Date> {
        match self.claims.firms.column("objected_on") {
            Some(Column::Date(days)) => days.get(row),
            _ => None,
        }
    }

    fn objection(&self, row: usize) -> Result<Objection, Findings> {
        let place = self.claims.place_of(row);
        let mut faults = Findings::new();
        let mut fault = |code, field: &str, message: Message, help: Message| {
            faults.push(Finding::new(code, self.at_column(&place, field), message).help(help));
        };
        let at = self.firm(self.claims.firms.ids().get_or_empty(row));
        let at = at.map_err(|[message, help]| {
            fault(Code::NameUnknown, &self.claims.firms.dictionary.primary_key, message, help);
        });
        let said = self.text(row, "objected_field");
        let field = self.field(&said);
        if field.is_none() {
            let known = self.cohort.firms.dictionary.fields.iter();
            let known = known.flat_map(|field| [&*field.name, &*field.title]);
            let help = match nearest(&said, known) {
                Some(near) => say!(intake::did_you_mean, near = near),
                None => say!(objections::field_help),
            };
            fault(Code::NameUnknown, "objected_field", say!(objections::field, field = &said), help);
        }
        let [paper, reason, word] = ["paper", "decision_reason", "decision"].map(|name| self.text(row, name));
        let decision = Decision::of_cell(&word);
        match decision {
            None => fault(
                Code::ValueInvalid,
                "decision",
                say!(objections::decision, word = &word),
                say!(objections::decision_help),
            ),
            Some(Decision::Accepted) if paper.is_empty() => {
                fault(Code::ValueEmpty, "paper", say!(objections::paper), say!(objections::paper_help));
            }
            Some(Decision::Rejected) if reason.is_empty() => fault(
                Code::ValueEmpty,
                "decision_reason",
                say!(objections::reason),
                say!(objections::reason_help),
            ),
            Some(_) => {}
        }
        let (Ok(at), Some(slot)) = (at, field) else { return Err(faults) };
        let claimed = self.claimed(row, slot, &place).map_err(|found| faults.push(found)).ok();
        let column = self.column(at, slot, &place).map_err(|found| faults.push(found)).ok();
        let field = &self.cohort.firms.dictionary.fields[slot];
        if let Some(cell) = &claimed {
            let change = Change { field: field.name.clone(), cell: cell.clone() };
            let (firms, told) = (&self.cohort.firms, self.claims.place().file.to_string());
            if let Err(found) = intake::amended(firms, at, &[change], &told, self.like, self.as_of) {
                faults.extend(found.map(|one| Finding { place: self.at_column(&place, "claimed"), ..one }));
            }
        }
        let (Some(claimed), Some(column), Some(decision), false) =
            (claimed, column, decision, faults.has_errors())
        else {
            return Err(faults);
        };
        let names = self.cohort.firms.column("name").and_then(|column| column.texts());
        let before = self.cell(at, column);
        Ok(Objection {
            line: place.line.unwrap_or_default(),
            at,
            firm: self.cohort.firms.ids().get_or_empty(at).to_owned(),
            name: names.and_then(|names| names.get(at)).unwrap_or_default().to_owned(),
            field: field.name.clone(),
            title: field.label(),
            part: self.cohort.parts.name(self.cohort.firms.rows[at]),
            shown: [self.shown(at, column, field, &before), self.shown(at, column, field, &claimed)],
            before,
            column,
            claimed,
            paper,
            objector: self.text(row, "objector"),
            day: self.day(row),
            decision,
            reason,
        })
    }

    /// Position of the firm with this id, or with this name if no other firm has it.
    ///
    /// # Errors
    /// No such firm, or several, with what to do.
    fn firm(&self, said: &str) -> Result<usize, [Message; 2]> {
        if let Some(&at) = self.ids.get(said) {
            return Ok(at);
        }
        let name = name_key(said);
        let ids = self.cohort.firms.ids();
        match self.names.get(&name).filter(|_| !name.is_empty()).map(|found| &**found) {
            Some([at]) => Ok(*at),
            Some(found) => {
                let named = listed(found.iter().map(|&at| ids.get_or_empty(at)), found.len());
                let message = say!(objections::name_shared, name = said, count = found.len(), ids = named);
                Err([message, say!(objections::name_shared_help)])
            }
            None => Err([say!(objections::firm, firm = said), say!(objections::firm_help)]),
        }
    }

    /// The field that a claim names: by name, title, alias, or by a header of the cohort.
    fn field(&self, said: &str) -> Option<usize> {
        let by_header = || {
            let columns = self.cohort.parts.iter().flat_map(|part| &part.layout.columns);
            columns.filter(|column| *column.header == *said).find_map(|column| column.field)
        };
        let found = self.cohort.firms.dictionary.find(said).or_else(by_header);
        found.filter(|&slot| slot != self.cohort.firms.id_field)
    }

    /// The claimed cell: an amount with its unit, any other value in the field's own.
    fn claimed(&self, row: usize, slot: usize, place: &Place) -> Result<String, Finding> {
        let field: &Field = &self.cohort.firms.dictionary.fields[slot];
        let [value, unit] = ["claimed", "claimed_unit"].map(|name| self.text(row, name));
        let fault = |code, field: &str, message: Message, help: Message| {
            Err(Finding::new(code, self.at_column(place, field), message).help(help))
        };
        if value.is_empty() {
            return fault(Code::ValueEmpty, "claimed", say!(objections::value), say!(objections::value_help));
        }
        let own = field.unit.as_deref().unwrap_or_default();
        if field.is_money() {
            // A cell may name its unit itself.
            let named = named_unit(&value);
            return match (unit.is_empty(), !named.is_empty()) {
                (false, true) if Unit::parse(named) != Unit::parse(&unit) => fault(
                    Code::ValueInvalid,
                    "claimed_unit",
                    say!(objections::unit_contradicts, unit = unit, value = value),
                    say!(objections::unit_contradicts_help),
                ),
                (true, false) => fault(
                    Code::ColumnUnitMissing,
                    "claimed_unit",
                    say!(objections::unit_missing, title = field.label()),
                    say!(objections::unit_missing_help),
                ),
                (_, true) => Ok(value),
                (false, false) => Ok(format!("{value}{unit}")),
            };
        }
        if !unit.is_empty() && unit != own {
            return fault(
                Code::ValueInvalid,
                "claimed_unit",
                say!(objections::unit_other, unit = unit, title = field.label()),
                match own {
                    "" => say!(objections::unit_none_help),
                    own => say!(objections::unit_other_help, unit = own),
                },
            );
        }
        Ok(value)
    }

    /// The column of the firm's own part that has the field.
    fn column(&self, at: usize, slot: usize, place: &Place) -> Result<usize, Finding> {
        let row = self.cohort.firms.rows[at];
        let part = self.cohort.parts.part_of(row);
        let column =
            part.and_then(|part| part.layout.columns.iter().position(|column| column.field == Some(slot)));
        column.ok_or_else(|| {
            let title = self.cohort.firms.dictionary.fields[slot].label();
            let message = say!(objections::elsewhere, title = title, part = self.cohort.parts.name(row));
            let place = self.at_column(place, "objected_field");
            Finding::new(Code::FieldUnfit, place, message).help(say!(objections::elsewhere_help))
        })
    }

    /// The firm's cell in a column of its part, as delivered.
    fn cell(&self, at: usize, column: usize) -> String {
        let row = self.cohort.firms.rows[at];
        let record = self.cohort.parts.record(row);
        let part = self.cohort.parts.part_of(row);
        part.and_then(|part| part.cells(&record).nth(column)).unwrap_or_default().into_owned()
    }

    /// A cell of a field with its unit, for people: that of the cell, the column or the field.
    fn shown(&self, at: usize, column: usize, field: &Field, cell: &str) -> String {
        let part = self.cohort.parts.part_of(self.cohort.firms.rows[at]);
        let of_column = part.and_then(|part| part.layout.columns.get(column)?.unit.as_deref());
        let cell = cell.trim();
        let unit = match (of_column.or(field.unit.as_deref()), named_unit(cell)) {
            (None, _) => return cell.to_owned(),
            (Some(unit), "") => unit,
            (Some(_), named) => named,
        };
        let number = cell.strip_suffix(unit).unwrap_or(cell).trim_end();
        match number.ends_with(|c: char| c.is_numeric() || c == ')') && unit != "%" {
            true => format!("{number} {unit}"),
            false => cell.to_owned(),
        }
    }
}

/// The unit behind the number in a cell; empty without one.
fn named_unit(cell: &str) -> &str {
    let is_of_number = |c: char| c.is_numeric() || matches!(c, ')' | '）' | '.' | '．');
    cell.rsplit(is_of_number).next().unwrap_or(cell).trim()
}
