//! Keys of reasons, the content of a cell of `not_referred.csv`.

use crate::referral::Bar;

/// Positions of the reasons that are neither gates nor rules. The gates that can hold firms follow, then the
/// rules.
pub(super) const NO_CONSENT: usize = 0;
pub(super) const CONSENT_UNKNOWN: usize = 1;
pub(super) const NOT_QUALIFIED: usize = 2;
pub(super) const BEYOND: usize = 3;
pub(super) const GATES: usize = 4;

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
                let key = key.strip_prefix('r')?;
                let number = key.strip_suffix(UNKNOWN).unwrap_or(key);
                let number = number.parse::<u32>().ok().filter(|&at| at > 0 && is_number(number))?;
                ReasonCell::Rule { at: number as usize - 1, is_known: !key.ends_with(UNKNOWN) }
            }
        })
    }
}
