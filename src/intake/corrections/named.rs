//! The part that each part corrects.

use crate::finding::{Code, Finding, Findings, listed};
use crate::intake::files::{file_and_sheet, is_named, unknown_part};
use crate::intake::part::Draft;
use crate::intake::setting::Setting;
use crate::parameters::Spanned;
use crate::words::say;

/// For each of `drafts` the position of the one it corrects.
///
/// # Errors
/// A name of no part or of several; parts that correct each other in a circle; all at once.
pub(super) fn parts(drafts: &[Draft], setting: Setting<'_>) -> Result<Vec<Option<usize>>, Findings> {
    let mut faults = Findings::new();
    let corrects = drafts.iter().map(|draft| {
        let written = draft.corrects.as_ref()?;
        part(drafts, written, setting).map_err(|fault| faults.push(fault)).ok()
    });
    let corrects: Vec<Option<usize>> = corrects.collect();
    for (at, draft) in drafts.iter().enumerate() {
        if let Some(written) = draft.corrects.as_ref().filter(|_| is_circular(&corrects, at)) {
            let message = say!(intake::corrects_itself, part = draft.origin.part());
            let help = say!(intake::corrects_itself_help);
            faults.push(fault(Code::ValueInvalid, written, message, setting).help(help));
        }
    }
    faults.sort();
    faults.or_stop(corrects).map(|(corrects, _)| corrects)
}

/// The part that `written` names.
fn part(drafts: &[Draft], written: &Spanned<String>, setting: Setting<'_>) -> Result<usize, Finding> {
    let is_of = |draft: &Draft, file: &str| is_named(file, &draft.origin.name, &draft.origin.place.file);
    let is_file = |file: &str| drafts.iter().any(|draft| is_of(draft, file));
    let names = |of: &dyn Fn(&Draft) -> bool| -> Vec<String> {
        drafts.iter().filter(|draft| of(draft)).map(|draft| draft.origin.part()).collect()
    };
    let name = written.get_ref();
    let Some((file, sheet)) = file_and_sheet(name, is_file) else {
        return Err(unknown_part(written, &names(&|draft| draft.corrects.is_none()), setting.parameters));
    };
    let is_meant =
        |draft: &Draft| is_of(draft, file) && (sheet.is_none() || draft.origin.place.sheet_name() == sheet);
    let mut meant = (0..drafts.len()).filter(|&at| is_meant(&drafts[at]));
    match (meant.next(), meant.next()) {
        (None, _) => Err(unknown_part(written, &names(&|draft| is_of(draft, file)), setting.parameters)),
        (Some(at), None) => Ok(at),
        (Some(_), Some(_)) => {
            let names = names(&is_meant);
            let parts = listed(names.iter().map(String::as_str), names.len());
            let message = say!(intake::corrects_several, name = name, parts = parts);
            let help = say!(intake::corrects_several_help);
            Err(fault(Code::NameAmbiguous, written, message, setting).help(help))
        }
    }
}

fn fault(
    code: Code,
    written: &Spanned<String>,
    message: impl Into<crate::words::Message>,
    setting: Setting<'_>,
) -> Finding {
    Finding::new(code, setting.parameters.place(written.span().start).in_column("corrects"), message)
}

/// Each part that corrects another, with that part: a part that is corrected comes after those that correct
/// it.
pub(super) fn last_first(corrects: &[Option<usize>]) -> Vec<(usize, usize)> {
    let depth = |mut at: usize| {
        let mut depth = 0;
        while let Some(of) = corrects[at] {
            (at, depth) = (of, depth + 1);
        }
        depth
    };
    let pairs = corrects.iter().enumerate().filter_map(|(by, of)| Some((by, (*of)?)));
    let mut pairs: Vec<(usize, usize)> = pairs.collect();
    pairs.sort_by_key(|&(by, _)| (std::cmp::Reverse(depth(by)), by));
    pairs
}

/// Whether the part at `at` corrects itself, directly or by way of others.
fn is_circular(corrects: &[Option<usize>], at: usize) -> bool {
    let mut next = corrects[at];
    for _ in 0..corrects.len() {
        match next {
            Some(found) if found == at => return true,
            Some(found) => next = corrects[found],
            None => return false,
        }
    }
    false
}
