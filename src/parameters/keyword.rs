//! Choices that users make by a word.

use crate::words::Message;

/// A choice among a few words, each with its meaning.
pub trait Keyword: Copy + Send + Sync + 'static {
    /// Every choice, in the order help lists them.
    const ALL: &'static [Self];

    /// The word typed on the command line and in files, lower-case with hyphens.
    fn word(self) -> &'static str;

    /// The meaning in a few words, without a full stop.
    fn about(self) -> Message;
}

/// Implements [`Keyword`] for an enum, and `as_str`, which returns the word. Each variant has its word and
/// the message of its meaning: `keywords! { Vary { All "all" sensitivity::choice_vary_all; } }`. An enum with
/// a variant that is left out does not compile.
macro_rules! keywords {
    ($type:ident { $($choice:ident $word:literal $room:ident::$about:ident;)* }) => {
        impl $type {
            /// The word people type.
            pub fn as_str(self) -> &'static str {
                match self { $($type::$choice => $word,)* }
            }
        }

        impl $crate::parameters::Keyword for $type {
            const ALL: &'static [$type] = &[$($type::$choice,)*];

            fn word(self) -> &'static str {
                self.as_str()
            }

            fn about(self) -> $crate::words::Message {
                match self { $($type::$choice => $crate::words::say!($room::$about),)* }
            }
        }
    };
}

pub(crate) use keywords;
