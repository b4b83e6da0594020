//! The headers of a supplement, and what the cells below them look like.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::absent_key;
use crate::finding::{Code, Findings};
use crate::firms::width::{folded, key};
use crate::firms::{Field, FieldType, Headers, Unit};
use crate::intake::body::Body;
use crate::intake::cells::{self, shown};
use crate::intake::columns::Plan;
use crate::intake::files::CohortFile;
use crate::intake::options::{Given, Long, Supplement};
use crate::intake::part::Draft;
use crate::intake::setting::Setting;
use crate::intake::values::Columnar;
use crate::intake::{days, drafts, records, units};
use crate::parameters::Spanned;

/// The columns of a table, whatever its parts call them.
pub(super) struct Seen {
    pub columns: Vec<SeenColumn>,
    /// The columns of each part.
    parts: Vec<BTreeSet<usize>>,
}

/// A column of a table. Parts may head it in different units: `金额(元)` in one, `金额(万元)` in another.
#[derive(Clone, Debug)]
pub(super) struct SeenColumn {
    pub headers: Vec<String>,
    /// The type of its cells.
    pub field_type: FieldType,
    /// A cell that cannot be ordered among the others.
    pub mixed: Option<Mixed>,
}

/// A column of texts of which some are numbers or days.
#[derive(Clone, Debug)]
pub(super) struct Mixed {
    pub header: String,
    /// A cell that is neither.
    pub cell: String,
}

impl Seen {
    /// All columns as texts, whatever their cells look like.
    pub fn texts(headers: &[String]) -> Seen {
        let column = |header: &String| SeenColumn {
            headers: vec![header.clone()],
            field_type: FieldType::String,
            mixed: None,
        };
        let all = (0..headers.len()).collect();
        Seen { columns: headers.iter().map(column).collect(), parts: vec![all] }
    }

    /// The headers of all columns.
    pub fn headers(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().flat_map(|column| &column.headers)
    }

    /// Whether no part has both columns.
    pub fn are_apart(&self, a: usize, b: usize) -> bool {
        !self.parts.iter().any(|part| part.contains(&a) && part.contains(&b))
    }
}

/// The columns of the table, and what their cells look like.
pub(super) fn of(
    supplement: &Supplement,
    files: &[CohortFile],
    setting: Setting<'_>,
) -> Result<Seen, Findings> {
    let drafts = as_texts(supplement, files, setting)?;
    // Of all parts: one may have columns that another lacks.
    let (mut headers, mut positions) = (Vec::new(), FxHashMap::default());
    let mut of_part = |draft: &Draft| -> Vec<usize> {
        let own = self::headers(draft).into_iter().map(|header| {
            *positions.entry(key(&header)).or_insert_with(|| {
                headers.push(header);
                headers.len() - 1
            })
        });
        own.collect()
    };
    let mut columns: Vec<Vec<usize>> = drafts.iter().map(&mut of_part).collect();
    let column_of = joined(&headers, &columns);
    columns.iter_mut().flatten().for_each(|header| *header = column_of[*header]);
    let mut seen = vec![Cells::default(); column_of.iter().max().map_or(0, |last| last + 1)];
    for (draft, of) in drafts.iter().zip(&columns) {
        for (at, column) in of.iter().enumerate() {
            // A typed column of flags is one; in other files `true` may be a text that a rule compares.
            let is_flag = matches!(&draft.body, Body::Packed(packed) if packed.dtype(at) == "bool");
            seen[*column].parts += 1;
            seen[*column].flags += usize::from(is_flag);
        }
        for row in &draft.table.rows {
            let record = draft.body.record(*row);
            let cells = records::cells(&record, draft.table.reading.plan.delimiter);
            for (cell, at) in cells.zip(of) {
                let cell = cell.trim();
                let Plan { marks, in_workbook, .. } = &draft.table.reading.plan;
                if cell.is_empty() || marks.are(cell) || cells::of_spreadsheet(cell, *in_workbook).is_some() {
                    continue;
                }
                let seen = &mut seen[*at];
                seen.filled += 1;
                seen.zeros |= has_leading_zero(cell);
                let is_number = is_number(cell);
                seen.numbers += usize::from(is_number);
                // Whether a text is a day costs most.
                let may_be_day = seen.filled <= 100 || seen.days > 0;
                let is_day = may_be_day && days::day(cell).is_ok();
                seen.days += usize::from(is_day);
                seen.measures += usize::from(!is_number && is_measure(cell));
                if !is_number && !is_day && seen.other.is_none() {
                    seen.other = Some(shown(cell));
                }
            }
        }
    }
    let mut own = vec![Vec::new(); seen.len()];
    headers.into_iter().zip(&column_of).for_each(|(header, column)| own[*column].push(header));
    let column = |(headers, cells): (Vec<String>, &Cells)| SeenColumn {
        mixed: cells.mixed(&headers[0]),
        field_type: cells.field_type(),
        headers,
    };
    let parts = columns.into_iter().map(|part| part.into_iter().collect()).collect();
    Ok(Seen { columns: own.into_iter().zip(&seen).map(column).collect(), parts })
}

/// The key of a header without its unit of money.
fn base(header: &str) -> String {
    let money = units::parted(header).filter(|(_, unit)| Unit::parse(unit).is_money());
    money.map_or_else(|| key(header), |(base, _)| base)
}

/// The column of each of `headers`, which `parts` have. Headers that differ by their unit of money alone are
/// one column, unless a part has several of them.
fn joined(headers: &[String], parts: &[Vec<usize>]) -> Vec<usize> {
    let bases: Vec<String> = headers.iter().map(|header| base(header)).collect();
    let mut several = FxHashSet::default();
    for part in parts {
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        for header in part {
            if *first.entry(&bases[*header]).or_insert(*header) != *header {
                several.insert(&*bases[*header]);
            }
        }
    }
    let (mut columns, mut next) = (FxHashMap::default(), 0);
    let column = |(header, base): (&String, &String)| {
        let name = if several.contains(&**base) { key(header) } else { base.clone() };
        *columns.entry(name).or_insert_with(|| {
            next += 1;
            next - 1
        })
    };
    headers.iter().zip(&bases).map(column).collect()
}

/// The cells of a column by their look.
#[derive(Clone, Debug, Default)]
struct Cells {
    /// Parts that have the column, and those in which it is one of flags.
    parts: usize,
    flags: usize,
    filled: usize,
    numbers: usize,
    /// Numbers with a unit, or in brackets: `10%`, `3万元`, `(5)`.
    measures: usize,
    days: usize,
    /// Whether one begins with zeros, as codes do.
    zeros: bool,
    /// The first that is neither a number nor a day.
    other: Option<String>,
}

impl Cells {
    /// The type of half of the cells; the others are faulty then.
    fn field_type(&self) -> FieldType {
        let are_most = |count: usize| self.filled > 0 && 2 * count >= self.filled;
        if self.flags > 0 && self.flags == self.parts {
            FieldType::Boolean
        } else if are_most(self.days) {
            FieldType::Date
        } else if are_most(self.numbers) && !self.zeros {
            FieldType::Number
        } else {
            FieldType::String
        }
    }

    /// The column if its texts cannot be ordered: some are numbers or days.
    fn mixed(&self, header: &str) -> Option<Mixed> {
        let is_mixed = self.field_type() == FieldType::String
            && self.numbers + self.days + self.measures > 0
            && !self.zeros;
        let cell = self.other.clone().filter(|_| is_mixed)?;
        Some(Mixed { header: header.to_owned(), cell })
    }
}

/// The headers of a part.
pub(super) fn headers(draft: &Draft) -> Vec<String> {
    draft.table.reading.headers.iter().map(|header| header.to_string()).collect()
}

/// The parts of the table with every cell a text.
pub(super) fn as_texts(
    supplement: &Supplement,
    files: &[CohortFile],
    setting: Setting<'_>,
) -> Result<Vec<Draft>, Findings> {
    // Every column is a text here, and none is needed.
    let mut dictionary = setting.dictionary.clone();
    for field in &mut dictionary.fields {
        field.constraints = Default::default();
        (field.field_type, field.unit) = (FieldType::String, None);
    }
    // Columns that the campaign names show which row is the header.
    let known = Headers::of(&dictionary);
    let named = named(supplement).into_iter().filter(|header| known.position(&key(header)).is_none());
    dictionary.fields.extend(named.map(|header| Field::text(&header)).collect::<Vec<Field>>());
    let bare = |file: &CohortFile| {
        let mut file = file.clone();
        file.common.columns.clear();
        file.common.units.clear();
        file.common.dates.clear();
        if let Some(header) = &supplement.key {
            dictionary_key(&mut file, header, &setting.dictionary.primary_key);
        }
        file
    };
    let files: Vec<CohortFile> = files.iter().map(bare).collect();
    let asked = BTreeSet::new();
    let setting = Setting { dictionary: &dictionary, asked: &asked, as_texts: true, ..setting };
    drafts::of(&files, setting).map_err(|faults| match &supplement.key {
        Some(key) if faults.iter().any(|fault| fault.code == Code::SheetUnclear) => {
            absent_key::fault(key, &files, setting).map_or(faults, Findings::from)
        }
        _ => faults,
    })
}

/// Binds the header of the key to the field called `primary_key`.
fn dictionary_key(file: &mut CohortFile, header: &Spanned<String>, primary_key: &str) {
    let field = Spanned::new(header.span(), primary_key.to_owned());
    file.common.columns.insert(header.clone(), field);
}

/// Headers that the entries of `supplement` name, besides its key.
fn named(supplement: &Supplement) -> BTreeSet<String> {
    let given = supplement.fields.values().flat_map(|given| {
        let Given { value, sum, max, latest, on, .. } = given.get_ref();
        [value, sum, max, latest, on].into_iter().flatten()
    });
    let long = supplement.long.iter().flat_map(|long| {
        let Long { year, item, value, unit, .. } = long.get_ref();
        [year.as_ref(), Some(item), Some(value), unit.as_ref()].into_iter().flatten()
    });
    // The values of a long table's fields are items, not columns.
    let given = given.filter(|_| supplement.long.is_none());
    let key = supplement.key.as_ref().map(|header| key(header.get_ref()));
    let columns =
        supplement.columns.keys().map(|header| header.get_ref()).filter(|_| supplement.long.is_none());
    let all = given.chain(long).chain(columns);
    all.filter(|header| Some(crate::firms::width::key(header)) != key).cloned().collect()
}

/// Whether a cell is a number as people write it: `1,234.5`.
fn is_number(cell: &str) -> bool {
    // Most texts are none by their first character.
    if cell.starts_with(|c: char| c.is_alphabetic()) {
        return false;
    }
    let bare: String = folded(cell).chars().filter(|c| *c != ',').collect();
    bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && bare.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Whether a cell is a number with a unit or in brackets, whose order is not that of its letters.
fn is_measure(cell: &str) -> bool {
    let folded = folded(cell);
    let bare = folded.trim_start_matches('(').trim_end_matches(')');
    let unit =
        bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | ' '));
    let has_digits = bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    has_digits && (unit.is_empty() || matches!(unit, "%" | "万" | "亿" | "千" | "百") || units::is_unit(unit))
}

/// Whether a number begins with zeros, as codes do: 007.
fn has_leading_zero(cell: &str) -> bool {
    let digits = cell.strip_prefix('0').and_then(|rest| rest.chars().next());
    digits.is_some_and(|next| next.is_ascii_digit())
}
