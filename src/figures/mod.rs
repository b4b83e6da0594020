//! Output for people: tables, charts and documents as data, and their renderers.
//!
//! A study, an explanation and a run's summary each build a [`Document`]: sections of paragraphs, [`View`]s
//! of typed columns, [`Chart`]s and [`Remark`]s. A [`Renderer`] lays out the document, with one file of
//! source per format: [`Text`] for a terminal, [`Html`] for a browser and a printer. A [`Table`] is for
//! programs: the files of a study's folder are written from tables. [`Rows`] declare the columns of a view
//! and of a table together.

mod cell;
mod chart;
mod document;
mod glyphs;
mod html;
pub mod number;
mod reading;
mod table;
mod text;
mod view;
mod width;

pub use cell::{Cell, Picture};
pub use chart::{Bar, Chart, Flow, Interval, Marks, Point, Series};
pub use document::{Block, Document, Item, Lead, Remark, Section};
pub use html::Html;
pub use reading::Statistic;
pub use table::{Column, Table, Value, Values};
pub use text::Text;
pub use view::{Rows, View, ViewColumn};
pub(crate) use width::cut;
#[cfg(feature = "cli")]
pub(crate) use width::{broken, columns};

/// A format that documents are rendered in.
pub trait Renderer {
    /// Renders the whole document.
    fn render(&self, document: &Document) -> String;
}
