//! Frequent errors in TOML and their corrections: marks of a Chinese keyboard, paths with backslashes,
//! percentages, words without quotation marks.

use std::ops::Range;

use crate::words::{Message, say};

/// Help for the line of `span`, on which the TOML reader reports `message`.
pub(super) fn instead(text: &str, span: &Range<usize>, message: &str) -> Option<Message> {
    let at = span.start.min(text.len());
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    if let Some(help) = outside_texts(line).into_iter().find_map(sign) {
        return Some(help);
    }
    if message.contains("escape") || message.contains("unicode") {
        return Some(say!(parameters::backslash_help));
    }
    let (_, value) = line.split_once('=')?;
    let value = value.split('#').next().unwrap_or_default().trim();
    percentage(value).or_else(|| word(value))
}

/// The characters of a line outside its texts and its comment.
fn outside_texts(line: &str) -> Vec<char> {
    let mut open: Option<char> = None;
    let mut outside = Vec::new();
    let mut escaped = false;
    for c in line.chars() {
        match open {
            Some('"') if escaped => escaped = false,
            Some('"') if c == '\\' => escaped = true,
            Some(quote) if c == quote => open = None,
            Some(_) => {}
            None if c == '#' => break,
            None if matches!(c, '"' | '\'') => open = Some(c),
            None => outside.push(c),
        }
    }
    outside
}

/// Help for a mark that only resembles one of TOML's.
fn sign(c: char) -> Option<Message> {
    let plain = match c {
        '“' | '”' | '„' | '‘' | '’' | '「' | '」' => {
            return Some(say!(parameters::quote_sign, sign = c));
        }
        '\u{3000}' => return Some(say!(parameters::wide_blank)),
        '、' => ',',
        '【' => '[',
        '】' => ']',
        '。' => '.',
        // Each full-width form is its ASCII character plus 0xfee0.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        _ => return None,
    };
    Some(say!(parameters::wide_sign, sign = c, plain = plain))
}

/// Help for a value such as `5%`.
pub(super) fn percentage(value: &str) -> Option<Message> {
    let number = value.strip_suffix('%')?.trim();
    let share = number.parse::<f64>().ok().filter(|number| number.is_finite())? / 100.0;
    Some(say!(parameters::alone_percent, number = number, share = share.to_string()))
}

/// Help for a word without quotation marks.
fn word(value: &str) -> Option<Message> {
    let is_word = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let starts = value.chars().next().is_some_and(char::is_alphabetic);
    (is_word && starts).then(|| say!(parameters::quote_word, word = value))
}
