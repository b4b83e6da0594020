//! `points.parquet`: every scored firm and indicator, from raw value to points, so that an auditor can recompute them.

use super::Scored;
use super::ids::Ids;
use super::package::{Format, Resource};
use super::parquet::Parquet;
use super::scores::id_field;
use super::sink::Folder;
use super::table::{self, Data, Field, Maker, Table};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};
use crate::scoring::Detail;

/// Firms of one row group.
const FIRMS: usize = 1 << 13;

/// Nothing is written where scoring kept no details.
pub(super) fn write(
    folder: &Folder,
    scored: &Scored<'_>,
    ids: &Ids,
    suffix: &str,
) -> Result<Vec<Resource>, Finding> {
    let Some(details) = &scored.scores.details else { return Ok(Vec::new()) };
    let fields = fields(scored);
    let mut file = folder.file(format!("points{suffix}.parquet"))?;
    let mut parquet = Parquet::begin(folder, &mut file, &fields)?;
    let mut chunks = scored.scores.order.chunks(FIRMS).enumerate();
    let mut next = || {
        let (chunk, firms) = chunks.next()?;
        Some(rows_of(scored, details, ids, chunk * FIRMS, firms))
    };
    let mut ready = next();
    while let Some(table) = ready {
        let (written, following) = rayon::join(|| parquet.write(&table), &mut next);
        written?;
        ready = following;
    }
    parquet.finish()?;
    let description = "Every scored firm, first to last, and every indicator in the scorecard's order";
    let id = &scored.scorecard.id;
    let title = if suffix.is_empty() {
        "Points by indicator".to_owned()
    } else {
        format!("Points by indicator under {id}")
    };
    Ok(vec![Resource::new(file.finish(), Format::Parquet, &title, description).fields(fields)])
}

fn fields(scored: &Scored<'_>) -> Vec<Field> {
    std::iter::once(id_field(scored)).chain(own_fields()).collect()
}

/// The fields beside the firm's id.
pub(super) fn own_fields() -> impl Iterator<Item = Field> {
    let number = |name: &str, description: &str| Field::new(name, "number", description);
    [
        Field::new("indicator", "string", "Indicator of the scorecard").required(),
        number("raw", "Value of the indicator's expression"),
        number("treated", "After the missing policy and the treatment: what the curve saw"),
        number("normalised", "Share of full marks; empty where the indicator is left out for the firm")
            .from(0)
            .to(1),
        number("weight", "Full marks in the firm's segment").required(),
        number("points", "Points, not rounded").required(),
    ]
    .into_iter()
}

/// The table's rows for these firms, the first of them at place `first`: firm by firm, indicator by indicator.
fn rows_of(scored: &Scored<'_>, details: &[Detail], ids: &Ids, first: usize, firms: &[u32]) -> Table {
    let (scores, scorecard) = (scored.scores, scored.scorecard);
    let indicators = scorecard.indicators.len();
    let cells = move |of: fn(&Detail) -> &Cells<f64>| {
        let cells = firms.iter().flat_map(|&firm| details.iter().map(move |d| of(d).get(firm as usize)));
        Data::Number(cells.collect())
    };
    let known = move |of: &dyn Fn(usize, usize) -> f64| {
        let values = firms.iter().flat_map(|&firm| (0..indicators).map(move |at| of(at, firm as usize)));
        Data::Number(Cells::known(values.collect()))
    };
    let makers: Vec<Maker<'_>> = vec![
        Box::new(|| {
            let mut texts = Texts::with_capacity(firms.len() * indicators, 0);
            for place in first..first + firms.len() {
                (0..indicators).for_each(|_| texts.push(ids.at(place)));
            }
            Data::text(texts)
        }),
        Box::new(|| Data::Label {
            codes: (0..firms.len()).flat_map(|_| 0..indicators as u32).collect(),
            labels: scorecard.indicators.iter().map(|indicator| indicator.id.clone()).collect(),
        }),
        Box::new(move || cells(|detail| &detail.raw)),
        Box::new(move || cells(|detail| &detail.treated)),
        Box::new(move || cells(|detail| &detail.normalised)),
        Box::new(move || {
            known(&|at, firm| scorecard.indicators[at].weight[usize::from(scores.segment[firm])])
        }),
        Box::new(move || known(&|at, firm| scores.indicator_points[at][firm])),
    ];
    Table { rows: firms.len() * indicators, columns: table::columns(&makers) }
}
