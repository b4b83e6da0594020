//! The rule language: SQL expressions over firms, checked before the first row and evaluated a column at a
//! time.
//!
//! ```
//! use jifen::expr::{Expr, Scope};
//! use jifen::firms::{Cells, Column, Frame, Kind, Slot};
//!
//! let mut scope = Scope::default();
//! scope.add("revenue", Kind::Number);
//! scope.add("rd_expense", Kind::Number);
//! let rule = Expr::compile("rd_expense / NULLIF(revenue, 0) * 100", &scope).unwrap();
//!
//! let revenue = Column::Number([Some(2000.0), Some(0.0), None].into_iter().collect());
//! let rd_expense = Column::Number(Cells::known(vec![150.0, 10.0, 10.0]));
//! let frame = Frame { len: 3, slots: vec![Slot::Column(&revenue), Slot::Column(&rd_expense)] };
//! let intensity = rule.numbers(&frame, frame.rows());
//! assert_eq!(intensity.iter().collect::<Vec<_>>(), [Some(7.5), None, None]);
//! ```
//!
//! # Values
//!
//! There are four types, with a single conversion: where a date is needed, a text that is written in the rule
//! and is a day becomes a date.
//!
//! | type | written | |
//! |---|---|---|
//! | number | `1`, `0.5`, `1e4` | a decimal, reckoned with exactly: see below |
//! | text | `'江苏'`, `'it''s'` | never empty: an empty cell is a missing one, so `''` is refused |
//! | flag | `TRUE`, `FALSE` | |
//! | date | `DATE '2025-01-31'` | also `'2025-01-31'` beside a date |
//!
//! `NULL` is a missing value of any type. Arithmetic, comparison and functions of a missing value are
//! missing, except where the tables below say otherwise. A result without a finite value is missing too:
//! division by zero and its remainder, the logarithm of a number that is not positive, the root of a negative
//! number, an overflow. A result is never −0.
//!
//! # Numbers
//!
//! Numbers are decimals, and rules come out as they do by hand. A cell or a written number is the decimal it
//! is written as; `+`, `-`, `*`, `/`, `%`, `ABS`, `FLOOR`, `CEIL` and `ROUND` are exact, and so are
//! comparisons, `LEAST`, `IN` and similar operations on their results. 128.64 of 4,288 is 3 %:
//! `rd_expense / revenue * 100 >= 3` holds, whatever unit the file is in. A number is rounded once, when it
//! leaves the rule, to the nearest double; a derived value that another rule reads is not rounded in between.
//!
//! Three limits. A number with more than 15 significant digits counts as the double nearest to it, as in
//! spreadsheets. The results of `LN`, `SQRT` and `POWER` are rounded to 15 significant digits, since they
//! have no last digit: `POWER(revenue / revenue_prev3, 1 / 3) - 1 >= 0.25` therefore holds for growth by
//! exactly 25 % a year. A fraction with more than 4,096 binary digits is rounded to 15 significant digits
//! too, and is missing beyond the range of doubles.
//!
//! # Names
//!
//! A name is made of letters of any script, digits and `_`: `rd_expense`, `营业收入`. Upper and lower case
//! differ. A dot joins names: `points.technology`. Any other name, and one that is also a keyword, is written
//! between `"` or backticks. Keywords and functions may be written in upper or lower case.
//!
//! A title or alias of a name is a name too: `研发费用 / 营业收入 >= 3`. A name is stronger than a title; a
//! title that several names have is refused, and the message names them. `且`, `或` and `非` are no operators.
//!
//! # Operators
//!
//! From the tightest to the loosest:
//!
//! | operators | of | meaning |
//! |---|---|---|
//! | `- x` | numbers | |
//! | `*` `/` `%` | numbers | `%` is the remainder of the quotient cut to a whole number: `-7 % 3` is −1 |
//! | `+` `-` | numbers | |
//! | `=` `<>` `!=` | all | |
//! | `<` `<=` `>` `>=` | numbers, texts, dates | texts in the order of their characters' code points |
//! | `BETWEEN a AND b` | the same | `x >= a AND x <= b` |
//! | `IN (a, b, …)` | all | `x = a OR x = b OR …`: never false if NULL is in the list |
//! | `LIKE 'p' ESCAPE 'c'` | texts | `%` is any characters, `_` exactly one; no escape unless it is named |
//! | `IS NULL` | all | never missing |
//! | `IS TRUE`, `IS FALSE` | flags | never missing |
//! | `NOT` | flags | missing stays missing |
//! | `AND` | flags | false if either is, else missing if either is |
//! | `OR` | flags | true if either is, else missing if either is |
//!
//! `NOT` may stand before `BETWEEN`, `IN` and `LIKE`, and after `IS`.
//!
//! `CASE WHEN condition THEN value … ELSE value END` is the value of the first condition that is true;
//! `CASE x WHEN a THEN value … END` that of the first `x = a`. Without ELSE the rest is missing.
//!
//! # Functions
//!
//! | function | meaning |
//! |---|---|
//! | `COALESCE(x, …)` | the first that is not missing |
//! | `NULLIF(x, y)` | missing where `x = y`, else `x` |
//! | `LEAST(x, …)`, `GREATEST(x, …)` | of the known values, as in PostgreSQL; numbers, texts, dates |
//! | `ABS(x)`, `SQRT(x)`, `FLOOR(x)`, `CEIL(x)` | |
//! | `LN(x)` | natural logarithm |
//! | `POWER(x, y)` | `x^y` |
//! | `ROUND(x)`, `ROUND(x, digits)` | half away from zero; `digits` is a written whole number, −15 to 15 |
//! | `YEARS_BETWEEN(from, to)` | whole years: the anniversaries of `from` up to `to` |
//!
//! `ROUND(1.005, 2)` is 1.01. A firm founded on 29 February has its anniversary on 1 March in a common year;
//! `YEARS_BETWEEN(a, b)` is `-YEARS_BETWEEN(b, a)`.
//!
//! # In SQL
//!
//! [`Expr::lower`] gives a rule as the [`sql`] of an engine, with the same values.
//!
//! # Faults
//!
//! Anything else is refused before the first row. The fault has its byte range in the rule and help on what
//! to write instead. All faults of a rule are reported at once, unless its grammar is broken. A rule has at
//! most 32 KiB, 1,000 operators and keywords, about 20 parentheses or functions within one another, and 200
//! operators in one chain.
//!
//! ```
//! use jifen::expr::{Expr, Scope};
//! use jifen::finding::Code;
//! use jifen::firms::Kind;
//!
//! let mut scope = Scope::default();
//! scope.add("revenue", Kind::Number);
//! let faults = Expr::compile("revnue > '100'::int", &scope).unwrap_err();
//! assert_eq!((faults[0].code, faults[0].span.clone()), (Code::RuleUnsupported, 14..16));
//! let faults = Expr::compile("revnue > 100 AND revenue LIKE '1%'", &scope).unwrap_err();
//! let messages: Vec<String> = faults.iter().map(|fault| fault.message.to_string()).collect();
//! assert_eq!(messages, ["unknown name `revnue`", "`revenue` is a number, where a text is needed"]);
//! let help = faults[0].help.as_ref().expect("there is a name like it");
//! assert_eq!(help.to_string(), "did you mean `revenue`?");
//! ```

mod bounds;
mod cases;
mod check;
mod evaluate;
mod exact;
mod fault;
mod faults;
mod functions;
mod known;
mod lanes;
mod like;
mod lower;
mod node;
mod parse;
mod quotient;
mod slips;
pub mod sql;
mod tokens;
mod tree;
mod types;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::faults::Faults;
use self::node::{AnyNode, Node};
use self::tokens::Tokens;
use crate::finding::nearest;
use crate::firms::{Cells, Column, Exact, Frame, Kind};
use crate::words::Message;

pub use self::bounds::{Bounds, End};
pub use self::cases::Compared;
pub use self::fault::Fault;
pub use self::lower::{Lowered, Names, Unsaid};
pub use self::quotient::{Quotient, Steps};

/// Greatest length of a rule in bytes.
const MAX_BYTES: usize = 32 * 1024;

/// Greatest number of operators and keywords of a rule, so that no chain overflows the stack.
const MAX_OPERATORS: usize = 1000;

/// Greatest nesting of parentheses, functions and the like.
const MAX_NESTING: usize = 48;

/// Greatest depth of a rule's tree; `a + b + c + …` is as deep as it has operators.
const MAX_DEPTH: usize = 200;

/// Names a rule may use, each with its type. A name's position is its slot in a [`Frame`].
#[derive(Clone, Debug, Default)]
pub struct Scope {
    names: Vec<(String, Kind)>,
    slots: FxHashMap<String, usize>,
    /// Titles and aliases, each with the slots it may mean.
    aliases: FxHashMap<String, Vec<usize>>,
    /// Words that are no names, with the help to give.
    hints: FxHashMap<String, Message>,
    /// Spellings that split into several words, with the help to give.
    spellings: Vec<Spelling>,
    /// The possible texts of a name, if limited.
    values: FxHashMap<String, Vec<String>>,
    /// Titles of the possible texts of a name, each with its text.
    titles: FxHashMap<String, Vec<(String, String)>>,
}

/// A spelling that is no single word, with the help to give.
#[derive(Clone, Debug)]
struct Spelling {
    spelling: String,
    help: Message,
    name: Option<String>,
}

impl Scope {
    /// Adds a name; its slot is the number of names before it. The first of two equal names is visible to
    /// rules.
    pub fn add(&mut self, name: impl Into<String>, kind: Kind) {
        let name = name.into();
        self.slots.entry(name.clone()).or_insert(self.names.len());
        self.names.push((name, kind));
    }

    /// Adds a title or alias for the name at `slot`. A name takes precedence over an alias; an alias of
    /// several names is refused where a rule uses it.
    ///
    /// # Panics
    /// If there is no such slot.
    pub fn alias(&mut self, word: impl Into<String>, slot: usize) {
        // The first of two equal names is visible to rules.
        let slot = self.slots[&self.names[slot].0];
        let slots = self.aliases.entry(word.into()).or_default();
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }

    /// Aliases of the name at `slot`, in unspecified order.
    pub fn aliases(&self, slot: usize) -> impl Iterator<Item = &str> {
        let of_slot = move |(_, slots): &(&String, &Vec<usize>)| slots.contains(&slot);
        self.aliases.iter().filter(of_slot).map(|(word, _)| word.as_str())
    }

    /// The slots that `name` or an alias may mean: one if clear, none if unknown, several if ambiguous.
    pub fn meanings(&self, name: &str) -> &[usize] {
        match self.slots.get(name) {
            Some(slot) => std::slice::from_ref(slot),
            None => self.aliases.get(name).map_or(&[], Vec::as_slice),
        }
    }

    /// The name that `word` is or means.
    pub fn called(&self, word: &str) -> Option<&str> {
        match self.meanings(word) {
            [slot] => Some(self.name(*slot)),
            _ => None,
        }
    }

    /// Sets the help for rules that use `word`, which is no name, alone or before a dot.
    pub fn hint(&mut self, word: impl Into<String>, help: impl Into<Message>) {
        self.hints.insert(word.into(), help.into());
    }

    /// Sets the help for rules with `spelling`, which is no single word: `tech-sme-2017`. If rules have a
    /// `name` for it, a clause after `help` gives this name, followed by what follows the spelling, such as
    /// `.points`. `help` may then be empty.
    pub fn hint_spelling(
        &mut self,
        spelling: impl Into<String>,
        help: impl Into<Message>,
        name: Option<String>,
    ) {
        self.spellings.push(Spelling { spelling: spelling.into(), help: help.into(), name });
    }

    /// Limits the text `name` to `values` or missing; comparing it with any other text is a fault.
    pub fn limit(&mut self, name: impl Into<String>, values: impl IntoIterator<Item = impl Into<String>>) {
        self.values.insert(name.into(), values.into_iter().map(Into::into).collect());
    }

    /// Sets titles of values that the text `name` is limited to, for the help on rules that use a title in
    /// place of its value.
    pub fn titled_values(
        &mut self,
        name: impl Into<String>,
        titles: impl IntoIterator<Item = (String, String)>,
    ) {
        self.titles.insert(name.into(), titles.into_iter().collect());
    }

    /// The name or alias that `name`, which is neither, probably means: a result of that title first, then
    /// the most similar name, then the most similar alias.
    fn nearest(&self, name: &str) -> Option<&str> {
        let of_result = format!("积分.{name}");
        if let Some((alias, _)) = self.aliases.get_key_value(&of_result) {
            return Some(alias);
        }
        let mut aliases: Vec<&str> = self.aliases.keys().map(String::as_str).collect();
        aliases.sort_unstable();
        nearest(name, self.names()).or_else(|| nearest(name, aliases))
    }

    /// The slot of `name`, if it is one.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots.get(name).copied()
    }

    /// All names in the order of their slots.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// The name at `slot`.
    ///
    /// # Panics
    /// If there is no such slot.
    pub fn name(&self, slot: usize) -> &str {
        &self.names[slot].0
    }

    /// The only texts `name` can be, if limited.
    pub fn values(&self, name: &str) -> Option<&[String]> {
        self.values.get(name).map(Vec::as_slice)
    }

    /// The type of the name at `slot`.
    ///
    /// # Panics
    /// If there is no such slot.
    pub fn kind(&self, slot: usize) -> Kind {
        self.names[slot].1
    }

    /// Number of names in the scope.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether the scope has no names.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// A checked rule. Cloning one is cheap.
#[derive(Clone, Debug)]
pub struct Expr {
    source: Arc<str>,
    node: Arc<AnyNode>,
    slots: Arc<[usize]>,
    /// Slots of texts that the rule orders.
    ordered_texts: Arc<[usize]>,
}

impl Expr {
    /// Parses and checks `source` against `scope`.
    ///
    /// # Errors
    /// Every fault of the rule, in the order of its text. If the syntax is broken, only the first fault.
    pub fn compile(source: &str, scope: &Scope) -> Result<Expr, Vec<Fault>> {
        compile(source, scope, None)
    }

    /// Like [`Expr::compile`], of a rule whose values must be of type `kind`. A rule that is always NULL
    /// takes any type.
    ///
    /// # Errors
    /// As [`Expr::compile`], and [`RuleType`](crate::finding::Code::RuleType) if the rule has another type.
    pub fn compile_as(source: &str, scope: &Scope, kind: Kind) -> Result<Expr, Vec<Fault>> {
        compile(source, scope, Some(kind))
    }

    /// The rule's text as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The type of the rule's values.
    pub fn kind(&self) -> Kind {
        self.node.kind()
    }

    /// The slots that the rule reads, ascending.
    pub fn slots(&self) -> &[usize] {
        &self.slots
    }

    /// Slots of texts that the rule orders, by a comparison, BETWEEN, LEAST or GREATEST; ascending.
    pub fn ordered_texts(&self) -> &[usize] {
        &self.ordered_texts
    }

    /// The slot of a rule that is a single name.
    pub fn lone_slot(&self) -> Option<usize> {
        match &*self.node {
            AnyNode::Number(Node::Slot(slot))
            | AnyNode::Text(Node::Slot(slot))
            | AnyNode::Flag(Node::Slot(slot))
            | AnyNode::Date(Node::Slot(slot)) => Some(*slot),
            _ => None,
        }
    }

    /// Whether the rule reads no slot, so that all firms have one value.
    pub fn is_constant(&self) -> bool {
        self.slots.is_empty()
    }

    /// The rule's value for each of `rows`: a column as long as the range.
    ///
    /// # Panics
    /// If `rows` exceeds the frame, or the types of `frame` differ, slot by slot, from the scope the rule was
    /// checked against.
    pub fn evaluate(&self, frame: &Frame<'_>, rows: Range<usize>) -> Column {
        match &*self.node {
            AnyNode::Number(node) => Column::Number(evaluate::numbers(node, frame, rows)),
            AnyNode::Text(node) => Column::Text(evaluate::texts(node, frame, rows)),
            AnyNode::Flag(node) => Column::Flag(evaluate::cells(node, frame, rows)),
            AnyNode::Date(node) => Column::Date(evaluate::cells(node, frame, rows)),
        }
    }

    /// The rule's numbers for `rows`.
    ///
    /// # Panics
    /// As [`Expr::evaluate`], and for a rule of another type: [`Expr::compile_as`] excludes that.
    pub fn numbers(&self, frame: &Frame<'_>, rows: Range<usize>) -> Cells<f64> {
        match &*self.node {
            AnyNode::Number(node) => evaluate::numbers(node, frame, rows),
            other => panic!("`{}` is a {}, not a number", self.source, other.kind().as_str()),
        }
    }

    /// As [`Expr::numbers`]. The exact numbers are added if any double, read as a decimal, differs from its
    /// exact number. For rules that compute with the result.
    ///
    /// # Panics
    /// As [`Expr::numbers`].
    pub fn exact_numbers(&self, frame: &Frame<'_>, rows: Range<usize>) -> (Cells<f64>, Option<Exact>) {
        match &*self.node {
            AnyNode::Number(node) => evaluate::exact_cells(node, frame, rows),
            other => panic!("`{}` is a {}, not a number", self.source, other.kind().as_str()),
        }
    }

    /// The rule's flags for `rows`.
    ///
    /// # Panics
    /// As [`Expr::evaluate`], and for a rule of another type: [`Expr::compile_as`] excludes that.
    pub fn flags(&self, frame: &Frame<'_>, rows: Range<usize>) -> Cells<bool> {
        match &*self.node {
            AnyNode::Flag(node) => evaluate::cells(node, frame, rows),
            other => panic!("`{}` is a {}, not a flag", self.source, other.kind().as_str()),
        }
    }
}

fn compile(source: &str, scope: &Scope, kind: Option<Kind>) -> Result<Expr, Vec<Fault>> {
    compile_words(source, scope, kind).map_err(|faults| {
        let misspelt = slips::spellings(source, scope);
        if misspelt.is_empty() { faults } else { misspelt }
    })
}

fn compile_words(source: &str, scope: &Scope, kind: Option<Kind>) -> Result<Expr, Vec<Fault>> {
    let tokens = Tokens::read(source, scope)?;
    let mut faults = Faults::new(&tokens);
    let checked =
        parse::parse(&tokens, &mut faults).map(|tree| check::check(&tree, scope, kind, &mut faults));
    let faults = faults.finish();
    match checked {
        Some((Some(node), slots)) if faults.is_empty() => Ok(Expr {
            source: source.into(),
            node: Arc::new(node),
            slots: slots.read.into_iter().collect(),
            ordered_texts: slots.ordered_texts.into_iter().collect(),
        }),
        _ => Err(faults),
    }
}
