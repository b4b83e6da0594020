//! The way from firms to scores as stages of columns, and the tables that they become.

use std::collections::BTreeSet;

use super::layers::{joined, layers};
use crate::expr::sql::Sql;

/// What a stage does with the rows of the one before.
#[derive(Clone, Debug)]
pub(super) enum Stage {
    /// Columns of the same row, in the order of evaluation.
    Rows(Vec<(String, Sql)>),
    /// The rows in which a flag is true.
    Filter(String),
    /// Columns that need other rows.
    Windows(Vec<(String, Window)>),
    /// Statistics of groups of rows, by the columns `within`, beside each row of its group.
    Statistics { within: Vec<String>, columns: Vec<(String, Aggregate)> },
}

/// A number of a row among others.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Window {
    /// `1 +` the number of rows before it among those that agree in the columns `within`: ties 1, 2, 2, 4.
    Rank { within: Vec<String>, by: Vec<Order> },
    /// The place of the row among those that agree in the columns `within`, without ties.
    Place { within: Vec<String>, by: Vec<Order> },
    /// Number of rows that agree in the columns `within`.
    Alike { within: Vec<String> },
}

/// A column to sort by; missing values come last.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    /// Name of the column.
    pub column: String,
    /// Whether the greatest value comes first.
    pub descending: bool,
    /// Whether it is a text, in the order of its bytes.
    pub is_text: bool,
}

/// A statistic of a group of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Aggregate {
    /// Number of known values of a column.
    Count(String),
    /// The least known value.
    Least(String),
    /// The greatest known value.
    Greatest(String),
    /// The sum of whole numbers.
    Sum(String),
}

/// Columns with a statistic each.
type Statistics = Vec<(String, Aggregate)>;

/// Statistics by the columns of their groups.
#[derive(Clone, Debug, Default)]
pub(super) struct ByGroup(Vec<(Vec<String>, Statistics)>);

impl ByGroup {
    /// Adds the column `name` with a statistic of the groups by the columns `within`.
    pub fn add(&mut self, within: &[String], name: String, aggregate: Aggregate) {
        match self.0.iter_mut().find(|(known, _)| *known == within) {
            Some((_, columns)) => columns.push((name, aggregate)),
            None => self.0.push((within.to_vec(), vec![(name, aggregate)])),
        }
    }

    /// A stage for each way to group.
    pub fn stages(self) -> impl Iterator<Item = Stage> {
        self.0.into_iter().map(|(within, columns)| Stage::Statistics { within, columns })
    }
}

impl Aggregate {
    fn reads(&self) -> &str {
        match self {
            Aggregate::Count(column)
            | Aggregate::Least(column)
            | Aggregate::Greatest(column)
            | Aggregate::Sum(column) => column,
        }
    }
}

impl Window {
    fn reads(&self) -> impl Iterator<Item = &str> {
        let (within, by): (&[String], &[Order]) = match self {
            Window::Rank { within, by } | Window::Place { within, by } => (within, by),
            Window::Alike { within } => (within, &[]),
        };
        within.iter().map(String::as_str).chain(by.iter().map(|order| order.column.as_str()))
    }
}

/// A table, made from the one before.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Columns taken over as they are.
    pub kept: Vec<String>,
    /// What is new.
    pub new: New,
}

/// What a table has beside the columns taken over.
#[derive(Clone, Debug)]
pub(super) enum New {
    /// Columns of the same row.
    Columns(Vec<(String, Sql)>),
    /// Nothing: only the rows in which a flag is true.
    Filter(String),
    /// Columns that need other rows.
    Windows(Vec<(String, Window)>),
    /// Statistics by group, beside each row.
    Statistics { within: Vec<String>, columns: Vec<(String, Aggregate)> },
}

/// The tables of `stages` over a first table with the columns `first`, in order; the last has the columns
/// `outputs`. Each keeps only what a later one reads.
pub(super) fn tables(first: &[String], stages: Vec<Stage>, outputs: &[String]) -> Vec<Table> {
    // From the last to the first: the columns that each stage must leave.
    let mut needed: BTreeSet<String> = outputs.iter().cloned().collect();
    let mut reversed: Vec<Vec<Table>> = Vec::new();
    for stage in stages.into_iter().rev() {
        let made = match stage {
            Stage::Filter(flag) => {
                let kept = in_order(&needed);
                needed.insert(flag.clone());
                vec![Table { kept, new: New::Filter(flag) }]
            }
            Stage::Windows(columns) => {
                let columns: Vec<_> = columns.into_iter().filter(|(name, _)| needed.remove(name)).collect();
                let kept = in_order(&needed);
                columns.iter().for_each(|(_, window)| needed.extend(window.reads().map(str::to_owned)));
                if columns.is_empty() { Vec::new() } else { vec![Table { kept, new: New::Windows(columns) }] }
            }
            Stage::Statistics { within, columns } => {
                let columns: Vec<_> = columns.into_iter().filter(|(name, _)| needed.remove(name)).collect();
                let kept = in_order(&needed);
                let reads = columns.iter().map(|(_, aggregate)| aggregate.reads());
                needed.extend(reads.map(str::to_owned));
                match columns.is_empty() {
                    true => Vec::new(),
                    false => {
                        needed.extend(within.iter().cloned());
                        vec![Table { kept, new: New::Statistics { within, columns } }]
                    }
                }
            }
            Stage::Rows(steps) => of_rows(steps, &mut needed),
        };
        reversed.push(made);
    }
    debug_assert!(needed.iter().all(|name| first.contains(name)), "{needed:?} of {first:?}");
    reversed.into_iter().rev().flatten().collect()
}

fn in_order(names: &BTreeSet<String>) -> Vec<String> {
    names.iter().cloned().collect()
}

/// The tables of steps on single rows; `needed` becomes what they need themselves.
fn of_rows(steps: Vec<(String, Sql)>, needed: &mut BTreeSet<String>) -> Vec<Table> {
    let steps = joined(steps, &|name| needed.contains(name));
    let mut made = Vec::new();
    for columns in layers(&steps).into_iter().rev() {
        columns.iter().for_each(|(name, _)| _ = needed.remove(name));
        let kept = in_order(needed);
        for (_, sql) in &columns {
            sql.columns(&mut |column| _ = needed.insert(column.to_owned()));
        }
        made.push(Table { kept, new: New::Columns(columns) });
    }
    made.reverse();
    made
}
