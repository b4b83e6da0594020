//! Displayed names for the ids of a scorecard's indicators, groups and segments.

use std::collections::BTreeMap;

use crate::scorecard::Scorecard;
use crate::words::Message;

/// Names by id: in English the id, in Chinese the title, the Chinese one if the scorecard has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Titles {
    indicators: BTreeMap<String, Message>,
    groups: BTreeMap<String, Message>,
    segments: BTreeMap<String, Message>,
}

impl Titles {
    pub(super) fn of(card: &Scorecard) -> Titles {
        let name = |id: &String, title: &String, chinese: Option<&String>| {
            (id.clone(), Message::title(id, chinese.or(Some(title))))
        };
        Titles {
            indicators: card
                .indicators
                .iter()
                .map(|one| name(&one.id, &one.title, one.title_zh.as_ref()))
                .collect(),
            groups: card.groups.iter().map(|one| name(&one.id, &one.title, one.title_zh.as_ref())).collect(),
            segments: card
                .segments
                .iter()
                .map(|one| name(&one.id, &one.title, one.title_zh.as_ref()))
                .collect(),
        }
    }

    pub(super) fn indicator(&self, id: &str) -> Message {
        known(&self.indicators, id)
    }

    /// Name of a group, or of an indicator that is a group of its own.
    pub(super) fn member(&self, id: &str) -> Message {
        known(if self.groups.contains_key(id) { &self.groups } else { &self.indicators }, id)
    }

    pub(super) fn segment(&self, id: &str) -> Message {
        known(&self.segments, id)
    }
}

fn known(names: &BTreeMap<String, Message>, id: &str) -> Message {
    names.get(id).cloned().unwrap_or_else(|| Message::verbatim(id))
}
