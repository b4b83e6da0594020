//! A checked rule as [`Sql`], with the same values.

use super::Expr;
use super::functions::OfOne;
use super::like::Pattern;
use super::node::{
    AnyNode, Conditions, Day, Flag, FlagOwn, Node, Number, NumberOwn, Question, Test, Text, Type,
};
use super::quotient::{Quotient, Steps};
use super::sql::{Call, Sql};
use super::tree::{Arithmetic, Relation};
use crate::firms::Kind;

/// A value of a rule in SQL.
#[derive(Clone, Debug, PartialEq)]
pub enum Lowered {
    /// A number.
    Number(Quotient),
    /// A text.
    Text(Sql),
    /// A flag.
    Flag(Sql),
    /// A day.
    Date(Sql),
}

/// What SQL cannot say exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsaid {
    /// A logarithm, root or power: engines differ in its last digit.
    Irrational,
    /// A pattern with `_`, or with `%` in its middle.
    Pattern,
    /// The order of texts: engines differ in it.
    OrderOfTexts,
    /// A number with more digits than a double holds as a whole number.
    Digits,
}

/// What a rule's names are in SQL.
pub trait Names {
    /// The value of the name at `slot`.
    fn value(&self, slot: usize) -> Lowered;
}

impl Expr {
    /// The rule in SQL; `steps` get what it uses several times.
    ///
    /// # Errors
    /// [`Unsaid`].
    pub fn lower(&self, names: &dyn Names, steps: &mut Steps) -> Result<Lowered, Unsaid> {
        let mut lowerer = Lowerer { names, steps };
        Ok(match &*self.node {
            AnyNode::Number(node) => Lowered::Number(lowerer.number(node)?),
            AnyNode::Text(node) => Lowered::Text(lowerer.plain(node)?),
            AnyNode::Flag(node) => Lowered::Flag(lowerer.plain(node)?),
            AnyNode::Date(node) => Lowered::Date(lowerer.plain(node)?),
        })
    }
}

/// Types whose values are plain columns.
trait Plain: Type {
    fn literal(constant: &Self::Owned) -> Sql;
    fn taken(value: Lowered) -> Option<Sql>;
    fn operation(own: &Self::Own, lowerer: &mut Lowerer<'_>) -> Result<Sql, Unsaid>;
    fn members(set: &Self::Set) -> Vec<Self::Owned>;
    const IS_ORDERED: bool = true;
}

impl Plain for Text {
    fn literal(constant: &Box<str>) -> Sql {
        Sql::Text(constant.clone())
    }
    fn taken(value: Lowered) -> Option<Sql> {
        if let Lowered::Text(sql) = value { Some(sql) } else { None }
    }
    fn operation(own: &Self::Own, _: &mut Lowerer<'_>) -> Result<Sql, Unsaid> {
        match *own {}
    }
    fn members(set: &Self::Set) -> Vec<Box<str>> {
        let mut all: Vec<Box<str>> = set.iter().cloned().collect();
        all.sort_unstable();
        all
    }
    const IS_ORDERED: bool = false;
}

impl Plain for Day {
    fn literal(constant: &Self::Owned) -> Sql {
        Sql::Date(*constant)
    }
    fn taken(value: Lowered) -> Option<Sql> {
        if let Lowered::Date(sql) = value { Some(sql) } else { None }
    }
    fn operation(own: &Self::Own, _: &mut Lowerer<'_>) -> Result<Sql, Unsaid> {
        match *own {}
    }
    fn members(set: &Self::Set) -> Vec<Self::Owned> {
        set.clone()
    }
}

impl Plain for Flag {
    fn literal(constant: &bool) -> Sql {
        Sql::Flag(*constant)
    }
    fn taken(value: Lowered) -> Option<Sql> {
        if let Lowered::Flag(sql) = value { Some(sql) } else { None }
    }
    fn operation(own: &FlagOwn, lowerer: &mut Lowerer<'_>) -> Result<Sql, Unsaid> {
        lowerer.flag(own)
    }
    fn members(set: &Self::Set) -> Vec<bool> {
        set.clone()
    }
}

struct Lowerer<'a> {
    names: &'a dyn Names,
    steps: &'a mut Steps,
}

/// A number that is missing.
fn missing() -> Quotient {
    Quotient::whole(Sql::Null(Kind::Number), 0)
}

/// The whole number and the decimals that `x` stands for.
fn constant(x: f64) -> Result<Quotient, Unsaid> {
    let (digits, power) = crate::decimal::written(x);
    let is_exact = digits.unsigned_abs() < 1 << 53;
    let (over, scale) = match u32::try_from(power) {
        Ok(power) => {
            (10_f64.powi(power.min(22) as i32) * digits as f64, if power > 22 { None } else { Some(0) })
        }
        Err(_) => (digits as f64, Some(power.unsigned_abs()).filter(|scale| *scale <= 22)),
    };
    match scale {
        Some(scale) if is_exact && over.abs() < 9_007_199_254_740_992.0 => {
            Ok(Quotient::whole(Sql::Number(over), scale))
        }
        _ => Err(Unsaid::Digits),
    }
}

impl Lowerer<'_> {
    fn number(&mut self, node: &Node<Number>) -> Result<Quotient, Unsaid> {
        match node {
            Node::Constant(None) => Ok(missing()),
            Node::Constant(Some(value)) => constant(*value),
            Node::Slot(slot) => match self.names.value(*slot) {
                Lowered::Number(number) => Ok(number),
                other => unreachable!("slot {slot} is no number: {other:?}"),
            },
            Node::Coalesce(of) => {
                let numbers = self.numbers(of)?;
                let arms = numbers.iter().map(Quotient::is_known).collect();
                self.chosen(arms, numbers, None)
            }
            Node::NullIf(pair) => {
                let (value, other) = (self.number(&pair.0)?.named(self.steps), self.number(&pair.1)?);
                let equal = self.compare(Call::Equal, value.clone(), other)?;
                self.chosen(vec![equal], vec![missing()], Some(value))
            }
            Node::Extreme { greatest, of } => self.extreme(*greatest, of),
            Node::Case { conditions, results } => {
                let conditions = self.conditions(conditions)?;
                let mut results = self.numbers(results)?;
                let otherwise = (results.len() > conditions.len()).then(|| results.pop()).flatten();
                self.chosen(conditions, results, otherwise)
            }
            Node::Own(own) => self.of_numbers(own),
        }
    }

    fn numbers(&mut self, of: &[Node<Number>]) -> Result<Vec<Quotient>, Unsaid> {
        of.iter().map(|one| Ok(self.number(one)?.named(self.steps))).collect()
    }

    /// The first of `results` whose condition is true, else `otherwise`.
    fn chosen(
        &mut self,
        conditions: Vec<Sql>,
        results: Vec<Quotient>,
        otherwise: Option<Quotient>,
    ) -> Result<Quotient, Unsaid> {
        let conditions: Vec<Sql> = conditions.into_iter().map(|one| self.steps.named(one)).collect();
        let all = || results.iter().chain(&otherwise);
        let scale = all().map(|one| one.scale).max().unwrap_or(0);
        let over = |one: &Quotient| {
            let ten = super::quotient::ten(scale - one.scale).ok_or(Unsaid::Digits)?;
            // A missing number stays missing whatever its scale.
            Ok(if matches!(one.over, Sql::Null(_)) { one.over.clone() } else { one.over.clone().times(ten) })
        };
        let under = |one: &Quotient| one.under.clone().unwrap_or(Sql::Number(1.0));
        let case = |part: &dyn Fn(&Quotient) -> Result<Sql, Unsaid>| {
            let arms = conditions.iter().cloned().zip(&results);
            let arms = arms.map(|(condition, one)| Ok((condition, part(one)?)));
            let otherwise = otherwise.as_ref().map(part).transpose()?;
            Ok(Sql::Case(arms.collect::<Result<_, Unsaid>>()?, otherwise.map(Box::new)))
        };
        let has_under = all().any(|one| one.under.is_some());
        let unders = if has_under { Some(case(&|one| Ok(under(one)))?) } else { None };
        Ok(Quotient { over: case(&over)?, under: unders, scale })
    }

    fn extreme(&mut self, greatest: bool, of: &[Node<Number>]) -> Result<Quotient, Unsaid> {
        let numbers = self.numbers(of)?;
        let mut best: Option<Quotient> = None;
        for next in numbers {
            best = Some(match best {
                None => next,
                Some(best) => {
                    let best = best.named(self.steps);
                    let (low, high) = if greatest { (&best, &next) } else { (&next, &best) };
                    let is_better = self.compare(Call::Less, low.clone(), high.clone())?;
                    let is_unknown = Sql::of_one(Call::Not, best.is_known());
                    let takes = Sql::of(Call::Or, is_unknown, is_better.holds());
                    self.chosen(vec![takes], vec![next], Some(best))?
                }
            });
        }
        Ok(best.unwrap_or_else(missing))
    }

    fn compare(&mut self, call: Call, a: Quotient, b: Quotient) -> Result<Sql, Unsaid> {
        a.compared(call, b, self.steps).ok_or(Unsaid::Digits)
    }

    fn of_numbers(&mut self, own: &NumberOwn) -> Result<Quotient, Unsaid> {
        let found = match own {
            NumberOwn::OfOne(OfOne::Sqrt | OfOne::Ln, _) | NumberOwn::Power(_) => {
                return Err(Unsaid::Irrational);
            }
            NumberOwn::OfOne(function, of) => {
                let of = self.number(of)?;
                let minus = |of: Quotient| Quotient {
                    over: Sql::of(Call::Subtract, Sql::Number(0.0), of.over),
                    ..of
                };
                match function {
                    OfOne::Negate => Some(minus(of)),
                    OfOne::Abs => {
                        let of = of.upright(self.steps);
                        Some(Quotient { over: Sql::of_one(Call::Abs, of.over), ..of })
                    }
                    OfOne::Floor => of.floor(self.steps),
                    OfOne::Ceil => minus(of).floor(self.steps).map(minus),
                    OfOne::Round(digits) => of.rounded(i32::from(*digits), 1.0, self.steps),
                    OfOne::Sqrt | OfOne::Ln => None,
                }
            }
            NumberOwn::Arithmetic(operator, pair) => {
                let (a, b) = (self.number(&pair.0)?, self.number(&pair.1)?);
                match operator {
                    Arithmetic::Add => a.plus(Call::Add, b, self.steps),
                    Arithmetic::Subtract => a.plus(Call::Subtract, b, self.steps),
                    Arithmetic::Multiply => a.times(b),
                    Arithmetic::Divide => a.divided_by(b, self.steps),
                    Arithmetic::Remainder => {
                        let (a, b) = (a.named(self.steps), b.named(self.steps));
                        let quotient = a.clone().divided_by(b.clone(), self.steps);
                        let cut = quotient.and_then(|quotient| quotient.rounded(0, 0.0, self.steps));
                        let taken = cut.and_then(|cut| cut.named(self.steps).times(b));
                        taken.and_then(|taken| a.plus(Call::Subtract, taken, self.steps))
                    }
                }
            }
            NumberOwn::YearsBetween(pair) => {
                let (from, to): (Sql, Sql) = (self.plain(&pair.0)?, self.plain(&pair.1)?);
                Some(Quotient::whole(years(self.steps.named(from), self.steps.named(to)), 0))
            }
        };
        found.map(|found| found.named(self.steps)).ok_or(Unsaid::Digits)
    }

    fn plain<T: Plain>(&mut self, node: &Node<T>) -> Result<Sql, Unsaid> {
        Ok(match node {
            Node::Constant(None) => Sql::Null(T::KIND),
            Node::Constant(Some(value)) => T::literal(value),
            Node::Slot(slot) => match T::taken(self.names.value(*slot)) {
                Some(sql) => sql,
                None => unreachable!("slot {slot} is of another type"),
            },
            Node::Coalesce(of) => {
                let of = of.iter().map(|one| self.plain(one)).collect::<Result<Vec<Sql>, Unsaid>>()?;
                let arms = of.into_iter().map(|one| {
                    let one = self.steps.named(one);
                    (one.clone().is_known(), one)
                });
                Sql::Case(arms.collect(), None)
            }
            Node::NullIf(pair) => {
                let (value, other) = (self.plain(&pair.0)?, self.plain(&pair.1)?);
                let value = self.steps.named(value);
                let equal = Sql::of(Call::Equal, value.clone(), other);
                Sql::choose(equal, Sql::Null(T::KIND), value)
            }
            Node::Extreme { .. } if !T::IS_ORDERED => return Err(Unsaid::OrderOfTexts),
            Node::Extreme { greatest, of } => {
                let mut best: Option<Sql> = None;
                for one in of {
                    let next = self.plain(one)?;
                    let next = self.steps.named(next);
                    best = Some(match best {
                        None => next,
                        Some(best) => {
                            let best = self.steps.named(best);
                            let (low, high) = if *greatest { (&best, &next) } else { (&next, &best) };
                            let is_better = Sql::of(Call::Less, low.clone(), high.clone()).holds();
                            let is_unknown = Sql::of_one(Call::IsNull, best.clone());
                            Sql::choose(Sql::of(Call::Or, is_unknown, is_better), next, best)
                        }
                    });
                }
                best.unwrap_or(Sql::Null(T::KIND))
            }
            Node::Case { conditions, results } => {
                let conditions = self.conditions(conditions)?;
                let mut results =
                    results.iter().map(|one| self.plain(one)).collect::<Result<Vec<Sql>, Unsaid>>()?;
                let otherwise = (results.len() > conditions.len()).then(|| results.pop()).flatten();
                Sql::Case(conditions.into_iter().zip(results).collect(), otherwise.map(Box::new))
            }
            Node::Own(own) => T::operation(own, self)?,
        })
    }

    fn conditions(&mut self, conditions: &Conditions) -> Result<Vec<Sql>, Unsaid> {
        match conditions {
            Conditions::Holds(flags) => flags.iter().map(|flag| self.plain(flag)).collect(),
            Conditions::Number(of, values) => {
                let of = self.number(of)?.named(self.steps);
                let each = values.iter().map(|value| {
                    let value = self.number(value)?;
                    self.compare(Call::Equal, of.clone(), value)
                });
                each.collect()
            }
            Conditions::Text(of, values) => self.matches(of, values),
            Conditions::Flag(of, values) => self.matches(of, values),
            Conditions::Date(of, values) => self.matches(of, values),
        }
    }

    fn matches<T: Plain>(&mut self, of: &Node<T>, values: &[Node<T>]) -> Result<Vec<Sql>, Unsaid> {
        let of = self.plain(of)?;
        let of = self.steps.named(of);
        values.iter().map(|value| Ok(Sql::of(Call::Equal, of.clone(), self.plain(value)?))).collect()
    }

    fn flag(&mut self, own: &FlagOwn) -> Result<Sql, Unsaid> {
        Ok(match own {
            FlagOwn::Not(of) => Sql::of_one(Call::Not, self.plain(of)?),
            FlagOwn::And(pair) => Sql::of(Call::And, self.plain(&pair.0)?, self.plain(&pair.1)?),
            FlagOwn::Or(pair) => Sql::of(Call::Or, self.plain(&pair.0)?, self.plain(&pair.1)?),
            FlagOwn::Is(of, true) => self.plain(of)?.holds(),
            FlagOwn::Is(of, false) => Sql::of_one(Call::Not, self.plain(of)?).holds(),
            FlagOwn::Like(of, pattern) => {
                let of = self.plain(of)?;
                let (call, text) = match pattern {
                    Pattern::Exact(text) => (Call::Equal, text),
                    Pattern::Prefix(text) => (Call::StartsWith, text),
                    Pattern::Suffix(text) => (Call::EndsWith, text),
                    Pattern::Within(text) => (Call::Contains, text),
                    Pattern::General(_) => return Err(Unsaid::Pattern),
                };
                Sql::of(call, of, Sql::Text(text.clone()))
            }
            FlagOwn::OfNumber(question) => self.of_number(question)?,
            FlagOwn::OfText(question) => self.answer(question)?,
            FlagOwn::OfFlag(question) => self.answer(question)?,
            FlagOwn::OfDate(question) => self.answer(question)?,
        })
    }

    fn of_number(&mut self, question: &Question<Number>) -> Result<Sql, Unsaid> {
        let of = self.number(&question.of)?;
        Ok(match &question.test {
            Test::IsNull => Sql::of_one(Call::Not, of.is_known()),
            Test::Compare(relation, with) => {
                let with = self.number(with)?;
                let (call, turned, not) = parts(*relation);
                let (a, b) = if turned { (with, of) } else { (of, with) };
                let answer = self.compare(call, a, b)?;
                if not { Sql::of_one(Call::Not, answer) } else { answer }
            }
            Test::Between(low, high) => {
                let (of, low, high) = (of.named(self.steps), self.number(low)?, self.number(high)?);
                let above = self.compare(Call::LessOrEqual, low, of.clone())?;
                let below = self.compare(Call::LessOrEqual, of, high)?;
                Sql::of(Call::And, above, below)
            }
            Test::In { constants, null, others } => {
                let of = of.named(self.steps);
                let mut found = Vec::new();
                for one in constants {
                    found.push(self.compare(Call::Equal, of.clone(), constant(*one)?)?);
                }
                for other in others {
                    let other = self.number(other)?;
                    found.push(self.compare(Call::Equal, of.clone(), other)?);
                }
                any(found, *null, of.is_known())
            }
        })
    }

    fn answer<T: Plain>(&mut self, question: &Question<T>) -> Result<Sql, Unsaid> {
        let of = self.plain(&question.of)?;
        Ok(match &question.test {
            Test::IsNull => Sql::of_one(Call::IsNull, of),
            Test::Compare(relation, with) => {
                if !T::IS_ORDERED && !relation.is_equality() {
                    return Err(Unsaid::OrderOfTexts);
                }
                let with = self.plain(with)?;
                let (call, turned, not) = parts(*relation);
                let answer = if turned { Sql::of(call, with, of) } else { Sql::of(call, of, with) };
                if not { Sql::of_one(Call::Not, answer) } else { answer }
            }
            Test::Between(..) if !T::IS_ORDERED => return Err(Unsaid::OrderOfTexts),
            Test::Between(low, high) => {
                let of = self.steps.named(of);
                let above = Sql::of(Call::LessOrEqual, self.plain(low)?, of.clone());
                Sql::of(Call::And, above, Sql::of(Call::LessOrEqual, of, self.plain(high)?))
            }
            Test::In { constants, null, others } => {
                let of = self.steps.named(of);
                let mut found: Vec<Sql> = T::members(constants).iter().map(T::literal).collect();
                for other in others {
                    found.push(self.plain(other)?);
                }
                let equal = |one: Sql| Sql::of(Call::Equal, of.clone(), one);
                any(found.into_iter().map(equal).collect(), *null, of.clone().is_known())
            }
        })
    }
}

/// Whether one of `found` is true; not known otherwise if `null`, or if the value is not known.
fn any(found: Vec<Sql>, null: bool, is_known: Sql) -> Sql {
    let found = found.into_iter().reduce(|a, b| Sql::of(Call::Or, a, b));
    // A list without members is false of a known value.
    let found = found.unwrap_or_else(|| Sql::Case(vec![(is_known, Sql::Flag(false))], None));
    if null { Sql::of(Call::Or, found, Sql::Null(Kind::Flag)) } else { found }
}

/// The call of a relation, whether its operands are exchanged, and whether it is denied.
fn parts(relation: Relation) -> (Call, bool, bool) {
    match relation {
        Relation::Equal => (Call::Equal, false, false),
        Relation::NotEqual => (Call::Equal, false, true),
        Relation::Less => (Call::Less, false, false),
        Relation::LessOrEqual => (Call::LessOrEqual, false, false),
        Relation::Greater => (Call::Less, true, false),
        Relation::GreaterOrEqual => (Call::LessOrEqual, true, false),
    }
}

/// Whole years from `from` to `to`: see [`years_between`](super::functions::years_between).
fn years(from: Sql, to: Sql) -> Sql {
    let part = |call: Call, day: &Sql| Sql::of_one(call, day.clone());
    let between = |earlier: &Sql, later: &Sql| {
        let years = Sql::of(Call::Subtract, part(Call::Year, later), part(Call::Year, earlier));
        let before = Sql::of(Call::Less, part(Call::MonthDay, later), part(Call::MonthDay, earlier));
        let short = Sql::choose(before, Sql::Number(1.0), Sql::Number(0.0));
        Sql::of(Call::Subtract, years, short)
    };
    let ahead = Sql::of(Call::LessOrEqual, from.clone(), to.clone());
    let behind = Sql::of(Call::Less, to.clone(), from.clone());
    let back = Sql::of(Call::Subtract, Sql::Number(0.0), between(&to, &from));
    Sql::Case(vec![(ahead, between(&from, &to)), (behind, back)], None)
}

#[cfg(test)]
mod tests;
