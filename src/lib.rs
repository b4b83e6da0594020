//! Innovation-credit scoring for bank referrals: a cohort of technology firms in, a ranked and explained list
//! for every bank and guarantee fund out (创新积分制).
//!
//! # The straight line
//!
//! ```text
//! file ──intake──▶ Firms ──scoring──▶ Scores ──referral──▶ Referrals ─programmes─▶ Grants ──publish──▶ files
//!                   + quarantine        ▲                     ▲                     ▲
//!                                   Scorecard            Institutions          Programmes
//! ```
//!
//! Each stage is a module with one entry point. It takes the type the stage before it returns and returns its
//! own, and never depends on a later stage. [`campaign`] names the files and makes the calls in order;
//! [`cli`] is the only module that talks to a person.
//!
//! | module | what it does |
//! |---|---|
//! | [`words`] | sentences in two languages, and their catalogue |
//! | [`finding`] | a fault: code, place, message, help |
//! | [`memory`], [`progress`] | room for an input before it is read, progress of long work |
//! | [`figures`] | tables, charts and documents for people, rendered as text and HTML |
//! | [`parameters`] | TOML with positions, dated values, overlays |
//! | [`decimal`], [`stats`] | exact decimal arithmetic, order-free statistics |
//! | [`firms`] | the cohort as typed columns, and the dictionary of its fields |
//! | [`expr`] | the rule language: SQL expressions, checked first, evaluated a column at a time |
//! | [`intake`] | a table file becomes firms; what cannot be trusted is quarantined, whole |
//! | [`scorecard`] | indicators, weights, curves, gates: one way to score, as data |
//! | [`scoring`] | firms × scorecard → points and ranks |
//! | [`referral`] | scores × institutions → lists, and for everyone else a reason |
//! | [`programmes`] | referrals × programmes → what each referral is worth, by policy instrument |
//! | [`warehouse`] | rules as SQL for engines that hold the firms |
//! | [`publish`] | the output folder, whole or not at all |
//! | [`studies`] | weighting methods, sensitivity, comparison, audit, calibration, tuning, loan portfolios |
//! | [`desk`] | lists after they are published: delivered, answered, compared, shown; firms' sheets |
//! | [`campaign`] | the file that names it all, and the run |
//! | [`sample`] | a synthetic cohort to try it on |
//!
//! # As a library
//!
//! The feature `cli`, on by default, is the program: arguments, progress and tables on a terminal. Without it
//! ([`default-features = false`](https://doc.rust-lang.org/cargo/reference/features.html)) all but [`cli`] is
//! there. Errors are [`Finding`](finding::Finding)s and [`Findings`](finding::Findings), with their places.
//!
//! A polars frame is scored, and the scores are a frame (`examples/score_frame.rs` has the whole of it):
//!
//! ```
//! use jifen::firms::{Dictionary, Firms};
//! use jifen::parameters::Source;
//! use jifen::progress::Silent;
//! use jifen::publish::Scored;
//! use jifen::scorecard::Scorecard;
//! use jifen::scoring::score;
//! use polars::prelude::df;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"
//!     id = "small"
//!     title = "R&D intensity"
//!     weights_basis = "local"
//!     scale = 100
//!     decimals = 1
//!     [[indicator]]
//!     id = "intensity"
//!     title = "R&D over revenue"
//!     value = "rd_expense / revenue"
//!     curve = { linear = [0, 0.1] }
//!     weight = 100
//!     missing = "zero"
//! "#;
//! let (as_of, base) = (jiff::civil::date(2025, 12, 31), Dictionary::built_in());
//! let (scorecard, _) = Scorecard::load(&Source::new("small.toml", text), &base, Some(as_of))?;
//! let frame = df!(
//!     "credit_code" => ["91310000625901263C", "91330100799655058B"],
//!     "revenue(万元)" => [4288.0, 912.5],
//!     "rd_expense(万元)" => [128.64, 91.25],
//! )?;
//! let intake = Firms::from_frame(&frame, &scorecard.dictionary(&base), as_of)?;
//! let scores = score(&intake.firms, &scorecard, as_of, false, &Silent);
//! let scored = Scored { intake: &intake, scorecard: &scorecard, scores: &scores, further: &[] };
//! let points = scored.to_frame()?.column("points")?.f64()?.to_vec();
//! // In order of rank: 91.25 of 912.5 are the 10 % of full marks, 128.64 of 4,288 are 3 %.
//! assert_eq!(points, [Some(100.0), Some(30.0)]);
//! # Ok(())
//! # }
//! ```
//!
//! With the details that scoring keeps on demand, [`scoring::explain`] accounts for one firm's points
//! (`examples/explain_firm.rs`), and [`expr`] evaluates rules over any columns (`examples/rules.rs`). A whole
//! campaign is one call:
//!
//! ```no_run
//! use jifen::campaign::{Campaign, Target, run};
//! use jifen::finding::Findings;
//! use jifen::progress::Silent;
//! use jifen::publish::Replace;
//! use jifen::words::Language;
//!
//! fn main() -> Result<(), Findings> {
//!     let campaign = Campaign::load("sample_data/campaign.toml".as_ref(), None)?;
//!     let target = Target { folder: "out".into(), replace: Replace::Never, language: Language::En };
//!     let outcome = run(&campaign, &target, &Silent)?;
//!     println!("{} firms referred", outcome.summary.counts.referred);
//!     Ok(())
//! }
//! ```

pub mod campaign;
#[cfg(feature = "cli")]
pub mod cli;
pub mod decimal;
pub mod desk;
pub mod expr;
pub mod figures;
pub mod finding;
pub mod firms;
pub mod intake;
pub mod memory;
pub mod parameters;
pub mod programmes;
pub mod progress;
pub mod publish;
pub mod referral;
pub mod sample;
pub mod scorecard;
pub mod scoring;
pub mod stats;
pub mod studies;
pub mod warehouse;
pub mod words;
