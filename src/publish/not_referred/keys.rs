//! Keys of reasons, the content of a cell of `not_referred.csv`.

use crate::referral::{Bar, Institutions, Passed};

/// Positions of the reasons that every run has. The causes for which eligible firms are passed over follow,
/// then the gates that can hold firms, then the rules.
pub(super) const NO_CONSENT: usize = 0;
pub(super) const CONSENT_UNKNOWN: usize = 1;
pub(super) const NOT_QUALIFIED: usize = 2;
pub(super) const BEYOND: usize = 3;
pub(super) const PASSED: usize = 4;

/// Key of a cause for which an eligible firm is passed over.
pub(super) fn key_of(passed: Passed) -> &'static str {
    match passed {
        Passed::Quota => "quota",
        Passed::Floor => "floor",
        Passed::Elsewhere => "elsewhere",
        Passed::Unnamed => "unnamed",
    }
}

/// The causes for which these institutions may pass over an eligible firm.
pub(super) fn possible(institutions: &Institutions) -> impl Iterator<Item = Passed> + '_ {
    let quotas = || institutions.all.iter().filter_map(|one| one.quota.as_ref());
    let matching = institutions.matching.as_ref();
    let is_possible = move |passed: &Passed| match passed {
        Passed::Quota => quotas().next().is_some(),
        Passed::Floor => quotas().any(|quota| quota.has_floor()),
        Passed::Elsewhere => matching.is_some(),
        Passed::Unnamed => matching.is_some_and(|matching| matching.only_preferred),
    };
    Passed::ALL.into_iter().filter(is_possible)
}

/// Prefix of the key of a gate that holds firms, before the gate's id.
pub(super) const HELD: &str = "held-";

/// Cell of a firm that is on the list.
pub(super) const LISTED: &str = "listed";

/// Key of firms beyond the end of a list; their cells have the place in its stead.
pub(super) const PLACE: &str = "place";

/// Suffix to the key of a rule that the firm's facts do not decide.
pub(super) const UNKNOWN: &str = "-unknown";

/// The content of a cell of `not_referred.csv`, for one firm and institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonCell {
    /// The firm is on the list.
    Listed,
    /// The firm is eligible, but beyond the list's end.
    Beyond,
    /// The firm is eligible, but passed over.
    Passed(Passed),
    /// The firm is barred from every list.
    Barred(Bar),
    /// A rule keeps the firm off the list.
    Rule {
        /// Position among the institutions' rules.
        at: usize,
        /// Whether the firm's facts decide the rule.
        is_known: bool,
    },
}

impl ReasonCell {
    /// The parsed cell; `None` for a text that no cell holds.
    pub fn read(cell: &str) -> Option<ReasonCell> {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        Some(match cell {
            LISTED => ReasonCell::Listed,
            "no-consent" => ReasonCell::Barred(Bar::ConsentRefused),
            "consent-unknown" => ReasonCell::Barred(Bar::ConsentUnknown),
            "not-qualified" => ReasonCell::Barred(Bar::NotQualified),
            held if held.starts_with(HELD) => ReasonCell::Barred(Bar::Held),
            place if is_number(place) => ReasonCell::Beyond,
            key => {
                if let Some(passed) = Passed::ALL.into_iter().find(|&passed| key_of(passed) == key) {
                    return Some(ReasonCell::Passed(passed));
                }
                let key = key.strip_prefix('r')?;
                let number = key.strip_suffix(UNKNOWN).unwrap_or(key);
                let number = number.parse::<u32>().ok().filter(|&at| at > 0 && is_number(number))?;
                ReasonCell::Rule { at: number as usize - 1, is_known: !key.ends_with(UNKNOWN) }
            }
        })
    }
}
