//! Tables of the year before whose headers name it.

use jiff::civil::Date;

use crate::firms::width::key;
use crate::firms::{Dictionary, Headers};
use crate::intake::files::CohortFile;
use crate::intake::header::years;
use crate::intake::options::Supplement;
use crate::parameters::Spanned;

/// `supplement` and its `files` with the fields of those of `headers` among their columns that name the year
/// before `as_of`, if the table is of that year: `营业收入(2024年)(万元)` as of a day of 2025.
pub(super) fn named(
    supplement: &Supplement,
    files: &[CohortFile],
    headers: &[String],
    cohort: &Dictionary,
    as_of: Date,
) -> (Supplement, Vec<CohortFile>) {
    let (mut supplement, mut files) = (supplement.clone(), files.to_vec());
    if !supplement.as_previous_year || !supplement.fields.is_empty() {
        return (supplement, files);
    }
    // A column that the campaign binds to the field of the year before is that already.
    let all = files.iter_mut().map(|file| &mut file.common.columns);
    for field in all.chain([&mut supplement.columns]).flat_map(|columns| columns.values_mut()) {
        let own = field.get_ref().strip_suffix(years::PREVIOUS);
        let own = own.filter(|own| cohort.position(own).is_some()).map(str::to_owned);
        *field = own.map_or_else(|| field.clone(), |own| Spanned::new(field.span(), own));
    }
    let known = Headers::of(cohort);
    for header in headers {
        let is_bound = supplement.columns.keys().any(|bound| key(bound.get_ref()) == key(header));
        let meant = years::meant(&key(header), &known, cohort).filter(|_| !is_bound);
        let Some((_, field)) = meant.filter(|(year, _)| *year + 1 == as_of.year()) else { continue };
        let span = supplement.path.span();
        let header = Spanned::new(span.clone(), header.clone());
        let field = Spanned::new(span, cohort.fields[field].name.clone());
        for file in &mut files {
            file.common.columns.insert(header.clone(), field.clone());
        }
        supplement.columns.insert(header, field);
    }
    (supplement, files)
}
