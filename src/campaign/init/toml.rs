//! TOML text: keys, values and comments, each on one line.

/// A TOML text under way.
#[derive(Default)]
pub(super) struct Toml {
    pub text: String,
}

impl Toml {
    pub fn line(&mut self, line: &str) {
        self.text += line;
        self.text.push('\n');
    }

    pub fn key(&mut self, key: &str, value: &str) {
        self.line(&set(key, value));
    }

    /// A commented line; no text of a table ends a comment early.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            self.line(format!("# {line}").trim_end());
        }
    }

    /// Lines of TOML, commented out unless they are `active`.
    pub fn block(&mut self, active: bool, lines: &[String]) {
        lines.iter().for_each(|line| if active { self.line(line) } else { self.comment(line) });
    }
}

/// A key with its value in TOML.
pub(super) fn set(key: &str, value: &str) -> String {
    [key, "=", value].join(" ")
}

/// A text as TOML writes it, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut toml = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => toml += "\\\"",
            '\\' => toml += "\\\\",
            '\n' => toml += "\\n",
            '\r' => toml += "\\r",
            '\t' => toml += "\\t",
            c if c.is_control() => toml += &format!("\\u{:04X}", u32::from(c)),
            c => toml.push(c),
        }
    }
    toml.push('"');
    toml
}

/// A text of a table as it stands in a comment: on one line.
pub(super) fn folded(text: &str) -> String {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    text.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<&str>>().join(" ")
}

/// An inline table of keys.
pub(super) fn braced(keys: &[String]) -> String {
    ["{", &keys.join(", "), "}"].join(" ")
}

pub(super) fn listed<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.map(quoted).collect();
    match &texts[..] {
        [only] => only.clone(),
        all => format!("[{}]", all.join(", ")),
    }
}
