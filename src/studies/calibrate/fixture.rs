//! A cohort under a scorecard of nested groups, for tests.

use jiff::civil::date;

use super::directions::{Directions, Observations};
use crate::firms::{Cells, Column, Dictionary, Firms, Texts};
use crate::parameters::Source;
use crate::progress::Silent;
use crate::scorecard::Scorecard;
use crate::scoring::{Scores, score};
use crate::studies::weights::space;

pub(super) const CARD: &str = include_str!("fixture.toml");

/// Sixty scored firms; a third of them lack some values.
pub(super) fn scored(card: &str) -> (Scorecard, Scores) {
    let (dictionary, as_of) = (Dictionary::built_in(), date(2025, 12, 31));
    let (card, _) =
        Scorecard::load(&Source::new("card.toml", card), &dictionary, Some(as_of)).expect("it is sound");
    let number = |at: u32, of: u32, most: u32| (at * of + of) % most;
    let known = |at: u32, of: u32| !at.is_multiple_of(3) || number(at, of, 7) >= 3;
    let cells = |of: u32, most: u32, all: bool| -> Column {
        let cell = |at| (all || known(at, of)).then(|| f64::from(number(at, of, most)));
        Column::Number((0..60).map(cell).collect::<Cells<f64>>())
    };
    let id_field = dictionary.position(&dictionary.primary_key).expect("firms have an id");
    let mut ids = Texts::default();
    (0..60).for_each(|at| ids.push(&format!("F{at:02}")));
    let mut columns: Vec<Option<Column>> = vec![None; dictionary.fields.len()];
    columns[id_field] = Some(Column::Text(ids));
    for (field, of, most, all) in [
        ("revenue", 17, 100, false),
        ("employees", 29, 100, true),
        ("awards", 5, 10, false),
        ("projects", 7, 10, false),
        ("rd_expense", 13, 100, false),
    ] {
        columns[dictionary.position(field).expect("it is in the dictionary")] = Some(cells(of, most, all));
    }
    let firms = Firms { len: 60, dictionary, columns, id_field, rows: (0..60).collect(), facts: Vec::new() };
    let scores = score(&firms, &card, as_of, true, &Silent);
    (card, scores)
}

/// Directions of weights within half of today's.
pub(super) fn within_half<'a>(
    card: &'a Scorecard,
    scores: &Scores,
    firms: &[usize],
    bad: &[bool],
) -> Directions<'a> {
    let members = space::members(card).expect("it can be reweighted");
    Directions::new(card, members, 0.5, scores, Observations { firms, bad }).expect("sums and means")
}
