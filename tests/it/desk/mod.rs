//! The desk: what happens to lists after they are published.

mod diff;
mod diff_account;
