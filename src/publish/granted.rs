//! What a run's referrals are worth, for its files.

use crate::programmes::{Grants, Programmes};

/// The programmes in use, and what each referral is worth under them.
#[derive(Clone, Copy, Debug)]
pub struct Granted<'a> {
    /// Programmes in use.
    pub programmes: &'a Programmes,
    /// Grants of all lists.
    pub grants: &'a Grants,
}
