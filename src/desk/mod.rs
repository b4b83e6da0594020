//! The desk (推荐工作台): what happens to the lists of a finished run.
//!
//! A run's output folder is read back, never the campaign that made it.

pub mod answers;
mod aside;
mod chain;
mod delivered;
pub mod deliveries;
pub mod diff;
mod finished;
mod names;
pub mod objections;
mod past;
mod place;
pub mod publicity;
mod run;
pub mod sheet;

pub use aside::{Aside, Asides, ids_in};
pub use delivered::{Delivered, DeliveredFirm, read_deliveries};
pub use finished::{Finished, read_run};
pub use names::file_names;
pub use past::Past;
pub use place::{desk_of, found, relative};
