//! Advice of a remark, with the direction it moves a weight.

use crate::words::Message;

/// Direction in which advice moves a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    None,
    /// Less weight on all its subjects.
    Less,
    /// More weight on all its subjects.
    More,
}

/// Advice with the direction it moves a weight.
#[derive(Clone, Debug)]
pub(in crate::studies::audit) struct Advice {
    pub(super) text: Message,
    pub(super) turn: Turn,
    /// Replaces the advice where another remark asks for less weight of the same subject.
    pub(super) instead: Message,
}

impl Advice {
    /// Advice to give less weight.
    pub fn less(text: impl Into<Message>) -> Advice {
        Advice { text: text.into(), turn: Turn::Less, instead: Message::default() }
    }

    /// Advice that includes less weight if `weighs`; otherwise the advice `without` it.
    pub fn less_if(weighs: bool, text: impl Into<Message>, without: impl Into<Message>) -> Advice {
        if weighs { Advice::less(text) } else { without.into().into() }
    }

    /// Advice to give more weight, or `instead` where another remark asks for less.
    pub fn more(text: impl Into<Message>, instead: impl Into<Message>) -> Advice {
        Advice { text: text.into(), turn: Turn::More, instead: instead.into() }
    }

    /// The advice in English.
    #[cfg(test)]
    pub fn text(&self) -> String {
        self.text.to_string()
    }
}

impl From<Message> for Advice {
    fn from(text: Message) -> Advice {
        Advice { text, turn: Turn::None, instead: Message::default() }
    }
}
