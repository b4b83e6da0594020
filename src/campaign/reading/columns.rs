//! Every column of a part: its field, unit, contents and readers.

use serde::Serialize;

use crate::campaign::readers::{Reader, Readers};
use crate::finding::Place;
use crate::firms::{Dictionary, Field};
use crate::intake::{
    Contents, Form, How, Intake, Key, Layout, Part, Profile, ReadColumn, SupplementPart, Supplemented,
    UnitOrigin, Use,
};
use crate::words::{Between, Message, say};

/// Greatest number of names in a line. Further names are only counted.
const NAMED: usize = 6;

/// One file or worksheet.
#[derive(Debug, Serialize)]
pub(super) struct ReadPart {
    pub part: String,
    #[serde(skip)]
    pub place: Place,
    rows: usize,
    /// Rows whose cells are counted: all but totals, remarks and repeated headers.
    pub counted: usize,
    /// `text`, `worksheet`, `parquet` or `frame`.
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<char>,
    pub columns: Vec<Read>,
}

/// A supplement with its files and worksheets.
#[derive(Debug, Serialize)]
pub(super) struct ReadSupplement {
    id: String,
    /// `id` or `name`: the key that joins rows with firms.
    by: &'static str,
    pub parts: Vec<ReadPart>,
}

/// One column of a part.
#[derive(Debug, Serialize)]
pub(super) struct Read {
    pub header: String,
    /// The field's name; `None` for an ignored column and in supplements.
    field: Option<String>,
    title: Option<String>,
    /// For an ignored column: the field without a column that its header nearly names.
    #[serde(skip_serializing_if = "Option::is_none")]
    near: Option<String>,
    /// In a supplement: the fields that the column becomes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gives: Vec<Given>,
    /// The unit of its cells, as the header or the campaign names it.
    unit_read: Option<String>,
    /// `header` or `campaign`; `None` if the unit is the dictionary's.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_from: Option<UnitOrigin>,
    /// The unit its numbers are stored in.
    unit: Option<String>,
    /// Cells that are neither blank nor a mark for "not known"; `None` if they cannot be read.
    pub filled: Option<usize>,
    /// Number of rows that have the column, if not all of the part have.
    #[serde(skip)]
    pub rows: Option<usize>,
    /// The first distinct values as written.
    pub values: Vec<String>,
    read_by: Vec<Reader>,
}

/// A use of a supplement's column.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Given {
    /// How the field follows from the column, as in the campaign; `key` for the key.
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip)]
    title: String,
}

impl ReadPart {
    pub fn new(part: &Part, intake: &Intake, readers: &Readers) -> ReadPart {
        let dictionary = &intake.firms.dictionary;
        let profile = part.profile();
        let columns = part.layout.columns.iter().zip(profile.columns.iter());
        let columns = columns.map(|(column, contents)| Read::new(column, contents, dictionary, readers));
        ReadPart::of(part.place(), part.len(), &part.layout, &profile, columns.collect())
    }

    fn of_supplement(part: &SupplementPart, dictionary: &Dictionary, readers: &Readers) -> ReadPart {
        let columns = part.layout.columns.iter().zip(&part.profile.columns).zip(&part.uses);
        let columns = columns
            .map(|((column, contents), uses)| Read::of_use(column, contents, uses, dictionary, readers));
        ReadPart::of(&part.place, part.rows, &part.layout, &part.profile, columns.collect())
    }

    fn of(place: &Place, rows: usize, layout: &Layout, profile: &Profile, columns: Vec<Read>) -> ReadPart {
        let Layout { form, delimiter, .. } = layout;
        let encoding = if let Form::Text(encoding) = form { Some(encoding.as_str()) } else { None };
        ReadPart {
            part: place.part().to_string(),
            place: place.clone(),
            rows,
            counted: profile.rows,
            form: form.as_str(),
            encoding,
            delimiter: encoding.map(|_| *delimiter),
            columns,
        }
    }

    /// How the part was read.
    pub fn form(&self) -> Message {
        let delimiter = match self.delimiter {
            Some('\t') => "tab",
            Some(';') => "semicolon",
            Some('|') => "bar",
            _ => "comma",
        };
        match self.encoding {
            Some(encoding) => say!(campaign::reading_text, encoding = encoding, delimiter = delimiter),
            None => say!(campaign::reading_form, form = self.form),
        }
    }
}

impl ReadSupplement {
    pub fn new(supplement: &Supplemented, intake: &Intake, readers: &Readers) -> ReadSupplement {
        let dictionary = &intake.firms.dictionary;
        let parts = supplement.parts.iter();
        ReadSupplement {
            id: supplement.id.clone(),
            by: match supplement.by {
                Key::Id => "id",
                Key::Name => "name",
            },
            parts: parts.map(|part| ReadPart::of_supplement(part, dictionary, readers)).collect(),
        }
    }

    pub fn heading(&self) -> Message {
        say!(campaign::supplement_columns, supplement = &self.id, by = self.by)
    }
}

impl Read {
    fn new(column: &ReadColumn, contents: &Contents, dictionary: &Dictionary, readers: &Readers) -> Read {
        let field = column.field.map(|at| &dictionary.fields[at]);
        let read_by = field.map(|field| readers.of(&field.name).to_vec()).unwrap_or_default();
        Read {
            field: field.map(|field| field.name.clone()),
            title: field.map(|field| field.title.clone()),
            near: column.near.map(|at| dictionary.fields[at].name.clone()),
            unit: field.and_then(|field| field.unit.clone()),
            ..Read::bare(column, contents, read_by)
        }
    }

    fn of_use(
        column: &ReadColumn,
        contents: &Contents,
        uses: &[Use],
        dictionary: &Dictionary,
        readers: &Readers,
    ) -> Read {
        let field = |one: &Use| one.field.map(|at| &dictionary.fields[at]);
        let given = |one: &Use| Given {
            how: one.how.as_str(),
            field: field(one).map(|field| field.name.clone()),
            title: field(one).map(|field| field.title.clone()).unwrap_or_default(),
        };
        let is_amount = |one: &&Use| matches!(one.how, How::Value | How::Sum | How::Max | How::Latest);
        let unit = uses.iter().filter(is_amount).find_map(field).and_then(|field: &Field| field.unit.clone());
        let mut read_by: Vec<Reader> = Vec::new();
        for reader in uses.iter().filter_map(field).flat_map(|field| readers.of(&field.name)) {
            if !read_by.contains(reader) {
                read_by.push(reader.clone());
            }
        }
        read_by.sort();
        Read { gives: uses.iter().map(given).collect(), unit, ..Read::bare(column, contents, read_by) }
    }

    /// A column without a field.
    fn bare(column: &ReadColumn, contents: &Contents, read_by: Vec<Reader>) -> Read {
        Read {
            header: column.header.to_string(),
            field: None,
            title: None,
            near: None,
            gives: Vec::new(),
            unit_read: column.unit.clone(),
            unit_from: column.unit_origin,
            unit: None,
            filled: contents.filled,
            rows: contents.rows,
            values: contents.values.clone(),
            read_by,
        }
    }

    /// Whether two columns of different parts are read alike.
    pub fn is_like(&self, other: &Read) -> bool {
        self.header == other.header
            && self.field == other.field
            && self.near == other.near
            && self.gives == other.gives
            && (&self.unit_read, self.unit_from) == (&other.unit_read, other.unit_from)
    }

    /// Whether both columns are of the same field, or of the same uses in a supplement.
    pub fn is_of_one_field(&self, other: &Read) -> bool {
        let is_read = self.field.is_some() || !self.gives.is_empty();
        is_read && self.field == other.field && self.gives == other.gives
    }

    /// The field or fields of the column. A title that the header has is not repeated.
    pub fn fields(&self) -> Message {
        let named = |name: &str, title: &str| match self.header.contains(title) {
            true => name.into(),
            false => Message::verbatim(format!("{name} {title}")),
        };
        if !self.gives.is_empty() {
            let given = self.gives.iter().map(|given| match &given.field {
                None => say!(campaign::gives_key),
                Some(field) if given.how == How::Value.as_str() => named(field, &given.title),
                Some(field) => say!(campaign::gives, field = named(field, &given.title), how = given.how),
            });
            return Message::joined(Between::Items, given);
        }
        match (&self.field, &self.title, &self.near) {
            (Some(name), title, _) => named(name, title.as_deref().unwrap_or_default()),
            (None, _, Some(near)) => say!(campaign::ignored_near, near = near),
            (None, _, None) => say!(campaign::ignored),
        }
    }

    /// The unit of the cells and the storage unit if different; and its origin, unless it is the header.
    pub fn unit(&self) -> Message {
        let unit = match (&self.unit_read, &self.unit) {
            (_, None) => return Message::default(),
            (Some(read), Some(kept)) if read != kept => {
                say!(campaign::unit_change, read = read, kept = kept)
            }
            (_, Some(kept)) => kept.into(),
        };
        match self.unit_from {
            Some(UnitOrigin::Header) => unit,
            Some(UnitOrigin::Campaign) => say!(campaign::unit_from, unit = unit, from = "campaign"),
            None => say!(campaign::unit_from, unit = unit, from = "dictionary"),
        }
    }

    /// The readers in words; blank for a column that is ignored or only joins rows.
    pub fn readers(&self, readers: &Readers) -> Message {
        let has_field = self.field.is_some() || self.gives.iter().any(|given| given.field.is_some());
        match self.read_by.is_empty() {
            true if has_field => say!(campaign::read_by_nothing),
            true => Message::default(),
            false => readers.said(&self.read_by),
        }
    }
}

/// The first ones of `names`, and how many more there are.
pub(super) fn first_names<T: Into<Message>>(names: impl ExactSizeIterator<Item = T>) -> Message {
    let more = names.len().saturating_sub(NAMED);
    let names = Message::joined(Between::Items, names.take(NAMED));
    match more {
        0 => names,
        more => say!(campaign::names_more, names = names, more = more),
    }
}
