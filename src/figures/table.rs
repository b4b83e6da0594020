//! Tables for programs: the files of a study's folder are written from them.

use crate::words::Message;

/// Named columns of equal length.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// File name in kebab case, without an ending.
    pub name: String,
    /// The meaning of a row.
    pub about: Message,
    /// Columns from left to right.
    pub columns: Vec<Column>,
}

/// One column of a [`Table`].
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Header of the column in files.
    pub name: String,
    /// Meaning of the values, unit included.
    pub about: Message,
    /// Values from the first row to the last.
    pub values: Values,
}

/// The values of a column; `None` and an empty text become empty cells.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Texts; an empty one is missing.
    Text(Vec<Message>),
    /// Whole numbers from 0, or missing.
    Count(Vec<Option<u32>>),
    /// Numbers, written in their shortest exact form.
    Number(Vec<Option<f64>>),
    /// Flags, written as true or false.
    Flag(Vec<Option<bool>>),
}

/// A type of field values: a text, a whole number, a number or a flag, or an [`Option`] of one.
pub trait Value: Sized {
    /// Collects the values of one field into a column.
    fn column(values: impl Iterator<Item = Self>) -> Values;
}

macro_rules! texts {
    ($($text:ty),+) => {$(
        impl Value for $text {
            fn column(values: impl Iterator<Item = Self>) -> Values {
                Values::Text(values.map(Into::into).collect())
            }
        }

        impl Value for Option<$text> {
            fn column(values: impl Iterator<Item = Self>) -> Values {
                Values::Text(values.map(|text| text.map_or_else(Message::default, Into::into)).collect())
            }
        }
    )+};
}

macro_rules! values {
    ($($value:ty => $kind:ident($convert:expr)),+) => {$(
        impl Value for $value {
            fn column(values: impl Iterator<Item = Self>) -> Values {
                Option::column(values.map(Some))
            }
        }

        impl Value for Option<$value> {
            fn column(values: impl Iterator<Item = Self>) -> Values {
                Values::$kind(values.map(|value| value.and_then($convert)).collect())
            }
        }
    )+};
}

texts!(&str, &String, String, Message, &Message);
values!(
    u32 => Count(Some),
    usize => Count(|count| Some(u32::try_from(count).unwrap_or(u32::MAX))),
    f64 => Number(|number| Some(number).filter(|number: &f64| number.is_finite())),
    bool => Flag(Some)
);

impl Values {
    /// Number of values, missing ones included.
    pub fn len(&self) -> usize {
        match self {
            Values::Text(values) => values.len(),
            Values::Count(values) => values.len(),
            Values::Number(values) => values.len(),
            Values::Flag(values) => values.len(),
        }
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Table {
    /// Number of rows in every column.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.values.len())
    }
}
