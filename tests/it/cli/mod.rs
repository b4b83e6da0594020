//! What people type and see.

mod chinese;
mod commands;
mod daily;
pub mod explain;
mod explain_small;
mod pages;
mod sample;
mod score;
mod scorecards;
mod sentences;
