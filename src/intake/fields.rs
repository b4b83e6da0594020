//! Reading and checks of one field's cells: the dictionary's constraints, compiled.

use std::borrow::Cow;

use jiff::civil::Date;
use regex::Regex;

use super::cells::shown;
use super::header::Bound;
use super::marks::Marks;
use super::numbers::{NumberForm, Refusal, Scale, plain};
use super::{DateForm, days, ids, industry};
use crate::finding::{Code, Finding, Place};
use crate::firms::width::folded;
use crate::firms::{Field, FieldType, Kind, Texts, Unit, Value};
use crate::words::{Arg, Message, say};

/// The rule for one column of the file.
#[derive(Debug)]
pub(super) enum Rule {
    Skip,
    Number(NumberRule),
    Flag(FlagRule),
    Date(DateRule),
    Text(TextRule),
}

/// The form and bounds of a number column.
#[derive(Debug)]
pub(super) struct NumberRule {
    /// The power of ten for plain decimals, which are read without comparison with the marks for "not known".
    /// `None` if a mark could be a decimal, or where each cell names its unit.
    pub unseen_power: Option<i32>,
    /// The power of ten for plain decimals; `None` where each cell names its unit.
    plain_power: Option<i32>,
    /// The form of all other cells.
    form: NumberForm,
    bounds: Bounds,
    /// Whether every row needs a value.
    pub required: bool,
}

/// The numbers that a field admits.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    least: f64,
    most: f64,
    whole: bool,
}

#[derive(Debug)]
pub(super) struct FlagRule {
    /// Whether `是`, `否`, `1` and `0` are read without comparison with marks for "not known": none of them
    /// is such a mark.
    pub plain: bool,
    /// Whether every row needs a value.
    pub required: bool,
    /// Marks that mean "no" in this column, even if they mean "not known" in other columns.
    pub no: Option<Marks>,
}

#[derive(Debug)]
pub(super) struct DateRule {
    /// Whether every row needs a value.
    pub required: bool,
    /// The partial form a cell may have instead of a whole day.
    pub form: Option<DateForm>,
    /// Days that the campaign declares unknown.
    pub unknown: Vec<Date>,
}

impl DateRule {
    /// The day of a cell that is no mark; `None` for a day the campaign declares unknown.
    ///
    /// # Errors
    /// Why it is no day.
    #[inline]
    pub fn read(&self, cell: &str) -> Result<Option<Date>, days::NoDay> {
        let day = days::day_of(cell, self.form)?;
        Ok(Some(day).filter(|day| !self.unknown.contains(day)))
    }
}

#[derive(Debug)]
pub(super) struct TextRule {
    /// The kind of text in the field.
    content: Content,
    /// The pattern of the whole text, compiled and as messages show it.
    pattern: Option<(Regex, Form)>,
    /// Whether the pattern begins with a digit above zero.
    is_code: bool,
    /// The only texts allowed, half-width where texts are stored half-width.
    one_of: Option<Vec<String>>,
    /// Whether it identifies firms, and so is stored half-width.
    is_id: bool,
    /// Whether every row needs a value.
    pub required: bool,
}

impl TextRule {
    /// Whether the text identifies firms.
    pub fn is_id(&self) -> bool {
        self.is_id
    }

    /// Whether the text is a code that never begins with a zero, so that its number is the same code.
    pub fn is_code(&self) -> bool {
        self.is_code
    }
}

/// A pattern as messages show it.
#[derive(Debug)]
enum Form {
    /// An example with the field's title.
    Example { title: String, example: String },
    /// The dictionary's regular expression.
    Pattern(String),
}

impl Form {
    /// The message for `cell`, which does not match.
    fn missed(&self, cell: &str) -> Message {
        let cell = shown(cell);
        match self {
            Form::Example { title, example } => {
                say!(intake::form_example, cell = cell, title = title, example = example)
            }
            Form::Pattern(pattern) => say!(intake::form_pattern, cell = cell, pattern = pattern),
        }
    }
}

/// Kinds of text with rules beyond the constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Any,
    CreditCode,
    Industry,
}

impl Rule {
    /// The rule for the column of `field`, bound as `bound`. If `is_id`, the column identifies firms. `dates`
    /// reads a column of days. `no` lists the cells that mean no in a column of flags.
    ///
    /// # Errors
    /// `value-invalid` if the field's pattern is no regular expression.
    pub fn new(
        field: &Field,
        is_id: bool,
        bound: &Bound,
        marks: &Marks,
        dates: DateRule,
        no: Option<Marks>,
        place: &Place,
    ) -> Result<Rule, Finding> {
        let required = field.constraints.required;
        Ok(match field.kind() {
            Kind::Number => Rule::Number(NumberRule::new(field, bound, marks)),
            Kind::Flag => {
                let plain = !["是", "否", "1", "0"].iter().any(|cell| marks.are(cell));
                Rule::Flag(FlagRule { plain, required, no })
            }
            Kind::Date => Rule::Date(dates),
            Kind::Text => Rule::Text(TextRule::new(field, is_id).map_err(|error| {
                let message = say!(intake::pattern_invalid, name = &field.name);
                Finding::new(Code::ValueInvalid, place.clone(), message)
                    .help(error.to_string().lines().last().unwrap_or_default().trim().to_owned())
            })?),
        })
    }

    /// The type of the column; `None` if it is skipped.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Rule::Skip => None,
            Rule::Number(_) => Some(Kind::Number),
            Rule::Flag(_) => Some(Kind::Flag),
            Rule::Date(_) => Some(Kind::Date),
            Rule::Text(_) => Some(Kind::Text),
        }
    }
}

impl Bounds {
    fn of(field: &Field) -> Bounds {
        Bounds {
            least: field.constraints.minimum.unwrap_or(f64::NEG_INFINITY),
            most: field.constraints.maximum.unwrap_or(f64::INFINITY),
            whole: field.field_type == FieldType::Integer,
        }
    }

    #[inline]
    fn admit(&self, value: f64) -> bool {
        value >= self.least && value <= self.most && (!self.whole || is_whole(value))
    }
}

/// Whether `field` admits a value that is no cell of its own, by the rules for its cells. A missing value is
/// admitted.
pub(super) fn admits(field: &Field) -> impl Fn(Value<'_>) -> bool {
    let bounds = Bounds::of(field);
    let texts = (field.kind() == Kind::Text).then(|| TextRule::new(field, false).ok()).flatten();
    let texts =
        texts.filter(|rule| rule.content != Content::Any || rule.pattern.is_some() || rule.one_of.is_some());
    move |value| match (value, &texts) {
        (Value::Number(number), _) => bounds.admit(number),
        (Value::Text(text), Some(rule)) => {
            let mut is_admitted = true;
            rule.read(text, &mut Texts::with_capacity(1, text.len()), &mut Memo::of(1), |code, _| {
                is_admitted &= !code.sets_aside();
            });
            is_admitted
        }
        _ => true,
    }
}

impl NumberRule {
    fn new(field: &Field, bound: &Bound, marks: &Marks) -> NumberRule {
        let plain_power = match bound.scale {
            Scale::Power(power) => Some(power),
            Scale::InCell => None,
        };
        NumberRule {
            unseen_power: plain_power.filter(|_| !marks.digits),
            plain_power,
            form: NumberForm {
                scale: bound.scale.clone(),
                unit: field.unit.as_deref().map(Unit::parse),
                unit_name: field.unit.clone().unwrap_or_default(),
            },
            bounds: Bounds::of(field),
            required: field.constraints.required,
        }
    }

    /// Whether the field's bounds admit this value.
    #[inline]
    pub fn admits(&self, value: f64) -> bool {
        self.bounds.admit(value)
    }

    /// Whether each of `numbers` is finite and [admitted](NumberRule::admits).
    pub fn admit(&self, numbers: &[f64], admitted: &mut [bool]) {
        // Without a branch, so that several are compared at a time.
        let (least, most) = (self.bounds.least.max(f64::MIN), self.bounds.most.min(f64::MAX));
        for (admitted, number) in admitted.iter_mut().zip(numbers) {
            *admitted = (*number >= least) & (*number <= most);
        }
        if self.bounds.whole {
            admitted.iter_mut().zip(numbers).for_each(|(admitted, number)| *admitted &= is_whole(*number));
        }
    }

    /// The value of a cell that is no mark, if it is a plain decimal within bounds.
    #[inline]
    pub fn plain(&self, cell: &str) -> Option<f64> {
        let (value, length) = plain(cell.as_bytes(), 0, self.plain_power?)?;
        Some(value).filter(|&value| length == cell.len() && self.admits(value))
    }

    /// Reads a cell that is known.
    ///
    /// # Errors
    /// `cell-number`, `cell-unit`, `cell-integer`, `cell-range`.
    pub fn read(&self, cell: &str) -> Result<f64, Refusal> {
        let value = self.form.read(cell)?;
        let limit = |limit: f64| match &*self.form.unit_name {
            "" => limit.to_string(),
            unit => format!("{limit} {unit}"),
        };
        let refused = |code, message| Err((code, message));
        if value < self.bounds.least {
            let limit = limit(self.bounds.least);
            return refused(Code::CellRange, say!(intake::number_below, cell = shown(cell), limit = limit));
        }
        if value > self.bounds.most {
            let limit = limit(self.bounds.most);
            return refused(Code::CellRange, say!(intake::number_above, cell = shown(cell), limit = limit));
        }
        if !self.admits(value) {
            return refused(Code::CellInteger, say!(intake::number_fraction, cell = shown(cell)));
        }
        Ok(value)
    }
}

/// Whether `value` has no fraction. The conversion is one instruction. Doubles from 2^53 on have no fraction.
#[inline]
fn is_whole(value: f64) -> bool {
    value as i64 as f64 == value || value.abs() >= 9_007_199_254_740_992.0
}

impl TextRule {
    fn new(field: &Field, is_id: bool) -> Result<TextRule, regex::Error> {
        let content = match &*field.name {
            "credit_code" => Content::CreditCode,
            "industry" => Content::Industry,
            _ => Content::Any,
        };
        // The standard's patterns match the whole text, with or without anchors.
        let form = |pattern: &String| match &field.example {
            Some(example) => Form::Example { title: field.title.clone(), example: example.clone() },
            None => Form::Pattern(pattern.clone()),
        };
        let begins_above_zero =
            |pattern: &String| pattern.trim_start_matches('^').starts_with("[1-9]") && !pattern.contains('|');
        let is_code = field.constraints.pattern.as_ref().is_some_and(begins_above_zero);
        let ready = |pattern: &String| Ok((Regex::new(&format!("^(?:{pattern})$"))?, form(pattern)));
        let pattern = field.constraints.pattern.as_ref().map(ready).transpose()?;
        let mut one_of = field.constraints.one_of.clone();
        if pattern.is_some() || is_id {
            one_of.iter_mut().flatten().for_each(|text| *text = folded(text).into_owned());
        }
        Ok(TextRule { content, pattern, is_code, one_of, is_id, required: field.constraints.required })
    }

    /// Reads a known cell into `texts`; an unusable one stays missing.
    #[inline]
    pub fn read(&self, cell: &str, texts: &mut Texts, memo: &mut Memo, mut fault: impl FnMut(Code, Message)) {
        if self.content == Content::CreditCode {
            return ids::credit_code(cell, self.is_id, texts, fault);
        }
        let id = if self.is_id { ids::cleaned(cell) } else { Cow::Borrowed(cell) };
        if self.is_id
            && let Some((code, message)) = ids::refused(&id)
        {
            texts.push(&id);
            return fault(code, message);
        }
        let cell = &*id;
        let Some((pattern, form)) = &self.pattern else {
            if self.lists(cell) {
                return texts.push(cell);
            }
            texts.push("");
            return fault(Code::CellPattern, self.not_listed(cell));
        };
        if memo.holds(cell) {
            return texts.push(cell);
        }
        let text = folded(cell);
        let text = if self.content == Content::Industry {
            industry::normalised(&text)
        } else {
            text.as_ref().into()
        };
        let has_form = pattern.is_match(&text);
        if has_form && self.lists(&text) {
            texts.push(&text);
            if text == cell {
                memo.keep(cell);
            }
            return;
        }
        texts.push("");
        let message = match has_form {
            true => self.not_listed(cell),
            false => form.missed(cell),
        };
        fault(Code::CellPattern, message);
    }

    /// Whether `text` is one of the allowed texts.
    #[inline]
    fn lists(&self, text: &str) -> bool {
        self.one_of.as_ref().is_none_or(|texts| texts.iter().any(|one| one == text))
    }

    fn not_listed(&self, cell: &str) -> Message {
        let known = Arg::items(self.one_of.iter().flatten());
        say!(intake::not_listed, cell = shown(cell), known = known)
    }
}

/// A cache of short texts that matched their field's pattern: regions and industries are few, and a lookup is
/// much cheaper than the pattern.
#[derive(Debug)]
pub(super) struct Memo(Vec<u64>);

impl Memo {
    /// An empty cache for a column of `rows` cells.
    pub fn of(rows: usize) -> Memo {
        Memo(vec![0; (rows / 16).next_power_of_two().clamp(1, 1 << 12)])
    }

    /// The cell's bytes as one number; `None` if empty or longer than eight.
    #[inline]
    fn key(cell: &str) -> Option<u64> {
        let mut bytes = [0; 8];
        bytes.get_mut(..cell.len())?.copy_from_slice(cell.as_bytes());
        Some(u64::from_le_bytes(bytes)).filter(|&key| key != 0)
    }

    #[inline]
    fn slot(&self, key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize & (self.0.len() - 1)
    }

    #[inline]
    fn holds(&self, cell: &str) -> bool {
        Memo::key(cell).is_some_and(|key| self.0[self.slot(key)] == key)
    }

    fn keep(&mut self, cell: &str) {
        if let Some(key) = Memo::key(cell) {
            let slot = self.slot(key);
            self.0[slot] = key;
        }
    }
}
