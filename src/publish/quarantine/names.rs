//! Names of the workbooks of quarantined rows, one for each part of the cohort.

use std::collections::BTreeMap;

use crate::finding::Place;
use crate::parameters;

/// Most characters of a name: with an ending it stays below what file systems take.
const MOST: usize = 60;
/// Digits of a hash behind a name that would not be the only one.
const DIGITS: usize = 8;
/// Names that some systems keep for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A part, as its name and as its place with all folders.
#[derive(Clone, Debug)]
pub(super) struct Named<'a> {
    /// The file in published tables.
    pub file: &'a str,
    pub place: &'a Place,
    /// Whether it corrects another part, which keeps its name when this one comes back.
    pub is_correction: bool,
}

/// A name for each part, without an ending: that of its file, with the worksheet if the file has several;
/// with the folders, if another part has this name; with a hash, if that is not enough. It depends on no
/// order of the parts, and that of a delivered part on no part that comes back.
pub(super) fn names(parts: &[Named<'_>]) -> Vec<String> {
    let siblings =
        |part: &Named<'_>| parts.iter().filter(|other| other.place.file == part.place.file).count();
    let sheet = |part: &Named<'_>| part.place.sheet_name().filter(|_| siblings(part) > 1).map(str::to_owned);
    let short = |part: &Named<'_>| {
        let last = part.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
        safe(&joined([stem], sheet(part)))
    };
    let long =
        |part: &Named<'_>| safe(&joined(part.file.split(['/', '\\']).filter(|one| *one != "."), sheet(part)));
    let whole = |part: &Named<'_>| {
        let hash = parameters::sha256(part.place.part().as_bytes());
        format!("{}-{}", long(part), &hash[..DIGITS])
    };
    let forms: Vec<[String; 3]> = parts.iter().map(|part| [short(part), long(part), whole(part)]).collect();
    let count = |of: &dyn Fn(&Named<'_>) -> bool| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, form) in parts.iter().zip(&forms).filter(|(part, _)| of(part)) {
            let mut own: Vec<String> = form.iter().map(|name| name.to_lowercase()).collect();
            own.dedup();
            own.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
        }
        counts
    };
    let (delivered, all) = (count(&|part| !part.is_correction), count(&|_| true));
    let name = |(part, form): (&Named<'_>, &[String; 3])| {
        let counts = if part.is_correction { &all } else { &delivered };
        let is_only = |name: &&String| counts.get(&name.to_lowercase()) == Some(&1);
        form.iter().find(is_only).unwrap_or(&form[2]).clone()
    };
    parts.iter().zip(&forms).map(name).collect()
}

fn joined<'a>(parts: impl IntoIterator<Item = &'a str>, sheet: Option<String>) -> String {
    let parts = parts.into_iter().map(str::to_owned);
    parts.chain(sheet).collect::<Vec<_>>().join("-")
}

/// The name with a `_` for every character that a file system may refuse.
fn safe(name: &str) -> String {
    let safe = |c: char| match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
        c if c.is_control() => '_',
        c => c,
    };
    let name: String = name.chars().map(safe).take(MOST).collect();
    let name = name.trim().trim_start_matches(['.', '~']).trim_end_matches('.').trim();
    let device = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
    if name.is_empty() || DEVICES.contains(&device.as_str()) { format!("_{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(parts: &[(&str, Option<&str>)]) -> Vec<String> {
        let places: Vec<Place> = parts
            .iter()
            .map(|(file, sheet)| {
                let place = Place::file(format!("/home/x/{file}"));
                sheet.map_or(place.clone(), |sheet| place.in_sheet(sheet))
            })
            .collect();
        let parts: Vec<Named<'_>> = parts
            .iter()
            .zip(&places)
            .map(|((file, _), place)| Named { file, place, is_correction: file.starts_with("back/") })
            .collect();
        let all = names(&parts);
        let reversed: Vec<Named<'_>> = parts.iter().rev().cloned().collect();
        assert_eq!(names(&reversed).into_iter().rev().collect::<Vec<_>>(), all);
        let mut distinct: Vec<String> = all.iter().map(|name| name.to_lowercase()).collect();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
        all
    }

    #[test]
    fn a_workbook_is_called_after_its_part() {
        assert_eq!(named(&[("区县/东区.xlsx", Some("企业")), ("late.csv", None)]), ["东区", "late"]);
        assert_eq!(named(&[("a.xlsx", Some("东")), ("a.xlsx", Some("西"))]), ["a-东", "a-西"]);
        assert_eq!(
            named(&[("east/data.csv", None), ("west/Data.csv", None)]),
            ["east-data.csv", "west-Data.csv"]
        );
        assert_eq!(named(&[("data.csv", None), ("data.xlsx", Some("x"))]), ["data.csv", "data.xlsx"]);
        assert_eq!(named(&[("a?b.csv", None), (".csv", None), ("aux.csv", None)]), ["a_b", "_", "_aux"]);
    }

    #[test]
    fn a_part_keeps_its_name_when_its_workbook_comes_back() {
        let all =
            named(&[("a/east.csv", None), ("back/east.xlsx", Some("east")), ("back/b/east.xlsx", None)]);
        assert_eq!(all, ["east", "back-east.xlsx", "back-b-east.xlsx"]);
    }

    #[test]
    fn names_differ_whatever_the_parts_are_called() {
        // The long name of one is the short name of another.
        let all = named(&[("a/b.csv", None), ("c/b.csv", None), ("a-b.csv.csv", None)]);
        assert_eq!(all[1], "c-b.csv");
        assert!(all[0].starts_with("a-b.csv-") && all[2].starts_with("a-b.csv.csv"), "{all:?}");
        let long = "长".repeat(90);
        let all = named(&[(&format!("{long}a.csv"), None), (&format!("{long}b.csv"), None)]);
        assert!(all.iter().all(|name| name.chars().count() == MOST + 1 + DIGITS), "{all:?}");
        named(&[("a.xlsx", Some("/")), ("a.xlsx", Some("\\")), ("a.xlsx", Some("_"))]);
        named(&[("con.csv", None), ("CON.xlsx", None), ("..csv", None), ("", None)]);
    }
}
