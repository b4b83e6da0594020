//! Sentences for people, in English and Chinese: [`Message`]s name a sentence of the catalogue in `locales`
//! and carry its arguments; the language is chosen where they are printed or written.
//!
//! The catalogue follows [Project Fluent](https://projectfluent.org): a file per module of the crate and
//! language. The build declares a type for each sentence, with a field for each argument, so that `say!` with
//! an unknown sentence, or with a wrong number of arguments, does not compile.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Deserializer, Serialize};

mod catalogue;

pub use catalogue::{looked_up, template};

/// A language people read.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English, the default of the command line.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Language {
    /// Both languages, English first.
    pub const ALL: [Language; 2] = [Language::En, Language::Zh];

    /// The BCP 47 tag, used as `lang` in HTML.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh-CN",
        }
    }

    /// The language of a locale as `LANG` or a system names it, such as `zh_CN.UTF-8`; `None` for an empty
    /// name.
    pub fn of_locale(name: &str) -> Option<Language> {
        let name = name.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        match &*name {
            "" => None,
            "zh" => Some(Language::Zh),
            _ => Some(Language::En),
        }
    }

    fn index(self) -> usize {
        self as usize
    }

    /// The text for this language.
    pub fn pick<T>(self, english: T, chinese: T) -> T {
        match self {
            Language::En => english,
            Language::Zh => chinese,
        }
    }

    /// The colon between a name and a text about it.
    pub(crate) fn colon(self) -> &'static str {
        self.pick(": ", "：")
    }

    /// Separators of a list's items: the usual one and the last.
    pub(crate) fn between(self, how: Between) -> [&'static str; 2] {
        match (how, self) {
            (Between::Items, Language::En) => [", ", ", "],
            (Between::Items, Language::Zh) => ["、", "、"],
            (Between::All, Language::En) => [", ", " and "],
            (Between::All, Language::Zh) => ["、", "和"],
            (Between::Any, Language::En) => [", ", " or "],
            (Between::Any, Language::Zh) => ["、", "或"],
            (Between::Clauses, Language::En) => ["; ", "; "],
            (Between::Clauses, Language::Zh) => ["；", "；"],
            (Between::Nothing, _) => ["", ""],
            (Between::Words, _) | (Between::Sentences, Language::En) => [" ", " "],
            (Between::Sentences, Language::Zh) => ["", ""],
            (Between::Lines, _) => ["\n", "\n"],
        }
    }
}

/// How the items of a list are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Between {
    /// `a, b, c`; `a、b、c`.
    Items,
    /// `a, b and c`; `a、b和c`.
    All,
    /// `a, b or c`; `a、b或c`.
    Any,
    /// `a; b`; `a；b`.
    Clauses,
    /// Parts of one word.
    Nothing,
    /// Words, separated by blanks.
    Words,
    /// `A. B.`; `甲。乙。`
    Sentences,
    /// Separated by line breaks.
    Lines,
}

/// The identity of a sentence: its file, id and argument names in alphabetical order.
#[derive(Debug)]
pub struct Key {
    /// Name of the catalogue file without an ending.
    pub file: &'static str,
    /// Id of the sentence in the file.
    pub id: &'static str,
    /// Names of its arguments, in alphabetical order.
    pub names: &'static [&'static str],
}

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arg {
    /// A text, printed unchanged: user text, a name, a formatted number.
    Text(Box<str>),
    /// A whole number with thousands separators. The sentence may depend on it, as plurals do.
    Count(u64),
    /// A share in per cent: `12.3 %`; `12.3%`.
    Percent(Percent),
    /// A day: `2025-12-31`; `2025年12月31日`.
    Day(Date),
    /// A sentence or a part of one.
    Said(Box<Message>),
    /// Several arguments with a separator.
    List(Between, Box<[Arg]>),
}

/// One or more sentences for a person, in any language.
#[derive(Clone)]
pub enum Message {
    /// A text without a language, or in the user's own.
    Verbatim(Box<str>),
    /// A sentence of the catalogue with its arguments, in the order of their names.
    Of(&'static Key, Box<[Arg]>),
    /// Several messages, one after the other.
    Joined(Between, Box<[Message]>),
    /// A name that the user's files have in English and in Chinese.
    Both(Box<[Box<str>; 2]>),
}

/// A [`Message`](crate::words::Message) of the catalogue: `say!(intake::cell_number, value = text)`.
macro_rules! say {
    ($file:ident :: $id:ident $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::words::Message::from(
            $crate::words::ids::$file::$id { $($name: $crate::words::Arg::from($value)),* }
        )
    };
}
pub(crate) use say;

/// The type of each sentence, made by the build.
#[allow(non_camel_case_types, missing_docs, reason = "a sentence's type has its name")]
pub(crate) mod ids {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

impl Message {
    /// A text that is printed unchanged.
    pub fn verbatim(text: impl Into<String>) -> Message {
        Message::Verbatim(text.into().into_boxed_str())
    }

    /// A sentence of the catalogue.
    pub(crate) fn of(key: &'static Key, args: Box<[Arg]>) -> Message {
        Message::Of(key, args)
    }

    /// Several messages with a separator.
    pub fn joined<T: Into<Message>>(between: Between, all: impl IntoIterator<Item = T>) -> Message {
        Message::Joined(between, all.into_iter().map(Into::into).collect())
    }

    /// A title printed after an id in English; empty in Chinese, where the title stands in place of the id.
    pub fn beside_id(title: impl Into<Message>) -> Message {
        Message::both(title.into().say(Language::En), "")
    }

    /// An id in English, its title in Chinese.
    pub fn id_or_title(id: &str, title: impl Into<Message>) -> Message {
        Message::both(id, title.into().say(Language::Zh))
    }

    /// A name in English and in Chinese, such as a title in a parameter file.
    pub fn both(english: impl Into<String>, chinese: impl Into<String>) -> Message {
        let (english, chinese): (String, String) = (english.into(), chinese.into());
        if english == chinese {
            Message::verbatim(english)
        } else {
            Message::Both(Box::new([english.into(), chinese.into()]))
        }
    }

    /// A title; in Chinese the Chinese title if there is one.
    pub fn title(title: &str, chinese: Option<&String>) -> Message {
        Message::both(title, chinese.map_or(title, String::as_str))
    }

    /// The text in English and in Chinese, as parameter files have titles.
    pub(crate) fn in_both(&self) -> [String; 2] {
        Language::ALL.map(|language| self.say(language).into_owned())
    }

    /// One message from its English and its Chinese form, whose arguments differ by language, such as
    /// `--out <DIR>` and `--out <文件夹>`.
    #[cfg(feature = "cli")]
    pub(crate) fn paired(english: &Message, chinese: &Message) -> Message {
        match (english, chinese) {
            (Message::Of(key, own), Message::Of(other, theirs)) if std::ptr::eq(*key, *other) => {
                Message::Of(key, own.iter().zip(theirs).map(|(own, their)| Arg::paired(own, their)).collect())
            }
            (Message::Joined(between, own), Message::Joined(_, theirs)) if own.len() == theirs.len() => {
                let all = own.iter().zip(theirs).map(|(own, their)| Message::paired(own, their));
                Message::Joined(*between, all.collect())
            }
            _ => Message::both(english.say(Language::En), chinese.say(Language::Zh)),
        }
    }

    /// Whether the message has no text.
    pub fn is_empty(&self) -> bool {
        match self {
            Message::Verbatim(text) => text.is_empty(),
            Message::Of(..) => false,
            Message::Joined(_, all) => all.iter().all(Message::is_empty),
            Message::Both(_) => false,
        }
    }

    /// The text in one language.
    pub fn say(&self, language: Language) -> Cow<'_, str> {
        match self {
            Message::Verbatim(text) => Cow::Borrowed(text),
            Message::Of(key, args) => Cow::Owned(catalogue::said(key, args, language)),
            Message::Both(both) => Cow::Borrowed(&both[language.index()]),
            Message::Joined(between, all) => {
                Cow::Owned(joined(all.iter().map(|one| one.say(language)), *between, language))
            }
        }
    }

    /// The message as a text in one language, which no longer changes with the language.
    pub fn settled(&self, language: Language) -> Message {
        Message::verbatim(self.say(language))
    }

    /// The sentence's name, such as `intake/cell-number`; `None` for a text outside the catalogue.
    pub fn id(&self) -> Option<String> {
        match self {
            Message::Of(key, _) => Some(format!("{}/{}", key.file, key.id)),
            _ => None,
        }
    }

    /// Arguments of the sentence with their names.
    pub fn args(&self) -> impl Iterator<Item = (&'static str, &Arg)> {
        let (names, args): (&[&str], &[Arg]) = match self {
            Message::Of(key, args) => (key.names, args),
            _ => (&[], &[]),
        };
        names.iter().copied().zip(args)
    }
}

fn joined<T: AsRef<str>>(
    texts: impl ExactSizeIterator<Item = T>,
    between: Between,
    language: Language,
) -> String {
    let [between, last] = language.between(between);
    let count = texts.len();
    texts.enumerate().fold(String::new(), |mut all, (at, text)| {
        if at > 0 {
            all += if at + 1 == count { last } else { between };
        }
        all += text.as_ref();
        all
    })
}

impl Arg {
    /// `a, b, c`; `a、b、c`.
    pub fn items<T: Into<Arg>>(all: impl IntoIterator<Item = T>) -> Arg {
        Arg::list(Between::Items, all)
    }

    /// `a, b and c`; `a、b和c`.
    pub fn all<T: Into<Arg>>(all: impl IntoIterator<Item = T>) -> Arg {
        Arg::list(Between::All, all)
    }

    /// `a, b or c`; `a、b或c`.
    pub fn any<T: Into<Arg>>(all: impl IntoIterator<Item = T>) -> Arg {
        Arg::list(Between::Any, all)
    }

    /// Several arguments with a separator.
    pub fn list<T: Into<Arg>>(between: Between, all: impl IntoIterator<Item = T>) -> Arg {
        Arg::List(between, all.into_iter().map(Into::into).collect())
    }

    #[cfg(feature = "cli")]
    fn paired(english: &Arg, chinese: &Arg) -> Arg {
        match (english, chinese) {
            (Arg::Text(own), Arg::Text(their)) if own != their => {
                Message::both(own.to_string(), their.to_string()).into()
            }
            (Arg::Said(own), Arg::Said(their)) => Message::paired(own, their).into(),
            (Arg::List(between, own), Arg::List(_, theirs)) if own.len() == theirs.len() => {
                let all = own.iter().zip(theirs).map(|(own, their)| Arg::paired(own, their));
                Arg::List(*between, all.collect())
            }
            _ => english.clone(),
        }
    }

    /// The argument's text within a sentence.
    fn say(&self, language: Language) -> Cow<'_, str> {
        match self {
            Arg::Text(text) => Cow::Borrowed(text),
            Arg::Percent(share) => Cow::Owned(share.say(language)),
            Arg::Count(count) => Cow::Owned(grouped(*count)),
            Arg::Day(day) => Cow::Owned(day_in(*day, language)),
            Arg::Said(message) => message.say(language),
            Arg::List(between, all) => {
                Cow::Owned(joined(all.iter().map(|one| one.say(language)), *between, language))
            }
        }
    }
}

/// A share in per cent: `12.3 %`; `12.3%`. Chinese has no blank before the sign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(Option<Box<str>>);

impl Percent {
    /// The percentage with this `number`, as it is printed.
    pub fn new(number: impl fmt::Display) -> Percent {
        Percent(Some(number.to_string().into()))
    }

    /// A percentage that is not known.
    pub fn unknown() -> Percent {
        Percent(None)
    }

    /// The percentage as the language writes it.
    pub fn say(&self, language: Language) -> String {
        match &self.0 {
            Some(number) => format!("{number}{}%", language.pick(" ", "")),
            None => NONE.to_owned(),
        }
    }
}

/// Printed for a missing or undefined number.
pub const NONE: &str = "–";

/// A day in prose: `2025-12-31`; `2025年12月31日`.
pub fn day_in(day: Date, language: Language) -> String {
    match language {
        Language::En => day.to_string(),
        Language::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
    }
}

/// Thousands separators: `1234567` as `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Prints the message in English.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::En))
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.say(Language::En))
    }
}

/// Parsers of text, such as those of command-line arguments, return a message as their error.
impl std::error::Error for Message {}

impl Default for Message {
    fn default() -> Message {
        Message::verbatim("")
    }
}

/// The order of messages: by kind, then by text or name, then by arguments.
impl Message {
    fn order(&self) -> (u8, [&str; 2], &[Arg], &[Message]) {
        match self {
            Message::Verbatim(text) => (0, [text, ""], &[], &[]),
            Message::Of(key, args) => (1, [key.file, key.id], args, &[]),
            Message::Joined(_, all) => (2, ["", ""], &[], all),
            Message::Both(both) => (3, [&both[0], &both[1]], &[], &[]),
        }
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Message) -> bool {
        self.order() == other.order()
    }
}

impl Eq for Message {}

impl PartialOrd for Message {
    fn partial_cmp(&self, other: &Message) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Message {
    fn cmp(&self, other: &Message) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl Hash for Message {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.order().hash(state);
    }
}

/// The form for programs, whatever language people read: the sentence's name and arguments, and both texts.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Message::Verbatim(text) = self {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(None)?;
        if let Some(id) = self.id() {
            map.serialize_entry("id", &id)?;
            map.serialize_entry("args", &Args(self))?;
        }
        for language in Language::ALL {
            map.serialize_entry(language.pick("en", "zh"), &self.say(language))?;
        }
        map.end()
    }
}

/// The form for programs read back: both texts, or the one text without a language. Name and arguments of the
/// sentence are gone.
impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Message, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Verbatim(String),
            Both { en: String, zh: String },
        }
        Ok(match Written::deserialize(from)? {
            Written::Verbatim(text) => Message::verbatim(text),
            Written::Both { en, zh } => Message::both(en, zh),
        })
    }
}

/// A message's arguments by name.
#[derive(Debug)]
pub struct Args<'a>(pub &'a Message);

impl Serialize for Args<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.args())
    }
}

impl Serialize for Arg {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Arg::Text(text) => serializer.serialize_str(text),
            Arg::Count(count) => serializer.serialize_u64(*count),
            Arg::Percent(share) => serializer.serialize_str(&share.say(Language::En)),
            Arg::Day(day) => serializer.collect_str(day),
            Arg::Said(message) => message.serialize(serializer),
            Arg::List(_, all) => serializer.collect_seq(all),
        }
    }
}

macro_rules! from {
    ($to:ident: $($from:ty => |$value:ident| $made:expr;)+) => {$(
        impl From<$from> for $to {
            fn from($value: $from) -> $to {
                $made
            }
        }
    )+};
}

from! { Arg:
    &str => |text| Arg::Text(text.into());
    &&str => |text| Arg::Text((*text).into());
    &String => |text| Arg::Text(text.as_str().into());
    String => |text| Arg::Text(text.into());
    &std::sync::Arc<str> => |text| Arg::Text(text.as_ref().into());
    Cow<'_, str> => |text| Arg::Text(text.into());
    char => |c| Arg::Text(c.to_string().into());
    usize => |count| Arg::Count(count as u64);
    u64 => |count| Arg::Count(count);
    u32 => |count| Arg::Count(u64::from(count));
    u8 => |count| Arg::Count(u64::from(count));
    i32 => |number| match u64::try_from(number) {
        Ok(count) => Arg::Count(count),
        Err(_) => Arg::Text(number.to_string().into()),
    };
    Date => |day| Arg::Day(day);
    Percent => |share| Arg::Percent(share);
    Message => |message| match message {
        Message::Verbatim(text) => Arg::Text(text),
        message => Arg::Said(Box::new(message)),
    };
    &Message => |message| message.clone().into();
}

from! { Message:
    Cow<'_, str> => |text| Message::verbatim(text);
    &str => |text| Message::verbatim(text);
    &String => |text| Message::verbatim(text.as_str());
    String => |text| Message::verbatim(text);
    &Message => |message| message.clone();
    Percent => |share| Message::both(share.say(Language::En), share.say(Language::Zh));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_has_a_language() {
        let of = Language::of_locale;
        let chinese = ["zh_CN.UTF-8", "zh", "zh-Hans-CN", "ZH_cn.GB18030", "zh_TW"];
        assert!(chinese.iter().all(|name| of(name) == Some(Language::Zh)));
        assert!(
            ["C", "POSIX", "C.UTF-8", "en_US.UTF-8", "de"].iter().all(|name| of(name) == Some(Language::En))
        );
        assert_eq!(of(""), None);
    }

    #[test]
    fn lists_are_joined_as_the_language_does() {
        let said = |arg: &Arg| Language::ALL.map(|language| arg.say(language).into_owned());
        assert_eq!(said(&Arg::items(["a", "b", "c"])), ["a, b, c", "a、b、c"]);
        assert_eq!(said(&Arg::all(["a", "b", "c"])), ["a, b and c", "a、b和c"]);
        assert_eq!(said(&Arg::any(["a"])), ["a", "a"]);
        assert_eq!(said(&Arg::Day(jiff::civil::date(2025, 12, 1))), ["2025-12-01", "2025年12月1日"]);
        assert_eq!(said(&Arg::Count(1_234_567)), ["1,234,567"; 2]);
        assert_eq!(said(&Percent::new("12.3").into()), ["12.3 %", "12.3%"]);
        // A text is the user's own, whatever it looks like.
        assert_eq!(said(&"12 %".into()), ["12 %"; 2]);
    }
}
