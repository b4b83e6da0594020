//! Studies of a scorecard on a cohort. Each is a [`Study`] with a folder of the same files, which [`study`]
//! lists.
//!
//! [`weights`] has the shared parts: the methods, experts' judgements of indicators, proposals; the study
//! [`weigh`](mod@weigh) applies a method to a cohort and its scorecard, and reports the effect of its
//! weights; [`audit`](mod@audit) analyses the scorecard as it is; [`calibrate`] compares points with outcomes
//! of firms; [`compare`] compares two scorings of any origin; [`sensitivity`] draws weights around today's;
//! [`tune`](mod@tune) searches for weights that meet stated goals; [`portfolio`](mod@portfolio) sums up what
//! the referred loans are worth under programmes, and what they cost.

pub mod audit;
pub mod calibrate;
pub mod compare;
mod population;
pub mod portfolio;
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
