//! Typed columns with missing values, and their values.

use jiff::civil::Date;

use super::cells::Cells;
use super::texts::Texts;

/// The type of a column, a rule or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A finite number of double precision.
    Number,
    /// Text, never empty (an empty cell is missing).
    Text,
    /// A flag: true or false.
    Flag,
    /// A day of the calendar.
    Date,
}

impl Kind {
    /// The word for the type in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Number => "number",
            Kind::Text => "text",
            Kind::Flag => "flag",
            Kind::Date => "date",
        }
    }
}
/// One column of the cohort.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Finite numbers in the field's unit.
    Number(Cells<f64>),
    /// A column of texts.
    Text(Texts),
    /// A column of flags.
    Flag(Cells<bool>),
    /// A column of days.
    Date(Cells<Date>),
}

impl Column {
    /// A column without cells of `kind`, with room for `len`.
    pub fn with_capacity(kind: Kind, len: usize) -> Column {
        let mut column = Column::missing(kind, 0);
        match &mut column {
            Column::Number(cells) => cells.reserve(len),
            Column::Flag(cells) => cells.reserve(len),
            Column::Date(cells) => cells.reserve(len),
            Column::Text(texts) => *texts = Texts::with_capacity(len, 0),
        }
        column
    }

    /// Appends the cells of `other`, a column of the same kind.
    ///
    /// # Panics
    /// If the kinds differ.
    pub fn append(&mut self, other: Column) {
        match (self, other) {
            (Column::Number(cells), Column::Number(other)) => cells.append(other),
            (Column::Flag(cells), Column::Flag(other)) => cells.append(other),
            (Column::Date(cells), Column::Date(other)) => cells.append(other),
            (Column::Text(texts), Column::Text(other)) => texts.append(&other),
            _ => unreachable!("columns of one field are of one kind"),
        }
    }

    /// A column of `len` missing cells of `kind`.
    pub fn missing(kind: Kind, len: usize) -> Column {
        match kind {
            Kind::Number => Column::Number(Cells::missing(len)),
            Kind::Text => Column::Text(Texts::missing(len)),
            Kind::Flag => Column::Flag(Cells::missing(len)),
            Kind::Date => Column::Date(Cells::missing(len)),
        }
    }

    /// The type of the column.
    pub fn kind(&self) -> Kind {
        match self {
            Column::Number(_) => Kind::Number,
            Column::Text(_) => Kind::Text,
            Column::Flag(_) => Kind::Flag,
            Column::Date(_) => Kind::Date,
        }
    }

    /// Number of cells, missing ones included.
    pub fn len(&self) -> usize {
        match self {
            Column::Number(cells) => cells.len(),
            Column::Text(texts) => texts.len(),
            Column::Flag(cells) => cells.len(),
            Column::Date(cells) => cells.len(),
        }
    }

    /// Whether the column has no cells.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cells at `rows`, in that order; `None` is a missing cell.
    pub fn gather(&self, rows: &[Option<u32>]) -> Column {
        fn of<T: Copy + Default>(cells: &Cells<T>, rows: &[Option<u32>]) -> Cells<T> {
            rows.iter().map(|row| row.and_then(|row| cells.get(row as usize))).collect()
        }
        match self {
            Column::Number(cells) => Column::Number(of(cells, rows)),
            Column::Flag(cells) => Column::Flag(of(cells, rows)),
            Column::Date(cells) => Column::Date(of(cells, rows)),
            Column::Text(texts) => {
                let mut gathered = Texts::with_capacity(rows.len(), texts.bytes());
                for row in rows {
                    gathered.push(row.map_or("", |row| texts.get_or_empty(row as usize)));
                }
                Column::Text(gathered)
            }
        }
    }

    /// Number of known cells.
    pub fn known(&self) -> usize {
        // Sums that fit into a byte: many are added at a time.
        let of_few = |few: &[bool]| few.iter().map(|&is_known| u8::from(is_known)).sum::<u8>();
        let count = |present: &[bool]| present.chunks(255).map(|few| usize::from(of_few(few))).sum();
        match self {
            Column::Number(cells) => count(&cells.present),
            Column::Flag(cells) => count(&cells.present),
            Column::Date(cells) => count(&cells.present),
            Column::Text(texts) => texts.known(),
        }
    }

    /// Bytes of memory of its cells.
    pub fn bytes(&self) -> usize {
        let cell = match self {
            Column::Number(_) => size_of::<f64>() + size_of::<bool>(),
            Column::Flag(_) => 2 * size_of::<bool>(),
            Column::Date(_) => size_of::<Date>() + size_of::<bool>(),
            Column::Text(texts) => return texts.bytes() + texts.len() * size_of::<u32>(),
        };
        self.len() * cell
    }

    /// Keeps the cells whose `keep` is true, in order.
    pub fn retain(&mut self, keep: &[bool]) {
        match self {
            Column::Number(cells) => cells.retain(keep),
            Column::Text(texts) => texts.retain(keep),
            Column::Flag(cells) => cells.retain(keep),
            Column::Date(cells) => cells.retain(keep),
        }
    }

    /// The cells at `rows`, in that order.
    pub fn take(&self, rows: &[u32]) -> Column {
        match self {
            Column::Number(cells) => Column::Number(cells.take(rows)),
            Column::Text(texts) => Column::Text(texts.take(rows)),
            Column::Flag(cells) => Column::Flag(cells.take(rows)),
            Column::Date(cells) => Column::Date(cells.take(rows)),
        }
    }

    /// Replaces the cell at `index` by the only cell of `other`, a column of the same type.
    ///
    /// # Panics
    /// If the types differ or there is no cell at `index`.
    pub fn replace(&mut self, index: usize, other: &Column) {
        match (self, other) {
            (Column::Number(cells), Column::Number(other)) => cells.replace(index, other),
            (Column::Flag(cells), Column::Flag(other)) => cells.replace(index, other),
            (Column::Date(cells), Column::Date(other)) => cells.replace(index, other),
            (Column::Text(texts), Column::Text(other)) => {
                let mut replaced = Texts::with_capacity(texts.len(), texts.bytes() + other.bytes());
                texts.iter().enumerate().for_each(|(at, text)| {
                    replaced.push(if at == index { other.get_or_empty(0) } else { text });
                });
                *texts = replaced;
            }
            (column, other) => panic!("a {:?} takes no {:?}", column.kind(), other.kind()),
        }
    }

    /// The cell at `index` as a value.
    pub fn value(&self, index: usize) -> Value<'_> {
        match self {
            Column::Number(cells) => cells.get(index).map_or(Value::Missing, Value::Number),
            Column::Text(texts) => texts.get(index).map_or(Value::Missing, Value::Text),
            Column::Flag(cells) => cells.get(index).map_or(Value::Missing, Value::Flag),
            Column::Date(cells) => cells.get(index).map_or(Value::Missing, Value::Date),
        }
    }

    /// The numbers, if it is a column of numbers.
    pub fn numbers(&self) -> Option<&Cells<f64>> {
        if let Column::Number(cells) = self { Some(cells) } else { None }
    }

    /// The texts, if it is a column of texts.
    pub fn texts(&self) -> Option<&Texts> {
        if let Column::Text(texts) = self { Some(texts) } else { None }
    }

    /// The flags, if it is a column of flags.
    pub fn flags(&self) -> Option<&Cells<bool>> {
        if let Column::Flag(cells) = self { Some(cells) } else { None }
    }

    /// The days, if it is a column of days.
    pub fn dates(&self) -> Option<&Cells<Date>> {
        if let Column::Date(cells) = self { Some(cells) } else { None }
    }
}

/// The value of one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// No value is known.
    Missing,
    /// A finite number of double precision.
    Number(f64),
    /// A text, not empty.
    Text(&'a str),
    /// A flag: true or false.
    Flag(bool),
    /// A day of the calendar.
    Date(Date),
}
