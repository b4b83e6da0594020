//! SQL as a tree: the few forms that every engine evaluates alike.
//!
//! All numbers are doubles. An engine computes `+`, `−`, `·`, `/`, comparisons, `ABS` and `FLOOR` of doubles
//! as IEEE 754 states, so that a tree has the same value on each of them, bit by bit.

use jiff::civil::Date;

use crate::firms::Kind;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Sql {
    /// A missing value of a type.
    Null(Kind),
    /// A number.
    Number(f64),
    /// A text.
    Text(Box<str>),
    /// A flag.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A column of the step before.
    Column(Box<str>),
    /// An operation on its operands.
    Call(Call, Vec<Sql>),
    /// The value of the first condition that is true, else the last one; missing without it.
    Case(Vec<(Sql, Sql)>, Option<Box<Sql>>),
}

/// An operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `a + b`.
    Add,
    /// `a − b`.
    Subtract,
    /// `a · b`.
    Multiply,
    /// `a / b`, never of `b = 0`.
    Divide,
    /// `|a|`.
    Abs,
    /// `⌊a⌋`.
    Floor,
    /// `a = b`.
    Equal,
    /// `a < b`.
    Less,
    /// `a ≤ b`.
    LessOrEqual,
    /// All are true.
    And,
    /// One is true.
    Or,
    /// It is false.
    Not,
    /// It is missing.
    IsNull,
    /// The text begins with another.
    StartsWith,
    /// The text ends with another.
    EndsWith,
    /// The text has another in it.
    Contains,
    /// The first three characters of a text.
    Head,
    /// All characters of a text are ASCII.
    IsAscii,
    /// Year of a day.
    Year,
    /// `100 · month + day` of a day.
    MonthDay,
}

impl Sql {
    /// The operation `call` on two operands.
    pub fn of(call: Call, a: Sql, b: Sql) -> Sql {
        Sql::Call(call, vec![a, b])
    }

    /// The operation `call` on one operand.
    pub fn of_one(call: Call, a: Sql) -> Sql {
        Sql::Call(call, vec![a])
    }

    /// `then` where `condition` is true, else `otherwise`.
    pub fn choose(condition: Sql, then: Sql, otherwise: Sql) -> Sql {
        Sql::Case(vec![(condition, then)], Some(Box::new(otherwise)))
    }

    /// Whether the expression is true: false where it is missing.
    pub fn holds(self) -> Sql {
        Sql::choose(self, Sql::Flag(true), Sql::Flag(false))
    }

    /// Whether it is known.
    pub fn is_known(self) -> Sql {
        Sql::of_one(Call::Not, Sql::of_one(Call::IsNull, self))
    }

    /// The product; a factor of 1 is left out.
    pub fn times(self, other: Sql) -> Sql {
        match (self, other) {
            (Sql::Number(1.0), one) | (one, Sql::Number(1.0)) => one,
            (Sql::Number(a), Sql::Number(b)) => Sql::Number(a * b),
            (a, b) => Sql::of(Call::Multiply, a, b),
        }
    }

    /// Visits the columns that it reads, each as often as it is written.
    pub fn columns<'a>(&'a self, visit: &mut dyn FnMut(&'a str)) {
        match self {
            Sql::Column(name) => visit(name),
            Sql::Call(_, of) => of.iter().for_each(|one| one.columns(visit)),
            Sql::Case(arms, otherwise) => {
                arms.iter().for_each(|(when, then)| {
                    when.columns(visit);
                    then.columns(visit);
                });
                otherwise.iter().for_each(|one| one.columns(visit));
            }
            Sql::Null(_) | Sql::Number(_) | Sql::Text(_) | Sql::Flag(_) | Sql::Date(_) => {}
        }
    }

    /// Replaces columns by the expressions that `other` has for them.
    pub fn replace(&mut self, other: &mut dyn FnMut(&str) -> Option<Sql>) {
        match self {
            Sql::Column(name) => {
                if let Some(sql) = other(name) {
                    *self = sql;
                }
            }
            Sql::Call(_, of) => of.iter_mut().for_each(|one| one.replace(other)),
            Sql::Case(arms, otherwise) => {
                for (when, then) in arms {
                    when.replace(other);
                    then.replace(other);
                }
                otherwise.iter_mut().for_each(|one| one.replace(other));
            }
            Sql::Null(_) | Sql::Number(_) | Sql::Text(_) | Sql::Flag(_) | Sql::Date(_) => {}
        }
    }

    /// Number of operations, constants and columns.
    pub fn size(&self) -> usize {
        1 + match self {
            Sql::Call(_, of) => of.iter().map(Sql::size).sum(),
            Sql::Case(arms, otherwise) => {
                let arms: usize = arms.iter().map(|(when, then)| when.size() + then.size()).sum();
                arms + otherwise.as_ref().map_or(0, |one| one.size())
            }
            _ => 0,
        }
    }

    /// Whether it costs nothing to write it again: a constant or a column.
    pub fn is_simple(&self) -> bool {
        !matches!(self, Sql::Call(..) | Sql::Case(..))
    }
}
