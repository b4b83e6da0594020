//! `not_referred.xlsx`: the rows of `not_referred.csv`, with words in place of keys.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::keys::{LISTED, PLACE, UNKNOWN};
use super::reasons::Reason;
use super::rows::Rows;
use super::{BLOCK, IN_WORDS};
use crate::finding::Finding;
use crate::firms::Texts;
use crate::publish::package::Resource;
use crate::publish::sink::Folder;
use crate::publish::table::{Data, Field, Table};
use crate::publish::workbook::{About, Book};
use crate::publish::{Publication, without_apostrophe};
use crate::referral::{Bar, Outcome, unknown_rule};
use crate::words::{Language, Message, say};

/// The fields with the words of keys in the columns of institutions.
pub(super) fn fields(fields: &[Field], publication: &Publication<'_>, reasons: &[Reason]) -> Vec<Field> {
    let institutions = &publication.institutions.all;
    let known = reasons.iter().map(|reason| {
        let words = reason.short.as_ref().unwrap_or(&reason.words);
        (reason.key.clone(), words.clone())
    });
    let is_rule = |reason: &&Reason| reason.key.strip_prefix('r').is_some_and(|at| at.parse::<u32>().is_ok());
    let unknown = reasons.iter().filter(is_rule);
    let unknown = unknown.map(|one| (format!("{}{UNKNOWN}", one.key), unknown_rule(&one.words)));
    // The key of places is no cell's.
    let words: Vec<(String, Message)> = std::iter::once((LISTED.to_owned(), say!(publish::cell_listed)))
        .chain(known.filter(|(key, _)| key != PLACE))
        .chain(unknown)
        .collect();
    let first = fields.len() - institutions.len();
    let shown = |(at, field): (usize, &Field)| match at.checked_sub(first) {
        Some(_) => Field {
            description: say!(publish::why_not_in_words, name = &field.title),
            ..field.clone().words(words.iter().cloned())
        },
        None if field.name == IN_WORDS => {
            Field { description: say!(publish::in_words_alone), ..field.clone() }
        }
        None => field.clone(),
    };
    fields.iter().enumerate().map(shown).collect()
}

/// Writes the workbook. `starts` has the number of candidates before each block of firms.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    about: About<'_>,
    fields: &[Field],
    rows: &Rows<'_>,
    starts: &[usize],
) -> Result<Resource, Finding> {
    let order = &publication.scored.scores.order;
    let said = |(key, words): &(String, Message)| (key.clone(), words.say(publication.language).into_owned());
    let words: Vec<FxHashMap<String, String>> =
        fields.iter().map(|field| field.shown.words.iter().map(said).collect()).collect();
    let table = |block: usize| {
        let mut text = Vec::new();
        rows.push(&mut text, block * BLOCK..order.len().min((block + 1) * BLOCK), starts[block]);
        table_of(&text, &words, publication.language)
    };
    let (before, count) = rows_before(publication, starts);
    let sample = (count > 0).then(|| table(0));
    let mut book = Book::begin(folder, "not_referred.xlsx", about, fields, count, sample.as_ref())?;
    book.blocks(&before, count, table)?;
    book.finish()
}

/// The table that CSV text without a header holds, with the `words` of each column in place of its keys.
fn table_of(text: &[u8], words: &[FxHashMap<String, String>], language: Language) -> Table {
    let mut table = vec![Texts::default(); words.len()];
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record).expect("own CSV text is well-formed") {
        rows += 1;
        for ((column, words), cell) in table.iter_mut().zip(words).zip(&record) {
            match words.get(cell) {
                Some(words) => column.push(words),
                None if words.is_empty() => column.push(without_apostrophe(cell)),
                // A place on the list that ends before it.
                None => column.push(&say!(publish::cell_beyond, place = cell).say(language)),
            }
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
