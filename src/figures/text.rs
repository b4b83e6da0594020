//! Documents rendered as text for a terminal.

mod complete;
mod fit;

use self::fit::{Fitted, fitted};
use super::document::{Block, Document, Remark, Section};
use super::width::{broken, columns, on_one_line};
use super::{Chart, Renderer, View};
use crate::figures::cell::Picture;
use crate::figures::chart::Marks;
use crate::words::{Language, say};

/// Greatest width of prose, in columns.
const PROSE: usize = 100;

/// A renderer of text no wider than a screen. If a table is too wide, its texts are cut or its columns are
/// moved below, and the last line says how to see the whole table.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Width of the screen in columns.
    pub width: usize,
    /// Language of the renderer's own words.
    pub language: Language,
}

impl Renderer for Text {
    fn render(&self, document: &Document) -> String {
        let document = document.in_language(self.language);
        let mut page = Page { width: self.width, language: self.language, text: String::new(), needed: 0 };
        if document.is_titled {
            page.line(&document.title);
        }
        for lead in &document.lead {
            if lead.is_command { page.command(&lead.text) } else { page.line(&lead.text) }
        }
        for section in document.sections.iter().filter(|section| page_has(section)) {
            page.gap();
            section.blocks.iter().for_each(|block| page.block(block));
        }
        if page.needed > 0 {
            page.gap();
            let (width, needed) = (page.width, page.needed);
            let said = say!(figures::cut, width = width, needed = needed.to_string());
            page.text += &said.say(page.language);
            page.text.push('\n');
        }
        page.text
    }
}

/// Whether any block of the section is rendered as text.
fn page_has(section: &Section<String>) -> bool {
    section.blocks.iter().any(|block| !matches!(block, Block::Chart(Chart { line: None, .. })))
}

struct Page {
    width: usize,
    language: Language,
    text: String,
    /// Full width of the widest table that was cut; 0 if none was cut so far.
    needed: usize,
}

impl Page {
    /// An empty line between sections.
    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn block(&mut self, block: &Block<String>) {
        match block {
            Block::Heading(text) | Block::Line(text) | Block::Note(text) => self.line(text),
            Block::Command(text) => self.command(text),
            Block::Prose(text) => self.prose(text, ""),
            Block::Hanging(text) => self.prose(text, "  "),
            Block::Bullets(texts) => texts.iter().for_each(|text| self.prose(&format!("- {text}"), "  ")),
            Block::Items(items) => {
                for item in items {
                    let indent = "  ".repeat(item.depth);
                    item.text.lines().for_each(|line| self.line(&format!("{indent}{line}")));
                }
            }
            Block::Terms(terms) => {
                let widest = terms.iter().map(|[name, _]| columns(name)).max().unwrap_or_default();
                for [name, what] in terms {
                    let blank = " ".repeat(widest - columns(name) + 3);
                    self.line(&format!("  {name}{blank}{what}"));
                }
            }
            Block::Table(view) => self.table(view),
            Block::Chart(chart) => self.chart(chart),
            Block::Remark(remark) => self.remark(remark),
        }
    }

    /// Lines wrapped to the screen; continuations are indented by two columns.
    fn line(&mut self, text: &str) {
        for line in text.lines().map(on_one_line) {
            if columns(&line) <= self.width {
                self.text += &line;
            } else {
                let text = line.trim_start_matches(' ');
                let indent = &line[..line.len() - text.len()];
                let room = self.width.saturating_sub(indent.len());
                self.text += indent;
                self.text += &broken(text, &format!("{indent}  "), room);
            }
            self.text.push('\n');
        }
    }

    /// Lines that are not wrapped.
    fn command(&mut self, text: &str) {
        for line in text.lines().map(on_one_line) {
            self.text += &line;
            self.text.push('\n');
        }
    }

    fn prose(&mut self, text: &str, indent: &str) {
        self.text += &broken(&on_one_line(text), indent, self.width.min(PROSE));
        self.text.push('\n');
    }

    fn table(&mut self, view: &View<String>) {
        let Fitted { text, needed } = fitted(view, self.width, self.language);
        self.text += &text;
        self.needed = self.needed.max(needed.unwrap_or_default());
    }

    fn chart(&mut self, chart: &Chart<String>) {
        if let (Some([before, after]), Marks::Histogram { counts, .. }) = (&chart.line, &chart.marks) {
            let picture = Picture::Histogram(counts.clone());
            self.line(&format!("{before}{picture}{after}"));
        }
    }

    fn remark(&mut self, remark: &Remark<String>) {
        match &remark.kind {
            Some((severity, key)) => {
                self.line(&format!("{}[{key}]: {}", severity.word(self.language), remark.message));
            }
            None => self.line(&remark.message),
        }
        if let Some(help) = &remark.help {
            self.line(&format!("  {}{help}", say!(finding::help).say(self.language)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Cell, Rows};
    use crate::finding::Severity;

    fn hostile() -> Document {
        let texts = ["<script>alert(1)</script>", "a\"b'c&d", "\u{1b}[2J\u{7}\t", "\u{202e}תוכן\u{202c}", ""];
        let long = "长".repeat(300);
        let rows = texts.iter().map(|text| (*text).to_owned()).chain([long]);
        let table = Rows::new(rows)
            .left("name", |text| text.clone())
            .number("n", 2, |_| f64::NAN)
            .bars(4, |_| f64::NAN);
        let remark = Remark {
            kind: Some((Severity::Warning, "odd".to_owned())),
            message: "one\u{0}line".into(),
            help: None,
        };
        Document::new("A title")
            .lead("a lead")
            .section(Section::new())
            .section(Section::named("table").heading("names").table(table).note("a note\nof two lines"))
            .section(Section::new().remark(remark).items([(1, "one\ntwo")]).bullets(["three"]))
    }

    #[test]
    fn no_control_character_reaches_a_terminal_and_all_fits() {
        for width in [40, 80, 130] {
            let text = Text { width, language: Language::En }.render(&hostile());
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
            let note = text.lines().last().unwrap_or_default();
            assert!(note.starts_with("cut to ") && note.contains("COLUMNS="), "{note}");
            assert!(text.lines().rev().skip(1).all(|line| columns(line) <= width), "{text}");
            assert!(!text.contains("NaN") && text.contains("<script>"), "{text}");
            assert!(text.starts_with("A title\na lead\n\nnames\nname"), "{text}");
            assert!(
                text.contains(
                    "\na note\nof two lines\n\nwarning[odd]: one line\n  one\n  two\n- three\n\ncut"
                )
            );
        }
    }

    #[test]
    fn an_empty_table_is_its_header_and_an_empty_document_nothing() {
        let table = Rows::new(Vec::<u8>::new()).left("name", |_| "").right("n", |_| Cell::Missing);
        let document = Document::untitled("unseen").section(Section::new().table(table));
        assert_eq!(Text { width: 80, language: Language::En }.render(&document), "name  n\n");
        assert_eq!(Text { width: 80, language: Language::En }.render(&Document::untitled("unseen")), "");
    }

    #[test]
    fn a_chart_is_in_text_where_it_fits_a_line() {
        let histogram =
            |counts: Vec<usize>| Chart::new("points", Marks::Histogram { from: 0.0, to: 10.0, counts });
        let section = Section::new().chart(histogram(vec![0, 4]).in_line("0 ▕", "▏ 10"));
        let document = Document::new("A").section(section).section(Section::new().chart(histogram(vec![1])));
        assert_eq!(Text { width: 80, language: Language::En }.render(&document), "A\n\n0 ▕ █▏ 10\n");
    }

    #[test]
    fn a_command_stays_on_its_line() {
        let command = format!("to see it: jifen {}", "x ".repeat(60));
        let document = Document::untitled("").lead_command(command.trim_end());
        let section = Section::new().command(command.trim_end());
        let text = Text { width: 40, language: Language::En }.render(&document.section(section));
        assert_eq!(text, format!("{0}\n\n{0}\n", command.trim_end()));
        let text = Text { width: 40, language: Language::En }
            .render(&Document::new(format!("  {}", "word ".repeat(20).trim_end())));
        assert!(text.lines().count() > 1 && text.lines().skip(1).all(|line| line.starts_with("    word")));
    }
}
