//! Parts that a programme can have in a referral, and their keys.

use crate::programmes::{Part, Programme};
use crate::words::{Message, say};

impl Part {
    /// The part in a cell; `None` for a text that no cell holds.
    pub fn read(cell: &str) -> Option<Part> {
        Some(match cell {
            "chosen" => Part::Chosen,
            "open" => Part::Open,
            "lacking" => Part::Lacking,
            "shares" => Part::Shares,
            rule => {
                let known = rule.strip_suffix(UNKNOWN);
                let number = known.unwrap_or(rule).strip_prefix('r')?.parse::<u8>().ok()?.checked_sub(1)?;
                if known.is_some() { Part::Unknown(number) } else { Part::Unmet(number) }
            }
        })
    }
}

/// Beginning of the names of columns with parts, before the programme's id.
pub const PART: &str = "part.";
/// Path of the table of grants within an output.
pub const GRANTS: &str = "grants.csv";

/// Suffix to the key of a rule that the firm's facts do not decide.
pub(super) const UNKNOWN: &str = "-unknown";

/// The key of a programme's part in a referral, as cells hold it.
pub(super) fn key(part: Part) -> String {
    match part {
        Part::Chosen => "chosen".to_owned(),
        Part::Open => "open".to_owned(),
        Part::Unmet(rule) => format!("r{}", rule + 1),
        Part::Unknown(rule) => format!("r{}{UNKNOWN}", rule + 1),
        Part::Lacking => "lacking".to_owned(),
        Part::Shares => "shares".to_owned(),
    }
}

/// Every part that a programme can have in a referral, with its words.
pub(super) fn possible(programme: &Programme) -> Vec<(Part, Message)> {
    let rules = programme.rules.iter().zip(0_u8..);
    let rules = rules.flat_map(|(rule, at)| {
        let unknown = say!(publish::grant_unknown, reason = rule.reason.clone());
        [(Part::Unmet(at), rule.reason.clone()), (Part::Unknown(at), unknown)]
    });
    let first = [(Part::Chosen, say!(publish::grant_chosen)), (Part::Open, say!(publish::grant_open))];
    let last = [(Part::Lacking, say!(publish::grant_lacking)), (Part::Shares, say!(publish::grant_shares))];
    first.into_iter().chain(rules).chain(last).collect()
}
