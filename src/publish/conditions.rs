//! `conditions.parquet`: every scored firm's result on each gate, route and the pass rule.

use super::Scored;
use super::described;
use super::described::ConditionKind;
use super::identities::{Identities, STEP};
use super::package::{Format, Resource};
use super::parquet::Parquet;
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Data, Field, Maker, Table};
use crate::finding::Finding;
use crate::scoring::ConditionState;
use crate::words::{Message, say};

/// Writes the table; no file where scoring kept no details, or the scorecard has no condition.
pub(super) fn write(
    folder: &Folder,
    scored: &Scored<'_>,
    identities: &Identities,
    suffix: &str,
) -> Result<Option<Resource>, Finding> {
    let conditions: Vec<(ConditionKind, usize)> = described::conditions(scored.scorecard).collect();
    if scored.scores.details.is_none() || conditions.is_empty() {
        return Ok(None);
    }
    let key = id_field(scored).unique();
    let fields: Vec<Field> = std::iter::once(key.clone())
        .chain(conditions.iter().map(|&(kind, at)| field(scored, kind, at)))
        .collect();
    let mut file = folder.file(format!("conditions{suffix}.parquet"))?;
    let mut parquet = Parquet::begin(folder, &mut file, &fields)?;
    for (step, firms) in scored.scores.order.chunks(STEP).enumerate() {
        parquet.write(&rows_of(scored, &conditions, identities, step, firms))?;
    }
    parquet.finish()?;
    let id = &scored.scorecard.id;
    let title = match suffix {
        "" => say!(publish::conditions_table),
        _ => say!(publish::conditions_table_under, id = id),
    };
    let about = say!(publish::conditions_description);
    Ok(Some(Resource::new(file.finish(), Format::Parquet, title, about).fields(fields).key(&key.name)))
}

fn field(scored: &Scored<'_>, kind: ConditionKind, at: usize) -> Field {
    let condition = &scored.scorecard.conditions[at];
    let asks: Message = scored.scorecard.condition_text(at);
    let meaning = say!(publish::condition_result, condition = &asks);
    Field::new(described::column(kind, condition), "string", meaning).title(asks).required()
}

fn rows_of(
    scored: &Scored<'_>,
    conditions: &[(ConditionKind, usize)],
    identities: &Identities,
    step: usize,
    firms: &[u32],
) -> Table {
    let mut makers: Vec<Maker<'_>> = vec![Box::new(|| Data::Identity(identities.ids.step(step)))];
    for &(_, at) in conditions {
        makers.push(Box::new(move || {
            let state =
                |&firm: &u32| ConditionState::of(scored.scorecard, scored.scores, firm as usize, at) as u32;
            let labels = ConditionState::ALL.into_iter().map(|state| state.as_str().to_owned());
            Data::Label { codes: firms.iter().map(state).collect(), labels: labels.collect() }
        }));
    }
    Table { rows: firms.len(), columns: table::columns(&makers) }
}
