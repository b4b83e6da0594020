//! The scorecards the program ships with, by id.

use crate::finding::{Code, Finding, Place, nearest};
use crate::parameters::Source;

/// Id and text of each.
const BUILT_IN: &[(&str, &str)] = &[("mst-2022", include_str!("../../schemas/scorecards/mst-2022.toml"))];

/// The ids, in order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}

/// The built-in scorecard called `id`, which stands at `place`. Its text is named `<built-in ID>`.
///
/// # Errors
/// [`Code::NameUnknown`] with the nearest id, if there is no such scorecard.
pub fn find(id: &str, place: Place) -> Result<Source, Finding> {
    if let Some((id, text)) = BUILT_IN.iter().find(|(known, _)| *known == id) {
        return Ok(Source { name: format!("<built-in {id}>").into(), text: (*text).into() });
    }
    let help = match nearest(id, ids()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "built in: {}; for a file of your own give its path",
            ids().collect::<Vec<_>>().join(", ")
        ),
    };
    Err(Finding::new(Code::NameUnknown, place, format!("no scorecard is called `{id}`")).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firms::Dictionary;
    use crate::scorecard::Scorecard;

    #[test]
    fn every_built_in_scorecard_is_sound_and_bears_its_id() {
        for id in ids() {
            let source = find(id, Place::default()).unwrap();
            let (scorecard, _) =
                Scorecard::load(&source, &Dictionary::built_in()).unwrap_or_else(|findings| {
                    panic!("{}", findings.iter().map(|f| format!("{f}\n")).collect::<String>())
                });
            assert_eq!(scorecard.id, id);
        }
    }

    #[test]
    fn an_unknown_id_names_the_nearest() {
        let fault = find("mst-2202", Place::file("campaign.toml").at_line(3)).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "error[name-unknown]: campaign.toml:3: no scorecard is called `mst-2202`\n  help: did you mean `mst-2022`?"
        );
        assert!(find("x", Place::default()).unwrap_err().help.unwrap().contains("mst-2022"));
    }
}
