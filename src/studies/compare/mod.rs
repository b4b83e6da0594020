//! Two scorings side by side: agreement, movers and their causes, turnover of lists with reasons.
//!
//! Both sides are [`Side`]s, and firms are matched by id. Correlations, ranks, movers and shifts are based on
//! the firms on both sides, ranked among themselves. Rank-biased overlap, the first firms and the lists are
//! based on each side as a whole. Results do not depend on the order of rows or the number of threads, and
//! exchanging the sides mirrors them, except the stability index, whose bins are tenths of the first side.

mod agreement;
mod churn;
mod comparison;
mod document;
mod firms;
mod matched;
mod movers;
mod names;
mod options;
mod report;
mod shifts;
mod side;
mod tables;
mod terms;

pub use agreement::{Depth, RankBiased, Top};
pub use churn::{Change, Churn, Rows, Why};
pub(crate) use churn::{churn, why};
pub use comparison::{Comparison, Only};
pub(crate) use matched::{Both, Matched};
pub use movers::{Mover, PartChange, PartMove};
pub(crate) use movers::{Parts, movers};
pub(crate) use names::labelled;
pub use options::{MOVERS, Options};
pub use report::{Report, SideAbout, SideKind};
pub(super) use shifts::among_first;
pub use shifts::{SegmentMove, Shift};
pub use side::{Labels, List, Lists, Outcome, Part, Side, Subtotal, Titles};
pub use terms::Level;
