//! What somebody changed in an output after it was written is not replaced, unless that is asked for by name.

use std::fs;
use std::path::Path;

use jifen::finding::Code;
use jifen::publish::{Replace, refuse, refuse_file, write_file};

use crate::engine::publish::{INSTITUTIONS, ROWS, content, write};
use crate::support::assessed::assess;
use crate::support::workplace::{Folder, text};

/// The files that `refuse` names as edited.
fn edited(target: &Path) -> Vec<String> {
    let faults = refuse(target, Replace::Unedited).expect_err("it must be refused");
    assert!(
        faults.iter().all(|fault| fault.code == Code::TargetEdited && fault.remedy.is_some()),
        "{faults:?}"
    );
    let below = |file: &str| file.strip_prefix(&format!("{}/", target.display())).map(str::to_owned);
    faults.iter().map(|fault| below(&fault.place.file).expect("below the target")).collect()
}

#[test]
fn edited_files_are_named_and_kept() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    let assessed = assess(ROWS, INSTITUTIONS);
    write(&assessed, &target, Replace::Never).expect("it can be written");
    // Of the same length, longer, and empty.
    let scores = fs::read_to_string(target.join("scores.csv")).expect("a file").replace("99.0", "98.0");
    fs::write(target.join("scores.csv"), scores).expect("a file");
    fs::write(target.join("referrals/README.txt"), "mine").expect("a file");
    fs::write(target.join("referrals/zh.csv"), "").expect("a file");
    // No hash is known of the one, and of the other nothing is left.
    fs::write(target.join("timings.json"), "{}").expect("a file");
    fs::remove_file(target.join("quarantine.csv")).expect("a file");
    let before = content(&target);
    assert_eq!(edited(&target), ["referrals/README.txt", "referrals/zh.csv", "scores.csv"]);
    let refused = write(&assessed, &target, Replace::Unedited).expect_err("somebody's work");
    assert_eq!(refused.code, Code::TargetEdited);
    assert_eq!(content(&target), before);
    write(&assessed, &target, Replace::Edited).expect("it is replaced all the same");
    assert_eq!(refuse(&target, Replace::Unedited), Ok(()));
}

#[test]
fn a_list_that_is_open_in_a_spreadsheet_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    let assessed = assess(ROWS, INSTITUTIONS);
    write(&assessed, &target, Replace::Never).expect("it can be written");
    fs::write(target.join("a.txt"), "mine").expect("a file");
    for lock in ["~$book.xlsx", ".~lock.book.xlsx#"] {
        fs::write(target.join("referrals").join(lock), "").expect("a file");
        for replace in [Replace::Unedited, Replace::Edited] {
            let refused = write(&assessed, &target, replace).expect_err("it is open");
            assert!(refused.message.to_string().contains(&format!("holds `referrals/{lock}`")), "{refused}");
            assert!(
                refused
                    .help_line(jifen::words::Language::En)
                    .is_some_and(|help| help.contains("is it open in a spreadsheet?"))
            );
        }
        fs::remove_file(target.join("referrals").join(lock)).expect("a file");
    }
    let refused = write(&assessed, &target, Replace::Edited).expect_err("somebody's notes");
    assert!(refused.help_line(jifen::words::Language::En).is_some_and(|help| !help.contains("spreadsheet")));
}

#[test]
fn a_file_of_an_output_is_looked_at_on_its_own_too() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    write(&assess(ROWS, INSTITUTIONS), &target, Replace::Never).expect("it can be written");
    for name in ["scores.csv", "referrals/zh.csv"] {
        let file = target.join(name);
        assert_eq!(refuse_file(&file, Replace::Unedited), Ok(()), "{name}");
        fs::write(&file, "mine").expect("a file");
        let refused = write_file(&file, Replace::Unedited, |_| Ok(())).expect_err("somebody's work");
        assert_eq!((refused.code, &*refused.place.file), (Code::TargetEdited, &*file.display().to_string()));
        assert_eq!(fs::read_to_string(&file).expect("a file"), "mine");
        write_file(&file, Replace::Edited, |out| out.write_all(b"new")).expect("it is replaced");
    }
    // A file that belongs to no output was written by nobody we know, and --force replaces it as ever.
    let alone = folder.path().join("alone.csv");
    fs::write(&alone, "mine").expect("a file");
    write_file(&alone, Replace::Unedited, |out| out.write_all(b"new")).expect("it is replaced");
}

#[test]
fn a_word_on_the_command_line_decides() {
    let folder = Folder::with_firms(30, 0.0);
    assert!(folder.jifen(&["--quiet", "run", "campaign.toml", "--out", "lists"]).status.success());
    assert!(folder.jifen(&["--quiet", "audit", "campaign.toml", "--out", "study"]).status.success());
    folder.write("lists/referrals/citic.csv", b"mine");
    folder.write("lists/scores.csv", b"mine");
    folder.write("study/summary.json", b"mine");
    for (command, named) in [
        (
            &["run", "campaign.toml", "--out", "lists"][..],
            &["lists/referrals/citic.csv", "lists/scores.csv"][..],
        ),
        (&["audit", "campaign.toml", "--out", "study"], &["study/summary.json"]),
        (
            &["score", "firms.csv", "--scorecard", "mst-2022", "--out", "lists/scores.csv"],
            &["lists/scores.csv"],
        ),
    ] {
        let before = (folder.content("lists"), folder.content("study"));
        let refused = folder.jifen(&[&["--quiet"], command, &["--force"]].concat());
        let told = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{told}");
        for name in named {
            let line = format!(
                "error[target-edited]: {name}: was edited since it was written, and is not replaced\n"
            );
            assert!(told.contains(&line), "{told}");
        }
        assert!(told.contains("--force --discard-edits"), "{told}");
        assert_eq!((folder.content("lists"), folder.content("study")), before);
        let alone = folder.jifen(&[command, &["--discard-edits"]].concat());
        assert!(text(&alone.stderr).contains("--force"), "{}", text(&alone.stderr));
        assert_eq!(alone.status.code(), Some(2));
    }
    for command in
        [&["run", "campaign.toml", "--out", "lists"][..], &["audit", "campaign.toml", "--out", "study"]]
    {
        let replaced = folder.jifen(&[&["--quiet"], command, &["--force", "--discard-edits"]].concat());
        assert!(replaced.status.success(), "{}", text(&replaced.stderr));
    }
    assert!(folder.read("lists/scores.csv").contains("credit_code"));
}
