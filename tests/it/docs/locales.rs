//! The catalogue of sentences: both languages have the same, each argument is used, none is put together in
//! code, and no sentence stands in code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// What a sentence takes, by its name and that of each of its attributes.
type Sentences = BTreeMap<String, Taken>;

/// A sentence: its arguments, and its words without them.
#[derive(Debug, Default)]
struct Taken {
    args: BTreeSet<String>,
    words: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(language: &str) -> BTreeMap<String, Sentences> {
    let folder = root().join("locales").join(language);
    let paths = fs::read_dir(&folder).expect("there is a catalogue").map(|file| file.expect("a file").path());
    paths.map(|path| (stem(&path), sentences(&path))).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

fn sentences(path: &Path) -> Sentences {
    let text = fs::read_to_string(path).expect("it can be read");
    let resource = match parser::parse(&*text) {
        Ok(resource) => resource,
        Err((_, errors)) => panic!("{}: {errors:?}", path.display()),
    };
    let mut all = Sentences::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let own = message.value.iter().map(|value| (message.id.name.to_owned(), value));
        let attributes = message
            .attributes
            .iter()
            .map(|attribute| (format!("{}.{}", message.id.name, attribute.id.name), &attribute.value));
        for (name, pattern) in own.chain(attributes) {
            let mut taken = Taken::default();
            in_pattern(pattern, &mut taken);
            assert!(all.insert(name.clone(), taken).is_none(), "{}: {name} stands twice", path.display());
        }
    }
    all
}

fn in_pattern(pattern: &Pattern<&str>, taken: &mut Taken) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => taken.words += value,
            PatternElement::Placeable { expression } => in_expression(expression, taken),
        }
    }
}

fn in_expression(expression: &Expression<&str>, taken: &mut Taken) {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            taken.args.insert(id.name.to_owned());
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => taken.words += value,
        Expression::Inline(InlineExpression::Placeable { expression }) => in_expression(expression, taken),
        Expression::Inline(_) => {}
        Expression::Select { selector, variants } => {
            if let InlineExpression::VariableReference { id } = selector {
                taken.args.insert(id.name.to_owned());
            }
            variants.iter().for_each(|variant| in_pattern(&variant.value, taken));
        }
    }
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_arguments() {
    let (english, chinese) = (files("en"), files("zh-CN"));
    assert_eq!(
        english.keys().collect::<Vec<_>>(),
        chinese.keys().collect::<Vec<_>>(),
        "a file that one language lacks"
    );
    let mut faults = Vec::new();
    for (file, own) in &english {
        let other = &chinese[file];
        let names: BTreeSet<&String> = own.keys().chain(other.keys()).collect();
        for name in names {
            match (own.get(name), other.get(name)) {
                (Some(one), Some(two)) if one.args == two.args => {}
                (Some(one), Some(two)) => faults
                    .push(format!("{file}.ftl {name}: English takes {:?}, Chinese {:?}", one.args, two.args)),
                (one, _) => faults.push(format!(
                    "{file}.ftl {name}: {} lacks it",
                    if one.is_some() { "zh-CN" } else { "en" }
                )),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn chinese_sentences_are_chinese() {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut faults = Vec::new();
    for (file, sentences) in files("zh-CN") {
        // Examples of what users write are in no language.
        let sentences = sentences.into_iter().filter(|(name, _)| !name.ends_with(".example"));
        for (name, Taken { words, .. }) in sentences {
            let has_words =
                words.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3).count() > 2;
            if has_words && !words.contains(is_chinese) {
                faults.push(format!("{file}.ftl {name}: {words}"));
            }
            // Between Chinese characters, marks are full-width.
            let characters: Vec<char> = words.chars().collect();
            let half = characters
                .windows(2)
                .any(|pair| is_chinese(pair[0]) && matches!(pair[1], ',' | ';' | '!' | '?'));
            if half {
                faults.push(format!("{file}.ftl {name}: a half-width mark: {words}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Rooms whose code has texts of two words that no person reads, and how many: markup, what is said where
/// the program itself is at fault, words of other libraries that are told apart. The number only falls.
const LEFT: &[(&str, usize)] = &[
    ("cli", 9),
    ("expr", 8),
    ("figures", 14),
    ("finding", 1),
    ("firms", 1),
    ("intake", 2), // what serde is told that a value should be; the header of a column
    ("parameters", 82),
    ("publish", 11),
    ("scoring", 4),
    ("stats", 21),
    ("warehouse", 2), // statements of SQL
];

/// Texts in code that no person reads as a sentence.
const ALLOWED: &[&str] = &[
    "any list",
    "china standard time",
    "scores keep their details",
    // Lines of key files, as other programs write them.
    "# public key: {public}\\n{}\\n",
    "untrusted comment:",
];

/// The texts of a source file outside of tests, attributes and comments.
fn texts(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut texts = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let from = &rest[at..];
        if from.starts_with("//") {
            rest = from.find('\n').map_or("", |end| &from[end..]);
        } else if from.starts_with('"') {
            let mut escaped = false;
            let end = from.char_indices().skip(1).find(|(_, c)| {
                let ends = *c == '"' && !escaped;
                escaped = *c == '\\' && !escaped;
                ends
            });
            let Some((end, _)) = end else { break };
            let line = &rest[..at];
            let line = line.rsplit('\n').next().unwrap_or_default().trim_start();
            let told_to_nobody =
                ["#[", "#![", "debug_assert", "reason ="].iter().any(|start| line.starts_with(start))
                    || line.ends_with(".expect(")
                    || line.ends_with("unreachable!(")
                    || line.contains("description =");
            if !told_to_nobody {
                texts.push(from[1..end].to_owned());
            }
            rest = &from[end + 1..];
        } else if let Some(after) = from.strip_prefix("'\"'").or_else(|| from.strip_prefix("'\\''")) {
            rest = after;
        } else {
            rest = &from[1..];
        }
    }
    texts
}

/// Whether a text is a sentence or a part of one: it has two English words with a blank between them, or one
/// beside something put in.
fn is_sentence(text: &str) -> bool {
    let mut bare = String::new();
    let mut depth = 0;
    for c in text.replace("\\\n", " ").chars() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                bare.push('\u{0}');
            }
            c if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase() || c == '\'' || c == '-') || word == "a"
    };
    let words: Vec<&str> = bare.split_whitespace().collect();
    let put_in = bare.contains('\u{0}');
    let count = words.iter().filter(|word| is_word(word)).count();
    count >= 2 || put_in && count >= 1 && words.len() >= 2
}

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            // Folders of tests.
            if !path.ends_with("tests") {
                sources(&path, all);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            all.push(path);
        }
    }
}

#[test]
fn no_sentence_stands_in_code() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    all.sort();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in &all {
        let shown = path.strip_prefix(root().join("src")).expect("a source").display().to_string();
        let parts: Vec<&str> = shown.trim_end_matches(".rs").split('/').collect();
        let room = if parts[0] == "studies" && parts.len() > 1 { parts[1] } else { parts[0] };
        let source = fs::read_to_string(path).expect("it can be read");
        for text in texts(&source).into_iter().filter(|text| is_sentence(text) && !ALLOWED.contains(&&**text))
        {
            found.entry(room.to_owned()).or_default().push(format!("{shown}: {text}"));
        }
    }
    let left: BTreeMap<&str, usize> = LEFT.iter().copied().collect();
    let rooms: BTreeSet<&str> = found.keys().map(String::as_str).chain(left.keys().copied()).collect();
    let none = Vec::new();
    let wrong: Vec<String> = rooms
        .into_iter()
        .map(|room| (room, found.get(room).unwrap_or(&none)))
        .filter(|(room, texts)| texts.len() != left.get(room).copied().unwrap_or_default())
        .map(|(room, texts)| format!("(\"{room}\", {}),\n{}", texts.len(), texts.join("\n")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files and folders whose Chinese texts are data, which no language replaces.
const CHINESE_DATA: &[&str] = &[
    "campaign/init/",                // words in names and headers of tables
    "desk/answers/",                 // decisions and terms as banks write them; units in headers
    "expr/",                         // operators, units and aliases as people write them in rules
    "firms/unit.rs",                 // units of amounts
    "intake/",                       // headers, marks, units and remarks in the files of firms
    "publish/table.rs",              // flags in the cells of lists, as files of firms have them
    "referral/columns.rs",           // headers of lists, whose readers are Chinese institutions
    "sample/",                       // names and cells of the sample cohort
    "scorecard/scope.rs",            // aliases of names in rules
    "studies/calibrate/period.rs",   // periods as people write them
    "studies/portfolio/defaults.rs", // headers of tables of default probabilities
    "studies/compare/names.rs",      // names of provinces and industries in the national standards
    "studies/weights/stated/",       // headings and totals in tables of weights
    "words.rs",                      // separators and dates of the language itself
];

fn is_chinese_text(text: &str) -> bool {
    text.contains(
        |c| matches!(c, '\u{3001}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ffef}'),
    )
}

#[test]
fn no_chinese_text_stands_in_code() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    all.sort();
    let (mut wrong, mut idle) = (Vec::new(), BTreeSet::from_iter(CHINESE_DATA));
    for path in &all {
        let shown = path.strip_prefix(root().join("src")).expect("a source").display().to_string();
        let source = fs::read_to_string(path).expect("it can be read");
        for text in texts(&source).into_iter().filter(|text| is_chinese_text(text)) {
            match CHINESE_DATA.iter().find(|data| shown.starts_with(**data)) {
                Some(data) => drop(idle.remove(data)),
                None => wrong.push(format!("{shown}: {text}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(idle.is_empty(), "no Chinese text stands in {idle:?}");
}

/// Where messages become text: commands, published files, documents, a new campaign, the overlay file,
/// findings, the catalogue itself.
const BORDERS: &[&str] = &[
    "cli/",
    "publish/",
    "figures/",
    "campaign/init/",
    "desk/deliveries/pack.rs",
    "studies/weights/overlay.rs",
    "finding.rs",
    "words.rs",
    "words/",
];

#[test]
fn messages_become_text_at_the_borders() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    let mut said = BTreeSet::new();
    for path in &all {
        let shown = path.strip_prefix(root().join("src")).expect("a source").display().to_string();
        let source = fs::read_to_string(path).expect("it can be read");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let says = source.contains(".say(") || source.contains("looked_up(");
        if says && !BORDERS.iter().any(|border| shown.starts_with(border)) {
            said.insert(shown);
        }
    }
    // Codes' titles and schemas' descriptions are looked up by name where their rooms print them.
    let by_name = ["finding/code.rs", "parameters/schema.rs"].map(str::to_owned);
    assert_eq!(said, BTreeSet::from(by_name));
}

/// Files whose sentences are looked up by name; the rooms that do so have tests of their own.
const LOOKED_UP: &[&str] = &["codes", "help", "schema"];

#[test]
fn every_sentence_is_asked_for() {
    let mut all = Vec::new();
    sources(&root().join("src"), &mut all);
    let code: String = all.iter().map(|path| fs::read_to_string(path).expect("it can be read")).collect();
    let code: String = code.split_whitespace().collect();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut idle = Vec::new();
    for (file, sentences) in files("en") {
        for name in sentences.keys().filter(|_| !LOOKED_UP.contains(&&*file)) {
            let asked = format!("{file}::{}", name.replace('-', "_"));
            let is_asked =
                code.match_indices(&asked).any(|(at, _)| !code[at + asked.len()..].starts_with(is_word));
            if !is_asked {
                idle.push(format!("{file}.ftl {name}"));
            }
        }
    }
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

#[test]
fn a_sentence_is_known_from_a_name() {
    for text in ["is no number", "{} firms", "cannot be read: {cause}", "of all {n}"] {
        assert!(is_sentence(text), "{text}");
    }
    for text in ["firm_name", "jifen check {path}", "{a}: {b}", "r{n}-unknown", "{} %", "utf-8", "AS OF"] {
        assert!(!is_sentence(text) || text.starts_with("jifen"), "{text}");
    }
    assert_eq!(
        texts("let a = \"one two\"; // \"not this\"\nlet b = '\"'; x(\"three\");"),
        ["one two", "three"]
    );
}
