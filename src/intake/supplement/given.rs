//! The fields that a supplement gives, and their values by firm.

use std::collections::BTreeMap;

use super::how::How;
use super::read::{self, Mixed, Table};
use crate::decimal::{self, Sum};
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, nearest};
use crate::firms::{Cells, Column, Field, Frame, Kind, Value};
use crate::intake::Intake;
use crate::intake::options::{Given, Supplement};
use crate::intake::setting::Setting;
use crate::intake::units::splits;
use crate::parameters::Spanned;
use crate::words::{Message, say};

/// A field that a supplement gives.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Position in the dictionary of the cohort.
    pub field: usize,
    /// Position of its entry in the campaign.
    pub written: Option<usize>,
    from: From,
    condition: Option<Expr>,
}

impl Target {
    /// Whether it says which firms a table lists.
    pub fn lists(&self) -> bool {
        matches!(self.from, From::Listed)
    }

    /// The parts that the column at `column` takes in the value. Rows are counted by the column of the `key`.
    pub fn uses_of(&self, column: usize, key: usize) -> impl Iterator<Item = How> {
        let from = match self.from {
            From::Value(at) if at == column => Some(How::Value),
            From::Sum(at) if at == column => Some(How::Sum),
            From::Max(at) if at == column => Some(How::Max),
            From::Latest { column: at, .. } if at == column => Some(How::Latest),
            From::Count if column == key => Some(How::Count),
            From::Listed if column == key => Some(How::Listed),
            _ => None,
        };
        let on = matches!(self.from, From::Latest { on, .. } if on == column).then_some(How::On);
        let is_asked = self.condition.as_ref().is_some_and(|rule| rule.slots().contains(&column));
        from.into_iter().chain(on).chain(is_asked.then_some(How::Where))
    }
}

/// How the value of a firm follows from its rows; columns are positions in the supplement's dictionary.
#[derive(Clone, Copy, Debug)]
enum From {
    Value(usize),
    Count,
    Sum(usize),
    Max(usize),
    Latest { column: usize, on: usize },
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
                from: From::Value(column),
                condition: None,
            })
        });
        let given: Vec<Target> = given.collect();
        return Ok(given);
    }
    let scope = scope(table);
    let mut targets = Vec::new();
    for (name, given) in &supplement.fields {
        match target(name, given, table, &scope, setting) {
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

/// The names that a rule over the supplement's rows may use: its headers, with a unit and without.
fn scope(table: &Table) -> Scope {
    let mut scope = Scope::default();
    for (slot, field) in table.intake.firms.dictionary.fields.iter().enumerate() {
        scope.add(&*field.name, field.kind());
        let names = field.headers().flat_map(|name| {
            let base = splits(name).map(|(base, _)| base.to_owned()).next();
            std::iter::once(name.to_owned()).chain(base)
        });
        names.filter(|name| *name != field.name).for_each(|name| scope.alias(name, slot));
    }
    scope
}

fn target(
    name: &Spanned<String>,
    given: &Spanned<Given>,
    table: &Table,
    scope: &Scope,
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
        let Some((at, _)) = read::column(&table.intake, header) else {
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
        } => From::Value(column(header, &[kind])?),
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
            From::Sum(column(header, &[Kind::Number])?)
        }
        Given {
            value: None, count: None, sum: None, max: Some(header), latest: None, listed: None, ..
        } => {
            is(&[Kind::Number, Kind::Date])?;
            From::Max(column(header, &[kind])?)
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
        } => From::Latest { column: column(header, &[kind])?, on: column(on, &[Kind::Number, Kind::Date])? },
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
    let condition = one.condition.as_ref().map(|rule| {
        Expr::compile_as(rule.get_ref(), scope, Kind::Flag).map_err(|faults| {
            let finding =
                |fault: crate::expr::Fault| fault.into_finding(parameters, rule.span().start, "where");
            faults.into_iter().map(finding).collect::<Findings>()
        })
    });
    let condition: Option<Expr> = condition.transpose()?;
    if let (Some(rule), Some(condition)) = (&one.condition, &condition) {
        refuse_mixed(rule, condition, table, setting)?;
    }
    Ok(Target { field, written: Some(name.span().start), from, condition })
}

/// Refuses a rule that orders texts of which some are numbers or days: it would compare letters.
fn refuse_mixed(
    rule: &Spanned<String>,
    condition: &Expr,
    table: &Table,
    setting: Setting<'_>,
) -> Result<(), Findings> {
    let fields = &table.intake.firms.dictionary.fields;
    let read: Vec<&Field> = condition.slots().iter().map(|slot| &fields[*slot]).collect();
    let is_read = |mixed: &&Mixed| {
        read.iter().any(|field| field.kind() == Kind::Text && field.is_headed(&mixed.header))
    };
    let Some(mixed) = table.mixed.iter().find(is_read).filter(|_| orders(rule.get_ref())) else {
        return Ok(());
    };
    let place = setting.parameters.place(rule.span().start).in_column("where");
    let message = say!(intake::supplement_mixed, header = &mixed.header, cell = &mixed.cell);
    Err(Finding::new(Code::RuleType, place, message).help(say!(intake::supplement_mixed_help)).into())
}

/// Whether a rule compares by `<`, `>` or BETWEEN.
fn orders(rule: &str) -> bool {
    // Every second piece is a text.
    let code: Vec<&str> = rule.split('\'').step_by(2).collect();
    let code = code.join(" ").replace("<>", " ").to_ascii_uppercase();
    code.contains(['<', '>']) || code.split_whitespace().any(|word| word == "BETWEEN")
}

/// Rows that leave the value of their firm unknown.
#[derive(Debug, Default)]
pub(super) struct Unclear {
    /// Rows that contradict others.
    pub contradicted: Vec<usize>,
    /// Rows that may be the latest, since nothing says when they are.
    pub undated: Vec<usize>,
}

/// The values of `target` by firm, of which there are `firms`, and rows that leave it unknown. `of_row` is
/// the firm of each row of `intake`; a doubtful firm has no value.
pub(super) fn column(
    target: &Target,
    intake: &Intake,
    of_row: &[Option<u32>],
    firms: usize,
    doubtful: &[bool],
) -> (Column, Unclear) {
    let meets = meets(target, intake);
    let is_of = |row: usize, met: Option<bool>| meets.as_ref().map_or(Some(true), |meets| meets[row]) == met;
    let of_firms = |met: Option<bool>| {
        let all = of_row.iter().enumerate().filter(move |(row, _)| is_of(*row, met));
        all.filter_map(|(row, firm)| Some((row, (*firm)? as usize)))
    };
    let rows = || of_firms(Some(true));
    let of = |at: usize| intake.firms.columns[at].as_ref();
    // A row that may or may not meet the rule leaves its firm unknown.
    let mut doubtful = doubtful.to_vec();
    of_firms(None).for_each(|(_, firm)| doubtful[firm] = true);
    let known = |firm: usize| !doubtful[firm];
    match target.from {
        From::Count => {
            let mut counts = vec![0.0; firms];
            rows().for_each(|(_, firm)| counts[firm] += 1.0);
            (numbers(counts, known), Unclear::default())
        }
        From::Listed => {
            let mut listed = vec![false; firms];
            rows().for_each(|(_, firm)| listed[firm] = true);
            // Whoever is listed is so, whatever other rows say.
            let cells = listed
                .into_iter()
                .enumerate()
                .map(|(firm, listed)| (listed || known(firm)).then_some(listed));
            (Column::Flag(cells.collect()), Unclear::default())
        }
        From::Sum(at) => {
            let mut sums: Vec<Vec<f64>> = vec![Vec::new(); firms];
            let mut is_known = vec![true; firms];
            let cells = of(at).and_then(Column::numbers);
            for (row, firm) in rows() {
                match cells.and_then(|cells| cells.get(row)) {
                    Some(value) => sums[firm].push(value),
                    // An amount that is not known makes the sum unknown.
                    None => is_known[firm] = false,
                }
            }
            let sums = sums.into_iter().map(decimal_sum).collect();
            (numbers(sums, |firm| known(firm) && is_known[firm]), Unclear::default())
        }
        From::Value(at) => agreed(chosen(of(at), rows(), firms, known, |_, _| Order::Same)),
        From::Max(at) => {
            let column = of(at);
            // A value that is not known may be the greatest.
            let is_unknown = |row: usize| column.is_some_and(|column| column.value(row) == Value::Missing);
            let unknown: Vec<usize> =
                rows().filter(|(row, _)| is_unknown(*row)).map(|(_, firm)| firm).collect();
            unknown.into_iter().for_each(|firm| doubtful[firm] = true);
            let known = |firm: usize| !doubtful[firm];
            agreed(chosen(column, rows(), firms, known, |a, b| order(column, a, b)))
        }
        From::Latest { column, on } => {
            let undated = undated(of(column), of(on), rows());
            undated.iter().for_each(|&row| {
                of_row[row].into_iter().for_each(|firm| doubtful[firm as usize] = true);
            });
            let on = of(on);
            let blank = blank_at_last(of(column), rows(), |a, b| order(on, a, b));
            blank.into_iter().for_each(|firm| doubtful[firm] = true);
            let known = |firm: usize| !doubtful[firm];
            let (latest, contradicted) = chosen(of(column), rows(), firms, known, |a, b| order(on, a, b));
            (latest, Unclear { contradicted, undated })
        }
    }
}

/// Firms of which a row that comes last has no value.
fn blank_at_last(
    column: Option<&Column>,
    rows: impl Iterator<Item = (usize, usize)>,
    order: impl Fn(usize, usize) -> Order,
) -> Vec<usize> {
    let Some(column) = column else { return Vec::new() };
    let last = last_rows(rows, order).into_iter();
    let is_blank = |row: &usize| column.value(*row) == Value::Missing;
    last.filter(|(_, rows)| rows.iter().any(is_blank)).map(|(firm, _)| firm).collect()
}

/// Per firm the rows that come last together.
fn last_rows(
    rows: impl Iterator<Item = (usize, usize)>,
    order: impl Fn(usize, usize) -> Order,
) -> BTreeMap<usize, Vec<usize>> {
    let mut last: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (row, firm) in rows {
        let best = last.entry(firm).or_default();
        match best.first().map_or(Order::Behind, |&first| order(row, first)) {
            Order::Behind => *best = vec![row],
            Order::Same => best.push(row),
            Order::Before => {}
        }
    }
    last
}

/// The values of firms whose rows are all dated.
fn agreed((column, contradicted): (Column, Vec<usize>)) -> (Column, Unclear) {
    (column, Unclear { contradicted, undated: Vec::new() })
}

/// Rows without a day, `on`, of which any may be its firm's latest: another row of the firm has another
/// value.
fn undated(
    column: Option<&Column>,
    on: Option<&Column>,
    rows: impl Iterator<Item = (usize, usize)>,
) -> Vec<usize> {
    let (Some(column), Some(on)) = (column, on) else { return Vec::new() };
    // The rows of each firm that has one without a day.
    let mut of_firm: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    rows.for_each(|(row, firm)| of_firm.entry(firm).or_default().push(row));
    let is_undated = |row: &usize| on.value(*row) == Value::Missing;
    let differ = |rows: &[usize]| rows.windows(2).any(|pair| column.value(pair[0]) != column.value(pair[1]));
    let unclear = of_firm.into_values().filter(|rows| rows.iter().any(is_undated) && differ(rows));
    unclear.flatten().filter(is_undated).collect()
}

impl Target {
    /// The header of the column by which rows are the latest; empty if there is none.
    pub fn day_of(&self, intake: &Intake) -> String {
        match self.from {
            From::Latest { on, .. } => intake.firms.dictionary.fields[on].title.clone(),
            _ => String::new(),
        }
    }

    /// Number of rows of `intake` that meet or may meet its rule; `None` without a rule.
    pub fn is_met_by(&self, intake: &Intake) -> Option<usize> {
        Some(meets(self, intake)?.into_iter().filter(|met| *met != Some(false)).count())
    }
}

/// Whether each row meets the target's rule, if that is known; `None` without a rule.
fn meets(target: &Target, intake: &Intake) -> Option<Vec<Option<bool>>> {
    let rule = target.condition.as_ref()?;
    let frame = Frame { len: intake.firms.len, slots: intake.firms.slots().collect() };
    let flags = rule.flags(&frame, 0..intake.firms.len);
    Some(flags.iter().collect())
}

fn numbers(values: Vec<f64>, known: impl Fn(usize) -> bool) -> Column {
    let cells = values.into_iter().enumerate().map(|(firm, value)| known(firm).then_some(value));
    Column::Number(cells.collect::<Cells<f64>>())
}

/// The sum of decimals, rounded once: 0.1 + 0.2 is 0.3. In ascending order, so that the order of rows has no
/// effect.
fn decimal_sum(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let mut sum = Sum::default();
    values.into_iter().for_each(|value| sum.add(value));
    decimal::nearest(&sum.total())
}

/// How one row stands to another of the same firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Before,
    Same,
    Behind,
}

/// The order of two rows by a column; a missing value comes first.
fn order(column: Option<&Column>, a: usize, b: usize) -> Order {
    let compared = match column {
        Some(Column::Number(cells)) => cells.get(a).partial_cmp(&cells.get(b)),
        Some(Column::Date(cells)) => cells.get(a).partial_cmp(&cells.get(b)),
        _ => None,
    };
    match compared {
        Some(std::cmp::Ordering::Less) => Order::Before,
        Some(std::cmp::Ordering::Greater) => Order::Behind,
        _ => Order::Same,
    }
}

/// Per firm the value of its last row by `order`. Rows that come last together must agree, or the firm has no
/// value, and they are returned.
fn chosen(
    column: Option<&Column>,
    rows: impl Iterator<Item = (usize, usize)>,
    firms: usize,
    known: impl Fn(usize) -> bool,
    order: impl Fn(usize, usize) -> Order,
) -> (Column, Vec<usize>) {
    let Some(column) = column else { return (Column::missing(Kind::Number, firms), Vec::new()) };
    let mut contradicted = Vec::new();
    let mut chosen = vec![None; firms];
    for (firm, mut rows) in last_rows(rows, order) {
        rows.retain(|row| column.value(*row) != Value::Missing);
        let agree = rows.windows(2).all(|pair| column.value(pair[0]) == column.value(pair[1]));
        if agree && known(firm) {
            chosen[firm] = rows.first().map(|row| *row as u32);
        }
        if !agree {
            contradicted.extend(&rows);
        }
    }
    (column.gather(&chosen), contradicted)
}
