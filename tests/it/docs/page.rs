//! A page taken apart: its fenced blocks, what each is for, and where it stands.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::support::xlsx::{Cell, Sheet};

/// A fenced block.
pub(super) struct Block {
    /// The line of the opening fence, from 1.
    pub line: usize,
    /// The lines between the fences, as positions in [`Page::lines`].
    pub body: Range<usize>,
    /// What the block is for.
    pub kind: Kind,
}

/// What a block is for: its language, and what stands behind it.
pub(super) enum Kind {
    /// ```` ```toml file=card.toml ````: the whole of a file. With `bytes`, `\xBD` in it stands for that one
    /// byte. With `sheet=NAME`, its rows are that worksheet of a workbook; cells at `merge=A1:B2` are merged,
    /// and the row `hidden=3` is out of sight.
    File { name: String, bytes: bool, sheet: Option<Worksheet> },
    /// ```` ```toml add=card.toml ````: goes to the end of a file that is there.
    Add { name: String },
    /// ```` ```console ````: commands after `$`, each with what it prints.
    Console,
    /// ```` ```sql ````: a rule to a line, with its value or its fault after `--`.
    Rules,
    /// ```` ```sh ````: commands whose output is not shown.
    Shell,
    /// ```` ```text ````: what another test compares.
    Text,
}

/// What a block of rows is in a workbook.
#[derive(Clone, Default)]
pub(super) struct Worksheet {
    pub name: String,
    pub merges: Vec<String>,
    /// Rows out of sight, from 1.
    pub hidden: Vec<usize>,
}

impl Worksheet {
    /// The worksheet of the rows in `csv`.
    pub fn of(&self, csv: &str) -> Sheet {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
        let mut sheet = Sheet::new(&self.name);
        for (at, row) in reader.records().enumerate() {
            let cells: Vec<Cell> = row.expect("rows of a page").iter().map(Cell::shown).collect();
            sheet = if self.hidden.contains(&(at + 1)) { sheet.hidden_row(cells) } else { sheet.row(cells) };
        }
        self.merges.iter().fold(sheet, |sheet, range| sheet.merge(range))
    }
}

/// A Markdown page.
pub(super) struct Page {
    /// Its lines.
    pub lines: Vec<String>,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The locale its commands are carried out in.
    pub locale: &'static str,
}

impl Page {
    /// Takes `text` apart.
    ///
    /// # Errors
    /// A fence that does not close or does not stand at the beginning of its line, and a block nobody would
    /// check.
    pub fn read(text: &str) -> Result<Page, String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut blocks = Vec::new();
        let mut open: Option<(usize, Kind)> = None;
        for (at, line) in lines.iter().enumerate() {
            let start = line.trim_start();
            if !start.starts_with("```") && (!start.starts_with("~~~") || open.is_some()) {
                continue;
            }
            if !line.starts_with("```") {
                let fault = "a fence is ``` at the beginning of its line";
                return Err(format!("line {}: {fault}", at + 1));
            }
            open = match open {
                None => Some((at, kind(&line[3..]).map_err(|fault| format!("line {}: {fault}", at + 1))?)),
                Some((start, kind)) if line.trim_end() == "```" => {
                    blocks.push(Block { line: start + 1, body: start + 1..at, kind });
                    None
                }
                Some((start, _)) => return Err(format!("line {}: the block does not close", start + 1)),
            };
        }
        match open {
            Some((start, _)) => Err(format!("line {}: the block does not close", start + 1)),
            None => Ok(Page { lines, blocks, locale: "C" }),
        }
    }

    /// The same page, carried out in the language that its `path` is of.
    pub fn at(self, path: &Path) -> Page {
        let is_chinese = path.to_string_lossy().contains("zh-CN");
        Page { locale: if is_chinese { "zh_CN.UTF-8" } else { "C" }, ..self }
    }

    /// The text of a block.
    pub fn body(&self, block: &Block) -> String {
        self.lines[block.body.clone()].iter().map(|line| format!("{line}\n")).collect()
    }

    /// What the file `name` is after each block that writes it.
    pub fn files(&self, name: &str) -> Vec<String> {
        let mut files: Vec<String> = Vec::new();
        for block in &self.blocks {
            match &block.kind {
                Kind::File { name: file, .. } if file == name => files.push(self.body(block)),
                Kind::Add { name: file } if file == name => {
                    let before = files.last().cloned().unwrap_or_default();
                    files.push(format!("{before}\n{}", self.body(block)));
                }
                _ => {}
            }
        }
        files
    }

    /// The page with other lines in the place of these blocks' bodies.
    pub fn with(&self, bodies: &BTreeMap<usize, Vec<String>>) -> String {
        let mut lines = self.lines.clone();
        for (block, body) in
            self.blocks.iter().enumerate().rev().filter_map(|(at, b)| Some((b, bodies.get(&at)?)))
        {
            lines.splice(block.body.clone(), body.iter().cloned());
        }
        lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

/// What a block with this info string is for.
fn kind(info: &str) -> Result<Kind, String> {
    let mut words = info.split_whitespace();
    let language = words.next().unwrap_or_default();
    let (mut file, mut add, mut bytes, mut sheet) = (None, None, false, Worksheet::default());
    for word in words {
        match word.split_once('=') {
            Some(("file", name)) => file = Some(name.to_owned()),
            Some(("add", name)) => add = Some(name.to_owned()),
            Some(("sheet", name)) => name.clone_into(&mut sheet.name),
            Some(("merge", range)) => sheet.merges.push(range.to_owned()),
            Some(("hidden", row)) => sheet.hidden.extend(row.parse::<usize>()),
            None if word == "bytes" => bytes = true,
            _ => return Err(format!("`{word}` has no meaning behind ```")),
        }
    }
    match (language, file, add) {
        ("csv", Some(name), None) if !sheet.name.is_empty() => {
            Ok(Kind::File { name, bytes, sheet: Some(sheet) })
        }
        ("toml" | "csv" | "text", Some(name), None) => Ok(Kind::File { name, bytes, sheet: None }),
        ("toml" | "csv", None, Some(name)) if !bytes => Ok(Kind::Add { name }),
        ("console", None, None) => Ok(Kind::Console),
        ("sql", None, None) => Ok(Kind::Rules),
        ("sh", None, None) => Ok(Kind::Shell),
        ("text", None, None) => Ok(Kind::Text),
        _ => Err(format!("nobody checks a block `{}`: name a file, or show a console", info.trim())),
    }
}

/// `text` as bytes, with `\xBD` for a byte.
pub(super) fn unescaped(text: &str) -> Result<Vec<u8>, String> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let byte = part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.ok_or_else(|| format!("`\\x{part}` names no byte"))?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    Ok(bytes)
}
