//! `supplements.csv`: rows of supplements that were not joined with a firm, or contradict one another.

use std::sync::atomic::AtomicUsize;

use super::Publication;
use super::package::{Format, Resource};
use super::sink::Folder;
use super::table::{self, Data, Field, Table};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};
use crate::intake::{Fate, LeftOver};
use crate::words::{Language, Message, say};

/// Rows of one block of text.
const BLOCK: usize = 1 << 12;

/// The table, if the campaign has supplements.
pub(super) fn write(folder: &Folder, publication: &Publication<'_>) -> Result<Vec<Resource>, Finding> {
    let supplements = &publication.scored.intake.supplements;
    if supplements.is_empty() {
        return Ok(Vec::new());
    }
    let fields = vec![
        Field::new("supplement", "string", say!(publish::left_supplement))
            .title(say!(publish::left_supplement_title))
            .required(),
        Field::new("part", "string", say!(publish::left_part))
            .title(say!(publish::aside_part_title))
            .required(),
        Field::new("line", "integer", say!(publish::left_line))
            .title(say!(publish::aside_line_title))
            .required()
            .from(1),
        Field::new("key", "string", say!(publish::left_key)).title(say!(publish::left_key_title)),
        Field::new("fate", "string", say!(publish::left_fate))
            .title(say!(publish::left_fate_title))
            .required(),
        Field::new("firms", "string", say!(publish::left_firms)).title(say!(publish::left_firms_title)),
        Field::new("reason", "string", say!(publish::left_reason))
            .title(say!(publish::left_reason_title))
            .required(),
    ];
    let rows: Vec<(&str, &LeftOver)> = supplements
        .iter()
        .flat_map(|supplement| supplement.left_over.iter().map(|row| (&*supplement.id, row)))
        .collect();
    let mut file = folder.file("supplements.csv")?;
    file.put(&table::marked_header(&fields))?;
    let defused = AtomicUsize::new(0);
    file.blocks(rows.len().div_ceil(BLOCK), |block, out| {
        let some = &rows[block * BLOCK..rows.len().min((block + 1) * BLOCK)];
        table_of(some, publication.language).csv().push(out, 0..some.len(), &defused);
    })?;
    let (title, description) = (say!(publish::supplements), say!(publish::supplements_description));
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title, description);
    Ok(vec![resource.fields(fields).defused(defused.into_inner())])
}

fn table_of(rows: &[(&str, &LeftOver)], language: Language) -> Table {
    let texts = |text: &dyn Fn(&str, &LeftOver) -> String| {
        let mut texts = Texts::default();
        rows.iter().for_each(|(supplement, row)| texts.push(&text(supplement, row)));
        Data::Text(texts)
    };
    let columns = vec![
        texts(&|supplement, _| supplement.to_owned()),
        texts(&|_, row| row.part.clone()),
        Data::Count(Cells::known(rows.iter().map(|(_, row)| row.line).collect())),
        texts(&|_, row| row.key.clone()),
        texts(&|_, row| row.fate.as_str().to_owned()),
        texts(&|_, row| row.fate.firms().join(";")),
        texts(&|_, row| reason(&row.fate).say(language).into_owned()),
    ];
    Table { rows: rows.len(), columns }
}

fn reason(fate: &Fate) -> Message {
    match fate {
        Fate::Nameless(message) | Fate::Faulty(message) | Fate::NoFirm(message) => message.clone(),
        Fate::Undated(header) => say!(intake::latest_undated, header = header),
        other => say!(publish::left_why, kind = other.as_str()),
    }
}
