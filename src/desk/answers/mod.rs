//! Answers (反馈): what institutions say of the firms delivered to them.
//!
//! [`import`] reads an institution's reply, matches each row with a firm that was delivered to it, and adds
//! the answer to the history `answers.csv` in the desk's folder. Nothing in the history is ever replaced: a
//! later answer on the same firm is a further row. [`report`] counts what became of the firms referred.

mod answer;
mod decision;
mod document;
mod funnel;
mod history;
mod import;
mod matched;
mod outcomes;
mod referrals;
mod reply;
mod report;
mod tables;

pub use answer::Answer;
pub use decision::Decision;
pub use funnel::{By, Group, Grouped, Stage, Tally};
pub use history::{Entry, Head, History};
pub use import::{Account, Decided, Import, Imported, import};
pub use referrals::{Answered, Referral};
pub use report::{Options, Overdue, Report, report};
