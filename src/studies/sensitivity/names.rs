//! What people read for uncertain inputs and their options.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::referral::Institution;
use crate::scorecard::Scorecard;
use crate::studies::titles::Titles;
use crate::words::{Message, say};

/// The choice of an indicator to leave out.
pub(super) const LEAVE_OUT: &str = "leave-out";
/// The choice of a judge.
pub(super) const JUDGE: &str = "judge";

/// Something uncertain beside the weights: one of several ways, each as likely.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// Its name.
    pub id: String,
    /// The ways; the first is the scorecard's own.
    pub options: Vec<String>,
}

/// What an uncertain input is called; shown as `rd_intensity`, `group technology` or `curves`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactorName {
    /// The weight of the indicator of this id.
    Indicator(String),
    /// The weight of the group of this id.
    Group(String),
    /// The choice of this name.
    Choice(String),
}

impl FactorName {
    /// As part of a column's name: without blanks.
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

/// Names of inputs and options in each language.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Those of the scorecard.
    pub(super) titles: Titles,
}

impl Names {
    /// Those under `card`.
    pub(super) fn of(card: &Scorecard) -> Names {
        Names { titles: Titles::of(card) }
    }

    /// Of an uncertain input.
    pub(super) fn factor(&self, factor: &FactorName) -> Message {
        match factor {
            FactorName::Indicator(id) => self.titles.indicator(id),
            FactorName::Group(id) => say!(sensitivity::group, group = self.titles.member(id)),
            FactorName::Choice(id) => self.choice(id),
        }
    }

    /// Of a choice by its id.
    pub(super) fn choice(&self, id: &str) -> Message {
        say!(sensitivity::input, choice = id)
    }

    /// Of an option of `choice`. A judge's name stays as it is.
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

/// What a top by rank is called in files, before its size.
const TOP: &str = "top";
/// What all lists together are called in files.
const ANY_LIST: &str = "any list";

/// What a list, or a top by rank, is called.
pub(super) struct ListName {
    /// In files.
    pub id: String,
    /// Its name.
    pub name: Message,
    /// The id in English, the name in Chinese.
    pub label: Message,
}

impl ListName {
    /// An institution's list.
    pub(super) fn of(one: &Institution) -> ListName {
        let label = Message::both(&one.id, one.name_zh.as_ref().unwrap_or(&one.name));
        ListName { id: one.id.clone(), name: Message::title(&one.name, one.name_zh.as_ref()), label }
    }

    /// The first `top` by rank.
    pub(super) fn of_top(top: u32) -> ListName {
        let name = say!(sensitivity::top, rank = top);
        ListName { id: format!("{TOP} {top}"), label: name.clone(), name }
    }

    /// All lists together.
    pub(super) fn of_any() -> ListName {
        let name = say!(sensitivity::any_list);
        ListName { id: ANY_LIST.to_owned(), label: name.clone(), name }
    }
}
