//! Faults of a campaign file that are found before its cohort is read.

use std::path::Path;

use jiff::civil::Date;

use super::Written;
use crate::finding::{Code, Finding, Findings, PathBase, Place};
use crate::parameters::{self, FileKind, Source, Spanned};
use crate::referral::{Cell, Institutions};
use crate::words::say;

/// Refuses a file of another kind before it is parsed as a campaign.
pub(super) fn refuse(path: &Path) -> Result<(), Finding> {
    let Some(kind) = FileKind::of(path) else { return Ok(()) };
    let name = path.display().to_string();
    let (message, help) = match kind {
        FileKind::Campaign => return Ok(()),
        FileKind::Scorecard => {
            (say!(campaign::is_scorecard), say!(campaign::is_scorecard_help, name = &name))
        }
        FileKind::Institutions => {
            (say!(campaign::is_institutions), say!(campaign::is_institutions_help, name = &name))
        }
        FileKind::Programme => {
            (say!(campaign::is_programme), say!(campaign::is_programme_help, name = &name))
        }
        FileKind::Table => (say!(campaign::is_table), say!(campaign::is_table_help, name = &name)),
    };
    Err(Finding::new(Code::FileKind, Place::file(name), message).help(help))
}

/// Faults of columns that show grants, in a campaign without programmes.
pub(super) fn without_programmes(institutions: &Institutions) -> Findings {
    let mut findings = Findings::new();
    for institution in &institutions.all {
        let asks = institution.columns.iter().find_map(|column| match column.cell {
            Cell::Grant(value) => Some(value),
            _ => None,
        });
        if let Some(value) = asks {
            let message = say!(campaign::grant_column, column = value.as_str());
            let place = institution.place.clone().in_column("columns");
            findings
                .push(Finding::new(Code::KeyMissing, place, message).help(say!(campaign::grant_column_help)));
        }
    }
    findings
}

/// A fault if an institution excludes firms by deliveries or answers and the campaign names no desk, or a
/// desk that no institution needs.
pub(super) fn desk_needed(
    source: &Source,
    written: &Written,
    institutions: &Institutions,
) -> Option<Finding> {
    match (&written.desk, institutions.reads_desk()) {
        (None, true) => Some(
            Finding::new(Code::KeyMissing, source.place(0).in_column("desk"), say!(campaign::desk_missing))
                .help(say!(campaign::desk_missing_help)),
        ),
        (Some(desk), false) if !institutions.all.is_empty() => {
            let place = source.place(desk.span().start).in_column("desk");
            Some(
                Finding::new(Code::KeyIdle, place, say!(campaign::desk_idle))
                    .help(say!(campaign::desk_idle_help)),
            )
        }
        _ => None,
    }
}

/// The as-of day; a fault if invalid.
pub(super) fn day(source: &Source, written: &Written, faults: &mut Findings) -> Option<Date> {
    let day = parameters::day(written.as_of.get_ref());
    if day.is_none() {
        let place = source.place(written.as_of.span().start).in_column("as_of");
        let message = say!(campaign::day_invalid, written = written.as_of.get_ref().to_string());
        let help = say!(campaign::day_invalid_help);
        faults.push(Finding::new(Code::ValueInvalid, place, message).help(help));
    }
    day
}

/// Notes an id that cannot name a package, and an empty title.
pub(super) fn check_names(source: &Source, written: &Written, faults: &mut Findings) {
    let id = written.id.get_ref();
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || !id.chars().all(allowed) {
        let place = source.place(written.id.span().start).in_column("id");
        faults.push(
            Finding::new(Code::NameInvalid, place, say!(campaign::id_invalid, id = id))
                .help(say!(campaign::id_invalid_help)),
        );
    }
    if written.title.get_ref().trim().is_empty() {
        let place = source.place(written.title.span().start).in_column("title");
        faults.push(
            Finding::new(Code::ValueEmpty, place, say!(campaign::title_empty))
                .help(say!(campaign::title_empty_help)),
        );
    }
}

/// Reads the file `written`, a path relative to the campaign's folder. A failure has the place of that path
/// in the campaign.
pub(super) fn beside(
    campaign: &Source,
    folder: &Path,
    written: &Spanned<String>,
    key: &str,
) -> Result<Source, Findings> {
    let path = folder.join(written.get_ref());
    Source::read(&path).map_err(|fault| {
        let place = campaign.place(written.span().start).in_column(key);
        fault.of_named(written.get_ref(), place, PathBase::Campaign).into()
    })
}
