//! `corrections.csv`: what parts that correct others changed, a row for each cell, and one for each withdrawn
//! row.

use std::sync::atomic::AtomicUsize;

use super::Publication;
use super::package::{Format, Resource};
use super::sink::Folder;
use super::table::{self, Data, Field, Table};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};
use crate::intake::{CellChange, Correction};
use crate::words::say;

/// Returned rows of one block of text.
const BLOCK: usize = 1 << 10;

/// The table, if a part of the cohort corrects another.
pub(super) fn write(folder: &Folder, publication: &Publication<'_>) -> Result<Vec<Resource>, Finding> {
    let intake = publication.scored.intake;
    let corrections = &intake.corrections;
    if corrections.is_empty() {
        return Ok(Vec::new());
    }
    let fields = vec![
        Field::new("part", "string", say!(publish::corrected_part))
            .title(say!(publish::aside_part_title))
            .required(),
        Field::new("line", "integer", say!(publish::corrected_line))
            .title(say!(publish::aside_line_title))
            .from(1),
        Field::new("by_part", "string", say!(publish::corrected_by))
            .title(say!(publish::corrected_by_title))
            .required(),
        Field::new("by_line", "integer", say!(publish::corrected_by_line))
            .title(say!(publish::corrected_by_line_title))
            .required()
            .from(1),
        Field::new("id", "string", say!(publish::corrected_id)).title(say!(publish::corrected_id_title)),
        Field::new("column", "string", say!(publish::corrected_column))
            .title(say!(publish::corrected_column_title)),
        Field::new("before", "string", say!(publish::corrected_before))
            .title(say!(publish::corrected_before_title)),
        Field::new("after", "string", say!(publish::corrected_after))
            .title(say!(publish::corrected_after_title)),
        Field::new("outcome", "string", say!(publish::corrected_outcome))
            .title(say!(publish::corrected_outcome_title))
            .required(),
    ];
    let mut file = folder.file("corrections.csv")?;
    file.put(&table::marked_header(&fields))?;
    let defused = AtomicUsize::new(0);
    file.blocks(corrections.len().div_ceil(BLOCK), |block, out| {
        let range = block * BLOCK..corrections.len().min((block + 1) * BLOCK);
        let table = table_of(&corrections.rows(&intake.parts, range));
        table.csv().push(out, 0..table.rows, &defused);
    })?;
    let (title, description) = (say!(publish::corrections), say!(publish::corrections_description));
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title, description);
    Ok(vec![resource.fields(fields).defused(defused.into_inner())])
}

/// The cell before the change, or the whole of a withdrawn row.
fn before<'a>(one: &'a Correction, change: Option<&'a CellChange>) -> &'a str {
    change.map_or_else(|| one.withdrawn.as_deref().unwrap_or_default(), |change| &change.before)
}

/// A row for each changed cell, or one for a returned row without any.
fn table_of(corrections: &[Correction]) -> Table {
    let cells = |one: &Correction| one.changes.len().max(1);
    let rows: Vec<(&Correction, Option<&CellChange>)> = corrections
        .iter()
        .flat_map(|one| (0..cells(one)).map(move |at| (one, one.changes.get(at))))
        .collect();
    let texts = |text: &dyn Fn(&Correction) -> &str| {
        Data::Text(rows.iter().map(|(one, _)| text(one)).collect::<Texts>())
    };
    let of_change = |text: fn(&CellChange) -> &str| {
        Data::Text(rows.iter().map(|(_, change)| change.map_or("", text)).collect::<Texts>())
    };
    let lines = rows.iter().map(|(one, _)| one.line);
    let columns = vec![
        texts(&|one| &one.part),
        Data::Count(Cells {
            values: lines.clone().map(Option::unwrap_or_default).collect(),
            present: lines.map(|line| line.is_some()).collect(),
        }),
        texts(&|one| &one.by),
        Data::Count(Cells::known(rows.iter().map(|(one, _)| one.by_line).collect())),
        texts(&|one| &one.id),
        of_change(|change| &change.column),
        Data::Text(rows.iter().map(|(one, change)| before(one, *change)).collect::<Texts>()),
        of_change(|change| &change.after),
        texts(&|one| one.outcome.as_str()),
    ];
    Table { rows: rows.len(), columns }
}
