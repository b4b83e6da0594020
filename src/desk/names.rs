//! File names made from ids, which may hold anything.

use rustc_hash::FxHashMap;

use crate::parameters;
use crate::referral::is_device;

/// Greatest number of bytes of an id in a file name. File systems take 255 for a name.
const LONGEST: usize = 120;
/// Hexadecimal digits that tell ids apart whose names would be the same.
const DIGITS: usize = 12;

/// A file name without an ending for each id, in their order: the id itself where every file system takes it
/// and no other id's name differs from it only in case. Any other id has its permitted characters, and part
/// of its SHA-256. Equal ids have equal names.
pub fn file_names<'a>(ids: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut spellings: FxHashMap<String, (&str, bool)> = FxHashMap::default();
    for id in ids.clone().filter(|id| is_plain(id)) {
        let known = spellings.entry(id.to_lowercase()).or_insert((id, true));
        known.1 &= known.0 == id;
    }
    let name = |id: &str| {
        let is_alone = is_plain(id) && spellings.get(&id.to_lowercase()).is_some_and(|one| one.1);
        if is_alone { id.to_owned() } else { marked(id) }
    };
    ids.map(name).collect()
}

/// The permitted characters of an id, and part of its hash.
fn marked(id: &str) -> String {
    let permitted = |c: char| if is_permitted(c) { c } else { '-' };
    let kept: String = id.chars().map(permitted).collect();
    let kept = start(&kept, LONGEST).trim_matches(['-', '.']);
    let hash = parameters::sha256(id.as_bytes());
    let between = if kept.is_empty() { "" } else { "-" };
    // No plain id ends like this but by intent; two hyphens keep even such an id apart.
    format!("{kept}{between}-{}", start(&hash, DIGITS))
}

/// The longest start of `text` with at most this many bytes.
fn start(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or_default()]
}

/// A letter, a digit, or a mark that file systems, shells and spreadsheets take anywhere in a name.
fn is_permitted(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') || is_ideograph(c)
}

/// A character of the basic block of Chinese characters. No form of Unicode normalisation changes one.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether an id can be a file name as it stands.
fn is_plain(id: &str) -> bool {
    let has_marks_inside = id.starts_with(['-', '.', '_']) || id.ends_with('.') || id.contains("--");
    let is_short = !id.is_empty() && id.len() <= LONGEST;
    is_short && !has_marks_inside && id.chars().all(is_permitted) && !is_device(id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plain_id_is_its_name_and_any_other_is_marked() {
        let ids =
            ["91110108551385082Q", "Alder", "A-1", "\u{4f01}1", "../x", "CON", "nul.txt", "a b", "", "-x"];
        let names = file_names(ids.into_iter());
        assert_eq!(names[..4], ids[..4]);
        for (name, id) in names.iter().zip(ids).skip(4) {
            assert!(name != id && name.contains("-") && !name.starts_with(".."), "{id}: {name}");
        }
    }

    #[test]
    fn ids_that_differ_in_case_alone_have_names_that_do_not() {
        let names = file_names(["ab", "AB", "cd"].into_iter());
        assert!(names[0].to_lowercase() != names[1].to_lowercase(), "{names:?}");
        assert_eq!(names[2], "cd");
    }

    proptest! {
        #[test]
        fn names_are_safe_and_apart(
            ids in prop::collection::btree_set("\\PC{0,6}|[a-cA-C./\\\\:-]{0,5}|.{200,300}", 0..12),
        ) {
            let names = file_names(ids.iter().map(String::as_str));
            let mut seen: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
            for name in &names {
                prop_assert!(!name.is_empty() && name.len() < 150);
                prop_assert!(name.chars().all(is_permitted));
                prop_assert!(!name.starts_with('.') && !name.ends_with('.'));
                prop_assert!(!is_device(name));
            }
            seen.sort();
            seen.dedup();
            prop_assert_eq!(seen.len(), ids.len());
        }
    }
}
