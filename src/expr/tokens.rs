//! Splits the text of a rule into tokens, each with its bytes. Tokens that no rule can contain are refused
//! here, at their exact place.
//!
//! Keywords and names are distinguished before parsing: the language's few keywords keep their meaning, and
//! every other word is a name. A field may therefore be called `position` or `user`, and the parser reads no
//! other part of SQL.

use std::ops::Range;

use sqlparser::dialect::Dialect;
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Location, Span, Token, TokenWithSpan, Tokenizer, Whitespace};

use super::fault::{Fault, short};
use super::{MAX_BYTES, MAX_OPERATORS, Scope};
use crate::finding::Code;
use crate::words::{Message, say};

/// Characters of names: letters of any script, digits and `_`; anything between `"` or backticks.
#[derive(Debug)]
pub(super) struct Rules;

impl Dialect for Rules {
    fn is_identifier_start(&self, c: char) -> bool {
        c.is_alphabetic() || c == '_'
    }

    fn is_identifier_part(&self, c: char) -> bool {
        c.is_alphabetic() || c.is_ascii_digit() || c == '_'
    }

    /// A keyword is never a name. The fault of a CASE without END is therefore the missing END.
    fn is_reserved_for_identifier(&self, keyword: Keyword) -> bool {
        is_keyword(keyword)
    }
}

/// The tokens of a rule; blanks are left out.
#[derive(Debug)]
pub(super) struct Tokens<'s> {
    /// The rule as written.
    pub(super) source: &'s str,
    /// The tokens. Each one's location is its position, from 1, so that spans of the syntax tree count
    /// tokens.
    pub(super) tokens: Vec<TokenWithSpan>,
    bytes: Vec<Range<usize>>,
    /// For each token its own position; for an opening parenthesis, the position of the closing one.
    closing: Vec<usize>,
}

impl<'s> Tokens<'s> {
    /// Splits the rule into tokens.
    ///
    /// # Errors
    /// Every token that no rule can contain.
    pub(super) fn read(source: &'s str, scope: &Scope) -> Result<Tokens<'s>, Vec<Fault>> {
        if source.len() > MAX_BYTES {
            let message = say!(expr::long, bytes = source.len(), most = MAX_BYTES);
            let help = Some(say!(expr::name_parts));
            return Err(vec![Fault { code: Code::RuleUnsupported, message, help, span: 0..source.len() }]);
        }
        let places = Places::new(source);
        let mut all = Vec::new();
        let broken = Tokenizer::new(&Rules, source).tokenize_with_location_into_buf(&mut all).err();
        let mut tokens = Tokens { source, tokens: Vec::new(), bytes: Vec::new(), closing: Vec::new() };
        let mut faults = Vec::new();
        for token in all {
            let bytes = places.byte(token.span.start)..places.byte(token.span.end);
            match token.token {
                Token::Whitespace(Whitespace::Space | Whitespace::Newline | Whitespace::Tab) => {}
                token => tokens.push(token, bytes),
            }
        }
        tokens.sort_words(scope);
        tokens.refuse(&mut faults);
        if let Some(error) = broken {
            // The tokenizer reports an unclosed comment at the end of the text. The fault begins at its `/*`.
            let start = places.byte(error.location);
            let start = if start < source.len() { start } else { source.rfind("/*").unwrap_or(0) };
            let span = start..source.len();
            let message = say!(expr::open, text = short(&source[span.clone()]));
            let help = Some(say!(expr::open_help));
            faults.push(Fault { code: Code::RuleSyntax, message, help, span });
        }
        if tokens.tokens.is_empty() && faults.is_empty() {
            let (message, help) = (say!(expr::empty), Some(say!(expr::empty_help)));
            faults.push(Fault { code: Code::RuleSyntax, message, help, span: 0..source.len() });
        }
        if faults.is_empty() { Ok(tokens) } else { Err(faults) }
    }

    fn push(&mut self, token: Token, bytes: Range<usize>) {
        let own = self.tokens.len() as u64 + 1;
        let at = |column| Location { line: 1, column };
        self.tokens.push(TokenWithSpan { token, span: Span { start: at(own), end: at(own + 1) } });
        self.bytes.push(bytes);
    }

    /// Turns every word that is no keyword into a name, and pairs the parentheses.
    fn sort_words(&mut self, scope: &Scope) {
        let mut open = Vec::new();
        self.closing = (0..self.tokens.len()).collect();
        for at in 0..self.tokens.len() {
            let is = |at: Option<usize>, wanted: fn(&Token) -> bool| {
                at.and_then(|at| self.get(at)).is_some_and(wanted)
            };
            let after_period = is(at.checked_sub(1), |token| *token == Token::Period);
            let before_period = is(Some(at + 1), |token| *token == Token::Period);
            let before_text = is(Some(at + 1), |token| matches!(token, Token::SingleQuotedString(_)));
            match &mut self.tokens[at].token {
                Token::LParen => open.push(at),
                Token::RParen => {
                    if let Some(opening) = open.pop() {
                        self.closing[opening] = at;
                    }
                }
                Token::Word(word) if word.quote_style.is_none() => {
                    let meant = match word.keyword {
                        Keyword::DATE => before_text,
                        keyword if is_keyword(keyword) => !after_period,
                        keyword if foreign_word(keyword).is_some() => {
                            !after_period && !before_period && scope.meanings(&word.value).is_empty()
                        }
                        _ => false,
                    };
                    if !meant {
                        word.keyword = Keyword::NoKeyword;
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds a fault for each token that no rule can contain, and one for too many operators.
    fn refuse(&self, faults: &mut Vec<Fault>) {
        let mut operators = 0;
        for (token, bytes) in self.tokens.iter().zip(&self.bytes) {
            operators += usize::from(is_operator(&token.token));
            if let Some(help) = foreign(&token.token) {
                let message = say!(expr::outside, text = short(&self.source[bytes.clone()]));
                faults.push(Fault { code: Code::RuleUnsupported, message, help, span: bytes.clone() });
            }
        }
        if operators > MAX_OPERATORS {
            let message = say!(expr::many_operators, count = operators, most = MAX_OPERATORS);
            let help = Some(say!(expr::name_parts));
            faults.push(Fault { code: Code::RuleUnsupported, message, help, span: 0..self.source.len() });
        }
    }

    /// The bytes of the tokens `span`; the end of the rule for an empty span.
    pub(super) fn bytes(&self, span: &Range<usize>) -> Range<usize> {
        let last = span.end.min(self.bytes.len()).checked_sub(1);
        match (self.bytes.get(span.start), last.and_then(|last| self.bytes.get(last))) {
            (Some(first), Some(last)) if first.start <= last.start => first.start..last.end,
            _ => self.source.len()..self.source.len(),
        }
    }

    pub(super) fn get(&self, position: usize) -> Option<&Token> {
        self.tokens.get(position).map(|token| &token.token)
    }

    /// The parenthesis that closes the one at `position`; `position` itself for another token.
    pub(super) fn closing(&self, position: usize) -> usize {
        self.closing.get(position).copied().unwrap_or(position)
    }

    /// The position of the token at `location`; the end of the rule for the empty location.
    pub(super) fn position(&self, location: Location) -> usize {
        usize::try_from(location.column)
            .ok()
            .and_then(|column| column.checked_sub(1))
            .unwrap_or(self.tokens.len())
    }

    pub(super) fn whole(&self) -> Range<usize> {
        0..self.tokens.len()
    }
}

/// Lines and columns of characters → bytes.
struct Places {
    /// Where each character starts, then the end of the text.
    characters: Vec<usize>,
    /// The first character of each line.
    lines: Vec<usize>,
}

impl Places {
    fn new(text: &str) -> Places {
        let mut lines = vec![0];
        let mut characters = Vec::with_capacity(text.len() + 1);
        for (byte, c) in text.char_indices() {
            characters.push(byte);
            if c == '\n' {
                lines.push(characters.len());
            }
        }
        characters.push(text.len());
        Places { characters, lines }
    }

    fn byte(&self, location: Location) -> usize {
        let at = |from_one: u64| usize::try_from(from_one.saturating_sub(1)).unwrap_or(usize::MAX);
        let end = self.characters.len() - 1;
        let line = self.lines.get(at(location.line)).copied().unwrap_or(end);
        self.characters[line.saturating_add(at(location.column)).min(end)]
    }
}

/// Whether the word keeps its SQL meaning.
fn is_keyword(keyword: Keyword) -> bool {
    use Keyword as K;
    matches!(
        keyword,
        K::AND
            | K::OR
            | K::NOT
            | K::IN
            | K::BETWEEN
            | K::LIKE
            | K::ESCAPE
            | K::IS
            | K::NULL
            | K::TRUE
            | K::FALSE
            | K::CASE
            | K::WHEN
            | K::THEN
            | K::ELSE
            | K::END
    )
}

/// Whether the token is an operator. A long chain of operators makes a deep syntax tree.
fn is_operator(token: &Token) -> bool {
    match token {
        Token::Word(word) => word.keyword != Keyword::NoKeyword,
        Token::Number(..) | Token::SingleQuotedString(_) | Token::Comma => false,
        Token::LParen | Token::RParen | Token::Period => false,
        _ => true,
    }
}

/// Replacements for SQL words outside the language.
fn foreign_word(keyword: Keyword) -> Option<Message> {
    use Keyword as K;
    Some(match keyword {
        K::SELECT | K::EXISTS | K::OVER | K::DISTINCT | K::FILTER => say!(expr::one_firm),
        K::CAST | K::TRY_CAST | K::CONVERT => say!(expr::convert),
        K::EXTRACT | K::INTERVAL => say!(expr::compare_day),
        K::TIMESTAMP | K::CURRENT_DATE | K::CURRENT_TIMESTAMP => say!(expr::day_help),
        K::ILIKE | K::SIMILAR | K::RLIKE | K::REGEXP => say!(expr::write_like),
        K::COLLATE => say!(expr::by_character),
        K::UNKNOWN => say!(expr::write, code = "IS NULL"),
        K::DIV => say!(expr::write, code = "FLOOR(x / y)"),
        K::XOR => say!(expr::write_exclusive_or),
        K::ANY | K::ALL | K::SOME => say!(expr::write_any),
        _ => return None,
    })
}

/// `Some(help)` for a token that no rule can contain; `Some(None)` without advice.
fn foreign(token: &Token) -> Option<Option<Message>> {
    let sign = |sign: &str| say!(expr::write_sign, sign = sign);
    Some(Some(match token {
        Token::Word(word) => return foreign_word(word.keyword).map(Some),
        Token::Number(_, false) | Token::SingleQuotedString(_) | Token::Comma => return None,
        Token::Eq | Token::Neq | Token::Lt | Token::Gt | Token::LtEq | Token::GtEq => return None,
        Token::Plus | Token::Minus | Token::Mul | Token::Div | Token::Mod => return None,
        Token::LParen | Token::RParen | Token::Period => return None,
        Token::Number(..) => say!(expr::write_plain_number),
        Token::Whitespace(_) => say!(expr::no_comments),
        Token::DoubleEq => sign("="),
        Token::Overlap => say!(expr::write, code = "AND"),
        Token::StringConcat => say!(expr::write_or),
        Token::ExclamationMark => say!(expr::write, code = "NOT"),
        Token::RArrow => sign(">="),
        Token::Tilde => say!(expr::write_like),
        Token::Caret => say!(expr::write, code = "POWER(x, y)"),
        Token::SemiColon => say!(expr::no_semicolon),
        Token::DoubleColon => say!(expr::convert),
        Token::Char('×') => sign("*"),
        Token::Char('÷') => sign("/"),
        Token::Char('≥') => sign(">="),
        Token::Char('≤') => sign("<="),
        Token::Char('≠') => sign("<>"),
        Token::Char('“' | '”' | '‘' | '’') => say!(expr::straight_quotes),
        Token::Char(c @ '\u{ff01}'..='\u{ff5e}') => {
            // Each full-width form is its ASCII character plus 0xfee0.
            let narrow = char::from_u32(u32::from(*c) - 0xfee0).unwrap_or(*c);
            say!(expr::write_half_width, sign = narrow)
        }
        Token::NationalStringLiteral(_) | Token::HexStringLiteral(_) | Token::EscapedStringLiteral(_) => {
            say!(expr::no_letters)
        }
        _ => return Some(None),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Vec<(String, Range<usize>)> {
        let scope = Scope::default();
        let tokens = Tokens::read(source, &scope).unwrap();
        let texts = (0..tokens.tokens.len()).map(|at| {
            let bytes = tokens.bytes(&(at..at + 1));
            (source[bytes.clone()].to_owned(), bytes)
        });
        texts.collect()
    }

    #[test]
    fn bytes_are_right_after_wide_characters_and_line_ends() {
        let tokens = read("营收 >\r\n '苏''州' \n+ \"𝄞 x\"");
        let texts: Vec<&str> = tokens.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["营收", ">", "'苏''州'", "+", "\"𝄞 x\""]);
        assert_eq!(tokens[2].1, 11..21);
    }

    #[test]
    fn words_outside_the_language_are_names_unless_they_are_sql_left_out() {
        let mut scope = Scope::default();
        let keywords = |source: &str, scope: &Scope| -> Result<Vec<Keyword>, Vec<Fault>> {
            let tokens = Tokens::read(source, scope)?;
            let words = tokens.tokens.iter().filter_map(|token| match &token.token {
                Token::Word(word) => Some(word.keyword),
                _ => None,
            });
            Ok(words.collect())
        };
        assert_eq!(keywords("position", &scope), Ok(vec![Keyword::NoKeyword]));
        assert_eq!(keywords("date", &scope), Ok(vec![Keyword::NoKeyword]));
        assert_eq!(keywords("date '2020-01-01'", &scope), Ok(vec![Keyword::DATE]));
        assert_eq!(keywords("interval", &scope).unwrap_err()[0].span, 0..8);
        scope.add("interval", crate::firms::Kind::Number);
        assert_eq!(keywords("interval", &scope), Ok(vec![Keyword::NoKeyword]));
    }
}
