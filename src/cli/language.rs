//! The language of printed text: as asked for, else the system's, else English.

use std::ffi::OsString;

use crate::words::{Language, Message};

/// Environment variables that name the language, in order of precedence.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language of the command line, before it is parsed.
pub(super) fn of_command_line() -> Language {
    of_arguments(std::env::args_os()).unwrap_or_else(of_system)
}

/// A message in the language of the command line.
pub(super) fn spoken(message: &Message) -> String {
    message.say(of_command_line()).into_owned()
}

pub(super) fn of_system() -> Language {
    let said = |name: &&str| std::env::var(name).ok();
    of_locales(VARIABLES.iter().filter_map(said)).or_else(of_desktop).unwrap_or_default()
}

/// The language of the first `locales` entry that is not empty.
fn of_locales(locales: impl Iterator<Item = String>) -> Option<Language> {
    locales.into_iter().find_map(|locale| Language::of_locale(&locale))
}

#[cfg(unix)]
fn of_desktop() -> Option<Language> {
    None
}

#[cfg(not(unix))]
fn of_desktop() -> Option<Language> {
    sys_locale::get_locale().and_then(|locale| Language::of_locale(&locale))
}

/// The language that unparsed `arguments` ask for; the last one counts.
pub(super) fn of_arguments(arguments: impl Iterator<Item = OsString>) -> Option<Language> {
    let mut last = None;
    let mut is_next = false;
    for argument in arguments.skip(1).take_while(|one| one != "--") {
        let text = argument.to_string_lossy();
        let word = if is_next { Some(&*text) } else { text.strip_prefix("--lang=") };
        last = match word {
            Some("zh") => Some(Language::Zh),
            Some("en") => Some(Language::En),
            _ => last,
        };
        is_next = text == "--lang";
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_variable_that_says_something_counts() {
        let of = |all: [&str; 3]| of_locales(all.into_iter().map(str::to_owned));
        assert_eq!(of(["", "", "zh_CN.UTF-8"]), Some(Language::Zh));
        assert_eq!(of(["C", "zh_CN", "zh_CN"]), Some(Language::En));
        assert_eq!(of(["", "zh_CN", "en_US"]), Some(Language::Zh));
        assert_eq!(of(["", "", ""]), None);
    }

    #[test]
    fn the_language_asked_for_is_known_before_the_rest_is() {
        let of = |line: &str| of_arguments(line.split(' ').map(OsString::from));
        assert_eq!(of("jifen run --lang zh --nothing"), Some(Language::Zh));
        assert_eq!(of("jifen --lang=zh run --lang en"), Some(Language::En));
        assert_eq!(of("jifen run -- --lang zh"), None);
        assert_eq!(of("jifen run --lang fr"), None);
    }
}
