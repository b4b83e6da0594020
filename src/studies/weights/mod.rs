//! Weights: where they come from, in what units they are written, and the file that holds them.
//!
//! [`methods`] has the weight methods, each a pure function; [`judgements`] reads what people say for those
//! that ask them, [`stated`](mod@stated) the tables of documents. A [`Trial`](crate::scorecard::Trial) sets a
//! few weights without a file. `space` is the set of weights that a search may choose from, `units` rounds
//! them so that they add up, `overlay` writes them, `proposal` scores a cohort with what was written, and
//! `side_by_side` shows them beside today's.

pub mod judgements;
pub mod methods;
pub(super) mod overlay;
pub(super) mod proposal;
pub(super) mod side_by_side;
pub(super) mod space;
pub mod stated;
mod trial;
pub(super) mod units;

pub use judgements::{Judgements, Panel};
pub use methods::Method;
pub use overlay::Named;
