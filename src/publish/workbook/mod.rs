//! Writes tables as workbooks: a cover, then the table, whose ids are texts, whose numbers are numbers, whose
//! header stays in sight, and whose printed pages hold every column. Equal tables give equal bytes.
//!
//! Rows are compressed and written as they come, so that a workbook takes the memory of a few thousand rows.

mod address;
mod archive;
mod columns;
mod cover;
mod layout;
mod measure;
mod noted;
mod notes;
mod parts;
mod rows;
mod text;

use archive::{Archive, Piece};
use layout::{Layout, Part};
pub(super) use noted::{NOTED, Note, Noted, NotedRow, Summary, SummaryCell, write as write_noted};
use rows::{Position, Rows};

use super::changed::Changed;
use super::package::{Format, Resource};
use super::sink::{Folder, in_order};
use super::table::{Field, Table};
use super::{Publication, WorkbookTable};
use crate::finding::Finding;
use crate::words::{Language, Message, say};

/// Rows compressed as one piece.
const BLOCK: usize = 1 << 11;

/// Subject of a workbook.
#[derive(Clone, Debug)]
pub(super) struct About<'a> {
    /// Language of its words.
    pub language: Language,
    /// Title and description of the table.
    pub title: Message,
    pub description: Message,
    /// Base of its worksheets' names; `None` for the title.
    pub sheet: Option<&'a str>,
    /// What the table is made from, for the cover: labels with their contents.
    pub facts: Vec<[Message; 2]>,
    /// Notice above the table, for what is illustrative.
    pub notice: Option<Message>,
    /// Basis of the table in a few sentences.
    pub remark: Message,
    /// Counts for the cover, besides that of the table's rows.
    pub counts: Vec<(Message, usize)>,
    /// Whether the table comes first, for people who need no account of it: its facts stand behind it.
    pub is_public: bool,
}

/// Writes a table of the run as a workbook if the campaign asks for it.
pub(super) fn where_asked<'a>(
    publication: &'a Publication<'a>,
    table: WorkbookTable,
    [title, description]: [&Message; 2],
    write: impl FnOnce(About<'a>) -> Result<Resource, Finding>,
) -> Result<Option<Resource>, Finding> {
    let about = || About::of(publication, title.clone(), description.clone(), None);
    publication.workbooks.contains(&table).then(|| write(about())).transpose()
}

/// A workbook in the making.
#[derive(Debug)]
pub(super) struct Book<'a> {
    archive: Archive<'a>,
    about: About<'a>,
    layout: Layout<'a>,
    /// Rows of the table so far.
    written: usize,
    /// The worksheet being written.
    open: Option<usize>,
    changed: Changed,
}

impl<'a> Book<'a> {
    /// Begins the workbook `path` of a table with `rows` rows. `sample` has first rows of the table, for the
    /// widths and formats of columns; `None` if there are no rows.
    pub(super) fn begin(
        folder: &'a Folder,
        path: impl Into<String>,
        about: About<'a>,
        fields: &'a [Field],
        rows: usize,
        sample: Option<&Table>,
    ) -> Result<Book<'a>, Finding> {
        let language = about.language;
        let said = |message: Message| message.say(language).into_owned();
        let sample = sample.map(|table| table.columns.as_slice()).unwrap_or_default();
        let (columns, formats) = columns::all(fields, sample, language);
        let layout = Layout::new(&about, fields, rows, columns);
        let mut archive = Archive::new(folder.file(path)?);
        let (cover, title) = (said(say!(publish::cover)), about.title.say(language));
        let remark = said(about.remark.clone());
        let cover = parts::Sheet { name: cover, ..parts::Sheet::default() };
        let mut sheets = layout.sheets.clone();
        let at = if about.is_public { sheets.len() } else { 0 };
        sheets.insert(at, cover);
        let active = layout.before;
        let whole =
            parts::Whole { sheets: &sheets, active, title: &title, remark: &remark, formats: &formats };
        for (path, content) in parts::all(whole) {
            archive.entry(path, &content)?;
        }
        archive.entry(&parts::sheet_path(at), &cover::sheet(&about, fields, &layout.columns, rows))?;
        Ok(Book { archive, about, layout, written: 0, open: None, changed: Changed::default() })
    }

    /// Appends rows.
    pub(super) fn append(&mut self, table: &Table) -> Result<(), Finding> {
        let starts: Vec<usize> = (0..table.rows).step_by(BLOCK).collect();
        let columns = self.layout.columns.clone();
        let rows = Rows::new(table, &columns);
        self.parts(&starts, table.rows, |part, piece, position| {
            let first = part.block * BLOCK;
            rows.pack(piece, first + part.rows.start..first + part.rows.end, position)
        })
    }

    /// Appends blocks of rows, made by `make` on any thread. `starts` has the number of rows before each of
    /// them, `rows` is that of all.
    pub(super) fn blocks(
        &mut self,
        starts: &[usize],
        rows: usize,
        make: impl Fn(usize) -> Table + Sync,
    ) -> Result<(), Finding> {
        let columns = self.layout.columns.clone();
        self.parts(starts, rows, |part, piece, position| {
            Rows::new(&make(part.block), &columns).pack(piece, part.rows.clone(), position)
        })
    }

    fn parts(
        &mut self,
        starts: &[usize],
        rows: usize,
        pack: impl Fn(&Part, &mut Piece, Position<'_>) -> Changed + Sync,
    ) -> Result<(), Finding> {
        let Book { archive, layout, written, open, changed, .. } = self;
        let parts = layout::split(starts, rows, *written, layout.rows_of_sheet());
        let make = |at: usize, (piece, altered): &mut (Piece, Changed)| {
            *altered = pack(&parts[at], piece, layout.position(parts[at].at));
        };
        let mut pending = parts.iter();
        in_order(parts.len(), make, |(piece, altered)| {
            let part = pending.next().expect("a piece for each part");
            layout.turn_to(archive, open, part.at / layout.rows_of_sheet(), changed)?;
            changed.extend(altered);
            archive.piece(piece)
        })?;
        *written += rows;
        Ok(())
    }

    /// Closes the workbook.
    pub(super) fn finish(self) -> Result<Resource, Finding> {
        let Book { mut archive, about, layout, written, mut open, mut changed } = self;
        debug_assert_eq!(written, layout.rows);
        if open.is_none() {
            layout.turn_to(&mut archive, &mut open, 0, &mut changed)?;
        }
        layout.end(&mut archive, open.unwrap_or_default())?;
        let resource = Resource::new(archive.finish()?, Format::Xlsx, about.title, about.description);
        Ok(resource.fields(layout.fields.to_vec()).changed(changed))
    }
}
