//! The house's own rules: arrows run one way, only `cli` prints, only the stages at the ends touch files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Top-level modules in the order of the flow: a file may use only what stands before it.
const ORDER: &[&str] = &[
    "finding",
    "progress",
    "parameters",
    "stats",
    "firms",
    "expr",
    "intake",
    "scorecard",
    "scoring",
    "referral",
    "publish",
    "campaign",
    "sample",
    "cli",
];

/// Modules that may open files.
const TOUCH_FILES: &[&str] = &["parameters", "intake", "publish", "cli"];

struct File {
    /// The top-level module it belongs to.
    module: String,
    path: PathBuf,
    /// Its lines, without comments and without the test module at its end.
    code: Vec<(usize, String)>,
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    paths.sort();
    let files: Vec<File> = paths
        .into_iter()
        .filter(|path| !path.ends_with("lib.rs") && !path.ends_with("main.rs"))
        .map(|path| {
            let inside = path.strip_prefix(&src).expect("collected below src");
            let first = inside.components().next().expect("not empty").as_os_str().to_string_lossy();
            File { module: first.trim_end_matches(".rs").to_owned(), code: code(&path), path: inside.into() }
        })
        .collect();
    assert!(files.len() > 20, "the sources were not found");
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).expect("a source file can be read");
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    body.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line.trim().to_owned()))
        .filter(|(_, line)| !line.starts_with("//"))
        .collect()
}

/// The names that follow `prefix` in `line`, one level deep: `crate::{a::b, c}` gives `a` and `c`.
fn names_after(line: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in line.match_indices(prefix) {
        let rest = &line[at + prefix.len()..];
        let heads: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split([',', '}']).map(str::trim).collect(),
            None => vec![rest],
        };
        for head in heads {
            let name: String = head.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                names.insert(name);
            }
        }
    }
    names
}

#[test]
fn every_module_has_its_place_in_the_flow() {
    for file in files() {
        assert!(ORDER.contains(&file.module.as_str()), "{} is not in the flow", file.path.display());
    }
}

#[test]
fn no_arrow_runs_back_up() {
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut back = Vec::new();
    for file in files() {
        for (line, text) in &file.code {
            for used in names_after(text, "crate::") {
                if place(&used) > place(&file.module) {
                    back.push(format!("{}:{line} uses {used}", file.path.display()));
                }
            }
        }
    }
    assert!(back.is_empty(), "arrows that run back up:\n{}", back.join("\n"));
}

#[test]
fn no_two_files_of_a_module_need_each_other() {
    let mut arrows: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    let all = files();
    for file in &all {
        let Some(folder) = file.path.parent().filter(|folder| !folder.as_os_str().is_empty()) else {
            continue;
        };
        let door = format!("crate::{}::", folder.to_string_lossy().replace('/', "::"));
        for (_, text) in &file.code {
            for used in names_after(text, "super::").into_iter().chain(names_after(text, &door)) {
                let target = folder.join(format!("{used}.rs"));
                if target != file.path && all.iter().any(|other| other.path == target) {
                    arrows.entry(file.path.clone()).or_default().insert(target);
                }
            }
        }
    }
    // A door (`mod.rs`) names its rooms and its rooms name its types: only room to room counts.
    arrows.retain(|from, _| !from.ends_with("mod.rs"));
    let mut gone: BTreeSet<PathBuf> = BTreeSet::new();
    loop {
        let leaf = arrows
            .iter()
            .find(|(from, to)| {
                !gone.contains(*from) && to.iter().all(|t| gone.contains(t) || !arrows.contains_key(t))
            })
            .map(|(from, _)| from.clone());
        match leaf {
            Some(leaf) => gone.insert(leaf),
            None => break,
        };
    }
    let cycle: Vec<_> = arrows.keys().filter(|file| !gone.contains(*file)).collect();
    assert!(cycle.is_empty(), "files that need each other: {cycle:?}");
}

#[test]
fn only_the_command_line_prints_and_parses_arguments() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| file.module != "cli") {
        for (line, text) in &file.code {
            if ["println!", "print!", "eprint", "dbg!", "clap::", "indicatif::", "process::exit"]
                .iter()
                .any(|word| text.contains(word))
            {
                faults.push(format!("{}:{line} {text}", file.path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "outside cli:\n{}", faults.join("\n"));
}

#[test]
fn only_the_ends_of_the_flow_touch_files() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !TOUCH_FILES.contains(&file.module.as_str())) {
        for (line, text) in &file.code {
            if ["std::fs", "fs::", "File::open", "File::create"].iter().any(|word| text.contains(word)) {
                faults.push(format!("{}:{line} {text}", file.path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "these touch files:\n{}", faults.join("\n"));
}
