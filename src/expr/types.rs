//! Checks types: every expression has a type, and its context may require one. NULL adapts to any type, and a
//! text constant to a day.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Scope;
use super::evaluate::constant;
use super::faults::Faults;
use super::functions::day;
use super::node::{AnyNode, Day, Flag, Node, Number, Text, Type};
use super::slips::{self, Mistyped};
use super::tree::{Shape, Tree};
use crate::finding::Code;
use crate::firms::Kind;
use crate::words::{Message, say};

#[derive(Debug)]
pub(super) struct Checked {
    /// `None` for NULL, which takes any type.
    pub(super) node: Option<AnyNode>,
    /// Whether it reads no slot.
    pub(super) constant: bool,
}

/// Expressions of one common type.
pub(super) enum Alike {
    /// Only NULLs.
    Null,
    Number(Vec<Node<Number>>),
    Text(Vec<Node<Text>>),
    Flag(Vec<Node<Flag>>),
    Date(Vec<Node<Day>>),
}

/// Expands to `$body` for nodes of a common type, and to `$null` if all nodes are NULL.
macro_rules! per_type {
    ($alike:expr, $null:expr, $nodes:ident => $body:expr) => {
        match $alike {
            Alike::Null => $null,
            Alike::Number($nodes) => $body,
            Alike::Text($nodes) => $body,
            Alike::Flag($nodes) => $body,
            Alike::Date($nodes) => $body,
        }
    };
}
pub(super) use per_type;

/// Operations that need ordered values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ordered {
    /// BETWEEN.
    Between,
    /// A comparison by less or greater.
    Compared,
    /// LEAST or GREATEST.
    Extreme,
}

/// The slots of a rule.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// Those that it reads.
    pub(super) read: BTreeSet<usize>,
    /// Texts among them that it orders.
    pub(super) ordered_texts: BTreeSet<usize>,
}

/// State of checking a rule's names and types.
pub(super) struct Checker<'a, 'f> {
    pub(super) scope: &'a Scope,
    pub(super) faults: &'a mut Faults<'f>,
    pub(super) slots: Slots,
}

/// A checked node; if it reads no slot, the constant that it evaluates to.
pub(super) fn done<T: Type>(node: Node<T>, is_constant: bool) -> Option<Checked> {
    let value = if is_constant { constant(&node) } else { None };
    let node = value.map_or(node, Node::Constant);
    Some(Checked { node: Some(T::any(node)), constant: is_constant })
}

/// NULL without a type.
pub(super) const NULL: Checked = Checked { node: None, constant: true };

impl Checker<'_, '_> {
    /// `tree` as an expression of type `T`, and whether it is constant.
    pub(super) fn typed<T: Type>(&mut self, tree: &Tree) -> Option<(Node<T>, bool)> {
        let checked = self.check(tree)?;
        let constant = checked.constant;
        let kind = checked.node.as_ref().map(AnyNode::kind);
        match self.adapt::<T>(checked, tree)? {
            Some(node) => Some((node, constant)),
            None => {
                let text = self.faults.short(&tree.span);
                let (found, wanted) = (kind_or_null(kind), a_kind(T::KIND));
                let message = say!(expr::wrong_kind, text = text, found = found, wanted = wanted);
                let mistyped =
                    kind.map(|found| Mistyped { tree, found, wanted: T::KIND, model: None, compared: false });
                let slip = mistyped.and_then(|mistyped| slips::of_types(self.faults, &mistyped));
                let help = slip.unwrap_or_else(|| match (T::KIND, &tree.shape) {
                    (Kind::Number, Shape::Compare(..)) => say!(expr::chain),
                    (Kind::Flag, _) => say!(expr::flag_needed),
                    _ => say!(expr::no_conversion),
                });
                self.faults.push(Code::RuleType, &tree.span, message, help);
                None
            }
        }
    }

    /// `checked` as an expression of type `T`. NULL adapts to any type, and a text constant to a day.
    /// `Some(None)` if it has another type; `None` if a day is required and the text is no day, which is
    /// reported.
    fn adapt<T: Type>(&mut self, checked: Checked, tree: &Tree) -> Option<Option<Node<T>>> {
        let node = match checked.node {
            None => return Some(Some(Node::Constant(None))),
            Some(AnyNode::Text(Node::Constant(Some(text)))) if T::KIND == Kind::Date => match day(&text) {
                Some(date) => AnyNode::Date(Node::Constant(Some(date))),
                None => {
                    let message = say!(expr::not_day, text = self.faults.short(&tree.span));
                    self.faults.push(Code::RuleType, &tree.span, message, say!(expr::day_help));
                    return None;
                }
            },
            Some(node) => node,
        };
        Some(T::typed(node))
    }

    /// `a` and `b` as expressions of type `T`, and whether both are constant.
    #[allow(clippy::type_complexity, reason = "a pair and a flag")]
    pub(super) fn pair<T: Type>(&mut self, a: &Tree, b: &Tree) -> Option<(Box<(Node<T>, Node<T>)>, bool)> {
        // Both are checked first, so that both report faults.
        let (a, b) = (self.typed(a), self.typed(b));
        let ((a, a_constant), (b, b_constant)) = (a?, b?);
        Some((Box::new((a, b)), a_constant && b_constant))
    }

    /// `trees` as expressions of their common type, and whether all are constant.
    pub(super) fn alike(&mut self, trees: &[&Tree]) -> Option<(Alike, bool)> {
        self.alike_or(trees, false)
    }

    /// Like [`Checker::alike`]. If the values are `compared`, the help of a fault shows how to compare them.
    pub(super) fn alike_or(&mut self, trees: &[&Tree], compared: bool) -> Option<(Alike, bool)> {
        let checked: Vec<Option<Checked>> = trees.iter().map(|tree| self.check(tree)).collect();
        let checked: Vec<Checked> = checked.into_iter().collect::<Option<_>>()?;
        let constant = checked.iter().all(|checked| checked.constant);
        let kinds: Vec<Option<Kind>> =
            checked.iter().map(|checked| checked.node.as_ref().map(AnyNode::kind)).collect();
        let kind = if kinds.contains(&Some(Kind::Date)) {
            Some(Kind::Date)
        } else {
            kinds.iter().copied().flatten().next()
        };
        let alike = match kind {
            None => Alike::Null,
            Some(Kind::Number) => Alike::Number(self.all(checked, trees, compared)?),
            Some(Kind::Text) => Alike::Text(self.all(checked, trees, compared)?),
            Some(Kind::Flag) => Alike::Flag(self.all(checked, trees, compared)?),
            Some(Kind::Date) => Alike::Date(self.all(checked, trees, compared)?),
        };
        Some((alike, constant))
    }

    /// Each of `checked` as an expression of type `T`.
    fn all<T: Type>(
        &mut self,
        checked: Vec<Checked>,
        trees: &[&Tree],
        compared: bool,
    ) -> Option<Vec<Node<T>>> {
        let model_at =
            checked.iter().position(|c| c.node.as_ref().is_some_and(|node| node.kind() == T::KIND))?;
        let mut nodes = Vec::with_capacity(trees.len());
        let mut sound = true;
        for (checked, &tree) in checked.into_iter().zip(trees) {
            let found = checked.node.as_ref().map(AnyNode::kind);
            match self.adapt::<T>(checked, tree) {
                Some(Some(node)) => nodes.push(node),
                None => sound = false,
                Some(None) => {
                    sound = false;
                    let chained = trees.iter().any(|tree| matches!(tree.shape, Shape::Compare(..)));
                    let mistyped = found.filter(|_| !chained).map(|found| Mistyped {
                        tree,
                        found,
                        wanted: T::KIND,
                        model: Some(trees[model_at]),
                        compared,
                    });
                    let slip = mistyped.and_then(|mistyped| slips::of_types(self.faults, &mistyped));
                    let help = slip.unwrap_or_else(|| match chained {
                        true => say!(expr::chain),
                        false => say!(expr::one_type),
                    });
                    let message = say!(
                        expr::unlike,
                        text = self.faults.short(&tree.span),
                        kind = kind_or_null(found),
                        model = self.faults.short(&trees[model_at].span),
                        wanted = a_kind(T::KIND)
                    );
                    self.faults.push(Code::RuleType, &tree.span, message, help);
                }
            }
        }
        sound.then_some(nodes)
    }

    /// Like [`Checker::alike`], for an ordered type.
    pub(super) fn ordered(
        &mut self,
        trees: &[&Tree],
        what: Ordered,
        span: &Range<usize>,
    ) -> Option<(Alike, bool)> {
        let others = std::mem::take(&mut self.slots.read);
        let alike = self.alike_or(trees, what != Ordered::Extreme);
        let mut own = std::mem::replace(&mut self.slots.read, others);
        if let Some((Alike::Text(_), _)) = alike {
            let texts = own.iter().filter(|slot| self.scope.kind(**slot) == Kind::Text);
            self.slots.ordered_texts.extend(texts);
        }
        self.slots.read.append(&mut own);
        let alike = alike?;
        if matches!(alike.0, Alike::Flag(_)) {
            let message = say!(expr::order_needed, text = self.faults.short(span));
            let help = match what {
                Ordered::Between => say!(expr::order_between),
                Ordered::Compared => say!(expr::order_compare),
                Ordered::Extreme => say!(expr::order_extreme),
            };
            self.faults.push(Code::RuleType, span, message, help);
            return None;
        }
        Some(alike)
    }
}

/// The name of a type with its article, for a sentence.
fn a_kind(kind: Kind) -> Message {
    match kind {
        Kind::Number => say!(expr::kind_number),
        Kind::Text => say!(expr::kind_text),
        Kind::Flag => say!(expr::kind_flag),
        Kind::Date => say!(expr::kind_date),
    }
}

/// As [`a_kind`]; `None` stands for NULL, which has no type.
fn kind_or_null(kind: Option<Kind>) -> Message {
    kind.map_or_else(|| Message::verbatim("NULL"), a_kind)
}
