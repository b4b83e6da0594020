//! The pages of `docs/` and the README: each does what it says, and what is made from the program is not
//! stale.

mod architecture;
mod chart;
mod curves;
mod districts;
mod examples;
mod findings;
mod keys;
mod locales;
mod page;
mod play;
mod remarks;

use std::fs;
use std::path::{Path, PathBuf};

use page::{Block, Kind, Page};
use rayon::prelude::*;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn updates() -> bool {
    std::env::var_os("UPDATE_DOCS").is_some()
}

/// Compares `docs/<name>` with what the program says now; `UPDATE_DOCS=1` writes it instead.
fn is_current(name: &str, now: &str) {
    let path = root().join("docs").join(name);
    if updates() {
        fs::write(&path, now).expect("docs/ can be written");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == now, "docs/{name} is stale: run UPDATE_DOCS=1 cargo test --test it docs");
}

/// The pages below `folder`, in order.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("docs/ can be listed") {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What is wrong with the page at `path`, played beside copies of the files in `with`. `UPDATE_DOCS=1` mends
/// its consoles.
fn faults(path: &Path, with: &Path) -> Vec<String> {
    let name = path.strip_prefix(root()).expect("a page of ours").display().to_string();
    let text = fs::read_to_string(path).expect("a page can be read");
    let told = |fault: String| format!("{name}, {fault}");
    let mut page = match Page::read(&text) {
        Ok(page) => page.at(path),
        Err(fault) => return vec![told(fault)],
    };
    let mut played = play::play(&page, with);
    if updates() && !played.faults.is_empty() {
        let mended = page.with(&played.consoles);
        fs::write(path, &mended).expect("a page can be written");
        page = Page::read(&mended).expect("only lines within blocks were replaced").at(path);
        played = play::play(&page, with);
    }
    played.faults.into_iter().chain(broken_links(path, &page)).chain(unnamed(&page)).map(told).collect()
}

/// Links to files that are not there.
fn broken_links(path: &Path, page: &Page) -> Vec<String> {
    let folder = path.parent().expect("a page is in a folder");
    let text: Vec<&str> = page
        .lines
        .iter()
        .enumerate()
        .filter(|(at, _)| !page.blocks.iter().any(|block| block.body.contains(at)))
        .map(|(_, line)| line.as_str())
        .collect();
    let text = text.join("\n");
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = targets.map(|target| target.split('#').next().unwrap_or_default());
    files
        .filter(|file| !file.is_empty() && !file.contains("://") && !folder.join(file).exists())
        .map(|file| format!("the link to `{file}` leads nowhere"))
        .collect()
}

/// Files' blocks whose name no reader sees: a fence's is not shown.
fn unnamed(page: &Page) -> Vec<String> {
    let name = |block: &Block| match &block.kind {
        Kind::File { name, .. } | Kind::Add { name } => Some(name.clone()),
        _ => None,
    };
    let is_named = |block: &Block, name: &str| {
        let above = page.lines[..block.line - 1].iter().rev().find(|line| !line.trim().is_empty());
        above.is_some_and(|line| line.contains(&format!("`{name}`")))
    };
    let named = page.blocks.iter().filter_map(|block| Some((block, name(block)?)));
    named
        .filter(|(block, name)| !is_named(block, name))
        .map(|(block, name)| format!("line {}: the block of `{name}` has no such name above it", block.line))
        .collect()
}

#[test]
fn every_page_does_what_it_says() {
    let pages = pages(&root().join("docs"));
    assert!(pages.len() > 10, "the pages were not found");
    let example = root().join("docs/example");
    let districts = root().join("sample_data/districts");
    // Its commands name the sample data as the README does.
    let repository = clone();
    let beside = |page: &Path| match page.file_name().and_then(|name| name.to_str()) {
        Some("first-list.md") => districts.as_path(),
        Some("programmes.md") => repository.path(),
        _ => example.as_path(),
    };
    let mut faults: Vec<String> = pages.par_iter().flat_map_iter(|page| faults(page, beside(page))).collect();
    for path in &pages {
        let text = fs::read_to_string(path).expect("a page can be read");
        // Only the README has a test that compares such blocks.
        if Page::read(&text)
            .is_ok_and(|page| page.blocks.iter().any(|block| matches!(block.kind, Kind::Text)))
        {
            faults.push(format!("{} has a block of text that nobody checks", path.display()));
        }
    }
    assert!(
        faults.is_empty(),
        "{}\n\nUPDATE_DOCS=1 cargo test --test it docs mends what is only stale",
        faults.join("\n\n")
    );
}

/// A copy of what the repository has of files that commands name.
fn clone() -> TempDir {
    let copy = TempDir::new().expect("a temporary folder can be made");
    for folder in ["sample_data", "sample_data/programmes", "sample_data/scorecards", "docs/example"] {
        let to = copy.path().join(folder);
        fs::create_dir_all(&to).expect("a folder can be made");
        for entry in fs::read_dir(root().join(folder)).expect("the folder can be listed") {
            let path = entry.expect("a folder can be listed").path();
            if let Some(name) = path.file_name().filter(|_| path.is_file()) {
                fs::copy(&path, to.join(name)).expect("a file can be copied");
            }
        }
    }
    copy
}

/// Fills in the blank table of weights: ten indicators of 6 and eight of 5 in each of three segments.
fn fill_in(table: &Path) {
    let text = fs::read_to_string(table).expect("there is a table");
    let mut indicators = 0;
    let filled = text.lines().map(|line| {
        if !line.starts_with(',') {
            return format!("{line}\n");
        }
        indicators += 1;
        let weight = if indicators <= 10 { 6 } else { 5 };
        format!("{},{weight},{weight},{weight}\n", line.trim_end_matches(','))
    });
    let filled: String = filled.collect();
    fs::write(table, filled).expect("it can be written");
}

#[test]
fn the_readme_does_what_it_says_in_both_languages() {
    for name in ["README.md", "README.zh-CN.md"] {
        let readme = root().join(name);
        let clone = clone();
        let read = |text: &str| Page::read(text).expect("its blocks are known").at(&readme);
        let page = read(&fs::read_to_string(&readme).expect("it is there"));
        let mut played = play::play_as_written(&page, clone.path());
        if updates() && !played.faults.is_empty() {
            let mended = page.with(&played.consoles);
            fs::write(&readme, &mended).expect("a page can be written");
            fs::remove_dir_all(clone.path()).expect("it was written");
            let clone = self::clone();
            played = play::play_as_written(&read(&mended), clone.path());
        }
        let mut faults = played.faults;
        faults.extend(broken_links(&readme, &page));
        assert!(faults.is_empty(), "{name}: {}", faults.join("\n\n"));
        assert!(played.inline > 0, "{name}: the commands within sentences were not found");
        let texts: Vec<&Block> =
            page.blocks.iter().filter(|block| matches!(block.kind, Kind::Text)).collect();
        assert_eq!(texts.len(), 1, "{name}: only the command on a table that people fill in is a text");
        let clone = self::clone();
        fill_in(&clone.path().join("sample_data/weights.csv"));
        for line in &page.lines[texts[0].body.clone()] {
            play::shell(clone.path(), line, page.locale).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        }
        assert!(page.lines.len() <= 120, "{name} has {} lines", page.lines.len());
    }
}

#[test]
fn the_example_runs_as_it_stands() {
    let clone = clone();
    for campaign in ["campaign.toml", "borrowers.toml"] {
        for arguments in [["check", campaign], ["run", campaign]] {
            let (told, code) = play::jifen(&clone.path().join("docs/example"), &arguments);
            assert_eq!(code, 0, "{arguments:?}: {told}");
            assert!(!told.contains("warning["), "{told}");
        }
        fs::remove_dir_all(clone.path().join("docs/example/out")).expect("it was written");
    }
}

#[test]
fn a_page_cannot_say_what_nobody_checks() {
    let read = |text: &str| Page::read(text).map(|_| ());
    assert!(read("```python\n1\n```\n").unwrap_err().starts_with("line 1: nobody checks a block `python`"));
    assert!(read("```toml\na = 1\n```\n").unwrap_err().contains("nobody checks"));
    assert!(read("a\n\n```console\n$ cat x\n").unwrap_err().contains("line 3: the block does not close"));
    for fence in ["  ```console\n", "~~~toml\n"] {
        assert!(read(fence).unwrap_err().contains("beginning of its line"), "{fence}");
    }
    assert!(read("```toml file=a.toml size=3\n```\n").unwrap_err().contains("`size=3` has no meaning"));
}

#[test]
fn a_page_that_is_wrong_is_told() {
    let example = root().join("docs/example");
    let played = |text: &str| play::play(&Page::read(text).expect("it is a page"), &example);
    let stale =
        played("```text file=a.csv\nx,1\ny,2\nz,3\n```\n\n```console\n$ cut -d, -f2 a.csv\n1\n7\n3\n```\n");
    assert_eq!(stale.faults.len(), 1, "{:?}", stale.faults);
    assert_eq!(stale.consoles[&1], ["$ cut -d, -f2 a.csv", "1", "2", "3"]);
    let cut = played("```text file=a.csv\nx,1\ny,2\nz,3\n```\n\n```console\n$ cat a.csv\nx,1\n…\nz,3\n```\n");
    assert!(cut.faults.is_empty(), "{:?}", cut.faults);
    for (text, words) in [
        ("```console\n$ rm -r out\n```\n", "nobody here knows the command"),
        ("```console\n$ jifen check nothing.csv\n```\n", "exit code 3"),
        ("```console\njifen check nothing.csv\n```\n", "a console begins with"),
        ("```toml add=nothing.toml\na = 1\n```\n", "nothing.toml"),
        ("```sql\n1 + 1 -- 3\n```\n", "`1 + 1 -- 3` is now `1 + 1 -- 2`"),
        ("```sql\nregion -- a number\n```\n", "is now `region -- a text`"),
        ("```sh\njifen check nothing.csv\n```\n", "ends with 3"),
        ("```text file=a.csv bytes\n\\xZZ\n```\n", "names no byte"),
    ] {
        let faults = played(text).faults;
        assert!(faults.len() == 1 && faults[0].contains(words), "{text}\n{faults:?}");
    }
}
