//! Habits from other languages and their corrections: words for operators, units after numbers, days without
//! quotation marks, flags that are compared.

use jiff::civil::Date;
use sqlparser::tokenizer::Token;

use super::faults::Faults;
use super::tokens::Tokens;
use super::tree::{Shape, Tree};
use super::{Fault, Scope, Spelling};
use crate::finding::Code;
use crate::firms::Kind;
use crate::words::{Between, Message, say};

/// Words for operators; longer words precede those they contain.
const OPERATORS: [(&str, &str); 16] = [
    ("大于等于", ">="),
    ("大于或等于", ">="),
    ("小于等于", "<="),
    ("小于或等于", "<="),
    ("不等于", "<>"),
    ("不低于", ">="),
    ("不小于", ">="),
    ("不少于", ">="),
    ("不大于", "<="),
    ("不高于", "<="),
    ("不超过", "<="),
    ("大于", ">"),
    ("小于", "<"),
    ("等于", "="),
    ("并且", "AND"),
    ("或者", "OR"),
];

/// Words of one character, which names may contain too.
const SHORT: [(&str, &str); 3] = [("且", "AND"), ("或", "OR"), ("非", "NOT")];

/// Counting units that people write after numbers.
const UNITS: [&str; 18] = [
    "元",
    "千元",
    "万",
    "万元",
    "百万",
    "百万元",
    "千万",
    "千万元",
    "亿",
    "亿元",
    "人",
    "件",
    "项",
    "个",
    "家",
    "年",
    "月",
    "倍",
];

/// Help for an unknown name that is a word for an operator or contains one.
pub(super) fn operator(name: &str) -> Option<Message> {
    let whole = OPERATORS.iter().chain(&SHORT).find(|(word, _)| *word == name);
    if let Some((_, sign)) = whole {
        return Some(say!(expr::write_sign, sign = sign));
    }
    let (word, sign) = OPERATORS.iter().find(|(word, _)| name.contains(word))?;
    Some(say!(expr::write_sign_for, sign = sign, word = word))
}

/// Help for a syntax fault at the token `at`.
pub(super) fn at_token(tokens: &Tokens<'_>, at: usize) -> Option<Message> {
    let before = |by: usize| at.checked_sub(by).and_then(|at| tokens.get(at));
    // The grammar takes a word after `%` for a name, even AND.
    let percent = usize::from(matches!(before(1), Some(Token::Word(_)))) + 1;
    if let (Some(Token::Mod), Some(Token::Number(number, _))) = (before(percent), before(percent + 1)) {
        let share = number.parse::<f64>().ok()? / 100.0;
        return Some(say!(expr::write_percent, number = number, share = share.to_string()));
    }
    if let Some(Token::Word(word)) = before(1)
        && SHORT.iter().any(|(short, _)| *short == word.value)
    {
        return operator(&word.value);
    }
    let Some(Token::Word(word)) = tokens.get(at) else { return None };
    if let Some(Token::Number(number, _)) = before(1)
        && UNITS.contains(&word.value.as_str())
    {
        return Some(say!(expr::write_alone, number = number));
    }
    operator(&word.value)
}

/// A part of a rule with the wrong type.
pub(super) struct Mistyped<'a> {
    pub tree: &'a Tree,
    pub found: Kind,
    pub wanted: Kind,
    /// The part of the required type beside it, if any.
    pub model: Option<&'a Tree>,
    /// Whether the two are compared.
    pub compared: bool,
}

/// Help for a wrong type.
pub(super) fn of_types(faults: &Faults<'_>, mistyped: &Mistyped<'_>) -> Option<Message> {
    let &Mistyped { tree, found, wanted, model, compared } = mistyped;
    let text = |tree: &Tree| faults.short(&tree.span);
    let is_literal = |tree: &Tree| matches!(tree.shape, Shape::Text(_) | Shape::Number(_));
    if wanted == Kind::Date && found == Kind::Number {
        return day(&text(tree)).map(|day| say!(expr::write, code = format!("DATE '{day}'")));
    }
    let model = model?;
    let (flag, other) = match (found, wanted) {
        (Kind::Flag, _) => (tree, model),
        _ => (model, tree),
    };
    if compared && (found == Kind::Flag || wanted == Kind::Flag) && is_literal(other) && !is_literal(flag) {
        return Some(say!(expr::write_flag, flag = text(flag)));
    }
    let (one, another) = ((tree, found), (model, wanted));
    for ((literal, kind), (other, needed)) in [(one, another), (another, one)] {
        if is_literal(other) {
            continue;
        }
        match (&literal.shape, kind, needed) {
            (Shape::Number(_), Kind::Number, Kind::Text) => {
                return Some(say!(expr::write_text, text = text(literal)));
            }
            (Shape::Text(number), Kind::Text, Kind::Number)
                if number.parse::<f64>().is_ok_and(f64::is_finite) =>
            {
                return Some(say!(expr::write_number, number = number));
            }
            _ => {}
        }
    }
    None
}

/// The day meant by `2020-01-01`, `2020/1/1` or `20200101`, which are numbers.
fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/']).map(str::trim).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [whole] if whole.len() == 8 && whole.is_ascii() => (&whole[..4], &whole[4..6], &whole[6..]),
        _ => return None,
    };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Faults for known misspellings of names, which would split into other tokens: `tech-sme-2017.points` would
/// be a difference.
pub(super) fn spellings(source: &str, scope: &Scope) -> Vec<Fault> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut faults = Vec::new();
    for Spelling { spelling, help, name } in &scope.spellings {
        for (start, _) in source.match_indices(spelling.as_str()) {
            let (before, after) = (&source[..start], &source[start + spelling.len()..]);
            let in_text = before.matches('\'').count() % 2 == 1;
            if in_text || before.ends_with(|c| is_part(c) || c == '.') || after.starts_with(is_part) {
                continue;
            }
            let tail = after.find(|c: char| !is_part(c) && c != '.').map_or(after, |end| &after[..end]);
            let span = start..start + spelling.len() + tail.len();
            let message = say!(expr::unknown_name, name = &source[span.clone()]);
            let called = name.as_ref().map(|name| say!(expr::called, name = format!("{name}{tail}")));
            let help = match called {
                Some(called) if help.is_empty() => called,
                Some(called) => Message::joined(Between::Clauses, [help, &called]),
                None => help.clone(),
            };
            faults.push(Fault { code: Code::NameUnknown, message, help: Some(help), span });
        }
    }
    faults.sort_by_key(|fault| fault.span.start);
    faults
}
