//! [`Tree`] → [`AnyNode`]: names become slots, types are settled, constant parts are computed.

use std::ops::Range;

use super::faults::Faults;
use super::functions::{Function, MAX_DIGITS, OfOne};
use super::like::{MOST, Pattern, Unfit};
use super::node::{
    AnyNode, Conditions, Day, Flag, FlagOwn, Node, Number, NumberOwn, Question, Test, Text, Type,
};
use super::tree::{Relation, Shape, Tree};
use super::types::{Alike, Checked, Checker, NULL, Ordered, Slots, done, per_type};
use super::{Scope, slips};
use crate::finding::{Code, nearest};
use crate::firms::Kind;
use crate::words::{Arg, Message, say};

/// Checks `tree`. `None` for a faulty one, noted in `faults`; also returns the slots it reads.
pub(super) fn check(
    tree: &Tree,
    scope: &Scope,
    wanted: Option<Kind>,
    faults: &mut Faults<'_>,
) -> (Option<AnyNode>, Slots) {
    let mut checker = Checker { scope, faults, slots: Slots::default() };
    let node = match wanted {
        Some(Kind::Number) => checker.typed(tree).map(|(node, _)| AnyNode::Number(node)),
        Some(Kind::Text) => checker.typed(tree).map(|(node, _)| AnyNode::Text(node)),
        Some(Kind::Flag) => checker.typed(tree).map(|(node, _)| AnyNode::Flag(node)),
        Some(Kind::Date) => checker.typed(tree).map(|(node, _)| AnyNode::Date(node)),
        None => checker.any(tree),
    };
    (node, checker.slots)
}

impl Checker<'_, '_> {
    /// Checks a rule for which no type is required. The rule itself must have a type: it is not always NULL.
    fn any(&mut self, tree: &Tree) -> Option<AnyNode> {
        let checked = self.check(tree)?;
        if checked.node.is_none() {
            let message = say!(expr::always_null, text = self.faults.short(&tree.span));
            self.faults.push(Code::RuleType, &tree.span, message, say!(expr::always_null_help));
        }
        checked.node
    }

    pub(super) fn check(&mut self, tree: &Tree) -> Option<Checked> {
        match &tree.shape {
            Shape::Refused => None,
            Shape::Null => Some(NULL),
            Shape::Number(number) => done(Node::<Number>::Constant(Some(*number)), true),
            Shape::Text(text) => done(Node::<Text>::Constant(Some(text.as_str().into())), true),
            Shape::Flag(flag) => done(Node::<Flag>::Constant(Some(*flag)), true),
            Shape::Date(date) => done(Node::<Day>::Constant(Some(*date)), true),
            Shape::Name(name) => self.name(name, &tree.span),
            Shape::Negate(of) => self.of_one(OfOne::Negate, of),
            Shape::Arithmetic(operator, a, b) => {
                let (pair, constant) = self.pair(a, b)?;
                done(Node::<Number>::Own(NumberOwn::Arithmetic(*operator, pair)), constant)
            }
            Shape::Compare(relation, a, b) => self.compare(*relation, a, b, &tree.span),
            Shape::Not(of) => {
                let (of, constant) = self.typed(of)?;
                done(Node::<Flag>::Own(FlagOwn::Not(Box::new(of))), constant)
            }
            Shape::And(a, b) => {
                let (pair, constant) = self.pair(a, b)?;
                done(Node::<Flag>::Own(FlagOwn::And(pair)), constant)
            }
            Shape::Or(a, b) => {
                let (pair, constant) = self.pair(a, b)?;
                done(Node::<Flag>::Own(FlagOwn::Or(pair)), constant)
            }
            Shape::IsNull(of) => {
                let (of, constant) = self.alike(&[of])?;
                let of_null =
                    Some(Checked { node: Some(AnyNode::Flag(Node::Constant(Some(true)))), constant: true });
                per_type!(of, of_null, nodes => ask(nodes, |_| Test::IsNull, constant))
            }
            Shape::Is(of, wanted) => {
                let (of, constant) = self.typed(of)?;
                done(Node::<Flag>::Own(FlagOwn::Is(Box::new(of), *wanted)), constant)
            }
            Shape::In(of, list) => self.is_in(of, list),
            Shape::Between(of, low, high) => {
                let (of, constant) = self.ordered(&[of, low, high], Ordered::Between, &tree.span)?;
                per_type!(of, unknown_flag(), nodes => ask(nodes, between, constant))
            }
            Shape::Like(of, pattern, escape) => self.like(of, pattern, escape.as_deref()),
            Shape::Case { operand, arms, otherwise } => {
                self.case(operand.as_deref(), arms, otherwise.as_deref())
            }
            Shape::Call(function, arguments) => self.call(*function, arguments, &tree.span),
        }
    }

    fn name(&mut self, name: &str, span: &Range<usize>) -> Option<Checked> {
        let meanings = self.scope.meanings(name);
        if meanings.len() > 1 {
            let names =
                Arg::all(meanings.iter().map(|&slot| say!(expr::quoted, name = self.scope.name(slot))));
            let message = say!(expr::ambiguous, name = self.faults.short(span), names = names);
            let first = self.scope.name(meanings[0]);
            self.faults.push(Code::NameAmbiguous, span, message, say!(expr::ambiguous_help, name = first));
            return None;
        }
        let Some(&slot) = meanings.first() else {
            let quoted = self.faults.text(span).starts_with('"');
            let first = name.split('.').next().unwrap_or(name);
            let hint =
                self.scope.hints.get(name).or_else(|| {
                    self.scope.hints.get(first).filter(|_| self.scope.meanings(first).is_empty())
                });
            let hint = hint.cloned().or_else(|| slips::operator(name).filter(|_| !quoted));
            let help = hint.unwrap_or_else(|| self.instead_of_name(name, quoted));
            let message = say!(expr::unknown_name, name = self.faults.short(span));
            self.faults.push(Code::NameUnknown, span, message, help);
            return None;
        };
        self.slots.read.insert(slot);
        match self.scope.kind(slot) {
            Kind::Number => done(Node::<Number>::Slot(slot), false),
            Kind::Text => done(Node::<Text>::Slot(slot), false),
            Kind::Flag => done(Node::<Flag>::Slot(slot), false),
            Kind::Date => done(Node::<Day>::Slot(slot), false),
        }
    }

    /// Help for the unknown `name`, in double quotes or not.
    fn instead_of_name(&self, name: &str, quoted: bool) -> Message {
        match self.scope.nearest(name) {
            None if quoted && name.len() <= 60 && !name.contains(char::is_control) => {
                say!(expr::text_quotes_of, text = name)
            }
            None if quoted => say!(expr::text_quotes),
            Some(near) if near.to_lowercase() == name.to_lowercase() => {
                say!(expr::did_you_mean_case, near = near)
            }
            Some(near) => say!(expr::did_you_mean, near = near),
            None if self.scope.len() <= 20 => {
                say!(expr::known_names, names = Arg::items(self.scope.names()))
            }
            None if self.scope.values.values().flatten().any(|value| value == name) => {
                say!(expr::text_quotes_of, text = name)
            }
            None => say!(expr::names_help),
        }
    }

    /// A fault for each constant text among `others` that `of` never equals.
    fn possible(&mut self, of: &Tree, others: &[&Tree]) -> Option<()> {
        let Shape::Name(name) = &of.shape else { return Some(()) };
        let Some(name) = self.scope.called(name) else { return Some(()) };
        let Some(values) = self.scope.values.get(name) else { return Some(()) };
        let mut sound = Some(());
        for other in others {
            let Shape::Text(text) = &other.shape else { continue };
            if values.contains(text) {
                continue;
            }
            let titles = self.scope.titles.get(name).map_or(&[][..], Vec::as_slice);
            let titled = || {
                let near = nearest(text, titles.iter().map(|(title, _)| title.as_str()))?;
                titles.iter().find(|(title, _)| title == near).map(|(_, value)| value.as_str())
            };
            let written = self.faults.short(&of.span);
            let help = match nearest(text, values.iter().map(String::as_str)).or_else(titled) {
                Some(near) => say!(expr::did_you_mean_text, near = near),
                None if values.is_empty() => say!(expr::value_missing, name = &*written),
                None => say!(expr::values, name = &*written, values = Arg::items(values)),
            };
            let message = say!(expr::never, name = &*written, value = self.faults.short(&other.span));
            self.faults.push(Code::NameUnknown, &other.span, message, help);
            sound = None;
        }
        sound
    }

    fn compare(&mut self, relation: Relation, a: &Tree, b: &Tree, span: &Range<usize>) -> Option<Checked> {
        self.possible(a, &[b]).and(self.possible(b, &[a]))?;
        let (sides, constant) = match relation.is_equality() {
            true => self.alike_or(&[a, b], true)?,
            false => self.ordered(&[a, b], Ordered::Compared, span)?,
        };
        per_type!(sides, unknown_flag(), sides => {
            let [mut a, mut b] = <[_; 2]>::try_from(sides).ok()?;
            let mut relation = relation;
            // Constants go to the right, where the evaluator expects them.
            if matches!(a, Node::Constant(_)) {
                std::mem::swap(&mut a, &mut b);
                relation = relation.flipped();
            }
            ask(vec![a, b], |mut rest| Test::Compare(relation, rest.remove(0)), constant)
        })
    }

    fn is_in(&mut self, of: &Tree, list: &[Tree]) -> Option<Checked> {
        self.possible(of, &list.iter().collect::<Vec<_>>())?;
        let trees: Vec<&Tree> = std::iter::once(of).chain(list).collect();
        let (members, constant) = self.alike_or(&trees, true)?;
        per_type!(members, unknown_flag(), members => ask(members, is_in, constant))
    }

    fn like(&mut self, of: &Tree, pattern: &Tree, escape: Option<&Tree>) -> Option<Checked> {
        let of = self.typed::<Text>(of);
        if matches!(pattern.shape, Shape::Refused) {
            return None;
        }
        let Shape::Text(written) = &pattern.shape else {
            let message = say!(expr::not_pattern, text = self.faults.short(&pattern.span));
            self.faults.push(Code::RuleUnsupported, &pattern.span, message, say!(expr::pattern_help));
            return None;
        };
        let escape_char = match escape.map(|escape| (&escape.shape, &escape.span)) {
            None => None,
            Some((Shape::Text(text), _)) if text.chars().count() == 1 => text.chars().next(),
            Some((_, span)) => {
                let message = say!(expr::not_escape, text = self.faults.short(span));
                self.faults.push(Code::RuleUnsupported, span, message, say!(expr::not_escape_help));
                return None;
            }
        };
        let pattern_ = match Pattern::new(written, escape_char) {
            Ok(pattern) => pattern,
            Err(Unfit::LoneEscape) => {
                let message = say!(expr::lone_escape, text = self.faults.short(&pattern.span));
                self.faults.push(Code::RuleSyntax, &pattern.span, message, say!(expr::lone_escape_help));
                return None;
            }
            Err(Unfit::Long) => {
                let (message, help) = (say!(expr::pattern_long, most = MOST), say!(expr::pattern_long_help));
                self.faults.push(Code::RuleUnsupported, &pattern.span, message, help);
                return None;
            }
        };
        let (of, constant) = of?;
        done(Node::<Flag>::Own(FlagOwn::Like(Box::new(of), pattern_)), constant)
    }

    fn case(
        &mut self,
        operand: Option<&Tree>,
        arms: &[(Tree, Tree)],
        otherwise: Option<&Tree>,
    ) -> Option<Checked> {
        let whens: Vec<&Tree> = arms.iter().map(|(when, _)| when).collect();
        let conditions = match operand {
            None => {
                let flags: Vec<Option<(Node<Flag>, bool)>> =
                    whens.iter().map(|when| self.typed(when)).collect();
                flags.into_iter().collect::<Option<Vec<_>>>().map(|flags| {
                    let constant = flags.iter().all(|(_, constant)| *constant);
                    (Conditions::Holds(flags.into_iter().map(|(flag, _)| flag).collect()), constant)
                })
            }
            Some(operand) => {
                self.possible(operand, &whens)?;
                let trees: Vec<&Tree> = std::iter::once(operand).chain(whens).collect();
                self.alike(&trees).map(|(alike, constant)| (matches(alike, arms.len()), constant))
            }
        };
        let missing = Tree { shape: Shape::Null, span: 0..0 };
        let results: Vec<&Tree> =
            arms.iter().map(|(_, then)| then).chain([otherwise.unwrap_or(&missing)]).collect();
        let results = self.alike(&results);
        let ((conditions, conditions_constant), (results, results_constant)) = (conditions?, results?);
        let constant = conditions_constant && results_constant;
        let conditions = Box::new(conditions);
        per_type!(results, Some(NULL), results => done(Node::Case { conditions, results }, constant))
    }

    fn of_one(&mut self, function: OfOne, of: &Tree) -> Option<Checked> {
        let (of, constant) = self.typed(of)?;
        done(Node::<Number>::Own(NumberOwn::OfOne(function, Box::new(of))), constant)
    }

    fn call(&mut self, function: Function, arguments: &[Tree], span: &Range<usize>) -> Option<Checked> {
        let trees: Vec<&Tree> = arguments.iter().collect();
        match (function, arguments) {
            (Function::Coalesce, [_, ..]) => {
                let (of, constant) = self.alike(&trees)?;
                per_type!(of, Some(NULL), of => done(Node::Coalesce(of), constant))
            }
            (Function::NullIf, [_, _]) => {
                let (pair, constant) = self.alike(&trees)?;
                per_type!(pair, Some(NULL), pair => {
                    let [value, other] = <[_; 2]>::try_from(pair).ok()?;
                    done(Node::NullIf(Box::new((value, other))), constant)
                })
            }
            (Function::Least | Function::Greatest, [_, ..]) => {
                let greatest = function == Function::Greatest;
                let (of, constant) = self.ordered(&trees, Ordered::Extreme, span)?;
                per_type!(of, Some(NULL), of => done(Node::Extreme { greatest, of }, constant))
            }
            (Function::Abs, [of]) => self.of_one(OfOne::Abs, of),
            (Function::Ln, [of]) => self.of_one(OfOne::Ln, of),
            (Function::Sqrt, [of]) => self.of_one(OfOne::Sqrt, of),
            (Function::Floor, [of]) => self.of_one(OfOne::Floor, of),
            (Function::Ceil, [of]) => self.of_one(OfOne::Ceil, of),
            (Function::Round, [of]) => self.of_one(OfOne::Round(0), of),
            (Function::Round, [of, digits]) => {
                let digits = self.digits(digits);
                let (of, constant) = self.typed(of)?;
                done(Node::<Number>::Own(NumberOwn::OfOne(OfOne::Round(digits?), Box::new(of))), constant)
            }
            (Function::Power, [x, y]) => {
                let (pair, constant) = self.pair(x, y)?;
                done(Node::<Number>::Own(NumberOwn::Power(pair)), constant)
            }
            (Function::YearsBetween, [from, to]) => {
                let (pair, constant) = self.pair(from, to)?;
                done(Node::<Number>::Own(NumberOwn::YearsBetween(pair)), constant)
            }
            _ => {
                for tree in trees {
                    self.check(tree);
                }
                let message = say!(
                    expr::arguments,
                    call = self.faults.short(span),
                    count = arguments.len(),
                    takes = function.takes()
                );
                self.faults.push(Code::RuleType, span, message, None);
                None
            }
        }
    }

    /// The decimals of ROUND, a whole-number constant.
    fn digits(&mut self, tree: &Tree) -> Option<i8> {
        let digits = match &tree.shape {
            Shape::Refused => return None,
            Shape::Number(digits) => Some(*digits),
            Shape::Negate(of) => {
                if let Shape::Number(digits) = of.shape {
                    Some(-digits)
                } else {
                    None
                }
            }
            _ => None,
        };
        let range = -MAX_DIGITS..=MAX_DIGITS;
        let found = digits.and_then(|wanted| range.clone().find(|digits| f64::from(*digits) == wanted));
        if found.is_none() {
            let message = say!(expr::not_decimals, text = self.faults.short(&tree.span));
            let (least, most) = (i32::from(-MAX_DIGITS), i32::from(MAX_DIGITS));
            let help = say!(expr::not_decimals_help, least = least, most = most);
            self.faults.push(Code::RuleUnsupported, &tree.span, message, help);
        }
        found
    }
}

/// A question about the first of `nodes`, with the test made of the others.
fn ask<T: Type>(
    mut nodes: Vec<Node<T>>,
    test: impl FnOnce(Vec<Node<T>>) -> Test<T>,
    constant: bool,
) -> Option<Checked> {
    let rest = nodes.split_off(1);
    let of = nodes.pop()?;
    done(Node::<Flag>::Own(T::question(Question { of, test: test(rest) })), constant)
}

/// The test of BETWEEN low and high.
fn between<T: Type>(bounds: Vec<Node<T>>) -> Test<T> {
    let mut bounds = bounds.into_iter();
    let mut next = || bounds.next().unwrap_or(Node::Constant(None));
    let low = next();
    Test::Between(low, next())
}

/// The test of IN a list.
fn is_in<T: Type>(members: Vec<Node<T>>) -> Test<T> {
    let mut constants = Vec::new();
    let mut others = Vec::new();
    let mut null = false;
    for member in members {
        match member {
            Node::Constant(Some(constant)) => constants.push(constant),
            Node::Constant(None) => null = true,
            other => others.push(other),
        }
    }
    Test::In { constants: T::set(constants), null, others }
}

/// The conditions of `CASE operand WHEN value …`.
fn matches(alike: Alike, arms: usize) -> Conditions {
    fn split<T: Type>(mut nodes: Vec<Node<T>>) -> (Node<T>, Vec<Node<T>>) {
        let values = nodes.split_off(1);
        (nodes.pop().unwrap_or(Node::Constant(None)), values)
    }
    match alike {
        // NULL equals nothing.
        Alike::Null => Conditions::Holds(vec![Node::Constant(None); arms]),
        Alike::Number(nodes) => {
            let (of, values) = split(nodes);
            Conditions::Number(of, values)
        }
        Alike::Text(nodes) => {
            let (of, values) = split(nodes);
            Conditions::Text(of, values)
        }
        Alike::Flag(nodes) => {
            let (of, values) = split(nodes);
            Conditions::Flag(of, values)
        }
        Alike::Date(nodes) => {
            let (of, values) = split(nodes);
            Conditions::Date(of, values)
        }
    }
}

/// A flag that is always missing.
fn unknown_flag() -> Option<Checked> {
    Some(Checked { node: Some(AnyNode::Flag(Node::Constant(None))), constant: true })
}
