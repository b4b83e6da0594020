//! Results of further scorecards, as columns after those of the leading scorecard. A cell is empty if the
//! scorecard does not score the firm.

use super::table::{Data, Field, Maker, TRUE_FALSE};
use crate::firms::Cells;
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::words::{Message, say};

/// The columns of one further scorecard with at most `count` scored firms.
pub(super) fn fields(scorecard: &Scorecard, count: u32) -> impl Iterator<Item = Field> {
    let (id, prefix) = (&scorecard.id, scorecard.prefix());
    let name = |what: &str| format!("{prefix}_{what}");
    let points = Field::new(name("points"), "number", say!(publish::further_points, id = id));
    let rank = Field::new(name("rank"), "integer", say!(publish::further_rank, id = id));
    let grade = Field::new(name("grade"), "string", say!(publish::further_grade, id = id));
    let qualified = Field::new(name("qualified"), "boolean", say!(publish::further_qualified, id = id));
    let held = Field::new(name("held"), "boolean", say!(publish::further_held, id = id));
    let title = &Message::title(&scorecard.title, scorecard.title_zh.as_ref());
    let points = points.title(say!(publish::further_points_title, title = title));
    let rank = rank.title(say!(publish::further_rank_title, title = title)).from(1).to(count);
    let grade = grade.title(say!(publish::further_grade_title, title = title));
    let qualified = qualified.title(say!(publish::further_qualified_title, title = title));
    let held = held.title(say!(publish::further_held_title, title = title));
    [points, rank]
        .into_iter()
        .chain((!scorecard.grades.is_empty()).then_some(grade))
        .chain([qualified])
        .chain(scorecard.can_hold().then_some(held))
}

/// The values of these columns for the firms `rows`.
pub(super) fn makers<'a>(
    scorecard: &'a Scorecard,
    scores: &'a Scores,
    rows: &'a [u32],
) -> impl Iterator<Item = Maker<'a>> {
    let points: Maker<'a> = Box::new(|| Data::Fixed {
        units: gather(scores, rows, &scores.points),
        decimals: scorecard.decimals,
    });
    let rank: Maker<'a> = Box::new(|| Data::Count(gather(scores, rows, &scores.rank)));
    let grade: Maker<'a> = Box::new(|| {
        let none = scorecard.grades.len();
        let code = |&row: &u32| scores.grade[row as usize].map_or(none, usize::from) as u32;
        let labels = scorecard.grades.iter().map(|grade| grade.id.clone()).chain([String::new()]);
        Data::Label { codes: rows.iter().map(code).collect(), labels: labels.collect() }
    });
    let qualified: Maker<'a> =
        Box::new(|| Data::Flag { cells: gather(scores, rows, &scores.qualified), words: TRUE_FALSE });
    let held: Maker<'a> =
        Box::new(|| Data::Flag { cells: gather(scores, rows, &scores.held), words: TRUE_FALSE });
    [points, rank]
        .into_iter()
        .chain((!scorecard.grades.is_empty()).then_some(grade))
        .chain([qualified])
        .chain(scorecard.can_hold().then_some(held))
}

/// The values of the firms `rows`; missing if the firm is not scored.
fn gather<T: Copy>(scores: &Scores, rows: &[u32], values: &[T]) -> Cells<T> {
    let at = |row: &u32| *row as usize;
    Cells {
        values: rows.iter().map(|row| values[at(row)]).collect(),
        present: rows.iter().map(|row| scores.scored[at(row)]).collect(),
    }
}
