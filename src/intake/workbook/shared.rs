//! Shared strings: one text with the positions of its cells, each already written as in a record.

use super::fault::{Bound, Damage, Fault};
use super::limits::Limits;
use super::pieces::{self, Cutter, Grammar, Piece};
use super::record;
use super::unpack::Unpack;
use super::xml::{Content, Tokens};
use super::xml_text::{self, Slip};

const GRAMMAR: Grammar = Grammar { container: "sst", record: "si", depth: 0 };

#[derive(Debug, Default)]
pub(crate) struct Shared {
    text: String,
    /// Ends of the strings in the text.
    ends: Vec<u32>,
}

impl Shared {
    /// The string at `index`, as a cell of a record.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index {
            0 => 0,
            _ => *self.ends.get(index - 1)? as usize,
        };
        self.text.get(start..end)
    }

    /// Reads the strings of a part.
    pub fn read(unpack: Unpack<'_>, limits: Limits<'_>) -> Result<Shared, Fault> {
        let part = unpack.part.clone();
        let mut all = Shared::default();
        let mut cutter = Cutter::new(unpack, GRAMMAR);
        pieces::each(
            &mut cutter,
            Vec::new(),
            |piece| strings(&part, piece),
            |_, parsed| all.add(&parsed?, &part, limits),
        )?;
        Ok(all)
    }

    fn add(&mut self, more: &Shared, part: &str, limits: Limits<'_>) -> Result<(), Fault> {
        let most = limits.text.min(u32::MAX as usize);
        if self.text.len() + more.text.len() > most {
            return Err(Fault::too_large(part, Bound::Text(most)));
        }
        let base = self.text.len() as u32;
        record::append(&mut self.text, &more.text, limits)?;
        if self.ends.capacity() - self.ends.len() < more.ends.len() {
            let capacity = (self.ends.capacity() * 2).max(self.ends.len() + more.ends.len());
            limits.ask(capacity * size_of::<u32>())?;
            let more = capacity - self.ends.len();
            self.ends
                .try_reserve_exact(more)
                .map_err(|_| Fault::Memory { bytes: more * size_of::<u32>() })?;
        }
        self.ends.extend(more.ends.iter().map(|end| base + end));
        Ok(())
    }
}

/// The strings of `piece`, which can hold no more bytes than four times its own.
fn strings(part: &str, piece: &Piece) -> Result<Shared, Fault> {
    let mut found = Shared::default();
    let mut tokens = piece.tokens();
    let fault = |tokens: &Tokens<'_>, slip| piece.fault(part, tokens, slip);
    if piece.open.is_empty() {
        let root = tokens.root().map_err(|slip| fault(&tokens, slip))?;
        if root != GRAMMAR.container {
            return Err(Fault::damaged(part, Damage::Root(root.to_owned())));
        }
    }
    let (mut cell, mut buffer) = (String::new(), String::new());
    loop {
        let read = match tokens.child() {
            Ok(Some("si")) => {
                cell.clear();
                string(&mut tokens, &mut cell, &mut buffer)
            }
            Ok(Some(_)) => {
                tokens.skip().map_err(|slip| fault(&tokens, slip))?;
                continue;
            }
            Ok(None) => break,
            Err(Slip::Cut) if !piece.last && tokens.is_over() => return Ok(found),
            Err(slip) => Err(slip),
        };
        read.map_err(|slip| fault(&tokens, slip))?;
        record::push(&cell, &mut found.text);
        found.ends.push(u32::try_from(found.text.len()).unwrap_or(u32::MAX));
    }
    tokens.finish().map_err(|slip| fault(&tokens, slip))?;
    Ok(found)
}

/// Appends the text of the `si` or `is` element just started to `out`: its own or that of its runs, without
/// phonetic hints.
pub(crate) fn string(tokens: &mut Tokens<'_>, out: &mut String, buffer: &mut String) -> Result<(), Slip> {
    let outside = tokens.depth();
    loop {
        match tokens.child()? {
            Some("t") => {
                let from = out.len();
                match tokens.content(buffer)? {
                    Content::Raw(raw) => xml_text::decode(raw, out)?,
                    Content::Built => out.push_str(buffer),
                }
                xml_text::unescape(out, from);
            }
            Some("r") => {}
            Some(_) => tokens.skip()?,
            None if tokens.depth() < outside => return Ok(()),
            None => {}
        }
    }
}
