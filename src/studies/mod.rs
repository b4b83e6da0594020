//! Studies of a scorecard by what it does to a cohort. Each is a [`Study`] and has a folder of the same
//! rooms, as [`study`] says.
//!
//! [`weights`] has what several of them share: the methods, what people say of indicators, proposals; the
//! study [`weigh`](mod@weigh) puts a method to a cohort and its scorecard, and reports what its weights would
//! cause; [`audit`](mod@audit) looks into the scorecard as it is; [`calibrate`] sets points against what
//! became of firms; [`compare`] sets two scorings side by side, whatever they come from; [`sensitivity`]
//! draws weights around today's; [`tune`](mod@tune) searches for weights that meet stated goals.

pub mod audit;
pub mod calibrate;
pub mod compare;
mod population;
pub mod searches;
pub mod sensitivity;
pub mod study;
mod titles;
pub mod tune;
pub mod weigh;
pub mod weights;

pub use compare::{Comparison, Side};
pub use population::{CohortPoints, PopulationStability, StabilityBin};
pub use study::{About, Cohort, Report, Setting, Study, Subject};
