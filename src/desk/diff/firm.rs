//! One firm in both runs.

use rustc_hash::FxHashSet;

use super::judge::{Judge, Pair};
use super::record::Record;
use super::report::{FirmChange, FirmList, FirmPart, FirmStanding};
use crate::finding::{Code, Finding, Place, listed};
use crate::firms::width::folded;
use crate::studies::compare::{Both, Churn, Outcome, Rows, why};
use crate::words::{Message, say};

/// The firm called `wanted`, by id or by a name that no other firm has, in both runs.
///
/// # Errors
/// A firm that no run scores.
pub(super) fn firm_change(
    judge: &Judge<'_>,
    turnover: &[Churn],
    pairs: &[Pair],
    wanted: &str,
) -> Result<FirmChange, Finding> {
    let (before, after) = (judge.change.before, judge.change.after);
    let (firm, rows) = find(before, after, wanted)?;
    let both = rows.before.zip(rows.after).map(|(before, after)| Both { before, after });
    let name = |record: &Record, row: Option<u32>| record.run.side.name(row?);
    let moved = both.map_or_else(Vec::new, |rows| judge.change.moved(rows));
    let parts = moved.into_iter().map(|part| FirmPart {
        title: judge.change.part_title(&part),
        raw: [raw(before, rows.before, &part.id), raw(after, rows.after, &part.id)],
        part,
    });
    Ok(FirmChange {
        name: name(after, rows.after).or_else(|| name(before, rows.before)),
        standing: [standing(before, rows.before), standing(after, rows.after)],
        absent: [
            rows.before.is_none().then(|| judge.absent(&firm, false)),
            rows.after.is_none().then(|| judge.absent(&firm, true)),
        ],
        points: both.filter(|rows| judge.change.rise(*rows) != 0.0).map(|rows| judge.change.cause(rows)),
        parts: parts.collect(),
        cells: both.map_or_else(Vec::new, |rows| judge.change.changed_cells(rows)),
        lists: turnover
            .iter()
            .zip(pairs)
            .map(|(churn, pair)| list(judge, churn, pair, &firm, rows))
            .collect(),
        firm,
    })
}

/// The id of a firm, and its rows.
fn find(before: &Record, after: &Record, wanted: &str) -> Result<(String, Rows), Finding> {
    let wanted = &*folded(wanted.trim());
    let by_id = |record: &Record, id: &str| {
        record.run.side.ids.iter().position(|one| one == id).map(|row| row as u32)
    };
    let of = |id: &str| Rows { before: by_id(before, id), after: by_id(after, id) };
    let rows = of(wanted);
    if rows != Rows::default() {
        return Ok((wanted.to_owned(), rows));
    }
    for record in [after, before] {
        let names = record.run.side.names.as_ref();
        let named = names.into_iter().flat_map(|names| {
            (0..names.len()).filter(|&row| names.get(row).is_some_and(|name| folded(name) == wanted))
        });
        match named.map(|row| record.run.side.ids.get_or_empty(row)).collect::<Vec<_>>()[..] {
            [] => {}
            [id] => return Ok((id.to_owned(), of(id))),
            ref ids => {
                let message = say!(diff::several_firms, run = &record.named, name = wanted);
                let help = say!(diff::several_firms_help, firms = listed(ids.iter().copied(), ids.len()));
                let place = Place::file(record.named.clone());
                return Err(Finding::new(Code::NameAmbiguous, place, message).help(help));
            }
        }
    }
    for record in [after, before] {
        if let Some(aside) = record.aside.find(&FxHashSet::from_iter([wanted]))?.get(wanted) {
            return Err(aside.fault(wanted, &record.named));
        }
    }
    let message = say!(diff::unknown_firm, firm = wanted, before = &before.named, after = &after.named);
    let near = [after, before]
        .into_iter()
        .find_map(|record| record.run.side.ids.iter().find(|id| strsim::osa_distance(id, wanted) == 1));
    let help = match near {
        Some(near) => say!(campaign::did_you_mean, name = near),
        None => say!(diff::unknown_firm_help),
    };
    Err(Finding::new(Code::NameUnknown, Place::file(after.named.clone()), message).help(help))
}

fn standing(record: &Record, row: Option<u32>) -> Option<FirmStanding> {
    let (row, side) = (row? as usize, &record.run.side);
    Some(FirmStanding {
        points: side.points[row],
        rank: record.run.ranks[row],
        firms: side.ids.len(),
        segment: side.segments.names[side.segments.codes[row] as usize].clone(),
        segment_title: record.segment_title(row as u32),
    })
}

fn raw(record: &Record, row: Option<u32>, id: &str) -> Option<f64> {
    let raw = record.raw.as_ref()?;
    let at = raw.indicators.iter().position(|one| one == id)?;
    Some(raw.value(at, row?)).filter(|value| value.is_finite())
}

fn list(judge: &Judge<'_>, churn: &Churn, pair: &Pair, firm: &str, rows: Rows) -> FirmList {
    let of = |record: &Record, at: Option<usize>, row: Option<u32>| {
        let Some(at) = at else { return (false, None, say!(diff::no_list, run = &record.named)) };
        let Some(row) = row else { return (false, None, say!(diff::off_scores)) };
        let Some(lists) = &record.run.side.lists else { return (false, None, Message::default()) };
        let outcome = lists.all[at].outcomes[row as usize];
        let place = Some(record.run.places[at][row as usize]).filter(|&place| place > 0);
        let state = match (outcome, place) {
            (Outcome::Listed, Some(place)) => {
                say!(diff::on_list, place = place, of = lists.all[at].len())
            }
            (Outcome::Beyond, Some(place)) => {
                say!(diff::beyond_list, place = place, of = lists.all[at].len())
            }
            _ => why(outcome, &record.run.side, row),
        };
        (outcome == Outcome::Listed, place, state)
    };
    let (before, after) = (judge.change.before, judge.change.after);
    let (was, place_before, state_before) = of(before, pair.at.before, rows.before);
    let (is, place_after, state_after) = of(after, pair.at.after, rows.after);
    FirmList {
        institution: churn.institution.clone(),
        name: churn.name.clone(),
        listed: [was, is],
        place: [place_before, place_after],
        state: [state_before, state_after],
        cause: (was != is).then(|| judge.listed(pair, firm, rows, is)),
    }
}
