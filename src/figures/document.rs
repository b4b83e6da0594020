//! Documents as data: the content that people read, independent of layout.

use super::chart::Chart;
use super::view::View;
use crate::finding::{Finding, Place, Remedy, Severity};
use crate::words::{Language, Message, say};

/// A titled document in sections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document<T = Message> {
    /// The title of the document.
    pub title: T,
    /// Whether formats without a title bar print the title.
    pub is_titled: bool,
    /// Whether a printed page is set in small type, so that a document of one page stays on one.
    pub is_compact: bool,
    /// Lines directly below the title.
    pub lead: Vec<Lead<T>>,
    /// Sections in order; empty ones are omitted.
    pub sections: Vec<Section<T>>,
}

/// A line below the title.
#[derive(Clone, Debug, PartialEq)]
pub struct Lead<T = Message> {
    /// Text of the line.
    pub text: T,
    /// Whether it contains a command to copy, so that it is never wrapped.
    pub is_command: bool,
}

/// A unit of content: a table, its notes, its chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section<T = Message> {
    /// The heading, in formats that have headings.
    pub name: Option<T>,
    /// Blocks of the section, in order.
    pub blocks: Vec<Block<T>>,
}

/// A block of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Block<T = Message> {
    /// A line that announces the next block.
    Heading(T),
    /// A sentence or two, as wide as the format allows.
    Line(T),
    /// A sentence with a command to copy, never wrapped.
    Command(T),
    /// Prose, wrapped to an easily read width.
    Prose(T),
    /// One of several paragraphs in a row: all lines but the first are indented.
    Hanging(T),
    /// A note on the table above.
    Note(T),
    /// A bullet list of sentences.
    Bullets(Vec<T>),
    /// A nested list, item by item.
    Items(Vec<Item<T>>),
    /// Terms with their explanations.
    Terms(Vec<[T; 2]>),
    /// A table for people.
    Table(View<T>),
    /// A chart, drawn where the format can.
    Chart(Chart<T>),
    /// A remark with its advice.
    Remark(Remark<T>),
}

/// An item of a nested list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<T = Message> {
    /// Nesting depth, from 0.
    pub depth: usize,
    /// Text of the item, which may span lines.
    pub text: T,
}

/// An observation with advice.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark<T = Message> {
    /// Severity and kind, such as a finding's code.
    pub kind: Option<(Severity, String)>,
    /// The observation in one line.
    pub message: T,
    /// The advice, if there is any.
    pub help: Option<T>,
}

impl Document {
    /// A document that prints its title.
    pub fn new(title: impl Into<Message>) -> Document {
        Document { title: title.into(), is_titled: true, ..Document::default() }
    }

    /// A document whose title only appears in title bars.
    pub fn untitled(title: impl Into<Message>) -> Document {
        Document { title: title.into(), ..Document::default() }
    }

    /// Sets a printed page in small type.
    #[must_use]
    pub fn compact(mut self) -> Document {
        self.is_compact = true;
        self
    }

    /// Adds a line below the title.
    #[must_use]
    pub fn lead(mut self, line: impl Into<Message>) -> Document {
        self.lead.push(Lead { text: line.into(), is_command: false });
        self
    }

    /// Adds a line with a command to copy below the title.
    #[must_use]
    pub fn lead_command(mut self, line: impl Into<Message>) -> Document {
        self.lead.push(Lead { text: line.into(), is_command: true });
        self
    }

    /// Adds a section, unless it is empty.
    #[must_use]
    pub fn section(mut self, section: Section) -> Document {
        self.push(section);
        self
    }

    /// Adds sections, omitting the empty ones.
    #[must_use]
    pub fn sections(self, sections: impl IntoIterator<Item = Section>) -> Document {
        sections.into_iter().fold(self, Document::section)
    }

    /// Adds a section, unless it is empty.
    pub fn push(&mut self, section: Section) {
        if !section.blocks.is_empty() {
            self.sections.push(section);
        }
    }
}

impl Section {
    /// A section without a heading.
    pub fn new() -> Section {
        Section::default()
    }

    /// A section with a heading, in formats that have them.
    pub fn named(name: impl Into<Message>) -> Section {
        Section { name: Some(name.into()), blocks: Vec::new() }
    }

    fn with(mut self, block: Block) -> Section {
        self.blocks.push(block);
        self
    }

    /// Adds a line that announces the next block.
    #[must_use]
    pub fn heading(self, text: impl Into<Message>) -> Section {
        self.with(Block::Heading(text.into()))
    }

    /// Adds a sentence or two.
    #[must_use]
    pub fn line(self, text: impl Into<Message>) -> Section {
        self.with(Block::Line(text.into()))
    }

    /// Adds a sentence with a command to copy.
    #[must_use]
    pub fn command(self, text: impl Into<Message>) -> Section {
        self.with(Block::Command(text.into()))
    }

    /// Adds a line for each of `texts`.
    #[must_use]
    pub fn lines<T: Into<Message>>(self, texts: impl IntoIterator<Item = T>) -> Section {
        texts.into_iter().fold(self, Section::line)
    }

    /// Adds a paragraph of prose.
    #[must_use]
    pub fn prose(self, text: impl Into<Message>) -> Section {
        self.with(Block::Prose(text.into()))
    }

    /// Adds one of several paragraphs in a row.
    #[must_use]
    pub fn hanging(self, text: impl Into<Message>) -> Section {
        self.with(Block::Hanging(text.into()))
    }

    /// Adds a note on the table above.
    #[must_use]
    pub fn note(self, text: impl Into<Message>) -> Section {
        self.with(Block::Note(text.into()))
    }

    /// Adds a bullet list of sentences.
    #[must_use]
    pub fn bullets<T: Into<Message>>(self, texts: impl IntoIterator<Item = T>) -> Section {
        self.with(Block::Bullets(texts.into_iter().map(Into::into).collect()))
    }

    /// Adds a nested list of items with their depths.
    #[must_use]
    pub fn items<T: Into<Message>>(self, items: impl IntoIterator<Item = (usize, T)>) -> Section {
        let items = items.into_iter().map(|(depth, text)| Item { depth, text: text.into() });
        self.with(Block::Items(items.collect()))
    }

    /// Adds terms with their explanations.
    #[must_use]
    pub fn terms<T: Into<Message>>(self, terms: impl IntoIterator<Item = [T; 2]>) -> Section {
        self.with(Block::Terms(terms.into_iter().map(|term| term.map(Into::into)).collect()))
    }

    /// Adds a table for people.
    #[must_use]
    pub fn table(self, view: impl Into<View>) -> Section {
        self.with(Block::Table(view.into()))
    }

    /// Adds a chart, unless it has no marks.
    #[must_use]
    pub fn chart(self, chart: Chart) -> Section {
        if chart.line.is_none() && chart.is_empty() { self } else { self.with(Block::Chart(chart)) }
    }

    /// Adds a remark with its advice.
    #[must_use]
    pub fn remark(self, remark: Remark) -> Section {
        self.with(Block::Remark(remark))
    }

    /// Adds the blocks of another section.
    #[must_use]
    pub fn join(mut self, other: Section) -> Section {
        self.blocks.extend(other.blocks);
        self
    }
}

/// A finding with its code and place.
impl From<&Finding> for Remark {
    fn from(finding: &Finding) -> Remark {
        let message = finding.message.clone();
        let place = finding.place.said();
        Remark {
            kind: Some((finding.severity(), finding.code.to_string())),
            message: if finding.place == Place::default() {
                message
            } else {
                say!(figures::placed, place = place, message = message)
            },
            help: finding.remedy.as_ref().map(Remedy::message),
        }
    }
}

impl Remark {
    /// A remark of no kind: observation and advice.
    pub fn advice(message: impl Into<Message>, help: impl Into<Message>) -> Remark {
        Remark { kind: None, message: message.into(), help: Some(help.into()) }
    }
}

impl<T> Document<T> {
    /// The document with `f` applied to each text.
    pub fn map<U>(&self, f: &impl Fn(&T) -> U) -> Document<U> {
        let lead = |lead: &Lead<T>| Lead { text: f(&lead.text), is_command: lead.is_command };
        Document {
            title: f(&self.title),
            is_titled: self.is_titled,
            is_compact: self.is_compact,
            lead: self.lead.iter().map(lead).collect(),
            sections: self.sections.iter().map(|section| section.map(f)).collect(),
        }
    }
}

impl Document {
    /// The document in one language, ready for layout.
    pub fn in_language(&self, language: Language) -> Document<String> {
        self.map(&|text: &Message| text.say(language).into_owned())
    }
}

impl<T> Section<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Section<U> {
        Section {
            name: self.name.as_ref().map(f),
            blocks: self.blocks.iter().map(|block| block.map(f)).collect(),
        }
    }
}

impl<T> Block<T> {
    fn map<U>(&self, f: &impl Fn(&T) -> U) -> Block<U> {
        match self {
            Block::Heading(text) => Block::Heading(f(text)),
            Block::Line(text) => Block::Line(f(text)),
            Block::Command(text) => Block::Command(f(text)),
            Block::Prose(text) => Block::Prose(f(text)),
            Block::Hanging(text) => Block::Hanging(f(text)),
            Block::Note(text) => Block::Note(f(text)),
            Block::Bullets(texts) => Block::Bullets(texts.iter().map(f).collect()),
            Block::Items(items) => {
                let item = |item: &Item<T>| Item { depth: item.depth, text: f(&item.text) };
                Block::Items(items.iter().map(item).collect())
            }
            Block::Terms(terms) => {
                Block::Terms(terms.iter().map(|[name, what]| [f(name), f(what)]).collect())
            }
            Block::Table(view) => Block::Table(view.map(f)),
            Block::Chart(chart) => Block::Chart(chart.map(f)),
            Block::Remark(remark) => Block::Remark(Remark {
                kind: remark.kind.clone(),
                message: f(&remark.message),
                help: remark.help.as_ref().map(f),
            }),
        }
    }
}
