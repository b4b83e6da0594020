//! The house's own rules: arrows run one way, only `cli` prints, only the stages at the ends touch files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Top-level modules in the order of the flow: a file may use only what stands before it.
const ORDER: &[&str] = &[
    "words",
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
    "programmes",
    "warehouse",
    "publish",
    "studies",
    "desk",
    "campaign",
    "sample",
    "cli",
];

/// The rooms of `studies` in their order: what studies share, then the studies, each of which may use those
/// before it.
const STUDIES: &[&str] = &[
    "titles",
    "searches",
    "study",
    "population",
    "compare",
    "weights",
    "audit",
    "weigh",
    "sensitivity",
    "calibrate",
    "tune",
    "portfolio",
];

/// Modules that may open files.
const TOUCH_FILES: &[&str] = &["parameters", "intake", "publish", "desk", "cli"];

struct File {
    /// Below `src`.
    path: PathBuf,
    /// The modules it is in, itself the last: `scoring`, `linear`.
    module: Vec<String>,
    /// Its lines without comments.
    code: Vec<Line>,
}

/// A line of code. A `use` that runs over several lines is one, numbered as its first.
struct Line {
    number: usize,
    text: String,
    /// Whether it stands in the file's test module.
    in_tests: bool,
}

impl File {
    /// Its top-level module.
    fn stage(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// Its lines outside the test module.
    fn product(&self) -> impl Iterator<Item = &Line> {
        self.code.iter().filter(|line| !line.in_tests)
    }

    /// What a line names, from the crate's root.
    fn targets(&self, line: &Line) -> Vec<Vec<String>> {
        let own = self.module.len() + usize::from(line.in_tests);
        let from_here = |path: &Reference| match path.root {
            Root::Crate => Some(path.names.clone()),
            Root::Above(levels) => {
                let kept = own.checked_sub(levels)?.min(self.module.len());
                Some([&self.module[..kept], &path.names[..]].concat())
            }
        };
        paths(&line.text).iter().filter_map(from_here).collect()
    }
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    paths.sort();
    let file = |path: &PathBuf| {
        let inside = path.strip_prefix(&src).expect("collected below src").to_path_buf();
        let names = inside.with_extension("");
        let mut module: Vec<String> =
            names.components().map(|name| name.as_os_str().to_string_lossy().into_owned()).collect();
        module.pop_if(|name| name == "mod");
        File {
            module,
            code: lines_of_code(&fs::read_to_string(path).expect("a source can be read")),
            path: inside,
        }
    };
    let is_root = |path: &&PathBuf| path.ends_with("src/lib.rs") || path.ends_with("src/main.rs");
    let files: Vec<File> = paths.iter().filter(|path| !is_root(path)).map(file).collect();
    assert!(files.len() > 20, "the sources were not found");
    files
}

/// The names that modules import or pass on, and what each stands for, from the crate's root.
struct Imports {
    modules: BTreeSet<Vec<String>>,
    names: BTreeMap<Vec<String>, Vec<String>>,
}

impl Imports {
    fn of(files: &[File]) -> Imports {
        let modules: BTreeSet<Vec<String>> = files.iter().map(|file| file.module.clone()).collect();
        let mut names = BTreeMap::new();
        for file in files {
            for line in file.product() {
                let Some((_, used)) = line
                    .text
                    .split_once("use ")
                    .filter(|(before, _)| before.is_empty() || before.starts_with("pub"))
                else {
                    continue;
                };
                let mut targets = file.targets(line);
                // A room by its name alone stands below the door.
                let mut below = Vec::new();
                tree(used, &mut Vec::new(), &mut below);
                targets.extend(below.into_iter().map(|names| [&file.module[..], &names].concat()).filter(
                    |path| path.get(..=file.module.len()).is_some_and(|room| modules.contains(room)),
                ));
                for target in targets {
                    if let Some(name) = target.last() {
                        names.insert([&file.module[..], std::slice::from_ref(name)].concat(), target.clone());
                    }
                }
            }
        }
        Imports { modules, names }
    }

    /// Where what `path` names is written: names that modules on the way import are followed.
    fn home(&self, path: &[String]) -> Vec<String> {
        let mut path = path.to_vec();
        // No chain of imports in the crate is longer.
        for _ in 0..8 {
            let Some(at) = (1..=path.len()).find(|&at| !self.modules.contains(&path[..at])) else { break };
            match self.names.get(&path[..at]) {
                Some(home) if *home != path[..at] => path = [&home[..], &path[at..]].concat(),
                _ => break,
            }
        }
        path
    }
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

fn lines_of_code(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut in_use, mut in_tests, mut marked) = (false, false, false);
    for (at, line) in text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.starts_with("//")) {
        in_tests |= marked && line.starts_with("mod ");
        marked = line == "#[cfg(test)]";
        match lines.last_mut() {
            Some(before) if in_use => before.text += line,
            _ => {
                in_use = line.starts_with("use ") || line.starts_with("pub") && line.contains(" use ");
                lines.push(Line { number: at + 1, text: line.to_owned(), in_tests });
            }
        }
        in_use &= !line.contains(';');
    }
    lines
}

/// Where a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Root {
    Crate,
    /// So many levels above the module it stands in.
    Above(usize),
}

/// A path within the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reference {
    root: Root,
    names: Vec<String>,
}

/// The paths in `line` that begin with `crate::`, `self::` or `super::`, those in braces one by one.
fn paths(line: &str) -> Vec<Reference> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    for (word, root) in [("crate::", Root::Crate), ("self::", Root::Above(0)), ("super::", Root::Above(1))] {
        for (at, _) in line.match_indices(word) {
            // One further `super` is counted with the first.
            if line[..at].ends_with("::") || line[..at].ends_with(is_name) {
                continue;
            }
            let mut rest = &line[at + word.len()..];
            let mut root = root;
            while let (Root::Above(levels), Some(after)) = (root, rest.strip_prefix("super::")) {
                (root, rest) = (Root::Above(levels + 1), after);
            }
            let mut names = Vec::new();
            tree(rest, &mut Vec::new(), &mut names);
            found.extend(names.into_iter().map(|names| Reference { root, names }));
        }
    }
    found
}

/// The paths of a use tree: `a::{b::{c, d}, e}` gives `a::b::c`, `a::b::d` and `a::e`.
fn tree(text: &str, above: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    if let Some(list) = text.strip_prefix('{') {
        top_level(list).into_iter().for_each(|part| tree(part, above, found));
        return;
    }
    let name: String = text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let rest = &text[name.len()..];
    let depth = above.len();
    above.extend((!name.is_empty() && name != "self").then_some(name));
    match rest.strip_prefix("::") {
        Some(inner) => tree(inner, above, found),
        None => found.push(above.clone()),
    }
    above.truncate(depth);
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
    parts.retain(|part| !part.is_empty());
    parts
}

#[test]
fn paths_are_read_wherever_they_stand() {
    let text = "fn a() {}\nuse crate::{\n    // why\n    cli,\n    publish::{Counts, sink},\n};\nlet x = \
        super::super::b::c(1);\n\
                #[cfg(test)]\nmod tests {\nuse super::*;\n}\n";
    let lines = lines_of_code(text);
    let numbers: Vec<(usize, bool)> = lines.iter().map(|line| (line.number, line.in_tests)).collect();
    assert_eq!(numbers, [(1, false), (2, false), (7, false), (8, false), (9, true), (10, true), (11, true)]);
    let names = |line: &Line| -> Vec<String> {
        let one = |path: &Reference| format!("{:?} {}", path.root, path.names.join("::"));
        paths(&line.text).iter().map(one).collect()
    };
    assert_eq!(names(&lines[1]), ["Crate cli", "Crate publish::Counts", "Crate publish::sink"]);
    assert_eq!(names(&lines[2]), ["Above(2) b::c"]);
    let file = File { path: PathBuf::new(), module: vec!["x".to_owned(), "y".to_owned()], code: lines };
    assert_eq!(file.targets(&file.code[2]), [["b", "c"]]);
    // Above the test module is the file itself.
    assert_eq!(file.targets(&file.code[5]), [["x", "y"]]);
}

#[test]
fn every_module_has_its_place_in_the_flow() {
    for file in files() {
        assert!(ORDER.contains(&file.stage()), "{} is not in the flow", file.path.display());
        if let [stage, room, ..] = &file.module[..]
            && stage == "studies"
        {
            assert!(STUDIES.contains(&room.as_str()), "{} has no place in the studies", file.path.display());
        }
    }
}

/// The arrows that run back up the `order` of the rooms below the module `above`.
fn back(above: &[&str], order: &[&str]) -> Vec<String> {
    let place = |module: &[String]| {
        let room = module
            .get(above.len())
            .filter(|_| module.iter().zip(above).all(|(name, other)| name == other))?;
        order.iter().position(|other| other == room)
    };
    let mut back = Vec::new();
    for file in files() {
        let Some(own) = place(&file.module) else { continue };
        for line in &file.code {
            for target in file.targets(line).iter().filter(|target| place(target).is_some_and(|at| at > own))
            {
                back.push(format!("{}:{} uses {}", file.path.display(), line.number, target.join("::")));
            }
        }
    }
    back
}

#[test]
fn no_arrow_runs_back_up() {
    let back = [back(&[], ORDER), back(&["studies"], STUDIES)].concat();
    assert!(back.is_empty(), "arrows that run back up:\n{}", back.join("\n"));
}

#[test]
fn no_rooms_of_a_folder_need_each_other() {
    let all = files();
    let imports = Imports::of(&all);
    // From each room to those beside it that it needs, a folder at a time. A door (`mod.rs`) names its rooms
    // and its rooms name what is written in it: only room to room counts, and what a door passes on is its
    // room's. Cohorts that test modules lend each other make no circle.
    let mut arrows: BTreeMap<(&[String], &str), BTreeSet<String>> = BTreeMap::new();
    for file in &all {
        for target in file.product().flat_map(|line| file.targets(line)) {
            let target = imports.home(&target);
            let common = file.module.iter().zip(&target).take_while(|(one, other)| one == other).count();
            let (Some(own), Some(other)) = (file.module.get(common), target.get(common)) else { continue };
            if imports.modules.contains(&target[..=common]) {
                arrows.entry((&file.module[..common], own)).or_default().insert(other.clone());
            }
        }
    }
    let mut gone: BTreeSet<(&[String], &str)> = BTreeSet::new();
    while let Some(leaf) = arrows.iter().find(|((folder, room), needs)| {
        let is_settled = |need: &String| {
            let need = (*folder, need.as_str());
            gone.contains(&need) || !arrows.contains_key(&need)
        };
        !gone.contains(&(*folder, *room)) && needs.iter().all(is_settled)
    }) {
        gone.insert(*leaf.0);
    }
    let circle: Vec<String> = arrows
        .iter()
        .filter(|(room, _)| !gone.contains(*room))
        .map(|((folder, room), needs)| format!("{}::{room} needs {needs:?}", folder.join("::")))
        .collect();
    assert!(circle.is_empty(), "rooms that need each other:\n{}", circle.join("\n"));
}

/// The types that tell ways of combining apart, and the files that name their variants: those to touch for a
/// new one. In columns only the sum has a kernel of its own.
const COMBINING: [(&str, &[&str]); 4] = [
    ("Combine", &["scorecard/combine.rs"]),
    (
        "Fold",
        &[
            "scorecard/combine.rs",
            "scoring/formula/columns.rs",
            "scoring/formula.rs",
            "warehouse/card/points.rs",
        ],
    ),
    ("Mean", &["scorecard/combine.rs", "scoring/formula.rs", "warehouse/card/points.rs"]),
    ("Departure", &["scorecard/combine.rs", "scorecard/tree.rs", "scoring/formula.rs"]),
];

/// Whether code names a variant of an enum, or takes several of them in: not its constants and functions.
fn names_a_variant(text: &str, of: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(&format!("{of}::")).any(|(at, found)| {
        let mut after = text[at + found.len()..].chars();
        let (first, second) = (after.next(), after.next());
        let is_variant =
            first.is_some_and(char::is_uppercase) && second.is_none_or(|second| second.is_lowercase());
        !text[..at].ends_with(is_name) && (is_variant || matches!(first, Some('{' | '*')))
    })
}

#[test]
fn a_way_of_combining_is_one_place() {
    assert!(names_a_variant("match fold { Fold::Pick { .. } => 1 }", "Fold"));
    assert!(
        names_a_variant("use super::Fold::*;", "Fold") && names_a_variant("use super::Mean::{A};", "Mean")
    );
    assert!(
        !names_a_variant("Combine::OF_PARTS", "Combine") && !names_a_variant("Combine::named", "Combine")
    );
    assert!(!names_a_variant("Unfold::Pick", "Fold") && !names_a_variant("Fold::Pick", "Combine"));
    let all = files();
    for (of, expected) in COMBINING {
        let names = |file: &&File| file.product().any(|line| names_a_variant(&line.text, of));
        let found: Vec<&Path> = all.iter().filter(names).map(|file| file.path.as_path()).collect();
        assert_eq!(found, expected.iter().map(Path::new).collect::<Vec<_>>(), "variants of {of}");
    }
}

#[test]
fn only_the_command_line_prints_and_parses_arguments() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| file.stage() != "cli") {
        for line in file.product() {
            const ONLY_CLI: &[&str] = &[
                "println!",
                "print!",
                "eprint",
                "dbg!",
                "process::exit",
                "clap::",
                "clap_complete::",
                "clap_mangen::",
                "ctrlc::",
                "indicatif::",
                "signal_hook::",
                "terminal_size::",
            ];
            if ONLY_CLI.iter().any(|word| line.text.contains(word)) {
                faults.push(format!("{}:{} {}", file.path.display(), line.number, line.text));
            }
        }
    }
    assert!(faults.is_empty(), "outside cli:\n{}", faults.join("\n"));
}

#[test]
fn only_the_ends_of_the_flow_touch_files() {
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| !TOUCH_FILES.contains(&file.stage())) {
        for line in file.product() {
            const TOUCHES: &[&str] = &[
                "std::fs",
                "fs::",
                "File::open",
                "File::create",
                ".exists()",
                ".is_dir()",
                ".is_file()",
                "canonicalize(",
            ];
            if TOUCHES.iter().any(|word| line.text.contains(word)) {
                faults.push(format!("{}:{} {}", file.path.display(), line.number, line.text));
            }
        }
    }
    assert!(faults.is_empty(), "these touch files:\n{}", faults.join("\n"));
}

#[test]
fn no_line_is_wider_than_110_columns() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    ["src", "tests", "benches", "examples"].iter().for_each(|folder| collect(&root.join(folder), &mut paths));
    let mut faults = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a source can be read");
        for (at, line) in text.lines().enumerate().filter(|(_, line)| line.chars().count() > 110) {
            faults.push(format!("{}:{}: {line}", path.display(), at + 1));
        }
    }
    assert!(faults.is_empty(), "lines that are too wide:\n{}", faults.join("\n"));
}
