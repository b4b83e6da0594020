//! The sheets of all firms as a folder of pages, with an index for the bureau.

use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::Sheets;
use super::read::BLOCK;
use crate::desk::names::file_names;
use crate::figures::{Document, Html, Renderer, Rows, Section, Table};
use crate::finding::Finding;
use crate::progress::Progress;
use crate::publish::{Bundle, Leaf, LeafForm, Replace, write_bundle};
use crate::words::{Language, Message, say};

/// A folder of sheets, as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Folder of the pages.
    pub folder: String,
    /// Number of pages, one per scored firm.
    pub sheets: usize,
    /// SHA-256 of the run's `run.json`.
    pub run_sha256: String,
}

impl Written {
    /// What was written, for people.
    pub fn document(&self) -> Document {
        let line = say!(sheet::written, sheets = self.sheets);
        Document::untitled(say!(sheet::title_all))
            .section(Section::new().line(line).line(format!("{}/", self.folder)))
    }
}

/// Writes the page of every firm, `ID.html`, and the index `sheets.csv` to `target`.
///
/// # Errors
/// As [`write_bundle`](crate::publish::write_bundle); tables of the run that cannot be understood.
pub fn write_all(
    sheets: &Sheets,
    target: &Path,
    replace: Replace,
    language: Language,
    progress: &dyn Progress,
) -> Result<Written, Finding> {
    let ids = || (0..sheets.len()).map(|place| sheets.id(place));
    let names: Vec<String> = file_names(ids()).into_iter().map(|name| format!("{name}.html")).collect();
    let bundle = Bundle {
        name: format!("{}-sheets", sheets.run.campaign),
        title: say!(sheet::bundle, campaign = sheets.run.title()),
        as_of: sheets.as_of,
        language,
        tables: vec![index(sheets, &names)],
        books: Vec::new(),
    };
    progress.begin(&say!(progress::writing), sheets.len() as u64);
    let leaves = |block: usize| {
        let places = block * BLOCK..sheets.len().min((block + 1) * BLOCK);
        let leaf = |(place, sheet): (usize, super::Sheet)| {
            let document = sheet.document();
            let page = Html { language }.render(&document);
            progress.advance(1);
            Leaf {
                name: names[place].clone(),
                form: LeafForm::Html,
                title: document.title,
                about: say!(sheet::about),
                bytes: page.into_bytes(),
            }
        };
        let of_block = sheets.of(places.clone())?;
        Ok(places.into_par_iter().zip(of_block).map(leaf).collect())
    };
    write_bundle(target, replace, &bundle, sheets.len().div_ceil(BLOCK), leaves)?;
    Ok(Written {
        folder: target.display().to_string().trim_end_matches('/').to_owned(),
        sheets: sheets.len(),
        run_sha256: sheets.sha256().to_owned(),
    })
}

/// The file of each firm.
fn index(sheets: &Sheets, names: &[String]) -> Table {
    let meaning = |id: bool| -> Message { if id { say!(sheet::index_id) } else { say!(sheet::index_name) } };
    Rows::table("sheets", say!(sheet::index), 0..sheets.len())
        .field("id", meaning(true), |&place| sheets.id(place).to_owned())
        .field("name", meaning(false), |&place| sheets.name(place).to_owned())
        .field("file", say!(sheet::index_file), |&place| names[place].clone())
        .into()
}
