//! Reads a parameter file: TOML is deserialized into a type, every unknown key is found, and every fault has
//! its line.
//!
//! Types read this way use `#[serde(deny_unknown_fields)]` throughout. Text that later checks refer to
//! (rules, names) is [`Spanned`]. Between text and type there is a [`Document`], a tree with a position for
//! every key and value: in it a file is laid over the file that it extends, and dated values are settled for
//! a day.

mod catalogue;
mod document;
mod fault;
mod keyword;
mod kind;
mod overlay;
pub(crate) mod schema;
mod slips;
mod spanned;
mod text;

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, OnceLock};

pub use catalogue::{Catalogue, Words};
pub(crate) use document::day;
pub use document::{Document, InForce};
pub use keyword::Keyword;
pub(crate) use keyword::keywords;
pub use kind::{FileKind, is_toml};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
pub use spanned::Spanned;

use crate::finding::{Code, Finding, Findings, Place, shown_path};
use crate::words::say;

/// Beginning of the names of built-in files.
const BUILT_IN: &str = "<built-in ";
/// The most bytes of a parameter file.
const MOST: u64 = 16 << 20;

/// The origin of a parameter file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file, or a command-line argument.
    File,
    /// A built-in file with this id.
    BuiltIn(Arc<str>),
}

/// Text and name of a parameter file, which turn a position in the text into a place.
///
/// The text of a file that extends others is preceded by theirs, so that a position identifies a place in any
/// of these files.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file as the user named it, or `<built-in mst-2022>`.
    pub name: Arc<str>,
    /// The text, preceded by those of the files it extends.
    pub text: Arc<str>,
    /// The origin of the file itself, not of those it extends.
    pub origin: Origin,
    /// Start and name of each file, this one last.
    files: Vec<(usize, Arc<str>)>,
    /// Ends of lines, computed when the first place is needed.
    line_ends: OnceLock<Arc<[usize]>>,
}

impl Source {
    /// A file with this name and text.
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Source {
        let name = name.into();
        let files = vec![(0, Arc::clone(&name))];
        Source { files, name, text: text.into(), origin: Origin::File, line_ends: OnceLock::new() }
    }

    /// The built-in text with this `id`, named `<built-in ID>`.
    pub fn built_in(id: &str, text: impl Into<Arc<str>>) -> Source {
        Source { origin: Origin::BuiltIn(id.into()), ..Source::new(format!("{BUILT_IN}{id}>"), text) }
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// [`Code::FileUnreadable`] if it cannot be read, [`Code::FileTooLarge`] if it is longer than 16 MiB,
    /// [`Code::FileEncoding`] if it is not UTF-8.
    pub fn read(path: &Path) -> Result<Source, Finding> {
        let name: Arc<str> = shown_path(path).into();
        let place = || Place::file(name.clone());
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|file| file.take(MOST + 1).read_to_end(&mut bytes));
        read.map_err(|error| Finding::unreadable(place(), &error))?;
        if bytes.len() as u64 > MOST {
            let message = say!(parameters::too_long, most = MOST);
            return Err(
                Finding::new(Code::FileTooLarge, place(), message).help(say!(parameters::too_long_help))
            );
        }
        let text = String::from_utf8(bytes).map_err(|error| not_utf8(place(), &error.into_bytes()))?;
        Ok(Source::new(name, text))
    }

    /// This file laid over the file `base` that it extends. Positions grow by the length of `base`.
    fn over(&self, base: &Source) -> Source {
        let by = base.text.len();
        let own = self.files.iter().map(|(start, name)| (start + by, Arc::clone(name)));
        Source {
            name: Arc::clone(&self.name),
            text: format!("{}{}", base.text, self.text).into(),
            origin: self.origin.clone(),
            files: base.files.iter().cloned().chain(own).collect(),
            line_ends: OnceLock::new(),
        }
    }

    /// Names and texts of the files: first the files that it extends, the deepest first, then the file
    /// itself.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let ends = self.files.iter().skip(1).map(|(start, _)| *start).chain([self.text.len()]);
        self.files.iter().zip(ends).map(|((start, name), end)| (&**name, &self.text[*start..end]))
    }

    /// Whether byte `offset` is in the file itself, not in one it extends.
    pub fn is_own(&self, offset: usize) -> bool {
        self.files.last().is_none_or(|(start, _)| *start <= offset)
    }

    /// The name and the text of the file that contains byte `offset`.
    pub fn file_at(&self, offset: usize) -> Option<(&str, &str)> {
        let at = self.files.partition_point(|(start, _)| *start <= offset).checked_sub(1)?;
        self.files().nth(at)
    }

    /// The id of the built-in file that contains byte `offset`; `None` for a file of a person's own.
    pub fn built_in_at(&self, offset: usize) -> Option<&str> {
        let (name, _) = self.file_at(offset)?;
        name.strip_prefix(BUILT_IN)?.strip_suffix('>')
    }

    /// The place at byte `offset`, for the key or column named `column`.
    pub fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let at = self.files.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        let (start, name) = &self.files[at];
        let ends = || memchr::memchr_iter(b'\n', self.text.as_bytes()).collect();
        let ends = self.line_ends.get_or_init(ends);
        let before = |offset: usize| ends.partition_point(|end| *end < offset);
        let line = before(offset) - before(*start) + 1;
        Place::file(Arc::clone(name)).at_line(u32::try_from(line).unwrap_or(u32::MAX))
    }

    /// Deserializes the text as a `T`.
    ///
    /// # Errors
    /// As [`Document::parse`] and [`Document::read`].
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Findings> {
        Document::parse(self)?.read()
    }
}

/// The fault of a file in another encoding than UTF-8.
fn not_utf8(place: Place, bytes: &[u8]) -> Finding {
    let is_utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let is_gb18030 =
        || encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    let message = if is_utf16 {
        say!(parameters::utf_16)
    } else if is_gb18030() {
        say!(parameters::perhaps_gbk)
    } else {
        say!(parameters::not_utf_8)
    };
    Finding::new(Code::FileEncoding, place, message).help(say!(parameters::utf_8_help))
}

/// SHA-256 in lower-case hexadecimal, as recorded for every input and output.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal, as digests are written.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use serde::Deserialize;

    use super::*;
    use crate::words::Language;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        path: String,
        #[serde(default)]
        inner: Option<Inner>,
        #[serde(default)]
        item: Vec<Inner>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        encoding: Option<String>,
        units: Option<Vec<u32>>,
    }

    fn faults(text: &str) -> Vec<String> {
        let source = Source::new("c.toml", text);
        source.parse::<Outer>().unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_file_is_read() {
        let text = "path = \"x\"\n[[item]]\nunits = [3]\n";
        let source = Source::new("c.toml", text);
        let item = vec![Inner { encoding: None, units: Some(vec![3]) }];
        assert_eq!(source.parse(), Ok(Outer { path: "x".to_owned(), inner: None, item }));
        assert_eq!(source.place(text.find("units").unwrap_or(0)).line, Some(3));
    }

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // The one-block example of FIPS 180-4.
        assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn every_unknown_key_is_found_in_one_reading() {
        let text = "pth = [\n 1,\n 2]\npath = \"x\"\ninner = { encodng = \"a\", units = [1], zzz = 2 }\n\
        [[item]]\nunit = [3]\n";
        assert_eq!(
            faults(text),
            [
                "error[key-unknown]: c.toml:1: unknown key `pth`\n  help: did you mean `path`?",
                "error[key-unknown]: c.toml:5: unknown key `encodng`\n  help: did you mean `encoding`?",
                "error[key-unknown]: c.toml:5: unknown key `zzz`\n  help: known here: encoding, units",
                "error[key-unknown]: c.toml:7: unknown key `unit`\n  help: did you mean `units`?",
            ]
        );
    }

    #[test]
    fn an_unknown_table_does_not_hide_what_follows() {
        let text = "path = \"x\"\n[innr]\nunits = 1\n[inner]\nunts = 1\n";
        let faults = faults(text);
        // Both unknown keys, and the value in the unknown table, which is read as the near one.
        assert!(faults.len() == 3 && faults.iter().filter(|one| one.contains("key-unknown")).count() == 2);
    }

    #[test]
    fn what_is_no_toml_is_reported_with_what_to_write() {
        for (text, help) in [
            (
                "path = \"C:\\Users\\li\"\n",
                "write / or put the path between single quotes: in double quotes a backslash begins an \
                escape",
            ),
            (
                "path = \"D:\\data\"\n",
                "write / or put the path between single quotes: in double quotes a backslash begins an \
                escape",
            ),
            ("path = “x”\n", "write the straight \" for `“`"),
            ("path = ‘x’\n", "write the straight \" for `‘`"),
            ("path = \"x\"\nsize = ５\n", "write the half-width `5` for `５`"),
            ("path ＝ \"x\"\n", "write the half-width `=` for `＝`"),
            ("units = [1，2]\n", "write the half-width `,` for `，`"),
            ("path =　\"x\"\n", "write a half-width blank for the full-width one"),
            ("size = 5%\n", "write the number alone: 5 for points or per cent, 0.05 for a share"),
            ("size = 5％\n", "write the half-width `%` for `％`"),
            ("path = 本地\n", "write a text between quotation marks: \"本地\""),
            ("path = local # or not\n", "write a text between quotation marks: \"local\""),
            ("path = 3 4\n", "write a text as \"text\", a day as 2025-12-31, a list as [\"one\", \"two\"]"),
        ] {
            let found = faults(text);
            assert!(
                found.len() == 1 && found[0].starts_with("error[toml-syntax]: c.toml:"),
                "{text}: {found:?}"
            );
            assert!(found[0].ends_with(&format!("help: {help}")), "{text}: {found:?}");
        }
    }

    #[test]
    fn frequent_faults_of_syntax_are_in_words_of_our_own() {
        let whats = [
            (
                "path = \"x",
                "a text does not end: its closing quotation mark is missing",
                "文本没有结束：缺少右引号",
            ),
            ("path = \n", "the value is missing", "缺少值"),
            ("path\n", "a key without `=` and a value", "键后没有 `=` 和值"),
            ("path == 1\n", "`=` stands twice", "“=”重复"),
            ("path = 1\npath = 2\n", "`path`: the key is given twice", "“path”：键重复"),
            ("path = tru\n", "`tru` is neither true nor false", "“tru”既不是 true，也不是 false"),
            ("path = 2025-13-01\n", "`2025-13-01` is not a calendar day", "“2025-13-01”不是实际存在的日期"),
            ("units = [1, 2", "a list does not end: `]` is missing", "列表没有结束：缺少 `]`"),
            ("inner = { units = [1]", "a table in braces does not end: its closing brace is missing", ""),
            ("[inner\n", "the header of a table does not end: `]` is missing", ""),
            ("[[item]\n", "the header of a list entry does not end: `]]` is missing", ""),
            ("units = [1,,2]\n", "`,`: a comma without an entry before it", ""),
            ("path = 1,000\n", "a value is followed by something else on its line", ""),
            ("path = 1_\n", "`_` may only stand between digits", ""),
            ("path = 01\n", "`0`: a number begins with 0", ""),
            ("path = yes\n", "`yes` is neither a number nor a text in quotation marks", ""),
            ("企业 = 1\n", "`企业`: the key needs quotation marks", ""),
            ("path = \"\\x\"\n", "a backslash begins an escape that TOML does not have", ""),
        ];
        for (text, english, chinese) in whats {
            let source = Source::new("c.toml", text);
            let faults = source.parse::<Outer>().expect_err("a fault");
            let fault = faults.iter().next().expect("one");
            assert_eq!(
                (fault.code, fault.sentence(Language::En).as_str()),
                (Code::TomlSyntax, english),
                "{text}"
            );
            let said = fault.sentence(Language::Zh);
            assert!(chinese.is_empty() && !said.is_ascii() || said == chinese, "{text}: {said}");
        }
    }

    #[test]
    fn faults_read_in_chinese() {
        let in_chinese = |text: &str| {
            let source = Source::new("c.toml", text);
            let faults = source.parse::<Outer>().expect_err("a fault");
            faults.iter().map(|fault| fault.in_language(Language::Zh)).collect::<String>()
        };
        for (text, said) in [
            ("path = 3\n", "错误[value-type]: c.toml:1: “3”为整数，此处应为文本\n  处理：请加引号"),
            ("path = \"x\"\npth = 1\n", "错误[key-unknown]: c.toml:2: 未知的键“pth”\n  处理：是否指“path”？"),
            ("\n", "错误[key-missing]: c.toml:1: 缺少键“path”\n  处理：请在文件开头写 `path = …`"),
            (
                "path = \"x\"\ninner = { units = 5 }\n",
                "错误[value-type]: c.toml:2: “5”为整数，此处应为列表\n  处理：请在方括号中列出，或在 [[…]] 下写一项",
            ),
        ] {
            assert_eq!(in_chinese(text), said);
        }
    }

    #[test]
    fn types_syntax_and_missing_keys_have_a_line() {
        assert!(
            faults("path = 3\n")[0]
                .starts_with("error[value-type]: c.toml:1: `3` is a whole number, where a text is needed")
        );
        assert!(faults("path = \n")[0].starts_with("error[toml-syntax]: c.toml:1"));
        assert!(faults("\n")[0].contains("missing key `path`"));
    }

    const BASE: &str = "path = \"base\"\n[[item]]\nid = \"a\"\nunits = [1]\n[[item]]\nid = \"b\"\n\
    [[item.part]]\nid = \"x\"\nsize = 1\n";

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Tree {
        path: toml::Spanned<String>,
        #[serde(default)]
        item: Vec<Item>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        id: String,
        #[serde(default)]
        units: Vec<u32>,
        #[serde(default)]
        part: Vec<Part>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Part {
        id: String,
        size: toml::Spanned<f64>,
    }

    fn laid_over(over: &str) -> Result<(Tree, Source), Findings> {
        let (base, over) = (Source::new("base.toml", BASE), Source::new("over.toml", over));
        let document = Document::parse(&over)?.over(Document::parse(&base)?, &[])?;
        let source = document.source.clone();
        Ok((document.read()?, source))
    }

    #[test]
    fn an_overlay_replaces_keys_meets_entries_by_id_and_adds_new_ones() {
        let over = "[[item]]\nid = \"b\"\n[[item.part]]\nid = \"x\"\nsize = 2\n[[item.part]]\nid = \"y\"\n\
        size = 3\n[[item]]\nid = \"c\"\nunits = [9]\n";
        let (tree, source) = laid_over(over).unwrap();
        assert_eq!(tree.path.get_ref(), "base");
        let ids: Vec<&str> = tree.item.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!((&tree.item[0].units[..], &tree.item[2].units[..]), (&[1][..], &[9][..]));
        let sizes: Vec<f64> = tree.item[1].part.iter().map(|part| *part.size.get_ref()).collect();
        assert_eq!(sizes, [2.0, 3.0]);
        // Every position has the place of its own file.
        assert_eq!(source.place(tree.path.span().start).to_string(), "base.toml:1");
        assert_eq!(source.place(tree.item[1].part[0].size.span().start).to_string(), "over.toml:5");
        assert_eq!(source.files().map(|(name, _)| name).collect::<Vec<_>>(), ["base.toml", "over.toml"]);
        assert_eq!(source.files().next().map(|(_, text)| text), Some(BASE));
    }

    /// Merged tables are merged with the tables within them; a dated value is replaced whole.
    #[test]
    fn merged_tables_are_merged_at_every_depth() {
        let laid = |base: &str, over: &str, all: bool| {
            let (base, over) = (Source::new("base.toml", base), Source::new("over.toml", over));
            let (base, over) = (Document::parse(&base)?, Document::parse(&over)?);
            let document = if all { over.set_in(base)? } else { over.over(base, &["a"])? };
            document.read::<toml::Table>()
        };
        let table = |text: &str| text.parse::<toml::Table>().unwrap();
        let base = "a = { b = { c = 1, d = 2 }, e = 3 }\nf = { b = { c = 1, d = 2 } }\n";
        let over = "a.b.c = 5\nf.b.c = 5\n";
        let named = "a = { b = { c = 5, d = 2 }, e = 3 }\nf = { b = { c = 5 } }\n";
        let all = "a = { b = { c = 5, d = 2 }, e = 3 }\nf = { b = { c = 5, d = 2 } }\n";
        assert_eq!(laid(base, over, false).unwrap(), table(named));
        assert_eq!(laid(base, over, true).unwrap(), table(all));
        let dated = "a.b = { dated = [{ value = 1 }] }\n";
        for (base, over) in [(dated, "a.b = { c = 1 }\n"), ("a.b = { c = 1 }\n", dated)] {
            assert_eq!(laid(base, over, false).unwrap(), table(over));
            assert_eq!(laid(base, over, true).unwrap(), table(over));
        }
        // Entries with an id are laid over those of the base: whole values in place, or key by key.
        let (base, over) =
            ("i = [{ id = \"x\", t = { c = 1, d = 2 } }]\n", "i = [{ id = \"x\", t = { c = 5 } }]\n");
        assert_eq!(laid(base, over, false).unwrap(), table(over));
        assert_eq!(laid(base, over, true).unwrap(), table(&base.replace("c = 1", "c = 5")));
    }

    #[test]
    fn paths_lead_to_every_value() {
        let source = Source::new("c.toml", "a.b = 1\na.\"c.d\" = { dated = [] }\ne = {}\nf = [{ g = 1 }]\n");
        let mut paths = Document::parse(&source).unwrap().paths();
        paths.sort();
        let expected: [&[&str]; 4] = [&["a", "b"], &["a", "c.d"], &["e"], &["f"]];
        assert_eq!(paths, expected.map(|path| path.iter().map(ToString::to_string).collect::<Vec<_>>()));
    }

    #[test]
    fn an_overlay_takes_entries_out_and_reports_what_is_not_there() {
        let (tree, _) = laid_over("[[item]]\nid = \"a\"\nremove = true\n").unwrap();
        assert_eq!(tree.item.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["b"]);
        let fault = laid_over("[[item]]\nid = \"aa\"\nremove = true\n")
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect::<String>();
        assert!(fault.starts_with("error[name-unknown]: over.toml:2"), "{fault}");
        assert!(fault.contains("did you mean `a`?"), "{fault}");
    }

    #[test]
    fn a_fault_of_an_overlay_names_the_overlay_and_one_of_the_base_the_base() {
        let fault = laid_over("\n[[item]]\nid = \"a\"\nunts = [2]\n")
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect::<String>();
        assert!(fault.starts_with("error[key-unknown]: over.toml:4: unknown key `unts`"), "{fault}");
    }

    const DATED: &str = "path = { dated = [\n{ value = \"old\" },\n{ valid_from = 2024-01-01, value = \
    \"new\", source = \"decree 7\" },\n{ valid_from = 2026-01-01, value = \"next\" } ] }\n";

    fn settled(text: &str, day: Option<Date>) -> Result<(String, Vec<InForce>), Findings> {
        let source = Source::new("d.toml", text);
        let mut document = Document::parse(&source)?;
        let taken = document.settle(day)?;
        Ok((document.read::<Tree>()?.path.into_inner(), taken))
    }

    #[test]
    fn the_value_in_force_is_the_last_whose_day_has_come() {
        let on = |day| settled(DATED, Some(day)).unwrap();
        assert_eq!(on(date(2023, 12, 31)).0, "old");
        let (value, taken) = on(date(2024, 1, 1));
        assert_eq!(value, "new");
        let expected = InForce {
            key: "path".to_owned(),
            value: "\"new\"".to_owned(),
            valid_from: Some(date(2024, 1, 1)),
            source: Some("decree 7".to_owned()),
            position: DATED.find("\"new\"").unwrap(),
        };
        assert_eq!(taken, [expected]);
        assert_eq!(on(date(2030, 1, 1)).0, "next");
        assert_eq!(settled(DATED, None).unwrap().0, "next");
        let source = Source::new("d.toml", DATED);
        assert_eq!(Document::parse(&source).unwrap().turning_days(), [date(2024, 1, 1), date(2026, 1, 1)]);
    }

    #[test]
    fn dated_values_that_say_nothing_or_contradict_are_refused() {
        for (text, words) in [
            (
                "path = { dated = [{ valid_from = 2024-01-01, value = \"a\" }] }\n",
                "no value of `path` is in force on 2020-01-01",
            ),
            (
                "path = { dated = [{ valid_from = 2019-01-01, value = \"a\" }, { valid_from = 2018-01-01, \
                value = \"b\" }] }\n",
                "are not in the order of their days",
            ),
            ("path = { dated = [{ valid_from = 2019-01-01 }] }\n", "missing key `value`"),
            (
                "path = { dated = [{ valid_form = 2019-01-01, value = \"a\" }] }\n",
                "did you mean `valid_from`?",
            ),
            ("path = { dated = [{ valid_from = \"then\", value = \"a\" }] }\n", "`valid_from` is not a day"),
            (
                "path = { dated = [{ valid_from = \"2019-01-01\", value = \"a\" }] }\n",
                "help: write it without quotation marks: valid_from = 2019-01-01",
            ),
            ("path = { dated = \"a\" }\n", "the dated value `path` is not a list"),
            ("path = { dated = [{ value = \"a\" }], else = 1 }\n", "unknown key `else`"),
        ] {
            let fault = settled(text, Some(date(2020, 1, 1)))
                .unwrap_err()
                .iter()
                .map(ToString::to_string)
                .collect::<String>();
            assert!(fault.contains(words), "{text}\n{fault}");
            assert!(fault.contains("d.toml:1"), "{fault}");
        }
    }
}
