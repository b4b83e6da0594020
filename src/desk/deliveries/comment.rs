//! The signed comment of a signature: the delivery that the file belongs to.

use serde::{Deserialize, Serialize};

use super::log::Line;
use crate::words::{Message, say};

/// A delivery, as a signature names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Comment {
    pub campaign: String,
    pub as_of: String,
    pub institution: String,
    pub seq: u64,
    pub file: String,
    pub previous: String,
    /// [`Line::signed_hash`].
    pub line: String,
}

impl Comment {
    /// The comment of the delivery in this line.
    pub(super) fn of(line: &Line, file: &str) -> Comment {
        Comment {
            campaign: line.campaign.clone(),
            as_of: line.as_of.clone(),
            institution: line.institution.clone(),
            seq: line.seq,
            file: file.to_owned(),
            previous: line.previous.clone(),
            line: line.signed_hash(),
        }
    }

    /// What differs from the delivery in this line; `None` if nothing does.
    pub(super) fn fault(&self, line: &Line, file: &str) -> Option<Message> {
        let own = Comment::of(line, file);
        if *self == own {
            return None;
        }
        let same_delivery = Comment { line: own.line.clone(), ..self.clone() } == own;
        Some(if same_delivery { say!(deliveries::signature_of_other_line) } else { self.foreign() })
    }

    /// The fault of a signature that belongs to another delivery.
    pub(super) fn foreign(&self) -> Message {
        say!(
            deliveries::signature_of_other,
            seq = self.seq,
            institution = &self.institution,
            as_of = &self.as_of,
            file = &self.file
        )
    }
}
