//! One broken file per finding code: those that no other subject provokes, and a count over all of them.

use std::fs;
use std::io::Write;
use std::path::Path;

use jifen::finding::{Code, Severity};
use jifen::firms::Dictionary;

use crate::engine::intake::read_path;
use crate::support::workplace::{Folder, text};

/// What no file can provoke, since the program itself would be at fault.
const OF_THE_PROGRAM: [Code; 1] = [Code::RowsLost];

#[test]
fn every_code_is_provoked_by_a_test() {
    let mut tests = String::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it"), &mut tests);
    let untested: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !OF_THE_PROGRAM.contains(code))
        .filter(|code| !is_named(&tests, &format!("Code::{code:?}")) && !is_named(&tests, code.as_str()))
        .collect();
    assert!(untested.is_empty(), "{untested:?}");
}

/// The text of every test and snapshot below `folder`.
fn collect(folder: &Path, tests: &mut String) {
    for entry in fs::read_dir(folder).expect("the tests can be listed") {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            collect(&path, tests);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "snap") {
            *tests += &fs::read_to_string(&path).expect("a test can be read");
        }
    }
}

/// Whether `name` stands in `text`, and not as the beginning or end of a longer one.
fn is_named(text: &str, name: &str) -> bool {
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '-';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(goes_on) && !text[at + name.len()..].starts_with(goes_on))
}

#[test]
fn a_file_that_is_no_toml_is_refused_where_it_breaks() {
    for (file, from, to, line) in [
        ("campaign.toml", "as_of = 2025-12-31", "as_of = 2025-13-01", 3),
        ("campaign.toml", "[firms]", "[firms", 7),
        ("institutions.toml", "[[institution]]", "[[institution]", 0),
    ] {
        let folder = Folder::with_firms(10, 0.0);
        folder.edit(file, from, to);
        let broken = folder.read(file);
        let at = broken.find(to).expect("it was just written");
        let expected = if line == 0 { broken[..at].matches('\n').count() + 1 } else { line };
        let output = folder.jifen(&["check", "campaign.toml"]);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        assert!(told.contains(&format!("error[toml-syntax]: {file}:{expected}")), "{told}");
    }
}

#[test]
fn more_text_than_one_run_can_address_is_refused_before_it_is_read() {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    // The first part must look like a table; the rest is a hole that takes no room on the disk.
    let rows = "91310000625901263C,上海\n".repeat(1 << 16);
    write!(file, "credit_code,name\n{rows}").expect("a temporary file takes bytes");
    file.as_file().set_len(5 << 30).expect("a file may have a hole");
    let findings = read_path(&Dictionary::built_in(), file.path(), "").unwrap_err();
    let finding = &findings.as_slice()[0];
    assert_eq!((finding.code, finding.severity()), (Code::FileTooLarge, Severity::Error));
    assert!(finding.message.to_string().contains("more than 4,294,967,295 bytes"), "{finding}");
    assert!(
        finding.help_line(jifen::words::Language::En).is_some_and(|help| help.contains("split the file")),
        "{finding}"
    );
}

/// What `arguments` say in `folder`, where they are refused.
fn refused(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.jifen(arguments);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    text(&output.stderr)
}

#[test]
fn a_scorecard_of_gates_alone_gives_studies_nothing() {
    let folder = Folder::with_firms(10, 0.0);
    folder.edit("campaign.toml", "\"mst-2022\"", "\"star-attribute-2024\"");
    folder.write("institutions.toml", b"[[institution]]\nid = \"a\"\nname = \"A\"\nkind = \"bank\"\n");
    for study in ["audit", "sensitivity"] {
        let told = refused(&folder, &[study, "campaign.toml"]);
        assert!(told.contains("error[indicators-absent]: "), "{study}: {told}");
    }
    let told = refused(&folder, &["weights", "equal", "campaign.toml"]);
    assert!(told.contains("error[scale-indivisible]: <built-in star-attribute-2024>: "), "{told}");
}

/// A scorecard of one indicator, with `more` at its end.
fn card(more: &str) -> String {
    format!(
        "id = \"one\"\ntitle = \"One\"\nweights_basis = \"local\"\nscale = 100\ndecimals = 1\nmissing = \
        \"zero\"\n\n\
         [[indicator]]\nid = \"rd\"\ntitle = \"R&D\"\nvalue = \"rd_expense\"\n\
         curve = {{ reference = 500 }}\n{more}"
    )
}

#[test]
fn keys_that_exclude_one_another_or_are_not_in_force_are_told_as_such() {
    let folder = Folder::with_firms(10, 0.0);
    let gate = "weight = 100\n\n[[gate]]\nid = \"g\"\nreason = \"none\"\n";
    for (more, code, words) in [
        (
            "weight = { dated = [{ valid_from = 2026-01-01, value = 100 }] }\n".to_owned(),
            "value-not-in-force",
            "card.toml:13: no value of `indicator.rd.weight` is in force on 2025-12-31",
        ),
        (
            format!("{gate}when = \"hnte\"\nany_of = [{{ when = \"hnte\" }}]\n"),
            "key-choice",
            "a condition needs exactly one of `when`, `all_of`, `any_of` and `at_least`",
        ),
        (format!("{gate}any_of = []\n"), "value-empty", "the condition has no parts"),
        (
            "weight = 100\n[[route]]\ntitle = \"R\"\nwhen = \"hnte\"\n".to_owned(),
            "key-idle",
            "a route has no effect without a pass rule",
        ),
    ] {
        folder.write("card.toml", card(&more).as_bytes());
        let check = ["scorecards", "check", "card.toml"];
        let show = ["scorecards", "show", "card.toml", "--as-of", "2025-12-31"];
        let told = refused(&folder, if code == "value-not-in-force" { &show } else { &check });
        assert!(told.contains(&format!("error[{code}]: card.toml:")) && told.contains(words), "{told}");
    }
}
