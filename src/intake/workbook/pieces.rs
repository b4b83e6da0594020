//! A large part in pieces of whole records (rows, shared strings), to be parsed in parallel while the next
//! ones are inflated.

use memchr::{memchr2_iter, memmem};
use rayon::prelude::*;

use super::fault::{Bound, Damage, Fault};
use super::unpack::{self, Unpack};
use super::xml::{Token, Tokens};
use super::xml_text::Slip;

/// Bytes of a piece, but for the record that it ends with.
const PIECE: usize = 1 << 20;
/// Pieces parsed at once.
const WAVE: usize = 16;
/// Greatest number of bytes of a record, or of what stands before the first one.
pub(crate) const STRETCH: usize = 16 << 20;
/// Greatest number of bytes after the last record.
const TAIL: usize = 128 << 20;

/// Elements that hold the records, and records.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grammar {
    /// The element with the records: `sheetData`, `sst`.
    pub container: &'static str,
    /// A record: `row`, `si`.
    pub record: &'static str,
    /// Number of elements around the container.
    pub depth: usize,
}

/// A piece of a part.
#[derive(Debug)]
pub(crate) struct Piece {
    pub text: String,
    /// Byte of the part at which the piece starts.
    pub start: u64,
    /// Qualified names of the elements open at its start, outermost first.
    pub open: Vec<String>,
    /// Whether the part ends with it.
    pub last: bool,
}

impl Piece {
    /// The start of the piece.
    pub fn tokens(&self) -> Tokens<'_> {
        let open: Vec<&str> = self.open.iter().map(String::as_str).collect();
        Tokens::new(&self.text, &open)
    }

    /// The fault of `slip` where `tokens` stand.
    pub fn fault(&self, part: &str, tokens: &Tokens<'_>, slip: Slip) -> Fault {
        Fault::damaged(part, Damage::Xml { at: self.start + tokens.at() as u64, slip })
    }
}

/// Names of tags as written in this part.
struct Tags {
    /// Elements open around the records.
    open: Vec<String>,
    /// `</row`, with its prefix.
    record: Vec<u8>,
    /// `</sheetData`, with its prefix.
    container: Vec<u8>,
}

pub(crate) struct Cutter<'a> {
    unpack: Unpack<'a>,
    grammar: Grammar,
    tags: Option<Tags>,
    /// Whether a piece has been given.
    begun: bool,
    in_tail: bool,
    done: bool,
    carry: Vec<u8>,
    start: u64,
}

impl<'a> Cutter<'a> {
    pub fn new(unpack: Unpack<'a>, grammar: Grammar) -> Cutter<'a> {
        let (tags, begun, in_tail, done, carry) = (None, false, false, false, Vec::new());
        Cutter { unpack, grammar, tags, begun, in_tail, done, carry, start: 0 }
    }

    /// The next piece.
    pub fn piece(&mut self) -> Result<Option<Piece>, Fault> {
        if self.done {
            return Ok(None);
        }
        let mut bytes = std::mem::take(&mut self.carry);
        loop {
            let count = if bytes.len() < PIECE { PIECE - bytes.len() } else { PIECE };
            if bytes.len() >= PIECE {
                self.unpack.limits().ask(bytes.len() + count)?;
            }
            self.unpack.more(count, &mut bytes)?;
            if self.start == 0 {
                unpack::encoding(&self.unpack.part, &bytes)?;
            }
            if self.unpack.over() {
                self.done = true;
                return self.made(bytes).map(Some);
            }
            if let Some(cut) = self.cut(&bytes)? {
                self.carry = bytes.split_off(cut.min(bytes.len()));
                return self.made(bytes).map(Some);
            }
            let most = if self.in_tail { TAIL } else { STRETCH };
            if bytes.len() > most {
                return Err(Fault::too_large(&self.unpack.part, Bound::Stretch(most)));
            }
        }
    }

    fn made(&mut self, bytes: Vec<u8>) -> Result<Piece, Fault> {
        let (start, length) = (self.start, bytes.len() as u64);
        let text = unpack::text(&self.unpack.part, bytes, start)?;
        let open = match &self.tags {
            Some(tags) if self.begun => tags.open.clone(),
            _ => Vec::new(),
        };
        self.begun = true;
        self.start += length;
        Ok(Piece { text, start, open, last: self.done })
    }

    /// Several pieces; none at the end.
    fn wave(&mut self) -> Result<Vec<Piece>, Fault> {
        let mut wave = Vec::new();
        while wave.len() < WAVE
            && let Some(piece) = self.piece()?
        {
            wave.push(piece);
        }
        Ok(wave)
    }

    /// The end of the last whole record in `bytes`.
    fn cut(&mut self, bytes: &[u8]) -> Result<Option<usize>, Fault> {
        if self.in_tail {
            return Ok(None);
        }
        if self.tags.is_none() {
            self.tags = self.tags(bytes)?;
        }
        let Some(tags) = &self.tags else { return Ok(None) };
        let spans = spans(bytes);
        let free = |at: usize| {
            let after = spans.partition_point(|&(from, _)| from <= at);
            after.checked_sub(1).and_then(|before| spans.get(before)).is_none_or(|&(_, to)| at >= to)
        };
        let mut end = bytes.len();
        if let Some(close) = memmem::find_iter(bytes, &tags.container).find(|&at| free(at)) {
            self.in_tail = true;
            end = close;
        }
        let before = bytes.get(..end).unwrap_or_default();
        let mut found = memmem::rfind_iter(before, &tags.record);
        Ok(found.find_map(|at| {
            let name_end = at + tags.record.len();
            let rest = before.get(name_end..).unwrap_or_default();
            let close = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
            (rest.get(close) == Some(&b'>') && free(at)).then_some(name_end + close + 1)
        }))
    }

    /// Names of tags, once the container has been reached.
    fn tags(&self, bytes: &[u8]) -> Result<Option<Tags>, Fault> {
        let head = match str::from_utf8(bytes) {
            Ok(text) => text,
            Err(fault) => bytes
                .get(..fault.valid_up_to())
                .and_then(|valid| str::from_utf8(valid).ok())
                .unwrap_or_default(),
        };
        let mut tokens = Tokens::new(head, &[]);
        loop {
            match tokens.next() {
                Ok(Token::Start(name)) if name == self.grammar.container => {
                    if tokens.depth() == self.grammar.depth + 1 {
                        break;
                    }
                }
                Ok(Token::Over) | Err(Slip::Cut) => return Ok(None),
                Ok(_) => {}
                Err(slip) => {
                    let at = tokens.at() as u64;
                    return Err(Fault::damaged(&self.unpack.part, Damage::Xml { at, slip }));
                }
            }
        }
        let open: Vec<String> = tokens.open().iter().map(|&name| name.to_owned()).collect();
        let container = open.last().map_or("", String::as_str);
        let prefix = container.strip_suffix(self.grammar.container).unwrap_or_default();
        let record = format!("</{prefix}{}", self.grammar.record).into_bytes();
        let container = format!("</{container}").into_bytes();
        Ok(Some(Tags { open, record, container }))
    }
}

/// Comments, instructions and `CDATA` sections in `bytes`; one without an end lasts for ever.
fn spans(bytes: &[u8]) -> Vec<(usize, usize)> {
    let (mut spans, mut end) = (Vec::new(), 0);
    for at in memchr2_iter(b'!', b'?', bytes) {
        if at < end.max(1) || bytes.get(at - 1) != Some(&b'<') {
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let closing: &[u8] = match rest {
            [b'?', ..] => b"?>",
            [b'!', b'[', ..] => b"]]>",
            _ => b"-->",
        };
        end = memmem::find(rest, closing).map_or(usize::MAX, |length| at + length + closing.len());
        spans.push((at - 1, end));
    }
    spans
}

/// Parses the pieces `held` and those that `cutter` still has: pieces in parallel with one another and with
/// the inflation of the next; results are absorbed in order.
pub(crate) fn each<T: Send>(
    cutter: &mut Cutter<'_>,
    held: Vec<Piece>,
    parse: impl Fn(&Piece) -> T + Sync,
    mut absorb: impl FnMut(&Piece, T) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut wave = if held.is_empty() { cutter.wave()? } else { held };
    while !wave.is_empty() {
        let (next, parsed) =
            rayon::join(|| cutter.wave(), || wave.par_iter().with_max_len(1).map(&parse).collect::<Vec<T>>());
        for (piece, result) in wave.iter().zip(parsed) {
            absorb(piece, result)?;
        }
        wave = next?;
    }
    Ok(())
}
