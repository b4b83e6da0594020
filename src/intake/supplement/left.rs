//! Rows of a supplement that were not joined, or contradict others.

use crate::finding::{Code, Finding, Findings};
use crate::intake::Origin;
use crate::words::{Message, say};

/// The fate of a supplement's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// No firm of the cohort has the key.
    Unmatched,
    /// The name is that of the firms with these ids but for `有限公司` and `有限责任公司`.
    Near(Vec<String>),
    /// The credit code is that of the firms with these ids but for one character, or for letters like digits.
    NearCode(Vec<String>),
    /// The id is that of no firm, but the name beside it is that of the firms with these ids.
    Beside(Vec<String>),
    /// A part of the key is hidden; the rest fits the firms with these ids.
    Hidden(Vec<String>),
    /// The key names several owners, the firms with these ids among them.
    Joint(Vec<String>),
    /// Several firms have the name; their ids.
    Ambiguous(Vec<String>),
    /// Another row of the firm of this id gives another value.
    Contradicted(String),
    /// The row may be the latest of its firm, but its day is not known; the column of the day.
    Undated(String),
    /// A cell that the rule or the value needs is blank: whether the row counts, and with what, is not known.
    /// The id of its firm.
    Undecided(String),
    /// What follows from the row, alone or with others, is outside the bounds of the field. The id of its
    /// firm.
    Beyond(String),
    /// The row has cells, but none that says which firm is meant; the fault of its key.
    Nameless(Message),
    /// The row could not be read.
    Faulty(Message),
    /// The row is no firm's: a total, a remark, a header.
    NoFirm(Message),
}

impl Fate {
    /// The word in tables, the same in every language.
    pub fn as_str(&self) -> &'static str {
        match self {
            Fate::Unmatched => "unmatched",
            Fate::Near(_) => "near",
            Fate::NearCode(_) => "near-code",
            Fate::Beside(_) => "beside",
            Fate::Hidden(_) => "hidden",
            Fate::Joint(_) => "joint",
            Fate::Ambiguous(_) => "ambiguous",
            Fate::Contradicted(_) => "contradicted",
            Fate::Undated(_) => "undated",
            Fate::Undecided(_) => "undecided",
            Fate::Beyond(_) => "out-of-range",
            Fate::Nameless(_) | Fate::Faulty(_) => "faulty",
            Fate::NoFirm(_) => "no-firm",
        }
    }

    /// Ids of the firms that the row may belong to.
    pub fn firms(&self) -> &[String] {
        match self {
            Fate::Near(firms)
            | Fate::NearCode(firms)
            | Fate::Beside(firms)
            | Fate::Hidden(firms)
            | Fate::Joint(firms)
            | Fate::Ambiguous(firms) => firms,
            Fate::Contradicted(firm) | Fate::Undecided(firm) | Fate::Beyond(firm) => {
                std::slice::from_ref(firm)
            }
            Fate::Unmatched | Fate::Undated(_) | Fate::Nameless(_) | Fate::Faulty(_) | Fate::NoFirm(_) => &[],
        }
    }
}

/// A row of a supplement that was not joined, or leaves a value of its firm unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOver {
    /// The part in published tables.
    pub part: String,
    /// The line in the part, from 1.
    pub line: u32,
    /// The key as read; empty if it could not be.
    pub key: String,
    /// The name beside an id that is the key; empty if there is none.
    pub(in crate::intake) name: String,
    /// The fate of the row.
    pub fate: Fate,
}

/// Warnings about rows that were not joined or leave a value unknown, by kind, with the first of each.
pub(super) fn remarks(supplement: &str, all: &[LeftOver], files: &[Origin]) -> Findings {
    let mut findings = Findings::new();
    let mut remark = |code: Code, is_one: &dyn Fn(&Fate) -> bool, kind: &str| {
        let rows: Vec<&LeftOver> = all.iter().filter(|row| is_one(&row.fate)).collect();
        if let Some(first) = rows.first() {
            let message = say!(
                intake::supplement_left,
                supplement = supplement,
                kind = kind,
                count = rows.len(),
                key = &first.key
            );
            let file = files.iter().find(|file| file.part() == first.part);
            let place = file.map(|file| file.place.clone()).unwrap_or_default().at_line(first.line);
            findings.push(
                Finding::new(code, place, message).help(say!(intake::supplement_left_help, kind = kind)),
            );
        }
    };
    remark(Code::SupplementUnmatched, &|fate| *fate == Fate::Unmatched, "unmatched");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Near(_)), "near");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::NearCode(_)), "near-code");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Beside(_)), "beside");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Hidden(_)), "hidden");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Joint(_)), "joint");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Ambiguous(_)), "ambiguous");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Contradicted(_)), "contradicted");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Undated(_)), "undated");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Undecided(_)), "undecided");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Beyond(_)), "out-of-range");
    remark(Code::SupplementUnclear, &|fate| matches!(fate, Fate::Nameless(_)), "nameless");
    findings
}
