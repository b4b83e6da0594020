//! `points.parquet`: every scored firm and indicator, from raw value to points, for an auditor to recompute.

use std::sync::Arc;

use rayon::prelude::*;

use super::identities::Identities;
use super::package::{Format, Resource};
use super::parquet::Parquet;
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Data, Field, Maker, Table};
use super::workbook::{About, Book, where_asked};
use super::{Publication, Scored, WorkbookTable};
use crate::finding::Finding;
use crate::firms::Cells;
use crate::scoring::Detail;
use crate::words::{Message, say};

/// Firms in one row group.
const FIRMS: usize = 1 << 13;

/// Column of the names of indicators.
const INDICATOR: usize = 1;
/// Column of raw values, before the treated ones.
const RAW: usize = 2;

/// Writes the table; no file where scoring kept no details.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    scored: &Scored<'_>,
    identities: &Identities,
    suffix: &str,
) -> Result<Vec<Resource>, Finding> {
    let Some(details) = &scored.scores.details else { return Ok(Vec::new()) };
    let fields = fields(scored);
    let mut file = folder.file(format!("points{suffix}.parquet"))?;
    let mut parquet = Parquet::begin(folder, &mut file, &fields)?;
    let mut chunks = chunks(scored, details, identities);
    let mut next = || chunks.next();
    let encoder = parquet.encoder();
    // While one chunk is written, the next is encoded and the one after it gathered.
    let (mut gathered, mut encoded) = (next(), None);
    while gathered.is_some() || encoded.is_some() {
        let (written, (pages, following)) = rayon::join(
            || encoded.iter().try_for_each(|pages| parquet.put(pages)),
            || rayon::join(|| gathered.as_ref().map(|table| encoder.encode(table)), &mut next),
        );
        written?;
        encoded = pages.transpose()?;
        gathered = following;
    }
    parquet.finish()?;
    let description = say!(publish::points_description);
    let id = &scored.scorecard.id;
    let title = if suffix.is_empty() {
        say!(publish::points_table)
    } else {
        say!(publish::points_table_under, id = id)
    };
    let book = where_asked(publication, WorkbookTable::Points, [&title, &description], |about| {
        write_book(folder, format!("points{suffix}.xlsx"), about, scored, details, identities, &fields)
    })?;
    let parquet = Resource::new(file.finish(), Format::Parquet, title, description).fields(fields);
    Ok(std::iter::once(parquet).chain(book).collect())
}

/// Writes the table as a workbook, of several worksheets where it is long.
fn write_book(
    folder: &Folder,
    path: String,
    about: About<'_>,
    scored: &Scored<'_>,
    details: &[Detail],
    identities: &Identities,
    fields: &[Field],
) -> Result<Resource, Finding> {
    let rows = scored.scores.order.len() * scored.scorecard.indicators.len();
    let mut chunks = chunks(scored, details, identities).peekable();
    let mut book = Book::begin(folder, path, about, fields, rows, chunks.peek())?;
    chunks.try_for_each(|table| book.append(&table))?;
    book.finish()
}

/// The table, some firms at a time.
pub(super) fn chunks<'a>(
    scored: &'a Scored<'a>,
    details: &'a [Detail],
    identities: &'a Identities,
) -> impl Iterator<Item = Table> + Send + 'a {
    // Most scorecards treat no value: the raw and treated columns are then one.
    let is_treated = details.par_iter().any(|detail| detail.treated != detail.raw);
    scored.scores.order.chunks(FIRMS).enumerate().map(move |(chunk, firms)| {
        let mut table = rows_of(scored, details, identities, chunk * FIRMS, firms, is_treated);
        if !is_treated {
            let raw = table.columns[RAW].clone();
            table.columns.insert(RAW + 1, raw);
        }
        table
    })
}

/// The fields of the table.
pub(super) fn fields(scored: &Scored<'_>) -> Vec<Field> {
    let indicators = scored.scorecard.indicators.iter();
    let words = indicators.map(|one| (one.id.clone(), Message::title(&one.title, one.title_zh.as_ref())));
    let mut fields: Vec<Field> = std::iter::once(id_field(scored)).chain(own_fields()).collect();
    fields[INDICATOR].shown.words = words.collect();
    fields
}

/// The fields beside the firm's id.
pub(super) fn own_fields() -> impl Iterator<Item = Field> {
    let number =
        |name: &str, title: Message, meaning: Message| Field::new(name, "number", meaning).title(title);
    let indicator = Field::new("indicator", "string", say!(publish::point_indicator));
    [
        indicator.title(say!(publish::point_indicator_title)).required(),
        number("raw", say!(publish::point_raw_title), say!(publish::point_raw)),
        number("treated", say!(publish::point_treated_title), say!(publish::point_treated)),
        number("normalised", say!(publish::point_normalised_title), say!(publish::point_normalised))
            .share()
            .decimals(4)
            .from(0)
            .to(1),
        number("weight", say!(publish::point_weight_title), say!(publish::point_weight)).required(),
        number("points", say!(publish::point_points_title), say!(publish::point_points))
            .decimals(4)
            .required(),
    ]
    .into_iter()
}

/// The table's rows for these firms, the first at place `first`: firm by firm, indicator by indicator. The
/// column of treated values exists only if `is_treated`.
fn rows_of(
    scored: &Scored<'_>,
    details: &[Detail],
    identities: &Identities,
    first: usize,
    firms: &[u32],
    is_treated: bool,
) -> Table {
    let (scores, scorecard) = (scored.scores, scored.scorecard);
    let indicators = scorecard.indicators.len();
    let rows = firms.len() * indicators;
    let cells = move |of: fn(&Detail) -> &Cells<f64>| {
        let mut cells = Cells::missing(rows);
        for (at, detail) in details.iter().enumerate() {
            let column = of(detail);
            gather(&mut cells.values[at..], &column.values, firms, indicators);
            gather(&mut cells.present[at..], &column.present, firms, indicators);
        }
        Data::Exact(Arc::new(cells))
    };
    let mut makers: Vec<Maker<'_>> = vec![
        Box::new(|| Data::Label {
            codes: (0..firms.len() as u32).flat_map(|firm| std::iter::repeat_n(firm, indicators)).collect(),
            labels: (first..first + firms.len()).map(|place| identities.ids.at(place).to_owned()).collect(),
        }),
        Box::new(|| Data::Label {
            codes: (0..firms.len()).flat_map(|_| 0..indicators as u32).collect(),
            labels: scorecard.indicators.iter().map(|indicator| indicator.id.clone()).collect(),
        }),
        Box::new(move || cells(|detail| &detail.raw)),
        Box::new(move || cells(|detail| &detail.normalised)),
        Box::new(move || {
            let start = |&firm: &u32| u32::from(scores.segment[firm as usize]) * indicators as u32;
            let weights = |segment: usize| scorecard.indicators.iter().map(move |one| one.weight[segment]);
            Data::Choice {
                codes: firms.iter().map(start).flat_map(|start| start..start + indicators as u32).collect(),
                values: (0..scorecard.segments.len()).flat_map(weights).collect(),
            }
        }),
        Box::new(move || {
            let mut points = vec![0.0; rows];
            for (at, column) in scores.indicator_points.iter().enumerate() {
                gather(&mut points[at..], column, firms, indicators);
            }
            Data::Exact(Arc::new(Cells::known(points)))
        }),
    ];
    if is_treated {
        makers.insert(RAW + 1, Box::new(move || cells(|detail| &detail.treated)));
    }
    Table { rows, columns: table::columns(&makers) }
}

/// Copies the firms' values of one indicator to their places among the values of all indicators. One column
/// is read at a time, since jumps within a column cost less than jumps between columns.
fn gather<T: Copy>(into: &mut [T], column: &[T], firms: &[u32], indicators: usize) {
    for (to, &firm) in into.iter_mut().step_by(indicators).zip(firms) {
        *to = column[firm as usize];
    }
}
