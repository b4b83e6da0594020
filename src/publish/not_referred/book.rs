//! `not_referred.xlsx`: the rows as `not_referred.csv` has them.

use rayon::prelude::*;

use super::BLOCK;
use super::rows::Rows;
use crate::finding::Finding;
use crate::firms::Texts;
use crate::publish::package::Resource;
use crate::publish::sink::Folder;
use crate::publish::table::{Data, Field, Table};
use crate::publish::workbook::{About, Book};
use crate::publish::{Publication, without_apostrophe};
use crate::referral::{Bar, Outcome};

/// Writes the workbook. `starts` has the number of candidates before each block of firms.
pub(super) fn write(
    folder: &Folder,
    about: About<'_>,
    fields: &[Field],
    rows: &Rows<'_>,
    starts: &[usize],
) -> Result<Resource, Finding> {
    let publication = about.publication;
    let order = &publication.scored.scores.order;
    let table = |block: usize| {
        let mut text = Vec::new();
        rows.push(&mut text, block * BLOCK..order.len().min((block + 1) * BLOCK), starts[block]);
        table_of(&text, fields.len())
    };
    let (before, count) = rows_before(publication, starts);
    let sample = (count > 0).then(|| table(0));
    let mut book = Book::begin(folder, "not_referred.xlsx", about, fields, count, sample.as_ref())?;
    book.blocks(&before, count, table)?;
    book.finish()
}

/// The table that CSV text without a header holds.
fn table_of(text: &[u8], columns: usize) -> Table {
    let mut table = vec![Texts::default(); columns];
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record).expect("own CSV text is well-formed") {
        rows += 1;
        for (column, cell) in table.iter_mut().zip(&record) {
            column.push(without_apostrophe(cell));
        }
    }
    Table { rows, columns: table.into_iter().map(Data::Text).collect() }
}

/// The number of rows before each block of firms, and of all rows. `starts` has the candidates before each
/// block.
fn rows_before(publication: &Publication<'_>, starts: &[usize]) -> (Vec<usize>, usize) {
    let referrals = publication.referrals;
    let blocks: Vec<&[u32]> = publication.scored.scores.order.chunks(BLOCK).collect();
    let count = |(firms, &start): (&&[u32], &usize)| {
        let mut candidate = start;
        let has_row = |firm: &&u32| match referrals.bars[**firm as usize] {
            Bar::NotScored => false,
            Bar::None => {
                candidate += 1;
                referrals.outcomes(candidate - 1).any(|outcome| !matches!(outcome, Outcome::Listed(_)))
            }
            _ => true,
        };
        firms.iter().filter(has_row).count()
    };
    let counts: Vec<usize> = blocks.par_iter().zip(starts).map(count).collect();
    let mut sum = 0;
    let before = counts.into_iter().map(|count| {
        sum += count;
        sum - count
    });
    (before.collect(), sum)
}
