//! Frames of the three scopes that rules read. A slot has a column only if a rule needs it.

use jiff::civil::Date;
use rayon::prelude::*;

use super::Scores;
use super::derive::column;
use super::rounding::{from_units, to_units};
use crate::firms::{Cells, Column, Exact, Firms, Frame, Slot, Texts, Value};
use crate::scorecard::Scorecard;

/// A column that rules read, in doubles and, if needed, in exact numbers.
#[derive(Debug)]
pub(super) struct Known {
    column: Column,
    /// The exact numbers; `None` if every double is exact as printed.
    exact: Option<Exact>,
}

impl Known {
    fn slot(&self) -> Slot<'_> {
        match &self.exact {
            Some(exact) => Slot::Exact(&self.column, exact),
            None => Slot::Column(&self.column),
        }
    }
}

/// The derived values that the `needed` slots of the firm scope read, directly or through others; `None` for
/// the rest.
pub(super) fn derived(
    firms: &Firms,
    scorecard: &Scorecard,
    as_of: Date,
    mut needed: Vec<usize>,
) -> Vec<Option<Known>> {
    let first = scorecard.slots(firms.columns.len()).derived.start;
    for (at, derived) in scorecard.derived.iter().enumerate().rev() {
        if needed.contains(&(first + at)) {
            needed.extend(derived.value.slots());
        }
    }
    let mut columns: Vec<Option<Known>> = scorecard.derived.iter().map(|_| None).collect();
    for (at, derived) in scorecard.derived.iter().enumerate() {
        if needed.contains(&(first + at)) {
            let (column, exact) = column(&derived.value, &firm_frame(firms, &columns, as_of));
            columns[at] = Some(Known { column, exact });
        }
    }
    columns
}

/// The frame of the firm scope. A derived value that is not needed is missing.
pub(super) fn firm_frame<'a>(firms: &'a Firms, derived: &'a [Option<Known>], as_of: Date) -> Frame<'a> {
    let mut slots: Vec<Slot<'a>> = firms.slots().collect();
    slots.push(Slot::Constant(Value::Date(as_of)));
    let derived = derived.iter();
    slots.extend(derived.map(|known| known.as_ref().map_or(Slot::Constant(Value::Missing), Known::slot)));
    Frame { len: firms.len, slots }
}

/// Scores as columns that rules can read, in the slots of [`run_scope`](crate::scorecard::run_scope).
///
/// All points, including those of groups and indicators, are as published: a rule reads what a list shows.
/// The results of a firm that is not scored are missing.
#[derive(Debug)]
pub struct Results {
    as_of: Date,
    /// One per derived value of the leading scorecard, then one per name that the run scope adds to the firm
    /// scope.
    columns: Vec<Option<Known>>,
}

impl Results {
    /// Builds the columns of the `needed` slots: those that [`Expr::slots`](crate::expr::Expr::slots) returns
    /// for the rules to be evaluated. `marks` are the run's scorecards with their scores, the leading one
    /// first.
    ///
    /// # Panics
    /// If `marks` is empty: there is no leading scorecard.
    pub fn new(
        firms: &Firms,
        marks: &[(&Scorecard, &Scores)],
        as_of: Date,
        needed: impl IntoIterator<Item = usize>,
    ) -> Results {
        let needed: Vec<usize> = needed.into_iter().collect();
        let fields = firms.columns.len();
        let mut columns = derived(firms, marks[0].0, as_of, needed.clone());
        for &(scorecard, scores) in marks {
            let own = scorecard.slots(fields).results();
            // Results start behind the fields and the day.
            let first = fields + 1 + columns.len();
            let results: Vec<Option<Known>> = own
                .clone()
                .into_par_iter()
                .map(|slot| {
                    let asked = needed.contains(&(slot - own.start + first));
                    asked.then(|| Known { column: result(slot, firms, scorecard, scores), exact: None })
                })
                .collect();
            columns.extend(results);
        }
        Results { as_of, columns }
    }

    /// The frame of the run scope over `firms`, followed by their facts. A slot that is not needed is
    /// missing.
    pub fn frame<'a>(&'a self, firms: &'a Firms) -> Frame<'a> {
        let mut frame = firm_frame(firms, &self.columns, self.as_of);
        frame.slots.extend(firms.facts.iter().map(Slot::Column));
        frame
    }
}

/// The column of one slot beyond the firm scope.
fn result(slot: usize, firms: &Firms, scorecard: &Scorecard, scores: &Scores) -> Column {
    let slots = scorecard.slots(firms.columns.len());
    let decimals = scorecard.decimals;
    let numbers = |value: &dyn Fn(usize) -> f64| {
        let cell = |(firm, scored): (usize, &bool)| scored.then(|| value(firm));
        Column::Number(scores.scored.iter().enumerate().map(cell).collect())
    };
    let published = |points: &[f64]| numbers(&|firm| from_units(to_units(points[firm], decimals), decimals));
    match slot {
        _ if slot == slots.segment => {
            texts(scores, |firm| &scorecard.segments[usize::from(scores.segment[firm])].id)
        }
        _ if slot == slots.points => numbers(&|firm| from_units(scores.points[firm], decimals)),
        _ if slot == slots.coverage => numbers(&|firm| scores.coverage[firm]),
        _ if slots.groups.contains(&slot) => published(&scores.group_points[slot - slots.groups.start + 1]),
        _ if slots.indicators.contains(&slot) => {
            published(&scores.indicator_points[slot - slots.indicators.start])
        }
        _ if slot == slots.grade => texts(scores, |firm| {
            scores.grade[firm].map_or("", |grade| &scorecard.grades[usize::from(grade)].id)
        }),
        _ if slot == slots.route => texts(scores, |firm| {
            let route = scorecard.route(scores.unmet[firm]).map(|at| scorecard.routes[at]);
            route.and_then(|at| scorecard.conditions[at].id.as_deref()).unwrap_or_default()
        }),
        _ if slot == slots.top => {
            texts(scores, |firm| scores.top[firm].map_or("", |top| &scorecard.tops[usize::from(top)].id))
        }
        _ if slot == slots.qualified => {
            // For a held firm the value is missing.
            let present = scores.scored.iter().zip(&scores.held).map(|(scored, held)| *scored && !held);
            Column::Flag(Cells { values: scores.qualified.clone(), present: present.collect() })
        }
        _ if slot == slots.rank => numbers(&|firm| f64::from(scores.rank[firm])),
        _ if slot == slots.segment_rank => numbers(&|firm| f64::from(scores.segment_rank[firm])),
        _ => numbers(&|firm| scores.percentile[firm]),
    }
}

fn texts<'a>(scores: &Scores, text: impl Fn(usize) -> &'a str) -> Column {
    let mut texts = Texts::with_capacity(scores.scored.len(), scores.scored.len() * 8);
    for (firm, scored) in scores.scored.iter().enumerate() {
        texts.push(if *scored { text(firm) } else { "" });
    }
    Column::Text(texts)
}
