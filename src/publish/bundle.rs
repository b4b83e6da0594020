//! A folder of pages and tables for people, with its package: whole or not at all.

use std::path::Path;
use std::sync::atomic::AtomicUsize;

use jiff::civil::Date;
use rayon::prelude::*;

use super::edited::Replace;
use super::package::{self, Format, Resource};
use super::sink::Folder;
use super::staging::{Shape, Staging};
use super::study::{fields, rows, write_table};
use super::table::{self, Field};
use super::workbook;
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
    /// Tables as workbooks.
    pub books: Vec<Book>,
}

/// A table as a workbook, in the words of people, followed by what it is made from.
#[derive(Clone, Debug)]
pub struct Book {
    /// Name of the file, without folders.
    pub name: String,
    /// The table; the first columns identify its rows.
    pub table: Table,
    /// Header of each column for people.
    pub headers: Vec<Message>,
    /// Number of first columns that identify a row, which stay in sight.
    pub identifying: usize,
    /// Title for people.
    pub title: Message,
    /// Meaning of the table.
    pub about: Message,
    /// What the table is made from: labels with their contents.
    pub facts: Vec<[Message; 2]>,
    /// Notice above the table, for what is illustrative.
    pub notice: Option<Message>,
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
    /// Statements of SQL in UTF-8.
    Sql,
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
    for book in &bundle.books {
        resources.push(write_book(&folder, book, bundle.language)?);
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

/// A table as CSV, in UTF-8; `with_header` with a byte order mark and a line of names before its rows.
pub fn csv_text(table: &Table, language: Language, with_header: bool) -> Vec<u8> {
    let mut text = if with_header { table::marked_header(&fields(table)) } else { Vec::new() };
    let rows = rows(table, 0..table.rows(), language);
    rows.csv().push(&mut text, 0..rows.rows, &AtomicUsize::new(0));
    text
}

fn write_book(folder: &Folder, book: &Book, language: Language) -> Result<Resource, Finding> {
    let titled = fields(&book.table).into_iter().zip(&book.headers).enumerate();
    let fields: Vec<Field> = titled
        .map(|(at, (field, header))| {
            let field = field.title(header);
            if at < book.identifying { field.identifying() } else { field }
        })
        .collect();
    let about = workbook::About {
        language,
        title: book.title.clone(),
        description: book.about.clone(),
        sheet: None,
        facts: book.facts.clone(),
        notice: book.notice.clone(),
        remark: book.about.clone(),
        counts: Vec::new(),
        is_public: true,
    };
    let rows = rows(&book.table, 0..book.table.rows(), language);
    let mut file = workbook::Book::begin(folder, &book.name, about, &fields, rows.rows, Some(&rows))?;
    file.append(&rows)?;
    file.finish()
}

fn write(folder: &Folder, leaf: Leaf) -> Result<Resource, Finding> {
    let mut file = folder.file(leaf.name)?;
    file.put(&leaf.bytes)?;
    let format = match leaf.form {
        LeafForm::Html => Format::Html,
        LeafForm::Json => Format::Json,
        LeafForm::Sql => Format::Sql,
    };
    Ok(Resource::new(file.finish(), format, leaf.title, leaf.about))
}
