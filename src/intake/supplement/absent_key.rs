//! A key whose column a supplement lacks, in a table without any known header.

use crate::finding::{Code, Finding, listed, nearest};
use crate::intake::drafts;
use crate::intake::files::CohortFile;
use crate::intake::setting::Setting;
use crate::parameters::Spanned;
use crate::words::say;

/// Last row in which a header is sought.
const LAST: u32 = 5;

/// The fault of the `key` of the table in `files`, in which no header is known. `None` if no row looks like a
/// header.
pub(super) fn fault(key: &Spanned<String>, files: &[CohortFile], setting: Setting<'_>) -> Option<Finding> {
    let headers = seen_headers(files, setting)?;
    let header = key.get_ref();
    let place = setting.parameters.place(key.span().start).in_column("key");
    let near = nearest(header, headers.iter().map(String::as_str));
    let help = match near {
        Some(near) => say!(intake::header_near, near = near),
        None => {
            say!(
                intake::long_column_help,
                headers = listed(headers.iter().map(String::as_str), headers.len())
            )
        }
    };
    Some(Finding::new(Code::ColumnUnknown, place, say!(intake::no_such_column, header = header)).help(help))
}

/// The headers of a table in which none is known: the first row with several cells.
fn seen_headers(files: &[CohortFile], setting: Setting<'_>) -> Option<Vec<String>> {
    (1..=LAST).find_map(|row| {
        let at_row = |file: &CohortFile| {
            let mut file = file.clone();
            file.common.header_row = Some(Spanned::new(0..0, row));
            file.common.columns.clear();
            file
        };
        let files: Vec<CohortFile> = files.iter().map(at_row).collect();
        let drafts = drafts::of(&files, setting).ok()?;
        let headers: Vec<String> = drafts
            .iter()
            .flat_map(|draft| draft.table.reading.headers.iter().map(ToString::to_string))
            .collect();
        let named = headers.iter().filter(|header| !header.starts_with('#')).count();
        (named > 1).then_some(headers)
    })
}
