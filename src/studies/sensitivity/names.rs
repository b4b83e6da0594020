//! What people read for uncertain inputs and their options.

use super::draws::{JUDGE, LEAVE_OUT};
use super::report::{Choice, FactorName};
use crate::scorecard::Scorecard;
use crate::studies::titles::Titles;
use crate::words::{Message, say};

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
