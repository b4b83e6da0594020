//! Answers of institutions to a list (反馈), read as a cohort is.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::{FirmsFile, Intake, read};
use crate::finding::{Code, Finding, Findings, Place, Remedy};
use crate::firms::{Dictionary, Field};
use crate::parameters::{Source, Spanned};
use crate::progress::Progress;

/// The dictionary in `schemas/answers.json`, without the fields that identify firms.
const BUILT_IN: &str = include_str!("../../schemas/answers.json");

/// The field of firms' names.
const NAME: &str = "name";
/// Further headers of names, beside those of the cohort's dictionary.
const NAMES: [&str; 7] =
    ["客户名称", "客户全称", "借款人", "借款人名称", "借款企业", "贷款企业", "firm_name"];
/// Fields whose unit may be named outside the file.
const AMOUNTS: [&str; 2] = ["amount", "drawn"];

/// A table of answers.
#[derive(Clone, Copy, Debug)]
pub struct AnswersTable<'a> {
    /// The file.
    pub path: &'a Path,
    /// The field or header that identifies firms.
    pub id: &'a str,
    /// Worksheet of a workbook; `None` for the only one that has a header.
    pub sheet: Option<&'a str>,
    /// Unit of amounts whose header names none.
    pub unit: Option<&'a str>,
}

/// Reads the answers in `table`. Firms are identified by their id; in a table without the id, by their name.
/// In a table with the id, single rows may lack it. A firm may have several rows.
///
/// # Errors
/// Faults of the file or its header. Whether a column is absent that answers need is for the caller to judge.
pub fn read_answers(
    table: AnswersTable<'_>,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let by_id = dictionary(table.id);
    let intake = read_by(table, &by_id, as_of, progress)?;
    if intake.firms.columns[intake.firms.id_field].is_some() || intake.firms.column(NAME).is_none() {
        return Ok(intake);
    }
    let mut by_name = by_id;
    by_name.primary_key = NAME.to_owned();
    by_name.fields.iter_mut().filter(|field| field.name == NAME).for_each(|field| {
        field.constraints.required = true;
    });
    read_by(table, &by_name, as_of, progress)
}

fn read_by(
    table: AnswersTable<'_>,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let spanned = |text: &str| Spanned::new(0..0, text.to_owned());
    // All units stand at one place, so that the unit of one amount is no idle entry for the other.
    let units: BTreeMap<_, _> = table
        .unit
        .map(|unit| AMOUNTS.map(|field| (spanned(field), spanned(unit))))
        .into_iter()
        .flatten()
        .collect();
    let file = FirmsFile { units, sheet: table.sheet.map(spanned), ..FirmsFile::plain(table.path) };
    let mut intake =
        read(table.path, &file, &Source::new("", ""), dictionary, as_of, progress).map_err(of_answers)?;
    intake.findings = of_answers(std::mem::take(&mut intake.findings));
    Ok(intake)
}

/// Findings adapted to a file of answers: no campaign describes it, so only its header or an option can be
/// corrected. Ids that are no credit codes are found unmatched later.
fn of_answers(mut findings: Findings) -> Findings {
    findings.retain(|one| !matches!(one.code, Code::UsccCheck | Code::UsccForm));
    findings.map(|one| {
        let place = if one.place.file.is_empty() { Place::default() } else { one.place };
        Finding { place, remedy: one.remedy.map(Remedy::by_header), ..one }
    })
}

/// The fields of answers behind the id `id` and the name, none of which is required.
fn dictionary(id: &str) -> Dictionary {
    let mut fields: Dictionary =
        serde_json::from_str(BUILT_IN).expect("the embedded dictionary is checked by a test");
    let cohort = Dictionary::built_in();
    let mut name = cohort.field(NAME).cloned().unwrap_or_else(|| Field::text(NAME));
    name.aliases.extend(NAMES.map(str::to_owned));
    let mut keys = vec![name];
    if id != NAME {
        keys.insert(0, cohort.field(id).cloned().unwrap_or_else(|| Field::text(id)));
    }
    keys.iter_mut().for_each(|key| (key.constraints.required, key.constraints.unique) = (false, false));
    fields.fields.splice(0..0, keys);
    fields.primary_key = id.to_owned();
    fields.missing_values = cohort.missing_values;
    fields
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::firms::width::key;

    #[test]
    fn the_embedded_dictionary_reads_and_no_header_means_two_fields() {
        let fields = dictionary("credit_code");
        assert_eq!((fields.fields[0].name.as_str(), fields.fields[1].name.as_str()), ("credit_code", "name"));
        let mut seen = BTreeSet::new();
        for field in &fields.fields {
            let own: BTreeSet<String> = field.headers().map(key).collect();
            own.into_iter().for_each(|header| assert!(seen.insert(header.clone()), "{header}"));
        }
        assert!(AMOUNTS.iter().all(|name| fields.field(name).is_some_and(Field::is_money)));
        assert_eq!(dictionary("name").fields.iter().filter(|field| field.name == "name").count(), 1);
        assert_eq!(dictionary("firm").fields[0], Field::text("firm"));
    }
}
