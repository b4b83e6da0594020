//! Names of uncertain inputs and their options, in files and for people.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::referral::Institution;
use crate::scorecard::Scorecard;
use crate::studies::titles::Titles;
use crate::words::{Message, say};

/// The id of the choice of an indicator to leave out.
pub(super) const LEAVE_OUT: &str = "leave-out";
/// The id of the choice of a judge.
pub(super) const JUDGE: &str = "judge";

/// An uncertain modelling choice with equally likely options.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Its id in files, such as `curves`.
    pub id: String,
    /// The options; the first is the scorecard's own.
    pub options: Vec<String>,
}

/// The name of an uncertain input; displayed as `rd_intensity`, `group technology` or `curves`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorName {
    /// The weight of the indicator with this id.
    Indicator(String),
    /// The weight of the group with this id.
    Group(String),
    /// The modelling choice with this id.
    Choice(String),
}

impl FactorName {
    /// The name without blanks, as part of a column's name.
    pub fn key(&self) -> String {
        self.joined("_")
    }

    fn joined(&self, separator: &str) -> String {
        match self {
            FactorName::Indicator(id) | FactorName::Choice(id) => id.clone(),
            FactorName::Group(id) => format!("group{separator}{id}"),
        }
    }
}

impl fmt::Display for FactorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined(" "))
    }
}

impl Serialize for FactorName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Names of inputs and options in both languages.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Titles of the scorecard's nodes and segments.
    pub(super) titles: Titles,
}

impl Names {
    /// The names that `card` gives.
    pub(super) fn of(card: &Scorecard) -> Names {
        Names { titles: Titles::of(card) }
    }

    /// The name of an uncertain input.
    pub(super) fn factor(&self, factor: &FactorName) -> Message {
        match factor {
            FactorName::Indicator(id) => self.titles.indicator(id),
            FactorName::Group(id) => say!(sensitivity::group, group = self.titles.member(id)),
            FactorName::Choice(id) => self.choice(id),
        }
    }

    /// The name of a choice by its id.
    pub(super) fn choice(&self, id: &str) -> Message {
        say!(sensitivity::input, choice = id)
    }

    /// The name of an option of `choice`. A judge's name is not translated.
    pub(super) fn option(&self, choice: &Choice, option: &str) -> Message {
        match &*choice.id {
            JUDGE => Message::verbatim(option),
            LEAVE_OUT if choice.options.first().is_none_or(|none| none != option) => {
                self.titles.indicator(option)
            }
            _ => say!(sensitivity::option, option = option),
        }
    }
}

/// Prefix of a top's id in files, before its size.
const TOP: &str = "top";
/// Id of all lists together in files.
const ANY_LIST: &str = "any list";

/// Names of a list, or of a top by rank.
pub(super) struct ListName {
    /// The id in files.
    pub id: String,
    /// The name in each language.
    pub name: Message,
    /// The id in English, the name in Chinese.
    pub label: Message,
}

impl ListName {
    /// The names of an institution's list.
    pub(super) fn of(one: &Institution) -> ListName {
        let label = Message::both(&one.id, one.name_zh.as_ref().unwrap_or(&one.name));
        ListName { id: one.id.clone(), name: Message::title(&one.name, one.name_zh.as_ref()), label }
    }

    /// The names of the first `top` by rank.
    pub(super) fn of_top(top: u32) -> ListName {
        let name = say!(sensitivity::top, rank = top);
        ListName { id: format!("{TOP} {top}"), label: name.clone(), name }
    }

    /// The names of all lists together.
    pub(super) fn of_any() -> ListName {
        let name = say!(sensitivity::any_list);
        ListName { id: ANY_LIST.to_owned(), label: name.clone(), name }
    }
}
