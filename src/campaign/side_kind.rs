//! What a person can set side by side: a campaign, a scorecard, a finished run.

use std::path::Path;

use crate::finding::{Code, Finding, Place};
use crate::parameters::{FileKind, is_toml};
use crate::publish::Output;
use crate::scorecard::catalogue;
use crate::studies::compare::SideKind;

impl SideKind {
    /// What `named` is.
    pub(super) fn of(named: &str) -> Result<SideKind, Finding> {
        let path = Path::new(named);
        let refuse = |code, message: String, help: &str| {
            Err(Finding::new(code, Place::file(named), message).help(help))
        };
        if Output::may_be(path) {
            return Ok(SideKind::Run);
        }
        match FileKind::of(path) {
            Some(FileKind::Campaign) => Ok(SideKind::Campaign),
            Some(FileKind::Scorecard) if is_toml(path) => Ok(SideKind::Scorecard),
            Some(FileKind::Scorecard) => refuse(
                Code::FileKind,
                "is a scorecard whose name does not end in .toml".to_owned(),
                "name it so: other names are those of built-in scorecards",
            ),
            Some(kind @ FileKind::Institutions) => refuse(
                Code::FileKind,
                format!(
                    "is {}, where a campaign, a scorecard or the output of a run is needed",
                    kind.as_str()
                ),
                "lists are compared as parts of campaigns: give two campaigns, each with one of the files",
            ),
            Some(FileKind::Table) => refuse(
                Code::FileKind,
                "is no TOML, where a campaign, a scorecard or the output of a run is needed".to_owned(),
                "give a run's whole folder, not a file in it; firms for two scorecards are named by --firms",
            ),
            None if is_toml(path) || path.components().count() > 1 => refuse(
                Code::FileUnreadable,
                "no file or folder is called so".to_owned(),
                "check the name and the folder: paths are relative to where you are",
            ),
            None => catalogue::find(named, Place::default()).map(|_| SideKind::Scorecard).map_err(|fault| {
                Finding {
                    message: format!("`{named}` is neither a file nor a folder nor a built-in scorecard")
                        .into(),
                    ..fault
                }
            }),
        }
    }
}
