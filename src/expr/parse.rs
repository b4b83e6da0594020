//! Text → [`Tree`]: `sqlparser` reads the grammar, what lies outside the language is refused with its place.

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

/// The tree of the rule, or `None` if its syntax is broken. Whatever is wrong is added to `faults`.
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
            let message = format!("expected an operator or the end, found {}", faults.quote(&(at..at + 1)));
            let help = slips::at_token(tokens, at).unwrap_or_else(|| "a rule is one expression".to_owned());
            faults.push(Code::RuleSyntax, &(at..at + 1), message, help);
            None
        }
        Ok(expression) => Some(Converter { tokens, faults }.tree(&expression, MAX_DEPTH)),
    }
}

/// Adds what the parser says, with the place it says it of.
fn syntax_fault(error: &ParserError, tokens: &Tokens<'_>, faults: &mut Faults<'_>) {
    let said = match error {
        ParserError::RecursionLimitExceeded => {
            let message = format!("{} is nested too deeply", faults.quote(&tokens.whole()));
            let help = "name parts of it as derived values";
            return faults.push(Code::RuleUnsupported, &tokens.whole(), message, help);
        }
        ParserError::ParserError(said) | ParserError::TokenizerError(said) => said,
    };
    let (said, column) = said.rsplit_once(" at Line: 1, Column: ").unwrap_or((said, ""));
    let at = tokens.position(Location { line: 1, column: column.parse().unwrap_or(0) });
    let span = at..at + 1;
    let found = match tokens.get(at) {
        Some(_) => faults.quote(&span),
        None => "the end of the rule".to_owned(),
    };
    let expected = said.strip_prefix("Expected: ").and_then(|said| said.rsplit_once(", found: "));
    let expected = match expected {
        Some((expected, _)) if expected.contains("after IS") => "NULL, TRUE or FALSE, or NOT and one of them",
        Some((expected, _)) => expected,
        None => "an expression",
    };
    let expected = match expected {
        mark if mark.chars().all(|c| c.is_ascii_punctuation()) => format!("`{mark}`"),
        words => words.to_owned(),
    };
    let help = match tokens.get(at) {
        None => "the rule ends too early",
        Some(Token::Word(word)) if word.quote_style.is_none() && word.keyword != Keyword::NoKeyword => {
            "a name that is also a keyword stands between double quotes"
        }
        Some(_) => "",
    };
    let help = slips::at_token(tokens, at).unwrap_or_else(|| help.to_owned());
    faults.push(Code::RuleSyntax, &span, format!("expected {expected}, found {found}"), help);
}

struct Converter<'a, 'f> {
    tokens: &'a Tokens<'a>,
    faults: &'a mut Faults<'f>,
}

impl Converter<'_, '_> {
    /// Converts `expression`, `depth` levels of which are allowed.
    fn tree(&mut self, expression: &ast::Expr, depth: usize) -> Tree {
        use ast::Expr as E;
        let Some(depth) = depth.checked_sub(1) else {
            let whole = self.tokens.whole();
            let message = format!("{} is nested too deeply", self.faults.quote(&whole));
            return self.refuse(whole, message, "name parts of it as derived values");
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

    /// Notes that `span` lies outside the language.
    fn refuse(&mut self, span: Range<usize>, message: String, help: &str) -> Tree {
        self.faults.push(Code::RuleUnsupported, &span, message, help);
        Tree { shape: Shape::Refused, span }
    }

    fn unsupported(&mut self, expression: &ast::Expr) -> Tree {
        let span = expression.span();
        let tokens = self.tokens.position(span.start)..self.tokens.position(span.end);
        let span = if span.start.line == 0 || tokens.is_empty() { self.tokens.whole() } else { tokens };
        let message = format!("{} is not part of the rule language", self.faults.quote(&span));
        self.refuse(span, message, "see the list of operators and functions in the documentation of rules")
    }

    fn name(&mut self, parts: &[ast::Ident]) -> Tree {
        let start = parts.first().map_or(0, |part| self.tokens.position(part.span.start));
        let end = parts.last().map_or(start, |part| self.tokens.position(part.span.start) + 1);
        if parts.iter().any(|part| part.quote_style == Some('\'')) {
            let message = format!("{} is not a name", self.faults.quote(&(start..end)));
            return self.refuse(
                start..end,
                message,
                "a name may stand between double quotes, not single ones",
            );
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
                let message =
                    format!("{} never occurs: an empty cell is a missing one", self.faults.quote(&span));
                return self.refuse(span, message, "write IS NULL");
            }
            ast::Value::SingleQuotedString(text) => Shape::Text(text.clone()),
            ast::Value::Number(digits, false) => match digits.parse::<f64>() {
                Ok(number) if number.is_finite() => Shape::Number(number),
                _ => {
                    let message = format!("{} is not a finite number", self.faults.quote(&span));
                    self.faults.push(Code::RuleSyntax, &span, message, "numbers reach to about 1.8e308");
                    Shape::Refused
                }
            },
            _ => {
                let message = format!("{} is not part of the rule language", self.faults.quote(&span));
                return self.refuse(
                    span,
                    message,
                    "values are numbers, 'texts', TRUE, FALSE, NULL and DATE '2025-01-31'",
                );
            }
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
                    let message = format!("{} is not a calendar day", self.faults.quote(&(at..at + 1)));
                    self.faults.push(Code::RuleSyntax, &span, message, "a day is written DATE '2025-01-31'");
                    Shape::Refused
                }
            },
            _ => {
                let message = format!("{} is not part of the rule language", self.faults.quote(&span));
                return self.refuse(span, message, "values with a type are days only, DATE '2025-01-31'");
            }
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
                let message =
                    format!("{} before a value is not part of the rule language", self.faults.quote(&sign));
                self.refuse(sign, message, "leave it out")
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

    /// `of` with `words` words after it.
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
        // The parser takes `x NOT NULL` too, which is a constraint of a table.
        let is_written = tree.span.end.checked_sub(3).and_then(|at| self.tokens.get(at));
        match is_written {
            Some(Token::Word(word)) if word.keyword == Keyword::IS => negate(true, tree.span, tree.shape),
            _ => {
                let span = tree.span.start..tree.span.end - 1;
                let message = format!("{} is not part of the rule language", self.faults.quote(&span));
                self.refuse(span, message, "write IS NOT NULL")
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
            let known: Vec<&str> = Function::names().collect();
            let called = call.name.to_string();
            let help = match (instead(&called), nearest(&called, Function::names())) {
                (Some(instead), _) => instead.to_owned(),
                (None, Some(near)) => format!("did you mean `{near}`?"),
                (None, None) => format!("known functions: {}", known.join(", ")),
            };
            let message = format!("unknown function {}", self.faults.quote(&name));
            self.faults.push(Code::RuleUnsupported, &name, message, help);
            return Tree { shape: Shape::Refused, span };
        };
        Tree { shape: Shape::Call(function, arguments), span }
    }

    fn odd_call(&mut self, span: Range<usize>) -> Tree {
        let message = format!("{} is not a call of the rule language", self.faults.quote(&span));
        self.refuse(span, message, "a function takes values of one firm, separated by commas")
    }
}

/// `shape`, or NOT of it.
fn negate(negated: bool, span: Range<usize>, shape: Shape) -> Tree {
    let tree = Tree { shape, span: span.clone() };
    if negated { Tree { shape: Shape::Not(Box::new(tree)), span } } else { tree }
}
