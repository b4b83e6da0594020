//! Writes the list of each institution, `referrals/ID.csv` or `.xlsx`, and `referrals/README.txt`.

use std::sync::atomic::AtomicUsize;

use rayon::prelude::*;

use super::further;
use super::grants;
use super::note;
use super::package::{Format, Resource};
use super::scores;
use super::sink::{Folder, Sink};
use super::table::{self, Data, Field, SHI_FOU, Table};
use super::workbook::{About, Book};
use super::{Publication, WorkbookTable};
use crate::decimal::significant;
use crate::finding::Finding;
use crate::firms::{self, Cells, Column, Kind, Taken};
use crate::parameters::Keyword;
use crate::programmes::Grant;
use crate::progress::Progress;
use crate::referral::{self, Cell, Encoding, GrantValue, Institution};
use crate::scoring::{COVERAGE_DECIMALS, PERCENTILE_DECIMALS, to_units};
use crate::words::{Message, say};

/// Rows of one block of text.
const BLOCK: usize = 1 << 11;

/// Writes every list and the note beside the lists. An empty list consists of its header.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    progress: &dyn Progress,
) -> Result<Vec<Resource>, Finding> {
    let lists = publication.referrals.lists.par_iter().enumerate();
    let lists: Result<Vec<Vec<Resource>>, Finding> = lists
        .map(|(at, list)| {
            let resources = write_one(folder, publication, at, &list.firms);
            progress.advance(1);
            resources
        })
        .collect();
    let mut resources: Vec<Resource> = lists?.into_iter().flatten().collect();
    resources.push(write_note(folder, publication)?);
    Ok(resources)
}

fn write_note(folder: &Folder, publication: &Publication<'_>) -> Result<Resource, Finding> {
    let language = publication.language;
    let (note, copies) = (note::note(publication), note::copies());
    let mut file = folder.file("referrals/README.txt")?;
    let text =
        format!("{}\n\n{}\n{}\n", publication.title.say(language), note.say(language), copies.say(language));
    file.put(text.as_bytes())?;
    let (title, description) = (say!(publish::about_lists), say!(publish::about_lists_description));
    Ok(Resource::new(file.finish(), Format::Text, title, description))
}

fn write_one(
    folder: &Folder,
    publication: &Publication<'_>,
    at: usize,
    firms: &[u32],
) -> Result<Vec<Resource>, Finding> {
    let institution = &publication.institutions.all[at];
    let (fields, columns) = columns(publication, at, firms);
    let table = Table { rows: firms.len(), columns };
    let title = Message::title(&institution.name, institution.name_zh.as_ref());
    let description = say!(publish::list_description, name = &title, kind = institution.kind.about());
    let mut resources = Vec::new();
    let name = institution.file_name(publication.campaign, publication.as_of);
    if institution.format == referral::Format::Csv {
        let mut file = folder.file(format!("referrals/{name}.csv"))?;
        let defused = write_csv(&mut file, &fields, &table, institution.encoding)?;
        let format = Format::Csv(encoding_name(institution.encoding));
        let resource = Resource::new(file.finish(), format, title.clone(), description.clone());
        resources.push(resource.fields(fields.clone()).defused(defused));
    }
    if institution.format == referral::Format::Xlsx || publication.workbooks.contains(&WorkbookTable::Lists) {
        // The readers of lists are Chinese institutions, even if the notes are in English.
        let sheet = Some(institution.name_zh.as_ref().unwrap_or(&institution.name).as_str());
        let about = About::of(publication, title, description, sheet);
        let path = format!("referrals/{name}.xlsx");
        let mut book = Book::begin(folder, path, about, &fields, table.rows, Some(&table))?;
        book.append(&table)?;
        resources.push(book.finish()?);
    }
    Ok(resources)
}

/// The encoding's name in the package, for readers to decode the file.
fn encoding_name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8Bom => "utf-8-sig",
        Encoding::Utf8 => "utf-8",
        Encoding::Gb18030 => "gb18030",
    }
}

fn write_csv(
    file: &mut Sink<'_>,
    fields: &[Field],
    table: &Table,
    encoding: Encoding,
) -> Result<usize, Finding> {
    if encoding == Encoding::Utf8Bom {
        file.put(table::BYTE_ORDER_MARK)?;
    }
    let encode = |text: Vec<u8>, out: &mut Vec<u8>| match encoding {
        Encoding::Gb18030 => push_gb18030(out, &text),
        Encoding::Utf8 | Encoding::Utf8Bom => out.extend_from_slice(&text),
    };
    let mut header = Vec::new();
    encode(table::header(fields), &mut header);
    file.put(&header)?;
    let rows = table.csv();
    let defused = AtomicUsize::new(0);
    file.blocks(table.rows.div_ceil(BLOCK), |block, out| {
        let range = block * BLOCK..((block + 1) * BLOCK).min(table.rows);
        if encoding == Encoding::Gb18030 {
            let mut text = Vec::new();
            rows.push(&mut text, range, &defused);
            encode(text, out);
        } else {
            rows.push(out, range, &defused);
        }
    })?;
    Ok(defused.into_inner())
}

/// Appends UTF-8 text as GB18030, which has every character. In the standard the private character U+E5E5 is
/// 0xA3A0. The GB18030 of the web (WHATWG) reads these bytes as a full-width blank and cannot encode U+E5E5.
fn push_gb18030(out: &mut Vec<u8>, text: &[u8]) {
    let text = String::from_utf8_lossy(text);
    for (at, part) in text.split('\u{e5e5}').enumerate() {
        if at > 0 {
            out.extend_from_slice(b"\xA3\xA0");
        }
        out.extend_from_slice(&encoding_rs::GB18030.encode(part).0);
    }
}

/// The fields of the list of the institution at position `at`, and their values for its firms.
fn columns(publication: &Publication<'_>, at: usize, firms: &[u32]) -> (Vec<Field>, Vec<Data>) {
    let institution = &publication.institutions.all[at];
    let (frame, cohort) = (publication.frame, &publication.scored.intake.firms);
    let read = institution.columns.iter().filter_map(|column| column.cell.expr());
    let taken = Taken::of(frame, read.flat_map(|expr| expr.slots().iter().copied()), firms);
    let frame = taken.frame(frame);
    let columns = institution.columns.iter().map(|column| {
        let header =
            column.header.clone().unwrap_or_else(|| cohort.dictionary.fields[cohort.id_field].title.clone());
        let (field, data) = match &column.cell {
            Cell::Place => {
                let places = (1..).take(firms.len()).collect();
                let field = Field::new(header, "integer", say!(publish::list_place));
                (field.required().unique().from(1), Data::Count(Cells::known(places)))
            }
            Cell::Id => {
                let ids = cohort.ids().take(firms);
                let field = Field::new(header, "string", say!(publish::list_id));
                (field.required().unique().identifying(), Data::Text(ids))
            }
            Cell::SegmentTitle => {
                let segments = &publication.scored.scorecard.segments;
                let of = |&firm: &u32| {
                    segments[usize::from(publication.scored.scores.segment[firm as usize])].label()
                };
                let field = Field::new(header, "string", say!(publish::list_segment));
                (field.required(), Data::Text(firms.iter().map(of).collect()))
            }
            // Loading puts the institution's expression in its place.
            Cell::CreditLine => {
                (Field::new(header, "number", Message::default()), Data::Number(Cells::missing(firms.len())))
            }
            Cell::PreferencePlace(wishes) => {
                let wishes = wishes.evaluate(&frame, frame.rows());
                let field = Field::new(header, "integer", say!(publish::list_preference)).from(1);
                (field, Data::Count(preference_places(&wishes, institution, firms.len())))
            }
            Cell::Grant(of) => grant(publication, header, *of, at),
            Cell::Value(expr) => {
                let values = expr.evaluate(&frame, frame.rows());
                let shown = column.named.as_deref().unwrap_or_else(|| expr.source().trim());
                value(publication, header, column.decimals, shown, values)
            }
        };
        (field.unit(column.unit.clone()), data)
    });
    columns.unzip()
}

/// A value of the grants of the list of the institution at position `at`.
fn grant(publication: &Publication<'_>, header: String, of: GrantValue, at: usize) -> (Field, Data) {
    let rows = publication.referrals.lists[at].firms.len();
    let grants: Vec<&Grant> =
        publication.granted.map(|granted| granted.grants.list(at).collect()).unwrap_or_default();
    let Some(amount) = grants::amount_of(of) else {
        let field = Field::new(header, "string", of.about());
        let all = publication.granted.map(|granted| granted.programmes);
        let texts = grants
            .iter()
            .map(|grant| all.and_then(|all| grants::text_of(of, all, grant)).unwrap_or_default());
        return (field, Data::Text(grants::texts(texts)));
    };
    // A campaign without programmes is refused columns of grants.
    let units = if grants.is_empty() {
        Cells::missing(rows)
    } else {
        grants.iter().map(|grant| amount(grant)).collect()
    };
    (Field::new(header, "number", of.about()), Data::Fixed { units, decimals: grants::FEN })
}

/// The institution's place among each firm's preferences, from 1.
fn preference_places(wishes: &Column, institution: &Institution, firms: usize) -> Cells<u32> {
    let Column::Text(wishes) = wishes else { return Cells::missing(firms) };
    let place = |wishes: &str| {
        let mut each = (1..).zip(referral::preferences(wishes));
        each.find(|(_, wish)| institution.is_called(wish)).map(|(place, _)| place)
    };
    wishes.iter().map(place).collect()
}

fn value(
    publication: &Publication<'_>,
    header: String,
    decimals: Option<u8>,
    source: &str,
    values: Column,
) -> (Field, Data) {
    let kind = match values.kind() {
        Kind::Number if referral::is_whole(source, &publication.scored.intake.firms.dictionary) => "integer",
        Kind::Number => "number",
        Kind::Text => "string",
        Kind::Flag => "boolean",
        Kind::Date => "date",
    };
    let mut field = Field::new(header, kind, meaning(publication, source));
    if source == "name" {
        field = field.identifying();
    }
    if values.kind() == Kind::Flag {
        field = field.flags(&SHI_FOU);
    }
    let usual = match source {
        "points" => Some(publication.scored.scorecard.decimals),
        "percentile" => Some(PERCENTILE_DECIMALS),
        "coverage" => Some(COVERAGE_DECIMALS),
        _ => None,
    };
    let is_field =
        publication.scored.intake.firms.dictionary.field(source.trim_matches(['"', '`'])).is_some();
    let data = match (values, decimals.or(usual)) {
        (Column::Number(cells), Some(decimals)) if kind == "number" => rounded(cells, decimals),
        (Column::Number(mut cells), None) if !is_field => {
            cells.values.iter_mut().for_each(|value| *value = significant(*value));
            Data::Number(cells)
        }
        (values, _) => Data::of(values, SHI_FOU),
    };
    (field, data)
}

/// The meaning of a field or result. For an expression, which is no meaning, it says that the column is
/// computed, and by which formula.
fn meaning(publication: &Publication<'_>, source: &str) -> Message {
    let (scored, name) = (&publication.scored, source.trim_matches(['"', '`']));
    let count = scored.scores.order.len().max(1) as u32;
    let result = scores::fields_of(scored.scorecard, count).find(|field| field.name == name);
    let of_field = || scored.intake.firms.dictionary.field(name).and_then(firms::Field::meaning);
    let of_further = || {
        let (prefix, result) = name.split_once('.')?;
        let (card, _) = scored.further.iter().find(|(card, _)| card.prefix() == prefix)?;
        let column = format!("{prefix}_{result}");
        Some(further::fields(card, count).find(|field| field.name == column)?.description)
    };
    let of_indicator = || {
        let id = name.strip_prefix("points.")?;
        let indicator = scored.scorecard.indicators.iter().find(|one| one.id == id)?;
        let title = Message::title(&indicator.title, indicator.title_zh.as_ref());
        Some(say!(publish::list_points, title = title))
    };
    let known =
        result.map(|field| field.description).or_else(of_field).or_else(of_further).or_else(of_indicator);
    known.unwrap_or_else(|| say!(publish::list_computed, formula = source))
}

/// The numbers with `decimals` decimals. All are unchanged if any is too large for integer units of this
/// size.
fn rounded(cells: Cells<f64>, decimals: u8) -> Data {
    const MOST: f64 = (1_u64 << 62) as f64;
    let unit = 10_f64.powi(i32::from(decimals));
    if cells.values.iter().any(|value| (value * unit).abs() >= MOST) {
        return Data::Number(cells);
    }
    let units = cells.values.iter().map(|&value| {
        // `to_units` computes six further decimals. A large number has none, and would overflow.
        let is_large = (value * unit).abs() >= MOST / 1e6;
        if is_large { (value * unit).round() as i64 } else { to_units(value, decimals) }
    });
    Data::Fixed { units: Cells { values: units.collect(), present: cells.present }, decimals }
}
