//! Reads the files of a cohort in parallel and joins their parts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::body::Body;
use super::files::CohortFile;
use super::layout::Form;
use super::options::FirmsFile;
use super::part::{Draft, Origin};
use super::setting::Setting;
use super::source::{self, Accepted, Source};
use super::{encoding, parquet, sheets, table};
use crate::finding::{Code, Finding, Findings, Place, listed};
use crate::progress::Silent;
use crate::words::say;

/// Reads `files`, and joins their parts in that order.
///
/// # Errors
/// Faults of files and headers, all at once; a cohort without rows.
pub(super) fn of(files: &[CohortFile], setting: Setting<'_>) -> Result<Vec<Draft>, Findings> {
    let sources: Vec<Result<_, Finding>> = files.par_iter().map(opened).collect();
    let mut faults = Findings::new();
    let sources: Vec<_> =
        sources.into_iter().filter_map(|read| read.map_err(|fault| faults.push(fault)).ok()).collect();
    if faults.has_errors() {
        faults.sort();
        return Err(faults);
    }
    let bytes: usize = sources.iter().map(|(_, _, source)| source.bytes.len()).sum();
    setting.progress.begin(&say!(progress::reading), bytes as u64);
    let drafted: Vec<Result<Vec<Draft>, Findings>> =
        sources.into_par_iter().map(|(file, place, source)| of_file(file, place, source, setting)).collect();
    let mut drafts = Vec::new();
    let several = drafted.len() > 1;
    for of_file in drafted {
        match of_file {
            Ok(of_file) => drafts.extend(of_file),
            Err(mut found) => {
                // Until its header is bound, a part may yet have the column that an entry names.
                found.retain(|one| !several || one.code != Code::ColumnUnknown);
                faults.unite(found);
            }
        }
    }
    if !faults.has_errors() {
        faults.extend(idle_entries(&drafts));
    }
    if !setting.may_be_empty && drafts.iter().all(|draft| draft.table.is_empty()) && !faults.has_errors() {
        faults.extend(drafts.iter().map(|draft| table::header_only(draft.table.header.clone())).collect());
    }
    if faults.has_errors() {
        faults.sort();
        return Err(faults);
    }
    let whole = drafts.iter().map(|draft| draft.body.bytes()).sum();
    if let Some(first) = drafts.first() {
        encoding::admit(whole, &Place::file(first.origin.place.file.clone()))?;
    }
    note_differences(&mut drafts, setting);
    Ok(drafts)
}

fn opened(file: &CohortFile) -> Result<(&CohortFile, Place, Source), Finding> {
    let place = Place::file(source::name(&file.path));
    let source = Source::read(&file.path, &place, file.options().encoding, Accepted::Tables)?;
    Ok((file, place, source))
}

fn of_file(
    file: &CohortFile,
    place: Place,
    source: Source,
    setting: Setting<'_>,
) -> Result<Vec<Draft>, Findings> {
    let mut drafts = of_form(file, place, source, setting)?;
    for draft in &mut drafts {
        draft.corrects = file.corrects(draft.origin.place.sheet_name()).cloned();
    }
    Ok(drafts)
}

fn of_form(
    file: &CohortFile,
    place: Place,
    source: Source,
    setting: Setting<'_>,
) -> Result<Vec<Draft>, Findings> {
    match source.form() {
        source::Form::Text => {
            of_text(&file.options(), &file.name, place, source, setting).map(|draft| vec![draft])
        }
        source::Form::Workbook => {
            let bytes = source.bytes.len() as u64;
            let drafts = sheets::drafts(file, place, source, Setting { progress: &Silent, ..setting });
            setting.progress.advance(bytes);
            drafts
        }
        source::Form::Parquet => {
            let bytes = source.bytes.len() as u64;
            let draft = parquet::draft(&file.options(), &file.name, place, source, setting);
            setting.progress.advance(bytes);
            draft.map(|draft| vec![draft])
        }
    }
}

/// Reads the text file `source` at `place`.
fn of_text(
    options: &FirmsFile,
    name: &str,
    place: Place,
    source: Source,
    setting: Setting<'_>,
) -> Result<Draft, Findings> {
    let Setting { parameters, dictionary, progress, .. } = setting;
    let (sha256, parsed) = rayon::join(
        || source.sha256(),
        || {
            let (text, encoding) = encoding::decode(&source.bytes, options.encoding, &place)?;
            let unpacked = source.bytes.len();
            let table = table::read(&text, unpacked, &place, options, parameters, dictionary, progress)?;
            Ok::<_, Findings>((table, into_owned(text), encoding))
        },
    );
    let (table, decoded, encoding) = parsed?;
    let (bytes, unpacked) = (source.size, source.bytes.len());
    let (text, start) = match decoded {
        Some(text) => (text, 0),
        None => encoding::without_mark(source.bytes),
    };
    let origin = Origin { place, name: name.to_owned(), sha256, bytes, unpacked };
    Ok(Draft::new(origin, Form::Text(encoding), table, Body::Text { text, start }))
}

/// The bytes of `text` if it was decoded anew; `None` if it is the file's own bytes.
fn into_owned(text: Cow<'_, str>) -> Option<Vec<u8>> {
    match text {
        Cow::Owned(text) => Some(text.into_bytes()),
        Cow::Borrowed(_) => None,
    }
}

/// Faults of entries of the campaign that name what no part has.
fn idle_entries(drafts: &[Draft]) -> Findings {
    let used: BTreeSet<usize> = drafts.iter().flat_map(|draft| &draft.table.used).copied().collect();
    let idle = drafts.iter().flat_map(|draft| &draft.table.idle_entries);
    let mut told = BTreeSet::new();
    let idle = idle.filter(|(entry, finding)| !used.contains(entry) && told.insert((*entry, finding.code)));
    idle.map(|(_, finding)| finding.clone()).collect()
}

/// Warns of parts without rows, and of parts that lack a column which others have and the run reads.
fn note_differences(drafts: &mut [Draft], setting: Setting<'_>) {
    if drafts.len() < 2 {
        return;
    }
    let fields = |draft: &Draft| draft.table.reading.bound.iter().flatten().copied().collect::<BTreeSet<_>>();
    let all: BTreeSet<usize> =
        drafts.iter().flat_map(fields).filter(|at| setting.asked.contains(at)).collect();
    for draft in drafts {
        let header = draft.table.header.clone();
        if draft.table.is_empty() {
            let help = say!(intake::part_empty_help);
            let warning = Finding::new(Code::PartEmpty, header, say!(intake::part_empty)).help(help);
            draft.table.findings.push(warning);
            continue;
        }
        let own = fields(draft);
        let lacking: Vec<usize> = all.difference(&own).copied().collect();
        if !lacking.is_empty() {
            let fields = &setting.dictionary.fields;
            let shown =
                |&at: &usize| say!(intake::field_named, name = &fields[at].name, title = &fields[at].title);
            let names = listed(lacking.iter().map(shown), lacking.len());
            let message = say!(intake::part_columns, columns = names);
            let warning =
                Finding::new(Code::PartColumns, header, message).help(say!(intake::part_columns_help));
            draft.table.findings.push(warning);
        }
    }
}
