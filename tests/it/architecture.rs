//! The house's own rules: arrows run one way, only `cli` prints, only the stages at the ends touch files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Top-level modules in the order of the flow: a file may use only what stands before it.
const ORDER: &[&str] = &[
    "finding",
    "memory",
    "progress",
    "figures",
    "parameters",
    "decimal",
    "stats",
    "firms",
    "expr",
    "intake",
    "scorecard",
    "scoring",
    "referral",
    "studies",
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
    lines_of_code(&fs::read_to_string(path).expect("a source file can be read"))
}

/// The lines of `text`, each with its number. A `use` that runs over several lines is one, numbered as its first.
fn lines_of_code(text: &str) -> Vec<(usize, String)> {
    let body = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut in_use = false;
    for (at, line) in body.lines().map(str::trim).enumerate().filter(|(_, line)| !line.starts_with("//")) {
        match lines.last_mut() {
            Some((_, before)) if in_use => *before += line,
            _ => {
                in_use = line.starts_with("use ") || line.starts_with("pub") && line.contains(" use ");
                lines.push((at + 1, line.to_owned()));
            }
        }
        in_use &= !line.contains(';');
    }
    lines
}

/// The names that follow `prefix` in `line`, one level deep: `crate::{a::{b, d}, c}` gives `a` and `c`.
fn names_after(line: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in line.match_indices(prefix) {
        let rest = &line[at + prefix.len()..];
        let heads: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => top_level(list),
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

/// The parts of a list in braces, the first already taken off, whose commas stand in no braces of their own.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                parts.push(list[start..at].trim());
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    parts
}

#[test]
fn a_use_may_run_over_lines() {
    let text = "fn a() {}\nuse crate::{\n    // why\n    cli,\n    publish::{Counts, sink},\n};\npub use crate::stats;\nlet x = 1;\n";
    let lines = lines_of_code(text);
    let numbers: Vec<usize> = lines.iter().map(|(at, _)| *at).collect();
    assert_eq!(numbers, [1, 2, 7, 8]);
    assert_eq!(names_after(&lines[1].1, "crate::"), ["cli", "publish"].map(str::to_owned).into());
    assert_eq!(names_after(&lines[2].1, "crate::"), ["stats".to_owned()].into());
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
