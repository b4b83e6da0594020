//! Names of folders and files of deliveries. A name that is read somewhere reaches a path only through here.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::envelope::envelope;
use crate::referral::is_institution_id;

/// Folder of deliveries in a desk's folder.
pub const DELIVERIES: &str = "deliveries";
/// The firms of a list by their ids, for the bureau alone.
pub const FIRMS: &str = "firms.csv";
/// SM3 digests, in the form of checksum files.
pub const SM3: &str = "sm3.txt";

/// A delivery: the as-of day, an institution and the number of its deliveries for that day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The as-of day.
    pub as_of: Date,
    /// Id of the institution, in the form that institutions files demand.
    pub institution: String,
    /// Number of the delivery, from 1.
    pub number: u32,
}

impl Name {
    /// The delivery whose folder has this name; `None` for any other name.
    pub fn of(folder: &str) -> Option<Name> {
        const DAY: usize = "2025-12-31".len();
        let (as_of, rest) = (folder.get(..DAY)?, folder.get(DAY..)?.strip_prefix('-')?);
        let (institution, number) = rest.rsplit_once('-')?;
        let name = Name {
            as_of: as_of.parse().ok()?,
            institution: institution.to_owned(),
            number: number.parse().ok()?,
        };
        // Day and number in one form only, so that two names are never one delivery.
        (is_institution_id(institution) && name.number > 0 && name.folder() == folder).then_some(name)
    }

    /// The folder's name.
    pub fn folder(&self) -> String {
        format!("{}-{}-{}", self.as_of, self.institution, self.number)
    }

    /// The archive's name, sealed or not.
    pub fn archive(&self, is_sealed: bool) -> String {
        let archive = format!("{}-{}.zip", self.institution, self.as_of);
        if is_sealed { format!("{archive}.{}", envelope().ending()) } else { archive }
    }

    /// Names of its files: the archive, its signature, the firms, and SM3 digests beside an archive that is
    /// not sealed. No delivery has more or fewer.
    pub fn files(&self, is_sealed: bool) -> BTreeSet<String> {
        let archive = self.archive(is_sealed);
        let sums = (!is_sealed).then(|| SM3.to_owned());
        [signature(&archive), archive, FIRMS.to_owned()].into_iter().chain(sums).collect()
    }
}

/// Name of an archive's signature.
pub fn signature(archive: &str) -> String {
    format!("{archive}.{}", envelope().signature_ending())
}

/// Whether a file's name is an archive's, sealed or not.
pub fn is_archive(name: &str) -> bool {
    is_sealed(name) || name.ends_with(".zip")
}

/// Whether a file's name is a sealed archive's.
pub fn is_sealed(name: &str) -> bool {
    name.strip_suffix(envelope().ending()).is_some_and(|rest| rest.ends_with(".zip."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_deliveries_reach_a_path() {
        let name = Name::of("2025-12-31-first-bank-2").unwrap();
        assert_eq!((name.institution.as_str(), name.number), ("first-bank", 2));
        assert_eq!(name.archive(true), "first-bank-2025-12-31.zip.age");
        let long = format!("2025-12-31-{}-1", "a".repeat(300));
        for other in [
            "",
            ".",
            "..",
            "2025-12-31",
            "2025-12-31-icbc",
            "2025-12-31-icbc-0",
            "2025-12-31-icbc-01",
            "2025-12-31-../../x-1",
            "2025-12-31-/etc-1",
            "2025-12-31-a\0b-1",
            "2025-12-31-con-1",
            "2025-12-31-icbc-1.",
            "2025-12-31-ICBC-1",
            "2025-12-31-icbc-1/x",
            "2025-02-30-icbc-1",
            "2025-12-31-农行-1",
            "20251231-icbc-1",
            &long,
        ] {
            assert_eq!(Name::of(other), None, "{other}");
        }
        let archive = "first-bank-2025-12-31.zip";
        let of = |names: &[&str]| names.iter().map(ToString::to_string).collect::<BTreeSet<String>>();
        let [age, signed] = ["age", "age.minisig"].map(|ending| format!("{archive}.{ending}"));
        assert_eq!(name.files(true), of(&[&age, &signed, "firms.csv"]));
        let signed = format!("{archive}.minisig");
        assert_eq!(name.files(false), of(&[archive, &signed, "firms.csv", "sm3.txt"]));
    }
}
