//! `not_referred.csv` and `reasons.csv`: the reasons for a scored firm's absence from lists.
//!
//! `not_referred.csv` has a row per firm that is absent from a list and a column per institution. A
//! spreadsheet can open the file of a national round, and a filter on a column gives the firms of one
//! institution. A cell holds the key of a reason, followed by `-unknown` if the firm's facts do not decide
//! the rule. The words of a reason stand once in the row, even if several institutions have the same reason,
//! and once in `reasons.csv`, with the number of firms affected.

mod book;
mod keys;
mod met;
mod reasons;
mod rows;

use std::sync::atomic::{AtomicUsize, Ordering};

pub use keys::ReasonCell;
use rows::{For, Rows};

use super::failures::Failures;
use super::identities::{Identities, names};
use super::package::{Format, Resource};
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Field};
use super::workbook::where_asked;
use super::{Counts, Publication, WorkbookTable};
use crate::finding::{Code, Finding};
use crate::firms;
use crate::referral::Bar;
use crate::words::{Message, say};

/// Firms of one block of text.
const BLOCK: usize = 1 << 11;

/// Names of the columns between the firm's id and the institutions. Their underscore distinguishes them from
/// institutions, whose ids have none.
pub(super) const FIRM_NAME: &str = "firm_name";
pub(super) const IN_WORDS: &str = "in_words";

pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    identities: &Identities,
    failures: &Failures,
) -> Result<Vec<Resource>, Finding> {
    let fields = fields(publication);
    let reasons = reasons::all(publication);
    let mut file = folder.file("not_referred.csv")?;
    file.put(&table::marked_header(&fields))?;
    let order = &publication.scored.scores.order;
    let starts = candidates_before(publication);
    let rows = Rows::new(publication, identities, failures, &reasons, For::Programs);
    let defused = AtomicUsize::new(0);
    file.blocks(order.len().div_ceil(BLOCK), |block, out| {
        let places = block * BLOCK..order.len().min((block + 1) * BLOCK);
        defused.fetch_add(rows.push(out, places, starts[block]), Ordering::Relaxed);
    })?;
    let (kept, on_no_list) = rows.counts();
    account(publication, file.path(), on_no_list)?;
    let (title, description) = (say!(publish::not_referred), say!(publish::not_referred_description));
    let book = where_asked(publication, WorkbookTable::NotReferred, [&title, &description], |about| {
        let rows = Rows::new(publication, identities, failures, &reasons, For::People);
        book::write(folder, publication, about, &book::fields(&fields, publication, &reasons), &rows, &starts)
    })?;
    let written = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title, description);
    let key = fields[0].name.clone();
    let not_referred = written.fields(fields).key(&key).defused(defused.into_inner());
    let reasons = reasons::write(folder, publication, &reasons, &kept)?;
    Ok(std::iter::once(not_referred).chain(book).chain(reasons).collect())
}

/// Checks that the number of firms written as on no list is the number that the counts of the run give.
fn account(publication: &Publication<'_>, file: &str, written: usize) -> Result<(), Finding> {
    let counted =
        Counts::of(publication.scored.intake, publication.scored.scores, publication.referrals).not_referred;
    if written == counted {
        return Ok(());
    }
    let message = say!(publish::rows_lost, counted = counted, written = written, file = file);
    Err(Finding::new(Code::RowsLost, publication.scored.intake.place(), message)
        .help(say!(publish::rows_lost_help)))
}

fn fields(publication: &Publication<'_>) -> Vec<Field> {
    let institutions = publication.institutions.all.iter().map(|institution| {
        let title = Message::title(&institution.name, institution.name_zh.as_ref());
        let meaning = say!(publish::why_not, name = &title);
        Field::new(&institution.id, "string", meaning).title(title).required()
    });
    let name = names(&publication.scored.intake.firms).map(|_| {
        let title = publication.scored.intake.firms.dictionary.field("name").map(firms::Field::heading);
        Field::new(FIRM_NAME, "string", say!(publish::firm_name))
            .title(title.unwrap_or_default())
            .identifying()
    });
    let in_words = Field::new(IN_WORDS, "string", say!(publish::in_words))
        .title(say!(publish::in_words_title))
        .required();
    let firm = std::iter::once(id_field(&publication.scored).unique()).chain(name);
    firm.chain([in_words]).chain(institutions).collect()
}

/// For each block of firms in the order of the scores, the number of candidates before it.
fn candidates_before(publication: &Publication<'_>) -> Vec<usize> {
    let bars = &publication.referrals.bars;
    let mut before = 0;
    let count = |firms: &[u32]| {
        let start = before;
        before += firms.iter().filter(|&&firm| bars[firm as usize] == Bar::None).count();
        start
    };
    publication.scored.scores.order.chunks(BLOCK).map(count).collect()
}
