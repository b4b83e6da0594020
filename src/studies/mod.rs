//! Tuning: where weights could come from, and what others would change. Reads scores, writes a proposal.
//!
//! [`weights`] has the methods, each a pure function; [`judgements`] what people say of indicators;
//! [`propose`] puts a method to a cohort and its scorecard, and tells what its weights would cause;
//! [`audit`](mod@audit) looks into the scorecard as it is; [`calibrate`] sets points against what became of
//! firms; [`compare`] sets two scorings side by side, whatever they come from; [`sensitivity`] draws weights
//! around today's; [`tune`](mod@tune) searches for weights that meet stated goals. [`stated`](mod@stated) has
//! those that a document's table states. A [`Trial`] sets a few weights without a file.

pub mod audit;
pub mod calibrate;
pub mod compare;
pub mod judgements;
mod method;
mod overlay;
mod population;
mod proposal;
pub mod sensitivity;
pub mod stated;
pub mod study;
mod trial;
pub mod tune;
pub mod weigh;
pub mod weights;

pub use compare::{Comparison, Side};
pub use judgements::Judgements;
pub use method::Method;
pub use overlay::Named;
pub use population::{PopulationStability, StabilityBin};
pub use proposal::{Asked, Found, IndicatorProposal, Proposal, SegmentProposal, propose};
pub use study::{About, Cohort, Report, Setting, Study, Subject};
pub use trial::{SetWeight, Trial};
