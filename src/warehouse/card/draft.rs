//! Columns under way: names, steps and stages.

use super::super::stage::Stage;
use crate::expr::sql::{Call, Sql};
use crate::expr::{Expr, Lowered, Names, Steps, Unsaid};
use crate::finding::{Code, Finding, Findings};
use crate::firms::Kind;
use crate::scorecard::Scorecard;
use crate::words::{Message, say};

/// Bytes of a name that every engine tells apart; PostgreSQL cuts names to 63.
const LONGEST: usize = 44;
/// Whole numbers below it are exact as doubles: `2^53`.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

/// Columns of firms under way.
pub(super) struct Draft<'a> {
    pub card: &'a Scorecard,
    pub stages: Vec<Stage>,
    pub steps: Steps,
    /// Values of names by slot, in the scope of [`Scorecard::result_scope`].
    pub slots: Vec<Option<Lowered>>,
    pub findings: Findings,
    /// Columns with whether whole numbers are exact.
    pub exact: Vec<String>,
}

/// Names of rules as columns.
struct Slots<'a>(&'a [Option<Lowered>]);

impl Names for Slots<'_> {
    fn value(&self, slot: usize) -> Lowered {
        self.0[slot].clone().unwrap_or_else(|| unreachable!("slot {slot} has no column yet"))
    }
}

impl<'a> Draft<'a> {
    pub fn new(card: &'a Scorecard, slots: usize) -> Draft<'a> {
        Draft {
            card,
            stages: Vec::new(),
            steps: Steps::new("step_"),
            slots: vec![None; slots],
            findings: Findings::new(),
            exact: Vec::new(),
        }
    }

    /// A free name like `name`, which is set aside.
    pub fn name(&mut self, name: &str) -> String {
        let base = short(name);
        let mut names = std::iter::once(base.clone()).chain((2..).map(|at| format!("{base}_{at}")));
        let free = names.find(|name| self.steps.take(name));
        free.unwrap_or_else(|| unreachable!("numbers do not end"))
    }

    /// Adds a column called `name` or like it.
    pub fn column(&mut self, name: &str, sql: Sql) -> Sql {
        let name = self.name(name);
        self.steps.all.push((name.clone(), sql));
        Sql::Column(name.into())
    }

    /// Ends a stage of steps on single rows.
    pub fn end_rows(&mut self) {
        let steps = std::mem::take(&mut self.steps.all);
        if !steps.is_empty() {
            self.stages.push(Stage::Rows(steps));
        }
    }

    /// The rule `expr` of `what` as SQL; `None` with a finding if SQL cannot say it exactly.
    pub fn lower(&mut self, expr: &Expr, what: &str) -> Option<Lowered> {
        self.steps.begin(&format!("{}_", short(what)));
        let before = self.steps.all.len();
        let lowered = expr.lower(&Slots(&self.slots), &mut self.steps);
        match lowered {
            Ok(Lowered::Number(number)) => {
                let parts: Vec<Sql> =
                    std::iter::once(number.over.clone()).chain(number.under.clone()).collect();
                self.guard(before, &parts, what);
                let over = self.steps.named(number.over);
                let under = number.under.map(|under| self.steps.named(under));
                Some(Lowered::Number(crate::expr::Quotient { over, under, ..number }))
            }
            Ok(lowered) => {
                self.guard(before, &[], what);
                Some(lowered)
            }
            Err(unsaid) => {
                self.refuse(what, unsaid_words(unsaid));
                None
            }
        }
    }

    /// The flag `expr` of `what`; unknown if SQL cannot say it.
    pub fn flag(&mut self, expr: &Expr, what: &str) -> Sql {
        match self.lower(expr, what) {
            Some(Lowered::Flag(flag)) => flag,
            _ => Sql::Null(Kind::Flag),
        }
    }

    /// What SQL cannot say exactly.
    pub fn refuse(&mut self, what: &str, cause: Message) {
        let place = self.card.text.place(0).in_column(what);
        let message = say!(warehouse::unsaid, cause = cause);
        self.findings
            .push(Finding::new(Code::RuleUnsupported, place, message).help(say!(warehouse::unsaid_help)));
    }

    /// Adds a column with whether all whole numbers in the steps from `before` on, and in `more`, are exact.
    fn guard(&mut self, before: usize, more: &[Sql], what: &str) {
        let mut found: Vec<Sql> = Vec::new();
        for sql in self.steps.all[before..].iter().map(|(_, sql)| sql).chain(more) {
            arithmetic(sql, &mut found);
        }
        let beyond = |sql: Sql| Sql::of(Call::LessOrEqual, Sql::Number(EXACT), Sql::of_one(Call::Abs, sql));
        let is_beyond = found.into_iter().map(beyond).reduce(|a, b| Sql::of(Call::Or, a, b));
        if let Some(is_beyond) = is_beyond {
            let name = self.name(&format!("{what}_exact"));
            self.steps.all.push((name.clone(), Sql::choose(is_beyond, Sql::Flag(false), Sql::Flag(true))));
            self.exact.push(name);
        }
    }

    /// A number by the firm's segment.
    pub fn by_segment(&self, segment: &Sql, numbers: &[f64]) -> Sql {
        if numbers.iter().all(|number| *number == numbers[0]) {
            return Sql::Number(numbers[0]);
        }
        let arms = self.card.segments.iter().zip(numbers);
        let arms = arms.map(|(one, number)| {
            (Sql::of(Call::Equal, segment.clone(), Sql::Text(one.id.as_str().into())), Sql::Number(*number))
        });
        Sql::Case(arms.collect(), None)
    }
}

/// A name that every engine takes, cut to a length that leaves room for a number.
fn short(name: &str) -> String {
    let mut end = name.len().min(LONGEST);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name[..end].replace(['.', '`', '"', '\\'], "_")
}

/// Sums, differences and products in an expression, except of constants.
fn arithmetic(sql: &Sql, found: &mut Vec<Sql>) {
    match sql {
        Sql::Call(call, of) => {
            of.iter().for_each(|one| arithmetic(one, found));
            let is_arithmetic = matches!(call, Call::Add | Call::Subtract | Call::Multiply);
            let is_negation = *call == Call::Subtract && of.first() == Some(&Sql::Number(0.0));
            if is_arithmetic && !is_negation && !found.contains(sql) {
                found.push(sql.clone());
            }
        }
        Sql::Case(arms, otherwise) => {
            arms.iter().for_each(|(when, then)| {
                arithmetic(when, found);
                arithmetic(then, found);
            });
            otherwise.iter().for_each(|one| arithmetic(one, found));
        }
        _ => {}
    }
}

fn unsaid_words(unsaid: Unsaid) -> Message {
    match unsaid {
        Unsaid::Irrational => say!(warehouse::unsaid_irrational),
        Unsaid::Pattern => say!(warehouse::unsaid_pattern),
        Unsaid::OrderOfTexts => say!(warehouse::unsaid_order),
        Unsaid::Digits => say!(warehouse::unsaid_digits),
    }
}

/// A sum in the order of its terms; 0 without terms.
pub(super) fn sum(terms: impl IntoIterator<Item = Sql>) -> Sql {
    terms.into_iter().reduce(|a, b| Sql::of(Call::Add, a, b)).unwrap_or(Sql::Number(0.0))
}

/// All of these; true without any.
pub(super) fn all(flags: impl IntoIterator<Item = Sql>) -> Sql {
    flags.into_iter().reduce(|a, b| Sql::of(Call::And, a, b)).unwrap_or(Sql::Flag(true))
}

/// One of these; false without any.
pub(super) fn any(flags: impl IntoIterator<Item = Sql>) -> Sql {
    flags.into_iter().reduce(|a, b| Sql::of(Call::Or, a, b)).unwrap_or(Sql::Flag(false))
}

/// `NOT flag`.
pub(super) fn not(flag: Sql) -> Sql {
    Sql::of_one(Call::Not, flag)
}

/// 1 where a flag is true, else 0.
pub(super) fn one_if(flag: Sql) -> Sql {
    Sql::choose(flag, Sql::Number(1.0), Sql::Number(0.0))
}
