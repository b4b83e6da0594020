//! Cells of a worksheet as text.

use super::address::Address;
use super::fault::Damage;
use super::formats::Format;
use super::numbers;
use super::rows::{Line, Reader};
use super::shared;
use super::tail::Trouble;
use super::xml::Content;
use super::xml_text::{self, index};

/// What a cell holds by its attributes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Boolean,
    Error,
    Day,
}

/// Elements of a cell.
#[derive(Default)]
struct Elements<'a> {
    value: Option<Content<'a>>,
    formula: bool,
    inline: bool,
}

impl<'a> Reader<'a> {
    /// Reads the cell just started.
    #[inline]
    pub(crate) fn cell(&mut self, line: &mut Line) -> Result<(), Trouble> {
        let (mut written, mut style, mut kind) = (None, None, Kind::Number);
        while let Some((key, value)) = self.tokens.attribute()? {
            match key {
                "r" => written = Some(value),
                "s" => style = Some(value),
                "t" => {
                    kind = match value {
                        "s" => Kind::Shared,
                        "n" => Kind::Number,
                        "b" => Kind::Boolean,
                        "e" => Kind::Error,
                        "d" => Kind::Day,
                        _ => Kind::Text,
                    }
                }
                _ => {}
            }
        }
        let place = self.place(line, written)?;
        if let Some(raw) = self.tokens.sole_value() {
            let start = self.go(line, place)?;
            if !raw.is_empty() {
                self.value(kind, raw, style, place)?;
            }
            self.settle(line, place, start);
            return Ok(());
        }
        let elements = self.elements()?;
        let raw = match elements.value {
            Some(Content::Raw(raw)) => Some(raw),
            Some(Content::Built) => None,
            None if !elements.formula && !elements.inline => return Ok(()),
            None => Some(""),
        };
        let start = self.go(line, place)?;
        match raw {
            Some("") if elements.inline => self.sink.cell(&self.cell)?,
            // A text without characters is a value.
            Some("") if elements.formula && !(kind == Kind::Text && elements.value.is_some()) => {
                self.without_value(place)?;
            }
            Some("") => {}
            Some(raw) => self.value(kind, raw, style, place)?,
            None => {
                let value = std::mem::take(&mut self.value);
                self.value(kind, &value, style, place)?;
                self.value = value;
            }
        }
        self.settle(line, place, start);
        Ok(())
    }

    #[inline]
    fn elements(&mut self) -> Result<Elements<'a>, Trouble> {
        let mut elements = Elements::default();
        while let Some(name) = self.tokens.child()? {
            match name {
                "v" => elements.value = Some(self.tokens.content(&mut self.value)?),
                "f" => {
                    elements.formula = true;
                    if let Content::Raw(raw) = self.tokens.content(&mut self.formula)? {
                        self.formula.clear();
                        xml_text::decode(raw, &mut self.formula)?;
                    }
                }
                "is" => {
                    elements.inline = true;
                    self.cell.clear();
                    shared::string(&mut self.tokens, &mut self.cell, &mut self.formula)?;
                }
                _ => self.tokens.skip()?,
            }
        }
        Ok(elements)
    }

    /// Writes a formula that has no value.
    fn without_value(&mut self, place: Address) -> Result<(), Trouble> {
        self.part.notes.without_value.add(place);
        self.cell.clear();
        self.cell.push('=');
        self.cell.push_str(if self.formula.is_empty() { "…" } else { &self.formula });
        Ok(self.sink.cell(&self.cell)?)
    }

    #[inline]
    fn value(&mut self, kind: Kind, raw: &str, style: Option<&str>, place: Address) -> Result<(), Trouble> {
        match kind {
            Kind::Shared => {
                let found = index(raw.trim_ascii()).and_then(|index| self.task.setting.shared.get(index));
                match found {
                    Some(cell) => self.sink.push(cell)?,
                    None => {
                        let index = raw.chars().take(20).collect();
                        return Err(Trouble::Damage(Damage::SharedString { cell: place, index }));
                    }
                }
            }
            Kind::Number => self.number(raw, style, place)?,
            Kind::Boolean => match raw.trim_ascii() {
                "1" | "true" => self.sink.push("TRUE")?,
                "0" | "false" => self.sink.push("FALSE")?,
                _ => self.text(raw)?,
            },
            Kind::Error => {
                self.part.notes.errors.add(place);
                self.text(raw)?;
            }
            Kind::Text => self.text(raw)?,
            Kind::Day => {
                let day = raw.trim_ascii().trim_end_matches('Z');
                match day.split_once('T') {
                    Some((day, "00:00:00" | "00:00:00.000" | "00:00")) => self.text(day)?,
                    Some((day, time)) => self.text(&format!("{day} {time}"))?,
                    None => self.text(day)?,
                }
            }
        }
        Ok(())
    }

    /// Writes a text as it is written in XML.
    fn text(&mut self, raw: &str) -> Result<(), Trouble> {
        self.cell.clear();
        xml_text::decode(raw, &mut self.cell)?;
        xml_text::unescape(&mut self.cell, 0);
        Ok(self.sink.cell(&self.cell)?)
    }

    #[inline]
    fn number(&mut self, raw: &str, style: Option<&str>, place: Address) -> Result<(), Trouble> {
        let format = match style {
            None => Format::General,
            Some(style) => self.task.setting.styles.get(style).ok_or_else(|| {
                let index = style.chars().take(20).collect();
                Trouble::Damage(Damage::Style { cell: place, index })
            })?,
        };
        if format == Format::Scaled {
            self.part.notes.scaled.add(place);
        }
        if matches!(format, Format::General | Format::Scaled)
            && let Some(length) = numbers::plain(raw.as_bytes())
        {
            return Ok(self.sink.push(raw.get(..length).unwrap_or_default())?);
        }
        match numbers::parse(raw) {
            Some(value) => {
                self.cell.clear();
                numbers::push(value, format, self.task.setting.epoch, &mut self.cell);
                Ok(self.sink.push(&self.cell)?)
            }
            None => {
                self.part.notes.not_numbers.add(place);
                self.text(raw)
            }
        }
    }
}
