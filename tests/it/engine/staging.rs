//! The output folder appears whole or not at all, and nothing else is touched.

use std::fs;
use std::path::Path;

use jifen::finding::{Code, Place};
use jifen::publish::{Replace, refuse, write_file};

use crate::engine::publish::{INSTITUTIONS, ROWS, content, write};
use crate::support::assessed::assess;

fn hidden(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with('.')).collect()
}

#[test]
fn an_existing_output_is_replaced_only_by_force_and_only_if_it_is_one() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    let assessed = assess(ROWS, INSTITUTIONS);
    write(&assessed, &target, Replace::Never).expect("it can be written");
    let first = content(&target);

    let refused = write(&assessed, &target, Replace::Never).expect_err("it exists");
    assert_eq!(
        (
            refused.code,
            refused.help_line(jifen::words::Language::En).as_deref().map(|help| help.contains("--force"))
        ),
        (Code::TargetExists, Some(true))
    );
    assert_eq!(refuse(&target, Replace::Never), Err(refused.into()));
    assert_eq!(content(&target), first);

    let other = assess(&ROWS.replace("95,100", "94,100"), INSTITUTIONS);
    write(&other, &target, Replace::Unedited).expect("it is replaced");
    let second = content(&target);
    assert_ne!(second, first);
    assert!(hidden(folder.path()).is_empty());

    fs::write(target.join("notes.txt"), "mine").expect("a file");
    let refused = write(&assessed, &target, Replace::Unedited).expect_err("somebody's notes");
    assert!(refused.message.to_string().contains("`notes.txt`"), "{refused}");
    fs::remove_file(target.join("notes.txt")).expect("a file");
    fs::write(target.join(".DS_Store"), "litter").expect("a file");
    write(&assessed, &target, Replace::Unedited).expect("litter does not count");
    assert_eq!(content(&target), first);
}

#[test]
fn what_is_no_output_folder_is_never_replaced() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("file");
    fs::write(&file, "text").expect("a file");
    let strange = folder.path().join("strange");
    fs::create_dir_all(strange.join("sub")).expect("a folder");
    let package = folder.path().join("package");
    fs::create_dir(&package).expect("a folder");
    fs::write(package.join("datapackage.json"), r#"{"generator": "other 1", "resources": []}"#)
        .expect("a file");
    for (target, code, words) in [
        (&file, Code::TargetExists, "is a file"),
        (&strange, Code::TargetExists, "holds `sub`"),
        (&package, Code::TargetExists, "holds `datapackage.json`"),
        (&folder.path().join(".."), Code::TargetUnwritable, "cannot be the name of an output"),
        (&"/".into(), Code::TargetUnwritable, "cannot be the name of an output"),
        (&"".into(), Code::TargetUnwritable, "cannot be the name of an output"),
    ] {
        let refused = refuse(target, Replace::Edited).expect_err("it must be refused");
        let [refused] = refused.as_slice() else { panic!("{refused:?}") };
        assert_eq!(refused.code, code, "{refused}");
        assert!(refused.message.to_string().contains(words), "{refused}");
    }
    assert!(file.is_file() && strange.join("sub").is_dir() && package.join("datapackage.json").is_file());
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_kept() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let assessed = assess(ROWS, INSTITUTIONS);
    let real = folder.path().join("real");
    write(&assessed, &real, Replace::Never).expect("it can be written");
    let link = folder.path().join("link");
    symlink("real", &link).expect("a link");
    write(&assessed, &link, Replace::Unedited).expect("it is replaced");
    assert!(fs::symlink_metadata(&link).expect("a link").is_symlink() && real.join("scores.csv").is_file());

    let around = folder.path().join("around");
    symlink("around", &around).expect("a link");
    let refused = refuse(&around, Replace::Unedited).expect_err("a loop");
    assert_eq!(refused.as_slice()[0].code, Code::TargetUnwritable);
}

#[test]
fn two_runs_into_one_target_refuse_and_a_killed_one_leaves_nothing_in_the_way() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    let assessed = assess(ROWS, INSTITUTIONS);
    let lock = fs::File::create(folder.path().join(".out.lock")).expect("a file");
    lock.lock().expect("a lock");
    let refused = write(&assessed, &target, Replace::Never).expect_err("another run is at it");
    assert!(refused.message.to_string().contains("another run"), "{refused}");
    assert!(!target.exists() && !folder.path().join(".out.partial").exists());
    drop(lock);

    // What a killed run leaves behind, also one killed while it cleaned up.
    let killed = || fs::write(folder.path().join(".out.lock"), "jifen\n").expect("a file");
    for name in [".out.partial", ".out.abandoned"] {
        killed();
        fs::create_dir(folder.path().join(name)).expect("a folder");
        fs::write(folder.path().join(name).join("scores.csv"), "half").expect("a file");
        write(&assessed, &target, Replace::Unedited).expect("it can be written");
        assert!(hidden(folder.path()).is_empty(), "{name}");
    }
    // Killed between the two renames of a file system that cannot swap.
    killed();
    fs::rename(&target, folder.path().join(".out.old")).expect("a folder");
    let refused = write(&assessed, &target, Replace::Never).expect_err("the old output is back");
    assert_eq!(refused.code, Code::TargetExists);
    assert!(target.join("scores.csv").is_file() && hidden(folder.path()).is_empty());
}

#[test]
fn what_no_run_left_beside_the_target_is_not_touched() {
    let assessed = assess(ROWS, INSTITUTIONS);
    for name in [".out.partial", ".out.old", ".out.abandoned"] {
        for replace in [Replace::Never, Replace::Unedited] {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let target = folder.path().join("out");
            if replace != Replace::Never {
                write(&assessed, &target, Replace::Never).expect("it can be written");
            }
            fs::create_dir(folder.path().join(name)).expect("a folder");
            fs::write(folder.path().join(name).join("mine"), "years of work").expect("a file");
            let refused = write(&assessed, &target, replace).expect_err("somebody's folder");
            assert_eq!(refused.code, Code::TargetExists, "{refused}");
            assert!(refused.message.to_string().contains(&format!("`{name}`")), "{refused}");
            assert_eq!(refuse(&target, replace), Err(refused.into()));
            assert_eq!(
                fs::read(folder.path().join(name).join("mine")).expect("it is there"),
                b"years of work"
            );
            assert_eq!(
                (hidden(folder.path()), target.exists()),
                (vec![name.to_owned()], replace != Replace::Never)
            );
        }
    }
    // A lock file of another program's is neither used nor removed.
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(folder.path().join(".out.lock"), "pid 7").expect("a file");
    let refused = write(&assessed, &folder.path().join("out"), Replace::Never).expect_err("somebody's file");
    assert_eq!(refused.code, Code::TargetExists, "{refused}");
    assert_eq!(fs::read(folder.path().join(".out.lock")).expect("it is there"), b"pid 7");
}

#[test]
fn a_failure_leaves_the_old_output_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("out");
    let mut assessed = assess(ROWS, INSTITUTIONS);
    write(&assessed, &target, Replace::Never).expect("it can be written");
    let first = content(&target);
    // Two lists of one name: the second file cannot be made.
    let twin = assessed.institutions.all[0].clone();
    assessed.institutions.all[2] = twin;
    let fault = write(&assessed, &target, Replace::Unedited).expect_err("a file is in the way");
    assert_eq!(fault.code, Code::TargetUnwritable);
    let place = Place::file(format!("{}/referrals/zh.csv", target.display()));
    assert_eq!(fault.place, place);
    assert_eq!(content(&target), first);
    assert!(hidden(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_a_clear_error() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("permissions");
    // A privileged user writes anywhere; there is nothing to test then.
    let privileged = fs::write(folder.path().join("probe"), "").is_ok();
    let assessed = assess(ROWS, INSTITUTIONS);
    let written = write(&assessed, &folder.path().join("out"), Replace::Never);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
    if !privileged {
        let fault = written.expect_err("it cannot be written");
        assert_eq!(fault.code, Code::TargetUnwritable);
        assert!(fault.message.to_string().contains("ermission denied"), "{fault}");
    }
    // Below a file there is no folder, whoever asks.
    fs::write(folder.path().join("file"), "").expect("a file");
    let fault =
        write(&assessed, &folder.path().join("file/out"), Replace::Never).expect_err("no folder there");
    assert_eq!(
        (fault.code, &*fault.message.to_string()),
        (Code::TargetUnwritable, "cannot be written: a part of its path is not a folder")
    );
    assert!(
        fault
            .help_line(jifen::words::Language::En)
            .is_some_and(|help| help.starts_with("nothing was changed"))
    );
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("firms.csv");
    let content = || fs::read_to_string(&target).expect("a file");
    write_file(&target, Replace::Never, |out| out.write_all(b"first")).expect("it can be written");
    let refused = write_file(&target, Replace::Never, |out| out.write_all(b"second")).expect_err("it exists");
    assert_eq!((refused.code, content().as_str()), (Code::TargetExists, "first"));
    let broken = |out: &mut (dyn std::io::Write + Send)| {
        out.write_all(b"half")?;
        Err::<(), _>(std::io::Error::other("no more"))
    };
    let full = |_: &mut (dyn std::io::Write + Send)| Err::<(), _>(std::io::ErrorKind::StorageFull.into());
    let fault = write_file(&target, Replace::Unedited, full).expect_err("there is no room");
    assert_eq!(fault.message.to_string(), "cannot be written: no space left on the disk");
    let fault = write_file(&target, Replace::Unedited, broken).expect_err("it breaks off");
    assert_eq!((fault.code, content().as_str()), (Code::TargetUnwritable, "first"));
    // What a killed process leaves behind.
    fs::write(folder.path().join(".firms.csv.lock"), "jifen\n").expect("a file");
    fs::write(folder.path().join(".firms.csv.partial"), "half").expect("a file");
    write_file(&target, Replace::Unedited, |out| out.write_all(b"second")).expect("it is replaced");
    assert_eq!((content().as_str(), hidden(folder.path()).len()), ("second", 0));
    let refused = write_file(folder.path(), Replace::Unedited, |_| Ok(())).expect_err("a folder");
    assert!(refused.message.to_string().contains("is not a file"), "{refused}");
}

#[test]
fn folders_made_for_an_output_go_with_it() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let target = folder.path().join("a/b/list.csv");
    let fault = write_file(&target, Replace::Never, |_| Err::<(), _>(std::io::ErrorKind::StorageFull.into()));
    assert_eq!(fault.expect_err("it fails").code, Code::TargetUnwritable);
    assert!(!folder.path().join("a").exists());

    // What somebody else has put there stays, and so does a folder that was there.
    fs::create_dir(folder.path().join("a")).expect("a folder");
    let beside = folder.path().join("a/b/mine.txt");
    let fault = write_file(&target, Replace::Never, |_| {
        fs::write(&beside, "mine")?;
        Err::<(), _>(std::io::Error::from(std::io::ErrorKind::StorageFull))
    });
    assert!(fault.is_err() && beside.exists());
    fs::remove_dir_all(folder.path().join("a/b")).expect("a folder");
    let fault = write_file(&target, Replace::Never, |_| Err::<(), _>(std::io::ErrorKind::StorageFull.into()));
    assert!(fault.is_err() && folder.path().join("a").exists() && !folder.path().join("a/b").exists());

    write_file(&target, Replace::Never, |out| out.write_all(b"x")).expect("it is written");
    assert_eq!(fs::read(&target).expect("it is there"), b"x");
}

#[cfg(unix)]
#[test]
fn a_lock_file_that_is_a_link_is_not_followed() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (target, lock) = (folder.path().join("list.csv"), folder.path().join(".list.csv.lock"));
    let other = folder.path().join("precious");
    for content in [None, Some(""), Some("jifen\n")] {
        let _ = fs::remove_file(&lock);
        content.iter().for_each(|content| fs::write(&other, content).expect("a file"));
        std::os::unix::fs::symlink(&other, &lock).expect("a link");
        let refused =
            write_file(&target, Replace::Never, |out| out.write_all(b"x")).expect_err("it is a link");
        assert_eq!(refused.code, Code::TargetExists, "{refused}");
        assert!(refused.message.to_string().contains("`.list.csv.lock`"), "{refused}");
        assert_eq!(fs::read_to_string(&other).ok().as_deref(), content);
        assert!(!target.exists() && fs::symlink_metadata(&lock).is_ok());
    }
}
