//! Rules over the columns of a supplement, and the units in which they take amounts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::decimal;
use crate::expr::{Expr, Scope};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::{folded, key};
use crate::firms::{Cells, Column, Dictionary, Field, Frame, Kind, Slot, Unit, Value};
use crate::intake::Intake;
use crate::intake::units;
use crate::parameters::{Source, Spanned};
use crate::words::say;

/// A column whose numbers are taken as `x · 10^power`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Scaled {
    /// Position in the supplement's dictionary.
    pub column: usize,
    pub power: i32,
}

impl Scaled {
    /// The column of `intake`; `None` if it has none.
    pub fn of(self, intake: &Intake) -> Option<Cow<'_, Column>> {
        let column = intake.firms.columns[self.column].as_ref()?;
        Some(match self.power {
            0 => Cow::Borrowed(column),
            _ => Cow::Owned(self.scaled(column.clone())),
        })
    }

    /// The numbers of a column that was taken from this one.
    pub fn scaled(self, column: Column) -> Column {
        match column {
            Column::Number(cells) if self.power != 0 => {
                let scaled = cells.iter().map(|cell| cell.map(|x| decimal::shifted(x, self.power)));
                Column::Number(scaled.collect::<Cells<f64>>())
            }
            column => column,
        }
    }
}

/// The units of the cells of each column of a table, each with a place that names it.
#[derive(Default)]
pub(super) struct CellUnits(Vec<BTreeMap<String, Place>>);

impl CellUnits {
    pub fn of(intake: &Intake) -> CellUnits {
        let mut units = vec![BTreeMap::new(); intake.firms.dictionary.fields.len()];
        for part in intake.parts.iter() {
            for column in &part.layout.columns {
                let (Some(field), Some(unit)) = (column.field, &column.unit) else { continue };
                let place = part.place().clone().in_column(column.header.clone());
                units[field].entry(unit.clone()).or_insert(place);
            }
        }
        CellUnits(units)
    }
}

/// The names that a rule over a table may use: its headers and fields, amounts with a unit and without.
pub(super) struct Names {
    scope: Scope,
    /// What each slot of the scope is.
    slots: Vec<Named>,
    /// The first slot of each meaning.
    of: FxHashMap<Named, usize>,
}

/// What a name of a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Named {
    Scaled(Scaled),
    /// Amounts as their cells have them, in units that differ.
    Mixed {
        column: usize,
    },
}

impl Named {
    fn column(self) -> usize {
        match self {
            Named::Scaled(Scaled { column, .. }) | Named::Mixed { column } => column,
        }
    }
}

impl Names {
    /// The names of the table that `own` describes. A name with a unit means the column's amounts in that
    /// unit, whatever that of the cells; one without means them as the cells have them. The name of a field
    /// that is no header means them in the field's unit.
    pub fn new(own: &Dictionary, units: &CellUnits) -> Names {
        let mut names = Names { scope: Scope::default(), slots: Vec::new(), of: FxHashMap::default() };
        let owners = owners(own);
        for (column, field) in own.fields.iter().enumerate() {
            let is_bare = units::parted(&field.name).is_none() && is_header(field, &field.name);
            let named = if is_bare { bare(column, field, units) } else { plain(column) };
            names.add(&field.name, named, field);
        }
        for (column, field) in own.fields.iter().enumerate() {
            names.add_others(column, field, &owners, units);
        }
        names
    }

    /// Adds a slot with its own name.
    fn add(&mut self, name: &str, named: Named, field: &Field) {
        self.of.entry(named).or_insert(self.slots.len());
        self.scope.add(name, field.kind());
        self.slots.push(named);
    }

    /// Adds the names of `field` besides its own, unless only other columns own them.
    fn add_others(&mut self, column: usize, field: &Field, owners: &Owners, cells: &CellUnits) {
        let mut bases: Vec<String> = Vec::new();
        for header in field.headers() {
            let split = split(header);
            let unit = split.as_ref().and_then(|(_, unit)| power(field, unit));
            let named = match unit {
                Some(power) => Named::Scaled(Scaled { column, power }),
                None => bare(column, field, cells),
            };
            if *header != *field.name {
                self.alias(header, named, field);
            }
            bases.push(split.map_or_else(|| header.to_owned(), |(base, _)| base));
        }
        bases.sort();
        bases.dedup();
        for base in bases {
            if base != field.name {
                self.alias(&base, bare(column, field, cells), field);
            }
            let money = units::MONEY.iter().filter(|unit| field.is_money() && **unit != units::IN_CELL);
            for unit in money {
                let name = format!("{base}({unit})");
                let is_own = owners.get(&key(&name)).is_none_or(|columns| columns.contains(&column));
                if let Some(power) = power(field, unit).filter(|_| is_own && name != field.name) {
                    self.alias(&name, Named::Scaled(Scaled { column, power }), field);
                }
            }
        }
    }

    /// Adds another name for the column of `field`, taken as `named` says. A name of several columns is
    /// refused where a rule uses it.
    fn alias(&mut self, name: &str, named: Named, field: &Field) {
        if !self.of.contains_key(&named) {
            let unit = match named {
                Named::Scaled(Scaled { power, .. }) => format!("10^{power}"),
                Named::Mixed { .. } => "?".to_owned(),
            };
            self.add(&format!("{} ({unit})", field.name), named, field);
        }
        self.scope.alias(name, self.of[&named]);
    }

    /// The columns that `rule` reads; `None` if it is faulty.
    pub fn columns(&self, rule: &str) -> Option<Vec<usize>> {
        let compiled = Expr::compile_as(rule, &self.scope, Kind::Flag).ok()?;
        Some(compiled.slots().iter().map(|slot| self.slots[*slot].column()).collect())
    }

    /// The rule `written` in `parameters`.
    ///
    /// # Errors
    /// Faults of the rule; a name for amounts of several units.
    pub fn rule(
        &self,
        written: &Spanned<String>,
        units: &CellUnits,
        parameters: &Source,
    ) -> Result<Rule, Findings> {
        let at = written.span().start;
        let expr = Expr::compile_as(written.get_ref(), &self.scope, Kind::Flag).map_err(|faults| {
            faults.into_iter().map(|fault| fault.into_finding(parameters, at, "where")).collect::<Findings>()
        })?;
        let mut faults = Findings::new();
        for &slot in expr.slots() {
            if let Named::Mixed { column } = self.slots[slot] {
                let mut of_parts = units.0.get(column).into_iter().flatten();
                let Some((unit, place)) = of_parts.next() else { continue };
                let Some((other, elsewhere)) = of_parts.next() else {
                    let message = say!(intake::supplement_rule_in_cell, place = place.to_string());
                    let place = parameters.place(at).in_column("where");
                    let finding = Finding::new(Code::ColumnUnitMissing, place, message);
                    faults.push(finding.help(say!(intake::supplement_rule_units_help)));
                    continue;
                };
                let message = say!(
                    intake::supplement_rule_units,
                    unit = unit,
                    place = place.to_string(),
                    other = other,
                    elsewhere = elsewhere.to_string()
                );
                let place = parameters.place(at).in_column("where");
                let finding = Finding::new(Code::ColumnUnitClash, place, message);
                faults.push(finding.help(say!(intake::supplement_rule_units_help)));
            }
        }
        let scaled = |named: &Named| match *named {
            Named::Scaled(scaled) => scaled,
            Named::Mixed { column } => Scaled { column, power: 0 },
        };
        let slots = self.slots.iter().map(scaled).collect();
        faults.or_stop(Rule { expr, slots }).map(|(rule, _)| rule)
    }
}

/// A rule that rows of a table must meet.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    expr: Expr,
    /// The column of each slot.
    slots: Vec<Scaled>,
}

impl Rule {
    /// The columns that it reads.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.expr.slots().iter().map(|slot| self.slots[*slot].column)
    }

    /// The columns of texts that it orders.
    pub fn ordered_texts(&self) -> impl Iterator<Item = usize> {
        self.expr.ordered_texts().iter().map(|slot| self.slots[*slot].column)
    }

    /// Whether each row of `intake` meets it, if that is known.
    pub fn met(&self, intake: &Intake) -> Vec<Option<bool>> {
        let mut columns: Vec<Option<Cow<'_, Column>>> = vec![None; self.slots.len()];
        self.expr.slots().iter().for_each(|slot| columns[*slot] = self.slots[*slot].of(intake));
        let slots = columns.iter().map(|column| match column {
            Some(column) => Slot::Column(column),
            None => Slot::Constant(Value::Missing),
        });
        let frame = Frame { len: intake.firms.len, slots: slots.collect() };
        self.expr.flags(&frame, 0..intake.firms.len).iter().collect()
    }
}

/// The columns that own a name, by its key: a header, or one with its unit in another form.
type Owners = FxHashMap<String, Vec<usize>>;

fn owners(own: &Dictionary) -> Owners {
    let mut owners = Owners::default();
    for (column, field) in own.fields.iter().enumerate() {
        for header in field.headers() {
            let unit =
                |power: i32| units::MONEY.iter().find(|unit| Unit::parse(unit) == Unit::Money { power });
            let common = units::parted(header).and_then(|(base, written)| match Unit::parse(&written) {
                Unit::Money { power } => Some(format!("{base}({})", unit(power)?)),
                Unit::Other(_) => None,
            });
            for name in common.into_iter().chain([key(header)]) {
                owners.entry(name).or_default().push(column);
            }
        }
    }
    owners
}

/// The column in the unit of its field.
fn plain(column: usize) -> Named {
    Named::Scaled(Scaled { column, power: 0 })
}

/// The column in the unit of its cells.
fn bare(column: usize, field: &Field, cells: &CellUnits) -> Named {
    let units = cells.0.get(column).into_iter().flatten();
    let mut powers: Vec<Option<i32>> = units.map(|(unit, _)| power(field, unit)).collect();
    powers.sort_unstable();
    powers.dedup();
    match powers[..] {
        [] => plain(column),
        [Some(power)] => Named::Scaled(Scaled { column, power }),
        _ => Named::Mixed { column },
    }
}

/// The power of ten from the unit of `field` to `unit`; `None` for one of another quantity.
fn power(field: &Field, unit: &str) -> Option<i32> {
    Unit::parse(field.unit.as_deref()?).power_to(&Unit::parse(unit))
}

/// Whether `name` is a header of the table, with a unit or without, rather than the name of the field alone.
fn is_header(field: &Field, name: &str) -> bool {
    let written = [&field.title].into_iter().chain(&field.aliases);
    let is_base = |header: &str| units::parted(header).is_some_and(|(base, _)| base == key(name));
    written.into_iter().any(|header| key(header) == key(name) || is_base(header))
}

/// A header's name without its bracket, and what is in that.
fn split(header: &str) -> Option<(String, String)> {
    let header = folded(header);
    units::splits(&header).next().map(|(base, unit)| (base.trim_end().to_owned(), unit.to_owned()))
}
