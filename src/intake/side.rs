//! Tables about firms beside the cohort: outcomes, consents, lists of firms. Each has a small dictionary of
//! its own, and identifies firms as the cohort does.

use super::FirmsFile;
use crate::finding::{Code, Finding, Findings, Remedy};
use crate::firms::Dictionary;

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
    fields.missing_values.clone_from(&dictionary.missing_values);
    fields
}

/// Findings adapted to a table beside the cohort: no campaign describes it, so only its header can be
/// corrected. Ids that are no credit codes are reported for the cohort.
pub(super) fn adapted(mut findings: Findings) -> Findings {
    findings.retain(|one| !matches!(one.code, Code::UsccCheck | Code::UsccForm));
    findings.map(|one| Finding { remedy: one.remedy.map(Remedy::by_header), ..one })
}
