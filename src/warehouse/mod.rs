//! A scorecard as plain SQL, for an engine that holds the firms.
//!
//! [`Expr::lower`](crate::expr::Expr::lower) gives a checked rule as [`Sql`](crate::expr::sql::Sql), a tree
//! of the few forms that all engines evaluate alike. The values are those of the rule itself, to the last
//! bit. [`scripts`] puts the rules, curves, groups and ranks of a scorecard together as numbered scripts of
//! tables, each made from the one before, in the spelling of a [`Dialect`]. What SQL cannot say exactly is
//! refused.

mod card;
mod dialect;
mod layers;
mod print;
mod scripts;
mod stage;

pub use dialect::{ClickHouse, DIALECTS, DataFusion, Dialect, DuckDb, Postgres, Spark, dialect};
pub use layers::{Layer, joined, layers};
pub use scripts::{Options, Script, scripts};
