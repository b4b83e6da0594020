//! The fields that a supplement gives, and their values by firm.

use super::fields;
use super::how::How;
use super::read::Table;
use super::rules::{CellUnits, Names, Rule, Scaled};
use super::seen::Mixed;
use crate::finding::{Code, Finding, Findings, nearest};
use crate::firms::Kind;
use crate::intake::numbers::Scale;
use crate::intake::options::{Given, Supplement};
use crate::intake::setting::Setting;
use crate::intake::{Intake, units};
use crate::parameters::Spanned;
use crate::words::{Message, say};

/// A field that a supplement gives.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Position in the dictionary of the cohort.
    pub field: usize,
    /// Position of its entry in the campaign.
    pub written: Option<usize>,
    /// How its value follows.
    pub from: From,
    /// The rule that rows must meet.
    pub condition: Option<Rule>,
}

impl Target {
    /// Whether it says which firms a table lists.
    pub fn lists(&self) -> bool {
        matches!(self.from, From::Listed)
    }

    /// The parts that the column at `column` takes in the value. Rows are counted by the column of the `key`.
    pub fn uses_of(&self, column: usize, key: usize) -> impl Iterator<Item = How> {
        let from = match self.from {
            From::Value(at) if at.column == column => Some(How::Value),
            From::Sum(at) if at.column == column => Some(How::Sum),
            From::Max(at) if at.column == column => Some(How::Max),
            From::Latest { column: at, .. } if at.column == column => Some(How::Latest),
            From::Count if column == key => Some(How::Count),
            From::Listed if column == key => Some(How::Listed),
            _ => None,
        };
        let on = matches!(self.from, From::Latest { on, .. } if on == column).then_some(How::On);
        let is_asked = self.condition.as_ref().is_some_and(|rule| rule.columns().any(|at| at == column));
        from.into_iter().chain(on).chain(is_asked.then_some(How::Where))
    }
}

/// How the value of a firm follows from its rows; columns are positions in the supplement's dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) enum From {
    Value(Scaled),
    Count,
    Sum(Scaled),
    Max(Scaled),
    Latest { column: Scaled, on: usize },
    Listed,
}

/// The fields that `supplement` gives from `table`.
///
/// # Errors
/// Unknown fields and columns, columns of another type, faults of rules.
pub(super) fn targets(
    supplement: &Supplement,
    table: &Table,
    setting: Setting<'_>,
) -> Result<Vec<Target>, Findings> {
    let dictionary = setting.dictionary;
    let own = &table.intake.firms.dictionary;
    let mut faults = Findings::new();
    if supplement.fields.is_empty() || supplement.long.is_some() {
        let given = own.fields.iter().enumerate().skip(1).filter_map(|(column, field)| {
            let name = match table.is_previous {
                true => format!("{}_prev", field.name),
                false => field.name.clone(),
            };
            table.intake.firms.columns[column].as_ref()?;
            let field = dictionary.position(&name).filter(|_| dictionary.position(&field.name).is_some())?;
            let is_key = dictionary.fields[field].name == "name"
                || field == dictionary.position(&dictionary.primary_key)?;
            let is_like = own.fields[column].kind() == dictionary.fields[field].kind();
            (!is_key && is_like).then_some(Target {
                field,
                written: None,
                from: From::Value(Scaled { column, power: 0 }),
                condition: None,
            })
        });
        let given: Vec<Target> = given.collect();
        return Ok(given);
    }
    let units = CellUnits::of(&table.intake);
    let has_rule = supplement.fields.values().any(|given| given.get_ref().condition.is_some());
    let names = has_rule.then(|| Names::new(own, &units));
    let mut targets = Vec::new();
    for (name, given) in &supplement.fields {
        match target(name, given, table, names.as_ref().map(|names| (names, &units)), setting) {
            Ok(target) => targets.push(target),
            Err(found) => faults.extend(found),
        }
    }
    faults.or_stop(targets).map(|(targets, _)| targets)
}

/// The fault of a supplement that gives no field.
pub(super) fn nothing(supplement: &Supplement, setting: Setting<'_>) -> Findings {
    let place = setting.parameters.place(supplement.path.span().start).in_column("supplement");
    let message = say!(intake::supplement_gives_nothing, supplement = supplement.id());
    Finding::new(Code::KeyIdle, place, message).help(say!(intake::supplement_gives_nothing_help)).into()
}

fn target(
    name: &Spanned<String>,
    given: &Spanned<Given>,
    table: &Table,
    names: Option<(&Names, &CellUnits)>,
    setting: Setting<'_>,
) -> Result<Target, Findings> {
    let (parameters, dictionary) = (setting.parameters, setting.dictionary);
    let place = || parameters.place(name.span().start).in_column(name.get_ref().as_str());
    let fault = |code: Code, message: Message, help: Message| {
        Findings::from(Finding::new(code, place(), message).help(help))
    };
    let Some(field) = dictionary.find(name.get_ref()) else {
        let known = dictionary.fields.iter().map(|field| field.name.as_str());
        let help = match nearest(name.get_ref(), known) {
            Some(near) => say!(intake::did_you_mean, near = near),
            None => say!(intake::name_a_field_help),
        };
        return Err(fault(Code::NameUnknown, say!(intake::no_such_field, name = name.get_ref()), help));
    };
    let kind = dictionary.fields[field].kind();
    let column = |header: &str, kinds: &[Kind]| -> Result<usize, Findings> {
        let own = &table.intake.firms.dictionary;
        let Some((at, _)) = fields::column(&table.intake, header) else {
            let near = nearest(header, table.headers.iter().map(String::as_str));
            let help = match near {
                Some(near) => say!(intake::header_near, near = near),
                None => say!(intake::remove_help),
            };
            return Err(fault(Code::ColumnUnknown, say!(intake::no_such_column, header = header), help));
        };
        let found = own.fields[at].kind();
        if kinds.contains(&found) {
            return Ok(at);
        }
        let message =
            say!(intake::supplement_kind, header = header, found = found.as_str(), name = name.get_ref());
        Err(fault(Code::FieldUnfit, message, say!(intake::supplement_kind_help)))
    };
    // Amounts are in the unit of the column, and given in that of the field.
    let amount = |header: &str, kinds: &[Kind]| -> Result<Scaled, Findings> {
        let column = column(header, kinds)?;
        // Things that are counted have no unit in a header.
        let unit = table.intake.firms.dictionary.fields[column].unit.as_deref();
        let unit = unit.filter(|unit| units::is_unit(unit));
        match units::scale(&dictionary.fields[field], header, unit, place())? {
            Scale::Power(power) => Ok(Scaled { column, power }),
            Scale::InCell => Ok(Scaled { column, power: 0 }),
        }
    };
    let is = |wanted: &[Kind]| match wanted.contains(&kind) {
        true => Ok(()),
        false => {
            let message = say!(intake::supplement_unfit, name = name.get_ref(), kind = kind.as_str());
            Err(fault(Code::FieldUnfit, message, say!(intake::supplement_unfit_help)))
        }
    };
    let one = given.get_ref();
    let from = match one {
        Given {
            value: Some(header), count: None, sum: None, max: None, latest: None, listed: None, ..
        } => From::Value(amount(header, &[kind])?),
        Given {
            value: None, count: Some(true), sum: None, max: None, latest: None, listed: None, ..
        } => {
            is(&[Kind::Number])?;
            From::Count
        }
        Given {
            value: None, count: None, sum: Some(header), max: None, latest: None, listed: None, ..
        } => {
            is(&[Kind::Number])?;
            From::Sum(amount(header, &[Kind::Number])?)
        }
        Given {
            value: None, count: None, sum: None, max: Some(header), latest: None, listed: None, ..
        } => {
            is(&[Kind::Number, Kind::Date])?;
            From::Max(amount(header, &[kind])?)
        }
        Given {
            value: None,
            count: None,
            sum: None,
            max: None,
            latest: Some(header),
            on: Some(on),
            listed: None,
            ..
        } => From::Latest { column: amount(header, &[kind])?, on: column(on, &[Kind::Number, Kind::Date])? },
        Given {
            value: None, count: None, sum: None, max: None, latest: None, listed: Some(true), ..
        } => {
            is(&[Kind::Flag])?;
            From::Listed
        }
        _ => {
            let help = say!(intake::supplement_origin_help);
            return Err(fault(Code::KeyChoice, say!(intake::supplement_origin, name = name.get_ref()), help));
        }
    };
    let rule = one.condition.as_ref().zip(names);
    let condition = rule.map(|(rule, (names, units))| names.rule(rule, units, parameters)).transpose()?;
    if let (Some(rule), Some(condition)) = (&one.condition, &condition) {
        refuse_mixed(rule, condition, table, setting)?;
    }
    Ok(Target { field, written: Some(name.span().start), from, condition })
}

/// Refuses a rule that orders texts of which some are numbers or days: it would compare letters.
fn refuse_mixed(
    rule: &Spanned<String>,
    condition: &Rule,
    table: &Table,
    setting: Setting<'_>,
) -> Result<(), Findings> {
    let fields = &table.intake.firms.dictionary.fields;
    let is_ordered =
        |mixed: &&Mixed| condition.ordered_texts().any(|column| fields[column].is_headed(&mixed.header));
    let Some(mixed) = table.mixed.iter().find(is_ordered) else { return Ok(()) };
    let place = setting.parameters.place(rule.span().start).in_column("where");
    let message = say!(intake::supplement_mixed, header = &mixed.header, cell = &mixed.cell);
    Err(Finding::new(Code::RuleType, place, message).help(say!(intake::supplement_mixed_help)).into())
}

impl Target {
    /// The header of the column by which rows are the latest; empty if there is none.
    pub fn day_of(&self, intake: &Intake) -> String {
        match self.from {
            From::Latest { on, .. } => intake.firms.dictionary.fields[on].title.clone(),
            _ => String::new(),
        }
    }
}
