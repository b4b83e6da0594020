//! `grants.csv`: what each referral is worth under the programmes in use; `programmes.csv`: how many
//! referrals each programme has, and for what reasons others are not in it.

mod parts;
mod sums;
mod values;

use std::ops::Range;
use std::sync::atomic::AtomicUsize;

pub use self::parts::{GRANTS, PART};
use self::parts::{key, possible};
pub(super) use self::sums::amount_of;
use self::sums::amounts;
pub use self::sums::{MONTHS, RATE};
pub use self::values::{PartValue, shares_of};
use self::values::{numbers, values_of};
use super::Publication;
use super::granted::Granted;
use super::not_referred::FIRM_NAME;
use super::package::{Format, Resource};
use super::referrals::COLUMNS;
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Data, Field, Table};
use super::workbook::{Book, where_asked};
use super::workbooks::WorkbookTable;
use crate::finding::Finding;
use crate::firms::{self, Cells, Column, Texts};
use crate::parameters::Keyword;
use crate::programmes::{Grant, Money, Part, Programme, Programmes};
use crate::referral::{GrantValue, YUAN};
use crate::words::{Between, Language, Message, say};

/// Rows of one block of text.
const BLOCK: usize = 1 << 12;
/// Decimals of yuan.
pub(super) const FEN: u8 = 2;

/// Writes both tables, if the campaign has programmes.
pub(super) fn write(folder: &Folder, publication: &Publication<'_>) -> Result<Vec<Resource>, Finding> {
    let Some(granted) = publication.granted else { return Ok(Vec::new()) };
    let mut resources = write_grants(folder, publication, granted)?;
    resources.extend(write_programmes(folder, publication, granted)?);
    Ok(resources)
}

/// Ids of the programmes of the best combination, `;` between them.
fn chosen(programmes: &Programmes, grant: &Grant) -> String {
    let ids: Vec<&str> = grant.chosen().map(|at| programmes.all[at].id.as_str()).collect();
    ids.join(";")
}

fn write_grants(
    folder: &Folder,
    publication: &Publication<'_>,
    granted: Granted<'_>,
) -> Result<Vec<Resource>, Finding> {
    let rows = Rows::new(publication, granted);
    let fields = grant_fields(publication, granted.programmes);
    let mut file = folder.file(GRANTS)?;
    file.put(&table::marked_header(&fields))?;
    let defused = AtomicUsize::new(0);
    file.blocks(rows.blocks.len(), |block, out| {
        let table = rows.table(block);
        table.csv().push(out, 0..table.rows, &defused);
    })?;
    let (title, description) = (say!(publish::grants), say!(publish::grants_description));
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title.clone(), description.clone());
    let resource = resource.fields(fields.clone()).defused(defused.into_inner());
    let book = where_asked(publication, WorkbookTable::Grants, [&title, &description], |about| {
        let sample = (!rows.blocks.is_empty()).then(|| rows.table(0));
        let count = publication.referrals.lists.iter().map(|list| list.firms.len()).sum();
        let mut book = Book::begin(folder, "grants.xlsx", about, &fields, count, sample.as_ref())?;
        (0..rows.blocks.len()).try_for_each(|block| book.append(&rows.table(block)))?;
        book.finish()
    })?;
    Ok(std::iter::once(resource).chain(book).collect())
}

/// The rows of the table of grants, block by block.
struct Rows<'a> {
    publication: &'a Publication<'a>,
    granted: Granted<'a>,
    /// The list of each block, and its places from 0.
    blocks: Vec<(usize, Range<usize>)>,
    /// Parts that each programme can have, and their keys.
    parts: Vec<(Vec<Part>, Vec<String>)>,
}

impl<'a> Rows<'a> {
    fn new(publication: &'a Publication<'a>, granted: Granted<'a>) -> Rows<'a> {
        let lists = publication.referrals.lists.iter().map(|list| list.firms.len()).enumerate();
        let blocks = lists.flat_map(|(at, firms)| {
            (0..firms).step_by(BLOCK).map(move |start| (at, start..firms.min(start + BLOCK)))
        });
        let parts = granted.programmes.all.iter().map(|programme| {
            let known: Vec<Part> = possible(programme).into_iter().map(|(part, _)| part).collect();
            let keys = known.iter().map(|part| key(*part)).collect();
            (known, keys)
        });
        Rows { publication, granted, blocks: blocks.collect(), parts: parts.collect() }
    }

    /// The rows of a block.
    fn table(&self, block: usize) -> Table {
        let (at, places) = self.blocks[block].clone();
        let (publication, programmes) = (self.publication, self.granted.programmes);
        let firms = &publication.scored.intake.firms;
        let listed = &publication.referrals.lists[at].firms[places.clone()];
        let grants: Vec<&Grant> = self.granted.grants.some(at, places.clone()).collect();
        let missing = || Column::missing(firms::Kind::Text, listed.len());
        let names = firms.column("name").map_or_else(missing, |names| names.take(listed));
        let mut columns = vec![
            Data::Label {
                codes: vec![0; listed.len()],
                labels: vec![publication.institutions.all[at].id.clone()],
            },
            Data::Count(Cells::known(places.map(|place| place as u32 + 1).collect())),
            Data::Text(firms.ids().take(listed)),
            Data::of(names, table::TRUE_FALSE),
            Data::Text(texts(grants.iter().map(|grant| chosen(programmes, grant)))),
        ];
        columns.extend(amounts().filter_map(amount_of).map(|amount| {
            let units = grants.iter().map(|grant| amount(grant)).collect();
            Data::Fixed { units, decimals: FEN }
        }));
        columns.push(Data::Text(texts(grants.iter().map(|grant| by_year(&grant.subsidies)))));
        columns.push(Data::Count(grants.iter().map(|grant| grant.months).collect()));
        columns.push(Data::Number(numbers(grants.iter().map(|grant| grant.rate))));
        columns.extend(values_of(programmes).into_iter().map(|(at, value)| value.data(at, &grants)));
        columns.extend(self.parts.iter().enumerate().map(|(at, (known, keys))| {
            let code = |grant: &&Grant| known.iter().position(|part| *part == grant.parts[at]);
            let codes = grants.iter().map(|grant| code(grant).unwrap_or_default() as u32).collect();
            Data::Label { codes, labels: keys.clone() }
        }));
        Table { rows: listed.len(), columns }
    }
}

fn grant_fields(publication: &Publication<'_>, programmes: &Programmes) -> Vec<Field> {
    let [institution, place] = COLUMNS;
    let firms = &publication.scored.intake.firms;
    let heading = firms.dictionary.field("name").map(firms::Field::heading).unwrap_or_default();
    let called = publication.institutions.all.iter();
    let called = called.map(|one| (one.id.clone(), Message::title(&one.name, one.name_zh.as_ref())));
    let mut fields = vec![
        Field::new(institution, "string", say!(publish::referral_institution))
            .title(say!(publish::referral_institution_title))
            .words(called)
            .required(),
        Field::new(place, "integer", say!(publish::list_place))
            .title(say!(publish::referral_place_title))
            .required()
            .from(1),
        id_field(&publication.scored),
        Field::new(FIRM_NAME, "string", say!(publish::firm_name)).title(heading).identifying(),
        Field::new(GrantValue::Programmes.word(), "string", say!(publish::grant_programmes))
            .title(GrantValue::Programmes.title()),
    ];
    fields.extend(amounts().map(|value| {
        Field::new(value.word(), "number", value.about())
            .title(value.title())
            .unit(Some(YUAN.to_owned()))
            .decimals(FEN)
    }));
    let by_year = GrantValue::Subsidies;
    fields.push(Field::new(by_year.word(), "string", by_year.about()).title(by_year.title()));
    fields.push(
        Field::new(MONTHS, "integer", say!(publish::grant_months))
            .title(say!(publish::grant_months_title))
            .unit(firms.dictionary.field("loan_term").and_then(|field| field.unit.clone()))
            .from(1),
    );
    fields.push(
        Field::new(RATE, "number", say!(publish::grant_rate))
            .title(say!(publish::grant_rate_title))
            .unit(Some("%".to_owned())),
    );
    let values = values_of(programmes).into_iter();
    fields.extend(values.map(|(at, value)| value.field(&programmes.all[at])));
    fields.extend(programmes.all.iter().map(|one| {
        let words = possible(one).into_iter().map(|(part, words)| (key(part), words));
        Field::new(format!("{PART}{}", one.id), "string", say!(publish::grant_part, title = one.heading()))
            .title(one.heading())
            .words(words)
            .required()
    }));
    fields
}

/// The text that a value shows for readers of lists; `None` for sums.
pub(super) fn text_of(value: GrantValue, programmes: &Programmes, grant: &Grant) -> Option<String> {
    match value {
        GrantValue::Programmes => Some(titles(programmes, grant)),
        GrantValue::Subsidies => Some(by_year(&grant.subsidies)),
        _ => None,
    }
}

/// Subsidies of each year in yuan, `;` between them.
fn by_year(subsidies: &[Money]) -> String {
    let years: Vec<String> = subsidies.iter().map(|sum| sum.yuan().to_string()).collect();
    years.join(";")
}

/// Titles of the programmes of the best combination in Chinese, which readers of lists read, `；` between
/// them.
fn titles(programmes: &Programmes, grant: &Grant) -> String {
    let titles = grant.chosen().map(|at| programmes.all[at].heading());
    Message::joined(Between::Clauses, titles).say(Language::Zh).into_owned()
}

pub(super) fn texts(all: impl Iterator<Item = String>) -> Texts {
    let mut texts = Texts::default();
    all.for_each(|text| texts.push(&text));
    texts
}

fn write_programmes(
    folder: &Folder,
    publication: &Publication<'_>,
    granted: Granted<'_>,
) -> Result<Vec<Resource>, Finding> {
    let language = publication.language;
    let mut rows: Vec<(&Programme, Part, Message, u32)> = Vec::new();
    for (at, programme) in granted.programmes.all.iter().enumerate() {
        let known = possible(programme);
        let mut counts = vec![0_u32; known.len()];
        for grant in granted.grants.iter() {
            let place = known.iter().position(|(part, _)| *part == grant.parts[at]);
            place.into_iter().for_each(|place| counts[place] += 1);
        }
        let counted = known.into_iter().zip(counts);
        rows.extend(counted.map(|((part, words), count)| (programme, part, words, count)));
    }
    let text = |name: &str, title: Message, meaning: Message| {
        Field::new(name, "string", meaning).title(title).required()
    };
    let titles = granted.programmes.all.iter().map(|one| (one.id.clone(), one.heading()));
    let fields = vec![
        text("programme", say!(publish::programme_id_title), say!(publish::programme_id)).words(titles),
        text("part", say!(publish::programme_part_title), say!(publish::programme_part)),
        text("words", say!(publish::reason_words_title), say!(publish::programme_words)),
        Field::new("referrals", "integer", say!(publish::programme_referrals))
            .title(say!(publish::programme_referrals_title))
            .required()
            .from(0),
        Field::new("source", "string", say!(publish::programme_source))
            .title(say!(publish::reason_source_title)),
    ];
    let place = |one: &Programme| {
        let place = granted.programmes.all.iter().position(|known| known.id == one.id);
        place.unwrap_or_default() as u32
    };
    let source = |one: &Programme, part: Part| {
        let rule = match part {
            Part::Unmet(rule) | Part::Unknown(rule) => one.rules[usize::from(rule)].source.clone(),
            _ => None,
        };
        rule.or_else(|| one.source.clone()).unwrap_or_default()
    };
    let columns = vec![
        Data::Label {
            codes: rows.iter().map(|(one, ..)| place(one)).collect(),
            labels: granted.programmes.all.iter().map(|one| one.id.clone()).collect(),
        },
        Data::Text(texts(rows.iter().map(|(_, part, ..)| key(*part)))),
        Data::Text(texts(rows.iter().map(|(.., words, _)| words.say(language).into_owned()))),
        Data::Count(Cells::known(rows.iter().map(|(.., count)| *count).collect())),
        Data::Text(texts(rows.iter().map(|(one, part, ..)| source(one, *part)))),
    ];
    let table = Table { rows: rows.len(), columns };
    let mut file = folder.file("programmes.csv")?;
    let (defused, mut text) = (AtomicUsize::new(0), table::marked_header(&fields));
    table.csv().push(&mut text, 0..table.rows, &defused);
    file.put(&text)?;
    let (title, description) = (say!(publish::programmes), say!(publish::programmes_description));
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title.clone(), description.clone());
    let resource = resource.fields(fields.clone()).defused(defused.into_inner());
    let book = where_asked(publication, WorkbookTable::Grants, [&title, &description], |about| {
        let mut book = Book::begin(folder, "programmes.xlsx", about, &fields, table.rows, Some(&table))?;
        book.append(&table)?;
        book.finish()
    })?;
    Ok(std::iter::once(resource).chain(book).collect())
}
