//! Every integration test in one binary, a module per subject.
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

mod architecture;
mod ashare;
mod assessed;
mod cli;
mod codes;
mod cohort;
mod crash;
mod curves;
mod dead_keys;
mod dead_parameters;
mod docs;
mod explain;
mod expr;
mod further;
mod idle;
mod intake;
mod naive;
mod notices;
mod official;
mod overlays;
mod publish;
mod published;
mod random_card;
mod reference_data;
mod referral;
mod run;
mod sample;
mod schemas;
mod score;
mod scorecard;
mod scorecards;
mod scoring;
mod staging;
mod weights;
mod workplace;
