//! Tables as statements of an engine.

use super::dialect::Dialect;
use super::stage::{Aggregate, New, Order, Table, Window};
use crate::expr::sql::Sql;

/// Name of the row of the table before.
const ROW: &str = "f";
/// Name of the row of statistics.
const GROUP: &str = "g";

/// A table or view to be made of the rows of a query.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub name: String,
    pub query: String,
    pub is_view: bool,
}

/// What makes the table `name` from the table `from`.
pub(super) fn made(name: &str, from: &str, table: &Table, dialect: &dyn Dialect) -> Vec<Made> {
    let one = |name: &str, query: String| Made { name: name.to_owned(), query, is_view: false };
    let kept = table.kept.iter().map(|column| taken(dialect, ROW, column));
    let from_rows = format!("{} AS {ROW}", dialect.quoted(from));
    match &table.new {
        New::Columns(columns) => {
            let new = columns.iter().map(|(name, sql)| spelt_as(dialect, name, &dialect.spelt(sql, ROW)));
            vec![one(name, select(kept.chain(new), &from_rows))]
        }
        New::Filter(flag) => {
            let from = format!("{from_rows}\nWHERE {ROW}.{}", dialect.quoted(flag));
            vec![one(name, select(kept, &from))]
        }
        New::Windows(columns) => {
            let new = columns.iter().map(|(name, window)| spelt_as(dialect, name, &over(dialect, window)));
            vec![one(name, select(kept.chain(new), &from_rows))]
        }
        New::Statistics { within, columns } => {
            let groups = format!("{name}_groups");
            let keys = within.iter().map(|column| taken(dialect, ROW, column));
            let new = columns.iter().map(|(name, one)| spelt_as(dialect, name, &aggregate(dialect, one)));
            let by: Vec<String> = within.iter().map(|column| column_of(dialect, ROW, column)).collect();
            let by = if by.is_empty() { String::new() } else { format!("\nGROUP BY {}", by.join(", ")) };
            let statistics = select(keys.chain(new), &format!("{from_rows}{by}"));
            let on = within.iter().map(|column| {
                format!("{} = {}", column_of(dialect, ROW, column), column_of(dialect, GROUP, column))
            });
            let on: Vec<String> = on.collect();
            let joined = match on.is_empty() {
                true => format!("{from_rows}\nCROSS JOIN {} AS {GROUP}", dialect.quoted(&groups)),
                false => {
                    let on = on.join(" AND ");
                    format!("{from_rows}\nINNER JOIN {} AS {GROUP} ON {on}", dialect.quoted(&groups))
                }
            };
            let beside = columns.iter().map(|(name, _)| taken(dialect, GROUP, name));
            vec![one(&groups, statistics), one(name, select(kept.chain(beside), &joined))]
        }
    }
}

/// `SELECT` with a column in each line.
pub(super) fn select(columns: impl Iterator<Item = String>, from: &str) -> String {
    let columns: Vec<String> = columns.collect();
    format!("SELECT\n    {}\nFROM {from}", columns.join(",\n    "))
}

pub(super) fn column_of(dialect: &dyn Dialect, row: &str, column: &str) -> String {
    format!("{row}.{}", dialect.quoted(column))
}

fn taken(dialect: &dyn Dialect, row: &str, column: &str) -> String {
    spelt_as(dialect, column, &column_of(dialect, row, column))
}

pub(super) fn spelt_as(dialect: &dyn Dialect, name: &str, sql: &str) -> String {
    format!("{sql} AS {}", dialect.quoted(name))
}

fn aggregate(dialect: &dyn Dialect, aggregate: &Aggregate) -> String {
    let of = |column: &str| column_of(dialect, ROW, column);
    match aggregate {
        Aggregate::Count(column) => dialect.to_double(&format!("COUNT({})", of(column))),
        Aggregate::Least(column) => format!("MIN({})", of(column)),
        Aggregate::Greatest(column) => format!("MAX({})", of(column)),
        Aggregate::Sum(column) => dialect.to_double(&format!("SUM({})", dialect.to_whole(&of(column)))),
    }
}

fn over(dialect: &dyn Dialect, window: &Window) -> String {
    let partition = |within: &[String]| {
        let all: Vec<String> = within.iter().map(|column| column_of(dialect, ROW, column)).collect();
        if all.is_empty() { String::new() } else { format!("PARTITION BY {}", all.join(", ")) }
    };
    let order = |by: &[Order]| {
        let one = |order: &Order| {
            let column = column_of(dialect, ROW, &order.column);
            let column = if order.is_text { dialect.by_bytes(&column) } else { column };
            format!("{column} {} NULLS LAST", if order.descending { "DESC" } else { "ASC" })
        };
        let all: Vec<String> = by.iter().map(one).collect();
        format!("ORDER BY {}", all.join(", "))
    };
    let both = |within: &[String], by: &[Order]| {
        let parts = [partition(within), order(by)];
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    dialect.to_double(&match window {
        Window::Rank { within, by } => format!("RANK() OVER ({})", both(within, by)),
        Window::Place { within, by } => format!("ROW_NUMBER() OVER ({})", both(within, by)),
        Window::Alike { within } => format!("COUNT(*) OVER ({})", partition(within)),
    })
}

/// The value of `sql` over the row of the table before.
pub(super) fn value(dialect: &dyn Dialect, sql: &Sql) -> String {
    dialect.spelt(sql, ROW)
}
