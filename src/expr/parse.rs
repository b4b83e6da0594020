//! Text → [`Tree`]: `sqlparser` reads the grammar; constructs outside the language are refused with their
//! place.

use std::ops::Range;

use sqlparser::ast::{
    self, BinaryOperator, FunctionArg, FunctionArgExpr, FunctionArguments, Spanned, UnaryOperator,
};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token};

use super::faults::Faults;
use super::functions::{Function, day, instead};
use super::tokens::{Rules, Tokens};
use super::tree::{Arithmetic, Relation, Shape, Tree};
use super::{MAX_DEPTH, MAX_NESTING, slips};
use crate::finding::{Code, nearest};
use crate::words::{Arg, Message, say};

/// The rule's tree; `None` for broken syntax. Faults are added to `faults`.
pub(super) fn parse(tokens: &Tokens<'_>, faults: &mut Faults<'_>) -> Option<Tree> {
    let mut parser = Parser::new(&Rules)
        .with_recursion_limit(MAX_NESTING)
        .with_tokens_with_locations(tokens.tokens.clone());
    match parser.parse_expr() {
        Err(error) => {
            syntax_fault(&error, tokens, faults);
            None
        }
        Ok(_) if parser.peek_token_ref().token != Token::EOF => {
            let at = tokens.position(parser.peek_token_ref().span.start);
            let message = say!(expr::expected_operator, found = faults.short(&(at..at + 1)));
            let help = slips::at_token(tokens, at).unwrap_or_else(|| say!(expr::one_expression));
            faults.push(Code::RuleSyntax, &(at..at + 1), message, help);
            None
        }
        Ok(expression) => Some(Converter { tokens, faults }.tree(&expression, MAX_DEPTH)),
    }
}

/// Adds the parser's message at the place it names.
fn syntax_fault(error: &ParserError, tokens: &Tokens<'_>, faults: &mut Faults<'_>) {
    let said = match error {
        ParserError::RecursionLimitExceeded => {
            let message = say!(expr::too_deep, text = faults.short(&tokens.whole()));
            return faults.push(Code::RuleUnsupported, &tokens.whole(), message, say!(expr::name_parts));
        }
        ParserError::ParserError(said) | ParserError::TokenizerError(said) => said,
    };
    let (said, column) = said.rsplit_once(" at Line: 1, Column: ").unwrap_or((said, ""));
    let at = tokens.position(Location { line: 1, column: column.parse().unwrap_or(0) });
    let span = at..at + 1;
    let expected = said.strip_prefix("Expected: ").and_then(|said| said.rsplit_once(", found: "));
    let expected =
        expected.map_or_else(|| say!(expr::expected_expression), |(expected, _)| expectation(expected));
    let message = match tokens.get(at) {
        Some(_) => say!(expr::expected, expected = expected, found = faults.short(&span)),
        None => say!(expr::expected_at_end, expected = expected),
    };
    let help = slips::at_token(tokens, at).or_else(|| match tokens.get(at) {
        None => Some(say!(expr::ends_early)),
        Some(Token::Word(word)) if word.quote_style.is_none() && word.keyword != Keyword::NoKeyword => {
            Some(say!(expr::keyword_quotes))
        }
        Some(_) => None,
    });
    faults.push(Code::RuleSyntax, &span, message, help);
}

/// The parser's expectation, reworded for people.
fn expectation(said: &str) -> Message {
    match said {
        said if said.contains("after IS") => say!(expr::expected_truth),
        said if said.contains("after NOT") => say!(expr::expected_after_not),
        sign if sign.chars().all(|c| c.is_ascii_punctuation()) => say!(expr::expected_sign, sign = sign),
        word if word.chars().all(|c| c.is_ascii_uppercase()) => say!(expr::expected_word, word = word),
        said if said.contains("an expression") => say!(expr::expected_expression),
        said if said.contains("identifier") || said.contains("name") => say!(expr::expected_name),
        said if said.contains("number") || said.contains("literal int") => say!(expr::expected_number),
        said if said.to_lowercase().contains("string") => say!(expr::expected_text),
        said if said.contains("date/time field") => say!(expr::expected_date_part),
        other => say!(finding::foreign, text = other),
    }
}

struct Converter<'a, 'f> {
    tokens: &'a Tokens<'a>,
    faults: &'a mut Faults<'f>,
}

impl Converter<'_, '_> {
    /// Converts `expression`, with at most `depth` levels.
    fn tree(&mut self, expression: &ast::Expr, depth: usize) -> Tree {
        use ast::Expr as E;
        let Some(depth) = depth.checked_sub(1) else {
            let whole = self.tokens.whole();
            let message = say!(expr::too_deep, text = self.faults.short(&whole));
            return self.refuse(whole, message, say!(expr::name_parts));
        };
        match expression {
            E::Identifier(name) => self.name(std::slice::from_ref(name)),
            E::CompoundIdentifier(names) => self.name(names),
            E::Value(value) => self.literal(value),
            E::TypedString(typed) => self.date(typed),
            E::Nested(inner) => {
                let inner = self.tree(inner, depth);
                Tree { span: inner.span.start.saturating_sub(1)..inner.span.end + 1, ..inner }
            }
            E::UnaryOp { op, expr } => self.unary(*op, expr, depth),
            E::BinaryOp { left, op, right } => self.binary(expression, left, op, right, depth),
            E::IsNull(of) => self.suffix(of, depth, 2, Shape::IsNull),
            E::IsNotNull(of) => self.not_suffix(of, depth, Shape::IsNull),
            E::IsTrue(of) => self.suffix(of, depth, 2, |of| Shape::Is(of, true)),
            E::IsFalse(of) => self.suffix(of, depth, 2, |of| Shape::Is(of, false)),
            E::IsNotTrue(of) => self.not_suffix(of, depth, |of| Shape::Is(of, true)),
            E::IsNotFalse(of) => self.not_suffix(of, depth, |of| Shape::Is(of, false)),
            E::InList { expr, list, negated } => {
                let of = self.tree(expr, depth);
                let list: Vec<Tree> = list.iter().map(|item| self.tree(item, depth)).collect();
                let end = list.last().map_or(of.span.end, |item| item.span.end) + 1;
                let span = of.span.start..end;
                negate(*negated, span, Shape::In(Box::new(of), list))
            }
            E::Between { expr, negated, low, high } => {
                let [of, low, high] = [expr, low, high].map(|part| Box::new(self.tree(part, depth)));
                negate(*negated, of.span.start..high.span.end, Shape::Between(of, low, high))
            }
            E::Like { negated, any: false, expr, pattern, escape_char } => {
                let [of, pattern] = [expr, pattern].map(|part| Box::new(self.tree(part, depth)));
                let escape = escape_char.as_ref().map(|escape| Box::new(self.tree(escape, depth)));
                let end = escape.as_ref().unwrap_or(&pattern).span.end;
                negate(*negated, of.span.start..end, Shape::Like(of, pattern, escape))
            }
            E::Case { case_token, end_token, operand, conditions, else_result } => {
                let start = self.tokens.position(case_token.0.span.start);
                let end = self.tokens.position(end_token.0.span.start) + 1;
                let operand = operand.as_ref().map(|operand| Box::new(self.tree(operand, depth)));
                let arms = conditions
                    .iter()
                    .map(|arm| (self.tree(&arm.condition, depth), self.tree(&arm.result, depth)));
                let arms = arms.collect();
                let otherwise = else_result.as_ref().map(|otherwise| Box::new(self.tree(otherwise, depth)));
                Tree { shape: Shape::Case { operand, arms, otherwise }, span: start..end }
            }
            E::Function(function) => self.call(function, depth),
            other => self.unsupported(other),
        }
    }

    /// Notes a fault of `span`, which lies outside the language.
    fn refuse(&mut self, span: Range<usize>, message: Message, help: Message) -> Tree {
        self.faults.push(Code::RuleUnsupported, &span, message, help);
        Tree { shape: Shape::Refused, span }
    }

    /// Notes that `span` lies outside the language, with help.
    fn outside(&mut self, span: Range<usize>, help: Message) -> Tree {
        let message = say!(expr::outside, text = self.faults.short(&span));
        self.refuse(span, message, help)
    }

    fn unsupported(&mut self, expression: &ast::Expr) -> Tree {
        let span = expression.span();
        let tokens = self.tokens.position(span.start)..self.tokens.position(span.end);
        let span = if span.start.line == 0 || tokens.is_empty() { self.tokens.whole() } else { tokens };
        self.outside(span, say!(expr::outside_help))
    }

    fn name(&mut self, parts: &[ast::Ident]) -> Tree {
        let start = parts.first().map_or(0, |part| self.tokens.position(part.span.start));
        let end = parts.last().map_or(start, |part| self.tokens.position(part.span.start) + 1);
        if parts.iter().any(|part| part.quote_style == Some('\'')) {
            let message = say!(expr::not_name, text = self.faults.short(&(start..end)));
            return self.refuse(start..end, message, say!(expr::name_quotes));
        }
        let name = parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join(".");
        Tree { shape: Shape::Name(name), span: start..end }
    }

    fn literal(&mut self, value: &ast::ValueWithSpan) -> Tree {
        let start = self.tokens.position(value.span.start);
        let span = start..start + 1;
        let shape = match &value.value {
            ast::Value::Null => Shape::Null,
            ast::Value::Boolean(flag) => Shape::Flag(*flag),
            ast::Value::SingleQuotedString(text) if text.is_empty() => {
                let message = say!(expr::empty_text, text = self.faults.short(&span));
                return self.refuse(span, message, say!(expr::write, code = "IS NULL"));
            }
            ast::Value::SingleQuotedString(text) => Shape::Text(text.clone()),
            ast::Value::Number(digits, false) => match digits.parse::<f64>() {
                Ok(number) if number.is_finite() => Shape::Number(number),
                _ => {
                    let message = say!(expr::not_finite, text = self.faults.short(&span));
                    self.faults.push(Code::RuleSyntax, &span, message, say!(expr::not_finite_help));
                    Shape::Refused
                }
            },
            _ => return self.outside(span, say!(expr::values_help)),
        };
        Tree { shape, span }
    }

    fn date(&mut self, typed: &ast::TypedString) -> Tree {
        let at = self.tokens.position(typed.value.span.start);
        let span = at.saturating_sub(1)..at + 1;
        let shape = match (&typed.data_type, &typed.value.value) {
            (ast::DataType::Date, ast::Value::SingleQuotedString(text)) => match day(text) {
                Some(date) => Shape::Date(date),
                None => {
                    let message = say!(expr::not_day, text = self.faults.short(&(at..at + 1)));
                    self.faults.push(Code::RuleSyntax, &span, message, say!(expr::day_help));
                    Shape::Refused
                }
            },
            _ => return self.outside(span, say!(expr::typed_help)),
        };
        Tree { shape, span }
    }

    fn unary(&mut self, operator: UnaryOperator, of: &ast::Expr, depth: usize) -> Tree {
        let of = Box::new(self.tree(of, depth));
        let span = of.span.start.saturating_sub(1)..of.span.end;
        match operator {
            UnaryOperator::Minus => Tree { shape: Shape::Negate(of), span },
            UnaryOperator::Not => Tree { shape: Shape::Not(of), span },
            _ => {
                let sign = span.start..span.start + 1;
                let message = say!(expr::sign_before, text = self.faults.short(&sign));
                self.refuse(sign, message, say!(expr::leave_out))
            }
        }
    }

    fn binary(
        &mut self,
        whole: &ast::Expr,
        left: &ast::Expr,
        operator: &BinaryOperator,
        right: &ast::Expr,
        depth: usize,
    ) -> Tree {
        use BinaryOperator as B;
        let compare = |relation| move |left, right| Shape::Compare(relation, left, right);
        let arithmetic = |operator| move |left, right| Shape::Arithmetic(operator, left, right);
        let shape: Box<dyn Fn(Box<Tree>, Box<Tree>) -> Shape> = match operator {
            B::Plus => Box::new(arithmetic(Arithmetic::Add)),
            B::Minus => Box::new(arithmetic(Arithmetic::Subtract)),
            B::Multiply => Box::new(arithmetic(Arithmetic::Multiply)),
            B::Divide => Box::new(arithmetic(Arithmetic::Divide)),
            B::Modulo => Box::new(arithmetic(Arithmetic::Remainder)),
            B::Eq => Box::new(compare(Relation::Equal)),
            B::NotEq => Box::new(compare(Relation::NotEqual)),
            B::Lt => Box::new(compare(Relation::Less)),
            B::LtEq => Box::new(compare(Relation::LessOrEqual)),
            B::Gt => Box::new(compare(Relation::Greater)),
            B::GtEq => Box::new(compare(Relation::GreaterOrEqual)),
            B::And => Box::new(Shape::And),
            B::Or => Box::new(Shape::Or),
            _ => return self.unsupported(whole),
        };
        let [left, right] = [left, right].map(|side| Box::new(self.tree(side, depth)));
        let span = left.span.start..right.span.end;
        Tree { shape: shape(left, right), span }
    }

    /// `of` followed by `words` words.
    fn suffix(
        &mut self,
        of: &ast::Expr,
        depth: usize,
        words: usize,
        shape: impl Fn(Box<Tree>) -> Shape,
    ) -> Tree {
        let of = Box::new(self.tree(of, depth));
        let span = of.span.start..of.span.end + words;
        Tree { shape: shape(of), span }
    }

    /// `of IS NOT …`.
    fn not_suffix(&mut self, of: &ast::Expr, depth: usize, shape: impl Fn(Box<Tree>) -> Shape) -> Tree {
        let tree = self.suffix(of, depth, 3, shape);
        // The parser also takes `x NOT NULL`, a table constraint.
        let is_written = tree.span.end.checked_sub(3).and_then(|at| self.tokens.get(at));
        match is_written {
            Some(Token::Word(word)) if word.keyword == Keyword::IS => negate(true, tree.span, tree.shape),
            _ => {
                let span = tree.span.start..tree.span.end - 1;
                self.outside(span, say!(expr::write, code = "IS NOT NULL"))
            }
        }
    }

    fn call(&mut self, call: &ast::Function, depth: usize) -> Tree {
        let span = call.name.span();
        let start = self.tokens.position(span.start);
        let opening = self.tokens.position(call.name.0.last().map_or(span, Spanned::span).start) + 1;
        let span = start..self.tokens.closing(opening) + 1;
        let name = start..opening;
        let FunctionArguments::List(list) = &call.args else { return self.odd_call(span) };
        let plain = list.duplicate_treatment.is_none()
            && list.clauses.is_empty()
            && call.filter.is_none()
            && call.over.is_none()
            && call.null_treatment.is_none()
            && call.within_group.is_empty();
        let mut arguments = Vec::new();
        for argument in &list.args {
            let FunctionArg::Unnamed(FunctionArgExpr::Expr(argument)) = argument else {
                return self.odd_call(span);
            };
            arguments.push(self.tree(argument, depth));
        }
        if !plain {
            return self.odd_call(span);
        }
        let Some(function) = Function::named(&call.name.to_string()) else {
            let called = call.name.to_string();
            let help = match (instead(&called), nearest(&called, Function::names())) {
                (Some(instead), _) => instead,
                (None, Some(near)) => say!(expr::did_you_mean, near = near),
                (None, None) => say!(expr::known_functions, names = Arg::items(Function::names())),
            };
            let message = say!(expr::unknown_function, name = self.faults.short(&name));
            self.faults.push(Code::RuleUnsupported, &name, message, help);
            return Tree { shape: Shape::Refused, span };
        };
        Tree { shape: Shape::Call(function, arguments), span }
    }

    fn odd_call(&mut self, span: Range<usize>) -> Tree {
        let message = say!(expr::not_call, text = self.faults.short(&span));
        self.refuse(span, message, say!(expr::not_call_help))
    }
}

/// `shape`, or NOT of it.
fn negate(negated: bool, span: Range<usize>, shape: Shape) -> Tree {
    let tree = Tree { shape, span: span.clone() };
    if negated { Tree { shape: Shape::Not(Box::new(tree)), span } } else { tree }
}
