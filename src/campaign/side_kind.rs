//! Kinds of sides that can be compared: a campaign, a scorecard, a finished run.

use std::path::Path;

use crate::finding::{Code, Finding, Place};
use crate::parameters::{FileKind, is_toml};
use crate::publish::Output;
use crate::scorecard::SCORECARDS;
use crate::studies::compare::SideKind;
use crate::words::{Message, say};

impl SideKind {
    pub(super) fn of(named: &str) -> Result<SideKind, Finding> {
        let path = Path::new(named);
        let refuse = |code, message: Message, help: Message| {
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
                say!(campaign::side_file_scorecard),
                say!(campaign::side_file_scorecard_help),
            ),
            Some(FileKind::Institutions) => refuse(
                Code::FileKind,
                say!(campaign::side_institutions),
                say!(campaign::side_institutions_help),
            ),
            Some(FileKind::Programme) => {
                refuse(Code::FileKind, say!(campaign::side_programme), say!(campaign::side_programme_help))
            }
            Some(FileKind::Table) => {
                refuse(Code::FileKind, say!(campaign::side_table), say!(campaign::side_table_help))
            }
            None if is_toml(path) || path.components().count() > 1 => {
                refuse(Code::FileUnreadable, say!(campaign::side_absent), say!(campaign::side_absent_help))
            }
            None => SCORECARDS
                .find(named, Place::default())
                .map(|_| SideKind::Scorecard)
                .map_err(|fault| Finding { message: say!(campaign::side_unknown, name = named), ..fault }),
        }
    }
}
