//! The built-in programmes, and how a programme extends another.

use crate::parameters::{Catalogue, Words};
use crate::words::say;

macro_rules! built_in {
    ($($id:literal)*) => {
        &[$(($id, include_str!(concat!("../../schemas/programmes/", $id, ".toml"))),)*]
    };
}

/// The built-in programmes.
pub const PROGRAMMES: Catalogue = Catalogue {
    built_in: built_in!(
        "technology-relending"
        "special-guarantee-2024"
        "mianyang-risk-compensation"
        "jinan-risk-compensation"
        "shandong-risk-compensation"
        "central-interest-subsidy-2026"
        "beijing-interest-subsidy"
        "shanghai-interest-subsidy"
        "merger-loan"
        "merger-loan-pilot"
        "equity-pilot"
        "insurance-funds-pilot"
        "technology-insurance"
        "co-insurance"
        "ip-finance-pilot"
        "star-green-channel"
        "star-fifth-standard"
        "technology-bonds"
        "key-regions"
        "enterprise-matching"
    ),
    own: &["id", "title", "basis"],
    about_itself: &["title_zh", "source", "note", "note_zh"],
    merged: &["loan", "loss", "fee", "subsidy", "relending"],
    words: Words {
        unknown: |id| say!(programmes::unknown_programme, id = id),
        built_in: |ids| say!(programmes::built_in_help, ids = ids),
        same_id: |id| say!(programmes::own_id_same, id = id),
        own: |key| match key {
            "id" => say!(programmes::own_id_help),
            "title" => say!(programmes::own_title_help),
            _ => say!(programmes::own_basis_help),
        },
    },
};
