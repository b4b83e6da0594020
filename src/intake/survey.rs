//! A first look at tables of which nothing is known yet: their worksheets, headers and contents.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::files::{CohortFile, EVERY};
use super::header;
use super::header::found::TopRow;
use super::part::{Draft, Part};
use super::records;
use super::setting::Setting;
use super::supplement::normal;
use super::title_units::{self, TitleUnit};
use super::{Contents, FirmsFile, corrections, drafts, outcome, sheets, source, units};
use crate::finding::{Code, Findings, Place};
use crate::firms::width::{folded, key};
use crate::firms::{Dictionary, FieldType, Headers};
use crate::parameters::{Source, Spanned};
use crate::progress::Progress;
use jiff::civil::Date;

/// Last row in which a header that names no field is sought.
const LAST: u32 = 5;
/// Characters with which headers begin alike that have a title merged over them.
const ALIKE: usize = 4;

/// One file or worksheet as it is found.
#[derive(Debug)]
pub struct Surveyed {
    /// The file, with the worksheet if it is a workbook.
    pub place: Place,
    /// The row of the header, from 1; only if the header is not found without it.
    pub header_row: Option<u32>,
    /// Number of rows that seem to belong to firms.
    pub rows: usize,
    /// Titles above the header.
    pub titles: String,
    /// The unit of amounts in the titles.
    pub unit: Option<TitleUnit>,
    /// Whether rows have the numbers of those that they correct.
    pub is_returned: bool,
    /// Columns in order.
    pub columns: Vec<SurveyedColumn>,
    part: Part,
}

/// One column of a surveyed table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyedColumn {
    /// The header as written.
    pub header: String,
    /// The field whose name, title or alias the header is.
    pub field: Option<String>,
    /// The unit in the header.
    pub unit: Option<String>,
    /// Without a field: the field that the header resembles.
    pub near: Option<String>,
    /// The field in a year that the header means.
    pub dated: Option<SurveyedYear>,
    /// Filled cells and first values.
    pub contents: Contents,
}

/// A header's field in a year: `营业收入(2024年)(万元)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyedYear {
    /// The year.
    pub year: i16,
    /// The field that the header is without its year.
    pub field: String,
    /// The unit in the header.
    pub unit: Option<String>,
}

/// The tables of a file, and its worksheets that are none.
#[derive(Debug, Default)]
pub struct SurveyedFile {
    /// Tables in the order of worksheets.
    pub tables: Vec<Surveyed>,
    /// Worksheets that are left out.
    pub left_out: Vec<(Place, LeftOut)>,
}

/// Why a worksheet is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It has no cells.
    Empty,
    /// A person has hidden it.
    Hidden,
    /// No row looks like a header.
    Headless,
}

/// A look at the tables of the file at `path`, every visible worksheet of a workbook. Fields are those of
/// `dictionary`.
///
/// # Errors
/// A file that cannot be read or that is no table.
pub fn survey(
    path: &Path,
    dictionary: &Dictionary,
    progress: &dyn Progress,
) -> Result<SurveyedFile, Findings> {
    let look = |sheet: &str, header_row: Option<u32>| {
        let file = FirmsFile {
            sheet: Some(Spanned::new(0..0, sheet.to_owned())),
            header_row: header_row.map(|row| Spanned::new(0..0, row)),
            takes_first: true,
            ..FirmsFile::plain(path)
        };
        look(path, &file, dictionary, progress)
    };
    // A header that names no field stands in the first row as a rule, or below a title.
    let below_title = |sheet: &str| {
        let mut at = (1..=LAST).filter_map(|row| look(sheet, Some(row)).ok());
        at.find(|surveyed| are_headers(surveyed))
    };
    let (found, fault) = match look(EVERY, None) {
        Ok(found) => (found, None),
        Err(fault) if fault.iter().any(|one| one.code == Code::SheetUnclear) => (Vec::new(), Some(fault)),
        Err(fault) => return Err(fault),
    };
    if found.iter().any(|table| table.place.sheet.is_none()) {
        let is_clear = found.iter().any(Surveyed::names_a_field) || are_headers(&found);
        let tables = if is_clear { found } else { below_title(EVERY).unwrap_or(found) };
        return Ok(SurveyedFile { tables, left_out: Vec::new() });
    }
    let place = Place::file(source::name(path));
    let (mut found, mut file) = (found.into_iter().peekable(), SurveyedFile::default());
    let mut headless: Vec<String> = Vec::new();
    for (name, is_visible) in sheets::names(path, &place)? {
        if let Some(table) = found.next_if(|table| table.place.sheet_name() == Some(&name)) {
            file.tables.push(table);
            continue;
        }
        let place = place.clone().in_sheet(&*name);
        if !is_visible {
            file.left_out.push((place, LeftOut::Hidden));
        } else if let Some(tables) = below_title(&name) {
            file.tables.extend(tables);
        } else if look(&name, None).is_err_and(|found| found.iter().all(|one| one.code == Code::FileEmpty)) {
            file.left_out.push((place, LeftOut::Empty));
        } else {
            headless.push(name.clone());
            file.left_out.push((place, LeftOut::Headless));
        }
    }
    // Of a workbook without any table the first rows may yet be headers.
    if file.tables.is_empty() {
        for table in headless.iter().filter_map(|name| look(name, Some(1)).ok()).flatten() {
            file.left_out.retain(|(place, _)| *place != table.place);
            file.tables.push(table);
        }
    }
    match fault {
        Some(fault) if file.tables.is_empty() => Err(fault),
        _ => Ok(file),
    }
}

fn look(
    path: &Path,
    file: &FirmsFile,
    dictionary: &Dictionary,
    progress: &dyn Progress,
) -> Result<Vec<Surveyed>, Findings> {
    // Every column is a text here, and none is needed.
    let mut texts = dictionary.clone();
    for field in &mut texts.fields {
        field.constraints = Default::default();
        (field.field_type, field.unit) = (FieldType::String, None);
    }
    let mut free = dictionary.clone();
    free.fields.iter_mut().for_each(|field| field.constraints = Default::default());
    let (nothing, asked) = (Source::new("", ""), BTreeSet::new());
    let setting =
        Setting { may_be_empty: true, as_texts: true, ..Setting::new(&nothing, &texts, &asked, progress) };
    let files = [CohortFile::alone(path, file)];
    let mut drafts = drafts::of(&files, setting)?;
    let above = |draft: &mut Draft| {
        let titles = std::mem::take(&mut draft.table.titles);
        (draft.table.header.clone(), titles)
    };
    let headers: Vec<(Place, Vec<TopRow>)> = drafts.iter_mut().map(above).collect();
    let outcome = outcome::settle(drafts, &texts, &asked, Date::MIN);
    let known = Headers::of(&free);
    let parts = outcome.parts.into_parts().into_iter().zip(headers);
    let surveyed = parts.map(|(part, (header, titles))| {
        let names: Vec<String> = part.layout.columns.iter().map(|column| column.header.to_string()).collect();
        let claimed = header::claimed(&names, &header, &free);
        let profile = part.profile();
        let name = |field: Option<usize>| field.map(|at| dictionary.fields[at].name.clone());
        let columns = names.into_iter().zip(claimed).zip(profile.columns);
        let columns = columns.map(|((header, claimed), contents)| SurveyedColumn {
            dated: dated(&header, &known, &free),
            header,
            field: name(claimed.field),
            unit: claimed.unit,
            near: name(claimed.near),
            contents,
        });
        Surveyed {
            place: part.place().clone(),
            header_row: file.header_row.as_ref().map(|row| *row.get_ref()),
            rows: profile.rows,
            titles: texts_of(&titles),
            unit: title_units::of(&titles, part.place()),
            is_returned: has_row_numbers(&part),
            columns: columns.collect(),
            part,
        }
    });
    Ok(surveyed.collect())
}

/// The field in a year that `header` means.
fn dated(header: &str, known: &Headers, dictionary: &Dictionary) -> Option<SurveyedYear> {
    let header = key(header);
    let (year, field) = header::years::meant(&header, known, dictionary)?;
    let bare = units::undated(&header).unwrap_or(header);
    let unit = units::splits(&bare).map(|(_, unit)| unit).find(|unit| units::is_unit(unit));
    let unit = unit.map(str::to_owned);
    Some(SurveyedYear { year, field: dictionary.fields[field].name.clone(), unit })
}

/// The texts of titles, with blanks between them.
fn texts_of(titles: &[TopRow]) -> String {
    let cells = titles.iter().flat_map(|row| &row.cells).map(|cell| cell.trim());
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<&str>>().join(" ")
}

/// Whether `part` has a column with rows' numbers of a part that was sent back.
fn has_row_numbers(part: &Part) -> bool {
    let headers: Vec<Arc<str>> = part.layout.columns.iter().map(|column| column.header.clone()).collect();
    corrections::row_numbers(&headers).is_some()
}

/// Whether headers look like those of a table: each names a column, and they do not begin alike, as they do
/// where a title is merged over them.
fn are_headers(surveyed: &[Surveyed]) -> bool {
    surveyed.iter().all(|table| {
        let named = || table.columns.iter().map(|column| &*column.header);
        let start = |header: &str| header.chars().take(ALIKE).collect::<String>();
        let first = named().next().map(start).unwrap_or_default();
        let begin_alike = named().count() > 1 && named().all(|header| start(header) == first);
        named().count() > 1 && named().all(|header| !header.starts_with('#')) && !begin_alike
    })
}

impl Surveyed {
    /// Whether a header is a field, in a year or without.
    fn names_a_field(&self) -> bool {
        self.columns.iter().any(|column| column.field.is_some() || column.dated.is_some())
    }

    /// The filled cells of the column at `at`, in order, as written.
    pub fn cells(&self, at: usize) -> impl Iterator<Item = String> {
        (0..self.part.len() as u32).filter_map(move |row| {
            let record = self.part.record(row);
            let cell = records::cells(&record, self.part.layout.delimiter as u8).nth(at)?;
            let cell = cell.trim();
            let is_known = !cell.is_empty() && !self.part.reading.plan.marks.are(cell);
            is_known.then(|| cell.to_owned())
        })
    }
}

/// A key in the form in which ids are compared.
pub fn id_key(cell: &str) -> String {
    folded(cell.trim().trim_start_matches('\'')).to_ascii_uppercase()
}

/// A key in the form in which names of firms are compared.
pub fn name_key(cell: &str) -> String {
    normal(cell).into_owned()
}
