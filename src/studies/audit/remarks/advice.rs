//! What to do about a remark, and which way that turns a weight.

/// Which way advice turns a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Nowhere.
    None,
    /// Down, of all it is about.
    Less,
    /// Up, of all it is about.
    More,
}

/// What to do, and which way that turns a weight.
#[derive(Clone, Debug)]
pub(in crate::studies::audit) struct Advice {
    pub(super) text: String,
    pub(super) turn: Turn,
    /// What is said in its place where another remark asks for less weight of the same.
    pub(super) instead: &'static str,
}

impl Advice {
    /// Advice to give less weight.
    pub fn less(text: impl Into<String>) -> Advice {
        Advice { text: text.into(), turn: Turn::Less, instead: "" }
    }

    /// Advice to give less weight among other things, where the weight is what decides; else `without` that.
    pub fn less_if(weighs: bool, text: impl Into<String>, without: impl Into<String>) -> Advice {
        if weighs { Advice::less(text) } else { without.into().into() }
    }

    /// Advice to give more weight, or `instead` where another remark asks for less.
    pub fn more(text: impl Into<String>, instead: &'static str) -> Advice {
        Advice { text: text.into(), turn: Turn::More, instead }
    }

    /// What it says.
    #[cfg(test)]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<T: Into<String>> From<T> for Advice {
    fn from(text: T) -> Advice {
        Advice { text: text.into(), turn: Turn::None, instead: "" }
    }
}
