//! Values of firms in words.

use crate::figures::number::short;
use crate::scoring::Given;
use crate::words::{Message, say};

/// A value for people.
pub(super) fn said(value: &Given) -> Message {
    match value {
        Given::Number(number) => short(*number).into(),
        Given::Flag(true) => say!(figures::yes),
        Given::Flag(false) => say!(figures::no),
        Given::Text(text) => text.into(),
    }
}

/// A value for people, or that it is missing.
pub(super) fn said_or_missing(value: Option<&Given>) -> Message {
    value.map_or_else(|| say!(diff::missing), said)
}
