//! The rows of a reply: cells as intake reads them, turned into answers.

use std::sync::Arc;

use jiff::civil::Date;

use super::answer::Answer;
use super::decision::Decision;
use crate::decimal;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::key;
use crate::firms::{Cells, Column};
use crate::intake::{AnswersTable, Intake, read_answers};
use crate::progress::Progress;
use crate::words::{Arg, Message, say};

/// Least rate in per cent that is no fraction by mistake: 0.0345 in a column of per cent is 3.45 %.
const LEAST_RATE: f64 = 0.1;
/// Months of the longest term: fifty years.
const LONGEST: f64 = 600.0;
/// Units of a term, with their months.
const UNITS: [(&str, f64); 13] = [
    ("个月", 1.0),
    ("月份", 1.0),
    ("月", 1.0),
    ("期", 1.0),
    ("months", 1.0),
    ("month", 1.0),
    ("m", 1.0),
    ("年期", 12.0),
    ("年", 12.0),
    ("years", 12.0),
    ("year", 12.0),
    ("yr", 12.0),
    ("y", 12.0),
];
/// Greatest number of headers that a message names.
const NAMED: usize = 30;

/// A row of a reply that can be understood.
#[derive(Debug)]
pub(super) struct Row {
    /// The file and the line.
    pub place: Place,
    /// Place of the cell that names the firm: its id, else its name.
    pub firm: Place,
    /// Place of the day, else of the row.
    pub day: Place,
    /// The firm's id; empty if the row has none.
    pub id: String,
    /// The firm's name; empty if the row has none.
    pub name: String,
    /// The answer.
    pub answer: Answer,
}

/// A reply as it was read.
#[derive(Debug)]
pub(super) struct Reply {
    /// The file as the user named it.
    pub file: Arc<str>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Rows below the header.
    pub rows: usize,
    /// Totals, remarks and repeated headers.
    pub no_firms: usize,
    /// Rows without a decision: not answered yet.
    pub blank: usize,
    /// Rows that cannot be read or understood.
    pub unreadable: usize,
    /// The others, in the order of lines.
    pub answers: Vec<Row>,
    /// Findings on the header and on rows.
    pub findings: Findings,
}

impl Reply {
    /// Reads `table`, a reply `received` on a day.
    ///
    /// # Errors
    /// Faults of the file or its header; a table without a column for firms or for decisions.
    pub fn read(table: AnswersTable<'_>, received: Date, progress: &dyn Progress) -> Result<Reply, Findings> {
        let mut intake = read_answers(table, received, progress)?;
        let mut findings = std::mem::take(&mut intake.findings);
        let columns = Columns::of(&intake, received)?;
        let (mut answers, mut blank, mut refused) = (Vec::new(), 0, 0);
        for at in 0..intake.firms.len {
            match columns.row(at) {
                Ok(Some(row)) => answers.push(row),
                Ok(None) => blank += 1,
                Err(faults) => {
                    refused += 1;
                    faults.into_iter().for_each(|fault| findings.push(fault));
                }
            }
        }
        findings.extend(unread_amounts(&intake, &answers).into_iter().collect());
        let no_firms = intake.quarantine.no_firms();
        Ok(Reply {
            file: Arc::clone(&intake.name),
            sha256: intake.parts.sha256().to_owned(),
            rows: intake.rows,
            no_firms,
            blank,
            unreadable: refused + intake.quarantine.len() - no_firms,
            answers,
            findings,
        })
    }
}

/// The columns of a reply.
struct Columns<'a> {
    intake: &'a Intake,
    received: Date,
    /// Months of the unit in the header of terms.
    months: f64,
    /// Least rate in per cent that is no fraction by mistake.
    least_rate: f64,
}

impl<'a> Columns<'a> {
    /// # Errors
    /// A table without a column for firms or for decisions; a term in another unit than months and years.
    fn of(intake: &'a Intake, received: Date) -> Result<Columns<'a>, Findings> {
        let firms = &intake.firms;
        let mut faults = Findings::new();
        if firms.columns[firms.id_field].is_none() && firms.column("name").is_none() {
            let id = &firms.dictionary.primary_key;
            let message = say!(answers::no_firm_column, id = id, headers = headers(intake));
            faults.push(absent(intake, message, say!(answers::no_firm_column_help)));
        }
        if firms.column("decision").is_none() {
            let message = say!(answers::no_decision_column, headers = headers(intake));
            faults.push(absent(intake, message, say!(answers::no_decision_column_help)));
        }
        let rates = firms.column("rate").and_then(Column::numbers);
        let mut rates = rates.into_iter().flat_map(|rates| (0..firms.len).filter_map(|at| rates.get(at)));
        // One fraction shows that the whole column is one: then 0.12 is 12 %.
        let are_fractions = rates.any(|rate| rate > 0.0 && rate < LEAST_RATE);
        let least_rate = if are_fractions { 1.0 } else { LEAST_RATE };
        let mut columns = Columns { intake, received, months: 1.0, least_rate };
        let field = firms.dictionary.position("term");
        let of_term = intake.parts.iter().flat_map(|part| &part.layout.columns);
        let of_term = of_term.filter(|column| column.field == field);
        for (column, unit) in of_term.filter_map(|column| Some((column, column.unit.as_deref()?))) {
            match months(&key(unit)) {
                Some(months) => columns.months = months,
                None => {
                    let place = intake.place().at_line(1).in_column(Arc::clone(&column.header));
                    let message = say!(answers::term_unit, unit = unit);
                    let fault = Finding::new(Code::ColumnUnitUnknown, place, message);
                    faults.push(fault.help(say!(answers::term_unit_help)));
                }
            }
        }
        faults.or_stop(columns).map(|(columns, _)| columns)
    }

    fn text(&self, field: &str, at: usize) -> &'a str {
        self.intake.firms.column(field).and_then(Column::texts).map_or("", |texts| texts.get_or_empty(at))
    }

    fn number(&self, field: &str, at: usize) -> Option<f64> {
        self.intake.firms.column(field).and_then(Column::numbers).and_then(|cells| cells.get(at))
    }

    fn date(&self, at: usize) -> Option<Date> {
        self.intake.firms.column("date").and_then(Column::dates).and_then(|cells: &Cells<Date>| cells.get(at))
    }

    /// The place of a cell; that of the row if the table has no such column.
    fn place(&self, field: &str, at: usize) -> Place {
        let (firms, row) = (&self.intake.firms, self.intake.firms.rows[at]);
        let place = self.intake.parts.place(row);
        let position = firms.dictionary.position(field);
        let columns = self.intake.parts.part_of(row).map(|part| &part.layout.columns);
        let column = columns.into_iter().flatten().enumerate().find(|(_, column)| column.field == position);
        match column {
            Some((position, column)) => place.in_column(Arc::clone(&column.header)).at_position(position),
            None => place,
        }
    }

    /// The row at `at`; `None` if it has no decision.
    ///
    /// # Errors
    /// All of its faults.
    fn row(&self, at: usize) -> Result<Option<Row>, Vec<Finding>> {
        let written = self.text("decision", at);
        if written.is_empty() {
            return Ok(None);
        }
        let mut faults = Vec::new();
        let decision = Decision::of_words(written);
        if decision.is_none() {
            let message = say!(answers::decision_unknown, cell = written);
            let help = say!(answers::decision_unknown_help, known = Arg::items(Decision::known()));
            faults.push(Finding::new(Code::CellPattern, self.place("decision", at), message).help(help));
        }
        let [rate, term] = [self.rate(at), self.term(at)].map(|read| {
            read.unwrap_or_else(|fault| {
                faults.push(*fault);
                None
            })
        });
        let date = self.date(at);
        if let Some(date) = date.filter(|date| *date > self.received) {
            let message = say!(answers::date_later, date = date, received = self.received);
            let fault = Finding::new(Code::CellDate, self.place("date", at), message);
            faults.push(fault.help(say!(answers::date_later_help)));
        }
        let [amount, drawn] = ["amount", "drawn"].map(|field| self.number(field, at));
        if let Some(decision) = decision
            && let Some((field, message)) = contradiction(decision, written, amount, drawn)
        {
            let fault = Finding::new(Code::OutcomeContradictory, self.place(field, at), message);
            faults.push(fault.help(say!(answers::amount_contradicts_help)));
        }
        let Some(decision) = decision.filter(|_| faults.is_empty()) else { return Err(faults) };
        let id_field = &self.intake.firms.dictionary.primary_key;
        let (id, name) = (self.text(id_field, at), self.text("name", at));
        // In a table without ids the name is what identifies firms.
        let id = if id_field == "name" { "" } else { id };
        let firm = if id.is_empty() { self.place("name", at) } else { self.place(id_field, at) };
        let reason = self.text("reason", at).to_owned();
        Ok(Some(Row {
            place: self.intake.place_of(at),
            firm,
            day: self.place("date", at),
            id: id.to_owned(),
            name: name.to_owned(),
            answer: Answer { decision, amount, drawn, rate, term, date, reason },
        }))
    }

    /// The rate in per cent a year.
    ///
    /// # Errors
    /// Two rates that differ; a rate that is probably a fraction.
    fn rate(&self, at: usize) -> Result<Option<f64>, Box<Finding>> {
        let percent = self.number("rate", at);
        let fraction = self.number("rate_fraction", at).map(|fraction| decimal::shifted(fraction, 2));
        let fault = |code, message: Message, help: Message| {
            Err(Box::new(Finding::new(code, self.place("rate", at), message).help(help)))
        };
        match (percent, fraction) {
            (Some(percent), Some(fraction)) if percent != fraction => {
                let (percent, fraction) = (percent.to_string(), fraction.to_string());
                let message = say!(answers::rates_differ, percent = percent, fraction = fraction);
                fault(Code::OutcomeContradictory, message, say!(answers::rates_differ_help))
            }
            (Some(percent), _) if percent > 0.0 && percent < self.least_rate => {
                let message = say!(answers::rate_small, rate = percent.to_string());
                fault(Code::CellRange, message, say!(answers::rate_small_help))
            }
            _ => Ok(percent.or(fraction)),
        }
    }

    /// The term in months.
    ///
    /// # Errors
    /// A cell that is no term.
    fn term(&self, at: usize) -> Result<Option<f64>, Box<Finding>> {
        let cell = self.text("term", at);
        if cell.is_empty() {
            return Ok(None);
        }
        term(cell, self.months).map(Some).ok_or_else(|| {
            let message = say!(answers::term_none, cell = cell);
            let fault = Finding::new(Code::CellNumber, self.place("term", at), message);
            Box::new(fault.help(say!(answers::term_none_help)))
        })
    }
}

/// Months of a unit of terms, as [`key`] has it.
fn months(unit: &str) -> Option<f64> {
    UNITS.iter().find(|(name, _)| *name == unit).map(|(_, months)| *months)
}

/// The term of a `cell` in months; a number alone counts units of this many `months`.
fn term(cell: &str, months: f64) -> Option<f64> {
    let cell = key(cell);
    let digits = cell.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(cell.len());
    let (number, unit) = cell.split_at(digits);
    let unit = if unit.is_empty() { months } else { self::months(unit)? };
    let number: f64 = number.parse().ok()?;
    Some(number * unit).filter(|term| *term > 0.0 && *term <= LONGEST)
}

/// The amount that contradicts the decision, which the row has as `written`, with the message.
fn contradiction(
    decision: Decision,
    written: &str,
    amount: Option<f64>,
    drawn: Option<f64>,
) -> Option<(&'static str, Message)> {
    let shown = |amount: f64| amount.to_string();
    if decision.is_approval() {
        return match (amount, drawn) {
            (Some(0.0), _) => Some(("amount", say!(answers::approved_of_nothing, decision = written))),
            (_, Some(0.0)) if decision == Decision::Drawn => {
                Some(("drawn", say!(answers::drawn_of_nothing, decision = written)))
            }
            (Some(amount), Some(drawn)) if drawn > amount => {
                let (drawn, amount) = (shown(drawn), shown(amount));
                Some(("drawn", say!(answers::drawn_over_approved, drawn = drawn, amount = amount)))
            }
            _ => None,
        };
    }
    let amounts = [("drawn", drawn), ("amount", amount.filter(|_| !decision.is_open()))];
    let (field, amount) =
        amounts.into_iter().find(|(_, amount)| amount.is_some_and(|amount| amount > 0.0))?;
    let amount = shown(amount.unwrap_or_default());
    Some((field, say!(answers::amount_contradicts, decision = written, amount = amount)))
}

/// Warns of approvals in a table of which no column is read as their amounts, and some columns are not read.
fn unread_amounts(intake: &Intake, answers: &[Row]) -> Option<Finding> {
    let approved = answers.iter().filter(|row| row.answer.decision.is_approval()).count();
    let unread = || {
        let columns = intake.parts.iter().flat_map(|part| &part.layout.columns);
        columns.filter(|column| column.field.is_none() && !column.header.trim().is_empty())
    };
    if approved == 0 || intake.firms.column("amount").is_some() || unread().next().is_none() {
        return None;
    }
    let headers =
        Arg::items(unread().take(NAMED).map(|column| say!(answers::quoted, text = &*column.header)));
    let message = say!(answers::amounts_unread, approved = approved, headers = headers);
    let place = intake.place().in_column("amount");
    Some(Finding::new(Code::FieldAbsent, place, message).help(say!(answers::amounts_unread_help)))
}

/// Fault of a table that lacks a column.
fn absent(intake: &Intake, message: Message, help: Message) -> Finding {
    Finding::new(Code::ColumnMissing, intake.place(), message).help(help)
}

/// The headers of the table.
fn headers(intake: &Intake) -> Arg {
    let columns = intake.parts.iter().flat_map(|part| &part.layout.columns);
    Arg::items(columns.take(NAMED).map(|column| say!(answers::quoted, text = &*column.header)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_in_months() {
        for (cell, months, expected) in [
            ("12", 1.0, 12.0),
            ("12.0", 1.0, 12.0),
            ("12个月", 1.0, 12.0),
            ("１ 年", 1.0, 12.0),
            ("1.5", 12.0, 18.0),
            ("18个月", 12.0, 18.0),
            ("3 years", 1.0, 36.0),
            ("24M", 1.0, 24.0),
        ] {
            assert_eq!(term(cell, months), Some(expected), "{cell}");
        }
        for cell in ["", "年", "0", "-3", "1-3年", "12天", "601", "51年", "1e2", "1.2.3", "一年"] {
            assert_eq!(term(cell, 1.0), None, "{cell}");
        }
    }

    #[test]
    fn amounts_go_with_decisions() {
        let fault = |decision, amount, drawn| contradiction(decision, "x", amount, drawn).map(|one| one.0);
        assert_eq!(fault(Decision::Approved, Some(100.0), None), None);
        assert_eq!(fault(Decision::Approved, Some(0.0), None), Some("amount"));
        assert_eq!(fault(Decision::Drawn, Some(100.0), Some(100.0)), None);
        assert_eq!(fault(Decision::Drawn, Some(100.0), Some(100.1)), Some("drawn"));
        assert_eq!(fault(Decision::Drawn, None, Some(0.0)), Some("drawn"));
        assert_eq!(fault(Decision::Refused, Some(0.0), Some(0.0)), None);
        assert_eq!(fault(Decision::Refused, Some(5.0), None), Some("amount"));
        // The amount applied for.
        assert_eq!(fault(Decision::Pending, Some(5.0), None), None);
        assert_eq!(fault(Decision::Applied, None, Some(5.0)), Some("drawn"));
    }
}
