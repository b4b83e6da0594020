//! A folder of pages and tables for people, with its package: whole or not at all.

use std::path::Path;

use jiff::civil::Date;
use rayon::prelude::*;

use super::edited::Replace;
use super::package::{self, Format, Resource};
use super::sink::Folder;
use super::staging::{Shape, Staging};
use super::study::write_table;
use crate::figures::Table;
use crate::finding::Finding;
use crate::words::{Language, Message};

/// The contents of a bundle besides its leaves, before it is written.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Name of the package, in lower case.
    pub name: String,
    /// Title for people.
    pub title: Message,
    /// As-of day of its numbers.
    pub as_of: Date,
    /// Language of texts for people.
    pub language: Language,
    /// Tables: `NAME.csv` and `NAME.parquet` each.
    pub tables: Vec<Table>,
}

/// A file of a bundle, complete.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Name of the file, without folders.
    pub name: String,
    /// Form of its content.
    pub form: LeafForm,
    /// Title for people.
    pub title: Message,
    /// Meaning of the content.
    pub about: Message,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The form of a leaf's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeafForm {
    /// A page for a browser and a printer.
    Html,
    /// JSON in UTF-8.
    Json,
}

/// Writes the bundle to `target`; `leaves` makes its files, block by block, each name once.
///
/// # Errors
/// As [`publish`](super::publish): the target exists and may not be replaced, or cannot be written; the
/// errors of `leaves`. The target is then unchanged.
pub fn write_bundle(
    target: &Path,
    replace: Replace,
    bundle: &Bundle,
    blocks: usize,
    mut leaves: impl FnMut(usize) -> Result<Vec<Leaf>, Finding>,
) -> Result<(), Finding> {
    let staging = Staging::begin(target, replace, Shape::Study)?;
    let folder = Folder::new(staging.path(), staging.shown());
    let mut resources = Vec::new();
    for table in &bundle.tables {
        resources.extend(write_table(&folder, table, bundle.language)?);
    }
    for block in 0..blocks {
        let written = leaves(block)?.into_par_iter().map(|leaf| write(&folder, leaf));
        resources.extend(written.collect::<Result<Vec<Resource>, Finding>>()?);
    }
    let heading = package::Heading {
        name: &bundle.name,
        title: bundle.title.say(bundle.language),
        description: bundle.title.clone(),
        as_of: bundle.as_of,
        language: bundle.language,
        sources: Vec::new(),
    };
    package::write(&folder, &heading, &resources)?;
    staging.finish()
}

fn write(folder: &Folder, leaf: Leaf) -> Result<Resource, Finding> {
    let mut file = folder.file(leaf.name)?;
    file.put(&leaf.bytes)?;
    let format = match leaf.form {
        LeafForm::Html => Format::Html,
        LeafForm::Json => Format::Json,
    };
    Ok(Resource::new(file.finish(), format, leaf.title, leaf.about))
}
