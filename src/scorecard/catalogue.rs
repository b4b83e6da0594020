//! The built-in scorecards, and how a scorecard extends another.

use crate::parameters::{Catalogue, Words};
use crate::words::say;

/// The built-in scorecards.
pub const SCORECARDS: Catalogue = Catalogue {
    built_in: &[
        ("mst-2022", include_str!("../../schemas/scorecards/mst-2022.toml")),
        ("tech-sme-2017", include_str!("../../schemas/scorecards/tech-sme-2017.toml")),
        ("innovative-sme-2022", include_str!("../../schemas/scorecards/innovative-sme-2022.toml")),
        ("specialized-sme-2022", include_str!("../../schemas/scorecards/specialized-sme-2022.toml")),
        ("star-attribute-2024", include_str!("../../schemas/scorecards/star-attribute-2024.toml")),
    ],
    own: &["id", "title", "weights_basis"],
    about_itself: &["title_zh", "source", "weights_note", "weights_note_zh"],
    merged: &[],
    words: Words {
        unknown: |id| say!(scorecard::unknown_scorecard, id = id),
        built_in: |ids| say!(scorecard::built_in_help, ids = ids),
        same_id: |id| say!(scorecard::own_id_same, id = id),
        own: |key| match key {
            "id" => say!(scorecard::own_id_help),
            "title" => say!(scorecard::own_title_help),
            _ => say!(scorecard::own_basis_help),
        },
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Place;
    use crate::firms::Dictionary;
    use crate::scorecard::Scorecard;
    use crate::words::Language;

    #[test]
    fn every_built_in_scorecard_is_sound_and_bears_its_id() {
        for id in SCORECARDS.ids() {
            let source = SCORECARDS.find(id, Place::default()).unwrap();
            let (scorecard, _) =
                Scorecard::load(&source, &Dictionary::built_in(), None).unwrap_or_else(|findings| {
                    panic!("{}", findings.iter().map(|f| format!("{f}\n")).collect::<String>())
                });
            assert_eq!(scorecard.id, id);
        }
    }

    #[test]
    fn an_unknown_id_names_the_nearest() {
        let fault = SCORECARDS.find("mst-2202", Place::file("campaign.toml").at_line(3)).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "error[name-unknown]: campaign.toml:3: no scorecard is called `mst-2202`\n  help: did you mean \
            `mst-2022`?"
        );
        assert!(
            SCORECARDS
                .find("x", Place::default())
                .unwrap_err()
                .help_line(Language::En)
                .unwrap()
                .contains("mst-2022")
        );
    }
}
