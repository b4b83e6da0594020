//! Pages of `docs/` that are made from the program, and must not grow stale.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use jifen::finding::Code;

use crate::workplace::{Folder, sample_data, text};

/// Compares `docs/<name>` with what the program says now; `UPDATE_DOCS=1` writes it instead.
fn is_current(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, now).expect("docs/ can be written");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == now, "docs/{name} is stale: run UPDATE_DOCS=1 cargo test --test it docs");
}

#[test]
fn the_page_of_findings_lists_every_code() {
    let mut page = String::from(
        "# Findings\n\nEvery fault has a stable code. An *error* in a row sends the row to quarantine; an *error* in a file, a header or \
         a parameter stops the run. A *warning* leaves the value as it stands. A *note* is worth knowing.\n\n\
         | code | severity | what was found | for example |\n| --- | --- | --- | --- |\n",
    );
    for code in Code::ALL {
        let example = code.example().replace('|', "\\|");
        let _ =
            writeln!(page, "| `{code}` | {} | {} | `{example}` |", code.severity().as_str(), code.meaning());
    }
    is_current("findings.md", &page);
}

#[test]
fn the_readme_shows_what_the_sample_campaign_prints() {
    let folder = Folder::with_firms(1, 0.0);
    let campaign = sample_data("campaign.toml");
    let output = folder.jifen(&["run", &campaign.to_string_lossy()]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    let (readme, told) = (readme.expect("it is there"), text(&output.stdout));
    assert!(readme.contains(&format!("```text\n{told}```\n")), "README.md does not show:\n{told}");
    let list = folder.read("out/referrals/citic.csv");
    let first: String =
        list.trim_start_matches('\u{feff}').lines().take(4).map(|line| format!("{line}\n")).collect();
    assert!(readme.contains(&format!("```text\n{first}```\n")), "README.md does not show:\n{first}");
}
