//! The weight methods by name, as options and overlays write them.

use serde::{Deserialize, Serialize};

use crate::parameters::keywords;

/// A method that derives weights, from data or from judgements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Equal weights for all indicators.
    Equal,
    /// The standard deviation of the shares.
    StdDev,
    /// The entropy weight method, on the shares.
    Entropy,
    /// CRITIC: contrast and conflict of indicators.
    Critic,
    /// MEREC: the effect of an indicator's removal.
    Merec,
    /// Principal components with varimax rotation.
    Pca,
    /// AHP: pairwise comparisons by people.
    Ahp,
    /// BWM: comparisons with the best and the worst indicator.
    Bwm,
    /// Rank-order centroids of a stated order.
    Roc,
    /// Swing weights, normalised to add up to 1.
    Swing,
}

impl Method {
    /// Whether the method reads judgements instead of data.
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
