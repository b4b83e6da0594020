//! What people type and see.

mod chinese;
mod columns;
mod commands;
mod daily;
mod english;
pub mod explain;
mod explain_small;
mod first_mistakes;
mod foreign;
mod init;
mod init_asks;
mod pages;
mod programmes;
mod sample;
mod score;
mod scorecards;
mod sentences;
