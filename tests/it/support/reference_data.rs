//! Published and real data to test against. They are not ours to ship, so they may be absent.

use std::path::PathBuf;

/// The file `name` of the reference data: in the folder `JIFEN_REFERENCE_DATA` names, else in
/// `../shared/data`.
///
/// Where it is absent the test that asks for it is skipped by name; with `JIFEN_REFERENCE_DATA_REQUIRED` it
/// fails.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("JIFEN_REFERENCE_DATA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")), PathBuf::from);
    let path = root.join(name);
    if path.is_file() {
        return Some(path);
    }
    let required = std::env::var_os("JIFEN_REFERENCE_DATA_REQUIRED").is_some();
    assert!(!required, "the reference data `{}` are missing", path.display());
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    eprintln!("skipped {test}: {} is missing", path.display());
    None
}
