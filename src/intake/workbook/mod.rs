//! A reader of the worksheets of `.xlsx` workbooks: a worksheet becomes records of text, as the cells are
//! shown, with notes on what the records cannot say. Time and memory are bounded on any input.
//!
//! ```text
//! bytes ──archive──▶ parts ──package──▶ workbook, styles, shared strings, worksheets
//!           part ──unpack──▶ bytes ──pieces──▶ whole rows ──rows──▶ records ──reading──▶ Sheet
//! ```

mod address;
mod archive;
mod book;
mod cells;
mod dates;
mod fault;
mod formats;
mod limits;
mod numbers;
mod package;
mod pieces;
mod reading;
mod record;
mod rows;
mod shared;
mod sheet;
mod styles;
mod tail;
#[cfg(test)]
mod tests;
mod unpack;
mod xml;
mod xml_text;

pub use address::{Address, Merge};
pub use book::{Book, Kind, SheetName, Visibility};
pub use fault::{Bound, Damage, Fault, Foreign};
pub use limits::Limits;
pub use sheet::{Row, Sheet, Tally};
