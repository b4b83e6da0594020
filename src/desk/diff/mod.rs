//! Last month and this: two finished runs, list by list, with the one reason that decides each change.
//!
//! Where a firm is on a list in one run only, the other run has a state of it: no row, quarantined, not
//! scored, no consent, not qualified or held, a rule not met, beyond the end. The reason is what made that
//! state: the first of these that applies.
//!
//! 1. the list exists in one run only; the firm has no row, or its row was put aside or not scored;
//! 2. consent;
//! 3. for a condition or a rule: it is another one; else values that it reads changed; else the points that
//!    it reads did; else the as-of day;
//! 4. for a place: the order is another one; the capacity is, and the place would be within the former;
//!    weights or curves moved its points; its points then would keep it on the list now, or its points now
//!    would have put it on the list then; else other firms came ahead or made room.
//!
//! Points change by a firm's own values (from a supplement or from its row), by ages, by weights and curves,
//! or by other firms' values. The part that moves the points most in the direction of their change decides.

mod cells;
mod document;
mod engine;
mod firm;
mod judge;
mod options;
mod page;
mod points;
mod reason;
mod record;
mod report;
mod said;
mod tables;
mod terms;
mod values;

pub use cells::{CellChange, Values};
pub use engine::diff;
pub use judge::Kinds;
pub use options::Options;
pub use reason::{Cause, Reason};
pub use record::{Raw, Record};
pub use report::{
    Account, FirmChange, FirmList, FirmPart, FirmStanding, Kind, ListAccount, ListChange, Mover, RankChange,
    ReasonCount, Report, RunAbout, ScoredChange, TermChange, What,
};
