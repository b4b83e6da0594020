//! The sentences of `locales`; each file is parsed on first use.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Key, Language, grouped};

type Bundle = FluentBundle<FluentResource>;

/// Each file's name and text, in English and Chinese.
static TEXTS: &[(&str, [&str; 2])] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// Upper bound of the number of files.
const MOST: usize = 48;

static BUNDLES: [[OnceLock<Bundle>; 2]; MOST] = [const { [const { OnceLock::new() }; 2] }; MOST];

/// The sentences of the file called `file` in a language.
fn bundle(file: &str, language: Language) -> Option<&'static Bundle> {
    let at = TEXTS.binary_search_by(|(name, _)| (*name).cmp(file)).ok()?;
    Some(BUNDLES.get(at)?[language.index()].get_or_init(|| read(TEXTS[at].1[language.index()], language)))
}

fn read(text: &str, language: Language) -> Bundle {
    let id: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // A terminal would print the Unicode marks of writing direction as garbage.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grouped(number.value as u64)),
        _ => None,
    }));
    // Parts that cannot be parsed are left out. Tests find such parts.
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let _ = bundle.add_resource(resource);
    bundle
}

/// The sentence in a language; in English if the language lacks it.
pub(super) fn said(key: &Key, args: &[Arg], language: Language) -> String {
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in key.names.iter().zip(args) {
        let value = match arg {
            Arg::Count(count) => FluentValue::from(*count as f64),
            arg => FluentValue::from(arg.say(language)),
        };
        values.set(*name, value);
    }
    let in_one = |language| formatted(key.file, key.id, None, Some(&values), language);
    in_one(language).or_else(|| in_one(Language::En)).unwrap_or_else(|| key.id.to_owned())
}

/// The sentence called `id`, which has no arguments, or one of its attributes.
pub fn looked_up(file: &str, id: &str, attribute: Option<&str>, language: Language) -> Option<String> {
    formatted(file, id, attribute, None, language)
}

fn formatted(
    file: &str,
    id: &str,
    attribute: Option<&str>,
    args: Option<&FluentArgs<'_>>,
    language: Language,
) -> Option<String> {
    let bundle = bundle(file, language)?;
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
}

/// The text of a catalogue file.
pub fn template(file: &str, language: Language) -> Option<&'static str> {
    TEXTS.iter().find(|(name, _)| *name == file).map(|(_, texts)| texts[language.index()])
}
