//! Innovation-credit scoring for bank referrals: a cohort of technology firms in, a ranked and explained list
//! for every bank and guarantee fund out (创新积分制).
//!
//! # The straight line
//!
//! ```text
//! file ──intake──▶ Firms ──scoring──▶ Scores ──referral──▶ Referrals ──publish──▶ files
//!                   + quarantine        ▲                     ▲
//!                                   Scorecard            Institutions
//! ```
//!
//! Each stage is a module with one door. It takes the type the stage before it returns and returns its own;
//! it never reaches back. [`campaign`] names the files and makes the calls, one after the other; [`cli`] is
//! the only module that talks to a person.
//!
//! | module | what it does |
//! |---|---|
//! | [`finding`] | a fault: code, place, message, help |
//! | [`progress`], [`parameters`], [`stats`] | being heard, TOML with positions, order-free statistics |
//! | [`figures`] | what a person looks at: tables, charts and documents, and their forms: text and HTML |
//! | [`firms`] | the cohort as typed columns, and the dictionary of its fields |
//! | [`expr`] | the rule language: SQL expressions, checked first, evaluated a column at a time |
//! | [`intake`] | a table file becomes firms; what cannot be trusted is quarantined, whole |
//! | [`scorecard`] | indicators, weights, curves, gates: one way to score, as data |
//! | [`scoring`] | firms × scorecard → points and ranks |
//! | [`referral`] | scores × institutions → lists, and for everyone else a reason |
//! | [`studies`] | where weights could come from, how firm they are, what others would change, what outcomes say of them |
//! | [`publish`] | the output folder, whole or not at all |
//! | [`campaign`] | the file that names it all, and the run |
//! | [`sample`] | a synthetic cohort to try it on |
//!
//! # As a library
//!
//! ```no_run
//! use jifen::campaign::{Campaign, Target, run};
//! use jifen::finding::Findings;
//! use jifen::progress::Silent;
//! use jifen::publish::Replace;
//!
//! fn main() -> Result<(), Findings> {
//!     let campaign = Campaign::load("sample_data/campaign.toml".as_ref(), None)?;
//!     let target = Target { folder: "out".into(), replace: Replace::Never };
//!     let outcome = run(&campaign, &target, &Silent)?;
//!     println!("{} firms referred", outcome.summary.counts.referred);
//!     Ok(())
//! }
//! ```

pub mod campaign;
pub mod cli;
pub mod decimal;
pub mod expr;
pub mod figures;
pub mod finding;
pub mod firms;
pub mod intake;
pub mod memory;
pub mod parameters;
pub mod progress;
pub mod publish;
pub mod referral;
pub mod sample;
pub mod scorecard;
pub mod scoring;
pub mod stats;
pub mod studies;
