//! Rules as plain SQL, for an engine that holds the firms.
//!
//! [`Expr::lower`](crate::expr::Expr::lower) gives a checked rule as [`Sql`](crate::expr::sql::Sql), a tree
//! of the few forms that all engines evaluate alike. A [`Dialect`] spells them, with an override wherever an
//! engine spells one in another way, and [`layers`] orders the named steps. The values are those of the rule
//! itself, to the last bit: tried with random rules on DuckDB 2.0, PostgreSQL 15, ClickHouse 26, DataFusion
//! 55 and Spark 4.

mod dialect;
mod layers;

pub use dialect::{ClickHouse, DataFusion, Dialect, DuckDb, Postgres, Spark, dialect};
pub use layers::{Layer, layers};
