//! What people type and see.

mod chinese;
mod columns;
mod commands;
mod daily;
mod english;
pub mod explain;
mod explain_small;
mod foreign;
mod init;
mod pages;
mod sample;
mod score;
mod scorecards;
mod sentences;
