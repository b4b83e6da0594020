//! The methods by name.

use serde::{Deserialize, Serialize};

/// Where proposed weights come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// The same for all.
    Equal,
    /// Standard deviation.
    StdDev,
    /// Entropy.
    Entropy,
    /// Contrast and conflict.
    Critic,
    /// The effect of removal.
    Merec,
    /// Principal components.
    Pca,
    /// Comparisons in pairs.
    Ahp,
    /// Comparisons with the best and the worst.
    Bwm,
    /// An order.
    Roc,
    /// Swings.
    Swing,
}

impl Method {
    /// The word people type.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Equal => "equal",
            Method::StdDev => "stddev",
            Method::Entropy => "entropy",
            Method::Critic => "critic",
            Method::Merec => "merec",
            Method::Pca => "pca",
            Method::Ahp => "ahp",
            Method::Bwm => "bwm",
            Method::Roc => "roc",
            Method::Swing => "swing",
        }
    }

    /// Whether it asks people instead of data.
    pub fn is_judged(self) -> bool {
        matches!(self, Method::Ahp | Method::Bwm | Method::Roc | Method::Swing)
    }
}
