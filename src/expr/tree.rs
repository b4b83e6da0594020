//! The syntax tree of a rule. It has only elements of the language; its names and types are not checked yet.

use std::ops::Range;

use jiff::civil::Date;

use super::functions::Function;

#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) shape: Shape,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// An element outside the language. Its fault has been reported.
    Refused,
    Null,
    Number(f64),
    Text(String),
    Flag(bool),
    Date(Date),
    Name(String),
    Negate(Box<Tree>),
    Arithmetic(Arithmetic, Box<Tree>, Box<Tree>),
    Compare(Relation, Box<Tree>, Box<Tree>),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
    IsNull(Box<Tree>),
    /// `IS TRUE` or `IS FALSE`.
    Is(Box<Tree>, bool),
    In(Box<Tree>, Vec<Tree>),
    /// Value, low, high.
    Between(Box<Tree>, Box<Tree>, Box<Tree>),
    /// Value, pattern, escape character.
    Like(Box<Tree>, Box<Tree>, Option<Box<Tree>>),
    Case {
        operand: Option<Box<Tree>>,
        /// WHEN and THEN parts.
        arms: Vec<(Tree, Tree)>,
        otherwise: Option<Box<Tree>>,
    },
    Call(Function, Vec<Tree>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Relation {
    /// Whether it tests equality or inequality, which unordered types allow too.
    pub(super) fn is_equality(self) -> bool {
        matches!(self, Relation::Equal | Relation::NotEqual)
    }

    /// The relation with the operands exchanged: `a < b` is `b > a`.
    pub(super) fn flipped(self) -> Relation {
        match self {
            Relation::Equal | Relation::NotEqual => self,
            Relation::Less => Relation::Greater,
            Relation::LessOrEqual => Relation::GreaterOrEqual,
            Relation::Greater => Relation::Less,
            Relation::GreaterOrEqual => Relation::LessOrEqual,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flipping_twice_changes_nothing() {
        use Relation::*;
        for relation in [Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual] {
            assert_eq!(relation.flipped().flipped(), relation);
        }
    }
}
