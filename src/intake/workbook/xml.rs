//! Tags and texts of XML, one after another, borrowed from the text. Only what packages of Office need: no
//! document types, no entities but the five of XML and characters by number.

use memchr::memchr;
use memchr::memmem;

use super::xml_text::{self, Slip};

/// Greatest number of elements within one another.
const DEEPEST: usize = 256;

/// A tag or a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// The start of an element, by its name without prefix.
    Start(&'a str),
    /// The end of the innermost open element.
    End,
    /// Text, its entities as written.
    Text(&'a str),
    /// Text of a `CDATA` section.
    Verbatim(&'a str),
    /// The end of the text.
    Over,
}

/// A position in XML.
#[derive(Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// Qualified names of the open elements.
    open: Vec<&'a str>,
    /// Whether `at` lies in a start tag.
    in_tag: bool,
    /// Whether the element just started ends with its tag.
    empty: bool,
}

/// The text of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// One text, its entities as written.
    Raw(&'a str),
    /// Several, decoded into the buffer.
    Built,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

impl<'a> Tokens<'a> {
    /// The start of `text`, within the elements `open` (outermost first).
    pub fn new(text: &'a str, open: &[&'a str]) -> Tokens<'a> {
        let text_start = if open.is_empty() && text.starts_with('\u{feff}') { 3 } else { 0 };
        Tokens { text, at: text_start, open: open.to_vec(), in_tag: false, empty: false }
    }

    /// Byte of the text that comes next.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Qualified names of the open elements, outermost first.
    pub fn open(&self) -> &[&'a str] {
        &self.open
    }

    /// Whether nothing follows.
    pub fn is_over(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Number of open elements.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    #[inline]
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn rest(&self, at: usize) -> &'a [u8] {
        self.text.as_bytes().get(at..).unwrap_or_default()
    }

    #[inline]
    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The next tag or text; comments and instructions are passed over.
    #[inline]
    pub fn next(&mut self) -> Result<Token<'a>, Slip> {
        while self.in_tag {
            self.attribute()?;
        }
        if self.empty {
            self.empty = false;
            self.open.pop();
            return Ok(Token::End);
        }
        loop {
            let start = self.at;
            match (self.byte(start), self.byte(start + 1)) {
                (None, _) => return Ok(Token::Over),
                (Some(b'<'), Some(b'/')) => return self.end(),
                (Some(b'<'), Some(b'!' | b'?')) => {
                    if let Some(text) = self.special()? {
                        return Ok(Token::Verbatim(text));
                    }
                }
                (Some(b'<'), _) => return self.start(),
                _ => {
                    let length = memchr(b'<', self.rest(start)).unwrap_or(self.text.len() - start);
                    self.at = start + length;
                    return Ok(Token::Text(self.slice(start, self.at)));
                }
            }
        }
    }

    #[inline]
    fn start(&mut self) -> Result<Token<'a>, Slip> {
        let start = self.at + 1;
        let (mut at, mut local) = (start, start);
        loop {
            match self.byte(at) {
                None => return Err(Slip::Cut),
                Some(b'>' | b'/') => break,
                Some(b':') => local = at + 1,
                Some(b'<' | b'"' | b'\'' | b'=') => return Err(Slip::Name),
                Some(byte) if is_blank(byte) => break,
                Some(_) => {}
            }
            at += 1;
        }
        if local == at {
            return Err(Slip::Name);
        }
        if self.open.len() >= DEEPEST {
            return Err(Slip::Deep);
        }
        self.open.push(self.slice(start, at));
        self.at = at;
        self.in_tag = true;
        Ok(Token::Start(self.slice(local, at)))
    }

    #[inline]
    fn end(&mut self) -> Result<Token<'a>, Slip> {
        let start = self.at + 2;
        let name = self.open.pop().ok_or(Slip::End)?;
        let mut at = start + name.len();
        if !self.rest(start).starts_with(name.as_bytes()) {
            return Err(if self.rest(start).len() < name.len() { Slip::Cut } else { Slip::End });
        }
        loop {
            match self.byte(at) {
                Some(b'>') => break,
                Some(byte) if is_blank(byte) => at += 1,
                Some(_) => return Err(Slip::End),
                None => return Err(Slip::Cut),
            }
        }
        self.at = at + 1;
        Ok(Token::End)
    }

    /// Passes a comment, an instruction or a `CDATA` section, whose text it returns.
    fn special(&mut self) -> Result<Option<&'a str>, Slip> {
        let rest = self.rest(self.at);
        let (opening, closing) = match rest {
            [b'<', b'!', b'-', b'-', ..] => ("<!--", "-->"),
            [b'<', b'?', ..] => ("<?", "?>"),
            _ if rest.starts_with(b"<![CDATA[") => ("<![CDATA[", "]]>"),
            _ if rest.starts_with(b"<!DOCTYPE") => return Err(Slip::DocumentType),
            _ => return Err(if rest.len() < 9 { Slip::Cut } else { Slip::Name }),
        };
        let start = self.at + opening.len();
        let length = memmem::find(self.rest(start), closing.as_bytes()).ok_or(Slip::Cut)?;
        self.at = start + length + closing.len();
        Ok((opening == "<![CDATA[").then(|| self.slice(start, start + length)))
    }

    /// The next attribute of the start tag just read: its name without prefix, and its value as written.
    #[inline]
    pub fn attribute(&mut self) -> Result<Option<(&'a str, &'a str)>, Slip> {
        if !self.in_tag {
            return Ok(None);
        }
        // Most attributes of worksheets are of this form.
        if let Some([b' ', b'a'..=b'z', b'=', b'"']) = self.text.as_bytes().get(self.at..self.at + 4) {
            return self.attribute_value(self.slice(self.at + 1, self.at + 2), b'"', self.at + 4);
        }
        let mut at = self.at;
        let spaced = self.byte(at).is_some_and(is_blank);
        while self.byte(at).is_some_and(is_blank) {
            at += 1;
        }
        match self.byte(at) {
            Some(b'>') => {
                (self.at, self.in_tag) = (at + 1, false);
                return Ok(None);
            }
            Some(b'/') if self.byte(at + 1) == Some(b'>') => {
                (self.at, self.in_tag, self.empty) = (at + 2, false, true);
                return Ok(None);
            }
            None => return Err(Slip::Cut),
            Some(_) if !spaced => return Err(Slip::Attribute),
            Some(_) => {}
        }
        let (mut name, start) = (at, at);
        loop {
            match self.byte(at) {
                Some(b'=') => break,
                Some(b':') => name = at + 1,
                Some(b'<' | b'>' | b'"' | b'\'') => return Err(Slip::Attribute),
                Some(byte) if is_blank(byte) => break,
                Some(_) => {}
                None => return Err(Slip::Cut),
            }
            at += 1;
        }
        let key = self.slice(name, at);
        while self.byte(at).is_some_and(is_blank) {
            at += 1;
        }
        if self.byte(at) != Some(b'=') || name == start && key.is_empty() {
            return Err(Slip::Attribute);
        }
        at += 1;
        while self.byte(at).is_some_and(is_blank) {
            at += 1;
        }
        let quote = self.byte(at).ok_or(Slip::Cut)?;
        if quote != b'"' && quote != b'\'' {
            return Err(Slip::Attribute);
        }
        self.attribute_value(key, quote, at + 1)
    }

    #[inline]
    fn attribute_value(
        &mut self,
        key: &'a str,
        quote: u8,
        from: usize,
    ) -> Result<Option<(&'a str, &'a str)>, Slip> {
        let length = self.rest(from).iter().position(|&byte| byte == quote).ok_or(Slip::Cut)?;
        self.at = from + length + 1;
        Ok(Some((key, self.slice(from, from + length))))
    }

    /// The text of an element `c` just started, its attributes read, that holds only `<v>text</v>`. The
    /// element is then passed; otherwise nothing is.
    #[inline]
    pub fn sole_value(&mut self) -> Option<&'a str> {
        if self.in_tag || self.empty || self.open.last() != Some(&"c") {
            return None;
        }
        let rest = self.rest(self.at).strip_prefix(b"<v>")?;
        let length = rest.iter().position(|&byte| byte == b'<')?;
        let closing = rest.get(length..length + 8)?;
        if closing != b"</v></c>" {
            return None;
        }
        let from = self.at + 3;
        self.at = from + length + closing.len();
        self.open.pop();
        Some(self.slice(from, from + length))
    }

    /// Passes the element just started.
    pub fn skip(&mut self) -> Result<(), Slip> {
        let outside = self.open.len() - 1;
        loop {
            match self.next()? {
                Token::End if self.open.len() == outside => return Ok(()),
                Token::Over => return Err(Slip::Cut),
                _ => {}
            }
        }
    }

    /// The text of the element just started, without that of elements in it; several texts are put together
    /// in `buffer`.
    #[inline]
    pub fn content(&mut self, buffer: &mut String) -> Result<Content<'a>, Slip> {
        let first = match self.next()? {
            Token::End => return Ok(Content::Raw("")),
            Token::Text(raw) => {
                // The end tag follows at once nearly always.
                if self.rest(self.at).starts_with(b"</") {
                    self.end()?;
                    return Ok(Content::Raw(raw));
                }
                Token::Text(raw)
            }
            other => other,
        };
        buffer.clear();
        let mut token = first;
        loop {
            match token {
                Token::Text(raw) => xml_text::decode(raw, buffer)?,
                Token::Verbatim(text) => xml_text::clean(text, buffer),
                Token::Start(_) => self.skip()?,
                Token::End => return Ok(Content::Built),
                Token::Over => return Err(Slip::Cut),
            }
            token = self.next()?;
        }
    }

    /// The start of the root element by its name.
    pub fn root(&mut self) -> Result<&'a str, Slip> {
        loop {
            match self.next()? {
                Token::Start(name) => return Ok(name),
                Token::Over => return Err(Slip::Cut),
                Token::Text(text) if text.trim_ascii().is_empty() => {}
                _ => return Err(Slip::Name),
            }
        }
    }

    /// The next element in the open one, by its name; `None` at the end of the open one.
    pub fn child(&mut self) -> Result<Option<&'a str>, Slip> {
        loop {
            match self.next()? {
                Token::Start(name) => return Ok(Some(name)),
                Token::End => return Ok(None),
                Token::Over => return Err(Slip::Cut),
                Token::Text(_) | Token::Verbatim(_) => {}
            }
        }
    }

    /// Checks that nothing follows the root element.
    pub fn finish(&mut self) -> Result<(), Slip> {
        loop {
            match self.next()? {
                Token::Over => return Ok(()),
                Token::Text(text) if text.bytes().all(|byte| is_blank(byte) || byte == 0) => {}
                _ => return Err(Slip::Second),
            }
        }
    }
}
