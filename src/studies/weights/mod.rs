//! Weights: sources, units, and the overlay file that holds them.
//!
//! [`methods`] has the weight methods, each a pure function; [`judgements`] reads people's judgements for
//! those that need them, [`stated`](mod@stated) the weight tables of documents. A
//! [`Trial`](crate::scorecard::Trial) sets a few weights without a file. `space` is the feasible set of a
//! search, `units` rounds weights to an exact sum, `overlay` writes them, `proposal` scores a cohort with the
//! written file, and `side_by_side` prints them beside today's.

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
