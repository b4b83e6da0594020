//! Every integration test in one binary, a folder per part of the house.
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

mod cli;
mod desk;
mod docs;
mod engine;
mod studies;
mod support;
