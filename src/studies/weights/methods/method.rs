//! The methods by name.

use serde::{Deserialize, Serialize};

use crate::parameters::keywords;

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
    /// Whether it asks people instead of data.
    pub fn is_judged(self) -> bool {
        matches!(self, Method::Ahp | Method::Bwm | Method::Roc | Method::Swing)
    }
}

keywords! { Method {
    Equal "equal" "The same for all";
    StdDev "stddev" "What varies more weighs more";
    Entropy "entropy" "What is spread less evenly weighs more";
    Critic "critic" "What varies and goes with few others weighs more";
    Merec "merec" "What changes more when it is left out weighs more";
    Pca "pca" "What stands for a common factor weighs more";
    Ahp "ahp" "Judgements: pairs of indicators compared";
    Bwm "bwm" "Judgements: all compared with the best and the worst";
    Roc "roc" "Judgements: an order";
    Swing "swing" "Judgements: what full marks are worth";
} }
