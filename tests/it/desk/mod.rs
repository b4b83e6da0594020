//! The desk: what happens to a list after it is published.

mod objections;
mod publicity;
mod sheet;
