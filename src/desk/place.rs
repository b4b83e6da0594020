//! Where the desk of a run lies.

use std::path::{Component, Path, PathBuf};

/// The desk of a run, unless another is named: the folder `desk` beside it.
pub fn desk_of(run: &Path) -> PathBuf {
    // The folder above `.` is known only to the system.
    let whole = || run.canonicalize().ok();
    let run =
        if run.file_name().is_some() { run.to_owned() } else { whole().unwrap_or_else(|| run.to_owned()) };
    run.with_file_name("desk")
}

/// The path of `to` as seen from the folder `from`, `/` between its parts; `None` if the two share no root or
/// the path is no text.
pub fn relative(from: &Path, to: &Path) -> Option<String> {
    let (from, to) = (plain(from)?, plain(to)?);
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return None;
    }
    let up = from[shared..].iter().map(|_| "..");
    let parts: Vec<&str> = up.chain(to[shared..].iter().map(String::as_str)).collect();
    Some(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

/// The path that [`relative`] made for the folder `from`, without `..` where the folder's own name stands
/// before it.
fn followed(from: &Path, path: &str) -> PathBuf {
    let mut all = from.to_owned();
    for part in Path::new(path).components() {
        match (part, all.components().next_back()) {
            (Component::ParentDir, Some(Component::Normal(_))) => drop(all.pop()),
            _ => all.push(part),
        }
    }
    all
}

/// The place of the `path` that `relative` made for the folder `from`; `None` if nothing is there.
pub fn found(from: &Path, path: &str) -> Option<PathBuf> {
    Some(followed(from, path)).filter(|path| path.exists())
}

/// The parts of the absolute path, without `.` and `..`.
fn plain(path: &Path) -> Option<Vec<String>> {
    let mut parts: Vec<String> = Vec::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()),
            Component::RootDir | Component::Prefix(_) | Component::Normal(_) => {
                parts.push(part.as_os_str().to_str()?.to_owned());
            }
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_is_seen_from_a_run() {
        let seen = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(seen("/a/out", "/a/desk").as_deref(), Some("../desk"));
        assert_eq!(seen("/a/out/2026-01", "/a/./x/../desk").as_deref(), Some("../../desk"));
        assert_eq!(seen("out", "desk").as_deref(), Some("../desk"));
        assert_eq!(seen("/a", "/a/desk").as_deref(), Some("desk"));
        assert_eq!(seen("/a", "/a").as_deref(), Some("."));
    }

    #[test]
    fn a_path_from_a_run_is_followed_without_a_detour() {
        let followed = |from: &str, path: &str| followed(Path::new(from), path).display().to_string();
        assert_eq!(followed("out", "../campaign.toml"), "campaign.toml");
        assert_eq!(followed("out", "../../campaign.toml"), "../campaign.toml");
        assert_eq!(followed("/a/out", "../b/campaign.toml"), "/a/b/campaign.toml");
        assert_eq!(followed("..", "../campaign.toml"), "../../campaign.toml");
    }
}
