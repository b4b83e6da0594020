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
    Equal "equal" weights::choice_method_equal;
    StdDev "stddev" weights::choice_method_stddev;
    Entropy "entropy" weights::choice_method_entropy;
    Critic "critic" weights::choice_method_critic;
    Merec "merec" weights::choice_method_merec;
    Pca "pca" weights::choice_method_pca;
    Ahp "ahp" weights::choice_method_ahp;
    Bwm "bwm" weights::choice_method_bwm;
    Roc "roc" weights::choice_method_roc;
    Swing "swing" weights::choice_method_swing;
} }
