//! Killed at any moment, out of room, or in another's way: the old output stays as it was.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::workplace::{Folder, text};

#[test]
fn an_existing_output_is_kept_unless_forced_and_then_replaced_whole() {
    let folder = Folder::with_firms(300, 0.0);
    assert!(folder.jifen(&["run", "campaign.toml"]).status.success());
    let first = folder.content("out");

    let refused = folder.jifen(&["run", "campaign.toml", "--as-of", "2026-06-30"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(text(&refused.stderr).contains("error[target-exists]: out"), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("--force"));
    assert_eq!(folder.content("out"), first);

    assert!(folder.jifen(&["run", "campaign.toml", "--as-of", "2026-06-30", "--force"]).status.success());
    assert_ne!(folder.content("out"), first);
    assert!(folder.jifen(&["run", "campaign.toml", "--force"]).status.success());
    assert_eq!(folder.content("out"), first);
    only_the_known_files(&folder);
}

#[test]
fn force_does_not_replace_a_folder_that_is_no_output() {
    let folder = Folder::with_firms(50, 0.0);
    fs::create_dir(folder.path("out")).expect("a folder can be made");
    folder.write("out/thesis.txt", b"years of work");
    let refused = folder.jifen(&["run", "campaign.toml", "--force"]);
    assert_eq!(refused.status.code(), Some(3), "{}", text(&refused.stderr));
    assert_eq!(folder.read("out/thesis.txt"), "years of work");
}

#[test]
fn killed_at_any_moment_the_old_output_is_untouched_and_no_half_one_appears() {
    let folder = Folder::with_firms(3000, 0.02);
    let started = Instant::now();
    assert_eq!(folder.jifen(&["run", "campaign.toml"]).status.code(), Some(1));
    let whole_run = started.elapsed();
    let old = folder.content("out");
    let fresh = ["run", "campaign.toml", "--force", "--as-of", "2026-03-31"];
    assert_eq!(folder.jifen(&[&fresh[..], &["--out", "reference"]].concat()).status.code(), Some(1));
    let new = folder.content("reference");
    assert_ne!(new, old);
    let mut killed = 0;
    for at in 1..=24 {
        let patience = whole_run.mul_f64(f64::from(at) / 22.0);
        let mut child = folder
            .command()
            .args(fresh)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program can be started");
        thread::sleep(patience);
        child.kill().expect("the program can be killed");
        let status = child.wait().expect("the program ends");
        let now = folder.content("out");
        if status.code().is_none() {
            killed += 1;
        }
        if now == old {
            continue;
        }
        assert!(now == new, "what stands there is neither the old output nor the new one, whole");
        assert_eq!(folder.jifen(&["run", "campaign.toml", "--force"]).status.code(), Some(1));
        assert_eq!(folder.content("out"), old);
    }
    assert!(killed >= 8, "only {killed} runs were killed before they ended");
    // Left alone, a run does put the new output there.
    assert_eq!(folder.jifen(&fresh).status.code(), Some(1));
    assert_eq!(folder.content("out"), new);
    assert_eq!(folder.jifen(&["run", "campaign.toml", "--force"]).status.code(), Some(1));
    only_the_known_files(&folder);
}

#[cfg(unix)]
#[test]
fn interrupted_it_cleans_up_after_itself() {
    let folder = Folder::with_firms(20_000, 0.0);
    let mut interrupted = 0;
    for patience in [0, 5, 20, 60, 120] {
        let mut child = folder
            .command()
            .args(["run", "campaign.toml", "--force"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        while hidden(&folder).next().is_none() && child.try_wait().expect("it can be asked").is_none() {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(patience));
        let pid = child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().is_ok());
        let output = child.wait_with_output().expect("the program ends");
        if output.status.code() == Some(130) {
            interrupted += 1;
            let wrote = if folder.path("out").exists() { "the output was" } else { "nothing was" };
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(told.ends_with(&format!("interrupted; {wrote} written\n")), "{told}");
        }
        // So that an output tells which run wrote it.
        let _ = std::fs::remove_dir_all(folder.path("out"));
        let left: Vec<String> = hidden(&folder).collect();
        assert!(left.is_empty(), "left behind after {patience} ms: {left:?}");
    }
    assert!(interrupted >= 2, "only {interrupted} interrupts came while output was being written");
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_is_a_clear_error() {
    let folder = Folder::with_firms(2000, 0.0);
    // A limit on the size of files stands for a full disk: the write fails with the system's own words.
    let script =
        format!("trap '' XFSZ; ulimit -f 64; exec {} run campaign.toml", env!("CARGO_BIN_EXE_jifen"));
    let output = std::process::Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path(""))
        .output()
        .expect("a shell can be started");
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("error[target-unwritable]"), "{}", text(&output.stderr));
    assert!(!folder.path("out").exists());
    only_the_known_files(&folder);
}

fn hidden(folder: &Folder) -> impl Iterator<Item = String> {
    fs::read_dir(folder.path(""))
        .expect("the folder can be listed")
        .map(|entry| entry.expect("the folder can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
}

/// Nothing else is left lying about.
fn only_the_known_files(folder: &Folder) {
    let left: Vec<String> = hidden(folder).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}
