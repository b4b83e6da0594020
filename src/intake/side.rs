//! Tables about firms beside the cohort: outcomes, consents, lists of firms. Each has a small dictionary of
//! its own, and identifies firms as the cohort does.

use std::path::Path;

use jiff::civil::Date;

use super::{FirmsFile, Intake, read};
use crate::finding::{Code, Finding, Findings, Remedy};
use crate::firms::Dictionary;
use crate::parameters::Source;
use crate::progress::Progress;

/// Reads the table at `path` with the fields of the `embedded` dictionary behind the id of `cohort`, whose
/// fields are in `dictionary` and whose marks for "not known" are known here too.
///
/// # Errors
/// Faults of the file or its header.
pub(super) fn read_beside(
    embedded: &str,
    path: &Path,
    cohort: &FirmsFile,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let file = FirmsFile { missing: cohort.missing.clone(), ..FirmsFile::plain(path) };
    let fields = fields(embedded, cohort, dictionary);
    let mut intake = read(path, &file, &Source::new("", ""), &fields, as_of, progress).map_err(adapted)?;
    intake.findings = adapted(std::mem::take(&mut intake.findings));
    Ok(intake)
}

/// The field that identifies the firms of `cohort`, whose fields are in `dictionary`, followed by the fields
/// of the `embedded` dictionary. A firm may have several rows.
pub(super) fn fields(embedded: &str, cohort: &FirmsFile, dictionary: &Dictionary) -> Dictionary {
    let mut fields: Dictionary =
        serde_json::from_str(embedded).expect("the embedded dictionary is checked by a test");
    let key = &dictionary.primary_key;
    if let Some(id) = dictionary.field(key) {
        let mut id = id.clone();
        (id.constraints.required, id.constraints.unique) = (true, false);
        let bound = cohort.columns.iter().filter(|(_, field)| field.get_ref() == key);
        id.aliases.extend(bound.map(|(header, _)| header.get_ref().clone()));
        fields.fields.insert(0, id);
    }
    fields.primary_key = key.clone();
    fields.missing_values.extend_from_slice(&dictionary.missing_values);
    fields
}

/// Findings adapted to a table beside the cohort: no campaign describes it, so only its header can be
/// corrected. Ids that are no credit codes are reported for the cohort.
fn adapted(mut findings: Findings) -> Findings {
    findings.retain(|one| !matches!(one.code, Code::UsccCheck | Code::UsccForm));
    findings.map(|one| Finding { remedy: one.remedy.map(Remedy::by_header), ..one })
}
