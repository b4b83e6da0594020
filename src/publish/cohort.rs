//! `firms.parquet`: on demand, every scored firm with the values of all fields that were read, typed and in
//! the dictionary's units. It holds what institutions must not see, and stays with the bureau.
//!
//! A number is the double that scoring reads. Its shortest decimal form is the decimal of the cell in up to
//! 15 significant digits, so nothing beyond it is lost.

use super::Publication;
use super::identities::{Identities, STEP};
use super::package::{Format, Resource};
use super::parquet::Parquet;
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Data, Field, Maker, TRUE_FALSE, Table};
use crate::finding::Finding;
use crate::firms::{self, Column, Kind};
use crate::words::say;

/// Name of the file.
const PATH: &str = "firms.parquet";

/// Writes the table, if the campaign asks for it.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    identities: &Identities,
) -> Result<Option<Resource>, Finding> {
    if !publication.firms {
        return Ok(None);
    }
    let scored = publication.scored;
    let firms = &scored.intake.firms;
    let all = firms.dictionary.fields.iter().zip(&firms.columns).enumerate();
    let read: Vec<(&firms::Field, &Column)> = all
        .filter(|(at, _)| *at != firms.id_field)
        .filter_map(|(_, (field, column))| Some((field, column.as_ref()?)))
        .collect();
    let fields: Vec<Field> = std::iter::once(id_field(&scored).unique())
        .chain(read.iter().map(|(field, column)| described(field, column.kind())))
        .collect();
    let mut file = folder.file(PATH)?;
    let mut parquet = Parquet::begin(folder, &mut file, &fields)?;
    for (step, rows) in scored.scores.order.chunks(STEP).enumerate() {
        let mut makers: Vec<Maker<'_>> = vec![Box::new(|| Data::Identity(identities.ids.step(step)))];
        for (_, column) in &read {
            makers.push(Box::new(|| Data::of(column.take(rows), TRUE_FALSE)));
        }
        parquet.write(&Table { rows: rows.len(), columns: table::columns(&makers) })?;
    }
    parquet.finish()?;
    let key = fields[0].name.clone();
    let (title, description) = (say!(publish::firms_table), say!(publish::firms_description));
    Ok(Some(Resource::new(file.finish(), Format::Parquet, title, description).fields(fields).key(&key)))
}

fn described(field: &firms::Field, kind: Kind) -> Field {
    let form = match kind {
        Kind::Number => "number",
        Kind::Flag => "boolean",
        Kind::Date => "date",
        Kind::Text => "string",
    };
    let meaning = field.meaning().unwrap_or_default();
    Field::new(&field.name, form, meaning).title(field.heading()).unit(field.unit.clone())
}
