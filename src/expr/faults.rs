//! Faults of one rule, collected while it is read.

use std::ops::Range;

use super::fault::{Fault, short};
use super::tokens::Tokens;
use crate::finding::Code;
use crate::words::Message;

#[derive(Debug)]
pub(super) struct Faults<'t> {
    tokens: &'t Tokens<'t>,
    list: Vec<Fault>,
}

impl<'t> Faults<'t> {
    pub(super) fn new(tokens: &'t Tokens<'t>) -> Faults<'t> {
        Faults { tokens, list: Vec::new() }
    }

    /// Adds a fault in the tokens `span`.
    pub(super) fn push(
        &mut self,
        code: Code,
        span: &Range<usize>,
        message: Message,
        help: impl Into<Option<Message>>,
    ) {
        self.list.push(Fault { code, message, help: help.into(), span: self.tokens.bytes(span) });
    }

    /// The text of the tokens `span`.
    pub(super) fn text(&self, span: &Range<usize>) -> &str {
        &self.tokens.source[self.tokens.bytes(span)]
    }

    /// The text of the tokens `span`, short enough for a message.
    pub(super) fn short(&self, span: &Range<usize>) -> String {
        short(self.text(span))
    }

    /// The faults in the order of the rule's text.
    pub(super) fn finish(mut self) -> Vec<Fault> {
        self.list.sort_by_key(|fault| (fault.span.start, fault.span.end));
        self.list.dedup();
        self.list
    }
}
