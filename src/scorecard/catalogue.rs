//! Sources of scorecards: the built-in ones, files, and the base a file extends.

use std::path::Path;

use crate::finding::{Code, Finding, Findings, PathBase, Place, nearest};
use crate::parameters::{Document, Source, is_toml};
use crate::words::{Arg, Message, say};

/// Key naming the scorecard that a file extends.
const EXTENDS: &str = "extends";
/// Keys that a file must set itself, even when it extends another.
const OWN: [&str; 3] = ["id", "title", "weights_basis"];

/// Id and text of each built-in scorecard.
const BUILT_IN: [(&str, &str); 5] = [
    ("mst-2022", include_str!("../../schemas/scorecards/mst-2022.toml")),
    ("tech-sme-2017", include_str!("../../schemas/scorecards/tech-sme-2017.toml")),
    ("innovative-sme-2022", include_str!("../../schemas/scorecards/innovative-sme-2022.toml")),
    ("specialized-sme-2022", include_str!("../../schemas/scorecards/specialized-sme-2022.toml")),
    ("star-attribute-2024", include_str!("../../schemas/scorecards/star-attribute-2024.toml")),
];

/// Ids of the built-in scorecards, in listing order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}

/// The built-in scorecard called `id`, as named at `place`. Its text is named `<built-in ID>`.
///
/// # Errors
/// [`Code::NameUnknown`] with the nearest id, if there is no such scorecard.
pub fn find(id: &str, place: Place) -> Result<Source, Finding> {
    if let Some((id, text)) = BUILT_IN.iter().find(|(known, _)| *known == id) {
        return Ok(Source::built_in(id, *text));
    }
    let help = match nearest(id, ids()) {
        Some(near) => say!(scorecard::did_you_mean, near = near),
        None => say!(scorecard::built_in_help, ids = Arg::all(ids())),
    };
    Err(Finding::new(Code::NameUnknown, place, say!(scorecard::unknown_scorecard, id = id)).help(help))
}

/// The scorecard that a file in `folder` calls `name`: a path relative to `folder` if `name` ends in `.toml`,
/// otherwise the id of a built-in one.
///
/// # Errors
/// As [`find`], or [`Code::FileUnreadable`] at `place`, where the name is written.
pub fn open(name: &str, folder: &Path, place: Place) -> Result<Source, Finding> {
    if !is_toml(Path::new(name)) {
        return find(name, place);
    }
    Source::read(&folder.join(name)).map_err(|fault| fault.of_named(name, place, PathBase::NamingFile))
}

/// The file and those that it extends, directly or not; the base of all comes first.
///
/// # Errors
/// A file that is not TOML, a missing base, a file that extends itself through others.
pub(super) fn chain(source: &Source) -> Result<Vec<Source>, Findings> {
    let mut files = vec![source.clone()];
    while let Some((base, place)) = base_of(&files[files.len() - 1])? {
        if files.iter().any(|file| file.name == base.name) {
            let message = say!(scorecard::extends_cycle, file = &base.name);
            let help = say!(scorecard::extends_cycle_help);
            return Err(Finding::new(Code::ExtendsCycle, place, message).help(help).into());
        }
        files.push(base);
    }
    files.reverse();
    Ok(files)
}

/// The base a file extends, with the place that names it.
fn base_of(file: &Source) -> Result<Option<(Source, Place)>, Findings> {
    let document = Document::parse(file)?;
    let Some(name) = document.text(EXTENDS) else {
        let Some(other) = document.position(EXTENDS) else { return Ok(None) };
        let place = file.place(other).in_column(EXTENDS);
        let fault = Finding::new(Code::ValueType, place, say!(scorecard::extends_no_text));
        return Err(fault.help(say!(scorecard::extends_no_text_help)).into());
    };
    let place = file.place(name.span().start).in_column(EXTENDS);
    let folder = Path::new(&*file.name).parent().unwrap_or(Path::new(""));
    Ok(Some((open(name.get_ref(), folder, place.clone())?, place)))
}

/// The files of [`chain`], each laid over the one before.
///
/// # Errors
/// A file without one of the keys in [`OWN`].
pub(super) fn laid_over(files: &[Source]) -> Result<Document<'_>, Findings> {
    let mut whole: Option<Document<'_>> = None;
    let mut findings = Findings::new();
    for file in files {
        let mut own = Document::parse(file)?;
        own.remove(EXTENDS);
        let Some(mut base) = whole else {
            whole = Some(own);
            continue;
        };
        speaks_for_itself(&own, &base, &mut findings);
        // Statements of the base about itself do not hold for the changed scorecard.
        ["title_zh", "source", "weights_note", "weights_note_zh"]
            .into_iter()
            .for_each(|key| base.remove(key));
        whole = Some(own.over(base)?);
    }
    let whole = whole.unwrap_or_else(|| unreachable!("a chain holds the file itself"));
    findings.or_stop(whole).map(|(whole, _)| whole)
}

fn speaks_for_itself(own: &Document<'_>, base: &Document<'_>, findings: &mut Findings) {
    for key in OWN.into_iter().filter(|key| own.position(key).is_none()) {
        let (place, message) = (own.source.place(0).in_column(key), say!(scorecard::key_missing, key = key));
        findings.push(Finding::new(Code::KeyMissing, place, message).help(own_help(key)));
    }
    let same =
        |key| own.text(key).filter(|own| base.text(key).is_some_and(|base| base.get_ref() == own.get_ref()));
    if let Some(id) = same("id") {
        let message = say!(scorecard::own_id_same, id = id.get_ref());
        let place = own.source.place(id.span().start).in_column("id");
        findings.push(Finding::new(Code::NameRepeated, place, message).help(own_help("id")));
    }
}

/// Advice on the value of one of the keys in [`OWN`].
fn own_help(key: &str) -> Message {
    match key {
        "id" => say!(scorecard::own_id_help),
        "title" => say!(scorecard::own_title_help),
        _ => say!(scorecard::own_basis_help),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::firms::Dictionary;
    use crate::scorecard::Scorecard;
    use crate::words::Language;

    #[test]
    fn every_built_in_scorecard_is_sound_and_bears_its_id() {
        for id in ids() {
            let source = find(id, Place::default()).unwrap();
            let (scorecard, _) =
                Scorecard::load(&source, &Dictionary::built_in(), None).unwrap_or_else(|findings| {
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
            "error[name-unknown]: campaign.toml:3: no scorecard is called `mst-2202`\n  help: did you mean \
            `mst-2022`?"
        );
        assert!(
            find("x", Place::default()).unwrap_err().help_line(Language::En).unwrap().contains("mst-2022")
        );
    }
}
